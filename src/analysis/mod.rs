//! Everything above → findings and figures. Comes in: a district and its settings. Goes out: what is to be told, at the
//! district's own levels, without what was decided, sorted. Each educator is looked at apart, in parallel, and told in order.

mod alone;
/// What was known before.
pub mod baseline;
mod causes;
/// What changed between two versions.
pub mod change;
/// Who offers what, and who needs it.
pub mod expertise;
/// The numbers behind the tables.
pub mod figures;
mod followed;
/// Who holds which focus.
pub mod holders;
/// Licences, judged.
pub mod licensed;
/// What goes into each priority.
pub mod priorities;
mod readers;
/// What hangs on texts.
pub mod reread;
/// What a rule is.
pub mod rule;
/// The rules.
pub mod rules;
/// What of a district is told.
pub mod selection;
mod settled;
mod shared;
/// Feedback and coaching for groups of people.
pub mod support;
mod timed;
mod tracks;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub use self::alone::is_of_district;
use self::baseline::Known;
use self::figures::Figures;
use self::holders::Holders;
use self::licensed::Judged;
use self::licensed::offers::Offers;
use self::readers::Kept;
pub use self::readers::openly;
use self::reread::Reread;
use self::rule::{Case, Check, One, Rule};
use self::rules::RULES;
pub use self::shared::Circle;
use self::shared::Held;
use self::tracks::labels;
pub use self::wanted::Wanted;
use crate::config::Config;
use crate::finding::{At, Finding, Findings, Kind, Level, People};
use crate::graph::GoalGraph;
use crate::graph::interplay::{Interplay, Scratch};
use crate::graph::thread::threads;
use crate::license::ledger::Holder;
use crate::load::lists::List;
use crate::load::locate::locate;
use crate::load::{self, Loaded, changes_exit};
use crate::model::hers::{Hers, people_of};
use crate::model::obligation::ItemId;
use crate::model::people::EducatorId;
use crate::model::{District, Party};
use crate::time::{Clock, Timing};

/// Everything that was worked out.
#[derive(Debug)]
pub struct Analysis {
    /// What is to be told, sorted by level, rule, first place and id; all places known.
    pub findings: Findings,
    /// Whom each finding concerns, by number, ascending.
    pub people: Vec<Vec<u32>>,
    /// The figures of each educator, by number.
    pub figures: Vec<Figures>,
    /// For each educator and each of her obligations the number of its thread; `NO_THREAD` for those in none.
    pub threads: Vec<Box<[u16]>>,
    /// The calendars of the district's people.
    pub clock: Clock,
    /// Rules that could not run, with what they lack: of each group one list would do.
    pub not_run: NotRun,
    /// Rules and kinds of fault that were looked for.
    pub ran: BTreeSet<&'static str>,
    /// Findings that a decision settled; they are counted.
    pub decided: Findings,
    /// Findings on records that the readers of the output may not see; they are counted, and they fail like others. None where it
    /// is of a selection.
    pub hidden: Findings,
    /// Whether it is of some people, schools or teams alone: a number of what is hidden of these would tell of few people, or of one
    /// who is in one selection and not in the next.
    pub is_of_some: bool,
    /// What a baseline knew already; `None` where there is none.
    pub known: Option<Known>,
    /// Whether it keeps apart what is each educator's own ([`Wanted::apart`]).
    pub apart: bool,
}

/// Every kind of finding there is: faults of reading and of meaning, and rules; sorted by code.
pub fn kinds() -> Vec<&'static Kind> {
    let faults = load::faults::FAULTS.iter().chain(crate::model::faults::FAULTS).copied();
    let mut kinds: Vec<_> = faults.chain(RULES.iter().map(|rule| &rule.kind)).collect();
    kinds.sort_by_key(|kind| kind.code);
    kinds
}

