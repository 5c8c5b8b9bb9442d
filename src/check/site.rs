//! A broken `site`: the file is refused, but editors are to hear of everything else in it as well.

use crate::knowledge::{Fault, Loaded, Place, Problem, Source, load};
use serde_json::{Value as Json, json};

/// What can be said of files that are refused for their `site` alone: they are read with another in its place.
/// `problems` are those that they were refused with.
pub(super) fn stand_in(sources: &[Source], files: &[Json], problems: &[Problem]) -> Option<Loaded> {
    problems.iter().find(|problem| problem.fault == Fault::BrokenSite)?;
    let locales = locales(files);
    let site = json!({"name": "-", "locales": if locales.is_empty() { vec!["ja"] } else { locales }});
    let changed = sources.iter().zip(files).enumerate().map(|(nth, (source, file))| {
        let mut file = file.clone();
        if let Some(file) = file.as_object_mut() {
            file.remove("site");
            if nth == 0 {
                file.insert("site".into(), site.clone());
            }
        }
        Source { name: source.name.clone(), text: file.to_string() }
    });
    let mut loaded = load(&changed.collect::<Vec<_>>()).ok()?;
    loaded.problems.retain(|problem| !problems.contains(problem));
    loaded.problems.splice(0..0, problems.iter().cloned());
    // The reader takes no languages for an empty list.
    let has_none = |file: &Json| file.get("site").and_then(Json::as_object).is_some_and(|site| !site.contains_key("locales"));
    if let Some(source) = files.iter().position(has_none) {
        let place = Place { source, pointer: "/site".into() };
        loaded.problems.push(Problem { place, fault: Fault::Missing { key: "locales" } });
    }
    Some(loaded)
}

/// Whether the broken `site` says at least which languages it has.
pub(super) fn has_locales(files: &[Json]) -> bool {
    !locales(files).is_empty()
}

fn locales(files: &[Json]) -> Vec<&str> {
    let list = files.iter().find_map(|file| file.pointer("/site/locales")?.as_array());
    list.into_iter().flatten().filter_map(Json::as_str).collect()
}
