mod files;
mod hostile;
mod offer;
mod results;

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
fn two_minutes_and_nobody_was_asked() {
    let mut customer = Customer::at(OPEN);
    customer.searches("でんげんが");
    assert!(customer.session.confident);
    let first = customer.session.results.iter().position(|row| row.id == "power-check").expect("the check is found");
    assert!(first < 3, "{:?}", customer.session.results);
    customer.does([Msg::ResultChosen(first, flow("power-check"))]);
    assert_eq!(customer.step(), "tab");
    customer.answers(YES);
    assert_eq!(customer.step(), "solved");
    assert_eq!(customer.events(), ["search", "result", "flow-start", "flow-step", "flow-end", "feedback", "resolved"]);
    assert_eq!(customer.session.outcome(), Outcome::Resolved);
    customer.does([Msg::Left]);
    assert_eq!(customer.ends(), ["resolved"], "told once");
}

#[test]
fn nothing_helped_and_nothing_is_asked_twice() {
    let mut customer = Customer::at(OPEN);
    customer.searches("電源が入らない").opens(article("warranty-period")).opens(flow("power-check"));
    customer.answers(NO).chooses("kl-12").answers(NO).enters("ｍｄ12345678");
    assert_eq!(customer.step(), "repair");
    customer.does([Msg::TicketAsked]);
    assert_eq!(*customer.session.screen(), Screen::Form);
    let draft = &customer.session.draft;
    assert_eq!(draft.topic.as_deref(), Some("defect"));
    let known = [("model", "kl-12"), ("order", "MD-12345678"), ("problem", "no-power")];
    assert_eq!(known.map(|(field, _)| draft.value(field)), known.map(|(_, value)| value));

    // Errors first: all of them, and the focus there.
    assert_eq!(customer.sends(), [Effect::Focus(Focus::Errors)]);
    let fields: Vec<&str> = customer.session.problems.iter().map(|(problem, _)| problem.field.as_str()).collect();
    assert_eq!(fields, ["name", "email", "message"]);
    customer.fills(&REPAIR[..1]);
    assert_eq!(customer.session.problems.len(), 2, "what is mended is no longer named");

    let effects = customer.fills(REPAIR).sends();
    let Some(Effect::Send { url, key, body, .. }) = effects.last() else { panic!("{effects:?}") };
    assert_eq!((url.as_str(), key.as_str()), ("/tickets", "key-1"));
    assert_eq!(body["route_hint"], "repair-no-power");
    let kinds: Vec<&str> = body["story"].as_array().expect("a story").iter().map(|piece| piece["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["search", "article", "flow"]);
    assert_eq!(body["story"][2]["answers"].as_array().map(Vec::len), Some(4));

    assert_eq!(customer.sends(), [], "one at a time");
    let effects = customer.tell(Msg::Answered(Answer::Accepted { number: "T-1".into(), reply_by: None }.into()));
    assert!(effects.contains(&Effect::Forget));
    let Sending::Sent { number, reply } = &customer.session.sending else { panic!("{:?}", customer.session.sending) };
    assert_eq!((number.as_str(), reply.as_str()), ("T-1", "2営業日以内（11月26日（木）まで）にお返事します。"));
    assert_eq!(*customer.session.screen(), Screen::Sent);
    assert_eq!(customer.ends(), ["escalated"]);
    customer.does([Msg::WentBack]);
    assert_eq!(customer.session.screens, [Screen::Home]);
    assert!(customer.session.draft.is_empty() && customer.session.story.is_empty());
}

#[test]
fn a_private_answer_reaches_the_draft_alone() {
    let mut customer = Customer::at(OPEN);
    customer.opens(flow("power-check")).answers(NO).chooses("kl-12").answers(NO).enters("MD-98765432").does([Msg::TicketAsked]);
    customer.does([Msg::WentBack, Msg::WentBack, Msg::Left]);
    for effect in &customer.effects {
        match effect {
            Effect::Emit(name, detail) => assert!(!detail.to_string().contains("98765432"), "{name} tells {detail}"),
            Effect::Save(kept) => assert!(!kept["story"].to_string().contains("98765432"), "{kept}"),
            _ => {}
        }
    }
    let told = format!("{:?}", customer.session.story);
    assert!(told.contains("（表示しません）") && !told.contains("98765432"), "{told}");
    assert_eq!(customer.saved()["draft"]["values"]["order"], "MD-98765432");
}

#[test]
fn a_visit_is_rated_by_two_taps_and_once() {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::RatingExplained("slow")]);
    assert_eq!(customer.session.rating, None, "there is nothing to explain");
    customer.does([Msg::Rated("poor"), Msg::RatingExplained("slow"), Msg::RatingExplained("other")]);
    assert_eq!(customer.session.rating, Some(("poor", Some("slow"))));
    let told = customer.effects.iter().filter_map(|effect| if let Effect::Emit("rating", detail) = effect { Some(detail) } else { None });
    let told: Vec<String> = told.map(ToString::to_string).collect();
    assert_eq!(told, [r#"{"rating":"poor","reason":null}"#, r#"{"rating":"poor","reason":"slow"}"#]);
}

#[test]
fn whoever_calls_or_chats_has_ready_what_is_asked_first() {
    let mut customer = Customer::at(OPEN);
    let line = |customer: &Customer| {
        let ways = ways(&customer.session, &customer.engine).into_iter();
        ways.filter(|way| way.kind == ChannelKind::Line).find_map(|way| way.href).expect("a chat")
    };
    assert_eq!(known(&customer.session, &customer.engine), []);
    assert_eq!(line(&customer), "https://line.me/R/ti/p/%40minatodo");
    customer.opens(flow("power-check")).answers(NO).chooses("kl-12").answers(NO).enters("MD-98765432").does([Msg::TicketAsked]);
    let known: Vec<String> = known(&customer.session, &customer.engine).into_iter().map(|(_, value)| value).collect();
    assert_eq!(known, ["電気ケトル KL-12", "MD-98765432", "電源が入らない", "電源が入らない"], "product, order, problem, what was tried");
    let opened = line(&customer);
    assert!(
        opened.starts_with("https://line.me/R/oaMessage/%40minatodo/?") && opened.contains("%0D%0A") && opened.contains("MD-98765432"),
        "{opened}"
    );
}

#[test]
fn a_flow_is_data_for_a_page_that_draws_it_itself() {
    let mut customer = Customer::at(OPEN);
    assert_eq!(described(&customer.session, &customer.engine, "power-check"), Json::Null);
    customer.opens(flow("power-check"));
    let answer = |customer: &mut Customer, value: Json| {
        let position = customer.session.position(&customer.engine, "power-check").expect("a position");
        let msgs = answered(&customer.session, &position, &value);
        customer.does(msgs);
        described(&customer.session, &customer.engine, "power-check")
    };
    let step = described(&customer.session, &customer.engine, "power-check");
    assert_eq!((&step["id"], &step["kind"], &step["trail"]), (&json!("tab"), &json!("do"), &json!([])));
    let step = answer(&mut customer, json!(false));
    assert_eq!((&step["kind"], &step["options"][0]["id"]), (&json!("choose"), &json!("lm-20")));
    assert_eq!(step["trail"][0]["answer"], "解決しません");
    let step = answer(&mut customer, json!("no-such"));
    assert_eq!((&step["id"], step["fault"].is_string()), (&json!("model"), true), "{step}");
    answer(&mut customer, json!("kl-12"));
    let step = answer(&mut customer, json!("no"));
    assert_eq!((&step["kind"], &step["type"]), (&json!("enter"), &json!("order-number")));
    let step = answer(&mut customer, json!("MD-98765432"));
    assert_eq!((&step["kind"], &step["outcome"], &step["topic"]), (&json!("end"), &json!("ticket"), &json!("defect")));
    assert!(!step.to_string().contains("98765432"), "a private answer is the customer's");
    for odd in [json!(null), json!({"a": 1}), json!([["x"]]), json!(1e300)] {
        answer(&mut customer, odd);
        assert_eq!(customer.step(), step["id"]);
    }
}

/// A shop that tells the state of an order to whoever knows its number and the address.
const LOOKING: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["ja"]}, "flows": [{"id": "where", "title": "Where", "start": "order", "steps": {
    "order": {"kind": "enter", "ask": "Order?", "type": "order-number", "private": true, "next": "mail"},
    "mail": {"kind": "enter", "ask": "Mail?", "type": "email", "private": true, "next": "status"},
    "status": {"kind": "lookup", "url": "/lookup/order", "send": {"order": "{answer.order}", "email": "{answer.mail}"},
        "reads": {"status": {"path": "/status", "type": "one-of", "values": ["shipped"]}, "day": {"path": "/day", "type": "date"}},
        "cases": [{"when": {"==": [{"var": "lookup.status.status"}, "shipped"]}, "next": "sent"}], "else": "person", "failed": "person"},
    "sent": {"kind": "end", "outcome": "solved", "text": "Sent on {lookup.status.day}."}, "person": {"kind": "end", "outcome": "person"}}}]}"#;

