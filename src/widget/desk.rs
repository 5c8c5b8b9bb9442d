//! What the loader holds: one mounted element.

use super::root::{Event, Props, Root};
use crate::json::{Json, read};
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// One mounted element.
#[wasm_bindgen]
pub struct Desk {
    handle: Option<AppHandle<Root>>,
}

/// Mounts the help desk into a container.
///
/// `config` is JSON: `{"knowledge", "assets", "locale", "mode", "page"}`. `emit` is called with an event's name and its
/// detail as JSON.
#[wasm_bindgen]
pub fn mount(container: web_sys::Element, config: &str, emit: Function) -> Desk {
    let config = read(config).unwrap_or_default();
    let props = Props { container: container.clone(), config: Rc::new(config), emit };
    Desk { handle: Some(yew::Renderer::<Root>::with_root_and_props(container, props).render()) }
}

#[wasm_bindgen]
impl Desk {
    /// Runs a command of the public API; the answer is JSON.
    pub fn command(&self, name: &str, args: &str) -> String {
        let Some(handle) = &self.handle else { return "null".into() };
        let first = match read(args) {
            Ok(Json::Array(args)) => args.into_iter().next().unwrap_or_default(),
            _ => Json::Null,
        };
        if name == "search" {
            let query = first.as_str().unwrap_or_default();
            return handle.get_component().map_or_else(|| "null".into(), |root| root.answer(query));
        }
        let event = if name == "rest" { Event::Rest } else { Event::Command(name.into(), first) };
        handle.send_message(event);
        "null".into()
    }

    /// Unmounts the element.
    pub fn destroy(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
    }
}
