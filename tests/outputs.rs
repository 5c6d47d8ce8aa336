//! What other programs are told: SARIF, `JUnit`, GitHub's workflow commands, Markdown, and several results of one run.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::Reader;
use clap::ValueEnum;
use jsonschema::Validator;
use plalign::load::fields::FieldKind;
use plalign::load::lists::{Field, FieldSpec, LISTS, ListSpec};
use plalign::report::{DiffFormat, Format};
use serde_json::Value;
use support::{Folder, Ran, check_in, plalign, repository, text, words};

/// The formats that are read by more people than the plans.
const FORMATS: [&str; 4] = ["sarif", "junit", "github", "markdown"];

fn riverbend(arguments: &[&str]) -> Ran {
    plalign(&repository(""), &[&["check", "examples/riverbend", "--quiet"], arguments].concat())
}

/// Runs plalign with variables of the environment.
fn with(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let output = command.args(arguments).current_dir(folder).env_remove("CI").env_remove("GITHUB_STEP_SUMMARY");
    let output = output.envs(variables.iter().copied()).output().expect("plalign can be started");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("plalign prints UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A district of one file with so many goals that nobody serves, each a finding at this level.
fn many(count: usize, level: &str) -> Folder {
    let goals = (0..count).fold(String::new(), |mut goals, at| {
        let _ = writeln!(goals, "  - {{id: s{at}, school: oak, text: t, due: 2027-05-01}}");
        goals
    });
    let rules = format!("rules: {{school-goal-unserved: {level}, school-priority-count: off}}\n");
    Folder::of(&format!("{rules}individual_plans: []\nschools: [{{id: oak}}]\nschool_improvement_goals:\n{goals}"))
}

fn sarif_schema() -> Validator {
    let text = fs::read_to_string(repository("tests/formats/sarif-schema-2.1.0.json")).expect("the schema can be read");
    let mut schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    // The bracket of this pattern is not balanced, so that not every reader of patterns takes it; plalign writes no language.
    for definition in ["run", "toolComponent"] {
        let language = schema.pointer_mut(&format!("/definitions/{definition}/properties/language"));
        let language = language.and_then(Value::as_object_mut).expect("it has a language");
        language.remove("pattern").expect("the pattern is the broken one");
    }
    jsonschema::validator_for(&schema).expect("the schema can be compiled")
}

fn sarif(folder: &Path, arguments: &[&str]) -> Value {
    let ran = plalign(folder, arguments);
    let log: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let faults: Vec<String> =
        sarif_schema().iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).take(5).collect();
    assert_eq!(faults, [""; 0]);
    log["runs"][0].clone()
}

fn results(run: &Value) -> &[Value] {
    run["results"].as_array().expect("results are always there")
}

#[test]
fn sarif_of_every_district_is_valid() {
    for district in ["examples/riverbend", "examples/clear", "tests/districts/exports"] {
        sarif(&repository(""), &["check", district, "--format", "sarif", "--quiet"]);
    }
    let empty = Folder::new().with("district.yaml", "");
    let run = sarif(empty.path(), &["check", "--format", "sarif", "--as-of", "2026-08-14"]);
    assert_eq!(results(&run).len(), 1);
}

#[test]
fn sarif_tells_every_finding_that_is_wrong_with_its_place() {
    let run = sarif(&repository(""), &["check", "examples/riverbend", "--format", "sarif", "--quiet"]);
    let told = check_in(&repository(""), &["examples/riverbend"]);
    let key = |rule: &Value, place: (&Value, &Value)| format!("{rule} {} {}", place.0, place.1);
    let wrong = told.findings().iter().filter(|finding| finding["level"] != "good");
    let expected: BTreeSet<String> =
        wrong.map(|finding| key(&finding["rule"], (&finding["places"][0]["path"], &finding["places"][0]["line"]))).collect();
    let location = |result: &Value| result["locations"][0]["physicalLocation"].clone();
    let found: BTreeSet<String> = results(&run)
        .iter()
        .map(|result| {
            let place = location(result);
            key(&result["ruleId"], (&place["artifactLocation"]["uri"], &place["region"]["startLine"]))
        })
        .collect();
    assert_eq!(found, expected);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules are a list");
    for result in results(&run) {
        let index = result["ruleIndex"].as_u64().expect("a rule has its number") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["help"]["markdown"].as_str().is_some_and(|page| page.contains("## Why")));
    }
    assert_eq!(run["properties"]["reinforcements"], told.json["summary"]["by_level"]["good"]);
}

