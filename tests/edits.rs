//! What edits leave as it was: everything but the field that was meant. YAML of every style is drawn from bytes, edited,
//! and read again by another reader than plalign's own.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_yaml::Value;

use plalign::edit::encoding::{spliced, text_of};
use plalign::edit::{Refusal, applied, table, yaml};

/// The same cases in every run; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` ask for others.
fn many(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let rng_seed = if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(6) } else { asked.rng_seed };
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases };
    ProptestConfig { cases, rng_seed, failure_persistence: None, max_shrink_iters: 400, ..asked }
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..300)
}

/// Choices out of bytes; the first of everything when they are used up.
struct Draw<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl Draw<'_> {
    fn below(&mut self, most: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte)) % most
    }

    fn of<'c>(&mut self, choices: &[&'c str]) -> &'c str {
        choices[self.below(choices.len())]
    }
}

/// A text with a record that is edited: where it begins, and where the value of its field stands if it has one.
#[derive(Debug)]
struct Drawn {
    text: String,
    /// The id of the record.
    id: String,
    /// The words of its field before.
    words: Vec<&'static str>,
}

const COMMENTS: [&str; 5] = ["", " # why: é, ñ", "\t# tab before", "   ", "  # [not, a, list]"];
const BETWEEN: [&str; 5] = ["", "\n", "# a line\n", "    # deeper than anything\n", "\n\n# two\n#three\n"];
/// Texts of one line, which may stand behind a dash or in brackets.
const SHORT: [&str; 9] = [
    "plain text",
    "'it''s single'",
    "\"with \\\"quotes\\\" and \\u00e9\"",
    "~",
    "\"\"",
    "!!str tagged",
    "3.10",
    "2026-01-01",
    "é—ü",
];
/// Texts of several lines at four blanks.
const LONG: [&str; 7] = [
    "|\n    literal\n      deeper\n\n    # no comment",
    "|-\n    stripped",
    "|+\n    kept\n\n",
    ">\n    folded\n    more",
    ">-\n    folded\n\n    apart",
    "plain over\n    two lines",
    "\"double\n    over lines\"",
];
const SUPPORTS: [&str; 7] =
    ["s1", "[s1, s2]", "[ s1 ,\n      s2 ]", "\n    - s1\n    - s2", "\n  - s1 # first\n  - s2", "'s1'", "&up [s1]"];
const OLD: &str = "s1@00000000000000aa";
const OTHER: &str = "d1@00000000000000bb";
const NEW: &str = "s1@ffffffffffffffff";
/// Forms of the field, and the words in them.
const REVIEWED: [(&str, &[&str]); 14] = [
    ("s1@00000000000000aa", &[OLD]),
    ("'s1@00000000000000aa'", &[OLD]),
    ("\"d1@00000000000000bb\"", &[OTHER]),
    ("[s1@00000000000000aa]", &[OLD]),
    ("[d1@00000000000000bb, \"s1@00000000000000aa\"]", &[OTHER, OLD]),
    ("[ 'd1@00000000000000bb' , ]", &[OTHER]),
    ("[d1@00000000000000bb, # c\n      s1@00000000000000aa\n    ]", &[OTHER, OLD]),
    ("\n    - d1@00000000000000bb # c\n    - s1@00000000000000aa", &[OTHER, OLD]),
    ("\n  - d1@00000000000000bb\n  # behind", &[OTHER]),
    ("[]", &[]),
    ("", &[]),
    ("~", &[]),
    ("\"\"", &[]),
    ("&mark [s1@00000000000000aa]", &[OLD]),
];

