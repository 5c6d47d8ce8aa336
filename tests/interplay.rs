//! Interplay, threads and hours of one educator, as the contract's section 3 has them, over districts of a few lines.
#![allow(clippy::float_cmp, reason = "hours are hundredths, rounded before they are printed")]

mod support;

use support::{Told, district};

/// The step of a pair of ana's and its reasons in one text.
fn step(told: &Told, a: &str, b: &str) -> (i64, String) {
    let (step, reasons) = told.pair("ana", a, b);
    (step, reasons.join(" "))
}

fn is(step: i64, reasons: &str) -> (i64, String) {
    (step, reasons.to_owned())
}

const NOTHING: (i64, String) = (0, String::new());

#[test]
fn a_direct_link_reinforces() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, supports: [s1]}]\nschool_improvement_goals: [{id: s1, school: pine}]\neducators: [{id: ana, schools: pine}]\n",
    );
    assert_eq!(step(&told, "g1", "s1"), is(2, "supports"));
    assert_eq!(told.educator("ana")["pairs"][0]["word"], "reinforcing");
}

#[test]
fn a_path_over_goals_of_other_people_reinforces() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, supports: [g2]}, {id: g2, educator: ben, supports: [p1]}]\nplc_goals: [{id: p1, team: t1, supports: [s1]}]\n\
         school_improvement_goals: [{id: s1, school: pine, supports: [d1]}]\ndistrict_goals: [{id: d1}]\nteams: [{id: t1, members: [ben]}]\n\
         educators: [{id: ana}, {id: ben}]\nschools: [{id: pine}]\n",
    );
    assert_eq!((step(&told, "d1", "g1"), told.obligations("ana")), (is(2, "supports"), vec!["d1".to_owned(), "g1".to_owned()]));
    assert_eq!(told.threads("ana"), [["d1", "g1"]]);
}

#[test]
fn a_paused_or_done_goal_breaks_a_path_and_is_no_obligation() {
    for status in ["paused", "done"] {
        let told = district(&format!(
            "individual_plans: [{{id: g1, educator: ana, supports: [g2]}}, {{id: g2, educator: ana, supports: [d1], status: {status}}}]\ndistrict_goals: [{{id: d1}}]\n"
        ));
        assert_eq!(
            (step(&told, "d1", "g1"), told.obligations("ana")),
            (NOTHING, vec!["d1".to_owned(), "g1".to_owned()]),
            "{status}"
        );
        assert_eq!(told.threads("ana"), [["g1"]], "an ambient goal alone is no thread");
    }
}

#[test]
fn dates_play_no_part_in_what_is_active() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, start: 2030-01-01, due: 2031-01-01}, {id: g2, educator: ana, due: 2020-01-01, status: active}]\n",
    );
    assert_eq!(told.obligations("ana"), ["g1", "g2"]);
}

#[test]
fn a_path_runs_over_goals_only() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, supports: [a1]}, {id: g2, educator: ana}]\nactivities: [{id: a1, serves: [g2], required_of: ben}]\neducators: [{id: ana}, {id: ben}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), NOTHING);
}

#[test]
fn an_activity_of_hers_that_serves_two_reinforces_them() {
    let lists =
        "individual_plans: [{id: g1, educator: ana}, {id: g2, educator: ana}, {id: g3, educator: ana, supports: [g1, g2]}]\n";
    let told = district(&format!("{lists}activities: [{{id: a1, serves: [g1, g2]}}]\n"));
    assert_eq!(step(&told, "g1", "g2"), is(2, "activity"), "she chose it: it serves what is hers; each has two servers");
    let told = district(&format!("{lists}activities: [{{id: a1, serves: [g1, g2], required_of: ana}}]\n"));
    assert_eq!((step(&told, "g1", "g2"), step(&told, "a1", "g1")), (is(2, "activity"), is(2, "supports")));
}

#[test]
fn what_hangs_on_the_same_single_server_is_indivisible() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana}, {id: g2, educator: ana}]\nactivities: [{id: a1, serves: [g1, g2]}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), is(3, "activity indivisible"));
    let told = district(
        "individual_plans: [{id: g1, educator: ana}, {id: g2, educator: ana}, {id: g3, educator: ana, supports: [g1, g2]}]\n",
    );
    assert_eq!(
        (step(&told, "g1", "g2"), step(&told, "g1", "g3")),
        (is(3, "indivisible"), is(2, "supports")),
        "a goal serves as well"
    );
}

#[test]
fn a_second_server_makes_divisible() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana}, {id: g2, educator: ana}]\nactivities: [{id: a1, serves: [g1, g2]}, {id: a2, serves: [g2]}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), is(2, "activity"));
}

