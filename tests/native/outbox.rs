//! What the customer reads about tickets on their way, and what can be done about each.

use crate::desk::{Desk, OPEN};
use crate::html::Element;
use std::rc::Rc;
use tasuke::app::{Msg, OutboxRead, Screen};
use tasuke::json::Json;
use tasuke::outbox::{DAY, Entry, Millis, State, Surroundings};
use tasuke::ticket::Answer;

const MADE: Millis = 1_800_000_000_000;

fn entry(state: State) -> Entry {
    let ticket = serde_json::json!({"topic": "defect", "fields": {"message": "<b>光りません。</b>"}});
    Entry { tries: 1, state, ..Entry::new("k".into(), "/tickets".into(), ticket, true, MADE, 7) }
}

fn read(desk: &Desk, entries: &[Entry], now: Millis) {
    let around = Surroundings::default();
    desk.tell(Msg::OutboxRead(Rc::new(OutboxRead { entries: entries.to_vec(), now, around, is_busy: false })));
}

/// What is on the screen: its heading, a sentence, and the buttons of the entry.
#[track_caller]
fn check(entry: Entry, after: Millis, heading: &str, said: &str, buttons: &[&str]) {
    let desk = Desk::demo("ja", OPEN);
    let leads = if matches!(entry.state, State::Sent { .. }) { "お問い合わせを受け付けました" } else { heading };
    read(&desk, &[entry], MADE + after);
    let home = desk.page();
    assert!(home.names("button").iter().any(|name| name.contains(leads)), "home leads there: {:?}", home.names("button"));
    let page = desk.show(Screen::Outbox).page();
    assert_eq!(page.names("heading").first().map(String::as_str), Some(heading));
    assert!(page.text().contains(said), "{said:?} is not in {}", page.text());
    let section = page.tagged("section").into_iter().next().expect("a section for each ticket");
    assert_eq!(section.names("button"), buttons);
    assert!(!section.name(&page).is_empty());
    let is_unsent = heading == "まだ送信されていません";
    assert_eq!(page.names("link").iter().any(|name| name.contains("お電話")), is_unsent, "another way, for whoever cannot wait");
    assert_eq!(page.tagged("b").iter().filter(|bold| bold.text() == "光りません。").count(), 0, "text is text");
}

const WAITS: &[&str] = &["今すぐ送信する", "内容をコピーする", "この端末から削除する"];
const SEEN: &[&str] = &["確認しました"];
const UNSENT: &str = "まだ送信されていません";
const TITLE: &str = "お問い合わせの送信状況";

#[test]
fn each_says_how_it_stands_and_what_can_be_done() {
    let waiting = || State::Waiting { until: MADE + 600_000, is_asked: true };
    let doubtful = Entry { is_doubtful: true, ..entry(waiting()) };
    let sending = State::Sending { lease: "l".into(), until: MADE + 30_000 };
    let earlier = State::Refused(Answer::Earlier { number: "T-1".into() });
    let sent = State::Sent { number: "T-0042".into(), reply_by: Some("2026-11-26".into()), is_seen: false };
    let corrected = &["内容を直す", "内容をコピーする", "この端末から削除する"];
    check(entry(State::Queued), 0, UNSENT, "インターネットにつながりしだい、自動で送信します。", WAITS);
    check(entry(waiting()), 0, UNSENT, "11月24日（火） 11:10ごろ、自動でもう一度送信します。", WAITS);
    check(doubtful, 0, UNSENT, "二重に届くことはありません。", WAITS);
    check(entry(sending), 0, UNSENT, "送信しています", &WAITS[1..]);
    check(Entry { is_idempotent: false, ..entry(State::Unknown) }, 0, UNSENT, "二重に届くことがあります。", WAITS);
    check(entry(State::Queued), DAY, UNSENT, "11月23日（月） 11:00に書かれたため、自動では送信しません。", WAITS);
    check(entry(State::Refused(Answer::Refused)), 0, UNSENT, "ほかの方法でご連絡ください。", corrected);
    check(entry(State::Refused(Answer::FieldErrors(Vec::new()))), 0, UNSENT, "この内容では受け付けられませんでした。", corrected);
    check(entry(earlier), 0, UNSENT, "受付番号 T-1 で届いています。", corrected);
    check(entry(State::Queued), 0, UNSENT, "12月1日（火）まで、この端末に保存します。その後は自動で削除します。", WAITS);
    check(entry(State::Queued), 0, UNSENT, "お問い合わせの内容: <b>光りません。</b>", WAITS);
    check(entry(sent), 0, TITLE, "11月26日（木）まで", SEEN);
    check(Entry { ticket: Json::Null, ..entry(State::Expired) }, 8 * DAY, TITLE, "保存の期限が過ぎました", SEEN);
}

#[test]
fn a_topic_that_is_gone_since_does_no_harm() {
    let mut entry = entry(State::Queued);
    entry.ticket["topic"] = "gone".into();
    check(entry, 0, UNSENT, "お問い合わせの内容: ", WAITS);
}

#[test]
fn nothing_to_tell_is_nothing_said() {
    let desk = Desk::demo("ja", OPEN);
    read(&desk, &[], MADE);
    assert!(!desk.page().text().contains(TITLE));
    let page: Element = desk.show(Screen::Outbox).page();
    assert!(page.text().contains("送信を待っているものはありません。"));
}

#[test]
fn what_is_not_sent_stands_above_what_is() {
    let desk = Desk::demo("ja", OPEN);
    let sent = State::Sent { number: "T-0042".into(), reply_by: None, is_seen: false };
    let waiting = Entry { key: "later".into(), made: MADE + 60_000, ..entry(State::Queued) };
    read(&desk, &[entry(sent), waiting], MADE + 60_000);
    let page = desk.show(Screen::Outbox).page();
    assert_eq!(page.names("heading").first().map(String::as_str), Some(UNSENT));
    let names: Vec<String> = page.tagged("section").iter().map(|section| section.name(&page)).collect();
    assert_eq!(names, ["まだ送信されていません・故障・修理", "お問い合わせを受け付けました"]);
}
