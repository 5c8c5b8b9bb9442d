//! The widget's files: a loader whose name never changes, and a folder of everything else that changes with its content.

use super::{Cache, File, hash};
use serde_json::{Map, Value as Json};

/// The loader, which the shop's tag names.
pub(super) const LOADER: &str = "tasuke.js";

/// What stands before and after the loader's list of files. No minifier looks into a text.
const MARK: &str = "JSON.parse('";
const END: &str = "')";

/// The part of the wasm that is fetched with the first touch; a widget may come whole, without it.
const REST: &str = "tasuke-widget_rest.wasm";

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

/// The loader with the version's folder before the name of each file, and with the hashes of the wasm.
fn point(loader: &[u8], files: &[&WidgetFile], folder: &str) -> Result<Vec<u8>, LoaderFault> {
    let text = std::str::from_utf8(loader).map_err(|_| LoaderFault::NoFiles)?;
    let (before, rest) = text.split_once(MARK).ok_or(LoaderFault::NoFiles)?;
    let (object, after) = rest.split_once(END).ok_or(LoaderFault::NoFiles)?;
    let named: Map<String, Json> = serde_json::from_str(object).map_err(|_| LoaderFault::NoFiles)?;
    let mut named: Vec<(&str, &str)> = named.iter().filter_map(|(key, name)| Some((key.as_str(), name.as_str()?))).collect();
    if files.iter().any(|file| file.path == REST) {
        named.push(("rest", REST));
    }
    let mut pointed = Map::new();
    let mut integrity = Map::new();
    for (key, name) in named {
        let file = files.iter().find(|file| file.path == name).ok_or(LoaderFault::NamesMissing)?;
        pointed.insert(key.into(), [folder, name].concat().into());
        if key == "wasm" || key == "rest" {
            integrity.insert(key.into(), hash::integrity(&file.bytes).into());
        }
    }
    pointed.insert("integrity".into(), Json::Object(integrity));
    Ok([before, MARK, &Json::Object(pointed).to_string(), END, after].concat().into_bytes())
}
