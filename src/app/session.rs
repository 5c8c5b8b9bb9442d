//! One customer's state in one element, and how it changes.

use super::{Asking, Effect, Engine, FileOrder, Focus, Msg, Offer, Outcome, Picked, Results, Row, Screen, Sending, Strings, guide, rest};
use crate::calendar::{Date, DateTime};
use crate::condition::Value;
use crate::entry::EntryFault;
use crate::flow::{Surroundings, Walk};
use crate::json::json;
use crate::knowledge::Notice;
use crate::outbox::{Entry, Millis};
use crate::ticket::{Draft, FieldProblem, Story};
use std::rc::Rc;

/// How many results are shown.
pub(super) const RESULTS: usize = 8;
/// The number of [`Effect::Settle`] that is the form's; searches count from 1.
pub(super) const FORM: u32 = u32::MAX;
/// How many suggestions are shown before anything is typed.
const SUGGESTIONS: usize = 6;

/// How an element stands in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A button that opens a panel.
    Launcher,
    /// A part of the page.
    Inline,
    /// The page itself.
    Page,
}

/// What an element is told once, at its birth.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// How it stands in its page.
    pub mode: Mode,
    /// The path of the page it is on.
    pub page: String,
    /// Whether results say why they have their places, for those who work on the file.
    pub debug: bool,
}

/// The results of one category alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Its title.
    pub category: String,
    /// The titles that can be chosen from: of all results' categories, and this.
    pub among: Vec<String>,
}

/// One customer's state in one element.
#[derive(Clone, Debug)]
pub struct Session {
    /// What the element was told at its birth.
    pub config: Config,
    /// UI texts.
    pub strings: Strings,
    /// Now, in the shop's time zone.
    pub now: DateTime,
    /// What is typed in the search field.
    pub query: String,
    /// The results of it.
    pub results: Vec<Row>,
    /// Whether they are likely to be what is meant.
    pub confident: bool,
    /// What was searched for, where that is not what was typed.
    pub instead: Option<String>,
    /// Whether only those of a category are shown.
    pub filter: Option<Filter>,
    /// The screens gone through; the last one is shown. Never empty.
    pub screens: Vec<Screen>,
    /// The ways through the flows that were opened, each flow once.
    pub walks: Vec<Walk>,
    /// What the host page would like suggested.
    pub suggested: Rc<[String]>,
    /// The look-up that is on its way.
    pub asking: Option<Asking>,
    /// What is marked or typed in the step shown, before it is answered.
    pub pending: guide::Pending,
    /// Verdicts by the story's keys.
    pub verdicts: Vec<(String, bool)>,
    /// How the visit was rated, and why.
    pub rating: Option<(&'static str, Option<&'static str>)>,
    /// What happened in this visit.
    pub story: Story,
    /// The form being filled in.
    pub draft: Draft,
    /// Answers for what is typed there.
    pub offer: Offer,
    /// Whether contact was open for so long that what is sent off goes at once; nothing before it was opened.
    pub(super) is_ripe: Option<bool>,
    /// Files for it that are not ready to be sent.
    pub picked: Vec<Picked>,
    /// What is wrong with it, and the server's words for it.
    pub problems: Vec<(FieldProblem, String)>,
    /// Where sending stands.
    pub sending: Sending,
    /// How much of the files of a ticket on its way has been sent, by its key, in percent.
    pub uploaded: Option<(String, u32)>,
    /// Whether the device does not keep the ticket that is on its way, or that did not arrive.
    pub is_unkept: bool,
    /// The ticket sent last in words, to be copied.
    pub sent_text: String,
    /// Tickets on their way, as they were read last.
    pub outbox: Vec<Entry>,
    /// When that was; 0 before.
    pub millis: Millis,
    /// What assistive technology is told.
    pub status: String,
    /// Facts that the host page told.
    pub facts: Vec<(String, Value)>,
    /// Form values that the host page told.
    pub identity: Vec<(String, String)>,
    pub(super) outcome: Outcome,
    pub(super) searches: u32,
    pub(super) settled: u32,
    /// What only the rest of the code can handle, in order.
    pub(super) waiting: Vec<Msg>,
    /// The draft as it was sent off; what is typed while it is on the way is not in it.
    pub(super) sent: Draft,
    /// Names the ticket that was made of it.
    pub(super) sent_digest: u32,
}

