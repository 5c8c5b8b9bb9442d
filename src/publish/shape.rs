//! The allow-list: every key that may be published, and what becomes of its value.
//!
//! A key that is missing here stays at home. A test compares this list with the format's schema, so that a new key must
//! be decided on.

#[cfg(test)]
mod tests;

/// What becomes of a value.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// It goes out as it is.
    Keep,
    /// A text, in one language.
    Text,
    /// Texts, each in one language.
    Texts,
    /// A text in the Markdown subset, in one language and without links to what stays at home.
    Markdown,
    /// Lists of lines, those of one language.
    Lines,
    /// An id; left out if what it names stays at home.
    One(Kind),
    /// Ids; those that stay at home are left out.
    Many(&'static [Kind]),
    /// An object with these keys.
    Record(Shape),
    /// A list of objects.
    List(Shape),
    /// Objects by the editor's own keys.
    Map(Shape),
    /// The steps of a flow: a map of objects whose keys depend on their kind.
    Steps,
}

/// What an id names.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Article,
    Category,
    Flow,
    Topic,
}

/// The keys of an object.
pub(super) type Shape = &'static [(&'static str, Rule)];

use Kind::{Article, Category, Flow, Topic};
use Rule::{Keep, Lines, List, Many, Map, Markdown, One, Record, Steps, Text, Texts};

pub(super) const SITE: Shape = &[
    ("name", Text),
    ("time_zone", Keep),
    ("hours", Keep),
    ("holidays", Keep),
    ("closed", Keep),
    ("contact_mode", Keep),
    ("popular", Many(&[Article, Flow])),
];

pub(super) const CHANNEL: Shape =
    &[("kind", Keep), ("value", Keep), ("id", Keep), ("url", Keep), ("label", Text), ("note", Text), ("hours", Keep)];

pub(super) const NOTICE: Shape = &[
    ("id", Keep),
    ("text", Text),
    ("from", Keep),
    ("until", Keep),
    ("level", Keep),
    ("pages", Keep),
    ("topics", Many(&[Category, Topic])),
];

pub(super) const FACT: Shape = &[("type", Keep), ("values", Keep)];

pub(super) const CATEGORY: Shape = &[("id", Keep), ("title", Text), ("icon", Keep), ("formerly", Keep)];

pub(super) const ARTICLE: Shape = &[
    ("id", Keep),
    ("category", Keep),
    ("title", Text),
    ("questions", Lines),
    ("body", Markdown),
    ("related", Many(&[Article])),
    ("flow", One(Flow)),
    ("human_first", Keep),
    ("pages", Keep),
    ("publish_until", Keep),
    ("formerly", Keep),
];

pub(super) const FLOW: Shape = &[
    ("id", Keep),
    ("title", Text),
    ("questions", Lines),
    ("category", Keep),
    ("start", Keep),
    ("steps", Steps),
    ("human_first", Keep),
    ("formerly", Keep),
];

const CASE: Shape = &[("when", Keep), ("next", Keep)];
const IMAGE: Shape = &[("src", Keep), ("width", Keep), ("height", Keep), ("alt", Text)];
const CHOICE: Shape = &[("id", Keep), ("label", Text), ("hint", Text), ("next", Keep), ("when", Keep)];

/// The keys of a step of this kind.
pub(super) fn step(kind: &str) -> Shape {
    match kind {
        "do" => &[("kind", Keep), ("text", Markdown), ("image", Record(IMAGE)), ("fixed", Keep), ("next", Keep)],
        "choose" => &[("kind", Keep), ("ask", Text), ("hint", Text), ("many", Keep), ("options", List(CHOICE)), ("next", Keep)],
        "enter" => &[
            ("kind", Keep),
            ("ask", Text),
            ("hint", Text),
            ("type", Keep),
            ("pattern", Keep),
            ("private", Keep),
            ("optional", Keep),
            ("fact", Keep),
            ("next", Keep),
        ],
        "branch" => &[("kind", Keep), ("cases", List(CASE)), ("else", Keep)],
        "show" => &[("kind", Keep), ("article", Keep), ("text", Text), ("next", Keep)],
        "end" => &[
            ("kind", Keep),
            ("outcome", Keep),
            ("text", Markdown),
            ("article", One(Article)),
            ("refuses", Keep),
            ("topic", Keep),
            ("fields", Keep),
            ("url", Keep),
            ("label", Text),
        ],
        "lookup" => {
            const LOOKUP: Shape = &[
                ("kind", Keep),
                ("url", Keep),
                ("send", Keep),
                ("reads", Keep),
                ("cases", List(CASE)),
                ("else", Keep),
                ("failed", Keep),
                ("not_found", Keep),
            ];
            LOOKUP
        }
        "go" => &[("kind", Keep), ("flow", Keep), ("back_to", Keep)],
        _ => &[],
    }
}

/// Without `routes`: the names of teams and the words that lead to them are the shop's own business.
pub(super) const TICKET: Shape = &[
    ("adapter", Record(&[("kind", Keep), ("url", Keep), ("form", Keep), ("portal", Keep), ("fields", Keep), ("subscriptions", Keep)])),
    (
        "reply",
        Record(&[("business_days", Keep), ("sender", Keep), ("overrides", List(&[("from", Keep), ("until", Keep), ("text", Text)]))]),
    ),
    ("privacy", Record(&[("purpose", Text), ("policy_url", Keep), ("consent", Keep), ("recipients", Texts)])),
    ("fields", Map(FIELD)),
    ("attachments", Record(&[("max_files", Keep), ("max_mb", Keep), ("types", Keep)])),
    ("keep_days", Keep),
    ("agents_locale", Keep),
];

const FIELD: Shape = &[
    ("type", Keep),
    ("label", Text),
    ("hint", Text),
    ("required", Keep),
    ("when", Keep),
    ("autocomplete", Keep),
    ("pattern", Keep),
    ("options", List(&[("id", Keep), ("label", Text)])),
    ("fact", Keep),
    ("max", Keep),
];

pub(super) const TOPIC: Shape =
    &[("id", Keep), ("title", Text), ("hint", Text), ("fields", Keep), ("human_first", Keep), ("categories", Many(&[Category]))];
