//! Why a result has its place, for other programs; for people [`crate::app::why`] says it.

use crate::search::{Explanation, Part, Term};
use serde_json::{Value as Json, json};

/// The numbers and what they are of.
pub(super) fn as_json(of: &Explanation) -> Json {
    let part = |(part, share): &(Part, f32)| (format!("{part:?}").to_lowercase(), json!(share));
    let term = |term: &Term| {
        let fields: Vec<String> = term.fields.iter().map(|field| format!("{field:?}").to_lowercase()).collect();
        json!({"text": term.text, "weight": term.tells, "fields": fields, "quality": term.quality})
    };
    json!({
        "way": format!("{:?}", of.way).to_lowercase(), "read": of.read, "confidence": of.confidence, "worth": of.worth,
        "parts": of.parts.iter().map(part).collect::<serde_json::Map<_, _>>(), "terms": of.terms.iter().map(term).collect::<Json>(),
    })
}
