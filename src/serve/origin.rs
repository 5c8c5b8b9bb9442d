//! Pages of other sites that may send tickets: those that the shop names, and no others.

use axum::http::header::{CONTENT_TYPE, HeaderName, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// For how long a browser need not ask again.
const MAX_AGE: Duration = Duration::from_secs(600);

/// The origins as browsers send them, or the first that is none.
pub(super) fn read(origins: &[String]) -> Result<Vec<HeaderValue>, &str> {
    let one = |origin: &String| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"))?;
        let is_host =
            !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]".contains(&byte));
        is_host.then(|| HeaderValue::from_str(origin).ok()).flatten()
    };
    origins.iter().map(|origin| one(origin).ok_or(origin.as_str())).collect()
}

/// Lets pages of these origins send tickets and look-ups, without cookies.
pub(super) fn layer(origins: &[HeaderValue]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([Method::POST])
        .allow_headers([CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .expose_headers([RETRY_AFTER])
        .max_age(MAX_AGE)
}
