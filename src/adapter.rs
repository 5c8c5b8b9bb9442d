//! How a ticket reaches the shop's intake: what is asked of which service, and what its answers mean.
//!
//! An [`Exchange`] is a conversation of one or more requests. [`Exchange::turn`] takes the last answer and says what comes
//! next; what earlier answers gave is in [`Exchange::got`], so that a conversation goes on where it was cut. Nothing here
//! holds a secret: whatever stands in the file is read by every customer.
//!
//! What an answer means for a second try follows one rule: [`Answer::Later`] only where this try has certainly stored
//! nothing, or where a second one cannot double it; whatever leaves a doubt is [`Answer::Unknown`].

mod chatwoot;
mod form_post;
mod http;
mod hubspot;
mod letter;
#[cfg(test)]
mod tests;
mod zammad;
mod zendesk;

pub use http::Http;
pub use hubspot::{CONSENT, YES};
pub use letter::{Letter, WORDS, letter};

use crate::entry::EntryFault;
use crate::json::{Json, at, members, text_at, write};
use crate::knowledge::{Adapter, AdapterKind, EntryType, TicketFormat};
use crate::ticket::{Answer, Attachment, FieldProblem, Ticket};

/// What an adapter can carry to its service, and what it gets back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carries {
    /// Each field by itself, so that the service can sort by it; else they are lines of the letter.
    pub fields: bool,
    /// The route with team, priority and tags.
    pub route: bool,
    /// Attached files.
    pub files: bool,
    /// The service answers with a number to quote.
    pub number: bool,
    /// The service stores a key once, however often it is sent.
    pub idempotent: bool,
}

/// A request to be made, always a `POST`.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// Headers beside the content type.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub body: Body,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `application/json`.
    Json(String),
    /// The bytes of one of the ticket's files.
    File {
        /// Which, from 0.
        at: usize,
        /// Its media type.
        media: String,
    },
    /// `multipart/form-data`, as browsers send a form.
    Form {
        /// Names and values.
        texts: Vec<(&'static str, String)>,
        /// The name under which each of the ticket's files follows.
        files: &'static str,
    },
}

/// What an exchange does next.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// Makes this request.
    Ask(Request),
    /// Opens this address in another program; whether it is sent there, nobody knows.
    Open(String),
    /// Is over.
    Done(Answer),
}

/// The answer to a request: the status, 0 where none can be read, and the body.
pub type Reply<'r> = (u16, &'r str);

/// A ticket on its way through an adapter.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'t> {
    /// Where to.
    pub adapter: &'t Adapter,
    /// What the form looks like.
    pub format: &'t TicketFormat,
    /// What is sent.
    pub ticket: &'t Ticket,
    /// The same as a text, in the agents' language.
    pub letter: &'t Letter,
    /// The idempotency key.
    pub key: &'t str,
}

impl AdapterKind {
    /// Whether people read a ticket as the text that this adapter makes of it. The shop's own endpoint has the file, and what
    /// stands in the customer's own mail program is the customer's.
    pub fn writes_for_agents(self) -> bool {
        !matches!(self, Self::Http | Self::Mailto)
    }

    /// What this adapter can carry.
    pub fn carries(self) -> Carries {
        let all = Carries { fields: true, route: true, files: true, number: true, idempotent: true };
        let least = Carries { fields: false, route: false, files: false, number: false, idempotent: false };
        match self {
            Self::Http => all,
            Self::Zendesk => Carries { route: false, idempotent: false, ..all },
            Self::Hubspot => Carries { fields: true, ..least },
            Self::Zammad => Carries { files: true, number: true, ..least },
            Self::Chatwoot => Carries { fields: true, files: true, number: true, ..least },
            Self::FormPost => Carries { fields: true, ..least },
            Self::Mailto => least,
        }
    }
}

