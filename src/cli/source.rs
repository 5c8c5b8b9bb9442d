//! Reading knowledge files from disk.

use super::{Common, Exit, Report, Say, check, clock};
use crate::calendar::Date;
use crate::knowledge::{Loaded, Source, load};
use std::path::{Path, PathBuf};

/// A knowledge base that can be used.
pub struct Knowledge {
    /// Its files.
    pub sources: Vec<Source>,
    /// What was read from them.
    pub loaded: Loaded,
}

/// A report that says why there is none.
pub type Refused = Box<Report>;

/// Reads a knowledge base.
///
/// # Errors
/// The report to give if a file cannot be read or the whole is refused.
pub fn read(common: &Common, files: &[PathBuf]) -> Result<Knowledge, Refused> {
    let sources = sources(common, files)?;
    match load(&sources) {
        Ok(loaded) => Ok(Knowledge { sources, loaded }),
        Err(problems) => {
            let errors = problems.iter().map(|problem| check::line(&sources, problem, common.lang())).collect();
            Err(Box::new(Report { errors, exit: Exit::Errors, ..Report::default() }))
        }
    }
}

/// The files' texts.
pub(super) fn sources(common: &Common, files: &[PathBuf]) -> Result<Vec<Source>, Refused> {
    files.iter().map(|path| Ok(Source { name: path.display().to_string(), text: text(common, path)? })).collect()
}

/// A file's text.
pub(super) fn text(common: &Common, path: &Path) -> Result<String, Refused> {
    let lang = common.lang();
    let unable = |say: &Say<'_>| Box::new(Report::unable(say, lang));
    let bytes = std::fs::read(path).map_err(|error| unable(&Say::CannotRead { path, why: &lang.why(&error) }))?;
    String::from_utf8(bytes).map_err(|_| unable(&Say::NotUtf8 { path }))
}

impl Common {
    /// The day to act on.
    pub(super) fn day(&self, knowledge: &Knowledge) -> Date {
        self.today.unwrap_or_else(|| clock::now(knowledge.loaded.knowledge.site.time_zone.as_deref()).date)
    }
}
