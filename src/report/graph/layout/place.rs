//! How far left or right everything stands. Comes in: ordered layers. Goes out: a middle for each cell, as near to what it is
//! joined to as the order and the widths allow: for a layer that is the least sum of squares, found by pooling neighbors that
//! would overlap (isotonic regression; Barlow and others 1972). O(cells) a sweep.

use super::grid::Grid;
use super::{APART, GUTTER, PADDING, Sizes};

/// Sweeps down and up.
const SWEEPS: usize = 16;
/// How much more a line wants to be straight than a box wants to stand in the middle.
const STRAIGHT: f64 = 4.0;

/// How much everything is drawn to the middle of its column, so that a picture is no wider than it must be.
const PULL: f64 = 0.15;

/// Places a column by itself, from zero.
pub(super) fn place(grid: &mut Grid, column: usize) {
    let layers = grid.of_column(column);
    for layer in &layers {
        let wish = vec![(0.0, 1.0); layer.len()];
        settle(grid, layer, &wish);
    }
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let order: Vec<usize> = if down { (0..layers.len()).collect() } else { (0..layers.len()).rev().collect() };
        let own = || layers.iter().flatten().map(|cell| grid.cells[*cell].x);
        let middle = own().sum::<f64>() / own().count().max(1) as f64;
        for layer in order {
            let both = sweep + 2 >= SWEEPS;
            let wish: Vec<(f64, f64)> =
                layers[layer].iter().map(|cell| wish(grid, *cell, middle, [both || down, both || !down])).collect();
            settle(grid, &layers[layer], &wish);
        }
    }
    (0..2).for_each(|_| straighten(grid, column, &layers));
    let left = layers.iter().flatten().map(|cell| grid.cells[*cell].x - grid.cells[*cell].size.0 / 2.0).fold(f64::MAX, f64::min);
    layers.iter().flatten().for_each(|cell| grid.cells[*cell].x -= left);
}

/// Where a cell would like to stand, and how much: at the middle of what it is joined to in its column, and a little nearer
/// to the middle of the column.
fn wish(grid: &Grid, cell: usize, middle: f64, [above, below]: [bool; 2]) -> (f64, f64) {
    let of = &grid.cells[cell];
    let joined = of.up.iter().filter(|_| above).chain(of.down.iter().filter(|_| below));
    let (mut sum, mut weight) = (0.0, 0.0);
    for other in joined.filter(|other| grid.cells[**other].column == of.column) {
        let much = if grid.is_line(cell) && grid.is_line(*other) { STRAIGHT } else { 1.0 };
        sum += grid.cells[*other].x * much;
        weight += much;
    }
    if weight > 0.0 { ((sum + middle * PULL) / (weight + PULL), weight) } else { (of.x, 0.1) }
}

/// Puts the cells of a layer as near to their wishes as their order and widths allow.
fn settle(grid: &mut Grid, layer: &[usize], wishes: &[(f64, f64)]) {
    // Distances from the first cell if all stood as near as they may: what is left to find only grows from cell to cell.
    let mut packed = Vec::with_capacity(layer.len());
    let mut at = 0.0;
    for (nth, cell) in layer.iter().enumerate() {
        if nth > 0 {
            at += apart(grid, layer[nth - 1], *cell);
        }
        packed.push(at);
    }
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((wish, weight), packed) in wishes.iter().zip(&packed) {
        let mut pool = (wish - packed, *weight, 1);
        while let Some(before) = pools.pop_if(|before| before.0 >= pool.0) {
            let weight = before.1 + pool.1;
            pool = ((before.0 * before.1 + pool.0 * pool.1) / weight, weight, before.2 + pool.2);
        }
        pools.push(pool);
    }
    let places = pools.iter().flat_map(|(place, _, count)| std::iter::repeat_n(*place, *count));
    for ((cell, packed), place) in layer.iter().zip(packed).zip(places) {
        grid.cells[*cell].x = place + packed;
    }
}

/// How far the middles of two neighbors are apart at least.
fn apart(grid: &Grid, one: usize, other: usize) -> f64 {
    let gap = if grid.is_line(one) || grid.is_line(other) { APART / 2.0 } else { APART };
    f64::midpoint(grid.cells[one].size.0, grid.cells[other].size.0) + gap
}

