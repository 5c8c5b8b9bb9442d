//! Packages of the operating system. Only Debian's kind, and only where
//! nobody is surprised: as root or in CI. Elsewhere the command is printed.

use crate::Result;
use crate::process::{answers, command, output, run, step};
use crate::project::in_ci;
use std::process::Command;

/// Installs packages, or answers with the command that would.
pub fn install(packages: &[&str]) -> Result {
    let line = format!("sudo apt-get install {}", packages.join(" "));
    let Some(apt) = apt() else {
        return Err(format!("Run `{line}`."));
    };
    step(format!("Install {} with apt", packages.join(" ")));
    // Stale lists name packages that the mirror no longer has.
    run(apt().arg("update"), "Check the network: apt's package lists could not be fetched.")?;
    let advice = format!("Run `{line}` by hand and look at what it says.");
    let mut install = apt();
    install.args(["install", "-y", "--no-install-recommends"]);
    run(install.args(packages), &advice)
}

/// How apt may be called without asking anybody, if at all.
fn apt() -> Option<impl Fn() -> Command> {
    let root = output(command("id").arg("-u")).is_some_and(|id| id == "0");
    let sudo = !root && in_ci() && answers("sudo");
    let allowed = (root || sudo) && answers("apt-get");
    allowed.then_some(move || {
        let mut apt = command(if root { "env" } else { "sudo" });
        if !root {
            apt.args(["--non-interactive", "env"]);
        }
        apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
        apt
    })
}

/// The newest of the packages whose name is `prefix` and a number.
pub fn newest(prefix: &str) -> Option<String> {
    let pattern = format!("^{prefix}[0-9]+$");
    let names = output(command("apt-cache").args(["search", "--names-only", &pattern]))?;
    newest_of(&names, prefix)
}

fn newest_of(listing: &str, prefix: &str) -> Option<String> {
    let number = |line: &str| -> Option<u32> {
        let name = line.split_whitespace().next()?;
        name.strip_prefix(prefix)?.parse().ok()
    };
    let newest = listing.lines().filter_map(number).max()?;
    Some(format!("{prefix}{newest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_by_number_not_by_letters() {
        let listing = "lld-9 - linker\nlld-22 - linker\nlld-19 - linker\nlld-tools - other\n";
        assert_eq!(newest_of(listing, "lld-").as_deref(), Some("lld-22"));
        assert_eq!(newest_of("", "lld-"), None);
    }
}
