//! Ranking: the signals of each entry and the score made of them. Every weight is here.

mod pass;

use pass::Pass;

use super::{query::Reading, store::Store};
use crate::text::Kind;

/// What speaks for an entry. All signals are 0 to 1, so that weights can be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// BM25F over all fields, as a share of what a perfect entry would get.
    pub bm25f: f32,
    /// How much of the query the entry covers, by what its tokens tell.
    pub coverage: f32,
    /// How much of the query the best phrase covers.
    pub phrase: f32,
    /// How much of the best phrase the query covers.
    pub density: f32,
    /// The best phrase is the title.
    pub title: f32,
    /// One phrase is the query but for an edit.
    pub typo: f32,
    /// The query is a subsequence of the title.
    pub subsequence: f32,
}

/// A title says what an entry is about; the other weights are relative to it.
const TITLE: f32 = 1.0;
/// A question says it as a customer would, but there are many of them.
const QUESTION: f32 = 0.6;
/// A category's title is shared by all its entries.
const CONTEXT: f32 = 0.25;
/// A body mentions much that it is not about, but in more words than a title has.
const BODY: f32 = 0.6;
/// BM25's saturation. High: an entry where many questions have a word is about it.
const K1: f32 = 2.0;
/// BM25's share of length normalisation, for bodies only: phrases are short anyway.
const B: f32 = 0.5;
/// What a synonym is worth beside the word itself.
const SYNONYM: f32 = 0.7;
/// What a token is worth that only begins with what was typed.
pub(super) const BEGUN: f32 = 0.8;
/// What a word is worth that is an edit away.
pub(super) const EDITED: f32 = 0.6;
/// A query read as romaji, beside the same match as typed.
const ROMAJI: f32 = 0.95;
/// The token being typed may yet become another.
const OPEN: f32 = 0.6;

/// The score's parts: see [`score`].
const W_BM25F: f32 = 1.0;
const W_PHRASE: f32 = 0.4;
const W_DENSITY: f32 = 0.25;
const W_TITLE: f32 = 0.05;
const W_TYPO: f32 = 0.8;
/// Weak: it only orders what nothing else can tell apart, and finds abbreviations.
const W_SUBSEQUENCE: f32 = 0.3;

/// An entry is likely the answer when it covers this much of what the query tells.
const CONFIDENT: f32 = 0.6;

/// What a token tells, by its kind alone; how rare it is counts besides.
fn telling(kind: Kind) -> f32 {
    match kind {
        // Endings and particles: した, ます, には. Of a query with nothing else they are all.
        Kind::Kana => 0.35,
        Kind::Common => 0.3,
        // Only beside the bigrams that it is made of.
        Kind::Skipped => 0.5,
        Kind::Cjk => 1.0,
        // A word is about two bigrams.
        Kind::Word => 1.5,
    }
}

/// The score of an entry: what matched, raised by how well one phrase answers the whole query.
fn score(signals: &Signals) -> f32 {
    let phrase = signals.phrase * signals.phrase;
    W_BM25F * signals.bm25f * (0.5 + 0.5 * signals.coverage)
        + W_PHRASE * phrase
        + W_DENSITY * phrase * signals.density
        + W_TITLE * phrase * signals.title
        + W_TYPO * signals.typo
        + W_SUBSEQUENCE * signals.subsequence
}

/// An entry with its place in an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) doc: u32,
    /// The phrase that matches best.
    pub(super) phrase: u16,
    /// Which reading of the query matched.
    pub(super) reading: usize,
    pub(super) score: f32,
    pub(super) signals: Signals,
}

impl Ranked {
    pub(super) fn is_confident(&self) -> bool {
        self.signals.coverage.max(self.signals.typo) >= CONFIDENT
    }

    /// Sets the score anew, after signals were added.
    pub(super) fn rescore(&mut self) {
        let reading = if self.reading == 0 { 1.0 } else { ROMAJI };
        self.score = score(&self.signals) * reading;
    }
}

/// Ranks all entries that have anything of any reading, in no order.
pub(super) fn rank(store: &Store, readings: &[Reading]) -> Vec<Ranked> {
    let mut best: Vec<Ranked> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let ranked = Pass::new(store).run(reading, at);
        if at == 0 {
            best = ranked;
            continue;
        }
        let mut places = vec![usize::MAX; store.len()];
        for (place, one) in best.iter().enumerate() {
            if let Some(slot) = places.get_mut(one.doc as usize) {
                *slot = place;
            }
        }
        for one in ranked {
            let known = places.get(one.doc as usize).and_then(|place| best.get_mut(*place));
            match known {
                Some(known) if known.score >= one.score => {}
                Some(known) => *known = one,
                None => best.push(one),
            }
        }
    }
    best
}

/// The places of the best `limit`, in order.
///
/// Few are wanted of many: each is put in its place among the best so far, if it has one.
pub(super) fn best(ranked: &[Ranked], limit: usize) -> Vec<usize> {
    // No score is below 0, so that the bits of scores are in the order of scores.
    let order = |one: &Ranked| u64::from(!one.score.to_bits()) << 32 | u64::from(one.doc);
    let mut found: Vec<(u64, usize)> = Vec::new();
    for (at, one) in ranked.iter().enumerate() {
        let key = order(one);
        if found.len() < limit || found.last().is_some_and(|last| key < last.0) {
            let place = found.iter().rposition(|known| known.0 < key).map_or(0, |before| before + 1);
            found.insert(place, (key, at));
            found.truncate(limit);
        }
    }
    found.into_iter().map(|(_, at)| at).collect()
}
