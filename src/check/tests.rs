use super::*;

#[test]
fn the_demo_file_has_no_problems() {
    let source = Source { name: "knowledge.json".into(), text: include_str!("../../knowledge.json").into() };
    let problems = check(&[source], Date::parse("2026-11-22").expect("a date"));
    assert_eq!(problems, []);
}
