//! A picture of how obligations hang together, as a model: what is drawn, which lines go between, which stands with which. Comes
//! in: a district and whom to draw. Goes out: one `Drawing`, which every format writes as it is: a format adds nothing and
//! drops nothing that is `shown`. The same facts come as sentences, for a list beside the picture.

mod dot;
mod drawing;
mod educator;
mod graphml;
/// JSON and its schema.
pub mod json;
mod layout;
mod measure;
mod mermaid;
mod nodes;
mod shared;
mod shown;
mod svg;
mod xml;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use std::path::Path;

use clap::ValueEnum;

pub use self::drawing::{Drawing, Edge, Kind, Link, Node};
pub use self::svg::{KEY, inset, svg};
use crate::analysis::Worked;
use crate::load::Loaded;
use crate::load::values::counted;
use crate::model::District;
use crate::model::obligation::{ItemId, ItemKind};
use crate::model::people::{EducatorId, SchoolId, TeamId};
use crate::source::Place;
use crate::time::{Clock, Strain};

/// A format of `graph`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For Graphviz.
    Dot,
    /// For Markdown pages that draw Mermaid.
    Mermaid,
    /// For graph editors such as yEd and Gephi.
    Graphml,
    /// For programs.
    Json,
    /// A picture.
    Svg,
}

impl Format {
    /// The format of a file by the ending of its name.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "dot" | "gv" => Self::Dot,
            "mmd" | "mermaid" => Self::Mermaid,
            "graphml" => Self::Graphml,
            "json" => Self::Json,
            "svg" => Self::Svg,
            _ => return None,
        })
    }
}

/// Whom to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Some educators with everything that is theirs; shared goals stand once.
    Educators(Vec<EducatorId>),
    /// Some teams: their goals, what these lead to, and what serves them.
    Teams(Vec<TeamId>),
    /// Some schools with their teams.
    Schools(Vec<SchoolId>),
    /// All schools.
    District,
}

/// What may be seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Eyes {
    /// Whether an educator's name stands beside her id.
    pub names: bool,
    /// Whether the educator herself looks: she sees her private goals and the texts of her findings, others see that there
    /// is something private and what it is linked to.
    pub learner: bool,
}

/// Free texts of goals and activities by their items.
pub type Titles = BTreeMap<ItemId, String>;

/// What a drawing is made from.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// What was read.
    pub loaded: &'a Loaded,
    /// What it means.
    pub district: &'a District,
    /// The calendars of its people.
    pub clock: &'a Clock,
    /// Who looks.
    pub eyes: Eyes,
    /// Titles, where many drawings share what was read once; else each drawing reads what it shows.
    pub titles: Option<&'a Titles>,
    /// How many obligations were left out of what it means, since the readers of the output may not see them; `None` where not even
    /// that is told, since it would tell of few people.
    pub hidden: Option<usize>,
}

/// Draws.
pub fn draw(scene: &Scene<'_>, scope: &Scope) -> Drawing {
    let drawing = match scope {
        Scope::Educators(educators) => educator::of(scene, educators),
        Scope::Teams(teams) => shared::of_teams(scene, teams),
        Scope::Schools(schools) => shared::of_schools(scene, schools),
        Scope::District => shared::of_district(scene),
    };
    finished(drawing, scene)
}

/// Draws one educator who has been worked out, with the weeks that ask too much of her: what her page shows. O(her obligations
/// and pairs), and without titles that were read before, O(bytes of the files that hold them).
pub fn of_educator(scene: &Scene<'_>, educator: EducatorId, worked: &Worked, strain: Option<&Strain>) -> Drawing {
    finished(educator::drawn(scene, vec![educator::Sitter { educator, worked, strain }]), scene)
}

fn finished(mut drawing: Drawing, scene: &Scene<'_>) -> Drawing {
    drawing.entitle(scene);
    drawing.hidden += scene.hidden.unwrap_or(0);
    drawing.notes.extend(scene.hidden.map_or_else(|| Some(UNCOUNTED.to_owned()), |_| drawing.hidden_in_words()));
    if drawing.nodes.is_empty() {
        drawing.notes.push("There is nothing to draw.".to_owned());
    }
    drawing
}

/// What is said of what is left out, where it is not told how much it is.
const UNCOUNTED: &str = "What the readers of this output may not see is left out, and not counted.";

/// Writes a drawing in a format.
pub fn render(drawing: &Drawing, format: Format) -> String {
    match format {
        Format::Dot => dot::render(drawing),
        Format::Mermaid => mermaid::render(drawing),
        Format::Graphml => graphml::render(drawing),
        Format::Json => json::render(drawing),
        Format::Svg => svg(drawing),
    }
}

/// The texts of some items, each list read once. Texts of evaluation findings are the learner's own.
pub fn titles(loaded: &Loaded, district: &District, items: impl IntoIterator<Item = ItemId>, eyes: Eyes) -> Titles {
    let mut wanted: BTreeMap<ItemKind, Vec<ItemId>> = BTreeMap::new();
    for item in items {
        wanted.entry(district.item(item).kind).or_default().push(item);
    }
    let mut titles = Titles::new();
    for (kind, items) in wanted {
        let Some(field) = kind.says().filter(|_| kind != ItemKind::Finding || eyes.learner) else { continue };
        let places: BTreeSet<Place> = items.iter().map(|item| district.item(*item).place).collect();
        let texts = loaded.texts(kind.list(), field, &places);
        titles.extend(items.into_iter().filter_map(|item| Some((item, texts.get(&district.item(item).place)?.clone()))));
    }
    titles
}

impl Drawing {
    /// Takes out the texts of individual goals: where the log is for more people than the plans, ids stand for them.
    pub fn withhold(&mut self) {
        let plans = self.nodes.iter_mut().filter(|node| node.kind == Kind::Item(ItemKind::IndividualPlan));
        plans.for_each(|node| node.title = None);
    }

    /// What the readers of the output may not see, as a note.
    fn hidden_in_words(&self) -> Option<String> {
        let verb = if self.hidden == 1 { "is" } else { "are" };
        let things = counted(self.hidden as u64, "obligation");
        (self.hidden > 0).then(|| format!("{things} {verb} not shown to the readers of this output."))
    }

    /// Gives every node its text, where it may be seen.
    fn entitle(&mut self, scene: &Scene<'_>) {
        let items = self.nodes.iter().filter_map(|node| node.item);
        let titles = match scene.titles {
            Some(titles) => Cow::Borrowed(titles),
            None => Cow::Owned(titles(scene.loaded, scene.district, items, scene.eyes)),
        };
        let is_text = |title: &&String| title.chars().any(|c| !c.is_whitespace());
        for node in self.nodes.iter_mut().filter(|node| !node.private) {
            let is_hers_alone = node.kind == Kind::Item(ItemKind::Finding) && !scene.eyes.learner;
            node.title = node.item.filter(|_| !is_hers_alone).and_then(|item| titles.get(&item)).filter(is_text).cloned();
        }
    }
}
