//! A drawing as a picture. Comes in: a drawing. Goes out: one SVG element, for a file of its own or inside a page. Colors are
//! never needed to read it: kinds are words, conflicts have a broken line, a frame with cut corners and the word. It takes
//! the color of the text around it, so that it is dark on light and light on dark paper; a page may set its accents
//! (`--plalign-district`, `-school`, `-team`, `-own`, `-evaluation`, `-license`, `-activity`, `-conflict`).

mod words;

use std::fmt::Write as _;

use self::words::{BRIEF, Block, FRAME, HEAD, INSET, Room, WHOLE};
use super::layout::{Layout, Rect, Sizes, lay_out};
use super::measure::Face;
use super::xml::escape;
use super::{Drawing, Edge, Kind, Node};
use crate::model::obligation::ItemKind;

/// Around everything.
const MARGIN: f64 = 20.0;
/// Around a picture inside a page: lines are not cut.
const CROP: f64 = 2.0;
/// No picture is narrower, so that what stands above and below it can be read.
const NARROWEST: f64 = 640.0;

/// No line of running text is longer, so that the eye finds the next one.
const LINE: f64 = 820.0;

const TITLE: Face = Face::bold(17.0);
const TEXT: Face = Face::plain(12.0);
/// Faces that most readers have; what measures the text reckons with a wider one.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/// Names of the accents and their colors: each at least 3 : 1 against white and against the dark paper below.
const ACCENTS: [(&str, &str); 8] = [
    ("district", "#6172c4"),
    ("school", "#2b7f9f"),
    ("team", "#2f8557"),
    ("own", "#b0651a"),
    ("evaluation", "#9a5bb0"),
    ("license", "#8f6f3a"),
    ("activity", "#6f7783"),
    ("conflict", "#d03d33"),
];
/// Text and paper of a picture in a file of its own.
const LIGHT: [&str; 2] = ["#1b2026", "#ffffff"];
const DARK: [&str; 2] = ["#e8eaed", "#15181c"];

/// What a reader of a picture must know.
pub const KEY: &str = "Rows are kinds of obligation; what hangs together stands in one column. An arrow leads from what serves to what it serves. The bold word on a line says how two obligations interact, the words below it why. A broken line and a frame with cut corners are a conflict.";

/// Draws a picture: a whole SVG document with its title and its key. O(cells log cells) of its layout.
pub fn svg(drawing: &Drawing) -> String {
    written(drawing, true)
}

/// Draws a picture for a page, which says itself what it is and how to read it: title and key are not drawn, and its title and
/// description are there for those who do not see it.
pub fn inset(drawing: &Drawing) -> String {
    written(drawing, false)
}

fn written(drawing: &Drawing, alone: bool) -> String {
    let picture = if alone { Picture::of(drawing) } else { Picture::inside(drawing, BRIEF) };
    let mut text = String::new();
    picture.open(&mut text);
    picture.columns(&mut text);
    picture.rows(&mut text);
    for (edge, at) in drawing.edges.iter().zip(0..) {
        picture.line(&mut text, edge, at);
    }
    for (node, at) in drawing.nodes.iter().zip(0..) {
        picture.node(&mut text, node, at);
    }
    picture.foot(&mut text);
    text.push_str("</svg>\n");
    text
}

struct Picture<'d> {
    drawing: &'d Drawing,
    room: Room,
    nodes: Vec<Block>,
    labels: Vec<Option<Block>>,
    sizes: Sizes,
    layout: Layout,
    head: Block,
    foot: Block,
    /// Where it begins and ends, across and down.
    left: f64,
    width: f64,
    height: f64,
}

impl<'d> Picture<'d> {
    /// A picture with its title above and its key below.
    fn of(drawing: &'d Drawing) -> Self {
        let mut picture = Self::inside(drawing, WHOLE);
        picture.left = 0.0;
        picture.width = (picture.layout.size.0 + MARGIN).max(NARROWEST);
        let room = (picture.width - 2.0 * MARGIN).min(LINE);
        picture.head = Block::default().set(&drawing.title, TITLE, room, 3, false).set(&drawing.about, TEXT, room, 4, true);
        // Where the picture ends on the right is known only when it is laid out; a second look moves it below its title.
        picture.layout = lay_out(drawing, &picture.sizes, (MARGIN + WHOLE.rows, MARGIN + picture.head.size().1 + 16.0));
        let foot = drawing.notes.iter().map(String::as_str);
        picture.foot = [KEY].into_iter().chain(foot).fold(Block::default(), |foot, note| foot.set(note, TEXT, room, 8, true));
        picture.height = picture.layout.size.1 + 16.0 + picture.foot.size().1 + MARGIN;
        picture
    }

