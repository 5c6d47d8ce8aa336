//! Who may read what was opened. Comes in: the classes that the manifest gives to its files. Goes out: what must not be read, and
//! what of a file may be repeated. Apart from the reading, so that it stands in one place.

use std::collections::BTreeSet;

use super::lists::{Class, List};
use super::{Layout, Loaded, MANIFEST, faults};
use crate::finding::Kind;
use crate::source::SourceId;

impl Loaded {
    /// One of the confidential lists in a file that others may read is not opened (contract §7).
    pub(super) fn refuse_exposed(&mut self, index: usize) {
        let files = &mut self.manifest.files[index];
        let confidential = files.list.spec().class == Class::Restricted;
        if let (true, Some((class @ (Class::Public | Class::Staff), span))) = (confidential, files.class) {
            let word = Class::WORDS[class as usize];
            let message =
                format!("{} are confidential and this file is said to be of class {word}; it was not read", files.list.name());
            self.findings.push(faults::CONFIDENTIAL_FIELD_EXPOSED.at(span, message));
            self.unread.insert(files.list);
            files.paths.clear();
        }
    }

    /// Who can read the output: everybody who may know what it tells, unless the manifest says otherwise. Records above that
    /// class are counted and not shown.
    pub fn readers(&self) -> Class {
        self.manifest.readers.unwrap_or(Class::Restricted)
    }

    /// From now on nothing is read but what the readers of the output may see. Files above their class are as files that cannot
    /// be read, so that whatever is worked out rests on the others alone: what nobody read, no format can tell. Their lists are
    /// then not there whole, which is said of the rules that need them.
    pub fn keep_to_readers(&mut self) {
        self.for_readers = true;
    }

    /// Whether it is read for the readers of the output alone.
    pub fn is_for_readers(&self) -> bool {
        self.for_readers
    }

    /// Whether something is kept from those for whom it is read.
    pub(super) fn keeps(&self, class: Class) -> bool {
        self.for_readers && class > self.readers()
    }

    /// The lists that are kept from those for whom it is read, in whole or in part.
    pub fn kept(&self) -> BTreeSet<List> {
        let files = self.inputs.iter().filter(|input| self.keeps(self.class_of(input.source))).map(|input| input.list);
        files.chain(self.inline.iter().copied().filter(|list| self.keeps(list.spec().class))).collect()
    }

    /// Who may read a source.
    pub fn class_of(&self, source: SourceId) -> Class {
        self.classes[source.0 as usize]
    }

    /// Whether the readers of the output may see what stands in a source.
    pub fn may_see(&self, source: SourceId) -> bool {
        self.class_of(source) <= self.readers()
    }

    /// Whether lines of a source may be shown whole: no table, which may have columns of any kind, no calendar, which may
    /// name who made an event, and no list with names of people or texts of findings.
    pub fn is_open(&self, source: SourceId) -> bool {
        const CLOSED: [List; 4] = [List::Educators, List::EvaluationFindings, List::RelicensureRequirements, List::Credits];
        let inline = source == MANIFEST && CLOSED.iter().any(|list| self.inline.contains(list));
        let yaml = matches!(self.layouts[source.0 as usize], Layout::Yaml);
        let file = self.inputs.iter().any(|input| input.source == source && CLOSED.contains(&input.list));
        yaml && !inline && !file && !self.keeps(self.class_of(source))
    }
}

/// Whether the line at which a fault stands may be repeated: not where a student is named in it.
pub fn is_quotable(kind: &Kind) -> bool {
    *kind != faults::STUDENT_IDENTIFIER
}
