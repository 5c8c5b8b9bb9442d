//! Where things lie in the repository, said once.

use crate::Result;
use std::env;
use std::path::PathBuf;

/// The demo shop's knowledge file.
pub const KNOWLEDGE: &str = "knowledge.json";
/// What Trunk compiles; `Trunk.toml` names the same folder.
pub const WIDGET: &str = "target/widget";
/// The part of the wasm there that is fetched with the first touch.
pub const REST: &str = "tasuke-widget_rest.wasm";
/// What `tasuke build` publishes and `tasuke serve` serves.
pub const DEMO: &str = "target/demo";
/// The tickets that the demo takes.
pub const TICKETS: &str = "target/tickets.sqlite";
/// The browser tests, a Node.js package of its own.
pub const BROWSER_TESTS: &str = "tests/browser";
/// The benchmark of search and of guided fixes.
pub const BENCH: &str = "tests/bench";

/// The root of the repository. Cargo says at run time where this package is,
/// so a repository that was moved is still found.
pub fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}

/// Where the published demo is.
///
/// # Errors
/// There is none.
pub fn demo() -> Result<PathBuf> {
    let demo = root().join(DEMO);
    if demo.is_dir() { Ok(demo) } else { Err(format!("Run `cargo xtask build` first: there is no {DEMO}.")) }
}

/// Wasm builds have a target folder of their own: sharing one, they and the
/// native builds would throw each other's artifacts away.
pub fn wasm_target_dir() -> PathBuf {
    root().join("target/wasm")
}

/// Where cargo puts native artifacts.
pub fn native_target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Whether nobody is there to answer a question: CI installs what a person
/// would be asked to install.
pub fn in_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}
