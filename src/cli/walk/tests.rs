use super::*;
use crate::calendar::Date;
use crate::knowledge::{Source, load};

const FILE: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["en"]}, "flows": [{"id": "f", "title": "F", "start": "a", "steps": {
    "a": {"kind": "choose", "ask": "What?", "options": [{"id": "x", "label": "This", "next": "b"}, {"id": "y", "label": "That", "next": "d"}]},
    "b": {"kind": "enter", "ask": "How many?", "type": "number", "next": "c"},
    "c": {"kind": "lookup", "url": "/stock", "send": {"n": "{answer.b}"}, "reads": {"left": {"path": "/left", "type": "number"}},
        "cases": [{"when": {">": [{"var": "lookup.c.left"}, 0]}, "next": "there"}], "else": "d", "failed": "d"},
    "d": {"kind": "do", "text": "Wait.", "fixed": "there", "next": "person"},
    "there": {"kind": "end", "outcome": "solved", "text": "{lookup.c.left} left."}, "person": {"kind": "end", "outcome": "person"}}}]}"#;

/// Plays with these lines typed; the last lines said, and whether it ended.
fn play(typed: &[&str]) -> (Vec<String>, Vec<String>, bool) {
    let knowledge = load(&[Source { name: "k".into(), text: FILE.into() }]).expect("it loads").knowledge;
    let around = Surroundings { facts: Vec::new(), today: Date::EPOCH };
    let player = Player { knowledge: &knowledge, locale: "en", lang: Lang::En, around };
    let mut input = typed.iter();
    let mut heads = Vec::new();
    let (last, ended) = player.play("f", &mut |lines| {
        heads.push(lines.iter().find(|line| line.starts_with(['[', '!'])).cloned().unwrap_or_default());
        input.next().map(|line| (*line).to_string())
    });
    (heads, last, ended)
}

#[test]
fn a_flow_is_played_as_a_customer_goes_through_it() {
    let (heads, last, ended) = play(&["1", "３", r#"{"left": 2}"#]);
    assert_eq!(heads, ["[a] What?", "[b] How many?", r#"[c] POST /stock {"n":"3"}"#]);
    assert_eq!((last, ended), (vec!["[there] end: solved".to_string(), "2 left.".into()], true));
}

#[test]
fn what_is_unclear_is_asked_again_and_one_can_go_back() {
    let (heads, _, ended) = play(&["z", "x", "many", ":back", "y", "maybe", "n"]);
    let starts = ["[a]", "! Please type", "[b]", "! Please write a number", "[a]", "[d]", "! Please type y"];
    assert!(heads.len() == starts.len() && heads.iter().zip(starts).all(|(head, start)| head.starts_with(start)), "{heads:?}");
    assert!(ended);
}

#[test]
fn a_failed_look_up_is_said_and_the_end_of_the_input_is_no_end() {
    let (heads, _, ended) = play(&["1", "1", "later"]);
    assert!(heads.last().is_some_and(|head| head.starts_with("! We could not check")), "{heads:?}");
    assert!(!ended);
}
