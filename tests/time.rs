//! Sessions, meetings and the clashes between them, as sections 2 and 6 of the contract have them, and what `session` makes
//! of them between obligations; sessions in breaks.
#![allow(clippy::float_cmp, reason = "hours are hundredths, rounded before they are printed")]

mod support;

use serde_json::Value;
use support::{Folder, Told, district, sound, text, words};

/// A district in a year of its own.
fn in_year(start: &str, end: &str, lists: &str) -> Told {
    let head = format!("plalign: 1\ndistrict: {{id: t}}\nyear: {{start: {start}, end: {end}}}\nas_of: {start}\n");
    sound(&Folder::new().with("district.yaml", format!("{head}{lists}")))
}

/// Two activities that are required of ana, with these sessions.
fn two(some: &str, others: &str) -> String {
    format!(
        "activities: [{{id: a1, required_of: [ana], sessions: [{some}]}}, {{id: a2, required_of: [ana], sessions: [{others}]}}]\n"
    )
}

/// A session on 15 September 2026, a Tuesday.
fn at(start: &str, end: &str) -> String {
    format!("{{date: 2026-09-15, start: \"{start}\", end: \"{end}\"}}")
}

fn dates(finding: &Value) -> Vec<String> {
    words(&finding["figures"]["dates"])
}

fn clashes(told: &Told) -> Vec<Vec<String>> {
    told.items("session-overlap")
}

fn clash(lists: &str) -> Vec<Vec<String>> {
    clashes(&district(lists))
}

const NONE: [[&str; 0]; 0] = [];

#[test]
fn sessions_that_overlap_by_a_minute_clash_and_ends_that_touch_do_not() {
    assert_eq!(clash(&two(&at("15:00", "16:00"), &at("16:00", "17:00"))), NONE);
    assert_eq!(clash(&two(&at("15:00", "16:00"), &at("14:00", "15:00"))), NONE);
    let told = district(&two(&at("15:00", "16:00"), &at("15:59", "17:00")));
    let found = told.only("session-overlap");
    assert_eq!((words(&found["items"]), words(&found["educators"])), (vec!["a1".into(), "a2".into()], vec!["ana".to_owned()]));
    assert_eq!((text(&found["level"]), text(&found["category"])), ("error".to_owned(), "conflict".to_owned()));
    assert_eq!((&found["figures"]["minutes"], dates(found)), (&1.into(), vec!["2026-09-15".to_owned()]));
    assert_eq!(words(&found["acts"]), ["school", "district"]);
}

#[test]
fn a_session_inside_another_and_the_same_hours_clash() {
    let inside = district(&two(&at("09:00", "12:00"), &at("10:00", "11:00")));
    assert_eq!(inside.only("session-overlap")["figures"]["minutes"], 60);
    let same = district(&two(&at("09:00", "12:00"), &at("09:00", "12:00")));
    assert_eq!(same.only("session-overlap")["figures"]["minutes"], 180);
}

#[test]
fn a_long_session_clashes_with_each_short_one_and_these_not_with_each_other() {
    let lists = format!(
        "activities: [{{id: a1, required_of: [ana], sessions: [{}]}}, {{id: a2, required_of: [ana], sessions: [{}]}}, {{id: a10, required_of: [ana], sessions: [{}]}}]\n",
        at("09:00", "12:00"),
        at("09:30", "10:00"),
        at("11:00", "11:30")
    );
    let mut found = clash(&lists);
    found.sort();
    assert_eq!(found, [["a1", "a10"], ["a1", "a2"]], "a2 and a10 lie apart");
}

#[test]
fn the_same_hours_on_another_day_do_not_clash() {
    let other = at("15:00", "16:00").replace("09-15", "09-16");
    assert_eq!(clash(&two(&at("15:00", "16:00"), &other)), NONE);
}

