//! A pack, circumstances, a ledger → the answer. Every world of what nobody answered is judged, in both readings of what a pack
//! leaves open; what differs is unknown.

use std::cmp::Reverse;

use super::amount::Range;
use super::answer::{Answer, Cut, Doubt, EntryAnswer, Outcome, Reading, Readings, RuleAnswer, Status, Units, Why};
use super::case::Case;
use super::count::{Worths, worths};
use super::members::Members;
use super::rules::Bench;
use super::shares::{Divided, divide, undivided};
use super::worlds::{Open, World, Worlds, open, worlds};
use super::{Circumstances, Entry};
use crate::load::pack::{Demand, Exemption, Known, Overlap, Pack, Standing};

/// Judges a licence. O(rules × entries), and a flow where one unit fills one rule only; as often as there are ways to answer what
/// nobody answered.
pub fn judge(pack: &Pack, about: &Circumstances<'_>, ledger: &[Entry<'_>]) -> Answer {
    let case = Case::of(pack, about, ledger);
    let open = open(&case);
    let worlds = worlds(&case, &open);
    let mut views: Vec<View> = worlds.worlds.iter().map(|world| View::of(&case, world)).collect();
    let mut answer = if views.len() == 1 { views.remove(0).into_answer() } else { merge_worlds(&case, &open, &worlds, views) };
    match pack.standing(&about.answers) {
        Standing::NotEffective => out_of_force(&mut answer, Known::No),
        Standing::Suspended => answer.outcome = Outcome::Suspended,
        _ if pack.is_effective(&about.answers) == Known::Maybe => out_of_force(&mut answer, Known::Maybe),
        Standing::Exempt(_) | Standing::InForce => {}
    }
    answer
}

/// The answer in one world.
struct View {
    outcome: Outcome,
    rules: Vec<RuleAnswer>,
    entries: Vec<EntryAnswer>,
    cuts: Vec<Cut>,
    /// Questions on which it hangs whether she is exempt.
    doubts: Vec<Doubt>,
}

impl View {
    fn of(case: &Case<'_>, world: &World<'_>) -> Self {
        let worths = worths(case, world);
        let bench = Bench { case, world, worths: &worths, shares: None };
        let members = if case.pack.overlap == Overlap::Shared { None } else { Some(Members::of(&bench)) };
        let divided =
            members.filter(|members| !members.is_alone() || members.is_named(case)).map(|members| best(&bench, &members));
        let (rules, status, fills, cuts) = match divided {
            None => {
                let rules = bench.rules();
                let status = worst(&rules);
                let fills = bench.fills(&rules);
                (rules, status, fills, Vec::new())
            }
            Some((divided, rules, status)) if case.pack.overlap != Overlap::Unknown => {
                let fills = Bench { shares: Some(&divided.shares), ..bench }.fills(&rules);
                (rules, status, fills, divided.cuts)
            }
            Some((divided, exclusive, exclusive_status)) => {
                let shared = bench.rules();
                let status = worst(&shared);
                let fills = bench.fills(&shared);
                let rules: Vec<RuleAnswer> =
                    shared.into_iter().zip(exclusive).map(|(shared, exclusive)| merge_readings(shared, exclusive)).collect();
                let differs = status != exclusive_status || rules.iter().any(|rule| rule.readings.is_some());
                let cuts = if differs { divided.cuts } else { Vec::new() };
                (rules, agreeing(status, exclusive_status), fills, cuts)
            }
        };
        let outcome = match world.exempt {
            Some((exemption, Known::Yes)) => Outcome::Exempt(exemption),
            Some(_) if status != Status::Met => Outcome::Rules(Status::Unknown),
            _ => Outcome::Rules(status),
        };
        let may_be = |one: &&Exemption| world.answers.fit(case.pack, &one.when) == Known::Maybe;
        let exempt = case.pack.exempt.iter().filter(may_be).filter(|_| matches!(world.exempt, Some((_, Known::Maybe))));
        let doubts = exempt.flat_map(|one| world.unanswered(case.pack, &one.when)).collect();
        let Worths { mut entries, .. } = worths;
        for (rule, entry, worth) in fills {
            entries[entry].fills.push((rule, worth));
        }
        for entry in &mut entries {
            // What lies outside the cycle may count for a rule that reaches further back.
            entry.whys.retain(|why| *why != Why::Window || entry.fills.is_empty());
            entry.doubts.sort_unstable();
            entry.doubts.dedup();
        }
        Self { outcome, rules, entries, cuts, doubts }
    }

