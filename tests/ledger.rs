//! Licences in the model: packs in force, requirements and their rules as obligations, what activities fill, and the ledger.
#![allow(clippy::float_cmp, reason = "hours are hundredths, rounded before they are printed")]

mod support;

use plalign::finding::Findings;
use plalign::license::ledger::{Holder, Licence, Origin};
use plalign::load;
use plalign::model::credit::Credit;
use plalign::model::earning::Layers;
use plalign::model::hers::Hers;
use plalign::model::people::EducatorId;
use plalign::model::requirement::RequirementId;
use plalign::model::{District, Party};
use support::{Folder, HEAD, Told, district, label, sound, spot, text, words};

const MA: &str = "packs: [us-ma/teacher]\neducators: [{id: ana}, {id: ben}]\n\
    relicensure_requirements: [{educator: ana, pack: us-ma/teacher, issued: 2022-07-01, expires: 2027-06-30, profile: {extra_licence: 0}}]\n";

/// A pack of the district's own: two categories, a total, a fact, advice, and a rule for some.
const LOCAL: &str = "pack: local/one\nname: Local\ndate: 2026-08\nunit: {id: local.hour, per_hour: 1}\ncycle: {years: 5}\n\
    asks:\n  - {name: plan, type: yes-no, question: Is your plan approved?}\n  - {name: coach, type: yes-no, question: Do you coach?}\n  - {name: grade, type: choice, choices: [k5, \"612\"], question: Which grades?}\n\
    overlap: shared\nrules:\n  - {id: total, min: 100}\n  - {id: reading, of: {tag: reading}, min: 15}\n  - {id: equity, of: {tag: [equity, belonging]}, min: 5}\n\
    \x20 - {id: coaching, when: {coach: true}, of: {tag: coaching}, min: 5}\n  - {id: hint, of: {tag: reading}, min: 1, force: advice}\n  - {id: plan, need: plan}\n";

/// The district behind a folder, without its findings.
fn model(folder: &Folder) -> District {
    let codes: Vec<&str> = plalign::analysis::kinds().iter().map(|kind| kind.code).collect();
    let mut loaded = load::open(folder.path(), false, &codes).expect("there is a manifest");
    let as_of = loaded.manifest.as_of.expect("the head says the day");
    let of_form = std::mem::take(&mut loaded.findings);
    let (district, of_meaning) = District::resolve(&loaded, as_of);
    let told: Findings = of_form.into_iter().chain(of_meaning).collect();
    assert_eq!(told.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>(), [""; 0]);
    district
}

fn local(manifest: &str) -> Folder {
    Folder::of(&format!("packs: [./local.yaml]\neducators: [{{id: ana}}, {{id: ben}}]\n{manifest}")).with("local.yaml", LOCAL)
}

/// Ana's licence under [`LOCAL`], with these further lists.
fn licensed(lists: &str) -> Folder {
    local(&format!("relicensure_requirements: [{{id: lic, educator: ana, pack: local/one, expires: 2027-06-30}}]\n{lists}"))
}

fn educator(district: &District, id: &str) -> EducatorId {
    district.find_party(id).and_then(Party::educator).unwrap_or_else(|| panic!("no educator {id}"))
}

/// An entry in words: where from, what, when, whom it serves.
fn told(district: &District, licence: &Licence<'_>) -> Vec<String> {
    let entries = licence.entries.iter().zip(&licence.origins);
    let word = |(entry, origin): (&plalign::license::Entry<'_>, &Origin)| {
        let what = if matches!(origin, Origin::Credit(_)) { "credit" } else { "activity" };
        let day = entry.date.map_or("planned".to_owned(), |day| day.to_string());
        let about = &entry.record;
        let tags = about.tags.join("+");
        let serves = about.serves.join("+");
        let minutes = entry.minutes.map_or(String::new(), |minutes| format!(" {minutes} min"));
        format!("{what} {} {day}{minutes} {} [{tags}] <{serves}>", entry.id, about.kind.unwrap_or("-"))
    };
    assert_eq!(district.packs.iter().filter(|one| one.pack.id == licence.pack.id).count(), 1);
    entries.map(word).collect()
}

/// The entries of Ana's first licence, in words.
fn entries(folder: &Folder) -> Vec<String> {
    let district = model(folder);
    with_licence(&district, |licence| told(&district, licence))
}

