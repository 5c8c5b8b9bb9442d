//! Small readings of HTTP headers.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, AsHeaderName, IF_NONE_MATCH};

/// Whether the browser takes brotli.
pub(super) fn takes_brotli(headers: &HeaderMap) -> bool {
    members(headers, ACCEPT_ENCODING).any(|member| {
        let (name, rest) = member.split_once(';').unwrap_or((member, ""));
        let weight = rest.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case("br") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Whether the browser has this version already.
pub(super) fn has(headers: &HeaderMap, tag: &str) -> bool {
    members(headers, IF_NONE_MATCH).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// The members of a header that is a list.
fn members(headers: &HeaderMap, name: impl AsHeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

/// A path with its `%41` places read; nothing if they are broken or no UTF-8.
pub(super) fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let cases = [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("BR", true),
            ("br;q=0", false),
            ("br; q=0.0", false),
            ("gzip", false),
            ("", false),
            ("brotli", false),
            ("br;q=x", false),
        ];
        for (value, expected) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            assert_eq!(takes_brotli(&headers), expected, "{value}");
        }
    }

    #[test]
    fn paths_are_decoded() {
        let cases = [("a%2fb", Some("a/b")), ("%E9%80%81", Some("送")), ("%", None), ("%4", None), ("%zz", None), ("%ff", None)];
        for (path, expected) in cases {
            assert_eq!(decoded(path).as_deref(), expected, "{path}");
        }
    }
}
