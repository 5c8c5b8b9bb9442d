//! What to do when nothing matches well: one edit, or a subsequence.

use fuzzy_matcher::{FuzzyMatcher, clangd::ClangdMatcher};

use super::{
    query::Reading,
    rank::{EDITED, Ranked, Signals, best},
    store::{Store, mask},
    words::Words,
};
use crate::text::{Key, first_of, fold, word_text};

/// Below this coverage the best match is not good, and typos are looked for.
const GOOD: f32 = 0.75;
/// How many of the best entries are compared letter by letter.
const CANDIDATES: usize = 60;
/// Shorter queries are an edit away from too much.
const SHORTEST: usize = 4;
/// Longer ones are sentences, where an edit more or less tells nothing.
const LONGEST: usize = 24;
/// A word this long may have one edit.
const WORD: usize = 4;

/// The known words that are one edit from an unknown one.
pub(super) fn words(key: Key, store: &Store) -> Vec<(u32, f32)> {
    let typed = word_text(key);
    if typed.len() < WORD || typed.iter().all(u8::is_ascii_digit) {
        return Vec::new();
    }
    let mut ids = Vec::new();
    // A typo in the first letter is rare, but for two letters swapped.
    let mut firsts: Vec<u32> = typed.iter().take(2).map(|letter| first_of(crate::text::word([char::from(*letter)].into_iter()))).collect();
    firsts.dedup();
    for first in firsts {
        for (id, other) in store.chain(first) {
            let known = word_text(other);
            if known.len().abs_diff(typed.len()) <= 1 && known.len() >= WORD - 1 && distance(&typed, &known, false) <= 1 {
                ids.push((id, EDITED));
            }
        }
    }
    ids
}

/// Adds the signals of typos and subsequences when no entry covers the query well.
pub(super) fn mend(store: &Store, words: &Words, readings: &[Reading], ranked: &mut Vec<Ranked>) {
    let best = ranked.iter().map(|one| one.signals.coverage).fold(0.0, f32::max);
    if best >= GOOD {
        return;
    }
    for (at, reading) in readings.iter().enumerate() {
        let query: Vec<char> = reading.text.glyphs.iter().map(|glyph| glyph.ch).filter(|c| *c != ' ').collect();
        if !(SHORTEST..=LONGEST).contains(&query.len()) {
            continue;
        }
        if reading.text.glyphs.iter().any(|glyph| glyph.script.is_cjk()) {
            edits(store, words, at, &query, ranked);
        }
        if !reading.romaji {
            subsequences(store, &query, ranked);
        }
    }
}

fn edits(store: &Store, words: &Words, reading: usize, query: &[char], ranked: &mut [Ranked]) {
    for at in best(ranked, CANDIDATES) {
        let Some(one) = ranked.get_mut(at) else { continue };
        let Some(shown) = store.shown(one.doc, one.phrase) else { continue };
        let folded = fold(shown);
        let written: Vec<char> = folded.glyphs.iter().map(|glyph| glyph.ch).collect();
        let edits = distance(query, &written, true).min(distance(query, &words.read(&folded), true));
        // One edit, or two in what is long enough to be told by the rest.
        let typo = 1.0 - 1.5 * edits as f32 / query.len() as f32;
        if edits <= 1 + usize::from(query.len() >= 8) && typo > one.signals.typo {
            one.signals.typo = typo;
            one.reading = reading;
            one.rescore();
        }
    }
}

fn subsequences(store: &Store, query: &[char], ranked: &mut Vec<Ranked>) {
    let wanted = mask(query.iter().copied());
    let pattern: String = query.iter().collect();
    let matcher = ClangdMatcher::default();
    for (doc, entry) in store.docs().iter().enumerate() {
        if entry.title_mask & wanted != wanted {
            continue;
        }
        let title =
            store.shown(doc as u32, 0).map(|shown| fold(shown).glyphs.iter().map(|glyph| glyph.ch).collect::<String>()).unwrap_or_default();
        let Some(points) = matcher.fuzzy_match(&title, &pattern) else { continue };
        // A run of matching letters earns about 20 points a letter.
        let subsequence = (points as f32 / (query.len() as f32 * 20.0)).clamp(0.0, 1.0);
        let place = ranked.iter().position(|one| one.doc == doc as u32).unwrap_or(ranked.len());
        if place == ranked.len() {
            let signals = Signals::default();
            ranked.push(Ranked { doc: doc as u32, phrase: 0, reading: 0, score: 0.0, signals });
        }
        if let Some(one) = ranked.get_mut(place) {
            one.signals.subsequence = subsequence;
            one.rescore();
        }
    }
}

/// How many letters must be changed, added, left out or swapped with the next to make `wanted`
/// of `text` (optimal string alignment), or with `part`, of any part of it.
pub(super) fn distance<T: PartialEq + Copy>(wanted: &[T], text: &[T], part: bool) -> usize {
    // Rows of the table, one for each letter of the text; `row[i]` is for `i` letters of `wanted`.
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    let mut before = row.clone();
    let mut best = wanted.len();
    let mut last: Option<T> = None;
    for (at, letter) in text.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(if part { 0 } else { at + 1 });
        for (i, other) in wanted.iter().enumerate() {
            let cell = |row: &[usize], i: usize| row.get(i).copied().unwrap_or(usize::MAX / 2);
            let mut edits = (cell(&row, i) + usize::from(letter != other)).min(cell(&row, i + 1) + 1).min(cell(&next, i) + 1);
            if i > 0 && last == Some(*other) && wanted.get(i - 1) == Some(letter) {
                edits = edits.min(cell(&before, i - 1) + 1);
            }
            next.push(edits);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(*letter);
        best = best.min(row.last().copied().unwrap_or(0));
    }
    if part { best } else { row.last().copied().unwrap_or(0) }
}
