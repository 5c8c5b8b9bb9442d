//! The ticket form in a session.

use super::contact::told;
use super::{Effect, Engine, Focus, Msg, Order, Outcome, Screen, Session};
use crate::calendar::{Date, DateTime};
use crate::flow::{Walk, written};
use crate::json::{Json, at, json, members, text_at};
use crate::knowledge::{EntryType, TicketFormat, Topic};
use crate::outbox::digest;
use crate::ticket::{Answer, Draft, Piece, is_over, route};
use std::rc::Rc;

/// Where sending stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    /// Nothing is on the way.
    Idle,
    /// A ticket is on the way.
    Sending,
    /// It did not arrive, or may not have; the draft is whole.
    Failed(SendFailure),
    /// It arrived.
    Sent {
        /// The number to quote.
        number: String,
        /// When an answer comes, in words.
        reply: String,
    },
}

/// Why a ticket did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendFailure {
    /// Not now.
    Later,
    /// Not like this.
    Refused,
    /// Nobody knows.
    Unknown,
    /// Another program has it, and the customer sends it there.
    Handed,
    /// An earlier try had arrived under this number, or is still on its way without one; what was changed since has not.
    Earlier(String),
}

impl SendFailure {
    /// The key of its sentence.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Earlier(number) if number.is_empty() => "send.before",
            Self::Earlier(_) => "send.earlier",
            Self::Later => "send.later",
            Self::Refused => "send.refused",
            Self::Unknown => "send.unknown",
            Self::Handed => "send.handed",
        }
    }
}

