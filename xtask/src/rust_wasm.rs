//! A Rust compiler for wasm32-unknown-unknown.
//!
//! The ordinary way is rustup's target. A machine that cannot reach rustup's
//! server can use Debian's newer compiler, which carries the source of the
//! standard library and builds it; `TASUKE_WASM_RUST=debian` asks for it.

use crate::process::{already_there, answers, command, output, run, step};
use crate::{Result, packages};
use std::env;
use std::path::Path;

pub const TARGET: &str = "wasm32-unknown-unknown";

#[derive(Clone, Debug, PartialEq)]
pub enum RustWasm {
    /// The compiler in use has the target's standard library.
    Installed,
    /// Debian's compiler builds the standard library; the linker's name.
    Debian { linker: String },
}

pub fn ensure() -> Result<RustWasm> {
    if env::var("TASUKE_WASM_RUST").is_ok_and(|value| value == "debian") {
        return debian();
    }
    if target_is_installed() {
        already_there(format!("Rust target {TARGET}"));
        return Ok(RustWasm::Installed);
    }
    step(format!("Install the Rust target {TARGET}"));
    let add = run(command("rustup").args(["target", "add", TARGET]), "");
    if add.is_ok() && target_is_installed() {
        return Ok(RustWasm::Installed);
    }
    debian().map_err(|advice| format!("Run `rustup target add {TARGET}` where the network allows it. Or, on Debian: {advice}"))
}

fn target_is_installed() -> bool {
    output(command("rustc").args(["--print", "target-libdir", "--target", TARGET])).is_some_and(|dir| Path::new(&dir).is_dir())
}

fn debian() -> Result<RustWasm> {
    let found = || debian_linker().filter(|_| Path::new("/usr/lib/rustlib/src").exists() && answers("/usr/bin/cargo"));
    if let Some(linker) = found() {
        already_there(format!("Debian's Rust for {TARGET}"));
        return Ok(RustWasm::Debian { linker });
    }
    let lld = packages::newest("lld-").unwrap_or_else(|| "lld".to_string());
    packages::install(&["rustc-web", "cargo-web", "rust-web-src", &lld])?;
    let linker = found().ok_or("Debian's packages came without a wasm linker: install lld.")?;
    Ok(RustWasm::Debian { linker })
}

/// What makes the wasm a tenth smaller: panics end at once and without words, and the standard library is compiled
/// for size. The words of a panic would reach nobody: the loader falls back and tells the page.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// The flags of the small build, if this compiler and its sources allow it.
pub fn small_flags(rust: &RustWasm) -> Option<&'static str> {
    let rustc = match rust {
        RustWasm::Installed => "rustc",
        RustWasm::Debian { .. } => "/usr/bin/rustc",
    };
    if *rust == RustWasm::Installed && !source_is_installed() {
        step("Install the source of Rust's standard library");
        let _ = run(command("rustup").args(["component", "add", "rust-src"]), "");
    }
    let mut probe = command(rustc);
    probe.env("RUSTC_BOOTSTRAP", "1").args(["--target", TARGET, "--print", "cfg"]).args(SMALL.split(' '));
    let is_possible = (*rust != RustWasm::Installed || source_is_installed()) && output(&mut probe).is_some();
    if !is_possible {
        step("Build the plain wasm, a sixth larger: this Rust has no source of its standard library, or is older than 1.93");
    }
    is_possible.then_some(SMALL)
}

fn source_is_installed() -> bool {
    let source = |root: String| Path::new(&root).join("lib/rustlib/src/rust/library/Cargo.lock").exists();
    output(command("rustc").args(["--print", "sysroot"])).is_some_and(source)
}

/// `wasm-ld-22` and the like: Debian puts the version into the name.
fn debian_linker() -> Option<String> {
    let numbered = (14..100).rev().map(|version| format!("wasm-ld-{version}"));
    let mut names = numbered.chain(["wasm-ld".to_string()]);
    names.find(|name| Path::new("/usr/bin").join(name).exists())
}
