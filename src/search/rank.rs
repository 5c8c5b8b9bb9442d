//! Ranking: the signals of each entry and the score made of them. Every weight is here.

mod pass;

use pass::Pass;

use super::{
    query::{Group, Reading, Way},
    store::{Field, Store},
};
use crate::text::Kind;

/// What speaks for an entry. All signals are 0 to 1, so that weights can be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// BM25F over all fields, as a share of what a perfect entry would get.
    pub bm25f: f32,
    /// How much of the query the entry covers, by what its tokens tell.
    pub coverage: f32,
    /// How much of the query the best phrase covers.
    pub phrase: f32,
    /// How much of the best phrase the query covers.
    pub density: f32,
    /// The best phrase is the title.
    pub title: f32,
    /// The query is a subsequence of the title.
    pub subsequence: f32,
    /// How much the query tells: the sum over its tokens, a common bigram 0, a rare one 1.
    pub asked: f32,
}

/// A title says what an entry is about; the other weights are relative to it.
const TITLE: f32 = 1.0;
/// A question says it as a customer would, but there are many of them.
const QUESTION: f32 = 0.6;
/// A category's title is shared by all its entries.
const CONTEXT: f32 = 0.25;
/// A body mentions much that it is not about, but in more words than a title has.
const BODY: f32 = 0.6;
/// BM25's saturation. High: an entry where many questions have a word is about it.
const K1: f32 = 4.0;
/// BM25's share of length normalisation of bodies.
const B: f32 = 0.7;
/// The same of phrases: a long one has many words by chance.
const B_PHRASES: f32 = 0.75;
/// Phrases of this length, the average of an entry's, are neither raised nor lowered: about seven
/// bigrams or five words, in [`LEN_UNIT`](super::store::LEN_UNIT)s. Fixed, so that what other
/// entries say changes nothing; an average over the entry, so that more questions cost it nothing.
const PHRASE_LEN: f32 = 60.0;
/// What a synonym is worth beside the word itself.
pub(super) const SYNONYM: f32 = 0.6;
/// What a token is worth that only begins with what was typed.
pub(super) const BEGUN: f32 = 0.8;
/// What two words are worth that were typed as one.
pub(super) const TOGETHER: f32 = 0.8;
/// What a word is worth that is an edit away.
pub(super) const EDITED: f32 = 0.6;
/// The token being typed may yet become another.
const OPEN: f32 = 0.6;

/// The score's parts: see [`parts`].
const W_BM25F: f32 = 1.0;
const W_PHRASE: f32 = 0.2;
const W_DENSITY: f32 = 1.0;
const W_TITLE: f32 = 0.05;
/// Weak: it only orders what nothing else can tell apart, and finds abbreviations.
pub(super) const W_SUBSEQUENCE: f32 = 0.3;

/// What an entry gains that the editors meant for the page that is open. Little: it orders what is
/// about equally good, and hides nothing that is better.
pub(super) const PAGE: f32 = 1.1;

/// Where an answer counts as likely as not: see [`Ranked::confidence`]. More than eight of ten
/// questions that have an answer are above it, and six of seven about other things below.
const EVEN: f32 = 2.2;

/// How much of the query one phrase must have: below, an answer is the less likely, the less that is.
const PHRASE: f32 = 0.15;

/// Of how much of the query the first must have the like for others to be measured by it: where it
/// has less, what it lacks may be in any of them.
const WHOLE: f32 = 0.6;
/// Beside an answer to the whole query, an entry of so small a share of its score is chance.
const CHANCE: f32 = 0.1;
/// The same where it has none of the query's words, but syllables, single kanji and grammar only.
const CHANCE_WORDLESS: f32 = 0.25;
/// What a word that stands for another must be worth to count as the query's.
const SAME_WORD: f32 = 0.5;

/// What a token tells, by its kind alone; how rare it is counts besides.
pub(super) fn telling(kind: Kind) -> f32 {
    match kind {
        // Of a query with nothing else they are all.
        Kind::Particle => 0.15,
        Kind::Common => 0.55,
        // Only beside the bigrams that it is in.
        Kind::Kanji => 0.35,
        Kind::Pair => 0.2,
        Kind::Kana => 0.4,
        Kind::Skipped => 0.5,
        // A loan word stands in longer ones (セル in キャンセル), where it is no word. See `tells`.
        Kind::Start => 0.0,
        Kind::Cjk | Kind::Loan => 1.0,
        // A word is about two bigrams.
        Kind::Word => 1.5,
    }
}

/// What the beginning of a katakana word tells in a query. In a text it is worth nothing: what is typed in hiragana has none.
const START: f32 = 1.0;

/// What a group tells: by its kind and by how rare what was typed is.
pub(super) fn tells(store: &Store, group: &Group) -> f32 {
    let with = |(id, _): &(u32, f32)| store.docs_with(*id);
    let docs = match group.ids.first() {
        Some(typed) if typed.1 >= 1.0 => with(typed),
        _ => group.ids.iter().map(with).fold(0, u32::saturating_add),
    };
    let unknown = match group.kind {
        // No two words stand side by side in all titles.
        Kind::Pair => 0.0,
        _ if group.open => OPEN,
        _ => 1.0,
    };
    let telling = if group.kind == Kind::Start { START } else { telling(group.kind) };
    telling * rarity(docs as f32, store.len() as f32) * if docs == 0 { unknown } else { 1.0 }
}

