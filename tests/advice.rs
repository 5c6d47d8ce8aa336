//! Rules about time and learning that advise rather than prove: each is told from its threshold on and not one step before,
//! once for what `rules.md` names, and of the people whom it concerns.

mod support;

use serde_json::Value;
use support::{Told, district, text, words};

/// The items of each finding of a rule in a district.
fn told(rule: &str, lists: &str) -> Vec<Vec<String>> {
    let told = district(lists);
    assert!(!told.not_run().contains(rule), "{rule} is not run");
    told.items(rule)
}

fn educators(finding: &Value) -> Vec<String> {
    words(&finding["educators"])
}

fn level(finding: &Value) -> String {
    text(&finding["level"])
}

/// What a rule needs, if it is not run in a district.
fn needs(rule: &str, lists: &str) -> Option<Vec<String>> {
    let told = district(lists);
    assert!(told.of(rule).is_empty(), "{}", told.summary());
    let not_run = told.json["not_run"].as_array().expect("a list").clone();
    not_run.iter().find(|one| one["rule"] == rule).map(|one| words(&one["needs"]))
}

#[expect(clippy::unnecessary_wraps, reason = "it is compared with what may be none")]
fn missing(lists: &[&str]) -> Option<Vec<String>> {
    Some(lists.iter().map(|&list| list.to_owned()).collect())
}

/// Names with a letter and a number, from 1.
fn ids(letter: char, count: usize) -> Vec<String> {
    (1..=count).map(|nth| format!("{letter}{nth}")).collect()
}

/// So many educators of a school, as records.
fn staff(letter: char, count: usize, school: &str) -> String {
    ids(letter, count).iter().map(|id| format!("{{id: {id}, schools: [{school}]}}, ")).collect::<Vec<_>>().concat()
}

/// A session of so many minutes on a day.
fn session(day: &str, minutes: u32) -> String {
    format!("{{date: {day}, start: \"08:00\", end: \"{:02}:{:02}\"}}", 8 + minutes / 60, minutes % 60)
}

const NONE: [[&str; 0]; 0] = [];

// deadline-cluster

/// Individual goals due on these days.
fn due(days: &[&str]) -> String {
    let goals: Vec<String> =
        days.iter().enumerate().map(|(nth, day)| format!("{{id: g{nth}, educator: ana, due: {day}}}")).collect();
    format!("individual_plans: [{}]\n", goals.join(", "))
}

#[test]
fn four_obligations_within_ten_days_are_a_cluster() {
    let found = district(&due(&["2027-03-01", "2027-03-04", "2027-03-11", "2027-03-01"]));
    let cluster = found.only("deadline-cluster");
    assert_eq!(
        (words(&cluster["items"]), educators(cluster), level(cluster)),
        (vec!["ana".into()], vec!["ana".into()], "info".to_owned())
    );
    assert_eq!(cluster["figures"]["obligations"], 4);
    assert_eq!(told("deadline-cluster", &due(&["2027-03-01", "2027-03-04", "2027-03-12", "2027-03-01"])), NONE, "eleven days");
    assert_eq!(told("deadline-cluster", &due(&["2027-03-01", "2027-03-04", "2027-03-11"])), NONE, "three");
    assert_eq!(
        told("deadline-cluster", &due(&["2027-02-23", "2027-02-28", "2027-03-01", "2027-03-05"])),
        [["ana"]],
        "across a month"
    );
}

#[test]
fn the_largest_group_is_told_once() {
    let days = [
        "2026-10-01",
        "2026-10-02",
        "2026-10-03",
        "2026-10-04",
        "2027-03-01",
        "2027-03-05",
        "2027-03-09",
        "2027-03-11",
        "2027-03-11",
        "2027-03-12",
    ];
    let found = district(&due(&days));
    let figures = &found.only("deadline-cluster")["figures"];
    assert_eq!(
        (&figures["obligations"], &figures["from"], &figures["until"]),
        (&5.into(), &"2027-03-01".into(), &"2027-03-11".into())
    );
    assert_eq!(words(&figures["ids"]), ["g4", "g5", "g6", "g7", "g8"]);
}

#[test]
fn every_personal_obligation_with_a_date_is_in_a_cluster() {
    let all = "educators: [{id: ana, schools: [pine]}]\nschools: [{id: pine}]\nteams: [{id: t1, members: [ana]}]\n\
               individual_plans: [{id: g1, educator: ana, due: 2027-03-01}, {id: g2, educator: ana, due: 2027-03-01, status: paused}]\n\
               plc_goals: [{id: p1, team: t1, due: 2027-03-02}]\n\
               activities: [{id: a1, required_of: [ana], sessions: [{date: 2026-09-01, start: 09:00, end: 10:00}, {date: 2027-03-03, start: 09:00, end: 10:00}]}, {id: a2, required_of: [ana], hours: 1, due: 2027-03-04}, {id: a3, chosen_by: [ana], hours: 1, due: 2027-03-04}]\n\
               relicensure_requirements: [{id: r1, educator: ana, expires: 2027-03-05, rules: [{id: sei, min: 15}]}]\n\
               school_improvement_goals: [{id: s1, school: pine, due: 2027-03-01}]\ndistrict_goals: [{id: d1, due: 2027-03-01}]\n\
               evaluation_findings: [{id: f1, educator: ana, focus: talk, date: 2027-03-01}]\n";
    let found = district(all);
    assert_eq!(
        words(&found.only("deadline-cluster")["figures"]["ids"]),
        ["g1", "p1", "a1", "a2", "r1"],
        "in the order of their days"
    );
}