#[test]
fn sessions_of_one_activity_never_clash_with_each_other() {
    let twice = format!("{}, {}", at("15:00", "16:00"), at("15:30", "17:00"));
    assert_eq!(clash(&format!("activities: [{{id: a1, required_of: [ana], sessions: [{twice}]}}]\n")), NONE);
    assert_eq!(clash(&two(&twice, &at("16:30", "16:45"))), [["a1", "a2"]], "with another one they do");
    assert_eq!(clash(&two(&twice, &at("17:00", "17:30"))), NONE);
    let lists = format!(
        "teams: [{{id: t1, members: [ana], meetings: [{}, {{weekday: Tue, start: \"15:30\", end: \"16:30\"}}]}}]\n",
        at("15:00", "16:00")
    );
    assert_eq!(clash(&lists), NONE, "nor do meetings of one team");
}

#[test]
fn a_longer_session_of_the_same_activity_is_not_forgotten_after_a_shorter_one() {
    let twice = format!("{}, {}", at("09:00", "13:00"), at("09:30", "10:00"));
    assert_eq!(clash(&two(&twice, &at("12:00", "12:30"))), [["a1", "a2"]]);
}

#[test]
fn chosen_activities_never_clash() {
    let choose = |required: &str| {
        format!(
            "individual_plans: [{{id: g1, educator: ana}}]\nactivities: [{{id: a1, {required}, sessions: [{}]}}, {{id: a2, serves: [g1], sessions: [{}]}}, {{id: a3, chosen_by: [ana], sessions: [{}]}}]\n",
            at("15:00", "16:00"),
            at("15:00", "16:00"),
            at("15:00", "16:00")
        )
    };
    assert_eq!(clash(&choose("required_of: [ana]")), NONE, "what is chosen gives way to what is required");
    assert_eq!(clash(&choose("required_of: [ben]")), NONE);
}

#[test]
fn one_finding_a_pair_names_everyone_who_has_both_and_every_day() {
    let told = district(&format!(
        "educators: [{{id: ana, role: nurse}}, {{id: ben, role: nurse}}, {{id: cleo}}, {{id: dan}}]\n\
         activities: [{{id: a1, required_of: [all], sessions: [{{weekday: Tue, start: \"15:00\", end: \"16:00\", from: 2026-09-01, until: 2026-09-22}}]}}, \
         {{id: a2, required_of: ['role:nurse', dan], sessions: [{}, {{date: 2026-09-22, start: \"14:00\", end: \"15:30\"}}, {{date: 2026-09-29, start: \"15:00\", end: \"16:00\"}}]}}]\n",
        at("15:30", "16:30")
    ));
    let found = told.only("session-overlap");
    assert_eq!(words(&found["educators"]), ["ana", "ben", "dan"], "cleo has only one of the two");
    assert_eq!(dates(found), ["2026-09-15", "2026-09-22"]);
    assert_eq!(told.json["summary"]["by_rule"]["session-overlap"], 1);
}

#[test]
fn a_clash_is_told_to_those_who_have_it_under_a_selection() {
    let folder =
        Folder::of(&format!("educators: [{{id: ana}}, {{id: ben}}]\n{}", two(&at("15:00", "16:00"), &at("15:00", "16:00"))));
    assert_eq!(folder.check_with(&["--educator", "ana"]).of("session-overlap").len(), 1);
    assert_eq!(folder.check_with(&["--educator", "ben"]).of("session-overlap").len(), 0);
}

#[test]
fn teams_that_meet_at_once_clash_and_are_named_in_natural_order() {
    let meet = "meetings: [{weekday: Tue, start: \"15:00\", end: \"16:00\", from: 2026-09-01, until: 2026-09-15}]";
    let told =
        district(&format!("teams: [{{id: t10, members: [ana, ben], {meet}}}, {{id: t2, members: [ana, cleo], {meet}}}]\n"));
    let found = told.only("session-overlap");
    assert_eq!((words(&found["items"]), words(&found["educators"])), (vec!["t2".into(), "t10".into()], vec!["ana".to_owned()]));
    assert_eq!(dates(found), ["2026-09-01", "2026-09-08", "2026-09-15"]);
}

