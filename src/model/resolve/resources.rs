//! Who offers what, and for which goals there is money. Comes in: expertise and budgets as written. Goes out: both with what
//! their names mean, without those that name nothing; and a finding for money of what is no goal. Apart, because nothing hangs on
//! either.

use super::Resolver;
use crate::finding::At;
use crate::load::faults::BAD_VALUE;
use crate::load::lists::Field;
use crate::load::values;
use crate::model::Party;
use crate::model::entries::{WrittenBudget, WrittenExpert};
use crate::model::resources::{Budget, Expert};
use crate::model::rows::Key;

impl Resolver<'_, '_> {
    /// Who offers what. Names of nobody, and words that are no focus, have been told.
    pub(super) fn experts(&mut self) -> Vec<Expert> {
        let written = std::mem::take(&mut self.entries.experts);
        let expert = |WrittenExpert { name, focus, place, minutes }: WrittenExpert| {
            let educator = self.parties[name.row()].and_then(Party::educator)?;
            Some(Expert { educator, focus: self.focuses.find(focus)?, place, minutes })
        };
        written.into_iter().filter_map(expert).collect()
    }

    /// For which goals there is money. Ids of nothing have been told; of something else that is told here.
    pub(super) fn budgets(&mut self) -> Vec<Budget> {
        let written = std::mem::take(&mut self.entries.budgets);
        let mut budgets = Vec::new();
        for WrittenBudget { goal, place, amount } in written {
            let Some(item) = self.item_of(goal) else { continue };
            if self.named[goal.row()].is_some_and(|written| self.entries.items.items[written.row()].kind.is_goal()) {
                budgets.push(Budget { goal: item, place, amount });
                continue;
            }
            let id = self.names().get(goal);
            let message = format!("goal names {}, which is no goal; the amount is left out", values::quote(id));
            let finding = BAD_VALUE.at(At::field(place, Field::Goal.name()), message);
            self.findings.push(finding.items([id, Field::Goal.name()]));
        }
        budgets
    }
}
