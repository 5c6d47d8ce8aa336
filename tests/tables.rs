//! What tables promise: every code has a page and a case, every page says what its rule does, the docs list them all,
//! and every format is written and read somewhere.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use plalign::report::Format;
use serde_json::Value;
use support::{Folder, Told, check_in, plalign, repository, words};

/// Where pages live.
const PAGES: [&str; 3] = ["src/analysis/rules", "src/load/faults", "src/model/faults"];

/// Code and level of every line of `plalign explain`.
fn explained() -> Vec<(String, String)> {
    let ran = plalign(&repository(""), &["explain"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let line = |line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        (words.next().unwrap_or_default(), words.next().unwrap_or_default())
    };
    ran.stdout.lines().map(line).collect()
}

/// The pages by code.
fn pages() -> BTreeMap<String, PathBuf> {
    let files = PAGES.iter().flat_map(|folder| entries(&repository(folder), "md"));
    files.map(|path| (stem(&path).replace('_', "-"), path)).collect()
}

/// Files or folders of a folder with this ending.
fn entries(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths.filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a file has a name").to_string_lossy().into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn codes_are_unique_sorted_and_in_kebab_case() {
    let codes: Vec<String> = explained().into_iter().map(|(code, _)| code).collect();
    assert!(codes.len() > 30, "{codes:?}");
    assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "not sorted or not unique: {codes:?}");
    for code in codes {
        let kebab = code.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(kebab, "{code}");
    }
}

#[test]
fn levels_are_words_of_the_contract() {
    for (code, level) in explained() {
        assert!(["error", "warning", "info", "good"].contains(&level.as_str()), "{code}: {level}");
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes: BTreeSet<String> = explained().into_iter().map(|(code, _)| code).collect();
    let pages: BTreeSet<String> = pages().into_keys().collect();
    assert_eq!(codes, pages);
}

#[test]
fn every_rule_has_a_file_a_page_and_a_case() {
    let rules = repository("src/analysis/rules");
    let stems = |ending| entries(&rules, ending).iter().map(|path| stem(path)).collect::<BTreeSet<_>>();
    let mut files = stems("rs");
    files.remove("mod");
    assert_eq!(files, stems("md"), "files and pages");
    assert_eq!(files, stems("in"), "files and cases");
}

#[test]
fn every_page_has_a_case_with_a_district_and_its_mended_form() {
    for (code, page) in pages() {
        for file in ["district.yaml", "mended.yaml"] {
            let file = page.with_extension("in").join(file);
            assert!(file.is_file(), "{code}: no {}", file.display());
        }
    }
}

#[test]
fn every_page_has_its_headings_in_their_order() {
    for (code, page) in pages() {
        let text = read(&page);
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings, [&format!("# {code}"), "## What", "## Why", "## Example", "## Mend"]);
    }
}

#[test]
fn every_page_runs_its_example_and_then_the_mended_form() {
    for (code, page) in pages() {
        let text = read(&page);
        let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("$ ")).collect();
        let run = |file: &str| format!("$ plalign check {file} --only {code}");
        assert_eq!(commands, [run("district.yaml"), run("mended.yaml")], "{code}");
        let (example, mend) = text.split_once("\n## Mend\n").expect("a page says how to mend");
        assert!(example.contains(&format!("\n  {code}\n  - ")), "{code}: the example does not show it");
        assert!(!mend.contains(&format!("\n  {code}\n")), "{code}: the mended form still shows it");
    }
}

