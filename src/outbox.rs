//! The outbox: tickets on their way, kept on the device until the shop has them.
//!
//! An [`Entry`] is one ticket that the customer sent off. The device's store holds all entries; each tab of the shop's
//! site reads them, changes them by [`next`] in a transaction of its own, and does what [`plan`] says. Nothing else is
//! shared: a tab may close, crash or sleep at any moment, and the store may refuse any write.
//!
//! ```text
//!             enqueue                Started               Accepted
//! (customer) ────────▶ Queued ─────────────────▶ Sending ──────────▶ Sent
//!                        ▲   ▲                    │ │ │
//!            time, online│   │Agreed       Later, │ │ │ refusal
//!                     Waiting│◀───────────────────┘ │ └──────────▶ Refused ──▶ back to the form
//!                            └────────── Unknown ◀──┘ no answer, where sending again might double it
//! ```
//!
//! **What holds**, in every order of events, whatever the network, the store or the tabs do (the tests of this module
//! walk through all orders of a bounded model):
//!
//! - *Not lost:* what was enqueued is stored by the shop, or is an entry with its text, until the customer deletes it or
//!   it expires after the days that were stated.
//! - *Not doubled:* where the endpoint knows a key again ([`Entry::is_idempotent`]), any number of tries are one ticket.
//!   Elsewhere nothing is sent again after a try that may have arrived, unless the customer says so.
//! - *Not stuck:* with a network, a server and a tab that lives, every entry ends as sent or before the customer.
//! - *Not made up:* an entry is [`State::Sent`] only after the shop said so.
//!
//! The adapter's part of it: [`Answer::Later`] and the refusals mean that *this* try stored nothing; whatever leaves a
//! doubt is [`Answer::Unknown`].

mod stored;
#[cfg(test)]
mod tests;
mod wait;

pub use wait::{backoff, retry_after};

use crate::json::{Json, at, members, text_at, write};
use crate::ticket::Answer;

/// Milliseconds since 1970, or of a stretch of time, by the device's clock.
pub type Millis = u64;

/// How long a try may take before another tab may go on with it, in milliseconds: longer than any request is waited for.
pub const LEASE: Millis = 60_000;

/// A ticket older than this is sent only if the customer still wants it, in milliseconds.
pub const STALE: Millis = DAY;

/// A day, in milliseconds.
pub const DAY: Millis = 86_400_000;

/// The longest time between two looks at the store, in milliseconds.
const LOOK: Millis = 3_600_000;

/// A ticket on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The idempotency key; names the entry.
    pub key: String,
    /// The endpoint.
    pub url: String,
    /// The ticket as [`crate::ticket::Ticket::to_wire`] writes it; null once it is stored or has expired.
    pub ticket: Json,
    /// The [`digest`] of the ticket, also when that is gone.
    pub digest: u32,
    /// Whether the endpoint stores a key once, however often it is sent.
    pub is_idempotent: bool,
    /// When the customer sent it off.
    pub made: Millis,
    /// When the customer last said that it is to be sent.
    pub agreed: Millis,
    /// When its content is deleted, sent or not.
    pub expires: Millis,
    /// How often sending was tried.
    pub tries: u32,
    /// Whether an earlier try may have arrived.
    pub is_doubtful: bool,
    /// Whether what was refused is in the form: what is sent off from there under this key takes its place.
    pub is_returned: bool,
    /// How far it is.
    pub state: State,
}

/// How far an entry is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// To be sent.
    Queued,
    /// Not to be sent before a moment.
    Waiting {
        /// The moment.
        until: Millis,
        /// Whether the server asked for it: then nothing shortens it.
        is_asked: bool,
    },
    /// On its way.
    Sending {
        /// Names the try.
        lease: String,
        /// Until when nobody else may go on with it.
        until: Millis,
    },
    /// It may have arrived or not, and sending it again may double it.
    Unknown,
    /// Not like this: [`Answer::FieldErrors`], [`Answer::Refused`] or [`Answer::Earlier`].
    Refused(Answer),
    /// The shop has it.
    Sent {
        /// The number to quote.
        number: String,
        /// The last day by which an answer comes, `YYYY-MM-DD`, if the server said.
        reply_by: Option<String>,
        /// Whether the customer was told.
        is_seen: bool,
    },
    /// It was never sent, and its content is gone.
    Expired,
}

