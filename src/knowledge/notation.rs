//! The notation of questions: many phrasings on one line.
//!
//! ```text
//! question    = { part } ;
//! part        = group | shown | character ;
//! group       = "(" alternative { "|" alternative } ")" ;
//! alternative = [ ":" ] { part } ;            (* ":" = found but never shown *)
//! shown       = "[" { part } "]" ;            (* the alternative that is shown *)
//! character   = any but ( ) [ ] | "\"
//!             | "\" any ;                     (* that character itself *)
//! ```
//!
//! Full-width （ ｜ ： ） ［ ］ ＼ are equal. "[" is special only inside a group, where it marks
//! the alternative that it is in; ":" only at the start of an alternative.
//!
//! | question | shown | also found |
//! |---|---|---|
//! | `(商品\|品物)を返す` | 商品を返す | 品物を返す |
//! | `返品(したい\|)` | 返品したい | 返品 |
//! | `(クレカ\|[クレジットカード])で払う` | クレジットカードで払う | クレカで払う |
//! | `(返品\|:返却)したい` | 返品したい | 返却したい |
//! | `24\(h\)` | 24(h) | |
//!
//! ```
//! use tasuke::knowledge::notation::expand;
//!
//! let question = expand("(商品|:品物)を返す").unwrap();
//! assert_eq!(question.shown, "商品を返す");
//! assert_eq!(question.found, ["商品を返す", "品物を返す"]);
//! ```

mod parse;

#[cfg(test)]
mod tests;

use parse::{Part, Reader};

/// How many phrasings one question may have: each is indexed.
pub const MAX_PHRASINGS: usize = 64;

/// A question with all its phrasings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrasing {
    /// What is shown: of each group the alternative in brackets, else the first without a colon.
    pub shown: String,
    /// What is found: every phrasing, the shown one first, none twice, at most [`MAX_PHRASINGS`].
    pub found: Vec<String>,
}

/// Why a question cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotationProblem {
    /// The byte where it begins.
    pub at: usize,
    /// What it is.
    pub kind: NotationProblemKind,
}

/// What can be wrong with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotationProblemKind {
    /// Nothing would be shown.
    Empty,
    /// A backslash at the end.
    Escape,
    /// Every alternative of a group is hidden.
    Hidden,
    /// More than eight groups or brackets inside each other.
    TooDeep,
    /// More than [`MAX_PHRASINGS`] phrasings.
    TooMany,
    /// Two alternatives of a group in brackets.
    TwoShown,
    /// A bracket that nothing closes.
    Unclosed,
    /// A closing bracket or a bar outside a group.
    Unopened,
}

/// Reads a question and writes out its phrasings. Spaces at both ends are cut off.
///
/// # Errors
/// The first problem and its place.
pub fn expand(text: &str) -> Result<Phrasing, NotationProblem> {
    let parts = Reader::new(text).question()?;
    let too_many = NotationProblem { at: 0, kind: NotationProblemKind::TooMany };
    if count(&parts) > MAX_PHRASINGS {
        return Err(too_many);
    }
    let mut shown = String::new();
    show(&parts, &mut shown);
    let shown = shown.trim().to_owned();
    if shown.is_empty() {
        return Err(NotationProblem { at: 0, kind: NotationProblemKind::Empty });
    }
    let mut found = vec![shown.clone()];
    for phrasing in phrasings(&parts) {
        let phrasing = phrasing.trim();
        if !phrasing.is_empty() && !found.iter().any(|known| known == phrasing) {
            found.push(phrasing.to_owned());
        }
    }
    Ok(Phrasing { shown, found })
}

/// How many phrasings there are, duplicates included; stops counting above the limit.
fn count(parts: &[Part]) -> usize {
    parts.iter().fold(1, |product: usize, part| match part {
        Part::Text(_) => product,
        Part::Group { alternatives, .. } => {
            let sum = alternatives.iter().fold(0, |sum: usize, parts| sum.saturating_add(count(parts)));
            product.saturating_mul(sum)
        }
    })
}

fn show(parts: &[Part], out: &mut String) {
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Group { alternatives, shown } => {
                if let Some(parts) = alternatives.get(*shown) {
                    show(parts, out);
                }
            }
        }
    }
}

fn phrasings(parts: &[Part]) -> Vec<String> {
    let mut all = vec![String::new()];
    for part in parts {
        match part {
            Part::Text(text) => all.iter_mut().for_each(|phrasing| phrasing.push_str(text)),
            Part::Group { alternatives, .. } => {
                let ends: Vec<String> = alternatives.iter().flat_map(|parts| phrasings(parts)).collect();
                all = all.iter().flat_map(|start| ends.iter().map(move |end| start.clone() + end)).collect();
            }
        }
    }
    all
}
