//! Whatever somebody sends as a ticket: it is refused, or what was read of it is read again as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tasuke::json::{ToJson, read};
use tasuke::knowledge::{Knowledge, Source, load};
use tasuke::ticket::{Attachment, Draft, Ticket};

static SHOP: LazyLock<Knowledge> = LazyLock::new(|| {
    let source = Source { name: "knowledge.json".into(), text: include_str!("../../knowledge.json").into() };
    load(&[source]).expect("it loads").knowledge
});

fuzz_target!(|data: &[u8]| {
    let Ok(json) = read(&String::from_utf8_lossy(data)) else { return };
    if let Some(file) = Attachment::read(&json) {
        assert_eq!(Attachment::read(&file.to_json()), Some(file));
    }
    let _ = Draft::read(&json);
    let format = SHOP.ticket.as_ref().expect("a form");
    if let Ok(ticket) = Ticket::read(&json, format) {
        assert_eq!(Ticket::read(&ticket.to_wire(None), format), Ok(ticket));
    }
});
