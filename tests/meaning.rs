//! What records mean to each other: what hangs on a record that was left out, who is an educator, whom a fault concerns.

mod support;

use support::{Folder, words};

const PEOPLE: &str = "educators: [{id: ana}, {id: ben}]\n";

fn faults(manifest: &str) -> Vec<(String, Vec<String>)> {
    let told = Folder::of(manifest).check();
    let faults = told.faults();
    let of_rule =
        |rule: &String| told.of(rule).iter().map(|finding| (rule.clone(), words(&finding["items"]))).collect::<Vec<_>>();
    faults.iter().flat_map(of_rule).collect()
}

fn fault(rule: &str, items: &[&str]) -> (String, Vec<String>) {
    (rule.to_owned(), items.iter().map(|item| (*item).to_owned()).collect())
}

#[test]
fn what_hangs_on_a_requirement_that_is_left_out_is_not_blamed() {
    let manifest = format!(
        "{PEOPLE}relicensure_requirements: [{{educator: ana, expires: soon, rules: [{{id: sei, min: 1}}]}}]\n\
         activities: [{{id: a1, hours: 1, serves: [ana/licence, 'ana/licence#sei']}}]\n"
    );
    assert_eq!(faults(&manifest), [fault("bad-value", &["ana", "expires"])]);
}

#[test]
fn what_hangs_on_an_initiative_that_is_left_out_is_not_blamed() {
    let manifest = "schools: [{id: s}]\ninitiatives: [{id: i1, school: s, supports: [i2, i3]}, {id: i2}, {id: i3, school: t}]\n";
    let expected = [fault("dangling-reference", &["i3", "t"]), fault("missing-field", &["i2", "school"])];
    assert_eq!(faults(manifest), expected);
}

#[test]
fn a_row_that_is_too_wide_is_not_blamed_again() {
    let told = Folder::of(&format!("{PEOPLE}files: {{individual_plans: plans.csv}}\n"))
        .with("plans.csv", "id,educator,text,due,supports\ng1,ana,a,2027-05-01,,b\ng2,ana,x,2027-05-01,g1\n")
        .check();
    assert_eq!(told.faults(), ["bad-value"], "{}", told.summary());
}

#[test]
fn everyone_who_is_named_is_somebody_also_by_the_calendar() {
    assert_eq!(faults("schools: [{id: s}]\nteams: []\ncalendar: [{for: lincoln, weekly_hours: 5}]\n"), []);
}

#[test]
fn a_calendar_for_something_that_is_no_id_is_nobody_s() {
    let told = Folder::of(&format!("{PEOPLE}calendar: [{{for: [a, b], weekly_hours: 5}}]\n")).check();
    assert_eq!(told.json["educators"][0]["hours"]["capacity"], serde_json::Value::Null, "{}", told.summary());
}

#[test]
fn one_wrong_value_is_told_once() {
    assert_eq!(faults("educators: [{id: ana, coach: [a, b]}]\n"), [fault("bad-value", &["ana", "coach"])]);
    let told = Folder::of("files: {calendar: calendar.csv}\n")
        .with("calendar.csv", "for,weekly_hours,breaks.from,breaks.until\ndistrict,5,2026-02-31,2026-03-02\n")
        .check();
    assert_eq!(told.faults(), ["bad-value"], "{}", told.summary());
}

#[test]
fn a_role_that_nobody_has_is_told() {
    let manifest =
        "educators: [{id: ana, role: teacher}]\nactivities: [{id: a1, why: x, hours: 1, required_of: ['role:techer']}]\n";
    assert_eq!(faults(manifest), [fault("dangling-reference", &["a1", "role:techer"])]);
}

#[test]
fn a_decision_without_items_settles_nothing() {
    let manifest = format!(
        "{PEOPLE}individual_plans: [{{id: g1, educator: ana, text: x, due: 2027-05-01, supports: [g9]}}]\n\
         decisions: [{{rule: dangling-reference, choice: accept, reason: x, until: 2027-01-01}}]\n"
    );
    let expected = [fault("dangling-reference", &["g1", "g9"]), fault("missing-field", &[])];
    assert_eq!(faults(&manifest), expected);
}

#[test]
fn a_wrong_value_concerns_whose_record_it_is() {
    let manifest = format!("{PEOPLE}individual_plans: [{{id: g1, educator: ana, text: x, due: 2027-02-30}}]\n");
    let told = Folder::of(&manifest).check_with(&["--educator", "ana"]);
    assert_eq!((words(&told.only("bad-value")["educators"]), told.code), (vec!["ana".to_owned()], Some(1)));
    let told = Folder::of(&manifest).check_with(&["--educator", "ben"]);
    assert_eq!((told.faults(), told.code), (vec![], Some(0)), "{}", told.summary());
}

#[test]
fn two_wrong_values_never_share_an_id() {
    let goal = |id: &str| format!("{{id: {id}, educator: ana, text: x, due: 2027-02-30}}");
    let told = Folder::of(&format!("{PEOPLE}individual_plans: [{}, {}]\n", goal("g1"), goal("g2"))).check();
    let ids: Vec<_> = told.of("bad-value").iter().map(|finding| finding["id"].clone()).collect();
    assert!(ids.len() == 2 && ids[0] != ids[1], "{ids:?}");
}
