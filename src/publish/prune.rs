//! One part of the file, reduced to what is published of it in one language.

use super::kept::Kept;
use super::shape::{Kind, Rule, Shape, step};
use super::unlink::unlink;
use crate::calendar::Date;
use crate::knowledge::{Knowledge, Loaded};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// Everything that the files of all languages are made from.
pub(super) struct Parts<'p> {
    pub(super) sources: &'p [Map<String, Json>],
    pub(super) loaded: &'p Loaded,
    pub(super) kept: &'p Kept,
    pub(super) today: Date,
}

impl Parts<'_> {
    /// The value of a key that belongs in one file only.
    pub(super) fn one(&self, key: &str) -> Option<&Json> {
        self.sources.iter().find_map(|file| file.get(key)).filter(|json| !json.is_null())
    }

    /// The members of a list of which `load` made these ids, in the files' order.
    pub(super) fn many(&self, key: &str, ids: &BTreeSet<String>) -> Vec<&Json> {
        let files = self.sources.iter().enumerate();
        let lists = files.filter_map(|(source, file)| Some((source, file.get(key)?.as_array()?)));
        let all = lists.flat_map(|(source, list)| list.iter().enumerate().map(move |(index, json)| (source, index, json)));
        let mut best: Vec<(&str, bool, &Json)> = Vec::new();
        for (source, index, json) in all {
            let Some(id) = json.get("id").and_then(Json::as_str).filter(|id| ids.contains(*id)) else { continue };
            // Of two with one id, `load` takes the first that is sound.
            let is_broken = self.is_broken(source, &["/", key, "/", &index.to_string()].concat());
            match best.iter_mut().find(|known| known.0 == id) {
                Some(known) if known.1 && !is_broken => *known = (id, false, json),
                Some(_) => {}
                None => best.push((id, is_broken, json)),
            }
        }
        best.into_iter().map(|(_, _, json)| json).collect()
    }

    /// Whether anything at or below this place is an error.
    pub(super) fn is_broken(&self, source: usize, pointer: &str) -> bool {
        let errors = self.loaded.problems.iter().filter(|problem| problem.is_error() && problem.place.source == source);
        let mut rest = errors.filter_map(|problem| problem.place.pointer.strip_prefix(pointer));
        rest.any(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// In which file a key is.
    pub(super) fn source_of(&self, key: &str) -> usize {
        self.sources.iter().position(|file| file.contains_key(key)).unwrap_or_default()
    }
}

/// Reduces values to one language.
pub(super) struct Pruner<'p> {
    pub(super) locale: &'p str,
    pub(super) knowledge: &'p Knowledge,
    pub(super) kept: &'p Kept,
}

impl Pruner<'_> {
    /// The allowed keys of an object.
    pub(super) fn record(&self, shape: Shape, json: &Json) -> Json {
        let fields = shape.iter().filter_map(|(key, rule)| {
            let value = json.get(key).filter(|value| !value.is_null())?;
            Some(((*key).to_string(), self.apply(*rule, value)?))
        });
        Json::Object(fields.collect())
    }

    fn apply(&self, rule: Rule, json: &Json) -> Option<Json> {
        match rule {
            Rule::Keep => Some(json.clone()),
            Rule::Text => self.text(json),
            Rule::Texts => Some(json.as_array()?.iter().filter_map(|text| self.text(text)).collect()),
            Rule::Markdown => self.text(json).map(|text| self.without_dead_links(text)),
            Rule::Lines => self.lines(json),
            Rule::One(kind) => json.as_str().filter(|id| self.is_kept(kind, id)).map(Json::from),
            Rule::Many(kinds) => {
                let is_kept = |id: &&Json| id.as_str().is_some_and(|id| kinds.iter().any(|kind| self.is_kept(*kind, id)));
                Some(json.as_array()?.iter().filter(is_kept).cloned().collect())
            }
            Rule::Record(shape) => Some(self.record(shape, json)),
            Rule::List(shape) => Some(json.as_array()?.iter().map(|item| self.record(shape, item)).collect()),
            Rule::Map(shape) => {
                let entries = json.as_object()?.iter();
                Some(Json::Object(entries.map(|(key, value)| (key.clone(), self.record(shape, value))).collect()))
            }
            Rule::Steps => {
                let kind = |step: &Json| step.get("kind").and_then(Json::as_str).unwrap_or_default().to_string();
                let steps = json.as_object()?.iter();
                Some(Json::Object(steps.map(|(key, value)| (key.clone(), self.record(step(&kind(value)), value))).collect()))
            }
        }
    }

    /// A text as a plain string; one that lacks this language stays a map with the one it falls back to, so that its
    /// `lang` is not lost.
    fn text(&self, json: &Json) -> Option<Json> {
        let first = self.knowledge.site.first_locale();
        let (lang, text) = match json {
            Json::String(text) => (first, text.as_str()),
            Json::Object(texts) => {
                let of = |lang: &str| texts.get_key_value(lang);
                let (lang, text) = of(self.locale).or_else(|| of(first)).or_else(|| texts.iter().next())?;
                (lang.as_str(), text.as_str()?)
            }
            _ => return None,
        };
        Some(if lang == self.locale { Json::from(text) } else { Json::Object(Map::from_iter([(lang.to_string(), Json::from(text))])) })
    }

    fn lines(&self, json: &Json) -> Option<Json> {
        match json {
            Json::Array(_) => (self.locale == self.knowledge.site.first_locale()).then(|| json.clone()),
            _ => json.get(self.locale).cloned(),
        }
    }

    fn without_dead_links(&self, text: Json) -> Json {
        let clean = |text: &str| {
            unlink(text, |kind, id| match kind {
                "article" => self.knowledge.article(id).is_none_or(|article| !self.kept.articles.contains(&article.id.0)),
                "flow" => self.knowledge.flow(id).is_none_or(|flow| !self.kept.flows.contains(&flow.id.0)),
                _ => false,
            })
        };
        match text {
            Json::String(text) => Json::String(clean(&text)),
            Json::Object(texts) => {
                let texts = texts.into_iter().map(|(lang, text)| (lang, Json::String(clean(text.as_str().unwrap_or_default()))));
                Json::Object(texts.collect())
            }
            other => other,
        }
    }

    fn is_kept(&self, kind: Kind, id: &str) -> bool {
        let ids = match kind {
            Kind::Article => &self.kept.articles,
            Kind::Category => &self.kept.categories,
            Kind::Flow => &self.kept.flows,
            Kind::Topic => &self.kept.topics,
        };
        ids.contains(id)
    }
}
