//! A page without any look: what the site's HTML, Markdown and JSON are made from. Comes in: facts from `site`. Goes out: one
//! value that every renderer turns into text, so that no format can hold a fact that another one lacks.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

pub use super::amounts::{day_in_words, dollars, grouped, hours};
pub use super::card::{FindingCard, FindingGroup};
pub use super::path::{FilePlace, PagePath, file_name};
use super::plain_json::{iso, role};
use crate::finding::Role;
use crate::load::values::number;

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Document {
    /// Where it lies in the site.
    pub at: PagePath,
    /// What sort of page it is.
    pub kind: PageKind,
    /// The one heading of the first rank.
    pub title: String,
    /// For whom it is and who may see it.
    pub banner: Banner,
    /// Its parts, in reading order.
    pub sections: Vec<Section>,
}

/// What sort of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// Links to other pages.
    Index,
    /// One educator, for herself.
    Educator,
    /// One coach, for herself.
    Coach,
    /// One team.
    Team,
    /// One school, for its leader.
    School,
    /// The district.
    District,
    /// A rule: what it asks and why.
    Rule,
}

impl PageKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [Self::Index, Self::Educator, Self::Coach, Self::Team, Self::School, Self::District, Self::Rule];
}

/// Stands at the head of every page: whose eyes it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Banner {
    /// Id of the district.
    pub district: String,
    /// The day for which it was checked.
    #[serde(serialize_with = "iso")]
    #[schemars(with = "String")]
    pub day: Date,
    /// The role it is written for; none for pages that anybody may read.
    #[serde(serialize_with = "role", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub role: Option<Role>,
    /// For whom, in a few words: “Prepared for p017”.
    pub for_whom: Spans,
    /// What may be done with it, in a sentence: “Nobody else has been sent this page.”
    pub handling: String,
}

/// A part of a page, under a heading of the second rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Section {
    /// Unique in the page, kebab-case: where links in the page lead.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Text(Spans),
    /// A heading of the third rank.
    Heading(String),
    /// A list.
    List(List),
    /// Terms with what they stand for, such as figures with their names.
    Facts(Vec<Fact>),
    /// Findings.
    Findings(Vec<FindingGroup>),
    /// Threads.
    Threads(Vec<ThreadCard>),
    /// A table.
    Table(Table),
    /// A chart. Its table holds all that it shows.
    Chart(Chart),
    /// A picture with the same facts as a list.
    Picture(Picture),
    /// What was typed and what was printed: lines of a console.
    Console(String),
    /// What few readers look for, folded away under its title; all of it stands in print and without scripts.
    Folded(Folded),
}

/// Words under a title that is read first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Folded {
    /// What is folded away.
    pub title: String,
    /// The words, in paragraphs.
    pub text: Vec<Spans>,
    /// A list below them; may be empty.
    pub items: Vec<Spans>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct List {
    /// Whether the order means something, so that items are numbered.
    pub ordered: bool,
    /// Its items.
    pub items: Vec<Spans>,
}

/// A term with what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// What it stands for.
    pub is: Spans,
}

/// What hangs together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ThreadCard {
    /// “Thread 1: academic talk”.
    pub name: Spans,
    /// Its obligations by kind, outermost kind last: the plain word of the kind, and each obligation.
    pub obligations: Vec<Group>,
    /// The activities that serve it.
    pub activities: Vec<Spans>,
    /// Minutes that are planned for it, each activity once.
    pub minutes: u64,
    /// What it means for her, in sentences.
    pub notes: Vec<Spans>,
}

/// Things of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// The kind, in plain words.
    pub name: String,
    /// The things.
    pub items: Vec<Spans>,
    /// Whether threads above tell most of them already, so that a teacher's sheets leave them out here.
    #[serde(skip)]
    pub is_told: bool,
}

