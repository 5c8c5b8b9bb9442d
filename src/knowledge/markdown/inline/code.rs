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
        while let Some(next) = inner.get(at..).and_then(|inner| inner.find('`')) {
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
        let mut text: String = rest.get(len..len + code).unwrap_or("").split('\n').collect::<Vec<_>>().join(" ");
        if text.starts_with(' ') && text.ends_with(' ') && !text.trim_ascii().is_empty() {
            text.pop();
            text.remove(0);
        }
        pieces.push(Inline::Code(text));
        len + code + len
    }
}

fn ticks(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}
