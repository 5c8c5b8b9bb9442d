//! Home: search with its results, notices, suggestions, categories.

use super::el::{When, div, el, many, none};
use super::icon::icon;
use super::{Ctx, parts, rest};
use crate::app::{Msg, Screen};
use crate::knowledge::ContactMode;
use yew::prelude::*;

pub(super) fn home(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    // Also while an IME composes: what is typed so far is worth an answer. Nothing is submitted here, ever.
    let mut field = el("input").typed(ctx, When::Input, None).value(&session.query);
    let looks = [
        ("type", "search"),
        ("data-focus", "search"),
        ("autocomplete", "off"),
        ("autocapitalize", "none"),
        ("spellcheck", "false"),
        ("enterkeyhint", "search"),
        ("maxlength", "200"),
        ("aria-label", ctx.t("search")),
        ("placeholder", ctx.t("search.example")),
    ];
    for (name, value) in looks {
        field = field.attr(name, value);
    }
    let is_asking = !session.query.trim().is_empty();
    let top = div("home")
        .with(el("h2").class("hello").add(ctx.say("hello")))
        .with(div("search").attr("role", "search").add(icon("search")).with(field));
    if ctx.is_first {
        return top.html();
    }
    top.add(parts::notices(ctx)).add(if is_asking { results(ctx) } else { start(ctx) }).html()
}

/// The articles and flows of a category.
pub(super) fn category(ctx: Ctx<'_>, id: &str) -> Html {
    let Some(category) = ctx.engine.knowledge.category(id) else { return none() };
    div("")
        .with(parts::heading(ctx.text(&category.title)))
        .add(parts::notices(ctx))
        .add(parts::rows(ctx, &ctx.engine.category(category.id.as_str())))
        .html()
}

fn results(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let is_explained = session.config.debug && ctx.engine.is_whole();
    let items = session.results.iter().enumerate().map(|(index, row)| {
        let why = is_explained.then(|| rest::why(ctx, row));
        el("li").key(&row.id).add(parts::row_button(ctx, row, Msg::ResultChosen(index, row.screen()))).and(why).html()
    });
    // What is shown for want of a match is no result, and is not called one.
    let (label, unsure) = match (session.matches() == 0, session.confident) {
        (true, _) => ("popular", Some("results.none")),
        (false, false) => ("results", Some("results.unsure")),
        (false, true) => ("results", None),
    };
    let mut parts: Vec<Html> = unsure.map(|key| el("p").class("unsure").add(ctx.say(key)).html()).into_iter().collect();
    if ctx.engine.is_whole() {
        parts.push(rest::above_results(ctx));
    }
    parts.push(parts::label(ctx, label));
    parts.push(el("ol").class("rows").attr("data-results", "").all(items.collect()).html());
    if unsure.is_some() {
        parts.push(parts::ask_a_person(ctx));
        parts.push(categories(ctx));
    }
    many(parts)
}

fn start(ctx: Ctx<'_>) -> Html {
    let suggestions = ctx.session.suggestions(ctx.engine);
    let mut parts = Vec::new();
    if ctx.engine.is_whole() {
        parts.push(rest::news(ctx));
    }
    if !ctx.session.draft.is_empty() {
        let go_on = parts::row_text(ctx.say("draft.continue"), None, ctx.t("draft.kept"));
        parts.push(parts::button(ctx, "row offer", Msg::TicketAsked).add(icon("mail")).with(go_on).add(icon("next")).html());
    }
    if ctx.engine.knowledge.site.contact_mode == ContactMode::AskFirst {
        parts.push(parts::ask_a_person(ctx));
    }
    if !suggestions.is_empty() {
        parts.push(parts::label(ctx, "popular"));
        parts.push(parts::rows(ctx, &suggestions));
    }
    parts.push(categories(ctx));
    many(parts)
}

fn categories(ctx: Ctx<'_>) -> Html {
    let tiles = ctx.engine.knowledge.categories.iter().map(|category| {
        let ask = Msg::ScreenAsked(Screen::Category(category.id.0.clone()));
        let name = el("span").add(ctx.text(&category.title));
        el("li")
            .key(&category.id.0)
            .with(parts::button(ctx, "tile", ask).attr("data-row", &category.id.0).add(icon(category.icon.word())).with(name))
            .html()
    });
    many(vec![parts::label(ctx, "categories"), el("ul").class("tiles").all(tiles.collect()).html()])
}
