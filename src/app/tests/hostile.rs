//! Whatever a page hands to the form.

use super::*;

const MARKUP: &str = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'>";

/// Lets the page fill in one field of a repair, sends it, and compares what is sent of the field or what is wrong with it.
#[track_caller]
fn check(field: &str, told: &str, expected: Result<&str, EntryFault>) {
    let mut customer = Customer::at(OPEN);
    customer.does([Msg::Identified([(field.to_string(), told.to_string())].into()), Msg::FormAsked("defect".into())]);
    let rest: Vec<_> = REPAIR.iter().copied().filter(|(name, _)| *name != field).collect();
    let effects = customer.fills(&rest).sends();
    let sent = effects.iter().find_map(|effect| if let Effect::Send { body, .. } = effect { Some(body) } else { None });
    let shown: String = told.chars().take(60).collect();
    match expected {
        Ok(text) => {
            let sent = sent.unwrap_or_else(|| panic!("{field} = {shown}: {:?}", customer.session.problems));
            assert_eq!(sent["fields"].get(field).and_then(Json::as_str).unwrap_or_default(), text, "{field} = {shown}");
            assert!(sent.get("files").is_none());
        }
        Err(fault) => {
            let expected = FieldProblem { field: field.into(), fault };
            assert!(sent.is_none() && customer.session.problems.iter().any(|(problem, _)| *problem == expected), "{field} = {shown}");
        }
    }
}

#[test]
fn what_a_page_fills_in_is_text_or_refused() {
    let megabyte = "あ".repeat(350_000);
    check("name", MARKUP, Ok(MARKUP));
    check("name", "javascript:alert(1)", Ok("javascript:alert(1)"));
    check("name", "\u{202e}gpj.exe", Ok("\u{202e}gpj.exe"));
    check("name", "a\0b\u{1b}[2J\u{7f}", Ok("ab[2J"));
    check("message", "one\r\ntwo\u{b}\tthree\0", Ok("one\ntwo\tthree"));
    check("name", "../../x", Ok("../../x"));
    check("name", &megabyte, Err(EntryFault::TooLong));
    check("message", &megabyte, Err(EntryFault::TooLong));
    check("email", MARKUP, Err(EntryFault::NotAnEmail));
    check("email", "a\0b@example.jp", Ok("ab@example.jp"));
    check("model", "__proto__", Ok(""));
    // No fields of this form.
    check("__proto__", "x", Ok(""));
    check("constructor", MARKUP, Ok(""));
    check("photos", "con.txt", Ok(""));
}
