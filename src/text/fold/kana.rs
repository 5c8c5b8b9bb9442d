//! Folding kana: long and small vowels, marks typed apart, repetition.

use super::{Fold, Script, Span};

impl Fold {
    pub(super) fn kana(&mut self, code: u32, script: Script, span: Span) {
        let c = char::from_u32(code).unwrap_or(' ');
        let folded = match c {
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'ゎ' => char::from_u32(code + 1).unwrap_or(c),
            'ゐ' => 'い',
            'ゑ' => 'え',
            'ぢ' => 'じ',
            'づ' => 'ず',
            'ゕ' | 'ゖ' => 'か', // 1ヶ月 = 1か月
            'ゔ' => 'ぶ',
            _ => c,
        };
        self.vu = c == 'ゔ';
        if folded == 'つ' {
            self.counted(); // 1つ
        }
        // In 1ヶ月 the ヶ is grammar, as か is.
        let script = if c == 'ゖ' { Script::Kana } else { script };
        self.put(folded, script, span);
    }

    pub(super) fn after_vu(&mut self, vowel: u32, span: Span) {
        if let (Some(last), Some(ch)) = (self.out.last_mut(), "ばびぶべぼ".chars().nth(vowel as usize / 2)) {
            last.ch = ch;
        }
        self.extend(span);
    }

    /// A long vowel after kana, else a hyphen: people type either for the other.
    pub(super) fn dash(&mut self, span: Span) {
        match self.out.last() {
            Some(last) if matches!(last.script, Script::Kana | Script::Katakana) => self.extend(span),
            _ => self.put('-', Script::Break, span),
        }
    }

    /// A voiced (か゛) or half-voiced (は゜) mark typed apart.
    pub(super) fn voice(&mut self, half: bool, span: Span) {
        let Some(last) = self.out.last_mut() else { return };
        let voiced = match last.ch {
            'は' | 'ひ' | 'ふ' | 'へ' | 'ほ' if half => 2,
            'か'..='ぢ' | 'つ'..='ど' | 'は'..='ほ' if !half => 1,
            'う' if !half => {
                last.ch = 'ぶ';
                self.vu = true;
                return self.extend(span);
            }
            _ => 0,
        };
        let folded = char::from_u32(u32::from(last.ch) + voiced).unwrap_or(last.ch);
        last.ch = match folded {
            'ぢ' => 'じ',
            'づ' => 'ず',
            _ => folded,
        };
        self.extend(span);
    }

    pub(super) fn repeat(&mut self, voiced: bool, span: Span) {
        match self.out.last().copied() {
            Some(last) if last.script.is_cjk() => self.put(last.ch, last.script, span),
            _ => self.put(' ', Script::Break, span),
        }
        if voiced {
            self.voice(false, span);
        }
    }
}
