//! What is asked: knowledge files, or plain arrays of articles as data sets have them.
//!
//! An array (`[{"id", "title", "body", "questions", "lang"}]`) becomes a knowledge file, so that both take one way. Its
//! ids may be anything; the file's are made up, and [`Names`] leads back.

use super::{Fault, Flaw, Spot};
use crate::app::{Engine, Progress};
use crate::calendar::Date;
use crate::enrich::{Dictionaries, Lists, enrich};
use crate::knowledge::{FORMAT, Knowledge, Problem, Source, load};
use serde_json::{Value as Json, json};
use std::rc::Rc;

/// A knowledge base to be asked.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// Its files, as `load` reads them.
    pub sources: Vec<Source>,
    /// What can be used of them; nothing if the whole is refused.
    pub knowledge: Option<Rc<Knowledge>>,
    /// What is wrong with knowledge files.
    pub problems: Vec<Problem>,
    /// What is wrong with plain arrays; files are counted as they were given.
    pub flaws: Vec<Flaw>,
    /// What the data call the articles.
    pub names: Names,
}

/// The ids of a plain array by those of the knowledge file made of it. Of a knowledge file, ids are their own names.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// What the data call an article or flow.
    pub fn of<'n>(&'n self, id: &'n str) -> &'n str {
        self.0.get(id.strip_prefix(PREFIX).and_then(|index| index.parse::<usize>().ok()).unwrap_or(usize::MAX)).map_or(id, String::as_str)
    }
}

/// What the ids of the articles of an array begin with; their number follows.
const PREFIX: &str = "a";

/// The id and the title of the one category of an array: nothing that could be found.
const CATEGORY: (&str, &str) = ("all", "-");

/// How long a file made of an array may become, in bytes: well below the largest that is read.
const FILE_BYTES: usize = crate::knowledge::MAX_BYTES / 4;

/// The language of an array that names none.
const LANG: &str = "ja";

/// Reads files of these names and texts, all knowledge files or all arrays; what an array holds is taken to be in `lang`.
pub fn read(names: &[String], texts: &[String], lang: Option<&str>) -> Base {
    let is_array = |text: &String| text.trim_start_matches('\u{feff}').trim_start().starts_with('[');
    let arrays = texts.iter().filter(|text| is_array(text)).count();
    let mut base = Base::default();
    if arrays == 0 {
        let file = |(name, text): (&String, &String)| Source { name: name.clone(), text: text.clone() };
        base.sources = names.iter().zip(texts).map(file).collect();
    } else if arrays == texts.len() {
        let mut articles = Vec::new();
        for (file, text) in texts.iter().enumerate() {
            array(file, text, &mut articles, &mut base);
        }
        base.sources = sources(articles, lang);
    } else {
        let other = texts.iter().position(|text| !is_array(text)).unwrap_or_default();
        base.flaws.push(Flaw { file: other, place: Spot::Pointer(String::new()), what: Fault::Mixed });
        return base;
    }
    base.load();
    base
}

impl Base {
    fn load(&mut self) {
        match load(&self.sources) {
            Ok(loaded) => {
                self.knowledge = Some(Rc::new(loaded.knowledge));
                self.problems = loaded.problems;
            }
            Err(problems) => self.problems = problems,
        }
    }

    /// Adds readings and synonyms as `tasuke enrich` does, in memory. Of what is refused as a whole, nothing changes.
    pub fn enrich(&mut self, dictionaries: &Dictionaries, lists: Option<Lists>) {
        if let Ok(enriched) = enrich(&self.sources, dictionaries, lists) {
            self.sources = enriched.sources;
            self.load();
        }
    }

    /// The knowledge indexed in a locale, the first if it is not given; nothing if there is no knowledge or not in this locale.
    pub fn engine(&self, locale: Option<&str>, today: Date) -> Option<Engine> {
        let knowledge = self.knowledge.as_ref()?;
        let locale = locale.unwrap_or(knowledge.site.first_locale());
        let locale = knowledge.site.locales.iter().find(|known| known.eq_ignore_ascii_case(locale))?;
        let mut engine = Engine::new(Rc::clone(knowledge), locale, today);
        while engine.step(usize::MAX) == Progress::More {}
        Some(engine)
    }

    /// The name by which results carry what the data call by this id, perhaps a former one.
    pub fn resolve<'b>(&'b self, id: &'b str) -> Option<&'b str> {
        if !self.names.0.is_empty() {
            return self.names.0.iter().find(|name| *name == id).map(String::as_str);
        }
        let knowledge = self.knowledge.as_ref()?;
        let article = knowledge.article(id).map(|article| article.id.as_str());
        article.or_else(|| knowledge.flow(id).map(|flow| flow.id.as_str()))
    }
}

