//! Everything an editor should know about a knowledge file: what [`load`] drops, and what only looks wrong.
//!
//! ```
//! use tasuke::calendar::Date;
//! use tasuke::knowledge::Source;
//! let text = r#"{"format": 1, "site": {"name": "Shop", "locales": ["en"]},
//!   "categories": [{"id": "all", "title": "All"}],
//!   "articles": [{"id": "a", "category": "all", "title": "A", "body": "<b>bold</b>"}]}"#;
//! let source = Source { name: "knowledge.json".into(), text: text.into() };
//! let problems = tasuke::check::check(&[source], Date::parse("2026-11-22").unwrap());
//! assert_eq!(problems[0].place.pointer, "/articles/0/body");
//! ```

mod asked;
mod branches;
mod references;
mod scenarios;
mod sharpen;
mod site;
#[cfg(test)]
mod tests;
mod texts;
mod tickets;
mod urls;

use crate::calendar::Date;
use crate::knowledge::{Fault, Graph, Knowledge, Loaded, Place, Problem, Source, load, load_tests};
use serde_json::Value as Json;

/// The most questions a customer bears.
const MOST_QUESTIONS: usize = 7;

/// Every problem, in the order of the files: first what is dropped, then what looks wrong, then the editors' own tests.
/// Those are run only if nothing fell away that they could be about.
pub fn check(sources: &[Source], today: Date) -> Vec<Problem> {
    let files: Vec<Json> = sources.iter().map(parsed).collect();
    let (Loaded { knowledge, mut problems }, is_refused) = match load(sources) {
        Ok(loaded) => (loaded, false),
        Err(problems) => match site::stand_in(sources, &files, &problems) {
            Some(loaded) => (loaded, true),
            None => return problems,
        },
    };
    let is_whole = !is_refused && is_complete(&files, &knowledge, &problems);
    for (source, json) in files.iter().enumerate() {
        let mut add = |pointer: String, fault| problems.push(Problem { place: Place { source, pointer }, fault });
        texts::check(json, &knowledge, &mut add);
        urls::check(json, &mut add);
        for (index, article) in list(json, "articles") {
            if article.get("body").is_none() {
                add(format!("/articles/{index}"), Fault::Missing { key: "body" });
            }
            if let Some(days) = overdue(article, today) {
                add(format!("/articles/{index}/reviewed"), Fault::Overdue { days });
            }
        }
        for (index, notice) in list(json, "notices") {
            let moment = |key: &str| notice.get(key).and_then(Json::as_str);
            // Dates as text sort as dates do; one day from its morning to its end is fine.
            let (from, until) = (moment("from").unwrap_or_default(), moment("until").unwrap_or("9"));
            if from > until && !from.starts_with(until) {
                add(format!("/notices/{index}/until"), Fault::EndsBeforeStart);
            }
        }
        for (index, flow) in list(json, "flows") {
            let flow = flow.get("id").and_then(Json::as_str).and_then(|id| knowledge.flow(id));
            if let Some(steps) = flow.map(|flow| Graph::new(flow).longest_path()).filter(|steps| *steps > MOST_QUESTIONS) {
                add(format!("/flows/{index}"), Fault::LongPath { steps });
            }
            let Some(flow) = flow else { continue };
            for (below, fault) in references::filled(flow, &knowledge)
                .into_iter()
                .chain(branches::faults(flow, &knowledge))
                .chain(asked::twice(flow, &knowledge))
            {
                add(format!("/flows/{index}{below}"), fault);
            }
        }
        if let Some(format) = knowledge.ticket.as_ref().filter(|_| json.get("ticket").is_some()) {
            for (below, fault) in tickets::faults(format, &knowledge.site.locales) {
                add(format!("/ticket{below}"), fault);
            }
        }
        let closed = &knowledge.site.closed;
        if json.get("site").is_some() && !closed.is_empty() && closed.iter().all(|days| days.last < today) {
            add("/site/closed".into(), Fault::OldClosures);
        }
    }
    let (tests, faults) = load_tests(sources);
    problems.extend(faults);
    let count = tests.search.len() + tests.flows.len();
    if is_whole {
        problems.extend(scenarios::run(knowledge, &tests, today));
    } else if count > 0 {
        let source = files.iter().position(|file| file.get("tests").is_some()).unwrap_or_default();
        problems.push(Problem { place: Place { source, pointer: "/tests".into() }, fault: Fault::TestsNotRun { count } });
    }
    if is_refused && !site::has_locales(&files) {
        problems.retain(|problem| !matches!(problem.fault, Fault::MissingLocale { .. } | Fault::UnknownLocale { .. }));
    }
    let declared = declared_ids(&files);
    problems.retain(|problem| !follows_from_another(&problem.fault, &declared));
    sharpen::sharpen(problems, &files)
}

