//! The units of one token, packed: about a byte and a half for each.

use super::Posting;

/// Postings as differences to the one before, seven bits a byte. Units nearly always ascend; a
/// body that comes late may go back, hence the sign.
#[derive(Debug, Default)]
pub(super) struct List {
    bytes: Vec<u8>,
    last: u32,
    last_doc: u32,
    /// How many entries are in it.
    pub(super) docs: u32,
    /// It was found in a loan word.
    pub(super) loan: bool,
}

/// Bits for how often.
const FLAGS: u32 = 2;

impl List {
    pub(super) fn push(&mut self, doc: u32, posting: Posting) {
        // An entry whose body comes late may count twice, which changes little.
        if self.bytes.is_empty() || self.last_doc != doc {
            self.docs += 1;
        }
        let step = i64::from(posting.unit) - i64::from(self.last);
        let signed = ((step << 1) ^ (step >> 63)).cast_unsigned();
        let flags = u64::from(posting.count.saturating_sub(1) & 3);
        let mut left = signed << FLAGS | flags;
        while left >= 0x80 {
            self.bytes.push(left as u8 | 0x80);
            left >>= 7;
        }
        self.bytes.push(left as u8);
        self.last = posting.unit;
        self.last_doc = doc;
    }

    /// The postings, packed.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The postings of a list.
pub(super) fn unpacked(bytes: &[u8]) -> impl Iterator<Item = Posting> {
    let mut bytes = bytes.iter();
    let mut unit = 0_u32;
    std::iter::from_fn(move || {
        let (mut packed, mut shift) = (0_u64, 0);
        loop {
            let byte = *bytes.next()?;
            packed |= u64::from(byte & 0x7f) << (shift & 63);
            if byte < 0x80 {
                break;
            }
            shift += 7;
        }
        let signed = packed >> FLAGS;
        let step = (signed >> 1) as u32 ^ 0_u32.wrapping_sub(signed as u32 & 1);
        unit = unit.wrapping_add(step);
        Some(Posting { unit, count: (packed & 3) as u8 + 1 })
    })
}
