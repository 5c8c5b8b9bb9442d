//! The knowledge with its index, filled step by step so that indexing never blocks.

use super::Screen;
use crate::calendar::Date;
use crate::json::Json;
use crate::knowledge::{Article, Flow, Knowledge, Text, notation, rest};
use crate::search::{Dictionary, Entry, Explanation, Index, Phrase, Synonym};
use std::ops::Range;
use std::rc::Rc;

/// The knowledge and its index, for one locale.
pub struct Engine {
    /// What the file says.
    pub knowledge: Rc<Knowledge>,
    /// The locale of texts and index.
    pub locale: String,
    today: Date,
    index: Index,
    docs: Vec<Doc>,
    indexed: usize,
    bodies: usize,
    /// What is left to be read, of a published file.
    unread: Option<Json>,
}

/// How far indexing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Titles or bodies remain.
    More,
    /// Everything can be found.
    Complete,
}

/// What a search result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// An answer.
    Article,
    /// A guided fix.
    Flow,
}

/// A search result as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its id.
    pub id: String,
    /// The question or title that matched.
    pub question: String,
    /// What to highlight in it: byte ranges.
    pub ranges: Vec<Range<usize>>,
    /// The title behind it, if the question is another.
    pub title: Option<String>,
    /// Its category.
    pub category: String,
    /// How well it matched; only the order means anything, and 0: not at all, but shown for want of better.
    pub score: f32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The results, the best first; where nothing matches suggestions, with a score of 0.
    pub rows: Vec<Row>,
    /// Whether the first is likely to be what is meant.
    pub confident: bool,
    /// What was searched for, where that is not what was typed.
    pub instead: Option<String>,
}

impl RowKind {
    /// The word used in events.
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Flow => "flow",
        }
    }
}

impl Row {
    /// The screen it leads to.
    pub fn screen(&self) -> Screen {
        match self.kind {
            RowKind::Article => Screen::Article(self.id.clone()),
            RowKind::Flow => Screen::Flow(self.id.clone()),
        }
    }
}

#[derive(Clone, Copy)]
enum Doc {
    Article(usize),
    Flow(usize),
}

impl Engine {
    /// An engine with nothing indexed yet; what is not public on this day stays out.
    pub fn new(knowledge: Rc<Knowledge>, locale: &str, today: Date) -> Self {
        let is_here = |of: Option<&String>| of.is_none_or(|of| of == locale);
        let readings = knowledge.readings.0.iter().filter(|(_, readings)| !readings.0.is_empty());
        let synonyms = knowledge.synonyms.iter().filter(|group| is_here(group.locale.as_ref()));
        let dictionary = Dictionary {
            readings: readings.map(|(word, readings)| (word.clone(), readings.0.clone())).collect(),
            synonyms: synonyms.map(|group| Synonym { words: group.words.clone(), to: group.to.clone() }).collect(),
        };
        let articles = knowledge.articles.iter().enumerate().filter(|(_, article)| article.is_public(today));
        let flows = knowledge.flows.iter().enumerate().filter(|(_, flow)| !flow.draft);
        let docs = articles.map(|(index, _)| Doc::Article(index)).chain(flows.map(|(index, _)| Doc::Flow(index))).collect();
        Self { index: Index::new(dictionary), docs, indexed: 0, bodies: 0, locale: locale.to_string(), today, unread: None, knowledge }
    }

    /// This engine, whose knowledge came from [`crate::knowledge::first`] of this published file.
    #[must_use]
    pub fn with_unread(mut self, file: Json) -> Self {
        self.unread = Some(file);
        self.index.mend_typos(false);
        self
    }

    /// Whether everything in the file has been read: before, there are no steps, no
    /// ticket form, and no bodies to search, and typos are not mended.
    pub fn is_whole(&self) -> bool {
        self.unread.is_none()
    }

    /// Reads what [`Engine::with_unread`] left; the next steps index the bodies.
    pub fn complete(&mut self) {
        // Nobody else holds it by now; a way to copy all of it would cost 2 kB in the widget.
        if let (Some(file), Some(knowledge)) = (self.unread.take(), Rc::get_mut(&mut self.knowledge)) {
            rest::complete(knowledge, &file);
            self.index.mend_typos(true);
        }
    }

    /// Indexes up to `budget` more titles or bodies; all titles come first. Bodies wait until the file is read whole.
    pub fn step(&mut self, budget: usize) -> Progress {
        for _ in 0..budget {
            if let Some(doc) = self.docs.get(self.indexed).copied() {
                let entry = self.entry(doc);
                self.index.add(entry);
                self.indexed += 1;
            } else if !self.is_whole() {
                return Progress::Complete;
            } else if let Some(doc) = self.docs.get(self.bodies).copied() {
                if let Some(body) = self.body(doc) {
                    self.index.set_body(self.bodies as u32, &body);
                }
                self.bodies += 1;
            } else {
                return Progress::Complete;
            }
        }
        if self.bodies < self.docs.len() && (self.is_whole() || !self.has_titles()) { Progress::More } else { Progress::Complete }
    }

