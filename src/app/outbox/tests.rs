use super::*;
use crate::app::tests::{Customer, OPEN, REPAIR};
use crate::app::{Msg, Order};
use crate::entry::EntryFault;
use crate::outbox::{DAY, Event, enqueue, next};
use crate::ticket::FieldProblem;
use std::collections::VecDeque;
use std::rc::Rc;

const START: Millis = 1_800_000_000_000;

/// A customer's device with its store, and the shop's endpoint at the other end.
struct Device {
    customer: Customer,
    entries: Vec<Entry>,
    now: Millis,
    is_online: bool,
    keeps_nothing: bool,
    /// What the next tries end with; accepted where nothing is said.
    answers: VecDeque<Answer>,
    /// The keys of all tries.
    tries: Vec<String>,
    wake: Option<Millis>,
    copied: String,
}

impl Device {
    fn new() -> Self {
        Self {
            customer: Customer::at(OPEN),
            entries: Vec::new(),
            now: START,
            is_online: true,
            keeps_nothing: false,
            answers: VecDeque::new(),
            tries: Vec::new(),
            wake: None,
            copied: String::new(),
        }
    }

    /// A ticket was written and is sent off; its tries end with these answers.
    fn sends(answers: impl IntoIterator<Item = Answer>) -> Self {
        let mut device = Self::new();
        device.answers.extend(answers);
        device.writes();
        device.tell(Msg::Submitted("key-1".into()));
        device
    }

    fn writes(&mut self) {
        self.tell(Msg::FormAsked("defect".into()));
        self.tell(Msg::Ripened);
        for (name, value) in REPAIR {
            self.tell(Msg::FieldTyped((*name).into(), (*value).into()));
        }
    }

    fn tell(&mut self, msg: Msg) {
        let effects = self.customer.tell(msg);
        self.obey(effects);
    }

    fn obey(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send { key, .. } if self.keeps_nothing => {
                    self.tell(Msg::Unkept);
                    let answer = self.post(&key);
                    self.tell(Msg::Answered(answer.into()));
                }
                Effect::Send { url, key, body, keep_days, wait } => {
                    let new = Entry::new(key, url, body, true, self.now, keep_days).held(wait.into());
                    let (key, digest) = (new.key.clone(), new.digest);
                    let kept = enqueue(self.take(&key), new);
                    if kept.digest != digest {
                        self.tell(Msg::Answered(Answer::Earlier { number: String::new() }.into()));
                    }
                    self.entries.push(kept);
                    self.look(false);
                }
                Effect::Outbox(Order::Change(key, event)) => self.change(&key, &event),
                Effect::Outbox(Order::Start { key, is_eager }) => {
                    let lease = self.tries.len().to_string();
                    self.change(&key, &Event::Started { lease: lease.clone(), is_alone: false, is_eager, is_idempotent: true });
                    if self.entry(&key).is_some_and(|entry| matches!(entry.state, State::Sending { .. })) {
                        let answer = self.post(&key);
                        self.change(&key, &Event::Answered { lease, answer, retry_after: None });
                    }
                }
                Effect::Outbox(Order::Wake(until)) => self.wake = Some(until),
                Effect::Outbox(Order::Copy(text)) => self.copied = text,
                _ => {}
            }
        }
    }

    fn take(&mut self, key: &str) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    fn change(&mut self, key: &str, event: &Event) {
        let after = self.take(key).and_then(|entry| next(entry, event, self.now, 0.5));
        self.entries.extend(after);
        self.look(false);
    }

    fn post(&mut self, key: &str) -> Answer {
        self.tries.push(key.into());
        self.answers.pop_front().unwrap_or(Answer::Accepted { number: "T-7".into(), reply_by: Some("2026-11-26".into()) })
    }

    fn look(&mut self, is_eager: bool) {
        let around = Surroundings { is_online: self.is_online, is_eager, has_locks: false };
        let read = OutboxRead { entries: self.entries.clone(), now: self.now, around, is_busy: false };
        self.tell(Msg::OutboxRead(Rc::new(read)));
    }

    fn wait(&mut self, time: Millis) {
        self.now += time;
        self.look(false);
    }

    /// The tab closes, and the page is opened anew with what the device kept.
    fn reopens(&mut self, draft: Option<Json>) {
        self.customer = Customer::at(OPEN);
        if let Some(kept) = draft {
            self.tell(Msg::Restored(kept.into()));
        }
        self.look(false);
    }

    fn session(&self) -> &Session {
        &self.customer.session
    }

    fn standing(&self) -> Option<Standing> {
        self.session().news().first().map(|entry| self.session().standing(entry))
    }

    fn badge(&self) -> String {
        let label = self.customer.effects.iter().rev().find_map(|effect| match effect {
            Effect::Emit("unsent", detail) => detail["label"].as_str().map(str::to_string),
            _ => None,
        });
        label.expect("the launcher is told")
    }
}

