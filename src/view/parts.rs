//! Pieces that several screens share.

use super::el::{El, div, el, many, none, text};
use super::icon::icon;
use super::{Ctx, markdown};
use crate::app::{Msg, Row, RowKind, Screen};
use crate::knowledge::Text;
use std::ops::Range;
use yew::prelude::*;

/// The heading of a screen; it takes the focus when the screen comes.
pub(super) fn heading(of: Html) -> El {
    el("h2").class("heading").attr("tabindex", "-1").attr("data-focus", "heading").add(of)
}

/// A line above a group.
pub(super) fn label(ctx: Ctx<'_>, key: &'static str) -> Html {
    el("h3").class("label").add(ctx.say(key)).html()
}

/// A button.
pub(super) fn button(ctx: Ctx<'_>, class: &str, msg: Msg) -> El {
    el("button").attr("type", "button").class(class).click(ctx, msg)
}

/// What concerns customers for a while.
pub(super) fn notices(ctx: Ctx<'_>) -> Html {
    let notices = ctx.session.notices(ctx.engine).into_iter().map(|notice| {
        let class = ["notice ", notice.level.word()].concat();
        div("").class(&class).key(&notice.id.0).attr("role", "note").add(icon("info")).add(rich(ctx, &notice.text)).html()
    });
    many(notices.collect())
}

/// A text of the file in the Markdown subset.
pub(super) fn rich(ctx: Ctx<'_>, of: &Text) -> Html {
    let localized = of.get(&ctx.engine.locale);
    let lang = (localized.lang != ctx.engine.locale).then_some(localized.lang);
    div("prose").maybe("lang", lang).add(markdown::blocks(ctx, localized.text)).html()
}

/// A list of articles and flows.
pub(super) fn rows(ctx: Ctx<'_>, rows: &[Row]) -> Html {
    let items = rows.iter().map(|row| {
        let screen = match row.kind {
            RowKind::Article => Screen::Article(row.id.clone()),
            RowKind::Flow => Screen::Flow(row.id.clone()),
        };
        el("li").key(&row.id).add(row_button(ctx, row, Msg::ScreenAsked(screen))).html()
    });
    el("ul").class("rows").all(items.collect()).html()
}

/// One article or flow as a button.
pub(super) fn row_button(ctx: Ctx<'_>, row: &Row, msg: Msg) -> Html {
    let is_flow = row.kind == RowKind::Flow;
    let below = row.title.as_deref().unwrap_or(&row.category);
    button(ctx, if is_flow { "row is-flow" } else { "row" }, msg)
        .attr("data-row", &row.id)
        .add(icon(if is_flow { "steps" } else { "page" }))
        .with(row_text(highlighted(&row.question, &row.ranges), is_flow.then(|| chip(ctx)), below))
        .add(icon("next"))
        .html()
}

/// The two lines of a row.
pub(super) fn row_text(title: Html, chip: Option<Html>, note: &str) -> El {
    let note = el("span").class("row-note").and(chip).text(note);
    el("span").class("row-text").with(el("span").class("row-title").add(title)).with(note)
}

/// The mark of a guided fix.
pub(super) fn chip(ctx: Ctx<'_>) -> Html {
    el("span").class("chip").add(ctx.say("flow.chip")).html()
}

/// A text with ranges of it marked.
fn highlighted(of: &str, ranges: &[Range<usize>]) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut at = 0;
    for range in ranges {
        if let (Some(before), Some(marked)) = (of.get(at..range.start), of.get(range.clone())) {
            parts.push(text(before));
            parts.push(el("mark").text(marked).html());
            at = range.end;
        }
    }
    parts.push(text(of.get(at..).unwrap_or_default()));
    many(parts)
}

/// "Did it help?" under an article or a fix; after a no, ways on.
pub(super) fn verdict(ctx: Ctx<'_>, key: &str, neighbours: &[Row]) -> Html {
    let section = el("section").class("verdict").key(key);
    match ctx.session.verdict(key) {
        None => section
            .attr("aria-labelledby", "verdict")
            .with(el("h3").attr("id", "verdict").add(ctx.say("helped.ask")))
            .add(yes_no(ctx, "helped.yes", Msg::Judged(true), "helped.no", Msg::Judged(false)))
            .html(),
        Some(true) => el("p")
            .class("verdict thanks")
            .attr("tabindex", "-1")
            .attr("data-focus", "verdict")
            .add(icon("check"))
            .add(ctx.say("helped.thanks"))
            .html(),
        Some(false) => section
            .with(el("h3").attr("tabindex", "-1").attr("data-focus", "verdict").add(ctx.say("helped.sorry")))
            .add(if neighbours.is_empty() { none() } else { rows(ctx, neighbours) })
            .add(ask_a_person(ctx))
            .html(),
    }
}

/// Two buttons side by side.
pub(super) fn yes_no(ctx: Ctx<'_>, yes: &'static str, on_yes: Msg, no: &'static str, on_no: Msg) -> Html {
    div("pair")
        .with(button(ctx, "choice", on_yes).add(icon("check")).add(ctx.say(yes)))
        .with(button(ctx, "choice", on_no).add(ctx.say(no)))
        .html()
}

/// The button that leads to a person.
pub(super) fn ask_a_person(ctx: Ctx<'_>) -> Html {
    button(ctx, "primary", Msg::ScreenAsked(Screen::Contact)).add(ctx.say("contact.ask")).html()
}

/// What is wrong with a field or step.
pub(super) fn error(id: &str, said: &str) -> El {
    el("p").class("error").attr("id", id).add(icon("alert")).text(said)
}
