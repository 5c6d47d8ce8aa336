//! The lists in words: what each holds, and a record of it as people write it. Comes in: nothing. Goes out: texts for schemas
//! and documentation.

use super::lists::List;

/// List, what it holds, and a record of it as YAML; in the order of the lists.
static WORDS: [(List, &str, &str); 20] = [
    (
        List::Educators,
        "The people of the district, one record each.",
        "{id: p017, name: Rosa Alvarez, schools: [lincoln], role: teacher, grades: ['6'], evaluator: p004, coach: p005}",
    ),
    (List::Schools, "The schools of the district.", "{id: lincoln, name: Lincoln Middle School, need: 0.58}"),
    (
        List::Teams,
        "Professional learning communities and other teams, and when they meet.",
        "{id: g6-ela, kind: plc, school: lincoln, members: [p017, p018], facilitator: p018, meetings: ['Tue 15:00-16:00 every 2']}",
    ),
    (
        List::IndividualPlans,
        "Goals of individual learning plans.",
        "{id: g-114, educator: p017, text: Students build on each other's answers, focus: [danielson-2022/3b], supports: [s2], due: 2027-05-28}",
    ),
    (
        List::PlcGoals,
        "Goals of teams.",
        "{id: plc-talk, team: g6-ela, text: Every lesson has a discussion routine, supports: [s2], due: 2027-05-28}",
    ),
    (
        List::SchoolImprovementGoals,
        "Goals of schools.",
        "{id: s2, school: lincoln, text: Literacy in every subject, focus: [literacy], supports: [d1], due: 2027-06-11}",
    ),
    (
        List::DistrictGoals,
        "Goals of the district.",
        "{id: d1, text: Every child reads by grade 3, focus: [literacy], due: 2029-06-08}",
    ),
    (
        List::EvaluationFindings,
        "What an evaluation named for an educator to work on. No rating is read.",
        "{educator: p017, focus: 3b, framework: danielson-2022, date: 2026-05-12}",
    ),
    (
        List::RelicensureRequirements,
        "What educators owe to renew a license.",
        "{educator: p017, pack: us-ma/teacher, issued: 2022-07-01, expires: 2027-06-30, profile: {plan: true}}",
    ),
    (
        List::Activities,
        "Learning and duties: when they take place, of whom they are required, what they serve.",
        "{id: talk-moves, title: Talk moves, required_of: [g6-ela], serves: [g-114, plc-talk], sessions: ['2026-11-12 08:00-14:00'], why: The first step of the team's goal}",
    ),
    (
        List::Credits,
        "The ledger: what was earned, or is planned, toward a license.",
        "{educator: p017, kind: workshop, hours: 6, date: 2026-03-14, tags: [content], topic: fractions, has: [assessment]}",
    ),
    (
        List::Focuses,
        "The district's own words for what learning is about.",
        "{id: literacy, label: Literacy, aliases: [reading], opposes: []}",
    ),
    (
        List::Crosswalks,
        "Which focuses of two vocabularies mean the same or are related.",
        "{from: questioning, to: danielson-2022/3b, match: exact}",
    ),
    (
        List::Calendar,
        "How much time there is, and which days are free.",
        "{for: district, weekly_hours: 3, breaks: [{from: 2026-11-25, until: 2026-11-27}], days: [{date: 2026-08-17, hours: 6}]}",
    ),
    (
        List::Initiatives,
        "Programs that schools run.",
        "{id: new-reading, title: New reading program, school: lincoln, grades: ['6'], focus: [literacy], start: 2025-08-18}",
    ),
    (
        List::Providers,
        "Who provides learning, and who has approved them.",
        "{id: county, name: County learning center, approved_for: [us-ma/teacher]}",
    ),
    (List::Expertise, "What educators offer to show to others.", "{educator: p018, focus: questioning, hours: 6}"),
    (List::Coaches, "Coaches and the hours they have.", "{educator: p005, hours_per_week: 18}"),
    (List::Budgets, "Money set aside for goals.", "{goal: s2, amount: 12000}"),
    (
        List::Decisions,
        "What was decided about findings, why, and until when.",
        "{rule: session-overlap, items: [g6-ela, talk-moves], choice: buffer, reason: The team meets on Thursday that week, until: 2026-11-30}",
    ),
];

impl List {
    /// What it holds, in a sentence for people.
    pub fn about(self) -> &'static str {
        WORDS[self as usize].1
    }

    /// A record of it, as YAML.
    pub fn example(self) -> &'static str {
        WORDS[self as usize].2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stand_in_the_order_of_the_lists() {
        assert!(WORDS.iter().zip(0..).all(|((list, ..), at)| *list as usize == at));
    }
}
