use super::*;

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

#[test]
fn tickets_are_listed_newest_first_and_by_team() {
    let server = Server::new();
    server.post("key-00000001", &sound());
    let mut delivery = sound();
    delivery["topic"] = "delivery".into();
    server.post("key-00000002", &delivery);
    let all = server.get("/inbox", &[("accept-language", "ja,en;q=0.5")]).text();
    let (newer, older) = (all.find("T-1002").expect("the second"), all.find("T-1001").expect("the first"));
    assert!(newer < older && all.contains("<html lang=\"ja\">"), "{all}");
    let repair = server.get("/inbox?team=repair", &[]).text();
    assert!(repair.contains("T-1001") && !repair.contains("T-1002") && repair.contains("<html lang=\"en\">"), "{repair}");
    assert!(server.get("/inbox?team=nobody", &[]).text().contains("No tickets yet."));
    assert!(server.get("/inbox?before=2", &[]).text().contains("T-1001"));
    assert!(!server.get("/inbox?before=2", &[]).text().contains("T-1002"));
}

#[test]
fn a_ticket_shows_everything_in_reading_order() {
    let server = Server::new();
    server.post(KEY, &sound());
    let page = server.get("/inbox/T-1001", &[("accept-language", "en-GB")]).text();
    let mut rest = page.as_str();
    for part in [
        "T-1001",
        "repair",
        "2026-11-24",
        "/orders/1",
        "Cordless desk lamp LM-20",
        "つきません。",
        "Searched",
        "でんげん",
        "Read",
        "did not help",
        "Tried",
        "問い",
        "No, not yet",
    ] {
        let at = rest.find(part).unwrap_or_else(|| unreachable!("{part} in {rest}"));
        rest = &rest[at..];
    }
    for number in ["T-1002", "T-", "T-x", "1001", "T-99999999999999999999", "T--1"] {
        assert_eq!(server.get(&format!("/inbox/{number}"), &[]).status, 404, "{number}");
    }
}

#[test]
fn what_the_shop_looked_up_is_told_from_what_the_customer_said() {
    let server = Server::new();
    let mut ticket = sound();
    ticket["story"][2]["answers"] =
        json!([{"step": "order", "question": "お店のシステムで確認", "answer": "state: shipped", "looked_up": true}]);
    server.post(KEY, &ticket);
    let page = server.get("/inbox/T-1001", &[("accept-language", "en")]).text();
    assert!(page.contains("<dt>Checked in the shop&#39;s system</dt>") && page.contains("state: shipped"), "{page}");
}

#[test]
fn what_a_program_seems_to_have_filled_in_is_marked_and_kept() {
    let server = Server::new();
    for (key, mark, is_marked) in
        [("key-00000001", json!(true), true), ("key-00000002", json!("true"), false), ("key-00000003", json!(null), false)]
    {
        let mut ticket = sound();
        ticket["suspect"] = mark;
        let number = server.post(key, &ticket).json()["number"].as_str().expect("a number").to_string();
        let page = server.get(&format!("/inbox/{number}"), &[("accept-language", "en")]).text();
        assert_eq!(page.contains("Filled in by a program?"), is_marked, "{key}: {page}");
    }
    let list = server.get("/inbox", &[("accept-language", "ja")]).text();
    assert_eq!(list.matches("自動入力の疑い").count(), 1, "{list}");
}

#[test]
fn a_ticket_without_a_route_is_still_there() {
    let server = Server::with(|setup| {
        if let Some(format) = &mut setup.knowledge.ticket {
            format.routes.0.clear();
        }
    });
    assert_eq!(server.post(KEY, &sound()).status, 201);
    assert!(server.get("/inbox?team=unrouted", &[]).text().contains("T-1001"));
}

#[test]
fn nothing_typed_becomes_markup() {
    let server = Server::new();
    let mut ticket = sound();
    for pointer in [
        "/fields/name",
        "/fields/message",
        "/story/0/query",
        "/story/1/title",
        "/story/1/id",
        "/story/2/title",
        "/story/2/answers/0/question",
        "/story/2/answers/0/answer",
        "/locale",
        "/page",
    ] {
        *ticket.pointer_mut(pointer).expect(pointer) = HOSTILE.into();
    }
    assert_eq!(server.post(KEY, &ticket).status, 201);
    for path in ["/inbox", "/inbox/T-1001", "/inbox?team=%3Cscript%3E"] {
        let page = server.get(path, &[]);
        let text = page.text();
        let body = text.split("<body>").nth(1).expect("a body");
        assert!(!body.contains("<script") && !body.contains("<img") && !body.contains("\"'"), "{path}: {text}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'self';"));
        assert!(!page.header("content-security-policy").contains("script-src"));
        assert_eq!(
            (page.header("cache-control"), page.header("referrer-policy"), page.header("x-content-type-options")),
            ("no-store", "no-referrer", "nosniff")
        );
    }
}

#[test]
fn a_token_keeps_others_out() {
    let server = Server::with(|setup| setup.token = Some("secret".into()));
    server.post(KEY, &sound());
    for path in ["/inbox", "/inbox/T-1001", "/inbox?token=wrong"] {
        let answer = server.get(path, &[]);
        assert_eq!(answer.status, 401, "{path}");
        assert!(!answer.text().contains("T-1001"), "{path}");
    }
    assert_eq!(server.get("/inbox", &[("authorization", "Bearer secret")]).status, 200);
    let entered = server.get("/inbox/T-1001?token=secret", &[]);
    assert_eq!((entered.status.as_u16(), entered.header("location")), (303, "/inbox/T-1001"));
    let cookie = entered.header("set-cookie").to_string();
    assert!(cookie.contains("HttpOnly; SameSite=Strict") && !cookie.contains("secret"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    assert!(server.get("/inbox/T-1001", &[("cookie", pair)]).text().contains("T-1001"));
    // Customers need none.
    assert_eq!(server.post("key-00000002", &sound()).status, 201);
}
