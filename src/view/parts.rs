//! Pieces that several screens share.

use super::el::{El, div, el, many, none, text};
use super::icon::icon;
use super::rating::rating;
use super::{Ctx, rest};
use crate::app::{Msg, Row, RowKind, Screen, open_phone};
use crate::knowledge::{ContactMode, Text};
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

/// A link that leads out of the desk.
pub(super) fn link(ctx: Ctx<'_>, class: &str, href: &str, taken: Msg) -> El {
    let away = href.starts_with("http").then_some("_blank");
    el("a").class(class).attr("href", href).maybe("target", away).attr("rel", "noopener").follow(ctx, taken)
}

/// The bar at the foot of every screen: the telephone while somebody is there, and the way to all others.
pub(super) fn footer(ctx: Ctx<'_>) -> Option<Html> {
    if *ctx.session.screen() == Screen::Contact {
        return None;
    }
    let phone = open_phone(ctx.session, ctx.engine).map(|(index, href)| {
        link(ctx, "foot-button", &href, Msg::ChannelTaken(index)).add(icon("phone")).add(ctx.say("contact.call")).html()
    });
    let is_quiet = ctx.engine.knowledge.site.contact_mode == ContactMode::SelfService;
    let write = button(ctx, "foot-button", Msg::ScreenAsked(Screen::Contact)).add(icon("mail")).add(ctx.say("contact"));
    Some(el("div").class(if is_quiet { "foot is-quiet" } else { "foot" }).and(phone).with(write).html())
}

/// What concerns customers for a while.
pub(super) fn notices(ctx: Ctx<'_>) -> Html {
    let mut notices = Vec::new();
    for notice in ctx.session.notices(ctx.engine) {
        let text = if notice.is_plain(&ctx.engine.locale) {
            prose(ctx, &notice.text).with(el("p").text(notice.text.text(&ctx.engine.locale))).html()
        } else if ctx.engine.is_whole() {
            rest::rich(ctx, &notice.text)
        } else {
            continue;
        };
        let class = ["notice ", notice.level.word()].concat();
        notices.push(div("").class(&class).key(&notice.id.0).attr("role", "note").add(icon("info")).add(text).html());
    }
    many(notices)
}

/// Where a text of the file stands; it says if it is in another language than the rest.
pub(super) fn prose(ctx: Ctx<'_>, of: &Text) -> El {
    let lang = of.get(&ctx.engine.locale).lang;
    div("prose").maybe("lang", (lang != ctx.engine.locale).then_some(lang))
}

/// A list of articles and flows.
pub(super) fn rows(ctx: Ctx<'_>, rows: &[Row]) -> Html {
    let items = rows.iter().map(|row| el("li").key(&row.id).add(row_button(ctx, row, Msg::ScreenAsked(row.screen()))).html());
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
        Some(true) => {
            let thanks = el("p").class("verdict thanks").attr("tabindex", "-1").attr("data-focus", "verdict");
            many(vec![thanks.add(icon("check")).add(ctx.say("helped.thanks")).html(), rating(ctx)])
        }
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
