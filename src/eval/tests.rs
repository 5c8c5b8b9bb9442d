use super::*;
use crate::calendar::Date;
use base::Base;
use measure::Sums;
use proptest::prelude::*;

#[test]
fn queries_are_read_line_by_line() {
    let text = "\u{feff}{\"q\": \"a\", \"relevant\": [\"x\"], \"kind\": \"typo\", \"faq\": true, \"sim\": 0.4, \"n\": 1}\n\n\
        {\"q\": \"b\", \"relevant\": [\"x\"], \"faq\": false, \"sim\": 0.5}\n";
    let read = queries::read(text, true);
    assert_eq!(read.flaws, []);
    let found: Vec<_> = read.queries.iter().map(|query| (query.text.as_str(), query.line, query.groups.clone())).collect();
    assert_eq!(found, [("a", 1, vec!["typo".to_string(), "faq".into(), "sim<0.5".into()]), ("b", 3, vec![])]);
}

/// Compares the faults of one line.
#[track_caller]
fn check_line(line: &str, answered: bool, expected: &[Fault]) {
    let found: Vec<_> = queries::read(line, answered).flaws.into_iter().map(|flaw| flaw.what).collect();
    assert_eq!(found, expected, "{line}");
}

#[test]
fn a_broken_line_is_named() {
    let (string, strings) = (Fault::WrongType { expected: "string" }, Fault::WrongType { expected: "array of strings" });
    check_line("", true, &[Fault::Nothing]);
    check_line("{", true, &[Fault::NotJson]);
    check_line("[]", true, &[Fault::WrongType { expected: "object" }]);
    check_line("{}", true, &[Fault::Missing { key: "q" }, Fault::Missing { key: "relevant" }]);
    check_line("{}", false, &[Fault::Missing { key: "q" }]);
    check_line(r#"{"q": " ", "relevant": []}"#, true, &[Fault::Empty { key: "q" }, Fault::Empty { key: "relevant" }]);
    check_line(r#"{"q": 1, "relevant": [1]}"#, true, &[string, strings.clone()]);
    check_line(r#"{"q": "a", "relevant": "x"}"#, true, &[strings]);
    check_line(r#"{"q": "a", "relevant": "x"}"#, false, &[]);
}

fn array(text: &str) -> Base {
    base::read(&["kb.json".into()], &[text.into()], None)
}

#[test]
fn an_array_is_a_knowledge_base_with_names_of_its_own() {
    let base = array(
        r#"[{"id": "A 1", "title": "返品", "questions": ["(a|b)を: [返す] \\", ""], "lang": "ja"},
            {"id": "B", "title": "Payment", "body": "By card", "url": "x", "lang": "ja"}]"#,
    );
    assert_eq!((&base.flaws, &base.problems), (&vec![], &vec![]));
    let engine = base.engine(None, Date::EPOCH).expect("an engine");
    assert_eq!(engine.locale, "ja");
    let (rows, _) = engine.search("返す", DEPTH);
    assert_eq!(rows.iter().map(|row| (base.names.of(&row.id), row.question.as_str())).collect::<Vec<_>>(), [("A 1", "(a|b)を: [返す] \\")]);
    assert_eq!(base.engine(Some("en"), Date::EPOCH).map(|engine| engine.locale), None);
    assert_eq!((base.resolve("B"), base.resolve("a1")), (Some("B"), None));
}

#[test]
fn a_long_array_becomes_several_files() {
    let body = "x".repeat(1_000_000);
    let articles: Vec<String> = (0..9).map(|id| format!(r#"{{"id": "{id}", "title": "t{id}", "body": "{body}"}}"#)).collect();
    let base = array(&format!("[{}]", articles.join(",")));
    assert!(base.sources.len() > 1 && base.sources.iter().all(|source| source.text.len() < crate::knowledge::MAX_BYTES));
    assert_eq!((base.problems.len(), base.knowledge.map(|knowledge| knowledge.articles.len())), (0, Some(9)));
}

/// Compares the faults of an array, each with its pointer.
#[track_caller]
fn check_array(text: &str, expected: &[(&str, Fault)]) {
    let found: Vec<_> = array(text).flaws.into_iter().map(|flaw| (flaw.place, flaw.what)).collect();
    let expected: Vec<_> = expected.iter().map(|(pointer, what)| (Spot::Pointer((*pointer).into()), what.clone())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_broken_article_is_named_and_falls_away_alone() {
    let (string, strings) = (Fault::WrongType { expected: "string" }, Fault::WrongType { expected: "array of strings" });
    check_array("[]", &[]);
    check_array("[1]", &[("/0", Fault::WrongType { expected: "object" })]);
    check_array(r#"[{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]"#, &[("/1/id", Fault::DuplicateId { id: "a".into() })]);
    check_array(
        r#"[{"id": "", "body": 1}]"#,
        &[("/0/id", Fault::Empty { key: "id" }), ("/0", Fault::Missing { key: "title" }), ("/0/body", string)],
    );
    check_array(r#"[{"id": "a", "title": "A", "questions": [1]}, {"id": "b", "title": "B"}]"#, &[("/0/questions", strings)]);
    assert_eq!(array("[{]").flaws, [Flaw { file: 0, place: Spot::Line(1), what: Fault::NotJson }]);
    let mixed = base::read(&["a".into(), "b".into()], &["[]".into(), "{}".into()], None);
    assert_eq!(mixed.flaws, [Flaw { file: 1, place: Spot::Pointer(String::new()), what: Fault::Mixed }]);
}

const SHOP: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["en"]}, "categories": [{"id": "all", "title": "All"}],
    "articles": [{"id": "pay", "category": "all", "title": "Ways to pay", "body": "Card", "formerly": ["payment"]},
                 {"id": "return", "category": "all", "title": "Return an item", "body": "Send it back"}]}"#;

#[test]
fn queries_lead_to_articles_by_present_and_former_ids() {
    let base = base::read(&["knowledge.json".into()], &[SHOP.into()], None);
    let mut read =
        queries::read("{\"q\": \"a\", \"relevant\": [\"payment\", \"none\"]}\n{\"q\": \"b\", \"relevant\": [\"nothing\"]}\n[\n", true);
    read.resolve(&base);
    assert_eq!(read.queries.iter().map(|query| query.relevant.clone()).collect::<Vec<_>>(), [["pay"]]);
    let unknown = |line, id: &str| Flaw { file: 0, place: Spot::Line(line), what: Fault::UnknownArticle { id: id.into() } };
    let not_json = Flaw { file: 0, place: Spot::Line(3), what: Fault::NotJson };
    assert_eq!(read.flaws, [unknown(1, "none"), unknown(2, "nothing"), not_json]);
}

#[test]
fn a_whole_evaluation_counts_what_customers_see() {
    let base = base::read(&["knowledge.json".into()], &[SHOP.into()], None);
    let engine = base.engine(None, Date::EPOCH).expect("an engine");
    let queries = queries::read(
        "{\"q\": \"pay\", \"relevant\": [\"pay\"], \"kind\": \"word\"}\n{\"q\": \"return\", \"relevant\": [\"pay\"]}\n\
         {\"q\": \"zzzzzz\", \"relevant\": [\"pay\"]}\n{\"q\": \"返品\", \"relevant\": [\"return\"]}",
        true,
    );
    let oos = queries::read("{\"q\": \"qqqqqq\"}", false);
    let mut clock = 0.0;
    let mut now = || {
        clock += 2.0;
        clock
    };
    let input = Input { engine: &engine, names: &base.names, queries: &queries.queries, oos: &oos.queries };
    let found = evaluate(&input, &mut now);
    assert_eq!((found.all.n, found.all.hit, found.all.mrr, found.all.zero), (4, [0.25; 3], 0.25, 0.5));
    let keys = found.all.keystroke.expect("keystrokes");
    assert_eq!((keys.n, keys.p50_ms, keys.p99_ms), (3 + 6 + 6 + 2, 2.0, 2.0));
    assert_eq!(found.by.iter().map(|(group, of)| (group.as_str(), of.n, of.mrr)).collect::<Vec<_>>(), [("word", 1, 1.0)]);
    // Two of four queries are sure of something, the other two as unsure as the one without an answer.
    assert_eq!(found.auroc, Some(0.75));
    assert_eq!(found.confident, Confident { share: 0.5, hit: [0.5, 0.5], oos: Some(0.0) });
}

#[test]
fn measures_are_those_of_the_books() {
    let mut sums = Sums::default();
    assert_eq!(sums.measures(), Measures::default());
    for rank in [Some(0), Some(1), Some(3), None] {
        sums.add(rank, rank.is_some());
    }
    (1..=200).for_each(|ms| sums.type_key(Some(ms % 4), ms > 50, ms as f64));
    let found = sums.measures();
    assert_eq!((found.n, found.hit, found.zero), (4, [0.25, 0.5, 0.75], 0.25));
    assert!((found.mrr - (1.0 + 0.5 + 0.25) / 4.0).abs() < 1e-12);
    assert_eq!(found.keystroke, Some(Keystrokes { n: 200, hit3: 0.75, zero: 0.25, p50_ms: 100.0, p99_ms: 198.0 }));
}

#[test]
fn the_same_queries_are_typed_each_time() {
    let queries: Vec<Query> = (0..500).map(|line| Query { line, ..Query::default() }).collect();
    let lines = |n| sample::sample(&queries, n).iter().map(|query| query.line).collect::<Vec<_>>();
    assert_eq!(lines(100), lines(100));
    assert_eq!(lines(500)[..100], lines(100)[..]);
    let mut all = lines(500);
    assert_ne!(all, (0..500).collect::<Vec<_>>());
    all.sort_unstable();
    assert_eq!(all, (0..500).collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn auroc_is_that_of_all_pairs(positive in prop::collection::vec(0_u8..6, 0..30), negative in prop::collection::vec(0_u8..6, 0..30)) {
        let of = |values: &[u8]| values.iter().map(|value| f32::from(*value) / 5.0).collect::<Vec<_>>();
        let pairs = positive.iter().flat_map(|p| negative.iter().map(move |n| match p.cmp(n) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        }));
        let expected = (!positive.is_empty() && !negative.is_empty()).then(|| pairs.sum::<f64>() / (positive.len() * negative.len()) as f64);
        let found = auroc(&of(&positive), &of(&negative));
        prop_assert_eq!(found.is_some(), expected.is_some());
        prop_assert!((found.unwrap_or_default() - expected.unwrap_or_default()).abs() < 1e-9);
    }
}
