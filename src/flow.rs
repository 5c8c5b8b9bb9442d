//! Walking through a flow: a pure machine whose state is the answers, keyed by step.
//!
//! Where the customer stands is computed afresh from the answers ([`Walk::position`]). So an earlier answer can be
//! changed and every later one that still stands is kept, and going back is stopping earlier.
//!
//! ```text
//! answers + facts + today ──▶ position: the trail of answered steps, and the step to show
//! ```

mod kept;
#[cfg(test)]
mod tests;

use crate::calendar::Date;
use crate::condition::{Value, Variables};
use crate::entry::{EntryFault, normalise, number};
use crate::knowledge::{Choose, ChooseOption, Enter, EntryType, Flow, Step};

/// The answer "that fixed it" of an instruction.
pub const YES: &str = "yes";
/// The answer "that did not fix it" of an instruction.
pub const NO: &str = "no";

/// A customer's way through one flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Walk {
    /// The flow's id.
    pub flow: String,
    /// Answers by step id, each step once; also those that no longer stand, so that they come back with the step.
    pub answers: Vec<(String, Value)>,
    /// The step that is shown although it is answered: after going back, or to change it.
    pub stopped_at: Option<String>,
    /// Steps whose answers are private: never kept on the device, asked again instead.
    pub private: Vec<String>,
}

/// What the host page and the clock know.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// Facts that the host page told, by name.
    pub facts: Vec<(String, Value)>,
    /// Today in the shop's time zone.
    pub today: Date,
}

/// Where a walk stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Position<'f> {
    /// The steps answered so far, in the order asked.
    pub trail: Vec<Asked<'f>>,
    /// The step to show.
    pub id: &'f str,
    /// What it is: never a branch.
    pub step: &'f Step,
}

/// An answered step.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'f> {
    /// Its id.
    pub id: &'f str,
    /// What it is.
    pub step: &'f Step,
    /// The answer.
    pub answer: Value,
}

impl Walk {
    /// A fresh walk through this flow.
    pub fn new(flow: &str) -> Self {
        Self { flow: flow.to_string(), ..Self::default() }
    }

    /// Where the walk stands; nothing if the flow's graph is broken, which loading rules out.
    pub fn position<'f>(&self, flow: &'f Flow, around: &Surroundings) -> Option<Position<'f>> {
        let mut trail: Vec<Asked<'f>> = Vec::new();
        let mut target = flow.start.as_str();
        // Branches ask nothing; a chain of them longer than the flow is a loop.
        let mut unseen = 0;
        loop {
            let (id, step) = flow.steps.0.iter().find(|(id, _)| id == target)?;
            if let Some(index) = trail.iter().position(|asked| asked.id == id) {
                // A loop back to a step: it is asked again, as if gone back to. Once it is answered, so are the others of
                // the loop in their turn, since what was said before it must not lead around once more.
                let given = |step: &str| self.answers.iter().position(|(id, _)| id == step);
                let old = trail.iter().skip(index).position(|asked| given(asked.id) < given(id)).map(|after| index + after);
                let again = trail.get(old.unwrap_or(index)).map(|asked| (asked.id, asked.step));
                trail.truncate(old.unwrap_or(index));
                let (id, step) = again?;
                return Some(Position { trail, id, step });
            }
            if let Step::Branch(_) | Step::Lookup(_) = step {
                unseen += 1;
                if unseen > flow.steps.0.len() {
                    return None;
                }
                let values = Values { walk: self, trail: &trail, around };
                target = unseen_target(step, &values)?;
                continue;
            }
            let answer = self.answer_of(id).filter(|_| self.stopped_at.as_deref() != Some(id));
            let next = answer.and_then(|answer| next_of(step, answer, &Values { walk: self, trail: &trail, around }));
            match (answer, next) {
                (Some(answer), Some(next)) => {
                    trail.push(Asked { id, step, answer: answer.clone() });
                    target = next;
                }
                _ => return Some(Position { trail, id, step }),
            }
        }
    }

    /// The answer last given to a step, also if the walk does not reach it now.
    pub fn answer_of(&self, step: &str) -> Option<&Value> {
        self.answers.iter().find(|(id, _)| id == step).map(|(_, answer)| answer)
    }

    /// Answers a step.
    pub fn answer(&mut self, step: &str, value: Value) {
        self.answers.retain(|(id, _)| id != step);
        self.answers.push((step.to_string(), value));
        self.stopped_at = None;
    }

    /// Shows the step before the one shown; false if there is none.
    pub fn back(&mut self, flow: &Flow, around: &Surroundings) -> bool {
        let position = self.position(flow, around);
        let last = position.as_ref().and_then(|position| position.trail.last());
        if let Some(last) = last {
            self.stopped_at = Some(last.id.to_string());
        }
        last.is_some()
    }

    /// Shows the step after the one shown, where that was gone back to and its answer leads on; false if it does not.
    pub fn forward(&mut self, flow: &Flow, around: &Surroundings) -> bool {
        let Some(stop) = self.stopped_at.take() else { return false };
        let position = self.position(flow, around);
        let trail = position.as_ref().map_or(&[][..], |position| &position.trail);
        let at = trail.iter().position(|asked| asked.id == stop);
        match at {
            Some(at) => self.stopped_at = trail.get(at + 1).map(|asked| asked.id.to_string()),
            None => self.stopped_at = Some(stop),
        }
        at.is_some()
    }

    /// Shows an answered step again, to change its answer.
    pub fn edit(&mut self, step: &str) {
        self.stopped_at = Some(step.to_string());
    }

    /// Forgets everything.
    pub fn restart(&mut self) {
        *self = Self::new(&self.flow);
    }
}

