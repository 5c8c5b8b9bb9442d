//! The reader: RFC 8259, nothing more lenient.

use super::{Json, Map};
use serde_json::Number;

/// Where a text stops being JSON, counted from 1; columns in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Deeper nesting is refused: nothing needs it, and it would exhaust the stack.
const DEPTH: usize = 127;

/// Reads a text. Of keys that stand twice the last one counts.
///
/// Whole numbers are exact, others to the last digit or two.
///
/// # Errors
/// The place of the first byte that cannot stand there.
pub fn read(text: &str) -> Result<Json, NotJson> {
    let mut reader = Reader { text, at: 0, depth: DEPTH };
    let json = reader.value().filter(|_| {
        reader.blanks();
        reader.at == text.len()
    });
    json.ok_or_else(|| {
        let before = text.as_bytes().get(..reader.at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        NotJson { line, column }
    })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        // No JSON has a zero byte, so it can stand for the end.
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Takes a byte if it is next, after blanks.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next.then_some(())
    }

    fn word(&mut self, word: &str, json: Json) -> Option<Json> {
        let found = self.text.as_bytes().get(self.at..)?.starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found.then_some(json)
    }

    fn value(&mut self) -> Option<Json> {
        self.blanks();
        match self.peek() {
            b'{' => {
                let mut map = Map::new();
                self.members(b'}', &mut |reader| {
                    reader.blanks();
                    let key = reader.string()?;
                    reader.take(b':')?;
                    map.insert(key, reader.value()?);
                    Some(())
                })?;
                Some(Json::Object(map))
            }
            b'[' => {
                let mut list = Vec::new();
                self.members(b']', &mut |reader| {
                    list.push(reader.value()?);
                    Some(())
                })?;
                Some(Json::Array(list))
            }
            b'"' => self.string().map(Json::String),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number().map(Json::Number),
        }
    }

    /// Reads what stands between brackets, separated by commas.
    fn members(&mut self, end: u8, member: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.depth = self.depth.checked_sub(1)?;
        self.at += 1;
        if self.take(end).is_none() {
            loop {
                member(self)?;
                if self.take(b',').is_none() {
                    self.take(end)?;
                    break;
                }
            }
        }
        self.depth += 1;
        Some(())
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != b'"' {
            return None;
        }
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at)?);
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    string.push(self.escape()?);
                }
                _ => return None,
            }
        }
        self.at += 1;
        Some(string)
    }

    fn escape(&mut self) -> Option<char> {
        let kind = self.peek();
        let plain = match kind {
            b'"' | b'\\' | b'/' => kind,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unicode(),
            _ => return None,
        };
        self.at += 1;
        Some(plain.into())
    }

    fn unicode(&mut self) -> Option<char> {
        let code = self.unit()?;
        if code & 0xfc00 != 0xd800 {
            return char::from_u32(code);
        }
        // The first half of a pair.
        if self.peek() != b'\\' {
            return None;
        }
        self.at += 1;
        let low = Some(self.peek()).filter(|kind| *kind == b'u').and_then(|_| self.unit())?;
        let pair = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        char::from_u32(pair).filter(|_| low & 0xfc00 == 0xdc00)
    }

    /// `u` and four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            code = code << 4 | char::from(self.peek()).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    fn number(&mut self) -> Option<Number> {
        let negative = self.peek() == b'-';
        self.at += usize::from(negative);
        let start = self.at;
        let mut number = Decimal::default();
        self.digits(&mut number)?;
        if self.text.as_bytes().get(start) == Some(&b'0') && self.at > start + 1 {
            self.at = start + 1;
            return None;
        }
        let mut whole = number.scale == 0;
        if self.peek() == b'.' {
            whole = false;
            self.at += 1;
            let before = self.at;
            self.digits(&mut number)?;
            number.scale -= (self.at - before) as i32;
        }
        if matches!(self.peek(), b'e' | b'E') {
            whole = false;
            self.at += 1;
            let down = self.peek() == b'-';
            self.at += usize::from(down || self.peek() == b'+');
            let mut exponent = Decimal::default();
            self.digits(&mut exponent)?;
            let by = if exponent.scale > 0 { MOST } else { exponent.digits.min(MOST as u64) as i32 };
            number.scale = number.scale.saturating_add(if down { -by } else { by });
        }
        match (whole, negative, number.digits) {
            (true, false, digits) => Some(digits.into()),
            (true, true, 1..=0x8000_0000_0000_0000) => Some((number.digits as i64).wrapping_neg().into()),
            _ => {
                let float = number.value();
                Number::from_f64(if negative { -float } else { float })
            }
        }
    }

    /// Adds digits, of which there must be one.
    fn digits(&mut self, number: &mut Decimal) -> Option<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            number.push(self.peek() - b'0');
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

/// No exponent needs to be larger: all beyond are 0 or too large.
const MOST: i32 = 100_000;

/// A decimal number: digits × 10^scale. Digits past what fits only scale it.
#[derive(Default)]
pub(crate) struct Decimal {
    pub(crate) digits: u64,
    pub(crate) scale: i32,
}

impl Decimal {
    pub(crate) fn push(&mut self, digit: u8) {
        let more = self.digits.checked_mul(10).and_then(|digits| digits.checked_add(digit.into()));
        match more.filter(|_| self.scale == 0) {
            Some(digits) => self.digits = digits,
            None => self.scale += 1,
        }
    }

    /// The nearest floating point number for up to 15 digits, and nearly that otherwise.
    pub(crate) fn value(&self) -> f64 {
        let mut value = self.digits as f64;
        let mut left = self.scale.clamp(-400, 400);
        while left != 0 && value != 0.0 && value.is_finite() {
            let step = left.clamp(-22, 22);
            let mut power = 1.0;
            for _ in 0..step.abs() {
                power *= 10.0;
            }
            value = if step < 0 { value / power } else { value * power };
            left -= step;
        }
        value
    }
}
