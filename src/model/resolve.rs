//! Ids as written → what they name. Comes in: written records. Goes out: a district, and a finding for every id that
//! names nothing. Lists that are not there are filled with everyone who is named; what hangs on a record that was left
//! out, or on a list that could not be read whole, is not blamed again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::activity::Audience;
use super::calendar::{Calendar, CalendarEntry};
use super::entries::{Entries, Space, WrittenCalendar, WrittenInitiative, WrittenTeam, focus_place};
use super::faults::{DANGLING_REFERENCE, DUPLICATE_ID};
use super::focus::{FocusId, Focuses, Nearness};
use super::names::{Name, Names};
use super::obligation::{ItemId, ItemKind, Owner};
use super::people::{Educator, EducatorId, Initiative, InitiativeId, School, SchoolId, Team, TeamId};
use super::read::{Loose, element};
use super::rows::{Key, Rows};
use super::{District, Index, Links, Party};
use crate::finding::{At, Finding, Findings};
use crate::load::faults::BAD_VALUE;
use crate::load::lists::{Field, LISTS, List, Names as Kind};
use crate::load::manifest::Manifest;
use crate::load::values;
use crate::load::Read;
use crate::source::Place;

/// Resolves everything. O(records and links).
pub(super) fn resolve(mut entries: Entries<'_>, read: &Read, manifest: &Manifest, as_of: Date) -> (District, Findings) {
    entries.tell_year();
    let mut resolver = Resolver::new(entries, read);
    resolver.claim_parties();
    resolver.claim_items();
    resolver.name_everyone();
    resolver.focuses();
    let kept = resolver.owners();
    let links = resolver.links(&kept);
    let initiatives = resolver.initiatives(links);
    let calendar = resolver.calendar();
    resolver.loose();
    resolver.finish(&kept, initiatives, calendar, manifest, as_of)
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
    providers: BTreeSet<Name>,
    teams: Vec<Team>,
    workplaces: Rows<EducatorId, SchoolId>,
    members: Rows<TeamId, EducatorId>,
}

/// The items that stay, by their number as written, and whose each is.
type Kept = Vec<(ItemId, Owner)>;

