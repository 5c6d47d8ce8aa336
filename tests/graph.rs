//! Drawings: each format of the same drawing, what may be seen in it, and that it can be read.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Folder, check_in, plalign, repository, text, words};

const FORMATS: [&str; 5] = ["dot", "mermaid", "graphml", "json", "svg"];

/// Texts and ids that each format would read as its own signs.
const EVIL: &str = "educators: [{id: end, name: \"<script>alert(1)</script> 'x' & y\"}]\n\
    teams: [{id: 'graph:x', members: [end]}]\n\
    individual_plans:\n\
    - {id: subgraph, educator: end, text: \"\\\"><img onerror=alert(1)> \\\\N & ;#35; ]] --> `a` 🎓 \\u202e שלום\\nnext\", focus: [a], supports: ['-1']}\n\
    - {id: 'hidden/é', educator: end, text: Nobody may read this, focus: [a], private: true, supports: ['-1']}\n\
    - {id: click, educator: end, text: '%%{init: {}}%% {{x}} $$a$$', focus: [b], conflicts: ['-1']}\n\
    plc_goals: [{id: '-1', team: 'graph:x', text: '</title></svg><script>alert(1)</script>', focus: [a]}]\n\
    evaluation_findings: [{id: f, educator: end, focus: b, text: Nobody may read this either}]\n\
    activities: [{id: style, title: '@import url(http://evil)', serves: [subgraph, click], hours: 3, chosen_by: [end]}]\n";

fn drawn(folder: &Path, format: &str, arguments: &[&str]) -> String {
    let ran = plalign(folder, &[&["graph", "--quiet", "--format", format], arguments].concat());
    assert_eq!(ran.code, Some(0), "{format} {arguments:?}: {}", ran.stderr);
    ran.stdout
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&drawn(folder, "json", arguments)).expect("a drawing is JSON")
}

fn list<'v>(drawing: &'v Value, key: &str) -> &'v [Value] {
    drawing[key].as_array().unwrap_or_else(|| panic!("{key} is a list: {drawing}"))
}

fn node<'v>(drawing: &'v Value, id: &str) -> &'v Value {
    let found = list(drawing, "nodes").iter().find(|node| node["id"] == id);
    found.unwrap_or_else(|| panic!("no node {id} in {drawing}"))
}

#[test]
fn each_format_draws_the_same_fixture() {
    for format in FORMATS {
        let drawing = drawn(&repository("tests/cmd/lincoln"), format, &["--educator", "chen"]);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("graph_{format}"), drawing);
        });
    }
}

#[test]
fn the_lines_of_an_educator_are_her_pairs() {
    for id in ["p017", "p039", "p010"] {
        let told = check_in(&repository("examples/riverbend"), &[]);
        let drawing = json(&repository("examples/riverbend"), &["--educator", id]);
        let node_of = |obligation: &str| obligation.split('#').next().unwrap_or(obligation).to_owned();
        let pairs: BTreeMap<BTreeSet<String>, (i64, Vec<String>)> =
            told.pairs(id).into_iter().map(|((a, b), pair)| ([node_of(&a), node_of(&b)].into(), pair)).collect();
        let is_pair = |edge: &&Value| !edge["step"].is_null();
        let lines: BTreeMap<BTreeSet<String>, (i64, Vec<String>)> = list(&drawing, "edges")
            .iter()
            .filter(is_pair)
            .map(|edge| {
                (
                    [text(&edge["from"]), text(&edge["to"])].into(),
                    (edge["step"].as_i64().expect("a number"), words(&edge["reasons"])),
                )
            })
            .collect();
        assert_eq!(lines, pairs, "{id}");
        assert_eq!(
            list(&drawing, "groups").iter().filter(|title| text(title).starts_with("Thread")).count(),
            told.threads(id).len()
        );
    }
}

/// What stands for all that hangs together with a node.
fn root(reached: &BTreeMap<String, String>, id: &str) -> String {
    reached.get(id).map_or_else(|| id.to_owned(), |next| root(reached, next))
}

