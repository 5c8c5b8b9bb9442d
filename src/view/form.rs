//! The ticket form.

use super::el::{El, When, div, el, many, none};
use super::icon::icon;
use super::{Ctx, contact, files, flow, offer, parts};
use crate::app::{Msg, SendFailure, Sending, input_mode};
use crate::entry::{EntryFault, is_carrier, meant};
use crate::knowledge::{Consent, EntryType, Field, TicketFormat};
use crate::ticket::{FieldProblem, Piece, Secret, TRAP, cover, most, secrets};
use yew::prelude::*;

pub(super) fn form(ctx: Ctx<'_>) -> Html {
    let Some(format) = &ctx.engine.knowledge.ticket else { return none() };
    let is_sending = ctx.session.sending == Sending::Sending;
    let form = el("form")
        .attr("novalidate", "")
        .maybe("aria-busy", is_sending.then_some("true"))
        .on(ctx, When::Submit, Msg::Submitted(String::new()))
        .with(parts::heading(ctx.say("form.title")))
        .add(parts::notices(ctx))
        .add(errors(ctx, format))
        .add(topics(ctx, format))
        .with(trap(ctx));
    // Yew compares children from the last one on: were their number to change, the field with the focus would be drawn anew,
    // and what an input method is composing would be lost. So what comes and goes has a place of its own, or a key.
    let mut rest = div("");
    if let Some(topic) = ctx.session.topic(ctx.engine) {
        let asked = ctx.session.draft.asked(topic, format, &ctx.engine.locale);
        let fields = asked.iter().filter_map(|name| Some(field(ctx, name, format.fields.get(name)?)));
        // Not disabled: it would lose the focus while the customer waits.
        let send = el("button").attr("type", "submit").class("primary").maybe("aria-disabled", is_sending.then_some("true"));
        rest = rest
            .with(div("").all(fields.collect()))
            .add(story(ctx))
            .add(privacy(ctx, format))
            .with(send.add(ctx.say(if is_sending { "send.sending" } else { "form.send" })))
            .add(files::progress(ctx, &ctx.session.draft.key).filter(|_| is_sending).unwrap_or_else(none))
            .add(if is_sending && ctx.session.is_unkept { el("p").add(ctx.say("send.unkept")).html() } else { none() })
            .with(el("p").class("hint").text(&ctx.session.reply_bound(ctx.engine)));
    }
    form.with(rest).html()
}

/// A field that people neither see, nor hear, nor reach; programs that fill in forms fill it in.
fn trap(ctx: Ctx<'_>) -> El {
    let field = el("input").attr("name", "remarks").attr("tabindex", "-1").attr("autocomplete", "off");
    div("sr").attr("aria-hidden", "true").with(field.typed(ctx, When::Input, Some(TRAP)).value(ctx.session.draft.value(TRAP)))
}

/// It takes the focus; what is mended in the fields below it is no news to be heard amid typing.
fn summary() -> El {
    div("summary")
        .attr("role", "alert")
        .attr("aria-atomic", "false")
        .attr("aria-relevant", "additions")
        .attr("tabindex", "-1")
        .attr("data-focus", "errors")
}

/// The error summary: what is wrong, each with a link to its field; or why it did not arrive, with another way.
fn errors(ctx: Ctx<'_>, format: &TicketFormat) -> Html {
    let session = ctx.session;
    if let Sending::Failed(failure) = &session.sending {
        let number = match failure {
            SendFailure::Earlier(number) => number,
            _ => "",
        };
        let title = match failure {
            SendFailure::Unknown => "send.unsure",
            SendFailure::Handed => "send.mail",
            _ => "send.failed",
        };
        let copy = (*failure == SendFailure::Handed).then(|| parts::button(ctx, "quiet", Msg::CopyAsked).add(ctx.say("copy")).html());
        return summary()
            .with(el("h3").add(icon("alert")).add(ctx.say(title)))
            .with(el("p").text(&session.strings.with(failure.key(), &[("number", number)])))
            .with(el("p").add(ctx.say(if session.is_unkept { "send.unkept" } else { "send.kept" })))
            .and(copy)
            .with(contact::others(ctx))
            .html();
    }
    if session.problems.is_empty() {
        return none();
    }
    let items = session.problems.iter().map(|(problem, words)| {
        let label = match problem.field.as_str() {
            "topic" => ctx.say("form.topic"),
            "consent" => ctx.say("form.consent"),
            name => format.fields.get(name).map_or_else(none, |field| ctx.text(&field.label)),
        };
        // A fragment does not lead into a shadow root, so the focus is moved by hand.
        let link = el("a").attr("href", &["#field-", &problem.field].concat()).click(ctx, Msg::FieldAsked(problem.field.clone()));
        el("li").with(link.add(label).text(": ").text(&sentence(ctx, problem, words))).html()
    });
    let title = session.strings.with("form.errors", &[("n", &session.problems.len().to_string())]);
    summary().with(el("h3").add(icon("alert")).text(&title)).with(el("ul").all(items.collect())).html()
}

