//! Ids as written → what they name. Comes in: written records. Goes out: a district, and a finding for every id that
//! names nothing. Lists that are not there are filled with everyone who is named; what hangs on a record that was left
//! out, or on a list that could not be read whole, is not blamed again.

mod claims;
mod credits;
mod focuses;
pub(super) mod index;
mod links;
mod people;
mod requirements;
mod resources;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use self::requirements::{Licences, add_rules};
use super::calendar::{Calendar, Day};
use super::credit::{Credits, Provider};
use super::decision::InForce;
use super::earning::Fits;
use super::entries::{Entries, Space};
use super::faults::DANGLING_REFERENCE;
use super::focus::Focuses;
use super::mark::Mark;
use super::names::{Name, Names};
use super::obligation::{ItemId, ItemKind, Owner};
use super::people::{Coach, EducatorId, Initiative, SchoolId, Team, TeamId};
use super::read::{Loose, element};
use super::resources::{Budget, Expert};
use super::rows::{Key, Rows};
use super::{District, Index, Links, Party};
use crate::finding::{At, Findings};
use crate::load::lists::{LISTS, List, Names as Kind};
use crate::load::manifest::Manifest;
use crate::load::parts::Read;
use crate::load::values;

/// Resolves everything. O(records and links).
pub(super) fn resolve(mut entries: Entries<'_>, read: &Read, manifest: &Manifest, as_of: Date) -> (District, Findings) {
    entries.tell_year();
    let mut resolver = Resolver::new(entries, read);
    resolver.claim_parties();
    resolver.claim_items();
    resolver.name_everyone();
    resolver.focuses();
    let kept = resolver.owners();
    resolver.requirements(&kept);
    resolver.providers_of_activities();
    let links = resolver.links(&kept);
    let (links, initiatives) = resolver.initiatives(links);
    let chosen = resolver.chosen(&kept);
    resolver.loose();
    let made = Resolved {
        links,
        chosen,
        initiatives,
        calendar: resolver.calendar(),
        coaches: resolver.coaches(),
        credits: resolver.credits(),
        providers: resolver.providers(),
        experts: resolver.experts(),
        budgets: resolver.budgets(),
    };
    resolver.finish(&kept, made, manifest, as_of)
}

/// What the resolver has made of the written records beside items and parties.
struct Resolved {
    links: Links,
    /// Who has chosen which activity.
    chosen: Vec<(EducatorId, ItemId)>,
    initiatives: Vec<Initiative>,
    calendar: Calendar,
    coaches: Vec<Coach>,
    credits: Credits,
    providers: Vec<Provider>,
    experts: Vec<Expert>,
    budgets: Vec<Budget>,
}

struct Resolver<'m, 'r> {
    entries: Entries<'m>,
    read: &'r Read,
    findings: Findings,
    focuses: Focuses,
    parties: Vec<Option<Party>>,
    /// The item as written that has a name.
    named: Vec<Option<ItemId>>,
    /// The item that stays under a name.
    by_name: Vec<Option<ItemId>>,
    /// The new number of each item as written.
    renumbered: Vec<Option<ItemId>>,
    /// The requirements that stay.
    licences: Licences,
    providers: BTreeSet<Name>,
    /// Roles that educators have.
    roles: BTreeSet<Name>,
    /// Nearest names that were looked for, so that a slip made ten thousand times is searched once.
    hints: BTreeMap<(u8, Name), String>,
    teams: Vec<Team>,
    workplaces: Rows<EducatorId, SchoolId>,
    members: Rows<TeamId, EducatorId>,
}

/// The items that stay, by their number as written, and whose each is.
type Kept = Vec<(ItemId, Owner)>;

impl<'m, 'r> Resolver<'m, 'r> {
    fn new(mut entries: Entries<'m>, read: &'r Read) -> Self {
        let focuses = Focuses::shipped(&mut entries.reader.names);
        let names = entries.reader.names.len();
        let items = entries.items.items.len();
        Self {
            entries,
            read,
            findings: Findings::new(),
            focuses,
            parties: vec![None; names],
            named: vec![None; names],
            by_name: vec![None; names],
            renumbered: vec![None; items],
            licences: Licences::default(),
            providers: BTreeSet::new(),
            roles: BTreeSet::new(),
            hints: BTreeMap::new(),
            teams: Vec::new(),
            workplaces: Rows::default(),
            members: Rows::default(),
        }
    }

    fn names(&self) -> &Names {
        &self.entries.reader.names
    }

