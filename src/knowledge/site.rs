//! The shop itself: its name, languages, hours and channels; notices and categories.

use super::decode::{Decode, Decoder, Scoped, Shape, record, words};
use super::markdown;
use super::problem::Fault;
use super::values::{Days, Id, Moment, Reference, Text, Url};
use crate::calendar::{Calendar, DateTime, Holidays, Hours};
use crate::json::{entries, members};
use serde_json::{Value as Json, json};

record! {
    /// The shop.
    pub struct Site {
        /// Its name.
        "name" name: Text,
        /// Its languages, BCP 47; the first is the one that others fall back to.
        "locales" locales: Vec<String>,
        /// IANA name of the zone in which all dates and hours are meant; the browser's own where it is missing.
        "time_zone" time_zone: Option<String>,
        /// When the shop works.
        "hours" hours: WeekHours,
        /// Which public holidays it keeps.
        "holidays" holidays: HolidayRule,
        /// Days on which it is closed.
        "closed" closed: Vec<Days>,
        /// How loudly contact is offered; no mode hides it.
        "contact_mode" contact_mode: ContactMode,
        /// Ways to a person, in the order offered.
        "channels" channels: Scoped<Channel>,
        /// Articles and flows shown before anything is typed.
        "popular" popular: Vec<Reference>,
    }
}

words! {
    /// How loudly contact is offered.
    pub enum ContactMode = Neutral {
        /// Answers and contact side by side.
        Neutral = "neutral",
        /// Answers first, contact smaller.
        SelfService = "self-service",
        /// Contact first.
        AskFirst = "ask-first",
    }
}

words! {
    /// Which public holidays are kept.
    pub enum HolidayRule = None {
        /// No public holidays.
        None = "none",
        /// Japan's.
        Japan = "jp",
    }
}

words! {
    /// The kinds of ways to a person.
    pub enum ChannelKind {
        /// The ticket form.
        Form = "form",
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A LINE official account.
        Line = "line",
        /// A page of the shop: chat, booking.
        Link = "link",
    }
}

record! {
    /// A way to a person.
    pub struct Channel {
        /// Which way.
        "kind" kind: ChannelKind,
        /// The number or e-mail address.
        "value" value: Option<String>,
        /// The LINE account.
        "id" id: Option<String>,
        /// The page.
        "url" url: Option<Url>,
        /// What the button says.
        "label" label: Option<Text>,
        /// A line below it.
        "note" note: Option<Text>,
        /// When somebody is there; the shop's hours where it is missing.
        "hours" hours: Option<WeekHours>,
    }
}

impl Channel {
    /// Where a telephone leads.
    pub fn tel(&self) -> Option<String> {
        let digits: String = self.value.as_ref()?.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Some(["tel:", &digits].concat())
    }

    /// Where it leads, if it is more than the form; a chat opens with this text in its field, for the customer to send.
    pub fn href_with(&self, text: &str) -> Option<String> {
        match (self.kind, &self.id) {
            (ChannelKind::Line, Some(id)) if !text.is_empty() => {
                Some(["https://line.me/R/oaMessage/", &percent_encoded(id), "/?", &percent_encoded(text)].concat())
            }
            _ => self.href(),
        }
    }

    /// Where it leads, if it is more than the form.
    pub fn href(&self) -> Option<String> {
        Some(match self.kind {
            ChannelKind::Form => return None,
            ChannelKind::Phone => return self.tel(),
            ChannelKind::Email => ["mailto:", self.value.as_ref()?].concat(),
            ChannelKind::Line => ["https://line.me/R/ti/p/", &self.id.as_ref()?.replace('@', "%40")].concat(),
            ChannelKind::Link => self.url.as_ref()?.0.clone(),
        })
    }
}

/// A text as a part of an address may hold it (RFC 3986), line breaks as CR LF.
pub fn percent_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte as char),
            b'\n' => out.push_str("%0D%0A"),
            _ => {
                out.push('%');
                for nibble in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
    out
}

