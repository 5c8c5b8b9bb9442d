//! Secrets that nobody needs for an answer and that should be in no ticket: found in what a customer writes, so that they
//! are covered before anything is stored or sent.
//!
//! Cards are found by issuer prefix, length and the Luhn digit (ISO/IEC 7812-1); everything else only beside its word, so
//! that order numbers, tracking numbers and amounts stay.

#[cfg(test)]
mod tests;

use std::ops::Range;

/// What kind of secret it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A payment card's number.
    Card,
    /// Japan's Individual Number.
    MyNumber,
    /// A bank account's number.
    BankAccount,
    /// The three or four digits on a card.
    SecurityCode,
    /// A password or a PIN.
    Password,
}

/// A secret found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// What it is.
    pub kind: SecretKind,
    /// Its bytes in the text, on character boundaries.
    pub at: Range<usize>,
}

impl SecretKind {
    /// The key of its name in the string tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Card => "secret.card",
            Self::MyNumber => "secret.my-number",
            Self::BankAccount => "secret.account",
            Self::SecurityCode => "secret.code",
            Self::Password => "secret.password",
        }
    }
}

/// A word beside which a secret stands.
struct Word {
    text: &'static str,
    kind: SecretKind,
    /// How many digits it has; passwords are judged otherwise.
    digits: (usize, usize),
}

const fn word(text: &'static str, kind: SecretKind, least: usize, most: usize) -> Word {
    Word { text, kind, digits: (least, most) }
}

/// Folded: half-width, lower-case.
const WORDS: &[Word] = &[
    word("マイナンバー", SecretKind::MyNumber, 12, 12),
    word("個人番号", SecretKind::MyNumber, 12, 12),
    word("my number", SecretKind::MyNumber, 12, 12),
    word("口座", SecretKind::BankAccount, 6, 8),
    word("普通", SecretKind::BankAccount, 7, 7),
    word("当座", SecretKind::BankAccount, 7, 7),
    word("bank account", SecretKind::BankAccount, 6, 12),
    word("account number", SecretKind::BankAccount, 6, 12),
    word("account no.", SecretKind::BankAccount, 6, 12),
    word("account no", SecretKind::BankAccount, 6, 12),
    word("セキュリティコード", SecretKind::SecurityCode, 3, 4),
    word("セキュリティーコード", SecretKind::SecurityCode, 3, 4),
    word("security code", SecretKind::SecurityCode, 3, 4),
    word("cvv2", SecretKind::SecurityCode, 3, 4),
    word("cvv", SecretKind::SecurityCode, 3, 4),
    word("cvc", SecretKind::SecurityCode, 3, 4),
    word("暗証番号", SecretKind::Password, 4, 8),
    word("pin", SecretKind::Password, 4, 8),
    word("パスワード", SecretKind::Password, 0, 0),
    word("password", SecretKind::Password, 0, 0),
    word("passcode", SecretKind::Password, 0, 0),
    word("pw", SecretKind::Password, 0, 0),
];

/// What may stand between the word and the secret.
const FILLERS: &[&str] = &[
    "番号",
    "預金",
    "ナンバー",
    "コード",
    "number",
    "code",
    "no.",
    "is",
    "は",
    "が",
    "の",
    "も",
    ":",
    "=",
    "、",
    ",",
    "「",
    "\"",
    "'",
    "(",
    ")",
    "#",
    "→",
    " ",
    "\u{3000}",
    "\n",
    "\t",
];

/// What a number counts is no secret: 8文字以上, 1,234,567円.
const UNITS: &[&str] = &["文字", "桁", "回", "円", "分", "時", "日", "月", "年", "個", "点", "件"];

