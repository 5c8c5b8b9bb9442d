//! What a query may mean: as it is typed, as romaji, and as an editor would write it.

use super::{
    english, rank, rest,
    store::Store,
    words::{Alternative, Words},
};
use crate::text::{Folded, Glyph, Key, Kind, Script, Span, Token, fold, is_common, pair, romaji, tokens, word_prefix, word_text};

/// One way to read a query.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) text: Folded,
    pub(super) groups: Vec<Group>,
    pub(super) way: Way,
}

/// How a reading came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As it was typed.
    Typed,
    /// Its Latin letters read as kana.
    Romaji,
    /// Its kana written as words.
    Written,
}

/// Tokens that answer the same part of a query.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: Kind,
    /// The tokens and how good each is as an answer (1 for what was typed), best first.
    pub(super) ids: Vec<(u32, f32)>,
    /// The token may go on: what is known of it is not all.
    pub(super) open: bool,
    /// What was typed is no known word, and was taken for a typo of these.
    pub(super) mended: bool,
    /// The characters of the reading that it stands for.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// All readings of a query. There is always at least the one that was typed.
pub(super) fn readings(query: &str, store: &Store, words: &Words) -> Vec<Reading> {
    let typed = fold(query).glyphs;
    let kana = as_kana(&typed, store, words);
    let (spelled, next) = kana.as_ref().map_or((typed.as_slice(), ""), |(glyphs, next)| (glyphs, *next));
    let meant = words.meant(spelled, next);
    let mut reader = Reader { store, words, readings: Vec::new() };
    reader.read(typed.clone(), Vec::new(), Way::Typed);
    if let Some((glyphs, next)) = &kana {
        reader.read(glyphs.clone(), Vec::new(), Way::Romaji);
        reader.pending(next);
    }
    if let Some(meant) = meant {
        reader.read(meant.glyphs, meant.alternatives, Way::Written);
        reader.begun(&meant.begun);
    }
    reader.readings
}

/// The query with its Latin words read as kana, and the kana that may come next.
///
/// Only those words are read so whose kana begin anything that is known: in a file without kana,
/// "me" and "to" would be parts of a query that tell little, and the query an easier one.
fn as_kana(text: &[Glyph], store: &Store, words: &Words) -> Option<(Vec<Glyph>, &'static str)> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut next = "";
    let mut changed = false;
    let mut rest = text;
    while let Some(first) = rest.first() {
        let len = rest.iter().take_while(|glyph| glyph.script == Script::Word).count();
        let (run, tail) = rest.split_at_checked(len.max(1)).unwrap_or((rest, &[]));
        let kana = if len == 0 { None } else { romaji::read(&letters(run)) };
        let begins = |c: char| store.chain(c.into()).next().is_some() || words.begins(c);
        let kana = kana.filter(|kana| kana.text.chars().chain(kana.next.chars()).next().is_some_and(begins));
        match kana {
            // A consonant without its vowel within a word is one left over from typing: なくsた.
            Some(kana) if tail.first().is_none_or(|after| kana.next.is_empty() || kana.next.starts_with('ん') || after.script.is_cjk()) => {
                glyphs.extend(kana.text.chars().map(|ch| Glyph { ch, script: Script::Kana, span: first.span }));
                if let Some(after) = tail.first() {
                    let likely = likely(glyphs.last(), kana.next, after, store);
                    glyphs.extend(likely.map(|ch| Glyph { ch, script: Script::Kana, span: first.span }));
                } else {
                    next = kana.next;
                }
                changed = true;
            }
            // A hyphen is a long vowel here: ko-hi- = コーヒー.
            _ if first.ch == '-' && glyphs.last().is_some_and(|glyph| glyph.script == Script::Kana) => {}
            _ => glyphs.extend(run),
        }
        rest = tail;
    }
    changed.then_some((glyphs, next))
}

/// The letters of a word; n' (kin'en) is told by the gap that its sign left.
fn letters(run: &[Glyph]) -> Vec<u8> {
    let mut letters = Vec::with_capacity(run.len());
    let mut end = None;
    for glyph in run {
        if letters.last() == Some(&b'n') && end != Some(glyph.span.start) {
            letters.push(b'\'');
        }
        letters.push(glyph.ch as u8);
        end = Some(glyph.span.end);
    }
    letters
}

/// The kana of a row that stands in known words between those around it.
fn likely(before: Option<&Glyph>, row: &str, after: &Glyph, store: &Store) -> Option<char> {
    let known = |a: char, b: char| store.id(pair(a, b)).is_some();
    let fits = |c: &char| known(*c, after.ch) && before.is_none_or(|before| known(before.ch, *c));
    row.chars().find(fits).or(row.chars().next())
}

