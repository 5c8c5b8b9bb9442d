//! The per-user folder of build tools, by name and version, so that a fresh
//! clone finds what an older one installed.

use std::env;
use std::path::PathBuf;

/// The folder of one tool in one version.
pub fn tool_dir(name: &str, version: &str) -> PathBuf {
    let family = env::consts::OS;
    let base = cache_dir(family, |key| env::var_os(key).map(PathBuf::from));
    base.join("tasuke/tools").join(format!("{name}-{version}"))
}

/// Each system's own place for what can be made again.
fn cache_dir(system: &str, var: impl Fn(&str) -> Option<PathBuf>) -> PathBuf {
    // The XDG specification: a path that is not absolute is to be ignored.
    if let Some(dir) = var("XDG_CACHE_HOME").filter(|dir| dir.is_absolute()) {
        return dir;
    }
    let home = || var("HOME").unwrap_or_else(env::temp_dir);
    match system {
        "macos" => home().join("Library/Caches"),
        "windows" => var("LOCALAPPDATA").unwrap_or_else(env::temp_dir),
        _ => home().join(".cache"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_place() {
        let home = |key: &str| match key {
            "HOME" => Some(PathBuf::from("/home/aya")),
            "LOCALAPPDATA" => Some(PathBuf::from("/users/aya/local")),
            _ => None,
        };
        let cases = [("linux", "/home/aya/.cache"), ("macos", "/home/aya/Library/Caches"), ("windows", "/users/aya/local")];
        for (system, expected) in cases {
            assert_eq!(cache_dir(system, home), PathBuf::from(expected), "{system}");
        }
    }

    #[test]
    fn xdg_wins_if_it_is_absolute() {
        let with = |value: &'static str| {
            cache_dir("linux", move |key| match key {
                "XDG_CACHE_HOME" => Some(PathBuf::from(value)),
                _ => Some(PathBuf::from("/home/aya")),
            })
        };
        assert_eq!(with("/var/cache"), PathBuf::from("/var/cache"));
        assert_eq!(with("cache"), PathBuf::from("/home/aya/.cache"));
    }
}
