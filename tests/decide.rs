//! `plalign decide` from outside: what it writes, what it leaves, what it refuses, and that nothing is lost.

mod support;

use std::fs;
use std::process::{Child, Command, Stdio};

use support::{Folder, HEAD, Ran, plalign, text};

/// A school with so many goals that nobody works toward; each is one finding.
fn goals(count: usize) -> String {
    let goal = |n| format!("  - {{id: s{n}, school: lincoln, text: Read more}} # goal {n}\n");
    let goals: String = (1..=count).map(goal).collect();
    format!("schools:\n  - {{id: lincoln}}\nindividual_plans: []\nschool_improvement_goals:\n{goals}")
}

const RULE: &str = "school-goal-unserved";
/// The beginning of the id of the only finding of that rule.
const ONLY: &str = "school-goal-unserved:";

/// The id of the finding about a goal.
fn id(folder: &Folder, goal: &str) -> String {
    let told = folder.check();
    let of_goal = told.of(RULE).into_iter().find(|finding| finding["items"][0] == goal);
    text(&of_goal.unwrap_or_else(|| panic!("nothing about {goal}\n{}", told.summary()))["id"])
}

/// Decides with what every decision needs, and what else is said.
fn decide(folder: &Folder, finding: &str, more: &[&str]) -> Ran {
    let all = ["decide", finding, "--choice", "accept", "--reason", "It begins in spring", "--until", "2027-01-31"];
    plalign(folder.path(), &[&all[..], more].concat())
}

