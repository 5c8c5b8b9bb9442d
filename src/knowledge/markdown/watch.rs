//! What is outside the subset. All of it compiles away where nobody watches: in the widget.

use super::block::{Line, Parser};

/// Something that customers would see as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkdownProblem {
    /// The byte where it begins.
    pub at: usize,
    /// What it is.
    pub kind: MarkdownProblemKind,
}

/// The constructs that people know from other Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkdownProblemKind {
    /// `<https://…>`; write a link.
    Autolink,
    /// A URL in the text; write a link.
    BareUrl,
    /// `> quoted`
    Blockquote,
    /// `&amp;`; write the character.
    Entity,
    /// A cell beyond the columns that the table's head has: it is not shown.
    ExtraCell,
    /// `[^1]`
    Footnote,
    /// `#`, or deeper than `###`.
    HeadingLevel,
    /// A tag or a comment.
    Html,
    /// An image whose title is no size such as "640x360".
    ImageSize,
    /// Four spaces before a line that is no list item's; write a fence.
    IndentedCode,
    /// A link with a scheme other than http(s), mailto, tel, or with no URL.
    LinkScheme,
    /// A title after a link's URL: it is not shown.
    LinkTitle,
    /// `[text][name]` or `[name]: url`.
    Reference,
    /// `---` between paragraphs.
    Rule,
    /// A heading underlined with `===` or `---`.
    Setext,
    /// A list inside a list inside a list.
    TooDeep,
    /// A fence that nothing closes.
    UnclosedFence,
}

/// How many characters are looked at: to the end of the text from each would take its square.
const FAR: usize = 200;

impl<const WATCH: bool> Parser<WATCH> {
    /// Notes a problem, if somebody watches.
    pub(super) fn report(&mut self, at: usize, kind: MarkdownProblemKind) {
        if WATCH {
            self.problems.push(MarkdownProblem { at, kind });
        }
    }

    /// Notes what a paragraph's line would be in other Markdown.
    pub(super) fn watch_line(&mut self, line: Line, first: bool, deep: bool) {
        if !WATCH {
            return;
        }
        let text = line.text.trim_start_matches([' ', '\t']);
        let at = line.at + line.text.len() - text.len();
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        let underline = text.trim_end().trim_end_matches('=').is_empty() || text.trim_end().trim_end_matches('-').is_empty();
        let kind = if text.starts_with('>') {
            MarkdownProblemKind::Blockquote
        } else if (1..=6).contains(&hashes) && text[hashes..].starts_with([' ', '\t']) {
            MarkdownProblemKind::HeadingLevel
        } else if underline && !first {
            MarkdownProblemKind::Setext
        } else if super::block::is_rule(text) {
            MarkdownProblemKind::Rule
        } else if first && text.starts_with('[') && text.contains("]:") {
            MarkdownProblemKind::Reference
        } else if first && line.indent() >= 4 {
            MarkdownProblemKind::IndentedCode
        } else if deep && super::list::Marker::read(line).is_some() {
            MarkdownProblemKind::TooDeep
        } else {
            return;
        };
        self.report(at, kind);
    }

    /// Notes what a piece of running text would be in other Markdown; `rest` begins at `at`.
    pub(super) fn watch_text(&mut self, at: usize, rest: &str, before: Option<char>) {
        if !WATCH {
            return;
        }
        let rest = rest.char_indices().nth(FAR).map_or(rest, |(end, _)| &rest[..end]);
        let second = rest.chars().nth(1).unwrap_or(' ');
        let kind = match rest.chars().next() {
            Some('<') if second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?') => {
                let inside = rest[1..].split(['>', ' ']).next().unwrap_or("");
                let link = inside.contains(':') || inside.contains('@');
                if link { MarkdownProblemKind::Autolink } else { MarkdownProblemKind::Html }
            }
            Some('&') => {
                let name = rest[1..].split(';').next().unwrap_or("");
                let entity = !name.is_empty() && name.len() < rest.len() - 1 && name.len() < 32;
                if !entity || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
                    return;
                }
                MarkdownProblemKind::Entity
            }
            Some('[') if second == '^' => MarkdownProblemKind::Footnote,
            Some('[') if rest.split(']').nth(1).is_some_and(|after| after.starts_with('[')) => MarkdownProblemKind::Reference,
            Some('h')
                if (rest.starts_with("http://") || rest.starts_with("https://"))
                    && !before.is_some_and(|c| c == '<' || c.is_ascii_alphanumeric()) =>
            {
                MarkdownProblemKind::BareUrl
            }
            _ => return,
        };
        self.report(at, kind);
    }
}
