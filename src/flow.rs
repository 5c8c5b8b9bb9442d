//! Walking through a flow: a pure machine whose state is the answers, keyed by step.
//!
//! Where the customer stands is computed afresh from the answers ([`Walk::position`]). So an earlier answer can be
//! changed and every later one that still stands is kept, and going back is stopping earlier.
//!
//! ```text
//! answers + what look-ups found + facts + today ──▶ position: the trail of answered steps, and the step to show
//! ```
//!
//! A `go` step leads into another flow and back. The steps there are keyed by both, as `sub/method` for the step
//! `method` of the flow that the step `sub` leads into; so two ways into the same flow do not share answers.

mod kept;
mod lookup;
#[cfg(test)]
mod tests;
mod values;

pub use lookup::{Looked, LookupFault, read_lookup};
pub use values::{Values, is_variable, written};

use crate::calendar::Date;
use crate::condition::Value;
use crate::entry::{EntryFault, normalise, number};
use crate::knowledge::{Choose, ChooseOption, Enter, EntryType, Flow, Knowledge, Step};

/// The answer "that fixed it" of an instruction.
pub const YES: &str = "yes";
/// The answer "that did not fix it" of an instruction.
pub const NO: &str = "no";

/// The most steps walked over in one go. A file that loaded has no circle; this keeps one that slipped through from
/// hanging the page.
const MAX_STEPS: usize = 10_000;

/// A customer's way through one flow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Walk {
    /// The flow's id.
    pub flow: String,
    /// Answers by the step's key, each step once; also those that no longer stand, so that they come back with the step.
    pub answers: Vec<(String, Value)>,
    /// The step that is shown although it is answered: after going back, or to change it.
    pub stopped_at: Option<String>,
    /// Steps whose answers are private: never kept on the device, asked again instead.
    pub private: Vec<String>,
    /// What look-ups came to. Never kept on the device.
    pub looked: Vec<Looked>,
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
    /// The key of the step to show.
    pub id: String,
    /// What it is: never a branch or the way into another flow. A look-up is one that waits for its answer.
    pub step: &'f Step,
    /// What came before the step's own name in its key: empty, or `sub/`.
    pub prefix: String,
    /// The look-ups passed on the way: the key, and how many steps were answered before.
    pub passed: Vec<(String, usize)>,
    /// Whether the last answer led back to a look-up that was passed already.
    pub is_around: bool,
    /// What a look-up failed of, at the step that this led to.
    pub fault: Option<LookupFault>,
    /// Whether the end shown leads back into the flow that led here.
    pub returns: bool,
}

/// An answered step.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'f> {
    /// Its key.
    pub id: String,
    /// What it is.
    pub step: &'f Step,
    /// The answer.
    pub answer: Value,
}

/// A flow on the way, and where to go on in the one before.
struct Frame<'f> {
    flow: &'f Flow,
    prefix: String,
    back_to: Option<&'f str>,
}

impl Walk {
    /// A fresh walk through this flow.
    pub fn new(flow: &str) -> Self {
        Self { flow: flow.to_string(), ..Self::default() }
    }

