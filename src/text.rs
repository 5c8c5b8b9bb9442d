//! Folding and tokens: what makes 返品, ﾍﾝﾋﾟﾝ and "Returns" comparable.
//!
//! [`fold`] maps a text to its *skeleton*: one width, one case, hiragana, no long vowels, no
//! accents, breaks for punctuation. Every folded character remembers the bytes it came from, so
//! a match can be shown in the original. [`tokens`] cuts a folded text into stemmed words and,
//! for scripts without spaces, bigrams. [`romaji`] reads Latin letters as kana.
//!
//! ```
//! use tasuke::text::{fold, tokens};
//!
//! // Half-width kana, full-width letters and a long vowel, all folded.
//! assert_eq!(fold("ｻｰﾊﾞｰ ＯＫ").to_string(), fold("さーば ok").to_string());
//!
//! // "返品したい" is four bigrams and two kanji; the first bigram covers the bytes of 返品.
//! let found = tokens(&fold("返品したい"));
//! assert_eq!(found.len(), 6);
//! assert_eq!(found[1].span.range(), 0..6);
//! ```
//!
//! Invariant: nothing here knows of articles, queries or weights.

mod fold;
mod kana;
mod key;
pub mod romaji;
mod stem;
mod tables;
mod token;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use fold::{Folded, Glyph, Script, fold};
pub use kana::{lengthens, skeleton};
pub use key::{Key, first_of, is_common, pair, single, two, word, word_prefix, word_text};
pub use tables::is_particle;
pub use token::{Kind, Token, tokens};

/// A half-open range of bytes in an original text, always on character boundaries.
///
/// 32 bits are enough for a text that fits a knowledge file (8 MB).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span as a range that slices the original text.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
