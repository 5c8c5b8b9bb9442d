//! The few tables that folding needs. Rules cover the rest: a full NFKC costs 34 kB brotli.

/// Half-width katakana U+FF61–U+FF9D as full-width punctuation and hiragana.
pub(super) const HALF_WIDTH: [u16; 61] =
    units("。「」、・をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん");

/// U+00C0–U+017F (Latin-1 letters and Latin Extended-A) without their marks.
pub(super) const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssss\
sttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Old, variant and surname kanji, each followed by its everyday form, sorted by the first.
/// Unihan's own variant data covers only half of such pairs, so the list is by hand.
const OLD_KANJI: [u16; 178] = units(
    "亞亜佛仏來来假仮價価冨富劍剣單単國国圓円圖図團団增増壽寿學学實実寫写寶宝對対嶋島嶌島廣広廳庁彌弥德徳惠恵應応戶戸數数斉斎晚晩曽曾會会榮栄檢検櫻桜步歩每毎氣気淸清淺浅澁渋澤沢濟済濱浜瀧滝瓣弁畫画當当發発眞真祿禄禮礼稅税緣縁縣県總総繩縄續続聲声舊旧萬万藝芸藥薬號号觀観說説證証讀読變変賣売賴頼轉転邉辺邊辺鐵鉄關関雜雑靜静驗験驛駅體体髙高黑黒點点齊斎齋斎龍竜﨑崎",
);

/// The everyday form of a kanji.
pub(super) fn modern(c: char) -> char {
    if c == '𠮷' {
        return '吉';
    }
    let Ok(unit) = u16::try_from(u32::from(c)) else { return c };
    let (pairs, _) = OLD_KANJI.as_chunks::<2>();
    match pairs.binary_search_by_key(&unit, |pair| pair[0]) {
        Ok(at) => pairs.get(at).and_then(|pair| char::from_u32(pair[1].into())).unwrap_or(c),
        Err(_) => c,
    }
}

/// The kanji numeral of an ASCII digit.
pub(super) fn numeral(digit: char) -> Option<char> {
    "〇一二三四五六七八九".chars().nth(digit.to_digit(10)? as usize)
}

/// Decodes a text of three-byte characters when compiled: a `u16` table is smaller and faster to
/// look up than the text.
#[allow(clippy::indexing_slicing)] // runs in the compiler, where a panic is an error
const fn units<const N: usize>(text: &str) -> [u16; N] {
    let bytes = text.as_bytes();
    assert!(bytes.len() == N * 3, "the table has another length");
    let mut units = [0; N];
    let mut at = 0;
    while at < N {
        let (a, b, c) = (bytes[at * 3] & 15, bytes[at * 3 + 1] & 63, bytes[at * 3 + 2] & 63);
        units[at] = (a as u16) << 12 | (b as u16) << 6 | c as u16;
        at += 1;
    }
    units
}

#[cfg(test)]
mod tests {
    use super::OLD_KANJI;

    #[test]
    fn old_kanji_are_sorted() {
        let (pairs, _) = OLD_KANJI.as_chunks::<2>();
        assert!(pairs.is_sorted_by(|a, b| a[0] < b[0]));
    }
}
