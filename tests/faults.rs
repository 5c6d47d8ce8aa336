//! Faults of the input: each is told with its file, line and column, all in one run, and none ends in a panic.

mod support;

use std::fmt::Write as _;

use serde_json::Value;
use support::{Folder, Spot, Told, label, marked, plalign, spot, text, words};

const PEOPLE: &str = "educators: [{id: ana}, {id: ben}]\nteams: []\nschools: []\n";

/// A district whose individual plans stand in one file.
fn plans(path: &str, content: &str) -> (Told, Vec<Spot>) {
    let (plain, spots) = marked(path, content);
    let manifest = format!("files: {{individual_plans: {path}}}\n{PEOPLE}");
    (Folder::of(&manifest).with(path, plain).check(), spots)
}

/// The one finding of a rule, after its exit code, first place and items were compared.
fn fault<'t>(told: &'t Told, code: i32, rule: &str, spot_expected: &Spot, items: &[&str]) -> &'t Value {
    let finding = told.only(rule);
    assert_eq!(spot(finding, 0), *spot_expected, "{}", told.summary());
    assert_eq!(words(&finding["items"]), items, "{finding:#}");
    assert_eq!(told.code, Some(code), "{}", told.summary());
    finding
}

/// In a table, row and column stand in the label of the place.
fn in_cell(finding: &Value, row: &str, column: &str) {
    let label = label(finding);
    assert!(label.contains(&format!("row {row}")) && label.contains(column), "“{label}” names no row {row} and column {column}");
}

#[test]
fn a_dangling_link_is_told_at_the_link() {
    let (told, at) = plans(
        "plans.yaml",
        "- id: g1\n  educator: ana\n  text: Ask more\n  due: 2027-05-01\n  supports: [g2, ⟦g9⟧]\n- {id: g2, educator: ben, text: Wait, due: 2027-05-01}\n",
    );
    let finding = fault(&told, 1, "dangling-reference", &at[0], &["g1", "g9"]);
    assert_eq!(finding["level"], "error");
    assert!(text(&finding["message"]).contains("g9"));
    assert_eq!(told.faults(), ["dangling-reference"]);
}

#[test]
fn a_dangling_link_in_a_table_is_told_in_its_cell() {
    let (told, at) =
        plans("plans.csv", "id,educator,text,due,supports\ng1,ana,Ask more,2027-05-01,g2; ⟦g9⟧\ng2,ben,Wait,2027-05-01,\n");
    in_cell(fault(&told, 1, "dangling-reference", &at[0], &["g1", "g9"]), "2", "supports");
}

#[test]
fn a_misspelled_link_is_told_with_the_nearest_id() {
    let (told, at) = plans(
        "plans.yaml",
        "- {id: g-questions, educator: ana, text: Ask, due: 2027-05-01}\n- {id: g2, educator: ben, text: Wait, due: 2027-05-01, supports: [⟦g-qestions⟧]}\n",
    );
    let finding = fault(&told, 1, "dangling-reference", &at[0], &["g2", "g-qestions"]);
    assert!(text(&finding["message"]).contains("did you mean “g-questions”"), "{}", finding["message"]);
}

#[test]
fn a_goal_that_supports_itself_is_a_ring_of_one() {
    let (told, at) = plans("plans.yaml", "- id: g1\n  educator: ana\n  text: Ask more\n  due: 2027-05-01\n  supports: ⟦g1⟧\n");
    assert_eq!(fault(&told, 1, "link-cycle", &at[0], &["g1"])["level"], "error");
}

#[test]
fn a_goal_that_supports_itself_is_told_in_its_cell() {
    let (told, at) = plans("plans.csv", "id,educator,text,due,supports\n\ng1,ana,Ask more,2027-05-01,⟦g1⟧\n");
    in_cell(fault(&told, 1, "link-cycle", &at[0], &["g1"]), "3", "supports");
}

#[test]
fn a_ring_of_two_is_told_from_its_smallest_id() {
    let (told, at) = plans(
        "plans.yaml",
        "- {id: g2, educator: ana, text: Ask, due: 2027-05-01, supports: ⟦g1⟧}\n- {id: g1, educator: ana, text: Wait, due: 2027-05-01, supports: ⟦g2⟧}\n",
    );
    let finding = fault(&told, 1, "link-cycle", &at[1], &["g1", "g2"]);
    assert_eq!(spot(finding, 1), at[0]);
}

#[test]
fn a_ring_of_two_in_a_table_is_told_in_both_rows() {
    let (told, at) =
        plans("plans.csv", "id,educator,text,due,supports\ng1,ana,Ask,2027-05-01,⟦g2⟧\ng2,ana,Wait,2027-05-01,⟦g1⟧\n");
    let finding = fault(&told, 1, "link-cycle", &at[0], &["g1", "g2"]);
    assert_eq!(spot(finding, 1), at[1]);
    in_cell(finding, "2", "supports");
}

#[test]
fn a_ring_of_three_is_told_in_the_order_of_its_links_and_without_bystanders() {
    let (told, at) = plans(
        "plans.yaml",
        "- {id: g1, educator: ana, text: Ask, due: 2027-05-01, supports: ⟦g3⟧}\n- {id: g2, educator: ana, text: Wait, due: 2027-05-01, supports: g1}\n\
         - {id: g3, educator: ana, text: Write, due: 2027-05-01, supports: g2}\n- {id: g0, educator: ana, text: Look on, due: 2027-05-01, supports: g1}\n",
    );
    fault(&told, 1, "link-cycle", &at[0], &["g1", "g3", "g2"]);
}

#[test]
fn a_ring_of_three_in_a_table_is_told_in_its_first_row() {
    let (told, at) = plans(
        "plans.csv",
        "id,educator,text,due,supports\ng2,ana,Wait,2027-05-01,g3\ng3,ana,Write,2027-05-01,g1\ng1,ana,Ask,2027-05-01,⟦g2⟧\n",
    );
    in_cell(fault(&told, 1, "link-cycle", &at[0], &["g1", "g2", "g3"]), "4", "supports");
}

