//! Icons as strokes on a 24 × 24 grid.

use super::el::el;
use yew::prelude::*;

/// An icon; it says nothing that the text beside it does not.
#[inline(never)]
pub(super) fn icon(name: &str) -> Html {
    let shape = el("path").attr("d", path(name));
    el("svg").attr("viewBox", "0 0 24 24").class("icon").attr("aria-hidden", "true").with(shape).html()
}

fn path(name: &str) -> &'static str {
    match name {
        "truck" => "M2 6h12v10H2zM14 9h4l4 4v3h-8M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm10 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        "box" => "M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8",
        "return" => "M4 9h11a5 5 0 0 1 0 10H8M8 5L4 9l4 4",
        "card" => "M3 6h18v12H3zM3 10h18M6 15h4",
        "user" => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6",
        "tag" => "M3 12V4h8l10 9-8 8zM7.5 8.5h.01",
        "tool" => "M14 6a4 4 0 0 0 5 5l-9 9-4-4 9-9zM15 3a5 5 0 0 1 6 6",
        "leaf" => "M5 19C4 9 10 4 20 4c0 10-5 16-15 15zM5 19l8-8",
        "phone" => "M6 3h3l2 5-2 2a11 11 0 0 0 5 5l2-2 5 2v3c0 2-2 3-3 3A17 17 0 0 1 3 6c0-1 1-3 3-3z",
        "shield" => "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM9 12l2 2 4-4",
        "gift" => "M4 11h16v10H4zM3 7h18v4H3zM12 7v14M12 7c-5 0-5-5-2-4 1 0 2 2 2 4 0-2 1-4 2-4 3-1 3 4-2 4",
        "back" => "M15 5l-7 7 7 7",
        "next" => "M9 5l7 7-7 7",
        "close" => "M5 5l14 14M19 5L5 19",
        "home" => "M4 11l8-7 8 7v9h-5v-6h-6v6H4z",
        "search" => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
        "check" => "M4 12l5 6L20 6",
        "steps" => "M5 5h4v4H5zM15 15h4v4h-4zM9 7h6a2 2 0 0 1 2 2v6",
        "page" => "M6 3h8l4 4v14H6zM9 12h6M9 16h6",
        "mail" => "M3 6h18v12H3zM3 7l9 7 9-7",
        "chat" => "M4 4h16v12H10l-5 4v-4H4z",
        "alert" => "M12 3l10 18H2zM12 10v5M12 18h.01",
        _ => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01",
    }
}
