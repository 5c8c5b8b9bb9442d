//! Chatwoot: the public API of an inbox, in three calls: who writes, a conversation, the message. A try that was cut goes on
//! after the last call that was answered.

use super::{Body, Exchange, Reply, Request, Turn, judged_before, shown};
use crate::json::{json, read};
use crate::knowledge::percent_encoded;
use crate::ticket::Answer;

pub(super) fn turn(of: &Exchange<'_>, got: &mut Vec<String>, reply: Option<Reply<'_>>) -> Turn {
    if let Some((status, body)) = reply {
        let json = read(body).unwrap_or_default();
        // The contact is named by its source, the conversation by its number; the message ends it.
        let key = if got.is_empty() { "source_id" } else { "id" };
        match (status, shown(&json, key), got.as_slice()) {
            (200..=299, Some(_), [_, conversation]) => {
                return Turn::Done(Answer::Accepted { number: conversation.clone(), reply_by: None });
            }
            (200..=299, Some(id), _) => got.push(id),
            (200..=299, None, [_, _]) => return Turn::Done(Answer::Unknown),
            (200..=299, None, _) => return Turn::Done(Answer::Refused),
            (_, _, [_, _]) => return Turn::Done(of.judged(status)),
            // A contact or a conversation without a message is no ticket.
            _ => return Turn::Done(judged_before(status)),
        }
    }
    let inbox = ["/public/api/v1/inboxes/", of.adapter.form.as_deref().unwrap_or_default(), "/contacts"].concat();
    Turn::Ask(match got.as_slice() {
        [] => of.ask(&inbox, &json!({"name": of.name(), "email": of.email()})),
        [source] => {
            of.ask(&[&inbox, "/", &percent_encoded(source), "/conversations"].concat(), &json!({"custom_attributes": of.mapped()[..]}))
        }
        [source, conversation, ..] => {
            let path = [&inbox, "/", &percent_encoded(source), "/conversations/", &percent_encoded(conversation), "/messages"].concat();
            message(of, &path)
        }
    })
}

/// The letter; with files as a form.
fn message(of: &Exchange<'_>, path: &str) -> Request {
    if of.ticket.files.is_empty() {
        return of.ask(path, &json!({"content": of.letter.body, "echo_id": of.key}));
    }
    let texts = vec![("content", of.letter.body.clone()), ("echo_id", of.key.to_string())];
    Request { url: of.below(path), headers: Vec::new(), body: Body::Form { texts, files: "attachments[]" } }
}
