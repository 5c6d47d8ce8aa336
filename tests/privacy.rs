//! What the output keeps from those who may not see it.

mod support;

use support::Folder;

const PLAN: &str = "rules: {no-feedback-loop: off}\nactivities: []\nindividual_plans: [{id: g1, educator: ana, text: Ask better questions, due: 2027-05-01}]\n\
                    plc_goals: [{id: t1, team: g6, text: Talk, due: 2027-05-01}]\nteams: [{id: g6, members: [ana]}]\n";

#[test]
fn findings_on_records_above_the_readers_are_counted_and_not_shown() {
    let told = Folder::of(&format!("{PLAN}privacy: {{readers: staff}}\n")).check();
    assert_eq!(told.faults(), Vec::<String>::new());
    assert!(told.findings().is_empty(), "the manifest holds a plan inline, so all of it is restricted: {}", told.summary());
    assert_eq!(told.json["summary"]["hidden"], 2);
}

#[test]
fn nothing_is_hidden_unless_readers_are_named() {
    let told = Folder::of(PLAN).check();
    assert_eq!(told.findings().len(), 2, "{}", told.summary());
    assert!(told.json["summary"].get("hidden").is_none());
}

#[test]
fn a_file_of_its_own_keeps_its_own_class() {
    let manifest = "rules: {no-feedback-loop: off}\nactivities: []\nteams: [{id: g6, members: [ana]}]\nfiles: {individual_plans: plans.yaml, plc_goals: plc.yaml}\nprivacy: {readers: staff}\n";
    let told = Folder::of(manifest)
        .with("plans.yaml", "- {id: g1, educator: ana, text: Ask, due: 2027-05-01}\n")
        .with("plc.yaml", "- {id: t1, team: g6, text: Talk, due: 2027-05-01}\n")
        .check();
    assert_eq!((told.findings().len(), &told.json["summary"]["hidden"]), (1, &1.into()), "{}", told.summary());
}

#[test]
fn the_text_of_a_finding_is_no_excerpt_even_where_the_place_is_the_text() {
    let folder = Folder::of("files: {evaluation_findings: found.csv}\n")
        .with("found.csv", "id,educator,focus,date\nf1,ana,talk,Needs to plan every lesson anew\n");
    let ran = support::plalign(folder.path(), &["check", "--quiet"]);
    assert!(ran.stdout.contains("found.csv:2:13"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("2 | "), "{}", ran.stdout);
}
