//! Cases of every jurisdiction: what a licence needs, what there is, and what is missing, as worked out by hand.

mod support;

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Date;
use plalign::finding::Findings;
use plalign::license::{Answer, Circumstances, Doubt, Entry, Outcome, RuleAnswer, Status, judge, units};
use plalign::load::pack::shipped::SHIPPED;
use plalign::load::pack::{self, Answers, Pack, Record};
use plalign::load::values::{SCALE, decimal, minutes};
use plalign::model::earning::Layers;
use plalign::source::SourceId;
use serde_json::Value;
use support::repository;

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn day(value: &Value) -> Option<Date> {
    Some(text(value)?.parse().expect("a day"))
}

/// A word of a case.
fn word_of<'a>(row: &'a Value, key: &str) -> Option<&'a str> {
    (!row[key].is_null()).then(|| row[key].as_str().expect("words are written as such"))
}

fn words_of<'a>(row: &'a Value, key: &str) -> Vec<&'a str> {
    match &row[key] {
        Value::Array(values) => values.iter().map(|value| value.as_str().expect("words are written as such")).collect(),
        _ => word_of(row, key).into_iter().collect(),
    }
}

/// The layers that an entry serves: the school's, the district's, the team's, a finding, or one of her own and what it is for.
fn layers<'a>(id: &str, goals: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let of = match id {
        "s1" => "school",
        "d1" => "district",
        "t1" => "team",
        "f1" => "evaluation",
        own => return std::iter::once("individual").chain(goals.get(own).map(String::as_str)).collect(),
    };
    vec![of]
}

fn entry<'a>(row: &'a Value, goals: &'a BTreeMap<String, String>) -> Entry<'a> {
    let number = |key: &str| text(&row[key]);
    let scaled = |key: &str| number(key).map(|number| decimal(&number).expect("a number"));
    let provider = word_of(row, "provider");
    Entry {
        id: word_of(row, "id").unwrap_or_default(),
        record: Record {
            kind: word_of(row, "kind"),
            tags: words_of(row, "tags"),
            topic: word_of(row, "topic"),
            level: word_of(row, "level"),
            has: words_of(row, "has"),
            provider,
            is_approved: provider.and_then(|id| match id {
                "approved-provider" => Some(true),
                "other-provider" => Some(false),
                _ => None,
            }),
            serves: words_of(row, "serves").iter().flat_map(|id| layers(id, goals)).collect(),
            is_partial: false,
        },
        minutes: number("hours").map(|hours| minutes(&hours).expect("hours")),
        credits: scaled("credits"),
        ceu: scaled("ceu"),
        date: day(&row["date"]),
        title: word_of(row, "activity").or_else(|| word_of(row, "title")),
        whole: None,
    }
}

/// The answers of a case, as written.
fn given(case: &Value) -> Vec<(String, String)> {
    let answers = case["requirement"]["profile"].as_object().into_iter().flatten();
    answers.filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
}

fn circumstances<'a>(case: &Value, given: &'a [(String, String)], goals: &BTreeMap<String, String>) -> Circumstances<'a> {
    let requirement = &case["requirement"];
    let of = |from: &String| Layers::of([if from == "none" { "individual" } else { from.as_str() }]);
    Circumstances {
        as_of: day(&case["as_of"]).expect("a case has its day"),
        answers: Answers {
            given: given.iter().map(|(key, answer)| (key.as_str(), answer.as_str())).collect(),
            issued: day(&requirement["issued"]),
            expires: day(&requirement["expires"]).expect("a licence expires"),
        },
        fte: SCALE,
        goals: Some(goals.values().map(of).collect()),
    }
}

