use super::*;
use proptest::prelude::*;

fn limits(types: &[&str]) -> Attachments {
    Attachments { max_files: 3, max_mb: 2, types: types.iter().map(|media| (*media).to_string()).collect() }
}

/// The first bytes of a PNG of this size.
fn png(wide: u32, high: u32) -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &wide.to_be_bytes(), &high.to_be_bytes()].concat()
}

/// The first bytes of a JPEG of this size, behind so many bytes of what a camera writes.
fn jpeg(wide: u16, high: u16, exif: u16) -> Vec<u8> {
    let length = (exif + 2).to_be_bytes();
    let size = [high.to_be_bytes(), wide.to_be_bytes()].concat();
    [&b"\xff\xd8\xff\xe1"[..], &length, &vec![0xff; usize::from(exif)], b"\xff\xff\xc0\0\x11\x08", &size].concat()
}

fn of_brand(brand: [u8; 4]) -> Vec<u8> {
    [&b"\0\0\0\x18ftyp"[..], &brand, b"\0\0\0\0mif1heic"].concat()
}

#[test]
fn what_a_file_is_by_its_first_bytes() {
    let cases: &[(&[u8], Option<&str>)] = &[
        (&jpeg(4, 3, 0), Some("image/jpeg")),
        (&png(4, 3), Some("image/png")),
        (b"GIF89a\x04\0\x03\0", Some("image/gif")),
        (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (&of_brand(*b"heic"), Some("image/heic")),
        (&of_brand(*b"mif1"), Some("image/heic")),
        (&of_brand(*b"avif"), Some("image/avif")),
        (&of_brand(*b"qt  "), Some("video/quicktime")),
        (&of_brand(*b"isom"), Some("video/mp4")),
        (b"\x1a\x45\xdf\xa3\x01", Some("video/webm")),
        (b"%PDF-1.7", Some("application/pdf")),
        (b"", None),
        (b"\xff\xd8", None),
        // A program, a script, an archive and a page, whatever their names.
        (b"MZ\x90\0\x03", None),
        (b"\x7fELF\x02", None),
        (b"#!/bin/sh", None),
        (b"PK\x03\x04", None),
        (b"<!doctype html><script>", None),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"\">", None),
    ];
    for (head, expected) in cases {
        assert_eq!(media_type(head), *expected, "{:?}", String::from_utf8_lossy(head));
    }
}

