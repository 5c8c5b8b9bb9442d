//! `HubSpot`: the Forms API, version 3. The fields must be properties of the account; no number comes back.

use super::{Exchange, Reply, Turn, judged};
use crate::entry::EntryFault;
use crate::json::{Json, at, json, members, read, text_at};
use crate::knowledge::Consent;
use crate::ticket::{Answer, FieldProblem};

/// Stands in `subscriptions` for the consent or the notice itself.
pub const CONSENT: &str = "consent";

/// The option of a choice by which a customer agrees.
pub const YES: &str = "yes";

pub(super) fn turn(of: &Exchange<'_>, reply: Option<Reply<'_>>) -> Turn {
    let Some((status, body)) = reply else {
        let [portal, form] = [&of.adapter.portal, &of.adapter.form].map(|part| part.as_deref().unwrap_or_default());
        let path = ["/submissions/v3/integration/submit/", portal, "/", form].concat();
        return Turn::Ask(of.ask(&path, &submission(of)));
    };
    let json = read(body).unwrap_or_default();
    Turn::Done(match status {
        200..=299 if json.is_object() => Answer::Accepted { number: String::new(), reply_by: None },
        200..=299 => Answer::Unknown,
        400 => {
            let problems: Vec<_> = members(at(&json, "errors")).iter().filter_map(|error| problem(of, error)).collect();
            if problems.is_empty() { Answer::Refused } else { Answer::FieldErrors(problems) }
        }
        other => judged(other),
    })
}

fn submission(of: &Exchange<'_>) -> Json {
    let fields: Vec<Json> =
        of.mapped().into_iter().map(|(name, value)| json!({"objectTypeId": "0-1", "name": name, "value": value})).collect();
    let mut body = json!({"fields": fields, "context": json!({"pageUri": of.ticket.page, "pageName": of.letter.subject})});
    if let (Some(body), Some(consent)) = (body.as_object_mut(), consent(of)) {
        body.insert("legalConsentOptions".into(), consent);
    }
    body
}

/// What the customer agreed to, in the words that were read. A notice is no consent: it is an interest that the service
/// wants to know the subscription of, or nothing that it could be told.
fn consent(of: &Exchange<'_>) -> Option<Json> {
    let text = of.letter.purpose.as_str();
    let subscriptions = &of.adapter.subscriptions;
    if of.format.privacy.consent == Consent::Notice {
        let id = u64::from(*subscriptions.get(CONSENT)?);
        return Some(
            json!({"legitimateInterest": json!({"value": true, "subscriptionTypeId": id, "legalBasis": "CUSTOMER", "text": text})}),
        );
    }
    let agreed = subscriptions.0.iter().filter_map(|(name, id)| {
        let (value, text) = if name == CONSENT {
            (true, text)
        } else {
            let (_, answer) = of.ticket.fields.iter().find(|(field, _)| field == name)?;
            (answer == YES, of.format.fields.get(name)?.label.text(&of.ticket.locale))
        };
        Some(json!({"value": value, "subscriptionTypeId": u64::from(*id), "text": text}))
    });
    let agreed: Vec<Json> = agreed.collect();
    Some(json!({"consent": json!({"consentToProcess": true, "text": text, "communications": agreed})}))
}

/// `{"message": "Error in 'fields.email'. …", "errorType": "INVALID_EMAIL"}`
fn problem(of: &Exchange<'_>, error: &Json) -> Option<(FieldProblem, String)> {
    let message = text_at(error, "message")?;
    let (_, rest) = message.split_once("'fields.")?;
    let (theirs, _) = rest.split_once('\'')?;
    let fault = match text_at(error, "errorType").unwrap_or_default() {
        "REQUIRED_FIELD" => EntryFault::Missing,
        "INVALID_EMAIL" | "BLOCKED_EMAIL" => EntryFault::NotAnEmail,
        "INPUT_TOO_LARGE" => EntryFault::TooLong,
        _ => EntryFault::Refused,
    };
    Some((FieldProblem { field: of.ours(theirs), fault }, message.to_string()))
}
