//! What somebody may not know changes no byte of her folder: a district is written with one more record of one person and
//! without it, and the folders are compared whole. Words that are searched for cannot find a number that tells too much; this does.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use support::{Folder, files_below, plalign};

/// A record of `t01`, who is alone at her school but for `t02`, a colleague with plans, a finding and a license of her own, and is
/// coached by `c01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Secret {
    Nothing,
    /// A licence, what she has earned for it, an activity that serves it, and what was decided about it.
    Licence,
    /// A private goal that hangs on nothing, with hours of its own.
    Private,
    /// A private goal that leads to goals of others; what it says is the second part of the secret.
    Linked(&'static str),
    /// A goal of a corrective plan.
    Corrective,
    /// Findings of an evaluation, of which an activity serves one.
    Findings,
    /// An individual goal that leads to these goals of a school and the district.
    Plan(&'static str),
    /// An individual goal that does not say what it is for, nor by when.
    Blank,
    /// What she has chosen.
    Choice,
}

/// A private goal and another one with the same links.
const SAYS: [&str; 2] = [
    "text: One, focus: [talk], hours: 30, due: 2026-09-30",
    "text: Two, focus: [reading, sums], free: true, hours: 3, target: {metric: m, group: g, max: 10, by: 2027-05-01}, \
     conflicts: [own-t01], requires: [tg1]",
];

impl Secret {
    /// Folders that may tell it, beside her own.
    fn may_tell(self) -> &'static [&'static str] {
        match self {
            Self::Nothing | Self::Licence | Self::Private | Self::Corrective => &[],
            // “Linked, private” says that it is there.
            Self::Linked(_) | Self::Findings => &["school/tiny"],
            Self::Plan(_) | Self::Blank | Self::Choice => &["school/tiny", "coach/c01"],
        }
    }

    /// Records of this sort of some people, by list; `serves` and `chosen` are parts of the records of activities.
    fn add(self, who: &[String], lists: &mut BTreeMap<&'static str, String>, serves: &mut String, chosen: &mut Vec<String>) {
        let mut add = |list, record: String| {
            let text: &mut String = lists.entry(list).or_default();
            text.push_str(&record);
            text.push('\n');
        };
        for one in who {
            match self {
                Self::Nothing => {}
                Self::Licence => {
                    add(
                        "relicensure_requirements",
                        format!(
                            "- {{id: lic-{one}, educator: {one}, expires: 2027-06-30, rules: [{{id: r, min: 90, of: {{tags: [x]}}}}]}}"
                        ),
                    );
                    add("credits", format!("- {{educator: {one}, title: Course, hours: 3, tags: [x], date: 2026-08-01}}"));
                    add(
                        "decisions",
                        format!(
                            "- {{rule: renewal-pace, items: [\"lic-{one}#r\"], choice: accept, reason: r, until: 2027-01-01}}"
                        ),
                    );
                    _ = write!(serves, ", lic-{one}");
                }
                Self::Private => {
                    add("individual_plans", format!("- {{id: priv-{one}, educator: {one}, private: true, {}}}", SAYS[0]));
                    _ = write!(serves, ", priv-{one}");
                }
                Self::Linked(says) => {
                    add(
                        "individual_plans",
                        format!(
                            "- {{id: priv-{one}, educator: {one}, private: true, supports: [d2, tg1], {}}}",
                            says.replace("t01", one)
                        ),
                    );
                    _ = write!(serves, ", priv-{one}");
                }
                Self::Corrective => {
                    add(
                        "individual_plans",
                        format!(
                            "- {{id: cor-{one}, educator: {one}, type: corrective, text: C, focus: [talk], hours: 20, due: 2026-10-01}}"
                        ),
                    );
                }
                Self::Findings => {
                    add("evaluation_findings", format!("- {{id: f-{one}, educator: {one}, focus: sums, text: F}}"));
                    add("evaluation_findings", format!("- {{id: u-{one}, educator: {one}, focus: writing, text: U}}"));
                    _ = write!(serves, ", f-{one}");
                }
                Self::Plan(goals) => {
                    add(
                        "individual_plans",
                        format!(
                            "- {{id: plan-{one}, educator: {one}, text: P, focus: [talk], supports: [{goals}], hours: 25, due: 2027-05-01}}"
                        ),
                    );
                    _ = write!(serves, ", plan-{one}");
                }
                Self::Blank => add("individual_plans", format!("- {{id: blank-{one}, educator: {one}, focus: [talk]}}")),
                Self::Choice => chosen.push(one.clone()),
            }
        }
    }
}

