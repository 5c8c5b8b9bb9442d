//! `tasuke check`: everything that is wrong with a knowledge file, with its place and how to mend it.

use super::place::{Map, Spot};
use super::{Common, Exit, Files, Lang, Report, Say, clock, source};
use crate::check::{check, is_whole};
use crate::enrich::{Additions, Dictionaries, enrich};
use crate::knowledge::explain::{Explanation, Language, explain, severity_word};
use crate::knowledge::{Fault, Place, Problem, Severity, Slip, Source, load};
use serde_json::{Value as Json, json};

/// Names every problem with file, line, column, what is wrong and how to mend it.
pub fn run(common: &Common, files: &Files) -> Report {
    let sources = match source::sources(common, common.files(files)) {
        Ok(sources) => sources,
        Err(report) => return *report,
    };
    let loaded = load(&sources).ok();
    let zone = loaded.as_ref().and_then(|loaded| loaded.knowledge.site.time_zone.as_deref());
    let today = common.today.unwrap_or_else(|| clock::now(zone).date);
    let mut problems = check(&sources, today);
    // What fell away has no words that could be judged.
    if loaded.is_some_and(|loaded| is_whole(&sources, &loaded)) {
        problems.extend(stale(&sources));
    }
    let found = placed(&sources, problems);
    let count = |severity| found.iter().filter(|(problem, _)| problem.severity() == severity).count();
    let errors = count(Severity::Error);
    let mut lines: Vec<String> = found.iter().flat_map(|(problem, spot)| lines(&sources, problem, *spot, common.lang())).collect();
    lines.push(Say::Sum { errors, others: found.len() - errors }.text(common.lang()));
    let list = || found.iter().map(|(problem, spot)| as_json(&sources, problem, *spot, common.lang())).collect::<Vec<Json>>();
    Report {
        json: common.json.then(|| json!({"errors": errors, "warnings": count(Severity::Warning), "problems": list()})),
        lines,
        errors: Vec::new(),
        exit: if errors > 0 { Exit::Errors } else { Exit::Fine },
    }
}

/// Whether a tool's readings and synonyms no longer fit the texts. A file that has none of them misses none.
fn stale(sources: &[Source]) -> Option<Problem> {
    let is_enriched = |source: &Source| source.text.contains("\"enriched\"");
    let enriched = enrich(sources.iter().any(is_enriched).then_some(sources)?, &Dictionaries::unpack(), None).ok()?;
    let (added, removed) = enriched.differences();
    let is_stale = enriched.before != Additions::default() && enriched.now != enriched.before;
    let place = Place { source: enriched.source, pointer: "/enriched".to_string() };
    is_stale.then_some(Problem { place, fault: Fault::StaleEnriched { added, removed } })
}

/// The lines of what is broken, as this command tells it.
pub(super) fn errors(common: &Common, sources: &[Source]) -> Vec<String> {
    let today = common.today.unwrap_or_else(|| clock::now(None).date);
    let broken = check(sources, today).into_iter().filter(Problem::is_error).collect();
    placed(sources, broken).iter().flat_map(|(problem, spot)| lines(sources, problem, *spot, common.lang())).collect()
}

/// One problem in one line.
pub(super) fn line(sources: &[Source], problem: &Problem, lang: Lang) -> String {
    let found = placed(sources, vec![problem.clone()]);
    found.first().map(|(problem, spot)| lines(sources, problem, *spot, lang).join(" ")).unwrap_or_default()
}

