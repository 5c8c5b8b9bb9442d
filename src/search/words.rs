//! The dictionary: words with their readings and synonyms, and where a query means them.
//!
//! All of it works on queries, never on what is indexed: a query is turned into what an editor
//! writes (へんぴん into 返品), so that both find the same in the same order, in bodies too, and
//! the index holds each text once.

mod meaning;
mod word;

pub(super) use meaning::Alternative;
use word::{Segment, segments, stands_at};

use super::{
    Dictionary,
    store::{Map, mask},
};
use crate::text::{Folded, Glyph, Key, Kind, Script, fold, skeleton, tokens};

/// All known words, folded, in chains by how they begin: as they are written and as they are read.
#[derive(Debug, Default)]
pub(super) struct Words {
    all: Vec<Word>,
    firsts: Map,
    /// For each beginning, its words.
    chains: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct Word {
    glyphs: Vec<Glyph>,
    readings: Vec<Vec<Segment>>,
    /// The words that may stand for it in an answer.
    synonyms: Vec<u32>,
    sounds: Vec<Sound>,
}

/// A reading as a whole.
#[derive(Debug)]
struct Sound {
    kana: Vec<char>,
    /// A bit for each of them.
    mask: u64,
}

impl Words {
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let mut words = Self::default();
        for (word, readings) in &dictionary.readings {
            let glyphs = fold(word.trim()).glyphs;
            let Some(at) = words.add(&glyphs) else { continue };
            for reading in readings.iter().filter_map(|reading| segments(&glyphs, reading)) {
                words.read(at, reading);
            }
        }
        for synonym in &dictionary.synonyms {
            let mut add = |list: &[String]| list.iter().filter_map(|word| words.add(&fold(word.trim()).glyphs)).collect::<Vec<_>>();
            let from = add(&synonym.words);
            let to = if synonym.to.is_empty() { from.clone() } else { add(&synonym.to) };
            for word in from {
                if let Some(known) = words.all.get_mut(word as usize) {
                    known.synonyms.extend(to.iter().filter(|to| **to != word));
                }
            }
        }
        words
    }

    /// Learns the loan words of a text that is indexed: they sound as they are written.
    pub(super) fn learn(&mut self, text: &Folded) {
        for run in text.glyphs.chunk_by(|a, b| a.script == b.script) {
            if run.len() < meaning::LOAN || run.first().is_none_or(|glyph| glyph.script != Script::Katakana) {
                continue;
            }
            if let Some(at) = self.add(run)
                && self.word(at).is_some_and(|word| word.readings.is_empty())
            {
                let kana = run.iter().map(|glyph| glyph.ch).collect();
                self.read(at, vec![Segment { from: 0, to: run.len(), kana }]);
            }
        }
    }

    /// The number of a word, perhaps a new one; nothing for an empty text.
    fn add(&mut self, glyphs: &[Glyph]) -> Option<u32> {
        let first = glyphs.first()?.ch;
        let same = |at: &u32| self.word(*at).is_some_and(|word| word.is(glyphs));
        if let Some(at) = self.chain(first).iter().copied().find(same) {
            return Some(at);
        }
        let at = self.all.len() as u32;
        self.all.push(Word { glyphs: glyphs.to_vec(), readings: Vec::new(), synonyms: Vec::new(), sounds: Vec::new() });
        self.begin(first, at);
        Some(at)
    }

    fn read(&mut self, at: u32, reading: Vec<Segment>) {
        let kana: Vec<char> = reading.iter().flat_map(|segment| &segment.kana).copied().collect();
        let (Some(word), Some(first)) = (self.all.get_mut(at as usize), kana.first().copied()) else { return };
        word.readings.push(reading);
        word.sounds.push(Sound { mask: mask(kana.iter().copied()), kana });
        self.begin(first, at);
    }

    /// Notes that a word begins with a character.
    fn begin(&mut self, first: char, word: u32) {
        let (chain, new) = self.firsts.insert(u32::from(skeleton(first)).into());
        if new {
            self.chains.push(Vec::new());
        }
        if let Some(chain) = self.chains.get_mut(chain as usize).filter(|chain| chain.last() != Some(&word)) {
            chain.push(word);
        }
    }

    fn word(&self, at: u32) -> Option<&Word> {
        self.all.get(at as usize)
    }

    /// The words that begin with a character or one that is taken for it.
    fn chain(&self, first: char) -> &[u32] {
        let chain = self.firsts.get(u32::from(skeleton(first)).into());
        chain.and_then(|chain| self.chains.get(chain as usize)).map_or(&[], Vec::as_slice)
    }

    /// Whether any word begins with a character, as it is written or read.
    pub(super) fn begins(&self, first: char) -> bool {
        !self.chain(first).is_empty()
    }

    /// What else may be said for the words that stand in a query.
    pub(super) fn synonyms(&self, glyphs: &[Glyph], quality: f32) -> Vec<Alternative> {
        let mut found = Vec::new();
        for (from, glyph) in glyphs.iter().enumerate() {
            let here = self.chain(glyph.ch).iter().filter_map(|at| self.word(*at));
            for word in here.filter(|word| !word.synonyms.is_empty() && stands_at(glyphs, from, &word.glyphs)) {
                let to = from + word.glyphs.len();
                let others = word.synonyms.iter().filter_map(|other| self.word(*other));
                found.extend(others.map(|other| Alternative { from, to, keys: other.keys(), quality }));
            }
        }
        found
    }
}

impl Word {
    fn is(&self, glyphs: &[Glyph]) -> bool {
        self.glyphs.iter().map(|glyph| glyph.ch).eq(glyphs.iter().map(|glyph| glyph.ch))
    }

    /// The tokens that say what it is about.
    fn keys(&self) -> Vec<Key> {
        let tokens = tokens(&Folded { glyphs: self.glyphs.clone() });
        let all = || tokens.iter().filter(|token| !matches!(token.kind, Kind::Start | Kind::Kanji | Kind::Skipped | Kind::Pair));
        let mut keys: Vec<Key> = all().filter(|token| token.kind.tells()).map(|token| token.key).collect();
        if keys.is_empty() {
            keys.extend(all().map(|token| token.key));
        }
        keys
    }
}