    /// Whether every title and question can be found.
    pub fn has_titles(&self) -> bool {
        self.indexed >= self.docs.len()
    }

    /// Whether everything can be found that is there so far.
    pub fn is_complete(&self) -> bool {
        self.has_titles() && self.bodies >= self.docs.len()
    }

    /// Takes in bodies that come after the titles, by article; they are indexed by the next steps.
    pub fn add_bodies(&mut self, bodies: Vec<(String, String)>) {
        // Nobody else holds it by now; a way to copy all of it would cost 2 kB in the widget.
        let Some(knowledge) = Rc::get_mut(&mut self.knowledge) else { return };
        for (id, body) in bodies {
            if let Some(article) = knowledge.articles.iter_mut().find(|article| article.id == *id) {
                article.body = Some(Text(vec![(self.locale.clone(), body)]));
            }
        }
        // The index ignores a second body, so looking through all of them again is safe.
        self.bodies = 0;
    }

    /// The best results, and whether they are likely to be what is meant.
    pub fn search(&self, query: &str, limit: usize) -> (Vec<Row>, bool) {
        let Results { rows, confident, .. } = self.search_on("", query, limit);
        (rows, confident)
    }

    /// The best results on a page.
    pub fn search_on(&self, page: &str, query: &str, limit: usize) -> Results {
        let is_near = |doc: &Doc| match *doc {
            Doc::Article(index) => self.knowledge.articles.get(index).is_some_and(|article| suits(article, page)),
            Doc::Flow(_) => false,
        };
        let near: Vec<u32> = self.docs.iter().zip(0..).filter(|(doc, _)| is_near(doc)).map(|(_, number)| number).collect();
        let found = self.index.search_near(query, limit, &near);
        if found.hits.is_empty() {
            let mut rows = self.suggestions(&[], page, limit);
            if rows.is_empty() {
                rows.extend(self.docs.iter().filter_map(|doc| self.row(*doc)).take(limit));
            }
            return Results { rows, ..Results::default() };
        }
        let rows = found.hits.into_iter().filter_map(|hit| {
            let doc = *self.docs.get(hit.doc as usize)?;
            let (title, questions, _) = self.texts(doc);
            let title = title.text(&self.locale).to_string();
            let question = match hit.phrase {
                0 => None,
                nth => questions.get(usize::from(nth) - 1).map(|question| shown(question)),
            };
            let mut row = self.row(doc)?;
            row.score = hit.score;
            row.ranges = hit.ranges;
            if let Some(question) = question {
                row.title = Some(title);
                row.question = question;
            }
            Some(row)
        });
        Results { rows: rows.collect(), confident: found.confident, instead: found.instead }
    }

    /// Why something has its place in the answer to a query; nothing if it is not in it.
    pub fn explain(&self, query: &str, id: &str) -> Option<Explanation> {
        let doc = self.docs.iter().position(|doc| self.row(*doc).is_some_and(|row| row.id == id))?;
        self.index.explain(query, doc as u32)
    }

    /// How likely the best result is what is meant, 0 to 1; 0 without any.
    pub fn confidence(&self, query: &str) -> f32 {
        self.index.search(query, 1).confidence
    }

    /// The rows of a category: flows first, then articles, in the file's order.
    pub fn category(&self, id: &str) -> Vec<Row> {
        let is_in = |doc: &&Doc| match **doc {
            Doc::Article(index) => self.knowledge.articles.get(index).is_some_and(|article| article.category == *id),
            Doc::Flow(index) => self.knowledge.flows.get(index).and_then(|flow| flow.category.as_ref()).is_some_and(|of| *of == *id),
        };
        let mut rows = Vec::new();
        for kind in [RowKind::Flow, RowKind::Article] {
            let docs = self.docs.iter().filter(is_in).filter_map(|doc| self.row(*doc));
            rows.extend(docs.filter(|row| row.kind == kind));
        }
        rows
    }

    /// What is shown before anything is typed: what the page asked for, what suits it, then what is popular.
    pub fn suggestions(&self, asked: &[String], page: &str, limit: usize) -> Vec<Row> {
        let articles = self.knowledge.articles.iter();
        let for_page = articles.filter(|article| suits(article, page)).map(|article| article.id.as_str());
        let popular = self.knowledge.site.popular.iter().map(|id| id.as_str());
        let mut rows: Vec<Row> = Vec::new();
        for row in asked.iter().map(String::as_str).chain(for_page).chain(popular).filter_map(|id| self.row_of(id)) {
            if rows.len() < limit && !rows.iter().any(|known| known.id == row.id) {
                rows.push(row);
            }
        }
        rows
    }

