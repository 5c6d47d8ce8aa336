//! Shares of what people choose, by school and in the whole district. Comes in: a finding and whose eyes a page is for. Goes out:
//! whether the shares may be told. Apart, because the district and the leader of a school are told of the same shares.

use super::Page;
use crate::analysis::figures::Figures;
use crate::analysis::rules;
use crate::finding::Finding;
use crate::report::audience::Viewer;

/// Whether it is about shares of what people choose, which no page of the district's would tell otherwise.
pub(super) fn is_of_choices(finding: &Finding) -> bool {
    finding.kind == rules::CHOICE_GAP
}

/// Whether many of a school and many beyond it have chosen something: else the shares tell what few people chose, or that nobody
/// did. The leader of the school sees her own people's choices.
pub(super) fn have_many_chosen(page: &Page<'_, '_>, school: &[u32]) -> bool {
    let figures = &page.known.groups.analysis.figures;
    let here = school.iter().filter(|one| has_chosen(&figures[**one as usize])).count();
    let is_many = |people: usize| people as u64 >= page.known.least();
    is_many(page.known.choosers - here) && (is_many(here) || matches!(page.viewer(), Viewer::School(_)))
}

/// Whether somebody has chosen something.
pub(super) fn has_chosen(figures: &Figures) -> bool {
    figures.hours.chosen > 0
}
