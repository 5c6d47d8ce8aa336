//! How many people, as far as it may be said (contract §7). Comes in: counts of people at several goals, and how many people there
//! are. Goes out: counts from which no group of fewer than ten can be told, also not by subtraction.

use std::fmt;

/// Groups of fewer people are not counted out (New Jersey's rule for published staff data; `domain.md` §7.1).
pub const SMALL: u32 = 10;

/// A number of educators, as far as it may be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many: none, or enough.
    Exact(u32),
    /// More than none and fewer than this.
    Few(u32),
    /// At least this, where the number would tell a small group by subtraction.
    Many(u32),
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(0) => f.write_str("no educator"),
            Self::Exact(count) => write!(f, "{count} educators"),
            Self::Few(least) => write!(f, "fewer than {least} educators"),
            Self::Many(least) => write!(f, "{least} or more educators"),
        }
    }
}

/// Counts at goals out of so many people. `within` names pairs of goals of which the first leads to the second, so that
/// everyone counted at the first is counted at the second too. `None` where the people themselves are so few that even `none`
/// would tell of each. O(goals + pairs).
pub fn suppress(counts: &[u32], people: u32, within: &[(usize, usize)], least: u32) -> Option<Vec<Count>> {
    if people < least {
        return None;
    }
    let is_small = |count: u32| (1..least).contains(&count);
    let first = |count: u32| match count {
        count if is_small(count) => Count::Few(least),
        count if is_small(people.saturating_sub(count)) => Count::Many(least),
        count => Count::Exact(count),
    };
    let mut told: Vec<Count> = counts.iter().map(|count| first(*count)).collect();
    // Of two counts whose difference is a small group the smaller one is kept back; what is kept back reveals nothing more.
    for (inner, outer) in within {
        if let (Count::Exact(one), Count::Exact(other)) = (told[*inner], told[*outer])
            && is_small(other.abs_diff(one))
        {
            told[*inner] = Count::Many(least);
        }
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_groups_are_not_counted_out() {
        let told = suppress(&[0, 1, 9, 10, 30], 41, &[], SMALL).expect("there are enough people");
        assert_eq!(told, [Count::Exact(0), Count::Few(10), Count::Few(10), Count::Exact(10), Count::Exact(30)]);
        assert_eq!(told[1].to_string(), "fewer than 10 educators");
    }

    #[test]
    fn what_is_left_of_all_is_no_small_group_either() {
        assert_eq!(suppress(&[33, 41, 31], 41, &[], SMALL), Some(vec![Count::Many(10), Count::Exact(41), Count::Exact(31)]));
    }

    #[test]
    fn the_difference_of_two_goals_on_one_path_is_no_small_group() {
        assert_eq!(suppress(&[20, 25], 60, &[(0, 1)], SMALL), Some(vec![Count::Many(10), Count::Exact(25)]));
        assert_eq!(suppress(&[12, 25], 60, &[(0, 1)], SMALL), Some(vec![Count::Exact(12), Count::Exact(25)]));
    }

    #[test]
    fn of_few_people_nothing_is_told() {
        assert_eq!(suppress(&[0, 3], 9, &[], SMALL), None);
    }
}
