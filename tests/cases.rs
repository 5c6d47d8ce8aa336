//! Four obligation sets of one educator each, and a fifth of false friends: what is declared or coded in them is found, and
//! what only sounds alike or opposed is not; what clashes or does not fit in time is found; and licences are counted exactly.

mod support;

use support::{Told, check_in, repository, text, words};

fn case(name: &str) -> Told {
    let told = check_in(&repository("tests/districts/cases").join(name), &[]);
    assert_eq!(told.faults(), [""; 0], "{}", told.summary());
    told
}

/// Step and reasons of a pair of the only educator.
fn pair(told: &Told, a: &str, b: &str) -> (i64, String) {
    let educator = told.json["educators"][0]["id"].as_str().expect("one educator").to_owned();
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    let (step, reasons) = told.pair(&educator, a, b);
    (step, reasons.join(" "))
}

fn reinforces(told: &Told, a: &str, b: &str) {
    let (step, reasons) = pair(told, a, b);
    assert!(step > 0, "{a} and {b} should reinforce each other: {step} {reasons}");
}

fn stands_apart(told: &Told, educator: &str, id: &str) {
    assert!(told.threads(educator).contains(&vec![id.to_owned()]), "{id} should stand alone in {:?}", told.threads(educator));
}

fn lists<const N: usize>(lists: [&[&str]; N]) -> Vec<Vec<String>> {
    lists.into_iter().map(|list| list.iter().map(|&id| id.to_owned()).collect()).collect()
}

fn nothing_is_opposed(told: &Told) {
    for rule in ["opposed-practice", "contradictory-target"] {
        assert_eq!(told.items(rule), lists([]), "{rule}");
    }
}

#[test]
fn a_cluster_around_one_skill_is_found_and_the_side_track_stands_apart() {
    let told = case("grade-5");
    for (a, b) in [("f1", "g1"), ("g1", "p1"), ("p1", "s1"), ("g1", "s1"), ("a1", "f1")] {
        reinforces(&told, a, b);
    }
    assert_eq!(pair(&told, "f1", "g1").1, "focus-exact", "a shared code");
    assert_eq!(pair(&told, "p1", "s1"), (2, "focus-exact supports".to_owned()), "a declared link");
    stands_apart(&told, "quinn", "g2");
    assert!(
        told.threads("quinn").contains(&["a1", "f1", "g1", "p1", "s1"].map(str::to_owned).to_vec()),
        "{:?}",
        told.threads("quinn")
    );
    nothing_is_opposed(&told);
    for gap in ["finding-unserved", "finding-without-goal", "deadline-inversion", "school-goal-unserved"] {
        assert_eq!(told.items(gap), lists([]), "{gap}");
    }
}

#[test]
fn a_need_of_team_and_school_without_a_goal_of_hers_is_told() {
    let told = case("grade-3");
    for (a, b) in [("p1", "s1"), ("f1", "s1"), ("a1", "f1")] {
        reinforces(&told, a, b);
    }
    assert_eq!(told.items("finding-without-goal"), lists([&["f1"]]));
    assert_eq!(told.items("finding-unserved"), lists([]), "team and webinar are about it");
    stands_apart(&told, "reyes", "g1");
    assert_eq!(pair(&told, "g1", "p1").0, 0, "both concern language arts, and that joins nothing");
    nothing_is_opposed(&told);
    assert_eq!(told.items("deadline-inversion"), lists([]));
}

#[test]
fn directions_that_are_declared_opposed_are_told_and_others_are_not() {
    let told = case("grade-1");
    for (a, b) in [("s1", "d1"), ("f1", "s1"), ("f1", "d1")] {
        reinforces(&told, a, b);
    }
    for (a, b, reasons) in [("g1", "s1", "opposed"), ("g1", "d1", "opposed time"), ("p1", "s1", "opposed")] {
        assert_eq!(pair(&told, a, b), (-2, reasons.to_owned()), "{a} {b}");
    }
    assert_eq!(told.items("opposed-practice"), lists([&["d1", "g1"], &["g1", "s1"], &["p1", "s1"]]));
    stands_apart(&told, "hale", "c1");
    assert!(told.threads("hale").contains(&["d1", "f1", "s1"].map(str::to_owned).to_vec()), "{:?}", told.threads("hale"));
    assert_eq!(told.items("finding-unserved"), lists([&["f1"]]), "her only goal goes the other way");
}

