//! Exports as other systems write them, read in place: what is read, what is told, and what is never kept.
#![allow(clippy::float_cmp, reason = "hours are hundredths, rounded before they are printed")]

mod support;

use std::fs;

use support::{Folder, Told, check_in, label, plalign, repository, spot, text, words};

fn exports() -> Told {
    check_in(&repository("tests/districts/exports"), &[])
}

/// The files of the district, under another manifest.
fn exports_with(change: impl Fn(&str) -> String) -> Told {
    let from = |path: &str| fs::read(repository("tests/districts/exports").join(path)).expect("the district is there");
    let manifest = String::from_utf8(from("district.yaml")).expect("the manifest is UTF-8");
    let files =
        ["oneroster/users.csv", "oneroster/orgs.csv", "oneroster/orgs-sds.csv", "edfi/evaluation.csv", "edfi/credential.csv"];
    files
        .into_iter()
        .fold(Folder::new().with("district.yaml", change(&manifest)), |folder, path| folder.with(path, from(path)))
        .check()
}

#[test]
fn the_files_have_the_dirt_they_are_here_for() {
    let bytes = |path: &str| fs::read(repository("tests/districts/exports").join(path)).expect("the district is there");
    assert!(bytes("oneroster/orgs.csv").starts_with(b"\xFF\xFE"), "UTF-16 LE");
    assert!(bytes("edfi/evaluation.csv").starts_with(b"\xEF\xBB\xBF"), "a byte-order mark");
    let users = String::from_utf8(bytes("oneroster/users.csv")).expect("UTF-8");
    assert!(users.contains("\r\n") && !users.ends_with('\n') && users.contains(",TRUE,") && users.contains(",true,"));
}

#[test]
fn users_and_organisations_of_one_roster_are_educators_and_schools() {
    let told = exports();
    let educators: Vec<String> = told.json["educators"].as_array().expect("a list").iter().map(|one| text(&one["id"])).collect();
    assert_eq!(educators, ["T-0102", "T-0103", "T-0219", "T-0220"]);
    assert!(told.of("dangling-reference").iter().all(|finding| !words(&finding["items"]).iter().any(|id| id.starts_with("SCH"))));
    let of = |school: &str| {
        let told = check_in(&repository("tests/districts/exports"), &["--school", school]);
        told.json["educators"].as_array().expect("a list").iter().map(|one| text(&one["id"])).collect::<Vec<_>>()
    };
    assert_eq!(of("SCH-20"), ["T-0102", "T-0103", "T-0220"], "from UTF-16; two schools in one cell");
    assert_eq!(of("SCH-30"), ["T-0219", "T-0220"], "from the other spelling");
}

#[test]
fn names_of_people_are_read_only_to_be_shown_on_request() {
    let told = check_in(&repository("tests/districts/exports"), &["--names"]);
    let names: Vec<&str> = ["T-0102", "T-0219"].map(|id| told.educator(id)["name"].as_str().expect("a name")).to_vec();
    assert_eq!(names, ["Marín", "Ives, Jr."]);
    assert!(!exports().json.to_string().contains("Marín"));
}

#[test]
fn evaluation_elements_are_findings_by_framework_and_with_dates_of_both_kinds() {
    let told = exports();
    let of = |educator: &str| {
        let obligations = told.educator(educator)["obligations"].as_array().expect("a list").clone();
        let findings = obligations.into_iter().filter(|one| one["kind"] == "evaluation_finding");
        findings.map(|one| (text(&one["id"]), words(&one["focus"]).join(" "))).collect::<Vec<_>>()
    };
    let pair = |id: &str, focus: &str| (id.to_owned(), focus.to_owned());
    // The id of a finding is EDUCATOR/FOCUS@DATE; a row's own framework wins over the constant.
    let hers = of("T-0102");
    assert_eq!(hers.iter().map(|(_, focus)| focus.as_str()).collect::<Vec<_>>(), ["danielson-2022/1f", "danielson-2013/3b"]);
    assert!(hers[0].0.ends_with("1f@2026-05-04") && hers[1].0.ends_with("3b@2026-03-12"), "{hers:?}");
    let his = of("T-0103");
    assert_eq!(his.len(), 1, "the row without an element is left out");
    assert_eq!(his[0], pair(&his[0].0.clone(), "danielson-2013/2d"));
    assert!(!his[0].0.contains('@'), "a wrong date is left out alone: {his:?}");
}

