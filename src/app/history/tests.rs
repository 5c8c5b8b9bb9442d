use super::*;
use crate::app::tests::{Customer, OPEN, article, flow};
use crate::app::{Msg, Screen};
use crate::flow::{NO, YES};
use proptest::prelude::*;

/// A customer with a browser: its entries, as depth and link, and where it stands.
struct Visit {
    customer: Customer,
    history: History,
    entries: Vec<(usize, String)>,
    at: usize,
    /// Where our own order leads, until the browser has carried it out.
    ordered: Option<usize>,
}

impl Visit {
    fn new() -> Self {
        Self { customer: Customer::at(OPEN), history: History::new(0), entries: vec![(0, String::new())], at: 0, ordered: None }
    }

    fn places(&self) -> Vec<String> {
        self.customer.session.places(&self.customer.engine)
    }

    fn depth(&self) -> usize {
        self.places().len() - 1
    }

    fn link(&self) -> String {
        self.customer.session.screen().link()
    }

    fn does(&mut self, msg: Msg) {
        self.customer.tell(msg);
        self.follow();
    }

    fn follow(&mut self) {
        let here = (self.depth(), self.link());
        match self.history.follow(here.0, Entry::Ours) {
            Move::Stay => {}
            Move::Replace => self.entries[self.at] = here,
            Move::Push(count) => {
                self.entries.truncate(self.at + 1);
                let places = self.places().into_iter().enumerate();
                self.entries.extend(places.skip(here.0 + 1 - count));
                self.at += count;
            }
            Move::Back(count) => self.ordered = Some(self.at - count),
        }
    }

    /// The browser carries out what was ordered.
    fn arrives(&mut self) {
        if let Some(at) = self.ordered.take() {
            self.travels(at);
        }
    }

    fn travels(&mut self, to: usize) {
        self.at = to;
        let (depth, link) = self.entries[to].clone();
        if self.history.arrived(depth) {
            self.does(Msg::Travelled { depth, link });
        } else {
            self.follow();
        }
        self.arrives();
    }

    fn back(&mut self) {
        if self.at > 0 {
            self.travels(self.at - 1);
        }
    }

    fn forward(&mut self) {
        if self.at + 1 < self.entries.len() {
            self.travels(self.at + 1);
        }
    }

    /// What is shown: screens, and where the flow stands.
    fn shown(&self) -> (Vec<Screen>, Option<String>) {
        let on_flow = matches!(self.customer.session.screen(), Screen::Flow(_));
        (self.customer.session.screens.clone(), on_flow.then(|| self.customer.step()))
    }
}

#[test]
fn the_browsers_buttons_walk_through_screens_and_steps() {
    let mut visit = Visit::new();
    visit.does(Msg::ScreenAsked(article("shipping-fee")));
    visit.does(Msg::ScreenAsked(flow("power-check")));
    visit.does(Msg::StepAnswered(Some(NO)));
    let second = visit.shown();
    assert_eq!(visit.entries.len(), 4);
    visit.back();
    assert_eq!(visit.shown().1.as_deref(), Some("tab"));
    visit.back();
    assert_eq!(visit.link(), "article/shipping-fee");
    visit.forward();
    assert_eq!(visit.shown().1.as_deref(), Some("tab"));
    visit.forward();
    assert_eq!(visit.shown(), second, "the answer given before stands");
    visit.does(Msg::WentHome);
    visit.arrives();
    assert_eq!((visit.at, visit.depth()), (0, 0));
}

#[test]
fn on_the_way_back_the_desk_goes_by_what_it_showed() {
    let mut visit = Visit::new();
    // All before the browser has arrived at what the first step back ordered: its second entry still names the first flow.
    let hurry = [Msg::ScreenAsked(flow("power-check")), Msg::ScreenAsked(article("shipping-fee")), Msg::WentBack, Msg::WentBack];
    hurry.into_iter().for_each(|msg| visit.does(msg));
    visit.does(Msg::ScreenAsked(flow("return-item")));
    visit.does(Msg::ScreenAsked(flow("power-check")));
    visit.arrives();
    visit.back();
    assert_eq!((visit.link().as_str(), visit.entries[visit.at].clone()), ("flow/return-item", (1, "flow/return-item".into())));
}

