//! The form, its draft, and sending it off.

use super::*;

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

    let toggled = |secret: &str| Msg::CoverToggled("message".into(), secret.into());
    customer.does([Msg::Answered(Answer::Later.into()), toggled(RAW)]).sends();
    assert!(format!("{:?}", customer.effects.last()).contains(&format!("番号は{RAW}です。")), "the customer knows better");
    customer.does([Msg::Answered(Answer::Later.into()), toggled(RAW)]).sends();
    assert!(!format!("{:?}", customer.effects.last()).contains(RAW));
}

#[test]
fn one_secret_that_is_none_uncovers_no_other() {
    let mut customer = Customer::at(OPEN);
    customer.opens(Screen::Form).does([Msg::TopicChosen("defect".into())]);
    customer.fills(&[("message", "パスワードは hunter2abc、カードは4111 1111 1111 1111です。")]);
    customer.does([Msg::CoverToggled("message".into(), "hunter2abc".into())]);
    let kept = |customer: &Customer| customer.session.draft.to_json()["values"]["message"].clone();
    assert_eq!(kept(&customer), "パスワードは hunter2abc、カードは•••• •••• •••• 1111です。");
    // After a reload the one is still none, and the other is gone.
    let mut later = Customer::at(OPEN);
    later.does([Msg::Restored(customer.saved().into())]).opens(Screen::Form).fills(&[("name", "山田")]);
    assert_eq!(kept(&later), kept(&customer));
    // What is said of one text is not said of the next.
    for text in ["届きません。", "パスワードは hunter2abc です。"] {
        customer.fills(&[("message", text)]);
    }
    assert_eq!(kept(&customer), "パスワードは •••••••••• です。");
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
