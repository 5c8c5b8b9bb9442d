//! What must never be published.

use super::*;

#[test]
fn nothing_of_the_shop_s_own_gets_out() {
    let published = built(DEMO, TODAY, &[]);
    let text = text_of(&published);
    let demo: Json = serde_json::from_str(DEMO).expect("JSON");
    let mut secrets: Vec<String> = ["ZZDRAFT", "ZZFUTURE", "ZZEXPIRED", "hidden-"].map(String::from).to_vec();
    for key in
        ["owner", "notes", "reviewed", "review_every_days", "draft", "publish_from", "tests", "routes", "enriched", "$schema", "team"]
    {
        secrets.push(format!("\"{key}\""));
    }
    // The words of teams and routes, unless they also stand somewhere public, such as in the id of a category.
    let mut public = demo.clone();
    let mut own = Vec::new();
    take(&mut public, &["owner", "notes", "tests", "routes"], &mut own);
    let public = public.to_string();
    own.retain(|word| !public.contains(&format!("\"{word}\"")));
    assert!(["logistics", "発煙・けがの申告は品質責任者に当日報告。"].iter().all(|word| own.iter().any(|own| own == word)));
    secrets.extend(own.iter().map(|word| format!("\"{word}\"")));
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret}");
    }
}

/// Takes these keys out, and collects every text below them.
fn take(json: &mut Json, keys: &[&str], found: &mut Vec<String>) {
    fn texts(json: &Json, found: &mut Vec<String>) {
        match json {
            Json::String(text) => found.push(text.clone()),
            Json::Array(list) => list.iter().for_each(|item| texts(item, found)),
            Json::Object(map) => map.values().for_each(|value| texts(value, found)),
            _ => {}
        }
    }
    match json {
        Json::Object(map) => {
            keys.iter().filter_map(|key| map.remove(*key)).for_each(|secret| texts(&secret, found));
            map.values_mut().for_each(|value| take(value, keys, found));
        }
        Json::Array(list) => list.iter_mut().for_each(|item| take(item, keys, found)),
        _ => {}
    }
}
