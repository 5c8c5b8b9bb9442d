//! Says more of a problem than the reader can, by looking at what is written there.

use crate::knowledge::{Fault, Place, Problem, nearest};
use serde_json::Value as Json;

/// The problems, those that can be told better replaced; what follows from another is left out.
pub(super) fn sharpen(problems: Vec<Problem>, files: &[Json]) -> Vec<Problem> {
    let misspelt: Vec<(Place, Problem)> = problems.iter().filter_map(|problem| misspelt(problem, &problems)).collect();
    let is_replaced = |problem: &Problem| {
        let is_missing = |(object, of): &(Place, Problem)| match (&of.fault, &problem.fault) {
            (Fault::Misspelt { meant, .. }, Fault::Missing { key }) => *object == problem.place && meant == key,
            _ => false,
        };
        let is_unknown = |(_, of): &(Place, Problem)| of.place == problem.place && matches!(problem.fault, Fault::UnknownKey { .. });
        misspelt.iter().any(|found| is_missing(found) || is_unknown(found))
    };
    let kept = problems.iter().filter(|problem| !is_replaced(problem)).cloned();
    let kept = kept.map(|problem| Problem { fault: quotes(&problem, files).unwrap_or(problem.fault), place: problem.place });
    kept.chain(misspelt.iter().map(|(_, problem)| problem.clone())).collect()
}

/// A key that means nothing beside a missing one that is written nearly so, with the place of their object.
fn misspelt(problem: &Problem, problems: &[Problem]) -> Option<(Place, Problem)> {
    let Fault::UnknownKey { key, .. } = &problem.fault else { return None };
    let (object, _) = problem.place.pointer.rsplit_once('/')?;
    let object = Place { source: problem.place.source, pointer: object.to_string() };
    let missing = problems.iter().filter(|other| other.place == object);
    let missing: Vec<&'static str> = missing
        .filter_map(|other| match other.fault {
            Fault::Missing { key } => Some(key),
            _ => None,
        })
        .collect();
    let near = nearest(key, &missing)?;
    let meant = missing.into_iter().find(|missing| *missing == near)?;
    Some((object, Problem { place: problem.place.clone(), fault: Fault::Misspelt { key: key.clone(), meant } }))
}

/// Quotes around a value that takes none, or none around a text.
fn quotes(problem: &Problem, files: &[Json]) -> Option<Fault> {
    let Fault::WrongType { expected } = problem.fault else { return None };
    let written = files.get(problem.place.source)?.pointer(&problem.place.pointer)?;
    match (expected, written) {
        ("yes-no", Json::String(text)) => {
            let text = text.trim().to_ascii_lowercase();
            matches!(text.as_str(), "true" | "false").then_some(Fault::Quoted { text })
        }
        ("whole-number", Json::String(text)) => {
            let number: u32 = text.trim().chars().map(half).collect::<String>().parse().ok()?;
            Some(Fault::Quoted { text: number.to_string() })
        }
        ("object", Json::Number(_) | Json::Bool(_)) if !super::texts::is_text(&problem.place.pointer) => None,
        ("object" | "text", Json::Number(_) | Json::Bool(_)) => Some(Fault::NotQuoted { text: written.to_string() }),
        _ => None,
    }
}

/// A digit of the wide kind as a plain one.
fn half(sign: char) -> char {
    let digit = (sign as u32).checked_sub('０' as u32).and_then(|digit| char::from_digit(digit, 10));
    digit.unwrap_or(sign)
}
