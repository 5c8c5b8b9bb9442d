//! One ticket: what the customer wrote, and everything that happened before, in the agent's language.

use super::super::desk::Desk;
use super::super::html::Html;
use super::super::store::Stored;
use super::super::words::{looked_up, own_word, priority, words};
use super::file;
use super::page::{mark, page, team_name, topic};
use crate::cli::Lang;
use crate::flow::step_of;
use crate::knowledge::{EntryType, Field, Step, Text, markdown};
use crate::ticket::{FlowAnswer, Piece};
use serde_json::Value as Json;

/// The page of one ticket.
pub(super) fn show(desk: &Desk, stored: &Stored, lang: Lang) -> Html {
    let words = words(lang);
    let title = [&stored.number(), " ", topic(desk, &stored.topic, lang)].concat();
    let text = |key: &str| stored.body.get(key).and_then(Json::as_str).unwrap_or_default();
    // The sender's word: what names no language is none, so that a screen reader keeps its own.
    let is_tag = |tag: &&str| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let locale = Some(text("locale")).filter(is_tag).unwrap_or_default();
    let facts = [
        (words.priority, priority(&stored.priority, lang)),
        (words.team, team_name(&stored.team, lang)),
        (words.tags, &stored.tags.join(", ")),
        (words.received, &stored.received),
        (words.reply_by, &stored.reply_by),
        (words.language, text("locale")),
        (words.page, text("page")),
    ];
    let facts: Html =
        facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| pair(label, Html::default().text(value))).collect();
    let story = stored.body.get("story").and_then(Json::as_array).into_iter().flatten();
    let pieces: Vec<Html> = story.filter_map(Piece::read).map(|read| piece(desk, &read, locale, lang)).collect();
    let mut content = Html::default()
        .element("<p><a href=\"/inbox\">", words.back, "</a></p>")
        .element("<h1>", &title, "</h1>")
        .then(mark(stored, lang))
        .raw("<dl class=\"facts\">")
        .then(facts)
        .element("</dl><h2>", words.fields, "</h2><dl class=\"fields\">")
        .then(fields(desk, stored, locale, lang))
        .raw("</dl>")
        .then(file::list(&desk.store.files, stored, lang))
        .element("<h2>", words.story, "</h2>");
    content = if pieces.is_empty() {
        content.element("<p>", words.no_story, "</p>")
    } else {
        content.raw("<ol class=\"story\">").then(pieces.into_iter().collect()).raw("</ol>")
    };
    page(&title, content, lang)
}

fn pair(label: &str, value: Html) -> Html {
    Html::default().element("<div><dt>", label, "</dt><dd dir=\"auto\">").then(value).raw("</dd></div>")
}

/// The fields in the order of the form.
fn fields(desk: &Desk, stored: &Stored, locale: &str, lang: Lang) -> Html {
    let format = desk.knowledge.ticket.as_ref();
    let order = desk.knowledge.topic(&stored.topic).map_or(&[][..], |topic| topic.fields.as_slice());
    let values = stored.body.get("fields").and_then(Json::as_object);
    let mut values: Vec<_> = values.into_iter().flatten().filter_map(|(name, value)| Some((name, value.as_str()?))).collect();
    values.sort_by_key(|(name, _)| order.iter().position(|known| known == *name).unwrap_or(usize::MAX));
    let shown = values.into_iter().map(|(name, value)| {
        let field = format.and_then(|format| format.fields.get(name));
        let label = field.map_or(name.as_str(), |field| field.label.text(lang.tag()));
        pair(label, field_value(field, value, locale, lang))
    });
    shown.collect()
}

fn field_value(field: Option<&Field>, value: &str, locale: &str, lang: Lang) -> Html {
    let Some(field) = field else { return Html::default().text(value) };
    let option = field.options.iter().find(|option| option.id == *value);
    match (field.entry, option) {
        (EntryType::Choice, Some(option)) => Html::default().text(option.label.text(lang.tag())),
        (EntryType::Email, _) => Html::default().raw("<a href=\"mailto:").query(value).element("\">", value, "</a>"),
        (EntryType::Text | EntryType::Textarea, _) => said(value, locale),
        _ => Html::default().text(value),
    }
}

/// The customer's own words, in the customer's language.
fn said(text: &str, locale: &str) -> Html {
    Html::default().raw("<span class=\"said\" lang=\"").text(locale).element("\">", text, "</span>")
}

fn piece(desk: &Desk, piece: &Piece, locale: &str, lang: Lang) -> Html {
    let words = words(lang);
    let line = |label: &str| Html::default().element("<li><span class=\"kind\">", label, "</span> ");
    match piece {
        Piece::Search { query, results } => {
            let count = words.results.replace("{n}", &results.to_string());
            line(words.searched).then(said(query, locale)).element(" <span class=\"count\">", &count, "</span></li>")
        }
        Piece::Article { id, title, helped } => {
            let own = desk.knowledge.article(id).map(|article| &article.title);
            line(words.read).then(titled(own, title, locale, lang)).then(verdict(*helped, lang)).raw("</li>")
        }
        Piece::Flow { id, title, answers, helped } => {
            let own = desk.knowledge.flow(id).map(|flow| &flow.title);
            let given: Html = answers.iter().map(|given| answer(desk, id, given, locale, lang)).collect();
            line(words.tried).then(titled(own, title, locale, lang)).then(verdict(*helped, lang)).raw("<dl>").then(given).raw("</dl></li>")
        }
    }
}

/// A title in the agent's language, or as the customer saw it if the file no longer has it.
fn titled(own: Option<&Text>, seen: &str, locale: &str, lang: Lang) -> Html {
    match own {
        Some(own) => Html::default().element("<strong>", own.text(lang.tag()), "</strong>"),
        None => Html::default().raw("<strong>").then(said(seen, locale)).raw("</strong>"),
    }
}

fn verdict(helped: Option<bool>, lang: Lang) -> Html {
    let words = words(lang);
    match helped {
        Some(true) => Html::default().element(" <span class=\"verdict\">", words.helped, "</span>"),
        Some(false) => Html::default().element(" <span class=\"verdict\">", words.not_helped, "</span>"),
        None => Html::default(),
    }
}

/// A question and what was answered, in the agent's language where the file knows it.
fn answer(desk: &Desk, flow: &str, given: &FlowAnswer, locale: &str, lang: Lang) -> Html {
    let step = step_of(&desk.knowledge, flow, &given.step);
    let question = match step {
        Some(Step::Do(step)) => Some(&step.text),
        Some(Step::Choose(step)) => Some(&step.ask),
        Some(Step::Enter(step)) => Some(&step.ask),
        _ => None,
    };
    let chosen = match step {
        Some(Step::Choose(step)) => {
            let mut options = step.options.iter();
            options.find(|option| option.label.0.iter().any(|(_, label)| *label == given.answer)).map(|option| &option.label)
        }
        _ => None,
    };
    let question = match question {
        _ if given.is_looked_up => looked_up(lang),
        Some(text) => markdown::plain(&markdown::parse(text.text(lang.tag()))),
        None => markdown::plain(&markdown::parse(&given.question)),
    };
    let value = match (chosen, own_word(&given.answer, lang)) {
        (Some(label), _) => Html::default().text(label.text(lang.tag())),
        (None, Some(word)) => Html::default().text(&word),
        (None, None) => said(&given.answer, locale),
    };
    pair(&question, value)
}
