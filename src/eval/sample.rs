//! Which queries are typed key by key: some from everywhere in the file, the same each time.

use super::queries::Query;

/// At most `n` of the queries, in a random order that is the same on every machine (Fisher and Yates' shuffle).
pub(super) fn sample(queries: &[Query], n: usize) -> Vec<&Query> {
    let mut chosen: Vec<&Query> = queries.iter().collect();
    let mut seed = SEED;
    for at in (1..chosen.len()).rev() {
        chosen.swap(at, (next(&mut seed) % (at as u64 + 1)) as usize);
    }
    chosen.truncate(n);
    chosen
}

/// Any number but 0.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// A pseudo-random number (Marsaglia 2003, xorshift64).
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}