/// What a district is like beside the secret.
#[derive(Clone, Debug)]
struct Base {
    /// Educators of the large school, beside `t01`, `c01`, who is of another one, and `lead`.
    others: usize,
    /// How many of these have plans that lead to `d2`, and so to `d1`.
    planning: usize,
    /// How many of these have such a record as the secret is.
    alike: usize,
    /// Hours of learning time in a week.
    weekly: u32,
    /// Whether the required course serves a goal of all.
    bridged: bool,
}

/// A district with a secret of `t01`, each list of people's own in a file behind all that is shared.
fn district(base: &Base, secret: Secret, hers: &[String]) -> Folder {
    let people: Vec<String> = (0..base.others).map(|at| format!("n{at:02}")).collect();
    let (mut lists, mut serves, mut chosen) = (BTreeMap::new(), String::new(), Vec::new());
    for list in ["individual_plans", "evaluation_findings", "relicensure_requirements", "credits", "decisions"] {
        lists.insert(list, String::new());
    }
    for one in people.iter().take(base.planning) {
        _ = writeln!(
            lists.entry("individual_plans").or_default(),
            "- {{id: own-{one}, educator: {one}, text: G, focus: [reading], supports: [d2], hours: 8, due: 2027-04-01, why: w}}"
        );
    }
    _ = writeln!(
        lists.entry("individual_plans").or_default(),
        "- {{id: own-t01, educator: t01, text: G, focus: [reading, talk], due: 2027-04-01, why: w}}"
    );
    // Her colleague works on all of it, in her own way: what she is told must not turn on whether somebody else does, too.
    for (list, record) in [
        (
            "individual_plans",
            "- {id: own-t02, educator: t02, text: G, focus: [talk, sums, reading], supports: [tg1], due: 2027-05-20, why: w}",
        ),
        ("evaluation_findings", "- {id: f-t02, educator: t02, focus: writing, text: F}"),
        (
            "relicensure_requirements",
            "- {id: lic-t02, educator: t02, expires: 2027-06-30, rules: [{id: r, min: 90, of: {tags: [x]}}, {id: q, min: 10, of: {tags: [y]}}]}",
        ),
    ] {
        _ = writeln!(lists.entry(list).or_default(), "{record}");
    }
    let alike: Vec<String> = people.iter().rev().take(base.alike).chain(hers).cloned().collect();
    secret.add(&alike, &mut lists, &mut serves, &mut chosen);
    let mut manifest =
        String::from("schools: [{id: tiny, need: 0.9}, {id: large, need: 0.1}, {id: office, need: 0.5}]\nfiles:\n");
    for list in lists.keys() {
        _ = writeln!(manifest, "  {list}: {list}.yaml");
    }
    _ = writeln!(
        manifest,
        "calendar: [{{for: district, weekly_hours: {}}}]\ncoaches: [{{educator: c01, hours_per_week: 1}}]\n\
         district_goals: [{{id: d1, text: Reading, focus: [reading]}}, {{id: d2, text: Aloud, focus: [talk], supports: [d1]}}, {{id: d3, text: Sums}}]\n\
         budgets: [{{goal: d1, amount: 500}}, {{goal: d3, amount: 9000}}]\n\
         school_improvement_goals: [{{id: s-tiny, school: tiny, text: T, focus: [talk], hours: 4}}, {{id: s-large, school: large, text: L, supports: [d1]}}]\n\
         teams: [{{id: team, members: [t01, t02, n00], facilitator: t01, trained: false, meetings: [{{weekday: Tue, start: \"15:00\", end: \"16:00\"}}]}}]\n\
         plc_goals: [{{id: tg1, team: team, text: Talk, focus: [talk], supports: [d2], target: {{metric: m, group: g, min: 50, by: 2027-05-01}}, due: 2027-03-01}}]",
        base.weekly
    );
    let own: String = if chosen.is_empty() { String::new() } else { format!(", chosen_by: [{}]", chosen.join(", ")) };
    // A workshop that a colleague with another coach, and somebody at another school, have chosen as well.
    let with_others: BTreeSet<String> = ["t02".to_owned(), "n00".to_owned()].into_iter().chain(chosen).collect();
    let bridge = if base.bridged { "s-tiny, s-large" } else { "tg1" };
    _ = writeln!(
        manifest,
        "activities:\n- {{id: course, title: Course, required_of: [all], hours: 9, tags: [x], serves: [{bridge}{serves}]}}\n\
         - {{id: alone, title: Alone, required_of: [tiny, large], sessions: [{{date: 2026-09-15, start: \"15:30\", end: \"17:00\"}}]}}\n\
         - {{id: free, title: Free, hours: 15, design: coaching, cost: 40, focus: [sums], serves: [d2{}]{own}}}\n\
         - {{id: day, title: Day, design: workshop, focus: [writing], chosen_by: [{}], sessions: [{{date: 2026-10-06, start: \"15:30\", end: \"17:00\"}}]}}",
        serves.replace(", priv-", ", lic-none-").split(", lic-none-").next().unwrap_or_default(),
        with_others.into_iter().collect::<Vec<_>>().join(", "),
    );
    manifest.push_str("educators:\n- {id: t01, schools: [tiny], coach: c01, evaluator: lead}\n- {id: t02, schools: [tiny], coach: lead, evaluator: c01}\n- {id: c01, schools: [office]}\n- {id: lead, schools: [office], role: principal}\n");
    people.iter().for_each(|one| _ = writeln!(manifest, "- {{id: {one}, schools: [large], coach: lead, evaluator: c01}}"));
    lists.into_iter().fold(Folder::of(&manifest), |folder, (list, text)| folder.with(&format!("{list}.yaml"), text))
}