#[test]
fn what_a_picture_leaves_out_follows_from_what_it_shows() {
    let drawing = json(&repository("examples/riverbend"), &["--educator", "p039"]);
    let mut reached: BTreeMap<String, String> = BTreeMap::new();
    let positive = |edge: &Value| {
        let good = ["activity", "focus-exact", "focus-near", "indivisible", "supports"];
        edge["word"] == "serves"
            || edge.get("reasons").is_some_and(|reasons| words(reasons).iter().any(|one| good.contains(&one.as_str())))
    };
    for edge in list(&drawing, "edges").iter().filter(|edge| edge["shown"] == true && positive(edge)) {
        let (a, b) = (root(&reached, &text(&edge["from"])), root(&reached, &text(&edge["to"])));
        if a != b {
            reached.insert(a, b);
        }
    }
    for edge in list(&drawing, "edges").iter().filter(|edge| edge["shown"] == false) {
        let only_time = words(&edge["reasons"]) == ["time"];
        let joined = root(&reached, &text(&edge["from"])) == root(&reached, &text(&edge["to"]));
        assert!(only_time || joined, "{edge}");
    }
    let tight = list(&drawing, "edges").iter().filter(|edge| edge["word"] == "needs time here");
    assert_eq!(tight.count(), 6, "what lies in her full weeks is joined to them");
}

#[test]
fn hostile_text_comes_back_as_written_and_does_nothing() {
    let folder = Folder::of(EVIL);
    let arguments = ["--educator", "end", "--names"];
    let evil = text(&node(&json(folder.path(), &arguments), "subgraph")["title"]);
    assert!(evil.contains("<img onerror=alert(1)>") && !evil.contains(['\n', '\u{202e}']), "{evil}");

    let graphml = drawn(folder.path(), "graphml", &arguments);
    let tree = roxmltree::Document::parse(&graphml).expect("GraphML is XML");
    assert!(tree.descendants().any(|data| data.text() == Some(&evil)), "{graphml}");

    let svg = drawn(folder.path(), "svg", &arguments);
    let tree = roxmltree::Document::parse(&svg).expect("a picture is XML");
    assert!(tree.descendants().any(|one| one.text().is_some_and(|text| text.contains(&evil))), "{svg}");
    let elements: BTreeSet<&str> =
        tree.descendants().filter(roxmltree::Node::is_element).map(|one| one.tag_name().name()).collect();
    assert!(elements.is_subset(&["desc", "g", "path", "rect", "style", "svg", "text", "title"].into()), "{elements:?}");
    let attributes = || tree.descendants().flat_map(|one| one.attributes().collect::<Vec<_>>());
    assert!(attributes().all(|one| !one.name().starts_with("on") && one.name() != "href" && !one.value().contains("url(")));
    let style: String = tree
        .descendants()
        .filter(|one| one.has_tag_name(("http://www.w3.org/2000/svg", "style")))
        .filter_map(|one| one.text())
        .collect();
    assert!(!style.contains("url") && !style.contains("import"), "{style}");

    let mermaid = drawn(folder.path(), "mermaid", &arguments);
    for line in mermaid.lines().filter(|line| line.contains('"')) {
        let inside: Vec<&str> = line.split('"').collect();
        assert_eq!(inside.len(), 3, "one text a line: {line}");
        assert!(!inside[1].replace("<br>", "").contains(['<', '>', '&', '`', '[', ']', '{', '}', '|']), "{line}");
    }
    let dot = drawn(folder.path(), "dot", &arguments);
    for line in dot.lines().filter(|line| !line.trim_start().starts_with("//")) {
        assert_eq!(line.replace("\\\\", "").replace("\\\"", "").matches('"').count() % 2, 0, "{line}");
    }
    assert!(dot.contains("&amp;") && dot.contains(r"\\N"), "{dot}");
}

#[test]
fn what_is_private_is_linked_and_no_more_and_the_text_of_a_finding_is_nowhere() {
    let folder = Folder::of(EVIL);
    for format in FORMATS {
        let drawing = drawn(folder.path(), format, &["--educator", "end"]);
        assert!(
            !drawing.contains("Nobody may read") && !drawing.contains("hidden/") && !drawing.contains("alert(1)</script> 'x'"),
            "{drawing}"
        );
    }
    let drawing = json(folder.path(), &["--educator", "end"]);
    let private = node(&drawing, "private 1");
    assert_eq!((words(&private["focus"]), private.get("title"), private.get("due")), (Vec::new(), None, None));
    let of_private = |edge: &&Value| edge["from"] == "private 1" || edge["to"] == "private 1";
    let edges: Vec<(String, Vec<String>)> =
        list(&drawing, "edges").iter().filter(of_private).map(|edge| (text(&edge["to"]), words(&edge["reasons"]))).collect();
    assert_eq!(edges, [("-1".to_owned(), vec!["supports".to_owned()])], "its focus goes with others and is not told");
}

