//! The fixtures: each has one defect and is named after it. What `tasuke check` says of it, and what is left of it.

use crate::project::{read, root};
use clap::Parser;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use tasuke::cli::{Cli, Exit, Report, Server, run};
use tasuke::knowledge::{Knowledge, MAX_BYTES, Source, load};

/// The day on which the fixtures are looked at.
const TODAY: &str = "2026-11-22";

/// Each fixture with its problems as `line:column code severity`.
const FIXTURES: &[(&str, &[&str])] = &[
    ("adapter-hubspot-without-form", &["24:16 Missing error", "24:16 Missing error"]),
    ("adapter-hubspot-loses-field", &["41:16 NotCarried error"]),
    ("adapter-loses-routes", &["51:15 NotCarried error"]),
    ("adapter-unknown-field", &["29:18 UnknownReference error"]),
    ("adapter-relative-service", &["26:14 BadUrl error"]),
    ("adapter-loses-files", &["51:20 NotCarried error"]),
    ("agents-unknown-locale", &["28:5 UnknownLocale warning"]),
    ("bad-closure", &["3:11 BrokenSite error", "9:7 BadDate error"]),
    ("bad-date", &["27:19 BadDate error"]),
    ("bad-hours", &["3:11 BrokenSite error", "9:14 BadHours error"]),
    ("bad-id", &["23:13 BadId error"]),
    ("bad-mask", &["39:20 BadMask error"]),
    ("bad-moment", &["27:15 BadDate error"]),
    ("bad-weekday", &["3:11 BrokenSite error", "9:18 BadHours error"]),
    (
        "broken-site-and-more",
        &[
            "3:11 BrokenSite error",
            "9:14 BadHours error",
            "23:19 UnknownReference error",
            "31:15 BadMarkdown warning",
            "31:15 BadMarkdown warning",
            "34:13 DuplicateId error",
            "40:12 TestsNotRun advice",
        ],
    ),
    ("broken-site-without-locales-and-more", &["3:11 BrokenSite error", "16:19 UnknownReference error"]),
    ("byte-order-mark", &["23:3 UnknownKey warning"]),
    ("choice-without-options", &["36:16 Missing error"]),
    ("closures-past", &["8:15 OldClosures advice"]),
    ("comments", &["2:3 NotJson error"]),
    ("condition-days-of-a-word", &["50:23 Condition error"]),
    ("condition-malformed", &["51:23 Condition error"]),
    ("condition-mismatch", &["50:23 Condition error"]),
    ("condition-never-equal", &["50:23 Condition error"]),
    ("condition-not-an-object", &["50:23 Condition error"]),
    ("condition-two-operators", &["50:23 Condition error"]),
    ("condition-undeclared-fact", &["50:23 Condition error"]),
    ("condition-unknown-operator", &["52:19 Condition error"]),
    ("condition-unknown-variable", &["50:23 Condition error"]),
    ("control-characters", &["25:16 UnseenCharacter warning"]),
    ("dangling-article-flow", &["27:15 UnknownReference error"]),
    ("dangling-category", &["24:19 UnknownReference error"]),
    ("dangling-field-fact", &["39:17 UnknownReference error"]),
    ("dangling-link-kind", &["26:15 BadUrl error"]),
    (
        "dangling-link",
        &["26:15 UnknownReference error", "26:15 UnknownReference error", "26:15 UnknownReference error", "26:15 UnknownReference error"],
    ),
    ("dangling-notice-topic", &["28:9 UnknownReference error"]),
    ("dangling-popular", &["10:7 UnknownReference error"]),
    ("dangling-related", &["29:9 UnknownReference error"]),
    ("dangling-topic-category", &["50:11 UnknownReference error"]),
    ("dangling-topic-field", &["48:11 UnknownReference error"]),
    ("data-image-in-body", &["26:15 BadMarkdown error", "26:15 BadMarkdown error"]),
    ("direction-marks", &["25:16 UnseenCharacter warning"]),
    ("duplicate-article", &["23:13 DuplicateId error"]),
    ("duplicate-category", &["15:13 DuplicateId error"]),
    ("duplicate-flow", &["36:13 DuplicateId error"]),
    ("duplicate-key", &["5:35 DuplicateKey warning"]),
    ("duplicate-notice", &["29:13 DuplicateId error"]),
    ("duplicate-route", &["58:15 DuplicateId error"]),
    ("duplicate-topic", &["51:15 DuplicateId error"]),
    ("empty-text", &["25:16 EmptyText error"]),
    ("empty", &["1:1 NotJson error"]),
    ("fact-unknown-type", &["25:15 UnknownWord error"]),
    ("field-when-unknown-variable", &["40:17 Condition error"]),
    ("files-without-attachments", &["23:13 Missing error"]),
    ("flow-asks-twice", &["113:18 AskedTwice warning"]),
    ("flow-branches-in-a-circle", &["40:18 NoWayOut error", "57:19 NoWayOut error"]),
    ("flow-choose-without-options", &["40:18 Missing error"]),
    ("flow-dangling-article", &["42:22 UnknownReference error"]),
    ("flow-dangling-category", &["45:19 UnknownReference error"]),
    ("flow-dangling-end-article", &["43:22 UnknownReference error"]),
    ("flow-dangling-fact", &["43:19 UnknownReference error"]),
    ("flow-dangling-field", &["45:22 UnknownReference error"]),
    ("flow-dangling-topic", &["43:20 UnknownReference error"]),
    ("flow-dangling-variable", &["45:22 Condition error"]),
    ("flow-dead-case", &["61:13 DeadCase warning"]),
    ("flow-duplicate-option", &["50:21 DuplicateId error"]),
    ("flow-end-unknown-outcome", &["42:22 UnknownWord error"]),
    ("flow-end-without-article", &["40:18 Missing error"]),
    ("flow-end-without-topic", &["40:18 Missing error"]),
    ("flow-end-without-url", &["40:18 Missing error"]),
    ("flow-enter-files", &["44:19 UnknownWord error"]),
    ("flow-go-in-a-circle", &["42:19 FlowCircle error", "58:19 FlowCircle error"]),
    ("flow-go-nowhere", &["42:19 UnknownReference error"]),
    ("flow-half-without-exit", &["46:18 NoWayOut error"]),
    ("flow-long", &["35:5 LongPath warning"]),
    ("flow-lookup-guessable", &["47:17 GuessableLookup warning"]),
    ("flow-lookup-never-said", &["54:23 Condition error"]),
    ("flow-text-unknown-variable", &["58:19 Condition error", "68:19 Condition error"]),
    ("flow-lookup-unknown-variable", &["44:22 Condition error"]),
    ("flow-lookup-without-words", &["44:22 Missing error"]),
    ("flow-many-without-next", &["40:18 Missing error"]),
    ("flow-nothing-to-choose", &["52:22 NothingToChoose warning"]),
    ("flow-option-nowhere", &["52:23 UnknownReference error"]),
    ("flow-option-without-next", &["49:13 Missing error"]),
    ("flow-refusal-without-rule", &["60:15 RefusalWithoutRule error"]),
    ("flow-start-nowhere", &["38:16 UnknownReference error"]),
    ("flow-step-nowhere", &["43:20 UnknownReference error"]),
    ("flow-step-without-kind", &["40:18 UnknownStep error"]),
    ("flow-test-fails", &["59:7 FlowTest error"]),
    ("flow-test-stops-early", &["59:7 FlowTest error"]),
    ("flow-test-unknown-flow", &["25:7 UnknownReference error"]),
    ("flow-unknown-step-kind", &["41:19 UnknownStep error"]),
    ("flow-unreachable-step", &["44:17 UnreachableStep warning"]),
    ("flow-without-exit", &["40:18 NoWayOut error", "45:19 NoWayOut error"]),
    ("format-as-text", &["1:1 NoFormat error"]),
    ("html-in-body", &["26:15 BadMarkdown warning", "26:15 BadMarkdown warning"]),
    ("line-break-in-text", &["3:24 NotJson error"]),
    ("list-for-object", &["3:11 BrokenSite error", "8:14 WrongType error"]),
    ("lone-surrogate", &["3:21 NotJson error"]),
    ("malformed", &["4:19 NotJson error"]),
    ("markdown-bare-url", &["26:15 BadMarkdown warning"]),
    ("markdown-cell", &["26:15 BadMarkdown warning"]),
    ("markdown-fence", &["26:15 BadMarkdown warning"]),
    ("markdown-heading", &["26:15 BadMarkdown warning"]),
    ("markdown-image-size", &["26:15 BadMarkdown warning"]),
    ("markdown-in-step", &["42:19 BadMarkdown warning"]),
    ("markdown-quote", &["26:15 BadMarkdown warning"]),
    ("markdown-rule", &["26:15 BadMarkdown warning"]),
    ("markup-in-title", &[]),
    ("misspelt-key", &["25:7 Misspelt error"]),
    ("missing-body", &["22:5 Missing error"]),
    ("missing-first-locale", &["16:16 MissingLocale warning"]),
    ("missing-locale", &["16:16 MissingLocale warning"]),
    ("missing-title", &["22:5 Missing error"]),
    ("near-word", &["17:15 UnknownWord error"]),
    ("negative-number", &["27:28 WrongType error"]),
    ("newer-format", &["2:13 NewerFormat error"]),
    ("no-format", &["1:1 NoFormat error"]),
    ("no-privacy", &["23:13 Missing error"]),
    ("no-reply", &["23:13 Missing error"]),
    ("no-site", &["1:1 BrokenSite error"]),
    ("not-an-object", &["1:1 WrongType error"]),
    ("notation-hidden", &["28:9 BadNotation error"]),
    ("notation-too-many", &["28:9 BadNotation error"]),
    ("notation-unclosed", &["28:9 BadNotation error"]),
    ("notation-unopened", &["28:9 BadNotation error"]),
    ("null-for-text", &["22:5 Missing error"]),
    ("number-for-text", &["25:16 NotQuoted error"]),
    ("object-for-list", &["9:17 WrongType error", "13:19 UnknownReference error"]),
    ("prototype-id", &["23:13 BadId error"]),
    ("prototype-key", &["4:3 UnknownKey warning", "5:3 UnknownKey warning"]),
    ("quoted-yes-no", &["27:16 Quoted error"]),
    ("related-of-bad-form", &["29:9 UnknownReference error"]),
    ("review-overdue", &["27:19 Overdue advice"]),
    ("route-never-taken", &["56:7 DeadCase warning"]),
    ("route-gap", &["51:15 Unrouted warning"]),
    ("route-unknown-variable", &["54:17 Condition error"]),
    ("script-adapter", &["26:14 BadUrl error"]),
    ("script-channel", &["16:16 BadUrl error"]),
    ("script-end", &["43:18 BadUrl error"]),
    ("script-link-entity", &[]),
    ("script-link-in-body", &["26:15 BadMarkdown error"]),
    ("script-policy", &["33:21 BadUrl error"]),
    ("search-test-fails", &["25:7 SearchTest error"]),
    ("search-test-unknown-locale", &["27:9 UnknownLocale warning"]),
    ("site-as-list", &["3:11 WrongType error", "3:11 BrokenSite error"]),
    ("site-misspelt-locales", &["3:11 BrokenSite error", "5:5 Misspelt error"]),
    ("site-without-locales", &["3:11 BrokenSite error"]),
    ("site-without-name", &["3:11 Missing error", "3:11 BrokenSite error"]),
    ("sound", &[]),
    ("stale-enriched", &["24:15 StaleEnriched advice"]),
    ("subscription-elsewhere", &["32:20 NotCarried error"]),
    ("subscription-never-asked", &["36:18 NotCarried error"]),
    ("subscription-without-box", &["35:23 NotCarried error"]),
    ("tests-malformed", &["25:7 Missing error", "25:7 Missing error"]),
    ("tests-not-run", &["24:19 UnknownReference error", "34:12 TestsNotRun advice"]),
    ("text-for-number", &["27:28 Quoted error"]),
    ("text-for-yes-no", &["27:16 WrongType error"]),
    ("topic-with-unknown-key", &["49:9 UnknownKey warning"]),
    ("trailing-comma", &["3:45 NotJson error"]),
    ("truncated", &["3:24 NotJson error"]),
    ("unknown-adapter", &["25:15 UnknownWord error"]),
    ("unknown-icon", &["17:15 UnknownWord error"]),
    ("unknown-key-far", &["23:3 UnknownKey warning"]),
    ("unknown-key-in-article", &["27:7 UnknownKey warning"]),
    ("unknown-key-near", &["23:3 UnknownKey warning"]),
    ("unknown-locale", &["19:9 UnknownLocale warning"]),
    ("urls-without-scheme", &["12:16 NoScheme warning", "32:15 NoScheme warning", "44:18 NoScheme warning"]),
    ("wide-quotes", &["3:20 NotJson error"]),
];

