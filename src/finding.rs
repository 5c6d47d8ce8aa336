//! What can be said of a place: kinds of finding and findings. Comes in: places and words from every stage.
//! Goes out: one form for a YAML slip and for a conflict of two goals. Apart, because all stages speak it.

mod class;
mod id;
mod level;

use std::borrow::Cow;

pub use self::class::Class;
pub use self::id::{finding_id, hash_of};
pub use self::level::Level;
use crate::source::{Place, Span};

/// What sort of thing a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Two obligations work against each other.
    Conflict,
    /// Something asked for has nothing behind it.
    Gap,
    /// Too many separate tracks.
    Fragmentation,
    /// Obligations that help each other.
    Reinforcement,
    /// More asked than there is time for.
    Capacity,
    /// The files themselves.
    Data,
    /// Support that is unevenly spread.
    Equity,
    /// Something that should not be shown.
    Privacy,
}

impl Category {
    /// The word in files and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Gap => "gap",
            Self::Fragmentation => "fragmentation",
            Self::Reinforcement => "reinforcement",
            Self::Capacity => "capacity",
            Self::Data => "data",
            Self::Equity => "equity",
            Self::Privacy => "privacy",
        }
    }
}

/// Who can act on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The educator herself.
    Learner,
    /// Her coach.
    Coach,
    /// Her school's leader.
    School,
    /// The district.
    District,
}

impl Role {
    /// The word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Coach => "coach",
            Self::School => "school",
            Self::District => "district",
        }
    }

    /// Who that is, in a sentence.
    pub fn who(self) -> &'static str {
        match self {
            Self::Learner => "the educator",
            Self::Coach => "the coach",
            Self::School => "the school",
            Self::District => "the district",
        }
    }
}

/// A kind of finding: everything about it that does not depend on the data.
///
/// Two kinds are the same where their codes are, and no two have the same one (tests/tables.rs).
#[derive(Debug)]
pub struct Kind {
    /// Stable name, kebab-case.
    pub code: &'static str,
    /// Level unless the district says otherwise.
    pub level: Level,
    /// What sort of thing it is about.
    pub category: Category,
    /// Who can act on it.
    pub acts: &'static [Role],
    /// What its findings tell beyond the records that they name, such as hours, numbers of goals, threads: how confidential
    /// that is. `Public` where they tell no more than these records; `Licence` where it is not sure.
    pub tells: Class,
    /// What to do, unless a finding knows better.
    pub remedy: &'static str,
    /// Its page in Markdown: documentation, `explain` and test in one.
    pub page: &'static str,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Kind {}

impl Kind {
    /// A finding of this kind at a place. The only way to make one, so each finding has a place.
    pub fn at(&'static self, at: impl Into<At>, message: impl Into<String>) -> Finding {
        Finding {
            kind: self,
            level: self.level,
            message: message.into(),
            items: Vec::new(),
            people: People::OfItems,
            told_to: None,
            counts: None,
            remedy: None,
            figures: Vec::new(),
            labels: vec![Label { at: at.into(), text: String::new() }],
            caused_by: None,
        }
    }

    /// The first paragraph of the page, on one line: one sentence on what is wrong or good.
    pub fn summary(&self) -> String {
        let body = self.page.split_once('\n').map_or("", |(_, body)| body.trim_start());
        let first = body.split("\n\n").next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Where a finding points. A field is named and found again in the text only when the finding is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A stretch that is known already.
    Span(Span),
    /// A record as a whole: told at its id, else at its start.
    Record(Place),
    /// A field of a record.
    Field(Place, FieldPath),
}

/// A field inside a record, as far down as needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    /// Name of the field.
    pub field: &'static str,
    /// Which element, where the field is a list.
    pub nth: Option<u32>,
    /// Which key, where the field or its element is a mapping; a profile's are of the pack.
    pub key: Option<Cow<'static, str>>,
}

impl At {
    /// A whole field.
    pub fn field(record: Place, field: &'static str) -> Self {
        Self::Field(record, FieldPath { field, nth: None, key: None })
    }

    /// One element of a list field.
    pub fn element(record: Place, field: &'static str, nth: usize) -> Self {
        Self::Field(record, FieldPath { field, nth: Some(nth as u32), key: None })
    }
}

impl From<Span> for At {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

impl From<Place> for At {
    fn from(place: Place) -> Self {
        Self::Record(place)
    }
}

/// A place of a finding, with what to say there.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub at: At,
    /// What is there; empty where the message says it already.
    pub text: String,
}

/// Whom a finding concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum People {
    /// Everyone of whom an item is an obligation; worked out when all is known.
    OfItems,
    /// These educators, by their number in the district's table, ascending.
    These(Vec<u32>),
}

/// A number of a finding, for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A count, or a time in the unit the key names.
    Number(i64),
    /// A number in ten-thousandths.
    Decimal(i64),
    /// Several of them, in the order of a list of words beside them.
    Numbers(Vec<i64>),
    /// An id, a day or a word.
    Word(String),
    /// Ids, days or words.
    Words(Vec<String>),
}

/// Something to tell: a fault of the input or what a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its kind.
    pub kind: &'static Kind,
    /// Its level after the district's own `rules:`.
    pub level: Level,
    /// One sentence of ids and figures; never a name, never a text from the input's free text.
    pub message: String,
    /// Ids it is about, in the order the rule's page states.
    pub items: Vec<String>,
    /// Whom it concerns.
    pub people: People,
    /// To whom alone it is told, where each who looks is told of other people: herself, a coach or a school, by number.
    pub told_to: Option<u32>,
    /// How many people its words or figures tell of by their number; none where they tell no number of people.
    pub counts: Option<usize>,
    /// What to do, where it differs from the kind's remedy.
    pub remedy: Option<String>,
    /// Numbers behind the message.
    pub figures: Vec<(&'static str, Figure)>,
    /// Where it points: the first is the place of the finding.
    pub labels: Vec<Label>,
    /// The finding from which it follows, if it does; worked out when all is known.
    pub caused_by: Option<Cause>,
}

