//! Zendesk: the Requests API, as an end user without an account. The account must let anybody submit tickets.
//!
//! Tags and groups do not travel with it; fields of the service carry the topic, and a trigger there does the rest. Its
//! refusals (403) and limits (429) may be read as no answer at all: they carry no CORS headers.

use super::{Exchange, Reply, Turn, judged, shown};
use crate::entry::EntryFault;
use crate::json::{Json, at, json, members, read, text_at};
use crate::ticket::{Answer, FieldProblem};

pub(super) fn turn(of: &Exchange<'_>, reply: Option<Reply<'_>>) -> Turn {
    match reply {
        None => Turn::Ask(of.ask("/api/v2/requests.json", &body(of))),
        Some(reply) => Turn::Done(answer(of, reply)),
    }
}

fn body(of: &Exchange<'_>) -> Json {
    let fields: Vec<Json> = of.mapped().into_iter().map(|(id, value)| json!({"id": id, "value": value})).collect();
    let email = of.email();
    let name = Some(of.name()).filter(|name| !name.is_empty()).unwrap_or(email);
    let mut request = json!({
        "requester": json!({"name": name, "email": email}),
        "subject": of.letter.subject,
        "comment": json!({"body": of.letter.body}),
        "custom_fields": fields,
    });
    if let (Some(form), Some(request)) = (&of.adapter.form, request.as_object_mut()) {
        request.insert("ticket_form_id".into(), form.clone().into());
    }
    json!({"request": request})
}

fn answer(of: &Exchange<'_>, (status, body): Reply<'_>) -> Answer {
    let json = read(body).unwrap_or_default();
    match status {
        200..=299 => match shown(at(&json, "request"), "id") {
            Some(number) => Answer::Accepted { number, reply_by: None },
            None => Answer::Unknown,
        },
        400 | 422 => {
            // {"details": {"requester": [{"description": …}]}}
            let details = at(&json, "details").as_object();
            let problems = details.into_iter().flatten().flat_map(|(theirs, all)| {
                let field = if theirs == "requester" || theirs == "email" { of.email_field() } else { of.ours(theirs) };
                members(all).iter().map(move |one| {
                    let words = text_at(one, "description").unwrap_or_default().to_string();
                    (FieldProblem { field: field.clone(), fault: EntryFault::Refused }, words)
                })
            });
            let problems: Vec<_> = problems.collect();
            if problems.is_empty() { Answer::Refused } else { Answer::FieldErrors(problems) }
        }
        other => judged(other),
    }
}
