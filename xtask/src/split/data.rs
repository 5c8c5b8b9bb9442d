//! Data segments in WebAssembly text, parted by address.

use std::ops::Range;

/// The segment without what is in these ranges, and segments with that; nothing if it is of no known form. What is left
/// out is zero, as memory is at first.
pub fn parted(segment: &str, moved: &[Range<usize>]) -> Option<(String, String)> {
    let (head, rest) = segment.split_once("(i32.const ")?;
    let (address, rest) = rest.split_once(')')?;
    let start: usize = address.parse().ok()?;
    let mut bytes = unescaped(rest.trim().strip_prefix('"')?.strip_suffix(")")?.trim_end().strip_suffix('"')?)?;
    let mut goes = String::new();
    for range in joined(moved, start..start + bytes.len()) {
        let part = bytes.get_mut(range.start - start..range.end - start)?;
        goes += &format!(" (data (i32.const {}) \"{}\")\n", range.start, escaped(part));
        part.fill(0);
    }
    Some((format!("{head}(i32.const {start}) \"{}\")\n", escaped(&bytes)), goes))
}

/// The ranges as far as they lie in this one; those that touch are one.
fn joined(ranges: &[Range<usize>], within: Range<usize>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let range = range.start.max(within.start)..range.end.min(within.end);
        match joined.last_mut() {
            _ if range.is_empty() => {}
            Some(last) if last.end == range.start => last.end = range.end,
            _ => joined.push(range),
        }
    }
    joined
}

fn unescaped(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next()? {
            b't' => b'\t',
            b'n' => b'\n',
            b'r' => b'\r',
            sign @ (b'"' | b'\'' | b'\\') => sign,
            first => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                u8::try_from(digit(first)? * 16 + digit(rest.next()?)?).ok()?
            }
        });
    }
    Some(bytes)
}

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_leaves_zeros() {
        let segment = " (data $.rodata (i32.const 8) \"a\\n\\\"\\\\\\ff\")\n";
        let cases = [
            (vec![], r"\61\0a\22\5c\ff", ""),
            (vec![9..10, 10..12], r"\61\00\00\00\ff", " (data (i32.const 9) \"\\0a\\22\\5c\")\n"),
            (vec![0..9, 12..99], r"\00\0a\22\5c\00", " (data (i32.const 8) \"\\61\")\n (data (i32.const 12) \"\\ff\")\n"),
            (vec![0..8, 13..14], r"\61\0a\22\5c\ff", ""),
        ];
        for (moved, stays, goes) in cases {
            let expected = Some((format!(" (data $.rodata (i32.const 8) \"{stays}\")\n"), goes.to_string()));
            assert_eq!(parted(segment, &moved), expected, "{moved:?}");
        }
        assert_eq!(parted(" (data $passive \"a\")\n", &[]), None);
    }
}
