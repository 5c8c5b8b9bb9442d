//! Tables of words and files; each function is behind one check.

mod files;
mod words;

use super::*;
use std::sync::LazyLock;

/// Unpacking takes a while in a build for tests.
static DICTIONARIES: LazyLock<Dictionaries> = LazyLock::new(Dictionaries::unpack);
static LEXICON: LazyLock<Lexicon<'static>> = LazyLock::new(|| Lexicon::new(&DICTIONARIES.words));
