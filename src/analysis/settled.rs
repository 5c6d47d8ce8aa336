//! Rules on what other rules told. Comes in: every finding so far. Goes out: findings about decisions that settle nothing,
//! or no longer do. Apart, because these rules look last.

use super::rule::{Case, Check, Rule, Told};
use super::rules::OF_DECISIONS;
use super::{Analysis, Wanted, is_fault, kinds};
use crate::finding::{Cause, Finding, Findings, Kind};
use crate::load::{self, changes_exit};
use crate::model::District;

/// Whether some rules alone are asked for, and one of them hangs on what all others tell.
pub(super) fn asks_for_all(district: &District, wanted: &Wanted<'_>) -> bool {
    let asked = || OF_DECISIONS.iter().any(|rule| wanted.has(rule.kind.code));
    !wanted.only.is_empty() && !district.decisions.is_empty() && asked()
}

impl Analysis {
    /// Keeps what is told of the rules that were asked for.
    pub(super) fn keep(mut self, wanted: &Wanted<'_>) -> Self {
        let is_kept = |finding: &Finding| wanted.has(finding.kind.code) || changes_exit(finding.kind);
        let told = self.findings.into_iter().zip(self.people).filter(|(finding, _)| is_kept(finding));
        (self.findings, self.people) = told.unzip();
        self.decided.retain(is_kept);
        self.hidden.retain(is_kept);
        self.not_run.retain(|(code, _)| wanted.has(code));
        self.ran.retain(|code| wanted.has(code));
        // A cause that is not told explains nothing.
        let is_told = |cause: &Cause| wanted.has(cause.kind.code) || changes_exit(cause.kind);
        self.findings.iter_mut().for_each(|finding| finding.caused_by = finding.caused_by.take().filter(is_told));
        self
    }
}

/// What hangs on what was told: decisions about it. Nothing is said of what a file that could not be read may hide.
pub(super) fn tell(case: &Case<'_>, rules: &[&'static Rule], wanted: &Wanted<'_>, told: &mut Findings) {
    let checks: Vec<_> = rules.iter().flat_map(|rule| rule.checks).collect();
    if case.district.decisions.is_empty() {
        return;
    }
    let is_run = |kind: &&Kind| is_fault(kind) && wanted.has(kind.code) || rules.iter().any(|rule| rule.kind.code == kind.code);
    // What is found of people of other circles is not for her who looks: nor is it, that something is not.
    let is_hidden = told.iter().any(|finding| load::hides_content(finding.kind)) || case.circle.is_of_some();
    let kinds = kinds();
    let looked_for = kinds.iter().copied().filter(is_run).filter(|_| !is_hidden).map(|kind| kind.code).collect();
    let findings = if case.circle.is_of_some() { &Findings::new() } else { &*told };
    let so_far = Told { findings, looked_for, codes: kinds.iter().map(|kind| kind.code).collect() };
    let mut further = Findings::new();
    for check in checks {
        if let Check::Told(check) = check {
            check(case, &so_far, &mut further);
        }
    }
    told.append(&mut further);
}
