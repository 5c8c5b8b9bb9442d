//! What only the ways into the second part lead to: functions, and the bytes of memory that only these functions use.
//!
//! The linker's own notes (`--emit-relocs`) say what every function and every piece of data refers to, so nothing is
//! guessed: <https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>.

use super::rules;
use crate::wasm::{bytes, number, sections, skip_signed, text};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// What comes later.
#[derive(Debug, Default, PartialEq)]
pub struct Later {
    /// Mangled names.
    pub functions: HashSet<String>,
    /// Addresses, in order.
    pub data: Vec<Range<usize>>,
}

/// A symbol of the linker.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Symbol {
    Function(usize),
    /// Segment, offset in it, length.
    Data(usize, usize, usize),
    Other,
}

/// A node of what refers to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Node {
    Function(usize),
    /// A data symbol.
    Data(usize),
}

/// Reads what the linker wrote; nothing if its notes are not there.
pub fn later(module: &[u8]) -> Option<Later> {
    let sections = sections(module)?;
    let of = |wanted: u8| sections.iter().find(|(id, _)| *id == wanted).map(|(_, section)| *section);
    let custom = |wanted: &str| {
        sections.iter().filter(|(id, _)| *id == 0).find_map(|(_, section)| {
            let mut rest = *section;
            (text(&mut rest)? == wanted).then_some(rest)
        })
    };
    let imported = imported_functions(of(2)?)?;
    let bodies = spans(of(10)?, |_| Some(()))?;
    let segments = spans(of(11)?, |rest| {
        // An active segment: flags, `i32.const`, the address, `end`.
        *rest = rest.get(2..)?;
        let address = number(rest)?;
        *rest = rest.get(1..)?;
        Some(address)
    })?;
    let names = function_names(custom("name")?)?;
    let symbols = symbols(custom("linking")?)?;
    let mut refers: HashMap<Node, Vec<Node>> = HashMap::new();
    for (place, symbol) in relocations(custom("reloc.CODE")?)? {
        let body = bodies.partition_point(|(_, span)| span.end <= place);
        refers.entry(Node::Function(imported + body)).or_default().extend(node(&symbols, symbol));
    }
    let mut pieces: Vec<(Range<usize>, usize)> = Vec::new();
    for (index, symbol) in symbols.iter().enumerate() {
        if let Symbol::Data(segment, offset, length) = *symbol {
            let (_, span) = segments.get(segment)?;
            pieces.push((span.start + offset..span.start + offset + length, index));
        }
    }
    for (place, symbol) in relocations(custom("reloc.DATA")?)? {
        // What no symbol owns could belong to anything.
        let (_, owner) = pieces.iter().find(|(piece, _)| piece.contains(&place))?;
        refers.entry(Node::Data(*owner)).or_default().extend(node(&symbols, symbol));
    }
    let is_way_in = |node: Node| matches!(node, Node::Function(index) if names.get(&index).is_some_and(|name| rules::is_way_in(name)));
    let roots: Vec<Node> = roots(of(7)?, of(8))?.into_iter().map(Node::Function).collect();
    let all = reached(&roots, &refers, |_| false);
    let first = reached(&roots, &refers, is_way_in);
    let mut later = Later::default();
    for node in all.difference(&first) {
        match *node {
            Node::Function(index) => later.functions.extend(names.get(&index).map(|name| (*name).to_string())),
            Node::Data(index) => {
                if let Symbol::Data(segment, offset, length) = symbols[index] {
                    let start = segments.get(segment)?.0 + offset;
                    later.data.push(start..start + length);
                }
            }
        }
    }
    later.data.sort_by_key(|range| range.start);
    Some(later)
}

fn node(symbols: &[Symbol], index: usize) -> Option<Node> {
    match symbols.get(index)? {
        Symbol::Function(function) => Some(Node::Function(*function)),
        Symbol::Data(..) => Some(Node::Data(index)),
        Symbol::Other => None,
    }
}

fn reached(roots: &[Node], refers: &HashMap<Node, Vec<Node>>, stop: impl Fn(Node) -> bool) -> HashSet<Node> {
    let mut found = HashSet::new();
    let mut open = roots.to_vec();
    while let Some(node) = open.pop() {
        if !stop(node) && found.insert(node) {
            open.extend(refers.get(&node).into_iter().flatten());
        }
    }
    found
}

/// How many functions are imported.
fn imported_functions(mut section: &[u8]) -> Option<usize> {
    let count = number(&mut section)?;
    for _ in 0..count {
        text(&mut section)?;
        text(&mut section)?;
        // The linker imports nothing but functions here.
        let (0, rest) = section.split_first()? else { return None };
        section = rest;
        number(&mut section)?;
    }
    Some(count)
}

/// The members of a section with what `read` finds before each, and where their bytes lie in the section.
fn spans<T>(section: &[u8], read: impl Fn(&mut &[u8]) -> Option<T>) -> Option<Vec<(T, Range<usize>)>> {
    let mut rest = section;
    let count = number(&mut rest)?;
    let mut spans = Vec::new();
    for _ in 0..count {
        let before = read(&mut rest)?;
        let length = bytes(&mut rest)?.len();
        let end = section.len() - rest.len();
        spans.push((before, end - length..end));
    }
    Some(spans)
}

