//! Ledger → units. Comes in: entries. Goes out: what each is worth by the pack's rates, after filters and caps, and why
//! something of it is not counted. What hangs on a fact that nobody gave is worth between nothing and all.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Amount, Circumstances, Entry, PARTS, Range, parts, share_of};
use crate::load::pack::{Cap, Carry, Conversion, Filter, Known, Pack, Per, Provider, Repeat, Selector, Span};
use crate::load::values::SCALE;

/// The worth of every entry, and what was not counted, by number.
pub(super) struct Worths {
    /// Inside the cycle; of an entry outside it nothing.
    pub(super) counted: Vec<Range>,
    /// Wherever it lies, for rules that reach further back.
    pub(super) whole: Vec<Range>,
    pub(super) not_counted: Vec<(usize, &'static str)>,
}

/// Works out every entry. O(entries × rows of the pack), and sorting for caps.
pub(super) fn worths(pack: &Pack, about: &Circumstances<'_>, ledger: &[Entry<'_>], required: Amount) -> Worths {
    let mut not_counted: Vec<(usize, &'static str)> = Vec::new();
    let mut whole: Vec<Range> = ledger.iter().map(|entry| rate(pack, entry)).collect();
    for (at, entry) in ledger.iter().enumerate() {
        for filter in &pack.filters {
            // What was earned in the cycle before was approved under the plan of that time.
            let of_this_plan = filter.after.is_none() || about.counts(entry.date, pack, 0);
            let passes = if of_this_plan { passes(filter, about, entry) } else { Known::Yes };
            if passes != Known::Yes {
                whole[at].low = 0;
            }
            if passes == Known::No {
                whole[at].high = 0;
                not_counted.push((at, reason(filter)));
            }
        }
    }
    repeats(pack, ledger, &mut whole, &mut not_counted);
    let inside = |at: usize| about.counts(ledger[at].date, pack, 0);
    let mut counted: Vec<Range> =
        whole.iter().enumerate().map(|(at, worth)| if inside(at) { *worth } else { Range::default() }).collect();
    carried(pack, about, ledger, &whole, required, &mut counted);
    for (at, _) in ledger.iter().enumerate().filter(|(at, _)| !inside(*at) && counted[*at].high == 0 && whole[*at].high > 0) {
        not_counted.push((at, "window"));
    }
    groups(pack, ledger, &mut counted, &mut not_counted);
    for cap in &pack.caps {
        trim(cap, about, ledger, required, &mut counted, &mut not_counted);
    }
    not_counted.sort_unstable();
    not_counted.dedup();
    Worths { counted, whole, not_counted }
}

/// What an entry is worth by the first row that fits it and has what it states.
fn rate(pack: &Pack, entry: &Entry<'_>) -> Range {
    let mut rows = pack.convert.iter().filter(|row| row.of.fit(&entry.record) == Known::Yes);
    let hour = pack.unit.per_hour;
    if let Some(amount) = rows.find_map(|row| converted(row, entry, hour)) {
        return Range::just(amount);
    }
    match (entry.minutes, hour) {
        (None, _) => Range::default(),
        (Some(minutes), Some(hour)) => Range::just(Amount::from(minutes) * Amount::from(hour) * Amount::from(SCALE)),
        // Nobody states how many units an hour is worth.
        (Some(_), None) => Range { low: 0, high: PARTS * PARTS },
    }
}

fn converted(row: &Conversion, entry: &Entry, hour: Option<i64>) -> Option<Amount> {
    let scale = Amount::from(SCALE);
    let factor = row.factor.map_or(scale, Amount::from);
    let units = row.units.map(Amount::from);
    let worth = match row.per {
        Some(Per::Credit) => 60 * Amount::from(entry.credits?) * units?,
        Some(Per::Ceu) => 60 * Amount::from(entry.ceu?) * units?,
        Some(Per::Item) => 60 * scale * units?,
        Some(Per::Hour) | None => Amount::from(entry.minutes?) * units.or(hour.map(Amount::from))? * scale,
    };
    Some(worth * factor / scale)
}

fn passes(filter: &Filter, about: &Circumstances<'_>, entry: &Entry<'_>) -> Known {
    if filter.group.is_some() || filter.of.fit(&entry.record) != Known::Yes {
        return Known::Yes;
    }
    if let Some(key) = &filter.after {
        return match (about.answers.day(key), entry.date) {
            (Some(day), Some(date)) => Known::of(day <= date),
            (Some(_), None) => Known::Yes,
            (None, _) => Known::Maybe,
        };
    }
    match &filter.provider {
        Some(Provider::Approved) => entry.record.is_approved.map_or(Known::Maybe, Known::of),
        Some(Provider::OneOf(ids)) => Known::of(entry.record.provider.is_some_and(|id| ids.iter().any(|one| one == id))),
        None => Known::of(filter.has.is_empty() || filter.has.iter().any(|has| entry.record.has.contains(&has.as_str()))),
    }
}

fn reason(filter: &Filter) -> &'static str {
    match (&filter.after, &filter.provider) {
        (Some(_), _) => "after",
        (None, Some(_)) => "provider",
        (None, None) => "has",
    }
}

