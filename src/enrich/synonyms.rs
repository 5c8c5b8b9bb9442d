//! Which synonyms a file gets: what a customer may say for a word of its titles, questions or categories.

use super::lattice::{is_kanji, morphemes};
use super::lexicon::{self, Lexicon};
use super::own::Own;
use super::texts::Texts;
use super::thesaurus::{Same, Thesaurus};
use crate::text::{Key, Kind, fold, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// Words that find each other or, with `to`, words that find those.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The language.
    pub locale: Option<String>,
    /// The words.
    pub words: Vec<String>,
    /// If not empty, what they find.
    pub to: Vec<String>,
}

/// The most words that a group proposes: the list names the usual ones first.
const MOST: usize = 3;

/// The most words of a sentence that are together one word of the list: 配送|手数|料.
const LONGEST: usize = 4;

/// The groups for the words of some texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Proposals {
    /// Those of our own lists.
    pub(super) ours: Vec<Group>,
    /// Those that a dictionary has besides.
    pub(super) general: Vec<Group>,
}

/// The groups for the words of these texts.
pub(super) fn propose(texts: &Texts, locale: &str, thesaurus: &Thesaurus<'_>, own: &Own, lexicon: &Lexicon<'_>) -> Proposals {
    let standing = standing(texts, thesaurus, lexicon);
    let parts: BTreeSet<Key> = texts.shown.iter().flat_map(|text| tokens(&fold(text))).map(|token| token.key).collect();
    let mut here: BTreeSet<usize> = BTreeSet::new();
    for word in &standing {
        here.extend(thesaurus.groups_of(word));
    }
    let mut known: Vec<Group> = own.synonyms.clone();
    let mut ours: Vec<Group> = Vec::new();
    let mut general: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for (at, same) in here.into_iter().filter_map(|at| Some((at, thesaurus.groups.get(at)?))) {
        let in_file = Known { parts: &parts, groups: &known, own, lexicon };
        if at < thesaurus.ours {
            let group = group(same, &standing, locale, &in_file);
            known.extend(group.clone());
            ours.extend(group);
        } else if let Some((words, to)) = general_group(same, &standing, texts, &in_file) {
            known.push(Group { locale: None, words: words.clone(), to: to.clone() });
            general.entry(to).or_default().extend(words);
        }
    }
    let general = general.into_iter().map(|(to, words)| Group { locale: Some(locale.to_string()), words, to });
    let mut general: Vec<Group> = general.collect();
    ours.sort();
    general.sort();
    Proposals { ours, general }
}

/// The words of the list that stand in titles, questions and categories.
fn standing<'t>(texts: &Texts, thesaurus: &Thesaurus<'t>, lexicon: &Lexicon<'_>) -> BTreeSet<&'t str> {
    let mut surfaces: BTreeSet<String> = BTreeSet::new();
    let mut keys: BTreeSet<Vec<Key>> = BTreeSet::new();
    for text in &texts.shown {
        let morphemes = morphemes(text, lexicon);
        for (at, first) in morphemes.iter().enumerate() {
            let mut says = false;
            for last in morphemes.iter().skip(at).take(LONGEST) {
                // Of grammar, pronouns and times alone nobody needs other words.
                says |= !matches!(last.kind, lexicon::Kind::Other | lexicon::Kind::Prefix | lexicon::Kind::Suffix | lexicon::Kind::Numeral);
                surfaces.extend(text.get(first.range.start..last.range.end).filter(|_| says).map(str::to_string));
            }
        }
        let words = latin(text);
        for at in 0..words.len() {
            keys.extend((1..=LONGEST).filter_map(|len| words.get(at..at + len)).map(<[Key]>::to_vec));
        }
    }
    let stands = |word: &str| {
        // Latin words stand with their endings; the others as they are cut.
        if word.is_ascii() { keys.contains(&latin(word)) } else { surfaces.contains(word) }
    };
    thesaurus.groups.iter().flat_map(Same::all).filter(|word| stands(word)).collect()
}

/// The words of a text in Latin letters, as their stems.
fn latin(text: &str) -> Vec<Key> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.filter_map(|word| tokens(&fold(word)).first().map(|token| token.key)).collect()
}

