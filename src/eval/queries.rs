//! What people ask, a JSON object a line: `{"q": "…", "relevant": ["id", …], "kind": "…"}`.

use super::base::Base;
use super::{Fault, Flaw, Spot};
use serde_json::Value as Json;

/// A question and what answers it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// What is typed.
    pub text: String,
    /// The ids of the articles or flows that answer it; none of a question that nothing answers.
    pub relevant: Vec<String>,
    /// The groups that it is measured with apart: its `kind`, every other key whose value is `true`, and `sim<0.5`.
    pub groups: Vec<String>,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

/// The queries of a file, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queries {
    /// What can be used.
    pub queries: Vec<Query>,
    /// What cannot. The file is number 0.
    pub flaws: Vec<Flaw>,
}

/// Below this likeness to the texts shown (`sim`, 0 to 1), a query is in words of its own.
const UNLIKE: f64 = 0.5;

/// Reads queries; with `answered`, each must name what answers it. Empty lines are none.
pub fn read(text: &str, answered: bool) -> Queries {
    let mut read = Queries::default();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match query(line, answered) {
            Ok(query) => read.queries.push(Query { line: index + 1, ..query }),
            Err(faults) => read.flaws.extend(faults.into_iter().map(|what| flaw(index + 1, what))),
        }
    }
    if read.queries.is_empty() && read.flaws.is_empty() {
        read.flaws.push(flaw(1, Fault::Nothing));
    }
    read
}

impl Queries {
    /// Drops the answers that the knowledge base does not have, and the queries that are left without one.
    pub fn resolve(&mut self, base: &Base) {
        for query in &mut self.queries {
            let line = query.line;
            query.relevant.retain_mut(|id| match base.resolve(id) {
                Some(present) => {
                    *id = present.to_string();
                    true
                }
                None => {
                    self.flaws.push(flaw(line, Fault::UnknownArticle { id: id.clone() }));
                    false
                }
            });
        }
        self.queries.retain(|query| !query.relevant.is_empty());
        self.flaws.sort_by_key(|flaw| if let Spot::Line(line) = flaw.place { line } else { 0 });
    }
}

fn flaw(line: usize, what: Fault) -> Flaw {
    Flaw { file: 0, place: Spot::Line(line), what }
}

fn query(line: &str, answered: bool) -> Result<Query, Vec<Fault>> {
    let json: Json = serde_json::from_str(line).map_err(|_| vec![Fault::NotJson])?;
    let Some(object) = json.as_object() else { return Err(vec![Fault::WrongType { expected: "object" }]) };
    let mut faults = Vec::new();
    let text = match object.get("q") {
        Some(Json::String(text)) if !text.trim().is_empty() => text.clone(),
        other => {
            faults.push(match other {
                None => Fault::Missing { key: "q" },
                Some(Json::String(_)) => Fault::Empty { key: "q" },
                Some(_) => Fault::WrongType { expected: "string" },
            });
            String::new()
        }
    };
    let relevant = match object.get("relevant").filter(|_| answered) {
        Some(Json::Array(ids)) if ids.iter().all(Json::is_string) && !ids.is_empty() => crate::json::texts(&Json::from(ids.clone())),
        other => {
            faults.extend(answered.then_some(match other {
                None => Fault::Missing { key: "relevant" },
                Some(Json::Array(ids)) if ids.is_empty() => Fault::Empty { key: "relevant" },
                Some(_) => Fault::WrongType { expected: "array of strings" },
            }));
            Vec::new()
        }
    };
    let mut groups: Vec<String> = object.get("kind").and_then(Json::as_str).map(str::to_string).into_iter().collect();
    groups.extend(object.iter().filter(|(_, value)| **value == Json::Bool(true)).map(|(key, _)| key.clone()));
    groups.extend(object.get("sim").and_then(Json::as_f64).filter(|sim| *sim < UNLIKE).map(|_| "sim<0.5".to_string()));
    if faults.is_empty() { Ok(Query { text, relevant, groups, line: 0 }) } else { Err(faults) }
}
