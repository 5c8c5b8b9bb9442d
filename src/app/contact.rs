//! The ways to a person, as they stand now.

use super::{Engine, Session};
use crate::calendar::Opening;
use crate::knowledge::{Channel, ChannelKind, EntryType, WeekHours};
use crate::ticket::Piece;

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
    /// The same for another device, which the visit has not come to: an address short enough for a QR code.
    pub elsewhere: Option<String>,
    /// Whether somebody is there now.
    pub open: bool,
}

/// What an agent will ask for, as far as it is known: each with its label. The number of an order, the product, what was
/// tried; nothing that is the customer's own.
pub fn known(session: &Session, engine: &Engine) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for (name, field) in engine.knowledge.ticket.iter().flat_map(|format| &format.fields.0) {
        let value = session.draft.value(name);
        let option = field.options.iter().find(|option| option.id == *value);
        let shown = match (field.entry, option) {
            (EntryType::Choice, Some(option)) => option.label.text(&engine.locale),
            (EntryType::OrderNumber | EntryType::TrackingNumber, _) => value,
            _ => continue,
        };
        if !shown.is_empty() {
            lines.push((field.label.text(&engine.locale).to_string(), shown.to_string()));
        }
    }
    let tried = session.story.pieces().iter().filter_map(|piece| match piece {
        Piece::Flow { title, helped, .. } if *helped != Some(true) => Some(title.as_str()),
        _ => None,
    });
    let tried: Vec<&str> = tried.collect();
    if !tried.is_empty() {
        lines.push((session.strings.get("ready.tried").to_string(), tried.join(session.strings.get("list.separator"))));
    }
    lines
}

/// All ways, those that are open first, otherwise in the file's order. The form stands for itself even where no channel
/// names it.
pub fn ways(session: &Session, engine: &Engine) -> Vec<Way> {
    let channels = &engine.knowledge.site.channels;
    let mut ways = Vec::new();
    // The telephone leads while somebody is there: it is what an angry customer looks for.
    for place in 0..3 {
        for (index, channel) in channels.iter().enumerate() {
            let way = way(session, engine, index, channel);
            ways.extend(way.filter(|way| place == if way.open { usize::from(way.kind != ChannelKind::Phone) } else { 2 }));
        }
    }
    ways
}

/// The telephone, while somebody is there: its place in the file, and where it leads.
pub fn open_phone(session: &Session, engine: &Engine) -> Option<(usize, String)> {
    for (index, channel) in engine.knowledge.site.channels.iter().enumerate() {
        if channel.kind == ChannelKind::Phone && is_open(opening(session, engine, channel)) {
            return Some((index, channel.tel()?));
        }
    }
    None
}

/// What a chat opens with.
pub(super) fn told(session: &Session, engine: &Engine) -> String {
    known(session, engine).into_iter().map(|(label, value)| [label, ": ".into(), value].concat()).collect::<Vec<_>>().join("\n")
}

fn opening(session: &Session, engine: &Engine, channel: &Channel) -> Opening {
    let site = &engine.knowledge.site;
    // Only a telephone needs somebody at the other end right now.
    let hours = channel.hours.as_ref().or((channel.kind == ChannelKind::Phone).then_some(&site.hours));
    hours.map_or(Opening::Always, |WeekHours(hours)| site.calendar().opening(hours, session.now))
}

fn is_open(opening: Opening) -> bool {
    matches!(opening, Opening::Always | Opening::OpenUntil(_))
}

fn way(session: &Session, engine: &Engine, index: usize, channel: &Channel) -> Option<Way> {
    let is_form = channel.kind == ChannelKind::Form;
    if is_form && engine.knowledge.ticket.is_none() {
        return None;
    }
    let opening = opening(session, engine, channel);
    let open = is_open(opening);
    let label = match &channel.label {
        Some(label) => label.text(&engine.locale).to_string(),
        None => session.strings.get(&["channel.", channel.kind.word()].concat()).to_string(),
    };
    let when = match opening {
        Opening::Always if is_form => session.reply_bound(engine),
        Opening::Always => String::new(),
        Opening::OpenUntil(minute) => session.strings.with("open.until", &[("time", &super::Strings::time(minute))]),
        Opening::OpensAt(moment) => session.strings.with("open.at", &[("moment", &session.strings.moment(moment))]),
        Opening::Closed => session.strings.get("open.not").to_string(),
    };
    // Also of a telephone that nobody answers now: the number can be noted.
    let notes = [channel.value.as_deref(), Some(when.as_str()), channel.note.as_ref().map(|note| note.text(&engine.locale))];
    let notes: Vec<&str> = notes.into_iter().flatten().filter(|note| !note.is_empty()).collect();
    let note = notes.join(session.strings.get("note.separator"));
    let href = channel.href_with(&told(session, engine)).filter(|_| open);
    let elsewhere = channel.href().filter(|_| open && channel.kind == ChannelKind::Line);
    Some(Way { index, kind: channel.kind, label, note, href, elsewhere, open })
}