impl Session {
    /// The state at birth.
    pub fn new(config: Config, strings: Strings, now: DateTime) -> Self {
        Self {
            config,
            strings,
            now,
            query: String::new(),
            results: Vec::new(),
            confident: true,
            instead: None,
            filter: None,
            screens: vec![Screen::Home],
            walks: Vec::new(),
            suggested: Rc::default(),
            asking: None,
            pending: guide::Pending::default(),
            verdicts: Vec::new(),
            rating: None,
            story: Story::default(),
            draft: Draft::default(),
            offer: Offer::default(),
            is_ripe: None,
            picked: Vec::new(),
            problems: Vec::new(),
            sending: Sending::Idle,
            uploaded: None,
            is_unkept: false,
            sent_text: String::new(),
            outbox: Vec::new(),
            millis: 0,
            status: String::new(),
            facts: Vec::new(),
            identity: Vec::new(),
            outcome: Outcome::Unknown,
            searches: 0,
            settled: 0,
            waiting: Vec::new(),
            sent: Draft::default(),
            sent_digest: 0,
        }
    }

    /// Takes in what happened; says what is to be done.
    pub fn update(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        let mut effects = self.first(engine, msg);
        effects.retain(|effect| !matches!(effect, Effect::Rest { .. }));
        effects.extend(rest::handle(self, engine));
        effects
    }

