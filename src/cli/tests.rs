use super::*;
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of this test's own, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tasuke-cli-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(args: &[&str]) -> Report {
    let cli = Cli::try_parse_from(["tasuke"].iter().chain(args)).expect("arguments");
    super::run(&cli, Server { serve: |_, _| Report::default(), tickets: |_, _| Report::default() })
}

/// Runs a command and compares its exit and a part of what it says.
#[track_caller]
fn check(args: &[&str], exit: Exit, part: &str) {
    let report = run(args);
    let text = [report.lines.join("\n"), report.errors.join("\n")].join("\n");
    assert_eq!(report.exit, exit, "{text}");
    assert!(text.contains(part), "{text}");
}

const SOUND: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["en"]}}"#;
const BROKEN: &str = r#"{"format": 1, "site": {"name": "S", "locales": ["en"]}, "categories": [{"id": "A b", "title": "x"}]}"#;

#[test]
fn checking_tells_by_its_exit() {
    let folder = Folder::new("check");
    let (sound, broken) = (folder.file("a.json", SOUND), folder.file("b.json", BROKEN));
    check(&["check", &sound, "--lang", "en"], Exit::Fine, "Nothing is wrong.");
    check(&["--lang", "ja", "check", "--knowledge", &sound], Exit::Fine, "問題はありません。");
    check(&["check", &broken, "--lang", "en"], Exit::Errors, "/categories/0/id");
    check(&["check", &folder.file("c.json", "{"), "--lang", "en"], Exit::Errors, "c.json:1:");
    check(&["check", &folder.path("none.json"), "--lang", "en"], Exit::Unable, "Cannot read");
    let json = run(&["check", &broken, "--json"]).json.expect("JSON");
    assert_eq!(json["problems"][0]["pointer"], "/categories/0/id");
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_the_editor_s_language() {
    let folder = Folder::new("unreadable");
    let none = folder.path("none.json");
    check(&["check", &none, "--lang", "ja"], Exit::Unable, "を読めません(そこにありません)");
    check(&["check", &none, "--lang", "en"], Exit::Unable, "it is not there. Check the path.");
    check(&["check", &folder.path(""), "--lang", "ja"], Exit::Unable, "を読めません(ファイルではなくフォルダーです)");
    let shift_jis = folder.path("sjis.json");
    fs::write(&shift_jis, b"{\"format\": 1, \"site\": {\"name\": \"\x93X\", \"locales\": [\"ja\"]}}").expect("a file");
    for command in ["check", "enrich"] {
        check(&[command, &shift_jis, "--lang", "ja"], Exit::Unable, "UTF-8 を選び、保存し直してください");
        check(&[command, &shift_jis, "--lang", "en"], Exit::Unable, "Save it again with the encoding UTF-8");
    }
}

/// What a command says that takes the only argument as its file.
fn told(command: &str, file: &str, lang: &str) -> String {
    let report = run(&[command, file, "--lang", lang, "--today", "2026-11-22"]);
    [report.lines.join("\n"), report.errors.join("\n")].join("\n")
}

#[test]
fn the_place_of_a_slip_is_told_once_and_in_characters() {
    let folder = Folder::new("slips");
    let file = folder.file("a.json", "{\n\"送料\": \"返品\"\n\"b\": 1}");
    let expected = format!("{file}:2:11: 誤り: この行の終わりに , が足りないようです。\n    → この行の終わりに , を足してください。");
    assert!(told("check", &file, "ja").starts_with(&expected), "{}", told("check", &file, "ja"));
    let expected = format!("{file}:2:11: error: The end of this line probably lacks a comma.");
    assert!(told("check", &file, "en").starts_with(&expected));
    // Other commands tell it as well.
    for args in [&["enrich", &file, "--lang", "en"][..], &["build", &file, "--lang", "en", "--out", "none"]] {
        let report = run(args);
        assert!(report.errors.join("\n").starts_with(&expected), "{report:?}");
    }
}

#[test]
fn nothing_is_enriched_while_parts_fall_away() {
    let folder = Folder::new("enrich-broken");
    let text = |category: &str| {
        format!(
            r#"{{"format": 1, "site": {{"name": "店", "locales": ["ja"]}}, "categories": [{{"id": "all", "title": "全般"}}],
"articles": [{{"id": "a", "category": "{category}", "title": "返品", "body": "本文", "related": ["none"]}}]}}"#
        )
    };
    let sound = folder.file("sound.json", &text("all"));
    check(&["enrich", &sound, "--lang", "en"], Exit::Fine, "Written to");
    let broken = folder.file(
        "broken.json",
        &fs::read_to_string(&sound).expect("a file").replace("\"all\", \"title\": \"返品", "\"al\", \"title\": \"返品"),
    );
    let before = fs::read_to_string(&broken).expect("a file");
    assert!(before.contains("へん・ぴん") && before.contains("\"al\""), "{before}");
    for more in [&[][..], &["--check"], &["--dry-run"]] {
        check(&[&["enrich", &broken, "--lang", "en"], more].concat(), Exit::Errors, "Nothing was written");
    }
    check(&["enrich", &broken, "--lang", "ja"], Exit::Errors, "何も書きませんでした。");
    assert_eq!(fs::read_to_string(&broken).expect("a file"), before);
}

