//! The browser's services: the only place that touches clock, storage and focus.

use crate::app::Focus;
use crate::calendar::DateTime;
use crate::json::{Json, read, write};
use js_sys::{Date, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Storage, Window};

/// How far Japan's clocks are ahead of UTC, in minutes.
const JAPAN_MINUTES: i64 = 540;

pub(super) fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// Milliseconds of a clock that never goes back.
pub(super) fn millis() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Milliseconds since 1970 by the device's clock.
pub(super) fn wall_millis() -> u64 {
    Date::now() as u64
}

/// Now on the wall clock of a time zone; of the browser's own where the zone is missing or unknown.
pub(super) fn now(zone: Option<&str>) -> DateTime {
    // Japan keeps one time all year. The browser's own way costs a slow telephone a tenth of a second at the first call.
    if zone == Some("Asia/Tokyo") {
        return DateTime::from_minutes((Date::now() / 60_000.0) as i64 + JAPAN_MINUTES);
    }
    let options = Object::new();
    if let Some(zone) = zone {
        let _ = Reflect::set(&options, &"timeZone".into(), &zone.into());
    }
    // Swedish writes dates as ISO 8601 does. A zone that the browser does not know throws, hence the call by name.
    let written = local_string(&options).or_else(|| local_string(&Object::new())).unwrap_or_default();
    // Without a clock nothing in the file is current.
    DateTime::parse(&written).unwrap_or(DateTime { date: crate::calendar::Date::EPOCH, minute: 0 })
}

fn local_string(options: &Object) -> Option<String> {
    let date = Date::new_0();
    let method: Function = Reflect::get(&date, &"toLocaleString".into()).ok()?.dyn_into().ok()?;
    method.call2(&date, &"sv-SE".into(), options).ok()?.as_string()
}

/// What the customer would like to read, best first: the tag, the page, the browser.
pub(super) fn locale_wishes(tag: &str) -> Vec<String> {
    let window = window();
    let page = window.document().and_then(|document| document.document_element()).and_then(|html| html.get_attribute("lang"));
    let browser = window.navigator().languages();
    let mut wishes = vec![tag.to_string()];
    wishes.extend(page);
    wishes.extend(browser.iter().filter_map(|language| language.as_string()));
    wishes.retain(|wish| !wish.is_empty());
    wishes
}

/// An address relative to another.
pub(super) fn resolve(url: &str, base: &str) -> String {
    web_sys::Url::new_with_base(url, base).map_or_else(|_| url.to_string(), |url| url.href())
}

/// A key that no two tickets share.
pub(super) fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    let filled = window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        let seed = js_sys::Math::random().to_bits() ^ Date::now().to_bits();
        bytes = (u128::from(seed) << 64 | u128::from(js_sys::Math::random().to_bits())).to_le_bytes();
    }
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What was kept on the device: in this tab, so that two tabs do not write over each other, else by the last tab.
pub(super) fn kept(key: &str) -> Option<Json> {
    let found = storages().into_iter().find_map(|storage| storage.get_item(key).ok()?);
    read(&found?).ok()
}

/// Keeps something on the device; where storage is full or forbidden it stays on the screen only.
pub(super) fn keep(key: &str, value: &Json) {
    let text = write(value);
    for storage in storages() {
        let _ = storage.set_item(key, &text);
    }
}

/// Forgets what was kept.
pub(super) fn forget(key: &str) {
    for storage in storages() {
        let _ = storage.remove_item(key);
    }
}

/// Where it is marked that something is still to be sent; the loader looks there.
pub(super) fn unsent_key(name: &str) -> String {
    [name, "?"].concat()
}

/// Marks whether something is still to be sent, so that the next page goes on with it unasked.
pub(super) fn mark_unsent(name: &str, is_unsent: bool) {
    let Ok(Some(storage)) = window().local_storage() else { return };
    let key = unsent_key(name);
    let is_marked = storage.get_item(&key).is_ok_and(|mark| mark.is_some());
    if is_marked != is_unsent {
        let _ = if is_unsent { storage.set_item(&key, "1") } else { storage.remove_item(&key) };
    }
}

/// Tells the other tabs that the outbox changed: they hear of every change of the mark.
pub(super) fn tell_tabs(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(&unsent_key(name), &wall_millis().to_string());
    }
}

/// The tab's own storage, then the one that outlives it.
fn storages() -> Vec<Storage> {
    let window = window();
    [window.session_storage(), window.local_storage()].into_iter().filter_map(|storage| storage.ok()?).collect()
}

/// Moves the focus within the container.
pub(super) fn focus(container: &Element, focus: &Focus) {
    let selector = match focus {
        Focus::Heading => "[data-focus=heading]".to_string(),
        Focus::Search => "[data-focus=search]".to_string(),
        Focus::Errors => "[data-focus=errors]".to_string(),
        Focus::Verdict => "[data-focus=verdict]".to_string(),
        Focus::Rating => "[data-focus=rating]".to_string(),
        // An id is kebab-case: nothing in it means anything to a selector.
        Focus::Row(id) => ["[data-row=", id, "]"].concat(),
        Focus::Field(name) => ["#field-", name, ",#field-", name, " input"].concat(),
    };
    let all = |selector: &str| container.query_selector_all(selector).ok().filter(|found| found.length() > 0);
    // What is not there (a row that a link led past) leaves the focus to the screen, never to the page behind.
    let Some(found) = all(&selector).or_else(|| all("[data-focus]")) else { return };
    // A group of choices takes no focus itself; its first choice does.
    let element = found.item(1).filter(|_| matches!(focus, Focus::Field(_))).or_else(|| found.item(0));
    if let Some(element) = element.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
