//! Set-up, build and tests of tasuke, the same on every machine.
//!
//! `cargo xtask start` installs what is missing, builds and serves the demo
//! shop; `cargo xtask test` is what CI runs. Every step looks first whether
//! its work is already done, so that a second run only does what changed.

mod args;
mod browsers;
mod build;
mod cache;
mod minify;
mod node;
mod packages;
mod process;
mod project;
mod rust_wasm;
mod shorten;
mod size;
mod split;
mod stage;
mod test;
mod tools;
mod wasm;

use args::Invocation;
use std::process::ExitCode;

/// What a step answers. The error is one sentence that says what to do.
type Result<T = ()> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let invocation = match Invocation::parse(std::env::args().skip(1)) {
        Ok(invocation) => invocation,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", args::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(invocation) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\n✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(invocation: Invocation) -> Result {
    match invocation {
        Invocation::Help => {
            println!("{}", args::USAGE);
            Ok(())
        }
        Invocation::Start { port } => {
            build::demo()?;
            build::serve(port)
        }
        Invocation::Build => build::demo(),
        Invocation::Size => size::report(),
        Invocation::Soak { args } => browsers::soak(&args),
        Invocation::Bench { args } => browsers::bench(&args),
        Invocation::Test { only } => test::stages(&only),
    }
}