/// The names of functions, by index.
fn function_names(mut section: &[u8]) -> Option<HashMap<usize, &str>> {
    let mut names = HashMap::new();
    while let Some((kind, rest)) = section.split_first() {
        section = rest;
        let mut part = bytes(&mut section)?;
        if *kind == 1 {
            for _ in 0..number(&mut part)? {
                names.insert(number(&mut part)?, text(&mut part)?);
            }
        }
    }
    Some(names)
}

/// The functions that are exported or run at the start.
fn roots(mut exports: &[u8], start: Option<&[u8]>) -> Option<Vec<usize>> {
    let mut roots: Vec<usize> = start.and_then(|mut start| number(&mut start)).into_iter().collect();
    for _ in 0..number(&mut exports)? {
        text(&mut exports)?;
        let (kind, rest) = exports.split_first()?;
        exports = rest;
        let index = number(&mut exports)?;
        roots.extend((*kind == 0).then_some(index));
    }
    Some(roots)
}

/// The linker's symbols.
fn symbols(mut section: &[u8]) -> Option<Vec<Symbol>> {
    /// The symbol is imported.
    const UNDEFINED: usize = 0x10;
    /// It has a name of its own all the same.
    const EXPLICIT_NAME: usize = 0x40;
    number(&mut section)?;
    let mut symbols = Vec::new();
    while let Some((kind, rest)) = section.split_first() {
        section = rest;
        let mut part = bytes(&mut section)?;
        if *kind != 8 {
            continue;
        }
        for _ in 0..number(&mut part)? {
            let (kind, rest) = part.split_first()?;
            part = rest;
            let flags = number(&mut part)?;
            symbols.push(match kind {
                1 => {
                    text(&mut part)?;
                    if flags & UNDEFINED == 0 {
                        Symbol::Data(number(&mut part)?, number(&mut part)?, number(&mut part)?)
                    } else {
                        Symbol::Other
                    }
                }
                // A section.
                3 => {
                    number(&mut part)?;
                    Symbol::Other
                }
                // A function, global, event or table.
                _ => {
                    let index = number(&mut part)?;
                    if flags & UNDEFINED == 0 || flags & EXPLICIT_NAME != 0 {
                        text(&mut part)?;
                    }
                    if *kind == 0 { Symbol::Function(index) } else { Symbol::Other }
                }
            });
        }
    }
    Some(symbols)
}

/// Places in a section, and the symbols that they refer to.
fn relocations(mut section: &[u8]) -> Option<Vec<(usize, usize)>> {
    /// These name a type, not a symbol.
    const TYPE: u8 = 6;
    /// These have a number to be added.
    const WITH_ADDEND: &[u8] = &[3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25];
    number(&mut section)?;
    let mut found = Vec::new();
    for _ in 0..number(&mut section)? {
        let (kind, rest) = section.split_first()?;
        section = rest;
        let (place, index) = (number(&mut section)?, number(&mut section)?);
        if WITH_ADDEND.contains(kind) {
            skip_signed(&mut section)?;
        }
        if *kind != TYPE {
            found.push((place, index));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasm::push_number;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![id];
        push_number(&mut section, content.len());
        [section, content.to_vec()].concat()
    }

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        section(0, &[&[name.len() as u8], name.as_bytes(), content].concat())
    }

    /// One imported function, then three: the first is exported and calls the second, a way in, which calls the third;
    /// the first uses the first two bytes of data, the third the next two, and these point to the last two.
    fn module() -> Vec<u8> {
        let way_in = "_6tasuke3app4rest1f";
        let body = [5, 0, 0, 0, 0, 0x0b];
        let names = [&[4, 0, 1, b'i', 1, 1, b'a', 2, way_in.len() as u8][..], way_in.as_bytes(), &[3, 1, b'c']].concat();
        let symbols = [
            // Functions 1 to 3 with their names, then three data symbols.
            &[6, 0, 0, 1, 1, b'a', 0, 0, 2, 1, b'b', 0, 0, 3, 1, b'c'][..],
            &[1, 0, 1, b'x', 0, 0, 2, 1, 0, 1, b'y', 0, 2, 2, 1, 0, 1, b'z', 0, 4, 2],
        ]
        .concat();
        let linking = [vec![2], section(8, &symbols)].concat();
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(2, &[1, 1, b'm', 1, b'f', 0, 0]),
            section(7, &[1, 1, b'e', 0, 1]),
            section(10, &[&[3][..], &body, &body, &body].concat()),
            section(11, &[1, 0, 0x41, 8, 0x0b, 6, 1, 2, 3, 4, 5, 6]),
            custom("linking", &linking),
            // Kind 0 is a call; kind 4 an address, with an addend.
            custom("reloc.CODE", &[4, 4, 0, 3, 1, 4, 4, 0, 0, 0, 9, 2, 4, 15, 4, 0]),
            custom("reloc.DATA", &[5, 1, 5, 8, 5, 0]),
            custom("name", &section(1, &names)),
        ]
        .concat()
    }

    #[test]
    fn what_only_a_way_in_leads_to_comes_later() {
        let later = later(&module()).unwrap();
        assert_eq!(later.functions, HashSet::from(["_6tasuke3app4rest1f".to_string(), "c".to_string()]));
        assert_eq!(later.data, [10..12, 12..14]);
    }

    #[test]
    fn without_the_linkers_notes_there_is_no_answer() {
        assert_eq!(later(&module()[..40]), None);
        assert_eq!(later(b"\0asm\x01\0\0\0"), None);
    }
}
