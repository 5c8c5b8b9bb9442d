//! Code in running text: `a`, ``b ` c``.

use super::{super::Inline, emphasis::Pieces};

/// Reads code spans. Remembers the fences that nothing closes, so that each is looked for once.
#[derive(Default)]
pub(super) struct Ticks {
    /// A bit for each length.
    open: u32,
}

impl Ticks {
    /// The end of the code that a run of backticks opens at the start of `rest`: the lengths of
    /// the run and of the code.
    pub(super) fn close(&mut self, rest: &str) -> (usize, Option<usize>) {
        let len = ticks(rest);
        let bit = 1_u32.checked_shl(len as u32).unwrap_or(0);
        if bit == 0 || self.open & bit != 0 {
            return (len, None);
        }
        let inner = rest.get(len..).unwrap_or("");
        let mut at = 0;
        while let Some(next) = inner.get(at..).and_then(|inner| inner.bytes().position(|byte| byte == b'`')) {
            let run = ticks(inner.get(at + next..).unwrap_or(""));
            if run == len {
                return (len, Some(at + next));
            }
            at += next + run;
        }
        self.open |= bit;
        (len, None)
    }

    pub(super) fn read(&mut self, pieces: &mut Pieces, rest: &str) -> usize {
        let (len, code) = self.close(rest);
        let Some(code) = code else {
            pieces.text.push_str(rest.get(..len).unwrap_or(""));
            return len;
        };
        let mut code_text = rest.get(len..len + code).unwrap_or("");
        // A space on both sides sets off backticks; it is not shown.
        if !code_text.trim_ascii().is_empty()
            && let Some(inner) = set_off(code_text)
        {
            code_text = inner;
        }
        let text = code_text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
        pieces.push(Inline::Code(text));
        len + code + len
    }
}

/// What is between a space at the start and one at the end; a line end is a space.
fn set_off(text: &str) -> Option<&str> {
    let space = |byte: Option<u8>| matches!(byte, Some(b' ' | b'\n'));
    let both = space(text.bytes().next()) && space(text.bytes().next_back());
    text.get(1..text.len().saturating_sub(1)).filter(|_| both)
}

fn ticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}
