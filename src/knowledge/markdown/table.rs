//! GFM tables.

use super::{
    Align, Block, Inline, MarkdownProblemKind,
    block::{Line, Parser, interrupts},
};

impl<const WATCH: bool> Parser<WATCH> {
    /// Parses a table at the start of `lines`, if one is there.
    pub(super) fn table(&mut self, lines: &[Line]) -> Option<(Block, usize)> {
        let (names, align) = header(lines)?;
        let head = self.row(&names, align.len());
        let mut rows = Vec::new();
        for line in lines.iter().skip(2) {
            if interrupts(*line, 0) {
                break;
            }
            rows.push(self.row(&cells(*line), align.len()));
        }
        let used = rows.len() + 2;
        Some((Block::Table { align, head, rows }, used))
    }

    fn row(&mut self, cells: &[Line], columns: usize) -> Vec<Vec<Inline>> {
        if let Some(extra) = cells.iter().skip(columns).find(|cell| !cell.text.is_empty()) {
            self.report(extra.at, MarkdownProblemKind::ExtraCell);
        }
        let mut row = Vec::with_capacity(columns);
        for at in 0..columns {
            let Some(cell) = cells.get(at) else {
                row.push(Vec::new());
                continue;
            };
            // A pipe is escaped in code too.
            let mut text = String::with_capacity(cell.text.len());
            for c in cell.text.chars() {
                if c == '|' {
                    text.pop();
                }
                text.push(c);
            }
            row.push(self.inlines(&[Line { text: &text, at: cell.at }]));
        }
        row
    }
}

/// The names and the alignments of the columns, if a table begins here.
pub(super) fn header<'a>(lines: &[Line<'a>]) -> Option<(Vec<Line<'a>>, Vec<Align>)> {
    let [first, second, ..] = lines else { return None };
    let align = alignments(*second)?;
    let names = cells(*first);
    (names.len() == align.len() && first.indent() < 4).then_some((names, align))
}

/// The cells of a row: what stands between pipes that no backslash escapes.
fn cells(line: Line) -> Vec<Line> {
    let line = line.trim();
    let line = if line.text.as_bytes().first() == Some(&b'|') { line.skip(1) } else { line };
    let mut cells = Vec::new();
    let mut from = 0;
    let mut escaped = false;
    for (at, byte) in line.text.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cells.push(cell(line, from, at));
            from = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if from < line.text.len() {
        cells.push(cell(line, from, line.text.len()));
    }
    cells
}

fn cell(line: Line<'_>, from: usize, to: usize) -> Line<'_> {
    Line { text: line.text.get(from..to).unwrap_or(""), at: line.at + from }.trim()
}

/// The alignments of a delimiter row, `|:--|--:|`.
fn alignments(line: Line) -> Option<Vec<Align>> {
    if !line.text.bytes().any(|byte| byte == b'|') || line.indent() > 3 {
        return None;
    }
    let mut align = Vec::new();
    for cell in cells(line) {
        let (dashes, left) = cell.text.strip_prefix(":").map_or((cell.text, false), |rest| (rest, true));
        let (dashes, right) = dashes.strip_suffix(":").map_or((dashes, false), |rest| (rest, true));
        if dashes.is_empty() || dashes.bytes().any(|byte| byte != b'-') {
            return None;
        }
        align.push(match (left, right) {
            (false, false) => Align::Start,
            (true, false) => Align::Left,
            (true, true) => Align::Center,
            (false, true) => Align::Right,
        });
    }
    Some(align)
}
