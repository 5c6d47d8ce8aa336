//! Cases of every jurisdiction: what a licence needs, what there is, and what is missing, as worked out by hand.

mod support;

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Date;
use plalign::finding::Findings;
use plalign::license::{Circumstances, Entry, Outcome, Status, judge, units};
use plalign::load::pack::shipped::SHIPPED;
use plalign::load::pack::{self, Pack};
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

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}

fn day(value: &Value) -> Option<Date> {
    Some(text(value)?.parse().expect("a day"))
}

/// The layers that an entry serves: the school's, the district's, the team's, a finding, or one of her own and what it is for.
fn layers(id: &str, goals: &BTreeMap<String, String>) -> Vec<String> {
    let of = match id {
        "s1" => "school",
        "d1" => "district",
        "t1" => "team",
        "f1" => "evaluation",
        own => return std::iter::once("individual".to_owned()).chain(goals.get(own).cloned()).collect(),
    };
    vec![of.to_owned()]
}

fn entry(row: &Value, goals: &BTreeMap<String, String>) -> Entry {
    let word = |key: &str| text(&row[key]);
    let scaled = |key: &str| word(key).map(|number| decimal(&number).expect("a number"));
    Entry {
        id: word("id").unwrap_or_default(),
        kind: word("kind"),
        tags: list(&row["tags"]),
        topic: word("topic"),
        level: word("level"),
        has: list(&row["has"]),
        provider: word("provider"),
        is_approved: word("provider").and_then(|id| match id.as_str() {
            "approved-provider" => Some(true),
            "other-provider" => Some(false),
            _ => None,
        }),
        serves: list(&row["serves"]).iter().flat_map(|id| layers(id, goals)).collect(),
        minutes: word("hours").map(|hours| minutes(&hours).expect("hours")),
        credits: scaled("credits"),
        ceu: scaled("ceu"),
        date: day(&row["date"]),
        title: word("activity").or_else(|| word("title")),
    }
}

fn circumstances(case: &Value, goals: &BTreeMap<String, String>) -> Circumstances {
    let requirement = &case["requirement"];
    let answers = requirement["profile"].as_object().into_iter().flatten();
    let mut layers = BTreeMap::new();
    for from in goals.values() {
        *layers.entry(if from == "none" { "individual".to_owned() } else { from.clone() }).or_default() += 1;
    }
    Circumstances {
        as_of: day(&case["as_of"]).expect("a case has its day"),
        issued: day(&requirement["issued"]),
        expires: day(&requirement["expires"]).expect("a licence expires"),
        profile: answers.filter_map(|(key, value)| Some((key.clone(), text(value)?))).collect(),
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
    let ledger: Vec<Entry> = rows("credits").iter().map(|row| entry(row, &goals)).collect();
    let answer = judge(pack, &circumstances(case, &goals), &ledger);
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
        issued: None,
        expires: jiff::civil::date(2027, 6, 30),
        profile: profile.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        fte: SCALE,
        goals: BTreeMap::new(),
    };
    let entry = |(at, (tag, hours)): (usize, &(&str, u32))| Entry {
        id: format!("c{at}"),
        tags: vec![(*tag).to_owned()],
        minutes: Some(hours * 60),
        date: Some(jiff::civil::date(2025, 3, 1)),
        ..Entry::default()
    };
    let ledger: Vec<Entry> = hours.iter().enumerate().map(entry).collect();
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
        let about = circumstances(
            &serde_json::json!({"as_of": "2026-08-14", "requirement": {"expires": "2027-06-30", "issued": "2022-07-01", "profile": {"plan": "2026-01-01"}}}),
            &BTreeMap::new(),
        );
        judge(&pack, &about, &[Entry { minutes: Some(60), ..Entry::default() }]);
    }
}
