//! `JUnit` XML, for systems that show results of tests. Comes in: a report. Goes out: a suite a rule; a finding that makes the
//! run fail is a failed case, any other finding one that passed, and a rule that could not run one that was skipped.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};

use super::change::Diff;
use super::comment::hidden_words;
use super::told::Told;
use super::{Report, UNCOUNTED};
use crate::analysis;
use crate::finding::Finding;
use crate::load;

/// Renders the report.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut suites: BTreeMap<&str, TestSuite> = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for at in report.in_order(|_| true) {
        let told = Told::of(report, at);
        let nth = seen.entry(told.id.clone()).or_default();
        *nth += 1;
        let code = told.finding.kind.code;
        suites.entry(code).or_insert_with(|| TestSuite::new(code)).add_test_case(case(&told, *nth, report.fails(told.finding)));
    }
    for (rule, needs) in &report.analysis.not_run {
        let lists = needs.iter().map(|group| group.iter().map(|list| list.name()).collect::<Vec<_>>().join(" or "));
        let mut skipped = TestCaseStatus::skipped();
        skipped.set_message(format!("needs {}", lists.collect::<Vec<_>>().join(", ")));
        suites.entry(rule).or_insert_with(|| TestSuite::new(*rule)).add_test_case(TestCase::new(*rule, skipped));
    }
    for kind in analysis::kinds().into_iter().filter(|kind| report.ran(kind.code)) {
        let suite = suites.entry(kind.code).or_insert_with(|| TestSuite::new(kind.code));
        if suite.test_cases.is_empty() {
            suite.add_test_case(TestCase::new(kind.code, TestCaseStatus::success()));
        }
    }
    let mut all = Suites::new("plalign");
    all.add_test_suites(suites.into_values());
    all.add_test_suites(hidden(report));
    all.add_test_suites(report.stale().map(|stale| passed("baseline", stale)));
    text_of(&all)
}

/// Renders what changed: a case for each finding that is new or changed, and one that passed with what is as before.
pub(super) fn changes(diff: &Diff<'_>) -> String {
    let mut suites: BTreeMap<&str, TestSuite> = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let new = diff.changes.new.iter().map(|at| (*at, diff.head.fails(&diff.head.analysis.findings[*at])));
    let changed = diff.changes.changed.iter().map(|pair| (pair.1, diff.makes_fail(*pair)));
    let in_the_way = diff.changes.in_the_way.iter().map(|at| (*at, true));
    for (at, fails) in new.chain(changed).chain(in_the_way) {
        let told = Told::of(&diff.head, at);
        let nth = seen.entry(told.id.clone()).or_default();
        *nth += 1;
        let code = told.finding.kind.code;
        suites.entry(code).or_insert_with(|| TestSuite::new(code)).add_test_case(case(&told, *nth, fails));
    }
    let mut all = Suites::new("plalign diff");
    all.add_test_suites(suites.into_values());
    let said = diff.opening().chain(diff.hours());
    all.add_test_suite(passed("this change", said.collect::<Vec<_>>().join("\n")));
    all.add_test_suites(diff.hidden().map(|said| not_shown(&said, diff.hidden_fails())));
    text_of(&all)
}

fn text_of(suites: &Suites) -> String {
    let xml = suites.to_string().expect("XML is written to memory");
    if xml.ends_with('\n') { xml } else { xml + "\n" }
}

/// A suite of one case that passed and says something.
fn passed(name: &str, said: String) -> TestSuite {
    let mut case = TestCase::new(name, TestCaseStatus::success());
    case.set_system_out(said);
    let mut suite = TestSuite::new(name);
    suite.add_test_case(case);
    suite
}

/// A finding as a case. Its name is the same from run to run: no line, no number that changes.
fn case(told: &Told<'_>, nth: usize, fails: bool) -> TestCase {
    let again = if nth > 1 { format!(" ({nth})") } else { String::new() };
    let name = format!("{} {}{again}", told.items.join(" "), told.id);
    let mut case = TestCase::new(name.trim_start(), status(told.finding, fails));
    case.set_classname(told.finding.kind.code);
    let text = format!("{}\n{}\nWho: {}. Do: {}", told.place(), told.message, told.who(), told.remedy);
    if let Some(spot) = told.spots.first() {
        case.extra.insert("file".into(), spot.path.into());
        case.extra.insert("line".into(), spot.at.line.to_string().into());
    }
    if fails {
        case.status.set_message(told.message.clone()).set_type(told.finding.level.word()).set_description(text);
    } else {
        case.set_system_out(format!("{}: {text}", told.finding.level.word()));
    }
    case
}

fn status(finding: &Finding, fails: bool) -> TestCaseStatus {
    if load::changes_exit(finding.kind) {
        TestCaseStatus::non_success(NonSuccessKind::Error)
    } else if fails {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::success()
    }
}

/// Findings that are only counted, or not even that.
fn hidden(report: &Report<'_>) -> Option<TestSuite> {
    let hidden = &report.analysis.hidden;
    if !report.counts_hidden() {
        return Some(not_shown(UNCOUNTED, false));
    }
    let fails = hidden.iter().any(|finding| report.fails(finding));
    (!hidden.is_empty()).then(|| not_shown(&hidden_words(hidden.len()), fails))
}

/// What is only counted, as one case: it fails where one of what is counted makes the run fail.
fn not_shown(said: &str, fails: bool) -> TestSuite {
    let status = if fails { TestCaseStatus::non_success(NonSuccessKind::Failure) } else { TestCaseStatus::success() };
    let mut case = TestCase::new("findings that are not shown", status);
    if fails {
        case.status.set_message(said).set_type("hidden");
    } else {
        case.set_system_out(said);
    }
    let mut suite = TestSuite::new("not shown");
    suite.add_test_case(case);
    suite
}