const OBLIGATIONS: [List; 7] = [
    List::IndividualPlans, List::PlcGoals, List::SchoolImprovementGoals, List::DistrictGoals, List::EvaluationFindings,
    List::RelicensureRequirements, List::Activities,
];

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
            providers: BTreeSet::new(),
            teams: Vec::new(),
            workplaces: Rows::default(),
            members: Rows::default(),
        }
    }

    fn names(&self) -> &Names {
        &self.entries.reader.names
    }

    /// Of educators, schools and teams with one id the first stays; the same for providers.
    fn claim_parties(&mut self) {
        let mut claims = Claims::default();
        let parties = &mut self.entries.parties;
        let educators = claims.kept(parties.educators.iter().map(|one| (one.name, one.place)));
        let schools = claims.kept(parties.schools.iter().map(|one| (one.name, one.place)));
        let teams = claims.kept(parties.teams.iter().map(|one| (one.name, one.place)));
        if !claims.duplicates.is_empty() {
            parties.workplaces = parties.workplaces.pick(educators.iter().map(|at| EducatorId(*at)));
            parties.members = parties.members.pick(teams.iter().map(|at| TeamId(*at)));
            parties.meetings = parties.meetings.pick(teams.iter().map(|at| TeamId(*at)));
            retain_at(&mut parties.educators, &educators);
            retain_at(&mut parties.schools, &schools);
            retain_at(&mut parties.teams, &teams);
        }
        self.tell_duplicates(&claims);
        let mut claims = Claims::default();
        claims.kept(self.entries.providers.iter().copied());
        self.tell_duplicates(&claims);
        self.providers = claims.first.into_keys().collect();
        let mut claims = Claims::default();
        let focuses = claims.kept(self.entries.written_focuses.iter().map(|one| (one.name, one.place)));
        retain_at(&mut self.entries.written_focuses, &focuses);
        self.tell_duplicates(&claims);
    }

    /// Of obligations and activities with one id the first stays, a requirement with its rules.
    fn claim_items(&mut self) {
        let mut duplicates: BTreeMap<Name, Vec<Place>> = BTreeMap::new();
        let items = &self.entries.items.items;
        for (item, at) in items.iter().zip((0..).map(ItemId)) {
            let requirement = item.requirement(at);
            let lost_with_it = requirement != at && self.named[items[requirement.row()].name.row()] != Some(requirement);
            match self.named[item.name.row()] {
                None if !lost_with_it => self.named[item.name.row()] = Some(at),
                Some(_) if !lost_with_it => duplicates.entry(item.name).or_default().push(item.place),
                _ => {}
            }
        }
        for (name, places) in duplicates {
            let first = self.named[name.row()].expect("a duplicate follows a first record");
            let finding = duplicate(self.names().get(name), self.entries.items.items[first.row()].place, &places);
            self.findings.push(finding);
        }
    }

    fn tell_duplicates(&mut self, claims: &Claims) {
        for (name, places) in &claims.duplicates {
            let finding = duplicate(self.names().get(*name), claims.first[name], places);
            self.findings.push(finding);
        }
    }

    /// Gives every educator, team and school its number; where a list is not there, everyone who is named.
    fn name_everyone(&mut self) {
        let parties = &self.entries.parties;
        let educators = parties.educators.iter().zip(0..).map(|(one, at)| (one.name, Party::Educator(EducatorId(at))));
        let teams = parties.teams.iter().zip(0..).map(|(one, at)| (one.name, Party::Team(TeamId(at))));
        let schools = parties.schools.iter().zip(0..).map(|(one, at)| (one.name, Party::School(SchoolId(at))));
        for (name, party) in educators.chain(teams).chain(schools) {
            self.parties[name.row()] = Some(party);
        }
        for (list, kind) in [(List::Schools, Kind::School), (List::Teams, Kind::Team), (List::Educators, Kind::Educator)] {
            if !self.read.has(list) {
                self.named(kind).into_iter().for_each(|(name, place)| self.invent(kind, name, place));
            }
        }
        let missing = [(List::Educators, Kind::Educator), (List::Teams, Kind::Team), (List::Schools, Kind::School)];
        if let Some((_, kind)) = missing.into_iter().find(|(list, _)| !self.read.has(*list)) {
            self.named(Kind::Audience).into_iter().for_each(|(name, place)| self.invent(kind, name, place));
        }
    }

    /// Every name that stands where an id of this kind belongs, with the record that has it.
    fn named(&self, kind: Kind) -> Vec<(Name, Place)> {
        let (items, parties) = (&self.entries.items, &self.entries.parties);
        let mut named = Vec::new();
        for (item, at) in items.items.iter().zip((0..).map(ItemId)) {
            let owner_kind = match item.kind {
                ItemKind::IndividualPlan | ItemKind::Finding | ItemKind::Requirement => Some(Kind::Educator),
                ItemKind::PlcGoal => Some(Kind::Team),
                ItemKind::SchoolGoal => Some(Kind::School),
                ItemKind::DistrictGoal | ItemKind::Activity => None,
            };
            named.extend(items.owners[at.row()].filter(|_| owner_kind == Some(kind)).map(|name| (name, item.place)));
            match kind {
                Kind::Educator => named.extend(items.chosen_by.of(at).iter().map(|name| (*name, item.place))),
                Kind::Audience => {
                    let parties = items.audience.of(at).iter().filter(|name| !is_word(self.names().get(**name)));
                    named.extend(parties.map(|name| (*name, item.place)));
                }
                _ => {}
            }
        }
        for (team, at) in parties.teams.iter().zip((0..).map(TeamId)) {
            match kind {
                Kind::Educator => named.extend(parties.members.of(at).iter().copied().chain(team.facilitator).map(|name| (name, team.place))),
                Kind::School => named.extend(team.school.map(|name| (name, team.place))),
                _ => {}
            }
        }
        if kind == Kind::School {
            for (educator, at) in parties.educators.iter().zip((0..).map(EducatorId)) {
                named.extend(parties.workplaces.of(at).iter().map(|name| (*name, educator.place)));
            }
            named.extend(self.entries.initiatives.list.iter().map(|one| (one.school, one.place)));
        }
        named.extend(self.entries.reader.loose.iter().filter(|loose| loose.space == kind).map(|loose| (loose.name, loose.place)));
        named
    }

    fn invent(&mut self, kind: Kind, name: Name, place: Place) {
        if self.parties[name.row()].is_some() || self.entries.lost.contains(&(Space::Parties, name)) {
            return;
        }
        let parties = &mut self.entries.parties;
        self.parties[name.row()] = Some(match kind {
            Kind::School => {
                parties.schools.push(School { name, place });
                Party::School(SchoolId(parties.schools.len() as u32 - 1))
            }
            Kind::Team => {
                let team = WrittenTeam { name, place, is_network: false, school: None, facilitator: None };
                parties.teams.push(team);
                Party::Team(TeamId(parties.teams.len() as u32 - 1))
            }
            _ => {
                parties.educators.push(Educator { name, place, full_name: None, role: None, fte: values::SCALE, evaluator: None, coach: None });
                Party::Educator(EducatorId(parties.educators.len() as u32 - 1))
            }
        });
    }

    /// Tells that an id names nothing, unless the record it names was left out or may stand in what was not read.
    fn dangling(&mut self, owner: Option<Name>, at: At, kind: Kind, missing: Name) {
        let space = match kind {
            Kind::Item => Space::Items,
            Kind::Focus => Space::Focuses,
            Kind::Provider | Kind::Pack => Space::Providers,
            _ => Space::Parties,
        };
        let hidden = match kind {
            Kind::Item => OBLIGATIONS.iter().any(|list| self.read.hides(*list)),
            Kind::Focus => self.read.hides(List::Focuses),
            Kind::Provider => self.read.hides(List::Providers),
            Kind::Pack => false,
            _ => [List::Educators, List::Teams, List::Schools].iter().any(|list| self.read.hides(*list)),
        };
        if hidden || self.entries.lost.contains(&(space, missing)) {
            return;
        }
        let names = self.names();
        let (id, what) = (names.get(missing), plain(kind));
        let hint = names.nearest(id, |name| self.knows(kind, name)).map(|near| format!("; did you mean “{near}”?")).unwrap_or_default();
        let owner = owner.map_or("", |owner| names.get(owner));
        let of = if owner.is_empty() { String::new() } else { format!(" of {owner}") };
        let field = match &at {
            At::Field(_, path) => path.field,
            _ => "link",
        };
        let message = format!("{field}{of} names {}, and there is no such {what}{hint}", values::quote(id));
        let finding = DANGLING_REFERENCE.at(at, message).items([owner, id]);
        self.findings.push(finding);
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
            Kind::Pack => self.entries.manifest.packs.iter().any(|pack| pack == self.names().get(name)),
        }
    }

    /// Declares the district's own focuses, their families, opposites and crosswalks.
    fn focuses(&mut self) {
        let written = std::mem::take(&mut self.entries.written_focuses);
        for focus in &written {
            self.focuses.add(focus.name);
        }
        for focus in &written {
            let id = self.focuses.add(focus.name);
            for (alias, nth) in focus.aliases.iter().zip(0..) {
                if !self.focuses.alias(*alias, id) {
                    let message = format!("{} already names another focus", values::quote(self.names().get(*alias)));
                    self.findings.push(BAD_VALUE.at(focus_place(focus, Field::Aliases, Some(nth)), message));
                }
            }
        }
        for focus in &written {
            let id = self.focuses.add(focus.name);
            if let Some(parent) = focus.parent
                && let Some(parent) = self.focus_at(Some(focus.name), focus_place(focus, Field::Parent, None), parent, None)
            {
                self.focuses.set_parent(id, parent);
            }
            for (other, nth) in focus.opposes.iter().zip(0..) {
                let at = focus_place(focus, Field::Opposes, Some(nth));
                if let Some(other) = self.focus_at(Some(focus.name), at, *other, None) {
                    self.focuses.oppose(id, other);
                }
            }
        }
        for crosswalk in std::mem::take(&mut self.entries.crosswalks) {
            let [from, to] = [(crosswalk.from, Field::From), (crosswalk.to, Field::To)]
                .map(|(name, field)| self.focus_at(Some(crosswalk.from), At::field(crosswalk.place, field.name()), name, None));
            if let (Some(from), Some(to)) = (from, to) {
                let nearness = if crosswalk.exact { Nearness::Exact } else { Nearness::Related };
                self.focuses.cross(from, to, nearness);
            }
        }
    }

    /// The focus of a word. Without a focuses list a bare word is a focus of its own; an item that a shipped
    /// framework does not have is never one.
    fn focus_at(&mut self, owner: Option<Name>, at: At, word: Name, framework: Option<Name>) -> Option<FocusId> {
        if let Some(framework) = framework {
            let qualified = format!("{}/{}", self.names().get(framework), self.names().get(word));
            if let Some(focus) = self.names().find(&qualified).and_then(|name| self.focuses.find(name)) {
                return Some(focus);
            }
        }
        if let Some(focus) = self.focuses.find(word) {
            return Some(focus);
        }
        let of_framework = self.names().get(word).split_once('/').and_then(|(framework, _)| self.names().find(framework));
        let shipped = of_framework.is_some_and(|framework| self.focuses.is_framework(framework));
        if self.read.has(List::Focuses) || shipped {
            self.dangling(owner, at, Kind::Focus, word);
            return None;
        }
        Some(self.focuses.add(word))
    }

    fn focus_row(&mut self, owner: Name, place: Place, field: Field, words: &[Name]) -> Vec<FocusId> {
        let mut row = Vec::with_capacity(words.len());
        for (word, nth) in words.iter().zip(0..) {
            if let Some(focus) = self.focus_at(Some(owner), At::element(place, field.name(), nth), *word, None)
                && !row.contains(&focus)
            {
                row.push(focus);
            }
        }
        row
    }

    fn educator(&mut self, owner: Name, at: At, name: Name) -> Option<EducatorId> {
        match self.parties[name.row()] {
            Some(Party::Educator(educator)) => Some(educator),
            _ => {
                self.dangling(Some(owner), at, Kind::Educator, name);
                None
            }
        }
    }

    fn school(&mut self, owner: Name, at: At, name: Name) -> Option<SchoolId> {
        match self.parties[name.row()] {
            Some(Party::School(school)) => Some(school),
            _ => {
                self.dangling(Some(owner), at, Kind::School, name);
                None
            }
        }
    }

    /// Whose each item is. An item whose owner names nobody is left out and its id remembered as lost.
    fn owners(&mut self) -> Kept {
        self.people();
        let mut kept = Kept::new();
        for at in (0..self.entries.items.items.len() as u32).map(ItemId) {
            let item = &self.entries.items.items[at.row()];
            let (kind, name, place) = (item.kind, item.name, item.place);
            if self.named[name.row()] != Some(at) {
                continue;
            }
            let owner = match (kind, self.entries.items.owners[at.row()]) {
                (_, None) => Some(Owner::District),
                (ItemKind::PlcGoal, Some(team)) => self.team(name, place, team).map(Owner::Team),
                (ItemKind::SchoolGoal, Some(school)) => self.school(name, At::field(place, "school"), school).map(Owner::School),
                (_, Some(educator)) if item.requirement(at) == at => {
                    self.educator(name, At::field(place, "educator"), educator).map(Owner::Educator)
                }
                // A rule of a requirement is blamed with it, not again.
                (_, Some(educator)) => match self.parties[educator.row()] {
                    Some(Party::Educator(educator)) => Some(Owner::Educator(educator)),
                    _ => None,
                },
            };
            match owner {
                Some(owner) => {
                    let new = Some(ItemId(kept.len() as u32));
                    (self.by_name[name.row()], self.renumbered[at.row()]) = (new, new);
                    kept.push((at, owner));
                }
                None => _ = self.entries.lost.insert((Space::Items, name)),
            }
        }
        kept
    }

    fn team(&mut self, owner: Name, place: Place, name: Name) -> Option<TeamId> {
        match self.parties[name.row()] {
            Some(Party::Team(team)) => Some(team),
            _ => {
                self.dangling(Some(owner), At::field(place, "team"), Kind::Team, name);
                None
            }
        }
    }

    /// Where educators work, who is in which team and who leads it.
    fn people(&mut self) {
        for at in 0..self.entries.parties.educators.len() as u32 {
            let (name, place) = (self.entries.parties.educators[at as usize].name, self.entries.parties.educators[at as usize].place);
            let written = self.entries.parties.workplaces.of(EducatorId(at)).to_vec();
            let mut row: Vec<SchoolId> = Vec::with_capacity(written.len());
            for (school, nth) in written.into_iter().zip(0..) {
                row.extend(self.school(name, At::element(place, "schools", nth), school).filter(|school| !row.contains(school)));
            }
            self.workplaces.push(row);
        }
        for at in 0..self.entries.parties.teams.len() as u32 {
            let team = &self.entries.parties.teams[at as usize];
            let (name, place, is_network, school, facilitator) = (team.name, team.place, team.is_network, team.school, team.facilitator);
            let written = self.entries.parties.members.of(TeamId(at)).to_vec();
            let mut row = Vec::with_capacity(written.len());
            for (member, nth) in written.into_iter().zip(0..) {
                row.extend(self.educator(name, At::element(place, "members", nth), member));
            }
            row.sort_unstable();
            row.dedup();
            self.members.push(row);
            let school = school.and_then(|school| self.school(name, At::field(place, "school"), school));
            let facilitator = facilitator.and_then(|one| self.educator(name, At::field(place, "facilitator"), one));
            self.teams.push(Team { name, place, is_network, facilitator, school });
        }
    }

    /// The lists of every item that stays.
    fn links(&mut self, kept: &Kept) -> Links {
        let mut links = Links::default();
        let items = std::mem::take(&mut self.entries.items);
        let mut frameworks = items.frameworks.iter().peekable();
        for (written, _) in kept {
            let item = &items.items[written.row()];
            let (name, place) = (item.name, item.place);
            let field = if item.kind == ItemKind::Activity { Field::Serves } else { Field::Supports };
            links.supports.push(self.item_row(name, place, field, items.supports.of(*written), &items.items));
            links.requires.push(self.item_row(name, place, Field::Requires, items.requires.of(*written), &items.items));
            links.conflicts.push(self.item_row(name, place, Field::Conflicts, items.conflicts.of(*written), &items.items));
            while frameworks.peek().is_some_and(|(item, _)| item < written) {
                frameworks.next();
            }
            let framework = frameworks.peek().filter(|(item, _)| item == written).map(|(_, name)| *name);
            let focus = match (item.kind, items.focus.of(*written)) {
                (ItemKind::Finding, [word]) => {
                    self.focus_at(Some(name), At::field(place, "focus"), *word, framework).into_iter().collect()
                }
                (_, words) => self.focus_row(name, place, Field::Focus, words),
            };
            links.focus.push(focus);
            let practice = self.focus_row(name, place, Field::Practice, items.practice.of(*written));
            links.practice.push(practice);
            links.slots.push(items.slots.of(*written).iter().copied());
            let audience = self.audience_row(name, place, items.audience.of(*written));
            links.audience.push(audience);
        }
        self.entries.items = items;
        links
    }

    /// What a list of ids names; a requirement that stands as its rules is replaced by them.
    fn item_row(&mut self, owner: Name, place: Place, field: Field, written: &[Name], items: &[super::obligation::Item]) -> Vec<ItemId> {
        let mut row: Vec<ItemId> = Vec::with_capacity(written.len());
        for (name, nth) in written.iter().zip(0..) {
            let Some(target) = self.by_name.get(name.row()).copied().flatten() else {
                self.dangling(Some(owner), At::element(place, field.name(), nth), Kind::Item, *name);
                continue;
            };
            let written = self.named[name.row()].expect("what is resolved was written").0;
            let rules = items[written as usize].rules();
            let targets = (written + 1..=written + rules).filter_map(|rule| self.renumbered[rule as usize]);
            let stands_alone = (rules == 0).then_some(target);
            for target in stands_alone.into_iter().chain(targets) {
                if !row.contains(&target) {
                    row.push(target);
                }
            }
        }
        row
    }

    fn audience_row(&mut self, owner: Name, place: Place, written: &[Name]) -> Vec<Audience> {
        let mut row = Vec::with_capacity(written.len());
        for (name, nth) in written.iter().zip(0..) {
            let text = self.names().get(*name);
            let role = text.strip_prefix("role:").map(|role| self.names().find(role));
            match (text, role, self.parties[name.row()]) {
                ("all", ..) => row.push(Audience::All),
                (_, Some(role), _) => row.extend(role.map(Audience::Role)),
                (_, _, Some(Party::Educator(educator))) => row.push(Audience::Educator(educator)),
                (_, _, Some(Party::Team(team))) => row.push(Audience::Team(team)),
                (_, _, Some(Party::School(school))) => row.push(Audience::School(school)),
                _ => self.dangling(Some(owner), At::element(place, Field::RequiredOf.name(), nth), Kind::Audience, *name),
            }
        }
        row
    }

    /// Initiatives, whose lists are added to the links.
    fn initiatives(&mut self, mut links: Links) -> (Links, Vec<Initiative>) {
        let mut written = std::mem::take(&mut self.entries.initiatives);
        let mut claims = Claims::default();
        let first = claims.kept(written.list.iter().map(|one| (one.name, one.place)));
        self.tell_duplicates(&claims);
        let rows = || first.iter().map(|at| InitiativeId(*at));
        (written.grades, written.focus) = (written.grades.pick(rows()), written.focus.pick(rows()));
        (written.practice, written.supports) = (written.practice.pick(rows()), written.supports.pick(rows()));
        retain_at(&mut written.list, &first);
        let mut initiatives = Vec::new();
        let stays = |one: &&WrittenInitiative| matches!(self.parties[one.school.row()], Some(Party::School(_)));
        let named: BTreeMap<Name, InitiativeId> = written.list.iter().filter(stays).map(|one| one.name).zip((0..).map(InitiativeId)).collect();
        for (one, at) in written.list.iter().zip((0..).map(InitiativeId)) {
            let Some(school) = self.school(one.name, At::field(one.place, "school"), one.school) else { continue };
            initiatives.push(Initiative { name: one.name, place: one.place, school, start: one.start, end: one.end });
            links.grades.push(written.grades.of(at).iter().copied());
            let focus = self.focus_row(one.name, one.place, Field::Focus, written.focus.of(at));
            links.pursued.push(focus);
            let practice = self.focus_row(one.name, one.place, Field::Practice, written.practice.of(at));
            links.methods.push(practice);
            let (allies, goals): (Vec<Name>, Vec<Name>) = written.supports.of(at).iter().partition(|name| named.contains_key(*name));
            links.allied.push(allies.iter().map(|name| named[name]));
            let items = std::mem::take(&mut self.entries.items.items);
            let carried = self.item_row(one.name, one.place, Field::Supports, &goals, &items);
            self.entries.items.items = items;
            links.carried.push(carried);
        }
        (links, initiatives)
    }

    /// Calendar entries, those of one party joined; the first time per week wins.
    fn calendar(&mut self) -> Calendar {
        let mut calendar = Calendar::default();
        for written in std::mem::take(&mut self.entries.calendar) {
            let Some(party) = self.calendar_party(&written) else { continue };
            let at = calendar.entries.iter().position(|entry| entry.party == party).unwrap_or_else(|| {
                calendar.entries.push(CalendarEntry { party, ..CalendarEntry::default() });
                calendar.entries.len() - 1
            });
            let entry = &mut calendar.entries[at];
            entry.weekly = entry.weekly.or(written.weekly);
            entry.breaks.extend(written.breaks);
            entry.days.extend(written.days);
        }
        calendar
    }

    /// For whom a calendar record is: `Some(None)` for the district, `None` for nobody.
    fn calendar_party(&mut self, written: &WrittenCalendar) -> Option<Option<Party>> {
        let Some(name) = written.party.filter(|name| self.names().get(*name) != "district") else { return Some(None) };
        let party = self.parties[name.row()];
        if party.is_none() {
            self.dangling(None, At::field(written.place, "for"), Kind::Party, name);
        }
        party.map(Some)
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
                Kind::Item => self.by_name.get(name.row()).copied().flatten().is_some(),
                Kind::Educator | Kind::Team | Kind::School | Kind::Audience | Kind::Party | Kind::Provider | Kind::Pack => self.knows(space, name),
            };
            if !known {
                self.dangling(owner, element(place, field, nth), space, name);
            }
        }
    }

    fn finish(self, kept: &Kept, initiatives: (Links, Vec<Initiative>), calendar: Calendar, manifest: &Manifest, as_of: Date) -> (District, Findings) {
        let (mut links, initiatives) = initiatives;
        let Self { entries, read, mut findings, focuses, parties, by_name, renumbered, teams, workplaces, members, .. } = self;
        let items: Vec<_> = kept
            .iter()
            .map(|(old, owner)| {
                let mut item = entries.items.items[old.row()].clone();
                item.owner = *owner;
                let requirement = item.requirement(*old);
                if requirement != *old {
                    item.point_at(renumbered[requirement.row()].expect("a rule stays with its requirement"));
                }
                item
            })
            .collect();
        links.workplaces = workplaces;
        links.members = members;
        links.meetings = entries.parties.meetings;
        findings.extend(entries.reader.findings);
        let targets = entries.items.targets.iter().filter_map(|(old, target)| Some((renumbered[old.row()]?, *target))).collect();
        let chosen = chosen(kept, &entries.items.chosen_by, &parties);
        let mut district = District {
            id: manifest.id.clone(),
            as_of,
            year: manifest.year,
            names: entries.reader.names,
            focuses,
            educators: entries.parties.educators,
            schools: entries.parties.schools,
            teams,
            items,
            activities: entries.items.activities,
            targets,
            initiatives,
            calendar,
            decisions: entries.decisions,
            lists: LISTS.iter().map(|spec| spec.list).filter(|list| read.has(*list)).collect(),
            links,
            index: Index::default(),
            parties,
            by_name,
            rank: Vec::new(),
        };
        district.index = index(&district, &chosen);
        district.time_activities();
        district.rank_items();
        (district, findings)
    }
}

