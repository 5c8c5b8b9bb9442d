//! One engine for all desks of a page that show the same file in the same language.

use crate::app::Engine;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// An engine that several desks may hold.
pub(super) type Shared = Rc<RefCell<Engine>>;

thread_local! {
    /// By file and language; an engine goes with its last desk.
    static ENGINES: RefCell<Vec<(String, Weak<RefCell<Engine>>)>> = const { RefCell::new(Vec::new()) };
}

/// The engine that the other desks of this file and language have; this one, if there are none.
pub(super) fn shared(file: &str, engine: Engine) -> Shared {
    let key = [file, "\n", &engine.locale].concat();
    ENGINES.with_borrow_mut(|engines| {
        engines.retain(|(_, engine)| engine.strong_count() > 0);
        if let Some(known) = engines.iter().find(|(known, _)| *known == key).and_then(|(_, engine)| engine.upgrade()) {
            return known;
        }
        let engine = Rc::new(RefCell::new(engine));
        engines.push((key, Rc::downgrade(&engine)));
        engine
    })
}