/// Fingerprints of the results of a folder, with their lines.
fn fingerprints(folder: &Folder) -> BTreeMap<String, u64> {
    let run = sarif(folder.path(), &["check", "--format", "sarif", "--quiet"]);
    let fingerprint = |result: &Value| {
        let line = result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().expect("a line is a number");
        (text(&result["partialFingerprints"]["primaryLocationLineHash"]), line)
    };
    results(&run).iter().map(fingerprint).collect()
}

#[test]
fn ids_do_not_change_when_lines_are_inserted_or_files_are_renamed_inside_their_list() {
    let goals = "- {id: g1, educator: ana, text: Ask, due: 2027-05-01, supports: [nothing]}\n\
                 - {id: g2, educator: ana, text: Wait, due: 2027-02-31}\n";
    let manifest = "files: {individual_plans: plans/**/*.yaml}\nactivities: []\n";
    let before = Folder::of(manifest).with("plans/ana.yaml", goals);
    let after = Folder::of(manifest).with("plans/south/renamed file.yaml", format!("# a line\n\n# another\n{goals}"));
    let (one, two) = (fingerprints(&before), fingerprints(&after));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    assert!(one.len() > 3 && one.iter().any(|(id, line)| two[id] == line + 3), "{one:?} {two:?}");
    let ids = |folder: &Folder| folder.check().findings().iter().map(|finding| text(&finding["id"])).collect::<BTreeSet<_>>();
    assert_eq!(ids(&before), ids(&after));
}

#[test]
fn paths_are_references_of_uris() {
    let goals = "- {id: g1, educator: ana, text: Ask, due: 2027-02-31}\n";
    let folder = Folder::of("files: {individual_plans: [\"plans/Núñez, #1 100%.yaml\", \"plans/a:b.yaml\"]}\n")
        .with("plans/Núñez, #1 100%.yaml", goals)
        .with("plans/a:b.yaml", goals.replace("g1", "g2"));
    let run = sarif(folder.path(), &["check", "--format", "sarif", "--only", "bad-value"]);
    let uris: BTreeSet<String> =
        results(&run).iter().map(|result| text(&result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])).collect();
    assert_eq!(uris.into_iter().collect::<Vec<_>>(), ["plans/N%C3%BA%C3%B1ez%2C%20%231%20100%25.yaml", "plans/a%3Ab.yaml"]);
}

#[test]
fn results_of_one_id_have_fingerprints_of_their_own() {
    let manifest = "individual_plans: [{id: g1, educator: ana, supports: [gone], requires: [gone]}]\n";
    let found = fingerprints(&Folder::of(manifest));
    let of_one: Vec<&String> = found.keys().filter(|id| id.ends_with(":2")).collect();
    assert_eq!(of_one.len(), 1, "{found:?}");
}

