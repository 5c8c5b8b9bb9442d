//! x
use crate::cli::{Common, Report, Serve};
/// x
pub fn run(_common: &Common, _args: &Serve) -> Report {
    Report::default()
}
