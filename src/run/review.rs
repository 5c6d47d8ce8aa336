//! `plalign review`: goals that were read again → marks in the goals that lead to them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, anyhow, bail};

use super::examined::{self, Resolved};
use super::rewrite::{Rewrite, alone, read, write_all};
use super::{Exit, print};
use crate::analysis::reread::prints;
use crate::cli::Review;
use crate::edit::encoding::{spliced, text_of};
use crate::edit::{Refusal, Splice, table, yaml};
use crate::load::Loaded;
use crate::load::lists::{Field, List};
use crate::load::nearest::did_you_mean;
use crate::load::origin::{Form, Origin};
use crate::load::values::quote;
use crate::model::District;
use crate::model::mark;
use crate::model::obligation::{ItemId, ItemKind};
use crate::source::SourceId;

pub(super) fn run(options: &Review) -> anyhow::Result<Exit> {
    let said = alone(&options.district, || attempt(options))?;
    if !options.quiet {
        print(&said)?;
    }
    Ok(Exit::Clean)
}

/// Marks that are to be written: by goal, the words.
type Marks = BTreeMap<ItemId, Vec<String>>;

/// Reads the district, writes the marks, and says which; `None` where a file changed in between.
fn attempt(options: &Review) -> anyhow::Result<Option<String>> {
    let loaded = examined::open(&options.district, options.allow_outside)?;
    let Resolved { loaded, district, .. } = Resolved::of(loaded, None);
    let links = links(&district, options)?;
    let now = prints(&loaded, &district, &links.iter().map(|(_, parent)| *parent).collect());
    let mut marks = Marks::new();
    for (child, parent) in &links {
        let (name, print) = (district.item(*parent).name, now[parent]);
        if !district.marks_of(*child).iter().any(|mark| (mark.parent, mark.print) == (name, print)) {
            marks.entry(*child).or_default().push(mark::word(district.names.get(name), print));
        }
    }
    if marks.is_empty() {
        return Ok(Some("nothing to write: these goals were read against what the goals above them say now\n".to_owned()));
    }
    let Some(rewrites) = rewrites(&loaded, &district, &marks)? else { return Ok(None) };
    Ok(write_all(&rewrites)?.then(|| said(&loaded, &district, &marks)))
}

/// The links that were read again, each a goal and one above it.
fn links(district: &District, options: &Review) -> anyhow::Result<BTreeSet<(ItemId, ItemId)>> {
    let parents: BTreeSet<ItemId> = options.goals.iter().map(|id| goal(district, id)).collect::<anyhow::Result<_>>()?;
    let only: BTreeSet<ItemId> = options.of.iter().map(|id| goal(district, id)).collect::<anyhow::Result<_>>()?;
    let mut links = BTreeSet::new();
    let mut led_to = BTreeSet::new();
    for child in district.item_ids().filter(|item| district.item(*item).active && district.item(*item).kind.is_goal()) {
        for parent in district.read_against(child).filter(|parent| parents.contains(parent)) {
            led_to.insert(parent);
            links.extend((only.is_empty() || only.contains(&child)).then_some((child, parent)));
        }
    }
    // A goal that nothing leads to can only mean its own links.
    for goal in parents.difference(&led_to).filter(|_| only.is_empty()) {
        let own: Vec<_> = district.read_against(*goal).map(|parent| (*goal, parent)).collect();
        if own.is_empty() {
            bail!(
                "no active goal leads to {}, and it leads to none, so that there is no link to confirm",
                district.item_name(*goal)
            );
        }
        links.extend(own);
    }
    if links.is_empty() {
        bail!("none of the goals of --of leads to {}", options.goals.join(", "));
    }
    Ok(links)
}

/// The goal that an id names.
fn goal(district: &District, id: &str) -> anyhow::Result<ItemId> {
    let Some(item) = district.find_item(id) else {
        let goals = district.item_ids().filter(|item| district.item(*item).kind.is_goal());
        bail!("there is no goal {}{}", quote(id), did_you_mean(id, goals.map(|item| district.item_name(item))));
    };
    let kind = district.item(item).kind;
    if kind.is_goal() { Ok(item) } else { bail!("{id} is an {}; only goals are read again", kind.plain()) }
}