#[test]
fn a_facilitator_who_is_no_member_cannot_be_in_two_places_either() {
    let told = district(&format!(
        "educators: [{{id: ana}}, {{id: cleo}}]\nteams: [{{id: t1, members: [ana], facilitator: cleo, meetings: [{}]}}]\nplc_goals: [{{id: p1, team: t1}}]\n\
         activities: [{{id: a1, required_of: [cleo], sessions: [{}]}}]\n",
        at("15:00", "16:00"),
        at("15:30", "16:30")
    ));
    let found = told.only("session-overlap");
    assert_eq!((words(&found["items"]), words(&found["educators"])), (vec!["a1".into(), "t1".into()], vec!["cleo".to_owned()]));
    assert!(told.pairs("cleo").is_empty(), "the team's goal is not hers: {:?}", told.pairs("cleo"));
}

/// Whether two team meetings or activities with these fields clash; the second begins as many minutes after the first ends.
fn clash_on_the_way(travel: &str, gap: u32, one: &str, other: &str) -> bool {
    let told = district(&format!(
        "{travel}schools: [{{id: pine}}, {{id: oak}}]\nteams: [{{id: t1, members: [ana], {one} meetings: [{}]}}]\n\
         activities: [{{id: a1, required_of: [ana], {other} sessions: [{}]}}]\n",
        at("15:00", "16:00"),
        at(&format!("16:{gap:02}"), "18:00")
    ));
    !told.of("session-overlap").is_empty()
}

#[test]
fn the_way_between_two_schools_must_lie_between_sessions() {
    let limit = |minutes: u32| format!("limits: {{travel_minutes: {minutes}}}\n");
    let (pine, oak) = ("school: pine,", "school: oak,");
    assert!(!clash_on_the_way(&limit(20), 20, pine, oak));
    assert!(clash_on_the_way(&limit(20), 19, pine, oak));
    assert!(clash_on_the_way(&limit(20), 0, pine, oak));
    assert!(!clash_on_the_way(&limit(20), 0, pine, pine), "one school");
    assert!(!clash_on_the_way(&limit(20), 0, "", oak) && !clash_on_the_way(&limit(20), 0, pine, ""), "only one has a school");
    assert!(!clash_on_the_way("", 0, pine, oak), "no way by default");
}

#[test]
fn the_way_matters_in_either_order_and_past_a_session_between() {
    let lists = |first: &str, second: &str, third: &str| {
        format!(
            "limits: {{travel_minutes: 60}}\nschools: [{{id: pine}}, {{id: oak}}]\n\
             activities: [{{id: a1, required_of: [ana], school: {first}, sessions: [{}]}}, {{id: a2, required_of: [ana], {second} sessions: [{}]}}, {{id: a3, required_of: [ana], school: {third}, sessions: [{}]}}]\n",
            at("09:00", "10:00"),
            at("10:00", "10:30"),
            at("10:30", "11:00")
        )
    };
    assert_eq!(clash(&lists("pine", "", "oak")), [["a1", "a3"]], "half an hour is too little, whatever lies between");
    assert_eq!(clash(&lists("oak", "", "pine")), [["a1", "a3"]]);
    assert_eq!(clash(&lists("oak", "school: pine,", "oak")), [["a1", "a2"], ["a2", "a3"]]);
}

#[test]
fn a_way_longer_than_any_day_is_a_clash_and_no_reason_to_stop() {
    assert!(clash_on_the_way("limits: {travel_minutes: 4294967295}\n", 59, "school: pine,", "school: oak,"));
}

/// The days of Tuesday meetings `every 2` from 2 September 2026 until the end of October, of those that are had with `lists`.
fn fortnightly(lists: &str) -> Vec<String> {
    let told = district(&format!(
        "teams: [{{id: t1, members: [ana], school: pine, meetings: [{{weekday: Tue, start: \"15:00\", end: \"16:00\", every: 2, from: 2026-09-02, until: 2026-10-31}}]}}]\n\
         educators: [{{id: ana, schools: [pine]}}]\nschools: [{{id: pine}}]\n\
         activities: [{{id: a1, required_of: [ana], sessions: [{}]}}]\n{lists}",
        ["09-08", "09-15", "09-22", "09-29", "10-06", "10-13", "10-20", "10-27"]
            .map(|day| format!("{{date: 2026-{day}, start: \"15:30\", end: \"16:30\"}}"))
            .join(", ")
    ));
    told.of("session-overlap").first().map(|found| dates(found)).unwrap_or_default()
}

