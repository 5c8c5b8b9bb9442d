//! Which functions lead to what comes with the second part of the wasm, by their mangled names: what only they lead to
//! goes with them. A rule that no longer fits anything only costs bytes. One that fits too much is a trap before the
//! second part is there, and the loader then shows the ways to a person.

/// What Yew has and no screen of ours makes: modules of its own, and a component.
const UNUSED: &[&str] = &["9vsuspense", "4vraw", "7vportal", "9bsuspense", "4braw", "7bportal", "12BaseSuspense"];

/// Whether a function is a way into the second part: in the sources, the functions of modules named `rest`.
pub fn is_way_in(name: &str) -> bool {
    // A place for something is dropped also where nothing is in it.
    if name.contains("13drop_in_place") {
        return false;
    }
    is_in("6tasuke", &["4rest"], name) || is_in("3yew", UNUSED, name)
}

/// Whether a mangled name has one of these modules in this crate. Each part has its length before it, so a digit more
/// before that is another, longer name.
fn is_in(krate: &str, modules: &[&str], name: &str) -> bool {
    let Some((_, path)) = name.split_once(krate) else { return false };
    let has = |module: &&str| path.match_indices(*module).any(|(at, _)| !path[..at].ends_with(|c: char| c.is_ascii_digit()));
    modules.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_comes_later() {
        let cases = [
            ("_RNvNtNtCs2mJUwSONNWS_6tasuke3app4rest6handle", true),
            ("_ZN6tasuke4view4rest6screen17h0123456789abcdefE", true),
            ("_RNvNtNtCs2mJUwSONNWS_6tasuke3app14restored_draft", false),
            ("_RNvMNtNtCs2mJUwSONNWS_6tasuke3app7sessionNtB2_7Session5first", false),
            ("_RNvXs_NtNtCs6P4SccuuAov_3yew11virtual_dom4vrawNtB4_4VRawNtB6_13Reconcilable6attach", true),
            ("_RINvNtCsa7e25hjXJrd_4core3ptr13drop_in_placeNtNtNtCs6P4SccuuAov_3yew11virtual_dom4vraw4VRawEBJ_", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_way_in(name), expected, "{name}");
        }
    }
}
