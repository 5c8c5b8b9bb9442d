use super::*;
use crate::knowledge::{Knowledge, Outcome, Source, load};
use proptest::prelude::*;

const TODAY: &str = "2026-11-22";

fn knowledge(text: &str) -> Knowledge {
    let loaded = load(&[Source { name: "knowledge.json".into(), text: text.into() }]).expect("it loads");
    assert_eq!(loaded.problems, []);
    loaded.knowledge
}

fn demo() -> Knowledge {
    knowledge(include_str!("../../knowledge.json"))
}

/// A knowledge base of one flow `f` with these steps.
fn flow_of(steps: &str) -> Knowledge {
    knowledge(&file_of(steps))
}

fn file_of(steps: &str) -> String {
    format!(
        r#"{{"format": 1, "site": {{"name": "S", "locales": ["en"]}}, "facts": {{"state": {{"type": "text"}}}},
        "flows": [{{"id": "f", "title": "F", "start": "a", "steps": {{{steps}}}}}]}}"#
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
    let flow = &knowledge.flows[0];
    let mut walk = Walk::new("f");
    for (step, value) in answers {
        walk.answer(step, value.clone());
    }
    assert_eq!(stands(&walk, flow, &around(facts)), expected, "{answers:?}");
}

fn stands(walk: &Walk, flow: &Flow, around: &Surroundings) -> String {
    let position = walk.position(flow, around).expect("a position");
    let ids: Vec<&str> = position.trail.iter().map(|asked| asked.id).chain([position.id]).collect();
    ids.join(" ")
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
    let (flow, around) = (&knowledge.flows[0], around(&[]));
    let mut walk = Walk::new("f");
    for (step, value) in [("a", text("left")), ("b", text(NO)), ("c", Value::Number(3.0))] {
        walk.answer(step, value);
    }
    walk.edit("a");
    assert_eq!(stands(&walk, flow, &around), "a");
    walk.answer("a", text("right"));
    assert_eq!(stands(&walk, flow, &around), "a c end", "c was answered already");
    // What no longer stands comes back with its step.
    walk.edit("a");
    walk.answer("a", text("left"));
    assert_eq!(stands(&walk, flow, &around), "a b c end");
    // And counts for nothing as long as it does not stand.
    walk.edit("a");
    walk.answer("a", text("right"));
    let position = walk.position(flow, &around).expect("a position");
    assert_eq!(fill_in("{answer.b}", &walk, &position.trail, &around), None);
    assert_eq!(fill_in("{answer.a}-{answer.c}", &walk, &position.trail, &around), Some("right-3".into()));
}

#[test]
fn a_loop_asks_its_steps_again() {
    let knowledge = flow_of(
        r#""a": {"kind": "do", "text": "A", "fixed": "end", "next": "b"},
        "b": {"kind": "choose", "ask": "B?", "options": [{"id": "again", "label": "Again", "next": "a"}, {"id": "stop", "label": "Stop", "next": "end"}]},
        "end": {"kind": "end", "outcome": "solved"}"#,
    );
    let (flow, around) = (&knowledge.flows[0], around(&[]));
    let mut walk = Walk::new("f");
    for _ in 0..3 {
        assert_eq!(stands(&walk, flow, &around), "a");
        walk.answer("a", text(NO));
        assert_eq!(stands(&walk, flow, &around), "a b");
        walk.answer("b", text("again"));
    }
    walk.answer("a", text(NO));
    walk.answer("b", text("stop"));
    assert_eq!(stands(&walk, flow, &around), "a b end");
}

#[test]
fn a_look_up_goes_on_as_if_it_had_failed() {
    let file = file_of(
        r#""a": {"kind": "lookup", "url": "/l", "cases": [], "else": "good", "failed": "bad"},
        "good": {"kind": "end", "outcome": "solved"}, "bad": {"kind": "end", "outcome": "person"}"#,
    );
    let loaded = load(&[Source { name: "k".into(), text: file }]).expect("it loads");
    assert_eq!(stands(&Walk::new("f"), &loaded.knowledge.flows[0], &around(&[])), "bad");
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
    let position = walk.position(&knowledge.flows[0], &around).expect("a position");
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
        assert_eq!(fill_in(template, &walk, &position.trail, &around).as_deref(), expected, "{template}");
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
            let ids: Vec<String> = options(choose, walk, &position.trail, around).iter().map(|option| option.id.0.clone()).collect();
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
                (_, true) => &["MD-10000001"],
                _ => &["x"],
            };
            let typed = typed.iter().map(|typed| typed_answer(enter, typed).expect("an answer"));
            typed.chain(enter.optional.then(|| text(""))).collect()
        }
        Step::End(_) | Step::Branch(_) | Step::Lookup(_) | Step::Go(_) => Vec::new(),
    }
}