#[test]
fn a_goal_without_an_upward_link_is_told_at_the_first_goal() {
    let (plain, at) = marked(
        "plans.yaml",
        "- {id: ⟦g1⟧, educator: ana, text: Ask, due: 2027-05-01}\n- {id: g2, educator: ben, text: Wait, due: 2027-05-01, supports: d1}\n",
    );
    let folder =
        Folder::of(&format!("files: {{individual_plans: plans.yaml}}\n{PEOPLE}district_goals: [{{id: d1, text: Read}}]\n"))
            .with("plans.yaml", plain);
    fault(&folder.check(), 0, "no-line-of-sight", &at[0], &["ana"]);
    assert_eq!(folder.check_with(&["--fail-on", "info"]).code, Some(1));
}

#[test]
fn a_goal_without_an_upward_link_in_a_table_is_told_in_its_row() {
    let (plain, at) = marked("plans.csv", "id,educator,text,due,supports\n⟦g1⟧,ana,Ask,2027-05-01,\ng2,ben,Wait,2027-05-01,d1\n");
    let folder =
        Folder::of(&format!("files: {{individual_plans: plans.csv}}\n{PEOPLE}district_goals: [{{id: d1, text: Read}}]\n"))
            .with("plans.csv", plain);
    in_cell(fault(&folder.check(), 0, "no-line-of-sight", &at[0], &["ana"]), "2", "");
}

#[test]
fn an_id_that_stands_twice_is_told_with_both_places_and_the_first_stays() {
    let (told, at) = plans(
        "plans.yaml",
        "- {id: ⟦g1⟧, educator: ana, text: Ask, due: 2027-05-01}\n- {id: ⟦g1⟧, educator: ben, text: Wait, due: 2027-05-01}\n",
    );
    let finding = told.only("duplicate-id");
    let mut spots = [spot(finding, 0), spot(finding, 1)];
    spots.sort();
    assert_eq!((spots.to_vec(), words(&finding["items"]), told.code), (at, vec!["g1".to_owned()], Some(1)));
    assert_eq!((told.obligations("ana"), told.obligations("ben")), (vec!["g1".to_owned()], vec![]));
}

#[test]
fn an_id_that_stands_twice_in_two_files_of_two_kinds_is_told_with_both_places() {
    let (yaml, first) = marked("a.yaml", "- {id: ⟦g1⟧, educator: ana, text: Ask, due: 2027-05-01}\n");
    let (csv, second) = marked("b.csv", "id,educator,text,due\n⟦g1⟧,ben,Wait,2027-05-01\n");
    let told = Folder::of(&format!("files: {{individual_plans: [a.yaml, b.csv]}}\n{PEOPLE}"))
        .with("a.yaml", yaml)
        .with("b.csv", csv)
        .check();
    let finding = told.only("duplicate-id");
    let mut spots = [spot(finding, 0), spot(finding, 1)];
    spots.sort();
    assert_eq!((spots.as_slice(), told.code), ([first, second].concat().as_slice(), Some(1)));
    let labels: Vec<String> = [0, 1].map(|nth| text(&finding["places"][nth]["label"])).to_vec();
    assert!(labels.iter().any(|label| label.contains("row 2")), "{labels:?}");
}

#[test]
fn an_impossible_date_is_named() {
    let (told, at) = plans("plans.yaml", "- id: g1\n  educator: ana\n  text: Ask\n  due: ⟦2026-02-31⟧\n");
    let finding = told.only("bad-value");
    assert_eq!((spot(finding, 0), told.code), (at[0].clone(), Some(1)));
    assert!(text(&finding["message"]).contains("2026-02-31"), "{}", finding["message"]);
    assert_eq!(told.obligations("ana"), ["g1"], "an optional wrong field is left out alone");
}

#[test]
fn an_impossible_date_in_a_table_is_named_with_row_and_column() {
    let (told, at) = plans("plans.csv", "id,educator,text,due\ng1,ana,Ask,2027-05-01\ng2,ana,Wait,⟦2026-02-31⟧\n");
    let finding = told.only("bad-value");
    assert_eq!((spot(finding, 0), told.code), (at[0].clone(), Some(1)));
    in_cell(finding, "3", "due");
}

#[test]
fn a_goal_without_text_is_told_at_its_record() {
    let (told, at) = plans(
        "plans.yaml",
        "- {id: g1, educator: ana, text: Ask, due: 2027-05-01}\n- id: ⟦g2⟧\n  educator: ana\n  due: 2027-05-01\n",
    );
    let finding = fault(&told, 0, "blank-plan-field", &at[0], &["g2"]);
    assert_eq!((finding["level"].as_str(), words(&finding["figures"]["fields"])), (Some("warning"), vec!["text".to_owned()]));
}

#[test]
fn a_goal_without_text_in_a_table_is_told_in_its_row() {
    let (told, at) = plans("plans.csv", "id,educator,text,due\ng1,ana,Ask,2027-05-01\n⟦g2⟧,ana, ,2027-05-01\n");
    in_cell(fault(&told, 0, "blank-plan-field", &at[0], &["g2"]), "3", "");
}

#[test]
fn a_misspelled_field_is_told_at_its_key_with_the_nearest_name() {
    let (told, at) = plans("plans.yaml", "- id: g1\n  educator: ana\n  text: Ask\n  due: 2027-05-01\n  ⟦huors⟧: 3\n");
    let finding = told.only("unknown-field");
    assert_eq!((spot(finding, 0), finding["level"].as_str(), told.code), (at[0].clone(), Some("warning"), Some(0)));
    assert!(text(&finding["message"]).contains("did you mean “hours”"), "{}", finding["message"]);
}

#[test]
fn a_misspelled_column_is_told_once_at_its_header() {
    let (told, at) = plans("plans.csv", "id,educator,text,due,⟦huors⟧\ng1,ana,Ask,2027-05-01,3\ng2,ana,Wait,2027-05-01,3\n");
    let finding = told.only("unknown-field");
    assert_eq!((spot(finding, 0), told.code), (at[0].clone(), Some(0)));
    assert!(text(&finding["message"]).contains("did you mean “hours”"), "{}", finding["message"]);
}

