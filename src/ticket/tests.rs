mod any;

use super::*;
use crate::calendar::{Date, DateTime};
use crate::knowledge::{Consent, Source, load};
use serde_json::json;

fn format() -> TicketFormat {
    let source = Source { name: "knowledge.json".into(), text: include_str!("../../knowledge.json").into() };
    load(&[source]).expect("it loads").knowledge.ticket.expect("a form")
}

fn draft(topic: &str, values: &[(&str, &str)]) -> Draft {
    let mut draft = Draft { topic: Some(topic.into()), ..Draft::default() };
    for (field, value) in values {
        draft.set(field, (*value).to_string());
    }
    draft
}

/// A repair with everything that must be filled in.
fn sound() -> Draft {
    draft("defect", &[("name", " 山田 太郎 "), ("email", "Taro@Example.JP"), ("message", "光りません。")])
}

/// The faults of a draft, as `field: fault`.
#[track_caller]
fn check(draft: &Draft, expected: &[&str]) {
    let found = match draft.ticket(&format(), &[], "ja", "/") {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(|problem| format!("{}: {:?}", problem.field, problem.fault)).collect(),
    };
    assert_eq!(found, expected, "{draft:?}");
}

#[test]
fn a_field_is_asked_when_the_ones_before_say_so() {
    let mut format = format();
    let when = json!({"and": [{"==": [{"var": "field.model"}, "lm-20"]}, {"==": [{"var": "topic"}, "defect"]}]});
    for (name, field) in format.fields.0.iter_mut().filter(|(name, _)| name == "order") {
        (field.when, field.required) = (crate::condition::Condition::read(&when).expect(name), true);
    }
    let topic = format.topics.iter().find(|topic| topic.id == *"defect").expect("a topic").clone();
    let order = |draft: &Draft| draft.asked(&topic, &format, "ja").contains(&"order".to_string());
    let mut draft = sound();
    draft.set("order", "MD-12345678".into());
    assert!(!order(&draft));
    let sent = draft.ticket(&format, &[], "ja", "/").expect("it is right");
    assert!(sent.fields.iter().all(|(name, _)| name != "order"), "what is not asked is not sent");
    assert!(Ticket::read(&sent.to_wire(None), &format).is_ok());
    draft.set("model", "lm-20".into());
    assert!(order(&draft));
    draft.set("order", String::new());
    let problems = draft.ticket(&format, &[], "ja", "/").expect_err("it must be filled in");
    assert_eq!(problems, [FieldProblem { field: "order".into(), fault: EntryFault::Missing }]);
}

