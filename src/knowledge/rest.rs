//! Reading what is not needed before the customer has opened something, and everything that has to be checked: a file
//! that was not published. The code for it comes second: see ADR 6.

use super::decode::{Decode, Decoder, Keyed};
use super::markdown;
use super::{Knowledge, Loaded, Source};
use crate::json::{at, members};
use serde_json::Value as Json;

/// [`super::load`], for the widget: a file as its editor wrote it.
#[inline(never)]
pub fn load(text: String) -> Option<Loaded> {
    super::load(&[Source { name: String::new(), text }]).ok()
}

/// Reads what [`super::first`] left of a published file: the steps of flows, and the ticket form.
#[inline(never)]
pub fn complete(knowledge: &mut Knowledge, file: &Json) {
    let decoder = Decoder::of_published(file);
    for (flow, json) in knowledge.flows.iter_mut().zip(members(at(file, "flows"))) {
        flow.steps = Keyed::take(at(json, "steps"), &decoder);
    }
    knowledge.ticket = Decode::take(at(file, "ticket"), &decoder);
    knowledge.facts = Keyed::take(at(file, "facts"), &decoder);
}

/// The words of a text in the Markdown subset.
#[inline(never)]
pub fn plain(text: &str) -> String {
    markdown::plain(&markdown::parse(text))
}

/// The members of a list that have the shape of a type and no error in them. What is wrong with the others was reported before.
#[inline(never)]
pub(crate) fn sound<T: Decode>(json: &Json) -> Vec<&Json> {
    members(json).iter().filter(|json| Decoder::default().is_sound(json, T::SHAPE)).collect()
}
