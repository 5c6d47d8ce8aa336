//! The command line from outside. Console blocks are cases; what a console cannot show follows in Rust.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use support::{Folder, Ran, files_below, plalign, repository};

fn run(cases: &str) {
    trycmd::TestCases::new().env("CI", "").env("GITHUB_STEP_SUMMARY", "").env("COLUMNS", "100").case(cases);
}

#[test]
fn a_case_of_the_command_line_prints_what_it_says() {
    run("tests/cmd/*.md");
}

#[test]
fn the_readme_shows_what_plalign_prints() {
    run("README.md");
}

#[test]
fn the_pages_of_the_examples_show_what_plalign_prints() {
    run("examples/*/README.md");
}

/// Runs plalign in the repository.
fn here(arguments: &[&str]) -> Ran {
    plalign(&repository(""), arguments)
}

/// Runs plalign in the repository with a variable of the environment.
fn here_with(name: &str, value: &str, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    command.args(arguments).current_dir(repository("")).env_remove("CI").env(name, value);
    let output = command.output().expect("plalign can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("plalign prints UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn without_a_district_the_one_in_this_folder_is_checked() {
    let (inside, outside) = (plalign(&repository("tests/cmd/lincoln"), &["check"]), here(&["check", "tests/cmd/lincoln"]));
    assert_eq!(inside.code, Some(1), "{}", inside.stderr);
    assert!(inside.stdout.contains("    district.yaml:21:13\n"), "{}", inside.stdout);
    assert_eq!(inside.stdout.lines().last(), outside.stdout.lines().last());
}

#[test]
fn a_school_is_no_educator_and_is_not_proposed_as_one() {
    for (option, id) in [("--educator", "lincoln"), ("--educator", "grade-6"), ("--school", "grade-6"), ("--team", "alvarez")] {
        let ran = here(&["check", "tests/cmd/lincoln", option, id]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{option} {id}");
        assert!(!ran.stderr.contains(&format!("did you mean “{id}”")), "{option} {id}: {}", ran.stderr);
    }
}

#[test]
fn what_a_decision_settles_is_counted() {
    let district = "src/analysis/rules/opposed_practice.in/mended.yaml";
    let told = support::check_in(&repository(""), &[district]);
    assert!(told.of("opposed-practice").is_empty(), "{}", told.summary());
    assert_eq!(told.json["summary"]["decided"], 1);
    let shown = here(&["check", district]).stdout;
    let words: Vec<&str> = shown.split_whitespace().collect();
    assert!(words.join(" ").contains("1 settled by a decision"), "{shown}");
}

#[test]
fn a_path_outside_the_working_folder_is_told_whole() {
    let folder = Folder::new();
    let ran = here(&["check", folder.path().to_str().expect("the folder has a plain name")]);
    let manifest = folder.path().join("district.yaml");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains(manifest.to_str().expect("the folder has a plain name")), "{}", ran.stderr);
}

#[test]
fn a_line_is_no_wider_than_eighty_columns_where_the_width_is_not_known() {
    let ran = here(&["check", "examples/riverbend"]);
    // An excerpt is as long as its place; a path cannot be broken.
    let free = |line: &&str| !line.contains(" | ") && !line.contains("examples/riverbend/");
    let wide: Vec<&str> = ran.stdout.lines().filter(free).filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn the_levels_of_the_list_of_rules_stand_in_a_column() {
    let list = here(&["explain"]).stdout;
    let column = |line: &str| {
        let level = line.split_whitespace().nth(1).expect("a line has a level");
        let after = line.find(&format!(" {level} ")).expect("the level stands apart") + level.len() + 2;
        after + line[after..].find(|c| c != ' ').expect("a line has a sentence")
    };
    let columns: Vec<usize> = list.lines().map(column).collect();
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "sentences begin in columns {columns:?}");
}

#[test]
fn output_goes_to_a_file_that_only_its_owner_may_read() {
    let folder = Folder::new();
    let path = folder.path().join("told.json");
    fs::write(&path, "x".repeat(1 << 20)).expect("a temporary file can be written");
    let path = path.to_str().expect("the folder has a plain name");
    let arguments = ["check", "tests/cmd/lincoln", "--format", "json"];
    let (shown, written) = (here(&arguments), here(&[arguments.as_slice(), &["--output", path]].concat()));
    assert_eq!((written.code, written.stdout.as_str()), (Some(1), ""), "{}", written.stderr);
    assert_eq!(fs::read_to_string(path).expect("the file was written"), shown.stdout);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(path).expect("the file was written").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    }
}

#[test]
fn output_that_cannot_be_written_is_told() {
    let ran = here(&["check", "tests/cmd/lincoln", "-o", "tests/cmd/nowhere/told.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("tests/cmd/nowhere/told.txt"), "{}", ran.stderr);
}

#[test]
fn quiet_silences_hints_and_neither_result_nor_errors() {
    let (loud, quiet) = (here(&["check", "tests/cmd/lincoln"]), here(&["check", "tests/cmd/lincoln", "--quiet"]));
    assert_eq!((quiet.code, &quiet.stdout, quiet.stderr.as_str()), (loud.code, &loud.stdout, ""));
    let wrong = here(&["check", "tests/cmd/lincoln", "-q", "--only", "goal-counts"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.stderr.contains("goal-count"), "{}", wrong.stderr);
}

#[test]
fn names_are_shown_only_if_asked_for() {
    for format in ["table", "json"] {
        let arguments = ["check", "tests/cmd/lincoln", "--format", format];
        let (without, with) = (here(&arguments), here(&[arguments.as_slice(), &["--names"]].concat()));
        assert!(!without.stdout.contains("Rosa") && !without.stdout.contains("Alvarez"), "{}", without.stdout);
        assert!(with.stdout.contains("Rosa") && with.stdout.contains("Alvarez"), "{}", with.stdout);
    }
}

#[test]
fn names_are_refused_in_ci() {
    let arguments = ["check", "tests/cmd/lincoln", "--names"];
    for value in ["true", "1", "yes"] {
        let ran = here_with("CI", value, &arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""), "CI={value}");
        assert!(ran.stderr.contains("--names"), "{}", ran.stderr);
    }
    for value in ["", "false"] {
        assert_eq!(here_with("CI", value, &arguments).code, Some(1), "CI={value}");
    }
    assert_eq!(here_with("CI", "true", &arguments[..2]).code, Some(1), "without names CI may check");
}

#[test]
fn a_reader_that_has_had_enough_ends_the_run_quietly() {
    let folder = Folder::new();
    let large = folder.path().to_str().expect("the folder has a plain name");
    assert_eq!(here(&["init", large, "--educators", "300"]).code, Some(0));
    for arguments in
        [["check", large, "--format", "json"].as_slice(), &["check", large, "--only", "goal-count"], &["explain"], &["schema"]]
    {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
        let command = command.args(arguments).env_remove("CI").stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("plalign can be started");
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().expect("stderr is piped").read_to_string(&mut told).expect("plalign prints UTF-8");
        let code = child.wait().expect("plalign ends").code();
        assert_eq!(told, "", "{arguments:?}");
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {code:?}");
    }
}

const ESCAPE: char = '\u{1b}';

#[test]
fn colour_is_used_where_it_is_asked_for_and_nowhere_else() {
    let check = ["check", "tests/cmd/lincoln"];
    for arguments in [check.as_slice(), &["explain", "link-cycle"]] {
        let coloured = here(&[arguments, &["--color", "always"]].concat()).stdout;
        assert!(coloured.contains(ESCAPE), "{arguments:?}: {coloured}");
        let (plain, coloured) = (here(arguments).stdout, uncoloured(&coloured));
        let differs = plain.lines().zip(coloured.lines()).find(|(one, other)| one != other);
        assert!(plain == coloured, "{arguments:?}: colour changes more than colour: {differs:#?}");
        for quiet in [here(arguments), here(&[arguments, &["--color", "never"]].concat()), here_with("NO_COLOR", "1", arguments)]
        {
            assert!(!quiet.stdout.contains(ESCAPE), "{arguments:?}: {}", quiet.stdout);
        }
    }
    let json = here(&["check", "tests/cmd/lincoln", "--format", "json", "--color", "always"]).stdout;
    assert!(!json.contains(ESCAPE), "{json}");
}

/// A text without its sequences of style.
fn uncoloured(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').expect("a sequence of style ends in m").1)
}

#[test]
fn text_of_the_input_cannot_steer_the_terminal() {
    let evil = "\u{1b}]0;evil\u{7}\u{1b}[5m\u{9b}2J\u{202e}";
    let quoted = r#""\e]0;evil\a\e[5m\x9b2J\u202e""#;
    let manifest = format!(
        "plalign: 1\ndistrict: {{id: t, name: {quoted}}}\nyear: {{start: 2026-08-17, end: 2027-06-11}}\nas_of: 2026-08-14\n\
         files:\n  educators: people.csv\n  evaluation_findings: {quoted}\n  activities: {quoted}*.csv\n\
         rules: {{{quoted}: off}}\n{quoted}: 1\n\
         teams: [{{id: {quoted}, members: [ana]}}, {{id: t1, members: [{quoted}]}}]\n\
         individual_plans:\n- {{id: {quoted}, educator: ana, text: a}}\n- {{id: g1, educator: ana, text: {quoted}, due: {quoted}}}\n\
         - {{id: g2, educator: ana, text: {quoted}, supports: [{quoted}], status: {quoted}, {quoted}: 3}}\n\
         - {{id: g3, educator: ana, text: a, focus: [{quoted}]}}\n- {{id: g3, educator: {quoted}, text: {quoted}}}\n"
    );
    let people = format!("id,name,schools,{evil}\nana,Ana {evil},s1,x\n{evil},b,s1,{evil}\nben,\"{evil},s1,x\n");
    let folder = Folder::new().with("district.yaml", manifest).with("people.csv", people);
    let typed = "\u{1b}]0;evil\u{7}\u{202e}";
    let runs: [&[&str]; 7] = [
        &["check"],
        &["check", "--names"],
        &["check", "--format", "json", "--names"],
        &["check", typed],
        &["check", "--educator", typed],
        &["check", "--only", typed],
        &["explain", typed],
    ];
    let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    let mut steered = Vec::new();
    for arguments in runs {
        let ran = plalign(folder.path(), arguments);
        let lines = ran.stdout.lines().chain(ran.stderr.lines()).filter(|line| line.contains(steers));
        steered.extend(lines.map(|line| format!("{arguments:?}: {line:?}")));
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.stderr);
    }
    assert!(steered.is_empty(), "{steered:#?}");
    let coloured = plalign(folder.path(), &["check", "--names", "--color", "always"]).stdout;
    assert!(!uncoloured(&coloured).contains(|c: char| c.is_control() && c != '\n'), "{coloured:?}");
    assert!(!coloured.contains("\u{1b}[5m") && !coloured.contains("\u{1b}]"), "{coloured:?}");
}

/// What `plalign init` with these options writes.
fn init(options: &[&str]) -> (Folder, BTreeMap<String, Vec<u8>>) {
    let folder = Folder::new();
    let ran = plalign(folder.path(), &[&["init", "."], options].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let written = files_below(folder.path());
    (folder, written)
}

#[test]
fn the_bytes_told_do_not_depend_on_the_number_of_jobs() {
    let (large, _) = init(&["--educators", "500"]);
    for folder in [large.path(), &repository("examples/riverbend")] {
        for format in ["table", "json"] {
            let with = |jobs| plalign(folder, &["check", "--format", format, "--jobs", jobs]);
            let (one, two) = (with("1"), with("2"));
            assert_eq!(one.code, Some(1), "{}", one.stderr);
            assert!(one.stdout == two.stdout && one.code == two.code, "{} as {format}", folder.display());
        }
    }
}

#[test]
fn one_seed_gives_the_same_bytes_and_another_gives_others() {
    let written = |seed| init(&["--educators", "60", "--seed", seed]).1;
    let (three, again, four) = (written("3"), written("3"), written("4"));
    assert!(three.contains_key("district.yaml") && three.contains_key("planted.json"), "{:?}", three.keys());
    assert!(three == again, "the same seed gave other bytes");
    assert!(three != four, "another seed gave the same bytes");
}

#[test]
fn the_starter_is_a_district_without_errors() {
    let (folder, written) = init(&[]);
    let told = folder.check();
    assert_eq!(told.code, Some(0), "{}", told.summary());
    assert!(!told.json["educators"].as_array().expect("educators are a list").is_empty(), "{:?}", written.keys());
}

#[test]
fn the_starter_names_its_people_in_the_roster_alone() {
    let (_, written) = init(&[]);
    let roster = String::from_utf8_lossy(&written["roster.csv"]).into_owned();
    let people: Vec<(&str, &str)> = roster.lines().skip(1).filter_map(|row| row.split_once(',')).collect();
    assert!(people.len() > 2, "{roster}");
    for (id, rest) in people {
        let name = rest.split(',').next().unwrap_or_default().to_lowercase();
        assert!(name.contains(' '), "{rest}");
        for part in name.split(' ') {
            assert!(!id.contains(part), "{id} says who it is");
            for (path, bytes) in written.iter().filter(|(path, _)| *path != "roster.csv") {
                let text = String::from_utf8_lossy(bytes).to_lowercase();
                let mut words = text.split(|letter: char| !letter.is_alphanumeric());
                assert!(words.all(|word| word != part), "{path} says {part}");
            }
        }
    }
}

#[test]
fn the_starter_says_how_plans_are_kept_out_of_a_log_and_still_tells_something_then() {
    const SETTING: &str = "privacy: {readers: staff}";
    let (folder, written) = init(&[]);
    for path in ["README.md", "district.yaml", ".github/workflows/plalign.yml"] {
        assert!(String::from_utf8_lossy(&written[path]).contains(SETTING), "{path}");
    }
    let manifest = String::from_utf8_lossy(&written["district.yaml"]).replace(&format!("# {SETTING}"), SETTING);
    fs::write(folder.path().join("district.yaml"), manifest).expect("the manifest can be written");
    let told = folder.check();
    assert_eq!(told.rules(&["error", "warning", "info"]), ["session-in-break"], "{}", told.summary());
    let text = told.json.to_string();
    assert!(["g-2", "f-1", "lic-1"].iter().all(|id| !text.contains(&format!("\"{id}\""))), "{text}");
}

#[test]
fn a_starter_says_what_to_try_and_what_is_to_be_moved() {
    const MOVED: &str = "Move them there";
    let folder = Folder::new();
    let here = plalign(folder.path(), &["init"]).stdout;
    assert!(here.starts_with("Wrote a district to this folder. Try: plalign check\nIt has one warning, on purpose;"), "{here}");
    assert!(here.ends_with("Pages: plalign report --out site\n"), "nothing is to be moved: {here}");
    assert_eq!(folder.check().rules(&["warning"]).len(), 1);
    let below = Folder::new().with(".git/HEAD", "");
    let told = plalign(below.path(), &["init", "plans"]).stdout;
    assert!(told.contains("Try: plalign check plans\n") && told.contains(MOVED), "{told}");
    let top = Folder::new().with(".git/HEAD", "");
    assert!(!plalign(top.path(), &["init"]).stdout.contains(MOVED));
}

#[test]
fn a_district_that_is_there_is_not_overwritten() {
    for options in [["init", "."].as_slice(), &["init", ".", "--educators", "5"], &["init"]] {
        let folder = Folder::new().with("district.yaml", "mine");
        let ran = plalign(folder.path(), options);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{options:?}");
        assert!(ran.stderr.contains("district.yaml"), "{}", ran.stderr);
        assert_eq!(files_below(folder.path()), BTreeMap::from([("district.yaml".to_owned(), b"mine".to_vec())]), "{options:?}");
    }
}

#[test]
fn a_file_that_is_there_is_not_overwritten_and_nothing_is_begun() {
    let (_, written) = init(&["--educators", "5"]);
    let name = written.keys().rfind(|name| *name != "district.yaml").expect("a district has more files than one");
    let folder = Folder::new().with(name, "mine");
    let ran = plalign(folder.path(), &["init", ".", "--educators", "5"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains(name), "{}", ran.stderr);
    let after = files_below(folder.path());
    assert_eq!(after[name], b"mine");
    assert_eq!(after.keys().collect::<Vec<_>>(), [name], "half a district is worse than none: the next try is refused");
}
