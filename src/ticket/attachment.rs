//! Files that go with a ticket: what they are by their first bytes, and what a shop takes of them.
//!
//! A picture is drawn anew before it is kept or sent, smaller and without what the camera wrote into it, such as the
//! place. Other files go as they are.

#[cfg(test)]
mod tests;

use crate::entry::EntryFault;
use crate::json::{Json, ToJson, at, json, text_at};
use crate::knowledge::Attachments;

/// How many bytes of a file tell what it is: pictures state their size behind what the camera wrote.
pub const HEAD: usize = 256 * 1024;

/// The longer side of a picture that is sent, in pixels: the print on a parcel's label can still be read.
const LONGEST: u32 = 2_048;

/// The most pixels of a picture that a phone is asked to decode.
pub const PIXELS: u64 = 120_000_000;

/// The largest picture that is read at all, in bytes; what is sent of it is far smaller.
const RAW: u64 = 60 * MB;

/// The longest name of a file, in characters.
const NAME: usize = 80;

const MB: u64 = 1_000_000;

const JPEG: &str = "image/jpeg";
const PNG: &str = "image/png";

/// A file that goes with a ticket; its bytes are kept elsewhere under its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Names its bytes; no two files share one.
    pub id: String,
    /// Its name, as [`file_name`] makes it.
    pub name: String,
    /// Its media type, by its own bytes.
    pub media: String,
    /// How large it is, in bytes.
    pub size: u64,
}

/// What becomes of a file that the customer chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The media type in which it is sent.
    pub media: &'static str,
    /// Whether it is drawn anew; else it goes as it is.
    pub is_drawn: bool,
    /// Its width when it is drawn, in pixels, where its own size is known and too large; its height follows.
    pub width: Option<u32>,
}

impl Attachment {
    /// Reads what [`ToJson`] wrote, from the device or from anybody's request.
    pub fn read(json: &Json) -> Option<Self> {
        let id = text_at(json, "id").filter(|id| is_id(id))?.to_string();
        let media = text_at(json, "type")?.to_string();
        let name = file_name(text_at(json, "name").unwrap_or_default(), &media);
        Some(Self { id, name, media, size: at(json, "size").as_u64()? })
    }
}

impl ToJson for Attachment {
    fn to_json(&self) -> Json {
        json!({"id": self.id, "name": self.name, "type": self.media, "size": self.size})
    }
}

/// Whether a text can name a file: of 8 to 64 letters, digits and hyphens, so that it is safe in addresses and paths.
pub fn is_id(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// What is wrong with files that are to be sent, if anything.
pub fn check_files(files: &[Attachment], limits: Option<&Attachments>) -> Option<EntryFault> {
    let Some(limits) = limits else { return (!files.is_empty()).then_some(EntryFault::FileKind) };
    if files.len() > limits.max_files as usize {
        return Some(EntryFault::FileMany);
    }
    files.iter().find_map(|file| check_file(&file.media, file.size, limits).err())
}

/// # Errors
/// The shop does not take it.
pub fn check_file(media: &str, size: u64, limits: &Attachments) -> Result<(), EntryFault> {
    if !takes(limits, media) {
        return Err(EntryFault::FileKind);
    }
    match size {
        0 => Err(EntryFault::FileEmpty),
        size if size > u64::from(limits.max_mb) * MB => Err(EntryFault::FileLarge),
        _ => Ok(()),
    }
}

/// Whether a shop takes files of this type: it lists it, or all of its kind, such as `video/*`.
fn takes(limits: &Attachments, media: &str) -> bool {
    let is_kind = |wide: &str| wide.strip_suffix('*').is_some_and(|kind| kind.ends_with('/') && media.starts_with(kind));
    limits.types.iter().any(|listed| listed == media || is_kind(listed))
}

/// What becomes of a file, by its first bytes (up to [`HEAD`]) and its size in bytes.
///
/// # Errors
/// It cannot be sent.
pub fn plan(head: &[u8], size: u64, limits: &Attachments) -> Result<Plan, EntryFault> {
    if size == 0 {
        return Err(EntryFault::FileEmpty);
    }
    let media = media_type(head).ok_or(EntryFault::FileKind)?;
    if !media.starts_with("image/") {
        check_file(media, size, limits)?;
        return Ok(Plan { media, is_drawn: false, width: None });
    }
    let drawn = [media, JPEG, PNG].into_iter().find(|media| [JPEG, PNG].contains(media) && takes(limits, media));
    let media = drawn.ok_or(EntryFault::FileKind)?;
    let (wide, high) = pixels(head).unwrap_or_default();
    if size > RAW || u64::from(wide) * u64::from(high) > PIXELS {
        return Err(EntryFault::FileLarge);
    }
    let width = (wide.max(high) > LONGEST).then(|| fit(wide, high).0);
    Ok(Plan { media, is_drawn: true, width })
}

/// The size in which a picture of this size is drawn, in pixels; neither is 0.
pub fn fit(wide: u32, high: u32) -> (u32, u32) {
    let longer = u64::from(wide.max(high).max(1));
    let side = |side: u32| (u64::from(side) * longer.min(u64::from(LONGEST)) / longer).max(1) as u32;
    (side(wide), side(high))
}

/// Whether a picture is of a kind that few browsers can read: the one that iPhones take.
pub fn is_heic(head: &[u8]) -> bool {
    media_type(head) == Some("image/heic")
}

/// The media type of a file by its first bytes; nothing for what nobody sends to a help desk. Neither its name nor what the
/// browser says counts: both are the sender's word.
pub fn media_type(head: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 7] = [
        (b"\xff\xd8\xff", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"%PDF-", "application/pdf"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"BM", "image/bmp"),
    ];
    if head.starts_with(b"RIFF") {
        return (head.get(8..12)? == b"WEBP").then_some("image/webp");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some(match head.get(8..12)? {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => "image/heic",
            b"avif" | b"avis" => "image/avif",
            b"qt  " => "video/quicktime",
            _ => "video/mp4",
        });
    }
    STARTS.iter().find(|(start, _)| head.starts_with(start)).map(|(_, media)| *media)
}