#[test]
fn a_workshop_on_the_team_s_tuesday_clashes_with_it() {
    let told = case("grade-5");
    let clash = told.only("session-overlap");
    assert_eq!(words(&clash["items"]), ["a1", "grade-5"]);
    assert_eq!(
        (words(&clash["figures"]["dates"]), words(&clash["educators"])),
        (vec!["2025-10-14".into()], vec!["quinn".to_owned()])
    );
    assert_eq!(clash["figures"]["minutes"], 75, "from 15:30 to 16:45");
    assert_eq!(pair(&told, "a1", "p1"), (-3, "session".to_owned()));
    assert_eq!(told.items("hours-over-capacity"), lists([]), "her hours are enough");
}

#[test]
fn an_autumn_with_too_few_hours_is_told_with_all_that_is_asked_in_it() {
    let told = case("grade-1");
    let figures = &told.only("hours-over-capacity")["figures"];
    let (from, until) = (text(&figures["from"]), text(&figures["until"]));
    assert!(from.as_str() <= "2025-09-11" && "2025-12-18" <= until.as_str(), "{from} to {until}");
    assert_eq!((from.as_str(), until.as_str()), ("2025-09-08", "2026-02-01"), "until the course is due");
    // 60 hours of the course; 21 weeks of two hours, of a meeting, and of what there is; 15 of the committee.
    assert_eq!(words(&figures["work"]), ["d1", "prompts", "grade-1", "c1"]);
    assert_eq!(figures["work_minutes"], serde_json::json!([3600, 21 * 120, 21 * 90, 15 * 60]));
    assert_eq!((&figures["minutes_asked"], &figures["minutes_there"]), (&8910.into(), &6300.into()));
    let asked = ["c1", "d1", "g1", "p1"];
    for (a, b) in asked.iter().enumerate().flat_map(|(nth, a)| asked[nth + 1..].iter().map(move |b| (a, b))) {
        let (step, reasons) = pair(&told, a, b);
        assert!(step < 0 && reasons.contains("time"), "{a} and {b} do not fit beside each other: {step} {reasons}");
    }
    assert_eq!(told.items("session-overlap"), lists([]), "Mondays, Wednesdays and Thursdays");
}

#[test]
fn dates_in_the_wrong_order_are_told() {
    let told = case("high-school");
    for (a, b) in [("f2-1f", "g1"), ("f2-3d", "g1"), ("a1", "f2-1f"), ("a1", "f2-3d"), ("g1", "d1"), ("a1", "r1#content")] {
        reinforces(&told, a, b);
    }
    let (step, reasons) = pair(&told, "a1", "g1");
    assert!(
        step == -2 && reasons.contains("order") && reasons.contains("supports"),
        "the link reinforces, its dates conflict: {step} {reasons}"
    );
    let inversions = told.items("deadline-inversion");
    for expected in lists([&["g1", "a1"], &["e1", "m1"]]) {
        assert!(inversions.contains(&expected), "{expected:?} is not in {inversions:?}");
    }
    assert!(
        inversions.iter().all(|items| items.contains(&"a1".to_owned()) || items.contains(&"e1".to_owned())),
        "{inversions:?}"
    );
    assert_eq!(told.items("finding-unserved"), lists([&["f1"]]));
    assert_eq!(told.items("finding-without-goal"), lists([]));
    assert_eq!(told.threads("moss").len(), 2, "f1 has nothing to hang on to; all else is one thread: {:?}", told.threads("moss"));
    nothing_is_opposed(&told);
}

