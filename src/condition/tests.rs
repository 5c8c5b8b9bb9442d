use super::*;
use serde_json::json;

struct Table;

impl Variables for Table {
    fn value(&self, name: &str) -> Option<Value> {
        Some(match name {
            "answer.state" => Value::Text("opened".into()),
            "answer.many" => Value::List(vec!["a".into(), "b".into()]),
            "fact.delivered" => Value::Text("2026-11-01".into()),
            "fact.count" => Value::Number(3.0),
            "fact.sale" => Value::Bool(true),
            _ => return None,
        })
    }

    fn today(&self) -> Date {
        Date::parse("2026-11-22").expect("a date")
    }
}

fn types(name: &str) -> Option<Type> {
    Some(match name {
        "answer.state" => Type::OneOf(vec!["opened".into(), "unused".into()]),
        "answer.many" => Type::ManyOf(vec!["a".into(), "b".into()]),
        "fact.delivered" | "fact.unknown" => Type::Date,
        "fact.count" => Type::Number,
        "fact.sale" => Type::YesNo,
        _ => return None,
    })
}

#[test]
fn conditions_hold_or_not() {
    let cases = [
        (json!({}), true),
        (json!(null), true),
        (json!({"==": [{"var": "answer.state"}, "opened"]}), true),
        (json!({"!=": [{"var": "answer.state"}, "opened"]}), false),
        (json!({"<=": [{"days_since": {"var": "fact.delivered"}}, 21]}), true),
        (json!({"<": [{"days_since": [{"var": "fact.delivered"}]}, 21]}), false),
        (json!({">": [{"var": "fact.delivered"}, "2026-10-31"]}), true),
        (json!({"<=": [{"days_since": {"var": "fact.unknown"}}, 30]}), false),
        (json!({"!=": [{"var": "fact.unknown"}, "2026-01-01"]}), false),
        (json!({"in": ["a", {"var": "answer.many"}]}), true),
        (json!({"in": ["z", {"var": "answer.many"}]}), false),
        (json!({"in": [{"var": "answer.state"}, ["unused", "opened"]]}), true),
        (json!({"var": "fact.sale"}), true),
        (json!({"!": {"var": "fact.sale"}}), false),
        (json!({"!": [{"var": "fact.nothing"}]}), true),
        (json!({"and": [{"var": "fact.sale"}, {">=": [{"var": "fact.count"}, 3]}]}), true),
        (json!({"or": [{"var": "fact.nothing"}, {">": [{"var": "fact.count"}, 3]}]}), false),
    ];
    for (json, expected) in cases {
        let condition = Condition::read(&json).unwrap_or_else(|problem| panic!("{json}: {problem:?}"));
        assert_eq!(condition.holds(&Table), expected, "{json}");
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let cases = [
        (json!("yes"), "", ConditionFault::Malformed),
        (json!({"==": [1]}), "/==", ConditionFault::Malformed),
        (json!({"==": [1, 1], "!": 1}), "", ConditionFault::Malformed),
        (json!({"and": [{}, {"xor": [1, 2]}]}), "/and/1", ConditionFault::UnknownOperator("xor".into())),
        (json!({"!": {"<": [{"var": 1}, 2]}}), "/!/<", ConditionFault::Malformed),
    ];
    for (json, pointer, kind) in cases {
        assert_eq!(Condition::read(&json), Err(ConditionProblem { pointer: pointer.into(), kind }), "{json}");
    }
}

#[test]
fn types_are_checked() {
    let cases = [
        (json!({"==": [{"var": "answer.state"}, "opened"]}), vec![]),
        (json!({"==": [{"var": "answer.state"}, "broken"]}), vec![ConditionFault::NeverEqual("answer.state".into(), "broken".into())]),
        (json!({"<": [{"var": "fact.delivered"}, "soon"]}), vec![ConditionFault::Mismatch("fact.delivered".into())]),
        (json!({"<": [{"var": "fact.delivered"}, 30]}), vec![ConditionFault::Mismatch("fact.delivered".into())]),
        (json!({"<": [{"var": "fact.delivered"}, "2026-01-01"]}), vec![]),
        (json!({"<": [{"var": "fact.count"}, "many"]}), vec![ConditionFault::Mismatch("fact.count".into())]),
        (json!({"<": [{"days_since": {"var": "fact.count"}}, 3]}), vec![ConditionFault::Mismatch("fact.count".into())]),
        (json!({"var": "fact.nothing"}), vec![ConditionFault::UnknownVariable("fact.nothing".into())]),
        (json!({"in": ["a", {"var": "answer.many"}]}), vec![]),
        (json!({"in": ["x", {"var": "answer.many"}]}), vec![ConditionFault::NeverEqual("answer.many".into(), "x".into())]),
    ];
    for (json, faults) in cases {
        let condition = Condition::read(&json).expect("readable");
        assert_eq!(condition.check(&types), faults, "{json}");
    }
}