struct Reader<'a> {
    store: &'a Store,
    words: &'a Words,
    readings: Vec<Reading>,
}

impl Reader<'_> {
    fn read(&mut self, mut glyphs: Vec<Glyph>, mut alternatives: Vec<Alternative>, way: Way) {
        alternatives.extend(self.words.synonyms(&glyphs, rank::SYNONYM));
        // From here on a place is a number of characters: what was typed is never shown.
        for (at, glyph) in glyphs.iter_mut().enumerate() {
            glyph.span = Span { start: at as u32, end: at as u32 + 1 };
        }
        let text = Folded { glyphs };
        let mut groups: Vec<Group> = Vec::new();
        let mut seen: Vec<Key> = Vec::new();
        for token in tokens(&text) {
            if !seen.contains(&token.key) {
                seen.push(token.key);
                groups.push(self.group(&text, &token));
            }
        }
        for alternative in &alternatives {
            self.offer(alternative, &mut groups);
        }
        if !self.store.keeps_typos {
            for mended in self.mend(&text, &groups) {
                let inside = |group: &&mut Group| mended.from <= group.from && group.to <= mended.to;
                if self.offer(&mended, &mut groups) {
                    groups.iter_mut().filter(inside).for_each(|group| group.mended = true);
                }
            }
        }
        self.readings.push(Reading { text, groups, way });
    }

    fn group(&self, text: &Folded, token: &Token) -> Group {
        let mut mended = false;
        let mut ids: Vec<(u32, f32)> = self.store.id(token.key).map(|id| (id, 1.0)).into_iter().collect();
        let is_loan = ids.first().is_some_and(|(id, _)| self.store.is_loan(*id));
        let kind = if token.kind == Kind::Kana && is_loan { Kind::Loan } else { token.kind };
        let letters = text.glyphs.get(token.span.range()).unwrap_or_default();
        // The letters of wi-fi, without its hyphen.
        let chars = letters.iter().filter(|glyph| glyph.script != Script::Break).map(|glyph| glyph.ch);
        if !word_text(token.key).is_empty() {
            if token.last {
                begun_word(chars.clone(), token.key, self.store, &mut ids);
                begun_number(chars.clone(), self.store, &mut ids);
            }
            if ids.is_empty() && !self.store.keeps_typos {
                ids = rest::words(&chars.collect::<Vec<_>>(), token.key, self.store);
                mended = !ids.is_empty();
            }
        } else if let [only] = letters
            && !matches!(kind, Kind::Kanji | Kind::Start)
        {
            begun(only.ch, self.store, &mut ids);
        }
        let others = if self.store.keeps_typos { Vec::new() } else { rest::others(token.key) };
        for other in others {
            if let Some(id) = self.store.id(other).filter(|id| ids.iter().all(|known| known.0 != *id)) {
                ids.push((id, english::QUALITY));
            }
        }
        Group { kind, ids, open: token.last, mended, from: token.span.start as usize, to: token.span.end as usize }
    }

    /// Looks for the word that is meant where kana are in no known word.
    fn mend(&self, text: &Folded, groups: &[Group]) -> Vec<Alternative> {
        let mut found = Vec::new();
        let mut from = 0;
        for run in text.glyphs.chunk_by(|a, b| a.script == b.script) {
            let to = from + run.len();
            let is_kana = run.first().is_some_and(|glyph| matches!(glyph.script, Script::Kana | Script::Katakana));
            let unknown =
                |group: &Group| group.ids.is_empty() && group.kind != Kind::Start && from <= group.from && group.to <= to && !group.open;
            if is_kana && groups.iter().any(unknown) {
                let mended = rest::mended(self.words, run);
                found.extend(mended.map(|one| Alternative { from: one.from + from, to: one.to + from, ..one }));
            }
            from = to;
        }
        found
    }

    /// Lets other tokens answer a part of the query: each of its groups by one of them, in order; says whether they can.
    fn offer(&self, alternative: &Alternative, groups: &mut Vec<Group>) -> bool {
        let Alternative { from, to, keys, quality } = alternative;
        let ids: Vec<u32> = keys.iter().filter_map(|key| self.store.id(*key)).collect();
        // A word that is not known as a whole is not what is meant.
        if ids.is_empty() || ids.len() < keys.len() {
            return false;
        }
        let is_in =
            |group: &&mut Group| *from <= group.from && group.to <= *to && !matches!(group.kind, Kind::Start | Kind::Kanji | Kind::Pair);
        // What stands for a word stands for its beginning.
        for start in groups.iter_mut().filter(|group| group.kind == Kind::Start && *from <= group.from && group.to <= *to) {
            ids.iter().take(1).for_each(|id| start.offer(*id, *quality));
        }
        let mut inside: Vec<&mut Group> = groups.iter_mut().filter(is_in).collect();
        let (have, want) = (inside.len(), ids.len());
        for at in 0..have.max(want) {
            let id = ids.get(at * want / have.max(want)).copied().unwrap_or_default();
            if let Some(group) = inside.get_mut(at * have / have.max(want)) {
                group.offer(id, *quality);
            }
        }
        if have == 0 {
            let ids = ids.into_iter().map(|id| (id, *quality)).collect();
            groups.push(Group { kind: Kind::Cjk, ids, open: false, mended: false, from: *from, to: *to });
        }
        true
    }

    /// The group of a consonant that waits for its vowel.
    fn pending(&mut self, next: &str) {
        let Some(reading) = self.readings.last_mut().filter(|_| !next.is_empty()) else { return };
        let mut ids = Vec::new();
        match reading.text.glyphs.last().filter(|last| last.script.is_cjk()) {
            Some(last) => ids.extend(next.chars().filter_map(|c| self.store.id(pair(last.ch, c))).map(|id| (id, rank::BEGUN))),
            None => next.chars().for_each(|c| begun(c, self.store, &mut ids)),
        }
        let at = reading.text.glyphs.len();
        reading.groups.push(Group { kind: Kind::Kana, ids, open: true, mended: false, from: at, to: at });
    }

    /// The group of words that what is typed at the end may become.
    fn begun(&mut self, keys: &[Key]) {
        let Some(reading) = self.readings.last_mut().filter(|_| !keys.is_empty()) else { return };
        let at = reading.text.glyphs.len();
        let mut group = Group { kind: Kind::Cjk, ids: Vec::new(), open: true, mended: false, from: at, to: at };
        for id in keys.iter().filter_map(|key| self.store.id(*key)) {
            group.offer(id, rank::BEGUN);
        }
        reading.groups.push(group);
    }
}

