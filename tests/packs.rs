//! The packs that are compiled in: sound, whole, and told in plain English.

mod support;

use std::collections::BTreeSet;
use std::fs;

use plalign::finding::Findings;
use plalign::load::pack::shipped::SHIPPED;
use plalign::load::pack::{self, Pack, Rule};
use plalign::load::values::counted;
use plalign::source::SourceId;
use support::{plalign, repository};

fn packs() -> Vec<Pack> {
    let mut told = Vec::new();
    let mut packs = Vec::new();
    for (id, text) in SHIPPED {
        let mut findings = Findings::new();
        packs.extend(pack::read(SourceId(0), text, &mut findings));
        told.extend(findings.iter().map(|finding| format!("{id}: {}: {}", finding.kind.code, finding.message)));
    }
    assert_eq!(told, [""; 0]);
    packs
}

#[test]
fn every_jurisdiction_has_a_pack_without_a_fault() {
    let ids: Vec<String> = packs().into_iter().map(|pack| pack.id).collect();
    assert_eq!(ids, SHIPPED.map(|(id, _)| id.to_owned()));
    assert_eq!(ids.len(), 51, "fifty states and the District of Columbia");
    let files = fs::read_dir(repository("src/license/packs")).expect("the folder can be read").count();
    assert_eq!(files, ids.len(), "each file is compiled in");
}

#[test]
fn every_pack_says_when_and_from_what_it_was_made() {
    for pack in packs() {
        assert!(pack.date.is_some() && !pack.name.is_empty() && !pack.rules.is_empty(), "{}", pack.id);
        assert!(!pack.sources.is_empty() && pack.sources.iter().all(|source| source.starts_with("http")), "{}", pack.id);
    }
}

#[test]
fn units_belong_to_their_pack() {
    let packs = packs();
    let units: BTreeSet<&str> = packs.iter().map(|pack| pack.unit.id.as_str()).collect();
    assert_eq!(units.len(), packs.len(), "no two packs share a unit");
    for pack in &packs {
        let state = pack.id.split('/').next().unwrap_or_default();
        assert!(pack.unit.id.starts_with(&format!("{state}.")), "{}: {}", pack.id, pack.unit.id);
    }
}

/// The keys of the profile that something in a pack asks for.
fn keys_asked(pack: &Pack) -> BTreeSet<String> {
    let rules = pack.all_rules();
    let guards = rules.iter().map(|rule| &rule.when).chain(pack.exempt.iter().map(|one| &one.when));
    let guards = guards.chain(pack.cycles.iter().map(|one| &one.when)).chain(pack.convert.iter().map(|one| &one.when));
    let guards = guards.chain(pack.filters.iter().map(|one| &one.when)).chain(pack.caps.iter().map(|one| &one.when));
    let mut keys: BTreeSet<String> = guards.flat_map(|guard| &guard.0).map(|(key, _)| key.clone()).collect();
    keys.extend(pack.filters.iter().filter_map(|filter| filter.after.clone()));
    keys.extend(if let pack::Licences::Extra(key) = &pack.licences { Some(key.clone()) } else { None });
    for rule in rules {
        keys.extend(rule.is_scaled.then(|| "employment_share".to_owned()));
        for ask in &rule.asks {
            if let pack::Demand::Need(key, _) = ask {
                keys.extend([key.clone(), format!("{key}_approved"), format!("{key}_date")]);
            }
        }
    }
    keys
}

#[test]
fn what_a_pack_asks_is_a_question_that_something_hangs_on() {
    for pack in packs() {
        let keys = keys_asked(&pack);
        for ask in &pack.asks {
            assert!(ask.question.ends_with('?'), "{}: {}", pack.id, ask.question);
            assert!(keys.contains(&ask.name), "{} asks {} for nothing", pack.id, ask.name);
        }
    }
}

