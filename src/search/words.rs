//! The dictionary, and the tokens of a phrase with its readings and synonyms.

use super::Dictionary;
use crate::text::{Folded, Glyph, Key, Script, Span, fold, pair, single, tokens};

/// A token of a phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct PhraseToken {
    pub(super) key: Key,
    /// The bytes of the phrase that it stands for.
    pub(super) span: Span,
    /// Of a synonym: less certain than what is written.
    pub(super) synonym: bool,
}

/// The dictionary's words, folded and sorted.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<Word>);

#[derive(Debug)]
struct Word {
    text: Vec<char>,
    readings: Vec<Vec<Segment>>,
    /// The tokens of its synonyms.
    synonyms: Vec<Key>,
}

/// A part of a word and how it is read.
#[derive(Debug)]
struct Segment {
    /// Characters of the word.
    from: usize,
    to: usize,
    kana: Vec<char>,
}

/// A way from one place in a phrase to a later one: what is written, or how it is read.
struct Edge<'a> {
    from: usize,
    to: usize,
    chars: &'a [char],
    read: bool,
}

impl Words {
    pub(super) fn new(dictionary: Dictionary) -> Self {
        let mut words = Self::default();
        for (word, readings) in &dictionary.readings {
            let text = chars(word);
            let readings = readings.iter().filter_map(|reading| segments(&text, reading));
            words.insert(text.clone(), readings.collect(), Vec::new());
        }
        words.merge();
        let mut synonyms = Vec::new();
        for synonym in &dictionary.synonyms {
            let targets = if synonym.to.is_empty() { &synonym.words } else { &synonym.to };
            for target in targets {
                let keys = synonym
                    .words
                    .iter()
                    .filter(|word| *word != target)
                    .flat_map(|word| words.tokens(&fold(word)).into_iter().map(|token| token.key));
                synonyms.push((chars(target), keys.collect()));
            }
        }
        for (text, keys) in synonyms {
            words.insert(text, Vec::new(), keys);
        }
        words.merge();
        words
    }

    fn insert(&mut self, text: Vec<char>, readings: Vec<Vec<Segment>>, synonyms: Vec<Key>) {
        if !text.is_empty() {
            self.0.push(Word { text, readings, synonyms });
        }
    }

    /// Sorts the words and joins what is said of the same word.
    fn merge(&mut self) {
        self.0.sort_by(|a, b| a.text.cmp(&b.text));
        self.0.dedup_by(|later, word| {
            let same = later.text == word.text;
            if same {
                word.readings.append(&mut later.readings);
                word.synonyms.append(&mut later.synonyms);
            }
            same
        });
    }

    /// All tokens of a phrase: as it is written, read, and said otherwise.
    pub(super) fn tokens(&self, text: &Folded) -> Vec<PhraseToken> {
        let mut found: Vec<_> = tokens(text).iter().map(|token| PhraseToken { key: token.key, span: token.span, synonym: false }).collect();
        found.extend(ends(&text.glyphs));
        let matches = self.matches(&text.glyphs);
        if matches.is_empty() {
            return found;
        }
        let written: Vec<char> = text.glyphs.iter().map(|glyph| glyph.ch).collect();
        let mut edges: Vec<Edge> = Vec::new();
        for (at, one) in written.chunks(1).enumerate() {
            if text.glyphs.get(at).is_some_and(|glyph| glyph.script.is_cjk()) {
                edges.push(Edge { from: at, to: at + 1, chars: one, read: false });
            }
        }
        for (from, word) in matches {
            let span = span(&text.glyphs, from, from + word.text.len());
            found.extend(word.synonyms.iter().map(|key| PhraseToken { key: *key, span, synonym: true }));
            for Segment { from: start, to, kana } in word.readings.iter().flatten() {
                edges.push(Edge { from: from + start, to: from + to, chars: kana, read: true });
            }
        }
        read_tokens(&text.glyphs, &mut edges, &mut found);
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
            let start = self.0.partition_point(|word| word.text.first().is_some_and(|first| *first < glyph.ch));
            let longest = self
                .0
                .iter()
                .skip(start)
                .take_while(|word| word.text.first() == Some(&glyph.ch))
                .filter(|word| stands_at(glyphs, at, &word.text))
                .last();
            if let Some(word) = longest.filter(|word| at + word.text.len() > covered) {
                covered = at + word.text.len();
                found.push((at, word));
            }
        }
        found
    }
}

/// Whether a word stands at a place: Latin words only as a whole, though with an ending.
fn stands_at(glyphs: &[Glyph], at: usize, word: &[char]) -> bool {
    let Some(rest) = glyphs.get(at..) else { return false };
    let same = rest.len() >= word.len() && rest.iter().zip(word).all(|(glyph, c)| glyph.ch == *c);
    let latin = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.script == Script::Word);
    if !same {
        return false;
    }
    let starts = !latin(rest.first()) || at == 0 || !latin(glyphs.get(at - 1));
    let last = latin(word.len().checked_sub(1).and_then(|last| rest.get(last)));
    let ending = rest.iter().skip(word.len()).take_while(|glyph| last && glyph.script == Script::Word);
    let ending: String = ending.map(|glyph| glyph.ch).take(4).collect();
    starts && matches!(ending.as_str(), "" | "s" | "es" | "d" | "ed" | "ing")
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
fn read_tokens(glyphs: &[Glyph], edges: &mut [Edge], found: &mut Vec<PhraseToken>) {
    edges.sort_by_key(|edge| edge.from);
    for edge in edges.iter() {
        let own = span(glyphs, edge.from, edge.to);
        for two in edge.chars.windows(2) {
            if let [a, b] = two {
                found.push(PhraseToken { key: pair(*a, *b), span: own, synonym: false });
            }
        }
        let next = edges.partition_point(|next| next.from < edge.to);
        for next in edges.iter().skip(next).take_while(|next| next.from == edge.to) {
            if let (true, Some(a), Some(b)) = (edge.read || next.read, edge.chars.last(), next.chars.first()) {
                let span = own.to(span(glyphs, next.from, next.to));
                found.push(PhraseToken { key: pair(*a, *b), span, synonym: false });
            }
        }
        if let (true, [only]) = (edge.read, edge.chars) {
            found.push(PhraseToken { key: single(*only), span: own, synonym: false });
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

/// A word's reading by parts: one for each character, or one for each kanji with the kana after
/// it, or else one for the whole word.
fn segments(word: &[char], reading: &str) -> Option<Vec<Segment>> {
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
