//! The editors' commands.

use clap::Parser;
use std::process::ExitCode;
use tasuke::{cli, serve};

fn main() -> ExitCode {
    let args = match cli::Cli::try_parse() {
        Ok(args) => args,
        Err(message) => {
            // Help and the version are no errors, and go to standard output.
            let _ = message.print();
            return if message.use_stderr() { cli::Exit::Unable.into() } else { ExitCode::SUCCESS };
        }
    };
    let report = cli::run(&args, cli::Server { serve: serve::run, tickets: serve::tickets });
    report.print();
    report.exit.into()
}
