//! Small districts drawn from bytes: any bytes give one, zeros the simplest, so that a failing one shrinks. Written as YAML
//! or as CSV, in any order of rows.

use std::collections::{BTreeMap, BTreeSet};

use super::Folder;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    List(Vec<String>),
    /// A map: columns `field.key` in a table.
    Parts(Vec<(&'static str, String)>),
    /// A list of one map, likewise.
    Row(Vec<(&'static str, String)>),
    /// Sessions as YAML and as a cell.
    Slots(Vec<(String, String)>),
}

pub(crate) type Record = Vec<(&'static str, Value)>;

/// The lists of a district.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists(pub(crate) BTreeMap<&'static str, Vec<Record>>);

/// Choices, taken from bytes one by one; zeros when they are used up.
pub(crate) struct Dice<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl<'b> Dice<'b> {
    pub(crate) fn of(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % end
    }

    /// True once in `n` times.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    fn some(&mut self, words: &[String], most: usize) -> Vec<String> {
        let count = self.below(most + 1);
        let chosen: BTreeSet<String> =
            (0..count).filter(|_| !words.is_empty()).map(|_| words[self.below(words.len())].clone()).collect();
        chosen.into_iter().collect()
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{prefix}{number}")).collect()
}

const DAYS: [&str; 6] = ["2027-05-01", "2026-12-15", "2027-05-02", "2027-02-01", "2026-09-30", "2027-06-04"];
const FOCUSES: [&str; 6] = ["talk", "talk-moves", "writing", "direct", "discovery", "numbers"];

/// Ids of every kind, known before the records are drawn, so that links can go anywhere.
struct Ids {
    educators: Vec<String>,
    teams: Vec<String>,
    schools: Vec<String>,
    /// Goals, findings and requirements.
    obligations: Vec<String>,
    activities: Vec<String>,
}

impl Lists {
    pub(crate) fn draw(bytes: &[u8]) -> Self {
        let mut dice = Dice::of(bytes);
        let (educators, teams, schools) =
            (names("p", 1 + dice.below(5)), names("t", dice.below(3)), names("k", 1 + dice.below(2)));
        let counts = [
            ("g", 1 + dice.below(9)),
            ("c", dice.below(4)),
            ("s", dice.below(4)),
            ("d", dice.below(3)),
            ("f", dice.below(4)),
            ("r", dice.below(3)),
        ];
        let obligations = counts.iter().flat_map(|(prefix, count)| names(prefix, *count)).collect();
        let ids = Ids { educators, teams, schools, obligations, activities: names("a", dice.below(5)) };
        let mut lists = Self::default();
        lists.people(&mut dice, &ids);
        for (prefix, count) in counts {
            for id in names(prefix, count) {
                lists.obligation(&mut dice, &ids, prefix, id);
            }
        }
        for id in &ids.activities {
            lists.activity(&mut dice, &ids, id);
        }
        lists.around(&mut dice, &ids);
        lists
    }

    pub(crate) fn add(&mut self, list: &'static str, record: Record) {
        self.0.entry(list).or_default().push(record);
    }

    fn people(&mut self, dice: &mut Dice<'_>, ids: &Ids) {
        for id in &ids.schools {
            self.add("schools", vec![("id", text(id)), ("need", text(dice.one(&["0.2", "0.7", "0.45"])))]);
        }
        for id in &ids.educators {
            let mut record = vec![("id", text(id)), ("schools", Value::List(dice.some(&ids.schools, 2)))];
            record.push(("role", text(dice.one(&["teacher", "coach"]))));
            if dice.once_in(3) {
                record.extend([("fte", text("0.5")), ("years", text("2"))]);
            }
            if dice.once_in(4) {
                record.extend([
                    ("evaluator", text(&ids.educators[0])),
                    ("coach", text(&ids.educators[dice.below(ids.educators.len())])),
                ]);
            }
            self.add("educators", record);
        }
        self.0.entry("teams").or_default();
        for id in &ids.teams {
            let mut record =
                vec![("id", text(id)), ("kind", text(dice.one(&["plc", "network"]))), ("school", text(&ids.schools[0]))];
            let mut members = dice.some(&ids.educators, 4);
            if members.is_empty() {
                members.push(ids.educators[0].clone());
            }
            record.push(("members", Value::List(members)));
            record.push(("facilitator", text(&ids.educators[dice.below(ids.educators.len())])));
            record.push(("meetings", slots(dice)));
            self.add("teams", record);
        }
    }

    fn obligation(&mut self, dice: &mut Dice<'_>, ids: &Ids, prefix: &str, id: String) {
        let educator = text(&ids.educators[dice.below(ids.educators.len())]);
        let mut record = vec![("id", text(id))];
        let list = match prefix {
            "f" => {
                record.extend([("educator", educator), ("focus", text(dice.one(&FOCUSES))), ("date", text("2026-05-04"))]);
                "evaluation_findings"
            }
            "r" => {
                record.extend([("educator", educator), ("expires", text(dice.one(&DAYS)))]);
                let parts = |parts: &[(&'static str, &str)]| parts.iter().map(|(key, part)| (*key, (*part).to_owned())).collect();
                match dice.below(4) {
                    1 => record.push(("pack", text("us-nc/teacher"))),
                    2 => record.extend([
                        ("pack", text("us-nc/teacher")),
                        ("profile", Value::Parts(parts(&[("grade", "k5"), ("lifetime_licence", "no")]))),
                    ]),
                    3 => record.extend([
                        ("pack", text("us-ma/teacher")),
                        ("issued", text("2022-07-01")),
                        ("profile", Value::Parts(parts(&[("plan_approved", "2022-10-15"), ("extra_licence", "no")]))),
                    ]),
                    _ => {}
                }
                "relicensure_requirements"
            }
            _ => {
                let list = match prefix {
                    "c" if !ids.teams.is_empty() => {
                        record.push(("team", text(&ids.teams[dice.below(ids.teams.len())])));
                        "plc_goals"
                    }
                    "s" => {
                        record.push(("school", text(&ids.schools[dice.below(ids.schools.len())])));
                        "school_improvement_goals"
                    }
                    "d" => "district_goals",
                    _ => {
                        record.push(("educator", educator));
                        "individual_plans"
                    }
                };
                goal_fields(dice, ids, &mut record);
                list
            }
        };
        self.add(list, record);
    }

    fn activity(&mut self, dice: &mut Dice<'_>, ids: &Ids, id: &str) {
        let audience: Vec<String> =
            [ids.educators.as_slice(), &ids.teams, &ids.schools, &["all".to_owned(), "role:coach".to_owned()]].concat();
        let mut record = vec![("id", text(id)), ("title", text("Learn")), ("focus", Value::List(words(dice, 2)))];
        record.extend([
            ("serves", Value::List(dice.some(&ids.obligations, 3))),
            ("required_of", Value::List(dice.some(&audience, 2))),
        ]);
        record.push(("chosen_by", Value::List(dice.some(&ids.educators, 1))));
        match dice.below(3) {
            0 => record.push(("hours", text(dice.one(&["2", "5.5", "0.25"])))),
            1 => record.push(("sessions", slots(dice))),
            _ => {}
        }
        match dice.below(4) {
            1 => record.extend([("cost", text("900")), ("provider", text("institute"))]),
            2 => record.push(("cost", text("40"))),
            3 => record.push(("component", text("feedback"))),
            _ => {}
        }
        self.add("activities", record);
    }

    /// Focuses, crosswalks, initiatives and the calendar.
    fn around(&mut self, dice: &mut Dice<'_>, ids: &Ids) {
        for (id, fields) in [
            ("talk", vec![]),
            ("talk-moves", vec![("parent", text("talk"))]),
            ("writing", vec![("aliases", Value::List(vec!["essays".to_owned()]))]),
            ("direct", vec![("opposes", Value::List(vec!["discovery".to_owned()]))]),
            ("discovery", vec![]),
            ("numbers", vec![]),
        ] {
            let mut record = vec![("id", text(id))];
            record.extend(fields);
            self.add("focuses", record);
        }
        self.0.entry("crosswalks").or_default();
        if dice.once_in(2) {
            self.add(
                "crosswalks",
                vec![("from", text("writing")), ("to", text("talk")), ("match", text(dice.one(&["exact", "related"])))],
            );
        }
        self.0.entry("initiatives").or_default();
        for id in names("i", dice.below(4)) {
            let mut record = vec![("id", text(id)), ("school", text(&ids.schools[0])), ("focus", Value::List(words(dice, 1)))];
            record.push(("practice", Value::List(words(dice, 1))));
            self.add("initiatives", record);
        }
        self.0.entry("credits").or_default();
        for number in 0..dice.below(9) {
            let tags = ["content", "pedagogy", "sei_esl", "academic_subject", "literacy"].map(str::to_owned);
            let mut record = vec![("educator", text(&ids.educators[dice.below(ids.educators.len())]))];
            // Ids of credits are made of kind and day, so that each has a kind of its own.
            record.extend([("kind", text(format!("kind-{number}"))), ("hours", text(dice.one(&["20", "45", "6", "100"])))]);
            record.extend([("tags", Value::List(dice.some(&tags, 2))), ("has", Value::List(vec!["assessment".to_owned()]))]);
            match dice.below(4) {
                1 => record.push(("date", text("2026-02-01"))),
                2 => record.push(("date", text("2019-02-01"))),
                3 => record.extend([("date", text("2025-03-01")), ("serves", Value::List(dice.some(&ids.obligations, 1)))]),
                _ => {}
            }
            self.add("credits", record);
        }
        self.resources(dice, ids);
        self.add("calendar", vec![("for", text("district")), ("weekly_hours", text("5"))]);
        self.add(
            "calendar",
            vec![
                ("for", text("district")),
                ("breaks", Value::Row(vec![("from", "2026-09-07".to_owned()), ("until", "2026-09-11".to_owned())])),
            ],
        );
        self.add(
            "calendar",
            vec![
                ("for", text("district")),
                ("days", Value::Row(vec![("date", "2026-10-09".to_owned()), ("hours", "6".to_owned())])),
            ],
        );
        if dice.once_in(2) {
            self.add("calendar", vec![("for", text(&ids.educators[0])), ("weekly_hours", text("2.5"))]);
        }
    }

    /// What people offer, and money for goals.
    fn resources(&mut self, dice: &mut Dice<'_>, ids: &Ids) {
        self.0.entry("expertise").or_default();
        for _ in 0..dice.below(5) {
            let mut record = vec![("educator", text(&ids.educators[dice.below(ids.educators.len())]))];
            record.push(("focus", text(dice.one(&FOCUSES))));
            if dice.once_in(2) {
                record.push(("hours", text(dice.one(&["1", "2.5", "0.5"]))));
            }
            self.add("expertise", record);
        }
        self.0.entry("budgets").or_default();
        let is_goal = |id: &&String| id.starts_with(['g', 's', 'd']);
        let goals: Vec<&String> = ids.obligations.iter().filter(is_goal).collect();
        for _ in 0..dice.below(4) {
            let goal = goals[dice.below(goals.len())];
            self.add("budgets", vec![("goal", text(goal)), ("amount", text(dice.one(&["100", "7500.5"])))]);
        }
    }

    /// The rows of every list in another order, by the same kind of choices.
    pub(crate) fn shuffled(&self, bytes: &[u8]) -> Self {
        let mut dice = Dice::of(bytes);
        let mut lists = self.clone();
        for records in lists.0.values_mut() {
            for at in (1..records.len()).rev() {
                records.swap(at, dice.below(at + 1));
            }
        }
        lists
    }

    pub(crate) fn as_yaml(&self) -> Folder {
        self.written("yaml", |records| records.iter().map(yaml).collect::<String>())
    }

    pub(crate) fn as_csv(&self) -> Folder {
        self.written("csv", csv)
    }

    fn written(&self, ending: &str, write: impl Fn(&[Record]) -> String) -> Folder {
        let files = self.0.keys().map(|list| format!("  {list}: {list}.{ending}\n")).collect::<Vec<_>>().concat();
        let folder = Folder::of(&format!("packs: [us-ma/teacher, us-nc/teacher]\nfiles:\n{files}"));
        self.0.iter().fold(folder, |folder, (list, records)| folder.with(&format!("{list}.{ending}"), write(records)))
    }
}

fn words(dice: &mut Dice<'_>, most: usize) -> Vec<String> {
    dice.some(&FOCUSES.map(str::to_owned), most)
}

fn slots(dice: &mut Dice<'_>) -> Value {
    let weekly = |every: &str| {
        (
            format!("{{weekday: Tue, start: 15:00, end: 16:30, every: {every}, from: 2026-09-01, until: 2026-10-31}}"),
            format!("Tue 15:00-16:30 every {every} from 2026-09-01 until 2026-10-31"),
        )
    };
    let dated = ("{date: 2026-10-13, start: 08:30, end: 09:00}".to_owned(), "2026-10-13 08:30-09:00".to_owned());
    Value::Slots([vec![], vec![dated.clone()], vec![weekly("1")], vec![weekly("2"), dated]][dice.below(4)].clone())
}

fn goal_fields(dice: &mut Dice<'_>, ids: &Ids, record: &mut Record) {
    if !dice.once_in(8) {
        record.push(("text", text("Änderungen, \"bald\"; oder nicht")));
    }
    record.push(("focus", Value::List(words(dice, 4))));
    record.push(("supports", Value::List(dice.some(&ids.obligations, 2))));
    if !dice.once_in(6) {
        record.push(("due", text(dice.one(&DAYS))));
    }
    match dice.below(12) {
        1 => record.push(("conflicts", Value::List(dice.some(&ids.obligations, 1)))),
        2 => record.push(("requires", Value::List(dice.some(&[ids.obligations.as_slice(), &ids.activities].concat(), 1)))),
        3 => record.push(("status", text("paused"))),
        4 => record.push(("hours", text("7.5"))),
        5 => record.push(("target", Value::Parts(vec![("metric", "passing".to_owned()), ("min", "50".to_owned())]))),
        6 => record.push((
            "target",
            Value::Parts(vec![("metric", "passing".to_owned()), ("max", "40".to_owned()), ("by", "2027-05-01".to_owned())]),
        )),
        7 => record.push(("practice", Value::List(words(dice, 1)))),
        8 => record.push(("purpose", text("compliance"))),
        9 => record.push(("supports", Value::List(vec!["nowhere".to_owned()]))),
        10 => record.push(("start", text("2026-02-31"))),
        _ => {}
    }
    // A field that was drawn twice stands once.
    let mut seen = BTreeSet::new();
    record.reverse();
    record.retain(|(field, _)| seen.insert(*field));
    record.reverse();
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

fn yaml(record: &Record) -> String {
    let map = |parts: &[(&str, String)]| parts.iter().map(|(key, part)| format!("{key}: {part}")).collect::<Vec<_>>().join(", ");
    let fields = record.iter().map(|(field, value)| match value {
        Value::Text(text) => format!("{field}: {}", quoted(text)),
        Value::List(words) => format!("{field}: [{}]", words.join(", ")),
        Value::Parts(parts) => format!("{field}: {{{}}}", map(parts)),
        Value::Row(parts) => format!("{field}: [{{{}}}]", map(parts)),
        Value::Slots(slots) => {
            format!("{field}: [{}]", slots.iter().map(|(yaml, _)| yaml.as_str()).collect::<Vec<_>>().join(", "))
        }
    });
    format!("- {{{}}}\n", fields.collect::<Vec<_>>().join(", "))
}

fn csv(records: &[Record]) -> String {
    let mut columns: Vec<String> = Vec::new();
    let rows: Vec<BTreeMap<String, String>> = records.iter().map(|record| record.iter().flat_map(cells).collect()).collect();
    for column in records.iter().flatten().flat_map(cells).map(|(column, _)| column) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let cell = |text: Option<&String>| format!("\"{}\"", text.map_or(String::new(), |text| text.replace('"', "\"\"")));
    let lines = rows.iter().map(|row| columns.iter().map(|column| cell(row.get(column))).collect::<Vec<_>>().join(","));
    std::iter::once(columns.join(",")).chain(lines).map(|line| line + "\n").collect()
}

fn cells((field, value): &(&'static str, Value)) -> Vec<(String, String)> {
    let one = |text: String| vec![((*field).to_owned(), text)];
    match value {
        Value::Text(text) => one(text.clone()),
        Value::List(words) => one(words.join("; ")),
        Value::Slots(slots) => one(slots.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join("; ")),
        Value::Parts(parts) | Value::Row(parts) => {
            parts.iter().map(|(key, part)| (format!("{field}.{key}"), part.clone())).collect()
        }
    }
}
