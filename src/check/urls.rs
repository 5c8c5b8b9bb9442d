//! Addresses that were meant to lead to another site and lack their scheme.

use crate::knowledge::Fault;
use serde_json::Value as Json;

/// Keys whose value is an address that customers follow or the widget asks.
const KEYS: &[&str] = &["policy_url", "url"];

/// What a page's or a file's name ends with: `support.html` is a page of this site.
const FILES: &[&str] = &[
    "action", "asp", "aspx", "cgi", "css", "csv", "do", "doc", "docx", "gif", "htm", "html", "jpeg", "jpg", "js", "json", "jsp", "md",
    "mp3", "mp4", "pdf", "php", "png", "pptx", "shtml", "svg", "txt", "webp", "xhtml", "xls", "xlsx", "xml", "zip",
];

/// Reports every address of a file that looks like a site's and has no scheme.
pub(super) fn check(json: &Json, add: &mut dyn FnMut(String, Fault)) {
    for part in ["site", "flows", "ticket"] {
        if let Some(json) = json.get(part) {
            visit(json, &format!("/{part}"), add);
        }
    }
}

fn visit(json: &Json, pointer: &str, add: &mut dyn FnMut(String, Fault)) {
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                let below = format!("{pointer}/{}", super::escaped(key));
                match value.as_str().filter(|url| KEYS.contains(&key.as_str()) && lacks_scheme(url)) {
                    Some(url) => add(below, Fault::NoScheme { url: url.to_string() }),
                    None => visit(value, &below, add),
                }
            }
        }
        Json::Array(list) => list.iter().enumerate().for_each(|(index, value)| visit(value, &format!("{pointer}/{index}"), add)),
        _ => {}
    }
}

/// Whether an address begins with what looks like a host: `www.shop.example/x`, `shop.example`.
pub(super) fn lacks_scheme(url: &str) -> bool {
    let host = url.get(..url.find(['/', '?', '#']).unwrap_or(url.len())).unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    if !host.split('.').all(is_label) {
        return false;
    }
    let Some((before, top)) = host.rsplit_once('.') else { return false };
    let top = top.to_ascii_lowercase();
    let is_top = (2..=24).contains(&top.len()) && top.bytes().all(|byte| byte.is_ascii_lowercase());
    before.eq_ignore_ascii_case("www") || host.to_ascii_lowercase().starts_with("www.") || is_top && !FILES.contains(&top.as_str())
}

#[cfg(test)]
mod tests {
    use super::lacks_scheme;

    #[test]
    fn hosts_are_told_from_pages_of_the_site() {
        let hosts =
            ["www.shop.example/x", "shop.example/p", "shop.example", "WWW.SHOP.EXAMPLE", "shop.co.jp?x=1", "日本.jp/", "www.店.日本"];
        let pages = [
            "/help/x",
            "support.html",
            "./x",
            "../x.y/z",
            "#x",
            "?q=a.b",
            "guide.pdf#2",
            "a/b.example",
            "help",
            "v1.2",
            "x.png",
            "https://shop.example",
            "mailto:a@shop.example",
            "tel:0120",
            "",
            "a..b/c",
            "order.do",
        ];
        for (urls, expected) in [(&hosts[..], true), (&pages[..], false)] {
            for url in urls {
                assert_eq!(lacks_scheme(url), expected, "{url}");
            }
        }
    }
}