#[test]
fn columns_of_an_export_that_are_no_fields_are_told_in_one_finding_and_slips_by_themselves() {
    let header = "id,educator,text,due,⟦sourcedId⟧,metadata,⟦huors⟧,guid";
    let (told, at) = plans("plans.csv", &format!("{header}\ng1,ana,Ask,2027-05-01,7,m,3,x\n"));
    let found = told.of("unknown-field");
    assert_eq!(found.iter().map(|finding| spot(finding, 0)).collect::<Vec<_>>(), at, "{}", told.summary());
    for (finding, words) in found.iter().zip([
        &["3 columns are no fields", "“sourcedId”, “metadata”, “guid”", "columns: {field: name in the file}"][..],
        &["did you mean “hours”", "the column is not read"],
    ]) {
        assert!(words.iter().all(|word| text(&finding["message"]).contains(word)), "{}", finding["message"]);
    }
    let (told, _) = plans("plans.csv", "sourcedId,educator,text,due\ng1,ana,Ask,2027-05-01\n");
    let finding = told.only("missing-field");
    assert!(
        text(&finding["message"]).ends_with("say so in district.yaml: columns: {id: its name in the file}"),
        "{}",
        told.summary()
    );
}

#[test]
fn a_workbook_in_the_place_of_a_table_is_told_as_one() {
    for (bytes, what) in [
        (&b"PK\x03\x04\x14\0\x06\0\x08\0\xC3\xA9\xFF"[..], "this is an Excel workbook"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "an older Office"),
        (b"%PDF-1.7\n", "a PDF"),
    ] {
        let folder = Folder::of("files: {individual_plans: plans.csv}\n").with("plans.csv", bytes);
        let told = folder.check();
        let message = text(&told.only("bad-syntax")["message"]);
        assert!(message.contains(what) && message.ends_with("save it as “CSV UTF-8”"), "{message}");
        assert_eq!(told.code, Some(2));
        assert!(!plalign(folder.path(), &["check"]).stdout.contains("PK"), "none of its bytes is shown");
    }
}

#[test]
fn several_json_values_in_one_file_are_told_as_such() {
    let (told, _) = plans("plans.json", "{\"id\": \"g1\", \"educator\": \"ana\"}\n{\"id\": \"g2\", \"educator\": \"ana\"}\n");
    let finding = told.only("bad-syntax");
    assert!(text(&finding["message"]).contains("put them all into one list: [ {…}, {…} ]"), "{}", finding["message"]);
}

#[test]
fn broken_yaml_in_one_of_several_files_hides_only_what_follows_it() {
    let (broken, at) =
        marked("plans/b.yaml", "- {id: g2, educator: ana, text: Wait, due: 2027-05-01}\n- {id: g3, educator: ana, text: [⟦}⟧\n");
    let told = Folder::of(&format!("files: {{individual_plans: plans/*.yaml}}\n{PEOPLE}"))
        .with("plans/a.yaml", "- {id: g1, educator: ana, text: Ask, due: 2027-05-01}\n")
        .with("plans/b.yaml", broken)
        .with("plans/c.yaml", "- {id: g4, educator: ana, text: Write, due: 2027-05-01}\n")
        .check_with(&["--fail-on", "never"]);
    let finding = told.only("bad-syntax");
    assert_eq!((spot(finding, 0), finding["level"].as_str(), told.code), (at[0].clone(), Some("error"), Some(2)));
    let read = told.obligations("ana");
    assert!(read.contains(&"g1".to_owned()) && read.contains(&"g4".to_owned()), "the other files are read: {read:?}");
}

#[test]
fn broken_quoting_is_told_at_the_quote_that_opens() {
    let (told, at) =
        plans("plans.csv", "id,educator,text,due\ng1,ana,Ask,2027-05-01\ng2,ana,⟦\"⟧Wait,2027-05-01\ng3,ana,Write,2027-05-01\n");
    let finding = told.only("bad-syntax");
    assert_eq!((spot(finding, 0), told.code), (at[0].clone(), Some(2)));
    assert!(told.obligations("ana").contains(&"g1".to_owned()), "what stands before it is read");
}

#[test]
fn a_quote_that_closes_inside_a_text_is_told_at_the_quote_that_opens() {
    let (told, at) = plans("plans.csv", "id,educator,text,due\ng1,ana,⟦\"⟧Ask\" more,2027-05-01\ng2,ana,Write,2027-05-01\n");
    assert_eq!((spot(told.only("bad-syntax"), 0), told.code), (at[0].clone(), Some(2)));
}

/// A file of individual plans in which `¿` stands for a byte that is no UTF-8.
fn with_wrong_byte(path: &str, content: &str) -> (Told, Vec<Spot>) {
    let (plain, spots) = marked(path, content);
    let mut bytes = Vec::new();
    for c in plain.chars() {
        if c == '¿' { bytes.push(0xE9) } else { bytes.extend(c.to_string().as_bytes()) }
    }
    (Folder::of(&format!("files: {{individual_plans: {path}}}\n{PEOPLE}")).with(path, bytes).check(), spots)
}

#[test]
fn a_wrong_byte_in_a_utf_8_file_is_told_at_the_byte() {
    let (told, at) = with_wrong_byte(
        "plans.yaml",
        "- {id: g1, educator: ana, text: Über Gespräche, due: 2027-05-01}\n- {id: g2, educator: ana, text: é Caf⟦¿⟧, due: 2027-05-01}\n",
    );
    fault(&told, 1, "bad-encoding", &at[0], &[]);
    assert_eq!(told.obligations("ana"), ["g1", "g2"]);
}

#[test]
fn a_wrong_byte_in_a_table_is_told_at_the_byte() {
    let (told, at) =
        with_wrong_byte("plans.csv", "id,educator,text,due\ng1,ana,Über Gespräche,2027-05-01\ng2,ana,Caf⟦¿⟧,2027-05-01\n");
    fault(&told, 1, "bad-encoding", &at[0], &[]);
    assert_eq!(told.obligations("ana"), ["g1", "g2"]);
}

