//! JSON Schema (2020-12) of what plalign reads, for editors and programs. Comes in: the table of lists. Goes out: the schema of
//! `district.yaml`, of one list, or of a relicensure pack's rules. It says of form what can be said without knowing the rest of
//! the district; ids that name nothing, for example, are told by `check` alone.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::lists::{Class, Field, FieldKind, FieldSpec, LISTS, List, ListSpec};
use super::pack::shipped;
use crate::config::{Contract, Limits};
use crate::finding::Level;

/// The dialect of all schemas.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a list file: records, one record, or a mapping with the list's name.
pub fn of_list(list: List) -> Value {
    let spec = list.spec();
    let mut wrapped = Map::new();
    wrapped.insert(spec.name.to_owned(), json!({"$ref": "#/$defs/records"}));
    json!({
        "$schema": DIALECT,
        "title": spec.name,
        "description": list.about(),
        "anyOf": [
            {"$ref": "#/$defs/records"},
            {"type": "object", "properties": wrapped, "required": [spec.name], "additionalProperties": false},
        ],
        "$defs": {"records": several(&json!({"$ref": "#/$defs/record"})), "record": record(spec)},
    })
}

/// The schema of `district.yaml`. `codes` are the rules there are.
pub fn of_district(codes: &[&str]) -> Value {
    let mut defs = Map::new();
    let mut properties = Map::new();
    for spec in &LISTS {
        defs.insert(spec.name.to_owned(), record(spec));
        let records = several(&json!({"$ref": format!("#/$defs/{}", spec.name)}));
        properties.insert(spec.name.to_owned(), described(or_nothing(&records), spec.list.about()));
    }
    for (key, value, about) in manifest(codes) {
        properties.insert(key.to_owned(), described(value, about));
    }
    json!({
        "$schema": DIALECT,
        "title": "district.yaml",
        "description": "A district for plalign: what to read, and settings.",
        "type": "object",
        "properties": properties,
        "required": ["plalign", "district"],
        "additionalProperties": false,
        "$defs": defs,
    })
}

/// Every word that files may hold by these schemas: names of lists, fields and settings, what may be chosen, rules, and the ids
/// of the packs that are compiled in. `codes` are the rules there are.
pub fn words(codes: &[&str]) -> BTreeSet<String> {
    fn collect(schema: &Value, words: &mut BTreeSet<String>) {
        match schema {
            Value::Object(fields) => {
                words.extend(fields.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned());
                let choices = fields.get("enum").and_then(Value::as_array).into_iter().flatten();
                words.extend(choices.filter_map(Value::as_str).map(str::to_owned));
                fields.values().for_each(|field| collect(field, words));
            }
            Value::Array(elements) => elements.iter().for_each(|element| collect(element, words)),
            _ => {}
        }
    }
    let mut words: BTreeSet<String> = shipped::ids().map(str::to_owned).collect();
    collect(&of_district(codes), &mut words);
    words
}

/// The settings of the manifest: key, schema, and what it is.
fn manifest(codes: &[&str]) -> Vec<(&'static str, Value, &'static str)> {
    let id = scalar(FieldKind::Id);
    let year = group(&[("start", day()), ("end", day())], &["start", "end"]);
    let district = json!({"anyOf": [id, group(&[("id", id.clone()), ("name", text())], &["id"])]});
    let classes = group(&[("readers", json!({"enum": Class::WORDS})), ("students", text())], &[]);
    vec![
        ("plalign", json!({"const": 1}), "The version of the format."),
        ("district", district, "The district's id and name."),
        ("year", or_nothing(&year), "First and last day of the school year."),
        ("as_of", or_nothing(&day()), "The day for which it is checked; today where nothing is said."),
        ("packs", or_nothing(&several(&text())), "Relicensure packs in force, such as us-ma/teacher or ./local.yaml."),
        ("files", or_nothing(&files()), "Which file holds which list."),
        ("limits", or_nothing(&limits()), "Thresholds of rules."),
        ("rules", or_nothing(&levels(codes)), "The level of a rule, or off."),
        (
            "privacy",
            or_nothing(&classes),
            "Who can read what plalign writes: `readers` is restricted unless it says staff or public.",
        ),
    ]
}

fn files() -> Value {
    let paths = several(&text());
    let mapped = json!({"type": "object", "properties": {
        "path": paths,
        "class": {"enum": Class::WORDS},
        "columns": {"type": "object", "additionalProperties": {"anyOf": [text(), group(&[("from", text()), ("format", text())], &["from"])]}},
        "set": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    }, "required": ["path"], "additionalProperties": false});
    let entry = json!({"anyOf": [paths, mapped, {"type": "array", "items": {"anyOf": [text(), mapped]}}]});
    let lists: Map<String, Value> = LISTS.iter().map(|spec| (spec.name.to_owned(), entry.clone())).collect();
    json!({"type": "object", "properties": lists, "additionalProperties": false})
}

fn limits() -> Value {
    let thresholds = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), amount())).collect::<Map<_, _>>();
    let contract = json!({"type": "object", "properties": thresholds(&Contract::KEYS), "additionalProperties": false});
    let mut properties = thresholds(&Limits::KEYS);
    properties.insert("contract".to_owned(), contract);
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn levels(codes: &[&str]) -> Value {
    let words: Vec<&str> = std::iter::once("off").chain(Level::ALL.map(Level::word)).collect();
    // Some editors still read `off` as YAML 1.1 did.
    let level = json!({"anyOf": [{"enum": words}, {"const": false}]});
    let rules: Map<String, Value> = codes.iter().map(|code| ((*code).to_owned(), level.clone())).collect();
    json!({"type": "object", "properties": rules, "additionalProperties": false})
}

