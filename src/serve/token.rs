//! The agents' token: by header for programs, by a cookie for people.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use sha2::{Digest, Sha256};

/// The cookie's name.
const NAME: &str = "tasuke_inbox";

/// What an agent must know. Only hashes are compared, so that the time it takes tells nothing of the token.
pub(super) struct Token([u8; 32]);

impl Token {
    /// The token of this text.
    pub(super) fn new(text: &str) -> Self {
        Self(Sha256::digest(text).into())
    }

    /// Whether this text is the token.
    pub(super) fn is(&self, text: &str) -> bool {
        Self::new(text).0 == self.0
    }

    /// Whether a request carries the token.
    pub(super) fn is_in(&self, headers: &HeaderMap) -> bool {
        let text = |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let mut bearer = text(AUTHORIZATION).filter_map(|value| value.strip_prefix("Bearer "));
        let mut cookies = text(COOKIE).flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        bearer.any(|text| self.is(text.trim())) || cookies.any(|(name, value)| name == NAME && self.is_cookie(value))
    }

    /// The value of `Set-Cookie`: not the token itself, which would be worth more than this inbox.
    pub(super) fn cookie(&self) -> String {
        format!("{NAME}={}; Path=/inbox; HttpOnly; SameSite=Strict", self.cookie_value())
    }

    /// Hashed once more: who sees how tokens are compared does not get a cookie.
    fn cookie_value(&self) -> String {
        Sha256::digest(self.0)
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect()
    }

    fn is_cookie(&self, value: &str) -> bool {
        Sha256::digest(value) == Sha256::digest(self.cookie_value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_the_token_opens() {
        let token = Token::new("secret");
        let cookie = token.cookie();
        let cookie = cookie.split(';').next().expect("a pair");
        let cases = [
            (AUTHORIZATION, "Bearer secret".to_string(), true),
            (AUTHORIZATION, "Bearer secre".to_string(), false),
            (AUTHORIZATION, "secret".to_string(), false),
            (COOKIE, format!("a=b; {cookie}"), true),
            (COOKIE, format!("{NAME}=secret"), false),
            (COOKIE, String::new(), false),
        ];
        for (name, value, expected) in cases {
            let headers = HeaderMap::from_iter([(name, HeaderValue::from_str(&value).expect("a value"))]);
            assert_eq!(token.is_in(&headers), expected, "{value}");
        }
    }
}
