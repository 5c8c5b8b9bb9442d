//! Faults that tests order, so that "what if the server…" is a test and not a hope.

use super::desk::Desk;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value as Json;
use std::sync::{Arc, Mutex, PoisonError};

/// What goes wrong with a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// This status, and nothing is stored.
    Status(u16),
    /// This field is refused.
    Field(String),
    /// Nothing is stored and no answer ever comes.
    Hang,
    /// It is stored, and the connection ends before the answer.
    Drop,
    /// The connection ends before anything is stored.
    Refuse,
}

/// The fault that is ordered, and how often it is still to come.
#[derive(Default)]
pub(super) struct Faults(Mutex<Option<(Fault, u64)>>);

impl Faults {
    /// The fault of the next ticket.
    pub(super) fn next(&self) -> Option<Fault> {
        let mut ordered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (fault, left) = ordered.as_mut()?;
        if *left == 0 {
            return None;
        }
        *left -= 1;
        Some(fault.clone())
    }
}

impl Fault {
    fn read(text: &str) -> Option<Self> {
        match text {
            "hang" => Some(Self::Hang),
            "drop" => Some(Self::Drop),
            "refuse" => Some(Self::Refuse),
            _ => match text.split_once(':') {
                Some(("400", field)) => Some(Self::Field(field.to_string())),
                _ => text.parse().ok().filter(|status| (200..600).contains(status)).map(Self::Status),
            },
        }
    }
}

/// `POST /__fault {"tickets": "500" | "400:email" | "hang" | "drop" | "refuse", "times": n}`; once if `times` is missing.
pub(super) async fn order(State(desk): State<Arc<Desk>>, body: String) -> StatusCode {
    let json: Json = serde_json::from_str(&body).unwrap_or_default();
    let fault = json.get("tickets").and_then(Json::as_str).and_then(Fault::read);
    let (Some(fault), Some(faults)) = (fault, &desk.faults) else { return StatusCode::BAD_REQUEST };
    let times = json.get("times").and_then(Json::as_u64).unwrap_or(1);
    *faults.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((fault, times));
    StatusCode::NO_CONTENT
}
