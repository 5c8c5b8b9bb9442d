//! How well a knowledge base answers what people ask, measured over queries whose answers are known.
//!
//! Everything goes through [`Engine`], as in the customer's browser: the figures are of what a customer sees.
//!
//! ```
//! use tasuke::eval::{Input, base, evaluate, queries};
//!
//! let array = r#"[{"id": "Ret 1", "title": "Return an item"}, {"id": "Pay 1", "title": "Ways to pay"}]"#;
//! let base = base::read(&["kb.json".into()], &[array.into()], Some("en"));
//! let queries = queries::read(r#"{"q": "how do I pay", "relevant": ["Pay 1"]}"#, true);
//! let engine = base.engine(None, tasuke::calendar::Date::EPOCH).unwrap();
//! let input = Input { engine: &engine, names: &base.names, queries: &queries.queries, oos: &[] };
//! assert!((evaluate(&input, &mut || 0.0).all.hit[0] - 1.0).abs() < f64::EPSILON);
//! ```
//!
//! | file | what |
//! |---|---|
//! | `base` | knowledge files, and plain arrays of articles |
//! | `queries` | what people ask, a JSON object a line |
//! | `measure` | the sums, and the measures made of them |
//! | `sample` | which queries are typed key by key |

pub mod base;
mod measure;
pub mod queries;
mod sample;
#[cfg(test)]
mod tests;

use crate::app::Engine;
use base::Names;
use measure::Sums;
use queries::Query;

pub use measure::{Keystrokes, Measures, auroc};

/// How many results are looked at: the 10 of MRR@10.
pub const DEPTH: usize = 10;

/// How many queries are typed key by key.
pub const TYPED: usize = 100;

/// Something wrong with the data: it falls away alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// Which of the files, counted from 0.
    pub file: usize,
    /// Where in it.
    pub place: Spot,
    /// What it is.
    pub what: Fault,
}

/// A place in a file of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A line, counted from 1.
    Line(usize),
    /// A JSON pointer (RFC 6901).
    Pointer(String),
}

/// What can be wrong with the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not JSON.
    NotJson,
    /// A value of another type than expected.
    WrongType {
        /// The type that was expected: `object`, `string`, `array of strings`.
        expected: &'static str,
    },
    /// A key that must be there.
    Missing {
        /// The key.
        key: &'static str,
    },
    /// A text without anything in it.
    Empty {
        /// The key.
        key: &'static str,
    },
    /// An id that another article has.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// An article that is not in the knowledge base.
    UnknownArticle {
        /// Its id.
        id: String,
    },
    /// A plain array beside a knowledge file.
    Mixed,
    /// There is nothing in the file.
    Nothing,
}

/// What is measured.
#[derive(Clone, Copy)]
pub struct Input<'i> {
    /// The knowledge, indexed.
    pub engine: &'i Engine,
    /// What the data call the articles.
    pub names: &'i Names,
    /// The queries that have an answer.
    pub queries: &'i [Query],
    /// Queries that no article answers.
    pub oos: &'i [Query],
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Over all queries.
    pub all: Measures,
    /// Over the queries of each group, sorted by its name.
    pub by: Vec<(String, Measures)>,
    /// How well confidence tells queries with an answer from those without, 0.5 being chance; of nothing without the latter.
    pub auroc: Option<f64>,
    /// What it is worth that an answer counts as likely.
    pub confident: Confident,
}

/// The answers that count as likely, so that the customer is not warned. Shares are 0 to 1; of no queries they are 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Confident {
    /// Their share of the queries that have an answer: the coverage.
    pub share: f64,
    /// Of these the shares with a relevant article among the first 1 and 3 results: the precision.
    pub hit: [f64; 2],
    /// Their share of the queries that no article answers; nothing without such queries.
    pub oos: Option<f64>,
}

/// Asks every query, and types some of them key by key. `now` tells milliseconds; only their differences count.
pub fn evaluate(input: &Input<'_>, now: &mut dyn FnMut() -> f64) -> Evaluation {
    let mut sums = Grouped::default();
    let mut likely = Sums::default();
    for query in input.queries {
        let Asked { rank, found, confident } = ask(input, query, &query.text);
        sums.add(query, |sums| sums.add(rank, found));
        if confident {
            likely.add(rank, found);
        }
    }
    for query in sample::sample(input.queries, TYPED) {
        for end in query.text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            // Before the first letter nothing is searched.
            let Some(typed) = query.text.get(..end).filter(|typed| !typed.trim().is_empty()) else { continue };
            let start = now();
            let Asked { rank, found, .. } = ask(input, query, typed);
            let ms = now() - start;
            sums.add(query, |sums| sums.type_key(rank, found, ms));
        }
    }
    let confidence = |queries: &[Query]| -> Vec<f32> { queries.iter().map(|query| input.engine.confidence(&query.text)).collect() };
    let auroc = if input.oos.is_empty() { None } else { auroc(&confidence(input.queries), &confidence(input.oos)) };
    let Measures { n, hit: [first, third, _], .. } = likely.measures();
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let is_likely = |query: &&Query| input.engine.search(&query.text, 1).1;
    let oos = (!input.oos.is_empty()).then(|| share(input.oos.iter().filter(is_likely).count(), input.oos.len()));
    let confident = Confident { share: share(n, input.queries.len()), hit: [first, third], oos };
    Evaluation {
        all: sums.all.measures(),
        by: sums.by.iter().map(|(group, sums)| (group.clone(), sums.measures())).collect(),
        auroc,
        confident,
    }
}

/// What came of a query.
struct Asked {
    /// The rank of the first relevant result, counted from 0.
    rank: Option<usize>,
    /// Whether there is any result.
    found: bool,
    confident: bool,
}

fn ask(input: &Input<'_>, query: &Query, text: &str) -> Asked {
    // What is shown for want of a match is not found.
    let (mut rows, confident) = input.engine.search(text, DEPTH);
    rows.retain(|row| row.score > 0.0);
    let is_relevant = |id: &str| query.relevant.iter().any(|known| known == id);
    Asked { rank: rows.iter().position(|row| is_relevant(input.names.of(&row.id))), found: !rows.is_empty(), confident }
}

#[derive(Default)]
struct Grouped {
    all: Sums,
    by: std::collections::BTreeMap<String, Sums>,
}

impl Grouped {
    fn add(&mut self, query: &Query, mut add: impl FnMut(&mut Sums)) {
        add(&mut self.all);
        query.groups.iter().for_each(|group| add(self.by.entry(group.clone()).or_default()));
    }
}
