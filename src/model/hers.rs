//! What is one educator's (contract §3): her obligations and her activities. Comes in: an educator. Goes out: both,
//! in natural order. Apart, because graph, time and rules all begin with it.

use super::District;
use super::focus::FocusId;
use super::obligation::{ItemId, ItemKind};
use super::people::{EducatorId, TeamId};
use super::rows::Rows;

/// More obligations than this are not looked at pair by pair (contract §4).
pub const MAX_OBLIGATIONS: usize = 1000;

/// One educator's obligations and activities.
#[derive(Clone, Debug, Default)]
pub struct Hers {
    /// Her obligations, in natural order of their ids.
    pub obligations: Vec<ItemId>,
    /// Activities required of her; they are obligations too.
    pub required: Vec<ItemId>,
    /// Activities she has chosen: not required, and named so or serving one of her personal obligations.
    pub chosen: Vec<ItemId>,
    /// Activities of hers and the rules of her licences that each fills, by activity.
    pub fills: Vec<(ItemId, ItemId)>,
    /// Whether paths between her obligations keep off individual goals of others, which is asked of an analysis.
    pub keeps_off: bool,
}

impl Hers {
    /// Collects what is hers. O(n log n) in her own obligations and activities.
    pub fn of(district: &District, educator: EducatorId) -> Self {
        let index = &district.index;
        let required = required_of(district, educator);
        let obligations = personal(district, educator, &required);
        let mut hers = Self { obligations, required, ..Self::default() };
        hers.chosen.extend(index.chosen.of(educator));
        for obligation in &hers.obligations {
            let served_by = district.supported_by(*obligation).iter();
            hers.chosen.extend(served_by.filter(|item| district.item(**item).kind == ItemKind::Activity));
        }
        hers.chosen.sort_unstable();
        hers.chosen.dedup();
        hers.chosen.retain(|activity| hers.required.binary_search(activity).is_err());
        for school in district.schools_of(educator) {
            hers.obligations.extend(index.of_school.of(*school));
        }
        hers.obligations.extend(&index.of_district);
        hers.obligations.sort_unstable_by_key(|item| district.rank(*item));
        hers.fills = district.fills(educator, &hers);
        hers
    }

    /// All her activities: required ones, then chosen ones.
    pub fn activities(&self) -> impl Iterator<Item = ItemId> {
        self.required.iter().chain(&self.chosen).copied()
    }

    /// What an obligation or activity of hers serves directly: what it is declared to, hers or not, and the rules of hers that it
    /// fills.
    pub fn serves<'a>(&'a self, district: &'a District, item: ItemId) -> impl Iterator<Item = ItemId> + 'a {
        let declared = district.supports(item);
        let filled = self.filled(item).iter().map(|(_, rule)| *rule).filter(|rule| !declared.contains(rule));
        declared.iter().copied().chain(filled)
    }

    /// An activity with each rule that it fills.
    fn filled(&self, activity: ItemId) -> &[(ItemId, ItemId)] {
        let first = self.fills.partition_point(|(other, _)| *other < activity);
        let count = self.fills[first..].iter().take_while(|(other, _)| *other == activity).count();
        &self.fills[first..first + count]
    }

    /// The number of an obligation among hers.
    pub fn position(&self, district: &District, item: ItemId) -> Option<usize> {
        self.obligations.binary_search_by_key(&district.rank(item), |other| district.rank(*other)).ok()
    }
}

/// The personal obligations of an educator, in no particular order: her own, her teams', and what is required of her.
fn personal(district: &District, educator: EducatorId, required: &[ItemId]) -> Vec<ItemId> {
    let index = &district.index;
    let of_teams = index.teams.of(educator).iter().flat_map(|team| index.of_team.of(*team));
    index.own.of(educator).iter().chain(of_teams).chain(required).copied().collect()
}

/// The focuses of an educator's personal obligations, each once.
pub fn personal_focuses(district: &District, educator: EducatorId) -> Vec<FocusId> {
    let personal = personal(district, educator, &required_of(district, educator));
    let mut focuses: Vec<FocusId> = personal.iter().flat_map(|item| district.focus(*item)).copied().collect();
    focuses.sort_unstable();
    focuses.dedup();
    focuses
}

