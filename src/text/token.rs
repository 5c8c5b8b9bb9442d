//! Tokens: stemmed words, and bigrams for scripts without spaces.

use super::{
    Folded, Glyph, Script, Span,
    key::{Key, is_common, pair, single, word},
};

/// A token of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its identity.
    pub key: Key,
    /// Where it stands in the original.
    pub span: Span,
    /// How much it can tell.
    pub kind: Kind,
    /// It ends where the text ends: what comes next may belong to it.
    pub last: bool,
}

/// How much a token can tell, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only hiragana: mostly endings and particles.
    Kana,
    /// A word such as "the" or "how".
    Common,
    /// The kanji of a word without the kana between them: 申込 in 申し込み. Its span covers both.
    Skipped,
    /// A bigram with kanji or katakana in it.
    Cjk,
    /// A word or a number.
    Word,
}

/// Cuts a folded text into tokens, in order of their start.
#[must_use]
pub fn tokens(text: &Folded) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.glyphs.len());
    let mut rest = text.glyphs.as_slice();
    let mut hyphened: Option<(&[Glyph], Span)> = None;
    while let Some(first) = rest.first() {
        let kind = |glyph: &&Glyph| (glyph.script == Script::Word, glyph.script.is_cjk());
        let len = rest.iter().take_while(|glyph| kind(glyph) == kind(&first)).count().max(1);
        let (run, tail) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        let last = tail.is_empty();
        match first.script {
            Script::Word => {
                found.push(word_token(run, last));
                if let Some((before, span)) = hyphened.take() {
                    found.push(joined(before, run, span, last));
                }
                hyphened = matches!(tail, [hyphen, ..] if hyphen.ch == '-').then_some((run, first.span));
            }
            Script::Break => hyphened = hyphened.filter(|_| len == 1),
            _ => {
                hyphened = None;
                bigrams(run, last, &mut found);
            }
        }
        rest = tail;
    }
    found
}

fn word_token(run: &[Glyph], last: bool) -> Token {
    let key = word(run.iter().map(|glyph| glyph.ch));
    let kind = if is_common(key) { Kind::Common } else { Kind::Word };
    Token { key, span: cover(run), kind, last }
}

/// "wi-fi" is also one word, as in "wifi".
fn joined(before: &[Glyph], run: &[Glyph], from: Span, last: bool) -> Token {
    let key = word(before.iter().chain(run).map(|glyph| glyph.ch));
    Token { key, span: from.to(cover(run)), kind: Kind::Word, last }
}

fn bigrams(run: &[Glyph], last: bool, found: &mut Vec<Token>) {
    if let [only] = run {
        let kind = if only.script == Script::Kana { Kind::Kana } else { Kind::Cjk };
        found.push(Token { key: single(only.ch), span: only.span, kind, last });
    }
    for (at, two) in run.windows(2).enumerate() {
        let [a, b] = two else { continue };
        let kana = a.script == Script::Kana && b.script == Script::Kana;
        let kind = if kana { Kind::Kana } else { Kind::Cjk };
        found.push(Token { key: pair(a.ch, b.ch), span: a.span.to(b.span), kind, last: last && at + 2 == run.len() });
        if let Some(next) = run.get(at + 1..).and_then(|rest| over_okurigana(a, rest)) {
            found.push(Token { key: pair(a.ch, next.ch), span: a.span.to(next.span), kind: Kind::Skipped, last: false });
        }
    }
}

/// The kanji after one or two kana that may be left out: 申(し)込, 引(っ越)… but not 品(の)返.
fn over_okurigana<'a>(from: &Glyph, rest: &'a [Glyph]) -> Option<&'a Glyph> {
    if from.script != Script::Ideograph {
        return None;
    }
    let next = match rest {
        [small, kana, next, ..] if small.ch == 'っ' && okurigana(kana.ch) => next,
        [kana, next, ..] if kana.ch == 'っ' || okurigana(kana.ch) => next,
        _ => return None,
    };
    (next.script == Script::Ideograph).then_some(next)
}

/// Kana that end the first half of a compound verb.
fn okurigana(c: char) -> bool {
    matches!(c, 'い' | 'り' | 'し' | 'き' | 'け' | 'え' | 'げ' | 'せ' | 'め' | 'れ' | 'ち' | 'み' | 'び' | 'つ' | 'ぎ' | 'べ' | 'じ')
}

fn cover(run: &[Glyph]) -> Span {
    match run {
        [first, .., last] => first.span.to(last.span),
        [only] => only.span,
        [] => Span { start: 0, end: 0 },
    }
}