#[test]
fn credentials_are_requirements() {
    let told = exports();
    // Its pack is in force, so that the rules of a credential are the obligations.
    let obligations = |educator: &str| {
        let of_rule = told.obligations(educator).into_iter().filter(|id| id.starts_with("5D0C"));
        let mut of: Vec<String> = of_rule.filter_map(|id| Some(id.split_once('#')?.0.to_owned())).collect();
        of.dedup();
        of
    };
    assert_eq!(obligations("T-0102"), ["5D0C7A1E-88B2-4C59-9A57-61D0F1E00A01"]);
    assert_eq!(obligations("T-0219"), ["5D0C7A1E-88B2-4C59-9A57-61D0F1E00A02"]);
    assert_eq!(obligations("T-0220").len(), 0, "without an expiry it is left out");
}

#[test]
fn every_fault_of_the_exports_is_told_with_row_and_column() {
    let told = exports();
    assert_eq!(
        told.faults(),
        [
            "bad-value",
            "confidential-field",
            "confidential-field",
            "confidential-field",
            "confidential-field",
            "dangling-reference",
            "missing-field",
            "missing-field"
        ]
    );
    assert_eq!(told.code, Some(1));
    let date = told.only("bad-value");
    assert_eq!(
        (spot(date, 0), label(date).as_str()),
        (("edfi/evaluation.csv".to_owned(), 5, 112, 5, 121), "row 4, column EvaluationDate")
    );
    let nobody = told.only("dangling-reference");
    assert_eq!((words(&nobody["items"])[1].as_str(), spot(nobody, 0).1), ("T-9999", 7));
    let lines: Vec<(String, u64)> =
        told.of("missing-field").into_iter().map(|finding| (spot(finding, 0).0, spot(finding, 0).1)).collect();
    assert_eq!(lines, [("edfi/credential.csv".to_owned(), 4), ("edfi/evaluation.csv".to_owned(), 6)]);
}

#[test]
fn columns_that_are_not_mapped_are_no_fault_unless_they_are_confidential() {
    let told = exports();
    assert!(told.of("unknown-field").is_empty());
    let named: Vec<String> = told.of("confidential-field").into_iter().map(|finding| text(&finding["message"])).collect();
    for column in ["EvaluationElementRatingLevelDescriptor", "RatingResult", "Overall Score", "password"] {
        assert!(named.iter().any(|message| message.contains(column)), "{column} is not named in {named:?}");
    }
}

#[test]
fn no_output_repeats_what_must_not_be_kept() {
    let folder = repository("tests/districts/exports");
    for format in ["table", "json"] {
        let ran = plalign(&folder, &["check", "--format", format]);
        let all = ran.stdout + &ran.stderr;
        for secret in ["Hunter2", "correct-horse", "letmein", "#Basic", "#Proficient", "2.5", "Wait longer", "let others answer"]
        {
            assert!(!all.contains(secret), "{format} repeats {secret}");
        }
    }
}

#[test]
fn a_rating_that_is_mapped_is_not_read_either() {
    let told = exports_with(|manifest| manifest.replace("text: Coments", "text: RatingResult"));
    assert!(told.of("confidential-field").iter().any(|finding| spot(finding, 0).0 == "district.yaml"), "{}", told.summary());
    assert_eq!(told.json["educators"], exports().json["educators"]);
}

