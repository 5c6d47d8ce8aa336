//! What each word of a pack means to the judge: packs of a few lines, ledgers of a few hours.

use std::time::Instant;

use jiff::civil::{Date, date};
use plalign::finding::Findings;
use plalign::license::{Answer, Cause, Circumstances, Cut, Doubt, Entry, Outcome, Range, RuleAnswer, Status, Why, judge, units};
use plalign::load::pack::{self, Answers, Known, Pack, Record};
use plalign::load::values::SCALE;
use plalign::model::earning::Layers;
use plalign::source::SourceId;

/// An educator with a licence from July 2022 to June 2027, in August 2026.
struct Her<'a> {
    pack: &'a str,
    profile: Vec<(&'a str, &'a str)>,
    issued: Option<Date>,
    fte: i64,
    /// The layers of each goal.
    goals: Vec<&'a [&'a str]>,
    ledger: Vec<Entry<'a>>,
    /// Whether the pack may say what it should not.
    is_faulty: bool,
}

fn her(pack: &str) -> Her<'_> {
    Her { pack, profile: vec![], issued: Some(date(2022, 7, 1)), fte: SCALE, goals: vec![], ledger: vec![], is_faulty: false }
}

/// Hours of an activity with tags, done in March 2025.
fn hours<'a>(id: &'a str, hours: u32, tags: &[&'a str]) -> Entry<'a> {
    Entry {
        id,
        record: Record { tags: tags.to_vec(), ..Record::default() },
        minutes: Some(hours * 60),
        date: Some(date(2025, 3, 1)),
        ..Entry::default()
    }
}

fn on(day: Date, entry: Entry<'_>) -> Entry<'_> {
    Entry { date: Some(day), ..entry }
}

impl<'a> Her<'a> {
    fn answers(mut self, profile: &[(&'a str, &'a str)]) -> Self {
        self.profile = profile.to_vec();
        self
    }

    fn with(mut self, ledger: Vec<Entry<'a>>) -> Self {
        self.ledger = ledger;
        self
    }

    fn read(&self) -> Pack {
        let unit = if self.pack.contains("unit:") { "" } else { "unit: {id: us-xx.hour, per_hour: 1}\n" };
        let cycle = if self.pack.contains("cycle:") { "" } else { "cycle: {years: 5}\n" };
        let text = format!("pack: us-xx/teacher\n{unit}{cycle}{}", self.pack);
        let mut findings = Findings::new();
        let pack = pack::read(SourceId(0), &text, &mut findings).expect("a pack");
        let told: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(told.is_empty(), !self.is_faulty, "{told:?}");
        pack
    }

    fn judged(&self) -> Answer {
        let about = Circumstances {
            as_of: date(2026, 8, 14),
            answers: Answers { given: self.profile.clone(), issued: self.issued, expires: date(2027, 6, 30) },
            fte: self.fte,
            goals: Some(self.goals.iter().map(|goal| Layers::of(goal.iter().copied())).collect()),
        };
        judge(&self.read(), &about, &self.ledger)
    }

    fn statuses(&self) -> Vec<Status> {
        self.judged().rules.iter().map(|rule| rule.status).collect()
    }
}

const MET: Status = Status::Met;
const SHORT: Status = Status::Short;
const UNKNOWN: Status = Status::Unknown;

fn in_units(range: Range) -> (i64, i64) {
    (units(range.low) / SCALE, units(range.high) / SCALE)
}

fn have(rule: &RuleAnswer) -> (i64, i64) {
    in_units(rule.units.expect("it asks units").have)
}

fn need(rule: &RuleAnswer) -> (i64, i64) {
    in_units(rule.units.expect("it asks units").need)
}

fn question(key: &str) -> Doubt {
    Doubt::Question(key.to_owned())
}

const NEW: &str = "asks: [{name: new, type: yes-no, question: \"Are you new?\"}]\n";

// Overlap.

#[test]
fn a_rule_within_another_is_a_part_of_it_and_does_not_compete() {
    let pack = "overlap: unknown\nrules: [{id: outer, of: {tag: [x, y]}, min: 30}, {id: inner, of: {tag: y}, min: 15}]";
    assert_eq!(her(pack).with(vec![hours("a", 15, &["x"]), hours("b", 15, &["y"])]).statuses(), [MET, MET]);
    assert_eq!(her(pack).with(vec![hours("a", 30, &["x"])]).statuses(), [MET, SHORT], "what fills no part still fills the whole");
    assert_eq!(her(pack).with(vec![hours("a", 15, &["y"])]).statuses(), [SHORT, MET]);
}

#[test]
fn a_part_gets_no_units_that_another_rule_was_given() {
    let pack = "overlap: unknown\nrules: [{id: content, of: {tag: content}, min: 15}, {id: outer, of: {tag: [x, y]}, min: 30}, {id: inner, of: {tag: y}, min: 15}]";
    let answer = her(pack).with(vec![hours("a", 15, &["content", "y"]), hours("b", 15, &["x"])]).judged();
    assert_eq!(answer.rules.iter().map(|rule| rule.status).collect::<Vec<_>>(), [MET, UNKNOWN, UNKNOWN]);
    assert_eq!(answer.outcome, Outcome::Rules(UNKNOWN));
    assert_eq!(answer.doubts, [Doubt::Overlap]);
    let readings = answer.rules[2].readings.as_ref().expect("they differ");
    assert_eq!((readings.shared.status, readings.exclusive.status), (MET, SHORT));
    assert_eq!(
        (in_units(readings.shared.have.expect("units")), in_units(readings.exclusive.have.expect("units"))),
        ((15, 15), (0, 0))
    );
}

#[test]
fn units_move_on_to_the_whole_where_a_part_cannot_be_filled() {
    // The one hour that fits both goes to the outer rule, because the other can take the place of it.
    let pack = "overlap: unknown\nrules: [{id: c, of: {tag: c}, min: 1}, {id: outer, of: {tag: [x, y]}, min: 2}, {id: inner, of: {tag: y}, min: 1}]";
    let ledger = vec![hours("both", 1, &["c", "x"]), hours("c", 1, &["c"]), hours("x", 1, &["x"])];
    assert_eq!(her(pack).with(ledger).statuses(), [MET, MET, SHORT]);
}

#[test]
fn what_is_short_in_both_readings_is_short() {
    let pack = "overlap: unknown\nrules: [{id: a, of: {tag: a}, min: 5}, {id: b, of: {tag: b}, min: 5}]";
    let answer = her(pack).with(vec![hours("x", 4, &["a", "b"])]).judged();
    assert_eq!(answer.outcome, Outcome::Rules(SHORT));
    assert_eq!(
        answer.rules.iter().map(have).collect::<Vec<_>>(),
        [(4, 4), (0, 4)],
        "in which of them it lacks more is not known"
    );
}

#[test]
fn units_are_split_among_more_than_sixteen_rules() {
    let rules: Vec<String> = (0..20).map(|at| format!("{{id: r{at}, of: {{tag: t{at}}}, min: 1}}")).collect();
    let ids: Vec<String> = (0..20).map(|at| format!("r{at}")).collect();
    let tags: Vec<String> = (0..20).map(|at| format!("t{at}")).collect();
    let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
    let pack = format!("overlap: {{split: [{}]}}\nrules: [{}]", ids.join(", "), rules.join(", "));
    let answer = her(&pack).with(vec![hours("all", 19, &tags)]).judged();
    let short: Vec<usize> = answer.rules.iter().filter(|rule| rule.status == SHORT).map(|rule| rule.rule).collect();
    assert_eq!(short, [19], "the lack falls on the last");
    let [cut] = &answer.cuts[..] else { panic!("{:?}", answer.cuts) };
    assert_eq!((cut.rules.len(), units(cut.lack), &cut.only[..]), (20, SCALE, &[0][..]));
}

#[test]
fn a_split_rule_that_may_not_apply_takes_units_only_where_it_does() {
    let pack = format!(
        "{NEW}overlap: {{split: [a, b]}}\nrules: [{{id: a, when: {{new: true}}, of: {{tag: a}}, min: 5}}, {{id: b, of: {{tag: b}}, min: 5}}]"
    );
    let ledger = || vec![hours("x", 5, &["a", "b"])];
    assert_eq!(her(&pack).answers(&[("new", "no")]).with(ledger()).statuses(), [MET]);
    assert_eq!(her(&pack).answers(&[("new", "yes")]).with(ledger()).statuses(), [MET, SHORT]);
    let answer = her(&pack).with(ledger()).judged();
    assert_eq!(
        answer.rules.iter().map(|rule| (rule.guard, rule.status)).collect::<Vec<_>>(),
        [(Known::Maybe, MET), (Known::Yes, UNKNOWN)]
    );
    assert_eq!(answer.rules[1].doubts, [question("new")]);
}

#[test]
fn split_rules_may_ask_by_the_year_a_share_or_ever() {
    let mut her = her(
        "overlap: {split: [yearly, share, ever]}\nrules: [{id: total, min: 20}, {id: yearly, of: {tag: a}, min: 1, per: year}, {id: share, of: {tag: a}, min_share: 0.1}, {id: ever, of: {tag: a}, min: 3, per: career}]",
    );
    her.is_faulty = true;
    let yearly = [2023, 2024, 2025, 2026, 2027].map(|year| date(year, 5, 1));
    let ids = ["y0", "y1", "y2", "y3", "y4"];
    her.ledger = ids.iter().zip(yearly).map(|(id, day)| on(day, hours(id, 1, &["a"]))).collect();
    her.ledger.push(on(date(2026, 5, 2), hours("share", 2, &["a"])));
    her.ledger.push(on(date(2010, 5, 2), hours("ever", 3, &["a"])));
    her.ledger.push(hours("rest", 13, &[]));
    assert_eq!(her.statuses(), [MET, MET, MET, MET]);
    her.ledger[6].minutes = Some(2 * 60);
    assert_eq!(her.statuses(), [MET, MET, MET, SHORT]);
    her.ledger[6].minutes = Some(3 * 60);
    her.ledger[2].date = Some(date(2024, 5, 2));
    assert_eq!(her.statuses(), [MET, SHORT, MET, MET], "nothing of another year fills the year to June 2025");
}

#[test]
fn the_minimum_cut_names_what_lacks_together_and_what_could_fill_it() {
    let pack = "overlap: {split: [content, literacy, science, art]}\nrules: [{id: total, min: 1}, {id: content, of: {tag: content}, min: 5}, {id: literacy, of: {tag: literacy}, min: 5}, {id: science, of: {tag: science}, min: 2}, {id: art, of: {tag: art}, min: 2}]";
    let ledger = vec![
        hours("book-study", 4, &["content", "literacy"]),
        hours("plc", 2, &["content", "literacy"]),
        hours("museum", 6, &["art"]),
    ];
    let answer = her(pack).with(ledger).judged();
    let cut = |rules: &[usize], need: i64, lack: i64, only: &[usize], unfilled: &[usize], others: &[usize]| Cut {
        rules: rules.to_vec(),
        need: i128::from(need) * plalign::license::PARTS,
        lack: i128::from(lack) * plalign::license::PARTS,
        only: only.to_vec(),
        also: vec![],
        unfilled: unfilled.to_vec(),
        others: others.to_vec(),
    };
    assert_eq!(answer.cuts, [cut(&[1, 2], 10, 4, &[0, 1], &[], &[2]), cut(&[3], 2, 2, &[], &[3], &[0, 1, 2])]);
    let fills: Vec<Vec<(usize, (i64, i64))>> =
        answer.entries.iter().map(|entry| entry.fills.iter().map(|(rule, worth)| (*rule, in_units(*worth))).collect()).collect();
    assert_eq!(
        fills,
        [vec![(0, (4, 4)), (1, (4, 4))], vec![(0, (2, 2)), (1, (1, 1)), (2, (1, 1))], vec![(0, (6, 6)), (4, (6, 6))]]
    );
}

#[test]
fn an_alternative_is_chosen_for_the_division_that_is_best() {
    let pack = "overlap: unknown\nrules: [{id: a, of: {tag: a}, min: 5}, {id: r, any: [[{id: b, of: {tag: b}, min: 5}], [{id: c, of: {tag: c}, min: 5}]]}]";
    assert_eq!(her(pack).with(vec![hours("x", 5, &["a", "b"]), hours("y", 5, &["c"])]).statuses(), [MET, MET]);
    let answer = her(pack).with(vec![hours("x", 5, &["a", "b"])]).judged();
    assert_eq!(answer.rules.iter().map(|rule| rule.status).collect::<Vec<_>>(), [MET, UNKNOWN]);
}

// What is asked when.

#[test]
fn years_before_the_licence_are_not_asked_and_need_and_have_are_those_of_the_year_that_lacks_most() {
    let pack = "overlap: shared\nrules: [{id: yearly, min: 10, per: year}]";
    let ledger = || {
        vec![
            on(date(2025, 9, 1), hours("a", 10, &[])),
            on(date(2026, 8, 1), hours("b", 4, &[])),
            Entry { date: None, ..hours("c", 2, &[]) },
        ]
    };
    let mut young = her(pack).with(ledger());
    young.issued = Some(date(2025, 7, 1));
    let answer = young.judged();
    let rule = &answer.rules[0];
    assert_eq!((rule.status, need(rule), have(rule), rule.due), (SHORT, (10, 10), (6, 6), date(2027, 6, 30)));
    assert_eq!(
        in_units(rule.units.expect("units").earned),
        (4, 4),
        "what is planned lies in the running year, and is not earned"
    );
    let answer = her(pack).with(ledger()).judged();
    assert_eq!((have(&answer.rules[0]), answer.rules[0].due), ((0, 0), date(2025, 6, 30)), "the last of the years with nothing");
}

#[test]
fn of_a_year_in_which_the_licence_was_issued_nobody_says_how_much_is_asked() {
    let mut her = her("overlap: shared\nrules: [{id: yearly, min: 10, per: year}]");
    her.issued = Some(date(2026, 1, 15));
    her.ledger = vec![on(date(2026, 8, 1), hours("b", 10, &[]))];
    let answer = her.judged();
    assert_eq!((answer.rules[0].status, &answer.doubts[..]), (UNKNOWN, &[Doubt::Part(date(2026, 6, 30))][..]));
}

#[test]
fn a_maximum_and_shares_are_looked_at_year_by_year() {
    let max = "overlap: shared\nrules: [{id: m, max: 10, per: year}]";
    let two = |day: Date| vec![on(date(2025, 9, 1), hours("a", 8, &["x"])), on(day, hours("b", 8, &["x"]))];
    assert_eq!(her(max).with(two(date(2024, 9, 1))).statuses(), [MET]);
    let answer = her(max).with(two(date(2025, 10, 1))).judged();
    assert_eq!(
        (answer.rules[0].status, answer.rules[0].due, &answer.rules[0].causes[..]),
        (SHORT, date(2026, 6, 30), &[Cause::TooMuch][..])
    );
    assert_eq!(in_units(answer.rules[0].units.expect("units").lack()), (6, 6));
    let share =
        "overlap: shared\ncycle: {years: 2}\nrules: [{id: total, min: 10}, {id: s, of: {tag: x}, min_share: 0.5, per: year}]";
    assert_eq!(her(share).with(vec![on(date(2025, 9, 1), hours("a", 10, &["x"]))]).statuses(), [MET, SHORT]);
    assert_eq!(
        her(share)
            .with(vec![on(date(2025, 9, 1), hours("a", 10, &["x"])), on(date(2026, 7, 9), hours("b", 5, &["x"]))])
            .statuses(),
        [MET, MET]
    );
}

#[test]
fn semesters_weeks_and_days_are_apart() {
    let semester = "overlap: shared\ncycle: {years: 1}\nrules: [{id: s, min: 5, per: semester}]";
    let mut her_year = her(semester).with(vec![on(date(2026, 7, 3), hours("a", 5, &[]))]);
    her_year.issued = None;
    assert_eq!(her_year.statuses(), [MET], "the second half has not begun");
    let week = "overlap: shared\ncycle: {years: 1}\ncount_max: [{units: 6, per: week}]\nrules: [{id: t, min: 10}]";
    let three = vec![
        on(date(2026, 7, 6), hours("a", 4, &[])),
        on(date(2026, 7, 12), hours("b", 4, &[])),
        on(date(2026, 7, 13), hours("c", 4, &[])),
    ];
    assert_eq!(
        have(&her(week).with(three.clone()).judged().rules[0]),
        (10, 10),
        "Monday and Sunday of one week count six, the next Monday four"
    );
    let day = "overlap: shared\ncycle: {years: 1}\nrules: [{id: t, max: 4, per: day}]";
    assert_eq!(her(day).with(three).statuses(), [MET]);
    assert_eq!(
        her(day).with(vec![on(date(2026, 7, 6), hours("a", 4, &[])), on(date(2026, 7, 6), hours("b", 1, &[]))]).statuses(),
        [SHORT]
    );
}

#[test]
fn what_is_owed_once_in_a_career_counts_whenever_it_was_done_and_says_so() {
    let pack = "overlap: shared\nrules: [{id: total, min: 1}, {id: once, of: {tag: x}, min: 45, per: career}]";
    let answer = her(pack).with(vec![on(date(2009, 5, 1), hours("old", 40, &["x"])), hours("new", 5, &["x"])]).judged();
    assert_eq!((answer.rules[1].status, have(&answer.rules[1]), have(&answer.rules[0])), (MET, (45, 45), (5, 5)));
    assert!(answer.entries[0].whys.is_empty(), "it counts for a rule that reaches back");
    assert_eq!(
        her(pack).with(vec![on(date(2027, 7, 1), hours("late", 45, &["x"]))]).statuses(),
        [SHORT, SHORT],
        "what comes after the licence"
    );
}

#[test]
fn a_rule_by_the_licence_asks_for_each_further_one() {
    let pack = "asks: [{name: more, type: count, question: \"How many more?\"}]\nlicences: {count: more}\noverlap: shared\nrules: [{id: second, when: {more: true}, of: {tag: x}, min: 30, per: licence}]";
    let with = |count: &'static str| her(pack).answers(&[("more", count)]).with(vec![hours("a", 30, &["x"])]).judged();
    assert!(with("0").rules.is_empty());
    assert_eq!((with("1").rules[0].status, with("2").rules[0].status, need(&with("2").rules[0])), (MET, SHORT, (60, 60)));
    let open = her(pack).with(vec![hours("a", 30, &["x"])]).judged();
    assert_eq!((open.rules[0].status, &open.doubts[..]), (UNKNOWN, &[question("more")][..]));
}

// Shares.

#[test]
fn shares_are_of_a_total_that_stands_in_an_alternative_too() {
    let pack = "overlap: shared\nrules: [{id: route, any: [[{id: hours, min: 100}], [{id: board, need: board}]]}, {id: aligned, of: {tag: x}, min_share: 0.8}]";
    let pack = format!("asks: [{{name: board, type: yes-no, question: \"Board?\"}}]\n{pack}");
    let answer = her(&pack).answers(&[("board", "no")]).with(vec![hours("a", 79, &["x"]), hours("b", 21, &[])]).judged();
    assert_eq!((answer.rules[1].status, need(&answer.rules[1]), have(&answer.rules[1])), (SHORT, (80, 80), (79, 79)));
}

#[test]
fn a_share_of_what_was_earned_is_exact() {
    let pack = "overlap: shared\nrules: [{id: own, of: {tag: x}, min_share: 0.5, share_of: earned}]";
    assert_eq!(her(pack).with(vec![hours("a", 50, &["x"]), hours("b", 50, &[])]).statuses(), [MET]);
    let answer = her(pack).with(vec![hours("a", 50, &["x"]), hours("b", 51, &[])]).judged();
    assert_eq!((answer.rules[0].status, need(&answer.rules[0])), (SHORT, (50, 50)));
    let most = "overlap: shared\nrules: [{id: own, of: {tag: x}, max_share: 0.5, share_of: earned}]";
    assert_eq!(her(most).with(vec![hours("a", 51, &["x"]), hours("b", 50, &[])]).statuses(), [SHORT]);
    // An hour of unknown worth is worth as much to the share as to the whole.
    let vague = "unit: {id: us-xx.point, per_hour: unknown}\noverlap: shared\nrules: [{id: own, of: {tag: x}, min_share: 0.5, share_of: earned}]";
    assert_eq!(her(vague).with(vec![hours("a", 1, &["x"])]).statuses(), [MET]);
}

#[test]
fn part_of_a_position_asks_part_of_units_limits_and_shares() {
    let half = |pack: &'static str, count: u32| {
        let mut her = her(pack).with(vec![hours("a", count, &["x"])]);
        her.fte = SCALE / 2;
        her.statuses()
    };
    assert_eq!(half("overlap: shared\nrules: [{id: t, min: 20, scale: employment_share}]", 10), [MET]);
    assert_eq!(half("overlap: shared\nrules: [{id: t, max: 20, scale: employment_share}]", 11), [SHORT]);
    let both = "overlap: shared\nrules: [{id: t, min: 20, scale: employment_share}, {id: s, of: {tag: x}, min_share: 0.5, scale: employment_share}]";
    assert_eq!(half(both, 5), [SHORT, MET], "half of ten, and not half of that again");
    let own = "overlap: shared\nrules: [{id: t, min: 20}, {id: s, of: {tag: x}, min_share: 0.5, scale: employment_share}]";
    assert_eq!(half(own, 5), [SHORT, MET]);
    let said = her(
        "overlap: shared\nasks: [{name: employment_share, type: number, question: \"How much?\"}]\nrules: [{id: t, min: 20, scale: employment_share}]",
    );
    assert_eq!(said.answers(&[("employment_share", "0.25")]).with(vec![hours("a", 5, &[])]).statuses(), [MET]);
}

// What counts.

fn workshop<'a>(id: &'a str, count: u32, is_approved: Option<bool>, has: &[&'a str]) -> Entry<'a> {
    let entry = hours(id, count, &[]);
    Entry { record: Record { kind: Some("workshop"), is_approved, has: has.to_vec(), ..entry.record }, ..entry }
}

#[test]
fn each_condition_of_a_filter_must_hold() {
    let pack = "asks: [{name: plan_approved, type: date, question: \"When?\"}]\noverlap: shared\ncount_if: [{has: assessment, provider: approved, after: plan_approved}]\nrules: [{id: t, min: 5}]";
    let answer = |entry| her(pack).answers(&[("plan_approved", "2025-01-01")]).with(vec![entry]).judged();
    assert_eq!(answer(workshop("a", 5, Some(true), &["assessment"])).rules[0].status, MET);
    assert_eq!(answer(workshop("a", 5, Some(true), &[])).entries[0].whys, [Why::Has(0)]);
    assert_eq!(answer(workshop("a", 5, Some(false), &["assessment"])).entries[0].whys, [Why::Provider(0)]);
    let early = on(date(2024, 12, 31), workshop("a", 5, Some(true), &["assessment"]));
    assert_eq!(answer(early).entries[0].whys, [Why::After(0, date(2025, 1, 1))]);
    let unsaid = her(pack).with(vec![workshop("a", 5, None, &["assessment"])]).judged();
    assert_eq!(unsaid.doubts, [Doubt::Provider(0), Doubt::Approval("plan_approved".to_owned())]);
}

#[test]
fn a_filter_or_cap_on_what_may_be_selected_makes_unknown() {
    let filter = "overlap: shared\ncount_if: [{if: {provider: approved}, has: assessment}]\nrules: [{id: t, min: 5}]";
    let of = |pack: &'static str, is_approved| her(pack).with(vec![workshop("a", 5, is_approved, &[])]).judged();
    assert_eq!([Some(true), Some(false), None].map(|is| of(filter, is).rules[0].status), [SHORT, MET, UNKNOWN]);
    assert_eq!(of(filter, None).doubts, [Doubt::Provider(0)]);
    let cap = "overlap: shared\ncount_max: [{of: {provider: approved}, units: 3}]\nrules: [{id: t, min: 5}]";
    assert_eq!([Some(true), Some(false), None].map(|is| of(cap, is).rules[0].status), [SHORT, MET, UNKNOWN]);
    let rate = "overlap: shared\nconvert: [{if: {provider: approved}, per: hour, units: 2}]\nrules: [{id: t, min: 10}]";
    assert_eq!([Some(true), Some(false), None].map(|is| of(rate, is).rules[0].status), [MET, SHORT, UNKNOWN]);
}

#[test]
fn rows_may_hang_on_answers_and_advice_leaves_nothing_out() {
    let rows = format!(
        "{NEW}overlap: shared\nconvert: [{{when: {{new: true}}, per: hour, units: 2}}]\ncount_if: [{{when: {{new: true}}, has: assessment}}]\ncount_max: [{{when: {{new: true}}, units: 4}}]\nrules: [{{id: t, min: 6}}]"
    );
    let of = |profile: &'static [(&'static str, &'static str)], has: &[&'static str]| {
        her(&rows).answers(profile).with(vec![workshop("a", 3, None, has)]).judged()
    };
    let yes = of(&[("new", "yes")], &["assessment"]);
    assert_eq!((have(&yes.rules[0]), in_units(yes.entries[0].worth)), ((4, 4), (6, 6)));
    assert_eq!(have(&of(&[("new", "no")], &[]).rules[0]), (3, 3));
    let open = of(&[], &["assessment"]);
    assert_eq!((have(&open.rules[0]), open.outcome), ((3, 4), Outcome::Rules(SHORT)), "short in each case");
    let advice = "overlap: shared\ncount_if: [{has: assessment, force: advice}]\ncount_max: [{units: 1, force: advice}]\nrules: [{id: t, min: 3}]";
    assert_eq!(her(advice).with(vec![workshop("a", 3, None, &[])]).statuses(), [MET]);
}

#[test]
fn cycles_may_hang_on_answers() {
    let pack =
        format!("{NEW}cycle: [{{when: {{new: true}}, years: 3}}, {{years: 5}}]\noverlap: shared\nrules: [{{id: t, min: 5}}]");
    let of = |profile: &'static [(&'static str, &'static str)]| {
        let mut her = her(&pack).answers(profile).with(vec![on(date(2023, 1, 1), hours("a", 5, &[]))]);
        her.issued = None;
        her.judged()
    };
    assert_eq!(
        [of(&[("new", "yes")]), of(&[("new", "no")]), of(&[])].map(|answer| answer.rules[0].status),
        [SHORT, MET, UNKNOWN]
    );
    assert_eq!(of(&[]).doubts, [question("new")]);
}

