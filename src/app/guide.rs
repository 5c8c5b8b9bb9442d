//! Walking through a flow in a session.

use super::{Effect, Engine, Focus, Msg, Screen, Session};
use crate::condition::Value;
use crate::entry::EntryFault;
use crate::flow::{Asked, Looked, NO, Position, Values, Walk, YES, options, read_lookup, typed_answer, written};
use crate::json::json;
use crate::knowledge::{Choose, ChooseOption, End, EntryType, Flow, Lookup, Outcome, Step, markdown};
use crate::ticket::{FlowAnswer, Piece, covered, secrets};

/// What is marked or typed in the step shown, before it is answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pending {
    /// Ids of the options marked.
    pub marked: Vec<String>,
    /// The text of the entry field.
    pub typed: String,
    /// Why it cannot go on like this.
    pub fault: Option<EntryFault>,
}

impl Session {
    /// Where the customer stands in a flow that was opened.
    pub fn position<'e>(&self, engine: &'e Engine, flow: &str) -> Option<Position<'e>> {
        self.walk(flow)?.position(&engine.knowledge, &self.surroundings())
    }

    /// The way through this flow, once it was opened.
    pub fn walk(&self, flow: &str) -> Option<&Walk> {
        self.walks.iter().find(|walk| walk.flow == flow)
    }

    /// The guided fix that was begun last and neither ended nor only looked at.
    pub fn under_way<'e>(&self, engine: &'e Engine) -> Option<&'e Flow> {
        let flow = engine.flow(&self.walks.last()?.flow)?;
        let position = self.position(engine, flow.id.as_str())?;
        (!position.trail.is_empty() && !matches!(position.step, Step::End(_))).then_some(flow)
    }

    fn walk_mut(&mut self, flow: &Flow) -> Option<&mut Walk> {
        self.walks.iter_mut().find(|walk| walk.flow == flow.id.0)
    }

    /// Begins a flow, or goes on where the customer left it.
    pub(super) fn begin(&mut self, engine: &Engine, flow: &Flow) -> Vec<Effect> {
        let is_new = self.walk(&flow.id.0).is_none();
        if is_new {
            self.walks.push(Walk::new(&flow.id.0));
        }
        let position = self.position(engine, flow.id.as_str());
        self.prepare_step(flow, position.as_ref());
        if !is_new {
            return Vec::new();
        }
        self.tell_story(engine, flow, position.as_ref());
        vec![Effect::Emit("flow-start", json!({"flow": flow.id.0})), self.save()]
    }

    pub(super) fn guide(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        let Screen::Flow(id) = self.screen() else { return Vec::new() };
        let Some(flow) = engine.flow(id) else { return Vec::new() };
        match msg {
            Msg::OptionMarked(option) => self.mark(engine, flow, option),
            Msg::EntryTyped(text) => self.pending.typed = text,
            Msg::StepAnswered(answer) => return self.answer(engine, flow, answer),
            Msg::AnswerReopened(step) => {
                if let Some(walk) = self.walk_mut(flow) {
                    walk.edit(&step);
                }
                self.prepare_again(engine, flow);
                return vec![Effect::Focus(Focus::Heading)];
            }
            Msg::LookupRetried => {
                if let Some(walk) = self.walk_mut(flow) {
                    walk.look_again();
                }
                return vec![Effect::Focus(Focus::Heading)];
            }
            Msg::FlowRestarted => {
                if let Some(walk) = self.walk_mut(flow) {
                    walk.restart();
                }
                let position = self.position(engine, flow.id.as_str());
                self.prepare_step(flow, position.as_ref());
                self.tell_story(engine, flow, position.as_ref());
                return vec![Effect::Focus(Focus::Heading)];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Shows the step before; false at the first one.
    pub(super) fn step_back(&mut self, engine: &Engine, flow: &Flow) -> bool {
        let around = self.surroundings();
        let went = self.walk_mut(flow).is_some_and(|walk| walk.back(&engine.knowledge, &around));
        if went {
            self.prepare_again(engine, flow);
        }
        went
    }

    /// Shows the step after one that was gone back to, if it is answered; false where nothing lies ahead.
    pub(super) fn step_forward(&mut self, engine: &Engine, flow: &Flow) -> bool {
        let around = self.surroundings();
        let went = self.walk_mut(flow).is_some_and(|walk| walk.forward(&engine.knowledge, &around));
        if went {
            self.prepare_again(engine, flow);
        }
        went
    }

    fn mark(&mut self, engine: &Engine, flow: &Flow, option: String) {
        let many =
            self.position(engine, flow.id.as_str()).is_some_and(|position| matches!(position.step, Step::Choose(choose) if choose.many));
        let marked = &mut self.pending.marked;
        self.pending.fault = None;
        if !many {
            *marked = vec![option];
        } else if marked.contains(&option) {
            marked.retain(|known| *known != option);
        } else {
            marked.push(option);
        }
    }

    fn answer(&mut self, engine: &Engine, flow: &Flow, word: Option<&'static str>) -> Vec<Effect> {
        let Some(position) = self.position(engine, flow.id.as_str()) else { return Vec::new() };
        let step = position.id.clone();
        let value = match (position.step, word) {
            (Step::Do(_), Some(word)) => Ok(Value::Text(word.to_string())),
            (Step::Show(_), _) => Ok(Value::Bool(true)),
            (Step::End(_), None) if position.returns => Ok(Value::Bool(true)),
            (Step::Choose(choose), _) => self.chosen(choose, &position, flow),
            (Step::Enter(enter), _) => typed_answer(enter, &self.pending.typed),
            _ => return Vec::new(),
        };
        let value = match value {
            Ok(value) => value,
            Err(fault) => {
                self.pending.fault = Some(fault);
                return vec![Effect::Focus(Focus::Errors)];
            }
        };
        let is_private = match position.step {
            // A secret typed freely is as good as private.
            Step::Enter(enter) => enter.private || enter.entry.is_free() && !secrets(&self.pending.typed).is_empty(),
            _ => false,
        };
        if let Some(walk) = self.walk_mut(flow) {
            walk.answer(&step, value);
            if is_private && !walk.private.contains(&step) {
                walk.private.push(step.clone());
            }
        }
        let mut position = self.position(engine, flow.id.as_str());
        if position.as_ref().is_some_and(|position| position.is_around)
            && let Some(walk) = self.walk_mut(flow)
        {
            walk.look_again();
            position = self.position(engine, flow.id.as_str());
        }
        let mut effects = vec![Effect::Emit("flow-step", json!({"flow": flow.id.0, "step": step}))];
        effects.extend(self.go_on(engine, flow, position.as_ref()));
        effects
    }

    /// The options on offer at this position.
    fn offered<'e>(&self, choose: &'e Choose, position: &Position<'_>, flow: &Flow) -> Vec<&'e ChooseOption> {
        let around = self.surroundings();
        self.walk(&flow.id.0).map(|walk| options(choose, &Values { walk, position, around: &around })).unwrap_or_default()
    }

    /// What is marked, if all of it is on offer.
    fn chosen(&self, choose: &Choose, position: &Position<'_>, flow: &Flow) -> Result<Value, EntryFault> {
        let offered = self.offered(choose, position, flow);
        let marked = &self.pending.marked;
        if !marked.iter().all(|id| offered.iter().any(|option| option.id == **id)) {
            return Err(EntryFault::NotAnOption);
        }
        if choose.many {
            return Ok(Value::List(marked.clone()));
        }
        marked.first().cloned().map(Value::Text).ok_or(EntryFault::NotAnOption)
    }

    /// Another step is shown: the one at this position, which is found once, since it takes walking the whole way.
    fn go_on(&mut self, engine: &Engine, flow: &Flow, position: Option<&Position<'_>>) -> Vec<Effect> {
        self.prepare_step(flow, position);
        self.tell_story(engine, flow, position);
        let mut effects = vec![Effect::Focus(Focus::Heading)];
        effects.extend(position.map(|position| self.arrive(engine, flow, position)).unwrap_or_default());
        effects.push(self.save());
        effects
    }

    /// Has what the look-up shown needs asked for, once, and what is needed no longer forgotten.
    pub(super) fn look_up(&mut self, engine: &Engine) -> Vec<Effect> {
        let wanted = self.wanted(engine);
        if wanted == self.asking {
            return Vec::new();
        }
        self.asking.clone_from(&wanted);
        vec![Effect::LookUp(wanted)]
    }

    /// What a look-up at this position sends.
    fn sends(&self, flow: &str, lookup: &Lookup, position: &Position<'_>) -> Option<Vec<(String, String)>> {
        let around = self.surroundings();
        lookup.sends(&Values { walk: self.walk(flow)?, position, around: &around })
    }

    fn wanted(&self, engine: &Engine) -> Option<Asking> {
        let Screen::Flow(flow) = self.screen() else { return None };
        let position = self.position(engine, flow)?;
        let Step::Lookup(lookup) = position.step else { return None };
        let sent = self.sends(flow, lookup, &without_secrets(&position))?;
        Some(Asking { flow: flow.clone(), url: lookup.url.0.clone(), sent, step: position.id })
    }

    /// The endpoint answered what was asked, with a status and a text; nothing is no answer in time.
    pub(super) fn looked_up(&mut self, engine: &Engine, asked: &Asking, answer: Option<&(u16, String)>) -> Vec<Effect> {
        if self.asking.as_ref() != Some(asked) {
            return Vec::new();
        }
        let Some(flow) = engine.flow(&asked.flow) else { return Vec::new() };
        let Some(position) = self.position(engine, &asked.flow) else { return Vec::new() };
        let Step::Lookup(lookup) = position.step else { return Vec::new() };
        let (status, text) = answer.map_or((0, ""), |(status, text)| (*status, text));
        let sent = self.sends(&asked.flow, lookup, &position).unwrap_or_default();
        let looked = Looked { id: asked.step.clone(), sent, found: read_lookup(lookup, status, text) };
        if let Some(walk) = self.walk_mut(flow) {
            walk.look(looked);
        }
        self.asking = None;
        let position = self.position(engine, &asked.flow);
        let mut effects = self.go_on(engine, flow, position.as_ref());
        effects.push(Effect::Emit("flow-step", json!({"flow": asked.flow, "step": asked.step})));
        effects
    }

    /// What an end brings about: the form is filled in from the answers, a solution is noted.
    fn arrive(&mut self, engine: &Engine, flow: &Flow, position: &Position<'_>) -> Vec<Effect> {
        let around = self.surroundings();
        let Step::End(end) = position.step else { return Vec::new() };
        let mut effects = vec![Effect::Emit("flow-end", json!({"flow": flow.id.0, "step": position.id, "outcome": end.outcome.word()}))];
        if let (Some(walk), Some(_)) = (self.walk(&flow.id.0), &end.topic) {
            let values = Values { walk, position, around: &around };
            let filled = end.fields.0.iter().filter_map(|(field, text)| Some((field.clone(), values.fill_in(text)?)));
            let filled: Vec<_> = filled.collect();
            self.draft.topic = end.topic.as_ref().map(|topic| topic.0.clone());
            for (field, value) in filled {
                self.draft.prefill(&field, &value);
            }
            self.prefill(engine);
        }
        if end.outcome == Outcome::Solved {
            effects.extend(self.judge(true));
        }
        effects
    }

    /// Has the step shown ready, wherever the customer now is.
    pub(super) fn prepare_again(&mut self, engine: &Engine, flow: &Flow) {
        let position = self.position(engine, flow.id.as_str());
        self.prepare_step(flow, position.as_ref());
    }

    /// Marks and texts of the step shown: its earlier answer, a fact, or nothing.
    fn prepare_step(&mut self, flow: &Flow, position: Option<&Position<'_>>) {
        self.pending = Pending::default();
        let Some(position) = position else { return };
        let earlier = self.walk(&flow.id.0).and_then(|walk| walk.answer_of(&position.id)).cloned();
        let fact = match position.step {
            Step::Enter(enter) => enter.fact.as_ref().and_then(|fact| self.facts.iter().find(|(name, _)| name == fact)),
            _ => None,
        };
        let given = earlier.or_else(|| fact.map(|(_, value)| value.clone()));
        match (position.step, given) {
            (Step::Choose(choose), Some(value)) => {
                // What is no longer offered could not be taken back either.
                let offered = self.offered(choose, position, flow);
                let mut marked = if let Value::List(ids) = value { ids } else { vec![written(&value)] };
                marked.retain(|id| offered.iter().any(|option| option.id == **id));
                self.pending.marked = marked;
            }
            (Step::Enter(enter), Some(value @ (Value::Text(_) | Value::Number(_)))) => {
                self.pending.typed = Some(written(&value)).filter(|typed| typed_answer(enter, typed).is_ok()).unwrap_or_default();
            }
            _ => {}
        }
    }

    /// The answers that stand, and what was looked up on the way.
    fn told(&self, engine: &Engine, flow: &Flow, position: &Position<'_>) -> Vec<FlowAnswer> {
        let mut answers: Vec<FlowAnswer> = position.trail.iter().map(|asked| told(asked, engine, self)).collect();
        let looked = self.walk(&flow.id.0).map_or(&[][..], |walk| &walk.looked);
        for looked in looked.iter().filter(|looked| position.passed.iter().any(|(passed, _)| *passed == looked.id)) {
            let found = looked.found.iter().flatten().map(|(name, value)| [name, ": ", &written(value)].concat());
            let mut answer = found.collect::<Vec<_>>().join(self.strings.get("list.separator"));
            if looked.found.is_err() {
                answer = self.strings.get("lookup.nothing").to_string();
            }
            let question = self.strings.get("lookup.story").to_string();
            answers.push(FlowAnswer { step: looked.id.clone(), question, answer, is_looked_up: true });
        }
        answers
    }

    /// Writes the answers that stand into the story.
    fn tell_story(&mut self, engine: &Engine, flow: &Flow, position: Option<&Position<'_>>) {
        let answers = position.map(|position| self.told(engine, flow, position));
        let key = ["flow:", &flow.id.0].concat();
        let piece = Piece::Flow {
            id: flow.id.0.clone(),
            title: flow.title.text(&engine.locale).to_string(),
            answers: answers.unwrap_or_default(),
            helped: self.verdict(&key),
        };
        self.story.add(piece, self.now);
    }
}

/// What a look-up is to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// The flow shown.
    pub flow: String,
    /// The step's key.
    pub step: String,
    /// The endpoint.
    pub url: String,
    /// What is sent, by name; secrets that were typed freely are covered.
    pub sent: Vec<(String, String)>,
}

/// A position whose free answers have their secrets covered, for what leaves the device.
fn without_secrets<'f>(position: &Position<'f>) -> Position<'f> {
    let mut position = position.clone();
    for asked in &mut position.trail {
        if let (Step::Enter(enter), Value::Text(text)) = (asked.step, &mut asked.answer)
            && enter.entry.is_free()
        {
            *text = covered(text);
        }
    }
    position
}

