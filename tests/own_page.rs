//! An educator's own page: her licence by category as `check` tells it, and the picture of how her obligations hang together with
//! the same facts as lists. Nobody else's page has either.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Folder, check_in, plalign, repository, site, text, words};

/// The pages of a site, by their paths without an ending.
fn pages(district: &Path, format: &str) -> BTreeMap<String, String> {
    let is_page = |(path, text): (String, String)| Some((path.strip_suffix(format)?.strip_suffix('.')?.to_owned(), text));
    site(district, format).into_iter().filter_map(is_page).collect()
}

/// The same as JSON.
fn told(district: &Path) -> BTreeMap<String, Value> {
    let page = |(at, text): (String, String)| (at, serde_json::from_str::<Value>(&text).expect("a page is JSON")["page"].take());
    pages(district, "json").into_iter().map(page).collect()
}

/// The blocks of one sort in a section of a page, such as charts.
fn blocks<'p>(page: &'p Value, section: &str, sort: &str) -> Vec<&'p Value> {
    let sections = page["sections"].as_array().expect("sections are a list").iter();
    let of = sections.filter(|one| one["id"] == section).flat_map(|one| one["blocks"].as_array().expect("blocks are a list"));
    of.filter_map(|block| block.get(sort)).collect()
}

/// The words of spans, one after the other.
fn said(spans: &Value) -> String {
    let word = |span: &Value| match span {
        Value::Object(kinds) => {
            kinds.values().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect()
        }
        _ => String::new(),
    };
    spans.as_array().map_or_else(String::new, |spans| spans.iter().map(word).collect::<String>())
}

/// A number of a table: at least and at most.
fn number(cell: &Value) -> Option<(f64, Option<f64>)> {
    let units = |value: &Value| value.as_f64().map(|scaled| scaled / 10_000.0);
    match cell.get("between") {
        Some(between) => Some((units(&between["low"])?, units(&between["high"]))),
        None => units(&cell["number"]).map(|known| (known, Some(known))),
    }
}

#[test]
fn each_licence_stands_on_its_owners_page_category_by_category() {
    let riverbend = repository("examples/riverbend");
    let (checked, pages) = (check_in(&riverbend, &["--pairs", "none"]), told(&riverbend));
    let (mut rules, mut left_out, mut unknown) = (0, 0, 0);
    for educator in checked.json["educators"].as_array().expect("educators are a list") {
        let page = &pages[&format!("learner/{}/index", text(&educator["id"]))];
        let all = page.to_string();
        let lists: Vec<String> = blocks(page, "license", "list")
            .into_iter()
            .flat_map(|list| list["items"].as_array().expect("items are a list"))
            .map(said)
            .collect();
        let mut charts = blocks(page, "license", "chart").into_iter();
        for licence in educator["licences"].as_array().into_iter().flatten() {
            assert!(all.contains(&text(&licence["id"])), "{licence}");
            let of_licence = licence["rules"].as_array().expect("rules are a list");
            if of_licence.is_empty() {
                continue;
            }
            let rows = charts.next().expect("each licence has its chart")["table"]["rows"].as_array().expect("rows are a list");
            assert_eq!(rows.len(), of_licence.len(), "{licence}");
            for (row, rule) in rows.iter().zip(of_licence) {
                for (column, key) in [(1, "earned"), (2, "planned"), (3, "have"), (4, "need")] {
                    assert_eq!(number(&row[column]).map(|(low, _)| low), rule[key].as_f64(), "{key} of {rule}");
                }
                assert_eq!(number(&row[5]).and_then(|(_, high)| high), rule["short"].as_f64(), "{rule}");
                let by = rule.get("due").unwrap_or(&licence["due"]);
                assert_eq!(row[6]["date"], *by, "{rule}");
                let status = said(&row[7]["text"]);
                assert!(status.starts_with(rule["status"].as_str().expect("it is a word")), "{status}: {rule}");
                let doubts = words(&rule["unknown"]);
                assert!(doubts.iter().all(|doubt| lists.contains(&doubt.replace('`', ""))), "{doubts:?}: {lists:?}");
                unknown += doubts.len();
            }
            for one in licence["not_counted"].as_array().expect("it is a list") {
                let (why, units) = (text(&one["why"]), one["units"].as_f64().expect("it is a number"));
                assert!(lists.iter().any(|line| line.contains(&why) && line.contains(&format!(" {units} "))), "{one}: {lists:?}");
                left_out += 1;
            }
            rules += rows.len();
        }
        let advice = all.matches("This is not legal advice").count();
        assert_eq!(advice, usize::from(!educator["licences"].as_array().is_none_or(Vec::is_empty)), "{}", educator["id"]);
    }
    assert!(rules > 30 && left_out > 1 && unknown > 0, "{rules} rules, {left_out} left out, {unknown} unknown");
}

