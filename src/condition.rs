//! Conditions: a small closed subset of JsonLogic over typed variables.
//!
//! `{"<=": [{"days_since": {"var": "fact.order.delivered_at"}}, 30]}` reads: at most 30 days since delivery. Operators
//! are `== != < <= > >= in and or ! var days_since`; nothing else is run. A missing value makes a comparison false.

#[cfg(test)]
mod tests;

use crate::calendar::Date;
use crate::json::{Json, ToJson, texts};

/// A condition, read and ready to be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of these hold (an empty list holds).
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A comparison of two values.
    Compare(Operator, Operand, Operand),
    /// The first value is one of the list, or is in the list that the variable holds.
    In(Operand, Vec<Operand>),
    /// This yes-no variable is true.
    Holds(String),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A value written in the file.
    Literal(Value),
    /// `{"var": "…"}`
    Variable(String),
    /// `{"days_since": {"var": "…"}}`: whole days from that date to today.
    DaysSince(String),
}

/// A value of a variable or literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A word or sentence, an option's id, a date as `YYYY-MM-DD`.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// The ids of all options chosen.
    List(Vec<String>),
}

impl Value {
    /// Reads a value from JSON; nothing for null and objects.
    pub fn read(json: &Json) -> Option<Self> {
        Some(match json {
            Json::String(text) => Self::Text(text.clone()),
            Json::Number(number) => Self::Number(number.as_f64()?),
            Json::Bool(bool) => Self::Bool(*bool),
            Json::Array(_) => Self::List(texts(json)),
            _ => return None,
        })
    }
}

impl ToJson for Value {
    fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => text.to_json(),
            Self::Number(number) => Json::from(*number),
            Self::Bool(bool) => bool.to_json(),
            Self::List(list) => list.to_json(),
        }
    }
}

/// The type of a variable, as the file declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these words.
    OneOf(Vec<String>),
    /// Any of these words, several at once.
    ManyOf(Vec<String>),
}

/// What is wrong with a condition, at which place below it (a JSON pointer suffix).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionProblem {
    /// JSON pointer below the condition; empty for the condition itself.
    pub pointer: String,
    /// What is wrong.
    pub kind: ConditionFault,
}

/// What can be wrong with a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionFault {
    /// Not an object with one known operator, or wrong arguments for it.
    Malformed,
    /// An operator outside the subset.
    UnknownOperator(String),
    /// A variable that nothing declares.
    UnknownVariable(String),
    /// Both sides can never be compared: a date with a word, say.
    Mismatch(String),
    /// A word that the variable can never have.
    NeverEqual(String, String),
}

/// Where values of variables come from.
pub trait Variables {
    /// The value of this variable now, if it has one.
    fn value(&self, name: &str) -> Option<Value>;
    /// Today in the shop's time zone.
    fn today(&self) -> Date;
}

impl Condition {
    /// Reads a condition. `{}` and `null` always hold.
    pub fn read(json: &Json) -> Result<Self, ConditionProblem> {
        let mut pointer = String::new();
        read(json, &mut pointer).map_err(|kind| ConditionProblem { pointer, kind })
    }

    /// Whether it holds for these values.
    pub fn holds(&self, variables: &dyn Variables) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(variables)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(variables)),
            Self::Not(part) => !part.holds(variables),
            Self::Holds(name) => variables.value(name) == Some(Value::Bool(true)),
            Self::Compare(operator, left, right) => match (left.value(variables), right.value(variables)) {
                (Some(left), Some(right)) => operator.compare(&left, &right),
                _ => false,
            },
            Self::In(item, list) => item.value(variables).is_some_and(|item| {
                list.iter().filter_map(|operand| operand.value(variables)).any(|member| match (&item, &member) {
                    (Value::Text(item), Value::List(members)) => members.contains(item),
                    (item, member) => item == member,
                })
            }),
        }
    }

    /// Everything wrong with the variables used, given the declared types.
    pub fn check(&self, types: &dyn Fn(&str) -> Option<Type>) -> Vec<ConditionFault> {
        let mut faults = Vec::new();
        self.collect_faults(types, &mut faults);
        faults
    }

    fn collect_faults(&self, types: &dyn Fn(&str) -> Option<Type>, faults: &mut Vec<ConditionFault>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect_faults(types, faults)),
            Self::Not(part) => part.collect_faults(types, faults),
            Self::Holds(name) => match types(name) {
                None => faults.push(ConditionFault::UnknownVariable(name.clone())),
                Some(Type::YesNo) => {}
                Some(_) => faults.push(ConditionFault::Mismatch(name.clone())),
            },
            Self::Compare(_, left, right) => check_pair(left, right, types, faults),
            Self::In(item, list) => list.iter().for_each(|member| check_pair(item, member, types, faults)),
        }
    }
}

