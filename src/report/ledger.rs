//! The ledger of each educator who was named: what each licence of hers asks, what is earned and planned for it, what was not
//! counted and why, what is not known. Comes in: a report. Goes out: lines of the terminal's view.

use super::terminal::View;
use crate::analysis::licensed::Judged;
use crate::analysis::licensed::words::{amount, is_open, listed, missing, of_unit, status};
use crate::license::ledger::Holder;
use crate::license::{Amount, Outcome, Range, RuleAnswer, Status};
use crate::load::pack::Overlap;
use crate::model::hers::Hers;
use crate::model::people::EducatorId;

/// What stands where there is nothing to say.
const NONE: &str = "-";

impl View<'_, '_> {
    /// Whether a licence of anybody who was named is shown.
    pub(super) fn shows_licences(&self) -> bool {
        let of = |educator: &EducatorId| self.report.district.requirements_of(*educator).iter();
        self.report.look.years && self.report.educators.iter().flat_map(of).any(|one| self.report.may_see_licence(*one))
    }

    /// The licences of each educator who was named.
    pub(super) fn licences(&mut self) {
        if !self.shows_licences() {
            return;
        }
        let district = self.report.district;
        for educator in self.report.educators {
            let hers = Hers::of(district, *educator);
            let holder = Holder::new(district, *educator, &hers);
            let judged = Judged::of(district, *educator, &holder);
            for requirement in district.requirements_of(*educator).iter().filter(|one| self.report.may_see_licence(**one)) {
                if let Some(judged) = judged.iter().find(|judged| judged.requirement == *requirement) {
                    self.licence(*educator, judged);
                    continue;
                }
                let about = &district.requirements[requirement.0 as usize];
                let (who, id) = (self.named(*educator), district.item_name(about.item));
                self.heading(&format!("LICENSE OF {who}: {id}, renews by {}: unknown", about.expires));
                self.wrapped("", "Nobody says what it asks: name a pack that is in force, or its rules.");
            }
        }
    }

    fn licence(&mut self, educator: EducatorId, judged: &Judged<'_>) {
        let name = if judged.pack.id.is_empty() { judged.id() } else { &judged.pack.id };
        let outcome = match judged.answer.outcome {
            Outcome::Exempt(_) => "exempt",
            Outcome::Suspended => "suspended",
            Outcome::Rules(of) => status(of),
        };
        let (who, expires) = (self.named(educator), judged.expires());
        self.heading(&format!("LICENSE OF {who}: {name}, renews by {expires}: {outcome}"));
        if let Outcome::Exempt(at) = judged.answer.outcome {
            self.wrapped("", &judged.pack.exempt[at].note);
        }
        if judged.answer.outcome == Outcome::Suspended {
            self.wrapped("", "Its rules are suspended; they are shown, and nobody fails by them.");
        }
        self.categories(judged);
        self.entries(judged);
        self.not_counted(judged);
        self.not_known(judged);
        self.cuts(judged);
        self.source(judged);
    }

    /// What each rule asks, and what there is for it.
    fn categories(&mut self, judged: &Judged<'_>) {
        let expires = judged.expires();
        let dated = judged.answer.rules.iter().any(|rule| rule.due != expires);
        let mut header = vec![judged.pack.unit.plural.as_str(), "is", "earned", "planned", "counts", "needs", "missing"];
        header.extend(dated.then_some("by"));
        let mut table = self.table(&header);
        for answer in &judged.answer.rules {
            let rule = judged.rule(answer);
            let name = if rule.name.is_empty() { &rule.id } else { &rule.name };
            let note = if answer.binds { "" } else { " (advice)" };
            let mut row = vec![format!("{name}{note}"), status(judged.status(answer)).to_owned()];
            row.extend(numbers(answer));
            row.extend(dated.then(|| if answer.due == expires { String::new() } else { answer.due.to_string() }));
            table.add_row(row);
        }
        self.draw(table, &[false, false, true, true, true, true, true, true]);
    }

