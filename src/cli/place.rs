//! From a JSON pointer to a line and column of the text that an editor has open.

use crate::knowledge::{Fault, Place, Problem};
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// A place in a text, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The line.
    pub line: usize,
    /// The character within the line.
    pub column: usize,
}

impl Spot {
    /// The place of a byte of a text.
    pub fn of(text: &str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { line, column }
    }
}

/// A text with its structure, to look places up in.
pub struct Map<'t> {
    text: &'t str,
    root: Option<Value<'t>>,
}

impl<'t> Map<'t> {
    /// Reads the structure of a text; of one that is no JSON, only its beginning can be pointed at.
    pub fn new(text: &'t str) -> Self {
        // Editors show no byte order mark and count none.
        let text = text.trim_start_matches('\u{feff}');
        let root = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok();
        Self { text, root: root.and_then(|parsed| parsed.value) }
    }

    /// Where a value stands; of a key that is not there, the object that lacks it.
    pub fn spot(&self, pointer: &str) -> Spot {
        self.find(pointer, false)
    }

    /// Where the key of a value stands.
    pub fn key_spot(&self, pointer: &str) -> Spot {
        self.find(pointer, true)
    }

    /// The text that stands there.
    pub fn text(&self, pointer: &str) -> Option<&str> {
        match self.walk(pointer, false)? {
            (Value::StringLit(text), _, true) => Some(&text.value),
            _ => None,
        }
    }

    /// How many members the list has that stands there.
    pub fn len(&self, pointer: &str) -> usize {
        match self.walk(pointer, false) {
            Some((Value::Array(list), _, true)) => list.elements.len(),
            _ => 0,
        }
    }

    fn find(&self, pointer: &str, wants_key: bool) -> Spot {
        self.walk(pointer, wants_key).map_or(Spot { line: 1, column: 1 }, |(_, at, _)| Spot::of(self.text, at))
    }

    /// The value that a pointer leads to, or the last on the way that is there; the byte where it stands; whether it is the one.
    fn walk(&self, pointer: &str, wants_key: bool) -> Option<(&Value<'t>, usize, bool)> {
        let mut value = self.root.as_ref()?;
        let mut at = value.start();
        for part in pointer.split('/').skip(1) {
            let key = part.replace("~1", "/").replace("~0", "~");
            let below = match value {
                Value::Object(object) => {
                    let property = object.properties.iter().rev().find(|property| property.name.as_str() == key);
                    property.map(|property| (&property.value, if wants_key { property.start() } else { property.value.start() }))
                }
                Value::Array(array) => {
                    key.parse().ok().and_then(|index: usize| array.elements.get(index)).map(|element| (element, element.start()))
                }
                _ => None,
            };
            let Some((below, start)) = below else { return Some((value, at, false)) };
            (value, at) = (below, start);
        }
        Some((value, at, true))
    }

    /// Keys that stand twice in one object, each with the place of the second.
    pub fn duplicate_keys(&self, source: usize) -> Vec<(Problem, Spot)> {
        let mut found = Vec::new();
        let mut open: Vec<(String, &Value<'_>)> = self.root.iter().map(|root| (String::new(), root)).collect();
        while let Some((pointer, value)) = open.pop() {
            match value {
                Value::Object(object) => {
                    for (index, property) in object.properties.iter().enumerate() {
                        let key = property.name.as_str();
                        let below = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                        if object.properties.iter().take(index).any(|earlier| earlier.name.as_str() == key) {
                            let place = Place { source, pointer: below.clone() };
                            let problem = Problem { place, fault: Fault::DuplicateKey { key: key.to_string() } };
                            found.push((problem, Spot::of(self.text, property.start())));
                        }
                        open.push((below, &property.value));
                    }
                }
                Value::Array(array) => {
                    open.extend(array.elements.iter().enumerate().map(|(index, element)| (format!("{pointer}/{index}"), element)));
                }
                _ => {}
            }
        }
        found
    }
}
