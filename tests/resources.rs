//! What there is to learn with: colleagues who offer what they know, money, feedback and coaching where they are needed most; and
//! what the pages of coaches and of the district tell of it.

mod support;

use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use support::sample::Lists;
use support::{Folder, Told, district, plalign, words};

use plalign::analysis::priorities::priorities;
use plalign::load;
use plalign::load::values::SCALE;
use plalign::model::District;
use plalign::model::hers::{Hers, Takers};
use plalign::time::Clock;

const MATCH: &str = "internal-expert-match";
const SPEND: &str = "external-first-spend";
const PRIORITY: &str = "priority-unfunded";
const GAP: &str = "support-gap-by-need";

/// Two schools; ana and ben work in one, cy in both, dee in the other.
const PEOPLE: &str = "schools: [{id: k1}, {id: k2}]\n\
    educators: [{id: ana, schools: [k1]}, {id: ben, schools: [k1]}, {id: cy, schools: [k1, k2]}, {id: dee, schools: [k2]}]\n";

/// What is told where ana has a goal on talk, with these further lists.
fn with_goal(goal: &str, lists: &str) -> Told {
    district(&format!(
        "{PEOPLE}individual_plans: [{{id: g1, educator: ana, text: x, due: 2027-05-01, focus: [talk]{goal}}}]\n{lists}"
    ))
}

#[test]
fn a_need_is_matched_with_a_colleague_of_the_building_who_has_an_hour() {
    let told = |expertise: &str| with_goal("", &format!("activities: []\nexpertise: [{expertise}]\n")).items(MATCH);
    let found = [["k1", "talk"]];
    assert_eq!(told("{educator: ben, focus: talk, hours: 1}"), found);
    assert_eq!(told("{educator: cy, focus: talk}"), found, "without hours there is no limit");
    assert!(told("{educator: ben, focus: talk, hours: 0.9}").is_empty(), "less than an hour is time for nobody");
    assert!(told("{educator: ben, focus: talk, hours: 0}").is_empty(), "no hours");
    assert!(told("{educator: dee, focus: talk}").is_empty(), "another school");
    assert!(told("{educator: ana, focus: talk}, {educator: ben, focus: talk}").is_empty(), "she offers it herself");
    assert!(told("{educator: ben, focus: labs}").is_empty(), "another focus");
}

#[test]
fn only_what_is_shared_and_not_met_is_a_need() {
    let expertise = "expertise: [{educator: ben, focus: talk}]\n";
    let told =
        |goal: &str, activities: &str| with_goal(goal, &format!("activities: [{activities}]\n{expertise}")).of(MATCH).len();
    assert_eq!(told("", ""), 1);
    assert_eq!(told(", private: true", ""), 0, "a private goal is hers alone");
    assert_eq!(told(", type: corrective", ""), 0, "so is a corrective plan");
    assert_eq!(told(", status: paused", ""), 0);
    assert_eq!(told("", "{id: a1, hours: 2, serves: [g1]}"), 0, "served by a link");
    assert_eq!(told("", "{id: a1, hours: 2, focus: [talk], chosen_by: [ana]}"), 0, "met by its focus");
    assert_eq!(told("", "{id: a1, hours: 2, focus: [talk], chosen_by: [ben]}"), 1, "what others do meets nothing of hers");
}

#[test]
fn a_finding_of_an_evaluation_is_no_need_that_colleagues_hear_of() {
    let lists = "individual_plans: []\nactivities: []\nevaluation_findings: [{educator: ana, focus: talk}]\n";
    let told = district(&format!("{PEOPLE}{lists}expertise: [{{educator: ben, focus: talk}}]\n"));
    assert!(told.of(MATCH).is_empty(), "{}", told.summary());
}

#[test]
fn a_near_focus_will_do_and_a_related_one_will_not() {
    let focuses = "focuses: [{id: literacy}, {id: talk, parent: literacy}, {id: writing, parent: literacy}]\nactivities: []\n";
    let told = |focus: &str| with_goal("", &format!("{focuses}expertise: [{{educator: ben, focus: {focus}}}]\n")).items(MATCH);
    assert_eq!(told("literacy"), [["k1", "talk"]]);
    assert!(told("writing").is_empty());
}

