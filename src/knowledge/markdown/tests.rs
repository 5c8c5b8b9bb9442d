use proptest::prelude::*;

use super::{Block, Inline, MAX_DEPTH, MarkdownProblemKind, is_plain, parse, plain, problems};

#[track_caller]
fn check_plain(text: &str, expected: &str) {
    assert_eq!(plain(&parse(text)), expected, "parsing {text:?}");
}

#[test]
fn knows_what_is_plain() {
    let plain = ["大雪のため、北海道・東北へのお届けが1〜3日遅れています。", "Orders placed by 12:00 (JST) ship this year.", "a"];
    let marked = ["", "1. one", "- one", "a *b*", "[a](b)", "a\nb", " a", "a ", "a <b", "a & b", "`a`", "a\tb", "12 days", "a  b|c"];
    assert_eq!(plain.map(is_plain), [true; 3]);
    assert_eq!(marked.map(is_plain), [false; 14]);
}

#[test]
fn shows_what_it_does_not_know_as_text() {
    for text in [
        "<b>bold</b> <!-- note -->",
        "> quoted",
        "# One",
        "#### Four",
        "<https://example.com>",
        "a[^1]",
        "[a][b]",
        "&amp; &#60;",
        "[click](javascript:alert)",
        "[click](JavaScript:alert)",
        "[click](data:text/html,x)",
        "[click](<java\u{1}script:alert>)",
        "[click]()",
        "![x](data:image/png;base64,x)",
        "~~gone~~",
        "---",
    ] {
        check_plain(text, text);
    }
}

#[test]
fn becomes_plain_text() {
    check_plain("## a\n\n**b** c\n\n- d\n  - e\n\n| f | g |\n|--|--|\n| h | i |", "a\nb c\nd\ne\nf g\nh i");
    check_plain("返品は\n無料", "返品は無料");
    check_plain("one\ntwo", "one two");
    check_plain("**返品**\n*無料*", "返品無料");
    check_plain("![a photo](x.png)", "a photo");
}

#[test]
fn emphasis_touches_japanese_punctuation() {
    for (text, strong) in [("は**「重要」**です", "「重要」"), ("は**重要。**です", "重要。"), ("は**(重要)**です", "(重要)")]
    {
        let [Block::Paragraph(inlines)] = &parse(text)[..] else { panic!("{text}") };
        assert_eq!(inlines.get(1), Some(&Inline::Strong(vec![Inline::Text(strong.into())])), "{text}");
    }
}

#[test]
fn links_and_images_keep_what_is_allowed() {
    for url in ["https://a.example/b?c=d#e", "HTTP://a", "mailto:a@b.example", "tel:+81-3", "#article/x", "/a/b", "../c", "a.html?x=1:2"] {
        let text = format!("[a]({url})");
        let link = Inline::Link { url: url.into(), text: vec![Inline::Text("a".into())] };
        assert_eq!(parse(&text), [Block::Paragraph(vec![link])], "{text}");
        assert_eq!(problems(&text), [], "{text}");
    }
    let image = Inline::Image { url: "/a.png".into(), alt: "b".into(), size: Some((640, 360)) };
    assert_eq!(parse("![b](/a.png \"640x360\")"), [Block::Paragraph(vec![image])]);
}

#[track_caller]
fn check_problem(text: &str, at: usize, kind: MarkdownProblemKind) {
    let found: Vec<_> = problems(text).into_iter().map(|problem| (problem.at, problem.kind)).collect();
    assert_eq!(found, [(at, kind)], "problems of {text:?}");
}

