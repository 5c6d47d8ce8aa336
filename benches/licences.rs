//! How long it takes to judge one educator: thirty entries in her ledger, ten rules. Run: `cargo bench --bench licences`.

use divan::{Bencher, black_box};
use jiff::ToSpan;
use jiff::civil::date;
use plalign::finding::Findings;
use plalign::license::{Circumstances, Entry, judge};
use plalign::load::pack::{self, Answers, Pack, Record};
use plalign::model::earning::Layers;
use plalign::source::SourceId;

fn main() {
    divan::main();
}

const TAGS: [&str; 6] = ["content", "pedagogy", "language", "inclusion", "literacy", "technology"];
const ENTRIES: usize = 30;

/// Ten rules: a total, six categories of so many units, a share, a plan, goals.
fn pack(overlap: &str, least: u32) -> Pack {
    let category = |tag: &str| format!("  - {{id: {tag}, of: {{tag: {tag}}}, min: {least}}}\n");
    let categories: String = TAGS.iter().map(|tag| category(tag)).collect();
    let text = format!(
        "pack: us-xx/teacher\nunit: {{id: us-xx.point, per_hour: 1}}\ncycle: {{years: 5}}\noverlap: {overlap}\nrepeat: once\ncarry: none\n\
         asks: [{{name: plan, type: yes-no, question: \"Is there a plan?\"}}, {{name: new, type: yes-no, question: \"Are you new?\"}}]\n\
         convert: [{{if: {{kind: course}}, per: credit, units: 15}}]\n\
         count_if: [{{has: assessment}}, {{group: topic, min: 10}}]\n\
         count_max: [{{of: {{kind: conference}}, units: 30}}]\n\
         rules:\n  - {{id: total, min: 150}}\n{categories}\
         \x20 - {{id: aligned, of: {{serves: [school, district]}}, min_share: 0.8}}\n\
         \x20 - {{id: plan, need: plan, within: 6 months of issue}}\n\
         \x20 - {{id: goals, when: {{new: false}}, goals: [{{from: [team, school], min: 1}}]}}\n"
    );
    let mut findings = Findings::new();
    let pack = pack::read(SourceId(0), &text, &mut findings).expect("a pack");
    assert!(findings.is_empty() && pack.rules.len() == 10);
    pack
}

/// Entries of five years on ten topics, with two categories each, so that these compete.
fn ledger(names: &[(String, String)]) -> Vec<Entry<'_>> {
    let topics = ["fractions", "feedback", "grammar", "co-teaching", "questions", "drama", "maps", "charts", "labs", "essays"];
    names
        .iter()
        .enumerate()
        .map(|(at, (id, title))| {
            let is_course = at % 10 == 0;
            Entry {
                id,
                record: Record {
                    kind: Some(if is_course {
                        "course"
                    } else if at % 7 == 0 {
                        "conference"
                    } else {
                        "workshop"
                    }),
                    tags: vec![TAGS[at % 6], TAGS[(at + 1) % 6]],
                    topic: Some(topics[at % 10]),
                    has: vec!["assessment"],
                    serves: if at % 5 == 0 { Vec::new() } else { vec!["school"] },
                    ..Record::default()
                },
                minutes: (!is_course).then_some(6 * 60),
                credits: is_course.then_some(10_000),
                date: Some(date(2022, 9, 1).saturating_add((i64::from(at as u32) * 50).days())),
                title: Some(title),
                ..Entry::default()
            }
        })
        .collect()
}

fn run(bencher: Bencher<'_, '_>, overlap: &str, least: u32, answers: &[(&str, &str)]) {
    let pack = pack(overlap, least);
    let names: Vec<(String, String)> = (0..ENTRIES).map(|at| (format!("c{at:02}"), format!("activity {at}"))).collect();
    let ledger = ledger(&names);
    let about = Circumstances {
        as_of: date(2026, 8, 14),
        answers: Answers { given: answers.to_vec(), issued: Some(date(2022, 7, 1)), expires: date(2027, 6, 30) },
        fte: 10_000,
        goals: Some(vec![Layers::of(["team"])]),
    };
    bencher.bench(|| judge(black_box(&pack), black_box(&about), black_box(&ledger)));
}

const ANSWERED: [(&str, &str); 2] = [("plan", "yes"), ("new", "no")];
const SPLIT: &str = "{split: [content, pedagogy, language, inclusion, literacy, technology]}";

/// Units count in every rule that they fit.
#[divan::bench]
fn shared(bencher: Bencher<'_, '_>) {
    run(bencher, "shared", 15, &ANSWERED);
}

/// Nobody says whether units count twice, and it makes no difference.
#[divan::bench]
fn unknown(bencher: Bencher<'_, '_>) {
    run(bencher, "unknown", 15, &ANSWERED);
}

/// The same where it does make one: a flow, and both readings.
#[divan::bench]
fn unknown_and_short(bencher: Bencher<'_, '_>) {
    run(bencher, "unknown", 60, &ANSWERED);
}

/// Units are divided, and there are enough.
#[divan::bench]
fn split(bencher: Bencher<'_, '_>) {
    run(bencher, SPLIT, 15, &ANSWERED);
}

/// The same where some are missing: a flow for each bucket, and the cut.
#[divan::bench]
fn split_and_short(bencher: Bencher<'_, '_>) {
    run(bencher, SPLIT, 60, &ANSWERED);
}

/// Nothing is answered, so that each way to answer is judged.
#[divan::bench]
fn unanswered(bencher: Bencher<'_, '_>) {
    run(bencher, "unknown", 15, &[]);
}

/// What nobody has: ten thousand entries, hardly two with the same tags, and two hundred rules, most of them short.
#[divan::bench(sample_count = 3, max_time = 20)]
fn absurd(bencher: Bencher<'_, '_>) {
    let tags: Vec<String> = (0..200).map(|at| format!("t{at}")).collect();
    let rule =
        |at: usize| format!("{{id: r{at}, of: {{tag: [t{at}, t{}, t{}]}}, min: {}}}", (at + 7) % 200, (at + 31) % 200, 200 + at);
    let rules: Vec<String> = (0..200).map(rule).collect();
    let text = format!(
        "pack: us-xx/teacher\nunit: {{id: us-xx.point, per_hour: 1}}\ncycle: {{years: 5}}\noverlap: unknown\nrules: [{}]",
        rules.join(", ")
    );
    let pack = pack::read(SourceId(0), &text, &mut Findings::new()).expect("a pack");
    let ids: Vec<String> = (0..10_000).map(|at| format!("c{at:05}")).collect();
    let entries = ids.iter().enumerate().map(|(at, id)| Entry {
        id,
        record: Record { tags: vec![&*tags[at % 200], &*tags[at * 7 % 199], &*tags[at / 200 * 13 % 197]], ..Record::default() },
        minutes: Some(60 + at as u32 % 240),
        date: Some(date(2025, 3, 1)),
        ..Entry::default()
    });
    let ledger: Vec<Entry<'_>> = entries.collect();
    let about = Circumstances {
        as_of: date(2026, 8, 14),
        answers: Answers { given: Vec::new(), issued: None, expires: date(2027, 6, 30) },
        fte: 10_000,
        goals: None,
    };
    bencher.bench(|| judge(black_box(&pack), black_box(&about), black_box(&ledger)));
}
