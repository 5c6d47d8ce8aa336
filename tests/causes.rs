//! Root causes: what follows from a fault of a link is told under it, and nothing else is.

mod support;

use std::collections::BTreeMap;

use support::{Folder, Told, plalign, text, words};

/// Every finding that follows from another: its rule and items, and the rule and items of its cause.
fn follows(told: &Told) -> BTreeMap<String, String> {
    let name = |finding: &serde_json::Value| format!("{} {}", text(&finding["rule"]), words(&finding["items"]).join(" "));
    let by_id: BTreeMap<String, String> = told.findings().iter().map(|finding| (text(&finding["id"]), name(finding))).collect();
    let with_cause = told.findings().iter().filter(|finding| finding.get("caused_by").is_some());
    with_cause.map(|finding| (name(finding), by_id[&text(&finding["caused_by"])].clone())).collect()
}

/// So many teachers of one school, each with a goal that supports `target`.
fn plans(count: usize, target: &str) -> String {
    let goal = |at: usize| format!("{{id: g{at}, educator: e{at}, text: t, due: 2027-05-01, supports: [{target}]}}");
    let goals: Vec<String> = (0..count).map(goal).collect();
    format!("individual_plans: [{}]\n", goals.join(", "))
}

const REST: &str = "rules: {isolated-need: off, no-feedback-loop: off, goal-without-learning: off, latent-team: off}\n\
                    schools: [{id: oak}]\ndistrict_goals: [{id: d1, text: t, due: 2027-06-01}]\n";

#[test]
fn a_school_goal_that_is_left_out_is_one_finding_with_its_consequences() {
    let goal = "school_improvement_goals: [{id: s1, school: oka, text: t, due: 2027-06-01, supports: [d1]}]\n";
    let told = Folder::of(&format!("{REST}{goal}{}", plans(33, "s1"))).check();
    let follows = follows(&told);
    assert_eq!(follows.len(), 33, "{}", told.summary());
    assert!(follows.iter().all(|(one, cause)| one.starts_with("no-line-of-sight e") && cause == "dangling-reference s1 oka"));
    assert_eq!(told.json["summary"]["by_rule"]["no-line-of-sight"], 33, "no finding is lost");
}

#[test]
fn a_missing_school_goal_is_told_once() {
    let told = Folder::of(&format!("{REST}school_improvement_goals: []\n{}", plans(33, "quite-another"))).check();
    let follows = follows(&told);
    assert_eq!(follows.len(), 32 + 33, "{}", told.summary());
    assert!(follows.values().all(|cause| cause == "dangling-reference g0 quite-another"), "{follows:?}");
    let table =
        plalign(Folder::of(&format!("{REST}school_improvement_goals: []\n{}", plans(33, "quite-another"))).path(), &["check"])
            .stdout;
    assert!(table.contains("65 findings follow from this:") && table.contains("and 59 more"), "{table}");
}

#[test]
fn a_slip_in_an_id_causes_what_the_nearest_id_lacks() {
    let lists = "school_improvement_goals: [{id: s-literacy, school: oak, text: t, due: 2027-06-01, supports: [d1]}]\n";
    let told = Folder::of(&format!("{REST}{lists}{}", plans(1, "s-litracy"))).check();
    let follows = follows(&told);
    assert_eq!(follows["school-goal-unserved s-literacy"], "dangling-reference g0 s-litracy", "{}", told.summary());
    assert_eq!(follows["no-line-of-sight e0"], "dangling-reference g0 s-litracy");
}

#[test]
fn a_team_goal_that_is_left_out_causes_what_it_would_have_served() {
    let lists = "teams: [{id: g6, members: [e0]}]\nplc_goals: [{id: t1, text: t, due: 2027-05-01, supports: [s1]}]\n\
                 school_improvement_goals: [{id: s1, school: oak, text: t, due: 2027-06-01, supports: [d1]}]\n";
    let told = Folder::of(&format!("{REST}{lists}{}", plans(1, "t1"))).check();
    let follows = follows(&told);
    assert_eq!(follows.get("school-goal-unserved s1").map(String::as_str), Some("missing-field t1 team"), "{}", told.summary());
    assert_eq!(follows["no-line-of-sight e0"], "missing-field t1 team");
}

#[test]
fn the_record_of_a_duplicate_that_is_not_read_causes_what_it_would_have_served() {
    let lists = "school_improvement_goals: [{id: s1, school: oak, text: t, due: 2027-06-01, supports: [d1]}]\n\
                 individual_plans: [{id: g0, educator: e0, text: t, due: 2027-05-01, supports: [d1]}, {id: g0, educator: e1, text: t, due: 2027-05-01, supports: [s1]}]\n";
    let told = Folder::of(&format!("{REST}{lists}")).check();
    assert_eq!(follows(&told).get("school-goal-unserved s1").map(String::as_str), Some("duplicate-id g0"), "{}", told.summary());
}

