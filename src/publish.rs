//! Publishing: the folder that a shop uploads, made from its knowledge file and the widget's files.
//!
//! [`publish`] is a pure function from what was read to [`File`]s; [`disk`] reads and writes them. What a customer must
//! not see is held back here: an allow-list ([`shape`]) names every key that may go out, so that a key nobody thought of
//! stays at home.

mod agents;
mod bodies;
mod compress;
mod csp;
pub mod disk;
mod hash;
mod headers;
mod images;
mod kept;
mod locale;
mod manifest;
mod prune;
mod shape;
mod strings;
#[cfg(test)]
mod tests;
mod unlink;
mod widget;

pub use compress::{brotli, is_text};
pub use csp::policy;
pub use hash::short as short_hash;
pub use kept::Note;
pub use widget::{LoaderFault, WidgetFile};

use crate::calendar::Date;
use crate::knowledge::{Loaded, Source};
use serde_json::{Map, Value as Json};

/// What a published folder is made from.
pub struct Input<'i> {
    /// The knowledge files.
    pub sources: &'i [Source],
    /// What was read from them.
    pub loaded: &'i Loaded,
    /// The day for which articles are chosen.
    pub today: Date,
    /// The widget's files; empty if the widget is served from elsewhere.
    pub widget: &'i [WidgetFile],
    /// UI texts by locale.
    pub strings: &'i [(String, Json)],
    /// Whether the knowledge file itself goes along, with all that is in it.
    pub with_source: bool,
}

/// How long a browser may keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// For ever: its name changes with its content.
    Forever,
    /// Only after asking whether it is still the same.
    Ask,
}

/// A file of the published folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it lies, with `/` between folders.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// How long a browser may keep it.
    pub cache: Cache,
}

/// A published folder, not yet written.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// Its files; the manifest comes last, so that it never names a file that is not there yet.
    pub files: Vec<File>,
    /// What an editor should know about what was left out.
    pub notes: Vec<Note>,
    /// The content security policy that a page with the widget needs.
    pub policy: String,
}

/// Makes the published folder.
///
/// # Errors
/// If the widget's loader is not the one this version knows.
pub fn publish(input: &Input<'_>) -> Result<Published, LoaderFault> {
    let knowledge = &input.loaded.knowledge;
    let (kept, mut notes) = kept::Kept::new(knowledge, input.today);
    let sources: Vec<Map<String, Json>> = input.sources.iter().filter_map(|source| parse(&source.text)).collect();
    let parts = prune::Parts { sources: &sources, loaded: input.loaded, kept: &kept, today: input.today };
    let (mut files, loader) = widget::files(input.widget)?;
    let mut locales = Vec::new();
    let agents = agents::Agents::of(knowledge, input.strings);
    for locale in &knowledge.site.locales {
        let (strings, note) = strings::table(input.strings, knowledge, locale);
        notes.extend(note);
        let (core, bodies) = language(&parts, locale, &strings, &agents);
        locales.push(manifest::Locale {
            tag: locale,
            core: core.path.clone(),
            bodies: bodies.iter().map(|file| file.path.clone()).collect(),
        });
        files.push(core);
        files.extend(bodies);
    }
    if input.with_source {
        let sources = input.sources.iter().take(1);
        files.extend(sources.map(|source| File::asked("knowledge.json", source.text.clone().into_bytes())));
    }
    let policy = policy(knowledge);
    files.extend(loader);
    if !input.widget.is_empty() {
        // For pages that show the knowledge file as it is: a published one has its texts inside.
        let tables = input.strings.iter();
        files.extend(tables.map(|(locale, table)| File::asked(&["strings/", locale, ".json"].concat(), table.to_string().into_bytes())));
    }
    files.push(File::asked("_headers", headers::file(&files, &policy).into_bytes()));
    files.push(manifest::file(knowledge.site.time_zone.as_deref(), &locales, &files));
    Ok(Published { files, notes, policy })
}

/// The files of one language.
fn language(parts: &prune::Parts<'_>, locale: &str, strings: &Map<String, Json>, agents: &agents::Agents) -> (File, Vec<File>) {
    let mut core = locale::core(parts, locale, strings, agents);
    let bodies = bodies::shards(&mut core, locale);
    (File::hashed(&[locale, "."].concat(), "json", core.to_string().into_bytes()), bodies)
}

impl File {
    fn asked(path: &str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_string(), bytes, cache: Cache::Ask }
    }

    /// A file with its hash in its name.
    fn hashed(start: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let path = [start, &hash::short(&[&bytes]), ".", extension].concat();
        Self { path, bytes, cache: Cache::Forever }
    }
}

fn parse(text: &str) -> Option<Map<String, Json>> {
    match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Json::Object(map)) => Some(map),
        _ => None,
    }
}
