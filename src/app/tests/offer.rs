//! Answers offered for what is typed in the form, and forms that programs fill in.

use super::{Customer, OPEN, REPAIR, article};
use crate::app::session::FORM;
use crate::app::{Effect, Focus, Msg, Outcome, Screen};
use crate::ticket::TRAP;

fn message(text: &str) -> Msg {
    Msg::FieldTyped("message".into(), text.into())
}

fn writing(topic: &str) -> Customer {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::FormAsked(topic.into()), Msg::Ripened]);
    customer
}

fn offered(customer: &Customer) -> Vec<&str> {
    customer.session.offer.rows.iter().map(|row| row.id.as_str()).collect()
}

/// What is offered first to somebody who writes this in a form of this topic and pauses; at most three.
#[track_caller]
fn check(topic: &str, text: &str, first: Option<&str>) {
    let mut customer = writing(topic);
    customer.does([message(text), Msg::Settled(FORM)]);
    assert_eq!(offered(&customer).first().copied(), first, "{topic}: {text}");
    assert!(offered(&customer).len() <= 3);
}

#[test]
fn what_is_surely_meant_is_offered_and_nothing_else() {
    check("defect", "先週注文した電気ケトルの電源が入りません。コンセントは確認しました。", Some("power-check"));
    check("delivery", "商品がまだ届きません。注文から1週間たちます。", Some("parcel-not-arrived"));
    // What is about the topic comes before the product that is named.
    check("delivery", "三日前に注文した電気ケトルがまだ届きません", Some("parcel-late"));
    check("payment", "領収書を会社名義で出してほしいです", Some("receipt-name"));
    check("product", "はじめまして。贈り物として送りたいのですが、のし紙は付けられますか", Some("gift-wrapping"));
    check("other", "でんげんが", Some("power-check"));
    for nothing in [
        "",
        " \n",
        "山田です。よろしくお願いします。",
        "御社のインターンに応募したいです。",
        "とても良い商品でした。ありがとうございました！",
    ] {
        check("other", nothing, None);
    }
    // A person is what these topics are for; and a complaint is answered by one, whatever the topic.
    for topic in ["order-change", "account", "complaint"] {
        check(topic, "電源が入らない", None);
    }
    let mut customer = writing("other");
    customer.does([message("責任者を出してください。"), Msg::Settled(FORM)]);
    assert!(!offered(&customer).contains(&"complaint"), "{:?}", offered(&customer));
    // Of a very long message, its end.
    check("other", &["あいうえお。".repeat(400).as_str(), "電源が入らない"].concat(), Some("power-check"));
}

#[test]
fn it_is_looked_for_after_a_pause_or_a_sentence() {
    let mut customer = writing("defect");
    let effects = customer.tell(message("電源が入らない"));
    assert!(effects.contains(&Effect::Settle(FORM)) && offered(&customer).is_empty(), "{effects:?}");
    let effects = customer.tell(message("電源が入らない。"));
    assert!(!effects.contains(&Effect::Settle(FORM)) && !offered(&customer).is_empty(), "{effects:?}");
    // Another field is none of it.
    assert!(!customer.tell(Msg::FieldTyped("name".into(), "電源".into())).contains(&Effect::Settle(FORM)));
}

#[test]
fn it_is_told_once_and_moves_nothing() {
    let mut customer = writing("defect");
    let effects = customer.tell(message("電源が入らない。"));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Focus(_) | Effect::Emit(..))), "{effects:?}");
    assert_eq!(customer.session.status, customer.session.strings.get("offer"));
    customer.session.status.clear();
    let before = customer.session.offer.clone();
    customer.does([message("電源が入らない。困"), Msg::Settled(FORM)]);
    assert_eq!((&customer.session.offer, customer.session.status.as_str()), (&before, ""), "the same three");
    customer.does([message("領収書がほしい。")]);
    assert_ne!(customer.session.offer.rows, before.rows);
    assert_eq!(customer.session.status, "", "whoever types is told once");
    customer.does([message("")]);
    assert!(offered(&customer).is_empty());
}

