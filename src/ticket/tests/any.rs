//! Whatever arrives: refused, or read as something that is read again as the same. `fuzz` asks the same at length.

use super::*;
use crate::json::{ToJson, write};
use proptest::prelude::*;

/// Anything, by the names that a ticket has.
fn anything() -> impl Strategy<Value = Json> {
    let text = prop_oneof!["(?s).{0,20}", Just("image/jpeg".to_string()), Just("file-0001".to_string()), Just("search".to_string())];
    let leaf =
        prop_oneof![Just(Json::Null), any::<bool>().prop_map(Json::from), any::<u64>().prop_map(Json::from), text.prop_map(Json::from)];
    leaf.prop_recursive(3, 24, 5, |inner| {
        let name = "[a-z_]{1,9}|id|name|type|size|kind|query|results|answers|number|errors|field|code|__proto__";
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            proptest::collection::btree_map(name, inner, 0..5).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

const PLACES: [&str; 11] =
    ["", "/ticket", "/topic", "/fields", "/fields/message", "/story", "/story/0", "/story/2/answers", "/locale", "/page", "/files"];

proptest! {
    #[test]
    fn a_ticket_that_was_read_is_read_again(place in 0..PLACES.len(), value in anything()) {
        let format = format();
        let mut wire = sound().ticket(&format, &story(), "ja", "/").expect("a ticket").to_wire(None);
        wire["files"] = json!([]);
        *wire.pointer_mut(PLACES[place]).expect("a place") = value;
        if let Ok(ticket) = Ticket::read(&wire, &format) {
            prop_assert_eq!(Ticket::read(&ticket.to_wire(None), &format), Ok(ticket));
        }
    }

    #[test]
    fn a_file_that_was_read_is_read_again(value in anything(), name in ".{0,99}") {
        for json in [value, json!({"id": "file-0001", "name": name, "type": "image/avif", "size": 1_usize})] {
            if let Some(file) = Attachment::read(&json) {
                prop_assert_eq!(Attachment::read(&file.to_json()), Some(file));
            }
            let _ = Draft::read(&json);
        }
    }

    #[test]
    fn an_answer_claims_no_more_than_its_status(status in any::<u16>(), value in anything()) {
        match read_answer(status, &write(&value)) {
            Answer::Accepted { .. } => prop_assert!((200..300).contains(&status)),
            Answer::FieldErrors(problems) => prop_assert!([400, 422].contains(&status) && !problems.is_empty()),
            Answer::Earlier { .. } => prop_assert_eq!(status, 409),
            Answer::Later | Answer::Refused | Answer::Unknown => {}
        }
    }
}
