//! A drawing as Mermaid text, which GitHub and many editors show.

use super::{Edge, Node, Shape};
use std::fmt::Write;

pub(super) fn draw(nodes: &[Node], edges: &[Edge]) -> String {
    let mut text = String::from("flowchart TD\n");
    for (index, Node { shape, label }) in nodes.iter().enumerate() {
        let label = quoted(label);
        let shaped = match shape {
            Shape::Asks => format!("[{label}]"),
            Shape::Unseen => format!("{{{{{label}}}}}"),
            Shape::End => format!("([{label}])"),
        };
        let _ = writeln!(text, "  s{index}{shaped}");
    }
    for Edge { from, to, label } in edges {
        let said = if label.is_empty() { String::new() } else { format!("|{}|", quoted(label)) };
        let _ = writeln!(text, "  s{from} -->{said} s{to}");
    }
    text
}

/// In quotation marks; signs that mean something to Mermaid or to HTML as its entities.
fn quoted(text: &str) -> String {
    let signs = text.chars().map(|sign| match sign {
        '"' => "#quot;".to_string(),
        '#' => "#35;".to_string(),
        '<' => "#lt;".to_string(),
        '>' => "#gt;".to_string(),
        '&' => "#amp;".to_string(),
        other => other.to_string(),
    });
    format!("\"{}\"", signs.collect::<String>())
}
