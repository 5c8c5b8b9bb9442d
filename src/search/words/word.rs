//! One word: where it stands in a text, and how its parts are read.

use crate::text::{Glyph, Script, fold};

/// A part of a word and how it is read.
#[derive(Debug)]
pub(super) struct Segment {
    /// Characters of the word.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kana: Vec<char>,
}

/// Whether a word stands at a place: Latin words only as a whole, though with an ending.
pub(super) fn stands_at(glyphs: &[Glyph], at: usize, word: &[Glyph]) -> bool {
    let Some(rest) = glyphs.get(at..) else { return false };
    if !begins(rest, word) {
        return false;
    }
    let latin = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.script == Script::Word);
    let starts = !latin(rest.first()) || at == 0 || !latin(glyphs.get(at - 1));
    let ending = rest.iter().skip(word.len()).take_while(|glyph| latin(word.last()) && glyph.script == Script::Word);
    let known = |ending: &str| ending.chars().eq(rest.iter().skip(word.len()).map(|glyph| glyph.ch).take(ending.len()));
    starts
        && match ending.count() {
            0 => true,
            1 => known("s") || known("d"),
            2 => known("es") || known("ed"),
            3 => known("ing"),
            _ => false,
        }
}

/// Whether a text begins with these characters.
pub(super) fn begins(text: &[Glyph], word: &[Glyph]) -> bool {
    text.len() >= word.len() && text.iter().zip(word).all(|(a, b)| a.ch == b.ch)
}

/// A word's reading by parts: one for each character, or one for each kanji with the kana after
/// it, or else one for the whole word.
pub(super) fn segments(word: &[Glyph], reading: &str) -> Option<Vec<Segment>> {
    let parts = reading.split('・').map(|part| fold(part.trim()).glyphs.iter().map(|glyph| glyph.ch).collect::<Vec<_>>());
    let parts: Vec<Vec<char>> = parts.filter(|part| !part.is_empty()).collect();
    let mut starts: Vec<usize> = (0..word.len()).collect();
    if parts.len() != starts.len() {
        starts.retain(|at| *at == 0 || word.get(*at).is_some_and(|glyph| !matches!(glyph.ch, 'ぁ'..='ゖ')));
    }
    if parts.is_empty() || word.is_empty() {
        return None;
    }
    if parts.len() != starts.len() {
        return Some(vec![Segment { from: 0, to: word.len(), kana: parts.concat() }]);
    }
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    let segments = starts.iter().zip(ends).zip(parts).map(|((from, to), kana)| Segment { from: *from, to, kana });
    Some(segments.collect())
}
