//! The work of weeks that ask too much, piece by piece. Comes in: a finding that tells of such weeks. Goes out: what each piece
//! asks, and what moving it, or doing it at once with another, would free. Apart, because the terminal and her page show it.

use crate::finding::Finding;

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
    let minutes = |minutes: &i64| (*minutes).max(0) as u64;
    let (names, partners) = (finding.words_of("work"), finding.words_of("merge_with"));
    let frees = finding.numbers_of("moving_frees").iter().zip(finding.numbers_of("merging_frees")).zip(partners);
    let all = names.iter().zip(finding.numbers_of("work_minutes")).zip(frees).enumerate();
    all.map(|(nth, ((name, asks), ((moving, merging), with)))| {
        let is_told = names[..nth].iter().zip(partners).any(|(one, other)| one == with && other == name);
        let merging = (!with.is_empty() && !is_told).then(|| (with.as_str(), minutes(merging)));
        Work { name, minutes: minutes(asks), moving: minutes(moving), merging }
    })
    .collect()
}
