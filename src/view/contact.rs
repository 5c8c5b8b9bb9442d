//! The ways to a person, and what was sent.

use super::el::{El, div, el, none, text};
use super::icon::icon;
use super::rating::rating;
use super::{Ctx, flow, parts};
use crate::app::{Msg, Sending, Way, known, ways};
use crate::knowledge::ChannelKind;
use crate::qr::Qr;
use yew::prelude::*;

pub(super) fn contact(ctx: Ctx<'_>) -> Html {
    let ways = ways(ctx.session, ctx.engine);
    let items = ways.iter().map(|way| {
        let code = way.elsewhere.as_ref().and_then(|address| code(ctx, way.index, address));
        el("li").key(&way.index.to_string()).with(way_button(ctx, way)).and(code).html()
    });
    div("")
        .with(parts::heading(ctx.say("contact")))
        .add(parts::notices(ctx))
        .and(ready(ctx))
        .with(el("ul").class("ways").all(items.collect()))
        .html()
}

/// What to have at hand on the telephone; a chat opens with it.
fn ready(ctx: Ctx<'_>) -> Option<Html> {
    let lines = known(ctx.session, ctx.engine);
    let items = lines.iter().map(|(label, value)| el("div").with(el("dt").text(label)).with(el("dd").text(value)).html());
    let copy = parts::button(ctx, "quiet", Msg::CopyAsked).add(ctx.say("copy"));
    let card = div("ready").with(el("h3").add(ctx.say("ready"))).with(el("dl").all(items.collect())).with(copy);
    (!lines.is_empty()).then(|| card.html())
}

/// The address for a telephone to read from this screen. Styles show it where a mouse is: a telephone has the link.
fn code(ctx: Ctx<'_>, index: usize, address: &str) -> Option<Html> {
    let qr = Qr::new(address)?;
    let id = ["code-", &index.to_string()].concat();
    let mut path = String::new();
    for y in 0..qr.size {
        for x in (0..qr.size).filter(|x| qr.is_dark(*x, y)) {
            path.push_str(&["M", &x.to_string(), " ", &y.to_string(), "h1v1h-1z"].concat());
        }
    }
    // The quiet zone is part of the picture: four modules of white, also where everything else is dark.
    let side = (qr.size + 8).to_string();
    let frame = ["-4 -4 ", &side, " ", &side].concat();
    let picture = el("svg").attr("viewBox", &frame).attr("role", "img").attr("aria-labelledby", &id).with(el("path").attr("d", &path));
    Some(div("code").with(picture).with(el("p").attr("id", &id).add(ctx.say("contact.scan"))).html())
}

fn way_button(ctx: Ctx<'_>, way: &Way) -> El {
    let symbol = match way.kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Form | ChannelKind::Email => "mail",
        ChannelKind::Line | ChannelKind::Link => "chat",
    };
    let taken = Msg::ChannelTaken(way.index);
    let outside = match (&way.href, way.kind) {
        (Some(href), _) => parts::link(ctx, "row way", href, taken),
        (None, ChannelKind::Form) => parts::button(ctx, "row way", taken),
        (None, _) => div("row way is-closed"),
    };
    outside.add(icon(symbol)).with(parts::row_text(text(&way.label), None, &way.note))
}

/// What was sent: its number and when an answer comes.
pub(super) fn sent(ctx: Ctx<'_>) -> Html {
    let Sending::Sent { number, reply } = &ctx.session.sending else { return none() };
    // Some services give none.
    let has_number = !number.is_empty();
    let number = el("strong").class("number").text(number);
    div("end solved")
        .with(parts::heading(icon("check")).add(ctx.say("sent.title")))
        .and(has_number.then(|| el("p").add(ctx.say("sent.number")).text(" ").with(number).html()))
        .with(el("p").text(reply))
        .add(flow::hint_line(ctx.say("sent.next")))
        .with(parts::button(ctx, "primary", Msg::WentHome).add(ctx.say("home")))
        .with(parts::button(ctx, "quiet", Msg::CopyAsked).add(ctx.say("copy")))
        .add(rating(ctx))
        .html()
}

/// The other ways to a person, as lines: for whoever cannot wait.
pub(super) fn others(ctx: Ctx<'_>) -> El {
    let others = ways(ctx.session, ctx.engine).into_iter().filter_map(|way| {
        let link = el("a").attr("href", &way.href?).text(&way.label);
        Some(el("li").with(link).text(" ").with(el("small").text(&way.note)).html())
    });
    el("ul").class("others").all(others.collect())
}
