//! QR codes (ISO/IEC 18004) of short addresses: versions 1 to 5, error correction level L, bytes.
//!
//! Up to version 5 a code of level L is one block with one small alignment pattern and no version information, so this is a
//! page of code; a crate that knows all of the standard costs the wasm four times as much (ADR 9). It is the oracle in tests.

#[cfg(test)]
mod tests;

/// Codewords for data and for error correction, by version.
const CODEWORDS: [(usize, usize); 5] = [(19, 7), (34, 10), (55, 15), (80, 20), (108, 26)];

/// A code: squares of modules, without the quiet zone of four modules that has to be left around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules on a side.
    pub size: usize,
    /// Row by row, each [`DARK`] or not, and [`FIXED`] where the standard says which.
    modules: Vec<u8>,
}

const DARK: u8 = 1;
const FIXED: u8 = 2;

impl Qr {
    /// The code of a text; nothing if it is longer than 106 bytes.
    pub fn new(text: &str) -> Option<Self> {
        let version = CODEWORDS.iter().position(|(data, _)| text.len() + 2 <= *data)?;
        let (data, correction) = CODEWORDS.get(version)?;
        let codewords = corrected(&filled(text.as_bytes(), *data), *correction);
        // Any mask can be read; one that leaves few equal neighbours is read most easily.
        let mut best: Option<(usize, Self)> = None;
        for mask in 0..8 {
            let qr = Self::masked(version + 1, &codewords, mask);
            let evenness = qr.evenness();
            if best.as_ref().is_none_or(|(least, _)| evenness < *least) {
                best = Some((evenness, qr));
            }
        }
        best.map(|(_, qr)| qr)
    }

    /// Whether the module at this column and row is dark.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        self.get(x, y) & DARK != 0
    }

    fn masked(version: usize, codewords: &[u8], mask: u32) -> Self {
        let size = 17 + 4 * version;
        let mut qr = Self { size, modules: vec![0; size * size] };
        qr.fix(version, mask);
        qr.write(codewords);
        for y in 0..size {
            for x in 0..size {
                let is_free = qr.get(x, y) & FIXED == 0;
                if is_free && inverts(mask, x, y) {
                    qr.put(x, y, qr.get(x, y) ^ DARK);
                }
            }
        }
        qr
    }

    fn get(&self, x: usize, y: usize) -> u8 {
        self.modules.get(y * self.size + x).copied().unwrap_or_default()
    }

    fn put(&mut self, x: usize, y: usize, module: u8) {
        if let Some(known) = self.modules.get_mut(y * self.size + x) {
            *known = module;
        }
    }

    fn set(&mut self, x: usize, y: usize, is_dark: bool) {
        self.put(x, y, FIXED | u8::from(is_dark));
    }

    /// Everything that is not data: timing, finders, alignment, and which level and mask it is.
    fn fix(&mut self, version: usize, mask: u32) {
        let last = self.size - 1;
        for at in 0..self.size {
            self.set(6, at, at % 2 == 0);
            self.set(at, 6, at % 2 == 0);
        }
        for (x, y) in [(3, 3), (last - 3, 3), (3, last - 3)] {
            self.rings(x, y, 4, &[2, 4]);
        }
        if version > 1 {
            self.rings(last - 6, last - 6, 2, &[1]);
        }
        // Level L is 1.
        let data = 1 << 3 | mask;
        let check = (0..10).fold(data, |rest, _| (rest << 1) ^ ((rest >> 9) * 0x537));
        let bits = (data << 10 | check) ^ 0x5412;
        for nth in 0..15 {
            let is_dark = bits >> nth & 1 != 0;
            let (x, y) = match nth {
                0..=5 => (8, nth),
                6 | 7 => (8, nth + 1),
                8 => (7, 8),
                _ => (14 - nth, 8),
            };
            self.set(x, y, is_dark);
            let (x, y) = if nth < 8 { (last - nth, 8) } else { (8, last + nth - 14) };
            self.set(x, y, is_dark);
        }
        self.set(8, last - 7, true);
    }

    /// Square rings around a module, as far as they lie inside; those at these distances are light.
    fn rings(&mut self, x: usize, y: usize, reach: usize, light: &[usize]) {
        for row in y.saturating_sub(reach)..=(y + reach).min(self.size - 1) {
            for column in x.saturating_sub(reach)..=(x + reach).min(self.size - 1) {
                let distance = row.abs_diff(y).max(column.abs_diff(x));
                self.set(column, row, !light.contains(&distance));
            }
        }
    }

    /// Writes the codewords in columns of two, upwards and downwards by turns, from the right.
    fn write(&mut self, codewords: &[u8]) {
        let mut nth = 0;
        for pair in 0..self.size / 2 {
            let right = self.size - 1 - 2 * pair;
            // The column of the timing pattern is left out.
            let right = if right <= 6 { right - 1 } else { right };
            for step in 0..self.size {
                let y = if pair % 2 == 0 { self.size - 1 - step } else { step };
                for x in [right, right - 1] {
                    if self.get(x, y) & FIXED == 0 {
                        // Behind the last codeword a few modules are left.
                        let word = codewords.get(nth / 8).copied().unwrap_or_default();
                        self.put(x, y, word >> (7 - nth % 8) & 1);
                        nth += 1;
                    }
                }
            }
        }
    }

    /// How many neighbours are equal.
    fn evenness(&self) -> usize {
        let at = |x, y| self.is_dark(x, y);
        let mut equal = 0;
        for y in 1..self.size {
            for x in 1..self.size {
                equal += usize::from(at(x, y) == at(x - 1, y)) + usize::from(at(x, y) == at(x, y - 1));
            }
        }
        equal
    }
}

