//! `tasuke schema`: the JSON Schema of knowledge files, for editors that complete and check while one types.

use super::{Common, Report, Say, Schema};
use crate::knowledge::schema::schema;

/// Prints or writes the schema.
pub(super) fn run(common: &Common, args: &Schema) -> Report {
    let Some(path) = &args.out else { return Report { lines: vec![text()], ..Report::default() } };
    match std::fs::write(path, text() + "\n") {
        Ok(()) => Report::default(),
        Err(error) => Report::unable(&Say::CannotWrite { path, why: &common.lang().why(&error) }, common.lang()),
    }
}

/// The schema as it is written.
pub(super) fn text() -> String {
    format!("{:#}", schema())
}
