//! What only shows on a real connection.

use super::*;
use crate::serve::listen::{Listener, Peer};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

fn listening() -> (Server, SocketAddr) {
    let server = Server::with(|setup| setup.faults = true);
    let service = server.router.clone().into_make_service_with_connect_info::<Peer>();
    let address = server.runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(axum::serve(Listener(listener), service).into_future());
        address
    });
    (server, address)
}

/// Sends bytes and reads until the other end closes; nothing if it stays silent.
fn talk(address: SocketAddr, path: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_millis(500))).expect("a timeout");
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\nidempotency-key: {KEY}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("it is sent");
    let mut text = String::new();
    match stream.read_to_string(&mut text) {
        Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => None,
        _ => Some(text),
    }
}

#[test]
fn of_a_file_that_is_cut_nothing_is_left() {
    let (server, address) = listening();
    let whole = [&b"\xff\xd8\xff\xe1\0\x02\xff\xc0\0\x11\x08\x01\xe0\x02\x80"[..], &vec![7; 300_000]].concat();
    let files = server.root.join("tickets.sqlite.files");
    let there = || {
        let folders = fs::read_dir(&files).into_iter().flatten().map(|folder| folder.expect("a folder").path());
        folders.flat_map(|folder| fs::read_dir(folder).expect("files")).count()
    };
    let head = format!(
        "POST /tickets/files/file-0001 HTTP/1.1\r\nhost: {address}\r\nidempotency-key: {KEY}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        whole.len()
    );
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&whole[..200_000])).expect("it is sent");
    let deadline = std::time::Instant::now() + Duration::from_secs(10);
    while there() == 0 && std::time::Instant::now() < deadline {}
    assert_eq!(there(), 1, "it is on its way");
    drop(stream);
    while there() > 0 && std::time::Instant::now() < deadline {}
    assert_eq!(there(), 0);
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&whole)).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n"), "{answer}");
    assert_eq!(there(), 1);
}

#[test]
fn a_browser_that_is_still_sending_reads_why_its_file_is_refused() {
    let (_server, address) = listening();
    let whole = vec![7; 12_000_000];
    let head = format!(
        "POST /tickets/files/file-0001 HTTP/1.1\r\nhost: {address}\r\nidempotency-key: {KEY}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        whole.len()
    );
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&whole)).expect("all of it is taken");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 415 ") && answer.contains("file-kind"), "{answer}");
}

#[test]
fn a_connection_can_be_cut() {
    let (server, address) = listening();
    let sound = sound().to_string();
    let fault = |name: &str| talk(address, "/__fault", &json!({"tickets": name}).to_string());
    let count = || Store::open(&server.root.join("tickets.sqlite")).expect("a store").list(None, None, 9).expect("tickets").len();
    fault("refuse");
    assert_eq!((talk(address, "/tickets", &sound).as_deref(), count()), (Some(""), 0));
    fault("hang");
    assert_eq!((talk(address, "/tickets", &sound), count()), (None, 0));
    fault("drop");
    assert_eq!((talk(address, "/tickets", &sound).as_deref(), count()), (Some(""), 1));
    // What a customer does who saw no answer.
    let answer = talk(address, "/tickets", &sound).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201 Created\r\n") && answer.contains("\"number\":\"T-1001\""), "{answer}");
    assert_eq!(count(), 1);
}
