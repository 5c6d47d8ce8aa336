//! What plalign writes, and what it never writes over: results and pages beside plans, a lock that is waited for, runs that are
//! killed at any moment.

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use support::{Folder, HEAD, files_below, plalign, text};

const PLAN: &str = "- {id: g1, educator: ana, text: Ask, due: 2027-04-01}\n";

/// A district with a file of every kind: read, of a kind that is not read, broken, not there yet, a pack, a list of students,
/// decisions that nothing names.
fn every_kind() -> Folder {
    Folder::of(
        "packs: [./own.yaml]\nprivacy: {students: names.txt}\n\
         files: {educators: roster.csv, schools: schools.doc, teams: broken.csv, plc_goals: [later.yaml, 'team/*/goals.*'], \
         individual_plans: 'plans/**/*.yaml'}\n",
    )
    .with("roster.csv", "id\nana\n")
    .with("plans/ana.yaml", PLAN)
    .with("schools.doc", "not a list")
    .with("broken.csv", "id,\"name\n")
    .with("own.yaml", "pack: [\n")
    .with("names.txt", "Jo Stone\n")
    .with("decisions.yaml", "- {rule: goal-count, items: [ana], choice: accept, reason: x, until: 2027-01-01}\n")
    .with("team/north/readme.md", "A folder for goals.\n")
}

#[test]
fn no_result_takes_the_place_of_a_file_of_the_district_of_any_kind() {
    let folder = every_kind();
    let before = files_below(folder.path());
    for (file, why) in [
        ("schools.doc", "is a file of the district"),
        ("broken.csv", "is a file of the district"),
        ("own.yaml", "is a file of the district"),
        ("names.txt", "is a file of the district"),
        ("plans/ana.yaml", "is a file of the district"),
        ("decisions.yaml", "would be read as a file of the district (“decisions.yaml”)"),
        ("later.yaml", "would be read as a file of the district (“later.yaml”)"),
        ("./team/../later.yaml", "would be read as a file of the district (“later.yaml”)"),
        ("plans/new.yaml", "would be read as a file of the district (“plans/**/*.yaml”)"),
        ("plans/../plans/new.yaml", "would be read as a file of the district (“plans/**/*.yaml”)"),
        ("team/north/goals.json", "would be read as a file of the district (“team/*/goals.*”)"),
    ] {
        for command in [
            &["check", "--output", file][..],
            &["check", "--format", "json", "--write-baseline", file],
            &["graph", "--output", file],
            &["diff", ".", ".", "--output", file],
        ] {
            let ran = plalign(folder.path(), command);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{command:?}: {}", ran.stderr);
            assert!(ran.stderr.contains(why), "{command:?}: {}", ran.stderr);
            assert!(files_below(folder.path()) == before, "{command:?} changed a file");
        }
    }
    let ran = plalign(folder.path(), &["check", "--format", "json", "--output", "team/result.json"]);
    assert_eq!(ran.stderr.matches("is a file").count() + ran.stderr.matches("would be").count(), 0, "{}", ran.stderr);
    assert!(folder.path().join("team/result.json").exists(), "no pattern takes this one in");
}

#[cfg(unix)]
#[test]
fn neither_links_nor_second_names_lead_to_a_file_of_the_district() {
    use std::os::unix::fs::symlink;
    let folder = every_kind();
    fs::hard_link(folder.path().join("roster.csv"), folder.path().join("hard.json")).expect("a file can have two names");
    symlink("schools.doc", folder.path().join("soft.json")).expect("links can be made");
    symlink("plans", folder.path().join("here")).expect("links can be made");
    let before = files_below(&folder.path().join("plans"));
    for file in ["hard.json", "soft.json", "here/ana.yaml", "here/new.yaml"] {
        let ran = plalign(folder.path(), &["check", "--output", file]);
        assert_eq!(ran.code, Some(2), "{file}: {}", ran.stderr);
        assert!(ran.stderr.contains("a file of the district"), "{file}: {}", ran.stderr);
    }
    assert_eq!(files_below(&folder.path().join("plans")), before);
    assert_eq!(fs::read(folder.path().join("roster.csv")).expect("it is there"), b"id\nana\n");
}

