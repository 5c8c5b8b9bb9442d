use super::*;
use proptest::prelude::*;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Compares every module of every mask with what the crate says.
#[track_caller]
fn check(text: &str) {
    let bytes = QrSegment::make_bytes(text.as_bytes());
    let least = QrCode::encode_segments_advanced(std::slice::from_ref(&bytes), QrCodeEcc::Low, Version::MIN, Version::new(5), None, false);
    let Ok(least) = least else { return assert_eq!(Qr::new(text), None, "{text}") };
    let version = least.version();
    let (data, correction) = CODEWORDS[usize::from(version.value()) - 1];
    let codewords = corrected(&filled(text.as_bytes(), data), correction);
    let mut all = Vec::new();
    for mask in 0..8 {
        let theirs =
            QrCode::encode_segments_advanced(std::slice::from_ref(&bytes), QrCodeEcc::Low, version, version, Some(Mask::new(mask)), false);
        let theirs = theirs.expect("it fitted before");
        let ours = Qr::masked(version.value().into(), &codewords, mask.into());
        assert_eq!(ours.size as i32, theirs.size(), "{text}");
        for y in 0..ours.size {
            for x in 0..ours.size {
                assert_eq!(ours.is_dark(x, y), theirs.get_module(x as i32, y as i32), "{text}: mask {mask}, {x}, {y}");
            }
        }
        all.push(ours);
    }
    assert!(all.contains(&Qr::new(text).expect("it fits")), "{text}");
}

#[test]
fn every_module_is_where_the_standard_wants_it() {
    for text in ["", "a", "https://line.me/R/ti/p/%40minatodo", "みなと堂", &"x".repeat(17), &"x".repeat(18)] {
        check(text);
    }
    // Both ends of every version.
    for length in [32, 33, 53, 54, 78, 79, 106, 107, 200] {
        check(&"z7/".repeat(length).chars().take(length).collect::<String>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn as_the_crate_does(text in "\\PC{0,60}") {
        check(&text);
    }
}
