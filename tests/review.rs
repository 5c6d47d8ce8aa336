//! `plalign review` and the rule `suspect-link`: a goal that changed is told to those whose goals lead to it, until they
//! have read it again.

mod support;

use std::fs;

use support::{FAULTS, Folder, Ran, Told, marked, plalign, spot, text, words};

const SCHOOL: &str = "schools: [{id: lincoln}]\nteams: [{id: g6, members: [ana, ben]}]\n";

/// A goal of the school's, the team's and of two people, each in a file of its own.
fn district(school_goal: &str, plans: &str) -> Folder {
    let files = "files: {school_improvement_goals: school.yaml, individual_plans: plans.yaml, plc_goals: team.yaml}\n";
    Folder::of(&format!("{SCHOOL}{files}"))
        .with("school.yaml", school_goal)
        .with("plans.yaml", plans)
        .with("team.yaml", "- {id: c1, team: g6, text: Compare drafts, supports: [s2], due: 2027-05-01}\n")
}

const GOAL: &str = "- id: s2\n  school: lincoln\n  text: Read in every subject\n  start: 2026-09-01\n  due: 2027-05-01\n  target: {metric: reading, group: all, min: 70, by: 2027-04-01}\n";
const PLANS: &str = "# Plans of the year\n- id: g1 # hers\n  educator: ana\n  supports: [s2, c1]\n  text: 'Ask: why?'\n  due: 2027-05-01\n\n- {id: g2, educator: ben, text: Wait, supports: s2, due: 2027-05-01}\n";

fn review(folder: &Folder, arguments: &[&str]) -> Ran {
    plalign(folder.path(), &[&["review"], arguments].concat())
}

#[track_caller]
fn reviewed(folder: &Folder, arguments: &[&str]) -> String {
    let ran = review(folder, arguments);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    ran.stdout
}

fn read(folder: &Folder, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).expect("it is there")
}

fn rewrite(folder: &Folder, file: &str, from: &str, to: &str) {
    let old = read(folder, file);
    assert!(old.contains(from), "{from} in {old}");
    fs::write(folder.path().join(file), old.replace(from, to)).expect("it can be written");
}

/// The goals that changed, with those that were read before.
fn suspects(told: &Told) -> Vec<(String, Vec<String>)> {
    let goals = |finding: &serde_json::Value| words(&finding["figures"]["goals"]);
    told.of("suspect-link").into_iter().map(|finding| (text(&finding["items"][0]), goals(finding))).collect()
}

#[test]
fn a_comment_stays_in_the_line_of_the_field_that_it_is_about() {
    let plans = |first: &str, last: &str| {
        format!(
            "- {{id: g1, educator: ana, text: Ask,\n  due: 2027-05-01,\n{first}  supports: s2 # hers\n  }}\n\
             - {{id: g2, educator: ana, text: Look,\n  supports: s2, # his\n{last}  due: 2027-05-01}}\n"
        )
    };
    let folder = district(GOAL, &plans("", ""));
    reviewed(&folder, &["s2"]);
    let new = read(&folder, "plans.yaml");
    let mark = &new[new.find("s2@").expect("a mark")..][.."s2@0123456789abcdef".len()];
    let line = format!("  reviewed: [{mark}],\n");
    assert_eq!(new, plans(&line, &line));
}

#[test]
fn a_mark_is_put_into_each_goal_and_no_other_byte_changes() {
    let folder = district(GOAL, PLANS);
    assert_eq!(
        reviewed(&folder, &["s2"]),
        "plans.yaml: g1 was read against s2\nplans.yaml: g2 was read against s2\nteam.yaml: c1 was read against s2\n"
    );
    let team = read(&folder, "team.yaml");
    let mark = &team[team.find("s2@").expect("a mark")..][.."s2@0123456789abcdef".len()];
    assert_eq!(
        team,
        format!("- {{id: c1, team: g6, text: Compare drafts, supports: [s2], reviewed: [{mark}], due: 2027-05-01}}\n")
    );
    let wanted = PLANS
        .replace("[s2, c1]\n", &format!("[s2, c1]\n  reviewed: [{mark}]\n"))
        .replace("supports: s2,", &format!("supports: s2, reviewed: [{mark}],"));
    assert_eq!(read(&folder, "plans.yaml"), wanted);
    assert_eq!(read(&folder, "school.yaml"), GOAL);
    assert_eq!(reviewed(&folder, &["s2"]), "nothing to write: these goals were read against what the goals above them say now\n");
    assert_eq!(read(&folder, "plans.yaml"), wanted);
    let told = folder.check();
    assert_eq!((suspects(&told), told.faults()), (vec![], vec![]), "{}", told.summary());
}

