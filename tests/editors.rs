//! What `schema district` and `schema LIST` say is what `check` reads: editors neither accept what it refuses for its form nor mark
//! what it takes.

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use plalign::load::lists::{LISTS, List};
use serde::Deserialize;
use serde_json::Value;
use support::{Folder, files_below, plalign, repository};

fn schema(of: &str) -> Validator {
    let ran = plalign(Path::new(env!("CARGO_MANIFEST_DIR")), &["schema", of]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{of}");
    let schema: Value = serde_json::from_str(&ran.stdout).expect("a schema is JSON");
    jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("the schema of {of} is none: {error}"));
    jsonschema::validator_for(&schema).expect("a schema can be compiled")
}

/// The documents of a YAML text, as an editor sees them.
fn documents(text: &str) -> Vec<Value> {
    serde_yaml::Deserializer::from_str(text).map(|one| Value::deserialize(one).expect("it is YAML")).collect()
}

fn read(path: &Path) -> Vec<Value> {
    documents(&fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn faults(schema: &Validator, documents: &[Value]) -> Vec<String> {
    let of = |document| schema.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path()));
    documents.iter().flat_map(of).collect()
}

/// Every YAML file below a folder.
fn yaml_below(folder: &Path) -> Vec<PathBuf> {
    let is_yaml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
    files_below(folder).into_keys().map(|path| folder.join(path)).filter(is_yaml).collect()
}

/// The list that a file of an example holds, as its manifest says.
fn list_of(manifest: &Value, folder: &Path, file: &Path) -> Option<List> {
    let holds = |files: &Value| {
        let paths = files.as_array().cloned().unwrap_or_else(|| vec![files.clone()]);
        paths.iter().filter_map(|path| path["path"].as_str().or(path.as_str())).any(|pattern| {
            let matches = glob::glob(&folder.join(pattern).to_string_lossy()).expect("a pattern of an example");
            matches.flatten().any(|found| found == file)
        })
    };
    let (name, _) = manifest["files"].as_object()?.iter().find(|(_, files)| holds(files))?;
    List::of(name)
}

