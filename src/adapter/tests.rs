mod consent;
mod files;
mod hostile;

use super::*;
use crate::app::Strings;
use crate::entry::EntryFault;
use crate::knowledge::{Consent, Knowledge, Source, load};
use crate::ticket::{Draft, FlowAnswer, Piece};
use proptest::prelude::*;

/// A shop with this adapter.
fn shop(adapter: &str) -> Knowledge {
    let file = format!(
        r#"{{"format": 1, "site": {{"name": "S", "locales": ["en", "ja"]}}, "ticket": {{
            "adapter": {adapter},
            "reply": {{"business_days": 2}}, "privacy": {{"purpose": {{"en": "To answer.", "ja": "お返事のため。"}}, "policy_url": "/privacy"}},
            "fields": {{
                "name": {{"type": "text", "label": {{"en": "Name", "ja": "お名前"}}, "autocomplete": "name"}},
                "email": {{"type": "email", "label": {{"en": "E-mail", "ja": "メール"}}, "required": true}},
                "model": {{"type": "choice", "label": {{"en": "Product", "ja": "商品"}}, "options": [{{"id": "lm", "label": {{"en": "Lamp", "ja": "ライト"}}}}]}},
                "message": {{"type": "textarea", "label": {{"en": "Message", "ja": "内容"}}}},
                "photos": {{"type": "files", "label": {{"en": "Photos", "ja": "写真"}}}}
            }},
            "attachments": {{"max_files": 5, "max_mb": 10, "types": ["image/jpeg"]}},
            "topics": [{{"id": "defect", "title": {{"en": "Defect", "ja": "故障"}}, "fields": ["name", "email", "model", "message", "photos"]}}]}}}}"#
    );
    load(&[Source { name: "k".into(), text: file }]).expect("it loads").knowledge
}

fn ticket(knowledge: &Knowledge, files: &[Attachment]) -> Ticket {
    let mut draft = Draft { topic: Some("defect".into()), files: files.to_vec(), consent: true, ..Draft::default() };
    for (name, value) in [("name", "Hana"), ("email", "hana@example.jp"), ("model", "lm"), ("message", "It is dark.\nStill.")] {
        draft.set(name, value.into());
    }
    let given = FlowAnswer { step: "tab".into(), question: "Pull the tab".into(), answer: "No, not yet".into(), is_looked_up: false };
    let story = [
        Piece::Search { query: "dark".into(), results: 2 },
        Piece::Flow { id: "power".into(), title: "No power".into(), answers: vec![given], helped: Some(false) },
    ];
    draft.ticket(knowledge.ticket.as_ref().expect("a form"), &story, "ja", "/orders").expect("it is right")
}

fn english() -> Strings {
    Strings::read(&serde_json::from_str(include_str!("../../www/strings/en.json")).expect("JSON"))
}