    /// A picture and nothing around it.
    fn inside(drawing: &'d Drawing, room: Room) -> Self {
        let nodes: Vec<Block> = drawing.nodes.iter().map(|node| room.of_node(node)).collect();
        let labels: Vec<Option<Block>> = drawing.edges.iter().map(|edge| room.of_link(edge.link, &edge.people)).collect();
        let size = |(block, edge): (&Option<Block>, &Edge)| {
            block.as_ref().map(|block| words::label_size(block, edge.link.is_conflict()))
        };
        let title = |title: &String| {
            let (width, height) = Block::default().set(title, HEAD, 200.0, 2, false).size();
            (width, height + 10.0)
        };
        let sizes = Sizes {
            nodes: nodes.iter().map(|block| room.of_box(block)).collect(),
            labels: labels.iter().zip(&drawing.edges).map(size).collect(),
            titles: drawing.groups.iter().map(title).collect(),
        };
        let layout = lay_out(drawing, &sizes, (MARGIN + room.rows, CROP));
        let (width, height) = (layout.size.0 + CROP, layout.size.1 + CROP);
        let (head, foot) = (Block::default(), Block::default());
        Self { drawing, room, nodes, labels, sizes, layout, head, foot, left: MARGIN - CROP, width, height }
    }

    /// The element, what it is called, and how it looks.
    fn open(&self, text: &mut String) {
        let [left, width, height] = [self.left, self.width - self.left, self.height].map(number);
        let name = name_of(self.drawing);
        let title = escape(&self.drawing.title);
        let told = self.drawing.edges.iter().filter(|edge| edge.shown && edge.link.is_conflict());
        let conflicts: Vec<String> = told.map(|edge| edge.line(self.drawing)).collect();
        let conflicts = if conflicts.is_empty() { String::new() } else { format!(" Conflicts: {}.", conflicts.join("; ")) };
        let about = escape(&format!("{}{conflicts}", self.drawing.about));
        let _ = writeln!(
            text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plalign-graph\" role=\"img\" aria-labelledby=\"{name}-title {name}-about\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"{left} 0 {width} {height}\" font-family=\"{FONTS}\">"
        );
        let _ = writeln!(text, "<title id=\"{name}-title\">{title}</title>\n<desc id=\"{name}-about\">{about}</desc>");
        let _ = writeln!(text, "<style>{}</style>", style());
        let _ = writeln!(text, "<g fill=\"currentColor\">");
        block(text, &self.head, (MARGIN, MARGIN), None);
        text.push_str("</g>\n");
    }

    /// What hangs together, in a box of its own.
    fn columns(&self, text: &mut String) {
        for (title, at) in self.drawing.groups.iter().zip(&self.layout.columns) {
            let _ = writeln!(
                text,
                "<g fill=\"currentColor\"><rect {} rx=\"10\" fill-opacity=\"0.035\" stroke=\"currentColor\" stroke-opacity=\"0.2\"/>",
                rect(*at)
            );
            let words = Block::default().set(title, HEAD, at.w - 24.0, 2, false);
            let y = if self.layout.titles_below { at.y + at.h - words.size().1 - 6.0 } else { at.y + 10.0 };
            block(text, &words, (at.x + at.w / 2.0, y), Some("middle"));
            text.push_str("</g>\n");
        }
    }

    /// What kind of obligation stands in a row.
    fn rows(&self, text: &mut String) {
        text.push_str("<g fill=\"currentColor\">\n");
        for (row, middle) in &self.layout.rows {
            let words = Block::default().set(row_title(*row), HEAD, self.room.rows - 12.0, 3, false);
            block(text, &words, (MARGIN, middle - words.size().1 / 2.0), None);
        }
        text.push_str("</g>\n");
    }

