//! What stands left of what. Comes in: the cells of a column. Goes out: an order of each layer in which few lines cross, by the
//! barycenter method: each cell goes to the middle of what it is joined to, layer by layer, down and up again.

use super::grid::Grid;

/// Sweeps down and up; more change little.
const SWEEPS: usize = 12;

/// Orders a column. The best order that was seen is kept.
pub(super) fn order(grid: &mut Grid, column: usize) {
    let mut layers = grid.of_column(column);
    let mut place = vec![0; grid.cells.len()];
    number(&layers, &mut place);
    let (mut best, mut fewest) = (layers.clone(), crossings(grid, &layers, &place));
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let of_layers: Vec<usize> =
            if down { (1..layers.len()).collect() } else { (0..layers.len().saturating_sub(1)).rev().collect() };
        for layer in of_layers {
            let mut keyed: Vec<(f64, usize, usize)> = layers[layer]
                .iter()
                .enumerate()
                .map(|(at, cell)| (middle(grid, column, *cell, down, &place).unwrap_or(at as f64), at, *cell))
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            layers[layer] = keyed.into_iter().map(|(_, _, cell)| cell).collect();
            layers[layer].iter().enumerate().for_each(|(at, cell)| place[*cell] = at);
        }
        let found = crossings(grid, &layers, &place);
        if found < fewest {
            (best, fewest) = (layers.clone(), found);
        }
    }
    number(&best, &mut place);
    for (layer, cells) in best.into_iter().enumerate() {
        let others = grid.layers[layer].iter().copied().filter(|cell| grid.cells[*cell].column != column);
        grid.layers[layer] = others.chain(cells).collect();
    }
}

fn number(layers: &[Vec<usize>], place: &mut [usize]) {
    layers.iter().for_each(|layer| layer.iter().enumerate().for_each(|(at, cell)| place[*cell] = at));
}

/// The middle of the places of what a cell is joined to in its column, above or below.
fn middle(grid: &Grid, column: usize, cell: usize, above: bool, place: &[usize]) -> Option<f64> {
    let joined = if above { &grid.cells[cell].up } else { &grid.cells[cell].down };
    let own: Vec<usize> = joined.iter().copied().filter(|other| grid.cells[*other].column == column).collect();
    let sum: usize = own.iter().map(|other| place[*other]).sum();
    (!own.is_empty()).then(|| sum as f64 / own.len() as f64)
}

/// How many lines cross, by counting inversions with a tree of sums. O(lines log cells).
fn crossings(grid: &Grid, layers: &[Vec<usize>], place: &[usize]) -> usize {
    let mut crossings = 0;
    for pair in layers.windows(2) {
        let mut sums = vec![0; pair[1].len() + 1];
        for (seen_before, ends) in pair[0].iter().map(|cell| ends(grid, *cell, place)).scan(0, |seen, ends| {
            let before = *seen;
            *seen += ends.len();
            Some((before, ends))
        }) {
            for end in &ends {
                crossings += seen_before - sum(&sums, *end + 1);
            }
            ends.iter().for_each(|end| add(&mut sums, *end + 1));
        }
    }
    crossings
}

/// Where the lines of a cell end in the layer below of its column.
fn ends(grid: &Grid, cell: usize, place: &[usize]) -> Vec<usize> {
    let column = grid.cells[cell].column;
    grid.cells[cell].down.iter().filter(|other| grid.cells[**other].column == column).map(|other| place[*other]).collect()
}

/// How many ends up to a place.
fn sum(sums: &[usize], mut at: usize) -> usize {
    let mut sum = 0;
    while at > 0 {
        sum += sums[at];
        at &= at - 1;
    }
    sum
}

fn add(sums: &mut [usize], mut at: usize) {
    while at < sums.len() {
        sums[at] += 1;
        at += at & at.wrapping_neg();
    }
}
