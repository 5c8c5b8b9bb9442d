//! Every screen, rendered without a browser: by roles, names and texts, as a customer meets them.

use crate::desk::{CLOSED, Desk, OPEN};
use crate::html::Element;
use std::collections::BTreeSet;
use tasuke::app::{Msg, Screen};
use tasuke::condition::Value;
use tasuke::flow::{NO, YES};
use tasuke::ticket::{Answer, FieldProblem};

/// What holds for every screen.
#[track_caller]
pub(crate) fn assert_sound(page: &Element, html: &str) {
    let mut ids = BTreeSet::new();
    for element in page.all() {
        let (tag, name) = (&element.tag, element.name(page));
        for (attribute, value) in &element.attributes {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{tag} has {attribute}: a strict policy blocks it");
            assert!(!value.trim().to_ascii_lowercase().starts_with("javascript:"), "{tag} {attribute}={value}");
            if attribute == "id" {
                assert!(ids.insert(value.clone()), "the id {value} stands twice");
            }
        }
        assert!(!matches!(tag.as_str(), "script" | "style" | "iframe" | "object" | "template"), "{tag} is rendered");
        if matches!(element.role(), "button" | "link" | "textbox" | "searchbox" | "checkbox" | "switch" | "radio" | "combobox") {
            // What nobody is told of nobody may come to, either.
            let is_told = page.told().iter().any(|told| std::ptr::eq(*told, element));
            assert!(
                !name.is_empty() || !is_told && element.attribute("tabindex") == Some("-1"),
                "{tag} {:?} has no name",
                element.attributes
            );
        }
        if tag == "img" {
            assert!(element.attribute("alt").is_some() && element.attribute("width").is_some(), "{:?}", element.attributes);
        }
        for target in ["aria-describedby", "aria-labelledby"].iter().filter_map(|name| element.attribute(name)) {
            for id in target.split(' ') {
                assert!(page.all().iter().any(|other| other.attribute("id") == Some(id)), "{tag} refers to {id}, which is not there");
            }
        }
        if let Some(label) = element.attribute("for") {
            assert!(page.all().iter().any(|other| other.attribute("id") == Some(label)), "a label for {label}, which is not there");
        }
    }
    assert!(!page.names("heading").is_empty(), "there is no heading: {html}");
    assert_eq!(page.names("status").len(), 1, "one place tells what changed");
    let text = page.text();
    let unfilled = ["{n}", "{date}", "{time}", "{days}", "{title}", "{query}", "{answer."];
    assert!(!unfilled.iter().any(|place| text.contains(place)), "a place is not filled in: {text}");
}

#[track_caller]
fn has(page: &Element, role: &str, part: &str) {
    let names = page.names(role);
    assert!(names.iter().any(|name| name.contains(part)), "no {role} with {part:?} among {names:#?}");
}

#[track_caller]
fn has_not(page: &Element, role: &str, part: &str) {
    let names = page.names(role);
    assert!(!names.iter().any(|name| name.contains(part)), "a {role} with {part:?} among {names:#?}");
}

#[track_caller]
fn reads(page: &Element, part: &str) {
    assert!(page.text().contains(part), "{part:?} is not in {}", page.text());
}

fn typed(desk: &Desk, text: &str) -> Element {
    desk.say([Msg::Typed(text.into())]).page()
}

#[test]
fn home_offers_search_topics_and_a_person() {
    let page = Desk::demo("ja", OPEN).page();
    has(&page, "searchbox", "ヘルプを検索");
    has(&page, "heading", "何かお困りですか");
    has(&page, "button", "配送・送料");
    has(&page, "button", "お問い合わせ");
    has(&page, "link", "電話する");
    has(&page, "button", "閉じる");
    has_not(&page, "button", "前に戻る");
    has(&page, "note", "大雪");
    let page = Desk::demo("en", CLOSED).page();
    has(&page, "searchbox", "Search help");
    has_not(&page, "link", "Call");
}

#[test]
fn results_are_marked_and_counted() {
    let desk = Desk::demo("ja", OPEN);
    let page = typed(&desk, "でんげんが");
    has(&page, "button", "電源が入らない");
    let page = typed(&desk, "返品");
    assert!(page.tagged("mark").iter().any(|mark| mark.text() == "返品"));
    let results = page.tagged("ol");
    assert_eq!(results.len(), 1, "results are an ordered list");
    desk.say([Msg::Settled(2)]);
    assert!(desk.page().names("status")[0].contains("件見つかりました"));
}

