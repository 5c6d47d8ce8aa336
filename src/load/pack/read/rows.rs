//! Rows of a pack: cycles, exemptions, what an entry is worth, and what of it counts.

use super::Reader;
use super::check::By;
use crate::finding::{At, Level};
use crate::load::faults::BAD_VALUE;
use crate::load::pack::{Basis, Cap, Confidence, Conversion, Cycle, EntryField, Exemption, Filter, Guard, Per, Provider, Span};
use crate::load::values::{SCALE, quote};
use crate::load::yaml::{Node, Value};

impl Reader<'_> {
    /// One cycle, or several with guards; none where one of them has a mistake, because those after it would take its place.
    pub(super) fn cycles(&mut self, node: &Node<'_>) -> Option<Vec<Cycle>> {
        if !matches!(node.value, Value::List(_)) {
            return Some(vec![self.sound(|reader| reader.cycle(node))?]);
        }
        let cycles = self.each(node, |reader, node| reader.sound(|reader| reader.cycle(node)));
        let is_last = |cycle: &&Node<'_>| matches!(cycle.value, Value::Map(_)) && cycle.get("when").is_none();
        let ends = node.elements().iter().position(|cycle| is_last(&cycle)).map_or(usize::MAX, |at| at + 1);
        for unused in node.elements().iter().skip(ends) {
            self.wrong(unused, "this cycle is nobody's, because one before it is for everybody".to_owned());
        }
        cycles.into_iter().collect()
    }

    fn cycle(&mut self, node: &Node<'_>) -> Cycle {
        let mut cycle = Cycle::default();
        for (key, node) in self.group(node, "cycle", &["when", "years", "window", "lookback"]) {
            match key {
                "when" => cycle.when = self.guard(node),
                "years" => cycle.years = self.years(node),
                "window" => cycle.is_open = self.choice(node, &["inside", "open"], &[false, true]).unwrap_or(false),
                _ => cycle.lookback = self.years(node).unwrap_or(0),
            }
        }
        cycle
    }

    pub(super) fn exemption(&mut self, node: &Node<'_>) -> Exemption {
        let mut exemption = Exemption { when: Guard::default(), note: String::new() };
        for (key, node) in self.group(node, "exempt", &["when", "note"]) {
            if key == "when" { exemption.when = self.guard(node) } else { exemption.note = self.text(node) }
        }
        if exemption.when.0.is_empty() {
            self.missing(node, "an exemption says for whom: `when: {KEY: true}`; without it nobody owes anything");
        }
        exemption
    }

    /// Conversions; one that never applies, because one before it takes all that it takes, is told.
    pub(super) fn conversions(&mut self, node: &Node<'_>) -> Vec<Conversion> {
        let rows = self.wholes(node, |reader, node| (reader.conversion(node), node.span));
        for (at, (row, span)) in rows.iter().enumerate() {
            if let Some((_, earlier)) = rows[..at].iter().find(|(earlier, _)| takes_all_of(earlier, row)) {
                let message = "this row never applies, because one before it takes everything that it takes";
                self.findings.push(BAD_VALUE.at(*span, message).also(*earlier, "that row"));
            }
        }
        rows.into_iter().map(|(row, _)| row).collect()
    }

    fn conversion(&mut self, node: &Node<'_>) -> Conversion {
        let mut row = Conversion::default();
        for (key, node) in self.group(node, "convert", &["when", "if", "per", "units", "factor", "note", "confidence", "source"])
        {
            match key {
                "when" => row.when = self.guard(node),
                "if" => row.of = self.selector(node),
                "per" => row.per = self.choice(node, &Per::WORDS, &Per::ALL),
                "units" => row.units = self.number(node),
                "factor" => row.factor = self.number(node),
                _ => self.basis(&mut row.basis, key, node),
            }
        }
        if row.units.is_none() && row.factor.is_none() {
            self.missing(node, "a conversion says what each is worth: `units` or `factor`");
        } else if row.units.is_none() && matches!(row.per, Some(Per::Credit | Per::Ceu | Per::Item)) {
            self.missing(node, "a conversion of credits, CEUs or items says how many `units` each is worth");
        }
        row
    }

    pub(super) fn filter(&mut self, node: &Node<'_>) -> Filter {
        let mut filter = Filter::default();
        let known = ["when", "if", "group", "min", "has", "provider", "after", "force", "note", "confidence", "source"];
        for (key, node) in self.group(node, "count_if", &known) {
            match key {
                "when" => filter.when = self.guard(node),
                "if" => filter.of = self.selector(node),
                "group" => {
                    let words = &EntryField::WORDS[..4];
                    filter.group = self.choice(node, words, &EntryField::ALL);
                }
                "min" => filter.min = self.number(node),
                "has" => filter.has = self.words(node),
                "provider" => filter.provider = Some(self.provider(node)),
                "after" => {
                    let key = self.text(node);
                    self.asked_for(&key, &By::Day, node.span);
                    filter.after = Some(key);
                }
                _ => self.basis(&mut filter.basis, key, node),
            }
        }
        if filter.group.is_some() != filter.min.is_some() {
            self.missing(node, "a floor says both by what entries are grouped and what a group must reach: `group` and `min`");
        } else if filter.group.is_none() && filter.has.is_empty() && filter.provider.is_none() && filter.after.is_none() {
            self.missing(node, "a filter asks for something: `has`, `provider`, `after`, or `group` and `min`");
        }
        filter
    }

    fn provider(&mut self, node: &Node<'_>) -> Provider {
        let words = self.provider_words(node);
        if Provider::is_approval(&words) { Provider::Approved } else { Provider::OneOf(words) }
    }

    /// Providers by their ids, or those that are approved for the pack; not both, because who is approved says so in `providers`.
    pub(super) fn provider_words(&mut self, node: &Node<'_>) -> Vec<String> {
        let words = self.words(node);
        let approvals = words.iter().filter(|word| Provider::is_approval(std::slice::from_ref(*word))).count();
        if approvals > 0 && approvals < words.len() {
            self.wrong(node, "`approved` stands alone: whoever is approved says so by `approved_for` in `providers`".to_owned());
        }
        words
    }

    pub(super) fn cap(&mut self, node: &Node<'_>) -> Cap {
        let mut cap = Cap::default();
        let known = ["when", "of", "units", "share", "per", "force", "note", "confidence", "source"];
        for (key, node) in self.group(node, "count_max", &known) {
            match key {
                "when" => cap.when = self.guard(node),
                "of" => cap.of = self.selector(node),
                "units" => cap.units = self.number(node),
                "share" => cap.share = self.share(node),
                "per" => cap.span = self.choice(node, &Span::WORDS, &Span::ALL).unwrap_or_default(),
                _ => self.basis(&mut cap.basis, key, node),
            }
        }
        match (cap.units, cap.share) {
            (None, None) => self.missing(node, "a cap says how much counts at most: `units` or `share`"),
            (Some(_), Some(_)) => self.wrong(node, "a cap says `units` or `share`, not both: write two caps".to_owned()),
            _ => {}
        }
        cap
    }

    /// How far a part is to be trusted: `force`, `confidence`, `source`, `note`.
    pub(super) fn basis(&mut self, basis: &mut Basis, key: &str, node: &Node<'_>) {
        match key {
            "force" => basis.is_advice = self.choice(node, &["must", "advice"], &[false, true]).unwrap_or(false),
            // What only explains spoils nothing where it is wrong.
            "confidence" => {
                basis.confidence = self.sound(|reader| reader.choice(node, &Confidence::WORDS, &Confidence::ALL)).flatten();
            }
            "source" => basis.source = self.sound(|reader| reader.text(node)),
            _ => basis.note = self.sound(|reader| reader.text(node)),
        }
    }

    /// A share, which is at most the whole.
    pub(super) fn share(&mut self, node: &Node<'_>) -> Option<i64> {
        let share = self.number(node)?;
        if share > SCALE {
            let text = quote(node.text().unwrap_or_default());
            self.wrong(node, format!("{text} is more than the whole; write a share from 0 to 1, such as 0.8"));
            return None;
        }
        Some(share)
    }

    /// Tells what is missing, at the start of a group; not where it is there and wrong, which was told last.
    pub(super) fn missing(&mut self, node: &Node<'_>, message: &str) {
        self.is_left_out = true;
        let last = self.findings.last().filter(|last| last.level == Level::Error).map(|last| &last.labels[0].at);
        if !matches!(last, Some(At::Span(span)) if node.span.start <= span.start) {
            self.lacks(node, message);
        }
    }
}

/// Whether nothing is left for a row by one before it: whatever fits it, for whomever it is, the one before took.
fn takes_all_of(earlier: &Conversion, row: &Conversion) -> bool {
    let per = |row: &Conversion| row.per.unwrap_or(Per::Hour);
    let is_first = earlier.per == Some(Per::Item) || per(earlier) == per(row);
    is_first && (earlier.when.0.is_empty() || earlier.when == row.when) && row.of.lies_within(&earlier.of)
}
