//! The story: what the customer looked for, read and tried during this visit.

use crate::calendar::DateTime;
use crate::json::{Json, ToJson, at, json, members, text_at};

/// How long a visit lasts without a sign of the customer, in minutes.
pub(super) const VISIT_MINUTES: i32 = 30;

/// The most pieces kept; older ones fall away.
const MAX_PIECES: usize = 40;

/// What happened during this help visit, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    pieces: Vec<Piece>,
    last: Option<DateTime>,
}

/// One thing that happened. Holds no times.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A search, once the typing settled.
    Search {
        /// What was typed.
        query: String,
        /// How many results were shown.
        results: usize,
    },
    /// An article that was opened.
    Article {
        /// Its id.
        id: String,
        /// Its title as shown.
        title: String,
        /// Whether it solved the problem, if the customer said.
        helped: Option<bool>,
    },
    /// A guided fix.
    Flow {
        /// Its id.
        id: String,
        /// Its title as shown.
        title: String,
        /// The answers, in the order asked.
        answers: Vec<FlowAnswer>,
        /// Whether it solved the problem, if it is known.
        helped: Option<bool>,
    },
}

/// An answer in a guided fix, in the customer's words.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowAnswer {
    /// The step's id.
    pub step: String,
    /// The question or instruction.
    pub question: String,
    /// The answer as shown.
    pub answer: String,
    /// Whether the shop's own system said so, not the customer.
    pub is_looked_up: bool,
}

impl Piece {
    /// Names the piece within its story.
    pub fn key(&self) -> String {
        match self {
            Self::Search { query, .. } => ["search:", query].concat(),
            Self::Article { id, .. } => ["article:", id].concat(),
            Self::Flow { id, .. } => ["flow:", id].concat(),
        }
    }

    /// The piece as it goes over the wire.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Search { query, results } => json!({"kind": "search", "query": query, "results": results}),
            Self::Article { id, title, helped } => json!({"kind": "article", "id": id, "title": title, "helped": helped}),
            Self::Flow { id, title, answers, helped } => {
                json!({"kind": "flow", "id": id, "title": title, "answers": answers, "helped": helped})
            }
        }
    }

    /// Reads a piece from the wire; nothing if it is none.
    pub fn read(json: &Json) -> Option<Self> {
        let text = |key: &str| text_at(json, key).map(str::to_string);
        let helped = at(json, "helped").as_bool();
        match text_at(json, "kind")? {
            "search" => {
                let results = at(json, "results").as_u64().unwrap_or_default() as usize;
                Some(Self::Search { query: text("query")?, results })
            }
            "article" => Some(Self::Article { id: text("id")?, title: text("title")?, helped }),
            "flow" => {
                let answers = members(at(json, "answers")).iter().filter_map(FlowAnswer::read);
                Some(Self::Flow { id: text("id")?, title: text("title")?, answers: answers.collect(), helped })
            }
            _ => None,
        }
    }
}

impl FlowAnswer {
    fn read(json: &Json) -> Option<Self> {
        let text = |key: &str| text_at(json, key).map(str::to_string);
        let is_looked_up = at(json, "looked_up").as_bool() == Some(true);
        Some(Self { step: text("step")?, question: text("question")?, answer: text("answer")?, is_looked_up })
    }
}

impl ToJson for Piece {
    fn to_json(&self) -> Json {
        Self::to_json(self)
    }
}

impl ToJson for FlowAnswer {
    fn to_json(&self) -> Json {
        json!({"step": self.step, "question": self.question, "answer": self.answer, "looked_up": self.is_looked_up})
    }
}

impl Story {
    /// All pieces, oldest first.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether nothing happened yet.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Adds a piece, or replaces the one of the same key; a new visit begins with an empty story.
    pub fn add(&mut self, piece: Piece, now: DateTime) {
        self.touch(now);
        // A search that only went on typing stands for the shorter one before it.
        if let (Some(Piece::Search { query: before, .. }), Piece::Search { query, .. }) = (self.pieces.last(), &piece)
            && query.starts_with(before.as_str())
        {
            self.pieces.pop();
        }
        let key = piece.key();
        match self.pieces.iter_mut().find(|old| old.key() == key) {
            Some(old) => *old = piece,
            None => self.pieces.push(piece),
        }
        if self.pieces.len() > MAX_PIECES {
            self.pieces.remove(0);
        }
    }

    /// Notes whether an article or flow helped.
    pub fn judge(&mut self, key: &str, verdict: bool) {
        for piece in self.pieces.iter_mut().filter(|piece| piece.key() == key) {
            if let Piece::Article { helped, .. } | Piece::Flow { helped, .. } = piece {
                *helped = Some(verdict);
            }
        }
    }

    /// Begins a new story if the last sign of the customer is too long ago.
    pub fn touch(&mut self, now: DateTime) {
        if self.last.is_some_and(|last| is_over(last, now)) {
            self.pieces.clear();
        }
        self.last = Some(now);
    }
}

/// Whether a visit whose last sign was then is over by now.
pub fn is_over(last: DateTime, now: DateTime) -> bool {
    now.date.days_since(last.date) * 1440 + i32::from(now.minute) - i32::from(last.minute) > VISIT_MINUTES
}
