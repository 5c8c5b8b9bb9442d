//! Which language is shown.

/// The first wish that the file can fulfil, by BCP 47 look-up (RFC 4647 §3.4: `ja-JP` finds `ja`), else its first locale.
pub fn choose_locale<'a>(wishes: &[String], available: &'a [String]) -> Option<&'a str> {
    let same = |wish: &str| available.iter().find(|locale| locale.eq_ignore_ascii_case(wish));
    let fulfil = |wish: &String| {
        let mut range = wish.as_str();
        loop {
            if let Some(found) = same(range) {
                return Some(found);
            }
            range = range.get(..range.bytes().rposition(|byte| byte == b'-')?)?;
        }
    };
    wishes.iter().find_map(fulfil).or_else(|| available.first()).map(String::as_str)
}
