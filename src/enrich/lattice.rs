//! Reading a sentence: of all ways to cut it into words, the one that costs least.
//!
//! The lattice and its costs are MeCab's (Kudo, Yamamoto, Matsumoto 2004): each word has a cost, and so has each pair
//! of contexts side by side; the best path is found by dynamic programming (Viterbi).

use super::lexicon::{EDGE, Form, Kind, Lexicon, NOUN, NUMBER, SIGN};
use std::ops::Range;

/// A word of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Morpheme {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// How it is read, in hiragana; of what is not in the dictionary, the word itself, and nothing of an unknown kanji.
    pub(super) reading: String,
    /// What it is to a search.
    pub(super) kind: Kind,
}

/// The longest word that is looked up, in characters.
const LONGEST: usize = 14;

/// A word that may stand at a place.
struct Candidate<'t> {
    end: usize,
    reading: &'t str,
    ending: &'t str,
    context: usize,
    cost: i32,
    unknown: bool,
}

/// The cheapest way to a word's end.
struct Node<'t> {
    start: usize,
    /// Which of the nodes that end where this starts comes before it.
    from: usize,
    cost: i32,
    word: Candidate<'t>,
}

/// The words of a sentence, in order and without gaps.
pub(super) fn morphemes(text: &str, lexicon: &Lexicon<'_>) -> Vec<Morpheme> {
    let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bounds.push(text.len());
    let mut ends: Vec<Vec<Node<'_>>> = bounds.iter().map(|_| Vec::new()).collect();
    let edge = || Candidate { end: 0, reading: "", ending: "", context: EDGE, cost: 0, unknown: false };
    if let Some(first) = ends.first_mut() {
        first.push(Node { start: 0, from: 0, cost: 0, word: edge() });
    }
    for start in 0..bounds.len() - 1 {
        if ends.get(start).is_none_or(Vec::is_empty) {
            continue;
        }
        for word in candidates(text, &bounds, start, lexicon) {
            let Some((from, cost)) = cheapest(ends.get(start), word.context, lexicon) else { continue };
            let node = Node { start, from, cost: cost + word.cost, word };
            let Some(nodes) = ends.get_mut(node.word.end) else { continue };
            // Of two words that stand alike towards what follows, the dearer can be on no best path.
            let before = lexicon.context(node.word.context).before;
            match nodes.iter_mut().find(|other| lexicon.context(other.word.context).before == before) {
                Some(other) if other.cost <= node.cost => {}
                Some(other) => *other = node,
                None => nodes.push(node),
            }
        }
    }
    let mut found = Vec::new();
    let mut end = bounds.len() - 1;
    let mut at = cheapest(ends.get(end), EDGE, lexicon).map(|(at, _)| at);
    while end > 0 {
        let Some(node) = at.and_then(|at| ends.get(end)?.get(at)) else { break };
        let range = bounds.get(node.start).copied().unwrap_or_default()..bounds.get(end).copied().unwrap_or_default();
        let kind = if node.word.unknown { Kind::Unknown } else { lexicon.context(node.word.context).kind };
        found.push(Morpheme { range, reading: [node.word.reading, node.word.ending].concat().replace('・', ""), kind });
        (end, at) = (node.start, Some(node.from));
    }
    found.reverse();
    found
}

/// The node after which a context costs least, and what the way costs with it.
fn cheapest(nodes: Option<&Vec<Node<'_>>>, context: usize, lexicon: &Lexicon<'_>) -> Option<(usize, i32)> {
    let costs = nodes?.iter().map(|node| node.cost + lexicon.connection(node.word.context, context));
    costs.enumerate().min_by_key(|(_, cost)| *cost)
}

/// The words that may stand at a place.
fn candidates<'t>(text: &'t str, bounds: &[usize], start: usize, lexicon: &Lexicon<'t>) -> Vec<Candidate<'t>> {
    let mut found = Vec::new();
    let place = |at: usize| bounds.get(at).copied().unwrap_or(text.len());
    for end in start + 1..bounds.len().min(start + LONGEST + 1) {
        let surface = text.get(place(start)..place(end)).unwrap_or_default();
        for word in lexicon.get(surface) {
            let mut add = |end, ending, context, cost| {
                found.push(Candidate { end, reading: word.reading, ending, context, cost, unknown: false });
            };
            match word.form {
                Form::Whole(context) => add(end, "", context, word.cost),
                Form::Stem(way) => {
                    let rest = text.get(place(end)..).unwrap_or_default();
                    let endings = lexicon.endings.get(way).into_iter().flatten().filter(|ending| rest.starts_with(ending.text));
                    endings.for_each(|e| add(end + e.text.chars().count(), e.text, e.context, word.cost + e.cost));
                }
            }
        }
    }
    found.extend(unknown(text, bounds, start, found.is_empty()));
    found
}

/// What a word may be that the dictionary lacks: its end, its context and its cost, which are MeCab's for NAIST-jdic.
fn unknown<'t>(text: &'t str, bounds: &[usize], start: usize, is_needed: bool) -> Option<Candidate<'t>> {
    let place = |at: usize| bounds.get(at).copied().unwrap_or(text.len());
    let script_at = |at: usize| text.get(place(at)..).and_then(|rest| rest.chars().next()).map(Script::of);
    let script = script_at(start)?;
    let (context, cost, is_long) = match script {
        Script::Kanji => (NOUN, 146, false),
        Script::Hiragana => (NOUN, 167, false),
        Script::Katakana => (NOUN, 113, true),
        Script::Latin => (NOUN, 136, true),
        Script::Digit => (NUMBER, 47, true),
        Script::Sign => (SIGN, 51, false),
    };
    if script == Script::Sign && !is_needed {
        return None;
    }
    let mut end = start + 1;
    while is_long && end + 1 < bounds.len() && script_at(end) == Some(script) {
        end += 1;
    }
    let surface = if script == Script::Kanji { "" } else { text.get(place(start)..place(end))? };
    Some(Candidate { end, reading: surface, ending: "", context, cost, unknown: true })
}

/// What a character is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Latin,
    Digit,
    Sign,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            _ if is_kanji(c) => Self::Kanji,
            'ぁ'..='ゖ' => Self::Hiragana,
            'ァ'..='ヺ' | 'ー' => Self::Katakana,
            _ if c.is_ascii_digit() || matches!(c, '０'..='９') => Self::Digit,
            _ if c.is_alphabetic() => Self::Latin,
            _ => Self::Sign,
        }
    }
}

/// Whether a character is a kanji, or stands for one.
pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}
