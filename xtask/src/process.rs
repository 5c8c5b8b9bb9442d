//! Running other programs.

use crate::Result;
use crate::project;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// Announces a step. Its own output follows below.
pub fn step(what: impl std::fmt::Display) {
    println!("▸ {what}");
}

/// Says that a step found its work done.
pub fn already_there(what: impl std::fmt::Display) {
    println!("▸ {what}: already there");
}

/// A command in the root of the repository that never waits for an answer.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root()).stdin(Stdio::null());
    command
}

/// Cargo, as the person started it.
pub fn cargo(args: &[&str]) -> Command {
    let mut cargo = command("cargo");
    cargo.args(args);
    cargo
}

/// Runs to the end with the child's output shown; `advice` is the sentence
/// for a person when it fails.
pub fn run(command: &mut Command, advice: &str) -> Result {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(advice.to_string()),
        Err(error) => Err(format!("{advice} ({}: {error})", name_of(command))),
    }
}

/// What a command prints, if it ran well. Its complaints are not shown.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_string())
}

/// Whether a program is there and answers `--version`.
pub fn answers(program: impl AsRef<OsStr>) -> bool {
    output(command(program).arg("--version")).is_some()
}

fn name_of(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
