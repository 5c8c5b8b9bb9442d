//! What a query may mean: as it is typed, and as romaji.

use super::{rank, rest, store::Store};
use crate::text::{Folded, Glyph, Key, Kind, Script, fold, pair, romaji, single, tokens, word_prefix, word_text};

/// One way to read a query.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) text: Folded,
    pub(super) groups: Vec<Group>,
    /// Read as romaji, though it was typed otherwise.
    pub(super) romaji: bool,
}

/// Tokens that answer the same part of a query.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: Kind,
    /// The tokens and how good each is as an answer (1 for what was typed), best first.
    pub(super) ids: Vec<(u32, f32)>,
    /// The token may go on: what is known of it is not all.
    pub(super) open: bool,
}

/// All readings of a query. There is always at least the one that was typed.
pub(super) fn readings(query: &str, store: &Store) -> Vec<Reading> {
    let text = fold(query);
    let kana = as_kana(&text);
    let mut readings = vec![Reading { groups: groups(&text, "", store), text, romaji: false }];
    if let Some((text, next)) = kana {
        readings.push(Reading { groups: groups(&text, next, store), text, romaji: true });
    }
    readings
}

/// The query with its Latin words read as kana, and the kana that may come next.
fn as_kana(text: &Folded) -> Option<(Folded, &'static str)> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut next = "";
    let mut changed = false;
    let mut rest = text.glyphs.as_slice();
    while let Some(first) = rest.first() {
        let len = rest.iter().take_while(|glyph| glyph.script == Script::Word).count();
        let (run, tail) = rest.split_at_checked(len.max(1)).unwrap_or((rest, &[]));
        let letters: Vec<u8> = run.iter().map(|glyph| glyph.ch as u8).collect();
        let kana = if len == 0 { None } else { romaji::read(&letters) };
        match kana {
            Some(kana) if tail.is_empty() || kana.next.is_empty() || kana.next.starts_with('ん') => {
                let last = run.last().unwrap_or(first);
                let span = first.span.to(last.span);
                let more = if tail.is_empty() { None } else { kana.next.chars().next() };
                glyphs.extend(kana.text.chars().chain(more).map(|ch| Glyph { ch, script: Script::Kana, span }));
                next = if tail.is_empty() { kana.next } else { "" };
                changed = true;
            }
            // A hyphen is a long vowel here: ko-hi- = コーヒー.
            _ if first.ch == '-' && glyphs.last().is_some_and(|glyph| glyph.script == Script::Kana) => {}
            _ => glyphs.extend(run),
        }
        rest = tail;
    }
    changed.then_some((Folded { glyphs }, next))
}

fn groups(text: &Folded, next: &str, store: &Store) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut seen: Vec<Key> = Vec::new();
    for token in tokens(text) {
        if seen.contains(&token.key) {
            continue;
        }
        seen.push(token.key);
        let mut ids: Vec<(u32, f32)> = store.id(token.key).map(|id| (id, 1.0)).into_iter().collect();
        let letters = text.glyphs.iter().filter(|glyph| token.span.start <= glyph.span.start && glyph.span.end <= token.span.end);
        if !word_text(token.key).is_empty() {
            if token.last {
                begun_word(letters.map(|glyph| glyph.ch), token.key, store, &mut ids);
            }
            if ids.is_empty() && !store.keeps_typos {
                ids = rest::words(token.key, store);
            }
        } else if token.key == single(token_char(token.key)) {
            begun(token_char(token.key), store, &mut ids);
        }
        groups.push(Group { kind: token.kind, ids, open: token.last });
    }
    pending(text, next, store, &mut groups);
    groups
}

/// The first character of a bigram's key.
fn token_char(key: Key) -> char {
    char::from_u32(crate::text::first_of(key)).unwrap_or(' ')
}

/// Words that begin with what has been typed. Stems are shorter than words: "shippi" goes on to
/// "shipping", whose stem is "ship".
fn begun_word(letters: impl Iterator<Item = char> + Clone, key: Key, store: &Store, ids: &mut Vec<(u32, f32)>) {
    let (from, to) = word_prefix(letters.clone());
    let typed: Vec<u8> = letters.map(|c| c as u8).collect();
    for (id, other) in store.chain(crate::text::first_of(key)) {
        let begins = (from..=to).contains(&other);
        if other == key || !(begins || typed.len() > STEM_MIN) {
            continue;
        }
        let stem = || {
            let stem = word_text(other);
            stem.len() >= STEM_MIN && typed.starts_with(&stem) && typed.len() - stem.len() <= ENDING_MAX
        };
        if begins || stem() {
            ids.push((id, rank::BEGUN));
        }
    }
}

/// A stem must be this long to be taken for a longer word's.
const STEM_MIN: usize = 4;

/// The longest ending that may be missing: "ping" of "shipping", before its last letter.
const ENDING_MAX: usize = 3;

/// Bigrams that begin with a character.
fn begun(first: char, store: &Store, ids: &mut Vec<(u32, f32)>) {
    let known = ids.first().map(|known| known.0);
    ids.extend(store.chain(first.into()).filter(|(id, _)| Some(*id) != known).map(|(id, _)| (id, rank::BEGUN)));
}

/// The group of a consonant that waits for its vowel.
fn pending(text: &Folded, next: &str, store: &Store, groups: &mut Vec<Group>) {
    if next.is_empty() {
        return;
    }
    let mut ids = Vec::new();
    match text.glyphs.last().filter(|last| last.script.is_cjk()) {
        Some(last) => ids.extend(next.chars().filter_map(|c| store.id(pair(last.ch, c))).map(|id| (id, rank::BEGUN))),
        None => next.chars().for_each(|c| begun(c, store, &mut ids)),
    }
    groups.push(Group { kind: Kind::Kana, ids, open: true });
}
