//! A synthetic district tells exactly what was planted in it.

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use support::{Folder, plalign, text, words};

/// Rule and items of every fault and reinforcement that `init` says it planted.
fn planted(folder: &Folder) -> BTreeSet<(String, Vec<String>)> {
    let json = fs::read_to_string(folder.path().join("planted.json")).expect("init writes planted.json");
    let planted: Value = serde_json::from_str(&json).expect("planted.json is JSON");
    let list = planted["findings"].as_array().expect("planted.json lists findings");
    list.iter().map(|one| (text(&one["rule"]), words(&one["items"]))).collect()
}

fn finds_exactly_what_was_planted(educators: &str, seed: &str) {
    let folder = Folder::new();
    let ran = plalign(folder.path(), &["init", ".", "--educators", educators, "--seed", seed]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let told = folder.check_with(&["--pairs", "none"]);
    let (expected, found) = (planted(&folder), told.planted());
    let difference = |a: &BTreeSet<_>, b: &BTreeSet<_>| a.difference(b).take(10).cloned().collect::<Vec<(String, Vec<String>)>>();
    assert_eq!(
        (difference(&expected, &found), difference(&found, &expected)),
        (vec![], vec![]),
        "planted and not found; found and not planted"
    );
    assert_eq!(told.json["summary"]["educators"].as_u64(), educators.parse().ok());
    assert!(!expected.is_empty());
}

#[test]
fn sixty_educators() {
    finds_exactly_what_was_planted("60", "1");
}

#[test]
fn sixty_others() {
    finds_exactly_what_was_planted("60", "2");
}

#[test]
fn five_hundred_educators() {
    finds_exactly_what_was_planted("500", "7");
}

#[test]
fn three_thousand_educators() {
    finds_exactly_what_was_planted("3000", "5");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    let write = |seed: &str| {
        let folder = Folder::new();
        let ran = plalign(folder.path(), &["init", "d", "--educators", "60", "--seed", seed]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let mut files: Vec<_> =
            fs::read_dir(folder.path().join("d")).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        let name = |path: &std::path::Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        files.iter().filter(|path| path.is_file()).map(|path| (name(path), fs::read(path).expect("a file"))).collect::<Vec<_>>()
    };
    assert_eq!(write("4"), write("4"));
    assert_ne!(write("4"), write("5"));
}

#[test]
fn every_rule_is_planted() {
    let folder = Folder::new();
    let ran = plalign(folder.path(), &["init", ".", "--educators", "500", "--seed", "7"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let rules: BTreeSet<String> = planted(&folder).into_iter().map(|(rule, _)| rule).collect();
    let missing: Vec<_> = support::RULES.iter().filter(|rule| !rules.contains(**rule)).collect();
    assert_eq!(missing, [&""; 0]);
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = Folder::new();
    plalign(folder.path(), &["init", ".", "--educators", "500", "--seed", "7"]);
    let with = |jobs: &str| plalign(folder.path(), &["check", "--format", "json", "--jobs", jobs]).stdout;
    let (one, three) = (with("1"), with("3"));
    assert!(one == three, "the bytes differ");
    assert!(one.len() > 100_000);
}
