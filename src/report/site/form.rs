//! The formats of a site: which text a document becomes. Comes in: a document and the first page of its folder. Goes out: the
//! text and where it lies.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Serialize;

use crate::report::document::Document;
use crate::report::html::{self, Frame};
use crate::report::markdown;

/// A format of `report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people, in a browser: pages that open from any folder and ask nothing of any network
    Html,
    /// For people, in a repository or a mail
    Markdown,
    /// For programs
    Json,
}

/// A page of the site as JSON.
#[derive(Serialize, JsonSchema)]
struct Output<'a> {
    /// Name and version of this form.
    #[schemars(extend("const" = "plalign/report/1"))]
    schema: &'static str,
    page: &'a Document,
}

impl Form {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => html::ENDING,
            Self::Markdown => markdown::ENDING,
            Self::Json => "json",
        }
    }

    /// Where a document lies in the site, with `/`.
    pub fn path(self, document: &Document) -> String {
        format!("{}.{}", document.at.as_str(), self.ending())
    }

    /// The text of a document in a folder that begins with the page `start`.
    pub fn render(self, document: &Document, start: &Document) -> String {
        match self {
            Self::Html => html::render(document, &Frame { start: (start.at != document.at).then_some(start) }),
            Self::Markdown => markdown::render(document),
            Self::Json => {
                let output = Output { schema: "plalign/report/1", page: document };
                serde_json::to_string(&output).expect("a document is plain data") + "\n"
            }
        }
    }
}

/// The JSON Schema (2020-12) of a page.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Output<'static>);
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}
