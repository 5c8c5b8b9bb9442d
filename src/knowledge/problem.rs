//! What can be wrong with a knowledge file: facts, not sentences. The sentences are in [`super::explain`].

use super::markdown::MarkdownProblemKind;
use super::notation::NotationProblemKind;
use super::slip::Slip;
use crate::condition::ConditionFault;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub fault: Fault,
}

/// A place in the source files.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which file, counted from 0.
    pub source: usize,
    /// JSON pointer (RFC 6901) to the value; a byte offset in text problems is kept in the fault.
    pub pointer: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The part it is in is dropped.
    Error,
    /// Shown to customers, but probably not as meant.
    Warning,
    /// Only time makes it wrong.
    Advice,
}

/// What is wrong. Fields hold the facts a sentence needs; their names say all there is to say.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The file is not JSON: where reading stopped, the column in bytes; the likely cause, once somebody looked for it.
    NotJson { line: usize, column: usize, slip: Option<Slip> },
    /// The file is larger than is read, in bytes.
    TooLarge { bytes: usize, limit: usize },
    /// `format` is missing.
    NoFormat,
    /// `format` is newer than this version reads.
    NewerFormat,
    /// `site` is broken: nothing can be shown.
    BrokenSite,
    /// A value of another type than expected.
    WrongType { expected: &'static str },
    /// A number, or true or false, in quotes.
    Quoted { text: String },
    /// A number, or true or false, where a text is expected.
    NotQuoted { text: String },
    /// A required key is missing.
    Missing { key: &'static str },
    /// A key that means nothing here.
    UnknownKey { key: String, known: &'static [&'static str] },
    /// A key that means nothing here, beside a required one that is missing and written nearly so.
    Misspelt { key: String, meant: &'static str },
    /// A key that stands twice in one object (the last one counts).
    DuplicateKey { key: String },
    /// A word outside its closed list.
    UnknownWord { word: String, known: &'static [&'static str] },
    /// Not a kebab-case id.
    BadId { id: String },
    /// An id that is taken; where the other stands as `file:line`, once somebody looked for it.
    DuplicateId { id: String, other: Option<String> },
    /// A reference to something that is not there.
    UnknownReference { what: &'static str, id: String, nearest: Option<String> },
    /// A text without letters.
    EmptyText,
    /// A character that nobody sees: a control, or one that turns the direction of the text.
    UnseenCharacter { code: u32 },
    /// A text that lacks a locale of the site.
    MissingLocale { locale: String },
    /// A locale that the site does not have.
    UnknownLocale { locale: String },
    /// Not a date of the calendar in the form asked for.
    BadDate,
    /// It ends before it begins, so it is never there.
    EndsBeforeStart,
    /// Not opening hours.
    BadHours,
    /// An address with a scheme that is not allowed.
    BadUrl { url: String },
    /// An address that looks like a site's, without its scheme: it leads to a page of this site.
    NoScheme { url: String },
    /// A mask without a digit or letter to fill in.
    BadMask,
    /// A condition.
    Condition(ConditionFault),
    /// A question that breaks the notation; `column` counts characters from 1.
    BadNotation { column: usize, kind: NotationProblemKind },
    /// Markdown outside the subset; line and column count from 1 inside the text.
    BadMarkdown { line: usize, column: usize, kind: MarkdownProblemKind },
    /// A step kind of a newer version.
    UnknownStep { kind: String },
    /// A flow that leads back into itself through this one.
    FlowCircle { flow: String },
    /// A look-up that one value which can be guessed opens.
    GuessableLookup,
    /// A case that never holds: an earlier one holds whenever it would.
    DeadCase,
    /// Some answers leave nothing to choose.
    NothingToChoose,
    /// An end that says no without naming its rule.
    RefusalWithoutRule,
    /// A step that no path reaches.
    UnreachableStep { step: String },
    /// A step from which no path ends.
    NoWayOut { step: String },
    /// Some path asks more than a customer bears.
    LongPath { steps: usize },
    /// The adapter cannot carry this.
    NotCarried { what: String },
    /// Tickets that no route takes.
    Unrouted,
    /// An article that nobody reviewed in time.
    Overdue { days: i32 },
    /// A closure list whose last day has passed.
    OldClosures,
    /// Readings and synonyms that no longer fit the texts: so many would be added, and so many removed.
    StaleEnriched { added: usize, removed: usize },
    /// A search test that failed: the place reached, or none.
    SearchTest { query: String, expected: String, within: usize, found: Vec<String> },
    /// So many tests of the editors' own were not run, since parts of the file fell away.
    TestsNotRun { count: usize },
    /// A form field that an end leaves empty although this step asked for it.
    AskedTwice { field: String, step: String },
    /// A flow scenario that failed.
    FlowTest { expected: String, found: String },
}

impl Problem {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self.fault {
            // A script in a link is no slip of the pen.
            Fault::BadMarkdown { kind: MarkdownProblemKind::LinkScheme, .. } => Severity::Error,
            Fault::UnknownKey { .. }
            | Fault::UnseenCharacter { .. }
            | Fault::MissingLocale { .. }
            | Fault::UnknownLocale { .. }
            | Fault::DuplicateKey { .. }
            | Fault::LongPath { .. }
            | Fault::BadMarkdown { .. }
            | Fault::UnreachableStep { .. }
            | Fault::GuessableLookup
            | Fault::Unrouted
            | Fault::DeadCase
            | Fault::NoScheme { .. }
            | Fault::AskedTwice { .. }
            | Fault::NothingToChoose => Severity::Warning,
            Fault::TestsNotRun { .. } | Fault::Overdue { .. } | Fault::OldClosures | Fault::StaleEnriched { .. } => Severity::Advice,
            _ => Severity::Error,
        }
    }

    /// Whether the part it is in is dropped.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}
