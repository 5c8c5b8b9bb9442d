//! The outbox in a session: what the customer is told about tickets on their way, and what a tab does next.

#[cfg(test)]
mod tests;

use super::{Effect, Engine, Focus, Outcome, Screen, SendFailure, Sending, Session};
use crate::calendar::DateTime;
use crate::json::{Json, at, json, members, named_texts, text_at};
use crate::knowledge::EntryType;
use crate::outbox::{Entry, Event, Millis, Plan, Standing, State, Surroundings, plan};
use crate::ticket::{Answer, Attachment, Draft, Piece};

/// How long the customer is kept waiting in front of the form, in milliseconds; the ticket is safe on the device by then.
const PATIENCE: Millis = 10_000;

/// What the shell does with the outbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Tell the entry of this key what happened, and read all anew.
    Change(String, Event),
    /// Send the entry of this key, if it may still be sent.
    Start {
        /// Its key.
        key: String,
        /// Whether waiting is of no use any more.
        is_eager: bool,
    },
    /// Read all anew at this moment, instead of the one ordered before.
    Wake(Millis),
    /// Put this text on the clipboard, and tell [`super::Msg::Copied`].
    Copy(String),
}

/// The outbox as the shell read it.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRead {
    /// All entries of this knowledge file.
    pub entries: Vec<Entry>,
    /// When it was read.
    pub now: Millis,
    /// What the browser knows.
    pub around: Surroundings,
    /// Whether this tab is sending one of them.
    pub is_busy: bool,
}

/// What the customer did with an entry, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Send it now, or send it after all.
    Send,
    /// Delete it from this device; that it was sent or has expired was read.
    Delete,
    /// Correct it.
    Correct,
    /// Copy its text.
    Copy,
}

impl Session {
    /// The entries that the customer is told about: what is not sent first, then the oldest.
    pub fn news(&self) -> Vec<&Entry> {
        let is_in_form = |entry: &Entry| entry.key == self.draft.key && matches!(entry.state, State::Refused(_));
        let mut news: Vec<&Entry> = self.outbox.iter().filter(|entry| entry.is_news() && !is_in_form(entry)).collect();
        news.sort_by_key(|entry| (!entry.is_unsent(self.millis), entry.made));
        news
    }

    /// How many tickets the shop has not, as far as the device knows.
    pub fn unsent(&self) -> usize {
        self.news().iter().filter(|entry| entry.is_unsent(self.millis)).count()
    }

    /// How an entry stands.
    pub fn standing(&self, entry: &Entry) -> Standing {
        entry.standing(self.millis)
    }

    /// A moment of the device's clock on the shop's wall clock.
    pub fn moment(&self, millis: Millis) -> DateTime {
        let now = i64::from(self.now.date.days_since(crate::calendar::Date::EPOCH)) * 1_440 + i64::from(self.now.minute);
        DateTime::from_minutes(now + (millis as i64 - self.millis as i64).div_euclid(60_000))
    }

    /// Whether what was refused can be corrected in the form: only where nothing else is being written there.
    pub fn can_correct(&self, entry: &Entry) -> bool {
        matches!(entry.state, State::Refused(_)) && self.draft.is_empty()
    }

    /// A ticket of the wire in words, to be copied: topic and fields.
    pub fn written(&self, engine: &Engine, ticket: &Json) -> String {
        let topic = text_at(ticket, "topic").and_then(|id| engine.knowledge.topic(id));
        let mut written = topic.map_or(String::new(), |topic| topic.title.text(&engine.locale).to_string());
        // In the order of the form; a topic that is gone since has none.
        let format = engine.knowledge.ticket.as_ref();
        let all = format.iter().flat_map(|format| &format.fields.0).filter(|_| topic.is_none()).map(|(name, _)| name);
        for name in topic.iter().flat_map(|topic| &topic.fields).chain(all) {
            let field = format.and_then(|format| format.fields.get(name));
            let files: Vec<&str> = match field {
                Some(field) if field.entry == EntryType::Files => {
                    members(at(ticket, "files")).iter().filter_map(|file| text_at(file, "name")).collect()
                }
                _ => Vec::new(),
            };
            let files = Some(files.join(", ")).filter(|files| !files.is_empty());
            let Some((field, value)) = field.zip(text_at(at(ticket, "fields"), name).or(files.as_deref())) else { continue };
            let option = field.options.iter().find(|option| field.entry == EntryType::Choice && option.id == *value);
            let value = option.map_or(value, |option| option.label.text(&engine.locale));
            for part in ["\n", field.label.text(&engine.locale), ": ", value] {
                written.push_str(part);
            }
        }
        written
    }