#[test]
fn hours_of_somebody_in_two_schools_go_once() {
    let lists = "activities: []\nexpertise: [{educator: cy, focus: talk, hours: 1}, {educator: dee, focus: talk, hours: 1}]\n";
    let goals = "individual_plans: [{id: g1, educator: ana, text: x, due: 2027-05-01, focus: [talk]}, \
        {id: g2, educator: eve, text: x, due: 2027-05-01, focus: [talk]}]\n";
    let told = district(&format!("{}{goals}{lists}", PEOPLE.replace("{id: ben, schools: [k1]}", "{id: eve, schools: [k2]}")));
    let helped: Vec<&Value> = told.of(MATCH).iter().map(|finding| &finding["figures"]["helped"]).collect();
    assert_eq!(helped, [1, 1], "cy has time for one of them and dee for the other: {}", told.summary());
}

#[test]
fn somebody_who_offers_what_she_knows_is_no_stranger_on_the_roster() {
    let lists = "individual_plans: []\nteams: []\nactivities: []\nexpertise: [{educator: ana, focus: talk}]\n";
    let told = district(&format!("educators: [{{id: ana}}, {{id: ben}}]\n{lists}"));
    assert_eq!(words(&told.only("stale-input")["educators"]), ["ben"]);
}

#[test]
fn money_for_somebody_outside_is_told_where_somebody_inside_offers_the_same() {
    let told = |activity: &str| {
        let lists = format!("activities: [{{id: a1, hours: 6, focus: [talk]{activity}}}]\n");
        district(&format!("{PEOPLE}{lists}expertise: [{{educator: dee, focus: talk, hours: 2}}]\n")).items(SPEND)
    };
    assert_eq!(told(", cost: 500, provider: institute"), [["a1"]]);
    assert!(told(", cost: 0, provider: institute").is_empty(), "it costs nothing");
    assert!(told(", provider: institute").is_empty(), "nobody says that it costs anything");
    assert!(told(", cost: 500").is_empty(), "nobody says who provides it");
    for inside in ["t", "k2", "dee"] {
        assert!(told(&format!(", cost: 500, provider: {inside}")).is_empty(), "{inside} is the district's own");
    }
}

#[test]
fn what_pays_is_told_and_who_offers_is_not() {
    let lists = "activities: [{id: a1, hours: 6, focus: [talk], cost: 500, provider: institute, funding: title_ii_a}]\n";
    let told = district(&format!("{PEOPLE}{lists}expertise: [{{educator: dee, focus: talk}}]\n"));
    let finding = told.only(SPEND);
    assert_eq!(finding["figures"]["fund"], "title_ii_a");
    assert!(!support::text(&finding["message"]).contains("dee"), "{finding}");
}

