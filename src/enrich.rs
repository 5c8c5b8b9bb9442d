//! What a tool can add to a knowledge file so that customers find more: how its words are read, and what else people say
//! for them. It goes into `enriched`, where editors see it and can refuse it.
//!
//! ```
//! use tasuke::enrich::{Dictionaries, Lists, enrich};
//! use tasuke::knowledge::Source;
//!
//! let text = r#"{"format": 1, "site": {"name": "店", "locales": ["ja"]}, "categories": [{"id": "a", "title": "送料と返品"}]}"#;
//! let source = Source { name: "knowledge.json".into(), text: text.into() };
//! let enriched = enrich(&[source], &Dictionaries::unpack(), Some(Lists::Shop)).unwrap();
//! assert_eq!(enriched.now.readings["返品"], ["へん・ぴん"]);
//! assert!(enriched.sources[0].text.contains(r#""返品":"へん・ぴん""#));
//! ```
//!
//! | file | what |
//! |---|---|
//! | `lexicon` | the dictionary of readings |
//! | `lattice` | a sentence as words with readings |
//! | `split` | a reading over its kanji |
//! | `readings` | which words of a file get readings |
//! | `thesaurus` | what customers of any shop say, and a dictionary of Japanese |
//! | `synonyms` | which of them a file gets |
//! | `texts` | what of a file is searched |
//! | `own` | what editors wrote, and what they refused |
//! | `write` | the file with its new part, the rest as it was |
//!
//! Invariant: the same file gives the same additions, and a file that has them is not changed.

mod lattice;
mod lexicon;
mod own;
mod readings;
mod split;
mod synonyms;
#[cfg(test)]
mod tests;
mod texts;
mod thesaurus;
mod write;

use crate::knowledge::{Knowledge, Problem, Source, load};
use lexicon::Lexicon;
use own::Own;
use std::collections::BTreeMap;
use thesaurus::Thesaurus;

pub use synonyms::Group;

/// The dictionaries' texts, unpacked once.
#[derive(Clone, Debug, Default)]
pub struct Dictionaries {
    words: String,
    synonyms: String,
}

impl Dictionaries {
    /// Unpacks what is embedded.
    pub fn unpack() -> Self {
        Self { words: lexicon::unpack(), synonyms: thesaurus::unpack() }
    }
}

/// What is embedded, as text.
fn unpacked(packed: &[u8]) -> String {
    let mut text = Vec::new();
    let done = brotli::BrotliDecompress(&mut &*packed, &mut text);
    // It was packed by us and is the same in every program: tests hold that there is something in it.
    done.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

/// Where synonyms come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// Lists of our own, of words that mean the same in any shop.
    Shop,
    /// Sudachi's dictionary of Japanese besides.
    Sudachi,
}

/// What a tool knows of a knowledge base's words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Additions {
    /// Words and their readings, `・` between the parts of their kanji; the likeliest reading first.
    pub readings: BTreeMap<String, Vec<String>>,
    /// What customers may say for words of the knowledge base.
    pub synonyms: Vec<Group>,
}

/// A knowledge base with its additions.
#[derive(Clone, Debug)]
pub struct Enriched {
    /// Its files, with the additions in one of them.
    pub sources: Vec<Source>,
    /// What is in `enriched` now.
    pub now: Additions,
    /// What was in it before.
    pub before: Additions,
    /// Which of the files has `enriched`.
    pub source: usize,
    /// Where the synonyms come from.
    pub lists: Lists,
    /// Those that no list of our own has.
    pub general: Vec<Group>,
}

impl Enriched {
    /// How many words and groups are in `enriched` now that were not, or are others; and the other way.
    pub fn differences(&self) -> (usize, usize) {
        let new = |of: &Additions, not_in: &Additions| {
            let readings = of.readings.iter().filter(|(word, readings)| not_in.readings.get(*word) != Some(*readings));
            readings.count() + of.synonyms.iter().filter(|group| !not_in.synonyms.contains(group)).count()
        };
        (new(&self.now, &self.before), new(&self.before, &self.now))
    }
}

/// Adds readings and synonyms to a knowledge base. Without lists the synonyms come from where they came before: from the
/// dictionary if `enriched` has one that only the dictionary proposes.
///
/// # Errors
/// The problems of a knowledge base that is refused as a whole.
pub fn enrich(sources: &[Source], dictionaries: &Dictionaries, lists: Option<Lists>) -> Result<Enriched, Vec<Problem>> {
    let knowledge = load(sources)?.knowledge;
    let own = Own::read(sources);
    let (mut now, mut general) = propose(&knowledge, &own, dictionaries);
    let lists = lists.unwrap_or(if own.before.synonyms.iter().any(|group| general.contains(group)) { Lists::Sudachi } else { Lists::Shop });
    match lists {
        Lists::Sudachi => now.synonyms.extend_from_slice(&general),
        Lists::Shop => general.clear(),
    }
    let mut sources = sources.to_vec();
    // A file that says the same in another layout is left alone.
    if now != own.before
        && let Some(source) = sources.get_mut(own.source)
    {
        source.text = write::write(&source.text, &now);
    }
    Ok(Enriched { sources, now, before: own.before, source: own.source, lists, general })
}

/// The language that is written in kanji, and read.
const JAPANESE: &str = "ja";

/// The readings and synonyms of our own lists, and the synonyms of the dictionary.
fn propose(knowledge: &Knowledge, own: &Own, dictionaries: &Dictionaries) -> (Additions, Vec<Group>) {
    let lexicon = Lexicon::new(&dictionaries.words);
    let (mut additions, mut general) = (Additions::default(), Vec::new());
    for locale in &knowledge.site.locales {
        let language = locale.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let mut texts = texts::of(knowledge, locale);
        let thesaurus = Thesaurus::new(&language, if language == JAPANESE { &dictionaries.synonyms } else { "" });
        let proposals = synonyms::propose(&texts, locale, &thesaurus, own, &lexicon);
        if language == JAPANESE {
            // The editors' synonyms are typed in kana as well; those of a list are too many for that.
            texts.shown.extend(own.synonyms.iter().flat_map(|group| group.words.iter().chain(&group.to).cloned()));
            additions.readings.extend(readings::propose(&texts, own, &lexicon));
        }
        additions.synonyms.extend(proposals.ours);
        general.extend(proposals.general);
    }
    (additions, general)
}