/// What the licence `r1` of the only educator says of a rule.
fn licence(told: &Told, rule: &str) -> serde_json::Value {
    let licence = &told.json["educators"][0]["licences"][0];
    assert_eq!(licence["id"], "r1");
    let rules = licence["rules"].as_array().expect("a licence has rules");
    rules.iter().find(|one| one["id"] == rule).unwrap_or_else(|| panic!("no rule {rule} in {licence}")).clone()
}

/// The rules about licences, of which none may speak of a licence that is not in danger.
const ON_LICENCES: [&str; 6] = [
    "renewal-category-shortfall",
    "renewal-unknown",
    "renewal-pace",
    "category-mismatch",
    "double-count-forbidden",
    "outside-period",
];

#[test]
fn a_licence_whose_hours_are_planned_is_not_in_danger() {
    let told = case("grade-5");
    for rule in ON_LICENCES {
        assert_eq!(told.items(rule), lists([]), "{rule}");
    }
    let any = licence(&told, "any");
    assert_eq!((&any["status"], &any["have"], &any["need"]), (&"met".into(), &52.0.into(), &36.0.into()), "20 + 30 + 2");
}

#[test]
fn a_total_that_is_reached_hides_no_category_that_is_not() {
    let told = case("grade-3");
    let total = licence(&told, "total");
    assert_eq!((&total["status"], &total["have"]), (&"met".into(), &163.0.into()), "12 + 90 + 16 + 45");
    let mut categories = told.items("renewal-category-shortfall");
    categories.sort();
    assert_eq!(categories, lists([&["r1#content"], &["r1#sei-esl"]]));
    let short = |rule: &str| licence(&told, rule)["short"].as_f64();
    assert_eq!((short("content"), short("sei-esl"), short("pedagogy")), (Some(3.0), Some(15.0), Some(0.0)));
    let mismatch = told.of("category-mismatch");
    assert!(mismatch.iter().any(|finding| words(&finding["items"]) == ["r1#sei-esl"]), "{}", told.summary());
    assert!(
        mismatch.iter().all(|finding| words(&finding["figures"]["full"]) == ["pedagogy"]),
        "the course is about what is full"
    );
    let not_counted = told.json["educators"][0]["licences"][0]["not_counted"].as_array().expect("a list").clone();
    let webinar = not_counted.iter().find(|one| one["credit"] == "reyes/a1").expect("the webinar does not count");
    assert_eq!((&webinar["units"], &webinar["why"]), (&6.0.into(), &"its topic reaches 6 of 10 points".into()));
}

#[test]
fn a_licence_that_is_just_met_counts_nothing_that_the_district_pays_for() {
    let told = case("high-school");
    for rule in ON_LICENCES {
        assert_eq!(told.items(rule), lists([]), "{rule}");
    }
    let content = licence(&told, "content");
    assert_eq!((&content["status"], &content["have"], &content["short"]), (&"met".into(), &45.0.into(), &0.0.into()), "15 + 30");
    let not_counted = &told.json["educators"][0]["licences"][0]["not_counted"];
    assert_eq!(
        (&not_counted[0]["credit"], &not_counted[0]["units"]),
        (&"moss/a2@2025-08-13".into(), &18.0.into()),
        "the institute: {not_counted}"
    );
}

#[test]
fn behavior_support_and_restorative_practice_are_no_contradiction() {
    let told = case("false-friends");
    nothing_is_opposed(&told);
    assert!(told.pairs("ortega").values().all(|(step, _)| *step >= 0), "{:?}", told.pairs("ortega"));
}

#[test]
fn the_same_word_in_two_texts_joins_nothing() {
    let told = case("false-friends");
    assert_eq!(pair(&told, "f1", "g1").0, 0);
    assert_eq!(
        told.items("finding-unserved").len() + told.items("finding-without-goal").len(),
        0,
        "without activities the rules are not run"
    );
    assert!(told.not_run().contains("finding-unserved"));
}