#[test]
fn a_selection_may_leave_out() {
    let pack = "overlap: shared\nrules: [{id: t, of: {tag: x, not: {kind: workshop}}, min: 5}]";
    let mut entry = hours("a", 5, &["x"]);
    assert_eq!(her(pack).with(vec![entry.clone()]).statuses(), [MET]);
    entry.record.kind = Some("workshop");
    assert_eq!(her(pack).with(vec![entry]).statuses(), [SHORT]);
}

#[test]
fn of_repetitions_the_one_that_is_worth_most_counts() {
    let pack = "overlap: shared\nrepeat: once\nrules: [{id: t, min: 5}]";
    let titled = |id, count, day| Entry { title: Some("Book study"), ..on(day, hours(id, count, &[])) };
    let answer = her(pack).with(vec![titled("a", 2, date(2024, 1, 1)), titled("b", 5, date(2025, 1, 1))]).judged();
    assert_eq!((have(&answer.rules[0]), &answer.entries[0].whys[..]), ((5, 5), &[Why::Repeat(1)][..]));
    let before = her(pack).with(vec![titled("a", 2, date(2020, 1, 1)), titled("b", 5, date(2025, 1, 1))]).judged();
    assert_eq!(have(&before.rules[0]), (0, 0), "what was counted in the cycle before stays counted there");
}

