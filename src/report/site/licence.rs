//! The licenses of one educator on her own page: what each asks by category, what she has earned and planned for it, what does
//! not count and why, what is not known. Comes in: her work, worked out. Goes out: a section. For nobody but her.

use super::thread::Hers;
use super::{id, list, paragraph, said, section, strong, text};
use crate::analysis::licensed::told::{Uncounted, age};
use crate::analysis::licensed::words::{self, NOT_ADVICE, is_open, of_unit};
use crate::analysis::licensed::{Judged, each};
use crate::license::{Amount, Outcome, Range, RuleAnswer, Status, Units, units};
use crate::load::values::counted;
use crate::model::requirement::RequirementId;
use crate::report::document::{Block, Cell, Chart, ChartKind, ColumnKind, Section, Spans, Table, day_in_words};
use crate::report::site::educator_time::columns;

/// Makes the section; none where she has no license.
pub(super) fn section_of(hers: &Hers<'_, '_, '_>) -> Option<Section> {
    let report = hers.page.known.report;
    let told = each(report.district, hers.educator, &hers.worked.hers, |requirement, judged| match judged {
        Some(judged) => Licence { hers, judged }.blocks(),
        None => unknown(hers, requirement),
    });
    if told.is_empty() {
        return None;
    }
    let title = if told.len() == 1 { "Your license" } else { "Your licenses" };
    Some(section("license", title, told.into_iter().flatten().chain([paragraph(NOT_ADVICE)]).collect()))
}

/// A licence of which nobody says what it asks.
fn unknown(hers: &Hers<'_, '_, '_>, requirement: RequirementId) -> Vec<Block> {
    let district = hers.page.district();
    let about = &district.requirements[requirement.0 as usize];
    let renews = format!(" It renews by {}. Nobody says what it asks: ", day_in_words(about.expires));
    let how = "name a pack that is in force, or its rules.";
    let line = vec![strong("Not known."), text(&renews), text(how)];
    vec![Block::Heading(district.item_name(about.item).to_owned()), Block::Text(line)]
}

/// A licence on her page.
struct Licence<'l, 'p, 's, 'a> {
    hers: &'l Hers<'p, 's, 'a>,
    judged: &'l Judged<'l>,
}

impl Licence<'_, '_, '_, '_> {
    fn blocks(&self) -> Vec<Block> {
        let judged = self.judged;
        let name = if judged.pack.name.is_empty() { "License" } else { &judged.pack.name };
        let mut blocks = vec![Block::Heading(name.to_owned()), Block::Text(self.outcome())];
        if !judged.answer.rules.is_empty() {
            blocks.push(Block::Chart(self.chart()));
        }
        if judged.answer.entries.is_empty() {
            blocks.push(paragraph("Nothing is earned or planned for it yet."));
        } else {
            blocks.push(Block::Table(self.ledger()));
        }
        let not_counted = judged.uncounted().map(|one| self.not_counted(&one)).collect();
        let (cuts_title, cuts) = judged.cuts();
        let lines = |lines: Vec<String>| lines.iter().map(|line| with_names(line)).collect::<Vec<Spans>>();
        let lists = [
            ("Not counted, and why:", not_counted),
            ("Not known, and what would settle it:", lines(judged.unknowns())),
            ("Read either way:", lines(self.readings())),
            (cuts_title, lines(cuts)),
        ];
        for (title, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
            blocks.extend([paragraph(title), list(items)]);
        }
        if let Some(age) = age(judged.pack) {
            let command = format!("plalign explain {}", judged.pack.id);
            blocks.push(Block::Text(vec![text(&format!("{age}; in full: ")), id(&command), text(".")]));
        }
        blocks
    }

    /// Its id, the answer as a whole in a word, and the day.
    fn outcome(&self) -> Spans {
        let judged = self.judged;
        let word = match judged.answer.outcome {
            Outcome::Rules(Status::Met) => "Met with what is earned and planned.",
            Outcome::Rules(Status::Short) => "Something is missing.",
            Outcome::Rules(Status::Unknown) => "Not known.",
            Outcome::Exempt(_) => "Nothing is owed.",
            Outcome::Suspended => "Suspended.",
        };
        let mut line = vec![strong(word), text(" License "), id(judged.id())];
        line.push(text(&format!(" renews by {}.", day_in_words(judged.expires()))));
        line.extend(judged.outcome_in_words().map(|words| text(&format!(" {words}"))));
        line
    }

    /// What each rule asks and what there is for it.
    fn chart(&self) -> Chart {
        let judged = self.judged;
        let number = ColumnKind::Number;
        let columns = [
            ("Category", ColumnKind::Text),
            ("Earned", number),
            ("Planned", number),
            ("Counted", number),
            ("Needed", number),
            ("Missing", number),
            ("By", ColumnKind::Date),
            ("Status", ColumnKind::Text),
        ];
        Chart {
            kind: ChartKind::LicenceByCategory,
            says: self.says(),
            table: Table {
                caption: format!("What it asks, in {}", judged.pack.unit.plural),
                columns: self::columns(&columns),
                rows: judged.answer.rules.iter().map(|answer| self.row(answer)).collect(),
                foot: Vec::new(),
            },
        }
    }

    /// The name of a rule; of advice and of an upper bound it says so.
    fn name(&self, answer: &RuleAnswer) -> String {
        let rule = self.judged.rule(answer);
        let name = if rule.name.is_empty() { &rule.id } else { &rule.name };
        let most = if answer.units.is_some_and(|units| units.is_most) { ", at most" } else { "" };
        format!("{name}{most}{}", self.judged.note(answer))
    }