impl Exchange<'_> {
    /// What comes next, after this reply to the last request; nothing at the beginning, or where it goes on after a cut.
    /// `got` holds what earlier replies gave, and grows.
    pub fn turn(&self, got: &mut Vec<String>, reply: Option<Reply<'_>>) -> Turn {
        match self.adapter.kind {
            AdapterKind::Http => {
                let wire = self.ticket.to_wire(None);
                Http { url: &self.adapter.url.0, key: self.key, wire: &wire, field: self.format.files_field() }.turn(got, reply)
            }
            AdapterKind::Zendesk => zendesk::turn(self, got, reply),
            AdapterKind::Hubspot => hubspot::turn(self, reply),
            AdapterKind::Zammad => zammad::turn(self, got, reply),
            AdapterKind::Chatwoot => chatwoot::turn(self, got, reply),
            AdapterKind::FormPost => form_post::turn(self, reply),
            AdapterKind::Mailto => Turn::Open(self.letter.mailto(&self.adapter.url.0)),
        }
    }

    /// A request with JSON to an address below the adapter's own.
    fn ask(&self, below: &str, body: &Json) -> Request {
        Request { url: self.below(below), headers: Vec::new(), body: Body::Json(write(body)) }
    }

    fn below(&self, path: &str) -> String {
        let base = &self.adapter.url.0;
        if path.is_empty() { base.clone() } else { [base.trim_end_matches('/'), path].concat() }
    }

    /// What a status means for the request with the ticket and its files.
    fn judged(&self, status: u16) -> Answer {
        match status {
            413 if !self.ticket.files.is_empty() => wrong_file(self.format.files_field(), EntryFault::FileLarge, ""),
            other => judged(other),
        }
    }

    /// What the customer gave as an address to answer to.
    fn email(&self) -> &str {
        self.first(|_, entry, _| entry == EntryType::Email)
    }

    /// What the customer gave as a name.
    fn name(&self) -> &str {
        self.first(|id, _, autocomplete| id == "name" || autocomplete == Some("name"))
    }

    fn first(&self, is: impl Fn(&str, EntryType, Option<&str>) -> bool) -> &str {
        let mut fields = self.ticket.fields.iter();
        let found =
            fields.find(|(id, _)| self.format.fields.get(id).is_some_and(|field| is(id, field.entry, field.autocomplete.as_deref())));
        found.map_or("", |(_, value)| value)
    }

    /// What goes into fields of the service: its name for each, and the value.
    fn mapped(&self) -> Vec<(String, String)> {
        let value = |ours: &str| match ours {
            "topic" => Some(self.ticket.topic.as_str()),
            "locale" => Some(self.ticket.locale.as_str()),
            "page" => Some(self.ticket.page.as_str()),
            "letter" => Some(self.letter.body.as_str()),
            name => self.ticket.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()),
        };
        self.adapter.fields.0.iter().filter_map(|(ours, theirs)| Some((theirs.clone(), value(ours)?.to_string()))).collect()
    }

    /// Our name for the field of the address.
    fn email_field(&self) -> String {
        let mut names = self.format.fields.keys();
        let is_email = |name: &&str| self.format.fields.get(name).is_some_and(|field| field.entry == EntryType::Email);
        names.find(is_email).unwrap_or("email").to_string()
    }

    /// Our name for a field of the service.
    fn ours(&self, theirs: &str) -> String {
        let mut fields = self.adapter.fields.0.iter();
        fields.find(|(_, known)| *known == theirs).map_or_else(|| theirs.to_string(), |(ours, _)| ours.clone())
    }
}

/// The files of a ticket on the wire.
pub fn attached(wire: &Json) -> Vec<Attachment> {
    members(at(wire, "files")).iter().filter_map(Attachment::read).collect()
}

/// That the files cannot go as they are; with the name of the one that cannot, where that is known.
pub fn wrong_file(field: &str, fault: EntryFault, name: &str) -> Answer {
    Answer::FieldErrors(vec![(FieldProblem { field: field.to_string(), fault }, name.to_string())])
}

/// A value of an answer that is a text or a number, as a text.
fn shown(json: &Json, key: &str) -> Option<String> {
    let number = at(json, key).as_u64().map(|number| number.to_string());
    text_at(json, key).map(str::to_string).or(number).filter(|text| !text.is_empty())
}

/// What a status means where nothing better is known of it, and where a second try might double the ticket.
fn judged(status: u16) -> Answer {
    match status {
        429 => Answer::Later,
        400..=499 => Answer::Refused,
        _ => Answer::Unknown,
    }
}

/// What a status means for a request that stores no ticket yet.
fn judged_before(status: u16) -> Answer {
    match judged(status) {
        Answer::Unknown => Answer::Later,
        other => other,
    }
}
