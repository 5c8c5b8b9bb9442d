//! The format of tickets: the form, where it goes, and to which team.

use super::decode::{Keyed, Scoped, record, words};
use super::flow::EntryType;
use super::values::{Id, Mask, Moment, Reference, Text, Url};
use crate::condition::{Condition, Type};
use serde_json::Value as Json;

record! {
    /// Everything about tickets.
    pub struct TicketFormat {
        /// Where a ticket is sent.
        "adapter" adapter: Adapter,
        /// When an answer comes.
        "reply" reply: Reply,
        /// What the customer is told about the data.
        "privacy" privacy: Privacy,
        /// The form's fields, by id.
        "fields" fields: Keyed<Field>,
        /// What a ticket can be about.
        "topics" topics: Scoped<Topic>,
        /// Which team it goes to; the first route that matches.
        "routes" routes: Scoped<Route>,
        /// What may be attached.
        "attachments" attachments: Option<Attachments>,
        /// For how many days an unsent ticket is kept on the device.
        "keep_days" keep_days: Option<u32>,
        /// The language of those who answer; the first of the site if missing.
        "agents_locale" agents_locale: Option<String>,
    }
}

impl TicketFormat {
    /// The field that takes files.
    pub fn files_field(&self) -> &str {
        let mut names = self.fields.keys();
        names.find(|name| self.fields.get(name).is_some_and(|field| field.entry == EntryType::Files)).unwrap_or("files")
    }

    /// The type of a variable that the routes may go by; nothing if there is none of this name.
    pub fn variable_type(&self, name: &str) -> Option<Type> {
        match name {
            "topic" => Some(Type::OneOf(self.topics.iter().map(|topic| topic.id.0.clone()).collect())),
            "locale" => Some(Type::Text),
            _ => name.strip_prefix("field.").and_then(|name| self.fields.get(name)).map(|field| match field.entry {
                EntryType::Choice => Type::OneOf(field.options.iter().map(|option| option.id.0.clone()).collect()),
                entry => entry.value_type(),
            }),
        }
    }
}

words! {
    /// The adapters.
    pub enum AdapterKind {
        /// The shop's own endpoint, by the wire of `docs/format.md`.
        Http = "http",
        /// Zendesk's Requests API.
        Zendesk = "zendesk",
        /// `HubSpot`'s Forms API.
        Hubspot = "hubspot",
        /// Zammad's web form.
        Zammad = "zammad",
        /// Chatwoot's public inbox API.
        Chatwoot = "chatwoot",
        /// A form service that takes JSON.
        FormPost = "form-post",
        /// The customer's mail program.
        Mailto = "mailto",
    }
}

record! {
    /// Where a ticket is sent.
    pub struct Adapter {
        /// Which adapter.
        "kind" kind: AdapterKind,
        /// The endpoint, or the address that the service's own paths go below.
        "url" url: Url,
        /// The service's name for the form or inbox.
        "form" form: Option<String>,
        /// The service's number for the account.
        "portal" portal: Option<String>,
        /// The service's name for each of our fields, and for `topic`, `locale`, `page` and `letter`.
        "fields" fields: Keyed<String>,
        /// `HubSpot`'s number of the subscription that a choice's `yes` or the `consent` itself is for.
        "subscriptions" subscriptions: Keyed<u32>,
    }
}

record! {
    /// When an answer comes.
    pub struct Reply {
        /// Within how many business days.
        "business_days" business_days: u32,
        /// The address that answers come from, which telephone companies' filters must let through.
        "sender" sender: Option<String>,
        /// Other words for a while: a backlog, holidays.
        "overrides" overrides: Vec<ReplyOverride>,
    }
}

record! {
    /// Other words for a while.
    pub struct ReplyOverride {
        /// From when.
        "from" from: Moment,
        /// Until when.
        "until" until: Moment,
        /// The words.
        "text" text: Text,
    }
}

words! {
    /// How consent is asked.
    pub enum Consent = Notice {
        /// A sentence above the button.
        Notice = "notice",
        /// A box to tick.
        Checkbox = "checkbox",
    }
}

