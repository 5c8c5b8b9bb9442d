//! "How was it?": two taps, once the visit came to an end.

use super::Ctx;
use super::el::{el, many};
use super::icon::icon;
use super::parts;
use crate::app::{Msg, RATINGS, REASONS};
use yew::prelude::*;

/// The best rating, which needs no reason.
const BEST: &str = "good";

/// The question, then why, then thanks.
pub(super) fn rating(ctx: Ctx<'_>) -> Html {
    let thanks = el("p").class("verdict thanks").attr("tabindex", "-1").attr("data-focus", "rating");
    match ctx.session.rating {
        None => ask(ctx, "rating.ask", RATINGS, Msg::Rated),
        Some((rating, None)) if rating != BEST => ask(ctx, "rating.why", REASONS, Msg::RatingExplained),
        Some(_) => thanks.add(icon("check")).add(ctx.say("rating.thanks")).html(),
    }
}

fn ask(ctx: Ctx<'_>, key: &'static str, words: &[&'static str], msg: fn(&'static str) -> Msg) -> Html {
    let choices = words.iter().map(|word| {
        let key = ["rating.", word].concat();
        parts::button(ctx, "choice", msg(word)).text(ctx.session.strings.get(&key)).html()
    });
    let head = el("h3").attr("id", "rating").attr("tabindex", "-1").attr("data-focus", "rating").add(ctx.say(key));
    let choices = el("div").class("choices").add(many(choices.collect()));
    el("section").class("verdict").attr("aria-labelledby", "rating").with(head).with(choices).html()
}
