//! Where a decision is written. Comes in: what was opened. Goes out: the files to write anew: the last file of decisions
//! that the manifest names, its own list, or a new file and its name in the manifest; or what to write by hand, and where.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};

use crate::edit::encoding::{spliced, text_of};
use crate::edit::{Refusal, Splice, applied, table, yaml};
use crate::load::lists::{Field, List};
use crate::load::manifest::Mapping;
use crate::load::origin::{Form, Origin};
use crate::load::{DECISIONS as FILE, Loaded, MANIFEST, folder_of};
use crate::run::rewrite::{Plan, Rewrite, read};

/// A place for a decision.
#[derive(Debug)]
pub(super) struct Target<'l> {
    origin: Origin<'l>,
    /// Whether the manifest has yet to name it.
    is_new: bool,
    /// Whether it is the manifest itself.
    is_inline: bool,
}

impl<'l> Target<'l> {
    pub(super) fn of(loaded: &'l Loaded) -> anyhow::Result<Self> {
        match loaded.last_file(List::Decisions) {
            Some(Ok(origin)) => return Ok(Self { origin, is_new: false, is_inline: false }),
            Some(Err(path)) => bail!("`files` reads decisions from {path}, which no file to write to fits; name a file there"),
            None => {}
        }
        if loaded.is_inline(List::Decisions) {
            let origin = loaded.origin(List::Decisions, MANIFEST).ok_or_else(|| anyhow!("the manifest is no YAML"))?;
            return Ok(Self { origin, is_new: false, is_inline: true });
        }
        let origin = Origin { path: loaded.beside(FILE), form: Form::Yaml, mapping: None };
        Ok(Self { origin, is_new: true, is_inline: false })
    }

    /// Plans the decision: `said`, and where it was written.
    pub(super) fn plan(&self, loaded: &Loaded, record: &[(Field, String)], said: &str) -> anyhow::Result<Plan> {
        let (path, shown) = (&self.origin.path, self.origin.path.display());
        let old = read(path)?;
        let text = match &old {
            Some(bytes) => text_of(bytes).ok_or(Refusal::Bytes("text")).with_context(|| shown.to_string())?,
            None => String::new(),
        };
        let alone = self.splices("", record).map(|splices| applied("", &splices)).with_context(|| shown.to_string())?;
        if self.is_new {
            return self.plan_new(loaded, (old, text.trim() == alone.trim()), &alone, said);
        }
        let like = if old.is_some() { path } else { loaded.path(MANIFEST) }.to_owned();
        match self.splices(&text, record).and_then(|splices| spliced(old.as_deref().unwrap_or_default(), &splices)) {
            Ok(new) => {
                let record = Rewrite { path: path.clone(), like, new, old };
                Ok(Plan::Write(vec![record], format!("{said}, written to {shown}\n")))
            }
            Err(refusal) if refusal.needs_a_hand() => {
                Ok(Plan::Refused(by_hand(&format!("{shown}: {refusal}"), &self.place(), &alone)))
            }
            Err(refusal) => Err(refusal).with_context(|| shown.to_string()),
        }
    }

    /// Plans a new file, and its name in the manifest. A file of this name that the manifest does not name is not taken up, unless
    /// it is blank, or is left over from a run that was ended before it could name it: then just this record stands in it.
    fn plan_new(
        &self,
        loaded: &Loaded,
        (old, is_left_over): (Option<Vec<u8>>, bool),
        alone: &str,
        said: &str,
    ) -> anyhow::Result<Plan> {
        let (path, shown, manifest) = (&self.origin.path, self.origin.path.display(), loaded.sources.get(MANIFEST).path());
        if !is_left_over && old.as_ref().is_some_and(|old| !old.trim_ascii().is_empty()) {
            return Ok(Plan::Refused(format!(
                "{shown} is there, and {manifest} does not name it, so that what is decided in it does not hold; write \
                 `{}: {FILE}` under `files` in {manifest}, or move the file away",
                List::Decisions.name()
            )));
        }
        let like = loaded.path(MANIFEST).to_owned();
        if let Some(there) = led_elsewhere(&like)? {
            return Ok(Plan::Refused(format!(
                "{manifest} is a link to {0}, and a new file of decisions belongs beside that one; name {0} in this command instead",
                there.display()
            )));
        }
        let file = Rewrite { path: path.clone(), like, new: alone.as_bytes().to_vec(), old };
        Ok(match named(loaded)? {
            Named::Stale => Plan::Stale,
            Named::Refused(why) => Plan::Refused(why),
            Named::In(manifest_too) => Plan::Write(
                (!is_left_over).then_some(file).into_iter().chain([manifest_too]).collect(),
                format!("{said}, written to {shown}, which {manifest} names now\n"),
            ),
        })
    }