#[test]
fn a_header_spelled_otherwise_is_told_at_the_mapping_with_the_nearest_one() {
    let told = exports_with(|manifest| manifest.replace("text: Coments", "text: Comments"));
    let finding = told.of("bad-value").into_iter().find(|finding| spot(finding, 0).0 == "district.yaml").expect("it is told");
    assert!(text(&finding["message"]).contains("did you mean “Coments”"), "{}", finding["message"]);
    let required = exports_with(|manifest| manifest.replace("focus: EvaluationElementTtile", "focus: EvaluationElementTitle"));
    assert!(
        required.findings().iter().any(|finding| text(&finding["message"]).contains("did you mean “EvaluationElementTtile”")),
        "{}",
        required.summary()
    );
    assert_eq!(required.code, Some(1));
    assert!(
        required.of("missing-field").iter().all(|finding| spot(finding, 0).1 < 5 || spot(finding, 0).0 != "edfi/evaluation.csv"),
        "once, not once a row"
    );
}

#[test]
fn dates_without_a_mapped_format_are_told_one_by_one() {
    let told =
        exports_with(|manifest| manifest.replace("date: {from: EvaluationDate, format: \"%m/%d/%Y\"}", "date: EvaluationDate"));
    let lines: Vec<u64> = told.of("bad-value").into_iter().map(|finding| spot(finding, 0).1).collect();
    assert_eq!(lines, [2, 5, 6, 7], "the ISO date is read: {}", told.summary());
}

#[test]
fn confidential_columns_are_named_in_every_spelling_and_ordinary_ones_are_not() {
    for column in [
        "Rating",
        "score",
        "final_rating",
        "SSN",
        "Social Security Number",
        "DOB",
        "birthDate",
        "Date of Birth",
        "Student ID",
        "studentName",
        "student_last_name",
        "Password",
    ] {
        let folder =
            Folder::of("files: {educators: people.csv}\n").with("people.csv", format!("id,{column}\nana,secret-value\n"));
        let told = folder.check();
        assert_eq!((told.of("confidential-field").len(), told.code), (1, Some(0)), "{column}: {}", told.summary());
        assert!(!told.json.to_string().contains("secret-value"));
        let yaml = Folder::of("files: {educators: people.yaml}\n")
            .with("people.yaml", format!("- {{id: ana, {column}: secret-value}}\n"))
            .check();
        assert_eq!(yaml.of("confidential-field").len(), 1, "{column} in YAML");
    }
    let told = Folder::of("files: {educators: people.csv}\n").with("people.csv", "id,grades,years\nana,6,3\n").check();
    assert_eq!(told.faults(), [""; 0]);
}

#[test]
fn a_confidential_list_in_a_file_of_another_class_is_refused() {
    for list in ["individual_plans", "evaluation_findings", "relicensure_requirements", "credits"] {
        for class in ["public", "staff"] {
            let folder = Folder::of(&format!("files: {{{list}: {{path: list.csv, class: {class}}}}}\n"))
                .with("list.csv", "id,educator\ng1,ana\n");
            let told = folder.check();
            assert_eq!(
                (told.of("confidential-field-exposed").len(), told.code),
                (1, Some(3)),
                "{list} {class}: {}",
                told.summary()
            );
            assert_eq!(folder.check_with(&["--fail-on", "never"]).code, Some(3));
        }
    }
}

#[test]
fn lists_in_cells_are_split_and_trimmed_and_booleans_have_many_words() {
    let told = Folder::of("files: {teams: teams.csv, activities: activities.csv}\neducators: [{id: ana}, {id: ben}]\nindividual_plans: [{id: g1, educator: ana, due: 2027-05-01, text: Ask}]\n")
        .with("teams.csv", "id,members,trained,meetings\nt1, ana ; ben ;,yes,Tue 15:00-16:30 every 2 from 2026-09-01 until 2026-09-30; 2026-10-06 15:00-16:00\nt2,ana|ben,x,\nt3,ana,FALSE,\nt4,ana,0,\nt5,ana,maybe,\n")
        .with("activities.csv", "id,hours,serves,chosen_by,why\na1,1.5,g1; ,ben,\n")
        .check();
    assert_eq!(told.faults(), ["bad-value"], "{}", told.summary());
    assert_eq!(spot(told.only("bad-value"), 0).1, 6);
    // 1, 15 and 29 September of 90 minutes, and one hour.
    assert_eq!((told.hours("ana", "required"), told.hours("ben", "required"), told.hours("ben", "chosen")), (5.5, 5.5, 1.5));
}