/// Own rules, of which nobody says whether a unit may count twice.
const EITHER_WAY: &str = "educators: [{id: ana}]\n\
    credits: [{educator: ana, title: Reading and writing, hours: 6, date: 2026-02-01, tags: [reading, writing]}]\n\
    relicensure_requirements:\n- {id: lic, educator: ana, expires: 2027-06-30, rules: [\
    {id: reading, of: {tag: reading}, min: 6}, {id: writing, of: {tag: writing}, min: 6}]}\n";

#[test]
fn what_can_be_read_either_way_is_told_either_way() {
    let page = told(Folder::of(EITHER_WAY).path())["learner/ana/index"].to_string();
    for both in [": met with 6 if a unit may count in several categories; ", " if it counts in one only"] {
        assert!(page.contains(both), "{page}");
    }
}

#[test]
fn the_picture_and_its_lists_hold_every_obligation_and_every_line_of_the_graph() {
    let riverbend = repository("examples/riverbend");
    let (json, html) = (told(&riverbend), pages(&riverbend, "html"));
    let mut lines = 0;
    for who in ["p017", "p039", "p043", "p001"] {
        let at = format!("learner/{who}/index");
        let ran = plalign(&riverbend, &["graph", "--educator", who, "--format", "json", "--quiet"]);
        let graph: Value = serde_json::from_str(&ran.stdout).expect("a graph is JSON");
        let [picture] = blocks(&json[&at], "graph", "picture")[..] else { panic!("{who} has one picture") };
        let groups = picture["list"].as_array().expect("it has lists");
        let items: Vec<String> = groups.iter().flat_map(|group| group["items"].as_array().expect("items")).map(said).collect();
        let svg = html[&at].split_once("<svg xmlns").and_then(|(_, rest)| rest.split_once("</svg>")).expect("it is drawn").0;
        let svg = format!("<svg xmlns{svg}</svg>");
        let tree = roxmltree::Document::parse(&svg).expect("a picture is XML");
        let told: BTreeSet<&str> =
            tree.descendants().filter(|one| one.has_tag_name("title")).filter_map(|one| one.text()).collect();
        for node in graph["nodes"].as_array().expect("nodes are a list").iter().filter(|node| node["kind"] != "time") {
            let id = text(&node["id"]);
            let group = graph["groups"][node["group"].as_u64().expect("it is in a group") as usize].clone();
            let of_group = groups.iter().find(|one| one["name"] == group).expect("each thread has its list");
            let stands = of_group["items"].as_array().expect("items").iter().any(|item| said(item).contains(&id));
            assert!(stands && told.iter().any(|line| line.contains(&id)), "{who}: {id}");
        }
        let ids: Vec<String> = graph["nodes"].as_array().expect("nodes").iter().map(|node| text(&node["id"])).collect();
        for edge in graph["edges"].as_array().expect("edges are a list") {
            let (from, to) = (text(&edge["from"]), text(&edge["to"]));
            assert!(ids.contains(&from) && ids.contains(&to));
            let is_time = |id: &str| id.starts_with("time ");
            let together =
                |item: &&String| item.contains(&from) && (is_time(&to) && item.contains("Not enough time") || item.contains(&to));
            let line = items.iter().find(together).unwrap_or_else(|| panic!("{who}: {edge} is in no list: {items:?}"));
            if edge["conflict"] == true && !is_time(&to) {
                assert!(line.contains("works against"), "{line}");
            }
            lines += 1;
        }
    }
    assert!(lines > 60, "{lines}");
}

