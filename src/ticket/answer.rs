//! What an endpoint answered, and what that means for the customer.

use super::FieldProblem;
use crate::entry::EntryFault;
use crate::json::{Json, at, members, read, text_at};

/// How sending a ticket ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is stored; this is its number.
    Accepted {
        /// The number to quote.
        number: String,
        /// The last day by which an answer comes, `YYYY-MM-DD`, if the server said.
        reply_by: Option<String>,
    },
    /// Some fields are wrong. Messages are the server's, for fields this form does not know how to judge.
    FieldErrors(Vec<(FieldProblem, String)>),
    /// Another ticket of the same key is stored under this number: an earlier try had arrived, and was changed since.
    Earlier {
        /// The number of what is stored.
        number: String,
    },
    /// Not now: too many requests, or the server has trouble. The same key may be sent again.
    Later,
    /// Not like this: sending the same again would change nothing.
    Refused,
    /// No answer arrived: the ticket may be stored or not. Sending again with the same key cannot double it.
    Unknown,
}

/// Reads an answer of the `http` adapter; `status` is 0 where no answer arrived.
pub fn read_answer(status: u16, body: &str) -> Answer {
    let json = read(body).unwrap_or_default();
    match status {
        200..=299 => match text_at(&json, "number") {
            Some(number) => Answer::Accepted { number: number.to_string(), reply_by: text_at(&json, "reply_by").map(str::to_string) },
            // A success without a number comes from something that is no intake: a captive portal, a wrong path.
            None => Answer::Unknown,
        },
        400 | 422 => {
            let problems: Vec<_> = members(at(&json, "errors")).iter().filter_map(read_error).collect();
            if problems.is_empty() { Answer::Refused } else { Answer::FieldErrors(problems) }
        }
        409 => match text_at(&json, "number") {
            Some(number) => Answer::Earlier { number: number.to_string() },
            None => Answer::Refused,
        },
        408 | 425 | 429 | 500..=599 => Answer::Later,
        0 => Answer::Unknown,
        _ => Answer::Refused,
    }
}

fn read_error(json: &Json) -> Option<(FieldProblem, String)> {
    let text = |key: &str| text_at(json, key);
    let field = text("field")?.to_string();
    let code = text("code").unwrap_or_default();
    // A code is the key of its sentence.
    let is = |fault: &EntryFault| fault.key().strip_prefix("error.") == Some(code);
    let fault = EntryFault::ALL.into_iter().find(is).unwrap_or(EntryFault::Refused);
    Some((FieldProblem { field, fault }, text("message").unwrap_or_default().to_string()))
}
