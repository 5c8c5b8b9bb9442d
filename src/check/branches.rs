//! Cases that are never taken, and choices with nothing to choose: found by trying every combination of values that
//! makes a difference to the conditions.

use crate::calendar::Date;
use crate::condition::{Condition, Operand, Type, Value, Variables};
use crate::knowledge::{Fault, Flow, Knowledge, Step, variable_type};

/// How many combinations are tried; a step with more is not judged.
const MOST_COMBINATIONS: usize = 20_000;

/// Faults of a flow's conditions, each with the pointer below the flow.
pub(super) fn faults(flow: &Flow, knowledge: &Knowledge) -> Vec<(String, Fault)> {
    let mut found = Vec::new();
    for (name, step) in &flow.steps.0 {
        let conditions: Vec<&Condition> = match step {
            Step::Branch(branch) => branch.cases.iter().map(|case| &case.when).collect(),
            Step::Lookup(lookup) => lookup.cases.iter().map(|case| &case.when).collect(),
            Step::Choose(choose) => choose.options.iter().map(|option| &option.when).collect(),
            _ => continue,
        };
        let types = |name: &str| variable_type(flow, &knowledge.facts, name);
        let Some(held) = held(&conditions, &types) else { continue };
        let step_at = format!("/steps/{}", super::escaped(name));
        if let Step::Choose(_) = step {
            if held.iter().any(|held| held.iter().all(|holds| !holds)) {
                found.push((format!("{step_at}/options"), Fault::NothingToChoose));
            }
            continue;
        }
        for index in 0..conditions.len() {
            let is_taken = held.iter().any(|held| held.iter().position(|holds| *holds) == Some(index));
            if !is_taken {
                found.push((format!("{step_at}/cases/{index}"), Fault::DeadCase));
            }
        }
    }
    found
}

/// For each combination of values, which of the conditions hold; nothing if there are too many.
pub(super) fn held(conditions: &[&Condition], types: &dyn Fn(&str) -> Option<Type>) -> Option<Vec<Vec<bool>>> {
    let mut domains = Vec::new();
    conditions.iter().for_each(|condition| variables(condition, types, &mut domains));
    let combinations = domains.iter().try_fold(1_usize, |product, domain| product.checked_mul(domain.values.len()))?;
    if combinations > MOST_COMBINATIONS {
        return None;
    }
    let combination = |mut number: usize| {
        let values = domains.iter().map(|domain| {
            let value = domain.values.get(number % domain.values.len()).cloned().flatten();
            number /= domain.values.len();
            (domain.name.as_str(), value)
        });
        Assignment(values.collect())
    };
    let holds = |number| conditions.iter().map(|condition| condition.holds(&combination(number))).collect();
    Some((0..combinations).map(holds).collect())
}

/// A variable and the values that make a difference; nothing among them stands for a missing value.
struct Domain {
    name: String,
    values: Vec<Option<Value>>,
}

struct Assignment<'d>(Vec<(&'d str, Option<Value>)>);

impl Variables for Assignment<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        self.0.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.clone())
    }

    /// Some day: the days of the values are counted from it.
    fn today(&self) -> Date {
        Date::EPOCH
    }
}

fn variables(condition: &Condition, types: &dyn Fn(&str) -> Option<Type>, domains: &mut Vec<Domain>) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| variables(part, types, domains)),
        Condition::Not(part) => variables(part, types, domains),
        Condition::Holds(name) => add(name, &[], types, domains),
        Condition::Compare(_, left, right) => pair(left, right, types, domains),
        Condition::In(item, list) => list.iter().for_each(|member| pair(item, member, types, domains)),
    }
}

fn pair(left: &Operand, right: &Operand, types: &dyn Fn(&str) -> Option<Type>, domains: &mut Vec<Domain>) {
    for (variable, other) in [(left, right), (right, left)] {
        match (variable, other) {
            (Operand::Variable(name), Operand::Literal(value)) => add(name, &around(value), types, domains),
            (Operand::Variable(name), _) => add(name, &[], types, domains),
            (Operand::DaysSince(name), Operand::Literal(Value::Number(days))) => add(name, &days_ago(*days), types, domains),
            (Operand::DaysSince(name), _) => add(name, &days_ago(0.0), types, domains),
            (Operand::Literal(_), _) => {}
        }
    }
}

/// A value and its neighbours on both sides.
fn around(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(number) => vec![Value::Number(number - 1.0), value.clone(), Value::Number(number + 1.0)],
        Value::Text(text) => match Date::parse(text) {
            Some(date) => [-1, 0, 1].map(|days| Value::Text(date.add_days(days).written())).to_vec(),
            None => vec![value.clone()],
        },
        _ => vec![value.clone()],
    }
}

fn days_ago(days: f64) -> Vec<Value> {
    [-1, 0, 1].map(|by| Value::Text(Date::EPOCH.add_days(-(days as i32) + by).written())).to_vec()
}

fn add(name: &str, values: &[Value], types: &dyn Fn(&str) -> Option<Type>, domains: &mut Vec<Domain>) {
    let texts = |words: Vec<String>| words.into_iter().map(Value::Text).collect::<Vec<_>>();
    if !domains.iter().any(|domain| domain.name == name) {
        let base = match types(name) {
            Some(Type::OneOf(words)) => texts(words),
            Some(Type::ManyOf(words)) => {
                let lists = words.iter().map(|word| vec![word.clone()]).chain([Vec::new(), words.clone()]);
                lists.map(Value::List).collect()
            }
            Some(Type::YesNo) => vec![Value::Bool(true), Value::Bool(false)],
            Some(Type::Text) => vec![Value::Text("\u{0}".into())],
            Some(Type::Number) => vec![Value::Number(0.0)],
            Some(Type::Date) => vec![Value::Text(Date::EPOCH.written())],
            None => Vec::new(),
        };
        // A step on the way has its answer, and a ticket its topic; what the page or an endpoint tells may be missing.
        let is_there = name.starts_with("answer.") || name == "topic" || name == "locale";
        let missing = (!is_there).then_some(None);
        domains.push(Domain { name: name.to_string(), values: base.into_iter().map(Some).chain(missing).collect() });
    }
    if let Some(domain) = domains.iter_mut().find(|domain| domain.name == name) {
        for value in values {
            let value = Some(value.clone());
            if !domain.values.contains(&value) {
                domain.values.push(value);
            }
        }
    }
}
