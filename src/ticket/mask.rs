//! Masking: what looks like a person's own number or address never reaches an event.

/// A search as the host page may see it: e-mail addresses and runs of six or more digits become `•`.
pub fn mask(text: &str) -> String {
    let mut masked = String::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            masked.push(' ');
        }
        let digits = word.chars().filter(|c| matches!(c, '0'..='9' | '０'..='９')).count();
        if word.contains(['@', '＠']) || digits >= 6 { masked.push('•') } else { masked.push_str(word) }
    }
    masked
}
