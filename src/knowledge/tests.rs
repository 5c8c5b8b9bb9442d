use super::*;
use proptest::prelude::*;

fn source(text: &str) -> Source {
    Source { name: "knowledge.json".into(), text: text.into() }
}

/// A small sound file, with one part replaced.
fn file(part: &str) -> String {
    let base = r#""format": 1, "site": {"name": "S", "locales": ["ja", "en"]}"#;
    format!("{{{base}{}{part}}}", if part.is_empty() { "" } else { ", " })
}

/// Loads a file and compares the problems, as `pointer: Debug of the fault`.
#[track_caller]
fn check(part: &str, expected: &[&str]) {
    let problems = match load(&[source(&file(part))]) {
        Ok(loaded) => loaded.problems,
        Err(problems) => problems,
    };
    let found: Vec<String> = problems.iter().map(|problem| format!("{}: {:?}", problem.place.pointer, problem.fault)).collect();
    let is_same = found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected));
    assert!(is_same, "{part}\nfound {found:#?}\nexpected {expected:#?}");
}

#[test]
fn the_demo_file_is_sound() {
    let text = include_str!("../../knowledge.json");
    let loaded = load(&[source(text)]).expect("it loads");
    assert_eq!(loaded.problems, []);
    assert!(loaded.knowledge.articles.len() >= 60);
    assert!(loaded.knowledge.flows.len() >= 8);
    assert!(loaded.knowledge.ticket.is_some());
}

#[test]
fn what_is_no_knowledge_file_is_refused() {
    let huge = " ".repeat(MAX_BYTES + 1);
    let cases = [
        ("", "NotJson"),
        ("[]", "WrongType"),
        ("{\"format\": 1,", "NotJson"),
        ("{}", "NoFormat"),
        ("{\"format\": \"1\"}", "NoFormat"),
        ("{\"format\": 2}", "NewerFormat"),
        ("{\"format\": 1}", "BrokenSite"),
        ("{\"format\": 1, \"site\": {\"name\": \"S\", \"locales\": []}}", "BrokenSite"),
        (&huge, "TooLarge"),
    ];
    for (text, expected) in cases {
        let problems = load(&[source(text)]).expect_err("refused");
        let last = problems.last().expect("a problem");
        assert!(format!("{:?}", last.fault).starts_with(expected), "{expected}: {problems:?}");
    }
}

#[test]
fn a_byte_order_mark_is_forgiven() {
    assert!(load(&[source(&format!("\u{feff}{}", file("")))]).is_ok());
}