    fn into_answer(self) -> Answer {
        let is_unknown = self.outcome == Outcome::Rules(Status::Unknown);
        let hanging = self.rules.iter().filter(|rule| rule.binds && rule.status == Status::Unknown && is_unknown);
        let mut doubts: Vec<Doubt> = hanging.flat_map(|rule| rule.doubts.iter().cloned()).collect();
        doubts.extend(self.doubts.into_iter().filter(|_| is_unknown));
        doubts.sort_unstable();
        doubts.dedup();
        Answer { outcome: self.outcome, rules: self.rules, entries: self.entries, cuts: self.cuts, doubts }
    }
}

impl Bench<'_> {
    /// The answers for all rules that apply or may.
    fn rules(&self) -> Vec<RuleAnswer> {
        let tops = self.case.tops().enumerate().filter(|(_, line)| self.world.lines[*line] != Known::No);
        let answer = |(rule, line): (usize, usize)| {
            let mut answer = self.line(line, rule);
            if answer.guard == Known::Maybe && answer.status == Status::Short {
                answer.status = Status::Unknown;
                answer.doubts.extend(self.world.unanswered(self.case.pack, &self.case.lines[line].rule.when));
            }
            answer
        };
        tops.map(answer).collect()
    }

    /// What each rule that asks units gets of each entry: rule, entry, how much. Of alternatives, what the nearest gets.
    fn fills(&self, rules: &[RuleAnswer]) -> Vec<(usize, usize, Range)> {
        let mut fills = Vec::new();
        let tops: Vec<usize> = self.case.tops().collect();
        for answer in rules {
            let line = tops[answer.rule];
            let mut lines = vec![line];
            self.nearest(line, answer, &mut lines);
            let first = fills.len();
            for line in lines.into_iter().filter(|line| self.counts_units(*line)) {
                self.each(line, &mut |entry, worth| fills.push((answer.rule, entry, worth)));
            }
            // What counts for several parts of a rule is told once.
            fills[first..].sort_by_key(|(_, entry, worth)| (*entry, Reverse((worth.high, worth.low))));
            fills.dedup_by_key(|(rule, entry, _)| (*rule, *entry));
        }
        fills
    }

    /// The lines of the nearest alternative of a rule, and of those inside it.
    fn nearest(&self, line: usize, answer: &RuleAnswer, lines: &mut Vec<usize>) {
        let Some(branch) = &answer.branch else { return };
        for (inner, place) in self.case.inside(line).filter(|(_, of)| (of.ask, of.branch) == (branch.ask, branch.index)) {
            lines.push(inner);
            if let Some(answer) = branch.rules.iter().find(|answer| answer.rule == place.index) {
                self.nearest(inner, answer, lines);
            }
        }
    }

    fn counts_units(&self, line: usize) -> bool {
        let rule = self.case.lines[line].rule;
        let counts = |ask: &Demand| match ask {
            Demand::Goals(..) | Demand::Any(_) => false,
            // A fact is shown by what its rule selects, if that is anything.
            Demand::Need(..) => !rule.of.is_all(),
            _ => true,
        };
        self.world.lines[line] != Known::No && rule.asks.iter().any(counts)
    }
}

/// The best division of units: the alternatives for which the worst rule is best, then the fewest are not met, then the first.
fn best(bench: &Bench<'_>, members: &Members) -> (Divided, Vec<RuleAnswer>, Status) {
    let judged = |divided: Divided| {
        let rules = Bench { shares: Some(&divided.shares), ..*bench }.rules();
        let status = worst(&rules).max(if divided.together == Status::Short { Status::Short } else { Status::Met });
        (divided, rules, status)
    };
    let Some(combinations) = members.combinations(bench.case) else { return judged(undivided(bench, members)) };
    let all = combinations.into_iter().map(|branches| judged(divide(bench, members, branches)));
    let order = |(_, rules, status): &(Divided, Vec<RuleAnswer>, Status)| {
        let count = |of: Status| rules.iter().filter(|rule| rule.binds && rule.status == of).count();
        (*status, count(Status::Short), count(Status::Unknown))
    };
    all.min_by_key(order).expect("no alternatives are one combination")
}