/// Whether a team, an activity, a licence or a credit names an educator.
pub fn is_by_name(district: &District, educator: EducatorId) -> bool {
    let index = &district.index;
    let activities = [&index.chosen, &index.required_of_educator].into_iter().any(|rows| !rows.of(educator).is_empty());
    let licences = !district.requirements_of(educator).is_empty() || !district.credits_of(educator).is_empty();
    activities || licences || teams_met(district, educator).next().is_some() || !district.coached_by(educator).is_empty()
}

/// The activities required of an educator, by number.
fn required_of(district: &District, educator: EducatorId) -> Vec<ItemId> {
    let index = &district.index;
    let mut required = index.required_of_all.clone();
    required.extend(index.required_of_educator.of(educator));
    for school in district.schools_of(educator) {
        required.extend(index.required_of_school.of(*school));
    }
    for team in teams_met(district, educator) {
        required.extend(index.required_of_team.of(team));
    }
    if let Some(role) = district.educator(educator).role {
        let first = index.required_of_role.partition_point(|(name, _)| *name < role);
        required.extend(index.required_of_role[first..].iter().take_while(|(name, _)| *name == role).map(|(_, item)| *item));
    }
    required.sort_unstable();
    required.dedup();
    required
}

/// The teams whose meetings an educator has: those she is a member of, and those she facilitates.
pub fn teams_met(district: &District, educator: EducatorId) -> impl Iterator<Item = TeamId> {
    district.index.teams.of(educator).iter().chain(district.index.facilitated.of(educator)).copied()
}

/// Everyone of whom an item is an obligation, ascending. O(people it reaches).
pub fn people_of(district: &District, item: ItemId) -> Vec<u32> {
    use super::activity::Audience;
    use super::obligation::Owner;
    let all = || (0..district.educators.len() as u32).collect::<Vec<_>>();
    let numbers = |people: &[EducatorId]| people.iter().map(|educator| educator.0).collect::<Vec<_>>();
    let about = district.item(item);
    let mut people = match about.owner {
        _ if !about.active => Vec::new(),
        Owner::Educator(educator) => vec![educator.0],
        Owner::Team(team) => numbers(district.members(team)),
        Owner::School(school) => numbers(district.staff(school)),
        Owner::District if about.kind != ItemKind::Activity => all(),
        Owner::District => district
            .audience(item)
            .iter()
            .flat_map(|audience| match audience {
                Audience::All => all(),
                Audience::Educator(educator) => vec![educator.0],
                Audience::Team(team) => numbers(district.members(*team))
                    .into_iter()
                    .chain(district.team(*team).facilitator.map(|educator| educator.0))
                    .collect(),
                Audience::School(school) => numbers(district.staff(*school)),
                Audience::Role(role) => district
                    .educator_ids()
                    .filter(|educator| district.educator(*educator).role == Some(*role))
                    .map(|educator| educator.0)
                    .collect(),
            })
            .collect(),
    };
    people.sort_unstable();
    people.dedup();
    people
}

impl District {
    /// Who has chosen which activity, educator by educator.
    pub(super) fn choices(&self) -> impl Iterator<Item = (EducatorId, ItemId)> {
        self.educator_ids().flat_map(|one| self.index.chosen.of(one).iter().map(move |activity| (one, *activity)))
    }
}

/// Whose each activity is: [`Hers`] the other way round.
#[derive(Debug)]
pub struct Takers {
    chosen_by: Rows<ItemId, u32>,
}

impl Takers {
    /// Turns the choices of all educators round. O(educators and choices).
    pub fn of(district: &District) -> Self {
        let pairs: Vec<(ItemId, u32)> = district.choices().map(|(one, activity)| (activity, one.0)).collect();
        Self { chosen_by: Rows::group(district.items.len(), &pairs) }
    }

    /// Everyone whose activity it is, ascending: of whom it is required, who chose it, and of whom it serves a personal
    /// obligation. O(people it reaches).
    pub fn people(&self, district: &District, activity: ItemId) -> Vec<u32> {
        let mut people = people_of(district, activity);
        people.extend(self.chosen_by.of(activity));
        let personal = district.supports(activity).iter().filter(|item| !district.item(**item).kind.is_ambient());
        people.extend(personal.flat_map(|item| people_of(district, *item)));
        people.sort_unstable();
        people.dedup();
        people
    }
}
