//! The language that commands speak.

use crate::app::Strings;
use std::io::ErrorKind;

/// A language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The language of the system.
    pub fn of_system() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
        Self::of(set.into_iter().find(|value| !value.is_empty()).as_deref().unwrap_or_default())
    }

    /// The language of a locale such as `ja_JP.UTF-8` or `en`.
    pub fn of(locale: &str) -> Self {
        if locale.starts_with("ja") { Self::Ja } else { Self::En }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The widget's own texts in this language.
    pub fn strings(self) -> Strings {
        let table = self.pick(include_str!("../../www/strings/ja.json"), include_str!("../../www/strings/en.json"));
        Strings::read(&serde_json::from_str(table).unwrap_or_default())
    }

    /// Why the system refused, in this language where the reason is a common one.
    pub fn why(self, error: &std::io::Error) -> String {
        let common = match error.kind() {
            ErrorKind::NotFound => self.pick("そこにありません", "it is not there"),
            ErrorKind::PermissionDenied => self.pick("許可がありません", "permission is denied"),
            ErrorKind::IsADirectory => self.pick("ファイルではなくフォルダーです", "it is a folder"),
            ErrorKind::NotADirectory => self.pick("途中の名前がフォルダーではありません", "a part of the path is no folder"),
            ErrorKind::AlreadyExists => self.pick("同じ名前のものがあります", "something of this name is there"),
            ErrorKind::StorageFull => self.pick("ディスクがいっぱいです", "the disk is full"),
            ErrorKind::ReadOnlyFilesystem => self.pick("書き込みできない場所です", "the disk is read-only"),
            _ => return error.to_string(),
        };
        common.to_string()
    }

    /// The one of two texts that is in this language.
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}
