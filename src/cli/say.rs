//! Every sentence of the commands, in both languages.

use super::Lang;
use crate::publish::{LoaderFault, Note};
use std::path::Path;

/// Something to say; the fields are the facts that the sentence needs.
#[allow(missing_docs)]
pub enum Say<'s> {
    /// An address is in use, or not this machine's.
    CannotListen { address: &'s str, why: &'s str },
    /// A file or folder cannot be read.
    CannotRead { path: &'s Path, why: &'s str },
    /// A file or folder cannot be written.
    CannotWrite { path: &'s Path, why: &'s str },
    /// Readings and synonyms are in the file now, or would be.
    Enriched { path: &'s Path, is_written: bool },
    /// Groups of the general dictionary are new, and marked.
    General { count: usize, mark: &'s str },
    /// The widget's loader does not fit.
    Loader { fault: LoaderFault },
    /// Nothing was added to a file parts of which fell away.
    NotEnriched,
    /// A file in another encoding than UTF-8.
    NotUtf8 { path: &'s Path },
    /// The knowledge is not in this language.
    NoLocale { locale: &'s str, known: &'s str },
    /// The file has all readings and synonyms already.
    NothingToEnrich,
    /// No flow has this id.
    NoFlow { flow: &'s str, nearest: Option<&'s str>, known: &'s str },
    /// Beyond this machine only with a token.
    NeedsToken { address: &'s str },
    /// There is no built widget.
    NoWidget,
    /// The folder to write into holds something else.
    NotOurs { path: &'s Path },
    /// The folder to serve was not published.
    NotPublished { path: &'s Path },
    /// An `--origin` that is none.
    NotAnOrigin { origin: &'s str },
    /// Tickets were deleted.
    Deleted { count: usize },
    /// What publishing left out.
    Note { note: &'s Note },
    /// It is published without what is broken.
    PublishedWithout { errors: usize },
    /// The server runs.
    Serving { address: &'s str },
    /// One file only.
    SourceOfOne,
    /// The knowledge has these many errors and other remarks.
    Sum { errors: usize, others: usize },
    /// The policy for the shop's pages.
    Policy { policy: &'s str },
}

impl Say<'_> {
    /// The sentence.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.ja(),
            Lang::En => self.en(),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::CannotListen { address, why } => {
                format!("Cannot listen on {address}: {why}. Stop what uses the port, or choose another with --port.")
            }
            Self::CannotRead { path, why } => format!("Cannot read {}: {why}. Check the path.", path.display()),
            Self::CannotWrite { path, why } => format!("Cannot write {}: {why}. Check that the folder is there and yours.", path.display()),
            Self::Enriched { path, is_written: true } => format!(
                "Written to \"enriched\" of {}. Words under its \"refused\" are never added again; your own \"readings\" and \"synonyms\" come first.",
                path.display()
            ),
            Self::Enriched { path, is_written: false } => format!("{} would change: run `tasuke enrich`.", path.display()),
            Self::General { count, mark } => format!(
                "{mark}: {} of everyday words, new. Read them: words that your customers would not mean go under \"refused\".",
                counted(*count, "group")
            ),
            Self::Loader { fault: LoaderFault::Missing } => "The widget's folder has no tasuke.js: build the widget again.".into(),
            Self::Loader { fault: LoaderFault::NoFiles } => {
                "tasuke.js has no line `const files = {…};`: it belongs to another version. Build the widget again.".into()
            }
            Self::Loader { fault: LoaderFault::NamesMissing } => {
                "tasuke.js names a file that is not in the widget's folder: build the widget again.".into()
            }
            Self::NeedsToken { address } => {
                format!("{address} can be reached from other machines: give --token, so that only your team reads the tickets.")
            }
            Self::NoFlow { flow, nearest: Some(nearest), .. } => format!("There is no flow \"{flow}\". Did you mean \"{nearest}\"?"),
            Self::NoFlow { flow, known, .. } => format!("There is no flow \"{flow}\": choose among {known}."),
            Self::NoLocale { locale, known } => format!("The knowledge is not in \"{locale}\": choose among {known} with --locale."),
            Self::NotEnriched => "Nothing was written: what is broken is left out, and its readings and synonyms would be lost. Mend the errors above and run it again.".into(),
            Self::NotUtf8 { path } => {
                format!("{} is not in UTF-8. Save it again with the encoding UTF-8 (not Shift_JIS, Windows-1252 or UTF-16).", path.display())
            }
            Self::NothingToEnrich => "Nothing changes: the file has all readings and synonyms already.".into(),
            Self::NoWidget => {
                "There is no built widget: run `cargo xtask build`, name its folder with --widget, or publish the knowledge alone with --no-widget.".into()
            }
            Self::NotOurs { path } => {
                format!("{} holds other files: choose an empty folder, or one that `tasuke build` has written.", path.display())
            }
            Self::NotPublished { path } => format!("{} has no manifest.json: publish it first with `tasuke build --out`.", path.display()),
            Self::Note { note: Note::FlowHeldBack { flow, needs } } => {
                format!("Note: the flow \"{flow}\" is not published, since it leads to \"{needs}\", which is not.")
            }
            Self::Note { note: Note::StepSkipped { flow, step, article } } => {
                format!("Note: the step \"{step}\" of the flow \"{flow}\" is skipped, since the article \"{article}\" is not published.")
            }
            Self::Note { note: Note::NoStrings { locale } } => {
                format!("Note: there are no UI texts in \"{locale}\": add them under \"strings\", or they are shown in English.")
            }
            Self::PublishedWithout { errors } => {
                format!("Published without what is broken ({}): mend it and build again.", counted(*errors, "error"))
            }
            Self::NotAnOrigin { origin } => format!("{origin} is no origin: write it as https://shop.example, without a path."),
            Self::Deleted { count } => format!("Deleted {}.", counted(*count, "ticket")),
            Self::Serving { address } => format!("▸ {address}"),
            Self::SourceOfOne => "--with-source publishes one file: join your knowledge files, or leave it out.".into(),
            Self::Sum { errors: 0, others: 0 } => "Nothing is wrong.".into(),
            Self::Sum { errors, others } => format!("{}, {}.", counted(*errors, "error"), counted(*others, "warning")),
            Self::Policy { policy } => format!("Content-Security-Policy: {policy}"),
        }
    }

    fn ja(&self) -> String {
        match self {
            Self::CannotListen { address, why } => {
                format!("{address} で待ち受けできません({why})。ポートを使っているプログラムを止めるか、--port で別の番号を指定してください。")
            }
            Self::CannotRead { path, why } => format!("{} を読めません({why})。パスを確認してください。", path.display()),
            Self::CannotWrite { path, why } => {
                format!("{} に書けません({why})。フォルダーがあり、書き込めるか確認してください。", path.display())
            }
            Self::Enriched { path, is_written: true } => format!(
                "{} の \"enriched\" に書きました。\"refused\" に書いた言葉は二度と追加しません。ご自分の \"readings\" と \"synonyms\" が優先されます。",
                path.display()
            ),
            Self::Enriched { path, is_written: false } => format!("{} が変わります。`tasuke enrich` を実行してください。", path.display()),
            Self::General { count, mark } => format!(
                "{mark} は一般の辞書の言い換えで、新しいものは {count} 組です。お客さまがその意味で使わない言葉は \"refused\" に書いてください。"
            ),
            Self::Loader { fault: LoaderFault::Missing } => {
                "ウィジェットのフォルダーに tasuke.js がありません。ウィジェットをビルドし直してください。".into()
            }
            Self::Loader { fault: LoaderFault::NoFiles } => {
                "tasuke.js に `const files = {…};` の行がなく、別の版のようです。ウィジェットをビルドし直してください。".into()
            }
            Self::Loader { fault: LoaderFault::NamesMissing } => {
                "tasuke.js の指すファイルがウィジェットのフォルダーにありません。ウィジェットをビルドし直してください。".into()
            }
            Self::NeedsToken { address } => {
                format!("{address} には他の機器からも接続できます。担当者だけが問い合わせを読めるよう、--token を指定してください。")
            }
            Self::NoFlow { flow, nearest: Some(nearest), .. } => format!("「{flow}」という案内はありません。「{nearest}」のことですか？"),
            Self::NoFlow { flow, known, .. } => format!("「{flow}」という案内はありません。{known} のどれかを指定してください。"),
            Self::NoLocale { locale, known } => {
                format!("この知識に「{locale}」の文はありません。--locale には {known} のどれかを指定してください。")
            }
            Self::NotEnriched => {
                "何も書きませんでした。誤りのある部分は読み飛ばされ、その読みと同義語が消えてしまいます。上の誤りを直してから、もう一度実行してください。".into()
            }
            Self::NotUtf8 { path } => format!(
                "{} の文字コードが UTF-8 ではありません（Shift_JIS などのようです）。メモ帳なら「名前を付けて保存」で文字コードに UTF-8 を選び、保存し直してください。Excel で編集した場合も、UTF-8 で保存し直してください。",
                path.display()
            ),
            Self::NothingToEnrich => "変わりません。読みと同義語はすべて入っています。".into(),
            Self::NoWidget => {
                "ビルド済みのウィジェットがありません。`cargo xtask build` を実行するか、--widget でフォルダーを指定するか、--no-widget で知識だけを公開してください。".into()
            }
            Self::NotOurs { path } => {
                format!("{} には別のファイルがあります。空のフォルダーか、`tasuke build` が書いたフォルダーを指定してください。", path.display())
            }
            Self::NotPublished { path } => {
                format!("{} に manifest.json がありません。先に `tasuke build --out` で公開フォルダーを作ってください。", path.display())
            }
            Self::Note { note: Note::FlowHeldBack { flow, needs } } => {
                format!("お知らせ: 案内「{flow}」は、公開されない「{needs}」に続くため公開しません。")
            }
            Self::Note { note: Note::StepSkipped { flow, step, article } } => {
                format!("お知らせ: 案内「{flow}」の手順「{step}」は、記事「{article}」が公開されないため飛ばします。")
            }
            Self::Note { note: Note::NoStrings { locale } } => {
                format!("お知らせ: 「{locale}」の画面の文言がありません。\"strings\" に書くまでは英語で表示します。")
            }
            Self::PublishedWithout { errors } => {
                format!("誤りのある部分({errors} 件)を除いて公開フォルダーを作りました。直してからもう一度ビルドしてください。")
            }
            Self::NotAnOrigin { origin } => format!("{origin} はオリジンではありません。https://shop.example のように、パスを付けずに書いてください。"),
            Self::Deleted { count } => format!("{count} 件の問い合わせを削除しました。"),
            Self::Serving { address } => format!("▸ {address}"),
            Self::SourceOfOne => "--with-source で公開できるのは1ファイルです。知識ファイルを1つにまとめるか、指定を外してください。".into(),
            Self::Sum { errors: 0, others: 0 } => "問題はありません。".into(),
            Self::Sum { errors, others } => format!("誤り {errors} 件、注意 {others} 件。"),
            Self::Policy { policy } => format!("Content-Security-Policy: {policy}"),
        }
    }
}

/// A number of things in English.
fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
