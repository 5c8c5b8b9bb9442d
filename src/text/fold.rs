//! Folding: one skeleton for every way to write the same.

mod kana;

use std::fmt;

use super::{Span, tables};

/// A folded text: its characters and where each came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The characters in order. A space or a hyphen is a break; no other punctuation is left.
    pub glyphs: Vec<Glyph>,
}

/// One folded character.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    /// The folded character.
    pub ch: char,
    /// What it is, which decides how it is cut into tokens.
    pub script: Script,
    /// The bytes of the original that it stands for.
    pub span: Span,
}

/// What a folded character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Between words: a space, or a hyphen that may join two words.
    Break,
    /// A letter or digit of a script with spaces between words.
    Word,
    /// Hiragana, mostly grammar.
    Kana,
    /// Katakana (folded to hiragana), mostly loan words and names.
    Katakana,
    /// Kanji and every other script without spaces.
    Ideograph,
}

impl Script {
    /// Whether texts of it are cut into bigrams.
    #[must_use]
    pub fn is_cjk(self) -> bool {
        matches!(self, Self::Kana | Self::Katakana | Self::Ideograph)
    }
}

impl fmt::Display for Folded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.glyphs.iter().try_for_each(|glyph| fmt::Write::write_char(out, glyph.ch))
    }
}

/// Folds a text to its skeleton: see the [module](super) for what that makes equal.
///
/// The skeleton has no long vowels (サーバー = サーバ) and no small vowels (フォーム = フオーム);
/// small ゃゅょっ stay, they tell 病院 (びょういん) from 美容院 (びよういん).
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut fold = Fold { out: Vec::with_capacity(text.len() / 3), vu: false };
    for (at, c) in text.char_indices() {
        fold.push(c, Span { start: at as u32, end: (at + c.len_utf8()) as u32 });
    }
    Folded { glyphs: fold.out }
}

struct Fold {
    out: Vec<Glyph>,
    /// The last character was ヴ, which turns a small vowel after it into a syllable: ヴァ = バ.
    vu: bool,
}

impl Fold {
    fn push(&mut self, c: char, span: Span) {
        let code = u32::from(c);
        let vu = std::mem::take(&mut self.vu);
        match c {
            'a'..='z' | '0'..='9' => self.put(c, Script::Word, span),
            'A'..='Z' => self.put(c.to_ascii_lowercase(), Script::Word, span),
            '\'' | '’' | '・' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => {}
            ',' if self.last().is_ascii_digit() => {} // 1,000
            'ー' | '-' | '−' | '‐' | '‑' | '–' | '—' | '─' | '〜' | '～' => self.dash(span),
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' if vu => self.after_vu(code - 0x3041, span),
            'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' if vu => self.after_vu(code - 0x30a1, span),
            '\u{3041}'..='\u{3096}' => self.kana(code, Script::Kana, span),
            '\u{30a1}'..='\u{30f6}' => self.kana(code - 0x60, Script::Katakana, span),
            '\u{3099}' | '゛' | 'ﾞ' => self.voice(false, span),
            '\u{309a}' | '゜' | 'ﾟ' => self.voice(true, span),
            'ゝ' | 'ヽ' | '々' => self.repeat(false, span),
            'ゞ' | 'ヾ' => self.repeat(true, span),
            '\u{ff61}'..='\u{ff9d}' => {
                self.vu = vu;
                self.half_width(code, span);
            }
            '\u{ff01}'..='\u{ff5e}' => self.push(char::from((code - 0xff01 + 0x21) as u8), span),
            '\u{c0}'..='\u{17f}' => self.latin(code, span),
            '①'..='⑳' => self.number(code - 0x245f, span),
            '⑴'..='⒇' => self.number(code - 0x2473, span),
            '❶'..='❿' => self.number(code - 0x2775, span),
            '㈱' => self.put('株', Script::Ideograph, span),
            _ if is_break(code) => self.put(' ', Script::Break, span),
            '\u{370}'..='\u{58f}' => self.put(c, Script::Word, span), // Greek, Cyrillic, Armenian
            _ => self.ideograph(tables::modern(c), span),
        }
    }

    fn last(&self) -> char {
        self.out.last().map_or(' ', |glyph| glyph.ch)
    }

    fn put(&mut self, ch: char, script: Script, span: Span) {
        self.out.push(Glyph { ch, script, span });
    }

    /// Lets the last character stand for these bytes too.
    fn extend(&mut self, span: Span) {
        if let Some(last) = self.out.last_mut() {
            last.span.end = span.end;
        }
    }

    fn half_width(&mut self, code: u32, span: Span) {
        let full = tables::HALF_WIDTH.get((code - 0xff61) as usize).copied().unwrap_or(0);
        match u32::from(full) {
            // As katakana, which half-width kana are.
            kana @ 0x3041..=0x3096 => self.push(char::from_u32(kana + 0x60).unwrap_or(' '), span),
            other => self.push(char::from_u32(other).unwrap_or(' '), span),
        }
    }

    fn latin(&mut self, code: u32, span: Span) {
        match tables::LATIN.get((code - 0xc0) as usize) {
            Some(&letter) if letter != b' ' => self.put(char::from(letter), Script::Word, span),
            _ => self.put(' ', Script::Break, span),
        }
    }

    fn number(&mut self, value: u32, span: Span) {
        for digit in [value / 10, value % 10] {
            if digit > 0 || value >= 10 {
                self.put(char::from(b'0' + digit as u8), Script::Word, span);
            }
        }
    }

    fn ideograph(&mut self, c: char, span: Span) {
        self.counted();
        self.put(c, Script::Ideograph, span);
    }

    /// A lone digit before a counter becomes a kanji numeral: 3日 = 三日, 1つ = 一つ.
    fn counted(&mut self) {
        let (last, before) = match self.out.as_mut_slice() {
            [.., before, last] => (last, before.script),
            [last] => (last, Script::Break),
            [] => return,
        };
        if before != Script::Word
            && let Some(kanji) = tables::numeral(last.ch)
        {
            last.ch = kanji;
            last.script = Script::Ideograph;
        }
    }
}

/// Spaces, punctuation, symbols and emoji.
fn is_break(code: u32) -> bool {
    matches!(code,
        0..=0xbf | 0x2000..=0x2e7f | 0x3000..=0x3004 | 0x3008..=0x3020 | 0x3030..=0x3040 | 0x3097..=0x30a0
        | 0x30fb..=0x30ff | 0xfe10..=0xfe6f | 0xfeff..=0xffff | 0x1f000..=0x1fbff)
}
