//! A small source of chance. Comes in: a seed. Goes out: the same numbers on every platform, for ever, which no
//! crate promises. Apart, because every byte of a synthetic district hangs on it.

/// `SplitMix64` (Steele, Lea and Flood 2014): 64 bits of state, integers only.
#[derive(Clone, Debug)]
pub(super) struct Random {
    state: u64,
}

impl Random {
    /// A stream of its own for one part (a school, say) of the district of this seed.
    pub(super) fn of(seed: u64, part: u64) -> Self {
        let mut parent = Self { state: seed };
        let state = parent.next() ^ part.wrapping_mul(0xD134_2543_DE82_EF95);
        let mut random = Self { state };
        // Neighboring parts differ in few bits; one step mixes them.
        random.state = random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.state;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// A number from 0 up to, not including, the limit; the limit is at least 1.
    pub(super) fn below(&mut self, limit: u32) -> u32 {
        // The high word of a product needs no division, and its bias of limit / 2³² matters to nobody here.
        (((self.next() >> 32) * u64::from(limit)) >> 32) as u32
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// One of these.
    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u32) as usize]
    }

    /// Shuffles in place (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_published_algorithm() {
        let mut random = Random { state: 1_234_567 };
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_another_part_others() {
        let draw = |seed, part| {
            let mut random = Random::of(seed, part);
            [random.below(1000), random.below(1000), random.below(1000), random.below(1000)]
        };
        assert_eq!(draw(7, 1), draw(7, 1));
        assert_ne!(draw(7, 1), draw(7, 2));
        assert_ne!(draw(7, 1), draw(8, 1));
    }
}
