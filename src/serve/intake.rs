//! `POST /tickets`: checked against the shop's own file, kept on disk, and only then answered.

use super::desk::Desk;
use super::faults::Fault;
use super::listen::Peer;
use super::store::{New, Receipt, UNROUTED};
use super::words;
use crate::cli::Lang;
use crate::knowledge::{Priority, TicketFormat};
use crate::publish::short_hash;
use crate::ticket::{FieldProblem, Ticket, route};
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value as Json, json};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The largest body, in bytes.
const MAX_BYTES: usize = 256 * 1024;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// The header that makes sending twice harmless.
const KEY: &str = "idempotency-key";

/// How long a key is, in characters.
const KEY_LENGTH: RangeInclusive<usize> = 8..=128;

/// Takes a ticket.
pub(super) async fn receive(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let peer = Peer::of(&request);
    if let Err(wait) = desk.limit.take(peer.ip(), Instant::now()) {
        return busy(wait, desk.lang);
    }
    let fault = desk.faults.as_ref().and_then(super::faults::Faults::next);
    if let Some(answer) = suffer(fault.as_ref(), &peer, desk.lang).await {
        return answer;
    }
    let answer = accept(Arc::clone(&desk), request).await;
    if fault == Some(Fault::Drop) {
        peer.cut();
    }
    answer
}

/// What an ordered fault does before anything is stored; its answer, if it ends there.
pub(super) async fn suffer(fault: Option<&Fault>, peer: &Peer, lang: Lang) -> Option<Response> {
    let status = |status: u16| StatusCode::from_u16(status).unwrap_or_default();
    Some(match fault? {
        Fault::Status(code) => status(*code).into_response(),
        Fault::Wait(code, seconds) => (status(*code), [(RETRY_AFTER, seconds.to_string())]).into_response(),
        Fault::Field(field) => errors(&[(field, "refused", words::refused(lang))]),
        Fault::Hang => std::future::pending().await,
        Fault::Refuse => {
            peer.cut();
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        Fault::Delay(millis) => {
            tokio::time::sleep(Duration::from_millis(*millis)).await;
            return None;
        }
        Fault::Drop => return None,
    })
}

async fn accept(desk: Arc<Desk>, request: Request) -> Response {
    let lang = desk.lang;
    // A page elsewhere cannot send JSON here without asking first, and is never told yes.
    if !is_json(request.headers()) {
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type", lang);
    }
    let Some(key) = key(request.headers()) else { return refusal(StatusCode::BAD_REQUEST, "key", lang) };
    let body = match tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), MAX_BYTES)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return refusal(StatusCode::PAYLOAD_TOO_LARGE, "large", lang),
        Err(_) => return refusal(StatusCode::REQUEST_TIMEOUT, "slow", lang),
    };
    // SQLite waits for the disk: not on a thread that other requests need.
    let stored = tokio::task::spawn_blocking(move || store(&desk, &key, &body)).await;
    stored.unwrap_or_else(|_| refusal(StatusCode::SERVICE_UNAVAILABLE, "store", lang))
}

/// Checks and keeps a ticket.
fn store(desk: &Desk, key: &str, body: &Bytes) -> Response {
    let unable = |_| refusal(StatusCode::SERVICE_UNAVAILABLE, "store", desk.lang);
    let Ok(json) = serde_json::from_slice::<Json>(body) else { return refusal(StatusCode::BAD_REQUEST, "json", desk.lang) };
    let digest = digest(&json);
    // Before the checks: what was accepted stays accepted, even if the form has changed since.
    match desk.store.receipt(key) {
        Ok(Some(receipt)) => return answer(&receipt, &digest, desk.lang),
        Ok(None) => {}
        Err(error) => return unable(error),
    }
    let Some(format) = &desk.knowledge.ticket else { return refusal(StatusCode::NOT_FOUND, "form", desk.lang) };
    let ticket = match Ticket::read(&json, format) {
        Ok(ticket) => ticket,
        Err(problems) => return field_errors(&problems, Lang::of(json.get("locale").and_then(Json::as_str).unwrap_or_default())),
    };
    // Nobody takes a file away between the look at it and the ticket.
    let held = desk.store.files.hold();
    if let Some(fault) = desk.store.files.fault(key, &ticket.files) {
        return field_errors(&[FieldProblem { field: format.files_field().to_string(), fault }], Lang::of(&ticket.locale));
    }
    let kept = keep(desk, format, key, &digest, &ticket);
    if let Ok(Some(receipt)) = &kept
        && receipt.digest == digest
    {
        // What stays costs room and nothing else.
        let _ = desk.store.files.trim(key, &ticket.files);
    }
    drop(held);
    match kept {
        Ok(Some(receipt)) => answer(&receipt, &digest, desk.lang),
        Ok(None) => refusal(StatusCode::SERVICE_UNAVAILABLE, "store", desk.lang),
        Err(error) => unable(error),
    }
}