    /// Where in its file a record stands.
    fn place(&self) -> String {
        let list = List::Decisions.name();
        if self.is_inline { format!(" under `{list}`") } else { String::new() }
    }

    /// What is put into a text of this form.
    fn splices(&self, text: &str, record: &[(Field, String)]) -> Result<Vec<Splice>, Refusal> {
        let fields = fields(record, self.origin.mapping)?;
        let fields: Vec<(&str, String)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        if self.origin.form == Form::Table {
            let header: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            let mut draft = table::Draft::open(text, &header)?;
            draft.append(&fields)?;
            return draft.finish();
        }
        let mut draft = yaml::Draft::open(text, self.origin.form == Form::Json)?;
        draft.append(List::Decisions.name(), &fields)?;
        draft.finish()
    }
}

/// The record by the names that a file has for its fields.
fn fields(record: &[(Field, String)], mapping: Option<&Mapping>) -> Result<Vec<(String, String)>, Refusal> {
    let mut fields = Vec::new();
    for (field, value) in record {
        let name = mapping.map_or(Some(field.name()), |mapping| mapping.name_of(*field));
        let constant = mapping.and_then(|mapping| mapping.constant(*field));
        match name {
            None if constant == Some(value) => {}
            None => return Err(Refusal::NoColumn(field.name().to_owned())),
            Some(name) => {
                // A day in the form of the file it is written to needs its date again.
                let day = value.parse().ok().filter(|_| *field == Field::Until);
                let written = mapping.zip(day).map(|(mapping, day)| mapping.day(*field, day));
                fields.push((name.to_owned(), written.unwrap_or_else(|| value.clone())));
            }
        }
    }
    Ok(fields)
}

/// What is said where only a hand can write the record.
fn by_hand(why: &str, place: &str, record: &str) -> String {
    let lines: Vec<&str> = record.lines().collect();
    format!("{why}; write this there by hand{place}, behind what is there:\n  {}", lines.join("\n  "))
}

/// What a manifest leads to that is a link into another folder: what is named in it is looked for beside whichever of the two a
/// command names.
fn led_elsewhere(manifest: &Path) -> anyhow::Result<Option<PathBuf>> {
    let fail = || format!("failed to read {}", manifest.display());
    let there = manifest.canonicalize().with_context(fail)?;
    let here = folder_of(manifest).canonicalize().with_context(fail)?;
    Ok((there.parent() != Some(&here)).then_some(there))
}

/// The manifest with the new file in its `files`.
enum Named {
    In(Rewrite),
    /// It is in no form that is edited, or broken; in words.
    Refused(String),
    /// It changed since it was read.
    Stale,
}

fn named(loaded: &Loaded) -> anyhow::Result<Named> {
    let (path, shown) = (loaded.path(MANIFEST), loaded.sources.get(MANIFEST).path());
    let Some(old) = read(path)? else { return Ok(Named::Stale) };
    let text = text_of(&old).ok_or(Refusal::Bytes("text")).with_context(|| shown.to_owned())?;
    if text != loaded.sources.get(MANIFEST).text() {
        return Ok(Named::Stale);
    }
    let entry = (List::Decisions.name(), FILE);
    let edited = || {
        let mut draft = yaml::Draft::open(&text, Form::of(path) == Some(Form::Json))?;
        draft.enter("files", entry)?;
        spliced(&old, &draft.finish()?)
    };
    match edited() {
        Ok(new) => Ok(Named::In(Rewrite { path: path.to_owned(), like: path.to_owned(), old: Some(old), new })),
        Err(refusal) if refusal.needs_a_hand() => Ok(Named::Refused(format!(
            "{shown}: {refusal}; write `{}: {}` under `files` there by hand, then give the same command again",
            entry.0, entry.1
        ))),
        Err(refusal) => Err(refusal).with_context(|| shown.to_owned()),
    }
}
