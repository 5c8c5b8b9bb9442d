//! What a command has to say, and how it ended.

use super::{Lang, Say};
use serde_json::Value as Json;
use std::io::Write;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exit {
    /// Nothing is wrong; warnings are allowed.
    #[default]
    Fine,
    /// The knowledge has errors.
    Errors,
    /// The command could not do its work: a wrong argument, a file that cannot be read.
    Unable,
}

/// What a command has to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The answer.
    pub lines: Vec<String>,
    /// What is wrong.
    pub errors: Vec<String>,
    /// The answer for other programs, printed instead of the lines.
    pub json: Option<Json>,
    /// How it ended.
    pub exit: Exit,
}

impl Report {
    /// A report of a command that could not do its work.
    pub fn unable(say: &Say<'_>, lang: Lang) -> Self {
        Self { errors: vec![say.text(lang)], exit: Exit::Unable, ..Self::default() }
    }

    /// Prints it. A reader that is gone, such as `head`, is no reason to panic.
    pub fn print(&self) {
        let mut out = std::io::stdout().lock();
        let _ = match &self.json {
            Some(json) => writeln!(out, "{json:#}"),
            None => self.lines.iter().try_for_each(|line| writeln!(out, "{line}")),
        };
        let mut err = std::io::stderr().lock();
        let _ = self.errors.iter().try_for_each(|line| writeln!(err, "{line}"));
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => Self::SUCCESS,
            Exit::Errors => Self::from(1),
            Exit::Unable => Self::from(2),
        }
    }
}
