//! References between the parts of a file: every one must lead somewhere, or its part is dropped and reported.

use super::decode::{Decoder, Keyed};
use super::problem::{Fault, Place};
use super::{Article, Category, EntryType, FactDeclaration, FactType, Flow, Graph, Id, Notice, Reference, Site, Step, TicketFormat};
use crate::condition::{Condition, ConditionFault, Type};

/// Something read, with the place it was read from.
pub(crate) struct Item<T> {
    pub(crate) place: Place,
    pub(crate) value: T,
}

/// The parts of a file whose references are to be resolved.
pub(crate) struct Parts {
    pub(crate) site: Site,
    pub(crate) categories: Vec<Item<Category>>,
    pub(crate) articles: Vec<Item<Article>>,
    pub(crate) flows: Vec<Item<Flow>>,
    pub(crate) notices: Vec<Item<Notice>>,
    pub(crate) facts: Keyed<FactDeclaration>,
    pub(crate) ticket: Option<TicketFormat>,
}

/// Drops what refers to nothing, part by part, and reports it.
pub(crate) fn resolve(parts: &mut Parts, decoder: &mut Decoder) {
    let categories = ids(&parts.categories, |category| &category.id);
    if let Some(ticket) = &mut parts.ticket {
        resolve_ticket(ticket, &categories, &parts.facts, decoder);
    }
    let topics: Vec<String> = parts.ticket.iter().flat_map(|ticket| ticket.topics.iter()).map(|topic| topic.id.0.clone()).collect();
    retain(&mut parts.articles, decoder, |article, decoder| decoder.known("category", "category", article.category.as_str(), &categories));
    let articles = ids(&parts.articles, |article| &article.id);
    let known = Known { categories: &categories, articles: &articles, topics: &topics, facts: &parts.facts };
    retain(&mut parts.flows, decoder, |flow, decoder| resolve_flow(flow, &known, decoder));
    let flows = resolve_ways(&mut parts.flows, decoder);
    for item in &mut parts.articles {
        decoder.at(&item.place, |decoder| {
            let article = &mut item.value;
            article.related = decoder.keep_known("related", "article", &article.related, &articles);
            if article.flow.as_ref().is_some_and(|flow| !decoder.known("flow", "flow", flow.as_str(), &flows)) {
                article.flow = None;
            }
        });
    }
    let concerned = [categories.as_slice(), topics.as_slice()].concat();
    retain(&mut parts.notices, decoder, |notice, decoder| {
        decoder.keep_known("topics", "category", &notice.topics, &concerned).len() == notice.topics.len()
    });
    let shown = [articles.as_slice(), flows.as_slice()].concat();
    let site = Place { source: 0, pointer: "/site".into() };
    parts.site.popular = decoder.at(&site, |decoder| decoder.keep_known("popular", "article", &parts.site.popular, &shown));
}

struct Known<'k> {
    categories: &'k [String],
    articles: &'k [String],
    topics: &'k [String],
    facts: &'k Keyed<FactDeclaration>,
}

fn ids<T>(items: &[Item<T>], id: fn(&T) -> &Id) -> Vec<String> {
    items.iter().map(|item| id(&item.value).0.clone()).collect()
}

/// Keeps the items that `is_sound` finds sound; what it reports has the item's place.
fn retain<T>(items: &mut Vec<Item<T>>, decoder: &mut Decoder, is_sound: impl Fn(&T, &mut Decoder) -> bool) {
    items.retain(|item| decoder.at(&item.place, |decoder| is_sound(&item.value, decoder)));
}

