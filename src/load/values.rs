//! Text → days, minutes, numbers. Comes in: what a field holds. Goes out: the value, or what is wrong in words.
//! Apart, because the manifest, the lists and later the packs write them alike.

use std::fmt::Display;

use jiff::civil::{Date, date};

/// The longest text of a wrong value that a message repeats.
const QUOTED: usize = 40;

/// A day as the mapped format has it, or `2026-09-15`, also with a time behind it. The latter is read without the
/// library, which is the difference between 9 and 90 ns a day.
pub fn day(text: &str, format: Option<&str>) -> Result<Date, String> {
    let mapped = |format: &str| jiff::fmt::strtime::parse(format, text).and_then(|parsed| parsed.to_date()).ok();
    if let Some(day) = format.and_then(mapped) {
        return Ok(day);
    }
    if let Some(parts) = iso(text) {
        return civil(parts).map_err(|why| format!("{} is no day: {why}", quote(text)));
    }
    Err(match format {
        Some(format) => format!("{} is no day of the form {format}", quote(text)),
        None => format!("{} is no day; write it like 2026-09-15", quote(text)),
    })
}

/// Year, month and day of `2026-09-15` or `2026-09-15T08:00:00Z`.
fn iso(text: &str) -> Option<(i16, i8, i8)> {
    let bytes = text.as_bytes();
    let time = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z' | b'+' | b'-');
    let whole = match bytes.get(10) {
        None => true,
        Some(b'T' | b' ') => bytes.len() > 11 && bytes[11..].iter().all(time),
        Some(_) => false,
    };
    if bytes.len() < 10 || !whole || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0_i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
    };
    Some((number(0..4)?, number(5..7)? as i8, number(8..10)? as i8))
}

fn civil((year, month, day): (i16, i8, i8)) -> Result<Date, String> {
    if !(1..=12).contains(&month) {
        return Err(format!("there is no month {month}"));
    }
    Date::new(year, month, day).map_err(|_| {
        let days = date(year, month, 1).days_in_month();
        format!("month {month} of {year} has {days} days")
    })
}

/// Hours as `1.5`, `1.5 h`, `1:30` or `90 min` → minutes, rounded half up.
pub fn minutes(text: &str) -> Result<u32, String> {
    let wrong = || format!("{} is no number of hours; write 1.5 for an hour and a half", quote(text));
    if let Some((hours, minutes)) = text.split_once(':') {
        let (hours, minutes): (u32, u32) = (hours.parse().map_err(|_| wrong())?, minutes.parse().map_err(|_| wrong())?);
        return if minutes < 60 && hours <= MAX_HOURS { Ok(hours * 60 + minutes) } else { Err(wrong()) };
    }
    let (number, unit) = match text.strip_suffix("min") {
        Some(minutes) => (minutes, 1),
        None => (text.strip_suffix('h').unwrap_or(text), 60),
    };
    let scaled = decimal(number.trim_end()).map_err(|_| wrong())?.saturating_mul(unit);
    if !(0..=i64::from(MAX_HOURS) * 60 * SCALE).contains(&scaled) {
        return Err(format!("{} is not from 0 to {MAX_HOURS} hours", quote(text)));
    }
    Ok(((scaled + SCALE / 2) / SCALE) as u32)
}

const MAX_HOURS: u32 = 100_000;
/// Decimals are kept in ten-thousandths.
pub const SCALE: i64 = 10_000;

/// A decimal number in ten-thousandths, exactly: `0.8`, `-3`.
pub fn decimal(text: &str) -> Result<i64, String> {
    let wrong = || format!("{} is no number", quote(text));
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) || whole.len() > 12 || fraction.len() > 9
    {
        return Err(wrong());
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
    let fraction = fraction.bytes().chain(std::iter::repeat(b'0')).take(4).fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    let value = whole * SCALE + fraction;
    Ok(if negative { -value } else { value })
}

/// What stands before a percent sign, where there is one: `80%` is written for 80.
pub fn percent(text: &str) -> &str {
    text.strip_suffix('%').map_or(text, str::trim_end)
}

/// yes, no, true, false, x, 1, 0 in any case.
pub fn flag(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "x" | "1" | "y" | "on" => Ok(true),
        "no" | "false" | "0" | "n" | "off" => Ok(false),
        _ => Err(format!("{} is neither yes nor no", quote(text))),
    }
}

