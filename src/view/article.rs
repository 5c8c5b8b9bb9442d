//! An article.

use super::el::{div, el, none};
use super::icon::icon;
use super::{Ctx, flow, parts, rest};
use crate::app::{Msg, Screen};
use yew::prelude::*;

/// How many neighbours are shown.
const NEIGHBOURS: usize = 3;

pub(super) fn article(ctx: Ctx<'_>, id: &str) -> Html {
    let Some(article) = ctx.engine.article(id) else { return none() };
    let neighbours = ctx.engine.related(article, NEIGHBOURS);
    let key = ["article:", &article.id.0].concat();
    let flow = article.flow.as_ref().and_then(|flow| ctx.engine.flow(flow.as_str())).map(|flow| {
        let ask = Msg::ScreenAsked(Screen::Flow(flow.id.0.clone()));
        let inside = parts::row_text(ctx.text(&flow.title), Some(parts::chip(ctx)), ctx.t("flow.offer"));
        parts::button(ctx, "row is-flow offer", ask).add(icon("steps")).with(inside).add(icon("next")).html()
    });
    let mut page = el("article").key(id).with(parts::heading(ctx.text(&article.title))).add(parts::notices(ctx));
    if article.human_first {
        page = page.with(div("first").add(parts::ask_a_person(ctx)));
    }
    page = page
        .add(article.body.as_ref().map_or_else(|| flow::hint_line(ctx.say("article.waiting")), |body| rest::rich(ctx, body)))
        .and(flow)
        .add(parts::verdict(ctx, &key, &neighbours));
    // After a no they stand under the verdict.
    if ctx.session.verdict(&key) != Some(false) && !neighbours.is_empty() {
        page = page.add(parts::label(ctx, "related")).add(parts::rows(ctx, &neighbours));
    }
    page.html()
}
