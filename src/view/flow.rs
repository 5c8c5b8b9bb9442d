//! A guided fix: the trail of answers, then one question.

use super::el::{El, When, div, el, none};
use super::icon::icon;
use super::rating::rating;
use super::{Ctx, markdown, parts, rest};
use crate::app::{Msg, Screen, asked_in_short, input_mode, shown_answer};
use crate::calendar::Date;
use crate::condition::Value;
use crate::flow::{LookupFault, NO, Position, Values, YES, options, written};
use crate::knowledge::{Choose, Do, End, Enter, EntryType, Outcome, Show, Step, Text};
use yew::prelude::*;

pub(super) fn flow(ctx: Ctx<'_>, id: &str) -> Html {
    let Some(flow) = ctx.engine.flow(id) else { return none() };
    let Some(position) = ctx.session.position(ctx.engine, id) else { return none() };
    let is_first = position.trail.is_empty();
    let mut page = div("flow").key(id).with(el("h2").class("flow-title").add(ctx.text(&flow.title)));
    if is_first {
        page = page.add(parts::notices(ctx));
        if flow.human_first {
            page = page.with(div("first").add(parts::ask_a_person(ctx)));
        }
    } else {
        page = page.add(trail(ctx, &position));
    }
    let fault = position.fault.map(|fault| failed(ctx, fault));
    page = page.with(div("step").key(&position.id).and(fault).add(step(ctx, &position, &flow.id.0)));
    if !is_first {
        page = page.with(parts::button(ctx, "quiet", Msg::FlowRestarted).add(icon("return")).add(ctx.say("flow.restart")));
    }
    page.html()
}

/// The row on home that leads back into the guided fix that was left last, where an answer was given and no end reached.
pub(super) fn under_way(ctx: Ctx<'_>) -> Html {
    let Some(flow) = ctx.session.under_way(ctx.engine) else { return none() };
    let row = parts::button(ctx, "row offer", Msg::ScreenAsked(Screen::Flow(flow.id.0.clone()))).add(icon("steps"));
    row.with(parts::row_text(ctx.text(&flow.title), None, ctx.t("flow.continue"))).add(icon("next")).html()
}

fn trail(ctx: Ctx<'_>, position: &Position<'_>) -> Html {
    let items = position.trail.iter().map(|asked| {
        let answer = shown_answer(asked, &ctx.engine.locale, ctx.session);
        let change = parts::button(ctx, "answer", Msg::AnswerReopened(asked.id.clone()))
            .with(el("span").text(&answer))
            .with(el("small").add(ctx.say("flow.change")));
        el("li").key(&asked.id).with(el("span").class("asked").text(&asked_in_short(asked, ctx.engine))).with(change).html()
    });
    el("ol").class("trail").attr("aria-label", ctx.t("flow.trail")).all(items.collect()).html()
}

fn step(ctx: Ctx<'_>, position: &Position<'_>, flow: &str) -> Html {
    match position.step {
        Step::Do(step) => instruction(ctx, step, position, flow),
        Step::Choose(step) => choice(ctx, step, position, flow),
        Step::Enter(step) => entry(ctx, step),
        Step::Show(step) => show(ctx, step),
        Step::End(step) => end(ctx, step, position, flow),
        Step::Lookup(_) => waiting(ctx),
        // Passed unseen.
        Step::Branch(_) | Step::Go(_) => none(),
    }
}

/// The shop's endpoint is being asked.
fn waiting(ctx: Ctx<'_>) -> Html {
    parts::heading(ctx.say("lookup.waiting")).attr("aria-busy", "true").class("heading waiting").html()
}

/// Why a look-up found nothing, and what can be done beside what is shown below.
fn failed(ctx: Ctx<'_>, fault: LookupFault) -> Html {
    let again =
        (fault != LookupFault::NotFound).then(|| parts::button(ctx, "quiet", Msg::LookupRetried).add(ctx.say("lookup.again")).html());
    div("failed").attr("role", "alert").with(parts::error("lookup-fault", ctx.t(fault.key()))).and(again).html()
}

