//! Sentences for slips in JSON. The place is told before them.

use crate::knowledge::slip::Slip;

/// What is wrong and how to mend it in Japanese, then the same in English.
pub(super) fn sentences(slip: Option<&Slip>) -> [String; 4] {
    let Some(slip) = slip else {
        return said(
            "JSON として読めません。",
            "`tasuke check` で、直すところを確かめてください。",
            "This is not JSON.",
            "Run `tasuke check` to see what to mend.",
        );
    };
    match slip {
        Slip::Empty => said(
            "ファイルが空です。",
            "保存に失敗していないか確かめ、中身のある版に戻してください。",
            "The file is empty.",
            "Look whether it was saved, and go back to a version with something in it.",
        ),
        Slip::EndsEarly { open, line } => [
            format!("ファイルが途中で終わっています。{line} 行目の {open} が閉じられていません。"),
            format!("ここに {} を足すか、ファイルの終わりが失われていないか確かめてください。", closing(*open)),
            format!("The file ends too early: the {open} in line {line} is not closed."),
            format!("Add {} here, or look whether the end of the file was lost.", closing(*open)),
        ],
        Slip::MissingQuote => said(
            "文字の終わりの \" が足りないようです。",
            "ここに \" を足してください。",
            "The closing \" of a text is probably missing.",
            "Add a \" here.",
        ),
        Slip::LineBreak => said(
            "文字の途中に改行があります。",
            "改行の代わりに \\n と書いてください。文字がここで終わるなら、終わりの \" を足してください。",
            "There is a line break inside a text.",
            "Write \\n in its place; or add the closing \" if the text ends here.",
        ),
        Slip::Tab => said(
            "文字の途中にタブがあります。",
            "タブを空白に変えてください。",
            "There is a tab inside a text.",
            "Write a space in its place.",
        ),
        Slip::InnerQuote => said(
            "ここの \" で文字が終わったことになり、続きが読めません。",
            "文の中の \" なら \\\" と書いてください。そうでなければ、この前の文字の終わりに \" が抜けていないか確かめてください。",
            "The text ends at this \", but words follow.",
            "Write \\\" for a quote within a text; otherwise look whether the text before it lacks its closing \".",
        ),
        Slip::MissingComma { ends_line: true } => said(
            "この行の終わりに , が足りないようです。",
            "この行の終わりに , を足してください。",
            "The end of this line probably lacks a comma.",
            "Add a , at its end.",
        ),
        Slip::MissingComma { .. } => said(
            "ここの後に , が足りないようです。",
            "ここに , を足してください。",
            "A comma is probably missing after this.",
            "Add a , here.",
        ),
        Slip::ExtraComma => said(
            ", が一つ余っています。",
            "この , を消してください。最後のものの後には要りません。",
            "There is a comma too many.",
            "Remove this comma: none stands after the last one.",
        ),
        Slip::MissingColon => said(
            "項目の名前の後に : が足りないようです。",
            "ここに : と値を書いてください。",
            "The : after a key is probably missing.",
            "Add a : and the value here.",
        ),
        Slip::MissingValue => said(
            "項目に値がありません。",
            ": の後に値を書くか、この項目を消してください。",
            "This key has no value.",
            "Write a value after the :, or remove the key.",
        ),
        Slip::WideSign { sign: '\u{3000}' | '\u{a0}', .. } => said(
            "全角の空白があります。",
            "半角の空白に変えるか、消してください。",
            "There is a space of another kind here.",
            "Write an ordinary space, or remove it.",
        ),
        Slip::WideSign { sign, meant } => [
            format!("全角の {sign} が、半角の {meant} の代わりに使われています。"),
            format!("半角の {meant} に変えてください。文字の外で使う記号と数字は、すべて半角です。"),
            format!("There is a {sign} where JSON needs a plain {meant}."),
            format!("Write {meant} in its place."),
        ],
        Slip::KeyOutside => said(
            "項目が { } の外にあります。",
            "この前の } が余っているか、この前に { が足りません。どちらかを直してください。",
            "This key stands outside any { }.",
            "A } before it is one too many, or a { before it is missing: mend that.",
        ),
        Slip::SingleQuote => {
            said("' は使えません。", "' の代わりに \" で囲んでください。", "A text cannot stand in '.", "Put it in \" instead.")
        }
        Slip::Unquoted { word } => [
            format!("{word} が \" で囲まれていません。"),
            format!("\"{word}\" のように両側を囲んでください。true、false、null は小文字で、囲まずに書きます。"),
            format!("{word} stands without quotes."),
            format!("Write it as \"{word}\"; true, false and null go without quotes, in lower case."),
        ],
        Slip::ExtraBracket { sign } => [
            format!("{sign} が一つ余っているか、早すぎます。"),
            format!("この {sign} を消すか、足りない開きの括弧がこの前にないか確かめてください。"),
            format!("There is a {sign} too many, or it comes too early."),
            format!("Remove this {sign}, or look whether an opening bracket before it is missing."),
        ],
        Slip::WrongBracket { open, line, sign } => [
            format!("{line} 行目の {open} が {sign} で閉じられています。"),
            format!("この前に {} を足すか、{sign} を {0} に変えてください。", closing(*open)),
            format!("The {open} in line {line} is closed by {sign}."),
            format!("Add a {} before it, or write {0} for {sign}.", closing(*open)),
        ],
        Slip::Comment => said(
            "このファイルにはコメントを書けません。",
            "コメントを消すか、記事の \"notes\" に書いてください。",
            "This file cannot hold comments.",
            "Remove it, or write it under an article's \"notes\".",
        ),
        Slip::BadEscape => said(
            "\\ の使い方が正しくありません。",
            "\\ そのものは \\\\ と書きます。要らなければ消してください。",
            "A backslash stands before something that takes none.",
            "Write \\\\ for a backslash itself, or remove it.",
        ),
        Slip::BadNumber => said(
            "数の書き方が正しくありません。",
            "90 や 0.5 のように書いてください。電話番号や郵便番号なら \" で囲みます。",
            "This is not a number.",
            "Write it like 90 or 0.5; telephone numbers and postcodes go in quotes.",
        ),
        Slip::TooDeep => said(
            "括弧が深く重なりすぎています。",
            "閉じていない括弧がないか確かめてください。",
            "The brackets are nested too deep.",
            "Look for brackets that are not closed.",
        ),
        Slip::Stray { sign } => [
            format!("ここに {} は書けません。", visible(*sign)),
            "消すか、この前に足りない記号がないか確かめてください。".into(),
            format!("{} cannot stand here.", visible(*sign)),
            "Remove it, or look whether something before it is missing.".into(),
        ],
    }
}

fn said(what_ja: &str, mend_ja: &str, what_en: &str, mend_en: &str) -> [String; 4] {
    [what_ja, mend_ja, what_en, mend_en].map(String::from)
}

fn closing(open: char) -> char {
    match open {
        '{' => '}',
        '[' => ']',
        other => other,
    }
}

fn visible(sign: char) -> String {
    if sign.is_control() { format!("U+{:04X}", sign as u32) } else { sign.to_string() }
}
