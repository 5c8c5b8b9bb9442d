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
