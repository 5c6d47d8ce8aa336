//! The ledger of each educator who was named: what each licence of hers asks, what is earned and planned for it, what was not
//! counted and why, what is not known. Comes in: a report. Goes out: lines of the terminal's view.

use comfy_table::ColumnConstraint;

use super::terminal::View;
use crate::analysis::licensed::told::{Uncounted, age};
use crate::analysis::licensed::words::{amount, is_open, listed, missing, of_unit, status};
use crate::analysis::licensed::{Judged, each};
use crate::license::{Amount, Range, RuleAnswer};
use crate::model::hers::Hers;
use crate::model::people::EducatorId;
use crate::model::rows::Key;

/// What stands where there is nothing to say.
const NONE: &str = "-";

/// How many characters the columns behind an entry's id need to be read.
const REST: usize = 40;

impl View<'_, '_> {
    /// Whether a licence of anybody who was named is shown.
    pub(super) fn shows_licences(&self) -> bool {
        let has = |educator: &EducatorId| !self.report.district.requirements_of(*educator).is_empty();
        self.report.look.years && self.report.educators.iter().any(has)
    }

    /// The licences of each educator who was named.
    pub(super) fn licences(&mut self) {
        if !self.shows_licences() {
            return;
        }
        let district = self.report.district;
        for educator in self.report.educators {
            each(district, *educator, &Hers::of(district, *educator), |requirement, judged| {
                if let Some(judged) = judged {
                    return self.licence(*educator, judged);
                }
                let about = &district.requirements[requirement.row()];
                let (who, id) = (self.named(*educator), district.item_name(about.item));
                self.heading(&format!("LICENSE OF {who}: {id}, renews by {}: unknown", about.expires));
                self.wrapped("", "Nobody says what it asks: name a pack that is in force, or its rules.");
            });
        }
    }

    fn licence(&mut self, educator: EducatorId, judged: &Judged<'_>) {
        let name = if judged.pack.id.is_empty() { judged.id() } else { &judged.pack.id };
        let (who, expires) = (self.named(educator), judged.expires());
        self.heading(&format!("LICENSE OF {who}: {name}, renews by {expires}: {}", judged.outcome()));
        if let Some(words) = judged.outcome_in_words() {
            self.wrapped("", words);
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
            // What binds the employer is about demands, of which her ledger says nothing.
            let (is, of) =
                if rule.limits_employer { (NONE, limit(answer)) } else { (status(judged.status(answer)), numbers(answer)) };
            let mut row = vec![format!("{name}{}", judged.note(answer)), is.to_owned()];
            row.extend(of);
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
            let fills = judged.filled(at);
            let is = if entry.is_planned { "planned" } else { "earned" };
            let of = if fills.is_empty() { NONE.to_owned() } else { listed(&fills) };
            table.add_row([judged.entry(at).to_owned(), is.to_owned(), short(entry.worth), short(entry.counts), of]);
        }
        // An id is copied whole, so that words give way before it does.
        let longest = (0..judged.entries.len()).map(|at| judged.entry(at).chars().count()).max().unwrap_or(0);
        if longest + REST <= self.report.look.width
            && let Some(ids) = table.column_mut(0)
        {
            ids.set_constraint(ColumnConstraint::ContentWidth);
        }
        self.draw(table, &[false, false, true, true, false]);
    }

    fn not_counted(&mut self, judged: &Judged<'_>) {
        let line = |one: Uncounted| {
            let left_out = of_unit(judged.pack, one.units);
            format!("{}, {left_out}: {}", judged.entry(one.entry), one.why)
        };
        let lines: Vec<String> = judged.uncounted().map(line).collect();
        self.list("Not counted:", &lines);
    }

    fn not_known(&mut self, judged: &Judged<'_>) {
        self.list("Not known:", &judged.unknowns());
    }

    fn cuts(&mut self, judged: &Judged<'_>) {
        let (title, lines) = judged.cuts();
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
        let Some(age) = age(pack) else { return };
        self.line("");
        self.wrapped("", &format!("{age}; in full: plalign explain {}", pack.id));
    }
}

/// What may be demanded at most, where the other rules say what is earned and missing.
fn limit(answer: &RuleAnswer) -> [String; 5] {
    let most = answer.units.map_or(NONE.to_owned(), |of| format!("at most {}", short(of.need)));
    [NONE.to_owned(), NONE.to_owned(), NONE.to_owned(), most, NONE.to_owned()]
}

/// Earned, planned, counted, needed, missing.
fn numbers(answer: &RuleAnswer) -> [String; 5] {
    let Some(of) = answer.units else { return [NONE, NONE, NONE, NONE, NONE].map(str::to_owned) };
    let lack = of.lack();
    let most = if of.is_most { "at most " } else { "" };
    let missing =
        if lack.high == 0 { NONE.to_owned() } else { short(Range { low: missing(lack.low), high: missing(lack.high) }) };
    [short(of.earned), short(of.planned()), short(of.have), format!("{most}{}", short(of.need)), missing]
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
