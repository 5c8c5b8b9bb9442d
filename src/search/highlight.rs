//! Which bytes of a phrase matched, and what they say where a typo was mended.

use std::ops::Range;

use super::{
    query::{Group, Reading, Way},
    store::{Store, sort},
    typo,
};
use crate::text::{Glyph, Script, fold, tokens};

/// What is longer than a phrase is told by its results, not said again with a word mended.
const PHRASE: usize = 40;
/// From so many letters on a word is known in spite of two edits.
const LONG_WORD: usize = 8;

/// The ranges of `shown` that any reading matched: in order, apart, on character boundaries.
///
/// Endings such as した are left out where they stand alone, if anything better matched.
pub(super) fn ranges(shown: &str, readings: &[Reading], store: &Store) -> Vec<Range<usize>> {
    let mut found: Vec<u64> = Vec::new();
    for token in tokens(&fold(shown)) {
        let Some(id) = store.id(token.key) else { continue };
        let groups = readings.iter().flat_map(|reading| &reading.groups);
        let matching = groups.filter(|group| group.ids.iter().any(|known| known.0 == id));
        if let Some(kind) = matching.map(|group| group.kind).max() {
            // As a number, to be sorted as keys are: the start, the end, whether it tells.
            let (start, end) = (u64::from(token.span.start), u64::from(token.span.end));
            found.push(start << 32 | end << 1 | u64::from(kind.tells()));
        }
    }
    sort(&mut found);
    let mut merged: Vec<(Range<usize>, bool)> = Vec::new();
    for packed in found {
        let (range, tells) = ((packed >> 32) as usize..(packed as u32 >> 1) as usize, packed & 1 == 1);
        match merged.last_mut() {
            Some((last, known)) if range.start <= last.end => {
                last.end = last.end.max(range.end);
                *known |= tells;
            }
            _ => merged.push((range, tells)),
        }
    }
    let any = merged.iter().any(|(_, tells)| *tells);
    merged.into_iter().filter(|(_, tells)| *tells || !any).map(|(range, _)| range).collect()
}

/// The query with its typos mended as the phrase that was found writes them; `None` where nothing was mended, or where
/// what stands in the phrase looks the same, is more than a typo away, or what was typed without its end; or where it is no
/// loan word and not in Latin letters: hiragana are inflections as often as words.
pub(super) fn mended_query(query: &str, shown: &str, reading: &Reading, store: &Store) -> Option<String> {
    if reading.way != Way::Typed || !reading.groups.iter().any(|group| group.mended) {
        return None;
    }
    let typed = fold(query).glyphs;
    if typed.len() > PHRASE {
        return None;
    }
    let mut written = String::new();
    let mut done = 0;
    for groups in reading.groups.chunk_by(|a, b| a.mended && b.mended && b.from <= a.to) {
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { continue };
        let start = typed.get(first.from).map(|glyph| glyph.span.start as usize);
        let end = last.to.checked_sub(1).and_then(|last| typed.get(last)).map(|glyph| glyph.span.end as usize);
        if let (true, Some(start), Some(end), Some(word)) = (first.mended, start, end, stands(shown, groups, store))
            && typed.get(first.from..last.to).is_some_and(|typed| is_typo(typed, &fold(word).glyphs))
        {
            written.push_str(query.get(done..start)?);
            written.push_str(word);
            done = end;
        }
    }
    written.push_str(query.get(done..)?);
    (fold(&written).to_string() != fold(query).to_string()).then_some(written)
}

/// Whether a word is what was meant by these letters, but for a typo.
fn is_typo(typed: &[Glyph], word: &[Glyph]) -> bool {
    let letters = |text: &[Glyph]| text.iter().map(|glyph| glyph.ch).filter(|c| *c != '-').collect::<Vec<_>>();
    let (typed, wanted) = (letters(typed), letters(word));
    let allowed = 1 + usize::from(wanted.len() >= LONG_WORD);
    word.iter().all(|glyph| matches!(glyph.script, Script::Word | Script::Katakana | Script::Break))
        && !typed.starts_with(&wanted)
        && typo::find(&wanted, &typed, false).edits <= allowed
}

/// The part of a phrase that answers these groups, from its first token on.
fn stands<'s>(shown: &'s str, groups: &[Group], store: &Store) -> Option<&'s str> {
    let mut found: Option<Range<usize>> = None;
    for token in tokens(&fold(shown)) {
        let Some(id) = store.id(token.key) else { continue };
        if groups.iter().any(|group| group.ids.iter().any(|known| known.0 == id)) {
            match &mut found {
                Some(range) if token.span.start as usize <= range.end => range.end = range.end.max(token.span.end as usize),
                Some(_) => break,
                None => found = Some(token.span.range()),
            }
        }
    }
    shown.get(found?)
}
