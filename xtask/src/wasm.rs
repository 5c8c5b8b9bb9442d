//! Reading WebAssembly's binary form, as far as it is needed here.

/// The sections of a module: what they are, and their content. Nothing if this is no module.
pub fn sections(module: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut rest = module.strip_prefix(b"\0asm\x01\0\0\0")?;
    let mut sections = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        rest = after;
        sections.push((*id, bytes(&mut rest)?));
    }
    Some(sections)
}

/// Bytes with their number before them.
pub fn bytes<'w>(from: &mut &'w [u8]) -> Option<&'w [u8]> {
    let length = number(from)?;
    let (bytes, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(bytes)
}

/// A name.
pub fn text<'w>(from: &mut &'w [u8]) -> Option<&'w str> {
    std::str::from_utf8(bytes(from)?).ok()
}

/// Reads a number of seven bits a byte (LEB128).
pub fn number(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Reads a signed number of seven bits a byte, only to get past it.
pub fn skip_signed(bytes: &mut &[u8]) -> Option<()> {
    let end = bytes.iter().position(|byte| *byte < 0x80)?;
    *bytes = bytes.get(end + 1..)?;
    Some(())
}

/// Writes a number of seven bits a byte.
pub fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
