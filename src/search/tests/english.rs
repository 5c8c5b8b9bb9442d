//! What customers mean in English, where two articles could be meant.

use crate::search::{Dictionary, Entry, Found, Index, Phrase};

/// Searches an index of these titles.
fn found(query: &str, titles: &[&str]) -> Found {
    let mut index = Index::new(Dictionary::default());
    for title in titles {
        index.add(Entry { phrases: vec![Phrase { shown: (*title).into(), found: vec![] }], ..Entry::default() });
    }
    index.search(query, 1)
}

/// Each query finds the second title, although the first comes earlier.
#[track_caller]
fn check_second(cases: &[(&str, [&str; 2])]) {
    for (query, titles) in cases {
        assert_eq!(found(query, titles).hits.first().map(|hit| hit.doc), Some(1), "{query}");
    }
}

#[test]
fn how_it_is_put_tells_less_than_what_is_asked() {
    check_second(&[
        ("is it possible to have something else repaired", ["What else is possible?", "Repairs"]),
        ("is there a way of wrapping it", ["On the way", "Gift wrapping"]),
        ("I tried returning it", ["I tried", "Returns"]),
        ("something I want delivered", ["What I want", "Delivered"]),
    ]);
}

#[test]
fn knows_what_customers_say_for_it() {
    check_second(&[
        ("vanished", ["Gifts", "Lost things"]),
        ("what is the procedure", ["What is that?", "What are the steps?"]),
        ("which date", ["Which colour?", "When?"]),
        ("give the reason", ["Give a gift", "Why?"]),
        ("they never charge", ["They charge", "They do not charge"]),
        ("it has arrived", ["It has a name", "It has been received"]),
        ("the nearest one", ["The red one", "The one near me"]),
        ("has it been frozen", ["Has it been?", "Has it been blocked?"]),
        ("do you take eur here", ["Do you take cards?", "Do you take euros?"]),
    ]);
}

#[test]
fn words_may_be_run_together() {
    let titles = ["Colours", "How do I top up?", "Gift wrapping"];
    for (query, doc, instead) in
        [("topup", 1, "top up"), ("giftwrapping please", 2, "Gift wrapping please"), ("giftwraping", 2, "Gift wrapping")]
    {
        let found = found(query, &titles);
        assert_eq!((found.hits.first().map(|hit| hit.doc), found.instead.as_deref()), (Some(doc), Some(instead)), "{query}");
    }
}
