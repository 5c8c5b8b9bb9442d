//! Tickets: what the adapter cannot carry, routes that are never taken, and tickets that no route takes.

use super::branches::held;
use crate::adapter::{CONSENT, YES};
use crate::condition::Condition;
use crate::knowledge::{AdapterKind, Consent, EntryType, Fault, TicketFormat};

/// What an adapter's `fields` may name beside the form's own fields.
const OWN: &[&str] = &["letter", "locale", "page", "topic"];

/// Faults of the ticket form, each with its pointer below `/ticket`.
pub(super) fn faults(format: &TicketFormat, locales: &[String]) -> Vec<(String, Fault)> {
    let mut found = adapter(format);
    if let Some(locale) = format.agents_locale.as_ref().filter(|locale| !locales.contains(locale)) {
        found.push(("/agents_locale".into(), Fault::UnknownLocale { locale: locale.clone() }));
    }
    let conditions: Vec<&Condition> = format.routes.iter().map(|route| &route.when).collect();
    let types = |name: &str| format.variable_type(name);
    if let Some(held) = held(&conditions, &types).filter(|_| !conditions.is_empty()) {
        for index in 0..conditions.len() {
            if !held.iter().any(|held| held.iter().position(|holds| *holds) == Some(index)) {
                found.push((format!("/routes/{index}"), Fault::DeadCase));
            }
        }
        if held.iter().any(|held| held.iter().all(|holds| !holds)) {
            found.push(("/routes".into(), Fault::Unrouted));
        }
    }
    found
}

fn adapter(format: &TicketFormat) -> Vec<(String, Fault)> {
    let of = &format.adapter;
    let mut found = Vec::new();
    let mut missing = |key: &'static str, is_there: bool| {
        if !is_there {
            found.push(("/adapter".to_string(), Fault::Missing { key }));
        }
    };
    missing("form", !matches!(of.kind, AdapterKind::Hubspot | AdapterKind::Chatwoot) || of.form.is_some());
    missing("portal", of.kind != AdapterKind::Hubspot || of.portal.is_some());
    let scheme = of.url.0.split(':').next().unwrap_or_default();
    let fits = match of.kind {
        AdapterKind::Http | AdapterKind::FormPost => scheme != "mailto" && scheme != "tel",
        AdapterKind::Mailto => scheme == "mailto",
        _ => scheme == "https" || scheme == "http",
    };
    if !fits {
        found.push(("/adapter/url".into(), Fault::BadUrl { url: of.url.0.clone() }));
    }
    for name in of.fields.keys().filter(|name| !OWN.contains(name) && format.fields.get(name).is_none()) {
        let at = format!("/adapter/fields/{}", super::escaped(name));
        found.push((at, Fault::UnknownReference { what: "field", id: name.to_string(), nearest: None }));
    }
    let mut lost = |at: String, what: &str| found.push((at, Fault::NotCarried { what: what.to_string() }));
    let carries = of.kind.carries();
    let tells = |name: &str| of.fields.get(name).is_some();
    // HubSpot takes nothing but its own fields: without one for the letter, what is not mapped is lost.
    if of.kind == AdapterKind::Hubspot && !tells("letter") {
        for name in format.fields.keys().filter(|name| !tells(name)) {
            lost(format!("/fields/{}", super::escaped(name)), name);
        }
    }
    // Where the route does not travel, the topic can: the service's own rules go by it.
    let is_told = carries.route || tells("topic") || of.kind == AdapterKind::FormPost;
    if !format.routes.0.is_empty() && !is_told {
        lost("/routes".into(), "routes");
    }
    if format.attachments.is_some() && !carries.files {
        lost("/attachments".into(), "attachments");
    }
    subscriptions(format, &mut lost);
    found
}

/// Subscriptions that nobody can be said to have agreed to, or that the service is not told.
fn subscriptions(format: &TicketFormat, lost: &mut impl FnMut(String, &str)) {
    let has_yes = |name: &str| {
        let field = format.fields.get(name).filter(|field| field.entry == EntryType::Choice);
        field.is_some_and(|field| field.options.iter().any(|option| option.id == *YES))
    };
    let is_ticked = format.privacy.consent == Consent::Checkbox;
    for name in format.adapter.subscriptions.keys() {
        let is_told = name == CONSENT || is_ticked && has_yes(name);
        if format.adapter.kind != AdapterKind::Hubspot || !is_told {
            lost(format!("/adapter/subscriptions/{}", super::escaped(name)), name);
        }
    }
}
