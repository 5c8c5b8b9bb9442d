//! Blocks: paragraphs, headings, fences; lists and tables in their own files.

use super::{Block, MarkdownProblem, MarkdownProblemKind, list::Marker, table};

/// The parser's state. `WATCH` is on for editors only, so that the widget carries no checks.
#[derive(Default)]
pub(super) struct Parser<const WATCH: bool> {
    pub(super) problems: Vec<MarkdownProblem>,
}

/// A line without its end and without the indentation of the lists around it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Where `text` begins in the article.
    pub(super) at: usize,
}

impl Line<'_> {
    pub(super) fn is_blank(self) -> bool {
        self.text.trim_ascii().is_empty()
    }

    /// The columns before the text; a tab counts as four.
    pub(super) fn indent(self) -> usize {
        self.text.bytes().map_while(|byte| is_gap(byte).then_some(if byte == b' ' { 1 } else { 4 })).sum()
    }

    /// The line without up to `columns` of its indentation.
    pub(super) fn outdent(self, columns: usize) -> Self {
        let mut left = columns;
        let mut cut = 0;
        for byte in self.text.bytes() {
            let width = if byte == b'\t' { 4 } else { 1 };
            if left < 1 || !is_gap(byte) {
                break;
            }
            left = left.saturating_sub(width);
            cut += 1;
        }
        self.skip(cut)
    }

    /// The line without its first `bytes`.
    pub(super) fn skip(self, bytes: usize) -> Self {
        let text = self.text.get(bytes..).unwrap_or("");
        Self { text, at: self.at + self.text.len() - text.len() }
    }

    pub(super) fn trim(self) -> Self {
        let start = self.text.len() - self.text.trim_ascii_start().len();
        let line = self.skip(start);
        Self { text: line.text.trim_ascii_end(), at: line.at }
    }
}

/// The opening of fenced code.
#[derive(Clone, Copy)]
pub(super) struct Fence {
    mark: u8,
    len: usize,
}

impl Fence {
    pub(super) fn read(line: Line) -> Option<Self> {
        if line.indent() > 3 {
            return None;
        }
        let text = line.text.trim_ascii_start();
        let mark = *text.as_bytes().first()?;
        let len = text.bytes().take_while(|byte| *byte == mark).count();
        let info = text.get(len..)?;
        (matches!(mark, b'`' | b'~') && len >= 3 && !(mark == b'`' && info.bytes().any(|byte| byte == b'`'))).then_some(Self { mark, len })
    }

    pub(super) fn is_closed_by(self, line: Line) -> bool {
        let text = line.text.trim_ascii();
        line.indent() < 4 && text.len() >= self.len && text.bytes().all(|byte| byte == self.mark)
    }
}

impl<const WATCH: bool> Parser<WATCH> {
    pub(super) fn document(&mut self, text: &str) -> Vec<Block> {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split_terminator('\n') {
            lines.push(Line { text: line.strip_suffix('\r').unwrap_or(line), at });
            at += line.len() + 1;
        }
        self.blocks(&lines, 0)
    }

    /// Parses the lines of an article or, with `depth` lists around them, of a list's item.
    pub(super) fn blocks(&mut self, mut lines: &[Line], depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((first, tail)) = lines.split_first() {
            if first.is_blank() {
                lines = tail;
                continue;
            }
            let (block, used) = if let Some((level, line)) = heading(*first) {
                (Block::Heading { level, text: self.inlines(&[line]) }, 1)
            } else if let Some(fence) = Fence::read(*first) {
                self.code(*first, fence, tail)
            } else if let Some(marker) = Marker::read(*first).filter(|_| depth < 2) {
                self.list(marker, lines, depth)
            } else if let Some(table) = self.table(lines) {
                table
            } else {
                self.paragraph(lines, depth)
            };
            blocks.push(block);
            lines = lines.get(used..).unwrap_or(&[]);
        }
        blocks
    }

    fn paragraph(&mut self, lines: &[Line], depth: usize) -> (Block, usize) {
        let ends = |at: &usize| {
            let rest = lines.get(*at..).unwrap_or(&[]);
            rest.first().is_none_or(|line| interrupts(*line, depth)) || table::header(rest).is_some()
        };
        let own = (1..lines.len()).find(ends).unwrap_or(lines.len());
        let lines = lines.get(..own).unwrap_or(lines);
        for (at, line) in lines.iter().enumerate() {
            self.watch_line(*line, at == 0, depth >= 2);
        }
        (Block::Paragraph(self.inlines(lines)), own)
    }

    fn code(&mut self, first: Line, fence: Fence, lines: &[Line]) -> (Block, usize) {
        let info = first.text.trim_ascii_start().get(fence.len..).unwrap_or("").trim_ascii_start();
        let language: String = info.chars().take_while(|c| !c.is_ascii_whitespace()).collect();
        let mut text = String::new();
        for (at, line) in lines.iter().enumerate() {
            if fence.is_closed_by(*line) {
                return (Block::Code { language, text }, at + 2);
            }
            text.push_str(line.outdent(first.indent()).text);
            text.push('\n');
        }
        self.report(first.at, MarkdownProblemKind::UnclosedFence);
        (Block::Code { language, text }, lines.len() + 1)
    }
}

/// Whether a line ends the paragraph before it.
pub(super) fn interrupts(line: Line, depth: usize) -> bool {
    let text = line.text.trim_ascii_start();
    line.is_blank()
        || (line.indent() < 4
            && (heading(line).is_some()
                || Fence::read(line).is_some()
                || text.as_bytes().first() == Some(&b'>')
                || text.starts_with("# ")
                || text.starts_with("#### ")
                || (is_rule(text) && text.as_bytes().first() != Some(&b'-'))
                || (depth < 2 && Marker::read(line).is_some_and(Marker::interrupts))))
}

/// Three or more of `-`, `*` or `_` alone on a line.
pub(super) fn is_rule(text: &str) -> bool {
    let mark = text.bytes().next().unwrap_or(b' ');
    matches!(mark, b'-' | b'*' | b'_')
        && text.bytes().all(|byte| byte == mark || byte == b' ' || byte == b'\t')
        && text.bytes().filter(|byte| *byte == mark).count() >= 3
}

fn heading(line: Line) -> Option<(u8, Line)> {
    let text = line.text.trim_ascii_start();
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = text.get(level..)?;
    if line.indent() > 3 || !matches!(level, 2 | 3) || !rest.bytes().next().is_none_or(is_gap) {
        return None;
    }
    let line = line.skip(line.text.len() - rest.len()).trim();
    // Hashes may close a heading, after a space.
    let hashes = line.text.bytes().rev().take_while(|byte| *byte == b'#').count();
    let open = line.text.get(..line.text.len() - hashes).unwrap_or("");
    let text = if open.bytes().next_back().is_none_or(is_gap) { open.trim_ascii_end() } else { line.text };
    Some((level as u8, Line { text, at: line.at }))
}

fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}
