//! The editors' own tests: searches that must find, answers that must lead.

use crate::app::{Engine, Progress};
use crate::calendar::Date;
use crate::condition::Value;
use crate::flow::{Looked, LookupFault, Position, Surroundings, Values, Walk};
use crate::json::Json;
use crate::knowledge::{Fault, FlowTest, Knowledge, Place, Problem, SearchTest, Step, Tests};
use std::rc::Rc;

/// How much is indexed at a stretch: all there is.
const EVERYTHING: usize = usize::MAX;

/// Runs all tests of a file; a test that passes says nothing.
pub(super) fn run(knowledge: Knowledge, tests: &Tests, today: Date) -> Vec<Problem> {
    let knowledge = Rc::new(knowledge);
    let engines: Vec<Engine> = knowledge.site.locales.iter().map(|locale| ready(&knowledge, locale, today)).collect();
    let searches = tests.search.iter().enumerate().filter_map(|(index, test)| {
        let locale = test.locale.as_deref().unwrap_or(knowledge.site.first_locale());
        let Some(engine) = engines.iter().find(|engine| engine.locale == locale) else {
            return Some(problem(format!("/tests/search/{index}/locale"), Fault::UnknownLocale { locale: locale.to_string() }));
        };
        Some(problem(format!("/tests/search/{index}"), search(engine, test)?))
    });
    let flows = tests
        .flows
        .iter()
        .enumerate()
        .filter_map(|(index, test)| Some(problem(format!("/tests/flows/{index}"), flow(&knowledge, test, today)?)));
    searches.chain(flows).collect()
}

fn ready(knowledge: &Rc<Knowledge>, locale: &str, today: Date) -> Engine {
    let mut engine = Engine::new(Rc::clone(knowledge), locale, today);
    while engine.step(EVERYTHING) == Progress::More {}
    engine
}

fn problem(pointer: String, fault: Fault) -> Problem {
    Problem { place: Place { source: 0, pointer }, fault }
}

fn search(engine: &Engine, test: &SearchTest) -> Option<Fault> {
    let (rows, _) = engine.search(&test.query, test.within as usize);
    let found: Vec<String> = rows.into_iter().filter(|row| row.score > 0.0).map(|row| row.id).collect();
    let is_there = found.iter().any(|id| test.expect == **id);
    let (query, expected, within) = (test.query.clone(), test.expect.0.clone(), test.within as usize);
    (!is_there).then_some(Fault::SearchTest { query, expected, within, found })
}

/// Plays a scenario; nothing if it comes out as expected.
fn flow(knowledge: &Knowledge, test: &FlowTest, today: Date) -> Option<Fault> {
    let fault = |expected: &str, found: &str| Some(Fault::FlowTest { expected: expected.into(), found: found.into() });
    if knowledge.flow(test.flow.as_str()).is_none() {
        return Some(Fault::UnknownReference { what: "flow", id: test.flow.0.clone(), nearest: None });
    }
    let (walk, around) = begun(test, today);
    let outcome = test.expect.outcome.word();
    let Some((walk, position)) = walked(knowledge, test, walk, &around) else { return fault(outcome, "–") };
    let Step::End(end) = position.step else { return fault(outcome, &position.id) };
    if end.outcome != test.expect.outcome {
        return fault(outcome, end.outcome.word());
    }
    if test.expect.topic.is_some() && test.expect.topic != end.topic {
        return fault(test.expect.topic.as_ref()?.as_str(), end.topic.as_ref().map_or("–", |topic| topic.as_str()));
    }
    for (field, expected) in &test.expect.fields.0 {
        let values = Values { walk: &walk, position: &position, around: &around };
        let filled = end.fields.get(field).and_then(|text| values.fill_in(text)).unwrap_or_default();
        if filled != *expected {
            return fault(&format!("{field}: {expected}"), &format!("{field}: {filled}"));
        }
    }
    None
}

/// The walk with a scenario's answers in it, and what is known around it.
fn begun(test: &FlowTest, today: Date) -> (Walk, Surroundings) {
    let facts = test.facts.0.iter().filter_map(|(name, json)| Some((name.clone(), Value::read(json)?))).collect();
    let mut walk = Walk::new(test.flow.as_str());
    walk.answers = test.answers.0.iter().filter_map(|(step, json)| Some((step.clone(), Value::read(json)?))).collect();
    (walk, Surroundings { facts, today: test.today.unwrap_or(today) })
}

/// Walks on as far as a scenario's answers and look-ups lead.
fn walked<'k>(knowledge: &'k Knowledge, test: &FlowTest, mut walk: Walk, around: &Surroundings) -> Option<(Walk, Position<'k>)> {
    loop {
        let position = walk.position(knowledge, around)?;
        match position.step {
            // Reading an article, or on after the end of a flow on the way, is no answer that a test needs to give.
            Step::Show(_) => walk.answer(&position.id, Value::Bool(true)),
            Step::End(_) if position.returns => walk.answer(&position.id, Value::Bool(true)),
            Step::Lookup(lookup) => {
                let values = Values { walk: &walk, position: &position, around };
                let (Some(sent), Some(found)) = (lookup.sends(&values), looked_up(test, &position.id)) else {
                    return Some((walk, position));
                };
                walk.look(Looked { id: position.id, sent, found });
            }
            _ => return Some((walk, position)),
        }
    }
}

/// The key of the step that a scenario comes to.
#[cfg(test)]
pub(super) fn arrives(knowledge: &Knowledge, test: &FlowTest, today: Date) -> Option<String> {
    let (walk, around) = begun(test, today);
    walked(knowledge, test, walk, &around).map(|(_, position)| position.id)
}

/// What a scenario says of a look-up: values by name, or in a word why there are none.
fn looked_up(test: &FlowTest, step: &str) -> Option<Result<Vec<(String, Value)>, LookupFault>> {
    match test.lookups.get(step)? {
        Json::Object(values) => Some(Ok(values.iter().filter_map(|(name, json)| Some((name.clone(), Value::read(json)?))).collect())),
        Json::String(word) => LookupFault::named(word).map(Err),
        _ => None,
    }
}
