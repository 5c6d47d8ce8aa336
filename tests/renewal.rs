//! Rules about licences: each is told from its threshold on and not one step before, once for what `rules.md` names, of her
//! alone; what nobody knows is said to be unknown; and no text of a credit is repeated.

mod support;

use std::fmt::Write as _;

use serde_json::{Value, json};
use support::{Folder, Told, district, plalign, sound, text, words};

const NONE: [[&str; 0]; 0] = [];

/// A licence of ana's that expires on 30 June 2028, with rules of its own, and credits of hers.
fn licence(rules: &str, credits: &str) -> String {
    until("2028-06-30", rules, credits)
}

fn until(expires: &str, rules: &str, credits: &str) -> String {
    format!(
        "educators: [{{id: ana, schools: [pine]}}, {{id: ben, schools: [pine]}}]\nschools: [{{id: pine}}]\n\
         relicensure_requirements: [{{id: r1, educator: ana, expires: {expires}, rules: [{rules}]}}]\ncredits: [{credits}]\n"
    )
}

/// Hours of ana's with a tag, on a day; planned without one.
fn hours(tag: &str, hours: u32, day: &str) -> String {
    let date = if day.is_empty() { String::new() } else { format!(", date: {day}") };
    format!("{{educator: ana, title: Number {hours} on {tag}, hours: {hours}, tags: [{tag}]{date}}}, ")
}

const CATEGORY: &str = "{id: sei, of: {tag: sei}, min: 15}";

/// A district of ana's licence under a pack of these lines, which stands in a file of its own.
fn packed(pack: &str, requirement: &str, lists: &str) -> Told {
    let manifest = format!(
        "packs: [local.yaml]\neducators: [{{id: ana, schools: [pine]}}]\nschools: [{{id: pine}}]\n\
         relicensure_requirements: [{{id: r1, educator: ana, pack: local, expires: 2028-06-30, issued: 2023-07-01{requirement}}}]\n{lists}"
    );
    let pack = format!(
        "pack: local\nname: Local\ndate: 2026-08\nconfidence: high\nunit: {{id: local.point, name: point, plural: points, per_hour: 1}}\n{pack}"
    );
    sound(&Folder::of(&manifest).with("local.yaml", pack))
}

const FIVE: &str = "cycle: {years: 5, window: inside}\ncarry: none\nrepeat: once\n";

fn level(finding: &Value) -> String {
    text(&finding["level"])
}

fn message(finding: &Value) -> String {
    text(&finding["message"])
}

/// The licence `r1` in JSON.
fn of_ana(told: &Told) -> Value {
    let licences = told.educator("ana")["licences"].as_array().expect("licences are a list").clone();
    licences.into_iter().find(|licence| licence["id"] == "r1").expect("she has r1")
}

// renewal-category-shortfall

#[test]
fn a_category_that_earned_and_planned_units_do_not_fill_is_short() {
    let short = |credits: &str| district(&licence(CATEGORY, credits)).items("renewal-category-shortfall");
    let nine = hours("sei", 9, "2026-01-10");
    assert_eq!(short(""), [["r1#sei"]]);
    assert_eq!(short(&nine), [["r1#sei"]]);
    assert_eq!(short(&format!("{nine}{}", hours("sei", 6, ""))), NONE, "planned without a day");
    assert_eq!(short(&format!("{nine}{}", hours("sei", 6, "2027-02-01"))), NONE, "planned for a day");
    assert_eq!(short(&format!("{nine}{}", hours("talk", 6, "2026-02-01"))), [["r1#sei"]], "of another kind");
}

#[test]
fn a_total_and_a_topic_are_offered_what_the_calendar_has_for_them() {
    let activities = "activities:\n  - {id: algebra, tags: [fractions], design: course, sessions: ['2026-11-10 08:00-16:00']}\n  \
                      - {id: past, tags: [x], sessions: ['2026-03-10 08:00-16:00']}\n  \
                      - {id: talk, tags: [x], sessions: ['2026-10-10 08:00-12:00']}\n  \
                      - {id: untagged, sessions: ['2026-10-11 08:00-12:00']}\n";
    let would_help = |rule: &str| {
        let told = district(&format!("{}{activities}", licence(rule, "")));
        words(&told.only("renewal-category-shortfall")["figures"]["would_help"])
    };
    assert_eq!(would_help("{id: total, min: 40}"), ["algebra", "talk"]);
    assert_eq!(would_help("{id: courses, of: {kind: course}, min: 40}"), ["algebra"], "what surely fits");
    assert_eq!(would_help("{id: topic, of: {topic: fractions}, min: 10}"), ["algebra"], "an activity says its topic by its tags");
    assert_eq!(would_help("{id: most, distinct: kind, min: 2}"), ["algebra", "talk"]);
}

#[test]
fn a_tag_that_is_like_one_of_the_category_is_asked_after_and_not_repeated() {
    let advice = |tag: &str, rule: &str| {
        let told = district(&licence(rule, &hours(tag, 6, "2026-01-10")));
        text(&told.only("renewal-category-shortfall")["remedy"])
    };
    let rule = "{id: sei, of: {tag: sei_esl}, min: 15}";
    let asked = "No category of this license has a tag of ana/credit@2026-01-10; did you mean “sei_esl”? ";
    assert!(advice("SEI", rule).starts_with(asked), "{}", advice("SEI", rule));
    assert!(advice("sei_els", rule).starts_with(asked), "{}", advice("sei_els", rule));
    assert!(!advice("sei_esl", rule).contains("did you mean"));
    assert!(!advice("algebra", rule).contains("did you mean"));
}

#[test]
fn what_is_too_little_or_too_much_varied_is_counted_and_named() {
    let credits = |kinds: &[&str]| {
        let row = |kind: &&str| format!("{{educator: ana, title: A {kind}, kind: {kind}, hours: 5, date: 2026-01-10}}");
        kinds.iter().map(row).collect::<Vec<_>>().join(", ")
    };
    let told = |rule: &str, kinds: &[&str]| message(district(&licence(rule, &credits(kinds))).only("renewal-category-shortfall"));
    let few = told("{id: variety, distinct: kind, min: 2}", &["course"]);
    assert_eq!(few, "ana lacks something for r1#variety by 2028-06-30: 1 of 2 different kinds of activity");
    let none = told("{id: swd, of: {tag: swd}, distinct: id, min: 1}", &[]);
    assert_eq!(none, "ana lacks something for r1#swd by 2028-06-30: 0 of 1 entry");
    let many = told("{id: focus, distinct: kind, max: 1}", &["course", "plc"]);
    assert_eq!(many, "ana lacks something for r1#focus by 2028-06-30: 2 of at most 1 kind of activity");
}

