//! The command as an editor runs it.

use crate::project::root;
use serde_json::Value;
use std::process::{Command, Output};

/// What a command printed, and its exit.
struct Session {
    out: String,
    err: String,
    code: i32,
}

/// Runs `tasuke` with these words, in the folder of the fixtures.
fn tasuke(words: &str) -> Session {
    let command = Command::new(env!("CARGO_BIN_EXE_tasuke"))
        .args(words.split(' ').filter(|word| !word.is_empty()))
        .current_dir(root().join("tests/fixtures"))
        .env("LC_ALL", "C")
        .env_remove("TASUKE_TOKEN")
        .output();
    let Output { status, stdout, stderr } = command.expect("the command runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Session { out: text(stdout), err: text(stderr), code: status.code().expect("an exit") }
}

#[test]
fn a_sound_file_is_fine() {
    let session = tasuke("check sound.json");
    assert_eq!((session.out.as_str(), session.err.as_str(), session.code), ("Nothing is wrong.\n", "", 0));
}

#[test]
fn a_broken_file_is_told_line_by_line() {
    let session = tasuke("check bad-id.json");
    let expected = "bad-id.json:23:13: error: The id \"Not An Id\" has a wrong form.\n    \
        /articles/1/id → Use lower-case letters and digits joined by hyphens, such as return-window.\n\
        1 error, 0 warnings.\n";
    assert_eq!((session.out.as_str(), session.code), (expected, 1));
    let session = tasuke("check bad-id.json --lang ja");
    assert!(session.out.contains("bad-id.json:23:13: 誤り: ID「Not An Id」の形が正しくありません。"), "{}", session.out);
}

#[test]
fn warnings_and_advice_do_not_fail() {
    assert_eq!(tasuke("check unknown-key-near.json").code, 0);
    let session = tasuke("check review-overdue.json --today 2026-11-22");
    assert!(session.out.contains("The review is 235 days overdue."), "{}", session.out);
    assert_eq!(session.code, 0);
    assert_eq!(tasuke("check review-overdue.json --today 2026-01-02").out, "Nothing is wrong.\n");
}

#[test]
fn other_programs_get_json() {
    let session = tasuke("check bad-id.json --json");
    let json: Value = serde_json::from_str(&session.out).expect("JSON");
    assert_eq!((&json["errors"], &json["warnings"]), (&1.into(), &0.into()));
    let problem = &json["problems"][0];
    assert_eq!((&problem["file"], &problem["line"], &problem["column"]), (&"bad-id.json".into(), &23.into(), &13.into()));
    assert_eq!((&problem["code"], &problem["pointer"]), (&"BadId".into(), &"/articles/1/id".into()));
    assert_eq!(session.code, 1);
}

#[test]
fn several_files_are_one_knowledge_base() {
    let session = tasuke("check sound.json duplicate-category.json");
    assert!(session.out.contains("duplicate-category.json:11:13: error: The id \"all\" is taken."), "{}", session.out);
    assert_eq!(tasuke("check --knowledge sound.json").code, 0);
}

#[test]
fn what_cannot_be_done_is_said_with_the_way_on() {
    let session = tasuke("check none.json");
    assert!(session.err.starts_with("Cannot read none.json"), "{}", session.err);
    assert_eq!((session.out.as_str(), session.code), ("", 2));
    for words in ["", "chekc", "check --today tomorrow", "check --lang fr", "build sound.json"] {
        let session = tasuke(words);
        assert_eq!(session.code, 2, "{words}: {}", session.err);
        assert!(!session.err.is_empty() && session.out.is_empty(), "{words}");
    }
}

#[test]
fn broken_data_are_told_all_at_once_and_the_rest_is_measured() {
    let session = tasuke("eval --knowledge ../eval/kb.json --queries ../eval/queries.jsonl --oos ../eval/oos.jsonl --json");
    let expected = "../eval/kb.json:4: error: There is no \"title\".\n\
        ../eval/queries.jsonl:3: error: This is not JSON.\n\
        ../eval/queries.jsonl:4: error: No article has the id \"None\".\n\
        ../eval/oos.jsonl:2: error: There is no \"q\".\n";
    assert_eq!((session.err.as_str(), session.code), (expected, 1));
    let json: Value = serde_json::from_str(&session.out).expect("JSON");
    let keys: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["auroc", "by", "confident", "hit@1", "hit@10", "hit@3", "keystroke", "mrr@10", "n", "zero"]);
    assert_eq!((&json["n"], &json["mrr@10"], &json["by"]["typo"]["n"]), (&2.into(), &1.0.into(), &1.into()));
    let session = tasuke("eval --knowledge ../eval/kb.json --queries ../eval/queries.jsonl --lang ja");
    assert!(session.out.contains("全体") && session.err.contains("誤り: \"title\" がありません。"), "{}", session.out);
    for words in ["eval", "eval --knowledge ../eval/kb.json --queries none.jsonl", "eval --knowledge none --queries ../eval/oos.jsonl"] {
        assert_eq!(tasuke(words).code, 2, "{words}");
    }
}

#[test]
fn a_search_shows_what_a_customer_finds() {
    let session = tasuke("search 返品 --knowledge ../../knowledge.json --limit 1 --today 2026-11-22");
    assert_eq!(session.code, 0, "{}", session.err);
    let lines: Vec<&str> = session.out.lines().collect();
    assert!(
        lines.len() == 3 && lines[0].contains("【返品】") && lines[2] == "The first result is shown as the likely answer.",
        "{lines:?}"
    );
    let session = tasuke("search refund --knowledge ../../knowledge.json --locale en --json --today 2026-11-22");
    let json: Value = serde_json::from_str(&session.out).expect("JSON");
    assert!(json["confident"] == true && json["results"].as_array().is_some_and(|results| results.len() > 3), "{json}");
    let session = tasuke("search へんぴん --knowledge ../../knowledge.json --limit 1 --today 2026-11-22 --explain");
    for part in ["      score ", "confidence ", "Taken to mean: 返品", "“返品” (weight ", "): title"] {
        assert!(session.out.contains(part), "{part}: {}", session.out);
    }
    let session = tasuke("search へんぴん --knowledge ../../knowledge.json --limit 1 --today 2026-11-22 --explain --json");
    let json: Value = serde_json::from_str(&session.out).expect("JSON");
    let explanation = &json["results"][0]["explanation"];
    assert!(explanation["way"] == "written" && explanation["parts"]["text"].as_f64() > Some(0.0), "{json}");
    let session = tasuke("search x --knowledge sound.json --locale fr");
    assert!(session.code == 2 && session.err.contains("The knowledge is not in \"fr\""), "{}", session.err);
}

#[test]
fn help_is_no_error() {
    for words in ["--help", "check --help", "--version"] {
        let session = tasuke(words);
        assert_eq!((session.code, session.err.as_str()), (0, ""), "{words}");
        assert!(!session.out.is_empty());
    }
}

#[test]
fn the_demo_file_has_nothing_to_mend() {
    let session = tasuke("check ../../knowledge.json --today 2026-11-22");
    assert_eq!((session.out.as_str(), session.code), ("Nothing is wrong.\n", 0));
}
