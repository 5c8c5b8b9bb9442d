use super::*;
use proptest::prelude::*;

#[test]
fn slips_are_seen_and_what_may_be_right_is_left() {
    for (typed, expected) in [
        ("a@gmail.con", Some("a@gmail.com")),
        ("a@gmial.com", Some("a@gmail.com")),
        ("a@gmai.com", Some("a@gmail.com")),
        ("a@gmaill.com", Some("a@gmail.com")),
        ("a@gnail.com", Some("a@gmail.com")),
        ("a@gmail.cm", Some("a@gmail.com")),
        ("a@gmail.co", Some("a@gmail.com")),
        ("A@GMAIL.CON", Some("A@gmail.com")),
        ("a@docomo.ne.jo", Some("a@docomo.ne.jp")),
        ("a@docomo.nejp", Some("a@docomo.ne.jp")),
        ("a@docmo.ne.jp", Some("a@docomo.ne.jp")),
        ("a@ezwebn.e.jp", Some("a@ezweb.ne.jp")),
        ("a@sofbank.ne.jp", Some("a@softbank.ne.jp")),
        ("a@yahoo.co.jo", Some("a@yahoo.co.jp")),
        ("a@yaho.co.jp", Some("a@yahoo.co.jp")),
        ("a@icoud.com", Some("a@icloud.com")),
        ("a@outlok.jp", Some("a@outlook.jp")),
        ("a@shop.example.con", Some("a@shop.example.com")),
        ("a b@x@gmail.con", Some("a b@x@gmail.com")),
        ("a@gmail.com", None),
        ("a@docomo.ne.jp", None),
        ("a@mail.com", None),
        ("a@ymail.ne.jp", None),
        ("a@me.com", None),
        ("a@ne.com", None),
        ("a@company.co.jp", None),
        ("a@example.jp", None),
        ("a@gmail", None),
        ("@gmail.con", None),
        ("gmail.con", None),
        ("", None),
    ] {
        assert_eq!(meant(typed).as_deref(), expected, "{typed}");
    }
}

#[test]
fn telephone_companies_are_known() {
    for (address, expected) in
        [("a@docomo.ne.jp", true), (" a@EZWEB.NE.JP ", true), ("a@i.softbank.jp", true), ("a@gmail.com", false), ("a", false)]
    {
        assert_eq!(is_carrier(address), expected, "{address}");
    }
}

proptest! {
    #[test]
    fn what_is_proposed_is_not_corrected_again(typed in "[a-z]{1,3}@(gmail|yahoo|docomo|[a-z.]{1,8})[.](com|con|co.jp|ne.jo|[a-z]{1,4})") {
        if let Some(better) = meant(&typed) {
            prop_assert_eq!(meant(&better), None);
        }
    }
}
