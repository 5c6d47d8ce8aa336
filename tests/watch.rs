//! `check --watch` from outside: what it prints when files are saved in the ways editors do, and how it ends.
#![cfg(unix)]

mod support;

use std::fs;
use std::io::{self, BufRead, BufReader, Write as _};
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use support::Folder;

/// How long is waited for a line before a test fails: machines can be slow, and nothing here is about speed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A plalign that watches, and what it prints.
struct Watching {
    child: Child,
    lines: Receiver<String>,
    seen: String,
}

impl Watching {
    /// Starts it, and waits until it has told the first result and watches.
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        Self::start_in("", folder, arguments)
    }

    /// The same with `CI` of this value; an empty one is none.
    fn start_in(ci: &str, folder: &Folder, arguments: &[&str]) -> Self {
        // One pipe for both streams, so that lines come in the order in which they were written.
        let (reader, writer) = io::pipe().expect("a pipe can be made");
        let child = Command::new(env!("CARGO_BIN_EXE_plalign"))
            .args(["check", "--watch"])
            .args(arguments)
            .current_dir(folder.path())
            .env("CI", ci)
            .stdout(writer.try_clone().expect("a pipe has as many ends as are wanted"))
            .stderr(writer)
            .spawn()
            .expect("plalign can be started");
        let (tell, lines) = mpsc::channel();
        thread::spawn(move || BufReader::new(reader).lines().map_while(Result::ok).try_for_each(|line| tell.send(line)).ok());
        let mut watching = Self { child, lines, seen: String::new() };
        watching.until("watching; Ctrl-C ends it");
        watching
    }

    /// Everything up to the line that holds these words.
    fn until(&mut self, words: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut told = String::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            told += &line;
            told.push('\n');
            if line.contains(words) {
                self.seen += &told;
                return told;
            }
        }
        panic!("“{words}” was not told after\n{}{told}", self.seen);
    }

    /// What is told of a change: a whole view, to its last line.
    fn change(&mut self) -> String {
        self.until("Why a rule asks")
    }

    /// Ends it as Ctrl-C does; its exit code.
    fn end(mut self) -> Option<i32> {
        let status = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill can be started");
        assert!(status.success());
        self.child.wait().expect("it was started").code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

const GOAL: &str = "- {id: g-ana, educator: ana, text: Ask more, due: 2027-04-01, supports: [s1]}\n";
const BROKEN_LINK: &str = "- {id: g-ana, educator: ana, text: Ask more, due: 2027-04-01, supports: [s9]}\n";

fn school() -> Folder {
    Folder::of(
        "schools: [{id: oak}]\neducators: [{id: ana, schools: [oak]}]\nfiles: {individual_plans: plans/**/*.yaml}\n\
         school_improvement_goals: [{id: s1, school: oak, text: Talk, due: 2027-06-01}]\n",
    )
    .with("plans/ana.yaml", GOAL)
}

/// Saves at one stroke.
fn save(folder: &Folder, path: &str, text: &str) {
    let aside = tempfile::NamedTempFile::new().expect("a file can be made");
    fs::write(aside.path(), text).expect("a file can be written");
    aside.persist(folder.path().join(path)).expect("a file can be put in its place");
}

/// Saves as many editors do: the file is emptied, then filled, and somewhere in between it may be seen.
fn save_slowly(folder: &Folder, path: &str, parts: &[&str]) {
    let mut file = fs::File::create(folder.path().join(path)).expect("a file can be emptied");
    for part in parts {
        thread::sleep(Duration::from_millis(90));
        file.write_all(part.as_bytes()).and_then(|()| file.sync_all()).expect("a file can be written");
    }
}

#[test]
fn an_editor_that_empties_a_file_and_then_fills_it_is_no_change_in_between() {
    let folder = school();
    let mut watching = Watching::start(&folder, &[]);
    for (text, word) in [(BROKEN_LINK, "NEW ERRORS"), (GOAL, "FIXED"), (BROKEN_LINK, "NEW ERRORS"), (GOAL, "FIXED")] {
        // At one stroke, and in two of which the first ends within a line.
        let parts = if word == "FIXED" { vec![text] } else { vec![&text[..text.len() / 2], &text[text.len() / 2..]] };
        save_slowly(&folder, "plans/ana.yaml", &parts);
        let told = watching.change();
        assert!(told.contains(word) && told.contains("dangling-reference"), "{told}");
        assert_eq!(told.matches("plans/ana.yaml:1").count() > 0, word == "NEW ERRORS", "{told}");
    }
    for word in ["Not checked", "CHANGED", "LOST", "blank-plan-field"] {
        assert!(!watching.seen.contains(word), "{word}: {}", watching.seen);
    }
    // The manifest likewise.
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("it is there");
    save_slowly(&folder, "district.yaml", &[&manifest.replace("id: s1", "id: s9")]);
    let told = watching.change();
    assert!(told.contains("NEW ERRORS") && !watching.seen.contains("Not checked"), "{told}");
}

#[test]
fn a_file_that_stays_empty_and_one_that_stays_away_are_told() {
    let folder = school();
    save(&folder, "plans/ana.yaml", BROKEN_LINK);
    let mut watching = Watching::start(&folder, &[]);
    fs::write(folder.path().join("plans/ana.yaml"), "").expect("a file can be emptied");
    assert!(watching.change().contains("FIXED"));
    save(&folder, "plans/ana.yaml", BROKEN_LINK);
    assert!(watching.change().contains("NEW ERRORS"));
    fs::remove_file(folder.path().join("plans/ana.yaml")).expect("it is there");
    assert!(watching.change().contains("FIXED"));
}

#[test]
fn no_result_is_written_over_a_file_that_the_manifest_names_meanwhile() {
    let folder = school();
    let mut watching = Watching::start(&folder, &["--format", "table", "--format", "csv", "--output", "result.csv"]);
    let manifest = fs::read_to_string(folder.path().join("district.yaml")).expect("it is there");
    save(&folder, "district.yaml", &manifest.replace("files: {", "files: {activities: result.csv, "));
    let told = watching.until("result.csv");
    assert!(told.contains("Not checked") && told.contains("result.csv is a file of the district"), "{told}");
    let result = fs::read(folder.path().join("result.csv")).expect("it is there");
    save(&folder, "plans/ana.yaml", BROKEN_LINK);
    save(&folder, "district.yaml", &manifest);
    watching.change();
    assert_ne!(fs::read(folder.path().join("result.csv")).expect("it is there"), result, "it is a result again");
}

#[test]
fn what_a_saved_file_changed_is_told_and_ctrl_c_ends_with_the_exit_code_of_the_last_run() {
    let folder = school();
    let mut watching = Watching::start(&folder, &[]);
    save(&folder, "plans/ana.yaml", BROKEN_LINK);
    let told = watching.change();
    assert!(told.contains("NEW ERRORS") && told.contains("dangling-reference plans/ana.yaml:1"), "{told}");
    assert_eq!(watching.end(), Some(1));

    let mut watching = Watching::start(&folder, &[]);
    save(&folder, "plans/ana.yaml", GOAL);
    let told = watching.change();
    assert!(told.contains("FIXED") && !told.contains("NEW ERRORS"), "{told}");
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn an_editor_that_saves_by_renaming_is_seen_every_time() {
    let folder = school();
    let mut watching = Watching::start(&folder, &[]);
    for (text, word) in [(BROKEN_LINK, "NEW ERRORS"), (GOAL, "FIXED"), (BROKEN_LINK, "NEW ERRORS")] {
        // A swap file first, then the old one aside, then the new one in its place.
        save(&folder, "plans/.ana.yaml.swp", text);
        fs::rename(folder.path().join("plans/ana.yaml"), folder.path().join("plans/ana.yaml~")).expect("it is there");
        fs::rename(folder.path().join("plans/.ana.yaml.swp"), folder.path().join("plans/ana.yaml")).expect("it is there");
        fs::remove_file(folder.path().join("plans/ana.yaml~")).expect("it is there");
        let told = watching.change();
        assert!(told.contains(word), "while the file was aside nothing was told: {told}");
    }
}

#[test]
fn a_file_that_is_broken_for_a_moment_mends_nothing() {
    let folder = school();
    save(&folder, "plans/ana.yaml", BROKEN_LINK);
    let mut watching = Watching::start(&folder, &[]);
    save(&folder, "plans/ana.yaml", "- {id: g-ana, educator: [\n");
    let told = watching.until("bad-syntax");
    assert!(told.contains("Not checked, since it cannot be read whole") && told.contains("plans/ana.yaml:"), "{told}");
    fs::rename(folder.path().join("district.yaml"), folder.path().join("aside")).expect("it is there");
    watching.until("district.yaml is not there");
    fs::rename(folder.path().join("aside"), folder.path().join("district.yaml")).expect("it is there");
    watching.until("bad-syntax");
    save(&folder, "plans/ana.yaml", GOAL);
    let told = watching.change();
    assert!(told.contains("FIXED") && told.contains("dangling-reference"), "{told}");
    assert!(!watching.seen.contains("LOST"), "{}", watching.seen);
}

#[test]
fn files_and_folders_that_a_pattern_fits_are_seen_when_they_appear_and_when_they_go() {
    let folder = school();
    let mut watching = Watching::start(&folder, &["--only", "dangling-reference"]);
    fs::create_dir_all(folder.path().join("plans/north/new")).expect("a folder can be made");
    save(&folder, "plans/north/new/ben.yaml", &BROKEN_LINK.replace("g-ana", "g-ben"));
    let told = watching.change();
    assert!(told.contains("plans/north/new/ben.yaml:1"), "{told}");
    fs::remove_dir_all(folder.path().join("plans/north")).expect("the folder is there");
    assert!(watching.change().contains("FIXED"));
    fs::create_dir_all(folder.path().join("plans/north")).expect("a folder can be made");
    save(&folder, "plans/north/ben.yaml", &BROKEN_LINK.replace("g-ana", "g-ben"));
    assert!(watching.change().contains("plans/north/ben.yaml:1"));
}

#[test]
fn results_in_files_are_kept_up_to_date_and_are_no_change() {
    let folder = school();
    let mut watching = Watching::start(&folder, &["--format", "table", "--format", "sarif", "--output", "plans/out.sarif"]);
    let results = || fs::read_to_string(folder.path().join("plans/out.sarif")).expect("the result was written");
    assert!(!results().contains(r#""ruleId":"dangling-reference""#));
    save(&folder, "plans/ana.yaml", BROKEN_LINK);
    watching.change();
    assert!(results().contains(r#""ruleId":"dangling-reference""#));
    save(&folder, "plans/ana.yaml", GOAL);
    let told = watching.change();
    assert!(told.contains("FIXED"), "nothing was told in between: {told}");
}

#[test]
fn other_formats_need_a_file_and_a_baseline_is_not_written() {
    let folder = school();
    for arguments in [&["--format", "json"][..], &["--write-baseline", "known.json"]] {
        let ran = support::plalign(folder.path(), &[&["check", "--watch"], arguments].concat());
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.stdout);
    }
}

#[test]
fn in_ci_it_repeats_no_words_of_the_plans_first_or_later() {
    let folder = school();
    save(&folder, "plans/ana.yaml", &GOAL.replace("educator: ana", "educator: Rosa Alvarez"));
    let mut watching = Watching::start_in("true", &folder, &[]);
    save(&folder, "plans/ana.yaml", "- {id: g-ana, educator: ana, text: Ask more, due: Jonas Petrov}\n");
    watching.until("This change");
    watching.change();
    let told = &watching.seen;
    assert!(told.contains("“…”") && !told.contains("Rosa") && !told.contains("Petrov"), "{told}");
    watching.end();
}
