//! Answers offered below the field that they are for: what stands above it never moves.

use super::el::el;
use super::{Ctx, parts};
use crate::app::Msg;
use yew::prelude::*;

/// What is offered below this field, if anything.
pub(super) fn offer(ctx: Ctx<'_>, field: &str) -> Option<Html> {
    let rows = &ctx.session.offer.rows;
    if rows.is_empty() || ctx.session.offer_field(ctx.engine) != Some(field) {
        return None;
    }
    let items = rows.iter().enumerate().map(|(index, row)| {
        let open = Msg::ResultChosen(index, row.screen());
        el("li").key(&row.id).add(parts::row_button(ctx, row, open)).html()
    });
    let offer = el("section")
        .class("offered")
        .key("offer")
        .attr("aria-labelledby", "offer")
        .with(el("h3").attr("id", "offer").add(ctx.say("offer")))
        .with(el("ul").class("rows").all(items.collect()))
        .with(parts::button(ctx, "quiet", Msg::OfferDeclined).add(ctx.say("offer.no")));
    Some(offer.html())
}
