//! Links to what stays at home become plain text, so that no customer meets a dead end and no id of a draft gets out.

/// The text without the links `[text](#kind/id)` that are gone; what they showed stays.
pub(super) fn unlink(text: &str, is_gone: impl Fn(&str, &str) -> bool) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](#") {
        let (before, link) = rest.split_at(at);
        let end = link.find(')').map_or(link.len(), |end| end + 1);
        let (link, after) = link.split_at(end);
        let target = link.trim_start_matches("](#").trim_end_matches(')');
        let (kind, id) = target.split_once('/').unwrap_or((target, ""));
        done.push_str(before);
        if is_gone(kind, id) {
            remove_opening(&mut done);
        } else {
            done.push_str(link);
        }
        rest = after;
    }
    done + rest
}

/// Takes out the bracket that the link's text began with.
fn remove_opening(text: &mut String) {
    let mut depth = 0;
    for (index, character) in text.char_indices().rev() {
        match character {
            ']' => depth += 1,
            '[' if depth > 0 => depth -= 1,
            '[' => {
                text.remove(index);
                return;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unlink;

    #[test]
    fn links_to_what_is_gone_become_text() {
        let cases = [
            ("", ""),
            ("see [the fee](#article/gone).", "see the fee."),
            ("see [the fee](#article/here).", "see [the fee](#article/here)."),
            ("[a](#article/gone)[b](#flow/gone)", "ab"),
            ("[a [b] c](#article/gone) [d](https://x.example)", "a [b] c [d](https://x.example)"),
            ("**[太字](#article/gone)**", "**太字**"),
            ("[x](#contact/gone)", "[x](#contact/gone)"),
            ("](#article/gone)", ""),
            ("[open](#article/gone", "open"),
        ];
        for (text, expected) in cases {
            assert_eq!(unlink(text, |kind, id| kind != "contact" && id == "gone"), expected, "{text}");
        }
    }
}
