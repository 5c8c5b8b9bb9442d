//! Articles' text as nodes: never HTML strings.

use super::Ctx;
use super::el::{El, div, el, many, text};
use crate::app::{Msg, Screen};
use crate::knowledge::markdown::{Align, Block, Inline};
use yew::prelude::*;

/// A block as a node.
pub(super) fn node(ctx: Ctx<'_>, block: &Block) -> Html {
    match block {
        Block::Paragraph(of) => el("p").all(inlines(ctx, of)).html(),
        Block::Heading { level, text } => el(if *level == 2 { "h3" } else { "h4" }).all(inlines(ctx, text)).html(),
        Block::List { start, items } => {
            let items = items.iter().map(|item| el("li").all(item.iter().map(|block| item_node(ctx, block)).collect()).html());
            let list = match start {
                Some(start) => el("ol").attr("start", &start.to_string()),
                None => el("ul"),
            };
            list.all(items.collect()).html()
        }
        Block::Table { align, head, rows } => {
            let row = |cells: &[Vec<Inline>], tag| {
                let cells = cells.iter().zip(align).map(|(cell, align)| cell_of(tag, *align).all(inlines(ctx, cell)).html());
                el("tr").all(cells.collect()).html()
            };
            let body = el("tbody").all(rows.iter().map(|cells| row(cells, "td")).collect());
            let table = el("table").with(el("thead").add(row(head, "th"))).with(body);
            // A wide table scrolls by itself; the keyboard must reach it to scroll.
            div("scroll").attr("tabindex", "0").attr("role", "group").attr("aria-label", ctx.t("table")).with(table).html()
        }
        Block::Code { text, .. } => el("pre").attr("tabindex", "0").with(el("code").text(text)).html(),
    }
}

fn cell_of(tag: &'static str, align: Align) -> El {
    let class = match align {
        Align::Right => Some("right"),
        Align::Center => Some("center"),
        Align::Start | Align::Left => None,
    };
    el(tag).maybe("scope", (tag == "th").then_some("col")).maybe("class", class)
}

/// A list item of one paragraph needs no paragraph around it.
fn item_node(ctx: Ctx<'_>, block: &Block) -> Html {
    match block {
        Block::Paragraph(of) => many(inlines(ctx, of)),
        other => node(ctx, other),
    }
}

fn inlines(ctx: Ctx<'_>, of: &[Inline]) -> Vec<Html> {
    of.iter().map(|inline| inline_node(ctx, inline)).collect()
}

fn inline_node(ctx: Ctx<'_>, inline: &Inline) -> Html {
    match inline {
        Inline::Text(of) => text(of),
        Inline::Code(of) => el("code").text(of).html(),
        Inline::Em(of) => el("em").all(inlines(ctx, of)).html(),
        Inline::Strong(of) => el("strong").all(inlines(ctx, of)).html(),
        Inline::Break => el("br").html(),
        Inline::Image { url, alt, size } => picture(url, alt, *size),
        Inline::Link { url, text } => link(ctx, url).all(inlines(ctx, text)).html(),
    }
}

/// A picture with its space reserved.
pub(super) fn picture(url: &str, alt: &str, size: Option<(u16, u16)>) -> Html {
    let mut image = el("img").attr("src", url).attr("alt", alt).attr("loading", "lazy").attr("decoding", "async");
    if let Some((width, height)) = size {
        image = image.attr("width", &width.to_string()).attr("height", &height.to_string());
    }
    image.html()
}

/// A link; one to another part of the help stays inside.
fn link(ctx: Ctx<'_>, url: &str) -> El {
    let Some(target) = url.strip_prefix('#') else {
        return el("a").attr("href", url).attr("rel", "noopener").maybe("target", url.starts_with("http").then_some("_blank"));
    };
    let (kind, id) = target.split_once('/').unwrap_or((target, ""));
    let id = id.to_string();
    let msg = match kind {
        "article" => Msg::ScreenAsked(Screen::Article(id)),
        "flow" => Msg::ScreenAsked(Screen::Flow(id)),
        "category" => Msg::ScreenAsked(Screen::Category(id)),
        "contact" => Msg::FormAsked(id),
        _ => return el("span"),
    };
    el("a").attr("href", url).click(ctx, msg)
}
