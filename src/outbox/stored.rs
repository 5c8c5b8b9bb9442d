//! Entries as they are stored.

use super::{Entry, Millis, State};
use crate::entry::EntryFault;
use crate::json::{Json, ToJson, at, json, members, text_at};
use crate::ticket::{Answer, FieldProblem};

impl Entry {
    /// The entry as it is stored.
    pub fn to_json(&self) -> Json {
        json!({
            "key": self.key, "url": self.url, "ticket": self.ticket, "digest": u64::from(self.digest), "idempotent": self.is_idempotent,
            "made": self.made, "agreed": self.agreed, "expires": self.expires, "tries": u64::from(self.tries),
            "doubtful": self.is_doubtful, "returned": self.is_returned, "state": self.state,
        })
    }

    /// Reads a stored entry; nothing if it is none.
    pub fn read(json: &Json) -> Option<Self> {
        let number = |key: &str| at(json, key).as_u64().unwrap_or_default();
        let is = |key: &str| at(json, key).as_bool() == Some(true);
        Some(Self {
            key: text_at(json, "key")?.to_string(),
            url: text_at(json, "url")?.to_string(),
            ticket: at(json, "ticket").clone(),
            digest: number("digest") as u32,
            is_idempotent: is("idempotent"),
            made: number("made"),
            agreed: number("agreed"),
            expires: number("expires"),
            tries: number("tries") as u32,
            is_doubtful: is("doubtful"),
            is_returned: is("returned"),
            state: State::read(at(json, "state"))?,
        })
    }
}

impl ToJson for State {
    fn to_json(&self) -> Json {
        match self {
            Self::Queued => json!({"is": "queued"}),
            Self::Waiting { until, is_asked } => json!({"is": "waiting", "until": until, "asked": is_asked}),
            Self::Sending { lease, until } => json!({"is": "sending", "lease": lease, "until": until}),
            Self::Unknown => json!({"is": "unknown"}),
            Self::Refused(answer) => json!({"is": "refused", "why": refusal(answer)}),
            Self::Sent { number, reply_by, is_seen } => json!({"is": "sent", "number": number, "reply_by": reply_by, "seen": is_seen}),
            Self::Expired => json!({"is": "expired"}),
        }
    }
}

impl State {
    fn read(json: &Json) -> Option<Self> {
        let until: Millis = at(json, "until").as_u64().unwrap_or_default();
        let text = |key: &str| text_at(json, key).map(str::to_string);
        let is = |key: &str| at(json, key).as_bool() == Some(true);
        Some(match text_at(json, "is")? {
            "queued" => Self::Queued,
            "waiting" => Self::Waiting { until, is_asked: is("asked") },
            "sending" => Self::Sending { lease: text("lease")?, until },
            "refused" => Self::Refused(read_refusal(at(json, "why"))),
            "sent" => Self::Sent { number: text("number")?, reply_by: text("reply_by"), is_seen: is("seen") },
            "expired" => Self::Expired,
            // What a later version wrote is kept before the customer, and not sent by guessing.
            _ => Self::Unknown,
        })
    }
}

fn refusal(answer: &Answer) -> Json {
    match answer {
        Answer::FieldErrors(problems) => {
            let problem = |(problem, words): &(FieldProblem, String)| json!([problem.field, problem.fault.key(), words]);
            Json::Array(problems.iter().map(problem).collect())
        }
        Answer::Earlier { number } => number.to_json(),
        _ => Json::Null,
    }
}

fn read_refusal(json: &Json) -> Answer {
    match json {
        Json::Array(problems) => Answer::FieldErrors(problems.iter().filter_map(read_problem).collect()),
        Json::String(number) => Answer::Earlier { number: number.clone() },
        _ => Answer::Refused,
    }
}

fn read_problem(json: &Json) -> Option<(FieldProblem, String)> {
    let mut parts = members(json).iter().map(|part| part.as_str().unwrap_or_default());
    let (field, key, words) = (parts.next()?.to_string(), parts.next()?, parts.next()?.to_string());
    let fault = EntryFault::ALL.into_iter().find(|fault| fault.key() == key).unwrap_or(EntryFault::Refused);
    Some((FieldProblem { field, fault }, words))
}
