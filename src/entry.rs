//! What people type into fields: normalised, never refused for width, hyphens or spaces.
//!
//! ```
//! use tasuke::entry::normalise;
//! use tasuke::knowledge::{EntryType, Mask};
//! let mask = Mask("MD-99999999".into());
//! assert_eq!(normalise(EntryType::OrderNumber, Some(&mask), "ｍｄ 1234 5678"), Ok("MD-12345678".into()));
//! ```

#[cfg(test)]
mod tests;

use crate::calendar::Date;
use crate::json::Decimal;
use crate::knowledge::{EntryType, Mask};

/// Why something typed cannot be used. Each has a sentence in the string tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryFault {
    /// Nothing was typed where something is needed.
    Missing,
    /// Not a number.
    NotANumber,
    /// Not a day of the calendar.
    NotADate,
    /// Not an e-mail address.
    NotAnEmail,
    /// Not a telephone number.
    NotAPhone,
    /// Not in the form asked for.
    WrongForm,
    /// More characters than fit.
    TooLong,
    /// Not one of the options.
    NotAnOption,
    /// Refused by the server.
    Refused,
}

impl EntryFault {
    /// The key of its sentence in the string tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "error.missing",
            Self::NotANumber => "error.number",
            Self::NotADate => "error.date",
            Self::NotAnEmail => "error.email",
            Self::NotAPhone => "error.phone",
            Self::WrongForm => "error.form",
            Self::TooLong => "error.long",
            Self::NotAnOption => "error.option",
            Self::Refused => "error.refused",
        }
    }
}

/// The value that is kept for what was typed; empty stays empty.
///
/// # Errors
/// Why it cannot be used.
pub fn normalise(entry: EntryType, mask: Option<&Mask>, typed: &str) -> Result<String, EntryFault> {
    if matches!(entry, EntryType::Text | EntryType::Textarea) && mask.is_none() {
        return Ok(typed.trim().to_string());
    }
    let narrow: String = typed.chars().filter_map(narrow).collect();
    let narrow = narrow.trim();
    if narrow.is_empty() {
        return Ok(String::new());
    }
    if let Some(mask) = mask {
        return fill(mask, narrow).ok_or(EntryFault::WrongForm);
    }
    match entry {
        EntryType::Number | EntryType::Money => written_number(narrow).ok_or(EntryFault::NotANumber),
        EntryType::Date => date(narrow).ok_or(EntryFault::NotADate),
        EntryType::Email => email(narrow).ok_or(EntryFault::NotAnEmail),
        EntryType::Phone => phone(narrow).ok_or(EntryFault::NotAPhone),
        EntryType::Postcode => postcode(narrow).ok_or(EntryFault::WrongForm),
        EntryType::TrackingNumber => {
            let digits = without(narrow, &[' ', '-']);
            (10..=14).contains(&digits.len()).then_some(digits).ok_or(EntryFault::WrongForm)
        }
        EntryType::OrderNumber => Ok(without(narrow, &[' ']).to_ascii_uppercase()),
        EntryType::Text | EntryType::Textarea | EntryType::Choice => Ok(narrow.to_string()),
    }
}

/// The number that a normalised value stands for. `str::parse` knows more forms and costs 11 kB brotli in tables.
pub fn number(normal: &str) -> Option<f64> {
    let digits = normal.strip_prefix('-').unwrap_or(normal);
    let mut number = Decimal::default();
    let mut places = None;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => number.push(byte - b'0'),
            b'.' if places.is_none() => places = Some(0),
            _ => return None,
        }
        places = places.map(|places: i32| places + i32::from(byte != b'.'));
    }
    number.scale -= places.unwrap_or_default();
    let is_number = digits.len() > usize::from(places.is_some());
    is_number.then(|| if digits.len() < normal.len() { -number.value() } else { number.value() })
}

