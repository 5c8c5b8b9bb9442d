//! The screens. They draw a [`Session`]; every decision is made in [`crate::app`].
//!
//! Screens are plain functions, not components: each component costs wasm bytes, and one root redraws fast enough.

mod article;
mod contact;
mod flow;
mod form;
mod home;
mod icon;
mod markdown;
mod parts;

use crate::app::{Engine, Mode, Msg, Screen, Session};
use crate::knowledge::Localized;
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
}

impl<'a> Ctx<'a> {
    /// A UI text.
    pub(crate) fn t(&self, key: &'static str) -> &'a str {
        self.session.strings.get(key)
    }

    /// An event handler that sends a message.
    pub(crate) fn send<E: 'static>(&self, msg: Msg) -> Callback<E> {
        let emit = self.emit.clone();
        Callback::from(move |_| emit.emit(msg.clone()))
    }

    /// A text of the knowledge file; marked if it is in another language than the rest.
    pub(crate) fn text(&self, text: &'a crate::knowledge::Text) -> Html {
        self.foreign(text.get(&self.engine.locale))
    }

    fn foreign(&self, Localized { text, lang }: Localized<'a>) -> Html {
        if lang == self.engine.locale || lang.is_empty() {
            return html! { {text.to_string()} };
        }
        html! { <span lang={lang.to_string()}>{text.to_string()}</span> }
    }
}

/// The panel: header, screen, and the way to a person, which is always in sight.
pub fn panel(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let title = ctx.text(&ctx.engine.knowledge.site.name);
    let is_home = *session.screen() == Screen::Home;
    let screen = match session.screen() {
        Screen::Home => home::home(ctx),
        Screen::Category(id) => home::category(ctx, id),
        Screen::Article(id) => article::article(ctx, id),
        Screen::Flow(id) => flow::flow(ctx, id),
        Screen::Contact => contact::contact(ctx),
        Screen::Form => form::form(ctx),
        Screen::Sent => contact::sent(ctx),
    };
    let back = (!is_home).then(|| {
        html! {
            <button type="button" class="icon-button" aria-label={ctx.t("back").to_string()} onclick={ctx.send(Msg::WentBack)}>
                {icon::icon("back")}
            </button>
        }
    });
    let home = (session.screens.len() > 2).then(|| {
        html! {
            <button type="button" class="icon-button" aria-label={ctx.t("home").to_string()} onclick={ctx.send(Msg::WentHome)}>
                {icon::icon("home")}
            </button>
        }
    });
    let close = (session.config.mode == Mode::Launcher).then(|| {
        html! {
            <button type="button" class="icon-button" aria-label={ctx.t("close").to_string()} onclick={ctx.send(Msg::CloseRequested)}>
                {icon::icon("close")}
            </button>
        }
    });
    html! {
        <>
            <header class="bar">
                {back}{home}
                <p class="brand"><b>{title}</b>{" "}<span>{ctx.t("help")}</span></p>
                {close}
            </header>
            <div class="body" key={session.screens.len()}>{screen}</div>
            {contact::footer(ctx)}
            <div role="status" class="sr">{session.status.clone()}</div>
        </>
    }
}
