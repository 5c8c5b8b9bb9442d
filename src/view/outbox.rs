//! Tickets on their way: what has become of each, and what the customer can do.

use super::el::{div, el, many, text};
use super::icon::icon;
use super::{Ctx, contact, files, parts};
use crate::app::{Msg, Screen, Wish};
use crate::json::text_at;
use crate::outbox::{Entry, Standing, State};
use crate::ticket::Answer;
use yew::prelude::*;

/// The screen of all of them, and what can be done instead of waiting.
pub(super) fn outbox(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let mut news = session.news();
    let unsent = session.unsent();
    // What the screen is called stands below it at once.
    news.sort_by_key(|entry| !entry.is_unsent(session.millis));
    let is_all = unsent == news.len();
    let title = parts::heading(ctx.say(if unsent > 0 { "send.failed" } else { "outbox.title" }));
    // Keys, so that what comes and goes draws nothing anew that has the focus.
    let mut list = div("");
    if news.is_empty() {
        list = list.with(el("p").key("none").add(ctx.say("outbox.none")));
    }
    list = list.all(news.iter().map(|entry| one(ctx, entry, is_all)).collect());
    if unsent > 0 {
        // What asks first never goes by itself.
        let goes = |entry: &Entry| matches!(session.standing(entry), Standing::Queued | Standing::Waiting(_) | Standing::Sending(_));
        if news.iter().any(|entry| goes(entry)) {
            list = list.with(el("p").key("away").class("hint").add(ctx.say("outbox.away")));
        }
        list = list.with(el("h3").key("ask").class("label").add(ctx.say("contact.ask"))).with(contact::others(ctx).key("others"));
    }
    div("").with(title).with(list).html()
}

/// The row on home that leads there.
pub(super) fn news(ctx: Ctx<'_>) -> Html {
    let news = ctx.session.news();
    let unsent = news.iter().find(|entry| entry.is_unsent(ctx.session.millis));
    let Some(entry) = unsent.or(news.first()) else { return many(Vec::new()) };
    let (symbol, title) = match (unsent, &entry.state) {
        (Some(_), _) => ("alert", "send.failed"),
        (None, State::Sent { .. }) => ("check", "sent.title"),
        _ => ("alert", "outbox.title"),
    };
    let note = ctx.session.strings.moment(ctx.session.moment(entry.made));
    let row = parts::button(ctx, "row offer", Msg::ScreenAsked(Screen::Outbox)).add(icon(symbol));
    row.with(parts::row_text(ctx.say(title), None, &note)).add(icon("next")).html()
}

fn one(ctx: Ctx<'_>, entry: &Entry, is_all: bool) -> Html {
    let standing = ctx.session.standing(entry);
    let topic = text_at(&entry.ticket, "topic").and_then(|id| ctx.engine.knowledge.topic(id));
    let (symbol, title) = match (standing, topic) {
        (Standing::Sent, _) => ("check", ctx.say("sent.title")),
        (Standing::Expired, _) => ("alert", ctx.say("outbox.expired")),
        (Standing::Unknown, _) => ("alert", ctx.say("send.unsure")),
        (Standing::Sending(_), _) => ("mail", ctx.say("send.sending")),
        // That it is not sent is what the screen is called, where none is.
        (_, Some(topic)) if is_all => ("mail", ctx.text(&topic.title)),
        (_, Some(topic)) => ("mail", many(vec![ctx.say("send.failed"), ctx.say("note.separator"), ctx.text(&topic.title)])),
        (_, None) => ("mail", ctx.say("send.failed")),
    };
    let title = el("h3").attr("id", &["entry-", &entry.key].concat()).add(icon(symbol)).add(title);
    let mut card = el("section").class("sent-off").key(&entry.key).attr("aria-labelledby", &["entry-", &entry.key].concat()).with(title);
    card = card.all(said(ctx, entry, standing));
    if matches!(standing, Standing::Sending(_)) {
        card = card.and(files::progress(ctx, &entry.key));
    }
    if !matches!(standing, Standing::Sent | Standing::Expired) {
        let until = ctx.session.strings.date(ctx.session.moment(entry.expires).date);
        let kept = ctx.session.strings.with("outbox.until", &[("date", &until)]);
        card = card.with(el("p").class("hint").text(&kept));
        let words = ctx.session.written(ctx.engine, &entry.ticket);
        let details = el("details").with(el("summary").add(ctx.say("outbox.text"))).with(el("p").class("words").text(&words));
        card = card.with(details);
    }
    card.with(div("wishes").all(wishes(ctx, entry, standing))).html()
}

/// What the customer has to know of one.
fn said(ctx: Ctx<'_>, entry: &Entry, standing: Standing) -> Vec<Html> {
    let strings = &ctx.session.strings;
    let line = |key| strings.get(key).to_string();
    let moment = |millis| strings.moment(ctx.session.moment(millis));
    let words = match (standing, &entry.state) {
        (_, State::Sent { number, reply_by, .. }) => {
            let number = el("strong").class("number").text(number);
            return vec![
                el("p").add(ctx.say("sent.number")).text(" ").with(number).html(),
                el("p").text(&ctx.session.reply_by(ctx.engine, reply_by.as_deref())).html(),
                el("p").class("hint").add(ctx.say("sent.next")).html(),
            ];
        }
        // Sent off in haste, and held for a moment: nothing has failed.
        (Standing::Queued, _) => line("outbox.queued"),
        (Standing::Waiting(_), _) if entry.tries == 0 => line("outbox.queued"),
        (Standing::Waiting(until), _) => {
            let when = moment(until + 59_999);
            let doubt = if entry.is_doubtful { ctx.t("send.unknown") } else { "" };
            [doubt, " ", &strings.with("outbox.again", &[("when", &when)])].concat()
        }
        (Standing::Unknown, _) => line("outbox.unknown"),
        (Standing::Stale, _) => strings.with("outbox.stale", &[("made", &moment(entry.made))]),
        (Standing::Refused, State::Refused(Answer::Earlier { number })) => strings.with("send.earlier", &[("number", number)]),
        (Standing::Refused, State::Refused(Answer::FieldErrors(_))) => line("error.refused"),
        (Standing::Refused, _) => line("send.refused"),
        _ => return Vec::new(),
    };
    vec![el("p").text(&words).html()]
}

fn wishes(ctx: Ctx<'_>, entry: &Entry, standing: Standing) -> Vec<Html> {
    let wish = |class, wish, key| parts::button(ctx, class, Msg::Wished(entry.key.clone(), wish)).add(text(ctx.t(key))).html();
    let mut wishes = Vec::new();
    match standing {
        Standing::Queued | Standing::Waiting(_) | Standing::Unknown | Standing::Stale => {
            wishes.push(wish("primary", Wish::Send, "outbox.send"));
        }
        Standing::Refused if ctx.session.can_correct(entry) => wishes.push(wish("primary", Wish::Correct, "outbox.correct")),
        Standing::Sent | Standing::Expired => return vec![wish("primary", Wish::Delete, "outbox.seen")],
        _ => {}
    }
    wishes.push(wish("quiet", Wish::Copy, "copy"));
    wishes.push(wish("quiet", Wish::Delete, "outbox.delete"));
    wishes
}