/// The options on offer.
pub fn options<'f>(choose: &'f Choose, walk: &Walk, trail: &[Asked<'_>], around: &Surroundings) -> Vec<&'f ChooseOption> {
    let values = Values { walk, trail, around };
    choose.options.iter().filter(|option| option.when.holds(&values)).collect()
}

/// The answer that something typed stands for.
///
/// # Errors
/// Why it cannot be used.
pub fn typed_answer(enter: &Enter, typed: &str) -> Result<Value, EntryFault> {
    let normal = normalise(enter.entry, enter.pattern.as_ref(), typed)?;
    if normal.is_empty() && !enter.optional {
        return Err(EntryFault::Missing);
    }
    Ok(match (enter.entry, number(&normal)) {
        (EntryType::Number | EntryType::Money, Some(number)) => Value::Number(number),
        _ => Value::Text(normal),
    })
}

/// A text with `{answer.STEP}` and `{fact.NAME}` filled in; nothing if a value is missing.
pub fn fill_in(template: &str, walk: &Walk, trail: &[Asked<'_>], around: &Surroundings) -> Option<String> {
    let values = Values { walk, trail, around };
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        filled.push_str(before);
        filled.push_str(&written(&values.value(name)?));
        rest = behind;
    }
    filled.push_str(rest);
    Some(filled)
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

/// Variables of a walk: only answers that stand count.
struct Values<'w> {
    walk: &'w Walk,
    trail: &'w [Asked<'w>],
    around: &'w Surroundings,
}

impl Variables for Values<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        if let Some(step) = name.strip_prefix("answer.") {
            let stands = self.trail.iter().any(|asked| asked.id == step);
            return self.walk.answer_of(step).filter(|_| stands).cloned();
        }
        let name = name.strip_prefix("fact.")?;
        self.around.facts.iter().find(|(fact, _)| fact == name).map(|(_, value)| value.clone())
    }

    fn today(&self) -> Date {
        self.around.today
    }
}

fn unseen_target<'f>(step: &'f Step, values: &Values<'_>) -> Option<&'f str> {
    match step {
        Step::Branch(branch) => {
            let case = branch.cases.iter().find(|case| case.when.holds(values));
            Some(case.map_or(&branch.otherwise, |case| &case.next))
        }
        Step::Lookup(lookup) => Some(&lookup.failed),
        _ => None,
    }
}

/// Where this answer leads; nothing if it is none for this step (the file changed, or an option is no longer offered).
fn next_of<'f>(step: &'f Step, answer: &Value, values: &Values<'_>) -> Option<&'f str> {
    match (step, answer) {
        (Step::Do(step), Value::Text(answer)) if answer == YES => Some(&step.fixed),
        (Step::Do(step), Value::Text(answer)) if answer == NO => Some(&step.next),
        (Step::Choose(step), Value::Text(id)) if !step.many => {
            let option = step.options.iter().find(|option| option.id == **id && option.when.holds(values))?;
            option.next.as_deref().or(step.next.as_deref())
        }
        (Step::Choose(step), Value::List(ids)) if step.many => {
            let is_offered = |id: &String| step.options.iter().any(|option| option.id == **id && option.when.holds(values));
            step.next.as_deref().filter(|_| ids.iter().all(is_offered))
        }
        (Step::Enter(step), Value::Text(_) | Value::Number(_)) => Some(&step.next),
        (Step::Show(step), Value::Bool(true)) => Some(&step.next),
        _ => None,
    }
}
