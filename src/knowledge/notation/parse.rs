//! Reading the notation into a tree.

use super::{NotationProblem, NotationProblemKind as Kind};

/// A piece of a question.
pub(super) enum Part {
    Text(String),
    Group {
        alternatives: Vec<Vec<Part>>,
        /// The index of the alternative that is shown.
        shown: usize,
    },
}

/// Groups and brackets inside each other; more is no question that anybody reads.
const MAX_DEPTH: usize = 8;

pub(super) struct Reader<'a> {
    chars: std::iter::Peekable<std::str::CharIndices<'a>>,
    depth: usize,
    /// A bracket stood in the alternative that is being read.
    bracket: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { chars: text.char_indices().peekable(), depth: 0, bracket: false }
    }

    pub(super) fn question(&mut self) -> Result<Vec<Part>, NotationProblem> {
        let parts = self.parts()?;
        match self.peek() {
            Some((at, _)) => Err(NotationProblem { at, kind: Kind::Unopened }),
            None => Ok(parts),
        }
    }

    /// The next character with its place, full-width signs as ASCII.
    fn peek(&mut self) -> Option<(usize, char)> {
        self.chars.peek().map(|(at, c)| (*at, sign(*c)))
    }

    /// Reads up to what ends an alternative.
    fn parts(&mut self) -> Result<Vec<Part>, NotationProblem> {
        let mut parts = Vec::new();
        let mut text = String::new();
        while let Some((at, c)) = self.peek() {
            match c {
                ')' | '|' | ']' => break,
                '(' => {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                    parts.push(self.group(at)?);
                }
                '[' if self.depth > 0 => {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                    parts.append(&mut self.bracketed(at)?);
                }
                '[' => return Err(NotationProblem { at, kind: Kind::Unopened }),
                _ => {
                    if c == '\\' {
                        self.chars.next();
                    }
                    let Some((_, literal)) = self.chars.next() else {
                        return Err(NotationProblem { at, kind: Kind::Escape });
                    };
                    text.push(literal);
                }
            }
        }
        parts.push(Part::Text(text));
        Ok(parts)
    }

    fn enter(&mut self, at: usize) -> Result<(), NotationProblem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(NotationProblem { at, kind: Kind::TooDeep }) } else { Ok(()) }
    }

    fn bracketed(&mut self, at: usize) -> Result<Vec<Part>, NotationProblem> {
        self.enter(at)?;
        self.chars.next();
        let parts = self.parts()?;
        if self.peek().is_none_or(|(_, c)| c != ']') {
            return Err(NotationProblem { at, kind: Kind::Unclosed });
        }
        self.chars.next();
        self.depth -= 1;
        self.bracket = true;
        Ok(parts)
    }

    fn group(&mut self, at: usize) -> Result<Part, NotationProblem> {
        let problem = |kind| NotationProblem { at, kind };
        self.enter(at)?;
        let outer = std::mem::take(&mut self.bracket);
        let mut alternatives = Vec::new();
        let (mut first, mut bracketed) = (None, None);
        loop {
            self.chars.next(); // the bracket or the bar before the alternative
            let hidden = self.chars.next_if(|(_, c)| sign(*c) == ':').is_some();
            let parts = self.parts()?;
            if std::mem::take(&mut self.bracket) && bracketed.replace(alternatives.len()).is_some() {
                return Err(problem(Kind::TwoShown));
            }
            if !hidden && first.is_none() {
                first = Some(alternatives.len());
            }
            alternatives.push(parts);
            match self.peek() {
                Some((_, '|')) => {}
                Some((_, ')')) => break,
                _ => return Err(problem(Kind::Unclosed)),
            }
        }
        self.chars.next();
        self.depth -= 1;
        self.bracket = outer;
        let shown = bracketed.or(first).ok_or_else(|| problem(Kind::Hidden))?;
        Ok(Part::Group { alternatives, shown })
    }
}

/// A sign of the notation in ASCII.
fn sign(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '｜' => '|',
        '［' => '[',
        '］' => ']',
        '：' => ':',
        '＼' => '\\',
        _ => c,
    }
}
