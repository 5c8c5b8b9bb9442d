//! What the customer has typed so far, as it is kept on the device.

use super::{Attachment, Filled, Piece, Ticket, covered_but, fill, secrets};
use crate::entry::EntryFault;
use crate::json::{Json, ToJson, at, json, members, named_texts, text_at, texts};
use crate::knowledge::{Consent, TicketFormat, Topic};

/// The name of a field that no person sees: what is in it was typed by a program. No field of a file can have it.
pub const TRAP: &str = "_";

/// A form being filled in. Raw values: nothing is trimmed or changed while it is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The idempotency key: one for the life of a draft, so that a ticket sent twice is one ticket.
    pub key: String,
    /// The topic, once chosen.
    pub topic: Option<String>,
    /// What was typed, by field; also fields of other topics, so that nothing is lost by choosing another.
    pub values: Vec<(String, String)>,
    /// What is attached and ready to be sent.
    pub files: Vec<Attachment>,
    /// Whether the story goes along; nothing until the customer decides.
    pub send_story: Option<bool>,
    /// Pieces of the story that the customer took out, by key.
    pub removed: Vec<String>,
    /// Whether the box of consent is ticked.
    pub consent: bool,
    /// What goes out as it was typed, with its field: the customer says that it is no secret.
    pub uncovered: Vec<(String, String)>,
    /// What is stored and sent instead of what was typed, where that holds secrets; by field.
    pub covers: Vec<(String, String)>,
    /// Whether answers are no longer to be offered for what is typed.
    pub is_quiet: bool,
}

/// Something wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field; empty for the whole, `consent` for the box.
    pub field: String,
    /// What is wrong.
    pub fault: EntryFault,
}

impl Draft {
    /// What was typed into a field.
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// What is stored and sent of a field: what was typed, its secrets covered.
    fn told(&self, field: &str) -> &str {
        self.covers.iter().find(|(name, _)| name == field).map_or_else(|| self.value(field), |(_, covered)| covered)
    }

    /// Looks for secrets in what was typed freely; what has a form of its own, such as order numbers, is none.
    pub fn cover(&mut self, format: &TicketFormat) {
        let is_free = |name: &str| format.fields.get(name).is_some_and(|field| field.entry.is_free());
        // Of what is no longer there nothing was said.
        let mut uncovered = std::mem::take(&mut self.uncovered);
        uncovered.retain(|(field, secret)| found(self.value(field)).contains(&secret.as_str()));
        self.uncovered = uncovered;
        let values = self.values.iter().filter(|(name, _)| is_free(name));
        let covers = values.map(|(name, value)| (name.clone(), covered_but(value, &|secret| self.is_uncovered(name, secret))));
        self.covers = covers.filter(|(name, cover)| cover != self.value(name)).collect();
    }

    /// Whether the customer says that this is no secret.
    pub fn is_uncovered(&self, field: &str, secret: &str) -> bool {
        self.uncovered.iter().any(|(name, known)| name == field && known == secret)
    }

    /// Has something sent as it was typed, or covered again.
    pub fn toggle_cover(&mut self, field: String, secret: String) {
        if self.is_uncovered(&field, &secret) {
            self.uncovered.retain(|(name, known)| *name != field || *known != secret);
        } else {
            self.uncovered.push((field, secret));
        }
    }

    /// Takes what was typed.
    pub fn set(&mut self, field: &str, value: String) {
        match self.values.iter_mut().find(|(name, _)| name == field) {
            Some((_, old)) => *old = value,
            None => self.values.push((field.to_string(), value)),
        }
    }

    /// Fills a field in, unless the customer has typed something there.
    pub fn prefill(&mut self, field: &str, value: &str) {
        if self.value(field).trim().is_empty() {
            self.set(field, value.to_string());
        }
    }

    /// Whether anything typed would be missed.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.values.iter().all(|(_, value)| value.trim().is_empty())
    }

    /// The ticket, if everything is right.
    ///
    /// # Errors
    /// Every field that is wrong, in the order of the form.
    pub fn ticket(&self, format: &TicketFormat, story: &[Piece], locale: &str, page: &str) -> Result<Ticket, Vec<FieldProblem>> {
        let topic = self.topic.as_deref().and_then(|id| format.topics.iter().find(|topic| topic.id == *id));
        let Some(topic) = topic else { return Err(vec![FieldProblem { field: "topic".into(), fault: EntryFault::Missing }]) };
        let Filled { fields, mut problems, takes_files, .. } = fill(topic, format, locale, |name| self.told(name), &self.files);
        if format.privacy.consent == Consent::Checkbox && !self.consent {
            problems.push(FieldProblem { field: "consent".into(), fault: EntryFault::Missing });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let files = if takes_files { self.files.clone() } else { Vec::new() };
        let (locale, page) = (locale.to_string(), page.to_string());
        let is_suspect = !self.value(TRAP).is_empty();
        Ok(Ticket { topic: topic.id.0.clone(), fields, files, story: story.to_vec(), locale, page, is_suspect })
    }

    /// The fields that are asked of what is filled in so far, in their order.
    pub fn asked(&self, topic: &Topic, format: &TicketFormat, locale: &str) -> Vec<String> {
        fill(topic, format, locale, |name| self.value(name), &self.files).asked
    }

    /// The draft as it is stored.
    pub fn to_json(&self) -> Json {
        let values: Vec<_> = self.values.iter().map(|(name, _)| (name.clone(), self.told(name).to_string())).collect();
        let pairs = self.uncovered.iter().map(|(field, secret)| Json::Array(vec![field.to_json(), secret.to_json()]));
        let uncovered = Json::Array(pairs.collect());
        json!({"key": self.key, "topic": self.topic, "values": values[..], "files": self.files, "story": self.send_story, "removed": self.removed, "uncovered": uncovered, "quiet": self.is_quiet})
    }

    /// Reads a stored draft; what cannot be read is left out. Consent is never stored.
    pub fn read(json: &Json) -> Self {
        Self {
            key: text_at(json, "key").unwrap_or_default().to_string(),
            topic: text_at(json, "topic").map(str::to_string),
            values: named_texts(at(json, "values")),
            files: members(at(json, "files")).iter().filter_map(Attachment::read).collect(),
            send_story: at(json, "story").as_bool(),
            removed: texts(at(json, "removed")),
            consent: false,
            uncovered: members(at(json, "uncovered")).iter().filter_map(pair).collect(),
            covers: Vec::new(),
            is_quiet: at(json, "quiet").as_bool() == Some(true),
        }
    }
}

/// A field and something in it.
fn pair(json: &Json) -> Option<(String, String)> {
    let mut texts = texts(json).into_iter();
    Some((texts.next()?, texts.next()?))
}

/// The secrets in a text.
fn found(text: &str) -> Vec<&str> {
    secrets(text).into_iter().filter_map(|secret| text.get(secret.at)).collect()
}

impl ToJson for Draft {
    fn to_json(&self) -> Json {
        Self::to_json(self)
    }
}
