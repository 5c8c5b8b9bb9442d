//! Reading JSON into types, collecting every problem with its place instead of stopping at the first.
//!
//! A type that can be read is declared once, with [`record!`] or [`words!`]; that gives the struct, its [`Shape`], its
//! JSON Schema, and how it is taken from JSON. Reading has two halves: one interpreter checks JSON against the shape and
//! reports every fault; then the values are taken from JSON that is known to be sound, which needs no error handling.
//! So the code for each type stays a few bytes a field: see ADR 3. serde's derive stops at the first fault and knows no
//! pointers: see ADR 1.
//!
//! ```text
//! record! ─▶ SHAPE ─▶ Decoder::check(json) ─▶ problems
//!        ├─▶ take(json): the value, once nothing in it is an error
//!        └─▶ schema(): for editors
//! ```

mod shape;

pub use shape::{Field, Keys, Shape};

use super::problem::{Fault, Place, Problem};
use super::rest;
use crate::json::{at, entries, members};
use serde_json::{Map, Value as Json, json};

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// What its JSON looks like.
    const SHAPE: &'static Shape;

    /// Whether a key of this type must be there; otherwise [`Decode::take`] reads `null` as the value of a missing key.
    const REQUIRED: bool = true;

    /// The value of JSON in which no check found an error.
    fn take(json: &Json, decoder: &Decoder) -> Self;

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
    /// Whether what is read was checked before it was published.
    pub is_published: bool,
    pointer: String,
}

impl Decoder {
    /// A decoder that takes everything in this published file as sound.
    pub(super) fn of_published(file: &Json) -> Self {
        let first = members(at(at(file, "site"), "locales")).first();
        let first_locale = first.and_then(Json::as_str).unwrap_or_default().to_string();
        Self { first_locale, is_published: true, ..Self::default() }
    }

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

    /// How many errors were found so far.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.is_error()).count()
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
        let at = self.0.binary_search_by(|(name, _)| name.as_str().cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }
}

impl<T: Decode> Decode for Keyed<T> {
    const SHAPE: &'static Shape = &Shape::Keyed(T::SHAPE);
    const REQUIRED: bool = false;

    fn take(json: &Json, decoder: &Decoder) -> Self {
        Self(entries(json).iter().map(|(key, json)| ((*key).clone(), T::take(json, decoder))).collect())
    }

    fn schema() -> Json {
        json!({"type": "object", "additionalProperties": T::schema()})
    }
}

impl<T: Decode> Decode for Scoped<T> {
    const SHAPE: &'static Shape = &Shape::Scoped(T::SHAPE);
    const REQUIRED: bool = false;

    fn take(json: &Json, decoder: &Decoder) -> Self {
        let members = if decoder.is_published { members(json).iter().collect() } else { rest::sound::<T>(json) };
        Self(members.iter().map(|json| T::take(json, decoder)).collect())
    }

    fn schema() -> Json {
        Vec::<T>::schema()
    }
}

impl<T: Decode> Decode for Vec<T> {
    const SHAPE: &'static Shape = &Shape::List(T::SHAPE);
    const REQUIRED: bool = false;

    fn take(json: &Json, decoder: &Decoder) -> Self {
        members(json).iter().map(|json| T::take(json, decoder)).collect()
    }

    fn schema() -> Json {
        json!({"type": "array", "items": T::schema()})
    }
}

impl<T: Decode> Decode for Option<T> {
    const SHAPE: &'static Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn take(json: &Json, decoder: &Decoder) -> Self {
        (!json.is_null()).then(|| T::take(json, decoder))
    }

    fn schema() -> Json {
        json!({"anyOf": [T::schema(), {"type": "null"}]})
    }
}

impl Decode for String {
    const SHAPE: &'static Shape = &Shape::Text;

