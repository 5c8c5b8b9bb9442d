//! What customers may see on a day: drafts, what is over and what is not yet due stay at home.

use crate::calendar::{Date, DateTime};
use crate::knowledge::{Flow, Id, Knowledge, Outcome, Step};
use std::collections::BTreeSet;

/// The ids that are published.
pub(super) struct Kept {
    pub(super) articles: BTreeSet<String>,
    pub(super) flows: BTreeSet<String>,
    pub(super) notices: BTreeSet<String>,
    pub(super) categories: BTreeSet<String>,
    pub(super) topics: BTreeSet<String>,
}

/// Something left out that an editor might not expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A flow stays at home since it leads to something that does.
    FlowHeldBack {
        /// The flow.
        flow: String,
        /// The article or flow it needs.
        needs: String,
    },
    /// A step is skipped since its article stays at home.
    StepSkipped {
        /// The flow.
        flow: String,
        /// The step.
        step: String,
        /// The article.
        article: String,
    },
    /// There are no UI texts in this language.
    NoStrings {
        /// The language.
        locale: String,
    },
}

impl Kept {
    /// Chooses what is published on this day.
    pub(super) fn new(knowledge: &Knowledge, today: Date) -> (Self, Vec<Note>) {
        let articles = knowledge.articles.iter().filter(|article| article.is_public(today));
        let articles: BTreeSet<_> = articles.map(|article| article.id.0.clone()).collect();
        let mut flows: Vec<&Flow> = knowledge.flows.iter().filter(|flow| !flow.draft).collect();
        let mut notes = Vec::new();
        // One flow may need another: until nothing falls away any more.
        loop {
            let ids: BTreeSet<_> = flows.iter().map(|flow| flow.id.0.clone()).collect();
            flows.retain(|flow| {
                let missing = needs(flow).find(|(is_flow, id)| !if *is_flow { &ids } else { &articles }.contains(id.as_str()));
                notes.extend(missing.map(|(_, id)| Note::FlowHeldBack { flow: flow.id.0.clone(), needs: id.0.clone() }));
                missing.is_none()
            });
            if flows.len() == ids.len() {
                break;
            }
        }
        for flow in &flows {
            let shown = flow.steps.0.iter().filter_map(|(name, step)| Some((name, shown(step)?)));
            let skipped = shown.filter(|(_, article)| !articles.contains(article.as_str()));
            notes.extend(skipped.map(|(step, article)| Note::StepSkipped {
                flow: flow.id.0.clone(),
                step: step.clone(),
                article: article.0.clone(),
            }));
        }
        // A notice that is to come stays: it begins by itself.
        let start = DateTime { date: today, minute: 0 };
        let notices = knowledge.notices.iter().filter(|notice| notice.until.is_none_or(|until| start <= until.last));
        let kept = Self {
            flows: flows.iter().map(|flow| flow.id.0.clone()).collect(),
            notices: notices.map(|notice| notice.id.0.clone()).collect(),
            categories: knowledge.categories.iter().map(|category| category.id.0.clone()).collect(),
            topics: knowledge.ticket.iter().flat_map(|ticket| ticket.topics.iter()).map(|topic| topic.id.0.clone()).collect(),
            articles,
        };
        (kept, notes)
    }
}

/// What a flow cannot do without: an article it ends in, a flow it goes on to.
fn needs(flow: &Flow) -> impl Iterator<Item = (bool, &Id)> {
    flow.steps.0.iter().filter_map(|(_, step)| match step {
        Step::End(end) if end.outcome == Outcome::Article => end.article.as_ref().map(|id| (false, id)),
        Step::Go(go) => Some((true, &go.flow)),
        _ => None,
    })
}

/// The article that a step shows.
fn shown(step: &Step) -> Option<&Id> {
    match step {
        Step::Show(show) => Some(&show.article),
        _ => None,
    }
}
