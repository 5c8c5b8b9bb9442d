//! Which bytes of a phrase matched.

use std::ops::Range;

use super::{
    query::Reading,
    store::{Store, sort},
};
use crate::text::{fold, tokens};

/// The ranges of `shown` that any reading matched: in order, apart, on character boundaries.
///
/// Endings such as した are left out where they stand alone, if anything better matched.
pub(super) fn ranges(shown: &str, readings: &[Reading], store: &Store) -> Vec<Range<usize>> {
    let mut found: Vec<u64> = Vec::new();
    for token in tokens(&fold(shown)) {
        let Some(id) = store.id(token.key) else { continue };
        let groups = readings.iter().flat_map(|reading| &reading.groups);
        let matching = groups.filter(|group| group.ids.iter().any(|known| known.0 == id));
        if let Some(kind) = matching.map(|group| group.kind).max() {
            // As a number, to be sorted as keys are: the start, the end, whether it tells.
            let (start, end) = (u64::from(token.span.start), u64::from(token.span.end));
            found.push(start << 32 | end << 1 | u64::from(kind.tells()));
        }
    }
    sort(&mut found);
    let mut merged: Vec<(Range<usize>, bool)> = Vec::new();
    for packed in found {
        let (range, tells) = ((packed >> 32) as usize..(packed as u32 >> 1) as usize, packed & 1 == 1);
        match merged.last_mut() {
            Some((last, known)) if range.start <= last.end => {
                last.end = last.end.max(range.end);
                *known |= tells;
            }
            _ => merged.push((range, tells)),
        }
    }
    let any = merged.iter().any(|(_, tells)| *tells);
    merged.into_iter().filter(|(_, tells)| *tells || !any).map(|(range, _)| range).collect()
}
