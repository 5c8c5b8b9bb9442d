use super::*;

/// Headers, body, and the status they get.
type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, u16);

/// Sends a ticket to a fresh server and compares the status and the errors, as `field code`.
#[track_caller]
fn check(body: &Json, status: u16, expected: &[&str]) {
    let answer = Server::new().post(KEY, body);
    assert_eq!(answer.status, status, "{}", answer.text());
    let errors: Vec<String> = answer.json()["errors"].as_array().into_iter().flatten().map(error).collect();
    assert_eq!(errors, expected);
}

fn error(json: &Json) -> String {
    assert!(json["message"].as_str().is_some_and(|message| !message.is_empty()));
    format!("{} {}", json["field"].as_str().unwrap_or_default(), json["code"].as_str().unwrap_or_default())
}

#[test]
fn tickets_are_checked_against_the_file() {
    check(&sound(), 201, &[]);
    check(&changed("/fields/email", "nobody".into()), 400, &["email email"]);
    check(&changed("/fields/message", "".into()), 400, &["message missing"]);
    check(&changed("/fields/message", "あ".repeat(5_001).into()), 400, &["message long"]);
    check(&changed("/fields/model", "none".into()), 400, &["model option"]);
    check(&changed("/topic", "none".into()), 400, &["topic option"]);
    check(&changed("/ticket", 2.into()), 400, &[" form"]);
    check(&json!([]), 400, &[" form"]);
}

#[test]
fn messages_are_in_the_customer_s_language() {
    let mut ticket = changed("/fields/email", "".into());
    assert_eq!(Server::new().post(KEY, &ticket).json()["errors"][0]["message"], "入力してください。");
    ticket["locale"] = "en".into();
    assert_eq!(Server::new().post(KEY, &ticket).json()["errors"][0]["message"], "Please fill this in.");
}

#[test]
fn the_answer_names_a_number_and_a_day() {
    let answer = Server::new().post(KEY, &sound());
    assert_eq!(answer.json()["number"], "T-1001");
    let by = answer.json()["reply_by"].as_str().and_then(Date::parse).expect("a day");
    // Two business days after a Tuesday, three if it is evening.
    assert!(["2026-11-26", "2026-11-27"].contains(&by.to_string().as_str()), "{by}");
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[test]
fn a_ticket_sent_twice_is_one_ticket() {
    let server = Server::new();
    let first = server.post(KEY, &sound());
    let again = server.post(KEY, &changed("/route_hint", "guess".into()));
    assert_eq!((again.status, again.json()), (StatusCode::CREATED, first.json()));
    let mut with_token = sound();
    with_token["captcha"] = "another at each try".into();
    assert_eq!(server.post(KEY, &with_token).json(), first.json());
    assert_eq!(server.post(KEY, &changed("/fields/message", "other".into())).status, StatusCode::CONFLICT);
    // Even a body that would not be accepted: the key is taken.
    assert_eq!(server.post(KEY, &changed("/topic", "none".into())).status, StatusCode::CONFLICT);
    assert_eq!(server.post("key-00000002", &sound()).json()["number"], "T-1002");
}

#[test]
fn twenty_at_once_with_one_key_are_one_ticket() {
    let server = Server::new();
    let numbers = server.runtime.block_on(async {
        let body = sound().to_string();
        let sent: Vec<_> = (0..20).map(|_| tokio::spawn(answer(server.router.clone(), ticket(KEY, &body)))).collect();
        let mut numbers = std::collections::BTreeSet::new();
        for one in sent {
            numbers.insert(one.await.expect("an answer").json()["number"].to_string());
        }
        numbers
    });
    assert_eq!(numbers.len(), 1, "{numbers:?}");
    assert_eq!(Store::open(&server.root.join("tickets.sqlite")).expect("a store").list(None, None, 50).expect("tickets").len(), 1);
}

#[test]
fn what_was_answered_survives_a_restart() {
    let server = Server::new();
    let number = server.post(KEY, &sound()).json()["number"].clone();
    let path = server.root.join("tickets.sqlite");
    let next = Server::with(|setup| setup.store = Store::open(&path).expect("a store"));
    assert_eq!(next.post(KEY, &sound()).json()["number"], number);
}

#[test]
fn requests_that_are_no_tickets_are_refused() {
    let json = ("content-type", "application/json");
    let key = ("idempotency-key", KEY);
    let long = "k".repeat(129);
    let large = changed("/page", "x".repeat(256 * 1024).into()).to_string();
    let sound = sound().to_string();
    let cases: &[Case<'_>] = &[
        (&[key, ("content-type", "Application/JSON; charset=utf-8")], &sound, 201),
        (&[key], &sound, 415),
        (&[key, ("content-type", "text/plain")], &sound, 415),
        (&[key, ("content-type", "application/jsonp")], &sound, 415),
        (&[json], &sound, 400),
        (&[json, ("idempotency-key", "short")], &sound, 400),
        (&[json, ("idempotency-key", "with a blank")], &sound, 400),
        (&[json, ("idempotency-key", &long)], &sound, 400),
        (&[json, key], "{", 400),
        (&[json, key], "", 400),
        (&[json, key], &large, 413),
        (&[json, key, ("host", "evil.example")], &sound, 421),
    ];
    for (headers, body, expected) in cases {
        let answer = Server::new().send(request("POST", "/tickets", headers, body));
        assert_eq!(answer.status, *expected, "{headers:?} {}", answer.text());
    }
    assert_eq!(Server::new().get("/tickets", &[]).status, 405);
}

#[test]
fn an_address_has_a_limit() {
    let server = Server::with(|setup| setup.rate = 2);
    let statuses: Vec<u16> = (0..3).map(|n| server.post(&format!("key-0000000{n}"), &sound()).status.as_u16()).collect();
    assert_eq!(statuses, [201, 201, 429]);
    let refused = server.post(KEY, &sound());
    assert!((1..=60).contains(&refused.header("retry-after").parse::<u32>().expect("seconds")));
}

#[test]
fn faults_come_only_where_they_may_be_ordered() {
    let order = |server: &Server, body: &str| server.send(request("POST", "/__fault", &[], body)).status.as_u16();
    let plain = Server::new();
    assert!(order(&plain, r#"{"tickets": "500"}"#) >= 400);
    assert_eq!(plain.post(KEY, &sound()).status, 201);
    let server = Server::with(|setup| setup.faults = true);
    assert_eq!(order(&server, r#"{"tickets": "500", "times": 2}"#), 204);
    let statuses: Vec<u16> = (0..3).map(|_| server.post(KEY, &sound()).status.as_u16()).collect();
    assert_eq!(statuses, [500, 500, 201]);
    assert_eq!(order(&server, r#"{"tickets": "400:email"}"#), 204);
    assert_eq!(server.post(KEY, &sound()).json()["errors"][0]["field"], "email");
    assert_eq!(order(&server, r#"{"tickets": "429:7"}"#), 204);
    let answer = server.post(KEY, &sound());
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "7"));
    assert_eq!(order(&server, r#"{"tickets": "delay:30"}"#), 204);
    let start = std::time::Instant::now();
    assert_eq!(server.post("key-9-delayed", &sound()).status, 201);
    assert!(start.elapsed().as_millis() >= 30);
    for unknown in ["dance", "429:soon", "1000:1", "delay:"] {
        assert_eq!(order(&server, &format!(r#"{{"tickets": "{unknown}"}}"#)), 400, "{unknown}");
    }
}
