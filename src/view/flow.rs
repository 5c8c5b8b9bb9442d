//! A guided fix: the trail of answers, then one question.

use super::icon::icon;
use super::{Ctx, home, markdown, parts};
use crate::app::{Msg, Screen, input_mode, shown_answer};
use crate::flow::{Asked, NO, Position, YES, options};
use crate::knowledge::{Choose, Do, End, Enter, EntryType, Outcome, Show, Step};
use yew::prelude::*;

pub(super) fn flow(ctx: Ctx<'_>, id: &str) -> Html {
    let Some(flow) = ctx.engine.flow(id) else { return Html::default() };
    let Some(position) = ctx.session.position(flow) else { return Html::default() };
    let key = position.id.to_string();
    let restart = (!position.trail.is_empty()).then(|| {
        html! { <button type="button" class="quiet" onclick={ctx.send(Msg::FlowRestarted)}>{icon("return")}{ctx.t("flow.restart")}</button> }
    });
    html! {
        <div class="flow">
            <h2 class="flow-title">{ctx.text(&flow.title)}</h2>
            if position.trail.is_empty() { {parts::notices(ctx)} }
            if flow.human_first && position.trail.is_empty() { <div class="first">{parts::ask_a_person(ctx)}</div> }
            {trail(ctx, &position)}
            <div class="step" key={key}>{step(ctx, &position, &flow.id.0)}</div>
            {restart}
        </div>
    }
}

fn trail(ctx: Ctx<'_>, position: &Position<'_>) -> Html {
    if position.trail.is_empty() {
        return Html::default();
    }
    let items = position.trail.iter().map(|asked| {
        html! {
            <li key={asked.id.to_string()}>
                <span class="asked">{question(ctx, asked)}</span>
                <button type="button" class="answer" onclick={ctx.send(Msg::AnswerReopened(asked.id.to_string()))}>
                    <span>{shown_answer(asked, &ctx.engine.locale, ctx.session)}</span><small>{ctx.t("flow.change")}</small>
                </button>
            </li>
        }
    });
    html! { <ol class="trail" aria-label={ctx.t("flow.trail").to_string()}>{for items}</ol> }
}

/// What was asked, short: an instruction's first line.
fn question(ctx: Ctx<'_>, asked: &Asked<'_>) -> String {
    let locale = &ctx.engine.locale;
    match asked.step {
        Step::Do(step) => step.text.text(locale).lines().next().unwrap_or_default().trim_start_matches(['#', ' ']).replace("**", ""),
        Step::Choose(step) => step.ask.text(locale).to_string(),
        Step::Enter(step) => step.ask.text(locale).to_string(),
        Step::Show(step) => {
            ctx.engine.article(step.article.as_str()).map_or(String::new(), |article| article.title.text(locale).to_string())
        }
        _ => String::new(),
    }
}

fn step(ctx: Ctx<'_>, position: &Position<'_>, flow: &str) -> Html {
    match position.step {
        Step::Do(step) => instruction(ctx, step),
        Step::Choose(step) => choice(ctx, step, position),
        Step::Enter(step) => entry(ctx, step),
        Step::Show(step) => show(ctx, step),
        Step::End(step) => end(ctx, step, flow),
        // Passed unseen, or ruled out when the file is read.
        Step::Branch(_) | Step::Lookup(_) | Step::Go(_) => Html::default(),
    }
}

fn instruction(ctx: Ctx<'_>, step: &Do) -> Html {
    let image = step.image.as_ref().map(|image| {
        let size = Some((image.width as u16, image.height as u16));
        markdown::picture(&image.src.0, image.alt.text(&ctx.engine.locale), size)
    });
    html! {
        <>
            <div tabindex="-1" data-focus="heading" role="group" aria-label={ctx.t("flow.do").to_string()}>{parts::rich(ctx, &step.text)}{image}</div>
            <h3 class="asks">{ctx.t("flow.did-it-help")}</h3>
            <div class="pair">
                <button type="button" class="choice" onclick={ctx.send(Msg::StepAnswered(Some(YES)))}>{icon("check")}{ctx.t("flow.fixed")}</button>
                <button type="button" class="choice" onclick={ctx.send(Msg::StepAnswered(Some(NO)))}>{ctx.t("flow.not-fixed")}</button>
            </div>
        </>
    }
}

fn choice(ctx: Ctx<'_>, step: &Choose, position: &Position<'_>) -> Html {
    let session = ctx.session;
    let offered = session.walk.as_ref().map(|walk| options(step, walk, &position.trail, &session.surroundings())).unwrap_or_default();
    let items = offered.into_iter().map(|option| {
        let id = option.id.0.clone();
        let checked = session.pending.marked.contains(&id);
        let hint = option.hint.as_ref().map(|hint| html! { <small>{ctx.text(hint)}</small> });
        html! {
            <label key={id.clone()} class="option">
                <input type={if step.many { "checkbox" } else { "radio" }} name="option" {checked} onchange={ctx.send::<Event>(Msg::OptionMarked(id))} />
                <span>{ctx.text(&option.label)}{hint}</span>
            </label>
        }
    });
    let body = html! {
        <fieldset aria-describedby={session.pending.fault.map(|_| "fault")}>
            <legend><h3 class="heading" tabindex="-1" data-focus="heading">{ctx.text(&step.ask)}</h3></legend>
            if let Some(hint) = &step.hint { <p class="hint">{ctx.text(hint)}</p> }
            {fault(ctx)}
            {for items}
        </fieldset>
    };
    answer_form(ctx, body)
}