/// Three priorities with a goal, six hours and this much money each.
fn funded(more: &str, budgets: [&str; 3]) -> Told {
    let mut lists = "educators: [{id: ana}]\n".to_owned();
    let list = |name: &str, line: &dyn Fn(usize) -> String| {
        format!("{name}: [{}]\n", (1..4).map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "))
    };
    lists += &list("district_goals", &|n| format!("{{id: d{n}, text: x, due: 2028-05-01}}"));
    lists += &list("individual_plans", &|n| format!("{{id: g{n}, educator: ana, text: x, due: 2027-05-01, supports: [d{n}]}}"));
    lists += &list("budgets", &|n| match budgets[n - 1] {
        "" => String::new(),
        amount => format!("{{goal: d{n}, amount: {amount}}}"),
    });
    let hours = "{id: a1, hours: 6, serves: [g1]}, {id: a2, hours: 6, serves: [g2]}, {id: a3, hours: 6, serves: [g3]}";
    district(&format!("{lists}activities: [{hours}{more}]\n"))
}

#[test]
fn an_hour_that_costs_more_than_five_times_the_middle_is_told() {
    assert!(funded("", ["600", "600", "3000"]).of(PRIORITY).is_empty(), "five times is not more than five times");
    let told = funded("", ["600", "600", "3000.06"]);
    let figures = &told.only(PRIORITY)["figures"];
    assert_eq!(told.items(PRIORITY), [["d3"]]);
    assert_eq!((&figures["dollars_per_hour"], &figures["median_dollars_per_hour"]), (&500.01.into(), &100.into()));
}

#[test]
fn a_budget_covers_what_leads_to_its_goal_and_other_costs_are_added_once() {
    // d1 has a budget, so that a1 is paid from it; d3 has none, and its activity serves it twice over.
    let costs = ", {id: b1, hours: 0, serves: [g1], cost: 9000}, {id: b3, hours: 0, serves: [g3, d3], cost: 9000}";
    let told = funded(costs, ["600", "600", ""]);
    assert_eq!(told.items(PRIORITY), [["d3"]], "{}", told.summary());
    assert_eq!(told.only(PRIORITY)["figures"]["dollars"], 9000.0);
}

/// Dollars of d1 with these school goals, activities and budgets.
fn money(goals: &str, activities: &str, budgets: &str) -> i64 {
    let folder = Folder::of(&format!(
        "schools: [{{id: k}}]\neducators: [{{id: ana, schools: [k]}}]\ndistrict_goals: [{{id: d1, text: x}}]\n\
         school_improvement_goals: [{goals}]\nactivities: [{activities}]\nbudgets: [{budgets}]\n"
    ));
    let loaded = load::open(folder.path(), false, &[]).expect("the district is there");
    let (district, _) = District::resolve(&loaded, jiff::civil::date(2026, 8, 14));
    let clock = Clock::of(&district, &loaded.manifest.config.limits);
    let [one] = &priorities(&district, &clock)[..] else { panic!("one district goal") };
    one.money / SCALE
}

#[test]
fn a_budget_below_another_one_is_part_of_it_and_one_in_a_ring_is_not() {
    let goals = |above: &str| {
        format!("{{id: s1, school: k, text: x, supports: [d1{above}]}}, {{id: s2, school: k, text: x, supports: [s1]}}")
    };
    let (s1, s2) = ("{goal: s1, amount: 5}", "{goal: s2, amount: 7}");
    assert_eq!(money(&goals(""), "", &format!("{s1}, {s2}")), 5, "s2 is paid from s1");
    assert_eq!(money(&goals(""), "", s2), 7);
    assert_eq!(
        money(&goals(""), "", &format!("{s1}, {s2}, {{goal: d1, amount: 3}}, {{goal: d1, amount: 8}}")),
        11,
        "all from d1"
    );
    assert_eq!(money(&goals(", s2"), "", &format!("{s1}, {s2}")), 12, "in a ring neither is above the other");
}

#[test]
fn a_cost_is_added_once_unless_a_budget_covers_it() {
    let goals = "{id: s1, school: k, text: x, supports: [d1]}, {id: s2, school: k, text: x, supports: [d1]}";
    let activity = |serves: &str| format!("{{id: a1, cost: 40, serves: [{serves}]}}");
    let told = |serves: &str| money(goals, &activity(serves), "{goal: s1, amount: 5}");
    assert_eq!([told("s1"), told("s2"), told("d1, s2"), told("s1, s2"), told("")], [5, 45, 45, 5, 5]);
}

#[test]
fn goals_without_hours_and_money_and_money_or_hours_without_goals_are_told() {
    let told = |goal: &str, activity: &str, budget: &str| {
        let lists = format!(
            "educators: [{{id: ana}}]\ndistrict_goals: [{{id: d1, text: x, due: 2028-05-01}}]\n\
             individual_plans: [{goal}]\nactivities: [{activity}]\nbudgets: [{budget}]\n"
        );
        district(&lists).of(PRIORITY).len()
    };
    let goal = "{id: g1, educator: ana, text: x, due: 2027-05-01, supports: [d1]}";
    let (activity, budget) = ("{id: a1, hours: 3, serves: [d1], required_of: [ana], why: x}", "{goal: d1, amount: 5}");
    assert_eq!([told(goal, "", ""), told("", activity, ""), told("", "", budget), told("", activity, budget)], [1; 4]);
    assert_eq!([told("", "", ""), told(goal, activity, ""), told(goal, "", budget), told(goal, activity, budget)], [0; 4]);
}

#[test]
fn an_amount_for_what_is_no_goal_is_told_and_left_out() {
    let lists = "educators: [{id: ana}]\nactivities: [{id: a1, hours: 1}]\nbudgets: [{goal: a1, amount: 5}]\n";
    let told = Folder::of(lists).check();
    assert_eq!(told.items("bad-value"), [["a1", "goal"]], "{}", told.summary());
}

/// The lists of schools, educators and activities with these records.
fn three_lists(schools: &[String], educators: &[String], activities: &[String]) -> Told {
    let lists = [("schools", schools), ("educators", educators), ("activities", activities)];
    district(&lists.map(|(name, records)| format!("{name}: [{}]\n", records.join(", "))).concat())
}

/// Schools k0 to k2 with this need each and so many people, who have so many hours of visits each.
fn schools(schools: [(&str, usize, usize); 3]) -> Told {
    let numbered = || schools.iter().enumerate();
    let names: Vec<String> = numbered().map(|(at, (need, ..))| format!("{{id: k{at}, need: {need}}}")).collect();
    let of_school = |at: usize, people: usize| (0..people).map(move |one| format!("{{id: p{at}-{one}, schools: [k{at}]}}"));
    let people: Vec<String> = numbered().flat_map(|(at, (_, people, _))| of_school(at, *people)).collect();
    let visits = |(at, (.., hours)): (usize, &(&str, usize, usize))| {
        format!("{{id: a{at}, hours: {hours}, component: feedback, required_of: [k{at}], why: x}}")
    };
    three_lists(&names, &people, &numbered().map(visits).collect::<Vec<_>>())
}

#[test]
fn less_than_eight_tenths_where_need_is_highest_is_told() {
    let told = |high: usize| schools([("0.9", 10, high), ("0.5", 10, 50), ("0.1", 20, 10)]).items(GAP);
    assert_eq!(told(7), [["t", "need"]]);
    assert!(told(8).is_empty(), "eight tenths are no gap");
}

#[test]
fn a_small_group_is_neither_told_nor_left_to_be_worked_out() {
    let told = |people: [usize; 3]| schools([("0.9", people[0], 2), ("0.5", people[1], 5), ("0.1", people[2], 10)]).of(GAP).len();
    assert_eq!([told([10, 10, 10]), told([10, 0, 10])], [1; 2]);
    assert_eq!([told([9, 10, 10]), told([10, 10, 9]), told([10, 9, 10])], [0; 3]);
}

#[test]
fn schools_of_one_need_are_not_parted() {
    let told = |needs: [&str; 3]| {
        let [a, b, c] = needs;
        schools([(a, 10, 2), (b, 10, 30), (c, 10, 10)]).of(GAP).len()
    };
    assert_eq!(told(["0.9", "0.9", "0.1"]), 0, "two schools are the third with the highest need, and have 16 hours each");
    assert_eq!(told(["0.5", "0.5", "0.5"]), 0, "no school needs more than another");
    assert_eq!(told(["0.9", "0.5", "0.1"]), 1);
}

#[test]
fn novices_are_set_against_others_and_nobody_is_named() {
    let years = |one: usize| if one < 10 { "3.9" } else { "4" };
    let people: Vec<String> = (0..20).map(|one| format!("{{id: p{one}, years: {}}}", years(one))).collect();
    let experienced: Vec<String> = (10..20).map(|one| format!("p{one}")).collect();
    let activities = [
        format!("{{id: a1, hours: 5, design: coaching, required_of: [{}], why: x}}", experienced.join(", ")),
        "{id: a2, hours: 9, component: feedback, evaluative: true, required_of: all, why: x}".to_owned(),
        "{id: a3, hours: 1, required_of: all, why: x}".to_owned(),
    ];
    let told = three_lists(&["{id: k}".to_owned()], &people, &activities);
    let finding = told.only(GAP);
    assert_eq!((words(&finding["items"]), words(&finding["educators"])), (vec!["t".to_owned(), "years".to_owned()], vec![]));
    let figures = &finding["figures"];
    assert_eq!([&figures["minutes"], &figures["other_minutes"]], [&Value::from(0), &Value::from(10 * 5 * 60)]);
}

/// A page of the report on a folder, in Markdown.
fn page(lists: &str, path: &str) -> String {
    let folder = Folder::of(lists);
    let ran = plalign(folder.path(), &["report", "--out", "site", "--format", "markdown", "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    fs::read_to_string(folder.path().join("site").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A section of a page.
fn section(page: &str, title: &str) -> String {
    let (_, rest) = page.split_once(&format!("## {title}\n")).unwrap_or_else(|| panic!("no section {title} in\n{page}"));
    rest.split("\n## ").next().unwrap_or_default().to_owned()
}

#[test]
fn a_coach_is_told_who_could_help_those_who_share_a_goal_with_her() {
    let lists = "schools: [{id: k1}]\n\
        educators: [{id: ana, schools: [k1], coach: cora}, {id: bea, schools: [k1], coach: cora}, \
        {id: eve, schools: [k1]}, {id: cora, schools: [k1]}, {id: dee, schools: [k1]}]\n\
        individual_plans: [{id: g1, educator: ana, text: x, due: 2027-05-01, focus: [talk]}, \
        {id: g2, educator: bea, text: x, due: 2027-05-01, focus: [secret], private: true}, \
        {id: g3, educator: bea, text: x, due: 2027-05-01, focus: [algebra]}, \
        {id: g4, educator: eve, text: x, due: 2027-05-01, focus: [labs]}]\n\
        teams: [{id: far, kind: network, members: [dee]}]\n\
        plc_goals: [{id: c1, team: far, text: x, due: 2027-05-01, focus: [algebra]}]\n\
        activities: []\nexpertise: [{educator: dee, focus: talk, hours: 4}, {educator: dee, focus: secret}, {educator: dee, focus: labs}]\n";
    let told = section(&page(lists, "coach/cora/index.md"), "Expertise in the building for open needs");
    assert!(told.contains("| Talk `talk` | `ana` | `dee` (4 h) |"), "{told}");
    assert!(told.contains("| Algebra `algebra` | `bea` | none here; of the networks: `far` |"), "{told}");
    assert!(!told.contains("secret") && !told.contains("labs"), "a private goal, and one of somebody she does not coach: {told}");
}

#[test]
fn the_district_is_told_money_by_priority_and_no_goals_of_few_people() {
    let lists = |people: usize| {
        let ids: Vec<String> = (0..40).map(|one| format!("{{id: p{one}}}")).collect();
        let goal = |one| format!("{{id: g{one}, educator: p{one}, text: x, due: 2027-05-01, supports: [d1]}}");
        let goals: Vec<String> = (0..people).map(goal).collect();
        let attend: Vec<String> = (0..people).map(|one| format!("p{one}")).collect();
        format!(
            "educators: [{}]\ndistrict_goals: [{{id: d1, text: x, due: 2028-05-01}}]\nindividual_plans: [{}]\n\
             activities: [{{id: a1, hours: 3, serves: [d1], required_of: [{}], why: x}}, \
             {{id: a2, hours: 9, serves: [g0]}}]\nbudgets: [{{goal: d1, amount: 41200}}]\n",
            ids.join(", "),
            goals.join(", "),
            attend.join(", ")
        )
    };
    let told = |people| section(&page(&lists(people), "district/index.md"), "Money by priority");
    let many = told(20);
    assert!(many.contains("| `d1` x | $41,200 | 20 | 60 h | $686.67 |"), "{many}");
    let few = told(9);
    assert!(few.contains("$41,200 | not shown (small group) | 27 h | $1,525.93 |"), "what one of them chose is not told: {few}");
}

#[test]
fn the_district_is_told_support_by_need_and_nothing_of_a_small_group() {
    let lists = |high: usize| {
        let people = |school: &str, count: usize| {
            (0..count).map(|one| format!("{{id: {school}-{one}, schools: [{school}]}}")).collect::<Vec<_>>()
        };
        let people = [people("k1", high), people("k2", 15), people("k3", 12)].concat();
        format!(
            "schools: [{{id: k1, need: 0.9}}, {{id: k2, need: 0.5}}, {{id: k3, need: 0.1}}]\neducators: [{}]\n\
             activities: [{{id: a1, hours: 3, component: feedback, required_of: [k1, k3], why: x}}]\n",
            people.join(", ")
        )
    };
    let told = |high| section(&page(&lists(high), "district/index.md"), "Support by need");
    let many = told(10);
    assert!(many.contains("| Third of schools with the highest need | 10 | 30 h | 3 h |"), "{many}");
    assert!(many.contains("| All others | 15 | 0 h | 0 h |"), "{many}");
    let few = told(9);
    assert!(
        few.contains("highest need | not shown (small group) | not shown (small group) | not shown (small group) |"),
        "{few}"
    );
    assert!(few.contains("| Third with the lowest | not shown (small group)"), "else it could be worked out: {few}");
    assert!(few.contains("| All others | 15 |"), "{few}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whose an activity is, asked of the activity and of each educator.
    #[test]
    fn an_activity_is_theirs_who_have_it(drawn in vec(any::<u8>(), 0..400)) {
        let folder = Lists::draw(&drawn).as_csv();
        let loaded = load::open(folder.path(), false, &[]).expect("the district is there");
        let (district, _) = District::resolve(&loaded, jiff::civil::date(2026, 8, 14));
        let takers = Takers::of(&district);
        let of_all: Vec<Hers> = district.educator_ids().map(|one| Hers::of(&district, one)).collect();
        for item in district.item_ids().filter(|item| district.activity(*item).is_some()) {
            let have = |(_, hers): &(u32, &Hers)| hers.activities().any(|activity| activity == item);
            let expected: Vec<u32> = (0..).zip(&of_all).filter(have).map(|(one, _)| one).collect();
            prop_assert_eq!(takers.people(&district, item), expected);
        }
    }
}
