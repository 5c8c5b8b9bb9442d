//! Properties, against naive models.

use proptest::prelude::*;

use super::corpus::{dictionary, index};
use crate::{
    search::{Entry, Index, Phrase, typo::find},
    text::{Kind, fold, tokens},
};

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "返品",
        "商品",
        "を",
        "したい",
        "電源",
        "へんぴん",
        "ヘンピン",
        "ﾍﾟ",
        "クレカ",
        "ー",
        "return",
        "shipping",
        "Ｗｉ-Fi",
        " ",
        "、",
        "n",
        "ky",
        "3日",
        "か\u{3099}",
        "退会",
        "🙂",
        "é",
        "々",
    ]);
    prop_oneof![
        4 => prop::collection::vec(word, 0..8).prop_map(|words| words.concat()),
        1 => ".{0,12}",
    ]
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let phrase = (text(), prop::collection::vec(text(), 0..2)).prop_map(|(shown, found)| Phrase { shown, found });
    let entry = (prop::collection::vec(phrase, 0..3), text(), prop::option::of(text()));
    let entry = entry.prop_map(|(phrases, context, body)| Entry { phrases, context, body });
    prop::collection::vec(entry, 0..12)
}

fn build(entries: &[Entry]) -> Index {
    let mut index = Index::new(dictionary());
    for entry in entries {
        index.add(entry.clone());
    }
    index
}

proptest! {
    #[test]
    fn ranges_slice_what_is_shown(entries in entries(), query in text()) {
        let index = build(&entries);
        let found = index.search(&query, 20);
        for hit in &found.hits {
            let phrases = &entries[hit.doc as usize].phrases;
            let shown = phrases.get(usize::from(hit.phrase)).map_or("", |phrase| &phrase.shown);
            let mut end = 0;
            for (at, range) in hit.ranges.iter().enumerate() {
                prop_assert!(range.start < range.end && (at == 0 || range.start > end), "{:?}", hit.ranges);
                prop_assert!(shown.get(range.clone()).is_some(), "{:?} in {shown:?}", range);
                end = range.end;
            }
        }
        prop_assert!(found.hits.windows(2).all(|two| (two[1].score, two[0].doc) <= (two[0].score, u32::MAX)));
        prop_assert!(found.hits.iter().all(|hit| hit.score.is_finite()));
        prop_assert_eq!(index.search(&query, 20), found);
    }

    #[test]
    fn finds_all_that_share_a_token(entries in entries(), query in text()) {
        let keys = |text: &str| tokens(&fold(text)).iter().map(|token| token.key).collect::<Vec<_>>();
        let told = |text: &str| {
            let tokens = tokens(&fold(text));
            tokens.iter().filter(|token| token.kind.tells() && token.kind != Kind::Pair).map(|token| token.key).collect::<Vec<_>>()
        };
        let wanted = keys(&query);
        // Before what is there by chance is left out.
        let (_, ranked) = build(&entries).rank(&query, &[], usize::MAX);
        let hits: Vec<_> = ranked.iter().map(|one| one.doc).collect();
        for (doc, entry) in entries.iter().enumerate() {
            let phrases = entry.phrases.iter().flat_map(|phrase| phrase.found.iter().chain([&phrase.shown]));
            let texts = phrases.chain([&entry.context]).flat_map(|text| keys(text));
            let body = entry.body.iter().flat_map(|body| told(body));
            if !entry.phrases.is_empty() && texts.chain(body).any(|key| wanted.contains(&key)) {
                prop_assert!(hits.contains(&(doc as u32)), "{doc} is missing");
            }
        }
    }

    #[test]
    fn fewer_hits_are_the_first_of_more(query in text(), limit in 0..5_usize) {
        let index = index();
        let all = index.search(&query, usize::MAX).hits;
        prop_assert_eq!(&index.search(&query, limit).hits[..], &all[..limit.min(all.len())]);
    }

    #[test]
    fn distance_is_symmetric_and_bounded(a in "[abc]{0,6}", b in "[abc]{0,6}") {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        let whole = find(a, b, false).edits;
        prop_assert_eq!(whole, find(b, a, false).edits);
        prop_assert!(whole >= a.len().abs_diff(b.len()) && whole <= a.len().max(b.len()));
        prop_assert_eq!(whole == 0, a == b);
        // A part of the text is any slice of it that ends there.
        let part = find(a, b, true);
        let naive = |end: usize| (0..=end).map(|from| find(a, &b[from..end], false).edits).min().unwrap();
        prop_assert_eq!(part.edits, (0..=b.len()).map(naive).min().unwrap());
        prop_assert_eq!(part.edits, naive(part.end));
    }
}