/// Mode, length, the bytes, and filling up to so many codewords.
fn filled(bytes: &[u8], data: usize) -> Vec<u8> {
    // Everything is shifted by the four bits of the mode; the four that are left at the end are the terminator.
    let mut words = Vec::new();
    let mut left = 4;
    for byte in [&[bytes.len() as u8], bytes].concat() {
        words.push(left << 4 | byte >> 4);
        left = byte & 15;
    }
    words.push(left << 4);
    let used = words.len();
    while words.len() < data {
        words.push(if (words.len() - used) % 2 == 0 { 0xec } else { 0x11 });
    }
    words
}

/// The codewords with those for error correction behind them: the remainder of a division of polynomials over GF(256).
fn corrected(data: &[u8], correction: usize) -> Vec<u8> {
    let mut divisor = vec![0; correction];
    if let Some(last) = divisor.last_mut() {
        *last = 1;
    }
    let mut root = 1;
    for _ in 0..correction {
        for at in 0..correction {
            let next = divisor.get(at + 1).copied().unwrap_or_default();
            if let Some(term) = divisor.get_mut(at) {
                *term = times(*term, root) ^ next;
            }
        }
        root = times(root, 2);
    }
    let mut rest = vec![0; correction];
    for word in data {
        let factor = word ^ rest.remove(0);
        rest.push(0);
        for (term, of) in rest.iter_mut().zip(&divisor) {
            *term ^= times(*of, factor);
        }
    }
    [data, rest.as_slice()].concat()
}

/// A product in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1.
fn times(a: u8, b: u8) -> u8 {
    let step = |sum: u8, nth: u8| (sum << 1) ^ ((sum >> 7) * 0x1d) ^ ((b >> nth & 1) * a);
    (0..8).rev().fold(0, step)
}

fn inverts(mask: u32, x: usize, y: usize) -> bool {
    let (sum, product) = (x + y, x * y);
    let rest = match mask {
        0 => sum % 2,
        1 => y % 2,
        2 => x % 3,
        3 => sum % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => product % 2 + product % 3,
        6 => (product % 2 + product % 3) % 2,
        _ => (sum % 2 + product % 3) % 2,
    };
    rest == 0
}