fn resolve_ticket(ticket: &mut TicketFormat, categories: &[String], facts: &Keyed<FactDeclaration>, decoder: &mut Decoder) {
    let place = Place { source: decoder.source, pointer: "/ticket".into() };
    let fields: Vec<String> = ticket.fields.keys().map(str::to_string).collect();
    decoder.at(&place, |decoder| {
        let takes_files = ticket.fields.0.iter().any(|(_, field)| field.entry == EntryType::Files);
        if takes_files && ticket.attachments.is_none() {
            decoder.report(Fault::Missing { key: "attachments" });
        }
        decoder.below("fields", |decoder| {
            for (name, field) in &mut ticket.fields.0 {
                decoder.below(name, |decoder| {
                    if field.entry == EntryType::Choice && field.options.is_empty() {
                        decoder.report(Fault::Missing { key: "options" });
                    }
                    if field.fact.as_ref().is_some_and(|fact| !decoder.known_fact("fact", fact, facts)) {
                        field.fact = None;
                    }
                });
            }
        });
        decoder.below("topics", |decoder| {
            let mut known = Vec::new();
            // Places count what was read, so a topic dropped earlier shifts none of the reports that matter: the id is named.
            for (index, topic) in ticket.topics.0.iter_mut().enumerate() {
                decoder.below(&index.to_string(), |decoder| {
                    decoder.is_new(&mut known, &topic.id);
                    let named: Vec<Reference> = topic.fields.iter().map(|field| Reference(Id(field.clone()))).collect();
                    topic.fields = decoder.keep_known("fields", "field", &named, &fields).into_iter().map(|id| id.0.0).collect();
                    topic.categories = decoder.keep_known("categories", "category", &topic.categories, categories);
                });
            }
        });
        decoder.below("fields", |decoder| {
            let found: Vec<Vec<ConditionFault>> =
                ticket.fields.0.iter().map(|(_, field)| field.when.check(&|of| ticket.variable_type(of))).collect();
            for ((name, field), faults) in ticket.fields.0.iter_mut().zip(found) {
                if !faults.is_empty() {
                    // Rather asked too often than never.
                    field.when = Condition::All(Vec::new());
                    decoder.below(name, |decoder| decoder.below("when", |decoder| decoder.report_condition(faults)));
                }
            }
        });
        decoder.below("routes", |decoder| {
            let mut known = Vec::new();
            for (index, route) in ticket.routes.iter().enumerate() {
                let types = |name: &str| ticket.variable_type(name);
                decoder.below(&index.to_string(), |decoder| {
                    decoder.is_new(&mut known, &route.id);
                    decoder.check_condition("when", &route.when, &types);
                });
            }
        });
    });
}

fn resolve_flow(flow: &Flow, known: &Known<'_>, decoder: &mut Decoder) -> bool {
    let before = decoder.problems.iter().filter(|problem| problem.is_error()).count();
    let steps: Vec<String> = flow.steps.keys().map(str::to_string).collect();
    decoder.known("start", "step", &flow.start, &steps);
    if let Some(category) = &flow.category {
        decoder.known("category", "category", category.as_str(), known.categories);
    }
    let types = |name: &str| variable_type(flow, known.facts, name);
    decoder.below("steps", |decoder| {
        for (name, step) in &flow.steps.0 {
            decoder.below(name, |decoder| resolve_step(step, &steps, known, &types, decoder));
        }
    });
    let targets_exist = decoder.problems.iter().filter(|problem| problem.is_error()).count() == before;
    if targets_exist {
        let graph = Graph::new(flow);
        decoder.below("steps", |decoder| {
            for step in graph.without_end().into_iter().chain(graph.unseen_circles()) {
                decoder.report_at(step, Fault::NoWayOut { step: step.to_string() });
            }
            for step in graph.unreachable() {
                decoder.report_at(step, Fault::UnreachableStep { step: step.to_string() });
            }
        });
    }
    decoder.problems.iter().filter(|problem| problem.is_error()).count() == before
}

