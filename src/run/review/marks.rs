//! Marks → the files of the goals that carry them. Comes in: which goal was read against which, and what that says now. Goes out:
//! files to write anew; or, where a goal stands in a form that is not edited, every such goal with the mark to write by hand, and
//! then no file, so that nobody has to find out which marks are there.

use std::collections::BTreeMap;

use anyhow::Context;

use crate::edit::encoding::{spliced, text_of};
use crate::edit::{Refusal, Splice, table, yaml};
use crate::load::Loaded;
use crate::load::lists::Field;
use crate::load::origin::{Form, Origin};
use crate::model::District;
use crate::model::mark;
use crate::model::obligation::ItemId;
use crate::run::rewrite::{Plan, Rewrite, read};
use crate::source::SourceId;

/// Marks that are to be written: by goal, the goals above it and what they say.
pub(super) type Marks = BTreeMap<ItemId, Vec<(ItemId, u64)>>;

/// Plans files with marks in them.
pub(super) fn write(loaded: &Loaded, district: &District, marks: &Marks) -> anyhow::Result<Plan> {
    let mut by_source: BTreeMap<SourceId, Vec<ItemId>> = BTreeMap::new();
    for goal in marks.keys() {
        by_source.entry(district.item(*goal).place.source).or_default().push(*goal);
    }
    let (mut rewrites, mut of_files, mut by_hand) = (Vec::new(), Vec::new(), Vec::new());
    for (source, goals) in by_source {
        let path = loaded.path(source).to_owned();
        let Some(old) = read(&path)? else { return Ok(Plan::Stale) };
        let sheet = Sheet { loaded, district, marks, text: loaded.sources.get(source).text(), source };
        let shown = loaded.sources.get(source).path();
        let Some(text) = text_of(&old) else {
            of_files.push(format!("{shown}: {}", Refusal::Bytes("text")));
            continue;
        };
        if text != sheet.text {
            return Ok(Plan::Stale);
        }
        let splices = sheet.splices(&goals);
        let edited = splices.and_then(|splices| spliced(&old, &splices).map_err(|refusal| vec![(goals[0], refusal)]));
        match edited {
            Ok(new) => rewrites.push(Rewrite { like: path.clone(), path, old: Some(old), new }),
            Err(refused) => {
                for (goal, refusal) in refused {
                    if refusal.needs_a_hand() {
                        by_hand.push(sheet.by_hand(goal, &refusal).with_context(|| shown.to_owned())?);
                    } else {
                        of_files.push(format!("{shown}: {refusal}"));
                    }
                }
            }
        }
    }
    if of_files.is_empty() && by_hand.is_empty() {
        return Ok(Plan::Write(rewrites, said(loaded, district, marks)));
    }
    of_files.dedup();
    if !by_hand.is_empty() {
        of_files.push("write these marks by hand, then give the same command again for all others:".to_owned());
    }
    Ok(Plan::Refused(of_files.into_iter().chain(by_hand).collect::<Vec<_>>().join("\n  ")))
}

/// A text, and the marks that some of its goals are to carry.
struct Sheet<'a> {
    loaded: &'a Loaded,
    district: &'a District,
    marks: &'a Marks,
    text: &'a str,
    source: SourceId,
}

/// A text in either form, while it is edited.
enum Draft<'t> {
    Tree(yaml::Draft<'t>),
    Table(table::Draft<'t>),
}

impl Draft<'_> {
    fn finish(self) -> Result<Vec<Splice>, Refusal> {
        match self {
            Self::Tree(draft) => draft.finish(),
            Self::Table(draft) => draft.finish(),
        }
    }
}