#[test]
fn a_server_of_somebody_else_does_not_count() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, supports: [s1]}, {id: g2, educator: ben, supports: [s1, d1]}]\nschool_improvement_goals: [{id: s1, school: pine}]\n\
         district_goals: [{id: d1}]\neducators: [{id: ana, schools: pine}, {id: ben, schools: pine}]\n",
    );
    assert_eq!(step(&told, "d1", "s1"), NOTHING, "her only server of s1 is g1, and she has none of d1");
    assert_eq!(told.pair("ben", "d1", "s1"), (3, vec!["indivisible".to_owned()]));
}

#[test]
fn the_server_itself_is_neither_of_the_two() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, supports: [g2, g3]}, {id: g2, educator: ana, supports: [g3]}, {id: g3, educator: ana}]\n",
    );
    assert_eq!((step(&told, "g1", "g2"), step(&told, "g2", "g3")), (is(2, "supports"), is(2, "supports")), "g3 has two servers");
    let told = district("individual_plans: [{id: g1, educator: ana, supports: [g2]}, {id: g2, educator: ana, supports: [g1]}]\n");
    assert_eq!(step(&told, "g1", "g2"), is(2, "supports"));
}

#[test]
fn the_same_focus_enables() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, focus: [talk]}, {id: g2, educator: ana, focus: [writing, talk]}, {id: g3, educator: ana, focus: [math]}]\n",
    );
    assert_eq!((step(&told, "g1", "g2"), step(&told, "g1", "g3")), (is(1, "focus-exact"), NOTHING));
    assert_eq!(told.educator("ana")["pairs"][0]["word"], "enabling");
    assert_eq!(told.threads("ana"), [vec!["g1", "g2"], vec!["g3"]]);
}

const FOCUSES: &str = "focuses: [{id: a}, {id: b}, {id: c}, {id: parent}, {id: child, parent: parent}, {id: sibling, parent: parent}, {id: grandchild, parent: child}]\n";

fn of_two(one: &str, other: &str, crosswalks: &str) -> Told {
    district(&format!(
        "{FOCUSES}individual_plans: [{{id: g1, educator: ana, focus: [{one}]}}, {{id: g2, educator: ana, focus: [{other}]}}]\ncrosswalks: [{crosswalks}]\n"
    ))
}

#[test]
fn an_exact_crosswalk_makes_one_focus_of_two_in_both_directions_and_does_not_chain() {
    for crosswalk in ["{from: a, to: b, match: exact}", "{from: b, to: a, match: exact}"] {
        assert_eq!(step(&of_two("a", "b", crosswalk), "g1", "g2"), is(1, "focus-exact"), "{crosswalk}");
    }
    let chain = "{from: a, to: b, match: exact}, {from: b, to: c, match: exact}";
    assert_eq!(step(&of_two("a", "c", chain), "g1", "g2"), NOTHING);
}

#[test]
fn a_crosswalk_does_not_chain_with_a_parent() {
    assert_eq!(step(&of_two("a", "parent", "{from: a, to: child, match: exact}"), "g1", "g2"), NOTHING);
}

#[test]
fn parent_and_child_are_near_and_one_step_only() {
    assert_eq!(step(&of_two("parent", "child", ""), "g1", "g2"), is(1, "focus-near"));
    assert_eq!(step(&of_two("child", "parent", ""), "g1", "g2"), is(1, "focus-near"));
    assert_eq!(step(&of_two("parent", "grandchild", ""), "g1", "g2"), NOTHING);
    assert_eq!(
        step(&of_two("parent", "child", "{from: child, to: parent, match: exact}"), "g1", "g2"),
        is(1, "focus-exact"),
        "the best match counts"
    );
}

#[test]
fn the_best_of_all_combinations_counts() {
    let told = of_two("a, parent", "b, child", "{from: a, to: b, match: exact}");
    assert!(told.pair("ana", "g1", "g2").1.contains(&"focus-exact".to_owned()), "{:?}", told.pairs("ana"));
    assert_eq!(told.pair("ana", "g1", "g2").0, 1);
}

#[test]
fn siblings_and_related_focuses_make_no_pair() {
    assert_eq!(step(&of_two("child", "sibling", ""), "g1", "g2"), NOTHING);
    assert_eq!(step(&of_two("a", "b", "{from: a, to: b, match: related}"), "g1", "g2"), NOTHING);
    let shipped = district(
        "evaluation_findings: [{educator: ana, focus: danielson-2022/3b, id: f1}, {educator: ana, focus: danielson-2022/3c, id: f2}]\n",
    );
    assert_eq!(shipped.pairs("ana").len(), 0);
}

