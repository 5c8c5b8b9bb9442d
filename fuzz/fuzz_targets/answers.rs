//! Whatever a service answers, an exchange ends, and it claims no ticket that was not confirmed.
//!
//! The input: a byte for the adapter, one for the number of files, then for each answer two bytes of status and a body up to
//! the next NUL.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tasuke::adapter::{Exchange, Letter, Turn};
use tasuke::json::read;
use tasuke::knowledge::{Knowledge, Source, load};
use tasuke::ticket::{Answer, Ticket, read_answer};

const ADAPTERS: [&str; 6] = [
    r#"{"kind": "http", "url": "/tickets"}"#,
    r#"{"kind": "zendesk", "url": "https://z.example", "fields": {"email": "1"}}"#,
    r#"{"kind": "hubspot", "url": "https://h.example", "portal": "1", "form": "f", "fields": {"email": "email"}}"#,
    r#"{"kind": "zammad", "url": "https://m.example"}"#,
    r#"{"kind": "chatwoot", "url": "https://c.example", "form": "box"}"#,
    r#"{"kind": "form-post", "url": "https://f.example"}"#,
];

static SHOPS: LazyLock<Vec<Knowledge>> = LazyLock::new(|| ADAPTERS.iter().map(|adapter| shop(adapter)).collect());

fn shop(adapter: &str) -> Knowledge {
    let text = format!(
        r#"{{"format": 1, "site": {{"name": "S", "locales": ["en"]}}, "ticket": {{"adapter": {adapter},
            "reply": {{"business_days": 2}}, "privacy": {{"purpose": "To answer.", "policy_url": "/p"}},
            "fields": {{"email": {{"type": "email", "label": "E-mail"}}, "photos": {{"type": "files", "label": "Photos"}}}},
            "attachments": {{"max_files": 3, "max_mb": 1, "types": ["image/jpeg"]}},
            "topics": [{{"id": "t", "title": "T", "fields": ["email", "photos"]}}]}}}}"#
    );
    load(&[Source { name: "k".into(), text }]).expect("it loads").knowledge
}

fuzz_target!(|data: &[u8]| {
    let [of, files, rest @ ..] = data else { return };
    let shop = &SHOPS[usize::from(*of) % SHOPS.len()];
    let format = shop.ticket.as_ref().expect("a form");
    let files: Vec<String> =
        (0..files % 4).map(|n| format!(r#"{{"id": "file-000{n}", "name": "a.jpg", "type": "image/jpeg", "size": 9}}"#)).collect();
    let wire =
        format!(r#"{{"ticket": 1, "topic": "t", "fields": {{"email": "a@b.example"}}, "files": [{}], "locale": "en"}}"#, files.join(","));
    let ticket = Ticket::read(&read(&wire).expect("JSON"), format).expect("a ticket");
    let exchange = Exchange { adapter: &format.adapter, format, ticket: &ticket, letter: &Letter::default(), key: "key-00000001" };
    let mut answers = rest.split(|byte| *byte == 0).map(|answer| match answer {
        [high, low, body @ ..] => (u16::from_be_bytes([high % 3, *low]), String::from_utf8_lossy(body).into_owned()),
        _ => (0, String::new()),
    });
    let mut got = Vec::new();
    let mut last: Option<(u16, String)> = None;
    // Three calls, or the files twice and the ticket after each.
    for _ in 0..=3 + 2 * ticket.files.len() {
        match exchange.turn(&mut got, last.as_ref().map(|(status, body)| (*status, body.as_str()))) {
            Turn::Ask(_) => last = Some(answers.next().unwrap_or_default()),
            Turn::Open(_) => return,
            Turn::Done(answer) => {
                let (status, body) = last.unwrap_or_default();
                let _ = read_answer(status, &body);
                assert!(!matches!(answer, Answer::Accepted { .. }) || (200..300).contains(&status));
                assert!(!matches!(answer, Answer::FieldErrors(problems) if problems.is_empty()));
                return;
            }
        }
    }
    panic!("it does not end");
});
