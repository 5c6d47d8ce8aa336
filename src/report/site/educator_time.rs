//! The time asked of one educator: her hours, what they are for, and her year week by week.

use super::thread::Hers;
use super::{section, text};
use crate::analysis::Worked;
use crate::model::Subject;
use crate::model::activity::Component;
use crate::model::calendar::Week;
use crate::model::hers::teams_met;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, TeamId};
use crate::report::Report;
use crate::report::document::{
    Block, Cell, Chart, ChartKind, Column, ColumnKind, Fact, Section, TOO_MUCH, Table, day_in_words, hours,
};
use crate::time::spread::WeekLine;
use crate::time::{PARTS, Strain, Timing, unserved_goals};

/// What hours are for, in the order in which it is told.
pub(super) const PURPOSES: [&str; 6] = [
    "Several obligations at once",
    "Individual goals and evaluation focus",
    "Team goals and meetings",
    "School and district goals",
    "License",
    "Nothing on record",
];

/// Minutes by purpose, in the order of [`PURPOSES`]; their sum is all of her hours.
pub(super) type ByPurpose = [u64; PURPOSES.len()];

impl Hers<'_, '_, '_> {
    /// The section on her time.
    pub(super) fn time(&self, timing: &Timing) -> Section {
        let all = &timing.hours;
        let fact = |term: &str, is: String| Fact { term: term.to_owned(), is: vec![text(&is)] };
        let mut facts = vec![
            fact("Required", hours(all.required)),
            fact("Chosen", hours(all.chosen)),
            fact("Together", hours(all.together)),
            fact("Freed because things serve each other", hours(all.freed())),
        ];
        if all.outside_contract > 0 {
            facts.push(fact("Of the required hours outside the contract", hours(all.outside_contract)));
        }
        let practice = self.practice();
        if practice > 0 {
            facts.push(fact("Of all, time to practice", hours(practice)));
        }
        if let Some(parts) = all.capacity {
            facts.push(fact("Learning time the calendar gives", hours(parts / PARTS)));
        }
        let mut blocks = vec![Block::Facts(facts)];
        if all.together > 0 {
            blocks.push(Block::Chart(by_purpose("Your hours by what they are for", &PURPOSES, &self.purposes())));
        }
        blocks.extend(self.year(timing).map(Block::Chart));
        section("time", "Time asked of you", blocks)
    }

    fn purposes(&self) -> ByPurpose {
        purposes(self.page.known.report, self.educator, self.worked)
    }

    /// Her year as a chart; none without a year or without anything in it.
    fn year(&self, timing: &Timing) -> Option<Chart> {
        let weeks = self.page.known.report.analysis.clock.weeks(self.educator, timing)?;
        if weeks.iter().all(|week| week.asked == 0 && week.there.is_none()) {
            return None;
        }
        let strain = timing.strain.as_ref().filter(|strain| strain.is_over);
        Some(by_week("Your year week by week: hours asked and learning time there", &weeks, strain))
    }

    /// Minutes of her activities that are for trying things out.
    fn practice(&self) -> u64 {
        let district = self.page.district();
        let clock = &self.page.known.report.analysis.clock;
        let is_practice =
            |item: &ItemId| district.activity(*item).is_some_and(|activity| activity.component == Some(Component::Practice));
        self.worked.hers.activities().filter(is_practice).map(|item| clock.minutes(district, item, self.educator)).sum()
    }
}

/// The hours of an educator by what they are for, as far as a report holds it. What serves more than one obligation stands by
/// itself, so that nothing is counted twice.
pub(super) fn purposes(report: &Report<'_>, educator: EducatorId, worked: &Worked) -> ByPurpose {
    let (district, clock) = (report.district, &report.analysis.clock);
    let mut minutes = ByPurpose::default();
    for activity in worked.hers.activities() {
        let hers = |item: &&ItemId| worked.hers.position(district, **item).is_some();
        let mut kinds: Vec<(ItemId, ItemKind)> = district
            .supports(activity)
            .iter()
            .filter(hers)
            .map(|item| (district.item(*item).requirement(*item), district.item(*item).kind))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        let at = match kinds.as_slice() {
            [] => 5,
            [(_, kind)] => purpose_of(*kind),
            _ => 0,
        };
        minutes[at] += clock.minutes(district, activity, educator);
    }
    for (_, goal) in unserved_goals(district, &worked.hers) {
        minutes[purpose_of(goal.kind)] += u64::from(goal.minutes.unwrap_or(0));
    }
    minutes[2] += meeting_minutes(report, educator);
    minutes
}

fn meeting_minutes(report: &Report<'_>, educator: EducatorId) -> u64 {
    let (district, clock) = (report.district, &report.analysis.clock);
    let mut teams: Vec<TeamId> = teams_met(district, educator).collect();
    teams.sort_unstable();
    teams.dedup();
    let sessions = teams.into_iter().flat_map(|team| clock.sessions(district, Subject::Team(team), educator));
    sessions.map(|session| u64::from(session.minutes())).sum()
}