/// What is wrong with the answer to a case.
fn differences(pack: &Pack, case: &Value) -> Vec<String> {
    let rows = |key: &str| case[key].as_array().cloned().unwrap_or_default();
    let goals: BTreeMap<String, String> = rows("goals")
        .iter()
        .map(|goal| (text(&goal["id"]).unwrap_or_default(), text(&goal["from"]).unwrap_or_default()))
        .collect();
    let credits = rows("credits");
    let ledger: Vec<Entry<'_>> = credits.iter().map(|row| entry(row, &goals)).collect();
    let given = given(case);
    let answer = judge(pack, &circumstances(case, &given, &goals), &ledger);
    let expect = &case["expect"];
    let status = match answer.outcome {
        Outcome::Exempt(_) => "exempt",
        Outcome::Suspended => "suspended",
        Outcome::Rules(status) => word(status),
    };
    let mut wrong = Vec::new();
    if expect["status"] != status {
        wrong.push(format!("is {status}, not {}", expect["status"]));
    }
    let rules = by_id(pack, &answer);
    let entries = |key: &str| expect[key].as_object().cloned().unwrap_or_default();
    for (id, expected) in entries("rules") {
        match rules.get(id.as_str()) {
            Some(rule) if expected != word(rule.status) => wrong.push(format!("{id} is {}, not {expected}", word(rule.status))),
            None => wrong.push(format!("{id} does not apply, and should be {expected}")),
            _ => {}
        }
    }
    for (id, expected) in entries("nearest") {
        let told = rules.get(id.as_str()).and_then(|rule| nearest(pack, rule));
        if told != word_of(&serde_json::json!({ "of": expected }), "of") {
            wrong.push(format!("the nearest way to {id} begins with {told:?}, not {expected}"));
        }
    }
    let amount = |value: &Value| decimal(&text(value).expect("a number")).expect("a number");
    for (id, expected) in entries("have") {
        let have = rules.get(id.as_str()).and_then(|rule| rule.units).map(|of| units(of.have.low));
        if have != Some(amount(&expected)) {
            wrong.push(format!("{id} has {have:?}, not {expected}"));
        }
    }
    for (id, expected) in entries("short") {
        let rule = rules.get(id.as_str());
        let lack = rule.filter(|rule| rule.status == Status::Short).and_then(|rule| rule.units).map(|of| units(of.lack().low));
        if lack != Some(amount(&expected)) {
            wrong.push(format!("{id} lacks {lack:?}, not {expected}"));
        }
    }
    let told: BTreeMap<&str, String> = ledger
        .iter()
        .zip(&answer.entries)
        .filter(|(_, told)| !told.whys.is_empty())
        .map(|(entry, told)| (entry.id, told.whys.iter().map(|why| why.word()).collect::<Vec<_>>().join(", ")))
        .collect();
    let expected = entries("not_counted");
    let expected: BTreeMap<&str, String> =
        expected.iter().map(|(id, why)| (id.as_str(), why.as_str().expect("a word").to_owned())).collect();
    if told != expected {
        wrong.push(format!("not counted are {told:?}, not {expected:?}"));
    }
    if status == "unknown" || !expect["doubts"].is_null() {
        let doubts: Vec<String> = answer.doubts.iter().map(|doubt| doubt_in_words(doubt, &ledger)).collect();
        if doubts != words_of(expect, "doubts") {
            wrong.push(format!("hangs on {doubts:?}, not {}", expect["doubts"]));
        }
    }
    wrong
}

/// The answers by the ids of their rules; of rules inside alternatives, those of the nearest.
fn by_id<'a>(pack: &'a Pack, answer: &'a Answer) -> BTreeMap<&'a str, &'a RuleAnswer> {
    fn add<'a>(all: &mut BTreeMap<&'a str, &'a RuleAnswer>, rules: &'a [pack::Rule], answers: &'a [RuleAnswer]) {
        for answer in answers {
            let rule = &rules[answer.rule];
            all.insert(&rule.id, answer);
            if let Some(branch) = &answer.branch
                && let pack::Demand::Any(branches) = &rule.asks[branch.ask]
            {
                add(all, &branches[branch.index], &branch.rules);
            }
        }
    }
    let mut all = BTreeMap::new();
    add(&mut all, &pack.rules, &answer.rules);
    all
}

/// The first rule of the nearest alternative of a rule.
fn nearest<'a>(pack: &'a Pack, answer: &RuleAnswer) -> Option<&'a str> {
    let branch = answer.branch.as_ref()?;
    match &pack.rules[answer.rule].asks[branch.ask] {
        pack::Demand::Any(branches) => branches[branch.index].first().map(|rule| rule.id.as_str()),
        _ => None,
    }
}

