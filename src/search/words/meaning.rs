//! Which words a query means when it writes them otherwise: in kana, half-typed, or with a typo.

use super::{
    Word, Words,
    word::{Segment, begins, stands_at},
};
use crate::search::{
    rank,
    store::mask,
    typo::{Place, find},
};
use crate::text::{Glyph, Key, Script, is_particle, lengthens, skeleton};

/// A query with the words that it means written as an editor writes them.
#[derive(Debug, Default)]
pub(in crate::search) struct Meant {
    pub(in crate::search) glyphs: Vec<Glyph>,
    /// Words of the same sound, by their place in `glyphs`.
    pub(in crate::search) alternatives: Vec<Alternative>,
    /// The first tokens of all words that what is typed at the end may become.
    pub(in crate::search) begun: Vec<Key>,
}

/// Tokens that may stand for a part of a query.
#[derive(Debug)]
pub(in crate::search) struct Alternative {
    pub(in crate::search) from: usize,
    pub(in crate::search) to: usize,
    pub(in crate::search) keys: Vec<Key>,
    /// What they are worth beside what was typed.
    pub(in crate::search) quality: f32,
}

/// The words that a part of a query may mean.
#[derive(Default)]
struct Meaning {
    /// How many characters of the query it takes.
    len: usize,
    /// How many of them are kana that differ from the reading.
    near: usize,
    words: Vec<u32>,
    /// The query ends within the word.
    open: bool,
    /// It is written as it is meant.
    plain: bool,
}

/// How far a reading agrees with what is typed.
#[derive(Clone, Copy, Default)]
struct Agreement {
    len: usize,
    near: usize,
    /// How many are written as the word is.
    written: usize,
    open: bool,
}

/// Loan words shorter than this sound like too much.
pub(super) const LOAN: usize = 3;
/// So many kana are a word and no chance; two are if they are no grammar.
const TOLD: usize = 3;
/// Words of fewer kana are an edit away from too much.
const EDITABLE: usize = 4;
/// From here on two edits are still told by the rest.
const LONG: usize = 8;
/// What one or two kana begin is not listed beyond this.
const BEGUN_MAX: usize = 64;

impl Words {
    /// The query as an editor would write it, or nothing where it is no different. `next` are the
    /// kana that may follow the last consonant.
    pub(in crate::search) fn meant(&self, glyphs: &[Glyph], next: &str) -> Option<Meant> {
        let mut meant = Meant::default();
        let mut changed = false;
        let mut at = 0;
        // Who types 返品 in katakana types what follows in katakana, too: シタイ is no loan word then.
        let mut spelled = false;
        if glyphs.is_empty() {
            let words = next.chars().flat_map(|c| self.chain(c)).copied().collect();
            meant.begun = self.first_keys(&Meaning { words, ..Meaning::default() });
            return (!meant.begun.is_empty()).then_some(meant);
        }
        while let Some(glyph) = glyphs.get(at) {
            let is_katakana = glyph.script == Script::Katakana;
            spelled &= is_katakana;
            let Some(meaning) = self.meaning(glyphs, at, next) else {
                let script = if spelled { Script::Kana } else { glyph.script };
                meant.glyphs.push(Glyph { script, ..*glyph });
                at += 1;
                continue;
            };
            let from = meant.glyphs.len();
            let words = || meaning.words.iter().filter_map(|word| self.word(*word));
            if meaning.plain {
                meant.glyphs.extend(glyphs.iter().skip(at).take(meaning.len));
            } else if meaning.open && meaning.words.len() > 1 {
                changed = true;
                meant.begun = self.first_keys(&meaning);
            } else {
                changed = true;
                meant.glyphs.extend(words().take(1).flat_map(|word| &word.glyphs));
                spelled = is_katakana && meant.glyphs.last().is_some_and(|last| last.script != Script::Katakana);
                let to = meant.glyphs.len();
                meant.alternatives.extend(words().skip(1).map(|word| Alternative { from, to, keys: word.keys(), quality: 1.0 }));
            }
            at += meaning.len;
        }
        changed.then_some(meant)
    }

    fn first_keys(&self, meaning: &Meaning) -> Vec<Key> {
        let words = meaning.words.iter().filter_map(|word| self.word(*word));
        words.filter_map(|word| word.keys().first().copied()).take(BEGUN_MAX).collect()
    }

    /// The longest words that begin at a place.
    fn meaning(&self, glyphs: &[Glyph], at: usize, next: &str) -> Option<Meaning> {
        let rest = glyphs.get(at..)?;
        let mut best = Meaning::default();
        for id in self.chain(rest.first()?.ch) {
            let Some(word) = self.word(*id) else { continue };
            if word.glyphs.len() > best.len && stands_at(glyphs, at, &word.glyphs) {
                best = Meaning { len: word.glyphs.len(), plain: true, ..Meaning::default() };
            }
            for Agreement { len, near, open, .. } in word.agreements(rest, next).filter(|one| one.tells(glyphs, at)) {
                let new = Meaning { len, near, open, ..Meaning::default() };
                if new.rank() > best.rank() {
                    best = new;
                } else if new.rank() < best.rank() {
                    continue;
                }
                best.open |= open;
                if best.words.last() != Some(id) {
                    best.words.push(*id);
                }
            }
        }
        (best.len > 0).then_some(best)
    }