/// How an entry stands at a moment: its state, and what time has made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// To be sent as soon as there is a network.
    Queued,
    /// To be sent at this moment.
    Waiting(Millis),
    /// On its way; another tab goes on with it at this moment.
    Sending(Millis),
    /// The customer decides: it may have arrived, and sending it again may double it.
    Unknown,
    /// The customer decides: it was written long ago.
    Stale,
    /// The customer corrects it, or takes another way.
    Refused,
    /// The shop has it.
    Sent,
    /// Its content is gone.
    Expired,
}

/// Something that happened to an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A tab would send it now.
    Started {
        /// Names the try; no two tries share one.
        lease: String,
        /// Whether the tab knows that no other is sending: a try of another is over then.
        is_alone: bool,
        /// Whether the tab knows that waiting is of no use any more: the network is back.
        is_eager: bool,
        /// Whether the endpoint stores a key once: the file may name another than when the ticket was made.
        is_idempotent: bool,
    },
    /// A try ended.
    Answered {
        /// The try.
        lease: String,
        /// How.
        answer: Answer,
        /// How long the server asked to wait, in milliseconds.
        retry_after: Option<Millis>,
    },
    /// A try goes on: its files take their time.
    Renewed {
        /// The try.
        lease: String,
    },
    /// The customer said that it is to be sent.
    Agreed,
    /// The customer said that it is to be deleted.
    Deleted,
    /// The customer has in the form what was refused.
    Returned,
    /// The customer was told how it ended.
    Seen,
    /// Time passed.
    Looked,
}

/// What a tab is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The entry to send, by key.
    pub start: Option<String>,
    /// An entry whose content is to go: [`Event::Looked`].
    pub expire: Option<String>,
    /// When to look again.
    pub wake: Option<Millis>,
}

/// What a tab knows besides the entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether there is a network, as far as the browser knows.
    pub is_online: bool,
    /// Whether it came back just now.
    pub is_eager: bool,
    /// Whether tabs exclude each other by more than the store: then a try of another tab can be waited for.
    pub has_locks: bool,
}

impl Entry {
    /// A ticket that was sent off now.
    pub fn new(key: String, url: String, ticket: Json, is_idempotent: bool, now: Millis, keep_days: u32) -> Self {
        let expires = now + Millis::from(keep_days) * DAY;
        let digest = digest(&ticket);
        Self {
            key,
            url,
            ticket,
            digest,
            is_idempotent,
            made: now,
            agreed: now,
            expires,
            tries: 0,
            is_doubtful: false,
            is_returned: false,
            state: State::Queued,
        }
    }

    /// This entry, not to be sent before so long after it was made.
    #[must_use]
    pub fn held(self, wait: Millis) -> Self {
        let state = if wait > 0 { State::Waiting { until: self.made + wait, is_asked: true } } else { State::Queued };
        Self { state, ..self }
    }

    /// How it stands now.
    pub fn standing(&self, now: Millis) -> Standing {
        match &self.state {
            State::Sent { .. } => return Standing::Sent,
            State::Expired => return Standing::Expired,
            _ if self.expires <= now => return Standing::Expired,
            State::Refused(_) => return Standing::Refused,
            State::Unknown => return Standing::Unknown,
            State::Sending { until, .. } if is_ahead(*until, now, LEASE) => return Standing::Sending(*until),
            State::Sending { .. } if !self.is_idempotent => return Standing::Unknown,
            _ => {}
        }
        match self.state {
            _ if self.agreed + STALE <= now => Standing::Stale,
            State::Waiting { until, .. } if is_ahead(until, now, DAY) => Standing::Waiting(until),
            _ => Standing::Queued,
        }
    }