#[test]
fn a_license_that_is_short_whatever_is_answered_is_an_error_though_no_rule_is() {
    let illinois = |profile: &str, hours: u32| {
        sound(&Folder::of(&format!(
            "packs: [us-il/teacher]\neducators: [{{id: ana}}]\nproviders: [{{id: roe, approved_for: [us-il/teacher]}}]\n\
             relicensure_requirements: [{{id: r1, educator: ana, pack: us-il/teacher, issued: 2022-07-01, expires: 2027-06-30, profile: {{{profile}}}}}]\n\
             credits: [{{educator: ana, hours: {hours}, kind: workshop, provider: roe, date: 2025-01-10}}]\n"
        )))
    };
    let told = illinois("retired_or_substitute: no", 7);
    let finding = told.only("renewal-category-shortfall");
    assert_eq!((words(&finding["items"]), level(finding)), (vec!["r1".to_owned()], "error".to_owned()));
    assert_eq!(
        message(finding),
        "ana falls short for r1 by 2027-06-30 whatever is answered: 7 of 120 professional development hours, 113 missing (total), \
         or 7 of 60 professional development hours, 53 missing (total-national-board)"
    );
    assert_eq!(finding["figures"]["short"], json!(53));
    assert!(finding["figures"]["unknown"].to_string().contains("profile.national_board"), "{finding}");
    assert_eq!((told.items("renewal-unknown").len(), told.code), (0, Some(1)), "{}", told.summary());
    assert_eq!(of_ana(&told)["status"], "short");
    let open = illinois("retired_or_substitute: no", 70);
    assert_eq!(
        (open.items("renewal-unknown"), open.items("renewal-category-shortfall").len()),
        (vec![vec!["r1#total".to_owned()]], 0)
    );
    assert_eq!(illinois("national_board: yes", 7).items("renewal-category-shortfall").len(), 0, "she may owe nothing at all");
}

#[test]
fn a_shortfall_says_how_much_is_missing_and_concerns_her_alone() {
    let told = district(&licence(CATEGORY, &format!("{}{}", hours("sei", 9, "2026-01-10"), hours("sei", 2, ""))));
    let finding = told.only("renewal-category-shortfall");
    assert_eq!(words(&finding["educators"]), ["ana"]);
    assert_eq!(words(&finding["acts"]), ["learner"]);
    let figures = &finding["figures"];
    for (key, value) in [("need", 15), ("have", 11), ("short", 4), ("earned", 9), ("planned", 2)] {
        assert_eq!(figures[key], value, "{key}");
    }
    assert!(message(finding).contains("11 of 15 hours") && message(finding).contains("4 missing"), "{}", message(finding));
    assert_eq!((&figures["due"], &figures["unit"]), (&"2028-06-30".into(), &"hours".into()));
}

#[test]
fn a_licence_that_expires_within_a_year_makes_it_an_error() {
    let of = |expires: &str| level(district(&until(expires, CATEGORY, "")).only("renewal-category-shortfall"));
    assert_eq!([of("2027-08-14"), of("2027-08-15"), of("2026-06-30")], ["error", "warning", "error"]);
}

#[test]
fn what_the_calendar_has_for_it_is_named() {
    let activity = |fields: &str| format!("activities: [{{id: a1, hours: 6, due: 2027-05-01{fields}}}]\n");
    let help = |fields: &str| {
        let told = district(&format!("{}{}", licence(CATEGORY, ""), activity(fields)));
        words(&told.only("renewal-category-shortfall")["figures"]["would_help"])
    };
    assert_eq!(help(", tags: [sei]"), ["a1"]);
    for (fields, why) in [
        ("", "it has no tag"),
        (", tags: [talk]", "it is about something else"),
        (", tags: [sei], required_of: [ben]", "it is required of another"),
        (", tags: [sei], chosen_by: [ana]", "it is hers, and counts"),
        (", tags: [sei], kind: duty", "it is for no learning"),
    ] {
        assert_eq!(help(fields), [""; 0], "{why}");
    }
    let past = help(", tags: [sei]").len()
        - district(&format!("{}{}", licence(CATEGORY, ""), activity(", tags: [sei]").replace("2027-05-01", "2026-08-14")))
            .only("renewal-category-shortfall")["figures"]["would_help"]
            .as_array()
            .map_or(0, Vec::len);
    assert_eq!(past, 1, "what is due on the day of the check is over");
}

#[test]
fn an_activity_of_another_school_is_not_offered() {
    let of = |school: &str| {
        let lists = licence(CATEGORY, "").replace("schools: [{id: pine}]", "schools: [{id: pine}, {id: oak}]");
        let told =
            district(&format!("{lists}activities: [{{id: a1, hours: 6, due: 2027-05-01, tags: [sei], school: {school}}}]\n"));
        words(&told.only("renewal-category-shortfall")["figures"]["would_help"])
    };
    assert_eq!((of("pine"), of("oak")), (vec!["a1".to_owned()], vec![]));
}

#[test]
fn a_need_that_is_answered_no_is_short_and_one_that_is_not_answered_is_unknown() {
    let of = |profile: &str| {
        let lists = licence("{id: training, need: training}", "").replace("rules:", &format!("{profile}rules:"));
        let told = district(&lists);
        [told.items("renewal-category-shortfall").len(), told.items("renewal-unknown").len()]
    };
    assert_eq!(of("profile: {training: no}, "), [1, 0]);
    assert_eq!(of(""), [0, 1]);
    assert_eq!(of("profile: {training: yes}, "), [0, 0]);
}

