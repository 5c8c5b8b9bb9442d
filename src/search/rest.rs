//! What mends typos; the widget has the code for it after the first touch: see ADR 6.

use super::query::Reading;
use super::rank::Ranked;
use super::store::Store;
use super::typo;
use super::words::Words;
use crate::text::Key;

/// [`typo::words`].
#[inline(never)]
pub(super) fn words(key: Key, store: &Store) -> Vec<(u32, f32)> {
    typo::words(key, store)
}

/// [`typo::mend`].
#[inline(never)]
pub(super) fn mend(store: &Store, words: &Words, readings: &[Reading], ranked: &mut Vec<Ranked>) {
    typo::mend(store, words, readings, ranked);
}
