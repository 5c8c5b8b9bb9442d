//! A closed subset of Markdown, parsed into nodes, never into HTML.
//!
//! Paragraphs, headings 2 and 3, lists (one level inside another), GFM tables, fenced code, links,
//! images, strong, emphasis, code, hard line breaks. On these it agrees with pulldown-cmark, the
//! oracle of its tests, which would cost 54 kB brotli in wasm. Whatever else is written is shown
//! as it is, and [`problems`] says so to editors.
//!
//! ```
//! use tasuke::knowledge::markdown::{Block, parse, plain, problems};
//!
//! let blocks = parse("## Returns\n\n- within **30 days**\n- [start here](#flow/return)");
//! assert!(matches!(blocks[0], Block::Heading { level: 2, .. }));
//! assert_eq!(plain(&blocks), "Returns\nwithin 30 days\nstart here");
//!
//! // HTML is text to customers and a problem to editors.
//! assert_eq!(plain(&parse("a <b>b</b>")), "a <b>b</b>");
//! assert_eq!(problems("a <b>b</b>")[0].at, 2);
//! ```
//!
//! Two departures from CommonMark, both for Japanese: `**「重要」**です` is strong although a bracket
//! touches the marks, and a line end between two Japanese characters adds no space.
//!
//! Invariant: time is linear in the text, and nodes nest at most [`MAX_DEPTH`] deep.

mod block;
mod inline;
mod link;
mod list;
mod plain;
mod table;
mod watch;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

pub use plain::plain;
pub use watch::{MarkdownProblem, MarkdownProblemKind};

/// How deep nodes nest at most: two lists with their items, a link, eight open marks of two
/// nodes each.
pub const MAX_DEPTH: usize = 24;

/// A block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading; the article's title is level 1.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of an ordered list.
        start: Option<u32>,
        /// The blocks of each item: nearly always one paragraph, then perhaps a list.
        items: Vec<Vec<Block>>,
    },
    /// A table with a header row. Every row has as many cells as `align`.
    Table {
        /// How each column is aligned.
        align: Vec<Align>,
        /// The cells of the header row.
        head: Vec<Vec<Inline>>,
        /// The cells of the other rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Fenced code.
    Code {
        /// The first word after the fence.
        language: String,
        /// The lines between the fences, each with its line end.
        text: String,
    },
}

/// How a table's column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the text runs.
    Start,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// `` `code` ``
    Code(String),
    /// `*emphasis*`
    Em(Vec<Inline>),
    /// `**strong**`
    Strong(Vec<Inline>),
    /// `[text](url)`
    Link {
        /// http(s), mailto, tel, relative or `#…`; nothing else becomes a link.
        url: String,
        /// What is shown; without links.
        text: Vec<Inline>,
    },
    /// `![alt](url "640x360")`
    Image {
        /// http(s) or relative.
        url: String,
        /// The text for those who do not see it.
        alt: String,
        /// Width and height in CSS pixels.
        size: Option<(u16, u16)>,
    },
    /// A hard line break: two spaces or a backslash at the end of a line.
    Break,
}

/// Parses an article's text. There are no errors: what is not in the subset is text.
#[must_use]
pub fn parse(text: &str) -> Vec<Block> {
    block::Parser::<false>::default().document(text)
}

/// Whether a text is certainly one paragraph without any markup, so that it need not be parsed: all its signs mean
/// themselves wherever they stand, and it neither begins nor ends in a blank.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let means_itself = |c: char| match c {
        ' ' | '%' | ',' | '.' | '/' | ':' | ';' | '?' | '"' | '\'' | '(' | ')' => true,
        '\u{80}'.. => !c.is_whitespace() || c == '\u{3000}',
        _ => c.is_ascii_alphanumeric(),
    };
    // A number with a point may begin a list.
    let begins_in_words = text.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c > '\u{7f}' && c != '\u{3000}');
    begins_in_words && !text.ends_with([' ', '\u{3000}']) && text.chars().all(means_itself)
}

/// What in a text is outside the subset, in order, for editors.
#[must_use]
pub fn problems(text: &str) -> Vec<MarkdownProblem> {
    let mut parser = block::Parser::<true>::default();
    parser.document(text);
    let mut problems = parser.problems;
    problems.sort_by_key(|problem| problem.at);
    problems
}