#[test]
fn junit_is_read_by_another_parser_and_fails_as_the_run_does() {
    let told = check_in(&repository(""), &["examples/riverbend"]);
    let count = |levels: &[&str]| told.rules(levels).len() as u64;
    let fail_on = [
        ("error", count(&["error"])),
        ("warning", count(&["error", "warning"])),
        ("info", count(&["error", "warning", "info"])),
        ("never", 0),
    ];
    assert!(fail_on[0].1 > 5 && fail_on[1].1 > fail_on[0].1, "{fail_on:?}");
    for (fail_on, failing) in fail_on {
        let ran = riverbend(&["--format", "junit", "--fail-on", fail_on]);
        let suites = junit_parser::from_reader(ran.stdout.as_bytes()).expect("it is JUnit");
        assert_eq!((suites.failures, suites.errors), (failing, 0), "--fail-on {fail_on}");
        assert_eq!(ran.code, Some(i32::from(failing > 0)));
        let names: BTreeSet<(String, String)> = suites
            .suites
            .iter()
            .flat_map(|suite| suite.cases.iter().map(|case| (suite.name.clone(), case.name.clone())))
            .collect();
        assert_eq!(names.len() as u64, suites.tests, "a case has a name of its own");
    }
}

#[test]
fn junit_tells_what_was_not_run_and_what_could_not_be_read() {
    let ran = Folder::of("files: {educators: none.csv}\n");
    let ran = plalign(ran.path(), &["check", "--format", "junit"]);
    let suites = junit_parser::from_reader(ran.stdout.as_bytes()).expect("it is JUnit");
    assert_eq!((ran.code, suites.errors), (Some(2), 1));
    assert!(suites.skipped > 5, "rules that lack their lists are skipped: {}", suites.skipped);
}

#[test]
fn github_annotates_what_it_shows_and_leaves_the_rest_to_the_summary() {
    for (level, command, shown) in [("error", "::error ", 10), ("warning", "::warning ", 10), ("info", "::notice ", 5)] {
        let folder = many(13, level);
        let summary = folder.path().join("summary.md");
        let summary_path = summary.to_string_lossy();
        let variables = [("GITHUB_STEP_SUMMARY", &*summary_path)];
        let ran = with(folder.path(), &variables, &["check", "--format", "github", "--fail-on", "never"]);
        assert_eq!(ran.stdout.lines().filter(|line| line.starts_with(command)).count(), shown, "{level}: {}", ran.stdout);
        assert!(ran.stdout.contains(&format!("{} more ", 13 - shown)), "{}", ran.stdout);
        let written = fs::read_to_string(&summary).expect("the summary was written");
        assert_eq!(written.matches("**school-goal-unserved**").count(), 13);
        let again = with(folder.path(), &variables, &["check", "--format", "github", "--fail-on", "never"]);
        let twice = fs::read_to_string(&summary).expect("the summary was written");
        assert_eq!((again.code, twice), (Some(0), format!("{written}{written}")), "a summary is added to");
        let bare = with(folder.path(), &[], &["check", "--format", "github", "--fail-on", "never"]);
        assert_eq!(
            bare.stdout.matches("school-goal-unserved").count(),
            13,
            "without a summary nothing is dropped: {}",
            bare.stdout
        );
    }
}

