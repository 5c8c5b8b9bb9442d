//! The small values a knowledge file is made of: ids, texts in several languages, dates, addresses.

use super::decode::{Decode, Decoder};
use super::problem::Fault;
use crate::calendar::{Date, DateTime};
use crate::condition::{Condition, ConditionFault};
use serde_json::{Value as Json, json};

/// A kebab-case ASCII name, unique within its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Id(pub String);

impl Id {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl Decode for Id {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let id = String::decode(json, decoder)?;
        let is_kebab = !id.is_empty()
            && id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if !is_kebab {
            decoder.report(Fault::BadId { id });
            return None;
        }
        Some(Self(id))
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
    }
}

/// A text in one or more languages: pairs of locale and text.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Text(pub Vec<(String, String)>);

/// A text as shown, with the locale it is really in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Localized<'a> {
    /// The text.
    pub text: &'a str,
    /// Its language, for the `lang` attribute.
    pub lang: &'a str,
}

impl Text {
    /// The text in this locale, else in the first one that has it.
    pub fn get(&self, locale: &str) -> Localized<'_> {
        let exact = self.0.iter().find(|(lang, _)| lang == locale);
        exact.or_else(|| self.0.first()).map_or(Localized { text: "", lang: "" }, |(lang, text)| Localized { text, lang })
    }

    /// The text alone, as [`Text::get`].
    pub fn text(&self, locale: &str) -> &str {
        self.get(locale).text
    }
}

impl Decode for Text {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        if let Some(text) = json.as_str() {
            if text.trim().is_empty() {
                decoder.report(Fault::EmptyText);
            }
            return Some(Self(vec![(decoder.first_locale.clone(), text.to_string())]));
        }
        let map = decoder.map(json)?;
        let mut texts = Vec::new();
        for (locale, text) in map {
            let text = decoder.below(locale, |decoder| {
                let text = String::decode(text, decoder)?;
                if text.trim().is_empty() {
                    decoder.report(Fault::EmptyText);
                }
                Some(text)
            })?;
            // The first locale leads: it is what others fall back to.
            let position = if *locale == decoder.first_locale { 0 } else { texts.len() };
            texts.insert(position, (locale.clone(), text));
        }
        if texts.is_empty() {
            decoder.report(Fault::EmptyText);
        }
        Some(Self(texts))
    }

    fn schema() -> Json {
        json!({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]})
    }
}

/// Lists of lines in one or more languages: question phrasings.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Lines(pub Vec<(String, Vec<String>)>);

impl Lines {
    /// The lines of this locale; none if it has none.
    pub fn get(&self, locale: &str) -> &[String] {
        self.0.iter().find(|(lang, _)| lang == locale).map_or(&[], |(_, lines)| lines)
    }
}

impl Decode for Lines {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        if json.is_array() {
            return Some(Self(vec![(decoder.first_locale.clone(), Vec::decode(json, decoder)?)]));
        }
        let map = decoder.map(json)?;
        let lists: Vec<_> =
            map.iter().map(|(locale, list)| Some((locale.clone(), decoder.below(locale, |decoder| Vec::decode(list, decoder))?))).collect();
        lists.into_iter().collect::<Option<_>>().map(Self)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn schema() -> Json {
        let list = json!({"type": "array", "items": {"type": "string"}});
        json!({"anyOf": [list, {"type": "object", "additionalProperties": list}]})
    }
}

impl Decode for Date {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let date = json.as_str().and_then(Self::parse);
        if date.is_none() {
            decoder.report(Fault::BadDate);
        }
        date
    }

    fn schema() -> Json {
        json!({"type": "string", "format": "date"})
    }
}

/// When something begins or ends; a date alone stands for the whole day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The first minute.
    pub first: DateTime,
    /// The last minute: the end of the day if only the date is given.
    pub last: DateTime,
}

impl Decode for Moment {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let text = json.as_str().unwrap_or_default();
        let Some(first) = DateTime::parse(text) else {
            decoder.report(Fault::BadDate);
            return None;
        };
        let last = if text.len() == 10 { DateTime { minute: 1439, ..first } } else { first };
        Some(Self { first, last })
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2})?$"})
    }
}

/// Days from a first to a last, both included: `2026-12-29/2027-01-03`, or one day alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Decode for Days {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let text = json.as_str().unwrap_or_default();
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        match (Date::parse(first), Date::parse(last)) {
            (Some(first), Some(last)) if first <= last => Some(Self { first, last }),
            _ => {
                decoder.report(Fault::BadDate);
                None
            }
        }
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}(/\\d{4}-\\d{2}-\\d{2})?$"})
    }
}

/// An address a customer may follow: http(s), mailto, tel, or relative; never a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(pub String);

impl Url {
    /// Whether following this address is safe. Control characters and blanks inside are refused, since browsers drop
    /// some of them before they read the scheme.
    pub fn is_safe(url: &str) -> bool {
        if url.is_empty() || url.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return false;
        }
        let end = url.find(['/', '?', '#']).unwrap_or(url.len());
        match url.get(..end).and_then(|start| start.split_once(':')) {
            Some((scheme, _)) => ["http", "https", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)),
            None => true,
        }
    }
}

impl Decode for Url {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let url = String::decode(json, decoder)?;
        if !Self::is_safe(&url) {
            decoder.report(Fault::BadUrl { url });
            return None;
        }
        Some(Self(url))
    }

    fn schema() -> Json {
        json!({"type": "string", "format": "uri-reference"})
    }
}

impl Decode for Condition {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        match Self::read(json) {
            Ok(condition) => Some(condition),
            Err(problem) => {
                decoder.report_suffix(&problem.pointer, Fault::Condition(problem.kind));
                None
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::All(Vec::new()))
    }

    fn schema() -> Json {
        json!({"type": ["object", "null"], "maxProperties": 1})
    }
}

/// A form of a number that a shop gives out, such as `MD-99999999`: `9` stands for a digit, `A` for a letter, anything
/// else for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask(pub String);

impl Decode for Mask {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        let mask = String::decode(json, decoder)?;
        if !mask.contains(['9', 'A']) {
            decoder.report(Fault::BadMask);
            return None;
        }
        Some(Self(mask))
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// The readings of one word: `へん・ぴん`, several, or `null` to refuse any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings(pub Vec<String>);

impl Decode for Readings {
    fn decode(json: &Json, decoder: &mut Decoder) -> Option<Self> {
        match json {
            Json::Null => Some(Self(Vec::new())),
            Json::Array(_) => Vec::decode(json, decoder).map(Self),
            _ => String::decode(json, decoder).map(|reading| Self(vec![reading])),
        }
    }

    fn schema() -> Json {
        json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]})
    }
}

impl Decoder {
    /// Reports all faults of a condition's types at the place being read.
    pub(crate) fn report_condition(&mut self, faults: Vec<ConditionFault>) {
        for fault in faults {
            self.report(Fault::Condition(fault));
        }
    }
}
