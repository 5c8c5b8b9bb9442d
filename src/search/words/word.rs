//! One word: where it stands in a text, and how its parts are read.

use super::chars;
use crate::text::{Glyph, Script};

/// A part of a word and how it is read.
#[derive(Debug)]
pub(super) struct Segment {
    /// Characters of the word.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kana: Vec<char>,
}

/// Whether a word stands at a place: Latin words only as a whole, though with an ending.
pub(super) fn stands_at(glyphs: &[Glyph], at: usize, word: &[char]) -> bool {
    let Some(rest) = glyphs.get(at..) else { return false };
    let same = rest.len() >= word.len() && rest.iter().zip(word).all(|(glyph, c)| glyph.ch == *c);
    let latin = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.script == Script::Word);
    if !same {
        return false;
    }
    let starts = !latin(rest.first()) || at == 0 || !latin(glyphs.get(at - 1));
    let last = latin(word.len().checked_sub(1).and_then(|last| rest.get(last)));
    let ending = rest.iter().skip(word.len()).take_while(|glyph| last && glyph.script == Script::Word);
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

/// A word's reading by parts: one for each character, or one for each kanji with the kana after
/// it, or else one for the whole word.
pub(super) fn segments(word: &[char], reading: &str) -> Option<Vec<Segment>> {
    let parts: Vec<Vec<char>> = reading.split('・').map(chars).filter(|part| !part.is_empty()).collect();
    let kana = |c: char| matches!(c, 'ぁ'..='ゖ');
    let mut starts: Vec<usize> = (0..word.len()).collect();
    if parts.len() != starts.len() {
        starts.retain(|at| *at == 0 || word.get(*at).is_some_and(|c| !kana(*c)));
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
