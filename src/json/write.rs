//! The writer.

use super::Json;

/// Writes JSON without blanks, keys in their order.
///
/// Numbers that are not whole are written to three decimals: what is written here are counts, and scores of which only
/// the order means anything.
pub fn write(json: &Json) -> String {
    let mut text = String::new();
    value(json, &mut text);
    text
}

fn value(json: &Json, out: &mut String) {
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => out.push_str(&whole.to_string()),
            (None, Some(whole)) => out.push_str(&whole.to_string()),
            (None, None) => decimal(number.as_f64().unwrap_or_default(), out),
        },
        Json::String(text) => string(text, out),
        Json::Array(list) => {
            let mut before = '[';
            for json in list {
                out.push(before);
                before = ',';
                value(json, out);
            }
            out.push_str(if before == '[' { "[]" } else { "]" });
        }
        Json::Object(map) => {
            let mut before = '{';
            for (key, json) in map {
                out.push(before);
                before = ',';
                string(key, out);
                out.push(':');
                value(json, out);
            }
            out.push_str(if before == '{' { "{}" } else { "}" });
        }
    }
}

fn decimal(number: f64, out: &mut String) {
    let thousandths = (number * 1000.0) as i64;
    if thousandths < 0 {
        out.push('-');
    }
    let digits = thousandths.unsigned_abs();
    out.push_str(&(digits / 1000).to_string());
    out.push('.');
    for place in [100, 10, 1] {
        out.push(char::from(b'0' + (digits / place % 10) as u8));
    }
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\0'..' ' => {
                out.push_str("\\u00");
                for nibble in [character as u8 >> 4, character as u8 & 15] {
                    out.push(char::from_digit(nibble.into(), 16).unwrap_or('0'));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