#[test]
fn a_picture_says_what_it_is_to_those_who_do_not_see_it_and_marks_conflicts_without_color() {
    let html = pages(&repository("examples/riverbend"), "html");
    let svg =
        html["learner/p017/index"].split_once("<svg xmlns").and_then(|(_, rest)| rest.split_once("</svg>")).expect("drawn").0;
    let svg = format!("<svg xmlns{svg}</svg>");
    let tree = roxmltree::Document::parse(&svg).expect("a picture is XML");
    let root = tree.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let by: Vec<&str> = root.attribute("aria-labelledby").expect("it is named").split(' ').collect();
    let called = |id: &&str| tree.descendants().find(|one| one.attribute("id") == Some(id)).and_then(|one| one.text());
    let names: Vec<&str> = by.iter().filter_map(called).collect();
    assert!(names.len() == 2 && names[0].contains("p017") && names[1].contains("Conflicts: "), "{names:?}");
    let drawn: String = tree.descendants().filter(|one| one.has_tag_name("text")).filter_map(|one| one.text()).collect();
    assert!(drawn.contains("conflict:") && svg.contains("stroke-dasharray=\"7 4\""), "{drawn}");
}

#[test]
fn nobody_elses_page_has_a_licence_or_the_picture_of_a_person() {
    for (at, page) in told(&repository("examples/riverbend")) {
        let page = page.to_string();
        let has = page.contains("licence-by-category") || page.contains("\"picture\"");
        assert!(!has || at.starts_with("learner/"), "{at}");
    }
}

/// The cards in groups of findings.
fn cards_of(groups: &Value) -> impl Iterator<Item = &Value> {
    let groups = groups.as_array().expect("groups are a list").iter();
    groups.flat_map(|group| group["cards"].as_array().expect("a group has cards"))
}

/// The cards of findings on a page.
fn cards(page: &Value) -> impl Iterator<Item = &Value> {
    let sections = page["sections"].as_array().expect("sections are a list").iter();
    let blocks = sections.flat_map(|section| section["blocks"].as_array().expect("blocks are a list"));
    blocks.filter_map(|block| block.get("findings")).flat_map(cards_of)
}

/// Every district that the page of a rule reads, and riverbend.
fn districts() -> Vec<std::path::PathBuf> {
    let folders = fs::read_dir(repository("src/analysis/rules")).expect("there are rules");
    let folders = folders.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| fs::read_dir(folder).expect("it can be read"));
    let files = files.map(|entry| entry.expect("it can be read").path());
    let is_district = |path: &std::path::PathBuf| fs::read_to_string(path).is_ok_and(|text| text.starts_with("plalign:"));
    files.filter(is_district).chain([repository("examples/riverbend")]).collect()
}

#[test]
fn on_her_own_page_she_is_spoken_to_in_plain_words() {
    let is_of_id = |c: char| c.is_alphanumeric() || "-_/@.#".contains(c);
    let (mut told, mut odd) = (0, Vec::new());
    for district in districts() {
        let out = tempfile::tempdir().expect("a temporary folder can be made");
        let (from, to) = (district.to_string_lossy(), out.path().to_string_lossy());
        plalign(&repository(""), &["report", &from, "--out", &to, "--format", "json", "--quiet", "--for", "learner"]);
        let Ok(folders) = fs::read_dir(out.path().join("learner")) else { continue };
        for folder in folders.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir()) {
            let text = fs::read_to_string(folder.join("index.json")).expect("she has a page");
            let page: Value = serde_json::from_str(&text).expect("a page is JSON");
            let her = said(&page["page"]["banner"]["for_whom"]);
            let her = her.trim_start_matches("Prepared for ").split(',').next().unwrap_or_default();
            for card in cards(&page["page"]) {
                let words = format!("{} {}", said(&card["message"]), said(&card["next"]));
                let each: Vec<&str> = words.split(|c: char| !is_of_id(c)).map(|word| word.trim_end_matches('.')).collect();
                let is_day = |word: &&str| word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok();
                // Data faults repeat what a file says.
                let is_of_file = words.contains('“') && words.contains("names");
                let verb = |pair: &[&str]| {
                    pair[0].eq_ignore_ascii_case("you") && pair[1].len() > 2 && pair[1].ends_with('s') && pair[1] != "across"
                };
                let third = ["she", "hers", "herself"].iter().any(|word| each.contains(word));
                if each.contains(&her) || each.iter().any(is_day) || third || each.windows(2).any(verb) {
                    odd.extend((!is_of_file).then(|| format!("{}: {words}", district.display())));
                }
                told += 1;
            }
        }
    }
    assert_eq!(odd, [""; 0]);
    assert!(told > 300, "{told}");
}

