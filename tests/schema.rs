//! What `check --format json` prints is what `schema check` says.

mod support;

use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};
use support::{Folder, check_in, plalign, repository};

fn schema() -> Validator {
    let ran = plalign(Path::new(env!("CARGO_MANIFEST_DIR")), &["schema", "check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let schema: Value = serde_json::from_str(&ran.stdout).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::validator_for(&schema).expect("the schema can be compiled")
}

fn faults(schema: &Validator, output: &Value) -> Vec<String> {
    schema.iter_errors(output).map(|error| format!("{}: {error}", error.instance_path())).take(5).collect()
}

fn riverbend() -> Value {
    check_in(&repository("examples/riverbend"), &[]).json
}

#[test]
fn the_examples_are_valid() {
    let schema = schema();
    for example in ["examples/riverbend", "examples/clear", "tests/districts/exports"] {
        for arguments in [&[][..], &["--pairs", "none"], &["--names"], &["--only", "link-cycle"]] {
            let output = check_in(&repository(example), arguments).json;
            assert_eq!(faults(&schema, &output), [""; 0], "{example} {arguments:?}");
        }
    }
}

#[test]
fn a_ledger_is_valid() {
    let schema = schema();
    for educator in ["p017", "p027", "p034", "p055", "p036", "p038"] {
        let output = check_in(&repository("examples/riverbend"), &["--educator", educator]).json;
        assert_eq!(faults(&schema, &output), [""; 0], "{educator}");
        let licence = &output["educators"][0]["licences"][0];
        assert_eq!(licence["ledger"].is_array(), !licence["unit"].is_null(), "{educator}: {licence}");
    }
}

#[test]
fn a_synthetic_district_is_valid() {
    let folder = Folder::new();
    let ran = plalign(folder.path(), &["init", ".", "--educators", "300", "--seed", "3"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let schema = schema();
    assert_eq!(faults(&schema, &folder.check().json), [""; 0]);
    assert_eq!(faults(&schema, &folder.check_with(&["--pairs", "none"]).json), [""; 0]);
}

#[test]
fn an_empty_and_a_broken_district_are_valid() {
    let schema = schema();
    for manifest in [
        "",
        "- a list\n",
        "plalign: 1\ndistrict: {id: t}\n",
        "plalign: 1\ndistrict: {id: t}\nfiles: {educators: none.csv}\nteams: [{id: t1}]\n",
    ] {
        let output = Folder::new().with("district.yaml", manifest).check_with(&["--as-of", "2026-08-14"]).json;
        assert_eq!(faults(&schema, &output), [""; 0], "{manifest}");
    }
}

#[test]
fn pairs_are_left_out_on_request_and_listed_else() {
    let (with, without) = (riverbend(), check_in(&repository("examples/riverbend"), &["--pairs", "none"]).json);
    assert!(with["educators"][0]["pairs"].is_array() && without["educators"][0].get("pairs").is_none());
    let strip = |mut output: Value| {
        for educator in output["educators"].as_array_mut().expect("a list") {
            educator.as_object_mut().expect("an object").remove("pairs");
        }
        output
    };
    assert_eq!(strip(with), without, "nothing else differs");
}

#[test]
fn damaged_output_is_rejected() {
    let (schema, whole) = (schema(), riverbend());
    assert!(schema.is_valid(&whole));
    let licensed =
        whole["educators"].as_array().expect("a list").iter().position(|one| one["licences"][0]["rules"][0].is_object());
    let licence = format!("/educators/{}/licences/0", licensed.expect("somebody has a licence"));
    let of = |at: &str| format!("{licence}{at}");
    let (status, due, need, why) = (of("/status"), of("/due"), of("/rules/0/need"), of("/not_counted"));
    let damages: [(&str, Value); 21] = [
        (&status, json!("fine")),
        (&due, json!(2028)),
        (&need, json!("fifteen")),
        (&why, json!([{"credit": "c1", "units": 6}])),
        ("/schema", json!("plalign/check/2")),
        ("/as_of", json!(20_260_814)),
        ("/summary/by_level", json!({"error": 1, "warning": 1, "info": 1})),
        ("/summary/hours/freed", json!("many")),
        ("/findings/0/level", json!("fatal")),
        ("/findings/0/category", json!("gossip")),
        ("/findings/0/id", json!("link-cycle:1")),
        ("/findings/0/places", json!([])),
        ("/findings/0/places/0/line", json!(0)),
        ("/findings/0/places/0/path", Value::Null),
        ("/findings/0/acts", json!(["principal"])),
        ("/findings/0/items", json!("g1")),
        ("/educators/0/obligations", json!([{"id": "g1", "kind": "wish", "focus": []}])),
        ("/educators/0/pairs", json!([{"a": "a", "b": "b", "step": 4, "word": "reinforcing", "reasons": []}])),
        ("/educators/0/pairs", json!([{"a": "a", "b": "b", "step": 2, "word": "nice", "reasons": []}])),
        ("/educators/0/hours/capacity", json!("enough")),
        ("/not_run", json!([{"rule": "goal-count"}])),
    ];
    for (at, value) in damages {
        let mut broken = whole.clone();
        *broken.pointer_mut(at).unwrap_or_else(|| panic!("{at} is there")) = value.clone();
        assert!(!schema.is_valid(&broken), "{at} = {value} should be rejected");
    }
}

#[test]
fn output_without_a_part_is_rejected() {
    let (schema, whole) = (schema(), riverbend());
    let licensed =
        whole["educators"].as_array().expect("a list").iter().position(|one| one["licences"][0]["rules"][0].is_object());
    let licence = format!("/educators/{}/licences/0", licensed.expect("somebody has a licence"));
    let rule = format!("{licence}/rules/0");
    for (of, key) in [
        ("", "schema"),
        ("", "district"),
        ("", "as_of"),
        ("", "summary"),
        ("", "findings"),
        ("", "educators"),
        ("", "not_run"),
        ("/summary", "by_rule"),
        ("/summary", "decided"),
        ("/findings/0", "level"),
        ("/findings/0", "places"),
        ("/findings/0", "remedy"),
        ("/educators/0", "threads"),
        ("/educators/0", "hours"),
        ("/educators/0/hours", "capacity"),
        ("/educators/0", "licences"),
        (&licence, "unit"),
        (&licence, "not_counted"),
        (&rule, "short"),
        (&rule, "unknown"),
    ] {
        let mut broken = whole.clone();
        broken.pointer_mut(of).and_then(Value::as_object_mut).expect("it is there").remove(key).expect("it is there");
        assert!(!schema.is_valid(&broken), "{of} without {key} should be rejected");
    }
}