/// A table. Each row begins with its header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as wide as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Sums at the foot; empty where there are none. Never sorted among the rows.
    pub foot: Vec<Cell>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Column {
    /// Its header.
    pub name: String,
    /// What stands in it: numbers are set to the right.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is the cell of that name")]
pub enum ColumnKind {
    Text,
    Count,
    Number,
    Hours,
    Date,
    Share,
    Money,
}

/// A cell. Its value is its sort key: text by its letters, suppressed and empty cells last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Cell {
    /// Nothing stands here, such as a kind of number that this row has not.
    Empty,
    /// Words, with links where they lead somewhere.
    Text(Spans),
    /// How many.
    Count(u64),
    /// An amount in ten-thousandths, such as points of a licence.
    Number(i64),
    /// An amount in ten-thousandths that is known only between two bounds.
    Between {
        /// At least.
        low: i64,
        /// At most; left out where it may be any.
        #[serde(skip_serializing_if = "Option::is_none")]
        high: Option<i64>,
    },
    /// Minutes, shown as hours.
    Minutes(u64),
    /// Dollars in ten-thousandths.
    Money(i64),
    /// A day.
    Date(
        #[serde(serialize_with = "iso")]
        #[schemars(with = "String")]
        Date,
    ),
    /// So many of so many.
    Share {
        /// How many.
        part: u64,
        /// Of how many.
        whole: u64,
    },
    /// There is a number, and it is not shown, so that nobody can be told from it.
    Suppressed,
}

impl Cell {
    /// The words of a cell, in every format the same; words that the input or a link gives stand in its spans.
    pub fn words(&self) -> String {
        match self {
            Self::Empty | Self::Text(_) => String::new(),
            Self::Count(count) => grouped(*count),
            Self::Number(scaled) => number(*scaled),
            Self::Between { low, high: Some(high) } => format!("{} to {}", number(*low), number(*high)),
            Self::Between { low, high: None } => format!("{} or more", number(*low)),
            Self::Minutes(minutes) => hours(*minutes),
            Self::Money(scaled) => dollars(*scaled),
            Self::Date(day) => day_in_words(*day),
            Self::Share { part, whole } => format!("{} of {}", grouped(*part), grouped(*whole)),
            Self::Suppressed => SUPPRESSED.to_owned(),
        }
    }
}

/// What is said where a number is suppressed.
pub const SUPPRESSED: &str = "not shown (small group)";

/// A chart. What it shows is read off its table, so that the two cannot differ; a renderer that draws none shows the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Chart {
    /// What is drawn, and from which columns.
    pub kind: ChartKind,
    /// What can be seen in it, in a sentence: the text that stands for the picture.
    pub says: String,
    /// Its numbers.
    pub table: Table,
}

/// What is said of a week that is proved to ask more than it holds.
pub const TOO_MUCH: &str = "too much";

/// What a chart draws, and from which columns of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Bars, one a row. Columns: what for (text), hours.
    HoursByPurpose,
    /// Columns, one a week. Columns: Monday, asked, there (empty without a calendar), words ([`TOO_MUCH`] is drawn as such).
    AskedByWeek,
    /// Bars, one a goal. Columns: goal (text), people with a linked plan (share), teams (count), hours.
    GoalsServed,
    /// Bars, one a priority. Columns: goal, money, goals linked (count), hours, money for an hour.
    MoneyByPriority,
    /// Bars with a mark, one a category. Columns: category, earned, planned, counted, needed, missing, by which day, status.
    LicenceByCategory,
}

/// A picture with the same facts as a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Picture {
    /// What it shows, in a sentence.
    pub says: String,
    /// How to read the picture, where there is one to be seen.
    #[serde(skip)]
    pub key: String,
    /// An `<svg>` element as text; it belongs into HTML only, and everything in it is escaped already.
    #[serde(skip)]
    pub svg: String,
    /// The same facts as lists.
    pub list: Vec<Group>,
}

/// A line of words.
pub type Spans = Vec<Span>;

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Span {
    /// Our own words.
    Text(String),
    /// Our own words, stressed.
    Strong(String),
    /// Words of the input. They are not escaped, and may be of another script or direction: renderers set them apart.
    Said(String),
    /// An id of the input, or a name that is typed: set in the type of code.
    Id(String),
    /// A link.
    Link {
        /// Its words.
        text: String,
        /// Where it leads.
        to: Target,
    },
    /// Where something stands in the files.
    Place(FilePlace),
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// A page of the site.
    Page(PagePath),
    /// A section of this page, by its id.
    Section(String),
    /// A source on the web, named by one of our own texts; never taken from the input.
    Web(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_say_their_values_in_words_that_people_use() {
        let share = Cell::Share { part: 6, whole: 1041 };
        let day = Cell::Date(jiff::civil::date(2026, 8, 14));
        let cells = [Cell::Count(0), Cell::Count(1_234_567), Cell::Number(15_000), Cell::Minutes(2_364_030), share, day];
        assert_eq!(cells.map(|cell| cell.words()), ["0", "1,234,567", "1.5", "39,400 h 30 min", "6 of 1,041", "14 Aug 2026"]);
    }
}
