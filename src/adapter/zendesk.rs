//! Zendesk: the Requests API, as an end user without an account. The account must let anybody submit tickets.
//!
//! Tags and groups do not travel with it; fields of the service carry the topic, and a trigger there does the rest. Its
//! refusals (403) and limits (429) may be read as no answer at all: they carry no CORS headers.
//!
//! Files go first, each for a token that the request names.

use super::{Body, Exchange, Reply, Request, Turn, judged, judged_before, shown, wrong_file};
use crate::entry::EntryFault;
use crate::json::{Json, ToJson, at, json, members, read, text_at};
use crate::knowledge::percent_encoded;
use crate::ticket::{Answer, Attachment, FieldProblem};

pub(super) fn turn(of: &Exchange<'_>, got: &mut Vec<String>, reply: Option<Reply<'_>>) -> Turn {
    let files = &of.ticket.files;
    match reply {
        // Tokens last for an hour, and are used up by a ticket that may have arrived: each try gets its own.
        None => got.clear(),
        Some(reply) if got.len() >= files.len() => return Turn::Done(answer(of, reply)),
        Some((status, body)) => match (status, text_at(at(&read(body).unwrap_or_default(), "upload"), "token")) {
            (200..=299, Some(token)) => got.push(token.to_string()),
            _ => return Turn::Done(refused(of, status, files.get(got.len()).map_or("", |file| &file.name))),
        },
    }
    Turn::Ask(match files.get(got.len()) {
        Some(file) => upload(of, got.len(), file),
        None => of.ask("/api/v2/requests.json", &body(of, got)),
    })
}

fn upload(of: &Exchange<'_>, at: usize, file: &Attachment) -> Request {
    let path = ["/api/v2/uploads?filename=", &percent_encoded(&file.name)].concat();
    Request { url: of.below(&path), headers: Vec::new(), body: Body::File { at, media: file.media.clone() } }
}

/// What it means that a file was not taken.
fn refused(of: &Exchange<'_>, status: u16, name: &str) -> Answer {
    match status {
        413 => wrong_file(of.format.files_field(), EntryFault::FileLarge, name),
        // {"error": "AttachmentUnprocessable"}
        415 | 422 => wrong_file(of.format.files_field(), EntryFault::FileKind, name),
        other => judged_before(other),
    }
}

fn body(of: &Exchange<'_>, uploads: &[String]) -> Json {
    let fields: Vec<Json> = of.mapped().into_iter().map(|(id, value)| json!({"id": id, "value": value})).collect();
    let email = of.email();
    let name = Some(of.name()).filter(|name| !name.is_empty()).unwrap_or(email);
    let mut comment = json!({"body": of.letter.body});
    if let Some(comment) = comment.as_object_mut().filter(|_| !uploads.is_empty()) {
        comment.insert("uploads".into(), uploads.to_json());
    }
    let mut request = json!({
        "requester": json!({"name": name, "email": email}),
        "subject": of.letter.subject,
        "comment": comment,
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
