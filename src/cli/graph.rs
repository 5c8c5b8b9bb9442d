//! `tasuke graph`: a flow as a drawing, for whoever reviews it.

mod mermaid;
mod svg;
#[cfg(test)]
mod tests;

use super::asked::{self, Asked};
use super::{Common, Exit, Graph, GraphFormat, Lang, Report, Say};
use crate::knowledge::{Flow, Knowledge, Step, markdown, nearest};
use std::fs;

/// The longest label of a box, in characters; what is longer ends in an ellipsis.
const LABEL: usize = 36;

/// A box of the drawing.
pub(super) struct Node {
    /// What it is.
    pub(super) shape: Shape,
    /// What it says, cut to [`LABEL`].
    pub(super) label: String,
}

/// The kinds of boxes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Something is shown or asked.
    Asks,
    /// It goes on unseen: a branch, a look-up, another flow.
    Unseen,
    /// The end.
    End,
}

/// An arrow: from, to (places in the list of boxes), and what leads there.
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
}

/// Draws a flow.
pub(super) fn run(common: &Common, args: &Graph) -> Report {
    let Asked { base, errors, .. } = match asked::read(common, args.locale.as_deref()) {
        Ok(asked) => asked,
        Err(report) => return *report,
    };
    let lang = common.lang();
    let Some(knowledge) = &base.knowledge else { return Report { errors, exit: Exit::Errors, ..Report::default() } };
    let flow = match flow(knowledge, &args.flow, lang) {
        Ok(flow) => flow,
        Err(report) => return *report,
    };
    let locale = args.locale.as_deref().unwrap_or(knowledge.site.first_locale());
    let (nodes, edges) = drawn(flow, knowledge, locale);
    let drawing = match args.format {
        GraphFormat::Mermaid => mermaid::draw(&nodes, &edges),
        GraphFormat::Svg => svg::draw(&nodes, &edges),
    };
    let Some(path) = &args.out else {
        return Report { lines: drawing.lines().map(str::to_string).collect(), errors, ..Report::default() };
    };
    match fs::write(path, drawing) {
        Ok(()) => Report { errors, ..Report::default() },
        Err(error) => Report::unable(&Say::CannotWrite { path, why: &lang.why(&error) }, lang),
    }
}

/// The flow of this id; otherwise the report that names those there are.
pub(super) fn flow<'k>(knowledge: &'k Knowledge, id: &str, lang: Lang) -> Result<&'k Flow, Box<Report>> {
    knowledge.flow(id).ok_or_else(|| {
        let known: Vec<&str> = knowledge.flows.iter().map(|flow| flow.id.as_str()).collect();
        let nearest = likeliest(id, &known);
        Box::new(Report::unable(&Say::NoFlow { flow: id, nearest: nearest.as_deref(), known: &known.join(", ") }, lang))
    })
}

/// The id that a mistyped one is likeliest to stand for: one that is written nearly so, or else the shortest of those that
/// share most words with it, where one word may begin with the other.
fn likeliest(id: &str, known: &[&str]) -> Option<String> {
    let words = |id: &str| -> Vec<String> {
        let id = id.to_lowercase();
        id.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_string).collect()
    };
    let typed = words(id);
    let shared = |known: &str| {
        let known = words(known);
        typed.iter().filter(|word| known.iter().any(|known| known.starts_with(*word) || word.starts_with(known.as_str()))).count()
    };
    let sharing = known.iter().map(|known| (shared(known), *known)).filter(|(count, _)| *count > 0);
    // Of those alike, the first.
    let most = sharing.rev().max_by_key(|(count, known)| (*count, std::cmp::Reverse(known.len())));
    nearest(id, known).or_else(|| most.map(|(_, known)| known.to_string()))
}

fn drawn(flow: &Flow, knowledge: &Knowledge, locale: &str) -> (Vec<Node>, Vec<Edge>) {
    let names: Vec<&str> = flow.steps.keys().collect();
    let place = |name: &str| names.iter().position(|known| *known == name);
    // The first step on top: drawings begin with the first box.
    let mut nodes = Vec::new();
    let mut edges = Vec::new();
    for (from, (id, step)) in flow.steps.0.iter().enumerate() {
        nodes.push(Node { shape: shape(step), label: label(id, step, knowledge, locale) });
        for target in step.targets() {
            let Some(to) = place(target.step) else { continue };
            edges.push(Edge { from, to, label: arrow(step, &target, locale) });
        }
    }
    if let Some(start) = place(&flow.start) {
        nodes.swap(0, start);
        let swapped = |at: usize| {
            if at == 0 {
                start
            } else if at == start {
                0
            } else {
                at
            }
        };
        for edge in &mut edges {
            (edge.from, edge.to) = (swapped(edge.from), swapped(edge.to));
        }
    }
    (nodes, edges)
}

fn shape(step: &Step) -> Shape {
    match step {
        Step::Do(_) | Step::Choose(_) | Step::Enter(_) | Step::Show(_) => Shape::Asks,
        Step::Branch(_) | Step::Lookup(_) | Step::Go(_) => Shape::Unseen,
        Step::End(_) => Shape::End,
    }
}

fn label(id: &str, step: &Step, knowledge: &Knowledge, locale: &str) -> String {
    let said = match step {
        Step::Do(step) => markdown::plain(&markdown::parse(step.text.text(locale))),
        Step::Choose(step) => step.ask.text(locale).to_string(),
        Step::Enter(step) => step.ask.text(locale).to_string(),
        Step::Show(step) => knowledge.article(step.article.as_str()).map_or(String::new(), |of| of.title.text(locale).to_string()),
        Step::Lookup(step) => step.url.0.clone(),
        Step::Go(step) => knowledge.flow(step.flow.as_str()).map_or(String::new(), |of| of.title.text(locale).to_string()),
        Step::Branch(_) => String::new(),
        Step::End(step) => {
            let topic = step.topic.as_ref().map_or(String::new(), |topic| format!(" {}", topic.as_str()));
            format!("{}{topic}", step.outcome.word())
        }
    };
    cut(&if said.is_empty() { id.to_string() } else { format!("{id}: {said}") })
}

/// What leads along an arrow: the answer, the condition's number, or nothing where there is one way only.
fn arrow(step: &Step, target: &crate::knowledge::Target<'_>, locale: &str) -> String {
    match (step, target.list) {
        (Step::Choose(step), Some((_, index))) => step.options.get(index).map_or(String::new(), |option| cut(option.label.text(locale))),
        (Step::Branch(_) | Step::Lookup(_), Some((_, index))) => (index + 1).to_string(),
        (Step::Do(_), _) => if target.key == "fixed" { "○" } else { "×" }.to_string(),
        (Step::Branch(_) | Step::Lookup(_), None) => target.key.to_string(),
        _ => String::new(),
    }
}

fn cut(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LABEL { line } else { line.chars().take(LABEL - 1).chain(['…']).collect() }
}