    /// Her entries: when, what they are worth, what of it counts, and for what.
    fn entries(&mut self, judged: &Judged<'_>) {
        if judged.answer.entries.is_empty() {
            self.wrapped("", "Nothing is earned or planned for it yet.");
            return;
        }
        self.line("");
        let mut table = self.table(&["entry", "is", "worth", "counts", "for"]);
        for (at, entry) in judged.answer.entries.iter().enumerate() {
            let fills =
                entry.fills.iter().filter(|(_, amount)| amount.high > 0).map(|(rule, _)| judged.pack.rules[*rule].id.as_str());
            let fills: Vec<&str> = fills.collect();
            let is = if entry.is_planned { "planned" } else { "earned" };
            let of = if fills.is_empty() { NONE.to_owned() } else { listed(&fills) };
            table.add_row([judged.entry(at).to_owned(), is.to_owned(), short(entry.worth), short(entry.counts), of]);
        }
        self.draw(table, &[false, false, true, true, false]);
    }

    fn not_counted(&mut self, judged: &Judged<'_>) {
        let mut lines = Vec::new();
        for (at, entry) in judged.answer.entries.iter().enumerate().filter(|(_, entry)| !entry.whys.is_empty()) {
            let whys: Vec<String> = entry.whys.iter().map(|why| judged.why(*why)).collect();
            let left_out = of_unit(judged.pack, missing((entry.worth.high - entry.counts.high).max(0)));
            lines.push(format!("{}, {left_out}: {}", judged.entry(at), whys.join("; ")));
        }
        self.list("Not counted:", &lines);
    }

    fn not_known(&mut self, judged: &Judged<'_>) {
        let unknown = judged.binding().filter(|(_, answer)| judged.status(answer) == Status::Unknown);
        let unclear = judged.answer.entries.iter().filter(|entry| !entry.counts.is_known());
        let of_entries = unclear.flat_map(|entry| &entry.doubts);
        let of_rules = unknown.flat_map(|(_, answer)| judged.doubts(answer));
        let mut doubts: Vec<_> = judged.answer.doubts.iter().chain(of_rules).chain(of_entries).collect();
        doubts.sort_unstable();
        doubts.dedup();
        let lines: Vec<String> = doubts.into_iter().map(|doubt| judged.doubt(doubt)).collect();
        self.list("Not known:", &lines);
    }

    fn cuts(&mut self, judged: &Judged<'_>) {
        let lines: Vec<String> = judged.answer.cuts.iter().map(|cut| judged.cut_in_words(cut)).collect();
        let title = match judged.pack.overlap {
            Overlap::Split(_) => "Each unit counts once:",
            _ => "If each unit counts once:",
        };
        self.list(title, &lines);
    }

    fn list(&mut self, title: &str, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.line("");
        self.wrapped("", title);
        for line in lines {
            self.wrapped("  - ", line);
        }
    }

    /// How old the facts are, and how far they are to be trusted.
    fn source(&mut self, judged: &Judged<'_>) {
        let pack = judged.pack;
        let (Some((year, month)), false) = (pack.date, pack.id.is_empty()) else { return };
        let confidence = pack.confidence.word();
        self.line("");
        self.wrapped(
            "",
            &format!("By the facts of {year}-{month:02}, of {confidence} confidence; in full: plalign explain {}", pack.id),
        );
    }
}

/// Earned, planned, counted, needed, missing.
fn numbers(answer: &RuleAnswer) -> [String; 5] {
    let Some(of) = answer.units else { return [NONE, NONE, NONE, NONE, NONE].map(str::to_owned) };
    let planned = Range { low: (of.have.low - of.earned.low).max(0), high: (of.have.high - of.earned.high).max(0) };
    let lack = of.lack();
    let most = if of.is_most { "at most " } else { "" };
    let missing =
        if lack.high == 0 { NONE.to_owned() } else { short(Range { low: missing(lack.low), high: missing(lack.high) }) };
    [short(of.earned), short(planned), short(of.have), format!("{most}{}", short(of.need)), missing]
}

/// An amount in a narrow column: `6`, `0-6`, a dash for none.
fn short(of: Range) -> String {
    let zero: Amount = 0;
    match (of.low, of.high) {
        (low, high) if low == zero && high == zero => NONE.to_owned(),
        (low, high) if amount(low) == amount(high) => amount(low),
        (low, high) if is_open(high) => format!("{} or more", amount(low)),
        (low, high) => format!("{}-{}", amount(low), amount(high)),
    }
}
