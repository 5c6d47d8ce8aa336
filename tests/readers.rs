//! What `privacy.readers` keeps from the readers of an output is in no format of `check`, `diff` and `graph`: the bytes are
//! searched for planted words, and the output is the same with the hidden records and without, but for what is counted.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use support::sample::Lists;
use support::{Folder, plalign};

/// What stands in the manifest is kept by the class of its list: an empty ledger there keeps nothing else.
#[test]
fn a_list_in_the_manifest_is_kept_by_its_own_class() {
    let lists =
        "schools: [{id: k}]\neducators: [{id: ana, schools: [k]}]\nschool_improvement_goals: [{id: s1, school: k, text: t}]\n";
    let hidden = "individual_plans: [{id: planted, educator: ana, text: t}]\ncredits: []\nprivacy: {readers: staff}\n";
    let told = Folder::of(&format!("{lists}{hidden}")).check();
    let of_ana = &told.json["educators"][0]["obligations"];
    assert_eq!(of_ana.as_array().map(Vec::len), Some(1), "the school's goal is for staff: {of_ana}");
    assert!(!told.json.to_string().contains("planted"));
}

/// The lists that are confidential by themselves.
const HIDDEN: [&str; 4] = ["individual_plans", "evaluation_findings", "relicensure_requirements", "credits"];

/// A calendar is of one educator, and a workbook is packed: they are asked for apart.
const CHECK: [&str; 7] = ["table", "json", "csv", "markdown", "sarif", "github", "junit"];
const DIFF: [&str; 6] = ["table", "json", "markdown", "sarif", "junit", "github"];
const GRAPH: [&str; 5] = ["dot", "mermaid", "graphml", "json", "svg"];

/// The cells of a workbook, a line each: in the file itself they are packed.
fn workbook(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plalign"));
    let command = command.args(["check", "--format", "xlsx", "--quiet"]).args(arguments);
    let ran = command.current_dir(folder).env_remove("CI").output().expect("plalign can be started");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(ran.stdout)).expect("it is a workbook");
    let mut text = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("the sheet can be read");
        let cells: Vec<String> =
            range.cells().map(|(row, column, cell): (_, _, &Data)| format!("{name} {row} {column} {cell}\n")).collect();
        text += &cells.concat();
    }
    text
}

/// Everything that `check` and `graph` say of a folder, and of one educator of it, on both streams.
fn outputs(folder: &Path, educator: Option<&str>) -> BTreeMap<String, String> {
    let said = |arguments: &[&str]| {
        let ran = plalign(folder, arguments);
        assert!(ran.code.is_some_and(|code| code < 2), "{arguments:?}: {}", ran.stderr);
        (arguments.join(" "), ran.stdout + &ran.stderr)
    };
    let mut all: BTreeMap<String, String> = CHECK.iter().map(|format| said(&["check", "--format", format])).collect();
    all.extend(GRAPH.iter().map(|format| said(&["graph", "--format", format])));
    if let Some(educator) = educator {
        let formats = CHECK.iter().chain(&["ics"]);
        all.extend(formats.map(|format| said(&["check", "--format", format, "--educator", educator])));
        all.extend(GRAPH.iter().map(|format| said(&["graph", "--format", format, "--educator", educator])));
    }
    all.insert("xlsx".to_owned(), workbook(folder, &[]));
    all
}

/// A district whose teachers have secrets of every kind that reach into everything open: each is linked to open goals, is
/// served by open activities, conflicts with an open goal, and asks for more hours than there are.
fn planted(readers: &str, secrets: &[(&str, &str)]) -> Folder {
    let open = "schools: [{id: north}]\neducators: [{id: ana, schools: [north]}, {id: ben, schools: [north]}]\n\
        teams: [{id: t1, school: north, members: [ana, ben], meetings: [{weekday: Tue, start: \"15:00\", end: \"16:00\"}]}]\n\
        district_goals: [{id: d1, text: Reading, focus: [reading]}]\ncalendar: [{for: district, weekly_hours: 2}]\n\
        school_improvement_goals: [{id: s1, school: north, text: Reading aloud, focus: [reading]}]\n\
        plc_goals: [{id: c1, team: t1, text: Talk, focus: [talk], target: {metric: m, group: g, min: 50, by: 2027-05-01}, due: 2027-05-01}]\n\
        activities: [{id: a1, title: A course, hours: 6, due: 2027-03-01, required_of: [all], tags: [sei]}]\n";
    let mut files = String::new();
    let mut folder = Folder::new();
    for list in HIDDEN {
        let records = secrets.iter().filter(|(of, _)| *of == list).map(|(_, record)| ["- ", record, "\n"].concat());
        let records = records.collect::<Vec<_>>().concat();
        files += &["  ", list, ": ", list, ".yaml\n"].concat();
        folder = folder.with(&format!("{list}.yaml"), records);
    }
    folder.with("district.yaml", format!("{}{open}files:\n{files}{readers}", support::HEAD))
}