#[test]
fn the_summary_stays_under_what_github_takes() {
    let folder = many(12_000, "warning");
    let summary = folder.path().join("summary.md");
    let path = summary.to_string_lossy();
    fs::write(&summary, "x".repeat(200_000)).expect("a file can be written");
    let ran = with(folder.path(), &[("GITHUB_STEP_SUMMARY", &path)], &["check", "--format", "github"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let written = fs::read_to_string(&summary).expect("the summary was written");
    assert!((1_000_000..=1 << 20).contains(&written.len()), "{}", written.len());
    assert!(written.contains("more lines did not fit here"), "what is left out is counted");
    let markdown = plalign(folder.path(), &["check", "--format", "markdown"]).stdout;
    assert!((50_000..65_536).contains(&markdown.len()), "a comment holds {} bytes", markdown.len());
}

#[test]
fn no_text_of_a_file_ends_or_begins_a_workflow_command() {
    let folder = Folder::of(
        "individual_plans: [{id: \"a%0A,b\\n::error::x\", educator: ana}, {id: g1, educator: ana, due: \"x\\n::stop-commands::y\"}]\n",
    );
    let ran = plalign(folder.path(), &["check", "--format", "github"]);
    for line in ran.stdout.lines() {
        let is_ours = ["::error file=", "::warning file=", "::notice file="].iter().any(|start| line.starts_with(start));
        assert!(is_ours || !line.contains("::"), "{line}");
    }
}

#[test]
fn markdown_mentions_nobody_and_links_nothing() {
    let folder = Folder::of(
        "evaluation_findings: [{educator: ana, focus: talk_now, date: 2026-04-14}]\nactivities: []\nindividual_plans: []\n",
    );
    let ran = plalign(folder.path(), &["check", "--format", "markdown"]);
    assert!(ran.stdout.contains("ana/talk\\_now&#64;2026-04-14"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('@'));
}

#[test]
fn what_a_message_repeats_is_an_id_or_left_out() {
    let folder =
        Folder::of("educators: [{id: ana}]\nindividual_plans: [{id: g1, educator: Rosa Alvarez, hours: ask her first}]\n");
    for format in FORMATS {
        let ran = plalign(folder.path(), &["check", "--format", format]);
        assert!(ran.stdout.contains("dangling-reference"), "{format}: {}", ran.stdout);
        for secret in ["Rosa", "Alvarez", "ask her"] {
            assert!(!ran.stdout.contains(secret), "{format} repeats {secret}: {}", ran.stdout);
        }
    }
}

/// Words of a column of a table with a header.
fn column(path: &str, name: &str) -> Vec<String> {
    let text = fs::read_to_string(repository(path)).expect("the table can be read");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let at = rows.headers().expect("it has a header").iter().position(|header| header == name).expect("it has the column");
    rows.records().map(|row| row.expect("a row can be read")[at].to_owned()).collect()
}

/// Names of people, texts of findings and titles of credits in Riverbend, whole and in parts.
fn secrets() -> Vec<String> {
    let mut secrets: Vec<String> = column("examples/riverbend/roster.csv", "name");
    secrets.extend(secrets.clone().iter().flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()));
    for table in ["examples/riverbend/exports/focus-middle-high.csv", "examples/riverbend/exports/focus-willow.csv"] {
        let texts = column(table, "Next Step");
        secrets
            .extend(texts.iter().flat_map(|text| text.split([',', '.']).map(|part| part.trim().to_owned()).collect::<Vec<_>>()));
    }
    secrets.extend(column("examples/riverbend/credits.csv", "title"));
    secrets.retain(|secret| secret.len() > 3);
    assert!(secrets.len() > 230, "{}", secrets.len());
    secrets
}

/// What a run in CI wrote to the screen, to the summary of the job and, of a workbook, into its cells.
fn told_in_ci(arguments: &[&str]) -> (Option<i32>, String) {
    let folder = Folder::new().with("summary.md", "");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let book = ["--output".to_owned(), path("check.xlsx")];
    let book = book.iter().map(String::as_str).filter(|_| arguments.contains(&"xlsx"));
    let arguments: Vec<&str> = arguments.iter().copied().chain(book).collect();
    let ran = with(&repository(""), &[("CI", "true"), ("GITHUB_STEP_SUMMARY", &path("summary.md"))], &arguments);
    let mut told = without_pages(&ran.stdout) + &ran.stderr;
    told += &fs::read_to_string(path("summary.md")).expect("the summary can be read");
    if arguments.contains(&"xlsx") {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(path("check.xlsx")).expect("it is a workbook");
        let cells = book
            .worksheets()
            .into_iter()
            .flat_map(|(_, sheet)| sheet.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>());
        told += &cells.collect::<Vec<_>>().join("\n");
    }
    (ran.code, told)
}

/// The words by which formats are asked for.
fn words_of<F: ValueEnum>() -> Vec<String> {
    F::value_variants().iter().filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned())).collect()
}