    /// What is missing and what is not known, rule by rule.
    fn says(&self) -> String {
        let of = |wanted: Status| {
            let rules = self.judged.binding().filter(move |(_, answer)| self.judged.status(answer) == wanted);
            rules.map(|(_, answer)| format!("{}, {}", self.name(answer), self.lacking(answer))).collect::<Vec<_>>()
        };
        let (short, unknown) = (of(Status::Short), of(Status::Unknown));
        let mut says = Vec::new();
        says.extend((!short.is_empty()).then(|| format!("Missing: {}.", short.join("; "))));
        says.extend((!unknown.is_empty()).then(|| format!("Not known: {}.", unknown.join("; "))));
        if says.is_empty() {
            let rules = self.judged.binding().count();
            says.push(match rules {
                0 => "Nothing of it binds you.".to_owned(),
                1 => "What it asks is there.".to_owned(),
                rules => format!("All of its {} hold.", counted(rules, "rule")),
            });
        }
        says.join(" ")
    }

    /// Why a rule is not met for certain; of one that is not known, what is missing if it turns out badly.
    fn lacking(&self, answer: &RuleAnswer) -> String {
        let causes: Vec<String> = self.judged.lacking(answer).iter().map(|one| self.judged.cause(one)).collect();
        if causes.is_empty() { words::status(self.judged.status(answer)).to_owned() } else { causes.join(" and ") }
    }

    fn row(&self, answer: &RuleAnswer) -> Vec<Cell> {
        let status = self.judged.status(answer);
        let numbers = answer.units.map_or([const { Cell::Empty }; 5], numbers);
        let waits = status == Status::Met && answer.units.is_some_and(|of| !of.is_most && of.earned.low < of.need.low);
        let word = if waits { "met with what is planned" } else { words::status(status) };
        let word = match (answer.units, status) {
            (None, Status::Short | Status::Unknown) => format!("{word}: {}", self.lacking(answer)),
            _ => word.to_owned(),
        };
        let name = Cell::Text(vec![text(&self.name(answer))]);
        [name].into_iter().chain(numbers).chain([Cell::Date(answer.due), Cell::Text(vec![text(&word)])]).collect()
    }

    /// Her entries: when, what they are worth, what of it counts, and for what.
    fn ledger(&self) -> Table {
        let judged = self.judged;
        let row = |at: usize| {
            let (record, entry) = (&judged.entries[at], &judged.answer.entries[at]);
            let filled = judged.filled(at);
            vec![
                Cell::Text(self.entry(at)),
                record.date.map_or(Cell::Empty, Cell::Date),
                Cell::Text(vec![text(if entry.is_planned { "planned" } else { "earned" })]),
                cell(entry.worth),
                if filled.is_empty() { Cell::Number(0) } else { cell(entry.counts) },
                match filled.as_slice() {
                    [] if entry.counts.high > 0 => Cell::Text(vec![text("no category that is asked")]),
                    [] => Cell::Empty,
                    filled => Cell::Text(vec![text(&filled.join(", "))]),
                },
            ]
        };
        let number = ColumnKind::Number;
        Table {
            caption: format!("What you have earned and planned, in {}", judged.pack.unit.plural),
            columns: columns(&[
                ("Learning", ColumnKind::Text),
                ("Day", ColumnKind::Date),
                ("Status", ColumnKind::Text),
                ("Worth", number),
                ("Counts", number),
                ("Counts toward", ColumnKind::Text),
            ]),
            rows: (0..judged.answer.entries.len()).map(row).collect(),
            foot: Vec::new(),
        }
    }

    /// An entry of her ledger by its title, or by its id where it has none.
    fn entry(&self, at: usize) -> Spans {
        let judged = self.judged;
        let activity = judged.activity(at).and_then(|activity| self.hers.page.item(activity));
        let titled = || judged.entries[at].title.map(|title| vec![said(title)]);
        activity.or_else(titled).unwrap_or_else(|| vec![id(judged.entry(at))])
    }

    fn not_counted(&self, one: &Uncounted) -> Spans {
        let mut line = self.entry(one.entry);
        let left_out = of_unit(self.judged.pack, one.units);
        line.push(text(&format!(", {left_out}: {} (", one.why)));
        line.extend([self.hers.page.place(self.judged.place_of(one.entry)), text(")")]);
        line
    }

    fn readings(&self) -> Vec<String> {
        let of = |answer: &RuleAnswer| Some(format!("{}: {}", self.name(answer), self.judged.readings(answer)?));
        self.judged.answer.rules.iter().filter_map(of).collect()
    }
}

/// A line in which names that are typed stand between backticks.
fn with_names(line: &str) -> Spans {
    let part = |(at, part): (usize, &str)| if at % 2 == 1 { id(part) } else { text(part) };
    line.split('`').enumerate().map(part).collect()
}

/// Earned, planned, counted, needed, missing.
fn numbers(of: Units) -> [Cell; 5] {
    let lack = of.lack();
    let lack = Range { low: words::missing(lack.low), high: words::missing(lack.high) };
    [cell(of.earned), cell(of.planned()), cell(of.have), cell(of.need), cell(lack)]
}

/// An amount, or the bounds between which it is known.
fn cell(of: Range) -> Cell {
    let known = |amount: Amount| units(amount);
    match (known(of.low), known(of.high)) {
        (low, high) if low == high => Cell::Number(low),
        (low, high) => Cell::Between { low, high: (!is_open(of.high)).then_some(high) },
    }
}