#[test]
fn rows_that_name_one_activity_are_its_sessions_up_to_its_hours() {
    let session = |id, count, day| Entry { title: Some("book-study"), whole: Some(6 * 60), ..on(day, hours(id, count, &[])) };
    let ledger = || vec![session("a", 2, date(2024, 1, 1)), session("b", 3, date(2024, 2, 1)), session("c", 3, date(2024, 3, 1))];
    let of =
        |repeat: &str| her(&format!("overlap: shared\nrepeat: {repeat}\nrules: [{{id: t, min: 5}}]")).with(ledger()).judged();
    let once = of("once");
    assert_eq!(once.entries.iter().map(|entry| in_units(entry.counts)).collect::<Vec<_>>(), [(2, 2), (3, 3), (1, 1)]);
    assert_eq!(once.entries[2].whys, [Why::Repeat(0)]);
    let unknown = of("unknown");
    assert_eq!((have(&unknown.rules[0]), &unknown.entries[2].doubts[..]), ((6, 8), &[Doubt::Repeat(2)][..]));
    assert_eq!(have(&of("free").rules[0]), (8, 8));
}

#[test]
fn alternatives_show_the_numbers_of_the_nearest() {
    let pack = "asks: [{name: board, type: yes-no, question: \"Board?\"}]\noverlap: shared\nrules: [{id: r, any: [[{id: board, need: board}], [{id: inner, any: [[{id: near, of: {tag: x}, min: 12}]]}]]}]";
    let answer = her(pack).answers(&[("board", "no")]).with(vec![hours("a", 10, &["x"])]).judged();
    assert_eq!((need(&answer.rules[0]), have(&answer.rules[0])), ((12, 12), (10, 10)));
    assert_eq!(answer.entries[0].fills.len(), 1, "it fills what stands two deep");
}