#[test]
fn text_dates_and_target_are_what_a_goal_says() {
    for (from, to, changed) in [
        ("every subject", "all subjects", true),
        ("due: 2027-05-01", "due: 2027-05-02", true),
        ("start: 2026-09-01", "start: 2026-09-02", true),
        ("min: 70", "min: 75", true),
        ("group: all", "group: grade-6", true),
        ("by: 2027-04-01", "by: 2027-04-02", true),
        ("  target: {metric: reading, group: all, min: 70, by: 2027-04-01}\n", "", true),
        ("min: 70", "min: 70.0", false),
        ("Read in every subject", "\"Read  in\n    every subject\"", false),
        ("school: lincoln\n", "focus: [reading]\n  school: lincoln\n", false),
        ("- id: s2", "# moved\n\n- id: s2", false),
        ("  due: 2027-05-01\n", "  due: 2027-05-01\n  status: paused\n", false),
    ] {
        let folder = district(GOAL, PLANS);
        reviewed(&folder, &["s2"]);
        rewrite(&folder, "school.yaml", from, to);
        let told = folder.check();
        let wanted =
            if changed { vec![("s2".to_owned(), vec!["c1".to_owned(), "g1".to_owned(), "g2".to_owned()])] } else { vec![] };
        assert_eq!(suspects(&told), wanted, "{to:?}\n{}", told.summary());
    }
}

#[test]
fn one_finding_tells_a_goal_that_changed_with_all_that_lead_to_it() {
    let folder = district(GOAL, PLANS);
    reviewed(&folder, &["s2"]);
    let before = rewrite_and_find(&folder, "every subject", "all subjects");
    assert_eq!(words(&before["educators"]), ["ana", "ben"]);
    assert_eq!(before["figures"]["links"], 3);
    assert_eq!(spot(&before, 0).0, "school.yaml");
    assert!(text(&before["remedy"]).contains("`plalign review s2`"), "{before}");
    // Its id hangs neither on lines nor on what the goal says.
    let after = rewrite_and_find(&folder, "- id: s2", "# moved\n- id: s2");
    let again = rewrite_and_find(&folder, "all subjects", "each subject");
    assert_eq!((&before["id"], &before["id"]), (&after["id"], &again["id"]));
    reviewed(&folder, &["s2"]);
    let told = folder.check();
    assert_eq!(suspects(&told), [], "{}", told.summary());
}

fn rewrite_and_find(folder: &Folder, from: &str, to: &str) -> serde_json::Value {
    rewrite(folder, "school.yaml", from, to);
    folder.check().only("suspect-link").clone()
}

#[test]
fn a_goal_that_nothing_leads_to_stands_for_its_own_links() {
    let folder = district(GOAL, PLANS);
    assert_eq!(reviewed(&folder, &["g1"]), "plans.yaml: g1 was read against c1, s2\n");
    rewrite(&folder, "team.yaml", "Compare drafts", "Write drafts");
    assert_eq!(suspects(&folder.check()), [("c1".to_owned(), vec!["g1".to_owned()])]);
    rewrite(&folder, "school.yaml", "every subject", "all subjects");
    // What leads to c1 is marked, and what c1 leads to is not.
    reviewed(&folder, &["c1"]);
    assert_eq!(suspects(&folder.check()), [("s2".to_owned(), vec!["g1".to_owned()])]);
    assert!(!read(&folder, "team.yaml").contains("reviewed"));
    assert_eq!(reviewed(&folder, &["s2", "--of", "c1"]), "team.yaml: c1 was read against s2\n");
    assert_eq!(suspects(&folder.check()).len(), 1, "g1 was not read again");
}

#[test]
fn what_is_no_goal_or_has_no_links_is_told() {
    let folder = district(GOAL, PLANS);
    let more = "activities: [{id: talk, title: Talk, serves: [g1]}]\nrelicensure_requirements: [{id: lic-1, educator: ana, \
                expires: 2027-06-30, rules: []}]\nteams:";
    rewrite(&folder, "district.yaml", "teams:", more);
    rewrite(&folder, "plans.yaml", "# Plans of the year\n", "- {id: alone, educator: ana, text: Rest, due: 2027-05-01}\n");
    let before = read(&folder, "plans.yaml");
    for (arguments, why) in [
        (&["s9"][..], "there is no goal “s9”; did you mean “s2”?"),
        (&["talk"], "talk is an activity; only goals are read again"),
        (&["lic-1"], "lic-1 is a license requirement; only goals are read again"),
        (&["alone"], "no active goal leads to alone"),
        (&["s2", "--of", "alone"], "none of the goals of --of leads to s2"),
    ] {
        let ran = review(&folder, arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.stderr.contains(why), "{arguments:?}: {}", ran.stderr);
    }
    assert_eq!(review(&folder, &[]).code, Some(2));
    assert_eq!(read(&folder, "plans.yaml"), before);
}