#[test]
fn a_licence_is_due_once_however_many_rules_it_has() {
    let licence = "relicensure_requirements: [{id: r1, educator: ana, expires: 2027-03-05, rules: [{id: sei, min: 15}, {id: swd, min: 15}, {id: total, min: 150}]}]\n";
    assert_eq!(told("deadline-cluster", &format!("{}{licence}", due(&["2027-03-01"]))), NONE);
    assert_eq!(told("deadline-cluster", &format!("{}{licence}", due(&["2027-03-01", "2027-03-01", "2027-03-11"]))), [["ana"]]);
}

// duplicate-mandate

/// Two activities with these tags, required of so many people.
fn mandates(people: usize, some: &str, others: &str) -> String {
    let all = ids('e', people).join(", ");
    format!(
        "activities: [{{id: a10, hours: 2, tags: [{some}], required_of: [{all}]}}, {{id: a2, hours: 1.5, tags: [{others}], required_of: [{all}, other]}}]\neducators: [{}{{id: other}}]\n",
        staff('e', people, "pine")
    )
}

#[test]
fn two_mandates_that_share_three_fifths_of_the_smaller_set_are_one_too_many() {
    let duplicate = |some: &str, others: &str| told("duplicate-mandate", &mandates(10, some, others));
    let both = [["a2", "a10"]];
    assert_eq!(duplicate("a, b, c, d, e", "a, b, c, x, y, z, u, v"), both);
    assert_eq!(duplicate("a, b, c, x, y, z, u, v", "a, b, c, d, e"), both, "whichever is the smaller");
    assert_eq!(duplicate("a, b, c, d, e, f, g", "a, b, c, d, x, y, z"), NONE, "four of seven are less");
    assert_eq!(duplicate("a, b, c, d, e, f, g, h", "a, b, c, d, e, x, y, z"), both, "five of eight are more");
    assert_eq!(duplicate("a, a, a, b", "a, c"), NONE, "a tag that is said twice counts once");
    assert_eq!(duplicate("a", "a"), both);
    assert_eq!(duplicate("", ""), NONE, "without tags nothing is shared");
}

#[test]
fn a_duplicate_mandate_is_told_of_ten_people_who_have_both() {
    let found = district(&mandates(10, "a", "a"));
    let finding = found.only("duplicate-mandate");
    assert_eq!((educators(finding), level(finding)), (ids('e', 10), "warning".to_owned()), "the other one has only one of them");
    assert_eq!(finding["figures"]["minutes_freed"], 10 * 90, "the shorter one of each");
    assert_eq!(told("duplicate-mandate", &mandates(9, "a", "a")), NONE);
    let chosen = mandates(10, "a", "a").replace("required_of: [e1, e2", "required_of: [e1], chosen_by: [e2");
    assert_eq!(told("duplicate-mandate", &chosen), NONE, "what is chosen is no mandate");
    assert_eq!(needs("duplicate-mandate", "educators: [{id: ana}]\n"), missing(&["activities"]));
}

// contract-cap

fn capped(caps: &str, sessions: &[(&str, u32)]) -> Vec<Vec<String>> {
    let sessions: Vec<String> = sessions.iter().map(|(day, minutes)| session(day, *minutes)).collect();
    told(
        "contract-cap",
        &format!(
            "limits: {{contract: {{{caps}}}}}\nactivities: [{{id: a1, required_of: [ana], sessions: [{}]}}]\n",
            sessions.join(", ")
        ),
    )
}

#[test]
fn more_meetings_in_a_week_than_the_contract_allows_are_told() {
    let (monday, wednesday, sunday, next) = (("2026-09-07", 60), ("2026-09-09", 60), ("2026-09-13", 60), ("2026-09-14", 60));
    assert_eq!(capped("meetings_per_week: 2", &[monday, sunday]), NONE);
    assert_eq!(capped("meetings_per_week: 2", &[monday, wednesday, sunday]), [["ana"]]);
    assert_eq!(capped("meetings_per_week: 2", &[wednesday, sunday, next]), NONE, "a week ends on Sunday");
    assert_eq!(capped("meetings_per_week: 0", &[monday]), [["ana"]], "none is a cap too");
    assert_eq!(capped("", &[monday, wednesday, sunday]), NONE, "nothing is agreed");
}

