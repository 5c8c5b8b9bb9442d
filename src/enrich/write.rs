//! The file with its new part: only `enriched` is written, all else stays byte for byte.

use super::{Additions, Group};
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::json;

/// The key that a tool writes.
const KEY: &str = "enriched";

/// A file's text with these additions. A text that is no JSON object is left as it is.
pub(super) fn write(text: &str, additions: &Additions) -> String {
    // Places are counted in what comes after a byte order mark.
    let body = text.trim_start_matches('\u{feff}');
    let mark = text.strip_suffix(body).unwrap_or_default();
    let parsed = parse_to_ast(body, &CollectOptions::default(), &ParseOptions::default()).ok().and_then(|parsed| parsed.value);
    let Some(Value::Object(root)) = parsed else { return text.to_string() };
    let style = Style::of(body, &root);
    let new = |refused: &str| style.object(additions, refused);
    let (from, to, part) = match root.get(KEY) {
        Some(old) => {
            let refused = old.value.as_object().and_then(|object| object.get("refused"));
            let refused = refused.and_then(|refused| body.get(refused.value.range().start..refused.value.range().end));
            (old.value.start(), old.value.end(), new(refused.unwrap_or("[]")))
        }
        None => {
            let (after, comma) = root.properties.last().map_or((root.start() + 1, ""), |last| (last.end(), ","));
            let colon = if style.unit.is_empty() { ":" } else { ": " };
            (after, after, [comma, &style.line(1), "\"", KEY, "\"", colon, &new("[]")].concat())
        }
    };
    [mark, body.get(..from).unwrap_or_default(), &part, body.get(to..).unwrap_or_default()].concat()
}

/// How a file is laid out.
struct Style<'t> {
    /// The end of a line; nothing in a file of one line.
    newline: &'static str,
    /// One step of indentation.
    unit: &'t str,
}

impl<'t> Style<'t> {
    fn of(text: &'t str, root: &Object<'_>) -> Self {
        let first = root.properties.first().map_or(root.start() + 1, Ranged::start);
        let before = text.get(root.start()..first).unwrap_or_default();
        match before.rfind('\n') {
            None => Self { newline: "", unit: "" },
            Some(line) => {
                let newline = if before.contains("\r\n") { "\r\n" } else { "\n" };
                Self { newline, unit: before.get(line + 1..).unwrap_or_default() }
            }
        }
    }

    /// A new line at this depth.
    fn line(&self, depth: usize) -> String {
        [self.newline, &self.unit.repeat(depth)].concat()
    }

    /// The additions as the value of a key at depth 1.
    fn object(&self, additions: &Additions, refused: &str) -> String {
        let colon = if self.unit.is_empty() { ":" } else { ": " };
        let readings = additions.readings.iter().map(|(word, readings)| {
            let readings = match readings.as_slice() {
                [only] => self.compact(&json!(only)),
                several => self.compact(&json!(several)),
            };
            [&json!(word).to_string(), colon, &readings].concat()
        });
        let synonyms = additions.synonyms.iter().map(|group| self.group(group, colon));
        let parts = [
            ["\"readings\"", colon, &self.block('{', '}', readings.collect())].concat(),
            ["\"synonyms\"", colon, &self.block('[', ']', synonyms.collect())].concat(),
            ["\"refused\"", colon, refused].concat(),
        ];
        ["{", &self.line(2), &parts.join(&[",", &self.line(2)].concat()), &self.line(1), "}"].concat()
    }

    /// Members one a line, or an empty pair.
    fn block(&self, open: char, close: char, members: Vec<String>) -> String {
        if members.is_empty() {
            return format!("{open}{close}");
        }
        let inner = self.line(3);
        format!("{open}{inner}{}{}{close}", members.join(&[",", &inner].concat()), self.line(2))
    }

    fn group(&self, group: &Group, colon: &str) -> String {
        let locale = group.locale.as_ref().map(|locale| ["\"locale\"", colon, &json!(locale).to_string()].concat());
        let words = Some(["\"words\"", colon, &self.compact(&json!(group.words))].concat());
        let to = (!group.to.is_empty()).then(|| ["\"to\"", colon, &self.compact(&json!(group.to))].concat());
        let parts: Vec<String> = [locale, words, to].into_iter().flatten().collect();
        format!("{{{}}}", parts.join(if self.unit.is_empty() { "," } else { ", " }))
    }

    /// A short value on one line.
    fn compact(&self, json: &serde_json::Value) -> String {
        match json {
            serde_json::Value::Array(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                format!("[{}]", items.join(if self.unit.is_empty() { "," } else { ", " }))
            }
            other => other.to_string(),
        }
    }
}
