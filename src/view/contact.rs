//! The ways to a person, and what was sent.

use super::el::{El, div, el, none, text};
use super::icon::icon;
use super::{Ctx, flow, parts};
use crate::app::{Msg, Screen, Sending, Way, ways};
use crate::knowledge::{ChannelKind, ContactMode};
use yew::prelude::*;

pub(super) fn contact(ctx: Ctx<'_>) -> Html {
    let ways = ways(ctx.session, ctx.engine);
    let items = ways.iter().map(|way| el("li").key(&way.index.to_string()).with(way_button(ctx, way)).html());
    div("").with(parts::heading(ctx.say("contact"))).add(parts::notices(ctx)).with(el("ul").class("ways").all(items.collect())).html()
}

fn way_button(ctx: Ctx<'_>, way: &Way) -> El {
    let symbol = match way.kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Form | ChannelKind::Email => "mail",
        ChannelKind::Line | ChannelKind::Link => "chat",
    };
    let taken = Msg::ChannelTaken(way.index);
    let outside = match (&way.href, way.kind) {
        (Some(href), _) => link(ctx, "row way", href, taken),
        (None, ChannelKind::Form) => parts::button(ctx, "row way", taken),
        (None, _) => div("row way is-closed"),
    };
    outside.add(icon(symbol)).with(parts::row_text(text(&way.label), None, &way.note))
}

fn link(ctx: Ctx<'_>, class: &str, href: &str, taken: Msg) -> El {
    let away = href.starts_with("http").then_some("_blank");
    el("a").class(class).attr("href", href).maybe("target", away).attr("rel", "noopener").follow(ctx, taken)
}

/// The bar at the foot of every screen: the telephone while somebody is there, and the way to all others.
pub(super) fn footer(ctx: Ctx<'_>) -> Option<Html> {
    if *ctx.session.screen() == Screen::Contact {
        return None;
    }
    let phone = ways(ctx.session, ctx.engine).into_iter().find(|way| way.kind == ChannelKind::Phone && way.open);
    let phone = phone.and_then(|way| {
        let href = way.href?;
        Some(link(ctx, "foot-button", &href, Msg::ChannelTaken(way.index)).add(icon("phone")).add(ctx.say("contact.call")).html())
    });
    let is_quiet = ctx.engine.knowledge.site.contact_mode == ContactMode::SelfService;
    let write = parts::button(ctx, "foot-button", Msg::ScreenAsked(Screen::Contact)).add(icon("mail")).add(ctx.say("contact"));
    Some(el("div").class(if is_quiet { "foot is-quiet" } else { "foot" }).and(phone).with(write).html())
}

/// What was sent: its number and when an answer comes.
pub(super) fn sent(ctx: Ctx<'_>) -> Html {
    let Sending::Sent { number, reply } = &ctx.session.sending else { return none() };
    let number = el("strong").class("number").text(number);
    div("end solved")
        .with(parts::heading(icon("check")).add(ctx.say("sent.title")))
        .with(el("p").add(ctx.say("sent.number")).text(" ").with(number))
        .with(el("p").text(reply))
        .add(flow::hint_line(ctx.say("sent.next")))
        .with(parts::button(ctx, "primary", Msg::WentHome).add(ctx.say("home")))
        .html()
}
