//! Looking into JSON of unknown form: what is not as expected is as if it were not there.
//!
//! One body each, and loops: chains of adapters over maps cost some hundred bytes wherever they stand.

use super::Json;

/// The value of a key; `null` where there is none.
#[inline(never)]
pub(crate) fn at<'j>(json: &'j Json, key: &str) -> &'j Json {
    static NULL: Json = Json::Null;
    json.get(key).unwrap_or(&NULL)
}

/// The text of a key.
#[inline(never)]
pub(crate) fn text_at<'j>(json: &'j Json, key: &str) -> Option<&'j str> {
    at(json, key).as_str()
}

/// The members of a list.
pub(crate) fn members(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

/// The members of a list that are texts.
#[inline(never)]
pub(crate) fn texts(json: &Json) -> Vec<String> {
    members(json).iter().filter_map(Json::as_str).map(str::to_string).collect()
}

/// The entries of an object.
#[inline(never)]
pub(crate) fn entries(json: &Json) -> Vec<(&String, &Json)> {
    json.as_object().into_iter().flatten().collect()
}

/// The entries of an object that are texts.
#[inline(never)]
pub(crate) fn named_texts(json: &Json) -> Vec<(String, String)> {
    let texts = entries(json);
    texts.iter().filter_map(|(name, text)| Some(((*name).clone(), text.as_str()?.to_string()))).collect()
}