impl Session {
    pub(super) fn form(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::TicketAsked => return self.show(engine, Screen::Form),
            Msg::FormAsked(topic) => {
                if engine.knowledge.topic(&topic).is_some() {
                    self.draft.topic = Some(topic);
                }
                return self.show(engine, Screen::Form);
            }
            Msg::TopicChosen(topic) => {
                self.draft.topic = Some(topic).filter(|topic| !topic.is_empty());
                self.problems.clear();
                self.prefill(engine);
                self.offer(engine);
            }
            Msg::FieldTyped(field, value) => {
                self.problems.retain(|(problem, _)| problem.field != field);
                self.draft.set(&field, value);
                self.cover(engine);
                let mut effects = vec![self.save()];
                effects.extend(self.offer_soon(engine, &field));
                return effects;
            }
            Msg::OfferDeclined => return self.decline(engine),
            Msg::Ripened => {
                self.is_ripe = Some(true);
                return Vec::new();
            }
            Msg::FieldAsked(field) => return vec![Effect::Focus(Focus::Field(field))],
            Msg::CoverToggled(field, secret) => self.draft.toggle_cover(field, secret),
            Msg::StoryToggled(send) => self.draft.send_story = Some(send),
            Msg::PieceToggled(key) => {
                let removed = &mut self.draft.removed;
                if removed.contains(&key) {
                    removed.retain(|known| *known != key);
                } else {
                    removed.push(key);
                }
            }
            Msg::ConsentToggled(consent) => {
                self.draft.consent = consent;
                self.problems.retain(|(problem, _)| problem.field != "consent");
            }
            Msg::Submitted(key) => return self.submit(engine, key),
            Msg::Answered(answer) => return self.answered(engine, Rc::unwrap_or_clone(answer)),
            Msg::Unkept => {
                self.is_unkept = true;
                self.status = self.strings.get("send.unkept").to_string();
                return Vec::new();
            }
            Msg::HandedOver => return self.handed_over(),
            Msg::OutboxRead(read) => return self.read_outbox(engine, &read),
            Msg::Wished(key, wish) => return self.wish(engine, &key, wish),
            Msg::CopyAsked => {
                let text = if *self.screen() == Screen::Contact { told(self, engine) } else { self.sent_text.clone() };
                return vec![Effect::Outbox(Order::Copy(text))];
            }
            Msg::Copied(is_copied) => {
                self.status = self.strings.get(if is_copied { "copy.done" } else { "copy.failed" }).to_string();
                return Vec::new();
            }
            _ => return Vec::new(),
        }
        self.cover(engine);
        vec![self.save()]
    }

    /// The topic chosen.
    pub fn topic<'k>(&self, engine: &'k Engine) -> Option<&'k Topic> {
        engine.knowledge.topic(self.draft.topic.as_deref()?)
    }

    /// Whether the story goes along: unasked, unless the topic puts a person first.
    pub fn sends_story(&self, engine: &Engine) -> bool {
        let human_first = self.topic(engine).is_some_and(|topic| topic.human_first);
        self.draft.send_story.unwrap_or(!human_first)
    }

    /// The pieces that go along.
    pub fn pieces_sent(&self, engine: &Engine) -> Vec<Piece> {
        if !self.sends_story(engine) {
            return Vec::new();
        }
        let kept = self.story.pieces().iter().filter(|piece| !self.draft.removed.contains(&piece.key()));
        kept.cloned().collect()
    }

    /// When an answer comes, in words: a bound in days, never a clock time.
    pub fn reply_bound(&self, engine: &Engine) -> String {
        let Some(ticket) = &engine.knowledge.ticket else { return String::new() };
        let overrides = ticket.reply.overrides.iter();
        let current = overrides.into_iter().find(|words| words.from.first <= self.now && self.now <= words.until.last);
        if let Some(words) = current {
            return words.text.text(&engine.locale).to_string();
        }
        let days = ticket.reply.business_days;
        self.reply_words(days, engine.knowledge.site.calendar().reply_by(self.now, days))
    }

    /// What is sent off before this time is over is held for as long: programs that fill in forms do not wait, people do
    /// not notice. What was restored, or filled in by a guided fix, took its time before.
    pub(super) fn ripen(&mut self) -> Option<Effect> {
        if self.is_ripe.is_some() {
            return None;
        }
        let is_told = |of: &(String, String)| self.identity.contains(of);
        let is_ripe = self.draft.values.iter().any(|of| !of.1.trim().is_empty() && !is_told(of));
        self.is_ripe = Some(is_ripe);
        (!is_ripe).then_some(Effect::Ripen(RIPE))
    }

    /// Fills in what is known when contact is opened.
    pub(super) fn prepare_form(&mut self, engine: &Engine) {
        let shown = self.screens.iter().rev().find_map(|screen| match screen {
            Screen::Article(id) => engine.article(id).map(|article| article.category.as_str()),
            Screen::Flow(id) => engine.flow(id)?.category.as_ref().map(|category| category.as_str()),
            Screen::Category(id) => Some(id.as_str()),
            _ => None,
        });
        if self.draft.topic.is_none() {
            let topics = engine.knowledge.ticket.iter().flat_map(|ticket| ticket.topics.iter());
            let fits = |topic: &&Topic| shown.is_some_and(|shown| topic.categories.iter().any(|category| *category == *shown));
            self.draft.topic = topics.clone().find(fits).map(|topic| topic.id.0.clone());
        }
        self.prefill(engine);
    }

    /// Fills in what the host page told, where nothing is typed yet.
    pub(super) fn prefill(&mut self, engine: &Engine) {
        let Some(ticket) = &engine.knowledge.ticket else { return };
        for (name, field) in &ticket.fields.0 {
            let fact = field.fact.as_ref().and_then(|fact| self.facts.iter().find(|(known, _)| known == fact));
            let told = self.identity.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            let known = fact.map(|(_, value)| written(value)).or(told);
            // A fact that is none of the options would be an answer nobody can see.
            let fits = |value: &String| field.entry != EntryType::Choice || field.options.iter().any(|option| option.id == **value);
            if let Some(value) = known.filter(fits) {
                self.draft.prefill(name, &value);
            }
        }
        self.cover(engine);
    }

    fn cover(&mut self, engine: &Engine) {
        if let Some(format) = &engine.knowledge.ticket {
            self.draft.cover(format);
        }
    }

    fn submit(&mut self, engine: &Engine, key: String) -> Vec<Effect> {
        let Some(format) = &engine.knowledge.ticket else { return Vec::new() };
        if self.sending == Sending::Sending {
            return Vec::new();
        }
        let story = self.pieces_sent(engine);
        if let Some(problem) = self.file_problem(engine) {
            self.problems = vec![(problem, String::new())];
            return vec![Effect::Focus(Focus::Errors)];
        }
        let ticket = match self.draft.ticket(format, &story, &engine.locale, &self.config.page) {
            Ok(ticket) => ticket,
            Err(problems) => {
                self.problems = problems.into_iter().map(|problem| (problem, String::new())).collect();
                self.sending = Sending::Idle;
                return vec![Effect::Focus(Focus::Errors)];
            }
        };
        if self.draft.key.is_empty() {
            self.draft.key = key;
        }
        self.problems.clear();
        self.is_unkept = false;
        self.sending = Sending::Sending;
        self.sent = self.draft.clone();
        self.status = self.strings.get("send.sending").to_string();
        let hint = route(&ticket, format, self.today()).map(|hint| hint.id);
        let keep_days = format.keep_days.unwrap_or(KEEP_DAYS);
        let (url, key, body) = (format.adapter.url.0.clone(), self.draft.key.clone(), ticket.to_wire(hint.as_deref()));
        self.sent_text = self.written(engine, &body);
        self.sent_digest = digest(&body);
        // What is kept of the draft has the key before the outbox has the ticket.
        let wait = if self.is_ripe == Some(true) { 0 } else { RIPE };
        let mut effects = self.drop_failed();
        effects.extend([self.save(), Effect::Send { url, key, body, keep_days, wait }]);
        effects
    }

    pub(super) fn answered(&mut self, engine: &Engine, answer: Answer) -> Vec<Effect> {
        if self.sending != Sending::Sending {
            return Vec::new();
        }
        let failed = |failure: SendFailure| {
            let event = Effect::Emit("ticket-failed", json!({"reason": failed_word(&failure)}));
            (Sending::Failed(failure), event)
        };
        let (sending, event) = match answer {
            Answer::Accepted { number, reply_by } => return self.accepted(engine, number, reply_by),
            Answer::FieldErrors(problems) => {
                self.problems = problems;
                (Sending::Idle, Effect::Emit("ticket-failed", json!({"reason": "fields"})))
            }
            Answer::Earlier { number } => failed(SendFailure::Earlier(number)),
            Answer::Later => failed(SendFailure::Later),
            Answer::Refused => failed(SendFailure::Refused),
            Answer::Unknown => failed(SendFailure::Unknown),
        };
        self.sending = sending;
        self.status.clear();
        // The draft of a refused ticket gets a new key: what is corrected is another ticket.
        if matches!(self.sending, Sending::Idle | Sending::Failed(SendFailure::Refused | SendFailure::Earlier(_))) {
            self.draft.key.clear();
        }
        vec![event, Effect::Focus(Focus::Errors), self.save()]
    }

    fn handed_over(&mut self) -> Vec<Effect> {
        self.sending = Sending::Failed(SendFailure::Handed);
        self.status.clear();
        let mut effects = vec![Effect::Emit("contact", json!({"channel": "email"})), Effect::Focus(Focus::Errors), self.save()];
        effects.extend(self.end(Outcome::Escalated));
        effects
    }

    pub(super) fn accepted(&mut self, engine: &Engine, number: String, reply_by: Option<String>) -> Vec<Effect> {
        let reply = self.reply_by(engine, reply_by.as_deref());
        let topic = self.draft.topic.clone();
        let left = self.leave_form(Screen::Sent);
        self.sending = Sending::Sent { number, reply };
        self.status = self.strings.get("sent.title").to_string();
        let mut effects = vec![left, Effect::Emit("ticket-sent", json!({"topic": topic})), Effect::Focus(Focus::Heading)];
        effects.extend(self.end(Outcome::Escalated));
        effects
    }

    /// The ticket is on its way or has arrived: the form is empty, and this screen is shown instead.
    pub(super) fn leave_form(&mut self, screen: Screen) -> Effect {
        // What was typed meanwhile is the beginning of another ticket.
        let is_whole = self.draft == self.sent;
        if is_whole {
            self.draft = Draft::default();
        } else {
            self.draft.key.clear();
            self.draft.files.retain(|file| !self.sent.files.contains(file));
        }
        self.offer = super::Offer::default();
        self.story = crate::ticket::Story::default();
        self.verdicts.clear();
        self.walks.clear();
        self.screens.truncate(1);
        self.screens.push(screen);
        if is_whole { Effect::Forget } else { self.save() }
    }

    /// When an answer comes to something sent, in words: by the day that the server named, or by our own bound.
    pub fn reply_by(&self, engine: &Engine, day: Option<&str>) -> String {
        let days = engine.knowledge.ticket.as_ref().map_or(0, |ticket| ticket.reply.business_days);
        day.and_then(Date::parse).map_or_else(|| self.reply_bound(engine), |day| self.reply_words(days, day))
    }

    fn reply_words(&self, days: u32, by: Date) -> String {
        self.strings.with("reply", &[("days", &days.to_string()), ("date", &self.strings.date(by))])
    }

    /// What is kept on the device.
    pub(super) fn save(&self) -> Effect {
        Effect::Save(
            json!({"day": self.today().written(), "minute": usize::from(self.now.minute), "draft": self.draft, "story": self.story.pieces(), "walks": self.walks}),
        )
    }

    /// Takes back what was kept: the draft, and of the same visit also the story and the ways through flows.
    pub(super) fn restore(&mut self, kept: &Json) {
        self.draft = kept.get("draft").map(Draft::read).unwrap_or_default();
        let date = kept.get("day").and_then(Json::as_str).and_then(Date::parse);
        let minute = kept.get("minute").and_then(Json::as_u64).and_then(|minute| u16::try_from(minute).ok());
        let Some((date, minute)) = date.zip(minute).filter(|(date, _)| *date <= self.today()) else { return };
        if is_over(DateTime { date, minute }, self.now) {
            return;
        }
        for piece in members(at(kept, "story")).iter().filter_map(Piece::read) {
            self.story.add(piece, self.now);
        }
        self.walks = members(at(kept, "walks")).iter().filter_map(Walk::read).collect();
    }
}

