//! The frame of every page, and the list.

use super::super::desk::Desk;
use super::super::html::Html;
use super::super::store::{Stored, UNROUTED};
use super::super::words::{priority, words};
use crate::cli::Lang;

/// How many characters of the message the list shows.
const SUMMARY: usize = 90;

/// A page with this content.
pub(super) fn page(title: &str, content: Html, lang: Lang) -> Html {
    Html::default()
        .raw("<!doctype html>\n<html lang=\"")
        .text(lang.tag())
        .raw("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">")
        .element("<title>", title, "</title>")
        .raw("<link rel=\"stylesheet\" href=\"/inbox/style.css\"></head><body><main>")
        .then(content)
        .raw("</main></body></html>\n")
}

/// A page that says one thing.
pub(super) fn message(text: &str, lang: Lang) -> Html {
    let words = words(lang);
    let back = Html::default().element("<p><a href=\"/inbox\">", words.back, "</a></p>");
    page(words.inbox, Html::default().element("<h1>", words.inbox, "</h1>").element("<p>", text, "</p>").then(back), lang)
}

/// The page for those without a token.
pub(super) fn door(lang: Lang) -> Html {
    let words = words(lang);
    let form = Html::default()
        .element("<h1>", words.inbox, "</h1>")
        .element("<form action=\"/inbox\" class=\"door\"><label for=\"token\">", words.token, "</label>")
        .raw("<input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"current-password\" required>")
        .element("<button>", words.enter, "</button></form>");
    page(words.inbox, form, lang)
}

/// The list of tickets; `tickets` may hold one more than a page shows.
pub(super) fn list(desk: &Desk, tickets: &[Stored], teams: &[(String, i64)], team: Option<&str>, size: usize, lang: Lang) -> Html {
    let words = words(lang);
    let all = teams.iter().map(|(_, count)| count).sum::<i64>();
    let chips = teams.iter().map(|(name, count)| chip(Some(name), team_name(name, lang), *count, team));
    let chips: Html = std::iter::once(chip(None, words.all, all, team)).chain(chips).collect();
    let shown = tickets.get(..size).unwrap_or(tickets);
    let rows: Html = shown.iter().map(|stored| row(desk, stored, lang)).collect();
    let mut content = Html::default()
        .element("<h1>", words.inbox, "</h1>")
        .element("<nav aria-label=\"", words.team, "\"><ul class=\"chips\">")
        .then(chips)
        .raw("</ul></nav>");
    content = if tickets.is_empty() {
        content.element("<p class=\"empty\">", words.empty, "</p>")
    } else {
        content.raw("<ol class=\"tickets\">").then(rows).raw("</ol>")
    };
    if let Some(last) = shown.last().filter(|_| tickets.len() > size) {
        content = content.raw("<p><a href=\"/inbox?before=").query(&last.id.to_string());
        if let Some(team) = team {
            content = content.raw("&amp;team=").query(team);
        }
        content = content.element("\">", words.older, "</a></p>");
    }
    page(words.inbox, content, lang)
}

fn chip(team: Option<&str>, name: &str, count: i64, current: Option<&str>) -> Html {
    let mut chip = Html::default().raw("<li><a href=\"/inbox");
    if let Some(team) = team {
        chip = chip.raw("?team=").query(team);
    }
    chip = chip.raw(if team == current { "\" aria-current=\"page\">" } else { "\">" });
    chip.text(name).element(" <span class=\"count\">", &count.to_string(), "</span></a></li>")
}

fn row(desk: &Desk, stored: &Stored, lang: Lang) -> Html {
    let message = stored.body.pointer("/fields/message").and_then(serde_json::Value::as_str).unwrap_or_default();
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary: String = line.chars().take(SUMMARY).collect();
    let more = if line.chars().count() > SUMMARY { "…" } else { "" };
    Html::default()
        .raw("<li class=\"")
        .text(&stored.priority)
        .raw("\"><a href=\"/inbox/")
        .query(&stored.number())
        .element("\"><span class=\"number\">", &stored.number(), "</span> ")
        .element("<strong>", topic(desk, &stored.topic, lang), "</strong></a>")
        .element("<p class=\"summary\" dir=\"auto\">", &summary, more)
        .raw("</p><p class=\"facts\">")
        .element("<span class=\"priority\">", priority(&stored.priority, lang), "</span> ")
        .element("<span>", team_name(&stored.team, lang), "</span> ")
        .then(mark(stored, lang))
        .element("<time>", &stored.received, "</time></p></li>")
}

/// The mark of a ticket that a program seems to have filled in: for a person to judge.
pub(super) fn mark(stored: &Stored, lang: Lang) -> Html {
    let is_suspect = stored.body.get("suspect").and_then(serde_json::Value::as_bool) == Some(true);
    if is_suspect { Html::default().element("<span class=\"suspect\">", words(lang).suspect, "</span> ") } else { Html::default() }
}

/// A team as an agent reads it.
pub(super) fn team_name(team: &str, lang: Lang) -> &str {
    if team == UNROUTED { words(lang).unrouted } else { team }
}

/// A topic as an agent reads it.
pub(super) fn topic<'t>(desk: &'t Desk, id: &'t str, lang: Lang) -> &'t str {
    desk.knowledge.topic(id).map_or(id, |topic| topic.title.text(lang.tag()))
}