/// What was asked, and how it ended; the last request is left without an answer if there are too few.
fn play(adapter: &str, replies: &[Reply<'_>]) -> (Vec<Request>, Option<Turn>) {
    let mut got = Vec::new();
    resume(adapter, &[], &mut got, replies)
}

fn resume(adapter: &str, files: &[Attachment], got: &mut Vec<String>, replies: &[Reply<'_>]) -> (Vec<Request>, Option<Turn>) {
    let knowledge = shop(adapter);
    let format = knowledge.ticket.as_ref().expect("a form");
    let ticket = ticket(&knowledge, files);
    let letter = letter(&ticket, &knowledge, "en", &english());
    let exchange = Exchange { adapter: &format.adapter, format, ticket: &ticket, letter: &letter, key: "key-00000001" };
    let mut asked = Vec::new();
    let mut reply = None;
    let mut replies = replies.iter();
    loop {
        match exchange.turn(got, reply) {
            Turn::Ask(request) => asked.push(request),
            end => return (asked, Some(end)),
        }
        reply = replies.next().copied();
        if reply.is_none() {
            return (asked, None);
        }
    }
}

const ZENDESK: &str =
    r#"{"kind": "zendesk", "url": "https://s.zendesk.com", "form": "36", "fields": {"topic": "101", "model": "102", "email": "103"}}"#;
const HUBSPOT: &str = r#"{"kind": "hubspot", "url": "https://api.hsforms.com", "portal": "1", "form": "guid",
    "fields": {"email": "email", "name": "firstname", "letter": "message"}}"#;
const ZAMMAD: &str = r#"{"kind": "zammad", "url": "https://z.example/"}"#;
const CHATWOOT: &str =
    r#"{"kind": "chatwoot", "url": "https://c.example", "form": "box", "fields": {"topic": "topic", "model": "product"}}"#;
const FORM_POST: &str = r#"{"kind": "form-post", "url": "https://f.example/f/abc", "fields": {"model": "product"}}"#;
const HTTP: &str = r#"{"kind": "http", "url": "/tickets"}"#;
const ALL: &[&str] = &[ZENDESK, HUBSPOT, ZAMMAD, CHATWOOT, FORM_POST, HTTP];

fn accepted(number: &str) -> Answer {
    Answer::Accepted { number: number.into(), reply_by: None }
}

fn wrong(field: &str, fault: EntryFault, words: &str) -> Answer {
    Answer::FieldErrors(vec![(crate::ticket::FieldProblem { field: field.into(), fault }, words.into())])
}

const TOKEN: Reply<'_> = (200, r#"{"enabled": true, "endpoint": "https://z.example/api/v1/form_submit", "token": "t0"}"#);
const CONTACT: Reply<'_> = (200, r#"{"source_id": "src", "pubsub_token": "p"}"#);
const CONVERSATION: Reply<'_> = (200, r#"{"id": 42, "inbox_id": "box"}"#);

#[test]
fn every_answer_is_read_as_its_service_means_it() {
    let cases: Vec<(&str, Vec<Reply<'_>>, Answer)> = vec![
        (ZENDESK, vec![(201, r#"{"request": {"id": 33, "status": "new"}}"#)], accepted("33")),
        (ZENDESK, vec![(201, "<html>")], Answer::Unknown),
        (ZENDESK, vec![(201, r#"{"request": {}}"#)], Answer::Unknown),
        (
            ZENDESK,
            vec![(422, r#"{"error": "RecordInvalid", "details": {"requester": [{"description": "Email: is not valid"}]}}"#)],
            wrong("email", EntryFault::Refused, "Email: is not valid"),
        ),
        (
            ZENDESK,
            vec![(422, r#"{"error": "RecordInvalid", "details": {"102": [{"description": "unknown product"}]}}"#)],
            wrong("model", EntryFault::Refused, "unknown product"),
        ),
        (ZENDESK, vec![(422, r#"{"error": "RecordInvalid"}"#)], Answer::Refused),
        (ZENDESK, vec![(401, "")], Answer::Refused),
        (ZENDESK, vec![(429, "")], Answer::Later),
        // Refused or limited, and no header that lets a page read it; or stored, and the answer lost.
        (ZENDESK, vec![(0, "")], Answer::Unknown),
        (ZENDESK, vec![(500, "")], Answer::Unknown),
        (HUBSPOT, vec![(200, r#"{"inlineMessage": "Thanks"}"#)], accepted("")),
        (HUBSPOT, vec![(200, "<html>")], Answer::Unknown),
        (
            HUBSPOT,
            vec![(
                400,
                r#"{"status": "error", "errors": [{"message": "Error in 'fields.firstname'. Required field 'firstname' is missing", "errorType": "REQUIRED_FIELD"}]}"#,
            )],
            wrong("name", EntryFault::Missing, "Error in 'fields.firstname'. Required field 'firstname' is missing"),
        ),
        (
            HUBSPOT,
            vec![(400, r#"{"errors": [{"message": "Error in 'fields.email'. Invalid email address", "errorType": "INVALID_EMAIL"}]}"#)],
            wrong("email", EntryFault::NotAnEmail, "Error in 'fields.email'. Invalid email address"),
        ),
        (HUBSPOT, vec![(400, r#"{"errors": [{"message": "The request is not valid", "errorType": "OTHER"}]}"#)], Answer::Refused),
        (HUBSPOT, vec![(403, "")], Answer::Refused),
        (HUBSPOT, vec![(429, "")], Answer::Later),
        (HUBSPOT, vec![(0, "")], Answer::Unknown),
        (HUBSPOT, vec![(502, "")], Answer::Unknown),
        (ZAMMAD, vec![TOKEN, (200, r#"{"ticket": {"id": 7, "number": "61007"}}"#)], accepted("61007")),
        (ZAMMAD, vec![TOKEN, (200, r#"{"errors": {"email": "invalid"}}"#)], wrong("email", EntryFault::NotAnEmail, "invalid")),
        (ZAMMAD, vec![TOKEN, (200, r#"{"errors": {"body": "required"}}"#)], wrong("body", EntryFault::Refused, "required")),
        (ZAMMAD, vec![TOKEN, (200, "{}")], Answer::Unknown),
        (ZAMMAD, vec![TOKEN, (0, "")], Answer::Unknown),
        (ZAMMAD, vec![TOKEN, (500, "")], Answer::Unknown),
        (ZAMMAD, vec![TOKEN, (401, "{}")], Answer::Refused),
        (ZAMMAD, vec![TOKEN, (429, "")], Answer::Later),
        (ZAMMAD, vec![(200, r#"{"enabled": false}"#)], Answer::Refused),
        (ZAMMAD, vec![(200, "<html>")], Answer::Later),
        (ZAMMAD, vec![(0, "")], Answer::Later),
        (ZAMMAD, vec![(500, "")], Answer::Later),
        (ZAMMAD, vec![(403, "")], Answer::Refused),
        (CHATWOOT, vec![CONTACT, CONVERSATION, (200, r#"{"id": 9}"#)], accepted("42")),
        (CHATWOOT, vec![CONTACT, CONVERSATION, (200, "")], Answer::Unknown),
        (CHATWOOT, vec![CONTACT, CONVERSATION, (0, "")], Answer::Unknown),
        (CHATWOOT, vec![CONTACT, CONVERSATION, (429, "")], Answer::Later),
        (CHATWOOT, vec![CONTACT, CONVERSATION, (422, "{}")], Answer::Refused),
        (CHATWOOT, vec![CONTACT, (0, "")], Answer::Later),
        (CHATWOOT, vec![CONTACT, (404, "")], Answer::Refused),
        (CHATWOOT, vec![(500, "")], Answer::Later),
        (CHATWOOT, vec![(200, "<html>")], Answer::Refused),
        (CHATWOOT, vec![(404, "")], Answer::Refused),
        (FORM_POST, vec![(200, r#"{"ok": true}"#)], accepted("")),
        (FORM_POST, vec![(200, r#"{"success": false, "message": "wrong key"}"#)], Answer::Unknown),
        (FORM_POST, vec![(200, "thanks")], Answer::Unknown),
        (
            FORM_POST,
            vec![(422, r#"{"errors": [{"code": "TYPE_EMAIL", "field": "email", "message": "should be an email"}]}"#)],
            wrong("email", EntryFault::NotAnEmail, "should be an email"),
        ),
        (
            FORM_POST,
            vec![(400, r#"{"errors": [{"code": "X", "field": "product", "message": "no"}]}"#)],
            wrong("model", EntryFault::Refused, "no"),
        ),
        (FORM_POST, vec![(403, r#"{"error": "In order to submit"}"#)], Answer::Refused),
        (FORM_POST, vec![(429, "")], Answer::Later),
        (FORM_POST, vec![(0, "")], Answer::Unknown),
        (HTTP, vec![(201, r#"{"number": "T-1"}"#)], accepted("T-1")),
        (HTTP, vec![(0, "")], Answer::Unknown),
    ];
    for (adapter, replies, expected) in cases {
        assert_eq!(play(adapter, &replies).1, Some(Turn::Done(expected)), "{adapter} after {replies:?}");
    }
}

fn json(request: &Request) -> Json {
    let Body::Json(text) = &request.body else { panic!("{request:?}") };
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn each_service_is_asked_in_its_own_way() {
    let (asked, _) = play(ZENDESK, &[]);
    assert_eq!(asked[0].url, "https://s.zendesk.com/api/v2/requests.json");
    let request = &json(&asked[0])["request"];
    assert_eq!(request["requester"], serde_json::json!({"name": "Hana", "email": "hana@example.jp"}));
    assert_eq!(request["ticket_form_id"], "36");
    assert_eq!(request["subject"], "Defect: It is dark.");
    let custom =
        serde_json::json!([{"id": "103", "value": "hana@example.jp"}, {"id": "102", "value": "lm"}, {"id": "101", "value": "defect"}]);
    assert_eq!(request["custom_fields"], custom);

    let (asked, _) = play(HUBSPOT, &[]);
    assert_eq!(asked[0].url, "https://api.hsforms.com/submissions/v3/integration/submit/1/guid");
    let names: Vec<Json> = json(&asked[0])["fields"].as_array().expect("fields").iter().map(|field| field["name"].clone()).collect();
    assert_eq!(names, ["email", "message", "firstname"]);

    let (asked, _) = play(ZAMMAD, &[TOKEN]);
    assert_eq!(asked[0].url, "https://z.example/api/v1/form_config");
    assert!(json(&asked[0])["fingerprint"].as_str().is_some_and(|text| text.len() > 30));
    let Body::Form { texts, .. } = &asked[1].body else { panic!("{asked:?}") };
    let part = |name: &str| texts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    assert_eq!((part("email"), part("title"), part("token")), (Some("hana@example.jp"), Some("Defect: It is dark."), Some("t0")));
    assert_eq!(part("fingerprint"), json(&asked[0])["fingerprint"].as_str(), "the same in both");

    let (asked, _) = play(CHATWOOT, &[CONTACT, CONVERSATION]);
    let urls: Vec<&str> = asked.iter().map(|request| request.url.as_str()).collect();
    let base = "https://c.example/public/api/v1/inboxes/box/contacts";
    assert_eq!(urls, [base, &format!("{base}/src/conversations"), &format!("{base}/src/conversations/42/messages")]);
    assert_eq!(json(&asked[1])["custom_attributes"], serde_json::json!({"topic": "defect", "product": "lm"}));
    assert_eq!(json(&asked[2])["echo_id"], "key-00000001");

    let (asked, _) = play(FORM_POST, &[]);
    assert_eq!(asked[0].headers, [("Accept", "application/json".to_string())]);
    let form = json(&asked[0]);
    assert_eq!((&form["product"], &form["email"], &form["_gotcha"]), (&"lm".into(), &"hana@example.jp".into(), &"".into()));
    assert!(form.get("model").is_none() && form["message"].as_str().is_some_and(|text| text.contains("Pull the tab")), "{form}");

    let (asked, _) = play(HTTP, &[]);
    assert_eq!((asked[0].url.as_str(), &asked[0].headers), ("/tickets", &vec![("Idempotency-Key", "key-00000001".to_string())]));
}

#[test]
fn a_conversation_goes_on_where_it_was_cut() {
    let mut got = Vec::new();
    let (asked, end) = resume(CHATWOOT, &[], &mut got, &[CONTACT, CONVERSATION]);
    assert_eq!((asked.len(), end), (3, None));
    let (asked, end) = resume(CHATWOOT, &[], &mut got, &[(200, r#"{"id": 9}"#)]);
    assert_eq!((asked.len(), end), (1, Some(Turn::Done(accepted("42")))), "no second conversation");
}

#[test]
fn a_letter_says_everything_in_the_agents_language() {
    let knowledge = shop(ZAMMAD);
    let ticket = ticket(&knowledge, &[]);
    let own = Ticket { locale: "en".into(), ..ticket.clone() };
    assert!(letter(&own, &knowledge, "en", &english()).body.contains("- Tried: No power → No, not yet\n"));
    // The customer read it in another language: the id says what it was.
    let letter = letter(&ticket, &knowledge, "en", &english());
    assert_eq!(
        letter.body,
        "Name: Hana\nE-mail: hana@example.jp\nProduct: Lamp\nMessage:\nIt is dark.\nStill.\n\n— What was tried before —\n\
         - Searched: dark\n- Tried: No power (power) → No, not yet\n  - Pull the tab → No, not yet\n\n/orders"
    );
}

#[test]
fn a_mail_program_gets_as_much_as_it_takes() {
    let short = Letter { subject: "送料 & 返品".into(), body: "一行目\n二行目?".into(), purpose: String::new() };
    let url = short.mailto("mailto:help@shop.example?cc=spy@x");
    assert!(url.starts_with("mailto:help@shop.example?subject=%E9%80%81%E6%96%99%20%26%20%E8%BF%94%E5%93%81&body="), "{url}");
    assert!(url.ends_with("%E7%9B%AE%0D%0A%E4%BA%8C%E8%A1%8C%E7%9B%AE%3F"), "{url}");
    let long = Letter { body: "返".repeat(5_000), ..short };
    let url = long.mailto("help@shop.example");
    assert!(url.len() <= 1_900 && url.ends_with("%E8%BF%94"), "{}", url.len());
}

proptest! {
    /// Words of all services, so that answers come close to being right.
    #[test]
    fn no_answer_is_more_than_it_says(
        of in 0..ALL.len(),
        files in 0..3_usize,
        mut got in proptest::collection::vec("[a-z]{0,9}|file-000[0-9]", 0..4),
        replies in proptest::collection::vec((prop_oneof![Just(0_u16), Just(200), Just(400), 100..600_u16], "(?s).{0,40}|\\{\"(id|number|errors|ticket|request|token|enabled|source_id|details|upload)\": (1|true|\"x\"|\\{\\}|\\[\\]|\\{\"number\": \"1\"\\}|\\{\"token\": \"t\"\\}|\\[\\{\\}\\]|\\[\\{\"field\": \"photos\", \"code\": \"file-gone\"\\}\\])\\}"), 12),
    ) {
        let replies: Vec<Reply<'_>> = replies.iter().map(|(status, body)| (*status, body.as_str())).collect();
        let (asked, end) = resume(ALL[of], &files::photos(files), &mut got, &replies);
        // Three calls, or the files twice and the ticket after each.
        prop_assert!(!asked.is_empty() && asked.len() <= 3 + 2 * files, "{}", asked.len());
        if let Some(Turn::Done(Answer::Accepted { .. })) = end {
            prop_assert!(replies.get(asked.len() - 1).is_some_and(|(status, _)| (200..300).contains(status)));
        }
        if let Some(Turn::Done(Answer::FieldErrors(problems))) = end {
            prop_assert!(!problems.is_empty());
        }
    }
}