    fn line(&self, text: &mut String, edge: &Edge, at: usize) {
        let Some(route) = &self.layout.routes[at] else { return };
        let is_conflict = edge.link.is_conflict();
        let accent = if is_conflict { ("conflict", accent("conflict")) } else { ("line", "currentColor") };
        let strong = is_conflict || edge.link.step().is_some_and(|step| step > 1);
        let look = match (is_conflict, strong) {
            (true, _) => "stroke-width=\"2\" stroke-dasharray=\"7 4\"",
            (false, true) => "stroke-width=\"1.6\" stroke-opacity=\"0.75\"",
            (false, false) => "stroke-width=\"1.2\" stroke-opacity=\"0.6\"",
        };
        let _ = writeln!(text, "<g><title>{}</title>", escape(&edge.line(self.drawing)));
        let mut path = String::new();
        let mut pen = None;
        for (from, to) in &route.reaches {
            if pen != Some(*from) {
                let _ = write!(path, "M{} {}", number(from.0), number(from.1));
            }
            pen = Some(*to);
            let middle = number(f64::midpoint(from.1, to.1));
            let _ = if (from.0 - to.0).abs() < 0.05 {
                write!(path, "V{}", number(to.1))
            } else {
                let [x0, x1, y1] = [from.0, to.0, to.1].map(number);
                write!(path, "C{x0} {middle} {x1} {middle} {x1} {y1}")
            };
        }
        let (class, color) = accent;
        let _ = writeln!(text, "<path class=\"plg-{class}-line\" d=\"{path}\" fill=\"none\" stroke=\"{color}\" {look}/>");
        if edge.directed {
            arrow(text, route.ends[1], class, color);
        }
        if let (Some(words), Some(at)) = (&self.labels[at], route.label) {
            let inset = if is_conflict { FRAME } else { (2.0, 2.0) };
            if is_conflict {
                let _ = writeln!(
                    text,
                    "<path class=\"plg-conflict-line\" d=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.6\"/>",
                    cut(at)
                );
            }
            text.push_str("<g fill=\"currentColor\">");
            block(text, words, (at.x + at.w / 2.0, at.y + inset.1), Some("middle"));
            text.push_str("</g>\n");
        }
        text.push_str("</g>\n");
    }

    fn node(&self, text: &mut String, node: &Node, at: usize) {
        let place = self.layout.nodes[at];
        let name = accent_of(node.kind);
        let color = accent(name);
        let _ = writeln!(text, "<g><title>{}</title>", escape(&node.line()));
        let dashes = if node.how.as_deref() == Some("chosen") || node.private { " stroke-dasharray=\"2 3\"" } else { "" };
        let outline = outline(node.kind, place);
        let _ = writeln!(
            text,
            "<path class=\"plg-{name}-line plg-{name}-fill\" d=\"{outline}\" fill=\"{color}\" fill-opacity=\"0.1\" stroke=\"{color}\" stroke-width=\"1.6\"{dashes}/>"
        );
        if node.kind == Kind::Item(ItemKind::Requirement) {
            let inner = Rect { x: place.x + 3.0, y: place.y + 3.0, w: place.w - 6.0, h: place.h - 6.0 };
            let _ =
                writeln!(text, "<path class=\"plg-{name}-line\" d=\"{}\" fill=\"none\" stroke=\"{color}\"/>", round(inner, 2.0));
        }
        text.push_str("<g fill=\"currentColor\">");
        let words = &self.nodes[at];
        block(text, words, (place.x + INSET.0, place.y + INSET.1), None);
        text.push_str("</g></g>\n");
    }

    fn foot(&self, text: &mut String) {
        text.push_str("<g fill=\"currentColor\">\n");
        block(text, &self.foot, (MARGIN, self.layout.size.1 + 16.0), None);
        text.push_str("</g>\n");
    }
}

/// A name for the picture's parts in a page that has several.
fn name_of(drawing: &Drawing) -> String {
    let hash = drawing
        .title
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("plg-{hash:016x}")
}

/// Accents as a page may set them, and the colors of a picture in a file of its own: in a page, `:root` is the page.
fn style() -> String {
    let accents = ACCENTS.iter().map(|(name, color)| {
        format!(".plg-{name}-fill{{fill:var(--plalign-{name},{color})}}.plg-{name}-line{{stroke:var(--plalign-{name},{color})}}")
    });
    let own = |[ink, paper]: [&str; 2]| format!(".plalign-graph:root{{color:{ink};background:{paper}}}");
    format!(
        "{}{}@media (prefers-color-scheme:dark){{{}}}@media print{{{}}}",
        accents.collect::<String>(),
        own(LIGHT),
        own(DARK),
        own(["#000", "#fff"])
    )
}

fn accent(name: &str) -> &'static str {
    ACCENTS.iter().find(|(known, _)| *known == name).map_or("currentColor", |(_, color)| *color)
}

