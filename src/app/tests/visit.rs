//! What becomes of a visit: what it tells, what it asks, what stays of it.

use super::*;

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
fn what_is_heard_of_a_screen_stays_with_it() {
    let mut customer = Customer::at(OPEN);
    customer.searches("返品");
    assert!(!customer.session.status.is_empty());
    customer.opens(flow("parcel-late"));
    assert_eq!(customer.session.status, "");
}