#[test]
fn a_component_is_near_its_domain_in_shipped_frameworks() {
    let told = district(
        "evaluation_findings: [{educator: ana, focus: 3b, framework: danielson-2022, id: f1}]\nindividual_plans: [{id: g1, educator: ana, focus: [danielson-2022/3]}, {id: g2, educator: ana, focus: [danielson-2022/3b]}]\n",
    );
    assert_eq!((step(&told, "f1", "g1"), step(&told, "f1", "g2")), (is(1, "focus-near"), is(1, "focus-exact")));
}

#[test]
fn aliases_name_the_focus_itself() {
    let told = district(
        "focuses: [{id: cueing, aliases: [msv, three-cueing]}, {id: decoding, opposes: [msv]}]\n\
         individual_plans: [{id: g1, educator: ana, focus: [msv]}, {id: g2, educator: ana, focus: [three-cueing]}, {id: g3, educator: ana, focus: [decoding]}]\n",
    );
    assert_eq!((step(&told, "g1", "g2"), step(&told, "g1", "g3")), (is(1, "focus-exact"), is(-2, "opposed")));
}

#[test]
fn opposed_focuses_and_practices_counteract_whichever_side_says_so() {
    let focuses = "focuses: [{id: a, opposes: [b]}, {id: b}, {id: c}]\n";
    for (one, other) in [
        ("focus: [a]", "focus: [b]"),
        ("focus: [b]", "focus: [a]"),
        ("practice: [a]", "focus: [b]"),
        ("focus: [a]", "practice: [b]"),
        ("practice: [b]", "practice: [a]"),
    ] {
        let told = district(&format!(
            "{focuses}individual_plans: [{{id: g1, educator: ana, {one}}}, {{id: g2, educator: ana, {other}}}]\n"
        ));
        assert_eq!(
            (step(&told, "g1", "g2"), told.items("opposed-practice")),
            (is(-2, "opposed"), vec![vec!["g1".to_owned(), "g2".to_owned()]]),
            "{one} {other}"
        );
        assert_eq!(told.educator("ana")["pairs"][0]["word"], "counteracting");
    }
}

#[test]
fn the_same_practice_is_no_shared_focus() {
    let told = district(
        "focuses: [{id: a}]\nindividual_plans: [{id: g1, educator: ana, practice: [a]}, {id: g2, educator: ana, practice: [a]}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), NOTHING);
}

#[test]
fn the_lowest_negative_reason_is_the_step_and_all_reasons_are_kept() {
    let told = district(
        "focuses: [{id: a, opposes: [b]}, {id: b}, {id: c}]\nindividual_plans: [{id: g1, educator: ana, focus: [a, c], supports: [g2]}, {id: g2, educator: ana, focus: [b, c]}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), is(-2, "focus-exact opposed supports"));
    assert_eq!(told.threads("ana"), [["g1", "g2"]], "any positive reason holds a thread together");
}

#[test]
fn a_declared_conflict_counteracts_whichever_side_declares_it() {
    for (one, other) in [("conflicts: [g2]", "free: false"), ("free: false", "conflicts: [g1]")] {
        let told =
            district(&format!("individual_plans: [{{id: g1, educator: ana, {one}}}, {{id: g2, educator: ana, {other}}}]\n"));
        assert_eq!(step(&told, "g1", "g2"), is(-2, "conflicts"));
        assert_eq!(told.threads("ana"), [["g1"], ["g2"]]);
    }
}

/// Two goals with targets; the second one due on 2027-06-04.
fn targets(one: &str, other: &str) -> (i64, String) {
    let told = district(&format!(
        "individual_plans: [{{id: g1, educator: ana, due: 2027-06-04, target: {{{one}}}}}, {{id: g2, educator: ana, due: 2027-06-04, target: {{{other}}}}}]\n"
    ));
    step(&told, "g1", "g2")
}

#[test]
fn targets_whose_ranges_do_not_meet_counteract() {
    let low = "metric: failing, group: grade 9, max: 10";
    let high = "metric: failing, group: grade 9, min: 12, max: 15";
    assert_eq!(targets(low, high), is(-2, "target"));
    assert_eq!(targets(high, low), is(-2, "target"));
    assert_eq!(targets(low, "metric: failing, group: grade 9, min: 10"), NOTHING, "they meet at 10");
    assert_eq!(targets(low, "metric: failing, group: grade 8, min: 12"), NOTHING);
    assert_eq!(targets(low, "metric: passing, group: grade 9, min: 12"), NOTHING);
    assert_eq!(targets(low, "metric: failing, group: grade 9, min: 12, by: 2027-01-01"), NOTHING, "another day");
    assert_eq!(targets("metric: failing, group: grade 9, max: 10, by: 2027-06-04", high), is(-2, "target"), "`by`, else `due`");
    assert_eq!(targets("metric: failing, max: 0.1", "metric: failing, min: 10%"), is(-2, "target"), "10 is above 0.1");
}

#[test]
fn a_goal_due_after_its_parent_is_out_of_order() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, due: 2027-05-02, supports: [g2]}, {id: g2, educator: ana, due: 2027-05-01}]\n",
    );
    assert_eq!(
        (step(&told, "g1", "g2"), told.items("deadline-inversion")),
        (is(-2, "order supports"), vec![vec!["g1".to_owned(), "g2".to_owned()]])
    );
    let told = district(
        "individual_plans: [{id: g1, educator: ana, due: 2027-05-01, supports: [g2]}, {id: g2, educator: ana, due: 2027-05-01}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), is(2, "supports"), "the same day is in order");
}

