use super::*;
use crate::knowledge::{FactType, Knowledge, Lookup, Outcome, Source, load};
use proptest::prelude::*;
use std::sync::LazyLock;

const TODAY: &str = "2026-11-22";

fn knowledge(text: &str) -> Knowledge {
    let loaded = load(&[Source { name: "knowledge.json".into(), text: text.into() }]).expect("it loads");
    assert_eq!(loaded.problems, []);
    loaded.knowledge
}

static DEMO: LazyLock<Knowledge> = LazyLock::new(|| knowledge(include_str!("../../knowledge.json")));

fn demo() -> &'static Knowledge {
    &DEMO
}

/// A knowledge base of one flow `f` with these steps.
fn flow_of(steps: &str) -> Knowledge {
    knowledge(&file_of(steps))
}

fn file_of(steps: &str) -> String {
    format!(
        r#"{{"format": 1, "site": {{"name": "S", "locales": ["en"]}}, "facts": {{"state": {{"type": "text"}}}},
        "flows": [{{"id": "f", "title": "F", "start": "a", "steps": {{{steps}}}}}, {{"id": "other", "title": "O", "start": "o", "steps": {{
            "o": {{"kind": "enter", "ask": "O?", "type": "text", "next": "done"}}, "done": {{"kind": "end", "outcome": "article", "article": "a"}}}}}}],
        "categories": [{{"id": "c", "title": "C"}}], "articles": [{{"id": "a", "category": "c", "title": "A", "body": "A."}}]}}"#
    )
}

fn around(facts: &[(&str, &str)]) -> Surroundings {
    let facts = facts.iter().map(|(name, value)| ((*name).to_string(), Value::Text((*value).to_string()))).collect();
    Surroundings { facts, today: Date::parse(TODAY).expect("a date") }
}

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

/// Gives answers in order and compares where the walk stands: the trail, then the step shown.
#[track_caller]
fn check(knowledge: &Knowledge, facts: &[(&str, &str)], answers: &[(&str, Value)], expected: &str) {
    let mut walk = Walk::new("f");
    for (step, value) in answers {
        walk.answer(step, value.clone());
    }
    assert_eq!(stands(&walk, knowledge, &around(facts)), expected, "{answers:?}");
}

fn stands(walk: &Walk, knowledge: &Knowledge, around: &Surroundings) -> String {
    let position = walk.position(knowledge, around).expect("a position");
    let ids: Vec<&str> = position.trail.iter().map(|asked| asked.id.as_str()).chain([position.id.as_str()]).collect();
    ids.join(" ")
}

fn filled(template: &str, walk: &Walk, knowledge: &Knowledge, around: &Surroundings) -> Option<String> {
    let position = walk.position(knowledge, around).expect("a position");
    Values { walk, position: &position, around }.fill_in(template)
}