#[test]
fn enriching_says_what_it_adds_and_writes_it_once() {
    let folder = Folder::new("enrich");
    let text =
        "{\"format\": 1, \"site\": {\"name\": \"店\", \"locales\": [\"ja\"]},\n  \"categories\": [{\"id\": \"a\", \"title\": \"返品\"}]}";
    let file = folder.file("a.json", text);
    let now = || fs::read_to_string(&file).expect("a file");
    check(&["enrich", &file, "--dry-run", "--lang", "en"], Exit::Fine, "+ 返品: へん・ぴん");
    check(&["enrich", &file, "--check", "--lang", "en"], Exit::Errors, "would change: run `tasuke enrich`.");
    assert_eq!(now(), text);
    check(&["enrich", &file, "--lang", "ja"], Exit::Fine, "の \"enriched\" に書きました。");
    let written = now();
    check(&["enrich", &file, "--check", "--lang", "en"], Exit::Fine, "Nothing changes");
    assert_eq!(now(), written);
    let json = run(&["enrich", &file, "--json"]).json.expect("JSON");
    assert!(json["changed"] == false && json["now"]["readings"]["返品"][0] == "へん・ぴん", "{json}");
    // A word that is gone takes its reading along, and `check` says so before.
    folder.file("a.json", &written.replace("\"返品\"}]", "\"返送\"}]"));
    check(&["check", &file, "--lang", "en"], Exit::Fine, "advice: The readings and synonyms no longer fit the texts");
    check(&["enrich", &file, "--lang", "en"], Exit::Fine, "- 返品: へん・ぴん");
    check(&["enrich", &folder.file("b.json", "{}"), "--lang", "en"], Exit::Errors, "There is no \"format\".");
    check(&["enrich", &folder.path("none.json"), "--lang", "en"], Exit::Unable, "Cannot read");
}

#[test]
fn the_general_dictionary_is_taken_on_demand_and_stays() {
    let folder = Folder::new("synonyms");
    let text = r#"{"format": 1, "site": {"name": "店", "locales": ["ja"]}, "categories": [{"id": "a", "title": "A"}],
  "articles": [{"id": "b", "category": "a", "title": "カフェ", "body": "B"}]}"#;
    let file = folder.file("a.json", text);
    let added = "+ コーヒーショップ, 喫茶店 → カフェ [Sudachi]";
    check(&["enrich", &file, "--dry-run", "--lang", "en"], Exit::Fine, "Nothing changes");
    check(&["enrich", &file, "--dry-run", "--synonyms", "sudachi", "--lang", "en"], Exit::Fine, added);
    check(
        &["enrich", &file, "--synonyms", "sudachi", "--lang", "ja"],
        Exit::Fine,
        "[Sudachi] は一般の辞書の言い換えで、新しいものは 1 組です。",
    );
    // What comes after knows of the choice.
    check(&["check", &file, "--lang", "en"], Exit::Fine, "Nothing is wrong.");
    check(&["enrich", &file, "--check", "--lang", "en"], Exit::Fine, "Nothing changes");
    assert_eq!(run(&["enrich", &file, "--json"]).json.expect("JSON")["synonyms"], "sudachi");
    check(&["enrich", &file, "--check", "--synonyms", "shop", "--lang", "en"], Exit::Errors, "- コーヒーショップ, 喫茶店 → カフェ");
    // Measuring and searching take the same lists.
    folder.file("a.json", text);
    let queries = folder.file("q.jsonl", "");
    let search = |rest: &[&str]| run(&[&["--knowledge", &file, "search", "喫茶店", "--json"], rest].concat()).json.expect("JSON");
    let found =
        |rest: &[&str]| search(rest)["results"].as_array().is_some_and(|rows| rows.iter().any(|row| row["score"].as_f64() > Some(0.0)));
    assert_eq!((found(&["--enrich"]), found(&["--enrich", "--synonyms", "sudachi"])), (false, true));
    check(
        &["--knowledge", &file, "eval", "--queries", &queries, "--enrich", "--synonyms", "sudachi", "--lang", "en"],
        Exit::Errors,
        "There is no query",
    );
    assert!(Cli::try_parse_from(["tasuke", "search", "x", "--synonyms", "sudachi"]).is_err());
}