/// Issuer prefixes of so many digits, from and to, and the lengths of their numbers (ISO/IEC 7812-1 and the brands' own
/// tables). Visa's 13 digits are out of use, and the codes on goods have as many.
const ISSUERS: &[(usize, u32, u32, &[usize])] = &[
    (1, 4, 4, &[16, 19]),
    (2, 51, 55, &[16]),
    (4, 2221, 2720, &[16]),
    (2, 34, 34, &[15]),
    (2, 37, 37, &[15]),
    (4, 3528, 3589, &[16]),
    (3, 300, 305, &[14]),
    (2, 36, 36, &[14]),
    (2, 38, 39, &[14]),
    (4, 6011, 6011, &[16]),
    (3, 644, 659, &[16]),
    (2, 62, 62, &[16, 17, 18, 19]),
];

/// A text as it is looked through: folded characters, each with the byte where it stands.
struct Folded {
    chars: Vec<(usize, char)>,
    end: usize,
}

impl Folded {
    fn new(text: &str) -> Self {
        let fold = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '‐' | '‑' | '–' | '—' | '−' => '-',
            other => other,
        };
        Self { chars: text.char_indices().map(|(at, c)| (at, fold(c).to_ascii_lowercase())).collect(), end: text.len() }
    }

    fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.end, |(byte, _)| *byte)
    }

    fn starts(&self, at: usize, with: &str) -> bool {
        with.chars().enumerate().all(|(nth, c)| self.get(at + nth) == Some(c))
    }

    fn is_digit(&self, at: usize) -> bool {
        self.get(at).is_some_and(|c| c.is_ascii_digit())
    }

    /// The length of the first of these words that stands there.
    fn one_of(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().find(|word| self.starts(at, word)).map(|word| word.chars().count())
    }

    /// The groups of digits from here on, as they belong to one number: `4111 1111` has two.
    fn groups(&self, from: usize) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        let mut at = from;
        while self.is_digit(at) {
            let start = at;
            while self.is_digit(at) {
                at += 1;
            }
            groups.push(start..at);
            // Typed in a hurry, a sign may stand there twice.
            let between = (1..=2).take_while(|nth| self.get(at + nth - 1).is_some_and(|c| " -ー.\u{3000}".contains(c))).count();
            at += between;
        }
        groups
    }

    fn found(&self, kind: SecretKind, at: Range<usize>) -> Secret {
        Secret { kind, at: self.byte(at.start)..self.byte(at.end) }
    }
}

/// Every secret in a text, in order, apart from each other.
pub fn secrets(text: &str) -> Vec<Secret> {
    let text = Folded::new(text);
    let mut found: Vec<Secret> = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        let next = if text.is_digit(at) { card(&text, at) } else { beside(&text, at) };
        match next {
            Some((kind, range)) => {
                at = range.end;
                found.push(text.found(kind, range));
            }
            // A number is looked at as a whole.
            None if text.is_digit(at) => {
                while text.is_digit(at) {
                    at += 1;
                }
            }
            None => at += 1,
        }
    }
    found
}

/// A text with its secrets covered.
pub fn covered(text: &str) -> String {
    covered_but(text, &|_| false)
}

