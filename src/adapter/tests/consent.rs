//! What is told of a consent.

use super::*;

/// `HubSpot` with these subscriptions.
fn hubspot(subscriptions: &str) -> String {
    HUBSPOT.replace("\"fields\"", &format!("\"subscriptions\": {subscriptions}, \"fields\""))
}

/// What a submission says of the consent to this adapter of a form with a notice or with a box.
#[track_caller]
fn check(subscriptions: &str, is_ticked: bool, answer: Option<&str>, expected: Json) {
    let mut knowledge = shop(&hubspot(subscriptions));
    let format = knowledge.ticket.as_mut().expect("a form");
    format.privacy.consent = if is_ticked { Consent::Checkbox } else { Consent::Notice };
    let mut sent = ticket(&knowledge, &[]);
    sent.fields.retain(|(name, _)| name != "model");
    sent.fields.extend(answer.map(|answer| ("model".to_string(), answer.to_string())));
    let (format, letter) = (knowledge.ticket.as_ref().expect("a form"), letter(&sent, &knowledge, "en", &english()));
    let exchange = Exchange { adapter: &format.adapter, format, ticket: &sent, letter: &letter, key: "key-00000001" };
    let Turn::Ask(request) = exchange.turn(&mut Vec::new(), None) else { panic!("it asks") };
    assert_eq!(json(&request).get("legalConsentOptions").cloned().unwrap_or_default(), expected, "{subscriptions} {is_ticked} {answer:?}");
}

#[test]
fn a_consent_is_told_as_it_was_given() {
    let purpose = "お返事のため。";
    check("{}", false, None, Json::Null);
    let interest = serde_json::json!({"value": true, "subscriptionTypeId": 7, "legalBasis": "CUSTOMER", "text": purpose});
    check(r#"{"consent": 7, "model": 8}"#, false, Some("yes"), serde_json::json!({"legitimateInterest": interest}));
    let consent = |told: Json| serde_json::json!({"consent": {"consentToProcess": true, "text": purpose, "communications": told}});
    let of = |id: u32, value: bool, text: &str| serde_json::json!({"value": value, "subscriptionTypeId": id, "text": text});
    check("{}", true, None, consent(serde_json::json!([])));
    check(r#"{"consent": 7}"#, true, None, consent(serde_json::json!([of(7, true, purpose)])));
    let both = r#"{"consent": 7, "model": 8}"#;
    check(both, true, Some("yes"), consent(serde_json::json!([of(7, true, purpose), of(8, true, "商品")])));
    check(both, true, Some("no"), consent(serde_json::json!([of(7, true, purpose), of(8, false, "商品")])));
    // Who was not asked, or did not answer, said neither.
    check(both, true, None, consent(serde_json::json!([of(7, true, purpose)])));
}

#[test]
fn a_letter_tells_of_the_box() {
    let mut knowledge = shop(ZAMMAD);
    let sent = ticket(&knowledge, &[]);
    let told = |knowledge: &Knowledge| letter(&sent, knowledge, "en", &english()).body.ends_with("\n\nI agree to this use: To answer.");
    assert!(!told(&knowledge));
    knowledge.ticket.as_mut().expect("a form").privacy.consent = Consent::Checkbox;
    assert!(told(&knowledge));
}