#[test]
fn not_knowing_is_said_and_a_person_offered() {
    for (query, said) in [("ぬぬぬぬ", "見つかりませんでした"), ("zqxjkv", "見つかりませんでした")] {
        let page = typed(&Desk::demo("ja", OPEN), query);
        let text = page.text();
        assert!(text.contains(said) || text.contains("ぴったりの答えがないかもしれません"), "{query}: {text}");
        has(&page, "button", "担当者に問い合わせる");
        has(&page, "button", "配送・送料");
    }
}

#[test]
fn a_category_lists_its_answers() {
    let page = Desk::demo("ja", OPEN).show(Screen::Category("repair".into())).page();
    has(&page, "heading", "故障・修理・保証");
    has(&page, "button", "かんたん診断");
    has(&page, "button", "前に戻る");
}

#[test]
fn an_article_is_read_and_judged() {
    let desk = Desk::demo("ja", OPEN);
    let page = desk.show(Screen::Article("shipping-fee".into())).page();
    has(&page, "heading", "送料はいくらですか");
    has(&page, "heading", "解決しましたか");
    has(&page, "link", "ポスト便");
    has(&page, "group", "表");
    assert_eq!(page.tagged("th").len(), 2);
    assert!(page.tagged("th").iter().all(|cell| cell.attribute("scope") == Some("col")));
    assert!(page.tagged("div").iter().any(|scroll| scroll.attribute("tabindex") == Some("0")), "the keyboard can scroll a table");
    let page = desk.say([Msg::Judged(true)]).page();
    reads(&page, "ありがとうございます");
    let desk = Desk::demo("ja", OPEN);
    let page = desk.show(Screen::Article("shipping-fee".into())).say([Msg::Judged(false)]).page();
    has(&page, "heading", "お役に立てずすみません");
    has(&page, "button", "担当者に問い合わせる");
}

#[test]
fn the_help_stays_in_the_language_it_says() {
    let mixed = r#"{"format": 1, "site": {"name": {"ja": "店", "en": "Shop"}, "locales": ["ja", "en"]},
        "categories": [{"id": "all", "title": {"ja": "すべて"}}],
        "articles": [{"id": "a", "category": "all", "title": {"ja": "題"}, "body": {"ja": "本文"}}]}"#;
    let page = Desk::of(mixed, "en", OPEN).show(Screen::Article("a".into())).page();
    let marked: Vec<String> =
        page.all().iter().filter(|element| element.attribute("lang") == Some("ja")).map(|element| element.text()).collect();
    assert_eq!(marked, ["題", "本文"]);
    let page = Desk::of(mixed, "ja", OPEN).show(Screen::Article("a".into())).page();
    assert!(page.all().iter().all(|element| element.attribute("lang").is_none()));
}

/// Answers the steps of a flow: the option's id, `yes` and `no`, or what is typed.
fn walk(desk: &Desk, flow: &str, answers: &[&str]) -> Element {
    desk.show(Screen::Flow(flow.into()));
    for answer in answers {
        match *answer {
            YES => desk.tell(Msg::StepAnswered(Some(YES))),
            NO => desk.tell(Msg::StepAnswered(Some(NO))),
            other => {
                desk.say(other.split('+').map(|option| Msg::OptionMarked(option.trim_start_matches('=').into())));
                desk.say([Msg::EntryTyped(other.trim_start_matches('=').into())]);
                desk.tell(Msg::StepAnswered(None))
            }
        };
        desk.page();
    }
    desk.page()
}

