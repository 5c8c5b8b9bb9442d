//! Reading JSON into types, collecting every problem with its place instead of stopping at the first.
//!
//! A type that can be read is declared once, with [`record!`] or [`words!`]; that gives the struct, its reader and its
//! JSON Schema. serde's derive stops at the first fault and knows no pointers: see ADR 1.

use super::problem::{Fault, Place, Problem};
use serde_json::{Map, Value as Json, json};

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Reads a value; on a fault, reports it to the decoder and returns nothing.
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self>;

    /// The value of a key that is not there (or `null`); nothing if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// The JSON Schema of this type.
    fn schema() -> Json;
}

/// The place being read, and the problems found so far.
#[derive(Default)]
pub struct Decoder {
    /// Which source file is being read.
    pub source: usize,
    /// The locale of a text that is a plain string.
    pub first_locale: String,
    /// Everything found so far.
    pub problems: Vec<Problem>,
    pointer: String,
}

impl Decoder {
    /// Reports a fault at the place being read.
    pub fn report(&mut self, fault: Fault) {
        let place = Place { source: self.source, pointer: self.pointer.clone() };
        self.problems.push(Problem { place, fault });
    }

    /// Runs `read` at the place of something read before.
    pub fn at<T>(&mut self, place: &Place, read: impl FnOnce(&mut Self) -> T) -> T {
        let source = std::mem::replace(&mut self.source, place.source);
        let pointer = std::mem::replace(&mut self.pointer, place.pointer.clone());
        let result = read(self);
        self.source = source;
        self.pointer = pointer;
        result
    }

    /// The pointer of the place being read.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Reports a fault at a pointer suffix such as `/and/1`.
    pub fn report_suffix(&mut self, suffix: &str, fault: Fault) {
        let place = Place { source: self.source, pointer: [self.pointer.as_str(), suffix].concat() };
        self.problems.push(Problem { place, fault });
    }

    /// Reports a fault at a key below the place being read.
    pub fn report_at(&mut self, key: &str, fault: Fault) {
        self.below(key, |decoder| decoder.report(fault));
    }

    /// Runs `read` one level deeper.
    pub fn below<T>(&mut self, key: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        push_pointer(&mut self.pointer, key);
        let result = read(self);
        self.pointer.truncate(length);
        result
    }

    /// The object's map, with unknown keys reported.
    pub fn object<'j>(&mut self, json: &'j Json, known: &'static [&'static str]) -> Option<&'j Map<String, Json>> {
        let Some(map) = json.as_object() else {
            self.report(Fault::WrongType { expected: "object" });
            return None;
        };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            self.report_at(key, Fault::UnknownKey { key: key.clone(), known });
        }
        Some(map)
    }

    /// The value of one key; a required key that is missing is reported.
    pub fn field<T: Decode>(&mut self, map: &Map<String, Json>, key: &'static str) -> Option<T> {
        match map.get(key).filter(|value| !value.is_null()) {
            Some(value) => self.below(key, |decoder| T::decode(value, decoder)),
            None => T::absent().or_else(|| {
                self.report(Fault::Missing { key });
                None
            }),
        }
    }

    /// Reads a value that is dropped alone if anything in it is an error.
    pub fn scoped<T: Decode>(&mut self, json: &Json) -> Option<T> {
        let before = self.errors();
        let value = T::decode(json, self);
        value.filter(|_| self.errors() == before)
    }

    fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_error()).count()
    }

    fn text<'j>(&mut self, json: &'j Json) -> Option<&'j str> {
        if json.as_str().is_none() {
            self.report(Fault::WrongType { expected: "text" });
        }
        json.as_str()
    }
}

/// Appends `/key` with JSON pointer escapes (RFC 6901).
pub(crate) fn push_pointer(pointer: &mut String, key: &str) {
    pointer.push('/');
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// A list whose broken members are dropped alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Scoped<T>(pub Vec<T>);

impl<T> Default for Scoped<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> std::ops::Deref for Scoped<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

/// A map from ids to values, sorted by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed<T>(pub Vec<(String, T)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Keyed<T> {
    /// The value of this key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }
}

impl<T: Decode> Decode for Keyed<T> {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let map = decoder.map(json)?;
        let read: Vec<_> =
            map.iter().map(|(key, value)| Some((key.clone(), decoder.below(key, |decoder| T::decode(value, decoder))?))).collect();
        read.into_iter().collect::<Option<_>>().map(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn schema() -> Json {
        json!({"type": "object", "additionalProperties": T::schema()})
    }
}

impl Decoder {
    /// The map of an object with keys of the editor's own.
    pub fn map<'j>(&mut self, json: &'j Json) -> Option<&'j Map<String, Json>> {
        if json.as_object().is_none() {
            self.report(Fault::WrongType { expected: "object" });
        }
        json.as_object()
    }

    fn list<'j>(&mut self, json: &'j Json) -> Option<&'j [Json]> {
        if json.as_array().is_none() {
            self.report(Fault::WrongType { expected: "list" });
        }
        json.as_array().map(Vec::as_slice)
    }
}

