//! Slips of the pen in a file's JSON: the likely cause, and the place to mend, which is often not where reading stopped.
//!
//! ```
//! use tasuke::knowledge::Slip;
//! let text = "{\n  \"title\": \"Returns\"\n  \"body\": \"…\"\n}";
//! let (slip, at) = Slip::find(text).unwrap();
//! assert_eq!((slip, &text[..at]), (Slip::MissingComma { ends_line: true }, "{\n  \"title\": \"Returns\""));
//! ```

/// What probably happened. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Nothing is in the file.
    Empty,
    /// The file ends before this bracket is closed.
    EndsEarly {
        /// The bracket.
        open: char,
        /// The line it stands in.
        line: usize,
    },
    /// A text without its closing quote, at the end of a line.
    MissingQuote,
    /// A line break inside a text.
    LineBreak,
    /// A tab inside a text.
    Tab,
    /// A text ends at this quote, and words follow.
    InnerQuote,
    /// No comma between two values.
    MissingComma {
        /// Whether the line ends here.
        ends_line: bool,
    },
    /// A comma after the last value, or two.
    ExtraComma,
    /// No colon between a key and its value.
    MissingColon,
    /// A key without a value.
    MissingValue,
    /// A sign of the wide kind in place of one of JSON's.
    WideSign {
        /// The sign.
        sign: char,
        /// What is meant.
        meant: char,
    },
    /// A key in a list: an object was closed too early, or never opened.
    KeyOutside,
    /// `'` in place of `"`.
    SingleQuote,
    /// A word without quotes.
    Unquoted {
        /// The word.
        word: String,
    },
    /// A closing bracket too many: the whole was closed before.
    ExtraBracket {
        /// The bracket.
        sign: char,
    },
    /// A bracket closed by one of the other kind.
    WrongBracket {
        /// The bracket that is open.
        open: char,
        /// The line it stands in.
        line: usize,
        /// The one that closes it.
        sign: char,
    },
    /// A remark: JSON has none.
    Comment,
    /// A backslash before something that needs none.
    BadEscape,
    /// Not a number as JSON writes them.
    BadNumber,
    /// More brackets inside each other than are read.
    TooDeep,
    /// A sign that means nothing here.
    Stray {
        /// The sign.
        sign: char,
    },
}

/// How deep brackets are read: as [`crate::json::read`] does.
const DEPTH: usize = 127;

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// A value, and nothing else: after a colon, or a comma in a list.
    Value,
    /// A value or the end of the list.
    FirstValue,
    /// A key, and nothing else: after a comma.
    Key,
    /// A key or the end of the object.
    FirstKey,
    /// The colon after a key.
    Colon,
    /// A comma, or the end of what is open.
    Comma,
}

impl Slip {
    /// The first slip in a text, and the byte at which to mend it; nothing if the text is JSON.
    pub fn find(text: &str) -> Option<(Self, usize)> {
        let mut scan = Scan { text, at: 0, open: Vec::new(), end: 0, comma: 0, after_text: false, start: 0 };
        let mut next = Next::Value;
        loop {
            scan.blanks();
            let Some(sign) = scan.peek() else {
                return match scan.open.last() {
                    Some((open, at)) => Some((Self::EndsEarly { open: *open, line: line_of(text, *at) }, scan.end)),
                    None if next == Next::Comma => None,
                    None => Some((Self::Empty, 0)),
                };
            };
            next = match scan.take(sign, next) {
                Ok(next) => next,
                Err(found) => return Some(found),
            };
        }
    }
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// The brackets that are open, with their bytes.
    open: Vec<(char, usize)>,
    /// The end of what was last read.
    end: usize,
    /// The byte of the last comma.
    comma: usize,
    /// Whether a text was read last.
    after_text: bool,
    /// Where the last text begins.
    start: usize,
}

