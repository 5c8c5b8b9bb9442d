//! Files from disk: the published folder and the shop's pages.

use super::desk::Desk;
use super::encoding::{decoded, has, takes_brotli};
use crate::publish::{Cache, is_text, short_hash};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use tokio::fs;

/// Below which path the published folder is served.
const HELP: &str = "/help/";

/// What browsers fetch unasked.
const ICON: &str = "favicon.ico";

/// A file of the published folder.
pub(super) async fn published(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let path = request.uri().path().strip_prefix(HELP).unwrap_or_default();
    answer(&desk, &desk.folder, path, Cache::of, request.headers()).await
}

/// A page of the shop.
pub(super) async fn shop(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let response = answer(&desk, &desk.shop, path, |_| Cache::Ask, request.headers()).await;
    // Every browser asks for it; a shop without one has nothing wrong.
    if path == ICON && response.status() == StatusCode::NOT_FOUND { StatusCode::NO_CONTENT.into_response() } else { response }
}

async fn answer(desk: &Desk, root: &Path, path: &str, cache: impl Fn(&str) -> Cache, headers: &HeaderMap) -> Response {
    let missing = || (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response();
    let Some(file) = find(root, path).await else { return missing() };
    let name = file.to_string_lossy().into_owned();
    // The twin only where it is wanted, and never one that is older than its file.
    let packed = if is_text(&name) && takes_brotli(headers) { twin(&file).await } else { None };
    let is_packed = packed.is_some();
    let bytes = match packed {
        Some(bytes) => bytes,
        None => match fs::read(&file).await {
            Ok(bytes) => bytes,
            Err(_) => return missing(),
        },
    };
    let tag = ["\"", &short_hash(&[&bytes]), "\""].concat();
    let mut response = if has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = bytes.into_response();
        set(&mut response, CONTENT_TYPE, content_type(&name));
        if is_packed {
            set(&mut response, CONTENT_ENCODING, "br");
        }
        response
    };
    set(&mut response, ETAG, &tag);
    set(&mut response, CACHE_CONTROL, cache(path).control());
    if is_text(&name) {
        set(&mut response, VARY, "Accept-Encoding");
    }
    if has_extension(&name, "html") {
        set(&mut response, CONTENT_SECURITY_POLICY, &desk.policy);
    }
    response
}

/// The file that a path names; nothing outside the folder, hidden, or meant for the host that publishes.
async fn find(root: &Path, path: &str) -> Option<PathBuf> {
    let path = decoded(path)?;
    let is_plain = |part: Component<'_>| match part {
        Component::Normal(name) => name.to_str().is_some_and(|name| !name.starts_with(['.', '_']) && !name.contains(['\\', ':', '\0'])),
        _ => false,
    };
    if !Path::new(&path).components().all(is_plain) {
        return None;
    }
    let root = fs::canonicalize(root).await.ok()?;
    let mut file = fs::canonicalize(root.join(&path)).await.ok()?;
    if fs::metadata(&file).await.ok()?.is_dir() {
        // A page's relative links only work from the folder itself.
        let is_folder = path.is_empty() || path.ends_with('/');
        file = if is_folder { file.join("index.html") } else { return None };
    }
    // A link may lead out of the folder.
    let is_inside = fs::canonicalize(&file).await.ok()?.starts_with(&root);
    (is_inside && fs::metadata(&file).await.ok()?.is_file()).then_some(file)
}

/// The compressed twin of a file.
async fn twin(file: &Path) -> Option<Vec<u8>> {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    let changed = async |path: &Path| fs::metadata(path).await.ok()?.modified().ok();
    let (plain, packed) = (changed(file).await?, changed(Path::new(&name)).await?);
    // Both were written in one go, the twin first.
    let is_current = plain.duration_since(packed).is_ok_and(|ahead| ahead.as_secs() < 60) || packed >= plain;
    if is_current { fs::read(name).await.ok() } else { None }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webp") => "image/webp",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
