//! Light English stemming: plurals, -ing, -ed and the spellings they hide.
//!
//! Both sides are stemmed, so a stem need not be a word ("changing", "change" → "chang"); it must
//! only be the same for the forms of one word and rarely the same for two.

/// Cuts a word (lower-case ASCII letters and digits) down to its stem in place.
pub(super) fn stem(word: &mut Vec<u8>) {
    plural(word);
    for suffix in [&b"ing"[..], b"ed"] {
        if let Some(rest) = word.strip_suffix(suffix)
            && rest.len() >= SHORTEST
            && rest.iter().any(|letter| b"aeiouy".contains(letter))
        {
            word.truncate(rest.len());
            break;
        }
    }
    match word.as_slice() {
        [_, _, .., a, b] if a == b && b.is_ascii_lowercase() => word.truncate(word.len() - 1), // shipp(ing), bill
        [_, _, _, .., b'e'] => word.truncate(word.len() - 1),                                  // change
        [_, .., a, b'y'] if !b"aeiou".contains(a) => replace_last(word, b'i'),                 // deliveri(es)
        _ => {}
    }
}

/// "red" and "king" are no participles: this much must be left.
const SHORTEST: usize = 3;

fn plural(word: &mut Vec<u8>) {
    let cut = match word.as_slice() {
        // policies → polici, boxes → box, batches → batch
        [_, _, .., b'i', b'e', b's'] | [_, .., b's' | b'x' | b'z', b'e', b's'] | [_, .., b'c' | b's', b'h', b'e', b's'] => 2,
        [.., b's' | b'u' | b'i', b's'] => 0, // address, status, this
        [_, _, .., b's'] => 1,
        _ => 0,
    };
    word.truncate(word.len() - cut);
}

fn replace_last(word: &mut [u8], letter: u8) {
    if let Some(last) = word.last_mut() {
        *last = letter;
    }
}