type Found = (Slip, usize);

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches([' ', '\n', '\r', '\t']).len();
    }

    /// Reads one token that begins with this sign.
    fn take(&mut self, sign: char, next: Next) -> Result<Next, Found> {
        let top = self.open.last().map(|(open, _)| *open);
        match (next, sign) {
            (Next::Value | Next::FirstValue, '"') => self.string().map(|()| Next::Comma),
            (Next::Value | Next::FirstValue, '{') => self.opened('{', Next::FirstKey),
            (Next::Value | Next::FirstValue, '[') => self.opened('[', Next::FirstValue),
            (Next::FirstValue, ']') | (Next::FirstKey, '}') => Ok(self.closed()),
            (Next::Value, ']') if top == Some('[') => Err((Slip::ExtraComma, self.comma)),
            (Next::Value, ',') if top == Some('[') => Err((Slip::ExtraComma, self.at)),
            (Next::Value, ',' | '}' | ']') if top == Some('{') => Err((Slip::MissingValue, self.end)),
            (Next::Value | Next::FirstValue, '-' | '+' | '.' | '0'..='9') => self.number(),
            (Next::Value | Next::FirstValue, _) if sign.is_alphabetic() && wide(sign).is_none() => self.word(),
            (Next::FirstKey | Next::Key, '"') => self.string().map(|()| Next::Colon),
            // More follows than the outermost bracket could hold: it is this one that should not be there.
            (Next::Key, '}') if self.open.len() == 1 && !self.rest().trim_start_matches('}').trim().is_empty() => {
                Err((Slip::ExtraBracket { sign }, self.at))
            }
            (Next::Key, '}') => Err((Slip::ExtraComma, self.comma)),
            (Next::FirstKey | Next::Key, ',') => Err((Slip::ExtraComma, self.at)),
            (Next::FirstKey | Next::Key, _) if sign.is_alphanumeric() && wide(sign).is_none() => Err(self.unquoted()),
            (Next::Colon, ':') => Ok(self.passed(Next::Value)),
            (Next::Colon, '"' | '{' | '[' | ',' | '}') => Err((Slip::MissingColon, self.end)),
            (Next::Colon, _) if wide(sign) == Some(':') => Err(self.stray(sign)),
            (Next::Colon, _) if self.is_inside_text(sign) => Err((Slip::InnerQuote, self.end - 1)),
            (Next::Comma, ',') if top.is_some() => {
                self.comma = self.at;
                Ok(self.passed(if top == Some('{') { Next::Key } else { Next::Value }))
            }
            (Next::Comma, '}') if top == Some('{') => Ok(self.closed()),
            (Next::Comma, ']') if top == Some('[') => Ok(self.closed()),
            (Next::Comma, '}' | ']') if top.is_none() => Err((Slip::ExtraBracket { sign }, self.at)),
            // Something goes on after the outermost bracket: that one came too early.
            (Next::Comma, ',' | '"' | '{' | '[') if top.is_none() => Err(self.closed_early(sign)),
            (Next::Comma, ':') if top == Some('[') && self.after_text => Err((Slip::KeyOutside, self.start)),
            (Next::Comma, '"') if self.after_text && self.end == self.at => Err((Slip::InnerQuote, self.end - 1)),
            (Next::Comma, '"' | '{' | '[' | '-' | '0'..='9') if !self.is_inside_text(sign) => Err(self.missing_comma()),
            (Next::Comma, _) if self.is_inside_text(sign) => Err((Slip::InnerQuote, self.end - 1)),
            (Next::Comma, 't' | 'f' | 'n') if self.is_word() => Err(self.missing_comma()),
            (_, '}' | ']') => Err(match self.open.last() {
                Some((open, at)) => (Slip::WrongBracket { open: *open, line: line_of(self.text, *at), sign }, self.at),
                None => (Slip::ExtraBracket { sign }, self.at),
            }),
            _ => Err(self.stray(sign)),
        }
    }

    fn passed(&mut self, next: Next) -> Next {
        self.at += 1;
        self.end = self.at;
        self.after_text = false;
        next
    }

    fn opened(&mut self, sign: char, next: Next) -> Result<Next, Found> {
        if self.open.len() == DEPTH {
            return Err((Slip::TooDeep, self.at));
        }
        self.open.push((sign, self.at));
        Ok(self.passed(next))
    }

    fn closed(&mut self) -> Next {
        self.open.pop();
        self.passed(Next::Comma)
    }

    fn closed_early(&self, sign: char) -> Found {
        match self.text.get(..self.end).and_then(|before| before.chars().next_back()) {
            Some(last @ ('}' | ']')) => (Slip::ExtraBracket { sign: last }, self.end - 1),
            _ => (Slip::Stray { sign }, self.at),
        }
    }

    /// Whether a sign after a text looks as if the text went on: words in the same line.
    fn is_inside_text(&self, sign: char) -> bool {
        let between = self.text.get(self.end..self.at).unwrap_or_default();
        let after = self.rest().get(sign.len_utf8()..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let parts = matches!(wide(sign), Some(',' | ':')) && (after.is_empty() || after.starts_with(['\n', '\r', '"', '{', '[']));
        self.after_text && !between.contains('\n') && !parts && !matches!(sign, '"' | '{' | '[' | '}' | ']' | ',' | ':' | '/' | '#' | ';')
    }

    fn missing_comma(&self) -> Found {
        let between = self.text.get(self.end..self.at).unwrap_or_default();
        (Slip::MissingComma { ends_line: between.contains('\n') }, self.end)
    }

    fn is_word(&self) -> bool {
        ["true", "false", "null"].iter().any(|word| self.rest().starts_with(word))
    }

    fn run(&self, is_in: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        rest.get(..rest.find(|c| !is_in(c)).unwrap_or(rest.len())).unwrap_or_default()
    }

    fn unquoted(&self) -> Found {
        let word = self.run(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        (Slip::Unquoted { word: word.chars().take(40).collect() }, self.at)
    }

    fn word(&mut self) -> Result<Next, Found> {
        let word = self.run(char::is_alphanumeric);
        if !matches!(word, "true" | "false" | "null") {
            return Err(self.unquoted());
        }
        self.at += word.len() - 1;
        Ok(self.passed(Next::Comma))
    }

    fn number(&mut self) -> Result<Next, Found> {
        let number = self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        if crate::json::read(number).is_err() {
            return Err((Slip::BadNumber, self.at));
        }
        self.at += number.len() - 1;
        Ok(self.passed(Next::Comma))
    }

    /// Reads a text from its opening quote to its closing one.
    fn string(&mut self) -> Result<(), Found> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let Some(sign) = rest.chars().next() else {
                let (open, from) = self.open.last().copied().unwrap_or(('"', self.at));
                return Err((Slip::EndsEarly { open, line: line_of(self.text, from) }, at));
            };
            match sign {
                '"' => {
                    self.start = self.at;
                    self.at = at;
                    self.passed(Next::Comma);
                    self.after_text = true;
                    return Ok(());
                }
                '\\' => at += 1 + escape(rest.get(1..).unwrap_or_default()).ok_or((Slip::BadEscape, at))?,
                '\n' | '\r' => return Err(self.broken(start, at)),
                '\t' => return Err((Slip::Tab, at)),
                sign if sign < ' ' => return Err((Slip::Stray { sign }, at)),
                _ => at += sign.len_utf8(),
            }
        }
    }

    /// A text that is still open at the end of a line: without its quote, or with a line break in it. What follows tells.
    fn broken(&self, start: usize, at: usize) -> Found {
        let after = self.text.get(at..).unwrap_or_default().trim_start();
        if !(after.is_empty() || after.starts_with(['"', '}', ']'])) {
            return (Slip::LineBreak, at);
        }
        let line = self.text.get(start..at).unwrap_or_default().trim_end();
        (Slip::MissingQuote, start + line.strip_suffix(',').unwrap_or(line).len())
    }

    /// A sign that cannot stand here.
    fn stray(&self, sign: char) -> Found {
        let slip = match (sign, wide(sign)) {
            (_, Some(meant)) => Slip::WideSign { sign, meant },
            ('\'', _) => Slip::SingleQuote,
            ('/' | '#', _) => Slip::Comment,
            _ => Slip::Stray { sign },
        };
        (slip, self.at)
    }
}

/// The length of what follows a backslash, if it may.
fn escape(rest: &str) -> Option<usize> {
    match rest.bytes().next()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(1),
        b'u' => match unit(rest)? {
            0xd800..=0xdbff => rest.get(5..)?.strip_prefix('\\').and_then(unit).filter(|low| (0xdc00..=0xdfff).contains(low)).map(|_| 11),
            0xdc00..=0xdfff => None,
            _ => Some(5),
        },
        _ => None,
    }
}

/// The number behind `u`, of four hexadecimal digits.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// What a sign of the wide or curly kind stands for in JSON.
fn wide(sign: char) -> Option<char> {
    Some(match sign {
        '“' | '”' | '„' | '‟' | '＂' | '「' | '」' | '『' | '』' | '‘' | '’' | '＇' | '｢' | '｣' => '"',
        '，' | '、' | '､' => ',',
        '：' => ':',
        '｛' => '{',
        '｝' => '}',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '\u{3000}' | '\u{a0}' => ' ',
        '０'..='９' => char::from_digit(sign as u32 - '０' as u32, 10)?,
        _ => return None,
    })
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

#[cfg(test)]
mod tests;