#[test]
fn faults_of_a_table_s_form_name_row_and_column_as_well() {
    let (header, _) = plans("plans.csv", "id,educator,text,due,huors\ng1,ana,Ask,2027-05-01,3\n");
    in_cell(header.only("unknown-field"), "1", "huors");
    let (quote, _) = plans("plans.csv", "id,educator,text,due\ng1,ana,Ask,2027-05-01\ng2,ana,\"Wait,2027-05-01\n");
    in_cell(quote.only("bad-syntax"), "3", "text");
    let (byte, _) =
        with_wrong_byte("plans.csv", "id,educator,text,due\ng1,ana,Über Gespräche,2027-05-01\ng2,ana,Caf¿,2027-05-01\n");
    in_cell(byte.only("bad-encoding"), "3", "text");
}

#[test]
fn all_twelve_faults_of_one_district_are_told_in_one_run() {
    let (plain, plans) = marked(
        "plans.yaml",
        "- {id: g1, educator: ana, text: A, due: 2027-05-01, supports: [⟦g99⟧]}\n- {id: g2, educator: ana, text: B, due: 2027-05-01, supports: ⟦g2⟧}\n\
         - {id: g3, educator: ana, text: C, due: 2027-05-01, supports: ⟦g4⟧}\n- {id: g4, educator: ana, text: D, due: 2027-05-01, supports: g3}\n\
         - {id: g5, educator: ana, text: E, due: 2027-05-01, supports: ⟦g6⟧}\n- {id: g6, educator: ana, text: F, due: 2027-05-01, supports: g7}\n\
         - {id: g7, educator: ana, text: G, due: 2027-05-01, supports: g5}\n- {id: ⟦g8⟧, educator: ben, text: H, due: 2027-05-01}\n\
         - {id: ⟦g1⟧, educator: ana, text: I, due: 2027-05-01}\n- {id: g10, educator: ana, text: J, due: ⟦2026-02-31⟧}\n\
         - {id: ⟦g11⟧, educator: ana, due: 2027-05-01}\n- {id: g12, educator: ana, text: K, due: 2027-05-01, ⟦huors⟧: 3}\n",
    );
    let (broken_yaml, yaml) = marked("calendar/b.yaml", "- {for: district, weekly_hours: [⟦}⟧\n");
    let (broken_csv, csv) = marked("initiatives.csv", "id,title,school\ni1,⟦\"⟧Read,lincoln\n");
    let mut wrong_bytes = "id,name\nt1,Über Gespräche\nt2,Caf".as_bytes().to_vec();
    wrong_bytes.extend(b"\xE9\n");
    let manifest = "files: {individual_plans: plans.yaml, calendar: calendar/*.yaml, initiatives: initiatives.csv, providers: providers.csv}\n\
                    educators: [{id: ana}, {id: ben}]\ndistrict_goals: [{id: d1, text: Read}]\nschools: [{id: lincoln}]\nteams: []\n";
    let told = Folder::of(manifest)
        .with("plans.yaml", plain)
        .with("calendar/a.yaml", "- {for: district, weekly_hours: 5}\n")
        .with("calendar/b.yaml", broken_yaml)
        .with("initiatives.csv", broken_csv)
        .with("providers.csv", wrong_bytes)
        .check();
    let expected = [
        ("dangling-reference", &plans[0]),
        ("link-cycle", &plans[1]),
        ("link-cycle", &plans[2]),
        ("link-cycle", &plans[3]),
        ("no-line-of-sight", &plans[4]),
        ("duplicate-id", &plans[5]),
        ("bad-value", &plans[6]),
        ("blank-plan-field", &plans[7]),
        ("unknown-field", &plans[8]),
        ("bad-syntax", &yaml[0]),
        ("bad-syntax", &csv[0]),
        ("bad-encoding", &("providers.csv".to_owned(), 3, 7, 3, 8)),
    ];
    for (rule, place) in expected {
        let found = told.of(rule).iter().any(|finding| (0..words_len(finding)).any(|nth| spot(finding, nth) == *place));
        assert!(found, "no {rule} at {place:?} in\n{}", told.summary());
    }
    assert_eq!(told.code, Some(2));
}

fn words_len(finding: &Value) -> usize {
    finding["places"].as_array().map_or(0, Vec::len)
}

#[test]
fn a_record_without_a_required_field_is_left_out_and_told_at_its_start() {
    let (told, at) = plans(
        "plans.yaml",
        "- ⟦⟧id: g1\n  text: Ask\n  due: 2027-05-01\n- {id: g2, educator: ana, text: Wait, due: 2027-05-01, supports: g1}\n",
    );
    let finding = told.only("missing-field");
    let (path, line, column, ..) = spot(finding, 0);
    assert_eq!((path, line, column), (at[0].0.clone(), at[0].1, at[0].2));
    assert_eq!((told.faults(), told.code), (vec!["missing-field".to_owned()], Some(1)), "what hangs on it is not blamed again");
    assert_eq!(told.obligations("ana"), ["g2"]);
}

#[test]
fn a_row_without_a_required_cell_is_left_out_and_told_in_its_row() {
    let (told, _) = plans("plans.csv", "id,educator,text,due,supports\ng1,,Ask,2027-05-01,\ng2,ana,Wait,2027-05-01,g1\n");
    let finding = told.only("missing-field");
    let (path, line, column, ..) = spot(finding, 0);
    assert_eq!((path.as_str(), line, column, told.faults().len()), ("plans.csv", 2, 1, 1), "{}", told.summary());
    assert!(label(finding).contains("row 2"), "{}", label(finding));
}

#[test]
fn lists_nested_without_end_are_refused() {
    let deep = [
        "[".repeat(200_000),
        "- ".repeat(100_000),
        "{a: ".repeat(100_000),
        (0..3000).fold(String::new(), |mut text, depth| {
            let _ = writeln!(text, "{}a:", " ".repeat(depth));
            text
        }),
    ];
    for content in &deep {
        let (told, _) = plans("plans.yaml", content);
        assert_eq!((told.faults(), told.code), (vec!["too-large".to_owned()], Some(2)), "{}", &content[..8]);
        let manifest = Folder::new().with("district.yaml", content).check();
        assert_eq!((manifest.of("too-large").len(), manifest.code), (1, Some(2)), "{}", &content[..8]);
    }
}