    /// The neighbours of an article: those the editor named, then those most alike.
    pub fn related(&self, article: &Article, limit: usize) -> Vec<Row> {
        let named = article.related.iter().map(|id| id.as_str().to_string());
        let position = self.docs.iter().position(|doc| self.row(*doc).is_some_and(|row| row.id == article.id.0));
        let alike = position.map(|doc| self.index.related(doc as u32, limit)).unwrap_or_default();
        let alike = alike.into_iter().filter_map(|doc| self.row(*self.docs.get(doc as usize)?)).map(|row| row.id);
        let mut rows: Vec<Row> = Vec::new();
        for id in named.chain(alike) {
            let is_new = id != article.id.0 && !rows.iter().any(|row| row.id == id);
            if let Some(row) = self.row_of(&id).filter(|_| is_new && rows.len() < limit) {
                rows.push(row);
            }
        }
        rows
    }

    /// An article that customers may see.
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.knowledge.article(id).filter(|article| article.is_public(self.today))
    }

    /// A flow that customers may see.
    pub fn flow(&self, id: &str) -> Option<&Flow> {
        self.knowledge.flow(id).filter(|flow| !flow.draft)
    }

    /// The row of an article or flow.
    pub fn row_of(&self, id: &str) -> Option<Row> {
        let rows = self.docs.iter().filter_map(|doc| self.row(*doc));
        rows.into_iter().find(|row| row.id == id)
    }

    fn row(&self, doc: Doc) -> Option<Row> {
        let (kind, id, title, category) = match doc {
            Doc::Article(index) => {
                let article = self.knowledge.articles.get(index)?;
                (RowKind::Article, &article.id, &article.title, Some(&article.category))
            }
            Doc::Flow(index) => {
                let flow = self.knowledge.flows.get(index)?;
                (RowKind::Flow, &flow.id, &flow.title, flow.category.as_ref())
            }
        };
        let category = category.and_then(|id| self.knowledge.category(id.as_str()));
        Some(Row {
            kind,
            id: id.0.clone(),
            question: title.text(&self.locale).to_string(),
            ranges: Vec::new(),
            title: None,
            category: category.map_or(String::new(), |category| category.title.text(&self.locale).to_string()),
            score: 0.0,
        })
    }

    fn texts(&self, doc: Doc) -> (&Text, &[String], Option<&Text>) {
        match doc {
            Doc::Article(index) => self.knowledge.articles.get(index).map(|a| (&a.title, a.questions.get(&self.locale), a.body.as_ref())),
            Doc::Flow(index) => self.knowledge.flows.get(index).map(|flow| (&flow.title, flow.questions.get(&self.locale), None)),
        }
        .unwrap_or((&NO_TEXT, &[], None))
    }

    fn entry(&self, doc: Doc) -> Entry {
        let (title, questions, _) = self.texts(doc);
        let title = title.text(&self.locale).to_string();
        let mut phrases = vec![Phrase { found: vec![title.clone()], shown: title }];
        phrases.extend(questions.iter().map(|question| match notation::expand(question) {
            Ok(phrasing) => Phrase { shown: phrasing.shown, found: phrasing.found },
            Err(_) => Phrase { shown: question.clone(), found: vec![question.clone()] },
        }));
        Entry { phrases, context: self.row(doc).map(|row| row.category).unwrap_or_default(), body: None }
    }

    fn body(&self, doc: Doc) -> Option<String> {
        let (_, _, body) = self.texts(doc);
        Some(rest::plain(body?.text(&self.locale)))
    }
}

static NO_TEXT: Text = Text(Vec::new());

/// Whether an article is meant for a page in particular.
fn suits(article: &Article, page: &str) -> bool {
    article.pages.iter().any(|glob| matches_glob(glob, page))
}

/// A question as it is shown.
fn shown(question: &str) -> String {
    notation::expand(question).map_or_else(|_| question.to_string(), |phrasing| phrasing.shown)
}

/// Whether a path matches a glob in which `*` stands for any run of characters.
pub(crate) fn matches_glob(glob: &str, path: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last = None;
    for part in parts {
        last = Some(part);
        // By hand: looking for a text with `find` costs 1 kB in the widget.
        match (0..=rest.len()).find(|at| rest.get(*at..).is_some_and(|rest| rest.starts_with(part))) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    // After the last star anything may follow only if the glob ends in it; otherwise the path must end as the glob does.
    match last {
        None => rest.is_empty(),
        Some("") => true,
        Some(end) => path.ends_with(end),
    }
}