/// The bytes of every page of a site, by its path, and of pictures of the school, the team and the district.
fn written(district: &Folder) -> BTreeMap<String, Vec<u8>> {
    let ran = plalign(district.path(), &["report", "--out", "site", "--format", "json", "--quiet"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let mut found = files_below(&district.path().join("site"));
    for (name, arguments) in [("district", &[][..]), ("tiny", &["--school", "tiny"]), ("team", &["--team", "team"])] {
        let ran = plalign(district.path(), &[&["graph", "--format", "json", "--quiet"], arguments].concat());
        found.insert(format!("graph/{name}"), ran.stdout.into_bytes());
    }
    found
}

/// The folders in which two sites differ, each with a page and the words that one of them has there and the other has not.
fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    let mut differing = BTreeMap::new();
    for path in one.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
        let (a, b) = (one.get(path), other.get(path));
        if a != b && path != ".plalign-site" {
            let folder: Vec<&str> = path.split('/').take(2).collect();
            let lines = |page: Option<&Vec<u8>>| -> BTreeSet<String> {
                let page = String::from_utf8_lossy(page.map_or(&[][..], Vec::as_slice)).replace('{', "\n{");
                page.lines().map(str::to_owned).collect()
            };
            let (a, b) = (lines(a), lines(b));
            let words: Vec<&String> = a.symmetric_difference(&b).take(24).collect();
            differing.insert(folder.join("/"), format!("{path}: {words:?}"));
        }
    }
    differing
}

/// Writes a district with a secret and with another, and says where the two differ, but for where they may.
fn told(base: &Base, secret: Secret, instead: Secret) -> BTreeMap<String, String> {
    let hers = ["t01".to_owned()];
    let with = written(&district(base, secret, &hers));
    let without = if instead == Secret::Nothing { district(base, secret, &[]) } else { district(base, instead, &hers) };
    let mut differ = differing(&with, &written(&without));
    assert!(differ.remove("learner/t01").is_some(), "{secret:?} is not even told to her");
    let may = if instead == Secret::Nothing { secret.may_tell() } else { &[] };
    differ.retain(|folder, _| !may.contains(&folder.as_str()));
    differ
}

const SECRETS: [Secret; 9] = [
    Secret::Licence,
    Secret::Private,
    Secret::Linked(SAYS[0]),
    Secret::Corrective,
    Secret::Findings,
    Secret::Plan("d1, s-tiny"),
    // It ends after the goal of her team, and is the only one for a district goal with money.
    Secret::Plan("d3, tg1"),
    Secret::Blank,
    Secret::Choice,
];

/// Records that all nobody but she may know, however many have such a one.
const NOBODY_S: [Secret; 3] = [Secret::Licence, Secret::Private, Secret::Corrective];

/// A district of so many educators of the large school, of whom some have plans.
fn base(others: usize, planning: usize, weekly: u32, bridged: bool) -> Base {
    Base { others, planning, alike: 0, weekly, bridged }
}

