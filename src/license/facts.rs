//! What a rule asks besides units: that something is so. Comes in: answers of the profile, and entries that show it. Goes out:
//! whether it is so, and was in time.

use jiff::civil::Date;

use super::amount::{Range, parts};
use super::answer::{Cause, Doubt, Status, Why};
use super::clock::Asked;
use super::rules::{Bench, Part, reaches};
use crate::load::pack::{Answer, Answers, Known};
use crate::load::values::SCALE;

/// A fact that a line asks for.
struct Fact<'a> {
    line: usize,
    key: &'a str,
    /// How many of it are asked: of what was answered, or of units of entries that show it.
    least: Option<i64>,
    /// The day by which it must be so.
    deadline: Option<Date>,
}

impl Fact<'_> {
    /// Whether an entry of a day was there in time. What has no day is planned, and not done before the day of the answer.
    fn is_in_time(&self, day: Option<Date>, as_of: Date) -> bool {
        self.deadline.is_none_or(|deadline| day.unwrap_or(as_of) <= deadline)
    }
}

impl Bench<'_> {
    /// A fact outside the ledger: answered yes, approved on a day, enough of it, or shown by entries.
    pub(super) fn fact(&self, line: usize, key: &str, least: Option<i64>) -> Part {
        let rule = self.case.lines[line].rule;
        let deadline = rule.within.and_then(|within| within.day(&self.case.about.answers));
        let fact = Fact { line, key, least, deadline };
        let said = self.said(&fact);
        let approved = self.approved(key).filter(|_| self.is_shown_by_entries(line) || least.is_none());
        let by_entries = |in_time: bool| if self.is_shown_by_entries(line) { self.shown(&fact, in_time) } else { Known::No };
        let shown = by_entries(false);
        let is_said = said == Some(true) || approved.is_some();
        let status = match (said, shown) {
            _ if is_said || shown == Known::Yes => Status::Met,
            (Some(false), Known::No) => Status::Short,
            _ => Status::Unknown,
        };
        if status != Status::Met {
            return self.lacks(&fact, said, status);
        }
        let Some(deadline) = deadline else { return Part::default() };
        // What was answered says the day, or nothing of it; else entries were there in time or not.
        let (status, done) = match (approved, said) {
            (Some(day), _) => (if day <= deadline { Status::Met } else { Status::Short }, Some(day)),
            (None, Some(true)) => (Status::Met, None),
            _ => match by_entries(true) {
                Known::Yes => (Status::Met, None),
                Known::Maybe => (Status::Unknown, None),
                Known::No => (Status::Short, self.reached(&fact)),
            },
        };
        match (status, done) {
            (Status::Short, Some(approved)) => {
                let causes = vec![Cause::Late { approved, deadline }];
                Part { status, due: Some(deadline), causes, ..Part::default() }
            }
            (Status::Met, _) => Part { due: Some(deadline), ..Part::default() },
            _ => self.lacks(&fact, said, status),
        }
    }

    /// Whether entries may show what a line asks for: it selects some. A number is of their units then, and the answer yes or no.
    fn is_shown_by_entries(&self, line: usize) -> bool {
        !self.case.lines[line].rule.of.is_all()
    }

    /// What was answered: enough or not, yes or no.
    fn said(&self, fact: &Fact<'_>) -> Option<bool> {
        let answers = self.answers(fact.key);
        let number = answers.number(self.case.pack, fact.key);
        match fact.least.filter(|_| !self.is_shown_by_entries(fact.line)) {
            Some(asked) => number.map(|number| number >= asked),
            None => answers.yes(fact.key).or_else(|| number.map(|number| number >= SCALE)),
        }
    }

    /// The answers by which a fact is judged. A yes or no that is missing is either of them, in one world each; of other answers
    /// a world has examples only, such as a day beside the bound of a guard, and a fact is never judged by these.
    fn answers(&self, key: &str) -> &Answers<'_> {
        let is_yes_or_no = self.case.pack.ask(key).is_some_and(|ask| ask.answer == Answer::YesNo);
        if is_yes_or_no { &self.world.answers } else { &self.case.about.answers }
    }

    /// What is said of a fact that is not so, or not known to be.
    fn lacks(&self, fact: &Fact<'_>, said: Option<bool>, status: Status) -> Part {
        let mut part = self.judged(Part { due: fact.deadline, ..Part::default() }, fact.line, status);
        part.causes.push(match fact.least.filter(|_| !self.is_shown_by_entries(fact.line)) {
            Some(need) => {
                let have = self.answers(fact.key).number(self.case.pack, fact.key);
                Cause::Number { key: fact.key.to_owned(), need, have }
            }
            None => Cause::Need { key: fact.key.to_owned(), due: fact.deadline },
        });
        if status == Status::Unknown {
            part.doubts.extend(said.is_none().then(|| Doubt::Question(fact.key.to_owned())));
            for entry in 0..self.case.ledger.len() {
                if self.is_shown_by_entries(fact.line) && self.shows(fact.line, entry) == Known::Maybe {
                    part.doubts.extend(self.worths.entries[entry].doubts.iter().cloned());
                    let is_open = self.case.fit(fact.line, entry) == Known::Maybe;
                    part.doubts.extend(is_open.then(|| self.case.unstated(&self.case.lines[fact.line].rule.of, entry)));
                }
            }
        }
        part
    }

    /// The day on which a fact outside the ledger was approved, as one of its answers says.
    fn approved(&self, key: &str) -> Option<Date> {
        let answers = &self.case.about.answers;
        let of = |key: &str| answers.day(key);
        of(&format!("{key}_approved")).or_else(|| of(&format!("{key}_date"))).or_else(|| of(key))
    }

    /// Whether entries show a fact, in each time in which it is asked: by being there, or by being worth enough together. Only
    /// those that were there in time, if that is asked.
    fn shown(&self, fact: &Fact<'_>, in_time: bool) -> Known {
        let counts = |entry: usize| !in_time || fact.is_in_time(self.case.ledger[entry].date, self.world.clock.as_of);
        let sums = self.sums_of(fact.line, false, &counts);
        let at = |asked: Option<Asked>| match fact.least.map(|least| reaches(sums.have(asked), Range::just(parts(least)))) {
            Some(Status::Met) => Known::Yes,
            Some(Status::Unknown) => Known::Maybe,
            Some(Status::Short) => Known::No,
            None => self.shown_at(fact.line, asked, &counts),
        };
        self.asked(fact.line).into_iter().map(at).fold(Known::Yes, Known::and)
    }

    /// Whether one of the entries of a time shows a fact.
    fn shown_at(&self, line: usize, asked: Option<Asked>, counts: &dyn Fn(usize) -> bool) -> Known {
        let span = self.case.lines[line].rule.span;
        let is_then = |entry: &usize| {
            counts(*entry)
                && asked.is_none_or(|asked| self.world.clock.period(self.case.ledger[*entry].date, span) == asked.period)
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
        let refuses = |why: &Why| !matches!(why, Why::Cap { .. } | Why::Window | Why::Carry | Why::Rate);
        if fits == Known::No || !is_there || !is_recent || of.whys.iter().any(refuses) {
            return Known::No;
        }
        let hangs = of.doubts.iter().any(|doubt| !matches!(doubt, Doubt::Hour(_) | Doubt::Carry));
        if hangs { Known::Maybe } else { fits }
    }

    /// The day on which entries showed a fact at last: the first of them did, or together they were worth enough; none where
    /// that is still planned for no day.
    fn reached(&self, fact: &Fact<'_>) -> Option<Date> {
        let least = fact.least.map_or(0, parts);
        let mut sum = 0;
        for entry in self.case.order.iter().copied() {
            let (rule, reach) = (self.case.lines[fact.line].rule, self.case.lines[fact.line].reach());
            let is_shown = match fact.least {
                Some(_) if self.case.fit(fact.line, entry) == Known::Yes => {
                    let worth = self.worths.of(self.case, self.world, entry, reach);
                    sum += if self.world.clock.is_recent(&rule.of, self.case.ledger[entry].date) { worth.low } else { 0 };
                    sum >= least
                }
                Some(_) => false,
                None => self.shows(fact.line, entry) == Known::Yes,
            };
            if is_shown {
                return self.case.ledger[entry].date;
            }
        }
        None
    }
}