fn resolve_step(step: &Step, steps: &[String], known: &Known<'_>, types: &dyn Fn(&str) -> Option<Type>, decoder: &mut Decoder) {
    for target in step.targets() {
        if !steps.iter().any(|step| step == target.step) {
            let fault = Fault::UnknownReference { what: "step", id: target.step.to_string(), nearest: nearest(target.step, steps) };
            decoder.report_suffix(&target.pointer(), fault);
        }
    }
    match step {
        Step::Choose(choose) => {
            if choose.options.is_empty() {
                decoder.report(Fault::Missing { key: "options" });
            }
            for (index, option) in choose.options.iter().enumerate() {
                decoder.below("options", |decoder| {
                    decoder.below(&index.to_string(), |decoder| {
                        if option.next.is_none() && choose.next.is_none() {
                            decoder.report(Fault::Missing { key: "next" });
                        }
                        if choose.options.iter().take(index).any(|earlier| earlier.id == option.id) {
                            decoder.report_at("id", Fault::DuplicateId { id: option.id.0.clone(), other: None });
                        }
                        decoder.check_condition("when", &option.when, types);
                    });
                });
            }
            if choose.many && choose.next.is_none() {
                decoder.report(Fault::Missing { key: "next" });
            }
        }
        Step::Enter(enter) => {
            // Files go with tickets; they are the last of the words.
            if let Some((word, known)) = EntryType::WORDS.split_last().filter(|_| enter.entry == EntryType::Files) {
                decoder.below("type", |decoder| decoder.report(Fault::UnknownWord { word: (*word).to_string(), known }));
            }
            if let Some(fact) = &enter.fact {
                decoder.known_fact("fact", fact, known.facts);
            }
        }
        Step::Branch(super::Branch { cases, .. }) | Step::Lookup(super::Lookup { cases, .. }) => {
            decoder.below("cases", |decoder| {
                for (index, case) in cases.iter().enumerate() {
                    decoder.below(&index.to_string(), |decoder| decoder.check_condition("when", &case.when, types));
                }
            });
        }
        Step::Show(show) => {
            decoder.known("article", "article", show.article.as_str(), known.articles);
        }
        Step::End(end) => {
            if let Some(article) = &end.article {
                decoder.known("article", "article", article.as_str(), known.articles);
            }
            match (&end.topic, end.outcome) {
                (Some(topic), _) => {
                    decoder.known("topic", "topic", topic.as_str(), known.topics);
                }
                (None, super::Outcome::Ticket) => decoder.report(Fault::Missing { key: "topic" }),
                _ => {}
            }
            if end.refuses && end.article.is_none() {
                decoder.report(Fault::RefusalWithoutRule);
            }
            if end.outcome == super::Outcome::Article && end.article.is_none() {
                decoder.report(Fault::Missing { key: "article" });
            }
            if end.outcome == super::Outcome::Link && end.url.is_none() {
                decoder.report(Fault::Missing { key: "url" });
            }
        }
        // Looked at once it is known which flows there are.
        Step::Go(_) | Step::Do(_) => {}
    }
    if let Step::Lookup(lookup) = step {
        for (name, read) in &lookup.reads.0 {
            if read.kind == FactType::OneOf && read.values.is_empty() {
                decoder.below("reads", |decoder| decoder.below(name, |decoder| decoder.report(Fault::Missing { key: "values" })));
            }
        }
    }
}

/// Drops the flows that lead into one that is not there, or back into themselves; the ids of what is left.
fn resolve_ways(flows: &mut Vec<Item<Flow>>, decoder: &mut Decoder) -> Vec<String> {
    loop {
        let known = ids(flows, |flow| &flow.id);
        let ways: Vec<(String, String)> =
            flows.iter().flat_map(|item| item.value.ways().map(|(_, to)| (item.value.id.0.clone(), to.to_string()))).collect();
        retain(flows, decoder, |flow, decoder| {
            let mut is_sound = true;
            decoder.below("steps", |decoder| {
                for (name, to) in flow.ways() {
                    decoder.below(name, |decoder| {
                        if !decoder.known("flow", "flow", to, &known) {
                            is_sound = false;
                        } else if leads_to(to, &flow.id.0, &ways) {
                            decoder.report_at("flow", Fault::FlowCircle { flow: to.to_string() });
                            is_sound = false;
                        }
                    });
                }
            });
            is_sound
        });
        if flows.len() == known.len() {
            return known;
        }
    }
}