/// Looks at every educator and at the district. `findings` are those of the stages before. O(educators), in parallel.
pub fn analyze(loaded: &Loaded, district: &District, findings: Findings, wanted: &Wanted<'_>) -> Analysis {
    if settled::asks_for_all(district, wanted) {
        let all = Wanted { only: &[], ..*wanted };
        return analyze(loaded, district, findings, &all).keep(wanted);
    }
    let config = &loaded.manifest.config;
    let (graph, clock) = rayon::join(|| GoalGraph::of(district), || Clock::of(district, &config.limits));
    let (rules, not_run) = choose(loaded, district, &clock, wanted);
    let asks_holders = rules.iter().any(|rule| rule.kind == rules::ASKS_HOLDERS.kind);
    let holders = if asks_holders { Holders::of(district) } else { Holders::default() };
    let judges = rules.iter().any(|rule| rules::asks_licences(&rule.kind));
    let offers = if judges { Offers::of(district) } else { Offers::default() };
    let reread = Reread::of(loaded, district, &rules);
    let (holders, offers, reread, circle) = (&holders, &offers, &reread, wanted.circle);
    let case = Case { district, graph: &graph, config, holders, clock: &clock, offers, reread, circle };
    // Faults that change the exit code are told whatever rules are asked for.
    let mut told: Findings =
        findings.into_iter().filter(|finding| wanted.has(finding.kind.code) || changes_exit(finding.kind)).collect();
    let Everyone { findings: mut of_educators, held, figures, threads } = look_at_everyone(&case, &rules, judges, wanted);
    told.append(&mut of_educators);
    shared::tell(&case, &rules, held, &mut told);
    let of_people = told.len();
    for check in rules.iter().flat_map(|rule| rule.checks) {
        match check {
            Check::District(check) => check(&case, &mut told),
            Check::Figures(check) => check(&case, &figures, &mut told),
            Check::Educator(_) | Check::Shared(..) | Check::Told(_) => {}
        }
    }
    settled::tell(&case, &rules, wanted, &mut told);
    alone::keep_own(district, wanted.circle, of_people, &mut told);
    relevel(config, &mut told);
    let decided = drop_decided(district, &mut told);
    locate(loaded, &mut told);
    sort(loaded, &mut told);
    let hidden = readers::hide(loaded, &mut told);
    let people = told.iter().map(|finding| concerned(district, finding)).collect();
    let ran = wanted.ran(config, &not_run);
    let apart = wanted.apart;
    let mut analysis = Analysis {
        findings: told,
        people,
        figures,
        threads,
        clock,
        not_run,
        ran,
        decided,
        hidden,
        is_of_some: false,
        known: None,
        apart,
    };
    analysis.find_causes(loaded, district);
    analysis
}

/// Rules, and groups of lists.
pub type NotRun = Vec<(&'static str, Vec<&'static [List]>)>;

/// The rules that are on, asked for and have their lists; and those that lack some.
/// A calendar that says nowhere how much time there is answers nothing, which is not the same as enough.
/// Nor does a list of which something is kept from the readers.
fn choose(loaded: &Loaded, district: &District, clock: &Clock, wanted: &Wanted<'_>) -> (Vec<&'static Rule>, NotRun) {
    let (config, kept) = (&loaded.manifest.config, Kept::of(loaded));
    let on = |rule: &&&'static Rule| wanted.has(rule.kind.code) && config.level(rule.kind.code, rule.kind.level).is_some();
    let mut not_run = NotRun::new();
    let mut chosen = Vec::new();
    for rule in RULES.iter().filter(on) {
        let there = |group: &&'static [List]| group.iter().any(|list| district.lists.contains(list));
        let asked_in_vain = rule.kind == rules::ASKS_CAPACITY.kind && !clock.knows_capacity();
        let lacks = |group: &&'static [List]| asked_in_vain || !there(group) || kept.keeps(group);
        let mut lacking: Vec<&'static [List]> = rule.needs.iter().copied().filter(lacks).collect();
        if lacking.is_empty() {
            lacking = kept.lacking(rule);
        }
        if lacking.is_empty() {
            chosen.push(*rule);
        } else {
            not_run.push((rule.kind.code, lacking));
        }
    }
    (chosen, not_run)
}

