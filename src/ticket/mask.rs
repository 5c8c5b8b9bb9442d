//! Masking: what looks like a person's own number or address never reaches an event.

/// How many digits make a number somebody's own.
const OWN_DIGITS: usize = 6;

/// A search as the host page may see it: e-mail addresses and numbers of six or more digits become `•`, also a number
/// typed in groups, as telephone and card numbers are.
pub fn mask(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut masked: Vec<&str> = Vec::new();
    let mut rest = words.as_slice();
    while let Some((word, behind)) = rest.split_first() {
        let groups = if is_group(word) { 1 + behind.iter().take_while(|next| is_group(next)).count() } else { 1 };
        let (run, after) = rest.split_at(groups);
        if word.contains(['@', '＠']) || run.iter().map(|word| digits(word)).sum::<usize>() >= OWN_DIGITS {
            masked.push("•");
        } else {
            masked.extend(run);
        }
        rest = after;
    }
    masked.join(" ")
}

fn digits(word: &str) -> usize {
    word.chars().filter(|c| c.is_numeric()).count()
}

/// Whether a word is nothing but digits and the signs between them.
fn is_group(word: &str) -> bool {
    digits(word) > 0 && word.chars().all(|c| c.is_numeric() || "+-()./‐–ー－（）＋".contains(c))
}
