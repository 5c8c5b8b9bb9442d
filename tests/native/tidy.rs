//! What no compiler holds: which module may know which, and what stands nowhere.

use crate::project::{File, committed, relative, sources};
use std::fs;

/// The modules that the widget and the commands are made of: no IO, no clock, no browser.
const CORE: &[&str] = &[
    "adapter",
    "app",
    "calendar",
    "check",
    "condition",
    "enrich",
    "entry",
    "eval",
    "flow",
    "json",
    "knowledge",
    "outbox",
    "qr",
    "search",
    "text",
    "ticket",
];

/// Which top-level module may use which: never one that stands further down.
const EDGES: &[(&str, &[&str])] = &[
    ("json", &[]),
    ("text", &[]),
    ("qr", &[]),
    ("calendar", &[]),
    ("condition", &["calendar"]),
    ("knowledge", &["calendar", "condition"]),
    ("entry", &["calendar", "knowledge"]),
    ("flow", &["calendar", "condition", "entry", "knowledge"]),
    ("search", &["text"]),
    ("ticket", &["calendar", "condition", "entry", "knowledge"]),
    ("outbox", &["calendar", "entry", "ticket"]),
    ("app", &["calendar", "condition", "entry", "flow", "knowledge", "outbox", "search", "ticket"]),
    ("adapter", &["app", "entry", "knowledge", "ticket"]),
    ("check", &["adapter", "app", "calendar", "condition", "flow", "knowledge", "search", "text", "ticket"]),
    ("enrich", &["knowledge", "text"]),
    ("eval", &["app", "calendar", "enrich", "knowledge"]),
    ("view", &["app", "calendar", "condition", "entry", "flow", "knowledge", "outbox", "qr", "ticket"]),
    ("widget", &["adapter", "app", "calendar", "condition", "entry", "flow", "knowledge", "outbox", "ticket", "view"]),
    ("publish", &["adapter", "app", "calendar", "check", "condition", "flow", "knowledge", "text", "ticket"]),
    ("cli", &["app", "calendar", "check", "condition", "enrich", "eval", "flow", "knowledge", "publish", "search", "ticket"]),
    ("serve", &["app", "calendar", "check", "cli", "condition", "entry", "flow", "knowledge", "publish", "ticket"]),
];

/// What every module may use.
const EVERYWHERE: &[&str] = &["json"];

/// Fails with every place where `is_wrong` says so.
#[track_caller]
fn nowhere(files: &[File], why: &str, is_wrong: impl Fn(&File, &str) -> bool) {
    let mut found = Vec::new();
    for file in files {
        found.extend(
            file.code().filter(|(_, line)| is_wrong(file, line)).map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())),
        );
    }
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}

