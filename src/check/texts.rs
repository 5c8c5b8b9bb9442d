//! Texts: missing translations, Markdown outside the subset, questions that break the notation.

use super::references;
use crate::knowledge::{Fault, Knowledge, markdown, notation};
use serde_json::Value as Json;

/// Keys whose value is a text in one or more languages.
const TEXT_KEYS: &[&str] = &["alt", "ask", "body", "hint", "label", "note", "purpose", "text", "title"];
/// Texts in the Markdown subset.
const MARKDOWN_KEYS: &[&str] = &["body", "text"];
/// Parts of the file that customers never read, or that have their own languages.
const SKIPPED: &[&str] = &["enriched", "facts", "readings", "strings", "synonyms", "tests"];

/// Whether a text in one or more languages belongs there.
pub(super) fn is_text(pointer: &str) -> bool {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    TEXT_KEYS.contains(&key) || pointer == "/site/name"
}

/// Reports every text of a file that looks wrong.
pub(super) fn check(json: &Json, knowledge: &Knowledge, add: &mut dyn FnMut(String, Fault)) {
    for (key, value) in json.as_object().into_iter().flatten().filter(|(key, _)| !SKIPPED.contains(&key.as_str())) {
        visit(value, key, &format!("/{key}"), knowledge, add);
    }
}

fn visit(json: &Json, key: &str, pointer: &str, knowledge: &Knowledge, add: &mut dyn FnMut(String, Fault)) {
    let is_text = TEXT_KEYS.contains(&key) || key == "questions" || (key == "name" && pointer == "/site/name");
    let locales = &knowledge.site.locales;
    match json {
        Json::String(text) if is_text => {
            language(text, key, pointer, knowledge, add);
            for missing in locales.iter().skip(1) {
                add(pointer.to_string(), Fault::MissingLocale { locale: missing.clone() });
            }
        }
        Json::Object(map) if is_text => {
            for (locale, value) in map {
                let below = format!("{pointer}/{locale}");
                if !locales.contains(locale) {
                    add(below.clone(), Fault::UnknownLocale { locale: locale.clone() });
                }
                match value {
                    Json::String(text) => language(text, key, &below, knowledge, add),
                    Json::Array(lines) => questions(lines, &below, add),
                    _ => {}
                }
            }
            for missing in locales.iter().filter(|locale| !map.contains_key(*locale)) {
                add(pointer.to_string(), Fault::MissingLocale { locale: missing.clone() });
            }
        }
        Json::Object(map) => {
            // Names of the editor's own are no keys of the format.
            let is_named = matches!(key, "steps" | "fields");
            for (key, value) in map {
                visit(
                    value,
                    if is_named { "" } else { key },
                    &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                    knowledge,
                    add,
                );
            }
        }
        Json::Array(lines) if key == "questions" => questions(lines, pointer, add),
        Json::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                visit(value, key, &format!("{pointer}/{index}"), knowledge, add);
            }
        }
        _ => {}
    }
}

fn language(text: &str, key: &str, pointer: &str, knowledge: &Knowledge, add: &mut dyn FnMut(String, Fault)) {
    if let Some(code) = text.chars().find(|c| is_unseen(*c)).map(|c| c as u32) {
        add(pointer.to_string(), Fault::UnseenCharacter { code });
    }
    if !MARKDOWN_KEYS.contains(&key) {
        return;
    }
    for problem in markdown::problems(text) {
        let before = text.get(..problem.at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        add(pointer.to_string(), Fault::BadMarkdown { line, column, kind: problem.kind });
    }
    for fault in references::links(text, knowledge) {
        add(pointer.to_string(), fault);
    }
}

fn questions(lines: &[Json], pointer: &str, add: &mut dyn FnMut(String, Fault)) {
    for (index, line) in lines.iter().enumerate() {
        let Some(question) = line.as_str() else { continue };
        if let Err(problem) = notation::expand(question) {
            let column = question.get(..problem.at).unwrap_or_default().chars().count() + 1;
            add(format!("{pointer}/{index}"), Fault::BadNotation { column, kind: problem.kind });
        }
    }
}

/// Control characters and direction overrides: nobody sees them, and they make a text read as another.
fn is_unseen(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t' | '\r')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