#[test]
fn a_log_in_ci_holds_no_name_and_no_text_of_a_finding_in_any_format() {
    // Against a district of the same name with nothing in it, everything in Riverbend is new or gone.
    let empty = Folder::new().with(
        "district.yaml",
        "plalign: 1\ndistrict: {id: riverbend}\nyear: {start: 2026-08-17, end: 2027-06-11}\nas_of: 2026-08-14\n",
    );
    let empty = empty.path().to_string_lossy();
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut add = |words: &[&str]| runs.push(words.iter().map(|word| (*word).to_owned()).collect());
    for format in words_of::<Format>() {
        let whose: &[&str] = if format == "ics" { &["--educator", "p039"] } else { &[] };
        add(&[&["check", "examples/riverbend", "--format", &format], whose].concat());
        add(&["check", "examples/riverbend", "--format", &format, "--educator", "p034"]);
    }
    for format in words_of::<DiffFormat>() {
        add(&["diff", &empty, "examples/riverbend", "--format", &format]);
        // Results of code scanning and of tests are of what is there; what is gone is only counted in them.
        if !["sarif", "junit"].contains(&format.as_str()) {
            add(&["diff", "examples/riverbend", &empty, "--format", &format]);
        }
    }
    let secrets = secrets();
    for run in runs {
        let (code, told) = told_in_ci(&run.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(matches!(code, Some(0 | 1)) && told.contains("p034") | told.contains("BEGIN:VCALENDAR"), "{run:?}: {told}");
        let found: Vec<&String> = secrets.iter().filter(|secret| holds(&told, secret)).collect();
        assert!(found.is_empty(), "{run:?} holds {found:?}");
    }
}

#[test]
fn a_name_where_an_id_belongs_is_not_repeated_in_ci_in_any_format() {
    let folder = Folder::of(
        "educators: [{id: ana, evaluator: Cora Evaluator}]\nindividual_plans:\n  - {id: g1, educator: Rosa Alvarez, text: Sven must listen, due: soon enough}\n",
    );
    for format in words_of::<Format>().iter().filter(|format| !["xlsx", "ics"].contains(&format.as_str())) {
        let told = |ci: &str| with(folder.path(), &[("CI", ci)], &["check", "--format", format]).stdout;
        let (here, ci) = (told(""), told("true"));
        for secret in ["Cora", "Rosa", "Sven", "soon enough"] {
            assert!(!holds(&ci, secret), "{format} tells {secret} in CI: {ci}");
        }
        assert!(ci.contains("dangling-reference"), "{format}: {ci}");
        assert!(format != "table" || holds(&here, "Cora"), "out of CI the line is shown: {here}");
    }
}

/// A record of a list for each of its fields, in which a person's name stands there; but for those by which something is named.
fn misplaced(spec: &ListSpec, surname: &str) -> Vec<serde_yaml::Mapping> {
    let fields = spec.fields.iter().filter(|field| field.kind != FieldKind::Id && field.field != Field::Aliases);
    let record = |(at, field): (usize, &FieldSpec)| {
        let mut record: serde_yaml::Mapping = serde_yaml::from_str(spec.list.example()).expect("an example is YAML");
        if record.contains_key("id") {
            record.insert("id".into(), format!("{}-{at}", spec.name).into());
        }
        let value: serde_yaml::Value = match field.kind {
            FieldKind::Refs(_) | FieldKind::Words => vec![surname].into(),
            _ => surname.into(),
        };
        record.insert(field.field.name().into(), value);
        record
    };
    let mut records: Vec<_> = fields.enumerate().map(record).collect();
    let mut unknown = records[0].clone();
    unknown.insert(surname.into(), "1".into());
    records.push(unknown);
    records
}

#[test]
fn a_surname_in_the_place_of_an_id_a_number_or_a_day_is_not_repeated_for_more_people_than_the_plans() {
    let surname = "Kowalczyk";
    let mut lists = serde_yaml::Mapping::new();
    for spec in &LISTS {
        lists.insert(
            spec.name.into(),
            misplaced(spec, surname).into_iter().map(Into::into).collect::<Vec<serde_yaml::Value>>().into(),
        );
    }
    let lists = serde_yaml::to_string(&lists).expect("it is YAML");
    let settings = format!(
        "plalign: 1\ndistrict: {{id: t}}\nyear: {{start: 2026-08-17, end: 2027-06-11}}\nas_of: 2026-08-14\n\
         packs: [{surname}, us-ma/teacher]\nlimits: {{{surname}: 1, low_hours: {surname}}}\nrules: {{{surname}: off, link-cycle: {surname}}}\n\
         files: {{{surname}: x.csv, budgets: {surname}, credits: {{path: rows.csv, {surname}: 1, columns: {{topic: {surname}s}}}}}}\n"
    );
    // A table without a header has the first person in its place.
    let folder =
        Folder::new().with("district.yaml", settings + &lists).with("rows.csv", format!("p900,{surname},abc\np901,Okoro,abd\n"));
    let base = Folder::of("");
    let base = base.path().to_string_lossy();
    let count = plalign(folder.path(), &["check", "--format", "github"]).stdout.lines().count();
    assert!(count > 150, "the places are looked at: {count}");
    for format in words_of::<Format>().iter().filter(|format| !["xlsx", "ics"].contains(&format.as_str())) {
        let ci = if FORMATS.contains(&format.as_str()) { "" } else { "true" };
        let told = with(folder.path(), &[("CI", ci)], &["check", "--format", format]).stdout;
        let line = told.lines().find(|line| line.contains(surname));
        let at = line.and_then(|line| line.find(surname)).unwrap_or(0);
        assert!(
            line.is_none(),
            "check as {format}: {:?}",
            line.map(|line| line.chars().skip(at.saturating_sub(200)).take(300).collect::<String>())
        );
    }
    for format in words_of::<DiffFormat>() {
        let told = with(folder.path(), &[("CI", "true")], &["diff", &base, ".", "--format", &format]).stdout;
        assert!(told.len() > 1000 && !told.contains(surname), "diff as {format}");
    }
}

#[test]
fn a_finding_about_a_license_says_that_it_is_no_legal_advice() {
    for format in ["sarif", "junit", "github", "markdown", "csv"] {
        let told = riverbend(&["--format", format, "--only", "renewal-category-shortfall"]).stdout;
        assert!(told.contains("renewal-category-shortfall") && told.contains("This is not legal advice"), "{format}: {told}");
        let other = riverbend(&["--format", format, "--only", "link-cycle"]).stdout;
        assert!(format == "sarif" || !other.contains("legal advice"), "{format}: {other}");
    }
}

#[test]
fn no_command_repeats_in_ci_what_the_plans_say() {
    let folder = Folder::of(
        "educators: [{id: ana}]\nindividual_plans:\n  - {id: g1, educator: Rosa Alvarez, text: Sven must listen}\n  \
         - {id: g2, educator: ana, text: Sven must listen, due: Rosa Alvarez}\n",
    );
    let in_ci = |ci: &str, arguments: &[&str]| {
        let ran = with(folder.path(), &[("CI", ci)], arguments);
        ran.stdout + &ran.stderr
    };
    let codes: Vec<String> = folder.check().faults().iter().map(ToString::to_string).collect();
    assert!(!codes.is_empty());
    let mut commands: Vec<Vec<&str>> = codes
        .iter()
        .map(|code| vec!["decide", code.as_str(), "--choice", "accept", "--reason", "x", "--until", "2027-01-31"])
        .collect();
    commands.extend(
        ["json", "dot", "mermaid", "svg", "graphml"].map(|format| vec!["graph", "--educator", "ana", "--format", format]),
    );
    let mut told = 0;
    for command in commands {
        let (here, ci) = (in_ci("", &command), in_ci("true", &command));
        for secret in ["Rosa", "Alvarez", "Sven", "listen"] {
            told += usize::from(here.contains(secret));
            assert!(!ci.contains(secret), "{command:?} tells {secret} in CI: {ci}");
        }
        assert!(!command.contains(&"graph") || ci.contains("g2"), "{command:?}: {ci}");
    }
    assert!(told > 10, "out of CI they do: {told}");
    let refused = Folder::of("files: {educators: r.csv}\n").with("r.csv", "id,name,Rosa Alvarez coaching notes\nana,Ana,x\n");
    let report = |ci: &str| with(refused.path(), &[("CI", ci)], &["report", "--out", "site"]);
    let (here, ci) = (report(""), report("true"));
    assert!(here.code == Some(3) && here.stderr.contains("Rosa Alvarez"), "{}", here.stderr);
    assert!(ci.code == Some(3) && ci.stderr.contains("no page was written") && !ci.stderr.contains("Rosa"), "{}", ci.stderr);
}

#[test]
fn names_are_refused_in_ci_even_if_asked_for() {
    let here = repository("");
    let shown = with(&here, &[], &["check", "examples/riverbend", "--names", "--educator", "p002"]);
    assert!(shown.stdout.contains("Karabo Mbeki"), "{}", shown.stdout);
    let folder = Folder::new();
    let out = folder.path().join("out");
    let out = out.to_string_lossy();
    for command in [
        &["check", "examples/riverbend", "--names", "-o", &out][..],
        &["graph", "examples/riverbend", "--names", "-o", &out],
        &["report", "examples/riverbend", "--names", "--out", &out],
    ] {
        let refused = with(&here, &[("CI", "true")], command);
        assert_eq!((refused.code, refused.stdout.as_str()), (Some(3), ""), "{command:?}");
        assert!(!folder.path().join("out").exists(), "{command:?}");
    }
}

/// What was told, without the pages of the rules that SARIF repeats: their invented people share names with Riverbend's.
fn without_pages(told: &str) -> String {
    match serde_json::from_str::<Value>(told) {
        Ok(mut log) if log.get("runs").is_some() => {
            log["runs"][0]["tool"] = Value::Null;
            log.to_string()
        }
        _ => told.to_owned(),
    }
}

/// Whether a text holds these words by themselves.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_end(text[..at].chars().next_back()) && is_end(text[at + words.len()..].chars().next())
    })
}