#[test]
fn the_link_of_a_mandate_causes_that_it_serves_nothing() {
    let lists = "activities: [{id: training, hours: 6, due: 2027-03-01, required_of: [all], serves: [g-o], why: w}]\n";
    let told = Folder::of(&format!("{REST}{lists}{}", plans(1, "d1"))).check();
    assert_eq!(follows(&told)["mandate-unbridged training"], "dangling-reference training g-o", "{}", told.summary());
}

#[test]
fn a_ring_causes_that_nothing_leads_to_the_district_and_the_date_that_must_come_first() {
    let lists = "teams: [{id: a, members: [e0]}, {id: b, members: [e1]}]\n\
                 plc_goals: [{id: t1, team: a, text: t, due: 2027-05-01, supports: [t2]}, {id: t2, team: b, text: t, due: 2027-05-08, supports: [t1]}]\n";
    let told = Folder::of(&format!("{REST}{lists}")).check();
    let expected = [
        ("deadline-inversion t2 t1", "link-cycle t1 t2"),
        ("no-line-of-sight e0", "link-cycle t1 t2"),
        ("no-line-of-sight e1", "link-cycle t1 t2"),
    ];
    let expected = expected.map(|(one, cause)| (one.to_owned(), cause.to_owned()));
    assert_eq!(follows(&told), expected.into(), "{}", told.summary());
}

#[test]
fn threads_that_a_severed_link_keeps_apart_follow_from_it() {
    let goals = |second: &str| {
        format!(
            "individual_plans: [{{id: ga, educator: e0, focus: [a], supports: [zz-link]}}, {{id: gb, educator: e0, focus: [b], supports: [{second}]}}, {{id: gc, educator: e0, focus: [c]}}, {{id: gd, educator: e0, focus: [c]}}]\n"
        )
    };
    let rest = "rules: {blank-plan-field: off, no-line-of-sight: off}\n";
    let told = Folder::of(&format!("{rest}{}", goals("zz-link"))).check();
    let follows_from = follows(&told).get("disconnected-obligations e0").cloned();
    assert_eq!(follows_from.as_deref(), Some("dangling-reference ga zz-link"), "{}", told.summary());
    // A link that leads elsewhere joins nothing.
    let told = Folder::of(&format!("{rest}{}", goals("another-thing"))).check();
    assert_eq!(told.of("disconnected-obligations").len(), 1, "{}", told.summary());
    assert_eq!(follows(&told).get("disconnected-obligations e0"), None);
}

#[test]
fn what_would_be_so_without_the_fault_follows_from_nothing() {
    let lists = "school_improvement_goals: [{id: s1, school: oak, text: t, due: 2027-06-01}, {id: s2, school: oka, text: t}]\n";
    let told = Folder::of(&format!("{REST}{lists}{}", plans(2, "s1"))).check();
    assert_eq!(told.of("no-line-of-sight").len(), 2, "{}", told.summary());
    assert_eq!(told.of("dangling-reference").len(), 1);
    assert_eq!(follows(&told), BTreeMap::new(), "s1 itself leads nowhere");
}

#[test]
fn a_cause_that_is_not_told_is_not_named() {
    let folder = Folder::of(&format!("{REST}school_improvement_goals: []\n{}", plans(3, "quite-another")));
    assert_eq!(follows(&folder.check_with(&["--only", "no-line-of-sight"])), BTreeMap::new());
    let secret = Folder::of(&format!(
        "{REST}privacy: {{readers: staff}}\nfiles: {{individual_plans: p.yaml, educators: e.csv}}\nschool_improvement_goals: []\n"
    ))
    .with("e.csv", "id\ne0\n")
    .with("p.yaml", "- {id: g0, educator: e0, text: t, supports: [quite-another]}\n");
    assert_eq!(follows(&secret.check()), BTreeMap::new());
}

#[test]
fn consequences_are_told_under_their_cause_in_markdown_and_point_to_it_in_sarif() {
    let folder = Folder::of(&format!("{REST}school_improvement_goals: []\n{}", plans(3, "quite-another")));
    let markdown = plalign(folder.path(), &["check", "--format", "markdown"]).stdout;
    assert_eq!(markdown.matches("  - follows from this: ").count(), 5, "{markdown}");
    let sarif: serde_json::Value =
        serde_json::from_str(&plalign(folder.path(), &["check", "--format", "sarif"]).stdout).expect("it is JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results are there");
    let inherited: Vec<_> = results.iter().filter(|result| result["properties"].get("causedBy").is_some()).collect();
    assert_eq!(inherited.len(), 5);
    for result in inherited {
        let related = result["relatedLocations"].as_array().expect("it points to its cause");
        assert!(related.iter().any(|place| place["message"]["text"] == "it follows from what stands here"));
    }
}
