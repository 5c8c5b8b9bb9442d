//! A drawing as SVG: layout-rs places the boxes, so that no program is needed to look at it.

use super::{Edge, Node, Shape};
use layout::backends::svg::SVGWriter;
use layout::core::base::Orientation;
use layout::core::color::Color;
use layout::core::geometry::Point;
use layout::core::style::StyleAttr;
use layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use layout::topo::layout::VisualGraph;

/// Pixels of a line and of a narrow character at the font's size.
const LINE: f64 = 18.0;
const NARROW: f64 = 8.0;
const FONT: usize = 14;
/// Characters in a line; a wide one counts as two.
const WIDTH: usize = 24;

pub(super) fn draw(nodes: &[Node], edges: &[Edge]) -> String {
    let mut graph = VisualGraph::new(Orientation::TopToBottom);
    let handles: Vec<_> = nodes.iter().map(|node| graph.add_node(element(node))).collect();
    for Edge { from, to, label } in edges {
        if let (Some(from), Some(to)) = (handles.get(*from), handles.get(*to)) {
            graph.add_edge(Arrow::simple(label), *from, *to);
        }
    }
    let mut writer = SVGWriter::new();
    graph.do_it(false, false, false, &mut writer);
    writer.finalize()
}

fn element(node: &Node) -> Element {
    let lines = wrapped(&node.label);
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or_default();
    let size = Point::new(widest as f64 * NARROW + 28.0, lines.len() as f64 * LINE + 20.0);
    let text = lines.join("\n");
    let (shape, fill, rounded) = match node.shape {
        Shape::Asks => (ShapeKind::new_box(&text), 0xffff_ffff, 0),
        Shape::Unseen => (ShapeKind::new_box(&text), 0xeeee_eeff, 0),
        Shape::End => (ShapeKind::new_box(&text), 0xdff1_eaff, 12),
    };
    let look = StyleAttr::new(Color::fast("black"), 1, Some(Color::new(fill)), rounded, FONT);
    Element::create(shape, look, Orientation::TopToBottom, size)
}

/// How wide a text is, in narrow characters: what is outside Latin is as wide as two.
fn width(text: &str) -> usize {
    text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum()
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for sign in text.chars() {
        let is_full = lines.last().is_some_and(|line| width(line) + width(sign.encode_utf8(&mut [0; 4])) > WIDTH);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push(sign);
        }
    }
    lines
}