/// A text with its secrets covered, those left as they are that the customer says are none.
pub fn covered_but(text: &str, is_none: &dyn Fn(&str) -> bool) -> String {
    let mut shown = String::new();
    let mut from = 0;
    for Secret { kind, at } in secrets(text) {
        shown.push_str(text.get(from..at.start).unwrap_or_default());
        let secret = text.get(at.clone()).unwrap_or_default();
        shown.push_str(&if is_none(secret) { secret.to_string() } else { cover(kind, secret) });
        from = at.end;
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

/// What stands for a secret: `•` for each character, the last four digits of a card left to tell it by.
pub fn cover(kind: SecretKind, secret: &str) -> String {
    let covers = secret.chars().filter(|c| c.is_alphanumeric()).count().saturating_sub(if kind == SecretKind::Card { 4 } else { 0 });
    let mut nth = 0;
    let mut shown = String::new();
    for c in secret.chars() {
        nth += usize::from(c.is_alphanumeric() || kind == SecretKind::Password);
        let is_covered = if kind == SecretKind::Card { c.is_numeric() && nth <= covers } else { !c.is_whitespace() };
        shown.push(if is_covered { '•' } else { c });
    }
    shown
}

/// The card's number that begins here.
fn card(text: &Folded, from: usize) -> Option<(SecretKind, Range<usize>)> {
    let before = |back: usize| from.checked_sub(back).and_then(|at| text.get(at));
    // MD-4111… and EE4111… are numbers of something else.
    let of_another = match before(1) {
        Some('-') => before(2).is_some_and(|c| c.is_ascii_alphabetic()),
        Some(c) => c.is_ascii_alphanumeric(),
        None => false,
    };
    if of_another {
        return None;
    }
    let groups = text.groups(from);
    let mut digits: Vec<u32> = Vec::new();
    let mut best = None;
    for group in groups {
        digits.extend(group.clone().filter_map(|at| text.get(at)?.to_digit(10)));
        let ends = text.get(group.end).is_none_or(|c| !c.is_ascii_alphanumeric());
        if ends && is_card(&digits) {
            best = Some((SecretKind::Card, from..group.end));
        }
    }
    best
}

fn is_card(digits: &[u32]) -> bool {
    let prefix = |len: usize| digits.iter().take(len).fold(0, |sum, digit| sum * 10 + digit);
    let is_issued = ISSUERS.iter().any(|(len, from, to, lengths)| (*from..=*to).contains(&prefix(*len)) && lengths.contains(&digits.len()));
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(nth, digit)| match (nth % 2, digit * 2) {
            (0, _) => *digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    is_issued && sum.is_multiple_of(10)
}

/// The secret beside the word that begins here.
fn beside(text: &Folded, from: usize) -> Option<(SecretKind, Range<usize>)> {
    let stands_alone = from.checked_sub(1).and_then(|at| text.get(at)).is_none_or(|c| !c.is_ascii_alphanumeric());
    let is_latin = text.get(from).is_some_and(|c| c.is_ascii_alphabetic());
    if is_latin && !stands_alone {
        return None;
    }
    let of = WORDS.iter().find(|of| text.starts(from, of.text))?;
    let mut at = from + of.text.chars().count();
    let begin = at;
    while let Some(len) = text.one_of(at, FILLERS) {
        at += len;
    }
    if is_latin && at == begin {
        return None; // The word goes on: pinch, cvcs.
    }
    let of_digits = || {
        let groups = text.groups(at);
        let end = if of.kind == SecretKind::MyNumber { groups.last()? } else { groups.first()? }.end;
        let count = (at..end).filter(|at| text.is_digit(*at)).count();
        let counts = text.one_of(end, UNITS).is_some() || text.get(end).is_some_and(|c| c.is_ascii_alphabetic());
        ((of.digits.0..=of.digits.1).contains(&count) && !counts).then_some((of.kind, at..end))
    };
    if of.digits.1 > 0 { of_digits() } else { password(text, at) }
}

/// The password that begins here: something typed in Latin letters that is no word of the sentence.
fn password(text: &Folded, from: usize) -> Option<(SecretKind, Range<usize>)> {
    let mut end = from;
    while text.get(end).is_some_and(|c| c.is_ascii_graphic() && !"\"'()".contains(c)) {
        end += 1;
    }
    // The sentence's own signs.
    while end > from && text.get(end - 1).is_some_and(|c| ".,;!?".contains(c)) {
        end -= 1;
    }
    let has = |is: &dyn Fn(char) -> bool| (from..end).filter_map(|at| text.get(at)).any(is);
    let is_address = has(&|c| c == '@') && has(&|c| c == '.') || (from..end).any(|at| text.starts(at, "://"));
    let is_quoted = from.checked_sub(1).and_then(|at| text.get(at)).is_some_and(|c| "「\"'".contains(c));
    let is_said = is_quoted || text.one_of(end, &["です", "でした", "だ", "」"]).is_some();
    let is_secret = end - from >= 4 && !is_address && text.one_of(end, UNITS).is_none() && (has(&|c| c.is_ascii_digit()) || is_said);
    is_secret.then_some((SecretKind::Password, from..end))
}
