//! What changed: `diff` between folders and git revisions, and `check` against a baseline.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{Folder, HEAD, Ran, commit, git, in_git, plalign, repository, text, words};

/// A school with one goal, which two teachers and a team work toward; the manifest and each list in a file of its own.
fn school() -> Folder {
    school_files().into_iter().fold(Folder::new(), |folder, (path, content)| folder.with(path, content))
}

fn school_files() -> [(&'static str, String); 8] {
    let manifest = "rules: {no-feedback-loop: off}\nschools: [{id: oak}]\nteams: [{id: g6, school: oak, members: [ana, ben]}]\nfiles: {educators: roster.csv, individual_plans: plans/*.yaml, plc_goals: plc.yaml, school_improvement_goals: goals.yaml, activities: activities.yaml, district_goals: district-goals.yaml}\n";
    let activities =
        "- {id: talk, title: Talk, hours: 6, due: 2027-03-01, serves: [g-ana, g-ben, t6], required_of: [oak], why: it helps}\n";
    [
        ("district.yaml", format!("{HEAD}{manifest}")),
        ("roster.csv", "id,name,schools\nana,Ana Ruiz,oak\nben,Ben Okoro,oak\n".to_owned()),
        ("plans/ana.yaml", "- {id: g-ana, educator: ana, text: Ask more, due: 2027-04-01, supports: [t6]}\n".to_owned()),
        ("plans/ben.yaml", "- {id: g-ben, educator: ben, text: Wait longer, due: 2027-04-01, supports: [s1]}\n".to_owned()),
        ("plc.yaml", "- {id: t6, team: g6, text: Talk, due: 2027-05-01, supports: [s1]}\n".to_owned()),
        ("goals.yaml", "- {id: s1, school: oak, text: Talk in every class, due: 2027-06-01, supports: [d1]}\n".to_owned()),
        ("district-goals.yaml", "- {id: d1, text: Every child reads, due: 2027-06-01}\n".to_owned()),
        ("activities.yaml", activities.to_owned()),
    ]
}

fn write(folder: &Folder, path: &str, content: &str) {
    fs::write(folder.path().join(path), content).expect("a file can be written");
}

fn diff(folder: &Path, arguments: &[&str]) -> (Ran, Value) {
    let ran = plalign(folder, &[&["diff"], arguments, &["--format", "json"]].concat());
    let json = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    (ran, json)
}

fn ids(list: &Value) -> BTreeSet<String> {
    list.as_array().expect("it is a list").iter().map(|one| text(&one["rule"])).collect()
}

const NEW_GOAL: &str = "- {id: s1, school: oak, text: Talk in every class, due: 2027-06-01, supports: [d1]}\n- {id: s2, school: oak, text: Attendance, due: 2027-06-01, supports: [d1]}\n";

/// Riverbend in the folder `plans` of a repository.
fn riverbend() -> Folder {
    let folder = Folder::new();
    let copied = Command::new("cp").arg("-r").arg(repository("examples/riverbend")).arg(folder.path().join("plans")).status();
    assert!(copied.expect("cp can be started").success());
    in_git(folder)
}

#[test]
fn a_rule_that_a_pack_gains_moves_those_whose_own_records_stayed() {
    let folder = riverbend();
    let path = folder.path().join("plans/packs/mentor.yaml");
    let pack = fs::read_to_string(&path).expect("the pack can be read");
    fs::write(&path, pack.replacen("rules:\n", "rules:\n  - {id: visits, name: visits, of: {tag: visit}, min: 2}\n", 1))
        .expect("the pack can be changed");
    let moved = |json: &Value, key: &str| -> Vec<(String, Vec<String>)> {
        let educators = json["educators"].as_array().expect("a list").iter();
        educators.map(|one| (text(&one["id"]), words(&one[key]))).collect()
    };
    let expected = [("p027", "lic-achebe#visits"), ("p059", "lic-castellano#visits")];
    let expected = expected.map(|(educator, rule)| (educator.to_owned(), vec![rule.to_owned()]));
    let (_, json) = diff(folder.path(), &["HEAD", "plans"]);
    assert_eq!(moved(&json, "gained"), expected, "{json:#}");
    let (_, json) = diff(folder.path(), &["plans", "HEAD"]);
    assert_eq!(moved(&json, "lost"), expected, "{json:#}");
}

#[test]
fn a_district_and_itself_differ_in_nothing() {
    let folder = in_git(school());
    for versions in [["HEAD", "HEAD"], ["HEAD", "."], [".", "HEAD"], [".", "district.yaml"]] {
        let (ran, json) = diff(folder.path(), &versions);
        assert_eq!(ran.code, Some(0), "{versions:?}: {}", ran.stderr);
        for list in ["new", "fixed", "changed", "shared", "educators"] {
            assert_eq!(json[list], Value::Array(vec![]), "{versions:?}: {list}");
        }
        assert!(json["summary"]["same"].as_u64() > Some(0));
    }
}

#[test]
fn a_revision_tells_what_its_files_would() {
    let folder = riverbend();
    let (ran, json) = diff(folder.path(), &["HEAD", "plans"]);
    assert_eq!((ran.code, &json["new"], &json["fixed"], &json["changed"]), (Some(0), &json["fixed"], &json["new"], &json["new"]));
    assert_eq!(json["new"], Value::Array(vec![]), "{json:#}");
    let told = support::check_in(folder.path(), &["plans"]);
    assert_eq!(json["summary"]["same"], told.findings().len());
    assert_eq!((json["base"]["educators"].as_u64(), &json["base"]["hours"]), (Some(60), &told.json["summary"]["hours"]));
    // The same from below the root, and of a folder of a commit.
    for (below, versions) in [
        ("plans", ["HEAD", "."]),
        ("plans", ["HEAD:plans", "."]),
        ("", ["HEAD:plans", "plans"]),
        ("", ["plans/district.yaml", "HEAD"]),
    ] {
        let (ran, json) = diff(&folder.path().join(below), &versions);
        assert_eq!((ran.code, &json["new"]), (Some(0), &Value::Array(vec![])), "{versions:?}");
    }
}

#[test]
fn new_fixed_and_changed_findings_are_told_apart() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", NEW_GOAL);
    commit(folder.path());
    let (ran, json) = diff(folder.path(), &["HEAD~1", "HEAD"]);
    assert_eq!(ids(&json["new"]), ["school-goal-unserved".to_owned()].into());
    assert_eq!((ran.code, &json["fixed"]), (Some(0), &Value::Array(vec![])));
    let (ran, json) = diff(folder.path(), &["HEAD~1", "HEAD", "--fail-on", "warning"]);
    assert_eq!((ran.code, json["summary"]["new"].as_u64()), (Some(1), Some(1)));
    let (ran, json) = diff(folder.path(), &["HEAD", "HEAD~1", "--fail-on", "warning"]);
    assert_eq!(ids(&json["fixed"]), ["school-goal-unserved".to_owned()].into());
    assert_eq!((ran.code, &json["new"]), (Some(0), &Value::Array(vec![])), "what is fixed does not fail");
    // The same finding, graver: it has risen to the level that fails.
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the manifest can be read");
    write(&folder, "district.yaml", &manifest.replace("rules: {", "rules: {school-goal-unserved: error, "));
    let (ran, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!((ran.code, json["summary"]["changed"].as_u64(), json["summary"]["new"].as_u64()), (Some(1), Some(1), Some(0)));
    assert_eq!(
        (&json["changed"][0]["before"]["level"], &json["changed"][0]["now"]["level"]),
        (&"warning".into(), &"error".into())
    );
}

#[test]
fn every_format_says_that_what_changed_is_graver_now() {
    let folder = school().with("goals.yaml", NEW_GOAL);
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the school has one");
    let folder = in_git(folder);
    write(&folder, "district.yaml", &manifest.replace("rules: {", "rules: {school-goal-unserved: error, "));
    let (ran, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!((ran.code, &json["summary"]["changed"], &json["summary"]["risen"]), (Some(1), &1.into(), &1.into()), "{json}");
    for format in ["table", "markdown", "junit", "github"] {
        let told = plalign(folder.path(), &["diff", "HEAD", ".", "--format", format]).stdout;
        assert!(told.contains("This change: 1 changed, now graver; "), "{format}: {told}");
    }
    let sarif = plalign(folder.path(), &["diff", "HEAD", ".", "--format", "sarif"]).stdout;
    assert!(sarif.contains(r#""risen":1"#), "{sarif}");
    // The other way round it has become milder.
    let (_, json) = diff(folder.path(), &[".", "HEAD"]);
    assert_eq!((&json["summary"]["changed"], &json["summary"]["risen"]), (&1.into(), &0.into()), "{json}");
}

#[test]
fn what_a_decision_settles_is_not_fixed() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", NEW_GOAL);
    commit(folder.path());
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the manifest can be read");
    let decision =
        "decisions: [{rule: school-goal-unserved, items: [s2], choice: accept, reason: next year, until: 2027-06-01}]\n";
    write(&folder, "district.yaml", &(manifest + decision));
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!((json["summary"]["settled"].as_u64(), json["summary"]["fixed"].as_u64()), (Some(1), Some(0)), "{json:#}");
}

#[test]
fn a_reworded_goal_prompts_those_who_are_linked_to_it() {
    let folder = in_git(school());
    let goal = "# moved by a line\n- {id: s1, school: oak, text: Talk and write, due: 2027-06-01, supports: [d1]}\n";
    write(&folder, "goals.yaml", goal);
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    let shared = &json["shared"][0];
    assert_eq!(
        (&shared["id"], &shared["change"], words(&shared["fields"])),
        (&"s1".into(), &"changed".into(), vec!["text".to_owned()])
    );
    assert_eq!((shared["educators"].as_u64(), words(&shared["linked"])), (Some(2), vec!["g-ben".to_owned(), "t6".to_owned()]));
    let moved: Vec<(String, Vec<String>)> =
        json["educators"].as_array().expect("a list").iter().map(|one| (text(&one["id"]), words(&one["changed"]))).collect();
    assert_eq!(moved, [("ana".to_owned(), vec!["s1".to_owned()]), ("ben".to_owned(), vec!["s1".to_owned()])]);
    // Ben has read it again and changed his goal: he is not prompted any more, and his own records did move.
    write(&folder, "plans/ben.yaml", "- {id: g-ben, educator: ben, text: Write, due: 2027-04-01, supports: [s1]}\n");
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!(words(&json["shared"][0]["linked"]), ["t6"]);
    assert_eq!(json["educators"].as_array().map(Vec::len), Some(1));
}

#[test]
fn only_what_concerns_the_selection_is_told_and_fails() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", "- {id: s1, school: oak, text: Talk and write, due: 2027-06-01, supports: [d1]}\n");
    write(&folder, "plans/ana.yaml", "- {id: g-ana, educator: ana, text: Ask, due: 2027-04-01, supports: [t6, gone]}\n");
    write(&folder, "roster.csv", "id,name,schools\nana,Ana Ruiz,oak\nben,Ben Okoro,oak\ncleo,Cleo Bell,oak\n");
    let told = |of: &[&str]| {
        let (ran, json) = diff(folder.path(), &[&["HEAD", "."], of].concat());
        let educators: BTreeSet<String> =
            json["educators"].as_array().expect("a list").iter().map(|one| text(&one["id"])).collect();
        let counted = ["base", "head"].map(|side| json[side]["educators"].as_u64().expect("a number"));
        (ran.code, ids(&json["new"]).contains("dangling-reference"), educators, counted, json["shared"][0]["educators"].as_u64())
    };
    let set = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(told(&[]), (Some(1), true, set(&["ben"]), [2, 3], Some(3)));
    assert_eq!(told(&["--educator", "ana"]), (Some(1), true, set(&[]), [1, 1], Some(1)));
    assert_eq!(told(&["--educator", "ben"]), (Some(0), false, set(&["ben"]), [1, 1], Some(1)));
    assert_eq!(told(&["--team", "g6"]), (Some(1), true, set(&["ben"]), [2, 2], Some(2)));
    assert_eq!(told(&["--school", "oak"]), (Some(1), true, set(&["ben"]), [2, 3], Some(3)));
    // She is new, and an id of the other version alone is no mistake.
    assert_eq!(told(&["--educator", "cleo"]), (Some(0), false, set(&[]), [0, 1], Some(1)));
    let ran = plalign(folder.path(), &["diff", "HEAD", ".", "--educator", "dora"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("there is no educator “dora”"), "{}", ran.stderr);
}

#[test]
fn a_moved_line_another_order_and_another_form_of_a_list_are_no_change() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", "\n- {supports: d1, due: 2027-06-01, school: oak,  text: \"Talk in every class\", id: s1}\n");
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!((&json["shared"], &json["educators"]), (&Value::Array(vec![]), &Value::Array(vec![])));
}

#[test]
fn other_line_breaks_and_blanks_are_no_change() {
    let files = "schools: [{id: oak}]\nfiles: {school_improvement_goals: s.csv}\n";
    let table = "id,school,text,due\ns1,oak,\"Literacy\nin every subject\",2027-05-01\n";
    let folder = in_git(Folder::of(files).with("s.csv", table));
    let shared = || diff(folder.path(), &["HEAD", "."]).1["shared"].as_array().expect("a list").len();
    write(&folder, "s.csv", &table.replace('\n', "\r\n"));
    assert_eq!(shared(), 0, "CRLF");
    write(&folder, "s.csv", &table.replace("Literacy\nin", " Literacy  in"));
    assert_eq!(shared(), 0, "blanks");
    write(&folder, "s.csv", &table.replace("every", "each"));
    assert_eq!(shared(), 1, "another word");
}

#[test]
fn a_file_that_is_called_like_a_revision_is_no_district() {
    let folder = in_git(school());
    write(&folder, "HEAD", "ref: refs/heads/main\n");
    let ran = plalign(folder.path(), &["diff", "HEAD", "HEAD"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_goal_that_moves_to_a_file_that_was_there_is_compared_by_its_fields() {
    // The first record of an id counts: before that of `a.yaml`, now that of `b.yaml`, which is the same file.
    let goal = |text: &str| format!("- {{id: g-ben, educator: ben, text: {text}, due: 2027-04-01, supports: [s1]}}\n");
    let folder =
        in_git(school().with("plans/a.yaml", goal("Old")).with("plans/b.yaml", goal("New")).with("plans/ben.yaml", "[]\n"));
    fs::remove_file(folder.path().join("plans/a.yaml")).expect("a file can be removed");
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!((&json["shared"], ids(&json["fixed"])), (&Value::Array(vec![]), ["duplicate-id".to_owned()].into()));
    write(&folder, "goals.yaml", "- {id: s1, school: oak, text: Talk and write, due: 2027-06-01, supports: [d1]}\n");
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    assert_eq!(words(&json["shared"][0]["linked"]), ["t6"], "the goal of ben is another one now");
}

#[test]
fn hours_that_are_added_are_told() {
    let folder = in_git(school());
    let more =
        "- {id: talk, title: Talk, hours: 8, due: 2027-03-01, serves: [g-ana, g-ben, t6], required_of: [oak], why: it helps}\n";
    write(&folder, "activities.yaml", more);
    let (_, json) = diff(folder.path(), &["HEAD", "."]);
    let together = |version: &str| json[version]["hours"]["together"].as_f64();
    assert_eq!((together("base"), together("head")), (Some(12.0), Some(16.0)));
    let of_ana = &json["educators"][0];
    assert_eq!((&of_ana["hours_before"]["required"], &of_ana["hours_now"]["required"]), (&6.0.into(), &8.0.into()));
    let table = plalign(folder.path(), &["diff", "HEAD", "."]).stdout;
    assert!(table.contains("Hours asked: 12 h, now 16 h (4 h more)"), "{table}");
}

#[test]
fn nothing_is_written_and_the_work_tree_is_as_it_was() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", NEW_GOAL);
    let listed = || {
        let mut files: Vec<_> = fs::read_dir(folder.path())
            .expect("the folder can be read")
            .map(|entry| entry.expect("the folder can be read"))
            .map(|entry| (entry.file_name(), entry.metadata().expect("a file is there").modified().ok()))
            .collect();
        files.sort();
        files
    };
    let (before, temporary) = (listed(), tempfile::tempdir().expect("a folder can be made"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let output = command.args(["diff", "HEAD", "."]).current_dir(folder.path()).env("TMPDIR", temporary.path()).output();
    assert!(output.expect("plalign can be started").status.success());
    assert_eq!(listed(), before);
    assert_eq!(fs::read_dir(temporary.path()).expect("the folder can be read").count(), 0);
}

#[cfg(unix)]
#[test]
fn links_in_a_commit_are_followed_and_may_not_leave_the_folder() {
    let folder = Folder::new().with("secret.yaml", "- {id: g1, educator: ana}\n");
    let plans = folder.path().join("plans");
    fs::create_dir_all(plans.join("real")).expect("a folder can be made");
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, plans.join(at)).expect("a link can be made");
    link("real", "linked");
    link("../secret.yaml", "out.yaml");
    link("round.yaml", "round.yaml");
    let write = |path: &str, content: &str| fs::write(plans.join(path), content).expect("a file can be written");
    write("real/goals.yaml", "- {id: g2, educator: ana, text: Ask, due: 2027-05-01}\n");
    write("district.yaml", &format!("{HEAD}files: {{individual_plans: [linked/goals.yaml, out.yaml, round.yaml]}}\n"));
    let folder = in_git(folder);
    let disk = support::check_in(&plans, &["--fail-on", "never"]);
    let (_, json) = diff(&plans, &["HEAD", "."]);
    let unreadable = disk.items("unreadable-file").len();
    assert_eq!((unreadable, json["base"]["obligations"].as_u64()), (2, Some(1)), "{json:#}");
    let (_, allowed) = diff(&plans, &["HEAD", ".", "--allow-outside"]);
    assert_eq!((&allowed["base"]["obligations"], &allowed["head"]["obligations"]), (&2.into(), &2.into()));
    // The folder of the district may be a link itself.
    std::os::unix::fs::symlink("plans", folder.path().join("by-link")).expect("a link can be made");
    write("district.yaml", &format!("{HEAD}files: {{individual_plans: '**/goals.yaml'}}\n"));
    commit(folder.path());
    let (ran, json) = diff(folder.path(), &["HEAD", "by-link"]);
    assert_eq!((ran.code, &json["base"]["obligations"]), (Some(0), &1.into()), "{} {json:#}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_followed_once_on_disk_and_in_a_commit() {
    let goal = |id: &str| format!("- {{id: {id}, educator: ana, text: Ask, due: 2027-05-01}}\n");
    let folder = Folder::new().with("plans/north/a.yaml", goal("a")).with("plans/south/deep/b.yaml", goal("b"));
    let link = |to: &str, at: &str| std::os::unix::fs::symlink(to, folder.path().join(at)).expect("a link can be made");
    // Each of these doubles the ways to every file: followed as often as they lead on, they never end.
    for name in ["a", "b", "c"] {
        link(".", &format!("plans/{name}"));
        link("..", &format!("plans/south/{name}"));
    }
    link("plans/south/deep", "beside");
    link("nowhere", "plans/broken");
    link("nowhere.yaml", "plans/dead.yaml");
    // A folder of which the pattern fits the link alone.
    link("north", "plans/today");
    fs::create_dir(folder.path().join("plans/locked")).expect("a folder can be made");
    for (pattern, goals) in [
        ("plans/**/*.yaml", 2),
        ("**/b.yaml", 1),
        ("*/b.yaml", 1),
        ("beside/*.yaml", 1),
        ("plans/*/a.yaml", 1),
        ("plans/a/a/north/*.yaml", 1),
        ("plans/to*/*.yaml", 1),
        ("plans/*/*/b.yaml", 1),
        ("plans/**/to*/**/*.yaml", 1),
        ("plans/**", 2),
        ("plans/*.yaml", 0),
    ] {
        write(&folder, "district.yaml", &format!("{HEAD}files: {{individual_plans: '{pattern}'}}\n"));
        if !folder.path().join(".git").exists() {
            git(folder.path(), &["init", "--quiet", "--initial-branch", "main"]);
        }
        commit(folder.path());
        let (ran, json) = diff(folder.path(), &["HEAD", "."]);
        assert_eq!((ran.code, &json["base"]["obligations"]), (Some(0), &goals.into()), "{pattern}: {json:#}");
        assert_eq!(json["head"]["obligations"], json["base"]["obligations"], "{pattern}");
    }
}

#[test]
fn a_folder_goes_before_a_branch_of_its_name_and_that_is_told() {
    let folder = in_git(school());
    git(folder.path(), &["branch", "twice"]);
    fs::create_dir(folder.path().join("twice")).expect("a folder can be made");
    write(&folder, "twice/district.yaml", HEAD);
    let ran = plalign(folder.path(), &["diff", "twice", "."]);
    let told = "“twice” is compared as it lies on disk; the revision of this name is refs/heads/twice";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
    assert_eq!(plalign(folder.path(), &["diff", "twice", ".", "--quiet"]).stderr, "");
    let (ran, json) = diff(folder.path(), &["refs/heads/twice", "."]);
    assert_eq!((ran.stderr.as_str(), &json["base"]["obligations"]), ("", &json["head"]["obligations"]));
}

#[test]
fn what_is_no_version_is_told() {
    let folder = in_git(school());
    for (arguments, told) in [
        (&["nope", "HEAD"][..], "“nope” is no version of a district"),
        (&["--fail-on", "info", "HEAD", "plans"], "the folder has no district.yaml"),
        (&["mian", "HEAD"], "git knows no revision of this name; did you mean “main”?"),
        (&["HEAD", "HEAD", "elsewhere"], "there is no elsewhere in the revision “HEAD”"),
        (&["HEAD", ".", "elsewhere"], "there is no elsewhere in the revision “HEAD”"),
        (&["HEAD", "."], ""),
    ] {
        let ran = plalign(folder.path(), &[&["diff"], arguments].concat());
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
        assert_eq!(ran.code, Some(if told.is_empty() { 0 } else { 2 }), "{arguments:?}");
    }
    let bare = Folder::new();
    let ran = plalign(bare.path(), &["diff", "HEAD", "HEAD~1"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("this folder is in no git repository"), "{}", ran.stderr);
}

#[test]
fn where_a_district_lies_in_a_revision_is_said_as_seen_from_here() {
    let folder = riverbend();
    for (below, told) in
        [("", "the third argument: plans/district.yaml"), ("plans/plans", "the third argument: ../district.yaml")]
    {
        let ran = plalign(&folder.path().join(below), &["diff", "HEAD", "HEAD"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains(told), "{below}: {}", ran.stderr);
    }
}

#[test]
fn a_clone_without_the_older_commits_says_so() {
    let folder = in_git(school());
    commit(folder.path());
    let from = format!("file://{}", folder.path().display());
    git(folder.path(), &["clone", "--quiet", "--depth", "1", &from, "shallow"]);
    let ran = plalign(&folder.path().join("shallow"), &["diff", "HEAD~1", "HEAD"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("only the newest commits were fetched here"), "{}", ran.stderr);
}

#[test]
fn in_the_change_that_brings_a_district_everything_is_new() {
    let folder = in_git(Folder::new().with("README.md", "Plans"));
    for (path, content) in school_files() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, content).expect("a file can be written");
    }
    write(&folder, "goals.yaml", NEW_GOAL);
    commit(folder.path());
    for head in ["HEAD", "."] {
        let (ran, json) = diff(folder.path(), &["HEAD~1", head, "--fail-on", "warning"]);
        assert_eq!((ran.code, ids(&json["new"])), (Some(1), ids(&support::check_in(folder.path(), &[]).json["findings"])));
        assert_eq!((&json["base"]["empty"], &json["fixed"]), (&Value::Bool(true), &Value::Array(vec![])));
        for format in ["table", "markdown", "github", "junit"] {
            let told = plalign(folder.path(), &["diff", "HEAD~1", head, "--format", format]).stdout.replace("HEAD\\~1", "HEAD~1");
            assert!(told.contains("HEAD~1 holds no district yet, so everything is new"), "{format}: {told}");
        }
    }
    // The other way round a district is missing, and where both have none the name may be the slip.
    for versions in [["HEAD", "HEAD~1"], ["HEAD~1", "HEAD~1"]] {
        let ran = plalign(folder.path(), &["diff", versions[0], versions[1]]);
        assert_eq!(ran.code, Some(2), "{versions:?}");
        assert!(ran.stderr.contains("there is no district.yaml in the revision “HEAD~1”"), "{}", ran.stderr);
    }
}

#[test]
fn a_district_that_begins_says_whether_all_that_is_wrong_is_shown() {
    let plan = |due: &str| format!("- {{id: g-ana, educator: ana, text: Ask more, due: {due}}}\n");
    let manifest =
        format!("{HEAD}educators: [{{id: ana}}]\nfiles: {{individual_plans: plans.yaml}}\nprivacy: {{readers: staff}}\n");
    for (due, says) in [("2027-04-01", "and nothing is wrong. "), ("2027-02-31", "and nothing is wrong that is shown here. ")] {
        let folder = in_git(Folder::new().with("README.md", "Plans"));
        write(&folder, "district.yaml", &manifest);
        write(&folder, "plans.yaml", &plan(due));
        let told = plalign(folder.path(), &["diff", "HEAD", "."]).stdout;
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(&format!("HEAD holds no district yet, so everything is new, {says}")), "{told}");
    }
}

#[test]
fn without_a_summary_the_log_of_github_tells_what_moved_and_what_was_fixed() {
    let folder = in_git(school().with("goals.yaml", NEW_GOAL));
    write(&folder, "goals.yaml", "- {id: s1, school: oak, text: Talk and write, due: 2027-06-01, supports: [d1]}\n");
    let bare = plalign(folder.path(), &["diff", "HEAD", ".", "--format", "github"]).stdout;
    for line in [
        "fixed school-goal-unserved goals.yaml:2: ",
        "shared: the school goal s1 changed its text, for 2 educators; 2 goals were linked to the old wording",
        "own records as before, ana, ben: s2 removed; s1 changed",
    ] {
        assert!(bare.lines().any(|told| told.starts_with(line)), "{line}: {bare}");
    }
    assert!(!bare.contains("::"), "nothing of it is a command: {bare}");
    let summary = folder.path().join("summary.md");
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let command = command.args(["diff", "HEAD", ".", "--format", "github"]).current_dir(folder.path());
    let told = command.env("GITHUB_STEP_SUMMARY", &summary).output().expect("plalign can be started").stdout;
    let told = String::from_utf8(told).expect("plalign prints UTF-8");
    let pointer = "In the summary of the job: 2 changes that several people share; changes for 2 educators whose own records";
    assert!(told.contains(pointer) && !told.contains("fixed school-goal"), "{told}");
    let summary = fs::read_to_string(summary).expect("the summary was written");
    assert!(summary.contains("- ana, ben: s2 removed; s1 changed"), "{summary}");
}

#[test]
fn a_version_that_cannot_be_read_whole_counts_only_as_the_later_one() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", "- {id: s1\n");
    assert_eq!(diff(folder.path(), &["HEAD", "."]).0.code, Some(2));
    assert_eq!(diff(folder.path(), &[".", "HEAD"]).0.code, Some(0));
}

#[test]
fn what_makes_a_run_fail_is_named_also_where_it_is_as_before() {
    let exposed = "id,name,schools,coaching notes\nana,Ana Ruiz,oak,late\nben,Ben Okoro,oak,\n";
    for (file, content, code) in [("goals.yaml", "- {id: [s1\n", 2), ("roster.csv", exposed, 3)] {
        let folder = school();
        write(&folder, file, content);
        for format in ["table", "json", "markdown", "sarif", "junit", "github"] {
            let ran = plalign(folder.path(), &["diff", ".", ".", "--format", format]);
            assert_eq!(ran.code, Some(code), "{format}: {}", ran.stderr);
            assert!(ran.stdout.contains(file), "{format} names no place: {}", ran.stdout);
            assert!(format != "github" || ran.stdout.contains("::error file="), "{}", ran.stdout);
            assert!(format != "junit" || ran.stdout.contains("<error"), "{}", ran.stdout);
        }
    }
}

#[test]
fn an_error_that_only_says_something_else_fails_in_no_format() {
    let on = |day: &str| {
        Folder::of(&format!(
            "educators: [{{id: ana}}]\ncalendar: [{{for: district, breaks: [{{from: 2026-10-05, until: 2026-10-09}}]}}]\nrules: {{session-in-break: error}}\n\
             activities: [{{id: talk, title: Talk, required_of: [ana], sessions: [{{date: {day}, start: \"15:00\", end: \"16:00\"}}]}}]\n"
        ))
    };
    let (base, head) = (on("2026-10-06"), on("2026-10-07"));
    let names = [base.path().to_str().expect("a path"), head.path().to_str().expect("a path")];
    let (ran, json) = diff(base.path(), &names);
    let changed = json["changed"].as_array().expect("a list");
    assert_eq!((ran.code, changed.len(), text(&changed[0]["now"]["level"])), (Some(0), 1, "error".to_owned()), "{json:#}");
    let junit = plalign(base.path(), &["diff", names[0], names[1], "--format", "junit"]).stdout;
    assert!(!junit.contains("<failure") && junit.contains("2026-10-07"), "{junit}");
    let github = plalign(base.path(), &["diff", names[0], names[1], "--format", "github"]).stdout;
    assert!(!github.contains("::error"), "{github}");
}

#[test]
fn what_could_not_be_read_is_not_called_changed() {
    let folder = in_git(school());
    write(&folder, "plans/ben.yaml", "- {id: [g-ben\n");
    for versions in [["HEAD", "."], [".", "HEAD"]] {
        assert_eq!(diff(folder.path(), &versions).1["changed"], Value::Array(vec![]), "{versions:?}");
    }
}

#[test]
fn an_empty_manifest_that_is_there_is_no_district_that_begins() {
    let folder = Folder::new().with("district.yaml", "");
    let ran = plalign(folder.path(), &["diff", ".", "."]);
    assert_eq!(ran.code, Some(2));
    assert!(!ran.stdout.contains("nothing is wrong") && !ran.stdout.contains("holds no district yet"), "{}", ran.stdout);
}

#[test]
fn what_could_not_be_read_is_not_called_fixed() {
    const FORMATS: [&str; 4] = ["table", "markdown", "junit", "github"];
    let folder = in_git(school().with("goals.yaml", NEW_GOAL));
    let told = |versions: [&str; 2], format| {
        let told = plalign(folder.path(), &["diff", versions[0], versions[1], "--format", format]).stdout;
        told.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for broken in ["district.yaml", "goals.yaml"] {
        let before = fs::read_to_string(folder.path().join(broken)).expect("it can be read");
        write(&folder, broken, "- {id: [s1\n");
        let (_, json) = diff(folder.path(), &["HEAD", "."]);
        assert_eq!((&json["base"]["whole"], &json["head"]["whole"]), (&true.into(), &false.into()), "{json}");
        for gone in ["fixed", "shared", "educators"] {
            assert_eq!(json[gone], Value::Array(vec![]), "{broken}: {gone}");
        }
        let (_, json) = diff(folder.path(), &[".", "HEAD"]);
        assert_eq!(ids(&json["fixed"]), ["bad-syntax".to_owned()].into(), "that it can be read now is known");
        for format in FORMATS {
            let now = told(["HEAD", "."], format);
            assert!(now.contains(". cannot be read whole: what it seems to lack may only be unread"), "{format}: {now}");
            assert!(!now.contains(" fixed,") && !now.contains("Hours asked") && !now.contains("lost"), "{format}: {now}");
            let back = told([".", "HEAD"], format);
            assert!(back.contains(". cannot be read whole: what seems to be new"), "{format}: {back}");
            assert!(told([".", "."], format).contains("Neither . nor . can be read whole"), "{format}");
        }
        write(&folder, broken, &before);
    }
}

#[test]
fn what_the_readers_of_one_version_may_not_see_is_not_told_of_the_other() {
    let folder = in_git(school());
    write(&folder, "plans/ana.yaml", "- {id: g-ana, educator: ana, text: Ask more, due: 2027-02-31, supports: [gone]}\n");
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the manifest can be read");
    for (versions, key, code) in [(["HEAD", "."], "new", 1), ([".", "HEAD"], "fixed", 0)] {
        write(&folder, "district.yaml", &format!("{manifest}privacy: {{readers: staff}}\n"));
        let (ran, json) = diff(folder.path(), &versions);
        assert!(!ran.stdout.contains("g-ana"), "{versions:?}: {}", ran.stdout);
        let hidden = &json["summary"]["hidden"];
        assert!(hidden[key].as_u64() >= Some(2), "{json:#}");
        assert_eq!(ran.code, Some(code), "hidden errors fail where they are new");
        let (gravest, failing) = if code == 1 { ("error".into(), "is an error; ") } else { (Value::Null, "") };
        assert_eq!(hidden["gravest"], gravest);
        for format in ["table", "markdown", "junit", "github"] {
            let told = plalign(folder.path(), &["diff", versions[0], versions[1], "--format", format]).stdout;
            let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains("This change: nothing new that you may see; "), "{format}: {told}");
            let words = format!("{} {key}", hidden[key]);
            assert!(told.contains(&format!("not shown to the readers of this output: {words}; ")), "{format}: {told}");
            assert!(told.contains(&format!("{failing}who may see them can run plalign diff on the plans")), "{format}: {told}");
        }
        let github = plalign(folder.path(), &["diff", versions[0], versions[1], "--format", "github"]).stdout;
        assert_eq!(github.lines().any(|line| line.starts_with("::error::")), code == 1, "{github}");
        for format in ["table", "markdown", "sarif", "github"] {
            let told = plalign(folder.path(), &["diff", versions[0], versions[1], "--format", format]).stdout;
            assert!(!told.contains("g-ana"), "{format}: {told}");
        }
        let suites = plalign(folder.path(), &["diff", versions[0], versions[1], "--format", "junit"]).stdout;
        assert_eq!(suites.contains("failures=\"1\""), code == 1, "a run that fails shows a case that failed: {suites}");
    }
}

#[test]
fn every_format_tells_what_is_new() {
    let folder = in_git(school());
    write(&folder, "goals.yaml", NEW_GOAL);
    for (format, sign) in [
        ("table", "NEW WARNINGS"),
        ("json", "plalign/diff/1"),
        ("markdown", "New: warnings"),
        ("sarif", "\"baselineState\":\"new\""),
        ("junit", "<testsuite name=\"this change\""),
        ("github", "::warning file=goals.yaml,line=2"),
    ] {
        let ran = plalign(folder.path(), &["diff", "HEAD", ".", "--format", format]);
        assert!(ran.stdout.contains(sign) && ran.stdout.contains("school-goal-unserved"), "{format}: {}", ran.stdout);
        assert!(!ran.stdout.contains("Ruiz") && !ran.stdout.contains("Attendance"), "{format} tells names or texts");
    }
}

#[test]
fn the_json_of_diff_is_what_its_schema_says() {
    let schema = plalign(&repository(""), &["schema", "diff"]).stdout;
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).expect("it is JSON")).expect("it is a schema");
    let folder = in_git(school());
    write(&folder, "goals.yaml", NEW_GOAL);
    write(&folder, "plans/ana.yaml", "- {id: g-ana, educator: ana, text: Ask more, due: 2027-02-31, supports: [gone]}\n");
    for versions in [["HEAD", "."], [".", "HEAD"], ["HEAD", "HEAD"]] {
        let (_, json) = diff(folder.path(), &versions);
        let faults: Vec<String> = schema.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(faults, [""; 0], "{versions:?}");
    }
}

#[test]
fn against_a_baseline_only_what_is_new_is_told_and_fails() {
    let folder = school();
    write(&folder, "goals.yaml", NEW_GOAL);
    let check = |arguments: &[&str]| folder.check_with(&[arguments, &["--fail-on", "info"]].concat());
    let before = check(&["--write-baseline", "known.json"]);
    assert_eq!(before.code, Some(1));
    let wrong = before.rules(&["error", "warning", "info"]);
    let again = check(&["--baseline", "known.json"]);
    let known = |told: &support::Told| told.json["summary"]["baseline"]["known"].as_u64();
    assert_eq!(
        (again.code, known(&again), again.rules(&["error", "warning", "info"]).len()),
        (Some(0), Some(wrong.len() as u64), 0)
    );
    write(&folder, "goals.yaml", &format!("# a line more\n{NEW_GOAL}- {{id: s3, school: oak, text: Labs, due: 2027-06-01}}\n"));
    let new = check(&["--baseline", "known.json"]);
    assert_eq!((new.code, new.items("school-goal-unserved")), (Some(1), vec![vec!["s3".to_owned()]]));
    let table = plalign(folder.path(), &["check", "--baseline", "known.json"]).stdout;
    let line = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(line.contains(&format!("{} known from the baseline", wrong.len())), "{table}");
}

#[test]
fn an_entry_of_a_baseline_that_fits_nothing_is_told() {
    let folder = school();
    write(&folder, "goals.yaml", NEW_GOAL);
    folder.check_with(&["--write-baseline", "known.json"]);
    let one_goal = "- {id: s1, school: oak, text: Talk in every class, due: 2027-06-01, supports: [d1]}\n";
    write(&folder, "goals.yaml", one_goal);
    let stale = |arguments: &[&str]| {
        words(&folder.check_with(&[&["--baseline", "known.json"], arguments].concat()).json["summary"]["baseline"]["stale"])
    };
    let all = stale(&[]);
    assert!(all.len() == 1 && all[0].starts_with("school-goal-unserved:"), "{all:?}");
    assert_eq!(stale(&["--only", "link-cycle"]), [""; 0], "a rule that was not looked for may still fit");
    assert_eq!(stale(&["--educator", "ana"]), all, "a selection narrows what is told, not what is known");
    for format in ["table", "markdown", "github"] {
        let told = plalign(folder.path(), &["check", "--baseline", "known.json", "--format", format]).stdout;
        assert!(told.contains("1 entry of the baseline fits nothing any more"), "{format}: {told}");
    }
    let told = |format: &str| plalign(folder.path(), &["check", "--baseline", "known.json", "--format", format]).stdout;
    assert!(told("sarif").contains("\"stale\":1"), "{}", told("sarif"));
    assert!(told("junit").contains("1 entry of the baseline fits nothing any more"), "{}", told("junit"));
}

#[test]
fn a_baseline_holds_no_text_and_nothing_of_what_is_hidden_but_a_number() {
    let folder = school();
    write(&folder, "plans/ana.yaml", "- {id: g-ana, educator: ana, text: Ask more, due: 2027-02-31, supports: [gone]}\n");
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the manifest can be read");
    write(&folder, "district.yaml", &format!("{manifest}privacy: {{readers: staff}}\n"));
    assert_eq!(folder.check_with(&["--write-baseline", "known.json"]).code, Some(1));
    let baseline = fs::read_to_string(folder.path().join("known.json")).expect("the baseline was written");
    assert!(!baseline.contains("bad-value") && !baseline.contains("ana"), "{baseline}");
    let again = folder.check_with(&["--baseline", "known.json", "--fail-on", "info"]);
    // What is good is in no baseline: that the activity serves several at once rests on the plans, and is hidden too.
    assert_eq!((again.code, again.json["summary"]["hidden"].as_u64()), (Some(0), Some(1)), "{}", again.summary());
    // Whoever may see everything finds the same findings known.
    write(&folder, "district.yaml", &manifest);
    assert_eq!(folder.check_with(&["--baseline", "known.json", "--fail-on", "info"]).code, Some(0));
}

#[test]
fn what_has_become_graver_than_the_baseline_has_it_counts() {
    let folder = school();
    write(&folder, "goals.yaml", NEW_GOAL);
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the manifest can be read");
    let level = |word: &str, more: &str| {
        let rules = format!("rules: {{school-goal-unserved: {word}, ");
        write(&folder, "district.yaml", &(manifest.replace("rules: {", &rules) + more));
    };
    folder.check_with(&["--write-baseline", "known.json"]);
    let check = || folder.check_with(&["--baseline", "known.json"]);
    assert_eq!(check().code, Some(0));
    level("error", "");
    let told = check();
    let baseline = &told.json["summary"]["baseline"];
    assert_eq!((told.code, told.items("school-goal-unserved").len()), (Some(1), 1), "{}", told.summary());
    assert_eq!((words(&baseline["risen"]).len(), words(&baseline["stale"])), (1, vec![]), "{baseline}");
    let table = plalign(folder.path(), &["check", "--baseline", "known.json"]).stdout;
    assert!(table.split_whitespace().collect::<Vec<_>>().join(" ").contains("1 graver than in the baseline"), "{table}");
    level("info", "");
    assert_eq!(check().items("school-goal-unserved").len(), 0, "what is less grave is known");
    // The same of findings that are only counted.
    level("warning", "privacy: {readers: public}\n");
    folder.check_with(&["--write-baseline", "known.json"]);
    assert_eq!(check().code, Some(0));
    level("error", "privacy: {readers: public}\n");
    let told = check();
    assert_eq!((told.code, told.items("school-goal-unserved").len()), (Some(1), 0), "{}", told.summary());
    // A baseline of the first form does not say how grave a finding was.
    level("error", "");
    folder.check_with(&["--write-baseline", "known.json"]);
    let baseline = fs::read_to_string(folder.path().join("known.json")).expect("the baseline was written");
    let first =
        baseline.replace("baseline/2", "baseline/1").replace(",\"level\":\"error\"", "").replace(",\"level\":\"warning\"", "");
    assert!(!first.contains("level"), "{first}");
    write(&folder, "known.json", &first);
    assert_eq!((check().code, check().items("school-goal-unserved").len()), (Some(0), 0));
}

#[test]
fn a_baseline_is_read_with_the_mark_and_in_the_encoding_of_a_shell() {
    let folder = school();
    write(&folder, "goals.yaml", NEW_GOAL);
    folder.check_with(&["--write-baseline", "known.json"]);
    let baseline = fs::read_to_string(folder.path().join("known.json")).expect("the baseline was written");
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(baseline.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [format!("\u{feff}{baseline}").into_bytes(), utf16] {
        fs::write(folder.path().join("known.json"), bytes).expect("a file can be written");
        assert_eq!(folder.check_with(&["--baseline", "known.json"]).items("school-goal-unserved").len(), 0);
    }
}

#[test]
fn a_baseline_settles_no_refusal_and_no_unread_file() {
    let folder = school();
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("the manifest can be read");
    write(&folder, "district.yaml", &manifest.replace("plc.yaml", "none.yaml"));
    folder.check_with(&["--write-baseline", "known.json"]);
    assert_eq!(folder.check_with(&["--baseline", "known.json", "--fail-on", "never"]).code, Some(2));
}

#[test]
fn what_is_no_baseline_stops_the_run() {
    let folder = school();
    write(&folder, "known.json", "{}");
    write(&folder, "later.json", r#"{"schema": "plalign/baseline/9", "findings": [{"rule": "x", "since": 2027}], "more": []}"#);
    for (arguments, told) in [
        (&["--baseline", "known.json"][..], "known.json is no baseline: it has not the form that --write-baseline writes"),
        (&["--baseline", "later.json"], "later.json is no baseline: its schema is “plalign/baseline/9”, and this plalign reads"),
        (&["--baseline", "none.json"], "failed to read the baseline none.json"),
        (&["--write-baseline", "x.json", "--only", "link-cycle"], "cannot be used with"),
    ] {
        let ran = plalign(folder.path(), &[&["check"], arguments].concat());
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        assert!(ran.stderr.contains(told), "{arguments:?}: {}", ran.stderr);
    }
}
