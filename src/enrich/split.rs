//! Splitting a word's reading over its kanji: 返品, へんぴん → へん・ぴん. So 返ぴん finds it, and へんぴ half-way.

use super::lattice::is_kanji;
use super::lexicon::Lexicon;

/// What a part costs that is no reading of its kanji, and each kana in it.
const STRANGE: u32 = 20;
/// What a reading costs whose sound changed beside others: 品 ひん → ぴん.
const CHANGED: u32 = 1;

/// The longest reading of one kanji, in kana.
const LONGEST: usize = 6;

/// A reading with `・` between the parts of its kanji, each with the kana after it: 届け先 → とどけ・さき. A word whose
/// reading cannot be split, such as 今日 きょう, is left whole.
pub(super) fn split(word: &str, reading: &str, lexicon: &Lexicon<'_>) -> String {
    let chars: Vec<char> = word.chars().collect();
    let kana: Vec<char> = reading.chars().collect();
    // For each character, by how much of the reading is used: the least cost, and where the character's part begins.
    let mut ways: Vec<Vec<Option<(u32, usize)>>> = vec![vec![None; kana.len() + 1]; chars.len() + 1];
    set(&mut ways, 0, 0, (0, 0));
    let mut before = None;
    for (at, c) in chars.iter().enumerate() {
        // 々 is the kanji before it.
        let kanji = if *c == '々' { before.unwrap_or(*c) } else { *c };
        before = is_kanji(*c).then_some(kanji);
        let candidates = if is_kanji(*c) { candidates(kanji, lexicon) } else { Vec::new() };
        for from in 0..=kana.len() {
            let Some((cost, _)) = ways.get(at).and_then(|row| *row.get(from)?) else { continue };
            let rest = kana.get(from..).unwrap_or_default();
            if !is_kanji(*c) {
                if rest.first().is_some_and(|first| same(*first, *c)) {
                    set(&mut ways, at + 1, from + 1, (cost, from));
                }
                continue;
            }
            for len in 1..=rest.len().min(LONGEST) {
                let part = rest.get(..len).unwrap_or_default();
                let strange = STRANGE + len as u32;
                let more = candidates.iter().filter_map(|candidate| distance(candidate, part, at > 0)).min().unwrap_or(strange);
                set(&mut ways, at + 1, from + len, (cost + more, from));
            }
        }
    }
    let Some((cost, _)) = ways.last().and_then(|row| *row.last()?) else { return reading.to_string() };
    // One strange part is what the others leave over; with two, nobody knows where one ends.
    if cost >= 2 * STRANGE {
        return reading.to_string();
    }
    let mut starts = Vec::new();
    let mut to = kana.len();
    for (at, c) in chars.iter().enumerate().rev() {
        let from = ways.get(at + 1).and_then(|row| *row.get(to)?).map_or(0, |(_, from)| from);
        if is_kanji(*c) && from > 0 {
            starts.push(from);
        }
        to = from;
    }
    let mut out = String::new();
    for (at, c) in kana.iter().enumerate() {
        if starts.contains(&at) {
            out.push('・');
        }
        out.push(*c);
    }
    out
}

/// Keeps the cheaper of two ways.
fn set(ways: &mut [Vec<Option<(u32, usize)>>], row: usize, column: usize, way: (u32, usize)) {
    if let Some(slot) = ways.get_mut(row).and_then(|row| row.get_mut(column))
        && slot.is_none_or(|known| way.0 < known.0)
    {
        *slot = Some(way);
    }
}

/// What a kanji may be read as, before its sound changes: Chinese readings, and Japanese ones with less and less of
/// their ending, かえす → かえす, かえ, か; of verbs, the form that nouns are made of as well: かえし.
fn candidates(kanji: char, lexicon: &Lexicon<'_>) -> Vec<Vec<char>> {
    let readings = lexicon.kanji(kanji);
    let mut found: Vec<Vec<char>> = readings.on.split(' ').map(|on| on.chars().collect()).collect();
    for kun in readings.kun.split(' ') {
        let kun: Vec<char> = kun.chars().collect();
        found.extend((1..=kun.len()).filter_map(|len| kun.get(..len)).map(<[char]>::to_vec));
        if let Some((last, stem)) = kun.split_last()
            && let Some(noun) = of_noun(*last)
        {
            found.push(stem.iter().copied().chain([noun]).collect());
        }
    }
    found.retain(|reading| !reading.is_empty());
    found
}

/// The ending of the noun that a verb makes: す → し.
fn of_noun(ending: char) -> Option<char> {
    let at = "うくぐすつぬぶむる".chars().position(|c| c == ending)?;
    "いきぎしちにびみり".chars().nth(at)
}

/// What a part costs as this reading; nothing if it is another one. The first kana is voiced only after another part.
fn distance(reading: &[char], part: &[char], is_inner: bool) -> Option<u32> {
    if reading.len() != part.len() {
        return None;
    }
    let last = part.len() - 1;
    let mut cost = 0;
    for (at, (of, is)) in reading.iter().zip(part).enumerate() {
        let is_voiced = at == 0 && is_inner && voiced(*of).contains(is);
        let is_doubled = at == last && at > 0 && *is == 'っ' && matches!(of, 'つ' | 'ち' | 'く' | 'き' | 'う');
        if !same(*of, *is) {
            if !(is_voiced || is_doubled) {
                return None;
            }
            cost += CHANGED;
        }
    }
    Some(cost)
}

fn same(a: char, b: char) -> bool {
    // じ and ぢ, ず and づ are one sound, and which is written has changed; ヵ and ヶ stand for か.
    let plain = |c: char| match c {
        'ぢ' => 'じ',
        'づ' => 'ず',
        'ァ'..='ヴ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        'ヵ' | 'ヶ' => 'か',
        _ => c,
    };
    plain(a) == plain(b)
}

/// The kana that this one becomes inside a word.
fn voiced(c: char) -> [char; 2] {
    let next = |by: u32| char::from_u32(u32::from(c) + by).unwrap_or(c);
    match c {
        'か'..='ち' | 'つ' | 'て' | 'と' => [next(1), next(1)],
        'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' => [next(1), next(2)],
        _ => [c, c],
    }
}