/// A step and its answer in the customer's words; a private answer is never told.
pub(super) fn told(asked: &Asked<'_>, engine: &Engine, session: &Session) -> FlowAnswer {
    let answer = match asked.step {
        Step::Enter(enter) if enter.private => session.strings.get("flow.private").to_string(),
        Step::Enter(enter) if enter.entry.is_free() => covered(&shown_answer(asked, &engine.locale, session)),
        _ => shown_answer(asked, &engine.locale, session),
    };
    FlowAnswer { step: asked.id.clone(), question: asked_in_full(asked, engine), answer, is_looked_up: false }
}

/// What was asked, short enough for the trail: of an instruction, the first line.
pub fn asked_in_short(asked: &Asked<'_>, engine: &Engine) -> String {
    let question = asked_in_full(asked, engine);
    question.lines().next().unwrap_or_default().to_string()
}

fn asked_in_full(asked: &Asked<'_>, engine: &Engine) -> String {
    let locale = &engine.locale;
    match asked.step {
        Step::Do(step) => markdown::plain(&markdown::parse(step.text.text(locale))),
        Step::Choose(step) => step.ask.text(locale).to_string(),
        Step::Enter(step) => step.ask.text(locale).to_string(),
        Step::End(End { text: Some(text), .. }) => markdown::plain(&markdown::parse(text.text(locale))),
        Step::Show(step) => engine.article(step.article.as_str()).map_or(String::new(), |article| article.title.text(locale).to_string()),
        _ => String::new(),
    }
}

