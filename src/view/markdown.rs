//! Articles' text as nodes: never HTML strings.

use super::Ctx;
use crate::app::{Msg, Screen};
use crate::knowledge::markdown::{Align, Block, Inline, parse};
use yew::prelude::*;

/// The nodes of a text in the Markdown subset.
pub(super) fn blocks(ctx: Ctx<'_>, text: &str) -> Html {
    nodes(ctx, &parse(text))
}

fn nodes(ctx: Ctx<'_>, blocks: &[Block]) -> Html {
    blocks.iter().map(|block| node(ctx, block)).collect()
}

fn node(ctx: Ctx<'_>, block: &Block) -> Html {
    match block {
        Block::Paragraph(text) => html! { <p>{inlines(ctx, text)}</p> },
        Block::Heading { level: 2, text } => html! { <h3>{inlines(ctx, text)}</h3> },
        Block::Heading { text, .. } => html! { <h4>{inlines(ctx, text)}</h4> },
        Block::List { start, items } => {
            let items = items.iter().map(|item| html! { <li>{item_nodes(ctx, item)}</li> });
            match start {
                Some(start) => html! { <ol start={start.to_string()}>{for items}</ol> },
                None => html! { <ul>{for items}</ul> },
            }
        }
        Block::Table { align, head, rows } => {
            let cell = |index: usize| match align.get(index) {
                Some(Align::Right) => Some("right"),
                Some(Align::Center) => Some("center"),
                _ => None,
            };
            let head = head
                .iter()
                .enumerate()
                .map(|(index, text)| html! { <th scope="col" class={classes!(cell(index))}>{inlines(ctx, text)}</th> });
            let rows = rows.iter().map(|row| {
                let cells =
                    row.iter().enumerate().map(|(index, text)| html! { <td class={classes!(cell(index))}>{inlines(ctx, text)}</td> });
                html! { <tr>{for cells}</tr> }
            });
            // A wide table scrolls by itself; the keyboard must reach it to scroll.
            html! { <div class="scroll" tabindex="0" role="group" aria-label={ctx.t("table").to_string()}><table><thead><tr>{for head}</tr></thead><tbody>{for rows}</tbody></table></div> }
        }
        Block::Code { text, .. } => html! { <pre tabindex="0"><code>{text.clone()}</code></pre> },
    }
}

/// A list item of one paragraph needs no paragraph around it.
fn item_nodes(ctx: Ctx<'_>, item: &[Block]) -> Html {
    item.iter()
        .map(|block| match block {
            Block::Paragraph(text) => inlines(ctx, text),
            other => node(ctx, other),
        })
        .collect()
}

fn inlines(ctx: Ctx<'_>, text: &[Inline]) -> Html {
    text.iter().map(|inline| inline_node(ctx, inline)).collect()
}

fn inline_node(ctx: Ctx<'_>, inline: &Inline) -> Html {
    match inline {
        Inline::Text(text) => html! { {text.clone()} },
        Inline::Code(text) => html! { <code>{text.clone()}</code> },
        Inline::Em(text) => html! { <em>{inlines(ctx, text)}</em> },
        Inline::Strong(text) => html! { <strong>{inlines(ctx, text)}</strong> },
        Inline::Break => html! { <br /> },
        Inline::Image { url, alt, size } => picture(url, alt, *size),
        Inline::Link { url, text } => link(ctx, url, inlines(ctx, text)),
    }
}

/// A picture with its space reserved.
pub(super) fn picture(url: &str, alt: &str, size: Option<(u16, u16)>) -> Html {
    let (width, height) = size.map_or((None, None), |(width, height)| (Some(width.to_string()), Some(height.to_string())));
    html! { <img src={url.to_string()} alt={alt.to_string()} {width} {height} loading="lazy" decoding="async" /> }
}

/// A link; one to another part of the help stays inside.
fn link(ctx: Ctx<'_>, url: &str, text: Html) -> Html {
    let Some(target) = url.strip_prefix('#') else {
        let away = url.starts_with("http").then_some("_blank");
        return html! { <a href={url.to_string()} target={away} rel="noopener">{text}</a> };
    };
    let (kind, id) = target.split_once('/').unwrap_or((target, ""));
    let msg = match kind {
        "article" => Msg::ScreenAsked(Screen::Article(id.to_string())),
        "flow" => Msg::ScreenAsked(Screen::Flow(id.to_string())),
        "category" => Msg::ScreenAsked(Screen::Category(id.to_string())),
        "contact" => Msg::FormAsked(id.to_string()),
        _ => return text,
    };
    let emit = ctx.emit.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        emit.emit(msg.clone());
    });
    html! { <a href={url.to_string()} {onclick}>{text}</a> }
}
