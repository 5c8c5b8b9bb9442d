use super::*;
use crate::cli::{self, Cli, Server as Commands};
use clap::Parser;
use std::time::{Duration, SystemTime};

const ID: &str = "file-0001";

/// A JPEG of 640 by 480 that says so, with these bytes after it.
fn jpeg(rest: &[u8]) -> Vec<u8> {
    [&b"\xff\xd8\xff\xe1\0\x02\xff\xc0\0\x11\x08\x01\xe0\x02\x80"[..], rest].concat()
}

fn png(wide: u32, high: u32) -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &wide.to_be_bytes(), &high.to_be_bytes()].concat()
}

/// Sends a file.
fn upload(server: &Server, key: &str, id: &str, bytes: &[u8]) -> Answer {
    let path = format!("/tickets/files/{id}");
    let builder = Request::builder().method("POST").uri(path).header("host", "127.0.0.1:8787").header("idempotency-key", key);
    server.send(builder.header("content-type", "image/jpeg").body(Body::from(bytes.to_vec())).expect("a request"))
}

/// The sound ticket with these files: id and size.
fn with_files(files: &[(&str, usize)]) -> Json {
    let mut ticket = sound();
    let files = files.iter().map(|(id, size)| json!({"id": id, "name": "割れた皿.jpg", "type": "image/jpeg", "size": size}));
    ticket["files"] = files.collect();
    ticket
}

/// A server whose form takes up to three files of up to one megabyte.
fn server() -> Server {
    changed_server(|_| {})
}

fn changed_server(change: impl FnOnce(&mut Setup)) -> Server {
    Server::with(|setup| {
        let format = setup.knowledge.ticket.as_mut().expect("a form");
        let types = ["image/jpeg", "image/png"].map(str::to_string).to_vec();
        format.attachments = Some(crate::knowledge::Attachments { max_files: 3, max_mb: 1, types });
        let field = crate::knowledge::Field { entry: crate::knowledge::EntryType::Files, ..format.fields.0[0].1.clone() };
        format.fields.0.push(("photos".into(), crate::knowledge::Field { required: false, max: None, ..field }));
        format.fields.0.sort_by(|(one, _), (other, _)| one.cmp(other));
        format.topics.0.iter_mut().for_each(|topic| topic.fields.push("photos".into()));
        change(setup);
    })
}