/// Runs of lines that pass go straight where there is room: all cells of a run move to the place nearest to their middle that
/// every layer has free.
fn straighten(grid: &mut Grid, column: usize, layers: &[Vec<usize>]) {
    let mut nth = vec![0; grid.cells.len()];
    layers.iter().for_each(|layer| layer.iter().enumerate().for_each(|(at, cell)| nth[*cell] = at));
    let same = |a: &usize, b: &usize| grid.cells[*a].column == grid.cells[*b].column;
    let inner = grid.chains.iter().flatten().map(|chain| &chain[1..chain.len() - 1]);
    let runs = inner.flat_map(|inner| inner.chunk_by(same)).filter(|run| grid.cells[run[0]].column == column);
    let runs: Vec<Vec<usize>> = runs.map(<[usize]>::to_vec).collect();
    for run in runs {
        let mut rest = run.as_slice();
        while !rest.is_empty() {
            let (mut room, mut count) = ((f64::MIN, f64::MAX), 0);
            for cell in rest {
                let free = free_room(grid, &layers[grid.cells[*cell].layer], nth[*cell]);
                let both = (room.0.max(free.0), room.1.min(free.1));
                if both.0 > both.1 {
                    break;
                }
                (room, count) = (both, count + 1);
            }
            let (straight, further) = rest.split_at(count.max(1));
            if count > 1 {
                let sum: f64 = straight.iter().map(|cell| grid.cells[*cell].x).sum();
                let place = (sum / count as f64).clamp(room.0, room.1);
                straight.iter().for_each(|cell| grid.cells[*cell].x = place);
            }
            rest = further;
        }
    }
}

/// From where to where a cell may move between its neighbors.
fn free_room(grid: &Grid, layer: &[usize], at: usize) -> (f64, f64) {
    let before = at.checked_sub(1).map(|before| layer[before]);
    let least = before.map_or(f64::MIN, |before| grid.cells[before].x + apart(grid, before, layer[at]));
    let most = layer.get(at + 1).map_or(f64::MAX, |next| grid.cells[*next].x - apart(grid, layer[at], *next));
    (least, most)
}

/// Puts the columns side by side; gives left edge and width of each.
pub(super) fn side_by_side(grid: &mut Grid, sizes: &Sizes, left: f64) -> Vec<(f64, f64)> {
    let mut spans = Vec::new();
    let mut x = left;
    for column in 0..grid.columns {
        let own: Vec<usize> = (0..grid.cells.len()).filter(|cell| grid.cells[*cell].column == column).collect();
        let right = own.iter().map(|cell| grid.cells[*cell].x + grid.cells[*cell].size.0 / 2.0).fold(0.0, f64::max);
        let inner = right.max(sizes.titles[column].0);
        let shift = x + PADDING + (inner - right) / 2.0;
        own.iter().for_each(|cell| grid.cells[*cell].x += shift);
        spans.push((x, inner + 2.0 * PADDING));
        x += inner + 2.0 * PADDING + GUTTER;
    }
    spans
}

/// Places what stands free, above what it is joined to below, or else below what it is joined to above.
pub(super) fn place_free(grid: &mut Grid, left: f64) {
    let free = grid.of_column(grid.columns);
    let hangs = |grid: &Grid, layer: &[usize]| layer.iter().any(|cell| !grid.cells[*cell].down.is_empty());
    let (upper, lower): (Vec<_>, Vec<_>) = free.iter().filter(|layer| !layer.is_empty()).partition(|layer| hangs(grid, layer));
    for (layer, above) in upper.into_iter().rev().map(|layer| (layer, false)).chain(lower.into_iter().map(|layer| (layer, true)))
    {
        let middle = |cell: &usize| {
            let of = &grid.cells[*cell];
            let joined = if above { &of.up } else { &of.down };
            let sum: f64 = joined.iter().map(|other| grid.cells[*other].x).sum();
            if joined.is_empty() { (left, 0.1) } else { (sum / joined.len() as f64, joined.len() as f64) }
        };
        let mut wished: Vec<((f64, f64), usize)> = layer.iter().map(|cell| (middle(cell), *cell)).collect();
        wished.sort_by(|a, b| a.0.0.total_cmp(&b.0.0).then(a.1.cmp(&b.1)));
        let (places, layer): (Vec<_>, Vec<_>) = wished.into_iter().unzip();
        settle(grid, &layer, &places);
        let mut least = left + PADDING;
        for cell in layer {
            let half = grid.cells[cell].size.0 / 2.0;
            grid.cells[cell].x = grid.cells[cell].x.max(least + half);
            least = grid.cells[cell].x + half + APART;
        }
    }
}