#[test]
fn a_mark_is_put_into_a_table_with_its_quotes_and_breaks() {
    let files = "files: {individual_plans: plans.csv}\nschool_improvement_goals: [{id: s2, school: lincoln, text: Read}]\n";
    let table = "id;educator;supports;text;due\r\ng1;ana;\"s2\";\"Ask; \"\"why\"\"\";2027-05-01\r\n\r\ng2;ben;;Wait;2027-05-01";
    let folder = Folder::of(&format!("{SCHOOL}{files}")).with("plans.csv", [b"\xEF\xBB\xBF", table.as_bytes()].concat());
    reviewed(&folder, &["s2"]);
    let new = fs::read(folder.path().join("plans.csv")).expect("it is there");
    let new = String::from_utf8(new[3..].to_vec()).expect("it is UTF-8 behind its mark");
    let mark = &new[new.find("s2@").expect("a mark")..][..19];
    assert_eq!(
        new,
        format!(
            "id;educator;supports;text;due;reviewed\r\ng1;ana;\"s2\";\"Ask; \"\"why\"\"\";2027-05-01;{mark}\r\n\r\ng2;ben;;Wait;2027-05-01"
        )
    );
    let told = folder.check();
    assert_eq!((told.faults(), suspects(&told)), (vec![], vec![]), "{}", told.summary());
    rewrite(&folder, "district.yaml", "text: Read", "text: Write");
    assert_eq!(suspects(&folder.check()).len(), 1);
    reviewed(&folder, &["s2"]);
    assert_eq!(fs::read(folder.path().join("plans.csv")).expect("it is there").len(), new.len() + 3, "one mark, replaced");
}

