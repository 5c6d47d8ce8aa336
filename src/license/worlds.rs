//! What nobody answered → every way in which it may be answered. Comes in: a pack's guards and an educator's answers. Goes out:
//! worlds, in each of which it is known what applies to her; one where all is answered. Where there would be too many, one in
//! which it stays unknown.

use std::collections::BTreeSet;

use super::Entry;
use super::amount::{Range, share_of};
use super::answer::Doubt;
use super::case::Case;
use super::clock::Clock;
use crate::load::pack::{Answer, Answers, Cycle, Demand, Guard, Known, Licences, Pack, Rule, SHARE, Selector, Span, Test};
use crate::load::values::{SCALE, decimal, number};

/// One way in which everything may be answered.
pub(super) struct World<'a> {
    pub(super) answers: Answers<'a>,
    pub(super) clock: Clock,
    /// Whether each line of the case applies, and each row of the pack.
    pub(super) lines: Vec<Known>,
    pub(super) convert: Vec<Known>,
    pub(super) filters: Vec<Known>,
    pub(super) caps: Vec<Known>,
    /// The first exemption that holds, or may hold.
    pub(super) exempt: Option<(usize, Known)>,
    /// How many licences a rule by the licence counts for.
    pub(super) licences: Range,
    /// Units that the pack requires in all, of which shares are taken; none where no rule asks a total.
    pub(super) required: Option<Range>,
    /// Whether what is required is less already for who works part of the time.
    pub(super) is_scaled: bool,
}

/// A question that a guard hangs on and nobody answered, with answers of which each guard makes something else.
pub(super) struct Open<'a> {
    pub(super) key: &'a str,
    pub(super) answers: Vec<String>,
}

/// All worlds, and which of them each way to answer leads to: ways count up the first question's answers first.
pub(super) struct Worlds<'a> {
    pub(super) worlds: Vec<World<'a>>,
    pub(super) ways: Vec<usize>,
}

/// So many ways to answer are tried.
const WAYS: usize = 512;
/// So many worlds are judged, and so many entries times rules in all of them.
const WORLDS: usize = 32;
pub(super) const WORK: usize = 4_000_000;

/// The questions that guards hang on and that have no answer. O(guards).
pub(super) fn open<'a>(case: &Case<'a>) -> Vec<Open<'a>> {
    let pack = case.pack;
    let answers = &case.about.answers;
    let mut keys: BTreeSet<&'a str> = BTreeSet::new();
    for guard in guards(case) {
        let is_open = |(key, test): &&(String, Test)| answers.pass(pack, key, test) == Known::Maybe;
        keys.extend(guard.0.iter().filter(is_open).map(|(key, _)| key.as_str()));
    }
    if let Licences::Extra(key) = &pack.licences
        && answers.number(pack, key).is_none()
    {
        keys.insert(key);
    }
    keys.into_iter().map(|key| Open { key, answers: candidates(case, key) }).collect()
}

fn guards<'a, 'c>(case: &'c Case<'a>) -> impl Iterator<Item = &'a Guard> + use<'a, 'c> {
    let pack = case.pack;
    let rows = pack.convert.iter().map(|row| &row.when).chain(pack.filters.iter().map(|row| &row.when));
    let rows = rows.chain(pack.caps.iter().map(|row| &row.when)).chain(pack.cycles.iter().map(|row| &row.when));
    rows.chain(pack.exempt.iter().map(|row| &row.when)).chain(case.lines.iter().map(|line| &line.rule.when))
}

/// Answers to a question such that the guards see all the difference they can: words they name, numbers and days at and beside
/// their bounds.
fn candidates(case: &Case<'_>, key: &str) -> Vec<String> {
    let tests: Vec<&Test> = guards(case).flat_map(|guard| &guard.0).filter(|(of, _)| of == key).map(|(_, test)| test).collect();
    let mut words: Vec<String> = match case.pack.ask(key).map(|ask| &ask.answer) {
        Some(Answer::YesNo) => vec!["yes".to_owned(), "no".to_owned()],
        Some(Answer::Choice(choices)) => choices.clone(),
        Some(Answer::Day) => days(&tests),
        Some(Answer::Number) => numbers(&tests, 1),
        Some(Answer::Count) => numbers(&tests, SCALE),
        None => {
            let named = tests.iter().flat_map(|test| if let Test::OneOf(words) = test { &words[..] } else { &[] });
            named.cloned().chain(["-".to_owned()]).chain(numbers(&tests, 1)).collect()
        }
    };
    if matches!(&case.pack.licences, Licences::Extra(count) if count == key) {
        words.extend([0, 1, MANY].map(|count| count.to_string()));
    }
    words
}

