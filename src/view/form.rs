//! The ticket form.

use super::icon::icon;
use super::{Ctx, parts};
use crate::app::{Msg, Sending, input_mode, ways};
use crate::knowledge::{Consent, EntryType, Field, TicketFormat};
use crate::ticket::{FieldProblem, Piece};
use yew::prelude::*;

pub(super) fn form(ctx: Ctx<'_>) -> Html {
    let Some(format) = &ctx.engine.knowledge.ticket else { return Html::default() };
    let emit = ctx.emit.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        emit.emit(Msg::Submitted(String::new()));
    });
    let topic = ctx.session.topic(ctx.engine);
    let fields = topic.into_iter().flat_map(|topic| &topic.fields).filter_map(|name| Some((name, format.fields.get(name)?)));
    let is_sending = ctx.session.sending == Sending::Sending;
    html! {
        <form novalidate={true} {onsubmit} aria-busy={is_sending.then_some("true")}>
            {parts::heading(html! { {ctx.t("form.title")} })}
            {parts::notices(ctx)}
            {errors(ctx, format)}
            {topics(ctx, format)}
            if topic.is_some() {
                {for fields.map(|(name, of)| html! { <div class="entry" key={name.clone()}>{field(ctx, name, of)}</div> })}
                {story(ctx)}
                {privacy(ctx, format)}
                <button type="submit" class="primary" disabled={is_sending}>{ctx.t(if is_sending { "send.sending" } else { "form.send" })}</button>
                <p class="hint">{ctx.session.reply_bound(ctx.engine)}</p>
            }
        </form>
    }
}

/// The error summary: what is wrong, each with a link to its field; or why it did not arrive, with another way.
fn errors(ctx: Ctx<'_>, format: &TicketFormat) -> Html {
    let session = ctx.session;
    if let Sending::Failed(failure) = session.sending {
        let others = ways(session, ctx.engine).into_iter().filter_map(|way| Some((way.href?, way.label, way.note)));
        return html! {
            <div class="summary" role="alert" tabindex="-1" data-focus="errors">
                <h3>{icon("alert")}{ctx.t("send.failed")}</h3>
                <p>{ctx.t(failure.key())}</p>
                <p>{ctx.t("send.kept")}</p>
                <ul>{for others.map(|(href, label, note)| html! { <li><a {href}>{label}</a>{" "}<small>{note}</small></li> })}</ul>
            </div>
        };
    }
    if session.problems.is_empty() {
        return Html::default();
    }
    let items = session.problems.iter().map(|(problem, words)| {
        let label = match problem.field.as_str() {
            "topic" => ctx.t("form.topic").to_string(),
            "consent" => ctx.t("form.consent").to_string(),
            name => format.fields.get(name).map_or(String::new(), |field| field.label.text(&ctx.engine.locale).to_string()),
        };
        let said = sentence(ctx, problem, words);
        let href = ["#field-", &problem.field].concat();
        html! { <li><a {href} data-field={problem.field.clone()}>{label}{": "}{said}</a></li> }
    });
    html! {
        <div class="summary" role="alert" tabindex="-1" data-focus="errors">
            <h3>{icon("alert")}{ctx.session.strings.with("form.errors", &[("n", &session.problems.len().to_string())])}</h3>
            <ul>{for items}</ul>
        </div>
    }
}

fn sentence(ctx: Ctx<'_>, problem: &FieldProblem, words: &str) -> String {
    // Our own sentence is in the customer's language; the server's words only where we have none.
    let is_ours = problem.fault != crate::entry::EntryFault::Refused || words.is_empty();
    if is_ours { ctx.t(problem.fault.key()).to_string() } else { words.to_string() }
}

fn topics(ctx: Ctx<'_>, format: &TicketFormat) -> Html {
    let chosen = ctx.session.draft.topic.as_deref();
    let items = format.topics.iter().map(|topic| {
        let id = topic.id.0.clone();
        let hint = topic.hint.as_ref().map(|hint| html! { <small>{ctx.text(hint)}</small> });
        html! {
            <label key={id.clone()} class="option">
                <input type="radio" name="topic" checked={chosen == Some(id.as_str())} onchange={ctx.send::<Event>(Msg::TopicChosen(id))} />
                <span>{ctx.text(&topic.title)}{hint}</span>
            </label>
        }
    });
    // Once chosen, the list makes room; it is one tap away.
    html! {
        <fieldset id="field-topic" class="topics">
            <legend>{ctx.t("form.topic")}</legend>
            <div class="options">{for items}</div>
        </fieldset>
    }
}

fn field(ctx: Ctx<'_>, name: &str, field: &Field) -> Html {
    let session = ctx.session;
    let id = ["field-", name].concat();
    let problem = session.problems.iter().find(|(problem, _)| problem.field == name);
    let error_id = ["error-", name].concat();
    let hint_id = ["hint-", name].concat();
    let mut described: Vec<&str> = Vec::new();
    if field.hint.is_some() {
        described.push(&hint_id);
    }
    if problem.is_some() {
        described.push(&error_id);
    }
    let described = (!described.is_empty()).then(|| described.join(" "));
    html! {
        <>
            <label for={id.clone()}>
                {ctx.text(&field.label)}{" "}
                <span class={if field.required { "must" } else { "may" }}>{ctx.t(if field.required { "form.required" } else { "form.optional" })}</span>
            </label>
            if let Some(hint) = &field.hint { <p class="hint" id={hint_id}>{ctx.text(hint)}</p> }
            if let Some((problem, words)) = problem { <p class="error" id={error_id}>{icon("alert")}{sentence(ctx, problem, words)}</p> }
            {control(ctx, name, field, id, described, problem.is_some())}
        </>
    }
}

