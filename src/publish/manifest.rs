//! The manifest: which files belong to which language.

use super::{File, hash};
use serde_json::json;

/// The version of the published form.
const PUBLISHED: u64 = 1;

/// The files of one language.
pub(super) struct Locale<'l> {
    pub(super) tag: &'l str,
    pub(super) core: String,
    pub(super) bodies: Vec<String>,
}

/// The manifest. The languages stand in the shop's order, and `default` names the first for readers that sort keys.
pub(super) fn file(time_zone: Option<&str>, locales: &[Locale<'_>], files: &[File]) -> File {
    let parts: Vec<&[u8]> = files.iter().flat_map(|file| [file.path.as_bytes(), &file.bytes]).collect();
    let entries = locales.iter().map(|locale| {
        let files = json!({"core": locale.core, "bodies": locale.bodies});
        format!("{}:{files}", json!(locale.tag))
    });
    let text = format!(
        r#"{{"published":{PUBLISHED},"build":{},"time_zone":{},"default":{},"locales":{{{}}}}}"#,
        json!(hash::short(&parts)),
        json!(time_zone),
        json!(locales.first().map(|locale| locale.tag)),
        entries.collect::<Vec<_>>().join(","),
    );
    File::asked("manifest.json", text.into_bytes())
}
