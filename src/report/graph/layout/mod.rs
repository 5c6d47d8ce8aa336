//! Where everything stands in a picture. Comes in: a drawing, the sizes of its boxes and of the words on its lines. Goes out:
//! places, with room for every word, so that no text lies on another one and no line runs through a box.
//!
//! It is a layered layout (Sugiyama, Tagawa and Toda 1981) in which the layers are given: kinds of obligation are rows, threads
//! are columns. Words on lines, and lines that pass a row, are cells of a layer like boxes; each column is ordered and placed by
//! itself. O(cells × log cells) a sweep, and a fixed number of sweeps.

mod grid;
mod order;
mod place;

use self::grid::{Grid, Stands};
use super::Drawing;
use std::collections::BTreeMap;

/// Between boxes, and between the words of lines, of one layer; lines that pass keep half of it.
const APART: f64 = 18.0;
/// Between layers, and how much more for each pixel that a line goes aside there, up to a most: a flat curve is hard to follow.
const BETWEEN: f64 = 14.0;
const ASIDE: f64 = 0.08;
const STEEP: f64 = 90.0;
/// Half of what is between the two arms of a line that turns back to its own row.
const TURN: f64 = 8.0;
/// Between the edge of a column and what stands in it.
const PADDING: f64 = 16.0;
/// Between columns.
const GUTTER: f64 = 24.0;

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

/// A size: width and height.
pub(super) type Size = (f64, f64);

/// A part of a line: from here to there, straight down or in a curve.
pub(super) type Reach = ((f64, f64), (f64, f64));

/// A line of the picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    pub(super) reaches: Vec<Reach>,
    /// Where its words stand.
    pub(super) label: Option<Rect>,
    /// Where it meets the first and the second node of its edge, and whether it comes from below.
    pub(super) ends: [((f64, f64), bool); 2],
}

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) nodes: Vec<Rect>,
    /// A route for each line that is shown.
    pub(super) routes: Vec<Option<Route>>,
    /// A rectangle for each group, with room for its title above, or below where lines come from above.
    pub(super) columns: Vec<Rect>,
    /// Whether titles of columns stand below.
    pub(super) titles_below: bool,
    /// The middle of each row that there is, by its number.
    pub(super) rows: Vec<(usize, f64)>,
    /// How far it reaches.
    pub(super) size: Size,
}

/// What a layout needs to know of the words in a picture.
#[derive(Debug)]
pub(super) struct Sizes {
    pub(super) nodes: Vec<Size>,
    pub(super) labels: Vec<Option<Size>>,
    /// Of the title of each column: its least width and its height.
    pub(super) titles: Vec<Size>,
}

/// Finds a place for everything right of `left` and below `top`.
pub(super) fn lay_out(drawing: &Drawing, sizes: &Sizes, (left, top): Size) -> Layout {
    let mut grid = Grid::of(drawing, sizes);
    for column in 0..grid.columns {
        order::order(&mut grid, column);
        place::place(&mut grid, column);
    }
    let spans = place::side_by_side(&mut grid, sizes, left);
    place::place_free(&mut grid, left);
    draw(&grid, sizes, &spans, (left, top))
}

/// Heights of layers, then boxes and lines.
fn draw(grid: &Grid, sizes: &Sizes, spans: &[(f64, f64)], (left, top): Size) -> Layout {
    let heads = sizes.titles.iter().map(|(_, height)| *height).fold(0.0, f64::max);
    let owned = |layer: usize| grid.layers.get(layer).into_iter().flatten().any(|cell| grid.cells[*cell].column < grid.columns);
    let is_row = |layer: &usize| grid.rows.iter().any(|(_, of)| of == layer);
    let columns: Vec<usize> = (0..grid.layers.len()).filter(|layer| owned(*layer) && is_row(layer)).collect();
    let titles_below = columns.first().is_some_and(|first| grid.layers[..*first].iter().any(|layer| !layer.is_empty()));
    let (mut y, mut bands) = (top, Vec::new());
    let last = columns.last().map_or(0, |last| (last + 1).min(grid.layers.len() - 1));
    let last = if owned(last) { last } else { last.saturating_sub(1) };
    let (mut from, mut until, mut below) = (top, top, 0.0);
    for (layer, cells) in grid.layers.iter().enumerate() {
        if Some(&layer) == columns.first() {
            from = y;
            y += PADDING + if titles_below { 0.0 } else { heads };
        }
        let height = cells.iter().map(|cell| grid.cells[*cell].size.1).fold(0.0, f64::max);
        bands.push((y, height));
        y += height;
        if layer == last {
            y += PADDING + if titles_below { heads } else { 0.0 };
            until = y;
        }
        below = gap(grid, layer);
        y += below;
    }
    let columns = spans.iter().map(|(x, w)| Rect { x: *x, y: from, w: *w, h: until - from }).collect();
    let right = spans.last().map_or(left, |(x, w)| x + w);
    let right = grid.cells.iter().map(|cell| cell.x + cell.size.0 / 2.0).fold(right, f64::max);
    let mut layout = Layout {
        nodes: vec![Rect::default(); sizes.nodes.len()],
        routes: vec![None; sizes.labels.len()],
        columns,
        titles_below,
        rows: middles(grid, &bands),
        size: (right, y - below),
    };
    let sheet = Sheet { grid, bands, ports: Ports::of(grid) };
    for (cell, of) in grid.cells.iter().enumerate() {
        if let Stands::Node(node) = of.stands {
            layout.nodes[node] = sheet.rect(cell);
        }
    }
    for (edge, chain) in grid.chains.iter().enumerate() {
        layout.routes[edge] = chain.as_ref().map(|chain| sheet.route(edge, chain));
    }
    layout
}

