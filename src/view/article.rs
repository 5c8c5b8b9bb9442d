//! An article.

use super::icon::icon;
use super::{Ctx, parts};
use crate::app::{Msg, Screen};
use yew::prelude::*;

/// How many neighbours are shown.
const NEIGHBOURS: usize = 3;

pub(super) fn article(ctx: Ctx<'_>, id: &str) -> Html {
    let Some(article) = ctx.engine.article(id) else { return Html::default() };
    let neighbours = ctx.engine.related(article, NEIGHBOURS);
    let key = ["article:", &article.id.0].concat();
    let flow = article.flow.as_ref().and_then(|flow| ctx.engine.flow(flow.as_str())).map(|flow| {
        let ask = Msg::ScreenAsked(Screen::Flow(flow.id.0.clone()));
        html! {
            <button type="button" class="row is-flow offer" onclick={ctx.send(ask)}>
                {icon("steps")}
                <span class="row-text">
                    <span class="row-title">{ctx.text(&flow.title)}</span>
                    <span class="row-note"><span class="chip">{ctx.t("flow.chip")}</span>{ctx.t("flow.offer")}</span>
                </span>
                {icon("next")}
            </button>
        }
    });
    let asks_no = ctx.session.verdict(&key) == Some(false);
    html! {
        <article>
            {parts::heading(ctx.text(&article.title))}
            {parts::notices(ctx)}
            if article.human_first { <div class="first">{parts::ask_a_person(ctx)}</div> }
            if let Some(body) = &article.body { {parts::rich(ctx, body)} }
            {flow}
            {parts::verdict(ctx, &key, &neighbours)}
            if !asks_no && !neighbours.is_empty() {
                <h3 class="label">{ctx.t("related")}</h3>
                {parts::rows(ctx, &neighbours)}
            }
        </article>
    }
}