/// The files with the marks in them; `None` where one of them changed since it was read.
fn rewrites(loaded: &Loaded, district: &District, marks: &Marks) -> anyhow::Result<Option<Vec<Rewrite>>> {
    let mut by_source: BTreeMap<SourceId, Vec<ItemId>> = BTreeMap::new();
    for child in marks.keys() {
        by_source.entry(district.item(*child).place.source).or_default().push(*child);
    }
    let mut rewrites = Vec::new();
    for (source, children) in by_source {
        let path = loaded.path(source).to_owned();
        let fail = || format!("failed to write to {}", path.display());
        let Some(old) = read(&path)? else { return Ok(None) };
        let text = text_of(&old).ok_or(Refusal::Bytes("text")).with_context(fail)?;
        if text != loaded.sources.get(source).text() {
            return Ok(None);
        }
        let origin = |child: ItemId| {
            let list = list_of(district.item(child).kind);
            loaded.origin(list, source).ok_or_else(|| anyhow!("it is no file that goals are written to"))
        };
        let splices = splices(&text, district, marks, &children, &origin).with_context(fail)?;
        let new = spliced(&old, &splices).with_context(fail)?;
        rewrites.push(Rewrite { path, old: Some(old), new });
    }
    Ok(Some(rewrites))
}

/// What is put into one text.
fn splices<'l>(
    text: &str,
    district: &District,
    marks: &Marks,
    children: &[ItemId],
    origin: &dyn Fn(ItemId) -> anyhow::Result<Origin<'l>>,
) -> anyhow::Result<Vec<Splice>> {
    let form = children.first().map_or(Ok(Form::Yaml), |child| origin(*child).map(|origin| origin.form))?;
    let mut sheet = if form == Form::Table { Some(table::Draft::open(text, &[])?) } else { None };
    let mut tree = if form == Form::Table { None } else { Some(yaml::Draft::open(text, form == Form::Json)?) };
    for child in children {
        let mapping = origin(*child)?.mapping;
        let name = |field: Field| mapping.map_or(Some(field.name()), |mapping| mapping.name_of(field)).map(str::to_owned);
        let field = name(Field::Reviewed).ok_or_else(|| Refusal::NoColumn(Field::Reviewed.name().to_owned()))?;
        let (offset, words) = (district.item(*child).place.offset as usize, &marks[child]);
        if let Some(sheet) = &mut sheet {
            sheet.put_words(offset, &field, words)?;
        }
        if let Some(tree) = &mut tree {
            let behind: Vec<String> = [Field::Supports, Field::Id].into_iter().filter_map(name).collect();
            tree.put_words(offset, &behind.iter().map(String::as_str).collect::<Vec<_>>(), (&field, words))?;
        }
    }
    let finished = sheet.map(table::Draft::finish).or(tree.map(yaml::Draft::finish));
    Ok(finished.expect("a text is a table or a tree")?)
}

fn list_of(kind: ItemKind) -> List {
    match kind {
        ItemKind::IndividualPlan => List::IndividualPlans,
        ItemKind::PlcGoal => List::PlcGoals,
        ItemKind::SchoolGoal => List::SchoolImprovementGoals,
        _ => List::DistrictGoals,
    }
}

/// What was written, a line for each goal.
fn said(loaded: &Loaded, district: &District, marks: &Marks) -> String {
    let line = |(child, words): (&ItemId, &Vec<String>)| {
        let parents: Vec<&str> = words.iter().map(|word| word.rsplit_once('@').map_or(word.as_str(), |(id, _)| id)).collect();
        let path = loaded.sources.get(district.item(*child).place.source).path();
        format!("{path}: {} was read against {}\n", district.item_name(*child), parents.join(", "))
    };
    marks.iter().map(line).collect()
}
