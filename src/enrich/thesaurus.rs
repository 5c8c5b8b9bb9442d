//! What customers say for what a file writes: lists of our own for any shop, and words of a general dictionary.
//!
//! `data/make-synonyms.py` says what the dictionary's file holds and where it comes from.

use std::collections::BTreeMap;

/// Words of shops, by language: `language TAB words`; those before ` > ` find those after it and not each other.
const SHOP: &str = include_str!("../../data/shop-synonyms.tsv");

/// Words of Sudachi's dictionary, in Japanese; its lines are those of shops without the language, all with ` > `.
const SUDACHI: &[u8] = include_bytes!("../../data/synonyms.br");

/// Words for the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Same<'t> {
    /// What customers may say.
    pub(super) says: Vec<&'t str>,
    /// What they find and what finds nothing.
    pub(super) only_found: Vec<&'t str>,
    /// Whether what customers may say finds each other, too.
    pub(super) is_mutual: bool,
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
    /// How many of the groups are of our own; those of the dictionary come after them.
    pub(super) ours: usize,
    /// The groups of each word, which may be in several.
    of: BTreeMap<&'t str, Vec<usize>>,
}

/// The text of the embedded dictionary.
pub(super) fn unpack() -> String {
    super::unpacked(SUDACHI)
}

impl<'t> Thesaurus<'t> {
    /// The groups of a language: ours, then those of a dictionary's text.
    pub(super) fn new(language: &str, dictionary: &'t str) -> Self {
        let lines = SHOP.lines().filter_map(|line| line.split_once('\t')).filter(|(of, _)| *of == language);
        let mut thesaurus = Self::default();
        lines.for_each(|(_, words)| thesaurus.add(same(words)));
        thesaurus.ours = thesaurus.groups.len();
        dictionary.lines().for_each(|line| thesaurus.add(same(line)));
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

/// A line: `a, b, c > d`.
fn same(line: &str) -> Same<'_> {
    match line.split_once('>') {
        Some((says, found)) => Same { says: listed(says), only_found: listed(found), is_mutual: false },
        None => Same { says: listed(line), only_found: Vec::new(), is_mutual: true },
    }
}

fn listed(words: &str) -> Vec<&str> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}
