//! From the tag's attributes to an engine and a session.

use super::{browser, fetch, rest};
use crate::app::{Config, Engine, Mode, Session, Strings, choose_locale};
use crate::json::{self, Json, at, entries, text_at, texts};
use crate::knowledge::{self, MAX_BYTES};
use std::rc::Rc;

/// Everything an element needs, as it came.
pub(super) struct Fetched {
    locale: String,
    file: File,
    shipped: Strings,
    own: Strings,
    config: Config,
    /// Where the bodies of a large knowledge base are.
    pub(super) bodies: Vec<String>,
}

/// The knowledge.
enum File {
    /// Published, for one language.
    Published(Json),
    /// As its editor wrote it.
    Raw(String),
}

/// Everything an element needs.
pub(super) struct Ready {
    pub(super) engine: Engine,
    pub(super) session: Session,
    pub(super) zone: Option<String>,
    /// What was dropped, as JSON for `tasuke:error`.
    pub(super) problems: Option<String>,
}

/// Fetches the knowledge, published or raw, and the UI texts.
///
/// # Errors
/// One word that says what failed; the loader then shows the channels.
pub(super) async fn fetch(config: &Json) -> Result<Fetched, &'static str> {
    let text = |key: &str| text_at(config, key).unwrap_or_default();
    let url = text("knowledge");
    let first = fetch::get(url).await.ok_or("knowledge-missing")?;
    if first.len() > MAX_BYTES {
        return Err("knowledge-too-large");
    }
    let json = parse(&first)?;
    let wishes = browser::locale_wishes(text("locale"));
    let published = json.get("published").is_some();
    let available = if published { published_locales(&json) } else { source_locales(&json) };
    let locale = choose_locale(&wishes, &available).ok_or("knowledge-broken")?.to_string();
    let mut bodies = Vec::new();
    let file = if published {
        let files = json.get("locales").and_then(|locales| locales.get(&locale)).ok_or("knowledge-broken")?;
        bodies.extend(texts(at(files, "bodies")).iter().map(|shard| browser::resolve(shard, url)));
        let core = text_at(files, "core").ok_or("knowledge-broken")?;
        File::Published(parse(&fetch::get(&browser::resolve(core, url)).await.ok_or("knowledge-missing")?)?)
    } else {
        File::Raw(first)
    };
    // The UI texts that ship are in a published file already, but for those that say why; those of `data-strings` go over all.
    let url = |key: &str| text_at(config, key).filter(|url| !url.is_empty());
    let debug = at(config, "debug").as_bool() == Some(true);
    let shipped = url("assets").filter(|_| !published || debug).map(|assets| [assets, "strings/", &locale, ".json"].concat());
    let (shipped, own) = (table(shipped).await, table(url("strings").map(str::to_string)).await);
    let mode = match text("mode") {
        "inline" => Mode::Inline,
        "page" => Mode::Page,
        _ => Mode::Launcher,
    };
    Ok(Fetched { file, shipped, own, config: Config { mode, page: text("page").to_string(), debug }, locale, bodies })
}

fn parse(text: &str) -> Result<Json, &'static str> {
    json::read(text.trim_start_matches('\u{feff}')).map_err(|_| "knowledge-not-json")
}

impl Fetched {
    /// Whether it can only be read once the second part of the code is there.
    pub(super) fn needs_rest(&self) -> bool {
        matches!(self.file, File::Raw(_))
    }

    /// Reads the knowledge.
    ///
    /// # Errors
    /// As [`fetch`].
    pub(super) fn read(self) -> Result<Ready, &'static str> {
        let (knowledge, problems, unread) = match self.file {
            File::Published(file) => (knowledge::first(&file).ok_or("knowledge-broken")?, None, Some(file)),
            File::Raw(text) => {
                let (knowledge, problems) = rest::read(text).ok_or("knowledge-broken")?;
                (knowledge, problems, None)
            }
        };
        let zone = knowledge.site.time_zone.clone();
        let now = browser::now(zone.as_deref());
        let strings = self.shipped.with_overrides(&knowledge, &self.locale).overlaid(self.own);
        let session = Session::new(self.config, strings, now);
        let engine = Engine::new(Rc::new(knowledge), &self.locale, now.date);
        let engine = unread.into_iter().fold(engine, Engine::with_unread);
        Ok(Ready { engine, session, zone, problems })
    }
}

/// The locales of a manifest, the default first: the others fall back to it.
fn published_locales(manifest: &Json) -> Vec<String> {
    let mut locales: Vec<String> = text_at(manifest, "default").map(str::to_string).into_iter().collect();
    locales.extend(entries(at(manifest, "locales")).iter().map(|(locale, _)| (*locale).clone()));
    locales
}

fn source_locales(file: &Json) -> Vec<String> {
    texts(at(at(file, "site"), "locales"))
}

async fn table(url: Option<String>) -> Strings {
    let Some(url) = url else { return Strings::default() };
    let read = fetch::get(&url).await.and_then(|text| json::read(&text).ok());
    Strings::read(&read.unwrap_or_default())
}
