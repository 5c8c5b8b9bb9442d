//! What is drawn only once the customer has opened something; the code for it comes second: see ADR 6.

use super::el::none;
use super::{Ctx, article, contact, flow, form, home, markdown, parts};
use crate::app::Screen;
use crate::knowledge::Text;
use crate::knowledge::markdown::parse;
use yew::prelude::*;

/// The screens that [`crate::app::rest`] leads to.
#[inline(never)]
pub(super) fn screen(ctx: Ctx<'_>) -> Html {
    match ctx.session.screen() {
        Screen::Article(id) => article::article(ctx, id),
        Screen::Flow(id) => flow::flow(ctx, id),
        Screen::Contact => contact::contact(ctx),
        Screen::Form => form::form(ctx),
        Screen::Sent => contact::sent(ctx),
        Screen::Category(id) => home::category(ctx, id),
        Screen::Home => none(),
    }
}

/// A text of the file in the Markdown subset.
#[inline(never)]
pub(super) fn rich(ctx: Ctx<'_>, of: &Text) -> Html {
    let words = of.text(&ctx.engine.locale);
    parts::prose(ctx, of).all(parse(words).iter().map(|block| markdown::node(ctx, block)).collect()).html()
}
