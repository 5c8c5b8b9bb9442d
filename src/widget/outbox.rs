//! Carries out what the session orders for the outbox: reads and changes the store, sends, and looks again in time.

use super::browser;
use super::courier::Courier;
use super::fetch::Progress;
use super::files::Files;
use super::root::{Event, Root, storage_key};
use super::store::{self, Change};
use crate::adapter::{attached, wrong_file};
use crate::app::{KEEP_DAYS, Msg, Order, OutboxRead};
use crate::entry::EntryFault;
use crate::json::Json;
use crate::knowledge::AdapterKind;
use crate::outbox::{self, Entry, LEASE, State, Surroundings};
use crate::ticket::Answer;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Blob, StorageEvent};
use yew::html::Scope;
use yew::prelude::*;

/// When to look again after the store failed, in milliseconds.
const PATIENCE: u32 = 5_000;

/// One desk's hold on the outbox of its knowledge file.
pub(super) struct Outbox {
    post: Rc<Post>,
    /// What is attached.
    pub(super) files: Rc<Files>,
    /// The next look at the store.
    wake: Option<Timeout>,
    _online: EventListener,
    _told: EventListener,
}

/// What goes on while a request is under way.
struct Post {
    /// Names the store.
    name: String,
    link: Scope<Root>,
    courier: Courier,
    files: Rc<Files>,
    is_busy: Cell<bool>,
}

impl Outbox {
    /// Begins to watch the network and other tabs, and looks for what an earlier page left.
    pub(super) fn new(ctx: &Context<Root>, courier: Courier) -> Self {
        let (name, link) = (storage_key(ctx), ctx.link().clone());
        let files = Rc::new(Files::new(&ctx.props().container, name.clone(), link.clone(), Rc::clone(&courier.knowledge)));
        let post = Rc::new(Post { name, link, courier, files: Rc::clone(&files), is_busy: Cell::new(false) });
        post.look(false);
        spawn_local(post.clone().sweep());
        let (online, told) = (Rc::clone(&post), Rc::clone(&post));
        Self {
            _online: EventListener::new(&browser::window(), "online", move |_| online.look(true)),
            _told: EventListener::new(&browser::window(), "storage", move |event| {
                let key = event.unchecked_ref::<StorageEvent>().key();
                if key.is_some_and(|key| key == browser::unsent_key(&told.name)) {
                    told.look(false);
                }
            }),
            post,
            files,
            wake: None,
        }
    }

    /// Takes in a ticket: on the disk before anything is sent. One for a mail program is only handed over.
    pub(super) fn take(&self, key: String, url: String, ticket: Json, keep_days: u32, wait: u32) {
        let post = Rc::clone(&self.post);
        if post.courier.kind() == AdapterKind::Mailto {
            if let Some(url) = post.courier.mailto(&ticket) {
                let _ = browser::window().location().set_href(&url);
            }
            return post.tell(Msg::HandedOver);
        }
        let entry = Entry::new(key, url, ticket, post.courier.is_idempotent(), browser::wall_millis(), keep_days).held(wait.into());
        // The mark first: without a ticket it only costs the next page a look.
        browser::mark_unsent(&post.name, true);
        spawn_local(async move {
            let (key, url, ticket, digest) = (entry.key.clone(), entry.url.clone(), entry.ticket.clone(), entry.digest);
            let stored =
                store::transact(&post.name, Some(changing(key.clone(), Box::new(|known| Some(outbox::enqueue(known, entry)))))).await;
            let Ok(entries) = stored else {
                post.tell(Msg::Unkept);
                pause(wait).await;
                let (answer, _) = post.deliver(&url, &key, &ticket, "").await;
                post.tell(Msg::Answered(answer.into()));
                return;
            };
            if let Some(kept) = entries.iter().find(|kept| kept.key == key && kept.digest != digest) {
                let number = if let State::Sent { number, .. } = &kept.state { number.clone() } else { String::new() };
                post.tell(Msg::Answered(Answer::Earlier { number }.into()));
            }
            post.changed(entries);
        });
    }

