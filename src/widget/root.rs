//! The root component: runs `Session::update` and carries out its effects.

use super::history::Places;
use super::load::{self, Fetched, Ready};
use super::outbox::Outbox;
use super::shared::{Shared, shared};
use super::{browser, keys, rest};
use crate::app::{self, Effect, Focus, Mode, Msg, Progress, Session};
use crate::json::{Json, at, text_at, texts};
use crate::view::{Ctx, panel};
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Function;
use serde_json::Map;
use std::rc::Rc;
use yew::prelude::*;

/// How long the typing must pause before a search counts, in milliseconds.
const SETTLE_MS: u32 = 700;
/// How long indexing may hold the main thread at a stretch, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// How much is indexed between two looks at the clock.
const SLICE_DOCS: usize = 4;
/// The customer waits for the second part of the code.
const ASKED: &str = r#"{"asked":true}"#;
/// How often the clock is read, in milliseconds.
const TICK_MS: u32 = 30_000;

#[derive(Properties, Clone)]
pub(super) struct Props {
    pub(super) container: web_sys::Element,
    pub(super) config: Rc<Json>,
    pub(super) emit: Function,
}

/// An element is mounted once; comparing its settings would be code for nothing.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.config, &other.config)
    }
}

pub(super) enum Event {
    Fetched(Box<Fetched>),
    Failed(&'static str),
    /// The second part of the code is there.
    Rest,
    Slice,
    Bodies(Option<String>),
    Tick,
    App(Msg),
    Command(String, Json),
    /// The browser went to another entry of its history.
    Popped,
}

pub(super) struct Root {
    pub(super) desk: Option<(Shared, Session)>,
    early: Vec<Event>,
    /// Commands that only the second part of the code understands, in order.
    held: Vec<(String, Json)>,
    /// A file that only the second part of the code can read.
    fetched: Option<Box<Fetched>>,
    /// Where the bodies of a large knowledge base are; they are of no use before the second part is there.
    shards: Vec<String>,
    /// Whether the second part is there: functions of modules named `rest` may be called. The one gate.
    has_rest: bool,
    is_ready: bool,
    /// Whether more than the first things of the screen may be drawn.
    is_drawn: bool,
    zone: Option<String>,
    focus: Option<Focus>,
    settle: Option<Timeout>,
    /// The desk's entries in the browser's history, once the second part is there.
    places: Option<Places>,
    /// Whether the panel is a sheet over the page.
    is_sheet: bool,
    /// Ends the look-up that is on its way.
    pub(super) lookup: Option<web_sys::AbortController>,
    /// Tickets on their way, once the second part is there.
    pub(super) outbox: Option<Outbox>,
    /// Watches the keyboard on the screen, from then on.
    keyboard: Option<EventListener>,
    _tick: Interval,
    _left: EventListener,
    _popped: EventListener,
}

impl Component for Root {
    type Message = Event;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let config = ctx.props().config.clone();
        ctx.link().send_future(async move {
            match load::fetch(&config).await {
                Ok(fetched) => Event::Fetched(Box::new(fetched)),
                Err(reason) => Event::Failed(reason),
            }
        });
        let left = link.callback(|()| Event::App(Msg::Left));
        let popped = link.callback(|()| Event::Popped);
        Self {
            desk: None,
            early: Vec::new(),
            held: Vec::new(),
            fetched: None,
            shards: Vec::new(),
            has_rest: is_true(ctx, "rest"),
            is_ready: false,
            is_drawn: false,
            zone: None,
            focus: None,
            settle: None,
            places: None,
            is_sheet: is_true(ctx, "sheet"),
            lookup: None,
            outbox: None,
            keyboard: None,
            _tick: Interval::new(TICK_MS, move || link.send_message(Event::Tick)),
            _left: EventListener::new(&browser::window(), "pagehide", move |_| left.emit(())),
            _popped: EventListener::new(&browser::window(), "popstate", move |_| popped.emit(())),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        match event {
            Event::Fetched(fetched) => self.read(ctx, fetched),
            Event::Failed(reason) => fail(ctx, reason),
            Event::Rest => self.go_on(ctx),
            Event::Slice => return !std::mem::replace(&mut self.is_drawn, true) | self.slice(ctx),
            Event::Bodies(shard) => return self.add_bodies(ctx, shard),
            Event::Tick => return self.run(ctx, Msg::Ticked(browser::now(self.zone.as_deref()))),
            early if self.desk.is_none() => self.early.push(early),
            Event::App(msg) => return self.run(ctx, msg),
            Event::Command(name, argument) => return self.command(ctx, &name, argument),
            Event::Popped => return self.travel(ctx),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Some((engine, session)) = &self.desk else { return Html::default() };
        let engine = &*engine.borrow();
        let dispatch = ctx.link().callback(Event::App);
        // A key hit in here is none of the host page's shortcuts.
        let onkeydown = {
            let (container, dispatch) = (ctx.props().container.clone(), dispatch.clone());
            let closable = session.config.mode == Mode::Launcher;
            Callback::from(move |event: KeyboardEvent| {
                event.stop_propagation();
                if keys::handle(&container, &event) == keys::Wish::Close && closable {
                    dispatch.emit(Msg::CloseRequested);
                }
            })
        };
        html! {
            <div class="desk" lang={engine.locale.clone()} {onkeydown}>
                {panel(Ctx { session, engine, emit: &dispatch, is_first: !self.is_drawn })}
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if let Some(focus) = self.focus.take() {
            browser::focus(&ctx.props().container, &focus);
        }
        if let Some(outbox) = self.outbox.as_ref().filter(|_| self.has_rest) {
            rest::rendered(outbox, ctx);
        }
    }
}

impl Root {
    /// The results of a query, for the public API, as JSON.
    pub(super) fn answer(&self, query: &str) -> String {
        match &self.desk {
            Some((engine, _)) if self.has_rest => rest::answer(&engine.borrow(), query),
            _ => "null".into(),
        }
    }

    /// Reads what was fetched, if the code for it is there.
    fn read(&mut self, ctx: &Context<Self>, mut fetched: Box<Fetched>) {
        if fetched.needs_rest() && !self.has_rest {
            self.fetched = Some(fetched);
            emit(ctx, "rest", ASKED);
            return;
        }
        self.shards = std::mem::take(&mut fetched.bodies);
        match fetched.read() {
            Ok(ready) => self.begin(ctx, ready),
            Err(reason) => fail(ctx, reason),
        }
    }

    /// The second part of the code is there: everything that waited for it goes on.
    fn go_on(&mut self, ctx: &Context<Self>) {
        self.has_rest = true;
        match self.fetched.take() {
            Some(fetched) => self.read(ctx, fetched),
            None => self.complete(ctx),
        }
    }

    fn complete(&mut self, ctx: &Context<Self>) {
        let Some((engine, session)) = &mut self.desk else { return };
        engine.borrow_mut().complete();
        rest::fetch_bodies(ctx.link(), std::mem::take(&mut self.shards));
        rest::watch_outbox(&mut self.outbox, ctx, &engine.borrow(), session);
        rest::watch_keyboard(&mut self.keyboard, ctx);
        let effects = app::rest::handle(session, &engine.borrow());
        self.carry_out(ctx, effects);
        for (name, argument) in std::mem::take(&mut self.held) {
            rest::command(self, ctx, &name, &argument);
        }
        self.slice(ctx);
        self.follow(ctx);
    }

    /// The browser's history follows the desk.
    fn follow(&mut self, ctx: &Context<Self>) {
        if let Some((engine, session)) = self.desk.as_ref().filter(|_| self.has_rest) {
            rest::follow(ctx, &mut self.places, session, &engine.borrow(), self.is_sheet);
        }
    }

    /// The desk follows the browser's history.
    fn travel(&mut self, ctx: &Context<Self>) -> bool {
        let Some((_, session)) = self.desk.as_ref().filter(|_| self.has_rest) else { return false };
        match rest::arrived(&mut self.places, session, self.is_sheet) {
            Some(msg) => self.run(ctx, msg),
            None => {
                // Our own order was carried out; the customer may have gone on meanwhile.
                self.follow(ctx);
                false
            }
        }
    }

    fn begin(&mut self, ctx: &Context<Self>, ready: Ready) {
        let Ready { engine, session, zone, problems } = ready;
        if let Some(problems) = problems {
            emit(ctx, "error", &problems);
        }
        let now = session.now;
        self.zone = zone;
        let file = text_at(&ctx.props().config, "knowledge").unwrap_or_default();
        self.desk = Some((shared(file, engine), session));
        if self.has_rest {
            self.complete(ctx);
        }
        if let Some(kept) = browser::kept(&storage_key(ctx)) {
            self.run(ctx, Msg::Restored(kept.into()));
        }
        self.run(ctx, Msg::Ticked(now));
        let link = text_at(&ctx.props().config, "link").unwrap_or_default();
        if !link.is_empty() {
            self.command(ctx, "visit", link.into());
        }
        Self::slice_soon(ctx);
        for event in std::mem::take(&mut self.early) {
            Component::update(self, ctx, event);
        }
    }

    /// Takes in a shard of bodies; one that does not arrive leaves its articles with their titles.
    fn add_bodies(&mut self, ctx: &Context<Self>, shard: Option<String>) -> bool {
        let Some((engine, _)) = &mut self.desk else { return false };
        if !self.has_rest || !rest::add_bodies(&mut engine.borrow_mut(), shard) {
            emit(ctx, "error", r#"{"code":"bodies"}"#);
            return false;
        }
        self.slice(ctx)
    }

    /// Indexes for a moment; the rest waits until the browser has had its turn. Ready means that all titles are found.
    fn slice(&mut self, ctx: &Context<Self>) -> bool {
        let Some((engine, session)) = &mut self.desk else { return false };
        let engine = &mut *engine.borrow_mut();
        let end = browser::millis() + SLICE_MS;
        let mut progress = Progress::More;
        while progress == Progress::More && browser::millis() < end {
            progress = engine.step(SLICE_DOCS);
        }
        if engine.has_titles() && !self.is_ready {
            self.is_ready = true;
            emit(ctx, "ready", "{}");
        }
        if progress == Progress::Complete {
            session.first(engine, Msg::Indexed);
            return true;
        }
        Self::slice_soon(ctx);
        // What is typed already finds what is indexed already.
        session.first(engine, Msg::Indexed);
        !session.query.is_empty()
    }

    /// Goes on once the browser has had its turn.
    fn slice_soon(ctx: &Context<Self>) {
        let link = ctx.link().clone();
        Timeout::new(0, move || link.send_message(Event::Slice)).forget();
    }

    pub(super) fn run(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Some((engine, session)) = &mut self.desk else { return false };
        let shared = Rc::clone(engine);
        let engine = &*shared.borrow();
        let msg = match msg {
            Msg::Submitted(_) if self.has_rest => rest::submitted(),
            other => other,
        };
        let mut effects = session.first(engine, msg);
        if self.has_rest {
            effects.extend(app::rest::handle(session, engine));
        }
        self.carry_out(ctx, effects);
        self.follow(ctx);
        true
    }

    fn command(&mut self, ctx: &Context<Self>, name: &str, argument: Json) -> bool {
        match name {
            "open" => {
                self.is_sheet = argument.as_bool() == Some(true);
                self.run(ctx, Msg::Opened)
            }
            "close" => {
                self.is_sheet = false;
                self.follow(ctx);
                false
            }
            "reset" => {
                self.held.clear();
                self.run(ctx, Msg::Reset)
            }
            "suggest" => self.run(ctx, Msg::Suggested(texts(&argument).into())),
            _ if self.has_rest => rest::command(self, ctx, name, &argument),
            _ => {
                // What the page tells waits until something else asks.
                if !matches!(name, "identify" | "context") {
                    emit(ctx, "rest", ASKED);
                }
                self.held.push((name.to_string(), argument));
                false
            }
        }
    }

    fn carry_out(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Focus(focus) => self.focus = Some(focus),
                Effect::Settle(search) => {
                    let link = ctx.link().clone();
                    self.settle = Some(Timeout::new(SETTLE_MS, move || link.send_message(Event::App(Msg::Settled(search)))));
                }
                Effect::Forget => browser::forget(&storage_key(ctx)),
                Effect::Rest { asked } => {
                    if !self.has_rest {
                        emit(ctx, "rest", if asked { ASKED } else { "{}" });
                    }
                }
                // What happens first says no more than that it happened.
                Effect::Emit(name, detail) if detail.as_object().is_none_or(Map::is_empty) => emit(ctx, name, "{}"),
                effect => {
                    if self.has_rest {
                        rest::carry_out(self, ctx, effect);
                    }
                }
            }
        }
    }
}

/// Calls the loader with an event's name and its detail as JSON.
pub(super) fn emit(ctx: &Context<Root>, name: &str, detail: &str) {
    let _ = ctx.props().emit.call2(&wasm_bindgen::JsValue::NULL, &name.into(), &detail.into());
}

/// The desk cannot be shown, for a reason of one word.
fn fail(ctx: &Context<Root>, reason: &str) {
    emit(ctx, "trouble", &[r#"{"reason":""#, reason, r#""}"#].concat());
}

/// One draft for each knowledge file of an origin.
pub(super) fn storage_key(ctx: &Context<Root>) -> String {
    ["tasuke:", text_at(&ctx.props().config, "knowledge").unwrap_or_default()].concat()
}

fn is_true(ctx: &Context<Root>, key: &str) -> bool {
    at(&ctx.props().config, key).as_bool() == Some(true)
}
