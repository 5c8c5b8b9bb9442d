//! Running text: emphasis, code, links, images, breaks.

mod code;
mod emphasis;

use code::Ticks;
#[cfg(test)]
pub(super) use emphasis::is_cjk;
use emphasis::{Pieces, Run};

use super::{
    Inline, MarkdownProblemKind,
    block::{Line, Parser},
    link::{self, Target},
    plain,
};

/// The lines of a paragraph as one text, and what must be known of all of it.
struct Source {
    text: String,
    /// Where each line begins: in `text`, in the article.
    lines: Vec<(usize, usize)>,
    /// The square brackets that belong together, by the opening one.
    brackets: Vec<(usize, usize)>,
}

impl Source {
    /// The place in the article of a byte of the text.
    fn place(&self, at: usize) -> usize {
        let line = self.lines.iter().rev().find(|line| line.0 <= at);
        line.map_or(0, |(start, place)| place + at - start)
    }

    fn closing(&self, open: usize) -> Option<usize> {
        let found = self.brackets.binary_search_by_key(&open, |pair| pair.0).ok()?;
        self.brackets.get(found).map(|pair| pair.1).filter(|close| *close > 0)
    }
}

impl<const WATCH: bool> Parser<WATCH> {
    pub(super) fn inlines(&mut self, lines: &[Line]) -> Vec<Inline> {
        let mut source = Source { text: String::new(), lines: Vec::new(), brackets: Vec::new() };
        for line in lines {
            let line = line.outdent(usize::MAX);
            source.lines.push((source.text.len(), line.at));
            source.text.push_str(line.text);
            source.text.push('\n');
        }
        let len = source.text.trim_ascii_end().len();
        source.text.truncate(len);
        source.brackets = brackets(&source.text);
        self.span(&source, 0, len, false)
    }

    /// Parses a part of a text; `linked` inside a link, where links are text.
    fn span(&mut self, source: &Source, from: usize, to: usize, linked: bool) -> Vec<Inline> {
        let text = source.text.get(..to).unwrap_or("");
        let mut pieces = Pieces::default();
        let mut ticks = Ticks::default();
        let mut at = from;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or("");
            at += match c {
                '`' => ticks.read(&mut pieces, rest),
                '*' | '_' => {
                    let run = Run::read(text, at);
                    let len = run.len;
                    pieces.run(run);
                    len
                }
                '\\' => escape(&mut pieces, rest),
                '\n' => line_end(&mut pieces, text, at),
                '!' | '[' => match self.bracket(source, at, to, linked) {
                    Some((inline, len)) => {
                        pieces.push(inline);
                        len
                    }
                    None => self.literal(source, &mut pieces, at, c),
                },
                _ => self.literal(source, &mut pieces, at, c),
            };
        }
        pieces.finish()
    }

    fn literal(&mut self, source: &Source, pieces: &mut Pieces, at: usize, c: char) -> usize {
        if WATCH && matches!(c, '<' | '&' | '[' | 'h') {
            let (before, rest) = source.text.split_at_checked(at).unwrap_or_default();
            self.watch_text(source.place(at), rest, before.chars().next_back());
        }
        pieces.text.push(c);
        c.len_utf8()
    }

    /// A link or an image at `at`, with its length.
    fn bracket(&mut self, source: &Source, at: usize, to: usize, linked: bool) -> Option<(Inline, usize)> {
        let image = source.text.as_bytes().get(at) == Some(&b'!');
        let open = at + usize::from(image);
        let close = source.closing(open).filter(|close| *close < to && (image || !linked))?;
        let target = Target::read(source.text.get(close + 1..to)?)?;
        if !link::allowed(&target.url, image) {
            self.report(source.place(at), MarkdownProblemKind::LinkScheme);
            return None;
        }
        let len = close + 1 + target.len - at;
        let text = self.span(source, open + 1, close, true);
        if image {
            let size = target.size();
            if size.is_none() {
                self.report(source.place(at), MarkdownProblemKind::ImageSize);
            }
            let mut alt = String::new();
            plain::inline_text(&text, &mut alt);
            return Some((Inline::Image { url: target.url, alt, size }, len));
        }
        if target.title.is_some() {
            self.report(source.place(at), MarkdownProblemKind::LinkTitle);
        }
        Some((Inline::Link { url: target.url, text }, len))
    }
}

/// A backslash: before punctuation it makes that literal, at the end of a line a break.
fn escape(pieces: &mut Pieces, rest: &str) -> usize {
    match rest.chars().nth(1) {
        Some('\n') => {
            pieces.push(Inline::Break);
            2
        }
        Some(c) if c.is_ascii_punctuation() => {
            pieces.text.push(c);
            2
        }
        _ => {
            pieces.text.push('\\');
            1
        }
    }
}

/// A line end: a break after two spaces, nothing between Japanese characters, else a space.
fn line_end(pieces: &mut Pieces, text: &str, at: usize) -> usize {
    let spaces = pieces.text.bytes().rev().take_while(|byte| *byte == b' ').count();
    pieces.text.truncate(pieces.text.len() - spaces);
    if spaces >= 2 {
        pieces.push(Inline::Break);
        return 1;
    }
    let after = text.get(at + 1..).unwrap_or("");
    let next = after.chars().find(|c| !matches!(c, '*' | '_' | '`' | '[' | '!'));
    let last = pieces.last_char();
    if !(last.is_some_and(emphasis::is_cjk) && next.is_some_and(emphasis::is_cjk)) {
        pieces.text.push(' ');
    }
    1
}

/// The pairs of square brackets outside code, by the opening one; 0 where none closes it.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let (mut open, mut pairs): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    let mut code = Ticks::default();
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' => at += 1,
            b'`' => {
                let (len, inner) = code.close(text.get(at..).unwrap_or(""));
                at += len - 1 + inner.map_or(0, |inner| inner + len);
            }
            b'[' => {
                open.push(pairs.len());
                pairs.push((at, 0));
            }
            b']' => {
                if let Some(pair) = open.pop().and_then(|open| pairs.get_mut(open)) {
                    pair.1 = at;
                }
            }
            _ => {}
        }
        at += 1;
    }
    pairs
}