fn failed_word(failure: &SendFailure) -> &'static str {
    match failure {
        SendFailure::Earlier(_) => "earlier",
        SendFailure::Handed => "handed",
        SendFailure::Later => "later",
        SendFailure::Refused => "refused",
        SendFailure::Unknown => "unknown",
    }
}

/// Whether a field's keyboard should be one of digits.
pub fn input_mode(entry: EntryType) -> &'static str {
    match entry {
        EntryType::Number | EntryType::Money | EntryType::TrackingNumber | EntryType::Postcode => "numeric",
        EntryType::Email => "email",
        EntryType::Phone => "tel",
        _ => "text",
    }
}

/// How long a form is open before what is sent off goes at once, and for how long it is held before, in milliseconds.
const RIPE: u32 = 3_000;

/// For how many days an unsent draft is kept where the file does not say.
pub const KEEP_DAYS: u32 = 7;

/// Whether something kept on this day is still to be used.
pub fn is_fresh(kept: &Json, today: Date, format: Option<&TicketFormat>) -> bool {
    let days = format.and_then(|format| format.keep_days).unwrap_or(KEEP_DAYS) as i32;
    let day = text_at(kept, "day").and_then(Date::parse);
    day.is_some_and(|day| (0..=days).contains(&today.days_since(day)))
}