/// A record in lines, its first line behind `dash`.
fn block(draw: &mut Draw<'_>, id: &str, dash: &str) -> (String, Vec<&'static str>) {
    let reviewed = REVIEWED.get(draw.below(REVIEWED.len() + 6)).copied();
    let mut fields = vec![format!("id: {}{}", draw.of(&["ID", "'ID'", "\"ID\""]).replace("ID", id), draw.of(&COMMENTS))];
    fields.push(format!("supports: {}{}", draw.of(&SUPPORTS), draw.of(&["", " # c", "  "])));
    fields.push(format!("educator: ana{}", draw.of(&COMMENTS)));
    match draw.below(3) {
        0 => fields.push(format!("text: {}{}", draw.of(&SHORT), draw.of(&["", " # c"]))),
        1 => fields.push(format!("text: {}", draw.of(&LONG))),
        _ => fields.push(format!("\"outcome\": {}", draw.of(&SHORT))),
    }
    fields.extend(reviewed.map(|(form, _)| format!("reviewed: {form}{}", draw.of(&["", " # c", "\t"]))));
    let turn = draw.below(fields.len());
    fields.rotate_left(turn);
    let mut text = String::new();
    for (nth, field) in fields.iter().enumerate() {
        let between = if nth > 0 { draw.of(&BETWEEN) } else { "" };
        // What a text keeps at its end would be more blank lines.
        let between = if text.contains("kept") && between.starts_with('\n') { "" } else { between };
        let before = if nth == 0 { dash } else { "  " };
        text.extend([between, before, field.as_str(), "\n"]);
    }
    (text, reviewed.map_or(Vec::new(), |(_, words)| words.to_vec()))
}

/// A record in brackets.
fn flow(draw: &mut Draw<'_>, id: &str, json: bool) -> (String, Vec<&'static str>) {
    const FORMS: [(&str, &[&str]); 6] = [
        ("[\"s1@00000000000000aa\"]", &[OLD]),
        ("[ \"d1@00000000000000bb\" ]", &[OTHER]),
        ("[]", &[]),
        ("\"s1@00000000000000aa\"", &[OLD]),
        ("\"\"", &[]),
        ("null", &[]),
    ];
    const FRAMES: [(&str, &str, &str); 5] = [
        (", ", "{", "}"),
        (",\n    ", "{\n    ", "\n  }"),
        (" , ", "{ ", " }"),
        ("\n    , ", "{\n    ", "\n  }"),
        (", # c\n    ", "{ # c\n    ", " # c\n  }"),
    ];
    let reviewed = FORMS.get(draw.below(FORMS.len() + 3)).copied();
    let quote = |name: &str| if json { format!("\"{name}\"") } else { name.to_owned() };
    let text = if json { "\"a, b: {c}\"" } else { draw.of(&["plain", "'a, [b]'", "\"x: {y}\"", "~"]) };
    let up = draw.of(if json { &["\"s1\"", "[\"s1\", \"s2\"]"] } else { &["s1", "[s1, s2]", "[s1 , s2 ]", "\"s1\""] });
    let mut fields =
        vec![format!("{}: \"{id}\"", quote("id")), format!("{}: {up}", quote("supports")), format!("{}: {text}", quote("text"))];
    fields.extend(reviewed.map(|(form, _)| format!("{}: {form}", quote("reviewed"))));
    let turn = draw.below(fields.len());
    fields.rotate_left(turn);
    let (comma, open, close) = FRAMES[draw.below(if json { 4 } else { 5 })];
    (format!("{open}{}{close}", fields.join(comma)), reviewed.map_or(Vec::new(), |(_, words)| words.to_vec()))
}

/// A list file of up to four records in every style, one of which is edited.
fn file(bytes: &[u8]) -> Drawn {
    let mut draw = Draw { bytes: bytes.iter() };
    let style = draw.below(5);
    let count = 1 + draw.below(4);
    let chosen = draw.below(count);
    let mut text = draw.of(&["", "# head\n", "---\n", "%YAML 1.2\n---\n", "\n\n", "--- # start\n"]).to_owned();
    let wrapped = draw.below(3) == 0;
    let mut words = Vec::new();
    let is_flow = style == 3 || style == 4;
    if wrapped && style != 4 {
        text += "individual_plans:";
        text += if is_flow { " " } else { "\n" };
    }
    let mut records = Vec::new();
    for nth in 0..count {
        let id = format!("g{nth}");
        let (record, said) = match style {
            0 => block(&mut draw, &id, "- "),
            1 => {
                let (record, said) = flow(&mut draw, &id, false);
                (format!("- {record}{}\n", draw_comment(nth)), said)
            }
            2 => {
                let (record, said) = block(&mut draw, &id, "  ");
                (format!("-{}\n{record}", draw_comment(nth)), said)
            }
            3 => flow(&mut draw, &id, false),
            _ => flow(&mut draw, &id, true),
        };
        if nth == chosen {
            words = said;
        }
        records.push(record);
    }
    let body = match style {
        3 | 4 => format!("{}{}{}\n", draw.of(&["[", "[\n  "]), records.join(draw.of(&[", ", ",\n  "])), draw.of(&["]", "\n]"])),
        _ if draw.below(6) == 0 && !wrapped => records.join("...\n---\n"),
        _ => records.join(draw.of(&["", "\n", "# between\n"])),
    };
    text += &body;
    text += draw.of(&["", "# foot\n", "\n# foot\n\n", "...\n"]);
    if draw.below(4) == 0 && !text.ends_with("...\n") && !text.contains("kept") {
        text.truncate(text.trim_end_matches('\n').len());
    }
    if draw.below(3) == 0 {
        text = text.replace('\n', "\r\n");
    }
    Drawn { text, id: format!("g{chosen}"), words }
}

