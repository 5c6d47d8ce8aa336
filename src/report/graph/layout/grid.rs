//! What has to find a place. Comes in: a drawing and sizes. Goes out: layers of cells, each a box, the words of a line or a line
//! that passes, and for every line the chain of cells that it runs through.

use std::collections::BTreeMap;

use super::super::Drawing;
use super::{Size, Sizes};

/// What a cell is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// A box, by the number of its node.
    Node(usize),
    /// The words of a line, by the number of its edge.
    Label(usize),
    /// A line that passes.
    Pass,
}

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) stands: Stands,
    /// The number of its column; [`Grid::columns`] for what stands free above or below them.
    pub(super) column: usize,
    pub(super) layer: usize,
    pub(super) size: Size,
    /// Its middle.
    pub(super) x: f64,
    pub(super) up: Vec<usize>,
    pub(super) down: Vec<usize>,
}

/// Cells by layer.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) cells: Vec<Cell>,
    pub(super) layers: Vec<Vec<usize>>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// Numbers of the rows of boxes, and the layer of each.
    pub(super) rows: Vec<(usize, usize)>,
    /// The cells of each line that is shown, from the upper node to the lower one.
    pub(super) chains: Vec<Option<Vec<usize>>>,
    /// Whether a chain begins with the second node of its edge.
    pub(super) turned: Vec<bool>,
    /// Whether a layer belongs to no column.
    free: Vec<bool>,
    /// Width of the words in each layer and column, to spread them.
    load: Vec<Vec<f64>>,
}

/// Room that a passing line takes.
const LINE: f64 = 6.0;

impl Grid {
    pub(super) fn of(drawing: &Drawing, sizes: &Sizes) -> Self {
        let mut grid = Self {
            cells: Vec::new(),
            layers: Vec::new(),
            columns: drawing.groups.len(),
            rows: Vec::new(),
            chains: vec![None; drawing.edges.len()],
            turned: vec![false; drawing.edges.len()],
            free: Vec::new(),
            load: Vec::new(),
        };
        let layers = grid.layers_of(drawing);
        for (at, (node, layer)) in drawing.nodes.iter().zip(&layers).enumerate() {
            grid.add(Stands::Node(at), node.group.unwrap_or(grid.columns), *layer, sizes.nodes[at]);
        }
        for (at, edge) in drawing.edges.iter().enumerate().filter(|(_, edge)| edge.shown) {
            let turned = layers[edge.from] > layers[edge.to];
            let (upper, lower) = if turned { (edge.to, edge.from) } else { (edge.from, edge.to) };
            grid.turned[at] = turned;
            grid.chain(at, upper, lower, sizes.labels[at]);
        }
        grid
    }

    /// Layers for each kind of row that there is, as many as keep a column narrow, and one for words below each; where boxes of
    /// a row without columns share a line, another one in between. Gives the layer of each node.
    fn layers_of(&mut self, drawing: &Drawing) -> Vec<usize> {
        let shelves = shelves(drawing);
        let row = |node: usize| (drawing.nodes[node].kind.row(), shelves[node]);
        let mut rows: Vec<(usize, usize)> = (0..drawing.nodes.len()).map(row).collect();
        let mut layers = vec![0; drawing.nodes.len()];
        rows.sort_unstable();
        rows.dedup();
        for (at, of) in rows.iter().enumerate() {
            let members: Vec<usize> = (0..drawing.nodes.len()).filter(|node| row(*node) == *of).collect();
            let free = members.iter().all(|node| drawing.nodes[*node].group.is_none());
            let level = drawing.edges.iter().any(|edge| edge.shown && row(edge.from) == *of && row(edge.to) == *of);
            let goes_on = free && rows.get(at + 1).is_some_and(|next| next.0 == of.0);
            self.rows.push((of.0, self.free.len()));
            members.iter().for_each(|node| layers[*node] = self.free.len());
            self.free.extend([free].into_iter().chain((free && level && !goes_on).then_some(true)).chain([goes_on]));
        }
        self.layers = vec![Vec::new(); self.free.len()];
        self.load = vec![vec![0.0; self.columns + 1]; self.free.len()];
        layers
    }

