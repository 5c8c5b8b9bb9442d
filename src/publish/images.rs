//! Every picture that a knowledge file shows.

use crate::knowledge::markdown::{Block, Inline, parse};
use crate::knowledge::{Knowledge, Step, Text};

/// The addresses of all pictures, in every language.
pub(super) fn images(knowledge: &Knowledge) -> Vec<String> {
    let mut found = Vec::new();
    let mut read = |text: &Text| text.0.iter().for_each(|(_, text)| blocks(&parse(text), &mut found));
    knowledge.articles.iter().filter_map(|article| article.body.as_ref()).for_each(&mut read);
    let steps = || knowledge.flows.iter().flat_map(|flow| flow.steps.0.iter());
    for (_, step) in steps() {
        match step {
            Step::Do(step) => read(&step.text),
            Step::End(end) => end.text.iter().for_each(&mut read),
            _ => {}
        }
    }
    let pictures = steps().filter_map(|(_, step)| match step {
        Step::Do(step) => step.image.as_ref().map(|image| image.src.0.clone()),
        _ => None,
    });
    found.extend(pictures);
    found
}

fn blocks(nodes: &[Block], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Block::Paragraph(text) | Block::Heading { text, .. } => inlines(text, found),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, found)),
            Block::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).for_each(|cell| inlines(cell, found)),
            Block::Code { .. } => {}
        }
    }
}

fn inlines(nodes: &[Inline], found: &mut Vec<String>) {
    for node in nodes {
        match node {
            Inline::Image { url, .. } => found.push(url.clone()),
            Inline::Em(text) | Inline::Strong(text) | Inline::Link { text, .. } => inlines(text, found),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}