#[test]
fn the_rule_of_a_licence_and_a_blank_field_are_told_by_what_they_are() {
    let riverbend = told(&repository("examples/riverbend"));
    let messages =
        |who: &str| cards(&riverbend[&format!("learner/{who}/index")]).map(|card| said(&card["message"])).collect::<Vec<_>>();
    let short = "You have 0 of 15 hours for “disabilities” (lic-alvarez) by 30 Jun 2027: 15 missing.";
    let blank = "The activity Math platform, part 2 math-platform-2 does not say what it is for.";
    for message in [short, blank] {
        assert!(messages("p017").iter().any(|told| told == message), "{message} is not among {:?}", messages("p017"));
    }
    let page = riverbend["learner/p017/index"].to_string();
    assert!(!page.contains("lic-alvarez#"), "{page}");
}

#[test]
fn learning_that_fills_no_category_says_so() {
    let page = told(&repository("examples/riverbend"));
    let rows = blocks(&page["learner/p017/index"], "license", "table")[0]["rows"].as_array().expect("rows").clone();
    let fills: Vec<String> = rows.iter().map(|row| said(&row[5]["text"])).collect();
    assert_eq!(fills, ["no category that is asked"; 2], "{rows:?}");
}

#[test]
fn more_than_eighty_boxes_are_told_as_a_list_alone() {
    for (count, is_drawn) in [(79, true), (85, false)] {
        let goals: Vec<String> =
            (0..count).map(|n| format!("{{id: g{n}, educator: ana, text: Ask {n}, due: 2027-05-01}}")).collect();
        let lists = format!("educators: [{{id: ana}}]\nactivities: []\nindividual_plans: [{}]\n", goals.join(", "));
        let folder = Folder::of(&lists);
        let html = &pages(folder.path(), "html")["learner/ana/index"];
        let (_, section) = html.split_once("<section id=\"graph\"").expect("it has the section");
        let (section, _) = section.split_once("</section>").expect("it ends");
        assert_eq!(section.contains("<svg"), is_drawn, "{count}");
        assert_eq!(section.contains("<details open>"), !is_drawn, "{count}: with nothing to see the list stands open");
        assert_eq!(section.contains("class=\"key\""), is_drawn, "{count}");
        assert!((0..count).all(|n| section.contains(&format!("<code>g{n}</code>"))), "{count}");
    }
}

/// The cards of a page by the code of their rule.
fn card<'p>(page: &'p Value, code: &str) -> &'p Value {
    cards(page).find(|card| card["code"] == code).unwrap_or_else(|| panic!("{code} is not told"))
}

#[test]
fn what_is_only_required_and_goals_that_nothing_of_hers_leads_to_are_no_part_of_what_works_together() {
    let page = &told(&repository("examples/riverbend"))["learner/p017/index"];
    let threads = blocks(page, "works", "threads")[0].as_array().expect("threads are a list");
    let goals = |kind: &str| {
        let groups = threads[0]["obligations"].as_array().expect("groups").iter();
        let items = groups.filter(|group| group["name"] == kind).flat_map(|group| group["items"].as_array().expect("items"));
        items.map(|item| text(&item[0]["id"])).collect::<Vec<_>>()
    };
    assert_eq!((threads.len(), said(&threads[0]["name"])), (1, "Thread 1: Academic talk".to_owned()));
    // Her goal and her team's lead to s2, and what is required of her to d3; nothing to s1 and s4.
    assert_eq!((goals("School goal"), goals("District goal")), (vec!["s2".to_owned()], vec!["d1".to_owned(), "d3".to_owned()]));
    let below: Vec<String> = blocks(page, "works", "text").into_iter().map(said).collect();
    let required = "Required, and linked to nothing of your own: Math platform, part 2 math-platform-2, 8 h.";
    assert!(below.iter().any(|line| line == required), "{below:?}");
    assert!(
        below.iter().any(|line| line == "Yours or your team's, and linked to nothing else of yours: lic-alvarez."),
        "{below:?}"
    );
    let must = "You must attend Math platform, part 2 math-platform-2 (8 h). It is linked to no goal and nothing else of yours.";
    assert_eq!(said(&card(page, "mandate-unbridged")["message"]), must);
    let questions = blocks(page, "questions", "list")[0]["items"].to_string();
    assert!(!questions.contains("would join two") && !page.to_string().contains("One link would join"), "{questions}");
}

