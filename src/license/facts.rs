//! What a rule asks besides units: that something is so. Comes in: answers of the profile, and entries that show it. Goes out:
//! whether it is so, and was in time.

use jiff::civil::Date;

use super::amount::{Range, parts};
use super::answer::{Cause, Doubt, Status, Why};
use super::clock::Asked;
use super::rules::{Bench, Part, reaches};
use crate::load::pack::Known;
use crate::load::values::SCALE;

impl Bench<'_> {
    /// A fact outside the ledger: answered yes, approved on a day, enough of it, or shown by entries.
    pub(super) fn fact(&self, line: usize, key: &str, least: Option<i64>) -> Part {
        let rule = self.case.lines[line].rule;
        let answers = &self.world.answers;
        let number = answers.number(self.case.pack, key);
        // Where entries show it, a number is of their units, and the answer is yes or no.
        let asked = least.filter(|_| rule.of.is_all());
        let said = match asked {
            Some(asked) => number.map(|number| number >= asked),
            None => answers.yes(key).or_else(|| number.map(|number| number >= SCALE)),
        };
        let approved = self.approved(key).filter(|_| asked.is_none());
        let shown = if rule.of.is_all() { Known::No } else { self.shown(line, least) };
        let status = match (said, shown) {
            (Some(true), _) | (_, Known::Yes) => Status::Met,
            _ if approved.is_some() => Status::Met,
            (Some(false), Known::No) => Status::Short,
            _ => Status::Unknown,
        };
        let deadline = rule.within.and_then(|within| within.day(answers));
        let mut part = Part { due: deadline, ..Part::default() };
        if status == Status::Met {
            let done = approved.or_else(|| self.first_shown(line).filter(|_| said != Some(true)));
            if let Some((approved, deadline)) = done.zip(deadline).filter(|(done, deadline)| deadline < done) {
                part.status = Status::Short;
                part.causes.push(Cause::Late { approved, deadline });
            }
            return part;
        }
        let mut part = self.judged(part, line, status);
        part.causes.push(match asked {
            Some(need) => Cause::Number { key: key.to_owned(), need, have: number },
            None => Cause::Need(key.to_owned()),
        });
        if status == Status::Unknown {
            part.doubts.extend(said.is_none().then(|| Doubt::Question(key.to_owned())));
            for entry in (0..self.case.ledger.len()).filter(|entry| !rule.of.is_all() && self.shows(line, *entry) == Known::Maybe)
            {
                part.doubts.extend(self.worths.entries[entry].doubts.iter().cloned());
                part.doubts.extend((self.case.fit(line, entry) == Known::Maybe).then(|| self.case.ledger[entry].unstated(entry)));
            }
        }
        part
    }

    /// The day on which a fact outside the ledger was approved, as one of its answers says.
    fn approved(&self, key: &str) -> Option<Date> {
        let keys = [format!("{key}_approved"), format!("{key}_date"), key.to_owned()];
        keys.iter().find_map(|key| self.world.answers.day(key))
    }

    /// Whether entries show a fact, in each time in which it is asked: by being there, or by being worth enough together.
    fn shown(&self, line: usize, least: Option<i64>) -> Known {
        let sums = self.sums(line, false);
        let at = |asked: Option<Asked>| match least.map(|least| reaches(sums.have(asked), Range::just(parts(least)))) {
            Some(Status::Met) => Known::Yes,
            Some(Status::Unknown) => Known::Maybe,
            Some(Status::Short) => Known::No,
            None => self.shown_at(line, asked),
        };
        self.asked(line).into_iter().map(at).fold(Known::Yes, Known::and)
    }

    /// Whether one of the entries of a time shows a fact.
    fn shown_at(&self, line: usize, asked: Option<Asked>) -> Known {
        let span = self.case.lines[line].rule.span;
        let is_then = |entry: &usize| {
            asked.is_none_or(|asked| self.world.clock.period(self.case.ledger[*entry].date, span) == asked.period)
        };
        let shows = (0..self.case.ledger.len()).filter(is_then).map(|entry| self.shows(line, entry).contrary());
        shows.fold(Known::Yes, Known::and).contrary()
    }

    /// Whether an entry shows what a line selects: it lies where the line looks, and nothing but a cap makes it worth nothing.
    fn shows(&self, line: usize, entry: usize) -> Known {
        let (fits, of) = (self.case.fit(line, entry), &self.worths.entries[entry]);
        let day = self.case.ledger[entry].date;
        let is_recent = self.world.clock.is_recent(&self.case.lines[line].rule.of, day);
        let is_there = self.world.clock.is_inside(day) || self.world.clock.reaches(day, self.case.lines[line].reach());
        let is_refused = of.whys.iter().any(|why| !matches!(why, Why::Cap { .. } | Why::Window | Why::Carry));
        if fits == Known::No || !is_there || !is_recent || is_refused {
            return Known::No;
        }
        let hangs = of.doubts.iter().any(|doubt| !matches!(doubt, Doubt::Hour(_) | Doubt::Carry));
        if hangs { Known::Maybe } else { fits }
    }

    /// The day of the first entry that shows it.
    fn first_shown(&self, line: usize) -> Option<Date> {
        let mut showing = self.case.order.iter().filter(|entry| self.shows(line, **entry) == Known::Yes);
        showing.find_map(|entry| self.case.ledger[*entry].date)
    }
}