#[test]
fn what_the_readers_may_not_see_is_counted_in_every_format() {
    let folder = Folder::of("privacy: {readers: staff}\nactivities: []\nfiles: {individual_plans: plans.yaml, plc_goals: plc.yaml}\nteams: [{id: g6, members: [ana]}]\n")
        .with("plans.yaml", "- {id: secret-goal, educator: ana, text: Ask, due: 2027-02-31}\n")
        .with("plc.yaml", "- {id: open-goal, team: g6, text: Talk, due: 2027-05-01}\n");
    for format in FORMATS {
        let ran = plalign(folder.path(), &["check", "--format", format]);
        assert_eq!(ran.code, Some(1), "{format}: a hidden error fails: {}", ran.stderr);
        assert!(ran.stdout.contains("open-goal") && !ran.stdout.contains("secret-goal"), "{format}: {}", ran.stdout);
        let counted = ["hidden\":", "not shown", "Not shown"].iter().any(|word| ran.stdout.contains(word));
        assert!(counted, "{format}: {}", ran.stdout);
    }
    for (fails, command) in [("error", true), ("never", false)] {
        let github = plalign(folder.path(), &["check", "--format", "github", "--fail-on", fails]).stdout;
        assert_eq!(github.lines().any(|line| line.starts_with("::error::")), command, "why it fails is an annotation: {github}");
    }
}