#[test]
fn a_look_up_is_asked_once_and_its_answer_leads_on() {
    let mut customer = Customer::with(LOOKING);
    customer.opens(flow("where")).enters("MD-1");
    let asking = |effects: &[Effect]| {
        let asked = effects.iter().find_map(|effect| if let Effect::LookUp(asking) = effect { Some(asking.clone()) } else { None });
        asked.expect("something is asked, or no longer")
    };
    customer.does([Msg::EntryTyped("taro@example.jp".into())]);
    let asked = asking(&customer.tell(Msg::StepAnswered(None))).expect("the order");
    assert_eq!((asked.url.as_str(), asked.step.as_str()), ("/lookup/order", "status"));
    assert_eq!(asked.sent, [("email".to_string(), "taro@example.jp".to_string()), ("order".into(), "MD-1".into())]);
    let is_asking = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::LookUp(_)));
    assert!(!is_asking(&customer.tell(Msg::Ticked(moment(OPEN)))), "once");
    // Whoever leaves waits no longer, and an answer that comes all the same is none.
    assert_eq!(asking(&customer.tell(Msg::WentBack)), None);
    let answer = Some((200, r#"{"status": "shipped", "day": "2026-11-23"}"#.to_string()));
    customer.does([Msg::LookedUp(Rc::new((asked.clone(), answer.clone())))]);
    assert_eq!(customer.step(), "mail");
    let again = asking(&customer.tell(Msg::StepAnswered(None))).expect("the order again");
    assert_eq!(again, asked);
    customer.does([Msg::LookedUp(Rc::new((again, answer)))]);
    assert_eq!(customer.step(), "sent");
    let Some(Piece::Flow { answers, .. }) = customer.session.story.pieces().last().cloned() else { panic!("no story") };
    let told: Vec<(&str, bool)> = answers.iter().map(|answer| (answer.answer.as_str(), answer.is_looked_up)).collect();
    assert_eq!(told, [("（表示しません）", false), ("（表示しません）", false), ("day: 2026-11-23、status: shipped", true)]);
    assert!(!customer.saved()["walks"].to_string().contains("shipped"), "what was looked up is not kept on the device");
}

#[test]
fn a_look_up_never_tells_a_secret_that_was_typed_freely() {
    const RAW: &str = "4111 1111 1111 1111";
    // What has a form of its own is none: as in tickets.
    let file = LOOKING.replace(r#""type": "email""#, r#""type": "text""#);
    let mut customer = Customer::with(&file);
    customer.opens(flow("where")).enters(RAW).enters(&format!("taro, {RAW}"));
    let asked = customer.session.asking.clone().expect("the order");
    let sent = [("email".to_string(), "taro, •••• •••• •••• 1111".to_string()), ("order".into(), asked.sent[1].1.clone())];
    assert_eq!(asked.sent, sent);
    assert!(!asked.sent[1].1.contains('•'), "{:?}", asked.sent);
    // The answer to it counts, and it is asked once.
    customer.does([Msg::LookedUp(Rc::new((asked, Some((200, r#"{"status": "shipped", "day": "2026-11-23"}"#.to_string())))))]);
    assert_eq!((customer.step().as_str(), &customer.session.asking), ("sent", &None));
    assert!(customer.session.walks[0].answers.iter().any(|(_, value)| *value == Value::Text(format!("taro, {RAW}"))), "shown as typed");
}

#[test]
fn a_look_up_that_fails_leads_on_and_can_be_tried_again() {
    let mut customer = Customer::with(LOOKING);
    customer.opens(flow("where")).enters("MD-1").enters("taro@example.jp");
    let asked = customer.session.asking.clone().expect("the order");
    customer.does([Msg::LookedUp(Rc::new((asked.clone(), None)))]);
    assert_eq!(customer.step(), "person");
    customer.does([Msg::LookupRetried]);
    assert_eq!((customer.step().as_str(), customer.session.asking.clone()), ("status", Some(asked)));
}

#[test]
fn a_reload_loses_no_answer_but_the_private_ones() {
    let mut customer = Customer::at(OPEN);
    customer.opens(flow("power-check")).answers(NO).chooses("kl-12").answers(NO).enters("MD-98765432");
    let (kept, end) = (customer.saved(), customer.step());
    assert!(!kept["walks"].to_string().contains("98765432"), "{kept}");
    let mut back = Customer::at(OPEN);
    back.does([Msg::Restored(kept.into())]).opens(flow("power-check"));
    assert_eq!(back.step(), "order", "the private step is asked again");
    back.enters("MD-98765432");
    assert_eq!(back.step(), end);
    // Of another visit nothing is gone on with.
    let mut later = Customer::at("2026-11-24T12:30");
    later.does([Msg::Restored(customer.saved().into())]).opens(flow("power-check"));
    assert_eq!(later.step(), "tab");
}

/// A flow `f` of a choice, an entry, a choice of several and an instruction; `changed` is put in the place of its steps.
fn file_with(changed: &[(&str, &str)]) -> String {
    let mut steps = [
        (
            "a",
            r#"{"kind": "choose", "ask": "A", "options": [{"id": "x", "label": "X", "next": "b"}, {"id": "y", "label": "Y", "next": "b"}]}"#,
        ),
        ("b", r#"{"kind": "enter", "ask": "B", "type": "text", "next": "c"}"#),
        (
            "c",
            r#"{"kind": "choose", "ask": "C", "many": true, "next": "d", "options": [{"id": "p", "label": "P"}, {"id": "q", "label": "Q"}]}"#,
        ),
        ("d", r#"{"kind": "do", "text": "D", "fixed": "end", "next": "end"}"#),
        ("end", r#"{"kind": "end", "outcome": "solved"}"#),
    ];
    for (name, step) in changed {
        let at = steps.iter().position(|(known, _)| known == name).expect("a step");
        steps[at].1 = step;
    }
    let steps = steps.map(|(name, step)| format!(r#""{name}": {step}"#)).join(", ");
    format!(
        r#"{{"format": 1, "site": {{"name": "S", "locales": ["ja"]}}, "flows": [{{"id": "f", "title": "F", "start": "a", "steps": {{{steps}}}}}]}}"#
    )
}

#[test]
fn a_file_published_in_mid_flow_keeps_the_answers_that_stand() {
    let mut customer = Customer::with(&file_with(&[]));
    customer.opens(flow("f")).chooses("x").enters("紺").does([Msg::OptionMarked("p".into())]).chooses("q");
    assert_eq!(customer.step(), "d");
    let kept = customer.saved();
    // What became of a step; where the customer stands then, what is marked or typed there, and where the next answer leads.
    let table: &[(&str, &str, &str, &[&str], &str, &str)] = &[
        ("d", r#"{"kind": "do", "text": "Anew", "fixed": "end", "next": "end"}"#, "d", &[], "", "end"),
        ("a", r#"{"kind": "choose", "ask": "A", "options": [{"id": "y", "label": "Y", "next": "b"}]}"#, "a", &[], "", "a"),
        ("b", r#"{"kind": "enter", "ask": "B", "type": "email", "next": "c"}"#, "b", &[], "", "b"),
        ("b", r#"{"kind": "choose", "ask": "B", "options": [{"id": "z", "label": "Z", "next": "c"}]}"#, "b", &[], "", "b"),
        ("b", r#"{"kind": "enter", "ask": "B anew", "type": "text", "optional": true, "next": "c"}"#, "d", &[], "", "end"),
        ("c", r#"{"kind": "choose", "ask": "C", "many": true, "next": "d", "options": [{"id": "q", "label": "Q"}]}"#, "c", &["q"], "", "d"),
        ("c", r#"{"kind": "enter", "ask": "C", "type": "text", "next": "d"}"#, "c", &[], "", "c"),
    ];
    for (name, step, stands, marked, typed, next) in table {
        let mut back = Customer::with(&file_with(&[(name, step)]));
        back.does([Msg::Restored(kept.clone().into())]).opens(flow("f"));
        let pending = &back.session.pending;
        assert_eq!(
            (back.step().as_str(), pending.marked.as_slice(), pending.typed.as_str()),
            (*stands, marked.iter().map(ToString::to_string).collect::<Vec<_>>().as_slice(), *typed),
            "{step}"
        );
        back.does([Msg::StepAnswered((*stands == "d").then_some(YES))]);
        assert_eq!(back.step(), *next, "{step}");
    }
    // A flow that is no longer there is not gone on with, and leaves nothing broken.
    let mut back = Customer::with(&file_with(&[]).replace(r#""id": "f""#, r#""id": "g""#));
    back.does([Msg::Restored(kept.into())]).opens(flow("f"));
    assert_eq!(back.session.screen(), &Screen::Home);
    assert_eq!(back.opens(flow("g")).step(), "a");
}

#[test]
fn no_event_tells_what_is_somebody_s_own() {
    let mut customer = Customer::at(OPEN);
    customer.searches("taro@example.jp の 090 1234 5678 が届かない").opens(Screen::Form);
    customer.does([Msg::TopicChosen("defect".into())]).fills(REPAIR).sends();
    customer.does([Msg::Answered(Answer::Unknown.into())]);
    for effect in &customer.effects {
        if let Effect::Emit(name, detail) = effect {
            let detail = detail.to_string();
            assert!(!["taro", "1234", "山田", "光りません"].iter().any(|own| detail.contains(own)), "{name} tells {detail}");
        }
    }
}

#[test]
fn a_secret_stays_on_the_screen_unless_it_is_said_to_be_none() {
    const ONE_TEXT: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["ja"]}, "flows": [{"id": "f", "title": "F", "start": "a", "steps": {
        "a": {"kind": "enter", "ask": "何が起きましたか", "type": "text", "next": "end"}, "end": {"kind": "end", "outcome": "person"}}}]}"#;
    const RAW: &str = "4111 1111 1111 1111";
    let told = |customer: &Customer| format!("{:?}", customer.effects);

    let mut customer = Customer::with(ONE_TEXT);
    customer.opens(Screen::Flow("f".into())).enters(&format!("カード {RAW} で二重に請求"));
    assert!(told(&customer).contains("•••• •••• •••• 1111") && !told(&customer).contains(RAW), "{}", told(&customer));

    let mut customer = Customer::at(OPEN);
    customer.searches(&format!("{RAW} で二重請求")).opens(Screen::Form);
    customer.does([Msg::TopicChosen("defect".into())]).fills(REPAIR).fills(&[("message", &format!("番号は{RAW}です。"))]).sends();
    assert!(matches!(customer.effects.last(), Some(Effect::Send { .. })), "{:?}", customer.effects.last());
    assert!(told(&customer).contains("番号は•••• •••• •••• 1111です。") && !told(&customer).contains(RAW), "{}", told(&customer));
    assert_eq!(customer.session.draft.value("message"), format!("番号は{RAW}です。"), "what is typed is not changed under the hand");

    customer.does([Msg::Answered(Answer::Later.into()), Msg::CoverToggled("message".into())]).sends();
    assert!(format!("{:?}", customer.effects.last()).contains(&format!("番号は{RAW}です。")), "the customer knows better");
    customer.does([Msg::Answered(Answer::Later.into()), Msg::CoverToggled("message".into())]).sends();
    assert!(!format!("{:?}", customer.effects.last()).contains(RAW));
}

#[test]
fn what_is_typed_while_a_ticket_is_on_the_way_is_kept() {
    let mut customer = Customer::at(OPEN);
    customer.opens(Screen::Form).tell(Msg::TopicChosen("defect".into()));
    customer.fills(REPAIR).sends();
    customer.tell(Msg::FieldTyped("message".into(), "もう一つあります。".into()));
    let effects = customer.tell(Msg::Answered(Answer::Accepted { number: "T-1".into(), reply_by: None }.into()));
    assert!(matches!(effects.first(), Some(Effect::Save(_))), "{effects:?}");
    assert_eq!(customer.session.draft.value("message"), "もう一つあります。");
    assert_eq!(customer.session.draft.key, "", "it is another ticket");
    assert_eq!(*customer.session.screen(), Screen::Sent);
}

#[test]
fn a_failed_send_keeps_the_draft_and_doubles_nothing() {
    // The answer, whether the same key is sent again, and what the host page is told.
    let wrong = FieldProblem { field: "order".into(), fault: EntryFault::Refused };
    let cases = [
        (Answer::Later, Some("key-1"), "later"),
        (Answer::Unknown, Some("key-1"), "unknown"),
        (Answer::Refused, None, "refused"),
        (Answer::FieldErrors(vec![(wrong, "No such order.".into())]), None, "fields"),
    ];
    for (answer, kept, reason) in cases {
        let mut customer = Customer::at(OPEN);
        customer.does([Msg::FormAsked("defect".into())]).fills(REPAIR).sends();
        let effects = customer.tell(Msg::Answered(answer.clone().into()));
        assert!(effects.contains(&Effect::Focus(Focus::Errors)), "{answer:?}");
        assert!(
            effects.iter().any(|effect| matches!(effect, Effect::Emit("ticket-failed", detail) if detail["reason"] == reason)),
            "{effects:?}"
        );
        assert_eq!(customer.session.draft.value("message"), "光りません。");
        let again = customer.tell(Msg::Submitted("key-2".into()));
        let Some(Effect::Send { key, .. }) = again.last() else { panic!("{again:?}") };
        assert_eq!(key, kept.unwrap_or("key-2"), "{answer:?}");
    }
    let mut customer = Customer::at(OPEN);
    assert_eq!(customer.tell(Msg::Answered(Answer::Accepted { number: "T-9".into(), reply_by: None }.into())), [], "nothing was sent");
}

#[test]
fn what_became_of_a_visit_is_told_once() {
    let cases: &[(&[Msg], Outcome)] = &[
        (&[], Outcome::Unknown),
        (&[Msg::ScreenAsked(Screen::Contact)], Outcome::Unknown),
        (&[Msg::Judged(true)], Outcome::Unknown),
        (&[Msg::ChannelTaken(1)], Outcome::Escalated),
        (&[Msg::ChannelTaken(0)], Outcome::Unknown),
        (&[Msg::ChannelTaken(99)], Outcome::Unknown),
        (&[Msg::FormAsked("defect".into()), Msg::FieldTyped("name".into(), "A".into())], Outcome::Abandoned),
        (&[Msg::FormAsked("defect".into()), Msg::FieldTyped("name".into(), " ".into())], Outcome::Unknown),
        (&[Msg::Typed("ぬぬぬぬ".into())], Outcome::Abandoned),
        (&[Msg::Typed("返品".into())], Outcome::Unknown),
    ];
    for (msgs, expected) in cases {
        let mut customer = Customer::at(OPEN);
        customer.does(msgs.iter().cloned());
        assert_eq!(customer.session.outcome(), *expected, "{msgs:?}");
        customer.does([Msg::Left, Msg::Left]);
        let told: Vec<&str> = if *expected == Outcome::Unknown { Vec::new() } else { vec![expected.word()] };
        assert_eq!(customer.ends(), told, "{msgs:?}");
    }
}

#[test]
fn a_verdict_can_change() {
    let mut customer = Customer::at(OPEN);
    customer.opens(article("shipping-fee")).does([Msg::Judged(false)]);
    assert_eq!(customer.session.outcome(), Outcome::Abandoned);
    customer.does([Msg::Judged(true)]);
    assert_eq!((customer.session.outcome(), customer.session.verdict("article:shipping-fee")), (Outcome::Resolved, Some(true)));
    customer.does([Msg::Judged(false)]);
    assert_eq!(customer.session.outcome(), Outcome::Abandoned);
    let story = format!("{:?}", customer.session.story.pieces());
    assert!(story.contains("helped: Some(false)"), "{story}");
    customer.opens(article("delivery-days"));
    assert_eq!(customer.session.verdict("article:delivery-days"), None);
}

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
fn without_a_form_the_channels_remain() {
    let text =
        r#"{"format": 1, "site": {"name": "S", "locales": ["ja"], "channels": [{"kind": "form"}, {"kind": "email", "value": "a@b.jp"}]}}"#;
    let knowledge = load(&[Source { name: "k".into(), text: text.into() }]).expect("it loads").knowledge;
    let mut customer = Customer::at(OPEN);
    customer.engine = Rc::new(Engine::new(Rc::new(knowledge), "ja", moment(OPEN).date));
    customer.opens(Screen::Form);
    assert_eq!(*customer.session.screen(), Screen::Contact);
    let ways: Vec<ChannelKind> = ways(&customer.session, &customer.engine).iter().map(|way| way.kind).collect();
    assert_eq!(ways, [ChannelKind::Email]);
    assert_eq!(customer.sends(), []);
}

/// The ways at this moment, open ones first; a closed one in brackets.
fn ways_at(now: &str) -> Vec<String> {
    let customer = Customer::at(now);
    let ways = ways(&customer.session, &customer.engine);
    ways.iter().map(|way| if way.open { way.kind.word().to_string() } else { format!("({} {})", way.kind.word(), way.note) }).collect()
}

#[test]
fn a_person_is_offered_when_one_is_there() {
    assert_eq!(ways_at(OPEN), ["phone", "form", "email", "line"]);
    for (now, opens) in [
        ("2026-11-24T09:59", "11月24日（火） 10:00"),
        ("2026-11-24T12:00", "11月24日（火） 13:00"),
        ("2026-11-24T18:00", "11月25日（水） 10:00"),
        ("2026-11-22T11:00", "11月24日（火） 10:00"), // Sunday; Monday is Labour Thanksgiving Day.
        ("2026-12-28T18:00", "1月4日（月） 10:00"),
    ] {
        let closed = format!("(phone 次の受付：{opens}から・注文番号をお手元にご用意ください。)");
        assert_eq!(ways_at(now), ["form", "email", "line", closed.as_str()], "{now}");
    }
}

/// The notices shown.
fn notices(customer: &Customer) -> Vec<&str> {
    customer.session.notices(&customer.engine).iter().map(|notice| notice.id.as_str()).collect()
}

#[test]
fn notices_come_when_and_where_they_concern() {
    let seen = |page: &str, now: &str, screen: Screen| {
        let mut customer = Customer::on(page, now);
        customer.opens(screen);
        notices(&customer).join(" ")
    };
    for (page, now, screen, expected) in [
        ("/", OPEN, Screen::Home, "snow-2026-11"),
        ("/", "2026-11-19T23:59", Screen::Home, ""),
        ("/", "2026-11-25T23:59", Screen::Home, "snow-2026-11"),
        ("/", "2026-11-26T00:00", Screen::Home, ""),
        ("/", OPEN, Screen::Category("shipping".into()), "snow-2026-11"),
        ("/", OPEN, Screen::Category("account".into()), ""),
        ("/", OPEN, article("delivery-days"), "snow-2026-11"),
        ("/", OPEN, article("receipt-download"), ""),
        ("/", OPEN, flow("parcel-late"), "snow-2026-11"),
        ("/", OPEN, flow("power-check"), ""),
        ("/", OPEN, Screen::Contact, "snow-2026-11"),
        ("/", "2026-12-25T10:00", article("receipt-download"), "year-end-2026"),
        ("/", "2026-10-15T10:00", Screen::Home, ""),
        ("/cart", "2026-10-15T10:00", Screen::Home, "card-outage-2026-10"),
        ("/checkout/pay", "2026-10-15T10:00", Screen::Category("payment".into()), "card-outage-2026-10"),
        ("/cart", "2026-10-14T14:59", Screen::Home, ""),
    ] {
        assert_eq!(seen(page, now, screen.clone()), expected, "{page} {now} {screen:?}");
    }
    let mut customer = Customer::at(OPEN);
    assert_eq!(notices(customer.searches("ログインできない")), Vec::<&str>::new());
    assert_eq!(notices(customer.searches("荷物が届かない")), ["snow-2026-11"]);
}

#[test]
fn the_clock_is_told_and_never_read() {
    let mut customer = Customer::at("2026-11-24T17:59");
    assert_eq!(ways(&customer.session, &customer.engine)[0].kind, ChannelKind::Phone);
    customer.does([Msg::Ticked(moment("2026-11-24T18:00"))]);
    assert_eq!(ways(&customer.session, &customer.engine)[0].kind, ChannelKind::Form);
}

#[test]
fn a_draft_survives_a_closed_tab() {
    let mut customer = Customer::at(OPEN);
    customer.searches("電源が入らない").does([Msg::FormAsked("defect".into())]).fills(REPAIR).does([Msg::ConsentToggled(true)]);
    let kept = customer.saved();
    let back = |now: &str| {
        let mut customer = Customer::at(now);
        let format = customer.engine.knowledge.ticket.clone();
        let fresh = is_fresh(&kept, customer.session.today(), format.as_ref());
        customer.does([Msg::Restored(kept.clone().into())]);
        (fresh, customer)
    };
    let (fresh, customer) = back("2026-11-24T11:20");
    assert!(fresh);
    assert_eq!((customer.session.draft.value("message"), customer.session.draft.topic.as_deref()), ("光りません。", Some("defect")));
    assert!(!customer.session.draft.consent, "consent is given anew");
    assert_eq!(customer.session.story.pieces().len(), 1);
    // The draft is kept for days; what was looked for belongs to its own visit.
    for (now, expected) in
        [("2026-11-24T11:31", true), ("2026-12-01T11:00", true), ("2026-12-02T00:00", false), ("2026-11-23T11:00", false)]
    {
        let (fresh, customer) = back(now);
        assert_eq!(fresh, expected, "{now}");
        assert_eq!(customer.session.draft.value("message"), if expected { "光りません。" } else { "" }, "{now}");
        assert_eq!(customer.session.story.pieces(), [], "{now}");
    }
    for odd in [json!({}), json!({"draft": "x", "story": "y"}), json!({"day": "soon"})] {
        assert!(!is_fresh(&odd, moment(OPEN).date, None));
        let mut customer = Customer::at(OPEN);
        assert_eq!(customer.tell(Msg::Restored(odd.into())), [Effect::Forget]);
        assert!(customer.session.draft.is_empty() && customer.session.story.is_empty());
    }
}

#[test]
fn reset_forgets_everything() {
    let mut customer = Customer::at(OPEN);
    let fresh = format!("{:?}", customer.session);
    customer.searches("返品").opens(flow("power-check")).answers(NO).does([Msg::FormAsked("defect".into())]).fills(REPAIR);
    customer.does([
        Msg::Identified([("name".into(), "A".into())].into()),
        Msg::FactsTold([("order.id".into(), Value::Text("x".into()))].into()),
    ]);
    customer.does([Msg::FilesChosen([("aaaaaaaa".to_string(), "a".to_string())].into())]);
    let gone = Effect::Files(FileOrder::Discard(vec!["aaaaaaaa".into()]));
    assert_eq!(customer.tell(Msg::Reset), [Effect::Forget, gone]);
    assert_eq!(format!("{:?}", customer.session), fresh);
}

#[test]
fn the_host_page_tells_what_is_declared_and_overwrites_nothing() {
    let mut customer = Customer::at(OPEN);
    let told = [("order.id", "MD-11112222"), ("order.secret", "x"), ("product.model", "lm-20")];
    let told = told.map(|(name, value)| (name.to_string(), Value::Text(value.into())));
    customer.does([
        Msg::FactsTold(told.to_vec().into()),
        Msg::Identified([("name".into(), "花子".into()), ("none".into(), "x".into())].into()),
    ]);
    assert!(customer.session.facts.iter().all(|(name, _)| name != "order.secret"));
    customer.fills(&[("name", "太郎")]).does([Msg::FormAsked("defect".into())]);
    let draft = &customer.session.draft;
    assert_eq!(
        [draft.value("name"), draft.value("order"), draft.value("model"), draft.value("none")],
        ["太郎", "MD-11112222", "lm-20", ""]
    );
    // A fact waits in the field of the step that asks for it, and chooses the way at a branch.
    customer.opens(flow("power-check")).answers(NO).chooses("kl-12").answers(NO);
    assert_eq!(customer.session.pending.typed, "MD-11112222");
    customer.does([Msg::FactsTold([("order.status".into(), Value::Text("shipped".into()))].into())]).opens(flow("cancel-order"));
    assert_eq!(customer.step(), "shipped");
}

#[test]
fn the_story_goes_along_unless_a_person_comes_first() {
    let mut customer = Customer::at(OPEN);
    customer.searches("電源が入らない").opens(article("warranty-period"));
    let count = |customer: &Customer| customer.session.pieces_sent(&customer.engine).len();
    customer.does([Msg::FormAsked("defect".into())]);
    assert_eq!(count(&customer), 2);
    customer.does([Msg::PieceToggled("article:warranty-period".into())]);
    assert_eq!(count(&customer), 1);
    customer.does([Msg::PieceToggled("article:warranty-period".into()), Msg::StoryToggled(false)]);
    assert_eq!(count(&customer), 0);
    let mut customer = Customer::at(OPEN);
    customer.searches("不正利用").does([Msg::FormAsked("account".into())]);
    assert_eq!(count(&customer), 0, "not unasked");
    customer.does([Msg::StoryToggled(true)]);
    assert_eq!(count(&customer), 1);
}

#[test]
fn an_answer_is_changed_from_the_trail() {
    let mut customer = Customer::at(OPEN);
    customer.opens(flow("power-check")).answers(NO).chooses("lm-20").answers(NO);
    assert_eq!(customer.step(), "reset");
    customer.does([Msg::AnswerReopened("model".into())]);
    assert_eq!((customer.step().as_str(), customer.session.pending.marked.as_slice()), ("model", &["lm-20".to_string()][..]));
    customer.chooses("sp-10");
    assert_eq!(customer.step(), "reset", "what stands is not asked again");
    customer.does([Msg::WentBack, Msg::WentBack, Msg::WentBack]);
    assert_eq!(customer.step(), "tab");
    customer.does([Msg::WentBack]);
    assert_eq!(*customer.session.screen(), Screen::Home);
    customer.opens(flow("power-check"));
    assert_eq!(customer.step(), "tab", "left and opened again, it goes on where it was");
    customer.does([Msg::FlowRestarted, Msg::StepAnswered(Some(NO))]);
    assert!(customer.session.pending.marked.is_empty());
    let flows = customer.session.story.pieces().iter().filter(|piece| matches!(piece, Piece::Flow { .. })).count();
    assert_eq!(flows, 1);
}

#[test]
fn a_wrong_entry_is_named_and_kept() {
    let mut customer = Customer::at(OPEN);
    customer.opens(flow("power-check")).answers(NO);
    assert_eq!(customer.tell(Msg::StepAnswered(None)), [Effect::Focus(Focus::Errors)]);
    assert_eq!(customer.session.entry_fault(), Some(EntryFault::NotAnOption));
    customer.chooses("kl-12").answers(NO).enters("MD-1");
    assert_eq!((customer.session.entry_fault(), customer.session.pending.typed.as_str()), (Some(EntryFault::WrongForm), "MD-1"));
    customer.enters("");
    assert_eq!(customer.step(), "repair", "it may be left empty");
}

#[test]
fn a_search_counts_once_the_typing_pauses() {
    let mut customer = Customer::at(OPEN);
    customer.does(["へ", "へん", "へんぴ", "へんぴん"].map(|text| Msg::Typed(text.into())));
    customer.does([Msg::Settled(2)]);
    assert_eq!(customer.events(), Vec::<&str>::new());
    customer.does([Msg::Settled(4), Msg::Settled(4)]);
    assert_eq!(customer.events(), ["search"]);
    assert!(customer.session.status.ends_with("件見つかりました"), "{}", customer.session.status);
    customer.does([Msg::Typed(String::new())]);
    assert!(customer.session.results.is_empty() && customer.session.confident);
    // Nothing is found, and it is said.
    customer.searches("鬱");
    let session = &customer.session;
    assert_eq!(session.status, session.strings.get("results.none"));
    // The box is not empty, but what is in it is not counted as found.
    assert!(!session.confident && session.matches() == 0 && !session.results.is_empty());
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

#[test]
fn bodies_that_come_later_are_found_then() {
    let text = r#"{"format": 1, "site": {"name": "S", "locales": ["ja"]}, "categories": [{"id": "all", "title": "A"}],
        "articles": [{"id": "a", "category": "all", "title": "送料"}, {"id": "b", "category": "all", "title": "返品"}]}"#;
    let knowledge = load(&[Source { name: "k".into(), text: text.into() }]).expect("it loads").knowledge;
    let mut engine = Engine::new(Rc::new(knowledge), "ja", moment(OPEN).date);
    assert_eq!(engine.step(1), Progress::More);
    while engine.step(1) == Progress::More {}
    let found = |engine: &Engine| {
        let rows = engine.search("北海道", 5).0.into_iter().filter(|row| row.score > 0.0);
        rows.map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(found(&engine), Vec::<String>::new());
    engine.add_bodies(vec![("a".into(), "北海道は**990円**です。".into()), ("none".into(), "北海道".into())]);
    while engine.step(1) == Progress::More {}
    assert_eq!(found(&engine), ["a"]);
}

#[test]
fn a_published_file_is_read_in_two_parts() {
    let text = r#"{"format": 1, "site": {"name": "S", "locales": ["ja"]}, "categories": [{"id": "all", "title": "A"}],
        "articles": [{"id": "a", "category": "all", "title": "キャンセル shipping", "body": "北海道"}],
        "flows": [{"id": "f", "title": "F", "start": "e", "steps": {"e": {"kind": "end", "outcome": "solved"}}}]}"#;
    let file: Json = serde_json::from_str(text).expect("JSON");
    let knowledge = crate::knowledge::first(&file).expect("it is read");
    let mut engine = Engine::new(Rc::new(knowledge), "ja", moment(OPEN).date).with_unread(file);
    let found = |engine: &Engine, query: &str| {
        let rows = engine.search(query, 5).0.into_iter().filter(|row| row.score > 0.0);
        rows.map(|row| row.id).collect::<Vec<_>>()
    };
    for (is_whole, later) in [(false, vec![]), (true, vec!["a".to_string()])] {
        while engine.step(1) == Progress::More {}
        assert_eq!(engine.is_whole(), is_whole);
        assert_eq!(found(&engine, "キャンセル"), ["a"]);
        for query in ["北海道", "hsipping"] {
            assert_eq!(found(&engine, query), later, "{query}");
        }
        assert_eq!(engine.flow("f").map(|flow| flow.steps.0.len()), Some(usize::from(is_whole)));
        engine.complete();
    }
}

#[test]
fn what_the_first_part_cannot_do_waits() {
    let asks = |asked| vec![Effect::Rest { asked }];
    let cases = [
        (Msg::ScreenAsked(article("shipping-fee")), asks(true)),
        (Msg::ScreenAsked(Screen::Category("shipping".into())), asks(true)),
        (Msg::ResultChosen(0, flow("power-check")), asks(true)),
        (Msg::FormAsked("defect".into()), asks(true)),
        (Msg::Restored(json!({}).into()), asks(false)),
        (Msg::Identified([].into()), vec![]),
        (Msg::FactsTold([].into()), vec![]),
        (Msg::ChannelTaken(0), vec![]),
        (Msg::Settled(0), vec![]),
    ];
    for (msg, expected) in cases {
        let mut customer = Customer::at(OPEN);
        assert_eq!(customer.session.first(&customer.engine, msg.clone()), expected, "{msg:?}");
        assert_eq!(customer.session.waiting, [msg]);
    }
}

#[test]
fn what_waited_is_done_in_order() {
    let mut customer = Customer::at(OPEN);
    let engine = Rc::clone(&customer.engine);
    let email = ("email".to_string(), "hanako@example.jp".to_string());
    let told = [Msg::Identified([email].into()), Msg::Typed("送料".into()), Msg::ResultChosen(0, article("shipping-fee"))];
    for msg in told {
        customer.session.first(&engine, msg);
    }
    // Typing goes on while the article is on its way.
    customer.session.first(&engine, Msg::Typed("送料は".into()));
    assert_eq!((customer.session.query.as_str(), customer.session.screen()), ("送料は", &Screen::Home));
    customer.session.first(&engine, Msg::FormAsked("delivery".into()));
    let effects = rest::handle(&mut customer.session, &engine);
    let events: Vec<_> = effects.iter().filter_map(|effect| if let Effect::Emit(name, _) = effect { Some(*name) } else { None }).collect();
    assert_eq!(events, ["search", "result", "article", "contact"]);
    assert_eq!(customer.session.screens, [Screen::Home, article("shipping-fee"), Screen::Form]);
    assert_eq!((customer.session.query.as_str(), customer.session.draft.value("email")), ("送料は", "hanako@example.jp"));
    assert_eq!(rest::handle(&mut customer.session, &engine), []);
    // Who begins afresh waits for nothing.
    customer.session.first(&engine, Msg::TicketAsked);
    customer.session.first(&engine, Msg::Reset);
    assert_eq!((rest::handle(&mut customer.session, &engine), customer.session.screen()), (vec![], &Screen::Home));
}

fn word() -> impl Strategy<Value = String> {
    let known =
        vec!["power-check", "cancel-order", "shipping-fee", "repair", "defect", "email", "order", "model", "lm-20", "yes", "電源", ""];
    prop_oneof![4 => prop::sample::select(known).prop_map(str::to_string), 1 => "\\PC{0,12}"]
}

/// Anything that can happen, in an order that no interface would offer.
fn msg() -> impl Strategy<Value = Msg> {
    let screen = prop_oneof![
        Just(Screen::Home),
        word().prop_map(Screen::Category),
        word().prop_map(Screen::Article),
        word().prop_map(Screen::Flow),
        Just(Screen::Contact),
        Just(Screen::Form),
        Just(Screen::Sent),
        Just(Screen::Outbox),
    ];
    let answers = prop_oneof![
        Just(Answer::Later),
        Just(Answer::Refused),
        Just(Answer::Unknown),
        word().prop_map(|number| Answer::Accepted { number, reply_by: None }),
    ];
    prop_oneof![
        3 => screen.prop_map(Msg::ScreenAsked),
        2 => word().prop_map(Msg::Typed),
        1 => (0u32..9).prop_map(Msg::Settled),
        1 => ((0usize..9), word()).prop_map(|(place, id)| Msg::ResultChosen(place, Screen::Article(id))),
        2 => Just(Msg::WentBack),
        1 => Just(Msg::WentHome),
        1 => any::<bool>().prop_map(Msg::Judged),
        2 => word().prop_map(Msg::OptionMarked),
        2 => word().prop_map(Msg::EntryTyped),
        4 => prop::sample::select(vec![None, Some(YES), Some(NO)]).prop_map(Msg::StepAnswered),
        1 => word().prop_map(Msg::AnswerReopened),
        1 => Just(Msg::FlowRestarted),
        1 => prop::sample::select(vec![Msg::OfferDeclined, Msg::Ripened, Msg::Settled(0)]),
        1 => Just(Msg::LookupRetried),
        1 => ((0usize..5), word()).prop_map(|(depth, id)| Msg::Travelled { depth, link: format!("flow/{id}") }),
        1 => Just(Msg::TicketAsked),
        1 => word().prop_map(Msg::FormAsked),
        1 => word().prop_map(Msg::TopicChosen),
        2 => (word(), word()).prop_map(|(field, value)| Msg::FieldTyped(field, value)),
        1 => word().prop_map(Msg::PieceToggled),
        2 => word().prop_map(Msg::Submitted),
        2 => answers.prop_map(|answer| Msg::Answered(answer.into())),
        1 => (0usize..9).prop_map(Msg::ChannelTaken),
        1 => Just(Msg::Left),
        1 => Just(Msg::Reset),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The widget calls nothing of the second part before it is there, because the first part leads to nothing of it.
    #[test]
    fn the_first_part_keeps_to_itself(msgs in prop::collection::vec(msg(), 1..60)) {
        let mut customer = Customer::at(OPEN);
        for msg in msgs {
            let effects = customer.session.first(&customer.engine, msg.clone());
            prop_assert_eq!(&customer.session.screens, &[Screen::Home], "{:?}", &msg);
            for effect in effects {
                let is_known = match &effect {
                    Effect::Focus(_) | Effect::Settle(_) | Effect::Forget | Effect::Rest { .. } => true,
                    // Only what the second part has kept can be discarded.
                    Effect::Files(order) => *order == FileOrder::Discard(Vec::new()),
                    Effect::Emit(_, detail) => *detail == json!({}),
                    Effect::Ripen(_) | Effect::Save(_) | Effect::Send { .. } | Effect::Outbox(_) | Effect::LookUp(_) => false,
                };
                prop_assert!(is_known, "{:?}: {:?}", &msg, &effect);
            }
        }
    }

    #[test]
    fn nothing_that_happens_leaves_the_customer_nowhere(msgs in prop::collection::vec(msg(), 1..60)) {
        let mut customer = Customer::at(OPEN);
        for msg in msgs {
            let was_sending = customer.session.sending == Sending::Sending;
            let effects = customer.tell(msg.clone());
            let session = &customer.session;
            prop_assert_eq!(session.screens.first(), Some(&Screen::Home));
            if let Screen::Flow(id) = session.screen() {
                customer.engine.flow(id).expect("a flow that is there");
                prop_assert!(session.position(&customer.engine, id).is_some(), "{:?}", &msg);
            }
            if *session.screen() == Screen::Sent {
                prop_assert!(matches!(session.sending, Sending::Sent { .. }), "nothing was sent: {:?}", &msg);
            }
            prop_assert!(!(was_sending && effects.iter().any(|effect| matches!(effect, Effect::Send { .. }))), "sent twice");
            let kept = effects.iter().find_map(|effect| if let Effect::Save(kept) = effect { Some(kept.clone()) } else { None });
            if let Some(kept) = kept {
                let mut other = Customer::at(OPEN);
                other.does([Msg::Restored(kept.into())]);
                let values = |session: &Session| session.draft.values.iter().cloned().collect::<std::collections::BTreeMap<_, _>>();
                prop_assert_eq!(values(&other.session), values(session));
            }
        }
    }
}
