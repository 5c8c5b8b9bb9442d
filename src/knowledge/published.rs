//! Reading a published file, which was checked when it was made.

use super::decode::{Decode, Decoder, Keyed};
use super::{FORMAT, Flow, Knowledge, Site};
use crate::json::{at, members};
use serde_json::Value as Json;
use std::mem::ManuallyDrop;

/// Reads what searching and the first screens need from a published file of one language; [`super::rest::complete`]
/// reads what is left: the steps of flows, facts, and the ticket form. Nothing is checked again: whoever could change
/// the file could change the code beside it.
///
/// Nothing if the file is of another format or names no language.
pub fn first(file: &Json) -> Option<Knowledge> {
    // Its end would bring in every fault there is.
    let decoder = ManuallyDrop::new(Decoder::of_published(file));
    if at(file, "format").as_u64() != Some(FORMAT) || decoder.first_locale.is_empty() {
        return None;
    }
    Some(Knowledge {
        site: Site::take(at(file, "site"), &decoder),
        notices: Vec::take(at(file, "notices"), &decoder),
        facts: Keyed::default(),
        categories: Vec::take(at(file, "categories"), &decoder),
        articles: Vec::take(at(file, "articles"), &decoder),
        synonyms: Vec::take(at(file, "synonyms"), &decoder),
        readings: Keyed::take(at(file, "readings"), &decoder),
        flows: members(at(file, "flows")).iter().map(|json| Flow::without_steps(json, &decoder)).collect(),
        ticket: None,
        strings: Keyed::take(at(file, "strings"), &decoder),
    })
}
