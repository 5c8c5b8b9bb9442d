mod any;
mod contact;
mod files;
mod form;
mod guide;
mod hostile;
mod offer;
mod parts;
mod results;
mod visit;

use super::*;
use crate::calendar::Date;
use crate::entry::EntryFault;
use crate::flow::{NO, YES};
use crate::json::Json;
use crate::knowledge::{ChannelKind, Source, load};
use crate::ticket::{FieldProblem, Piece};
use proptest::prelude::*;
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

/// A Tuesday before noon; the shop is open, and snow is announced.
pub(super) const OPEN: &str = "2026-11-24T11:00";

/// A customer at the demo shop.
pub(super) struct Customer {
    pub(super) engine: Rc<Engine>,
    pub(super) session: Session,
    /// Everything that was to be done so far.
    pub(super) effects: Vec<Effect>,
}

impl Customer {
    pub(super) fn at(now: &str) -> Self {
        Self::on("/", now)
    }

    fn on(page: &str, now: &str) -> Self {
        let now = moment(now);
        let table = serde_json::from_str(include_str!("../../www/strings/ja.json")).expect("JSON");
        let engine = demo_on(now.date);
        let config = Config { mode: Mode::Launcher, page: page.into(), debug: false };
        Self { engine, session: Session::new(config, Strings::read(&table), now), effects: Vec::new() }
    }

    /// At a shop with this file and nothing else.
    fn with(file: &str) -> Self {
        let source = Source { name: "k".into(), text: file.into() };
        let loaded = load(&[source]).expect("it loads");
        assert_eq!(loaded.problems, []);
        let customer = Self::at(OPEN);
        Self { engine: Rc::new(Engine::new(Rc::new(loaded.knowledge), "ja", customer.session.today())), ..customer }
    }

    pub(super) fn tell(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = self.session.update(&self.engine, msg);
        self.effects.extend(effects.clone());
        effects
    }

    fn does(&mut self, msgs: impl IntoIterator<Item = Msg>) -> &mut Self {
        for msg in msgs {
            self.tell(msg);
        }
        self
    }

    /// Types a search, waits, and opens the first result.
    fn searches(&mut self, query: &str) -> &mut Self {
        let settle = self.tell(Msg::Typed(query.into()));
        let Some(Effect::Settle(number)) = settle.first() else { panic!("{settle:?}") };
        self.does([Msg::Settled(*number)])
    }

    fn opens(&mut self, screen: Screen) -> &mut Self {
        self.does([Msg::ScreenAsked(screen)])
    }

    fn chooses(&mut self, option: &str) -> &mut Self {
        self.does([Msg::OptionMarked(option.into()), Msg::StepAnswered(None)])
    }

    fn enters(&mut self, text: &str) -> &mut Self {
        self.does([Msg::EntryTyped(text.into()), Msg::StepAnswered(None)])
    }

    fn answers(&mut self, word: &'static str) -> &mut Self {
        self.does([Msg::StepAnswered(Some(word))])
    }

    fn fills(&mut self, fields: &[(&str, &str)]) -> &mut Self {
        self.does(fields.iter().map(|(name, value)| Msg::FieldTyped((*name).into(), (*value).into())))
    }

    fn sends(&mut self) -> Vec<Effect> {
        self.tell(Msg::Submitted("key-1".into()))
    }

    /// The names of the events so far.
    pub(super) fn events(&self) -> Vec<&'static str> {
        self.effects.iter().filter_map(|effect| if let Effect::Emit(name, _) = effect { Some(*name) } else { None }).collect()
    }

    fn ends(&self) -> Vec<&'static str> {
        let ends = ["resolved", "escalated", "abandoned"];
        self.events().into_iter().filter(|name| ends.contains(name)).collect()
    }

    pub(super) fn step(&self) -> String {
        let Screen::Flow(id) = self.session.screen() else { panic!("{:?}", self.session.screen()) };
        self.session.position(&self.engine, id).expect("a position").id
    }

    pub(super) fn saved(&self) -> Json {
        let saved = self.effects.iter().rev().find_map(|effect| if let Effect::Save(json) = effect { Some(json.clone()) } else { None });
        saved.expect("something kept")
    }
}

thread_local! {
    /// Indexing takes a moment, and a table of cases has many customers.
    static ENGINES: RefCell<Vec<(Date, Rc<Engine>)>> = const { RefCell::new(Vec::new()) };
}