/// A text of the flow with the variables in it filled in.
fn filled(ctx: Ctx<'_>, of: &Text, position: &Position<'_>, flow: &str) -> Html {
    let Some(walk) = ctx.session.walk(flow) else { return rest::rich(ctx, of) };
    let around = ctx.session.surroundings();
    let values = Values { walk, position, around: &around };
    let shown = |value: &Value| match value {
        Value::Text(text) => Date::parse(text).map_or_else(|| text.clone(), |date| ctx.session.strings.date(date)),
        value => written(value),
    };
    let localized = of.get(&ctx.engine.locale);
    let text = Text(vec![(localized.lang.to_string(), values.fill_text(localized.text, &shown))]);
    rest::rich(ctx, &text)
}

fn instruction(ctx: Ctx<'_>, step: &Do, position: &Position<'_>, flow: &str) -> Html {
    let image = step.image.as_ref().map(|image| {
        let size = Some((image.width as u16, image.height as u16));
        markdown::picture(&image.src.0, image.alt.text(&ctx.engine.locale), size)
    });
    let what = div("do").attr("tabindex", "-1").attr("data-focus", "heading").attr("role", "group").attr("aria-label", ctx.t("flow.do"));
    div("")
        .with(what.add(filled(ctx, &step.text, position, flow)).and(image))
        .with(el("h3").class("asks").add(ctx.say("flow.did-it-help")))
        .add(parts::yes_no(ctx, "flow.fixed", Msg::StepAnswered(Some(YES)), "flow.not-fixed", Msg::StepAnswered(Some(NO))))
        .html()
}

fn choice(ctx: Ctx<'_>, step: &Choose, position: &Position<'_>, flow: &str) -> Html {
    let session = ctx.session;
    let around = session.surroundings();
    let offered = session.walk(flow).map(|walk| options(step, &Values { walk, position, around: &around })).unwrap_or_default();
    let items = offered.into_iter().map(|option| {
        let id = option.id.0.clone();
        let is_marked = session.pending.marked.contains(&id);
        let hint = option.hint.as_ref().map(|hint| ctx.text(hint));
        let kind = if step.many { "checkbox" } else { "radio" };
        option_of(ctx, kind, "option", is_marked, Msg::OptionMarked(id), ctx.text(&option.label), hint).html()
    });
    let legend = el("legend").with(step_heading().add(ctx.text(&step.ask)));
    let body = el("fieldset").maybe("aria-describedby", session.pending.fault.map(|_| "fault")).with(legend);
    let body = body.and(step.hint.as_ref().map(|hint| hint_line(ctx.text(hint)))).and(fault(ctx));
    answer_form(ctx, body.all(items.collect()).html())
}

/// A `checkbox`, `radio` or `switch` with its label.
pub(super) fn option_of(ctx: Ctx<'_>, kind: &str, name: &str, checked: bool, msg: Msg, label: Html, hint: Option<Html>) -> El {
    let is_switch = kind == "switch";
    let input = el("input")
        .attr("type", if is_switch { "checkbox" } else { kind })
        .maybe("role", is_switch.then_some(kind))
        .attr("name", name)
        .checked(checked)
        .on(ctx, When::Change, msg);
    let hint = hint.map(|hint| el("small").add(hint).html());
    el("label").class("option").with(input).with(el("span").add(label).and(hint))
}

fn step_heading() -> El {
    el("h3").class("heading").attr("tabindex", "-1").attr("data-focus", "heading")
}

/// A line that helps.
pub(super) fn hint_line(hint: Html) -> Html {
    el("p").class("hint").add(hint).html()
}

