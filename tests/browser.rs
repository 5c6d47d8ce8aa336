//! The site as people see it: every kind of page in a real browser, in light and dark, on narrow and wide screens, with and
//! without scripts, and on paper. `tests/browser/setup.sh` installs what is needed; where it cannot, these tests fail.

#[path = "browser/fixture.rs"]
mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use plalign::report::html::{self, Frame};
use serde::Deserialize;
use serde_json::{Value, json};

/// What `look.mjs` tells.
#[derive(Debug, Deserialize)]
struct Seen {
    pages: Vec<Page>,
    printed: Vec<Printed>,
    invalid: Vec<String>,
}

/// What was seen of a page.
#[derive(Debug, Deserialize)]
struct Page {
    file: String,
    address: String,
    axe: Vec<String>,
    wide: Vec<String>,
    requests: Vec<String>,
    console: Vec<String>,
    dialogs: Vec<String>,
    missing: Vec<String>,
    sorted: Vec<Sorted>,
    same: bool,
}

/// A table after a click on the head of a column.
#[derive(Debug, Deserialize)]
struct Sorted {
    caption: String,
    column: String,
    kind: String,
    way: String,
    said: Option<String>,
    rows: Vec<String>,
}

/// A page on paper.
#[derive(Debug, Deserialize)]
struct Printed {
    file: String,
    sheets: usize,
}

static SEEN: LazyLock<Seen> = LazyLock::new(|| {
    let site = tempfile::tempdir().expect("a temporary folder can be made");
    let document = fixture::every_block();
    let file = format!("{}.{}", document.at.as_str(), html::ENDING);
    fs::write(site.path().join(&file), html::render(&document, &Frame::default())).expect("a page can be written");
    let facts = facts(&serde_json::to_value(&document).expect("a document is JSON"));
    look(site.path(), &json!({"pages": [{"file": file, "facts": facts}], "print": [file], "all": [file]}))
});

/// Looks at pages of a site, in one browser.
fn look(site: &Path, what: &Value) -> Seen {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    // Beside the build, so that every checkout that builds into one folder installs once.
    let cache = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser");
    let setup = Command::new("bash").arg(here.join("setup.sh")).arg(&cache).output().expect("bash is there");
    assert!(setup.status.success(), "{}", String::from_utf8_lossy(&setup.stderr));
    let browser = String::from_utf8(setup.stdout).expect("a path is UTF-8").trim().to_owned();
    let mut order = what.clone();
    order["browser"] = browser.into();
    order["site"] = site.to_str().expect("a temporary folder is UTF-8").into();
    let mut node = Command::new("node")
        .arg(here.join("look.mjs"))
        .arg(&cache)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("setup.sh has seen to Node");
    let mut stdin = node.stdin.take().expect("it was asked for");
    stdin.write_all(order.to_string().as_bytes()).expect("Node reads");
    drop(stdin);
    let told = node.wait_with_output().expect("Node ends");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    serde_json::from_slice(&told.stdout).expect("look.mjs tells JSON")
}

