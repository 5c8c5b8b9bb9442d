//! Emphasis: CommonMark's runs of marks, matched as they close.

use super::Inline;

/// A run of `*` or `_`.
#[derive(Clone, Copy)]
pub(super) struct Run {
    mark: char,
    /// How long it is in the text.
    pub(super) len: usize,
    /// How many of its marks are not yet matched.
    left: usize,
    opens: bool,
    closes: bool,
}

impl Run {
    /// Reads the run at `at` and looks at its neighbours.
    pub(super) fn read(text: &str, at: usize) -> Self {
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let mark = if rest.as_bytes().first() == Some(&b'_') { '_' } else { '*' };
        let len = rest.chars().take_while(|c| *c == mark).count();
        let after = rest.get(len..).unwrap_or("");
        let (prev, next) = (before.chars().next_back().unwrap_or(' '), after.chars().next().unwrap_or(' '));
        // CommonMark's flanking, but Japanese letters touch their brackets: 「重要」です.
        let loose = |c: char| is_space(c) || is_punctuation(c) || is_cjk(c);
        let left = !is_space(next) && (!is_punctuation(next) || loose(prev));
        let right = !is_space(prev) && (!is_punctuation(prev) || loose(next));
        let star = mark == '*';
        Self {
            mark,
            len,
            left: len,
            opens: left && (star || !right || is_punctuation(prev)),
            closes: right && (star || !left || is_punctuation(next)),
        }
    }

    /// CommonMark's "rule of three" keeps `*a**b*` from closing early.
    fn matches(self, opener: Self) -> bool {
        let both = self.opens || opener.closes;
        let three = |len: usize| len.is_multiple_of(3);
        self.mark == opener.mark && !(both && three(self.len + opener.len) && !(three(self.len) && three(opener.len)))
    }
}

/// The inlines so far, with the runs that may still open something.
#[derive(Default)]
pub(super) struct Pieces {
    done: Vec<Piece>,
    /// The indices in `done` of runs that may open.
    open: Vec<usize>,
    /// Text that is not yet in `done`.
    pub(super) text: String,
}

enum Piece {
    Inline(Inline),
    Run(Run),
}

/// Runs that may be open at once, and the longest run: they bound the depth of the tree and the
/// time to look for an opener.
const MAX_OPEN: usize = 8;
const MAX_RUN: usize = 3;

impl Pieces {
    pub(super) fn push(&mut self, inline: Inline) {
        self.flush();
        self.done.push(Piece::Inline(inline));
    }

    pub(super) fn run(&mut self, mut run: Run) {
        if run.len > MAX_RUN {
            return self.marks(run);
        }
        self.flush();
        while run.closes && run.left > 0 {
            let found = self.open.iter().rposition(|at| self.run_at(*at).is_some_and(|opener| run.matches(opener)));
            let Some(found) = found else { break };
            run.left -= self.close(found, run.left);
        }
        if run.left > 0 && run.opens && self.open.len() < MAX_OPEN {
            self.open.push(self.done.len());
            self.done.push(Piece::Run(run));
        } else {
            self.marks(run);
        }
    }

    pub(super) fn finish(mut self) -> Vec<Inline> {
        self.flush();
        join(self.done)
    }

    /// The last character that is shown.
    pub(super) fn last_char(&self) -> Option<char> {
        fn last(inline: &Inline) -> Option<char> {
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => text.chars().next_back(),
                Inline::Em(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => inner.last().and_then(last),
                Inline::Break => None,
            }
        }
        self.text.chars().next_back().or_else(|| match self.done.last()? {
            Piece::Inline(inline) => last(inline),
            Piece::Run(_) => None,
        })
    }

    fn run_at(&self, at: usize) -> Option<Run> {
        match self.done.get(at) {
            Some(Piece::Run(run)) => Some(*run),
            _ => None,
        }
    }

    /// Wraps what follows an opener; gives how many marks that took from each side.
    fn close(&mut self, found: usize, left: usize) -> usize {
        let Some(&at) = self.open.get(found) else { return left };
        let inner = join(self.done.split_off((at + 1).min(self.done.len())));
        let Some(Piece::Run(mut opener)) = self.done.pop() else { return left };
        let used = if left >= 2 && opener.left >= 2 { 2 } else { 1 };
        opener.left -= used;
        self.open.truncate(found);
        if opener.left > 0 {
            self.open.push(self.done.len());
            self.done.push(Piece::Run(opener));
        }
        self.done.push(Piece::Inline(if used == 2 { Inline::Strong(inner) } else { Inline::Em(inner) }));
        used
    }

    fn marks(&mut self, run: Run) {
        self.text.extend(std::iter::repeat_n(run.mark, run.left));
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Piece::Inline(Inline::Text(std::mem::take(&mut self.text))));
        }
    }
}

/// The pieces as inlines: runs that opened nothing are text, texts side by side are one.
fn join(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut inlines: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let inline = match piece {
            Piece::Inline(inline) => inline,
            Piece::Run(run) => Inline::Text(std::iter::repeat_n(run.mark, run.left).collect()),
        };
        match (inlines.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => inlines.push(inline),
        }
    }
    inlines
}

/// White space, as CommonMark has it.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}')
}

/// Punctuation beside which marks neither open nor close: ASCII and the typographic quotes.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}')
}

/// Kana, kanji and their punctuation: scripts without spaces between words.
pub(in crate::knowledge::markdown) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..)
}
