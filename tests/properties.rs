//! What holds for every district: order and form of the rows change nothing, nobody changes what is another's, what is
//! missing is not passed, and no bytes end in a panic.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value as Json;
use support::sample::{Lists, Record, Value};
use support::{FAULTS, Folder, files_below, plalign, repository, spot, text, words};

/// A few dozen cases, the same ones in every run; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` ask for others.
fn few(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(2) } else { asked.rng_seed };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases };
    ProptestConfig { cases, rng_seed, failure_persistence: None, max_shrink_iters: 100, ..asked }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..400)
}

/// The findings without their places, in an order that does not hang on places.
fn placeless(json: &Json) -> Vec<Json> {
    let mut findings = json["findings"].as_array().expect("a list").clone();
    for finding in &mut findings {
        finding.as_object_mut().expect("an object").remove("places");
    }
    findings.sort_by_key(ToString::to_string);
    findings
}

fn without_findings(json: &Json) -> Json {
    let mut json = json.clone();
    json.as_object_mut().expect("an object").remove("findings");
    json
}

fn one(id: &str) -> (&'static str, Value) {
    ("id", Value::Text(id.to_owned()))
}

fn list(ids: &[&str]) -> Value {
    Value::List(ids.iter().map(|&id| id.to_owned()).collect())
}

/// An educator of a school and team of her own, with an obligation of every kind. Her goals lead to the district's only.
fn stranger() -> Vec<(&'static str, Record)> {
    let name = || Value::Text("zz".to_owned());
    vec![
        ("schools", vec![one("zz-school")]),
        ("educators", vec![one("zz"), ("schools", list(&["zz-school"])), ("role", Value::Text("librarian".to_owned()))]),
        ("teams", vec![one("zz-team"), ("members", list(&["zz"]))]),
        (
            "plc_goals",
            vec![
                one("zz-c"),
                ("team", Value::Text("zz-team".to_owned())),
                ("focus", list(&["talk", "discovery"])),
                ("supports", list(&["d1"])),
            ],
        ),
        (
            "individual_plans",
            vec![one("zz-g"), ("educator", name()), ("focus", list(&["talk"])), ("supports", list(&["zz-c", "zz-s"]))],
        ),
        (
            "school_improvement_goals",
            vec![one("zz-s"), ("school", Value::Text("zz-school".to_owned())), ("focus", list(&["writing"]))],
        ),
        ("evaluation_findings", vec![one("zz-f"), ("educator", name()), ("focus", Value::Text("direct".to_owned()))]),
        (
            "activities",
            vec![
                one("zz-a"),
                ("serves", list(&["zz-g", "zz-f"])),
                ("required_of", list(&["role:librarian"])),
                ("hours", Value::Text("3".to_owned())),
            ],
        ),
        ("calendar", vec![("for", Value::Text("zz-school".to_owned())), ("weekly_hours", Value::Text("1".to_owned()))]),
    ]
}