#[test]
fn each_kind_of_step_is_drawn() {
    let page = walk(&Desk::demo("ja", OPEN), "power-check", &[]);
    has(&page, "group", "お試しください");
    has(&page, "heading", "これで解決しましたか");
    has(&page, "button", "解決しました");
    has(&page, "button", "解決しません");
    assert_eq!(page.tagged("img").len(), 1);
    has_not(&page, "button", "最初からやり直す");

    let page = walk(&Desk::demo("ja", OPEN), "power-check", &[NO]);
    assert_eq!(page.names("radio").len(), 6);
    assert_eq!(page.tagged("fieldset").len(), page.tagged("legend").len());
    has(&page, "button", "次へ");
    has(&page, "button", "最初からやり直す");
    has(&page, "button", "解決しません 変更");

    let desk = Desk::demo("ja", OPEN);
    let page = walk(&desk, "power-check", &[NO, "kl-12", NO]);
    has(&page, "textbox", "注文番号");
    reads(&page, "任意");
    let page = desk.say([Msg::EntryTyped("12".into()), Msg::StepAnswered(None)]).page();
    has(&page, "alert", "番号の桁数か形が違う");
    assert_eq!(page.tagged("input")[0].attribute("aria-invalid"), Some("true"));

    let page = walk(&Desk::demo("ja", OPEN), "wrong-or-damaged", &["damaged"]);
    assert_eq!(page.names("checkbox").len(), 4);

    let page = walk(&Desk::demo("ja", OPEN), "payment-refused", &["card", NO, NO, NO, "=yes"]);
    has(&page, "heading", "");
    has(&page, "button", "次へ");
    assert!(page.tagged("input").is_empty(), "an article to read");
}

#[test]
fn a_choice_needs_one() {
    let desk = Desk::demo("en", OPEN);
    desk.show(Screen::Flow("receipt-issue".into()));
    let page = desk.say([Msg::StepAnswered(None)]).page();
    has(&page, "alert", "Please choose from the list");
    assert!(page.tagged("fieldset")[0].attribute("aria-describedby").is_some());
}

#[test]
fn each_end_shows_the_way_on() {
    let page = walk(&Desk::demo("ja", OPEN), "power-check", &[YES]);
    has(&page, "heading", "解決してよかったです");
    has(&page, "button", "まだ困っている");
    let page = walk(&Desk::demo("ja", OPEN), "power-check", &[NO, "kl-12", NO, "MD-12345678"]);
    has(&page, "heading", "担当者におつなぎします");
    has(&page, "button", "フォームに進む");
    // To the one who typed it, so that a slip is seen; the story and what is kept never have it.
    reads(&page, "MD-12345678");
    let page = walk(&Desk::demo("ja", OPEN), "cancel-order", &["delivered"]);
    has(&page, "heading", "こちらをご覧ください");
    has(&page, "heading", "解決しましたか");
    let page = walk(&Desk::demo("ja", OPEN), "cancel-order", &["shipped"]);
    has(&page, "button", "担当者に問い合わせる");
    let linked = r#"{"format": 1, "site": {"name": "Shop", "locales": ["en"]}, "flows": [{"id": "f", "title": "F", "start": "end", "steps":
        {"end": {"kind": "end", "outcome": "link", "url": "/booking", "label": "Book a visit"}}}]}"#;
    let page = walk(&Desk::of(linked, "en", OPEN), "f", &[]);
    has(&page, "link", "Book a visit");
    assert_eq!(page.tagged("a")[0].attribute("target"), None, "the shop's own page");
    let desk = Desk::demo("ja", OPEN);
    desk.say([Msg::FactsTold([("order.status".into(), Value::Text("shipped".into()))].into())]);
    let page = walk(&desk, "order-status", &[]);
    let away = page.tagged("a").into_iter().find(|link| link.name(&page).contains("なみ急便")).expect("a link");
    assert_eq!(away.attribute("target"), Some("_blank"), "the shop stays open");
    // Who is refused is shown the rule and a person, and is not asked whether it helped.
    let refused = r#"{"format": 1, "site": {"name": "Shop", "locales": ["en"]}, "categories": [{"id": "all", "title": "All"}],
        "articles": [{"id": "rule", "category": "all", "title": "The rule", "body": "No."}],
        "flows": [{"id": "f", "title": "F", "start": "end", "steps": {"end": {"kind": "end", "outcome": "article", "article": "rule", "refuses": true}}}]}"#;
    let page = walk(&Desk::of(refused, "en", OPEN), "f", &[]);
    has(&page, "button", "The rule");
    has(&page, "button", "Ask a person");
    has_not(&page, "heading", "Did this");
}

