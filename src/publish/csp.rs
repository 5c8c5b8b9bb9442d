//! The content security policy that a page with the widget needs: the strictest that still lets it work.

use super::images::images;
use crate::knowledge::{Knowledge, Step};
use std::collections::BTreeSet;

/// The policy, with the origins that the file itself names: of its pictures, its ticket endpoint and its look-ups. Links
/// need no permission.
pub fn policy(knowledge: &Knowledge) -> String {
    let endpoint = knowledge.ticket.iter().map(|ticket| ticket.adapter.url.0.as_str());
    let steps = knowledge.flows.iter().flat_map(|flow| flow.steps.0.iter());
    let lookups = steps.filter_map(|(_, step)| match step {
        Step::Lookup(lookup) => Some(lookup.url.0.as_str()),
        _ => None,
    });
    let connect = sources(endpoint.chain(lookups));
    let pictures = images(knowledge);
    let img = sources(pictures.iter().map(String::as_str));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src {connect}; img-src {img}; \
         require-trusted-types-for 'script'; trusted-types tasuke"
    )
}

fn sources<'u>(urls: impl Iterator<Item = &'u str>) -> String {
    let origins: BTreeSet<String> = urls.filter_map(origin).collect();
    std::iter::once("'self'".to_string()).chain(origins).collect::<Vec<_>>().join(" ")
}

/// The origin of an absolute address; nothing for one on the shop's own host. Only letters that a host can have are let
/// through: a `;` would begin a new directive.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = match url.strip_prefix("//") {
        Some(rest) => ("https".to_string(), rest),
        None => url.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest))?,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let is_host = !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    (is_host && (scheme == "http" || scheme == "https")).then(|| [&scheme, "://", &host].concat())
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn origins_are_read_from_addresses() {
        let cases = [
            ("https://img.example/a.png", Some("https://img.example")),
            ("HTTPS://Img.Example:8443?x", Some("https://img.example:8443")),
            ("//cdn.example/a", Some("https://cdn.example")),
            ("https://user:secret@host.example/", Some("https://host.example")),
            ("/tickets", None),
            ("images/a.png", None),
            ("mailto:a@b.example", None),
            ("https://evil;script-src *", None),
            ("https://", None),
        ];
        for (url, expected) in cases {
            assert_eq!(origin(url).as_deref(), expected, "{url}");
        }
    }
}