#[test]
fn where_units_are_split_the_cut_is_told_in_words() {
    let split = "overlap: {split: [content, literacy, science]}\nrules: [{id: content, of: {tag: content}, min: 10}, {id: literacy, of: {tag: literacy}, min: 10}, {id: science, of: {tag: science}, min: 5}]\n";
    let lists = "credits: []\nactivities: [{id: book-study, hours: 8, due: 2027-05-01, chosen_by: [ana], tags: [content, literacy]}, {id: plc-words, hours: 8, due: 2027-05-01, chosen_by: [ana], tags: [content, literacy]}]\n";
    let told = packed(&format!("{FIVE}{split}"), "", lists);
    let remedies: Vec<String> = told.of("renewal-category-shortfall").iter().map(|finding| text(&finding["remedy"])).collect();
    let said = "book-study and plc-words can fill only content and literacy, which together lack 4 points";
    assert!(remedies.iter().any(|remedy| remedy.contains(said)), "{remedies:#?}");
    assert!(remedies.iter().any(|remedy| remedy.contains("nothing earned or planned fills science")), "{remedies:#?}");
    let short: f64 = of_ana(&told)["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["short"].as_f64()).sum();
    assert!((short - 9.0).abs() < 1e-9, "4 of content and literacy, 5 of science: {short}");
}

#[test]
fn what_is_owed_by_nobody_is_neither_late_nor_outside_nor_confused() {
    let asks = "asks: [{name: lifetime, type: yes-no, question: \"Do you hold a lifetime license?\"}, {name: plan_approved, type: date, question: \"When?\"}]\nexempt: [{when: {lifetime: true}, note: It needs no hours.}]\ncount_if: [{after: plan_approved}]\nrules: [{id: total, min: 10}]\n";
    let credits = "credits: [{educator: ana, kind: workshop, hours: 12, date: 2025-03-01}, {educator: ana, kind: course, hours: 5, date: 2020-03-01}]\n";
    let of = |lifetime: &str| {
        let told = packed(
            &format!("{FIVE}overlap: shared\n{asks}"),
            &format!(", profile: {{lifetime: {lifetime}, plan_approved: 2025-06-01}}"),
            credits,
        );
        ["late-plan", "outside-period", "unit-confusion", "renewal-category-shortfall"].map(|rule| told.items(rule).len())
    };
    assert_eq!((of("no"), of("yes")), ([1, 1, 1, 1], [0; 4]));
}

#[test]
fn what_is_owed_by_nobody_is_not_short() {
    let asks = "asks: [{name: lifetime, type: yes-no, question: \"Do you hold a lifetime license?\"}]\nexempt: [{when: {lifetime: true}, note: It needs no hours.}]\nrules: [{id: total, min: 10}]\n";
    let of = |profile: &str| {
        let told = packed(&format!("{FIVE}overlap: shared\n{asks}"), profile, "credits: []\n");
        (text(&of_ana(&told)["status"]), told.items("renewal-category-shortfall").len(), told.items("renewal-unknown").len())
    };
    assert_eq!(of(", profile: {lifetime: yes}"), ("exempt".to_owned(), 0, 0));
    assert_eq!(of(", profile: {lifetime: no}"), ("short".to_owned(), 1, 0));
    assert_eq!(of(""), ("unknown".to_owned(), 0, 1), "nobody said whether anything is owed");
    let told =
        packed(&format!("{FIVE}status: suspended\noverlap: shared\nrules: [{{id: total, min: 10}}]\n"), "", "credits: []\n");
    assert_eq!((text(&of_ana(&told)["status"]), told.items("renewal-category-shortfall").len()), ("suspended".to_owned(), 0));
}

#[test]
fn what_would_help_is_named_for_the_nearest_alternative() {
    let rules = "{id: way, any: [[{id: board, need: board}], [{id: sei, of: {tag: sei}, min: 15}]]}";
    let lists = licence(rules, "").replace("rules:", "profile: {board: no}, rules:");
    let told = district(&format!("{lists}activities: [{{id: a1, hours: 6, due: 2027-05-01, tags: [sei]}}]\n"));
    let finding = told.only("renewal-category-shortfall");
    assert_eq!(words(&finding["figures"]["would_help"]), ["a1"]);
    let rule = &of_ana(&told)["rules"][0];
    assert_eq!(
        (&rule["need"], &rule["nearest"][0]["id"], &rule["nearest"][0]["short"]),
        (&json!(15.0), &json!("sei"), &json!(15.0))
    );
    assert_eq!(told.items("double-duty-opportunity"), [["a1"]]);
}

// renewal-pace

#[test]
fn fifteen_percent_behind_an_even_pace_are_told_and_not_less() {
    let of = |hours: u32| {
        let total = format!("{FIVE}overlap: shared\nrules: [{{id: total, min: 100}}]\n");
        packed(&total, "", &format!("credits: [{{educator: ana, hours: {hours}, date: 2024-03-01}}]\n")).items("renewal-pace")
    };
    // 1140 of 1826 days are over, so that 62.43 of 100 would be an even pace, and 47.43 are the least.
    assert_eq!((of(47), of(48)), (vec![vec!["r1#total".to_owned()]], vec![]));
}

#[test]
fn what_is_planned_does_not_make_up_the_pace_and_is_told_beside_it() {
    let told = packed(
        &format!("{FIVE}overlap: shared\nrules: [{{id: total, min: 100}}]\n"),
        "",
        "credits: [{educator: ana, hours: 20, date: 2024-03-01}, {educator: ana, hours: 50}]\n",
    );
    let finding = told.only("renewal-pace");
    for (key, value) in [("need", 100), ("earned", 20), ("planned", 50), ("to_plan", 30), ("terms", 4), ("to_earn_per_term", 20)]
    {
        assert_eq!(finding["figures"][key], value, "{key}");
    }
    assert_eq!((level(finding), words(&finding["educators"])), ("info".to_owned(), vec!["ana".to_owned()]));
}

#[test]
fn without_a_beginning_there_is_no_pace() {
    let total = "{id: total, min: 100}";
    assert_eq!(district(&licence(total, "")).items("renewal-pace"), NONE);
    let issued = licence(total, "").replace("expires:", "issued: 2023-07-01, expires:");
    assert_eq!(district(&issued).items("renewal-pace"), [["r1#total"]]);
    assert_eq!(district(&issued.replace(total, CATEGORY)).items("renewal-pace"), NONE, "a category has no pace of its own");
}

// local-alignment-share

fn aligned(serves: &str) -> String {
    let rules = "{id: total, min: 50}, {id: aligned, of: {serves: [school, district]}, min_share: 0.8}";
    let credits = format!(
        "{{educator: ana, kind: course, hours: 30, date: 2026-01-10, serves: [s1]}}, {{educator: ana, kind: painting, hours: 20, date: 2026-02-10{serves}}}"
    );
    format!(
        "{}school_improvement_goals: [{{id: s1, school: pine}}]\nindividual_plans: [{{id: g1, educator: ana, supports: [s1]}}, {{id: g2, educator: ana}}]\n",
        licence(rules, &credits)
    )
}

#[test]
fn the_share_that_must_fit_the_school_counts_every_link_however_long() {
    let told = |serves: &str| district(&aligned(serves));
    let found = told("");
    let finding = found.only("local-alignment-share");
    assert_eq!((words(&finding["items"]), level(finding)), (vec!["r1#aligned".to_owned()], "info".to_owned()));
    assert_eq!(
        (&finding["figures"]["short"], words(&finding["figures"]["unlinked"])),
        (&10.into(), vec!["ana/painting@2026-02-10".to_owned()])
    );
    assert!(found.items("renewal-category-shortfall").is_empty(), "it is told once");
    assert_eq!(told(", serves: [s1]").items("local-alignment-share"), NONE);
    assert_eq!(told(", serves: [g1]").items("local-alignment-share"), NONE, "over a goal of hers");
    assert_eq!(told(", serves: [g2]").items("local-alignment-share"), [["r1#aligned"]], "a goal that leads nowhere");
}

#[test]
fn the_share_says_what_it_does_not_mean() {
    let remedy = text(&district(&aligned("")).only("local-alignment-share")["remedy"]);
    assert!(remedy.contains("one goal") && remedy.contains("nobody can demand one particular activity"), "{remedy}");
}

#[test]
fn a_pack_makes_the_share_a_warning() {
    let pack = format!(
        "{FIVE}overlap: shared\nrules: [{{id: total, min: 10}}, {{id: aligned, of: {{serves: [school]}}, min_share: 0.5}}]\n"
    );
    let told = packed(&pack, "", "credits: [{educator: ana, hours: 10, date: 2026-01-10}]\n");
    assert_eq!(level(told.only("local-alignment-share")), "warning");
}

// plan-missing-goal-type

const GOALS: &str = "{id: plan, goals: [{from: [evaluation], min: 1}, {from: [team, school, district], min: 1}]}";

#[test]
fn each_kind_of_goal_that_is_missing_is_named() {
    let missing = |plans: &str| {
        let lists = format!(
            "{}evaluation_findings: [{{id: f1, educator: ana, focus: talk}}]\nschool_improvement_goals: [{{id: s1, school: pine}}]\nindividual_plans: [{plans}]\n",
            licence(GOALS, "")
        );
        let told = district(&lists);
        told.of("plan-missing-goal-type").first().map(|finding| words(&finding["figures"]["missing"])).unwrap_or_default()
    };
    let (finding, school) = ("{id: g1, educator: ana, supports: [f1]}", "{id: g2, educator: ana, supports: [s1]}");
    assert_eq!(missing(""), ["evaluation", "team or school or district"]);
    assert_eq!(missing(finding), ["team or school or district"]);
    assert_eq!(missing(school), ["evaluation"]);
    assert_eq!(missing(&format!("{finding}, {school}")), [""; 0]);
    assert_eq!(missing("{id: g1, educator: ana, supports: [f1, s1]}"), [""; 0], "one goal for both");
    assert_eq!(missing(&format!("{finding}, {}", school.replace("]}", "], status: paused}"))), ["team or school or district"]);
    assert_eq!(missing(&format!("{finding}, {}", school.replace("ana", "ben"))), ["team or school or district"], "of another");
}

#[test]
fn a_pack_makes_a_missing_goal_an_error() {
    let pack = format!("{FIVE}overlap: shared\nrules: [{GOALS}]\n");
    assert_eq!(level(packed(&pack, "", "individual_plans: []\n").only("plan-missing-goal-type")), "error");
    let unlisted = packed(&pack, "", "");
    assert!(unlisted.not_run().contains("plan-missing-goal-type"), "no list says which goals there are");
    assert_eq!(
        (unlisted.items("renewal-unknown"), text(&of_ana(&unlisted)["status"])),
        (vec![vec!["r1#plan".to_owned()]], "unknown".to_owned())
    );
    assert_eq!(
        level(district(&format!("{}individual_plans: []\n", licence(GOALS, ""))).only("plan-missing-goal-type")),
        "warning"
    );
}

// late-plan

fn planned(profile: &str) -> Told {
    let rule = "{id: plan, need: plan, by: supervisor, within: 6 months of issue}";
    district(&licence(rule, "").replace("rules:", &format!("issued: 2026-01-15, profile: {{{profile}}}, rules:")))
}

#[test]
fn a_plan_is_late_a_day_after_its_deadline() {
    assert_eq!(planned("plan_approved: 2026-07-15").items("late-plan"), NONE);
    let told = planned("plan_approved: 2026-07-16");
    let finding = told.only("late-plan");
    assert_eq!((words(&finding["items"]), level(finding)), (vec!["r1#plan".to_owned()], "warning".to_owned()));
    assert_eq!(
        (&finding["figures"]["deadline"], &finding["figures"]["approved"], &finding["figures"]["days_late"]),
        (&"2026-07-15".into(), &"2026-07-16".into(), &1.into())
    );
    assert!(told.items("renewal-category-shortfall").is_empty(), "it is told once");
}

#[test]
fn a_plan_that_is_not_approved_when_its_day_has_passed_is_late() {
    let told = planned("plan: no");
    assert_eq!((told.items("late-plan"), told.items("renewal-category-shortfall").len()), (vec![vec!["r1#plan".to_owned()]], 0));
    assert_eq!(planned("").items("late-plan"), NONE, "nobody said anything");
    assert_eq!(planned("").items("renewal-unknown"), [["r1#plan"]]);
}

#[test]
fn what_was_earned_before_the_approval_is_listed() {
    let pack = format!(
        "{FIVE}overlap: shared\nasks: [{{name: plan, type: yes-no, question: \"Is it approved?\"}}, {{name: plan_approved, type: date, question: \"When?\"}}]\ncount_if: [{{after: plan_approved}}]\nrules: [{{id: plan, need: plan}}, {{id: total, min: 30}}]\n"
    );
    let credits = "credits: [{educator: ana, kind: course, hours: 20, date: 2025-03-01}, {educator: ana, kind: workshop, hours: 6, date: 2025-03-02}]\n";
    let of = |day: &str| packed(&pack, &format!(", profile: {{plan_approved: {day}}}"), credits);
    assert_eq!(of("2025-03-01").items("late-plan"), NONE);
    let told = of("2025-03-02");
    let finding = told.only("late-plan");
    assert_eq!((words(&finding["items"]), level(finding)), (vec!["r1#plan".to_owned()], "error".to_owned()));
    assert_eq!(
        (words(&finding["figures"]["before"]), &finding["figures"]["units"]),
        (vec!["ana/course@2025-03-01".to_owned()], &20.into())
    );
    assert!(of_ana(&told)["not_counted"][0]["why"].as_str().is_some_and(|why| why.contains("before the plan was approved")));
    let said = "20 points of ana were earned before the plan was approved on 2025-03-02 and may be void: ana/course@2025-03-01";
    assert_eq!(message(finding), said);
}

#[test]
fn each_fact_that_is_late_is_told_of_its_own_rule() {
    let rules = "{id: plan, need: plan, within: 6 months of issue}, {id: training, need: training, within: 1 year of issue}";
    let profile = "issued: 2023-07-01, profile: {plan: no, training: no}, rules:";
    let told = district(&licence(rules, "").replace("rules:", profile));
    assert_eq!(told.items("late-plan"), [["r1#plan"], ["r1#training"]]);
    assert_eq!(told.items("renewal-category-shortfall"), NONE);
    let said: Vec<String> = told.of("late-plan").iter().map(|finding| message(finding)).collect();
    assert_eq!(said[0], "r1#plan of ana had to be approved by 2024-01-01, and is not");
    assert_eq!(said[1], "r1#training of ana had to be done by 2024-07-01, and is not");
}

#[test]
fn what_lies_before_another_day_names_its_question() {
    let pack = format!(
        "{FIVE}overlap: shared\nasks: [{{name: since, type: date, question: \"Since when do you hold it?\"}}]\ncount_if: [{{after: since}}]\nrules: [{{id: total, min: 30}}]\n"
    );
    let credits = "credits: [{educator: ana, kind: course, hours: 20, date: 2025-03-01}]\n";
    let told = packed(&pack, ", profile: {since: 2025-03-02}", credits);
    let said = message(told.only("late-plan"));
    assert!(said.contains("before 2025-03-02, the answer to “Since when do you hold it?”"), "{said}");
    assert_eq!(words(&told.only("late-plan")["items"]), ["r1"]);
}

#[test]
fn a_plan_of_new_jersey_is_late_and_lacks_goals() {
    let lists = "packs: [us-nj/teacher]\neducators: [{id: ana}]\nindividual_plans: []\ncredits: [{educator: ana, kind: workshop, hours: 20, date: 2026-08-01}]\nrelicensure_requirements: [{id: r1, educator: ana, pack: us-nj/teacher, expires: 2026-09-30, profile: {plan: no, corrective_plan: no, reading_role: no, training: yes}}]\n";
    let told = Folder::of(lists).check();
    assert_eq!(
        (told.items("late-plan"), told.items("plan-missing-goal-type")),
        (vec![vec!["r1#plan".to_owned()]], vec![vec!["r1#plan".to_owned()]]),
        "{}",
        told.summary()
    );
    assert_eq!(told.only("late-plan")["figures"]["deadline"], "2025-10-31");
    let idle = Folder::of(&lists.replace("hours: 20", "hours: 2")).check();
    assert_eq!(idle.items("renewal-pace"), [["r1#hours"]], "in a cycle of one year the year is the whole");
}

// plan-preempted

fn corrective(more: &str) -> Vec<Vec<String>> {
    let lists = format!(
        "individual_plans: [{{id: g1, educator: ana, type: corrective}}, {{id: g2, educator: ana{more}}}, {{id: g3, educator: ben}}]\n"
    );
    district(&lists).items("plan-preempted")
}

#[test]
fn goals_beside_a_corrective_plan_are_told_unless_they_are_linked_to_it() {
    assert_eq!(corrective(""), [["ana"]], "ben has no such plan");
    assert_eq!(corrective(", supports: [g1]"), NONE);
    assert_eq!(corrective(", status: paused"), NONE);
    assert_eq!(corrective(", type: corrective"), NONE, "two parts of one plan");
    assert_eq!(corrective(", supports: [g3]"), [["ana"]]);
}

#[test]
fn a_corrective_plan_that_is_over_displaces_nothing() {
    let lists = "individual_plans: [{id: g1, educator: ana, type: corrective, status: done}, {id: g2, educator: ana}]\n";
    assert_eq!(district(lists).items("plan-preempted"), NONE);
}

#[test]
fn a_pack_that_knows_corrective_plans_makes_it_an_error() {
    let plans = "individual_plans: [{id: g1, educator: ana, type: corrective}, {id: g2, educator: ana}]\n";
    let asks = "asks: [{name: corrective_plan, type: yes-no, question: \"Are you on a corrective action plan?\"}]\n";
    let of = |asks: &str| {
        let told = packed(&format!("{FIVE}overlap: shared\n{asks}rules: [{{id: total, min: 1}}]\n"), "", plans);
        level(told.only("plan-preempted"))
    };
    assert_eq!((of(asks), of("")), ("error".to_owned(), "warning".to_owned()));
}

// double-count-forbidden

const SPLIT: &str = "overlap: {split: [content, literacy]}\nrules: [{id: content, of: {tag: content}, min: 10}, {id: literacy, of: {tag: literacy}, min: 10}]\n";

#[test]
fn an_entry_that_is_needed_in_two_categories_of_which_it_fills_one_is_told() {
    let of = |split: &str, hours: u32| {
        let credits =
            format!("credits: [{{educator: ana, kind: course, hours: {hours}, date: 2026-01-10, tags: [content, literacy]}}]\n");
        packed(&format!("{FIVE}{split}"), "", &credits).items("double-count-forbidden")
    };
    assert_eq!(of(SPLIT, 19), [["r1", "ana/course@2026-01-10"]]);
    assert_eq!(of(SPLIT, 20), NONE, "it can be divided");
    assert_eq!(of(SPLIT, 9), NONE, "it would not do twice either");
    assert_eq!(of(&SPLIT.replace("{split: [content, literacy]}", "shared"), 10), NONE, "it may count twice");
    assert_eq!(of(&SPLIT.replace("{split: [content, literacy]}", "unknown"), 10), NONE, "nobody knows");
}

/// What is told of two licences of one pack, which expire in these years, with these lines and credits.
fn doubled(expires: [&str; 2], pack: &str, credits: &str) -> Vec<Vec<String>> {
    let pack = format!(
        "pack: local\nname: Local\ndate: 2026-08\nunit: {{id: local.point, name: point, per_hour: 1}}\ncycle: {{years: 5, window: inside}}\nrepeat: once\noverlap: shared\nasks: [{{name: more, type: count, question: \"How many more?\"}}]\nrules: [{{id: total, min: 10}}]\n{pack}\n"
    );
    let entry = |id: &str, expires: &str| {
        format!("{{id: {id}, educator: ana, pack: local, expires: {expires}-06-30, profile: {{more: 0}}}}")
    };
    let manifest = format!(
        "packs: [local.yaml]\nrelicensure_requirements: [{}, {}]\ncredits: [{credits}]\n",
        entry("r1", expires[0]),
        entry("r2", expires[1])
    );
    sound(&Folder::of(&manifest).with("local.yaml", pack)).items("double-count-forbidden")
}

#[test]
fn an_entry_in_two_licences_that_share_no_units_is_told() {
    let of = |licences: &str, expires| {
        let credit = "{educator: ana, kind: course, hours: 10, date: 2026-01-10}";
        doubled(expires, &format!("carry: none\nlicences: {licences}"), credit)
    };
    assert_eq!(of("{extra: 5, count: more}", ["2028", "2028"]), [["r2", "ana/course@2026-01-10", "r1"]]);
    for expires in [["2028", "2028"], ["2027", "2029"], ["2026", "2031"]] {
        assert_eq!((of("shared", expires), of("unknown", expires)), (vec![], vec![]), "{expires:?}");
    }
}

#[test]
fn what_is_planned_for_two_cycles_is_told_and_what_is_carried_over_is_not() {
    let shared = |carry: &str| format!("carry: {carry}\nlicences: shared");
    let planned = "{educator: ana, kind: course, hours: 10}";
    assert_eq!(doubled(["2027", "2032"], &shared("none"), planned), [["r2", "ana/course", "r1"]]);
    assert_eq!(doubled(["2026", "2031"], &shared("none"), planned), NONE, "the first cycle is over");
    let surplus =
        "{educator: ana, kind: course, hours: 15, date: 2025-01-10}, {educator: ana, kind: seminar, hours: 6, date: 2026-01-10}";
    assert_eq!(doubled(["2026", "2031"], &shared("{max: 50}"), surplus), NONE, "it is carried over by right");
}

// licences that a pack is not for

#[test]
fn a_licence_of_days_for_which_the_rules_do_not_hold_says_so() {
    let pack = format!("{FIVE}overlap: shared\neffective: {{from: 2030-01-01, by: expiry}}\nrules: [{{id: total, min: 10}}]\n");
    let told = packed(&pack, "", "credits: []\n");
    assert_eq!(
        (text(&of_ana(&told)["status"]), told.items("renewal-unknown")),
        ("unknown".to_owned(), vec![vec!["r1".to_owned()]])
    );
    let said = message(told.only("renewal-unknown"));
    assert!(said.contains("these rules hold for licenses that expire from 2030-01-01 on"), "{said}");
    assert!(of_ana(&told)["unknown"][0].as_str().is_some_and(|why| why.contains("2030-01-01")), "{}", of_ana(&told));
}

// outside-period

#[test]
fn the_first_and_the_last_day_of_the_period_count() {
    let of = |day: &str| {
        let pack = format!("{FIVE}overlap: shared\nrules: [{{id: total, min: 10}}]\n");
        packed(&pack, "", &format!("credits: [{{educator: ana, kind: course, hours: 4, date: {day}}}]\n")).items("outside-period")
    };
    assert_eq!(of("2023-06-30"), [["r1", "ana/course@2023-06-30"]]);
    assert_eq!(of("2028-07-01"), [["r1", "ana/course@2028-07-01"]]);
    assert_eq!((of("2023-07-01"), of("2028-06-30")), (vec![], vec![]));
}

#[test]
fn what_lies_outside_is_a_warning_where_something_is_missing() {
    let of = |rule: &str| {
        let lists = "credits: [{educator: ana, kind: course, hours: 12, date: 2022-01-10}, {educator: ana, hours: 8, date: 2025-01-10}]\n";
        let told = packed(&format!("{FIVE}overlap: shared\nrules: [{rule}]\n"), "", lists);
        told.of("outside-period").iter().map(|finding| level(finding)).collect::<Vec<_>>()
    };
    assert_eq!(of("{id: total, min: 10}"), ["warning"]);
    assert_eq!(of("{id: total, min: 8}"), ["info"], "nothing is missing");
    assert_eq!(of("{id: total, min: 10, force: advice}"), [""; 0], "nothing is asked");
    let two = |more: &str| {
        let manifest = format!(
            "packs: [local.yaml]\nrelicensure_requirements: [{{id: r1, educator: ana, pack: local, expires: 2028-06-30}}{more}]\ncredits: [{{educator: ana, kind: course, hours: 4, date: 2022-01-10}}]\n"
        );
        let pack = format!(
            "pack: local\nname: Local\ndate: 2026-08\nunit: {{id: local.point, name: point, plural: points, per_hour: 1}}\n{FIVE}overlap: shared\nrules: [{{id: total, min: 10}}]\n"
        );
        sound(&Folder::of(&manifest).with("local.yaml", pack)).items("outside-period")
    };
    assert_eq!(two(""), [["r1", "ana/course@2022-01-10"]]);
    assert_eq!(two(", {id: r0, educator: ana, pack: local, expires: 2023-06-30}"), NONE, "it counts for the license before");
}

#[test]
fn what_lies_outside_says_what_is_still_missing() {
    let pack = format!("{FIVE}overlap: shared\nrules: [{{id: total, min: 10}}]\n");
    let credits = "credits: [{educator: ana, hours: 4, date: 2022-01-10}, {educator: ana, hours: 7, date: 2025-01-10}]\n";
    let told = packed(&pack, "", credits);
    let finding = told.only("outside-period");
    assert_eq!((&finding["figures"]["units"], &finding["figures"]["still_short"]), (&4.into(), &3.into()));
    assert_eq!(level(finding), "warning");
}

// category-mismatch

#[test]
fn planned_units_for_a_full_category_are_told_while_another_is_short() {
    let rules = format!("{CATEGORY}, {{id: talk, of: {{tag: talk}}, min: 15}}");
    let of = |credits: &[String]| district(&licence(&rules, &credits.concat())).items("category-mismatch");
    let full = hours("talk", 15, "2026-01-10");
    assert_eq!(of(&[full.clone(), hours("talk", 9, "")]), [["r1#sei"]]);
    assert_eq!(of(&[full.clone(), hours("talk", 9, ""), hours("sei", 1, "")]), NONE, "something is planned for it");
    assert_eq!(of(&[hours("talk", 14, "2026-01-10"), hours("talk", 9, "")]), NONE, "the other one was not full");
    assert_eq!(of(std::slice::from_ref(&full)), NONE, "nothing is planned");
    assert_eq!(of(&[full.clone(), hours("garden", 9, "")]), NONE, "it raises no category");
    assert_eq!(of(&[full, hours("talk", 9, ""), hours("sei", 15, "2026-02-01")]), NONE, "none is short");
}

#[test]
fn a_mismatch_lists_what_goes_elsewhere_and_what_would_help() {
    let rules = format!("{CATEGORY}, {{id: talk, of: {{tag: talk}}, min: 15}}");
    let activities = "activities: [{id: a1, tags: [sei], hours: 15, due: 2027-05-01}, {id: a2, tags: [talk], hours: 5, due: 2027-05-01, chosen_by: [ana]}]\n";
    let told = district(&format!("{}{activities}", licence(&rules, &hours("talk", 15, "2026-01-10"))));
    let figures = &told.only("category-mismatch")["figures"];
    assert_eq!(
        (words(&figures["planned"]), words(&figures["full"]), words(&figures["would_help"])),
        (vec!["a2".into()], vec!["talk".into()], vec!["a1".to_owned()])
    );
    assert_eq!(figures["short"], 15);
}

// unit-confusion

fn confused(credit: &str) -> Vec<Vec<String>> {
    let pack = format!(
        "{FIVE}overlap: shared\nconvert: [{{per: ceu, units: 10}}, {{if: {{kind: course}}, per: credit, units: 15}}]\nrules: [{{id: total, min: 1}}]\n"
    );
    packed(&pack, "", &format!("credits: [{{educator: ana, {credit}}}]\n")).items("unit-confusion")
}

#[test]
fn more_than_eight_hours_in_one_day_are_told() {
    let workshop = |hours: &str| confused(&format!("kind: workshop, date: 2026-01-10, hours: {hours}"));
    assert_eq!(workshop("8"), NONE);
    assert_eq!(workshop("8.25"), [["r1", "ana/workshop@2026-01-10"]]);
    for kind in ["conference", "webinar", "training", "event"] {
        assert_eq!(confused(&format!("kind: {kind}, date: 2026-01-10, hours: 9")).len(), 1, "{kind}");
    }
    assert_eq!(confused("kind: course, date: 2026-01-10, hours: 45"), NONE, "a course takes longer than a day");
}

#[test]
fn units_of_continuing_education_are_turned_into_hours() {
    assert_eq!(confused("kind: workshop, date: 2026-01-10, ceu: 0.8"), NONE);
    assert_eq!(confused("kind: workshop, date: 2026-01-10, ceu: 6"), [["r1", "ana/workshop@2026-01-10"]]);
}

#[test]
fn the_same_number_of_hours_and_of_larger_units_is_told() {
    assert_eq!(confused("kind: seminar, date: 2026-01-10, hours: 6, ceu: 6"), [["r1", "ana/seminar@2026-01-10"]]);
    assert_eq!(confused("kind: seminar, date: 2026-01-10, hours: 6, ceu: 0.6"), NONE);
    assert_eq!(confused("kind: course, date: 2026-01-10, hours: 3, credits: 3"), [["r1", "ana/course@2026-01-10"]]);
}

#[test]
fn an_activity_on_one_date_is_of_one_day() {
    let of = |sessions: &str| {
        let lists = format!(
            "{}activities: [{{id: a1, chosen_by: [ana], sessions: [{sessions}]}}]\n",
            licence("{id: total, min: 1}", "{educator: ana, activity: a1, hours: 60, date: 2026-09-15}")
        );
        district(&lists).items("unit-confusion").len()
    };
    let one = "{date: 2026-09-15, start: \"09:00\", end: \"15:00\"}";
    assert_eq!((of(one), of(&format!("{one}, {}", one.replace("09-15", "09-16")))), (1, 0));
}

#[test]
fn sessions_of_an_activity_decide_and_not_what_kind_it_is() {
    let of = |sessions: &str| {
        let credit = "{educator: ana, kind: workshop, activity: w, hours: 18, date: 2026-03-20}";
        let lists = format!("{}activities: [{{id: w, design: workshop, sessions: [{sessions}]}}]\n", licence(CATEGORY, credit));
        district(&lists).of("unit-confusion").iter().map(|one| message(one)).collect::<Vec<_>>()
    };
    let three = "'2026-03-06 08:00-14:00', '2026-03-13 08:00-14:00', '2026-03-20 08:00-14:00'";
    assert_eq!(of(three), [""; 0], "three days of six hours");
    assert_eq!(
        of("'2026-03-20 08:00-14:00'"),
        ["ana/w@2026-03-20 of ana takes place on one day and has 18 hours, worth 18 hours for r1"]
    );
    let told = district(&licence(CATEGORY, "{educator: ana, kind: workshop, hours: 18, date: 2026-03-20}"));
    assert_eq!(
        message(told.only("unit-confusion")),
        "ana/workshop@2026-03-20 of ana is a workshop of 18 hours, more than a day holds, worth 18 hours for r1"
    );
}

#[test]
fn the_example_of_the_list_of_credits_raises_nothing() {
    let shown = plalign(&support::repository(""), &["schema", "credits"]).stdout;
    let schema: Value = serde_json::from_str(&shown).expect("a schema is JSON");
    let example = schema["$defs"]["record"]["examples"][0].as_object().expect("an example").clone();
    let about = |key: &str| example[key].to_string();
    let credit = format!("{{educator: ana, kind: {}, hours: {}, date: {}}}", about("kind"), about("hours"), about("date"));
    assert_eq!(district(&licence(CATEGORY, &credit)).items("unit-confusion"), NONE);
}

// renewal-unknown

#[test]
fn where_nobody_says_whether_a_unit_counts_twice_both_readings_are_told() {
    let rules = format!("{CATEGORY}, {{id: talk, of: {{tag: talk}}, min: 15}}");
    let told = district(&licence(&rules, "{educator: ana, hours: 15, tags: [sei, talk], date: 2026-01-10}"));
    assert!(!told.of("renewal-unknown").is_empty(), "{}", told.summary());
    assert!(told.items("renewal-category-shortfall").is_empty(), "what is unknown is not short: {}", told.summary());
    let licence = of_ana(&told);
    assert_eq!(licence["status"], "unknown");
    let rules = licence["rules"].as_array().expect("rules");
    let unknown = rules.iter().find(|rule| rule["status"] == "unknown").expect("a rule is unknown");
    assert!(unknown["unknown"].as_array().is_some_and(|words| !words.is_empty()), "{unknown}");
    assert_eq!(unknown["readings"]["shared"]["status"], "met");
    assert_ne!(unknown["readings"]["exclusive"]["status"], "met");
    assert!(told.of("renewal-unknown").iter().all(|finding| level(finding) == "info"));
}

#[test]
fn a_question_that_is_not_answered_is_asked() {
    let pack = format!(
        "{FIVE}overlap: shared\nasks: [{{name: new, type: yes-no, question: \"Are you new?\"}}]\nrules: [{{id: a, when: {{new: true}}, min: 5}}]\n"
    );
    let of = |profile: &str| packed(&pack, profile, "credits: []\n");
    let told = of("");
    assert!(message(told.only("renewal-unknown")).contains("Are you new?"), "{}", message(told.only("renewal-unknown")));
    assert_eq!(of(", profile: {new: no}").items("renewal-unknown"), NONE);
    assert_eq!(of(", profile: {new: yes}").items("renewal-category-shortfall"), [["r1#a"]]);
}

// double-duty-opportunity

fn opportunity(activity: &str) -> Told {
    district(&format!("{}activities: [{{id: a1, hours: 15, due: 2027-05-01, {activity}}}]\n", licence(CATEGORY, "")))
}

#[test]
fn an_activity_that_could_fill_what_is_short_is_told_once() {
    for (activity, told) in [
        ("required_of: [ana], why: asked, focus: [sei]", 1),
        ("chosen_by: [ana], focus: [sei]", 1),
        ("tags: [sei]", 1),
        ("chosen_by: [ana], tags: [sei]", 0),
        ("chosen_by: [ana], focus: [talk]", 0),
        ("required_of: [ben], why: asked, tags: [sei]", 0),
        ("focus: [sei]", 0),
    ] {
        assert_eq!(opportunity(activity).items("double-duty-opportunity").len(), told, "{activity}");
    }
    let told = opportunity("tags: [sei]");
    let finding = told.only("double-duty-opportunity");
    assert_eq!((words(&finding["items"]), words(&finding["educators"])), (vec!["a1".to_owned()], vec!["ana".to_owned()]));
    assert_eq!((&finding["figures"]["educators"], words(&finding["figures"]["rules"])), (&1.into(), vec!["sei".to_owned()]));
}

#[test]
fn a_focus_of_a_framework_counts_by_its_last_part() {
    let lists = licence("{id: talk, of: {tag: 3b}, min: 5}", "");
    let told = district(&format!(
        "{lists}activities: [{{id: a1, hours: 5, due: 2027-05-01, chosen_by: [ana], focus: [danielson-2022/3b]}}]\n"
    ));
    assert_eq!(told.items("double-duty-opportunity"), [["a1"]]);
}

#[test]
fn a_provider_who_is_not_approved_is_never_proposed() {
    let pack =
        format!("{FIVE}overlap: shared\ncount_if: [{{provider: approved}}]\nrules: [{{id: sei, of: {{tag: sei}}, min: 5}}]\n");
    let of = |approved: &str, whose: &str| {
        let lists = format!(
            "credits: []\nproviders: [{{id: county{approved}}}]\nactivities: [{{id: a1, hours: 5, due: 2027-05-01, tags: [sei], provider: county{whose}}}]\n"
        );
        packed(&pack, "", &lists).items("double-duty-opportunity").len()
    };
    let other = ", approved_for: [us-ma/teacher]";
    assert_eq!((of("", ""), of(other, "")), (1, 0), "on offer");
    assert_eq!((of("", ", chosen_by: [ana]"), of(other, ", chosen_by: [ana]")), (1, 0), "hers");
    assert_eq!(of(", approved_for: [local]", ", chosen_by: [ana]"), 0, "it counts already");
}

// stale-pack

#[test]
fn a_pack_is_stale_after_eighteen_months() {
    let of = |date: &str| {
        let pack = format!(
            "pack: local\nname: Local\ndate: {date}\nunit: {{id: local.point, name: point, per_hour: 1}}\nrules: [{{id: total, min: 1}}]\n"
        );
        sound(&Folder::of("packs: [local.yaml]\n").with("local.yaml", pack)).items("stale-pack")
    };
    assert_eq!((of("2025-02"), of("2025-01")), (vec![], vec![vec!["local".to_owned()]]));
}

// demand-limit

#[test]
fn what_is_required_beyond_the_limit_on_employers_is_told() {
    let pack = format!(
        "{FIVE}overlap: shared\nrules: [{{id: total, min: 40}}, {{id: demand, of: {{tag: law}}, max_share: 0.25, limits: employer}}]\n"
    );
    let of = |hours: u32, whose: &str| {
        let lists = format!(
            "credits: [{{educator: ana, hours: 30, date: 2026-01-10, tags: [law]}}]\nactivities: [{{id: a1, hours: {hours}, due: 2027-05-01, tags: [law], {whose}}}]\n"
        );
        packed(&pack, "", &lists)
    };
    assert_eq!(of(10, "required_of: [ana], why: asked").items("demand-limit"), NONE, "a quarter of forty");
    let told = of(11, "required_of: [ana], why: asked");
    let finding = told.only("demand-limit");
    assert_eq!((words(&finding["items"]), level(finding)), (vec!["r1#demand".to_owned()], "warning".to_owned()));
    assert_eq!(
        (&finding["figures"]["most"], &finding["figures"]["required"], &finding["figures"]["over"]),
        (&10.into(), &11.into(), &1.into())
    );
    assert_eq!(of(60, "chosen_by: [ana]").items("demand-limit"), NONE, "she may always do more");
}

// what holds for all of them

#[test]
fn a_licence_without_pack_and_rules_is_unknown_and_no_finding() {
    let told = district("relicensure_requirements: [{id: r1, educator: ana, expires: 2027-06-30}]\n");
    assert_eq!(told.rules(&["error", "warning", "info"]), [""; 0], "{}", told.summary());
    assert_eq!((&of_ana(&told)["status"], &of_ana(&told)["pack"]), (&"unknown".into(), &Value::Null));
}

#[test]
fn no_text_of_a_credit_is_repeated() {
    let rules = format!("{CATEGORY}, {{id: total, min: 30}}");
    let credit = "{educator: ana, title: Secret gardens of Ohio, topic: Hidden roses, kind: workshop, hours: 12, date: 2020-01-10, tags: [sei]}";
    let folder = Folder::of(&licence(&rules, credit));
    for format in [&["--format", "json"][..], &[]] {
        for selection in [&["--educator", "ana"][..], &[]] {
            let ran = plalign(folder.path(), &[&["check", "--quiet"], format, selection].concat());
            for word in ["Secret", "gardens", "roses"] {
                assert!(!ran.stdout.contains(word), "{word} in\n{}", ran.stdout);
            }
        }
    }
}

#[test]
fn who_may_not_see_a_licence_sees_nothing_that_follows_from_it() {
    let folder = Folder::of("privacy: {readers: staff}\nfiles: {relicensure_requirements: r.yaml, credits: c.yaml, activities: a.yaml}\neducators: [{id: ana}]\n")
        .with("r.yaml", format!("- {{id: r1, educator: ana, expires: 2027-06-30, rules: [{CATEGORY}]}}\n"))
        .with("c.yaml", "- {educator: ana, kind: course, hours: 9, date: 2026-01-10, tags: [sei]}\n")
        .with("a.yaml", "- {id: a1, hours: 15, due: 2027-05-01, tags: [sei]}\n");
    let told = folder.check();
    assert!(told.findings().is_empty(), "{}", told.summary());
    assert!(told.json["summary"]["hidden"].as_u64() >= Some(2), "{}", told.json["summary"]);
    assert_eq!((told.educator("ana")["licences"].clone(), told.json.get("notice")), (json!([]), None));
    let shown = plalign(folder.path(), &["check", "--quiet", "--educator", "ana"]).stdout;
    assert!(!shown.contains("LICENSE OF"), "{shown}");
}

#[test]
fn a_result_says_once_that_it_is_no_legal_advice() {
    let folder = Folder::of(&licence(CATEGORY, ""));
    let table = plalign(folder.path(), &["check", "--quiet", "--educator", "ana"]).stdout;
    assert_eq!(table.matches("not legal advice").count(), 1, "{table}");
    let json = plalign(folder.path(), &["check", "--quiet", "--format", "json"]).stdout;
    assert_eq!(json.matches("not legal advice").count(), 1, "{json}");
    let none = Folder::of("educators: [{id: ana}]\n");
    assert!(!plalign(none.path(), &["check", "--quiet"]).stdout.contains("legal"));
    assert!(!plalign(none.path(), &["check", "--quiet", "--format", "json"]).stdout.contains("legal"));
}

#[test]
fn the_ledger_is_told_of_whom_was_asked_for() {
    let lists = licence(CATEGORY, &format!("{}{}", hours("sei", 9, "2026-01-10"), hours("sei", 2, "")));
    let folder = Folder::of(&lists);
    let shown = plalign(folder.path(), &["check", "--quiet", "--educator", "ana"]).stdout;
    assert!(shown.contains("LICENSE OF ana: r1, renews by 2028-06-30: short"), "{shown}");
    let row = shown.lines().find(|line| line.starts_with("sei ")).expect("the category has a row");
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["sei", "short", "9", "2", "11", "15", "4"]);
    let whole = folder.check();
    assert!(of_ana(&whole).get("ledger").is_none());
    let hers = folder.check_with(&["--educator", "ana"]);
    let ledger = of_ana(&hers)["ledger"].as_array().expect("a ledger").clone();
    assert_eq!(ledger.len(), 2);
    assert_eq!(ledger[0]["fills"], json!(["sei"]));
    assert!(!plalign(folder.path(), &["check", "--quiet"]).stdout.contains("LICENSE OF"));
}

