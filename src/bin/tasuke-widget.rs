//! The wasm: its exports are in [`tasuke::widget`], and nothing runs until the loader mounts an element.

#[allow(unused_imports)]
use tasuke::widget as _;

fn main() {}
