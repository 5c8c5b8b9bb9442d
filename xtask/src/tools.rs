//! The build tools at pinned versions. One that is on PATH in the right
//! version is used; else it is kept in the per-user cache.

use crate::process::{already_there, answers, command, output, run, step};
use crate::rust_wasm::{self, RustWasm};
use crate::{Result, cache, node, project};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Newer ones need a newer compiler than the project asks for.
const TRUNK: &str = "0.21.14";
/// Distributions ship versions that cannot read what today's Rust writes.
const BINARYEN: &str = "132.0.0";
/// Minifies the glue, the loader and the styles.
const ESBUILD: &str = "0.28.2";
pub const GECKODRIVER: &str = "0.37.1";

/// Everything a build of the widget needs, installed.
pub struct WasmKit {
    rust: RustWasm,
    bins: Vec<PathBuf>,
}

impl WasmKit {
    pub fn ensure() -> Result<Self> {
        let rust = rust_wasm::ensure()?;
        node::ensure()?;
        let lock = fs::read_to_string(project::root().join("Cargo.lock"))
            .map_err(|error| format!("Run `cargo generate-lockfile`: Cargo.lock cannot be read ({error})."))?;
        let bindgen = locked_version(&lock, "wasm-bindgen").ok_or("Run `cargo update`: wasm-bindgen is not in Cargo.lock.")?;
        let bins = [
            cargo_tool("trunk", "trunk", TRUNK, true)?,
            // Its own lock file can name a crate version that was withdrawn.
            cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &bindgen, false)?,
            Some(npm_tool("binaryen", BINARYEN)?),
            Some(npm_tool("esbuild", ESBUILD)?),
        ];
        let bins = bins.into_iter().flatten().collect();
        Ok(Self { rust, bins })
    }

    /// Makes a command use these tools and the wasm target folder.
    pub fn apply(&self, command: &mut Command) {
        let mut dirs = self.bins.clone();
        apply_rust(&self.rust, command, &mut dirs);
        apply_small(&self.rust, command);
        command.env("PATH", path_with(dirs));
    }
}

/// The linker says what refers to what, so that the wasm can be split: see ADR 6.
const NOTES: &str = "-Clink-arg=--emit-relocs";

/// Makes cargo build for wasm as small as it can be: see ADR 4.
fn apply_small(rust: &RustWasm, command: &mut Command) {
    let mut flags = NOTES.to_string();
    if let Some(small) = rust_wasm::small_flags(rust) {
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        flags = [NOTES, small].join(" ");
    }
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    // It would count instead of the target's.
    command.env_remove("RUSTFLAGS");
}

/// Makes cargo build for wasm with the compiler that was found.
pub fn apply_rust(rust: &RustWasm, command: &mut Command, path: &mut Vec<PathBuf>) {
    command.env("CARGO_TARGET_DIR", project::wasm_target_dir());
    if let RustWasm::Debian { linker } = rust {
        path.push(PathBuf::from("/usr/bin"));
        command.env("RUSTC_BOOTSTRAP", "1");
        command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        // What rustup's cargo left for its children would mix two compilers.
        for key in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH"] {
            command.env_remove(key);
        }
    }
}

/// PATH with folders put before everything else.
pub fn path_with(dirs: Vec<PathBuf>) -> std::ffi::OsString {
    let old = env::var_os("PATH").unwrap_or_default();
    let all: Vec<PathBuf> = dirs.into_iter().chain(env::split_paths(&old)).collect();
    env::join_paths(all).unwrap_or(old)
}

/// A program from crates.io. Answers the folder to put on PATH, or none if
/// the right version is on PATH already.
pub fn cargo_tool(krate: &str, program: &str, version: &str, locked: bool) -> Result<Option<PathBuf>> {
    let label = format!("{krate} {version}");
    if version_of(program).as_deref() == Some(version) {
        already_there(&label);
        return Ok(None);
    }
    let root = cache::tool_dir(krate, version);
    let bin = root.join("bin");
    if has_program(&bin, program) {
        already_there(&label);
        return Ok(Some(bin));
    }
    step(format!("Install {label} (compiling it takes some minutes, once per machine)"));
    create(&root)?;
    if !(cargo_has("binstall") && run(&mut binstall(krate, version, &root), "").is_ok()) {
        let advice = format!("Check the network and the messages above: {label} could not be installed.");
        run(&mut install(krate, version, &root, locked), &advice)?;
    }
    Ok(Some(bin))
}

fn binstall(krate: &str, version: &str, root: &Path) -> Command {
    let mut cargo = outside(root);
    cargo.args(["binstall", "--no-confirm", "--root"]).arg(root);
    cargo.arg(format!("{krate}@{version}"));
    cargo
}

fn install(krate: &str, version: &str, root: &Path, locked: bool) -> Command {
    let mut cargo = outside(root);
    cargo.args(["install", krate, "--version", version, "--root"]).arg(root);
    if locked {
        cargo.arg("--locked");
    }
    cargo
}

/// Cargo away from the repository, whose settings are not the tool's.
fn outside(dir: &Path) -> Command {
    let mut cargo = command("cargo");
    cargo.current_dir(dir).env_remove("CARGO_TARGET_DIR");
    cargo
}

/// Programs of a package from npm, which run wherever Node.js does. Answers the folder to put on PATH.
fn npm_tool(package: &str, version: &str) -> Result<PathBuf> {
    let label = format!("{package} {version}");
    let root = cache::tool_dir(package, version);
    let bin = root.join("node_modules/.bin");
    // npm may be interrupted half-way; the mark is written last.
    let mark = root.join("complete");
    if mark.exists() {
        already_there(label);
        return Ok(bin);
    }
    step(format!("Install {label}"));
    create(&root)?;
    let mut npm = node::npm();
    npm.args(["install", "--no-save", "--prefix"]).arg(&root).arg(format!("{package}@{version}"));
    run(&mut npm, &format!("Check the network: npm could not install {package}."))?;
    fs::write(&mark, "").map_err(|error| format!("Make {} writable: {error}.", root.display()))?;
    Ok(bin)
}

fn create(dir: &Path) -> Result {
    fs::create_dir_all(dir).map_err(|error| format!("Make {} writable: {error}.", dir.display()))
}

pub fn cargo_has(subcommand: &str) -> bool {
    output(command("cargo").args([subcommand, "--version"])).is_some()
}

fn has_program(bin: &Path, program: &str) -> bool {
    let path = bin.join(format!("{program}{}", env::consts::EXE_SUFFIX));
    path.exists() && answers(path)
}

/// The second word of what programs answer to `--version`.
fn version_of(program: &str) -> Option<String> {
    let answer = output(command(program).arg("--version"))?;
    answer.split_whitespace().nth(1).map(String::from)
}

/// The version of a package in the text of a lock file.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_of_the_package_with_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
