//! pulldown-cmark's reading of the subset, and documents of the subset.

use proptest::prelude::*;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Align, Block, Inline, inline::is_cjk, parse};

#[track_caller]
fn check(text: &str) {
    assert_eq!(parse(text), oracle(text), "parsing {text:?}");
}

fn oracle(text: &str) -> Vec<Block> {
    let events: Vec<_> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    blocks(&mut events.into_iter().peekable())
}

type Events<'a> = std::iter::Peekable<std::vec::IntoIter<Event<'a>>>;

fn blocks(events: &mut Events) -> Vec<Block> {
    let mut found = Vec::new();
    while let Some(event) = events.peek() {
        let Event::Start(tag) = event.clone() else {
            if matches!(event, Event::End(_)) {
                events.next();
                break;
            }
            // The text of a tight item stands without a paragraph.
            found.push(Block::Paragraph(inlines(events, true)));
            continue;
        };
        if matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }) {
            found.push(Block::Paragraph(inlines(events, true)));
            continue;
        }
        events.next();
        found.push(match tag {
            Tag::Paragraph => Block::Paragraph(inlines(events, false)),
            Tag::Heading { level, .. } => Block::Heading { level: level as u8, text: inlines(events, false) },
            Tag::List(start) => Block::List { start: start.map(|start| start as u32), items: items(events) },
            Tag::CodeBlock(kind) => {
                let CodeBlockKind::Fenced(info) = kind else { panic!("indented code") };
                let language = info.split([' ', '\t']).next().unwrap_or("").to_owned();
                let mut text = String::new();
                while let Some(Event::Text(more)) = events.next() {
                    text += &more;
                }
                Block::Code { language, text }
            }
            Tag::Table(align) => table(&align, events),
            other => panic!("outside the subset: {other:?}"),
        });
    }
    found
}

fn items(events: &mut Events) -> Vec<Vec<Block>> {
    let mut items = Vec::new();
    while let Some(Event::Start(_)) = events.next() {
        items.push(blocks(events));
    }
    items
}

fn table(align: &[Alignment], events: &mut Events) -> Block {
    let align = align.iter().map(|align| match align {
        Alignment::None => Align::Start,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    });
    let mut rows = Vec::new();
    while let Some(Event::Start(_)) = events.next() {
        let mut row = Vec::new();
        while let Some(Event::Start(_)) = events.next() {
            row.push(inlines(events, false));
        }
        rows.push(row);
    }
    Block::Table { align: align.collect(), head: rows.remove(0), rows }
}

/// Inlines up to the end of what holds them, or, in a tight item, to the next block.
fn inlines(events: &mut Events, tight: bool) -> Vec<Inline> {
    let mut found: Vec<Inline> = Vec::new();
    let mut soft = false;
    while let Some(event) = events.peek() {
        let leaf = matches!(event, Event::Text(_) | Event::Code(_) | Event::HardBreak);
        let inline = match event.clone() {
            Event::Text(text) => Inline::Text(text.to_string()),
            Event::Code(code) => Inline::Code(code.to_string()),
            Event::HardBreak => Inline::Break,
            Event::SoftBreak => {
                soft = true;
                events.next();
                continue;
            }
            Event::Start(tag @ (Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })) => {
                events.next();
                let text = inlines(events, false);
                match tag {
                    Tag::Emphasis => Inline::Em(text),
                    Tag::Strong => Inline::Strong(text),
                    Tag::Link { dest_url, .. } => Inline::Link { url: dest_url.to_string(), text },
                    Tag::Image { dest_url, title, .. } => {
                        let size = title.split_once('x').map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap()));
                        Inline::Image { url: dest_url.to_string(), alt: shown(&text), size }
                    }
                    _ => unreachable!(),
                }
            }
            Event::End(TagEnd::Item) if tight => break,
            Event::Start(_) if tight => break,
            Event::End(_) => {
                events.next();
                break;
            }
            other => panic!("outside the subset: {other:?}"),
        };
        if leaf {
            events.next();
        }
        if std::mem::take(&mut soft) {
            let (last, next) = (shown(&found).chars().next_back(), shown(std::slice::from_ref(&inline)).chars().next());
            if !(last.is_some_and(is_cjk) && next.is_some_and(is_cjk)) {
                push(&mut found, Inline::Text(" ".into()));
            }
        }
        push(&mut found, inline);
    }
    found
}

fn push(found: &mut Vec<Inline>, inline: Inline) {
    match (found.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => found.push(inline),
    }
}

fn shown(inlines: &[Inline]) -> String {
    let mut out = String::new();
    super::plain::inline_text(inlines, &mut out);
    out
}