/// More further licences than anybody renews at once.
const MANY: i64 = 20;

/// Numbers at the bounds of tests and one step to both sides.
fn numbers(tests: &[&Test], step: i64) -> Vec<String> {
    let bounds = tests.iter().flat_map(|test| match test {
        Test::OneOf(words) => words.iter().filter_map(|word| decimal(word).ok()).collect(),
        Test::Between(least, most) => least.iter().chain(most).copied().collect(),
        Test::Days(..) => Vec::new(),
    });
    let beside = bounds.flat_map(|bound| [bound - step, bound, bound + step]).chain([0, SCALE]);
    let all: BTreeSet<i64> = beside.filter(|bound| *bound >= 0).collect();
    all.into_iter().map(number).collect()
}

/// Days at the bounds of tests and beside them.
fn days(tests: &[&Test]) -> Vec<String> {
    let year = |bound: i64| [format!("{:04}-01-01", bound / SCALE), format!("{:04}-12-31", bound / SCALE)];
    let mut days: BTreeSet<String> = BTreeSet::new();
    for test in tests {
        match test {
            Test::Days(from, until) => {
                let beside = from.iter().chain(until).flat_map(|day| [day.yesterday().ok(), Some(*day), day.tomorrow().ok()]);
                days.extend(beside.flatten().map(|day| day.to_string()));
            }
            Test::Between(least, most) => {
                let beside = least.iter().chain(most).flat_map(|bound| [bound - SCALE, *bound, bound + SCALE]);
                days.extend(beside.filter(|bound| (0..9999 * SCALE).contains(bound)).flat_map(year));
            }
            Test::OneOf(words) => {
                let years = words.iter().filter_map(|word| word.parse::<u16>().ok()).filter(|year| *year < 9998);
                days.extend(years.flat_map(|of| [of.saturating_sub(1), of, of + 1]).flat_map(|of| year(i64::from(of) * SCALE)));
                days.extend(words.iter().filter(|word| word.len() > 4).cloned());
            }
        }
    }
    days.into_iter().collect()
}

/// The worlds of all ways to answer. O(ways × guards).
pub(super) fn worlds<'a>(case: &Case<'a>, open: &'a [Open<'a>]) -> Worlds<'a> {
    let given = &case.about.answers;
    let ways = open.iter().try_fold(1_usize, |ways, one| ways.checked_mul(one.answers.len()).filter(|ways| *ways <= WAYS));
    let most = (WORK / (case.ledger.len() * case.lines.len()).max(1)).clamp(1, WORLDS);
    if let Some(count) = ways.filter(|_| !open.is_empty()) {
        let mut worlds: Vec<World<'a>> = Vec::new();
        let mut ways = Vec::with_capacity(count);
        for way in 0..count {
            let world = World::of(case, answered(given, open, way), None);
            let at = worlds.iter().position(|other| other.is_like(&world)).unwrap_or(worlds.len());
            if at == worlds.len() {
                worlds.push(world);
            }
            ways.push(at);
            if worlds.len() > most {
                break;
            }
        }
        if worlds.len() <= most {
            return Worlds { worlds, ways };
        }
    }
    let cycles = case.pack.cycles_of(given);
    let of_cycle = |cycle: &'a Cycle| World::of(case, given.clone(), Some(cycle));
    let worlds: Vec<World<'a>> =
        if cycles.len() > 1 { cycles.into_iter().map(of_cycle).collect() } else { vec![World::of(case, given.clone(), None)] };
    Worlds { ways: Vec::new(), worlds }
}

/// Answers with those of one way put before them.
fn answered<'a>(given: &Answers<'a>, open: &'a [Open<'a>], mut way: usize) -> Answers<'a> {
    let mut all = Vec::with_capacity(open.len() + given.given.len());
    for one in open {
        all.push((one.key, one.answers[way % one.answers.len()].as_str()));
        way /= one.answers.len();
    }
    all.extend_from_slice(&given.given);
    Answers { given: all, ..given.clone() }
}