#[test]
fn no_id_of_an_entry_is_cut_in_the_middle() {
    let riverbend = support::repository("examples/riverbend");
    let all: Vec<String> = (1..=60).flat_map(|nth| ["--educator".to_owned(), format!("p{nth:03}")]).collect();
    let mut arguments = vec!["check", "--quiet", "--only", "renewal-unknown"];
    arguments.extend(all.iter().map(String::as_str));
    let (mut tables, mut is_entry) = (0, false);
    for line in plalign(&riverbend, &arguments).stdout.lines() {
        if line.starts_with("entry ") {
            (tables, is_entry) = (tables + 1, true);
        } else if is_entry && !line.is_empty() && !line.starts_with(' ') {
            assert!(line.contains(" earned ") || line.contains(" planned "), "an id is broken: {line}");
        }
        is_entry &= !line.is_empty();
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(tables >= 10, "{tables}");
}

#[test]
fn what_binds_the_employer_is_no_advice_and_says_nothing_of_her() {
    let folder = Folder::of(
        "packs: [us-tx/teacher]\neducators: [{id: ana}]\nrelicensure_requirements: [{id: r1, educator: ana, pack: us-tx/teacher, issued: 2023-07-01, expires: 2028-06-30}]\n",
    );
    let shown = plalign(folder.path(), &["check", "--quiet", "--educator", "ana"]).stdout;
    assert!(shown.contains("(binds"), "{shown}");
    let row = shown.lines().find(|line| line.contains("at most 37.5")).expect("the limit has a row");
    assert!(!row.contains("met") && !shown.contains("(advice)"), "{shown}");
}

#[test]
fn a_rule_of_licences_without_its_lists_is_not_run() {
    let all = ["relicensure_requirements", "credits", "activities", "individual_plans"];
    let not_run = |without: &str| {
        let lists: Vec<String> = all.iter().filter(|list| **list != without).map(|list| format!("{list}: []\n")).collect();
        Folder::of(&lists.concat()).check().not_run()
    };
    let needs: [(&str, &[&str]); 6] = [
        ("renewal-category-shortfall", &["relicensure_requirements"]),
        ("renewal-unknown", &["relicensure_requirements"]),
        ("outside-period", &["relicensure_requirements", "credits"]),
        ("unit-confusion", &["relicensure_requirements", "credits"]),
        ("double-duty-opportunity", &["relicensure_requirements", "activities"]),
        ("plan-preempted", &["individual_plans"]),
    ];
    for (rule, lists) in needs {
        assert!(!not_run("nothing").contains(rule), "{rule}");
        for list in lists {
            assert!(not_run(list).contains(rule), "{rule} without {list}");
        }
    }
}

#[test]
fn a_decision_settles_what_a_licence_lacks() {
    let decision = "decisions: [{rule: renewal-category-shortfall, items: ['r1#sei'], choice: accept, reason: The course is in July, until: 2027-01-01}]\n";
    let told = district(&format!("{}{decision}", licence(CATEGORY, "")));
    assert_eq!(
        (told.items("renewal-category-shortfall"), &told.json["summary"]["decided"]),
        (vec![], &1.into()),
        "{}",
        told.summary()
    );
}

#[test]
fn a_licence_is_told_with_her_and_her_school_and_nobody_else() {
    let folder = Folder::of(&licence(CATEGORY, ""));
    let told = |selection: &[&str]| folder.check_with(selection).items("renewal-category-shortfall").len();
    assert_eq!((told(&["--educator", "ana"]), told(&["--educator", "ben"]), told(&["--school", "pine"])), (1, 0, 1));
}

#[test]
fn one_more_credit_never_makes_a_category_shorter() {
    let rules = format!("{CATEGORY}, {{id: talk, of: {{tag: talk}}, min: 15}}, {{id: total, min: 40}}");
    let mut credits = String::new();
    let mut before = f64::INFINITY;
    for (at, tag) in ["sei", "sei, talk", "talk", "garden", "sei", "talk"].into_iter().enumerate() {
        let _ = write!(credits, "{{educator: ana, kind: k{at}, hours: 7, tags: [{tag}], date: 2026-01-10}}, ");
        let licence = of_ana(&district(&licence(&rules, &credits)));
        let short: f64 = licence["rules"].as_array().expect("rules").iter().filter_map(|rule| rule["short"].as_f64()).sum();
        assert!(short <= before, "{credits}: {short} after {before}");
        before = short;
    }
}
