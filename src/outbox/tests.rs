mod model;

use super::*;
use crate::entry::EntryFault;
use crate::json::read;
use crate::ticket::FieldProblem;
use proptest::prelude::*;
use serde_json::json;

/// Some moment.
const NOW: Millis = 1_800_000_000_000;
const MINUTE: Millis = 60_000;

fn entry() -> Entry {
    Entry::new("k".into(), "/tickets".into(), json!({"topic": "defect", "fields": {"message": "?"}}), true, NOW, 7)
}

fn asking(state: State) -> Entry {
    Entry { state, is_idempotent: false, ..entry() }
}

fn with(state: State) -> Entry {
    Entry { state, ..entry() }
}

fn sending(lease: &str) -> State {
    State::Sending { lease: lease.into(), until: NOW + LEASE }
}

fn waiting(minutes: Millis, is_asked: bool) -> State {
    State::Waiting { until: NOW + minutes * MINUTE, is_asked }
}

fn accepted() -> Answer {
    Answer::Accepted { number: "T-1".into(), reply_by: None }
}

fn sent() -> State {
    State::Sent { number: "T-1".into(), reply_by: None, is_seen: false }
}

fn started() -> Event {
    Event::Started { lease: "b".into(), is_alone: false, is_eager: false, is_idempotent: true }
}

fn answered(lease: &str, answer: Answer) -> Event {
    Event::Answered { lease: lease.into(), answer, retry_after: None }
}

#[test]
fn what_happens_to_an_entry() {
    let refused = || State::Refused(Answer::Refused);
    let by_b = || sending("b");
    let alone = || Event::Started { lease: "b".into(), is_alone: true, is_eager: false, is_idempotent: true };
    let eager = || Event::Started { lease: "b".into(), is_alone: false, is_eager: true, is_idempotent: true };
    let moved = || Event::Started { lease: "b".into(), is_alone: true, is_eager: false, is_idempotent: false };
    let asked = || Event::Answered { lease: "a".into(), answer: Answer::Later, retry_after: Some(3 * MINUTE) };
    // Minutes since it was sent off, what it is, what happens, what it becomes.
    let cases = [
        (0, entry(), started(), by_b()),
        (0, with(waiting(0, false)), started(), by_b()),
        (0, with(waiting(1, false)), started(), waiting(1, false)),
        (0, with(waiting(1, false)), eager(), by_b()),
        (0, with(waiting(1, true)), eager(), waiting(1, true)),
        (1, with(waiting(1, true)), started(), State::Sending { lease: "b".into(), until: NOW + 2 * MINUTE }),
        // A wait of two days was never asked for: the clock was set.
        (0, with(waiting(2 * 1_440, true)), started(), by_b()),
        // Somebody else's try, as long as it may last; longer only if it may have arrived and nobody could tell.
        (0, with(sending("a")), started(), sending("a")),
        (0, with(sending("a")), alone(), by_b()),
        (1, with(sending("a")), started(), State::Sending { lease: "b".into(), until: NOW + 2 * MINUTE }),
        (1, asking(sending("a")), started(), sending("a")),
        (0, asking(sending("a")), alone(), sending("a")),
        // The shop changed to an intake that knows no keys.
        (0, entry(), moved(), by_b()),
        (0, Entry { is_doubtful: true, ..entry() }, moved(), State::Unknown),
        (0, Entry { is_doubtful: true, ..with(waiting(1, false)) }, moved(), State::Unknown),
        (0, Entry { is_doubtful: true, ..with(sent()) }, moved(), sent()),
        (1, with(sending("a")), moved(), sending("a")),
        // Its files take their time; what another tab has taken over is none of its business.
        (0, with(sending("a")), Event::Renewed { lease: "a".into() }, sending("a")),
        (1, with(sending("a")), Event::Renewed { lease: "a".into() }, State::Sending { lease: "a".into(), until: NOW + 2 * MINUTE }),
        (1, with(sending("b")), Event::Renewed { lease: "a".into() }, sending("b")),
        (1, with(sent()), Event::Renewed { lease: "a".into() }, sent()),
        // Only with the customer's word.
        (1_440, entry(), started(), State::Queued),
        (0, with(State::Unknown), started(), State::Unknown),
        (0, with(refused()), started(), refused()),
        (0, with(sent()), started(), sent()),
        (0, with(sending("a")), answered("a", accepted()), sent()),
        (0, with(sending("b")), answered("a", accepted()), sent()),
        (0, with(State::Expired), answered("a", accepted()), sent()),
        (0, with(sending("b")), answered("a", Answer::Refused), sending("b")),
        (0, with(sending("a")), answered("a", Answer::Refused), refused()),
        (0, with(sending("a")), answered("a", Answer::Later), State::Waiting { until: NOW + 3_000, is_asked: false }),
        (0, with(sending("a")), asked(), waiting(3, true)),
        (0, with(sending("a")), answered("a", Answer::Unknown), State::Waiting { until: NOW + 3_000, is_asked: false }),
        (0, asking(sending("a")), answered("a", Answer::Later), State::Waiting { until: NOW + 3_000, is_asked: false }),
        (0, asking(sending("a")), answered("a", Answer::Unknown), State::Unknown),
        (0, Entry { is_doubtful: true, ..asking(sending("a")) }, answered("a", Answer::Refused), State::Unknown),
        (0, with(waiting(1, false)), Event::Agreed, State::Queued),
        (0, with(waiting(1, true)), Event::Agreed, waiting(1, true)),
        (0, with(State::Unknown), Event::Agreed, State::Queued),
        (0, with(sending("a")), Event::Agreed, sending("a")),
        (1, asking(sending("a")), Event::Agreed, State::Queued),
        (0, with(refused()), Event::Agreed, refused()),
        (0, with(sent()), Event::Agreed, sent()),
        (7 * 1_440, entry(), Event::Looked, State::Expired),
        (7 * 1_440, with(sent()), Event::Looked, sent()),
        (7 * 1_440 - 1, entry(), Event::Looked, State::Queued),
        (0, entry(), Event::Seen, State::Queued),
    ];
    for (minutes, before, event, after) in cases {
        let said = format!("{minutes} {before:?} {event:?}");
        let found = next(before, &event, NOW + minutes * MINUTE, 0.5);
        assert_eq!(found.map(|entry| entry.state), Some(after), "{said}");
    }
    let seen = next(with(sent()), &Event::Seen, NOW, 0.5).expect("a mark against sending it again");
    assert!(!seen.is_news());
    for (minutes, before, event) in [
        (0, entry(), Event::Deleted),
        (0, with(refused()), Event::Returned),
        (0, with(State::Expired), Event::Seen),
        (7 * 1_440, seen.clone(), Event::Looked),
    ] {
        assert_eq!(next(before, &event, NOW + minutes * MINUTE, 0.5), None);
    }
}

