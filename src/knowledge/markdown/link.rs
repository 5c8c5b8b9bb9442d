//! What stands in the parentheses of a link or an image.

/// A link's target as it is written: `(url "title")`.
pub(super) struct Target {
    pub(super) url: String,
    pub(super) title: Option<String>,
    /// The bytes of it, both parentheses included.
    pub(super) len: usize,
}

/// Longer URLs are text: looking for the end of each must not take the square of a text's length.
const MAX_LEN: usize = 1000;

impl Target {
    /// Reads a target at the start of a text.
    pub(super) fn read(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('(')?.trim_ascii_start();
        let (url, rest) = match inner.strip_prefix('<') {
            Some(inner) => inner.split_at_checked(inner.find(['>', '<', '\n']).filter(|at| *at < MAX_LEN)?)?,
            None => inner.split_at_checked(url_len(inner)?)?,
        };
        let rest = if inner.starts_with('<') { rest.strip_prefix('>')? } else { rest };
        let after = rest.trim_ascii_start();
        let (title, after) = match after.bytes().next()? {
            quote @ (b'"' | b'\'') if after.len() < rest.len() => {
                let (title, after) = after.get(1..)?.split_once(char::from(quote))?;
                (Some(title.to_owned()), after.trim_ascii_start())
            }
            _ => (None, after),
        };
        let end = after.strip_prefix(')')?;
        Some(Self { url: unescape(url), title, len: text.len() - end.len() })
    }

    /// The size of an image in its title: `640x360`.
    pub(super) fn size(&self) -> Option<(u16, u16)> {
        let (width, height) = self.title.as_deref()?.split_once(['x', '×'])?;
        Some((width.parse().ok()?, height.parse().ok()?))
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
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escapes = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if escapes { chars.next() } else { Some(c) });
    }
    out
}

/// Whether a URL may become a link or, with `image`, a picture.
///
/// Only by what is allowed, never by what is not: a browser ignores control characters inside
/// `java\nscript:`, so they are refused anywhere.
pub(super) fn allowed(url: &str, image: bool) -> bool {
    let scheme = url.find([':', '/', '?', '#']).filter(|at| url.as_bytes().get(*at) == Some(&b':'));
    let known = match scheme.and_then(|at| url.get(..at)) {
        None => true,
        Some(scheme) => {
            let schemes: &[&str] = if image { &["https", "http"] } else { &["https", "http", "mailto", "tel"] };
            schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
    };
    known && !url.is_empty() && !url.bytes().any(|byte| byte < b' ')
}