#[test]
fn how_large_a_picture_is() {
    let vp8x = [&b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"[..], &[0xcf, 0x07, 0], &[0xdb, 0x05, 0]].concat();
    let vp8 = [&b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a"[..], &[0xd0, 0x07], &[0xdc, 0x05]].concat();
    let lossless = [&b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f"[..], &(1_999_u32 + (1_499 << 14)).to_le_bytes()].concat();
    let cases: &[(&[u8], Option<(u32, u32)>)] = &[
        (&png(2_000, 1_500), Some((2_000, 1_500))),
        (&jpeg(2_000, 1_500, 0), Some((2_000, 1_500))),
        (&jpeg(2_000, 1_500, 60_000), Some((2_000, 1_500))),
        (&jpeg(2_000, 1_500, 60_000)[..60_000], None),
        (b"GIF89a\xd0\x07\xdc\x05", Some((2_000, 1_500))),
        (&vp8x, Some((2_000, 1_500))),
        (&vp8, Some((2_000, 1_500))),
        (&lossless, Some((2_000, 1_500))),
        (&of_brand(*b"heic"), None),
    ];
    for (head, expected) in cases {
        assert_eq!(pixels(head), *expected, "{:?}", String::from_utf8_lossy(&head[..16.min(head.len())]));
    }
}

#[test]
fn what_becomes_of_a_file() {
    let drawn = |media, width| Ok(Plan { media, is_drawn: true, width });
    let kept = |media| Ok(Plan { media, is_drawn: false, width: None });
    let photos = &["image/jpeg", "image/png"][..];
    let cases: &[(&[u8], u64, &[&str], Result<Plan, EntryFault>)] = &[
        (&jpeg(4_000, 3_000, 0), 9_000_000, photos, drawn(JPEG, Some(2_048))),
        (&jpeg(3_000, 4_000, 0), 9_000_000, photos, drawn(JPEG, Some(1_536))),
        (&jpeg(2_048, 100, 0), 9_000, photos, drawn(JPEG, None)),
        (&jpeg(3, 60_000, 0), 9_000, photos, drawn(JPEG, Some(1))),
        (&png(100, 100), 9_000, photos, drawn(PNG, None)),
        (&png(100, 100), 9_000, &["image/jpeg"], drawn(JPEG, None)),
        (&png(100, 100), 9_000, &["image/*"], drawn(PNG, None)),
        (&of_brand(*b"heic"), 9_000, photos, drawn(JPEG, None)),
        (&of_brand(*b"heic"), 9_000, &["application/pdf"], Err(EntryFault::FileKind)),
        // A small file that unpacks to gigabytes.
        (&png(50_000, 50_000), 9_000, photos, Err(EntryFault::FileLarge)),
        (&png(u32::MAX, u32::MAX), 9_000, photos, Err(EntryFault::FileLarge)),
        (&jpeg(4_000, 3_000, 0), 61_000_000, photos, Err(EntryFault::FileLarge)),
        (&of_brand(*b"isom"), 1_999_999, &["video/*"], kept("video/mp4")),
        (&of_brand(*b"isom"), 2_000_001, &["video/*"], Err(EntryFault::FileLarge)),
        (&of_brand(*b"isom"), 9_000, photos, Err(EntryFault::FileKind)),
        (&of_brand(*b"isom"), 9_000, &["video*", "*", ""], Err(EntryFault::FileKind)),
        (b"%PDF-1.7", 9_000, &["application/pdf"], kept("application/pdf")),
        (b"MZ\x90\0", 9_000, &["image/jpeg", "application/x-msdownload"], Err(EntryFault::FileKind)),
        (b"", 0, photos, Err(EntryFault::FileEmpty)),
    ];
    for (head, size, types, expected) in cases {
        assert_eq!(plan(head, *size, &limits(types)), *expected, "{types:?} {:?}", media_type(head));
    }
}

#[test]
fn names_are_harmless() {
    let cases = [
        ("IMG_0001.HEIC", JPEG, "IMG_0001.jpg"),
        ("割れた皿.jpeg", JPEG, "割れた皿.jpg"),
        ("../../etc/passwd", PNG, "passwd.png"),
        ("C:\\Users\\taro\\photo.png", PNG, "photo.png"),
        ("invoice.pdf.exe", "application/pdf", "invoice.pdf.pdf"),
        ("photo\u{202e}gpj.exe", JPEG, "photogpj.jpg"),
        ("a\0b\n\u{feff}.png", PNG, "ab.png"),
        ("<img src=x onerror=alert(1)>", PNG, "_img src=x onerror=alert(1)_.png"),
        ("", JPEG, "file.jpg"),
        ("...", JPEG, "file.jpg"),
        (".htaccess", "text/plain", "file"),
        ("__proto__", PNG, "__proto__.png"),
    ];
    for (name, media, expected) in cases {
        assert_eq!(file_name(name, media), expected, "{name}");
    }
    assert_eq!(file_name(&"あ".repeat(9_000), PNG).chars().count(), NAME + 4);
}

#[test]
fn what_a_shop_takes() {
    let file = |size| Attachment { id: "abcdefgh".into(), name: "a.jpg".into(), media: JPEG.into(), size };
    let all = limits(&[JPEG]);
    let cases = [
        (vec![], Some(&all), None),
        (vec![], None, None),
        (vec![file(1)], None, Some(EntryFault::FileKind)),
        (vec![file(1); 3], Some(&all), None),
        (vec![file(1); 4], Some(&all), Some(EntryFault::FileMany)),
        (vec![file(1); 500], Some(&all), Some(EntryFault::FileMany)),
        (vec![file(1), file(0)], Some(&all), Some(EntryFault::FileEmpty)),
        (vec![file(1), file(2_000_001)], Some(&all), Some(EntryFault::FileLarge)),
    ];
    for (files, limits, expected) in cases {
        assert_eq!(check_files(&files, limits), expected, "{}", files.len());
    }
}

#[test]
fn what_is_kept_comes_back_and_nothing_else_does() {
    let file = Attachment { id: "0f-abcdef".into(), name: "a.jpg".into(), media: JPEG.into(), size: 12 };
    assert_eq!(Attachment::read(&file.to_json()), Some(file));
    for id in ["", "short", "../../../x", "a/b/c/d/e", "あああああああああ", &"a".repeat(65)] {
        assert_eq!(Attachment::read(&json!({"id": id, "name": "a", "type": JPEG, "size": 1_usize})), None, "{id}");
    }
}

proptest! {
    #[test]
    fn any_bytes_have_a_plan_or_a_fault(head in proptest::collection::vec(any::<u8>(), 0..64), start in 0_usize..6, size in any::<u64>()) {
        let starts: [&[u8]; 6] = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8", b"GIF89a", b"\0\0\0\0ftyp"];
        let head = [starts[start], &head[..]].concat();
        if let Ok(plan) = plan(&head, size, &limits(&["image/*", "video/*", "application/pdf"])) {
            prop_assert!(plan.width.is_none_or(|width| (1..=LONGEST).contains(&width)));
            prop_assert_eq!(plan.is_drawn, plan.media.starts_with("image/"));
        }
    }

    #[test]
    fn any_name_is_one_plain_name(name in ".*| {0,9}[a.]{70,90} {0,9}[.]x", media in prop_oneof![Just("image/avif"), Just(JPEG)]) {
        let once = file_name(&name, media);
        prop_assert_eq!(&file_name(&once, media), &once, "a draft that is read again keeps its names");
        let name = file_name(&name, PNG);
        prop_assert!(name.strip_suffix(".png").is_some() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']));
    }
}
