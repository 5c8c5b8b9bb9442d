//! Look-ups: what is asked of the shop's endpoint, and what its answer means.

use super::{Values, Walk};
use crate::calendar::Date;
use crate::condition::Value;
use crate::json::{Json, read};
use crate::knowledge::{FactType, Lookup, Read};

/// The longest answer that is read, in bytes: states and dates are short.
const MAX_ANSWER: usize = 64 * 1024;
/// The longest text taken out of an answer, in characters.
const MAX_TEXT: usize = 200;

/// Why a look-up found nothing. Each has a sentence in the string tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupFault {
    /// Nothing there under what was given (404).
    NotFound,
    /// Not answered in time, or not now (429, 5xx).
    Later,
    /// The endpoint does not want to (any other 4xx).
    Refused,
    /// The answer makes no sense.
    Nonsense,
}

/// What a look-up came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// The step's key.
    pub id: String,
    /// What it was asked for; an answer counts only for that.
    pub sent: Vec<(String, String)>,
    /// Values by the names of `reads`, or why there are none.
    pub found: Result<Vec<(String, Value)>, LookupFault>,
}

impl LookupFault {
    /// The failure that scenarios call so.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "not-found" => Self::NotFound,
            "later" => Self::Later,
            "refused" => Self::Refused,
            "nonsense" => Self::Nonsense,
            _ => return None,
        })
    }

    /// The key of its sentence in the string tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotFound => "lookup.not-found",
            Self::Later => "lookup.later",
            Self::Refused => "lookup.refused",
            Self::Nonsense => "lookup.nonsense",
        }
    }
}

impl Lookup {
    /// What is to be sent now; nothing if a value that it needs is missing.
    pub fn sends(&self, values: &Values<'_>) -> Option<Vec<(String, String)>> {
        self.send.0.iter().map(|(name, template)| Some((name.clone(), values.fill_in(template)?))).collect()
    }

    /// Where a failure leads.
    pub(super) fn leads_to(&self, fault: LookupFault) -> &str {
        match (fault, &self.not_found) {
            (LookupFault::NotFound, Some(step)) => step,
            _ => &self.failed,
        }
    }
}

impl Walk {
    /// Whether this look-up has been answered for what would be sent now, and how; nothing while it is to be asked.
    pub(super) fn found(&self, lookup: &Lookup, id: &str, values: &Values<'_>) -> Option<Result<(), LookupFault>> {
        let Some(sent) = lookup.sends(values) else { return Some(Err(LookupFault::Nonsense)) };
        let looked = self.looked.iter().find(|looked| looked.id == id && looked.sent == sent)?;
        Some(looked.found.as_ref().map(|_| ()).map_err(|fault| *fault))
    }

    /// Takes in what a look-up came to, in place of what it came to before.
    pub fn look(&mut self, looked: Looked) {
        self.looked.retain(|known| known.id != looked.id);
        self.looked.push(looked);
    }

    /// Forgets failed look-ups, so that they are asked again.
    pub fn look_again(&mut self) {
        self.looked.retain(|looked| looked.found.is_ok());
    }
}

/// Reads an endpoint's answer. A value that is missing or of another type is left out: conditions on it are false.
///
/// # Errors
/// Why there is nothing to go by.
pub fn read_lookup(lookup: &Lookup, status: u16, text: &str) -> Result<Vec<(String, Value)>, LookupFault> {
    match status {
        200..=299 => {}
        404 => return Err(LookupFault::NotFound),
        400..=499 if status != 408 && status != 429 => return Err(LookupFault::Refused),
        _ => return Err(LookupFault::Later),
    }
    let json = Some(text).filter(|text| text.len() <= MAX_ANSWER).and_then(|text| read(text).ok());
    let json = json.filter(Json::is_object).ok_or(LookupFault::Nonsense)?;
    let mut found = Vec::new();
    for (name, read) in &lookup.reads.0 {
        if let Some(value) = json.pointer(&read.path).and_then(|json| value(read, json)) {
            found.push((name.clone(), value));
        }
    }
    if found.is_empty() && !lookup.reads.0.is_empty() { Err(LookupFault::Nonsense) } else { Ok(found) }
}

fn value(read: &Read, json: &Json) -> Option<Value> {
    let text = json.as_str().filter(|text| text.chars().count() <= MAX_TEXT);
    Some(match read.kind {
        FactType::Text => Value::Text(text?.chars().filter(|character| !character.is_control()).collect()),
        FactType::OneOf => Value::Text(text.filter(|word| read.values.iter().any(|known| known == word))?.to_string()),
        FactType::Date => Value::Text(Date::parse(text?.get(..10)?)?.written()),
        FactType::Number => Value::Number(json.as_f64()?),
        FactType::YesNo => Value::Bool(json.as_bool()?),
    })
}
