//! Counts of few people are not shown, nor what they could be worked out from. Comes in: a table of counts. Goes out: which of
//! its cells and sums are shown. The rules are those of the files that New Jersey publishes on its staff
//! (<http://www.state.nj.us/education/data/staff/>): counts below ten are suppressed, and where one is, the next lowest too;
//! where all people are in one level, only the total is shown. They are taken to their end: no suppressed cell can be found
//! from the others, however rows and columns are added and subtracted, and no line hides fewer people than that in all.

use petgraph::algo::bridges::bridges;
use petgraph::graph::UnGraph;

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
pub fn may_show(part: u64, whole: u64, least: u64) -> bool {
    part >= least && whole.saturating_sub(part) >= least
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
        hidden.len() == 1 || !hidden.is_empty() && hidden.iter().sum::<u64>() < self.least
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
    fn nobody_and_everybody_are_small_groups() {
        assert_eq!([0, 9, 10, 50, 51, 60].map(|part| may_show(part, 60, 10)), [false, false, true, true, false, false]);
    }
}