#[test]
fn an_answer_that_helped_ends_the_visit_and_keeps_the_draft() {
    let mut customer = writing("payment");
    customer.fills(&REPAIR[..2]).does([message("領収書がほしい。")]);
    let id = offered(&customer)[0].to_string();
    let effects = customer.tell(Msg::ResultChosen(0, article(&id)));
    let told: Vec<String> = effects
        .iter()
        .filter_map(|effect| if let Effect::Emit(name, detail) = effect { Some(format!("{name} {detail}")) } else { None })
        .collect();
    assert_eq!(told, [format!(r#"result {{"id":"{id}","kind":"article","rank":1}}"#), format!(r#"article {{"id":"{id}"}}"#)]);
    customer.does([Msg::Judged(true), Msg::Left]);
    assert_eq!((customer.ends(), customer.session.outcome()), (vec!["resolved"], Outcome::Resolved));
    assert_eq!(customer.tell(Msg::WentBack), [Effect::Focus(Focus::Row(id.clone()))]);
    assert_eq!((customer.session.screen(), customer.session.draft.value("message")), (&Screen::Form, "領収書がほしい。"));
    assert!(offered(&customer).contains(&id.as_str()), "the list that the customer comes back to is the same");
    customer.does([Msg::Settled(FORM)]);
    assert!(offered(&customer).contains(&id.as_str()), "also where the typing before it settles only now");
    // What was read is not offered again.
    customer.does([message("領収書がほしいです。")]);
    assert!(!offered(&customer).is_empty() && !offered(&customer).contains(&id.as_str()), "{:?}", offered(&customer));
    let events = format!("{:?}", customer.effects.iter().filter(|effect| matches!(effect, Effect::Emit(..))).collect::<Vec<_>>());
    assert!(!events.contains("領収書"), "{events}");
}

#[test]
fn it_can_be_declined_for_this_draft() {
    let mut customer = writing("defect");
    customer.does([message("電源が入らない。")]);
    let effects = customer.tell(Msg::OfferDeclined);
    assert_eq!(effects.first(), Some(&Effect::Focus(Focus::Field("message".into()))));
    assert!(!customer.tell(message("電源が入らない。また")).contains(&Effect::Settle(FORM)));
    customer.does([message("電源が入らない。また。"), Msg::TopicChosen("other".into())]);
    assert!(offered(&customer).is_empty());
    // Also after a reload, but not in the next draft.
    let kept = customer.saved();
    let mut back = writing("defect");
    back.does([Msg::Restored(kept.into()), message("電源が入らない！")]);
    assert!(offered(&back).is_empty());
    back.does([Msg::Reset, Msg::FormAsked("defect".into()), message("電源が入らない！")]);
    assert!(!offered(&back).is_empty());
}

#[test]
fn a_topic_that_puts_a_person_first_takes_the_offer_away() {
    let mut customer = writing("defect");
    customer.does([message("電源が入らない。"), Msg::TopicChosen("complaint".into())]);
    assert!(offered(&customer).is_empty());
    customer.does([Msg::TopicChosen("other".into())]);
    assert!(!offered(&customer).is_empty());
}

/// How long what is sent off is held, in milliseconds, and whether it is marked.
fn sent(customer: &mut Customer) -> (u32, bool) {
    match customer.sends().last() {
        Some(Effect::Send { wait, body, .. }) => (*wait, body["suspect"] == true),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_sent_at_once_is_held_and_never_dropped() {
    let mut hasty = Customer::at(OPEN);
    hasty.does([Msg::FormAsked("defect".into())]).fills(REPAIR);
    assert!(hasty.effects.contains(&Effect::Ripen(3_000)));
    assert_eq!(sent(&mut hasty), (3_000, false));

    let mut person = Customer::at(OPEN);
    person.opens(Screen::Contact).opens(Screen::Form);
    assert_eq!(person.effects.iter().filter(|effect| matches!(effect, Effect::Ripen(_))).count(), 1, "from the first look on");
    person.does([Msg::TopicChosen("defect".into()), Msg::Ripened]).fills(REPAIR);
    assert_eq!(sent(&mut person), (0, false));

    // What was restored took its time, and so did whoever comes out of a guided fix.
    let kept = person.saved();
    let mut back = Customer::at(OPEN);
    back.does([Msg::Restored(kept.into()), Msg::TicketAsked]);
    assert!(!back.effects.iter().any(|effect| matches!(effect, Effect::Ripen(_))));
    assert_eq!(sent(&mut back), (0, false));

    // What the page tells of a person is no such sign.
    let mut told = Customer::at(OPEN);
    told.does([Msg::Identified(vec![("name".to_string(), "山田".to_string())].into())]).opens(Screen::Contact).opens(Screen::Form);
    told.does([Msg::TopicChosen("defect".into())]).fills(REPAIR);
    assert_eq!(sent(&mut told).0, 3_000);
}

#[test]
fn a_field_that_nobody_sees_marks_the_ticket() {
    let mut program = writing("defect");
    program.fills(REPAIR).does([Msg::FieldTyped(TRAP.into(), "http://spam.example".into())]);
    assert_eq!(sent(&mut program), (0, true));
    let Some(Effect::Send { body, .. }) = program.effects.last() else { panic!("{:?}", program.effects.last()) };
    assert!(!body["fields"].to_string().contains("spam"), "{body}");
}

#[test]
fn a_pause_says_nothing_of_its_own_and_holds_nothing_up() {
    let mut customer = writing("defect");
    customer.does([message("電源が入らない"), Msg::Copied(true)]);
    let said = customer.session.status.clone();
    customer.does([message("特にありません"), Msg::Settled(FORM)]);
    assert_eq!(customer.session.status, said, "what was said stays");
    customer.fills(REPAIR).does([message("電源が入らない"), Msg::Submitted("key".into()), Msg::Settled(FORM)]);
    assert_eq!(offered(&customer), [""; 0], "it is on its way");
}