/// How rare a token is that so many of all entries have: BM25's idf, as a share of the highest.
fn rarity(docs: f32, all: f32) -> f32 {
    let idf = |docs: f32| (1.0 + (all - docs + 0.5) / (docs + 0.5)).ln();
    idf(docs.min(all)) / idf(0.0).max(f32::MIN_POSITIVE)
}

/// What a token in a field is worth, in phrases of a length on average.
pub(super) fn field_worth(field: Field, len: f32) -> f32 {
    match field {
        Field::Title => TITLE * lengthy(B_PHRASES, len / PHRASE_LEN),
        Field::Question => QUESTION * lengthy(B_PHRASES, len / PHRASE_LEN),
        Field::Context => CONTEXT,
        Field::Body => BODY,
    }
}

/// BM25's normalisation: what a token is worth in a text so many times as long as others.
fn lengthy(share: f32, times: f32) -> f32 {
    1.0 / (1.0 - share + share * times)
}

/// What a reading is worth beside the query as it was typed.
pub(super) fn worth(way: Way) -> f32 {
    match way {
        Way::Typed => 1.0,
        Way::Romaji => 0.95,
        Way::Written => 0.98,
    }
}

/// The parts of a score, in the order of [`Part`]: what matched, raised by how well one phrase
/// answers the whole query.
pub(super) fn parts(signals: &Signals) -> [f32; 5] {
    let phrase = signals.phrase * signals.phrase;
    [
        W_BM25F * signals.bm25f * (0.5 + 0.5 * signals.coverage),
        W_PHRASE * phrase,
        W_DENSITY * phrase * signals.density,
        W_TITLE * phrase * signals.title,
        W_SUBSEQUENCE * signals.subsequence,
    ]
}

fn score(signals: &Signals) -> f32 {
    let [text, phrase, density, title, subsequence] = parts(signals);
    text + phrase + density + title + subsequence
}

/// An entry with its place in an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) doc: u32,
    /// The phrase that matches best.
    pub(super) phrase: u16,
    /// Which reading of the query matched.
    pub(super) reading: usize,
    pub(super) score: f32,
    pub(super) signals: Signals,
    /// It has a word of the query, or a part of one that only words have.
    pub(super) has_word: bool,
}

impl Ranked {
    /// Whether it stands in an answer that this one is the first of. Where the first is no likely
    /// answer, all do: the nearest is better than nothing.
    pub(super) fn admits(&self, other: &Self) -> bool {
        let share = if other.has_word { CHANCE } else { CHANCE_WORDLESS };
        other.score >= share * self.score || !self.is_likely() || self.signals.coverage < WHOLE
    }

    /// Whether it is likelier than not what was asked for.
    pub(super) fn is_likely(&self) -> bool {
        self.confidence() >= 0.5
    }

    /// How likely the entry is what was asked for, 0 to 1; above a half it is.
    ///
    /// The evidence is the score, a share of what was asked, times how much that was and one: of a
    /// long question a part is told by more than of a word, yet a word that is matched whole is
    /// evidence enough. (Of the powers ½, ¾ and 1, with 0, ½, 1 or 2 added, this tells questions
    /// with an answer best from those without, in both languages.) What hardly stands in any one
    /// phrase is scattered over a body that is about something else.
    pub(super) fn confidence(&self) -> f32 {
        let evidence = self.score * (1.0 + self.signals.asked) * (self.signals.phrase / PHRASE).min(1.0);
        evidence / (evidence + EVEN)
    }

    /// Sets the score anew, after signals were added.
    pub(super) fn rescore(&mut self, way: Way) {
        self.score = score(&self.signals) * worth(way);
    }
}

/// Ranks all entries that have anything of any reading, in no order.
pub(super) fn rank(store: &Store, readings: &[Reading]) -> Vec<Ranked> {
    let mut best: Vec<Ranked> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let ranked = Pass::new(store).run(reading, at);
        if at == 0 {
            best = ranked;
            continue;
        }
        let places = places(&best, store.len());
        for one in ranked {
            let known = places.get(one.doc as usize).and_then(|place| best.get_mut(*place));
            match known {
                Some(known) if known.score >= one.score => {}
                Some(known) => *known = one,
                None => best.push(one),
            }
        }
    }
    best
}

/// For each entry its place among those that are ranked; `usize::MAX` for the others.
pub(super) fn places(ranked: &[Ranked], entries: usize) -> Vec<usize> {
    let mut places = vec![usize::MAX; entries];
    for (place, one) in ranked.iter().enumerate() {
        if let Some(slot) = places.get_mut(one.doc as usize) {
            *slot = place;
        }
    }
    places
}

/// The places of the best `limit` of those that count, in order.
///
/// Few are wanted of many: each is put in its place among the best so far, if it has one.
pub(super) fn best(ranked: &[Ranked], limit: usize, counts: &dyn Fn(&Ranked) -> bool) -> Vec<usize> {
    // No score is below 0, so that the bits of scores are in the order of scores.
    let order = |one: &Ranked| u64::from(!one.score.to_bits()) << 32 | u64::from(one.doc);
    let mut found: Vec<(u64, usize)> = Vec::new();
    for (at, one) in ranked.iter().enumerate() {
        let key = order(one);
        if (found.len() < limit || found.last().is_some_and(|last| key < last.0)) && counts(one) {
            let place = found.iter().rposition(|known| known.0 < key).map_or(0, |before| before + 1);
            found.insert(place, (key, at));
            found.truncate(limit);
        }
    }
    found.into_iter().map(|(_, at)| at).collect()
}
