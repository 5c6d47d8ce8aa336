//! Findings as CSV and a check as a workbook, read back as other programs read them.

mod support;

use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use support::{Folder, check_in, plalign, repository, words};

/// A district whose ids and names a spreadsheet program would calculate.
const FORMULAS: &str = "educators: [{id: '-1', name: '=1+1'}, {id: ana, name: Ana}]\n\
    individual_plans: [{id: '-2', educator: ana, conflicts: ['-4']}, {id: '-3', educator: '-1', text: '=cmd()'}]\n\
    plc_goals: [{id: '-4', team: '-t', supports: ['-5']}]\nteams: [{id: '-t', members: ['-1', ana]}]\n";

fn csv(folder: &std::path::Path, arguments: &[&str]) -> (String, Vec<Vec<String>>) {
    let ran = plalign(folder, &[&["check", "--format", "csv", "--quiet"], arguments].concat());
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(ran.stdout.as_bytes());
    let rows = reader.records().map(|row| row.expect("each line has all columns").iter().map(str::to_owned).collect());
    let rows = rows.collect();
    (ran.stdout, rows)
}

fn workbook(folder: &std::path::Path, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let command = command.args(["check", "--format", "xlsx", "--quiet"]).args(arguments);
    let ran = command.current_dir(folder).env_remove("CI").output().expect("plalign can be started");
    assert!(ran.stdout.starts_with(b"PK"), "{}", String::from_utf8_lossy(&ran.stderr));
    ran.stdout
}

/// The rows of each sheet as text.
fn sheets(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let names = book.sheet_names();
    let rows = |book: &mut Xlsx<_>, name: &String| {
        let range = book.worksheet_range(name).expect("the sheet can be read");
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
    };
    names.into_iter().map(|name| (name.clone(), rows(&mut book, &name))).collect()
}