proptest! {
    #![proptest_config(few(24))]

    #[test]
    fn rows_in_any_order_give_the_same_findings(drawn in bytes(), order in bytes()) {
        let lists = Lists::draw(&drawn);
        let (straight, shuffled) = (lists.as_csv().check(), lists.shuffled(&order).as_csv().check());
        prop_assert_eq!(placeless(&straight.json), placeless(&shuffled.json));
        prop_assert_eq!(without_findings(&straight.json), without_findings(&shuffled.json));
        prop_assert_eq!(straight.code, shuffled.code);
    }

    #[test]
    fn records_in_any_order_give_the_same_findings(drawn in bytes(), order in bytes()) {
        let lists = Lists::draw(&drawn);
        let (straight, shuffled) = (lists.as_yaml().check(), lists.shuffled(&order).as_yaml().check());
        prop_assert_eq!(placeless(&straight.json), placeless(&shuffled.json));
        prop_assert_eq!(without_findings(&straight.json), without_findings(&shuffled.json));
    }

    #[test]
    fn an_unrelated_educator_changes_nothing_of_another_s(drawn in bytes()) {
        let lists = Lists::draw(&drawn);
        let mut more = lists.clone();
        stranger().into_iter().for_each(|(list, record)| more.add(list, record));
        let educators = |lists: &Lists| lists.as_csv().check().json["educators"].as_array().expect("a list").clone();
        let (before, mut after) = (educators(&lists), educators(&more));
        let everyone = after.len();
        after.retain(|educator| educator["id"] != "zz");
        prop_assert_eq!(everyone, before.len() + 1);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn yaml_and_csv_of_the_same_content_tell_the_same(drawn in bytes()) {
        let lists = Lists::draw(&drawn);
        let (yaml, csv) = (lists.as_yaml().check(), lists.as_csv().check());
        prop_assert_eq!(placeless(&yaml.json), placeless(&csv.json));
        prop_assert_eq!(without_findings(&yaml.json), without_findings(&csv.json));
        prop_assert_eq!(yaml.code, csv.code);
    }
}

/// Removes one list from a district: every finding is still there, or its rule is not run, or what it spoke of is gone
/// with the list. A finding that merely disappears would be a pass that nobody checked.
fn vanished(lists: &Lists, removed: &str) -> Vec<String> {
    let whole = lists.as_csv().check();
    let mut less = lists.clone();
    let gone: BTreeSet<String> = less.0.remove(removed).unwrap_or_default().iter().filter_map(id_of).collect();
    let told = less.as_csv().check();
    let (still, not_run) = (told.planted(), told.not_run());
    let stays = |finding: &&Json| {
        let (rule, items) = (text(&finding["rule"]), words(&finding["items"]));
        let subject_gone = items.iter().any(|item| gone.contains(item)) || spot(finding, 0).0 == format!("{removed}.csv");
        let obligations_gone = ABOUT_OBLIGATIONS.contains(&rule.as_str()) && OBLIGATIONS.contains(&removed);
        // What nothing serves any more is told by another rule, or by nobody where that one cannot run.
        let unjudged = rule == "finding-without-goal" && not_run.contains("finding-unserved");
        let worse = rule == "finding-without-goal" && still.contains(&("finding-unserved".to_owned(), items.clone()));
        // Rules about goals whose table does not name their list: without goals there is nothing to ask.
        let no_goals = ABOUT_GOALS.contains(&(rule.as_str(), removed));
        // Without them another question is asked of a licence, and another rule tells the answer.
        let other_ledger = ON_LICENCES.contains(&rule.as_str()) && LEDGER.contains(&removed);
        subject_gone
            || obligations_gone
            || worse
            || no_goals
            || other_ledger
            || unjudged
            || not_run.contains(&rule)
            || still.contains(&(rule, items))
    };
    let of_rules = |finding: &&Json| finding["level"] != "good" && !FAULTS.iter().any(|fault| finding["rule"] == *fault);
    let missing = whole.findings().iter().filter(of_rules).filter(|finding| !stays(finding));
    missing.map(|finding| format!("{} {} without {removed}", finding["rule"], finding["items"])).collect()
}

/// Lists whose records are obligations: without one of them an educator has fewer.
const OBLIGATIONS: [&str; 7] = [
    "individual_plans",
    "plc_goals",
    "school_improvement_goals",
    "district_goals",
    "evaluation_findings",
    "relicensure_requirements",
    "activities",
];
/// Rules that count obligations or add up their hours.
const ABOUT_OBLIGATIONS: [&str; 6] =
    ["choice-gap", "contract-cap", "deadline-cluster", "disconnected-obligations", "hours-over-capacity", "priority-unfunded"];
/// Rules that ask about the goals of a list that they do not need by their table.
const ABOUT_GOALS: [(&str, &str); 6] = [
    ("no-feedback-loop", "individual_plans"),
    ("no-practice-time", "individual_plans"),
    // Without plans nobody on the roster is said to have none.
    ("stale-input", "individual_plans"),
    ("thin-dose", "individual_plans"),
    ("team-time-short", "plc_goals"),
    ("untrained-facilitator", "plc_goals"),
];
/// Rules that tell what a licence lacks, and the lists that say what there is for it.
const ON_LICENCES: [&str; 5] = ["category-mismatch", "late-plan", "renewal-pace", "renewal-unknown", "double-duty-opportunity"];
const LEDGER: [&str; 6] =
    ["activities", "credits", "individual_plans", "plc_goals", "school_improvement_goals", "district_goals"];
/// Lists that say whose an obligation is, or what its words mean. Rules need none of them by their table: without them
/// everyone who is named is an educator and every word a focus of its own, which is another district, not a lesser one.
const PEOPLE_AND_WORDS: [&str; 5] = ["educators", "teams", "schools", "focuses", "crosswalks"];

fn id_of(record: &Record) -> Option<String> {
    record.iter().find_map(|(field, value)| match value {
        Value::Text(id) if *field == "id" => Some(id.clone()),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 30, ..few(12) })]

    #[test]
    fn a_list_that_is_missing_turns_no_finding_into_a_pass(drawn in bytes()) {
        let lists = Lists::draw(&drawn);
        let removed = lists.0.keys().filter(|list| !PEOPLE_AND_WORDS.contains(list));
        prop_assert_eq!(removed.flat_map(|list| vanished(&lists, list)).collect::<Vec<_>>(), Vec::<String>::new());
    }
}

