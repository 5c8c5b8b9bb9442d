//! The command line.

use crate::stage::Stage;

pub const USAGE: &str = "\
cargo xtask start [--port N]       install what is missing, build, serve the demo shop
cargo xtask test [--only STAGE,…]  everything CI checks, or only some of it
cargo xtask build                  the widget and the published demo
cargo xtask size                   compressed sizes against their budgets
cargo xtask soak --tickets N [--seed S]
                                   tickets through random faults in a real browser: none lost, none doubled
cargo xtask bench [ARG…]           search beside other libraries, in one browser; args go to tests/bench/bench.js

Stages: fmt, clippy, core, native, knowledge, build, size, browser, wide";

const DEFAULT_PORT: u16 = 8080;

#[derive(Debug, PartialEq)]
pub enum Invocation {
    Start {
        port: u16,
    },
    /// An empty list means all stages.
    Test {
        only: Vec<Stage>,
    },
    Build,
    Size,
    /// What follows goes to the benchmark as it is.
    Bench {
        args: Vec<String>,
    },
    /// What follows goes to the soak as it is.
    Soak {
        args: Vec<String>,
    },
    Help,
}

impl Invocation {
    pub fn parse(args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut args = args.peekable();
        if args.next_if(|arg| arg == "bench").is_some() {
            return Ok(Self::Bench { args: args.collect() });
        }
        if args.next_if(|arg| arg == "soak").is_some() {
            return Ok(Self::Soak { args: args.collect() });
        }
        // `--only=fmt` and `--only fmt` are the same.
        let words: Vec<String> = args
            .flat_map(|arg| match arg.split_once('=') {
                Some((key, value)) if key.starts_with("--") => vec![key.into(), value.into()],
                _ => vec![arg],
            })
            .collect();
        let mut words = words.iter().map(String::as_str);
        let command = words.next().unwrap_or("help");
        let rest: Vec<&str> = words.collect();
        match (command, rest.as_slice()) {
            ("start", []) => Ok(Self::Start { port: DEFAULT_PORT }),
            ("start", ["--port", port]) => match port.parse() {
                Ok(port) => Ok(Self::Start { port }),
                Err(_) => Err(format!("\"{port}\" is not a port number.")),
            },
            ("test", []) => Ok(Self::Test { only: Vec::new() }),
            ("test", ["--only", stages]) => Ok(Self::Test { only: stages.split(',').map(Stage::named).collect::<Result<_, _>>()? }),
            ("build", []) => Ok(Self::Build),
            ("size", []) => Ok(Self::Size),
            ("help" | "--help" | "-h", _) => Ok(Self::Help),
            ("start" | "test" | "build" | "size", rest) => Err(format!("`cargo xtask {command}` does not take \"{}\".", rest.join(" "))),
            _ => Err(format!("There is no command \"{command}\".")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Invocation, String> {
        Invocation::parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn reads_every_command() {
        let cases = [
            ("", Invocation::Help),
            ("start", Invocation::Start { port: 8080 }),
            ("start --port 9000", Invocation::Start { port: 9000 }),
            ("test", Invocation::Test { only: vec![] }),
            ("build", Invocation::Build),
            ("size", Invocation::Size),
            ("soak --tickets 9 --seed 1", Invocation::Soak { args: ["--tickets", "9", "--seed", "1"].map(String::from).into() }),
            ("bench --sizes=100", Invocation::Bench { args: vec!["--sizes=100".into()] }),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn reads_stages_in_both_spellings() {
        let expected = Ok(Invocation::Test { only: vec![Stage::Fmt, Stage::Browser] });
        assert_eq!(parse("test --only fmt,browser"), expected);
        assert_eq!(parse("test --only=fmt,browser"), expected);
    }

    #[test]
    fn says_what_it_does_not_know() {
        assert!(parse("tset").unwrap_err().contains("tset"));
        assert!(parse("test --only brwser").unwrap_err().contains("brwser"));
        assert!(parse("start --port x").unwrap_err().contains("port number"));
        assert!(parse("build now").unwrap_err().contains("now"));
    }
}