/// The finding from which another one follows.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Its kind.
    pub kind: &'static Kind,
    /// The number in its id.
    pub hash: u64,
    /// Where it points.
    pub at: At,
}

impl Cause {
    /// Its id.
    pub fn id(&self) -> String {
        format!("{}:{:016x}", self.kind.code, self.hash)
    }
}

impl Finding {
    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, at: impl Into<At>, text: impl Into<String>) -> Self {
        self.labels.push(Label { at: at.into(), text: text.into() });
        self
    }

    /// Says what stands at the finding's own place.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.labels[0].text = text.into();
        self
    }

    /// A better remedy than the kind's.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.remedy = Some(text.into());
        self
    }

    /// The ids it is about, in the rule's order.
    #[must_use]
    pub fn items<T: Into<String>>(mut self, items: impl IntoIterator<Item = T>) -> Self {
        self.items = items.into_iter().map(Into::into).collect();
        self
    }

    /// Names the educators it concerns, where the items alone would not say.
    #[must_use]
    pub fn people(mut self, mut people: Vec<u32>) -> Self {
        people.sort_unstable();
        people.dedup();
        self.people = People::These(people);
        self
    }

    /// Says that it tells a number of people, so that it is not told to who may know of no group that small.
    #[must_use]
    pub fn counting(mut self, people: usize) -> Self {
        self.counts = Some(people);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn figure(mut self, key: &'static str, value: impl TryInto<i64>) -> Self {
        self.figures.push((key, Figure::Number(value.try_into().unwrap_or(i64::MAX))));
        self
    }

    /// Adds a number in ten-thousandths.
    #[must_use]
    pub fn decimal(mut self, key: &'static str, scaled: i64) -> Self {
        self.figures.push((key, Figure::Decimal(scaled)));
        self
    }

    /// Adds a list of ids or words.
    #[must_use]
    pub fn words<T: Into<String>>(mut self, key: &'static str, words: impl IntoIterator<Item = T>) -> Self {
        self.figures.push((key, Figure::Words(words.into_iter().map(Into::into).collect())));
        self
    }

    /// Adds a day, an id or a word.
    #[must_use]
    pub fn word(mut self, key: &'static str, word: &impl ToString) -> Self {
        self.figures.push((key, Figure::Word(word.to_string())));
        self
    }

    /// Adds numbers that stand beside a list of words.
    #[must_use]
    pub fn numbers(mut self, key: &'static str, numbers: impl IntoIterator<Item = u64>) -> Self {
        let numbers = numbers.into_iter().map(|number| i64::try_from(number).unwrap_or(i64::MAX)).collect();
        self.figures.push((key, Figure::Numbers(numbers)));
        self
    }

    /// The figure of a key.
    fn figure_of(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|(known, _)| *known == key).map(|(_, figure)| figure)
    }

    /// The minutes of a key that names minutes; `None` where it tells none.
    pub fn minutes_of(&self, key: &str) -> Option<u64> {
        if let Figure::Number(minutes) = self.figure_of(key)? { u64::try_from(*minutes).ok() } else { None }
    }

    /// The words of a key; none where it tells none.
    pub fn words_of(&self, key: &str) -> &[String] {
        if let Some(Figure::Words(words)) = self.figure_of(key) { words } else { &[] }
    }

    /// The numbers of a key, which stand beside words; none where it tells none.
    pub fn numbers_of(&self, key: &str) -> &[i64] {
        if let Some(Figure::Numbers(numbers)) = self.figure_of(key) { numbers } else { &[] }
    }

    /// What to do.
    pub fn remedy(&self) -> &str {
        self.remedy.as_deref().unwrap_or(self.kind.remedy)
    }

    /// The stable id: the rule and 16 hex digits over rule and items, so that it outlives moved lines.
    /// Faults of the input without items are told apart by their message.
    pub fn id(&self) -> String {
        format!("{}:{:016x}", self.kind.code, self.hash())
    }

    /// The number in the id. Ids of one rule are in its order.
    pub fn hash(&self) -> u64 {
        let items: Vec<&str> = self.items.iter().map(String::as_str).collect();
        if items.is_empty() { hash_of(self.kind.code, &[&self.message]) } else { hash_of(self.kind.code, &items) }
    }
}

/// Collects findings.
pub type Findings = Vec<Finding>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    static KIND: Kind = Kind {
        code: "late-goal",
        level: Level::Warning,
        category: Category::Gap,
        acts: &[],
        tells: Class::Public,
        remedy: "Move it.",
        page: "# late-goal\n\nA goal comes late\nin the year.\n\n## What\n",
    };

    fn place(offset: u32) -> Place {
        Place { source: SourceId(0), offset }
    }

    #[test]
    fn an_id_hangs_on_rule_and_items_and_not_on_places() {
        let one = KIND.at(place(1), "a").items(["g1", "s2"]);
        let two = KIND.at(place(9), "b").items(["g1", "s2"]);
        assert_eq!(one.id(), two.id());
        assert_eq!(one.id(), finding_id("late-goal", &["g1", "s2"]));
        assert_ne!(one.id(), KIND.at(place(1), "a").items(["g1s2"]).id());
    }

    #[test]
    fn the_summary_is_the_first_paragraph_of_the_page() {
        assert_eq!(KIND.summary(), "A goal comes late in the year.");
    }
}