#[test]
fn what_is_stored_or_expired_holds_no_text() {
    for (before, event, minutes) in [(with(sending("a")), answered("a", accepted()), 0), (entry(), Event::Looked, 7 * 1_440)] {
        let after = next(before, &event, NOW + minutes * MINUTE, 0.5).expect("an entry");
        assert_eq!(after.ticket, Json::Null);
    }
}

#[test]
fn the_customers_word_lasts_a_day() {
    let stale = NOW + STALE;
    assert_eq!(entry().standing(stale), Standing::Stale);
    let agreed = next(entry(), &Event::Agreed, stale, 0.5).expect("an entry");
    assert_eq!(agreed.standing(stale), Standing::Queued);
    assert_eq!(agreed.standing(stale + STALE), Standing::Stale);
}

#[test]
fn a_draft_sent_off_twice_is_one_entry() {
    let other = Entry::new("k".into(), "/tickets".into(), json!({"topic": "other"}), true, NOW, 7);
    let tried = Entry { tries: 1, ..entry() };
    let refused = Entry { tries: 1, is_doubtful: true, ..with(State::Refused(Answer::Refused)) };
    let cases = [
        (None, other.clone()),
        (Some(entry()), entry()),
        (Some(tried.clone()), tried),
        (Some(with(sent())), with(sent())),
        (Some(with(State::Unknown)), with(State::Unknown)),
        // Another tab's draft of the same key writes nothing over that was promised to be shown.
        (Some(refused.clone()), refused.clone()),
        (next(refused, &Event::Returned, NOW, 0.5), Entry { is_doubtful: true, ..other.clone() }),
        (Some(with(State::Expired)), other.clone()),
    ];
    for (known, stored) in cases {
        assert_eq!(enqueue(known.clone(), other.clone()), stored, "{known:?}");
    }
}

#[test]
fn a_digest_names_what_the_customer_wrote() {
    let ticket = |topic, message, story: &[u8]| digest(&json!({"topic": topic, "fields": {"message": message}, "story": story}));
    assert_eq!(ticket("a", "x", &[1]), ticket("a", "x", &[]));
    assert_ne!(ticket("a", "x", &[]), ticket("b", "x", &[]));
    assert_ne!(ticket("a", "x", &[]), ticket("a", "y", &[]));
}

