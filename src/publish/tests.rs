mod secrets;

use super::*;
use crate::knowledge::load;
use std::collections::BTreeSet;

const DEMO: &str = include_str!("../../knowledge.json");
const TODAY: &str = "2026-11-22";

fn source(text: &str) -> Source {
    Source { name: "knowledge.json".into(), text: text.into() }
}

fn built(text: &str, today: &str, widget: &[WidgetFile]) -> Published {
    let sources = [source(text)];
    let loaded = load(&sources).expect("it loads");
    let strings = [("ja".to_string(), serde_json::json!({"help": "ヘルプ"})), ("en".to_string(), serde_json::json!({"help": "Help"}))];
    let today = Date::parse(today).expect("a day");
    publish(&Input { sources: &sources, loaded: &loaded, today, widget, strings: &strings, with_source: false }).expect("it publishes")
}

fn core(published: &Published, locale: &str) -> Json {
    let file = published.files.iter().find(|file| file.path.starts_with(&[locale, "."].concat())).expect("a core");
    serde_json::from_slice(&file.bytes).expect("JSON")
}

fn text_of(published: &Published) -> String {
    published.files.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect()
}

/// A small file with these parts, in two languages.
fn file(parts: &str) -> String {
    format!(
        r#"{{"format": 1, "site": {{"name": "店", "locales": ["ja", "en"]}},
        "categories": [{{"id": "c", "title": {{"ja": "種類", "en": "Kind"}}}}], {parts}}}"#
    )
}

/// Publishes a file with these parts, and compares the value at a pointer of one language's core.
#[track_caller]
fn check(parts: &str, locale: &str, pointer: &str, expected: Json) {
    let published = built(&file(parts), TODAY, &[]);
    let core = core(&published, locale);
    assert_eq!(core.pointer(pointer).cloned().unwrap_or_default(), expected, "{parts}\n{core:#}");
    assert_trusted(&core, parts);
}

/// What the widget reads of a published file in two parts, without checking, is what checking finds in it.
#[track_caller]
fn assert_trusted(core: &Json, what: &str) {
    let checked = load(&[source(&core.to_string())]).expect("it loads");
    let mut trusted = crate::knowledge::first(core).expect("it is read");
    assert!(trusted.ticket.is_none() && trusted.flows.iter().all(|flow| flow.steps.0.is_empty()), "{what}");
    crate::knowledge::rest::complete(&mut trusted, core);
    assert_eq!(trusted, checked.knowledge, "{what}");
}

#[test]
fn of_every_defect_the_same_is_left_whether_checked_or_trusted() {
    let mut published = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).expect("the fixtures") {
        let path = entry.expect("a fixture").path();
        let sources = [source(&std::fs::read_to_string(&path).unwrap_or_default())];
        let Ok(loaded) = load(&sources) else { continue };
        let today = Date::parse(TODAY).expect("a day");
        let input = Input { sources: &sources, loaded: &loaded, today, widget: &[], strings: &[], with_source: false };
        let made = publish(&input).expect("it publishes");
        for locale in &loaded.knowledge.site.locales {
            assert_trusted(&core(&made, locale), &path.display().to_string());
            published += 1;
        }
    }
    assert!(published > 80, "{published}");
}

#[test]
fn the_demo_is_sound_in_every_language() {
    let published = built(DEMO, TODAY, &[]);
    assert_eq!(published.notes, []);
    let written: Json = serde_json::from_str(DEMO).expect("JSON");
    let is_hidden = |article: &&Json| article["id"].as_str().is_some_and(|id| id.starts_with("hidden-"));
    for (locale, name) in [("ja", "みなと堂"), ("en", "Minatodo")] {
        let articles = written["articles"].as_array().into_iter().flatten();
        assert_trusted(&core(&published, locale), locale);
        let loaded = load(&[source(&core(&published, locale).to_string())]).expect("it loads");
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.knowledge.site.first_locale(), locale);
        assert_eq!(loaded.knowledge.site.name.text(locale), name);
        assert_eq!(loaded.knowledge.articles.len(), articles.filter(|article| !is_hidden(article)).count());
        assert_eq!(loaded.knowledge.flows.len(), written["flows"].as_array().map_or(0, Vec::len));
        let langs: BTreeSet<_> = loaded.knowledge.articles.iter().map(|article| article.title.get(locale).lang).collect();
        assert_eq!(langs, BTreeSet::from([locale]));
    }
    assert_eq!(core(&published, "en").get("readings"), None);
    assert!(core(&published, "ja")["readings"].as_object().is_some_and(|readings| readings.len() > 100));
}

