//! Guided fixes in a session.

use super::*;

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
    let Some(Piece::Flow { answers, .. }) = customer.session.story.pieces().last() else { panic!("the flow") };
    assert_eq!(answers.last().map(|answer| (answer.is_looked_up, answer.answer.as_str())), Some((true, "確認できませんでした")));
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
fn what_was_left_under_way_is_offered_until_it_ends() {
    let under_way = |customer: &Customer| customer.session.under_way(&customer.engine).map(|flow| flow.id.0.clone());
    let mut customer = Customer::at(OPEN);
    customer.opens(flow("power-check"));
    assert_eq!(under_way(&customer), None, "only looked at");
    customer.answers(NO).does([Msg::WentHome]);
    assert_eq!(under_way(&customer).as_deref(), Some("power-check"));
    let mut later = Customer::at(OPEN);
    later.does([Msg::Restored(customer.saved().into())]);
    assert_eq!(under_way(&later).as_deref(), Some("power-check"), "also after a reload");
    later.opens(flow("power-check")).does([Msg::FlowRestarted]);
    assert_eq!(under_way(&later), None);
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
