//! The tables of UI texts: nothing missing, nothing left over, the same places to fill in.

use crate::project::{File, read, sources};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keys that are put together at run time, by what they begin with.
const FAMILIES: &[&str] = &["channel.", "month.", "rating.", "weekday."];

/// Calls whose literals are keys.
const CALLS: &[&str] = &["t(", "say(", "strings.get(", "strings.with(", "icon_button(", "label(", "yes_no("];

type Table = BTreeMap<String, String>;

fn table(locale: &str) -> Table {
    let json: Value = serde_json::from_str(&read(&format!("www/strings/{locale}.json"))).expect("JSON");
    let pairs = json.as_object().expect("an object").iter();
    pairs.map(|(key, text)| (key.clone(), text.as_str().expect("a text").to_string())).collect()
}

fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// The sources whose literals can be keys.
fn speakers() -> Vec<File> {
    let mut files = sources();
    // Domains look like keys.
    files.retain(|file| file.path != "src/entry/mail.rs");
    files.retain(|file| matches!(file.module(), Some("adapter" | "app" | "entry" | "flow" | "ticket" | "view" | "widget")));
    files
}

#[test]
fn the_tables_have_the_same_keys() {
    let [ja, en] = ["ja", "en"].map(|locale| table(locale).into_keys().collect::<BTreeSet<_>>());
    assert_eq!(ja.symmetric_difference(&en).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_tables_are_sorted_and_filled() {
    for locale in ["ja", "en"] {
        let text = read(&format!("www/strings/{locale}.json"));
        let keys: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{locale}: keep the keys sorted");
        for (key, words) in table(locale) {
            assert!(!words.trim().is_empty() || key.ends_with("separator"), "{locale}: {key} is empty");
        }
    }
}

#[test]
fn the_same_places_are_filled_in() {
    let places = |text: &str| -> BTreeSet<String> {
        let inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        inside.map(|(name, _)| name.to_string()).collect()
    };
    let en = table("en");
    for (key, text) in table("ja") {
        assert_eq!(places(&text), places(&en[&key]), "{key}");
    }
}

#[test]
fn no_key_is_left_over() {
    let files = speakers();
    let used: BTreeSet<&str> = files.iter().flat_map(super::project::File::code).flat_map(|(_, line)| literals(line)).collect();
    let unused: Vec<String> = table("en")
        .into_keys()
        .filter(|key| !used.contains(key.as_str()) && !FAMILIES.iter().any(|family| key.starts_with(family)))
        .collect();
    assert_eq!(unused, Vec::<String>::new(), "nothing says these");
}

#[test]
fn every_key_used_exists() {
    let en = table("en");
    let mut missing = Vec::new();
    for file in speakers() {
        for (number, line) in file.code() {
            // A literal like `flow.next` is a key wherever it stands; a single word only as an argument of a call for it.
            let is_dotted = |literal: &str| {
                let parts: Vec<&str> = literal.split('.').collect();
                parts.len() == 2 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
            };
            let called = CALLS.iter().flat_map(|call| line.match_indices(call)).filter_map(|(at, call)| {
                let starts_word = line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let arguments = line[at + call.len()..].trim_start_matches("ctx, ");
                arguments.strip_prefix('"').filter(|_| !starts_word)?.split('"').next()
            });
            let keys = literals(line).filter(|literal| is_dotted(literal)).chain(called);
            missing.extend(keys.filter(|key| !en.contains_key(*key)).map(|key| format!("{}:{number}: {key}", file.path)));
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "no table has these");
}

#[test]
fn the_families_are_whole() {
    let en = table("en");
    let names = (1..=12).map(|month| format!("month.{month}")).chain((0..7).map(|day| format!("weekday.{day}")));
    let kinds = tasuke::knowledge::ChannelKind::WORDS.iter().map(|kind| format!("channel.{kind}"));
    for key in names.chain(kinds) {
        assert!(en.contains_key(&key), "{key}");
    }
}
