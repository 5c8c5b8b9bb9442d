//! Form services that take JSON and answer in JSON, as most services for static sites do.

use super::{Exchange, Reply, Turn, judged};
use crate::entry::EntryFault;
use crate::json::{Json, ToJson, at, members, read, text_at};
use crate::ticket::{Answer, FieldProblem};

pub(super) fn turn(of: &Exchange<'_>, reply: Option<Reply<'_>>) -> Turn {
    let Some((status, body)) = reply else {
        let mut request = of.ask("", &form(of));
        request.headers = vec![("Accept", "application/json".to_string())];
        return Turn::Ask(request);
    };
    let json = read(body).unwrap_or_default();
    let problems: Vec<_> = members(at(&json, "errors")).iter().filter_map(|error| problem(of, error)).collect();
    Turn::Done(match status {
        200..=299 if json.is_object() && at(&json, "success").as_bool() != Some(false) => {
            Answer::Accepted { number: String::new(), reply_by: None }
        }
        200..=299 => Answer::Unknown,
        400..=499 if !problems.is_empty() => Answer::FieldErrors(problems),
        other => judged(other),
    })
}

/// Every field by its own name or the one the file gives it, the letter as `message`, and an empty trap for robots.
fn form(of: &Exchange<'_>) -> Json {
    let is_mapped = |name: &str| of.adapter.fields.get(name).is_some();
    let others = of.ticket.fields.iter().filter(|(name, _)| !is_mapped(name)).cloned();
    let own = [("subject", of.letter.subject.as_str()), ("message", &of.letter.body), ("topic", &of.ticket.topic), ("_gotcha", "")];
    let mut all: Vec<(String, String)> = own.into_iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    for (name, value) in others.chain(of.mapped()) {
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some(_) if name == "message" => {} // The letter holds it.
            Some((_, known)) => *known = value,
            None => all.push((name, value)),
        }
    }
    all.as_slice().to_json()
}

/// `{"code": "TYPE_EMAIL", "field": "email", "message": "should be an email"}`
fn problem(of: &Exchange<'_>, error: &Json) -> Option<(FieldProblem, String)> {
    let fault = match text_at(error, "code").unwrap_or_default() {
        "REQUIRED_FIELD_MISSING" | "REQUIRED_FIELD_EMPTY" => EntryFault::Missing,
        "TYPE_EMAIL" => EntryFault::NotAnEmail,
        _ => EntryFault::Refused,
    };
    let words = text_at(error, "message").unwrap_or_default().to_string();
    Some((FieldProblem { field: of.ours(text_at(error, "field")?), fault }, words))
}
