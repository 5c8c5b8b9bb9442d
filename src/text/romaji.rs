//! Romaji to kana, as an input method reads it: Hepburn, Kunrei and the short cuts of both.

/// Latin letters read as kana.
#[derive(Debug, PartialEq, Eq)]
pub struct Kana {
    /// The kana so far, in the spelling of a [folded](super::fold) text.
    pub text: String,
    /// With a consonant pending at the end (へんｐ): the kana that may come next.
    pub next: &'static str,
}

/// Reads lower-case letters as kana, or `None` where they are no romaji at all.
#[must_use]
pub fn read(word: &[u8]) -> Option<Kana> {
    let mut kana = Kana { text: String::with_capacity(word.len() * 2), next: "" };
    let mut rest = word;
    while let [first, tail @ ..] = rest {
        rest = if let Some(vowel) = vowel(*first) {
            kana.push("あいうえお", vowel);
            tail
        } else {
            kana.consonant(*first, tail)?
        };
    }
    Some(kana)
}

impl Kana {
    /// Reads what begins with a consonant; gives what is left.
    fn consonant<'a>(&mut self, first: u8, tail: &'a [u8]) -> Option<&'a [u8]> {
        match (first, tail) {
            (b'n', []) => {
                self.next = "んなにぬねの";
                return Some(tail);
            }
            (b'n', [b'n', rest @ ..]) if !matches!(rest, [b'a' | b'i' | b'u' | b'e' | b'o' | b'y', ..]) => {
                self.text.push('ん'); // as an input method spells it
                return Some(rest);
            }
            (b'n', [next, ..]) if *next != b'y' && vowel(*next).is_none() => self.text.push('ん'),
            (b'm', [b'b' | b'p' | b'm', ..]) => self.text.push('ん'),
            (b't', [b'c', ..]) => self.text.push('っ'),
            (_, [next, ..]) if *next == first => self.text.push('っ'),
            _ => return self.syllable(first, tail),
        }
        Some(tail)
    }

    fn syllable<'a>(&mut self, first: u8, tail: &'a [u8]) -> Option<&'a [u8]> {
        let (row, small, tail) = syllable(first, tail)?;
        let [letter, tail @ ..] = tail else {
            self.next = small.pending(row)?;
            return Some(tail);
        };
        let vowel = vowel(*letter)?;
        match small {
            Small::None => self.push(row, vowel),
            Small::Ya => {
                self.push(row, 1);
                // きゃ きぃ きゅ きぇ きょ, the small vowels folded.
                self.push("ゃいゅえょ", vowel);
            }
            // し alone, しゃ with the others.
            Small::Sha => {
                self.push(row, 1);
                if vowel != 1 {
                    self.push("ゃいゅえょ", vowel);
                }
            }
            // ふ alone, ふあ with the others.
            Small::Fa(own) => {
                self.push(row, own);
                if vowel != own {
                    self.push("あいうえお", vowel);
                }
            }
            // てぃ, never て alone.
            Small::Ti => {
                self.push(row, 3);
                self.push("ゃいゅえょ", vowel);
            }
        }
        Some(tail)
    }

    fn push(&mut self, row: &str, vowel: usize) {
        self.text.extend(row.chars().nth(vowel));
    }
}

/// How the kana of a syllable are made from its row.
#[derive(Clone, Copy)]
enum Small {
    None,
    Ya,
    Sha,
    Fa(usize),
    Ti,
}

impl Small {
    /// The kana of a row that a syllable may go on with before its vowel is typed.
    fn pending(self, row: &'static str) -> Option<&'static str> {
        let column = match self {
            Self::None => return Some(row),
            Self::Ya | Self::Sha => 1,
            Self::Fa(own) => own,
            Self::Ti => 3,
        };
        row.get(column * 3..column * 3 + 3)
    }
}

/// The row of a consonant with its second letter, and what is left.
fn syllable(first: u8, tail: &[u8]) -> Option<(&'static str, Small, &[u8])> {
    let (row, small, skip) = match (first, tail) {
        (b's', [b'h', ..]) => ("さしすせそ", Small::Sha, 1),
        (b'c', [b'h', ..]) => ("たちつてと", Small::Sha, 1),
        (b't', [b's', ..]) => ("たちつてと", Small::Fa(2), 1),
        (b't', [b'h', ..]) => ("たちつてと", Small::Ti, 1),
        (b'd', [b'h', ..]) => ("だじずでど", Small::Ti, 1),
        (b'j', [b'y', ..]) => ("ざじずぜぞ", Small::Ya, 1),
        (b'j', _) => ("ざじずぜぞ", Small::Sha, 0),
        (b'f', [b'y', ..]) => ("はふふへほ", Small::Ya, 1),
        (b'f', _) => ("はひふへほ", Small::Fa(2), 0),
        (b'x' | b'l', [b't', b's', ..]) => ("たちっつと", Small::None, 2),
        (b'x' | b'l', [b't', ..]) => ("たちっつと", Small::None, 1),
        (b'x' | b'l', [b'y', ..]) => ("ゃいゅえょ", Small::None, 1),
        (b'x' | b'l', _) => ("あいうえお", Small::None, 0),
        (b'w', [b'i' | b'e', ..]) => ("あいうえお", Small::Fa(2), 0),
        (b'w', _) => ("わいうえを", Small::None, 0),
        (b'y', _) => ("やいゆえよ", Small::None, 0),
        (_, [b'y', ..]) => (row(first)?, Small::Ya, 1),
        _ => (row(first)?, Small::None, 0),
    };
    Some((row, small, tail.get(skip..)?))
}

fn row(consonant: u8) -> Option<&'static str> {
    Some(match consonant {
        b'k' => "かきくけこ",
        b'g' => "がぎぐげご",
        b's' => "さしすせそ",
        b'z' => "ざじずぜぞ",
        b't' => "たちつてと",
        b'd' => "だじずでど",
        b'n' => "なにぬねの",
        b'h' => "はひふへほ",
        b'b' | b'v' => "ばびぶべぼ",
        b'p' => "ぱぴぷぺぽ",
        b'm' => "まみむめも",
        b'r' => "らりるれろ",
        _ => return None,
    })
}

fn vowel(letter: u8) -> Option<usize> {
    b"aiueo".iter().position(|vowel| *vowel == letter)
}
