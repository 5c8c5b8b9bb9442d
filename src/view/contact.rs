//! The ways to a person, and what was sent.

use super::icon::icon;
use super::{Ctx, parts};
use crate::app::{Msg, Screen, Sending, Way, ways};
use crate::knowledge::{ChannelKind, ContactMode};
use yew::prelude::*;

pub(super) fn contact(ctx: Ctx<'_>) -> Html {
    let ways = ways(ctx.session, ctx.engine);
    html! {
        <>
            {parts::heading(html! { {ctx.t("contact")} })}
            {parts::notices(ctx)}
            <ul class="ways">{for ways.iter().map(|way| html! { <li key={way.index}>{way_button(ctx, way)}</li> })}</ul>
        </>
    }
}

fn way_button(ctx: Ctx<'_>, way: &Way) -> Html {
    let symbol = match way.kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Form | ChannelKind::Email => "mail",
        ChannelKind::Line | ChannelKind::Link => "chat",
    };
    let inside = html! { <>{icon(symbol)}<span class="row-text"><span class="row-title">{way.label.clone()}</span><span class="row-note">{way.note.clone()}</span></span></> };
    let onclick = ctx.send(Msg::ChannelTaken(way.index));
    match (&way.href, way.kind) {
        (Some(href), _) => {
            let away = href.starts_with("http").then_some("_blank");
            html! { <a class="row way" href={href.clone()} target={away} rel="noopener" {onclick}>{inside}{icon("next")}</a> }
        }
        (None, ChannelKind::Form) => html! { <button type="button" class="row way" {onclick}>{inside}{icon("next")}</button> },
        (None, _) => html! { <div class="row way is-closed">{inside}</div> },
    }
}

/// The bar at the foot of every screen: the telephone while somebody is there, and the way to all others.
pub(super) fn footer(ctx: Ctx<'_>) -> Html {
    if matches!(ctx.session.screen(), Screen::Contact | Screen::Form) {
        return Html::default();
    }
    let phone = ways(ctx.session, ctx.engine).into_iter().find(|way| way.kind == ChannelKind::Phone && way.open);
    let quiet = ctx.engine.knowledge.site.contact_mode == ContactMode::SelfService;
    html! {
        <footer class={classes!("foot", quiet.then_some("is-quiet"))}>
            if let Some(Way { href: Some(href), index, .. }) = phone {
                <a class="foot-button" {href} onclick={ctx.send(Msg::ChannelTaken(index))}>{icon("phone")}{ctx.t("contact.call")}</a>
            }
            <button type="button" class="foot-button" onclick={ctx.send(Msg::ScreenAsked(Screen::Contact))}>{icon("mail")}{ctx.t("contact")}</button>
        </footer>
    }
}

/// What was sent: its number and when an answer comes.
pub(super) fn sent(ctx: Ctx<'_>) -> Html {
    let Sending::Sent { number, reply } = &ctx.session.sending else { return Html::default() };
    html! {
        <div class="end solved">
            {parts::heading(html! { <>{icon("check")}{ctx.t("sent.title")}</> })}
            <p>{ctx.t("sent.number")}{" "}<strong class="number">{number.clone()}</strong></p>
            <p>{reply.clone()}</p>
            <p class="hint">{ctx.t("sent.next")}</p>
            <button type="button" class="primary" onclick={ctx.send(Msg::WentHome)}>{ctx.t("home")}</button>
        </div>
    }
}
