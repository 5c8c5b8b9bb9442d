//! What letters to the agents need in the agents' language, in the files of the other languages.

use super::strings;
use crate::adapter::WORDS;
use crate::knowledge::Knowledge;
use serde_json::{Map, Value as Json};

/// Who reads the letters.
pub(super) struct Agents {
    /// Their language.
    pub(super) locale: String,
    /// The UI texts that letters are written with.
    pub(super) words: Map<String, Json>,
    /// Whether letters are written at all.
    has_letters: bool,
}

impl Agents {
    /// The agents of this file.
    pub(super) fn of(knowledge: &Knowledge, tables: &[(String, Json)]) -> Self {
        let format = knowledge.ticket.as_ref();
        let locale = format.and_then(|format| format.agents_locale.as_deref()).unwrap_or(knowledge.site.first_locale()).to_string();
        let (mut words, _) = strings::table(tables, knowledge, &locale);
        words.retain(|key, _| WORDS.contains(&key.as_str()));
        Self { locale, words, has_letters: format.is_some_and(|format| format.adapter.kind.writes_for_agents()) }
    }

    /// Whether customers with this language need the agents', too.
    pub(super) fn need(&self, locale: &str) -> bool {
        self.has_letters && self.locale != locale
    }
}

/// Adds the agents' words for what a form calls its topics, fields and options: `{"en": …, "ja": …}` instead of one text.
pub(super) fn add(ours: &mut Json, theirs: &Json, locales: [&str; 2]) {
    match (ours, theirs) {
        (Json::Object(ours), Json::Object(theirs)) => {
            for (key, value) in ours {
                let Some(theirs) = theirs.get(key) else { continue };
                if value.is_string() && theirs.is_string() && matches!(key.as_str(), "label" | "title") {
                    let texts = locales.into_iter().map(str::to_string).zip([value.take(), theirs.clone()]);
                    *value = Json::Object(texts.collect());
                } else {
                    add(value, theirs, locales);
                }
            }
        }
        (Json::Array(ours), Json::Array(theirs)) => ours.iter_mut().zip(theirs).for_each(|(ours, theirs)| add(ours, theirs, locales)),
        _ => {}
    }
}