    fn add(&mut self, stands: Stands, column: usize, layer: usize, size: Size) -> usize {
        self.layers[layer].push(self.cells.len());
        self.cells.push(Cell { stands, column, layer, size, x: 0.0, up: Vec::new(), down: Vec::new() });
        self.cells.len() - 1
    }

    fn join(&mut self, upper: usize, lower: usize) {
        self.cells[upper].down.push(lower);
        self.cells[lower].up.push(upper);
    }

    /// The cells of a line. Nodes have the numbers of their cells.
    fn chain(&mut self, edge: usize, upper: usize, lower: usize, label: Option<Size>) {
        let (from, to) = (self.cells[upper].layer, self.cells[lower].layer);
        let column = self.cells[upper].column;
        let column = if column == self.columns { self.cells[lower].column } else { column };
        let room = |label: Option<Size>| label.unwrap_or((LINE, 0.0));
        if from == to {
            let stands = if label.is_some() { Stands::Label(edge) } else { Stands::Pass };
            let cell = self.add(stands, column, from + 1, room(label));
            self.join(upper, cell);
            self.join(lower, cell);
            self.chains[edge] = Some(vec![upper, cell, lower]);
            return;
        }
        let between: Vec<usize> = (from + 1..to).collect();
        let own = |layer: usize| !self.free[layer] || column == self.columns;
        let is_words = |layer: &&usize| own(**layer) && !self.rows.iter().any(|(_, row)| row == *layer);
        let lightest = between
            .iter()
            .filter(is_words)
            .min_by(|a, b| self.load[**a][column].total_cmp(&self.load[**b][column]).then(b.cmp(a)));
        let words = lightest.copied().filter(|_| label.is_some());
        let mut chain = vec![upper];
        for layer in between {
            let column = if self.free[layer] { self.columns } else { column };
            let (stands, size) =
                if Some(layer) == words { (Stands::Label(edge), room(label)) } else { (Stands::Pass, room(None)) };
            self.load[layer][column] += size.0;
            let cell = self.add(stands, column, layer, size);
            self.join(chain[chain.len() - 1], cell);
            chain.push(cell);
        }
        self.join(chain[chain.len() - 1], lower);
        chain.push(lower);
        self.chains[edge] = Some(chain);
    }

    /// The cells of one column in each layer, in their order.
    pub(super) fn of_column(&self, column: usize) -> Vec<Vec<usize>> {
        let own = |layer: &Vec<usize>| layer.iter().copied().filter(|cell| self.cells[*cell].column == column).collect();
        self.layers.iter().map(own).collect()
    }

    /// Whether a line says nothing and needs no words.
    pub(super) fn is_line(&self, cell: usize) -> bool {
        self.cells[cell].stands == Stands::Pass
    }
}

/// Boxes of one kind that a column holds side by side.
const ABREAST: usize = 4;

/// On which shelf of its row each node stands: boxes that are too many for one are spread evenly, those without a line last.
fn shelves(drawing: &Drawing) -> Vec<usize> {
    let mut joined = vec![false; drawing.nodes.len()];
    for edge in drawing.edges.iter().filter(|edge| edge.shown) {
        (joined[edge.from], joined[edge.to]) = (true, true);
    }
    let mut places: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, node) in drawing.nodes.iter().enumerate() {
        places.entry((node.kind.row(), node.group)).or_default().push(at);
    }
    let mut shelves = vec![0; drawing.nodes.len()];
    for mut members in places.into_values() {
        members.sort_by_key(|node| !joined[*node]);
        // What hangs on nothing stands in a stack, which takes less room.
        let abreast = if members.iter().any(|node| joined[*node]) { ABREAST } else { members.len().div_ceil(ABREAST) };
        let each = members.len().div_ceil(members.len().div_ceil(abreast));
        members.iter().enumerate().for_each(|(at, node)| shelves[*node] = at / each);
    }
    shelves
}
