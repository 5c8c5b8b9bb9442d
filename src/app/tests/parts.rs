//! What comes later: bodies, and the second part of the code.

use super::*;

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
