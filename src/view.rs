//! The screens. They draw a [`Session`]; every decision is made in [`crate::app`].
//!
//! Screens are plain functions, not components: each component costs wasm bytes, and one root redraws fast enough.

mod article;
mod contact;
mod el;
mod files;
mod flow;
mod form;
mod home;
mod icon;
mod markdown;
mod offer;
mod outbox;
mod parts;
mod rating;
mod rest;
mod results;

use crate::app::{Engine, Mode, Msg, Screen, Session};
use crate::knowledge::{Localized, Text};
use el::{div, el, text};
use icon::icon;
use yew::prelude::*;

/// What every screen is given.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The customer's state.
    pub session: &'a Session,
    /// The knowledge and its index.
    pub engine: &'a Engine,
    /// Where messages go.
    pub emit: &'a Callback<Msg>,
    /// Drawn for the first time: only what the customer needs at once, so that the browser gets its turn.
    pub is_first: bool,
}

impl<'a> Ctx<'a> {
    /// A UI text.
    fn t(&self, key: &'static str) -> &'a str {
        self.session.strings.get(key)
    }

    /// A UI text as a node.
    fn say(&self, key: &'static str) -> Html {
        text(self.t(key))
    }

    /// A text of the knowledge file; marked if it is in another language than the rest.
    fn text(&self, of: &Text) -> Html {
        let Localized { text: words, lang } = of.get(&self.engine.locale);
        if lang == self.engine.locale || lang.is_empty() {
            return text(words);
        }
        el("span").attr("lang", lang).text(words).html()
    }
}

/// The panel: header, screen, and the way to a person, which is always in sight.
pub fn panel(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let screen = match session.screen() {
        Screen::Home => home::home(ctx),
        _ => rest::screen(ctx),
    };
    let depth = session.screens.len();
    let bar = el("div")
        .class("bar")
        .and((depth > 1).then(|| icon_button(ctx, "back", Msg::WentBack)))
        .and((depth > 2).then(|| icon_button(ctx, "home", Msg::WentHome)))
        .with(
            el("p")
                .class("brand")
                .with(el("b").add(ctx.text(&ctx.engine.knowledge.site.name)))
                .text(" ")
                .with(el("span").add(ctx.say("help"))),
        )
        .and((session.config.mode == Mode::Launcher).then(|| icon_button(ctx, "close", Msg::CloseRequested)));
    div("desk-inside")
        .with(bar)
        .with(div("body").key(&depth.to_string()).add(screen))
        .and(parts::footer(ctx))
        .with(div("sr").attr("role", "status").text(&session.status))
        .html()
}

fn icon_button(ctx: Ctx<'_>, name: &'static str, msg: Msg) -> Html {
    el("button")
        .attr("type", "button")
        .class("icon-button")
        .key(name)
        .attr("aria-label", ctx.t(name))
        .click(ctx, msg)
        .add(icon(name))
        .html()
}
