//! JSON as text: a reader and a writer for [`serde_json::Value`], and [`json!`] for small objects.
//!
//! serde_json's own bring 13 kB brotli into the wasm: reading by visitors, tables for exact decimals, errors as
//! sentences. These two are about 2 kB; serde_json is their oracle in tests, and stays where bytes do not matter.

mod look;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use look::{at, entries, members, named_texts, text_at, texts};
pub(crate) use read::Decimal;
pub use read::{NotJson, read};
pub use serde_json::{Map, Value as Json};
pub use write::write;

/// An object or a list in place, as serde_json's macro, for values that have [`ToJson`].
macro_rules! json {
    ({$($key:literal: $value:expr),* $(,)?}) => {
        $crate::json::object(&mut [$(($key, $crate::json::ToJson::to_json(&$value))),*])
    };
    ([$($value:expr),* $(,)?]) => {
        $crate::json::Json::Array(vec![$($crate::json::ToJson::to_json(&$value)),*])
    };
}

pub(crate) use json;

/// What can stand in [`json!`].
pub trait ToJson {
    /// This as JSON.
    fn to_json(&self) -> Json;
}

/// An object of these entries, which are taken out.
pub fn object(entries: &mut [(&'static str, Json)]) -> Json {
    let mut map = Map::new();
    for (key, value) in entries {
        map.insert((*key).to_string(), value.take());
    }
    Json::Object(map)
}

impl ToJson for str {
    #[inline(never)]
    fn to_json(&self) -> Json {
        Json::String(self.to_string())
    }
}

impl ToJson for String {
    fn to_json(&self) -> Json {
        self.as_str().to_json()
    }
}

impl ToJson for usize {
    #[inline(never)]
    fn to_json(&self) -> Json {
        Json::from(*self)
    }
}

impl ToJson for u64 {
    #[inline(never)]
    fn to_json(&self) -> Json {
        Json::from(*self)
    }
}

impl ToJson for f32 {
    fn to_json(&self) -> Json {
        Json::from(*self)
    }
}

impl ToJson for bool {
    fn to_json(&self) -> Json {
        Json::Bool(*self)
    }
}

impl ToJson for Json {
    fn to_json(&self) -> Json {
        self.clone()
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self) -> Json {
        (**self).to_json()
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::to_json)
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self) -> Json {
        Json::Array(self.iter().map(T::to_json).collect())
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    fn to_json(&self) -> Json {
        self.as_slice().to_json()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Json {
        self.as_slice().to_json()
    }
}

/// Values by name, as form fields have them.
impl ToJson for [(String, String)] {
    fn to_json(&self) -> Json {
        let mut map = Map::new();
        for (name, value) in self {
            map.insert(name.clone(), value.to_json());
        }
        Json::Object(map)
    }
}
