//! Bodies in files of their own, once there are too many articles to fetch them all at first.

use super::File;
use serde_json::{Map, Value as Json, json};

/// Up to so many articles everything is one file: one request is faster than two.
const TOGETHER: usize = 1_000;

/// About how many bytes of text a shard has: a few large files are faster on a slow link than many small ones.
const SHARD: usize = 1024 * 1024;

/// Takes the bodies out of a large core file.
pub(super) fn shards(core: &mut Json, locale: &str) -> Vec<File> {
    let articles = core.get_mut("articles").and_then(Json::as_array_mut);
    let Some(articles) = articles.filter(|articles| articles.len() > TOGETHER) else { return Vec::new() };
    let mut shards: Vec<Map<String, Json>> = Vec::new();
    let mut size = SHARD;
    for article in articles.iter_mut().filter_map(Json::as_object_mut) {
        let Some(body) = article.remove("body") else { continue };
        if size >= SHARD {
            shards.push(Map::new());
            size = 0;
        }
        size += body.to_string().len();
        let id = article.get("id").and_then(Json::as_str).unwrap_or_default().to_string();
        if let Some(shard) = shards.last_mut() {
            shard.insert(id, body);
        }
    }
    let numbered = shards.into_iter().enumerate();
    let file = |(index, bodies): (usize, _)| {
        let start = [locale, ".bodies.", &index.to_string(), "."].concat();
        File::hashed(&start, "json", json!({"bodies": Json::Object(bodies)}).to_string().into_bytes())
    };
    numbered.map(file).collect()
}