#[test]
fn a_record_changes_no_byte_of_the_folder_of_anybody_who_may_not_know_it() {
    for base in [base(1, 0, 1, true), base(10, 0, 2, false)] {
        for secret in SECRETS {
            let told = told(&base, secret, Secret::Nothing);
            assert!(told.is_empty(), "{secret:?} of t01 in {base:?} is told:\n{told:#?}");
        }
    }
}

#[test]
fn a_license_or_a_private_goal_changes_no_byte_however_many_have_one() {
    for secret in NOBODY_S {
        let told = told(&Base { alike: 14, ..base(16, 12, 1, true) }, secret, Secret::Nothing);
        assert!(told.is_empty(), "{secret:?} of t01 is told:\n{told:#?}");
    }
}

#[test]
fn what_a_private_goal_says_changes_no_byte_where_only_its_links_are_known() {
    let told = told(&base(10, 4, 1, true), Secret::Linked(SAYS[0]), Secret::Linked(SAYS[1]));
    assert!(told.is_empty(), "{told:#?}");
}

/// `d2` leads to `d1`: with both told, nobody or somebody would be known to have a plan for `d1` alone.
#[test]
fn people_between_two_goals_of_which_one_leads_to_the_other_are_not_to_be_subtracted() {
    let shares = |secret, hers: &[String]| {
        let written = written(&district(&base(23, 11, 1, true), secret, hers));
        let page = String::from_utf8(written["district/index.json"].clone()).expect("pages are UTF-8");
        let picture: serde_json::Value = serde_json::from_slice(&written["graph/district"]).expect("a picture is JSON");
        let people = |goal: &str| {
            let nodes = picture["nodes"].as_array().expect("nodes are a list");
            nodes.iter().find(|node| node["id"] == goal).map(|node| node["people"].clone())
        };
        (page.contains("12 of 27"), page.contains("13 of 27"), people("d1"), people("d2"))
    };
    let (exactly, kept) = (|count: u64| Some(serde_json::json!({ "exactly": count })), Some(serde_json::json!("not_shown")));
    assert_eq!(shares(Secret::Nothing, &[]), (true, false, exactly(12), kept.clone()));
    assert_eq!(shares(Secret::Plan("d1, s-tiny"), &["t01".to_owned()]), (false, true, exactly(13), kept));
}

/// That nobody has a plan for a goal says of each of many what she has not.
#[test]
fn the_only_plan_for_a_goal_of_a_large_school_is_not_told_to_the_district() {
    let of = |hers: &[String]| written(&district(&base(24, 0, 1, true), Secret::Plan("s-large"), hers));
    let told = differing(&of_district(of(&["n03".to_owned()])), &of_district(of(&[])));
    assert!(told.is_empty(), "{told:#?}");
}

/// That all whom a finding concerns are hers is no less than how many others it concerns.
#[test]
fn what_is_required_of_two_schools_is_told_to_each_leader_as_if_the_other_school_were_not_there() {
    let of = |serves: &str| {
        let manifest = format!(
            "schools: [{{id: tiny}}, {{id: other}}]\nfiles: {{individual_plans: plans.yaml}}\n\
             activities: [{{id: course, title: Course, required_of: [all], hours: 9, serves: [{serves}]}}]\n\
             educators: [{{id: a, schools: [tiny]}}, {{id: b, schools: [other]}}, {{id: c, schools: [tiny, other]}}]\n"
        );
        let plans = "- {id: own-b, educator: b, text: G, due: 2027-05-01, why: w}\n";
        let mut site = written(&Folder::of(&manifest).with("plans.yaml", plans));
        site.retain(|path, _| path.starts_with("school/"));
        site
    };
    let (with, without) = (of("own-b"), of(""));
    let differ = differing(&with, &without);
    assert_eq!(differ.keys().collect::<Vec<_>>(), ["school/other"], "{differ:#?}");
    let page = |school: &str| String::from_utf8_lossy(&without[&format!("school/{school}/index.json")]).into_owned();
    for school in ["tiny", "other"] {
        assert!(page(school).contains(" serves no obligation of 2 educators of your school."), "{}", page(school));
    }
}

