//! What a type's JSON looks like, as data, and the one interpreter that checks JSON against it.

use super::Decoder;
use crate::knowledge::problem::Fault;
use serde_json::{Map, Value as Json};

/// What the JSON of a type looks like.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Anything.
    Any,
    /// A text.
    Text,
    /// Yes or no.
    YesNo,
    /// A whole number of 32 bits, not negative.
    Whole,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list; one broken member breaks it.
    List(&'static Shape),
    /// A list whose broken members fall away alone.
    Scoped(&'static Shape),
    /// An object with keys of the editor's own.
    Keyed(&'static Shape),
    /// An object with these keys.
    Record(&'static Keys, &'static [Field]),
    /// The object whose `kind` is one of these.
    Kinds(&'static [(&'static str, &'static Shape)]),
    /// Of this shape, and then what this function says.
    And(&'static Shape, fn(&Json, &mut Decoder) -> bool),
}

/// The keys of a record, in the order of its fields.
pub type Keys = [&'static str];

/// What is under a key of a record.
#[derive(Clone, Copy)]
pub struct Field {
    /// Whether it must be there.
    pub required: bool,
    /// What it looks like.
    pub shape: &'static Shape,
}

impl Decoder {
    /// Checks JSON against a shape and reports every fault in it. False if it cannot be read at all; what is only
    /// reported can still be read.
    pub fn check(&mut self, json: &Json, shape: &Shape) -> bool {
        match shape {
            Shape::Any => true,
            Shape::Text => self.expect(json.is_string(), "text"),
            Shape::YesNo => self.expect(json.is_boolean(), "yes-no"),
            Shape::Whole => self.expect(json.as_u64().is_some_and(|number| u32::try_from(number).is_ok()), "whole-number"),
            Shape::Word(known) => self.check_word(json, known),
            Shape::List(member) => self.check_list(json, member),
            Shape::Scoped(member) => {
                self.check_list(json, member);
                json.is_array()
            }
            Shape::Keyed(value) => {
                let Some(map) = json.as_object() else { return self.expect(false, "object") };
                map.iter().fold(true, |is_sound, (key, json)| self.check_below(key, json, value) && is_sound)
            }
            Shape::Record(keys, fields) => {
                let Some(map) = json.as_object() else { return self.expect(false, "object") };
                self.unknown_keys(map, keys);
                let fields = keys.iter().zip(*fields);
                fields.fold(true, |is_sound, (key, field)| self.check_field(map, key, field) && is_sound)
            }
            Shape::Kinds(kinds) => {
                let kind = json.get("kind").and_then(Json::as_str).unwrap_or_default();
                match kinds.iter().find(|(known, _)| *known == kind) {
                    Some((_, shape)) => self.check(json, shape),
                    None => {
                        self.report_at("kind", Fault::UnknownStep { kind: kind.to_string() });
                        false
                    }
                }
            }
            Shape::And(shape, is_sound) => self.check(json, shape) && is_sound(json, self),
        }
    }

    /// Whether JSON is of a shape and nothing in it is an error; reports every fault.
    pub fn is_sound(&mut self, json: &Json, shape: &Shape) -> bool {
        let before = self.errors();
        self.check(json, shape) && self.errors() == before
    }

    /// Reports the keys that mean nothing here.
    pub fn unknown_keys(&mut self, map: &Map<String, Json>, known: &'static Keys) {
        for key in map.keys() {
            if !known.contains(&key.as_str()) {
                self.report_at(key, Fault::UnknownKey { key: key.clone(), known });
            }
        }
    }

    /// Reports another type than expected.
    fn expect(&mut self, is_right: bool, expected: &'static str) -> bool {
        if !is_right {
            self.report(Fault::WrongType { expected });
        }
        is_right
    }

    fn check_word(&mut self, json: &Json, known: &'static [&'static str]) -> bool {
        let Some(word) = json.as_str() else { return self.expect(false, "text") };
        let is_known = known.contains(&word);
        if !is_known {
            self.report(Fault::UnknownWord { word: word.to_string(), known });
        }
        is_known
    }

    fn check_list(&mut self, json: &Json, member: &Shape) -> bool {
        let Some(list) = json.as_array() else { return self.expect(false, "list") };
        let list = list.iter().enumerate();
        list.fold(true, |is_sound, (index, json)| self.check_below(&index.to_string(), json, member) && is_sound)
    }

    fn check_field(&mut self, map: &Map<String, Json>, key: &'static str, field: &Field) -> bool {
        match map.get(key).filter(|json| !json.is_null()) {
            Some(json) => self.check_below(key, json, field.shape),
            None => {
                if field.required {
                    self.report(Fault::Missing { key });
                }
                !field.required
            }
        }
    }

    fn check_below(&mut self, key: &str, json: &Json, shape: &Shape) -> bool {
        self.below(key, |decoder| decoder.check(json, shape))
    }
}
