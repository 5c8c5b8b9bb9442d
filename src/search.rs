//! Search: from what is being typed to ranked, highlighted phrases. Knows nothing of articles.
//!
//! An [`Entry`] has phrases (a title and questions), a context (its category) and a body, which
//! may come later. All of them are cut into tokens ([`crate::text`]). A query is read as it is
//! typed, as romaji, and as an editor would write it: the words of the [`Dictionary`] that its kana
//! mean (へんぴん, henpi and 返ぴん mean 返品), with their synonyms. Each reading is matched by
//! BM25F and by how much of it one phrase covers, and the better counts.
//!
//! ```
//! use tasuke::search::{Dictionary, Entry, Index, Phrase};
//!
//! let mut index = Index::new(Dictionary {
//!     readings: vec![("返品".into(), vec!["へん・ぴん".into()])],
//!     synonyms: vec![],
//! });
//! let title = Phrase { shown: "商品を返品したい".into(), found: vec![] };
//! index.add(Entry { phrases: vec![title], context: "返品".into(), body: None });
//!
//! let found = index.search("henpi", 10);
//! assert_eq!(found.hits[0].ranges, [9..15]); // 返品
//! ```
//!
//! | file | what |
//! |---|---|
//! | `words` | the dictionary: which words a query means, and their synonyms |
//! | `english` | English words that customers use for each other |
//! | `store` | postings: which token stands in which unit |
//! | `query` | a query's readings as groups of tokens |
//! | `rank` | the signals of each entry and the score made of them: every weight is there |
//! | `typo` | edit distance; subsequences, when nothing else matches well |
//! | `highlight` | ranges in the phrase that is shown |
//! | `explain` | why an entry has its place, in numbers |
//!
//! Invariant: equal input gives equal output, on every machine; ties go to the earlier entry.

mod english;
mod explain;
mod highlight;
mod query;
mod rank;
mod rest;
mod store;
mod typo;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use explain::{Explanation, Part, Term};
pub use query::Way;
pub use rank::Signals;
pub use store::Field;

use rank::Ranked;
use store::Store;
use words::Words;

/// What can be found.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The title, then the questions.
    pub phrases: Vec<Phrase>,
    /// Where it belongs, a category's title.
    pub context: String,
    /// Its text without markup; `None` when it is not yet there.
    pub body: Option<String>,
}

/// A text to be found by and to be shown.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// What is shown and highlighted.
    pub shown: String,
    /// Other wordings that find it. It does not matter whether `shown` is among them.
    pub found: Vec<String>,
}

/// What is known of words.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// A word and its readings, `・` between the parts that belong to its kanji: 返品, へん・ぴん.
    pub readings: Vec<(String, Vec<String>)>,
    /// Words for the same.
    pub synonyms: Vec<Synonym>,
}

/// Words that find each other.
#[derive(Clone, Debug, Default)]
pub struct Synonym {
    /// These find each other or, with `to`, these find those.
    pub words: Vec<String>,
    /// When not empty, the words that are found.
    pub to: Vec<String>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Whether the first hit is likely what was asked for.
    pub confident: bool,
    /// How likely the first hit is what was asked for, 0 to 1.
    pub confidence: f32,
    /// What was searched for where that is not what was typed: the phrase with its typos mended as the first hit has it.
    pub instead: Option<String>,
    /// The best first, one for each entry.
    pub hits: Vec<Hit>,
}

/// A found entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The entry, as [`Index::add`] numbered it.
    pub doc: u32,
    /// Which of its phrases matched best and should be shown.
    pub phrase: u16,
    /// How well it matches; comparable within one answer only.
    pub score: f32,
    /// The bytes of the phrase's `shown` that matched: in order, apart, on character boundaries.
    pub ranges: Vec<Range<usize>>,
}

/// The index of all entries.
#[derive(Debug, Default)]
pub struct Index {
    words: Words,
    store: Store,
}

impl Index {
    /// An empty index. The dictionary comes first: entries are indexed by it.
    #[must_use]
    #[allow(clippy::needless_pass_by_value)] // it is of no use to the caller any more
    pub fn new(dictionary: Dictionary) -> Self {
        Self { words: Words::new(&dictionary), store: Store::default() }
    }

    /// Whether to find in spite of typos, which is so unless it is said here.
    pub fn mend_typos(&mut self, yes: bool) {
        self.store.keeps_typos = !yes;
    }

