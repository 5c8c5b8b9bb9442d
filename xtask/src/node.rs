//! Node.js: wasm-opt, the size report and the browser tests run on it.

use crate::Result;
use crate::process::{command, output};
use std::process::Command;

const OLDEST: u32 = 20;

/// Fails with a sentence unless a Node.js is there that is new enough.
pub fn ensure() -> Result {
    match output(command("node").arg("--version")).as_deref().and_then(major) {
        Some(version) if version >= OLDEST && output(npm().arg("--version")).is_some() => Ok(()),
        Some(version) if version >= OLDEST => Err("Install npm: Node.js is there, but npm is not.".to_string()),
        Some(version) => Err(format!("Install Node.js {OLDEST} or newer: this one is {version}. See https://nodejs.org.")),
        None => Err(format!(
            "Install Node.js {OLDEST} or newer (with npm): it optimizes the wasm and runs the browser tests. See https://nodejs.org."
        )),
    }
}

/// npm without its adverts.
pub fn npm() -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
    for (key, value) in [("audit", "false"), ("fund", "false"), ("update_notifier", "false")] {
        npm.env(format!("npm_config_{key}"), value);
    }
    npm
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20.1"), None);
        assert_eq!(major("vx"), None);
    }
}
