//! Every text of the server, in both languages.

use crate::cli::Lang;
use crate::entry::EntryFault;

/// The code of a fault on the wire.
pub(super) fn code(fault: EntryFault) -> &'static str {
    fault.key().trim_start_matches("error.")
}

/// What a customer reads about a field.
pub(super) fn fault(fault: EntryFault, lang: Lang) -> &'static str {
    let (ja, en) = match fault {
        EntryFault::Missing => ("入力してください。", "Please fill this in."),
        EntryFault::NotANumber => ("数字で入力してください。", "Please enter a number."),
        EntryFault::NotADate => ("日付を入力してください。", "Please enter a date."),
        EntryFault::NotAnEmail => ("メールアドレスを確認してください。", "Please check the email address."),
        EntryFault::NotAPhone => ("電話番号を確認してください。", "Please check the phone number."),
        EntryFault::WrongForm => ("形式を確認してください。", "Please check the format."),
        EntryFault::TooLong => ("短くしてください。", "Please shorten this."),
        EntryFault::NotAnOption => ("選択肢から選んでください。", "Please choose one of the options."),
        EntryFault::Refused => ("この内容では受け付けられませんでした。", "This could not be accepted."),
        EntryFault::FileEmpty => ("ファイルの中身がありません。", "This file is empty."),
        EntryFault::FileKind | EntryFault::FileHeic => ("この種類のファイルは受け付けていません。", "Files of this kind are not accepted."),
        EntryFault::FileLarge => ("ファイルが大きすぎます。", "This file is too large."),
        EntryFault::FileMany => ("ファイルが多すぎます。", "There are too many files."),
        EntryFault::FileBroken | EntryFault::FileGone | EntryFault::FileBusy => {
            ("ファイルを読み取れませんでした。もう一度添付してください。", "This file could not be read. Please attach it again.")
        }
    };
    lang.pick(ja, en)
}

/// What a customer reads about a field that a test refused.
pub(super) fn refused(lang: Lang) -> &'static str {
    fault(EntryFault::Refused, lang)
}

/// What a developer reads about a request that was refused as a whole.
pub(super) fn refusal(code: &str, lang: Lang) -> &'static str {
    let (ja, en) = match code {
        "conflict" => (
            "このキーで別の内容をすでに受け付けています。新しいキーで送ってください。",
            "Another ticket has this key: send a new one with a new key.",
        ),
        "files" => ("知識ファイルの ticket に attachments がありません。", "The knowledge file's ticket has no \"attachments\"."),
        "id" => {
            ("ファイルの id に8〜64文字の英数字とハイフンを指定してください。", "Give a file an id of 8 to 64 letters, digits and hyphens.")
        }
        "form" => ("知識ファイルに ticket がありません。", "The knowledge file has no \"ticket\"."),
        "json" => ("本文が JSON ではありません。", "The body is not JSON."),
        "key" => {
            ("Idempotency-Key に8〜128文字の ASCII を指定してください。", "Give an Idempotency-Key of 8 to 128 visible ASCII characters.")
        }
        "large" => ("本文は 256 kB までです。", "The body may have 256 kB at most."),
        "order" => ("その内容の注文は見つかりません。", "There is no such order."),
        "rate" => ("送信が多すぎます。しばらくしてから送ってください。", "Too many tickets: send it again a little later."),
        "slow" => ("本文が時間内に届きませんでした。", "The body did not arrive in time."),
        "type" => ("Content-Type を application/json にしてください。", "Send it as application/json."),
        _ => ("いま保存できません。同じキーでもう一度送ってください。", "It cannot be stored now: send it again with the same key."),
    };
    lang.pick(ja, en)
}

