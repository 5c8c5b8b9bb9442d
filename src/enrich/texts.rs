//! What of a knowledge base is searched, as plain text.

use crate::knowledge::{Knowledge, Lines, Text, markdown, notation};

/// The texts of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    /// Titles, questions and categories.
    pub(super) shown: Vec<String>,
    /// The articles' bodies.
    pub(super) bodies: Vec<String>,
}

impl Texts {
    /// Whether a word stands anywhere, be it in another.
    pub(super) fn has(&self, word: &str) -> bool {
        self.shown.iter().chain(&self.bodies).any(|text| text.contains(word))
    }
}

/// The texts that are written in this language; what falls back to another is not.
pub(super) fn of(knowledge: &Knowledge, locale: &str) -> Texts {
    let mut texts = Texts::default();
    let written = |text: &Text| Some(text.get(locale)).filter(|text| text.lang == locale).map(|text| text.text.to_string());
    let mut show = |title: &Text, questions: &Lines| {
        texts.shown.extend(written(title));
        texts.shown.extend(questions.get(locale).iter().flat_map(|question| phrasings(question)));
    };
    knowledge.articles.iter().for_each(|article| show(&article.title, &article.questions));
    knowledge.flows.iter().for_each(|flow| show(&flow.title, &flow.questions));
    texts.shown.extend(knowledge.categories.iter().filter_map(|category| written(&category.title)));
    let bodies = knowledge.articles.iter().filter_map(|article| written(article.body.as_ref()?));
    texts.bodies = bodies.map(|body| markdown::plain(&markdown::parse(&body))).collect();
    texts
}

/// All phrasings of a question; the question itself if it breaks the notation.
fn phrasings(question: &str) -> Vec<String> {
    notation::expand(question).map_or_else(|_| vec![question.to_string()], |phrasing| phrasing.found)
}