/// An answer as it is shown in the trail.
pub fn shown_answer(asked: &Asked<'_>, locale: &str, session: &Session) -> String {
    let text = |key: &str| session.strings.get(key).to_string();
    match (asked.step, &asked.answer) {
        (Step::Do(_), Value::Text(word)) if word == YES => text("flow.fixed"),
        (Step::Do(_), Value::Text(word)) if word == NO => text("flow.not-fixed"),
        (Step::Show(_) | Step::End(_), _) => text("flow.read"),
        (Step::Enter(enter), Value::Text(date)) if enter.entry == EntryType::Date => {
            crate::calendar::Date::parse(date).map_or_else(|| date.clone(), |date| session.strings.date(date))
        }
        (Step::Enter(_), value) if written(value).is_empty() => text("flow.skipped"),
        (Step::Choose(choose), value) => {
            let ids: Vec<&str> = match value {
                Value::List(ids) => ids.iter().map(String::as_str).collect(),
                Value::Text(id) => vec![id],
                _ => Vec::new(),
            };
            let labels = choose.options.iter().filter(|option| ids.contains(&option.id.as_str())).map(|option| option.label.text(locale));
            let labels: Vec<&str> = labels.collect();
            if labels.is_empty() { text("flow.nothing") } else { labels.join(session.strings.get("list.separator")) }
        }
        (_, value) => written(value),
    }
}