/// The texts of the inbox, by what they say in English.
pub(super) struct Words {
    pub(super) inbox: &'static str,
    pub(super) all: &'static str,
    pub(super) empty: &'static str,
    pub(super) older: &'static str,
    pub(super) back: &'static str,
    pub(super) missing: &'static str,
    pub(super) received: &'static str,
    pub(super) reply_by: &'static str,
    pub(super) team: &'static str,
    pub(super) priority: &'static str,
    pub(super) tags: &'static str,
    pub(super) language: &'static str,
    pub(super) page: &'static str,
    pub(super) suspect: &'static str,
    pub(super) fields: &'static str,
    pub(super) files: &'static str,
    pub(super) lost: &'static str,
    pub(super) story: &'static str,
    pub(super) no_story: &'static str,
    pub(super) searched: &'static str,
    pub(super) results: &'static str,
    pub(super) read: &'static str,
    pub(super) tried: &'static str,
    pub(super) helped: &'static str,
    pub(super) not_helped: &'static str,
    pub(super) unrouted: &'static str,
    pub(super) token: &'static str,
    pub(super) enter: &'static str,
    pub(super) trouble: &'static str,
}

const JA: Words = Words {
    inbox: "問い合わせ",
    all: "すべて",
    empty: "問い合わせはまだありません。",
    older: "前の問い合わせ",
    back: "一覧へ戻る",
    missing: "この番号の問い合わせはありません。",
    received: "受付",
    reply_by: "返信期限",
    team: "担当",
    priority: "優先度",
    tags: "タグ",
    language: "言語",
    page: "開いたページ",
    suspect: "自動入力の疑い",
    fields: "内容",
    files: "添付ファイル",
    lost: "ファイルがありません",
    story: "ここまでの経緯",
    no_story: "経緯は送られていません。",
    searched: "検索",
    results: "{n} 件",
    read: "読んだ記事",
    tried: "試した案内",
    helped: "解決した",
    not_helped: "解決しなかった",
    unrouted: "未振り分け",
    token: "トークン",
    enter: "開く",
    trouble: "いま読み出せません。しばらくしてから開き直してください。",
};

const EN: Words = Words {
    inbox: "Inbox",
    all: "All",
    empty: "No tickets yet.",
    older: "Older tickets",
    back: "Back to the inbox",
    missing: "There is no ticket of this number.",
    received: "Received",
    reply_by: "Reply by",
    team: "Team",
    priority: "Priority",
    tags: "Tags",
    language: "Language",
    page: "Opened on",
    suspect: "Filled in by a program?",
    fields: "What the customer wrote",
    files: "Attached files",
    lost: "the file is missing",
    story: "What happened before",
    no_story: "No story was sent along.",
    searched: "Searched",
    results: "{n} results",
    read: "Read",
    tried: "Tried",
    helped: "helped",
    not_helped: "did not help",
    unrouted: "unrouted",
    token: "Token",
    enter: "Open",
    trouble: "The tickets cannot be read now. Try again in a moment.",
};

/// The texts of the inbox in this language.
pub(super) fn words(lang: Lang) -> &'static Words {
    lang.pick(&JA, &EN)
}

/// The widget's own words for answers such as "no, not yet".
const ANSWERS: &[&str] = &["flow.fixed", "flow.not-fixed", "flow.read", "flow.private", "flow.skipped"];

/// An answer that is one of the widget's own words, in the agent's language.
pub(super) fn own_word(answer: &str, lang: Lang) -> Option<String> {
    let tables = [Lang::Ja, Lang::En].map(Lang::strings);
    let key = ANSWERS.iter().find(|key| tables.iter().any(|table| table.get(key) == answer))?;
    Some(lang.strings().get(key).to_string())
}

/// What stands before an answer of the shop's own system.
pub(super) fn looked_up(lang: Lang) -> String {
    lang.strings().get("lookup.story").to_string()
}

/// A priority as an agent reads it.
pub(super) fn priority(word: &str, lang: Lang) -> &str {
    match (word, lang) {
        ("low", Lang::Ja) => "低",
        ("normal", Lang::Ja) => "通常",
        ("high", Lang::Ja) => "高",
        ("urgent", Lang::Ja) => "至急",
        _ => word,
    }
}
