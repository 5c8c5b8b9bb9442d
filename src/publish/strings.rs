//! The UI texts that go into a published file, so that opening the help costs no further request.

use super::kept::Note;
use crate::knowledge::Knowledge;
use serde_json::{Map, Value as Json};

/// The language of UI texts where a shop's own is missing.
const FALLBACK: &str = "en";

/// What the keys of texts begin with that only `data-debug` shows.
const UNPUBLISHED: &str = "why.";

/// The table of this locale with the shop's own texts laid over it.
pub(super) fn table(tables: &[(String, Json)], knowledge: &Knowledge, locale: &str) -> (Map<String, Json>, Option<Note>) {
    let of = |wanted: &str| tables.iter().find(|(known, _)| known == wanted).and_then(|(_, table)| table.as_object());
    let language = locale.split('-').next().unwrap_or(locale);
    let own = of(locale).or_else(|| of(language));
    let mut table = own.or_else(|| of(FALLBACK)).cloned().unwrap_or_default();
    // What is said only to those who work on the file is fetched by those.
    table.retain(|key, text| text.is_string() && !key.starts_with(UNPUBLISHED));
    let overrides = knowledge.strings.get(locale).map_or(&[][..], |table| table.0.as_slice());
    table.extend(overrides.iter().map(|(key, text)| (key.clone(), Json::from(text.as_str()))));
    let is_missing = own.is_none() && !tables.is_empty();
    (table, is_missing.then(|| Note::NoStrings { locale: locale.to_string() }))
}