#[test]
fn modules_know_only_those_below_them() {
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(module) = file.module() else { continue };
        let allowed = EDGES.iter().find(|(name, _)| *name == module);
        let allowed = allowed.unwrap_or_else(|| panic!("{module} is new: say in EDGES what it may use")).1;
        for (number, line) in file.code() {
            for used in modules_of(line).into_iter().filter(|used| *used != module && !allowed.contains(used) && !EVERYWHERE.contains(used))
            {
                wrong.push(format!("{}:{number}: {module} must not use {used}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The top-level modules that a line names after `crate::`, alone or in braces.
fn modules_of(line: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let parts = line.split("crate::").skip(1);
    let named = parts.flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
        None => vec![rest],
    });
    named.map(|name| name.split(|c: char| !is_name(c)).next().unwrap_or_default()).filter(|name| !name.is_empty()).collect()
}

#[test]
fn features_are_chosen_in_one_place() {
    let feature = concat!("cfg(", "feature");
    nowhere(&sources(), "Features belong in src/lib.rs.", |file, line| file.path != "src/lib.rs" && line.contains(feature));
}

#[test]
fn the_ways_into_the_second_part_stay_functions() {
    let files: Vec<File> = sources().into_iter().filter(|file| file.path.ends_with("/rest.rs")).collect();
    assert!(files.len() >= 5, "{}", files.len());
    for file in &files {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("pub") && line.contains("fn ")) {
            let before = at.checked_sub(1).and_then(|before| lines.get(before));
            assert_eq!(before, Some(&"#[inline(never)]"), "{}: {line}", file.path);
        }
    }
}

#[test]
fn the_core_does_not_give_up() {
    let ways = [".unwrap(", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!("];
    nowhere(&sources(), "The core names what is wrong and goes on.", |file, line| {
        // A method of one's own may have the name.
        let line = line.replace("self.expect(", "");
        file.module().is_some_and(|module| CORE.contains(&module)) && ways.iter().any(|way| line.contains(way))
    });
}

#[test]
fn the_core_touches_no_machine() {
    let machine = ["std::fs", "std::net", "std::env", "std::process", "std::thread", "std::time", "std::io", "println!", "HashMap::new()"];
    nowhere(&sources(), "The core has no IO, no clock and no chance in it.", |file, line| {
        file.module().is_some_and(|module| CORE.contains(&module)) && machine.iter().any(|way| line.contains(way))
    });
}

#[test]
fn only_the_shell_knows_the_browser() {
    let browser = ["web_sys", "js_sys", "gloo", "wasm_bindgen"];
    nowhere(&sources(), "The browser belongs in src/widget.", |file, line| {
        file.module() != Some("widget") && file.path != "src/view/el.rs" && browser.iter().any(|name| line.contains(name))
    });
}

#[test]
fn what_customers_read_stands_in_the_tables() {
    let is_cjk = |c: char| matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    nowhere(&sources(), "Texts belong in www/strings.", |file, line| {
        matches!(file.module(), Some("app" | "view" | "widget")) && line.contains(is_cjk)
    });
}

#[test]
fn english_sentences_stand_in_the_tables_too() {
    // A literal with two words of letters is a sentence, unless it is a list of classes.
    nowhere(&sources(), "Texts belong in www/strings.", |file, line| {
        let is_sentence =
            |literal: &str| literal.chars().next().is_some_and(char::is_uppercase) && literal.contains(' ') && !is_path(literal);
        file.module() == Some("view") && line.split('"').skip(1).step_by(2).any(is_sentence)
    });
}

/// The strokes of an icon.
fn is_path(literal: &str) -> bool {
    literal.starts_with('M') && literal.chars().any(|c| c.is_ascii_digit())
}

#[test]
fn views_draw_without_markup_strings() {
    let raw = ["from_html_unchecked", "dangerously_set_inner_html", "inner_html", "insert_adjacent_html"];
    nowhere(&sources(), "Nodes, never HTML strings.", |_, line| raw.iter().any(|way| line.contains(way)));
}

#[test]
fn no_file_names_a_machine() {
    // Put together here, so that this file names none either.
    let homes = ["home", "root", "Users"].map(|name| format!("/{name}/"));
    // The user of the examples.
    let is_invented = |rest: &str| rest.starts_with("aya");
    let mut found = Vec::new();
    for path in committed() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let name = relative(&path);
        for (index, line) in text.lines().enumerate() {
            let is_home = homes.iter().any(|home| {
                let mut places = line.match_indices(home.as_str());
                places.any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.') && !is_invented(&line[at + home.len()..])
                })
            });
            if is_home || is_foreign_registry(&name, line) {
                found.push(format!("{name}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "A clone must build anywhere.\n{}", found.join("\n"));
}

/// Lock files name the public registries or none.
fn is_foreign_registry(name: &str, line: &str) -> bool {
    let line = line.trim();
    match name.rsplit('/').next().unwrap_or_default() {
        "Cargo.lock" => line.starts_with("source = ") && line != "source = \"registry+https://github.com/rust-lang/crates.io-index\"",
        "package-lock.json" => line.starts_with("\"resolved\":") && !line.starts_with("\"resolved\": \"https://registry.npmjs.org/"),
        ".npmrc" => line.starts_with("registry"),
        "config.toml" => line.contains("replace-with") || line.starts_with("registry ="),
        _ => false,
    }
}

#[test]
fn the_rules_see_what_they_are_for() {
    assert_eq!(modules_of("use crate::{app::Msg, text, view};"), ["app", "text", "view"]);
    assert_eq!(modules_of("let day = crate::calendar::Date::EPOCH; // crate::x"), ["calendar", "x"]);
    let file = File { path: "src/app/form.rs".into(), text: "let a = \"https://b\"; // c\n//! d\n'\"'; // e".into() };
    assert_eq!(file.code().map(|(_, line)| line).collect::<Vec<_>>(), ["let a = \"https://b\"; ", "", "'\"'; "]);
    assert_eq!(file.module(), Some("app"));
    assert!(is_foreign_registry("a/package-lock.json", "\"resolved\": \"https://mirror.example/x.tgz\""));
    assert!(is_foreign_registry("Cargo.lock", "source = \"registry+https://mirror.example/index\""));
}