/// Which record of an id came first, and where the others are.
#[derive(Default)]
struct Claims {
    first: BTreeMap<Name, Place>,
    duplicates: BTreeMap<Name, Vec<Place>>,
}

impl Claims {
    /// The numbers of the records that stay.
    fn kept(&mut self, records: impl Iterator<Item = (Name, Place)>) -> Vec<u32> {
        let mut kept = Vec::new();
        for ((name, place), at) in records.zip(0..) {
            if self.first.contains_key(&name) {
                self.duplicates.entry(name).or_default().push(place);
            } else {
                self.first.insert(name, place);
                kept.push(at);
            }
        }
        kept
    }
}

/// Keeps the elements at these places, which ascend.
fn retain_at<T>(list: &mut Vec<T>, places: &[u32]) {
    let (mut at, mut places) = (0_u32, places.iter().peekable());
    list.retain(|_| {
        at += 1;
        places.next_if(|place| **place == at - 1).is_some()
    });
}

/// The finding that several records carry one id.
fn duplicate(id: &str, first: Place, others: &[Place]) -> Finding {
    let message = format!("{} records have the id {id}; the first one is read, the other left out", others.len() + 1);
    let at = |place: Place| At::field(place, Field::Id.name());
    let finding = DUPLICATE_ID.at(at(others[0]), message).items([id]).figure("records", others.len() + 1);
    let finding = others[1..].iter().fold(finding.here("left out"), |finding, place| finding.also(at(*place), "left out"));
    finding.also(at(first), "read")
}

