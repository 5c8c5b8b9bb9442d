use super::*;
use crate::knowledge::schema;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Every key of the format is either in the allow-list or known to stay at home.
#[test]
fn every_key_is_decided_on() {
    const HELD_BACK: &[&str] = &["owner", "reviewed", "review_every_days", "publish_from", "draft", "notes", "routes"];
    const BY_HAND: &[&str] = &["locales", "channels", "topics"];
    let schema = schema::schema();
    let shapes: &[(&str, Shape)] = &[
        ("/properties/site", SITE),
        ("/properties/site/properties/channels/items", CHANNEL),
        ("/properties/notices/items", NOTICE),
        ("/properties/facts/additionalProperties", FACT),
        ("/properties/categories/items", CATEGORY),
        ("/properties/articles/items", ARTICLE),
        ("/properties/flows/items", FLOW),
        ("/properties/ticket", TICKET),
        ("/properties/ticket/properties/topics/items", TOPIC),
    ];
    for (pointer, shape) in shapes {
        compare(schema.pointer(pointer).expect(pointer), shape, &[HELD_BACK, BY_HAND].concat());
    }
    for shape in
        schema.pointer("/properties/flows/items/properties/steps/additionalProperties/oneOf").and_then(Json::as_array).expect("steps")
    {
        let kind = shape.pointer("/properties/kind/const").and_then(Json::as_str).expect("a kind");
        compare(shape, step(kind), &[]);
    }
}

#[track_caller]
fn compare(schema: &Json, shape: Shape, held_back: &[&str]) {
    let schema = schema.pointer("/anyOf/0").unwrap_or(schema);
    let keys: BTreeSet<_> = schema["properties"].as_object().expect("properties").keys().map(String::as_str).collect();
    let decided: BTreeSet<_> = shape.iter().map(|(key, _)| *key).collect();
    let open: Vec<_> = keys.difference(&decided).filter(|key| !held_back.contains(key)).collect();
    assert!(open.is_empty() && decided.is_subset(&keys), "publish {open:?} or hold them back: {decided:?}");
    for (key, rule) in shape {
        match rule {
            Rule::Record(inner) => compare(&schema["properties"][key], inner, held_back),
            Rule::List(inner) => compare(&schema["properties"][key]["items"], inner, held_back),
            Rule::Map(inner) => compare(&schema["properties"][key]["additionalProperties"], inner, held_back),
            _ => {}
        }
    }
}
