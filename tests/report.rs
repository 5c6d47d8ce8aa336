//! The pages of a district: where they lie, where their links lead, what stays in place.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Folder, Ran, pages_below, plalign, plalign_in_ci, repository, text};
use tempfile::TempDir;

/// A site of a district, and what writing it said.
struct Site {
    dir: TempDir,
    ran: Ran,
}

impl Site {
    fn of(district: &Path, arguments: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        let ran = write(district, dir.path(), arguments);
        Self { dir, ran }
    }

    fn riverbend(arguments: &[&str]) -> Self {
        Self::of(Path::new("examples/riverbend"), arguments)
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.dir.path().join(path)).unwrap_or_else(|_| panic!("there is no page {path}"))
    }
}

fn write(district: &Path, out: &Path, arguments: &[&str]) -> Ran {
    let (district, out) = (district.to_string_lossy(), out.to_string_lossy());
    let form: &[&str] = if arguments.contains(&"--format") { &[] } else { &["--format", "markdown"] };
    let all = [&["report", &*district, "--out", &*out], form, arguments].concat();
    plalign(&repository(""), &all)
}

/// The pages that a page of JSON links to.
fn links(page: &Value, found: &mut Vec<String>) {
    match page {
        Value::Object(fields) => {
            if let Some(path) = fields.get("to").and_then(|to| to.get("page")).and_then(Value::as_str) {
                found.push(path.to_owned());
            }
            fields.values().for_each(|value| links(value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|value| links(value, found)),
        _ => {}
    }
}

/// The folder that is handed over: the audience's for the district, else that of one person or school in it.
fn handed_over(path: &str) -> Option<&str> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["district", ..] => Some("district"),
        [audience, id, _, ..] => Some(&path[..audience.len() + 1 + id.len()]),
        _ => None,
    }
}

#[test]
fn every_link_leads_to_a_page_and_none_out_of_a_folder() {
    let site = Site::riverbend(&["--format", "json"]);
    assert_eq!(site.ran.code, Some(0), "{}", site.ran.stderr);
    let files = pages_below(site.dir.path());
    let mut count = 0;
    for (path, text) in &files {
        let page: Value = serde_json::from_str(text).expect("a page is JSON");
        assert_eq!(page["page"]["at"], path.trim_end_matches(".json"), "a page says where it lies");
        let mut found = Vec::new();
        links(&page, &mut found);
        for link in found {
            assert!(files.contains_key(&format!("{link}.json")), "{path} leads to {link}");
            let folder = handed_over(path);
            assert!(folder.is_none() || folder == handed_over(&link), "{path} leads out of its folder to {link}");
            count += 1;
        }
    }
    assert!(count > 150, "only {count} links");
}

#[test]
fn a_page_of_json_fits_its_schema() {
    let schema: Value = serde_json::from_str(&plalign(&repository(""), &["schema", "report"]).stdout).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema is one");
    for (path, text) in pages_below(Site::riverbend(&["--format", "json"]).dir.path()) {
        let page: Value = serde_json::from_str(&text).expect("a page is JSON");
        let wrong: Vec<String> = validator.iter_errors(&page).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{path}: {wrong:?}");
    }
}

#[test]
fn findings_about_one_activity_stand_together_where_the_first_of_them_stands() {
    let json = pages_below(Site::riverbend(&["--format", "json", "--educator", "p017"]).dir.path());
    let page: Value = serde_json::from_str(&json["learner/p017/index.json"]).expect("a page is JSON");
    let sections = page["page"]["sections"].as_array().expect("a page has sections");
    let decisions = sections.iter().find(|section| section["id"] == "decisions").expect("something is to be decided");
    let groups = decisions["blocks"][0]["findings"].as_array().expect("groups of cards");
    let levels =
        |group: &Value| group["cards"].as_array().expect("cards").iter().map(|card| text(&card["level"])).collect::<Vec<_>>();
    let all: Vec<_> = groups.iter().map(levels).collect();
    assert_eq!(all, [vec!["error"], vec!["error"], vec!["warning"; 3], vec!["warning"]], "{groups:#?}");
    let about: Vec<bool> = groups.iter().map(|group| group["about"].to_string().contains("math-platform-2")).collect();
    assert_eq!(about, [false, false, true, false]);
    for format in ["html", "markdown"] {
        let page = pages_below(Site::riverbend(&["--format", format, "--educator", "p017"]).dir.path());
        let page = page.values().find(|page| page.contains("3 points about ")).expect("the run has its line");
        assert_eq!(page.matches("points about").count(), 1, "{format}");
    }
}

