//! Light English stemming: plurals, -ing, -ed, what makes nouns of verbs, and the spellings they hide.
//!
//! Both sides are stemmed, so a stem need not be a word ("changing", "change" → "chang"); it must
//! only be the same for the forms of one word and rarely the same for two.

/// Cuts a word (lower-case ASCII letters and digits) down to its stem in place.
pub(super) fn stem(word: &mut Vec<u8>) {
    plural(word);
    strip(word, &[b"ing", b"ed"], SHORTEST);
    strip(word, &[b"ment"], SHORTEST); // payment, pay
    strip(word, &[b"e"], SHORTEST);
    if word.ends_with(b"ification") {
        word.truncate(word.len() - 6); // verification → verifi, as verify
    }
    // activation, activate; cancellation; transaction, transact; personal, person; currently
    strip(word, &[b"ation", b"at", b"ion", b"abl", b"ness", b"al", b"ly"], SHORTEST_STEM);
    match word.as_slice() {
        [_, _, .., a, b] if a == b && b.is_ascii_lowercase() => word.truncate(word.len() - 1), // shipp(ing), bill
        [_, .., a, b'y'] if !b"aeiou".contains(a) => replace_last(word, b'i'),                 // deliveri(es)
        _ => {}
    }
}

/// "red" and "king" are no participles: this much must be left.
const SHORTEST: usize = 3;
/// "station" has nothing to do with "state", nor "format" with "form", nor "reply" with "rep".
const SHORTEST_STEM: usize = 5;

/// Cuts off the first ending that leaves `shortest` letters with a vowel among them.
fn strip(word: &mut Vec<u8>, endings: &[&[u8]], shortest: usize) {
    let is_stem = |rest: &&[u8]| rest.len() >= shortest && rest.iter().any(|letter| b"aeiouy".contains(letter));
    let rest = endings.iter().filter_map(|ending| word.strip_suffix(*ending)).find(is_stem);
    if let Some(len) = rest.map(<[u8]>::len) {
        word.truncate(len);
    }
}

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
