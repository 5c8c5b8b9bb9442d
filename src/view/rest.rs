//! What is drawn only once the customer has opened something; the code for it comes second: see ADR 6.

use super::el::{many, none};
use super::{Ctx, article, contact, flow, form, home, markdown, outbox, parts, results};
use crate::app::{Row, Screen};
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
        Screen::Outbox => outbox::outbox(ctx),
        Screen::Category(id) => home::category(ctx, id),
        Screen::Home => none(),
    }
}

/// What stands above the results.
#[inline(never)]
pub(super) fn above_results(ctx: Ctx<'_>) -> Html {
    results::above(ctx)
}

/// Why a result is where it is.
#[inline(never)]
pub(super) fn why(ctx: Ctx<'_>, row: &Row) -> Html {
    results::why(ctx, row)
}

/// What home says of tickets on their way, and of a guided fix that was left.
#[inline(never)]
pub(super) fn news(ctx: Ctx<'_>) -> Html {
    many(vec![outbox::news(ctx), flow::under_way(ctx)])
}

/// A text of the file in the Markdown subset.
#[inline(never)]
pub(super) fn rich(ctx: Ctx<'_>, of: &Text) -> Html {
    let words = of.text(&ctx.engine.locale);
    parts::prose(ctx, of).all(parse(words).iter().map(|block| markdown::node(ctx, block)).collect()).html()
}