fn worst(rules: &[RuleAnswer]) -> Status {
    let of = |rule: &RuleAnswer| if rule.guard == Known::Maybe { rule.status.min(Status::Unknown) } else { rule.status };
    rules.iter().filter(|rule| rule.binds).map(of).max().unwrap_or(Status::Met)
}

/// One status of two: unknown where they differ.
fn agreeing(one: Status, other: Status) -> Status {
    if one == other { one } else { Status::Unknown }
}

/// A rule in both readings of what a pack leaves open. What is short in both lacks at least what it does in one.
fn merge_readings(shared: RuleAnswer, exclusive: RuleAnswer) -> RuleAnswer {
    let reading = |of: &RuleAnswer| Reading { status: of.status, have: of.units.map(|units| units.have) };
    let (one, other) = (reading(&shared), reading(&exclusive));
    if one == other || (one.status, other.status) == (Status::Met, Status::Met) {
        return shared;
    }
    let readings = Some(Box::new(Readings { shared: one, exclusive: other }));
    if one.status == other.status {
        let wider = |of: Units| Units {
            have: of.have.or(other.have.unwrap_or(of.have)),
            earned: of.earned.or(exclusive.units.map_or(of.earned, |units| units.earned)),
            ..of
        };
        return RuleAnswer { units: shared.units.map(wider), readings, ..shared };
    }
    let mut doubts = [shared.doubts, exclusive.doubts, vec![Doubt::Overlap]].concat();
    doubts.sort_unstable();
    doubts.dedup();
    let causes = if shared.status > exclusive.status { shared.causes } else { exclusive.causes };
    RuleAnswer { status: Status::Unknown, readings, doubts, causes, ..shared }
}

/// The answer over all worlds: what differs hangs on the questions that make it differ.
fn merge_worlds(case: &Case<'_>, open: &[Open<'_>], worlds: &Worlds<'_>, mut views: Vec<View>) -> Answer {
    let mut rules = Vec::new();
    for (rule, line) in case.tops().enumerate() {
        let of_view = |view: &View| view.rules.iter().find(|answer| answer.rule == rule).cloned();
        let of_views: Vec<Option<RuleAnswer>> = views.iter().map(of_view).collect();
        let hangs_on = || {
            if worlds.ways.is_empty() {
                let cycles = case.pack.cycles.iter().map(|cycle| &cycle.when);
                let guards = cycles.filter(|_| worlds.worlds.len() > 1).chain([&case.lines[line].rule.when]);
                return guards.flat_map(|guard| worlds.worlds[0].unanswered(case.pack, guard)).collect();
            }
            questions(open, &worlds.ways, |world| of_views[world].as_ref().map(|answer| answer.status))
        };
        rules.extend(merge_rule(&of_views, hangs_on));
    }
    let outcome = views.iter().map(|view| view.outcome).reduce(merge_outcomes).unwrap_or(Outcome::Rules(Status::Met));
    let mut doubts = questions(open, &worlds.ways, |world| Some(views[world].outcome));
    doubts.extend(views.iter().flat_map(|view| view.doubts.iter().cloned()));
    if outcome == Outcome::Rules(Status::Unknown) {
        let hanging = rules.iter().filter(|rule| rule.binds && rule.status == Status::Unknown);
        doubts.extend(hanging.flat_map(|rule| rule.doubts.iter().cloned()));
    } else {
        doubts.clear();
    }
    doubts.sort_unstable();
    doubts.dedup();
    let rank = |view: &View| match view.outcome {
        Outcome::Rules(status) => Some(status),
        _ => None,
    };
    let worst = (0..views.len()).rev().max_by_key(|at| rank(&views[*at])).unwrap_or(0);
    let cuts = std::mem::take(&mut views[worst].cuts);
    let entries = views.into_iter().map(|view| view.entries).reduce(merge_entries).unwrap_or_default();
    Answer { outcome, rules, entries, cuts, doubts }
}

