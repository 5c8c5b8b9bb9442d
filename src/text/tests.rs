use proptest::prelude::*;

use super::{Kind, fold, lengthens, romaji, skeleton, tokens, word, word_prefix, word_text};

#[track_caller]
fn check_fold(text: &str, expected: &str) {
    assert_eq!(fold(text).to_string(), expected, "folding {text:?}");
}

#[test]
fn folds() {
    for (text, expected) in [
        ("ＡＢＣ１２３ａ", "abc123a"),
        ("ﾊﾟｽﾜｰﾄﾞ", "ぱすわど"),
        ("パスワード", "ぱすわど"),
        ("か\u{3099}は\u{309a}う゛", "がぱぶ"),
        ("サーバー サーバ さ−ば", "さば さば さば"),
        ("A-B A–B A−B", "a-b a-b a-b"),
        ("10〜12", "10-12"),
        ("フォーム ﾌｫｰﾑ フオーム", "ふおむ ふおむ ふおむ"),
        ("ヴァイオリン バイオリン ヴェール", "ばいおりん ばいおりん べる"),
        ("ｳﾞｧ", "ば"),
        ("ウィンドウ", "ういんどう"),
        ("人々 みすゞ", "人人 みすず"),
        ("①⑩⑳⑴❷", "1102012"),
        ("３日 3日 三日 13日 a3日", "三日 三日 三日 十三日 a3日"),
        ("1ヶ月 １ヵ月 1カ月 一か月", "一か月 一か月 一か月 一か月"),
        ("1つ", "一つ"),
        ("1,000円", "1000円"),
        ("髙澤 﨑 𠮷", "高沢 崎 吉"),
        ("Café naïve Łódź ß", "cafe naive lodz s"),
        ("cafe\u{301}", "cafe"),
        ("don't customer’s", "dont customers"),
        ("返品・交換、「送料」", "返品交換  送料 "),
        ("クレジット・カード", "くれじっとかど"),
        ("ぢ づ ゐ ゑ を", "じ ず い え を"),
        ("びょういん びよういん", "びょういん びよういん"),
        ("😀a\u{200d}b", " ab"),
        ("゛ー々", "- "),
        ("", ""),
    ] {
        check_fold(text, expected);
    }
}

#[test]
fn folds_composed_characters() {
    for (text, expected) in [
        ("⑫ ⓪ ⑴ ⒈ ⓫ ⓵ ❿ ➂ ㉕ ㊱", "12 0 1 1 11 1 10 3 25 36"),
        ("Ⅱ ⅻ Ⓐⓩ №１ ℡", "ii xii az no1 tel"),
        ("㌔ ㌢ ５㎏ 10㎡ m² ㏄", "きろ せんち 5kg 10m2 m2 cc"),
        ("㍿みなと ㈱みなと ㈲", "株式会社みなと 株みなと 有"),
        ("㊤㊥㊦ ㊐ ㋐㋻", "上中下 日 あわ"),
    ] {
        check_fold(text, expected);
    }
}

#[test]
fn folds_long_vowels_and_what_looks_like_them() {
    for dash in "ー-−‐‑‒–—―─━﹣〜～ｰ－".chars() {
        check_fold(&format!("サ{dash}バ{dash}"), "さば");
        check_fold(&format!("A{dash}1"), "a-1");
    }
}

#[test]
fn folds_numbers_before_counters() {
    for (text, expected) in [
        ("30日 三十日 ３０日", "三十日 三十日 三十日"),
        ("10分 05分 24時間 ㉑日", "十分 五分 二十四時間 二十一日"),
        ("00分 0分 100円 2026年", "〇分 〇分 100円 2026年"),
        ("1ヶ月 1ケ月 1ヵ月 1カ月 1か月 1箇月 一ヶ月 10か月", "一か月 一か月 一か月 一か月 一か月 一か月 一か月 十か月"),
        ("３ケ所 何箇所 ケース", "三か所 何か所 けす"),
        ("3から 2つ 10から HB-30を", "3から 二つ 10から hb-30を"),
    ] {
        check_fold(text, expected);
    }
}

