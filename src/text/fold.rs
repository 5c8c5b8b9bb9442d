//! Folding: one skeleton for every way to write the same.

mod kana;

use std::fmt;

use super::{Span, tables};
use tables::Composed;

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
            'ー' | '-' | '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '─' | '━' | '﹣' | '〜' | '～' => self.dash(span),
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
            _ if self.composed(code, span) => {}
            '箇' => self.kana(0x3096, Script::Kana, span), // 箇所 = ヶ所 = か所
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

    /// Characters made of others: ①, Ⅱ, ㎏, ㈱ and ㍿.
    fn composed(&mut self, code: u32, span: Span) -> bool {
        let Some(parts) = tables::composed(code) else { return false };
        match parts {
            Composed::Number(value) => {
                let tens = char::from_digit(value / 10, 10).filter(|_| value >= 10);
                tens.into_iter().chain(char::from_digit(value % 10, 10)).for_each(|digit| self.put(digit, Script::Word, span));
            }
            Composed::Text(text) => text.chars().for_each(|c| self.push(c, span)),
            Composed::Kana(half_width) => self.half_width(half_width, span),
        }
        true
    }

    fn ideograph(&mut self, c: char, span: Span) {
        // The ヶ of 1ヶ月, however it is typed, stands between a number and what is counted.
        let counting = |glyph: &mut Glyph| matches!((glyph.ch, glyph.script), ('か', _) | ('け', Script::Katakana));
        let between = self.out.pop_if(counting);
        self.counted();
        if let Some(mut between) = between {
            if self.out.last().is_some_and(|number| tables::is_numeral(number.ch)) {
                (between.ch, between.script) = ('か', Script::Kana);
            }
            self.out.push(between);
        }
        self.put(c, Script::Ideograph, span);
    }

    /// A number below 100 before a counter becomes kanji numerals: 3日 = 三日, 30分 = 三十分, 1つ = 一つ.
    fn counted(&mut self) {
        let digits = self.out.iter().rev().take_while(|glyph| glyph.script == Script::Word).count();
        let Some(at) = self.out.len().checked_sub(digits).filter(|_| matches!(digits, 1 | 2)) else { return };
        let number = self.out.split_off(at);
        let kanji = numerals(&number);
        self.out.extend(kanji.unwrap_or(number));
    }
}

/// One or two digits as kanji numerals, or nothing for what is no number.
fn numerals(digits: &[Glyph]) -> Option<Vec<Glyph>> {
    let kanji = |glyph: &Glyph| Some(Glyph { ch: tables::numeral(glyph.ch)?, script: Script::Ideograph, ..*glyph });
    let [tens, ones] = digits else { return Some(vec![kanji(digits.first()?)?]) };
    let (first, last) = (kanji(tens)?, kanji(ones)?);
    let ten = Glyph { ch: '十', ..first };
    // 二十分, 十分, 五分 (of 05分).
    let mut said = match tens.ch {
        '0' => vec![],
        '1' => vec![ten],
        _ => vec![first, ten],
    };
    match said.last_mut() {
        Some(ten) if ones.ch == '0' => ten.span = ten.span.to(last.span),
        _ => said.push(last),
    }
    Some(said)
}

/// Spaces, punctuation, symbols and emoji.
fn is_break(code: u32) -> bool {
    matches!(code,
        0..=0xbf | 0x2000..=0x2e7f | 0x3000..=0x3004 | 0x3008..=0x3020 | 0x3030..=0x3040 | 0x3097..=0x30a0
        | 0x30fb..=0x30ff | 0xfe10..=0xfe6f | 0xfeff..=0xffff | 0x1f000..=0x1fbff)
}
