//! Keys: Escape closes, arrows move through results; never while an IME composes.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

#[derive(PartialEq, Eq)]
pub(super) enum Wish {
    Nothing,
    Close,
}

/// What a key asks for. 229 is what Safari reports for the Enter that ends a composition.
pub(super) fn handle(container: &Element, event: &KeyboardEvent) -> Wish {
    if event.is_composing() || event.key_code() == 229 {
        return Wish::Nothing;
    }
    match event.key().as_str() {
        "Escape" => return Wish::Close,
        "ArrowDown" => move_focus(container, event, 1),
        "ArrowUp" => move_focus(container, event, -1),
        _ => {}
    }
    Wish::Nothing
}

/// Moves the focus through the search field and its results; elsewhere arrows keep their own meaning.
fn move_focus(container: &Element, event: &KeyboardEvent, by: i32) {
    let Ok(stops) = container.query_selector_all("[data-focus=search],[data-results] button") else { return };
    let Some(target) = event.composed_path().get(0).dyn_into::<Element>().ok() else { return };
    let at = (0..stops.length()).find(|index| stops.item(*index).is_some_and(|stop| stop.is_same_node(Some(&target))));
    let next = at.and_then(|at| at.checked_add_signed(by)).and_then(|next| stops.item(next));
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = next.focus();
    }
}