#[test]
fn every_second_week_is_counted_from_the_first_such_weekday() {
    assert_eq!(fortnightly(""), ["2026-09-08", "2026-09-22", "2026-10-06", "2026-10-20"]);
}

#[test]
fn a_break_leaves_meetings_out_and_shifts_none() {
    let off = |from: &str, until: &str| {
        fortnightly(&format!("calendar: [{{for: district, breaks: [{{from: {from}, until: {until}}}]}}]\n"))
    };
    assert_eq!(off("2026-09-22", "2026-09-22"), ["2026-09-08", "2026-10-06", "2026-10-20"], "a day is a break, both ends");
    assert_eq!(off("2026-09-05", "2026-09-12"), ["2026-09-22", "2026-10-06", "2026-10-20"], "the first one too");
    assert_eq!(off("2026-09-23", "2026-10-05"), fortnightly(""), "between two meetings");
    assert!(off("2026-09-01", "2026-10-31").is_empty());
}

#[test]
fn breaks_of_educator_team_school_and_district_leave_meetings_out() {
    for whose in ["ana", "t1", "pine", "district"] {
        let left = fortnightly(&format!("calendar: [{{for: {whose}, breaks: [{{from: 2026-10-01, until: 2026-10-10}}]}}]\n"));
        assert_eq!(left, ["2026-09-08", "2026-09-22", "2026-10-20"], "{whose}");
    }
}

#[test]
fn a_recurring_session_of_an_activity_is_left_out_in_breaks_and_a_dated_one_is_not() {
    let told = district(&format!(
        "calendar: [{{for: district, breaks: [{{from: 2026-09-14, until: 2026-09-18}}]}}]\n{}",
        two(
            "{weekday: Tue, start: \"15:00\", end: \"16:00\", from: 2026-09-08, until: 2026-09-22}",
            "{date: 2026-09-15, start: \"15:00\", end: \"16:30\"}, {date: 2026-09-22, start: \"15:30\", end: \"16:00\"}"
        )
    ));
    assert_eq!(dates(told.only("session-overlap")), ["2026-09-22"]);
    assert_eq!(told.hours("ana", "required"), 2.0 + 2.0);
}

#[test]
fn who_is_off_has_no_clash_where_others_have_one() {
    let told = district(
        "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [oak]}]\nschools: [{id: pine}, {id: oak}]\n\
         calendar: [{for: pine, breaks: [{from: 2026-09-14, until: 2026-09-18}]}, {for: oak, breaks: [{from: 2026-09-21, until: 2026-09-25}]}]\n\
         teams: [{id: t1, members: [ana, ben], meetings: [{weekday: Tue, start: 15:00, end: 16:00, from: 2026-09-14, until: 2026-09-15}]}]\n\
         activities: [{id: a1, required_of: [all], sessions: [{date: 2026-09-15, start: 15:00, end: 16:00}]}]\n",
    );
    assert_eq!(words(&told.only("session-overlap")["educators"]), ["ben"]);
}

#[test]
fn all_days_are_told_whoever_is_off_on_some() {
    let told = district(
        "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [oak]}]\nschools: [{id: pine}, {id: oak}]\n\
         calendar: [{for: pine, breaks: [{from: 2026-09-14, until: 2026-09-18}]}, {for: oak, breaks: [{from: 2026-09-21, until: 2026-09-25}]}]\n\
         teams: [{id: t1, members: [ana, ben], meetings: [{weekday: Tue, start: 15:00, end: 16:00, from: 2026-09-14, until: 2026-09-22}]}]\n\
         activities: [{id: a1, required_of: [all], sessions: [{date: 2026-09-15, start: 15:00, end: 16:00}, {date: 2026-09-22, start: 15:00, end: 16:00}]}]\n",
    );
    let found = told.only("session-overlap");
    assert_eq!(
        (words(&found["educators"]), dates(found)),
        (vec!["ana".into(), "ben".into()], vec!["2026-09-15".to_owned(), "2026-09-22".to_owned()])
    );
}