    /// The word that a run of kana means but for a typo, and its place in it.
    pub(in crate::search) fn mended(&self, run: &[Glyph]) -> Option<Alternative> {
        let typed: Vec<char> = run.iter().map(|glyph| glyph.ch).collect();
        let here = mask(typed.iter().copied());
        let mut best: Option<(usize, usize, &Word, usize)> = None;
        for (word, sound) in self.all.iter().flat_map(|word| word.sounds.iter().map(move |sound| (word, sound))) {
            let len = sound.kana.len();
            let allowed = usize::from(len >= EDITABLE) + usize::from(len >= LONG);
            if (sound.mask & !here).count_ones() as usize > allowed {
                continue;
            }
            let Place { edits, end } = find(&sound.kana, &typed, true);
            // A short word is told by how it begins.
            let begins = len > EDITABLE + 1 || sound.kana.first() == typed.get(end.saturating_sub(len));
            let better = best.is_none_or(|(fewest, longest, ..)| (edits, longest) < (fewest, len));
            if (1..=allowed).contains(&edits) && begins && better {
                best = Some((edits, len, word, end));
            }
        }
        let (_, len, word, end) = best?;
        // One kana left over stands for the last of the word: ログイソ.
        let end = end + usize::from(end < len && end + 1 == run.len());
        Some(Alternative { from: end.saturating_sub(len), to: end, keys: word.keys(), quality: rank::EDITED })
    }
}

impl Meaning {
    /// Longer is better, and as it is read, and whole, and exact. A whole word of some length is
    /// meant even if others go on from it.
    fn rank(&self) -> (usize, bool, bool, usize) {
        (self.len, !self.plain, !(self.open && self.len >= TOLD), usize::MAX - self.near)
    }
}

impl Word {
    /// How a query agrees with each of the word's readings.
    fn agreements(&self, typed: &[Glyph], next: &str) -> impl Iterator<Item = Agreement> {
        self.readings.iter().filter_map(move |reading| agree(&self.glyphs, reading, typed, next))
    }
}

impl Agreement {
    /// Whether it is more than chance, at a place of a query.
    fn tells(self, glyphs: &[Glyph], at: usize) -> bool {
        let grammar = matches!(glyphs.get(at..), Some([a, b, ..]) if is_particle(a.ch, b.ch));
        let within = at.checked_sub(1).and_then(|before| glyphs.get(before)).is_some_and(|before| before.script == Script::Kana);
        let told = self.len + self.written;
        let enough = told >= TOLD || self.len == glyphs.len() || (told == 2 && !grammar && !(within && self.open));
        enough && self.written < self.len && (self.near == 0 || (self.len >= TOLD && self.near * 2 <= self.len))
    }
}

/// How what is typed agrees with a word: each part of it as it is written or as it is read.
fn agree(word: &[Glyph], reading: &[Segment], typed: &[Glyph], next: &str) -> Option<Agreement> {
    let mut sum = Agreement::default();
    for segment in reading {
        let rest = typed.get(sum.len..)?;
        let written = word.get(segment.from..segment.to)?;
        if begins(rest, written) && !rest.is_empty() {
            sum.len += written.len();
            sum.written += written.len();
            continue;
        }
        let part = follow(&segment.kana, rest, next)?;
        sum.len += part.len;
        sum.near += part.near;
        if part.open {
            sum.open = true;
            break;
        }
    }
    (sum.len > 0).then_some(sum)
}

/// How typed kana follow a reading.
fn follow(kana: &[char], typed: &[Glyph], next: &str) -> Option<Agreement> {
    let mut at = 0;
    let mut sum = Agreement::default();
    let mut before = None;
    while let Some(wanted) = kana.get(at) {
        let Some(glyph) = typed.get(sum.len) else {
            sum.open = next.is_empty() || next.chars().any(|c| skeleton(c) == skeleton(*wanted));
            return sum.open.then_some(sum);
        };
        let longer = |vowel: char| before.is_some_and(|before| lengthens(before, vowel));
        if skeleton(glyph.ch) == skeleton(*wanted) {
            sum.near += usize::from(glyph.ch != *wanted);
            sum.len += 1;
            before = Some(*wanted);
            at += 1;
        } else if longer(*wanted) {
            sum.near += 1; // じゅしょ for じゅうしょ
            at += 1;
        } else if longer(glyph.ch) {
            sum.near += 1; // かあど for カード
            sum.len += 1;
        } else {
            return None;
        }
    }
    Some(sum)
}