#[test]
fn contact_says_when_somebody_is_there() {
    let open = Desk::demo("ja", OPEN).show(Screen::Contact).page();
    has(&open, "link", "0120-000-310");
    has(&open, "link", "ただいま受付中（12:00まで）");
    has(&open, "button", "フォームで問い合わせる");
    has(&open, "link", "LINE");
    let closed = Desk::demo("ja", CLOSED).show(Screen::Contact).page();
    has_not(&closed, "link", "お電話");
    reads(&closed, "次の受付：11月25日（水） 10:00から");
    let holiday = Desk::demo("ja", "2026-12-30T11:00").show(Screen::Contact).page();
    reads(&holiday, "次の受付：1月4日（月） 10:00から");
}

/// The form of the repair team with everything that it needs.
fn filled(desk: &Desk) -> &Desk {
    let fields = [("name", "山田 太郎"), ("email", "taro@example.jp"), ("message", "光りません。")];
    desk.say([Msg::FormAsked("defect".into())]);
    desk.say(fields.map(|(name, value)| Msg::FieldTyped(name.into(), value.into())))
}

#[test]
fn the_form_labels_every_field() {
    let desk = Desk::demo("ja", OPEN);
    let page = desk.show(Screen::Form).page();
    has(&page, "combobox", "お問い合わせの種類");
    assert!(page.names("textbox").is_empty(), "fields come with a topic");
    desk.show(Screen::Article("warranty-period".into()));
    let page = filled(&desk).page();
    has(&page, "heading", "お問い合わせフォーム");
    for name in ["お名前 必須", "メールアドレス 必須", "電話番号 任意", "注文番号 任意", "お問い合わせの内容 必須"]
    {
        has(&page, "textbox", name);
    }
    has(&page, "combobox", "商品 任意");
    assert!(page.names("textbox").iter().all(|name| !name.is_empty()), "the field for programs is nobody's");
    has(&page, "switch", "調べた内容も一緒に送る（1件）");
    has(&page, "checkbox", "読んだ記事：");
    has(&page, "link", "プライバシーポリシー");
    reads(&page, "2営業日以内（11月26日（木）まで）");
    let name = page.tagged("input").into_iter().find(|input| input.attribute("id") == Some("field-name")).expect("the name");
    assert_eq!(
        (name.attribute("value"), name.attribute("autocomplete"), name.attribute("aria-required")),
        (Some("山田 太郎"), Some("name"), Some("true"))
    );
}

#[test]
fn what_is_wrong_stands_first_and_at_its_field() {
    let desk = Desk::demo("ja", OPEN);
    desk.say([Msg::FormAsked("defect".into()), Msg::FieldTyped("email".into(), "taro@".into()), Msg::Submitted("key".into())]);
    let page = desk.page();
    has(&page, "alert", "3か所をご確認ください");
    has(&page, "link", "お名前: 入力してください。");
    has(&page, "link", "メールアドレス: メールアドレスの形になっていません");
    let email = page.tagged("input").into_iter().find(|input| input.attribute("id") == Some("field-email")).expect("the address");
    assert_eq!((email.attribute("aria-invalid"), email.attribute("value")), (Some("true"), Some("taro@")));
    assert!(email.attribute("aria-describedby").is_some_and(|ids| ids.contains("error-email")));
    // The server's own words for what this form cannot judge.
    let desk = Desk::demo("ja", OPEN);
    filled(&desk).say([Msg::Submitted("key".into())]);
    let refused = FieldProblem { field: "order".into(), fault: tasuke::entry::EntryFault::Refused };
    let page = desk.say([Msg::Answered(Answer::FieldErrors(vec![(refused, "この注文は見つかりません。".into())]).into())]).page();
    has(&page, "link", "注文番号: この注文は見つかりません。");
}

#[test]
fn a_failed_send_keeps_everything_and_names_other_ways() {
    for (answer, said) in [
        (Answer::Later, "混み合っていて"),
        (Answer::Refused, "受け付けられませんでした"),
        (Answer::Unknown, "二重に届くことはありません"),
        (Answer::Earlier { number: "T-1001".into() }, "受付番号 T-1001 で届いています"),
    ] {
        let desk = Desk::demo("ja", OPEN);
        let page = filled(&desk).say([Msg::Submitted("key".into())]).page();
        assert!(page.tagged("button").iter().any(|button| button.attribute("aria-disabled") == Some("true")), "one send at a time");
        let page = desk.say([Msg::Answered(answer.into())]).page();
        has(&page, "alert", said);
        has(&page, "link", "お電話");
        has(&page, "button", "この内容で送信する");
        let values: Vec<_> = page.tagged("input").iter().filter_map(|input| input.attribute("value")).collect();
        assert!(values.contains(&"taro@example.jp"), "{values:?}");
    }
}

