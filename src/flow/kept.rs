//! A walk as it is kept on the device, so that a reload loses no answer but the private ones.

use super::Walk;
use crate::condition::Value;
use crate::json::{Json, ToJson, at, json, members, text_at};

impl ToJson for Walk {
    /// `{"flow": "power-check", "answers": [["tab", "no"]]}`, without private answers.
    fn to_json(&self) -> Json {
        let kept = self.answers.iter().filter(|(step, _)| !self.private.contains(step));
        let answers: Vec<Json> = kept.map(|(step, value)| json!([step, value])).collect();
        json!({"flow": self.flow, "answers": answers})
    }
}

impl Walk {
    /// Reads what was kept; an answer that no longer fits its step is asked again.
    pub fn read(json: &Json) -> Option<Self> {
        let mut walk = Self::new(text_at(json, "flow")?);
        for pair in members(at(json, "answers")) {
            if let (Some(step), Some(value)) = (pair.get(0).and_then(Json::as_str), pair.get(1).and_then(Value::read)) {
                walk.answers.push((step.to_string(), value));
            }
        }
        Some(walk)
    }
}
