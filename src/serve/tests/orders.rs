//! Look-ups of the demo's orders.

use super::*;

fn ask(server: &Server, body: &str) -> Answer {
    server.send(request("POST", "/lookup/order", &[("content-type", "application/json")], body))
}

fn order(server: &Server, fault: &str) -> Answer {
    server.send(request("POST", "/__fault", &[], &format!(r#"{{"lookups": "{fault}"}}"#)))
}

#[test]
fn two_things_that_belong_together_open_an_order() {
    let server = Server::new();
    let table = [
        (r#"{"order": "MD-10000003", "email": "hanako@example.jp"}"#, 200),
        (r#"{"order": "ｍｄ-10000003", "email": " Hanako@Example.JP "}"#, 200),
        (r#"{"order": "MD-10000003", "email": "taro@example.jp"}"#, 404),
        (r#"{"order": "MD-99999999", "email": "hanako@example.jp"}"#, 404),
        (r#"{"order": "MD-10000003"}"#, 404),
        (r#"{"email": "hanako@example.jp"}"#, 404),
        ("{}", 404),
        ("[]", 404),
        (r#"{"order": ["MD-10000003"], "email": "hanako@example.jp"}"#, 404),
        ("<x>", 400),
    ];
    let mut refusals = Vec::new();
    for (body, status) in table {
        let answer = ask(&server, body);
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.text());
        if status == 404 {
            refusals.push(answer.text());
        }
    }
    assert!(refusals.iter().all(|refusal| *refusal == refusals[0]), "wrong and unknown are answered alike: {refusals:?}");
}

#[test]
fn states_and_dates_are_told_and_nothing_else() {
    let answer = ask(&Server::new(), r#"{"order": "MD-10000003", "email": "hanako@example.jp"}"#);
    let expected = json!({
        "status": "shipped", "ordered_at": "2026-11-20", "shipped_at": "2026-11-23", "delivered_at": null, "carrier": "nami",
    });
    assert_eq!(answer.json(), expected);
}

#[test]
fn guessing_is_slow() {
    let server = Server::with(|setup| setup.rate = 2);
    let body = r#"{"order": "MD-1", "email": "a@b.jp"}"#;
    let statuses: Vec<u16> = (0..3).map(|_| ask(&server, body).status.as_u16()).collect();
    assert_eq!(statuses, [404, 404, 429]);
}

#[test]
fn faults_come_as_ordered() {
    let server = Server::with(|setup| setup.faults = true);
    let body = r#"{"order": "MD-10000003", "email": "hanako@example.jp"}"#;
    for (fault, status) in [("500", 500), ("html", 200), ("large", 200)] {
        assert_eq!(order(&server, fault).status.as_u16(), 204);
        let answer = ask(&server, body);
        assert_eq!(answer.status.as_u16(), status);
        assert!(fault != "large" || answer.body.len() > 9_000_000);
        assert_eq!(ask(&server, body).json()["status"], "shipped", "once");
    }
    assert_eq!(order(&server, "flood").status.as_u16(), 400);
}