#[test]
fn explain_tells_every_pack_and_says_once_that_it_is_no_legal_advice() {
    for pack in packs() {
        let ran = plalign(&repository(""), &["explain", &pack.id]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", pack.id);
        assert_eq!(ran.stdout.matches("not legal advice").count(), 1, "{}", pack.id);
        for rule in &pack.rules {
            assert!(ran.stdout.contains(&format!("  - {}", rule.id)), "{} leaves out {}", pack.id, rule.id);
        }
        for part in pack.notes.iter().chain(&pack.not_covered).chain(&pack.sources) {
            assert!(ran.stdout.contains(part.as_str()), "{} leaves out {part}", pack.id);
        }
    }
}

#[test]
fn a_pack_that_there_is_not_is_told_with_the_nearest() {
    let ran = plalign(&repository(""), &["explain", "us-mm/teacher"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("did you mean “us-m"), "{}", ran.stderr);
}

/// The cases of a pack: `tests/packs/us-ma.yaml` and so on.
fn cases(pack: &Pack) -> Vec<serde_json::Value> {
    let state = pack.id.split('/').next().unwrap_or_default();
    let path = repository("tests/packs").join(format!("{state}.yaml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_pack_has_cases_about_its_own_rules() {
    for pack in packs() {
        let cases = cases(&pack);
        let statuses: BTreeSet<&str> = cases.iter().filter_map(|case| case["expect"]["status"].as_str()).collect();
        // Where all rules are advice, or suspended, nothing can be short.
        let binds = !pack.is_suspended && pack.rules.iter().any(|rule| !rule.basis.is_advice);
        let is_both = statuses.contains("met") && statuses.contains("short");
        assert!(cases.len() >= 2 && (is_both || !binds), "{}: one case is met and one is short: {statuses:?}", pack.id);
        for case in &cases {
            for rule in case["expect"]["rules"].as_object().into_iter().flat_map(|rules| rules.keys()) {
                let known = pack.all_rules().iter().any(|known| known.id == *rule);
                assert!(known, "{}: {} names the rule {rule}", pack.id, case["case"]);
            }
        }
    }
}

const ABOUT: &str = "# Relicensure: what is covered

One pack a jurisdiction, made from public pages and compiled in; `plalign explain us-ma/teacher` tells one whole, [packs.md](packs.md) how
a district writes or tightens one. None is legal advice: ask the licensing office before you rely on it. *One unit in two rules* says
whether a unit may count twice; where nobody states it both answers are worked out. *Only asked* are rules that hang on an answer of the
educator's and on nothing that could be counted. *Advice only* is shown and never failed. *Not known* is what nobody states: whether a
surplus carries over (carry), whether an activity may be repeated (repeat), how many units an hour is worth (hour). *Not covered* is what
was not found or not read, so that the pack leaves it out; its notes say more. This page is made from the packs by `tests/packs.rs`.

| pack | what | years | unit | rules | one unit in two rules | only asked | advice only | not known | not covered | confidence |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
";

/// What is covered for each jurisdiction, as a table in Markdown.
fn table() -> String {
    packs().iter().fold(ABOUT.to_owned(), |text, pack| text + &row(pack))
}

fn row(pack: &Pack) -> String {
    let mut years: Vec<i16> = pack.cycles.iter().filter_map(|cycle| cycle.years).collect();
    years.sort_unstable();
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let overlap = match &pack.overlap {
        pack::Overlap::Unknown => "not stated".to_owned(),
        pack::Overlap::Shared => "yes".to_owned(),
        pack::Overlap::Split(rules) => format!("no, among {}", rules.join(", ")),
    };
    let names = |chosen: &dyn Fn(&Rule) -> bool| {
        pack.all_rules().into_iter().filter(|rule| chosen(rule)).map(|rule| rule.id.clone()).collect::<Vec<_>>()
    };
    let is_asked = |rule: &Rule| rule.of.is_all() && matches!(rule.asks.as_slice(), [pack::Demand::Need(..)]);
    let mut advice = names(&|rule| rule.basis.is_advice);
    let limits = pack.filters.iter().map(|filter| &filter.basis).chain(pack.caps.iter().map(|cap| &cap.basis));
    let limits = limits.filter(|basis| basis.is_advice).count();
    advice.extend((limits > 0).then(|| counted(limits, "limit")));
    let unknown = [
        (pack.carry == pack::Carry::Unknown, "carry"),
        (pack.repeat == pack::Repeat::Unknown, "repeat"),
        (pack.unit.per_hour.is_none(), "hour"),
    ];
    let unknown: Vec<&str> = unknown.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    let suspended = if pack.is_suspended { " (suspended)" } else { "" };
    let cells = [
        pack.id.clone(),
        format!("{}{suspended}", pack.name),
        years.join(" or "),
        if pack.counts_units() { pack.unit.name.clone() } else { String::new() },
        pack.rules.len().to_string(),
        overlap,
        names(&|rule| is_asked(rule) && !rule.basis.is_advice).join(", "),
        advice.join(", "),
        unknown.join(", "),
        pack.not_covered.join("; "),
        pack.confidence.word().to_owned(),
    ];
    let cells = cells.map(|cell| if cell.is_empty() { "-".to_owned() } else { cell });
    format!("| {} |\n", cells.join(" | "))
}

#[test]
fn the_table_of_the_documentation_is_that_of_the_packs() {
    let path = repository("docs/relicensure.md");
    if std::env::var_os("OVERWRITE").is_some() {
        fs::write(&path, table()).expect("the table can be written");
    }
    assert_eq!(fs::read_to_string(&path).expect("the table is there"), table(), "OVERWRITE=1 cargo test --test packs");
}

#[test]
fn the_page_on_packs_shows_what_plalign_prints() {
    trycmd::TestCases::new().env("CI", "").env("COLUMNS", "100").case("docs/packs.md");
    let page = fs::read_to_string(repository("docs/packs.md")).expect("the page is there");
    let shown = page.split("```yaml\n# riverbend.yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    let read = fs::read_to_string(repository("docs/packs.in/riverbend.yaml")).expect("the pack is there");
    assert_eq!(shown, Some(read.as_str()));
}
