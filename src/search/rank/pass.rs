//! One pass over the postings of a query's tokens, and the sums made on the way.

use super::{B, K1, Ranked, SAME_WORD, Signals, lengthy, score, telling, tells};
use crate::search::{
    query::{Reading, Way},
    store::{Field, LEN_UNIT, Posting, Store, Unit},
};
use crate::text::Kind;

/// The sums of one reading.
pub(super) struct Pass<'a> {
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
    has_word: bool,
}

#[derive(Clone, Copy, Default)]
struct UnitSum {
    coverage: f32,
    /// What its tokens that were hit tell, however rare they are.
    told: f32,
    /// The last group that hit, plus one.
    group: u16,
}

impl<'a> Pass<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            docs: vec![DocSum::default(); store.len()],
            units: vec![UnitSum::default(); store.units.len()],
            touched: Vec::new(),
            body_len: store.body_len(),
        }
    }

    pub(super) fn run(mut self, reading: &Reading, number: usize) -> Vec<Ranked> {
        let mut total = 0.0;
        let mut hit: Vec<u32> = Vec::new();
        for (at, group) in reading.groups.iter().enumerate().take(usize::from(u16::MAX) - 1) {
            let (tells, told) = (tells(self.store, group), telling(group.kind));
            total += tells;
            for (id, quality) in &group.ids {
                for posting in self.store.postings(*id) {
                    self.add(posting, *quality, tells, told, at as u16 + 1, &mut hit);
                }
            }
            for doc in hit.drain(..) {
                if let Some(sum) = self.docs.get_mut(doc as usize) {
                    sum.bm25f += tells * sum.weight * (1.0 + K1) / (sum.weight + K1);
                    sum.coverage += tells * sum.quality;
                    sum.has_word |= group.kind >= Kind::Cjk && sum.quality >= SAME_WORD;
                    (sum.weight, sum.quality) = (0.0, 0.0);
                    if !std::mem::replace(&mut sum.touched, true) {
                        self.touched.push(doc);
                    }
                }
            }
        }
        self.touched.iter().filter_map(|doc| self.ranked(*doc, number, reading.way, total)).collect()
    }

    fn add(&mut self, posting: Posting, quality: f32, tells: f32, told: f32, group: u16, hit: &mut Vec<u32>) {
        let Some(Unit { doc, field, len, worth }) = self.store.units.get(posting.unit as usize).copied() else { return };
        let weight = match field {
            Field::Body => worth * f32::from(posting.count) * lengthy(B, f32::from(len) / self.body_len),
            _ => worth,
        };
        let Some(sum) = self.docs.get_mut(doc as usize) else { return };
        if sum.weight == 0.0 {
            hit.push(doc);
        }
        sum.weight += weight * quality;
        sum.quality = sum.quality.max(quality);
        let Some(unit) = self.units.get_mut(posting.unit as usize) else { return };
        if unit.group != group {
            unit.group = group;
            unit.coverage += tells * quality;
            unit.told += told * quality;
        }
    }

    fn ranked(&self, doc: u32, reading: usize, way: Way, total: f32) -> Option<Ranked> {
        let entry = self.store.docs().get(doc as usize)?;
        let sum = self.docs.get(doc as usize)?;
        let share = 1.0 / total.max(f32::MIN_POSITIVE);
        let first = entry.first_unit as usize;
        let mut best = (0.0, 0, Signals::default());
        for phrase in 0..entry.phrases() {
            let (unit, hits) = (self.store.units.get(first + phrase)?, self.units.get(first + phrase)?);
            if phrase > 0 && hits.group == 0 {
                continue;
            }
            let signals = Signals {
                bm25f: (sum.bm25f * share).min(1.0),
                coverage: (sum.coverage * share).min(1.0),
                phrase: (hits.coverage * share).min(1.0),
                density: (hits.told / (LEN_UNIT * f32::from(unit.len.max(1)))).min(1.0),
                title: if phrase == 0 { 1.0 } else { 0.0 },
                asked: total,
                ..Signals::default()
            };
            let score = score(&signals);
            if phrase == 0 || score > best.0 {
                best = (score, phrase, signals);
            }
        }
        let mut ranked = Ranked { doc, phrase: best.1 as u16, reading, score: 0.0, signals: best.2, has_word: sum.has_word };
        ranked.rescore(way);
        Some(ranked)
    }
}
