//! The packs in force in a district. Comes in: what its manifest names. Goes out: packs, and a finding for every file that
//! cannot be read. Apart from the language of packs, which knows of no files.

use std::path::Path;

use super::files::{self, Folder};
use super::pack::{self, Wanted};
use super::{Loaded, no_match, refused};
use crate::source::{SourceId, Span};

impl Loaded {
    /// Reads the packs in force: those that are compiled in, and the district's own files. A file that cannot be read is told
    /// here, every other mistake by the packs.
    pub(super) fn open_packs(&mut self, folder: &Folder<'_>) {
        let mut opened: Vec<(usize, Option<SourceId>)> = Vec::new();
        for number in 0..self.manifest.packs.len() {
            let (name, span) = self.manifest.packs[number].clone();
            if !pack::is_path(&name) {
                opened.push((number, None));
                continue;
            }
            match folder.matches(&name) {
                Ok(found) if found.is_empty() => self.findings.push(no_match(span, &name)),
                Ok(found) => {
                    self.found.extend(found.iter().cloned());
                    opened.extend(found.iter().filter_map(|path| Some((number, Some(self.open_pack(folder, path, span)?)))));
                }
                Err(refusal) => self.findings.push(refused(span, &name, &refusal)),
            }
        }
        let wanted = |(number, local): &(usize, Option<SourceId>)| {
            let (name, at) = &self.manifest.packs[*number];
            Wanted { name, at: *at, local: local.map(|source| (source, self.sources.get(source).text())) }
        };
        let wanted: Vec<Wanted<'_>> = opened.iter().map(wanted).collect();
        self.packs = pack::in_force(&wanted, &mut self.findings);
    }

    /// The text of a district's own pack.
    fn open_pack(&mut self, folder: &Folder<'_>, path: &Path, span: Span) -> Option<SourceId> {
        let (shown, source) = (files::shown(path), SourceId(self.layouts.len() as u32));
        match folder.read(path) {
            Ok(decoded) => self.keep(path, decoded).then_some(source),
            Err(refusal) => {
                self.findings.push(refused(span, &shown, &refusal));
                None
            }
        }
    }
}
