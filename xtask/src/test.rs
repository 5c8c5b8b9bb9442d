//! Everything CI checks, stage by stage; the first that fails ends the run.

use crate::process::{cargo, run, step};
use crate::rust_wasm::{self, RustWasm, TARGET};
use crate::stage::Stage;
use crate::{Result, browsers, build, size, tools};
use std::process::Command;
use std::time::Instant;

pub fn run_stage(stage: Stage) -> Result {
    match stage {
        Stage::Fmt => fmt(),
        Stage::Clippy => clippy(),
        Stage::Core => core(),
        Stage::Native => native(),
        Stage::Knowledge => build::check_knowledge(),
        Stage::Build => build::demo(),
        Stage::Size => size::report(),
        Stage::Browser => browsers::deep(),
        Stage::Wide => browsers::wide(),
    }
}

/// Runs the stages asked for, or all.
pub fn stages(only: &[Stage]) -> Result {
    let mut times = Vec::new();
    for stage in Stage::ALL {
        if !only.is_empty() && !only.contains(&stage) {
            continue;
        }
        println!("── {} ──", stage.name());
        let start = Instant::now();
        run_stage(stage)?;
        times.push(format!("{} {:.0} s", stage.name(), start.elapsed().as_secs_f32()));
    }
    println!("\n✓ All is well ({})", times.join(", "));
    Ok(())
}

fn fmt() -> Result {
    step("Formatting");
    run(&mut cargo(&["fmt", "--all", "--check"]), "Run `cargo fmt --all`.")
}

const LINT_ADVICE: &str = "Mend what clippy names above.";

fn clippy() -> Result {
    step("Lints, native");
    let native = &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run(&mut cargo(native), LINT_ADVICE)?;
    let rust = rust_wasm::ensure()?;
    if rust != RustWasm::Installed {
        step("Lints, wasm: left out, since Debian's compiler for wasm brings no clippy");
        return Ok(());
    }
    step("Lints, wasm");
    let widget = ["--bin", "tasuke-widget", "--no-default-features", "--features", "widget"];
    let mut lint = cargo(&["clippy", "--target", TARGET]);
    lint.args(widget).args(["--", "-D", "warnings"]);
    run(for_wasm(&rust, &mut lint), LINT_ADVICE)
}

/// The core compiles alone: no IO, no browser can have crept in.
fn core() -> Result {
    let advice = "The core must compile without features: move what needs one out of it.";
    let check = ["check", "--lib", "--no-default-features"];
    step("The core alone, native");
    run(&mut cargo(&check), advice)?;
    let rust = rust_wasm::ensure()?;
    step("The core alone, wasm");
    let mut wasm = cargo(&check);
    wasm.args(["--target", TARGET]);
    run(for_wasm(&rust, &mut wasm), advice)
}

fn for_wasm<'c>(rust: &RustWasm, command: &'c mut Command) -> &'c mut Command {
    let mut path = Vec::new();
    tools::apply_rust(rust, command, &mut path);
    command.env("PATH", tools::path_with(path))
}

fn native() -> Result {
    let advice = "Mend the tests named above.";
    if tools::cargo_has("nextest") {
        step("Native tests");
        run(&mut cargo(&["nextest", "run", "--workspace"]), advice)?;
        step("Examples in the documentation");
        run(&mut cargo(&["test", "--workspace", "--doc"]), advice)
    } else {
        step("Native tests and examples in the documentation");
        run(&mut cargo(&["test", "--workspace"]), advice)
    }
}