impl<T: Decode> Decode for Scoped<T> {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let list = decoder.list(json)?;
        let members = list.iter().enumerate();
        Some(Self(members.filter_map(|(index, item)| decoder.below(&index.to_string(), |d| d.scoped(item))).collect()))
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn schema() -> Json {
        Vec::<T>::schema()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let list = decoder.list(json)?;
        let members = list.iter().enumerate();
        let read: Vec<_> = members.map(|(index, item)| decoder.below(&index.to_string(), |d| T::decode(item, d))).collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn schema() -> Json {
        json!({"type": "array", "items": T::schema()})
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        T::decode(json, decoder).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn schema() -> Json {
        json!({"anyOf": [T::schema(), {"type": "null"}]})
    }
}

impl Decode for String {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        decoder.text(json).map(str::to_string)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

impl Decode for bool {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        if !json.is_boolean() {
            decoder.report(Fault::WrongType { expected: "yes-no" });
        }
        json.as_bool()
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

impl Decode for u32 {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let number = json.as_u64().and_then(|number| number.try_into().ok());
        if number.is_none() {
            decoder.report(Fault::WrongType { expected: "whole-number" });
        }
        number
    }

    fn schema() -> Json {
        json!({"type": "integer", "minimum": 0})
    }
}

/// Any JSON, kept as it is: read by another program, or by a later version.
impl Decode for Json {
    fn decode(json: &Json, _: &mut Decoder) -> Option<Self> {
        Some(json.clone())
    }

    fn absent() -> Option<Self> {
        Some(Self::Null)
    }

    fn schema() -> Json {
        json!({})
    }
}

/// Declares a struct with its reader and its schema. A field is required unless its type has a value for "not there".
macro_rules! record {
    ($(#[doc = $about:literal])* $(#[derive($($derive:ident),*)])? pub struct $name:ident {
        $($(#[doc = $doc:literal])* $key:literal $field:ident: $type:ty,)*
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[doc = $doc])* pub $field: $type,)*
        }

        impl $crate::knowledge::decode::Decode for $name {
            fn decode(json: &serde_json::Value, decoder: &mut $crate::knowledge::decode::Decoder) -> Option<Self> {
                let map = decoder.object(json, &[$($key),*])?;
                $(let $field: Option<$type> = decoder.field(map, $key);)*
                Some(Self { $($field: $field?),* })
            }

            fn schema() -> serde_json::Value {
                use $crate::knowledge::decode::{Decode, object_schema};
                object_schema(concat!($($about),*), vec![
                    $(($key, concat!($($doc),*), <$type as Decode>::absent().is_none(), <$type as Decode>::schema())),*
                ])
            }
        }
    };
}

/// Declares an enum of words with its reader and its schema; the first is the value where none is given, if so marked.
macro_rules! words {
    ($(#[doc = $about:literal])* pub enum $name:ident $(= $default:ident)? {
        $($(#[doc = $doc:literal])* $variant:ident = $word:literal,)*
    }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $doc])* $variant,)* }

        impl $name {
            /// The words, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word as it is written in the file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl $crate::knowledge::decode::Decode for $name {
            fn decode(json: &serde_json::Value, decoder: &mut $crate::knowledge::decode::Decoder) -> Option<Self> {
                $crate::knowledge::decode::word(json, decoder, &[$(($word, Self::$variant)),*], Self::WORDS)
            }

            $(fn absent() -> Option<Self> { Some(Self::$default) })?

            fn schema() -> serde_json::Value {
                serde_json::json!({"enum": Self::WORDS, "description": concat!($($about),*).trim()})
            }
        }
    };
}

pub(crate) use {record, words};

/// Reads one of a closed list of words.
pub(crate) fn word<T: Copy>(json: &Json, decoder: &mut Decoder, table: &[(&str, T)], known: &'static [&'static str]) -> Option<T> {
    let written = decoder.text(json)?;
    let found = table.iter().find(|(word, _)| *word == written).map(|(_, value)| *value);
    if found.is_none() {
        decoder.report(Fault::UnknownWord { word: written.to_string(), known });
    }
    found
}

/// The schema of an object: key, description, whether it is required, schema of the value.
pub(crate) fn object_schema(about: &str, fields: Vec<(&str, &str, bool, Json)>) -> Json {
    let required: Vec<_> = fields.iter().filter(|field| field.2).map(|field| field.0).collect();
    let mut properties = Map::new();
    for (key, description, _, mut schema) in fields {
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".into(), description.trim().into());
        }
        properties.insert(key.into(), schema);
    }
    json!({"type": "object", "description": about.trim(), "properties": properties, "required": required, "additionalProperties": false})
}