/// Whether a decision about what is required of many settles anything may hang on people of another school alone.
#[test]
fn whether_a_decision_settles_something_at_another_school_is_not_told_to_a_leader() {
    for until in ["2027-05-01", "2026-05-01"] {
        let of = |serves: &str| {
            let manifest = format!(
                "schools: [{{id: tiny}}, {{id: other}}]\nfiles: {{individual_plans: plans.yaml}}\n\
                 activities: [{{id: course, title: Course, required_of: [all], hours: 9, serves: [own-a{serves}]}}]\n\
                 educators: [{{id: a, schools: [tiny]}}, {{id: b, schools: [other]}}]\n\
                 decisions: [{{rule: mandate-unbridged, items: [course], choice: accept, reason: R, until: {until}}}]\n"
            );
            let plans = "- {id: own-a, educator: a, text: G, why: w}\n- {id: own-b, educator: b, text: G, why: w}\n";
            let mut site = written(&Folder::of(&manifest).with("plans.yaml", plans));
            site.retain(|path, _| path.starts_with("school/tiny"));
            site
        };
        let differ = differing(&of(", own-b"), &of(""));
        assert!(differ.is_empty(), "{until}: {differ:#?}");
    }
}

/// What leads to a goal of her school over somebody's goal elsewhere adds nothing to her table of hours and people.
#[test]
fn what_leads_to_a_goal_over_another_schools_goals_is_not_told_to_a_leader() {
    let of = |goal: &str| {
        let manifest = "schools: [{id: tiny}, {id: other}]\nfiles: {individual_plans: plans.yaml}\n\
                        school_improvement_goals: [{id: s-tiny, school: tiny, text: T}, {id: s-other, school: other, text: O}]\n\
                        activities: [{id: course, title: Course, required_of: [a], hours: 9, serves: [own-b]}]\n\
                        educators: [{id: a, schools: [tiny]}, {id: b, schools: [other]}]\n";
        let plans = format!(
            "- {{id: own-b, educator: b, text: G, supports: [{goal}], why: w}}\n\
             - {{id: own-a, educator: a, text: G, supports: [own-b], why: w}}\n"
        );
        let mut site = written(&Folder::of(manifest).with("plans.yaml", plans));
        site.retain(|path, _| path.starts_with("school/tiny"));
        site
    };
    let (with, without) = (of("s-tiny, s-other"), of("s-other"));
    let differ = differing(&with, &without);
    assert!(!with.is_empty() && differ.is_empty(), "{differ:#?}");
}

/// Whether somebody of another school works toward a goal of hers is not for a leader to know.
#[test]
fn that_nobody_works_toward_a_goal_of_her_school_is_told_of_her_own_staff() {
    let of = |goal: &str| {
        let manifest = "schools: [{id: tiny}, {id: other}]\nfiles: {individual_plans: plans.yaml}\n\
                        school_improvement_goals: [{id: s-tiny, school: tiny, text: T}, {id: s-other, school: other, text: O}]\n\
                        educators: [{id: a, schools: [tiny]}, {id: b, schools: [other]}]\n";
        let plans = format!("- {{id: own-b, educator: b, text: G, supports: [{goal}], why: w}}\n");
        written(&Folder::of(manifest).with("plans.yaml", plans))
    };
    let (with, without) = (of("s-tiny, s-other"), of("s-other"));
    let differ = differing(&with, &without);
    assert!(differ.is_empty(), "{differ:#?}");
    let page = String::from_utf8_lossy(&with["school/tiny/index.json"]).into_owned();
    assert!(page.contains("No individual goal of your staff and no team goal leads to "), "{page}");
}

/// Who needs the time of a colleague at another school is not told by how many of her own people she has time for.
#[test]
fn for_how_many_a_colleague_has_time_is_told_as_if_nobody_of_another_school_needed_it() {
    let of = |goal: &str| {
        let manifest = "schools: [{id: tiny}, {id: other}]\nfiles: {individual_plans: plans.yaml}\nactivities: []\n\
                        expertise: [{educator: h, focus: talk, hours: 1}]\n\
                        educators: [{id: a, schools: [tiny]}, {id: b, schools: [other]}, {id: h, schools: [tiny, other]}]\n";
        let plan = |who: &str, on: &str| format!("- {{id: own-{who}, educator: {who}, text: G, focus: [{on}], why: w}}\n");
        let plans = plan("a", goal) + &plan("b", "talk");
        written(&Folder::of(manifest).with("plans.yaml", plans))
    };
    let (with, without) = (of("talk"), of("sums"));
    let differ = differing(&with, &without);
    assert_eq!(differ.keys().collect::<Vec<_>>(), ["learner/a", "school/tiny"], "{differ:#?}");
    let page = String::from_utf8_lossy(&with["school/other/index.json"]).into_owned();
    assert!(page.contains(" could help and has time for 1."), "{page}");
}