/// Who has chosen what, by educator.
fn chosen(kept: &Kept, chosen_by: &Rows<ItemId, Name>, parties: &[Option<Party>]) -> Vec<(EducatorId, ItemId)> {
    let mut chosen = Vec::new();
    for ((old, _), new) in kept.iter().zip((0..).map(ItemId)) {
        for name in chosen_by.of(*old) {
            if let Some(Party::Educator(educator)) = parties[name.row()] {
                chosen.push((educator, new));
            }
        }
    }
    chosen
}

/// The links the other way round, and lists by owner. O(items and links).
fn index(district: &District, chosen: &[(EducatorId, ItemId)]) -> Index {
    let (mut own, mut of_team, mut of_school, mut of_district) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut supported_by, mut required) = (Vec::new(), Required::default());
    for id in district.item_ids() {
        let item = district.item(id);
        supported_by.extend(district.supports(id).iter().map(|target| (*target, id)));
        match item.owner {
            _ if !item.active || item.rules() > 0 => {}
            Owner::Educator(educator) => own.push((educator, id)),
            Owner::Team(team) => of_team.push((team, id)),
            Owner::School(school) => of_school.push((school, id)),
            Owner::District if item.kind == ItemKind::DistrictGoal => of_district.push(id),
            Owner::District => required.add(district.audience(id), id),
        }
    }
    let (people, teams) = (district.educators.len(), district.teams.len());
    let team_ids = || (0..teams as u32).map(TeamId);
    let member_of: Vec<_> = team_ids().flat_map(|team| district.members(team).iter().map(move |one| (*one, team))).collect();
    let facilitates: Vec<_> = team_ids()
        .filter_map(|team| Some((district.team(team).facilitator?, team)))
        .filter(|(educator, team)| !district.members(*team).contains(educator))
        .collect();
    let staff: Vec<_> = district.educator_ids().flat_map(|one| district.schools_of(one).iter().map(move |school| (*school, one))).collect();
    required.roles.sort_unstable();
    Index {
        supported_by: Rows::group(district.items.len(), &supported_by),
        own: Rows::group(people, &own),
        of_team: Rows::group(teams, &of_team),
        of_school: Rows::group(district.schools.len(), &of_school),
        of_district,
        teams: Rows::group(people, &member_of),
        facilitated: Rows::group(people, &facilitates),
        staff: Rows::group(district.schools.len(), &staff),
        chosen: Rows::group(people, chosen),
        required_of_educator: Rows::group(people, &required.educators),
        required_of_team: Rows::group(teams, &required.teams),
        required_of_school: Rows::group(district.schools.len(), &required.schools),
        required_of_role: required.roles,
        required_of_all: required.all,
    }
}

