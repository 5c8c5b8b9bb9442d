//! A ticket as people read it: for services without fields, for mail programs, for the clipboard.

use crate::app::Strings;
use crate::knowledge::{Consent, Field, Knowledge, percent_encoded};
use crate::ticket::{Piece, Ticket};

/// The longest subject, in characters.
const SUBJECT: usize = 60;

/// The longest address that mail programs take, in bytes.
const ADDRESS: usize = 1_900;

/// A ticket as a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Letter {
    /// What it is about, in a line.
    pub subject: String,
    /// Every field and the story.
    pub body: String,
    /// What the customer was told about the data.
    pub purpose: String,
}

/// The keys of the UI texts that letters are written with.
pub const WORDS: &[&str] = &["flow.fixed", "flow.not-fixed", "story.article", "story.flow", "story.search", "story.title"];

/// The letter of a ticket, in the language of `strings` and `locale`: the agents'. What the customer read is named as the
/// customer saw it; if that is in another language, with its id, by which the agents find it in theirs.
pub fn letter(ticket: &Ticket, knowledge: &Knowledge, locale: &str, strings: &Strings) -> Letter {
    let topic = knowledge.topic(&ticket.topic).map_or(ticket.topic.as_str(), |topic| topic.title.text(locale));
    let format = knowledge.ticket.as_ref();
    let field = |name: &str| format.and_then(|format| format.fields.get(name));
    let mut lines = Vec::new();
    let mut said = "";
    for (name, value) in &ticket.fields {
        let label = field(name).map_or(name.as_str(), |field| field.label.text(locale));
        let value = chosen(field(name), value, locale);
        // What was written freely, longest, says best what it is about.
        if field(name).is_some_and(|field| field.entry.is_free()) && value.len() > said.len() {
            said = value;
        }
        lines.push([label, if value.contains('\n') { ":\n" } else { ": " }, value].concat());
    }
    if !ticket.story.is_empty() {
        lines.push(["\n— ", strings.get("story.title"), " —"].concat());
    }
    for piece in &ticket.story {
        lines.extend(told(piece, strings, ticket.locale != locale));
    }
    if !ticket.page.is_empty() {
        lines.push(["\n", &ticket.page].concat());
    }
    // Services have no place for it.
    if let Some(privacy) = format.map(|format| &format.privacy).filter(|privacy| privacy.consent == Consent::Checkbox) {
        lines.push(["\n", strings.get("form.consent"), ": ", privacy.purpose.text(locale)].concat());
    }
    let first = said.lines().next().unwrap_or_default();
    let subject = [topic, if first.is_empty() { "" } else { ": " }, first].concat();
    let purpose = format.map_or("", |format| format.privacy.purpose.text(&ticket.locale));
    Letter { subject: subject.chars().take(SUBJECT).collect(), body: lines.join("\n"), purpose: purpose.to_string() }
}

fn chosen<'v>(field: Option<&'v Field>, value: &'v str, locale: &'v str) -> &'v str {
    let option = field.and_then(|field| field.options.iter().find(|option| option.id == *value));
    option.map_or(value, |option| option.label.text(locale))
}

fn told(piece: &Piece, strings: &Strings, is_foreign: bool) -> Vec<String> {
    let named = |title: &str, id: &str| if is_foreign { [title, " (", id, ")"].concat() } else { title.to_string() };
    let (line, helped) = match piece {
        Piece::Search { query, .. } => (strings.with("story.search", &[("query", query)]), None),
        Piece::Article { id, title, helped } => (strings.with("story.article", &[("title", &named(title, id))]), *helped),
        Piece::Flow { id, title, helped, .. } => (strings.with("story.flow", &[("title", &named(title, id))]), *helped),
    };
    let verdict = helped.map_or("", |helped| strings.get(if helped { "flow.fixed" } else { "flow.not-fixed" }));
    let mut lines = vec![["- ", &line, if verdict.is_empty() { "" } else { " → " }, verdict].concat()];
    if let Piece::Flow { answers, .. } = piece {
        let answers =
            answers.iter().map(|given| ["  - ", given.question.lines().next().unwrap_or_default(), " → ", &given.answer].concat());
        lines.extend(answers);
    }
    lines
}

impl Letter {
    /// An address that opens a mail program with the letter in it, as much of it as such programs take (RFC 6068).
    pub fn mailto(&self, address: &str) -> String {
        let base = address.strip_prefix("mailto:").unwrap_or(address);
        let mut url =
            ["mailto:", base.split('?').next().unwrap_or_default(), "?subject=", &percent_encoded(&self.subject), "&body="].concat();
        for c in self.body.chars() {
            let next = percent_encoded(c.encode_utf8(&mut [0; 4]));
            if url.len() + next.len() > ADDRESS {
                break;
            }
            url.push_str(&next);
        }
        url
    }
}
