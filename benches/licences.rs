//! How long it takes to judge one educator: thirty entries in her ledger, ten rules. Run: `cargo bench --bench licences`.

use std::collections::BTreeMap;

use divan::{Bencher, black_box};
use jiff::ToSpan;
use jiff::civil::date;
use plalign::finding::Findings;
use plalign::license::{Circumstances, Entry, judge};
use plalign::load::pack::{self, Answers, Pack, Record};
use plalign::source::SourceId;

fn main() {
    divan::main();
}

const TAGS: [&str; 6] = ["content", "pedagogy", "language", "inclusion", "literacy", "technology"];
const ENTRIES: usize = 30;

/// Ten rules: a total, six categories, a share, a plan, goals.
fn pack(overlap: &str) -> Pack {
    let category = |tag: &str| format!("  - {{id: {tag}, of: {{tag: {tag}}}, min: 15}}\n");
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

/// Entries of five years on some ten topics; `crowded` ones have two categories each, so that these compete.
fn ledger(ids: &[String], hours: u32, is_crowded: bool) -> Vec<Entry<'_>> {
    let topics = ["fractions", "feedback", "grammar", "co-teaching", "questions", "drama", "maps", "charts", "labs", "essays"];
    let entry = |(at, id): (usize, &'_ String)| {
        let tags = if is_crowded { vec![TAGS[at % 6], TAGS[(at + 1) % 6]] } else { vec![TAGS[at % 6]] };
        let is_course = at % 10 == 0;
        Entry {
            id: Box::leak(id.clone().into_boxed_str()),
            record: Record {
                kind: Some(if is_course {
                    "course"
                } else if at % 7 == 0 {
                    "conference"
                } else {
                    "workshop"
                }),
                tags,
                topic: Some(topics[at % 10]),
                has: vec!["assessment"],
                serves: if at % 5 == 0 { Vec::new() } else { vec!["school"] },
                ..Record::default()
            },
            minutes: (!is_course).then_some(hours * 60),
            credits: is_course.then_some(10_000),
            date: Some(date(2022, 9, 1).saturating_add((i64::from(at as u32) * 50).days())),
            title: Some(Box::leak(format!("activity {at}").into_boxed_str())),
            ..Entry::default()
        }
    };
    ids.iter().enumerate().map(entry).collect()
}

fn run(bencher: Bencher<'_, '_>, overlap: &str, hours: u32, is_crowded: bool, answers: &[(&str, &str)]) {
    let pack = pack(overlap);
    let ids: Vec<String> = (0..ENTRIES).map(|at| format!("c{at:02}")).collect();
    let ledger = ledger(&ids, hours, is_crowded);
    let about = Circumstances {
        as_of: date(2026, 8, 14),
        answers: Answers { given: answers.to_vec(), issued: Some(date(2022, 7, 1)), expires: date(2027, 6, 30) },
        fte: 10_000,
        goals: BTreeMap::from([("team".to_owned(), 1)]),
    };
    bencher.bench(|| judge(black_box(&pack), black_box(&about), black_box(&ledger)));
}

const ANSWERED: [(&str, &str); 2] = [("plan", "yes"), ("new", "no")];
const SPLIT: &str = "{split: [content, pedagogy, language, inclusion, literacy, technology]}";

/// Units count in every rule that they fit.
#[divan::bench]
fn shared(bencher: Bencher<'_, '_>) {
    run(bencher, "shared", 6, true, &ANSWERED);
}

/// Nobody says whether units count twice, and it makes no difference.
#[divan::bench]
fn unknown(bencher: Bencher<'_, '_>) {
    run(bencher, "unknown", 6, true, &ANSWERED);
}

/// The same where it does make one: a flow, and both readings.
#[divan::bench]
fn unknown_and_short(bencher: Bencher<'_, '_>) {
    run(bencher, "unknown", 2, true, &ANSWERED);
}

/// Units are divided, and there are enough.
#[divan::bench]
fn split(bencher: Bencher<'_, '_>) {
    run(bencher, SPLIT, 6, true, &ANSWERED);
}

/// The same where some are missing: a flow for each bucket, and the cut.
#[divan::bench]
fn split_and_short(bencher: Bencher<'_, '_>) {
    run(bencher, SPLIT, 2, true, &ANSWERED);
}

/// Nothing is answered, so that each way to answer is judged.
#[divan::bench]
fn unanswered(bencher: Bencher<'_, '_>) {
    run(bencher, "unknown", 6, true, &[]);
}
