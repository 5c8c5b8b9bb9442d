//! Keys: tokens as numbers.

use super::stem::stem;

/// A token's identity, without its text: the same token has the same key in every text.
///
/// A word packs its first [`WORD_LEN`] letters in base 37, so that the keys of all words with a
/// prefix are a range; a bigram holds its two characters above [`CJK`]. No string is kept and no
/// two bigrams collide.
pub type Key = u64;

/// How many letters of a word count. Longer words share a key with their prefix, which is rare
/// and acts as stemming.
const WORD_LEN: u32 = 12;

/// Marks the keys of bigrams: 37¹² is below it.
const CJK: Key = 1 << 63;

/// Marks the keys of two words, above those of bigrams.
const TWO: Key = CJK | 1 << 62;

/// The key of a word of folded characters, stemmed.
#[must_use]
pub fn word(letters: impl Iterator<Item = char>) -> Key {
    let mut letters: Vec<u8> = letters.map(letter).collect();
    stem(&mut letters);
    pack(&letters)
}

/// The keys of all words that begin with these folded characters, unstemmed: first and last.
#[must_use]
pub fn word_prefix(letters: impl Iterator<Item = char>) -> (Key, Key) {
    let letters: Vec<u8> = letters.map(letter).collect();
    let first = pack(&letters);
    (first, first + 37_u64.pow(WORD_LEN.saturating_sub(letters.len() as u32)) - 1)
}

/// The key of two characters side by side.
#[must_use]
pub fn pair(a: char, b: char) -> Key {
    CJK | u64::from(u32::from(a)) << 21 | u64::from(u32::from(b))
}

/// The key of one character.
#[must_use]
pub fn single(a: char) -> Key {
    pair(a, '\0')
}

/// The key of two words side by side: a hash, of which nothing can be read.
#[must_use]
pub fn two(a: Key, b: Key) -> Key {
    TWO | (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 2
}

/// The character that a token begins with: bigrams and words that share it are one group.
#[must_use]
pub fn first_of(key: Key) -> u32 {
    if key & TWO == TWO {
        0
    } else if key & CJK == 0 {
        (key / 37_u64.pow(WORD_LEN - 1)) as u32
    } else {
        (key >> 21) as u32 & 0x1f_ffff
    }
}

/// The letters of a word's key (at most twelve, `0-9a-z`), or nothing for a bigram.
#[must_use]
pub fn word_text(key: Key) -> Vec<u8> {
    let mut letters = Vec::new();
    let mut left = if key & CJK == 0 { key } else { 0 };
    let mut unit = 37_u64.pow(WORD_LEN - 1);
    while left > 0 && unit > 0 {
        letters.push(match (left / unit) as u8 {
            digit @ 0..=10 => b'0' + digit.saturating_sub(1),
            other => b'a' + other - 11,
        });
        left %= unit;
        unit /= 37;
    }
    letters
}

/// A letter as one of the 36 that keys know; other alphabets are mapped onto them.
fn letter(c: char) -> u8 {
    if c.is_ascii() { c as u8 } else { b'a' + (u32::from(c) % 26) as u8 }
}

fn pack(letters: &[u8]) -> Key {
    let mut key = 0;
    for at in 0..WORD_LEN as usize {
        key = key * 37
            + match letters.get(at) {
                Some(digit @ b'0'..=b'9') => Key::from(digit - b'0') + 1,
                Some(letter @ b'a'..=b'z') => Key::from(letter - b'a') + 11,
                _ => 0,
            };
    }
    key
}

/// Whether it is the key of a word that says little about what a question is about.
#[must_use]
pub fn is_common(key: Key) -> bool {
    COMMON.contains(&key)
}

/// English words that say little, stemmed as tokens are: grammar, and how anything is wished for ("is there a possible way").
///
/// Each was measured. Not, no, still, yet, out and take look like them, but tell much.
const COMMON: [Key; 93] = common([
    "a", "about", "ago", "am", "an", "and", "ani", "are", "as", "at", "be", "been", "being", "but", "by", "can", "cant", "could", "did",
    "do", "doe", "doesnt", "dont", "els", "for", "from", "get", "giv", "go", "going", "ha", "had", "hav", "he", "hello", "help", "hi",
    "how", "i", "if", "im", "in", "is", "it", "ive", "just", "lik", "me", "must", "my", "need", "of", "on", "or", "other", "pleas",
    "possibl", "she", "should", "so", "som", "someth", "suppos", "sur", "tel", "than", "that", "the", "them", "then", "ther", "they",
    "this", "to", "too", "tri", "us", "veri", "wa", "want", "way", "we", "what", "when", "wher", "whi", "which", "who", "wil", "with",
    "would", "you", "your",
]);

#[allow(clippy::indexing_slicing)] // runs in the compiler, where a panic is an error
const fn common<const N: usize>(words: [&str; N]) -> [Key; N] {
    let mut keys = [0; N];
    let mut at = 0;
    while at < N {
        let bytes = words[at].as_bytes();
        let mut letter = 0;
        while letter < WORD_LEN as usize {
            let symbol = if letter < bytes.len() { bytes[letter] as Key - b'a' as Key + 11 } else { 0 };
            keys[at] = keys[at] * 37 + symbol;
            letter += 1;
        }
        at += 1;
    }
    keys
}
