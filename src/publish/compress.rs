//! Brotli, once at publishing time, so that the server does not compress with every request.

use std::io::Write;

/// The slowest and smallest: a folder is published once and fetched often.
const QUALITY: u32 = 11;

/// 4 MB, the largest window that every browser takes.
const WINDOW: u32 = 22;

/// What gains from compression.
const TEXTS: &[&str] = &["css", "html", "js", "json", "mjs", "svg", "txt", "wasm", "xml"];

/// Whether a file of this name gains from compression.
pub fn is_text(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| TEXTS.contains(&extension))
}

/// The bytes, compressed.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, QUALITY, WINDOW);
    // Writing to memory cannot fail; if it ever did, the plain file is still there.
    let written = writer.write_all(bytes).and_then(|()| writer.flush());
    drop(writer);
    if written.is_ok() { packed } else { Vec::new() }
}