#[test]
fn folds_old_and_variant_kanji() {
    for (text, expected) in [
        ("渡邊 渡邉 渡辺", "渡辺 渡辺 渡辺"),
        ("齋藤 齊藤 斎藤 斉藤", "斎藤 斎藤 斎藤 斎藤"),
        ("髙島 栁 桒 濵 德 瀨", "高島 柳 桑 浜 徳 瀬"),
        ("會社 圖書 經驗 屆先", "会社 図書 経験 届先"),
        ("繫がる 摑む 塡める 剝がす 頰", "繋がる 掴む 填める 剥がす 頬"),
        ("\u{fa11} \u{fa19} \u{fa2c}", "崎 神 館"),
    ] {
        check_fold(text, expected);
    }
}

#[test]
fn spans_point_into_the_original() {
    let text = "ﾊﾟｽは、サーバー①0";
    let shown: Vec<&str> = fold(text).glyphs.iter().map(|glyph| &text[glyph.span.range()]).collect();
    assert_eq!(shown, ["ﾊﾟ", "ｽ", "は", "、", "サー", "バー", "①", "0"]);
}

#[track_caller]
fn check_tokens(text: &str, expected: &[(&str, Kind)]) {
    let found: Vec<_> = tokens(&fold(text)).iter().map(|token| (&text[token.span.range()], token.kind)).collect();
    assert_eq!(found, expected, "tokens of {text:?}");
}

#[test]
fn cuts_tokens() {
    use Kind::{Cjk, Common, Kana, Kanji, Loan, Pair, Particle, Skipped, Start, Word};
    let kanji = |c| (c, Kanji);
    check_tokens("返品したい", &[kanji("返"), ("返品", Cjk), kanji("品"), ("品し", Cjk), ("した", Particle), ("たい", Particle)]);
    check_tokens("ごみを", &[("ごみ", Kana), ("みを", Kana)]);
    check_tokens("the returns", &[("the", Common), ("returns", Word), ("the returns", Pair)]);
    check_tokens("Wi-Fiが", &[("Wi", Word), ("Fi", Word), ("Wi-Fi", Pair), ("Wi-Fi", Word), ("が", Kana)]);
    check_tokens("a - b", &[("a", Common), ("b", Word), ("a - b", Pair)]);
    check_tokens("申し込み", &[kanji("申"), ("申し", Cjk), ("申し込", Skipped), ("し込", Cjk), kanji("込"), ("込み", Cjk)]);
    check_tokens("引っ越し", &[kanji("引"), ("引っ", Cjk), ("引っ越", Skipped), ("っ越", Cjk), kanji("越"), ("越し", Cjk)]);
    check_tokens("品の返", &[kanji("品"), ("品の", Cjk), ("の返", Cjk), kanji("返")]);
    check_tokens("カード", &[("カー", Start), ("カード", Loan)]);
    check_tokens("デスです", &[("デ", Start), ("デス", Loan), ("スで", Cjk), ("です", Particle)]);
    check_tokens("傘", &[("傘", Cjk)]);
    check_tokens("教える", &[kanji("教"), ("教え", Particle), ("える", Kana)]);
    check_tokens("、。", &[]);
}

#[test]
fn only_what_ends_the_text_is_last() {
    for (text, expected) in [("電源が", "源が"), ("my ord", "ord"), ("返 ", ""), ("wi-f", "f wi-f"), ("か", "か")] {
        let last: Vec<_> = tokens(&fold(text)).iter().filter(|t| t.last).map(|t| &text[t.span.range()]).collect();
        assert_eq!(last.join(" "), expected, "last of {text:?}");
    }
}

#[test]
fn stems_the_forms_of_a_word() {
    for forms in [
        "return returns returned returning",
        "ship ships shipped shipping",
        "delivery deliveries",
        "change changes changed changing",
        "cancel cancelled canceled cancelling",
        "box boxes",
        "bill bills billing billed",
        "address addresses",
        "charge charges charged charging",
        "policy policies",
        "try tries tried trying",
        "activate activates activated activation activations",
        "verify verifies verified verification",
        "pay pays payment payments paying",
        "transact transaction transactions",
        "replace replacement replacing",
        "final finally",
        "withdraw withdrawal withdrawals",
    ] {
        let mut keys: Vec<_> = forms.split(' ').map(|form| word(form.chars())).collect();
        keys.dedup();
        assert_eq!(keys.len(), 1, "{forms}");
    }
}

#[test]
fn keeps_different_words_apart() {
    for (a, b) in [
        ("red", "r"),
        ("king", "k"),
        ("status", "statu"),
        ("news", "knew"),
        ("need", "ne"),
        ("1", "10"),
        ("station", "st"),
        ("customs", "customer"),
        ("order", "ord"),
        ("only", "on"),
    ] {
        assert_ne!(word(a.chars()), word(b.chars()), "{a} and {b}");
    }
}

