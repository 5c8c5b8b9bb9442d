use super::*;
use crate::knowledge::Step;

fn demo() -> Vec<Source> {
    vec![Source { name: "knowledge.json".into(), text: include_str!("../../knowledge.json").into() }]
}

fn today() -> Date {
    Date::parse("2026-11-22").expect("a date")
}

#[test]
fn the_demo_file_has_no_problems() {
    assert_eq!(check(&demo(), today()), []);
}

#[test]
fn every_end_of_a_demo_flow_has_a_scenario() {
    let knowledge = load(&demo()).expect("it loads").knowledge;
    let (tests, _) = load_tests(&demo());
    let arrives = |test| (scenarios::arrives(&knowledge, test, today()), test.flow.as_str());
    let reached: Vec<_> = tests.flows.iter().map(arrives).collect();
    for flow in &knowledge.flows {
        let ends = flow.steps.0.iter().filter(|(_, step)| matches!(step, Step::End(_)));
        for (end, _) in ends {
            assert!(reached.contains(&(Some(end.clone()), flow.id.as_str())), "{}: no scenario ends at {end}", flow.id.0);
        }
    }
}
