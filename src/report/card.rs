//! What is told of a finding on a page. Comes in: facts from `site`. Goes out: cards, and which of them stand together. Apart from
//! the page, because findings are told on pages of every kind.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{FilePlace, Span, Spans, Table};
use super::plain_json::{level, roles};
use crate::finding::{Level, Role};

/// Something to decide, to mend, to know or to be glad of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingCard {
    /// How grave it is. Renderers say the word, and never colour alone.
    #[serde(serialize_with = "level")]
    #[schemars(with = "String")]
    pub level: Level,
    /// The name of the rule, with a link to its page where the page can be reached.
    pub rule: Span,
    /// The code of the rule, as it is typed.
    pub code: String,
    /// What was found, in a sentence.
    pub message: Spans,
    /// Why the rule asks, in a sentence.
    pub why: Spans,
    /// Who can act on it.
    #[serde(serialize_with = "roles")]
    #[schemars(with = "Vec<String>")]
    pub acts: Vec<Role>,
    /// The same in words, with “you” for whoever's page it is.
    pub who: String,
    /// The next step.
    pub next: Spans,
    /// What could be done with each piece of work that it is about, where that can be worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
    /// Where it stands in the files.
    pub places: Vec<FilePlace>,
    /// At how many more places it stands.
    pub more_places: usize,
}

impl FindingCard {
    /// What its level asks of the reader. Renderers say it, and never colour alone.
    pub fn asks(&self) -> &'static str {
        match self.level {
            Level::Error => "To be mended",
            Level::Warning => "Needs a decision",
            Level::Info => "Worth knowing",
            Level::Good => "Works together",
        }
    }
}

/// Findings that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingGroup {
    /// The one activity that all of them are about; nothing where there is one finding alone.
    #[serde(skip_serializing_if = "Spans::is_empty")]
    #[schemars(default)]
    pub about: Spans,
    /// The findings; all are as grave.
    pub cards: Vec<FindingCard>,
}

impl From<FindingCard> for FindingGroup {
    fn from(card: FindingCard) -> Self {
        Self { about: Spans::new(), cards: vec![card] }
    }
}