#[test]
fn tables_of_other_encodings_stay_what_they_are() {
    let files = "files: {individual_plans: plans.csv}\nschool_improvement_goals: [{id: s2, school: lincoln, text: Read}]\n";
    let table = "id,educator,supports,text\r\ng1,ana,s2,Peña\r\n";
    let utf16 = |text: &str| [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
    let windows = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect::<Vec<u8>>();
    for encode in [&utf16 as &dyn Fn(&str) -> Vec<u8>, &windows] {
        let folder = Folder::of(&format!("{SCHOOL}{files}")).with("plans.csv", encode(table));
        reviewed(&folder, &["s2"]);
        let new = fs::read(folder.path().join("plans.csv")).expect("it is there");
        let manifest = read(&folder, "district.yaml");
        let plain = Folder::new().with("district.yaml", manifest).with("plans.csv", table);
        reviewed(&plain, &["s2"]);
        assert_eq!(new, encode(&read(&plain, "plans.csv")));
    }
}

#[test]
fn a_table_without_a_column_for_marks_is_left_alone() {
    let files = "files: {individual_plans: {path: p.csv, columns: {id: Id, educator: Who, supports: Up, text: Text}}}\n";
    let folder = Folder::of(&format!("{SCHOOL}{files}school_improvement_goals: [{{id: s2, school: lincoln, text: Read}}]\n"))
        .with("p.csv", "Id,Who,Up,Text\ng1,ana,s2,Ask\n");
    let ran = review(&folder, &["s2"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("p.csv: it has no column “reviewed”"), "{}", ran.stderr);
    assert_eq!(read(&folder, "p.csv"), "Id,Who,Up,Text\ng1,ana,s2,Ask\n");
    rewrite(&folder, "district.yaml", "text: Text", "text: Text, reviewed: Read again");
    reviewed(&folder, &["s2"]);
    assert!(read(&folder, "p.csv").starts_with("Id,Who,Up,Text,Read again\ng1,ana,s2,Ask,s2@"), "{}", read(&folder, "p.csv"));
}

#[test]
fn one_list_that_cannot_be_edited_keeps_all_from_being_written() {
    let folder = district(GOAL, &PLANS.replace("supports: s2,", "supports: s2, reviewed: {a: b},"));
    let ran = review(&folder, &["s2"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("plans.yaml:8: g2: reviewed: [s2@"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("`reviewed` is written in a form that plalign does not edit: a group of fields"),
        "{}",
        ran.stderr
    );
    assert!(!read(&folder, "team.yaml").contains("s2@"));
}

/// Records in forms that are not edited, one of each among some that are, in files of every form.
#[test]
fn all_records_that_need_a_hand_are_named_in_one_run_with_what_to_write_where() {
    let plans = "- id: g1\n  educator: ana\n  supports: [s2]\n  text: Ask\n\
                 - ? id\n  : g4\n  ? educator\n  : ana\n  ? supports\n  : [s2]\n  ? text\n  : Wait\n\
                 - id: g5\n  educator: ana\n  supports: [s2, c1]\n  text: Talk\n  reviewed: |\n    c1@0123456789abcdef\n\
                 - id: g6\n  educator: ben\n  supports: [s2]\n  text: Look\n  reviewed: &marks [s2@1111111111111111]\n\
                 - id: g7\n  educator: ben\n  supports: [s2]\n  text: Show\n  reviewed: *marks\n\
                 - id: g8\n  educator: ben\n  supports: [s2]\n  text: Tell\n";
    let folder = district(GOAL, plans);
    rewrite(&folder, "district.yaml", "individual_plans: plans.yaml", "individual_plans: [plans.yaml, more.json, more.csv]");
    let json = "[{\"id\": \"g9\", \"educator\": \"ana\", \"supports\": [\"s2\"], \"text\": \"Go\", \"reviewed\": {\"a\": 1}}]";
    let table = "id,educator,supports,text\ng10,ana,s2,Stay\n";
    let folder = folder.with("more.json", json).with("more.csv", table);
    let files = ["plans.yaml", "team.yaml", "more.json", "more.csv"];
    let before: Vec<String> = files.iter().map(|file| read(&folder, file)).collect();
    let ran = review(&folder, &["s2"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{}", ran.stderr);
    assert_eq!(files.iter().map(|file| read(&folder, file)).collect::<Vec<_>>(), before, "nothing is written");
    let mut lines = ran.stderr.lines();
    let head = "plalign: nothing was written: write these marks by hand, then give the same command again for all others:";
    assert_eq!(lines.next(), Some(head), "{}", ran.stderr);
    let told: Vec<(&str, &str)> = lines.map(|line| line.trim().split_once(" (").expect("each says why")).collect();
    let mark = &ran.stderr[ran.stderr.find("s2@").expect("a mark")..][..19];
    for (nth, wanted) in [
        format!("plans.yaml:5: g4: reviewed: [{mark}]"),
        format!("plans.yaml:13: g5: reviewed: [c1@0123456789abcdef, {mark}]"),
        format!("plans.yaml:19: g6: reviewed: [{mark}]"),
        format!("plans.yaml:24: g7: reviewed: [{mark}]"),
        format!("more.json:1: g9: \"reviewed\": [\"{mark}\"]"),
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(told.get(nth).map(|(what, _)| *what), Some(wanted.as_str()), "{}", ran.stderr);
    }
    assert_eq!(told.len(), 5, "{}", ran.stderr);
    // What a hand writes as it was told is read, and then the same command writes the others.
    let by_hand = |record: &str, field: &str| record.to_owned() + field;
    rewrite(&folder, "plans.yaml", "  : Wait\n", &by_hand("  : Wait\n", &format!("  ? reviewed\n  : [{mark}]\n")));
    rewrite(
        &folder,
        "plans.yaml",
        "  reviewed: |\n    c1@0123456789abcdef\n",
        &format!("  reviewed: [c1@0123456789abcdef, {mark}]\n"),
    );
    rewrite(&folder, "plans.yaml", "reviewed: &marks [s2@1111111111111111]", &format!("reviewed: [{mark}]"));
    rewrite(&folder, "plans.yaml", "reviewed: *marks", &format!("reviewed: [{mark}]"));
    rewrite(&folder, "more.json", "\"reviewed\": {\"a\": 1}", &format!("\"reviewed\": [\"{mark}\"]"));
    assert_eq!(
        reviewed(&folder, &["s2"]),
        "plans.yaml: g1 was read against s2\nplans.yaml: g8 was read against s2\nmore.csv: g10 was read against s2\n\
         team.yaml: c1 was read against s2\n"
    );
    assert_eq!(suspects(&folder.check()), [("c1".to_owned(), vec!["g5".to_owned()])], "its mark of c1 is an old one");
}

#[test]
fn the_help_says_that_all_marks_are_written_or_none() {
    let help = review(&district(GOAL, PLANS), &["--help"]).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("All marks are written, or none:") && help.contains("the exit code is 2"), "{help}");
}

#[test]
fn what_is_mended_in_a_file_is_told_once_a_file_and_every_wrong_id_in_one_run() {
    let files = "files: {individual_plans: {path: p.csv, columns: {id: Id, educator: Who, supports: Up, text: Text}}}\n";
    let folder = Folder::of(&format!("{SCHOOL}{files}school_improvement_goals: [{{id: s2, school: lincoln, text: Read}}]\n"))
        .with("p.csv", "Id,Who,Up,Text\ng1,ana,s2,Ask\ng2,ana,s2,Ask\n");
    let ran = review(&folder, &["s2"]);
    let why = "it has no column “reviewed”; add one, and where `columns` of district.yaml are about this file, name it there";
    assert_eq!((ran.code, ran.stderr), (Some(2), format!("plalign: nothing was written: p.csv: {why}\n")));
    let ran = review(&folder, &["s2", "s9", "nope"]);
    let why = "there is no goal “nope”\n  there is no goal “s9”; did you mean “s2”?";
    assert_eq!((ran.code, ran.stderr), (Some(2), format!("plalign: nothing was written: {why}\n")));
}

#[test]
fn what_is_no_mark_is_told_where_it_stands() {
    let (plans, spots) = marked(
        "plans.yaml",
        "- {id: g1, educator: ana, text: Ask, due: 2027-05-01, supports: [s2], reviewed: [s2@0123456789abcdef, ⟦yes⟧]}\n",
    );
    let told = district(GOAL, &plans).check();
    let fault = told.only("bad-value");
    assert_eq!((spot(fault, 0), suspects(&told).len()), (spots[0].clone(), 1), "{}", told.summary());
    assert!(FAULTS.contains(&"bad-value") && text(&fault["message"]).contains("plalign review writes them"), "{fault}");
}

#[test]
fn a_mark_outlives_its_link_and_says_nothing_then() {
    let folder = district(GOAL, PLANS);
    reviewed(&folder, &["s2"]);
    rewrite(&folder, "school.yaml", "every subject", "all subjects");
    rewrite(&folder, "plans.yaml", "[s2, c1]", "[c1]");
    rewrite(&folder, "plans.yaml", "supports: s2,", "supports: s2, status: done,");
    assert_eq!(suspects(&folder.check()), [("s2".to_owned(), vec!["c1".to_owned()])]);
}

#[test]
fn a_mark_gives_nothing_of_an_individual_goal_away() {
    let folder = district(GOAL, PLANS);
    rewrite(&folder, "team.yaml", "supports: [s2]", "supports: [g1]");
    rewrite(&folder, "plans.yaml", "supports: s2,", "supports: g1,");
    assert_eq!(reviewed(&folder, &["g1"]), "plans.yaml: g2 was read against g1\n");
    assert!(!read(&folder, "team.yaml").contains("g1@"));
}

#[test]
fn several_marks_of_one_goal_are_one_link_and_are_confirmed_together() {
    let stale = "[s2@1111111111111111, s2@2222222222222222]";
    for (file, plans) in [
        ("plans.yaml", format!("- {{id: g1, educator: ana, text: Ask, supports: [s2], reviewed: {stale}, due: 2027-05-01}}\n")),
        (
            "plans.csv",
            "id,educator,text,supports,reviewed,due\ng1,ana,Ask,s2,s2@1111111111111111; s2@2222222222222222,2027-05-01\n"
                .to_owned(),
        ),
    ] {
        let files = format!("files: {{school_improvement_goals: school.yaml, individual_plans: {file}}}\n");
        let folder = Folder::of(&format!("{SCHOOL}{files}")).with("school.yaml", GOAL).with(file, plans);
        assert_eq!(suspects(&folder.check()), [("s2".to_owned(), vec!["g1".to_owned()])], "{file}");
        reviewed(&folder, &["s2"]);
        assert_eq!(suspects(&folder.check()), [], "{file}: {}", read(&folder, file));
        assert!(!read(&folder, file).contains("1111") && !read(&folder, file).contains("2222"), "{}", read(&folder, file));
    }
}

#[test]
fn a_table_with_rows_beyond_its_header_gets_no_column_that_takes_them_in() {
    let table = "id,school,text,supports\ns1,lincoln,Read,d1\ns2,lincoln,Write,d1,junk\n";
    let manifest =
        "schools: [{id: lincoln}]\ndistrict_goals: [{id: d1, text: All learn}]\nfiles: {school_improvement_goals: s.csv}\n";
    let folder = Folder::of(manifest).with("s.csv", table);
    let ran = plalign(folder.path(), &["review", "d1"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
    let why = "s.csv: the row in line 3 has more cells than the header, and a new column “reviewed” would take in what stands \
               there; mend that row (a text with the separator in it stands in quotes), then give the same command again";
    assert!(ran.stderr.contains(why) && !ran.stderr.contains("by hand"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("s.csv")).ok().as_deref(), Some(table));
}
