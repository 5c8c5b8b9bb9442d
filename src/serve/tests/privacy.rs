use super::*;
use crate::cli::{self, Cli, Command, Report, Server as Commands};
use clap::Parser;

/// Asks before sending, as a browser does for a page of another site; the origin that is let in.
fn preflight(server: &Server, origin: &str) -> String {
    let ways = ["/tickets", "/tickets/files/file-0001"].map(|path| preflight_to(server, origin, path));
    assert_eq!(ways[0], ways[1]);
    ways[0].clone()
}

fn preflight_to(server: &Server, origin: &str, path: &str) -> String {
    let headers =
        [("origin", origin), ("access-control-request-method", "POST"), ("access-control-request-headers", "content-type,idempotency-key")];
    let answer = server.send(request("OPTIONS", path, &headers, ""));
    answer.header("access-control-allow-origin").to_string()
}

#[test]
fn pages_of_named_sites_may_send_tickets_and_no_others() {
    let server = Server::with(|setup| setup.origins = super::super::origin::read(&["https://shop.example".into()]).expect("an origin"));
    assert_eq!(preflight(&server, "https://shop.example"), "https://shop.example");
    for other in ["https://evil.example", "http://shop.example", "https://shop.example.evil.example", "null"] {
        assert_eq!(preflight(&server, other), "", "{other}");
    }
    assert_eq!(preflight(&Server::new(), "https://shop.example"), "");
    assert_eq!(
        server.get("/inbox", &[("origin", "https://shop.example")]).header("access-control-allow-origin"),
        "",
        "the inbox is nobody else's"
    );
}

#[test]
fn an_origin_has_no_path() {
    let read = |origin: &str| super::super::origin::read(&[origin.to_string()]).is_ok();
    assert!(read("https://shop.example") && read("http://127.0.0.1:8080"));
    for wrong in ["", "*", "shop.example", "https://", "https://shop.example/", "https://Shop.example", "https://a b", "ftp://a"] {
        assert!(!read(wrong), "{wrong}");
    }
}

#[test]
fn tickets_are_kept_for_as_long_as_is_stated() {
    let server = Server::with(|setup| setup.keep_days = 0);
    server.post(KEY, &sound());
    assert_eq!(server.desk.purge().expect("it is purged"), 0, "the day counts whole");
    assert!(server.get("/inbox", &[]).text().contains("T-1001"));
    let server = Server::new();
    server.post(KEY, &sound());
    let store = Store::open(&server.root.join("tickets.sqlite")).expect("a store");
    assert_eq!(store.purge("2026-11-24").expect("it is purged"), 0, "of that day");
    assert_eq!(store.purge("2026-11-25").expect("it is purged"), 1, "before that day");
}

/// Runs `tasuke tickets`.
fn tickets(server: &Server, args: &[&str]) -> Report {
    let store = server.root.join("tickets.sqlite");
    let cli = Cli::try_parse_from([&["tasuke", "tickets", "--lang", "en", "--store", store.to_str().expect("a path")], args].concat())
        .expect("arguments");
    assert!(matches!(cli.command, Command::Tickets(_)));
    cli::run(&cli, Commands { serve: |_, _| unreachable!(), tickets: super::super::tickets })
}

#[test]
fn a_customer_gets_everything_and_it_is_deleted() {
    let server = Server::new();
    server.post("key-00000001", &sound());
    server.post("key-00000002", &changed("/fields/email", "other@mail.example".into()));
    let found = tickets(&server, &["--email", "YAMADA@mail.example"]);
    assert_eq!(found.lines.len(), 1);
    let ticket: Json = serde_json::from_str(&found.lines[0]).expect("JSON");
    assert_eq!((&ticket["number"], &ticket["ticket"]["fields"]["message"]), (&"T-1001".into(), &"つきません。".into()));
    assert_eq!(tickets(&server, &["--email", "nobody@mail.example", "--delete"]).errors, ["Deleted 0 tickets."]);
    let deleted = tickets(&server, &["--email", "yamada@mail.example", "--delete"]);
    assert_eq!((deleted.lines.len(), deleted.errors), (1, vec!["Deleted 1 ticket.".to_string()]));
    let inbox = server.get("/inbox", &[]).text();
    assert!(!inbox.contains("T-1001") && inbox.contains("T-1002"), "{inbox}");
}

#[test]
fn a_store_that_is_not_there_is_not_made() {
    let server = Server::new();
    let cli =
        Cli::try_parse_from(["tasuke", "tickets", "--email", "a@b.example", "--store", server.root.join("none").to_str().expect("a path")]);
    let report = cli::run(&cli.expect("arguments"), Commands { serve: |_, _| unreachable!(), tickets: super::super::tickets });
    assert!(!report.errors.is_empty() && !server.root.join("none").exists());
}
