//! Sentences for editors: what is wrong and how to mend it, in Japanese and English.

mod slips;

use super::links::nearest;
use super::markdown::MarkdownProblemKind as Markdown;
use super::notation::NotationProblemKind as Notation;
use super::problem::{Fault, Severity};
use crate::condition::ConditionFault;

/// The language of the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

/// What is wrong, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// The sentences for a fault.
pub fn explain(fault: &Fault, language: Language) -> Explanation {
    let [what_ja, mend_ja, what_en, mend_en] = sentences(fault);
    match language {
        Language::Japanese => Explanation { what: what_ja, mend: mend_ja },
        Language::English => Explanation { what: what_en, mend: mend_en },
    }
}

/// The word for a severity.
pub fn severity_word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Japanese) => "誤り",
        (Severity::Warning, Language::Japanese) => "注意",
        (Severity::Advice, Language::Japanese) => "お知らせ",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Advice, Language::English) => "advice",
    }
}

/// What is wrong and how to mend it in Japanese, then the same in English.
fn sentences(fault: &Fault) -> [String; 4] {
    match fault {
        Fault::NotJson { slip, .. } => slips::sentences(slip.as_ref()),
        Fault::TooLarge { bytes, limit } => [
            format!("ファイルが大きすぎます（{} MB、上限 {} MB）。", bytes >> 20, limit >> 20),
            "画像などをファイルの中に入れず、記事を分けてください。".into(),
            format!("The file is too large ({} MB, at most {} MB).", bytes >> 20, limit >> 20),
            "Keep pictures outside the file, or split it.".into(),
        ],
        Fault::NoFormat => [
            "\"format\" がありません。".into(),
            "ファイルの最初に \"format\": 1 を書いてください。".into(),
            "There is no \"format\".".into(),
            "Write \"format\": 1 at the top.".into(),
        ],
        Fault::NewerFormat => [
            "このファイルは、より新しい形式で書かれています。".into(),
            "tasuke を新しくするか、\"format\" を 1 にしてください。".into(),
            "This file has a newer format than this version reads.".into(),
            "Update tasuke, or set \"format\" to 1.".into(),
        ],
        Fault::BrokenSite => [
            "\"site\" が使えないため、何も表示できません。".into(),
            "\"site\" に name と locales を書き、\"site\" の中の誤りを直してください。".into(),
            "Without a sound \"site\" nothing can be shown.".into(),
            "Give \"site\" a name and locales, and mend the errors inside it.".into(),
        ],
        Fault::WrongType { expected } => {
            let (ja, en) = type_words(expected);
            [
                format!("ここには{ja}が必要です。"),
                format!("{}に書き直してください。", ja.trim_start()),
                format!("This must be {en}."),
                format!("Write {en} here."),
            ]
        }
        Fault::Quoted { text } => [
            format!("{text} が \" \" で囲まれています。"),
            format!("\" \" を消して、{text} とだけ書いてください。"),
            format!("{text} stands in quotes."),
            format!("Take the quotes away: write {text} alone."),
        ],
        Fault::NotQuoted { text } => [
            "ここには \" \" で囲んだ文字が必要です。".into(),
            format!("\"{text}\" のように \" \" で囲んでください。"),
            "This must be a text in quotes.".into(),
            format!("Put quotes around it: \"{text}\"."),
        ],
        Fault::Misspelt { key, meant } => [
            format!("\"{key}\" という項目はなく、必要な \"{meant}\" がありません。"),
            format!("\"{meant}\" の書き間違いではありませんか。"),
            format!("There is no key \"{key}\" here, and \"{meant}\" is missing."),
            format!("Did you mean \"{meant}\"?"),
        ],
        Fault::Missing { key } => [
            format!("\"{key}\" がありません。"),
            format!("\"{key}\" を書き足してください。"),
            format!("\"{key}\" is missing."),
            format!("Add \"{key}\"."),
        ],
        Fault::UnknownKey { key, known } => match nearest(key, known) {
            Some(near) => [
                format!("\"{key}\" という項目はありません。"),
                format!("\"{near}\" の書き間違いではありませんか。"),
                format!("There is no key \"{key}\" here."),
                format!("Did you mean \"{near}\"?"),
            ],
            None => [
                format!("\"{key}\" という項目はありません。"),
                format!("消すか、次のどれかにしてください：{}。", known.join("、")),
                format!("There is no key \"{key}\" here."),
                format!("Remove it, or use one of: {}.", known.join(", ")),
            ],
        },
        Fault::DuplicateKey { key } => [
            format!("\"{key}\" が二度書かれています。後のものだけが使われます。"),
            "どちらかを消してください。".into(),
            format!("\"{key}\" stands twice; only the last one counts."),
            "Remove one of them.".into(),
        ],
        Fault::UnknownWord { word, known } => {
            let list = known.join(", ");
            let (near_ja, near_en) = nearest(word, known).map_or_else(Default::default, |near| {
                (format!("\"{near}\" の書き間違いではありませんか。"), format!("Did you mean \"{near}\"? "))
            });
            [
                format!("\"{word}\" はここでは使えません。"),
                format!("{near_ja}使えるのは次のどれかです：{list}。"),
                format!("\"{word}\" cannot be used here."),
                format!("{near_en}Use one of: {list}."),
            ]
        }
        Fault::BadId { id } => [
            format!("ID「{id}」の形が正しくありません。"),
            "半角の小文字・数字を「-」でつないでください（例：return-window）。".into(),
            format!("The id \"{id}\" has a wrong form."),
            "Use lower-case letters and digits joined by hyphens, such as return-window.".into(),
        ],
        Fault::DuplicateId { id, other } => {
            let (ja, en) = other.as_ref().map_or_else(Default::default, |other| {
                (format!("もう一つは {other} にあります。"), format!(" The other one stands at {other}."))
            });
            [
                format!("ID「{id}」が二度使われています。{ja}"),
                "どちらかを別の ID に変えてください。".into(),
                format!("The id \"{id}\" is taken.{en}"),
                "Give one of them another id.".into(),
            ]
        }
        Fault::UnknownReference { what, id, nearest } => {
            let (ja, en) = kind_words(what);
            let (mend_ja, mend_en) = match nearest {
                Some(near) => (format!("「{near}」の書き間違いではありませんか。"), format!("Did you mean \"{near}\"?")),
                None => (format!("先に{ja}を作るか、ここから消してください。"), format!("Create the {en}, or remove this.")),
            };
            [format!("{ja}「{id}」が見つかりません。"), mend_ja, format!("There is no {en} \"{id}\"."), mend_en]
        }
        Fault::EmptyText => [
            "文章が空です。".into(),
            "文章を書くか、この項目を消してください。".into(),
            "This text is empty.".into(),
            "Write a text, or remove it.".into(),
        ],
        Fault::UnseenCharacter { code } => [
            format!("目に見えない制御文字（U+{code:04X}）があります。"),
            "前後の文字を打ち直して、この文字を消してください。".into(),
            format!("There is an unseen character here (U+{code:04X})."),
            "Type the words around it again, without it.".into(),
        ],
        Fault::MissingLocale { locale } => [
            format!("「{locale}」の文章がありません。お客様には最初の言語で表示されます。"),
            format!("\"{locale}\" の訳を書き足してください。"),
            format!("There is no text in \"{locale}\"; customers see the first language."),
            format!("Add the translation under \"{locale}\"."),
        ],
        Fault::UnknownLocale { locale } => [
            format!("「{locale}」は site.locales にありません。"),
            "言語の名前を確かめるか、site.locales に足してください。".into(),
            format!("\"{locale}\" is not among site.locales."),
            "Check the name, or add it to site.locales.".into(),
        ],
        Fault::BadDate => [
            "日付として読めません。".into(),
            "2026-11-22 のように書いてください（時刻は 2026-11-22T10:00、期間は 2026-12-29/2027-01-03）。".into(),
            "This is not a date.".into(),
            "Write 2026-11-22, with a time 2026-11-22T10:00, or days 2026-12-29/2027-01-03.".into(),
        ],
        Fault::EndsBeforeStart => [
            "終わりが始まりより前なので、一度も表示されません。".into(),
            "\"from\" と \"until\" の日付を確かめてください。".into(),
            "It ends before it begins, so nobody ever sees it.".into(),
            "Check the dates of \"from\" and \"until\".".into(),
        ],
        Fault::BadHours => [
            "営業時間として読めません。".into(),
            "\"mon-fri\": [\"10:00-18:00\"] のように書いてください。".into(),
            "These are not opening hours.".into(),
            "Write them as \"mon-fri\": [\"10:00-18:00\"].".into(),
        ],
        Fault::BadUrl { url } => [
            format!("このリンク先は使えません：{url}"),
            "https:// mailto: tel: または /help のようなサイト内の場所にしてください。".into(),
            format!("This address cannot be used: {url}"),
            "Use https://, mailto:, tel:, or a place on the site such as /help.".into(),
        ],
        Fault::NoScheme { url } => [
            format!("このリンク先には https:// がありません：{url}（このサイトの中のページになります）"),
            format!("https://{url} と書いてください。"),
            format!("This address has no https://, so it leads to a page of this site: {url}"),
            format!("Write https://{url}."),
        ],
        Fault::BadMask => [
            "番号の形に、数字（9）や文字（A）の場所がありません。".into(),
            "\"MD-99999999\" のように書いてください。".into(),
            "The pattern has no digit (9) or letter (A) to fill in.".into(),
            "Write it like \"MD-99999999\".".into(),
        ],
        Fault::Condition(fault) => condition(fault),
        Fault::BadNotation { column, kind } => {
            let (ja, en) = notation_words(*kind);
            [
                format!("質問の書き方が正しくありません（{column}文字目：{ja}）。"),
                "( ) や [ ] の対応を確かめてください。記号そのものは \\( のように書きます。".into(),
                format!("The question breaks the notation at character {column}: {en}."),
                "Check that brackets match; write a bracket itself as \\(.".into(),
            ]
        }
        Fault::BadMarkdown { line, column, kind: kind @ Markdown::ExtraCell } => {
            let (ja, en) = markdown_words(*kind);
            [
                format!("本文の{line}行目{column}文字目：{ja}は表示されません。"),
                "見出しの行に列を足すか、| を一つ減らしてください。文字としての | は \\| と書きます。".into(),
                format!("Line {line}, character {column} of the text: {en} is not shown."),
                "Add a column to the head, or take out a |. A | that is meant as a character is written \\|.".into(),
            ]
        }
        Fault::BadMarkdown { line, column, kind } => {
            let (ja, en) = markdown_words(*kind);
            [
                format!("本文の{line}行目{column}文字目：{ja}は使えません。そのままの文字で表示されます。"),
                "使える書き方は、段落・## 見出し・リスト・表・リンク・画像・**強調**・`コード` です。".into(),
                format!("Line {line}, character {column} of the text: {en} cannot be used and is shown as it is."),
                "You can use paragraphs, ## headings, lists, tables, links, images, **strong** and `code`.".into(),
            ]
        }
        Fault::UnknownStep { kind } => [
            format!("「{kind}」という種類のステップはありません。この診断は使えません。"),
            format!("次のどれかにしてください：{}。", super::STEP_KINDS.join(", ")),
            format!("There is no step of kind \"{kind}\"; the flow is disabled."),
            format!("Use one of: {}.", super::STEP_KINDS.join(", ")),
        ],
        Fault::FlowCircle { flow } => [
            format!("診断「{flow}」に進むと、この診断に戻ってきて終わりません。この診断は使えません。"),
            "どちらかの go をやめるか、別のステップにつないでください。".into(),
            format!("The flow \"{flow}\" leads back into this one without end; this flow is disabled."),
            "Take out one of the go steps, or let it lead to another flow.".into(),
        ],
        Fault::GuessableLookup => [
            "一つの値だけで照会できます。番号を当てずっぽうに入れた他人にも答えてしまいます。".into(),
            "注文番号とメールアドレスのように二つを送るか、ログイン中の方だけに答えるようにしてください。".into(),
            "One typed value is enough to look this up: somebody else could guess it.".into(),
            "Send two, such as order number and e-mail address, or answer only within the shop's own session.".into(),
        ],
        Fault::DeadCase => [
            "この条件が選ばれることはありません。".into(),
            "前の条件に含まれていないか、値の組み合わせがあり得るかを確かめてください。".into(),
            "This case is never taken.".into(),
            "Look whether an earlier case covers it, or whether its values can occur together.".into(),
        ],
        Fault::NothingToChoose => [
            "答えによっては、選べるものが一つもなくなります。".into(),
            "when のない選択肢を一つ足すか、条件を見直してください。".into(),
            "Some answers leave nothing to choose here.".into(),
            "Add an option without a when, or look at the conditions again.".into(),
        ],
        Fault::RefusalWithoutRule => [
            "お断りの終わり方なのに、根拠になる記事がありません。".into(),
            "article に、決まりを説明している記事の id を書いてください。".into(),
            "This end refuses without naming its rule.".into(),
            "Give the id of the article with the rule as article.".into(),
        ],
        Fault::UnreachableStep { step } => [
            format!("ステップ「{step}」には、どこからも行けません。"),
            "どこかの next に書くか、消してください。".into(),
            format!("No path leads to the step \"{step}\"."),
            "Lead to it from some \"next\", or remove it.".into(),
        ],
        Fault::NoWayOut { step } => [
            format!("ステップ「{step}」から終わりに行けません（同じところを回り続けます）。"),
            "end のステップに進む道を作ってください。".into(),
            format!("No path from the step \"{step}\" ends: it goes round for ever."),
            "Give it a way to a step of kind end.".into(),
        ],
        Fault::LongPath { steps } => [
            format!("質問が最大{steps}回続きます。7回を超えると、多くのお客様が途中でやめます。"),
            "質問を減らすか、診断を分けてください。".into(),
            format!("Some path asks {steps} questions; past 7, many customers give up."),
            "Ask less, or split the flow.".into(),
        ],
        Fault::NotCarried { what } => [
            format!("この送り先では「{what}」を送れません。"),
            "adapter の fields でサービス側の項目を割り当てるか（routes なら topic、subscriptions なら同意のチェックボックスと yes のある選択項目）、別の送り先にするか、この項目を消してください。"
                .into(),
            format!("This adapter cannot carry \"{what}\"."),
            "Give it a field of the service in the adapter's fields (for routes: topic; for subscriptions: a box of consent and a choice with \"yes\"), choose another adapter, or remove this.".into(),
        ],
        Fault::Unrouted => [
            "どの行き先にも当てはまらない問い合わせがあります。".into(),
            "最後に、\"when\" のない行き先を置いてください。".into(),
            "Some tickets match no route: they go to nobody.".into(),
            "Put a route without \"when\" last.".into(),
        ],
        Fault::Overdue { days } => [
            format!("見直しの期限を{days}日過ぎています。"),
            "内容を確かめて、\"reviewed\" を今日の日付にしてください。".into(),
            format!("The review is {days} days overdue."),
            "Read it against reality and set \"reviewed\" to today.".into(),
        ],
        Fault::StaleEnriched { added, removed } => [
            format!("読みと同義語が本文と合っていません（追加 {added} 件、削除 {removed} 件）。"),
            "`tasuke enrich` を実行してください。".into(),
            format!("The readings and synonyms no longer fit the texts ({added} to add, {removed} to remove)."),
            "Run `tasuke enrich`.".into(),
        ],
        Fault::OldClosures => [
            "休業日がすべて過去の日付です。".into(),
            "次の休業日を site.closed に書き足してください。".into(),
            "All closures lie in the past.".into(),
            "Add the next ones to site.closed.".into(),
        ],
        Fault::SearchTest { query, expected, within, found } => {
            let list = if found.is_empty() { "–".to_string() } else { found.join(", ") };
            [
                format!("「{query}」で検索しても、「{expected}」が上位{within}件に出ません（出たもの：{list}）。"),
                "記事に質問の言い方を足すか、synonyms / readings を足してください。".into(),
                format!("Searching \"{query}\" does not show \"{expected}\" among the first {within} (found: {list})."),
                "Add a phrasing to its questions, or a synonym or reading.".into(),
            ]
        }
        Fault::TestsNotRun { count } => [
            format!("誤りのために使えない部分があるので、{count} 件のテストは行っていません。"),
            "ほかの誤りを直してから、もう一度実行してください。".into(),
            format!("Parts of the file cannot be used, so {count} {} not run.", if *count == 1 { "test was" } else { "tests were" }),
            "Mend the other errors and run it again.".into(),
        ],
        Fault::AskedTwice { field, step } => [
            format!("ステップ「{step}」で聞いたことを、フォームの「{field}」がもう一度聞きます。"),
            format!("\"fields\" に \"{field}\": \"{{answer.{step}}}\" を書き足してください。"),
            format!("The form would ask again in \"{field}\" what the step \"{step}\" has asked."),
            format!("Add \"{field}\": \"{{answer.{step}}}\" to \"fields\"."),
        ],
        Fault::FlowTest { expected, found } => [
            format!("この回答では「{expected}」になるはずが、「{found}」になります。"),
            "診断の分かれ道か、テストの回答を直してください。".into(),
            format!("These answers should lead to \"{expected}\" but lead to \"{found}\"."),
            "Mend the flow, or the test's answers.".into(),
        ],
    }
}

