//! The site as people see it: every kind of page in a real browser, in light and dark, on narrow and wide screens, with and
//! without scripts, and on paper. `tests/browser/setup.sh` installs what is needed; where it cannot, these tests fail.

#[path = "browser/fixture.rs"]
mod fixture;
#[path = "browser/hostile.rs"]
mod hostile;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use plalign::load::lists::{Field, FieldKind, LISTS, List};
use plalign::report::document::PageKind;
use plalign::report::html::{self, Frame};
use serde::Deserialize;
use serde_json::{Value, json};
use support::{files_below, plalign, repository};

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
    /// Its words without scripts, blanks drawn together.
    text: String,
    axe: Vec<String>,
    wide: Vec<String>,
    requests: Vec<String>,
    console: Vec<String>,
    dialogs: Vec<String>,
    missing: Vec<String>,
    sorted: Vec<Sorted>,
    filtered: Vec<Filtered>,
    skipped: bool,
    same: bool,
}

/// A table after a word was typed into its filter.
#[derive(Debug, Deserialize)]
struct Filtered {
    word: String,
    rows: Vec<String>,
    hidden: Vec<String>,
    said: String,
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
    letters: Letters,
}

/// The smallest letters on paper, in points; none where there are none.
#[derive(Debug, Deserialize)]
struct Letters {
    body: Option<f64>,
    /// Those of a picture.
    drawn: Option<f64>,
    /// Whether the list beside each picture stands there.
    list: bool,
}

/// Typical teachers: one with a conflict and a licence of one rule, one with a licence of seven.
const TEACHER: &str = "riverbend/learner/p017/index";
const LICENSED: &str = "riverbend/learner/p036/index";
/// What is printed besides: a license with categories and doubts, and a year that asks too much.
const FULL: [&str; 2] = ["riverbend/learner/p034/index", "riverbend/learner/p039/index"];

static SEEN: LazyLock<Seen> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let root = dir.path();
    let document = fixture::every_block();
    fs::write(root.join("every-block.html"), html::render(&document, &Frame { start: None })).expect("a page can be written");
    let whole = serde_json::to_value(&document).expect("a document is JSON");
    let mut looks = vec![ordered("every-block", &whole, Look::Whole)];

    let pages = write(root, &repository("examples/riverbend"), "riverbend");
    let of_kind: BTreeMap<&str, &String> = pages.iter().rev().map(|(at, page)| (kind(page), at)).collect();
    assert_eq!(of_kind.len(), PageKind::ALL.len(), "a page of each kind: {of_kind:?}");
    let chosen: BTreeSet<&str> = of_kind.values().map(|at| at.as_str()).chain([TEACHER, LICENSED]).collect();
    looks.extend(chosen.into_iter().map(|at| ordered(at, &pages[at], Look::Whole)));

    let pages = write(root, hostile::district().path(), "hostile");
    let of_input = pages.iter().filter(|(_, page)| kind(page) != "rule");
    looks.extend(of_input.map(|(at, page)| ordered(at, page, Look::Harmless)));
    let print: Vec<String> = [TEACHER, LICENSED].iter().chain(&FULL).map(|page| format!("{page}.html")).collect();
    look(root, &json!({"pages": looks, "print": print, "all": files(root, "html")}))
});

fn kind(page: &Value) -> &str {
    page["kind"].as_str().expect("a page has a kind")
}

/// Writes the site of a district into a folder below this one, and tells what each of its pages says.
fn write(root: &Path, district: &Path, name: &str) -> BTreeMap<String, Value> {
    let (html, json) = (root.join(name), tempfile::tempdir().expect("a temporary folder can be made"));
    let district = district.to_str().expect("folders are UTF-8");
    for (out, format) in [(&*html, "html"), (json.path(), "json")] {
        let out = out.to_str().expect("folders are UTF-8");
        let ran = plalign(&repository(""), &["report", district, "--out", out, "--format", format, "--names", "--quiet"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    let page = |file: String| {
        let text = fs::read_to_string(json.path().join(&file)).expect("it was written");
        let mut whole: Value = serde_json::from_str(&text).expect("it is JSON");
        (format!("{name}/{}", file.strip_suffix(".json").expect("it ends in json")), whole["page"].take())
    };
    files(json.path(), "json").into_iter().map(page).collect()
}

/// How a page is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// In every way.
    Whole,
    /// For harm, and for whether it says what it should.
    Harmless,
}

fn ordered(at: &str, page: &Value, look: Look) -> Value {
    json!({"file": format!("{at}.html"), "facts": facts(page), "whole": look == Look::Whole})
}

/// Files with an ending below a folder, by their paths in it.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let has_it = |path: &String| Path::new(path).extension().is_some_and(|extension| extension == ending);
    files_below(folder).into_keys().filter(has_it).collect()
}

/// Looks at pages of a site, in one browser.
fn look(site: &Path, what: &Value) -> Seen {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    // Beside the build, so that every checkout that builds into one folder installs once.
    let cache = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("browser");
    let setup = Command::new("bash").arg(here.join("setup.sh")).arg(&cache).output().expect("bash is there");
    assert!(setup.status.success(), "{}", String::from_utf8_lossy(&setup.stderr));
    let paths = String::from_utf8(setup.stdout).expect("a path is UTF-8");
    let (browser, node) = paths.trim_end().split_once('\n').expect("setup.sh prints two paths");
    let mut order = what.clone();
    order["browser"] = browser.into();
    order["site"] = site.to_str().expect("a temporary folder is UTF-8").into();
    let mut node = Command::new(node)
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
                ("number", Value::Number(scaled)) => vec![(scaled.as_f64().expect("a number") / 10_000.0).to_string()],
                ("count" | "part" | "whole", Value::Number(count)) => {
                    vec![thousands(count.as_u64().expect("counts are never negative"))]
                }
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
    let (whole, rest) = (format!("{} h", thousands(minutes / 60)), format!("{} min", minutes % 60));
    match (minutes / 60, minutes % 60) {
        (_, 0) => whole,
        (0, _) => rest,
        _ => format!("{whole} {rest}"),
    }
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

/// The pages of which something is true.
fn told_of(is: impl Fn(&Page) -> bool) -> Vec<&'static str> {
    SEEN.pages.iter().filter(|page| is(page)).map(|page| page.file.as_str()).collect()
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
    assert_eq!(told_of(|page| !page.same), [""; 0], "these say other things with scripts than without");
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
            if let Some(mut values) = sorted.rows[..known].iter().map(|row| value(row, &sorted.kind)).collect::<Option<Vec<_>>>()
            {
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
            let number = |text: &str| match text.split(' ').collect::<Vec<_>>()[..] {
                [hours, "h", minutes, "min"] => Some(hours.parse::<f64>().ok()? + minutes.parse::<f64>().ok()? / 60.0),
                [minutes, "min"] => Some(minutes.parse::<f64>().ok()? / 60.0),
                [number, ..] => number.parse::<f64>().ok(),
                [] => None,
            };
            match text.split_once(" of ") {
                Some((part, whole)) => Some(number(part)? / number(whole)?),
                None => number(&text),
            }
        }
        _ => None,
    }
}

