//! Why an entry has its place in an answer: numbers, not words. Nothing here runs while typing.

use super::{Field, Index, Signals, Way, rank};
use crate::text::Kind;

/// Why an entry has its place in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// How the query was read so that it matched.
    pub way: Way,
    /// The query as it was read, folded.
    pub read: String,
    /// The phrase that is shown: 0 is the title.
    pub phrase: u16,
    /// What was measured.
    pub signals: Signals,
    /// What each part adds to the score, before `worth`.
    pub parts: Vec<(Part, f32)>,
    /// What the parts are multiplied by, for the way the query was read.
    pub worth: f32,
    /// The score: comparable within one answer only.
    pub score: f32,
    /// How likely the entry is what was asked for, 0 to 1, were it the first.
    pub confidence: f32,
    /// What was looked for, and where the entry has it.
    pub terms: Vec<Term>,
}

/// A part of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the entry has of the query, anywhere.
    Text,
    /// How much of the query the best phrase has.
    Phrase,
    /// How little else the best phrase says.
    Density,
    /// The best phrase is the title.
    Title,
    /// The query abbreviates the title.
    Subsequence,
}

/// A part of the query, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The characters of the query.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// What it tells, 0 to about 1.5: by its kind, and by how few entries have it.
    pub tells: f32,
    /// Where the entry has it, or what stands for it.
    pub fields: Vec<Field>,
    /// How good the best of that is: 1 is what was typed, less a beginning, a synonym or a typo.
    pub quality: f32,
}

const PARTS: [Part; 5] = [Part::Text, Part::Phrase, Part::Density, Part::Title, Part::Subsequence];

impl Index {
    /// Why an entry has its place in the answer to a query; `None` if it is not in it.
    #[must_use]
    pub fn explain(&self, query: &str, doc: u32) -> Option<Explanation> {
        let (readings, ranked) = self.rank(query, &[], self.store.len());
        let one = ranked.iter().find(|one| one.doc == doc)?;
        let reading = readings.get(one.reading)?;
        let terms = reading.groups.iter().map(|group| {
            let glyphs = reading.text.glyphs.get(group.from..group.to).unwrap_or_default();
            let mut term = Term {
                text: glyphs.iter().map(|glyph| glyph.ch).collect(),
                kind: group.kind,
                tells: rank::tells(&self.store, group),
                fields: Vec::new(),
                quality: 0.0,
            };
            for (id, quality) in &group.ids {
                let units = self.store.postings(*id).filter_map(|posting| self.store.units.get(posting.unit as usize));
                for unit in units.filter(|unit| unit.doc == doc) {
                    term.quality = term.quality.max(*quality);
                    if !term.fields.contains(&unit.field) {
                        term.fields.push(unit.field);
                    }
                }
            }
            term
        });
        Some(Explanation {
            way: reading.way,
            read: reading.text.to_string(),
            phrase: one.phrase,
            signals: one.signals,
            parts: PARTS.into_iter().zip(rank::parts(&one.signals)).collect(),
            worth: rank::worth(reading.way),
            score: one.score,
            confidence: one.confidence(),
            terms: terms.collect(),
        })
    }
}