#[test]
fn the_work_of_weeks_that_ask_too_much_stands_in_her_card_and_no_list_is_cut_without_a_word() {
    let pages = told(&repository("examples/riverbend"));
    let over = card(&pages["learner/p039/index"], "hours-over-capacity");
    let rows = over["table"]["rows"].as_array().expect("rows");
    let row = |at: usize| rows[at].as_array().expect("cells").iter().map(|cell| said(&cell["text"])).collect::<Vec<_>>();
    assert_eq!(rows.len(), 5, "{rows:?}");
    assert_eq!(row(0)[0], "First-year seminar of the county first-year-seminar");
    assert_eq!(row(0)[3], "Talks with the mentor about routines mentor-talks, frees 5 h");
    assert_eq!((&rows[0][1]["minutes"], &rows[1][2]["minutes"]), (&600.into(), &450.into()));
    let mut cut = 0;
    for page in pages.values() {
        for card in cards(page) {
            let (places, more) =
                (card["places"].as_array().expect("places").len(), card["more_places"].as_u64().expect("a number"));
            assert!(more == 0 || places == 6, "{card}");
            cut += more;
        }
    }
    assert!(cut > 0);
    for (format, words) in [("markdown", "; and 1 more\n"), ("html", "<span class=\"place\">and 1 more</span>")] {
        assert!(site(&repository("examples/riverbend"), format).values().any(|page| page.contains(words)), "{format}");
    }
    assert!(cards(&pages["school/rhs/index"]).all(|card| card.get("table").is_none()), "it is for her alone");
}

#[test]
fn each_rule_on_her_page_says_there_what_it_means_and_no_link_leads_elsewhere() {
    let pages = told(&repository("examples/riverbend"));
    let page = &pages["learner/p017/index"];
    let meanings = blocks(page, "rules", "folded");
    for card in cards(page) {
        assert_eq!(card["rule"]["link"]["to"]["section"], "rules", "{card}");
        let meant = meanings.iter().find(|folded| folded["title"] == card["rule"]["link"]["text"]).expect("its meaning is told");
        let checked = meant["items"].as_array().expect("a list");
        assert!(meant["text"].as_array().is_some_and(|text| text.len() > 1) && checked.len() > 1, "{meant}");
    }
    assert!(!page.to_string().contains("\"page\":\""), "a page that is sent by itself has no other page beside it");
    let sections = |at: &str| -> Vec<String> {
        pages[at]["sections"].as_array().expect("sections").iter().map(|section| text(&section["title"])).collect()
    };
    let order = ["What it means", "What to do", "Why (evidence)", "Exactly what is checked"];
    assert_eq!(sections("school/lincoln/rules/mandate-unbridged"), order);
    let rules = pages.iter().filter(|(at, _)| at.contains("/rules/"));
    assert!(rules.clone().count() > 80);
    for (at, rule) in rules {
        let text = rule.to_string();
        assert!(!text.contains("\"console\"") && !text.contains("Figures: none") && !text.contains("Dots stand"), "{at}");
    }
}

#[test]
fn decisions_of_a_school_stand_by_level_and_by_how_many_they_concern() {
    let page = &told(&repository("examples/riverbend"))["school/lincoln/index"];
    let codes: Vec<String> = cards_of(blocks(page, "decisions", "findings")[0]).map(|card| text(&card["code"])).collect();
    let at = |code: &str| codes.iter().position(|other| other == code).unwrap_or_else(|| panic!("{code}: {codes:?}"));
    assert_eq!(at("session-overlap"), 0, "errors first");
    assert!(at("school-goal-unserved") < at("mandate-unbridged"), "it concerns all: {codes:?}");
    assert!(at("mandate-unbridged") < at("coach-overbooked"), "{codes:?}");
}