#[test]
fn explain_tells_every_page_whole() {
    for (code, page) in pages() {
        let ran = plalign(&repository(""), &["explain", &code]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{code}");
        let words = |line: &str| line.trim_start_matches('#').trim().to_owned();
        let text = |text: &str| text.lines().map(words).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let mut page = text(&read(&page));
        page.retain(|line| !line.starts_with("```") && !line.starts_with("? "));
        assert_eq!(text(&ran.stdout), page, "{code}");
    }
}

/// What a run on the case of a page tells.
fn case(page: &Path, file: &str, only: &[&str]) -> Told {
    let folder = page.with_extension("in");
    check_in(&folder, &[&[file], only].concat())
}

/// The text of a page between two words, on one line.
fn between(page: &str, from: &str, to: &str) -> Option<String> {
    let (_, rest) = page.split_once(from)?;
    let (found, _) = rest.split_once(to)?;
    Some(found.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0;
    let keep = |c: &char| {
        depth += i32::from(*c == '(');
        let outside = depth == 0;
        depth -= i32::from(*c == ')');
        outside
    };
    text.chars().filter(keep).collect()
}

/// The words in backticks.
fn ticked(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn a_page_says_level_actors_and_figures_as_its_finding_does() {
    let mut wrong = Vec::new();
    for (code, page) in pages() {
        let text = read(&page);
        let told = case(&page, "district.yaml", &["--only", &code]);
        let finding = told.only(&code);
        let level = between(&text, "\nLevel: ", ".").expect("a page says its level");
        let level = level.split(',').next().unwrap_or_default();
        let acts = between(&text, "Who acts: ", ".\n").expect("a page says who acts");
        let acts: BTreeSet<String> = without_brackets(&acts).split(',').map(|word| word.trim().to_owned()).collect();
        let figures = between(&text, "\nFigures: ", ".\n\n").expect("a page names its figures");
        let figures = ticked(&without_brackets(&figures));
        let says = (level.to_owned(), acts, figures);
        let keys = finding["figures"].as_object().expect("figures are a map").keys().cloned().collect();
        let does = (support::text(&finding["level"]), words(&finding["acts"]).into_iter().collect(), keys);
        if says != does {
            wrong.push(format!("{code}: the page says {says:?}, the finding {does:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_page_names_the_limit_that_holds_without_a_setting() {
    let mut limits = 0;
    for (code, page) in pages() {
        let Some(limit) = between(&read(&page), "\nLimit: `limits.", ".\n") else { continue };
        let (_, default) = limit.split_once("default ").expect("a limit has a default");
        let default: u64 =
            default.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a default is a number");
        let told = case(&page, "district.yaml", &["--only", &code]);
        assert_eq!(told.only(&code)["figures"]["limit"], Value::from(default), "{code}");
        limits += 1;
    }
    assert!(limits >= 3, "only {limits} pages name a limit");
}

#[test]
fn a_limit_that_is_set_holds() {
    for (code, page) in pages() {
        let Some(limit) = between(&read(&page), "\nLimit: `limits.", ".\n") else { continue };
        let (key, _) = limit.split_once('`').expect("the key stands in backticks");
        let folder = page.with_extension("in");
        let manifest = read(&folder.join("district.yaml")) + &format!("limits: {{{key}: 50}}\n");
        let told = Folder::new().with("district.yaml", manifest).check_with(&["--only", &code]);
        assert!(told.of(&code).is_empty(), "{code}: {}", told.summary());
        assert!(told.faults().is_empty(), "{code}: {}", told.summary());
    }
}

#[test]
fn a_case_shows_its_own_fault_and_no_other_fault_of_the_input() {
    for (code, page) in pages() {
        let told = case(&page, "district.yaml", &[]);
        let faults: Vec<String> = told.faults().into_iter().filter(|fault| *fault != code).collect();
        assert_eq!((told.of(&code).len(), faults), (1, vec![]), "{code}: {}", told.summary());
        let mended = case(&page, "mended.yaml", &[]);
        assert!(mended.of(&code).is_empty() && mended.faults().is_empty(), "{code}: {}", mended.summary());
        assert!(!mended.not_run().contains(&code), "{code} is not mended, only not run");
    }
}

#[test]
fn a_rule_that_is_turned_off_is_silent_and_one_that_is_set_speaks_at_that_level() {
    for (code, page) in pages() {
        let folder = page.with_extension("in");
        if page.starts_with(repository("src/load")) {
            continue;
        }
        let set = |level: &str| {
            let mut district = Folder::new();
            for file in fs::read_dir(&folder).expect("a case can be read").map(|entry| entry.expect("a case can be read").path())
            {
                let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
                district = district.with(&name, fs::read(&file).expect("a case is made of files"));
            }
            let manifest = read(&folder.join("district.yaml")) + &format!("rules: {{{code}: {level}}}\n");
            district.with("district.yaml", manifest).check()
        };
        let off = set("off");
        assert!(off.of(&code).is_empty() && !off.not_run().contains(&code), "{code}: {}", off.summary());
        for level in ["error", "warning", "info", "good"] {
            let told = set(level);
            assert_eq!(told.only(&code)["level"], level, "{code}");
            assert_eq!(told.faults().iter().filter(|fault| **fault != code).count(), 0, "{code}: {}", told.summary());
        }
    }
}

/// Every rule with its level and its question, as `plalign explain` lists them.
fn rules_page() -> String {
    let explained = plalign(&repository(""), &["explain"]).stdout;
    let mut page = "# What plalign asks\n\n\
        Every rule, with the level it has unless `rules:` in the manifest says otherwise. `plalign explain RULE` tells what it looks \
        at, why, and\nhow to mend what it found. This page is made by `OVERWRITE=1 cargo test --test tables`.\n\n\
        | rule | level | asks |\n|---|---|---|\n"
        .to_owned();
    for line in explained.lines() {
        let (code, rest) = line.split_once(' ').expect("a rule and its level");
        let (level, asks) = rest.trim_start().split_once(' ').expect("a level and its question");
        let _ = writeln!(page, "| {code} | {level} | {} |", asks.trim_start());
    }
    page
}

#[test]
fn the_page_of_rules_is_what_explain_lists() {
    let path = repository("docs/rules.md");
    if std::env::var_os("OVERWRITE").is_some() {
        fs::write(&path, rules_page()).expect("the page can be written");
    }
    assert_eq!(read(&path), rules_page(), "write it anew: OVERWRITE=1 cargo test --test tables");
}

#[test]
fn the_readme_names_every_rule_once() {
    let readme = read(&repository("README.md"));
    let (_, table) = readme.split_once("| about | rules |\n|---|---|\n").expect("the README has its table of rules");
    let rows = table.lines().map_while(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    let mut named: Vec<&str> = rows.flat_map(|(_, codes)| codes.split(", ")).collect();
    named.sort_unstable();
    assert_eq!(named, explained().iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>());
}

#[test]
fn the_readme_quotes_what_plalign_prints() {
    let readme = read(&repository("README.md"));
    let told = plalign(&repository(""), &["check", "examples/riverbend/district.yaml"]).stdout;
    let quotes: Vec<&str> = readme.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(!quotes.is_empty(), "the README shows nothing of what plalign says");
    for quote in quotes {
        assert!(told.contains(quote), "plalign does not say\n{quote}");
    }
}

#[test]
fn every_format_is_written() {
    for format in Format::value_variants() {
        let name = format.to_possible_value().expect("every format can be typed").get_name().to_owned();
        // A calendar is of one educator and holds her days, not findings; a workbook is no text (see `sheets.rs`).
        let is_calendar = *format == Format::Ics;
        if *format == Format::Xlsx {
            continue;
        }
        let mut arguments = vec!["check", "examples/riverbend", "--format", &name];
        arguments.extend(is_calendar.then_some(["--educator", "p017"]).into_iter().flatten());
        let ran = plalign(&repository(""), &arguments);
        assert_eq!(ran.code, Some(1), "{name}: {}", ran.stderr);
        let holds = |word: &str| ran.stdout.contains(word);
        assert!(
            if is_calendar { holds("BEGIN:VEVENT") } else { holds("link-cycle") && holds("plc-hs-ela") },
            "{name} leaves out what it is for"
        );
        assert!(ran.stdout.ends_with('\n'), "{name} does not end its last line");
    }
}

/// The endings that reading knows, out of its table.
fn readers() -> BTreeSet<String> {
    let source = read(&repository("src/load/format.rs"));
    let table = between(&source, "const READERS:", "];").expect("reading has a table of formats");
    table.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Two goals in every form that is read, but for calendar files, which hold breaks alone (see `calendars.rs`).
const GOALS: [(&str, &str); 6] = [
    ("csv", "id,educator,text,due,focus\ng1,ana,Ask more,2027-05-01,talk;labs\ng2,ana,Wait,2027-05-02,\n"),
    (
        "json",
        r#"[{"id": "g1", "educator": "ana", "text": "Ask more", "due": "2027-05-01", "focus": ["talk", "labs"]}, {"id": "g2", "educator": "ana", "text": "Wait", "due": "2027-05-02"}]"#,
    ),
    ("tsv", "id\teducator\ttext\tdue\tfocus\ng1\tana\tAsk more\t2027-05-01\ttalk;labs\ng2\tana\tWait\t2027-05-02\t\n"),
    ("txt", "id;educator;text;due;focus\ng1;ana;Ask more;2027-05-01;talk|labs\ng2;ana;Wait;2027-05-02;\n"),
    (
        "yaml",
        "- {id: g1, educator: ana, text: Ask more, due: 2027-05-01, focus: [talk, labs]}\n- {id: g2, educator: ana, text: Wait, due: 2027-05-02}\n",
    ),
    (
        "yml",
        "individual_plans:\n- {id: g1, educator: ana, text: Ask more, due: 2027-05-01, focus: [talk, labs]}\n- {id: g2, educator: ana, text: Wait, due: 2027-05-02}\n",
    ),
];

#[test]
fn every_reader_reads_the_same_goals() {
    let endings = GOALS.iter().map(|(ending, _)| *ending).chain(["ics"]);
    assert_eq!(readers(), endings.map(str::to_owned).collect(), "the table of formats");
    let told = |ending: &str, goals: &str| {
        let path = format!("plans.{ending}");
        let folder = Folder::of(&format!("files: {{individual_plans: {path}}}\nactivities: []\n")).with(&path, goals);
        let mut told = folder.check();
        assert_eq!(told.code, Some(0), "{ending}: {}", told.summary());
        for finding in told.json["findings"].as_array_mut().expect("findings are a list") {
            finding["places"] = Value::Null;
        }
        told.json
    };
    let first = told(GOALS[0].0, GOALS[0].1);
    assert_eq!(first["educators"][0]["obligations"][0]["focus"], Value::from(vec!["talk", "labs"]));
    for (ending, goals) in GOALS {
        assert_eq!(told(ending, goals), first, "{ending}");
    }
}