fn with_licence<T>(district: &District, look: impl Fn(&Licence<'_>) -> T) -> T {
    let ana = educator(district, "ana");
    let hers = Hers::of(district, ana);
    let holder = Holder::new(district, ana, &hers);
    let requirement = district.requirements_of(ana)[0];
    look(&holder.licence(requirement).expect("its pack is in force"))
}

fn of_level(told: &Told, id: &str, kind: &str) -> Vec<(String, String)> {
    let of_kind = told.of(kind).into_iter().filter(|finding| words(&finding["items"]).contains(&id.to_owned()));
    of_kind.map(|finding| (text(&finding["message"]), label(finding))).collect()
}

#[test]
fn the_rules_of_a_pack_that_bind_are_obligations() {
    let told = district(MA);
    let rules = ["aligned", "content", "pedagogy", "plan", "sei", "swd", "total"];
    let obligations = told.obligations("ana");
    for rule in rules {
        assert!(obligations.contains(&format!("ana/us-ma/teacher#{rule}")), "{rule} is not in {obligations:?}");
    }
    assert!(!obligations.iter().any(|id| id.contains("second") || id.contains("further")), "{obligations:?}");
    assert!(!obligations.contains(&"ana/us-ma/teacher".to_owned()), "with rules it is not one itself");
    assert_eq!(told.obligations("ben"), [""; 0]);
    assert_eq!(told.threads("ana").len(), 1, "they count as one");
}

#[test]
fn a_guard_that_nobody_answered_binds_and_advice_never_does() {
    let of = |profile: &str| {
        let manifest = format!(
            "relicensure_requirements: [{{id: lic, educator: ana, pack: local/one, expires: 2027-06-30, profile: {{{profile}}}}}]\n"
        );
        sound(&local(&manifest)).obligations("ana")
    };
    assert_eq!(of("coach: yes"), ["lic#coaching", "lic#equity", "lic#plan", "lic#reading", "lic#total"]);
    assert_eq!(of(""), of("coach: yes"));
    assert_eq!(of("coach: no"), ["lic#equity", "lic#plan", "lic#reading", "lic#total"]);
}

#[test]
fn who_is_exempt_owes_nothing_and_a_suspended_pack_asks_nothing() {
    let pack = |more: &str| {
        Folder::of("packs: [p.yaml]\neducators: [{id: ana}]\nrelicensure_requirements: [{educator: ana, pack: p, expires: 2027-06-30, profile: {life: yes}}]\nactivities: [{id: a1, hours: 2, serves: [ana/p, 'ana/p#total'], chosen_by: [ana]}]\n")
            .with("p.yaml", format!("pack: p\ndate: 2026-08\nunit: {{id: p.h, per_hour: 1}}\ncycle: {{years: 5}}\nasks: [{{name: life, type: yes-no, question: Is it for life?}}]\nrules: [{{id: total, min: 5}}]\n{more}"))
    };
    for more in
        ["exempt: [{when: {life: true}, note: It is for life.}]\n", "status: suspended\n", "effective: {from: 2030-01-01}\n"]
    {
        let told = sound(&pack(more));
        assert_eq!((told.obligations("ana"), told.hours("ana", "chosen")), (vec![], 2.0), "{more}");
    }
    assert_eq!(sound(&pack("")).obligations("ana"), ["ana/p#total"]);
}

#[test]
fn every_rule_may_be_named_and_one_that_does_not_bind_carries_nothing() {
    let told = sound(&licensed(
        "individual_plans: [{id: g1, educator: ana, supports: ['lic#reading']}, {id: g2, educator: ana, supports: ['lic#hint']}]\n",
    ));
    assert_eq!(told.pair("ana", "g1", "lic#reading"), (2, vec!["supports".to_owned()]));
    assert_eq!(told.threads("ana").len(), 2, "g2 hangs on nothing");
}

#[test]
fn a_rule_that_there_is_not_is_told_with_the_nearest() {
    let told = licensed("individual_plans: [{id: g1, educator: ana, supports: ['lic#raeding', 'lic#reading', 'lik#reading']}]\n")
        .check();
    let messages: Vec<String> = told.of("dangling-reference").iter().map(|finding| text(&finding["message"])).collect();
    assert_eq!(messages.len(), 2, "{}", told.summary());
    assert!(messages.iter().any(|message| message.contains("did you mean “lic#reading”?")), "{messages:?}");
}

#[test]
fn serving_a_requirement_serves_every_rule_that_binds() {
    let told = sound(&licensed("activities: [{id: a1, hours: 3, serves: [lic]}]\nindividual_plans: [{id: g1, educator: ana}]\n"));
    assert_eq!((told.hours("ana", "chosen"), told.hours("ana", "apart")), (3.0, 3.0));
    let served =
        sound(&licensed("activities: [{id: a1, hours: 3, serves: [lic, g1]}]\nindividual_plans: [{id: g1, educator: ana}]\n"));
    assert_eq!(served.hours("ana", "freed"), 3.0, "the rules of one licence count as one");
    for rule in ["coaching", "equity", "plan", "reading", "total"] {
        assert!(served.pair("ana", "g1", &format!("lic#{rule}")).1.contains(&"activity".to_owned()), "{rule}");
    }
    assert_eq!(served.threads("ana").len(), 1);
}

#[test]
fn own_rules_are_a_pack_of_their_own_and_may_tighten_a_pack() {
    let told = sound(&local(
        "relicensure_requirements:\n  - {id: own, educator: ana, expires: 2027-06-30, rules: [{id: content, of: {tag: content}, min: 15}, {id: hint, min: 1, force: advice}]}\n  - {id: both, educator: ben, pack: local/one, expires: 2027-06-30, profile: {coach: no}, rules: [{id: total, min: 120}, {id: writing, of: {tag: writing}, min: 3}]}\n",
    ));
    assert_eq!(told.obligations("ana"), ["own#content"]);
    assert_eq!(told.obligations("ben"), ["both#equity", "both#plan", "both#reading", "both#total", "both#writing"]);
}

#[test]
fn a_mistake_in_own_rules_is_told_at_its_place() {
    let told = Folder::of("educators: [{id: ana}]\nrelicensure_requirements: [{id: own, educator: ana, expires: 2027-06-30, rules: [{id: content, off: {tag: content}, min: 15}]}]\n").check();
    let finding = told.only("unknown-field");
    assert_eq!(words(&finding["items"]), ["own", "rules"]);
    assert!(text(&finding["message"]).contains("“off” is no field of a rule"), "{}", told.summary());
    assert_eq!((spot(finding, 0).1, told.obligations("ana")), (6, vec!["own#content".to_owned()]));
}

#[test]
fn each_own_rule_stands_at_its_own_place_though_one_before_it_is_left_out() {
    let told = Folder::of("educators: [{id: ana}]\ncredits: []\nrelicensure_requirements:\n  - id: own\n    educator: ana\n    expires: 2027-06-30\n    rules:\n      - {id: broken, min: ten}\n      - {id: content, of: {tag: content}, min: 15}\n      - {id: sei, of: {tag: sei}, min: 15}\n").check();
    let lines: Vec<(Vec<String>, u64)> =
        told.of("renewal-category-shortfall").iter().map(|one| (words(&one["items"]), spot(one, 0).1)).collect();
    let broken = spot(told.only("bad-value"), 0).1;
    assert_eq!(
        lines,
        [(vec!["own#content".to_owned()], broken + 1), (vec!["own#sei".to_owned()], broken + 2)],
        "{}",
        told.summary()
    );
}

#[test]
fn a_slip_in_own_rules_over_a_pack_is_told_and_leaves_the_rule_of_the_pack() {
    let told = Folder::of("packs: [us-nc/teacher]\neducators: [{id: ana}]\ncredits: []\nrelicensure_requirements: [{id: l, educator: ana, pack: us-nc/teacher, expires: 2027-06-30, profile: {grade: k5, lifetime_licence: no}, rules: [{id: total, when: {garde: k5}, min: 9}]}]\n").check();
    assert!(text(&told.only("bad-value")["message"]).contains("did you mean “grade”?"), "{}", told.summary());
    let short: Vec<Vec<String>> = told.of("renewal-category-shortfall").iter().map(|one| words(&one["items"])).collect();
    assert!(short.contains(&vec!["l#total".to_owned()]), "{}", told.summary());
}

#[test]
fn a_pack_that_is_not_in_force_is_a_dangling_reference() {
    let told =
        local("relicensure_requirements: [{educator: ana, pack: local/on, expires: 2027-06-30, profile: {anything: goes}}]\n")
            .check();
    assert_eq!(told.items("dangling-reference"), [["ana/local/on", "local/on"]]);
    assert!(text(&told.only("dangling-reference")["message"]).contains("did you mean “local/one”?"), "{}", told.summary());
    assert_eq!((told.obligations("ana"), told.faults().len()), (vec!["ana/local/on".to_owned()], 1));
}

#[test]
fn a_pack_is_read_from_a_file_of_the_district_with_its_faults_told_there() {
    let folder =
        Folder::of("packs: [packs/*.yaml]\neducators: [{id: ana}]\n").with("packs/a.yaml", LOCAL.replace("min: 15", "mun: 15"));
    let told = folder.check();
    let finding = told.of("unknown-field");
    assert_eq!((finding.len(), told.code), (1, Some(1)), "{}", told.summary());
    assert_eq!((spot(finding[0], 0).0, spot(finding[0], 0).1), ("packs/a.yaml".to_owned(), 13));
    let overlay = "pack: riverbend/teacher\nextends: us-ma/teacher\nrules: [{id: sei, of: {tag: sei_esl}, min: 20}]\n";
    let told = sound(
        &Folder::of("packs: [us-ma/teacher, ./local.yaml]\neducators: [{id: ana}]\nrelicensure_requirements: [{id: l, educator: ana, pack: riverbend/teacher, expires: 2027-06-30}]\n")
            .with("local.yaml", overlay),
    );
    assert!(told.obligations("ana").contains(&"l#sei".to_owned()), "{:?}", told.obligations("ana"));
}

#[test]
fn a_pack_that_cannot_be_read_is_told_and_the_rest_is_checked() {
    let of = |path: &str| Folder::of(&format!("packs: [{path}]\neducators: [{{id: ana}}]\n")).with("local.yaml", LOCAL).check();
    for path in ["./gone.yaml", "../outside.yaml", "/etc/outside.yaml"] {
        let told = of(path);
        assert_eq!((told.code, told.faults()), (Some(2), vec!["unreadable-file".to_owned()]), "{path}: {}", told.summary());
        assert_eq!(spot(told.only("unreadable-file"), 0).1, 5, "{path}");
    }
    assert_eq!(
        (of("packs/*.yaml").faults(), of("us-mm/teacher").faults()),
        (vec!["empty-match".to_owned()], vec!["bad-value".to_owned()])
    );
    assert_eq!(of("./local.yaml").faults(), [""; 0]);
}

#[test]
fn an_answer_that_nobody_asks_for_or_that_is_none_is_told_at_its_place() {
    let told = local(
        "relicensure_requirements: [{id: lic, educator: ana, pack: local/one, expires: 2027-06-30, profile: {grad: k5, grade: k6, coach: no, plan_approved: 2026-01-01, plan: [a]}}]\n",
    )
    .check();
    let unknown = told.only("unknown-field");
    assert!(text(&unknown["message"]).contains("“grad”; did you mean “grade”?"), "{}", told.summary());
    assert_eq!(words(&unknown["items"]), ["lic", "profile"]);
    let wrong = of_level(&told, "lic", "bad-value");
    assert_eq!(wrong.len(), 2, "{}", told.summary());
    assert!(wrong.iter().any(|(message, _)| message.contains("“k6” is no answer")), "{wrong:?}");
    assert!(wrong.iter().any(|(message, _)| message.contains("an answer is a single value")), "{wrong:?}");
    let line = format!("{HEAD}packs: [./local.yaml]\neducators: [{{id: ana}}, {{id: ben}}]\n").lines().count() as u64 + 1;
    let (_, row, column, _, end) = spot(unknown, 0);
    assert_eq!((row, end - column), (line, 4), "the key");
}

#[test]
fn answers_in_a_table_are_told_by_their_column_and_an_unasked_one_once() {
    let folder = local("files: {relicensure_requirements: l.csv}\n").with(
        "l.csv",
        "educator,pack,expires,profile.grade,profile.coatch\nana,local/one,2027-06-30,k5,yes\nben,local/one,2028-06-30,k7,yes\n",
    );
    let told = folder.check();
    assert_eq!(told.faults(), ["bad-value", "unknown-field"], "{}", told.summary());
    assert_eq!(spot(told.only("bad-value"), 0), ("l.csv".to_owned(), 3, 26, 3, 28));
    assert_eq!(spot(told.only("unknown-field"), 0).1, 2);
    assert!(label(told.only("unknown-field")).contains("column profile.coatch"), "{}", told.summary());
}

#[test]
fn an_activity_that_fits_a_category_fills_it_for_her_alone() {
    let lists = "individual_plans: [{id: g1, educator: ana}, {id: g2, educator: ben}]\n\
         activities: [{id: a1, hours: 3, tags: [reading], required_of: [all], serves: [g1, g2]}]\n";
    let told = sound(&licensed(lists));
    assert_eq!(told.pair("ana", "a1", "lic#reading"), (2, vec!["supports".to_owned()]));
    assert!(told.pair("ana", "g1", "lic#reading").1.contains(&"activity".to_owned()));
    assert_eq!(told.pair("ana", "g1", "lic#equity"), (0, vec![]));
    assert_eq!((told.hours("ana", "freed"), told.hours("ben", "freed")), (3.0, 0.0));
    assert_eq!(told.only("double-duty-activity")["educators"], serde_json::json!(["ana"]));
    assert_eq!(told.threads("ana").len(), 1);
}

#[test]
fn a_required_activity_that_fills_a_category_is_bridged_by_it() {
    let of = |tag: &str| {
        sound(&licensed(&format!("activities: [{{id: a1, hours: 6, why: x, tags: [{tag}], required_of: [ana]}}]\n")))
            .items("mandate-unbridged")
    };
    assert_eq!((of("reading").len(), of("safety").len()), (0, 1));
}

#[test]
fn only_learning_that_takes_time_fills_and_filling_makes_nothing_chosen() {
    let pair = |activity: &str| sound(&licensed(&format!("activities: [{activity}]\n"))).pair("ana", "a1", "lic#reading").0;
    assert_eq!(pair("{id: a1, hours: 3, tags: [reading], required_of: [ana]}"), 2);
    assert_eq!(pair("{id: a1, hours: 3, tags: [reading], required_of: [ana], kind: duty}"), 0);
    assert_eq!(pair("{id: a1, tags: [reading], required_of: [ana]}"), 0);
    assert_eq!(pair("{id: a1, hours: 3, tags: [Reading], required_of: [ana]}"), 0, "tags are ids and are read as written");
    let told = sound(&licensed("activities: [{id: a1, hours: 3, tags: [reading]}]\n"));
    assert_eq!((told.hours("ana", "chosen"), told.hours("ana", "together")), (0.0, 0.0));
}

#[test]
fn an_activity_fills_own_rules_too_and_rules_about_layers_as_far_as_they_fit() {
    let pair = |rule: &str, serves: &str| {
        let manifest = format!(
            "educators: [{{id: ana, schools: [s]}}]\nschools: [{{id: s}}]\nschool_improvement_goals: [{{id: s1, school: s}}]\n\
             relicensure_requirements: [{{id: l, educator: ana, expires: 2027-06-30, rules: [{{id: r, {rule}, min: 3}}]}}]\n\
             activities: [{{id: a1, hours: 3, tags: [x], design: course, required_of: [ana], serves: [{serves}]}}]\n"
        );
        sound(&Folder::of(&manifest)).pair("ana", "a1", "l#r").1.contains(&"supports".to_owned())
    };
    assert!(pair("of: {tag: x}", "") && !pair("of: {tag: y}", ""));
    assert!(pair("of: {tag: x, kind: course}", "") && !pair("of: {tag: x, kind: micro}", ""));
    assert!(pair("of: {tag: x, serves: school}", "s1") && !pair("of: {tag: x, serves: school}", ""));
    assert!(!pair("of: {tag: x, has: assessment}", ""), "what nobody knows to fit does not fill");
    assert!(!pair("of: {kind: course}", "") && !pair("name: all", ""), "only categories are filled");
}

#[test]
fn of_many_own_rules_each_is_asked() {
    let people: Vec<String> = (0..40).map(|n| format!("{{id: p{n}}}")).collect();
    let licence = |n| format!("{{id: l{n}, educator: p{n}, expires: 2027-06-30, rules: [{{id: r, of: {{tag: t{n}}}, min: 3}}]}}");
    let licences: Vec<String> = (0..40).map(licence).collect();
    let activity = |n| format!("{{id: a{n}, hours: 3, tags: [t{n}], required_of: [all]}}");
    let activities: Vec<String> = (0..40).map(activity).collect();
    let told = district(&format!(
        "educators: [{}]\nrelicensure_requirements: [{}]\nactivities: [{}]\n",
        people.join(", "),
        licences.join(", "),
        activities.join(", ")
    ));
    for n in 0..40 {
        let filling = told.pairs(&format!("p{n}"));
        let rule = format!("l{n}#r");
        let with_rule: Vec<&(String, String)> = filling.keys().filter(|(a, b)| *a == rule || *b == rule).collect();
        assert_eq!(with_rule, [&(format!("a{n}"), rule.clone())]);
    }
}

#[test]
fn two_licences_that_want_the_same_unit_conflict_where_each_asks_its_own() {
    let of = |licences: &str| {
        let pack = |id: &str| {
            format!(
                "pack: {id}\ndate: 2026-08\nunit: {{id: x.h, per_hour: 1}}\ncycle: {{years: 5}}\noverlap: shared\nasks: [{{name: more, type: count, question: How many further licences?}}]\n{licences}rules: [{{id: reading, of: {{tag: reading}}, min: 5}}]\n"
            )
        };
        let lists = "packs: [a.yaml, b.yaml]\neducators: [{id: ana}]\n\
             relicensure_requirements: [{id: l1, educator: ana, pack: x/a, expires: 2027-06-30, profile: {more: 1}}, {id: l2, educator: ana, pack: x/b, expires: 2027-06-30, profile: {more: 1}}]\n\
             activities: [{id: a1, hours: 3, tags: [reading], required_of: [ana]}]\n";
        let told = sound(&Folder::of(lists).with("a.yaml", pack("x/a")).with("b.yaml", pack("x/b")));
        assert_eq!(told.items("opposed-practice").len(), 0, "it is no matter of practice");
        told.pair("ana", "l1#reading", "l2#reading")
    };
    let (step, reasons) = of("licences: {extra: 3, of: {tag: reading}, count: more}\n");
    assert!(step == -2 && reasons.contains(&"conflicts".to_owned()) && reasons.contains(&"activity".to_owned()), "{reasons:?}");
    for licences in ["licences: shared\n", "licences: unknown\n"] {
        let (step, reasons) = of(licences);
        assert!(step > 0 && !reasons.contains(&"conflicts".to_owned()), "{licences}: {reasons:?}");
    }
}

#[test]
fn what_a_credit_names_and_is_not_there_is_told() {
    let told = licensed(
        "providers: [{id: uni, approved_for: [local/one, us-ma/teachr]}]\nactivities: [{id: a1, hours: 3}]\n\
         credits:\n  - {educator: ana, activity: a2, provider: unni, serves: ['lic#readin', lic], hours: 3}\n  - {educator: zoe, hours: 1}\n  - {hours: 1}\n  - {educator: ana, kind: course}\n  - {educator: ana, credits: 3, ceu: 0.5, hours: x}\n",
    )
    .check();
    let mut items = told.items("dangling-reference");
    items.sort();
    let expected = [["ana", "a2"], ["ana", "lic#readin"], ["ana", "unni"], ["uni", "us-ma/teachr"], ["zoe", "zoe"]];
    assert_eq!(items, expected, "{}", told.summary());
    assert_eq!((told.of("missing-field").len(), told.of("bad-value").len()), (1, 1));
    for hint in ["“a1”", "“lic#reading”", "“uni”", "“us-ma/teacher”"] {
        let told = told.of("dangling-reference");
        assert!(told.iter().any(|finding| text(&finding["message"]).contains(hint)), "{hint}");
    }
}

#[test]
fn credits_have_ids_that_repeat_nothing_of_their_text() {
    let rows = [
        "{educator: ana, title: Secret title, kind: course, hours: 1, date: 2026-03-01}",
        "{educator: ana, activity: a1, kind: course, hours: 1, date: 2026-03-01}",
        "{educator: ana, title: Other, kind: course, hours: 1, date: 2026-03-01}",
        "{educator: ana, title: Other, topic: Secret, hours: 1}",
        "{educator: ana, kind: 'odd,kind', hours: 1}",
        "{educator: ben, kind: course, hours: 1, date: 2026-03-01}",
    ];
    let ids = |order: &[usize]| {
        let list: Vec<&str> = order.iter().map(|at| rows[*at]).collect();
        let district = model(&licensed(&format!("activities: [{{id: a1, hours: 3}}]\ncredits: [{}]\n", list.join(", "))));
        let of = |id: &str| district.credit_ids(educator(&district, id));
        (of("ana"), of("ben"))
    };
    let (ana, ben) = ids(&[0, 1, 2, 3, 4, 5]);
    assert_eq!(ana, ["ana/course@2026-03-01", "ana/a1@2026-03-01", "ana/course@2026-03-01:2", "ana/credit", "ana/credit:2"]);
    assert_eq!(ben, ["ben/course@2026-03-01"]);
    let sorted = |mut ids: Vec<String>| {
        ids.sort();
        ids
    };
    for order in [[5, 4, 3, 2, 1, 0], [2, 0, 4, 1, 3, 5], [3, 5, 0, 2, 1, 4]] {
        assert_eq!((sorted(ids(&order).0), ids(&order).1), (sorted(ana.clone()), ben.clone()), "{order:?}");
    }
}

#[test]
fn the_order_of_credits_changes_no_entry() {
    let rows = [
        "{educator: ana, kind: a, hours: 1}",
        "{educator: ana, kind: b, credits: 2, date: 2026-01-01}",
        "{educator: ben, kind: c, hours: 9}",
        "{educator: ana, kind: d, ceu: 0.1, tags: [x, y]}",
    ];
    let of = |order: [usize; 4]| {
        let list = order.map(|at| rows[at]).join(", ");
        let mut entries = entries(&licensed(&format!("credits: [{list}]\n")));
        entries.sort();
        entries
    };
    assert_eq!(of([0, 1, 2, 3]).len(), 3);
    assert!([[3, 2, 1, 0], [1, 3, 0, 2]].into_iter().all(|order| of(order) == of([0, 1, 2, 3])));
}

#[test]
fn a_row_of_a_ledger_is_small() {
    assert!(std::mem::size_of::<Credit>() <= 52, "{} bytes", std::mem::size_of::<Credit>());
}

#[test]
fn credits_in_a_table_are_read_like_others() {
    let folder = licensed("files: {credits: c.csv}\n").with(
        "c.csv",
        "educator,kind,hours,credits,ceu,date,tags,topic,has,level\nana,course,1:30,3,,2026-03-01,reading;equity,early reading,assessment,graduate\nana,micro,,,0.5,,,,,\n",
    );
    let district = model(&folder);
    let told = with_licence(&district, |licence| {
        let [course, micro] = &licence.entries[..] else { panic!("two rows, two entries") };
        assert_eq!(
            (course.minutes, course.credits, course.ceu, course.record.level),
            (Some(90), Some(30_000), None, Some("graduate"))
        );
        assert_eq!(
            (course.record.topic, course.record.has.clone(), course.title),
            (Some("early reading"), vec!["assessment"], None)
        );
        assert_eq!((micro.minutes, micro.ceu, micro.date), (None, Some(5_000), None));
        told(&district, licence)
    });
    assert_eq!(
        told,
        ["credit ana/course@2026-03-01 2026-03-01 90 min course [reading+equity] <>", "credit ana/micro planned micro [] <>"]
    );
}

#[test]
fn activities_of_hers_that_earn_are_entries_unless_a_credit_names_them() {
    let folder = licensed(
        "activities:\n  - {id: a1, hours: 3, tags: [reading], design: course, due: 2026-12-01, required_of: [ana]}\n  - {id: a2, tags: [x], sessions: [2026-09-15 15:00-16:30, 2026-10-15 15:00-16:30], due: 2027-01-01, chosen_by: [ana]}\n  - {id: a3, hours: 2, serves: ['lic#plan']}\n  - {id: a4, hours: 2, required_of: [ana]}\n  - {id: a5, hours: 2, kind: duty, tags: [x], required_of: [ana]}\n  - {id: a6, hours: 2, tags: [x], required_of: [ben]}\n  - {id: a7, hours: 2, tags: [x], required_of: [ana]}\n\
         credits: [{educator: ana, activity: a7, hours: 1.5, date: 2026-08-01}, {educator: ben, activity: a1, hours: 3}]\n",
    );
    assert_eq!(
        entries(&folder),
        [
            "credit ana/a7@2026-08-01 2026-08-01 90 min - [x] <>",
            "activity a1 2026-12-01 180 min course [reading] <>",
            "activity a2 2026-10-15 180 min - [x] <>",
            "activity a3 planned 120 min - [] <licence>",
        ]
    );
}

#[test]
fn a_credit_takes_from_its_activity_what_it_does_not_say() {
    let folder = licensed(
        "providers: [{id: uni, approved_for: [local/one]}]\nindividual_plans: [{id: g1, educator: ana}]\n\
         activities: [{id: a1, hours: 3, tags: [reading], design: course, due: 2026-06-01, provider: uni, serves: [g1]}]\n\
         credits: [{educator: ana, activity: a1}, {educator: ana, activity: a1, kind: micro, credits: 1, tags: [x], serves: [lic], date: 2026-06-02}]\n",
    );
    assert_eq!(
        entries(&folder),
        [
            "credit ana/a1 planned 180 min course [reading] <individual>",
            "credit ana/a1@2026-06-02 2026-06-02 micro [x] <licence>"
        ]
    );
    let district = model(&folder);
    let about = with_licence(&district, |licence| {
        let about =
            |entry: &plalign::license::Entry<'_>| (entry.record.is_approved, entry.record.is_partial, entry.title == Some("a1"));
        licence.entries.iter().map(about).collect::<Vec<_>>()
    });
    assert_eq!(about, [(Some(true), false, true); 2]);
}

#[test]
fn a_provider_is_approved_not_approved_or_not_known() {
    let folder = licensed(
        "providers: [{id: yes, approved_for: [local/one]}, {id: no, approved_for: [us-ma/teacher]}, {id: unsaid}]\n\
         activities: [{id: a1, hours: 3, tags: [x], provider: no, required_of: [ana]}, {id: a2, hours: 3, tags: [x], required_of: [ana]}]\n\
         credits: [{educator: ana, hours: 1, provider: yes}, {educator: ana, hours: 1, provider: no}, {educator: ana, hours: 1, provider: unsaid}, {educator: ana, hours: 1}]\n",
    );
    let district = model(&folder);
    let approved =
        with_licence(&district, |licence| licence.entries.iter().map(|one| one.record.is_approved).collect::<Vec<_>>());
    assert_eq!(approved, [Some(true), Some(false), None, None, Some(false), None]);
    let partial = with_licence(&district, |licence| licence.entries.iter().map(|one| one.record.is_partial).collect::<Vec<_>>());
    assert_eq!(partial, [false, false, false, false, true, true], "what is not stated of an activity is not known");
}

#[test]
fn who_is_approved_for_a_pack_is_so_for_all_that_extend_it() {
    let status = |approved: &str| {
        let lists = format!(
            "packs: [./school.yaml, ./base.yaml]\neducators: [{{id: ana}}]\nproviders: [{{id: uni, approved_for: [{approved}]}}]\n\
             relicensure_requirements: [{{id: l, educator: ana, pack: oak/school, issued: 2022-07-01, expires: 2027-06-30}}]\n\
             credits: [{{educator: ana, provider: uni, kind: workshop, hours: 155, tags: [disabilities], date: 2025-03-01}}]\n"
        );
        let told = Folder::of(&lists)
            .with("school.yaml", "pack: oak/school\nextends: oak/district\n")
            .with("base.yaml", "pack: oak/district\nextends: us-tx/teacher\n")
            .check();
        text(&told.educator("ana")["licences"][0]["status"])
    };
    assert_eq!(["us-tx/teacher", "oak/district", "oak/school"].map(status), ["met"; 3]);
    assert_eq!(status("us-ma/teacher"), "short");
}

#[test]
fn without_a_list_of_providers_every_word_is_one() {
    let told =
        sound(&licensed("activities: [{id: a1, hours: 3, provider: x}]\ncredits: [{educator: ana, hours: 1, provider: y}]\n"));
    assert_eq!(told.faults(), [""; 0]);
    let told = licensed("providers: []\nactivities: [{id: a1, hours: 3, provider: x}]\n").check();
    assert_eq!(told.items("dangling-reference"), [["a1", "x"]]);
}

#[test]
fn an_entry_serves_the_layers_that_it_leads_to_over_active_goals() {
    let folder = licensed(
        "schools: [{id: s}]\nteams: [{id: t, members: [ben]}]\nevaluation_findings: [{id: f1, educator: ana, focus: talk}, {id: f2, educator: ben, focus: talk}]\n\
         individual_plans:\n  - {id: g1, educator: ana, supports: [s1, f1]}\n  - {id: g2, educator: ben, supports: [t1]}\n  - {id: g3, educator: ana, status: done, supports: [s1]}\n  - {id: g4, educator: ana, supports: [p1]}\n\
         plc_goals: [{id: t1, team: t, supports: [s2]}, {id: p1, team: t, status: paused, supports: [s1]}]\n\
         school_improvement_goals: [{id: s1, school: s, supports: [d1]}, {id: s2, school: s}]\ndistrict_goals: [{id: d1}]\n\
         credits:\n  - {educator: ana, kind: own, serves: [g1]}\n  - {educator: ana, kind: other, serves: [g2]}\n  - {educator: ana, kind: done, serves: [g3]}\n  - {educator: ana, kind: paused, serves: [g4]}\n  - {educator: ana, kind: rule, serves: ['lic#reading', f2]}\n  - {educator: ana, kind: whole, serves: [lic, d1]}\n",
    );
    let serves: Vec<String> = entries(&folder).iter().filter_map(|entry| entry.split('<').nth(1)).map(str::to_owned).collect();
    assert_eq!(
        serves,
        [
            "individual+school+district+evaluation>",
            "team+school>",
            "individual+school+district>",
            "individual+team>",
            "licence>",
            "district+licence>"
        ]
    );
}

#[test]
fn goals_are_counted_by_the_layers_that_they_lead_to() {
    let folder = licensed(
        "schools: [{id: s}]\nevaluation_findings: [{id: f1, educator: ana, focus: talk}, {id: f2, educator: ben, focus: talk}]\n\
         individual_plans:\n  - {id: g1, educator: ana, supports: [f1, s1]}\n  - {id: g2, educator: ana}\n  - {id: g3, educator: ana, supports: [g1]}\n  - {id: g4, educator: ana, supports: [f2, s2]}\n  - {id: g5, educator: ana, status: done, supports: [f1]}\n  - {id: g6, educator: ben, supports: [f2]}\n\
         school_improvement_goals: [{id: s1, school: s, supports: [d1]}, {id: s2, school: s, status: done}]\ndistrict_goals: [{id: d1}]\n",
    );
    let district = model(&folder);
    let goals = with_licence(&district, |licence| licence.about.goals.clone());
    let (own, all) = (Layers::of(["individual"]), Layers::of(["school", "district", "evaluation"]));
    let mut goals = goals.expect("there is a list of them");
    goals.sort_unstable_by_key(|goal| goal.words().count());
    assert_eq!(goals, [own, own, all, all], "each once, with every layer that it leads to");
    let without = model(&licensed("schools: [{id: s}]\n"));
    assert_eq!(with_licence(&without, |licence| licence.about.goals.clone()), None, "no list says which goals there are");
}

#[test]
fn circumstances_are_those_of_the_licence() {
    let folder = Folder::of(
        "packs: [./local.yaml, us-nc/teacher]\neducators: [{id: ana, fte: 0.5}]\nrelicensure_requirements:\n  - {id: l1, educator: ana, pack: local/one, issued: 2022-07-01, expires: 2027-06-30, profile: {grade: k5}}\n  - {id: l2, educator: ana, pack: us-nc/teacher, expires: 2028-06-30}\n  - {id: l3, educator: ana, pack: local/one, expires: 2029-06-30}\n  - {id: l4, educator: ana, expires: 2029-06-30}\n",
    )
    .with("local.yaml", LOCAL);
    let district = model(&folder);
    let ana = educator(&district, "ana");
    let hers = Hers::of(&district, ana);
    let holder = Holder::new(&district, ana, &hers);
    let licence = |one: &RequirementId| holder.licence(*one).map(|licence| licence.about.answers.expires.to_string());
    let licences: Vec<Option<String>> = district.requirements_of(ana).iter().map(licence).collect();
    let of = |day: &str| Some(day.to_owned());
    assert_eq!(licences, [of("2027-06-30"), of("2028-06-30"), of("2029-06-30"), None]);
    with_licence(&district, |licence| {
        let about = &licence.about;
        assert_eq!((about.fte, about.answers.get("grade"), about.answers.get("coach")), (5_000, Some("k5"), None));
        assert_eq!(
            (about.answers.issued.map(|day| day.to_string()), about.as_of.to_string()),
            (Some("2022-07-01".to_owned()), "2026-08-14".to_owned())
        );
    });
}

#[test]
fn a_credit_of_somebody_who_is_not_there_makes_nobody_and_moves_no_other() {
    let folder = licensed(
        "credits: [{educator: ana, kind: one, tags: [x], hours: 1}, {educator: zoe, kind: two, tags: [y], hours: 2}, {educator: ana, kind: three, tags: [z], hours: 3, serves: [lic]}]\n",
    );
    let told = folder.check();
    assert_eq!(told.items("dangling-reference"), [["zoe", "zoe"]]);
    let codes: Vec<&str> = Vec::new();
    let loaded = load::open(folder.path(), false, &codes).expect("there is a manifest");
    let (district, _) = District::resolve(&loaded, loaded.manifest.as_of.expect("a day"));
    let entries = with_licence(&district, |licence| self::told(&district, licence));
    assert_eq!(entries, ["credit ana/one planned 60 min one [x] <>", "credit ana/three planned 180 min three [z] <licence>"]);
    let nobody_listed = Folder::of("credits: [{educator: ana, kind: one, hours: 1}]\n").check();
    assert_eq!((nobody_listed.faults().len(), nobody_listed.json["summary"]["educators"].as_u64()), (0, Some(1)));
}