#[test]
fn pages_are_the_same_whatever_the_number_of_processors() {
    let [one, two] = ["1", "2"].map(|jobs| Site::riverbend(&["--jobs", jobs]));
    assert_eq!(pages_below(one.dir.path()), pages_below(two.dir.path()));
}

#[test]
fn one_page_of_each_kind_reads_as_it_should() {
    let site = Site::riverbend(&[]);
    let pages = [
        ("index", "index.md"),
        ("schools", "school/index.md"),
        ("educator", "learner/p017/index.md"),
        ("coach", "coach/p002/index.md"),
        ("team", "school/lincoln/teams/g6-ela.md"),
        ("school", "school/lincoln/index.md"),
        ("district", "district/index.md"),
        ("rule", "district/rules/link-cycle.md"),
    ];
    for (name, path) in pages {
        insta::assert_snapshot!(name, site.page(path));
    }
}

#[cfg(unix)]
#[test]
fn pages_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let out = parent.path().join("site");
    assert_eq!(write(Path::new("examples/clear"), &out, &[]).code, Some(0));
    let mut folders = vec![out];
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    while let Some(next) = folders.pop() {
        assert_eq!(mode(&next), 0o700, "{}", next.display());
        for entry in fs::read_dir(next).expect("a folder can be read") {
            let path = entry.expect("a folder can be read").path();
            if path.is_dir() { folders.push(path) } else { assert_eq!(mode(&path), 0o600, "{}", path.display()) }
        }
    }
}

/// A school of two, and the same a year later without one of them.
const TWO: &str = "schools: [{id: north}]\neducators:\n- {id: ana, schools: [north]}\n- {id: ben, schools: [north]}\nactivities: []\n\
                   individual_plans:\n- {id: g1, educator: ana, text: Ask more, due: 2027-05-01}\n";
const ONE: &str = "schools: [{id: north}]\neducators:\n- {id: ana, schools: [north]}\nactivities: []\n\
                   individual_plans:\n- {id: g1, educator: ana, text: Ask less, due: 2027-05-01}\n";

#[test]
fn pages_of_people_who_left_are_removed_and_nothing_else_is_touched() {
    let (two, one) = (Folder::of(TWO), Folder::of(ONE));
    let site = Site::of(two.path(), &[]);
    assert!(site.page("learner/ben/index.md").contains("Prepared for `ben`"), "{}", site.ran.stderr);
    for own in ["notes.txt", "learner/ana/notes.txt", "learner/ben/kept.txt", "elsewhere/x.md"] {
        let path = site.dir.path().join(own);
        fs::create_dir_all(path.parent().expect("it has one")).and_then(|()| fs::write(path, own)).expect("it can be written");
    }
    assert_eq!(write(one.path(), site.dir.path(), &[]).code, Some(0));
    let after = pages_below(site.dir.path());
    assert!(!after.contains_key("learner/ben/index.md"));
    assert!(after["learner/ana/index.md"].contains("Ask less"));
    for own in ["notes.txt", "learner/ana/notes.txt", "learner/ben/kept.txt", "elsewhere/x.md"] {
        assert_eq!(after.get(own).map(String::as_str), Some(own));
    }
    assert!(after.keys().all(|path| !path.contains(".plalign")), "{:?}", after.keys());
}

