//! `POST /lookup/order`: a demo of an endpoint that look-ups may ask. A shop's own would ask its order system.
//!
//! It shows what such an endpoint owes a customer: two things that belong together are needed, a wrong one and an unknown
//! one are answered alike, guessing is slow, and the answer holds states and dates, nobody's name or address.

use super::desk::Desk;
use super::faults::LookupFault;
use super::intake::{busy, is_json, refusal, reply};
use super::listen::Peer;
use crate::calendar::Date;
use crate::entry::normalise;
use crate::knowledge::EntryType;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::sync::Arc;
use std::time::Instant;

/// The largest question, in bytes.
const MAX_BYTES: usize = 4 * 1024;
/// More than any look-up reads: what a test may order.
const LARGE: usize = 10_000_000;

/// An order of the demo shop. Days are counted back from today, so that the demo stays as fresh as it is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    #[serde(rename = "order")]
    number: String,
    email: String,
    status: String,
    ordered_days_ago: i32,
    shipped_days_ago: Option<i32>,
    delivered_days_ago: Option<i32>,
    carrier: Option<String>,
}

impl Order {
    /// What anybody may know who knows order number and address.
    fn told(&self, today: Date) -> Json {
        let day = |ago: i32| today.add_days(-ago).written();
        json!({
            "status": self.status,
            "ordered_at": day(self.ordered_days_ago),
            "shipped_at": self.shipped_days_ago.map(day),
            "delivered_at": self.delivered_days_ago.map(day),
            "carrier": self.carrier,
        })
    }
}

/// Answers a look-up.
pub(super) async fn look_up(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let peer = Peer::of(&request);
    if let Err(wait) = desk.lookups.take(peer.ip(), Instant::now()) {
        return busy(wait, desk.lang);
    }
    match desk.faults.as_ref().and_then(super::faults::Faults::next_lookup) {
        Some(LookupFault::Status(status)) => return StatusCode::from_u16(status).unwrap_or_default().into_response(),
        Some(LookupFault::Hang) => std::future::pending().await,
        Some(LookupFault::Html) => return "<!doctype html><title>Sorry</title>".into_response(),
        Some(LookupFault::Large) => return reply(StatusCode::OK, &json!({"status": "x".repeat(LARGE)})),
        None => {}
    }
    if !is_json(request.headers()) {
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type", desk.lang);
    }
    let Ok(body) = to_bytes(request.into_body(), MAX_BYTES).await else {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, "large", desk.lang);
    };
    let Ok(asked) = serde_json::from_slice::<Json>(&body) else { return refusal(StatusCode::BAD_REQUEST, "json", desk.lang) };
    let given = |key: &str, entry: EntryType| {
        let typed = asked.get(key).and_then(Json::as_str).unwrap_or_default();
        normalise(entry, None, typed).unwrap_or_default()
    };
    let (order, email) = (given("order", EntryType::OrderNumber), given("email", EntryType::Email).to_lowercase());
    let found = desk.orders.iter().find(|known| known.number == order && known.email == email);
    match found {
        Some(found) => reply(StatusCode::OK, &found.told(desk.now().date)),
        // Not there, or not theirs: nobody learns which.
        None => refusal(StatusCode::NOT_FOUND, "order", desk.lang),
    }
}
