//! What holds for the repository and the product as a whole; what holds for one module stands beside it in `src`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod check;
mod cli;
mod desk;
mod docs;
mod html;
mod outbox;
mod project;
mod search;
mod strings;
mod tidy;
mod view;