fn read(folder: &Folder, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The names of the files in a folder, hidden ones too.
fn files(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[track_caller]
fn settled(folder: &Folder, count: u64) {
    let told = folder.check();
    assert_eq!(told.json["summary"]["decided"], count, "{}", told.summary());
    assert_eq!((told.faults(), told.of("unused-decision").len()), (vec![], 0), "{}", told.summary());
}

#[test]
fn a_reason_may_begin_as_an_option_does() {
    let folder = Folder::of(&goals(1));
    let all = ["decide", ONLY, "--choice", "accept", "--reason", "- we meet in spring", "--until", "2027-01-31"];
    let ran = plalign(folder.path(), &all);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(read(&folder, "decisions.yaml").contains("- we meet in spring"));
    settled(&folder, 1);
}

#[test]
fn a_decision_goes_behind_those_of_the_file_that_the_manifest_names() {
    let old = "# What the leadership team decided\r\n- rule: school-goal-unserved # first\r\n  items: [s2]\r\n  choice: buffer\r\n  \
               reason: 'later: perhaps'\r\n  until: 2027-06-11\r\n\r\n# foot";
    let folder = Folder::of(&format!("files: {{decisions: decided.yaml}}\n{}", goals(2))).with("decided.yaml", old);
    let id = id(&folder, "s1");
    let ran = decide(&folder, &id, &["--by", "Lincoln team"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, format!("{id}: accept until 2027-01-31, written to decided.yaml\n"));
    let record = format!(
        "- finding: {id}\r\n  choice: accept\r\n  reason: It begins in spring\r\n  until: 2027-01-31\r\n  by: Lincoln team\r\n"
    );
    assert_eq!(read(&folder, "decided.yaml"), old.replace("\r\n\r\n# foot", &format!("\r\n{record}\r\n# foot")));
    settled(&folder, 2);
    assert_eq!(files(&folder), ["decided.yaml", "district.yaml"], "no lock and no new file is left");
}

#[test]
fn a_decision_goes_into_the_manifest_where_decisions_stand_there() {
    let decisions =
        "decisions: # ours\n    - {rule: school-goal-unserved, items: [s2], choice: accept, reason: x, until: 2027-06-11}\n\n";
    let folder = Folder::of(&format!("{decisions}{}", goals(2)));
    let before = read(&folder, "district.yaml");
    let id = id(&folder, "s1");
    assert_eq!(decide(&folder, &id, &["--quiet"]).stdout, "");
    let record =
        format!("    - finding: {id}\n      choice: accept\n      reason: It begins in spring\n      until: 2027-01-31\n");
    assert_eq!(read(&folder, "district.yaml"), before.replace("until: 2027-06-11}\n", &format!("until: 2027-06-11}}\n{record}")));
    settled(&folder, 2);
}

#[test]
fn where_there_are_none_a_file_is_made_and_named() {
    for (files, named) in [
        ("", "files:\n  decisions: decisions.yaml\n"),
        (
            "files: # lists\n  activities: a.csv # all\n",
            "files: # lists\n  activities: a.csv # all\n  decisions: decisions.yaml\n",
        ),
    ] {
        let manifest = format!("{HEAD}{}{files}", goals(2)).replace('\n', "\r\n");
        let folder = Folder::new().with("district.yaml", manifest).with("a.csv", "id\n");
        let before = read(&folder, "district.yaml");
        let ran = decide(&folder, &id(&folder, "s1"), &[]);
        assert!(ran.stdout.ends_with("written to decisions.yaml, which district.yaml names now\n"), "{}", ran.stdout);
        let added = named.strip_prefix(files).expect("the files stay").replace('\n', "\r\n");
        assert_eq!(read(&folder, "district.yaml"), before + &added);
        settled(&folder, 1);
        assert_eq!(decide(&folder, &id(&folder, "s2"), &[]).code, Some(0));
        settled(&folder, 2);
    }
}

#[test]
fn a_run_that_was_interrupted_before_it_named_its_file_is_taken_up() {
    let folder = Folder::of(&goals(2));
    let id = id(&folder, "s1");
    decide(&folder, &id, &[]);
    let written = read(&folder, "decisions.yaml");
    let folder = Folder::of(&goals(2)).with("decisions.yaml", &written);
    assert_eq!(decide(&folder, &id, &[]).code, Some(0));
    assert_eq!(read(&folder, "decisions.yaml"), written);
    settled(&folder, 1);
}

/// Somebody took the file out of `files`: what stands in it does not hold, and is not put into force by the way.
#[test]
fn a_file_of_decisions_that_is_not_named_is_not_taken_up_without_a_word() {
    let old = "- {rule: goal-count, items: [ana], choice: accept, reason: x, until: 2027-06-11}\n";
    let folder = Folder::of(&goals(2)).with("decisions.yaml", old);
    let before = read(&folder, "district.yaml");
    for _ in 0..2 {
        let ran = decide(&folder, &id(&folder, "s1"), &[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
        let why = "plalign: nothing was written: decisions.yaml is there, and district.yaml does not name it";
        assert!(ran.stderr.starts_with(why), "{}", ran.stderr);
        assert!(ran.stderr.contains("write `decisions: decisions.yaml` under `files` in district.yaml"), "{}", ran.stderr);
        assert_eq!((read(&folder, "decisions.yaml").as_str(), read(&folder, "district.yaml")), (old, before.clone()));
    }
    fs::write(folder.path().join("decisions.yaml"), "\n").expect("it can be written");
    assert_eq!(decide(&folder, &id(&folder, "s1"), &[]).code, Some(0), "in an empty one nothing is put into force");
    settled(&folder, 1);
}

#[test]
fn the_manifest_is_called_by_its_own_name() {
    for name in ["my.yaml", "district.json"] {
        let folder = Folder::new().with(name, format!("{HEAD}{}", goals(1)));
        let told = support::check_in(folder.path(), &[name]);
        let id = text(&told.only(RULE)["id"]);
        let ran = decide(&folder, &id, &["--district", name]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert!(ran.stdout.ends_with(&format!("written to decisions.yaml, which {name} names now\n")), "{}", ran.stdout);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |file: &str| fs::metadata(folder.path().join(file)).expect("it is there").permissions().mode() & 0o777;
            assert_eq!(mode("decisions.yaml"), mode(name), "{name}");
        }
    }
}

#[test]
fn what_only_a_hand_can_write_is_told_with_the_place_for_it() {
    let fields = ["choice: accept", "reason: It begins in spring", "until: 2027-01-31"];
    for (manifest, file, why) in [
        // The list stands elsewhere.
        (
            format!("files: {{decisions: d.yaml}}\n{}", goals(1)),
            Some("x: &all []\ndecisions: *all\n"),
            "nothing was written: d.yaml: `decisions` is written in a form that plalign does not edit: a name for a list that stands \
             elsewhere; write this there by hand, behind what is there:\n  - finding: school-goal-unserved:",
        ),
        (
            format!("old: &all []\ndecisions: *all\n{}", goals(1)),
            None,
            "; write this there by hand under `decisions`, behind what is there:\n  - finding: school-goal-unserved:",
        ),
    ] {
        let folder = Folder::of(&manifest);
        let folder = if let Some(text) = file { folder.with("d.yaml", text) } else { folder };
        let before = (read(&folder, "district.yaml"), files(&folder));
        let ran = decide(&folder, ONLY, &[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert!(fields.iter().all(|field| ran.stderr.contains(&format!("\n    {field}\n"))), "{}", ran.stderr);
        assert_eq!((read(&folder, "district.yaml"), files(&folder)), before);
    }
    let folder = Folder::of(&format!("old: &none {{}}\nfiles: *none\n{}", goals(1)));
    let ran = decide(&folder, ONLY, &[]);
    assert_eq!(ran.code, Some(2));
    let why = "write `decisions: decisions.yaml` under `files` there by hand, then give the same command again";
    assert!(ran.stderr.contains(why), "{}", ran.stderr);
    assert_eq!(files(&folder), ["district.yaml"]);
}

#[test]
fn a_json_file_that_is_made_is_json() {
    let folder = Folder::of(&format!("files: {{decisions: d.json}}\n{}", goals(2)));
    for (nth, goal) in ["s1", "s2"].iter().enumerate() {
        let told = folder.check();
        let of_goal = told.of(RULE).into_iter().find(|finding| finding["items"][0] == *goal);
        let id = text(&of_goal.expect("it is told")["id"]);
        let ran = decide(&folder, &id, &[]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        let all: serde_json::Value = serde_json::from_str(&read(&folder, "d.json")).expect("it is JSON");
        assert_eq!(all[nth]["finding"], id);
    }
    settled(&folder, 2);
}

#[test]
fn a_manifest_that_is_json_stays_so_under_the_name_of_a_yaml_file() {
    let manifest = r#"{"plalign": 1, "district": {"id": "t"}, "as_of": "2026-08-14", "schools": [{"id": "oak"}], "individual_plans": [],
        "school_improvement_goals": [{"id": "s1", "school": "oak", "text": "Read", "due": "2027-05-01"}]}"#;
    let folder = Folder::new().with("district.yaml", manifest);
    let id = id(&folder, "s1");
    let ran = decide(&folder, &id, &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let all: serde_json::Value = serde_json::from_str(&read(&folder, "district.yaml")).expect("it is still JSON");
    assert_eq!(all["files"]["decisions"], "decisions.yaml");
    // Its own list likewise.
    let folder = Folder::new().with("district.yaml", manifest.replace("{\"plalign\"", "{\"decisions\": [], \"plalign\""));
    let ran = decide(&folder, &id, &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let all: serde_json::Value = serde_json::from_str(&read(&folder, "district.yaml")).expect("it is still JSON");
    assert_eq!(all["decisions"][0]["finding"], id);
}

#[test]
fn a_file_that_is_named_and_not_there_yet_is_made() {
    for file in ["decided.csv", "decided.yaml", "decided.json"] {
        let folder = Folder::of(&format!("files: {{decisions: {file}}}\n{}", goals(1)));
        let told = folder.check();
        let ran = decide(&folder, &text(&told.only(RULE)["id"]), &[]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{file}");
        settled(&folder, 1);
    }
}

#[test]
fn a_table_of_decisions_gets_a_row() {
    let table = b"\xEF\xBB\xBFUntil;Why;Finding;Choice\r\n06/11/2027;\"so;so\";x:1;accept\r\n";
    let manifest = "files:\n  decisions:\n    path: d.csv\n    set: {by: Team}\n    columns: {until: {from: Until, format: \"%m/%d/%Y\"}, \
                    reason: Why, finding: Finding, choice: Choice}\n";
    let folder = Folder::of(&format!("{manifest}{}", goals(1))).with("d.csv", table);
    let id = id(&folder, "s1");
    let ran = decide(&folder, &id, &["--by", "Team"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let row = format!("01/31/2027;It begins in spring;{id};accept\r\n");
    assert_eq!(fs::read(folder.path().join("d.csv")).expect("it is there"), [&table[..], row.as_bytes()].concat());
    assert_eq!(folder.check().json["summary"]["decided"], 1);
    let ran = plalign(
        folder.path(),
        &["decide", "unused-decision:", "--choice", "accept", "--reason", "x", "--until", "2027-01-31", "--by", "Me"],
    );
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("d.csv: it has no column “by”"), "{}", ran.stderr);
}

#[test]
fn a_row_is_put_into_the_encoding_of_its_table() {
    let table = b"finding,choice,reason,until\nx:1,accept,Caf\xE9,2027-06-11\n";
    let folder = Folder::of(&format!("files: {{decisions: d.csv}}\n{}", goals(2))).with("d.csv", table);
    let [first, second] = ["s1", "s2"].map(|goal| id(&folder, goal));
    assert_eq!(decide(&folder, &first, &["--reason", "x"]).code, Some(2), "an option stands once");
    let with = |id: &str, reason: &str| {
        plalign(folder.path(), &["decide", id, "--choice", "merge", "--reason", reason, "--until", "2027-01-31"])
    };
    assert_eq!(with(&first, "Peña’s team").code, Some(0));
    let row = [first.as_bytes(), b",merge,Pe\xF1a\x92s team,2027-01-31\n"].concat();
    assert_eq!(fs::read(folder.path().join("d.csv")).expect("it is there"), [&table[..], &row].concat());
    let ran = with(&second, "→ spring");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("d.csv: it is written in Windows-1252, which has no “→”; save it as UTF-8"), "{}", ran.stderr);
}

#[test]
fn a_finding_may_be_named_by_its_beginning_where_it_is_the_only_one() {
    let folder = Folder::of(&goals(2));
    let ran = decide(&folder, RULE, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    let [first, second] = ["s1", "s2"].map(|goal| id(&folder, goal));
    assert!(ran.stderr.contains("“school-goal-unserved” fits 2 findings; name one of them:\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains(&first) && ran.stderr.contains(&second) && ran.stderr.contains("s2"), "{}", ran.stderr);
    assert_eq!(files(&folder), ["district.yaml"]);
    assert_eq!(decide(&folder, &first[..RULE.len() + 6], &[]).code, Some(0));
    settled(&folder, 1);
}

#[test]
fn the_name_of_a_rule_lists_its_only_finding_and_decides_nothing() {
    let folder = Folder::of(&goals(1));
    let ran = decide(&folder, RULE, &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("“school-goal-unserved” fits 1 finding; name it:\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains(&id(&folder, "s1")), "{}", ran.stderr);
    // Who only asks waits for nobody.
    let lock = folder.path().join(".plalign.lock");
    let other = fs::File::create(&lock).expect("a file can be made");
    other.lock().expect("nobody holds it");
    let ran = plalign(folder.path(), &["decide", RULE]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "a rule alone is a question");
    assert!(ran.stdout.contains(&id(&folder, "s1")), "{}", ran.stdout);
    drop(other);
    fs::remove_file(lock).expect("it is there");
    for (arguments, missing) in [
        (&["decide", ONLY][..], "--choice, --reason and --until"),
        (&["decide", RULE, "--choice", "accept"], "--until"),
        (&["decide", RULE, "--by", "us"], "--choice"),
    ] {
        let ran = plalign(folder.path(), arguments);
        assert!(ran.code == Some(2) && ran.stderr.contains(missing), "{arguments:?}: {}", ran.stderr);
    }
    assert_eq!(files(&folder), ["district.yaml"]);
}

#[test]
fn a_slip_in_an_id_is_answered_with_the_nearest() {
    let folder = Folder::of(&goals(2));
    let id = id(&folder, "s1");
    let slip = format!("{}{}", &id[..id.len() - 1], if id.ends_with('0') { '1' } else { '0' });
    for (asked, hint) in [
        (slip.as_str(), format!("there is no finding “{}", &slip[..30])),
        (slip.as_str(), format!("did you mean “{id}”?")),
        ("school-goal-unserved:0000000000000000", "lists those there are".to_owned()),
        ("school-goal-unservd:1", "did you mean “school-goal-unserved”?".to_owned()),
        ("link-cycle", "link-cycle tells nothing here".to_owned()),
    ] {
        let ran = decide(&folder, asked, &[]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{asked}");
        assert!(ran.stderr.contains(&hint), "{asked}: {}", ran.stderr);
    }
    assert_eq!(files(&folder), ["district.yaml"]);
}

#[test]
fn a_day_that_has_passed_is_refused() {
    let folder = Folder::of(&goals(1));
    let on = |day, more: &[&str]| {
        let all = ["decide", ONLY, "--choice", "accept", "--reason", "x", "--until", day];
        plalign(folder.path(), &[&all[..], more].concat())
    };
    let ran = on("2026-08-13", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("--until 2026-08-13 is before 2026-08-14"), "{}", ran.stderr);
    assert_eq!(on("2026-08-14", &["--as-of", "2026-08-15"]).code, Some(2));
    assert_eq!(files(&folder), ["district.yaml"]);
    assert_eq!(on("2026-08-14", &[]).code, Some(0), "the last day counts");
}

#[test]
fn a_decision_needs_a_reason_and_a_choice_that_there_is() {
    let folder = Folder::of(&goals(1));
    let with = |choice, reason| {
        plalign(folder.path(), &["decide", RULE, "--choice", choice, "--reason", reason, "--until", "2027-01-31"])
    };
    assert_eq!(with("accept", "  ").code, Some(2));
    let ran = with("accpt", "x");
    assert!(ran.code == Some(2) && ran.stderr.contains("bridge"), "{}", ran.stderr);
    assert_eq!(files(&folder), ["district.yaml"]);
}

#[test]
fn what_is_decided_is_not_decided_twice() {
    let folder = Folder::of(&goals(1));
    let id = id(&folder, "s1");
    decide(&folder, &id, &[]);
    let before = read(&folder, "decisions.yaml");
    let ran = decide(&folder, &id, &[]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(ran.stdout, format!("{id} is decided so already, in decisions.yaml:1; nothing was written\n"));
    for more in [["--by", "Team"], ["--as-of", "2026-08-20"]] {
        let ran = plalign(
            folder.path(),
            &[&["decide", &id, "--choice", "accept", "--reason", "Another", "--until", "2027-01-31"], &more[..]].concat(),
        );
        assert_eq!(ran.code, Some(2), "{}", ran.stdout);
        assert!(ran.stderr.contains("decided already: accept until 2027-01-31, in decisions.yaml:1"), "{}", ran.stderr);
    }
    assert_eq!(read(&folder, "decisions.yaml"), before);
}

#[test]
fn what_was_decided_until_a_day_that_passed_is_decided_again() {
    let decided = "decisions:\n  - {rule: school-goal-unserved, items: [s1], choice: accept, reason: x, until: 2026-08-01}\n";
    let folder = Folder::of(&format!("{decided}{}", goals(1)));
    let told = folder.check();
    assert_eq!(told.of("expired-decision").len(), 1, "{}", told.summary());
    assert_eq!(decide(&folder, ONLY, &[]).code, Some(0));
    settled(&folder, 1);
    let told = folder.check();
    assert!(told.of("expired-decision").is_empty(), "{}", told.summary());
    assert!(read(&folder, "district.yaml").contains("until: 2026-08-01}\n"), "the old decision stays as a record");
}

#[test]
fn what_keeps_something_from_being_read_is_not_decided_away() {
    let folder = Folder::of(&format!("files: {{educators: none.csv}}\n{}", goals(1)));
    let ran = decide(&folder, "unreadable-file:", &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("no decision settles unreadable-file"), "{}", ran.stderr);
}

#[test]
fn what_the_readers_may_not_see_is_not_listed() {
    let plans = "individual_plans:\n  - {id: g1, educator: ana, text: Read}\n  - {id: g2, educator: ana, text: Write}\n";
    let open = Folder::of(plans);
    let id = text(&open.check().of("blank-plan-field")[0]["id"]);
    let folder = Folder::of(&format!("privacy: {{readers: staff}}\n{plans}"));
    let ran = decide(&folder, "blank-plan-field", &[]);
    assert!(ran.code == Some(2) && !ran.stderr.contains("g1"), "{}", ran.stderr);
    assert_eq!(decide(&folder, &id, &[]).code, Some(0), "whoever knows its id may decide");
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_left_alone() {
    let broken = "- {finding: x, choice: accept, reason: y, until: 2027-01-01}\n- {finding: [\n";
    let folder = Folder::of(&format!("files: {{decisions: d.yaml}}\n{}", goals(1))).with("d.yaml", broken);
    let ran = decide(&folder, ONLY, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("d.yaml: it cannot be read to its end"), "{}", ran.stderr);
    assert_eq!(read(&folder, "d.yaml"), broken);
}

fn start(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    command.args(arguments).current_dir(folder.path()).env_remove("CI").stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("plalign can be started")
}

#[test]
fn many_at_once_lose_nothing() {
    const GOALS: usize = 12;
    for files in ["", "files: {decisions: d.csv}\n", "decisions: []\n"] {
        let plan = "  - {id: g1, educator: ana, supports: [s1], text: Read, due: 2027-05-01}\n";
        let manifest =
            format!("{files}{}", goals(GOALS)).replace("individual_plans: []\n", &format!("individual_plans:\n{plan}"));
        let folder = Folder::of(&manifest).with("d.csv", "finding,choice,reason,until\n");
        let told = folder.check();
        let ids: Vec<String> = told.of(RULE).iter().map(|finding| text(&finding["id"])).collect();
        assert_eq!(ids.len(), GOALS - 1, "{}", told.summary());
        let all = |id| ["decide", id, "--choice", "accept", "--reason", "At once", "--until", "2027-01-31"];
        let mut running: Vec<Child> = ids.iter().map(|id| start(&folder, &all(id))).collect();
        // Another command writes to the same manifest meanwhile.
        running.push(start(&folder, &["review", "s1"]));
        for child in running {
            let ended = child.wait_with_output().expect("it ends");
            assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        settled(&folder, GOALS as u64 - 1);
        assert!(read(&folder, "district.yaml").contains("reviewed: [s1@"), "the mark is there, too");
        assert!(self::files(&folder).iter().all(|name| !name.starts_with('.')), "{:?}", self::files(&folder));
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(folder: &Folder, file: &str) -> u32 {
        fs::metadata(folder.path().join(file)).expect("it is there").permissions().mode() & 0o777
    }

    fn set_mode(folder: &Folder, file: &str, mode: u32) {
        fs::set_permissions(folder.path().join(file), fs::Permissions::from_mode(mode)).expect("modes can be set");
    }

    #[test]
    fn a_write_that_is_interrupted_leaves_the_old_file_whole() {
        let old = "- {finding: x:1, choice: accept, reason: y, until: 2027-01-01}\n".repeat(100);
        let folder = Folder::of(&format!("files: {{decisions: d.yaml}}\n{}", goals(1))).with("d.yaml", &old);
        // The system ends a process that writes a file longer than the limit, in the middle of it.
        let line = format!(
            "ulimit -f 1; exec '{}' decide {ONLY} --choice accept --reason x --until 2027-01-31",
            env!("CARGO_BIN_EXE_plalign")
        );
        let ran = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().expect("a shell can be started");
        assert_ne!(ran.status.code(), Some(0));
        assert_eq!(read(&folder, "d.yaml"), old);
        assert!(files(&folder).iter().any(|name| name.ends_with(".plalign-new")), "it was interrupted in the middle");
        assert_eq!(decide(&folder, ONLY, &[]).code, Some(0), "the next one does it, lock or no lock");
        assert!(read(&folder, "d.yaml").starts_with(&old));
        assert_eq!(files(&folder), ["d.yaml", "district.yaml"]);
    }

    #[test]
    fn permissions_stay_and_a_new_file_has_those_of_the_manifest() {
        let folder = Folder::of(&format!("files: {{decisions: d.yaml}}\n{}", goals(1))).with("d.yaml", "[]\n");
        set_mode(&folder, "d.yaml", 0o664);
        assert_eq!(decide(&folder, ONLY, &[]).code, Some(0));
        assert_eq!(mode(&folder, "d.yaml"), 0o664);
        let folder = Folder::of(&goals(1));
        set_mode(&folder, "district.yaml", 0o640);
        assert_eq!(decide(&folder, ONLY, &[]).code, Some(0));
        assert_eq!((mode(&folder, "decisions.yaml"), mode(&folder, "district.yaml")), (0o640, 0o640));
    }

    #[test]
    fn a_file_that_may_not_be_written_is_left_alone() {
        let folder = Folder::of(&format!("files: {{decisions: d.yaml}}\n{}", goals(1))).with("d.yaml", "[]\n");
        set_mode(&folder, "d.yaml", 0o444);
        let ran = decide(&folder, ONLY, &[]);
        assert!(ran.code == Some(2) && ran.stderr.contains("may not be written"), "{}", ran.stderr);
        assert_eq!((read(&folder, "d.yaml").as_str(), files(&folder).len()), ("[]\n", 2));
    }

    #[test]
    fn what_a_link_leads_to_is_written_and_the_link_stays() {
        let folder = Folder::of(&format!("files: {{decisions: d.yaml}}\n{}", goals(1))).with("kept/real.yaml", "[]\n");
        symlink("kept/real.yaml", folder.path().join("d.yaml")).expect("links can be made");
        assert_eq!(decide(&folder, ONLY, &[]).code, Some(0));
        assert!(fs::symlink_metadata(folder.path().join("d.yaml")).expect("it is there").is_symlink());
        assert!(read(&folder, "kept/real.yaml").contains(RULE));
        settled(&folder, 1);
    }

    #[test]
    fn no_file_is_made_beside_a_link_to_a_manifest_of_another_folder() {
        let folder = Folder::of("").with("real/district.yaml", goals(1)).with("here/notes.txt", "");
        symlink("../real/district.yaml", folder.path().join("here/district.yaml")).expect("links can be made");
        let before = read(&folder, "real/district.yaml");
        let ran = decide(&folder, ONLY, &["--district", "here"]);
        assert_eq!(ran.code, Some(2), "{}", ran.stdout);
        assert!(ran.stderr.contains("here/district.yaml is a link to "), "{}", ran.stderr);
        assert_eq!(fs::read_dir(folder.path().join("here")).expect("it is there").count(), 2, "nothing was made");
        assert_eq!(read(&folder, "real/district.yaml"), before);
        assert_eq!(decide(&folder, ONLY, &["--district", "real"]).code, Some(0), "the one it leads to can be named");
    }
}
