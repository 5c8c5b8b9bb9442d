//! A flow for a host page that draws it itself: its step as data, and what an answer given as data means.

use super::guide::told;
use super::{Engine, Msg, Session};
use crate::condition::Value;
use crate::flow::{NO, Position, Values, YES, options, written};
use crate::json::{Json, json};
use crate::knowledge::{Step, Text};

/// The step shown of a flow, or null if it was not opened:
/// `{"id", "kind", "text", "hint", "options": [{"id", "label"}], "type", "outcome", "topic", "article", "url", "fault", "trail":
/// [{"id", "question", "answer"}]}`, each only where the step has it. Texts are Markdown as the file has it.
pub fn described(session: &Session, engine: &Engine, flow: &str) -> Json {
    let (Some(position), Some(walk)) = (session.position(engine, flow), session.walk(flow)) else { return Json::Null };
    let around = session.surroundings();
    let values = Values { walk, position: &position, around: &around };
    let text = |text: &Text| values.fill_text(text.text(&engine.locale), &written);
    let mut said: Vec<(&'static str, Json)> = Vec::new();
    let mut put = |key, value: Json| said.push((key, value));
    let kind = match position.step {
        Step::Do(step) => {
            put("text", text(&step.text).into());
            "do"
        }
        Step::Choose(step) => {
            put("text", text(&step.ask).into());
            put("many", step.many.into());
            let offered = options(step, &values).into_iter();
            put("options", offered.map(|option| json!({"id": option.id.0, "label": option.label.text(&engine.locale)})).collect());
            "choose"
        }
        Step::Enter(step) => {
            put("text", text(&step.ask).into());
            put("hint", step.hint.as_ref().map(text).into());
            put("type", step.entry.word().into());
            "enter"
        }
        Step::Show(step) => {
            put("article", step.article.0.clone().into());
            "show"
        }
        Step::Lookup(_) => "lookup",
        Step::End(step) => {
            put("text", step.text.as_ref().map(text).into());
            put("outcome", step.outcome.word().into());
            put("topic", step.topic.as_ref().map(|topic| topic.0.clone()).into());
            put("article", step.article.as_ref().map(|article| article.0.clone()).into());
            put("url", step.url.as_ref().map(|url| url.0.clone()).into());
            "end"
        }
        Step::Branch(_) | Step::Go(_) => return Json::Null,
    };
    let fault = session.entry_fault().map(|fault| session.strings.get(fault.key()));
    let failed = position.fault.map(|fault| session.strings.get(fault.key()));
    put("fault", fault.or(failed).map(str::to_string).into());
    let trail = position.trail.iter().map(|asked| {
        // A private answer is the customer's: the page does not get it back.
        let told = told(asked, engine, session);
        json!({"id": told.step, "question": told.question, "answer": told.answer})
    });
    put("trail", trail.collect());
    said.retain(|(_, value)| !value.is_null());
    said.extend([("id", position.id.clone().into()), ("kind", kind.into())]);
    crate::json::object(&mut said)
}

/// What is to happen for an answer given as data: an option's id or several, a text, yes or no.
pub fn answered(session: &Session, position: &Position<'_>, value: &Json) -> Vec<Msg> {
    let marked = &session.pending.marked;
    match (position.step, Value::read(value)) {
        (Step::Do(_), Some(Value::Bool(fixed))) => vec![Msg::StepAnswered(Some(if fixed { YES } else { NO }))],
        (Step::Do(_), Some(Value::Text(word))) => vec![Msg::StepAnswered(Some(if word == YES { YES } else { NO }))],
        (Step::Choose(_), Some(Value::Text(id))) => vec![Msg::OptionMarked(id), Msg::StepAnswered(None)],
        (Step::Choose(_), Some(Value::List(ids))) => {
            // Marking twice is unmarking.
            let gone = marked.iter().filter(|id| !ids.contains(id));
            let new = ids.iter().filter(|id| !marked.contains(id));
            gone.chain(new).cloned().map(Msg::OptionMarked).chain([Msg::StepAnswered(None)]).collect()
        }
        (Step::Enter(_), Some(value)) => vec![Msg::EntryTyped(written(&value)), Msg::StepAnswered(None)],
        (Step::Show(_) | Step::End(_), _) => vec![Msg::StepAnswered(None)],
        _ => Vec::new(),
    }
}