    /// Carries out an order.
    pub(super) fn obey(&mut self, order: Order) {
        let post = Rc::clone(&self.post);
        match order {
            Order::Wake(until) => {
                let wait = until.saturating_sub(browser::wall_millis());
                self.wake = Some(Timeout::new(wait.min(u64::from(u32::MAX >> 1)) as u32, move || post.look(false)));
            }
            Order::Change(key, event) => spawn_local(async move {
                let keeps_files = event == outbox::Event::Returned;
                match store::transact(&post.name, Some(Change { keeps_files, ..changing(key, next(event)) })).await {
                    Ok(entries) => post.changed(entries),
                    Err(_) => post.look(false),
                }
            }),
            Order::Start { key, is_eager } => {
                if !self.post.is_busy.replace(true) {
                    spawn_local(async move {
                        let work = Rc::clone(&post);
                        let lock = ["tasuke ", &post.name].concat();
                        alone(&lock, Box::pin(async move { work.send(&key, is_eager).await })).await;
                        post.is_busy.set(false);
                        post.look(false);
                    });
                }
            }
            Order::Copy(text) => spawn_local(async move {
                let is_copied = copy(&text).await.is_ok();
                post.tell(Msg::Copied(is_copied));
            }),
        }
    }
}

impl Post {
    fn tell(&self, msg: Msg) {
        self.link.send_message(Event::App(msg));
    }

    /// Reads the store for the session.
    fn look(self: &Rc<Self>, is_eager: bool) {
        let post = Rc::clone(self);
        spawn_local(async move {
            match store::transact(&post.name, None).await {
                Ok(entries) => post.found(entries, is_eager),
                Err(_) => drop(Timeout::new(PATIENCE, move || post.look(is_eager)).forget()),
            }
        });
    }

    /// Deletes files that nobody sends any more.
    async fn sweep(self: Rc<Self>) {
        let keep_days = self.courier.knowledge.ticket.as_ref().and_then(|format| format.keep_days).unwrap_or(KEEP_DAYS);
        let day = (browser::wall_millis() / outbox::DAY).saturating_sub(u64::from(keep_days) + 1);
        if let Ok(entries) = store::transact(&self.name, None).await {
            let _ = store::sweep(&self.name, day, &entries).await;
        }
    }

    /// The store holds this now.
    fn found(&self, entries: Vec<Entry>, is_eager: bool) {
        let now = browser::wall_millis();
        browser::mark_unsent(&self.name, entries.iter().any(|entry| entry.is_unsent(now)));
        let is_online = browser::window().navigator().on_line();
        let around = Surroundings { is_online, is_eager, has_locks: locks().is_some() };
        self.tell(Msg::OutboxRead(Rc::new(OutboxRead { entries, now, around, is_busy: self.is_busy.get() })));
    }

    /// The store holds this now, by our doing: other tabs look, too.
    fn changed(&self, entries: Vec<Entry>) {
        browser::tell_tabs(&self.name);
        self.found(entries, false);
    }

    /// Brings a ticket with its files to the intake.
    async fn deliver(self: &Rc<Self>, url: &str, key: &str, ticket: &Json, lease: &str) -> (Answer, Option<String>) {
        let mut blobs = Vec::new();
        for file in attached(ticket) {
            match self.files.blob(&file.id).await {
                Ok(Some(blob)) if blob.size() as u64 == file.size => blobs.push(blob),
                // Nothing went out, and the device may answer the next time.
                Err(_) => return (Answer::Later, None),
                // The device has let go of it, or gives back less.
                Ok(_) => return (wrong_file(self.courier.files_field(), EntryFault::FileGone, &file.name), None),
            }
        }
        self.courier.deliver(url, key, ticket, &blobs, &self.progress(key, lease, &blobs)).await
    }