#[test]
fn records_above_the_readers_are_not_drawn() {
    let folder = Folder::of("privacy: {readers: staff}\nfiles: {individual_plans: plans.yaml, plc_goals: plc.yaml}\nteams: [{id: g6, members: [ana]}]\n")
        .with("plans.yaml", "- {id: g1, educator: ana, text: Ask, supports: [t1]}\n")
        .with("plc.yaml", "- {id: t1, team: g6, text: Talk}\n");
    let drawing = json(folder.path(), &["--educator", "ana"]);
    assert_eq!(list(&drawing, "nodes").iter().map(|node| text(&node["id"])).collect::<Vec<_>>(), ["t1"]);
    assert_eq!(words(&drawing["notes"]), ["What the readers of this output may not see is left out, and not counted."]);
}

/// A school of so many educators, of whom some have a goal that leads to `s1` and some one that leads to `s2`.
fn school(people: usize, to_s1: usize, to_s2: usize) -> Folder {
    let educators: Vec<String> = (0..people).map(|at| format!("{{id: p{at}, schools: [k]}}")).collect();
    let plan = |at: usize, to: &str| format!("{{id: g{at}{to}, educator: p{at}, supports: [{to}]}}");
    let plans = (0..to_s1).map(|at| plan(at, "s1")).chain((0..to_s2).map(|at| plan(people - 1 - at, "s2")));
    let (educators, plans) = (educators.join(", "), plans.collect::<Vec<_>>().join(", "));
    Folder::of(&format!(
        "schools: [{{id: k}}]\nteams: [{{id: t, school: k, members: [p0, p1]}}]\nplc_goals: [{{id: t1, team: t, supports: [s1]}}]\n\
         school_improvement_goals: [{{id: s1, school: k}}, {{id: s2, school: k}}]\neducators: [{educators}]\nindividual_plans: [{plans}]\n"
    ))
}

#[test]
fn people_of_a_school_are_counted_and_small_groups_are_not_counted_out() {
    let people = |folder: &Folder, goal: &str| node(&json(folder.path(), &["--school", "k"]), goal)["people"].clone();
    let (few, enough) = (school(41, 3, 12), serde_json::json!({ "exactly": 12 }));
    assert_eq!((people(&few, "s1"), people(&few, "s2")), ("not_shown".into(), enough));
    // Nobody, and all but a few: either says of single people what they have.
    let ends = school(41, 0, 33);
    assert_eq!((people(&ends, "s1"), people(&ends, "s2")), ("not_shown".into(), "not_shown".into()));
    for (folder, arguments) in [(school(9, 3, 4), ["--school", "k"]), (few, ["--team", "t"])] {
        let drawing = json(folder.path(), &arguments);
        assert!(
            list(&drawing, "nodes").iter().all(|node| node.get("people").is_none_or(|people| people == "not_shown")),
            "{drawing}"
        );
        assert!(words(&drawing["notes"]).iter().any(|note| note.contains("fewer than 10")), "{drawing}");
    }
}

#[test]
fn the_least_group_is_that_of_the_limits_in_pictures_and_on_pages() {
    let folder = school(41, 8, 12);
    let text = fs::read_to_string(folder.path().join("district.yaml")).expect("it was written");
    let folder = folder.with("district.yaml", format!("{text}limits: {{aggregate_min: 5}}\n"));
    let drawing = json(folder.path(), &["--school", "k"]);
    assert_eq!(node(&drawing, "s1")["people"], serde_json::json!({ "exactly": 8 }));
    assert_eq!(plalign(folder.path(), &["report", "--out", "site", "--format", "markdown", "--quiet"]).code, Some(0));
    let page = |path: &str| fs::read_to_string(folder.path().join("site").join(path)).expect("the page is written");
    let (district, school) = (page("district/index.md"), page("school/k/index.md"));
    assert!(district.contains("fewer than 5 people") && district.contains("counted where 5 people or more"), "{district}");
    assert!(school.contains("The district sees groups of 5 or more"), "{school}");
    assert!([district, school].iter().all(|page| !page.contains(" ten ") && !page.contains("10 people")));
}