/// Full-width signs as ASCII, all dashes as one hyphen; direction marks and other controls fall away.
fn narrow(character: char) -> Option<char> {
    Some(match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0)?,
        '\u{3000}' | '\u{a0}' | '\n' | '\t' => ' ',
        'ー' | '‐' | '‑' | '–' | '—' | '―' | '−' | 'ｰ' => '-',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => return None,
        control if control.is_control() => return None,
        other => other,
    })
}

fn without(text: &str, dropped: &[char]) -> String {
    text.chars().filter(|c| !dropped.contains(c)).collect()
}

/// Fills a mask from letters and digits alone; its fixed signs may be typed or left out.
fn fill(mask: &Mask, typed: &str) -> Option<String> {
    let signs = |text: &str| -> Vec<char> { text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect() };
    let typed = signs(typed);
    // Signs that the mask itself gives, up to the first one to fill in: `MD` of `MD-99999999`.
    let prefix: Vec<char> = signs(mask.0.split(['9', 'A']).next().unwrap_or_default());
    let typed = typed.strip_prefix(prefix.as_slice()).unwrap_or(&typed);
    let mut rest = typed.iter().copied();
    let mut filled = String::new();
    let mut in_prefix = true;
    for sign in mask.0.chars() {
        match sign {
            '9' => filled.push(rest.next().filter(char::is_ascii_digit)?),
            'A' => filled.push(rest.next().filter(char::is_ascii_alphabetic)?),
            fixed => {
                filled.push(fixed);
                if !in_prefix && fixed.is_ascii_alphanumeric() {
                    rest.next().filter(|typed| *typed == fixed.to_ascii_uppercase())?;
                }
                continue;
            }
        }
        in_prefix = false;
    }
    rest.next().is_none().then_some(filled)
}

fn written_number(narrow: &str) -> Option<String> {
    let plain = without(narrow, &[' ', ',', '、', '円', '¥', '￥', '\\']);
    let is_number = !plain.is_empty()
        && plain.chars().filter(|c| *c == '.').count() <= 1
        && plain.strip_prefix('-').unwrap_or(&plain).chars().all(|c| c.is_ascii_digit() || c == '.')
        && plain.contains(|c: char| c.is_ascii_digit());
    is_number.then_some(plain)
}

fn date(narrow: &str) -> Option<String> {
    let parts: Vec<u32> =
        narrow.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map_while(|part| part.parse().ok()).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] => (*year, *month, *day),
        [packed] if narrow.len() == 8 => (packed / 10_000, packed / 100 % 100, packed % 100),
        _ => return None,
    };
    let is_sensible = (1900..=2200).contains(&year);
    Date::new(year as i32, month, day).filter(|_| is_sensible).map(|date| date.to_string())
}

/// Lenient on purpose: Japanese carriers gave out addresses with dots in odd places.
fn email(narrow: &str) -> Option<String> {
    let plain = without(narrow, &[' ']);
    let (local, domain) = plain.rsplit_once('@')?;
    let labels: Vec<&str> = domain.split('.').collect();
    let is_domain = labels.len() >= 2
        && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && labels.last().is_some_and(|top| top.len() >= 2);
    let is_local = !local.is_empty() && !local.contains(['@', '<', '>', ',', ';', ':', '"', '(', ')']);
    (is_domain && is_local && plain.len() <= 254).then(|| [local, "@", &domain.to_ascii_lowercase()].concat())
}

fn phone(narrow: &str) -> Option<String> {
    let plain = without(narrow, &[' ', '-', '(', ')', '.']);
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    (digits.bytes().all(|b| b.is_ascii_digit()) && (9..=15).contains(&digits.len())).then_some(plain.clone())
}

fn postcode(narrow: &str) -> Option<String> {
    let plain = without(narrow, &[' ', '-', '〒']).to_ascii_uppercase();
    let is_japanese = plain.len() == 7 && plain.bytes().all(|b| b.is_ascii_digit());
    if is_japanese {
        return Some([plain.get(..3)?, "-", plain.get(3..)?].concat());
    }
    ((3..=10).contains(&plain.len()) && plain.chars().all(|c| c.is_ascii_alphanumeric())).then_some(plain)
}