fn wrong() -> Answer {
    Answer::FieldErrors(vec![(FieldProblem { field: "order".into(), fault: EntryFault::Refused }, "No such order.".into())])
}

#[test]
fn what_the_customer_sees_after_sending() {
    // How the first try ends, the screen, how the ticket stands, whether the text is in the form.
    let cases = [
        (None, Screen::Sent, None, false),
        (Some(Answer::Later), Screen::Outbox, Some(Standing::Waiting(START + 3_000)), false),
        (Some(Answer::Unknown), Screen::Outbox, Some(Standing::Waiting(START + 3_000)), false),
        (Some(Answer::Refused), Screen::Form, None, true),
        (Some(wrong()), Screen::Form, None, true),
    ];
    for (answer, screen, standing, is_in_form) in cases {
        let said = format!("{answer:?}");
        let device = Device::sends(answer);
        assert_eq!(*device.session().screen(), screen, "{said}");
        assert_eq!(device.standing(), standing, "{said}");
        assert_eq!(device.badge().is_empty(), standing.is_none(), "{said}");
        assert_eq!(device.session().draft.value("message"), if is_in_form { "光りません。" } else { "" }, "{said}");
        assert_eq!(device.session().draft.key, "", "{said}: what is corrected is another ticket");
        let told = if screen == Screen::Sent {
            "ticket-sent"
        } else if is_in_form {
            "ticket-failed"
        } else {
            "ticket-queued"
        };
        let events: Vec<_> = device.customer.events().into_iter().filter(|name| name.starts_with("ticket")).collect();
        assert_eq!(events, [told], "{said}");
    }
}

#[test]
fn what_failed_is_sent_when_its_time_comes() {
    let mut device = Device::sends([Answer::Later, Answer::Unknown]);
    assert_eq!(device.badge(), "ヘルプ・まだ送信されていません");
    assert_eq!(device.wake, Some(START + 3_000));
    device.wait(3_000);
    assert_eq!(device.standing(), Some(Standing::Waiting(START + 9_000)));
    device.wait(5_999);
    assert_eq!(device.tries.len(), 2, "not before");
    device.wait(1);
    assert_eq!(device.tries, ["key-1"; 3], "one key");
    assert_eq!((device.standing(), device.badge().as_str()), (Some(Standing::Sent), ""));
    assert_eq!(device.session().status, "お問い合わせを受け付けました");
    assert_eq!(device.customer.events().last(), Some(&"unsent"));
    device.tell(Msg::Wished("key-1".into(), Wish::Delete));
    assert_eq!(device.standing(), None);
    assert_eq!(device.entries.len(), 1, "the same draft in another tab is not sent again");
}

#[test]
fn without_a_network_it_waits_for_one() {
    let mut device = Device::new();
    device.is_online = false;
    device.writes();
    device.tell(Msg::Submitted("key-1".into()));
    assert_eq!((device.session().screen(), device.standing()), (&Screen::Outbox, Some(Standing::Queued)));
    device.wait(60_000);
    assert_eq!(device.tries.len(), 0);
    // The browser was closed meanwhile.
    device.reopens(None);
    device.is_online = true;
    device.look(true);
    assert_eq!((device.tries.len(), device.standing()), (1, Some(Standing::Sent)));
}

#[test]
fn nobody_waits_long_in_front_of_the_form() {
    let mut device = Device::new();
    device.writes();
    let effects = device.customer.tell(Msg::Submitted("key-1".into()));
    let Some(Effect::Send { url, key, body, keep_days, .. }) = effects.into_iter().last() else { panic!("nothing is sent") };
    let lease = State::Sending { lease: "a".into(), until: START + 60_000 };
    device.entries.push(Entry { state: lease, tries: 1, ..Entry::new(key, url, body, true, START, keep_days) });
    device.look(false);
    assert_eq!((device.session().screen(), device.wake), (&Screen::Form, Some(START + PATIENCE)));
    device.wait(PATIENCE);
    assert_eq!((device.session().screen(), device.standing()), (&Screen::Outbox, Some(Standing::Sending(START + 60_000))));
    device.change("key-1", &Event::Answered { lease: "a".into(), answer: Answer::Later, retry_after: None });
    assert_eq!(device.standing(), Some(Standing::Waiting(START + PATIENCE + 3_000)));
}