    /// The outbox was read: what is to be done, and what has become of the ticket that the customer is waiting for.
    pub(super) fn read_outbox(&mut self, engine: &Engine, read: &OutboxRead) -> Vec<Effect> {
        let is_first = std::mem::replace(&mut self.millis, read.now) == 0;
        let before = std::mem::replace(&mut self.outbox, read.entries.clone());
        let mut effects = Vec::new();
        for entry in read.entries.iter().filter(|entry| matches!(entry.state, State::Sent { .. }) && !self.is_awaited(entry)) {
            let known = before.iter().find(|known| known.key == entry.key && !matches!(known.state, State::Sent { .. }));
            if let Some(known) = known {
                effects.push(Effect::Emit("ticket-sent", json!({"topic": text_at(&known.ticket, "topic")})));
            }
        }
        if !effects.is_empty() {
            self.status = self.strings.get("sent.title").to_string();
        }
        let is_gone = |known: &Entry| known.is_unsent(read.now) && read.entries.iter().all(|entry| entry.key != known.key);
        if *self.screen() == Screen::Outbox && before.iter().any(is_gone) {
            self.status = self.strings.get("outbox.deleted").to_string();
        }
        if self.sending == Sending::Sending {
            effects.extend(self.follow_sent(engine, read, &before));
        } else if *self.screen() != Screen::Form {
            effects.extend(self.let_go(engine, is_first));
        }
        let plan = if read.is_busy { Plan::default() } else { plan(&read.entries, read.now, read.around) };
        let awaited = read.entries.iter().find(|entry| self.is_awaited(entry)).map(|entry| entry.made + PATIENCE);
        let wake = plan.wake.into_iter().chain(awaited).min();
        effects.extend(wake.map(|wake| Effect::Outbox(Order::Wake(wake))));
        effects.extend(plan.expire.map(|key| Effect::Outbox(Order::Change(key, Event::Looked))));
        effects.extend(plan.start.map(|key| Effect::Outbox(Order::Start { key, is_eager: read.around.is_eager })));
        effects.push(self.badge());
        effects
    }

    /// Whether the customer waits for this one in front of the form. A draft of its key may be on its way since before a
    /// crash, with another text: that is not what was sent off now.
    fn is_awaited(&self, entry: &Entry) -> bool {
        self.sending == Sending::Sending && entry.key == self.sent.key && entry.digest == self.sent_digest
    }

    /// What the launcher says besides its name; nothing where all is sent.
    fn badge(&self) -> Effect {
        let say = |key| self.strings.get(key);
        let label = if self.unsent() == 0 { String::new() } else { [say("help"), say("note.separator"), say("send.failed")].concat() };
        Effect::Emit("unsent", json!({"label": label}))
    }

    /// The customer waits in front of the form.
    fn follow_sent(&mut self, engine: &Engine, read: &OutboxRead, before: &[Entry]) -> Vec<Effect> {
        let Some(entry) = read.entries.iter().find(|entry| self.is_awaited(entry)) else {
            // It was read before the ticket was there; or the ticket was deleted in another tab, and is in the form alone.
            if before.iter().any(|entry| self.is_awaited(entry)) {
                self.sending = Sending::Idle;
                self.status.clear();
            }
            return Vec::new();
        };
        let change = |event| Effect::Outbox(Order::Change(entry.key.clone(), event));
        match &entry.state {
            State::Sent { number, reply_by, .. } => {
                let mut effects = self.accepted(engine, number.clone(), reply_by.clone());
                effects.push(change(Event::Seen));
                effects
            }
            State::Refused(answer) => {
                let key = self.draft.key.clone();
                let mut effects = self.answered(engine, answer.clone());
                if entry.keeps_key() {
                    self.draft.key = key;
                    effects.push(self.save());
                }
                effects.push(change(Event::Returned));
                effects
            }
            State::Sending { .. } if read.now < entry.made + PATIENCE => Vec::new(),
            State::Queued | State::Waiting { .. } if entry.tries == 0 && read.around.is_online && read.now < entry.made + PATIENCE => {
                Vec::new()
            }
            _ => self.held(),
        }
    }

