//! `_headers`, as Netlify and Cloudflare Pages read it.

use super::{Cache, File};

/// A year, which is what "for ever" means to caches.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The browser keeps the file, but asks whether it is still the same.
const ASK: &str = "no-cache";

impl Cache {
    /// The value of `Cache-Control`.
    pub fn control(self) -> &'static str {
        match self {
            Self::Forever => FOREVER,
            Self::Ask => ASK,
        }
    }
}

/// The text of `_headers` for these files at the root of a site.
pub(super) fn file(files: &[File], policy: &str) -> String {
    let mut text = format!(
        "# Paths are those of this folder as the root of a site: put the folder's name before them if it is not.\n\
         /*\n  Access-Control-Allow-Origin: *\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n"
    );
    let mut rules: Vec<String> = files.iter().map(rule).collect();
    rules.push(["/manifest.json\n  Cache-Control: ", ASK, "\n"].concat());
    rules.sort();
    rules.dedup();
    text.push_str(&rules.concat());
    text
}

fn rule(file: &File) -> String {
    // All of a version's files share one rule.
    let versioned = file.path.split_once('/').filter(|_| file.cache == Cache::Forever).map(|(folder, _)| [folder, "/*"].concat());
    let path = versioned.unwrap_or_else(|| file.path.clone());
    ["/", &path, "\n  Cache-Control: ", file.cache.control(), "\n"].concat()
}