#[test]
fn more_hours_in_a_week_or_a_year_than_the_contract_allows_are_told() {
    assert_eq!(capped("hours_per_week: 2", &[("2026-09-07", 60), ("2026-09-13", 60)]), NONE);
    assert_eq!(capped("hours_per_week: 2", &[("2026-09-07", 60), ("2026-09-13", 61)]), [["ana"]]);
    assert_eq!(capped("hours_per_week: 2", &[("2026-09-13", 61), ("2026-09-14", 60)]), NONE);
    assert_eq!(capped("hours_per_year: 2", &[("2026-09-07", 60), ("2027-03-01", 60)]), NONE);
    assert_eq!(capped("hours_per_year: 2", &[("2026-09-07", 60), ("2027-03-01", 61)]), [["ana"]]);
}

#[test]
fn meetings_count_against_the_contract_and_chosen_sessions_do_not() {
    let lists = |chosen: &str| {
        format!(
            "limits: {{contract: {{meetings_per_week: 1, hours_per_week: 1, hours_per_year: 1}}}}\nteams: [{{id: t1, members: [ana], meetings: [{}]}}]\n\
             activities: [{{id: a1, {chosen}: [ana], sessions: [{}]}}]\n",
            session("2026-09-08", 45),
            session("2026-09-09", 30)
        )
    };
    assert_eq!(told("contract-cap", &lists("chosen_by")), NONE);
    let found = district(&lists("required_of"));
    let finding = found.only("contract-cap");
    assert_eq!(
        (words(&finding["items"]), level(finding)),
        (vec!["ana".to_owned()], "warning".to_owned()),
        "one finding for all caps"
    );
}

// off-contract-load

/// People of pine with so many minutes in the hours of the contract and outside, and as many with none outside.
fn load(people: usize, others: usize, inside: u32, outside: u32) -> String {
    format!(
        "educators: [{}{}]\nschools: [{{id: pine}}]\n\
         activities: [{{id: a1, required_of: [all], sessions: [{}]}}, {{id: a2, in_contract: false, required_of: [{}], sessions: [{}]}}]\n",
        staff('e', people, "pine"),
        staff('o', others, "pine"),
        session("2026-09-09", inside),
        ids('e', people).join(", "),
        session("2026-09-10", outside)
    )
}

#[test]
fn a_fifth_outside_the_contract_is_told_of_ten_people_of_a_school() {
    assert_eq!(told("off-contract-load", &load(10, 0, 240, 60)), NONE, "exactly a fifth");
    assert_eq!(told("off-contract-load", &load(9, 1, 240, 61)), NONE, "nine people");
    let found = district(&load(10, 2, 240, 61));
    let finding = found.only("off-contract-load");
    assert_eq!((words(&finding["items"]), level(finding)), (vec!["pine".to_owned()], "warning".to_owned()));
    assert_eq!(educators(finding).len(), 12, "a school's finding concerns its people");
}

#[test]
fn each_school_with_ten_such_people_is_told() {
    let mixed = |oak: usize| {
        let lists = load(10, 0, 240, 61).replace("schools: [{id: pine}]", "schools: [{id: pine}, {id: oak}]");
        let (people, all) = (staff('k', oak, "oak"), ids('k', oak).join(", "));
        lists
            .replace("educators: [", &format!("educators: [{people}"))
            .replace("required_of: [e1,", &format!("required_of: [{all}, e1,"))
    };
    assert_eq!(told("off-contract-load", &mixed(9)), [["pine"]]);
    assert_eq!(told("off-contract-load", &mixed(10)), [["pine"], ["oak"]], "in the order of their places");
}

// team-time-short

fn team(meetings: &str, more: &str) -> String {
    format!(
        "calendar: [{{for: district, weekly_hours: 5}}]\nteams: [{{id: t1, members: [ana, ben], facilitator: cleo, meetings: [{meetings}]}}]\nplc_goals: [{{id: p1, team: t1{more}}}]\neducators: [{{id: ana}}, {{id: ben}}, {{id: cleo}}]\n"
    )
}

fn short(meetings: &str) -> Vec<Vec<String>> {
    told("team-time-short", &team(meetings, ""))
}

#[test]
fn less_than_ninety_minutes_a_week_or_never_ninety_at_once_is_too_short() {
    let weekly = |end: &str| format!("{{weekday: Tue, start: \"15:00\", end: \"{end}\"}}");
    assert_eq!(short(&weekly("16:30")), NONE);
    assert_eq!(short(&weekly("16:29")), [["t1"]]);
    let twice =
        |second: &str| format!("{{weekday: Tue, start: \"15:00\", end: \"15:45\"}}, {{weekday: {second}, end: \"16:30\"}}");
    assert_eq!(short(&twice("Wed, start: \"15:45\"")), [["t1"]], "ninety in the week, never at once");
    assert_eq!(short(&format!("{}, {}", session("2026-09-08", 120), session("2026-09-15", 59))), [["t1"]], "89.5 in the mean");
    assert_eq!(short(&format!("{}, {}", session("2026-09-08", 120), session("2026-09-15", 60))), NONE, "ninety in the mean");
}

#[test]
fn weeks_without_a_meeting_do_not_count() {
    assert_eq!(short("{weekday: Tue, start: \"15:00\", end: \"16:30\", every: 4}"), NONE);
    assert_eq!(short(&format!("{}, {}", session("2026-09-07", 90), session("2026-09-11", 15))), NONE);
}

