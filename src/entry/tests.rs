use super::*;
use proptest::prelude::*;

#[test]
fn typed_values_are_normalised_or_refused_with_a_reason() {
    use EntryFault::*;
    let mask = Mask("MD-99999999".into());
    let inner = Mask("A99-B-9".into());
    let cases: &[(EntryType, Option<&Mask>, &str, Result<&str, EntryFault>)] = &[
        (EntryType::Text, None, "  ヤマダ ", Ok("ヤマダ")),
        (EntryType::OrderNumber, Some(&mask), "MD-12345678", Ok("MD-12345678")),
        (EntryType::OrderNumber, Some(&mask), "ｍｄ－１２３４　５６７８", Ok("MD-12345678")),
        (EntryType::OrderNumber, Some(&mask), "12345678", Ok("MD-12345678")),
        (EntryType::OrderNumber, Some(&mask), "MDー12345678", Ok("MD-12345678")),
        (EntryType::OrderNumber, Some(&mask), "MD-1234567", Err(WrongForm)),
        (EntryType::OrderNumber, Some(&mask), "MD-123456789", Err(WrongForm)),
        (EntryType::OrderNumber, Some(&mask), "MD-1234567x", Err(WrongForm)),
        (EntryType::OrderNumber, Some(&inner), "c12b3", Ok("C12-B-3")),
        (EntryType::OrderNumber, Some(&inner), "c12x3", Err(WrongForm)),
        (EntryType::OrderNumber, Some(&mask), "", Ok("")),
        (EntryType::OrderNumber, None, "ab 12", Ok("AB12")),
        (EntryType::Email, None, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", Ok("taro@example.jp")),
        (EntryType::Email, None, "taro..x.@DoCoMo.ne.jp ", Ok("taro..x.@docomo.ne.jp")),
        (EntryType::Email, None, "taro＠example", Err(NotAnEmail)),
        (EntryType::Email, None, "taro@example.", Err(NotAnEmail)),
        (EntryType::Email, None, "a@b@c.jp", Err(NotAnEmail)),
        (EntryType::Email, None, "taro", Err(NotAnEmail)),
        (EntryType::Email, None, "\u{202e}taro@example.jp", Ok("taro@example.jp")),
        (EntryType::Phone, None, "０９０－１２３４－５６７８", Ok("09012345678")),
        (EntryType::Phone, None, "+81 (0)90-1234-5678", Ok("+8109012345678")),
        (EntryType::Phone, None, "none", Err(NotAPhone)),
        (EntryType::Date, None, "２０２６年１１月１日", Ok("2026-11-01")),
        (EntryType::Date, None, "2026/2/29", Err(NotADate)),
        (EntryType::Date, None, "20261101", Ok("2026-11-01")),
        (EntryType::Date, None, "きのう", Err(NotADate)),
        (EntryType::Date, None, "99999999999999/1/1", Err(NotADate)),
        (EntryType::Money, None, "５，５００円", Ok("5500")),
        (EntryType::Number, None, "1.5", Ok("1.5")),
        (EntryType::Number, None, "1.5.2", Err(NotANumber)),
        (EntryType::Number, None, ".", Err(NotANumber)),
        (EntryType::Postcode, None, "〒１２３−４５６７", Ok("123-4567")),
        (EntryType::Postcode, None, "SW1A 1AA", Ok("SW1A1AA")),
        (EntryType::TrackingNumber, None, "1234-5678-9013", Ok("123456789013")),
        (EntryType::TrackingNumber, None, "１２３４−５６７８−９０１３", Ok("123456789013")),
        (EntryType::TrackingNumber, None, "1234-5678-9014", Err(WrongForm)),
        (EntryType::TrackingNumber, None, "1234-5687-9013", Err(WrongForm)),
        (EntryType::TrackingNumber, None, "1234567890", Ok("1234567890")),
        (EntryType::TrackingNumber, None, "1234", Err(WrongForm)),
    ];
    for (entry, mask, typed, expected) in cases {
        assert_eq!(normalise(*entry, *mask, typed), expected.map(str::to_string), "{entry:?} {typed:?}");
    }
}

proptest! {
    /// Whatever is accepted is accepted again, unchanged.
    #[test]
    fn normalising_twice_changes_nothing(typed in "\\PC{0,24}", kind in 0..11_usize) {
        let kinds = [
            EntryType::Text, EntryType::Textarea, EntryType::Number, EntryType::Date, EntryType::Email, EntryType::Phone,
            EntryType::OrderNumber, EntryType::TrackingNumber, EntryType::Postcode, EntryType::Money, EntryType::Choice,
        ];
        if let Ok(once) = normalise(kinds[kind], None, &typed) {
            prop_assert_eq!(normalise(kinds[kind], None, &once), Ok(once));
        }
    }
}