#[test]
fn a_part_of_the_site_is_written_and_the_rest_left_as_it_is() {
    let (two, one) = (Folder::of(TWO), Folder::of(ONE));
    let site = Site::of(two.path(), &[]);
    let before = pages_below(site.dir.path());
    let ran = write(one.path(), site.dir.path(), &["--educator", "ana"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let after = pages_below(site.dir.path());
    assert!(after["learner/ana/index.md"].contains("Ask less"));
    let rest = |files: &BTreeMap<String, String>| {
        files
            .iter()
            .filter(|(path, _)| *path != "learner/ana/index.md")
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rest(&before), rest(&after));
    assert_eq!(write(one.path(), site.dir.path(), &["--for", "learner"]).code, Some(0));
    let last = pages_below(site.dir.path());
    assert!(!last.contains_key("learner/ben/index.md") && last.contains_key("school/north/index.md"));
}

#[test]
fn the_index_names_folders_that_stay_from_an_earlier_run() {
    let two = Folder::of(TWO);
    let site = Site::of(two.path(), &[]);
    assert!(!site.page("index.md").contains("Older folders"));
    let ran = write(two.path(), site.dir.path(), &["--for", "learner"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let index = site.page("index.md");
    let (new, older) = index.split_once("## Older folders").expect("they have a section");
    assert!(new.contains("(learner/index.md)") && !new.contains("school"), "{index}");
    for stays in ["(school/index.md)", "(district/index.md)"] {
        assert!(older.contains(stays), "{index}");
    }
    // A page of another format is no page of this one to be linked to, and its folder is there all the same.
    write(two.path(), site.dir.path(), &["--for", "learner", "--format", "json"]);
    let page: Value = serde_json::from_str(&site.page("index.json")).expect("a page is JSON");
    let (mut found, text) = (Vec::new(), page.to_string());
    links(&page, &mut found);
    assert!(found.iter().all(|link| link.starts_with("learner/")) && text.contains("Schools"), "{text}");
}

#[test]
fn faults_of_the_input_and_an_empty_district_are_told_on_stderr() {
    let riverbend = Site::riverbend(&[]);
    assert!(riverbend.ran.stderr.contains("errors in the input; plalign check "), "{}", riverbend.ran.stderr);
    assert_eq!(Site::riverbend(&["--quiet"]).ran.stderr, "");
    let nobody = Site::of(Folder::of("").path(), &[]);
    assert!(nobody.ran.stderr.contains("the district has no educators"), "{}", nobody.ran.stderr);
    let broken = Folder::of("educators: [{id: ana}]\nactivities: [{id: a\n");
    for quiet in [&[][..], &["--quiet"]] {
        let ran = Site::of(broken.path(), quiet).ran;
        assert_eq!(ran.code, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains("1 fault of the input keeps something off the pages"), "{}", ran.stderr);
    }
}

#[test]
fn a_coach_reads_who_shares_a_goal_with_her_and_why_two_sums_of_a_week_differ() {
    let page = Site::riverbend(&[]).page("coach/p002/index.md");
    assert!(
        page.contains(
            "| Checks for understanding `formative-checks` | 4 | `p005` (`g-105`), `p008` (`g-108`), `p011` (`g-111`) and `p016` (`g-119`) | no team yet |"
        ),
        "{page}"
    );
    let weeks = "15 h 5 min of the 10 h there. From 8 Feb 2027 to 14 Feb 2027, 14 h 30 min cannot be put anywhere else";
    assert!(page.contains(weeks) && page.contains("hold work without a fixed day"), "{page}");
    assert!(page.contains("| 5 Oct 2026 | 12 h 35 min | 10 h | more than is there; some could be moved |"), "{page}");
    assert!(page.contains("1 h 30 min of 1 h 30 min asked for"), "{page}");
}

/// Some of Willow's staff work at Lincoln too; what Lincoln has to decide is not for Willow's leader.
#[test]
fn a_leader_is_asked_to_decide_about_her_own_school_alone() {
    let site = Site::riverbend(&["--for", "school"]);
    let decision = "leads to `s4`";
    assert!(site.page("school/lincoln/index.md").contains(decision));
    assert!(!site.page("school/willow/index.md").contains(decision));
}

#[test]
fn codes_of_rules_that_were_not_asked_are_folded_away() {
    let two = Folder::of(TWO);
    let site = Site::of(two.path(), &["--format", "html"]);
    for page in ["learner/ana/index.html", "school/north/index.html", "district/index.html"] {
        let html = site.page(page);
        let (_, not_read) = html.split_once("id=\"not-read-title\"").expect("it says what was not read");
        let (seen, folded) = not_read.split_once("<details").expect("something is folded");
        assert!(!seen.contains("<code>") && folded.contains("<code>finding-unserved</code>"), "{page}: {not_read}");
    }
}

/// What is on a terminal after a run: `script` gives it one, and what it prints goes there.
#[cfg(target_os = "linux")]
fn on_terminal(district: &Path, arguments: &str) -> String {
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    let (run, to) = (env!("CARGO_BIN_EXE_plalign"), out.path().display());
    let command = format!("stty cols 100; {run} report {} --out {to} {arguments}", district.display());
    let ran = std::process::Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env_remove("CI")
        .env("TERM", "xterm")
        .output()
        .expect("script is a part of every Linux");
    let text = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{text}");
    text
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_run_shows_how_far_it_is_on_a_terminal_alone() {
    let folder = Folder::new();
    let ran = plalign(folder.path(), &["init", ".", "--educators", "300", "--seed", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let shown = on_terminal(folder.path(), "--format html");
    // `████▒▒▒▒ 312 of 640 folders, 2s to go`
    let bars: Vec<&str> = shown.split(['\r', '\n']).filter(|line| line.contains(" folders, ")).collect();
    assert!(!bars.is_empty(), "no bar in {shown:?}");
    for bar in &bars {
        let (bar, left) = bar.rsplit_once(" folders, ").expect("it was chosen for this");
        assert!(left.trim_end().ends_with("s to go"), "{left:?}");
        let mut counts = bar.rsplit(' ');
        let (of, word, done) = (counts.next(), counts.next(), counts.next());
        let number = |word: Option<&str>| word.and_then(|word| word.parse::<u64>().ok()).unwrap_or_else(|| panic!("{bar:?}"));
        assert_eq!(word, Some("of"), "{bar:?}");
        assert!((1..=number(of)).contains(&number(done)) && number(of) > 300, "{bar:?}");
        assert!(bar.contains(['█', '░']), "{bar:?}");
    }
    assert!(shown.contains("Wrote "), "{shown:?}");
    let quiet = on_terminal(folder.path(), "--format markdown --quiet");
    assert!(!quiet.contains("to go") && !quiet.contains("Wrote"), "{quiet:?}");
    let piped = Site::of(folder.path(), &[]);
    assert!(!piped.ran.stderr.contains("to go"), "{}", piped.ran.stderr);
}

#[test]
fn another_form_takes_the_place_of_the_first() {
    let two = Folder::of(TWO);
    let site = Site::of(two.path(), &[]);
    assert_eq!(write(two.path(), site.dir.path(), &["--format", "json"]).code, Some(0));
    assert!(pages_below(site.dir.path()).keys().all(|path| Path::new(path).extension().is_some_and(|ending| ending == "json")));
}

#[test]
fn what_somebody_else_wrote_is_never_overwritten() {
    let two = Folder::of(TWO);
    for (foreign, arguments) in [("district/index.md", &[][..]), ("index.md", &[]), ("learner", &["--for", "learner"])] {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        let path = dir.path().join(foreign);
        fs::create_dir_all(path.parent().expect("it has one"))
            .and_then(|()| fs::write(&path, "mine"))
            .expect("it can be written");
        let ran = write(two.path(), dir.path(), arguments);
        assert_eq!(ran.code, Some(2), "{foreign}: {}", ran.stderr);
        assert!(ran.stderr.contains("plalign did not write it"), "{}", ran.stderr);
        assert_eq!(pages_below(dir.path()), BTreeMap::from([(foreign.to_owned(), "mine".to_owned())]));
    }
}

/// What a run leaves that is killed while it writes, and while it puts its pages in place.
#[test]
fn an_interrupted_run_leaves_the_old_site_whole() {
    let (two, one) = (Folder::of(TWO), Folder::of(ONE));
    let site = Site::of(two.path(), &[]);
    let before = pages_below(site.dir.path());
    let at = |path: &str| site.dir.path().join(path);
    // Killed while it wrote: new pages lie beside the old ones.
    fs::create_dir_all(at(".plalign-new/learner/ana")).expect("it can be made");
    fs::write(at(".plalign-new/learner/ana/index.md"), "half a page").expect("it can be written");
    let old = |files: BTreeMap<String, String>| {
        files.into_iter().filter(|(path, _)| !path.starts_with(".plalign")).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(old(pages_below(site.dir.path())), before);
    // Killed while it put pages in place: what was moved aside is brought back by the next run, though that run fails.
    fs::create_dir_all(at(".plalign-old/learner")).expect("it can be made");
    fs::rename(at("learner/ben"), at(".plalign-old/learner/ben")).expect("it can be moved");
    fs::write(at("district/index.md"), before["district/index.md"].as_bytes()).expect("it can be written");
    let listed = fs::read_to_string(at(".plalign-site")).expect("the list is there");
    fs::write(at(".plalign-site"), listed.replace("district/index.md\n", "")).expect("it can be written");
    let refused = write(one.path(), site.dir.path(), &[]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert_eq!(pages_below(site.dir.path()), before);
}

/// A run that is really killed, early and late: whatever it was doing, each old page is there or waits to be brought back, none is
/// half written, and the next run finds nothing in its way.
#[test]
fn a_run_that_is_killed_at_any_moment_loses_no_page() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let (old, new) = (Folder::of(&many("Ask more")), Folder::of(&many("Ask less")));
    let site = Site::of(old.path(), &[]);
    let [before, after] = [old.path(), new.path()].map(|district| pages_below(Site::of(district, &[]).dir.path()));
    assert_ne!(before, after);
    let mut killed = 0;
    for moment in (0..24).map(|nth| Duration::from_millis(nth * nth)) {
        let mut run = Command::new(env!("CARGO_BIN_EXE_plalign"))
            .arg("report")
            .arg(new.path())
            .args(["--format", "markdown", "--quiet", "--out"])
            .arg(site.dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("plalign can be started");
        std::thread::sleep(moment);
        run.kill().expect("it is ours");
        killed += usize::from(run.wait().expect("it ends").code().is_none());
        let mut there = pages_below(site.dir.path());
        let waiting: Vec<String> = there.keys().filter(|path| path.starts_with(".plalign-old/")).cloned().collect();
        for path in waiting {
            let page = there.remove(&path).expect("it is there");
            there.insert(path.trim_start_matches(".plalign-old/").to_owned(), page);
        }
        for path in before.keys() {
            assert!(there.get(path).is_some_and(|page| page == &before[path] || page == &after[path]), "{path} after {moment:?}");
        }
        let ran = write(old.path(), site.dir.path(), &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert_eq!(pages_below(site.dir.path()), before, "the run after one that was killed after {moment:?}");
    }
    assert!(killed > 3, "only {killed} runs were killed before they ended");
}

/// A school of many, whose goals all say the same.
fn many(text: &str) -> String {
    let people: Vec<String> = (0..60).map(|n| format!("{{id: p{n}, schools: [north]}}")).collect();
    let goals: Vec<String> = (0..60).map(|n| format!("{{id: g{n}, educator: p{n}, text: {text}, due: 2027-05-01}}")).collect();
    let (people, goals) = (people.join(", "), goals.join(", "));
    format!("schools: [{{id: north}}]\neducators: [{people}]\nactivities: []\nindividual_plans: [{goals}]\n")
}

#[cfg(unix)]
#[test]
fn a_run_that_cannot_write_leaves_the_old_site_whole() {
    use std::os::unix::fs::symlink;
    let (two, one) = (Folder::of(TWO), Folder::of(ONE));
    let site = Site::of(two.path(), &[]);
    // A page that somebody replaced by a link is not plalign's any more, and where it leads nothing is written.
    let (page, away) = (site.dir.path().join("learner/ana/index.md"), site.dir.path().join("away.txt"));
    fs::remove_file(&page)
        .and_then(|()| fs::write(&away, "mine"))
        .and_then(|()| symlink(&away, &page))
        .expect("it can be replaced");
    let before = pages_below(site.dir.path());
    let ran = write(one.path(), site.dir.path(), &[]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert_eq!(pages_below(site.dir.path()), before);
    assert_eq!(fs::read_to_string(away).ok().as_deref(), Some("mine"));
}

#[test]
fn ids_of_any_form_have_pages_of_their_own() {
    let long = "e".repeat(300);
    let ids = ["../../etc/x", "CON", "con", "a/b", "P1", "p1", "index", &long];
    let educators: Vec<String> = ids.iter().map(|id| format!("{{id: {id}, schools: [../up], coach: CON}}")).collect();
    let folder = Folder::of(&format!("schools: [{{id: ../up}}]\neducators: [{}]\n", educators.join(", ")));
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let ran = write(folder.path(), &parent.path().join("site"), &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let files = pages_below(&parent.path().join("site"));
    let pages: Vec<&String> =
        files.keys().filter(|path| path.starts_with("learner/") && path.matches('/').count() == 2).collect();
    assert_eq!(pages.len(), ids.len(), "{pages:?}");
    let lower: std::collections::BTreeSet<String> = files.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(lower.len(), files.len());
    assert_eq!(fs::read_dir(parent.path()).expect("it can be read").count(), 1, "nothing lies outside");
}

#[test]
fn a_refusal_writes_nothing() {
    let folder = Folder::of(
        "activities: []\nindividual_plans: [{id: g1, educator: ana, due: 2027-05-01, text: Student ID 4071822 speaks}]\n",
    );
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let ran = write(folder.path(), &parent.path().join("site"), &[]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    assert!(ran.stderr.contains("student-identifier") && !ran.stderr.contains("4071822"), "{}", ran.stderr);
    assert!(!parent.path().join("site").exists());
}

#[test]
fn readers_who_may_not_see_plans_get_the_district_s_pages_alone() {
    let folder = Folder::of(&format!("{TWO}privacy: {{readers: staff}}\n"));
    let site = Site::of(folder.path(), &[]);
    assert_eq!(site.ran.code, Some(0), "{}", site.ran.stderr);
    assert!(pages_below(site.dir.path()).keys().all(|path| path == "index.md" || path.starts_with("district/")));
    assert!(
        site.page("district/index.md").contains("evaluations are not looked at"),
        "nothing is called met that was not looked at"
    );
    let left_out = "Findings on individual plans and evaluations are not counted here";
    assert!(site.page("district/index.md").contains(left_out));
    assert!(!Site::of(Folder::of(TWO).path(), &[]).page("district/index.md").contains(left_out));
    assert_eq!(Site::of(folder.path(), &["--for", "learner"]).ran.code, Some(3));
    let open = Site::of(Folder::of(&format!("{TWO}privacy: {{readers: public}}\n")).path(), &["--for", "district"]);
    assert_eq!(open.ran.code, Some(3), "staff know what the public may not");
    assert!(open.ran.stderr.contains("none can be written"), "{}", open.ran.stderr);
}

#[test]
fn a_leader_reads_how_much_her_people_choose_where_many_beyond_her_school_do() {
    assert!(Site::riverbend(&[]).page("school/willow/index.md").contains("choose 12% of their hours"));
}

#[test]
fn pages_are_headed_by_what_people_call_the_district() {
    let named = Site::riverbend(&[]);
    assert!(named.page("district/index.md").contains("District alignment: Riverbend USD"));
    assert!(named.page("learner/p017/index.md").contains("Riverbend USD"));
}

#[test]
fn names_are_written_only_where_they_are_asked_for_and_never_in_ci() {
    let folder = Folder::of("educators: [{id: ana, name: Ana Zzname, schools: [north]}]\nschools: [{id: north}]\n");
    let named = |arguments: &[&str]| {
        pages_below(Site::of(folder.path(), arguments).dir.path()).values().any(|page| page.contains("Zzname"))
    };
    assert!(!named(&[]) && named(&["--names"]));
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let out = parent.path().join("site");
    let (district, to) = (folder.path().to_string_lossy(), out.to_string_lossy());
    let ran = plalign_in_ci(&repository(""), &["report", &*district, "--out", &*to, "--names"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("names are not shown in CI") && !ran.stderr.contains("Zzname"), "{}", ran.stderr);
    assert!(!out.exists(), "a refusal writes nothing");
}

#[test]
fn educators_are_listed_by_school_and_whoever_writes_the_pages_is_told_how_they_show_names() {
    let site = Site::riverbend(&[]);
    assert!(site.ran.stdout.ends_with("\nPeople are shown by id; --names shows their names.\n"), "{}", site.ran.stdout);
    let index = site.page("learner/index.md");
    let schools: Vec<&str> = index.lines().filter(|line| line.starts_with("### ")).collect();
    assert_eq!(schools, ["### Lincoln Middle School", "### Riverbend High School", "### Willow Creek School (K-8)"]);
    let nameless = Site::of(Folder::of(TWO).path(), &[]);
    assert!(!nameless.ran.stdout.contains("--names"), "nobody has a name there: {}", nameless.ran.stdout);
    assert!(nameless.page("learner/index.md").contains("### "), "{}", nameless.page("learner/index.md"));
}

#[test]
fn the_districts_page_says_why_check_may_tell_another_number_and_draws_no_table_of_nothing() {
    let page = Site::riverbend(&[]).page("district/index.md");
    for words in [
        "`plalign check --only support-gap-by-need` counts it too: there the difference can be another, or the other way round.",
        "Feedback and coaching by years of teaching: nothing can be shown",
        "School by school nothing can be shown",
        "So these sums are smaller than those of plalign check, which counts everything.",
        "There is no evaluation focus that 10 people or more share and that no goal and no activity takes up.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}