/// One record of a list.
fn record(spec: &ListSpec) -> Value {
    let field = |field: &FieldSpec| {
        let kind = value(field.kind);
        let about = about(spec.list, field.field);
        (field.field.name().to_owned(), described(if field.required { kind } else { or_nothing(&kind) }, about))
    };
    let required: Vec<&str> = spec.fields.iter().filter(|field| field.required).map(|field| field.field.name()).collect();
    let example: Value = serde_yaml::from_str(spec.list.example()).expect("examples are YAML, which a test proves");
    json!({
        "type": "object",
        "description": spec.list.about(),
        "properties": spec.fields.iter().map(field).collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false,
        "examples": [example],
    })
}

/// What a field holds, where its list gives it a meaning of its own.
fn about(list: List, field: Field) -> &'static str {
    match (list, field) {
        (List::Activities, Field::Kind) => "learning, or duty: asked for, but not for learning.",
        (List::Credits, Field::Kind) => "What was done, in the pack's word, such as course or workshop.",
        (List::Teams, Field::Kind) => "What kind of team it is.",
        (List::Initiatives, Field::Supports) => "The goals and initiatives that it helps.",
        (List::Activities, Field::School) => "The school in which it takes place.",
        (List::EvaluationFindings, Field::Text) => "What the evaluation said; it is shown on the educator's own page only.",
        (List::EvaluationFindings, Field::Focus) => "The focus it names.",
        _ => field.about(),
    }
}

/// What may stand in a field.
fn value(kind: FieldKind) -> Value {
    match kind {
        FieldKind::Refs(_) => several(&scalar(FieldKind::Id)),
        FieldKind::Words => several(&text()),
        FieldKind::Target => {
            let number = json!({"type": ["number", "string"], "pattern": r"^-?[0-9]*\.?[0-9]+ ?%?$"});
            group(&[("metric", text()), ("group", text()), ("min", number.clone()), ("max", number), ("by", day())], &[])
        }
        FieldKind::Slots => several(&json!({"anyOf": [{"type": "string", "pattern": SESSION}, session()]})),
        FieldKind::Breaks => several(&group(&[("from", day()), ("until", day()), ("label", text())], &["from"])),
        FieldKind::Days => {
            several(&group(&[("date", day()), ("hours", scalar(FieldKind::Hours)), ("label", text())], &["date", "hours"]))
        }
        FieldKind::Answers => json!({"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}),
        FieldKind::Rules => several(&json!({"type": "object", "properties": {"id": scalar(FieldKind::Id)}, "required": ["id"]})),
        single => scalar(single),
    }
}

/// A field of one value.
fn scalar(kind: FieldKind) -> Value {
    match kind {
        // An id of digits is a number to an editor.
        FieldKind::Id | FieldKind::Ref(_) => json!({"type": ["string", "integer"], "pattern": r"^[\p{L}\p{N}_./:-]+$"}),
        FieldKind::Date => day(),
        FieldKind::Hours => json!({"type": ["number", "string"], "minimum": 0, "pattern": HOURS}),
        FieldKind::Number => amount(),
        FieldKind::Share => json!({"type": ["number", "string"], "minimum": 0, "maximum": 1}),
        FieldKind::Fte => json!({"type": ["number", "string"], "minimum": 0, "maximum": 1.5}),
        FieldKind::Bool => json!({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no", "x", 1, 0]}]}),
        FieldKind::Choice(words) => json!({"enum": words}),
        FieldKind::Word => json!({"type": ["string", "number"], "pattern": r"^\S+$"}),
        _ => text(),
    }
}

/// `1.5`, `1.5 h`, `1:30` or `90 min`.
const HOURS: &str = r"^([0-9]*\.?[0-9]+ ?(h|min)?|[0-9]+:[0-5][0-9])$";

/// `2026-09-15 15:00-16:30`, or `Tue 15:00-16:30 every 2 from 2026-09-01 until 2027-05-31`.
const SESSION: &str = r"^\S+ +[0-9]{1,2}:[0-9]{2}[-–][0-9]{1,2}:[0-9]{2}( +(every|from|until) +\S+)*$";

fn session() -> Value {
    let time = json!({"type": "string", "pattern": r"^[0-9]{1,2}:[0-9]{2}$"});
    let weeks = json!({"type": "integer", "minimum": 1, "maximum": 52});
    let fields = [
        ("date", day()),
        ("weekday", text()),
        ("start", time.clone()),
        ("end", time),
        ("every", weeks),
        ("from", day()),
        ("until", day()),
    ];
    group(&fields, &["start", "end"])
}

/// `2026-09-15`, also with a time behind it. Only 29 February is left to `check`.
const DAY: &str =
    "^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))([T ].*)?$";

fn day() -> Value {
    json!({"type": "string", "pattern": DAY})
}

fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn amount() -> Value {
    json!({"type": ["number", "string"], "minimum": 0})
}

/// A group of fields.
fn group(fields: &[(&str, Value)], required: &[&str]) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// One of something, or a list of them.
fn several(one: &Value) -> Value {
    json!({"anyOf": [one, {"type": "array", "items": one}]})
}

/// The same, or nothing: an empty field is none.
fn or_nothing(schema: &Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn described(mut schema: Value, about: &str) -> Value {
    schema["description"] = about.into();
    schema
}
