//! Rules on what has grown old: decisions that settle nothing, initiatives that come and go, goals that repeat last year's,
//! old evaluations and rosters.

mod support;

use support::{Folder, Told, district, sound, text, words};

const GOALS: &str = "schools: [{id: lincoln}]\nindividual_plans: []\nschool_improvement_goals:\n  - {id: s1, school: lincoln, text: Read}\n  - {id: s2, school: lincoln, text: Write}\n";

fn decided(records: &str) -> Told {
    sound(&Folder::of(&format!("{GOALS}decisions:\n{records}")))
}

fn record(subject: &str, until: &str) -> String {
    format!("  - {{{subject}, choice: accept, reason: because, until: {until}}}\n")
}

#[test]
fn a_decision_that_settles_something_is_used() {
    let told = decided(&record("rule: school-goal-unserved, items: [s1]", "2026-08-14"));
    assert_eq!((told.of("unused-decision").len(), told.of("expired-decision").len()), (0, 0), "{}", told.summary());
    assert_eq!(told.json["summary"]["decided"], 1);
}

#[test]
fn a_decision_that_fits_nothing_is_told_with_what_may_be_meant() {
    let before = decided("").of("school-goal-unserved")[0].clone();
    let id = text(&before["id"]);
    let slip = format!("{}{}", &id[..id.len() - 1], if id.ends_with('0') { '1' } else { '0' });
    for (subject, items, message) in [
        (
            format!("finding: \"{slip}\""),
            vec![slip.as_str()],
            format!("the decision about “{slip}” matches no finding; did you mean “{id}”?"),
        ),
        (
            "rule: school-goal-unserved, items: [s1, s2]".to_owned(),
            vec!["school-goal-unserved", "s1", "s2"],
            "the decision about “school-goal-unserved” of “s1”, “s2” matches no finding".to_owned(),
        ),
        (
            "rule: school-goal-unservd, items: [s1]".to_owned(),
            vec!["school-goal-unservd", "s1"],
            "the decision about “school-goal-unservd” of “s1” settles nothing: there is no rule “school-goal-unservd”; did you mean \
             “school-goal-unserved”?"
                .to_owned(),
        ),
    ] {
        let told = decided(&record(&subject, "2027-01-01"));
        let finding = told.only("unused-decision");
        assert_eq!(
            (words(&finding["items"]), text(&finding["message"])),
            (items.into_iter().map(str::to_owned).collect(), message)
        );
        assert_eq!(finding["figures"]["until"], "2027-01-01");
        assert_eq!(told.of("school-goal-unserved").len(), 2);
    }
}

#[test]
fn two_decisions_about_one_thing_are_told_once() {
    let one = record("rule: link-cycle, items: [s1]", "2027-01-01");
    assert_eq!(decided(&(one.clone() + &one)).of("unused-decision").len(), 1);
    let one = record("rule: link-cycle, items: [s1]", "2026-01-01");
    assert_eq!(decided(&(one.clone() + &one)).of("expired-decision").len(), 1);
}

#[test]
fn what_nobody_looked_for_is_not_called_unused() {
    let unused = record("rule: school-goal-unserved, items: [nothing]", "2027-01-01");
    let manifest = format!("{GOALS}decisions:\n{unused}");
    let count = |folder: &Folder, arguments: &[&str]| folder.check_with(arguments).of("unused-decision").len();
    assert_eq!(count(&Folder::of(&manifest), &[]), 1);
    assert_eq!(count(&Folder::of(&format!("rules: {{school-goal-unserved: off}}\n{manifest}")), &[]), 0, "off");
    assert_eq!(count(&Folder::of(&manifest.replace("individual_plans: []\n", "")), &[]), 0, "not run");
    assert_eq!(count(&Folder::of(&format!("files: {{educators: none.csv}}\n{manifest}")), &[]), 0, "a file was not read");
    // The decision hangs on what other rules tell; asked for alone, these look all the same and say nothing.
    let told = Folder::of(&manifest).check_with(&["--only", "unused-decision"]);
    assert_eq!((told.of("unused-decision").len(), told.findings().len()), (1, 1), "{}", told.summary());
    assert!(told.not_run().is_empty(), "{:?}", told.not_run());
    assert_eq!(Folder::of(&manifest).check_with(&["--only", "school-goal-unserved"]).of("unused-decision").len(), 0);
}

#[test]
fn a_decision_about_what_cannot_be_decided_settles_nothing() {
    let manifest = "files: {educators: none.csv}\ndecisions:\n";
    let told = Folder::of(&format!("{manifest}{}", record("rule: unreadable-file, items: [x]", "2027-01-01"))).check();
    assert_eq!((told.code, told.json["summary"]["decided"].as_u64()), (Some(2), Some(0)), "{}", told.summary());
}

