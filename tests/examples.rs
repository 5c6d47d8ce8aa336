//! The examples show what they say they show.

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::{FAULTS, Folder, RULES, Told, check_in, plalign, repository, text, words};

#[test]
fn riverbend_trips_every_rule() {
    let told = check_in(&repository("examples/riverbend"), &[]);
    let found: BTreeSet<String> = told.planted().into_iter().map(|(rule, _)| rule).collect();
    let missing: Vec<_> = RULES.into_iter().filter(|rule| !found.contains(*rule)).collect();
    assert_eq!(missing, [""; 0], "not tripped");
    assert_eq!((told.not_run().len(), told.code), (0, Some(1)), "{}", told.summary());
}

#[test]
fn riverbend_has_the_input_faults_of_its_readme_and_no_others() {
    let told = check_in(&repository("examples/riverbend"), &[]);
    assert_eq!(told.items("dangling-reference"), [["g-213", "plc-hs-sciense"]]);
    assert_eq!(told.items("duplicate-id"), [["g-121"]]);
    let expected = ["dangling-reference", "duplicate-id", "confidential-field"];
    let other: Vec<String> = told.faults().into_iter().filter(|rule| !expected.contains(&rule.as_str())).collect();
    assert_eq!(other, [""; 0], "{}", told.summary());
}

/// Rule and each item of the findings above `good`.
fn wrong(told: &Told) -> BTreeSet<(String, String)> {
    let mut wrong = BTreeSet::new();
    for finding in told.findings().iter().filter(|finding| finding["level"] != "good") {
        wrong.extend(words(&finding["items"]).into_iter().map(|item| (text(&finding["rule"]), item)));
    }
    wrong
}

/// Rule and record of the rows of the table that says what is wrong, and where.
fn listed(readme: &str) -> BTreeSet<(String, String)> {
    let (_, rest) = readme.split_once("## What is wrong, and where").expect("the README says what is wrong");
    let (table, _) = rest.split_once("\n## ").expect("a section follows");
    let mut listed = BTreeSet::new();
    for row in table.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let names = |cell: &str| cell.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        for rule in names(cells[1]) {
            listed.extend(names(cells[2]).into_iter().map(|record| (rule.clone(), record)));
        }
    }
    listed
}

#[test]
fn riverbend_s_readme_lists_what_is_wrong_and_nothing_else() {
    let readme = fs::read_to_string(repository("examples/riverbend/README.md")).expect("the README can be read");
    let (listed, wrong) = (listed(&readme), wrong(&check_in(&repository("examples/riverbend"), &[])));
    let missing: Vec<_> = wrong.difference(&listed).collect();
    // A dash and the word “on” are no records.
    let is_record = |(_, record): &&(String, String)| record != "on" && record != "–";
    let beyond: Vec<_> = listed.difference(&wrong).filter(is_record).collect();
    assert!(missing.is_empty() && beyond.is_empty(), "not listed: {missing:#?}, listed and not told: {beyond:#?}");
}

#[test]
fn clear_has_good_news_only() {
    let told = check_in(&repository("examples/clear"), &[]);
    assert_eq!(told.rules(&["error", "warning", "info"]), [""; 0], "{}", told.summary());
    assert!(!told.rules(&["good"]).is_empty());
    assert_eq!((told.not_run().len(), told.code), (0, Some(0)));
    assert!(told.planted().iter().all(|(rule, _)| !FAULTS.contains(&rule.as_str())));
}

#[test]
fn clear_passes_at_every_level() {
    let told = check_in(&repository("examples/clear"), &["--fail-on", "info"]);
    assert_eq!(told.code, Some(0));
}

#[test]
fn whitaker_s_thread_is_one_as_the_readme_says() {
    let told = check_in(&repository("examples/clear"), &[]);
    let threads = told.threads("whitaker");
    let whole = threads.iter().find(|thread| thread.contains(&"f-whitaker-3b".to_owned())).expect("the finding is in a thread");
    assert!(whole.contains(&"s1".to_owned()) && whole.contains(&"d1".to_owned()), "{threads:?}");
}

#[test]
fn the_numbers_of_riverbend_s_readme_hold() {
    let told = check_in(&repository("examples/riverbend"), &[]);
    assert_eq!(told.json["summary"]["educators"], 60);
    assert_eq!(told.items("goal-count"), [["p016"]]);
    let threads = told.threads("p017");
    assert_eq!(threads.len(), 3, "talk, math platform, licence: {threads:?}");
    let over = &told.only("hours-over-capacity")["figures"];
    assert_eq!((&over["minutes_asked"], &over["minutes_there"]), (&(33 * 60).into(), &(24 * 60).into()));
    assert_eq!(words(&over["merge_with"])[0], "mentor-talks");
    let coach = &told.only("coach-overbooked")["figures"];
    assert_eq!((&coach["minutes_asked"], &coach["minutes_there"]), (&(14 * 60 + 30).into(), &(10 * 60).into()));
}

#[test]
fn the_starter_has_one_thing_to_mend_and_says_how() {
    let folder = Folder::new();
    assert_eq!(plalign(folder.path(), &["init", "."]).code, Some(0));
    let told = folder.check();
    assert_eq!(told.rules(&["error", "warning", "info"]), ["session-in-break"], "{}", told.summary());
    assert_eq!((told.not_run().len(), told.code), (0, Some(0)));
    let activities = fs::read_to_string(folder.path().join("activities.yaml")).expect("the starter has activities");
    assert!(activities.contains("on 2027-04-01, and nothing is left to mend"), "{activities}");
    let mended = folder.with("activities.yaml", activities.replace("date: 2027-03-25", "date: 2027-04-01")).check();
    assert_eq!(mended.rules(&["error", "warning", "info"]), [""; 0], "{}", mended.summary());
}

#[test]
fn the_starter_is_a_repository_and_takes_nothing_that_was_there() {
    let folder = Folder::new().with(".gitignore", "mine\n").with("README.md", "mine\n");
    let ran = plalign(folder.path(), &["init", "."]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("Left as they were: README.md, .gitignore."), "{}", ran.stdout);
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!((read(".gitignore").as_str(), read("README.md").as_str()), ("mine\n", "mine\n"));
    for file in ["district", "calendar", "plans", "licences", "activities"] {
        let text = read(&format!("{file}.yaml"));
        let (_, schema) =
            text.lines().next().and_then(|line| line.split_once("$schema=")).expect("its first line names a schema");
        let of = schema.trim_start_matches("schemas/").trim_end_matches(".json");
        assert_eq!(read(schema), plalign(folder.path(), &["schema", of]).stdout, "{file}");
    }
    assert_eq!(plalign(folder.path(), &["init", "."]).code, Some(2), "a district is never written over");
}
