//! Which kana are easily taken for each other.

/// A kana without what is often mistyped: its voicing (か for が), its size (つ for っ), を for お.
/// Any other character as it is.
#[must_use]
pub fn skeleton(c: char) -> char {
    let plain = match c {
        'ゃ' | 'ゅ' | 'ょ' | 'っ' => 1,
        'を' => return 'お',
        // Plain and voiced alternate up to ぢ, and after っ again.
        'か'..='ぢ' => return at(c, u32::from(c) - (u32::from(c) - 0x304b) % 2),
        'つ'..='ど' => return at(c, u32::from(c) - (u32::from(c) - 0x3064) % 2),
        'は'..='ぽ' => return at(c, u32::from(c) - (u32::from(c) - 0x306f) % 3),
        _ => 0,
    };
    at(c, u32::from(c) + plain)
}

fn at(c: char, code: u32) -> char {
    char::from_u32(code).unwrap_or(c)
}

/// Whether a vowel only makes the kana before it longer: the あ of かあど, the う of りょう.
#[must_use]
pub fn lengthens(before: char, vowel: char) -> bool {
    let code = u32::from(skeleton(before));
    // The column in the table of kana: 0 for a … 4 for o.
    let column = match code {
        0x3041..=0x304a => (code - 0x3041) / 2,
        0x304b..=0x3062 => (code - 0x304b) / 2 % 5,
        0x3064 => 2,
        0x3066 => 3,
        0x3068 => 4,
        0x306a..=0x306e => code - 0x306a,
        0x306f..=0x307d => (code - 0x306f) / 3,
        0x307e..=0x3082 => code - 0x307e,
        0x3083..=0x3088 => (code - 0x3083) / 2 * 2,
        0x3089..=0x308d => code - 0x3089,
        0x308f => 0,
        _ => return false,
    };
    matches!((column, vowel), (0, 'あ') | (1 | 3, 'い') | (2 | 4, 'う') | (3, 'え') | (4, 'お'))
}
