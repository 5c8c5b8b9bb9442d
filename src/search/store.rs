//! Postings: which token stands in which unit.

mod list;
mod map;

use list::List;
pub(super) use map::Map;

use super::{
    Phrase,
    rank::{field_worth, telling},
    words::Words,
};
use crate::text::{Key, Kind, Token, first_of, fold, tokens};

/// A text of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) doc: u32,
    pub(super) field: Field,
    /// What all its tokens tell, in [`LEN_UNIT`]s; of a body, how many tokens there are.
    pub(super) len: u16,
    /// What a token in it is worth.
    pub(super) worth: f32,
}

/// What a text is to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The first phrase.
    Title,
    /// Another phrase.
    Question,
    /// Where it belongs.
    Context,
    /// The text itself.
    Body,
}

/// One occurrence, unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) unit: u32,
    /// How often, at most 4.
    pub(super) count: u8,
}

#[derive(Debug, Default)]
pub(super) struct Store {
    /// Token keys to dense ids.
    ids: Map,
    /// For each token, the units that it stands in.
    lists: Vec<List>,
    /// For each token, the next one that begins with the same character.
    next: Vec<u32>,
    /// First characters to ids of chains.
    firsts: Map,
    /// For each chain, its last token.
    heads: Vec<u32>,
    pub(super) units: Vec<Unit>,
    docs: Vec<Doc>,
    /// The sum of all bodies' lengths, in tokens, and how many there are.
    body_tokens: u64,
    bodies: u32,
    /// Whether typos are left as they are: the code that mends them may come later than the first key.
    pub(super) keeps_typos: bool,
}

#[derive(Debug, Default)]
pub(super) struct Doc {
    /// Its units: the phrases, the context, the body.
    pub(super) first_unit: u32,
    shown: Vec<String>,
    /// A bit for each character of the title, by its code: what it lacks need not be looked for.
    pub(super) title_mask: u64,
    has_body: bool,
}

impl Doc {
    pub(super) fn phrases(&self) -> usize {
        self.shown.len()
    }
}

/// The end of a chain.
const END: u32 = u32::MAX;

/// The length of a text is counted in so many parts of what one bigram tells.
pub(super) const LEN_UNIT: f32 = 0.125;

impl Store {
    pub(super) fn add(&mut self, phrases: Vec<Phrase>, context: &str, words: &mut Words) -> u32 {
        let doc = self.docs.len() as u32;
        let first_unit = self.units.len() as u32;
        let mut title_mask = 0;
        let mut phrases_len = 0.0;
        for (at, phrase) in phrases.iter().enumerate() {
            let field = if at == 0 { Field::Title } else { Field::Question };
            let shown = fold(&phrase.shown);
            words.learn(&shown);
            if at == 0 {
                title_mask = mask(shown.glyphs.iter().map(|glyph| glyph.ch));
            }
            let mut all = tokens(&shown);
            let tells: f32 = all.iter().map(|token| telling(token.kind)).sum();
            phrases_len += tells / LEN_UNIT;
            for found in phrase.found.iter().filter(|found| **found != phrase.shown) {
                all.append(&mut tokens(&fold(found)));
            }
            self.unit(doc, field, (tells / LEN_UNIT) as u16, &all);
        }
        self.unit(doc, Field::Context, 1, &tokens(&fold(context)));
        self.units.push(Unit { doc, field: Field::Body, len: 0, worth: 0.0 });
        let average = phrases_len / phrases.len().max(1) as f32;
        for unit in self.units.iter_mut().skip(first_unit as usize) {
            unit.worth = field_worth(unit.field, average);
        }
        let shown = phrases.into_iter().map(|phrase| phrase.shown).collect();
        self.docs.push(Doc { first_unit, shown, title_mask, has_body: false });
        doc
    }

