//! The repository's own files, as the tests read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the project: its path from the root with slashes, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// The lines of code, numbered from 1: comments are empty, and so are the tails of lines that hold one.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, code_of(line)))
    }

    /// The top-level module of `src` it belongs to: `app` of `src/app/form.rs`, nothing of `src/lib.rs` and `src/bin`.
    pub(crate) fn module(&self) -> Option<&str> {
        let rest = self.path.strip_prefix("src/")?;
        let name = rest.split('/').next()?.trim_end_matches(".rs");
        (name != "lib" && name != "bin").then_some(name)
    }
}

/// A line without its comment. A `//` inside a literal (an address) is none.
fn code_of(line: &str) -> &str {
    let mut in_text = false;
    let mut before = '\0';
    for (at, sign) in line.char_indices() {
        match sign {
            '"' if before != '\\' && !(before == '\'' && line[at + 1..].starts_with('\'')) => in_text = !in_text,
            '/' if before == '/' && !in_text => return &line[..at - 1],
            _ => {}
        }
        before = if before == '\\' { '\0' } else { sign };
    }
    line
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Rust files of `src`, without those that only tests are compiled from.
pub(crate) fn sources() -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    let mut tests: Vec<String> = Vec::new();
    for path in below(&root().join("src")) {
        let text = fs::read_to_string(&path).expect("a source");
        let path = relative(&path);
        let folder = path.trim_end_matches(".rs").to_string();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let module = lines.peek().and_then(|next| next.trim().strip_prefix("mod ")?.strip_suffix(';'));
            if let Some(module) = module.filter(|_| line.trim() == "#[cfg(test)]") {
                tests.push(format!("{folder}/{module}"));
            }
        }
        files.push(File { path, text });
    }
    let is_test = |path: &str| tests.iter().any(|test| path.strip_prefix(test.as_str()).is_some_and(|rest| rest.starts_with(['.', '/'])));
    files.retain(|file| !is_test(&file.path));
    assert!(files.len() > 50, "the sources are read");
    files
}

/// Every file that is committed, or would be: git's list, and without git everything but what is built.
pub(crate) fn committed() -> Vec<PathBuf> {
    let git = Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root()).output();
    match git {
        Ok(output) if output.status.success() => {
            let names = String::from_utf8(output.stdout).expect("names in UTF-8");
            names.split('\0').filter(|name| !name.is_empty()).map(|name| root().join(name)).filter(|path| path.is_file()).collect()
        }
        _ => below(root()),
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), ".git" | "target" | "dist" | "node_modules") {
                files.extend(below(&path));
            }
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

pub(crate) fn relative(path: &Path) -> String {
    path.strip_prefix(root()).expect("inside the project").to_string_lossy().replace('\\', "/")
}