/// Required activities by whom they are required of.
#[derive(Default)]
struct Required {
    all: Vec<ItemId>,
    educators: Vec<(EducatorId, ItemId)>,
    teams: Vec<(TeamId, ItemId)>,
    schools: Vec<(SchoolId, ItemId)>,
    roles: Vec<(Name, ItemId)>,
}

impl Required {
    fn add(&mut self, audience: &[Audience], item: ItemId) {
        for one in audience {
            match one {
                Audience::All => self.all.push(item),
                Audience::Educator(educator) => self.educators.push((*educator, item)),
                Audience::Team(team) => self.teams.push((*team, item)),
                Audience::School(school) => self.schools.push((*school, item)),
                Audience::Role(role) => self.roles.push((*role, item)),
            }
        }
    }
}

/// Words of `required_of` that are no ids.
fn is_word(text: &str) -> bool {
    text == "all" || text.starts_with("role:")
}

fn plain(kind: Kind) -> &'static str {
    match kind {
        Kind::Item => "obligation or activity",
        Kind::Educator => "educator",
        Kind::Team => "team",
        Kind::School => "school",
        Kind::Audience => "educator, team, school, “all” or “role:…”",
        Kind::Party => "educator, team or school",
        Kind::Focus => "focus",
        Kind::Provider => "provider",
        Kind::Pack => "pack in force",
    }
}
