//! Reading the widget's files and writing the published folder.

use super::{Cache, File, WidgetFile, brotli, is_text};
use serde_json::Value as Json;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a folder with a built widget must have.
const GLUE: &str = "tasuke-widget.js";

/// What the loader needs beside Trunk's output; in a checkout it lies in [`SOURCE`].
const BESIDE: &[&str] = &["tasuke.js", "tasuke.css", "tasuke-rest.css"];

/// Where a checkout has the loader, its styles and the UI texts.
const SOURCE: &str = "www";

/// Where Trunk puts the widget.
const BUILT: &str = "target/widget";

/// A file as it was written.
pub struct Written {
    /// Where it lies in the folder.
    pub path: String,
    /// Its bytes.
    pub bytes: usize,
    /// Its bytes compressed, if compressing gains anything.
    pub brotli: Option<usize>,
}

/// The folder with the built widget: beside the program, or where Trunk puts it.
pub fn find_widget() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.to_path_buf()));
    beside.into_iter().chain([PathBuf::from(BUILT)]).find(|folder| folder.join(GLUE).is_file())
}

/// The widget's files in this folder; the loader and its styles may lie in the checkout's own.
///
/// # Errors
/// If a file cannot be read.
pub fn read_widget(folder: &Path) -> io::Result<Vec<WidgetFile>> {
    let mut files = Vec::new();
    let is_code = |path: &str| path.starts_with("tasuke") || path.starts_with("snippets/");
    for path in list(folder)?.into_iter().filter(|path| is_code(path) && has_extension(path, &["js", "wasm", "css"])) {
        files.push(WidgetFile { bytes: read(&folder.join(&path))?, path });
    }
    for name in BESIDE {
        if !files.iter().any(|file| file.path == *name) {
            files.push(WidgetFile { path: (*name).to_string(), bytes: read(&Path::new(SOURCE).join(name))? });
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// The UI texts by locale, from the widget's folder or the checkout's own.
///
/// # Errors
/// If a table cannot be read.
pub fn read_strings(widget: Option<&Path>) -> io::Result<Vec<(String, Json)>> {
    let folders = widget.into_iter().chain([Path::new(SOURCE)]).map(|folder| folder.join("strings"));
    let Some(folder) = folders.into_iter().find(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
    let tables = list(&folder)?.into_iter().filter(|path| has_extension(path, &["json"]));
    let table = |path: String| {
        let table = serde_json::from_slice(&read(&folder.join(&path))?)?;
        Ok((path.trim_end_matches(".json").to_string(), table))
    };
    tables.map(table).collect()
}

/// Whether writing into this folder destroys nothing of somebody else's: it is not there, empty, or a published one.
pub fn is_ours(folder: &Path) -> bool {
    let is_empty = fs::read_dir(folder).map_or(!folder.exists(), |mut entries| entries.next().is_none());
    let manifest = || fs::read(folder.join("manifest.json")).ok().and_then(|bytes| serde_json::from_slice::<Json>(&bytes).ok());
    is_empty || manifest().is_some_and(|manifest| manifest.get("published").is_some())
}

/// Writes the files, each with a compressed twin, and takes out what an earlier build left behind.
///
/// # Errors
/// If a file cannot be written.
pub fn write(folder: &Path, files: &[File]) -> io::Result<Vec<Written>> {
    let mut written = Vec::new();
    let mut expected = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let packed =
            is_text(&file.path).then(|| brotli(&file.bytes)).filter(|packed| !packed.is_empty() && packed.len() < file.bytes.len());
        // The twin first: a server that finds it must never pair it with another plain file for long.
        if let Some(packed) = &packed {
            let twin = [&file.path, ".br"].concat();
            fs::write(folder.join(&twin), packed)?;
            expected.push(twin);
        }
        fs::write(&path, &file.bytes)?;
        expected.push(file.path.clone());
        written.push(Written { path: file.path.clone(), bytes: file.bytes.len(), brotli: packed.map(|packed| packed.len()) });
    }
    for path in list(folder)?.into_iter().filter(|path| !expected.contains(path) && is_made_here(path)) {
        fs::remove_file(folder.join(&path))?;
        // A folder that is empty now goes too; one that is not stays.
        let _ = folder.join(&path).parent().map(fs::remove_dir);
    }
    Ok(written)
}

/// Whether a file has a name that only publishing gives: with a hash in it, or a compressed twin.
fn is_made_here(path: &str) -> bool {
    let plain = path.trim_end_matches(".br");
    let is_hash = |part: &str| part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_versioned = plain.strip_prefix("v/").and_then(|rest| rest.split('/').next()).is_some_and(is_hash);
    let is_core = !plain.contains('/') && has_extension(plain, &["json"]) && plain.split('.').rev().nth(1).is_some_and(is_hash);
    is_versioned || is_core
}

/// A file's bytes; an error names the file.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

/// All files below a folder, with `/` between folders, in order.
fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            paths.extend(list(&entry.path())?.into_iter().map(|path| [&name, "/", &path].concat()));
        } else {
            paths.push(name);
        }
    }
    paths.sort();
    Ok(paths)
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

impl Written {
    /// Whether a customer's browser fetches it.
    pub fn is_fetched(&self) -> bool {
        is_text(&self.path)
    }
}

impl Cache {
    /// How long a file at this path of a published folder may be kept.
    pub fn of(path: &str) -> Self {
        if is_made_here(path) { Self::Forever } else { Self::Ask }
    }
}