#[test]
fn below_the_first_entry_lies_another_page() {
    let mut visit = Visit::new();
    visit.customer.tell(Msg::ScreenAsked(article("shipping-fee")));
    visit.history = History::new(1);
    visit.entries = vec![(1, "article/shipping-fee".into())];
    visit.does(Msg::WentBack);
    assert_eq!((visit.ordered, visit.entries.clone()), (None, vec![(0, String::new())]), "it stays on the page");
}

#[test]
fn what_the_page_made_is_left_alone() {
    let table = [
        (Entry::Foreign, 0, Move::Stay),
        (Entry::Foreign, 1, Move::Stay),
        (Entry::Foreign, 2, Move::Push(1)),
        (Entry::Linked, 2, Move::Replace),
        (Entry::Ours, 1, Move::Replace),
        (Entry::Ours, 0, Move::Back(1)),
        (Entry::Ours, 3, Move::Push(2)),
    ];
    for (entry, depth, expected) in table {
        let mut history = History::new(0);
        history.follow(1, Entry::Ours);
        assert_eq!(history.follow(depth, entry), expected, "{entry:?} {depth}");
    }
}

#[test]
fn every_link_leads_to_its_screen() {
    let screens = [article("a"), flow("b"), Screen::Category("c".into()), Screen::Contact, Screen::Form, Screen::Home];
    for screen in screens {
        assert_eq!(Screen::from_link(&screen.link()), screen);
    }
    for odd in ["", "article", "nothing/x", "/", "constructor/__proto__"] {
        let screen = Screen::from_link(odd);
        assert!(screen == Screen::Home || screen == article(""), "{odd}: {screen:?}");
    }
}

#[derive(Clone, Debug)]
enum Act {
    Does(Msg),
    Back,
    Forward,
    Arrives,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        prop::sample::select(vec![
            article("shipping-fee"),
            article("return-window"),
            flow("power-check"),
            flow("return-item"),
            Screen::Contact,
            Screen::Form
        ])
        .prop_map(|screen| Act::Does(Msg::ScreenAsked(screen))),
        prop::sample::select(vec![Some(YES), Some(NO), None]).prop_map(|word| Act::Does(Msg::StepAnswered(word))),
        prop::sample::select(vec!["desk-lamp", "used", "unused", "defect", "mind"]).prop_map(|id| Act::Does(Msg::OptionMarked(id.into()))),
        prop::sample::select(vec!["tab", "charge"]).prop_map(|step| Act::Does(Msg::AnswerReopened(step.into()))),
        Just(Act::Does(Msg::WentBack)),
        Just(Act::Does(Msg::WentHome)),
        Just(Act::Does(Msg::FlowRestarted)),
        Just(Act::Does(Msg::Typed("返品".into()))),
        Just(Act::Back),
        Just(Act::Forward),
        Just(Act::Arrives),
    ];
    prop::collection::vec(act, 0..30)
}

proptest! {
    #[test]
    fn whatever_happens_both_back_buttons_agree(acts in acts()) {
        let mut visit = Visit::new();
        for act in acts {
            match act {
                Act::Does(msg) => visit.does(msg),
                // The browser carries out its orders one after another.
                Act::Back => { visit.arrives(); visit.back() }
                Act::Forward => { visit.arrives(); visit.forward() }
                Act::Arrives => visit.arrives(),
            }
        }
        visit.arrives();
        prop_assert_eq!(&visit.entries[visit.at], &(visit.depth(), visit.link()));
        if visit.depth() > 0 {
            let mut session = visit.customer.session.clone();
            session.update(&visit.customer.engine, Msg::WentBack);
            visit.back();
            let by_the_desk = (session.screens.clone(), session.places(&visit.customer.engine).len() - 1);
            prop_assert_eq!(by_the_desk, (visit.customer.session.screens.clone(), visit.depth()));
        }
    }
}
