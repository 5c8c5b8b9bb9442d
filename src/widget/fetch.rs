//! Requests.

use super::browser;
use crate::ticket::{Answer, read_answer};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

/// How long a file may take, in milliseconds.
const GET_MS: u32 = 15_000;
/// How long a ticket's answer may take, in milliseconds; the draft waits meanwhile.
const POST_MS: u32 = 20_000;
/// How long a look-up may take, in milliseconds: a customer is waiting in front of it.
const LOOKUP_MS: u32 = 8_000;

/// A file's text; nothing if it does not arrive whole.
pub(super) async fn get(url: &str) -> Option<String> {
    let (status, text, _) = request(url, &RequestInit::new(), GET_MS, AbortController::new().ok()?).await?;
    (200..300).contains(&status).then_some(text)
}

/// Sends a ticket; with the answer's `Retry-After`, if it has one that a page may read.
pub(super) async fn post_ticket(url: &str, key: &str, body: &str) -> (Answer, Option<String>) {
    let controller = AbortController::new().ok();
    match post(url, &[("Idempotency-Key", key)], body, POST_MS, controller).await {
        Some((status, text, retry_after)) => (read_answer(status, &text), retry_after),
        None => (Answer::Unknown, None),
    }
}

/// Asks a look-up's endpoint: status and text, or nothing in time.
pub(super) async fn look_up(url: &str, body: &str, controller: Option<AbortController>) -> Option<(u16, String)> {
    let (status, text, _) = post(url, &[], body, LOOKUP_MS, controller).await?;
    Some((status, text))
}

/// Status, text and `Retry-After`.
type Received = (u16, String, Option<String>);

async fn post(url: &str, headers: &[(&str, &str)], body: &str, millis: u32, controller: Option<AbortController>) -> Option<Received> {
    let init = RequestInit::new();
    init.set_method("POST");
    let sent = Headers::new().ok()?;
    for (name, value) in [("Content-Type", "application/json")].iter().chain(headers) {
        let _ = sent.set(name, value);
    }
    init.set_headers(&sent);
    init.set_body(&body.into());
    request(url, &init, millis, controller?).await
}

async fn request(url: &str, init: &RequestInit, millis: u32, controller: AbortController) -> Option<Received> {
    init.set_signal(Some(&controller.signal()));
    let _timeout = Timeout::new(millis, move || controller.abort());
    let response = JsFuture::from(browser::window().fetch_with_str_and_init(url, init)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    Some((response.status(), text.as_string()?, retry_after))
}
