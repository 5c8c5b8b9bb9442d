//! The ways to a person, as they stand now.

use super::{Engine, Session};
use crate::calendar::Opening;
use crate::knowledge::{ChannelKind, WeekHours};

/// A way to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its place in the file.
    pub index: usize,
    /// Which kind.
    pub kind: ChannelKind,
    /// What the button says.
    pub label: String,
    /// A line below it: the number, the hours, the shop's note.
    pub note: String,
    /// Where it leads; nothing for the form, or while nobody is there to pick up.
    pub href: Option<String>,
    /// Whether somebody is there now.
    pub open: bool,
}

/// All ways, those that are open first, otherwise in the file's order. The form stands for itself even where no channel
/// names it.
pub fn ways(session: &Session, engine: &Engine) -> Vec<Way> {
    let site = &engine.knowledge.site;
    let channels = site.channels.iter().enumerate();
    let mut ways: Vec<Way> = channels
        .filter_map(|(index, channel)| {
            let is_form = channel.kind == ChannelKind::Form;
            if is_form && engine.knowledge.ticket.is_none() {
                return None;
            }
            let own = channel.hours.as_ref();
            // Only a telephone needs somebody at the other end right now.
            let hours = own.or((channel.kind == ChannelKind::Phone).then_some(&site.hours));
            let opening = hours.map_or(Opening::Always, |WeekHours(hours)| site.calendar().opening(hours, session.now));
            let open = matches!(opening, Opening::Always | Opening::OpenUntil(_));
            let key = ["channel.", channel.kind.word()].concat();
            let label = channel
                .label
                .as_ref()
                .map_or_else(|| session.strings.get(&key).to_string(), |label| label.text(&engine.locale).to_string());
            let mut notes: Vec<String> = Vec::new();
            notes.extend(channel.value.clone().filter(|_| open || channel.kind != ChannelKind::Phone));
            notes.extend(match opening {
                Opening::Always => is_form.then(|| session.reply_bound(engine)),
                Opening::OpenUntil(minute) => Some(session.strings.with("open.until", &[("time", &super::Strings::time(minute))])),
                Opening::OpensAt(moment) => Some(session.strings.with("open.at", &[("moment", &session.strings.moment(moment))])),
                Opening::Closed => Some(session.strings.get("open.not").to_string()),
            });
            notes.extend(channel.note.as_ref().map(|note| note.text(&engine.locale).to_string()));
            let note = notes.join(session.strings.get("note.separator"));
            Some(Way { index, kind: channel.kind, label, note, href: channel.href().filter(|_| open), open })
        })
        .collect();
    // The telephone leads while somebody is there: it is what an angry customer looks for.
    ways.sort_by_key(|way| match (way.kind, way.open) {
        (ChannelKind::Phone, true) => 0,
        (_, true) => 1,
        (_, false) => 2,
    });
    ways
}
