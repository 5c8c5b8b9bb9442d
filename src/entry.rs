//! What people type into fields: normalised, never refused for width, hyphens or spaces.
//!
//! ```
//! use tasuke::entry::normalise;
//! use tasuke::knowledge::{EntryType, Mask};
//! let mask = Mask("MD-99999999".into());
//! assert_eq!(normalise(EntryType::OrderNumber, Some(&mask), "ｍｄ 1234 5678"), Ok("MD-12345678".into()));
//! ```

mod mail;
#[cfg(test)]
mod tests;

pub use mail::{is_carrier, meant};

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
    /// A file with nothing in it.
    FileEmpty,
    /// A file of a kind that the shop does not take.
    FileKind,
    /// A picture of a kind that only few browsers read.
    FileHeic,
    /// A file larger than the shop takes.
    FileLarge,
    /// More files than the shop takes.
    FileMany,
    /// A file that cannot be read.
    FileBroken,
    /// A file that the device has not kept.
    FileGone,
    /// A file that is not ready to be sent yet.
    FileBusy,
}

impl EntryFault {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Missing,
        Self::NotANumber,
        Self::NotADate,
        Self::NotAnEmail,
        Self::NotAPhone,
        Self::WrongForm,
        Self::TooLong,
        Self::NotAnOption,
        Self::Refused,
        Self::FileEmpty,
        Self::FileKind,
        Self::FileHeic,
        Self::FileLarge,
        Self::FileMany,
        Self::FileBroken,
        Self::FileGone,
        Self::FileBusy,
    ];

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
            Self::FileEmpty => "error.file-empty",
            Self::FileKind => "error.file-kind",
            Self::FileHeic => "error.file-heic",
            Self::FileLarge => "error.file-large",
            Self::FileMany => "error.file-many",
            Self::FileBroken => "error.file-broken",
            Self::FileGone => "error.file-gone",
            Self::FileBusy => "error.file-busy",
        }
    }
}

/// The value that is kept for what was typed; empty stays empty.
///
/// # Errors
/// Why it cannot be used.
pub fn normalise(entry: EntryType, mask: Option<&Mask>, typed: &str) -> Result<String, EntryFault> {
    if matches!(entry, EntryType::Text | EntryType::Textarea) && mask.is_none() {
        // What no keyboard types comes out of other programs' clipboards; some services refuse a whole text for it.
        let is_text = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
        let text: String = typed.chars().filter(is_text).collect();
        return Ok(text.trim().to_string());
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
            let digits = keep(narrow, |c| !matches!(c, ' ' | '-'));
            ((10..=14).contains(&digits.len()) && !is_mistyped(&digits)).then_some(digits).ok_or(EntryFault::WrongForm)
        }
        EntryType::OrderNumber => Ok(keep(narrow, |c| c != ' ').to_ascii_uppercase()),
        EntryType::Text | EntryType::Textarea | EntryType::Choice | EntryType::Files => Ok(narrow.to_string()),
    }
}

/// Whether a parcel's number has a slip in it. Japan's carriers share one form: of twelve digits the last is the first
/// eleven modulo seven. It says nothing of which carrier has the parcel.
fn is_mistyped(digits: &str) -> bool {
    let (number, check) = digits.split_at_checked(11).unwrap_or_default();
    let rest = number.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit.wrapping_sub(b'0'))) % 7);
    digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit()) && check.parse() != Ok(rest)
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

/// The characters of a text that are kept. One body for all: closures in place would each cost a loop.
#[inline(never)]
fn keep(text: &str, is_kept: fn(char) -> bool) -> String {
    text.chars().filter(|character| is_kept(*character)).collect()
}

/// Whether all of a text is like this.
#[inline(never)]
fn is_all(text: &str, is_right: fn(char) -> bool) -> bool {
    text.chars().all(is_right)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_sign(character: char) -> bool {
    character.is_ascii_alphanumeric()
}

/// Fills a mask from letters and digits alone; its fixed signs may be typed or left out.
fn fill(mask: &Mask, typed: &str) -> Option<String> {
    let typed = keep(typed, is_sign).to_ascii_uppercase();
    // Signs that the mask itself gives, up to the first one to fill in: `MD` of `MD-99999999`.
    let prefix = keep(mask.0.split(['9', 'A']).next().unwrap_or_default(), is_sign).to_ascii_uppercase();
    let mut rest = typed.strip_prefix(&prefix).unwrap_or(&typed).chars();
    let mut filled = String::new();
    let mut in_prefix = true;
    for sign in mask.0.chars() {
        let place = matches!(sign, '9' | 'A');
        if place || !in_prefix && is_sign(sign) {
            let next = rest.next()?;
            let fits = match sign {
                '9' => next.is_ascii_digit(),
                'A' => next.is_ascii_alphabetic(),
                fixed => next == fixed.to_ascii_uppercase(),
            };
            if !fits {
                return None;
            }
            filled.push(if place { next } else { sign });
        } else {
            filled.push(sign);
        }
        in_prefix &= !place;
    }
    rest.next().is_none().then_some(filled)
}

fn written_number(narrow: &str) -> Option<String> {
    let plain = keep(narrow, |c| !matches!(c, ' ' | ',' | '、' | '円' | '¥' | '￥' | '\\'));
    number(&plain).is_some().then_some(plain)
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
    Date::new(year as i32, month, day).filter(|_| is_sensible).map(Date::written)
}

/// Lenient on purpose: Japanese carriers gave out addresses with dots in odd places.
fn email(narrow: &str) -> Option<String> {
    let plain = keep(narrow, |c| c != ' ');
    let at = plain.bytes().rposition(|byte| byte == b'@')?;
    let (local, domain) = (plain.get(..at)?, plain.get(at + 1..)?);
    // Letters of any script: domains are international.
    let is_domain = is_all(domain, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.') || !c.is_ascii());
    let mut labels = domain.split('.');
    let top = labels.next_back().unwrap_or_default();
    let is_domain = is_domain && top.len() >= 2 && top.len() < domain.len() && labels.all(|label| !label.is_empty());
    let is_local = !local.is_empty() && is_all(local, |c| !matches!(c, '@' | '<' | '>' | ',' | ';' | ':' | '"' | '(' | ')'));
    (is_domain && is_local && plain.len() <= 254).then(|| [local, "@", &domain.to_ascii_lowercase()].concat())
}

fn phone(narrow: &str) -> Option<String> {
    let plain = keep(narrow, |c| !matches!(c, ' ' | '-' | '(' | ')' | '.'));
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let is_phone = is_all(digits, is_digit) && (9..=15).contains(&digits.len());
    is_phone.then_some(plain)
}

fn postcode(narrow: &str) -> Option<String> {
    let plain = keep(narrow, |c| !matches!(c, ' ' | '-' | '〒')).to_ascii_uppercase();
    if plain.len() == 7 && is_all(&plain, is_digit) {
        return Some([plain.get(..3)?, "-", plain.get(3..)?].concat());
    }
    ((3..=10).contains(&plain.len()) && is_all(&plain, is_sign)).then_some(plain)
}
