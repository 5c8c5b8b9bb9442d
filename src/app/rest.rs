//! What a session needs only once the customer has opened or told something.
//!
//! The widget's build takes every function out of the first part of the wasm that is reached only through functions of
//! modules named `rest`, so what is called here costs nothing at first open. Nothing may call into this module before
//! the second part is there: see ADR 6.

use super::{Effect, Engine, Focus, Msg, RowKind, Screen, Sending, Session, is_fresh};
use crate::flow::Walk;
use crate::json::json;
use crate::ticket::Piece;

/// Handles what [`Session::first`] kept.
#[inline(never)]
pub fn handle(session: &mut Session, engine: &Engine) -> Vec<Effect> {
    let mut effects = Vec::new();
    for msg in std::mem::take(&mut session.waiting) {
        effects.extend(session.handle(engine, msg));
    }
    effects
}

impl Session {
    fn handle(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Settled(search) => self.settle(search),
            Msg::ScreenAsked(screen) => self.show(engine, screen),
            Msg::ResultChosen(index, screen) => self.choose(engine, index, screen),
            Msg::WentBack => self.go_back(engine),
            Msg::Judged(helped) => {
                let mut effects = self.judge(helped);
                // The button that was pressed is gone: what stands in its place takes the focus.
                effects.push(Effect::Focus(Focus::Verdict));
                effects
            }
            Msg::OptionMarked(_) | Msg::EntryTyped(_) | Msg::StepAnswered(_) | Msg::AnswerReopened(_) | Msg::FlowRestarted => {
                self.guide(engine, msg)
            }
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
        let count = self.results.len();
        self.story.add(Piece::Search { query: query.clone(), results: if self.confident { count } else { 0 } }, self.now);
        vec![
            Effect::Emit("search", json!({"query": crate::ticket::mask(&query), "results": count, "confident": self.confident})),
            self.save(),
        ]
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

    /// Shows a screen; one that leads nowhere (an old link) is not shown.
    pub(super) fn show(&mut self, engine: &Engine, screen: Screen) -> Vec<Effect> {
        let screen = under_todays_id(engine, screen);
        let mut effects = match &screen {
            Screen::Article(id) => {
                let Some(article) = engine.article(id) else { return Vec::new() };
                let (id, title) = (article.id.0.clone(), article.title.text(&engine.locale).to_string());
                let event = Effect::Emit("article", json!({"id": id}));
                let helped = self.verdict(&["article:", &id].concat());
                self.story.add(Piece::Article { id, title, helped }, self.now);
                vec![event, self.save()]
            }
            Screen::Flow(id) => {
                let Some(flow) = engine.flow(id) else { return Vec::new() };
                self.begin(engine, flow)
            }
            Screen::Category(id) if engine.knowledge.category(id).is_none() => return Vec::new(),
            Screen::Sent => return Vec::new(),
            Screen::Form if engine.knowledge.ticket.is_none() => return self.show(engine, Screen::Contact),
            Screen::Contact | Screen::Form => {
                self.prepare_form(engine);
                vec![Effect::Emit("contact", json!({"topic": self.draft.topic}))]
            }
            _ => Vec::new(),
        };
        self.status.clear();
        // What was sent is said once: going back leads past it.
        self.screens.retain(|known| *known != Screen::Sent);
        if *self.screen() != screen {
            self.screens.push(screen);
        }
        effects.push(self.focus_on_arrival());
        effects
    }

    fn go_back(&mut self, engine: &Engine) -> Vec<Effect> {
        if matches!(self.screen(), Screen::Flow(_)) && self.step_back(engine) {
            return vec![Effect::Focus(Focus::Heading)];
        }
        let mut came_from = None;
        if self.screens.len() > 1 {
            let left = self.screens.pop();
            if let Some(Screen::Article(id) | Screen::Flow(id) | Screen::Category(id)) = &left {
                came_from = Some(id.clone());
            }
            // What was sent is done; going back to the form would show an empty one.
            if left == Some(Screen::Sent) {
                self.screens.retain(|screen| !matches!(screen, Screen::Form | Screen::Contact));
                self.sending = Sending::Idle;
            }
        }
        if self.screens.is_empty() {
            self.screens.push(Screen::Home);
        }
        if let Screen::Flow(id) = self.screen().clone()
            && self.walk.as_ref().is_none_or(|walk| walk.flow != id)
        {
            self.walk = Some(Walk::new(&id));
        }
        // Back in the list at the same place; the search field would raise a telephone's keyboard.
        vec![match came_from {
            Some(id) => Effect::Focus(Focus::Row(id)),
            None => self.focus_on_arrival(),
        }]
    }
}

/// An old link may name what it leads to by a former id; verdicts and the story go by that of today.
fn under_todays_id(engine: &Engine, screen: Screen) -> Screen {
    let id = match &screen {
        Screen::Article(id) => engine.article(id).map(|article| &article.id),
        Screen::Flow(id) => engine.flow(id).map(|flow| &flow.id),
        Screen::Category(id) => engine.knowledge.category(id).map(|category| &category.id),
        Screen::Home | Screen::Contact | Screen::Form | Screen::Sent => None,
    };
    let Some(id) = id.map(|id| id.0.clone()) else { return screen };
    match screen {
        Screen::Article(_) => Screen::Article(id),
        Screen::Flow(_) => Screen::Flow(id),
        _ => Screen::Category(id),
    }
}