/// What the district may read of a site.
fn of_district(mut site: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    site.retain(|path, _| path.starts_with("district/") || path.starts_with("graph/"));
    site
}

/// Two schools of twelve, of which at the second one all choose; `chooser` does too, and `plan` is one of `a00`.
fn of_two_schools(chooser: &str, plan: &str) -> BTreeMap<String, Vec<u8>> {
    let people = |school: &str| (0..12).map(|at| format!("{school}{at:02}")).collect::<Vec<_>>();
    let (a, b) = (people("a"), people("b"));
    let staff = |school: &str, people: &[String]| {
        people.iter().fold(String::new(), |all, one| all + &format!("- {{id: {one}, schools: [{school}]}}\n"))
    };
    let manifest = format!(
        "schools: [{{id: tiny}}, {{id: other}}]\nfiles: {{individual_plans: plans.yaml}}\n\
         calendar: [{{for: district, weekly_hours: 1}}]\n\
         teams: [{{id: team, school: tiny, members: [{}]}}]\n\
         plc_goals: [{{id: tg1, team: team, text: Talk, supports: [own-a00], due: 2027-03-01}}]\n\
         activities:\n- {{id: course, title: Course, required_of: [all], hours: 6}}\n\
         - {{id: late, title: Late, required_of: [tiny], hours: 3, in_contract: false}}\n\
         - {{id: free, title: Free, hours: 9, chosen_by: [{}{chooser}]}}\neducators:\n{}{}",
        a.join(", "),
        b.join(", "),
        staff("tiny", &a),
        staff("other", &b),
    );
    written(&Folder::of(&manifest).with("plans.yaml", plan))
}

#[test]
fn what_one_person_chose_or_works_on_alone_changes_no_share_and_closes_no_ring_of_the_district() {
    let plan = |more: &str| format!("- {{id: own-a00, educator: a00, text: G, due: 2027-05-01, why: w{more}}}\n");
    let of_two_schools = |chooser: &str, plan: &str| of_district(of_two_schools(chooser, plan));
    let before = of_two_schools("", &plan(""));
    let page = String::from_utf8_lossy(&before["district/index.json"]).into_owned();
    assert!(page.contains("off-contract-load"), "what all staff know is told: {page}");
    for more in [", hours: 300", ", supports: [tg1]", ", private: true"] {
        let told = differing(&before, &of_two_schools("", &plan(more)));
        assert!(told.is_empty(), "{more}: {told:#?}");
    }
    // The sum of what many chose is told, but neither that nobody of a school has chosen nor what one did.
    for site in [before, of_two_schools(", a00", &plan(""))] {
        assert!(!String::from_utf8_lossy(&site["district/index.json"]).contains("choose "));
    }
}

/// The share of the whole district tells what the few beyond a school have chosen to whoever knows its own.
#[test]
fn what_few_beyond_her_school_chose_is_told_to_no_leader() {
    let plan = "- {id: own-a00, educator: a00, text: G, due: 2027-05-01, why: w}\n";
    let of = |chooser: &str| {
        let mut site = of_two_schools(chooser, plan);
        site.retain(|path, _| path.starts_with("school/other/"));
        site
    };
    let told = differing(&of(""), &of(", a00"));
    assert!(told.is_empty(), "{told:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Where fewer than ten people have a part in anything, her colleague and `n00` among them, one part more or less is told to nobody.
    #[test]
    fn one_of_few_with_such_a_record_changes_no_byte(
        secret in prop::sample::select(SECRETS.to_vec()),
        (others, planning) in (1_usize..24).prop_flat_map(|others| (Just(others), 0..=others.min(6))),
        (alike, weekly, bridged) in (0_usize..9, 0_u32..4, any::<bool>()),
    ) {
        let base = Base { others, planning, alike: alike.min(6 - planning), weekly, bridged };
        let told = told(&base, secret, Secret::Nothing);
        prop_assert!(told.is_empty(), "{secret:?} of t01 in {base:?} is told:\n{told:#?}");
    }
}