/// Every fact of a document as its page must say it, read off its JSON.
fn facts(value: &Value) -> Vec<String> {
    /// Keys that steer how a page looks or where it lies and say nothing themselves.
    const SILENT: [&str; 6] = ["at", "kind", "to", "level", "acts", "role"];
    match value {
        // Cells without words: nothing, and a number that is not told.
        Value::String(text) if text == "empty" => Vec::new(),
        Value::String(text) if text == "suppressed" => vec!["not shown (small group)".to_owned()],
        Value::String(text) => text.lines().map(shown).collect(),
        Value::Array(values) => values.iter().flat_map(facts).collect(),
        Value::Object(fields) => {
            let is_section = fields.contains_key("blocks");
            let said = |(key, value): (&String, &Value)| match (key.as_str(), value) {
                ("id", _) if is_section => Vec::new(),
                ("minutes", Value::Number(minutes)) => vec![hours(minutes.as_u64().expect("minutes are never negative"))],
                ("count", Value::Number(count)) => vec![thousands(count.as_u64().expect("counts are never negative"))],
                ("number", Value::Number(scaled)) => vec![(scaled.as_f64().expect("a number") / 10_000.0).to_string()],
                ("part" | "whole", Value::Number(count)) => vec![thousands(count.as_u64().expect("counts are never negative"))],
                ("line", Value::Number(line)) => vec![format!(", line {line}")],
                ("date" | "day", Value::String(iso)) => vec![day(iso)],
                (key, _) if SILENT.contains(&key) => Vec::new(),
                _ => facts(value),
            };
            fields.iter().flat_map(said).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// Text as a page may show it: without what HTML does not allow.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn hours(minutes: u64) -> String {
    let tenths = (minutes * 10 + 30) / 60;
    let tenth = if tenths % 10 == 0 { String::new() } else { format!(".{}", tenths % 10) };
    format!("{}{tenth} h", thousands(tenths / 10))
}

fn thousands(count: u64) -> String {
    if count < 1000 { count.to_string() } else { format!("{},{:03}", thousands(count / 1000), count % 1000) }
}

fn day(iso: &str) -> String {
    let day: jiff::civil::Date = iso.parse().expect("days are ISO");
    day.strftime("%-d %b %Y").to_string()
}

/// What was told of each page, with its name before it.
fn told(of: impl Fn(&Page) -> &Vec<String>) -> Vec<String> {
    SEEN.pages.iter().flat_map(|page| of(page).iter().map(|told| format!("{}: {told}", page.file))).collect()
}

#[test]
fn no_page_breaks_a_rule_of_accessibility() {
    assert_eq!(told(|page| &page.axe), [""; 0]);
}

#[test]
fn no_page_is_wider_than_its_screen() {
    assert_eq!(told(|page| &page.wide), [""; 0]);
}

#[test]
fn no_request_leaves_a_page_and_nothing_of_it_is_refused() {
    for page in &SEEN.pages {
        let asked: BTreeSet<&str> = page.requests.iter().map(String::as_str).collect();
        assert_eq!(asked, BTreeSet::from([page.address.as_str()]), "{} asks for more than itself", page.file);
    }
    assert_eq!(told(|page| &page.console), [""; 0]);
}

#[test]
fn nothing_from_the_input_is_run() {
    assert_eq!(told(|page| &page.dialogs), [""; 0]);
}

#[test]
fn every_fact_can_be_read_without_scripts() {
    assert_eq!(told(|page| &page.missing), [""; 0]);
    let differ: Vec<&str> = SEEN.pages.iter().filter(|page| !page.same).map(|page| page.file.as_str()).collect();
    assert_eq!(differ, [""; 0], "these say other things with scripts than without");
}

#[test]
fn the_html_is_valid() {
    assert_eq!(SEEN.invalid, [""; 0]);
}

#[test]
fn tables_are_sorted_by_what_their_cells_mean() {
    let mut tried = 0;
    for page in &SEEN.pages {
        for sorted in &page.sorted {
            let what = format!("{}: {} by {}, {}: {:?}", page.file, sorted.caption, sorted.column, sorted.way, sorted.rows);
            assert_eq!(sorted.said.as_deref(), Some(sorted.way.as_str()), "{what}");
            let unknown = |row: &String| row.is_empty() || row.starts_with("not shown");
            let known = sorted.rows.iter().take_while(|row| !unknown(row)).count();
            assert!(sorted.rows[known..].iter().all(unknown), "what is not known comes last: {what}");
            if let Some(mut values) = sorted.rows[..known].iter().map(|row| value(row, &sorted.kind)).collect::<Option<Vec<_>>>() {
                if sorted.way == "descending" {
                    values.reverse();
                }
                assert!(values.is_sorted(), "{what}");
                tried += 1;
            }
        }
    }
    assert!(tried > 8, "only {tried} columns of numbers and days were sorted");
}

/// What a cell of numbers or days means; nothing for words.
fn value(text: &str, kind: &str) -> Option<f64> {
    match kind {
        "date" => {
            let day = jiff::civil::Date::strptime("%d %b %Y", text).ok()?;
            Some(f64::from(day.year()) * 400.0 + f64::from(day.day_of_year()))
        }
        "number" => {
            let text = text.replace(',', "");
            let number = |text: &str| text.split(' ').next()?.parse::<f64>().ok();
            match text.split_once(" of ") {
                Some((part, whole)) => Some(number(part)? / number(whole)?),
                None => number(&text),
            }
        }
        _ => None,
    }
}

#[test]
fn a_teachers_page_fits_on_two_sheets() {
    for page in &SEEN.printed {
        assert!((1..=2).contains(&page.sheets), "{} takes {} sheets", page.file, page.sheets);
    }
    assert!(!SEEN.printed.is_empty());
}