fn draw_comment(nth: usize) -> &'static str {
    if nth == 1 { " # of the second" } else { "" }
}

/// The documents of a text by another reader; `None` where it reads none.
fn documents(text: &str) -> Option<Vec<Value>> {
    use serde::Deserialize as _;
    serde_yaml::Deserializer::from_str(text).map(|document| Value::deserialize(document).ok()).collect()
}

/// A text at the end of a file without a last line break gets one when lines are put in behind it.
fn closed(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.trim_end().to_owned()),
        Value::Sequence(all) => Value::Sequence(all.into_iter().map(closed).collect()),
        Value::Mapping(map) => Value::Mapping(map.into_iter().map(|(key, value)| (key, closed(value))).collect()),
        other => other,
    }
}

/// The records of all documents.
fn records(text: &str) -> Vec<Value> {
    let list = |document: Value| match document {
        Value::Mapping(map) if ["individual_plans", "decisions"].iter().any(|name| map.contains_key(*name)) => {
            map.into_iter().next().expect("it has its list").1
        }
        other => other,
    };
    let all = documents(text).expect("it can be read").into_iter().map(list);
    all.map(closed)
        .flat_map(|list| match list {
            Value::Sequence(records) => records,
            Value::Null => Vec::new(),
            record => vec![record],
        })
        .collect()
}

/// Where a record begins, as plalign reads it.
fn place_of(text: &str, id: &str) -> usize {
    use plalign::load::yaml::Node;
    let mut place = None;
    plalign::load::yaml::read(plalign::source::SourceId(0), text, Some("individual_plans"), &mut |node: Node<'_>| {
        if node.get("id").and_then(Node::text) == Some(id) {
            place = Some(node.span.start as usize);
        }
    });
    place.unwrap_or_else(|| panic!("no record {id} in\n{text}"))
}

fn marked(drawn: &Drawn) -> Result<String, Refusal> {
    let is_json = drawn.text.contains("\"id\"");
    let mut draft = yaml::Draft::open(&drawn.text, is_json)?;
    draft.put_words(place_of(&drawn.text, &drawn.id), &["supports", "id"], ("reviewed", &[NEW.to_owned()]))?;
    draft.finish().map(|splices| applied(&drawn.text, &splices))
}