#[test]
fn aliases_of_aliases_are_refused() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for n in 1..12 {
        let _ = writeln!(bomb, "a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 9].join(", "));
    }
    let (told, _) = plans("plans.yaml", &bomb);
    assert_eq!((told.of("too-large").len(), told.code), (1, Some(2)), "{}", told.summary());
}

#[test]
fn a_cell_of_megabytes_is_refused_and_the_other_rows_are_read() {
    for (open, close) in [("", ""), ("\"", "\"")] {
        let huge = "x".repeat(5 << 20);
        let (told, _) = plans(
            "plans.csv",
            &format!(
                "id,educator,text,due\ng1,ana,Ask,2027-05-01\ng2,ana,{open}{huge}{close},2027-05-01\ng3,ana,Write,2027-05-01\n"
            ),
        );
        let finding = told.only("too-large");
        let (path, line, ..) = spot(finding, 0);
        assert_eq!((path.as_str(), line, told.code), ("plans.csv", 3, Some(2)));
        assert_eq!(told.obligations("ana"), ["g1", "g3"]);
        assert!(told.json.to_string().len() < 100_000, "the cell is not repeated");
    }
}

#[test]
fn a_nul_byte_is_a_clear_error() {
    for (path, content) in [
        ("plans.yaml", "- {id: g1, educator: ana, text: As\0k, due: 2027-05-01}\n"),
        ("plans.csv", "id,educator,text,due\ng1,ana,As\0k,2027-05-01\n"),
    ] {
        let (told, _) = plans(path, content);
        let finding = told.findings().first().expect("it is told");
        let (told_path, line, ..) = spot(finding, 0);
        assert_eq!(
            (told_path.as_str(), line, told.code),
            (path, if path == "plans.yaml" { 1 } else { 2 }, Some(2)),
            "{}",
            told.summary()
        );
        assert!(text(&finding["message"]).contains("NUL"), "{}", finding["message"]);
    }
}

#[test]
fn no_escape_code_of_the_input_reaches_the_terminal() {
    let yaml = "- {id: g1, educator: ana, text: \"\\e[31mred\", due: \"\\e[2J\", \"\\e[1mfield\": 3}\n";
    let csv = "id,educator,text,due,\u{1b}[1mfield\ng1,ana,\u{1b}[31mred,\u{1b}[2J,3\n";
    for (path, content) in [("plans.yaml", yaml), ("plans.csv", csv)] {
        let folder = Folder::of(&format!("files: {{individual_plans: {path}}}\n{PEOPLE}")).with(path, content);
        let ran = support::plalign(folder.path(), &["check", "--color", "never"]);
        assert!(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "{path}: {:?}", ran.stdout);
        assert!(ran.stdout.contains("bad-value"), "{}", ran.stdout);
    }
}

#[test]
fn a_raw_escape_in_yaml_is_a_fault_at_its_place() {
    let (told, at) = plans("plans.yaml", "- {id: g1, educator: ana, text: ⟦\u{1b}⟧[31mred, due: 2027-05-01}\n");
    assert_eq!((spot(told.only("bad-syntax"), 0), told.code), (at[0].clone(), Some(2)));
}

