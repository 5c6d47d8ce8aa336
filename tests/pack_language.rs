//! The language of packs: each word is read and explained, each mistake is told at its place, and nothing stops a run.

use jiff::civil::{Date, date};
use plalign::finding::{At, Findings};
use plalign::load::pack::shipped::SHIPPED;
use plalign::load::pack::{self, Answers, Demand, Known, Licences, Overlap, Pack, Record, STALE_MONTHS, Standing, Wanted};
use plalign::report::pack::render;
use plalign::source::{SourceId, Sources, Span};
use proptest::prelude::*;

const HEAD: &str = "pack: local
unit: {id: local.point, name: point, per_hour: 1}
asks:
  - {name: grade, type: choice, choices: [k5, \"612\"], question: \"Which grades?\"}
  - {name: extra, type: count, question: \"How many further licenses?\"}
  - {name: days, type: number, question: \"How many days?\"}
  - {name: since, type: date, question: \"Since when?\"}
  - {name: plan, type: yes-no, question: \"Is there a plan?\"}
";

/// What a text says of a pack, and what is wrong, each with the text that it points at.
fn read(text: &str) -> (Option<Pack>, Vec<String>) {
    let mut sources = Sources::default();
    let source = sources.add("local.yaml", text.to_owned());
    let mut findings = Findings::new();
    let pack = pack::read(source, text, &mut findings);
    let at = |at: &At| if let At::Span(span) = at { sources.slice(*span).to_owned() } else { String::new() };
    let told = findings.iter().map(|finding| format!("{}: {} @{}", finding.level, finding.message, at(&finding.labels[0].at)));
    (pack, told.collect())
}

fn sound(rest: &str) -> Pack {
    let (pack, told) = read(&format!("{HEAD}{rest}\n"));
    assert_eq!(told, [""; 0], "{rest}");
    pack.expect("a pack")
}

#[test]
fn each_word_is_read_and_explained() {
    for (words, explained) in [
        (
            "count_if: [{if: {not: {kind: [course, plan]}}, has: signed}]",
            "entries not of kind “course” or “plan” without “signed”",
        ),
        (
            "cycle: [{when: {grade: k5}, years: 3}, {years: 5}]",
            "if you answer “grade” with k5: within 3 years\n  otherwise: within 5 years",
        ),
        ("cycle: {years: 5, lookback: 10}", "What is asked within 5 years, reaching back 10 years"),
        (
            "count_if: [{when: {plan: true}, after: since}]",
            "from before the day in your answer to “since” (only if you answer “plan” with yes)",
        ),
        (
            "count_max: [{when: {grade: k5}, of: {kind: plc}, units: 7, per: day}]",
            "what entries of kind “plc” bring beyond 7 points a day (only if you answer “grade” with k5)",
        ),
        (
            "count_max: [{share: 0.5, per: week, force: advice, note: Hearsay., confidence: low, source: \"http://x.org\"}]",
            "bring beyond 50% of the required total a week (advice only: nothing is left out for it). Hearsay. [confidence: low, http://x.org]",
        ),
        ("count_if: [{provider: approved, force: advice}]", "whose provider is not approved for this pack (advice only"),
        (
            "convert: [{when: {grade: \"612\"}, if: {level: graduate}, per: credit, units: 20, note: An old rate., confidence: medium}]",
            "a credit at level “graduate”: 20 points (only if you answer “grade” with 612). An old rate. [confidence: medium]",
        ),
        ("convert: [{if: {level: impact}, factor: 3}]", "an hour at level “impact”: 3 times as much as an hour of anything else"),
        (
            "licences: {extra: 30, of: {tag: other}, count: extra}",
            "further-licences: for each further license (only if your answer to “extra” is 1 or more)\n    at least 30 points tagged “other”, for each further license",
        ),
        ("licences: shared", "The same units renew all licenses of this kind."),
        ("rules: [{id: a, need: days, min: 30}]", "your answer to “days” is 30 or more"),
        (
            "rules: [{id: a, need: plan, of: {tag: x}, min: 2}]",
            "your answer to “plan” is yes or you have at least 2 points tagged “x”",
        ),
        ("rules: [{id: a, need: plan, within: 6 months of issue}]", "within 6 months of the day of issue"),
        ("rules: [{id: a, need: plan, within: 365 days of issue}]", "within 365 days of the day of issue"),
        ("rules: [{id: a, need: since, within: October 31}]", "by October 31"),
        ("rules: [{id: a, of: {tag: [], provider: approved_sponsor}, min: 5}]", "at least 5 points from an approved provider"),
        ("rules: [{id: a, of: {provider: approvals-inc}, min: 5}]", "at least 5 points from “approvals-inc”"),
        ("cycle: {when: {grade: k5}, years: 3}", "What is asked\n  if you answer “grade” with k5: within 3 years"),
        ("rules: [{id: a, when: {expiry: {max: 2025-06-29}}, min: 5}]", "(only if the license expires 2025-06-29 or earlier)"),
        (
            "rules: [{id: a, when: {expiry: [2024, 2025], since: {min: 2020-01-01}}, min: 5}]",
            "(only if the license expires in 2024 or 2025 and your answer to “since” lies 2020-01-01 or later)",
        ),
        (
            "rules: [{id: a, distinct: kind, min: 2, max: 4}]",
            "at least 2 different kinds of activity, and at most 4 different kinds of activity",
        ),
        ("rules: [{id: a, min: 1, per: semester}, {id: b, min: 1, per: career}]", "at least 1 point a semester"),
        (
            "rules: [{id: a, max_share: 0.25, share_of: earned, limits: employer}]",
            "at most 25% of what was earned; this binds whoever requires it of you, never you",
        ),
        (
            "rules: [{id: a, any: [[{id: b, min: 5}], [{id: c, goals: [{from: [team, school], min: 2}]}]]}]",
            "1. b\n       at least 5 points\n    2. c\n       2 goals of your team or of your school",
        ),
        (
            "carry: {max: 50, if: {last_years: 0.25}}",
            "From the cycle before a surplus of up to 50 points from the last 3 months may be carried over.",
        ),
        (
            "effective: {from: 2024-01, until: 2025-12-31, by: issue}",
            "It is for licenses that were issued from 2024-01-01 to 2025-12-31.",
        ),
        ("status: suspended", "Its rules are suspended"),
    ] {
        let page = render(&sound(words));
        assert!(page.contains(explained), "{words} is not explained as {explained}:\n{page}");
    }
    let page = render(&read("pack: a\nunit: {id: a.point, per_hour: unknown}\nrules: [{id: a, min: 1}]\n").0.expect("a pack"));
    assert!(page.contains("an hour: nobody states how much"), "{page}");
}

#[test]
fn each_mistake_is_told_at_its_place_with_the_nearest_word() {
    for (words, told) in [
        ("cycel: {years: 5}", "warning: “cycel” is no field of a pack; did you mean “cycle”? @cycel"),
        ("rules: [{id: a, of: {tga: x}, min: 5}]", "error: “tga” is no field of a selection; did you mean “tag”? @tga"),
        ("rules: [{id: a, of: {not: {lookback: 3}}, min: 5}]", "`not` names what is left out"),
        ("rules: [{id: a, of: {serves: schol}, min: 5}]", "“schol” is none of individual"),
        ("rules: [{id: a, min: ten}]", "“ten” is no number @ten"),
        ("rules: [{id: a, min: 999999999}]", "“999999999” is more than any pack asks"),
        ("rules: [{id: a, min: -1}]", "“-1” is below 0"),
        ("rules: [{id: a, min: 5}, {id: a, min: 6}]", "two rules of the pack have the id “a” @a"),
        ("rules: [{min: 5}]", "a rule of a pack needs an id"),
        ("rules: [{id: a b, min: 5}]", "@a b"),
        ("rules: [{id: a}]", "a rule asks for something"),
        ("exempt: [{when: {plan: true}, wehn: 3}]", "warning: “wehn” is no field of exempt; did you mean “when”? @wehn"),
        ("rules: [{id: a, min: 5, max: 4}]", "`min` is above `max`"),
        ("rules: [{id: a, min_share: 1.5}]", "“1.5” is more than the whole"),
        ("rules: [{id: a, min: 5, share_of: earned}]", "`share_of` says of what a share is"),
        ("rules: [{id: a, distinct: kind}]", "`distinct` says by what entries differ"),
        ("rules: [{id: a, need: extra, distinct: kind, min: 2}]", "not both: write two rules"),
        ("rules: [{id: a, distinct: kind, min: 1.5}]", "“1.5” is no whole number, and what is counted here has no parts @1.5"),
        ("rules: [{id: a, goals: [{from: team, min: 0.5}]}]", "“0.5” is no whole number"),
        ("rules: [{id: a, goals: [{min: 1}]}]", "goals come from somewhere: `from: [team, school]`"),
        ("rules: [{id: a, of: {tag: []}}]", "a rule asks for something"),
        ("rules: [{id: a, when: {grade: []}, min: 5}]", "a guard says which answers to “grade” it is for @[]"),
        ("rules: [{id: a, of: {provider: [approved, county]}, min: 5}]", "`approved` stands alone"),
        ("count_if: [{provider: [county, approved_sponsor]}]", "`approved` stands alone"),
        ("count_if: [{provider: []}]", "a filter asks for something"),
        ("rules: [{id: a, need: plan, within: 1001 days of issue}]", "“1001 days of issue” is no time"),
        ("rules: [{id: a, min: 5, per: yaer}]", "did you mean “year”? @yaer"),
        ("rules: [{id: a, need: plan, within: soon}]", "“soon” is no time in which to do something"),
        ("rules: [{id: a, need: plan, within: February 30}]", "“February 30” is no time"),
        (
            "rules: [{id: a, need: paln}]",
            "nothing in `asks` is called “paln”, so nobody can answer it; did you mean “plan”? @paln",
        ),
        ("rules: [{id: a, need: plan, min: 30}]", "“plan” takes yes or no, which cannot be compared with this"),
        (
            "rules: [{id: a, when: {garde: k5}, min: 5}]",
            "nothing in `asks` is called “garde”, so nobody can answer it; did you mean “grade”? @garde",
        ),
        (
            "rules: [{id: a, when: {grade: k6}, min: 5}]",
            "“k6” is no answer to “grade”, which takes k5, 612; did you mean “k5”? @k6",
        ),
        ("rules: [{id: a, when: {grade: {min: 3}}, min: 5}]", "“grade” takes k5, 612, which cannot be compared with this"),
        ("rules: [{id: a, when: {since: {min: 3, max: 2026-01-01}}, min: 5}]", "between two numbers or two days"),
        ("rules: [{id: a, when: k5, min: 5}]", "`when` is a group of answers"),
        ("count_if: [{after: sicne}]", "did you mean “since”? @sicne"),
        ("count_if: [{after: plan}]", "“plan” takes yes or no"),
        ("count_if: [{group: topc, min: 3}]", "“topc” is none of id, activity, kind, topic; did you mean “topic”?"),
        ("count_if: [{group: topic}]", "a floor says both"),
        ("count_if: [{if: {kind: a}}]", "a filter asks for something"),
        ("count_max: [{of: {kind: a}}]", "a cap says how much counts at most"),
        ("count_max: [{units: 3, share: 0.5}]", "not both: write two caps"),
        ("count_max: [{share: 3}]", "“3” is more than the whole"),
        ("convert: [{if: {kind: a}}]", "a conversion says what each is worth"),
        ("convert: [{per: credit, factor: 2}]", "says how many `units` each is worth"),
        (
            "convert: [{per: credit, units: 15}, {if: {kind: course}, per: credit, units: 30}]",
            "this row never applies, because one before it takes everything that it takes @{if: {kind: course}, per: credit, units: 30}",
        ),
        ("exempt: [{note: All.}]", "an exemption says for whom"),
        ("cycle: [{years: 5}, {when: {grade: k5}, years: 3}]", "this cycle is nobody's"),
        ("licences: {extra: 30}", "nothing says how many she has"),
        ("licences: {extra: 30, count: plan}", "“plan” takes yes or no"),
        ("overlap: {split: [contnt]}\nrules: [{id: content, min: 5}]", "has no rule “contnt”; did you mean “content”? @contnt"),
        (
            "overlap: {split: [a]}\nrules: [{id: a, need: plan}]",
            "units are split among rules that ask only for a `min` of the cycle, and “a” is none @a",
        ),
        ("overlap: {split: [a]}\nrules: [{id: a, min: 3, per: year}]", "“a” is none"),
        ("rules: [{id: a, of: {tag: x}, min_share: 0.8}]", "“a” asks a share of the required total, and no rule asks a total"),
        ("rules: [{id: a, goals: [{from: [team], min: 1}], per: year}]", "goals are counted once"),
        ("rules: [{id: a, need: plan, scale: employment_share}]", "only units are less for who works part of the time"),
    ] {
        let (pack, all) = read(&format!("{HEAD}{words}\n"));
        assert!(pack.is_some(), "{words}: what is sound is kept");
        assert!(all.iter().any(|message| message.contains(told)), "{words}: {told} is not in {all:#?}");
        assert!(all.len() <= 1, "{words}: told more than once: {all:#?}");
    }
}

#[test]
fn a_unit_is_named_after_its_pack() {
    let (_, told) = read("pack: riverbend/teacher\nunit: {id: ceu}\nrules: [{id: a, min: 1}]\n");
    assert_eq!(told, ["warning: the unit “ceu” is not named after its pack: call it riverbend.NAME @ceu"]);
    let (pack, _) = read("pack: loc\nunit: {id: loc.clock_hour}\nrules: [{id: a, min: 1}]\n");
    let unit = pack.expect("a pack").unit;
    assert_eq!((unit.name.as_str(), unit.plural.as_str()), ("clock hour", "clock hours"), "a unit without a name");
    for text in [
        "pack: a\nasks: [{name: expiry, type: date}]\n",
        "pack: a\nasks: [{type: date}]\n",
        "pack: a\nasks: [{name: x, type: choice}]\n",
    ] {
        assert_eq!(read(text).1.len(), 1, "{text}");
    }
}

#[test]
fn a_rule_or_row_with_a_mistake_is_left_out_and_the_others_stay() {
    let text = format!(
        "{HEAD}rules: [{{id: a, of: {{tga: x}}, min: 5}}, {{id: b, min: 3}}, {{id: c, min: x}}]\ncount_max: [{{units: 3, of: {{kindd: x}}}}]\n"
    );
    let pack = read(&text).0.expect("a pack");
    assert_eq!(pack.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), ["b"]);
    assert!(pack.caps.is_empty());
}

#[test]
fn what_changes_whom_or_how_much_leaves_a_rule_or_row_out_and_what_explains_does_not() {
    for rule in [
        "min: 5, per: yaer",
        "min: 5, limits: employr",
        "min: 5, force: advise",
        "min: 5, scale: share",
        "need: plan, within: soon",
        "need: paln",
        "min: 5, when: {garde: k5}",
        "min: 5, when: {grade: k6}",
        "min: 5, of: {serves: schol}",
        "any: [[{id: b, min: 5}], [{id: c, min: 3}, {id: d, min: x}]]",
        "goals: [{form: [team]}]",
    ] {
        let pack = read(&format!("{HEAD}rules: [{{id: a, {rule}}}]\n")).0.expect("a pack");
        assert_eq!(pack.rules, [], "{rule}");
    }
    let pack = sound("rules: [{id: a, min: 5, confidence: low, note: Hearsay.}]");
    let slips = "rules: [{id: a, min: 5, confidence: lwo, note: [Hearsay.], by: [x], name: [y]}]";
    let (kept, told) = read(&format!("{HEAD}{slips}\n"));
    assert_eq!((kept.expect("a pack").rules[0].asks.clone(), told.len()), (pack.rules[0].asks.clone(), 4));
    for rows in [
        "convert: [{if: {kind: course}, per: credits, units: 15}]",
        "convert: [{if: {kind: course}, per: credit, units: 15, factor: x}]",
        "convert: [{when: {garde: k5}, if: {kind: course}, per: credit, units: 15}]",
        "count_max: [{of: {kind: course}, units: 3, per: yaer}]",
        "count_max: [{of: {kind: course}, units: 3, force: advise}]",
        "count_if: [{after: sicne}]",
        "count_if: [{has: product, force: must_not}]",
        "exempt: [{when: {paln: true}, note: x}]",
    ] {
        let (pack, told) = read(&format!("{HEAD}{rows}\n"));
        let pack = pack.expect("a pack");
        assert_eq!((pack.convert.len(), pack.caps.len(), pack.filters.len(), pack.exempt.len()), (0, 0, 0, 0), "{rows}");
        assert_eq!(told.len(), 1, "{rows}: {told:?}");
    }
}

#[test]
fn a_pack_of_which_nobody_can_say_for_whom_or_how_long_is_no_pack() {
    for (text, told) in [
        ("cycle: {years: five}", "“five” is no number of years from 1 to 50 @five"),
        ("cycle: {years: 500}", "“500” is no number of years from 1 to 50"),
        ("cycle: [{when: {garde: k5}, years: 3}, {years: 5}]", "did you mean “grade”?"),
        ("cycle: {when: {grade: k6}, years: 3}", "“k6” is no answer to “grade”"),
        ("cycle: {years: 5, window: opne}", "did you mean “open”?"),
        ("effective: {from: 2026-13}", "“2026-13” is no month"),
        ("effective: {from: 2026-01, until: 2025-01-01}", "the pack ends before it begins"),
        ("status: suspend", "did you mean “suspended”?"),
    ] {
        let (pack, all) = read(&format!("{HEAD}{text}\nrules: [{{id: a, min: 5}}]\n"));
        assert!(pack.is_none() && all.len() == 1 && all[0].contains(told), "{text}: {all:?}");
    }
}

fn answers<'a>(given: &[(&'a str, &'a str)], expires: Date) -> Answers<'a> {
    Answers { given: given.to_vec(), issued: Some(date(2022, 7, 1)), expires }
}

const EXPIRES: Date = date(2027, 6, 30);

#[test]
fn a_guard_compares_words_numbers_counts_and_days() {
    let holds = |guard: &str, given: &[(&str, &str)]| {
        let pack = sound(&format!("rules: [{{id: a, when: {guard}, min: 5}}]"));
        answers(given, EXPIRES).fit(&pack, &pack.rules[0].when)
    };
    for (guard, given, is) in [
        ("{grade: [k5, \"612\"]}", &[("grade", "612")][..], Known::Yes),
        ("{grade: k5}", &[("grade", "k6")], Known::Maybe),
        ("{extra: true}", &[("extra", "2")], Known::Yes),
        ("{extra: true}", &[("extra", "yes")], Known::Yes),
        ("{extra: {min: 2}}", &[("extra", "yes")], Known::No),
        ("{extra: false}", &[("extra", "0")], Known::Yes),
        ("{extra: true}", &[("extra", "1.5")], Known::Maybe),
        ("{days: {min: 30}}", &[("days", "29.5")], Known::No),
        ("{days: {min: 30}}", &[], Known::Maybe),
        ("{since: {max: 2020-01-01}}", &[("since", "2020-01-01")], Known::Yes),
        ("{since: {max: 2020-01-01}}", &[("since", "2020-01-02")], Known::No),
        ("{since: {min: 2021}}", &[("since", "2020-12-31")], Known::No),
        ("{expiry: {min: 2027-06-30}}", &[], Known::Yes),
        ("{expiry: {max: 2027-06-29}}", &[], Known::No),
        ("{expiry: 2027, issued: {max: 2022}}", &[], Known::Yes),
    ] {
        assert_eq!(holds(guard, given), is, "{guard} {given:?}");
    }
}

#[test]
fn what_a_selection_leaves_out_does_not_fit_it() {
    let pack = sound("rules: [{id: a, of: {tag: x, not: {kind: course, level: graduate}}, min: 5}]");
    let fit = |kind, level| {
        pack.rules[0].of.fit(&Record { kind: Some(kind), level: Some(level), tags: vec!["x"], ..Record::default() })
    };
    assert_eq!(fit("course", "graduate"), Known::No);
    assert_eq!(fit("course", "other"), Known::Yes);
    assert_eq!(fit("plc", "graduate"), Known::Yes);
    let approved = sound("rules: [{id: a, of: {not: {provider: approved}}, min: 5}]");
    assert_eq!(approved.rules[0].of.fit(&Record::default()), Known::Maybe);
}

#[test]
fn the_cycle_is_the_first_whose_guard_holds() {
    let pack = sound("cycle: [{when: {grade: k5}, years: 3}, {when: {grade: \"612\"}, years: 7}, {years: 5}]");
    let years = |given: &[(&str, &str)]| {
        pack.cycles_of(&answers(given, EXPIRES)).iter().filter_map(|cycle| cycle.years).collect::<Vec<_>>()
    };
    assert_eq!(years(&[("grade", "k5")]), [3]);
    assert_eq!(years(&[("grade", "612")]), [7]);
    assert_eq!(years(&[]), [3, 7, 5], "all that may be hers");
}

/// The packs in force of names and texts, and what is told.
fn in_force(packs: &[(&str, Option<&str>)]) -> (Vec<Pack>, Vec<String>) {
    let mut findings = Findings::new();
    let at = Span { source: SourceId(0), start: 0, end: 0 };
    let wanted: Vec<Wanted<'_>> = packs
        .iter()
        .enumerate()
        .map(|(nth, (name, text))| Wanted { name, at, local: text.map(|text| (SourceId(nth as u32 + 1), text)) })
        .collect();
    let packs = pack::in_force(&wanted, &mut findings);
    (packs, findings.iter().map(|finding| finding.message.clone()).collect())
}

#[test]
fn an_overlay_adds_rules_and_rows_and_replaces_rules_of_its_ids() {
    let text = "pack: riverbend/teacher
extends: us-ma/teacher
asks: [{name: mentor, type: yes-no, question: \"Are you a mentor?\"}]
convert: [{if: {kind: course}, per: credit, units: 10}]
count_max: [{when: {mentor: true}, of: {kind: mentoring}, units: 20}]
rules:
  - {id: total, min: 200}
  - {id: local, when: {plan: true}, of: {tag: local}, min: 5}
";
    let (packs, told) = in_force(&[("us-ma/teacher", None), ("./local.yaml", Some(text))]);
    assert_eq!(told, [""; 0]);
    let [base, over] = packs.as_slice() else { panic!("two packs: {packs:?}") };
    assert_eq!((over.id.as_str(), over.extends.as_deref()), ("riverbend/teacher", Some("us-ma/teacher")));
    assert_eq!((&over.unit, over.date, &over.licences), (&base.unit, base.date, &Licences::Extra("extra_licence".to_owned())));
    assert_eq!(over.rules.len(), base.rules.len() + 1);
    assert_eq!((&over.rules[0].asks, &over.rules[1]), (&vec![Demand::Min(2_000_000)], &base.rules[1]));
    assert_eq!(over.convert[0].units, Some(100_000), "the district's rate comes first");
    assert_eq!((over.convert.len(), over.caps.len(), over.asks.len()), (base.convert.len() + 1, 1, base.asks.len() + 1));
}

#[test]
fn an_overlay_counts_in_the_unit_of_its_base() {
    let (packs, told) = in_force(&[("x.yaml", Some("pack: x\nextends: us-ma/teacher\nunit: {id: x.hour, per_hour: 2}\n"))]);
    assert_eq!(told, ["a pack that extends another counts in its unit, “us-ma.pdp”"]);
    assert_eq!((packs[0].unit.id.as_str(), packs[0].unit.per_hour), ("us-ma.pdp", Some(20_000)));
    let (packs, told) =
        in_force(&[("x.yaml", Some("pack: x\nextends: us-nc/teacher\nrules: [{id: literacy-k5, need: lifetime_licence}]\n"))]);
    assert!(told[0].contains("“literacy-k5” is none"), "{told:?}");
    assert!(matches!(packs[0].overlap, Overlap::Split(_)));
}

#[test]
fn a_mistake_in_an_overlay_leaves_what_its_base_says() {
    let over = |base: &str, words: &str| {
        let (mut packs, told) = in_force(&[("x.yaml", Some(&format!("pack: x\nextends: {base}\n{words}\n")))]);
        (packs.remove(0), told)
    };
    for words in [
        "cycle: {years: five}",
        "cycle: [{when: {garde: k5}, years: 3}, {years: 7}]",
        "overlap: shraed",
        "overlap: {split: [[a]]}",
        "repeat: onse",
        "carry: nune",
        "carry: {max: ten}",
        "licences: shard",
        "licences: {extra: x, count: lifetime_licence}",
        "confidence: hihg",
        "date: 2026-13",
        "effective: {from: 2026-13}",
        "unit: {per_hour: x}",
        "asks: [{name: grade, type: chioce, question: \"Which?\"}]",
    ] {
        let (pack, told) = over("us-nc/teacher", words);
        let base = pack::shipped::pack("us-nc/teacher").expect("it is shipped");
        let named = Pack { id: base.id.clone(), extends: None, bases: Vec::new(), named_at: None, ..pack };
        assert_eq!(named, base, "{words}");
        assert!(!told.is_empty(), "{words}");
    }
    assert!(over("us-or/teacher", "status: suspend").0.is_suspended);
    let (pack, told) = over("us-nc/teacher", "rules: [{id: total, when: {garde: k5}, min: 9}]");
    assert_eq!(pack.rules, pack::shipped::pack("us-nc/teacher").expect("it is shipped").rules);
    assert!(told.len() == 1 && told[0].contains("did you mean “grade”?"), "{told:?}");
}

#[test]
fn a_question_asked_otherwise_must_answer_what_the_base_asks() {
    let over = |asks: &str| in_force(&[("x.yaml", Some(&format!("pack: x\nextends: us-nc/teacher\nasks: [{asks}]\n")))]).1;
    let told = over("{name: grade, type: choice, choices: [elementary, secondary], question: \"Which?\"}");
    assert_eq!(
        told,
        [
            "“k5” is no answer to “grade”, which takes elementary, secondary; the pack that is extended asks for it so",
            "“612” is no answer to “grade”, which takes elementary, secondary; the pack that is extended asks for it so",
        ]
    );
    let told = over("{name: lifetime_licence, type: date, question: \"Since when?\"}");
    assert!(told.len() == 1 && told[0].starts_with("“true” is no answer to “lifetime_licence”"), "{told:?}");
    assert_eq!(over("{name: grade, type: choice, choices: [k5, \"612\", other], question: \"Which?\"}"), [""; 0]);
    assert_eq!(over("{name: coach, type: yes-no, question: \"Is she a coach?\"}"), [""; 0]);
}

#[test]
fn overlays_extend_overlays_in_any_order() {
    let school = "pack: riverbend/school\nextends: riverbend/district\nrules: [{id: school, min: 2}]\n";
    let district = "pack: riverbend/district\nextends: us-ma/teacher\nrules: [{id: district, min: 1}]\n";
    for order in [
        [("school.yaml", Some(school)), ("district.yaml", Some(district))],
        [("district.yaml", Some(district)), ("school.yaml", Some(school))],
    ] {
        let (packs, told) = in_force(&order);
        assert_eq!(told, [""; 0]);
        let school = packs.iter().find(|pack| pack.id == "riverbend/school").expect("it is in force");
        assert_eq!(school.bases, ["us-ma/teacher", "riverbend/district"]);
        let last: Vec<&str> = school.rules.iter().rev().take(2).map(|rule| rule.id.as_str()).collect();
        assert_eq!(last, ["school", "district"]);
    }
}

#[test]
fn a_pack_of_the_district_replaces_a_shipped_one_of_its_id() {
    let own = "pack: us-ma/teacher\nextends: us-ma/teacher\nrules: [{id: total, min: 160}]\n";
    for order in [[("us-ma/teacher", None), ("own.yaml", Some(own))], [("own.yaml", Some(own)), ("us-ma/teacher", None)]] {
        let (packs, told) = in_force(&order);
        assert_eq!((packs.len(), told.len()), (1, 0));
        assert_eq!((packs[0].rules[0].asks.as_slice(), packs[0].rules.len()), (&[Demand::Min(1_600_000)][..], 9));
    }
    let (packs, told) = in_force(&[("a.yaml", Some("pack: a\n")), ("b.yaml", Some("pack: a\n"))]);
    assert_eq!((packs.len(), told.as_slice()), (1, &["two packs in force have the id “a”; this one is left out".to_owned()][..]));
}

#[test]
fn a_ring_or_an_unknown_pack_is_told_once_and_left_out() {
    let ring = [
        ("a.yaml", Some("pack: a\nextends: b\n")),
        ("b.yaml", Some("pack: b\nextends: c\n")),
        ("c.yaml", Some("pack: c\nextends: a\n")),
        ("d.yaml", Some("pack: d\nextends: a\n")),
        ("e.yaml", Some("pack: e\n")),
    ];
    let (packs, told) = in_force(&ring);
    assert_eq!(packs.iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>(), ["e"]);
    assert_eq!(told, ["packs that extend each other in a ring are left out: a.yaml → b.yaml → c.yaml"]);
    for (name, text, expected) in [
        ("us-mm/teacher", None, "there is no pack “us-mm/teacher”; did you mean “us-m"),
        (
            "x.yaml",
            Some("pack: x\nextends: us-ma/techer\n"),
            "there is no pack “us-ma/techer” to extend; did you mean “us-ma/teacher”?",
        ),
        ("x.yaml", Some("pack: x\nextends: x\n"), "there is no pack “x” to extend"),
    ] {
        let (packs, told) = in_force(&[(name, text)]);
        assert!(packs.is_empty() && told.len() == 1 && told[0].starts_with(expected), "{name}: {told:?}");
    }
    assert_eq!(in_force(&[("gone.yaml", None)]).1, [""; 0], "that it cannot be read is told elsewhere");
}

/// The own rules of a requirement, alone.
fn own(text: &str) -> (Vec<pack::Rule>, Vec<String>) {
    own_over(None, text)
}

/// The own rules of a requirement, over a pack.
fn own_over(over: Option<&Pack>, text: &str) -> (Vec<pack::Rule>, Vec<String>) {
    let (mut rules, mut findings, mut wrong) = (Vec::new(), Findings::new(), Findings::new());
    wrong.extend(plalign::load::yaml::read(SourceId(0), text, None, &mut |node| {
        rules = pack::own_rules(&node, over, &mut findings).into_iter().map(|(rule, _)| rule).collect();
    }));
    (rules, findings.iter().chain(&wrong).map(|finding| finding.message.clone()).collect())
}

#[test]
fn own_rules_are_a_pack_of_their_own_or_overlay_one() {
    let (rules, told) = own("[{id: total, min: 15}, {id: sei, when: {anything: true}, of: {tag: sei}, min: 3}]");
    assert_eq!(told, [""; 0]);
    let alone = Pack::of_rules(rules.clone());
    assert_eq!((alone.unit.name.as_str(), alone.unit.per_hour, &alone.overlap), ("hour", Some(10_000), &Overlap::Unknown));
    let over = pack::shipped::pack("us-ma/teacher").expect("it is shipped").with_rules(rules);
    assert_eq!(
        (over.rules.len(), over.rules[0].asks.as_slice(), over.id.as_str()),
        (9, &[Demand::Min(150_000)][..], "us-ma/teacher")
    );
    for (text, expected) in [
        ("[{id: a, min: ten}]", "“ten” is no number"),
        ("{id: a, min: 10}", "a list belongs here, not a group of fields"),
        ("[{id: a, min: 1}, {id: a, min: 2}]", "two rules of the pack have the id “a”"),
        ("[7]", "a rule is a group of fields, not a single value"),
    ] {
        let told = own(text).1;
        assert!(told.iter().any(|message| message.contains(expected)), "{text}: {told:?}");
    }
}

#[test]
fn own_rules_over_a_pack_are_looked_up_in_what_it_asks_and_divides() {
    let carolina = pack::shipped::pack("us-nc/teacher").expect("it is shipped");
    for (text, expected) in [
        (
            "[{id: total, when: {garde: k5}, min: 9}]",
            "nothing in `asks` is called “garde”, so nobody can answer it; did you mean “grade”?",
        ),
        ("[{id: total, when: {grade: k6}, min: 9}]", "“k6” is no answer to “grade”, which takes k5, 612; did you mean “k5”?"),
        ("[{id: local, need: grade}]", "“grade” takes k5, 612, which cannot be compared with this"),
        ("[{id: literacy-k5, need: mentored}]", "units are split among rules that ask only for a `min` of the cycle"),
    ] {
        let (rules, told) = own_over(Some(&carolina), text);
        assert!(rules.is_empty() && told.len() == 1 && told[0].contains(expected), "{text}: {told:?}");
    }
    let (rules, told) = own_over(Some(&carolina), "[{id: mentor, need: mentored, when: {grade: k5}}, {id: literacy-k5, min: 4}]");
    assert_eq!((rules.len(), told.len()), (2, 0), "own rules may ask what the pack does not: {told:?}");
}

#[test]
fn what_binds_is_known_before_any_ledger() {
    let pack = sound(
        "status: live\nexempt: [{when: {plan: true}, note: Enough.}]\neffective: {from: 2025-01-01, by: issue}\nrules: [{id: a, min: 1}, {id: b, when: {grade: k5}, min: 1}, {id: c, min: 1, force: advice}, {id: d, max_share: 0.2, limits: employer}]",
    );
    let issued = |day: Option<Date>, given: &[(&'static str, &'static str)]| Answers { issued: day, ..answers(given, EXPIRES) };
    let new = Some(date(2025, 1, 1));
    let bound = |answers: &Answers<'_>| {
        let binding = pack.binding(answers);
        binding.rules.iter().map(|(rule, known)| (rule.id.clone(), *known)).collect::<Vec<_>>()
    };
    let yes = ("a".to_owned(), Known::Yes);
    assert_eq!(bound(&issued(new, &[("plan", "no")])), [yes.clone(), ("b".to_owned(), Known::Maybe)]);
    assert_eq!(bound(&issued(new, &[("grade", "612")])), std::slice::from_ref(&yes));
    assert_eq!(bound(&issued(None, &[("grade", "612")])), [yes], "nobody knows that it is not effective");
    assert_eq!(bound(&issued(new, &[("plan", "yes")])), []);
    assert!(matches!(pack.binding(&issued(new, &[("plan", "yes")])).standing, Standing::Exempt(one) if one.note == "Enough."));
    assert_eq!(pack.binding(&issued(Some(date(2024, 12, 31)), &[])).standing, Standing::NotEffective);
    let suspended = Pack { is_suspended: true, effective: None, ..pack.clone() };
    assert_eq!(suspended.binding(&issued(new, &[])).standing, Standing::Suspended);
    let nevada = pack::shipped::pack("us-nv/teacher").expect("it is shipped");
    assert_eq!(nevada.binding(&answers(&[], date(2024, 9, 15))).standing, Standing::NotEffective);
}

#[test]
fn answers_that_answer_nothing_are_told() {
    let pack =
        sound("rules: [{id: a, need: plan, min: 0}, {id: b, scale: employment_share, min: 3}]".replace(", min: 0", "").as_str());
    let given = [
        ("gradde", "k5"),
        ("grade", "k6"),
        ("plan", "2026-01-01"),
        ("plan_approved", "2026-01-01"),
        ("days", "many"),
        ("extra", "yes"),
        ("employment_share", "0.5"),
    ];
    let told: Vec<String> = pack.profile_faults(&answers(&given, EXPIRES)).into_iter().map(|fault| fault.message).collect();
    assert_eq!(
        told,
        [
            "local asks nothing called “gradde”; did you mean “grade”?",
            "“k6” is no answer to “Which grades?”, which takes k5, 612",
            "“many” is no answer to “How many days?”, which takes a number",
        ]
    );
    let keys: Vec<(&str, bool)> =
        pack.profile_faults(&answers(&given, EXPIRES)).iter().map(|fault| (fault.key, fault.is_unknown)).collect();
    assert_eq!(keys, [("gradde", true), ("grade", false), ("days", false)]);
}

#[test]
fn a_pack_grows_old() {
    let pack = Pack { date: Some((2025, 2)), ..Pack::default() };
    assert_eq!((pack.age_months(date(2026, 8, 14)), pack.is_stale(date(2026, 8, 14))), (Some(STALE_MONTHS), false));
    assert!(pack.is_stale(date(2026, 9, 1)));
    assert!(!Pack::default().is_stale(EXPIRES) && Pack::default().age_months(EXPIRES).is_none());
}

/// Reads a text, and does with what it says whatever can be done.
fn survive(text: &str) {
    let (pack, _) = read(text);
    let Some(pack) = pack else { return };
    render(&pack);
    let given = [("plan", "yes"), ("grade", "k5"), ("extra", "999999999999"), ("extra_licence", "x"), ("term", "6")];
    let answers = answers(&given, EXPIRES);
    pack.binding(&answers);
    pack.profile_faults(&answers);
    pack.cycles_of(&answers);
    in_force(&[("x.yaml", Some(text)), ("us-ma/teacher", None)]);
}

#[test]
fn hostile_packs_are_told_and_stop_nothing() {
    let nested = format!("{HEAD}rules: [{}{}]\n", "{id: a, any: [[".repeat(40), "]]}".repeat(40));
    let not = format!("{HEAD}rules: [{{id: a, min: 1, of: {}{}}}]\n", "{not: ".repeat(100), "}".repeat(100));
    let aliases = format!(
        "{HEAD}notes: &a [x, x, x, x, x, x, x, x]\nsources: [*a, *a, *a]\nrules: &r [{{id: a, any: [[{{id: b, min: 1}}], *r]}}]\n"
    );
    for text in [
        "",
        "just text",
        "[1, 2]",
        "pack: [",
        "rules: []\n",
        "pack: a\n---\npack: b\n",
        "pack: a\nrules: {id: x}\nasks: 3\nconvert: [4]\n",
        "pack: a\ncycle: 5\nunit: 3\ncarry: 4\noverlap: 5\nlicences: 6\neffective: 7\nexempt: 8\n",
        "pack: a\nrules: [{id: a, need: x, within: 255 years of issue}, {id: b, need: x, within: February 29}]\n",
        "pack: a\nconvert: [{per: item, units: 99999999999999999999, factor: 1e9}]\n",
        &nested,
        &not,
        &aliases,
    ] {
        survive(text);
        let (pack, told) = read(text);
        assert!(!told.is_empty() || (text.is_empty() && pack.is_none()), "{text:?}");
    }
}

#[test]
fn ten_thousand_rules_are_read_in_no_time() {
    let rule = |nth: usize| format!("  - {{id: r{nth}, when: {{grade: k5}}, of: {{tag: t{nth}}}, min: 1}}");
    let row = |nth: usize| format!("  - {{if: {{kind: k{nth}}}, per: item, units: 1}}");
    let rules = (0..10_000).map(rule).collect::<Vec<_>>().join("\n");
    let rows = (0..3_000).map(row).collect::<Vec<_>>().join("\n");
    let text = format!("{HEAD}convert:\n{rows}\nrules:\n{rules}\n");
    let start = std::time::Instant::now();
    let (pack, told) = read(&text);
    assert_eq!((pack.map(|pack| pack.rules.len()), told), (Some(10_000), Vec::new()));
    let twice: String = (0..10_000).map(|_| "  - {id: same, min: 1}\n").collect();
    assert_eq!(read(&format!("{HEAD}rules:\n{twice}")).1.len(), 9_999);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_pack_with_a_slip_anywhere_stops_nothing(pack in 0_usize..51, at in 0.0_f64..1.0, slip in "[a-z0-9{}:,\\[\\] \n&*-]{0,6}", cut in 0_usize..12) {
        let text = SHIPPED[pack].1;
        let mut start = (at * text.len() as f64) as usize;
        while !text.is_char_boundary(start) { start += 1; }
        let mut end = (start + cut).min(text.len());
        while !text.is_char_boundary(end) { end += 1; }
        survive(&format!("{}{slip}{}", &text[..start], &text[end..]));
    }
}