/// What needs no saying.
struct Known<'k> {
    /// The parts of titles, questions and categories.
    parts: &'k BTreeSet<Key>,
    /// What editors said, and what was found before.
    groups: &'k [Group],
    own: &'k Own,
    lexicon: &'k Lexicon<'k>,
}

fn group(same: &Same<'_>, standing: &BTreeSet<&str>, locale: &str, known: &Known<'_>) -> Option<Group> {
    let is_refused = |word: &&str| known.own.refused.contains(*word);
    let to: Vec<&str> = same.found().filter(|word| standing.contains(word) && !is_refused(word)).collect();
    let says = same.says.iter().copied().filter(|word| !is_refused(word) && !to.iter().all(|to| known.finds(word, to)));
    // What the file itself says comes first: of the others there may be many.
    let (here, elsewhere): (Vec<&str>, Vec<&str>) = says.partition(|word| standing.contains(word));
    let elsewhere = elsewhere.into_iter().take(MOST).filter(|word| !known.has_parts_of(word));
    let words: Vec<&str> = here.into_iter().chain(elsewhere).collect();
    // What does not stand in the file is not found, whether or not it may be.
    let is_mutual = to.iter().all(|word| words.contains(word));
    if words.is_empty() || to.is_empty() || (is_mutual && words.len() == 1) {
        return None;
    }
    Some(Group { locale: Some(locale.to_string()), words: owned(&words), to: if is_mutual { Vec::new() } else { owned(&to) } })
}

/// The words that a dictionary's group proposes, and what they find. Words of a dictionary are near each other and not always
/// the same: where the file has one itself, be it in a body, what has it is the better answer.
fn general_group(same: &Same<'_>, standing: &BTreeSet<&str>, texts: &Texts, known: &Known<'_>) -> Option<(Vec<String>, Vec<String>)> {
    let is_refused = |word: &&str| known.own.refused.contains(*word);
    let to: Vec<&str> = same.found().filter(|word| standing.contains(word) && !is_refused(word)).collect();
    let is_new = |word: &&str| !is_refused(word) && !texts.has(word) && !known.has_parts_of(word);
    let is_needed = |word: &&str| !to.iter().any(|to| known.finds(word, to));
    let words: Vec<&str> = same.says.iter().copied().filter(is_new).filter(is_needed).take(MOST).collect();
    (!words.is_empty() && !to.is_empty()).then(|| (owned(&words), owned(&to)))
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_string()).collect()
}

impl Known<'_> {
    /// Whether all parts of a word stand in titles and questions: what has them all is found by them.
    fn has_parts_of(&self, word: &str) -> bool {
        let parts = tokens(&fold(word));
        let mut telling = parts.iter().filter(|token| token.kind >= Kind::Cjk).peekable();
        telling.peek().is_some() && telling.all(|token| self.parts.contains(&token.key))
    }

    /// Whether a word finds another without being told to.
    fn finds(&self, word: &str, to: &str) -> bool {
        let is_said = |group: &Group| {
            let targets = if group.to.is_empty() { &group.words } else { &group.to };
            group.words.iter().any(|of| of == word) && targets.iter().any(|of| of == to)
        };
        // Japanese is found by its parts: お届け先 finds 届け先, and the other way.
        let is_part = |part: &str, whole: &str| !part.is_ascii() && whole.contains(part);
        word == to || is_part(word, to) || is_part(to, word) || self.groups.iter().any(is_said) || self.is_alike(word, to)
    }

    /// Whether a search takes two words for the same anyhow: they fold alike, or are read alike but for an ending.
    fn is_alike(&self, a: &str, b: &str) -> bool {
        if folded(a) == folded(b) {
            return true;
        }
        let (first, second) = (self.stem(a), self.stem(b));
        let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
        (a.contains(is_kanji) || b.contains(is_kanji)) && long.starts_with(&short) && long.len() - short.len() <= 1
    }

    /// How a word is read, without the last kana of its ending.
    fn stem(&self, word: &str) -> Vec<char> {
        let read = morphemes(word, self.lexicon);
        let mut kana: Vec<char> = read.iter().flat_map(|morpheme| morpheme.reading.chars()).collect();
        if word.chars().next_back().is_some_and(|c| !is_kanji(c)) {
            kana.pop();
        }
        kana
    }
}

fn folded(word: &str) -> Vec<char> {
    fold(word).glyphs.iter().map(|glyph| glyph.ch).collect()
}