/// Width and height of a picture, as its own bytes state them.
pub fn pixels(head: &[u8]) -> Option<(u32, u32)> {
    let big = |at: usize, len: usize| Some(number(head.get(at..at.checked_add(len)?)?.iter()));
    let little = |at: usize, len: usize| Some(number(head.get(at..at.checked_add(len)?)?.iter().rev()));
    match media_type(head)? {
        JPEG => jpeg_pixels(head),
        PNG => Some((big(16, 4)?, big(20, 4)?)),
        "image/gif" => Some((little(6, 2)?, little(8, 2)?)),
        "image/bmp" => Some((little(18, 4)?, little(22, 4)?)),
        "image/webp" => match head.get(12..16)? {
            b"VP8X" => Some((little(24, 3)? + 1, little(27, 3)? + 1)),
            b"VP8 " => Some((little(26, 2)? & 0x3fff, little(28, 2)? & 0x3fff)),
            // 14 bits each, one after the other.
            b"VP8L" => little(21, 4).map(|bits| ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)),
            _ => None,
        },
        _ => None,
    }
}

/// Goes from segment to segment to the one that begins a frame (ITU-T T.81, B.2.2).
fn jpeg_pixels(head: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize| Some(number(head.get(at..at.checked_add(2)?)?.iter()));
    let mut at = 2;
    loop {
        let marker = two(at)?;
        match marker {
            // Tables of Huffman codes, extensions and arithmetic codes share the frames' range.
            0xffc0..=0xffcf if ![0xffc4, 0xffc8, 0xffcc].contains(&marker) => return Some((two(at + 7)?, two(at + 5)?)),
            0xff00..=0xfffe => at = at.checked_add(2 + two(at + 2)?.max(2) as usize)?,
            // A marker may be preceded by any number of fill bytes.
            0xffff => at += 1,
            _ => return None,
        }
    }
}

fn number<'b>(bytes: impl Iterator<Item = &'b u8>) -> u32 {
    bytes.fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// A name for a file of this type: what the customer called it, without folders, without what no screen shows and without
/// another type's ending.
pub fn file_name(name: &str, media: &str) -> String {
    const ENDINGS: [(&str, &str); 7] = [
        (JPEG, ".jpg"),
        (PNG, ".png"),
        ("image/gif", ".gif"),
        ("application/pdf", ".pdf"),
        ("video/mp4", ".mp4"),
        ("video/quicktime", ".mov"),
        ("video/webm", ".webm"),
    ];
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_shown = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let name: String = name.chars().filter(is_shown).map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let ending = ENDINGS.iter().find(|(of, _)| *of == media).map_or("", |(_, ending)| *ending);
    // A name that is made anew stays as it is: without an ending of ours it has none at all.
    let cut = if ending.is_empty() { name.find('.') } else { name.rfind('.') };
    let stem: String = cut.and_then(|cut| name.get(..cut)).unwrap_or(&name).chars().take(NAME).collect();
    let stem = stem.trim_matches(['.', ' ']);
    [if stem.is_empty() { "file" } else { stem }, ending].concat()
}