impl<'a> World<'a> {
    fn of(case: &Case<'a>, answers: Answers<'a>, cycle: Option<&Cycle>) -> Self {
        let pack = case.pack;
        let fit = |guard: &Guard| if guard.0.is_empty() { Known::Yes } else { answers.fit(pack, guard) };
        let exempt = pack.exempt.iter().map(|one| fit(&one.when)).enumerate();
        let exempt = exempt.filter(|(_, known)| *known != Known::No).min_by_key(|(_, known)| *known != Known::Yes);
        let lines: Vec<Known> = case.lines.iter().map(|line| fit(&line.rule.when)).collect();
        let cycle = cycle.or_else(|| pack.cycles_of(&answers).first().copied()).cloned().unwrap_or_default();
        let mut world = Self {
            clock: Clock::of(case.about.as_of, answers.issued, answers.expires, &cycle),
            convert: pack.convert.iter().map(|row| fit(&row.when)).collect(),
            filters: pack.filters.iter().map(|row| fit(&row.when)).collect(),
            caps: pack.caps.iter().map(|row| fit(&row.when)).collect(),
            licences: licences(pack, &answers),
            required: None,
            is_scaled: false,
            lines,
            exempt,
            answers,
        };
        world.require(case);
        world
    }

    /// Whether nothing in two worlds differs that a judge looks at.
    fn is_like(&self, other: &Self) -> bool {
        self.lines == other.lines
            && self.convert == other.convert
            && self.filters == other.filters
            && self.caps == other.caps
            && self.exempt == other.exempt
            && self.licences == other.licences
            && self.clock == other.clock
    }

    /// Whether a selection fits an entry: what it is, and when it was.
    pub(super) fn fit(&self, of: &Selector, entry: &Entry<'_>) -> Known {
        if self.clock.is_selected(of, entry.date) { of.fit(&entry.record) } else { Known::No }
    }

    /// Units a rule asks, less for part of a position, and for each licence where it counts so.
    pub(super) fn scaled(&self, case: &Case<'_>, rule: &Rule, amount: Range) -> Range {
        self.for_licences(rule.span, for_position(case, rule, amount))
    }

    /// So many times as much for what counts by the licence.
    pub(super) fn for_licences(&self, span: Span, amount: Range) -> Range {
        let Range { low, high } = self.licences;
        if span == Span::Licence { Range { low: amount.low * low, high: amount.high * high } } else { amount }
    }

    /// Works out what the pack requires in all: the most that a rule without a selection asks; where none does, what the
    /// alternatives ask that do.
    fn require(&mut self, case: &Case<'_>) {
        let total = |line: usize| {
            let rule = case.lines[line].rule;
            let asked = rule.asks.iter().find_map(|ask| if let Demand::Min(least) = ask { Some(*least) } else { None });
            let applies =
                self.lines[line] != Known::No && rule.of.is_all() && !case.pack.rules[case.lines[line].top].basis.is_advice;
            let asked = asked.filter(|_| applies && !rule.basis.is_advice).map(super::amount::parts)?;
            let need = self.scaled(case, rule, Range::just(asked));
            Some((if self.lines[line] == Known::Maybe { Range { low: 0, ..need } } else { need }, rule.is_scaled))
        };
        let tops: Vec<(Range, bool)> = case.tops().filter_map(total).collect();
        let is_in_branch = |line: &usize| case.lines[*line].inside.is_some();
        let branches = || (0..case.lines.len()).filter(is_in_branch).filter_map(total);
        let all = if tops.is_empty() {
            branches().reduce(|(one, is_scaled), (other, is_too)| (one.or(other), is_scaled && is_too))
        } else {
            tops.into_iter().reduce(|one, other| {
                let both = Range { low: one.0.low.max(other.0.low), high: one.0.high.max(other.0.high) };
                (both, if other.0.high > one.0.high { other.1 } else { one.1 })
            })
        };
        self.required = all.map(|(required, _)| required);
        self.is_scaled = all.is_some_and(|(_, is_scaled)| is_scaled);
    }

    /// The questions of a guard that have no answer in this world.
    pub(super) fn unanswered(&self, pack: &Pack, guard: &Guard) -> Vec<Doubt> {
        let is_open = |(key, test): &&(String, Test)| self.answers.pass(pack, key, test) == Known::Maybe;
        guard.0.iter().filter(is_open).map(|(key, _)| Doubt::Question(key.clone())).collect()
    }
}

/// How many licences a rule by the licence counts for.
fn licences(pack: &Pack, answers: &Answers<'_>) -> Range {
    let Licences::Extra(key) = &pack.licences else { return Range::just(1) };
    match answers.number(pack, key) {
        Some(number) => Range::just(i128::from(number.clamp(0, SCALE * SCALE) / SCALE)),
        None => Range { low: 0, high: i128::from(MANY) },
    }
}

/// Units a rule asks of somebody who works part of the time.
pub(super) fn for_position(case: &Case<'_>, rule: &Rule, amount: Range) -> Range {
    let share = case.about.answers.get(SHARE).and_then(|share| decimal(share).ok()).unwrap_or(case.about.fte);
    if rule.is_scaled { amount.map(|amount| share_of(amount, share.clamp(0, SCALE))) } else { amount }
}