const SECRETS: [(&str, &str); 6] = [
    (
        "individual_plans",
        "{id: qzq-goal, educator: ana, text: Qzqwords, focus: [talk, qzqfocus], supports: [s1, d1], hours: 77, due: 2027-04-01, target: {metric: m, group: g, max: 10, by: 2027-05-01}}",
    ),
    (
        "individual_plans",
        "{id: qzq-private, educator: ben, text: Qzqwords, private: true, focus: [reading], supports: [c1], conflicts: [s1], due: 2027-02-31}",
    ),
    (
        "individual_plans",
        "{id: qzq-corrective, educator: ben, text: Qzqwords, type: corrective, supports: [qzq-finding, qzq-nowhere], due: 2027-03-01}",
    ),
    ("evaluation_findings", "{id: qzq-finding, educator: ben, focus: reading, text: Qzqwords, date: 2019-01-01}"),
    (
        "relicensure_requirements",
        "{id: qzq-licence, educator: ana, expires: 2027-06-30, rules: [{id: qzqrule, tags: [sei], min: 99}]}",
    ),
    (
        "credits",
        "{educator: ana, title: Qzqwords, kind: course, hours: 41, date: 2025-01-10, tags: [sei], provider: qzqprovider}",
    ),
];

/// Hidden records with faults, so that there is always something to count, and more than one of it.
const PLAIN: [(&str, &str); 4] = [
    ("individual_plans", "{id: plain-1, educator: ana, text: Plain, due: 2027-02-31}"),
    ("individual_plans", "{id: plain-2, educator: ana, text: Plain, due: 2027-02-31}"),
    ("individual_plans", "{id: plain-3, educator: ben, text: Plain, due: 2027-02-31}"),
    ("individual_plans", "{id: plain-4, educator: ben, text: Plain, due: 2027-02-31}"),
];

/// Copies the files of a folder into another one.
fn copy(folder: &Folder, to: &Path) {
    fs::create_dir(to).expect("a folder can be made");
    for file in fs::read_dir(folder.path()).expect("it can be read").map(|file| file.expect("it can be read")) {
        fs::copy(file.path(), to.join(file.file_name())).expect("it can be written");
    }
}

#[test]
fn no_format_holds_a_word_of_what_is_hidden() {
    for (readers, educator) in [("staff", Some("ana")), ("public", None)] {
        let folder = planted(&format!("privacy: {{readers: {readers}}}\n"), &SECRETS);
        for (what, text) in outputs(folder.path(), educator) {
            assert!(!text.to_lowercase().contains("qzq"), "{readers}: {what}: {text}");
        }
    }
    for (secrets, other) in [(&SECRETS[..], &[][..]), (&[], &SECRETS)] {
        let folder = Folder::new();
        for (name, secrets) in [("base", secrets), ("head", other)] {
            copy(&planted("privacy: {readers: staff}\n", secrets), &folder.path().join(name));
        }
        for format in DIFF {
            let ran = plalign(folder.path(), &["diff", "base", "head", "--format", format]);
            assert!(!(ran.stdout.clone() + &ran.stderr).to_lowercase().contains("qzq"), "diff {format}: {}", ran.stdout);
        }
    }
    // Each of them would be told otherwise, or the test tells nothing.
    let all = outputs(planted("", &SECRETS).path(), Some("ana")).into_values().collect::<String>();
    for word in ["qzq-goal", "qzq-corrective", "qzq-finding", "qzq-licence", "qzqrule", "qzqfocus"] {
        assert!(all.contains(word), "{word} is told nowhere");
    }
}

#[test]
fn a_hidden_record_changes_nothing_but_the_number_of_what_is_hidden() {
    let readers = "privacy: {readers: staff}\n";
    let without = outputs(planted(readers, &PLAIN).path(), Some("ana"));
    for secret in [&SECRETS[..1], &SECRETS[1..], &SECRETS[..]] {
        let more = [&PLAIN[..], secret].concat();
        for (what, text) in outputs(planted(readers, &more).path(), Some("ana")) {
            assert_eq!(uncounted(&text), uncounted(&without[&what]), "{what} with {secret:?}");
        }
    }
}

