//! The editors' commands: arguments in, a [`Report`] out. Nothing here prints; `src/bin/tasuke.rs` does.

mod args;
mod asked;
mod build;
pub mod check;
mod clock;
mod enrich;
mod eval;
mod graph;
mod lang;
pub mod place;
mod report;
mod say;
mod schema;
mod search;
mod source;
#[cfg(test)]
mod tests;
mod walk;

pub use args::{
    Added, Build, Cli, Command, Common, Enrich, Eval, Files, Graph, GraphFormat, Schema, Search, Serve, SynonymLists, Tickets, Walk,
};
pub use clock::now;
pub use lang::Lang;
pub use report::{Exit, Report};
pub use say::Say;
pub use source::{Knowledge, Refused, read};

/// The commands that need the server's code.
#[derive(Clone, Copy)]
pub struct Server {
    /// `serve`
    pub serve: fn(&Common, &Serve) -> Report,
    /// `tickets`
    pub tickets: fn(&Common, &Tickets) -> Report,
}

/// Runs a command. The server is handed in, so that the commands do not depend on it.
pub fn run(cli: &Cli, server: Server) -> Report {
    match &cli.command {
        Command::Check(files) => check::run(&cli.common, files),
        Command::Build(build) => build::run(&cli.common, build),
        Command::Enrich(args) => enrich::run(&cli.common, args),
        Command::Eval(args) => eval::run(&cli.common, args),
        Command::Walk(args) => walk::run(&cli.common, args),
        Command::Graph(args) => graph::run(&cli.common, args),
        Command::Search(args) => search::run(&cli.common, args),
        Command::Serve(args) => (server.serve)(&cli.common, args),
        Command::Tickets(args) => (server.tickets)(&cli.common, args),
        Command::Schema(schema) => schema::run(&cli.common, schema),
    }
}
