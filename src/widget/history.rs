//! The browser's history: entries for the places of a desk that is a page, or a sheet over one.
//!
//! Each entry's state keeps what the page had in it and adds `tasuke: "RUN DEPTH LINK"`; a run is one mounted desk, so
//! that what an earlier one left behind is not taken for ours. [`History`] decides, this carries out.

use super::browser;
use crate::app::{Entry, History, Move};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;

/// The name under which an entry's state holds ours.
const STATE: &str = "tasuke";
/// What an address has before a link.
const HASH: &str = "#tasuke=";

/// Where the browser arrived.
pub(super) enum Arrival {
    /// Where we sent it.
    Ordered,
    /// At a place of the desk, by the customer's hand: its depth and link.
    Ours(usize, String),
    /// At a link to a screen, made by the page or by an earlier run.
    Linked(String),
    /// At something of the page's.
    Foreign,
}

/// One desk's part of the history.
pub(super) struct Places {
    history: History,
    run: String,
    /// Whether links are written into the address.
    has_addresses: bool,
    /// The run before a reload, and the depth that it gave the entry where the browser stands among its entries.
    earlier: Option<(String, usize)>,
}

impl Places {
    /// Begins at the page's own entry.
    pub(super) fn new(has_addresses: bool) -> Self {
        Self { history: History::new(0), run: browser::random_key(), has_addresses, earlier: None }
    }

    /// Begins anew: the entry that the browser stands on becomes ours. It is the last of these links where a link or a
    /// reload led there; otherwise the customer has come so far since, and it is the first.
    pub(super) fn begin(&mut self, links: &[String]) {
        let is_led = stated().is_some() || links.last().is_none_or(|link| matches!(self.entry(link), Entry::Linked));
        let links = if is_led { links } else { links.get(..1).unwrap_or_default() };
        let depth = links.len().saturating_sub(1);
        self.history = History::new(depth);
        self.earlier = stated().map(|(run, depth, _)| (run, depth));
        self.write(depth, links.last().map_or("", String::as_str), true);
    }

    /// Brings the browser to where the desk is: at the last of these links, one for each place.
    pub(super) fn follow(&mut self, links: &[String]) {
        let depth = links.len().saturating_sub(1);
        let link = |depth: usize| links.get(depth).map_or("", String::as_str);
        match self.history.follow(depth, self.entry(link(depth))) {
            Move::Stay => {}
            Move::Replace => self.rewrite(depth, link(depth)),
            Move::Push(count) => {
                if self.here().is_some() {
                    self.rewrite(depth - count, link(depth - count));
                }
                (depth + 1 - count..=depth).for_each(|depth| self.write(depth, link(depth), false));
            }
            Move::Back(count) => _ = history().map(|history| history.go_with_delta(-(count as i32))),
        }
    }

    /// Writes into the entry that the browser stands on, where it has something else: browsers take only so many writes,
    /// and one may end a journey that the customer has just begun.
    fn rewrite(&self, depth: usize, link: &str) {
        if self.here().is_none_or(|(known, at)| known != depth || at != link) {
            self.write(depth, link, true);
        }
    }

    /// The browser arrived at another entry.
    pub(super) fn arrived(&mut self) -> Arrival {
        if let (Some((run, depth, link)), Some((earlier, stood))) = (stated(), &mut self.earlier)
            && run == *earlier
        {
            // Among the entries from before a reload, only how far it went counts: the desk may have begun deeper.
            let moved = depth as isize - std::mem::replace(stood, depth) as isize;
            let depth = self.history.at().saturating_add_signed(moved);
            self.history.arrived(depth);
            return Arrival::Ours(depth, link);
        }
        let here = self.here().or_else(|| self.history.is_travelling().then(Default::default));
        let Some((depth, link)) = here else {
            let hash = browser::window().location().hash().unwrap_or_default();
            return match hash.strip_prefix(HASH) {
                Some(link) if self.has_addresses => Arrival::Linked(link.into()),
                // An earlier run's home.
                _ if self.has_addresses && hash.is_empty() => Arrival::Linked(String::new()),
                _ => Arrival::Foreign,
            };
        };
        if self.history.arrived(depth) { Arrival::Ours(depth, link) } else { Arrival::Ordered }
    }

    /// The page's own entry below a sheet is shown.
    pub(super) fn left(&mut self) {
        self.history = History::new(0);
    }

    fn entry(&self, link: &str) -> Entry {
        if self.here().is_some() {
            Entry::Ours
        } else if !link.is_empty() && browser::window().location().hash().is_ok_and(|hash| hash.strip_prefix(HASH) == Some(link)) {
            Entry::Linked
        } else {
            Entry::Foreign
        }
    }

    /// Depth and link of the entry that the browser stands on, if it is ours.
    fn here(&self) -> Option<(usize, String)> {
        stated().filter(|(run, ..)| *run == self.run).map(|(_, depth, link)| (depth, link))
    }

    fn write(&self, depth: usize, link: &str, replace: bool) {
        let Some(history) = history() else { return };
        let kept = [&self.run, " ", &depth.to_string(), " ", link].concat();
        let before = history.state().unwrap_or_default();
        let state = Object::new();
        if before.is_object() {
            Object::assign(&state, before.unchecked_ref());
        }
        let _ = Reflect::set(&state, &STATE.into(), &kept.into());
        let address = self.has_addresses.then(|| address(link));
        // A browser may refuse (a sandbox, too many at once): then its back button does what it always did.
        let _ = if replace {
            history.replace_state_with_url(&state, "", address.as_deref())
        } else {
            history.push_state_with_url(&state, "", address.as_deref())
        };
    }
}

/// What a run wrote into the entry that the browser stands on: run, depth and link.
fn stated() -> Option<(String, usize, String)> {
    let kept = Reflect::get(&history()?.state().ok()?, &STATE.into()).ok()?.as_string()?;
    let mut parts = kept.splitn(3, ' ').map(str::to_string);
    Some((parts.next()?, parts.next()?.parse().ok()?, parts.next()?))
}

/// The page's address with another link.
fn address(link: &str) -> String {
    let page = browser::window().location().href().unwrap_or_default();
    let page = page.split('#').next().unwrap_or_default();
    if link.is_empty() { page.to_string() } else { [page, HASH, link].concat() }
}

fn history() -> Option<web_sys::History> {
    browser::window().history().ok()
}
