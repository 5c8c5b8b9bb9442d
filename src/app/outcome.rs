//! What became of a visit: resolved, escalated, abandoned or unknown. "No ticket" alone is never a success.

use super::{Effect, Engine, Focus, Screen, Session};
use crate::json::json;
use crate::knowledge::ChannelKind;

/// How a visit may be rated, best first; the words used in events.
pub const RATINGS: &[&str] = &["good", "fair", "poor"];

/// Why it was not better; the words used in events.
pub const REASONS: &[&str] = &["find", "understand", "slow", "other"];

/// What became of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The customer said that it is solved.
    Resolved,
    /// A person was asked.
    Escalated,
    /// The customer said no, found nothing, or began a form, and left.
    Abandoned,
    /// The customer looked around and left without a word.
    Unknown,
}

impl Outcome {
    /// The word used in events.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Escalated => "escalated",
            Self::Abandoned => "abandoned",
            Self::Unknown => "unknown",
        }
    }
}

impl Session {
    /// What became of the visit so far.
    pub fn outcome(&self) -> Outcome {
        if self.outcome != Outcome::Unknown {
            return self.outcome;
        }
        let found_nothing = !self.query.trim().is_empty() && !self.confident && *self.screen() == Screen::Home;
        let was_not_helped = self.verdicts.iter().any(|(_, helped)| !helped);
        if found_nothing || was_not_helped || !self.draft.is_empty() { Outcome::Abandoned } else { Outcome::Unknown }
    }

    /// "Did it help?" was answered for the article or flow shown.
    pub(super) fn judge(&mut self, helped: bool) -> Vec<Effect> {
        let (key, kind, id) = match self.screen() {
            Screen::Article(id) => (["article:", id].concat(), "article", id.clone()),
            Screen::Flow(id) => (["flow:", id].concat(), "flow", id.clone()),
            _ => return Vec::new(),
        };
        self.verdicts.retain(|(known, _)| *known != key);
        self.story.judge(&key, helped);
        self.verdicts.push((key, helped));
        self.status = self.strings.get(if helped { "helped.thanks" } else { "helped.sorry" }).to_string();
        let mut effects = vec![Effect::Emit("feedback", json!({"kind": kind, "id": id, "helped": helped})), self.save()];
        if helped {
            effects.extend(self.end(Outcome::Resolved));
        } else if self.outcome == Outcome::Resolved {
            self.outcome = Outcome::Unknown;
        }
        effects
    }

    /// "How was it?" was answered, and perhaps why.
    pub(super) fn rate(&mut self, rating: &'static str, reason: Option<&'static str>) -> Vec<Effect> {
        self.rating = Some((rating, reason));
        vec![Effect::Emit("rating", json!({"rating": rating, "reason": reason})), Effect::Focus(Focus::Rating)]
    }

    /// A way to a person was taken.
    pub(super) fn channel_taken(&mut self, engine: &Engine, index: usize) -> Vec<Effect> {
        let Some(channel) = engine.knowledge.site.channels.get(index) else { return Vec::new() };
        if channel.kind == ChannelKind::Form {
            return self.show(engine, Screen::Form);
        }
        let mut effects = vec![Effect::Emit("contact", json!({"channel": channel.kind.word()}))];
        effects.extend(self.end(Outcome::Escalated));
        effects
    }

    /// The customer left the page: only now is it known that nothing more comes.
    pub(super) fn left(&mut self) -> Vec<Effect> {
        if self.outcome == Outcome::Unknown && self.outcome() == Outcome::Abandoned {
            return self.end(Outcome::Abandoned);
        }
        Vec::new()
    }

    /// Notes how the visit ended and tells the host page, once for each outcome.
    pub(super) fn end(&mut self, outcome: Outcome) -> Vec<Effect> {
        if self.outcome == outcome {
            return Vec::new();
        }
        self.outcome = outcome;
        vec![Effect::Emit(outcome.word(), json!({}))]
    }
}