#[test]
fn a_predecessor_that_ends_after_its_successor_starts_is_out_of_order() {
    let requires = |one: &str, other: &str| {
        let told = district(&format!(
            "individual_plans: [{{id: g1, educator: ana, requires: [g2], {one}}}, {{id: g2, educator: ana, {other}}}]\n"
        ));
        (step(&told, "g1", "g2"), told.items("deadline-inversion"))
    };
    let inverted = (is(-2, "order"), vec![vec!["g1".to_owned(), "g2".to_owned()]]);
    assert_eq!(requires("start: 2027-01-01, due: 2027-05-01", "due: 2027-01-02"), inverted);
    assert_eq!(requires("due: 2027-01-01", "due: 2027-01-02"), inverted, "without a start, its due date");
    assert_eq!(requires("start: 2027-01-02, due: 2027-05-01", "due: 2027-01-02"), (NOTHING, vec![]));
    let told = district(
        "individual_plans: [{id: g1, educator: ana, requires: [a1], due: 2026-12-15}]\nactivities: [{id: a1, sessions: [{date: 2026-10-01, start: 15:00, end: 16:00}, {date: 2027-02-02, start: 15:00, end: 16:00}], required_of: ana}]\n",
    );
    assert_eq!(
        (step(&told, "a1", "g1"), told.items("deadline-inversion")),
        (is(-2, "order"), vec![vec!["g1".to_owned(), "a1".to_owned()]]),
        "the last session counts"
    );
}

#[test]
fn the_rules_of_one_requirement_count_as_one_and_are_no_pairs() {
    let told = district(
        "relicensure_requirements: [{id: lic, educator: ana, expires: 2027-06-30, rules: [{id: content, min: 15}, {id: sei, min: 15}, {id: hint, min: 1, force: advice}]}]\n\
         activities: [{id: a1, hours: 3, serves: [lic]}]\nindividual_plans: [{id: g1, educator: ana, supports: [lic#sei]}]\n",
    );
    assert_eq!(told.obligations("ana"), ["g1", "lic#content", "lic#sei"]);
    assert_eq!(step(&told, "lic#content", "lic#sei"), NOTHING);
    assert_eq!(step(&told, "g1", "lic#sei"), is(2, "supports"));
    assert_eq!(told.threads("ana"), [["g1", "lic#content", "lic#sei"]]);
    assert_eq!((told.hours("ana", "apart"), told.hours("ana", "together")), (3.0, 3.0), "one requirement is no double duty");
    assert_eq!(told.items("double-duty-activity").len(), 0);
    let two = district(
        "relicensure_requirements: [{id: lic, educator: ana, expires: 2027-06-30, rules: [{id: content, min: 1}, {id: sei, min: 1}]}]\nindividual_plans: [{id: g1, educator: ana}]\nactivities: [{id: a1, hours: 3, serves: [lic, g1]}]\n",
    );
    assert_eq!((two.hours("ana", "apart"), two.hours("ana", "freed")), (6.0, 3.0));
    assert_eq!(two.items("double-duty-activity"), [["a1"]]);
}

#[test]
fn a_requirement_without_rules_is_itself_one_and_has_an_id_of_its_own() {
    let told = district(
        "relicensure_requirements: [{educator: ana, expires: 2027-06-30}, {id: r2, educator: ana, expires: 2027-06-30}]\n",
    );
    assert_eq!(told.obligations("ana"), ["ana/licence", "r2"]);
}