/// What is used again from educator to educator.
#[derive(Debug, Default)]
pub struct Desk {
    /// Memory of the interplay.
    pub scratch: Scratch,
    /// The time of the educator who was worked out last.
    pub timing: Timing,
    /// Whether paths keep off individual goals of others ([`Wanted::apart`]).
    apart: bool,
}

impl Desk {
    /// At which educators are worked out again as they were in an analysis.
    pub fn of(analysis: &Analysis) -> Self {
        Self { apart: analysis.apart, ..Self::default() }
    }
}

/// One educator, worked out.
#[derive(Debug)]
pub struct Worked {
    /// Her obligations and activities.
    pub hers: Hers,
    /// How her obligations interact.
    pub interplay: Interplay,
    /// What hangs together.
    pub threads: Vec<Vec<usize>>,
}

/// Works one educator out. Reports that list pairs call it again rather than keep a district of pairs in memory.
pub fn work_out(district: &District, clock: &Clock, educator: EducatorId, desk: &mut Desk) -> Worked {
    let hers = Hers { keeps_off: desk.apart, ..clock.look(district, educator, &mut desk.timing) };
    let timed = timed::conflicts(district, educator, &hers, &desk.timing);
    let interplay = Interplay::of(district, &hers, &timed, &mut desk.scratch);
    let threads = threads(district, &hers, &interplay);
    Worked { hers, interplay, threads }
}

/// How many educators one task of a thread takes: enough to make handing it over cheap.
const TASK: usize = 256;

/// What looking at educators gave, in their order.
#[derive(Default)]
struct Everyone {
    findings: Findings,
    held: Vec<Held>,
    figures: Vec<Figures>,
    threads: Vec<Box<[u16]>>,
}

fn look_at_everyone(case: &Case<'_>, rules: &[&'static Rule], judges: bool, wanted: &Wanted<'_>) -> Everyone {
    let everyone: Vec<EducatorId> = case.district.educator_ids().collect();
    let look = |desk: &mut Desk, task: &[EducatorId]| {
        let mut of_task = Everyone::default();
        for educator in task {
            let worked = work_out(case.district, case.clock, *educator, desk);
            let Worked { hers, interplay, threads } = &worked;
            let holder = judges.then(|| Holder::new(case.district, *educator, hers));
            let licences = holder.as_ref().map_or(Vec::new(), |holder| Judged::of(case.district, *educator, holder));
            let one = One { case, educator: *educator, hers, interplay, threads, timing: &desk.timing, licences: &licences };
            look_at(&one, rules, &mut of_task);
            of_task.figures.push(Figures::of(&one));
            of_task.threads.push(labels(hers.obligations.len(), threads));
        }
        (wanted.progress)(task.len() as u64);
        of_task
    };
    let tasks: Vec<Everyone> =
        everyone.par_chunks(TASK).map_init(|| Desk { apart: wanted.apart, ..Desk::default() }, look).collect();
    tasks.into_iter().fold(Everyone::default(), |mut all, task| {
        all.findings.extend(task.findings);
        all.held.extend(task.held);
        all.figures.extend(task.figures);
        all.threads.extend(task.threads);
        all
    })
}

fn look_at(one: &One<'_>, rules: &[&'static Rule], told: &mut Everyone) {
    let (mut of_rule, educator) = (Vec::new(), one.educator.0);
    let whom = one.case.circle.of(one.district(), one.educator);
    for (number, check) in numbered(rules) {
        match check {
            Check::Educator(check) => {
                let before = told.findings.len();
                check(one, &mut told.findings);
                told.findings[before..].iter_mut().for_each(|finding| finding.people = People::These(vec![educator]));
            }
            Check::Shared(check, _) => {
                check(one, &mut of_rule);
                let held = |hit| whom.iter().map(move |whom| Held { check: number, hit, whom: *whom, educator });
                told.held.extend(of_rule.drain(..).flat_map(held));
            }
            Check::District(_) | Check::Figures(_) | Check::Told(_) => {}
        }
    }
}

