//! E-mail addresses as people mistype them, and those of telephone companies, which refuse mail from computers unless told.

#[cfg(test)]
mod tests;

/// The domains that most customers have, those of Japan's telephone companies first.
const DOMAINS: &[&str] = &[
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "ymobile.ne.jp",
    "ymobile1.ne.jp",
    "uqmobile.jp",
    "rakumail.jp",
    "gmail.com",
    "yahoo.co.jp",
    "yahoo.com",
    "icloud.com",
    "me.com",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp",
    "live.jp",
    "nifty.com",
    "biglobe.ne.jp",
    "ocn.ne.jp",
    "so-net.ne.jp",
    "plala.or.jp",
];

/// How many of them refuse mail from computers unless told.
const CARRIERS: usize = 9;

/// Others that are right though they look like one of the above.
const REAL: &[&str] =
    &["mail.com", "email.com", "ymail.com", "ymail.ne.jp", "hotmail.jp", "live.com", "mac.com", "msn.com", "gmx.com", "au.jp"];

/// Ends that nobody has, and what was meant.
const ENDS: &[(&str, &str)] = &[
    (".con", ".com"),
    (".cmo", ".com"),
    (".ocm", ".com"),
    (".comm", ".com"),
    (".vom", ".com"),
    (".xom", ".com"),
    (".cojp", ".co.jp"),
    (".nejp", ".ne.jp"),
    (".co.jo", ".co.jp"),
    (".ne.jo", ".ne.jp"),
    (".co.pj", ".co.jp"),
    (".ne.pj", ".ne.jp"),
    (".co.jpn", ".co.jp"),
    (".ne.jpn", ".ne.jp"),
];

/// The address that was probably meant; nothing if this one may well be right.
pub fn meant(address: &str) -> Option<String> {
    let (name, domain) = address.trim().rsplit_once('@').filter(|(name, domain)| !name.is_empty() && domain.contains('.'))?;
    let domain = domain.to_ascii_lowercase();
    if DOMAINS.contains(&&*domain) || REAL.contains(&&*domain) {
        return None;
    }
    let ended = ENDS.iter().find_map(|(wrong, right)| Some([domain.strip_suffix(wrong)?, right].concat()));
    let candidate = ended.as_deref().unwrap_or(&domain);
    let near = DOMAINS.iter().find(|known| **known == candidate).or_else(|| DOMAINS.iter().find(|known| is_slip(candidate, known)));
    let meant = near.map(|known| (*known).to_string()).or(ended)?;
    Some([name, "@", &meant].concat())
}

/// Whether this address is one that a telephone company gives.
pub fn is_carrier(address: &str) -> bool {
    let domain = address.trim().rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    DOMAINS.iter().take(CARRIERS).any(|known| domain == *known)
}

/// Whether one slip of the finger makes one of the other: a letter too many, too few, another, or two the wrong way round.
fn is_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant) = (typed.as_bytes(), meant.as_bytes());
    let same = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (Some(a), Some(b)) = (typed.get(same..), meant.get(same..)) else { return false };
    let after = |of: &[u8], by: usize| of.get(by..).map(<[u8]>::to_vec);
    let is_swapped = match (a, b) {
        ([a0, a1, rest @ ..], [b0, b1, others @ ..]) => a0 == b1 && a1 == b0 && rest == others,
        _ => false,
    };
    // Short domains are all near each other.
    meant.len() > 7 && (is_swapped || after(a, 1).is_some_and(|a1| a1 == b || after(b, 1) == Some(a1)) || after(b, 1).as_deref() == Some(a))
}
