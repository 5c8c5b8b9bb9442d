//! Files: what is added, what editors can do about it, and what stays as it was.

use super::{Additions, DICTIONARIES, Enriched, Group, Lists, Thesaurus, enrich, write};
use crate::knowledge::{Source, load};
use proptest::prelude::*;

fn enriched(texts: &[&str]) -> Enriched {
    enriched_with(texts, None)
}

fn enriched_with(texts: &[&str], lists: Option<Lists>) -> Enriched {
    let source = |text: &&str| Source { name: String::new(), text: (*text).to_string() };
    enrich(&texts.iter().map(source).collect::<Vec<_>>(), &DICTIONARIES, lists).expect("a knowledge base")
}

/// A file in Japanese and English with this title of an article in each, and these keys besides.
fn file(ja: &str, en: &str, rest: &str) -> String {
    format!(
        r#"{{"format": 1, "site": {{"name": {{"ja": "店", "en": "S"}}, "locales": ["ja", "en"]}},
  "categories": [{{"id": "all", "title": {{"ja": "全般", "en": "All"}}}}],
  "articles": [{{"id": "a", "category": "all", "title": {{"ja": "{ja}", "en": "{en}"}}, "body": {{"ja": "本文", "en": "Body"}}}}]{rest}}}"#
    )
}

fn groups(enriched: &Enriched, locale: &str) -> Vec<String> {
    let of = enriched.now.synonyms.iter().filter(|group| group.locale.as_deref() == Some(locale));
    of.map(|group| format!("{} → {}", group.words.join(" "), group.to.join(" "))).collect()
}

/// Compares the readings of a file's words, the editors' aside.
#[track_caller]
fn check_readings(ja: &str, rest: &str, expected: &[&str]) {
    let found = enriched(&[&file(ja, "A", rest)]).now.readings;
    let found: Vec<String> = found.into_iter().map(|(word, readings)| format!("{word} {}", readings.join(","))).collect();
    assert_eq!(found, expected, "{ja} {rest}");
}