#[test]
fn every_file_of_the_examples_fits_its_schema() {
    let (district, mut seen) = (schema("district"), 0);
    for folder in ["examples/riverbend", "examples/clear"].map(repository) {
        let manifest = folder.join("district.yaml");
        assert_eq!(faults(&district, &read(&manifest)), [""; 0], "{}", manifest.display());
        let document = &read(&manifest)[0];
        for file in yaml_below(&folder) {
            if let Some(list) = list_of(document, &folder, &file) {
                assert_eq!(faults(&schema(list.name()), &read(&file)), [""; 0], "{}", file.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 8, "only {seen} files of lists");
}

#[test]
fn every_mended_case_of_a_page_fits_the_schema() {
    let (district, mut seen) = (schema("district"), 0);
    for file in yaml_below(&repository("src/analysis/rules")).into_iter().filter(|file| file.ends_with("mended.yaml")) {
        assert_eq!(faults(&district, &read(&file)), [""; 0], "{}", file.display());
        seen += 1;
    }
    assert!(seen >= 30, "only {seen} cases");
}

#[test]
fn a_fault_of_form_fails_the_schema() {
    let district = schema("district");
    for code in ["bad_value", "missing_field", "unknown_field", "unknown_rule"] {
        let case = repository("src/load/faults").join(format!("{code}.in"));
        let fits = |file: &str| faults(&district, &read(&case.join(file))).is_empty();
        assert_eq!((fits("district.yaml"), fits("mended.yaml")), (false, true), "{code}");
    }
    for wrong in [
        "individual_plans: [{id: g1}]",
        "individual_plans: [{id: g 1, educator: ana}]",
        "individual_plans: [{id: g1, educator: ana, due: soon}]",
        "individual_plans: [{id: g1, educator: ana, due: 9/15/2026}]",
        "individual_plans: [{id: g1, educator: ana, hours: many}]",
        "individual_plans: [{id: g1, educator: ana, hours: -1}]",
        "individual_plans: [{id: g1, educator: ana, status: begun}]",
        "individual_plans: [{id: g1, educator: ana, supprots: [s1]}]",
        "individual_plans: [{id: g1, educator: ana, target: {metrik: x}}]",
        "educators: [{id: ana, fte: 2}]",
        "teams: [{id: t, members: [ana], meetings: [Tuesday]}]",
        "teams: [{id: t, members: [ana], meetings: [{weekday: Tue, start: '15:00'}]}]",
        "activities: [{id: a, design: lecture}]",
        "calendar: [{breaks: [{until: 2026-11-27}]}]",
        "year: {start: 2026-08-17}",
        "limits: {individual_gaols: 3}",
        "rules: {thin-doze: off}",
        "rules: {thin-dose: maybe}",
        "privacy: {readers: everybody}",
        "files: {indivdual_plans: plans.yaml}",
        "files: {individual_plans: {class: staff}}",
    ] {
        let told = Folder::of(&format!("{wrong}\n")).check();
        assert!(!told.faults().is_empty(), "check takes {wrong}");
        let text = format!("plalign: 1\ndistrict: {{id: t}}\n{wrong}\n");
        assert_ne!(faults(&district, &documents(&text)), [""; 0], "the schema takes {wrong}");
    }
}

#[test]
fn forms_that_check_reads_fit_the_schema() {
    let district = schema("district");
    for sound in [
        "individual_plans: [{id: 12, educator: ana, text: 5, due: 2027-05-28, hours: '1:30', supports: ~, free: yes}]",
        "individual_plans: [{id: g1, educator: ana, hours: 90 min, target: {metric: m, min: 80%, by: 2027-05-28}}]",
        "individual_plans: {id: g1, educator: ana, focus: talk}",
        "teams: [{id: t, members: ana, meetings: [Tue 15:00-16:30 every 2 from 2026-09-01 until 2027-05-31]}]",
        "teams: [{id: t, members: [ana], meetings: [{weekday: Tue, start: '15:00', end: '16:00', every: 2}]}]",
        "activities: [{id: a, sessions: [2026-09-15 15:00-16:30], required_of: [all, 'role:teacher'], in_contract: x}]",
        "rules: {thin-dose: off, isolated-need: warning}",
        "files: {individual_plans: []}",
    ] {
        let told = Folder::of(&format!("{sound}\n")).check();
        let of_form = |fault: &String| ["bad-value", "missing-field", "unknown-field"].contains(&fault.as_str());
        assert!(!told.faults().iter().any(of_form), "check refuses {sound}: {}", told.summary());
        let text = format!("plalign: 1\ndistrict: {{id: t}}\n{sound}\n");
        assert_eq!(faults(&district, &documents(&text)), [""; 0], "{sound}");
    }
}

#[test]
fn every_list_shows_a_record_that_fits_it_and_that_check_reads() {
    let mut manifest = String::new();
    for spec in &LISTS {
        let record = documents(spec.list.example());
        assert_eq!(faults(&schema(spec.name), &record), [""; 0], "{}", spec.name);
        let required = |field: &&plalign::load::lists::FieldSpec| field.required;
        let names: Vec<&str> = spec.fields.iter().filter(required).map(|field| field.field.name()).collect();
        assert!(names.iter().all(|name| !record[0][name].is_null()), "{}: {names:?}", spec.name);
        let _ = writeln!(manifest, "{}: [{}]", spec.name, spec.list.example());
    }
    let told = Folder::of(&manifest).check();
    let others: Vec<String> = told.faults().into_iter().filter(|fault| fault != "dangling-reference").collect();
    assert_eq!(others, [""; 0], "{}", told.summary());
}

#[test]
fn a_schema_that_there_is_not_is_told_with_those_there_are() {
    let ran = plalign(&repository(""), &["schema", "activites"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("'activities'"), "{}", ran.stderr);
}