fn accent_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Item(ItemKind::DistrictGoal) => "district",
        Kind::Item(ItemKind::SchoolGoal) | Kind::School => "school",
        Kind::Item(ItemKind::PlcGoal) => "team",
        Kind::Item(ItemKind::IndividualPlan) => "own",
        Kind::Item(ItemKind::Finding) => "evaluation",
        Kind::Item(ItemKind::Requirement) => "license",
        Kind::Item(ItemKind::Activity) => "activity",
        Kind::Strain => "conflict",
    }
}

/// The title of a row of boxes ([`Kind::row`]).
fn row_title(row: usize) -> &'static str {
    ["District", "School", "Teams", "Evaluation and license", "Own goals", "Activities", "Time"][row]
}

/// Lines of text from a corner, or around a middle.
fn block(text: &mut String, block: &Block, (x, y): (f64, f64), anchor: Option<&str>) {
    let anchor = anchor.map(|anchor| format!(" text-anchor=\"{anchor}\"")).unwrap_or_default();
    for (line, baseline) in block.baselines() {
        let bold = if line.face.bold { " font-weight=\"700\"" } else { "" };
        let faint = if line.faint { " fill-opacity=\"0.8\"" } else { "" };
        let (x, y, size) = (number(x), number(y + baseline), number(line.face.size));
        let _ =
            writeln!(text, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{bold}{faint}{anchor}>{}</text>", escape(&line.text));
    }
}

/// The head of an arrow at the end of a line that comes straight from above, or from below.
fn arrow(text: &mut String, ((x, y), from_below): ((f64, f64), bool), class: &str, color: &str) {
    let back = if from_below { 8.0 } else { -8.0 };
    let [left, right, tip, x, y] = [x - 4.5, x + 4.5, y + back, x, y].map(number);
    let _ = writeln!(text, "<path class=\"plg-{class}-fill\" d=\"M{x} {y}L{left} {tip}L{right} {tip}Z\" fill=\"{color}\"/>");
}

/// The outline of a box: goals of many have corners, goals of few are round, activities rounder, findings have one corner
/// folded, and conflicts have all corners cut.
fn outline(kind: Kind, at: Rect) -> String {
    match kind {
        Kind::Item(ItemKind::DistrictGoal | ItemKind::SchoolGoal) | Kind::School => round(at, 1.0),
        Kind::Item(ItemKind::PlcGoal | ItemKind::IndividualPlan) => round(at, 8.0),
        Kind::Item(ItemKind::Requirement) => round(at, 4.0),
        Kind::Item(ItemKind::Activity) => round(at, 18.0),
        Kind::Item(ItemKind::Finding) => {
            let [l, t, r, b] = sides(at);
            let [fold, down] = [at.x + at.w - 14.0, at.y + 14.0].map(number);
            format!("M{l} {t}H{fold}L{r} {down}V{b}H{l}Z")
        }
        Kind::Strain => cut(at),
    }
}

fn round(at: Rect, radius: f64) -> String {
    let [l, t, r, b] = sides(at);
    let [inner_left, inner_right, inner_top, inner_bottom] =
        [at.x + radius, at.x + at.w - radius, at.y + radius, at.y + at.h - radius].map(number);
    let arc = |x: &str, y: &str| format!("A{radius} {radius} 0 0 1 {x} {y}");
    format!(
        "M{inner_left} {t}H{inner_right}{}V{inner_bottom}{}H{inner_left}{}V{inner_top}{}Z",
        arc(&r, &inner_top),
        arc(&inner_right, &b),
        arc(&l, &inner_bottom),
        arc(&inner_left, &t)
    )
}

fn cut(at: Rect) -> String {
    let [l, t, r, b] = sides(at);
    let [left, right, top, bottom] = [at.x + 8.0, at.x + at.w - 8.0, at.y + 8.0, at.y + at.h - 8.0].map(number);
    format!("M{left} {t}H{right}L{r} {top}V{bottom}L{right} {b}H{left}L{l} {bottom}V{top}Z")
}

fn sides(at: Rect) -> [String; 4] {
    [at.x, at.y, at.x + at.w, at.y + at.h].map(number)
}

fn rect(at: Rect) -> String {
    let [x, y, w, h] = [at.x, at.y, at.w, at.h].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"")
}

/// A number with at most one decimal.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, (tenths % 10).abs()) }
}
