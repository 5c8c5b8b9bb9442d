//! Shorter names between the wasm and its glue.
//!
//! wasm-bindgen names every import with a hash, which no compression makes smaller: 2 kB of what a visitor loads. The
//! names mean something to these two files only.

use crate::{Result, process};
use std::fs;
use std::path::Path;

/// Renames the imports in both files.
pub fn imports(wasm: &Path, glue: &Path) -> Result {
    process::step("Shorten the names between wasm and glue");
    let odd = |path: &Path| format!("Run `cargo xtask build` again: {} is not what wasm-bindgen writes.", path.display());
    let code = fs::read(wasm).map_err(|_| odd(wasm))?;
    let script = fs::read_to_string(glue).map_err(|_| odd(glue))?;
    let (code, script) = renamed(&code, &script).ok_or_else(|| odd(wasm))?;
    let written = fs::write(wasm, code).and_then(|()| fs::write(glue, script));
    written.map_err(|error| format!("Make {} writable: {error}.", wasm.display()))
}

/// Both files with short names; nothing if the wasm cannot be read.
fn renamed(wasm: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let mut glue = glue.to_string();
    let (magic, mut rest) = wasm.split_at_checked(8)?;
    let mut out = magic.to_vec();
    while let Some((id, after)) = rest.split_first() {
        let mut at = after;
        let length = number(&mut at)?;
        let (section, next) = at.split_at_checked(length)?;
        out.push(*id);
        // Section 2 holds the imports.
        let section = if *id == 2 { renamed_imports(section, &mut glue)? } else { section.to_vec() };
        push_number(&mut out, section.len());
        out.extend(section);
        rest = next;
    }
    Some((out, glue))
}

fn renamed_imports(mut section: &[u8], glue: &mut String) -> Option<Vec<u8>> {
    let count = number(&mut section)?;
    let mut out = Vec::new();
    push_number(&mut out, count);
    for nth in 0..count {
        let module = text(&mut section)?;
        let old = text(&mut section)?;
        let new = short(old, nth, glue).unwrap_or_else(|| old.to_string());
        for name in [module, &new] {
            push_number(&mut out, name.len());
            out.extend(name.as_bytes());
        }
        // The kind, then what it is: only functions and tables are imported here.
        let before = section;
        let (kind, after) = section.split_first()?;
        section = after;
        match kind {
            0 => _ = number(&mut section)?,
            1 => {
                section = section.get(1..)?;
                let has_maximum = number(&mut section)? & 1 == 1;
                number(&mut section)?;
                if has_maximum {
                    number(&mut section)?;
                }
            }
            _ => return None,
        }
        out.extend(&before[..before.len() - section.len()]);
    }
    Some(out)
}

/// A short name, put into the glue; nothing for a name without a hash, or one that stands there more than once.
fn short(old: &str, nth: usize, glue: &mut String) -> Option<String> {
    let (_, hash) = old.rsplit_once('_')?;
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let key = format!(" {old}:");
    if !is_hash || glue.matches(&key).count() != 1 || glue.matches(old).count() != 1 {
        return None;
    }
    let new = format!("i{nth}");
    *glue = glue.replace(&key, &format!(" {new}:"));
    Some(new)
}

/// The nth of the shortest names.
pub fn name(mut nth: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.insert(0, char::from(LETTERS[nth % 52]));
        nth /= 52;
        if nth == 0 {
            return name;
        }
        nth -= 1;
    }
}

fn text<'w>(bytes: &mut &'w [u8]) -> Option<&'w str> {
    let length = number(bytes)?;
    let (name, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(name).ok()
}

/// Reads a number of seven bits a byte (LEB128).
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports two functions and a table, then has a section of another kind.
    fn module(names: [&str; 3]) -> Vec<u8> {
        let mut imports = vec![3];
        for (nth, name) in names.iter().enumerate() {
            imports.extend([1, b'm', name.len() as u8]);
            imports.extend(name.as_bytes());
            imports.extend(if nth == 2 { &[1_u8, 0x6f, 1, 2, 3][..] } else { &[0, 5][..] });
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([2, imports.len() as u8]);
        wasm.extend(imports);
        wasm.extend([9, 2, 7, 7]);
        wasm
    }

    #[test]
    fn names_with_a_hash_become_short_in_both_files() {
        let long = "__wbg_call_0123456789abcdef";
        let glue = |name: &str| format!("const i = {{\n        {name}: function() {{}},\n        plain: 1,\n}};");
        let (wasm, script) = renamed(&module([long, "plain", "table"]), &glue(long)).unwrap();
        assert_eq!(script, glue("i0"));
        assert_eq!(wasm, module(["i0", "plain", "table"]));
    }

    #[test]
    fn a_name_that_means_more_stays() {
        let long = "__wbg_call_0123456789abcdef";
        let glue = format!(" {long}: a, {long}()");
        assert_eq!(renamed(&module([long, "plain", "table"]), &glue), Some((module([long, "plain", "table"]), glue)));
    }

    #[test]
    fn short_names_are_all_different() {
        assert_eq!([0, 51, 52, 103, 104, 2755, 2756].map(name), ["a", "Z", "aa", "aZ", "ba", "ZZ", "aaa"]);
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert_eq!(renamed(b"\0asm", ""), None);
        assert_eq!(renamed(b"\0asm\x01\0\0\0\x02\x05\x01", ""), None);
    }
}