#[test]
fn what_was_sent_off_in_haste_is_on_the_device_and_goes_by_itself() {
    let mut device = Device::new();
    device.tell(Msg::FormAsked("defect".into()));
    for (name, value) in REPAIR {
        device.tell(Msg::FieldTyped((*name).into(), (*value).into()));
    }
    device.tell(Msg::Submitted("key-1".into()));
    assert_eq!((device.tries.len(), device.standing()), (0, Some(Standing::Waiting(START + 3_000))));
    assert_eq!((device.session().screen(), &device.session().sending), (&Screen::Form, &Sending::Sending), "it is being sent");
    assert_eq!(device.wake, Some(START + 3_000));
    device.look(true);
    assert_eq!(device.tries.len(), 0, "nothing shortens it");
    device.wait(3_000);
    assert_eq!((device.tries.len(), device.session().screen()), (1, &Screen::Sent));
}

#[test]
fn the_customer_need_not_wait() {
    let mut device = Device::sends([Answer::Unknown]);
    device.tell(Msg::Wished("key-1".into(), Wish::Copy));
    assert!(device.copied.contains("光りません。") && device.copied.contains("メールアドレス: taro@example.jp"), "{}", device.copied);
    device.tell(Msg::Wished("key-1".into(), Wish::Send));
    assert_eq!((device.tries.len(), device.standing()), (2, Some(Standing::Sent)));

    let mut device = Device::sends([Answer::Unknown]);
    device.tell(Msg::Wished("key-1".into(), Wish::Delete));
    assert_eq!((device.standing(), device.entries.len()), (None, 0));
    // The button went with it: the focus and what is heard do not stay with what is gone.
    assert_eq!(device.session().status, "この端末から削除しました。");
    assert_eq!(
        device.customer.effects.iter().rev().find(|effect| matches!(effect, Effect::Focus(_))),
        Some(&Effect::Focus(Focus::Heading))
    );
    device.wait(DAY);
    assert_eq!(device.tries.len(), 1);
}

#[test]
fn what_was_sent_can_be_copied() {
    let mut device = Device::sends([]);
    device.tell(Msg::CopyAsked);
    assert_eq!(device.copied, "故障・修理\nお名前: 山田\nメールアドレス: taro@example.jp\nお問い合わせの内容: 光りません。");
    device.tell(Msg::Copied(true));
    assert_eq!(device.session().status, "コピーしました");
}

#[test]
fn a_device_that_keeps_nothing_keeps_the_text_on_the_screen() {
    for answer in [Answer::Later, Answer::Unknown] {
        let mut device = Device::new();
        device.keeps_nothing = true;
        device.answers.push_back(answer);
        device.writes();
        device.tell(Msg::Submitted("key-1".into()));
        assert!(device.session().is_unkept && matches!(device.session().sending, Sending::Failed(_)));
        assert_eq!(device.session().draft.value("message"), "光りません。");
        device.tell(Msg::Submitted("key-2".into()));
        assert_eq!((device.session().screen(), device.tries.as_slice()), (&Screen::Sent, &["key-1".to_string(), "key-1".into()][..]));
    }
}

#[test]
fn after_a_crash_the_draft_of_what_is_on_its_way_is_none() {
    // What of the draft was on the disk: with its key, before it had one, changed since.
    let kept = |device: &Device, key: &str, message: &str| {
        let mut kept = device.customer.saved();
        kept["draft"]["key"] = key.into();
        kept["draft"]["values"]["message"] = message.into();
        kept
    };
    for (key, message, left) in
        [("key-1", "光りません。", ""), ("", "光りません。", ""), ("key-1", "もう一つ。", "もう一つ。"), ("", "もう一つ。", "もう一つ。")]
    {
        let mut device = Device::new();
        device.is_online = false;
        device.writes();
        let before = kept(&device, key, message);
        device.tell(Msg::Submitted("key-1".into()));
        device.reopens(Some(before));
        let draft = &device.session().draft;
        assert_eq!((draft.value("message"), draft.key.as_str()), (left, ""), "{key} {message}");
        assert_eq!(device.standing(), Some(Standing::Queued));
    }
}

#[test]
fn a_refusal_after_a_doubt_keeps_the_key() {
    let mut device = Device::sends([Answer::Unknown, Answer::Refused]);
    device.wait(3_000);
    assert_eq!(device.standing(), Some(Standing::Refused));
    device.tell(Msg::Wished("key-1".into(), Wish::Correct));
    assert_eq!((device.session().screen(), device.session().draft.value("message")), (&Screen::Form, "光りません。"));
    assert_eq!(device.standing(), None, "it is in the form");
    device.tell(Msg::Submitted("key-2".into()));
    assert_eq!(device.tries, ["key-1"; 3], "a new key might make two of it");
    assert_eq!(*device.session().screen(), Screen::Sent);
}