#[test]
fn what_is_hidden_fails_and_is_counted() {
    let told = planted("privacy: {readers: staff}\n", &SECRETS).check();
    assert_eq!(told.code, Some(1), "a hidden error fails");
    assert!(told.json["summary"]["hidden"].as_u64() > Some(5), "{}", told.json["summary"]);
    assert!(
        told.not_run().contains("disconnected-obligations"),
        "from a part of her obligations nobody knows: {:?}",
        told.not_run()
    );
    let drawing = plalign(planted("privacy: {readers: staff}\n", &SECRETS).path(), &["graph", "--format", "json"]).stdout;
    assert!(!drawing.contains("not counted"), "{drawing}");
}

/// That something is hidden of one person tells of her, and so does that her check fails: none of it is told of her alone, nor of
/// a school or team, which another selection may hold without her.
#[test]
fn of_some_people_it_is_not_even_told_that_something_is_hidden() {
    const WHOM: [[&str; 2]; 3] = [["--educator", "ben"], ["--school", "north"], ["--team", "t1"]];
    let readers = "privacy: {readers: staff}\n";
    let all = |secrets: &[(&str, &str)]| {
        let folder = planted(readers, secrets);
        let said = |arguments: &[&str], whom: &[&str]| {
            let ran = plalign(folder.path(), &[arguments, whom].concat());
            assert!(ran.code.is_some_and(|code| code < 2), "{arguments:?} {whom:?}: {}", ran.stderr);
            (format!("{arguments:?} {whom:?}"), (ran.code, ran.stdout))
        };
        let mut told = BTreeMap::new();
        for whom in WHOM {
            told.extend(CHECK.map(|format| said(&["check", "--quiet", "--format", format], &whom)));
            told.extend(GRAPH.map(|format| said(&["graph", "--quiet", "--format", format], &whom)));
            told.extend([said(&["check", "--quiet", "--only", "finding-unserved"], &whom)]);
        }
        told
    };
    let with = all(&SECRETS);
    assert_eq!(with, all(&[]));
    for format in ["table", "json", "markdown", "github", "junit"] {
        let (_, text) = &with[&format!("{:?} {:?}", ["check", "--quiet", "--format", format], WHOM[0])];
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("not counted") || text.contains("\"hidden\":\"not_shown\""), "{format}: {text}");
    }
    assert!(with.iter().any(|(what, (_, text))| what.contains("graph") && text.contains("and not counted.")));
    // Of the whole district it is told, and fails.
    let [code, hidden] = [&SECRETS[..], &[]].map(|secrets| planted(readers, secrets).check()).map(|told| told.code);
    assert_eq!((code, hidden), (Some(1), Some(0)));
}

#[test]
fn a_baseline_counts_nothing_hidden_of_some_people() {
    let folder = planted("privacy: {readers: staff}\n", &SECRETS);
    plalign(folder.path(), &["check", "--write-baseline", "known.json"]);
    let known = |whom: &[&str]| {
        let told = folder.check_with(&[&["--baseline", "known.json"], whom].concat());
        told.json["summary"]["baseline"]["known"].as_u64()
    };
    let told = folder.check_with(&["--educator", "ben"]);
    let wrong = told.findings().iter().filter(|finding| finding["level"] != "good").count() as u64;
    assert_eq!(known(&["--educator", "ben"]), Some(wrong));
    let all = folder.check().findings().len() as u64;
    assert!(known(&[]) > Some(all), "of the whole district it does");
}

/// What a change did to records that are hidden, of some people alone.
#[test]
fn a_change_of_what_is_hidden_is_not_told_of_some_people() {
    let folder = Folder::new();
    for (name, secrets) in [("base", &[][..]), ("head", &SECRETS)] {
        copy(&planted("privacy: {readers: staff}\n", secrets), &folder.path().join(name));
    }
    for whom in [["--educator", "ben"], ["--school", "north"]] {
        for format in DIFF {
            let said = |base: &str, head: &str| {
                let ran = plalign(folder.path(), &[&["diff", base, head, "--format", format][..], &whom].concat());
                (ran.code, ran.stdout.replace(base, "").replace(head, ""))
            };
            assert_eq!(said("base", "head"), said("head", "base"), "{format}");
        }
    }
}

