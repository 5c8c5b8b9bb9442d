//! From the tag's attributes to an engine and a session.

use super::{browser, fetch};
use crate::app::{Config, Engine, Mode, Session, Strings, choose_locale};
use crate::json::{self, Json, at, entries, json, text_at, texts};
use crate::knowledge::{Knowledge, MAX_BYTES, Source, load as read};
use std::rc::Rc;

/// Everything an element needs.
pub(super) struct Ready {
    pub(super) engine: Engine,
    pub(super) session: Session,
    pub(super) zone: Option<String>,
    /// Pointers and words of what was dropped, for `tasuke:error`.
    pub(super) problems: Vec<Json>,
    /// Where the bodies of a large knowledge base are.
    pub(super) bodies: Vec<String>,
}

/// Fetches and reads the knowledge, published or raw, and the UI texts.
///
/// # Errors
/// One word that says what failed; the loader then shows the channels.
pub(super) async fn load(config: &Json) -> Result<Ready, &'static str> {
    let text = |key: &str| text_at(config, key).unwrap_or_default();
    let url = text("knowledge");
    let first = fetch::get(url).await.ok_or("knowledge-missing")?;
    if first.len() > MAX_BYTES {
        return Err("knowledge-too-large");
    }
    let json = json::read(first.trim_start_matches('\u{feff}')).map_err(|_| "knowledge-not-json")?;
    let wishes = browser::locale_wishes(text("locale"));
    let published = json.get("published").is_some();
    let available = if published { published_locales(&json) } else { source_locales(&json) };
    let locale = choose_locale(&wishes, &available).ok_or("knowledge-broken")?.to_string();
    let mut bodies = Vec::new();
    let core = if published {
        let files = json.get("locales").and_then(|locales| locales.get(&locale)).ok_or("knowledge-broken")?;
        bodies.extend(texts(at(files, "bodies")).iter().map(|shard| browser::resolve(shard, url)));
        let core = text_at(files, "core").ok_or("knowledge-broken")?;
        fetch::get(&browser::resolve(core, url)).await.ok_or("knowledge-missing")?
    } else {
        first
    };
    drop(json);
    let loaded = read(&[Source { name: url.to_string(), text: core }]).map_err(|_| "knowledge-broken")?;
    let strings = strings(config, &locale, published, &loaded.knowledge).await;
    let zone = loaded.knowledge.site.time_zone.clone();
    let now = browser::now(zone.as_deref());
    let mode = match text("mode") {
        "inline" => Mode::Inline,
        "page" => Mode::Page,
        _ => Mode::Launcher,
    };
    let session = Session::new(Config { mode, page: text("page").to_string() }, strings, now);
    let dropped = loaded.problems.iter().filter(|problem| problem.is_error());
    let problems = dropped.map(|problem| json!({"pointer": problem.place.pointer})).collect();
    let engine = Engine::new(Rc::new(loaded.knowledge), &locale, now.date);
    Ok(Ready { engine, session, zone, problems, bodies })
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

/// The UI texts: those that ship (in a published file already), the file's over them, those of `data-strings` over all.
async fn strings(config: &Json, locale: &str, published: bool, knowledge: &Knowledge) -> Strings {
    let text = |key: &str| text_at(config, key).filter(|url| !url.is_empty());
    let shipped = text("assets").filter(|_| !published).map(|assets| [assets, "strings/", locale, ".json"].concat());
    let own = table(text("strings").map(str::to_string)).await;
    table(shipped).await.with_overrides(knowledge, locale).overlaid(own)
}

async fn table(url: Option<String>) -> Strings {
    let Some(url) = url else { return Strings::default() };
    let read = fetch::get(&url).await.and_then(|text| json::read(&text).ok());
    Strings::read(&read.unwrap_or_default())
}
