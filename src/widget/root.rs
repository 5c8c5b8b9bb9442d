//! The root component: runs `Session::update` and carries out its effects.

use super::history::{Arrival, Places};
use super::load::{Ready, load};
use super::{browser, fetch, keys};
use crate::app::{Effect, Engine, Focus, Mode, Msg, Progress, Row, Screen, Session, is_fresh};
use crate::condition::Value;
use crate::json::{Json, ToJson, at, entries, json, named_texts, read, text_at, write};
use crate::view::{Ctx, panel};
use gloo::events::EventListener;
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Function;
use std::rc::Rc;
use yew::prelude::*;

/// How long the typing must pause before a search counts, in milliseconds.
const SETTLE_MS: u32 = 700;
/// How long indexing may hold the main thread at a stretch, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// How much is indexed between two looks at the clock.
const SLICE_DOCS: usize = 4;
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
    Loaded(Box<Ready>),
    Failed(&'static str),
    Slice,
    Bodies(Option<String>),
    Tick,
    App(Msg),
    Command(String, Json),
    /// The browser went to another entry of its history.
    Popped,
}

pub(super) struct Root {
    desk: Option<(Engine, Session)>,
    early: Vec<Event>,
    is_ready: bool,
    zone: Option<String>,
    focus: Option<Focus>,
    /// The desk's entries in the browser's history.
    places: Places,
    /// Whether the panel is a sheet over the page.
    is_sheet: bool,
    settle: Option<Timeout>,
    /// Ends the look-up that is on its way.
    lookup: Option<web_sys::AbortController>,
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
            match load(&config).await {
                Ok(ready) => Event::Loaded(Box::new(ready)),
                Err(reason) => Event::Failed(reason),
            }
        });
        let left = link.callback(|()| Event::App(Msg::Left));
        let popped = link.callback(|()| Event::Popped);
        Self {
            desk: None,
            early: Vec::new(),
            is_ready: false,
            zone: None,
            focus: None,
            places: Places::new(at(&ctx.props().config, "deepLink").as_bool() == Some(true)),
            is_sheet: at(&ctx.props().config, "sheet").as_bool() == Some(true),
            settle: None,
            lookup: None,
            _tick: Interval::new(TICK_MS, move || link.send_message(Event::Tick)),
            _left: EventListener::new(&browser::window(), "pagehide", move |_| left.emit(())),
            _popped: EventListener::new(&browser::window(), "popstate", move |_| popped.emit(())),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        match event {
            Event::Loaded(ready) => self.begin(ctx, *ready),
            Event::Failed(reason) => emit(ctx, "trouble", &json!({"reason": reason})),
            Event::Slice => return self.slice(ctx),
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
                {panel(Ctx { session, engine, emit: &dispatch })}
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if let Some(focus) = self.focus.take() {
            browser::focus(&ctx.props().container, &focus);
        }
    }
}

impl Root {
    /// The results of a query, for the public API.
    pub(super) fn answer(&self, query: &str) -> Option<Json> {
        let (engine, _) = self.desk.as_ref()?;
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
        Some(answer)
    }

    fn begin(&mut self, ctx: &Context<Self>, ready: Ready) {
        let Ready { engine, mut session, zone, problems, bodies } = ready;
        for shard in bodies {
            ctx.link().send_future(async move { Event::Bodies(fetch::get(&shard).await) });
        }
        if !problems.is_empty() {
            emit(ctx, "error", &json!({"problems": problems}));
        }
        if let Some(kept) = browser::kept(&storage_key(ctx))
            && is_fresh(&kept, session.today(), engine.knowledge.ticket.as_ref())
        {
            session.update(&engine, Msg::Restored(kept));
        }
        let link = text_at(&ctx.props().config, "link").unwrap_or_default();
        if !link.is_empty() {
            session.update(&engine, Msg::ScreenAsked(Screen::from_link(link)));
            self.focus = Some(Focus::Heading);
        }
        if session.config.mode == Mode::Page {
            self.places.begin(&session.places(&engine));
        }
        self.zone = zone;
        self.desk = Some((engine, session));
        self.follow();
        self.slice(ctx);
        for event in std::mem::take(&mut self.early) {
            Component::update(self, ctx, event);
        }
    }

    /// Takes in a shard of bodies; one that does not arrive leaves its articles with their titles.
    fn add_bodies(&mut self, ctx: &Context<Self>, shard: Option<String>) -> bool {
        let Some((engine, _)) = &mut self.desk else { return false };
        let Some(json) = shard.and_then(|text| read(&text).ok()) else {
            emit(ctx, "error", &json!({"code": "bodies"}));
            return false;
        };
        engine.add_bodies(named_texts(at(&json, "bodies")));
        self.slice(ctx)
    }

