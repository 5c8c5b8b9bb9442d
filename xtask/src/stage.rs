//! The stages of `cargo xtask test`, in the order in which they run: what is
//! quick and often wrong comes first.

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stage {
    Fmt,
    Clippy,
    Core,
    Native,
    Knowledge,
    Build,
    Size,
    Browser,
    Wide,
}

impl Stage {
    pub const ALL: [Self; 9] =
        [Self::Fmt, Self::Clippy, Self::Core, Self::Native, Self::Knowledge, Self::Build, Self::Size, Self::Browser, Self::Wide];

    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Core => "core",
            Self::Native => "native",
            Self::Knowledge => "knowledge",
            Self::Build => "build",
            Self::Size => "size",
            Self::Browser => "browser",
            Self::Wide => "wide",
        }
    }

    pub fn named(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|stage| stage.name() == name).ok_or_else(|| format!("There is no stage \"{name}\"."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_found_by_its_name_and_is_in_the_usage() {
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.name()), Ok(stage));
            assert!(crate::args::USAGE.contains(stage.name()));
        }
    }
}
