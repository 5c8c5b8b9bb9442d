//! What editors wrote of words, what they refused, and what a tool added before.

use super::{Additions, Group};
use crate::json::{at, entries, members, text_at, texts};
use crate::knowledge::Source;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The editors' part.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// Words with a reading of theirs, or with none that is wanted.
    pub(super) readings: BTreeSet<String>,
    /// Their synonyms.
    pub(super) synonyms: Vec<Group>,
    /// Words that are never to be added.
    pub(super) refused: BTreeSet<String>,
    /// What a tool added before.
    pub(super) before: Additions,
    /// The file that has `enriched`, or that gets it.
    pub(super) source: usize,
}

impl Own {
    /// Reads files that `load` has not refused; what is broken in them is as if it were not there.
    pub(super) fn read(sources: &[Source]) -> Self {
        let files: Vec<Json> =
            sources.iter().map(|source| crate::json::read(source.text.trim_start_matches('\u{feff}')).unwrap_or_default()).collect();
        let place = |key: &str| files.iter().position(|file| file.get(key).is_some());
        let of = |key: &str| place(key).and_then(|source| files.get(source)).map_or(&Json::Null, |file| at(file, key));
        let enriched = of("enriched");
        let readings = |json: &Json| match json {
            Json::String(reading) => vec![reading.clone()],
            other => texts(other),
        };
        Self {
            readings: entries(of("readings")).into_iter().map(|(word, _)| word.clone()).collect(),
            synonyms: members(of("synonyms")).iter().map(group).collect(),
            refused: texts(at(enriched, "refused")).into_iter().collect(),
            before: Additions {
                readings: entries(at(enriched, "readings")).into_iter().map(|(word, json)| (word.clone(), readings(json))).collect(),
                synonyms: members(at(enriched, "synonyms")).iter().map(group).collect(),
            },
            source: place("enriched").or_else(|| place("site")).unwrap_or_default(),
        }
    }
}

fn group(json: &Json) -> Group {
    Group { locale: text_at(json, "locale").map(str::to_string), words: texts(at(json, "words")), to: texts(at(json, "to")) }
}
