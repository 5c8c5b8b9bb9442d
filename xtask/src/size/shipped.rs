//! What a published file is for, by its name.

use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Loader,
    Glue,
    Wasm,
    /// The part of wasm and styles that is fetched with the first touch.
    Rest,
    Css,
    Strings,
    /// The UI texts in a file of published knowledge.
    Texts,
    /// Published knowledge in one locale.
    Knowledge(String),
    /// Not loaded by the widget: the demo's own pages, the manifest.
    Other,
}

impl Kind {
    pub fn name(&self) -> &str {
        match self {
            Self::Loader => "loader",
            Self::Glue => "glue",
            Self::Wasm => "wasm",
            Self::Rest => "rest",
            Self::Css => "css",
            Self::Strings => "strings",
            Self::Texts => "texts",
            Self::Knowledge(locale) => locale,
            Self::Other => "other",
        }
    }
}

#[derive(Debug)]
pub struct Shipped {
    pub path: String,
    pub size: u64,
    pub brotli: u64,
    pub kind: Kind,
}

impl Shipped {
    /// Reads the lines that `measure.cjs` prints.
    pub fn parse(lines: &str) -> Result<Vec<Self>, String> {
        let mut files: Vec<Self> = lines.lines().map(Self::from_line).collect::<Result<_, _>>()?;
        let home = loader_folder(&files);
        for file in &mut files {
            if file.kind == Kind::Other
                && let Some(name) = file.path.strip_prefix(&home)
            {
                file.kind = kind_of(name);
            }
        }
        Ok(files)
    }

    fn from_line(line: &str) -> Result<Self, String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let odd = || format!("Mend measure.cjs: it printed \"{line}\".");
        let [path, size, brotli, locale] = fields[..] else {
            return Err(odd());
        };
        let kind = match locale {
            "-" => Kind::Other,
            "texts" => Kind::Texts,
            locale => Kind::Knowledge(locale.to_string()),
        };
        Ok(Self { path: path.to_string(), size: size.parse().map_err(|_| odd())?, brotli: brotli.parse().map_err(|_| odd())?, kind })
    }
}

pub fn locales(files: &[Shipped]) -> BTreeSet<String> {
    let locale = |file: &Shipped| match &file.kind {
        Kind::Knowledge(locale) => Some(locale.clone()),
        _ => None,
    };
    files.iter().filter_map(locale).collect()
}

/// The widget's files lie beside and below the loader; the demo's own
/// scripts and styles must not count.
fn loader_folder(files: &[Shipped]) -> String {
    let loaders = files.iter().filter(|file| file.path.ends_with("tasuke.js"));
    let loader = loaders.min_by_key(|file| file.path.len());
    loader.map_or_else(String::new, |file| {
        let end = file.path.len() - "tasuke.js".len();
        file.path[..end].to_string()
    })
}

fn kind_of(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ours = name.starts_with("tasuke") || path.starts_with("snippets/");
    match name.rsplit('.').next() {
        Some("wasm") if name.contains("_rest.") => Kind::Rest,
        Some("wasm") => Kind::Wasm,
        Some("js" | "mjs") if path == "tasuke.js" => Kind::Loader,
        Some("js" | "mjs") if ours => Kind::Glue,
        Some("css") if name.contains("-rest.") => Kind::Rest,
        Some("css") if ours => Kind::Css,
        Some("json") if path.starts_with("strings") => Kind::Strings,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_file_is_for() {
        let cases = [
            ("tasuke.js", Kind::Loader),
            ("tasuke-widget.js", Kind::Glue),
            ("tasuke-widget.9c1f.js", Kind::Glue),
            ("snippets/yew-1/inline0.js", Kind::Glue),
            ("tasuke-widget_bg.9c1f.wasm", Kind::Wasm),
            ("v/9c1f/tasuke-widget_rest.wasm", Kind::Rest),
            ("v/9c1f/tasuke-rest.css", Kind::Rest),
            ("tasuke.9c1f.css", Kind::Css),
            ("strings/ja.9c1f.json", Kind::Strings),
            ("shop.js", Kind::Other),
            ("help/manifest.json", Kind::Other),
        ];
        for (path, expected) in cases {
            assert_eq!(kind_of(path), expected, "{path}");
        }
    }

    #[test]
    fn the_widget_may_lie_in_a_folder_of_the_demo() {
        let lines = "tasuke/tasuke.js\t1\t1\t-\nshop.css\t1\t1\t-\ntasuke/tasuke.css\t1\t1\t-\n";
        let kinds: Vec<Kind> = Shipped::parse(lines).unwrap().into_iter().map(|file| file.kind).collect();
        assert_eq!(kinds, [Kind::Loader, Kind::Other, Kind::Css]);
    }

    #[test]
    fn an_odd_line_is_told() {
        assert!(Shipped::parse("tasuke.js\t1\t-").is_err());
    }
}
