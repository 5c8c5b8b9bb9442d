//! A desk without a browser: the demo knowledge, a fixed clock, and the screens as HTML.

use crate::html::{Element, parse};
use crate::project::read;
use std::cell::RefCell;
use std::rc::Rc;
use tasuke::app::{Config, Effect, Engine, Mode, Msg, Progress, Screen, Session, Strings};
use tasuke::calendar::DateTime;
use tasuke::knowledge::{Source, load};
use tasuke::view::{Ctx, panel};
use yew::prelude::*;

/// A Tuesday before noon; the shop is open, and snow is announced.
pub(crate) const OPEN: &str = "2026-11-24T11:00";
/// The evening of the same day.
pub(crate) const CLOSED: &str = "2026-11-24T20:00";

pub(crate) struct Desk {
    state: Rc<State>,
}

struct State {
    engine: Engine,
    session: RefCell<Session>,
}

impl Desk {
    /// The demo shop.
    pub(crate) fn demo(locale: &str, now: &str) -> Self {
        Self::of(&read("knowledge.json"), locale, now)
    }

    /// Any knowledge file, in one of the languages that have a table of texts.
    pub(crate) fn of(text: &str, locale: &str, now: &str) -> Self {
        let knowledge = load(&[Source { name: "knowledge.json".into(), text: text.into() }]).expect("it loads").knowledge;
        let now = DateTime::parse(now).expect("a moment");
        let table = serde_json::from_str(&read(&format!("www/strings/{locale}.json"))).expect("JSON");
        let strings = Strings::read(&table).with_overrides(&knowledge, locale);
        let mut engine = Engine::new(Rc::new(knowledge), locale, now.date);
        while engine.step(usize::MAX) == Progress::More {}
        let config = Config { mode: Mode::Launcher, page: "/".into(), debug: false };
        let session = RefCell::new(Session::new(config, strings, now));
        Self { state: Rc::new(State { engine, session }) }
    }

    /// Something happens; what is to be done about it.
    pub(crate) fn tell(&self, msg: Msg) -> Vec<Effect> {
        self.state.session.borrow_mut().update(&self.state.engine, msg)
    }

    pub(crate) fn show(&self, screen: Screen) -> &Self {
        self.tell(Msg::ScreenAsked(screen));
        self
    }

    pub(crate) fn say(&self, msgs: impl IntoIterator<Item = Msg>) -> &Self {
        for msg in msgs {
            self.tell(msg);
        }
        self
    }

    /// The panel as it is drawn now, after the checks that hold for every screen.
    #[track_caller]
    pub(crate) fn page(&self) -> Element {
        let html = self.html();
        let page = parse(&html);
        crate::view::assert_sound(&page, &html);
        page
    }

    pub(crate) fn html(&self) -> String {
        let props = Props { state: Rc::clone(&self.state) };
        futures::executor::block_on(yew::LocalServerRenderer::<Panel>::with_props(props).hydratable(false).render())
    }
}

#[derive(Properties, Clone)]
struct Props {
    state: Rc<State>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

struct Panel;

impl Component for Panel {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let State { engine, session } = &*ctx.props().state;
        panel(Ctx { session: &session.borrow(), engine, emit: &Callback::noop(), is_first: false })
    }
}
