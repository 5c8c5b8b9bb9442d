//! Requests.

use super::browser;
use crate::adapter::{self, Body};
use crate::ticket::Attachment;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, FormData, Headers, ProgressEvent, RequestInit, Response, XmlHttpRequest};

/// How long a file may take, in milliseconds.
const GET_MS: u32 = 15_000;
/// How long a ticket's answer may take, in milliseconds; the draft waits meanwhile.
const POST_MS: u32 = 20_000;
/// How long a look-up may take, in milliseconds: a customer is waiting in front of it.
const LOOKUP_MS: u32 = 8_000;
/// For how long nothing of an attached file may move, in milliseconds; the whole may take as long as it takes.
const STALL_MS: u32 = 30_000;

/// What is attached to a ticket, with its bytes.
#[derive(Clone, Copy)]
pub(super) struct Files<'f> {
    pub(super) attached: &'f [Attachment],
    pub(super) blobs: &'f [Blob],
    pub(super) progress: &'f Progress,
}

/// Is told how far attached files are: which one is on its way, from 0; of how many; and how much of it has gone, 0 to 1. Where
/// all go in one request they count as one.
pub(super) type Progress = Rc<dyn Fn(u32, u32, f64)>;

/// A file's text; nothing if it does not arrive whole.
pub(super) async fn get(url: &str) -> Option<String> {
    let (status, text, _) = request(url, &RequestInit::new(), GET_MS, AbortController::new().ok()?).await?;
    (200..300).contains(&status).then_some(text)
}

/// Makes an adapter's request; nothing where no answer came that a page may read.
pub(super) async fn ask(request: &adapter::Request, files: Files<'_>) -> Option<Received> {
    let mut headers: Vec<(&str, &str)> = request.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match &request.body {
        Body::Json(text) => post(&request.url, &headers, text, POST_MS, AbortController::new().ok()).await,
        Body::File { at, media } => {
            headers.push(("Content-Type", media));
            let (blob, count) = (files.blobs.get(*at)?, files.attached.len() as u32);
            upload(&request.url, &headers, files.progress, *at as u32, count, |xhr| xhr.send_with_opt_blob(Some(blob))).await
        }
        Body::Form { texts, files: part } => {
            let form = FormData::new().ok()?;
            for (name, value) in texts {
                form.append_with_str(name, value).ok()?;
            }
            for (file, blob) in files.attached.iter().zip(files.blobs) {
                form.append_with_blob_and_filename(part, blob, &file.name).ok()?;
            }
            upload(&request.url, &headers, files.progress, 0, 1, |xhr| xhr.send_with_opt_form_data(Some(&form))).await
        }
    }
}

/// Sends bytes and tells how far they are; `fetch` could not.
async fn upload(
    url: &str,
    headers: &[(&str, &str)],
    progress: &Progress,
    at: u32,
    count: u32,
    send: impl FnOnce(&XmlHttpRequest) -> Result<(), wasm_bindgen::JsValue>,
) -> Option<Received> {
    let xhr = XmlHttpRequest::new().ok()?;
    xhr.open("POST", url).ok()?;
    for (name, value) in headers {
        xhr.set_request_header(name, value).ok()?;
    }
    let (waiting, progress) = (xhr.clone(), Rc::clone(progress));
    let patience = move || {
        let waiting = waiting.clone();
        Timeout::new(STALL_MS, move || _ = waiting.abort())
    };
    let stall = Rc::new(RefCell::new(patience()));
    let watch = Rc::clone(&stall);
    let _moved = EventListener::new(&xhr.upload().ok()?.into(), "progress", move |event| {
        *watch.borrow_mut() = patience();
        let event: &ProgressEvent = event.unchecked_ref();
        progress(at, count, event.loaded() / event.total().max(1.0));
    });
    // Comes once, whether it was answered, cut or given up.
    let ended = Promise::new(&mut |resolve, _| xhr.set_onloadend(Some(&resolve)));
    send(&xhr).ok()?;
    JsFuture::from(ended).await.ok()?;
    let status = xhr.status().ok().filter(|status| *status > 0)?;
    // Asked for by its name, a header that a page may not read is complained of in the console.
    let headers = xhr.get_all_response_headers().ok()?;
    let retry_after = headers.lines().find_map(|line| line.strip_prefix("retry-after: "));
    Some((status, xhr.response_text().ok()??, retry_after.map(str::to_string)))
}

/// Asks a look-up's endpoint: status and text, or nothing in time.
pub(super) async fn look_up(url: &str, body: &str, controller: Option<AbortController>) -> Option<(u16, String)> {
    let (status, text, _) = post(url, &[], body, LOOKUP_MS, controller).await?;
    Some((status, text))
}

/// Status, text and `Retry-After`.
pub(super) type Received = (u16, String, Option<String>);

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
