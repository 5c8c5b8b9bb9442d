//! The dictionaries of synonyms: Sudachi's for Japanese, and lists of our own for shops.
//!
//! `data/make-synonyms.py` says what the file holds and where it comes from.

use std::collections::BTreeMap;

/// Sudachi's dictionary as it is embedded.
const PACKED: &[u8] = include_bytes!("../../data/synonyms.br");

/// Words of shops, by language: `language TAB words`; those before ` > ` find those after it and not each other.
const SHOP: &str = include_str!("../../data/shop-synonyms.tsv");

/// Words for the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Same<'t> {
    /// What customers may say.
    pub(super) says: Vec<&'t str>,
    /// What they find and what finds nothing.
    pub(super) only_found: Vec<&'t str>,
    /// Whether what customers may say finds each other, too.
    pub(super) is_mutual: bool,
    /// Whether a word finds the others even if the file has it itself. Only of our own lists: a dictionary's words are near
    /// each other but not the same, and what has the word itself is the better answer.
    pub(super) is_equal: bool,
}

impl<'t> Same<'t> {
    pub(super) fn all(&self) -> impl Iterator<Item = &'t str> {
        self.says.iter().chain(&self.only_found).copied()
    }

    /// What can be found.
    pub(super) fn found(&self) -> impl Iterator<Item = &'t str> {
        self.says.iter().filter(|_| self.is_mutual).chain(&self.only_found).copied()
    }
}

/// The groups of one language.
#[derive(Debug, Default)]
pub(super) struct Thesaurus<'t> {
    pub(super) groups: Vec<Same<'t>>,
    /// The groups of each word. Of our own lists a word may be in several, of Sudachi's in one.
    of: BTreeMap<&'t str, Vec<usize>>,
}

/// The text of the embedded dictionary.
pub(super) fn unpack() -> String {
    let mut text = Vec::new();
    let done = brotli::BrotliDecompress(&mut &*PACKED, &mut text);
    // As with the lexicon: a test holds that there is something in it.
    done.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

impl<'t> Thesaurus<'t> {
    /// The groups of a language: ours, then those of a dictionary's text.
    pub(super) fn new(language: &str, dictionary: &'t str) -> Self {
        let ours = SHOP.lines().filter_map(|line| line.split_once('\t')).filter(|(of, _)| *of == language);
        let mut thesaurus = Self::default();
        ours.for_each(|(_, words)| thesaurus.add(shop(words)));
        for line in dictionary.lines() {
            thesaurus.add(dictionary_group(line));
        }
        thesaurus
    }

    fn add(&mut self, group: Same<'t>) {
        for word in group.all() {
            self.of.entry(word).or_default().push(self.groups.len());
        }
        self.groups.push(group);
    }

    /// The groups that a word is in.
    pub(super) fn groups_of(&self, word: &str) -> &[usize] {
        self.of.get(word).map_or(&[], Vec::as_slice)
    }
}

/// A line of the dictionary: `a b -c`.
fn dictionary_group(line: &str) -> Same<'_> {
    let (only_found, says): (Vec<&str>, Vec<&str>) = line.split(' ').partition(|word| word.starts_with('-'));
    Same { says, only_found: only_found.into_iter().map(|word| word.trim_start_matches('-')).collect(), is_mutual: true, is_equal: false }
}

/// A line of our own: `a, b, c > d`.
fn shop(line: &str) -> Same<'_> {
    match line.split_once('>') {
        Some((says, found)) => Same { says: listed(says), only_found: listed(found), is_mutual: false, is_equal: true },
        None => Same { says: listed(line), only_found: Vec::new(), is_mutual: true, is_equal: true },
    }
}

fn listed(words: &str) -> Vec<&str> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}