    /// The ticket is held on the device: the form is done with it.
    fn held(&mut self) -> Vec<Effect> {
        let topic = self.draft.topic.clone();
        let left = self.leave_form(Screen::Outbox);
        self.sending = Sending::Idle;
        self.status = self.strings.get("send.failed").to_string();
        let mut effects = vec![left, Effect::Emit("ticket-queued", json!({"topic": topic})), Effect::Focus(Focus::Heading)];
        effects.extend(self.end(Outcome::Escalated));
        effects
    }

    /// A draft that is in the outbox, or sent, is no draft any more: the browser was closed before it could be forgotten,
    /// perhaps before its key was on the disk.
    fn let_go(&mut self, engine: &Engine, is_first: bool) -> Option<Effect> {
        if self.draft.is_empty() {
            return None;
        }
        let same_key = self.outbox.iter().find(|entry| entry.key == self.draft.key && !matches!(entry.state, State::Refused(_)));
        let digest = self.digest(engine);
        let same_text = self.outbox.iter().find(|entry| is_first && entry.is_news() && digest == Some(entry.digest));
        let entry = same_key.or(same_text)?;
        if digest == Some(entry.digest) {
            self.draft = Draft::default();
            return Some(Effect::Forget);
        }
        // It was changed since: another ticket.
        self.draft.key.clear();
        Some(self.save())
    }

    /// Names the draft's content, if it is whole; consent is asked again, and counts for nothing here.
    fn digest(&self, engine: &Engine) -> Option<u32> {
        let format = engine.knowledge.ticket.as_ref()?;
        let draft = Draft { consent: true, ..self.draft.clone() };
        let ticket = draft.ticket(format, &[], &engine.locale, "").ok()?;
        Some(crate::outbox::digest(&ticket.to_wire(None)))
    }

    pub(super) fn wish(&mut self, engine: &Engine, key: &str, wish: Wish) -> Vec<Effect> {
        let Some(entry) = self.outbox.iter().find(|entry| entry.key == key).cloned() else { return Vec::new() };
        let change = |event| Effect::Outbox(Order::Change(key.to_string(), event));
        match wish {
            Wish::Send => vec![change(Event::Agreed)],
            Wish::Delete => {
                let is_over = matches!(entry.state, State::Sent { .. } | State::Expired);
                // The button that was pressed goes with its entry.
                vec![change(if is_over { Event::Seen } else { Event::Deleted }), Effect::Focus(Focus::Heading)]
            }
            Wish::Correct if self.can_correct(&entry) => self.take_back(engine, &entry),
            Wish::Correct => Vec::new(),
            Wish::Copy => vec![Effect::Outbox(Order::Copy(self.written(engine, &entry.ticket)))],
        }
    }

    /// What was refused is corrected in the form.
    fn take_back(&mut self, engine: &Engine, entry: &Entry) -> Vec<Effect> {
        let State::Refused(answer) = &entry.state else { return Vec::new() };
        let key = if entry.keeps_key() { entry.key.clone() } else { String::new() };
        let topic = text_at(&entry.ticket, "topic").map(str::to_string);
        let files = members(at(&entry.ticket, "files")).iter().filter_map(Attachment::read).collect();
        self.draft = Draft { key, topic, values: named_texts(at(&entry.ticket, "fields")), files, ..Draft::default() };
        for piece in members(at(&entry.ticket, "story")).iter().filter_map(Piece::read) {
            self.story.add(piece, self.now);
        }
        self.problems.clear();
        self.sending = match answer {
            Answer::FieldErrors(problems) => {
                self.problems.clone_from(problems);
                Sending::Idle
            }
            Answer::Earlier { number } => Sending::Failed(SendFailure::Earlier(number.clone())),
            _ => Sending::Failed(SendFailure::Refused),
        };
        let mut effects = self.show(engine, Screen::Form);
        effects.push(self.save());
        effects.push(Effect::Outbox(Order::Change(entry.key.clone(), Event::Returned)));
        effects
    }
}