#[test]
fn problems_are_all_reported_with_their_places() {
    check("", &[]);
    check(r#""artcles": []"#, &["/artcles: UnknownKey"]);
    check(
        r#""categories": [{"id": "A b", "title": "x"}, {"id": "ok"}, 7]"#,
        &["/categories/0/id: BadId", "/categories/1: Missing { key: \"title\" }", "/categories/2: WrongType"],
    );
    check(r#""categories": [{"id": "a", "title": "x"}, {"id": "a", "title": "y"}]"#, &["/categories/1/id: DuplicateId"]);
    check(r#""categories": {}"#, &["/categories: WrongType"]);
    check(
        r#""categories": [{"id": "a", "title": {"ja": " "}, "icon": "lorry"}]"#,
        &["/categories/0/title/ja: EmptyText", "/categories/0/icon: UnknownWord"],
    );
    check(r#""articles": [{"id": "a", "category": "none", "title": "x", "body": "y"}]"#, &["/articles/0/category: UnknownReference"]);
    check(
        r#""notices": [{"id": "n", "text": "x", "from": "2026-02-30", "topics": []}, {"id": "m", "text": "x", "topics": ["none"]}]"#,
        &["/notices/0/from: BadDate", "/notices/1/topics/0: UnknownReference"],
    );
}

#[test]
fn a_broken_flow_falls_away_alone() {
    let flows = |steps: &str| format!(r#""flows": [{{"id": "f", "title": "F", "start": "a", "steps": {{{steps}}}}}]"#);
    let end = r#""end": {"kind": "end", "outcome": "solved"}"#;
    check(&flows(end), &["/flows/0/start: UnknownReference"]);
    check(
        &flows(&format!(r#""a": {{"kind": "do", "text": "x", "fixed": "end", "next": "nowhere"}}, {end}"#)),
        &["/flows/0/steps/a/next: UnknownReference"],
    );
    check(&flows(r#""a": {"kind": "dance"}"#), &["/flows/0/steps/a/kind: UnknownStep"]);
    check(
        &flows(
            r#""a": {"kind": "show", "article": "none", "next": "b"}, "b": {"kind": "choose", "ask": "x", "options": [{"id": "o", "label": "x", "next": "a"}]}"#,
        ),
        &["/flows/0/steps/a/article: UnknownReference"],
    );
    check(
        &flows(
            r#""a": {"kind": "choose", "ask": "x", "options": [{"id": "o", "label": "x", "next": "b"}]}, "b": {"kind": "enter", "ask": "x", "next": "a"}"#,
        ),
        &["/flows/0/steps/a: NoWayOut", "/flows/0/steps/b: NoWayOut"],
    );
    check(
        &flows(&format!(
            r#""a": {{"kind": "branch", "cases": [{{"when": {{"==": [{{"var": "answer.x"}}, 1]}}, "next": "end"}}], "else": "end"}}, {end}"#
        )),
        &["/flows/0/steps/a/cases/0/when: Condition(UnknownVariable"],
    );
    check(
        &flows(&format!(r#""a": {{"kind": "show", "article": "x", "next": "end", "extra": 1}}, {end}"#)),
        &["/flows/0/steps/a/extra: UnknownKey", "/flows/0/steps/a/article: UnknownReference"],
    );
}

#[test]
fn hostile_addresses_are_refused() {
    let cases = [
        ("https://example.jp/a?b=c#d", true),
        ("/help", true),
        ("help/a:b", true),
        ("mailto:a@b.jp", true),
        ("TEL:0120", true),
        ("#article/x", true),
        ("javascript:alert(1)", false),
        ("JavaScript:alert(1)", false),
        ("java\nscript:alert(1)", false),
        (" javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("vbscript:x", false),
        ("blob:x", false),
        ("\u{1}javascript:x", false),
        ("\\\\evil.example", false),
        ("", false),
    ];
    for (url, is_safe) in cases {
        assert_eq!(Url::is_safe(url), is_safe, "{url:?}");
    }
}

#[test]
fn the_nearest_known_word_is_named() {
    assert_eq!(links::nearest("titel", &["id", "title", "body"]), Some("title".into()));
    assert_eq!(links::nearest("xyz", &["id", "title", "body"]), None);
}

#[test]
fn several_files_make_one_knowledge_base() {
    let more = r#"{"categories": [{"id": "b", "title": "B"}, {"id": "a", "title": "again"}]}"#;
    let loaded = load(&[source(&file(r#""categories": [{"id": "a", "title": "A"}]"#)), source(more)]).expect("it loads");
    assert_eq!(loaded.knowledge.categories.len(), 2);
    assert_eq!(loaded.problems.len(), 1);
    assert_eq!((loaded.problems[0].place.source, loaded.problems[0].place.pointer.as_str()), (1, "/categories/1/id"));
}

/// The most questions from a step on, by trying every way without a loop; the last step is the end.
fn longest(edges: &[Vec<usize>], step: usize, path: &mut Vec<usize>) -> usize {
    if path.contains(&step) || step == edges.len() {
        return 0;
    }
    path.push(step);
    let rest = edges[step].iter().map(|target| longest(edges, *target, path)).max().unwrap_or_default();
    path.pop();
    rest + 1
}

proptest! {
    #[test]
    fn the_longest_path_is_that_of_every_way_tried(edges in prop::collection::vec(prop::collection::vec(0..7_usize, 0..3), 7)) {
        // From every step there is a way to the end, or the flow would not load.
        let edges: Vec<Vec<usize>> = edges.into_iter().map(|mut targets| { targets.push(7); targets }).collect();
        let steps = edges.iter().enumerate().map(|(step, targets)| {
            let options = targets.iter().enumerate().map(|(at, target)| format!(r#"{{"id": "o{at}", "label": "O", "next": "s{target}"}}"#));
            format!(r#""s{step}": {{"kind": "choose", "ask": "A", "options": [{}]}}, "#, options.collect::<Vec<_>>().join(", "))
        });
        let steps: String = steps.collect();
        let flow = format!(r#""flows": [{{"id": "f", "title": "F", "start": "s0", "steps": {{{steps}"s7": {{"kind": "end", "outcome": "solved"}}}}}}]"#);
        let knowledge = load(&[source(&file(&flow))]).expect("it loads").knowledge;
        let found = knowledge.flow("f").map(|flow| Graph::new(flow).longest_path());
        prop_assert_eq!(found, Some(longest(&edges, 0, &mut Vec::new())));
    }
}