/// What lies on the disk: the names of files, below any key.
fn on_disk(server: &Server) -> Vec<String> {
    let folders = fs::read_dir(server.root.join("tickets.sqlite.files")).into_iter().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.expect("a folder").path()).expect("files"));
    let mut names: Vec<String> = files.map(|file| file.expect("a file").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

fn code(answer: &Answer) -> String {
    let json = answer.json();
    let code = json.pointer("/errors/0/code").or(json.pointer("/error/code")).and_then(Json::as_str);
    format!("{} {}", answer.status.as_u16(), code.unwrap_or_default())
}

#[test]
fn a_file_is_taken_once_and_a_ticket_finds_it() {
    let server = server();
    let bytes = jpeg(b"picture");
    assert_eq!(code(&server.post(KEY, &with_files(&[(ID, bytes.len())]))), "400 file-gone");
    assert_eq!(upload(&server, KEY, ID, &bytes).status, 201);
    assert_eq!(upload(&server, KEY, ID, &bytes).status, 200);
    assert_eq!(code(&upload(&server, KEY, ID, &jpeg(b"another"))), "409 conflict");
    assert_eq!(code(&server.post("key-00000002", &with_files(&[(ID, bytes.len())]))), "400 file-gone", "it is under another key");
    let refused = server.post(KEY, &with_files(&[(ID, bytes.len() + 1)]));
    assert_eq!((code(&refused).as_str(), &refused.json()["errors"][0]["field"]), ("400 file-gone", &"photos".into()));
    assert_eq!(server.post(KEY, &with_files(&[(ID, bytes.len())])).json()["number"], "T-1001");
    // Who did not hear the answer sends all of it again.
    assert_eq!(upload(&server, KEY, ID, &bytes).status, 200);
    assert_eq!(server.post(KEY, &with_files(&[(ID, bytes.len())])).json()["number"], "T-1001");
    let late = upload(&server, KEY, "file-0002", &bytes);
    assert_eq!((code(&late).as_str(), &late.json()["number"]), ("409 conflict", &"T-1001".into()));
    assert_eq!(on_disk(&server), [ID]);
}

#[test]
fn a_file_is_judged_by_its_own_bytes() {
    let large = jpeg(&vec![0; 1_000_000]);
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let cases: &[(&[u8], &str)] = &[
        (&jpeg(b""), "201 "),
        (&png(100, 100), "201 "),
        (b"", "400 file-empty"),
        (&large, "413 file-large"),
        // Whatever a file is called and said to be.
        (heic, "415 file-kind"),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0", "415 file-kind"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "415 file-kind"),
        (b"<!doctype html><script>alert(1)</script>", "415 file-kind"),
        (b"GIF89a\x01\0\x01\0<script>alert(1)</script>", "415 file-kind"),
        (b"x", "415 file-kind"),
        (b"\xff\xd8\xff", "400 file-broken"),
        (&png(50_000, 50_000), "413 file-large"),
    ];
    for (bytes, expected) in cases {
        let server = server();
        let answer = upload(&server, KEY, ID, bytes);
        assert_eq!(code(&answer), *expected, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
        assert_eq!(on_disk(&server).len(), usize::from(answer.status == 201), "nothing is left of what is refused");
        if answer.status != 201 {
            assert_eq!(answer.json()["errors"][0]["field"], "photos");
        }
    }
}

#[test]
fn only_a_file_of_a_ticket_to_come_is_taken() {
    let server = server();
    let bytes = jpeg(b"");
    for id in ["short", "..", "..%2f..%2fetc", "file-0001.exe", "file_0001", &"a".repeat(65)] {
        assert_eq!(code(&upload(&server, KEY, id, &bytes)), "400 id", "{id}");
    }
    assert_eq!(code(&upload(&server, "short", ID, &bytes)), "400 key");
    let none = changed_server(|setup| setup.knowledge.ticket.as_mut().expect("a form").attachments = None);
    assert_eq!(code(&upload(&none, KEY, ID, &bytes)), "404 files");
    assert_eq!(on_disk(&none), [""; 0]);
}

#[test]
fn a_key_has_no_more_files_than_a_ticket() {
    let server = server();
    for n in 0..500 {
        assert_eq!(upload(&server, KEY, &format!("file-{n:04}"), &jpeg(&[n as u8])).status, if n < 300 { 201 } else { 429 }, "{n}");
    }
    // The rate is 100 tickets a minute, of three files each.
    assert_eq!(on_disk(&server).len(), 3);
    let ids: Vec<String> = (0..500).map(|n| format!("file-{n:04}")).collect();
    let all: Vec<(&str, usize)> = ids.iter().map(|id| (id.as_str(), 16)).collect();
    assert_eq!(code(&server.post(KEY, &with_files(&all))), "400 file-many");
}

#[test]
fn what_was_exchanged_before_sending_does_not_stay() {
    let server = server();
    let size = jpeg(b"").len();
    upload(&server, KEY, "file-0001", &jpeg(b""));
    upload(&server, KEY, "file-0002", &jpeg(b""));
    assert_eq!(server.post(KEY, &with_files(&[("file-0002", size)])).status, 201);
    assert_eq!(on_disk(&server), ["file-0002"]);
}

#[test]
fn a_file_says_what_it_is_or_the_ticket_is_refused() {
    let server = server();
    let bytes = png(10, 10);
    upload(&server, KEY, ID, &bytes);
    assert_eq!(code(&server.post(KEY, &with_files(&[(ID, bytes.len())]))), "400 file-kind", "it is no JPEG");
}

#[test]
fn files_without_a_ticket_go_after_a_day_and_others_with_their_ticket() {
    let server = server();
    let size = jpeg(b"").len();
    upload(&server, KEY, ID, &jpeg(b""));
    upload(&server, "key-00000002", "file-0002", &jpeg(b""));
    server.post(KEY, &with_files(&[(ID, size)]));
    let hours = |hours: u64| SystemTime::now() + Duration::from_secs(hours * 3_600) - Duration::from_secs(24 * 3_600);
    server.desk.store.sweep(hours(23)).expect("it is swept");
    assert_eq!(on_disk(&server), [ID, "file-0002"]);
    server.desk.store.sweep(hours(25)).expect("it is swept");
    assert_eq!(on_disk(&server), [ID]);
    assert_eq!(server.desk.store.purge("2026-11-25").expect("it is purged"), 1);
    assert_eq!(on_disk(&server), [""; 0]);
}

#[test]
fn a_customer_gets_the_files_and_they_are_deleted() {
    let server = server();
    for id in ["file-0001", "file-0002"] {
        upload(&server, KEY, id, &jpeg(id.as_bytes()));
    }
    let size = jpeg(b"file-0001").len();
    server.post(KEY, &with_files(&[("file-0001", size), ("file-0002", size)]));
    let (store, out) = (server.root.join("tickets.sqlite"), server.root.join("out"));
    let paths = [store.to_str().expect("a path"), out.to_str().expect("a path")];
    let args = ["tasuke", "tickets", "--store", paths[0], "--email", "yamada@mail.example", "--files", paths[1], "--delete"];
    let report =
        cli::run(&Cli::try_parse_from(args).expect("arguments"), Commands { serve: |_, _| unreachable!(), tickets: super::super::tickets });
    assert_eq!(report.lines.len(), 1, "{:?}", report.errors);
    assert_eq!(fs::read(out.join("T-1001/2-割れた皿.jpg")).expect("a copy"), jpeg(b"file-0002"));
    assert_eq!(on_disk(&server), [""; 0]);
}

#[test]
fn a_team_sees_the_files_and_nothing_in_them_runs() {
    let server = server();
    let bytes = jpeg(b"<script>alert(1)</script>");
    upload(&server, KEY, ID, &bytes);
    let mut ticket = with_files(&[(ID, bytes.len())]);
    ticket["files"][0]["name"] = "../<img src=x onerror=alert(1)>\"'\u{202e}gpj.exe".into();
    assert_eq!(server.post(KEY, &ticket).status, 201);
    let page = server.get("/inbox/T-1001", &[]);
    let text = page.text();
    let link = format!("/inbox/T-1001/files/{ID}");
    assert!(text.contains(&format!("<a href=\"{link}\" download><img loading=\"lazy\" alt=\"\" src=\"{link}\">")), "{text}");
    assert!(text.contains("<span class=\"kind\">image/jpeg</span> <span class=\"count\">1 kB</span>"), "{text}");
    assert!(!text.contains("onerror=alert(1)>\"") && !text.contains("<img src"), "{text}");
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'; img-src 'self';"));
    let file = server.get(&link, &[]);
    assert_eq!((file.status.as_u16(), &file.body), (200, &bytes));
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(file.header(name), value);
    }
    let disposition = file.header("content-disposition");
    assert!(
        disposition.starts_with("attachment; filename*=UTF-8''_img%20src") && disposition.split('.').next_back() == Some("jpg"),
        "{disposition}"
    );
    for missing in ["/inbox/T-1001/files/file-0002", "/inbox/T-1002/files/file-0001", "/inbox/T-1001/files/..%2F..%2Ftickets.sqlite"] {
        assert_eq!(server.get(missing, &[]).status, 404, "{missing}");
    }
    fs::remove_dir_all(server.root.join("tickets.sqlite.files")).expect("they were there");
    assert!(server.get("/inbox/T-1001", &[]).text().contains("the file is missing"));
}

#[test]
fn what_is_no_picture_is_saved_as_bytes() {
    let server = changed_server(|setup| {
        let format = setup.knowledge.ticket.as_mut().expect("a form");
        format.attachments.as_mut().expect("files").types = vec!["application/pdf".into()];
    });
    let bytes = b"%PDF-1.7 /JavaScript";
    assert_eq!(upload(&server, KEY, ID, bytes).status, 201);
    let mut ticket = with_files(&[(ID, bytes.len())]);
    ticket["files"][0]["type"] = "application/pdf".into();
    server.post(KEY, &ticket);
    assert!(!server.get("/inbox/T-1001", &[]).text().contains("<img"));
    assert_eq!(server.get(&format!("/inbox/T-1001/files/{ID}"), &[]).header("content-type"), "application/octet-stream");
}

#[test]
fn files_are_the_team_s_alone() {
    let server = changed_server(|setup| setup.token = Some("secret".into()));
    upload(&server, KEY, ID, &jpeg(b""));
    server.post(KEY, &with_files(&[(ID, jpeg(b"").len())]));
    let link = format!("/inbox/T-1001/files/{ID}");
    assert_eq!(server.get(&link, &[]).status, 401);
    assert_eq!(server.get(&link, &[("authorization", "Bearer secret")]).status, 200);
}

#[test]
fn faults_meet_files_too() {
    let server = changed_server(|setup| setup.faults = true);
    let order = |body: &str| server.send(request("POST", "/__fault", &[], body)).status.as_u16();
    for (fault, expected) in [("413", 413), ("415", 415), ("503", 503), ("400:photos", 400), ("429:7", 429), ("delay:10", 201)] {
        assert_eq!(order(&format!(r#"{{"files": "{fault}"}}"#)), 204);
        assert_eq!(upload(&server, KEY, ID, &jpeg(b"")).status.as_u16(), expected, "{fault}");
    }
    assert_eq!(order(r#"{"files": "dance"}"#), 400);
}