#[test]
fn a_floor_says_what_was_reached_and_what_was_asked() {
    let pack = "overlap: shared\ncount_if: [{group: topic, min: 10}]\nrules: [{id: t, min: 5}]";
    let on_topic = |id| {
        let entry = hours(id, 3, &[]);
        Entry { record: Record { topic: Some("feedback"), ..entry.record }, ..entry }
    };
    let answer = her(pack).with(vec![on_topic("a"), on_topic("b")]).judged();
    let Why::Floor { filter: 0, sum, floor } = answer.entries[1].whys[0] else { panic!("{:?}", answer.entries[1].whys) };
    assert_eq!((in_units(sum), units(floor)), ((6, 6), 10 * SCALE));
}

#[test]
fn caps_hold_in_each_cycle_apart_so_that_surplus_is_what_counted_there() {
    let pack = "overlap: shared\ncarry: {max: 100}\ncount_max: [{of: {tag: x}, units: 12}]\nrules: [{id: total, min: 10}]";
    let ledger = vec![on(date(2020, 1, 1), hours("old", 40, &["x"])), hours("new", 8, &[])];
    let answer = her(pack).with(ledger).judged();
    assert_eq!(have(&answer.rules[0]), (10, 10), "12 of 40 counted in the cycle before, 2 of them over");
}