#[test]
fn a_form_is_judged_field_by_field() {
    check(&sound(), &[]);
    check(&Draft::default(), &["topic: Missing"]);
    check(&draft("none", &[]), &["topic: Missing"]);
    check(&draft("defect", &[]), &["name: Missing", "email: Missing", "message: Missing"]);
    check(
        &draft("defect", &[("name", "　 "), ("email", "\u{200b}"), ("message", "\n")]),
        &["name: Missing", "email: Missing", "message: Missing"],
    );
    let with = |field: &str, value: &str| {
        let mut draft = sound();
        draft.set(field, value.to_string());
        draft
    };
    for (field, value, expected) in [
        ("email", "taro", Some("NotAnEmail")),
        ("email", "taro@example", Some("NotAnEmail")),
        ("email", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", None),
        ("email", "a..b.@docomo.ne.jp", None),
        ("phone", "090-1234-5678", None),
        ("phone", "０９０ー１２３４ー５６７８", None),
        ("phone", "12345", Some("NotAPhone")),
        ("order", "12345678", None),
        ("order", "md 1234 5678", None),
        ("order", "MD-123", Some("WrongForm")),
        ("model", "lm-20", None),
        ("model", "toaster", Some("NotAnOption")),
        ("name", &"あ".repeat(60), None),
        ("name", &"あ".repeat(61), Some("TooLong")),
        ("message", &"x".repeat(2001), Some("TooLong")),
        // A field that the topic does not ask is not judged.
        ("delivered", "never", None),
        ("__proto__", "x", None),
    ] {
        let expected: Vec<String> = expected.iter().map(|fault| format!("{field}: {fault}")).collect();
        check(&with(field, value), &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn a_ticket_holds_what_was_asked_and_nothing_else() {
    let mut draft = sound();
    draft.set("order", "１２３４５６７８".into());
    draft.set("wish", "refund".into());
    let ticket = draft.ticket(&format(), &[], "ja", "/orders").expect("a ticket");
    let fields: Vec<(&str, &str)> = ticket.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [("name", "山田 太郎"), ("email", "Taro@example.jp"), ("order", "MD-12345678"), ("message", "光りません。")];
    assert_eq!(fields, expected, "normalised, in the order of the form, without what is empty or another topic's");
}

#[test]
fn consent_is_needed_where_the_shop_asks_for_it() {
    let mut format = format();
    format.privacy.consent = Consent::Checkbox;
    let mut draft = sound();
    let problems = draft.ticket(&format, &[], "ja", "/").expect_err("no consent");
    assert_eq!(problems, [FieldProblem { field: "consent".into(), fault: EntryFault::Missing }]);
    draft.consent = true;
    assert!(draft.ticket(&format, &[], "ja", "/").is_ok());
    assert!(!Draft::read(&draft.to_json()).consent, "consent is given each time anew");
}

fn story() -> Vec<Piece> {
    let answer =
        FlowAnswer { step: "tab".into(), question: "つまみを…".into(), answer: "直りません".into(), is_looked_up: false };
    vec![
        Piece::Search { query: "でんげん".into(), results: 3 },
        Piece::Article { id: "warranty-period".into(), title: "保証".into(), helped: Some(false) },
        Piece::Flow { id: "power-check".into(), title: "電源".into(), answers: vec![answer], helped: None },
    ]
}

#[test]
fn what_goes_over_the_wire_comes_back_the_same() {
    let format = format();
    let ticket = sound().ticket(&format, &story(), "ja", "/orders").expect("a ticket");
    let wire = ticket.to_wire(Some("repair"));
    assert_eq!(wire["ticket"], 1);
    assert_eq!(wire["route_hint"], "repair");
    assert_eq!(Ticket::read(&wire, &format), Ok(ticket));
}

#[test]
fn the_server_trusts_no_browser() {
    let format = format();
    let wire = sound().ticket(&format, &story(), "ja", "/").expect("a ticket").to_wire(None);
    let read = |path: &str, value: Json| {
        let mut wire = wire.clone();
        *wire.pointer_mut(path).expect("a place") = value;
        match Ticket::read(&wire, &format) {
            Ok(ticket) => format!("{} pieces", ticket.story.len()),
            Err(problems) => format!("{}: {:?}", problems[0].field, problems[0].fault),
        }
    };
    for (path, value, expected) in [
        ("", json!([]), ": WrongForm"),
        ("", json!(null), ": WrongForm"),
        ("/ticket", json!(2), ": WrongForm"),
        ("/ticket", json!("1"), ": WrongForm"),
        ("/topic", json!("none"), "topic: NotAnOption"),
        ("/topic", json!(7), "topic: NotAnOption"),
        ("/fields", json!("x"), "name: Missing"),
        ("/fields/email", json!("x"), "email: NotAnEmail"),
        ("/fields/email", json!(["taro@example.jp"]), "email: Missing"),
        ("/fields/message", json!("x".repeat(3000)), "message: TooLong"),
        ("/story", json!("x"), "0 pieces"),
        ("/story/0", json!({"kind": "dance"}), "2 pieces"),
        ("/story/0/query", json!(null), "2 pieces"),
        ("/story/2/answers", json!("x"), "3 pieces"),
    ] {
        assert_eq!(read(path, value.clone()), expected, "{path} = {value}");
    }
}

#[test]
fn an_answer_means_what_it_can_prove() {
    let accepted =
        |number: &str, reply_by: Option<&str>| Answer::Accepted { number: number.into(), reply_by: reply_by.map(str::to_string) };
    let page = "<!doctype html><title>Wi-Fi</title><form action=login>";
    let cases = [
        (201, r#"{"number": "T-1", "reply_by": "2026-11-26"}"#, accepted("T-1", Some("2026-11-26"))),
        (200, r#"{"number": "T-1"}"#, accepted("T-1", None)),
        (201, r#"{"number": "T-1", "reply_by": 7}"#, accepted("T-1", None)),
        // A captive portal says 200 to everything; a wrong path may, too.
        (200, page, Answer::Unknown),
        (200, "", Answer::Unknown),
        (200, "{}", Answer::Unknown),
        (201, r#"{"number": 7}"#, Answer::Unknown),
        (204, "", Answer::Unknown),
        (0, "", Answer::Unknown),
        (0, r#"{"number": "T-1"}"#, Answer::Unknown),
        (408, "", Answer::Later),
        (425, "", Answer::Later),
        (429, page, Answer::Later),
        (500, "", Answer::Later),
        (503, r#"{"number": "T-1"}"#, Answer::Later),
        (400, "", Answer::Refused),
        (400, r#"{"errors": []}"#, Answer::Refused),
        (400, r#"{"errors": "x"}"#, Answer::Refused),
        (400, r#"{"errors": [{"code": "missing"}]}"#, Answer::Refused),
        (403, page, Answer::Refused),
        (404, page, Answer::Refused),
        (413, "", Answer::Refused),
        (302, page, Answer::Refused),
    ];
    for (status, body, expected) in cases {
        assert_eq!(read_answer(status, body), expected, "{status} {body}");
    }
}

#[test]
fn the_server_s_faults_are_ours_or_its_own_words() {
    let read =
        |code: &str| match read_answer(422, &format!(r#"{{"errors": [{{"field": "order", "code": "{code}", "message": "Closed."}}]}}"#)) {
            Answer::FieldErrors(problems) => (problems[0].0.fault, problems[0].1.clone()),
            other => panic!("{other:?}"),
        };
    for (code, fault) in [
        ("missing", EntryFault::Missing),
        ("number", EntryFault::NotANumber),
        ("date", EntryFault::NotADate),
        ("email", EntryFault::NotAnEmail),
        ("phone", EntryFault::NotAPhone),
        ("form", EntryFault::WrongForm),
        ("long", EntryFault::TooLong),
        ("option", EntryFault::NotAnOption),
        ("closed", EntryFault::Refused),
        ("", EntryFault::Refused),
    ] {
        assert_eq!(read(code), (fault, "Closed.".to_string()), "{code}");
    }
}

#[test]
fn the_first_route_that_fits_is_taken() {
    let format = format();
    let route_of = |topic: &str, problem: &str, locale: &str| {
        let mut draft = sound();
        draft.topic = Some(topic.into());
        draft.set("problem", problem.into());
        let ticket = draft.ticket(&format, &[], locale, "/").expect("a ticket");
        let hint = route(&ticket, &format, Date::EPOCH).expect("the last route fits all");
        format!("{} {}", hint.id, hint.team)
    };
    for (topic, problem, locale, expected) in [
        ("defect", "no-power", "ja", "repair-no-power repair"),
        ("defect", "damaged", "ja", "repair repair"),
        ("defect", "", "en", "repair repair"),
        ("wrong-damaged", "no-power", "ja", "damaged logistics"),
        ("payment", "", "en", "billing billing"),
        ("other", "", "en", "english cs"),
        ("other", "", "ja", "rest cs"),
    ] {
        assert_eq!(route_of(topic, problem, locale), expected);
    }
    let mut none = format.clone();
    none.routes.0.clear();
    let ticket = sound().ticket(&none, &[], "ja", "/").expect("a ticket");
    assert_eq!(route(&ticket, &none, Date::EPOCH), None);
}

#[test]
fn what_looks_like_somebody_s_own_is_masked() {
    for (typed, masked) in [
        ("返品したい", "返品したい"),
        ("taro@example.jp に返事", "• に返事"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "•"),
        ("MD-12345678 が届かない", "• が届かない"),
        ("０９０１２３４５６７８", "•"),
        ("090-1234-5678", "•"),
        ("090 1234 5678", "•"),
        ("4111 1111 1111 1111 が使えない", "• が使えない"),
        ("LM-20 が点かない", "LM-20 が点かない"),
        ("2026 11 22", "•"),
        ("12 34 個", "12 34 個"),
        ("5 箱 1234 円", "5 箱 1234 円"),
        ("5500円以上", "5500円以上"),
        ("", ""),
    ] {
        assert_eq!(mask(typed), masked, "{typed}");
    }
}

fn at(time: &str) -> DateTime {
    DateTime::parse(&format!("2026-11-22T{time}")).expect("a moment")
}

fn search(query: &str) -> Piece {
    Piece::Search { query: query.into(), results: 1 }
}

fn keys(story: &Story) -> Vec<String> {
    story.pieces().iter().map(Piece::key).collect()
}

#[test]
fn a_visit_ends_after_half_an_hour_without_a_sign() {
    let mut story = Story::default();
    story.add(search("a"), at("10:00"));
    story.add(search("b"), at("10:30"));
    assert_eq!(keys(&story), ["search:a", "search:b"]);
    story.add(search("c"), at("11:01"));
    assert_eq!(keys(&story), ["search:c"]);
    // Over midnight as well.
    let mut story = Story::default();
    story.add(search("a"), at("23:50"));
    story.add(search("b"), DateTime::parse("2026-11-23T00:10").expect("a moment"));
    assert_eq!(story.pieces().len(), 2);
}

#[test]
fn a_search_that_goes_on_stands_for_the_shorter_one() {
    let mut story = Story::default();
    for query in ["でん", "でんげん", "でんげんが", "返品", "へんぴん"] {
        story.add(search(query), at("10:00"));
    }
    assert_eq!(keys(&story), ["search:でんげんが", "search:返品", "search:へんぴん"]);
}

#[test]
fn a_piece_stands_once_and_old_ones_fall_away() {
    let mut story = Story::default();
    let article = |title: &str| Piece::Article { id: "a".into(), title: title.into(), helped: None };
    story.add(article("old"), at("10:00"));
    story.add(search("x"), at("10:00"));
    story.add(article("new"), at("10:01"));
    assert_eq!(story.pieces(), [article("new"), search("x")]);
    story.judge("article:a", false);
    story.judge("article:none", true);
    assert_eq!(story.pieces()[0], Piece::Article { id: "a".into(), title: "new".into(), helped: Some(false) });
    for number in 0..100 {
        story.add(search(&format!("({number})")), at("10:02"));
    }
    assert_eq!(story.pieces().len(), 40);
    assert_eq!(keys(&story).last().map(String::as_str), Some("search:(99)"));
}

#[test]
fn a_draft_is_kept_and_read_again() {
    let mut draft = sound();
    draft.key = "k-1".into();
    draft.send_story = Some(false);
    draft.removed = vec!["search:x".into()];
    let mut kept = Draft::read(&draft.to_json());
    kept.values.sort();
    draft.values.sort();
    assert_eq!(kept, draft);
    for odd in [json!(null), json!([]), json!("x"), json!({"values": [1], "topic": 7, "removed": "x", "story": "yes", "key": {}})] {
        assert_eq!(Draft::read(&odd), Draft::default(), "{odd}");
    }
    let half = Draft::read(&json!({"values": {"name": "A", "email": 7}}));
    assert_eq!(half.values, [("name".to_string(), "A".to_string())]);
}

#[test]
fn filling_in_never_overwrites_what_was_typed() {
    let mut draft = Draft::default();
    draft.prefill("order", "MD-1");
    assert_eq!(draft.value("order"), "MD-1");
    draft.set("order", "MD-2".into());
    draft.prefill("order", "MD-1");
    assert_eq!(draft.value("order"), "MD-2");
    draft.set("order", " ".into());
    draft.prefill("order", "MD-1");
    assert_eq!((draft.value("order"), draft.is_empty()), ("MD-1", false));
}