#[test]
fn what_is_refused_unseen_goes_back_to_the_form() {
    let mut device = Device::new();
    device.is_online = false;
    device.writes();
    device.tell(Msg::Submitted("key-1".into()));
    device.reopens(None);
    (device.is_online, device.answers) = (true, [wrong()].into());
    device.look(true);
    assert_eq!(device.standing(), Some(Standing::Refused));
    assert!(!device.badge().is_empty());
    device.tell(Msg::Wished("key-1".into(), Wish::Correct));
    assert_eq!(device.session().problems.len(), 1);
    assert_eq!((device.session().draft.value("email"), device.entries.len()), ("taro@example.jp", 0));
    device.tell(Msg::Submitted("key-2".into()));
    assert_eq!(device.tries, ["key-1", "key-2"]);
}

#[test]
fn what_is_being_written_is_not_written_over() {
    let mut device = Device::sends([Answer::Unknown, Answer::Refused]);
    device.wait(3_000);
    device.writes();
    device.tell(Msg::FieldTyped("message".into(), "別件です。".into()));
    device.tell(Msg::Wished("key-1".into(), Wish::Correct));
    assert_eq!(device.session().draft.value("message"), "別件です。");
}

#[test]
fn after_a_day_it_asks_and_after_the_stated_days_it_goes() {
    let mut device = Device::new();
    device.is_online = false;
    device.writes();
    device.tell(Msg::Submitted("key-1".into()));
    device.reopens(None);
    device.is_online = true;
    device.wait(DAY);
    assert_eq!((device.standing(), device.tries.len()), (Some(Standing::Stale), 0));
    device.answers.push_back(Answer::Unknown);
    device.tell(Msg::Wished("key-1".into(), Wish::Send));
    assert_eq!(device.tries.len(), 1);
    device.is_online = false;
    device.wait(6 * DAY);
    assert_eq!((device.standing(), device.badge().as_str()), (Some(Standing::Expired), ""));
    assert!(device.entries.iter().all(|entry| entry.ticket == Json::Null), "the text is gone");
    device.tell(Msg::Wished("key-1".into(), Wish::Delete));
    assert_eq!(device.entries.len(), 0);
}

#[test]
fn another_text_under_the_key_of_what_is_on_its_way_is_never_taken_for_it() {
    // The browser crashed after the first text was promised, and the form has its draft back, with its key.
    let mut device = Device::new();
    device.is_online = false;
    device.writes();
    device.tell(Msg::Submitted("key-1".into()));
    let mut kept = device.customer.saved();
    kept["draft"]["key"] = "key-1".into();
    let entries = device.entries.clone();
    device.customer = Customer::at(OPEN);
    device.tell(Msg::Restored(kept.into()));
    device.writes();
    device.tell(Msg::FieldTyped("message".into(), "もう一つ。".into()));
    let effects = device.customer.tell(Msg::Submitted("key-2".into()));
    // Somebody looks before the shell has tried to store the second text.
    device.look(false);
    assert_eq!(device.session().sending, Sending::Sending, "nothing was promised yet");
    device.obey(effects);
    assert_eq!(device.entries, entries, "the first text is not written over");
    assert_eq!(device.session().sending, Sending::Failed(SendFailure::Earlier(String::new())));
    assert_eq!(device.session().draft.value("message"), "もう一つ。");
    device.tell(Msg::Submitted("key-2".into()));
    assert_eq!((device.entries.len(), device.session().unsent()), (2, 2));
}

#[test]
fn resetting_the_desk_recalls_no_ticket() {
    let mut device = Device::sends([Answer::Later]);
    device.tell(Msg::Reset);
    assert_eq!(device.session().unsent(), 1);
    device.wait(3_000);
    assert_eq!(device.standing(), Some(Standing::Sent));
}

#[test]
fn no_event_tells_what_is_in_a_ticket() {
    let mut device = Device::sends([Answer::Later, Answer::Unknown, wrong()]);
    device.wait(DAY / 2);
    device.wait(DAY / 4);
    device.tell(Msg::Wished("key-1".into(), Wish::Correct));
    for effect in &device.customer.effects {
        if let Effect::Emit(name, detail) = effect {
            let detail = detail.to_string();
            assert!(!["taro", "山田", "光りません"].iter().any(|own| detail.contains(own)), "{name} tells {detail}");
        }
    }
}
