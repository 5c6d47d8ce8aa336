//! What a learner's page says otherwise than the rest: she attends, and asks others to mend what is not hers to write. Comes in:
//! a finding. Goes out: her sentence or her next step, and the work of weeks that ask too much of her as a table.

use super::educator_time::columns;
use super::{Page, text};
use crate::analysis::rules;
use crate::finding::{Finding, Kind};
use crate::model::obligation::Owner;
use crate::report::audience::Viewer;
use crate::report::document::{Cell, ColumnKind, Span, Spans, Table, hours};
use crate::report::strained::work;

/// Next steps where what is to be written is not hers to write.
static ASKS: [(&Kind, &str); 3] = [
    (rules::BLANK_PLAN_FIELD, "Ask the school or the district to fill it in; a short and honest entry is enough."),
    (rules::SESSION_OVERLAP, "Ask the school or the district which of the two gives way."),
    (rules::MANDATE_UNBRIDGED, "Ask the school or the district what it is for, and whether it is meant for you."),
];

impl Page<'_, '_> {
    /// What she asks of others, where the next step of a rule is for those who keep the files.
    pub(super) fn hers_to_ask(&self, finding: &Finding) -> Option<&'static str> {
        let Viewer::Learner(me) = self.viewer() else { return None };
        let district = self.district();
        let is_hers = |id: &String| {
            district.find_item(id).is_some_and(|item| match district.item(item).owner {
                Owner::Educator(one) => one == me,
                Owner::Team(team) => district.members(team).contains(&me),
                _ => false,
            })
        };
        let (_, asks) = ASKS.iter().find(|(kind, _)| *kind == finding.kind)?;
        (!finding.items.iter().all(is_hers)).then_some(asks)
    }

    /// A required activity that serves nothing of hers, told to her.
    pub(super) fn must_attend(&self, finding: &Finding) -> Option<Spans> {
        if !matches!(self.viewer(), Viewer::Learner(_)) || finding.kind != rules::MANDATE_UNBRIDGED {
            return None;
        }
        let activity = finding.items.first()?;
        let long = finding.minutes_of("minutes").map_or(String::new(), |minutes| format!(" ({})", hours(minutes)));
        let rest = format!("{long}. It is linked to no goal and nothing else of yours.");
        Some([vec![text("You must attend ")], self.called(activity), vec![text(&rest)]].concat())
    }

    /// What could be done with each piece of work in weeks that ask too much of her; none on the pages of others.
    pub(super) fn work(&self, finding: &Finding) -> Option<Table> {
        if !matches!(self.viewer(), Viewer::Learner(_)) {
            return None;
        }
        let minutes = |minutes: u64| if minutes > 0 { Cell::Minutes(minutes) } else { Cell::Empty };
        let rows: Vec<Vec<Cell>> = work(finding)
            .into_iter()
            .map(|work| {
                let at_once = work.merging.map_or(Cell::Empty, |(with, freed)| {
                    let frees = if freed > 0 { format!(", frees {}", hours(freed)) } else { String::new() };
                    Cell::Text([self.called(with), vec![text(&frees)]].concat())
                });
                vec![Cell::Text(self.called(work.name)), minutes(work.minutes), minutes(work.moving), at_once]
            })
            .collect();
        (!rows.is_empty()).then(|| Table {
            caption: "What could be moved, or done at once with other work".to_owned(),
            columns: columns(&[
                ("Work in these weeks", ColumnKind::Text),
                ("Asks", ColumnKind::Hours),
                ("Moving it frees", ColumnKind::Hours),
                ("Done at once with", ColumnKind::Text),
            ]),
            rows,
            foot: Vec::new(),
        })
    }

    /// A line with the ids of records in our own words told by their names.
    pub(super) fn with_names(&self, line: Spans, finding: &Finding) -> Spans {
        let named = |span| match span {
            Span::Text(words) => self.with_ids(&words, finding),
            other => vec![other],
        };
        line.into_iter().flat_map(named).collect()
    }
}
