//! Ranking: the signals of each entry and the score made of them. Every weight is here.

use super::{
    query::Reading,
    store::{Field, Posting, Store, Unit},
};
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
const QUESTION: f32 = 0.8;
/// A category's title is shared by all its entries.
const CONTEXT: f32 = 0.25;
/// A body mentions much that it is not about.
const BODY: f32 = 0.3;
/// BM25's saturation. Low: the third occurrence tells little in short texts.
const K1: f32 = 0.6;
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
const W_PHRASE: f32 = 1.0;
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
        Kind::Common => 0.15,
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

/// Puts the best `limit` in front, in order; the rest is cut off.
pub(super) fn sort(ranked: &mut Vec<Ranked>, limit: usize) {
    let order = |a: &Ranked, b: &Ranked| b.score.total_cmp(&a.score).then(a.doc.cmp(&b.doc));
    if limit < ranked.len() {
        ranked.select_nth_unstable_by(limit, order);
        ranked.truncate(limit);
    }
    ranked.sort_unstable_by(order);
}

/// The sums of one reading.
struct Pass<'a> {
    store: &'a Store,
    docs: Vec<DocSum>,
    units: Vec<UnitSum>,
    /// The entries that have anything.
    touched: Vec<u32>,
    body_len: f32,
}

#[derive(Clone, Copy, Default)]
struct DocSum {
    bm25f: f32,
    coverage: f32,
    /// Of the group at hand.
    weight: f32,
    quality: f32,
    touched: bool,
}

#[derive(Clone, Copy, Default)]
struct UnitSum {
    coverage: f32,
    hits: u16,
    /// The last group that hit, plus one.
    group: u16,
}

impl<'a> Pass<'a> {
    fn new(store: &'a Store) -> Self {
        Self {
            store,
            docs: vec![DocSum::default(); store.len()],
            units: vec![UnitSum::default(); store.units.len()],
            touched: Vec::new(),
            body_len: store.body_len(),
        }
    }

    fn run(mut self, reading: &Reading, number: usize) -> Vec<Ranked> {
        let mut total = 0.0;
        let mut hit: Vec<u32> = Vec::new();
        for (at, group) in reading.groups.iter().enumerate().take(usize::from(u16::MAX) - 1) {
            let docs: u32 = group.ids.iter().map(|(id, _)| self.store.docs_with(*id)).fold(0, u32::saturating_add);
            let tells = telling(group.kind) * self.rarity(docs) * if group.open && docs == 0 { OPEN } else { 1.0 };
            total += tells;
            for (id, quality) in &group.ids {
                for posting in self.store.postings(*id) {
                    self.add(posting, *quality, tells, at as u16 + 1, &mut hit);
                }
            }
            for doc in hit.drain(..) {
                if let Some(sum) = self.docs.get_mut(doc as usize) {
                    sum.bm25f += tells * sum.weight * (1.0 + K1) / (sum.weight + K1);
                    sum.coverage += tells * sum.quality;
                    (sum.weight, sum.quality) = (0.0, 0.0);
                    if !std::mem::replace(&mut sum.touched, true) {
                        self.touched.push(doc);
                    }
                }
            }
        }
        self.touched.iter().filter_map(|doc| self.ranked(*doc, number, total)).collect()
    }

    /// How rare a token is that `docs` entries have: BM25's idf, as a share of the highest.
    fn rarity(&self, docs: u32) -> f32 {
        let all = self.store.len() as f32;
        let docs = (docs as f32).min(all);
        let idf = |docs: f32| (1.0 + (all - docs + 0.5) / (docs + 0.5)).ln();
        idf(docs) / idf(0.0).max(f32::MIN_POSITIVE)
    }

    fn add(&mut self, posting: Posting, quality: f32, tells: f32, group: u16, hit: &mut Vec<u32>) {
        let Some(Unit { doc, field, len }) = self.store.units.get(posting.unit as usize).copied() else { return };
        let quality = if posting.synonym { quality * SYNONYM } else { quality };
        let (field_weight, count) = match field {
            Field::Title => (TITLE, 1.0),
            Field::Question => (QUESTION, 1.0),
            Field::Context => (CONTEXT, 1.0),
            Field::Body => (BODY, f32::from(posting.count) / (1.0 - B + B * f32::from(len) / self.body_len)),
        };
        let Some(sum) = self.docs.get_mut(doc as usize) else { return };
        if sum.weight == 0.0 {
            hit.push(doc);
        }
        sum.weight += field_weight * quality * count;
        sum.quality = sum.quality.max(quality);
        let Some(unit) = self.units.get_mut(posting.unit as usize) else { return };
        if unit.group != group {
            unit.group = group;
            unit.hits += 1;
            unit.coverage += tells * quality;
        }
    }

    fn ranked(&self, doc: u32, reading: usize, total: f32) -> Option<Ranked> {
        let entry = self.store.docs().get(doc as usize)?;
        let sum = self.docs.get(doc as usize)?;
        let share = 1.0 / total.max(f32::MIN_POSITIVE);
        let first = entry.first_unit as usize;
        let mut best = (0.0, 0, Signals::default());
        for phrase in 0..entry.phrases() {
            let (unit, hits) = (self.store.units.get(first + phrase)?, self.units.get(first + phrase)?);
            let signals = Signals {
                bm25f: (sum.bm25f * share).min(1.0),
                coverage: (sum.coverage * share).min(1.0),
                phrase: (hits.coverage * share).min(1.0),
                density: (f32::from(hits.hits) / f32::from(unit.len.max(1))).min(1.0),
                title: if phrase == 0 { 1.0 } else { 0.0 },
                ..Signals::default()
            };
            let score = score(&signals);
            if phrase == 0 || score > best.0 {
                best = (score, phrase, signals);
            }
        }
        let mut ranked = Ranked { doc, phrase: best.1 as u16, reading, score: 0.0, signals: best.2 };
        ranked.rescore();
        Some(ranked)
    }
}
