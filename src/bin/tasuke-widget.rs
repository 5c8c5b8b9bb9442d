//! The wasm: its exports are in [`tasuke::widget`], and nothing runs until the loader mounts an element.

// Starting Rust's runtime for an empty `main` would cost 0.3 kB.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[allow(unused_imports)]
use tasuke::widget as _;

/// Half the code of the default allocator, and every request takes the same few steps (TLSF). It joins no memory that
/// was asked for piece by piece, so that a file of many megabytes may take twice its size for a moment.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