/// One rule over all worlds.
fn merge_rule(of_views: &[Option<RuleAnswer>], hangs_on: impl Fn() -> Vec<Doubt>) -> Option<RuleAnswer> {
    let there: Vec<&RuleAnswer> = of_views.iter().flatten().collect();
    let worst = there.iter().rev().max_by_key(|answer| answer.status)?;
    let mut all = (*worst).clone();
    let is_everywhere = there.len() == of_views.len() && there.iter().all(|answer| answer.guard == Known::Yes);
    all.guard = if is_everywhere { Known::Yes } else { Known::Maybe };
    all.status = there.iter().map(|answer| answer.status).reduce(agreeing).unwrap_or_default();
    if all.status == Status::Short && !is_everywhere {
        all.status = Status::Unknown;
    }
    let nearest = |answer: &RuleAnswer| answer.branch.as_ref().map(|branch| (branch.ask, branch.index));
    if there.iter().any(|answer| nearest(answer) != nearest(worst)) {
        // Units of two alternatives are no bounds of anything.
        all.units = None;
    }
    for units in there.iter().filter_map(|answer| answer.units) {
        if let Some(of_all) = &mut all.units {
            of_all.need = of_all.need.or(units.need);
            of_all.have = of_all.have.or(units.have);
            of_all.earned = of_all.earned.or(units.earned);
        }
    }
    if all.status == Status::Unknown {
        all.doubts = there
            .iter()
            .filter(|answer| answer.status == Status::Unknown)
            .flat_map(|answer| answer.doubts.iter().cloned())
            .collect();
        all.doubts.extend(hangs_on());
        all.doubts.sort_unstable();
        all.doubts.dedup();
    }
    Some(all)
}

/// Questions of which two answers make a difference, all else being the same.
fn questions<T: PartialEq>(open: &[Open<'_>], ways: &[usize], of: impl Fn(usize) -> T) -> Vec<Doubt> {
    let mut stride = 1;
    let mut questions = Vec::new();
    for one in open {
        let count = one.answers.len();
        let differs = |way: usize| (way / stride) % count + 1 < count && of(ways[way]) != of(ways[way + stride]);
        if (0..ways.len()).any(differs) {
            questions.push(Doubt::Question(one.key.to_owned()));
        }
        stride *= count;
    }
    questions
}

/// Two outcomes as one. Who is exempt lacks nothing.
fn merge_outcomes(one: Outcome, other: Outcome) -> Outcome {
    let status = |of: Outcome| if let Outcome::Rules(status) = of { status } else { Status::Met };
    match (one, other) {
        (Outcome::Exempt(one), Outcome::Exempt(other)) => Outcome::Exempt(one.min(other)),
        _ => Outcome::Rules(agreeing(status(one), status(other))),
    }
}

/// Entries of two worlds: their amounts lie between.
fn merge_entries(one: Vec<EntryAnswer>, other: Vec<EntryAnswer>) -> Vec<EntryAnswer> {
    let each = |(mut one, other): (EntryAnswer, EntryAnswer)| {
        one.worth = one.worth.or(other.worth);
        one.counts = one.counts.or(other.counts);
        for why in other.whys {
            if !one.whys.contains(&why) {
                one.whys.push(why);
            }
        }
        one.doubts.extend(other.doubts);
        one.doubts.sort_unstable();
        one.doubts.dedup();
        let missing: Vec<usize> = one.fills.iter().map(|(rule, _)| *rule).collect();
        for (rule, worth) in &mut one.fills {
            let there = other.fills.iter().find(|(of, _)| of == rule).map_or(Range::default(), |(_, worth)| *worth);
            *worth = worth.or(there);
        }
        let only_there = other.fills.into_iter().filter(|(rule, _)| !missing.contains(rule));
        one.fills.extend(only_there.map(|(rule, worth)| (rule, Range { low: 0, ..worth })));
        one.fills.sort_by_key(|(rule, _)| *rule);
        one
    };
    one.into_iter().zip(other).map(each).collect()
}

/// A pack whose rules were not in force for a licence of these days, or nobody knows, says nothing about it.
fn out_of_force(answer: &mut Answer, effective: Known) {
    for rule in &mut answer.rules {
        rule.status = Status::Unknown;
        rule.doubts.push(Doubt::Effective);
    }
    if effective == Known::No {
        answer.rules.clear();
        answer.cuts.clear();
        answer.entries.iter_mut().for_each(|entry| entry.fills.clear());
    }
    answer.outcome = Outcome::Rules(Status::Unknown);
    answer.doubts.push(Doubt::Effective);
    answer.doubts.sort_unstable();
    answer.doubts.dedup();
}
