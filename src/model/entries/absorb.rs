//! Two collections of written records → one. Comes in: what was read of a later part of the input, with names of its
//! own. Goes out: the same records behind those of the earlier parts. Apart, because parts are read in parallel.

use super::{Entries, WrittenCoach, WrittenInitiatives, WrittenItems, WrittenParties};
use crate::model::mark::Mark;
use crate::model::names::{Name, Names};
use crate::model::obligation::ItemId;
use crate::model::rows::Key;

impl Entries<'_> {
    /// Adds everything of a later part. O(records and distinct names of the part).
    pub(in crate::model) fn absorb(&mut self, part: Self) {
        let names = absorb_names(&mut self.reader.names, &part.reader.names);
        let new = |name: Name| names[name.row()];
        self.reader.findings.extend(part.reader.findings);
        self.reader.unbounded = self.reader.unbounded.or(part.reader.unbounded);
        self.reader.loose.extend(part.reader.loose.into_iter().map(|mut loose| {
            loose.owner = loose.owner.map(new);
            loose.name = new(loose.name);
            loose
        }));
        self.requirements.absorb(part.requirements, self.items.items.len() as u32, &new);
        self.items.absorb(part.items, &new);
        self.parties.absorb(part.parties, &new);
        self.initiatives.absorb(part.initiatives, &new);
        self.written_focuses.extend(part.written_focuses.into_iter().map(|mut focus| {
            focus.name = new(focus.name);
            focus.parent = focus.parent.map(new);
            focus.aliases.iter_mut().chain(&mut focus.opposes).for_each(|name| *name = new(*name));
            focus
        }));
        self.crosswalks.extend(part.crosswalks.into_iter().map(|mut crosswalk| {
            (crosswalk.from, crosswalk.to) = (new(crosswalk.from), new(crosswalk.to));
            crosswalk
        }));
        self.calendar.extend(part.calendar.into_iter().map(|mut calendar| {
            calendar.party = calendar.party.map(new);
            calendar
        }));
        self.coaches.extend(part.coaches.into_iter().map(|coach| WrittenCoach { name: new(coach.name), ..coach }));
        self.experts.extend(part.experts.into_iter().map(|expert| expert.renamed(new)));
        self.budgets.extend(part.budgets.into_iter().map(|budget| budget.renamed(new)));
        self.decisions.extend(part.decisions);
        self.providers.extend(part.providers.into_iter().map(|provider| provider.renamed(&new)));
        self.credits.absorb(part.credits, &new);
        self.lost.extend(part.lost.into_iter().map(|(space, name)| (space, new(name))));
    }
}

/// The number here of each name there.
fn absorb_names(here: &mut Names, there: &Names) -> Vec<Name> {
    (0..there.len() as u32).map(|name| here.intern(there.get(Name(name)))).collect()
}

impl WrittenItems {
    fn absorb(&mut self, part: Self, new: &impl Fn(Name) -> Name) {
        let (items, activities) = (self.items.len() as u32, self.activities.len() as u32);
        let shifted = |item: ItemId| ItemId(item.0 + items);
        self.items.extend(part.items.into_iter().map(|mut item| {
            item.name = new(item.name);
            item.shift(activities);
            item
        }));
        self.owners.extend(part.owners.into_iter().map(|owner| owner.map(new)));
        self.supports.append(&part.supports, new);
        self.requires.append(&part.requires, new);
        self.conflicts.append(&part.conflicts, new);
        self.focus.append(&part.focus, new);
        self.practice.append(&part.practice, new);
        self.slots.append(&part.slots, |slot| slot);
        self.audience.append(&part.audience, new);
        self.chosen_by.append(&part.chosen_by, new);
        self.targets.extend(part.targets.into_iter().map(|(item, mut target)| {
            (target.metric, target.group) = (target.metric.map(new), target.group.map(new));
            (shifted(item), target)
        }));
        self.activities.extend(part.activities);
        self.marks.extend(part.marks.into_iter().map(|mark| Mark {
            child: shifted(mark.child),
            parent: new(mark.parent),
            ..mark
        }));
        self.tags.append(&part.tags, new);
        let named = |pairs: Vec<(ItemId, Name)>| pairs.into_iter().map(|(item, name)| (shifted(item), new(name)));
        self.frameworks.extend(named(part.frameworks));
        self.coached.extend(named(part.coached));
        self.sites.extend(named(part.sites));
        self.providers.extend(named(part.providers));
        self.follow_ups.extend(named(part.follow_ups));
        self.funds.extend(named(part.funds));
        self.costs.extend(part.costs.into_iter().map(|(item, cost)| (shifted(item), cost)));
    }
}

impl WrittenParties {
    fn absorb(&mut self, part: Self, new: &impl Fn(Name) -> Name) {
        self.educators.extend(part.educators.into_iter().map(|mut one| {
            one.name = new(one.name);
            for name in [&mut one.full_name, &mut one.role, &mut one.evaluator, &mut one.coach] {
                *name = name.map(new);
            }
            one
        }));
        self.workplaces.append(&part.workplaces, new);
        self.schools.extend(part.schools.into_iter().map(|mut school| {
            school.name = new(school.name);
            school
        }));
        self.teams.extend(part.teams.into_iter().map(|mut team| {
            team.name = new(team.name);
            (team.school, team.facilitator) = (team.school.map(new), team.facilitator.map(new));
            team
        }));
        self.members.append(&part.members, new);
        self.meetings.append(&part.meetings, |slot| slot);
    }
}

impl WrittenInitiatives {
    fn absorb(&mut self, part: Self, new: &impl Fn(Name) -> Name) {
        self.list.extend(part.list.into_iter().map(|mut one| {
            (one.name, one.school) = (new(one.name), new(one.school));
            one
        }));
        self.grades.append(&part.grades, new);
        self.focus.append(&part.focus, new);
        self.practice.append(&part.practice, new);
        self.supports.append(&part.supports, new);
    }
}