/// Our own sentence is in the customer's language; the server's words only where we have none. Of several files the one that
/// is meant is named.
fn sentence(ctx: Ctx<'_>, problem: &FieldProblem, words: &str) -> String {
    if problem.fault == EntryFault::Refused && !words.is_empty() {
        return words.to_string();
    }
    let field = ctx.engine.knowledge.ticket.as_ref().and_then(|format| format.fields.get(&problem.field));
    let length = ctx.session.draft.value(&problem.field).chars().count();
    if let Some(field) = field.filter(|field| problem.fault == EntryFault::TooLong && length > most(field)) {
        return lengths(ctx, "error.long-by", length, field);
    }
    let own = ctx.t(problem.fault.key());
    let names_file = ctx.session.draft.files.iter().any(|file| file.name == words);
    if names_file { [words, ": ", own].concat() } else { own.to_string() }
}

/// How long something is and may be.
fn lengths(ctx: Ctx<'_>, key: &str, length: usize, field: &Field) -> String {
    ctx.session.strings.with(key, &[("n", &length.to_string()), ("max", &most(field).to_string())])
}

/// How much room is left, once that is little.
fn room(ctx: Ctx<'_>, name: &str, field: &Field) -> Option<Html> {
    let length = ctx.session.draft.value(name).chars().count();
    let is_little = field.entry == EntryType::Textarea && length * 5 > most(field) * 4;
    is_little.then(|| el("p").key("room").class("hint").text(&lengths(ctx, "form.length", length, field)).html())
}

fn topics(ctx: Ctx<'_>, format: &TicketFormat) -> Html {
    let chosen = ctx.session.topic(ctx.engine);
    let is = |id: &str| chosen.is_some_and(|topic| topic.id == *id);
    let mut options = vec![option("", chosen.is_none(), ctx.say("form.choose"))];
    options.extend(format.topics.iter().map(|topic| option(topic.id.as_str(), is(topic.id.as_str()), ctx.text(&topic.title))));
    let select = el("select").attr("id", "field-topic").class("field").typed(ctx, When::Change, Some("topic")).all(options);
    let hint = chosen.and_then(|topic| topic.hint.as_ref()).map(|hint| flow::hint_line(ctx.text(hint)));
    div("entry")
        .key("topic")
        .with(el("label").attr("for", "field-topic").add(ctx.say("form.topic")))
        .with(select)
        .add(hint.unwrap_or_else(none))
        .html()
}

fn option(id: &str, is_chosen: bool, label: Html) -> Html {
    el("option").attr("value", id).maybe("selected", is_chosen.then_some("")).add(label).html()
}

fn field(ctx: Ctx<'_>, name: &str, field: &Field) -> Html {
    let problem = ctx.session.problems.iter().find(|(problem, _)| problem.field == name);
    let [id, error_id, hint_id] = ["field-", "error-", "hint-"].map(|prefix| [prefix, name].concat());
    let mut described: Vec<&str> = Vec::new();
    if field.hint.is_some() {
        described.push(&hint_id);
    }
    if problem.is_some() {
        described.push(&error_id);
    }
    let (class, key) = if field.required { ("must", "form.required") } else { ("may", "form.optional") };
    let label =
        el("label").key("label").attr("for", &id).add(ctx.text(&field.label)).text(" ").with(el("span").class(class).add(ctx.say(key)));
    let described = (!described.is_empty()).then(|| described.join(" "));
    let control = match field.entry {
        EntryType::Files => files::files(ctx, &id, described.as_deref()),
        _ => control(ctx, name, field)
            .attr("id", &id)
            .class("field")
            .maybe("aria-describedby", described.as_deref())
            .maybe("aria-invalid", problem.map(|_| "true"))
            .maybe("aria-required", field.required.then_some("true")),
    };
    div("entry")
        .key(name)
        .with(label)
        .and(field.hint.as_ref().map(|hint| el("p").key("hint").class("hint").attr("id", &hint_id).add(ctx.text(hint)).html()))
        .and(problem.map(|(problem, words)| parts::error(&error_id, &sentence(ctx, problem, words)).key("error").html()))
        .with(control.key("control"))
        .and(room(ctx, name, field))
        .and(covers(ctx, name, field))
        .and(advice(ctx, name, field))
        .and(offer::offer(ctx, name))
        .html()
}

/// What may be wrong with an address that looks right: a slip of the finger, or a filter that refuses answers.
fn advice(ctx: Ctx<'_>, name: &str, field: &Field) -> Option<Html> {
    let value = Some(ctx.session.draft.value(name)).filter(|_| field.entry == EntryType::Email)?;
    if let Some(address) = meant(value) {
        let line = ctx.session.strings.with("mail.meant", &[("address", &address)]);
        let take = parts::button(ctx, "quiet", Msg::FieldTyped(name.to_string(), address));
        return Some(take.key("advice").text(&line).html());
    }
    let sender = ctx.engine.knowledge.ticket.as_ref()?.reply.sender.as_ref().filter(|_| is_carrier(value))?;
    Some(el("p").key("advice").class("hint").text(&ctx.session.strings.with("mail.carrier", &[("sender", sender)])).html())
}

