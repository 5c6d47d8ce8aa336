//! Where a decision is written. Comes in: what was opened. Goes out: the files to write anew: the last file of decisions
//! that the manifest names, its own list, or a new file and its name in the manifest.

use std::path::PathBuf;

use anyhow::{Context, anyhow, bail};

use crate::edit::encoding::{spliced, text_of};
use crate::edit::{Refusal, Splice, table, yaml};
use crate::load::Loaded;
use crate::load::lists::{Field, List};
use crate::load::manifest::Mapping;
use crate::load::origin::{Form, Origin};
use crate::run::rewrite::{Rewrite, read};
use crate::source::SourceId;

/// The file of decisions where the manifest names none.
const FILE: &str = "decisions.yaml";
/// The manifest among the sources.
const MANIFEST: SourceId = SourceId(0);

/// A place for a decision.
#[derive(Debug)]
pub(super) struct Target<'l> {
    origin: Origin<'l>,
    /// Whether the manifest has yet to name it.
    is_new: bool,
}

impl<'l> Target<'l> {
    pub(super) fn of(loaded: &'l Loaded) -> anyhow::Result<Self> {
        match loaded.last_file(List::Decisions) {
            Some(Ok(origin)) => return Ok(Self { origin, is_new: false }),
            Some(Err(path)) => bail!("`files` reads decisions from {path}, which no file to write to fits; name a file there"),
            None => {}
        }
        if loaded.is_inline(List::Decisions) {
            let origin = loaded.origin(List::Decisions, MANIFEST).ok_or_else(|| anyhow!("the manifest is no YAML"))?;
            return Ok(Self { origin, is_new: false });
        }
        Ok(Self { origin: Origin { path: loaded.beside(FILE), form: Form::Yaml, mapping: None }, is_new: true })
    }

    /// The file, as it is said.
    pub(super) fn shown(&self) -> String {
        let named = if self.is_new { ", which district.yaml names now" } else { "" };
        format!("{}{named}", self.origin.path.display())
    }

    /// The files with the decision in them; `None` where one of them changed since it was read.
    pub(super) fn rewrites(&self, loaded: &Loaded, record: &[(Field, String)]) -> anyhow::Result<Option<Vec<Rewrite>>> {
        let path = &self.origin.path;
        let old = read(path)?;
        let fail = || format!("failed to write to {}", path.display());
        let text = match &old {
            Some(bytes) => text_of(bytes).ok_or(Refusal::Bytes("text")).with_context(fail)?,
            None => String::new(),
        };
        let splices = self.splices(&text, record).with_context(fail)?;
        let bytes = old.as_deref().unwrap_or_default();
        let new = spliced(bytes, &splices).with_context(fail)?;
        let mut rewrites = Vec::new();
        if self.is_new {
            // A run that was interrupted before it could name its file left just this decision in it.
            let alone = self.splices("", record).with_context(fail)?;
            let is_left_over = alone.iter().map(|splice| splice.with.as_str()).collect::<String>() == text;
            let manifest = named(loaded)?;
            let Some(manifest) = manifest else { return Ok(None) };
            rewrites.extend((!is_left_over).then(|| Rewrite { path: path.clone(), old: old.clone(), new }));
            rewrites.push(manifest);
        } else {
            rewrites.push(Rewrite { path: path.clone(), old, new });
        }
        Ok(Some(rewrites))
    }

    /// What is put into a text of this form.
    fn splices(&self, text: &str, record: &[(Field, String)]) -> anyhow::Result<Vec<Splice>> {
        let fields = fields(record, self.origin.mapping)?;
        let fields: Vec<(&str, String)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        if self.origin.form == Form::Table {
            let header: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            let mut draft = table::Draft::open(text, &header)?;
            draft.append(&fields)?;
            return Ok(draft.finish()?);
        }
        let mut draft = yaml::Draft::open(text, self.origin.form == Form::Json)?;
        draft.append(List::Decisions.name(), &fields)?;
        Ok(draft.finish()?)
    }
}

/// The record by the names that a file has for its fields.
fn fields(record: &[(Field, String)], mapping: Option<&Mapping>) -> anyhow::Result<Vec<(String, String)>> {
    let mut fields = Vec::new();
    for (field, value) in record {
        let name = mapping.map_or(Some(field.name()), |mapping| mapping.name_of(*field));
        let constant = mapping.and_then(|mapping| mapping.constant(*field));
        match name {
            None if constant == Some(value) => {}
            None => return Err(Refusal::NoColumn(field.name().to_owned()).into()),
            Some(name) => {
                let day = mapping.filter(|_| *field == Field::Until).map(|mapping| Ok(mapping.day(*field, super::date(value)?)));
                fields.push((name.to_owned(), day.unwrap_or_else(|| Ok::<_, anyhow::Error>(value.clone()))?));
            }
        }
    }
    Ok(fields)
}

/// The manifest with the new file in its `files`; `None` where it changed since it was read.
fn named(loaded: &Loaded) -> anyhow::Result<Option<Rewrite>> {
    let path: PathBuf = loaded.path(MANIFEST).to_owned();
    let fail = || format!("failed to name {FILE} in {}", path.display());
    let Some(old) = read(&path)? else { return Ok(None) };
    let text = text_of(&old).ok_or(Refusal::Bytes("text")).with_context(fail)?;
    if text != loaded.sources.get(MANIFEST).text() {
        return Ok(None);
    }
    let mut draft = yaml::Draft::open(&text, Form::of(&path) == Some(Form::Json)).with_context(fail)?;
    draft.enter("files", (List::Decisions.name(), FILE)).with_context(fail)?;
    let splices = draft.finish().with_context(fail)?;
    let new = spliced(&old, &splices).with_context(fail)?;
    Ok(Some(Rewrite { path, old: Some(old), new }))
}
