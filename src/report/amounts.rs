//! Amounts and days → words, in one form on every page. Comes in: minutes, counts and days. Goes out: how people write them.

use jiff::civil::Date;

use crate::load::values::{MONTHS, SCALE};

/// Minutes as people say them: `39,400 h`, `15 h 5 min`, `35 min`.
pub fn hours(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes @ 1..) => format!("{minutes} min"),
        (hours, 0) => format!("{} h", grouped(hours)),
        (hours, minutes) => format!("{} h {minutes} min", grouped(hours)),
    }
}

/// Dollars in ten-thousandths as people write them, to the cent: `$36.80`, `$41,200`.
pub fn dollars(scaled: i64) -> String {
    let cents = (u128::from(scaled.unsigned_abs()) * 100 + SCALE as u128 / 2) / SCALE as u128;
    let (whole, cents) = (grouped(u64::try_from(cents / 100).unwrap_or(u64::MAX)), cents % 100);
    let sign = if scaled < 0 { "-" } else { "" };
    if cents == 0 { format!("{sign}${whole}") } else { format!("{sign}${whole}.{cents:02}") }
}

/// A count with its thousands set apart: `39,400`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.char_indices().flat_map(|(at, digit)| comma(at).then_some(',').into_iter().chain([digit])).collect()
}

/// A day as people write it: `14 Aug 2026`.
pub fn day_in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), &MONTHS[day.month() as usize - 1][..3], day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_to_the_cent() {
        assert_eq!([412_000_000, 368_000, 949_049, 0, 99_999_999].map(dollars), ["$41,200", "$36.80", "$94.90", "$0", "$10,000"]);
    }
}