fn doubt_in_words(doubt: &Doubt, ledger: &[Entry<'_>]) -> String {
    match doubt {
        Doubt::Question(key) | Doubt::Approval(key) => key.clone(),
        Doubt::Overlap => "overlap".to_owned(),
        Doubt::Carry => "carry".to_owned(),
        Doubt::Effective => "effective".to_owned(),
        Doubt::Repeat(entry) => format!("repeat {}", ledger[*entry].id),
        Doubt::Entry(entry) => format!("entry {}", ledger[*entry].id),
        Doubt::Provider(entry) => format!("provider {}", ledger[*entry].id),
        Doubt::Hour(entry) => format!("hour {}", ledger[*entry].id),
        Doubt::Total => "total".to_owned(),
        Doubt::Goals => "goals".to_owned(),
        Doubt::Part(ends) => format!("part {ends}"),
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Unknown => "unknown",
        Status::Short => "short",
    }
}

#[test]
fn every_case_comes_out_as_worked_out_by_hand() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (id, text) in &SHIPPED {
        let pack = pack::read(SourceId(0), text, &mut Findings::new()).expect("a shipped pack is sound");
        let state = id.split('/').next().unwrap_or_default();
        for case in &cases(state) {
            count += 1;
            wrong.extend(differences(&pack, case).into_iter().map(|why| format!("{state}: {}: {why}", case["case"])));
        }
    }
    assert!(count > 200, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// The trial cases that were worked out before there was any code, by what is tried, and the name of each among the cases.
const TRIALS: [(&str, &str, &str); 17] = [
    ("150.5 points, 132.5 aligned", "us-ma", "150.5 points with 132.5 of them aligned are enough"),
    ("the same total, 118.5 aligned", "us-ma", "The same 150.5 points with 118.5 aligned are short of the share"),
    ("six one-hour meetings on one topic", "us-ma", "Six one-hour PLC meetings on one topic count for nothing"),
    ("a second license, nothing for it", "us-ma", "The holder of a second license with nothing for it"),
    ("K-5, 30 hours for both", "us-nc", "K-5, a PLC on literacy in the subject, subject hours and general hours"),
    ("K-5, 50 hours for both, split", "us-nc", K5_SPLIT),
    ("a lifetime license", "us-nc", "A lifetime license owes nothing"),
    ("two evaluation goals, no team goal", "us-nj", "Two evaluation goals and no team goal"),
    ("one of each", "us-nj", "One goal from the evaluation and one from the team"),
    ("a corrective plan", "us-nj", "A corrective action plan takes the place of the yearly plan"),
    ("half-time, 12 hours", "us-nj", "A half-time teacher with 12 hours"),
    ("40 of 190 hours before approval", "us-oh", "190 hours on paper, 40 of them before the plan was approved"),
    ("not employed", "us-oh", "Not employed in an Ohio school, and workshop hours do not help"),
    ("four growth plans", "us-wa", "Four growth plans, one with an equity goal"),
    ("two growth plans in a year", "us-wa", "Two growth plans in one year"),
    ("a STEM endorsement", "us-wa", "A STEM endorsement without STEM hours or goal"),
    ("a National Board holder", "us-wa", "A National Board holder"),
];

const K5_SPLIT: &str = "K-5, a PLC cannot fill the subject and literacy at once";

fn cases(state: &str) -> Vec<Value> {
    let text = fs::read_to_string(repository("tests/packs").join(format!("{state}.yaml"))).expect("a pack has cases");
    serde_yaml::from_str(&text).expect("cases are YAML")
}

#[test]
fn the_trial_cases_are_among_the_cases() {
    for (tried, state, name) in TRIALS {
        assert!(cases(state).iter().any(|case| case["case"] == name), "{tried}");
    }
}

/// The eighteenth trial: the same ledger, if one unit may count twice.
#[test]
fn the_split_case_of_north_carolina_is_met_if_units_may_count_twice() {
    let text = pack::shipped::text("us-nc/teacher").expect("it is shipped");
    let mut pack = pack::read(SourceId(0), text, &mut Findings::new()).expect("a shipped pack is sound");
    pack.overlap = pack::Overlap::Shared;
    let mut case = cases("us-nc").into_iter().find(|case| case["case"] == K5_SPLIT).expect("it is among the cases");
    case["expect"] =
        serde_json::json!({"status": "met", "rules": {"literacy-k5": "met", "subject-k5": "met", "general-k5": "met"}});
    assert_eq!(differences(&pack, &case), [""; 0]);
}

#[test]
fn the_order_of_the_ledger_changes_no_answer() {
    let mut asked = 0;
    for (id, text) in &SHIPPED {
        let pack = pack::read(SourceId(0), text, &mut Findings::new()).expect("a shipped pack is sound");
        let state = id.split('/').next().unwrap_or_default();
        for case in cases(state) {
            let mut turned = case.clone();
            if let Some(credits) = turned["credits"].as_array_mut() {
                credits.reverse();
                asked += usize::from(credits.len() > 1);
            }
            assert_eq!(differences(&pack, &turned), [""; 0], "{state}: {}", case["case"]);
        }
    }
    assert!(asked > 50, "{asked} cases have several entries");
}

/// The answer of a pack of a few lines to a ledger of some hours, each with a tag.
fn answer(pack: &str, profile: &[(&str, &str)], hours: &[(&str, u32)]) -> Outcome {
    let text = format!("pack: local\nunit: {{id: local.hour, per_hour: 1}}\ncycle: {{years: 5}}\n{pack}");
    let mut findings = Findings::new();
    let pack = pack::read(SourceId(0), &text, &mut findings).expect("a pack");
    assert!(findings.is_empty(), "{:?}", findings.iter().map(|finding| &finding.message).collect::<Vec<_>>());
    let about = Circumstances {
        as_of: jiff::civil::date(2026, 8, 14),
        answers: Answers { given: profile.to_vec(), issued: None, expires: jiff::civil::date(2027, 6, 30) },
        fte: SCALE,
        goals: Some(Vec::new()),
    };
    let ids: Vec<String> = (0..hours.len()).map(|at| format!("c{at}")).collect();
    let ledger: Vec<Entry<'_>> = ids
        .iter()
        .zip(hours)
        .map(|(id, (tag, hours))| Entry {
            id,
            record: Record { tags: vec![*tag], ..Record::default() },
            minutes: Some(hours * 60),
            date: Some(jiff::civil::date(2025, 3, 1)),
            ..Entry::default()
        })
        .collect();
    judge(&pack, &about, &ledger).outcome
}

const GUARDED: &str = "overlap: shared\nasks: [{name: new, type: yes-no, question: \"Are you new?\"}]\nrules: [{id: a, when: {new: true}, min: 5}]\n";

#[test]
fn an_answer_that_is_none_makes_nothing_met() {
    assert_eq!(answer(GUARDED, &[("new", "no")], &[]), Outcome::Rules(Status::Met));
    for profile in [&[("new", "perhaps")][..], &[]] {
        assert_eq!(answer(GUARDED, profile, &[]), Outcome::Rules(Status::Unknown), "{profile:?}");
    }
    assert_eq!(answer(GUARDED, &[("new", "yes")], &[("x", 4)]), Outcome::Rules(Status::Short));
}

#[test]
fn a_branch_holds_by_the_rules_of_it_that_apply() {
    let branches = "overlap: shared\nasks: [{name: new, type: yes-no, question: \"Are you new?\"}]\nrules: [{id: r, any: [[{id: a, min: 10}, {id: b, when: {new: true}, min: 20}]]}]\n";
    assert_eq!(answer(branches, &[("new", "no")], &[("x", 10)]), Outcome::Rules(Status::Met));
    assert_eq!(answer(branches, &[("new", "yes")], &[("x", 10)]), Outcome::Rules(Status::Short));
}

#[test]
fn numbers_that_no_pack_has_are_told_and_stop_nothing() {
    for pack in [
        "convert: [{per: item, units: 999999999999, factor: 999999999999}]",
        "carry: {if: {last_years: 999999999999}}",
        "rules: [{id: a, need: plan, within: 99999999 years of issue}]",
    ] {
        let text = format!("pack: local\ncycle: {{years: 5}}\n{pack}\n");
        let mut findings = Findings::new();
        let pack = pack::read(SourceId(0), &text, &mut findings).expect("a pack");
        assert!(!findings.is_empty(), "{text} is told");
        let case = serde_json::json!({"as_of": "2026-08-14", "requirement": {"expires": "2027-06-30", "issued": "2022-07-01", "profile": {"plan": "2026-01-01"}}});
        let given = given(&case);
        let about = circumstances(&case, &given, &BTreeMap::new());
        judge(&pack, &about, &[Entry { minutes: Some(60), ..Entry::default() }]);
    }
}
