//! Tokens: stemmed words, and bigrams for scripts without spaces.

use super::{
    Folded, Glyph, Script, Span,
    key::{Key, is_common, pair, single, two, word},
    tables::is_particle,
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
    /// Two kana, or a kanji and its kana, of endings, particles and phrasings: です, には, 教え.
    Particle,
    /// A word such as "the" or "how".
    Common,
    /// The kana that a katakana word begins with: セ of セール, which キャンセル has not.
    Start,
    /// One kanji of several: 変 of 変更 stands in 変える too.
    Kanji,
    /// Two other hiragana, or one that stands alone.
    Kana,
    /// Two words side by side.
    Pair,
    /// The kanji of a word without the kana between them: 申込 in 申し込み. Its span covers both.
    Skipped,
    /// A bigram with kanji or katakana in it.
    Cjk,
    /// A bigram of katakana only: a part of a word even where it is typed in hiragana.
    Loan,
    /// A word or a number.
    Word,
}

impl Kind {
    /// Whether it says what a text is about, and not only how.
    #[must_use]
    pub fn tells(self) -> bool {
        self > Self::Kanji
    }
}

/// Cuts a folded text into tokens, in order of their start.
#[must_use]
pub fn tokens(text: &Folded) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.glyphs.len());
    let mut rest = text.glyphs.as_slice();
    let mut hyphened: Option<(&[Glyph], Span)> = None;
    let mut before: Option<Token> = None;
    while let Some(first) = rest.first() {
        let kind = |glyph: &&Glyph| (glyph.script == Script::Word, glyph.script.is_cjk());
        let len = rest.iter().take_while(|glyph| kind(glyph) == kind(&first)).count().max(1);
        let (run, tail) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        let last = tail.is_empty();
        match first.script {
            Script::Word => {
                let token = word_token(run, last);
                found.push(token);
                if let Some(before) = before.replace(token) {
                    let span = before.span.to(token.span);
                    found.push(Token { key: two(before.key, token.key), span, kind: Kind::Pair, last: false });
                }
                if let Some((before, span)) = hyphened.take() {
                    found.push(joined(before, run, span, last));
                }
                hyphened = matches!(tail, [hyphen, ..] if hyphen.ch == '-').then_some((run, first.span));
            }
            Script::Break => hyphened = hyphened.filter(|_| len == 1),
            _ => {
                hyphened = None;
                before = None;
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
        found.extend(kanji(a));
        let starts = at.checked_sub(1).and_then(|before| run.get(before)).is_none_or(|before| before.script != Script::Katakana);
        let kind = match (a.script, b.script) {
            (Script::Katakana, Script::Katakana) => {
                if starts {
                    found.push(Token { key: pair(' ', a.ch), span: a.span, kind: Kind::Start, last: false });
                }
                Kind::Loan
            }
            _ if is_particle(a.ch, b.ch) => Kind::Particle,
            (Script::Kana, Script::Kana) => Kind::Kana,
            _ => Kind::Cjk,
        };
        found.push(Token { key: pair(a.ch, b.ch), span: a.span.to(b.span), kind, last: last && at + 2 == run.len() });
        if let Some(next) = run.get(at + 1..).and_then(|rest| over_okurigana(a, rest)) {
            found.push(Token { key: pair(a.ch, next.ch), span: a.span.to(next.span), kind: Kind::Skipped, last: false });
        }
    }
    if let [_, .., end] = run {
        found.extend(kanji(end));
    }
}

/// One kanji of several: the same token as one that stands alone, but it tells less.
fn kanji(glyph: &Glyph) -> Option<Token> {
    let token = Token { key: single(glyph.ch), span: glyph.span, kind: Kind::Kanji, last: false };
    (glyph.script == Script::Ideograph).then_some(token)
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