#[test]
fn a_finding_without_an_id_is_named_by_educator_focus_and_date() {
    let told = district(
        "evaluation_findings: [{educator: ana, focus: 3b, framework: danielson-2022, date: 2026-05-01}, {educator: ana, focus: talk}]\nindividual_plans: [{id: g1, educator: ana, supports: [ana/talk]}]\n",
    );
    let ids = told.obligations("ana");
    assert!(
        ids.contains(&"ana/talk".to_owned()) && ids.iter().any(|id| id.starts_with("ana/") && id.ends_with("3b@2026-05-01")),
        "{ids:?}"
    );
    assert_eq!(step(&told, "ana/talk", "g1"), is(2, "supports"));
}

const TEAM: &str = "teams: [{id: t1, members: [ana, ben], facilitator: cleo, meetings: [{weekday: Tue, start: 15:00, end: 16:30, from: 2026-09-01, until: 2026-09-22}]}]\n\
                    educators: [{id: ana}, {id: ben}, {id: cleo}, {id: dan}]\n";

#[test]
fn a_facilitator_has_the_meetings_and_not_the_goals() {
    let told = district(&format!("{TEAM}plc_goals: [{{id: p1, team: t1}}]\n"));
    assert_eq!(told.obligations("ana"), ["p1"]);
    assert_eq!((told.obligations("cleo").len(), told.obligations("dan").len()), (0, 0));
    assert_eq!(["ana", "ben", "cleo", "dan"].map(|id| told.hours(id, "required")), [6.0, 6.0, 6.0, 0.0]);
}

#[test]
fn a_facilitator_who_is_a_member_has_the_meetings_once() {
    let told = district(&TEAM.replace("facilitator: cleo", "facilitator: ana"));
    assert_eq!(told.hours("ana", "required"), 6.0);
}

#[test]
fn a_team_s_required_activities_reach_members_and_facilitator() {
    let told = district(&format!("{TEAM}activities: [{{id: a1, hours: 2, required_of: [t1]}}]\n"));
    assert_eq!(["ana", "ben", "cleo", "dan"].map(|id| told.obligations(id).len()), [1, 1, 1, 0]);
    assert_eq!(told.hours("cleo", "required"), 8.0);
}

#[test]
fn activities_are_required_of_all_of_schools_of_roles_and_of_people() {
    let told = district(
        "educators: [{id: ana, schools: [pine], role: nurse}, {id: ben, schools: [pine, oak]}, {id: cleo, schools: [oak], role: nurse}]\n\
         activities: [{id: a1, hours: 1, required_of: [all]}, {id: a2, hours: 1, required_of: [oak]}, {id: a3, hours: 1, required_of: [role:nurse]}, {id: a4, hours: 1, required_of: [ana, oak, all]}]\n",
    );
    assert_eq!(told.obligations("ana"), ["a1", "a3", "a4"]);
    assert_eq!(told.obligations("ben"), ["a1", "a2", "a4"]);
    assert_eq!(told.obligations("cleo"), ["a1", "a2", "a3", "a4"]);
    assert_eq!(told.hours("cleo", "required"), 4.0, "each once, however often it is required");
}

#[test]
fn goals_reach_her_through_teams_schools_and_the_district() {
    let told = district(
        "educators: [{id: ana, schools: [pine, oak]}]\nteams: [{id: t1, members: [ana]}]\nplc_goals: [{id: p1, team: t1}]\n\
         school_improvement_goals: [{id: s1, school: pine}, {id: s2, school: oak}, {id: s3, school: elm}]\ndistrict_goals: [{id: d1}]\nschools: [{id: pine}, {id: oak}, {id: elm}]\n",
    );
    assert_eq!(told.obligations("ana"), ["d1", "p1", "s1", "s2"]);
}

#[test]
fn an_activity_is_chosen_where_she_is_named_or_it_serves_what_is_personal() {
    let told = district(
        "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [pine]}]\nindividual_plans: [{id: g1, educator: ana}]\nschool_improvement_goals: [{id: s1, school: pine}]\n\
         activities: [{id: a1, hours: 1, serves: [g1]}, {id: a2, hours: 2, chosen_by: [ana]}, {id: a3, hours: 4, serves: [s1]}, {id: a4, hours: 8, required_of: [ana], chosen_by: [ana], serves: [g1]}]\n",
    );
    assert_eq!(
        (told.hours("ana", "chosen"), told.hours("ana", "required")),
        (3.0, 8.0),
        "a3 serves only what is ambient; a4 is required"
    );
    assert_eq!(told.hours("ben", "together"), 0.0);
    assert_eq!(told.obligations("ana"), ["a4", "g1", "s1"], "what is chosen is no obligation");
}

#[test]
fn serving_a_required_activity_makes_chosen_too() {
    let told = district("activities: [{id: a1, hours: 1, required_of: [ana]}, {id: a2, hours: 2, serves: [a1]}]\n");
    assert_eq!(told.hours("ana", "chosen"), 2.0, "required activities are personal");
}

