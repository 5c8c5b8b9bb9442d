//! The text of an article without its structure, for the index and for previews.

use super::{Block, Inline};

/// The text of blocks: a line for each paragraph, heading, item and table row.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        block_text(block, &mut out);
    }
    out.truncate(out.trim_ascii_end().len());
    out
}

fn block_text(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => line(text, out),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| block_text(block, out)),
        Block::Table { head, rows, .. } => {
            for row in std::iter::once(head).chain(rows) {
                for cell in row {
                    inline_text(cell, out);
                    out.push(' ');
                }
                out.pop();
                out.push('\n');
            }
        }
        Block::Code { text, .. } => out.push_str(text),
    }
}

fn line(text: &[Inline], out: &mut String) {
    inline_text(text, out);
    out.push('\n');
}

/// Adds the text of inlines, with an image's alternative text in its place.
pub(super) fn inline_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => out.push_str(text),
            Inline::Em(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => inline_text(inner, out),
            Inline::Break => out.push('\n'),
        }
    }
}
