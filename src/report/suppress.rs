//! What may be told of few people: the one place that says it, for pages and for pictures. Comes in: counts, groups, sums and
//! numbers of people, and how few people are too few (`limits.aggregate_min`). Goes out: what of them is shown.
//!
//! The rules are those of the files that New Jersey publishes on its staff (<http://www.state.nj.us/education/data/staff/>):
//! counts below ten are suppressed, and where one is, the next lowest too; where all people are in one level, only the total is
//! shown. They are taken to their end, and the same everywhere:
//!
//! - Nobody is a small group, and so is everybody: either says of each single person what she has. A count is shown where
//!   neither it nor the rest of the people is small, else it is not, and not what it is more or less than either.
//! - No suppressed count can be found from others: not in a table with sums, however rows and columns are added and subtracted,
//!   and not from groups that lie in each other, such as people with plans for a goal and for one that leads to it.
//! - A sum over people is shown where enough of them have a part in it, and a quantile where enough of them lie on either side.

use std::collections::BTreeSet;
use std::fmt;

use petgraph::algo::bridges::bridges;
use petgraph::graph::UnGraph;

use super::document::SUPPRESSED;

/// What is shown of a table: rows and columns of its cells; the last row and the last column are the sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown(Vec<Vec<bool>>);

impl Shown {
    /// Whether a cell is shown; the row and the column behind the last one are sums.
    pub fn has(&self, row: usize, column: usize) -> bool {
        self.0[row][column]
    }
}

/// Which cells of a table of counts may be shown together with the sums of its rows and columns. Counts below `least` are
/// not, and of the others the smallest that are needed so that none of these can be found by adding and subtracting, or is
/// found to be among too few people. Rows are of equal length. O(cells) a sweep, and few sweeps.
///
/// ```
/// use plalign::report::suppress::suppress;
/// // Of 60 people 3 are alone: who knows the sums must not find them.
/// let shown = suppress(&[vec![3, 17], vec![15, 25]], 10);
/// assert_eq!([shown.has(0, 0), shown.has(0, 1), shown.has(1, 0), shown.has(1, 1)], [false; 4]);
/// assert!(shown.has(0, 2) && shown.has(2, 0) && shown.has(2, 2));
/// ```
pub fn suppress(counts: &[Vec<u64>], least: u64) -> Shown {
    let counts = with_sums(counts);
    let shown = counts.iter().map(|row| row.iter().map(|count| *count >= least).collect()).collect();
    let mut table = Table { counts, shown, least };
    while table.hide_small_lines() || table.hide_what_can_be_found() {}
    Shown(table.shown)
}

/// Whether a part of a known whole may be shown: neither it nor the rest is a small group. Nobody and everybody are small
/// groups too: they say of each single person what she has.
fn may_show(part: u64, whole: u64, least: u64) -> bool {
    part >= least && whole.saturating_sub(part) >= least
}

/// Which of some groups of people may be counted out, out of so many people in all. A pair in `within` says of two groups, by
/// their numbers, that whoever is in the first is in the second too, as everybody knows. Of a group that holds others, whoever
/// is in none of these that are shown is no small group; where she would be, the smallest of these is not shown.
/// O(groups² × people) at worst, and for groups that do not hold each other O(groups).
///
/// ```
/// use plalign::report::suppress::groups;
/// let (outer, inner): (Vec<u32>, Vec<u32>) = ((0..25).collect(), (0..20).collect());
/// assert_eq!(groups(&[outer.clone(), inner.clone()], 60, &[(1, 0)], 10), [true, false]);
/// assert_eq!(groups(&[outer, inner], 60, &[], 10), [true, true]);
/// ```
pub fn groups<P: Ord + Copy>(groups: &[Vec<P>], whole: u64, within: &[(usize, usize)], least: u64) -> Vec<bool> {
    let mut shown: Vec<bool> = groups.iter().map(|group| may_show(group.len() as u64, whole, least)).collect();
    let next = |shown: &[bool]| {
        (0..groups.len()).filter(|outer| shown[*outer]).find_map(|outer| {
            let inner = within.iter().filter(|(inner, of)| *of == outer && *inner != outer && shown[*inner]);
            let inner: Vec<usize> = inner.map(|(inner, _)| *inner).collect();
            let held: BTreeSet<P> = inner.iter().flat_map(|inner| &groups[*inner]).copied().collect();
            let rest = groups[outer].iter().filter(|one| !held.contains(one)).count() as u64;
            inner.into_iter().min_by_key(|inner| (groups[*inner].len(), *inner)).filter(|_| rest < least)
        })
    };
    while let Some(hidden) = next(&shown) {
        shown[hidden] = false;
    }
    shown
}

