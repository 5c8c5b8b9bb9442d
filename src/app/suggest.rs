//! Answers offered in the form for what is being typed there: by the same search, below the field, once, and to be had or not.

use super::session::{FORM, RESULTS};
use super::{Effect, Engine, Focus, Row, RowKind, Screen, Sending, Session};
use crate::knowledge::EntryType;

/// The most answers offered.
const MOST: usize = 3;

/// What scores less than this share of the best is there by a word or two.
const SHARE: f32 = 0.5;

/// What scores this share of the best and is of the topic's categories comes first: a product is named more often than meant.
const NEAR: f32 = 0.75;

/// How much of a long message is searched for, from its end: as much as the search field takes.
const LONGEST: usize = 200;

/// After these a sentence is over: no need to wait for a pause. The first three are the Japanese ones.
const ENDS: [char; 7] = ['\u{3002}', '\u{ff01}', '\u{ff1f}', '.', '!', '?', '\n'];

/// Answers offered in the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// The best first; none where nothing is offered.
    pub rows: Vec<Row>,
    /// Whether assistive technology was told of one for this draft.
    is_told: bool,
    /// Whether something was typed that is still to be looked for; not what was typed before an answer was opened, whose
    /// list is found again as it was.
    pub(super) is_due: bool,
}

impl Session {
    /// The field that answers are offered for: the topic's first for a text of several lines.
    pub fn offer_field<'k>(&self, engine: &'k Engine) -> Option<&'k str> {
        let fields = &engine.knowledge.ticket.as_ref()?.fields;
        let names = self.topic(engine)?.fields.iter();
        names.map(String::as_str).find(|name| fields.get(name).is_some_and(|field| field.entry == EntryType::Textarea))
    }

    /// Something was typed into a field: answers are looked for at the end of a sentence, or once the typing pauses.
    pub(super) fn offer_soon(&mut self, engine: &Engine, field: &str) -> Option<Effect> {
        let text = self.offer_field(engine).filter(|name| *name == field && !self.draft.is_quiet).map(|name| self.draft.value(name))?;
        if text.ends_with(ENDS) || text.trim().is_empty() {
            self.offer(engine);
            return None;
        }
        self.offer.is_due = true;
        Some(Effect::Settle(FORM))
    }

    /// Offers what is found for what is typed; what is offered already stays as it is.
    pub(super) fn offer(&mut self, engine: &Engine) {
        // What is on its way is not to be held up; who reads an answer finds the others again.
        self.offer.is_due = false;
        if self.sending == Sending::Sending || *self.screen() != Screen::Form {
            return;
        }
        let rows = self.found(engine);
        let is_same = rows.len() == self.offer.rows.len() && rows.iter().all(|row| self.offer.rows.iter().any(|known| known.id == row.id));
        if is_same {
            return;
        }
        if !rows.is_empty() && !self.offer.is_told {
            self.offer.is_told = true;
            self.status = self.strings.get("offer").to_string();
        }
        self.offer.rows = rows;
    }

    /// The customer wants no answers for this draft.
    pub(super) fn decline(&mut self, engine: &Engine) -> Vec<Effect> {
        self.draft.is_quiet = true;
        self.offer.rows.clear();
        // The button that was pressed is gone.
        let field = self.offer_field(engine).map(|name| Effect::Focus(Focus::Field(name.to_string())));
        field.into_iter().chain([self.save()]).collect()
    }

    fn found(&self, engine: &Engine) -> Vec<Row> {
        let is_wanted =
            *self.screen() == Screen::Form && !self.draft.is_quiet && self.topic(engine).is_some_and(|topic| !topic.human_first);
        let (Some(field), Some(topic)) = (self.offer_field(engine).filter(|_| is_wanted), self.topic(engine)) else { return Vec::new() };
        let text = self.draft.value(field).trim();
        let begin = text.char_indices().rev().nth(LONGEST - 1).map_or(0, |(at, _)| at);
        let query = text.get(begin..).unwrap_or_default();
        if query.is_empty() {
            return Vec::new();
        }
        let found = engine.search_on(&self.config.page, query, RESULTS);
        let best = found.rows.first().filter(|_| found.confident).map_or(f32::MAX, |best| best.score);
        let is_near = |row: &Row| {
            let mut titles = topic.categories.iter().filter_map(|id| engine.knowledge.category(id.as_str()));
            row.score >= best * NEAR && titles.any(|category| category.title.text(&engine.locale) == row.category)
        };
        let mut rows: Vec<Row> = Vec::new();
        for near in [true, false] {
            for row in &found.rows {
                if rows.len() < MOST && row.score >= best * SHARE && is_near(row) == near && self.is_news(engine, row) {
                    rows.push(Row { ranges: Vec::new(), ..row.clone() });
                }
            }
        }
        rows
    }

    /// Whether it was neither read nor tried during this visit, and puts no person first.
    fn is_news(&self, engine: &Engine, row: &Row) -> bool {
        let human_first = match row.kind {
            RowKind::Article => engine.article(&row.id).is_none_or(|article| article.human_first),
            RowKind::Flow => engine.flow(&row.id).is_none_or(|flow| flow.human_first),
        };
        let key = [row.kind.word(), ":", &row.id].concat();
        !human_first && !self.story.pieces().iter().any(|piece| piece.key() == key)
    }
}