/// Whether one flow leads into another, at once or through others.
fn leads_to(from: &str, to: &str, ways: &[(String, String)]) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(here) = reached.get(next).copied() {
        for (_, there) in ways.iter().filter(|(from, _)| from == here) {
            if !reached.contains(&there.as_str()) {
                reached.push(there);
            }
        }
        next += 1;
    }
    reached.contains(&to)
}

/// The type of a variable in a flow's conditions.
pub(crate) fn variable_type(flow: &Flow, facts: &Keyed<FactDeclaration>, name: &str) -> Option<Type> {
    if let Some(step) = name.strip_prefix("answer.") {
        return match flow.steps.get(step)? {
            Step::Do(_) => Some(Type::OneOf(vec!["yes".into(), "no".into()])),
            Step::Choose(choose) => {
                let ids = choose.options.iter().map(|option| option.id.0.clone()).collect();
                Some(if choose.many { Type::ManyOf(ids) } else { Type::OneOf(ids) })
            }
            Step::Enter(enter) => Some(enter.entry.value_type()),
            _ => None,
        };
    }
    if let Some((step, read)) = name.strip_prefix("lookup.").and_then(|rest| rest.split_once('.')) {
        let Step::Lookup(lookup) = flow.steps.get(step)? else { return None };
        return lookup.reads.get(read).map(|read| fact_type(read.kind, &read.values));
    }
    let fact = facts.get(name.strip_prefix("fact.")?)?;
    Some(fact_type(fact.kind, &fact.values))
}

fn fact_type(kind: FactType, values: &[String]) -> Type {
    match kind {
        FactType::Text => Type::Text,
        FactType::Number => Type::Number,
        FactType::Date => Type::Date,
        FactType::YesNo => Type::YesNo,
        FactType::OneOf => Type::OneOf(values.to_vec()),
    }
}

impl Decoder {
    /// Where something was read.
    pub(crate) fn place(&self) -> Place {
        Place { source: self.source, pointer: self.pointer().to_string() }
    }

    /// Whether `id` is among `ids`; reports it otherwise.
    fn known(&mut self, key: &str, what: &'static str, id: &str, ids: &[String]) -> bool {
        let is_known = ids.iter().any(|known| known == id);
        if !is_known {
            self.report_at(key, Fault::UnknownReference { what, id: id.to_string(), nearest: nearest(id, ids) });
        }
        is_known
    }

    /// Reports an id that stands in the same list already; the first one is used.
    fn is_new(&mut self, known: &mut Vec<Id>, id: &Id) {
        if known.contains(id) {
            self.report_at("id", Fault::DuplicateId { id: id.0.clone(), other: None });
        }
        known.push(id.clone());
    }

    fn known_fact(&mut self, key: &str, fact: &str, facts: &Keyed<FactDeclaration>) -> bool {
        let names: Vec<String> = facts.keys().map(str::to_string).collect();
        self.known(key, "fact", fact, &names)
    }

    /// The members of a list that are known; reports the others.
    fn keep_known(&mut self, key: &str, what: &'static str, list: &[Reference], ids: &[String]) -> Vec<Reference> {
        self.below(key, |decoder| {
            let members = list.iter().enumerate();
            members.filter(|(index, id)| decoder.known(&index.to_string(), what, id.as_str(), ids)).map(|(_, id)| id.clone()).collect()
        })
    }

    fn check_condition(&mut self, key: &str, condition: &Condition, types: &dyn Fn(&str) -> Option<Type>) {
        let faults = condition.check(types);
        self.below(key, |decoder| decoder.report_condition(faults));
    }
}

/// The known word nearest to a mistyped one: at most a third of its letters differ, counting insertions, deletions and
/// substitutions (Levenshtein).
pub fn nearest<S: AsRef<str>>(word: &str, known: &[S]) -> Option<String> {
    let limit = word.chars().count() / 3 + 1;
    let measured = known.iter().map(|known| (distance(word, known.as_ref()), known.as_ref()));
    measured.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|(_, known)| known.to_string())
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut last = i + 1;
        for (right, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            last = (diagonal + usize::from(left != *right)).min(above + 1).min(last + 1);
            diagonal = above;
            *cell = last;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
