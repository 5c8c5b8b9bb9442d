//! Shorter names between the wasm and its glue.
//!
//! wasm-bindgen names every import with a hash, which no compression makes smaller: 2 kB of what a visitor loads. The
//! names mean something to these two files only.

use crate::wasm::{number, push_number, sections, text};
use crate::{Result, process};
use std::fs;
use std::path::Path;

/// Renames imports and exports in both files.
pub fn names(wasm: &Path, glue: &Path) -> Result {
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
    let (magic, _) = wasm.split_at_checked(8)?;
    let mut out = magic.to_vec();
    for (id, section) in sections(wasm)? {
        // Of what is no code only the names are still of use; what the linker wrote for the split no longer fits.
        if id == 0 && text(&mut &*section)? != "name" {
            continue;
        }
        out.push(id);
        let section = match id {
            IMPORTS => renamed_imports(section, &mut glue)?,
            EXPORTS => renamed_exports(section, &mut glue)?,
            _ => section.to_vec(),
        };
        push_number(&mut out, section.len());
        out.extend(section);
    }
    Some((out, glue))
}

/// The sections that hold names.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// How long a name of an export is if somebody has chosen it.
const CHOSEN: usize = 30;

fn renamed_exports(mut section: &[u8], glue: &mut String) -> Option<Vec<u8>> {
    let count = number(&mut section)?;
    let mut out = Vec::new();
    push_number(&mut out, count);
    for nth in 0..count {
        let old = text(&mut section)?;
        let (kind, rest) = section.split_first()?;
        section = rest;
        let is_called = old.len() > CHOSEN && glue.contains(&format!("wasm.{old}("));
        let new = if is_called { format!("x{nth}") } else { old.to_string() };
        if is_called {
            *glue = glue.replace(&format!("wasm.{old}("), &format!("wasm.{new}("));
        }
        push_number(&mut out, new.len());
        out.extend(new.as_bytes());
        out.push(*kind);
        push_number(&mut out, number(&mut section)?);
    }
    Some(out)
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
        wasm.extend([0, 6, 4, b'n', b'a', b'm', b'e', 7]);
        wasm
    }

    #[test]
    fn names_with_a_hash_become_short_in_both_files() {
        let long = "__wbg_call_0123456789abcdef";
        let glue = |name: &str| format!("const i = {{\n        {name}: function() {{}},\n        plain: 1,\n}};");
        let linked = [&module([long, "plain", "table"])[..], &[0, 3, 1, b'x', 7]].concat();
        let (wasm, script) = renamed(&linked, &glue(long)).unwrap();
        assert_eq!(script, glue("i0"));
        assert_eq!(wasm, module(["i0", "plain", "table"]));
    }

    #[test]
    fn long_names_of_exports_become_short() {
        let long = "_R".repeat(20);
        let exports = |names: [&str; 2]| {
            let mut exports = vec![2];
            for name in names {
                push_number(&mut exports, name.len());
                exports.extend(name.as_bytes());
                exports.extend([0, 5]);
            }
            exports
        };
        let mut glue = format!("wasm.{long}(a); wasm.mount(b)");
        assert_eq!(renamed_exports(&exports(["mount", &long]), &mut glue), Some(exports(["mount", "x1"])));
        assert_eq!(glue, "wasm.x1(a); wasm.mount(b)");
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
