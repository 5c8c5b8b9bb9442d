//! The keyboard on the screen of a telephone: it covers the foot of the sheet, which no style can know.

use super::browser;
use gloo::events::EventListener;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget};

/// From here on it is the customer who magnifies the page.
const MAGNIFIED: f64 = 1.05;

/// Keeps the desk above the keyboard, and what is being typed in sight.
pub(super) fn watch(desk: &Element) -> Option<EventListener> {
    let viewport = Reflect::get(&browser::window(), &"visualViewport".into()).ok().filter(JsValue::is_object)?;
    let (desk, seen) = (desk.clone(), viewport.clone());
    Some(EventListener::new(viewport.unchecked_ref::<EventTarget>(), "resize", move |_| _ = lift(&desk, &seen)))
}

fn lift(desk: &Element, seen: &JsValue) -> Result<(), JsValue> {
    let number = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).ok().and_then(|value| value.as_f64()).unwrap_or_default();
    let covered = number(&browser::window(), "innerHeight") - number(seen, "height");
    let covered = if number(seen, "scale") > MAGNIFIED { 0 } else { covered.max(0.0) as i32 };
    let style = Reflect::get(desk, &"style".into())?;
    let set: Function = Reflect::get(&style, &"setProperty".into())?.dyn_into()?;
    set.call2(&style, &"--covered".into(), &[&covered.to_string(), "px"].concat().into())?;
    let root: Function = Reflect::get(desk, &"getRootNode".into())?.dyn_into()?;
    let focused = Reflect::get(&root.call0(desk)?, &"activeElement".into())?;
    if covered > 0 && focused.is_object() {
        let show: Function = Reflect::get(&focused, &"scrollIntoView".into())?.dyn_into()?;
        let nearest = Object::new();
        Reflect::set(&nearest, &"block".into(), &"nearest".into())?;
        show.call1(&focused, &nearest)?;
    }
    Ok(())
}
