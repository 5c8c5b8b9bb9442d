//! What a session needs only once the customer has opened or told something.
//!
//! The widget's build takes every function out of the first part of the wasm that is reached only through functions of
//! modules named `rest`, so what is called here costs nothing at first open. Nothing may call into this module before
//! the second part is there: see ADR 6.

use super::session::{FORM, RESULTS};
use super::{Effect, Engine, Filter, Focus, Msg, Row, RowKind, Screen, Session, is_fresh};
use crate::json::json;
use crate::ticket::{Piece, covered, mask};

/// Handles what [`Session::first`] kept.
#[inline(never)]
pub fn handle(session: &mut Session, engine: &Engine) -> Vec<Effect> {
    let mut effects = Vec::new();
    for msg in std::mem::take(&mut session.waiting) {
        effects.extend(session.handle(engine, msg));
    }
    effects.extend(session.look_up(engine));
    effects
}

/// Where going back leads to: see [`Session::places`].
#[inline(never)]
pub fn places(session: &Session, engine: &Engine) -> Vec<String> {
    session.places(engine)
}

/// Leaves the results of the category that was picked, with those of it that are further down. Where there are none the
/// customer has gone on to something else, and all are shown.
#[inline(never)]
pub fn filter(session: &mut Session, engine: &Engine) {
    let Some(mut filter) = session.filter.take() else { return };
    filter.among = categories(&session.results);
    let mut rows = engine.search_on(&session.config.page, &session.query, DEEP).rows;
    rows.retain(|row| row.category == filter.category && row.score > 0.0);
    rows.truncate(RESULTS);
    if rows.is_empty() || session.query.trim().is_empty() {
        return;
    }
    if !filter.among.contains(&filter.category) {
        filter.among.push(filter.category.clone());
    }
    session.results = rows;
    session.filter = Some(filter);
}

/// How far down results of a category are looked for.
const DEEP: usize = 64;

/// The categories of results, in their order.
fn categories(rows: &[Row]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| row.score > 0.0 && !row.category.is_empty()) {
        if !found.contains(&row.category) {
            found.push(row.category.clone());
        }
    }
    found
}

impl Session {
    /// The categories that results can be narrowed down to, the picked one among them; none if there is nothing to choose.
    pub fn filters(&self) -> Vec<String> {
        let mut among = self.filter.as_ref().map_or_else(|| categories(&self.results), |filter| filter.among.clone());
        if among.len() < 2 {
            among.clear();
        }
        among
    }

    /// Shows the results of a category alone, or of all again.
    fn pick(&mut self, engine: &Engine, category: String) {
        let is_picked = self.filter.as_ref().is_some_and(|filter| filter.category == category);
        self.filter = (!is_picked).then(|| Filter { category, among: Vec::new() });
        self.search(engine);
        self.announce();
    }

    fn handle(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Settled(FORM) => {
                if self.offer.is_due {
                    self.offer(engine);
                }
                Vec::new()
            }
            Msg::Settled(search) => self.settle(search),
            Msg::ScreenAsked(screen) => self.show(engine, screen),
            Msg::CategoryPicked(category) => {
                self.pick(engine, category);
                Vec::new()
            }
            Msg::ResultChosen(index, screen) => self.choose(engine, index, screen),
            Msg::WentBack => self.go_back(engine),
            Msg::Judged(helped) => {
                let mut effects = self.judge(helped);
                // The button that was pressed is gone: what stands in its place takes the focus.
                effects.push(Effect::Focus(Focus::Verdict));
                effects
            }
            Msg::Rated(rating) => self.rate(rating, None),
            Msg::RatingExplained(reason) => match self.rating {
                Some((rating, None)) => self.rate(rating, Some(reason)),
                _ => Vec::new(),
            },
            Msg::OptionMarked(_)
            | Msg::EntryTyped(_)
            | Msg::StepAnswered(_)
            | Msg::AnswerReopened(_)
            | Msg::FlowRestarted
            | Msg::LookupRetried => self.guide(engine, msg),
            Msg::LookedUp(of) => self.looked_up(engine, &of.0, of.1.as_ref()),
            Msg::Travelled { depth, link } => self.travel(engine, depth, &link),
            Msg::ChannelTaken(index) => self.channel_taken(engine, index),
            Msg::Restored(kept) if is_fresh(&kept, self.today(), engine.knowledge.ticket.as_ref()) => {
                self.restore(&kept);
                Vec::new()
            }
            Msg::Restored(_) => vec![Effect::Forget],
            Msg::FactsTold(facts) => {
                let declared = facts.iter().filter(|(name, _)| engine.knowledge.facts.get(name).is_some());
                for (name, value) in declared {
                    self.facts.retain(|(known, _)| known != name);
                    self.facts.push((name.clone(), value.clone()));
                }
                Vec::new()
            }
            Msg::Identified(values) => {
                // Another person is there: what was filled in for the one before goes; what was typed stays.
                for (name, value) in std::mem::replace(&mut self.identity, values.to_vec()) {
                    if self.draft.value(&name) == value {
                        self.draft.set(&name, String::new());
                    }
                }
                self.prefill(engine);
                Vec::new()
            }
            Msg::FilesChosen(_) | Msg::FileReady(_) | Msg::FileFailed(..) | Msg::FileRemoved(_) | Msg::FileRetried(_) => {
                self.files(engine, msg)
            }
            Msg::Uploaded(key, percent) => {
                self.uploaded = Some((key, percent));
                Vec::new()
            }
            form => self.form(engine, form),
        }
    }

    /// The typing paused: the host page and the story learn of the search.
    fn settle(&mut self, search: u32) -> Vec<Effect> {
        let query = self.query.trim().to_string();
        if search != self.searches || search == self.settled {
            return Vec::new();
        }
        self.settled = search;
        if query.is_empty() {
            return Vec::new();
        }
        let count = self.matches();
        self.story.add(Piece::Search { query: covered(&query), results: if self.confident { count } else { 0 } }, self.now);
        vec![Effect::Emit("search", json!({"query": mask(&query), "results": count, "confident": self.confident})), self.save()]
    }

    fn choose(&mut self, engine: &Engine, index: usize, screen: Screen) -> Vec<Effect> {
        let (id, kind) = match &screen {
            Screen::Flow(id) => (id, RowKind::Flow),
            Screen::Article(id) => (id, RowKind::Article),
            _ => return Vec::new(),
        };
        let event = Effect::Emit("result", json!({"id": id, "kind": kind.word(), "rank": index + 1}));
        let mut effects = self.settle(self.searches);
        effects.push(event);
        effects.extend(self.show(engine, screen));
        effects
    }
}
