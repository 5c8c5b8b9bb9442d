//! Every way in which a word of kanji is typed.

/// A word as somebody types it.
pub(super) struct Spelling {
    /// Which way it is.
    pub(super) kind: &'static str,
    /// What is typed.
    pub(super) text: String,
}

/// Hiragana and the keys that input methods take for them, then what Hepburn writes where it differs.
const KEYS: &str = "あa いi うu えe おo かka きki くku けke こko さsa しsi/shi すsu せse そso たta ちti/chi つtu/tsu てte とto なna \
    にni ぬnu ねne のno はha ひhi ふhu/fu へhe ほho まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa をwo \
    がga ぎgi ぐgu げge ごgo ざza じzi/ji ずzu ぜze ぞzo だda ぢdi/ji づdu/zu でde どdo ばba びbi ぶbu べbe ぼbo ぱpa ぴpi \
    ぷpu ぺpe ぽpo ゃxya ゅxyu ょxyo";

/// Syllables with a small kana that Hepburn writes otherwise.
const HEPBURN: [(&str, &str); 3] = [("sy", "sh"), ("ty", "ch"), ("zy", "j")];

const FULL: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー";
const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ";

/// A word in kanji, kana, katakana of both widths, romaji of both kinds and widths, half-typed and mixed. Where the
/// reading is given by parts (へん・ぴん), each character of the word may be typed or converted.
pub(super) fn spellings(word: &str, reading: &str) -> Vec<Spelling> {
    let kana: String = reading.chars().filter(|c| *c != '・').collect();
    let katakana: String = kana.chars().map(katakana).collect();
    let keys = keys(&kana, false);
    let wide: String = keys.chars().filter_map(|c| char::from_u32(u32::from(c) - 0x21 + 0xff01)).collect();
    let mut found = vec![
        Spelling { kind: "kanji", text: word.into() },
        Spelling { kind: "half-width", text: katakana.chars().flat_map(half_width).collect() },
        Spelling { kind: "katakana", text: katakana },
        Spelling { kind: "hepburn", text: self::keys(&kana, true) },
        Spelling { kind: "keys", text: keys },
        Spelling { kind: "full-width keys", text: wide },
        Spelling { kind: "kana", text: kana.clone() },
    ];
    let letters: Vec<char> = kana.chars().collect();
    if let [.., last] = letters.as_slice()
        && letters.len() > 2
    {
        let typed: String = letters[..letters.len() - 1].iter().collect();
        let pending = self::keys(&last.to_string(), false).chars().next().unwrap();
        found.push(Spelling { kind: "half-typed", text: typed.clone() + &pending.to_string() });
        found.push(Spelling { kind: "half-typed", text: typed });
    }
    let parts: Vec<&str> = reading.split('・').collect();
    if parts.len() == word.chars().count() {
        for cut in word.char_indices().map(|(at, _)| at).skip(1) {
            let before = word[..cut].chars().count();
            found.push(Spelling { kind: "mixed", text: word[..cut].to_string() + &parts[before..].concat() });
            found.push(Spelling { kind: "mixed", text: parts[..before].concat() + &word[cut..] });
        }
    }
    found
}

fn katakana(c: char) -> char {
    if ('ぁ'..='ゖ').contains(&c) { char::from_u32(u32::from(c) + 0x60).unwrap() } else { c }
}

/// A katakana in half width, its voicing apart: ガ is ｶﾞ.
fn half_width(c: char) -> Vec<char> {
    let of = |c: u32| FULL.chars().position(|full| u32::from(full) == c).and_then(|at| HALF.chars().nth(at));
    let code = u32::from(c);
    match (of(code), of(code - 1), of(code - 2)) {
        (Some(half), ..) => vec![half],
        (_, Some(half), _) => vec![half, 'ﾞ'],
        (_, _, Some(half)) => vec![half, 'ﾟ'],
        _ => vec![c],
    }
}

/// Kana as they are typed: by the keys of input methods (kunrei, nn) or in Hepburn.
fn keys(kana: &str, hepburn: bool) -> String {
    let letters: Vec<char> = kana.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    let mut doubled = false;
    while let Some(c) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        at += 1;
        let mut typed = match c {
            'っ' => {
                doubled = true;
                continue;
            }
            'ん' if hepburn && !"あいうえおやゆよなにぬねの".contains(next) => "n".to_string(),
            'ん' => "nn".to_string(),
            _ => of(*c, hepburn),
        };
        if let Some(vowel) = "ゃゅょ".chars().position(|small| small == next) {
            typed = of(*c, false);
            typed.pop();
            typed += ["ya", "yu", "yo"][vowel];
            if hepburn && let Some((kunrei, own)) = HEPBURN.iter().find(|(kunrei, _)| typed.starts_with(kunrei)) {
                typed = typed.replacen(kunrei, own, 1);
            }
            at += 1;
        }
        if std::mem::take(&mut doubled) {
            out.push(if typed.starts_with("ch") { 't' } else { typed.chars().next().unwrap() });
        }
        out += &typed;
    }
    out
}

fn of(c: char, hepburn: bool) -> String {
    let entry = KEYS.split_whitespace().find_map(|entry| entry.strip_prefix(c)).unwrap_or_else(|| panic!("{c} has no keys"));
    let (keys, own) = entry.split_once('/').unwrap_or((entry, entry));
    if hepburn { own } else { keys }.to_string()
}
