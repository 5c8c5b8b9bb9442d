//! What stands around the results: what was searched for, their categories, and why each is there.

use super::el::{div, el, many, none};
use super::{Ctx, parts};
use crate::app::{self, Msg, Row};
use yew::prelude::*;

/// What was searched for, where that is not what was typed; and the categories of the results, to be picked one at a time.
pub(super) fn above(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let instead = session.instead.as_ref().filter(|_| session.matches() > 0);
    let instead = instead.map(|query| el("p").class("instead").text(&session.strings.with("results.instead", &[("query", query)])).html());
    let picked = session.filter.as_ref().map(|filter| filter.category.as_str());
    let buttons = session.filters().into_iter().map(|category| {
        let is_picked = picked == Some(&category);
        let pressed = if is_picked { "true" } else { "false" };
        let pick = Msg::CategoryPicked(category.clone());
        parts::button(ctx, "filter", pick).key(&category).attr("aria-pressed", pressed).text(&category).html()
    });
    let buttons: Vec<Html> = buttons.collect();
    let filters = if buttons.is_empty() {
        none()
    } else {
        div("filters").attr("role", "group").attr("aria-label", ctx.t("results.filter")).all(buttons).html()
    };
    many(vec![instead.unwrap_or_else(none), filters])
}

/// Why a result is where it is, folded.
pub(super) fn why(ctx: Ctx<'_>, row: &Row) -> Html {
    let Some(of) = ctx.engine.explain(&ctx.session.query, &row.id) else { return none() };
    let lines = app::why(&of, &ctx.session.strings);
    let lines = lines.iter().map(|line| el("li").text(line).html());
    el("details").class("why").with(el("summary").add(ctx.say("why.ask"))).with(el("ul").all(lines.collect())).html()
}