/// Walks every path to its end and back again; returns the ends reached.
fn walk_all(flow: &Flow, walk: &Walk, around: &Surroundings, depth: usize, ends: &mut Vec<String>) {
    let position = walk.position(flow, around).unwrap_or_else(|| panic!("{}: no position after {:?}", flow.id.0, walk.answers));
    assert!(depth <= 9, "{}: nobody answers so much: {:?}", flow.id.0, walk.answers);
    if let Step::End(_) = position.step {
        ends.push(position.id.to_string());
        let mut back = walk.clone();
        for asked in position.trail.iter().rev() {
            assert!(back.back(flow, around));
            assert_eq!(back.position(flow, around).expect("a position").id, asked.id);
        }
        assert!(!back.back(flow, around), "nothing comes before the first step");
        return;
    }
    let answers = answers_to(&position, walk, around);
    assert!(!answers.is_empty(), "{}: {} cannot be answered", flow.id.0, position.id);
    for value in answers {
        let mut next = walk.clone();
        next.answer(position.id, value);
        walk_all(flow, &next, around, depth + 1, ends);
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
            walk_all(flow, &Walk::new(&flow.id.0), &facts, 0, &mut ends);
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
fn play(flow: &Flow, around: &Surroundings, acts: &[Act]) {
    let mut walk = Walk::new(&flow.id.0);
    for act in acts {
        let position = walk.position(flow, around).expect("a position");
        let before: Vec<&str> = position.trail.iter().map(|asked| asked.id).collect();
        match act {
            Act::Answer(nth) => {
                let answers = answers_to(&position, &walk, around);
                let Some(value) = answers.get(nth % answers.len().max(1)) else { continue };
                walk.answer(position.id, value.clone());
                let after = walk.position(flow, around).expect("a next state");
                // Unless it led back into a loop, or later answers stood already, one step back is where it was given.
                if after.trail.len() == before.len() + 1 {
                    let mut back = walk.clone();
                    assert!(back.back(flow, around));
                    let back = back.position(flow, around).expect("a position");
                    assert_eq!((back.id, back.trail), (position.id, position.trail));
                }
            }
            Act::Back => {
                assert_eq!(walk.back(flow, around), !before.is_empty());
                let after = walk.position(flow, around).expect("a position");
                assert_eq!(after.id, before.last().copied().unwrap_or(position.id));
            }
            Act::Edit(nth) => {
                let Some(asked) = position.trail.get(nth % position.trail.len().max(1)) else { continue };
                if walk.stopped_at.is_none() {
                    // The same answer again changes nothing, wherever the answers behind it lead.
                    let mut same = walk.clone();
                    same.edit(asked.id);
                    assert_eq!(same.position(flow, around).expect("a position").id, asked.id);
                }
                walk.edit(asked.id);
            }
            Act::Restart => {
                walk.restart();
                assert_eq!(walk, Walk::new(&flow.id.0));
            }
        }
        let position = walk.position(flow, around).expect("a position");
        assert!(!matches!(position.step, Step::Branch(_) | Step::Lookup(_) | Step::Go(_)), "{} is shown", position.id);
        let mut ids: Vec<&str> = position.trail.iter().map(|asked| asked.id).chain([position.id]).collect();
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
fn random_flow(kinds: std::ops::Range<u8>) -> impl Strategy<Value = Option<Flow>> {
    prop::collection::vec((kinds, prop::array::uniform3(0usize..56)), 1..7).prop_map(|steps| {
        let count = steps.len();
        let mut parts: Vec<String> =
            steps.iter().enumerate().map(|(index, step)| format!(r#""{}": {}"#, name(index), step_json(step, index, count))).collect();
        parts.push(r#""end": {"kind": "end", "outcome": "solved"}"#.into());
        let loaded = load(&[Source { name: "k".into(), text: file_of(&parts.join(", ")) }]).expect("it loads");
        loaded.knowledge.flows.into_iter().next()
    })
}

proptest! {
    #[test]
    fn a_customer_never_falls_out_of_a_demo_flow(nth in 0usize..100, acts in acts(), state in 0usize..5) {
        let knowledge = demo();
        let flow = &knowledge.flows[nth % knowledge.flows.len()];
        let states = ["", "processing", "preparing", "shipped", "delivered"];
        play(flow, &around(&[("order.status", states[state])]), &acts);
    }

    #[test]
    fn a_customer_never_falls_out_of_any_flow_that_loads(flow in random_flow(0..5), acts in acts(), state in "[xo]0?") {
        if let Some(flow) = flow {
            play(&flow, &around(&[("state", &state)]), &acts);
        }
    }

    #[test]
    fn whoever_keeps_answering_comes_to_an_end(flow in random_flow(0..4), mut dice in 1u32..) {
        let Some(flow) = flow else { return Ok(()) };
        let (mut walk, around) = (Walk::new("f"), around(&[("state", "x")]));
        for _ in 0..20_000 {
            let position = walk.position(&flow, &around).expect("a position");
            if let Step::End(_) = position.step {
                return Ok(());
            }
            let answers = answers_to(&position, &walk, &around);
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let value = answers[(dice >> 16) as usize % answers.len()].clone();
            walk.answer(position.id, value);
        }
        prop_assert!(false, "no end");
    }
}