#[test]
fn serving_a_paused_goal_carries_nothing() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, status: paused}, {id: g2, educator: ana}]\nactivities: [{id: a1, hours: 2, serves: [g1]}]\n",
    );
    assert_eq!((told.hours("ana", "chosen"), told.pairs("ana").len()), (0.0, 0));
}

#[test]
fn an_activity_counts_once_together_and_for_each_obligation_apart() {
    let told = district(
        "educators: [{id: ana, schools: [pine]}]\nindividual_plans: [{id: g1, educator: ana}, {id: g2, educator: ana}]\nschool_improvement_goals: [{id: s1, school: pine}, {id: s2, school: oak}]\nschools: [{id: pine}, {id: oak}]\n\
         activities: [{id: a1, hours: 2, serves: [g1, g2, s1, s2]}, {id: a2, hours: 1, required_of: [ana]}]\n",
    );
    assert_eq!(
        ["required", "chosen", "together", "apart", "freed"].map(|kind| told.hours("ana", kind)),
        [1.0, 2.0, 3.0, 7.0, 4.0],
        "s2 is not hers"
    );
    assert_eq!(told.json["summary"]["hours"]["freed"], 4.0);
}

#[test]
fn own_hours_of_goals_count_where_no_activity_of_hers_serves_them() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, hours: 10}, {id: g2, educator: ana, hours: 20}, {id: g3, educator: ana, hours: 40, free: true}, {id: g4, educator: ana, hours: 80, status: done}]\n\
         activities: [{id: a1, hours: 1, serves: [g2]}]\n",
    );
    assert_eq!((told.hours("ana", "required"), told.hours("ana", "chosen"), told.hours("ana", "apart")), (10.0, 41.0, 51.0));
}

#[test]
fn own_hours_of_shared_goals_count_for_each_who_has_no_activity_for_them() {
    let told = district(
        "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [pine]}]\nschool_improvement_goals: [{id: s1, school: pine, hours: 5}]\nactivities: [{id: a1, hours: 1, serves: [s1], chosen_by: [ana]}]\n",
    );
    assert_eq!((told.hours("ana", "together"), told.hours("ben", "required")), (1.0, 5.0));
}

#[test]
fn sessions_win_over_hours() {
    let told = district(
        "activities: [{id: a1, hours: 9, required_of: [ana], sessions: [{date: 2026-09-15, start: 15:00, end: 16:30}, {weekday: Mon, start: 15:00, end: 15:20, from: 2026-09-01, until: 2026-09-14}]}]\n",
    );
    assert_eq!(told.hours("ana", "required"), 2.17, "90 + 2 × 20 minutes, rounded half up");
}

#[test]
fn meetings_are_left_out_in_breaks_and_never_shifted() {
    let team = "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [oak]}]\nteams: [{id: t1, members: [ana, ben], meetings: [{weekday: Tue, start: 15:00, end: 16:00, every: 2, from: 2026-09-02, until: 2026-10-31}]}]\n";
    let breaks = |calendar: &str| district(&format!("{team}calendar: [{calendar}]\n"));
    assert_eq!(breaks("{for: district, weekly_hours: 5}").hours("ana", "required"), 4.0, "8 and 22 September, 6 and 20 October");
    let of_district = breaks("{for: district, breaks: [{from: 2026-09-22, until: 2026-09-22}]}");
    assert_eq!(of_district.hours("ana", "required"), 3.0);
    let of_school = breaks(
        "{for: district, breaks: [{from: 2026-09-22, until: 2026-09-22}]}, {for: pine, breaks: [{from: 2026-10-06, until: 2026-10-20}]}",
    );
    assert_eq!(
        (of_school.hours("ana", "required"), of_school.hours("ben", "required")),
        (2.0, 3.0),
        "the nearer entry wins, field by field"
    );
}

#[test]
fn a_dated_session_in_a_break_counts_all_the_same() {
    let told = district(
        "calendar: [{for: district, weekly_hours: 5, breaks: [{from: 2026-09-14, until: 2026-09-18}]}, {for: ana, breaks: [{from: 2026-09-14, until: 2026-09-18}]}]\n\
         activities: [{id: a1, required_of: [ana], sessions: [{date: 2026-09-15, start: 15:00, end: 16:30}]}]\n",
    );
    assert_eq!(told.hours("ana", "required"), 1.5);
}

#[test]
fn meetings_default_to_every_week_of_the_year() {
    let told = district("teams: [{id: t1, members: [ana], meetings: [{weekday: Friday, start: \"15:00\", end: 16:00}]}]\n");
    assert_eq!(told.hours("ana", "required"), 43.0, "21 August to 11 June");
}