impl Group {
    fn offer(&mut self, id: u32, quality: f32) {
        if self.ids.iter().all(|known| known.0 != id) {
            self.ids.push((id, quality));
        }
    }
}

/// Words that begin with what has been typed. Stems are shorter than words: "shippi" goes on to
/// "shipping", whose stem is "ship".
fn begun_word(letters: impl Iterator<Item = char> + Clone, key: Key, store: &Store, ids: &mut Vec<(u32, f32)>) {
    let (from, to) = word_prefix(letters.clone());
    let typed: Vec<u8> = letters.map(|c| c as u8).collect();
    for (id, other) in store.chain(crate::text::first_of(key)) {
        let begins = (from..=to).contains(&other);
        if other == key || !(begins || typed.len() > STEM_MIN) {
            continue;
        }
        let stem = || {
            let stem = word_text(other);
            // Of "verificatio" five letters are no part of the stem, of "shippin" three.
            stem.len() >= STEM_MIN && typed.starts_with(&stem) && typed.len() - stem.len() < stem.len() && !is_common(other)
        };
        if begins || stem() {
            ids.push((id, rank::BEGUN));
        }
    }
}

/// A stem must be this long to be taken for a longer word's.
const STEM_MIN: usize = 4;

/// A number that may yet be counted: 30 goes on to 30日, which is indexed as 三十日.
fn begun_number(digits: impl Iterator<Item = char>, store: &Store, ids: &mut Vec<(u32, f32)>) {
    let counted: String = digits.chain(['日']).collect();
    match fold(&counted).glyphs.as_slice() {
        [ones, _] if ones.script == Script::Ideograph => begun(ones.ch, store, ids),
        [.., tens, ones, _] if ones.script == Script::Ideograph => {
            ids.extend(store.id(pair(tens.ch, ones.ch)).map(|id| (id, rank::BEGUN)));
        }
        _ => {}
    }
}

/// Bigrams that begin with a character.
fn begun(first: char, store: &Store, ids: &mut Vec<(u32, f32)>) {
    let known = ids.first().map(|known| known.0);
    ids.extend(store.chain(first.into()).filter(|(id, _)| Some(*id) != known).map(|(id, _)| (id, rank::BEGUN)));
}
