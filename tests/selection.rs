//! What is told of a part of a district: whom a finding concerns, and what a selection leaves out.

mod support;

use support::{Folder, words};

/// Two schools with a teacher each; goals, educators and schools share ids where they may.
const SCHOOLS: &str = "educators: [{id: ana, schools: pine}, {id: ben, schools: oak}, {id: pine-goal, schools: oak}]\n\
                       schools: [{id: pine}, {id: oak}]\n";

#[test]
fn people_are_not_looked_up_by_ids_of_other_lists() {
    // The goal `ben` is ana's, and the educator `ben` has nothing to do with it.
    let lists =
        format!("{SCHOOLS}individual_plans: [{{id: ben, educator: ana, focus: [a, b, c, d]}}, {{id: ana, educator: ben}}]\n");
    let told = Folder::of(&lists).check();
    assert_eq!(words(&told.only("over-tagging")["educators"]), ["ana"]);
    let of_ana = told.of("no-line-of-sight").into_iter().chain(told.of("isolated-need"));
    assert!(of_ana.filter(|finding| finding["items"][0] == "ana").all(|finding| words(&finding["educators"]) == ["ana"]));
    assert_eq!(words(&told.of("isolated-need")[0]["educators"]), ["ana"]);
}

#[test]
fn an_item_that_is_called_like_a_school_is_not_of_that_school() {
    let lists = format!("{SCHOOLS}individual_plans: [{{id: pine, educator: ben, focus: [a, b, c, d]}}]\n");
    let folder = Folder::of(&lists);
    assert!(folder.check_with(&["--school", "pine"]).of("over-tagging").is_empty());
    assert_eq!(folder.check_with(&["--school", "oak"]).of("over-tagging").len(), 1);
}

#[test]
fn a_finding_on_a_school_is_told_with_it_and_concerns_its_people() {
    let goals: Vec<String> = (0..7).map(|nth| format!("{{id: s{nth}, school: pine}}")).collect();
    let folder = Folder::of(&format!("{SCHOOLS}school_improvement_goals: [{}]\n", goals.join(", ")));
    assert_eq!(words(&folder.check().only("school-priority-count")["educators"]), ["ana"]);
    assert_eq!(folder.check_with(&["--school", "pine"]).of("school-priority-count").len(), 1);
    assert!(folder.check_with(&["--school", "oak"]).of("school-priority-count").is_empty());
}

#[test]
fn seven_initiatives_without_any_goal_are_too_many_priorities() {
    let initiatives: Vec<String> = (0..7).map(|nth| format!("{{id: i{nth}, school: pine}}")).collect();
    let told = Folder::of(&format!("{SCHOOLS}school_improvement_goals: []\ninitiatives: [{}]\n", initiatives.join(", "))).check();
    assert_eq!(told.only("school-priority-count")["figures"]["priorities"], 7);
}

#[test]
fn a_paused_goal_belongs_to_its_owner_under_a_selection() {
    let ring = "individual_plans: [{id: g1, educator: ben, status: paused, supports: [g2]}, {id: g2, educator: ben, status: paused, supports: [g1]}]\n";
    let folder = Folder::of(&format!("{SCHOOLS}{ring}"));
    assert!(folder.check_with(&["--educator", "ana"]).of("link-cycle").is_empty());
    assert_eq!(folder.check_with(&["--educator", "ben"]).of("link-cycle").len(), 1);
}

#[test]
fn faults_that_belong_to_nobody_known_are_told_under_any_selection() {
    let folder =
        Folder::of(&format!("{SCHOOLS}surprise: 1\nindividual_plans: [{{id: g1, educator: ben, supports: [nowhere]}}]\n"));
    let told = folder.check_with(&["--educator", "ana"]);
    assert_eq!(told.of("unknown-field").len(), 1, "{}", told.summary());
    assert!(told.of("dangling-reference").is_empty(), "it is ben's");
    assert_eq!(folder.check_with(&["--educator", "ben"]).of("dangling-reference").len(), 1);
}

#[test]
fn what_a_decision_settled_is_counted_within_the_selection() {
    let lists = format!(
        "{SCHOOLS}individual_plans: [{{id: g1, educator: ben, focus: [a, b, c, d]}}]\n\
         decisions: [{{rule: over-tagging, items: [g1], choice: accept, until: 2027-01-01, reason: known}}]\n"
    );
    let folder = Folder::of(&lists);
    let decided = |told: &support::Told| told.json["summary"]["decided"].as_u64();
    assert_eq!(decided(&folder.check()), Some(1), "{}", folder.check().summary());
    assert_eq!(decided(&folder.check_with(&["--educator", "ben"])), Some(1));
    assert_eq!(decided(&folder.check_with(&["--educator", "ana"])), Some(0));
}
