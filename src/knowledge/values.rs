//! The small values a knowledge file is made of: ids, texts in several languages, dates, addresses.

use super::decode::{Decode, Decoder, Keyed, Shape, text};
use super::problem::Fault;
use crate::calendar::{Date, DateTime};
use crate::condition::{Condition, ConditionFault};
use crate::json::entries;
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
    const SHAPE: &'static Shape = &Shape::And(&Shape::Text, |json, decoder| {
        let id = text(json);
        let is_kebab = !id.is_empty()
            && id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if !is_kebab {
            decoder.report(Fault::BadId { id });
        }
        is_kebab
    });

    fn take(json: &Json, _: &Decoder) -> Self {
        Self(text(json))
    }

    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
    }
}

/// The id of something else in the file. One that is not there falls away alone and is reported, whatever its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(pub Id);

impl std::ops::Deref for Reference {
    type Target = Id;

    fn deref(&self) -> &Id {
        &self.0
    }
}

impl Decode for Reference {
    const SHAPE: &'static Shape = &Shape::Text;

    fn take(json: &Json, decoder: &Decoder) -> Self {
        Self(Id::take(json, decoder))
    }

    fn schema() -> Json {
        Id::schema()
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

/// A text with something in it.
const WORDED: &Shape = &Shape::And(&Shape::Text, |json, decoder| {
    if json.as_str().is_none_or(|text| text.trim().is_empty()) {
        decoder.report(Fault::EmptyText);
    }
    true
});

impl Decode for Text {
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| {
        if json.is_string() {
            return decoder.check(json, WORDED);
        }
        if json.as_object().is_some_and(serde_json::Map::is_empty) {
            decoder.report(Fault::EmptyText);
        }
        decoder.check(json, &Shape::Keyed(WORDED))
    });

    fn take(json: &Json, decoder: &Decoder) -> Self {
        let first = &decoder.first_locale;
        if json.is_string() {
            return Self(vec![(first.clone(), text(json))]);
        }
        let mut texts: Vec<_> = entries(json).iter().map(|(locale, json)| ((*locale).clone(), text(json))).collect();
        // The first locale leads: it is what others fall back to.
        if let Some(leads) = texts.iter().position(|(locale, _)| locale == first) {
            texts.get_mut(..=leads).unwrap_or_default().rotate_right(1);
        }
        Self(texts)
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
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| {
        const LIST: &Shape = &Shape::List(&Shape::Text);
        decoder.check(json, if json.is_array() { LIST } else { &Shape::Keyed(LIST) })
    });
    const REQUIRED: bool = false;

    fn take(json: &Json, decoder: &Decoder) -> Self {
        if json.is_array() {
            return Self(vec![(decoder.first_locale.clone(), Vec::take(json, decoder))]);
        }
        Self(Keyed::take(json, decoder).0)
    }

    fn schema() -> Json {
        let list = json!({"type": "array", "items": {"type": "string"}});
        json!({"anyOf": [list, {"type": "object", "additionalProperties": list}]})
    }
}

impl Decode for Date {
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| decoder.date(json.as_str().and_then(Self::parse).is_some()));

    fn take(json: &Json, _: &Decoder) -> Self {
        json.as_str().and_then(Self::parse).unwrap_or(Self::EPOCH)
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
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| decoder.date(json.as_str().and_then(DateTime::parse).is_some()));

    fn take(json: &Json, _: &Decoder) -> Self {
        let text = json.as_str().unwrap_or_default();
        let first = DateTime::parse(text).unwrap_or(DateTime { date: Date::EPOCH, minute: 0 });
        let last = if text.len() == 10 { DateTime { minute: 1439, ..first } } else { first };
        Self { first, last }
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

impl Days {
    fn read(json: &Json) -> Option<Self> {
        let text = json.as_str()?;
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let (first, last) = (Date::parse(first)?, Date::parse(last)?);
        (first <= last).then_some(Self { first, last })
    }
}

impl Decode for Days {
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| decoder.date(Self::read(json).is_some()));

    fn take(json: &Json, _: &Decoder) -> Self {
        Self::read(json).unwrap_or(Self { first: Date::EPOCH, last: Date::EPOCH })
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
    const SHAPE: &'static Shape = &Shape::And(&Shape::Text, |json, decoder| {
        let url = text(json);
        let is_safe = Self::is_safe(&url);
        if !is_safe {
            decoder.report(Fault::BadUrl { url });
        }
        is_safe
    });

    fn take(json: &Json, _: &Decoder) -> Self {
        Self(text(json))
    }

    fn schema() -> Json {
        json!({"type": "string", "format": "uri-reference"})
    }
}

impl Decode for Condition {
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| match Self::read(json) {
        Ok(_) => true,
        Err(problem) => {
            decoder.report_suffix(&problem.pointer, Fault::Condition(problem.kind));
            false
        }
    });
    const REQUIRED: bool = false;

    fn take(json: &Json, _: &Decoder) -> Self {
        Self::read(json).unwrap_or(Self::All(Vec::new()))
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
    const SHAPE: &'static Shape = &Shape::And(&Shape::Text, |json, decoder| {
        let has_places =
            json.as_str().is_some_and(|mask| mask.contains(['9', 'A']) && !mask.contains(['[', ']', '{', '}', '\\', '^', '$', '+', '*']));
        if !has_places {
            decoder.report(Fault::BadMask);
        }
        has_places
    });

    fn take(json: &Json, _: &Decoder) -> Self {
        Self(text(json))
    }

    fn schema() -> Json {
        json!({"type": "string"})
    }
}

/// The readings of one word: `へん・ぴん`, several, or `null` to refuse any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings(pub Vec<String>);

impl Decode for Readings {
    const SHAPE: &'static Shape = &Shape::And(&Shape::Any, |json, decoder| match json {
        Json::Null => true,
        Json::Array(_) => decoder.check(json, &Shape::List(&Shape::Text)),
        _ => decoder.check(json, &Shape::Text),
    });

    fn take(json: &Json, decoder: &Decoder) -> Self {
        if json.is_string() {
            return Self(vec![text(json)]);
        }
        Self(Vec::take(json, decoder))
    }

    fn schema() -> Json {
        json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]})
    }
}

impl Decoder {
    /// Reports what is no date.
    fn date(&mut self, is_date: bool) -> bool {
        if !is_date {
            self.report(Fault::BadDate);
        }
        is_date
    }

    /// Reports all faults of a condition's types at the place being read.
    pub(crate) fn report_condition(&mut self, faults: Vec<ConditionFault>) {
        for fault in faults {
            self.report(Fault::Condition(fault));
        }
    }
}
