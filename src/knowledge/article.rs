//! Articles, and the words that help to find them.

use super::decode::{record, words};
use super::values::{Id, Lines, Reference, Text};
use crate::calendar::Date;

record! {
    /// An answer.
    pub struct Article {
        /// Its id.
        "id" id: Id,
        /// Its category.
        "category" category: Id,
        /// What it is about.
        "title" title: Text,
        /// The questions it answers, in the question notation.
        "questions" questions: Lines,
        /// The answer, in the Markdown subset; missing in a published file whose bodies come later.
        "body" body: Option<Text>,
        /// Neighbours.
        "related" related: Vec<Reference>,
        /// The guided fix for this.
        "flow" flow: Option<Reference>,
        /// Who looks after it; never shown.
        "owner" owner: Option<String>,
        /// When it was last read against reality.
        "reviewed" reviewed: Option<Date>,
        /// After how many days it is to be read again.
        "review_every_days" review_every_days: Option<u32>,
        /// Offer a person before the answer.
        "human_first" human_first: bool,
        /// Pages of the shop where this is suggested, as globs.
        "pages" pages: Vec<String>,
        /// Shown from this day.
        "publish_from" publish_from: Option<Date>,
        /// Shown up to this day, included.
        "publish_until" publish_until: Option<Date>,
        /// Not to be shown yet.
        "draft" draft: bool,
        /// For the editors; never shown.
        "notes" notes: Option<String>,
        /// Earlier ids, so that old links live on.
        "formerly" formerly: Vec<Id>,
    }
}

impl Article {
    /// Whether customers may see it on this day.
    pub fn is_public(&self, today: Date) -> bool {
        !self.draft && self.publish_from.is_none_or(|from| from <= today) && self.publish_until.is_none_or(|until| today <= until)
    }
}

record! {
    /// Words that mean the same to a customer.
    pub struct Synonym {
        /// The language they belong to.
        "locale" locale: Option<String>,
        /// The words.
        "words" words: Vec<String>,
        /// If given, the words lead to these and not the other way.
        "to" to: Vec<String>,
    }
}

words! {
    /// The type of a fact that the host page may tell.
    pub enum FactType = Text {
        /// Any text.
        Text = "text",
        /// A number.
        Number = "number",
        /// A date.
        Date = "date",
        /// One of `values`.
        OneOf = "one-of",
        /// True or false.
        YesNo = "yes-no",
    }
}

record! {
    /// A fact that the host page may tell, such as the order's state.
    pub struct FactDeclaration {
        /// Its type.
        "type" kind: FactType,
        /// The words of `one-of`.
        "values" values: Vec<String>,
    }
}
