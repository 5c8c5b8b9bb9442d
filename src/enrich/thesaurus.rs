//! What customers of any shop say for what it writes: lists of our own.

use std::collections::BTreeMap;

/// Words of shops, by language: `language TAB words`; those before ` > ` find those after it and not each other.
const SHOP: &str = include_str!("../../data/shop-synonyms.tsv");

/// Words for the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Same {
    /// What customers may say.
    pub(super) says: Vec<&'static str>,
    /// What they find and what finds nothing.
    pub(super) only_found: Vec<&'static str>,
    /// Whether what customers may say finds each other, too.
    pub(super) is_mutual: bool,
}

impl Same {
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.says.iter().chain(&self.only_found).copied()
    }

    /// What can be found.
    pub(super) fn found(&self) -> impl Iterator<Item = &'static str> {
        self.says.iter().filter(|_| self.is_mutual).chain(&self.only_found).copied()
    }
}

/// The groups of one language.
#[derive(Debug, Default)]
pub(super) struct Thesaurus {
    pub(super) groups: Vec<Same>,
    /// The groups of each word, which may be in several.
    of: BTreeMap<&'static str, Vec<usize>>,
}

impl Thesaurus {
    /// The groups of a language.
    pub(super) fn new(language: &str) -> Self {
        let lines = SHOP.lines().filter_map(|line| line.split_once('\t')).filter(|(of, _)| *of == language);
        let mut thesaurus = Self::default();
        lines.for_each(|(_, words)| thesaurus.add(shop(words)));
        thesaurus
    }

    fn add(&mut self, group: Same) {
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
fn shop(line: &'static str) -> Same {
    match line.split_once('>') {
        Some((says, found)) => Same { says: listed(says), only_found: listed(found), is_mutual: false },
        None => Same { says: listed(line), only_found: Vec::new(), is_mutual: true },
    }
}

fn listed(words: &'static str) -> Vec<&'static str> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect()
}