// Facts.

#[test]
fn a_need_may_ask_for_a_number_or_be_shown_by_entries() {
    let pack = "asks: [{name: service, type: number, question: \"How long?\"}]\noverlap: shared\nrules: [{id: s, need: service, min: 6}]";
    let of = |profile: &'static [(&'static str, &'static str)]| her(pack).answers(profile).judged();
    assert_eq!(
        [of(&[("service", "6")]), of(&[("service", "5.5")]), of(&[])].map(|answer| answer.rules[0].status),
        [MET, SHORT, UNKNOWN]
    );
    let cause = Cause::Number { key: "service".to_owned(), need: 6 * SCALE, have: Some(55_000) };
    assert_eq!((of(&[("service", "5.5")]).rules[0].causes.clone(), of(&[]).doubts), (vec![cause], vec![question("service")]));
    let shown = "asks: [{name: course, type: yes-no, question: \"Done?\"}]\noverlap: shared\nrules: [{id: s, need: course, min: 6, of: {tag: x}}]";
    assert_eq!(her(shown).with(vec![hours("a", 6, &["x"])]).statuses(), [MET]);
    assert_eq!(her(shown).answers(&[("course", "no")]).with(vec![hours("a", 5, &["x"])]).statuses(), [SHORT]);
    assert_eq!(her(shown).answers(&[("course", "yes")]).with(vec![hours("a", 5, &["x"])]).statuses(), [MET]);
}

#[test]
fn a_need_is_not_shown_by_what_a_filter_refuses() {
    let pack = "asks: [{name: training, type: yes-no, question: \"Done?\"}]\noverlap: shared\ncount_if: [{provider: approved}]\nrules: [{id: s, need: training, of: {tag: x}}]";
    let of = |is_approved| {
        let entry = hours("a", 2, &["x"]);
        her(pack)
            .answers(&[("training", "no")])
            .with(vec![Entry { record: Record { is_approved, ..entry.record }, ..entry }])
            .judged()
    };
    assert_eq!([Some(true), Some(false), None].map(|is| of(is).rules[0].status), [MET, SHORT, UNKNOWN]);
    assert_eq!(of(None).doubts, [Doubt::Provider(0)]);
}

#[test]
fn a_need_may_have_to_be_shown_year_by_year() {
    let pack = "asks: [{name: training, type: yes-no, question: \"Each year?\"}]\noverlap: shared\ncycle: {years: 2}\nrules: [{id: s, need: training, of: {tag: x}, per: year}]";
    let first = || on(date(2025, 9, 1), hours("a", 1, &["x"]));
    let of = |ledger| her(pack).answers(&[("training", "no")]).with(ledger).statuses();
    assert_eq!(of(vec![first()]), [SHORT]);
    assert_eq!(of(vec![first(), on(date(2026, 8, 1), hours("b", 1, &["x"]))]), [MET]);
}

#[test]
fn what_was_approved_late_says_both_days() {
    let pack = "asks: [{name: plan, type: yes-no, question: \"Plan?\"}]\noverlap: shared\nrules: [{id: p, need: plan, within: 6 months of issue}]";
    let answer = her(pack).answers(&[("plan", "2023-02-01")]).judged();
    assert_eq!(answer.rules[0].causes, [Cause::Late { approved: date(2023, 2, 1), deadline: date(2023, 1, 1) }]);
    assert_eq!((answer.rules[0].status, answer.rules[0].due), (SHORT, date(2023, 1, 1)));
    assert_eq!(her(pack).answers(&[("plan", "2022-12-01")]).statuses(), [MET]);
}

#[test]
fn goals_are_counted_by_layer() {
    let mut her = her("overlap: shared\nrules: [{id: g, goals: [{from: [evaluation], min: 1}, {from: [team, school], min: 2}]}]");
    her.goals = vec![&["evaluation"], &["team", "school"]];
    let answer = her.judged();
    let from = vec!["team".to_owned(), "school".to_owned()];
    // One goal for the team and the school is one goal.
    assert_eq!(answer.rules[0].causes, [Cause::Goals { from, need: 2, have: 1 }]);
    assert!(answer.rules[0].units.is_none());
    her.goals.push(&["school", "evaluation"]);
    assert_eq!(her.statuses(), [MET]);
}

