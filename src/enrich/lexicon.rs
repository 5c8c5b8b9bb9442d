//! The words that Japanese is read with: an embedded dictionary, and a list of shops' words of our own.
//!
//! `data/make-words.py` says what the file holds and where it comes from.

use std::collections::BTreeMap;

/// The dictionary as it is embedded.
const PACKED: &[u8] = include_bytes!("../../data/words.br");

/// Words of shops that the dictionary lacks or reads otherwise: `word TAB reading`, `・` between the parts.
const SHOP: &str = include_str!("../../data/shop-readings.tsv");

/// What a word of our own costs, in units of the dictionary: less than any other way to cut it.
const SHOP_COST: i32 = 20;

/// What a word is to a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A thing: a noun that stands alone.
    Thing,
    /// What happens, or how it is: a verb or an adjective.
    Verb,
    /// 日 in 発送日.
    Suffix,
    /// 再 in 再配達.
    Prefix,
    /// A numeral.
    Numeral,
    /// Not in the dictionary.
    Unknown,
    /// Grammar, pronouns, times; what nobody searches for by itself.
    #[default]
    Other,
}

/// A word or a stem of the dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub(super) surface: &'t str,
    pub(super) reading: &'t str,
    pub(super) cost: i32,
    pub(super) form: Form,
}

/// How a word stands in a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// As it is, in this context.
    Whole(usize),
    /// With one of these endings.
    Stem(usize),
}

/// How a word fits to others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// The row of the matrix: what it is to what comes after it.
    pub(super) before: usize,
    /// The column of the matrix: what it is to what comes before it.
    pub(super) after: usize,
    pub(super) kind: Kind,
}

/// What can follow a stem.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending<'t> {
    pub(super) text: &'t str,
    pub(super) context: usize,
    pub(super) cost: i32,
}

/// The context of the beginning and the end of a text.
pub(super) const EDGE: usize = 0;
/// The context of a sign.
pub(super) const SIGN: usize = 1;
/// The context of a word that the dictionary lacks.
pub(super) const NOUN: usize = 2;
/// The context of digits.
pub(super) const NUMBER: usize = 3;

/// The dictionary, ready to be looked up in.
#[derive(Debug, Default)]
pub(super) struct Lexicon<'t> {
    words: Vec<Word<'t>>,
    pub(super) contexts: Vec<Context>,
    pub(super) endings: Vec<Vec<Ending<'t>>>,
    matrix: Vec<Vec<i32>>,
    kanji: BTreeMap<char, Readings<'t>>,
}

/// How a kanji can be read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Readings<'t> {
    /// Chinese readings, in hiragana, spaces between.
    pub(super) on: &'t str,
    /// Japanese readings with their endings.
    pub(super) kun: &'t str,
}

/// The text of the embedded dictionary.
pub(super) fn unpack() -> String {
    super::unpacked(PACKED)
}

impl<'t> Lexicon<'t> {
    /// Reads the text of a dictionary, and adds the words of our own.
    pub(super) fn new(text: &'t str) -> Self {
        let mut lexicon = Self::without_ours(text);
        lexicon.words.extend(shop().map(|(surface, reading)| Word { surface, reading, cost: SHOP_COST, form: Form::Whole(NOUN) }));
        lexicon.words.sort_by_key(|word| word.surface);
        lexicon
    }

    /// Reads the text of a dictionary.
    pub(super) fn without_ours(text: &'t str) -> Self {
        let mut lexicon = Self::default();
        let mut section = "";
        let mut heading = (Form::Whole(EDGE), 0);
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("# ") {
                section = name;
                continue;
            }
            match section {
                "matrix" => lexicon.matrix.push(line.split(' ').map(number).collect()),
                "contexts" => lexicon.contexts.push(context(line)),
                "endings" => lexicon.endings.push(line.split(' ').filter_map(ending).collect()),
                "words" => match line.strip_prefix('@') {
                    Some(line) => heading = self::heading(line),
                    None => lexicon.words.push(word(line, heading)),
                },
                _ => {
                    let mut cells = line.split('\t');
                    if let Some(kanji) = cells.next().and_then(|cell| cell.chars().next()) {
                        let mut readings = || cells.next().unwrap_or_default();
                        lexicon.kanji.insert(kanji, Readings { on: readings(), kun: readings() });
                    }
                }
            }
        }
        lexicon.words.sort_by_key(|word| word.surface);
        lexicon
    }

    /// All words and stems that are exactly this.
    pub(super) fn get(&self, surface: &str) -> &[Word<'t>] {
        let start = self.words.partition_point(|word| word.surface < surface);
        let rest = self.words.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|word| word.surface == surface)).unwrap_or_default()
    }

    /// What it costs that one context stands before another.
    pub(super) fn connection(&self, before: usize, after: usize) -> i32 {
        let (before, after) = (self.context(before).before, self.context(after).after);
        self.matrix.get(before).and_then(|row| row.get(after)).copied().unwrap_or_default()
    }

    pub(super) fn context(&self, number: usize) -> Context {
        self.contexts.get(number).copied().unwrap_or_default()
    }

    /// How a kanji can be read; nothing of one that is in no word.
    pub(super) fn kanji(&self, kanji: char) -> Readings<'t> {
        self.kanji.get(&kanji).copied().unwrap_or_default()
    }
}

/// The words of our own, with their readings by parts.
pub(super) fn shop() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHOP.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn number<T: std::str::FromStr + Default>(text: &str) -> T {
    text.parse().unwrap_or_default()
}

fn context(line: &str) -> Context {
    let mut cells = line.split(' ');
    let mut cell = || cells.next().unwrap_or_default();
    let (before, after) = (number(cell()), number(cell()));
    let kind = match cell() {
        "n" => Kind::Thing,
        "v" => Kind::Verb,
        "s" => Kind::Suffix,
        "p" => Kind::Prefix,
        "d" => Kind::Numeral,
        _ => Kind::Other,
    };
    Context { before, after, kind }
}

fn ending(cell: &str) -> Option<Ending<'_>> {
    let mut parts = cell.split(':');
    let (text, context, cost) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Ending { text, context: number(context), cost: number(cost) })
}

fn heading(line: &str) -> (Form, i32) {
    let mut cells = line.split(' ');
    let mut cell = || cells.next().unwrap_or_default();
    let (sort, at, cost) = (cell(), number(cell()), number(cell()));
    (if sort == "w" { Form::Whole(at) } else { Form::Stem(at) }, cost)
}

fn word(line: &str, (form, usual): (Form, i32)) -> Word<'_> {
    let mut cells = line.split('\t');
    let surface = cells.next().unwrap_or_default();
    let reading = cells.next().filter(|reading| !reading.is_empty()).unwrap_or(surface);
    Word { surface, reading, cost: cells.next().map_or(usual, number), form }
}
