//! `POST /tickets/files/{id}`: a file that goes with a ticket to come, by the ticket's key. It goes to disk as it arrives and
//! is judged by its own bytes.

use super::attachments::Kept;
use super::desk::Desk;
use super::faults::Fault;
use super::intake::{self, refusal, reply};
use super::listen::Peer;
use super::words;
use crate::cli::Lang;
use crate::entry::EntryFault;
use crate::knowledge::{Attachments, TicketFormat};
use crate::ticket::{PIXELS, check_file, is_id, media_type, pixels};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// For how long nothing may arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of a refused file is read to its end, in bytes, and for how long: a browser that is still sending reads no answer.
const REST: u64 = 64_000_000;
const REST_TIME: Duration = Duration::from_secs(20);

/// Enough bytes to tell what a file is.
const TELLING: usize = 16;

/// Takes a file.
pub(super) async fn receive(State(desk): State<Arc<Desk>>, Path(id): Path<String>, request: Request) -> Response {
    let peer = Peer::of(&request);
    if let Err(wait) = desk.uploads.take(peer.ip(), Instant::now()) {
        return intake::busy(wait, desk.lang);
    }
    let fault = desk.faults.as_ref().and_then(super::faults::Faults::next_file);
    if let Some(answer) = intake::suffer(fault.as_ref(), &peer, desk.lang).await {
        return answer;
    }
    let (parts, mut body) = request.into_parts();
    let answer = match accept(&desk, &id, &parts.headers, &mut body).await {
        Ok(answer) => answer,
        Err(answer) => {
            let _ = tokio::time::timeout(REST_TIME, waste(&mut body)).await;
            answer
        }
    };
    if fault == Some(Fault::Drop) {
        peer.cut();
    }
    answer
}

async fn accept(desk: &Arc<Desk>, id: &str, headers: &HeaderMap, body: &mut Body) -> Result<Response, Response> {
    let lang = desk.lang;
    let unable = || refusal(StatusCode::SERVICE_UNAVAILABLE, "store", lang);
    let key = intake::key(headers).ok_or_else(|| refusal(StatusCode::BAD_REQUEST, "key", lang))?;
    if !is_id(id) {
        return Err(refusal(StatusCode::BAD_REQUEST, "id", lang));
    }
    let format = desk.knowledge.ticket.as_ref();
    let limits = format.and_then(|format| Some((format, format.attachments.as_ref()?)));
    let (format, limits) = limits.ok_or_else(|| refusal(StatusCode::NOT_FOUND, "files", lang))?;
    let refused = |fault| wrong(format, fault, customer(headers, lang));
    // A ticket that has been stored gets no further files.
    if let Some(receipt) = desk.store.receipt(&key).map_err(|_| unable())?
        && !desk.store.files.path(&key, id).exists()
    {
        return Err(intake::conflict(&receipt.number, lang));
    }
    let stated = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or(1_u64);
    if is_large(stated, limits) {
        return Err(refused(EntryFault::FileLarge));
    }
    let mut arriving = desk.store.files.begin(&key, id).await.map_err(|_| unable())?;
    loop {
        let frame = tokio::time::timeout(PATIENCE, body.frame()).await;
        let frame = frame.map_err(|_| refusal(StatusCode::REQUEST_TIMEOUT, "slow", lang))?;
        let Some(frame) = frame else { break };
        // Cut: nobody reads the answer.
        let frame = frame.map_err(|_| refusal(StatusCode::BAD_REQUEST, "slow", lang))?;
        let Ok(bytes) = frame.into_data() else { continue };
        arriving.write(&bytes).await.map_err(|_| unable())?;
        if is_large(arriving.size, limits) {
            return Err(refused(EntryFault::FileLarge));
        }
        if arriving.head.len() >= TELLING && media_type(&arriving.head).is_none() {
            return Err(refused(EntryFault::FileKind));
        }
    }
    if let Some(fault) = judged(&arriving.head, arriving.size, limits) {
        return Err(refused(fault));
    }
    arriving.finish().await.map_err(|_| unable())?;
    let (desk, most) = (Arc::clone(desk), limits.max_files as usize);
    let kept = tokio::task::spawn_blocking(move || desk.store.files.keep(&arriving, most)).await;
    match kept {
        Ok(Ok(Kept::New)) => Ok(reply(StatusCode::CREATED, &json!({"id": id}))),
        Ok(Ok(Kept::Same)) => Ok(reply(StatusCode::OK, &json!({"id": id}))),
        Ok(Ok(Kept::Other)) => Err(refusal(StatusCode::CONFLICT, "conflict", lang)),
        _ => Err(unable()),
    }
}

/// Whether the shop takes no file of this size, whatever it is.
fn is_large(size: u64, limits: &Attachments) -> bool {
    limits.types.iter().any(|media| check_file(media, size, limits) == Err(EntryFault::FileLarge))
}

/// What is wrong with a file that arrived whole, if anything.
fn judged(head: &[u8], size: u64, limits: &Attachments) -> Option<EntryFault> {
    if size == 0 {
        return Some(EntryFault::FileEmpty);
    }
    let Some(media) = media_type(head) else { return Some(EntryFault::FileKind) };
    let fault = check_file(media, size, limits).err();
    fault.or_else(|| match (media, pixels(head)) {
        // A picture that an agent's browser would choke on.
        (_, Some((wide, high))) if u64::from(wide) * u64::from(high) > PIXELS => Some(EntryFault::FileLarge),
        ("image/jpeg" | "image/png", None) => Some(EntryFault::FileBroken),
        _ => None,
    })
}

/// A refusal that names the form's field.
fn wrong(format: &TicketFormat, fault: EntryFault, lang: Lang) -> Response {
    let status = match fault {
        EntryFault::FileLarge => StatusCode::PAYLOAD_TOO_LARGE,
        EntryFault::FileKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut answer = intake::errors(&[(format.files_field(), words::code(fault), words::fault(fault, lang))]);
    *answer.status_mut() = status;
    answer.into_response()
}

/// The language of the customer's browser: bytes have no locale.
fn customer(headers: &HeaderMap, lang: Lang) -> Lang {
    let wish = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wish.map_or(lang, Lang::of)
}

/// Reads what is left of a body.
async fn waste(body: &mut Body) {
    let mut size = 0;
    while let Some(Ok(frame)) = body.frame().await {
        size += frame.data_ref().map_or(0, |bytes| bytes.len() as u64);
        if size > REST {
            return;
        }
    }
}
