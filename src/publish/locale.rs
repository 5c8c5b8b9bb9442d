//! The published file of one language: a knowledge file that `load` reads like any other.

use super::agents::{self, Agents};
use super::prune::{Parts, Pruner};
use super::shape::{self, Shape};
use crate::calendar::DateTime;
use crate::condition::Condition;
use crate::knowledge::{FORMAT, Readings, Synonym};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The one language whose words have readings.
const WITH_READINGS: &str = "ja";

/// The file of this language, with its UI texts, and those of the agents' language as far as their letters need them.
pub(super) fn core(parts: &Parts<'_>, locale: &str, strings: &Map<String, Json>, agents: &Agents) -> Json {
    let pruner = Pruner { locale, knowledge: &parts.loaded.knowledge, kept: parts.kept };
    let list = |key: &str, ids: &BTreeSet<String>, shape: Shape| -> Json {
        parts.many(key, ids).into_iter().map(|json| pruner.record(shape, json)).collect()
    };
    let flows = parts.many("flows", &parts.kept.flows).into_iter().map(|flow| pruner.record(shape::FLOW, &bypass(flow, parts)));
    let mut core = json!({
        "format": FORMAT,
        "site": site(parts, &pruner),
        "notices": list("notices", &parts.kept.notices, shape::NOTICE),
        "facts": facts(parts, &pruner),
        "categories": list("categories", &parts.kept.categories, shape::CATEGORY),
        "articles": list("articles", &parts.kept.articles, shape::ARTICLE),
        "flows": flows.collect::<Json>(),
        "synonyms": parts.loaded.knowledge.synonyms.iter().filter_map(|group| synonym(group, locale)).collect::<Json>(),
        "strings": {locale: strings},
    });
    if let Some(core) = core.as_object_mut() {
        if is_language(locale, WITH_READINGS) {
            core.insert("readings".into(), readings(parts));
        }
        core.extend(ticket(parts, &pruner, agents).map(|ticket| ("ticket".to_string(), ticket)));
        if agents.need(locale) {
            core["strings"][&agents.locale] = agents.words.clone().into();
        }
    }
    core
}

/// The shop; this language comes first, since plain strings are in the first.
fn site(parts: &Parts<'_>, pruner: &Pruner<'_>) -> Json {
    let Some(json) = parts.one("site") else { return Json::Null };
    let mut site = pruner.record(shape::SITE, json);
    let others = pruner.knowledge.site.locales.iter().map(String::as_str).filter(|other| *other != pruner.locale);
    let locales: Vec<&str> = std::iter::once(pruner.locale).chain(others).collect();
    let channels = sound(parts, "site", "/site/channels", json.get("channels"));
    site["locales"] = json!(locales);
    site["channels"] = channels.map(|channel| pruner.record(shape::CHANNEL, channel)).collect();
    site
}

fn facts(parts: &Parts<'_>, pruner: &Pruner<'_>) -> Json {
    let facts = parts.one("facts").and_then(Json::as_object);
    let known = |name: &String| pruner.knowledge.facts.get(name).is_some();
    let facts = facts.into_iter().flatten().filter(|(name, _)| known(name));
    Json::Object(facts.map(|(name, fact)| (name.clone(), pruner.record(shape::FACT, fact))).collect())
}

fn ticket(parts: &Parts<'_>, pruner: &Pruner<'_>, agents: &Agents) -> Option<Json> {
    let mut ticket = form(parts, pruner)?;
    let here = ticket.as_object_mut()?;
    here.remove("agents_locale");
    if agents.need(pruner.locale) {
        here.insert("agents_locale".into(), agents.locale.clone().into());
        let theirs = form(parts, &Pruner { locale: &agents.locale, ..*pruner })?;
        agents::add(&mut ticket, &theirs, [pruner.locale, &agents.locale]);
    }
    Some(ticket)
}

