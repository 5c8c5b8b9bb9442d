//! Home: search with its results, notices, suggestions, categories.

use super::icon::icon;
use super::{Ctx, parts};
use crate::app::{Msg, Screen};
use yew::prelude::*;

pub(super) fn home(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let emit = ctx.emit.clone();
    // Also while an IME composes: what is typed so far is worth an answer. Nothing is submitted here, ever.
    let oninput = Callback::from(move |event: InputEvent| emit.emit(Msg::Typed(value_of(&event))));
    let is_asking = !session.query.trim().is_empty();
    html! {
        <div class="home">
            <h2 class="hello">{ctx.t("hello")}</h2>
            <div class="search" role="search">
                {icon("search")}
                <input type="search" data-focus="search" aria-label={ctx.t("search").to_string()} placeholder={ctx.t("search.example").to_string()}
                    autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" maxlength="200"
                    value={session.query.clone()} {oninput} />
            </div>
            {parts::notices(ctx)}
            if is_asking { {results(ctx)} } else { {start(ctx)} }
        </div>
    }
}

/// The articles and flows of a category.
pub(super) fn category(ctx: Ctx<'_>, id: &str) -> Html {
    let Some(category) = ctx.engine.knowledge.category(id) else { return Html::default() };
    html! {
        <>
            {parts::heading(ctx.text(&category.title))}
            {parts::notices(ctx)}
            {parts::rows(ctx, &ctx.engine.category(category.id.as_str()))}
        </>
    }
}

fn results(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let items = session.results.iter().enumerate().map(|(index, row)| {
        html! { <li key={row.id.clone()}>{parts::row_button(ctx, row, Msg::ResultChosen(index))}</li> }
    });
    let unsure = match (session.results.is_empty(), session.confident) {
        (true, _) => Some("results.none"),
        (false, false) => Some("results.unsure"),
        (false, true) => None,
    };
    html! {
        <>
            <h3 class="label">{ctx.t("results")}</h3>
            if let Some(key) = unsure { <p class="unsure">{ctx.t(key)}</p> }
            <ol class="rows" data-results="">{for items}</ol>
            if unsure.is_some() {
                {parts::ask_a_person(ctx)}
                {categories(ctx)}
            }
        </>
    }
}

fn start(ctx: Ctx<'_>) -> Html {
    let suggestions = ctx.session.suggestions(ctx.engine);
    html! {
        <>
            if !suggestions.is_empty() {
                <h3 class="label">{ctx.t("popular")}</h3>
                {parts::rows(ctx, &suggestions)}
            }
            {categories(ctx)}
        </>
    }
}

fn categories(ctx: Ctx<'_>) -> Html {
    let tiles = ctx.engine.knowledge.categories.iter().map(|category| {
        let ask = Msg::ScreenAsked(Screen::Category(category.id.0.clone()));
        html! {
            <li key={category.id.0.clone()}>
                <button type="button" class="tile" onclick={ctx.send(ask)}>{icon(category.icon.word())}<span>{ctx.text(&category.title)}</span></button>
            </li>
        }
    });
    html! {
        <>
            <h3 class="label">{ctx.t("categories")}</h3>
            <ul class="tiles">{for tiles}</ul>
        </>
    }
}

/// The text of the field that an event comes from.
pub(super) fn value_of(event: &InputEvent) -> String {
    use yew::TargetCast;
    event.target_dyn_into::<web_sys::HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}