    /// Of a body only what tells is indexed: grammar and single kanji are in every one, and would
    /// double its size.
    pub(super) fn set_body(&mut self, doc: u32, plain: &str) {
        let Some(entry) = self.docs.get_mut(doc as usize).filter(|entry| !entry.has_body) else { return };
        entry.has_body = true;
        let unit = entry.first_unit + entry.shown.len() as u32 + 1;
        let told = |token: &Token| token.kind.tells() && token.kind != Kind::Pair;
        let keys: Vec<Key> = tokens(&fold(plain)).into_iter().filter(told).map(|token| token.key).collect();
        let len = keys.len().min(usize::from(u16::MAX)) as u16;
        self.body_tokens += u64::from(len);
        self.bodies += u32::from(len > 0);
        if let Some(unit) = self.units.get_mut(unit as usize) {
            unit.len = len;
        }
        self.index(doc, unit, keys);
    }

    fn unit(&mut self, doc: u32, field: Field, len: u16, tokens: &[Token]) {
        let unit = self.units.len() as u32;
        self.units.push(Unit { doc, field, len, worth: 0.0 });
        self.index(doc, unit, tokens.iter().map(|token| token.key).collect());
        for token in tokens.iter().filter(|token| token.kind == Kind::Loan) {
            let id = self.intern(token.key);
            if let Some(list) = self.lists.get_mut(id as usize) {
                list.loan = true;
            }
        }
    }

    fn index(&mut self, doc: u32, unit: u32, mut keys: Vec<Key>) {
        sort(&mut keys);
        for same in keys.chunk_by(|a, b| a == b) {
            let Some(key) = same.first() else { continue };
            let id = self.intern(*key);
            if let Some(list) = self.lists.get_mut(id as usize) {
                list.push(doc, Posting { unit, count: same.len().min(4) as u8 });
            }
        }
    }

    fn intern(&mut self, key: Key) -> u32 {
        let (id, new) = self.ids.insert(key);
        if new {
            let (chain, first) = self.firsts.insert(first_of(key).into());
            if first {
                self.heads.push(END);
            }
            let head = self.heads.get_mut(chain as usize).map_or(END, |head| std::mem::replace(head, id));
            self.next.push(head);
            self.lists.push(List::default());
        }
        id
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.docs.len()
    }

    pub(super) fn docs(&self) -> &[Doc] {
        &self.docs
    }

    pub(super) fn shown(&self, doc: u32, phrase: u16) -> Option<&str> {
        self.docs.get(doc as usize)?.shown.get(usize::from(phrase)).map(String::as_str)
    }

    pub(super) fn id(&self, key: Key) -> Option<u32> {
        self.ids.get(key)
    }

    /// How many entries have a token.
    pub(super) fn docs_with(&self, id: u32) -> u32 {
        self.lists.get(id as usize).map_or(0, |list| list.docs)
    }

    /// Whether a token was found in a loan word.
    pub(super) fn is_loan(&self, id: u32) -> bool {
        self.lists.get(id as usize).is_some_and(|list| list.loan)
    }

    /// The ids and keys of all tokens that begin with the same character as `key`.
    pub(super) fn chain(&self, first: u32) -> impl Iterator<Item = (u32, Key)> {
        let chain = self.firsts.get(first.into()).and_then(|chain| self.heads.get(chain as usize)).copied();
        let mut at = chain.unwrap_or(END);
        std::iter::from_fn(move || {
            let id = at;
            at = *self.next.get(id as usize)?;
            Some((id, self.ids.key(id)?))
        })
    }

    pub(super) fn postings(&self, id: u32) -> impl Iterator<Item = Posting> {
        list::unpacked(self.lists.get(id as usize).map_or(&[], List::bytes))
    }

    /// The average length of a body in tokens, at least 1.
    pub(super) fn body_len(&self) -> f32 {
        (self.body_tokens as f32 / self.bodies.max(1) as f32).max(1.0)
    }
}

/// A bit for each character.
pub(super) fn mask(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(0, |mask, c| mask | 1 << (u32::from(c) % 64))
}

/// Sorts numbers. Shell's way: some hundred are sorted at once, and the standard library's sort
/// costs 2 kB for each type.
pub(super) fn sort(numbers: &mut [u64]) {
    let mut gap = numbers.len() / 2;
    while gap > 0 {
        for from in gap..numbers.len() {
            let mut at = from;
            while at >= gap && numbers.get(at - gap) > numbers.get(at) {
                numbers.swap(at - gap, at);
                at -= gap;
            }
        }
        gap = if gap == 2 { 1 } else { gap * 5 / 11 };
    }
}
