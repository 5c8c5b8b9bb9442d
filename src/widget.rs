//! The widget's shell: one Yew root per element, and the browser services it needs.
//!
//! It decides nothing: messages go to [`crate::app::Session`], and the effects that come back are carried out here.

mod browser;
mod courier;
mod desk;
mod fetch;
mod files;
mod history;
mod hook;
mod keyboard;
mod keys;
mod load;
mod outbox;
mod rest;
mod root;
mod shared;
mod store;

pub use desk::{Desk, mount};
