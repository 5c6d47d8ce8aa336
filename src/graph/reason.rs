//! Why two obligations interact, and the step that the reasons make together (contract §3). The scale is that of
//! Nilsson, Griggs and Visbeck 2016, doi:10.1038/534320a, for interactions between goals.

/// Why two obligations interact, in the order of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// One activity serves both.
    Activity,
    /// Declared to conflict; or rules of two licences that want the same unit of one activity, where a unit renews one licence
    /// only.
    Conflicts,
    /// The same focus.
    FocusExact,
    /// Parent and child focus.
    FocusNear,
    /// Both hang on the same single server.
    Indivisible,
    /// A focus or practice of one opposes one of the other.
    Opposed,
    /// The wrong way round in time.
    Order,
    /// Required sessions overlap.
    Session,
    /// A path of links.
    Supports,
    /// Targets that cannot both be met.
    Target,
    /// Both ask for time that is not there.
    Time,
}

impl Reason {
    /// All reasons, by their words.
    pub const ALL: [Self; 11] = [
        Self::Activity,
        Self::Conflicts,
        Self::FocusExact,
        Self::FocusNear,
        Self::Indivisible,
        Self::Opposed,
        Self::Order,
        Self::Session,
        Self::Supports,
        Self::Target,
        Self::Time,
    ];

    /// The word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Conflicts => "conflicts",
            Self::FocusExact => "focus-exact",
            Self::FocusNear => "focus-near",
            Self::Indivisible => "indivisible",
            Self::Opposed => "opposed",
            Self::Order => "order",
            Self::Session => "session",
            Self::Supports => "supports",
            Self::Target => "target",
            Self::Time => "time",
        }
    }

    /// In plain words.
    pub fn plain(self) -> &'static str {
        match self {
            Self::Activity => "one activity for both",
            Self::Conflicts => "declared to conflict",
            Self::FocusExact => "same focus",
            Self::FocusNear => "related focus",
            Self::Indivisible => "both rest on one thing",
            Self::Opposed => "opposite practices",
            Self::Order => "dates in the wrong order",
            Self::Session => "sessions at the same time",
            Self::Supports => "linked",
            Self::Target => "targets that clash",
            Self::Time => "too little time",
        }
    }

    /// The step it stands for.
    pub const fn step(self) -> i8 {
        match self {
            Self::Indivisible => 3,
            Self::Activity | Self::Supports => 2,
            Self::FocusExact | Self::FocusNear => 1,
            Self::Time => -1,
            Self::Conflicts | Self::Opposed | Self::Order | Self::Target => -2,
            Self::Session => -3,
        }
    }
}

/// A set of reasons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reasons(u16);

impl Reasons {
    pub(super) fn insert(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u16;
    }

    pub(super) fn remove(&mut self, reason: Reason) {
        self.0 &= !(1 << reason as u16);
    }

    /// These and others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Those of them that are among some.
    #[must_use]
    pub fn among(self, some: &[Reason]) -> Self {
        some.iter().fold(Self::default(), |mut kept, reason| {
            kept.0 |= self.0 & (1 << *reason as u16);
            kept
        })
    }

    /// Whether a reason is among them.
    pub fn has(self, reason: Reason) -> bool {
        self.0 & (1 << reason as u16) != 0
    }

    /// The reasons, by their words.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |reason| self.has(*reason))
    }

    /// The reasons of some steps, as a set.
    const fn of_steps(least: i8, most: i8) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < Reason::ALL.len() {
            let step = Reason::ALL[at].step();
            if least <= step && step <= most {
                set |= 1 << Reason::ALL[at] as u16;
            }
            at += 1;
        }
        Self(set)
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The step: that of the lowest negative reason, or, with none, of the highest positive one.
    pub fn step(self) -> i8 {
        const BY_RANK: [(i8, Reasons); 6] = [
            (-3, Reasons::of_steps(-3, -3)),
            (-2, Reasons::of_steps(-2, -2)),
            (-1, Reasons::of_steps(-1, -1)),
            (3, Reasons::of_steps(3, 3)),
            (2, Reasons::of_steps(2, 2)),
            (1, Reasons::of_steps(1, 1)),
        ];
        BY_RANK.iter().find(|(_, reasons)| self.meets(*reasons)).map_or(0, |(step, _)| *step)
    }

    /// Whether any of them reinforces.
    pub fn is_positive(self) -> bool {
        const POSITIVE: Reasons = Reasons::of_steps(1, 3);
        self.meets(POSITIVE)
    }
}

/// The word of a step.
pub fn word(step: i8) -> &'static str {
    match step {
        3.. => "indivisible",
        2 => "reinforcing",
        1 => "enabling",
        0 => "consistent",
        -1 => "constraining",
        -2 => "counteracting",
        ..=-3 => "cancelling",
    }
}

/// A step in plain words.
pub fn plain(step: i8) -> &'static str {
    match step {
        3.. => "inseparable",
        2 => "strengthens",
        1 => "helps",
        0 => "goes along",
        -1 => "limits",
        -2 => "hinders",
        ..=-3 => "excludes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(reasons: &[Reason]) -> i8 {
        let mut set = Reasons::default();
        reasons.iter().for_each(|reason| set.insert(*reason));
        set.step()
    }

    #[test]
    fn the_lowest_negative_reason_decides_else_the_highest_positive_one() {
        assert_eq!(step(&[]), 0);
        assert_eq!(step(&[Reason::FocusExact]), 1);
        assert_eq!(step(&[Reason::FocusExact, Reason::Supports]), 2);
        assert_eq!(step(&[Reason::FocusExact, Reason::Supports, Reason::Indivisible]), 3);
        assert_eq!(step(&[Reason::Indivisible, Reason::Opposed]), -2);
        assert_eq!(step(&[Reason::Time, Reason::Indivisible]), -1);
        assert_eq!(step(&[Reason::Time, Reason::Opposed, Reason::Session]), -3);
    }

    #[test]
    fn reasons_are_numbered_in_the_order_of_their_words() {
        assert!(Reason::ALL.windows(2).all(|pair| pair[0].word() < pair[1].word()));
        assert!(Reason::ALL.iter().zip(0..).all(|(reason, at)| *reason as u16 == at));
    }
}
