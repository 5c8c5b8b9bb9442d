//! Tickets: the draft a customer types, the checks, the route, and what goes over the wire.
//!
//! Only a [`Ticket`] can be sent, and only [`Draft::ticket`] or [`Ticket::read`] make one: parse, don't validate.

mod answer;
mod attachment;
mod draft;
mod mask;
mod route;
mod secret;
mod story;
#[cfg(test)]
mod tests;

pub use answer::{Answer, read_answer};
pub use attachment::{Attachment, HEAD, PIXELS, Plan, check_file, check_files, file_name, fit, is_heic, is_id, media_type, pixels, plan};
pub use draft::{Draft, FieldProblem, TRAP};
pub use mask::mask;
pub use route::{RouteHint, route};
pub use secret::{Secret, SecretKind, cover, covered, covered_but, secrets};
pub use story::{FlowAnswer, Piece, Story, is_over};

use crate::calendar::Date;
use crate::entry::{EntryFault, normalise};
use crate::json::{Json, ToJson, at, json, members};
use crate::knowledge::{EntryType, Field, TicketFormat, Topic};
use route::Values;

/// The version of the wire.
pub const WIRE: u64 = 1;

/// The most characters of a field that states no maximum of its own.
pub const DEFAULT_MAX: usize = 5_000;

/// A ticket whose every field has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// The topic's id.
    pub topic: String,
    /// Normalised values by field, in the order of the form; empty ones left out.
    pub fields: Vec<(String, String)>,
    /// What is attached.
    pub files: Vec<Attachment>,
    /// What the customer agreed to send along.
    pub story: Vec<Piece>,
    /// The locale of the form.
    pub locale: String,
    /// The page of the shop it was opened on.
    pub page: String,
    /// Whether a program seems to have filled it in: it is for the shop to judge.
    pub is_suspect: bool,
}

impl Ticket {
    /// The body of the `http` adapter.
    pub fn to_wire(&self, hint: Option<&str>) -> Json {
        let mut wire = json!({
            "ticket": WIRE,
            "topic": self.topic,
            "fields": self.fields[..],
            "story": self.story,
            "route_hint": hint,
            "locale": self.locale,
            "page": self.page,
        });
        if let Some(wire) = wire.as_object_mut() {
            let mut add = |key: &str, value: Json| _ = wire.insert(key.to_string(), value);
            if !self.files.is_empty() {
                add("files", self.files.to_json());
            }
            if self.is_suspect {
                add("suspect", Json::Bool(true));
            }
        }
        wire
    }

    /// Reads and checks a body of the `http` adapter against the form it claims to fill in.
    ///
    /// # Errors
    /// Every field that is wrong; a problem with no field is one of the whole.
    pub fn read(json: &Json, format: &TicketFormat) -> Result<Self, Vec<FieldProblem>> {
        let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_string();
        let whole = |fault| vec![FieldProblem { field: String::new(), fault }];
        if json.get("ticket").and_then(Json::as_u64) != Some(WIRE) {
            return Err(whole(EntryFault::WrongForm));
        }
        let id = text("topic");
        let Some(topic) = format.topics.iter().find(|topic| topic.id == *id) else {
            return Err(vec![FieldProblem { field: "topic".into(), fault: EntryFault::NotAnOption }]);
        };
        let values = json.get("fields").and_then(Json::as_object);
        let typed = |name: &str| values.and_then(|values| values.get(name)?.as_str()).unwrap_or_default();
        let files: Vec<Attachment> = members(at(json, "files")).iter().filter_map(Attachment::read).collect();
        let filled = fill(topic, format, &text("locale"), typed, &files);
        if !filled.problems.is_empty() {
            return Err(filled.problems);
        }
        let story = json.get("story").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        Ok(Self {
            topic: id,
            files: if filled.takes_files { files } else { Vec::new() },
            fields: filled.fields,
            story: story.iter().filter_map(Piece::read).collect(),
            locale: text("locale"),
            page: text("page"),
            is_suspect: at(json, "suspect").as_bool() == Some(true),
        })
    }
}

/// A form filled in as far as it is: what is asked, what is right, what is wrong.
struct Filled {
    asked: Vec<String>,
    fields: Vec<(String, String)>,
    problems: Vec<FieldProblem>,
    takes_files: bool,
}

/// Goes through the topic's fields in their order; what is asked depends on the fields before.
fn fill<'t>(topic: &Topic, format: &TicketFormat, locale: &str, typed: impl Fn(&str) -> &'t str, files: &[Attachment]) -> Filled {
    let mut filled = Filled { asked: Vec::new(), fields: Vec::new(), problems: Vec::new(), takes_files: false };
    for name in &topic.fields {
        let Some(field) = format.fields.get(name) else { continue };
        // Today is no reason to ask: what is asked must not change overnight.
        let values = Values { topic: topic.id.as_str(), locale, fields: &filled.fields, format, today: Date::EPOCH };
        if !field.when.holds(&values) {
            continue;
        }
        filled.asked.push(name.clone());
        if field.entry == EntryType::Files {
            filled.takes_files = true;
            let missing = (field.required && files.is_empty()).then_some(EntryFault::Missing);
            let fault = missing.or_else(|| check_files(files, format.attachments.as_ref()));
            filled.problems.extend(fault.map(|fault| FieldProblem { field: name.clone(), fault }));
            continue;
        }
        match check_field(field, typed(name)) {
            Ok(value) if value.is_empty() => {}
            Ok(value) => filled.fields.push((name.clone(), value)),
            Err(fault) => filled.problems.push(FieldProblem { field: name.clone(), fault }),
        }
    }
    filled
}

/// How many characters a field takes.
pub fn most(field: &Field) -> usize {
    field.max.map_or(DEFAULT_MAX, |max| max as usize)
}

/// The normalised value of one field; empty if it may be.
fn check_field(field: &Field, typed: &str) -> Result<String, EntryFault> {
    let value = normalise(field.entry, field.pattern.as_ref(), typed)?;
    if value.is_empty() {
        return if field.required { Err(EntryFault::Missing) } else { Ok(value) };
    }
    if value.chars().count() > most(field) {
        return Err(EntryFault::TooLong);
    }
    if field.entry == EntryType::Choice && !field.options.iter().any(|option| option.id == *value) {
        return Err(EntryFault::NotAnOption);
    }
    Ok(value)
}
