use proptest::prelude::*;

use super::{MAX_PHRASINGS, NotationProblem, NotationProblemKind as Kind, expand};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = expand(text);
    let found = found.as_ref().map(|phrasing| (phrasing.shown.as_str(), phrasing.found.iter().map(String::as_str).collect()));
    assert_eq!(found, Ok((expected[0], expected.to_vec())), "expanding {text:?}");
}

#[test]
fn expands() {
    check("返品したい", &["返品したい"]);
    check("(a|b)", &["a", "b"]);
    check("(商品|品物)を(返す|送る)", &["商品を返す", "商品を送る", "品物を返す", "品物を送る"]);
    check("返品(したい|)", &["返品したい", "返品"]);
    check("(|お)返品", &["返品", "お返品"]);
    check("（商品｜品物）", &["商品", "品物"]);
    check("(a|[b]|c)", &["b", "a", "c"]);
    check("(a|［b］)", &["b", "a"]);
    check("(a|[b]x)", &["bx", "a"]);
    check("(:a|b)", &["b", "a"]);
    check("(a|：b)c", &["ac", "bc"]);
    check("(a|(b|c)d)", &["a", "bd", "cd"]);
    check("(a|([b]|c)d)", &["a", "bd", "cd"]);
    check("(a|[(b|c)])", &["b", "a", "c"]);
    check("(a|a|b)", &["a", "b"]);
    check("(a)", &["a"]);
    check("a\\(b\\)\\|\\\\c", &["a(b)|\\c"]);
    check("\\［a", &["［a"]);
    check(" a (b|) ", &["a b", "a"]);
    check("10:00に開く", &["10:00に開く"]);
    check("(10:00|:10時)に", &["10:00に", "10時に"]);
    check(
        "(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)",
        &expand("(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)").unwrap().found.iter().map(String::as_str).collect::<Vec<_>>(),
    );
}

#[track_caller]
fn check_problem(text: &str, at: usize, kind: Kind) {
    assert_eq!(expand(text), Err(NotationProblem { at, kind }), "expanding {text:?}");
}

#[test]
fn says_what_is_wrong_and_where() {
    check_problem("", 0, Kind::Empty);
    check_problem("  ", 0, Kind::Empty);
    check_problem("(|a)", 0, Kind::Empty);
    check_problem("返(a|b", 3, Kind::Unclosed);
    check_problem("(a|[b)", 3, Kind::Unclosed);
    check_problem("a)", 1, Kind::Unopened);
    check_problem("a|b", 1, Kind::Unopened);
    check_problem("[a]", 0, Kind::Unopened);
    check_problem("a\\", 1, Kind::Escape);
    check_problem("a(:b|:c)", 1, Kind::Hidden);
    check_problem("([a]|[b])", 0, Kind::TwoShown);
    check_problem("(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)", 0, Kind::TooMany);
    check_problem(&("(".repeat(9) + &")".repeat(9)), 8, Kind::TooDeep);
    check_problem(&"(a|b)".repeat(10_000), 0, Kind::TooMany);
    check_problem(&"(".repeat(10_000), 8, Kind::TooDeep);
    check_problem(&("(a|".to_owned() + &"[".repeat(10_000)), 10, Kind::TooDeep);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "[ab返()|:\\[\\]（）｜\\\\ ]{0,30}") {
        match expand(&text) {
            Ok(phrasing) => {
                prop_assert!(phrasing.found.len() <= MAX_PHRASINGS);
                prop_assert_eq!(&phrasing.found[0], &phrasing.shown);
                prop_assert!((1..phrasing.found.len()).all(|at| !phrasing.found[..at].contains(&phrasing.found[at])));
            }
            Err(problem) => prop_assert!(text.is_char_boundary(problem.at)),
        }
    }

    #[test]
    fn alternatives_multiply(groups in prop::collection::vec(1..4_usize, 0..4)) {
        // Each group's alternatives are its own letters, so that none is twice.
        let letter = |group: usize, at: usize| char::from(b'a' + (group * 4 + at) as u8).to_string();
        let text: String = groups.iter().enumerate()
            .map(|(group, len)| format!("({})", (0..*len).map(|at| letter(group, at)).collect::<Vec<_>>().join("|")))
            .collect();
        let naive = groups.iter().enumerate().fold(vec!["x".to_owned()], |all, (group, len)| {
            all.iter().flat_map(|start| (0..*len).map(move |at| start.clone() + &letter(group, at))).collect()
        });
        prop_assert_eq!(expand(&format!("x{text}")).map(|phrasing| phrasing.found), if naive.len() > MAX_PHRASINGS { Err(NotationProblem { at: 0, kind: Kind::TooMany }) } else { Ok(naive) });
    }
}