    fn take(json: &Json, _: &Decoder) -> Self {
        text(json)
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

impl Decode for bool {
    const SHAPE: &'static Shape = &Shape::YesNo;
    const REQUIRED: bool = false;

    fn take(json: &Json, _: &Decoder) -> Self {
        json.as_bool().unwrap_or_default()
    }

    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

impl Decode for u32 {
    const SHAPE: &'static Shape = &Shape::Whole;

    fn take(json: &Json, _: &Decoder) -> Self {
        json.as_u64().unwrap_or_default() as Self
    }

    fn schema() -> Json {
        json!({"type": "integer", "minimum": 0})
    }
}

/// Any JSON, kept as it is: read by another program, or by a later version.
impl Decode for Json {
    const SHAPE: &'static Shape = &Shape::Any;
    const REQUIRED: bool = false;

    fn take(json: &Json, _: &Decoder) -> Self {
        json.clone()
    }

    fn schema() -> Json {
        json!({})
    }
}

/// The text of JSON that is one.
#[inline(never)]
pub(crate) fn text(json: &Json) -> String {
    json.as_str().unwrap_or_default().to_string()
}

/// The values of a record's keys one after the other; `null` where there is none.
pub(crate) struct Values<'j> {
    json: &'j Json,
    keys: std::slice::Iter<'static, &'static str>,
}

impl<'j> Values<'j> {
    /// The values of these keys.
    #[inline(never)]
    pub(crate) fn new(json: &'j Json, keys: &'static Keys) -> Self {
        Self { json, keys: keys.iter() }
    }

    /// The next one.
    #[inline(never)]
    pub(crate) fn next(&mut self) -> &'j Json {
        at(self.json, self.keys.next().copied().unwrap_or_default())
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

        impl $name {
            /// The keys, in the order of the fields.
            pub const KEYS: &'static $crate::knowledge::decode::Keys = &[$($key),*];
        }

        impl $crate::knowledge::decode::Decode for $name {
            const SHAPE: &'static $crate::knowledge::decode::Shape = &$crate::knowledge::decode::Shape::Record(Self::KEYS, &[
                $($crate::knowledge::decode::Field {
                    required: <$type as $crate::knowledge::decode::Decode>::REQUIRED,
                    shape: <$type as $crate::knowledge::decode::Decode>::SHAPE,
                }),*
            ]);

            fn take(json: &serde_json::Value, decoder: &$crate::knowledge::decode::Decoder) -> Self {
                let mut values = $crate::knowledge::decode::Values::new(json, Self::KEYS);
                Self { $($field: <$type as $crate::knowledge::decode::Decode>::take(values.next(), decoder)),* }
            }

            fn schema() -> serde_json::Value {
                use $crate::knowledge::decode::{Decode, object_schema};
                object_schema(concat!($($about),*), vec![
                    $(($key, concat!($($doc),*), <$type as Decode>::REQUIRED, <$type as Decode>::schema())),*
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
            const SHAPE: &'static $crate::knowledge::decode::Shape = &$crate::knowledge::decode::Shape::Word(Self::WORDS);
            $(const REQUIRED: bool = { let _ = Self::$default; false };)?

            fn take(json: &serde_json::Value, _: &$crate::knowledge::decode::Decoder) -> Self {
                const ALL: &[$name] = &[$($name::$variant),*];
                // Where there is no word and no default, a check has found the fault before.
                const NONE: $name = [$($name::$default,)? $($name::$variant),*][0];
                ALL.get($crate::knowledge::decode::place_of(json, $name::WORDS)).copied().unwrap_or(NONE)
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({"enum": Self::WORDS, "description": concat!($($about),*).trim()})
            }
        }
    };
}

pub(crate) use {record, words};

/// The place of a word among these; past their end where it is none of them.
#[inline(never)]
pub(crate) fn place_of(json: &Json, words: &[&str]) -> usize {
    let word = json.as_str().unwrap_or_default();
    words.iter().position(|known| *known == word).unwrap_or(words.len())
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
