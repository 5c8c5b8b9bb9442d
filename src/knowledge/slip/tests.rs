use super::Slip::{self, *};
use crate::json;
use proptest::prelude::*;

/// Slips, each with a text in which `▲` marks the place to mend; the mark is no part of the text.
fn slips() -> Vec<(&'static str, Slip)> {
    let wide = |sign, meant| WideSign { sign, meant };
    let comma = |ends_line| MissingComma { ends_line };
    let unquoted = |word: &str| Unquoted { word: word.into() };
    vec![
        ("▲", Empty),
        ("▲ \n ", Empty),
        ("{\"a\": 1▲", EndsEarly { open: '{', line: 1 }),
        ("{\n\"a\": [\n1,▲\n\n", EndsEarly { open: '[', line: 2 }),
        ("{\"a\": \"Sho▲", EndsEarly { open: '{', line: 1 }),
        ("{\"a\": \"x▲,\n\"b\": 1}", MissingQuote),
        ("{\"a\": \"x▲\n}", MissingQuote),
        ("[\"送料▲, \r\n\"返品\"]", MissingQuote),
        ("{\"a\": \"x▲\ny\"}", LineBreak),
        ("{\"a\": \"x▲\ty\"}", Tab),
        ("{\"a\": \"say ▲\"yes\" to it\"}", InnerQuote),
        ("{\"a\": \"▲\"はい\"と\"}", InnerQuote),
        ("{\"a\": \"はい▲\"、と\"}", InnerQuote),
        ("{\"a: ▲\"x\"}", InnerQuote),
        ("{\"a\": \"x, ▲\"b\": 1}", InnerQuote),
        ("{\"a\": 1▲\n\"b\": 2}", comma(true)),
        ("{\"a\": \"送料\"▲\n  \"b\": 2}", comma(true)),
        ("{\"a\": \"x\"▲ \"b\": 2}", comma(false)),
        ("{\"a\": {}▲\n \"b\": 2}", comma(true)),
        ("[{}▲ {}]", comma(false)),
        ("[\"a\"▲\n\"b\"]", comma(true)),
        ("[1▲ true]", comma(false)),
        ("{\"a\": 1▲,\n}", ExtraComma),
        ("[1▲,]", ExtraComma),
        ("[1,▲, 2]", ExtraComma),
        ("{\"a\": 1,▲, \"b\": 2}", ExtraComma),
        ("{▲, \"b\": 2}", ExtraComma),
        ("{\"a\"▲ \"b\"}", MissingColon),
        ("{\"a\"▲, \"b\": 1}", MissingColon),
        ("{\"a\":▲}", MissingValue),
        ("{\"a\":▲, \"b\": 1}", MissingValue),
        ("{▲“a”: 1}", wide('“', '"')),
        ("{\"a\": ▲「x」}", wide('「', '"')),
        ("{\"a\": 1▲，\n\"b\": 2}", wide('，', ',')),
        ("{\"a\": \"x\"▲、\n\"b\": 2}", wide('、', ',')),
        ("{\"a\"▲： 1}", wide('：', ':')),
        ("{\"a\"▲：\"x\"}", wide('：', ':')),
        ("{\"a\": ▲１}", wide('１', '1')),
        ("▲｛\"a\": 1}", wide('｛', '{')),
        ("{▲\u{3000}\"a\": 1}", wide('\u{3000}', ' ')),
        ("[{\"a\": 1}, ▲\"b\": 2}]", KeyOutside),
        ("[▲\"b\": 2}]", KeyOutside),
        ("{▲'a': 1}", SingleQuote),
        ("{\"a\": ▲'x'}", SingleQuote),
        ("{▲a: 1}", unquoted("a")),
        ("{\"a\": ▲True}", unquoted("True")),
        ("{\"a\": ▲送料\"}", unquoted("送料")),
        ("{\"a\": 1}▲}", ExtraBracket { sign: '}' }),
        ("{\"a\": {\"b\": 1}▲}, \"c\": 2}", ExtraBracket { sign: '}' }),
        ("{\"a\": 1,\n▲},\n\"b\": 2}", ExtraBracket { sign: '}' }),
        ("{\n\"a\": [1▲}\n}", WrongBracket { open: '[', line: 2, sign: '}' }),
        ("{\"a\": 1▲]", WrongBracket { open: '{', line: 1, sign: ']' }),
        ("{▲// a shop\n\"a\": 1}", Comment),
        ("{\"a\": 1 ▲# a shop\n}", Comment),
        ("{\"a\": \"x▲\\y\"}", BadEscape),
        ("{\"a\": \"▲\\ud800\"}", BadEscape),
        ("{\"a\": ▲01}", BadNumber),
        ("{\"a\": ▲.5}", BadNumber),
        ("{\"a\": 1▲; \"b\": 2}", Stray { sign: ';' }),
    ]
}

#[test]
fn each_slip_is_found_where_it_is_to_be_mended() {
    for (marked, expected) in slips() {
        let at = marked.find('▲').expect("a mark");
        let text = marked.replace('▲', "");
        assert_eq!(Slip::find(&text), Some((expected, at)), "{text}");
    }
}

#[test]
fn brackets_beyond_what_is_read_are_too_deep() {
    assert_eq!(Slip::find(&"[".repeat(200)), Some((TooDeep, 127)));
}

proptest! {
    /// What is no JSON has a slip, and what is JSON has none.
    #[test]
    fn it_agrees_with_the_reader(text in prop_oneof![
        "[\\[\\]{},:\"a1 \n\\\\u０、']{0,12}",
        r#"\{"a": \[1, "x"[,\]} ]{0,4}"b": [tf"]{0,2}true[}"]{0,2}"#,
    ]) {
        let found = Slip::find(&text);
        prop_assert_eq!(found.is_some(), json::read(&text).is_err(), "{:?}", found);
        prop_assert!(found.is_none_or(|(_, at)| text.is_char_boundary(at)));
    }
}