#[test]
fn meetings_are_had_on_a_leap_day() {
    let told = in_year(
        "2027-08-16",
        "2028-06-09",
        "teams: [{id: t1, members: [ana], meetings: [{weekday: Tue, start: \"15:00\", end: \"16:00\", every: 2, from: 2028-02-15, until: 2028-03-14}]}]\n\
         activities: [{id: a1, required_of: [ana], sessions: [{date: 2028-02-29, start: \"15:30\", end: \"16:30\"}, {date: 2028-03-07, start: \"15:30\", end: \"16:30\"}, {date: 2028-03-14, start: \"15:30\", end: \"16:30\"}]}]\n",
    );
    assert_eq!(dates(told.only("session-overlap")), ["2028-02-29", "2028-03-14"]);
    assert_eq!(told.hours("ana", "required"), 3.0 + 3.0);
}

#[test]
fn a_leap_day_is_a_day_of_capacity() {
    let week = "educators: [{id: ana}]\ncalendar: [{for: district, weekly_hours: 5}]\n";
    assert_eq!(in_year("2028-02-28", "2028-03-01", week).hours("ana", "capacity"), 3.0);
}

#[test]
fn meetings_run_on_across_new_year() {
    let told = district(
        "teams: [{id: t1, members: [ana], meetings: [{weekday: Fri, start: \"15:00\", end: \"16:00\", every: 2, from: 2026-12-14, until: 2027-01-31}]}]\n\
         activities: [{id: a1, required_of: [ana], sessions: [{weekday: Fri, start: \"15:30\", end: \"16:00\", from: 2026-12-14, until: 2027-01-31}]}]\n",
    );
    assert_eq!(dates(told.only("session-overlap")), ["2026-12-18", "2027-01-01", "2027-01-15", "2027-01-29"]);
}

#[test]
fn clocks_that_are_changed_shift_and_stretch_nothing() {
    let told = district(
        "activities: [{id: a1, required_of: [ana], sessions: [{weekday: Sun, start: \"01:00\", end: \"03:00\", from: 2026-10-25, until: 2026-11-08}, {date: 2027-03-14, start: \"02:00\", end: \"03:00\"}]}, \
         {id: a2, required_of: [ana], sessions: [{date: 2026-11-01, start: \"03:00\", end: \"04:00\"}, {date: 2027-03-14, start: \"03:00\", end: \"04:00\"}]}]\n",
    );
    assert_eq!(told.hours("ana", "required"), 6.0 + 1.0 + 2.0, "local hours, as they are written");
    assert_eq!(clashes(&told), NONE);
    let weeks = district(
        "teams: [{id: t1, members: [ana], meetings: [{weekday: Mon, start: \"15:00\", end: \"16:00\", every: 2, from: 2026-10-19, until: 2026-11-30}, {weekday: Mon, start: \"15:00\", end: \"16:00\", every: 2, from: 2027-03-01, until: 2027-03-31}]}]\n\
         activities: [{id: a1, required_of: [ana], sessions: [{weekday: Mon, start: \"15:59\", end: \"17:00\"}]}]\n",
    );
    let expected = ["2026-10-19", "2026-11-02", "2026-11-16", "2026-11-30", "2027-03-01", "2027-03-15", "2027-03-29"];
    assert_eq!(dates(weeks.only("session-overlap")), expected);
}

const HOUR: &str = "{date: 2026-09-15, start: \"15:00\", end: \"16:00\"}";

/// A team with two active goals and a paused one that meets while an activity takes place.
fn team_and_activity() -> String {
    format!(
        "educators: [{{id: ana}}, {{id: ben}}]\nteams: [{{id: t1, members: [ana, ben], meetings: [{HOUR}]}}]\n\
         plc_goals: [{{id: p1, team: t1}}, {{id: p2, team: t1}}, {{id: p3, team: t1, status: paused}}]\n\
         activities: [{{id: a1, required_of: [ana], serves: [p2], sessions: [{HOUR}]}}]\n"
    )
}

#[test]
fn a_meeting_stands_for_each_active_goal_of_its_team() {
    let told = district(&team_and_activity());
    assert_eq!(told.pair("ana", "a1", "p1"), (-3, vec!["session".to_owned()]));
    assert_eq!(told.pair("ana", "a1", "p2"), (-3, vec!["session".to_owned(), "supports".to_owned()]), "all reasons are kept");
    assert_eq!(told.pairs("ana").len(), 2, "{:?}", told.pairs("ana"));
    assert!(told.pairs("ben").is_empty(), "the activity is not his");
    assert_eq!(told.educator("ana")["pairs"][0]["word"], "cancelling");
}

