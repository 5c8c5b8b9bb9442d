//! An attached file as a team gets it: saved, never opened. Only two kinds of pictures are shown, on the ticket's page.

use super::super::attachments::{Attachments, head};
use super::super::html::Html;
use super::super::store::Stored;
use super::super::words::words;
use crate::cli::Lang;
use crate::knowledge::percent_encoded;
use crate::ticket::{Attachment, media_type, pixels};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::path::PathBuf;
use tower_http::services::ServeFile;

/// What a file may do that somebody opens after all: nothing.
const POLICY: &str = "sandbox; default-src 'none'";

/// The media type of what a browser is only to save.
const BYTES: &str = "application/octet-stream";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// A file of a ticket: where it is, its name, and its media type by its own bytes.
pub(super) struct Found {
    path: PathBuf,
    name: String,
    media: &'static str,
}

/// The file of this id, if the ticket has it.
pub(super) fn find(files: &Attachments, stored: &Stored, id: &str) -> Option<Found> {
    let file = stored.files().into_iter().find(|file| file.id == id)?;
    let path = files.path(&stored.key, id);
    let (head, _) = head(&path).ok()?;
    let media = media_type(&head).filter(|media| media.starts_with("image/")).unwrap_or(BYTES);
    Some(Found { path, name: file.name, media })
}

/// Answers with a file, or with the part of it that is wanted.
pub(super) async fn answer(found: Found, request: Request) -> Response {
    let Ok(response) = ServeFile::new(&found.path).try_call(request).await else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = response.map(Body::new);
    let name = ["attachment; filename*=UTF-8''", &percent_encoded(&found.name)].concat();
    let headers = [
        (CONTENT_TYPE, found.media),
        (CONTENT_DISPOSITION, &name),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        (RESOURCE_POLICY, "same-origin"),
    ];
    for (header, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(header, value);
        }
    }
    response
}

/// The list of a ticket's files.
pub(super) fn list(files: &Attachments, stored: &Stored, lang: Lang) -> Html {
    let attached = stored.files();
    if attached.is_empty() {
        return Html::default();
    }
    let rows: Html = attached.iter().map(|file| row(files, stored, file, lang)).collect();
    Html::default().element("<h2>", words(lang).files, "</h2><ul class=\"files\">").then(rows).raw("</ul>")
}

fn row(files: &Attachments, stored: &Stored, file: &Attachment, lang: Lang) -> Html {
    let row = Html::default().raw("<li>");
    let Ok((head, size)) = head(&files.path(&stored.key, &file.id)) else {
        return row.element("<span dir=\"auto\">", &file.name, "</span> ").element(
            "<span class=\"kind\">",
            words(lang).lost,
            "</span></li>",
        );
    };
    let media = media_type(&head).unwrap_or(BYTES);
    // What states no size may unpack to any.
    let is_shown = ["image/jpeg", "image/png"].contains(&media) && pixels(&head).is_some();
    let link = || Html::default().raw("/inbox/").query(&stored.number()).raw("/files/").query(&file.id);
    let picture =
        if is_shown { Html::default().raw("<img loading=\"lazy\" alt=\"\" src=\"").then(link()).raw("\">") } else { Html::default() };
    row.raw("<a href=\"")
        .then(link())
        .raw("\" download>")
        .then(picture)
        .element("<span dir=\"auto\">", &file.name, "</span></a> ")
        .element("<span class=\"kind\">", media, "</span> ")
        .element("<span class=\"count\">", &shown(size), "</span></li>")
}

/// A size as people read it: in kB, or in MB with one digit after the point.
fn shown(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