    /// The ids of the files that go with it.
    pub fn files(&self) -> Vec<String> {
        members(at(&self.ticket, "files")).iter().filter_map(|file| text_at(file, "id").map(str::to_string)).collect()
    }

    /// Whether the shop has it not, as far as the device knows.
    pub fn is_unsent(&self, now: Millis) -> bool {
        !matches!(self.standing(now), Standing::Sent | Standing::Expired)
    }

    /// Whether the customer has still to be told about it.
    pub fn is_news(&self) -> bool {
        !matches!(self.state, State::Sent { is_seen: true, .. })
    }

    /// Whether what was refused goes on under the same key once it is corrected: an earlier try may have arrived, and a
    /// new key would make a second ticket of it.
    pub fn keeps_key(&self) -> bool {
        self.is_doubtful
    }

    /// Whether it may be tried now.
    fn is_due(&self, now: Millis, is_alone: bool, is_eager: bool) -> bool {
        match self.standing(now) {
            Standing::Queued => true,
            Standing::Waiting(_) => is_eager && matches!(self.state, State::Waiting { is_asked: false, .. }),
            Standing::Sending(_) => is_alone && self.is_idempotent && now < self.agreed + STALE,
            _ => false,
        }
    }

    /// It goes to an endpoint of this kind from now on. What may have arrived at one that knows keys, another may double.
    fn moves(&mut self, is_idempotent: bool, now: Millis) {
        if self.is_idempotent && !is_idempotent {
            self.is_idempotent = false;
            if self.is_doubtful && matches!(self.standing(now), Standing::Queued | Standing::Waiting(_)) {
                self.state = State::Unknown;
            }
        }
    }

    /// Its content goes.
    fn end(&mut self, state: State) {
        self.ticket = Json::Null;
        self.state = state;
    }
}

/// Whether a moment is still to come. One further off than it can have been meant is of a clock that was set since.
fn is_ahead(until: Millis, now: Millis, most: Millis) -> bool {
    now < until && until - now <= most
}

/// What is stored when the customer sends `new` off, and an entry of its key may be there already: the same draft in two
/// tabs, or sent off before the browser crashed. What was promised to be sent is never written over: where another digest
/// than that of `new` comes back, `new` is not stored and needs a key of its own.
pub fn enqueue(known: Option<Entry>, new: Entry) -> Entry {
    let Some(known) = known else { return new };
    match known.state {
        // What was corrected is tried anew. A doubt stays.
        State::Refused(_) if known.is_returned || known.digest == new.digest => Entry { is_doubtful: known.is_doubtful, ..new },
        State::Expired => Entry { is_doubtful: known.is_doubtful, ..new },
        _ => known,
    }
}