    /// Tells the customer how far the files are, and the other tabs that the try goes on.
    fn progress(self: &Rc<Self>, key: &str, lease: &str, blobs: &[Blob]) -> Progress {
        let sizes: Vec<f64> = blobs.iter().map(Blob::size).collect();
        let (post, key, lease) = (Rc::clone(self), key.to_string(), lease.to_string());
        let (told, renewed) = (Cell::new(None), Cell::new(browser::wall_millis()));
        Rc::new(move |at, of, part| {
            // All in one request are one.
            let percent = if of == 1 { (part * 100.0) as u32 } else { percent(&sizes, at as usize, part) };
            if told.replace(Some(percent)) != Some(percent) {
                post.tell(Msg::Uploaded(key.clone(), percent));
            }
            let now = browser::wall_millis();
            if now.saturating_sub(renewed.get()) > LEASE / 4 {
                renewed.set(now);
                let (post, key, lease) = (Rc::clone(&post), key.clone(), lease.clone());
                spawn_local(async move {
                    let _ = store::transact(&post.name, Some(changing(key, next(outbox::Event::Renewed { lease })))).await;
                });
            }
        })
    }

    /// One try: that it begins is on the disk before it begins, and what came of it before it is told.
    async fn send(self: &Rc<Self>, key: &str, is_eager: bool) {
        let lease = browser::random_key();
        let (is_alone, is_idempotent) = (locks().is_some(), self.courier.is_idempotent());
        let mut event = outbox::Event::Started { lease: lease.clone(), is_alone, is_eager, is_idempotent };
        loop {
            let has_ended = matches!(event, outbox::Event::Answered { .. });
            let Ok(entries) = store::transact(&self.name, Some(changing(key.to_string(), next(event)))).await else {
                // At once it would fail again.
                return pause(PATIENCE).await;
            };
            let is_ours = |entry: &&Entry| matches!(&entry.state, State::Sending { lease: known, .. } if *known == lease);
            let begun = entries.iter().find(is_ours).map(|entry| (entry.url.clone(), entry.ticket.clone()));
            if begun.is_none() && !has_ended {
                // Somebody else has it, or it is gone.
                return;
            }
            self.changed(entries);
            let Some((url, ticket)) = begun.filter(|_| !has_ended) else { return };
            let (answer, retry_after) = self.deliver(&url, key, &ticket, &lease).await;
            let retry_after = retry_after.and_then(|header| outbox::retry_after(&header, browser::wall_millis()));
            event = outbox::Event::Answered { lease: lease.clone(), answer, retry_after };
        }
    }
}

/// How much of all files has gone, in percent, where of this one so much has, of 1.
fn percent(sizes: &[f64], at: usize, part: f64) -> u32 {
    let (before, rest) = sizes.split_at(at.min(sizes.len()));
    let gone: f64 = before.iter().sum::<f64>() + part * rest.first().unwrap_or(&0.0);
    (gone * 100.0 / sizes.iter().sum::<f64>().max(1.0)) as u32
}

fn changing(key: String, with: store::With) -> Change {
    Change { key, with, keeps_files: false }
}

fn next(event: outbox::Event) -> store::With {
    Box::new(move |entry| outbox::next(entry?, &event, browser::wall_millis(), js_sys::Math::random()))
}

/// The browser's locks between tabs; a page without a secure connection has none.
fn locks() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&browser::window().navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// Does something while no other tab does: after them, if they are at it. A tab that dies lets go at once.
async fn alone(name: &str, work: Pin<Box<dyn Future<Output = ()>>>) {
    let Some((locks, request)) = locks() else { return work.await };
    let held = Closure::once_into_js(move |_lock: JsValue| {
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let done = match request.call2(&locks, &name.into(), &held) {
        Ok(promise) => JsFuture::from(promise.unchecked_into::<Promise>()).await,
        Err(error) => Err(error),
    };
    if done.is_err() {
        pause(PATIENCE).await;
    }
}

async fn pause(millis: u32) {
    let window = browser::window();
    let wait = Promise::new(&mut |resolve, _| _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis as i32));
    let _ = JsFuture::from(wait).await;
}

async fn copy(text: &str) -> Result<(), JsValue> {
    let clipboard = Reflect::get(&browser::window().navigator(), &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    JsFuture::from(write.call1(&clipboard, &text.into())?.unchecked_into::<Promise>()).await.map(|_| ())
}
