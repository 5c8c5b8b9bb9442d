//! Pieces that several screens share.

use super::icon::icon;
use super::{Ctx, markdown};
use crate::app::{Msg, Row, RowKind, Screen};
use crate::knowledge::Text;
use std::ops::Range;
use yew::prelude::*;

/// The heading of a screen; it takes the focus when the screen comes.
pub(super) fn heading(text: Html) -> Html {
    html! { <h2 class="heading" tabindex="-1" data-focus="heading">{text}</h2> }
}

/// What concerns customers for a while.
pub(super) fn notices(ctx: Ctx<'_>) -> Html {
    ctx.session
        .notices(ctx.engine)
        .into_iter()
        .map(|notice| {
            html! {
                <div key={notice.id.0.clone()} class={classes!("notice", notice.level.word())} role="note">
                    {icon("info")}<div>{rich(ctx, &notice.text)}</div>
                </div>
            }
        })
        .collect()
}

/// A text of the file in the Markdown subset.
pub(super) fn rich(ctx: Ctx<'_>, text: &Text) -> Html {
    let localized = text.get(&ctx.engine.locale);
    let lang = (localized.lang != ctx.engine.locale).then(|| localized.lang.to_string());
    html! { <div class="prose" lang={lang}>{markdown::blocks(ctx, localized.text)}</div> }
}

/// A list of articles and flows.
pub(super) fn rows(ctx: Ctx<'_>, rows: &[Row]) -> Html {
    let items = rows.iter().map(|row| {
        let screen = match row.kind {
            RowKind::Article => Screen::Article(row.id.clone()),
            RowKind::Flow => Screen::Flow(row.id.clone()),
        };
        html! { <li key={row.id.clone()}>{row_button(ctx, row, Msg::ScreenAsked(screen))}</li> }
    });
    html! { <ul class="rows">{for items}</ul> }
}

/// One article or flow as a button.
pub(super) fn row_button(ctx: Ctx<'_>, row: &Row, msg: Msg) -> Html {
    let is_flow = row.kind == RowKind::Flow;
    let below = row.title.as_deref().unwrap_or(&row.category);
    html! {
        <button type="button" class={classes!("row", is_flow.then_some("is-flow"))} onclick={ctx.send(msg)}>
            {icon(if is_flow { "steps" } else { "page" })}
            <span class="row-text">
                <span class="row-title">{highlighted(&row.question, &row.ranges)}</span>
                <span class="row-note">
                    if is_flow { <span class="chip">{ctx.t("flow.chip")}</span> }
                    {below.to_string()}
                </span>
            </span>
            {icon("next")}
        </button>
    }
}

/// A text with ranges of it marked.
fn highlighted(text: &str, ranges: &[Range<usize>]) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut at = 0;
    for range in ranges {
        if let (Some(before), Some(marked)) = (text.get(at..range.start), text.get(range.clone())) {
            parts.push(html! { {before.to_string()} });
            parts.push(html! { <mark>{marked.to_string()}</mark> });
            at = range.end;
        }
    }
    parts.push(html! { {text.get(at..).unwrap_or_default().to_string()} });
    parts.into_iter().collect()
}

/// "Did it help?" under an article or a fix; after a no, ways on.
pub(super) fn verdict(ctx: Ctx<'_>, key: &str, neighbours: &[Row]) -> Html {
    match ctx.session.verdict(key) {
        None => html! {
            <section class="verdict" aria-labelledby="verdict">
                <h3 id="verdict">{ctx.t("helped.ask")}</h3>
                <div class="pair">
                    <button type="button" class="choice" onclick={ctx.send(Msg::Judged(true))}>{icon("check")}{ctx.t("helped.yes")}</button>
                    <button type="button" class="choice" onclick={ctx.send(Msg::Judged(false))}>{ctx.t("helped.no")}</button>
                </div>
            </section>
        },
        Some(true) => html! { <p class="verdict thanks">{icon("check")}{ctx.t("helped.thanks")}</p> },
        Some(false) => html! {
            <section class="verdict">
                <h3>{ctx.t("helped.sorry")}</h3>
                if !neighbours.is_empty() { {rows(ctx, neighbours)} }
                {ask_a_person(ctx)}
            </section>
        },
    }
}

/// The button that leads to a person.
pub(super) fn ask_a_person(ctx: Ctx<'_>) -> Html {
    html! {
        <button type="button" class="primary" onclick={ctx.send(Msg::ScreenAsked(Screen::Contact))}>{ctx.t("contact.ask")}</button>
    }
}