#[test]
fn a_path_that_leaves_the_folder_is_refused_unless_allowed() {
    let outside = Folder::new().with("plans.yaml", "- {id: g1, educator: ana, text: Ask, due: 2027-05-01}\n");
    let folder =
        Folder::new().with("plans.yaml", "- {id: g1, educator: ana, text: Ask, due: 2027-05-01}\n").with("district/keep.txt", "");
    let absolute = outside.path().join("plans.yaml").display().to_string();
    for path in ["../plans.yaml", "../*.yaml", absolute.as_str()] {
        let (plain, at) = marked("district.yaml", &format!("{}files:\n  individual_plans: ⟦{path}⟧\n{PEOPLE}", support::HEAD));
        std::fs::write(folder.path().join("district/district.yaml"), plain).expect("a temporary file can be written");
        let told = support::check_in(&folder.path().join("district"), &[]);
        assert_eq!((spot(told.only("unreadable-file"), 0), told.code), (at[0].clone(), Some(2)), "{path}");
        let allowed = support::check_in(&folder.path().join("district"), &["--allow-outside"]);
        assert_eq!((allowed.obligations("ana"), allowed.code), (vec!["g1".to_owned()], Some(0)), "{path}: {}", allowed.summary());
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_outside_is_refused_unless_allowed() {
    let outside = Folder::new().with("plans.yaml", "- {id: g1, educator: ana, text: Ask, due: 2027-05-01}\n");
    let folder = Folder::of(&format!("files: {{individual_plans: plans.yaml}}\n{PEOPLE}"));
    std::os::unix::fs::symlink(outside.path().join("plans.yaml"), folder.path().join("plans.yaml")).expect("a link can be made");
    let told = folder.check();
    assert_eq!((told.of("unreadable-file").len(), told.code), (1, Some(2)), "{}", told.summary());
    assert!(told.not_run().contains("goal-count"), "a list whose file could not be read counts as missing");
    assert_eq!(folder.check_with(&["--allow-outside"]).obligations("ana"), ["g1"]);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_outside_is_refused_as_one_unless_allowed() {
    let goal = |id: &str| format!("- {{id: {id}, educator: ana, text: Ask, due: 2027-05-01}}\n");
    let outside = Folder::new().with("a.yaml", goal("g1")).with("deep/b.yaml", goal("g2"));
    for pattern in ["plans/**/*.yaml", "plans/e*/*.yaml", "plans/ext/*.yaml"] {
        let folder = Folder::of(&format!("files: {{individual_plans: '{pattern}'}}\n{PEOPLE}")).with("plans/c.yaml", goal("g3"));
        std::os::unix::fs::symlink(outside.path(), folder.path().join("plans/ext")).expect("a link can be made");
        let told = folder.check();
        let message = text(&told.only("unreadable-file")["message"]);
        assert!(told.code == Some(2) && message.contains("plans/ext"), "{pattern}: {}", told.summary());
        let allowed = folder.check_with(&["--allow-outside"]);
        let goals = if pattern.contains("**") { 3 } else { 1 };
        assert_eq!((allowed.code, allowed.obligations("ana").len()), (Some(0), goals), "{pattern}: {}", allowed.summary());
    }
}

#[test]
fn a_missing_file_is_an_error_and_a_pattern_without_match_a_warning() {
    let (plain, at) = marked(
        "district.yaml",
        &format!("{}files:\n  individual_plans: [⟦none.yaml⟧, \"⟦none/*.yaml⟧\"]\n{PEOPLE}", support::HEAD),
    );
    let told = Folder::new().with("district.yaml", plain).check();
    assert_eq!((spot(told.only("unreadable-file"), 0), told.code), (at[0].clone(), Some(2)));
    assert_eq!(told.only("empty-match")["level"], "warning");
    assert_eq!(spot(told.only("empty-match"), 0).1, at[1].1);
}

#[test]
fn no_manifest_is_a_plain_error_on_stderr() {
    let ran = support::plalign(Folder::new().path(), &["check", "--format", "json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("district.yaml"), "{}", ran.stderr);
}

#[test]
fn an_empty_file_is_a_list_that_is_there() {
    for path in ["plans.yaml", "plans.csv"] {
        for content in ["", "\n\n", "\u{feff}", "# nothing yet\n"] {
            if content.starts_with('#') && path == "plans.csv" {
                continue;
            }
            let (told, _) = plans(path, content);
            assert_eq!((told.faults(), told.code), (vec![], Some(0)), "{path} {content:?}: {}", told.summary());
            assert!(!told.not_run().contains("goal-count"), "{path} {content:?}: the rule is run");
        }
    }
}

#[test]
fn a_manifest_that_is_none_is_told_at_its_place() {
    for content in ["", "# only a comment\n", "- a\n- b\n", "district\n", "{}\n"] {
        let told = Folder::new().with("district.yaml", content).check();
        assert_eq!((told.code, told.of("bad-syntax").len()), (Some(2), 1), "{content:?}: {}", told.summary());
        let (path, line, ..) = spot(told.of("bad-syntax")[0], 0);
        assert_eq!((path.as_str(), line), ("district.yaml", 1), "{content:?}");
    }
}

const LISTS: [&str; 20] = [
    "individual_plans",
    "plc_goals",
    "school_improvement_goals",
    "district_goals",
    "evaluation_findings",
    "relicensure_requirements",
    "educators",
    "schools",
    "teams",
    "activities",
    "credits",
    "focuses",
    "crosswalks",
    "calendar",
    "initiatives",
    "providers",
    "expertise",
    "coaches",
    "budgets",
    "decisions",
];

#[test]
fn a_single_value_where_a_record_belongs_is_told_in_every_list() {
    for list in LISTS {
        let (plain, at) = marked("list.yaml", "- ⟦seven⟧\n- ⟦[a, b]⟧\n");
        let told = Folder::of(&format!("files: {{{list}: list.yaml}}\n")).with("list.yaml", plain).check();
        let spots: Vec<Spot> = told.of("bad-value").into_iter().map(|finding| spot(finding, 0)).collect();
        assert_eq!((spots, told.code), (at, Some(1)), "{list}: {}", told.summary());
        let (plain, at) = marked("district.yaml", &format!("{}{list}: ⟦seven⟧\n", support::HEAD));
        let told = Folder::new().with("district.yaml", plain).check();
        assert_eq!((spot(told.only("bad-value"), 0), told.code), (at[0].clone(), Some(1)), "{list}");
    }
}

#[test]
fn every_field_that_holds_a_record_where_a_value_belongs_is_told() {
    let record = "- {id: {a: b}, educator: {a: b}, text: [a, {b: c}], due: {y: 2026}, hours: [1, 2], supports: {a: b}, status: [active, paused]}\n";
    let (told, _) = plans("plans.yaml", record);
    assert!(!told.of("bad-value").is_empty(), "{}", told.summary());
    assert_eq!(told.code, Some(1));
}

/// Two goals of one educator, and what plalign makes of them, places aside.
const ROWS: &str = "id,educator,text,due,supports\ng1,ana,Peña fragt öfter,2027-05-01,g2\ng2,ana,Café,2027-05-01,\n";

fn read_as(content: impl AsRef<[u8]>) -> Value {
    let manifest = format!("files: {{individual_plans: plans.csv}}\n{PEOPLE}");
    let told = Folder::of(&manifest).with("plans.csv", content).check();
    assert_eq!((told.faults(), told.code), (vec![], Some(0)), "{}", told.summary());
    told.json["educators"].clone()
}

#[test]
fn a_table_reads_the_same_in_every_encoding() {
    let plain = read_as(ROWS);
    assert_eq!(plain[0]["obligations"].as_array().map(Vec::len), Some(2));
    let utf_16: Vec<u16> = ROWS.encode_utf16().collect();
    let little: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let windows: Vec<u8> =
        ROWS.chars().map(|c| u8::try_from(u32::from(c)).expect("the letters used here are in Latin-1")).collect();
    let forms: [(&str, Vec<u8>); 5] = [
        ("UTF-8 with mark", [b"\xEF\xBB\xBF", ROWS.as_bytes()].concat()),
        ("UTF-16 LE", [b"\xFF\xFE".as_slice(), &little].concat()),
        ("UTF-16 BE", [b"\xFE\xFF".as_slice(), &big].concat()),
        ("UTF-16 LE without mark", little),
        ("Windows-1252", windows),
    ];
    for (name, bytes) in forms {
        assert_eq!(read_as(bytes), plain, "{name}");
    }
}

#[test]
fn a_table_reads_the_same_with_every_separator_and_line_end() {
    let plain = read_as(ROWS);
    let forms = [
        ("semicolons", ROWS.replace(',', ";")),
        ("tabs", ROWS.replace(',', "\t")),
        ("pipes", ROWS.replace(',', "|")),
        ("declared separator", format!("sep=;\n{}", ROWS.replace(',', ";"))),
        ("declared separator, CRLF", format!("sep=;\r\n{}", ROWS.replace(',', ";").replace('\n', "\r\n"))),
        ("CRLF", ROWS.replace('\n', "\r\n")),
        ("lone CR", ROWS.replace('\n', "\r")),
        ("no final line end", ROWS.trim_end().to_owned()),
        ("blank lines", ROWS.replace('\n', "\n\n")),
        ("blank lines, CRLF", format!("\r\n{}", ROWS.replace('\n', "\r\n\r\n"))),
        ("rows of separators only", format!("{ROWS},,,,\n , ,,,\n")),
        ("blanks around cells", ROWS.replace(',', " , ")),
        ("quoted cells", ROWS.lines().map(|line| format!("\"{}\"\n", line.replace(',', "\",\""))).collect::<Vec<_>>().concat()),
        ("short rows", ROWS.replace("2027-05-01,\n", "2027-05-01\n")),
        ("wide rows of nothing", ROWS.replace("01,g2\n", "01,g2,,\n")),
    ];
    for (name, text) in forms {
        assert_eq!(read_as(text), plain, "{name}");
    }
}

#[test]
fn a_line_break_in_quotes_belongs_to_its_cell_and_counts_as_a_line_but_no_row() {
    for end in ["\n", "\r\n"] {
        let content = format!(
            "id,educator,text,due{end}g1,ana,\"Ask{end}more, \"\"please\"\"\",2027-05-01{end}g2,ana,Wait,2026-02-31{end}"
        );
        let (told, _) = plans("plans.csv", &content);
        let finding = told.only("bad-value");
        assert_eq!(spot(finding, 0), ("plans.csv".to_owned(), 4, 13, 4, 23));
        in_cell(finding, "3", "due");
        assert_eq!(told.obligations("ana"), ["g1", "g2"]);
    }
}

#[test]
fn a_row_with_more_cells_than_the_header_is_told() {
    let (told, _) = plans("plans.csv", "id,educator,text,due\ng1,ana,Ask, and wait,2027-05-01\ng2,ana,Write,2027-05-01\n");
    let faults = told.faults();
    assert!(!faults.is_empty() && told.code == Some(1), "{}", told.summary());
    assert!(told.findings().iter().any(|finding| spot(finding, 0).1 == 2), "{}", told.summary());
    assert!(told.obligations("ana").contains(&"g2".to_owned()));
}

#[test]
fn yaml_reads_the_same_in_every_encoding_and_line_end() {
    let yaml = "- {id: g1, educator: ana, text: Peña fragt öfter, due: 2027-05-01, supports: [g2]}\n- id: g2\n  educator: ana\n  text: Café\n  due: 2027-05-01\n";
    let plain = read_as(ROWS);
    let utf_16: Vec<u8> = yaml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> =
        yaml.chars().map(|c| u8::try_from(u32::from(c)).expect("the letters used here are in Latin-1")).collect();
    let forms: [(&str, Vec<u8>); 6] = [
        ("LF", yaml.into()),
        ("CRLF", yaml.replace('\n', "\r\n").into()),
        ("lone CR", yaml.replace('\n', "\r").into()),
        ("mark", format!("\u{feff}{yaml}").into()),
        ("UTF-16", [b"\xFF\xFE".as_slice(), &utf_16].concat()),
        ("Windows-1252", windows),
    ];
    for (name, bytes) in forms {
        let told = Folder::of(&format!("files: {{individual_plans: plans.yaml}}\n{PEOPLE}")).with("plans.yaml", bytes).check();
        assert_eq!((told.faults(), &told.json["educators"]), (vec![], &plain), "{name}: {}", told.summary());
    }
}

#[test]
fn columns_are_counted_in_characters_whatever_the_encoding_and_line_end() {
    let yaml = "- {id: g1, educator: ana, text: Peña fragt öfter, due: 2026-02-31}\n";
    let utf_16: Vec<u8> = yaml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        yaml.as_bytes().to_vec(),
        format!("\u{feff}{yaml}").replace('\n', "\r\n").into(),
        [b"\xFF\xFE".as_slice(), &utf_16].concat(),
    ] {
        let told = Folder::of(&format!("files: {{individual_plans: plans.yaml}}\n{PEOPLE}")).with("plans.yaml", bytes).check();
        assert_eq!(spot(told.only("bad-value"), 0), ("plans.yaml".to_owned(), 1, 56, 1, 66));
    }
}

#[test]
fn ids_that_look_like_something_else_stay_text() {
    for id in ["no", "1.10", "2026-01-01", "15:15", "0x1F", "1e3", "true", "0012", "+5", ".5"] {
        let usable = !id.contains('+');
        let (told, _) = plans(
            "plans.yaml",
            &format!(
                "- {{id: {id}, educator: ana, text: Ask, due: 2027-05-01}}\n- {{id: g2, educator: ana, text: Wait, due: 2027-05-01, supports: [{id}]}}\n"
            ),
        );
        if usable {
            assert_eq!(told.faults(), [""; 0], "{id}: {}", told.summary());
            assert!(told.obligations("ana").contains(&id.to_owned()), "{id}: {:?}", told.obligations("ana"));
            assert!(told.pairs("ana").values().any(|(_, reasons)| reasons == &["supports"]), "{id}");
        } else {
            assert_eq!(told.of("bad-value").len(), 1, "{id} has a character that no id has: {}", told.summary());
        }
    }
}

#[test]
fn an_educator_may_be_called_no() {
    let told = Folder::of("educators: [{id: no}, {id: 017}]\nindividual_plans: [{id: g1, educator: no, text: Ask, due: 2027-05-01}, {id: g2, educator: 017, text: Ask, due: 2027-05-01}]\n").check();
    assert_eq!(
        (told.faults(), told.obligations("no"), told.obligations("017")),
        (vec![], vec!["g1".to_owned()], vec!["g2".to_owned()])
    );
}

#[test]
fn a_broken_quote_in_a_header_leaves_the_list_unread() {
    let (told, at) = plans("plans.csv", "id,⟦\"⟧educator,text,due\ng1,ana,Ask,2027-05-01\n");
    fault(&told, 2, "bad-syntax", &at[0], &[]);
}

#[test]
fn settings_of_a_wrong_form_are_told() {
    let told = Folder::of(&format!("files: {{individual_plans: }}\nlimits: 6\nrules: [a]\n{PEOPLE}")).check();
    assert_eq!(told.faults(), ["bad-value", "bad-value"], "{}", told.summary());
}

#[test]
fn privacy_that_is_not_understood_hides_as_much_as_it_can() {
    for privacy in ["staff", "{reader: staff}", "[staff]", "{readers: stuff}"] {
        let told = Folder::of(&format!("privacy: {privacy}\nlimits: 6\n{PEOPLE}")).check();
        assert_eq!((told.faults(), told.code), (vec![], Some(1)), "{privacy}: {}", told.summary());
    }
}

#[test]
fn a_second_document_of_the_manifest_is_told() {
    let told = Folder::of(&format!("{PEOPLE}---\nprivacy: {{readers: public}}\n")).check();
    assert_eq!(told.faults(), ["bad-value"], "{}", told.summary());
}

#[test]
fn a_constant_that_cannot_stand_is_told_once_at_the_manifest() {
    let manifest =
        format!("files: {{individual_plans: {{path: plans.csv, set: {{due: soon, purpose: growth, target.mim: 3}}}}}}\n{PEOPLE}");
    let told = Folder::of(&manifest).with("plans.csv", "id,educator,text\ng1,ana,Ask\ng2,ben,Wait\n").check();
    assert_eq!(told.faults(), ["bad-value", "unknown-field"], "{}", told.summary());
}

#[test]
fn one_column_can_fill_two_fields() {
    let manifest = format!(
        "files: {{individual_plans: {{path: plans.csv, columns: {{id: ID, educator: Who, text: ID, due: Due}}}}}}\n{PEOPLE}"
    );
    let told = Folder::of(&manifest).with("plans.csv", "ID,Who,Due\ng1,ana,2027-05-01\n").check();
    assert_eq!(told.faults(), [""; 0], "{}", told.summary());
}

#[test]
fn one_field_of_a_yaml_record_can_fill_two() {
    let manifest = format!(
        "files: {{individual_plans: {{path: plans.json, columns: {{id: ID, educator: Who, text: ID, due: Due}}}}}}\n{PEOPLE}"
    );
    let told = Folder::of(&manifest).with("plans.json", "[{\"ID\": \"g1\", \"Who\": \"ana\", \"Due\": \"2027-05-01\"}]").check();
    assert_eq!(told.faults(), [""; 0], "{}", told.summary());
}

#[test]
fn a_file_under_two_entries_is_read_with_the_columns_of_each() {
    let entry = |id: &str| format!("{{path: plans.csv, columns: {{id: {id}, educator: Who, text: Text, due: Due}}}}");
    let manifest = format!("files: {{individual_plans: [{}, {}]}}\n{PEOPLE}", entry("First"), entry("Second"));
    let told = Folder::of(&manifest).with("plans.csv", "First,Second,Who,Text,Due\ng1,g1,ana,Ask,2027-05-01\n").check();
    assert_eq!(told.faults(), ["duplicate-id"], "{}", told.summary());
}

#[test]
fn a_form_of_days_that_is_none_is_told_once() {
    let manifest = format!(
        "files: {{individual_plans: {{path: plans.csv, columns: {{id: ID, educator: Who, text: ID, due: {{from: Due, format: \"%q/%d\"}}}}}}}}\n{PEOPLE}"
    );
    let told = Folder::of(&manifest).with("plans.csv", "ID,Who,Due\ng1,ana,5/1/2027\ng2,ana,5/2/2027\n").check();
    assert_eq!(told.faults(), ["bad-value"], "{}", told.summary());
}

#[test]
fn what_is_no_district_at_all_cannot_be_used_whatever_fails() {
    let folder = Folder::new()
        .with("roster.csv", "id,name\nana,Ana Ruiz\n")
        .with("plans.yaml", "- {id: g1, educator: ana}\n")
        .with("record.yaml", "id: g1\neducator: ana\n")
        .with("empty.yaml", "")
        .with("half.yaml", "district: {id: t}\n");
    for (file, rule, code) in [
        ("roster.csv", "bad-syntax", 2),
        ("plans.yaml", "bad-syntax", 2),
        ("record.yaml", "bad-syntax", 2),
        ("empty.yaml", "bad-syntax", 2),
        ("half.yaml", "missing-field", 0),
    ] {
        let told = support::check_in(folder.path(), &[file, "--fail-on", "never"]);
        assert_eq!((told.code, told.rules(&["error"])), (Some(code), vec![rule.to_owned()]), "{file}: {}", told.summary());
        let table = support::plalign(folder.path(), &["check", file]).stdout;
        assert!(!table.starts_with(','), "{table}");
    }
    let ran = support::plalign(folder.path(), &["diff", "half.yaml", "record.yaml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
}

#[test]
fn the_id_of_a_district_is_an_id_or_told_and_not_repeated() {
    for (manifest, line) in [
        ("plalign: 1\ndistrict: {id: Rosa Alvarez USD}\n", 2),
        ("plalign: 1\ndistrict: Rosa Alvarez USD\n", 2),
        ("plalign: 1\ndistrict:\n  id: Rosa, Alvarez\n", 3),
    ] {
        let folder = Folder::new().with("district.yaml", manifest);
        let told = folder.check();
        let found = told.of("bad-value");
        assert_eq!((told.code, found.len(), found[0]["places"][0]["line"].as_u64()), (Some(1), 1, Some(line)), "{manifest}");
        for format in ["sarif", "markdown", "github", "junit"] {
            let shown = support::plalign(folder.path(), &["check", "--format", format]).stdout;
            let shown = if format == "sarif" { shown[shown.find("automationDetails").unwrap_or(0)..].to_owned() } else { shown };
            assert!(!shown.contains("Alvarez"), "{format}: {shown}");
        }
        assert_eq!(told.json["district"], "");
    }
}
