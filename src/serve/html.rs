//! HTML that cannot be broken by what people type: markup comes only from the program's own text, and everything else
//! is escaped.

/// A piece of HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Markup; `'static`, so that nothing typed can be taken for it.
    pub(super) fn raw(mut self, markup: &'static str) -> Self {
        self.0.push_str(markup);
        self
    }

    /// Text between tags or inside a quoted attribute.
    pub(super) fn text(mut self, text: &str) -> Self {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// A value in a link's query.
    pub(super) fn query(mut self, text: &str) -> Self {
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                self.0.push(char::from(byte));
            } else {
                let hex = |digit: u8| char::from_digit(digit.into(), 16).unwrap_or_default().to_ascii_uppercase();
                self.0.extend(['%', hex(byte >> 4), hex(byte & 15)]);
            }
        }
        self
    }

    /// Another piece after this one.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// An element with only text in it.
    pub(super) fn element(self, open: &'static str, text: &str, close: &'static str) -> Self {
        self.raw(open).text(text).raw(close)
    }

    /// The whole as text.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

impl FromIterator<Html> for Html {
    fn from_iter<T: IntoIterator<Item = Html>>(pieces: T) -> Self {
        pieces.into_iter().fold(Self::default(), Self::then)
    }
}
