//! `tasuke enrich`: readings and synonyms for the words of a knowledge base.

use super::{Common, Enrich, Exit, Report, Say, SynonymLists, check, source};
use crate::check::is_whole;
use crate::enrich::{Additions, Dictionaries, Enriched, Group, Lists, enrich};
use crate::knowledge::load;
use serde_json::{Value as Json, json};
use std::path::Path;

/// Writes them into the file, or tells what it would write.
pub(super) fn run(common: &Common, args: &Enrich) -> Report {
    let lang = common.lang();
    let sources = match source::sources(common, common.files(&args.files)) {
        Ok(sources) => sources,
        Err(report) => return *report,
    };
    // What falls away would lose what is in `enriched` for it.
    if !load(&sources).is_ok_and(|loaded| is_whole(&sources, &loaded)) {
        let mut errors = check::errors(common, &sources);
        errors.push(Say::NotEnriched.text(lang));
        return Report { errors, exit: Exit::Errors, ..Report::default() };
    }
    let Ok(enriched) = enrich(&sources, &Dictionaries::unpack(), args.synonyms.map(SynonymLists::lists)) else {
        return Report { errors: check::errors(common, &sources), exit: Exit::Errors, ..Report::default() };
    };
    let changed: Vec<_> = enriched.sources.iter().zip(&sources).filter(|(new, old)| new.text != old.text).map(|(new, _)| new).collect();
    if !args.dry_run && !args.check {
        for source in &changed {
            let path = Path::new(&source.name);
            if let Err(error) = std::fs::write(path, &source.text) {
                return Report::unable(&Say::CannotWrite { path, why: &lang.why(&error) }, lang);
            }
        }
    }
    let file = changed.first().map(|source| Path::new(&source.name));
    let is_written = !args.dry_run && !args.check;
    let mut lines = differences(&enriched);
    let general = enriched.general.iter().filter(|group| !enriched.before.synonyms.contains(group)).count();
    if general > 0 {
        lines.push(Say::General { count: general, mark: GENERAL }.text(lang));
    }
    lines.push(match file {
        None => Say::NothingToEnrich.text(lang),
        Some(path) => Say::Enriched { path, is_written }.text(lang),
    });
    Report {
        lines,
        json: common.json.then(|| as_json(&enriched)),
        exit: if args.check && file.is_some() { Exit::Errors } else { Exit::Fine },
        ..Report::default()
    }
}

/// What stands behind a group of the general dictionary.
const GENERAL: &str = "[Sudachi]";

/// What is new and what is gone, a word or a group a line.
fn differences(enriched: &Enriched) -> Vec<String> {
    let (now, before) = (&enriched.now, &enriched.before);
    let readings = |sign: &str, of: &Additions, not_in: &Additions| -> Vec<String> {
        let new = of.readings.iter().filter(|(word, readings)| not_in.readings.get(*word) != Some(*readings));
        new.map(|(word, readings)| format!("{sign} {word}: {}", readings.join(", "))).collect()
    };
    let synonyms = |sign: &str, of: &Additions, not_in: &Additions| -> Vec<String> {
        let new = of.synonyms.iter().filter(|group| !not_in.synonyms.contains(group));
        let mark = |group: &Group| if enriched.general.contains(group) { [" ", GENERAL].concat() } else { String::new() };
        new.map(|group| format!("{sign} {}{}", shown(group), mark(group))).collect()
    };
    [readings("-", before, now), synonyms("-", before, now), readings("+", now, before), synonyms("+", now, before)].concat()
}

/// A group as a line: `a, b → c`, or `a = b`.
fn shown(group: &Group) -> String {
    let words = |words: &[String], between: &str| words.join(between);
    if group.to.is_empty() {
        return words(&group.words, " = ");
    }
    format!("{} → {}", words(&group.words, ", "), words(&group.to, ", "))
}

fn as_json(enriched: &Enriched) -> Json {
    let side = |of: &Additions| {
        let groups = of.synonyms.iter().map(|group| json!({"locale": group.locale, "words": group.words, "to": group.to}));
        json!({"readings": of.readings, "synonyms": groups.collect::<Json>()})
    };
    let lists = match enriched.lists {
        Lists::Shop => "shop",
        Lists::Sudachi => "sudachi",
    };
    json!({"changed": enriched.now != enriched.before, "synonyms": lists, "before": side(&enriched.before), "now": side(&enriched.now)})
}