#[test]
fn no_educator_and_no_goal_of_her_own_is_in_a_drawing_of_many() {
    for arguments in [&["--school", "k"][..], &["--team", "t"], &[]] {
        for format in FORMATS {
            let drawing = drawn(school(41, 12, 12).path(), format, arguments);
            let ids = (0..41).flat_map(|at| [format!("p{at}"), format!("g{at}s1"), format!("g{at}s2")]);
            let whole = |id: &String| drawing.split(|c: char| !c.is_alphanumeric()).any(|word| word == id);
            assert_eq!(ids.filter(whole).collect::<Vec<_>>(), [""; 0], "{format} {arguments:?}");
        }
    }
}

#[test]
fn a_large_district_stays_readable() {
    let folder = Folder::new();
    assert_eq!(plalign(folder.path(), &["init", ".", "--educators", "1500"]).code, Some(0));
    let ran = plalign(folder.path(), &["graph", "--format", "json", "--quiet"]);
    let drawing: Value = serde_json::from_str(&ran.stdout).expect("a drawing is JSON");
    assert!((2..=60).contains(&list(&drawing, "nodes").len()), "{} nodes", list(&drawing, "nodes").len());
    assert!(words(&drawing["notes"]).iter().any(|note| note.contains("counted at the goals that they lead to")), "{drawing}");
}

/// A text of a picture: left, top, right, bottom.
type Area = [f64; 4];

/// Where each text of a picture stands, in a face of common width.
fn areas(svg: &str) -> (Vec<(String, Area)>, [f64; 2]) {
    let tree = roxmltree::Document::parse(svg).expect("a picture is XML");
    let number = |one: roxmltree::Node<'_, '_>, name: &str| {
        one.attribute(name).and_then(|value| value.parse::<f64>().ok()).expect("a number")
    };
    let texts = tree.descendants().filter(|one| one.tag_name().name() == "text").map(|one| {
        let (x, y, size) = (number(one, "x"), number(one, "y"), number(one, "font-size"));
        let words = one.text().unwrap_or_default();
        let width = words.chars().count() as f64 * size * 0.5;
        let left = if one.attribute("text-anchor").is_some() { x - width / 2.0 } else { x };
        (words.to_owned(), [left, y - size * 0.75, left + width, y + size * 0.2])
    });
    (texts.collect(), ["width", "height"].map(|name| number(tree.root_element(), name)))
}

#[test]
fn no_text_of_a_picture_lies_on_another_or_runs_out_of_it() {
    let riverbend = repository("examples/riverbend");
    let evil = Folder::of(EVIL);
    let pictures = [
        drawn(&riverbend, "svg", &["--educator", "p039"]),
        drawn(&riverbend, "svg", &["--educator", "p017", "p019", "p037"]),
        drawn(&riverbend, "svg", &["--school", "lincoln"]),
        drawn(&riverbend, "svg", &["--team", "g6-ela"]),
        drawn(&riverbend, "svg", &[]),
        drawn(evil.path(), "svg", &["--educator", "end"]),
    ];
    for svg in pictures {
        let (texts, [width, height]) = areas(&svg);
        assert!(texts.len() > 10);
        for (nth, (one, a)) in texts.iter().enumerate() {
            assert!(a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= width && a[3] <= height, "{one} runs out of {width} × {height}: {a:?}");
            for (other, b) in &texts[nth + 1..] {
                let apart = a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
                assert!(apart, "{one:?} {a:?} lies on {other:?} {b:?}");
            }
        }
    }
}

#[test]
fn a_picture_says_what_it_is_and_does_not_hang_on_color() {
    let svg = drawn(&repository("examples/riverbend"), "svg", &["--educator", "p017"]);
    let tree = roxmltree::Document::parse(&svg).expect("a picture is XML");
    let root = tree.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    for id in root.attribute("aria-labelledby").expect("it has a name").split(' ') {
        assert!(tree.descendants().any(|one| one.attribute("id") == Some(id) && one.text().is_some()), "{id}");
    }
    let about: String = tree.descendants().filter(|one| one.tag_name().name() == "desc").filter_map(|one| one.text()).collect();
    assert!(about.contains("plc-6-talk and math-platform-2: excludes (sessions at the same time)"), "{about}");
    let words: Vec<&str> =
        tree.descendants().filter(|one| one.tag_name().name() == "text").filter_map(|one| one.text()).collect();
    assert!(
        words.iter().any(|word| word.starts_with("conflict:")) && words.iter().any(|word| word.contains("excludes")),
        "{words:?}"
    );
    assert!(svg.contains("stroke-dasharray=\"7 4\""));
}

