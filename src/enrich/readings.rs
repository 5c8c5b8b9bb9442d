//! Which words of a file get readings: those with kanji that somebody may search for.

use super::lattice::{Morpheme, is_kanji, morphemes};
use super::lexicon::{Kind, Lexicon, shop};
use super::own::Own;
use super::split::split;
use super::texts::Texts;
use std::collections::BTreeMap;

/// Words of one kanji that stand everywhere and are searched for by nobody.
const COMMON: &str = "人日月年時分方事物者所中上下前後間内外本数的他次点来行言思居有無為成一二三例元";

/// Suffixes that change nothing of what a word is about.
const LOOSE: &[&str] = &["後", "前", "中", "時", "内", "外", "上", "下", "間", "等", "用", "的", "様", "分", "以上", "以内", "以外"];

/// A reading of fewer kana is never taken for the word: it may be a part of anything.
const SHORTEST: usize = 2;

/// A second reading counts if it is at least this share of the first, one in so many.
const SECOND: usize = 4;

/// The words with their readings, the most frequent reading first.
///
/// Words that only bodies have get none: they cost every customer more than they find (and what is typed in kana is
/// found later for them, as they may be meant by it).
pub(super) fn propose(texts: &Texts, own: &Own, lexicon: &Lexicon<'_>) -> BTreeMap<String, Vec<String>> {
    // How often each word is read in each way.
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (word, reading) in texts.shown.iter().flat_map(|text| words(text, lexicon)) {
        *found.entry(word).or_default().entry(reading).or_default() += 1;
    }
    found.retain(|word, _| !own.readings.contains(word) && !own.refused.contains(word));
    let shop: BTreeMap<&str, &str> = shop().collect();
    let read = |(word, found): (String, BTreeMap<String, usize>)| {
        let mut readings: Vec<(String, usize)> = found.into_iter().collect();
        readings.retain(|(reading, _)| reading.chars().count() >= SHORTEST);
        readings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = readings.first().map_or(0, |(_, count)| *count);
        let kept = readings.into_iter().filter(|(_, count)| count * SECOND >= most).take(2);
        // Where our own list has the word, it says how the reading is split.
        let ours = |reading: &str| shop.get(word.as_str()).filter(|ours| ours.replace('・', "") == reading).map(ToString::to_string);
        let readings = kept.map(|(reading, _)| ours(&reading).unwrap_or_else(|| split(&word, &reading, lexicon))).collect();
        (word, readings)
    };
    found.into_iter().map(read).filter(|(_, readings): &(_, Vec<_>)| !readings.is_empty()).collect()
}

/// A part of a sentence that is looked at as one word.
struct Unit<'t> {
    surface: &'t str,
    reading: String,
    kind: Kind,
}

/// The words of a text with their readings, from their first kanji to their last.
pub(super) fn words(text: &str, lexicon: &Lexicon<'_>) -> Vec<(String, String)> {
    let sentences = text.split(['\n', '。', '！', '？', '!', '?']).filter(|sentence| sentence.contains(is_kanji));
    sentences.flat_map(|sentence| units(sentence, lexicon)).filter_map(|unit| word(&unit)).collect()
}

/// The words of a sentence; prefixes, suffixes and single kanji belong to the kanji beside them.
fn units<'t>(sentence: &'t str, lexicon: &Lexicon<'_>) -> Vec<Unit<'t>> {
    let mut units: Vec<Unit<'t>> = Vec::new();
    let mut start = 0;
    let mut last: Option<Morpheme> = None;
    for morpheme in morphemes(sentence, lexicon) {
        let surface = |from: usize| sentence.get(from..morpheme.range.end).unwrap_or_default();
        let joined = last.as_ref().is_some_and(|last| belong(sentence, last, &morpheme));
        match units.last_mut().filter(|_| joined) {
            Some(unit) => {
                unit.surface = surface(start);
                unit.reading.push_str(&morpheme.reading);
                // 再 in 再配達 and 日 in 発送日 say little; what they stand beside says what the whole is.
                unit.kind = if matches!(unit.kind, Kind::Prefix | Kind::Other) { morpheme.kind } else { unit.kind };
            }
            None => {
                start = morpheme.range.start;
                units.push(Unit { surface: surface(start), reading: morpheme.reading.clone(), kind: morpheme.kind });
            }
        }
        last = Some(morpheme);
    }
    units
}

/// Whether two words side by side are one to a search: 再|配達, 発送|日, 傘|袋.
fn belong(sentence: &str, first: &Morpheme, second: &Morpheme) -> bool {
    let (a, b) = (sentence.get(first.range.clone()).unwrap_or_default(), sentence.get(second.range.clone()).unwrap_or_default());
    let is_single = |text: &str| text.chars().count() == 1;
    let touch = a.chars().next_back().is_some_and(is_kanji) && b.chars().next().is_some_and(is_kanji);
    touch
        && match (first.kind, second.kind) {
            (Kind::Prefix, Kind::Thing | Kind::Verb) => true,
            (Kind::Thing | Kind::Verb | Kind::Other, Kind::Suffix) => !LOOSE.contains(&b),
            (Kind::Thing, Kind::Thing) => is_single(a) || is_single(b),
            _ => false,
        }
}

/// What is looked up: from the first kanji to the last, with its reading; nothing of what nobody looks for.
fn word(unit: &Unit<'_>) -> Option<(String, String)> {
    let first = unit.surface.find(is_kanji)?;
    let last = unit.surface.rfind(is_kanji)?;
    let end = last + unit.surface.get(last..)?.chars().next()?.len_utf8();
    let (head, word, tail) = (unit.surface.get(..first)?, unit.surface.get(first..end)?, unit.surface.get(end..)?);
    let reading = unit.reading.strip_prefix(head)?.strip_suffix(tail)?;
    let is_read = !reading.is_empty() && reading.chars().all(|c| matches!(c, 'ぁ'..='ゖ' | 'ー'));
    let is_wanted = match word.chars().count() {
        1 => matches!(unit.kind, Kind::Thing | Kind::Verb) && !COMMON.contains(word),
        _ => !matches!(unit.kind, Kind::Numeral | Kind::Unknown),
    };
    (is_read && is_wanted).then(|| (word.to_string(), reading.to_string()))
}