#[test]
fn teams_without_active_goals_may_meet_as_they_like() {
    let told_of = |more: &str| told("team-time-short", &team("{weekday: Tue, start: \"15:00\", end: \"15:30\"}", more)).len();
    assert_eq!((told_of(""), told_of(", status: paused"), told_of(", status: done")), (1, 0, 0));
}

#[test]
fn the_minutes_of_a_team_s_week_can_be_set() {
    let lists = |end: &str| {
        format!(
            "limits: {{plc_weekly_minutes: 45}}\n{}",
            team(&format!("{{weekday: Tue, start: \"15:00\", end: \"{end}\"}}"), "")
        )
    };
    assert_eq!(told("team-time-short", &lists("15:45")), NONE);
    let found = district(&lists("15:44"));
    let finding = found.only("team-time-short");
    assert_eq!((educators(finding), level(finding)), (vec!["ana".into(), "ben".into()], "info".to_owned()), "the team's people");
}

#[test]
fn team_time_needs_teams_and_a_calendar() {
    assert_eq!(
        needs("team-time-short", "calendar: [{for: district, weekly_hours: 5}]\neducators: [{id: ana}]\n"),
        missing(&["teams"])
    );
    assert_eq!(needs("team-time-short", "teams: [{id: t1, members: [ana]}]\n"), missing(&["calendar"]));
}

// coach-overbooked

fn coached(activities: &[(&str, u32)]) -> String {
    let activities: Vec<String> = activities
        .iter()
        .enumerate()
        .map(|(nth, (day, minutes))| {
            format!("{{id: a{nth}, coach: kim, required_of: [all], sessions: [{}]}}", session(day, *minutes))
        })
        .collect();
    format!(
        "educators: [{{id: ana}}, {{id: ben}}, {{id: kim}}]\ncoaches: [{{educator: kim, hours_per_week: 2}}]\nactivities: [{}]\n",
        activities.join(", ")
    )
}

#[test]
fn a_coach_with_more_hours_in_a_week_than_she_has_is_overbooked() {
    let overbooked = |activities: &[(&str, u32)]| told("coach-overbooked", &coached(activities));
    assert_eq!(overbooked(&[("2026-09-07", 60), ("2026-09-13", 60)]), NONE);
    assert_eq!(overbooked(&[("2026-09-07", 60), ("2026-09-13", 61)]), [["kim"]]);
    assert_eq!(overbooked(&[("2026-09-13", 61), ("2026-09-14", 119)]), NONE, "another week");
    assert_eq!(overbooked(&[("2026-09-07", 180), ("2027-03-01", 180)]), [["kim"]], "told once");
    assert_eq!(level(district(&coached(&[("2026-09-07", 121)])).only("coach-overbooked")), "warning");
}

#[test]
fn a_coach_is_booked_by_what_others_choose_and_not_by_what_others_coach() {
    let lists = coached(&[("2026-09-07", 121)]);
    assert_eq!(told("coach-overbooked", &lists.replace("required_of: [all]", "chosen_by: [ana]")), [["kim"]]);
    assert_eq!(told("coach-overbooked", &lists.replace("coach: kim,", "coach: ben,")), NONE);
    assert_eq!(told("coach-overbooked", &lists.replace("coach: kim,", "")), NONE, "she takes part as anybody else");
}

#[test]
fn coaching_needs_coaches_and_activities() {
    assert_eq!(needs("coach-overbooked", "educators: [{id: ana}]\nactivities: []\n"), missing(&["coaches"]));
    assert_eq!(needs("coach-overbooked", "educators: [{id: ana}]\ncoaches: []\n"), missing(&["activities"]));
}

// no-follow-up, stand-alone-workshop

/// A workshop on talk on 15 September 2026, and what else there is.
fn workshop(fields: &str, lists: &str) -> String {
    format!(
        "focuses: [{{id: talk}}, {{id: pairs, parent: talk}}, {{id: groups, parent: talk}}, {{id: writing}}]\n\
         activities: [{{id: a1, focus: [pairs], required_of: [ana], sessions: [{}]{fields}}}{lists}]\n",
        session("2026-09-15", 60)
    )
}

fn later(day: &str, focus: &str) -> String {
    format!(", {{id: a2, focus: [{focus}], required_of: [ana], sessions: [{}]}}", session(day, 60))
}

fn unfollowed(lists: &str) -> Vec<Vec<String>> {
    told("no-follow-up", &workshop(", design: workshop", lists))
}

#[test]
fn sixty_days_are_time_to_follow_up() {
    assert_eq!(unfollowed(""), [["a1"]]);
    assert_eq!(unfollowed(&later("2026-11-14", "pairs")), NONE, "sixty days on");
    assert_eq!(unfollowed(&later("2026-11-15", "pairs")), [["a1"]], "a day late");
    assert_eq!(unfollowed(&later("2026-09-16", "pairs")), NONE);
    assert_eq!(unfollowed(&later("2026-09-14", "pairs")), [["a1"]], "before it");
}