/// Whether every article, flow, category, topic, synonym and reading of the files was loaded. Otherwise neither
/// searches nor the words of the whole can be judged.
pub fn is_whole(sources: &[Source], loaded: &Loaded) -> bool {
    let files: Vec<Json> = sources.iter().map(parsed).collect();
    is_complete(&files, &loaded.knowledge, &loaded.problems)
}

fn is_complete(files: &[Json], knowledge: &Knowledge, problems: &[Problem]) -> bool {
    let written = |pointer: &str| files.iter().filter_map(|file| file.pointer(pointer)?.as_array()).map(Vec::len).sum::<usize>();
    let topics = knowledge.ticket.as_ref().map_or(0, |ticket| ticket.topics.len());
    let lists = [
        ("/articles", knowledge.articles.len()),
        ("/categories", knowledge.categories.len()),
        ("/flows", knowledge.flows.len()),
        ("/ticket/topics", topics),
    ];
    // These are read whole or not at all, or are no lists where they should be.
    let kept = ["/articles", "/categories", "/flows", "/synonyms", "/readings", "/enriched"];
    let is_lost = |problem: &Problem| {
        let pointer = problem.place.pointer.as_str();
        let of = kept.iter().find_map(|key| Some((*key, pointer.strip_prefix(*key)?)));
        of.is_some_and(|(key, below)| below.is_empty() || matches!(key, "/synonyms" | "/readings" | "/enriched") && below.starts_with('/'))
    };
    lists.iter().all(|(pointer, loaded)| written(pointer) <= *loaded)
        && !problems.iter().any(|problem| problem.is_error() && is_lost(problem))
}

fn parsed(source: &Source) -> Json {
    serde_json::from_str(source.text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// The ids of everything that the files hold, broken or not.
fn declared_ids(files: &[Json]) -> Vec<String> {
    let lists = ["/articles", "/flows", "/categories", "/ticket/topics"];
    let ids = files.iter().flat_map(|file| {
        let items = lists.iter().filter_map(|list| file.pointer(list)?.as_array()).flatten();
        items.filter_map(|item| item.get("id")?.as_str().map(str::to_string)).collect::<Vec<_>>()
    });
    ids.collect()
}

/// Whether a fault is there only because something else is broken, and named already: mending that mends this.
fn follows_from_another(fault: &Fault, declared: &[String]) -> bool {
    match fault {
        Fault::UnknownReference { what, id, .. } => !matches!(*what, "step" | "field" | "fact") && declared.contains(id),
        _ => false,
    }
}

fn list<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = (usize, &'j Json)> {
    json.get(key).and_then(Json::as_array).into_iter().flatten().enumerate()
}

/// By how many days the review is overdue.
fn overdue(article: &Json, today: Date) -> Option<i32> {
    // What is no longer shown needs no review.
    let date = |key: &str| article.get(key).and_then(Json::as_str).and_then(Date::parse);
    if date("publish_until").is_some_and(|until| until < today) {
        return None;
    }
    let reviewed = date("reviewed")?;
    let every = article.get("review_every_days").and_then(Json::as_u64)? as i32;
    Some(today.days_since(reviewed) - every).filter(|days| *days > 0)
}

/// A key as a step of a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
