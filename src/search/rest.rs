//! What mends typos and knows other words; the widget has the code for it after the first touch: see ADR 6.

use super::Hit;
use super::english;
use super::highlight;
use super::query::Reading;
use super::rank::Ranked;
use super::store::Store;
use super::typo;
use super::words::{Alternative, Words};
use crate::text::{Glyph, Key};

/// [`typo::words`].
#[inline(never)]
pub(super) fn words(letters: &[char], key: Key, store: &Store) -> Vec<(u32, f32)> {
    typo::words(letters, key, store)
}

/// [`english::others`].
#[inline(never)]
pub(super) fn others(key: Key) -> Vec<Key> {
    english::others(key)
}

/// [`highlight::mended_query`].
#[inline(never)]
pub(super) fn mended_query(query: &str, hit: &Hit, reading: Option<&Reading>, store: &Store) -> Option<String> {
    highlight::mended_query(query, store.shown(hit.doc, hit.phrase)?, reading?, store)
}

/// [`Words::mended`].
#[inline(never)]
pub(super) fn mended(words: &Words, run: &[Glyph]) -> Option<Alternative> {
    words.mended(run)
}

/// [`typo::subsequences`].
#[inline(never)]
pub(super) fn subsequences(store: &Store, readings: &[Reading], ranked: &mut Vec<Ranked>, limit: usize) {
    typo::subsequences(store, readings, ranked, limit);
}
