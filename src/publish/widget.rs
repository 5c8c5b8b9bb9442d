//! The widget's files: a loader whose name never changes, and a folder of everything else that changes with its content.

use super::{Cache, File, hash};
use serde_json::{Map, Value as Json};

/// The loader, which the shop's tag names.
pub(super) const LOADER: &str = "tasuke.js";

/// How the loader's line begins that says where the rest lies.
const MARK: &str = "const files = ";

/// One of the widget's files as it was built.
#[derive(Clone, Debug)]
pub struct WidgetFile {
    /// Where it lies below the widget's folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Why the loader cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoaderFault {
    /// There is none among the widget's files.
    Missing,
    /// It has no line that says where the other files lie.
    NoFiles,
    /// It names a file that is not there.
    NamesMissing,
}

/// The files of a version, and the loader that knows the way to them.
pub(super) fn files(widget: &[WidgetFile]) -> Result<(Vec<File>, Option<File>), LoaderFault> {
    if widget.is_empty() {
        return Ok((Vec::new(), None));
    }
    let loader = widget.iter().find(|file| file.path == LOADER).ok_or(LoaderFault::Missing)?;
    let rest: Vec<_> = widget.iter().filter(|file| file.path != LOADER).collect();
    let parts: Vec<&[u8]> = rest.iter().flat_map(|file| [file.path.as_bytes(), &file.bytes]).collect();
    let folder = ["v/", &hash::short(&parts), "/"].concat();
    let loader = point(&loader.bytes, &rest, &folder)?;
    let files =
        rest.iter().map(|file| File { path: [folder.as_str(), &file.path].concat(), bytes: file.bytes.clone(), cache: Cache::Forever });
    Ok((files.collect(), Some(File::asked(LOADER, loader))))
}

/// The loader with the version's folder before the name of each file, and with the wasm's hash.
fn point(loader: &[u8], files: &[&WidgetFile], folder: &str) -> Result<Vec<u8>, LoaderFault> {
    let text = std::str::from_utf8(loader).map_err(|_| LoaderFault::NoFiles)?;
    let (before, rest) = text.split_once(MARK).ok_or(LoaderFault::NoFiles)?;
    let (object, after) = rest.split_once(';').ok_or(LoaderFault::NoFiles)?;
    let named: Map<String, Json> = serde_json::from_str(object).map_err(|_| LoaderFault::NoFiles)?;
    let mut pointed = Map::new();
    for (key, name) in &named {
        if key == "integrity" {
            continue;
        }
        let name = name.as_str().unwrap_or_default();
        let file = files.iter().find(|file| file.path == name).ok_or(LoaderFault::NamesMissing)?;
        pointed.insert(key.clone(), [folder, name].concat().into());
        if key == "wasm" {
            pointed.insert("integrity".into(), hash::integrity(&file.bytes).into());
        }
    }
    let (before, after) = (lean(before), lean(after));
    Ok([&before, MARK, &Json::Object(pointed).to_string(), ";", &after].concat().into_bytes())
}

/// The loader's lines without indentation and without those that are only a comment. A full minifier is a large thing to
/// trust for a few bytes; the loader keeps to this by having no text that runs over several lines.
fn lean(text: &str) -> String {
    let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let lean = lines.collect::<Vec<_>>().join("\n");
    let end = if text.ends_with('\n') { "\n" } else { "" };
    ["", lean.as_str(), end].concat()
}
