//! Files on their way to each service.

use super::*;
use crate::json::ToJson;

const GONE: Reply<'_> = (400, r#"{"errors": [{"field": "photos", "code": "file-gone", "message": "It was not there."}]}"#);
const KEPT: Reply<'_> = (201, "{}");
const STORED: Reply<'_> = (201, r#"{"number": "T-1"}"#);
const UPLOADED: Reply<'_> = (201, r#"{"upload": {"token": "t1"}}"#);

/// So many photos: `file-0000`, `file-0001`, …
pub(super) fn photos(count: usize) -> Vec<Attachment> {
    let photo = |n| Attachment { id: format!("file-000{n}"), name: format!("割れ {n}.jpg"), media: "image/jpeg".into(), size: 1_000 };
    (0..count).map(photo).collect()
}

/// What is asked for a ticket with files, each as its path and what its body is.
fn asked(requests: &[Request]) -> Vec<String> {
    let body = |request: &Request| match &request.body {
        Body::Json(_) => "JSON".to_string(),
        Body::File { at, media } => format!("{at} {media}"),
        Body::Form { files, .. } => format!("form with {files}"),
    };
    requests.iter().map(|request| format!("{}: {}", request.url, body(request))).collect()
}

/// Of two photos this one is refused.
fn refused(at: usize, fault: EntryFault) -> Answer {
    wrong("photos", fault, &photos(2)[at].name)
}

fn file_fault(fault: EntryFault) -> Answer {
    wrong("photos", fault, "")
}

