//! What a flow asks and the form behind its end would ask again.

use crate::condition::{Condition, Operand, Operator, Value};
use crate::knowledge::{Branch, EntryType, Fault, Flow, Knowledge, Lookup, Step};

/// The types that a customer has one of: what was typed for one field of them is meant for another as well.
const OF_ONE: &[EntryType] = &[EntryType::Email, EntryType::OrderNumber];

/// Fields of forms that ends leave empty although a step on the way has asked for just that, each with the pointer below
/// the flow.
pub(super) fn twice(flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let Some(format) = &knowledge.ticket else { return Vec::new() };
    let mut found = Vec::new();
    for (name, step) in &flow.steps.0 {
        let Step::End(end) = step else { continue };
        let topic = end.topic.as_ref().and_then(|topic| knowledge.topic(topic.as_str()));
        for field in topic.iter().flat_map(|topic| &topic.fields) {
            let Some(entry) = format.fields.get(field).map(|field| field.entry).filter(|entry| OF_ONE.contains(entry)) else { continue };
            let asks = |step: &Step| matches!(step, Step::Enter(enter) if enter.entry == entry);
            let asked = flow.steps.0.iter().find(|(from, step)| asks(step) && leads_to(flow, from, name));
            if let Some((asked, _)) = asked.filter(|_| end.fields.get(field).is_none()) {
                let pointer = format!("/steps/{}", super::escaped(name));
                found.push((pointer, Fault::AskedTwice { field: field.clone(), step: asked.clone() }));
            }
        }
    }
    found
}

/// Whether a step's answer can be there at an end: a way leads on that neither goes back over what comes before the step,
/// to be answered anew, nor takes a case for an empty answer.
fn leads_to(flow: &Flow, asked: &str, end: &str) -> bool {
    let is_before = |name: &&str| *name != asked && !reached(flow, &flow.start, &[*name], "").contains(&asked);
    let before: Vec<&str> = flow.steps.keys().filter(is_before).collect();
    reached(flow, asked, &before, asked).contains(&end)
}

/// The steps that a step can lead to, itself among them, without these and without cases that `asked` is left empty.
fn reached<'f>(flow: &'f Flow, from: &'f str, without: &[&str], asked: &str) -> Vec<&'f str> {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(name) = reached.get(next).copied() {
        next += 1;
        let Some(step) = flow.steps.get(name).filter(|_| !without.contains(&name)) else { continue };
        for target in step.targets() {
            let is_for_empty = |(list, index)| list == "cases" && is_case_of_empty(step, index, asked);
            if !target.list.is_some_and(is_for_empty) && !reached.contains(&target.step) {
                reached.push(target.step);
            }
        }
    }
    reached
}

/// Whether a case says that this step was left empty.
fn is_case_of_empty(step: &Step, index: usize, asked: &str) -> bool {
    let (Step::Branch(Branch { cases, .. }) | Step::Lookup(Lookup { cases, .. })) = step else { return false };
    let Some(Condition::Compare(Operator::Equal, left, right)) = cases.get(index).map(|case| &case.when) else { return false };
    let is_asked = |of: &Operand| matches!(of, Operand::Variable(name) if name.strip_prefix("answer.") == Some(asked));
    let is_empty = |of: &Operand| matches!(of, Operand::Literal(Value::Text(text)) if text.is_empty());
    is_asked(left) && is_empty(right) || is_asked(right) && is_empty(left)
}
