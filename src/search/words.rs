//! The dictionary, and the tokens of a phrase with its readings and synonyms.

mod word;

use word::{Segment, segments, stands_at};

use super::{Dictionary, store::Map};
use crate::text::{Folded, Glyph, Key, Span, fold, pair, single, tokens};

/// A token of a phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct PhraseToken {
    pub(super) key: Key,
    /// The bytes of the phrase that it stands for.
    pub(super) span: Span,
    /// Of a synonym: less certain than what is written.
    pub(super) synonym: bool,
}

/// The dictionary's words, folded, in chains by their first character.
#[derive(Debug, Default)]
pub(super) struct Words {
    all: Vec<Word>,
    firsts: Map,
    /// For each first character, its words.
    chains: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct Word {
    text: Vec<char>,
    readings: Vec<Vec<Segment>>,
    /// The tokens of its synonyms.
    synonyms: Vec<Key>,
}

/// A part of a phrase and how it is read.
struct Read<'a> {
    from: usize,
    to: usize,
    kana: &'a [char],
}

impl Words {
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let mut words = Self::default();
        for (word, readings) in &dictionary.readings {
            let text = chars(word);
            let segments: Vec<_> = readings.iter().filter_map(|reading| segments(&text, reading)).collect();
            if let Some(word) = words.word(text) {
                word.readings.extend(segments);
            }
        }
        for synonym in &dictionary.synonyms {
            let targets = if synonym.to.is_empty() { &synonym.words } else { &synonym.to };
            for target in targets {
                let mut keys = Vec::new();
                for word in synonym.words.iter().filter(|word| *word != target) {
                    // How a synonym is read, not its own synonyms.
                    keys.extend(words.tokens(&fold(word)).iter().filter(|token| !token.synonym).map(|token| token.key));
                }
                if let Some(word) = words.word(chars(target)) {
                    word.synonyms.extend(keys);
                }
            }
        }
        words
    }

    /// The word with this text, perhaps a new one.
    fn word(&mut self, text: Vec<char>) -> Option<&mut Word> {
        let (chain, new) = self.firsts.insert(u32::from(*text.first()?).into());
        if new {
            self.chains.push(Vec::new());
        }
        let chain = self.chains.get_mut(chain as usize)?;
        let same = |at: &&u32| self.all.get(**at as usize).is_some_and(|word| word.text == text);
        let at = if let Some(at) = chain.iter().find(same) {
            *at
        } else {
            chain.push(self.all.len() as u32);
            self.all.push(Word { text, readings: Vec::new(), synonyms: Vec::new() });
            self.all.len() as u32 - 1
        };
        self.all.get_mut(at as usize)
    }

    /// All tokens of a phrase: as it is written, read, and said otherwise.
    pub(super) fn tokens(&self, text: &Folded) -> Vec<PhraseToken> {
        let mut found: Vec<_> = tokens(text).iter().map(|token| PhraseToken { key: token.key, span: token.span, synonym: false }).collect();
        found.extend(ends(&text.glyphs));
        let matches = self.matches(&text.glyphs);
        if matches.is_empty() {
            return found;
        }
        let mut reads: Vec<Read> = Vec::new();
        for (from, word) in matches {
            let span = span(&text.glyphs, from, from + word.text.len());
            found.extend(word.synonyms.iter().map(|key| PhraseToken { key: *key, span, synonym: true }));
            for Segment { from: start, to, kana } in word.readings.iter().flatten() {
                reads.push(Read { from: from + start, to: from + to, kana });
            }
        }
        for read in &reads {
            read_tokens(&text.glyphs, read, &reads, &mut found);
        }
        found
    }

    /// How a phrase is read: its folded text with readings in place of words.
    pub(super) fn read(&self, text: &Folded) -> Vec<char> {
        let mut out = Vec::new();
        let mut at = 0;
        let matches = self.matches(&text.glyphs);
        while let Some(glyph) = text.glyphs.get(at) {
            let word = matches.iter().find(|(from, word)| *from == at && !word.readings.is_empty());
            if let Some((reading, len)) = word.and_then(|(_, word)| Some((word.readings.first()?, word.text.len()))) {
                out.extend(reading.iter().flat_map(|segment| &segment.kana));
                at += len;
            } else {
                out.push(glyph.ch);
                at += 1;
            }
        }
        out
    }

    /// The words in a text: at each place the longest, if no earlier word covers it.
    fn matches(&self, glyphs: &[Glyph]) -> Vec<(usize, &Word)> {
        let mut found = Vec::new();
        let mut covered = 0;
        for (at, glyph) in glyphs.iter().enumerate() {
            let chain = self.firsts.get(u32::from(glyph.ch).into()).and_then(|chain| self.chains.get(chain as usize));
            let words = chain.into_iter().flatten().filter_map(|at| self.all.get(*at as usize));
            let longest = words.filter(|word| stands_at(glyphs, at, &word.text)).max_by_key(|word| word.text.len());
            if let Some(word) = longest.filter(|word| at + word.text.len() > covered) {
                covered = at + word.text.len();
                found.push((at, word));
            }
        }
        found
    }
}

/// The last character of each run: a query of one character finds it there too.
fn ends(glyphs: &[Glyph]) -> impl Iterator<Item = PhraseToken> {
    let next = glyphs.iter().skip(1).map(Some).chain([None]);
    glyphs
        .iter()
        .zip(next)
        .filter(|(glyph, next)| glyph.script.is_cjk() && !next.is_some_and(|next| next.script.is_cjk()))
        .map(|(glyph, _)| PhraseToken { key: single(glyph.ch), span: glyph.span, synonym: false })
}

/// The bigrams that a reading is in: inside it, and over its borders to what is written or read
/// beside it. That covers every mixture of kanji and kana, 返ぴん as well as へん品.
fn read_tokens(glyphs: &[Glyph], read: &Read, reads: &[Read], found: &mut Vec<PhraseToken>) {
    let own = span(glyphs, read.from, read.to);
    for two in read.kana.windows(2) {
        if let [a, b] = two {
            found.push(PhraseToken { key: pair(*a, *b), span: own, synonym: false });
        }
    }
    let (Some(first), Some(last)) = (read.kana.first(), read.kana.last()) else { return };
    let cjk = |at: usize| glyphs.get(at).filter(|glyph| glyph.script.is_cjk());
    if let Some(before) = read.from.checked_sub(1).and_then(cjk) {
        found.push(PhraseToken { key: pair(before.ch, *first), span: own.to(before.span), synonym: false });
    }
    let end = cjk(read.to);
    found.push(match end {
        Some(after) => PhraseToken { key: pair(*last, after.ch), span: own.to(after.span), synonym: false },
        None => PhraseToken { key: single(*last), span: own, synonym: false },
    });
    for next in reads.iter().filter(|next| next.from == read.to) {
        if let Some(first) = next.kana.first() {
            let span = own.to(span(glyphs, next.from, next.to));
            found.push(PhraseToken { key: pair(*last, *first), span, synonym: false });
        }
    }
}

fn span(glyphs: &[Glyph], from: usize, to: usize) -> Span {
    match (glyphs.get(from), glyphs.get(to.saturating_sub(1))) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span { start: 0, end: 0 },
    }
}

fn chars(text: &str) -> Vec<char> {
    let folded = fold(text.trim());
    folded.glyphs.iter().map(|glyph| glyph.ch).collect()
}
