//! The variables of a walk, and texts with them filled in.

use super::{NO, Position, Surroundings, Walk, YES};
use crate::calendar::Date;
use crate::condition::{Value, Variables};

/// The variables at a position: only answers and look-ups on the way there count, and of them those of the same flow.
pub struct Values<'w> {
    /// The walk.
    pub walk: &'w Walk,
    /// Where it stands.
    pub position: &'w Position<'w>,
    /// What is known beside it.
    pub around: &'w Surroundings,
}

impl Variables for Values<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        let Position { trail, prefix, passed, .. } = self.position;
        if let Some(step) = name.strip_prefix("answer.") {
            let id = [prefix, step].concat();
            // From the end: what is asked for was mostly answered lately.
            return trail.iter().rev().find(|asked| asked.id == id).map(|asked| asked.answer.clone());
        }
        if let Some((step, read)) = name.strip_prefix("lookup.").and_then(|rest| rest.split_once('.')) {
            let id = [prefix, step].concat();
            let looked = self.walk.looked.iter().find(|looked| looked.id == id && passed.iter().any(|(passed, _)| *passed == id))?;
            return looked.found.as_ref().ok()?.iter().find(|(name, _)| name == read).map(|(_, value)| value.clone());
        }
        let name = name.strip_prefix("fact.")?;
        self.around.facts.iter().find(|(fact, _)| fact == name).map(|(_, value)| value.clone())
    }

    fn today(&self) -> Date {
        self.around.today
    }
}

impl Values<'_> {
    /// A text with `{answer.STEP}`, `{lookup.STEP.NAME}` and `{fact.NAME}` filled in; nothing if a value is missing.
    pub fn fill_in(&self, template: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(&written(&self.value(name)?));
            rest = behind;
        }
        filled.push_str(rest);
        Some(filled)
    }
}

impl Values<'_> {
    /// A Markdown text with the same variables filled in, each as `shown` puts it and none of it as markup; a dash for
    /// a value that is missing. Other braces stay as they are.
    pub fn fill_text(&self, text: &str, shown: &dyn Fn(&Value) -> String) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let variable = after.split_once('}').filter(|(name, _)| is_variable(name));
            let Some((name, behind)) = variable else {
                filled.push('{');
                rest = after;
                continue;
            };
            match self.value(name) {
                Some(value) => filled
                    .extend(shown(&value).chars().flat_map(|sign| sign.is_ascii_punctuation().then_some('\\').into_iter().chain([sign]))),
                None => filled.push('–'),
            }
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }
}

/// Whether what stands in braces is meant as a variable.
pub fn is_variable(name: &str) -> bool {
    ["answer.", "lookup.", "fact."].iter().any(|kind| name.starts_with(kind))
}

/// A value as it is written into a form.
pub fn written(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        // Whole numbers only, as sums and counts are; `{}` on floats costs wasm bytes.
        Value::Number(number) => (*number as i64).to_string(),
        Value::Bool(yes) => if *yes { YES } else { NO }.to_string(),
        Value::List(list) => list.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
    }
}