#[test]
fn teams_that_meet_at_once_set_each_goal_of_one_against_each_of_the_other() {
    let told = district(&format!(
        "teams: [{{id: t1, members: [ana], meetings: [{HOUR}]}}, {{id: t2, members: [ana], meetings: [{HOUR}]}}]\n\
         plc_goals: [{{id: p1, team: t1}}, {{id: p2, team: t1}}, {{id: p3, team: t2, focus: [talk]}}, {{id: p4, team: t2, focus: [talk]}}]\n"
    ));
    for (a, b) in [("p1", "p3"), ("p1", "p4"), ("p2", "p3"), ("p2", "p4")] {
        assert_eq!(told.pair("ana", a, b), (-3, vec!["session".to_owned()]), "{a} {b}");
    }
    assert_eq!((told.pair("ana", "p1", "p2").0, told.pair("ana", "p3", "p4").0), (0, 1), "goals of one team meet together");
}

#[test]
fn an_activity_stands_for_itself_and_not_for_what_it_serves_in_a_clash() {
    let told = district(&format!(
        "individual_plans: [{{id: g1, educator: ana}}]\nactivities: [{{id: a1, required_of: [ana], serves: [g1], sessions: [{HOUR}]}}, {{id: a2, required_of: [ana], sessions: [{HOUR}]}}]\n"
    ));
    assert_eq!(told.pair("ana", "a1", "a2"), (-3, vec!["session".to_owned()]));
    assert_eq!(told.pair("ana", "a2", "g1"), (0, vec![]));
}

#[test]
fn a_clash_counts_less_than_nothing_else_however_much_reinforces() {
    let told = district(&format!(
        "activities: [{{id: a1, focus: [talk], required_of: [ana], serves: [a2], sessions: [{HOUR}]}}, {{id: a2, focus: [talk], required_of: [ana], sessions: [{HOUR}]}}]\n"
    ));
    let (step, reasons) = told.pair("ana", "a1", "a2");
    assert_eq!((step, reasons), (-3, ["focus-exact", "session", "supports"].map(str::to_owned).to_vec()));
    assert_eq!(told.threads("ana"), [["a1", "a2"]], "what reinforces still joins");
}

#[test]
fn a_decision_by_rule_and_items_settles_a_clash_until_its_date() {
    let decided = |items: &str, until: &str| {
        let told = district(&format!(
            "{}decisions: [{{rule: session-overlap, items: [{items}], choice: accept, reason: The team goes first, until: {until}}}]\n",
            team_and_activity()
        ));
        (
            clashes(&told).len(),
            told.pair("ana", "a1", "p1"),
            told.pair("ana", "a1", "p2").1,
            told.json["summary"]["decided"].as_u64(),
        )
    };
    let settled = (0, (0, vec![]), vec!["supports".to_owned()], Some(1));
    assert_eq!(decided("a1, t1", "2026-08-14"), settled);
    assert_eq!(decided("t1, a1", "2027-08-14"), settled, "in any order");
    let open = (1, (-3, vec!["session".to_owned()]), vec!["session".to_owned(), "supports".to_owned()], Some(0));
    assert_eq!(decided("a1, t1", "2026-08-13"), open, "expired");
    assert_eq!(decided("a1, p1", "2027-08-14"), open, "the goals are no items of it");
}

#[test]
fn a_decision_by_the_id_of_a_finding_settles_that_clash_and_no_other() {
    let lists = format!("{}schools: [{{id: pine}}]\n", team_and_activity())
        .replace("activities: [", &format!("activities: [{{id: a2, required_of: [ana], sessions: [{HOUR}]}}, "));
    let told = district(&lists);
    assert_eq!(clashes(&told).len(), 3);
    let of_both = told.of("session-overlap").into_iter().find(|found| words(&found["items"]) == ["a1", "t1"]);
    let id = text(&of_both.expect("the team and a1 clash")["id"]);
    let told = district(&format!("{lists}decisions: [{{finding: '{id}', choice: buffer, reason: Agreed, until: 2027-01-01}}]\n"));
    let mut left = clashes(&told);
    left.sort();
    assert_eq!(left, [["a1", "a2"], ["a2", "t1"]]);
    assert_eq!((told.pair("ana", "a1", "p1").0, told.pair("ana", "a2", "p1").0, told.pair("ana", "a1", "a2").0), (0, -3, -3));
}