#[test]
fn a_follow_up_has_the_same_focus_or_its_parent_or_child() {
    let follows = |focus: &str| unfollowed(&later("2026-10-01", focus)).is_empty();
    assert_eq!(["pairs", "talk", "groups", "writing"].map(follows), [true, true, false, false], "siblings are only related");
}

#[test]
fn the_last_session_is_what_is_followed() {
    let twice = |day: &str| {
        let lists = workshop(", design: workshop", &later("2026-11-20", "pairs"));
        lists.replace("sessions: [{date: 2026-09-15", &format!("sessions: [{}, {{date: 2026-09-15", session(day, 60)))
    };
    assert_eq!(told("no-follow-up", &twice("2026-09-20")), [["a1"]]);
    assert_eq!(told("no-follow-up", &twice("2026-09-21")), NONE, "sixty days after the last one");
}

#[test]
fn a_team_that_meets_about_it_follows_it_up() {
    let meeting = |day: &str, goal: &str| {
        let team = format!(
            "teams: [{{id: t1, members: [ana], meetings: [{}]}}]\nplc_goals: [{{id: p1, team: t1, {goal}}}]\n",
            session(day, 60)
        );
        told("no-follow-up", &format!("{}{team}", workshop(", design: workshop", "")))
    };
    assert_eq!(meeting("2026-11-14", "focus: [talk]"), NONE);
    assert_eq!(meeting("2026-11-15", "focus: [talk]"), [["a1"]]);
    assert_eq!(meeting("2026-11-14", "focus: [writing]"), [["a1"]]);
    assert_eq!(meeting("2026-11-14", "focus: [talk], status: paused"), [["a1"]]);
}

#[test]
fn what_names_it_follows_it_up_whenever_and_whatever_it_is_about() {
    let named = ", {id: a2, follow_up_of: a1, focus: [writing], required_of: [ana], sessions: [{date: 2027-05-01, start: 09:00, end: 10:00}]}";
    assert_eq!(unfollowed(named), NONE);
    assert_eq!(told("stand-alone-workshop", &workshop(", design: workshop", named)), NONE);
}

#[test]
fn workshops_and_courses_are_asked_for_a_follow_up_and_nothing_else_is() {
    let designs = ["workshop", "course", "coaching", "plc", "seminar", "network", "self-study", "micro"];
    let found = designs.map(|design| !told("no-follow-up", &workshop(&format!(", design: {design}"), "")).is_empty());
    assert_eq!(found, [true, true, false, false, false, false, false, false]);
    assert_eq!(told("no-follow-up", &workshop("", "")), NONE, "nothing is said of it");
    assert_eq!(needs("no-follow-up", "educators: [{id: ana}]\n"), missing(&["activities"]));
}

#[test]
fn who_has_a_follow_up_is_not_concerned() {
    let lists = workshop(", design: workshop", &later("2026-10-01", "pairs")).replacen(
        "required_of: [ana]",
        "required_of: [ana, ben]",
        1,
    );
    let found = district(&lists);
    let finding = found.only("no-follow-up");
    assert_eq!((educators(finding), level(finding)), (vec!["ben".to_owned()], "warning".to_owned()));
}

#[test]
fn a_workshop_on_one_day_without_follow_up_stands_alone() {
    let alone = |fields: &str, lists: &str| told("stand-alone-workshop", &workshop(fields, lists));
    assert_eq!(alone(", design: workshop", ""), [["a1"]]);
    assert_eq!(alone(", design: course", ""), NONE);
    assert_eq!(alone(", design: workshop", &later("2026-11-14", "pairs")), NONE);
    assert_eq!(alone(", design: workshop", &later("2026-11-15", "pairs")), [["a1"]]);
    let with = |more: &str| {
        let lists = workshop(", design: workshop", "").replace("sessions: [{", &format!("sessions: [{more}, {{"));
        told("stand-alone-workshop", &lists)
    };
    assert_eq!(with("{date: 2026-09-15, start: \"13:00\", end: \"14:00\"}"), [["a1"]], "twice on one day");
    assert_eq!(with("{date: 2026-09-16, start: \"13:00\", end: \"14:00\"}"), NONE, "on two days");
    assert_eq!(needs("stand-alone-workshop", "educators: [{id: ana}]\n"), missing(&["activities"]));
}

#[test]
fn federal_money_makes_a_lone_workshop_a_warning() {
    let of = |funding: &str| level(district(&workshop(&format!(", design: workshop{funding}"), "")).only("stand-alone-workshop"));
    assert_eq!([of(""), of(", funding: title_ii_a"), of(", funding: district")], ["info", "warning", "info"]);
}

// no-practice-time

