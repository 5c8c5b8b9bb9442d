//! Brings a ticket to the shop's intake by the file's adapter, request by request.

use super::fetch::{self, Files, Progress};
use super::hook;
use crate::adapter::{Body, Exchange, Http, Turn, attached, letter};
use crate::app::Strings;
use crate::json::{Json, write};
use crate::knowledge::{AdapterKind, Knowledge};
use crate::ticket::{Answer, Ticket};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Blob;

/// What a ticket needs on its way, beside itself.
pub(super) struct Courier {
    pub(super) knowledge: Rc<Knowledge>,
    /// The words of letters, and their language: the agents', where people read them.
    strings: Strings,
    locale: String,
    /// Where the page hears of it.
    desk: web_sys::Element,
    /// What earlier tries of a ticket have got, by key: it goes on there.
    got: RefCell<Vec<(String, Vec<String>)>>,
}

impl Courier {
    /// The courier of a desk; `strings` and `locale` are the customer's.
    pub(super) fn new(desk: web_sys::Element, knowledge: Rc<Knowledge>, strings: Strings, locale: &str) -> Self {
        let format = knowledge.ticket.as_ref().filter(|format| format.adapter.kind.writes_for_agents());
        let agents = format.map(|format| format.agents_locale.as_deref().unwrap_or(knowledge.site.first_locale()));
        let (strings, locale) = match agents.filter(|agents| *agents != locale) {
            Some(agents) => (strings.with_overrides(&knowledge, agents), agents.to_string()),
            None => (strings, locale.to_string()),
        };
        Self { knowledge, strings, locale, desk, got: RefCell::default() }
    }

    /// Whether the intake stores a key once, however often it is sent.
    pub(super) fn is_idempotent(&self) -> bool {
        self.kind().carries().idempotent
    }

    pub(super) fn kind(&self) -> AdapterKind {
        self.knowledge.ticket.as_ref().map_or(AdapterKind::Http, |format| format.adapter.kind)
    }

    /// The form's field of files.
    pub(super) fn files_field(&self) -> &str {
        self.knowledge.ticket.as_ref().map_or("", |format| format.files_field())
    }

    /// Sends a ticket with its files, `blobs` in the order of the ticket; with the answer's `Retry-After`, if it has one that
    /// a page may read.
    pub(super) async fn deliver(
        &self,
        url: &str,
        key: &str,
        ticket: &Json,
        blobs: &[Blob],
        progress: &Progress,
    ) -> (Answer, Option<String>) {
        let attached = attached(ticket);
        let field = self.files_field();
        let files = Files { attached: &attached, blobs, progress };
        let mut got = self.take(key);
        let mut received = None;
        let mut asked = None;
        let answer = loop {
            let reply = received.as_ref().map(|(status, text, _): &fetch::Received| (*status, text.as_str()));
            let reply = reply.or(asked);
            let turn = match self.kind() {
                // As it was stored, to where it was stored for: the file may have changed since.
                AdapterKind::Http => Ok(Http { url, key, wire: ticket, field }.turn(&mut got, reply)),
                _ => self.turn(key, ticket, &mut got, reply),
            };
            match turn {
                Ok(Turn::Ask(mut request)) => {
                    // Of what goes to the shop's own endpoint the ticket alone is JSON.
                    if let (AdapterKind::Http, Body::Json(body)) = (self.kind(), &mut request.body) {
                        match hook::token(&self.desk, url).await {
                            Ok(None) => {}
                            Ok(Some(token)) => *body = with_token(ticket, token),
                            // It did not go out: it stays where it is, and is tried again.
                            Err(_) => break Answer::Later,
                        }
                    }
                    received = fetch::ask(&request, files).await;
                    // No answer that a page may read.
                    asked = Some((0, ""));
                }
                Ok(Turn::Done(answer)) => break answer,
                Ok(Turn::Open(_)) | Err(()) => break Answer::Refused,
            }
        };
        // After either it may be sent again.
        if matches!(answer, Answer::Later | Answer::Unknown) {
            self.got.borrow_mut().push((key.to_string(), got));
        }
        (answer, received.and_then(|(_, _, retry_after)| retry_after))
    }

    /// The address that opens the customer's mail program with a ticket in it.
    pub(super) fn mailto(&self, ticket: &Json) -> Option<String> {
        match self.turn("", ticket, &mut Vec::new(), None) {
            Ok(Turn::Open(url)) => Some(url),
            _ => None,
        }
    }

    fn turn(&self, key: &str, ticket: &Json, got: &mut Vec<String>, reply: Option<(u16, &str)>) -> Result<Turn, ()> {
        let format = self.knowledge.ticket.as_ref().ok_or(())?;
        let ticket = Ticket::read(ticket, format).map_err(drop)?;
        let letter = letter(&ticket, &self.knowledge, &self.locale, &self.strings);
        Ok(Exchange { adapter: &format.adapter, format, ticket: &ticket, letter: &letter, key }.turn(got, reply))
    }

    fn take(&self, key: &str) -> Vec<String> {
        let mut all = self.got.borrow_mut();
        let at = all.iter().position(|(known, _)| known == key);
        at.map_or_else(Vec::new, |at| all.swap_remove(at).1)
    }
}

/// The ticket with what the page's captcha gave for it, which is another at each try and never stored.
fn with_token(ticket: &Json, token: String) -> String {
    let mut ticket = ticket.clone();
    if let Some(ticket) = ticket.as_object_mut() {
        ticket.insert("captcha".into(), token.into());
    }
    write(&ticket)
}
