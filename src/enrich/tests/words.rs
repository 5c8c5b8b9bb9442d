//! Words: how they are read, and how a reading is split.

use super::{LEXICON, lexicon, readings};
use crate::enrich::lattice::{is_kanji, morphemes};
use crate::enrich::split::split;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn read(text: &str) -> String {
    morphemes(text, &LEXICON).iter().map(|morpheme| morpheme.reading.as_str()).collect()
}

/// Compares the readings of whole texts, kana and all.
#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn words_of_shops_are_read_as_people_say_them() {
    check(&[
        ("返品", "へんぴん"),
        ("代引き手数料", "だいびきてすうりょう"),
        ("受取人", "うけとりにん"),
        ("在庫切れ", "ざいこぎれ"),
        ("誤配送", "ごはいそう"),
        ("引落日", "ひきおとしび"),
        ("発送日", "はっそうび"),
        ("配達日時", "はいたつにちじ"),
        ("再配達", "さいはいたつ"),
        ("開封済み", "かいふうずみ"),
        ("着払い", "ちゃくばらい"),
        ("食洗機", "しょくせんき"),
        ("傘袋", "かさぶくろ"),
        ("元日", "がんじつ"),
        ("日本", "にほん"),
    ]);
}

#[test]
fn spellings_with_and_without_kana_are_read_alike() {
    for (spellings, reading) in [
        (&["申込", "申し込み", "申込み"][..], "もうしこみ"),
        (&["取消", "取り消し", "取消し"], "とりけし"),
        (&["受取", "受け取り", "受取り"], "うけとり"),
        (&["払戻", "払い戻し", "払戻し"], "はらいもどし"),
        (&["売切れ", "売り切れ"], "うりきれ"),
        (&["引越", "引っ越し", "引越し"], "ひっこし"),
    ] {
        for spelling in spellings {
            assert_eq!(read(spelling), reading, "{spelling}");
        }
    }
}

#[test]
fn a_sentence_tells_how_its_words_are_read() {
    check(&[
        ("商品が届かない場合", "しょうひんがとどかないばあい"),
        ("電源が入らない", "でんげんがはいらない"),
        ("箱に入れてください", "はこにいれてください"),
        ("返品を行う", "へんぴんをおこなう"),
        ("店へ行く", "みせへいく"),
        ("3日以内にご連絡ください", "3にちいないにごれんらくください"),
        ("VISAカードで支払う", "VISAカードでしはらう"),
        ("", ""),
    ]);
}

#[test]
fn a_reading_is_split_over_its_kanji() {
    for (word, reading, expected) in [
        ("返品", "へんぴん", "へん・ぴん"),
        ("領収書", "りょうしゅうしょ", "りょう・しゅう・しょ"),
        ("届け先", "とどけさき", "とどけ・さき"),
        ("発行", "はっこう", "はっ・こう"),
        ("学校", "がっこう", "がっ・こう"),
        ("申込", "もうしこみ", "もうし・こみ"),
        ("受取", "うけとり", "うけ・とり"),
        ("各々", "おのおの", "おの・おの"),
        ("個々", "ここ", "こ・こ"),
        ("一ヶ月", "いっかげつ", "いっか・げつ"),
        ("手袋", "てぶくろ", "て・ぶくろ"),
        ("今日", "きょう", "きょう"),
        ("土産", "みやげ", "みやげ"),
        ("かな", "かな", "かな"),
        ("返品", "", ""),
        ("", "かな", "かな"),
    ] {
        assert_eq!(split(word, reading, &LEXICON), expected, "{word}");
    }
}

#[test]
fn the_words_of_a_sentence_are_those_that_people_look_for() {
    for (text, expected) in [
        ("商品が届かないときの返品方法", &["商品 しょうひん", "届 とど", "返品 へんぴん", "方法 ほうほう"][..]),
        ("再配達の受付は発送日の後で", &["再配達 さいはいたつ", "受付 うけつけ", "発送日 はっそうび"]),
        ("受け取り方", &["受け取 うけと"]),
        ("3日以内、5個以上", &["以内 いない", "以上 いじょう"]),
        ("この人が言う事", &[]),
        ("お問い合わせ", &["問い合 といあ"]),
        ("Web サイト 123", &[]),
    ] {
        let found: Vec<String> = readings::words(text, &LEXICON).into_iter().map(|(word, reading)| format!("{word} {reading}")).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn our_own_words_have_a_part_for_each_kanji() {
    let mut words: Vec<&str> = lexicon::shop().map(|(word, _)| word).collect();
    assert!(words.len() > 50);
    for (word, reading) in lexicon::shop() {
        let kanji = word.chars().filter(|c| is_kanji(*c)).count();
        assert_eq!(reading.split('・').count(), kanji, "{word}");
        assert!(reading.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | '・')), "{word}");
        assert_eq!(read(word), reading.replace('・', ""), "{word}");
    }
    words.sort_unstable();
    let all = words.len();
    words.dedup();
    assert_eq!(words.len(), all, "a word stands twice");
}

#[test]
fn our_own_words_are_those_that_the_dictionary_reads_otherwise() {
    let dictionary = lexicon::Lexicon::without_ours(&super::DICTIONARIES.words);
    // Beside 代引 there must be 代引き, too.
    let goes_on = |word: &str| lexicon::shop().any(|(other, _)| word != other && word.starts_with(other));
    let known = lexicon::shop().filter(|(word, reading)| {
        let read: String = morphemes(word, &dictionary).iter().map(|morpheme| morpheme.reading.as_str()).collect();
        split(word, &read, &dictionary) == *reading && !goes_on(word)
    });
    assert_eq!(known.map(|(word, _)| word).collect::<Vec<_>>(), [""; 0], "these need not be listed");
}

/// The list of shops' words with readings that people wrote down, which is no part of the project.
fn list() -> Option<PathBuf> {
    let folder = std::env::var_os("TASUKE_FACTS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/facts"));
    Some(folder.join("readings-256.tsv")).filter(|list| list.exists())
}

#[test]
fn of_256_words_at_least_245_are_read_right() {
    let Some(list) = list() else {
        println!("Skipped: the list of words is not there; TASUKE_FACTS names its folder.");
        return;
    };
    let text = std::fs::read_to_string(list).expect("the list");
    let cases: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once(' ')).collect();
    let wrong: Vec<_> = cases.iter().filter(|(word, reading)| read(word) != *reading).collect();
    println!("{} of {} words are read right; not {wrong:?}", cases.len() - wrong.len(), cases.len());
    assert!(cases.len() == 256 && wrong.len() <= 11, "{wrong:?}");
}

proptest! {
    #[test]
    fn any_text_is_cut_without_gaps(text in "[返品届け先を払いaA1ー々。 \\PC]{0,12}") {
        let mut end = 0;
        for morpheme in morphemes(&text, &LEXICON) {
            prop_assert_eq!(morpheme.range.start, end);
            prop_assert!(morpheme.range.end > end);
            end = morpheme.range.end;
        }
        prop_assert_eq!(end, text.len());
    }

    #[test]
    fn a_split_reading_is_the_reading(word in "[返品届け先々申込みアa]{0,6}", reading in "[へんぴとどけさきもうしこみっ]{0,8}") {
        let found = split(&word, &reading, &LEXICON);
        prop_assert_eq!(found.replace('・', ""), reading);
        prop_assert!(!found.contains("・・") && !found.starts_with('・') && !found.ends_with('・'));
    }
}
