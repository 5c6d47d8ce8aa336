//! Cases of every jurisdiction: what a licence needs, what there is, and what is missing, as worked out by hand.

mod support;

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Date;
use plalign::finding::Findings;
use plalign::license::{Circumstances, Entry, Outcome, Status, judge, units};
use plalign::load::pack::shipped::SHIPPED;
use plalign::load::pack::{self, Answers, Pack, Record};
use plalign::load::values::{SCALE, decimal, minutes};
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
        },
        minutes: number("hours").map(|hours| minutes(&hours).expect("hours")),
        credits: scaled("credits"),
        ceu: scaled("ceu"),
        date: day(&row["date"]),
        title: word_of(row, "activity").or_else(|| word_of(row, "title")),
    }
}

/// The answers of a case, as written.
fn given(case: &Value) -> Vec<(String, String)> {
    let answers = case["requirement"]["profile"].as_object().into_iter().flatten();
    answers.filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect()
}

fn circumstances<'a>(case: &Value, given: &'a [(String, String)], goals: &BTreeMap<String, String>) -> Circumstances<'a> {
    let requirement = &case["requirement"];
    let mut layers = BTreeMap::new();
    for from in goals.values() {
        *layers.entry(if from == "none" { "individual".to_owned() } else { from.clone() }).or_default() += 1;
    }
    Circumstances {
        as_of: day(&case["as_of"]).expect("a case has its day"),
        answers: Answers {
            given: given.iter().map(|(key, answer)| (key.as_str(), answer.as_str())).collect(),
            issued: day(&requirement["issued"]),
            expires: day(&requirement["expires"]).expect("a licence expires"),
        },
        fte: SCALE,
        goals: layers,
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
        Outcome::Exempt => "exempt",
        Outcome::Suspended => "suspended",
        Outcome::Rules(status) => word(status),
    };
    let mut wrong = Vec::new();
    if expect["status"] != status {
        wrong.push(format!("is {status}, not {}", expect["status"]));
    }
    let entries = |key: &str| expect[key].as_object().cloned().unwrap_or_default();
    for (id, expected) in entries("rules") {
        match answer.rules.iter().find(|rule| rule.id == id) {
            Some(rule) if expected != word(rule.status) => wrong.push(format!("{id} is {}, not {expected}", word(rule.status))),
            None if !is_inside(&pack.rules, &id) => wrong.push(format!("{id} does not apply, and should be {expected}")),
            _ => {}
        }
    }
    for (id, expected) in entries("have") {
        let have = answer.rules.iter().find(|rule| rule.id == id).and_then(|rule| rule.have).map(|have| units(have.low));
        let expected = decimal(&text(&expected).unwrap_or_default()).ok();
        if have.is_some() && have != expected {
            wrong.push(format!("{id} has {have:?}, not {expected:?}"));
        }
    }
    for (id, expected) in entries("short") {
        let rule = answer.rules.iter().find(|rule| rule.id == id);
        let short = rule.and_then(|rule| Some(units(rule.need? - rule.have?.high)));
        let expected = decimal(&text(&expected).unwrap_or_default()).ok();
        if short.is_some() && short != expected {
            wrong.push(format!("{id} lacks {short:?}, not {expected:?}"));
        }
    }
    for (id, why) in entries("not_counted") {
        let at = ledger.iter().position(|entry| entry.id == id).expect("a case names its own credits");
        if !answer.not_counted.iter().any(|(of, reason)| *of == at && why == *reason) {
            let told: Vec<_> = answer.not_counted.iter().filter(|(of, _)| *of == at).collect();
            wrong.push(format!("{id} is not counted for {told:?}, not {why}"));
        }
    }
    wrong
}

/// Whether a rule stands inside a branch, where it has no answer of its own.
fn is_inside(rules: &[pack::Rule], id: &str) -> bool {
    let branches = rules.iter().flat_map(|rule| &rule.asks).filter_map(|ask| match ask {
        pack::Demand::Any(branches) => Some(branches),
        _ => None,
    });
    branches.flatten().flatten().any(|rule| rule.id == id || is_inside(std::slice::from_ref(rule), id))
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
        let cases = fs::read_to_string(repository("tests/packs").join(format!("{state}.yaml"))).expect("a pack has cases");
        let cases: Vec<Value> = serde_yaml::from_str(&cases).expect("cases are YAML");
        for case in &cases {
            count += 1;
            wrong.extend(differences(&pack, case).into_iter().map(|why| format!("{state}: {}: {why}", case["case"])));
        }
    }
    assert!(count > 200, "{count} cases");
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_order_of_the_ledger_changes_no_answer() {
    let mut asked = 0;
    for (id, text) in &SHIPPED {
        let pack = pack::read(SourceId(0), text, &mut Findings::new()).expect("a shipped pack is sound");
        let state = id.split('/').next().unwrap_or_default();
        let cases = fs::read_to_string(repository("tests/packs").join(format!("{state}.yaml"))).expect("a pack has cases");
        for case in serde_yaml::from_str::<Vec<Value>>(&cases).expect("cases are YAML") {
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
    let text = format!("pack: local\nunit: {{id: l.hour, per_hour: 1}}\ncycle: {{years: 5}}\n{pack}");
    let mut findings = Findings::new();
    let pack = pack::read(SourceId(0), &text, &mut findings).expect("a pack");
    assert!(findings.is_empty(), "{:?}", findings.iter().map(|finding| &finding.message).collect::<Vec<_>>());
    let about = Circumstances {
        as_of: jiff::civil::date(2026, 8, 14),
        answers: Answers { given: profile.to_vec(), issued: None, expires: jiff::civil::date(2027, 6, 30) },
        fte: SCALE,
        goals: BTreeMap::new(),
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
        let pack = pack::read(SourceId(0), &text, &mut Findings::new()).expect("a pack");
        let case = serde_json::json!({"as_of": "2026-08-14", "requirement": {"expires": "2027-06-30", "issued": "2022-07-01", "profile": {"plan": "2026-01-01"}}});
        let given = given(&case);
        let about = circumstances(&case, &given, &BTreeMap::new());
        judge(&pack, &about, &[Entry { minutes: Some(60), ..Entry::default() }]);
    }
}