const TWO_WAYS: &str = r#"
    "a": {"kind": "choose", "ask": "A?", "options": [{"id": "left", "label": "L", "next": "b"}, {"id": "right", "label": "R", "next": "c"}]},
    "b": {"kind": "do", "text": "B", "fixed": "end", "next": "c"},
    "c": {"kind": "enter", "ask": "C?", "type": "number", "next": "d"},
    "d": {"kind": "branch", "cases": [{"when": {">": [{"var": "answer.c"}, 10]}, "next": "many"}], "else": "end"},
    "many": {"kind": "choose", "ask": "M?", "many": true, "next": "end",
        "options": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y", "when": {"==": [{"var": "answer.a"}, "left"]}}]},
    "end": {"kind": "end", "outcome": "solved"}"#;

#[test]
fn answers_decide_where_the_walk_stands() {
    let flow = flow_of(TWO_WAYS);
    let (left, right, no) = (("a", text("left")), ("a", text("right")), ("b", text(NO)));
    let many = |ids: &[&str]| ("many", Value::List(ids.iter().map(|id| (*id).to_string()).collect()));
    let number = |n| ("c", Value::Number(n));
    check(&flow, &[], &[], "a");
    check(&flow, &[], std::slice::from_ref(&left), "a b");
    check(&flow, &[], &[left.clone(), ("b", text(YES))], "a b end");
    check(&flow, &[], &[left.clone(), no.clone()], "a b c");
    check(&flow, &[], std::slice::from_ref(&right), "a c");
    check(&flow, &[], &[right.clone(), number(3.0)], "a c end");
    check(&flow, &[], &[right.clone(), number(11.0)], "a c many");
    check(&flow, &[], &[right.clone(), number(11.0), many(&["x"])], "a c many end");
    check(&flow, &[], &[right.clone(), number(11.0), many(&[])], "a c many end");
    // An option that is not offered is no answer.
    check(&flow, &[], &[right, number(11.0), many(&["y"])], "a c many");
    check(&flow, &[], &[left, no, number(11.0), many(&["x", "y"])], "a b c many end");
}

#[test]
fn what_is_no_answer_to_its_step_is_asked_again() {
    let flow = flow_of(TWO_WAYS);
    for odd in [text("up"), text(""), Value::Number(1.0), Value::Bool(true), Value::List(vec!["left".into()])] {
        check(&flow, &[], &[("a", odd)], "a");
    }
    check(&flow, &[], &[("none", text("x")), ("__proto__", text("x"))], "a");
}

#[test]
fn an_earlier_answer_can_be_changed_and_later_ones_stand() {
    let knowledge = flow_of(TWO_WAYS);
    let (knowledge, around) = (&knowledge, around(&[]));
    let mut walk = Walk::new("f");
    for (step, value) in [("a", text("left")), ("b", text(NO)), ("c", Value::Number(3.0))] {
        walk.answer(step, value);
    }
    walk.edit("a");
    assert_eq!(stands(&walk, knowledge, &around), "a");
    walk.answer("a", text("right"));
    assert_eq!(stands(&walk, knowledge, &around), "a c end", "c was answered already");
    // What no longer stands comes back with its step.
    walk.edit("a");
    walk.answer("a", text("left"));
    assert_eq!(stands(&walk, knowledge, &around), "a b c end");
    // And counts for nothing as long as it does not stand.
    walk.edit("a");
    walk.answer("a", text("right"));
    assert_eq!(filled("{answer.b}", &walk, knowledge, &around), None);
    assert_eq!(filled("{answer.a}-{answer.c}", &walk, knowledge, &around), Some("right-3".into()));
}

#[test]
fn a_loop_asks_its_steps_again() {
    let knowledge = flow_of(
        r#""a": {"kind": "do", "text": "A", "fixed": "end", "next": "b"},
        "b": {"kind": "choose", "ask": "B?", "options": [{"id": "again", "label": "Again", "next": "a"}, {"id": "stop", "label": "Stop", "next": "end"}]},
        "end": {"kind": "end", "outcome": "solved"}"#,
    );
    let (knowledge, around) = (&knowledge, around(&[]));
    let mut walk = Walk::new("f");
    for _ in 0..3 {
        assert_eq!(stands(&walk, knowledge, &around), "a");
        walk.answer("a", text(NO));
        assert_eq!(stands(&walk, knowledge, &around), "a b");
        walk.answer("b", text("again"));
    }
    walk.answer("a", text(NO));
    walk.answer("b", text("stop"));
    assert_eq!(stands(&walk, knowledge, &around), "a b end");
}

/// A look-up of a parcel by two things that the customer types.
const PARCEL: &str = r#"
    "a": {"kind": "enter", "ask": "Order?", "type": "text", "private": true, "next": "mail"},
    "mail": {"kind": "enter", "ask": "Mail?", "type": "email", "private": true, "next": "status"},
    "status": {"kind": "lookup", "url": "/l", "send": {"order": "{answer.a}", "email": "{answer.mail}"},
        "reads": {"state": {"path": "/state", "type": "one-of", "values": ["shipped", "lost"]}, "day": {"path": "/days/0", "type": "date"},
            "left": {"path": "/left", "type": "number"}, "late": {"path": "/late", "type": "yes-no"}, "by": {"path": "/by", "type": "text"}},
        "cases": [{"when": {"==": [{"var": "lookup.status.state"}, "shipped"]}, "next": "sent"},
            {"when": {"==": [{"var": "lookup.status.state"}, "lost"]}, "next": "person"}],
        "else": "wait", "failed": "person", "not_found": "again"},
    "again": {"kind": "choose", "ask": "Again?", "options": [{"id": "no", "label": "No", "next": "person"}]},
    "sent": {"kind": "end", "outcome": "solved"}, "wait": {"kind": "end", "outcome": "solved"},
    "person": {"kind": "end", "outcome": "person"}"#;

fn lookup_of(knowledge: &Knowledge) -> Lookup {
    let found =
        knowledge.flows[0].steps.0.iter().find_map(|(_, step)| if let Step::Lookup(lookup) = step { Some(lookup.clone()) } else { None });
    found.expect("a look-up")
}

#[test]
fn an_endpoint_s_answer_decides_where_the_walk_stands() {
    let knowledge = flow_of(PARCEL);
    let lookup = lookup_of(&knowledge);
    let around = around(&[]);
    let full =
        r#"{"state": "shipped", "days": ["2026-11-20T10:00:00+09:00"], "left": 2, "late": false, "by": "Yamato\u0000", "owner": "T"}"#;
    let table = [
        (200, full, "a mail sent", None, "shipped 2026-11-20 2 no Yamato"),
        (200, r#"{"state": "lost"}"#, "a mail person", None, ""),
        // A word that the file does not know, or a value of another type, is as good as missing.
        (200, r#"{"state": "melted", "left": 1}"#, "a mail wait", None, ""),
        (200, r#"{"state": ["shipped"], "late": true}"#, "a mail wait", None, ""),
        (200, "{}", "a mail person", Some(LookupFault::Nonsense), ""),
        (200, "<html>", "a mail person", Some(LookupFault::Nonsense), ""),
        (200, "[]", "a mail person", Some(LookupFault::Nonsense), ""),
        (200, "", "a mail person", Some(LookupFault::Nonsense), ""),
        (404, "", "a mail again", Some(LookupFault::NotFound), ""),
        (403, full, "a mail person", Some(LookupFault::Refused), ""),
        (429, full, "a mail person", Some(LookupFault::Later), ""),
        (500, full, "a mail person", Some(LookupFault::Later), ""),
        (0, "", "a mail person", Some(LookupFault::Later), ""),
    ];
    for (status, body, expected, fault, told) in table {
        let mut walk = Walk::new("f");
        walk.answer("a", text("MD-1"));
        walk.answer("mail", text("a@b.jp"));
        let position = walk.position(&knowledge, &around).expect("a position");
        assert_eq!(position.id, "status", "it waits for the answer");
        let sent = lookup.sends(&Values { walk: &walk, position: &position, around: &around }).expect("both are known");
        assert_eq!(sent, [("email".to_string(), "a@b.jp".to_string()), ("order".into(), "MD-1".into())]);
        walk.look(Looked { id: "status".into(), sent, found: read_lookup(&lookup, status, body) });
        assert_eq!(stands(&walk, &knowledge, &around), expected, "{status} {body}");
        assert_eq!(walk.position(&knowledge, &around).expect("a position").fault, fault, "{status} {body}");
        let template = "{lookup.status.state} {lookup.status.day} {lookup.status.left} {lookup.status.late} {lookup.status.by}";
        assert_eq!(filled(template, &walk, &knowledge, &around).unwrap_or_default(), told);
        // Another order is another question.
        walk.answer("a", text("MD-2"));
        assert_eq!(stands(&walk, &knowledge, &around), "a mail status");
    }
    assert_eq!(read_lookup(&lookup, 200, &format!(r#"{{"state": "lost", "by": "{}"}}"#, "x".repeat(70_000))), Err(LookupFault::Nonsense));
}

#[test]
fn a_failed_look_up_can_be_tried_again() {
    let knowledge = flow_of(PARCEL);
    let (lookup, around) = (lookup_of(&knowledge), around(&[]));
    let mut walk = Walk::new("f");
    walk.answer("a", text("MD-1"));
    walk.answer("mail", text("a@b.jp"));
    let position = walk.position(&knowledge, &around).expect("a position");
    let sent = lookup.sends(&Values { walk: &walk, position: &position, around: &around }).expect("both are known");
    walk.look(Looked { id: "status".into(), sent, found: Err(LookupFault::Later) });
    assert_eq!(stands(&walk, &knowledge, &around), "a mail person");
    walk.look_again();
    assert_eq!(stands(&walk, &knowledge, &around), "a mail status");
}

#[test]
fn a_way_back_to_a_look_up_asks_what_lies_behind_it_again() {
    let knowledge = flow_of(
        r#""a": {"kind": "lookup", "url": "/l", "cases": [], "else": "end", "failed": "b"},
        "b": {"kind": "choose", "ask": "B?", "options": [{"id": "again", "label": "Again", "next": "a"}, {"id": "stop", "label": "Stop", "next": "end"}]},
        "end": {"kind": "end", "outcome": "solved"}"#,
    );
    let around = around(&[]);
    let mut walk = Walk::new("f");
    assert_eq!(stands(&walk, &knowledge, &around), "a");
    for _ in 0..3 {
        walk.look(Looked { id: "a".into(), sent: Vec::new(), found: Err(LookupFault::Later) });
        assert_eq!(stands(&walk, &knowledge, &around), "b");
        walk.answer("b", text("again"));
        let position = walk.position(&knowledge, &around).expect("a position");
        assert_eq!((position.id.as_str(), position.is_around, position.fault), ("b", true, Some(LookupFault::Later)));
        walk.look_again();
        assert_eq!(stands(&walk, &knowledge, &around), "a", "it is looked up again");
    }
    walk.look(Looked { id: "a".into(), sent: Vec::new(), found: Ok(Vec::new()) });
    assert_eq!(stands(&walk, &knowledge, &around), "end");
}

/// Two flows into a third.
const WAYS: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["en"]}, "facts": {"state": {"type": "text"}}, "flows": [
    {"id": "f", "title": "F", "start": "a", "steps": {
        "a": {"kind": "choose", "ask": "A?", "options": [{"id": "x", "label": "X", "next": "sub"}, {"id": "y", "label": "Y", "next": "last"}]},
        "sub": {"kind": "go", "flow": "g", "back_to": "b"}, "b": {"kind": "do", "text": "B", "fixed": "end", "next": "last"},
        "last": {"kind": "go", "flow": "g"}, "end": {"kind": "end", "outcome": "solved"}}},
    {"id": "g", "title": "G", "start": "how", "steps": {
        "how": {"kind": "choose", "ask": "How?", "options": [{"id": "card", "label": "Card", "next": "told"}, {"id": "cash", "label": "Cash", "next": "more"}]},
        "more": {"kind": "branch", "cases": [{"when": {"==": [{"var": "answer.how"}, "cash"]}, "next": "told"}], "else": "how"},
        "told": {"kind": "end", "outcome": "solved", "text": "In five days."}}}]}"#;

#[test]
fn another_flow_is_walked_through_and_back() {
    let knowledge = knowledge(WAYS);
    let around = around(&[]);
    let table: &[(&[(&str, &str)], &str, bool)] = &[
        (&[], "a", false),
        (&[("a", "x")], "a sub/how", false),
        (&[("a", "x"), ("sub/how", "cash")], "a sub/how sub/told", true),
        (&[("a", "x"), ("sub/how", "card"), ("sub/told", "")], "a sub/how sub/told b", false),
        (&[("a", "x"), ("sub/how", "card"), ("sub/told", ""), ("b", NO)], "a sub/how sub/told b last/how", false),
        (&[("a", "y"), ("last/how", "card")], "a last/how last/told", false),
        // Without a way back, an end is the end.
        (&[("a", "y"), ("last/how", "card"), ("last/told", "")], "a last/how last/told", false),
    ];
    for (answers, expected, returns) in table {
        let mut walk = Walk::new("f");
        for (step, value) in *answers {
            walk.answer(step, if value.is_empty() { Value::Bool(true) } else { text(value) });
        }
        assert_eq!(stands(&walk, &knowledge, &around), *expected, "{answers:?}");
        assert_eq!(walk.position(&knowledge, &around).expect("a position").returns, *returns, "{answers:?}");
    }
}

#[test]
fn facts_choose_the_way_unseen() {
    let flow = flow_of(
        r#""a": {"kind": "branch", "cases": [{"when": {"==": [{"var": "fact.state"}, "shipped"]}, "next": "sent"}], "else": "ask"},
        "ask": {"kind": "choose", "ask": "?", "options": [{"id": "yes", "label": "Y", "next": "sent"}]},
        "sent": {"kind": "end", "outcome": "solved"}"#,
    );
    check(&flow, &[("state", "shipped")], &[], "sent");
    check(&flow, &[("state", "new")], &[], "ask");
    check(&flow, &[], &[], "ask");
}

#[test]
fn texts_are_filled_in_from_answers_and_facts() {
    let knowledge = flow_of(TWO_WAYS);
    let mut walk = Walk::new("f");
    walk.answer("a", text("right"));
    walk.answer("c", Value::Number(12.0));
    let around = around(&[("state", "new")]);
    let cases = [
        ("plain", Some("plain")),
        ("{answer.a}", Some("right")),
        ("{answer.a}/{fact.state}/{answer.c}", Some("right/new/12")),
        ("{answer.b}", None),
        ("{fact.none}", None),
        ("{answer.a", None),
        ("{}", None),
        ("a}b", Some("a}b")),
    ];
    for (template, expected) in cases {
        assert_eq!(filled(template, &walk, &knowledge, &around).as_deref(), expected, "{template}");
    }
}

#[test]
fn typing_is_read_by_the_step_s_type() {
    let knowledge = demo();
    let enter = |flow: &str, step: &str| match knowledge.flow(flow).and_then(|flow| flow.steps.get(step)) {
        Some(Step::Enter(enter)) => enter.clone(),
        other => panic!("{other:?}"),
    };
    let order = enter("power-check", "order");
    assert_eq!(typed_answer(&order, "ｍｄ１２３４５６７８"), Ok(text("MD-12345678")));
    assert_eq!(typed_answer(&order, " "), Ok(text("")));
    assert_eq!(typed_answer(&order, "MD-1"), Err(EntryFault::WrongForm));
    let date = enter("parcel-late", "ordered");
    assert_eq!(typed_answer(&date, "2026/11/3"), Ok(text("2026-11-03")));
    assert_eq!(typed_answer(&date, ""), Err(EntryFault::Missing));
}

/// Every answer worth trying at a step.
fn answers_to(position: &Position<'_>, walk: &Walk, around: &Surroundings) -> Vec<Value> {
    match position.step {
        Step::Do(_) => vec![text(YES), text(NO)],
        Step::Show(_) => vec![Value::Bool(true)],
        Step::Choose(choose) => {
            let values = Values { walk, position, around };
            let ids: Vec<String> = options(choose, &values).iter().map(|option| option.id.0.clone()).collect();
            if !choose.many {
                return ids.into_iter().map(Value::Text).collect();
            }
            let singles = ids.iter().map(|id| Value::List(vec![id.clone()]));
            singles.chain([Value::List(ids.clone()), Value::List(Vec::new())]).collect()
        }
        Step::Enter(enter) => {
            let typed: &[&str] = match (enter.entry, enter.pattern.is_some()) {
                (EntryType::Date, _) => &["2026-11-22", "2026-11-18", "2026-11-15", "2026-10-01", "2027-01-01"],
                (EntryType::Number | EntryType::Money, _) => &["0", "12", "-3"],
                (EntryType::Email, _) => &["a@b.jp"],
                (EntryType::TrackingNumber, _) => &["123456789013"],
                (_, true) => &["MD-10000001"],
                _ => &["x"],
            };
            let typed = typed.iter().map(|typed| typed_answer(enter, typed).expect("an answer"));
            typed.chain(enter.optional.then(|| text(""))).collect()
        }
        Step::End(_) if position.returns => vec![Value::Bool(true)],
        Step::End(_) | Step::Branch(_) | Step::Lookup(_) | Step::Go(_) => Vec::new(),
    }
}

/// What an endpoint could find: every word of each value that is one of some, with all dates missing, near or long ago.
fn found_by(lookup: &Lookup) -> Vec<Vec<(String, Value)>> {
    let dates = [None, Some("2026-11-22"), Some("2026-11-15"), Some("2026-10-01")];
    let mut founds = vec![Vec::new()];
    for date in dates {
        let read_as_date = lookup.reads.0.iter().filter(|(_, read)| read.kind == FactType::Date);
        let told: Vec<_> = read_as_date.filter_map(|(name, _)| Some((name.clone(), text(date?)))).collect();
        let mut combined = vec![told];
        for (name, read) in lookup.reads.0.iter().filter(|(_, read)| read.kind == FactType::OneOf) {
            let with = |word: &String| [(name.clone(), text(word))];
            combined = combined.iter().flat_map(|found| read.values.iter().map(move |word| [&found[..], &with(word)].concat())).collect();
        }
        founds.extend(combined);
    }
    founds
}

/// Every way on from a position: an answer, or what an endpoint could say.
fn ways_on(position: &Position<'_>, walk: &Walk, around: &Surroundings) -> Vec<Walk> {
    let mut ways = Vec::new();
    if let Step::Lookup(lookup) = position.step {
        let sent = lookup.sends(&Values { walk, position, around }).expect("what it needs is known");
        let faults = [LookupFault::NotFound, LookupFault::Later, LookupFault::Refused, LookupFault::Nonsense].map(Err);
        for found in found_by(lookup).into_iter().map(Ok).chain(faults) {
            let mut next = walk.clone();
            next.look(Looked { id: position.id.clone(), sent: sent.clone(), found });
            ways.push(next);
        }
    }
    for value in answers_to(position, walk, around) {
        let mut next = walk.clone();
        next.answer(&position.id, value);
        ways.push(next);
    }
    ways
}

/// Walks every path to its end and back again; returns the ends reached.
fn walk_all(knowledge: &Knowledge, walk: &Walk, around: &Surroundings, before: &[String], ends: &mut Vec<String>) {
    let flow = &walk.flow;
    let position = walk.position(knowledge, around).unwrap_or_else(|| panic!("{flow}: no position after {:?}", walk.answers));
    assert!(before.len() <= 14, "{flow}: nobody answers so much: {:?}", walk.answers);
    let here = stands(walk, knowledge, around);
    // A way back to where the customer has been, to type something again, is walked once.
    if before.contains(&here) {
        return;
    }
    let before = [before, &[here]].concat();
    if let Step::End(_) = position.step {
        ends.push(position.id.clone());
        let mut back = walk.clone();
        for asked in position.trail.iter().rev() {
            assert!(back.back(knowledge, around));
            assert_eq!(back.position(knowledge, around).expect("a position").id, asked.id);
        }
        assert!(!back.back(knowledge, around), "nothing comes before the first step");
        if !position.returns {
            return;
        }
    }
    let ways = ways_on(&position, walk, around);
    assert!(!ways.is_empty(), "{flow}: {} cannot be answered", position.id);
    for next in ways {
        walk_all(knowledge, &next, around, &before, ends);
    }
}

#[test]
fn every_path_of_every_demo_flow_ends() {
    let knowledge = demo();
    let states = ["", "processing", "preparing", "shipped", "delivered"];
    for flow in &knowledge.flows {
        let mut ends = Vec::new();
        for state in states {
            let facts = if state.is_empty() { around(&[]) } else { around(&[("order.status", state), ("order.id", "MD-10000001")]) };
            walk_all(knowledge, &Walk::new(&flow.id.0), &facts, &[], &mut ends);
        }
        let all = flow.steps.0.iter().filter(|(_, step)| matches!(step, Step::End(_)));
        for (end, _) in all {
            assert!(ends.contains(end), "{}: no path ends at {end}", flow.id.0);
        }
    }
}

#[test]
fn every_end_of_a_demo_flow_fills_in_fields_of_its_topic() {
    let knowledge = demo();
    for flow in &knowledge.flows {
        for (id, step) in &flow.steps.0 {
            let Step::End(end) = step else { continue };
            let topic = end.topic.as_ref().and_then(|topic| knowledge.topic(topic.as_str()));
            assert_eq!(topic.is_some(), matches!(end.outcome, Outcome::Ticket | Outcome::Person) && end.topic.is_some());
            for field in end.fields.keys() {
                let is_asked = topic.is_some_and(|topic| topic.fields.iter().any(|asked| asked == field));
                assert!(is_asked, "{}: {id} fills in {field}, which the form does not ask", flow.id.0);
            }
        }
    }
}

/// What a customer does next.
#[derive(Clone, Debug)]
enum Act {
    Answer(usize),
    Back,
    Edit(usize),
    Restart,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        8 => (0usize..12).prop_map(Act::Answer),
        2 => Just(Act::Back),
        2 => (0usize..6).prop_map(Act::Edit),
        1 => Just(Act::Restart),
    ];
    prop::collection::vec(act, 1..40)
}

/// Does what a customer does, and checks what must hold after each act.
fn play(knowledge: &Knowledge, flow: &str, around: &Surroundings, acts: &[Act]) {
    let mut walk = Walk::new(flow);
    for act in acts {
        let position = walk.position(knowledge, around).expect("a position");
        let before: Vec<&str> = position.trail.iter().map(|asked| asked.id.as_str()).collect();
        match act {
            Act::Answer(nth) => {
                let ways = ways_on(&position, &walk, around);
                let Some(next) = ways.get(nth % ways.len().max(1)) else { continue };
                walk = next.clone();
                let after = walk.position(knowledge, around).expect("a next state");
                // Unless it led back into a loop, or later answers stood already, one step back is where it was given. A
                // look-up is not gone back to: it was nobody's answer.
                let is_answer = !matches!(position.step, Step::Lookup(_));
                if is_answer && after.trail.len() == before.len() + 1 {
                    let mut back = walk.clone();
                    assert!(back.back(knowledge, around));
                    let again = back.position(knowledge, around).expect("a position");
                    assert_eq!((&again.id, &again.trail), (&position.id, &position.trail));
                    assert!(back.forward(knowledge, around));
                    assert_eq!(back.position(knowledge, around).expect("a position").id, after.id, "forward is the inverse of back");
                }
            }
            Act::Back => {
                assert_eq!(walk.back(knowledge, around), !before.is_empty());
                let after = walk.position(knowledge, around).expect("a position");
                assert_eq!(after.id, before.last().copied().unwrap_or(&position.id));
            }
            Act::Edit(nth) => {
                let Some(asked) = position.trail.get(nth % position.trail.len().max(1)) else { continue };
                if walk.stopped_at.is_none() {
                    // The same answer again changes nothing, wherever the answers behind it lead.
                    let mut same = walk.clone();
                    same.edit(&asked.id);
                    assert_eq!(same.position(knowledge, around).expect("a position").id, asked.id);
                }
                walk.edit(&asked.id);
            }
            Act::Restart => {
                walk.restart();
                assert_eq!(walk, Walk::new(flow));
            }
        }
        let position = walk.position(knowledge, around).expect("a position");
        assert!(!matches!(position.step, Step::Branch(_) | Step::Go(_)), "{} is shown", position.id);
        let mut ids: Vec<&str> = position.trail.iter().map(|asked| asked.id.as_str()).chain([position.id.as_str()]).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "a step stands once");
    }
}

/// A step of a generated flow: its kind, and three steps it leads to.
fn step_json((kind, targets): &(u8, [usize; 3]), index: usize, count: usize) -> String {
    // One target beyond the last step is the end.
    let to = |nth: usize| if targets[nth] % (count + 1) == count { "end".to_string() } else { name(targets[nth] % (count + 1)) };
    let (first, second, third) = (to(0), to(1), to(2));
    match kind {
        0 => format!(r#"{{"kind": "do", "text": "Do", "fixed": "{first}", "next": "{second}"}}"#),
        1 => format!(
            r#"{{"kind": "choose", "ask": "?", "options": [{{"id": "o0", "label": "0", "next": "{first}"}},
            {{"id": "o1", "label": "1", "next": "{second}"}}, {{"id": "o2", "label": "2", "next": "{third}", "when": {{"==": [{{"var": "fact.state"}}, "x"]}}}}]}}"#
        ),
        2 => format!(r#"{{"kind": "enter", "ask": "?", "type": "number", "next": "{first}"}}"#),
        3 => format!(
            r#"{{"kind": "choose", "many": true, "ask": "?", "next": "{first}", "options": [{{"id": "o0", "label": "0"}}, {{"id": "o1", "label": "1"}}]}}"#
        ),
        5 => format!(
            r#"{{"kind": "lookup", "url": "/l", "send": {{"s": "{{fact.state}}"}}, "reads": {{"w": {{"path": "/w", "type": "one-of", "values": ["p", "q"]}}}},
            "cases": [{{"when": {{"==": [{{"var": "lookup.{}.w"}}, "p"]}}, "next": "{first}"}}], "else": "{second}", "failed": "{third}"}}"#,
            name(index)
        ),
        4 => format!(r#"{{"kind": "go", "flow": "other", "back_to": "{first}"}}"#),
        _ => format!(
            r#"{{"kind": "branch", "cases": [{{"when": {{"in": ["o0", [{{"var": "fact.state"}}, "o0"]]}}, "next": "{first}"}}], "else": "{}"}}"#,
            if index.is_multiple_of(2) { second } else { third }
        ),
    }
}

fn name(index: usize) -> String {
    ["a", "b", "c", "d", "e", "g", "h"][index].to_string()
}

/// A file with a flow of random steps; loading drops it if it cannot be walked.
fn random_flow(kinds: std::ops::Range<u8>) -> impl Strategy<Value = Option<Knowledge>> {
    prop::collection::vec((kinds, prop::array::uniform3(0usize..56)), 1..7).prop_map(|steps| {
        let count = steps.len();
        let mut parts: Vec<String> =
            steps.iter().enumerate().map(|(index, step)| format!(r#""{}": {}"#, name(index), step_json(step, index, count))).collect();
        parts.push(r#""end": {"kind": "end", "outcome": "solved"}"#.into());
        let loaded = load(&[Source { name: "k".into(), text: file_of(&parts.join(", ")) }]).expect("it loads");
        Some(loaded.knowledge).filter(|knowledge| knowledge.flow("f").is_some())
    })
}

proptest! {
    #[test]
    fn a_customer_never_falls_out_of_a_demo_flow(nth in 0usize..100, acts in acts(), state in 0usize..5) {
        let knowledge = demo();
        let flow = &knowledge.flows[nth % knowledge.flows.len()];
        let states = ["", "processing", "preparing", "shipped", "delivered"];
        play(knowledge, &flow.id.0, &around(&[("order.status", states[state])]), &acts);
    }

    #[test]
    fn a_customer_never_falls_out_of_any_flow_that_loads(flow in random_flow(0..7), acts in acts(), state in "[xo]0?") {
        if let Some(flow) = flow {
            play(&flow, "f", &around(&[("state", &state)]), &acts);
        }
    }

    #[test]
    fn whoever_keeps_answering_comes_to_an_end(flow in random_flow(0..5), mut dice in 1u32..) {
        let Some(flow) = flow else { return Ok(()) };
        let (mut walk, around) = (Walk::new("f"), around(&[("state", "x")]));
        for _ in 0..20_000 {
            let position = walk.position(&flow, &around).expect("a position");
            if matches!(position.step, Step::End(_)) && !position.returns {
                return Ok(());
            }
            let ways = ways_on(&position, &walk, &around);
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let next = ways[(dice >> 16) as usize % ways.len()].clone();
            drop(position);
            walk = next;
        }
        prop_assert!(false, "no end");
    }
}