/// Hours asked and hours there in each week of a year as a chart, with the weeks that are proved to ask too much.
pub(super) fn by_week(caption: &str, weeks: &[WeekLine], strain: Option<&Strain>) -> Chart {
    let row = |week: &WeekLine| {
        vec![
            Cell::Date(week.week.monday().date()),
            Cell::Minutes(week.asked),
            week.there.map_or(Cell::Empty, Cell::Minutes),
            match note(week, strain) {
                "" => Cell::Empty,
                words => Cell::Text(vec![text(words)]),
            },
        ]
    };
    Chart {
        kind: ChartKind::AskedByWeek,
        says: says(weeks, strain),
        table: Table {
            caption: caption.to_owned(),
            columns: columns(&[
                ("Week from", ColumnKind::Date),
                ("Asked", ColumnKind::Hours),
                ("There", ColumnKind::Hours),
                ("Note", ColumnKind::Text),
            ]),
            rows: weeks.iter().map(row).collect(),
            foot: Vec::new(),
        },
    }
}

/// Where hours go that serve one obligation of this kind.
fn purpose_of(kind: ItemKind) -> usize {
    match kind {
        ItemKind::IndividualPlan | ItemKind::Finding => 1,
        ItemKind::PlcGoal => 2,
        ItemKind::SchoolGoal | ItemKind::DistrictGoal => 3,
        ItemKind::Requirement => 4,
        ItemKind::Activity => 5,
    }
}

/// Hours by purpose as a chart, each purpose by its name.
pub(super) fn by_purpose(caption: &str, names: &[&str; PURPOSES.len()], minutes: &ByPurpose) -> Chart {
    let all: u64 = minutes.iter().sum();
    let there = names.iter().zip(minutes).filter(|(_, minutes)| **minutes > 0);
    let rows: Vec<Vec<Cell>> =
        there.clone().map(|(name, minutes)| vec![Cell::Text(vec![text(name)]), Cell::Minutes(*minutes)]).collect();
    let most = there.max_by_key(|(_, minutes)| **minutes);
    let says = most.map_or(String::new(), |(name, minutes)| {
        format!("Most of the {}: {}, {}.", hours(all), name.to_lowercase(), hours(*minutes))
    });
    Chart {
        kind: ChartKind::HoursByPurpose,
        says,
        table: Table {
            caption: caption.to_owned(),
            columns: columns(&[("For", ColumnKind::Text), ("Hours", ColumnKind::Hours)]),
            rows,
            foot: vec![Cell::Text(vec![text("Together")]), Cell::Minutes(all)],
        },
    }
}

/// Columns by their names and kinds.
pub(super) fn columns(columns: &[(&str, ColumnKind)]) -> Vec<Column> {
    columns.iter().map(|(name, kind)| Column { name: (*name).to_owned(), kind: *kind }).collect()
}

/// Of a week that asks more than it holds, where not all of it is bound to this week.
const MOVABLE: &str = "more than is there; some could be moved";

/// What is to be said of a week: that it is too much inside the weeks that are proved to be.
fn note(week: &WeekLine, strain: Option<&Strain>) -> &'static str {
    let inside = |(first, last): (Week, Week)| first <= week.week && week.week <= last;
    if strain.is_some_and(|strain| inside(strain.weeks)) {
        TOO_MUCH
    } else if week.there.is_some_and(|there| week.asked > there) {
        MOVABLE
    } else if week.off {
        "no school"
    } else {
        ""
    }
}

fn says(weeks: &[WeekLine], strain: Option<&Strain>) -> String {
    let most = weeks.iter().rev().max_by_key(|week| week.asked).filter(|week| week.asked > 0);
    let most = most.map_or("No week asks anything.".to_owned(), |week| {
        let there = week.there.map(|there| format!(" of the {} there", hours(there))).unwrap_or_default();
        format!("The week that asks most begins on {}: {}{there}.", day_in_words(week.week.monday().date()), hours(week.asked))
    });
    let over = strain.map_or(String::new(), |strain| over(weeks, strain));
    let movable = match weeks.iter().filter(|week| note(week, strain) == MOVABLE).count() {
        0 => String::new(),
        1 => " 1 other week asks more than is there, but some of it could be moved.".to_owned(),
        many => format!(" {many} other weeks ask more than is there, but some of it could be moved."),
    };
    format!("{most}{over}{movable}")
}

/// The weeks that are proved to ask too much, and why the hours that are shown for them may be others.
fn over(weeks: &[WeekLine], strain: &Strain) -> String {
    let (first, last) = strain.weeks;
    let [from, until] = [first.monday(), last.sunday()].map(|day| day_in_words(day.date()));
    let [asked, there, short] = [strain.asked, strain.there, strain.short()].map(hours);
    let proved = format!(" From {from} to {until}, {asked} cannot be put anywhere else and {there} are there: {short} too much.");
    let shown: u64 = weeks.iter().filter(|week| first <= week.week && week.week <= last).map(|week| week.asked).sum();
    if shown == strain.asked {
        return proved;
    }
    format!("{proved} The hours of each week also hold work without a fixed day, spread over its weeks.")
}