/// How a ticket with two files ends after these replies, and how many requests that took.
#[track_caller]
fn check(adapter: &str, replies: &[Reply<'_>], requests: usize, expected: Answer) {
    let (asked, end) = resume(adapter, &photos(2), &mut Vec::new(), replies);
    assert_eq!((asked.len(), end), (requests, Some(Turn::Done(expected))), "{adapter} after {replies:?}");
}

#[test]
fn files_go_first_and_the_ticket_after_them() {
    let two = photos(2);
    let of = |adapter, replies: &[Reply<'_>]| asked(&resume(adapter, &two, &mut Vec::new(), replies).0);
    assert_eq!(
        of(HTTP, &[KEPT, (200, "")]),
        ["/tickets/files/file-0000: 0 image/jpeg", "/tickets/files/file-0001: 1 image/jpeg", "/tickets: JSON"]
    );
    let query = r#"{"kind": "http", "url": "https://d.example/in/?shop=1"}"#;
    assert_eq!(of(query, &[])[..1], ["https://d.example/in/files/file-0000?shop=1: 0 image/jpeg"]);
    assert_eq!(
        of(ZENDESK, &[UPLOADED, UPLOADED]),
        [
            "https://s.zendesk.com/api/v2/uploads?filename=%E5%89%B2%E3%82%8C%200.jpg: 0 image/jpeg",
            "https://s.zendesk.com/api/v2/uploads?filename=%E5%89%B2%E3%82%8C%201.jpg: 1 image/jpeg",
            "https://s.zendesk.com/api/v2/requests.json: JSON"
        ]
    );
    assert_eq!(of(ZAMMAD, &[TOKEN])[1..], ["https://z.example/api/v1/form_submit: form with file[]"]);
    let message = "https://c.example/public/api/v1/inboxes/box/contacts/src/conversations/42/messages: form with attachments[]";
    assert_eq!(of(CHATWOOT, &[CONTACT, CONVERSATION])[2..], [message]);
}

#[test]
fn a_file_is_named_where_the_ticket_can_find_it() {
    let (requests, _) = resume(HTTP, &photos(2), &mut Vec::new(), &[KEPT, KEPT]);
    for request in &requests {
        assert_eq!(request.headers, [("Idempotency-Key", "key-00000001".to_string())]);
    }
    assert_eq!(json(&requests[2])["files"], photos(2).to_json());
    let (requests, _) = resume(ZENDESK, &photos(2), &mut Vec::new(), &[UPLOADED, (200, r#"{"upload": {"token": "t2"}}"#)]);
    assert_eq!(json(&requests[2])["request"]["comment"]["uploads"], serde_json::json!(["t1", "t2"]));
    assert_eq!(json(&play(ZENDESK, &[]).0[0])["request"]["comment"].get("uploads"), None);
    let (requests, _) = resume(CHATWOOT, &photos(1), &mut Vec::new(), &[CONTACT, CONVERSATION]);
    let Body::Form { texts, .. } = &requests[2].body else { panic!("{requests:?}") };
    assert_eq!(texts[1], ("echo_id", "key-00000001".to_string()));
    assert!(texts[0].0 == "content" && texts[0].1.contains("It is dark."), "{texts:?}");
}

#[test]
fn what_becomes_of_a_file_is_what_its_service_says() {
    let conflict = r#"{"error": {"code": "conflict"}}"#;
    for (adapter, replies, requests, expected) in [
        (HTTP, &[KEPT, (200, ""), STORED][..], 3, accepted("T-1")),
        (HTTP, &[(413, "")], 1, refused(0, EntryFault::FileLarge)),
        (HTTP, &[KEPT, (415, "<html>")], 2, refused(1, EntryFault::FileKind)),
        (HTTP, &[(409, conflict)], 1, refused(0, EntryFault::FileGone)),
        // The ticket had arrived, and was changed since.
        (HTTP, &[(409, r#"{"number": "T-1"}"#)], 1, Answer::Earlier { number: "T-1".into() }),
        (HTTP, &[(400, r#"{"errors": [{"field": "photos", "code": "file-many"}]}"#)], 1, file_fault(EntryFault::FileMany)),
        (HTTP, &[(404, "")], 1, Answer::Refused),
        (HTTP, &[(403, "")], 1, Answer::Refused),
        (HTTP, &[(429, "")], 1, Answer::Later),
        (HTTP, &[(503, "")], 1, Answer::Later),
        // Cut, or slow beyond patience: no file is a ticket.
        (HTTP, &[KEPT, (0, "")], 2, Answer::Later),
        (HTTP, &[KEPT, KEPT, (0, "")], 3, Answer::Unknown),
        // The files had waited too long: they go again, once.
        (HTTP, &[KEPT, KEPT, GONE, KEPT, KEPT, STORED], 6, accepted("T-1")),
        (HTTP, &[KEPT, KEPT, GONE, KEPT, KEPT, GONE], 6, wrong("photos", EntryFault::FileGone, "It was not there.")),
        (HTTP, &[KEPT, KEPT, (400, r#"{"errors": [{"field": "name", "code": "long"}]}"#)], 3, wrong("name", EntryFault::TooLong, "")),
        (ZENDESK, &[UPLOADED, UPLOADED, (201, r#"{"request": {"id": 33}}"#)], 3, accepted("33")),
        (ZENDESK, &[(413, "")], 1, refused(0, EntryFault::FileLarge)),
        (ZENDESK, &[(422, r#"{"error": "AttachmentUnprocessable"}"#)], 1, refused(0, EntryFault::FileKind)),
        (ZENDESK, &[(403, "")], 1, Answer::Refused),
        // A refusal without CORS headers and a cut cannot be told apart.
        (ZENDESK, &[UPLOADED, (0, "")], 2, Answer::Later),
        (ZENDESK, &[(429, "")], 1, Answer::Later),
        (ZENDESK, &[(201, "<html>")], 1, Answer::Later),
        (ZENDESK, &[(201, r#"{"upload": {}}"#)], 1, Answer::Later),
        (ZENDESK, &[UPLOADED, UPLOADED, (0, "")], 3, Answer::Unknown),
        (ZAMMAD, &[TOKEN, (200, r#"{"ticket": {"number": "61007"}}"#)], 2, accepted("61007")),
        (ZAMMAD, &[TOKEN, (413, "")], 2, file_fault(EntryFault::FileLarge)),
        (CHATWOOT, &[CONTACT, CONVERSATION, (200, r#"{"id": 9}"#)], 3, accepted("42")),
        (CHATWOOT, &[CONTACT, CONVERSATION, (413, "")], 3, file_fault(EntryFault::FileLarge)),
    ] {
        check(adapter, replies, requests, expected);
    }
    assert_eq!(play(HTTP, &[GONE]).1, Some(Turn::Done(wrong("photos", EntryFault::FileGone, "It was not there."))), "none to send again");
}

#[test]
fn a_cut_upload_goes_on_with_the_file_that_is_missing() {
    let mut got = Vec::new();
    let (_, end) = resume(HTTP, &photos(3), &mut got, &[KEPT, (0, "")]);
    assert_eq!(end, Some(Turn::Done(Answer::Later)));
    let (requests, end) = resume(HTTP, &photos(3), &mut got, &[KEPT, KEPT, STORED]);
    assert_eq!(end, Some(Turn::Done(accepted("T-1"))));
    assert_eq!(asked(&requests)[0], "/tickets/files/file-0001: 1 image/jpeg");
    // Tokens do not last, so each try gets its own.
    let mut got = Vec::new();
    resume(ZENDESK, &photos(2), &mut got, &[UPLOADED, (0, "")]);
    let (requests, _) = resume(ZENDESK, &photos(2), &mut got, &[UPLOADED, UPLOADED]);
    assert_eq!(requests.len(), 3);
}
