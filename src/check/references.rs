//! What a text or a flow's end refers to: links into the help, and fields that are filled in.

use super::escaped;
use crate::condition::ConditionFault;
use crate::flow::is_variable;
use crate::knowledge::markdown::{Block, Inline, parse};
use crate::knowledge::{End, Fault, Flow, Knowledge, Lookup, Step, Text, variable_type};

/// Faults of the links in a text of the Markdown subset: those into the help that lead nowhere, and addresses without a scheme.
pub(super) fn links(text: &str, knowledge: &Knowledge) -> Vec<Fault> {
    let mut urls = Vec::new();
    parse(text).iter().for_each(|block| urls_of(block, &mut urls));
    urls.iter().filter_map(|url| link(url, knowledge)).collect()
}

fn link(url: &str, knowledge: &Knowledge) -> Option<Fault> {
    let Some(target) = url.strip_prefix('#') else {
        return super::urls::lacks_scheme(url).then(|| Fault::NoScheme { url: url.to_string() });
    };
    let (kind, id) = target.split_once('/').unwrap_or((target, ""));
    let (what, is_there) = match kind {
        "article" => ("article", knowledge.article(id).is_some()),
        "flow" => ("flow", knowledge.flow(id).is_some()),
        "category" => ("category", knowledge.category(id).is_some()),
        "contact" => ("topic", id.is_empty() || knowledge.topic(id).is_some()),
        _ => return Some(Fault::BadUrl { url: url.to_string() }),
    };
    (!is_there).then(|| Fault::UnknownReference { what, id: id.to_string(), nearest: None })
}

fn urls_of(block: &Block, urls: &mut Vec<String>) {
    match block {
        Block::Paragraph(of) | Block::Heading { text: of, .. } => of.iter().for_each(|inline| urls_in(inline, urls)),
        Block::List { items, .. } => items.iter().flatten().for_each(|block| urls_of(block, urls)),
        Block::Table { head, rows, .. } => {
            let cells = head.iter().chain(rows.iter().flatten());
            cells.flatten().for_each(|inline| urls_in(inline, urls));
        }
        Block::Code { .. } => {}
    }
}

fn urls_in(inline: &Inline, urls: &mut Vec<String>) {
    match inline {
        Inline::Em(of) | Inline::Strong(of) => of.iter().for_each(|inline| urls_in(inline, urls)),
        Inline::Link { url, text } => {
            urls.push(url.clone());
            text.iter().for_each(|inline| urls_in(inline, urls));
        }
        Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Image { .. } => {}
    }
}

/// Faults of the variables that a flow shows, fills into the form, and sends with its look-ups, each with the pointer below the flow.
pub(super) fn filled(flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let steps = flow.steps.0.iter();
    let faults = steps.flat_map(|(name, step)| match step {
        Step::Do(of) => shown_at(name, &of.text, flow, knowledge),
        Step::End(end) => filled_at(name, end, flow, knowledge),
        Step::Lookup(lookup) => sent_by(name, lookup, flow, knowledge),
        _ => Vec::new(),
    });
    faults.collect()
}

/// Faults of what a look-up sends: unknown variables, and one value alone that somebody could guess.
fn sent_by(step: &str, lookup: &Lookup, flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let step = escaped(step);
    let mut faults = Vec::new();
    let mut typed = Vec::new();
    for (name, template) in &lookup.send.0 {
        let pointer = format!("/steps/{step}/send/{}", escaped(name));
        faults.extend(unknown_variables(template, flow, knowledge).map(|fault| (pointer.clone(), fault)));
        typed.extend(variables(template).filter(|name| name.starts_with("answer.")));
    }
    typed.sort_unstable();
    typed.dedup();
    if typed.len() == 1 && !lookup.reads.0.is_empty() {
        faults.push((format!("/steps/{step}"), Fault::GuessableLookup));
    }
    faults
}

fn variables(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

fn unknown_variables<'t>(template: &'t str, flow: &Flow, knowledge: &Knowledge) -> impl Iterator<Item = Fault> + use<'t> {
    let unknown: Vec<&str> = variables(template).filter(|name| variable_type(flow, &knowledge.facts, name).is_none()).collect();
    unknown.into_iter().map(|name| Fault::Condition(ConditionFault::UnknownVariable(name.to_string())))
}

/// Faults of the variables that a text shows. Other braces are meant as themselves.
fn shown_at(step: &str, text: &Text, flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let pointer = format!("/steps/{}/text", escaped(step));
    let faults = text.0.iter().flat_map(|(_, text)| unknown_variables(text, flow, knowledge));
    let is_meant = |fault: &Fault| matches!(fault, Fault::Condition(ConditionFault::UnknownVariable(name)) if is_variable(name));
    let mut found: Vec<_> = faults.filter(is_meant).map(|fault| (pointer.clone(), fault)).collect();
    found.dedup(); // Once for all languages.
    found
}

fn filled_at(step: &str, end: &End, flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let text = end.text.iter().flat_map(|text| shown_at(step, text, flow, knowledge));
    let mut faults: Vec<_> = text.collect();
    for (field, template) in &end.fields.0 {
        let pointer = format!("/steps/{}/fields/{}", escaped(step), escaped(field));
        if knowledge.ticket.as_ref().is_some_and(|ticket| ticket.fields.get(field).is_none()) {
            faults.push((pointer.clone(), Fault::UnknownReference { what: "field", id: field.clone(), nearest: None }));
        }
        faults.extend(unknown_variables(template, flow, knowledge).map(|fault| (pointer.clone(), fault)));
    }
    faults
}