/// The capacity of ana, who works in pine and is in team t1.
fn capacity(educator: &str, calendar: &str) -> f64 {
    let told = district(&format!(
        "educators: [{{id: ana, schools: [pine], {educator}}}]\nteams: [{{id: t1, members: [ana]}}]\nschools: [{{id: pine}}]\ncalendar: [{calendar}]\n"
    ));
    told.hours("ana", "capacity")
}

#[test]
fn capacity_is_learning_time_on_weekdays_outside_breaks_and_on_extra_days() {
    // 17 August 2026 to 11 June 2027 are 43 calendar weeks, 215 weekdays.
    assert_eq!(capacity("fte: 1", "{for: district, weekly_hours: 5}"), 215.0);
    assert_eq!(capacity("fte: 0.6", "{for: district, weekly_hours: 5}"), 129.0);
    let breaks = "breaks: [{from: 2026-11-25, until: 2026-11-29}, {from: 2026-12-19, until: 2027-01-03}, {from: 2026-12-24, until: 2026-12-26}]";
    assert_eq!(
        capacity("fte: 1", &format!("{{for: district, weekly_hours: 5, {breaks}}}")),
        202.0,
        "3 and 10 weekdays, none twice"
    );
    let days = "days: [{date: 2026-10-09, hours: 6}, {date: 2027-02-13, hours: 1.5}, {date: 2028-01-01, hours: 9}]";
    assert_eq!(
        capacity("fte: 1", &format!("{{for: district, weekly_hours: 5, {days}}}")),
        222.5,
        "a Saturday too; nothing outside the year"
    );
    assert_eq!(capacity("fte: 0.5", &format!("{{for: district, weekly_hours: 5, {days}}}")), 111.25);
    assert_eq!(capacity("fte: 0", "{for: district, weekly_hours: 5}"), 0.0);
    assert_eq!(capacity("fte: 1", "{for: district, weekly_hours: 0.25}"), 10.75);
}

#[test]
fn calendar_entries_win_field_by_field_from_the_educator_outwards() {
    let all = "{for: district, weekly_hours: 5, days: [{date: 2026-10-09, hours: 6}]}, {for: pine, weekly_hours: 4}";
    assert_eq!(capacity("fte: 1", all), 4.0 * 43.0 + 6.0);
    assert_eq!(capacity("fte: 1", &format!("{all}, {{for: t1, weekly_hours: 3}}")), 3.0 * 43.0 + 6.0, "team before school");
    assert_eq!(
        capacity("fte: 1", &format!("{all}, {{for: t1, weekly_hours: 3}}, {{for: ana, days: [{{date: 2026-10-09, hours: 1}}]}}")),
        3.0 * 43.0 + 1.0
    );
}

#[test]
fn without_a_calendar_there_is_no_capacity() {
    let told = district("educators: [{id: ana}]\n");
    assert!(told.educator("ana")["hours"]["capacity"].is_null());
}

#[test]
fn a_single_personal_obligation_is_a_thread_and_ambient_ones_alone_are_none() {
    let told = district(
        "educators: [{id: ana, schools: [pine]}]\nindividual_plans: [{id: g10, educator: ana}, {id: g9, educator: ana, supports: [s1]}]\nschool_improvement_goals: [{id: s1, school: pine}, {id: s2, school: pine, supports: [d1]}]\ndistrict_goals: [{id: d1}]\n",
    );
    assert_eq!(told.threads("ana"), [vec!["g9", "s1"], vec!["g10"]], "natural order; s2 and d1 hold nothing personal");
}

#[test]
fn a_decision_in_force_removes_the_negative_reasons_it_was_taken_about() {
    let lists = "focuses: [{id: a, opposes: [b]}, {id: b}]\nindividual_plans: [{id: g1, educator: ana, focus: [a], conflicts: [g2], supports: [g2], due: 2027-02-02}, {id: g2, educator: ana, focus: [b], due: 2027-02-01}]\n";
    let decided = |rule: &str, until: &str| {
        let told = district(&format!(
            "{lists}decisions: [{{rule: {rule}, items: [g2, g1], choice: accept, reason: Agreed, until: {until}}}]\n"
        ));
        (step(&told, "g1", "g2"), told.json["summary"]["decided"].as_u64())
    };
    assert_eq!(step(&district(lists), "g1", "g2"), is(-2, "conflicts opposed order supports"));
    assert_eq!(decided("opposed-practice", "2026-08-14"), (is(-2, "order supports"), Some(1)), "until is inclusive");
    assert_eq!(decided("deadline-inversion", "2027-08-14"), (is(-2, "conflicts opposed supports"), Some(1)));
    assert_eq!(decided("opposed-practice", "2026-08-13"), (is(-2, "conflicts opposed order supports"), Some(0)));
}

