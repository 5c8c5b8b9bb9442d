//! Anything that can happen, in any order.

use super::*;

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
