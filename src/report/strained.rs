//! The work of weeks that ask too much, piece by piece. Comes in: a finding that tells of such weeks. Goes out: what each piece
//! asks, and what moving it, or doing it at once with another, would free. Apart, because the terminal and her page show it.

use crate::finding::{Figure, Finding};

/// A piece of work, largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Work<'f> {
    /// Id of the activity, team or goal.
    pub(super) name: &'f str,
    /// Minutes it takes in these weeks.
    pub(super) minutes: u64,
    /// Minutes that moving it into other weeks frees.
    pub(super) moving: u64,
    /// What it could be done at once with, and the minutes which that frees. Of two that go with each other the pair stands once.
    pub(super) merging: Option<(&'f str, u64)>,
}

/// The work that a finding tells of; none where it tells of other things. O(pieces²), which are a dozen.
pub(super) fn work(finding: &Finding) -> Vec<Work<'_>> {
    let figure = |wanted: &str| finding.figures.iter().find(|(key, _)| *key == wanted).map(|(_, figure)| figure);
    let words = |key| if let Some(Figure::Words(words)) = figure(key) { words.as_slice() } else { &[] };
    let numbers = |key| if let Some(Figure::Numbers(numbers)) = figure(key) { numbers.as_slice() } else { &[] };
    let minutes = |minutes: &i64| (*minutes).max(0) as u64;
    let (names, partners) = (words("work"), words("merge_with"));
    let frees = numbers("moving_frees").iter().zip(numbers("merging_frees")).zip(partners);
    let all = names.iter().zip(numbers("work_minutes")).zip(frees).enumerate();
    all.map(|(nth, ((name, asks), ((moving, merging), with)))| {
        let is_told = names[..nth].iter().zip(partners).any(|(one, other)| one == with && other == name);
        let merging = (!with.is_empty() && !is_told).then(|| (with.as_str(), minutes(merging)));
        Work { name, minutes: minutes(asks), moving: minutes(moving), merging }
    })
    .collect()
}