#[test]
fn a_goal_whose_activities_leave_no_time_to_practise_is_told() {
    let goal = |components: &[&str]| {
        let activities: Vec<String> = components
            .iter()
            .enumerate()
            .map(|(nth, component)| format!("{{id: a{nth}, hours: 1, serves: [g1]{component}}}"))
            .collect();
        told(
            "no-practice-time",
            &format!("individual_plans: [{{id: g1, educator: ana}}]\nactivities: [{}]\n", activities.join(", ")),
        )
    };
    let (knowledge, practice) = (", component: knowledge", ", component: practice");
    assert_eq!(goal(&[knowledge]), [["g1"]]);
    assert_eq!(goal(&[knowledge, ", component: skill", ", component: feedback", ""]), [["g1"]], "told once");
    assert_eq!((goal(&[knowledge, practice]).len(), goal(&[practice]).len()), (0, 0));
    assert_eq!((goal(&[""]).len(), goal(&[]).len()), (0, 0), "nobody says what they are");
    assert_eq!(needs("no-practice-time", "individual_plans: [{id: g1, educator: ana}]\n"), missing(&["activities"]));
}

#[test]
fn only_active_individual_goals_ask_for_practice() {
    let lists = "teams: [{id: t1, members: [ana]}]\nindividual_plans: [{id: g1, educator: ana, status: paused}, {id: g2, educator: ana}]\nplc_goals: [{id: p1, team: t1}]\n\
                 activities: [{id: a1, hours: 1, component: knowledge, serves: [g1, p1]}, {id: a2, hours: 1, component: practice, serves: [p1]}, {id: a3, hours: 1, component: skill, serves: [g2]}]\n";
    let found = district(lists);
    let finding = found.only("no-practice-time");
    assert_eq!(
        (words(&finding["items"]), educators(finding), level(finding)),
        (vec!["g2".into()], vec!["ana".into()], "info".to_owned())
    );
}

// no-feedback-loop

#[test]
fn goals_without_feedback_that_is_free_of_judgement_are_told() {
    let feedback = |fields: &str| {
        told(
            "no-feedback-loop",
            &format!(
                "educators: [{{id: ana}}, {{id: ben}}]\nindividual_plans: [{{id: g1, educator: ana}}, {{id: g2, educator: ana}}]\nactivities: [{{id: a1, hours: 1{fields}}}]\n"
            ),
        )
    };
    assert_eq!(feedback(", required_of: [ana], component: knowledge"), [["ana"]], "once for all her goals");
    assert_eq!(feedback(", required_of: [ana], component: feedback"), NONE);
    assert_eq!(feedback(", serves: [g2], component: feedback"), NONE, "chosen is as good");
    assert_eq!(feedback(", required_of: [ana], component: feedback, evaluative: false"), NONE);
    assert_eq!(feedback(", required_of: [ana], component: feedback, evaluative: true"), [["ana"]]);
    assert_eq!(feedback(", required_of: [ben], component: feedback"), [["ana"]], "his is not hers, and he has no goal");
}

#[test]
fn who_has_no_active_goal_of_her_own_needs_no_feedback() {
    let lists = "individual_plans: [{id: g1, educator: ana, status: done}]\nteams: [{id: t1, members: [ana]}]\nplc_goals: [{id: p1, team: t1}]\nactivities: [{id: a1, hours: 1, required_of: [ana]}]\n";
    assert_eq!(told("no-feedback-loop", lists), NONE);
    assert_eq!(needs("no-feedback-loop", "individual_plans: [{id: g1, educator: ana}]\n"), missing(&["activities"]));
}

// thin-dose

/// A goal about talk and activities of hers with these fields.
fn dose(activities: &[&str]) -> String {
    let activities: Vec<String> =
        activities.iter().enumerate().map(|(nth, fields)| format!("{{id: a{nth}, required_of: [ana], {fields}}}")).collect();
    format!(
        "focuses: [{{id: talk}}, {{id: pairs, parent: talk}}, {{id: groups, parent: talk}}, {{id: writing}}]\n\
         individual_plans: [{{id: g1, educator: ana, focus: [pairs]}}, {{id: g2, educator: ana, focus: [pairs]}}]\nactivities: [{}]\n",
        activities.join(", ")
    )
}

fn thin(activities: &[&str]) -> Vec<Vec<String>> {
    told("thin-dose", &dose(activities))
}

#[test]
fn less_than_fourteen_hours_and_more_than_none_are_a_thin_dose() {
    assert_eq!(thin(&["focus: [pairs], hours: 14"]), NONE);
    assert_eq!(thin(&["focus: [pairs], hours: 13.98"]), [["ana", "pairs"]], "once, though two goals are about it");
    assert_eq!(
        (thin(&["focus: [writing], hours: 1"]).len(), thin(&["focus: [pairs], hours: 0"]).len()),
        (0, 0),
        "nothing is no dose"
    );
    assert_eq!(thin(&["focus: [pairs], hours: 7", "focus: [talk], hours: 7"]), NONE, "exact and near together");
    assert_eq!(thin(&["focus: [pairs], hours: 7", "focus: [groups], hours: 7"]), [["ana", "pairs"]], "siblings are only related");
    assert_eq!(level(district(&dose(&["focus: [pairs], hours: 2"])).only("thin-dose")), "info");
}