#[test]
fn agrees_on_cases() {
    for text in [
        "",
        "a\nb\n\nc",
        "返品は\n三十日\nok\n以内",
        "a  \nb\\\nc",
        "a   \n   b",
        "## Two ##\n### Three #\n##\nafter",
        "##not\n\n## a#b",
        "text\n## heading\ntext",
        "- a\n- b\n\n- c",
        "* a\n* b\n+ c",
        "1. a\n2. b\n\n3) c",
        "7. a",
        "text\n2. not a list",
        "text\n1. a list",
        "text\n- a list",
        "- a\n  - b\n  - c\n- d",
        "- a\n\n  - b\n\n  more\n- d",
        "1. a\n   - b\n2. c\n   1. d",
        "1. a\n  - b",
        "- a\nlazy\n- b\n  not lazy",
        "- a\n\nparagraph",
        "- a\n\n\n- b",
        "- a\n  ```\n  code\n\n  more\n  ```\n- b",
        "- ```\n  code\n  ```",
        "-\n- a\n-",
        "-\n\n  a",
        "-    four\n\n     more",
        "- a\n  ## heading\n  text",
        "- a\n  | x | y |\n  |---|---|\n  | 1 | 2 |",
        "```\na\n  b\n\n```\nafter",
        "```rust extra\nlet a = \"*b*\";\n```",
        "~~~\n```\n~~~",
        "````\n```\n````",
        "  ```\n  a\n   b\n  ```",
        "```\nnever closed\n",
        "| a | b |\n|---|:-:|\n| 1 | 2 | 3 |\n| 4 |\n\nafter",
        "a|b\n:--|--:\n1|2\nno pipe",
        "| a \\| b | `c \\| d` |\n|---|---|\n| *e* | [f](g) |",
        "| a |\n|---|\n- list",
        "| a | b |\n|---|\ntext",
        "|a|\n|-|",
        "*a* **b** ***c*** `d`",
        "*a **b** c* **a *b* c**",
        "**a*b**",
        "*a**b*",
        "a * b * c",
        "a*b*c a_b_c _a_ __b__",
        "**a b* c",
        "*a [b* c](d)",
        "`a *b` c*",
        "``a ` b`` ` c `",
        "`` ` ``",
        "`a\nb`",
        "`open **b**",
        "[a](b) [a](<b c>) [a]( b )",
        "[a](b(c)d) [a](b\\)c)",
        "[**a** `b`](#article/c)",
        "[a [b]](c)",
        "[a](b c)",
        "[a] (b)",
        "[a](",
        "![alt *em*](x.png \"640x360\")",
        "[![a](b.png \"1x2\")](c)",
        "\\*a\\* \\[b\\](c) \\\\ \\a \\`",
        "a\\",
        "2 < 3 & 4",
        "!a ![b",
        "a\tb",
        "\r\na\r\nb\r\n",
        "   three spaces",
        "日本*語*です **返品**と*交換*",
    ] {
        check(text);
    }
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["return", "a", "x1", "返品", "は", "サポート", "3日", "it's", "ok."]);
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => words(),
        1 => words().prop_map(|text| format!("`{text}`")),
        1 => words().prop_map(|text| format!("![{text}](/a.png \"64x36\")")),
    ];
    let marked = leaf.prop_recursive(3, 8, 3, |inner| {
        let text = prop::collection::vec(inner, 1..3).prop_map(|parts| parts.join(" "));
        (text, 0..4).prop_map(|(text, kind)| match kind {
            0 if !text.contains("](#") => format!("[{text}](#article/x)"),
            1 if !text.starts_with('*') && !text.ends_with('*') => format!("**{text}**"),
            2 if !text.starts_with('*') && !text.ends_with('*') => format!("*{text}*"),
            _ => text,
        })
    });
    prop::collection::vec(marked, 1..4).prop_map(|parts| parts.join(" "))
}

fn block() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec((inline(), prop::sample::select(vec!["\n", "  \n", "\\\n"])), 0..2);
    let paragraph = (lines, inline()).prop_map(|(lines, last)| lines.into_iter().map(|(line, end)| line + end).collect::<String>() + &last);
    let heading = (2..4_usize, inline()).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level)));
    let nested = prop::option::of(prop::collection::vec(inline(), 1..3));
    let list = (any::<bool>(), any::<bool>(), prop::collection::vec((inline(), nested), 1..4)).prop_map(list_text);
    let row = || prop::collection::vec(inline(), 2..4).prop_map(|cells| format!("| {} |", cells.join(" | ")));
    let table = (inline(), inline(), prop::collection::vec(row(), 0..3))
        .prop_map(|(a, b, rows)| format!("| {a} | {b} |\n|---|--:|\n{}", rows.join("\n")));
    let code = words().prop_map(|text| format!("```text\n{text}\n\n  {text}\n```"));
    prop_oneof![4 => paragraph, 1 => heading, 2 => list, 1 => table, 1 => code]
}

fn list_text((ordered, loose, items): (bool, bool, Vec<(String, Option<Vec<String>>)>)) -> String {
    let (mark, indent) = if ordered { ("1. ", "   ") } else { ("- ", "  ") };
    let mut text = String::new();
    for (item, nested) in items {
        text += &format!("{mark}{item}\n");
        for inner in nested.into_iter().flatten() {
            text += &format!("{indent}- {inner}\n");
        }
        text += if loose { "\n" } else { "" };
    }
    text
}

proptest! {
    #[test]
    fn agrees_on_documents(blocks in prop::collection::vec(block(), 0..6)) {
        let text = blocks.join("\n\n");
        prop_assert_eq!(parse(&text), oracle(&text), "parsing {:?}", text);
    }

    #[test]
    fn agrees_on_emphasis(text in "[ab *_]{0,24}") {
        // Runs of four and more, and rules, are outside the subset.
        let text = format!("x{text}x");
        prop_assume!(!["****", "____"].iter().any(|run| text.contains(run)));
        prop_assert_eq!(parse(&text), oracle(&text), "parsing {:?}", text);
    }
}