    /// Adds an entry and gives its number: 0, 1, 2 …
    pub fn add(&mut self, entry: Entry) -> u32 {
        let doc = self.store.add(entry.phrases, &entry.context, &mut self.words);
        if let Some(body) = entry.body {
            self.set_body(doc, &body);
        }
        doc
    }

    /// Adds the body of an entry, once it is there. An entry has one body; a second is ignored.
    pub fn set_body(&mut self, doc: u32, plain: &str) {
        self.store.set_body(doc, plain);
    }

    /// The best `limit` entries for what has been typed so far.
    ///
    /// Where nothing at all is found, the nearest is: what the longest beginning of the query, a third of it at least,
    /// finds, without confidence; for a greeting nothing. Beside a likely answer to the whole query, what is there by
    /// chance is left out.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Found {
        self.search_near(query, limit, &[])
    }

    /// As [`search`](Self::search), with a little more for some entries.
    #[must_use]
    pub fn search_near(&self, query: &str, limit: usize, near: &[u32]) -> Found {
        let mut text = query;
        let (readings, ranked) = loop {
            // Letters here and there in a title are no answer to a part of a query.
            let (readings, ranked) = self.rank(text, near, if text.len() == query.len() { limit } else { 0 });
            match text.char_indices().next_back() {
                Some((last, _)) if ranked.is_empty() && last * 3 >= query.len() && asks(&readings) => {
                    text = text.get(..last).unwrap_or_default();
                }
                _ => break (readings, ranked),
            }
        };
        let first = rank::best(&ranked, 1, &|_| true).first().and_then(|at| ranked.get(*at)).filter(|_| text.len() == query.len());
        let confidence = first.map_or(0.0, Ranked::confidence);
        let best = rank::best(&ranked, limit, &|one| first.is_none_or(|first| first.admits(one)));
        let hits: Vec<Hit> = best.iter().filter_map(|at| ranked.get(*at)).map(|one| self.hit(one, &readings)).collect();
        let instead = match (hits.first(), first) {
            (Some(hit), Some(first)) if !self.store.keeps_typos => rest::mended_query(query, hit, readings.get(first.reading), &self.store),
            _ => None,
        };
        Found { confident: confidence >= 0.5, confidence, instead, hits }
    }

    /// The `n` entries whose texts are most like an entry's title, without itself.
    #[must_use]
    pub fn related(&self, doc: u32, n: usize) -> Vec<u32> {
        let Some(title) = self.store.shown(doc, 0) else { return Vec::new() };
        let (_, mut ranked) = self.rank(title, &[], n.saturating_add(1));
        ranked.retain(|one| one.doc != doc);
        rank::best(&ranked, n, &|_| true).into_iter().filter_map(|at| ranked.get(at)).map(|one| one.doc).collect()
    }

    /// The places of more than `limit` may be others than they would be by themselves.
    fn rank(&self, query: &str, near: &[u32], limit: usize) -> (Vec<query::Reading>, Vec<Ranked>) {
        let readings = query::readings(query, &self.store, &self.words);
        let mut ranked = rank::rank(&self.store, &readings);
        if !self.store.keeps_typos && limit > 0 {
            rest::subsequences(&self.store, &readings, &mut ranked, limit);
        }
        for one in ranked.iter_mut().filter(|one| near.contains(&one.doc)) {
            one.score *= rank::PAGE;
        }
        (readings, ranked)
    }

    fn hit(&self, one: &Ranked, readings: &[query::Reading]) -> Hit {
        let ranges = |phrase| highlight::ranges(self.store.shown(one.doc, phrase).unwrap_or(""), readings, &self.store);
        let mut hit = Hit { doc: one.doc, phrase: one.phrase, score: one.score, ranges: ranges(one.phrase) };
        // A wording that is found but never shown may have nothing to do with what is; then the title may.
        if hit.ranges.is_empty() && hit.phrase > 0 {
            let of_title = ranges(0);
            if !of_title.is_empty() {
                (hit.phrase, hit.ranges) = (0, of_title);
            }
        }
        hit
    }
}

/// Whether a query, as it was typed, has anything that tells what it is about.
fn asks(readings: &[query::Reading]) -> bool {
    readings.iter().take(1).flat_map(|reading| &reading.groups).any(|group| group.kind.tells())
}
