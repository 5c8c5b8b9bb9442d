//! The shop's own captcha: before a ticket goes to the shop's endpoint the page may give a token for it, as listeners of
//! `fetch` events give answers (ADR 10).

use super::browser;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// The event; the page hears it by `tasuke.on("before-send", …)`.
const EVENT: &str = "tasuke:before-send";

/// How long the page may take, in milliseconds: with the request behind it less than a lease of the outbox.
const PATIENCE: i32 = 15_000;

/// The token for a ticket to this address; nothing where the page gives none.
///
/// # Errors
/// The page would give one, but failed or took too long: nothing is to be sent.
pub(super) async fn token(desk: &Element, url: &str) -> Result<Option<String>, JsValue> {
    let mut respond = None;
    let given = Promise::new(&mut |resolve, _| respond = Some(resolve));
    let late =
        Promise::new(&mut |_, reject| _ = browser::window().set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE));
    let respond: Function = respond.ok_or(JsValue::NULL)?;
    // A desk that was taken out of the page speaks to nobody.
    if !Reflect::get(desk, &"isConnected".into())?.is_truthy() {
        return Err(JsValue::NULL);
    }
    ask(desk, url, &respond)?;
    // Where no listener gave anything this does; otherwise it comes too late to count.
    respond.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED)?;
    Ok(JsFuture::from(Promise::race(&Array::of3(&given, &late, &late))).await?.as_string())
}

/// Tells the page `{"v": 1, url, respondWith}`; its listeners are done when this is.
fn ask(desk: &Element, url: &str, respond: &Function) -> Result<(), JsValue> {
    let object = |entries: &[(&str, &JsValue)]| {
        let object = Object::new();
        for (key, value) in entries {
            let _ = Reflect::set(&object, &(*key).into(), value);
        }
        object
    };
    let detail = object(&[("v", &1.into()), ("url", &url.into()), ("respondWith", respond)]);
    let init = object(&[("detail", &detail), ("bubbles", &JsValue::TRUE), ("composed", &JsValue::TRUE)]);
    let event: Function = Reflect::get(&browser::window(), &"CustomEvent".into())?.dyn_into()?;
    let event = Reflect::construct(&event, &Array::of2(&EVENT.into(), &init))?;
    let dispatch: Function = Reflect::get(desk, &"dispatchEvent".into())?.dyn_into()?;
    dispatch.call1(desk, &event)?;
    Ok(())
}