    /// Tells that an id names nothing, unless the record it names was left out or may stand in what was not read.
    fn dangling(&mut self, owner: Option<Name>, at: At, kind: Kind, missing: Name) {
        let space = match kind {
            Kind::Item => Space::Items,
            Kind::Focus => Space::Focuses,
            Kind::Provider | Kind::Pack | Kind::AnyPack => Space::Providers,
            _ => Space::Parties,
        };
        let hidden = match kind {
            Kind::Item => ItemKind::ALL.iter().any(|kind| self.read.hides(kind.list())),
            Kind::Focus => self.read.hides(List::Focuses),
            Kind::Provider => self.read.hides(List::Providers),
            Kind::Pack | Kind::AnyPack => false,
            _ => [List::Educators, List::Teams, List::Schools].iter().any(|list| self.read.hides(*list)),
        };
        if hidden || self.entries.lost.contains(&(space, missing)) || (kind == Kind::Item && self.is_rule_of_lost(missing)) {
            return;
        }
        let hint = self.hint(kind, missing);
        let names = self.names();
        let id = names.get(missing);
        let of = owner.map(|owner| format!(" of {}", self.shown(owner))).unwrap_or_default();
        let field = match &at {
            At::Field(_, path) => path.field,
            At::Span(_) | At::Record(_) => "link",
        };
        let why = match self.parties.get(missing.row()).copied().flatten() {
            Some(party) => format!("which is {}, not {}", party.plain(), plain(kind)),
            None => format!("and there is no such {}{}", bare(kind), hint),
        };
        let message = format!("{field}{of} names {}, {why}", values::quote(id));
        let items: Vec<&str> = owner.map(|owner| names.get(owner)).into_iter().chain([id]).collect();
        let finding = DANGLING_REFERENCE.at(at, message).items(items);
        self.findings.push(finding);
    }

    /// What a record is called, in quotes where that is no id that is known: of a record without an id it is that of whom or what
    /// it is about, and then it may be a name.
    fn shown(&self, owner: Name) -> String {
        let id = self.names().get(owner);
        let is_party = |who: &str| self.names().find(who).is_some_and(|who| self.knows(Kind::Party, who));
        let is_id = self.is_of_something(owner) && id.split_once('/').is_none_or(|(who, _)| is_party(who));
        if is_id { id.to_owned() } else { values::quote(id) }
    }

    /// Whether something has this id, or a record that was left out.
    fn is_of_something(&self, name: Name) -> bool {
        let is_lost = |space: Space| self.entries.lost.contains(&(space, name));
        [Kind::Item, Kind::Party, Kind::Focus, Kind::Provider].into_iter().any(|kind| self.knows(kind, name))
            || [Space::Items, Space::Parties, Space::Initiatives].into_iter().any(is_lost)
    }

    /// “; did you mean …?” or nothing. After some thousand different slips no further one is searched for.
    fn hint(&mut self, kind: Kind, missing: Name) -> String {
        const MOST: usize = 5000;
        let key = (kind as u8, missing);
        if let Some(hint) = self.hints.get(&key) {
            return hint.clone();
        }
        if self.hints.len() >= MOST {
            return String::new();
        }
        let hint = match kind {
            Kind::Pack | Kind::AnyPack => self.hint_of_pack(self.names().get(missing), kind == Kind::AnyPack),
            _ => self.hint_of_rule(missing).unwrap_or_else(|| {
                let near = self.names().nearest(self.names().get(missing), |name| self.knows(kind, name));
                near.map(|near| format!("; did you mean “{near}”?")).unwrap_or_default()
            }),
        };
        self.hints.insert(key, hint.clone());
        hint
    }

    fn knows(&self, kind: Kind, name: Name) -> bool {
        let party = self.parties.get(name.row()).copied().flatten();
        match kind {
            Kind::Item => self.named.get(name.row()).copied().flatten().is_some(),
            Kind::Educator => matches!(party, Some(Party::Educator(_))),
            Kind::Team => matches!(party, Some(Party::Team(_))),
            Kind::School => matches!(party, Some(Party::School(_))),
            Kind::Audience | Kind::Party => party.is_some(),
            Kind::Focus => self.focuses.find(name).is_some(),
            Kind::Provider => self.providers.contains(&name),
            Kind::Pack => self.entries.packs.iter().any(|pack| pack.id == self.names().get(name)),
            Kind::AnyPack => self.is_pack(name),
        }
    }

    /// References of fields that nobody asks for yet.
    fn loose(&mut self) {
        for loose in std::mem::take(&mut self.entries.reader.loose) {
            let Loose { owner, place, field, nth, space, name } = loose;
            let known = match space {
                Kind::Provider if !self.read.has(List::Providers) => true,
                Kind::Focus => {
                    self.focus_at(owner, element(place, field, nth), name, None);
                    true
                }
                Kind::Item => self.item_of(name).is_some(),
                _ => self.knows(space, name),
            };
            if !known {
                self.dangling(owner, element(place, field, nth), space, name);
            }
        }
    }