/// A number of people at something, as far as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Told(u64),
    /// It is not shown.
    Kept,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Told(count) => write!(f, "{count}"),
            Self::Kept => f.write_str(SUPPRESSED),
        }
    }
}

/// A sum over people, of whom some have a part in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    sum: u64,
    people: u64,
}

impl Sum {
    /// The sum, where so many people at least have a part in it. It must stand alone: no total that holds it may be shown.
    pub fn told(self, least: u64) -> Option<u64> {
        (self.people >= least).then_some(self.sum)
    }
}

/// Of numbers of people, each with whether she has a part of her own in it beside what everybody knows.
impl FromIterator<(u64, bool)> for Sum {
    fn from_iter<T: IntoIterator<Item = (u64, bool)>>(numbers: T) -> Self {
        let add = |sum: Self, (number, own)| Self { sum: sum.sum + number, people: sum.people + u64::from(own) };
        numbers.into_iter().fold(Self::default(), add)
    }
}

/// The quantile of a number of each person, by nearest rank and in percent, where so many people at least have that many or
/// more, and so many that many or fewer; else it would be the number of one of few.
pub fn quantile(sorted: &[u64], percent: usize, least: u64) -> Option<u64> {
    let at = sorted.get((sorted.len() * percent).div_ceil(100).checked_sub(1)?)?;
    let fewer = sorted.partition_point(|number| number < at);
    let up_to = sorted.partition_point(|number| number <= at);
    ((sorted.len() - fewer) as u64 >= least && up_to as u64 >= least).then_some(*at)
}

/// The table with the sum of each row behind it and the sums of the columns below.
fn with_sums(counts: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let mut table: Vec<Vec<u64>> = counts.to_vec();
    table.iter_mut().for_each(|row| row.push(row.iter().sum()));
    let width = table.first().map_or(1, Vec::len);
    table.push((0..width).map(|column| table.iter().map(|row| row[column]).sum()).collect());
    table
}

/// Row and column of a cell.
type At = (usize, usize);

/// A table with its sums, and what of it is shown so far.
struct Table {
    counts: Vec<Vec<u64>>,
    shown: Vec<Vec<bool>>,
    least: u64,
}

impl Table {
    fn rows(&self) -> usize {
        self.counts.len()
    }

    fn columns(&self) -> usize {
        self.counts[0].len()
    }

    fn row(&self, row: usize) -> Vec<At> {
        (0..self.columns()).map(|column| (row, column)).collect()
    }

    fn column(&self, column: usize) -> Vec<At> {
        (0..self.rows()).map(|row| (row, column)).collect()
    }

    /// Suppresses the smallest cell of a line that is still shown. False where none is.
    fn hide_next(&mut self, line: &[At]) -> bool {
        let shown = line.iter().filter(|at| self.shown[at.0][at.1]);
        let next = shown.min_by_key(|at| (self.counts[at.0][at.1], **at)).copied();
        next.inspect(|at| self.shown[at.0][at.1] = false).is_some()
    }

    /// Where the sum of a line is shown, what the line hides is known to be its hidden cells together: these must be two at
    /// least, and not few people. O(cells).
    fn hide_small_lines(&mut self) -> bool {
        let rows = (0..self.rows()).map(|row| self.row(row));
        let lines: Vec<Vec<At>> = rows.chain((0..self.columns()).map(|column| self.column(column))).collect();
        let mut any = false;
        for line in lines {
            while self.tells_few(&line) && self.hide_next(&line) {
                any = true;
            }
        }
        any
    }

    fn tells_few(&self, line: &[At]) -> bool {
        let Some((_, cells)) = line.split_last().filter(|(sum, _)| self.shown[sum.0][sum.1]) else { return false };
        let hidden: Vec<u64> = cells.iter().filter(|at| !self.shown[at.0][at.1]).map(|at| self.counts[at.0][at.1]).collect();
        hidden.len() == 1 || !hidden.is_empty() && (hidden.iter().sum::<u64>() < self.least || self.tells_rest(cells))
    }

