//! The inbox: what a team sees of its tickets. Without scripts, so that nothing that a customer types could run.

mod file;
mod page;
mod ticket;

use super::desk::Desk;
use super::html::Html;
use super::store::Stored;
use super::words::words;
use crate::cli::Lang;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, SET_COOKIE, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::Arc;

/// Nothing but the page's own styles, attached pictures, and forms that stay here.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How many tickets a page lists.
const PAGE: usize = 50;

/// `GET /inbox?team=…&before=…`
pub(super) async fn list(State(desk): State<Arc<Desk>>, Query(query): Query<HashMap<String, String>>, headers: HeaderMap) -> Response {
    let lang = lang(&desk, &headers);
    if let Some(answer) = door(&desk, &query, &headers, "/inbox", lang) {
        return answer;
    }
    let team = query.get("team").cloned().filter(|team| !team.is_empty());
    let before = query.get("before").and_then(|before| before.parse().ok());
    read(Arc::clone(&desk), lang, move |desk| {
        let tickets = desk.store.list(team.as_deref(), before, PAGE + 1)?;
        let teams = desk.store.teams()?;
        Ok((StatusCode::OK, page::list(desk, &tickets, &teams, team.as_deref(), PAGE, lang)))
    })
    .await
}

/// `GET /inbox/{number}`
pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Path(number): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let lang = lang(&desk, &headers);
    if let Some(answer) = door(&desk, &query, &headers, &["/inbox/", &number].concat(), lang) {
        return answer;
    }
    read(Arc::clone(&desk), lang, move |desk| {
        let found: Option<Stored> = desk.store.one(&number)?;
        Ok(match found {
            Some(stored) => (StatusCode::OK, ticket::show(desk, &stored, lang)),
            None => (StatusCode::NOT_FOUND, page::message(words(lang).missing, lang)),
        })
    })
    .await
}

/// `GET /inbox/{number}/files/{id}`
pub(super) async fn file(
    State(desk): State<Arc<Desk>>,
    Path((number, id)): Path<(String, String)>,
    Query(query): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let lang = lang(&desk, request.headers());
    let path = ["/inbox/", &number, "/files/", &id].concat();
    if let Some(answer) = door(&desk, &query, request.headers(), &path, lang) {
        return answer;
    }
    let find = move || Ok::<_, rusqlite::Error>(desk.store.one(&number)?.and_then(|stored| file::find(&desk.store.files, &stored, &id)));
    match tokio::task::spawn_blocking(find).await {
        Ok(Ok(Some(found))) => file::answer(found, request).await,
        Ok(Ok(None)) => answer(StatusCode::NOT_FOUND, page::message(words(lang).lost, lang)),
        _ => answer(StatusCode::SERVICE_UNAVAILABLE, page::message(words(lang).trouble, lang)),
    }
}

/// The inbox's styles.
pub(super) async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")], include_str!("inbox/style.css")).into_response()
}

/// Reads from the store on a thread that may wait for the disk.
async fn read(desk: Arc<Desk>, lang: Lang, view: impl FnOnce(&Desk) -> rusqlite::Result<(StatusCode, Html)> + Send + 'static) -> Response {
    let read = tokio::task::spawn_blocking(move || view(&desk)).await;
    let trouble = || (StatusCode::SERVICE_UNAVAILABLE, page::message(words(lang).trouble, lang));
    let (status, html) = read.ok().and_then(Result::ok).unwrap_or_else(trouble);
    answer(status, html)
}

/// The way in: nothing for those who may enter, else what they get instead.
fn door(desk: &Desk, query: &HashMap<String, String>, headers: &HeaderMap, path: &str, lang: Lang) -> Option<Response> {
    let token = desk.token.as_ref()?;
    if query.get("token").is_some_and(|text| token.is(text)) {
        // Away from the address that has the token in it, which would stay in the browser's history.
        let mut response = answer(StatusCode::SEE_OTHER, Html::default());
        let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/inbox"));
        response.headers_mut().insert(LOCATION, location);
        response.headers_mut().extend(HeaderValue::from_str(&token.cookie()).ok().map(|cookie| (SET_COOKIE, cookie)));
        return Some(response);
    }
    if token.is_in(headers) {
        return None;
    }
    let mut response = answer(StatusCode::UNAUTHORIZED, page::door(lang));
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    Some(response)
}

/// The language of the agent's browser, else that of the server.
fn lang(desk: &Desk, headers: &HeaderMap) -> Lang {
    let wishes = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = wishes.split(',').find_map(|wish| match wish.trim().get(..2) {
        Some("ja") => Some(Lang::Ja),
        Some("en") => Some(Lang::En),
        _ => None,
    });
    known.unwrap_or(desk.lang)
}

fn answer(status: StatusCode, html: Html) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, html.into_string()).into_response()
}