#[test]
fn time_decides() {
    let has = |today: &str, word: &str| text_of(&built(DEMO, today, &[])).contains(word);
    let cases = [
        ("2026-08-31", "ZZEXPIRED", true),
        ("2026-09-01", "ZZEXPIRED", false),
        ("2027-01-14", "ZZFUTURE", false),
        ("2027-01-15", "ZZFUTURE", true),
        ("2026-11-22", "year-end-2026", true),
        ("2027-01-03", "year-end-2026", true),
        ("2027-01-04", "year-end-2026", false),
        ("2026-10-16", "card-outage-2026-10", true),
        ("2026-10-17", "card-outage-2026-10", false),
        ("2030-01-01", "ZZDRAFT", false),
    ];
    for (today, word, expected) in cases {
        assert_eq!(has(today, word), expected, "{word} on {today}");
    }
}

#[test]
fn texts_become_those_of_one_language() {
    let article = |rest: &str| format!(r#""articles": [{{"id": "a", "category": "c", {rest}}}]"#);
    let both =
        article(r#""title": {"ja": "題", "en": "Title"}, "questions": {"ja": ["問"], "en": ["Q"]}, "body": {"ja": "文"}, "extra": 1"#);
    check(&both, "ja", "/articles/0/title", "題".into());
    check(&both, "en", "/articles/0/title", "Title".into());
    check(&both, "ja", "/articles/0/questions", serde_json::json!(["問"]));
    check(&both, "en", "/articles/0/questions", serde_json::json!(["Q"]));
    check(&both, "en", "/articles/0/body", serde_json::json!({"ja": "文"}));
    check(&both, "ja", "/articles/0/extra", Json::Null);
    let plain = article(r#""title": "題", "questions": ["問"], "body": "文""#);
    check(&plain, "ja", "/articles/0/title", "題".into());
    check(&plain, "en", "/articles/0/title", serde_json::json!({"ja": "題"}));
    check(&plain, "en", "/articles/0/questions", Json::Null);
    check(&plain, "en", "/site/locales", serde_json::json!(["en", "ja"]));
    check(r#""strings": {"en": {"more": "More"}}"#, "en", "/strings", serde_json::json!({"en": {"help": "Help", "more": "More"}}));
    check(
        r#""synonyms": [{"locale": "ja", "words": ["a", "b"]}, {"words": ["c"], "to": ["d"]}]"#,
        "en",
        "/synonyms",
        serde_json::json!([{"words": ["c"], "to": ["d"]}]),
    );
    let readings = r#""readings": {"返品": "へん・ぴん", "何々": null, "工場": ["こうじょう", "こうば"]}, "enriched": {"readings": {"送料": "そうりょう", "何々": "なになに"}, "synonyms": [], "refused": []}"#;
    check(readings, "ja", "/readings", serde_json::json!({"返品": "へん・ぴん", "工場": ["こうじょう", "こうば"], "送料": "そうりょう"}));
}

#[test]
fn letters_are_written_in_the_agents_language() {
    let ticket = |kind: &str, more: &str| {
        let url = if kind == "mailto" { "mailto:a@shop.example" } else { "https://desk.example" };
        file(&format!(
            r#""ticket": {{"adapter": {{"kind": "{kind}", "url": "{url}", "fields": {{"topic": "1"}}}}{more}, "reply": {{"business_days": 1}},
            "privacy": {{"purpose": "p", "policy_url": "/p"}}, "fields": {{"what": {{"type": "choice", "label": {{"ja": "商品", "en": "Product"}},
            "hint": {{"ja": "型番", "en": "Its number"}}, "options": [{{"id": "a", "label": {{"ja": "灯", "en": "Lamp"}}}}, {{"id": "b", "label": "TB-500"}}]}}}},
            "topics": [{{"id": "t", "title": {{"ja": "故障", "en": "Defect"}}, "fields": ["what"]}}]}}"#
        ))
    };
    let strings = [
        ("ja".to_string(), serde_json::json!({"help": "ヘルプ", "story.title": "経緯"})),
        ("en".to_string(), serde_json::json!({"help": "Help"})),
    ];
    let told = |text: &str, locale: &str| {
        let sources = [source(text)];
        let loaded = load(&sources).expect("it loads");
        assert_eq!(loaded.problems, []);
        let today = Date::parse(TODAY).expect("a day");
        let made = publish(&Input { sources: &sources, loaded: &loaded, today, widget: &[], strings: &strings, with_source: false });
        let core = core(&made.expect("it publishes"), locale);
        assert_trusted(&core, text);
        let form = &core["ticket"];
        let labels = ["/fields/what/label", "/fields/what/options/0/label", "/topics/0/title"];
        let labels: Vec<String> = labels.iter().map(|at| form.pointer(at).expect("a text").to_string()).collect();
        assert!(!core.to_string().contains("型番") || locale == "ja", "hints are the customer's");
        (form["agents_locale"].clone(), labels, core["strings"]["ja"].to_string())
    };
    let none = Json::Null;
    let english = [r#""Product""#, r#""Lamp""#, r#""Defect""#].map(str::to_string).to_vec();
    let both =
        [r#"{"en":"Product","ja":"商品"}"#, r#"{"en":"Lamp","ja":"灯"}"#, r#"{"en":"Defect","ja":"故障"}"#].map(str::to_string).to_vec();
    // Who answers reads the file's first language, and has the file where the endpoint is the shop's own.
    assert_eq!(told(&ticket("zendesk", ""), "en"), (Json::from("ja"), both, r#"{"story.title":"経緯"}"#.into()));
    assert_eq!(told(&ticket("http", ""), "en"), (none.clone(), english.clone(), "null".into()));
    assert_eq!(told(&ticket("mailto", ""), "en"), (none.clone(), english.clone(), "null".into()));
    // Unless the file says otherwise.
    assert_eq!(told(&ticket("zendesk", r#", "agents_locale": "en""#), "en"), (none.clone(), english, "null".into()));
    let (agents, labels, _) = told(&ticket("zendesk", r#", "agents_locale": "en""#), "ja");
    assert_eq!((agents, labels[2].as_str()), (Json::from("en"), r#"{"en":"Defect","ja":"故障"}"#));
    assert_eq!(told(&ticket("zendesk", ""), "ja").0, none);
}

#[test]
fn nothing_leads_to_what_stays_at_home() {
    let articles = r#""articles": [
        {"id": "a", "category": "c", "title": "A", "body": "[b](#article/b) [f](#flow/f)", "related": ["b"], "flow": "f"},
        {"id": "b", "category": "c", "title": "B", "body": "x", "draft": true}]"#;
    let flow = |steps: &str| format!(r#"{articles}, "flows": [{{"id": "f", "title": "F", "start": "s", "steps": {{{steps}}}}}]"#);
    let end = r#""e": {"kind": "end", "outcome": "solved", "text": "[b](#article/b)", "article": "b"}"#;
    let skipped = flow(&format!(
        r#""s": {{"kind": "show", "article": "b", "next": "t"}}, "t": {{"kind": "show", "article": "b", "next": "e"}}, {end}"#
    ));
    check(&skipped, "ja", "/articles/0/related", serde_json::json!([]));
    check(&skipped, "ja", "/articles/0/body", "b [f](#flow/f)".into());
    check(&skipped, "ja", "/flows/0/start", "e".into());
    check(&skipped, "ja", "/flows/0/steps", serde_json::json!({"e": {"kind": "end", "outcome": "solved", "text": "b"}}));
    let held = flow(r#""s": {"kind": "end", "outcome": "article", "article": "b"}"#);
    check(&held, "ja", "/flows", serde_json::json!([]));
    check(&held, "ja", "/articles/0/flow", Json::Null);
    check(&held, "ja", "/articles/0/body", "b f".into());
    assert_eq!(built(&file(&held), TODAY, &[]).notes, [Note::FlowHeldBack { flow: "f".into(), needs: "b".into() }]);
}

#[test]
fn broken_parts_stay_at_home() {
    let broken = r#""articles": [{"id": "a", "category": "c"}, {"id": "a", "category": "c", "title": "sound"}, {"id": "z", "category": "none", "title": "T"}, 7],
        "facts": {"x": {"type": "none"}}, "ticket": {}, "unknown": {"owner": "x"}"#;
    let published = built(&file(broken), TODAY, &[]);
    let core = core(&published, "ja");
    assert_eq!(core["articles"], serde_json::json!([{"id": "a", "category": "c", "title": "sound"}]));
    assert_eq!((core.get("ticket"), core.get("unknown"), &core["facts"]), (None, None, &serde_json::json!({})));
    assert_eq!(load(&[source(&core.to_string())]).expect("it loads").problems, []);
}

#[test]
fn many_articles_leave_their_bodies_behind() {
    let body = "あ".repeat(700);
    let articles: Vec<String> =
        (0..1_001).map(|n| format!(r#"{{"id": "a{n}", "category": "c", "title": "T", "body": "{body}"}}"#)).collect();
    let published = built(&file(&format!(r#""articles": [{}]"#, articles.join(","))), TODAY, &[]);
    let manifest: Json = serde_json::from_slice(&published.files.last().expect("files").bytes).expect("JSON");
    let shards = manifest.pointer("/locales/ja/bodies").and_then(Json::as_array).expect("shards");
    assert_eq!(shards.len(), 3);
    let mut bodies = 0;
    for shard in shards {
        let file = published.files.iter().find(|file| *shard == file.path).expect("a shard");
        bodies += serde_json::from_slice::<Json>(&file.bytes).expect("JSON")["bodies"].as_object().expect("bodies").len();
    }
    assert_eq!(bodies, 1_001);
    assert_eq!(core(&published, "ja").pointer("/articles/0/body"), None);
}

#[test]
fn the_loader_is_told_where_the_version_lies() {
    let file = |path: &str, text: &str| WidgetFile { path: path.into(), bytes: text.into() };
    let loader = r#"a=JSON.parse('{"glue":"g.js","wasm":"w.wasm","integrity":{}}');b"#;
    let widget = [file("g.js", "1"), file("tasuke.js", loader), file("w.wasm", "2")];
    let published = built(DEMO, TODAY, &widget);
    let pointed = published.files.iter().find(|file| file.path == "tasuke.js").expect("a loader");
    let glue = published.files.iter().find(|file| file.path.ends_with("/g.js")).expect("glue");
    let text = String::from_utf8_lossy(&pointed.bytes);
    assert!(text.contains(&format!("\"glue\":\"{}\"", glue.path)) && text.contains(r#""integrity":{"wasm":"sha256-"#), "{text}");
    assert_eq!((pointed.cache, glue.cache, Cache::of(&glue.path)), (Cache::Ask, Cache::Forever, Cache::Forever));
    assert!(!text.contains("rest"), "a widget that is whole has no second part: {text}");
    let parts = [&widget[..], &[file("tasuke-widget_rest.wasm", "3")]].concat();
    let (files, loader_of_parts) = super::widget::files(&parts).expect("files");
    let text = String::from_utf8(loader_of_parts.expect("a loader").bytes).expect("text");
    let rest = files.iter().find(|file| file.path.ends_with("/tasuke-widget_rest.wasm")).expect("the second part");
    assert!(text.contains(&format!(r#""rest":"{}""#, rest.path)) && text.contains(r#""integrity":{"rest":"sha256-"#), "{text}");
    let cases = [
        (vec![file("g.js", "1")], LoaderFault::Missing),
        (vec![file("tasuke.js", "x")], LoaderFault::NoFiles),
        (vec![file("tasuke.js", loader)], LoaderFault::NamesMissing),
    ];
    for (widget, expected) in cases {
        assert_eq!(super::widget::files(&widget).map(|_| ()), Err(expected));
    }
}

#[test]
fn the_same_file_gives_the_same_folder() {
    assert_eq!(built(DEMO, TODAY, &[]), built(DEMO, TODAY, &[]));
    let manifest = String::from_utf8(built(DEMO, TODAY, &[]).files.pop().expect("files").bytes).expect("text");
    assert!(manifest.starts_with(r#"{"published":1,"build":""#), "{manifest}");
    assert!(manifest.contains(r#""time_zone":"Asia/Tokyo","default":"ja","locales":{"ja":{"bodies":[],"core":"ja."#), "{manifest}");
}

#[test]
fn the_policy_names_only_what_the_file_needs() {
    let base = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'";
    let rest = "require-trusted-types-for 'script'; trusted-types tasuke";
    assert_eq!(built(DEMO, TODAY, &[]).policy, format!("{base}; img-src 'self'; {rest}"));
    let article = r#""articles": [{"id": "a", "category": "c", "title": "T", "body": "- ![x](https://img.example/a.png \"1x1\") [l](https://link.example/)"}]"#;
    assert_eq!(built(&file(article), TODAY, &[]).policy, format!("{base}; img-src 'self' https://img.example; {rest}"));
}