    /// Where the walk stands; nothing if a flow is not there or its graph is broken, which loading rules out.
    pub fn position<'f>(&self, knowledge: &'f Knowledge, around: &Surroundings) -> Option<Position<'f>> {
        let flow = knowledge.flow(&self.flow)?;
        let mut frames = vec![Frame { flow, prefix: String::new(), back_to: None }];
        let mut target = flow.start.as_str();
        let mut position = Position {
            trail: Vec::new(),
            id: String::new(),
            step: flow.steps.get(target)?,
            prefix: String::new(),
            passed: Vec::new(),
            is_around: false,
            fault: None,
            returns: false,
        };
        let mut near = 0;
        for _ in 0..MAX_STEPS {
            let frame = frames.last()?;
            let step = frame.flow.steps.get(target)?;
            let id = [&frame.prefix, target].concat();
            // Keys are long to compare on a long way; where the steps differ, so do they.
            if let Some(index) = position.trail.iter().position(|asked| std::ptr::eq(asked.step, step) && asked.id == id) {
                return Some(self.asked_again(position, index));
            }
            position.prefix.clone_from(&frame.prefix);
            position.returns = matches!(step, Step::End(_)) && frame.back_to.is_some();
            position.step = step;
            let values = Values { walk: self, position: &position, around };
            target = match step {
                Step::Branch(branch) => {
                    let case = branch.cases.iter().find(|case| case.when.holds(&values));
                    case.map_or(&branch.otherwise, |case| &case.next)
                }
                Step::Go(go) => {
                    let prefix = [&id, "/"].concat();
                    let flow = knowledge.flow(go.flow.as_str())?;
                    frames.push(Frame { flow, prefix, back_to: go.back_to.as_deref() });
                    flow.start.as_str()
                }
                Step::Lookup(_) if position.passed.iter().any(|(passed, _)| *passed == id) => {
                    return self.around(position, &id);
                }
                Step::Lookup(lookup) => match self.found(lookup, &id, &values) {
                    None => {
                        position.id = id;
                        return Some(position);
                    }
                    Some(Err(fault)) => {
                        position.fault = Some(fault);
                        position.passed.push((id, position.trail.len()));
                        lookup.leads_to(fault)
                    }
                    Some(Ok(())) => {
                        position.passed.push((id, position.trail.len()));
                        let values = Values { walk: self, position: &position, around };
                        let case = lookup.cases.iter().find(|case| case.when.holds(&values));
                        case.map_or(&lookup.otherwise, |case| &case.next)
                    }
                },
                _ => {
                    let answer = self.answer_from(&mut near, &id).filter(|_| self.stopped_at.as_ref() != Some(&id));
                    let next = answer.and_then(|answer| next_of(step, answer, frame.back_to, &values));
                    let (Some(answer), Some(next)) = (answer, next) else {
                        position.id = id;
                        return Some(position);
                    };
                    position.trail.push(Asked { id, step, answer: answer.clone() });
                    position.fault = None;
                    if let Step::End(_) = step {
                        frames.pop();
                    }
                    next
                }
            };
        }
        None
    }

    /// The way led around to a look-up that was passed already: what was asked first behind it is asked again, beside
    /// what the look-up failed of. Nothing if nothing was asked there, which loading rules out.
    fn around<'f>(&self, position: Position<'f>, id: &str) -> Option<Position<'f>> {
        let (_, before) = position.passed.iter().find(|(passed, _)| passed == id)?;
        let index = *before;
        position.trail.get(index)?;
        let fault = self.looked.iter().find(|looked| looked.id == id).and_then(|looked| looked.found.as_ref().err().copied());
        Some(Position { fault, is_around: true, ..self.asked_again(position, index) })
    }

    /// A loop led back to the step at `index` of the trail: it is asked again, as if gone back to. Once it is answered,
    /// so are the others of the loop in their turn, since what was said before it must not lead around once more.
    fn asked_again<'f>(&self, mut position: Position<'f>, index: usize) -> Position<'f> {
        let given = |step: &str| self.answers.iter().position(|(id, _)| id == step);
        let here = position.trail.get(index).and_then(|asked| given(&asked.id));
        let old = position.trail.iter().skip(index).position(|asked| given(&asked.id) < here).map(|after| index + after);
        let again = old.unwrap_or(index);
        if let Some(asked) = position.trail.drain(again..).next() {
            let name = asked.id.rfind('/').map_or(0, |at| at + 1);
            position.prefix = asked.id.get(..name).unwrap_or_default().to_string();
            position.step = asked.step;
            position.id = asked.id;
        }
        position.returns = false;
        position.fault = None;
        position
    }

    /// The answer last given to a step, also if the walk does not reach it now.
    pub fn answer_of(&self, step: &str) -> Option<&Value> {
        self.answers.iter().find(|(id, _)| id == step).map(|(_, answer)| answer)
    }

    /// The same, looked for from one place on and then before it; the place becomes the one after. As answers mostly stand
    /// in the order of the steps, a whole way is walked without looking through all of them at each step.
    fn answer_from(&self, near: &mut usize, step: &str) -> Option<&Value> {
        for _ in &self.answers {
            let (id, answer) = self.answers.get(*near).or(self.answers.first())?;
            *near = if *near < self.answers.len() { *near + 1 } else { 1 };
            if id == step {
                return Some(answer);
            }
        }
        None
    }

    /// Answers a step.
    pub fn answer(&mut self, step: &str, value: Value) {
        self.answers.retain(|(id, _)| id != step);
        self.answers.push((step.to_string(), value));
        self.stopped_at = None;
    }

    /// Shows the step before the one shown; false if there is none.
    pub fn back(&mut self, knowledge: &Knowledge, around: &Surroundings) -> bool {
        let last = self.position(knowledge, around).and_then(|mut position| position.trail.pop());
        let is_there = last.is_some();
        if let Some(last) = last {
            self.stopped_at = Some(last.id);
        }
        is_there
    }

    /// Shows the step after the one shown, where that was gone back to and its answer leads on; false if it does not.
    pub fn forward(&mut self, knowledge: &Knowledge, around: &Surroundings) -> bool {
        let Some(stop) = self.stopped_at.take() else { return false };
        let mut trail = self.position(knowledge, around).map(|position| position.trail).unwrap_or_default().into_iter();
        let is_answered = trail.any(|asked| asked.id == stop);
        self.stopped_at = if is_answered { trail.next().map(|asked| asked.id) } else { Some(stop) };
        is_answered
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

/// The step that a key stands for, also in a flow that another one leads into.
pub fn step_of<'k>(knowledge: &'k Knowledge, flow: &str, key: &str) -> Option<&'k Step> {
    let mut flow = knowledge.flow(flow)?;
    let mut names = key.split('/');
    let last = names.next_back()?;
    for name in names {
        let Some(Step::Go(go)) = flow.steps.get(name) else { return None };
        flow = knowledge.flow(go.flow.as_str())?;
    }
    flow.steps.get(last)
}

/// The options on offer.
pub fn options<'f>(choose: &'f Choose, values: &Values<'_>) -> Vec<&'f ChooseOption> {
    choose.options.iter().filter(|option| option.when.holds(values)).collect()
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

/// Where this answer leads; nothing if it is none for this step (the file changed since it was kept, or an option is no
/// longer offered).
fn next_of<'f>(step: &'f Step, answer: &Value, back_to: Option<&'f str>, values: &Values<'_>) -> Option<&'f str> {
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
        (Step::Enter(step), Value::Text(_) | Value::Number(_)) => typed_answer(step, &written(answer)).is_ok().then_some(&step.next),
        (Step::Show(step), Value::Bool(true)) => Some(&step.next),
        (Step::End(_), Value::Bool(true)) => back_to,
        _ => None,
    }
}
