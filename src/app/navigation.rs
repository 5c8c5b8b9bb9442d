//! From screen to screen, and back: by the desk's own buttons and by the browser's.

use super::{Effect, Engine, Focus, Sending, Session};
use crate::json::json;
use crate::knowledge::Flow;
use crate::ticket::Piece;

/// What can be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// Search, notices, suggestions, categories; results once something is typed.
    Home,
    /// The articles of a category.
    Category(String),
    /// An article.
    Article(String),
    /// A guided fix.
    Flow(String),
    /// The ways to a person.
    Contact,
    /// The ticket form.
    Form,
    /// What was sent.
    Sent,
    /// The tickets on their way.
    Outbox,
}

impl Screen {
    /// What stands for it in an address, like `article/return-window`; empty for home and for what is said once.
    pub fn link(&self) -> String {
        match self {
            Self::Home | Self::Sent => String::new(),
            Self::Category(id) => ["category/", id].concat(),
            Self::Article(id) => ["article/", id].concat(),
            Self::Flow(id) => ["flow/", id].concat(),
            Self::Contact => "contact".into(),
            Self::Form => "form".into(),
            Self::Outbox => "outbox".into(),
        }
    }

    /// The screen that a link stands for; home for one that stands for nothing.
    pub fn from_link(link: &str) -> Self {
        let (kind, id) = link.split_once('/').unwrap_or((link, ""));
        match kind {
            "category" => Self::Category(id.into()),
            "article" => Self::Article(id.into()),
            "flow" => Self::Flow(id.into()),
            "contact" => Self::Contact,
            "form" => Self::Form,
            "outbox" => Self::Outbox,
            _ => Self::Home,
        }
    }
}

impl Session {
    /// Shows a screen; one that leads nowhere (an old link) is not shown.
    pub(super) fn show(&mut self, engine: &Engine, screen: Screen) -> Vec<Effect> {
        let screen = under_todays_id(engine, screen);
        // What was said of the screen before is not read on this one.
        self.status.clear();
        self.offer.is_due = false;
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
                let ripen = self.ripen();
                self.prepare_form(engine);
                [Effect::Emit("contact", json!({"topic": self.draft.topic}))].into_iter().chain(ripen).collect()
            }
            _ => Vec::new(),
        };
        if screen == Screen::Home {
            self.screens.truncate(1);
        }
        self.status.clear();
        // What was sent is said once: going back leads past it.
        self.screens.retain(|known| *known != Screen::Sent);
        // A flow has one way through it: whoever comes to it again is back where it was left.
        if let Screen::Flow(_) = screen
            && let Some(at) = self.screens.iter().position(|known| *known == screen)
        {
            self.screens.truncate(at + 1);
        }
        if *self.screen() != screen {
            self.screens.push(screen);
        }
        effects.push(self.focus_on_arrival());
        effects
    }

    /// Shows the step or screen before.
    pub(super) fn go_back(&mut self, engine: &Engine) -> Vec<Effect> {
        if self.flow_shown(engine).is_some_and(|flow| self.step_back(engine, flow)) {
            return vec![Effect::Focus(Focus::Heading)];
        }
        let mut came_from = None;
        self.status.clear();
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
        if let Some(flow) = self.flow_shown(engine) {
            self.prepare_again(engine, flow);
        }
        // Back in the list at the same place; the search field would raise a telephone's keyboard.
        vec![match came_from {
            Some(id) => Effect::Focus(Focus::Row(id)),
            None => self.focus_on_arrival(),
        }]
    }

    pub(super) fn focus_on_arrival(&self) -> Effect {
        Effect::Focus(if *self.screen() == Screen::Home { Focus::Search } else { Focus::Heading })
    }

    /// Where going back leads to, home first, and last what is shown: the links of screens, a flow's once for each step.
    pub(super) fn places(&self, engine: &Engine) -> Vec<String> {
        let mut places = Vec::new();
        for screen in &self.screens {
            places.push(screen.link());
            if let Screen::Flow(id) = screen
                && let Some(position) = self.position(engine, id)
            {
                places.extend(position.trail.iter().map(|_| screen.link()));
            }
        }
        places
    }

    /// The browser went back or forward to a place of this depth and link: the desk goes there, too.
    pub(super) fn travel(&mut self, engine: &Engine, depth: usize, link: &str) -> Vec<Effect> {
        let depth_now = |session: &Self| session.places(engine).len() - 1;
        let mut effects = Vec::new();
        let mut here = depth_now(self);
        while here > depth {
            effects = self.go_back(engine);
            let before = std::mem::replace(&mut here, depth_now(self));
            if here >= before {
                break;
            }
        }
        if self.screen().link() != link {
            effects = self.show(engine, Screen::from_link(link));
            here = depth_now(self);
        }
        while here < depth && self.flow_shown(engine).is_some_and(|flow| self.step_forward(engine, flow)) {
            effects = vec![Effect::Focus(Focus::Heading)];
            here += 1;
        }
        effects
    }

    fn flow_shown<'e>(&self, engine: &'e Engine) -> Option<&'e Flow> {
        if let Screen::Flow(id) = self.screen() { engine.flow(id) } else { None }
    }
}

/// An old link may name what it leads to by a former id; verdicts and the story go by that of today.
fn under_todays_id(engine: &Engine, screen: Screen) -> Screen {
    let id = match &screen {
        Screen::Article(id) => engine.article(id).map(|article| &article.id),
        Screen::Flow(id) => engine.flow(id).map(|flow| &flow.id),
        Screen::Category(id) => engine.knowledge.category(id).map(|category| &category.id),
        Screen::Home | Screen::Contact | Screen::Form | Screen::Sent | Screen::Outbox => None,
    };
    let Some(id) = id.map(|id| id.0.clone()) else { return screen };
    match screen {
        Screen::Article(_) => Screen::Article(id),
        Screen::Flow(_) => Screen::Flow(id),
        _ => Screen::Category(id),
    }
}