    /// Where the lines that cross hidden cells of a line have known sums, it is known how many of all these are elsewhere in the
    /// crossing lines; that must not be few people either.
    fn tells_rest(&self, cells: &[At]) -> bool {
        let hidden = || cells.iter().filter(|at| !self.shown[at.0][at.1]);
        let in_row = cells.iter().all(|at| at.0 == cells[0].0) && self.columns() > 1;
        let crossing = |at: &At| if in_row { (self.rows() - 1, at.1) } else { (at.0, self.columns() - 1) };
        if !hidden().map(crossing).all(|sum| self.shown[sum.0][sum.1]) {
            return false;
        }
        let all: u64 = hidden().map(crossing).map(|sum| self.counts[sum.0][sum.1]).sum();
        all - hidden().map(|at| self.counts[at.0][at.1]).sum::<u64>() < self.least
    }

    /// Rows and columns are the nodes of a graph, suppressed cells its edges, and every row and every column says what its
    /// edges add up to: an edge can be found from the rest if and only if no ring of edges leads through it (Gusfield 1988,
    /// *SIAM Journal on Computing* 17(3), 552–571, doi:10.1137/0217034). O(cells).
    fn hide_what_can_be_found(&mut self) -> bool {
        let mut graph = UnGraph::<(), At>::default();
        let nodes: Vec<_> = (0..self.rows() + self.columns()).map(|_| graph.add_node(())).collect();
        for (row, line) in self.shown.iter().enumerate() {
            for column in (0..line.len()).filter(|column| !line[*column]) {
                graph.add_edge(nodes[row], nodes[self.counts.len() + column], (row, column));
            }
        }
        let mut found: Vec<At> = bridges(&graph).map(|edge| *edge.weight()).collect();
        found.sort_unstable();
        // Each of them gets company in its row, or else in its column; company may make a ring for several.
        found.into_iter().fold(false, |any, at| {
            let (row, column) = (self.row(at.0), self.column(at.1));
            self.hide_next(&row) || self.hide_next(&column) || any
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether the value of some hidden cell follows from what is shown: Gaussian elimination over the equations that every
    /// row and every column with its sum makes. A cell is found where a row of the reduced system holds it alone.
    fn can_be_found(counts: &[Vec<u64>], shown: &Shown) -> bool {
        let table = with_sums(counts);
        let (rows, columns) = (table.len(), table[0].len());
        let hidden: Vec<At> =
            (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).filter(|at| !shown.has(at.0, at.1)).collect();
        let sign = |at: usize, last: usize| if at == last { -1.0 } else { 1.0 };
        let of_row = |row: usize| hidden.iter().map(|at| if at.0 == row { sign(at.1, columns - 1) } else { 0.0 }).collect();
        let of_column = |column: usize| hidden.iter().map(|at| if at.1 == column { sign(at.0, rows - 1) } else { 0.0 }).collect();
        let mut system: Vec<Vec<f64>> = (0..rows).map(of_row).chain((0..columns).map(of_column)).collect();
        let mut pivot = 0;
        for column in 0..hidden.len() {
            let Some(best) = (pivot..system.len()).find(|row| system[*row][column].abs() > 1e-9) else { continue };
            system.swap(pivot, best);
            let by = system[pivot][column];
            system[pivot].iter_mut().for_each(|value| *value /= by);
            let own = system[pivot].clone();
            for (_, other) in system.iter_mut().enumerate().filter(|(row, _)| *row != pivot) {
                let factor = other[column];
                other.iter_mut().zip(&own).for_each(|(value, own)| *value -= factor * own);
            }
            pivot += 1;
        }
        system.iter().any(|row| row.iter().filter(|value| value.abs() > 1e-9).count() == 1)
    }

    fn tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
        (1_usize..6, 1_usize..6).prop_flat_map(|(rows, columns)| {
            let count = prop_oneof![2 => 0_u64..12, 3 => 10_u64..80];
            prop::collection::vec(prop::collection::vec(count, columns), rows)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_suppressed_cell_can_be_found_from_the_rest(counts in tables()) {
            let shown = suppress(&counts, 10);
            prop_assert!(!can_be_found(&counts, &shown), "{counts:?} {shown:?}");
        }

        #[test]
        fn no_small_count_is_shown_and_no_sum_gives_a_small_group_away(counts in tables()) {
            let (shown, table) = (suppress(&counts, 10), with_sums(&counts));
            let lines = || {
                let rows = (0..table.len()).map(|row| (0..table[0].len()).map(|column| (row, column)).collect::<Vec<At>>());
                rows.chain((0..table[0].len()).map(|column| (0..table.len()).map(|row| (row, column)).collect()))
            };
            for line in lines() {
                let (sum, cells) = line.split_last().expect("it holds its sum");
                prop_assert!(line.iter().all(|at| !shown.has(at.0, at.1) || table[at.0][at.1] >= 10));
                let hidden: Vec<u64> = cells.iter().filter(|at| !shown.has(at.0, at.1)).map(|at| table[at.0][at.1]).collect();
                if shown.has(sum.0, sum.1) && !hidden.is_empty() {
                    prop_assert!(hidden.iter().sum::<u64>() >= 10 && hidden.len() >= 2, "{counts:?} {shown:?}");
                }
            }
        }

        #[test]
        fn a_table_without_small_counts_is_shown_whole(counts in tables()) {
            let large: Vec<Vec<u64>> = counts.iter().map(|row| row.iter().map(|count| count + 10).collect()).collect();
            let shown = suppress(&large, 10);
            prop_assert!(shown.0.iter().flatten().all(|shown| *shown));
        }
    }

    /// Two rings of suppressed cells joined by one cell: rows and columns each hide two at least, and yet that cell is what
    /// the rows of one ring have more than its columns.
    #[test]
    fn a_cell_between_two_rings_is_not_found_by_adding_rows() {
        let mut counts = vec![vec![50; 4]; 4];
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)] {
            counts[row][column] = 5;
        }
        let hidden = Shown(with_sums(&counts).iter().map(|row| row.iter().map(|count| *count >= 10).collect()).collect());
        assert!(can_be_found(&counts, &hidden), "the test tells a table that is not safe");
        assert!(!can_be_found(&counts, &suppress(&counts, 10)));
    }

    #[test]
    fn groups_in_each_other_leave_no_small_rest() {
        let people = |range: std::ops::Range<u32>| range.collect::<Vec<u32>>();
        // Who is in the outer group and in neither of the inner ones are 5.
        let three = [people(0..35), people(0..12), people(12..30)];
        assert_eq!(groups(&three, 60, &[(1, 0), (2, 0)], 10), [true, false, true]);
        // Nobody is in the outer group alone, or she is one of few: the same is shown.
        for outer in [20, 21, 29] {
            assert_eq!(groups(&[people(0..outer), people(0..20)], 60, &[(1, 0)], 10), [true, false]);
        }
        assert_eq!(groups(&[people(0..30), people(0..20)], 60, &[(1, 0)], 10), [true, true]);
        // Goals in a ring lead to each other.
        assert_eq!(groups(&[people(0..20), people(0..20)], 60, &[(1, 0), (0, 1)], 10), [true, false]);
    }

    #[test]
    fn a_sum_is_told_of_enough_people_who_have_a_part_in_it() {
        let sum = |people: usize| std::iter::repeat_n((15, true), people).chain([(2, false); 40]).collect::<Sum>();
        assert_eq!([0, 1, 9, 10].map(|people| sum(people).told(10)), [None, None, None, Some(230)]);
    }

    #[test]
    fn a_quantile_is_told_with_enough_people_on_either_side() {
        let of = |numbers: &[(u64, usize)], percent| {
            let sorted: Vec<u64> = numbers.iter().flat_map(|(number, people)| std::iter::repeat_n(*number, *people)).collect();
            quantile(&sorted, percent, 10)
        };
        assert_eq!((of(&[(4, 12), (5, 1)], 50), of(&[(4, 12), (5, 1)], 100)), (Some(4), None));
        assert_eq!((of(&[(2, 7), (5, 6)], 50), of(&[], 50)), (None, None), "7 people have 2");
        assert_eq!((of(&[(2, 40), (5, 20)], 90), of(&[(2, 51), (5, 9)], 90)), (Some(5), None));
    }

    #[test]
    fn nobody_and_everybody_are_small_groups() {
        assert_eq!([0, 9, 10, 50, 51, 60].map(|part| may_show(part, 60, 10)), [false, false, true, true, false, false]);
    }
}