#[test]
fn what_a_tab_does() {
    let online = Surroundings { is_online: true, ..Surroundings::default() };
    let eager = Surroundings { is_eager: true, ..online };
    let locks = Surroundings { has_locks: true, ..online };
    let old = Entry { key: "old".into(), made: NOW - 1, expires: NOW, ..entry() };
    let early = Entry { key: "early".into(), made: NOW - 1, ..entry() };
    let cases: &[(&[Entry], Surroundings, Option<&str>, Option<&str>, Option<Millis>)] = &[
        (&[], online, None, None, None),
        (&[entry()], Surroundings::default(), None, None, Some(LOOK)),
        (&[entry(), early.clone()], online, Some("early"), None, Some(LOOK)),
        (&[with(waiting(5, false))], online, None, None, Some(5 * MINUTE)),
        (&[with(waiting(5, false))], eager, Some("k"), None, Some(5 * MINUTE)),
        (&[with(waiting(5, true))], eager, None, None, Some(5 * MINUTE)),
        (&[with(sending("a"))], online, None, None, Some(LEASE)),
        (&[with(sending("a"))], locks, Some("k"), None, Some(LEASE)),
        (&[with(State::Unknown)], online, None, None, Some(LOOK)),
        (&[Entry { expires: NOW + 1, ..with(sent()) }], online, None, None, Some(1)),
        (&[old], online, None, Some("old"), Some(LOOK)),
    ];
    for (entries, around, start, expire, wake) in cases {
        let expected = Plan { start: start.map(str::to_string), expire: expire.map(str::to_string), wake: wake.map(|wake| NOW + wake) };
        assert_eq!(plan(entries, NOW, *around), expected, "{entries:?} {around:?}");
    }
}

#[test]
fn waits_grow_and_end() {
    let cases =
        [(0, 0.0, 2_000), (1, 0.0, 2_000), (1, 1.0, 4_000), (2, 0.5, 6_000), (5, 0.0, 32_000), (9, 1.0, 600_000), (99, 0.0, 300_000)];
    for (tries, chance, wait) in cases {
        assert_eq!(backoff(tries, chance), wait, "{tries} {chance}");
    }
}

#[test]
fn retry_after_is_read_in_all_its_forms() {
    // 1994-11-06T08:49:37Z, and some time before it.
    let date = 784_111_777_000;
    let cases = [
        ("120", Some(120_000)),
        (" 0 ", Some(0)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(60_000)),
        ("Sun Nov  6 08:49:37 1994", Some(60_000)),
        ("Mon, 07 Nov 1994 20:00:00 GMT", Some(DAY)),
        ("Sat, 05 Nov 1994 08:49:37 GMT", Some(0)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(DAY)),
        ("999999999999999999999999", Some(DAY)),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("Sun, 31 Feb 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ("Sun, 06 Nov 1994", None),
        ("Sun, 06 ovD 1994 08:49:37 GMT", None),
    ];
    for (header, wait) in cases {
        assert_eq!(retry_after(header, date - 60_000), wait, "{header:?}");
    }
}

fn state() -> impl Strategy<Value = State> {
    let problem = (prop::sample::select(EntryFault::ALL.to_vec()), ".*");
    let problem = problem.prop_map(|(fault, words)| (FieldProblem { field: "email".into(), fault }, words));
    let refusal = prop_oneof![
        Just(Answer::Refused),
        ".*".prop_map(|number| Answer::Earlier { number }),
        prop::collection::vec(problem, 0..3).prop_map(Answer::FieldErrors),
    ];
    prop_oneof![
        Just(State::Queued),
        (0..1_u64 << 50, any::<bool>()).prop_map(|(until, is_asked)| State::Waiting { until, is_asked }),
        (".*", 0..1_u64 << 50).prop_map(|(lease, until)| State::Sending { lease, until }),
        Just(State::Unknown),
        refusal.prop_map(State::Refused),
        (".*", prop::option::of(".*"), any::<bool>()).prop_map(|(number, reply_by, is_seen)| State::Sent { number, reply_by, is_seen }),
        Just(State::Expired),
    ]
}

proptest! {
    #[test]
    fn an_entry_is_read_as_it_was_stored(state in state(), tries: u32, digest: u32, is_idempotent: bool, is_doubtful: bool, is_returned: bool) {
        let entry = Entry { digest, is_idempotent, tries, is_doubtful, is_returned, ..with(state) };
        let read = read(&write(&entry.to_json())).expect("JSON");
        prop_assert_eq!(Entry::read(&read), Some(entry));
    }

    #[test]
    fn no_header_breaks_the_reader(header in ".*|[A-Za-z0-9:, -]{0,40}", now in 0..1_u64 << 50) {
        prop_assert!(retry_after(&header, now).is_none_or(|wait| wait <= DAY));
    }
}