#[test]
fn the_hours_of_a_dose_can_be_set_and_need_activities() {
    let lists = |hours: &str| format!("limits: {{low_hours: 2}}\n{}", dose(&[&format!("focus: [pairs], hours: {hours}")]));
    assert_eq!((told("thin-dose", &lists("2")).len(), told("thin-dose", &lists("1.9")).len()), (0, 1));
    assert_eq!(needs("thin-dose", "individual_plans: [{id: g1, educator: ana, focus: [talk]}]\n"), missing(&["activities"]));
}

#[test]
fn chosen_activities_are_in_the_dose_and_those_of_others_are_not() {
    let lists = |whose: &str| {
        format!("educators: [{{id: ana}}, {{id: ben}}]\n{}", dose(&["focus: [pairs], hours: 10", "focus: [pairs], hours: 4"]))
            .replace("{id: a1, required_of: [ana]", &format!("{{id: a1, {whose}"))
    };
    assert_eq!(told("thin-dose", &lists("chosen_by: [ana]")), NONE);
    assert_eq!(told("thin-dose", &lists("serves: [g1]")), NONE);
    assert_eq!(told("thin-dose", &lists("required_of: [ben]")), [["ana", "pairs"]]);
}

#[test]
fn only_hours_in_the_year_are_in_the_dose() {
    let (now, before) = ("focus: [pairs], hours: 10", session("2026-08-10", 300));
    assert_eq!(thin(&[now, &format!("focus: [pairs], sessions: [{}]", session("2026-09-10", 300))]), NONE);
    assert_eq!(thin(&[now, &format!("focus: [pairs], sessions: [{before}]")]), [["ana", "pairs"]], "a session of the summer");
    assert_eq!(
        thin(&[now, "focus: [pairs], hours: 5, start: 2026-06-01, due: 2026-08-10"]),
        [["ana", "pairs"]],
        "work of the summer"
    );
}

#[test]
fn activities_of_all_types_are_in_the_dose() {
    assert_eq!(thin(&["focus: [pairs], hours: 10", "focus: [pairs], hours: 4, kind: duty"]), NONE);
}

// untrained-facilitator

#[test]
fn a_team_with_goals_whose_facilitator_is_untrained_is_told() {
    let team = |fields: &str, goal: &str| {
        let lists = format!(
            "teams: [{{id: t1, members: [ana, ben], facilitator: ana{fields}}}]\nplc_goals: [{{id: p1, team: t1{goal}}}]\n"
        );
        told("untrained-facilitator", &lists)
    };
    assert_eq!(team(", trained: false", ""), [["t1"]]);
    assert_eq!((team(", trained: true", "").len(), team("", "").len()), (0, 0), "what nobody says is not held against her");
    assert_eq!(team(", trained: false", ", status: paused"), NONE);
    assert_eq!(needs("untrained-facilitator", "educators: [{id: ana}]\nplc_goals: []\n"), missing(&["teams"]));
    let found =
        district("teams: [{id: t1, members: [ana, ben], trained: false}]\nplc_goals: [{id: p1, team: t1}, {id: p2, team: t1}]\n");
    let finding = found.only("untrained-facilitator");
    assert_eq!(
        (educators(finding), level(finding)),
        (vec!["ana".into(), "ben".into()], "info".to_owned()),
        "once for all its goals"
    );
}

// choice-gap

/// People of pine who choose so many of their hours, and people of oak who choose none of as many.
fn choice(pine: usize, oak: usize, chosen: u32, all: u32) -> String {
    format!(
        "educators: [{}{}]\nschools: [{{id: pine}}, {{id: oak}}]\n\
         activities: [{{id: a1, hours: {}, required_of: [all]}}, {{id: a2, hours: {chosen}, chosen_by: [{}]}}, {{id: a3, hours: {chosen}, required_of: [oak]}}]\n",
        staff('e', pine, "pine"),
        staff('o', oak, "oak"),
        all - chosen,
        ids('e', pine).join(", ")
    )
}

#[test]
fn a_share_of_choice_more_than_fifteen_points_from_the_district_s_is_told() {
    assert_eq!(told("choice-gap", &choice(10, 10, 30, 100)), NONE, "30, 0 and 15 hundredths");
    assert_eq!(told("choice-gap", &choice(10, 10, 31, 100)), [["pine"], ["oak"]], "31, 0 and 15.5");
    let found = district(&choice(10, 30, 30, 100));
    let finding = found.only("choice-gap");
    assert_eq!(
        (words(&finding["items"]), educators(finding).len(), level(finding)),
        (vec!["pine".to_owned()], 10, "info".to_owned()),
        "30, 0 and 7.5"
    );
}

#[test]
fn choice_is_compared_for_ten_people_and_more() {
    assert_eq!(told("choice-gap", &choice(9, 9, 100, 100)), NONE);
    assert_eq!(told("choice-gap", &choice(9, 10, 100, 100)), [["oak"]]);
    assert_eq!(told("choice-gap", &choice(10, 9, 100, 100)), [["pine"]]);
    assert_eq!(needs("choice-gap", "educators: [{id: ana}]\n"), missing(&["activities"]));
}