#[test]
fn a_clash_is_told_to_who_has_more_obligations_than_are_looked_at_in_pairs() {
    let goals: Vec<String> = (0..1001).map(|nth| format!("{{id: g{nth}, educator: ana}}")).collect();
    let lists = format!("individual_plans: [{}]\n{}", goals.join(", "), two(&at("15:00", "16:00"), &at("15:00", "16:00")));
    let told = district(&lists);
    assert_eq!(clashes(&told), [["a1", "a2"]], "only pairs are not listed");
    assert!(told.pairs("ana").is_empty());
}

const BREAK: &str = "calendar: [{for: district, weekly_hours: 5, breaks: [{from: 2026-11-25, until: 2026-11-27}]}]\n";

/// An activity with a session on each of these days, required of whom it says.
fn on(days: &[&str], required: &str) -> String {
    let sessions: Vec<String> = days.iter().map(|day| format!("{{date: {day}, start: \"09:00\", end: \"10:00\"}}")).collect();
    format!("activities: [{{id: a1, required_of: [{required}], sessions: [{}]}}]\n", sessions.join(", "))
}

#[test]
fn a_dated_session_in_a_break_is_told_with_its_days() {
    let told = district(&format!("{BREAK}{}", on(&["2026-11-27", "2026-11-24", "2026-11-25", "2026-11-28"], "ana")));
    let found = told.only("session-in-break");
    assert_eq!((words(&found["items"]), words(&found["educators"])), (vec!["a1".to_owned()], vec!["ana".to_owned()]));
    assert_eq!(
        (text(&found["level"]), dates(found)),
        ("warning".to_owned(), vec!["2026-11-25".to_owned(), "2026-11-27".to_owned()])
    );
    assert_eq!(told.hours("ana", "required"), 4.0, "it counts all the same");
}

#[test]
fn sessions_beside_a_break_and_series_are_not_told() {
    for days in [["2026-11-24"], ["2026-11-28"]] {
        assert!(district(&format!("{BREAK}{}", on(&days, "ana"))).of("session-in-break").is_empty(), "{days:?}");
    }
    let series = "activities: [{id: a1, required_of: [ana], sessions: [{weekday: Wed, start: 15:00, end: 16:00}]}]\n";
    assert!(district(&format!("{BREAK}{series}")).of("session-in-break").is_empty(), "a series is left out in breaks");
}

#[test]
fn a_session_in_the_break_of_one_school_concerns_its_people() {
    let people = "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [oak]}]\nschools: [{id: pine}, {id: oak}]\n\
                  calendar: [{for: district, weekly_hours: 5}, {for: pine, breaks: [{from: 2026-11-25, until: 2026-11-27}]}]\n";
    let told = district(&format!("{people}{}", on(&["2026-11-25"], "all")));
    assert_eq!(words(&told.only("session-in-break")["educators"]), ["ana"]);
    assert!(district(&format!("{people}{}", on(&["2026-11-25"], "ben"))).of("session-in-break").is_empty());
}

#[test]
fn nearer_breaks_take_the_place_of_farther_ones() {
    let own = BREAK.replace("]}]", "]}, {for: ana, breaks: [{from: 2027-02-15, until: 2027-02-19}]}]");
    assert!(district(&format!("{own}{}", on(&["2026-11-25"], "ana"))).of("session-in-break").is_empty());
    assert_eq!(district(&format!("{own}{}", on(&["2027-02-15"], "ana"))).of("session-in-break").len(), 1);
}

#[test]
fn without_a_calendar_breaks_are_not_asked_and_clashes_are() {
    let told = district(&two(&at("15:00", "16:00"), &at("15:00", "16:00")));
    assert!(told.not_run().contains("session-in-break") && !told.not_run().contains("session-overlap"), "{:?}", told.not_run());
    assert!(!district(BREAK).not_run().contains("session-in-break"));
}