fn entry(ctx: Ctx<'_>, step: &Enter) -> Html {
    let pending = &ctx.session.pending;
    let autocomplete = match step.entry {
        EntryType::Email => "email",
        EntryType::Phone => "tel",
        EntryType::Postcode => "postal-code",
        _ => "off",
    };
    let hint = el("p").class("hint").attr("id", "entry-hint").and(step.hint.as_ref().map(|hint| ctx.text(hint)));
    let hint = if step.optional { hint.text(" ").add(ctx.say("form.optional")) } else { hint };
    let field = el("input")
        .attr("id", "entry")
        .class("field")
        .attr("type", if step.entry == EntryType::Date { "date" } else { "text" })
        .attr("inputmode", input_mode(step.entry))
        .attr("autocomplete", autocomplete)
        .attr("aria-describedby", if pending.fault.is_some() { "entry-hint fault" } else { "entry-hint" })
        .maybe("aria-invalid", pending.fault.map(|_| "true"))
        .typed(ctx, When::Input, Some(""))
        .value(&pending.typed);
    let question = step_heading().with(el("label").attr("for", "entry").add(ctx.text(&step.ask)));
    answer_form(ctx, div("").with(question).with(hint).and(fault(ctx)).with(field).html())
}

/// A form whose Enter is the browser's own, so that it never fires while an IME composes.
fn answer_form(ctx: Ctx<'_>, body: Html) -> Html {
    let next = el("button").attr("type", "submit").class("primary").add(ctx.say("flow.next"));
    el("form").attr("novalidate", "").on(ctx, When::Submit, Msg::StepAnswered(None)).add(body).with(next).html()
}

fn fault(ctx: Ctx<'_>) -> Option<Html> {
    let fault = ctx.session.pending.fault?;
    Some(parts::error("fault", ctx.t(fault.key())).attr("role", "alert").attr("tabindex", "-1").attr("data-focus", "errors").html())
}

fn show(ctx: Ctx<'_>, step: &Show) -> Html {
    let Some(article) = ctx.engine.article(step.article.as_str()) else { return answer_form(ctx, none()) };
    let body = div("")
        .with(parts::heading(ctx.text(&article.title)))
        .and(step.text.as_ref().map(|text| el("p").add(ctx.text(text)).html()))
        .and(article.body.as_ref().map(|body| rest::rich(ctx, body)));
    answer_form(ctx, body.html())
}

fn end(ctx: Ctx<'_>, step: &End, position: &Position<'_>, flow: &str) -> Html {
    let article = step.article.as_ref().and_then(|id| ctx.engine.row_of(id.as_str()));
    let title = match step.outcome {
        Outcome::Solved => "end.solved",
        Outcome::Article => "end.article",
        Outcome::Ticket | Outcome::Person => "end.person",
        Outcome::Link => "end.link",
    };
    let is_solved = step.outcome == Outcome::Solved;
    let page = div("").class(["end ", step.outcome.word()].concat().as_str());
    let heading = parts::heading(icon(if is_solved { "check" } else { "info" })).add(ctx.say(title));
    let page = page.with(heading).and(step.text.as_ref().map(|text| filled(ctx, text, position, flow)));
    let page = page.and(article.map(|row| parts::rows(ctx, std::slice::from_ref(&row))));
    let verdict = || parts::verdict(ctx, &["flow:", flow].concat(), &[]);
    let way_out = step.url.as_ref().map(|url| {
        let label = step.label.as_ref().map_or_else(|| ctx.say("end.link"), |label| ctx.text(label));
        let away = url.0.starts_with("http").then_some("_blank");
        el("a").class("primary").attr("href", &url.0).maybe("target", away).attr("rel", "noopener").add(label).html()
    });
    if position.returns {
        let on = parts::button(ctx, "primary", Msg::StepAnswered(None)).add(ctx.say("flow.next"));
        return page.with(on).html();
    }
    let page = match step.outcome {
        Outcome::Solved => {
            let still = parts::button(ctx, "quiet", Msg::ScreenAsked(Screen::Contact)).add(ctx.say("end.still"));
            page.with(still).add(rating(ctx))
        }
        // Who is refused is shown the rule, above, and a person.
        Outcome::Article | Outcome::Link if step.refuses => page.and(way_out).add(parts::ask_a_person(ctx)),
        Outcome::Article => page.add(verdict()),
        Outcome::Ticket => {
            page.add(hint_line(ctx.say("end.kept"))).with(parts::button(ctx, "primary", Msg::TicketAsked).add(ctx.say("end.write")))
        }
        Outcome::Person => page.add(parts::ask_a_person(ctx)),
        Outcome::Link => page.and(way_out).add(verdict()),
    };
    page.html()
}
