//! Which functions may come with the second part of the wasm. A rule that no longer fits anything only costs bytes. One
//! that fits too much is a trap before the second part is there, and the loader then shows the ways to a person.

/// What Yew has and no screen of ours makes.
const UNUSED: &[&str] = &[
    "::vsuspense::",
    "::vraw::",
    "::vportal::",
    "::bsuspense::",
    "::braw::",
    "::bportal::",
    "yew::suspense::",
    "ComponentState>::suspend",
];

/// Functions that are called through tables only by what is in the second part: the checks of a file that was not
/// published, and what conditions and entries are made of.
const THROUGH_TABLES: &[&str] = &[
    "tasuke::widget::rest::",
    "tasuke::knowledge::decode::Decode>::SHAPE",
    "tasuke::knowledge::values::WORDED",
    "tasuke::knowledge::links::",
    "tasuke::entry::",
    " as tasuke::condition::Variables>",
];

/// Whether a function is a way into the second part: what only such functions lead to goes with them. In the sources
/// these are the functions of modules named `rest`.
pub fn is_way_in(name: &str) -> bool {
    let name = without_hashes(name);
    // What has nothing to drop is dropped, too.
    !name.contains("drop_in_place") && (name.starts_with("tasuke::") && name.contains("::rest::") || fits(&name, UNUSED))
}

/// Whether a function that stands in a table, where anything might call it, goes with the second part.
pub fn is_called_later(name: &str) -> bool {
    let name = without_hashes(name);
    fits(&name, THROUGH_TABLES) || !name.contains("drop_in_place") && fits(&name, UNUSED)
}

fn fits(name: &str, rules: &[&str]) -> bool {
    rules.iter().any(|rule| name.contains(rule))
}

/// `$"tasuke[1b91…]::app"` as `tasuke::app`.
fn without_hashes(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name.trim_start_matches(['$', '"']);
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let hash = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        rest = match after[hash..].strip_prefix(']') {
            Some(after) if hash > 8 => after,
            _ => {
                plain.push('[');
                after
            }
        };
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_comes_later() {
        let cases = [
            ("$\"tasuke[1b913fc350c1b8e0]::app::rest::handle\"", true, false),
            ("$tasuke::view::rest::screen::h0123456789abcdef", true, false),
            ("$\"<tasuke[1b913fc350c1b8e0]::app::session::Session>::first\"", false, false),
            ("$\"core[75d5716931084cc5]::ptr::drop_in_place::<yew[4f7b4931e21df9f1]::virtual_dom::vraw::VRaw>\"", false, false),
            (
                "$\"<yew[4f7b4931e21df9f1]::virtual_dom::vraw::VRaw as yew[4f7b4931e21df9f1]::dom_bundle::traits::Reconcilable>::attach\"",
                true,
                true,
            ),
            ("$\"<[char]>::contains\"", false, false),
            ("$\"<tasuke[1b913fc350c1b8e0]::flow::Values as tasuke[1b913fc350c1b8e0]::condition::Variables>::value\"", false, true),
        ];
        for (name, way_in, later) in cases {
            assert_eq!((is_way_in(name), is_called_later(name)), (way_in, later), "{name}");
        }
    }
}
