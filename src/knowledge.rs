//! The knowledge file, format 1: reading it, and naming everything that is wrong with it.
//!
//! [`load`] follows the one load rule: what is not JSON, too large, of no or a newer format, or without a usable `site`
//! is refused; everything else that is broken is dropped alone and reported.
//!
//! ```
//! use tasuke::knowledge::{Source, load};
//! let text = r#"{"format": 1, "site": {"name": "Shop", "locales": ["en"]}, "categories": [{"id": "A b", "title": "x"}]}"#;
//! let loaded = load(&[Source { name: "knowledge.json".into(), text: text.into() }]).unwrap();
//! assert_eq!(loaded.knowledge.site.name.text("en"), "Shop");
//! assert_eq!(loaded.problems[0].place.pointer, "/categories/0/id");
//! ```

mod article;
pub mod decode;
pub mod explain;
mod flow;
mod graph;
mod links;
pub mod markdown;
pub mod notation;
mod problem;
mod published;
pub mod rest;
pub mod schema;
mod site;
mod slip;
#[cfg(test)]
mod tests;
mod ticket;
mod values;

pub use article::{Article, FactDeclaration, FactType, Synonym};
pub use decode::{Keyed, Scoped};
pub use flow::*;
pub use graph::Graph;
pub use links::nearest;
pub(crate) use links::variable_type;
pub use problem::{Fault, Place, Problem, Severity};
pub use published::first;
pub use site::*;
pub use slip::Slip;
pub use ticket::*;
pub use values::{Days, Id, Lines, Localized, Mask, Moment, Readings, Reference, Text, Url};

use crate::json::{self, members, text_at};
use decode::{Decode, Decoder, Shape, record};
use serde_json::{Map, Value as Json};

/// The newest format this version reads.
pub const FORMAT: u64 = 1;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// The keys at the top of a knowledge file.
pub const TOP_KEYS: &[&str] = &[
    "$schema",
    "format",
    "site",
    "notices",
    "facts",
    "categories",
    "articles",
    "synonyms",
    "readings",
    "enriched",
    "flows",
    "ticket",
    "tests",
    "strings",
];

/// One file of a knowledge base.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What was read, and everything wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What can be used.
    pub knowledge: Knowledge,
    /// What cannot, and what looks wrong.
    pub problems: Vec<Problem>,
}

/// A knowledge base, ready for use: every reference in it leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Knowledge {
    /// The shop.
    pub site: Site,
    /// What concerns customers for a while.
    pub notices: Vec<Notice>,
    /// Facts that the host page may tell, by name.
    pub facts: Keyed<FactDeclaration>,
    /// Groups of articles, in order.
    pub categories: Vec<Category>,
    /// Answers.
    pub articles: Vec<Article>,
    /// Words that mean the same.
    pub synonyms: Vec<Synonym>,
    /// Words and their kana readings, the editor's before the tool's.
    pub readings: Keyed<Readings>,
    /// Guided fixes.
    pub flows: Vec<Flow>,
    /// The ticket form; without it, the other channels remain.
    pub ticket: Option<TicketFormat>,
    /// UI texts of the shop's own, by locale and key.
    pub strings: Keyed<Keyed<String>>,
}

record! {
    /// What the tool adds.
    pub struct Enriched {
        /// Readings of words.
        "readings" readings: Keyed<Readings>,
        /// Synonyms.
        "synonyms" synonyms: Vec<Synonym>,
        /// Words that the editor refused.
        "refused" refused: Vec<String>,
    }
}

impl Knowledge {
    /// The article of this id, present or former.
    pub fn article(&self, id: &str) -> Option<&Article> {
        find(&self.articles, id, |article| (&article.id, &article.formerly))
    }

    /// The flow of this id, present or former.
    pub fn flow(&self, id: &str) -> Option<&Flow> {
        find(&self.flows, id, |flow| (&flow.id, &flow.formerly))
    }

    /// The category of this id, present or former.
    pub fn category(&self, id: &str) -> Option<&Category> {
        find(&self.categories, id, |category| (&category.id, &category.formerly))
    }

    /// The ticket topic of this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.ticket.as_ref()?.topics.iter().find(|topic| topic.id == *id)
    }
}

fn find<'k, T>(items: &'k [T], id: &str, ids: impl Fn(&T) -> (&Id, &[Id])) -> Option<&'k T> {
    let present = items.iter().find(|item| *ids(item).0 == *id);
    present.or_else(|| items.iter().find(|item| ids(item).1.iter().any(|former| *former == *id)))
}

/// Reads a knowledge base from one or more files: lists are joined, and every other key belongs in one file only.
///
/// # Errors
/// All problems, if the whole is refused: see the one load rule above.
pub fn load(sources: &[Source]) -> Result<Loaded, Vec<Problem>> {
    let mut decoder = Decoder::default();
    let files = read_json(sources, &mut decoder)?;
    let Some(site) = read_site(&files, &mut decoder) else {
        decoder.report_at("site", Fault::BrokenSite);
        return Err(decoder.problems);
    };
    let mut parts = links::Parts {
        categories: read_list(&files, "categories", &mut decoder),
        articles: read_list(&files, "articles", &mut decoder),
        flows: read_list(&files, "flows", &mut decoder),
        notices: read_list(&files, "notices", &mut decoder),
        facts: read_one(&files, "facts", &mut decoder),
        ticket: read_one(&files, "ticket", &mut decoder),
        site,
    };
    links::resolve(&mut parts, &mut decoder);
    let enriched: Option<Enriched> = read_one(&files, "enriched", &mut decoder);
    let mut synonyms: Vec<Synonym> = read_one(&files, "synonyms", &mut decoder);
    let mut readings: Keyed<Readings> = read_one(&files, "readings", &mut decoder);
    if let Some(enriched) = enriched {
        synonyms.extend(enriched.synonyms);
        let fresh = enriched.readings.0.into_iter().filter(|(word, _)| readings.get(word).is_none());
        let fresh: Vec<_> = fresh.collect();
        readings.0.extend(fresh);
    }
    let strings = read_one(&files, "strings", &mut decoder);
    let knowledge = Knowledge {
        site: parts.site,
        notices: parts.notices.into_iter().map(|item| item.value).collect(),
        facts: parts.facts,
        categories: parts.categories.into_iter().map(|item| item.value).collect(),
        articles: parts.articles.into_iter().map(|item| item.value).collect(),
        synonyms,
        readings,
        flows: parts.flows.into_iter().map(|item| item.value).collect(),
        ticket: parts.ticket,
        strings,
    };
    Ok(Loaded { knowledge, problems: decoder.problems })
}