    /// Who coaches in an activity, where it takes place, who provides it, and what it follows up. Names of nobody have been told.
    fn name_of_activities(&self, links: &mut Links) {
        let items = &self.entries.items;
        let party = |name: &Name| self.parties[name.row()];
        let pairs = |written: &[(ItemId, Name)]| -> Vec<(ItemId, Name)> {
            written.iter().filter_map(|(old, name)| Some((self.renumbered[old.row()]?, *name))).collect()
        };
        let coach = |(item, name): &(ItemId, Name)| Some((party(name)?.educator()?, *item));
        let site = |(item, name): &(ItemId, Name)| Some((*item, party(name)?.school()?));
        links.coached = pairs(&items.coached).iter().filter_map(coach).collect();
        links.coached.sort_unstable();
        links.sites = pairs(&items.sites).iter().filter_map(site).collect();
        links.providers = pairs(&items.providers);
        links.funds = pairs(&items.funds);
        links.costs = items.costs.iter().filter_map(|(old, cost)| Some((self.renumbered[old.row()]?, *cost))).collect();
        // Nothing follows itself up.
        let followed = |(item, name): &(ItemId, Name)| self.by_name[name.row()].filter(|target| target != item);
        links.followed = pairs(&items.follow_ups).iter().filter_map(followed).collect();
    }

    fn finish(self, kept: &Kept, made: Resolved, manifest: &Manifest, as_of: Date) -> (District, Findings) {
        let Resolved { mut links, chosen, initiatives, calendar, coaches, credits, providers, experts, budgets } = made;
        self.name_of_activities(&mut links);
        let Self {
            mut entries,
            read,
            mut findings,
            focuses,
            parties,
            by_name,
            renumbered,
            licences,
            teams,
            workplaces,
            members,
            ..
        } = self;
        // The items that stay move up in their own memory; a copy of all would be the largest table there is.
        let mut owners = kept.iter().peekable();
        let written = entries.items.items.into_iter().zip((0..).map(ItemId));
        let mut items: Vec<_> = written
            .filter_map(|(mut item, old)| {
                let (_, owner) = owners.next_if(|(kept, _)| *kept == old)?;
                item.owner = *owner;
                Some(item)
            })
            .collect();
        add_rules(&licences, &mut entries.reader.names, &mut items);
        links.profile = licences.profile;
        links.workplaces = workplaces;
        links.members = members;
        links.meetings = entries.parties.meetings;
        findings.extend(entries.reader.findings);
        let targets = entries.items.targets.iter().filter_map(|(old, target)| Some((renumbered[old.row()]?, *target))).collect();
        let marks = entries.items.marks.iter().filter_map(|mark| Some(Mark { child: renumbered[mark.child.row()]?, ..*mark }));
        let marks = marks.collect();
        let mut district = District {
            id: manifest.id.clone(),
            as_of,
            year: manifest.year.map(|(start, end)| (Day::of(start), Day::of(end))),
            names: entries.reader.names,
            focuses,
            educators: entries.parties.educators,
            schools: entries.parties.schools,
            teams,
            items,
            activities: entries.items.activities,
            targets,
            marks,
            initiatives,
            calendar,
            coaches,
            experts,
            budgets,
            packs: licences.packs,
            requirements: licences.list,
            credits,
            providers,
            in_force: InForce::of(&entries.decisions, as_of),
            decisions: entries.decisions,
            left_out: entries.lost.into_iter().map(|(_, name)| name).collect(),
            lists: LISTS.iter().map(|spec| spec.list).filter(|list| read.has(*list)).collect(),
            links,
            index: Index::default(),
            fits: Fits::default(),
            parties,
            by_name,
            rank: Vec::new(),
        };
        district.rank_items();
        district.index = index::index(&district, &chosen);
        district.time_activities();
        district.fits = district.fits();
        (district, findings)
    }
}

/// What an id of this kind names, with its article.
fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Item => "an obligation or activity",
        Kind::Educator => "an educator",
        Kind::Team => "a team",
        Kind::School => "a school",
        Kind::Audience => "an educator, team, school, “all” or “role:…”",
        Kind::Party => "an educator, team or school",
        Kind::Focus => "a focus",
        Kind::Provider => "a provider",
        Kind::Pack => "a pack in force",
        Kind::AnyPack => "a pack",
    }
}

/// The same without its article.
fn bare(kind: Kind) -> &'static str {
    plain(kind).split_once(' ').map_or("", |(_, noun)| noun)
}