#[test]
fn several_results_of_one_run_go_to_their_files() {
    let folder = Folder::new();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let ran =
        riverbend(&["--format", "sarif", "-o", &path("a.sarif"), "--format", "table", "--format", "junit", "-o", &path("b.xml")]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("riverbend, checked for"));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("the file was written");
    assert!(read("a.sarif").starts_with("{\"$schema\"") && read("b.xml").starts_with("<?xml"));
    let alone = |format: &str| riverbend(&["--format", format]).stdout;
    assert_eq!((read("a.sarif"), read("b.xml")), (alone("sarif"), alone("junit")));
}

#[cfg(unix)]
#[test]
fn files_of_results_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = many(1, "warning");
    for arguments in [&["--format", "sarif", "-o", "out"][..], &["--write-baseline", "out"]] {
        let ran = plalign(folder.path(), &[&["check"], arguments].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let mode = fs::metadata(folder.path().join("out")).expect("the file was written").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{arguments:?}");
    }
}

#[test]
fn codes_that_were_ever_released_are_named_in_the_changelog() {
    let changelog = fs::read_to_string(repository("CHANGELOG.md")).expect("the changelog can be read");
    let codes = plalign(&repository(""), &["explain"]).stdout;
    let codes: BTreeSet<&str> = codes.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let released = fs::read_to_string(repository("tests/formats/codes.txt")).expect("the list can be read");
    let released: BTreeSet<&str> = released.lines().collect();
    let unlisted: Vec<_> = codes.difference(&released).collect();
    assert!(unlisted.is_empty(), "add to tests/formats/codes.txt, from which nothing is ever removed: {unlisted:?}");
    for code in &codes {
        assert!(changelog.contains(&format!("`{code}`")), "CHANGELOG.md does not tell of {code}");
    }
    for gone in released.difference(&codes) {
        let told = changelog
            .lines()
            .any(|line| line.contains(&format!("`{gone}`")) && (line.contains("renamed") || line.contains("removed")));
        assert!(told, "CHANGELOG.md has no line that says what became of {gone}: renamed to which, or removed");
    }
}