#[test]
fn the_pairs_of_more_than_a_thousand_obligations_are_not_listed_and_a_warning_says_so() {
    let goals = |count: usize| {
        (1..=count).map(|number| format!("  - {{id: g{number}, educator: ana, focus: [talk]}}\n")).collect::<Vec<_>>().concat()
    };
    let told = district(&format!("individual_plans:\n{}", goals(1001)));
    assert_eq!((told.obligations("ana").len(), told.pairs("ana").len(), told.threads("ana").len()), (1001, 0, 1));
    let warned = |told: &Told| {
        told.findings().iter().any(|finding| {
            finding["level"] == "warning" && finding["message"].as_str().is_some_and(|text| text.contains("obligations"))
        })
    };
    assert!(warned(&told), "{:?}", told.rules(&["warning"]));
    let told = district(&format!("individual_plans:\n{}", goals(40)));
    assert_eq!((told.pairs("ana").len(), warned(&told)), (780, false));
}

#[test]
fn an_exact_focus_match_leaves_no_near_one() {
    let told = district(
        "individual_plans: [{id: g1, educator: ana, focus: [talk, pairs]}, {id: g2, educator: ana, focus: [talk]}]\n\
         focuses: [{id: talk}, {id: pairs, parent: talk}]\n",
    );
    assert_eq!(step(&told, "g1", "g2"), is(1, "focus-exact"));
}

#[test]
fn a_goal_linked_to_itself_is_no_deadline_inversion() {
    let told = district("individual_plans: [{id: g1, educator: ana, start: 2026-09-01, due: 2026-10-01, requires: [g1]}]\n");
    assert!(told.of("deadline-inversion").is_empty());
    assert_eq!(told.items("link-cycle"), [["g1"]]);
}

#[test]
fn more_than_a_thousand_obligations_hang_together_over_goals_of_others_and_conflict_with_nothing() {
    let mut goals: Vec<String> =
        (0..1000).map(|nth| format!("{{id: g{nth}, educator: ana, supports: [b1], conflicts: [top]}}")).collect();
    goals.push("{id: b1, educator: ben, supports: [b2]}, {id: b2, educator: ben, supports: [b1, top]}".to_owned());
    goals.push("{id: top, educator: ana}, {id: alone, educator: ana}".to_owned());
    let told = district(&format!("individual_plans: [{}]\n", goals.join(", ")));
    let sizes: Vec<usize> = told.threads("ana").iter().map(Vec::len).collect();
    assert_eq!(sizes, [1, 1001]);
    assert!(told.of("opposed-practice").is_empty());
}

#[test]
fn a_free_goal_is_no_thread_and_no_end_of_the_link_that_is_proposed() {
    let told = district(
        "individual_plans: [{id: a0, educator: ana, free: true, focus: [x1], supports: [s1]}, {id: g1, educator: ana, focus: [x2]}, {id: g2, educator: ana, focus: [x3]}, {id: g3, educator: ana, focus: [x4]}, {id: g4, educator: ana, focus: [x5]}]\n\
         focuses: [{id: x}, {id: x1, parent: x}, {id: x2, parent: x}, {id: x3, parent: x}, {id: x4}, {id: x5}]\n\
         school_improvement_goals: [{id: s1, school: pine}]\neducators: [{id: ana, schools: pine}]\n",
    );
    let found = told.only("disconnected-obligations");
    assert_eq!((&found["figures"]["threads"], &found["figures"]["obligations"]), (&4.into(), &5.into()));
    assert_eq!(support::words(&found["figures"]["link"]), ["g1", "g2"]);
}

#[test]
fn no_link_is_proposed_between_threads_that_have_no_related_focus() {
    let goals = "individual_plans: [{id: g1, educator: ana, focus: [x1]}, {id: g2, educator: ana, focus: [x2]}, {id: g3, educator: ana, focus: [x3]}, {id: g4, educator: ana}]\n";
    let told = district(goals);
    let found = told.only("disconnected-obligations");
    assert!(found["figures"].get("link").is_none(), "{found}");
    assert_eq!(found["remedy"], "No link suggests itself. Ask what the work of each thread is meant for.");
    let related = district(&format!("{goals}focuses: [{{id: x1}}, {{id: x2, parent: x}}, {{id: x3, parent: x}}, {{id: x}}]\n"));
    assert_eq!(support::words(&related.only("disconnected-obligations")["figures"]["link"]), ["g2", "g3"]);
}
