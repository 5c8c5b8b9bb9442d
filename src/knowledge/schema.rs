//! The JSON Schema of the knowledge file, generated from the types that read it.

use super::decode::{Decode, object_schema};
use super::{Article, Category, Enriched, FactDeclaration, Flow, Keyed, Notice, Readings, Site, Synonym, Tests, TicketFormat};
use serde_json::{Value as Json, json};

/// The schema of a source file.
pub fn schema() -> Json {
    let mut schema = object_schema(
        "A tasuke knowledge file, format 1.",
        vec![
            ("$schema", "Where this schema is.", false, json!({"type": "string"})),
            ("format", "The format's version.", false, json!({"const": super::FORMAT})),
            ("site", "The shop.", false, Site::schema()),
            ("notices", "What concerns customers for a while.", false, Vec::<Notice>::schema()),
            ("facts", "Facts that the host page may tell.", false, Keyed::<FactDeclaration>::schema()),
            ("categories", "Groups of articles.", false, Vec::<Category>::schema()),
            ("articles", "Answers.", false, Vec::<Article>::schema()),
            ("synonyms", "Words that mean the same.", false, Vec::<Synonym>::schema()),
            ("readings", "Words and their kana readings.", false, Keyed::<Readings>::schema()),
            ("enriched", "What the tool adds; do not edit.", false, Enriched::schema()),
            ("flows", "Guided fixes.", false, Vec::<Flow>::schema()),
            ("ticket", "The ticket form.", false, TicketFormat::schema()),
            ("tests", "What editors test.", false, Tests::schema()),
            ("strings", "UI texts of the shop's own, by locale and key.", false, Keyed::<Keyed<String>>::schema()),
        ],
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("tasuke knowledge file");
    schema
}
