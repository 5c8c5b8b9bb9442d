use super::*;
use crate::knowledge::{Source, load};

fn knowledge(text: &str) -> Knowledge {
    load(&[Source { name: "k".into(), text: text.into() }]).expect("it loads").knowledge
}

#[test]
fn steps_are_boxes_and_answers_are_arrows() {
    let knowledge = knowledge(
        r##"{"format": 1, "site": {"name": "S", "locales": ["en"]}, "facts": {"old": {"type": "yes-no"}}, "flows": [{"id": "f", "title": "F", "start": "what", "steps": {
        "age": {"kind": "branch", "cases": [{"when": {"var": "fact.old"}, "next": "end"}], "else": "try"},
        "end": {"kind": "end", "outcome": "solved"}, "try": {"kind": "do", "text": "**Press** \"#1\" & <wait>", "fixed": "end", "next": "what"},
        "what": {"kind": "choose", "ask": "What?", "options": [{"id": "x", "label": "X|Y", "next": "age"}]}}}]}"##,
    );
    let (nodes, edges) = drawn(&knowledge.flows[0], &knowledge, "en");
    let expected = r#"flowchart TD
  s0["what: What?"]
  s1(["end: solved"])
  s2["try: Press #quot;#35;1#quot; #amp; #lt;wait#gt;"]
  s3{{"age"}}
  s3 -->|"1"| s1
  s3 -->|"else"| s2
  s2 -->|"○"| s1
  s2 -->|"×"| s0
  s0 -->|"X|Y"| s3
"#;
    assert_eq!(mermaid::draw(&nodes, &edges), expected);
    let svg = svg::draw(&nodes, &edges);
    assert!(svg.contains("<svg") && svg.contains("&lt;wait") && !svg.contains("<wait"), "{svg}");
}

#[test]
fn every_demo_flow_can_be_drawn() {
    let knowledge = knowledge(include_str!("../../../knowledge.json"));
    for flow in &knowledge.flows {
        let (nodes, edges) = drawn(flow, &knowledge, "ja");
        assert_eq!(nodes.len(), flow.steps.0.len());
        let svg = svg::draw(&nodes, &edges);
        assert!(svg.matches("<rect").count() + svg.matches("<path").count() >= nodes.len(), "{}", flow.id.0);
    }
}

#[test]
fn a_wrong_id_is_answered_with_the_likeliest() {
    let known = ["power-check", "cancel-order", "order-status", "mail-missing"];
    let cases = [
        ("order-stats", Some("order-status")),
        ("order", Some("cancel-order")),
        ("power", Some("power-check")),
        ("status of my order", Some("order-status")),
        ("xyz", None),
    ];
    for (typed, expected) in cases {
        assert_eq!(likeliest(typed, &known).as_deref(), expected, "{typed}");
    }
}