/// Every check of the rules, by its number.
fn numbered(rules: &[&'static Rule]) -> impl Iterator<Item = (u32, &'static Check)> {
    (0..).zip(rules.iter().flat_map(|rule| rule.checks))
}

/// The district's own levels; rules that are off are left out. Levels of refusals and unread files stay.
fn relevel(config: &Config, told: &mut Findings) {
    told.retain_mut(|finding| {
        if changes_exit(finding.kind) {
            return true;
        }
        let level = config.level(finding.kind.code, finding.level);
        finding.level = level.unwrap_or(finding.level);
        level.is_some()
    });
}

/// Takes out what a decision in force settled. A decision never changes what the exit codes 2 and 3 stand for.
fn drop_decided(district: &District, told: &mut Findings) -> Findings {
    let in_force = &district.in_force;
    if in_force.is_empty() {
        return Findings::new();
    }
    let settled = |finding: &mut Finding| {
        let items = || finding.items.iter().map(String::as_str).collect::<Vec<_>>();
        !changes_exit(finding.kind) && (in_force.names(&finding.id()) || in_force.describes(finding.kind.code, &items()))
    };
    told.extract_if(.., settled).collect()
}

/// By level, rule, first place and id (contract §4).
fn sort(loaded: &Loaded, told: &mut Findings) {
    let by_path = loaded.sources.by_path();
    told.par_sort_by_cached_key(|finding| {
        let span = match &finding.labels[0].at {
            At::Span(span) => *span,
            At::Record(place) | At::Field(place, _) => place.span(0),
        };
        (finding.level, finding.kind.code, by_path[span.source.0 as usize], span.start, finding.hash())
    });
}

/// Whom a finding concerns.
fn concerned(district: &District, finding: &Finding) -> Vec<u32> {
    let mut people = match &finding.people {
        People::These(people) => people.clone(),
        People::OfItems => named_by(district, finding).flat_map(|one| people_behind(district, one)).collect(),
    };
    people.sort_unstable();
    people.dedup();
    people
}

/// What an id in a finding names.
#[derive(Clone, Copy, Debug)]
enum Named {
    Item(ItemId),
    Party(Party),
}

/// What a finding names whose people hang on its items. Ids of items and of people may be the same, so that a rule's are
/// looked up among items only. Of a fault the first one is the id of the record, of whatever list; the others are what it
/// could not resolve, and names of fields.
fn named_by<'d>(district: &'d District, finding: &'d Finding) -> impl Iterator<Item = Named> + 'd {
    let is_fault = is_fault(finding.kind);
    let asked = if is_fault { &finding.items[..finding.items.len().min(1)] } else { &finding.items[..] };
    asked.iter().flat_map(move |id| {
        let item = district.find_item(id).map(Named::Item);
        let party = district.find_party(id).filter(|_| is_fault).map(Named::Party);
        item.into_iter().chain(party)
    })
}

/// Whether it is a fault of the input rather than what a rule found.
pub fn is_fault(kind: &Kind) -> bool {
    !RULES.iter().any(|rule| rule.kind == *kind)
}

/// Of an obligation those who have it, of a school or team its people, an educator herself.
fn people_behind(district: &District, named: Named) -> Vec<u32> {
    let numbers = |people: &[EducatorId]| people.iter().map(|one| one.0).collect();
    match named {
        Named::Item(item) => people_of(district, item),
        Named::Party(Party::Educator(educator)) => vec![educator.0],
        Named::Party(Party::Team(team)) => numbers(district.members(team)),
        Named::Party(Party::School(school)) => numbers(district.staff(school)),
    }
}

impl Analysis {
    /// How many findings there are of each level and rule.
    pub fn counts(&self) -> (BTreeMap<Level, usize>, BTreeMap<&'static str, usize>) {
        let (mut by_level, mut by_rule) = (BTreeMap::new(), BTreeMap::new());
        for finding in &self.findings {
            *by_level.entry(finding.level).or_default() += 1;
            *by_rule.entry(finding.kind.code).or_default() += 1;
        }
        (by_level, by_rule)
    }
}