fn check(file: &str, lang: &str) -> Report {
    let cli = Cli::try_parse_from(["tasuke", "check", file, "--json", "--today", TODAY, "--lang", lang]).expect("arguments");
    run(&cli, Server { serve: |_, _| Report::default(), tickets: |_, _| Report::default() })
}

fn fixture(name: &str) -> String {
    root().join("tests/fixtures").join(name).with_extension("json").display().to_string()
}

fn problems(report: &Report) -> Vec<Value> {
    report.json.as_ref().expect("JSON")["problems"].as_array().expect("a list").clone()
}

/// A problem as the table writes it.
fn written(problem: &Value) -> String {
    let word = |key: &str| problem[key].as_str().unwrap_or_default().to_string();
    format!("{}:{} {} {}", problem["line"], problem["column"], word("code"), word("severity"))
}

#[test]
fn each_defect_is_named_with_its_place() {
    let mut wrong = Vec::new();
    for (name, expected) in FIXTURES {
        let report = check(&fixture(name), "en");
        let found: Vec<String> = problems(&report).iter().map(written).collect();
        let exit = if found.iter().any(|problem| problem.ends_with(" error")) { Exit::Errors } else { Exit::Fine };
        if found != *expected || report.exit != exit {
            wrong.push(format!("{name}: found {found:?}, {:?}; expected {expected:?}, {exit:?}", report.exit));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fixture_is_in_the_table() {
    let there: BTreeSet<String> = fs::read_dir(root().join("tests/fixtures"))
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let listed: BTreeSet<String> = FIXTURES.iter().map(|(name, _)| (*name).to_string()).collect();
    assert_eq!(there, listed);
}

#[test]
fn editors_read_it_in_their_language() {
    for (name, _) in FIXTURES {
        let [ja, en] = ["ja", "en"].map(|lang| problems(&check(&fixture(name), lang)));
        assert_eq!(ja.len(), en.len(), "{name}");
        for (ja, en) in ja.iter().zip(&en) {
            assert_eq!(written(ja), written(en), "{name}");
            for part in ["message", "mend"] {
                let (ja, en) = (ja[part].as_str().expect("a text"), en[part].as_str().expect("a text"));
                assert!(!ja.is_empty() && !en.is_empty() && ja != en, "{name}: {part}: {ja} / {en}");
                assert!(ja.chars().any(|c| c as u32 > 0x3000), "{name}: {part} is not Japanese: {ja}");
                assert!(
                    !en.contains("  ") && en.ends_with(['.', '?', ')', ':']) || en.contains("://") || en.contains(": "),
                    "{name}: {part}: {en}"
                );
            }
        }
    }
}

#[test]
fn a_near_key_is_suggested() {
    let mend = |name: &str| problems(&check(&fixture(name), "en"))[0]["mend"].as_str().unwrap_or_default().to_string();
    assert_eq!(mend("unknown-key-near"), "Did you mean \"articles\"?");
    assert!(mend("unknown-key-far").starts_with("Remove it, or use one of: "));
    assert_eq!(mend("dangling-category"), "Did you mean \"all\"?");
    assert_eq!(mend("flow-dangling-topic"), "Did you mean \"other\"?");
    assert_eq!(mend("misspelt-key"), "Did you mean \"title\"?");
    assert!(mend("near-word").starts_with("Did you mean \"truck\"? Use one of: truck, box, "));
}

#[test]
fn what_is_told_names_what_to_write() {
    let of = |name: &str, part: &str| {
        problems(&check(&fixture(name), "en")).iter().map(|found| found[part].as_str().unwrap_or_default().to_string()).collect::<Vec<_>>()
    };
    let line = format!("{}:17", fixture("duplicate-article"));
    assert_eq!(of("duplicate-article", "message"), [format!("The id \"a\" is taken. The other one stands at {line}.")]);
    assert_eq!(of("flow-asks-twice", "mend"), ["Add \"email\": \"{answer.mail}\" to \"fields\"."]);
    assert_eq!(of("quoted-yes-no", "mend"), ["Take the quotes away: write true alone."]);
    assert_eq!(of("text-for-number", "mend"), ["Take the quotes away: write 90 alone."]);
    assert_eq!(of("tests-not-run", "message")[1], "Parts of the file cannot be used, so 3 tests were not run.");
    let urls = ["https://www.shop.example/chat", "https://shop.example/p", "https://shop.example"];
    assert_eq!(of("urls-without-scheme", "mend"), urls.map(|url| format!("Write {url}.")));
}

/// What is left of a fixture: articles, flows, notices, channels, and whether there is a form.
fn left(knowledge: &Knowledge) -> [usize; 5] {
    let form = knowledge.ticket.as_ref().map_or(0, |ticket| ticket.topics.len());
    [knowledge.articles.len(), knowledge.flows.len(), knowledge.notices.len(), knowledge.site.channels.len(), form]
}

#[test]
fn only_the_broken_part_falls_away() {
    // Articles, flows, notices, channels, topics of the form.
    let cases = [
        ("sound", [1, 1, 1, 0, 1]),
        ("bad-id", [1, 0, 0, 0, 0]),
        ("dangling-category", [1, 0, 0, 0, 0]),
        ("dangling-related", [2, 0, 0, 0, 0]),
        ("related-of-bad-form", [2, 0, 0, 0, 0]),
        ("number-for-text", [1, 0, 0, 0, 0]),
        ("duplicate-article", [1, 0, 0, 0, 0]),
        ("dangling-notice-topic", [1, 0, 0, 0, 0]),
        ("bad-moment", [1, 0, 0, 0, 0]),
        ("script-channel", [1, 0, 0, 1, 0]),
        ("flow-step-nowhere", [1, 1, 0, 0, 0]),
        ("flow-unknown-step-kind", [1, 1, 0, 0, 0]),
        ("flow-branches-in-a-circle", [1, 1, 0, 0, 0]),
        ("flow-without-exit", [1, 1, 0, 0, 0]),
        ("flow-dangling-variable", [1, 2, 0, 0, 1]),
        ("condition-never-equal", [1, 1, 0, 0, 0]),
        ("script-end", [1, 1, 0, 0, 0]),
        ("no-privacy", [1, 0, 0, 0, 0]),
        ("script-policy", [1, 0, 0, 0, 0]),
        ("dangling-topic-field", [1, 0, 0, 0, 1]),
        ("topic-with-unknown-key", [1, 0, 0, 0, 1]),
        ("html-in-body", [2, 0, 0, 0, 0]),
        ("prototype-id", [2, 0, 0, 0, 0]),
        ("object-for-list", [0, 0, 0, 0, 0]),
    ];
    for (name, expected) in cases {
        let source = Source { name: name.into(), text: read(&format!("tests/fixtures/{name}.json")) };
        let loaded = load(&[source]).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        assert_eq!(left(&loaded.knowledge), expected, "{name}: {:?}", loaded.problems);
    }
}

#[test]
fn what_cannot_be_used_at_all_is_refused() {
    let refused = ["empty", "malformed", "truncated", "comments", "lone-surrogate", "not-an-object", "no-format", "format-as-text"];
    for name in refused.iter().chain(&["newer-format", "no-site", "site-without-locales", "site-without-name", "site-as-list"]) {
        let source = Source { name: (*name).into(), text: read(&format!("tests/fixtures/{name}.json")) };
        let problems = load(&[source]).expect_err(name);
        assert!(!problems.is_empty(), "{name}");
    }
}

#[test]
fn what_is_too_large_or_too_deep_is_refused_at_once() {
    let load = |text: String| load(&[Source { name: "huge".into(), text }]).expect_err("refused");
    let large = format!("{{\"format\": 1, \"notes\": \"{}\"}}", "x".repeat(20 << 20));
    assert!(large.len() > MAX_BYTES);
    assert!(format!("{:?}", load(large)).contains("TooLarge"));
    for open in ["[", "{\"a\":"] {
        assert!(format!("{:?}", load(open.repeat(100_000))).contains("NotJson"));
    }
}

#[test]
fn a_large_file_is_told_in_the_editor_s_words() {
    let path = std::env::temp_dir().join(format!("tasuke-large-{}.json", std::process::id()));
    fs::write(&path, format!("{{\"format\": 1, \"x\": \"{}\"}}", "x".repeat(20 << 20))).expect("a file");
    let report = check(&path.display().to_string(), "en");
    fs::remove_file(&path).expect("removed");
    let problems = problems(&report);
    assert_eq!(problems.iter().map(written).collect::<Vec<_>>(), ["1:1 TooLarge error"]);
    assert_eq!(problems[0]["message"], "The file is too large (20 MB, at most 8 MB).");
}