    /// Indexes for a moment; the rest waits until the browser has had its turn. Ready means that all titles are found.
    fn slice(&mut self, ctx: &Context<Self>) -> bool {
        let Some((engine, session)) = &mut self.desk else { return false };
        let end = browser::millis() + SLICE_MS;
        let mut progress = Progress::More;
        while progress == Progress::More && browser::millis() < end {
            progress = engine.step(SLICE_DOCS);
        }
        if engine.has_titles() && !self.is_ready {
            self.is_ready = true;
            emit(ctx, "ready", &json!({}));
        }
        if progress == Progress::Complete {
            session.update(engine, Msg::Indexed);
            return true;
        }
        let link = ctx.link().clone();
        Timeout::new(0, move || link.send_message(Event::Slice)).forget();
        // What is typed already finds what is indexed already.
        session.update(engine, Msg::Indexed);
        !session.query.is_empty()
    }

    fn run(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Some((engine, session)) = &mut self.desk else { return false };
        let msg = match msg {
            Msg::Submitted(_) => Msg::Submitted(browser::random_key()),
            other => other,
        };
        let effects = session.update(engine, msg);
        for effect in effects {
            self.carry_out(ctx, effect);
        }
        self.follow();
        true
    }

    /// The browser's history follows the desk. Below the places of a sheet lies the page, without it.
    fn follow(&mut self) {
        let Some((engine, session)) = &self.desk else { return };
        let mut links = match session.config.mode {
            Mode::Page => Vec::new(),
            Mode::Launcher => vec![String::new()],
            Mode::Inline => return,
        };
        if links.is_empty() || self.is_sheet {
            links.extend(session.places(engine));
        }
        self.places.follow(&links);
    }

    /// The desk follows the browser's history.
    fn travel(&mut self, ctx: &Context<Self>) -> bool {
        let Some((_, session)) = &self.desk else { return false };
        let page = usize::from(session.config.mode == Mode::Launcher);
        match self.places.arrived() {
            Arrival::Ours(depth, link) if depth >= page => self.run(ctx, Msg::Travelled { depth: depth - page, link }),
            Arrival::Linked(link) if !(link.is_empty() && page == 1) => {
                if session.screen().link() == link {
                    return false;
                }
                self.run(ctx, Msg::ScreenAsked(Screen::from_link(&link)))
            }
            // Our own order was carried out; the customer may have gone on meanwhile.
            Arrival::Ordered => {
                self.follow();
                false
            }
            _ if self.is_sheet => {
                self.places.left();
                self.run(ctx, Msg::CloseRequested)
            }
            _ => false,
        }
    }

    fn command(&mut self, ctx: &Context<Self>, name: &str, argument: Json) -> bool {
        let text = argument.as_str().unwrap_or_default().to_string();
        let msg = match name {
            "open" => {
                self.is_sheet = argument.as_bool() == Some(true);
                Msg::Opened
            }
            "close" => {
                self.is_sheet = false;
                self.follow();
                return false;
            }
            "reset" => Msg::Reset,
            "article" => Msg::ScreenAsked(Screen::Article(text)),
            "flow" => Msg::ScreenAsked(Screen::Flow(text)),
            "contact" if text.is_empty() => Msg::ScreenAsked(Screen::Contact),
            "contact" => Msg::FormAsked(text),
            "home" => Msg::WentHome,
            "identify" => Msg::Identified(named_texts(&argument)),
            "context" => {
                let facts = entries(&argument);
                Msg::FactsTold(facts.iter().filter_map(|(name, value)| Some(((*name).clone(), Value::read(value)?))).collect())
            }
            _ => return false,
        };
        self.run(ctx, msg)
    }

    fn carry_out(&mut self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::Focus(focus) => self.focus = Some(focus),
            Effect::Settle(search) => {
                let link = ctx.link().clone();
                self.settle = Some(Timeout::new(SETTLE_MS, move || link.send_message(Event::App(Msg::Settled(search)))));
            }
            Effect::Save(kept) => browser::keep(&storage_key(ctx), &kept),
            Effect::Forget => browser::forget(&storage_key(ctx)),
            Effect::Send { url, key, body } => {
                ctx.link().send_future(async move { Event::App(Msg::Answered(fetch::post_ticket(&url, &key, &write(&body)).await)) });
            }
            Effect::LookUp(asking) => {
                // Nobody waits for the one before.
                if let Some(before) = self.lookup.take() {
                    before.abort();
                }
                let Some(asking) = asking else { return };
                let controller = web_sys::AbortController::new().ok();
                self.lookup.clone_from(&controller);
                ctx.link().send_future(async move {
                    let answer = fetch::look_up(&asking.url, &write(&asking.sent.as_slice().to_json()), controller).await;
                    Event::App(Msg::LookedUp(asking, answer))
                });
            }
            Effect::Emit(name, detail) => emit(ctx, name, &detail),
        }
    }
}

fn emit(ctx: &Context<Root>, name: &str, detail: &Json) {
    let _ = ctx.props().emit.call2(&wasm_bindgen::JsValue::NULL, &name.into(), &write(detail).into());
}

/// One draft for each knowledge file of an origin.
fn storage_key(ctx: &Context<Root>) -> String {
    ["tasuke:", text_at(&ctx.props().config, "knowledge").unwrap_or_default()].concat()
}
