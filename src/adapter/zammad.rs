//! Zammad: its web form, in two calls: one for a token, one with the ticket.

use super::{Body, Exchange, Reply, Request, Turn, judged_before, shown};
use crate::entry::EntryFault;
use crate::json::{at, json, read, text_at};
use crate::ticket::{Answer, FieldProblem};

/// What the service wants to tell browsers by; longer than 30 characters.
fn fingerprint(of: &Exchange<'_>) -> String {
    ["tasuke-", of.key, "-", of.key, "-------------------------------"].concat().chars().take(64).collect()
}

pub(super) fn turn(of: &Exchange<'_>, got: &mut Vec<String>, reply: Option<Reply<'_>>) -> Turn {
    let Some((status, body)) = reply else {
        // A token of a try that was cut may be too old: a new one stores nothing.
        got.clear();
        return Turn::Ask(of.ask("/api/v1/form_config", &json!({"fingerprint": fingerprint(of)})));
    };
    let json = read(body).unwrap_or_default();
    if got.is_empty() {
        return match (status, text_at(&json, "token")) {
            (200..=299, Some(token)) if at(&json, "enabled").as_bool() == Some(true) => {
                got.push(token.to_string());
                Turn::Ask(submit(of, token))
            }
            (200..=299, _) if json.is_object() => Turn::Done(Answer::Refused),
            _ => Turn::Done(judged_before(status)),
        };
    }
    got.clear();
    let errors = at(&json, "errors").as_object();
    Turn::Done(match (status, errors, shown(at(&json, "ticket"), "number")) {
        (200..=299, _, Some(number)) => Answer::Accepted { number, reply_by: None },
        // A refusal comes as a success.
        (200..=299, Some(errors), None) => {
            let problems = errors.iter().map(|(theirs, words)| {
                let (field, fault) = match theirs.as_str() {
                    "email" => (of.email_field(), EntryFault::NotAnEmail),
                    other => (of.ours(other), EntryFault::Refused),
                };
                (FieldProblem { field, fault }, words.as_str().unwrap_or_default().to_string())
            });
            Answer::FieldErrors(problems.collect())
        }
        (200..=299, None, None) => Answer::Unknown,
        _ => of.judged(status),
    })
}

fn submit(of: &Exchange<'_>, token: &str) -> Request {
    let email = of.email();
    let name = Some(of.name()).filter(|name| !name.is_empty()).unwrap_or(email);
    let fingerprint = fingerprint(of);
    let parts = [
        ("name", name),
        ("email", email),
        ("title", &of.letter.subject),
        ("body", &of.letter.body),
        ("token", token),
        ("fingerprint", &fingerprint),
    ];
    let texts = parts.into_iter().map(|(name, value)| (name, value.to_string())).collect();
    Request { url: of.below("/api/v1/form_submit"), headers: Vec::new(), body: Body::Form { texts, files: "file[]" } }
}
