//! A district whose every text field holds what would do harm if a page took it for its own.

use crate::fixture::HOSTILE;
use crate::support::Folder;

/// Fields of [`district`] that a page shows to the one it is about.
pub(crate) const SHOWN: [&str; 8] =
    ["educator-name", "school-name", "team-name", "own-goal", "team-goal", "activity-title", "credit-title", "rule-name"];
/// The same, for fields that are shortened there: goals of many people.
pub(crate) const SHORTENED: [&str; 2] = ["school-goal", "district-goal"];

/// What a field of the district holds: its own name, so that it is found again, and everything harmful.
pub(crate) fn field(name: &str) -> String {
    format!("{name} {HOSTILE}")
}

/// The district, in a folder.
pub(crate) fn district() -> Folder {
    Folder::of(&text())
}

/// Its manifest. Names of fields in capitals are filled in.
pub(crate) fn text() -> String {
    const LISTS: &str = r#"
schools: [{id: s, name: "SCHOOL-NAME", need: 0.5}]
educators:
  - {id: p1, name: "EDUCATOR-NAME", schools: s, coach: p2, evaluator: p3, role: "ROLE", subjects: ["SUBJECT"], grades: ["GRADE"]}
  - {id: p2, name: "COACH-NAME", schools: s, role: coach}
  - {id: p3, name: "LEADER-NAME", schools: s, role: principal}
teams:
  - {id: t, name: "TEAM-NAME", kind: plc, school: s, members: [p1, p2], facilitator: p2, meetings: [{weekday: Tue, start: "15:00", end: "16:00"}]}
focuses: [{id: talk, label: "FOCUS-LABEL", aliases: ["FOCUS-ALIAS"]}]
individual_plans:
  - {id: g1, educator: p1, text: "OWN-GOAL", focus: talk, supports: plc1, hours: 4, target: {metric: "METRIC", group: "GROUP", min: 50}, GOAL}
  - {id: g2, educator: p1, text: "SECOND-GOAL", focus: talk, conflicts: plc1, target: {metric: "METRIC", group: "GROUP", max: 40}}
plc_goals: [{id: plc1, team: t, text: "TEAM-GOAL", focus: talk, supports: sg1, GOAL}]
school_improvement_goals: [{id: sg1, school: s, text: "SCHOOL-GOAL", focus: talk, supports: d1, GOAL}]
district_goals: [{id: d1, text: "DISTRICT-GOAL", focus: talk, GOAL}]
evaluation_findings: [{id: f1, educator: p1, focus: talk, framework: "FRAMEWORK", text: "FINDING-TEXT"}]
activities:
  - {id: a1, title: "ACTIVITY-TITLE", focus: talk, required_of: all, serves: [g1, plc1], why: "ACTIVITY-WHY", tags: ["TAG"], funding: "FUNDING", provider: pr1, sessions: [{date: 2026-09-22, start: "15:00", end: "17:00"}]}
  - {id: a2, title: "LONG-TITLE", required_of: all, hours: 8, why: "LONG-WHY"}
relicensure_requirements:
  - {id: l1, educator: p1, expires: 2027-06-30, rules: [{id: r1, name: "RULE-NAME", min: 10}, {id: r2, of: {tag: "TAG", topic: "TOPIC"}, min: 5}], profile: {plan: "ANSWER"}}
credits:
  - {educator: p1, title: "CREDIT-TITLE", kind: "CREDIT-KIND", hours: 3, date: 2026-05-01, tags: ["TAG"], topic: "TOPIC", has: ["PRODUCT"], level: "LEVEL", provider: pr1}
  - {educator: p1, title: "OLD-CREDIT", hours: 3, date: 2011-05-01}
providers: [{id: pr1, name: "PROVIDER-NAME"}]
initiatives: [{id: i1, title: "INITIATIVE-TITLE", school: s, grades: ["GRADE"], focus: talk, practice: ["PRACTICE"], ended_reason: "ENDED"}]
calendar: [{for: district, weekly_hours: 3, breaks: [{from: 2026-12-21, until: 2027-01-01, label: "BREAK"}], days: [{date: 2026-08-17, hours: 3, label: "DAY"}]}]
decisions: [{rule: goal-count, items: ["ITEM"], choice: accept, reason: "REASON", until: 2027-06-01, by: "BY"}]
"#;
    const GOAL: &str = "why: \"GOAL-WHY\", outcome: \"OUTCOME\", learners: [\"LEARNERS\"], evidence: [\"EVIDENCE\"], \
                        reviewed: [\"REVIEWED\"], continued: \"CONTINUED\"";
    let lists = LISTS.replace("GOAL}", &format!("{GOAL}}}"));
    let mut text = String::new();
    let mut rest = lists.as_str();
    while let Some((before, after)) = rest.split_once('"') {
        let (name, behind) = after.split_once('"').expect("quotes come in pairs");
        let is_field = name.chars().all(|c| c.is_ascii_uppercase() || c == '-');
        let value = if is_field { field(&name.to_lowercase()) } else { name.to_owned() };
        text.push_str(before);
        text.push_str(&serde_json::to_string(&value).expect("a text is JSON, and JSON is YAML"));
        rest = behind;
    }
    text + rest
}
