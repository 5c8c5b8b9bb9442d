//! What the shell needs only once the customer has opened something; the code for it comes second: see ADR 6.

use super::root::{Event, Root, emit, storage_key};
use super::{browser, fetch};
use crate::app::{Effect, Engine, Msg, Row};
use crate::json::{Json, at, json, named_texts, read as read_json, write};
use crate::knowledge::{self, Knowledge};
use yew::html::Scope;
use yew::prelude::*;

/// Carries out what only follows on what the customer has opened or told.
#[inline(never)]
pub(super) fn carry_out(ctx: &Context<Root>, effect: Effect) {
    match effect {
        Effect::Save(kept) => browser::keep(&storage_key(ctx), &kept),
        Effect::Send { url, key, body } => {
            let body = write(&body);
            ctx.link().send_future(async move { Event::App(Msg::Answered(fetch::post_ticket(&url, &key, &body).await.into())) });
        }
        Effect::Emit(name, detail) => emit(ctx, name, &write(&detail)),
        // The root does these itself.
        Effect::Focus(_) | Effect::Settle(_) | Effect::Forget | Effect::Rest { .. } => {}
    }
}

/// Fetches the bodies of a large knowledge base; they come as events.
#[inline(never)]
pub(super) fn fetch_bodies(link: &Scope<Root>, shards: Vec<String>) {
    for shard in shards {
        link.send_future(async move { Event::Bodies(fetch::get(&shard).await) });
    }
}

/// Takes in a shard of bodies; false if it did not arrive whole.
#[inline(never)]
pub(super) fn add_bodies(engine: &mut Engine, shard: Option<String>) -> bool {
    let Some(json) = shard.and_then(|text| read_json(&text).ok()) else { return false };
    engine.add_bodies(named_texts(at(&json, "bodies")));
    true
}

/// The results of a query, for the public API, as JSON.
#[inline(never)]
pub(super) fn answer(engine: &Engine, query: &str) -> String {
    let (rows, confident) = engine.search(query, 10);
    // JavaScript counts UTF-16 units.
    let units = |text: &str, byte: usize| text.get(..byte).map_or(0, |before| before.encode_utf16().count());
    let result = |row: &Row| {
        let ranges = row.ranges.iter().map(|range| [units(&row.question, range.start), units(&row.question, range.end)]);
        let ranges: Vec<[usize; 2]> = ranges.collect();
        json!({"id": row.id, "kind": row.kind.word(), "question": row.question, "score": row.score, "ranges": ranges})
    };
    let mut answer = json!({"query": query, "confident": confident, "results": Json::Null});
    if let Some(results) = answer.get_mut("results") {
        *results = Json::Array(rows.iter().map(result).collect());
    }
    write(&answer)
}

/// A key for the draft that is sent off.
#[inline(never)]
pub(super) fn submitted() -> Msg {
    Msg::Submitted(browser::random_key())
}

/// Reads a file as its editor wrote it; with what was dropped, as JSON for `tasuke:error`.
#[inline(never)]
pub(super) fn read(text: String) -> Option<(Knowledge, Option<String>)> {
    let loaded = knowledge::rest::load(text)?;
    let dropped = loaded.problems.iter().filter(|problem| problem.is_error());
    let problems: Vec<Json> = dropped.map(|problem| json!({"pointer": problem.place.pointer})).collect();
    let said = (!problems.is_empty()).then(|| write(&json!({"problems": problems})));
    Some((loaded.knowledge, said))
}
