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

/// A file's text; nothing if it does not arrive whole.
pub(super) async fn get(url: &str) -> Option<String> {
    let (status, text) = request(url, &RequestInit::new(), GET_MS).await?;
    (200..300).contains(&status).then_some(text)
}

/// Sends a ticket.
pub(super) async fn post_ticket(url: &str, key: &str, body: &str) -> Answer {
    let init = RequestInit::new();
    init.set_method("POST");
    if let Ok(headers) = Headers::new() {
        let _ = headers.set("Content-Type", "application/json");
        let _ = headers.set("Idempotency-Key", key);
        init.set_headers(&headers);
    }
    init.set_body(&body.into());
    match request(url, &init, POST_MS).await {
        Some((status, text)) => read_answer(status, &text),
        None => Answer::Unknown,
    }
}

async fn request(url: &str, init: &RequestInit, millis: u32) -> Option<(u16, String)> {
    let controller = AbortController::new().ok()?;
    init.set_signal(Some(&controller.signal()));
    let _timeout = Timeout::new(millis, move || controller.abort());
    let response = JsFuture::from(browser::window().fetch_with_str_and_init(url, init)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some((response.status(), text.as_string()?))
}