fn column<'r>(rows: &'r [Vec<String>], head: &str) -> Vec<&'r str> {
    let at = rows[0].iter().position(|cell| cell == head).unwrap_or_else(|| panic!("no column {head} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].as_str()).collect()
}

/// A day as a sheet counts it, from the last one but one of 1899.
fn day(cell: &str) -> String {
    let days: i32 = cell.parse().unwrap_or_else(|_| panic!("{cell} is no day"));
    jiff::civil::date(1899, 12, 30).saturating_add(jiff::Span::new().days(days)).to_string()
}

#[test]
fn each_finding_is_a_line_with_all_that_json_tells() {
    let (text, rows) = csv(&repository("examples/riverbend"), &[]);
    let told = check_in(&repository("examples/riverbend"), &[]);
    assert_eq!(rows.len() - 1, told.findings().len());
    assert!(text.split_inclusive('\n').all(|line| line.ends_with("\r\n")), "lines end as RFC 4180 says");
    for (nth, finding) in told.findings().iter().enumerate() {
        let cell = |head: &str| column(&rows, head)[nth].to_owned();
        for key in ["id", "rule", "category", "level", "message"] {
            assert_eq!(cell(key), finding[key].as_str().expect("it is text"), "{key}");
        }
        // JSON says once for all of them what a line says for itself: of a license it is no legal advice.
        assert!(cell("remedy").starts_with(finding["remedy"].as_str().expect("it is text")), "{finding}");
        for key in ["items", "educators", "acts"] {
            assert_eq!(cell(key), words(&finding[key]).join("; "), "{key} of {finding}");
        }
        let place = &finding["places"][0];
        assert_eq!(
            (Value::from(cell("path")), cell("line"), cell("column")),
            (place["path"].clone(), place["line"].to_string(), place["column"].to_string())
        );
        let figures = finding["figures"].as_object().expect("figures are a mapping");
        assert!(figures.keys().all(|key| cell("figures").contains(&format!("{key}="))), "{finding}");
    }
}

#[test]
fn a_cell_that_would_be_calculated_begins_with_an_apostrophe() {
    let folder = Folder::of(FORMULAS);
    let (_, rows) = csv(folder.path(), &["--names"]);
    let cells: Vec<&String> = rows.iter().flatten().collect();
    let acting: Vec<_> = cells.iter().filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r'])).collect();
    assert!(acting.is_empty(), "{acting:?}");
    assert!(cells.iter().any(|cell| cell.starts_with("'-")), "the ids are there: {rows:?}");
}

#[test]
fn a_workbook_calculates_nothing_and_keeps_ids_as_they_are() {
    let folder = Folder::of(FORMULAS);
    let bytes = workbook(folder.path(), &["--names"]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("it is a workbook");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("the sheet can be read");
        assert!(formulas.used_cells().next().is_none(), "{name}");
    }
    let sheets = sheets(bytes);
    assert_eq!(column(&sheets[0].1, "educator"), ["-1", "ana"]);
    assert_eq!(column(&sheets[0].1, "name"), ["=1+1", "Ana"]);
}

#[test]
fn a_workbook_holds_educators_findings_pairs_and_licences() {
    let told = check_in(&repository("examples/riverbend"), &[]);
    let sheets = sheets(workbook(&repository("examples/riverbend"), &[]));
    let [(first, educators), (second, findings), (third, pairs), (fourth, licences)] = &sheets[..] else {
        panic!("four sheets, not {}", sheets.len())
    };
    assert_eq!([first, second, third, fourth], ["educators", "findings", "pairs", "licences"]);
    assert!(licences.len() > 40, "{licences:?}");
    assert_eq!((educators.len() - 1, findings.len() - 1), (60, told.findings().len()));
    let listed = told.json["educators"].as_array().expect("educators are a list");
    for (nth, educator) in listed.iter().enumerate() {
        for (head, key) in [("required (h)", "required"), ("freed (h)", "freed"), ("there (h)", "capacity")] {
            let hours = educator["hours"][key].as_f64().map(|hours| hours.to_string()).unwrap_or_default();
            assert_eq!(column(educators, head)[nth], hours, "{key} of {}", educator["id"]);
        }
    }
    let of = |educator: &Value| educator["pairs"].as_array().expect("pairs are a list").len();
    assert_eq!(pairs.len() - 1, listed.iter().map(of).sum::<usize>());
    let first = &listed[0]["pairs"][0];
    assert_eq!(
        pairs[1][1..],
        [
            first["a"].as_str(),
            first["b"].as_str(),
            Some(&*first["step"].to_string()),
            first["word"].as_str(),
            Some(&*words(&first["reasons"]).join("; "))
        ]
        .map(|cell| cell.expect("it is text").to_owned())
    );
}

#[test]
fn pairs_are_left_out_where_they_are_not_wanted() {
    let sheets = sheets(workbook(&repository("examples/clear"), &["--pairs", "none"]));
    assert_eq!(sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["educators", "findings", "licences"]);
}

#[test]
fn each_rule_of_each_licence_is_a_row_with_what_json_tells_of_it() {
    let riverbend = repository("examples/riverbend");
    let told = check_in(&riverbend, &["--pairs", "none"]);
    let sheets = sheets(workbook(&riverbend, &["--pairs", "none"]));
    let rows = &sheets[2].1;
    let cells = |head: &str| column(rows, head);
    let [ids, rules, of_rules] = ["licence", "rule", "status"].map(cells);
    let (mut seen, mut asked) = (0, 0);
    for educator in told.json["educators"].as_array().expect("educators are a list") {
        for licence in educator["licences"].as_array().into_iter().flatten() {
            let of: Vec<usize> = (0..ids.len()).filter(|at| ids[*at] == licence["id"].as_str().expect("it has an id")).collect();
            assert!(!of.is_empty(), "{licence} has no row");
            assert!(of.iter().all(|at| cells("educator")[*at] == educator["id"] && cells("is")[*at] == licence["status"]));
            let told = licence["rules"].as_array().expect("rules are a list");
            for rule in told {
                let at = *of.iter().find(|at| rules[**at] == rule["id"]).expect("each rule has a row");
                assert_eq!(of_rules[at], rule["status"]);
                for (head, key) in
                    [("earned", "earned"), ("planned", "planned"), ("counted", "have"), ("needed", "need"), ("missing", "short")]
                {
                    assert_eq!(cells(head)[at].parse().ok(), rule[key].as_f64(), "{head} of {rule}");
                }
                let by = rule["due"].as_str().unwrap_or_else(|| licence["due"].as_str().expect("it expires"));
                assert_eq!(day(cells("by")[at]), by, "{rule}");
            }
            asked += told.len();
            let not_asked = of.iter().filter(|at| of_rules[**at] == "not asked").count();
            assert!(of.len() == told.len() + not_asked || told.is_empty(), "{licence}");
            for one in licence["not_counted"].as_array().expect("it is a list") {
                let why = one["why"].as_str().expect("it is text");
                assert!(of.iter().any(|at| cells("not counted")[*at].contains(why)), "{one}");
            }
            seen += of.len();
        }
    }
    assert!(seen == rows.len() - 1 && asked > 30, "{seen} of {} rows, {asked} rules", rows.len() - 1);
}

#[test]
fn licences_that_the_readers_may_not_see_are_in_no_sheet() {
    let lists = "educators: [{id: ana}]\nrelicensure_requirements: [{id: lic, educator: ana, expires: 2027-06-30, rules: [{id: r, min: 5}]}]\n";
    let rows =
        |readers: &str| sheets(workbook(Folder::of(&format!("{lists}{readers}")).path(), &[])).pop().expect("it is last").1;
    assert_eq!((rows("").len(), rows("privacy: {readers: staff}\n").len()), (2, 1));
}

#[test]
fn names_stand_in_a_column_of_their_own_where_they_are_asked_for() {
    let lincoln = repository("tests/cmd/lincoln");
    let (without, with) = (csv(&lincoln, &[]), csv(&lincoln, &["--names"]));
    assert!(!without.0.contains("Rosa") && !without.1[0].contains(&"names".to_owned()));
    assert!(column(&with.1, "names").iter().any(|cell| cell.contains("Rosa")), "{}", with.0);
    let sheets = |arguments: &[&str]| format!("{:?}", sheets(workbook(&lincoln, arguments)));
    assert!(!sheets(&[]).contains("Rosa") && sheets(&["--names"]).contains("Rosa"));
}

#[test]
fn a_district_without_anything_is_a_head_and_no_rows() {
    let folder = Folder::of("");
    let (text, _) = csv(folder.path(), &[]);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(sheets(workbook(folder.path(), &[])).iter().all(|(_, rows)| rows.len() == 1));
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_jobs() {
    let riverbend = repository("examples/riverbend");
    assert!(workbook(&riverbend, &["--jobs", "1"]) == workbook(&riverbend, &["--jobs", "2"]));
    assert_eq!(csv(&riverbend, &["--jobs", "1"]).0, csv(&riverbend, &["--jobs", "2"]).0);
}
