//! What holds for every request: the host it was meant for, and headers that narrow what a page may do.

use super::desk::Desk;
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, HOST, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Refuses requests meant for other hosts: a page elsewhere can let its own name point at this machine and would then
/// read the inbox as its own (DNS rebinding).
pub(super) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let mut response = if is_meant(request.headers(), desk.bound) {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "This server answers to its own address only.\n").into_response()
    };
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if desk.faults.is_some() {
        // A browser quietly sends again what was cut on a connection it had used before: no test would see the fault.
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}

fn is_meant(headers: &HeaderMap, bound: SocketAddr) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else { return false };
    let name = host_name(host);
    match name.parse::<IpAddr>() {
        // Bound to every address, each of them may be asked for; a name, which could be anybody's, may not.
        Ok(ip) => ip.is_loopback() || ip == bound.ip() || bound.ip().is_unspecified(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

/// The host without its port and brackets.
fn host_name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_names_are_answered() {
        let cases = [
            ("127.0.0.1:8787", "127.0.0.1:8787", true),
            ("localhost", "127.0.0.1:8787", true),
            ("LOCALHOST:1", "127.0.0.1:8787", true),
            ("[::1]:8787", "[::1]:8787", true),
            ("192.0.2.7", "192.0.2.7:80", true),
            ("192.0.2.8", "192.0.2.7:80", false),
            ("192.0.2.8", "0.0.0.0:80", true),
            ("evil.example", "0.0.0.0:80", false),
            ("evil.example:8787", "127.0.0.1:8787", false),
            ("localhost.evil.example", "127.0.0.1:8787", false),
            ("127.0.0.1.evil.example", "127.0.0.1:8787", false),
            ("", "127.0.0.1:8787", false),
        ];
        for (host, bound, expected) in cases {
            let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))]);
            assert_eq!(is_meant(&headers, bound.parse().expect("an address")), expected, "{host} at {bound}");
        }
        assert!(!is_meant(&HeaderMap::new(), "127.0.0.1:1".parse().expect("an address")));
    }
}
