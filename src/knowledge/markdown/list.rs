//! Lists: items by their markers and indentation.

use super::{
    Block,
    block::{Fence, Line, Parser, interrupts, is_rule},
};

/// What an item begins with.
#[derive(Clone, Copy)]
pub(super) struct Marker {
    /// `-`, `*`, `+`, or what follows the number: another one begins another list.
    mark: u8,
    number: Option<u32>,
    /// The columns up to the item's text: its other lines are indented as far.
    width: usize,
    /// The bytes up to the item's text.
    bytes: usize,
    empty: bool,
}

impl Marker {
    pub(super) fn read(line: Line) -> Option<Self> {
        let indent = line.indent();
        let text = line.text.trim_ascii_start();
        if indent > 3 || is_rule(text) {
            return None;
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let mark = *text.as_bytes().get(digits)?;
        let number = match (digits, mark) {
            (0, b'-' | b'*' | b'+') => None,
            (1..=9, b'.' | b')') => number(text.get(..digits)?),
            _ => return None,
        };
        let after = line.skip(line.text.len() - text.len() + digits + 1);
        let empty = after.is_blank();
        // Five spaces or more would be indented code: one belongs to the marker.
        let gap = if empty || after.indent() > 4 { 1 } else { after.indent() };
        let text = after.outdent(gap);
        (empty || after.indent() > 0).then_some(Self {
            mark,
            number,
            width: indent + digits + 1 + gap,
            bytes: line.text.len() - text.text.len(),
            empty,
        })
    }

    /// Whether it may end a paragraph: a line may begin with a number that is no item's.
    pub(super) fn interrupts(self) -> bool {
        !self.empty && self.number.is_none_or(|number| number == 1)
    }
}

impl<const WATCH: bool> Parser<WATCH> {
    /// Parses a list at the start of `lines`, with `depth` lists around it.
    pub(super) fn list(&mut self, first: Marker, lines: &[Line], depth: usize) -> (Block, usize) {
        let mut items = Vec::new();
        let mut used = 0;
        while let Some(rest @ [line, ..]) = lines.get(used..) {
            let Some(marker) = Marker::read(*line).filter(|marker| marker.mark == first.mark) else { break };
            let (item, len) = item(marker, rest, depth);
            items.push(self.blocks(&item, depth + 1));
            // A blank line between items belongs to the list only if another item follows.
            let blank = rest.get(len..).unwrap_or(&[]).iter().take_while(|line| line.is_blank()).count();
            let follows = rest.get(len + blank).and_then(|line| Marker::read(*line));
            used += len;
            if follows.is_none_or(|next| next.mark != first.mark) {
                break;
            }
            used += blank;
        }
        (Block::List { start: first.number, items }, used)
    }
}

/// A number of at most nine digits.
pub(super) fn number(digits: &str) -> Option<u32> {
    digits.bytes().try_fold(0_u32, |sum, digit| {
        let digit = digit.wrapping_sub(b'0');
        sum.checked_mul(10).filter(|_| digit < 10)?.checked_add(digit.into())
    })
}

/// The lines of the item at the start of `lines`, outdented, and how many lines it took.
fn item<'a>(marker: Marker, lines: &[Line<'a>], depth: usize) -> (Vec<Line<'a>>, usize) {
    let mut own: Vec<Line<'a>> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut len = 0;
    for (at, line) in lines.iter().enumerate() {
        let inner = if at == 0 { line.skip(marker.bytes) } else { line.outdent(marker.width) };
        let blank = line.is_blank();
        let inside = at == 0 || blank || line.indent() >= marker.width;
        // A paragraph may go on without indentation.
        let lazy = || {
            fence.is_none() && own.last().is_some_and(|last| !last.is_blank()) && !interrupts(*line, depth) && Marker::read(*line).is_none()
        };
        if !inside && !lazy() || at == 1 && blank && marker.empty {
            break;
        }
        fence = match fence {
            Some(open) if open.is_closed_by(inner) => None,
            None => Fence::read(inner),
            open => open,
        };
        own.push(inner);
        if !blank {
            len = at + 1;
        }
    }
    own.truncate(len.max(1));
    (own, len.max(1))
}
