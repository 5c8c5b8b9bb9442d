//! Faults that tests order, so that "what if the server…" is a test and not a hope.

use super::desk::Desk;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value as Json;
use std::sync::{Arc, Mutex, PoisonError};

/// What goes wrong with a ticket or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// This status, and nothing is stored.
    Status(u16),
    /// This status with a `Retry-After` of so many seconds, and nothing is stored.
    Wait(u16, u64),
    /// So many milliseconds pass before anything happens; then it is stored.
    Delay(u64),
    /// This field is refused.
    Field(String),
    /// Nothing is stored and no answer ever comes.
    Hang,
    /// It is stored, and the connection ends before the answer.
    Drop,
    /// The connection ends before anything is stored.
    Refuse,
}

/// What goes wrong with a look-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LookupFault {
    /// This status.
    Status(u16),
    /// No answer ever comes.
    Hang,
    /// A page where data should be.
    Html,
    /// Ten megabytes.
    Large,
}

/// The faults that are ordered, and how often each is still to come.
#[derive(Default)]
pub(super) struct Faults {
    tickets: Mutex<Option<(Fault, u64)>>,
    files: Mutex<Option<(Fault, u64)>>,
    lookups: Mutex<Option<(LookupFault, u64)>>,
}

impl Faults {
    /// The fault of the next ticket.
    pub(super) fn next(&self) -> Option<Fault> {
        next(&self.tickets)
    }

    /// The fault of the next file.
    pub(super) fn next_file(&self) -> Option<Fault> {
        next(&self.files)
    }

    /// The fault of the next look-up.
    pub(super) fn next_lookup(&self) -> Option<LookupFault> {
        next(&self.lookups)
    }
}

fn next<F: Clone>(ordered: &Mutex<Option<(F, u64)>>) -> Option<F> {
    let mut ordered = ordered.lock().unwrap_or_else(PoisonError::into_inner);
    let (fault, left) = ordered.as_mut()?;
    *left = left.checked_sub(1)?;
    Some(fault.clone())
}

impl LookupFault {
    fn read(text: &str) -> Option<Self> {
        match text {
            "hang" => Some(Self::Hang),
            "html" => Some(Self::Html),
            "large" => Some(Self::Large),
            _ => status(text).map(Self::Status),
        }
    }
}

fn status(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (200..600).contains(status))
}

impl Fault {
    fn read(text: &str) -> Option<Self> {
        match text {
            "hang" => Some(Self::Hang),
            "drop" => Some(Self::Drop),
            "refuse" => Some(Self::Refuse),
            _ => match text.split_once(':') {
                Some(("400", field)) => Some(Self::Field(field.to_string())),
                Some(("delay", millis)) => millis.parse().ok().map(Self::Delay),
                Some((code, seconds)) => Some(Self::Wait(status(code)?, seconds.parse().ok()?)),
                None => status(text).map(Self::Status),
            },
        }
    }
}

/// `POST /__fault {"tickets": "500" | "429:SECONDS" | "400:FIELD" | "delay:MILLISECONDS" | "hang" | "drop" | "refuse", "times": n}`, the
/// same for `"files"`, or `"lookups": "500" | "hang" | "html" | "large"`; once if `times` is missing.
pub(super) async fn order(State(desk): State<Arc<Desk>>, body: String) -> StatusCode {
    let json: Json = serde_json::from_str(&body).unwrap_or_default();
    let Some(faults) = &desk.faults else { return StatusCode::BAD_REQUEST };
    let times = json.get("times").and_then(Json::as_u64).unwrap_or(1);
    let ordered = |key: &str| json.get(key).and_then(Json::as_str);
    let tickets = ordered("tickets").and_then(Fault::read).map(|fault| put(&faults.tickets, fault, times));
    let files = ordered("files").and_then(Fault::read).map(|fault| put(&faults.files, fault, times));
    let lookups = ordered("lookups").and_then(LookupFault::read).map(|fault| put(&faults.lookups, fault, times));
    if tickets.or(files).or(lookups).is_some() { StatusCode::NO_CONTENT } else { StatusCode::BAD_REQUEST }
}

fn put<F>(ordered: &Mutex<Option<(F, u64)>>, fault: F, times: u64) {
    *ordered.lock().unwrap_or_else(PoisonError::into_inner) = Some((fault, times));
}