#[test]
fn an_expired_decision_says_whether_its_finding_is_back() {
    let expired =
        |subject| decided(&record(subject, "2026-08-13")).only("expired-decision")["message"].as_str().map(str::to_owned);
    let about = "the decision about “school-goal-unserved” of";
    assert_eq!(
        expired("rule: school-goal-unserved, items: [s1]"),
        Some(format!("{about} “s1” held until 2026-08-13; what it settled is told again"))
    );
    assert_eq!(
        expired("rule: school-goal-unserved, items: [s9]"),
        Some(format!("{about} “s9” held until 2026-08-13; what it was about is not found any more"))
    );
}

#[test]
fn a_decision_that_was_renewed_under_another_name_has_not_expired() {
    let id = text(&decided("").of("school-goal-unserved")[0]["id"]);
    let both =
        record("rule: school-goal-unserved, items: [s1]", "2026-01-01") + &record(&format!("finding: \"{id}\""), "2027-01-01");
    let told = decided(&both);
    assert!(told.of("expired-decision").is_empty(), "{}", told.summary());
}

#[test]
fn a_decision_about_an_unused_one_settles_it() {
    let unused = record("rule: link-cycle, items: [s1]", "2027-01-01");
    let id = text(&decided(&unused).only("unused-decision")["id"]);
    let told = decided(&(unused + &record(&format!("finding: \"{id}\""), "2027-01-01")));
    assert!(told.of("unused-decision").is_empty(), "{}", told.summary());
}

fn initiatives(records: &[(&str, &str, &str)]) -> Told {
    let record =
        |(id, start, end): &(&str, &str, &str)| format!("  - {{id: {id}, school: lincoln, start: {start}, end: {end}}}\n");
    let records: String = records.iter().map(record).collect();
    district(&format!("schools: [{{id: lincoln}}]\neducators: [{{id: ana, schools: [lincoln]}}]\ninitiatives:\n{records}"))
}

#[test]
fn an_initiative_that_ended_before_two_years_is_told() {
    for (start, end, months) in [
        ("2024-09-01", "2026-08-13", Some(23)),
        ("2024-08-14", "2026-08-13", None),
        ("2024-08-15", "2026-08-13", Some(23)),
        ("2025-09-01", "2026-08-14", None),
        ("2026-01-01", "2026-12-31", None),
        ("2020-01-01", "2021-08-13", None),
        ("2020-06-01", "2021-08-14", Some(14)),
        ("2025-09-01", "~", None),
        ("~", "2026-06-01", None),
    ] {
        let told = initiatives(&[("x", start, end)]);
        let found: Vec<_> = told.of("initiative-churn").iter().map(|finding| finding["figures"]["months"].as_i64()).collect();
        assert_eq!(found, months.into_iter().map(Some).collect::<Vec<_>>(), "{start} {end}");
        if months.is_some() {
            let finding = told.only("initiative-churn");
            assert_eq!((words(&finding["items"]), words(&finding["educators"])), (vec!["x".to_owned()], vec!["ana".to_owned()]));
        }
    }
}

#[test]
fn three_beginnings_within_two_years_are_told_of_the_school() {
    let told =
        initiatives(&[("a", "2024-09-01", "~"), ("b", "2025-02-01", "~"), ("c", "2026-08-14", "~"), ("d", "2022-01-01", "~")]);
    let finding = told.only("initiative-churn");
    assert_eq!(words(&finding["items"]), ["lincoln"]);
    assert_eq!(words(&finding["figures"]["initiatives"]), ["a", "b", "c"]);
    for last in ["2026-09-01", "2027-01-01"] {
        let told = initiatives(&[("a", "2024-09-01", "~"), ("b", "2025-02-01", "~"), ("c", last, "~")]);
        assert!(told.of("initiative-churn").is_empty(), "{last}: {}", told.summary());
    }
}

#[test]
fn a_school_is_told_of_its_initiatives_alone() {
    let list = "initiatives:\n  - {id: a, school: lincoln, start: 2025-01-01, end: 2025-06-01}\n  - {id: b, school: adams, start: 2025-02-01}\n  - {id: c, school: adams, start: 2025-03-01}\n";
    let folder = Folder::of(&format!("schools: [{{id: lincoln}}, {{id: adams}}]\n{list}"));
    assert_eq!(folder.check().items("initiative-churn"), [["a"]]);
    assert_eq!(folder.check_with(&["--school", "lincoln"]).items("initiative-churn"), [["a"]]);
    assert!(folder.check_with(&["--school", "adams"]).of("initiative-churn").is_empty());
}

const LAST: &str = "{id: old, educator: ana, text: Ask three questions in each lesson, due: 2026-05-29, status: done}";

fn goals(this: &str) -> Told {
    district(&format!("individual_plans:\n  - {LAST}\n  - {this}\n"))
}