/// The problems with their places, and the keys that stand twice, in the order of the files.
fn placed(sources: &[Source], problems: Vec<Problem>) -> Vec<(Problem, Spot)> {
    let maps: Vec<Map<'_>> = sources.iter().map(|source| Map::new(&source.text)).collect();
    let found = problems.into_iter().map(|problem| looked_into(problem, sources, &maps));
    let spot = |problem: &Problem| match problem.fault {
        Fault::NotJson { .. } => slip(sources, problem).map_or(Spot { line: 1, column: 1 }, |(_, spot)| spot),
        _ => maps.get(problem.place.source).map_or(Spot { line: 1, column: 1 }, |map| match problem.fault {
            // The value may be as it should; it is the key that should not be there.
            Fault::UnknownKey { .. } | Fault::Misspelt { .. } | Fault::UnknownLocale { .. } => map.key_spot(&problem.place.pointer),
            _ => map.spot(&problem.place.pointer),
        }),
    };
    let mut found: Vec<(Problem, Spot)> = found.map(|problem| (problem.clone(), spot(&problem))).collect();
    found.extend(maps.iter().enumerate().flat_map(|(source, map)| map.duplicate_keys(source)));
    found.sort_by_key(|(problem, spot)| (problem.place.source, spot.line, spot.column));
    found
}

/// A problem with what only the text of the file can tell.
fn looked_into(mut problem: Problem, sources: &[Source], maps: &[Map<'_>]) -> Problem {
    if let Some((found, _)) = slip(sources, &problem)
        && let Fault::NotJson { slip, .. } = &mut problem.fault
    {
        *slip = Some(found);
    }
    if let Fault::DuplicateId { id, other } = &mut problem.fault {
        *other = first(&problem.place, id, maps)
            .map(|(source, spot)| format!("{}:{}", sources.get(source).map_or("", |source| &source.name), spot.line));
    }
    problem
}

/// The slip that makes a file no JSON, and its place.
fn slip(sources: &[Source], problem: &Problem) -> Option<(Slip, Spot)> {
    let Fault::NotJson { .. } = problem.fault else { return None };
    let text = sources.get(problem.place.source)?.text.trim_start_matches('\u{feff}');
    Slip::find(text).map(|(slip, at)| (slip, Spot::of(text, at)))
}

/// Where the first of two of the same id stands: earlier in the same list, or in an earlier file.
fn first(place: &Place, id: &str, maps: &[Map<'_>]) -> Option<(usize, Spot)> {
    let (list, index) = place.pointer.strip_suffix("/id")?.rsplit_once('/')?;
    let index: usize = index.parse().ok()?;
    let members = maps.iter().enumerate().take(place.source + 1).flat_map(|(source, map)| {
        let end = if source == place.source { index } else { map.len(list) };
        (0..end).map(move |index| (source, map, format!("{list}/{index}/id")))
    });
    let mut same = members.filter(|(_, map, pointer)| map.text(pointer) == Some(id));
    same.next().map(|(source, map, pointer)| (source, map.spot(&pointer)))
}

fn lines(sources: &[Source], problem: &Problem, spot: Spot, lang: Lang) -> Vec<String> {
    let Explanation { what, mend } = explained(problem, lang);
    let severity = severity_word(problem.severity(), language(lang));
    let (file, pointer) = (name(sources, problem), &problem.place.pointer);
    vec![
        format!("{file}:{}:{}: {severity}: {what}", spot.line, spot.column),
        format!("    {}{mend}", if pointer.is_empty() { "→ ".into() } else { format!("{pointer} → ") }),
    ]
}

fn as_json(sources: &[Source], problem: &Problem, spot: Spot, lang: Lang) -> Json {
    let Explanation { what, mend } = explained(problem, lang);
    // The variant's name is the code: it says what the sentence says, and does not change with the language.
    let debug = format!("{:?}", problem.fault);
    let code = debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    json!({
        "file": name(sources, problem), "line": spot.line, "column": spot.column, "pointer": problem.place.pointer,
        "severity": severity_word(problem.severity(), Language::English), "code": code, "message": what, "mend": mend,
    })
}

fn explained(problem: &Problem, lang: Lang) -> Explanation {
    explain(&problem.fault, language(lang))
}

fn language(lang: Lang) -> Language {
    lang.pick(Language::Japanese, Language::English)
}

fn name<'s>(sources: &'s [Source], problem: &Problem) -> &'s str {
    sources.get(problem.place.source).map_or("", |source| source.name.as_str())
}