/// Reads the editors' tests, which never reach a customer.
pub fn load_tests(sources: &[Source]) -> (Tests, Vec<Problem>) {
    let mut decoder = Decoder::default();
    let empty = Tests { search: Vec::new(), flows: Vec::new() };
    let Ok(files) = read_json(sources, &mut decoder) else { return (empty, Vec::new()) };
    let tests: Option<Tests> = read_one(&files, "tests", &mut decoder);
    (tests.unwrap_or(empty), decoder.problems)
}

type Files = Vec<Map<String, Json>>;

fn read_json(sources: &[Source], decoder: &mut Decoder) -> Result<Files, Vec<Problem>> {
    let mut files = Vec::new();
    for (source, file) in sources.iter().enumerate() {
        decoder.source = source;
        if file.text.len() > MAX_BYTES {
            decoder.report(Fault::TooLarge { bytes: file.text.len(), limit: MAX_BYTES });
            continue;
        }
        // A byte order mark is what some editors save; it is not JSON, but nobody should have to know.
        match json::read(file.text.trim_start_matches('\u{feff}')) {
            Ok(Json::Object(map)) => files.push(map),
            Ok(_) => decoder.report(Fault::WrongType { expected: "object" }),
            Err(error) => {
                decoder.report(Fault::NotJson { line: error.line, column: error.column, slip: None });
            }
        }
    }
    decoder.source = 0;
    if files.len() == sources.len() {
        match files.first().and_then(|file| file.get("format")).map(Json::as_u64) {
            Some(Some(FORMAT)) => {}
            Some(Some(newer)) if newer > FORMAT => decoder.report_at("format", Fault::NewerFormat),
            _ => decoder.report(Fault::NoFormat),
        }
    }
    if decoder.problems.is_empty() { Ok(files) } else { Err(std::mem::take(&mut decoder.problems)) }
}

fn read_site(files: &Files, decoder: &mut Decoder) -> Option<Site> {
    for (source, file) in files.iter().enumerate() {
        decoder.source = source;
        decoder.unknown_keys(file, TOP_KEYS);
    }
    // The first locale must be known before any text is read.
    let locales = files.iter().find_map(|file| file.get("site")?.get("locales")?.as_array());
    let first = locales.and_then(|locales| locales.first()?.as_str());
    decoder.first_locale = first.unwrap_or("").to_string();
    let site: Option<Site> = read_one(files, "site", decoder);
    site.filter(|site| !site.locales.is_empty())
}

/// Reads what stands in one file only; what is broken counts as missing.
fn read_one<T: Decode>(files: &Files, key: &'static str, decoder: &mut Decoder) -> T {
    T::take(checked(files, key, T::SHAPE, decoder), decoder)
}

fn checked<'f>(files: &'f Files, key: &'static str, shape: &Shape, decoder: &mut Decoder) -> &'f Json {
    let found = files.iter().enumerate().find_map(|(source, file)| Some((source, file.get(key)?)));
    let sound = found.filter(|(source, json)| {
        decoder.source = *source;
        decoder.below(key, |decoder| decoder.check(json, shape))
    });
    sound.map_or(&Json::Null, |(_, json)| json)
}

/// Reads a list that may stand in several files; broken members and those whose id is taken fall away alone.
fn read_list<T: Decode>(files: &Files, key: &'static str, decoder: &mut Decoder) -> Vec<links::Item<T>> {
    let items = checked_items(files, key, T::SHAPE, decoder);
    items.into_iter().map(|(place, json)| links::Item { place, value: T::take(json, decoder) }).collect()
}

fn id_of(json: &Json) -> &str {
    text_at(json, "id").unwrap_or_default()
}

fn checked_items<'f>(files: &'f Files, key: &'static str, shape: &Shape, decoder: &mut Decoder) -> Vec<(Place, &'f Json)> {
    let mut items: Vec<(Place, &Json)> = Vec::new();
    for (source, file) in files.iter().enumerate() {
        decoder.source = source;
        let Some(json) = file.get(key) else { continue };
        decoder.below(key, |decoder| {
            if !decoder.check(json, &Shape::List(&Shape::Any)) {
                return;
            }
            for (index, json) in members(json).iter().enumerate() {
                decoder.below(&index.to_string(), |decoder| {
                    if !decoder.is_sound(json, shape) {
                        return;
                    }
                    if items.iter().any(|(_, item)| id_of(item) == id_of(json)) {
                        decoder.report_at("id", Fault::DuplicateId { id: id_of(json).to_string(), other: None });
                        return;
                    }
                    items.push((decoder.place(), json));
                });
            }
        });
    }
    items
}
