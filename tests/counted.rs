//! What a rule says of its findings holds for what they say: whoever counts people says so, so that the number is told to
//! nobody who may know of no group that small; whatever rests on a licence is nobody else's.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use plalign::analysis::rules::is_of_licence;
use plalign::analysis::{Wanted, analyze, is_fault, kinds};
use plalign::finding::{Class, Finding};
use plalign::load;
use plalign::model::District;
use support::{plalign, repository};

/// The examples of every rule and every shipped district.
fn examples() -> Vec<PathBuf> {
    let folders = |of: &str| fs::read_dir(repository(of)).expect("it can be read").map(|one| one.expect("it can be read").path());
    let all = folders("src/analysis/rules").chain(folders("examples")).filter(|path| path.join(load::NAME).is_file());
    let mut all: Vec<PathBuf> = all.collect();
    all.sort();
    assert!(all.len() > 50, "{all:?}");
    all
}

fn findings(district: &Path) -> Vec<Finding> {
    let codes: Vec<&str> = kinds().iter().map(|kind| kind.code).collect();
    let mut loaded = load::open(district, false, &codes).expect("it can be read");
    let found = std::mem::take(&mut loaded.findings);
    let as_of = loaded.manifest.as_of.unwrap_or(date(2026, 9, 1));
    let (district, _) = District::resolve(&loaded, as_of);
    analyze(&loaded, &district, found, &Wanted::quietly(&[])).findings
}

/// Numbers of people in a text.
fn counted(text: &str) -> Vec<usize> {
    const PEOPLE: [&str; 6] = ["educator", "educators", "people", "person", "persons", "teachers"];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let pairs = words.windows(2).filter(|pair| PEOPLE.contains(&pair[1]));
    pairs.filter_map(|pair| pair[0].parse().ok()).collect()
}

#[test]
fn whoever_counts_people_says_how_many() {
    let mut seen = std::collections::BTreeSet::new();
    for district in examples() {
        for finding in findings(&district) {
            let words = std::iter::once(finding.message.as_str()).chain(finding.remedy.as_deref());
            let told: Vec<usize> =
                words.chain(finding.labels.iter().map(|label| label.text.as_str())).flat_map(counted).collect();
            for people in told {
                seen.insert(finding.kind.code);
                assert_eq!(finding.counts, Some(people), "{}: {}", finding.kind.code, finding.message);
            }
        }
    }
    assert!(seen.len() >= 10, "hardly anybody counts people: {seen:?}");
}

#[test]
fn no_card_of_the_district_tells_of_few_people() {
    let mut withheld = 0;
    for district in examples() {
        let out = tempfile::tempdir().expect("a temporary folder can be made");
        let (from, to) = (district.to_string_lossy(), out.path().to_string_lossy());
        let ran = plalign(&repository(""), &["report", &from, "--out", &to, "--for", "district", "--format", "json"]);
        if ran.code == Some(3) {
            continue;
        }
        let page = fs::read_to_string(out.path().join("district/index.json")).expect("a page was written");
        let page: serde_json::Value = serde_json::from_str(&page).expect("a page is JSON");
        let blocks = page["page"]["sections"]
            .as_array()
            .expect("a list")
            .iter()
            .flat_map(|section| section["blocks"].as_array().expect("a list"));
        let groups = blocks.filter_map(|block| block["findings"].as_array()).flatten();
        for card in groups.flat_map(|group| group["cards"].as_array().expect("a group has cards")) {
            let spans = card["message"].as_array().expect("a list").iter();
            let says: String = spans.filter_map(|span| span["text"].as_str()).collect();
            let few: Vec<usize> =
                counted(&says.replace("fewer than 10 people", "")).into_iter().filter(|people| *people < 10).collect();
            assert!(few.is_empty(), "{}: {says}", district.display());
            withheld += usize::from(says.contains("fewer than"));
        }
    }
    assert!(withheld > 0, "no card counts few people, so that nothing was tried");
}

#[test]
fn what_rests_on_a_licence_or_on_who_knows_what_is_told_to_its_owner_alone() {
    for kind in kinds().into_iter().filter(|kind| is_fault(kind) || is_of_licence(kind)) {
        assert_eq!(kind.tells, Class::Licence, "{}", kind.code);
    }
}
