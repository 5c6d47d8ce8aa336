//! The way from files to results that every command goes, each as far as it needs: what was read, what it means, what was found
//! in it, what of that is told. `check` examines one district, `diff` two, `check --watch` the last one and the new one.

use std::path::Path;

use jiff::Zoned;
use jiff::civil::Date;

use super::codes;
use crate::analysis::change::Version;
use crate::analysis::selection::{Selection, in_order};
use crate::analysis::{self, Analysis, Wanted};
use crate::cli::Who;
use crate::finding::Finding;
use crate::load::lists::Class;
use crate::load::{self, Loaded};
use crate::model::District;
use crate::model::people::EducatorId;
use crate::report::{Look, Report};

/// Reads a district from the disk.
pub(super) fn open(district: &Path, allow_outside: bool) -> Result<Loaded, load::Error> {
    load::open(district, allow_outside, &codes())
}

/// A district that was read, and what it means on a day.
pub(super) struct Resolved {
    pub(super) loaded: Loaded,
    pub(super) district: District,
    /// What was found on the way.
    pub(super) findings: Vec<Finding>,
    /// How many of these are faults of the files' form.
    of_form: usize,
}

impl Resolved {
    /// For the day that was asked for, else the manifest's, else today.
    pub(super) fn of(mut loaded: Loaded, as_of: Option<Date>) -> Self {
        let as_of = as_of.or(loaded.manifest.as_of).unwrap_or_else(|| Zoned::now().date());
        let mut findings = std::mem::take(&mut loaded.findings);
        let of_form = findings.len();
        let (district, of_meaning) = District::resolve(&loaded, as_of);
        findings.extend(of_meaning);
        Self { loaded, district, findings, of_form }
    }

    /// The same without what the readers of the output may not see; faults that were found are kept to be counted.
    pub(super) fn for_readers(self) -> Self {
        if !self.keeps_something() {
            return self;
        }
        let (loaded, district, _) = kept_to_readers(self.loaded, self.district.as_of);
        Self { loaded, district, ..self }
    }

    /// What was asked to be told of; an error names an id that is not there.
    pub(super) fn selection(&self, who: &Who) -> anyhow::Result<Selection> {
        selection(&self.district, who)
    }

    /// Whether there may be something that the readers of the output are not told.
    pub(super) fn keeps_something(&self) -> bool {
        self.loaded.readers() < Class::Restricted
    }

    /// Asks the rules; what was found on the way is among what they found.
    pub(super) fn analyze(self, wanted: &Wanted<'_>) -> (Loaded, District, Analysis) {
        let Self { loaded, district, findings, .. } = self;
        let analysis = analysis::analyze(&loaded, &district, findings, wanted);
        (loaded, district, analysis)
    }

    /// Asks the rules for the readers of the output: what is told is worked out from what they may see, and what was found
    /// beyond it in everything is counted (contract §7). The only way from a district to what `check` and `diff` tell. Where
    /// something is kept from them, twice the work: everything is resolved and analysed once for all and once for them.
    pub(super) fn analyze_for_readers(self, wanted: &Wanted<'_>) -> (Loaded, District, Analysis) {
        if !self.keeps_something() {
            return self.analyze(wanted);
        }
        let (as_of, mut findings) = (self.district.as_of, self.findings[..self.of_form].to_vec());
        let (loaded, all, whole) = self.analyze(wanted);
        let (loaded, district, of_meaning) = kept_to_readers(loaded, as_of);
        findings.extend(of_meaning);
        let findings = analysis::openly(&loaded, findings, &whole);
        let mut analysis = analysis::analyze(&loaded, &district, findings, &Wanted::quietly(wanted.only));
        analysis.count_hidden(whole, &loaded, (&all, &district));
        (loaded, district, analysis)
    }
}

/// What was asked to be told of; an error names an id that is not there.
pub(super) fn selection(district: &District, who: &Who) -> anyhow::Result<Selection> {
    let Who { educator, school, team } = who;
    Selection::of(district, educator, school, team).map_err(anyhow::Error::msg)
}

/// What of a district its readers may see, with what was found in making sense of it.
fn kept_to_readers(mut loaded: Loaded, as_of: Date) -> (Loaded, District, Vec<Finding>) {
    loaded.keep_to_readers();
    let (district, findings) = District::resolve(&loaded, as_of);
    (loaded, district, findings)
}

/// A version that was looked at.
pub(super) struct Examined {
    /// What was read.
    pub(super) loaded: Loaded,
    /// What it means.
    pub(super) district: District,
    /// What was found, of the selection alone.
    pub(super) analysis: Analysis,
    selection: Selection,
    /// The educators of the selection, in natural order of their ids.
    pub(super) educators: Vec<EducatorId>,
}

impl Examined {
    /// Keeps what is to be told.
    pub(super) fn new((loaded, district, mut analysis): (Loaded, District, Analysis), selection: Selection) -> Self {
        analysis.select(&district, &selection);
        let educators = in_order(&district, &selection);
        Self { loaded, district, analysis, selection, educators }
    }

    pub(super) fn version(&self) -> Version<'_> {
        let Self { loaded, district, analysis, selection, .. } = self;
        Version { loaded, district, analysis, selection }
    }

    pub(super) fn report(&self, look: Look) -> Report<'_> {
        let Self { loaded, district, analysis, educators, .. } = self;
        Report { loaded, district, analysis, educators, look }
    }
}
