//! serde_json is the oracle.

use super::*;
use proptest::prelude::*;
use serde_json::{from_str, json as oracle, to_string};

#[test]
fn reads_what_the_oracle_reads() {
    let deep = |n: usize| ["[".repeat(n), "]".repeat(n)].concat();
    let cases = [
        "null",
        " true ",
        "false",
        "0",
        "-1",
        "18446744073709551615",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1.5",
        "-0",
        "0.1",
        "1e3",
        "1E-3",
        "2.5e+10",
        "123456789012345",
        "[]",
        "[1,[2]]",
        "{}",
        "{\"a\":{\"b\":[null]}}",
        "{\"a\":1,\"a\":2}",
        "\"\"",
        r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#,
        "\"日本\"",
        "",
        " ",
        "nul",
        "truex",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "1e999",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{a:1}",
        "{\"a\":1,}",
        "\"",
        "\"\n\"",
        r#""\x""#,
        r#""\u12""#,
        r#""\ud83d""#,
        r#""\ud83dx""#,
        r#""\ud83d\u0041""#,
        r#""\udc00""#,
        "1 1",
        "[",
        "{",
        "\u{feff}1",
        "\"\0\"",
        "0x1",
        "--1",
        "1e5e",
        "[1]]",
    ];
    for text in cases.into_iter().map(String::from).chain([deep(127), deep(128)]) {
        assert_eq!(read(&text).ok(), from_str(&text).ok(), "{text}");
    }
}

#[test]
fn says_where_it_stops() {
    let cases = [("", (1, 1)), ("{\"a\":\n  nul}", (2, 3)), ("[1,\n2,\n]", (3, 1)), ("1 x", (1, 3))];
    for (text, (line, column)) in cases {
        assert_eq!(read(text), Err(NotJson { line, column }), "{text}");
    }
}

#[test]
fn decimals_are_short() {
    assert_eq!(write(&oracle!([0.5, -1.25, 12.3456, 7, -7, u64::MAX])), "[0.500,-1.250,12.345,7,-7,18446744073709551615]");
}

#[test]
fn builds_objects() {
    let helped: Option<bool> = None;
    let pairs = [("a".to_string(), "b".to_string())];
    let built = json!({"id": "x", "n": 2_usize, "helped": helped, "list": json!([1_usize]), "values": pairs[..]});
    assert_eq!(built, oracle!({"id": "x", "n": 2, "helped": null, "list": [1], "values": {"a": "b"}}));
    assert_eq!(json!({}), oracle!({}));
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        ".*".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map(".*", inner, 0..6).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn agrees_on_json(json in any_json()) {
        prop_assert_eq!(read(&to_string(&json).unwrap()), Ok(json.clone()));
        prop_assert_eq!(from_str::<Json>(&write(&json)).unwrap(), json);
    }

    #[test]
    fn agrees_on_text(text in r#"([\[\]{},: \n"\\a-fun/é0-9.+-]|true|false|null|"[a-z]*"|\\u[0-9a-f]{4}){0,12}"#) {
        match (read(&text), from_str::<Json>(&text)) {
            (Ok(read), Ok(oracle)) if write(&read) != write(&oracle) => prop_assert_eq!(read, oracle),
            (read, oracle) => prop_assert_eq!(read.is_ok(), oracle.is_ok(), "{}", text),
        }
    }

    #[test]
    fn agrees_on_decimals(digits in 0_u64..1_000_000_000_000_000, scale in 0_usize..22) {
        let text = format!("{digits}e-{scale}");
        prop_assert_eq!(read(&text).unwrap().as_f64(), text.parse::<f64>().ok());
    }
}