#[test]
fn variety_counts_different_values_at_least_and_at_most() {
    let least = "overlap: shared\nrules: [{id: v, distinct: kind, min: 2}]";
    let kinds = |of: [&'static str; 2]| {
        of.iter()
            .enumerate()
            .map(|(at, kind)| {
                let entry = hours(["a", "b"][at], 1, &[]);
                Entry { record: Record { kind: Some(kind), ..entry.record }, ..entry }
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(her(least).with(kinds(["plc", "course"])).statuses(), [MET]);
    let answer = her(least).with(kinds(["plc", "plc"])).judged();
    assert_eq!(answer.rules[0].causes, [Cause::Variety { need: 2, have: Range::just(1) }]);
    let most = "overlap: shared\nrules: [{id: v, distinct: kind, max: 1}]";
    assert_eq!(her(most).with(kinds(["plc", "plc"])).statuses(), [MET]);
    assert_eq!(
        her(most).with(kinds(["plc", "course"])).judged().rules[0].causes,
        [Cause::TooVaried { most: 1, have: Range::just(2) }]
    );
}

#[test]
fn variety_may_be_asked_year_by_year() {
    let pack = "overlap: shared\ncycle: {years: 2}\nrules: [{id: v, distinct: tag, min: 2, per: year}]";
    let tags = |id, day, tag| on(day, hours(id, 1, &[tag]));
    let last = vec![tags("a", date(2025, 9, 1), "x"), tags("b", date(2025, 9, 2), "y"), tags("c", date(2026, 8, 1), "x")];
    let answer = her(pack).with(last.clone()).judged();
    assert_eq!((answer.rules[0].status, answer.rules[0].due), (SHORT, date(2027, 6, 30)));
    assert_eq!(her(pack).with([last, vec![tags("d", date(2026, 8, 2), "z")]].concat()).statuses(), [MET]);
}

#[test]
fn units_may_have_to_be_earned_by_a_day() {
    let pack = "overlap: shared\nrules: [{id: t, min: 5, within: 6 months of issue}]";
    assert_eq!(her(pack).with(vec![on(date(2023, 1, 1), hours("a", 5, &[]))]).statuses(), [MET]);
    let late = her(pack).with(vec![on(date(2023, 1, 2), hours("a", 5, &[]))]);
    let answer = late.judged();
    assert_eq!((answer.rules[0].status, answer.rules[0].due), (SHORT, date(2023, 1, 1)));
    let mut open = late;
    open.issued = None;
    assert_eq!(open.judged().doubts, [question("issued")]);
}

#[test]
fn rows_may_select_by_time() {
    let pack = "overlap: shared\ncarry: {max: 100}\nconvert: [{if: {last_years: 1}, per: hour, units: 2}]\nrules: [{id: total, min: 10}]";
    let of = |day: Date| {
        let answer = her(pack).with(vec![on(date(2018, 1, 1), hours("old", 10, &[])), on(day, hours("a", 4, &[]))]).judged();
        have(&answer.rules[0])
    };
    assert_eq!([of(date(2022, 3, 1)), of(date(2020, 3, 1))], [(8, 8), (4, 4)]);
}

#[test]
fn of_alternatives_the_nearest_is_told() {
    let pack = "asks: [{name: board, type: yes-no, question: \"Board?\"}]\noverlap: shared\nrules: [{id: r, any: [[{id: far, min: 100}, {id: board, need: board}], [{id: near, min: 12}]]}]";
    let answer = her(pack).answers(&[("board", "no")]).with(vec![hours("a", 10, &[])]).judged();
    let branch = answer.rules[0].branch.as_ref().expect("a branch");
    assert_eq!((answer.rules[0].status, branch.index, &answer.rules[0].causes[..]), (SHORT, 1, &[Cause::Alternatives][..]));
    assert_eq!(in_units(branch.rules[0].units.expect("units").lack()), (2, 2));
}

// Who it is for.

#[test]
fn a_pack_says_nothing_about_licences_of_other_days() {
    let from = |day: &str| format!("effective: {{from: {day}, by: issue}}\noverlap: shared\nrules: [{{id: t, min: 5}}]");
    assert_eq!(her(&from("2022-07-01")).judged().outcome, Outcome::Rules(SHORT));
    let later = her(&from("2023-01-01")).judged();
    assert_eq!((later.outcome, &later.doubts[..], later.rules.len()), (Outcome::Rules(UNKNOWN), &[Doubt::Effective][..], 0));
    let text = from("2022-07-01");
    let mut open = her(&text);
    open.issued = None;
    assert_eq!(open.judged().outcome, Outcome::Rules(UNKNOWN));
}

#[test]
fn who_is_exempt_is_so_by_one_of_the_exemptions() {
    let pack = format!(
        "{NEW}exempt: [{{when: {{new: false}}, note: n}}, {{when: {{new: true}}, note: m}}]\noverlap: shared\nrules: [{{id: t, min: 5}}]"
    );
    assert_eq!(her(&pack).answers(&[("new", "yes")]).judged().outcome, Outcome::Exempt(1));
    assert_eq!(her(&pack).judged().outcome, Outcome::Exempt(0), "one way or the other");
    let maybe = format!("{NEW}exempt: [{{when: {{new: false}}, note: n}}]\noverlap: shared\nrules: [{{id: t, min: 5}}]");
    let answer = her(&maybe).judged();
    assert_eq!((answer.outcome, &answer.doubts[..]), (Outcome::Rules(UNKNOWN), &[question("new")][..]));
}

#[test]
fn short_under_every_answer_is_short() {
    let pack = format!(
        "{NEW}overlap: shared\nrules: [{{id: a, when: {{new: true}}, of: {{tag: a}}, min: 5}}, {{id: b, when: {{new: false}}, of: {{tag: b}}, min: 5}}]"
    );
    let answer = her(&pack).judged();
    assert_eq!(answer.outcome, Outcome::Rules(SHORT));
    assert_eq!(answer.rules.iter().map(|rule| rule.status).collect::<Vec<_>>(), [UNKNOWN, UNKNOWN], "each hangs on the answer");
    assert!(answer.rules.iter().all(|rule| rule.doubts == [question("new")]));
}

#[test]
fn a_number_that_nobody_gave_is_tried_at_every_bound() {
    let pack = "asks: [{name: years, type: number, question: \"How many?\"}]\noverlap: shared\nrules: [{id: few, when: {years: {max: 5}}, min: 10}, {id: many, when: {years: {min: 6}}, min: 20}]";
    let of = |count| her(pack).with(vec![hours("a", count, &[])]).judged().outcome;
    assert_eq!(
        [of(20), of(15), of(5)],
        [Outcome::Rules(MET), Outcome::Rules(UNKNOWN), Outcome::Rules(UNKNOWN)],
        "between five and six nothing is asked"
    );
}

#[test]
fn advice_and_limits_on_the_employer_are_told_and_do_not_count() {
    let pack = "overlap: shared\nrules: [{id: t, min: 1}, {id: advice, min: 100, force: advice}, {id: demand, of: {tag: x}, max_share: 0.25, limits: employer}]";
    let answer = her(pack).with(vec![hours("a", 1, &["x"])]).judged();
    assert_eq!(answer.outcome, Outcome::Rules(MET));
    assert_eq!(
        answer.rules.iter().map(|rule| (rule.binds, rule.status)).collect::<Vec<_>>(),
        [(true, MET), (false, SHORT), (false, SHORT)]
    );
}

// What was once answered wrongly.

/// The answer of a shipped pack to answers and a ledger, for a licence from July 2022 to June 2027.
fn shipped(id: &str, profile: &[(&str, &str)], ledger: &[Entry<'_>]) -> (Pack, Answer) {
    let text = pack::shipped::text(id).expect("it is shipped");
    let pack = pack::read(SourceId(0), text, &mut Findings::new()).expect("a shipped pack is sound");
    let answers = Answers { given: profile.to_vec(), issued: None, expires: date(2027, 6, 30) };
    let about = Circumstances { as_of: date(2026, 11, 15), answers, fte: SCALE, goals: None };
    let answer = judge(&pack, &about, ledger);
    (pack, answer)
}

/// The ids of the rules of the nearest alternative of a rule.
fn nearest(pack: &Pack, answer: &Answer, id: &str) -> Vec<String> {
    let rule = answer.rules.iter().find(|rule| pack.rules[rule.rule].id == id).expect("the rule applies");
    let branch = rule.branch.as_ref().expect("it has alternatives");
    let pack::Demand::Any(branches) = &pack.rules[rule.rule].asks[branch.ask] else { panic!("alternatives") };
    branches[branch.index].iter().map(|rule| rule.id.clone()).collect()
}

#[test]
fn hours_are_nearer_than_a_fact_that_is_not_so() {
    for (id, rule, profile, hours_of, expected) in [
        ("us-nj/teacher", "plan", &[("plan", "yes"), ("corrective_plan", "no")][..], 20, "pdp"),
        ("us-nj/teacher", "plan", &[("plan", "no"), ("corrective_plan", "no")][..], 20, "pdp"),
        ("us-dc/teacher", "renewal", &[("performance_route", "no")][..], 119, "hours"),
        ("us-al/teacher", "renewal", &[("service", "0"), ("national_board", "no")][..], 99, "hours-alone"),
    ] {
        let (pack, answer) = shipped(id, profile, &[hours("a", hours_of, &["allowable_pd"])]);
        let told = nearest(&pack, &answer, rule);
        assert!(told.iter().any(|id| id == expected), "{id}: {told:?}");
    }
}

#[test]
fn the_day_of_a_fact_is_kept_where_goals_are_missing_too() {
    let pack = "asks: [{name: plan, type: yes-no, question: \"Plan?\"}]\noverlap: shared\nrules: [{id: p, need: plan, within: October 31, goals: [{from: [evaluation], min: 1}]}]";
    assert_eq!(her(pack).answers(&[("plan", "no")]).judged().rules[0].due, date(2026, 10, 31));
}

#[test]
fn rules_without_a_cycle_count_from_the_day_of_issue() {
    let of = |ask: &str, issued: Option<Date>, days: &[Date]| {
        let text = format!("cycle: {{window: inside}}\noverlap: shared\nrules: [{{id: t, {ask}}}]");
        let mut her = her(&text).with(days.iter().map(|day| on(*day, hours("a", 20, &[]))).collect());
        her.issued = issued;
        her.statuses()
    };
    let issued = Some(date(2023, 7, 1));
    assert_eq!(of("min: 20", issued, &[date(2010, 3, 1)]), [SHORT]);
    assert_eq!(of("min: 20", issued, &[date(2023, 7, 1)]), [MET]);
    assert_eq!(of("min: 20", None, &[date(2010, 3, 1)]), [MET], "nobody says when it began");
    let years = [date(2023, 9, 1), date(2024, 9, 1), date(2025, 9, 1), date(2026, 8, 1)];
    assert_eq!(of("min: 20, per: year", issued, &years), [MET]);
    assert_eq!(of("min: 20, per: year", issued, &years[..3]), [SHORT], "the running year");
    assert_eq!(of("min: 20, per: year", issued, &years[1..]), [SHORT], "the first year");
    assert_eq!(of("min: 20, per: year", None, &[date(2019, 9, 1)]), [SHORT], "only the running year is asked");
    assert_eq!(of("min: 20, per: year", None, &years[3..]), [MET]);
}

fn partial<'a>(id: &'a str, count: u32, tags: &[&'a str]) -> Entry<'a> {
    let entry = hours(id, count, tags);
    Entry { record: Record { is_partial: true, ..entry.record }, ..entry }
}

#[test]
fn what_an_activity_cannot_say_leaves_floors_and_variety_open() {
    let floor = "overlap: shared\ncount_if: [{group: topic, min: 10}]\nrules: [{id: t, min: 12}]";
    let answer = her(floor).with(vec![partial("a", 6, &[]), partial("b", 6, &[])]).judged();
    assert_eq!((answer.rules[0].status, have(&answer.rules[0])), (UNKNOWN, (0, 12)));
    assert_eq!(answer.doubts, [Doubt::Entry(0), Doubt::Entry(1)]);
    let alone = her(floor).with(vec![partial("a", 6, &[])]).judged();
    assert_eq!((alone.rules[0].status, alone.entries[0].whys.len()), (SHORT, 1), "six never reach ten");
    assert_eq!(her(floor).with(vec![partial("a", 12, &[])]).statuses(), [MET], "twelve do alone");
    let credit = hours("c", 6, &[]);
    let credit = Entry { record: Record { topic: Some("x"), ..credit.record }, ..credit };
    let mixed = her(floor).with(vec![credit, partial("a", 6, &[])]).judged();
    assert_eq!((mixed.rules[0].status, have(&mixed.rules[0])), (UNKNOWN, (0, 12)));
    let variety = "overlap: shared\nrules: [{id: v, distinct: kind, min: 2}]";
    let course = workshop("c", 1, None, &[]);
    let answer = her(variety).with(vec![course.clone(), partial("a", 6, &[])]).judged();
    assert_eq!((answer.rules[0].status, &answer.doubts[..]), (UNKNOWN, &[Doubt::Entry(1)][..]));
    assert_eq!(her(variety).with(vec![course, workshop("d", 1, None, &[])]).statuses(), [SHORT]);
    let most = "overlap: shared\nrules: [{id: v, distinct: kind, max: 1}]";
    assert_eq!(her(most).with(vec![workshop("c", 1, None, &[]), partial("a", 6, &[])]).statuses(), [UNKNOWN]);
}

#[test]
fn what_is_carried_over_is_bounded_together() {
    let of = |id, day, count, is_approved| {
        let entry = on(day, hours(id, count, &[]));
        Entry { record: Record { is_approved, ..entry.record }, ..entry }
    };
    let pack = "overlap: shared\ncarry: {max: 5, if: {provider: approved}}\nrules: [{id: total, min: 15}]";
    let ledger = vec![
        of("w", date(2022, 1, 1), 5, Some(true)),
        of("y", date(2022, 2, 1), 5, Some(true)),
        of("z", date(2022, 3, 1), 5, None),
        of("old", date(2018, 1, 1), 15, Some(false)),
        hours("new", 10, &[]),
    ];
    let answer = her(pack).with(ledger).judged();
    assert!(answer.entries.iter().all(|entry| 0 <= entry.counts.low && entry.counts.low <= entry.counts.high), "{answer:?}");
    assert_eq!((answer.rules[0].status, have(&answer.rules[0])), (MET, (15, 15)), "five are carried in each case");
    let pack = "overlap: shared\ncarry: {max: 50, if: {last_years: 2}}\nrules: [{id: total, min: 180}]";
    let titled = |entry| Entry { title: Some("X"), ..entry };
    let ledger = vec![
        on(date(2018, 1, 1), hours("a", 180, &[])),
        titled(on(date(2020, 9, 1), hours("s", 60, &[]))),
        on(date(2021, 3, 1), hours("y", 50, &[])),
        titled(on(date(2021, 11, 1), hours("z", 20, &[]))),
        hours("new", 120, &[]),
    ];
    let answer = her(pack).with(ledger).judged();
    assert_eq!((answer.rules[0].status, have(&answer.rules[0])), (SHORT, (170, 170)));
}

#[test]
fn a_fact_is_not_judged_by_an_answer_that_nobody_gave() {
    let pack = "asks: [{name: years, type: number, question: \"How many?\"}]\noverlap: shared\nrules: [{id: new, when: {years: {max: 2}}, min: 0}, {id: s, need: years, min: 6}]";
    assert_eq!(her(pack).judged().rules.last().map(|rule| rule.status), Some(UNKNOWN));
    let pack = "asks: [{name: plan, type: yes-no, question: \"Plan?\"}, {name: plan_approved, type: date, question: \"When?\"}]\noverlap: shared\nrules: [{id: p, need: plan}, {id: early, when: {plan_approved: {max: 2026-06-30}}, min: 0}]";
    assert_eq!(her(pack).judged().rules[0].status, UNKNOWN);
    let pack = "asks: [{name: plan_approved, type: date, question: \"When?\"}]\noverlap: shared\ncount_if: [{after: plan_approved}]\nrules: [{id: t, min: 5}, {id: early, when: {plan_approved: {max: 2024-06-30}}, min: 0}]";
    assert_eq!(her(pack).with(vec![hours("a", 5, &[])]).judged().rules[0].status, UNKNOWN);
}

#[test]
fn a_yes_or_no_that_nobody_gave_is_either_of_them() {
    let pack = format!(
        "{NEW}overlap: shared\nrules: [{{id: r, any: [[{{id: n, need: new}}], [{{id: o, when: {{new: false}}, min: 5}}]]}}]"
    );
    assert_eq!(her(&pack).with(vec![hours("a", 5, &[])]).statuses(), [MET], "new or not, it holds");
}

#[test]
fn an_entry_that_no_rate_fits_says_so() {
    let pack = "overlap: shared\nconvert: [{if: {kind: course}, per: credit, units: 15}]\nrules: [{id: t, min: 5}]";
    let of = |kind, credits, minutes| {
        let entry = hours("a", 0, &[]);
        let entry = Entry { record: Record { kind: Some(kind), ..entry.record }, credits, minutes, ..entry };
        her(pack).with(vec![entry]).judged().entries[0].whys.iter().map(|why| why.word()).collect::<Vec<_>>()
    };
    assert_eq!(of("graduate course", Some(3 * SCALE), None), ["rate"]);
    assert_eq!(of("course", None, None), ["rate"], "it states no amount");
    assert_eq!(of("course", Some(3 * SCALE), None), [""; 0]);
    assert_eq!(of("workshop", None, Some(60)), [""; 0]);
}

#[test]
fn a_share_of_a_total_that_there_is_not_is_not_known() {
    let of = |rule: &str| {
        let text =
            format!("{NEW}overlap: shared\nrules: [{{id: s, of: {{tag: x}}, {rule}}}, {{id: t, when: {{new: true}}, min: 9}}]");
        her(&text).answers(&[("new", "no")]).with(vec![hours("a", 5, &["x"])]).judged()
    };
    for rule in ["min_share: 0.8", "max_share: 0.2"] {
        let answer = of(rule);
        assert_eq!((answer.rules[0].status, &answer.doubts[..]), (UNKNOWN, &[Doubt::Total][..]), "{rule}");
    }
    let capped = format!(
        "{NEW}overlap: shared\ncount_max: [{{of: {{tag: x}}, share: 0.2}}]\nrules: [{{id: s, of: {{tag: x}}, min: 3}}, {{id: t, when: {{new: true}}, min: 9}}]"
    );
    let answer = her(&capped).answers(&[("new", "no")]).with(vec![hours("a", 5, &["x"])]).judged();
    assert_eq!((answer.rules[0].status, &answer.doubts[..]), (UNKNOWN, &[Doubt::Total][..]));
}

#[test]
fn goals_that_no_list_tells_are_not_known() {
    let text = pack::shipped::text("us-ga/teacher").expect("it is shipped");
    let pack = pack::read(SourceId(0), text, &mut Findings::new()).expect("a shipped pack is sound");
    let of = |goals| {
        let answers = Answers { given: vec![], issued: None, expires: date(2027, 6, 30) };
        let answer = judge(&pack, &Circumstances { as_of: date(2026, 8, 14), answers, fte: SCALE, goals }, &[]);
        answer.rules.iter().flat_map(|rule| rule.doubts.clone()).any(|doubt| doubt == Doubt::Goals)
    };
    assert_eq!((of(None), of(Some(vec![]))), (true, false));
}

#[test]
fn what_lies_outside_the_period_is_told_so_and_no_more() {
    let pack = "overlap: shared\ncarry: none\ncount_if: [{has: assessment}, {group: topic, min: 10}]\nrules: [{id: t, min: 5}, {id: ever, of: {tag: x}, min: 5, per: career}]";
    let whys = |tag: &'static str, has: &[&'static str]| {
        let entry = on(date(2019, 3, 1), hours("a", 6, &[tag]));
        let entry = Entry { record: Record { has: has.to_vec(), topic: Some("m"), ..entry.record }, ..entry };
        her(pack).with(vec![entry]).judged().entries[0].whys.iter().map(|why| why.word()).collect::<Vec<_>>()
    };
    assert_eq!(whys("y", &[]), ["window"]);
    assert_eq!(whys("y", &["assessment"]), ["window"], "it can never reach the floor either");
    assert_eq!(whys("x", &[]), ["has"], "a rule looks back as far");
}

#[test]
fn what_is_short_in_both_readings_says_how_much_in_each() {
    let pack = "overlap: unknown\nrules: [{id: a, of: {tag: a}, min: 5}, {id: b, of: {tag: b}, min: 5}]";
    let answer = her(pack).with(vec![hours("x", 4, &["a", "b"])]).judged();
    assert_eq!(answer.rules.iter().map(|rule| (rule.status, have(rule))).collect::<Vec<_>>(), [(SHORT, (4, 4)), (SHORT, (0, 4))]);
    assert!(answer.rules[1].readings.is_some() && answer.rules[0].readings.is_none());
    let [cut] = &answer.cuts[..] else { panic!("{:?}", answer.cuts) };
    assert_eq!(units(cut.lack), 6 * SCALE, "together they lack six if each unit counts once");
}

#[test]
fn a_fact_is_in_time_by_what_was_done_in_time() {
    let pack = "asks: [{name: course, type: yes-no, question: \"Done?\"}]\noverlap: shared\nrules: [{id: s, need: course, of: {tag: x}, within: 6 months of issue}]";
    let causes = |pack: &str, ledger| her(pack).answers(&[("course", "no")]).with(ledger).judged().rules[0].causes.clone();
    let planned = || Entry { date: None, ..hours("a", 6, &["x"]) };
    assert_eq!(causes(pack, vec![planned()]).len(), 1, "what is planned now is too late");
    let pack = &pack.replace("need: course,", "need: course, min: 6,");
    let late = || vec![on(date(2022, 8, 1), hours("a", 1, &["x"])), on(date(2023, 9, 1), hours("b", 5, &["x"]))];
    assert_eq!(causes(pack, late()), [Cause::Late { approved: date(2023, 9, 1), deadline: date(2023, 1, 1) }]);
    let early = vec![on(date(2022, 8, 1), hours("a", 6, &["x"])), on(date(2023, 9, 1), hours("b", 5, &["x"]))];
    assert_eq!(causes(pack, early), []);
}

// What nobody would write.

#[test]
fn ten_thousand_entries_and_two_hundred_rules_take_no_minutes() {
    let rules: Vec<String> = (0..200)
        .map(|at| format!("{{id: r{at}, of: {{tag: [t{}, t{}, t{}]}}, min: {}}}", at, (at + 7) % 200, (at + 31) % 200, 200 + at))
        .collect();
    let ids: Vec<String> = (0..200).map(|at| format!("r{at}")).collect();
    let tags: Vec<String> = (0..200).map(|at| format!("t{at}")).collect();
    let names: Vec<String> = (0..10_000).map(|at| format!("c{at}")).collect();
    let split = format!("{{split: [{}]}}", ids.join(", "));
    // Hardly two entries have the same tags where nobody says whether they count twice; where they are divided many do.
    for (overlap, apart) in [("unknown", 200), (split.as_str(), 1)] {
        let pack = format!(
            "overlap: {overlap}\nrepeat: once\ncount_if: [{{group: topic, min: 2}}]\ncount_max: [{{units: 90000}}]\nrules: [{}]",
            rules.join(", ")
        );
        let entry = |at: usize| {
            let entry = hours(&names[at], 1 + at as u32 % 5, &[&tags[at % 200], &tags[at / apart * 7 % 199]]);
            Entry { title: Some(&names[at / 2]), ..entry }
        };
        let begun = Instant::now();
        let answer = her(&pack).with((0..10_000).map(entry).collect()).judged();
        assert_eq!(answer.entries.len(), 10_000);
        assert!(begun.elapsed().as_secs() < 120, "{overlap} took {:?}", begun.elapsed());
    }
}

#[test]
fn absurd_amounts_and_days_stop_nothing() {
    let packs = [
        "overlap: unknown\nconvert: [{per: credit, units: 100000, factor: 100000}]\nrules: [{id: a, of: {tag: x}, min: 100000}, {id: b, of: {tag: [x, y]}, min_share: 1, share_of: earned}, {id: c, distinct: tag, min: 3, per: week}]",
        "overlap: {split: [a, b]}\ncycle: {years: 50, lookback: 50}\nrules: [{id: a, of: {tag: x}, min: 0}, {id: b, of: {tag: x, lookback: 50}, min: 100000}]",
        "cycle: {window: open}\nrules: [{id: a, min: 1, per: day}, {id: b, min: 1, per: semester}, {id: c, max_share: 0.0001, per: week}]",
        "overlap: shared\ncarry: unknown\nrules: []",
    ];
    let days = [Date::MIN, Date::MAX, Date::ZERO, date(2026, 2, 28), date(2024, 2, 29)];
    for text in packs {
        let text = format!("pack: us-xx/teacher\nunit: {{id: us-xx.hour, per_hour: 100000}}\n{text}");
        let pack = pack::read(SourceId(0), &text, &mut Findings::new()).expect("a pack");
        for expires in days {
            for as_of in days {
                for issued in [None, Some(Date::MIN), Some(Date::MAX)] {
                    let entries = days.iter().map(|day| Entry {
                        minutes: Some(u32::MAX),
                        credits: Some(i64::MAX),
                        ceu: Some(i64::MIN),
                        ..on(*day, hours("a", 0, &["x"]))
                    });
                    let ledger: Vec<Entry<'_>> = entries.chain([Entry { credits: Some(i64::MAX), ..Entry::default() }]).collect();
                    let answers = Answers { given: vec![("employment_share", "-1e9")], issued, expires };
                    let about = Circumstances { as_of, answers, fte: i64::MAX, goals: None };
                    judge(&pack, &about, &ledger);
                    judge(&pack, &about, &[]);
                }
            }
        }
    }
}