fn control(ctx: Ctx<'_>, name: &str, field: &Field, id: String, described: Option<String>, is_wrong: bool) -> Html {
    let value = ctx.session.draft.value(name).to_string();
    let invalid = is_wrong.then_some("true");
    let required = field.required.then_some("true");
    let typed = {
        let (emit, name) = (ctx.emit.clone(), name.to_string());
        move |value: String| emit.emit(Msg::FieldTyped(name.clone(), value))
    };
    match field.entry {
        EntryType::Textarea => {
            let oninput = Callback::from(move |event: InputEvent| {
                let area = event.target_dyn_into::<web_sys::HtmlTextAreaElement>();
                typed(area.map(|area| area.value()).unwrap_or_default());
            });
            html! { <textarea {id} class="field" rows="5" aria-describedby={described} aria-invalid={invalid} aria-required={required} {value} {oninput} /> }
        }
        EntryType::Choice => {
            let onchange = Callback::from(move |event: Event| {
                let select = event.target_dyn_into::<web_sys::HtmlSelectElement>();
                typed(select.map(|select| select.value()).unwrap_or_default());
            });
            let options = field.options.iter().map(|option| {
                html! { <option key={option.id.0.clone()} value={option.id.0.clone()} selected={option.id == *value}>{ctx.text(&option.label)}</option> }
            });
            html! {
                <select {id} class="field" aria-describedby={described} aria-invalid={invalid} aria-required={required} {onchange}>
                    <option value="" selected={value.is_empty()}>{ctx.t("form.choose")}</option>
                    {for options}
                </select>
            }
        }
        entry => {
            let oninput = Callback::from(move |event: InputEvent| typed(super::home::value_of(&event)));
            let kind = if entry == EntryType::Date { "date" } else { "text" };
            html! {
                <input {id} class="field" type={kind} inputmode={input_mode(entry)} autocomplete={field.autocomplete.clone()}
                    aria-describedby={described} aria-invalid={invalid} aria-required={required} {value} {oninput} />
            }
        }
    }
}

/// The story behind one switch.
fn story(ctx: Ctx<'_>) -> Html {
    let session = ctx.session;
    let pieces = session.story.pieces();
    if pieces.is_empty() {
        return Html::default();
    }
    let sends = session.sends_story(ctx.engine);
    let count = pieces.iter().filter(|piece| !session.draft.removed.contains(&piece.key())).count();
    let items = pieces.iter().map(|piece| {
        let key = piece.key();
        let checked = !session.draft.removed.contains(&key);
        html! {
            <li key={key.clone()}>
                <label class="piece"><input type="checkbox" {checked} onchange={ctx.send::<Event>(Msg::PieceToggled(key))} /><span>{told(ctx, piece)}</span></label>
            </li>
        }
    });
    html! {
        <div class="story">
            <label class="option">
                <input type="checkbox" role="switch" checked={sends} onchange={ctx.send::<Event>(Msg::StoryToggled(!sends))} />
                <span>{session.strings.with("story.switch", &[("n", &count.to_string())])}<small>{ctx.t("story.why")}</small></span>
            </label>
            if sends { <details><summary>{ctx.t("story.details")}</summary><ul>{for items}</ul></details> }
        </div>
    }
}

fn told(ctx: Ctx<'_>, piece: &Piece) -> Html {
    match piece {
        Piece::Search { query, .. } => html! { {ctx.session.strings.with("story.search", &[("query", query)])} },
        Piece::Article { title, .. } => html! { {ctx.session.strings.with("story.article", &[("title", title)])} },
        Piece::Flow { title, answers, .. } => html! {
            <>
                {ctx.session.strings.with("story.flow", &[("title", title)])}
                <ul>{for answers.iter().map(|given| html! { <li>{&given.question}{" → "}<b>{&given.answer}</b></li> })}</ul>
            </>
        },
    }
}

fn privacy(ctx: Ctx<'_>, format: &TicketFormat) -> Html {
    let policy = &format.privacy;
    let is_wrong = ctx.session.problems.iter().any(|(problem, _)| problem.field == "consent");
    let consent = (policy.consent == Consent::Checkbox).then(|| {
        let checked = ctx.session.draft.consent;
        html! {
            <label class="option" id="field-consent">
                <input type="checkbox" {checked} aria-invalid={is_wrong.then_some("true")} onchange={ctx.send::<Event>(Msg::ConsentToggled(!checked))} />
                <span>{ctx.t("form.consent")}</span>
            </label>
        }
    });
    html! {
        <div class="privacy">
            <p>{ctx.text(&policy.purpose)}</p>
            if !policy.recipients.is_empty() {
                <p>{ctx.t("form.recipients")}{for policy.recipients.iter().map(|to| html! { <>{" "}{ctx.text(to)}</> })}</p>
            }
            <p><a href={policy.policy_url.0.clone()} target="_blank" rel="noopener">{ctx.t("form.policy")}</a></p>
            {consent}
        </div>
    }
}