#[test]
fn every_end_of_a_line_is_a_node_of_its_own_in_every_format() {
    let riverbend = repository("examples/riverbend");
    for arguments in [&["--educator", "p017"][..], &["--school", "willow"], &[]] {
        let drawing = json(&riverbend, arguments);
        let ids: BTreeSet<String> = list(&drawing, "nodes").iter().map(|node| text(&node["id"])).collect();
        assert_eq!(ids.len(), list(&drawing, "nodes").len(), "ids are unique");
        assert!(
            list(&drawing, "edges").iter().all(|edge| ids.contains(&text(&edge["from"])) && ids.contains(&text(&edge["to"])))
        );
        let shown = list(&drawing, "edges").iter().filter(|edge| edge["shown"] == true).count();

        let graphml = drawn(&riverbend, "graphml", arguments);
        let tree = roxmltree::Document::parse(&graphml).expect("GraphML is XML");
        let count = |name: &str| tree.descendants().filter(|one| one.tag_name().name() == name).count();
        assert_eq!((count("node"), count("edge")), (ids.len(), list(&drawing, "edges").len()));
        let keys: BTreeSet<_> = tree.descendants().filter_map(|one| one.attribute("id")).collect();
        let ends = tree.descendants().flat_map(|one| ["source", "target", "key"].map(|name| one.attribute(name))).flatten();
        assert_eq!(ends.filter(|end| !keys.contains(end)).collect::<Vec<_>>(), [""; 0]);

        let dot = drawn(&riverbend, "dot", arguments);
        assert_eq!(dot.lines().filter(|line| line.contains(" -> ")).count(), shown);
        assert!(ids.iter().all(|id| dot.contains(&format!("\"{id}\" ["))), "{dot}");
        let mermaid = drawn(&riverbend, "mermaid", arguments);
        assert_eq!(mermaid.lines().filter(|line| line.contains("|\"")).count(), shown);
        assert_eq!(mermaid.matches("  subgraph ").count(), mermaid.lines().filter(|line| line.trim() == "end").count());
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_jobs() {
    for arguments in [&["--educator", "p039"][..], &["--school", "rhs"], &[]] {
        for format in FORMATS {
            let with = |jobs| drawn(&repository("examples/riverbend"), format, &[arguments, &["--jobs", jobs]].concat());
            assert_eq!(with("1"), with("2"), "{format} {arguments:?}");
        }
    }
}

#[test]
fn nothing_is_drawn_of_nothing() {
    let folder = Folder::of("educators: [{id: ana}]\nschools: [{id: k}]\nteams: [{id: t, members: [ana]}]\n");
    for arguments in [&["--educator", "ana"][..], &["--school", "k"], &["--team", "t"], &[]] {
        for format in FORMATS {
            assert!(!drawn(folder.path(), format, arguments).is_empty());
        }
        assert!(list(&json(folder.path(), arguments), "nodes").is_empty());
    }
}

#[test]
fn what_is_not_read_is_not_in_the_picture_and_the_exit_code_says_so() {
    let folder =
        Folder::of("files: {individual_plans: none.yaml}\nteams: [{id: t, members: [ana]}]\nplc_goals: [{id: t1, team: t}]\n");
    let ran = plalign(folder.path(), &["graph", "--educator", "ana", "--quiet"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("\"t1\"") && ran.stderr.contains("plalign check"), "{} {}", ran.stdout, ran.stderr);
}

#[test]
fn the_ending_of_a_file_says_in_which_format_it_is_drawn() {
    let folder = Folder::of("individual_plans: [{id: g1, educator: ana, text: Ask}]\n");
    for (file, begins) in [
        ("a.svg", "<svg"),
        ("a.mmd", "flowchart"),
        ("a.graphml", "<?xml"),
        ("a.JSON", "{"),
        ("a.gv", "digraph"),
        ("a.txt", "digraph"),
    ] {
        assert_eq!(plalign(folder.path(), &["graph", "--output", file]).code, Some(0), "{file}");
        let text = fs::read_to_string(folder.path().join(file)).expect("it was written");
        assert!(text.trim_start().starts_with(begins), "{file}: {text}");
    }
}