#[test]
fn what_was_sent_has_a_number() {
    let desk = Desk::demo("ja", OPEN);
    filled(&desk).say([Msg::Submitted("key".into())]);
    let accepted = Answer::Accepted { number: "T-0042".into(), reply_by: Some("2026-11-26".into()) };
    let page = desk.say([Msg::Answered(accepted.into())]).page();
    has(&page, "heading", "お問い合わせを受け付けました");
    reads(&page, "T-0042");
    reads(&page, "11月26日（木）");
    has(&page, "button", "ヘルプの最初に戻る");
}

#[test]
fn hostile_texts_are_texts() {
    let evil = "</button><script>alert(1)</script><img src=x onerror=alert(1)>\\\" onclick=\\\"alert(1)";
    let file = format!(
        r#"{{"format": 1, "site": {{"name": "{evil}", "locales": ["en"], "popular": ["a"]}}, "notices": [{{"id": "n", "text": "{evil}"}}],
        "categories": [{{"id": "all", "title": "{evil}"}}],
        "articles": [{{"id": "a", "category": "all", "title": "{evil}", "body": "{evil}\n\n[x](javascript:alert(1)) ![x](x\" onerror=\"y)"}}],
        "flows": [{{"id": "f", "title": "{evil}", "start": "s", "steps": {{
            "s": {{"kind": "choose", "ask": "{evil}", "options": [{{"id": "o", "label": "{evil}", "next": "e"}}]}},
            "e": {{"kind": "end", "outcome": "solved", "text": "{evil}"}}}}}}]}}"#
    )
    .replace("(x\" onerror=\"y)", "(x)");
    let desk = Desk::of(&file, "en", OPEN);
    let home = desk.page();
    has(&home, "button", "<script>alert(1)</script>");
    typed(&desk, "script <img src=x onerror=alert(1)>");
    for screen in [Screen::Category("all".into()), Screen::Article("a".into()), Screen::Flow("f".into()), Screen::Contact] {
        let page = desk.show(screen).page();
        assert!(page.tagged("script").is_empty());
    }
    desk.show(Screen::Flow("f".into()));
    let page = desk.say([Msg::OptionMarked("o".into()), Msg::StepAnswered(None)]).page();
    reads(&page, "<script>alert(1)</script>");
}

#[test]
fn every_article_flow_and_category_of_the_demo_is_sound() {
    let knowledge: serde_json::Value = serde_json::from_str(&crate::project::read("knowledge.json")).expect("JSON");
    let ids = |key: &str| -> Vec<String> {
        knowledge[key].as_array().expect("a list").iter().map(|item| item["id"].as_str().expect("an id").to_string()).collect()
    };
    for locale in ["ja", "en"] {
        let desk = Desk::demo(locale, OPEN);
        for id in ids("articles") {
            desk.show(Screen::Article(id)).page();
        }
        for id in ids("categories") {
            desk.show(Screen::Category(id)).page();
        }
        for id in ids("flows") {
            desk.show(Screen::Flow(id)).page();
        }
        for topic in knowledge["ticket"]["topics"].as_array().expect("topics") {
            desk.say([Msg::FormAsked(topic["id"].as_str().expect("an id").into())]).page();
        }
    }
}

#[test]
fn a_text_on_its_way_says_so() {
    let file = r#"{"format": 1, "site": {"name": "店", "locales": ["ja"]}, "categories": [{"id": "all", "title": "すべて"}],
        "articles": [{"id": "a", "category": "all", "title": "題"}]}"#;
    let page = Desk::of(file, "ja", OPEN).show(Screen::Article("a".into())).page();
    reads(&page, "本文を読み込んでいます");
}

#[test]
fn contact_is_as_loud_as_the_shop_wants_and_never_hidden() {
    for (mode, is_first) in [("neutral", false), ("self-service", false), ("ask-first", true)] {
        let file = format!(r#"{{"format": 1, "site": {{"name": "Shop", "locales": ["en"], "contact_mode": "{mode}"}}}}"#);
        let page = Desk::of(&file, "en", OPEN).page();
        has(&page, "button", "Contact us");
        assert_eq!(page.names("button").iter().any(|name| name == "Ask a person"), is_first, "{mode}");
    }
}
