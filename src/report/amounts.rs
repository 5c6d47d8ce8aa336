//! Amounts and days → words, in one form on every page. Comes in: minutes, counts and days. Goes out: how people write them.

use jiff::civil::Date;

use crate::load::values::MONTHS;

/// Minutes as people say them: `39,400 h`, `15 h 5 min`, `35 min`.
pub fn hours(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes @ 1..) => format!("{minutes} min"),
        (hours, 0) => format!("{} h", grouped(hours)),
        (hours, minutes) => format!("{} h {minutes} min", grouped(hours)),
    }
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
