//! A version of a district that was looked at, with what was found in it. `check` has one, `diff` two, `check --watch` the last
//! one and the new one.

use crate::analysis::Analysis;
use crate::analysis::change::Version;
use crate::analysis::selection::{Selection, in_order};
use crate::load::Loaded;
use crate::model::District;
use crate::model::people::EducatorId;
use crate::report::{Look, Report};

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
    pub(super) fn new(loaded: Loaded, district: District, mut analysis: Analysis, selection: Selection) -> Self {
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