/// How many bytes two texts have in common at their beginning and at their end.
fn common(a: &str, b: &str) -> (usize, usize) {
    let before = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - before;
    let behind = a.bytes().rev().zip(b.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (before, behind)
}

proptest! {
    #![proptest_config(many(800))]

    #[test]
    fn a_mark_is_put_into_yaml_of_any_style_and_nothing_else_changes(drawn in bytes()) {
        let drawn = file(&drawn);
        prop_assume!(documents(&drawn.text).is_some());
        let new = marked(&drawn);
        let new = match new {
            Ok(new) => new,
            Err(why) => return Err(TestCaseError::fail(format!("{why}\n{}", drawn.text))),
        };
        let mut wanted: Vec<&str> = drawn.words.clone();
        match wanted.iter_mut().find(|word| word.starts_with("s1@")) {
            Some(word) => *word = NEW,
            None => wanted.push(NEW),
        }
        let (mut old, read) = (records(&drawn.text), records(&new));
        for record in old.iter_mut().filter(|record| record["id"] == drawn.id.as_str()) {
            let list = Value::Sequence(wanted.iter().map(|word| Value::from(*word)).collect());
            let single = record.get("reviewed").is_some_and(Value::is_string) && !drawn.words.is_empty() && wanted.len() == 1;
            record.as_mapping_mut().expect("a record").insert("reviewed".into(), if single { NEW.into() } else { list });
        }
        prop_assert_eq!(old, read, "\n{}\n---- became ----\n{}", drawn.text, new);
        // What was taken away is part of the old value, so that everything else stands as it stood.
        let (before, behind) = common(&drawn.text, &new);
        let taken = &drawn.text[before..drawn.text.len() - behind];
        prop_assert!(taken.chars().all(|c| "s1d@0ab[]'\"~&mark, null".contains(c)), "{taken:?} was taken from\n{}", drawn.text);
        prop_assert!(!taken.contains('\n'));
    }

    #[test]
    fn a_mark_that_is_there_changes_no_byte(drawn in bytes()) {
        let drawn = file(&drawn);
        let Ok(once) = marked(&drawn) else { return Ok(()) };
        let twice = marked(&Drawn { text: once.clone(), ..drawn });
        prop_assert_eq!(twice.as_ref(), Ok(&once));
    }

    #[test]
    fn a_record_is_put_behind_yaml_of_any_style_and_nothing_else_changes(drawn in bytes()) {
        let drawn = file(&drawn);
        let text = drawn.text.replace("individual_plans", "decisions");
        prop_assume!(documents(&text).is_some());
        let fields = [("finding", "x:0123456789abcdef".to_owned()), ("reason", "so: \"yes\", and\nmore #1".to_owned()), ("until", "2027-06-11".to_owned())];
        let appended = || {
            let mut draft = yaml::Draft::open(&text, text.contains("\"id\""))?;
            draft.append("decisions", &fields)?;
            draft.finish().map(|splices| applied(&text, &splices))
        };
        let new = match appended() {
            Ok(new) => new,
            Err(why) => return Err(TestCaseError::fail(format!("{why}\n{text}"))),
        };
        let (old, mut read) = (records(&text), records(&new));
        let last = read.pop().expect("a record was put in");
        for (name, value) in &fields {
            prop_assert_eq!(last[*name].as_str(), Some(value.as_str()), "\n{}", new);
        }
        prop_assert_eq!(old, read, "\n{}\n---- became ----\n{}", text, new);
        let (before, behind) = common(&text, &new);
        prop_assert!(before + behind >= text.len(), "something was taken from\n{text}\n---- became ----\n{new}");
    }

    #[test]
    fn bytes_of_every_encoding_stay(drawn in bytes(), mark in 0..4_usize) {
        let drawn = file(&drawn);
        let Ok(new) = marked(&drawn) else { return Ok(()) };
        let encode = |text: &str| match mark {
            0 => text.as_bytes().to_vec(),
            1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            2 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            _ => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        };
        let old = encode(&drawn.text);
        prop_assert_eq!(text_of(&old), Some(drawn.text.clone()));
        let mut draft = yaml::Draft::open(&drawn.text, drawn.text.contains("\"id\"")).expect("it was opened before");
        draft.put_words(place_of(&drawn.text, &drawn.id), &["supports", "id"], ("reviewed", &[NEW.to_owned()])).expect("it works");
        let splices = draft.finish().expect("it works");
        prop_assert_eq!(spliced(&old, &splices), Ok(encode(&new)));
    }
}

/// A table of up to five rows: its text, its cells, and the row that is edited.
fn sheet(bytes: &[u8]) -> (String, Vec<Vec<String>>, usize) {
    const CELLS: [&str; 8] = ["", "plain", "a, b; c", "say \"so\"", "two\nlines", " edge ", "é|ü", "x\ty"];
    let mut draw = Draw { bytes: bytes.iter() };
    let delimiter = draw.of(&[",", ";", "\t", "|"]);
    let mut names = vec!["id", "text", "supports"];
    let reviewed = draw.below(5);
    if reviewed < 4 {
        names.insert(reviewed, "reviewed");
    }
    let rows = 1 + draw.below(5);
    let mut cells: Vec<Vec<String>> = vec![names.iter().map(|name| (*name).to_owned()).collect()];
    for nth in 0..rows {
        let cell = |draw: &mut Draw<'_>, name: &str| match name {
            "id" => format!("g{nth}"),
            "supports" => "s1;d1".to_owned(),
            "reviewed" => draw
                .of(&["", OLD, OTHER, "d1@00000000000000bb; s1@00000000000000aa", "s1@00000000000000aa|d1@00000000000000bb"])
                .to_owned(),
            _ => draw.of(&CELLS).to_owned(),
        };
        let mut row: Vec<String> = names.iter().map(|name| cell(&mut draw, name)).collect();
        if draw.below(4) == 0 {
            // A row may be shorter than its header.
            let last = row.iter().rposition(|cell| cell.starts_with('g')).expect("it has its id");
            row.truncate(last + 1);
        }
        cells.push(row);
    }
    let line_break = draw.of(&["\n", "\r\n"]);
    let mut text = if draw.below(5) == 0 { format!("sep={delimiter}{line_break}") } else { String::new() };
    for (nth, row) in cells.iter().enumerate() {
        let quoted = |cell: &String| {
            let needs = cell.contains(['"', '\n', ' ']) || cell.contains(delimiter) || draw_quotes(cell, nth);
            if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        text += &row.iter().map(quoted).collect::<Vec<_>>().join(delimiter);
        text += line_break;
        text += if nth > 0 { draw.of(&["", "", line_break]) } else { "" };
    }
    if draw.below(3) == 0 {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    let row = 1 + draw.below(rows);
    (text, cells, row)
}

/// Some cells are quoted that would not need it.
fn draw_quotes(cell: &str, row: usize) -> bool {
    (cell.len() + row).is_multiple_of(3)
}

/// The cells of a table by another reader than the editor's.
fn cells(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let body = text.strip_prefix("sep=").map_or(text, |rest| rest.split_once('\n').map_or("", |(_, body)| body));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    reader.records().map(|row| row.expect("it can be read").iter().map(str::to_owned).collect()).collect()
}

/// Where the row of an id begins: behind a break, or a break within quotes that no id of ours follows.
fn row_of(text: &str, id: &str, delimiter: &str) -> usize {
    let mut starts = text.match_indices(['\n', '\r']).map(|(at, _)| at + 1).chain([0]);
    let is_row = |at: &usize| {
        let line = text[*at..].split(['\n', '\r']).next().unwrap_or("");
        line.split(delimiter).any(|cell| cell.trim_matches('"') == id)
    };
    starts.find(is_row).unwrap_or_else(|| panic!("no row {id} in\n{text}"))
}

proptest! {
    #![proptest_config(many(600))]

    #[test]
    fn a_cell_of_a_table_changes_and_nothing_else(drawn in bytes()) {
        let (text, before, row) = sheet(&drawn);
        let delimiter = [",", ";", "\t", "|"].into_iter().find(|one| cells(&text, one.as_bytes()[0])[0].len() > 2).expect("a table");
        let id = format!("g{}", row - 1);
        // A text of several lines before the id hides where its row begins.
        prop_assume!(!text.contains("two\nlines") || before[0][0] == "id");
        let offset = row_of(&text, &id, delimiter);
        let mut draft = table::Draft::open(&text, &[]).expect("its quotes are whole");
        draft.put_words(offset, "reviewed", &[NEW.to_owned()]).expect("the row is there");
        let splices = match draft.finish() {
            Ok(splices) => splices,
            Err(why) => return Err(TestCaseError::fail(format!("{why}\n{text}"))),
        };
        let new = applied(&text, &splices);
        let read = cells(&new, delimiter.as_bytes()[0]);
        let column = read[0].iter().position(|name| name == "reviewed").expect("the column is there");
        for (nth, (old, now)) in before.iter().zip(&read).enumerate() {
            for at in 0..old.len().max(now.len()) {
                let (was, is) = (old.get(at).map_or("", String::as_str), now.get(at).map_or("", String::as_str));
                if (nth, at) == (row, column) {
                    prop_assert!(is.contains(NEW) && !is.contains(OLD), "{is}");
                    prop_assert_eq!(was.contains(OTHER), is.contains(OTHER));
                } else if nth > 0 || at != column {
                    prop_assert_eq!(was, is, "row {} column {} of\n{}\n---- became ----\n{}", nth, at, text, new);
                }
            }
        }
        prop_assert_eq!(before.len(), read.len());
        // Everything that is taken away is in a mark.
        let kept: usize = splices.iter().map(|splice| splice.len).sum();
        prop_assert!(kept == 0 || splices.iter().all(|splice| OLD.contains(&text[splice.at..splice.at + splice.len])));
    }
}

#[test]
fn what_cannot_be_edited_is_refused_in_words() {
    let put = |text: &str| {
        let mut draft = yaml::Draft::open(text, false)?;
        draft.put_words(place_of(text, "g0"), &["id"], ("reviewed", &[NEW.to_owned()]))?;
        draft.finish().map(|_| ())
    };
    let form = |form| Err(Refusal::Form { field: "reviewed".to_owned(), form });
    assert_eq!(put("- id: g0\n  reviewed: {a: b}\n"), form("a group of fields"));
    assert_eq!(put("- id: g0\n  reviewed: [[a]]\n"), form("a list of more than words"));
    assert_eq!(
        put("- {id: g1, reviewed: &a [s1@1]}\n- id: g0\n  reviewed: *a\n"),
        form("a name for a list that stands elsewhere")
    );
    // A change behind an anchor would change every place that its name stands in.
    assert_eq!(put("- {id: g0, reviewed: &a [s1@00000000000000aa]}\n- {id: g1, reviewed: *a}\n"), Err(Refusal::Differs));
    assert!(yaml::Draft::open("- id: [", false).is_err_and(|why| why == Refusal::Broken));
}

#[test]
fn a_first_decision_is_put_where_nothing_stands() {
    for (text, wanted) in [
        ("", "- a: b\n"),
        ("# only a comment\n", "# only a comment\n- a: b\n"),
        ("[]\n", "[{a: b}]\n"),
        ("[ # none\n]\n", "[{a: b} # none\n]\n"),
        ("decisions:\n", "decisions:\n  - a: b\n"),
        ("decisions: # none yet\n# foot\n", "decisions: # none yet\n  - a: b\n# foot\n"),
        ("decisions: ~\n", "decisions: [{a: b}]\n"),
        ("decisions: []", "decisions: [{a: b}]"),
        ("{decisions: }", "{decisions: [{a: b}] }"),
        ("x: y\n", "x: y\n---\n- a: b\n"),
        ("decisions:\r\n- c: d\r\n", "decisions:\r\n- c: d\r\n- a: b\r\n"),
        ("- c: |+\n    kept\n\n\n", "- c: |+\n    kept\n\n\n- a: b\n"),
    ] {
        let mut draft = yaml::Draft::open(text, false).expect("it can be read");
        draft.append("decisions", &[("a", "b".to_owned())]).expect("there is a place");
        let splices = draft.finish().unwrap_or_else(|why| panic!("{why}: {text:?}"));
        assert_eq!(applied(text, &splices), wanted);
    }
}

#[test]
fn a_file_is_named_in_the_manifest_where_files_are_named() {
    for (text, wanted) in [
        ("a: b\n", "a: b\nfiles:\n  decisions: d.yaml\n"),
        ("files:\n    plans: p.yaml # all\n# foot\n", "files:\n    plans: p.yaml # all\n    decisions: d.yaml\n# foot\n"),
        ("files: {plans: p.yaml}\nx: y", "files: {plans: p.yaml, decisions: d.yaml}\nx: y"),
        ("files: {}\n", "files: {decisions: d.yaml}\n"),
        ("files:\nx: y\n", "files:\n  decisions: d.yaml\nx: y\n"),
        ("{\"a\": 1}", "{\"a\": 1, \"files\": {\"decisions\": \"d.yaml\"}}"),
        (
            "files:\n  plans:\n    path: p\n    set: {a: b}\n\nx: y\n",
            "files:\n  plans:\n    path: p\n    set: {a: b}\n  decisions: d.yaml\n\nx: y\n",
        ),
    ] {
        let mut draft = yaml::Draft::open(text, text.starts_with('{')).expect("it can be read");
        draft.enter("files", ("decisions", "d.yaml")).expect("there is a place");
        let splices = draft.finish().unwrap_or_else(|why| panic!("{why}: {text:?}"));
        assert_eq!(applied(text, &splices), wanted);
    }
}