#[test]
fn tells_editors_what_is_outside() {
    use MarkdownProblemKind as Kind;
    for (text, at, kind) in [
        ("ok\n\na <b>", 6, Kind::Html),
        ("a <!-- b -->", 2, Kind::Html),
        ("see <https://a.example>", 4, Kind::Autolink),
        ("see https://a.example", 4, Kind::BareUrl),
        ("> a", 0, Kind::Blockquote),
        ("a\n> b", 2, Kind::Blockquote),
        ("a &amp; b", 2, Kind::Entity),
        ("| a |\n|---|\n| b | c |", 18, Kind::ExtraCell),
        ("a[^1]", 1, Kind::Footnote),
        ("# a", 0, Kind::HeadingLevel),
        ("#### a", 0, Kind::HeadingLevel),
        ("![a](b)", 0, Kind::ImageSize),
        ("![a](b \"big\")", 0, Kind::ImageSize),
        ("a\n\n    b", 7, Kind::IndentedCode),
        ("[a](javascript:b)", 0, Kind::LinkScheme),
        ("[a]()", 0, Kind::LinkScheme),
        ("[a](b \"c\")", 0, Kind::LinkTitle),
        ("[a][b]", 0, Kind::Reference),
        ("[a]: b", 0, Kind::Reference),
        ("---", 0, Kind::Rule),
        ("a\n\n***", 3, Kind::Rule),
        ("a\n===", 2, Kind::Setext),
        ("a\n---", 2, Kind::Setext),
        ("- a\n  - b\n    - c", 14, Kind::TooDeep),
        ("a\n\n```\nb", 3, Kind::UnclosedFence),
        ("| a |\n|---|\n| <br> |", 14, Kind::Html),
        ("- 返品\n  <br>", 11, Kind::Html),
    ] {
        check_problem(text, at, kind);
    }
}

#[test]
fn code_and_escapes_are_no_problems() {
    for text in ["`<b>`", "\\<b>", "```\n<b>\n# a\n```", "a < b", "a & b; c", "[a](https://b)", "- a\n- b", "1 - 2", ""] {
        assert_eq!(problems(text), [], "problems of {text:?}");
    }
}

/// The depth of the deepest node.
fn depth(blocks: &[Block]) -> usize {
    fn inline(inlines: &[Inline]) -> usize {
        let inner = inlines.iter().map(|one| match one {
            Inline::Em(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => inline(inner),
            _ => 0,
        });
        1 + inner.max().unwrap_or(0)
    }
    let inner = blocks.iter().map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => inline(text),
        Block::List { items, .. } => items.iter().map(|item| 1 + depth(item)).max().unwrap_or(0),
        _ => 0,
    });
    1 + inner.max().unwrap_or(0)
}

#[test]
fn huge_and_nested_texts_are_no_burden() {
    for unit in [
        "*",
        "**",
        "*a ",
        "*a _b ",
        "***a",
        "[",
        "![",
        "[a](",
        "[a](b",
        "]",
        "`",
        "`a``",
        "- ",
        "> ",
        "1. ",
        "|",
        "\\",
        "<a",
        "&a",
        "- a\n  ",
        "*\n",
        "(",
        "[a](b)",
        "*a* ",
        "a\n",
        "| a |\n|---|\n",
        "```\n",
        "[[a](b)](c)",
        "* a\n * b\n",
    ] {
        let text = unit.repeat(20_000); // Work by its square would take minutes.
        let blocks = parse(&text);
        assert!(depth(&blocks) <= MAX_DEPTH, "{unit:?} nests {} deep", depth(&blocks));
        let _ = problems(&text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_and_nothing_dropped(text in "[-a-c返品 \n*_#>|:.1<&+=\\\\]{0,60}") {
        // Without links, images and code, every letter is shown, or it is said that it is not.
        prop_assume!(problems(&text).iter().all(|problem| problem.kind != super::MarkdownProblemKind::ExtraCell));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&plain(&parse(&text))), letters(&text));
        for problem in problems(&text) {
            prop_assert!(text.is_char_boundary(problem.at));
        }
    }

    #[test]
    fn what_is_plain_need_not_be_parsed(text in "[-a-c返品 　\n*_#>|:.1<&+=\\\\`~()!,?%/'\"\\[\\]1-3]{1,12}|[a返][a-c返品 　:.1,?%/'\"();]{1,12}[a返]") {
        if is_plain(&text) {
            prop_assert_eq!(parse(&text), vec![Block::Paragraph(vec![Inline::Text(text)])]);
        }
    }

    #[test]
    fn any_markup_is_read(text in "[ab返\n \\[\\]()!*_`\"<>|~-]{0,60}") {
        prop_assert!(depth(&parse(&text)) <= MAX_DEPTH);
        for problem in problems(&text) {
            prop_assert!(text.is_char_boundary(problem.at));
        }
    }
}