record! {
    /// What the customer is told about the data.
    pub struct Privacy {
        /// What the data is used for.
        "purpose" purpose: Text,
        /// The policy.
        "policy_url" policy_url: Url,
        /// How consent is asked.
        "consent" consent: Consent,
        /// Who else receives it.
        "recipients" recipients: Vec<Text>,
    }
}

record! {
    /// A field of the form.
    pub struct Field {
        /// What is typed.
        "type" entry: EntryType,
        /// Its label.
        "label" label: Text,
        /// A line below it.
        "hint" hint: Option<Text>,
        /// Whether it must be filled in.
        "required" required: bool,
        /// When it is asked, by the topic, the locale and the fields before it; always if missing.
        "when" when: Condition,
        /// The browser's autocomplete word.
        "autocomplete" autocomplete: Option<String>,
        /// Its form: `9` a digit, `A` a letter, the rest itself.
        "pattern" pattern: Option<Mask>,
        /// What can be chosen.
        "options" options: Vec<FieldOption>,
        /// The fact that fills it in.
        "fact" fact: Option<String>,
        /// The most characters.
        "max" max: Option<u32>,
    }
}

record! {
    /// Something that can be chosen.
    pub struct FieldOption {
        /// Its id.
        "id" id: Id,
        /// What it says.
        "label" label: Text,
    }
}

record! {
    /// What a ticket can be about.
    pub struct Topic {
        /// Its id.
        "id" id: Id,
        /// Its name.
        "title" title: Text,
        /// A line below it.
        "hint" hint: Option<Text>,
        /// The fields it needs.
        "fields" fields: Vec<String>,
        /// Offer a person first, and do not send the story unasked.
        "human_first" human_first: bool,
        /// Categories whose articles lead here.
        "categories" categories: Vec<Reference>,
    }
}

words! {
    /// How soon a team looks at a ticket.
    pub enum Priority = Normal {
        /// Later.
        Low = "low",
        /// In turn.
        Normal = "normal",
        /// Soon.
        High = "high",
        /// Now.
        Urgent = "urgent",
    }
}

record! {
    /// Which team a ticket goes to.
    pub struct Route {
        /// Its id.
        "id" id: Id,
        /// When it matches; always if missing.
        "when" when: Condition,
        /// The team.
        "team" team: String,
        /// How soon.
        "priority" priority: Priority,
        /// Words for the team's own sorting.
        "tags" tags: Vec<String>,
    }
}

record! {
    /// What may be attached.
    pub struct Attachments {
        /// How many files.
        "max_files" max_files: u32,
        /// How large each, in MB.
        "max_mb" max_mb: u32,
        /// Media types.
        "types" types: Vec<String>,
    }
}

record! {
    /// Tests that editors write.
    pub struct Tests {
        /// What a search must find.
        "search" search: Vec<SearchTest>,
        /// What answers must lead to.
        "flows" flows: Vec<FlowTest>,
    }
}

record! {
    /// What a search must find.
    pub struct SearchTest {
        /// What is typed.
        "query" query: String,
        /// In which language.
        "locale" locale: Option<String>,
        /// The article or flow.
        "expect" expect: Id,
        /// Among how many results.
        "within" within: u32,
    }
}

record! {
    /// What answers must lead to.
    pub struct FlowTest {
        /// The flow.
        "flow" flow: Id,
        /// The day it is played on.
        "today" today: Option<crate::calendar::Date>,
        /// What the host page told.
        "facts" facts: Keyed<Json>,
        /// What look-ups answered.
        "lookups" lookups: Json,
        /// The answers, by step.
        "answers" answers: Keyed<Json>,
        /// What must come out.
        "expect" expect: Expectation,
    }
}

record! {
    /// What must come out of a scenario.
    pub struct Expectation {
        /// How it ends.
        "outcome" outcome: super::flow::Outcome,
        /// The ticket's topic.
        "topic" topic: Option<Id>,
        /// Form fields filled in.
        "fields" fields: Keyed<String>,
    }
}