#[test]
fn building_writes_a_folder_that_can_be_served() {
    let folder = Folder::new("build");
    let widget = folder.path("widget");
    folder.file("widget/tasuke.js", r#"JSON.parse('{"glue":"tasuke-widget.js","wasm":"tasuke-widget_bg.wasm","css":"tasuke.css"}')"#);
    folder.file("widget/tasuke-widget.js", &"glue ".repeat(99));
    folder.file("widget/tasuke-widget_bg.wasm", "wasm");
    folder.file("widget/tasuke.css", "css");
    folder.file("widget/index.html", "not shipped");
    folder.file("widget/strings/en.json", r#"{"help": "Help"}"#);
    let (sound, broken, out) = (folder.file("a.json", SOUND), folder.file("b.json", BROKEN), folder.path("out"));
    check(
        &["build", &sound, "--out", &out, "--widget", &widget, "--with-source"],
        Exit::Fine,
        "Content-Security-Policy: default-src 'none'",
    );
    let names = names(Path::new(&out));
    let has = |start: &str, end: &str| names.iter().any(|name| name.starts_with(start) && name.ends_with(end));
    for (start, end) in [
        ("manifest", ".json"),
        ("en.", ".json"),
        ("tasuke.js", ""),
        ("v/", "/tasuke-widget.js.br"),
        ("_headers", ""),
        ("knowledge", ".json"),
    ] {
        assert!(has(start, end), "{start}…{end} in {names:?}");
    }
    assert!(!has("", "index.html"));
    let core = names.iter().find(|name| name.starts_with("en.")).expect("a core").trim_end_matches(".br");
    assert!(fs::read_to_string(Path::new(&out).join(core)).expect("text").contains(r#""strings":{"en":{"help":"Help"}}"#));

    // What an earlier build left behind goes; what is not ours stays.
    folder.file("out/own.txt", "mine");
    check(&["build", &broken, "--out", &out, "--no-widget", "--lang", "en"], Exit::Errors, "Published without what is broken (1 error)");
    let left = self::names(Path::new(&out));
    assert!(left.contains(&"own.txt".to_string()) && !left.iter().any(|name| name.starts_with("v/")), "{left:?}");
}

#[test]
fn building_refuses_what_it_cannot_do() {
    let folder = Folder::new("refuse");
    let (sound, out) = (folder.file("a.json", SOUND), folder.path("out"));
    let own = folder.path("");
    check(&["build", &sound, "--out", &own, "--no-widget", "--lang", "en"], Exit::Unable, "holds other files");
    check(&["build", &sound, &sound, "--out", &out, "--no-widget", "--with-source", "--lang", "en"], Exit::Unable, "publishes one file");
    check(&["build", &sound, "--out", &out, "--widget", &folder.path("none"), "--lang", "en"], Exit::Unable, "Cannot read");
    check(&["build", &folder.file("b.json", "{}"), "--out", &out, "--no-widget", "--lang", "en"], Exit::Errors, "There is no \"format\".");
    assert!(!Path::new(&out).exists());
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let committed = include_str!("../../knowledge.schema.json");
    let is_same = committed == schema::text() + "\n";
    assert!(is_same, "knowledge.schema.json is old: run `cargo run -- schema --out knowledge.schema.json` and commit it");
}

#[test]
fn the_system_s_language_is_spoken() {
    for (locale, expected) in [("ja_JP.UTF-8", Lang::Ja), ("ja", Lang::Ja), ("en_GB", Lang::En), ("C", Lang::En), ("", Lang::En)] {
        assert_eq!(Lang::of(locale), expected, "{locale}");
    }
}

#[test]
fn the_arguments_are_sound() {
    use clap::CommandFactory;
    Cli::command().debug_assert();
}

#[test]
fn the_clock_knows_zones() {
    let (tokyo, honolulu) = (now(Some("Asia/Tokyo")), now(Some("Pacific/Honolulu")));
    let minutes = tokyo.date.days_since(honolulu.date) * 1440 + i32::from(tokyo.minute) - i32::from(honolulu.minute);
    assert!((19 * 60 - 1..=19 * 60).contains(&minutes), "{minutes}");
    assert!(now(Some("No/Where")).date > crate::calendar::Date::EPOCH);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            names.extend(self::names(&path).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            names.push(name);
        }
    }
    names
}
