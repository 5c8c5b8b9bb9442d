//! Answers that no service means well with.

use super::*;

const MARKUP: &str = "<img src=x onerror=alert(1)><script>alert(1)</script>";

#[test]
fn a_hostile_answer_is_text_or_nothing() {
    let long = "あ".repeat(350_000);
    let deep = "[".repeat(100_000);
    let bodies = [
        String::new(),
        "\0".into(),
        "null".into(),
        "[]".into(),
        "{\"number\": 1e999}".into(),
        "{\"number\": -1}".into(),
        "{\"__proto__\": {\"number\": \"1\"}}".into(),
        format!("<!doctype html>{MARKUP}"),
        deep.clone(),
        format!("{{\"errors\": {deep}"),
        format!("{{\"upload\": {{\"token\": {deep}"),
        format!("{{\"errors\": [{}]}}", vec!["1"; 500].join(",")),
        format!("\"{long}\""),
    ];
    for adapter in ALL {
        for body in &bodies {
            for status in [200, 201, 400, 409, 422, 500] {
                let replies = vec![(status, body.as_str()); 12];
                let (_, end) = resume(adapter, &files::photos(2), &mut Vec::new(), &replies);
                let said = &body[..body.len().min(40)];
                match end {
                    Some(Turn::Done(Answer::Later | Answer::Refused | Answer::Unknown)) => {}
                    // Services that give no number say by any JSON that they have it.
                    Some(Turn::Done(Answer::Accepted { number, .. })) => {
                        assert!(number.is_empty() && (200..300).contains(&status) && body.starts_with('{'), "{adapter} {status} {said}");
                    }
                    // By these alone an intake says that it takes no such file, or has another under this id.
                    Some(Turn::Done(Answer::FieldErrors(problems))) if [409, 422].contains(&status) => {
                        let is_file = |words: &str| words.is_empty() || files::photos(2).iter().any(|file| file.name == words);
                        assert!(problems.iter().all(|(problem, words)| problem.field == "photos" && is_file(words)), "{problems:?}");
                    }
                    end => panic!("{adapter} {status} {said}: {end:?}"),
                }
            }
        }
    }
}

#[test]
fn words_of_a_service_stay_words() {
    let errors = |words: &str| format!("{{\"errors\": [{{\"field\": \"name\", \"code\": \"x\", \"message\": \"{words}\"}}]}}");
    for words in [MARKUP, "javascript:alert(1)", "\u{202e}gpj", &"x".repeat(1_000_000)] {
        let refused = [(400, &*errors(words))];
        assert_eq!(play(HTTP, &refused).1, Some(Turn::Done(wrong("name", EntryFault::Refused, words))));
        assert_eq!(play(HTTP, &[(201, &format!("{{\"number\": \"{words}\"}}"))]).1, Some(Turn::Done(accepted(words))));
    }
    let many = format!("{{\"errors\": [{}]}}", vec!["{\"field\": \"name\"}"; 500].join(","));
    let Some(Turn::Done(Answer::FieldErrors(problems))) = play(HTTP, &[(400, &many)]).1 else { panic!("they are read") };
    assert_eq!(problems.len(), 500);
    // What a service hands out goes into the next address and body as it is, and nowhere else.
    let (asked, _) = play(CHATWOOT, &[(200, r#"{"source_id": "../../../x?y#z"}"#)]);
    assert_eq!(asked[1].url, "https://c.example/public/api/v1/inboxes/box/contacts/..%2F..%2F..%2Fx%3Fy%23z/conversations");
}