#[test]
fn a_rule_without_a_list_it_needs_is_not_run() {
    let needs: [(&str, &[&str]); 13] = [
        ("finding-unserved", &["evaluation_findings", "individual_plans", "activities"]),
        ("finding-without-goal", &["evaluation_findings", "individual_plans"]),
        ("school-goal-unserved", &["school_improvement_goals"]),
        ("no-line-of-sight", &["district_goals"]),
        ("goal-without-learning", &["activities"]),
        ("mandate-unbridged", &["activities"]),
        ("goal-count", &["individual_plans"]),
        ("duplicate-initiative", &["initiatives"]),
        ("coach-is-evaluator", &["educators"]),
        ("internal-expert-match", &["individual_plans", "expertise", "activities"]),
        ("external-first-spend", &["activities", "expertise"]),
        ("priority-unfunded", &["district_goals", "activities", "budgets"]),
        ("support-gap-by-need", &["educators", "schools", "activities"]),
    ];
    let all = [
        "evaluation_findings",
        "individual_plans",
        "plc_goals",
        "activities",
        "school_improvement_goals",
        "district_goals",
        "initiatives",
        "educators",
        "schools",
        "expertise",
        "budgets",
    ];
    for (rule, lists) in needs {
        let run = |without: &str| {
            let present: Vec<String> = all.iter().filter(|list| **list != without).map(|list| format!("{list}: []\n")).collect();
            Folder::of(&present.concat()).check().not_run()
        };
        assert!(!run("nothing").contains(rule), "{rule} is run where all lists are there");
        for list in lists {
            assert!(run(list).contains(rule), "{rule} is not run without {list}");
        }
    }
}

/// Copies a folder of the repository into a temporary one.
fn copied(path: &str) -> (Folder, Vec<PathBuf>) {
    let all = files_below(&repository(path));
    let folder = all.iter().fold(Folder::new(), |folder, (path, content)| folder.with(path, content));
    let mut files: Vec<PathBuf> = all.into_keys().map(PathBuf::from).collect();
    files.retain(|file| file.extension().is_none_or(|ending| ending != "md"));
    files.sort();
    (folder, files)
}

/// One to four wounds: bytes flipped, deleted, inserted, doubled, or the end cut off.
fn wound(content: &mut Vec<u8>, wounds: &[(u8, u16, u8)]) {
    for (kind, at, byte) in wounds {
        if content.is_empty() {
            return;
        }
        let at = usize::from(*at) * 7 % content.len();
        match kind % 6 {
            0 => content[at] ^= byte | 1,
            1 => drop(content.drain(at..(at + usize::from(*byte)).min(content.len()))),
            2 => content.insert(at, *byte),
            3 => content.truncate(at),
            4 => content[at] = b"\"'{}[]:,;#&*!|>%@`\n\r\t\0-?"[usize::from(*byte) % 24],
            _ => {
                let again = content[at..(at + usize::from(*byte)).min(content.len())].to_vec();
                content.splice(at..at, again);
            }
        }
    }
}

fn ends_well(folder: &Path, what: &str) -> Result<(), TestCaseError> {
    let ran = plalign(folder, &["check", "--format", "json", "--quiet"]);
    let told = ran.stdout.is_empty() && ran.code == Some(2) && !ran.stderr.is_empty()
        || serde_json::from_str::<Json>(&ran.stdout).is_ok();
    let well = matches!(ran.code, Some(0..=3)) && told && !ran.stderr.contains("panicked");
    prop_assert!(well, "{what} ended with {:?}: {}", ran.code, ran.stderr);
    let table = plalign(folder, &["check", "--quiet", "--color", "never"]);
    prop_assert!(
        table.code == ran.code && !table.stderr.contains("panicked"),
        "{what} as a table ended with {:?}: {}",
        table.code,
        table.stderr
    );
    prop_assert!(!table.stdout.contains('\u{1b}'), "{what} steers the terminal");
    Ok(())
}

proptest! {
    #![proptest_config(few(32))]

    #[test]
    fn damaged_files_end_in_findings_and_never_in_a_panic(which in any::<u8>(), wounds in vec((any::<u8>(), any::<u16>(), any::<u8>()), 1..5)) {
        let (folder, files) = copied("examples/riverbend");
        let file = &files[usize::from(which) % files.len()];
        let path = folder.path().join(file);
        let mut content = fs::read(&path).expect("it was copied");
        wound(&mut content, &wounds);
        fs::write(&path, content).expect("it can be written");
        ends_well(folder.path(), &file.display().to_string())?;
    }

    #[test]
    fn any_bytes_end_in_findings_and_never_in_a_panic(content in vec(any::<u8>(), 0..200), ending in prop_oneof![Just("yaml"), Just("csv")]) {
        let folder = Folder::of(&format!("files: {{individual_plans: plans.{ending}}}\n")).with(&format!("plans.{ending}"), &content);
        ends_well(folder.path(), ending)?;
        let manifest = Folder::new().with("district.yaml", &content);
        ends_well(manifest.path(), "district.yaml")?;
    }
}
