//! tasuke: a help desk in the customer's browser.
//!
//! One knowledge file becomes search, guided fixes and tickets. The core is pure: no IO, no clock, no randomness, no
//! browser. Two thin shells run it: the widget (Yew, in the browser) and the CLI (for editors).

pub mod app;
pub mod calendar;
pub mod check;
pub mod condition;
pub mod entry;
pub mod flow;
pub mod knowledge;
pub mod search;
pub mod text;
pub mod ticket;
#[cfg(feature = "views")]
pub mod view;
#[cfg(feature = "widget")]
pub mod widget;