fn keep(desk: &Desk, format: &TicketFormat, key: &str, digest: &str, ticket: &Ticket) -> rusqlite::Result<Option<Receipt>> {
    let now = desk.now();
    // The browser's route is a hint at best: its file has no routes, and anybody can send anything.
    let way = route(ticket, format, now.date);
    desk.store.keep(&New {
        key,
        digest,
        received: format!("{} {:02}:{:02}", now.date, now.minute / 60, now.minute % 60),
        reply_by: desk.knowledge.site.calendar().reply_by(now, format.reply.business_days).to_string(),
        team: way.as_ref().map_or(UNROUTED, |way| &way.team),
        priority: way.as_ref().map_or(Priority::Normal, |way| way.priority),
        tags: way.as_ref().map_or(&[], |way| &way.tags),
        topic: &ticket.topic,
        body: &ticket.to_wire(way.as_ref().map(|way| way.id.as_str())),
    })
}

/// Names what is in a body; neither the order of its keys, nor the route hint, nor the captcha's token counts, which is
/// another at each try.
fn digest(json: &Json) -> String {
    let mut json = json.clone();
    if let Some(map) = json.as_object_mut() {
        map.remove("route_hint");
        map.remove("captcha");
    }
    short_hash(&[json.to_string().as_bytes()])
}

fn answer(receipt: &Receipt, digest: &str, lang: Lang) -> Response {
    if receipt.digest != digest {
        return conflict(&receipt.number, lang);
    }
    reply(StatusCode::CREATED, &json!({"number": receipt.number, "reply_by": receipt.reply_by}))
}

/// The key has been used for another ticket, of this number.
pub(super) fn conflict(number: &str, lang: Lang) -> Response {
    let error = json!({"code": "conflict", "message": words::refusal("conflict", lang)});
    reply(StatusCode::CONFLICT, &json!({"error": error, "number": number}))
}

/// Too many from one address: the next may come after this time.
pub(super) fn busy(wait: Duration, lang: Lang) -> Response {
    let mut response = refusal(StatusCode::TOO_MANY_REQUESTS, "rate", lang);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    response
}

fn field_errors(problems: &[FieldProblem], lang: Lang) -> Response {
    let listed: Vec<_> =
        problems.iter().map(|problem| (problem.field.as_str(), words::code(problem.fault), words::fault(problem.fault, lang))).collect();
    errors(&listed)
}

/// An answer that names fields: each with a code and words.
pub(super) fn errors(list: &[(&str, &str, &str)]) -> Response {
    let list = list.iter().map(|(field, code, message)| json!({"field": field, "code": code, "message": message}));
    reply(StatusCode::BAD_REQUEST, &json!({"errors": list.collect::<Vec<_>>()}))
}

/// An answer that names no field.
pub(super) fn refusal(status: StatusCode, code: &str, lang: Lang) -> Response {
    reply(status, &json!({"error": {"code": code, "message": words::refusal(code, lang)}}))
}

pub(super) fn reply(status: StatusCode, json: &Json) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    (status, headers, json.to_string()).into_response()
}

pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// The ticket's key, if it is one.
pub(super) fn key(headers: &HeaderMap) -> Option<String> {
    let key = headers.get(KEY)?.to_str().ok()?;
    let is_sound = KEY_LENGTH.contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    is_sound.then(|| key.to_string())
}