#[test]
fn a_filter_shows_the_rows_with_its_words_and_says_how_many() {
    let filtered: Vec<&Filtered> = SEEN.pages.iter().flat_map(|page| &page.filtered).collect();
    for table in &filtered {
        let has_word = |row: &String| row.to_lowercase().contains(&table.word.to_lowercase());
        assert!(!table.rows.is_empty() && table.rows.iter().all(has_word), "{table:?}");
        assert!(!table.hidden.iter().any(has_word), "{table:?}");
        assert_eq!(table.said, format!("{} of {} rows", table.rows.len(), table.rows.len() + table.hidden.len()));
    }
    assert!(filtered.iter().any(|table| !table.hidden.is_empty()), "no filter had anything to hide");
}

#[test]
fn the_first_stop_of_the_keyboard_leads_past_the_head() {
    assert_eq!(told_of(|page| !page.skipped), [""; 0]);
}

#[test]
fn every_field_of_words_is_hostile_in_the_hostile_district() {
    // What is named by its id or by a rule, and is no text of anybody's.
    const NAMES: [(List, Field); 2] = [(List::Decisions, Field::Finding), (List::Decisions, Field::Rule)];
    let lists: Value = serde_yaml::from_str(&hostile::text()).expect("it is YAML");
    for list in &LISTS {
        let holds_words = |kind: FieldKind| matches!(kind, FieldKind::Text | FieldKind::Word | FieldKind::Words);
        let of_words = list.fields.iter().filter(|field| holds_words(field.kind) && !NAMES.contains(&(list.list, field.field)));
        for field in of_words {
            let records = lists[list.name].as_array().unwrap_or_else(|| panic!("there is no {}", list.name));
            let is_hostile = |record: &Value| match &record[field.field.name()] {
                Value::Array(words) => {
                    words.iter().any(|word| word.as_str().is_some_and(|word| word.ends_with(fixture::HOSTILE)))
                }
                word => word.as_str().is_some_and(|word| word.ends_with(fixture::HOSTILE)),
            };
            assert!(records.iter().any(is_hostile), "no record of {} has a hostile {}", list.name, field.field.name());
        }
    }
}

#[test]
fn what_a_hostile_district_says_comes_back_as_it_was_written() {
    let page = SEEN.pages.iter().find(|page| page.file == "hostile/learner/p1/index.html").expect("she has a page");
    let whole = hostile::SHOWN.map(hostile::field);
    let shortened = hostile::SHORTENED.map(|name| format!("{name} <script>alert(1)</script>\"><img src=x"));
    let lost: Vec<&String> = whole.iter().chain(&shortened).filter(|text| !page.text.contains(*text)).collect();
    assert_eq!(lost, [""; 0], "{}", page.text);
}

#[test]
fn a_teachers_page_fits_on_two_sheets() {
    for page in &SEEN.printed {
        assert!((1..=2).contains(&page.sheets), "{} takes {} sheets", page.file, page.sheets);
    }
    assert_eq!(SEEN.printed.len(), 2 + FULL.len());
}

#[test]
fn what_a_teacher_prints_can_be_read() {
    for Printed { file, letters, .. } in &SEEN.printed {
        assert!(letters.body.is_some_and(|points| points >= 8.74), "{file}: {letters:?}");
        assert!(letters.drawn.is_none_or(|points| points >= 7.0), "{file}: {letters:?}");
        assert!(letters.list, "{file}: {letters:?}");
    }
}