impl Site {
    /// The shop's calendar.
    pub fn calendar(&self) -> Calendar {
        Calendar {
            hours: self.hours.0.clone(),
            holidays: match self.holidays {
                HolidayRule::Japan => Holidays::Japan,
                HolidayRule::None => Holidays::None,
            },
            closed: self.closed.iter().map(|days| (days.first, days.last)).collect(),
        }
    }

    /// The locale that others fall back to.
    pub fn first_locale(&self) -> &str {
        self.locales.first().map_or("", String::as_str)
    }
}

/// Weekly opening hours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeekHours(pub Hours);

impl WeekHours {
    /// The hours, and the first key that cannot be read.
    fn read(json: &Json) -> (Self, Option<&str>) {
        let mut hours = Hours::default();
        for (days, spans) in entries(json) {
            let spans: Vec<_> = members(spans).iter().filter_map(Json::as_str).collect();
            if !hours.add(days, &spans) {
                return (Self(hours), Some(days));
            }
        }
        (Self(hours), None)
    }
}

impl Decode for WeekHours {
    const SHAPE: &'static Shape = &Shape::And(&Shape::Keyed(&Shape::List(&Shape::Text)), |json, decoder| {
        let (_, broken) = Self::read(json);
        if let Some(days) = broken {
            decoder.report_at(days, Fault::BadHours);
        }
        broken.is_none()
    });
    const REQUIRED: bool = false;

    fn take(json: &Json, _: &Decoder) -> Self {
        Self::read(json).0
    }

    fn schema() -> Json {
        json!({
            "type": "object",
            "propertyNames": {"pattern": "^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$"},
            "additionalProperties": {"type": "array", "items": {"type": "string", "pattern": "^\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}$"}},
        })
    }
}

words! {
    /// How urgent a notice is.
    pub enum Level = Info {
        /// Good to know.
        Info = "info",
        /// Something is slower or closed.
        Warn = "warn",
        /// Something is wrong.
        Urgent = "urgent",
    }
}

record! {
    /// Something that concerns customers for a while: snow, a delay, holidays.
    pub struct Notice {
        /// Its id.
        "id" id: Id,
        /// What it says.
        "text" text: Text,
        /// From when it is shown.
        "from" from: Option<Moment>,
        /// Until when, the whole day included where only a date is given.
        "until" until: Option<Moment>,
        /// How urgent it is.
        "level" level: Level,
        /// On which pages of the shop; everywhere if empty.
        "pages" pages: Vec<String>,
        /// Which categories or ticket topics it concerns; all if empty.
        "topics" topics: Vec<Reference>,
    }
}

impl Notice {
    /// Whether it is shown at this moment.
    pub fn is_current(&self, now: DateTime) -> bool {
        self.from.is_none_or(|from| from.first <= now) && self.until.is_none_or(|until| now <= until.last)
    }

    /// Whether its text in this locale has no markup.
    pub fn is_plain(&self, locale: &str) -> bool {
        markdown::is_plain(self.text.text(locale))
    }

    /// Whether it concerns any of these categories or topics.
    pub fn concerns(&self, ids: &[&str]) -> bool {
        self.topics.is_empty() || self.topics.iter().any(|topic| ids.contains(&topic.as_str()))
    }
}

words! {
    /// The closed list of icons.
    pub enum Icon = Info {
        /// A truck.
        Truck = "truck",
        /// A box.
        Box = "box",
        /// An arrow back.
        Return = "return",
        /// A payment card.
        Card = "card",
        /// A person.
        User = "user",
        /// A price tag.
        Tag = "tag",
        /// A spanner.
        Tool = "tool",
        /// A leaf.
        Leaf = "leaf",
        /// A telephone.
        Phone = "phone",
        /// An i.
        Info = "info",
        /// A shield.
        Shield = "shield",
        /// A present.
        Gift = "gift",
    }
}

record! {
    /// A group of articles.
    pub struct Category {
        /// Its id.
        "id" id: Id,
        /// Its name.
        "title" title: Text,
        /// Its icon.
        "icon" icon: Icon,
        /// The team that looks after it; never shown.
        "owner" owner: Option<String>,
        /// Earlier ids, so that old links live on.
        "formerly" formerly: Vec<Id>,
    }
}
