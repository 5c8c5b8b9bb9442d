//! What the shell needs only once the customer has opened something; the code for it comes second: see ADR 6.

use super::courier::Courier;
use super::history::{Arrival, Places};
use super::outbox::Outbox;
use super::root::{Event, Root, emit, storage_key};
use super::{browser, fetch, keyboard};
use crate::app::{self, Effect, Engine, Mode, Msg, Row, Screen, Session};
use crate::condition::Value;
use crate::json::{Json, ToJson, at, entries, json, named_texts, read as read_json, text_at, write};
use crate::knowledge::{self, Knowledge};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use web_sys::AbortController;
use yew::html::Scope;
use yew::prelude::*;

/// Carries out what only follows on what the customer has opened or told.
#[inline(never)]
pub(super) fn carry_out(root: &mut Root, ctx: &Context<Root>, effect: Effect) {
    match effect {
        Effect::Save(kept) => browser::keep(&storage_key(ctx), &kept),
        Effect::Send { url, key, body, keep_days, wait } => {
            if let Some(outbox) = &root.outbox {
                outbox.take(key, url, body, keep_days, wait);
            }
        }
        Effect::Ripen(millis) => {
            let link = ctx.link().clone();
            Timeout::new(millis, move || link.send_message(Event::App(Msg::Ripened))).forget();
        }
        Effect::Outbox(order) => {
            if let Some(outbox) = &mut root.outbox {
                outbox.obey(order);
            }
        }
        Effect::Files(order) => {
            if let Some(outbox) = &root.outbox {
                outbox.files.obey(order);
            }
        }
        Effect::LookUp(asking) => {
            // Nobody waits for the one before.
            if let Some(before) = root.lookup.take() {
                before.abort();
            }
            let Some(asking) = asking else { return };
            let controller = AbortController::new().ok();
            root.lookup.clone_from(&controller);
            ctx.link().send_future(async move {
                let answer = fetch::look_up(&asking.url, &write(&asking.sent.as_slice().to_json()), controller).await;
                Event::App(Msg::LookedUp(Rc::new((asking, answer))))
            });
        }
        Effect::Emit(name, detail) => emit(ctx, name, &write(&detail)),
        // The root does these itself.
        Effect::Focus(_) | Effect::Settle(_) | Effect::Forget | Effect::Rest { .. } => {}
    }
}

/// Begins to send what is to be sent.
#[inline(never)]
pub(super) fn watch_outbox(outbox: &mut Option<Outbox>, ctx: &Context<Root>, engine: &Engine, session: &Session) {
    if outbox.is_none() {
        let (desk, knowledge) = (ctx.props().container.clone(), Rc::clone(&engine.knowledge));
        *outbox = Some(Outbox::new(ctx, Courier::new(desk, knowledge, session.strings.clone(), &engine.locale)));
    }
}

/// Keeps the desk above the keyboard on the screen.
#[inline(never)]
pub(super) fn watch_keyboard(watched: &mut Option<EventListener>, ctx: &Context<Root>) {
    if watched.is_none() {
        *watched = keyboard::watch(&ctx.props().container);
    }
}

/// The screen was drawn: what stands on it besides.
#[inline(never)]
pub(super) fn rendered(outbox: &Outbox, ctx: &Context<Root>) {
    outbox.files.show(&ctx.props().container);
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
    let mut answer = json!({"query": query, "confident": confident, "complete": engine.is_complete(), "results": Json::Null});
    if let Some(results) = answer.get_mut("results") {
        *results = Json::Array(rows.iter().map(result).collect());
    }
    write(&answer)
}

/// Brings the browser's history to where the desk is. Below the places of a sheet lies the page, without it.
#[inline(never)]
pub(super) fn follow(ctx: &Context<Root>, places: &mut Option<Places>, session: &Session, engine: &Engine, is_sheet: bool) {
    let is_page = match session.config.mode {
        Mode::Page => true,
        Mode::Launcher => false,
        Mode::Inline => return,
    };
    let mut links = if is_page { Vec::new() } else { vec![String::new()] };
    if is_page || is_sheet {
        links.extend(app::rest::places(session, engine));
    }
    let is_new = places.is_none();
    let places = places.get_or_insert_with(|| Places::new(at(&ctx.props().config, "deepLink").as_bool() == Some(true)));
    if is_new && is_page {
        places.begin(&links);
    }
    places.follow(&links);
}

/// What is to happen after the browser arrived at another entry of its history, if anything.
#[inline(never)]
pub(super) fn arrived(places: &mut Option<Places>, session: &Session, is_sheet: bool) -> Option<Msg> {
    let places = places.as_mut()?;
    let page = usize::from(session.config.mode == Mode::Launcher);
    match places.arrived() {
        Arrival::Ordered => None,
        Arrival::Ours(depth, link) if depth >= page => Some(Msg::Travelled { depth: depth - page, link }),
        Arrival::Linked(link) if !(link.is_empty() && page == 1) => {
            (session.screen().link() != link).then(|| Msg::ScreenAsked(Screen::from_link(&link)))
        }
        _ if is_sheet => {
            places.left();
            Some(Msg::CloseRequested)
        }
        _ => None,
    }
}

/// Runs a command of the public API that leads further than the first look.
#[inline(never)]
pub(super) fn command(root: &mut Root, ctx: &Context<Root>, name: &str, argument: &Json) -> bool {
    let text = argument.as_str().unwrap_or_default().to_string();
    let msg = match name {
        "article" => Msg::ScreenAsked(Screen::Article(text)),
        "flow" => Msg::ScreenAsked(Screen::Flow(text)),
        "contact" if text.is_empty() => Msg::ScreenAsked(Screen::Contact),
        "contact" => Msg::FormAsked(text),
        "visit" => Msg::ScreenAsked(Screen::from_link(&text)),
        "walk" => return walk(root, ctx, argument),
        "identify" => Msg::Identified(named_texts(argument).into()),
        "context" => {
            let facts = entries(argument);
            Msg::FactsTold(facts.iter().filter_map(|(name, value)| Some(((*name).clone(), Value::read(value)?))).collect())
        }
        _ => return false,
    };
    root.run(ctx, msg)
}

/// Acts in a flow for a page that draws it itself, and tells it the step shown then: `{"flow", "act", "value"}`.
fn walk(root: &mut Root, ctx: &Context<Root>, argument: &Json) -> bool {
    let flow = text_at(argument, "flow").unwrap_or_default();
    root.run(ctx, Msg::ScreenAsked(Screen::Flow(flow.into())));
    let msgs = root.desk.as_ref().and_then(|(engine, session)| {
        let engine = engine.borrow();
        let position = session.position(&engine, flow)?;
        Some(match text_at(argument, "act").unwrap_or_default() {
            "answer" => app::answered(session, &position, at(argument, "value")),
            "back" if !position.trail.is_empty() => vec![Msg::WentBack],
            "restart" => vec![Msg::FlowRestarted],
            _ => Vec::new(),
        })
    });
    for msg in msgs.into_iter().flatten() {
        root.run(ctx, msg);
    }
    walked(root, ctx, flow);
    true
}

/// Tells the page the step shown of a flow.
fn walked(root: &Root, ctx: &Context<Root>, flow: &str) {
    let Some((engine, session)) = &root.desk else { return };
    let mut step = app::described(session, &engine.borrow(), flow);
    if !step.is_object() {
        step = json!({});
    }
    if let Some(step) = step.as_object_mut() {
        step.insert("flow".into(), flow.to_json());
    }
    emit(ctx, "walked", &write(&step));
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
