//! The examples show what they say they show.

mod support;

use std::collections::BTreeSet;

use support::{FAULTS, RULES, check_in, repository};

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
}
