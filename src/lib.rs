//! tasuke: a help desk in the customer's browser.
//!
//! One knowledge file becomes search, guided fixes and tickets. The core is pure: no IO, no clock, no randomness, no
//! browser. Two thin shells run it: the widget (Yew, in the browser) and the CLI (for editors).

pub mod adapter;
pub mod app;
pub mod calendar;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod condition;
#[cfg(feature = "cli")]
pub mod enrich;
pub mod entry;
#[cfg(feature = "cli")]
pub mod eval;
pub mod flow;
pub mod json;
pub mod knowledge;
pub mod outbox;
#[cfg(feature = "cli")]
pub mod publish;
pub mod qr;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod text;
pub mod ticket;
#[cfg(feature = "views")]
pub mod view;
#[cfg(feature = "widget")]
pub mod widget;
