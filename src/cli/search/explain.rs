//! Why a result has its place, in words an editor understands.

use crate::cli::Lang;
use crate::search::{Explanation, Field, Part, Term, Way};
use serde_json::{Value as Json, json};

/// A result's score and its parts, how the query was read, and where each part of it stands.
pub(super) fn lines(of: &Explanation, lang: Lang) -> Vec<String> {
    let parts = of.parts.iter().filter(|(_, share)| *share > 0.0);
    let parts: Vec<String> = parts.map(|(part, share)| format!("{} {share:.2}", part_word(*part, lang))).collect();
    let sum = parts.join(" + ");
    let worth = if of.worth < 1.0 { format!(" × {:.2}", of.worth) } else { String::new() };
    let (score, confidence) = (of.score, of.confidence * 100.0);
    let mut lines = vec![lang.pick(
        format!("      点数 {score:.2} = ({sum}){worth}、確かさ {confidence:.0}%"),
        format!("      score {score:.2} = ({sum}){worth}; confidence {confidence:.0}%"),
    )];
    lines.extend(way(of, lang));
    let telling = of.terms.iter().filter(|term| term.tells >= SHOWN);
    lines.extend(telling.map(|term| self::term(term, lang)));
    lines
}

/// What tells less than this would be shown as 0.00.
const SHOWN: f32 = 0.005;

fn part_word(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Text => lang.pick("記事全体", "whole entry"),
        Part::Phrase => lang.pick("この文", "this phrase"),
        Part::Density => lang.pick("余分のなさ", "little else in it"),
        Part::Title => lang.pick("題名", "title"),
        Part::Subsequence => lang.pick("略し方", "abbreviation"),
    }
}

/// How the query was read, where it was not as it was typed.
fn way(of: &Explanation, lang: Lang) -> Option<String> {
    let read = &of.read;
    match of.way {
        Way::Typed => None,
        Way::Romaji => Some(lang.pick(format!("      ローマ字として「{read}」と読みました。"), format!("      Read as romaji: {read}"))),
        Way::Written => Some(lang.pick(format!("      「{read}」の意味に取りました。"), format!("      Taken to mean: {read}"))),
    }
}

/// A part of the query, and where the entry has it.
fn term(term: &Term, lang: Lang) -> String {
    let fields: Vec<&str> = term.fields.iter().map(|field| field_word(*field, lang)).collect();
    let weight = term.tells;
    if fields.is_empty() {
        return lang.pick(
            format!("      「{}」(重み {weight:.2}): なし", term.text),
            format!("      \"{}\" (weight {weight:.2}): not in it", term.text),
        );
    }
    // What is worth less than what was typed is the beginning of a word, a synonym or a typo.
    let instead = if term.quality < 1.0 {
        let share = term.quality * 100.0;
        lang.pick(format!("、別の書き方 {share:.0}%"), format!(", in other words, {share:.0}%"))
    } else {
        String::new()
    };
    let fields = fields.join(lang.pick("・", ", "));
    lang.pick(
        format!("      「{}」(重み {weight:.2}): {fields}{instead}", term.text),
        format!("      \"{}\" (weight {weight:.2}): {fields}{instead}", term.text),
    )
}

fn field_word(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Title => lang.pick("題名", "title"),
        Field::Question => lang.pick("質問", "question"),
        Field::Context => lang.pick("分類", "category"),
        Field::Body => lang.pick("本文", "body"),
    }
}

/// The same for other programs.
pub(super) fn as_json(of: &Explanation) -> Json {
    let part = |(part, share): &(Part, f32)| (format!("{part:?}").to_lowercase(), json!(share));
    let term = |term: &Term| {
        let fields: Vec<String> = term.fields.iter().map(|field| format!("{field:?}").to_lowercase()).collect();
        json!({"text": term.text, "weight": term.tells, "fields": fields, "quality": term.quality})
    };
    json!({
        "way": format!("{:?}", of.way).to_lowercase(), "read": of.read, "confidence": of.confidence, "worth": of.worth,
        "parts": of.parts.iter().map(part).collect::<serde_json::Map<_, _>>(), "terms": of.terms.iter().map(term).collect::<Json>(),
    })
}
