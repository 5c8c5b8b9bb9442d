//! What a text or a flow's end refers to: links into the help, and fields that are filled in.

use crate::condition::ConditionFault;
use crate::knowledge::markdown::{Block, Inline, parse};
use crate::knowledge::{End, Fault, Flow, Knowledge, Step, variable_type};

/// Faults of the links in a text of the Markdown subset that should stay inside the help and lead nowhere.
pub(super) fn links(text: &str, knowledge: &Knowledge) -> Vec<Fault> {
    let mut urls = Vec::new();
    parse(text).iter().for_each(|block| urls_of(block, &mut urls));
    urls.iter().filter_map(|url| link(url, knowledge)).collect()
}

fn link(url: &str, knowledge: &Knowledge) -> Option<Fault> {
    let target = url.strip_prefix('#')?;
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

/// Faults of the form fields that a flow's ends fill in, each with the pointer below the flow.
pub(super) fn filled(flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let ends = flow.steps.0.iter().filter_map(|(name, step)| match step {
        Step::End(end) => Some((name, end)),
        _ => None,
    });
    ends.flat_map(|(name, end)| filled_at(name, end, flow, knowledge)).collect()
}

fn filled_at(step: &str, end: &End, flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let mut faults = Vec::new();
    for (field, template) in &end.fields.0 {
        let pointer = format!("/steps/{}/fields/{}", escaped(step), escaped(field));
        if knowledge.ticket.as_ref().is_some_and(|ticket| ticket.fields.get(field).is_none()) {
            faults.push((pointer.clone(), Fault::UnknownReference { what: "field", id: field.clone(), nearest: None }));
        }
        let names = template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
        let unknown = names.filter(|name| variable_type(flow, &knowledge.facts, name).is_none());
        faults.extend(unknown.map(|name| (pointer.clone(), Fault::Condition(ConditionFault::UnknownVariable(name.to_string())))));
    }
    faults
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