// deadline-inversion

#[test]
fn a_goal_due_a_day_after_what_it_supports_is_out_of_order() {
    let goals = |due: &str| {
        told(
            "deadline-inversion",
            &format!(
                "individual_plans: [{{id: g1, educator: ana, due: {due}, supports: [g2]}}, {{id: g2, educator: ana, due: 2027-03-01}}]\n"
            ),
        )
    };
    assert_eq!((goals("2027-03-01"), goals("2027-03-02")), (vec![], vec![vec!["g1".to_owned(), "g2".to_owned()]]));
}

#[test]
fn what_is_required_first_ends_before_what_requires_it_begins() {
    let first = |fields: &str, successor: &str| {
        !told(
            "deadline-inversion",
            &format!("individual_plans: [{{id: g1, educator: ana, requires: [a1], {successor}}}]\nactivities: [{{id: a1, required_of: [ana], {fields}}}]\n"),
        )
        .is_empty()
    };
    let sessions = format!("sessions: [{}, {}]", session("2027-02-01", 60), session("2027-03-01", 60));
    assert!(
        !first(&sessions, "start: 2027-03-01, due: 2027-04-01") && first(&sessions, "start: 2027-02-28, due: 2027-04-01"),
        "the last session"
    );
    assert!(!first("hours: 1, due: 2027-03-01", "start: 2027-03-01") && first("hours: 1, due: 2027-03-01", "start: 2027-02-28"));
    assert!(
        !first("hours: 1, due: 2027-03-01", "due: 2027-03-01") && first("hours: 1, due: 2027-03-01", "due: 2027-02-28"),
        "else the due date"
    );
    assert!(!first("hours: 1", "start: 2026-09-01"), "without dates nothing is out of order");
}

#[test]
fn a_decision_about_steps_out_of_order_takes_their_order_away_however_it_was_told() {
    // By their dates, and by the hours there are: six hours of steps in two weeks of two hours each.
    let by_dates = "individual_plans: [{id: g1, educator: ana, start: 2026-09-01, requires: [g2]}, {id: g2, educator: ana, due: 2026-10-01}]\n";
    let by_hours = "calendar: [{for: district, weekly_hours: 2}]\n\
                    individual_plans: [{id: g1, educator: ana, hours: 3, due: 2026-09-18, requires: [g2]}, {id: g2, educator: ana, hours: 3, start: 2026-09-07, due: 2026-09-18}]\n";
    let has_order = |told: &Told| told.pair("ana", "g1", "g2").1.contains(&"order".to_owned());
    for lists in [by_dates, by_hours] {
        let open = district(lists);
        assert_eq!(has_order(&open), !open.of("deadline-inversion").is_empty(), "a pair has order where it is told: {lists}");
        let decided = district(&format!(
            "{lists}decisions: [{{rule: deadline-inversion, items: [g1, g2], choice: accept, reason: Known, until: 2027-01-01}}]\n"
        ));
        assert!(decided.of("deadline-inversion").is_empty() && !has_order(&decided), "{lists}");
    }
}

// double-duty-activity

#[test]
fn an_activity_that_serves_two_obligations_of_one_educator_does_double_duty() {
    let people = "educators: [{id: ana, schools: [pine]}, {id: ben, schools: [pine]}, {id: cleo}]\nschools: [{id: pine}]\n\
                  school_improvement_goals: [{id: s1, school: pine}]\nindividual_plans: [{id: g1, educator: ana}, {id: g2, educator: cleo}, {id: g3, educator: ana, status: paused}]\n";
    let serving = |targets: &str| {
        district(&format!("{people}activities: [{{id: a1, hours: 1, required_of: [all], serves: [{targets}]}}]\n"))
    };
    let found = serving("g1, s1");
    let finding = found.only("double-duty-activity");
    assert_eq!(
        (words(&finding["items"]), educators(finding), level(finding)),
        (vec!["a1".into()], vec!["ana".into()], "good".to_owned())
    );
    for targets in ["g1, g2", "s1", "g1, g3"] {
        assert!(serving(targets).of("double-duty-activity").is_empty(), "no one educator has two of {targets}");
    }
    assert_eq!(needs("double-duty-activity", "educators: [{id: ana}]\n"), missing(&["activities"]));
}

#[test]
fn the_rules_of_one_licence_are_one_duty_and_two_licences_are_two() {
    let licence = |id: &str| {
        format!("{{id: {id}, educator: ana, expires: 2027-06-30, rules: [{{id: sei, min: 15}}, {{id: swd, min: 15}}]}}")
    };
    let serving = |targets: &str| {
        let lists = format!(
            "relicensure_requirements: [{}, {}]\nactivities: [{{id: a1, hours: 1, required_of: [ana], serves: [{targets}]}}]\n",
            licence("r1"),
            licence("r2")
        );
        told("double-duty-activity", &lists).len()
    };
    assert_eq!((serving("r1"), serving("'r1#sei', 'r1#swd'"), serving("r1, r2")), (0, 0, 1));
}