/// The same activity again is worth nothing, or nobody knows.
fn repeats(pack: &Pack, ledger: &[Entry<'_>], whole: &mut [Range], not_counted: &mut Vec<(usize, &'static str)>) {
    if pack.repeat == Repeat::Free {
        return;
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for at in in_time(ledger) {
        let Some(title) = ledger[at].title else { continue };
        if seen.insert(title) {
            continue;
        }
        whole[at].low = 0;
        if pack.repeat == Repeat::Once {
            whole[at].high = 0;
            not_counted.push((at, "repeat"));
        }
    }
}

/// What is left over of the cycle before, as far as the pack lets it count.
fn carried(
    pack: &Pack,
    about: &Circumstances<'_>,
    ledger: &[Entry<'_>],
    whole: &[Range],
    required: Amount,
    counted: &mut [Range],
) {
    let (of, most) = match &pack.carry {
        Carry::Nothing => return,
        Carry::Unknown => (Selector::default(), None),
        Carry::Some { of, most } => (of.clone(), *most),
    };
    // Without a total nobody can say what is left over.
    let Some(years) = pack.cycle.years.filter(|_| required > 0) else { return };
    let before: Vec<usize> = in_time(ledger)
        .into_iter()
        .filter(|at| !about.counts(ledger[*at].date, pack, 0) && about.counts(ledger[*at].date, pack, years.saturating_mul(2)))
        .collect();
    let total = |high: bool| before.iter().map(|at| if high { whole[*at].high } else { whole[*at].low }).sum::<Amount>();
    let is_known = pack.carry != Carry::Unknown;
    let cap = most.map_or(Amount::MAX, parts);
    let mut left = Range { low: (total(false) - required).clamp(0, cap), high: (total(true) - required).clamp(0, cap) };
    let last_months = of.last_years.map(|years| years * 12 / SCALE);
    for at in before.into_iter().rev() {
        let late = last_months.is_none_or(|months| is_in_last_months(about, pack, ledger[at].date, months));
        if !late || of.fit(&ledger[at].record) != Known::Yes {
            continue;
        }
        let taken = Range { low: whole[at].low.min(left.low), high: whole[at].high.min(left.high) };
        left = Range { low: left.low - taken.low, high: left.high - taken.high };
        counted[at] = Range { low: if is_known { taken.low } else { 0 }, high: taken.high };
    }
}

/// Whether a day lies in the last months before the cycle began.
fn is_in_last_months(about: &Circumstances<'_>, pack: &Pack, day: Option<Date>, months: i64) -> bool {
    let (Some(day), (Some(start), _)) = (day, about.window(pack, 0)) else { return false };
    start.checked_sub(months.months()).is_ok_and(|first| first < day)
}

/// Entries in the order of time; what is planned last, and of one day by their ids.
fn in_time(ledger: &[Entry<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ledger.len()).collect();
    order.sort_by_key(|at| (ledger[*at].date.is_none(), ledger[*at].date, ledger[*at].id));
    order
}

/// Entries of a group that does not reach its floor are worth nothing; one without the field is a group of its own.
fn groups(pack: &Pack, ledger: &[Entry<'_>], counted: &mut [Range], not_counted: &mut Vec<(usize, &'static str)>) {
    for filter in &pack.filters {
        let (Some(field), Some(least)) = (&filter.group, filter.min) else { continue };
        let least = parts(least);
        let mut sums: BTreeMap<String, Range> = BTreeMap::new();
        let group = |at: usize| match field.as_str() {
            "topic" => ledger[at].record.topic,
            "kind" => ledger[at].record.kind,
            _ => ledger[at].title,
        };
        let name = |at: usize| group(at).map_or_else(|| format!("#{}", ledger[at].id), str::to_owned);
        let asked: Vec<usize> = (0..ledger.len()).filter(|at| filter.of.fit(&ledger[*at].record) == Known::Yes).collect();
        for at in &asked {
            let sum = sums.entry(name(*at)).or_default();
            *sum = sum.plus(counted[*at]);
        }
        for at in asked {
            let sum = sums[&name(at)];
            if sum.low < least {
                counted[at].low = 0;
            }
            if sum.high < least && counted[at].high > 0 {
                counted[at].high = 0;
                not_counted.push((at, if field == "topic" { "topic" } else { "filter" }));
            }
        }
    }
}

/// Trims what is above a cap, in the order of time.
fn trim(
    cap: &Cap,
    about: &Circumstances<'_>,
    ledger: &[Entry<'_>],
    required: Amount,
    counted: &mut [Range],
    not_counted: &mut Vec<(usize, &'static str)>,
) {
    let most = match (cap.units, cap.share) {
        (Some(units), _) => parts(units),
        (None, share) => share_of(required, share.unwrap_or(0)),
    };
    let mut used: BTreeMap<i32, Range> = BTreeMap::new();
    for at in in_time(ledger) {
        if cap.of.fit(&ledger[at].record) != Known::Yes {
            continue;
        }
        let year = if cap.span == Span::Year { about.year_of(ledger[at].date) } else { 0 };
        let used = used.entry(year).or_default();
        // The least of it counts if all before it is worth most, and the other way round.
        let kept =
            Range { low: counted[at].low.min((most - used.high).max(0)), high: counted[at].high.min((most - used.low).max(0)) };
        if kept.high < counted[at].high {
            not_counted.push((at, "cap"));
        }
        *used = used.plus(counted[at]);
        *used = Range { low: used.low.min(most), high: used.high.min(most) };
        counted[at] = kept;
    }
}
