//! The server, driven without a network where that is enough.

mod files;
mod hostile;
mod inbox;
mod intake;
mod orders;
mod privacy;
mod uploads;
mod wire;

use super::desk::{Desk, Setup};
use super::router::router;
use super::store::Store;
use crate::calendar::Date;
use crate::cli::Lang;
use crate::knowledge::{Source, load};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower::ServiceExt;

const KEY: &str = "key-00000001";

/// A server with folders of its own, gone when the test ends.
struct Server {
    router: Router,
    desk: Arc<Desk>,
    root: PathBuf,
    runtime: tokio::runtime::Runtime,
}

/// An answer.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Json {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

impl Server {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Setup)) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("tasuke-serve-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        for folder in ["help/v/0123456789ab", "shop/about"] {
            fs::create_dir_all(root.join(folder)).expect("a folder");
        }
        let source = Source { name: "knowledge.json".into(), text: include_str!("../../knowledge.json").into() };
        let mut setup = Setup {
            knowledge: load(&[source]).expect("it loads").knowledge,
            store: Store::open(&root.join("tickets.sqlite")).expect("a store"),
            orders: serde_json::from_str(include_str!("../../www/orders.json")).expect("orders"),
            bound: "127.0.0.1:8787".parse().expect("an address"),
            folder: root.join("help"),
            shop: root.join("shop"),
            token: None,
            rate: 100,
            origins: Vec::new(),
            keep_days: 30,
            faults: false,
            today: Date::parse("2026-11-24"),
            lang: Lang::En,
        };
        change(&mut setup);
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let desk = Arc::new(Desk::new(setup));
        Self { router: router(Arc::clone(&desk)), desk, root, runtime }
    }

    fn file(&self, path: &str, bytes: &[u8]) {
        fs::write(self.root.join(path), bytes).expect("a file");
    }

    fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(answer(self.router.clone(), request))
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request("GET", path, headers, ""))
    }

    fn post(&self, key: &str, body: &Json) -> Answer {
        self.send(ticket(key, &body.to_string()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

async fn answer(router: Router, request: Request<Body>) -> Answer {
    let response = router.oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: to_bytes(body, usize::MAX).await.expect("a body").to_vec() }
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        builder = builder.header("host", "127.0.0.1:8787");
    }
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Body::from(body.to_string())).expect("a request")
}

fn ticket(key: &str, body: &str) -> Request<Body> {
    request("POST", "/tickets", &[("content-type", "application/json"), ("idempotency-key", key)], body)
}

/// A sound ticket about a lamp that does not start.
fn sound() -> Json {
    json!({
        "ticket": 1,
        "topic": "defect",
        "fields": {"name": "山田", "email": "yamada@mail.example", "model": "lm-20", "message": "つきません。", "problem": "no-power"},
        "story": [
            {"kind": "search", "query": "でんげん", "results": 3},
            {"kind": "article", "id": "repair-request", "title": "修理", "helped": false},
            {"kind": "flow", "id": "power-check", "title": "電源", "helped": false, "answers": [{"step": "nowhere", "question": "問い", "answer": "解決しません"}]},
        ],
        "route_hint": null,
        "locale": "ja",
        "page": "/orders/1",
    })
}

/// The sound ticket with one value changed.
fn changed(pointer: &str, value: Json) -> Json {
    let mut ticket = sound();
    *ticket.pointer_mut(pointer).expect("a value") = value;
    ticket
}