/// The room below a layer.
fn gap(grid: &Grid, layer: usize) -> f64 {
    let aside = |cell: &usize| {
        let of = &grid.cells[*cell];
        of.down.iter().map(|other| (grid.cells[*other].x - of.x).abs()).fold(0.0, f64::max)
    };
    let most = grid.layers[layer].iter().map(aside).fold(0.0, f64::max);
    (most * ASIDE).clamp(BETWEEN, STEEP)
}

/// The middle of each row, from its first shelf to its last.
fn middles(grid: &Grid, bands: &[(f64, f64)]) -> Vec<(usize, f64)> {
    let shelves = grid.rows.chunk_by(|a, b| a.0 == b.0);
    let middle = |shelves: &[(usize, usize)]| {
        let (first, last) = (bands[shelves[0].1], bands[shelves[shelves.len() - 1].1]);
        (shelves[0].0, f64::midpoint(first.0, last.0 + last.1))
    };
    shelves.map(middle).collect()
}

/// Where lines meet their boxes: spread along the side, in the order of where they go, so that they do not cross there.
struct Ports {
    /// Cell, side below, edge → place from the left.
    places: BTreeMap<(usize, bool, usize), f64>,
}

impl Ports {
    fn of(grid: &Grid) -> Self {
        let mut sides: BTreeMap<(usize, bool), Vec<(f64, usize)>> = BTreeMap::new();
        for (edge, chain) in grid.chains.iter().enumerate() {
            let Some(chain) = chain else { continue };
            let (first, last) = (chain[0], chain[chain.len() - 1]);
            let level = grid.cells[first].layer == grid.cells[last].layer;
            sides.entry((first, true)).or_default().push((grid.cells[chain[1]].x, edge));
            sides.entry((last, level)).or_default().push((grid.cells[chain[chain.len() - 2]].x, edge));
        }
        let mut places = BTreeMap::new();
        for ((cell, below), mut lines) in sides {
            lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let (middle, width) = (grid.cells[cell].x, grid.cells[cell].size.0);
            let step = ((width - 24.0) / lines.len() as f64).min(16.0);
            for (at, (_, edge)) in lines.iter().enumerate() {
                places.insert((cell, below, *edge), middle + (at as f64 - (lines.len() as f64 - 1.0) / 2.0) * step);
            }
        }
        Self { places }
    }
}

/// A grid of which the heights are known.
struct Sheet<'g> {
    grid: &'g Grid,
    /// Top and height of each layer.
    bands: Vec<(f64, f64)>,
    ports: Ports,
}

impl Sheet<'_> {
    fn rect(&self, cell: usize) -> Rect {
        let of = &self.grid.cells[cell];
        let (band, (w, h)) = (self.bands[of.layer], of.size);
        Rect { x: of.x - w / 2.0, y: band.0 + (band.1 - h) / 2.0, w, h }
    }

    /// Top and bottom of the layer of a cell.
    fn band(&self, cell: usize) -> (f64, f64) {
        let (top, height) = self.bands[self.grid.cells[cell].layer];
        (top, top + height)
    }

    /// The line of a chain of cells from the upper node to the lower one, or between two of one row through the words below.
    fn route(&self, edge: usize, chain: &[usize]) -> Route {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let level = self.grid.cells[first].layer == self.grid.cells[last].layer;
        let mut route = Route::default();
        // Out of the upper box, straight to the end of its row, so that no curve touches a taller box beside it.
        let upper = self.rect(first);
        let start = (self.ports.places[&(first, true, edge)], upper.y + upper.h);
        let mut at = (start.0, self.band(first).1);
        route.reaches.push((start, at));
        for cell in &chain[1..chain.len() - 1] {
            at = self.pass(*cell, level, at, &mut route);
        }
        let (x, lower) = (self.ports.places[&(last, level, edge)], self.rect(last));
        let (end, into) =
            if level { ((x, lower.y + lower.h), (x, self.band(last).1)) } else { ((x, lower.y), (x, self.band(last).0)) };
        route.reaches.extend([(at, into), (into, end)]);
        route.reaches.retain(|(from, to)| from != to);
        let ends = [(start, true), (end, level)];
        route.ends = if self.grid.turned[edge] { [ends[1], ends[0]] } else { ends };
        route
    }

    /// Draws a line through a cell, around its words, and gives where it leaves: below, or above where it turns back.
    fn pass(&self, cell: usize, level: bool, at: (f64, f64), route: &mut Route) -> (f64, f64) {
        let x = self.grid.cells[cell].x;
        let (above, below) = self.band(cell);
        let words = matches!(self.grid.cells[cell].stands, Stands::Label(_)).then(|| self.rect(cell));
        let (upper, lower) = words.map_or((above, below), |words| (words.y, words.y + words.h));
        route.label = words.or(route.label);
        let (into, out) = if level { (x - TURN, x + TURN) } else { (x, x) };
        route.reaches.extend([(at, (into, above)), ((into, above), (into, upper))]);
        if level {
            route.reaches.push(((out, upper), (out, above)));
            return (out, above);
        }
        if words.is_none() {
            route.reaches.push(((into, upper), (out, lower)));
        }
        route.reaches.push(((out, lower), (out, below)));
        (out, below)
    }
}