#[test]
fn what_keeps_a_hidden_file_from_being_read_is_told_by_its_place_alone() {
    for (record, rule, code) in [
        ("{id: qzq-goal, educator: ana, text: \"Qzqwords", "bad-syntax", 2),
        ("{id: qzq-goal, educator: ana, text: Qzqwords of student ID 5093344}", "student-identifier", 3),
    ] {
        let folder = planted("privacy: {readers: staff}\n", &[("individual_plans", record)]);
        for format in CHECK {
            let ran = plalign(folder.path(), &["check", "--format", format]);
            assert_eq!(ran.code, Some(code), "{format}: {}", ran.stderr);
            assert!(ran.stdout.contains(rule) && ran.stdout.contains("individual_plans.yaml"), "{format}: {}", ran.stdout);
            let said = (ran.stdout + &ran.stderr).to_lowercase();
            assert!(!said.contains("qzq") && !said.contains("5093344"), "{format}: {said}");
        }
    }
}

/// What `check`, `diff` and `graph` say in JSON of what was drawn, and of it with other records in the confidential lists.
fn of_drawn(lists: &Lists, before: &Lists, readers: &str) -> String {
    let parent = Folder::new();
    let of = |name: &str, lists: &Lists| {
        let written = lists.as_csv();
        fs::create_dir(parent.path().join(name)).expect("a folder can be made");
        for file in fs::read_dir(written.path()).expect("it can be read") {
            let file = file.expect("it can be read").path();
            let text = fs::read_to_string(&file).expect("it can be read");
            let is_manifest = file.ends_with("district.yaml");
            let to = parent.path().join(name).join(file.file_name().expect("it has a name"));
            fs::write(to, if is_manifest { text + readers } else { text }).expect("it can be written");
        }
    };
    of("before", before);
    of("now", lists);
    let said = |arguments: &[&str]| {
        let ran = plalign(parent.path(), arguments);
        let mut json: Value =
            serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", ran.stderr));
        json["summary"].as_object_mut().map(|summary| summary.remove("hidden"));
        if let Some(notes) = json["notes"].as_array_mut() {
            notes.retain(|note| !note.to_string().contains("not shown to the readers"));
        }
        format!("{json:#}\n")
    };
    let check = said(&["check", "now", "--format", "json", "--quiet"]);
    let diff = said(&["diff", "before", "now", "--format", "json"]);
    check + &diff + &said(&["graph", "now", "--format", "json", "--quiet"])
}

/// The lists without some of their confidential records; the lists themselves stay.
fn without(lists: &Lists, drawn: &[u8]) -> Lists {
    let (mut less, mut drawn) = (lists.clone(), drawn.iter().cycle());
    for list in HIDDEN {
        let records = less.0.entry(list).or_default();
        records.retain(|_| drawn.next().is_some_and(|byte| byte % 2 == 0));
    }
    less
}

/// The first lines that differ, with what is before them.
fn difference(one: &str, other: &str) -> Option<String> {
    let at = one.lines().zip(other.lines()).position(|(one, other)| one != other);
    let at = at.or_else(|| (one != other).then(|| one.lines().count().min(other.lines().count())))?;
    let around = |text: &str| text.lines().skip(at.saturating_sub(12)).take(16).collect::<Vec<_>>().join("\n");
    Some(format!("{}\n---\n{}", around(one), around(other)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, rng_seed: RngSeed::Fixed(5), failure_persistence: None, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_told_hangs_on_what_is_hidden(drawn in vec(any::<u8>(), 0..400), others in vec(any::<u8>(), 1..40), earlier in vec(any::<u8>(), 1..40)) {
        let all = without(&Lists::draw(&drawn), &[0]);
        let less = without(&all, &others);
        let readers = "privacy: {readers: staff}\n";
        let told = of_drawn(&all, &without(&all, &earlier), readers);
        prop_assert_eq!(difference(&told, &of_drawn(&less, &all, readers)), None);
    }
}

/// A text without the numbers of what is hidden.
fn uncounted(text: &str) -> String {
    const BEHIND: [&str; 3] = [
        " not shown to the readers of this output",
        " findings on records that the readers of this output may not see",
        " errors in the input; plalign check district.yaml tells them",
    ];
    let digit = |c: char| c.is_ascii_digit();
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in BEHIND {
        let parts: Vec<&str> = text.split(words).collect();
        let (last, counted) = parts.split_last().expect("there is a part");
        text = counted.iter().map(|part| part.trim_end_matches(digit).to_owned() + words).chain([(*last).to_owned()]).collect();
    }
    let mut parts = text.split("\"hidden\":");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "\"hidden\":" + part.trim_start().trim_start_matches(digit))
}