/// The demo shop's engine on this day.
fn demo_on(day: Date) -> Rc<Engine> {
    let known = ENGINES.with_borrow(|engines| engines.iter().find(|(known, _)| *known == day).map(|(_, engine)| Rc::clone(engine)));
    known.unwrap_or_else(|| {
        let source = Source { name: "knowledge.json".into(), text: include_str!("../../knowledge.json").into() };
        let mut engine = Engine::new(Rc::new(load(&[source]).expect("it loads").knowledge), "ja", day);
        while engine.step(usize::MAX) == Progress::More {}
        let engine = Rc::new(engine);
        ENGINES.with_borrow_mut(|engines| engines.push((day, Rc::clone(&engine))));
        engine
    })
}

fn moment(text: &str) -> DateTime {
    DateTime::parse(text).expect("a moment")
}

pub(super) fn article(id: &str) -> Screen {
    Screen::Article(id.into())
}

pub(super) fn flow(id: &str) -> Screen {
    Screen::Flow(id.into())
}

pub(super) const REPAIR: &[(&str, &str)] = &[("name", "山田"), ("email", "taro@example.jp"), ("message", "光りません。")];

#[test]
fn an_old_link_is_the_article_of_today() {
    let text = r#"{"format": 1, "site": {"name": "S", "locales": ["ja"]}, "categories": [{"id": "all", "title": "A"}],
        "articles": [{"id": "new", "formerly": ["old"], "category": "all", "title": "N", "body": "B"}],
        "flows": [{"id": "fresh", "formerly": ["stale"], "title": "F", "start": "a", "steps": {"a": {"kind": "end", "outcome": "person"}}}]}"#;
    let knowledge = load(&[Source { name: "k".into(), text: text.into() }]).expect("it loads").knowledge;
    let mut customer = Customer::at(OPEN);
    customer.engine = Rc::new(Engine::new(Rc::new(knowledge), "ja", moment(OPEN).date));
    customer.opens(article("old")).does([Msg::Judged(false)]);
    assert_eq!(*customer.session.screen(), article("new"));
    assert_eq!(customer.session.verdict("article:new"), Some(false));
    customer.opens(flow("stale"));
    assert_eq!((customer.step(), customer.session.screen().clone()), ("a".into(), flow("fresh")));
}

#[test]
fn what_is_not_there_is_not_shown() {
    let mut customer = Customer::at(OPEN);
    customer.opens(article("shipping-fee"));
    for screen in [article("none"), flow("none"), Screen::Category("none".into()), article("__proto__"), article("")] {
        assert_eq!(customer.tell(Msg::ScreenAsked(screen)), []);
        assert_eq!(*customer.session.screen(), article("shipping-fee"));
    }
    assert_eq!(customer.tell(Msg::ResultChosen(3, Screen::Home)), []);
    customer.does([Msg::FormAsked("none".into())]);
    assert_eq!((customer.session.screen(), customer.session.draft.topic.as_deref()), (&Screen::Form, Some("delivery")));
}

#[test]
fn a_locale_is_looked_up_as_browsers_do() {
    let available = ["ja".to_string(), "en".into(), "zh-Hant".into()];
    for (wishes, expected) in [
        (&["en-GB"][..], "en"),
        (&["fr", "en"], "en"),
        (&["zh-Hant-TW"], "zh-Hant"),
        (&["zh"], "ja"),
        (&["EN"], "en"),
        (&["", "-", "x-y-z"], "ja"),
        (&[], "ja"),
    ] {
        let wishes: Vec<String> = wishes.iter().map(|wish| (*wish).to_string()).collect();
        assert_eq!(choose_locale(&wishes, &available), Some(expected), "{wishes:?}");
    }
    assert_eq!(choose_locale(&["en".into()], &[]), None);
}

#[test]
fn pages_match_globs() {
    for (glob, path, expected) in [
        ("/cart", "/cart", true),
        ("/cart", "/cart/2", false),
        ("/orders/*", "/orders/7", true),
        ("/orders/*", "/orders", false),
        ("*/size", "/products/9/size", true),
        ("/a*b*c", "/axbxc", true),
        ("/a*b*c", "/axcxb", false),
        ("*", "", true),
    ] {
        assert_eq!(engine::matches_glob(glob, path), expected, "{glob} {path}");
    }
}
