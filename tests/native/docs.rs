//! The documentation says what is so.

use crate::project::{committed, read, relative, root, sources};
use std::fs;
use tasuke::calendar::Date;
use tasuke::check::check;
use tasuke::knowledge::Source;

#[test]
fn the_example_of_the_format_is_sound() {
    let text = read("docs/format.md");
    let example = text.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let source = Source { name: "docs/format.md".into(), text: example.into() };
    let problems = check(&[source], Date::parse("2026-11-22").expect("a date"));
    assert_eq!(problems, []);
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut dead = Vec::new();
    for path in committed().into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
        let text = fs::read_to_string(&path).expect("a document");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_ours = !target.contains("://") && !target.starts_with(['#', '/']);
            let file = target.split('#').next().unwrap_or_default();
            if is_ours && !path.parent().expect("a folder").join(file).exists() {
                dead.push(format!("{}: {target}", relative(&path)));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn both_readmes_name_the_same_attributes_calls_and_events() {
    let words = |file: &str| -> Vec<String> {
        let text = read(file);
        let mut words: Vec<String> =
            text.split('`').skip(1).step_by(2).filter(|word| word.is_ascii() && !word.contains('\n')).map(str::to_string).collect();
        words.sort();
        words.dedup();
        words
    };
    assert_eq!(words("README.md"), words("README.ja.md"));
}

#[test]
fn what_the_readme_promises_is_in_the_loader() {
    let (readme, loader) = (read("README.md"), read("www/tasuke.js"));
    let rows = |start: &str| -> Vec<String> {
        let rows = readme.lines().filter(|line| line.starts_with(start)).filter_map(|line| line.split('|').nth(1));
        rows.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_string)).collect()
    };
    for attribute in rows("| `data-") {
        let mut name = String::new();
        for part in attribute.trim_start_matches("data-").split('-') {
            name.push_str(&if name.is_empty() { part.to_string() } else { part[..1].to_uppercase() + &part[1..] });
        }
        assert!(loader.contains(&format!("own.{name}")) || loader.contains(&format!("settings.{name}")), "{attribute}");
    }
    for call in rows("| `").iter().filter(|word| word.contains('(')) {
        let name = call.split('(').next().expect("a name");
        assert!(
            loader.contains(&format!("tasuke.{name} =")) || loader.contains(&format!(" {name} ")) || loader.contains(&format!("\"{name} ")),
            "{call}"
        );
    }
    let code: String = sources().iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n") + &loader;
    let events = readme.split("with `detail.v` 1:").nth(1).and_then(|rest| rest.split("None ever").next()).expect("the events");
    for event in events.split('`').skip(1).step_by(2) {
        assert!(code.contains(&format!("\"{event}\"")), "{event}");
    }
}

#[test]
fn the_map_names_every_module() {
    let map = read("ARCHITECTURE.md");
    let library = read("src/lib.rs");
    for module in library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
        assert!(map.contains(&format!("| `{module}` |")), "{module} is not on the map");
    }
    assert!(map.lines().count() <= 150, "a map is short");
    assert!(root().join("LICENSE-MIT").exists() && root().join("LICENSE-APACHE").exists());
}

#[test]
fn decisions_are_written_down() {
    let numbers: Vec<String> = fs::read_dir(root().join("docs/adr"))
        .expect("the decisions")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy()[..4].to_string())
        .collect();
    for file in sources() {
        for rest in file.text.split("ADR ").skip(1) {
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            assert!(number.is_empty() || numbers.contains(&format!("{number:0>4}")), "{}: there is no ADR {number}", file.path);
        }
    }
}
