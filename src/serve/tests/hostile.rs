//! Whatever somebody sends to the server, and what a team sees of it.

use super::*;

const MARKUP: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)><a href=javascript:alert(1)>x</a>";

/// Everything of which the inbox is made: tags, and attributes with what they may begin with.
const TAGS: &[&str] =
    &["main", "p", "a", "h1", "h2", "dl", "div", "dt", "dd", "span", "ol", "ul", "li", "strong", "nav", "time", "img", "body", "html"];
const ATTRIBUTES: &[(&str, &str)] = &[
    ("href", "/inbox"),
    ("href", "mailto:"),
    ("src", "/inbox/"),
    ("class", ""),
    ("dir", "auto"),
    ("lang", ""),
    ("loading", "lazy"),
    ("alt", ""),
    ("aria-label", ""),
    ("aria-current", "page"),
];

/// Fails for whatever in a page is not of the inbox's own making.
#[track_caller]
fn assert_plain(page: &str) {
    let body = page.split("<body>").nth(1).expect("a body");
    assert!(!body.contains('\0'), "{body}");
    for tag in body.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').expect("the end of a tag");
        let (name, mut rest) = inside
            .trim_start_matches('/')
            .split_at(inside.trim_start_matches('/').find(' ').unwrap_or(inside.trim_start_matches('/').len()));
        assert!(TAGS.contains(&name), "<{inside}>");
        while !rest.trim().is_empty() && rest.trim() != "download" {
            let (key, value) = rest.trim_start().split_once("=\"").expect(inside);
            let (value, behind) = value.split_once('"').expect(inside);
            let is_known = ATTRIBUTES.iter().any(|(known, start)| *known == key && value.starts_with(start));
            assert!(is_known, "<{inside}>");
            rest = behind;
        }
    }
}

#[test]
fn a_hostile_ticket_is_refused_or_plain_text() {
    let megabyte = "x".repeat(1_000_000);
    let long = "x".repeat(100_000);
    let files = |count: usize| {
        let file = |n| json!({"id": format!("file-{n:04}"), "name": "a.jpg", "type": "image/jpeg", "size": 1});
        (0..count).map(file).collect::<Json>()
    };
    let accepted = "201 ";
    let cases: &[(&str, Json, &str)] = &[
        ("/fields/name", "<script>alert(1)</script>".into(), accepted),
        ("/fields/name", "\u{202e}\u{2066}gpj.exe".into(), accepted),
        ("/fields/name", "a\0b".into(), accepted),
        ("/fields/name", "\0".into(), "400 missing"),
        ("/fields/name", megabyte.as_str().into(), "413 large"),
        ("/fields/name", long.as_str().into(), "400 long"),
        ("/fields/message", MARKUP.into(), accepted),
        ("/fields/message", megabyte.as_str().into(), "413 large"),
        ("/fields/message", long.as_str().into(), "400 long"),
        ("/fields/email", "x@y.example\r\nbcc: z@y.example".into(), "400 email"),
        ("/fields/email", "\"<script>\"@y.example".into(), "400 email"),
        ("/fields/model", "__proto__".into(), "400 option"),
        ("/fields", json!({"__proto__": "x", "constructor": "x"}), "400 missing"),
        ("/topic", "__proto__".into(), "400 option"),
        ("/topic", "../../x".into(), "400 option"),
        ("/locale", MARKUP.into(), accepted),
        ("/page", "javascript:alert(1)".into(), accepted),
        ("/page", megabyte.as_str().into(), "413 large"),
        ("/story", json!({"0": MARKUP}), accepted),
        ("/story/0/query", MARKUP.into(), accepted),
        ("/story/2/answers", vec![json!({"step": MARKUP, "question": MARKUP, "answer": MARKUP}); 500].into(), accepted),
        ("/story", vec![json!({"kind": MARKUP}); 500].into(), accepted),
        ("/files", files(500), "400 file-many"),
    ];
    for (pointer, value, expected) in cases {
        let server = Server::new();
        let mut ticket = sound();
        ticket["files"] = json!([]);
        *ticket.pointer_mut(pointer).expect("a value") = value.clone();
        let answer = server.post(KEY, &ticket);
        let json = answer.json();
        let code = json.pointer("/errors/0/code").or(json.pointer("/error/code")).and_then(Json::as_str).unwrap_or_default();
        let said: String = value.to_string().chars().take(60).collect();
        assert_eq!(format!("{} {code}", answer.status.as_u16()), *expected, "{pointer} = {said}");
        for path in ["/inbox", "/inbox/T-1001"] {
            assert_plain(&server.get(path, &[]).text());
        }
    }
}

#[test]
fn a_hostile_address_leads_nowhere() {
    let server = Server::new();
    server.post(KEY, &sound());
    for path in ["/inbox/__proto__", "/inbox/con.txt", "/inbox/..%2F..%2Fx", "/inbox/T-1001%00", "/inbox/%3Cscript%3E"] {
        let answer = server.get(path, &[]);
        assert_eq!(answer.status, 404, "{path}");
        assert_plain(&answer.text());
    }
    for path in ["/inbox?team=%3Cscript%3E", "/inbox?before=x", "/inbox?before=-1", "/inbox?team=%22%3E%3Cimg%20src=x%3E"] {
        let answer = server.get(path, &[]);
        assert_eq!(answer.status, 200, "{path}");
        assert_plain(&answer.text());
    }
}