/// Minutes as people say them: `4 h`, `1 h 30 min`, `45 min`.
pub fn duration(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A number of things in words: `1 goal`, `2 goals`, `2 activities`.
pub fn counted<N: Display + Copy + PartialEq + From<u8>>(count: N, thing: &str) -> String {
    if count == 1.into() {
        return format!("1 {thing}");
    }
    let ends_in_consonant = |stem: &&str| stem.ends_with(|c: char| !"aeiou".contains(c));
    match thing.strip_suffix('y').filter(ends_in_consonant) {
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {thing}s"),
    }
}

/// A number in ten-thousandths as it is written: `0.8`, `-3`.
pub fn number(scaled: i64) -> String {
    let (sign, scaled) = if scaled < 0 { ("-", -scaled) } else { ("", scaled) };
    let fraction = format!("{:04}", scaled % SCALE);
    let fraction = fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{fraction}", scaled / SCALE)
}

/// The months of a year.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `HH:MM` → minutes since midnight.
pub fn time(text: &str) -> Result<u16, String> {
    let wrong = || format!("{} is no time of day; write it like 15:00", quote(text));
    let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
        return Err(wrong());
    }
    let (hour, minute): (u16, u16) = (hour.parse().map_err(|_| wrong())?, minute.parse().map_err(|_| wrong())?);
    if hour < 24 && minute < 60 || (hour, minute) == (24, 0) { Ok(hour * 60 + minute) } else { Err(wrong()) }
}

/// Whether a character can stand in an id: a letter or digit, `-` `_` `.` `/` `:`.
pub fn is_of_id(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':')
}

/// Whether a text can be an id; why not.
pub fn id(text: &str) -> Result<(), String> {
    match text.chars().find(|c| !is_of_id(*c)) {
        None if text.len() <= 1000 => Ok(()),
        None => Err(format!("an id of {} characters is too long", text.chars().count())),
        Some(' ') => Err(format!("{} is no id: it holds a blank; use - or _", quote(text))),
        Some(c) => {
            Err(format!("{} is no id: it holds {}; ids have letters, digits and - _ . / :", quote(text), quote(&c.to_string())))
        }
    }
}

/// A wrong value as a message repeats it: cleaned, shortened and in quotes, of which none stand inside.
pub fn quote(text: &str) -> String {
    let clean = clean(text).replace(['“', '”'], "\"");
    let mut short: String = clean.chars().take(QUOTED).collect();
    if short.len() < clean.len() {
        short.push('…');
    }
    format!("“{short}”")
}

/// Text from the input without anything that steers a terminal: control characters and marks of direction
/// become a replacement sign, line breaks a blank. All user text passes here before it is shown.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => '\u{FFFD}',
            c if c.is_control() => '\u{FFFD}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_of_exports() {
        let day_of = |text, format| day(text, format).map(|day| day.to_string());
        assert_eq!(day_of("2026-09-15", None).as_deref(), Ok("2026-09-15"));
        assert_eq!(day_of("2023-10-02T00:00:00.000Z", None).as_deref(), Ok("2023-10-02"));
        assert_eq!(day_of("9/5/2026", Some("%m/%d/%Y")).as_deref(), Ok("2026-09-05"));
        assert_eq!(day_of("2026-09-15", Some("%m/%d/%Y")).as_deref(), Ok("2026-09-15"));
        assert_eq!(day_of("2026-15-09", Some("%Y-%d-%m")).as_deref(), Ok("2026-09-15"));
        assert_eq!(day_of("2028-02-29", None).as_deref(), Ok("2028-02-29"));
    }

    #[test]
    fn behind_a_day_stands_a_time_or_nothing() {
        for wrong in ["2026-09-15 or later", "2026-09-15T", "2026-09-15 ", "2026-09-15x"] {
            assert!(day(wrong, None).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_percent_sign_belongs_to_targets_alone() {
        assert_eq!(decimal(percent("80 %")), Ok(80 * SCALE));
        assert!(decimal("80%").is_err() && minutes("80%").is_err());
    }

    #[test]
    fn an_impossible_day_says_why() {
        assert_eq!(day("2026-02-31", None), Err("“2026-02-31” is no day: month 2 of 2026 has 28 days".to_owned()));
        assert!(day("2026-13-01", None).is_err_and(|why| why.contains("no month 13")));
        assert!(day("9/15/2026", None).is_err_and(|why| why.contains("like 2026-09-15")));
    }

    #[test]
    fn hours_become_whole_minutes() {
        assert_eq!(minutes("1.5"), Ok(90));
        assert_eq!(minutes("1:30"), Ok(90));
        assert_eq!(minutes("0.33"), Ok(20));
        assert_eq!(minutes(".25"), Ok(15));
        assert_eq!((minutes("90 min"), minutes("1.5 h"), minutes("2h")), (Ok(90), Ok(90), Ok(120)));
        for wrong in ["three", "-1", "1e3", "", "200000", "1:75", "1.5.2"] {
            assert!(minutes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn minutes_are_said_as_people_do() {
        assert_eq!([45, 60, 90].map(duration), ["45 min", "1 h", "1 h 30 min"]);
    }

    #[test]
    fn times_of_day_are_checked() {
        assert_eq!((time("7:05"), time("24:00")), (Ok(425), Ok(1440)));
        assert!(time("25:00").is_err() && time("15:60").is_err() && time("15").is_err());
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_repeated() {
        assert_eq!(quote("a\u{1b}[31mb\u{202e}c\nd"), "“a\u{FFFD}[31mb\u{FFFD}c d”");
    }
}
