//! UI texts by key. The tables are JSON files, so that a shop overrides a text or adds a language without a rebuild.

use crate::calendar::{Date, DateTime};
use crate::json::{Json, named_texts};
use crate::knowledge::Knowledge;

/// The UI texts of one locale, sorted by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strings {
    texts: Vec<(String, String)>,
}

impl Strings {
    /// Reads a table `{"key": "text"}`; what is no text is left out.
    pub fn read(table: &Json) -> Self {
        // An object's keys are sorted.
        Self { texts: named_texts(table) }
    }

    /// This table with the file's texts laid over it.
    #[must_use]
    pub fn with_overrides(self, knowledge: &Knowledge, locale: &str) -> Self {
        let texts = knowledge.strings.get(locale).map(|table| table.0.clone());
        self.overlaid(Self { texts: texts.unwrap_or_default() })
    }

    /// This table with another laid over it.
    #[must_use]
    pub fn overlaid(mut self, other: Self) -> Self {
        for (key, text) in other.texts {
            match self.texts.binary_search_by(|(known, _)| known.cmp(&key)) {
                Ok(index) => {
                    if let Some(entry) = self.texts.get_mut(index) {
                        entry.1 = text;
                    }
                }
                Err(index) => self.texts.insert(index, (key, text)),
            }
        }
        self
    }

    /// The text of a key; the key itself if the table lacks it, which a test rules out for the tables that ship.
    pub fn get<'s>(&'s self, key: &'s str) -> &'s str {
        let found = self.texts.binary_search_by(|(known, _)| known.as_str().cmp(key));
        found.ok().and_then(|index| self.texts.get(index)).map_or(key, |(_, text)| text)
    }

    /// A text with `{name}` places filled in.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// A day as people of this locale write it.
    pub fn date(&self, date: Date) -> String {
        let (year, month, day) = date.civil();
        let (year, day) = (year.to_string(), day.to_string());
        let weekday = self.get(&["weekday.", &date.weekday().to_string()].concat()).to_string();
        let month = self.get(&["month.", &month.to_string()].concat()).to_string();
        self.with("date", &[("year", &year), ("month", &month), ("day", &day), ("weekday", &weekday)])
    }

    /// A time of day, `10:00`.
    pub fn time(minute: u16) -> String {
        let (hours, minutes) = (minute / 60, minute % 60);
        [hours.to_string().as_str(), if minutes < 10 { ":0" } else { ":" }, &minutes.to_string()].concat()
    }

    /// A day and a time of day.
    pub fn moment(&self, moment: DateTime) -> String {
        self.with("moment", &[("date", &self.date(moment.date)), ("time", &Self::time(moment.minute))])
    }
}

/// A text with `{name}` places filled in; unknown places stay as they are.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}');
        let value = place.and_then(|(name, behind)| Some((values.iter().find(|(known, _)| *known == name)?.1, behind)));
        let (value, behind) = value.unwrap_or(("{", after));
        filled.push_str(value);
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
