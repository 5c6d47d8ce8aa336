//! `plalign review`. Comes in: goals that were read again. Goes out: which marks the goals that lead to them lack, or why an id
//! that was typed means none. Apart from the writing of the marks, which has the files to look after.

mod marks;

use std::collections::BTreeSet;

use self::marks::{Marks, write};
use super::Exit;
use super::examined::{self, Resolved};
use super::rewrite::{Plan, edit};
use crate::analysis::reread::prints;
use crate::cli::Review;
use crate::load::nearest::did_you_mean;
use crate::load::values::quote;
use crate::model::District;
use crate::model::obligation::ItemId;

pub(super) fn run(options: &Review) -> anyhow::Result<Exit> {
    edit(&options.district, options.quiet, || plan(options))
}

/// Reads the district, and plans the marks.
fn plan(options: &Review) -> anyhow::Result<Plan> {
    let loaded = examined::open(&options.district, options.allow_outside)?;
    let Resolved { loaded, district, .. } = Resolved::of(loaded, None);
    let links = match links(&district, options) {
        Ok(links) => links,
        Err(why) => return Ok(Plan::Refused(why.join("\n  "))),
    };
    let now = prints(&loaded, &district, &links.iter().map(|(_, parent)| *parent).collect());
    let mut marks = Marks::new();
    for (child, parent) in &links {
        let (name, print) = (district.item(*parent).name, now[parent]);
        if !district.marks_of(*child).iter().any(|mark| (mark.parent, mark.print) == (name, print)) {
            marks.entry(*child).or_default().push((*parent, print));
        }
    }
    if marks.is_empty() {
        let said = "nothing to write: these goals were read against what the goals above them say now\n";
        return Ok(Plan::Nothing(said.to_owned()));
    }
    write(&loaded, &district, &marks)
}

/// The links that were read again, each a goal and one above it; `Err` says of every id that none is meant by it why.
fn links(district: &District, options: &Review) -> Result<BTreeSet<(ItemId, ItemId)>, Vec<String>> {
    let named = options.goals.iter().chain(&options.of);
    let wrong: BTreeSet<String> = named.filter_map(|id| goal(district, id).err()).collect();
    if !wrong.is_empty() {
        return Err(wrong.into_iter().collect());
    }
    let goals = |ids: &[String]| ids.iter().filter_map(|id| goal(district, id).ok()).collect::<BTreeSet<ItemId>>();
    let (parents, only) = (goals(&options.goals), goals(&options.of));
    let mut links = BTreeSet::new();
    let mut led_to = BTreeSet::new();
    for child in district.item_ids().filter(|item| district.item(*item).active && district.item(*item).kind.is_goal()) {
        for parent in district.read_against(child).filter(|parent| parents.contains(parent)) {
            led_to.insert(parent);
            links.extend((only.is_empty() || only.contains(&child)).then_some((child, parent)));
        }
    }
    // A goal that nothing leads to can only mean its own links.
    let mut alone = Vec::new();
    for goal in parents.difference(&led_to).filter(|_| only.is_empty()) {
        let own: Vec<_> = district.read_against(*goal).map(|parent| (*goal, parent)).collect();
        if own.is_empty() {
            let name = district.item_name(*goal);
            alone.push(format!("no active goal leads to {name}, and it leads to none, so that there is no link to confirm"));
        }
        links.extend(own);
    }
    if links.is_empty() && alone.is_empty() {
        alone.push(format!("none of the goals of --of leads to {}", options.goals.join(", ")));
    }
    if alone.is_empty() { Ok(links) } else { Err(alone) }
}

/// The goal that an id names, or why it names none.
fn goal(district: &District, id: &str) -> Result<ItemId, String> {
    let Some(item) = district.find_item(id) else {
        let goals = district.item_ids().filter(|item| district.item(*item).kind.is_goal());
        let hint = did_you_mean(id, goals.map(|item| district.item_name(item)));
        return Err(format!("there is no goal {}{hint}", quote(id)));
    };
    let kind = district.item(item).kind;
    let article = if kind.plain().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    if kind.is_goal() { Ok(item) } else { Err(format!("{id} is {article} {}; only goals are read again", kind.plain())) }
}
