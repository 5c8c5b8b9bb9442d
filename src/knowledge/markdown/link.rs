//! What stands in the parentheses of a link or an image.

use super::list::number;

/// A link's target as it is written: `(url "title")`.
pub(super) struct Target<'a> {
    pub(super) url: String,
    pub(super) title: Option<&'a str>,
    /// The bytes of it, both parentheses included.
    pub(super) len: usize,
}

/// Longer URLs are text: looking for the end of each must not take the square of a text's length.
const MAX_LEN: usize = 1000;

impl<'a> Target<'a> {
    /// Reads a target at the start of a text.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix("(")?.trim_ascii_start();
        let (url, rest) = match inner.strip_prefix("<") {
            Some(inner) => inner.split_at_checked(inner.bytes().take(MAX_LEN).position(|byte| matches!(byte, b'>' | b'<' | b'\n'))?)?,
            None => inner.split_at_checked(url_len(inner)?)?,
        };
        let rest = if inner.as_bytes().first() == Some(&b'<') { rest.strip_prefix(">")? } else { rest };
        let after = rest.trim_ascii_start();
        let (title, after) = match after.bytes().next()? {
            quote @ (b'"' | b'\'') if after.len() < rest.len() => {
                let inner = after.get(1..)?;
                let end = inner.bytes().position(|byte| byte == quote)?;
                (Some(inner.get(..end)?), inner.get(end + 1..)?.trim_ascii_start())
            }
            _ => (None, after),
        };
        let end = after.strip_prefix(")")?;
        Some(Self { url: unescape(url), title, len: text.len() - end.len() })
    }

    /// The size of an image in its title: `640x360`.
    pub(super) fn size(&self) -> Option<(u16, u16)> {
        let title = self.title?;
        let cross = title.bytes().position(|byte| byte == b'x')?;
        let side = |digits: &str| number(digits).and_then(|side| u16::try_from(side).ok()).filter(|side| *side > 0);
        Some((side(title.get(..cross)?)?, side(title.get(cross + 1..)?)?))
    }
}

/// The length of a URL that is not in angle brackets: no spaces, parentheses in pairs.
fn url_len(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(MAX_LEN) {
        match byte {
            b'(' if !escaped => open += 1,
            b')' if !escaped && open == 0 => return Some(at),
            b')' if !escaped => open -= 1,
            0..=b' ' if open == 0 => return Some(at),
            0..=b' ' => return None,
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    None
}

/// Removes the backslashes before punctuation.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if escaped && c.is_ascii_punctuation() {
            out.pop();
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// Whether a URL may become a link or, with `image`, a picture.
///
/// Only by what is allowed, never by what is not: a browser ignores control characters inside
/// `java\nscript:`, so they are refused anywhere.
pub(super) fn allowed(url: &str, image: bool) -> bool {
    let end = url.bytes().position(|byte| matches!(byte, b':' | b'/' | b'?' | b'#')).unwrap_or(url.len());
    let known = match url.split_at_checked(end) {
        Some((scheme, rest)) if rest.as_bytes().first() == Some(&b':') => {
            let schemes: &[&str] = if image { &["https", "http"] } else { &["https", "http", "mailto", "tel"] };
            schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
        _ => true,
    };
    known && !url.is_empty() && !url.bytes().any(|byte| byte < b' ')
}