#[test]
fn a_goal_that_says_what_last_years_said_is_told() {
    for (this, copied) in [
        ("{id: new, educator: ana, text: Ask three questions in each lesson, due: 2027-05-28}", true),
        ("{id: new, educator: ana, text: ask  Three questions in each lessons, due: 2027-05-28}", true),
        ("{id: new, educator: ana, text: Ask three questions in each lesson}", true),
        ("{id: new, educator: ana, text: Ask five questions in each lesson, due: 2027-05-28}", false),
        ("{id: new, educator: ben, text: Ask three questions in each lesson, due: 2027-05-28}", false),
        ("{id: new, educator: ana, text: Ask three questions in each lesson, due: 2027-05-28, status: paused}", false),
        ("{id: new, educator: ana, text: Ask three questions in each lesson, due: 2027-05-28, continued: 'true'}", false),
        ("{id: new, educator: ana, text: Ask three questions in each lesson, due: 2027-05-28, continued: no}", true),
        ("{id: new, educator: ana, text: Ask three questions in each lesson, due: 2026-05-30}", false),
        (
            "{id: new, educator: ana, text: Ask three questions in each lesson, due: 2027-05-28, target: {metric: m, min: 3}}",
            false,
        ),
    ] {
        let told = goals(this);
        let wanted = if copied { vec![vec!["new".to_owned(), "old".to_owned()]] } else { vec![] };
        assert_eq!(told.items("copy-forward-plan"), wanted, "{this}\n{}", told.summary());
    }
}

#[test]
fn the_same_target_a_year_later_is_the_same() {
    let with = |old: &str, new: &str| {
        let goal = |id: &str, due: &str, target: &str| {
            format!("  - {{id: {id}, team: t6, text: Raise scores, due: {due}, target: {target}}}\n")
        };
        let goals = goal("old", "2026-05-29", old) + &goal("new", "2027-05-28", new);
        district(&format!("teams: [{{id: t6, members: [ana]}}]\nplc_goals:\n{goals}")).items("copy-forward-plan").len()
    };
    assert_eq!(with("{metric: m, min: 70, by: 2026-05-01}", "{metric: m, min: 70, by: 2027-05-01}"), 1);
    assert_eq!(with("{metric: m, min: 70}", "{metric: m, min: 75}"), 0);
}

#[test]
fn of_several_earlier_goals_the_last_is_told() {
    let goal = |id: &str, due: &str| format!("  - {{id: {id}, educator: ana, text: Wait ten seconds, due: {due}}}\n");
    let plans = goal("a", "2024-05-01") + &goal("b", "2026-05-01") + &goal("c", "2025-05-01") + &goal("new", "2027-05-01");
    assert_eq!(district(&format!("individual_plans:\n{plans}")).items("copy-forward-plan"), [["new", "b"]]);
}

#[test]
fn an_evaluation_older_than_two_years_is_told_of_its_educator() {
    let of = |days: &[&str]| {
        let finding = |(nth, day): (usize, &&str)| format!("  - {{id: f{nth}, educator: ana, focus: talk, date: {day}}}\n");
        let findings: String = days.iter().enumerate().map(finding).collect();
        district(&format!("evaluation_findings:\n{findings}"))
    };
    assert!(of(&["2024-08-14", "2026-01-01", "~"]).of("stale-input").is_empty());
    let told = of(&["2024-08-13", "2026-01-01", "2019-03-02"]);
    let finding = told.only("stale-input");
    assert_eq!((words(&finding["items"]), words(&finding["educators"])), (vec!["ana".to_owned()], vec!["ana".to_owned()]));
    assert_eq!(words(&finding["figures"]["findings"]), ["f0", "f2"]);
    assert_eq!((&finding["figures"]["oldest"], &finding["acts"][0]), (&"2019-03-02".into(), &"district".into()));
}

#[test]
fn people_whom_nothing_but_the_roster_names_are_told() {
    let roster = "educators: [{id: ana, coach: cy}, {id: ben}, {id: cy}, {id: dee}, {id: eva}, {id: fay}, {id: guy}]\n";
    let lists = "individual_plans: [{id: g1, educator: ana, text: Ask, due: 2027-05-01}]\nteams: [{id: t, members: [dee], facilitator: eva}]\nactivities: [{id: a, title: A, required_of: [fay, all], why: x}]\n";
    let told = district(&format!("{roster}{lists}"));
    let finding = told.only("stale-input");
    assert_eq!(
        (words(&finding["items"]), words(&finding["figures"]["people"])),
        (vec!["t".to_owned()], vec!["ben".to_owned(), "guy".to_owned()])
    );
    assert_eq!(words(&finding["educators"]), ["ben", "guy"]);
    assert!(district(roster).of("stale-input").is_empty(), "without plans nobody can be missing there");
}
