//! Names from content.

use sha2::{Digest, Sha256};

/// How many hex digits name a file: 48 bits, far more than the files a shop will ever publish need.
const DIGITS: usize = 12;

/// The first hex digits of SHA-256 over all the parts.
pub fn short(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let digits = hasher.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).take(DIGITS).collect()
}

/// The value of an `integrity` attribute: SHA-256, since each byte of it is one of the loader's, and none of them compresses.
pub(super) fn integrity(bytes: &[u8]) -> String {
    ["sha256-", &base64(&Sha256::digest(bytes))].concat()
}

/// Base64 with padding (RFC 4648 §4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0_u32, |group, index| group << 8 | u32::from(chunk.get(index).copied().unwrap_or_default()));
        for position in 0..4 {
            let letter = LETTERS.get((group >> (18 - 6 * position) & 63) as usize).copied().unwrap_or_default();
            text.push(if position <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(short(&[b"a", b"bc"]), "ba7816bf8f01");
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
