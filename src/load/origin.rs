//! Where records stand, for those who edit them. Comes in: what was opened. Goes out: paths, and how fields are named in a
//! file. Apart, because checking needs none of it.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::lists::{Field, List};
use super::manifest::{ListFiles, Mapping};
use super::{Format, Loaded, MANIFEST, format_of};
use crate::source::SourceId;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// YAML.
    Yaml,
    /// YAML with quotes and brackets.
    Json,
    /// A table.
    Table,
}

/// The file of a record.
#[derive(Debug)]
pub struct Origin<'l> {
    /// Where it lies.
    pub path: PathBuf,
    /// How it is written.
    pub form: Form,
    /// How its fields are named.
    pub mapping: Option<&'l Mapping>,
}

impl Loaded {
    /// The file that a source was read from.
    pub fn path(&self, source: SourceId) -> &Path {
        &self.paths[source.0 as usize]
    }

    /// The file of the records of a list in a source; `None` for one whose records are not edited.
    pub fn origin(&self, list: List, source: SourceId) -> Option<Origin<'_>> {
        let input = self.inputs.iter().find(|input| input.source == source && input.list == list);
        let mapping = input.map(|input| &self.manifest.files[input.files].mapping);
        if input.is_none() && source != MANIFEST {
            return None;
        }
        Some(Origin { path: self.path(source).to_owned(), form: Form::of(self.path(source))?, mapping })
    }

    /// The last file of a list that the manifest names, also one that is not there yet. `Err` is a pattern that no file
    /// fits.
    pub fn last_file(&self, list: List) -> Option<Result<Origin<'_>, &str>> {
        let files: Vec<&ListFiles> = self.manifest.files.iter().filter(|files| files.list == list).collect();
        if let Some(input) = self.inputs.iter().rfind(|input| input.list == list) {
            return self.origin(list, input.source).map(Ok);
        }
        let (files, (path, _)) = files.iter().rev().find_map(|files| Some((*files, files.paths.last()?)))?;
        let plain = (!path.contains(['*', '?', '['])).then(|| self.beside(path));
        let origin = plain.and_then(|path| Some(Origin { form: Form::of(&path)?, path, mapping: Some(&files.mapping) }));
        Some(origin.ok_or(path.as_str()))
    }

    /// Whether the manifest holds records of a list, or a place for them.
    pub fn is_inline(&self, list: List) -> bool {
        self.inline.contains(&list)
    }

    /// The path of a file beside the manifest.
    pub fn beside(&self, file: &str) -> PathBuf {
        self.path(MANIFEST).parent().unwrap_or(Path::new("")).join(file)
    }
}

impl Form {
    /// The form by a file name's ending.
    pub fn of(path: &Path) -> Option<Self> {
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        match format_of(path)? {
            Format::Yaml if is_json => Some(Self::Json),
            Format::Yaml => Some(Self::Yaml),
            Format::Table => Some(Self::Table),
            Format::Calendar => None,
        }
    }
}

impl Mapping {
    /// The name of a field in this file; `None` where columns are mapped and none is this field.
    pub fn name_of(&self, field: Field) -> Option<&str> {
        let mapped = self.columns.iter().find(|mapped| mapped.field == field && mapped.key.is_none());
        if self.columns.is_empty() { Some(field.name()) } else { mapped.map(|mapped| mapped.header.as_str()) }
    }

    /// A day as this file writes it in a field.
    pub fn day(&self, field: Field, day: Date) -> String {
        let format = self.columns.iter().find(|mapped| mapped.field == field).and_then(|mapped| mapped.format.as_deref());
        let written = format.and_then(|format| jiff::fmt::strtime::format(format, day).ok());
        written.unwrap_or_else(|| day.to_string())
    }

    /// What every record has in a field, unless it says otherwise.
    pub fn constant(&self, field: Field) -> Option<&str> {
        self.set.iter().find(|constant| constant.field == field).map(|constant| constant.text.as_str())
    }
}