    /// Does what the first part of the code can do, and keeps the rest for [`rest::handle`]; [`Effect::Rest`] asks for
    /// it. What only informs, or is over with the click, waits until something else asks.
    pub fn first(&mut self, engine: &Engine, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Opened => return vec![self.focus_on_arrival()],
            Msg::CloseRequested => return vec![Effect::Emit("close", json!({}))],
            Msg::Left => return self.left(),
            Msg::Ticked(now) => {
                self.now = now;
                if self.notices(engine).into_iter().any(|notice| !notice.is_plain(&engine.locale)) {
                    return vec![Effect::Rest { asked: false }];
                }
            }
            Msg::Typed(query) => return self.typed(engine, query),
            Msg::Indexed => self.search(engine),
            Msg::WentHome => {
                self.screens.truncate(1);
                return vec![Effect::Focus(Focus::Search)];
            }
            Msg::Suggested(ids) => self.suggested = ids,
            Msg::Reset => {
                // What was sent off is nothing to be forgotten: it goes on its way.
                let outbox = std::mem::take(&mut self.outbox);
                let picked = self.picked.iter().map(|file| &file.id);
                let files = self.draft.files.iter().map(|file| &file.id).chain(picked).cloned().collect();
                *self = Self { outbox, millis: self.millis, ..Self::new(self.config.clone(), self.strings.clone(), self.now) };
                return vec![Effect::Forget, Effect::Files(FileOrder::Discard(files))];
            }
            Msg::Settled(search) => {
                if search == self.searches {
                    self.announce();
                }
                self.waiting.push(msg);
            }
            Msg::FactsTold(_) | Msg::Identified(_) | Msg::ChannelTaken(_) => self.waiting.push(msg),
            msg => {
                let asked = !matches!(msg, Msg::Restored(_));
                self.waiting.push(msg);
                return vec![Effect::Rest { asked }];
            }
        }
        Vec::new()
    }

    /// The screen shown.
    pub fn screen(&self) -> &Screen {
        self.screens.last().unwrap_or(&Screen::Home)
    }

    /// What is known beside the answers.
    pub fn surroundings(&self) -> Surroundings {
        Surroundings { facts: self.facts.clone(), today: self.today() }
    }

    /// Today in the shop's time zone.
    pub fn today(&self) -> Date {
        self.now.date
    }

    /// The verdict on this piece of the story.
    pub fn verdict(&self, key: &str) -> Option<bool> {
        self.verdicts.iter().find(|(known, _)| known == key).map(|(_, verdict)| *verdict)
    }

    /// What is shown before anything is typed.
    pub fn suggestions(&self, engine: &Engine) -> Vec<Row> {
        engine.suggestions(&self.suggested, &self.config.page, SUGGESTIONS)
    }

    /// The notices that concern what is shown now.
    pub fn notices<'k>(&self, engine: &'k Engine) -> Vec<&'k Notice> {
        let knowledge = &engine.knowledge;
        let category_of = |id: &str| {
            let article = knowledge.article(id).map(|article| article.category.as_str());
            article.or_else(|| knowledge.flow(id).and_then(|flow| flow.category.as_ref()).map(|category| category.as_str()))
        };
        let mut concerned: Vec<&str> = Vec::new();
        match self.screen() {
            // What is shown for want of better concerns nobody.
            Screen::Home => {
                let matching = self.results.iter().take(3).filter(|row| self.confident && row.score > 0.0);
                concerned.extend(matching.filter_map(|row| category_of(&row.id)));
            }
            Screen::Category(id) => concerned.push(id),
            Screen::Article(id) | Screen::Flow(id) => concerned.extend(category_of(id)),
            Screen::Contact | Screen::Form | Screen::Sent | Screen::Outbox => {
                let topic = self.draft.topic.as_deref().and_then(|id| knowledge.topic(id));
                concerned.extend(topic.iter().flat_map(|topic| topic.categories.iter()).map(|category| category.as_str()));
                concerned.extend(self.draft.topic.as_deref());
            }
        }
        // Before anything is asked, whatever is current is worth knowing.
        let everything = match self.screen() {
            Screen::Home => self.query.trim().is_empty(),
            Screen::Contact => true,
            Screen::Form => self.draft.topic.is_none(),
            _ => false,
        };
        let on_page = |notice: &Notice| {
            notice.pages.is_empty() || notice.pages.iter().any(|glob| super::engine::matches_glob(glob, &self.config.page))
        };
        let notices = knowledge.notices.iter().filter(|notice| notice.is_current(self.now) && on_page(notice));
        notices.filter(|notice| everything || notice.concerns(&concerned)).collect()
    }

    fn typed(&mut self, engine: &Engine, query: String) -> Vec<Effect> {
        self.query = query;
        self.screens.truncate(1);
        self.search(engine);
        self.searches += 1;
        vec![Effect::Settle(self.searches)]
    }

    pub(super) fn search(&mut self, engine: &Engine) {
        let found = if self.query.trim().is_empty() {
            Results { confident: true, ..Results::default() }
        } else {
            engine.search_on(&self.config.page, &self.query, RESULTS)
        };
        (self.results, self.confident, self.instead) = (found.rows, found.confident, found.instead);
        // Only the second part of the code sets one.
        if self.filter.is_some() {
            rest::filter(self, engine);
        }
    }

    /// Assistive technology hears what the search found.
    pub(super) fn announce(&mut self) {
        if self.query.trim().is_empty() {
            self.status.clear();
            return;
        }
        let count = self.matches();
        let key = match (count, self.confident) {
            (0, _) => "results.none",
            (_, false) => "results.unsure",
            (1, true) => "results.one",
            (_, true) => "results.many",
        };
        self.status = self.strings.with(key, &[("n", &count.to_string())]);
        // What is said first is what the count is of.
        let shown = self.filter.as_ref().map(|filter| &filter.category).or(self.instead.as_ref());
        if let Some(shown) = shown {
            self.status = [shown, ": ", &self.status].concat();
        }
    }

    /// How many results match at all; the others are suggestions for want of better.
    pub fn matches(&self) -> usize {
        self.results.iter().filter(|row| row.score > 0.0).count()
    }

    /// The fault of the entry step shown, if it was answered wrongly.
    pub fn entry_fault(&self) -> Option<EntryFault> {
        self.pending.fault
    }
}
