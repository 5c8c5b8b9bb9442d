//! Edit distance, and what to do when nothing matches well: subsequences.

use fuzzy_matcher::{FuzzyMatcher, clangd::ClangdMatcher};

use super::{
    query::{Reading, Way},
    rank::{EDITED, PAGE, Ranked, Signals, TOGETHER, W_SUBSEQUENCE, best, places, worth},
    store::{Store, mask},
};
use crate::text::{Key, first_of, fold, is_common, two, word, word_text};

/// Below this coverage the best match is not good, and abbreviations are looked for.
const GOOD: f32 = 0.75;
/// Shorter queries are a subsequence of too much.
const SHORTEST: usize = 4;
/// Longer ones are sentences.
const LONGEST: usize = 24;
/// A word this long may have one edit.
const WORD: usize = 4;
/// A word this long may have two.
const LONG_WORD: usize = 8;
/// A single letter is no word that was run together with another.
const PART: usize = 2;

/// What may be meant by an unknown word of these letters: two words that stand side by side somewhere ("topup", "helpme"), else
/// the known words that are one edit from it, or two if it is long.
pub(super) fn words(letters: &[char], key: Key, store: &Store) -> Vec<(u32, f32)> {
    let mut found = Vec::new();
    for at in PART..=letters.len().saturating_sub(PART) {
        let (before, after) = letters.split_at_checked(at).unwrap_or_default();
        let both = two(word(before.iter().copied()), word(after.iter().copied()));
        found.extend(store.id(both).map(|id| (id, TOGETHER)));
    }
    let typed = word_text(key);
    if !found.is_empty() || typed.len() < WORD || typed.iter().all(u8::is_ascii_digit) {
        return found;
    }
    // A typo in the first letter is rare, but for two letters swapped.
    let mut firsts: Vec<u32> = typed.iter().take(2).map(|letter| first_of(word([char::from(*letter)].into_iter()))).collect();
    firsts.dedup();
    let mut fewest = 1 + usize::from(typed.len() >= LONG_WORD);
    for first in firsts {
        for (id, other) in store.chain(first) {
            let known = word_text(other);
            if known.len().abs_diff(typed.len()) > fewest || known.len() < WORD - 1 || is_common(other) {
                continue;
            }
            let edits = find(&typed, &known, false).edits;
            if edits < fewest {
                found.clear();
                fewest = edits.max(1);
            }
            if edits <= fewest {
                found.push((id, EDITED));
            }
        }
    }
    found
}

/// Adds the signal of subsequences when no entry covers the query well; not to entries that it could not bring among the
/// best `limit`.
pub(super) fn subsequences(store: &Store, readings: &[Reading], ranked: &mut Vec<Ranked>, limit: usize) {
    let covered = ranked.iter().map(|one| one.signals.coverage).fold(0.0, f32::max);
    let Some(typed) = readings.iter().find(|reading| reading.way == Way::Typed && covered < GOOD) else { return };
    let query: Vec<char> = typed.text.glyphs.iter().map(|glyph| glyph.ch).filter(|c| *c != ' ').collect();
    if !(SHORTEST..=LONGEST).contains(&query.len()) {
        return;
    }
    let wanted = mask(query.iter().copied());
    let pattern: String = query.iter().collect();
    let matcher = ClangdMatcher::default();
    let places = places(ranked, store.len());
    // So many have at least this score and stay; an entry gains no more than the signal at its highest and another way.
    let last =
        best(ranked, limit, &|one| one.has_word).get(limit.saturating_sub(1)).and_then(|at| ranked.get(*at)).map_or(0.0, |one| one.score);
    let enough = (last / PAGE - W_SUBSEQUENCE) * worth(Way::Romaji);
    for (doc, entry) in store.docs().iter().enumerate() {
        let place = places.get(doc).map_or(ranked.len(), |place| (*place).min(ranked.len()));
        if entry.title_mask & wanted != wanted || ranked.get(place).map_or(0.0, |one| one.score) < enough {
            continue;
        }
        let shown = store.shown(doc as u32, 0).unwrap_or_default();
        let title: String = fold(shown).glyphs.iter().map(|glyph| glyph.ch).collect();
        let Some(points) = matcher.fuzzy_match(&title, &pattern) else { continue };
        if place == ranked.len() {
            let signals = Signals::default();
            ranked.push(Ranked { doc: doc as u32, phrase: 0, reading: 0, score: 0.0, signals, has_word: true });
        }
        if let Some(one) = ranked.get_mut(place) {
            // A run of matching letters earns about 20 points a letter.
            one.signals.subsequence = (points as f32 / (query.len() as f32 * 20.0)).clamp(0.0, 1.0);
            one.rescore(typed.way);
        }
    }
}

/// How near a word is to a text, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// How many letters must be changed, added, left out or swapped with the next.
    pub(super) edits: usize,
    /// The letter of the text after the place.
    pub(super) end: usize,
}

/// How many edits make `wanted` of `text` (optimal string alignment: Damerau and Levenshtein's
/// distance, no letter edited twice) or, with `part`, of the part of it that is nearest.
pub(super) fn find<T: PartialEq + Copy>(wanted: &[T], text: &[T], part: bool) -> Place {
    // Rows of the table, one for each letter of the text; `row[i]` is for `i` letters of `wanted`.
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    let mut before = row.clone();
    let mut best = Place { edits: wanted.len(), end: 0 };
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
        let edits = row.last().copied().unwrap_or(0);
        if edits < best.edits || !part {
            best = Place { edits, end: at + 1 };
        }
    }
    best
}