/// What an entry becomes; nothing if it goes. `chance` is anything from 0 to 1, for [`backoff`].
pub fn next(mut entry: Entry, event: &Event, now: Millis, chance: f64) -> Option<Entry> {
    match event {
        Event::Started { lease, is_alone, is_eager, is_idempotent } => {
            entry.moves(*is_idempotent, now);
            if entry.is_due(now, *is_alone, *is_eager) {
                entry.is_doubtful |= matches!(entry.state, State::Sending { .. });
                entry.tries += 1;
                entry.state = State::Sending { lease: lease.clone(), until: now + LEASE };
            }
        }
        Event::Answered { lease, answer, retry_after } => answered(&mut entry, lease, answer, *retry_after, now, chance),
        Event::Renewed { lease } => {
            if let State::Sending { lease: known, until } = &mut entry.state
                && known == lease
            {
                *until = now + LEASE;
            }
        }
        Event::Agreed => match entry.standing(now) {
            Standing::Unknown | Standing::Stale | Standing::Queued => {
                entry.is_doubtful |= matches!(entry.state, State::Sending { .. });
                entry.agreed = now;
                entry.state = State::Queued;
            }
            Standing::Waiting(_) => {
                entry.agreed = now;
                if matches!(entry.state, State::Waiting { is_asked: false, .. }) {
                    entry.state = State::Queued;
                }
            }
            _ => {}
        },
        Event::Deleted => return None,
        // It stays as long as there is a doubt to be remembered.
        Event::Returned if !entry.keeps_key() => return None,
        Event::Returned => entry.is_returned = true,
        Event::Seen => match &mut entry.state {
            // It stays for a while without its content: the same draft in another tab is not sent again.
            State::Sent { is_seen, .. } => *is_seen = true,
            State::Expired => return None,
            _ => {}
        },
        Event::Looked => {
            if entry.expires <= now {
                match entry.state {
                    State::Sent { is_seen: true, .. } => return None,
                    State::Sent { .. } | State::Expired => {}
                    _ => entry.end(State::Expired),
                }
            }
        }
    }
    Some(entry)
}

fn answered(entry: &mut Entry, lease: &str, answer: &Answer, retry_after: Option<Millis>, now: Millis, chance: f64) {
    let is_own = matches!(&entry.state, State::Sending { lease: known, .. } if known == lease);
    match answer {
        // Whoever's try it was: the shop has it.
        Answer::Accepted { number, reply_by } => {
            if !matches!(entry.state, State::Sent { .. }) {
                entry.end(State::Sent { number: number.clone(), reply_by: reply_by.clone(), is_seen: false });
            }
        }
        // Another tab goes on with it, or the customer has decided.
        _ if !is_own => {}
        Answer::Later => {
            let wait = backoff(entry.tries, chance).max(retry_after.unwrap_or_default());
            entry.state = State::Waiting { until: now + wait, is_asked: retry_after.is_some() };
        }
        Answer::Unknown => {
            entry.is_doubtful = true;
            let until = now + backoff(entry.tries, chance);
            entry.state = if entry.is_idempotent { State::Waiting { until, is_asked: false } } else { State::Unknown };
        }
        Answer::FieldErrors(_) | Answer::Refused | Answer::Earlier { .. } => {
            // An earlier try may have arrived: correcting and sending it again is the customer's decision.
            let is_uncertain = entry.is_doubtful && !entry.is_idempotent;
            entry.state = if is_uncertain { State::Unknown } else { State::Refused(answer.clone()) };
        }
    }
}

/// What a tab that sends nothing at the moment is to do: the oldest first, one at a time.
pub fn plan(entries: &[Entry], now: Millis, around: Surroundings) -> Plan {
    let mut plan = Plan::default();
    let mut wake = now + LOOK;
    let mut oldest = Millis::MAX;
    for entry in entries {
        if entry.expires <= now {
            let is_kept = matches!(entry.state, State::Expired | State::Sent { is_seen: false, .. });
            if !is_kept {
                plan.expire = Some(entry.key.clone());
            }
            continue;
        }
        wake = wake.min(entry.expires);
        match entry.standing(now) {
            Standing::Waiting(until) | Standing::Sending(until) if around.is_online => wake = wake.min(until),
            _ => {}
        }
        if around.is_online && entry.made < oldest && entry.is_due(now, around.has_locks, around.is_eager) {
            oldest = entry.made;
            plan.start = Some(entry.key.clone());
        }
    }
    if !entries.is_empty() {
        plan.wake = Some(wake);
    }
    plan
}

/// Names what the customer wrote in a ticket of the wire, topic, fields and files: FNV-1a, 32 bits.
pub fn digest(ticket: &Json) -> u32 {
    let mut content = vec![at(ticket, "topic").clone(), at(ticket, "fields").clone()];
    content.extend(ticket.get("files").cloned());
    let content = Json::Array(content);
    write(&content).bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
