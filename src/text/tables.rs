//! The few tables that folding needs. Rules cover the rest: a full NFKC costs 34 kB brotli.

/// Half-width katakana U+FF61–U+FF9D as full-width punctuation and hiragana.
pub(super) const HALF_WIDTH: [u16; 61] =
    units("。「」、・をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん");

/// U+00C0–U+017F (Latin-1 letters and Latin Extended-A) without their marks.
pub(super) const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssss\
sttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Old, variant, circled and surname kanji, each followed by its everyday form, sorted by the first.
/// Unihan's own variant data covers only half of such pairs, so the list is by hand.
const OLD_KANJI: [u16; 616] = units(
    "㈪月㈫火㈬水㈭木㈮金㈯土㈰日㈱株㈲有㈹代㊊月㊋火㊌水㊍木㊎金㊏土㊐日㊑株㊒有㊗祝㊙秘㊚男㊛女㊞印㊤上㊥中㊦下㊧左㊨右乘乗亞亜佛仏來来假仮傳伝價価儘侭兒児兩両冨富凉涼剝剥剩剰劍剣勞労勵励區区卽即參参吳呉單単嚙噛嚴厳囊嚢國国圍囲圓円圖図團団塡填增増墮堕壓圧壞壊壯壮壱一壽寿奧奥學学寢寝實実寫写寶宝將将專専對対屆届屢屡屬属峯峰峽峡嶋島嶌島嶽岳帶帯廢廃廣広廳庁弐二彈弾彌弥彎湾彥彦徑径從従德徳恆恒惠恵惱悩應応戀恋戰戦戶戸拂払拔抜拜拝插挿搖揺搜捜摑掴擇択擔担擴拡攝摂收収效効數数斉斎旣既晄晃晉晋晚晩晝昼曽曾會会栁柳桒桑條条榮栄槇槙槗橋樓楼樣様橫横檜桧檢検櫻桜權権步歩殘残每毎氣気沒没淚涙淨浄淸清淺浅滯滞潑溌潛潜澁渋澤沢濟済濱浜濵浜瀆涜瀧滝瀨瀬灣湾燈灯燒焼營営爐炉爲為狀状狹狭獎奨獨独獵猟獸獣獻献瓣弁產産畫画當当發発盜盗盡尽眞真碎砕祕秘祿禄禮礼稅税稱称稻稲穗穂籠篭絲糸經経綠緑緣縁縣県縱縦總総繩縄繫繋繼継續続纖繊缺欠羣群翠翆聲声聽聴腦脳膽胆臟臓臺台與与舊旧舍舎莊荘萊莱萬万藏蔵藝芸藥薬藪薮處処號号蟲虫蠟蝋裝装覽覧觀観觸触說説諫諌謠謡證証譽誉讀読變変讓譲豐豊豫予貳二賣売賴頼贊賛輕軽轉転辨弁辭辞辯弁遞逓遲遅邉辺邊辺郞郎鄕郷醉酔醫医釋釈錄録錢銭鐵鉄鑄鋳關関隨随險険雙双雜雑靈霊靑青靜静頰頬頸頚餘余餠餅驅駆驗験驛駅體体髙高髮髪鬪闘鷄鶏鷗鴎鹽塩麥麦麴麹黃黄黑黒默黙點点黨党齊斎齋斎齒歯齡齢龍竜\u{fa10}塚﨑崎\u{fa12}晴\u{fa19}神\u{fa1a}祥\u{fa1b}福\u{fa1c}靖\u{fa1d}精\u{fa1e}羽\u{fa22}諸\u{fa26}都\u{fa29}隆\u{fa2a}飯\u{fa2c}館\u{fa2d}鶴",
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

/// Bigrams of Japanese grammar and of the phrasings of every question (どうすればいいですか,
/// 教えてください, したいのですが), sorted: they say how something is asked, not what.
const PARTICLES: [u16; 228] = units(
    "ありあるいいいかいたいでいといのいはいまうかうこうしうすうにうやえてえまおねお願からきまくだくなくれけどけれこでことこにござさいさせざいしいしたしてしなしょすかすがするすれすんせんたいただたのたらださってていておてきてくてほてもできでしですではといとがとはどうどこどのないなくなけなになりなるなんにはねがのかのがのでのにのはばいばよほしましますませまっまでもらやっょうよいようらえりたりまるかるにるのればれまをすんかんで下さ何で教え方法欲し法を知り良い願い",
);

/// Whether two characters side by side are grammar rather than part of a word.
#[must_use]
pub fn is_particle(a: char, b: char) -> bool {
    let (Ok(a), Ok(b)) = (u16::try_from(u32::from(a)), u16::try_from(u32::from(b))) else { return false };
    let (pairs, _) = PARTICLES.as_chunks::<2>();
    pairs.binary_search(&[a, b]).is_ok()
}

/// The kanji numeral of an ASCII digit.
pub(super) fn numeral(digit: char) -> Option<char> {
    NUMERALS.chars().nth(digit.to_digit(10)? as usize)
}

/// Whether it is a kanji numeral.
pub(super) fn is_numeral(c: char) -> bool {
    NUMERALS.chars().any(|numeral| numeral == c)
}

const NUMERALS: &str = "〇一二三四五六七八九十";

/// What a character is made of.
pub(super) enum Composed {
    /// ⑫
    Number(u32),
    /// Ⅱ, ㎏, Ⓐ
    Text(&'static str),
    /// The half-width kana of a circled one, ㋐.
    Kana(u32),
}

/// What a character is made of, if it is made of others.
pub(super) fn composed(code: u32) -> Option<Composed> {
    Some(match code {
        0x00b2 | 0x00b3 => Composed::Number(code - 0xb0), // m²
        0x00b9 => Composed::Number(1),
        0x2460..=0x2473 => Composed::Number(code - 0x245f),            // ①
        0x2474..=0x2487 => Composed::Number(code - 0x2473),            // ⑴
        0x2488..=0x249b => Composed::Number(code - 0x2487),            // ⒈
        0x24ea | 0x24ff => Composed::Number(0),                        // ⓪
        0x24eb..=0x24f4 => Composed::Number(code - 0x24e0),            // ⓫
        0x24f5..=0x24fe => Composed::Number(code - 0x24f4),            // ⓵
        0x2776..=0x2793 => Composed::Number((code - 0x2776) % 10 + 1), // ❶ ➀ ➊
        0x3251..=0x325f => Composed::Number(code - 0x323c),            // ㉑
        0x32b1..=0x32bf => Composed::Number(code - 0x328d),            // ㊱
        0x24b6..=0x24e9 => Composed::Text(nth("a b c d e f g h i j k l m n o p q r s t u v w x y z", (code - 0x24b6) % 26)?),
        0x2160..=0x217f => Composed::Text(nth("i ii iii iv v vi vii viii ix x xi xii l c d m", (code - 0x2160) % 16)?),
        0x32d0..=0x32fb => Composed::Kana(code - 0x32d0 + 0xff71), // ㋐ to ㋻, in the order of half-width kana
        0x2116 => Composed::Text("no"),
        0x2121 => Composed::Text("tel"),
        0x3300..=0x33ff => Composed::Text(SQUARED.iter().find(|(c, _)| u32::from(*c) == code)?.1),
        _ => return None,
    })
}

fn nth(words: &'static str, at: u32) -> Option<&'static str> {
    words.split(' ').nth(at as usize)
}

/// Words and units in one square that people do type, as input methods offer them.
const SQUARED: [(char, &str); 18] = [
    ('㌔', "キロ"),
    ('㌘', "グラム"),
    ('㌢', "センチ"),
    ('㌦', "ドル"),
    ('㌧', "トン"),
    ('㌫', "パーセント"),
    ('㍉', "ミリ"),
    ('㍍', "メートル"),
    ('㍑', "リットル"),
    ('㍻', "平成"),
    ('㍿', "株式会社"),
    ('㎎', "mg"),
    ('㎏', "kg"),
    ('㎜', "mm"),
    ('㎝', "cm"),
    ('㎞', "km"),
    ('㎡', "m2"),
    ('㏄', "cc"),
];

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
    use super::{OLD_KANJI, PARTICLES};

    #[test]
    fn old_kanji_are_sorted() {
        let (pairs, _) = OLD_KANJI.as_chunks::<2>();
        assert!(pairs.is_sorted_by(|a, b| a[0] < b[0]));
        // A chain would fold once to what folds again.
        assert!(pairs.iter().all(|[_, modern]| pairs.binary_search_by_key(modern, |pair| pair[0]).is_err()));
    }

    #[test]
    fn particles_are_sorted() {
        let (pairs, _) = PARTICLES.as_chunks::<2>();
        assert!(pairs.is_sorted_by(|a, b| a < b));
    }
}