#[test]
fn items_of_results_are_those_of_json() {
    let run = sarif(&repository(""), &["check", "examples/riverbend", "--format", "sarif", "--quiet"]);
    let told = check_in(&repository(""), &["examples/riverbend"]);
    let found: BTreeSet<Vec<String>> = results(&run).iter().map(|result| words(&result["properties"]["items"])).collect();
    let wrong = told.findings().iter().filter(|finding| finding["level"] != "good" && finding["items"] != Value::Array(vec![]));
    let missing: Vec<_> = wrong.map(|finding| words(&finding["items"])).filter(|items| !found.contains(items)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_result_is_written_over_a_file_of_the_district() {
    let manifest = "files: {educators: roster.csv, individual_plans: 'plans/*.yaml'}\n";
    let folder = Folder::of(manifest)
        .with("roster.csv", "id\nana\n")
        .with("plans/ana.yaml", "- {id: g1, educator: ana, text: Ask, due: 2027-04-01}\n");
    for file in ["district.yaml", "./roster.csv", "plans/../plans/ana.yaml"] {
        let before = fs::read(folder.path().join(file)).expect("it can be read");
        for command in [
            &["check", "--output", file][..],
            &["check", "--format", "json", "--write-baseline", file],
            &["graph", "--output", file],
            &["diff", ".", ".", "--output", file],
        ] {
            let ran = plalign(folder.path(), command);
            assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{command:?}: {}", ran.stderr);
            assert!(ran.stderr.contains("is a file of the district"), "{command:?}: {}", ran.stderr);
            assert_eq!(fs::read(folder.path().join(file)).expect("it is there"), before, "{command:?}");
        }
    }
}

#[test]
fn a_table_without_a_header_gives_no_name_away() {
    let folder = Folder::of("files: {educators: roster.csv, individual_plans: plans.csv}\n")
        .with("roster.csv", "p001,Rosa Alvarez,abc\np002,Ben Okoro,abd\n")
        .with("plans.csv", "g1,p001,Rosa wants to teach calm,s1\ng2,p002,Ben waits,s1\n");
    for format in FORMATS {
        for ci in ["", "true"] {
            let told = with(folder.path(), &[("CI", ci)], &["check", "--format", format]).stdout;
            assert!(!["Alvarez", "calm"].iter().any(|word| told.contains(word)), "{format}, CI={ci}: {told}");
        }
    }
}