fn condition(fault: &ConditionFault) -> [String; 4] {
    match fault {
        ConditionFault::Malformed => [
            "条件の書き方が正しくありません。".into(),
            "{\"==\": [{\"var\": \"answer.ステップ\"}, \"値\"]} のように書いてください。".into(),
            "This condition cannot be read.".into(),
            "Write it like {\"==\": [{\"var\": \"answer.STEP\"}, \"value\"]}.".into(),
        ],
        ConditionFault::UnknownOperator(operator) => [
            format!("「{operator}」という条件は使えません。"),
            "使えるのは == != < <= > >= in and or ! var days_since です。".into(),
            format!("There is no operator \"{operator}\"."),
            "Use == != < <= > >= in and or ! var days_since.".into(),
        ],
        ConditionFault::UnknownVariable(name) => [
            format!("変数「{name}」は、どこにもありません。"),
            "answer.ステップ、lookup.ステップ.名前（reads に書いたもの）、fact.名前（facts に書いたもの）のどれかにしてください。フォームでは topic、locale、field.名前です。".into(),
            format!("Nothing declares the variable \"{name}\"."),
            "Use answer.STEP, lookup.STEP.NAME with the name in reads, or fact.NAME with the fact declared in facts; in the ticket form topic, locale, or field.NAME.".into(),
        ],
        ConditionFault::Mismatch(name) => [
            format!("「{name}」とは種類が違うものを比べています。"),
            "日付は日付と、数は数と、言葉は言葉と比べてください。".into(),
            format!("\"{name}\" is compared with something of another type."),
            "Compare dates with dates, numbers with numbers, words with words.".into(),
        ],
        ConditionFault::NeverEqual(name, word) => [
            format!("「{name}」が「{word}」になることはありません。"),
            "選択肢の ID を確かめてください。".into(),
            format!("\"{name}\" can never be \"{word}\"."),
            "Check the ids of its options.".into(),
        ],
    }
}