const CHAIN: &str = "individual_plans:\n  - {id: g1, educator: ana, hours: 5, start: 2026-09-07, due: 2026-10-18}\n  \
    - {id: g2, educator: ana, hours: 4, due: 2026-10-18, requires: [g1]}\n";
const HOUR_A_WEEK: &str = "calendar: [{for: district, weekly_hours: 1}]\n";

#[test]
fn a_chain_that_takes_longer_than_there_is_comes_too_late() {
    let told = district(&format!("{CHAIN}{HOUR_A_WEEK}"));
    assert_eq!(told.items("deadline-inversion"), [["g2", "g1"]]);
    let figures = &told.only("deadline-inversion")["figures"];
    assert_eq!((&figures["minutes_asked"], &figures["minutes_there"]), (&540.into(), &360.into()));
    assert_eq!(told.pair("ana", "g1", "g2").1, ["order"]);
    let told = district(&format!("{CHAIN}calendar: [{{for: district, weekly_hours: 2}}]\n"));
    assert!(told.of("deadline-inversion").is_empty(), "9 hours fit into six weeks of two");
}

#[test]
fn a_ring_of_other_goals_hides_no_chain() {
    let ring = "  - {id: r1, educator: ana, requires: [r2]}\n  - {id: r2, educator: ana, requires: [r1]}\n  - {id: r3, educator: ana, requires: [r3]}\n";
    let told = district(&format!("{CHAIN}{ring}{HOUR_A_WEEK}"));
    assert_eq!(told.items("deadline-inversion"), [["g2", "g1"]]);
}

#[test]
fn released_work_before_a_step_takes_none_of_its_time() {
    let lists = |field: &str| {
        format!(
            "activities: [{{id: a1, required_of: [ana], hours: 5, due: 2026-10-01{field}}}]\nindividual_plans: [{{id: g2, educator: ana, hours: 3, due: 2026-10-04, requires: [a1]}}]\n{HOUR_A_WEEK}"
        )
    };
    assert_eq!(district(&lists("")).items("deadline-inversion"), [["g2", "a1"]]);
    for field in [", released: true", ", in_contract: false"] {
        assert!(district(&lists(field)).of("deadline-inversion").is_empty(), "{field}");
    }
}

#[test]
fn a_session_that_cannot_be_read_moves_no_place() {
    let lists = "activities:\n  - {id: a1, required_of: [ana], sessions: [{date: 2026-02-31, start: 8:00, end: 9:00}, {date: 2026-09-15, start: 15:00, end: 16:00}]}\n  \
        - {id: a2, required_of: [ana], sessions: [2026-09-15 15:30-16:00]}\n";
    let told = support::Folder::of(lists).check();
    assert_eq!(told.faults(), ["bad-value"]);
    let line = lists.lines().nth(1).expect("the activity");
    let column = line.find("2026-09-15").expect("the date") as u64 + 1;
    assert_eq!(told.only("session-overlap")["places"][0]["column"], column);
}

#[test]
fn a_dated_meeting_in_a_break_is_left_out_like_others() {
    let lists = "teams: [{id: t1, members: [ana], meetings: [2026-11-24 15:00-16:30, 2026-12-01 15:00-16:30]}]\n\
        calendar: [{for: district, weekly_hours: 5, breaks: [{from: 2026-11-23, until: 2026-11-27}]}]\n";
    assert_eq!(district(lists).hours("ana", "required"), 1.5);
}

#[test]
fn a_clash_belongs_to_the_schools_of_its_teams() {
    let folder = support::Folder::of(
        "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [elm]}]\nschools: [{id: pine}, {id: oak}, {id: elm}]\n\
         teams:\n  - {id: t1, school: pine, members: [ana], meetings: [2026-09-15 15:00-16:00]}\n  \
         - {id: t2, school: oak, members: [ana], meetings: [2026-09-15 15:00-16:00]}\n",
    );
    for (school, count) in [("pine", 1), ("oak", 1), ("elm", 0)] {
        assert_eq!(folder.check_with(&["--school", school]).of("session-overlap").len(), count, "{school}");
    }
}