impl<'a> Sheet<'a> {
    /// What is put into the text for these goals, or each that keeps it from being put in, with why. O(bytes), and as often
    /// again for each of the latter as the goals can be halved.
    fn splices(&self, goals: &[ItemId]) -> Result<Vec<Splice>, Vec<(ItemId, Refusal)>> {
        let all = |refusal: &Refusal| goals.iter().map(|goal| (*goal, refusal.clone())).collect::<Vec<_>>();
        let mut draft = self.open(goals[0]).map_err(|refusal| vec![(goals[0], refusal)])?;
        let mut refused: BTreeMap<ItemId, Refusal> = BTreeMap::new();
        refused.extend(goals.iter().filter_map(|goal| Some((*goal, self.put(&mut draft, *goal).err()?))));
        let rest: Vec<ItemId> = goals.iter().copied().filter(|goal| !refused.contains_key(goal)).collect();
        if !refused.is_empty() {
            refused.extend(if rest.is_empty() { Vec::new() } else { self.splices(&rest).err().unwrap_or_default() });
            return Err(refused.into_iter().collect());
        }
        let refusal = match draft.finish() {
            Err(refusal) if goals.len() > 1 => refusal,
            finished => return finished.map_err(|refusal| all(&refusal)),
        };
        // Which of them it is, only a try of fewer can tell.
        let (one, other) = goals.split_at(goals.len() / 2);
        let found: Vec<_> = [one, other].into_iter().flat_map(|half| self.splices(half).err().unwrap_or_default()).collect();
        // Where either half alone can be written, it is all of them together.
        Err(if found.is_empty() { all(&refusal) } else { found })
    }

    fn origin(&self, goal: ItemId) -> Result<Origin<'a>, Refusal> {
        let list = self.district.item(goal).kind.list();
        self.loaded.origin(list, self.source).ok_or(Refusal::Lost)
    }

    fn open(&self, goal: ItemId) -> Result<Draft<'a>, Refusal> {
        Ok(match self.origin(goal)?.form {
            Form::Table => Draft::Table(table::Draft::open(self.text, &[])?),
            form => Draft::Tree(yaml::Draft::open(self.text, form == Form::Json)?),
        })
    }

    /// The marks of a goal, as they are written.
    fn words(&self, goal: ItemId) -> Vec<String> {
        let name = |parent: ItemId| self.district.item_name(parent);
        self.marks[&goal].iter().map(|(parent, print)| mark::word(name(*parent), *print)).collect()
    }

    fn put(&self, draft: &mut Draft<'_>, goal: ItemId) -> Result<(), Refusal> {
        let mapping = self.origin(goal)?.mapping;
        let name = |field: Field| mapping.map_or(Some(field.name()), |mapping| mapping.name_of(field));
        let field = name(Field::Reviewed).ok_or_else(|| Refusal::NoColumn(Field::Reviewed.name().to_owned()))?;
        let offset = self.district.item(goal).place.offset as usize;
        match draft {
            Draft::Table(draft) => draft.put_words(offset, field, &self.words(goal)),
            Draft::Tree(draft) => {
                let behind: Vec<&str> = [Field::Supports, Field::Id].into_iter().filter_map(name).collect();
                draft.put_words(offset, &behind, (field, &self.words(goal)))
            }
        }
    }

    /// What to write for a goal, where, and why it is left to a hand.
    fn by_hand(&self, goal: ItemId, refusal: &Refusal) -> Result<String, Refusal> {
        let origin = self.origin(goal)?;
        let field = origin.mapping.and_then(|mapping| mapping.name_of(Field::Reviewed)).unwrap_or(Field::Reviewed.name());
        // Marks of other goals stay.
        let is_kept = |mark: &&mark::Mark| {
            let parent = |(parent, _): &(ItemId, u64)| self.district.item(*parent).name;
            self.marks[&goal].iter().all(|one| parent(one) != mark.parent)
        };
        let kept = self.district.marks_of(goal).iter().filter(is_kept);
        let mut words: Vec<String> = kept.map(|one| mark::word(self.district.names.get(one.parent), one.print)).collect();
        words.extend(self.words(goal));
        let field = match origin.form {
            Form::Table => format!("{field}: {}", words.join("; ")),
            form => yaml::list_field(field, &words, form == Form::Json),
        };
        let place = self.loaded.sources.position(self.district.item(goal).place.span(0));
        let path = self.loaded.sources.get(self.source).path();
        Ok(format!("{path}:{}: {}: {field} ({refusal})", place.line, self.district.item_name(goal)))
    }
}

/// What was written, a line for each goal.
fn said(loaded: &Loaded, district: &District, marks: &Marks) -> String {
    let line = |(goal, parents): (&ItemId, &Vec<(ItemId, u64)>)| {
        let parents: Vec<&str> = parents.iter().map(|(parent, _)| district.item_name(*parent)).collect();
        let path = loaded.sources.get(district.item(*goal).place.source).path();
        format!("{path}: {} was read against {}\n", district.item_name(*goal), parents.join(", "))
    };
    marks.iter().map(line).collect()
}