fn type_words(expected: &str) -> (&'static str, &'static str) {
    match expected {
        "object" => (" { } で囲んだまとまり", "an object in { }"),
        "list" => (" [ ] で囲んだ一覧", "a list in [ ]"),
        "yes-no" => (" true か false ", "true or false"),
        "whole-number" => ("0以上の整数", "a whole number"),
        _ => (" \" \" で囲んだ文字", "a text in quotes"),
    }
}

fn kind_words(what: &str) -> (&'static str, &'static str) {
    match what {
        "article" => ("記事", "article"),
        "flow" => ("診断", "flow"),
        "category" => ("カテゴリ", "category"),
        "topic" => ("お問い合わせの種類", "topic"),
        "field" => ("フォームの項目", "field"),
        "fact" => ("facts の項目", "fact"),
        _ => ("ステップ", "step"),
    }
}

fn notation_words(kind: Notation) -> (&'static str, &'static str) {
    match kind {
        Notation::Empty => ("表示される言葉がありません", "nothing would be shown"),
        Notation::Escape => ("最後の \\ の後に文字がありません", "nothing follows the last backslash"),
        Notation::Hidden => ("( ) の中がすべて : で隠れています", "every alternative is hidden by a colon"),
        Notation::TooDeep => ("( ) が深く重なりすぎています", "brackets are nested too deep"),
        Notation::TooMany => ("組み合わせが64通りを超えます", "more than 64 phrasings"),
        Notation::TwoShown => ("一つの ( ) の中に [ ] が二つあります", "two alternatives are marked with [ ]"),
        Notation::Unclosed => ("括弧が閉じられていません", "a bracket is not closed"),
        Notation::Unopened => ("括弧が開かれていません", "a bracket or bar without an opening bracket"),
    }
}