#[test]
fn keys_keep_the_letters_and_their_order() {
    for text in ["a", "order", "iphone15", "0120", "z9"] {
        let key = word(text.chars());
        assert_eq!(word_text(key), text.as_bytes());
        let (first, last) = word_prefix(text.chars().take(1));
        assert!((first..=last).contains(&key), "{text}");
    }
}

#[track_caller]
fn check_romaji(word: &str, expected: &str) {
    let read = romaji::read(word.as_bytes()).map_or("none".into(), |kana| kana.text + "|" + kana.next);
    let expected = if expected.contains('|') || expected == "none" { expected.into() } else { expected.to_owned() + "|" };
    assert_eq!(read, expected, "reading {word:?}");
}

#[test]
fn reads_romaji() {
    for (word, expected) in [
        ("henpin", "へんぴ|んなにぬねの"),
        ("henpinn", "へんぴん"),
        ("hennpinn", "へんぴん"),
        ("hempin", "へんぴ|んなにぬねの"),
        ("shinbun", "しんぶ|んなにぬねの"),
        ("sinbunn", "しんぶん"),
        ("annai", "あんない"),
        ("konnnichiha", "こんにちは"),
        ("kyanseru", "きゃんせる"),
        ("dengen", "でんげ|んなにぬねの"),
        ("kaado", "かあど"),
        ("juusho", "じゅうしょ"),
        ("zyuusyo", "じゅうしょ"),
        ("matcha", "まっちゃ"),
        ("kitte", "きって"),
        ("fairu", "ふあいる"),
        ("thi", "てい"),
        ("wi", "うい"),
        ("xtu", "っ"),
        ("tsu", "つ"),
        ("henp", "へん|ぱぴぷぺぽ"),
        ("ky", "|き"),
        ("sh", "|し"),
        ("ts", "|つ"),
        ("kk", "っ|かきくけこ"),
        ("n", "|んなにぬねの"),
        ("", ""),
        ("return", "none"),
        ("cancel", "none"),
        ("q", "none"),
        ("abc1", "none"),
    ] {
        check_romaji(word, expected);
    }
}

fn any_text() -> impl Strategy<Value = String> {
    // Mostly what folding has rules for, sometimes anything.
    let special = prop::char::ranges(vec![' '..='~', 'À'..='ſ', 'ぁ'..='ヿ', '｡'..='ﾟ', '①'..='⓿', '一'..='丿'].into());
    prop::collection::vec(prop_oneof![4 => special, 1 => any::<char>()], 0..40).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn spans_are_in_order_and_slice(text in any_text()) {
        let folded = fold(&text);
        for pair in folded.glyphs.windows(2) {
            prop_assert!(pair[0].span.start <= pair[1].span.start);
        }
        for token in tokens(&folded) {
            prop_assert!(!text[token.span.range()].is_empty());
        }
    }

    #[test]
    fn folding_again_changes_nothing(text in any_text()) {
        let once = fold(&text).to_string();
        let again = fold(&once).to_string();
        prop_assert_eq!(once, again);
    }

    #[test]
    fn romaji_never_panics(word in "[a-z]{0,12}") {
        let _ = romaji::read(word.as_bytes());
    }
}

#[test]
fn knows_kana_that_are_taken_for_each_other() {
    for (text, expected) in [
        ("がぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽ", "かきくけこさしすせそたてとはひふへほはひふへほ"),
        ("あかさたちつてとなはまやらわんを", "あかさたちつてとなはまやらわんお"),
        ("ゃゅょっ返a", "やゆよつ返a"),
    ] {
        assert_eq!(text.chars().map(skeleton).collect::<String>(), expected);
    }
}

#[test]
fn knows_long_vowels() {
    for long in "かあ きい ぐう せえ せい そお そう しょう じゅう らあ わあ とう つう まあ ふう ああ".split(' ')
    {
        let letters: Vec<char> = long.chars().rev().collect();
        assert!(lengthens(letters[1], letters[0]), "{long}");
    }
    for short in "かい かう きう さえ んう 返あ つい".split(' ') {
        let letters: Vec<char> = short.chars().rev().collect();
        assert!(!lengthens(letters[1], letters[0]), "{short}");
    }
}