fn form(parts: &Parts<'_>, pruner: &Pruner<'_>) -> Option<Json> {
    let format = pruner.knowledge.ticket.as_ref()?;
    let json = parts.one("ticket")?;
    let mut ticket = pruner.record(shape::TICKET, json);
    for (name, field) in &format.fields.0 {
        // A fact that is not declared, a condition that cannot be right: nobody looks a second time.
        let Some(json) = ticket["fields"][name.as_str()].as_object_mut() else { continue };
        if field.fact.is_none() {
            json.remove("fact");
        }
        if field.when == Condition::All(Vec::new()) {
            json.remove("when");
        }
    }
    let topics = sound(parts, "ticket", "/ticket/topics", json.get("topics"));
    let topics = topics.filter(|topic| topic.get("id").and_then(Json::as_str).is_some_and(|id| parts.kept.topics.contains(id)));
    ticket["topics"] = topics.map(|topic| pruner.record(shape::TOPIC, topic)).collect();
    if let Some(overrides) = ticket.pointer_mut("/reply/overrides").and_then(Json::as_array_mut) {
        overrides.retain(|words| !is_over(words, parts));
    }
    Some(ticket)
}

/// The members of a list in one file that are not broken.
fn sound<'p>(parts: &'p Parts<'_>, key: &str, pointer: &'p str, list: Option<&'p Json>) -> impl Iterator<Item = &'p Json> {
    let source = parts.source_of(key);
    let members = list.and_then(Json::as_array).into_iter().flatten().enumerate();
    members.filter(move |(index, _)| !parts.is_broken(source, &[pointer, "/", &index.to_string()].concat())).map(|(_, json)| json)
}

fn is_over(words: &Json, parts: &Parts<'_>) -> bool {
    let until = words.get("until").and_then(Json::as_str).and_then(DateTime::parse);
    until.is_some_and(|until| until.date < parts.today)
}

/// The editor's readings and the tool's; a reading that the editor refused needs no word here.
fn readings(parts: &Parts<'_>) -> Json {
    let readings = parts.loaded.knowledge.readings.0.iter().filter_map(|(word, Readings(readings))| match readings.as_slice() {
        [] => None,
        [reading] => Some((word.clone(), json!(reading))),
        several => Some((word.clone(), json!(several))),
    });
    Json::Object(readings.collect())
}

fn synonym(group: &Synonym, locale: &str) -> Option<Json> {
    if group.locale.as_deref().is_some_and(|of| of != locale) {
        return None;
    }
    Some(if group.to.is_empty() { json!({"words": group.words}) } else { json!({"words": group.words, "to": group.to}) })
}

/// Whether a locale is of this language, whatever its region.
fn is_language(locale: &str, language: &str) -> bool {
    locale.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(language))
}

/// A flow in which nothing leads to a step whose article stays at home: what led there leads to what came after it.
fn bypass(flow: &Json, parts: &Parts<'_>) -> Json {
    let is_hidden = |step: &&Json| {
        let article = step.get("article").and_then(Json::as_str);
        step.get("kind").and_then(Json::as_str) == Some("show") && article.is_some_and(|id| !parts.kept.articles.contains(id))
    };
    let next = |name: &str| flow.get("steps")?.get(name).filter(is_hidden)?.get("next")?.as_str();
    let mut flow_left = flow.clone();
    redirect(&mut flow_left, &|name| {
        let mut target = next(name)?;
        while let Some(further) = next(target) {
            target = further;
        }
        Some(target.to_string())
    });
    if let Some(steps) = flow_left.get_mut("steps").and_then(Json::as_object_mut) {
        steps.retain(|_, step| !is_hidden(&&*step));
    }
    flow_left
}

/// Changes every value that names a step.
fn redirect(json: &mut Json, target: &impl Fn(&str) -> Option<String>) {
    const NAMING: &[&str] = &["start", "next", "fixed", "else", "failed", "back_to"];
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(name) if NAMING.contains(&key.as_str()) => *value = target(name).map_or_else(|| value.clone(), Json::from),
                    _ => redirect(value, target),
                }
            }
        }
        Json::Array(list) => list.iter_mut().for_each(|item| redirect(item, target)),
        _ => {}
    }
}