fn markdown_words(kind: Markdown) -> (&'static str, &'static str) {
    match kind {
        Markdown::Autolink | Markdown::BareUrl => ("リンクになっていない URL（[文字](URL) と書きます）", "a bare URL (write [text](URL))"),
        Markdown::Blockquote => ("引用（>）", "a quotation (>)"),
        Markdown::Entity => ("&amp; のような記号", "an entity such as &amp;"),
        Markdown::ExtraCell => ("表の見出しより多いセル", "a cell beyond the columns of the table's head"),
        Markdown::Footnote => ("脚注", "a footnote"),
        Markdown::HeadingLevel => ("この段の見出し（## か ### にします）", "a heading of this level (use ## or ###)"),
        Markdown::Html => ("HTML のタグ", "HTML"),
        Markdown::ImageSize => ("大きさのない画像（\"640x360\" のように書きます）", "an image without a size (such as \"640x360\")"),
        Markdown::IndentedCode => ("字下げによるコード（``` で囲みます）", "indented code (use ```)"),
        Markdown::LinkScheme => {
            ("このリンク先（https・mailto・tel・サイト内だけです）", "this address (only https, mailto, tel or one on the site)")
        }
        Markdown::LinkTitle => ("リンクの題名", "a link's title"),
        Markdown::Reference => ("参照リンク", "a reference link"),
        Markdown::Rule => ("区切り線（---）", "a rule (---)"),
        Markdown::Setext => ("下線による見出し（## を使います）", "an underlined heading (use ##)"),
        Markdown::TooDeep => ("三段目の箇条書き", "a list three levels deep"),
        Markdown::UnclosedFence => ("閉じていない ```", "a fence that is not closed"),
    }
}