impl Operator {
    fn read(sign: &str) -> Option<Self> {
        Some(match sign {
            "==" => Self::Equal,
            "!=" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    fn compare(self, left: &Value, right: &Value) -> bool {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let order = match (left, right) {
            (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
            // Dates as YYYY-MM-DD sort as text does.
            (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
            (left, right) => (left == right).then_some(Equal),
        };
        match self {
            Self::Equal => order == Some(Equal),
            Self::NotEqual => order != Some(Equal),
            Self::Less => order == Some(Less),
            Self::LessOrEqual => matches!(order, Some(Less | Equal)),
            Self::Greater => order == Some(Greater),
            Self::GreaterOrEqual => matches!(order, Some(Greater | Equal)),
        }
    }
}

impl Operand {
    fn value(&self, variables: &dyn Variables) -> Option<Value> {
        match self {
            Self::Literal(value) => Some(value.clone()),
            Self::Variable(name) => variables.value(name),
            Self::DaysSince(name) => match variables.value(name)? {
                Value::Text(date) => Some(Value::Number(f64::from(variables.today().days_since(Date::parse(&date)?)))),
                _ => None,
            },
        }
    }

    fn type_of(&self, types: &dyn Fn(&str) -> Option<Type>, faults: &mut Vec<ConditionFault>) -> Option<Type> {
        match self {
            Self::Literal(Value::Text(_)) => Some(Type::Text),
            Self::Literal(Value::Number(_)) => Some(Type::Number),
            Self::Literal(Value::Bool(_)) => Some(Type::YesNo),
            Self::Literal(Value::List(_)) => None,
            Self::Variable(name) | Self::DaysSince(name) => {
                let Some(declared) = types(name) else {
                    faults.push(ConditionFault::UnknownVariable(name.clone()));
                    return None;
                };
                if let Self::DaysSince(_) = self {
                    if declared != Type::Date {
                        faults.push(ConditionFault::Mismatch(name.clone()));
                    }
                    return Some(Type::Number);
                }
                Some(declared)
            }
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Variable(name) | Self::DaysSince(name) => name,
            Self::Literal(_) => "",
        }
    }
}

fn check_pair(left: &Operand, right: &Operand, types: &dyn Fn(&str) -> Option<Type>, faults: &mut Vec<ConditionFault>) {
    let (left_type, right_type) = (left.type_of(types, faults), right.type_of(types, faults));
    let (Some(left_type), Some(right_type)) = (left_type, right_type) else { return };
    for (typed, variable, other) in [(&left_type, left, right), (&right_type, right, left)] {
        let Operand::Literal(Value::Text(word)) = other else { continue };
        match typed {
            Type::OneOf(words) | Type::ManyOf(words) if !words.contains(word) => {
                faults.push(ConditionFault::NeverEqual(variable.name().to_string(), word.clone()));
            }
            Type::Date if Date::parse(word).is_none() => faults.push(ConditionFault::Mismatch(variable.name().to_string())),
            _ => {}
        }
    }
    let is_word = |of: &Type| matches!(of, Type::Text | Type::OneOf(_) | Type::ManyOf(_));
    // A literal date is a text; whether it is one was looked at above.
    let is_text = |operand: &Operand| matches!(operand, Operand::Literal(Value::Text(_)));
    let same = left_type == right_type
        || is_word(&left_type) && is_word(&right_type)
        || left_type == Type::Date && is_text(right)
        || right_type == Type::Date && is_text(left);
    if !same {
        let name = if left.name().is_empty() { right.name() } else { left.name() };
        faults.push(ConditionFault::Mismatch(name.to_string()));
    }
}

/// Reads a condition; after a fault, the pointer is left where the fault is.
fn read(json: &Json, pointer: &mut String) -> Result<Condition, ConditionFault> {
    use ConditionFault::Malformed;
    if json.is_null() {
        return Ok(Condition::All(Vec::new()));
    }
    let mut entries = json.as_object().ok_or(Malformed)?.iter();
    let (operator, arguments) = match (entries.next(), entries.next()) {
        (None, _) => return Ok(Condition::All(Vec::new())),
        (Some(only), None) => only,
        _ => return Err(Malformed),
    };
    let outside = pointer.len();
    // JSON pointer escapes only ~ and /, which no operator has.
    pointer.push('/');
    pointer.push_str(operator);
    let list = arguments.as_array().map(Vec::as_slice);
    let condition = match operator.as_str() {
        "and" | "or" => {
            let mut parts = Vec::new();
            for (index, part) in list.ok_or(Malformed)?.iter().enumerate() {
                let length = pointer.len();
                pointer.push('/');
                pointer.push_str(&index.to_string());
                parts.push(read(part, pointer)?);
                pointer.truncate(length);
            }
            if operator == "and" { Condition::All(parts) } else { Condition::Any(parts) }
        }
        "!" => Condition::Not(Box::new(read(list.and_then(<[Json]>::first).unwrap_or(arguments), pointer)?)),
        "var" => Condition::Holds(arguments.as_str().ok_or(Malformed)?.to_string()),
        "in" => {
            let Some([item, list]) = list else { return Err(Malformed) };
            let mut operands = Vec::new();
            for operand in list.as_array().map_or(std::slice::from_ref(list), Vec::as_slice) {
                operands.push(read_operand(operand).ok_or(Malformed)?);
            }
            Condition::In(read_operand(item).ok_or(Malformed)?, operands)
        }
        sign => {
            let Some(operator) = Operator::read(sign) else {
                pointer.truncate(outside);
                return Err(ConditionFault::UnknownOperator(sign.to_string()));
            };
            let Some([left, right]) = list else { return Err(Malformed) };
            let left = read_operand(left).ok_or(Malformed)?;
            Condition::Compare(operator, left, read_operand(right).ok_or(Malformed)?)
        }
    };
    pointer.truncate(outside);
    Ok(condition)
}

fn read_operand(json: &Json) -> Option<Operand> {
    let variable = |json: &Json| Some(json.get("var")?.as_str()?.to_string());
    match json {
        Json::String(text) => Some(Operand::Literal(Value::Text(text.clone()))),
        Json::Number(number) => Some(Operand::Literal(Value::Number(number.as_f64()?))),
        Json::Bool(bool) => Some(Operand::Literal(Value::Bool(*bool))),
        Json::Object(object) if object.len() == 1 => match object.get("days_since") {
            Some(argument) => {
                let argument = argument.as_array().and_then(|list| list.first()).unwrap_or(argument);
                variable(argument).map(Operand::DaysSince)
            }
            None => variable(json).map(Operand::Variable),
        },
        _ => None,
    }
}
