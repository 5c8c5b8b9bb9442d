//! Order on a small shop's questions, never scores.

mod corpus;
mod english;
mod properties;

use corpus::{index, phrase, title};

use super::{Dictionary, Entry, Field, Index, Phrase, Way};

/// Each query finds the entry with this title first.
#[track_caller]
fn check_first(cases: &[(&str, &str)]) {
    let index = index();
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|(query, expected)| {
            let found: Vec<_> = index.search(query, 3).hits.iter().map(|hit| title(hit.doc)).collect();
            (found.first() != Some(expected)).then(|| format!("{query}: {found:?}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn finds_every_way_to_write_it() {
    let ways = "返品 へんぴん ヘンピン ﾍﾝﾋﾟﾝ henpin hennpinn ＨＥＮＰＩＮ 返ぴん へん品 へんぴ へんｐ へんp henp 返pin 返品し";
    check_first(&ways.split(' ').map(|way| (way, "商品を返品したい")).collect::<Vec<_>>());
    let ways = "電源が入らない でんげんが でんげんがはいらない dengen デンゲン 電げん でんげｎ 電源 電源はいらない";
    check_first(&ways.split(' ').map(|way| (way, "電源が入らない")).collect::<Vec<_>>());
}

#[test]
fn finds_in_japanese() {
    check_first(&[
        ("送料", "送料はいくらですか"),
        ("送料無料", "送料はいくらですか"),
        ("返金", "返金はいつですか"),
        ("パスワード", "パスワードを忘れました"),
        ("ぱすわーど", "パスワードを忘れました"),
        ("パスワドわすれた", "パスワードを忘れました"),
        ("ログイン", "パスワードを忘れました"),
        ("住所変更", "届け先を変更したい"),
        ("クレカ", "支払い方法を教えてください"),
        ("くれか", "支払い方法を教えてください"),
        ("解約したい", "退会したい"),
        ("かいやく", "退会したい"),
        ("たいかい", "退会したい"),
        ("申込", "予約商品の申し込み"),
        ("ラッピング", "ギフト包装はできますか"),
        ("wifi", "Wi-Fiにつながらない"),
        ("ＷｉＦｉ", "Wi-Fiにつながらない"),
        ("wi-f", "Wi-Fiにつながらない"),
        ("キャンセル", "注文をキャンセルしたい"),
        ("きゃんせ", "注文をキャンセルしたい"),
        ("メールが届かない", "確認メールが届かない"),
        ("届かない", "荷物が届かない"),
        ("分割", "分割払いはできますか"),
        ("営業時間", "店舗の営業時間"),
        ("えいぎょう", "店舗の営業時間"),
        ("動かない", "電源が入らない"),
        ("絶縁シート", "電源が入らない"),
        ("充", "充電できない"),
    ]);
}

#[test]
fn finds_in_english() {
    check_first(&[
        ("return", "How do I return an item?"),
        ("returning items", "How do I return an item?"),
        ("retu", "How do I return an item?"),
        ("refund", "When do I get my refund?"),
        ("refunds", "When do I get my refund?"),
        ("shipping cost", "What does shipping cost?"),
        ("shippin", "What does shipping cost?"),
        ("price of shipping", "What does shipping cost?"),
        ("track my parcel", "Where is my order?"),
        ("forgot password", "I forgot my password"),
        ("delete account", "Delete my account"),
        ("cancelling an order", "Cancel an order"),
        ("opening hours", "Opening hours of the shop"),
        ("batery charge", "The battery does not charge"),
    ]);
}

#[test]
fn finds_in_spite_of_typos() {
    check_first(&[
        ("retrun", "How do I return an item?"),
        ("pasword", "I forgot my password"),
        ("cuopon", "My coupon does not work"),
        ("wraping", "Gift wrapping"),
        ("パスワイド", "パスワードを忘れました"),
        ("キャンセr", "注文をキャンセルしたい"),
        ("キャソセル", "注文をキャンセルしたい"),
        ("でんけんがはいらない", "電源が入らない"),
        ("へんひん", "商品を返品したい"),
        ("ヘンピンシタイ", "商品を返品したい"),
        ("デンゲンガハイラナイ", "電源が入らない"),
        ("領収証を発行", "領収書を発行してほしい"),
        ("パスワド", "パスワードを忘れました"),
    ]);
}

#[test]
fn shows_the_phrase_that_matched() {
    let index = index();
    for (query, expected) in [
        ("返品", "商品を返品したい"),
        ("サイズが合わない", "サイズが合わなかった"),
        ("追跡番号", "追跡番号の調べ方"),
        ("ログインできない", "ログインできない"),
        ("discount", "discount code rejected"),
    ] {
        let hit = &index.search(query, 1).hits[0];
        assert_eq!(phrase(hit.doc, hit.phrase), expected, "{query}");
    }
}

#[test]
fn highlights_what_matched() {
    let index = index();
    for (query, expected) in [
        ("返品", "商品を[返品]したい"),
        ("へんぴん", "商品を[返品]したい"),
        ("henpi", "商品を[返品]したい"),
        ("電源が入らない", "[電源が入らない]"),
        ("でんげんがはいら", "[電源が入らない]"),
        ("返品 送料", "[送料]はいくらですか"),
        ("解約", "[退会]したい"),
        ("returns", "How do I [return] an item?"),
        ("wifi", "[Wi-Fi]につながらない"),
        ("ぱすわーど", "[パスワード]を忘れました"),
    ] {
        let found = index.search(query, 5);
        let shown = found.hits.iter().map(|hit| {
            let mut shown = phrase(hit.doc, hit.phrase).to_owned();
            for range in hit.ranges.iter().rev() {
                shown.insert(range.end, ']');
                shown.insert(range.start, '[');
            }
            shown
        });
        let shown: Vec<_> = shown.collect();
        assert!(shown.iter().any(|one| one == expected), "{query}: {shown:?}");
    }
}

#[test]
fn knows_when_it_does_not_know() {
    let index = index();
    for query in ["返品したい", "でんげんが", "送料", "password", "return an item", "キャンセル"] {
        assert!(index.search(query, 5).confident, "{query}");
    }
    for query in ["", "　", "今日の天気は", "猫が好きです", "pizza", "who is the president", "ぬ", "株価を教えて", "xyzzy"]
    {
        assert!(!index.search(query, 5).confident, "{query}");
    }
}

#[test]
fn relates_what_is_about_the_same() {
    let index = index();
    let doc = index.search("届け先を変更したい", 1).hits[0].doc;
    let related: Vec<_> = index.related(doc, 3).into_iter().map(title).collect();
    assert!(related.contains(&"注文内容を変更したい"), "{related:?}");
    assert!(!related.contains(&title(doc)));
    assert!(index.related(9999, 3).is_empty());
}

#[test]
fn a_body_may_come_later() {
    let mut index = Index::new(Dictionary::default());
    let phrases = || vec![Phrase { shown: "題".into(), found: vec![] }];
    for _ in 0..3 {
        index.add(Entry { phrases: phrases(), context: String::new(), body: None });
    }
    assert_eq!(index.search("絶縁", 5).hits, []);
    index.set_body(2, "絶縁シート");
    index.set_body(1, "絶縁シート");
    index.set_body(1, "異音");
    index.set_body(9, "no entry");
    let docs: Vec<_> = index.search("絶縁", 5).hits.iter().map(|hit| hit.doc).collect();
    assert_eq!(docs, [1, 2], "ties go to the earlier entry");
    assert_eq!(index.search("異音", 5).hits, []);
}

#[test]
fn other_wordings_find_but_are_not_shown() {
    let mut index = Index::new(Dictionary::default());
    let phrase = Phrase { shown: "商品を返す".into(), found: vec!["商品を返す".into(), "品物を返却".into()] };
    index.add(Entry { phrases: vec![phrase], context: String::new(), body: None });
    let hit = &index.search("返却", 5).hits[0];
    assert_eq!((hit.doc, hit.phrase), (0, 0));
    let shown: Vec<_> = hit.ranges.iter().map(|range| &"商品を返す"[range.clone()]).collect();
    assert_eq!(shown, ["返"], "the kanji that it shares");
}

#[test]
fn favours_what_is_meant_for_the_page() {
    let mut index = Index::new(Dictionary::default());
    for title in ["送料を知りたい", "送料を知りたい", "送料"] {
        index.add(Entry { phrases: vec![Phrase { shown: title.into(), found: vec![] }], ..Entry::default() });
    }
    let docs = |near: &[u32]| index.search_near("送料", 9, near).hits.iter().map(|hit| hit.doc).collect::<Vec<_>>();
    assert_eq!(docs(&[]), [2, 0, 1]);
    assert_eq!(docs(&[1]), [2, 1, 0], "what is equal is ordered, what is better stays");
}

#[test]
fn finds_the_nearest_rather_than_nothing() {
    let index = index();
    for query in ["reqqq", "xyzzy shop", "ぬへんぴん", "充ぬ"] {
        let found = index.search(query, 3);
        assert!(!found.hits.is_empty(), "{query}");
    }
    let found = index.search("reqqq", 3);
    assert_eq!((found.hits.is_empty(), found.confidence), (false, 0.0));
    // Three letters of eleven are chance, and a greeting asks nothing.
    for query in ["reqqqqqqqqq", "hello", "hi!"] {
        assert_eq!(index.search(query, 3).hits, [], "{query}");
    }
}

#[test]
fn leaves_out_what_is_there_by_chance() {
    let index = index();
    let found = |query: &str| index.search(query, 9).hits.iter().map(|hit| title(hit.doc)).collect::<Vec<_>>();
    // Two kana in common with the query, or a kanji, beside an answer to all of it; what has a word of it stays.
    for (query, stays, goes) in [
        ("でんげんがはいらない", &["電源が入らない"][..], &["パスワードを忘れました", "充電できない"][..]),
        ("返品", &["商品を返品したい"], &["品切れの商品はいつ入荷しますか"]),
    ] {
        let found = found(query);
        assert!(stays.iter().all(|title| found.contains(title)), "{query}: {found:?}");
        assert!(goes.iter().all(|title| !found.contains(title)), "{query}: {found:?}");
    }
    // Where no answer is likely, the nearest stand.
    assert!(found("商品が猫に似ている").len() > 5);
}

#[test]
fn says_what_was_searched_for_instead() {
    let index = index();
    for (query, instead) in [
        ("cancle an order", Some("Cancel an order")),
        ("how to CANCEL order", None),
        ("retrun an item", Some("return an item")),
        ("クポーン", None),
        ("くーぽん", None),
        ("キャソセルしたい", Some("キャンセルしたい")),
        ("ログイソ できない", Some("ログイン できない")),
        ("へんぴん", None),
        ("henpin", None),
        ("送料", None),
        ("shipp", None),
        // Grammar, inflections and what is only cut are no typos, and a long message is not said again.
        ("届かないんですけど", None),
        ("荷物がまだ届かないんですけどどうなっているんでしょうか", None),
        ("クーポンンンン", None),
        ("reqqq", None),
        ("cancellable", None),
        ("I would like to know how I can cancle an order", None),
        ("hello", None),
        ("猫ぬ", None),
        ("", None),
    ] {
        assert_eq!(index.search(query, 3).instead.as_deref(), instead, "{query}");
    }
}

#[test]
fn a_loan_word_is_not_a_part_of_another() {
    let mut index = Index::new(Dictionary::default());
    for title in ["キャンセルできる", "セール品は返せますか", "プリペイドカードが使えない", "マイページに入れない"]
    {
        index.add(Entry { phrases: vec![Phrase { shown: title.into(), found: vec![] }], ..Entry::default() });
    }
    for (query, first) in [("セール", 1), ("セル", 1), ("キャンセル", 0), ("きゃんせる", 0), ("プリペイド", 2), ("ページ", 3)]
    {
        assert_eq!(index.search(query, 1).hits[0].doc, first, "{query}");
    }
    assert!(!index.search("ペイペイ", 1).confident);
}

#[test]
fn what_is_scattered_over_a_body_is_no_likely_answer() {
    let mut index = Index::new(Dictionary::default());
    let body = "カード会社のアプリで確かめます。";
    index.add(Entry {
        phrases: vec![Phrase { shown: "支払いができない".into(), found: vec![] }],
        body: Some(body.into()),
        ..Entry::default()
    });
    index.add(Entry { phrases: vec![Phrase { shown: "退会したい".into(), found: vec![] }], ..Entry::default() });
    assert!(!index.search("アプリ", 1).hits.is_empty());
    assert!(!index.search("アプリ", 1).confident);
}

#[test]
fn explains() {
    let index = index();
    for (query, way, read) in [
        ("返品したい", Way::Typed, "返品したい"),
        ("へんぴん", Way::Written, "返品"),
        ("henpinshitai", Way::Written, "返品したい"),
        ("kyanseru", Way::Romaji, "きゃんせる"),
    ] {
        let hit = &index.search(query, 1).hits[0];
        let why = index.explain(query, hit.doc).unwrap();
        assert_eq!((why.way, why.read.as_str()), (way, read), "{query}");
        assert!(why.signals.coverage > 0.99 && why.signals.phrase > 0.99, "{why:?}");
        let sum: f32 = why.parts.iter().map(|(_, part)| part).sum();
        assert!((sum * why.worth - why.score).abs() < 1e-5 && (why.score - hit.score).abs() < 1e-6, "{why:?}");
        assert!(why.terms.iter().any(|term| term.quality > 0.99 && term.fields.contains(&Field::Title)), "{why:?}");
    }
    assert_eq!(index.explain("返品したい", 9999), None);
}