/// Adds the articles of one array.
fn array(file: usize, text: &str, articles: &mut Vec<Json>, base: &mut Base) {
    let mut flaw = |place, what| base.flaws.push(Flaw { file, place, what });
    let list = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Json::Array(list)) => list,
        Ok(_) => return flaw(Spot::Pointer(String::new()), Fault::WrongType { expected: "array" }),
        Err(error) => return flaw(Spot::Line(error.line()), Fault::NotJson),
    };
    for (index, item) in list.iter().enumerate() {
        match article(item) {
            Ok((id, _)) if base.names.0.contains(&id) => flaw(Spot::Pointer(format!("/{index}/id")), Fault::DuplicateId { id }),
            Ok((id, mut article)) => {
                article["id"] = format!("{PREFIX}{}", base.names.0.len()).into();
                articles.push(article);
                base.names.0.push(id);
            }
            Err(faults) => faults.into_iter().for_each(|(below, what)| flaw(Spot::Pointer(format!("/{index}{below}")), what)),
        }
    }
}

/// The id and the article of a member of an array.
fn article(item: &Json) -> Result<(String, Json), Vec<(&'static str, Fault)>> {
    let Some(object) = item.as_object() else { return Err(vec![("", Fault::WrongType { expected: "object" })]) };
    let mut faults = Vec::new();
    let mut required = |key: &'static str, pointer| match object.get(key) {
        Some(Json::String(text)) if !text.trim().is_empty() => text.clone(),
        other => {
            faults.push(match other {
                None => ("", Fault::Missing { key }),
                Some(Json::String(_)) => (pointer, Fault::Empty { key }),
                Some(_) => (pointer, Fault::WrongType { expected: "string" }),
            });
            String::new()
        }
    };
    let (id, title) = (required("id", "/id"), required("title", "/title"));
    let mut article = json!({"category": CATEGORY.0, "title": title});
    match object.get("body") {
        Some(Json::String(body)) if !body.trim().is_empty() => article["body"] = body.as_str().into(),
        None | Some(Json::String(_) | Json::Null) => {}
        Some(_) => faults.push(("/body", Fault::WrongType { expected: "string" })),
    }
    match object.get("questions") {
        Some(Json::Array(lines)) if lines.iter().all(Json::is_string) => {
            let lines = lines.iter().filter_map(Json::as_str).filter(|line| !line.trim().is_empty());
            article["questions"] = lines.map(|line| Json::from(escaped(line))).collect();
        }
        None | Some(Json::Null) => {}
        Some(_) => faults.push(("/questions", Fault::WrongType { expected: "array of strings" })),
    }
    match object.get("lang") {
        Some(Json::String(lang)) => article["lang"] = lang.as_str().into(),
        None | Some(Json::Null) => {}
        Some(_) => faults.push(("/lang", Fault::WrongType { expected: "string" })),
    }
    if faults.is_empty() { Ok((id, article)) } else { Err(faults) }
}

/// A question whose signs mean themselves, not the question notation.
fn escaped(line: &str) -> String {
    let signs = |c: char| matches!(c, '(' | ')' | '[' | ']' | '|' | ':' | '\\' | '（' | '）' | '［' | '］' | '｜' | '：' | '＼');
    line.chars().flat_map(|c| signs(c).then_some('\\').into_iter().chain([c])).collect()
}

/// Knowledge files of these articles, all in one language: the one asked for, else the first that an article names.
fn sources(articles: Vec<Json>, lang: Option<&str>) -> Vec<Source> {
    let named = || articles.iter().find_map(|article| article.get("lang")?.as_str());
    let lang = lang.or_else(named).unwrap_or(LANG).to_string();
    let (id, title) = CATEGORY;
    let site = json!({"name": title, "locales": [lang]});
    let mut files = vec![json!({"format": FORMAT, "site": site, "categories": [{"id": id, "title": title}], "articles": []})];
    let mut bytes = 0;
    for mut article in articles {
        article.as_object_mut().map(|article| article.remove("lang"));
        bytes += article.to_string().len();
        if bytes > FILE_BYTES {
            files.push(json!({"articles": []}));
            bytes = 0;
        }
        let list = files.last_mut().and_then(|file| file["articles"].as_array_mut());
        list.into_iter().for_each(|list| list.push(article.clone()));
    }
    files.iter().map(|file| Source { name: String::new(), text: file.to_string() }).collect()
}