#[test]
fn words_get_readings_unless_editors_say_otherwise() {
    check_readings("送料と返品", "", &["全般 ぜん・ぱん", "返品 へん・ぴん", "送料 そう・りょう"]);
    check_readings("送料と返品", r#", "readings": {"返品": "かえ・しな", "送料": null}"#, &["全般 ぜん・ぱん"]);
    check_readings("送料と返品", r#", "enriched": {"refused": ["返品", "全般"]}"#, &["送料 そう・りょう"]);
    // What no text has any more goes, and what a tool wrote before is no editor's word.
    check_readings(
        "返品",
        r#", "enriched": {"readings": {"返品": "ふるい", "交換": "こう・かん"}}"#,
        &["全般 ぜん・ぱん", "返品 へん・ぴん"],
    );
    // Two readings, the more frequent first, but none of one kana; what editors call a word is typed in kana, too.
    check_readings("戸を開く、目を開く。戸を開ける", "", &["全般 ぜん・ぱん", "開 ひら"]);
    check_readings("箱に入れる、箱に入れる。箱に入る", "", &["入 はい", "全般 ぜん・ぱん", "箱 はこ"]);
    check_readings("ノシ", r#", "synonyms": [{"words": ["熨斗紙", "ノシ"]}]"#, &["全般 ぜん・ぱん", "熨斗紙 の・し・がみ"]);
}

#[test]
fn words_of_bodies_alone_get_no_reading() {
    let article = |id: usize| format!(r#"{{"id": "a{id}", "category": "all", "title": "A", "questions": ["往復"], "body": "珈琲。"}}"#);
    let articles: Vec<String> = (0..4).map(article).collect();
    let text = format!(
        r#"{{"format": 1, "site": {{"name": "S", "locales": ["ja"]}}, "categories": [{{"id": "all", "title": "A"}}], "articles": [{}]}}"#,
        articles.join(",")
    );
    assert_eq!(enriched(&[&text]).now.readings.into_keys().collect::<Vec<_>>(), ["往復"]);
}

#[test]
fn words_get_synonyms_unless_editors_say_otherwise() {
    let ja = |ja: &str, rest: &str| groups(&enriched(&[&file(ja, "A", rest)]), "ja");
    let en = |en: &str, rest: &str| groups(&enriched(&[&file("A", en, rest)]), "en");
    assert_eq!(ja("熨斗", ""), ["のし紙 → 熨斗"]);
    assert_eq!(en("Refunds", ""), ["money back give money back → refund"]);
    // Words that both stand in the file find each other.
    assert_eq!(en("A parcel, a package", ""), ["parcel package shipment consignment → "]);
    assert_eq!(en("Gifts and presents", ""), ["gift present → "]);
    // A part of another word is none.
    assert_eq!(en("Shipmate", ""), [""; 0]);
    // What editors have said needs no saying, and what they refused is not said.
    assert_eq!(ja("熨斗", r#", "synonyms": [{"words": ["のし紙"], "to": ["熨斗"]}]"#), [""; 0]);
    assert_eq!(ja("熨斗", r#", "enriched": {"refused": ["のし紙"]}"#), [""; 0]);
    assert_eq!(en("Refunds", r#", "enriched": {"refused": ["money back"]}"#), ["give money back → refund"]);
    assert_eq!(en("Refunds", r#", "enriched": {"refused": ["refund"]}"#), [""; 0]);
    // What is made of the file's own words is found by them.
    let says = |title: &str| ja(title, "").concat().contains("配送先");
    assert_eq!((says("届け先"), says("届け先。配送。送り先")), (true, false));
}

/// Compares what the dictionary adds for a file in Japanese to the shops' words.
#[track_caller]
fn check_general(title: &str, rest: &str, expected: &[&str]) {
    let found = enriched_with(&[&file(title, title, rest)], Some(Lists::Sudachi));
    let shown = |group: &Group| format!("{} → {}", group.words.join(" "), group.to.join(" "));
    assert_eq!(found.general.iter().map(shown).collect::<Vec<_>>(), expected, "{title} {rest}");
    assert!(found.general.iter().all(|group| found.now.synonyms.contains(group) && group.locale.as_deref() == Some("ja")));
    assert!(enriched_with(&[&file(title, title, rest)], Some(Lists::Shop)).general.is_empty());
}

#[test]
fn the_dictionary_adds_what_customers_may_say_for_the_file_s_words() {
    check_general("カフェ", "", &["コーヒーショップ 喫茶店 → カフェ"]);
    check_general("車の運転免許", "", &["自動車免許 → 運転免許"]);
    // Of two that stand in titles neither finds the other: each has its own articles.
    check_general("カフェと喫茶店街", "", &["コーヒーショップ → カフェ 喫茶店"]);
    // A loan word is not said for a native one.
    check_general("喫茶店", "", &["コーヒーショップ → 喫茶店"]);
    let body = file("カフェ", "A", "").replace("本文", "駅前の喫茶店です");
    let words = enriched_with(&[&body], Some(Lists::Sudachi)).general.into_iter().flat_map(|group| group.words);
    assert_eq!(words.collect::<Vec<_>>(), ["コーヒーショップ"], "what a body has is found there");
    // What editors have said needs no saying, and what they refused is not said: neither the word nor what it finds.
    check_general("カフェ", r#", "synonyms": [{"words": ["喫茶店"], "to": ["カフェ"]}]"#, &["コーヒーショップ → カフェ"]);
    check_general("カフェ", r#", "enriched": {"refused": ["コーヒーショップ"]}"#, &["喫茶店 → カフェ"]);
    check_general("カフェ", r#", "enriched": {"refused": ["カフェ"]}"#, &[]);
    // What may mean something else is nobody's synonym, nor is what is spelt or read alike.
    check_general("木と個人と家", "", &[]);
    check_general("取消", "", &[]);
    // The dictionary is Japanese.
    check_general("cafe", "", &[]);
}

#[test]
fn the_dictionary_stays_until_an_editor_says_otherwise() {
    let text = file("カフェと熨斗", "A", "");
    let said = |found: &Enriched| found.now.synonyms.iter().flat_map(|group| group.words.clone()).collect::<Vec<_>>();
    let at_first = enriched(&[&text]);
    assert_eq!((at_first.lists, said(&at_first)), (Lists::Shop, vec!["のし紙".to_string()]));
    let chosen = enriched_with(&[&text], Some(Lists::Sudachi));
    assert_eq!(said(&chosen), ["のし紙", "コーヒーショップ", "喫茶店"]);
    let text = chosen.sources[0].text.as_str();
    let again = enriched(&[text]);
    assert_eq!((again.lists, again.differences(), again.sources[0].text.as_str()), (Lists::Sudachi, (0, 0), text));
    let refused = text.replace(r#""refused":[]"#, r#""refused":["喫茶店"]"#);
    for lists in [Some(Lists::Sudachi), Some(Lists::Shop), None] {
        let found = enriched_with(&[&refused], lists);
        assert!(!said(&found).contains(&"喫茶店".to_string()), "{lists:?}");
        assert!(found.sources[0].text.contains(r#""refused":["喫茶店"]"#), "{lists:?}");
    }
    let gone = enriched_with(&[text], Some(Lists::Shop));
    assert_eq!((gone.differences(), gone.now), ((0, 1), at_first.now));
    // What an editor took over is an editor's.
    let own = file("カフェと熨斗", "A", r#", "synonyms": [{"locale": "ja", "words": ["喫茶店"], "to": ["カフェ"]}]"#);
    assert!(enriched_with(&[&own], Some(Lists::Shop)).sources[0].text.contains(r#"[{"locale": "ja", "words": ["喫茶店"]"#));
}

#[test]
fn the_dictionary_has_no_word_with_its_negation() {
    let thesaurus = Thesaurus::new("ja", &DICTIONARIES.synonyms);
    let general = &thesaurus.groups[thesaurus.ours..];
    assert!(general.len() > 3000, "{}", general.len());
    for same in general {
        let negated = |word: &str| "不無非未逆反".chars().any(|sign| same.all().any(|other| other == format!("{sign}{word}")));
        assert!(!same.is_mutual && !same.says.is_empty() && !same.only_found.is_empty(), "{same:?}");
        assert!(!same.says.iter().any(|word| same.only_found.contains(word)), "{same:?}");
        assert!(!same.all().any(negated), "{same:?}");
    }
}

#[test]
fn opposites_never_find_each_other() {
    let opposites = [
        ("退会", "入会"),
        ("発送", "受取"),
        ("税込", "税抜"),
        ("偽物", "本物"),
        ("開始", "停止"),
        ("増加", "減少"),
        ("購入", "販売"),
        ("無料", "有料"),
        ("賃貸", "賃借"),
        ("国内", "海外"),
        ("必要", "不要"),
        ("貸出", "返却"),
        ("sign in", "sign out"),
        ("sign up", "cancel"),
    ];
    for (word, opposite) in opposites {
        let found = enriched_with(&[&file(word, word, "")], Some(Lists::Sudachi));
        let says = |group: &Group| group.words.iter().chain(&group.to).any(|other| other == opposite);
        assert!(!found.now.synonyms.iter().any(says), "{word}: {:?}", found.now.synonyms);
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for text in [&file("送料と返品", "Refunds", ""), include_str!("../../../knowledge.json")] {
        let first = enriched(&[text]);
        assert!(load(&first.sources).is_ok_and(|loaded| loaded.problems.is_empty()));
        let again = enriched(&[&first.sources[0].text]);
        assert_eq!((&again.now, again.differences()), (&again.before, (0, 0)));
        assert_eq!(again.sources[0].text, first.sources[0].text);
        let general = enriched_with(&[text], Some(Lists::Sudachi));
        assert!(load(&general.sources).is_ok_and(|loaded| loaded.problems.is_empty()));
        assert_eq!(enriched(&[&general.sources[0].text]).sources[0].text, general.sources[0].text);
    }
}

#[test]
fn the_file_that_has_the_key_is_written() {
    let (main, words) = (file("熨斗", "A", ""), r#"{"enriched": {"refused": ["全般"]}}"#);
    let both = enriched(&[&main, words]);
    assert_eq!((both.source, both.sources[0].text == main), (1, true));
    assert_eq!(
        both.sources[1].text,
        r#"{"enriched": {"readings":{"熨斗":"の・し"},"synonyms":[{"locale":"ja","words":["のし紙"],"to":["熨斗"]}],"refused":["全般"]}}"#
    );
}

/// Compares a file's text after writing one reading and one group.
#[track_caller]
fn check_written(text: &str, expected: &str) {
    let group = Group { locale: Some("ja".into()), words: vec!["い".into(), "う".into()], to: vec![] };
    let additions = Additions { readings: [("返品".to_string(), vec!["へん・ぴん".to_string()])].into(), synonyms: vec![group] };
    assert_eq!(write::write(text, &additions), expected);
    assert_eq!(write::write(expected, &additions), expected);
}

#[test]
fn only_the_one_key_is_written_in_the_file_s_own_layout() {
    check_written(
        "{\n  \"a\" :  1,\n  \"enriched\": {},\n  \"b\": [1 , 2]\n}\n",
        "{\n  \"a\" :  1,\n  \"enriched\": {\n    \"readings\": {\n      \"返品\": \"へん・ぴん\"\n    },\n    \"synonyms\": [\n      \
         {\"locale\": \"ja\", \"words\": [\"い\", \"う\"]}\n    ],\n    \"refused\": []\n  },\n  \"b\": [1 , 2]\n}\n",
    );
    check_written(
        "\u{feff}{\r\n\t\"a\": 1\r\n}",
        "\u{feff}{\r\n\t\"a\": 1,\r\n\t\"enriched\": {\r\n\t\t\"readings\": {\r\n\t\t\t\"返品\": \"へん・ぴん\"\r\n\t\t},\r\n\t\t\"synonyms\": [\r\n\t\t\t\
         {\"locale\": \"ja\", \"words\": [\"い\", \"う\"]}\r\n\t\t],\r\n\t\t\"refused\": []\r\n\t}\r\n}",
    );
    let short = r#""enriched":{"readings":{"返品":"へん・ぴん"},"synonyms":[{"locale":"ja","words":["い","う"]}],"refused":"#;
    check_written(r#"{"a":1}"#, &format!(r#"{{"a":1,{short}[]}}}}"#));
    check_written("{}", &format!("{{{short}[]}}}}"));
    check_written(r#"{"enriched":{"refused":[ "x" ],"old":1},"a":1}"#, &format!(r#"{{{short}[ "x" ]}},"a":1}}"#));
    check_written("[1]", "[1]");
    check_written("{", "{");
}

proptest! {
    #[test]
    fn whatever_stands_around_it_stays(before in "[ \n\t]{0,3}", key in "[a-z\"\\\\]{0,4}", after in "[ \n]{0,3}") {
        let key = serde_json::json!(key).to_string();
        let text = format!("{before}{{{after}{key}:{before}[1,{after}2]{before}}}{after}");
        let written = write::write(&text, &Additions::default());
        let start = text.rfind(']').map_or(0, |at| at + 1);
        prop_assert!(written.starts_with(&text[..start]) && written.ends_with(&text[start..]));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok_and(|json| json["enriched"]["refused"].is_array()));
    }
}