#[test]
fn where_the_manifest_is_broken_no_file_that_may_be_a_list_is_written_over() {
    let folder = Folder::of("files: {individual_plans: plans.yaml\n").with("plans.yaml", PLAN).with("old.sarif", "{}");
    let ran = plalign(folder.path(), &["check", "--output", "plans.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.stderr.contains("district.yaml cannot be read whole, so that nobody can say whether plans.yaml"),
        "{}",
        ran.stderr
    );
    assert_eq!(fs::read_to_string(folder.path().join("plans.yaml")).ok().as_deref(), Some(PLAN));
    // What is no list, or not there yet, tells what is broken.
    for file in ["old.sarif", "new.json"] {
        let ran = plalign(folder.path(), &["check", "--format", "sarif", "--output", file]);
        assert_eq!((ran.code, ran.stderr.contains("cannot be read whole")), (Some(2), false), "{file}: {}", ran.stderr);
        assert!(fs::read_to_string(folder.path().join(file)).is_ok_and(|text| text.contains("bad-syntax")), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_result_takes_the_place_of_an_older_one_only_once_it_is_whole() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::of("individual_plans: [{id: g1, educator: ana, text: Ask}]\n").with("told.json", "old");
    let path = folder.path().join("told.json");
    // Whoever reads the old one goes on reading it: the new one is another file.
    let mut old = fs::File::open(&path).expect("it is there");
    assert_eq!(plalign(folder.path(), &["check", "--format", "json", "--output", "told.json"]).code, Some(0));
    let mut text = String::new();
    std::io::Read::read_to_string(&mut old, &mut text).expect("it is open");
    assert_eq!(text, "old");
    assert!(fs::read_to_string(&path).is_ok_and(|text| text.contains("plalign/check/1")));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("it is ours");
    let ran = plalign(folder.path(), &["check", "--format", "json", "--output", "told.json"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("it may not be written to"), "{}", ran.stderr);
    assert_eq!(files_below(folder.path()).len(), 2, "nothing waits beside it");
}

#[test]
fn a_baseline_is_not_written_over_by_a_result_but_by_a_new_one() {
    let folder = Folder::of("individual_plans: [{id: g1, educator: ana, text: Ask}]\n");
    assert_eq!(plalign(folder.path(), &["check", "--write-baseline", "known.json"]).code, Some(0));
    let known = fs::read(folder.path().join("known.json")).expect("it was written");
    let ran = plalign(folder.path(), &["check", "--baseline", "known.json", "--format", "json", "--output", "./known.json"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
    assert!(ran.stderr.contains("known.json is the baseline, and would be written over"), "{}", ran.stderr);
    let ran = plalign(folder.path(), &["check", "--output", "./new.json", "--write-baseline", "new.json"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("new.json is named for two results"), "{}", ran.stderr);
    assert_eq!(fs::read(folder.path().join("known.json")).expect("it is there"), known);
    let renewed = ["check", "--baseline", "known.json", "--write-baseline", "known.json"];
    assert_eq!(plalign(folder.path(), &renewed).code, Some(0));
    assert_eq!(files_below(folder.path()).len(), 2, "nothing waits beside it");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_into_and_stays_what_it_is() {
    use std::io::{Read, Write};
    use std::os::unix::fs::{FileTypeExt, PermissionsExt};
    let folder = Folder::of("individual_plans: [{id: g1, educator: ana, text: Ask}]\n");
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it can be started").success());
    fs::set_permissions(&pipe, fs::Permissions::from_mode(0o644)).expect("it is ours");
    let mut reader = fs::File::options().read(true).write(true).open(&pipe).expect("a pipe can be opened for both");
    for (arguments, wanted) in [
        (&["check", "-q", "--write-baseline", "pipe"][..], "plalign/baseline/"),
        (&["check", "-q", "--format", "json", "--output", "pipe"], "plalign/check/1"),
    ] {
        assert_eq!(plalign(folder.path(), arguments).code, Some(0), "{arguments:?}");
        let there = fs::symlink_metadata(&pipe).expect("it is there");
        assert!(there.file_type().is_fifo(), "{arguments:?}");
        assert_eq!(there.permissions().mode() & 0o777, 0o644, "{arguments:?}");
        // So that there is something to read in any case.
        reader.write_all(b"\nEND").expect("it is open");
        let (mut told, mut bytes) = (String::new(), [0; 1 << 12]);
        while !told.ends_with("END") {
            let read = reader.read(&mut bytes).expect("it is open");
            told += &String::from_utf8_lossy(&bytes[..read]);
        }
        assert!(told.contains(wanted), "{arguments:?}: {told}");
    }
    let known = ["check", "-q", "--format", "json", "--output", "told.json", "--write-baseline", "/dev/stdout"];
    let ran = plalign(folder.path(), &known);
    assert!(ran.code == Some(0) && ran.stdout.contains("plalign/baseline/"), "{}", ran.stderr);
    // Where stdout leads to a file, that file gets both.
    let both = folder.path().join("both.txt");
    let out = fs::File::options().create(true).append(true).open(&both).expect("it can be made");
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let command = command.args(["check", "-q", "--format", "json", "--write-baseline", "/dev/stdout"]).env_remove("CI");
    assert_eq!(command.current_dir(folder.path()).stdout(out).status().expect("it can be started").code(), Some(0));
    let told = fs::read_to_string(&both).expect("it is there");
    assert!(told.contains("plalign/baseline/") && told.contains("plalign/check/1"), "{told}");
}

#[test]
fn pages_are_not_written_among_plans() {
    let folder = every_kind().with("aside/notes.txt", "mine").with("plans/north/ben.yaml", PLAN.replace("g1", "g2"));
    let before = files_below(folder.path());
    for out in [".", "..", "plans", "plans/north/..", "roster.csv"] {
        let ran = plalign(folder.path(), &["report", "--out", out, "--for", "district"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{out}: {}", ran.stderr);
        assert!(ran.stderr.contains(", a file of the district; pages go into a folder of their own"), "{out}: {}", ran.stderr);
        assert!(files_below(folder.path()) == before, "{out}");
    }
    let aside = Folder::of("individual_plans: [{id: g1, educator: ana, text: Ask}]\n").with("other/district.yaml", "");
    let ran = plalign(aside.path(), &["report", "--out", "other"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("other holds the plans of a district"), "{}", ran.stderr);
    assert_eq!(files_below(aside.path()).len(), 2);
    // A folder below is for pages alone, and none of them is a list the next time.
    let sound = Folder::of("individual_plans: [{id: g1, educator: ana, text: Ask}]\n").with("aside/notes.txt", "mine");
    assert_eq!(plalign(sound.path(), &["report", "--out", "aside"]).code, Some(0));
    assert_eq!(fs::read_to_string(sound.path().join("aside/notes.txt")).ok().as_deref(), Some("mine"));
    let greedy =
        Folder::of("files: {individual_plans: '**/*.json'}\n").with("p.json", "[{\"id\": \"g1\", \"educator\": \"ana\"}]");
    let ran = plalign(greedy.path(), &["report", "--out", "site", "--format", "json"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
    assert!(ran.stderr.contains("would be read as a file of the district (“**/*.json”)"), "{}", ran.stderr);
    assert!(!greedy.path().join("site").exists());
}

/// A run that writes, started and not waited for.
fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    command.args(arguments).current_dir(folder).env_remove("CI").stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("plalign can be started")
}

const SCHOOL: &str = "schools: [{id: lincoln}]\nschool_improvement_goals: [{id: s2, school: lincoln, text: Read}]\n";

#[test]
fn who_waits_for_another_says_so_and_goes_on_when_it_has_ended() {
    let plans = "- {id: g1, educator: ana, text: Ask, supports: [s2], due: 2027-05-01}\n";
    let folder = Folder::of(&format!("{SCHOOL}files: {{individual_plans: p.yaml}}\n")).with("p.yaml", plans);
    let other = fs::File::create(folder.path().join(".plalign.lock")).expect("a file can be made");
    other.lock().expect("nobody holds it");
    let mut waiting = start(folder.path(), &["review", "s2"]);
    let mut said = String::new();
    BufReader::new(waiting.stderr.take().expect("it is piped")).read_line(&mut said).expect("it can be read");
    assert_eq!(said, "plalign: waiting for another plalign that writes in this folder\n");
    assert!(waiting.try_wait().expect("it was started").is_none(), "it waits");
    assert_eq!(fs::read_to_string(folder.path().join("p.yaml")).ok().as_deref(), Some(plans));
    drop(other);
    assert_eq!(waiting.wait().expect("it ends").code(), Some(0));
    assert!(fs::read_to_string(folder.path().join("p.yaml")).is_ok_and(|text| text.contains("reviewed: [s2@")));
    let names: Vec<String> = files_below(folder.path()).into_keys().collect();
    assert_eq!(names, ["district.yaml", "p.yaml"], "the lock is gone");
}

#[test]
fn several_reports_at_once_into_one_folder_leave_a_whole_site() {
    let goal = |nth: usize| format!("  - {{id: g{nth}, educator: e{nth}, text: Ask}}\n");
    let folder = Folder::of(&format!("individual_plans:\n{}", (0..40).map(goal).collect::<String>()));
    assert_eq!(plalign(folder.path(), &["report", "-q", "--out", "alone"]).code, Some(0));
    let whole = files_below(&folder.path().join("alone"));
    for round in ["new", "new", "again"] {
        let mut runs: Vec<Child> = (0..4).map(|_| start(folder.path(), &["report", "-q", "--out", round])).collect();
        let codes: Vec<Option<i32>> = runs.iter_mut().map(|run| run.wait().expect("it ends").code()).collect();
        assert_eq!(codes, [Some(0); 4], "{round}");
        assert!(files_below(&folder.path().join(round)) == whole, "{round}: it is the site that one run alone writes");
    }
}

#[test]
fn what_a_killed_run_left_is_no_plan_and_goes_with_the_next_edit() {
    let plans = "- {id: g1, educator: ana, text: Ask, supports: [s2], due: 2027-05-01}\n";
    let folder = Folder::of(&format!("{SCHOOL}files: {{individual_plans: 'plans/*', activities: '*.lock'}}\n"))
        .with("plans/p.yaml", plans)
        .with("plans/.p.yaml.plalign-new", "- {id: g1, educator: ana, te")
        .with(".plalign.lock", "");
    let told = folder.check();
    assert_eq!(told.faults(), ["empty-match"], "{}", told.summary());
    assert_eq!(plalign(folder.path(), &["review", "s2"]).code, Some(0));
    let names: Vec<String> = files_below(folder.path()).into_keys().collect();
    assert_eq!(names, ["district.yaml", "plans/p.yaml"]);
}

#[test]
fn what_a_killed_run_leaves_in_a_starter_is_not_committed() {
    let folder = Folder::new();
    assert_eq!(plalign(folder.path(), &["init"]).code, Some(0));
    let folder = support::in_git(folder)
        .with(".plalign.lock", "")
        .with(".plans.yaml.plalign-new", PLAN)
        .with("pages/.plalign-new/learner/ana/index.html", "half")
        .with("pages/.plalign-old/learner/ana/index.html", "old");
    let status =
        Command::new("git").args(["status", "--porcelain"]).current_dir(folder.path()).output().expect("git can be started");
    assert_eq!(String::from_utf8_lossy(&status.stdout), "");
}

/// Runs that are killed with what cannot be caught, early and late: every file is the old one or the new one, whole, and the same
/// command given again does what it would have done.
fn killed_at_any_moment(district: &dyn Fn() -> Folder, arguments: &[&str], files: &[&str]) {
    let read =
        |folder: &Folder| -> Vec<Option<Vec<u8>>> { files.iter().map(|file| fs::read(folder.path().join(file)).ok()).collect() };
    let before = read(&district());
    // The shortest of some runs: where the machine is busy for a moment, most of them would end before they are killed.
    let (mut after, mut whole) = (Vec::new(), Duration::MAX);
    for _ in 0..3 {
        let folder = district();
        let began = Instant::now();
        assert_eq!(plalign(folder.path(), arguments).code, Some(0));
        whole = whole.min(began.elapsed());
        after = read(&folder);
    }
    let mut killed = 0;
    for nth in 0..40_u32 {
        let folder = district();
        let mut run = start(folder.path(), arguments);
        // Half of them over the length of a run, half at its end, where it writes; with a stray that hangs on nothing.
        let stray = Duration::from_micros(u64::from(std::process::id().wrapping_mul(nth) % 997));
        let moment = if nth % 2 == 0 { whole * nth / 40 } else { whole * (60 + nth) / 100 };
        std::thread::sleep(moment + stray);
        run.kill().expect("it is ours");
        killed += usize::from(run.wait().expect("it ends").code().is_none());
        for (nth, now) in read(&folder).iter().enumerate() {
            assert!(*now == before[nth] || *now == after[nth], "{} is neither whole", files[nth]);
        }
        let told = folder.check();
        assert!(told.code != Some(2) && told.code != Some(3), "it can be checked: {}", told.summary());
        let again = plalign(folder.path(), arguments);
        assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""), "the next run");
        assert_eq!(read(&folder), after);
        let left: Vec<String> = files_below(folder.path()).into_keys().filter(|name| name.contains(".plalign")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
    assert!(killed > 3, "only {killed} runs were killed before they ended");
}

#[test]
fn a_review_that_is_killed_at_any_moment_leaves_files_whole_and_the_next_one_ends_it() {
    let plan = |nth: usize| format!("- {{id: g{nth}, educator: e{nth}, text: Ask, supports: [s2], due: 2027-05-01}}\n");
    let plans = |from: usize| (from..from + 120).map(plan).collect::<String>();
    let district = || {
        let folder = Folder::of(&format!("{SCHOOL}files: {{individual_plans: 'p/*.yaml'}}\n"));
        folder.with("p/a.yaml", plans(0)).with("p/b.yaml", plans(120)).with("p/c.yaml", plans(240))
    };
    killed_at_any_moment(&district, &["review", "s2"], &["p/a.yaml", "p/b.yaml", "p/c.yaml", "district.yaml"]);
}

#[test]
fn a_decision_that_is_killed_at_any_moment_leaves_files_whole_and_the_next_one_ends_it() {
    let goal = |nth: usize| format!("  - {{id: s{nth}, school: lincoln, text: Read more}}\n");
    let goals: String = (0..200).map(goal).collect();
    let manifest = format!("{HEAD}schools: [{{id: lincoln}}]\nindividual_plans: []\nschool_improvement_goals:\n{goals}");
    let district = || Folder::new().with("district.yaml", &manifest);
    let id = text(&district().check().of("school-goal-unserved")[7]["id"]);
    let arguments = ["decide", &id, "--choice", "accept", "--reason", "It begins in spring", "--until", "2027-01-31"];
    killed_at_any_moment(&district, &arguments, &["decisions.yaml", "district.yaml"]);
}