/// What of a field is covered before it is stored or sent, each with the way to send it as typed.
fn covers(ctx: Ctx<'_>, name: &str, field: &Field) -> Option<Html> {
    let draft = &ctx.session.draft;
    let value = draft.value(name);
    let mut seen: Vec<&str> = Vec::new();
    let mut all = div("secret").key("secret").attr("role", "status");
    for Secret { kind, at } in secrets(value) {
        let secret = value.get(at)?;
        if seen.contains(&secret) || !field.entry.is_free() {
            continue;
        }
        seen.push(secret);
        let (line, way, shown) = if draft.is_uncovered(name, secret) {
            ("secret.sent", "secret.cover", secret.to_string())
        } else {
            ("secret.covered", "secret.uncover", cover(kind, secret))
        };
        let line = ctx.session.strings.with(line, &[("what", ctx.t(kind.key())), ("text", &shown)]);
        let toggle = parts::button(ctx, "quiet", Msg::CoverToggled(name.to_string(), secret.to_string())).add(ctx.say(way));
        all = all.with(el("p").class("hint").text(&line)).with(toggle);
    }
    (!seen.is_empty()).then(|| all.html())
}

fn control(ctx: Ctx<'_>, name: &str, field: &Field) -> El {
    let value = ctx.session.draft.value(name);
    match field.entry {
        EntryType::Textarea => el("textarea").attr("rows", "5").typed(ctx, When::Input, Some(name)).value(value),
        EntryType::Choice => {
            let mut options = vec![option("", value.is_empty(), ctx.say("form.choose"))];
            options.extend(field.options.iter().map(|of| option(of.id.as_str(), of.id == *value, ctx.text(&of.label))));
            el("select").typed(ctx, When::Change, Some(name)).all(options)
        }
        entry => el("input")
            .attr("type", if entry == EntryType::Date { "date" } else { "text" })
            .attr("inputmode", input_mode(entry))
            .maybe("autocomplete", field.autocomplete.as_deref())
            .typed(ctx, When::Input, Some(name))
            .value(value),
    }
}

/// The story behind one switch.
fn story(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let pieces = session.story.pieces();
    if pieces.is_empty() {
        return none();
    }
    let sends = session.sends_story(ctx.engine);
    let goes = |piece: &&Piece| !session.draft.removed.contains(&piece.key());
    let count = pieces.iter().filter(goes).count().to_string();
    let title = super::text(&session.strings.with("story.switch", &[("n", &count)]));
    let switch = flow::option_of(ctx, "switch", "story", sends, Msg::StoryToggled(!sends), title, Some(ctx.say("story.why")));
    if !sends {
        return div("story").with(switch).html();
    }
    let items = pieces.iter().map(|piece| {
        let toggle = Msg::PieceToggled(piece.key());
        let label = flow::option_of(ctx, "checkbox", "piece", goes(&piece), toggle, told(ctx, piece), None);
        el("li").key(&piece.key()).with(label).html()
    });
    let details = el("details").with(el("summary").add(ctx.say("story.details"))).with(el("ul").all(items.collect()));
    div("story").with(switch).with(details).html()
}

fn told(ctx: Ctx<'_>, piece: &Piece) -> Html {
    let strings = &ctx.session.strings;
    let line = match piece {
        Piece::Search { query, .. } => strings.with("story.search", &[("query", query)]),
        Piece::Article { title, .. } => strings.with("story.article", &[("title", title)]),
        Piece::Flow { title, .. } => strings.with("story.flow", &[("title", title)]),
    };
    let mut parts = vec![super::text(&line)];
    if let Piece::Flow { answers, .. } = piece {
        let answers = answers.iter().map(|given| {
            el("span")
                .class("told")
                .text(given.question.lines().next().unwrap_or_default())
                .text(" → ")
                .with(el("b").text(&given.answer))
                .html()
        });
        parts.extend(answers);
    }
    many(parts)
}

fn privacy(ctx: Ctx<'_>, format: &TicketFormat) -> Html {
    let policy = &format.privacy;
    let link = el("a").attr("href", &policy.policy_url.0).attr("target", "_blank").attr("rel", "noopener").add(ctx.say("form.policy"));
    let mut part = div("privacy").with(el("p").add(ctx.text(&policy.purpose)));
    if !policy.recipients.is_empty() {
        let names: Vec<Html> = policy.recipients.iter().map(|to| el("span").text(" ").add(ctx.text(to)).html()).collect();
        part = part.with(el("p").add(ctx.say("form.recipients")).all(names));
    }
    part = part.with(el("p").with(link));
    if policy.consent == Consent::Checkbox {
        let checked = ctx.session.draft.consent;
        let consent = Msg::ConsentToggled(!checked);
        part = part
            .with(flow::option_of(ctx, "checkbox", "consent", checked, consent, ctx.say("form.consent"), None).attr("id", "field-consent"));
    }
    part.html()
}
