//! Why a result has its place, in words an editor understands: for `tasuke search --explain` and for the widget's own
//! panel (`data-debug`).

use super::Strings;
use crate::search::{Explanation, Field, Part, Term, Way};

/// What tells less than this would be shown as 0.00.
const SHOWN: f32 = 0.005;

/// A line each: the score and its parts, how the query was read, and where each part of it stands.
pub fn why(of: &Explanation, strings: &Strings) -> Vec<String> {
    let mut sum = String::new();
    for (part, share) in of.parts.iter().filter(|(_, share)| *share > 0.0) {
        let plus = if sum.is_empty() { "" } else { " + " };
        sum.push_str(&[plus, strings.get(part_key(*part)), " ", &hundredths(*share)].concat());
    }
    if of.worth < 1.0 {
        sum = ["(", &sum, ") × ", &hundredths(of.worth)].concat();
    }
    let (score, percent) = (hundredths(of.score), percent(of.confidence));
    let mut lines = vec![strings.with("why.score", &[("score", &score), ("sum", &sum), ("percent", &percent)])];
    match of.way {
        Way::Typed => {}
        Way::Romaji => lines.push(strings.with("why.romaji", &[("read", &of.read)])),
        Way::Written => lines.push(strings.with("why.written", &[("read", &of.read)])),
    }
    lines.extend(of.terms.iter().filter(|term| term.tells >= SHOWN).map(|term| self::term(term, strings)));
    lines
}

fn part_key(part: Part) -> &'static str {
    match part {
        Part::Text => "why.text",
        Part::Phrase => "why.phrase",
        Part::Density => "why.density",
        Part::Title => "why.title",
        Part::Subsequence => "why.subsequence",
    }
}

/// A part of the query, and where the entry has it.
fn term(term: &Term, strings: &Strings) -> String {
    let fields: Vec<&str> = term.fields.iter().map(|field| strings.get(field_key(*field))).collect();
    let fields = fields.join(strings.get("why.separator"));
    // What is worth less than what was typed is the beginning of a word, a synonym or a typo.
    let key = match term.fields.is_empty() {
        true => "why.absent",
        false if term.quality < 1.0 => "why.other",
        false => "why.present",
    };
    let (weight, percent) = (hundredths(term.tells), percent(term.quality));
    strings.with(key, &[("text", &term.text), ("weight", &weight), ("fields", &fields), ("percent", &percent)])
}

fn field_key(field: Field) -> &'static str {
    match field {
        Field::Title => "why.title",
        Field::Question => "why.question",
        Field::Context => "why.context",
        Field::Body => "why.body",
    }
}

/// A number of 0 or more with two places: formatting one costs kilobytes in the widget.
fn hundredths(of: f32) -> String {
    let all = (of * 100.0 + 0.5) as u32;
    let (whole, part) = (all / 100, all % 100);
    [whole.to_string().as_str(), if part < 10 { ".0" } else { "." }, &part.to_string()].concat()
}

fn percent(of: f32) -> String {
    ((of * 100.0 + 0.5) as u32).to_string()
}
