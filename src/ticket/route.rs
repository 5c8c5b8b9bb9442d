//! Which team a ticket goes to: the first route whose condition holds.

use super::Ticket;
use crate::calendar::Date;
use crate::condition::{Value, Variables};
use crate::entry::number;
use crate::knowledge::{EntryType, Priority, Route, TicketFormat};

/// Where a ticket goes, and by which rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteHint {
    /// The rule's id.
    pub id: String,
    /// The team.
    pub team: String,
    /// How soon.
    pub priority: Priority,
    /// Words for the team's own sorting.
    pub tags: Vec<String>,
}

/// The route of a ticket; nothing if no route matches.
pub fn route(ticket: &Ticket, format: &TicketFormat, today: Date) -> Option<RouteHint> {
    let values = Values { topic: &ticket.topic, locale: &ticket.locale, fields: &ticket.fields, format, today };
    let Route { id, team, priority, tags, .. } = format.routes.iter().find(|route| route.when.holds(&values))?;
    Some(RouteHint { id: id.0.clone(), team: team.clone(), priority: *priority, tags: tags.clone() })
}

/// What conditions over a ticket go by.
pub(super) struct Values<'t> {
    pub(super) topic: &'t str,
    pub(super) locale: &'t str,
    /// Normalised values by field.
    pub(super) fields: &'t [(String, String)],
    pub(super) format: &'t TicketFormat,
    pub(super) today: Date,
}

impl Variables for Values<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        match name {
            "topic" => Some(Value::Text(self.topic.to_string())),
            "locale" => Some(Value::Text(self.locale.to_string())),
            _ => {
                let name = name.strip_prefix("field.")?;
                let (_, value) = self.fields.iter().find(|(field, _)| field == name)?;
                match self.format.fields.get(name)?.entry {
                    EntryType::Number | EntryType::Money => number(value).map(Value::Number),
                    _ => Some(Value::Text(value.clone())),
                }
            }
        }
    }

    fn today(&self) -> Date {
        self.today
    }
}