fn entry(ctx: Ctx<'_>, step: &Enter) -> Html {
    let session = ctx.session;
    let emit = ctx.emit.clone();
    let oninput = Callback::from(move |event: InputEvent| emit.emit(Msg::EntryTyped(home::value_of(&event))));
    let is_wrong = session.pending.fault.is_some();
    let autocomplete = match step.entry {
        EntryType::Email => "email",
        EntryType::Phone => "tel",
        EntryType::Postcode => "postal-code",
        _ => "off",
    };
    let body = html! {
        <>
            <h3 class="heading" tabindex="-1" data-focus="heading"><label for="entry">{ctx.text(&step.ask)}</label></h3>
            <p class="hint" id="entry-hint">
                if let Some(hint) = &step.hint { {ctx.text(hint)}{" "} }
                if step.optional { {ctx.t("form.optional")} }
            </p>
            {fault(ctx)}
            <input id="entry" class="field" type={if step.entry == EntryType::Date { "date" } else { "text" }} inputmode={input_mode(step.entry)}
                {autocomplete} aria-describedby="entry-hint fault" aria-invalid={is_wrong.then_some("true")}
                value={session.pending.typed.clone()} {oninput} />
        </>
    };
    answer_form(ctx, body)
}

/// A form whose Enter is the browser's own, so that it never fires while an IME composes.
fn answer_form(ctx: Ctx<'_>, body: Html) -> Html {
    let emit = ctx.emit.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        emit.emit(Msg::StepAnswered(None));
    });
    html! {
        <form novalidate={true} {onsubmit}>
            {body}
            <button type="submit" class="primary">{ctx.t("flow.next")}</button>
        </form>
    }
}

fn fault(ctx: Ctx<'_>) -> Html {
    match ctx.session.pending.fault {
        Some(fault) => {
            html! { <p class="error" id="fault" role="alert" tabindex="-1" data-focus="errors">{icon("alert")}{ctx.t(fault.key())}</p> }
        }
        None => Html::default(),
    }
}

fn show(ctx: Ctx<'_>, step: &Show) -> Html {
    let Some(article) = ctx.engine.article(step.article.as_str()) else { return answer_form(ctx, Html::default()) };
    let body = html! {
        <>
            {parts::heading(ctx.text(&article.title))}
            if let Some(text) = &step.text { <p>{ctx.text(text)}</p> }
            if let Some(body) = &article.body { {parts::rich(ctx, body)} }
        </>
    };
    answer_form(ctx, body)
}

fn end(ctx: Ctx<'_>, step: &End, flow: &str) -> Html {
    let article = step.article.as_ref().and_then(|id| ctx.engine.row_of(id.as_str()));
    let title = match step.outcome {
        Outcome::Solved => "end.solved",
        Outcome::Article => "end.article",
        Outcome::Ticket | Outcome::Person => "end.person",
        Outcome::Link => "end.link",
    };
    let next = match step.outcome {
        Outcome::Solved => Html::default(),
        Outcome::Article => parts::verdict(ctx, &["flow:", flow].concat(), &[]),
        Outcome::Ticket => html! {
            <>
                <p class="hint">{ctx.t("end.kept")}</p>
                <button type="button" class="primary" onclick={ctx.send(Msg::TicketAsked)}>{ctx.t("end.write")}</button>
            </>
        },
        Outcome::Person => parts::ask_a_person(ctx),
        Outcome::Link => html! {
            <>
                if let Some(url) = &step.url {
                    <a class="primary" href={url.0.clone()}>{step.label.as_ref().map_or_else(|| html! { {ctx.t("end.link")} }, |label| ctx.text(label))}</a>
                }
                {parts::verdict(ctx, &["flow:", flow].concat(), &[])}
            </>
        },
    };
    html! {
        <div class={classes!("end", step.outcome.word())}>
            {parts::heading(html! { <>{icon(if step.outcome == Outcome::Solved { "check" } else { "info" })}{ctx.t(title)}</> })}
            if let Some(text) = &step.text { {parts::rich(ctx, text)} }
            if let Some(row) = &article { {parts::rows(ctx, std::slice::from_ref(row))} }
            {next}
            if step.outcome == Outcome::Solved {
                <button type="button" class="quiet" onclick={ctx.send(Msg::ScreenAsked(Screen::Contact))}>{ctx.t("end.still")}</button>
            }
        </div>
    }
}
