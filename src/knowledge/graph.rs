//! The graph of a flow: what can be reached, what can end, how long a path can be.

use super::{Flow, Step};

/// The steps of a flow and where each can lead.
pub struct Graph<'f> {
    names: Vec<&'f str>,
    edges: Vec<Vec<usize>>,
    is_end: Vec<bool>,
    asks: Vec<bool>,
    start: Option<usize>,
}

impl<'f> Graph<'f> {
    /// The graph of this flow; targets that do not exist are left out.
    pub fn new(flow: &'f Flow) -> Self {
        let names: Vec<&str> = flow.steps.keys().collect();
        let index = |name: &str| names.iter().position(|known| *known == name);
        let steps = flow.steps.0.iter().map(|(_, step)| step);
        Self {
            edges: steps.clone().map(|step| step.targets().iter().filter_map(|target| index(target.step)).collect()).collect(),
            // What another flow asks and how it ends is that flow's own graph; it asks at least one thing.
            is_end: steps.clone().map(|step| matches!(step, Step::End(_) | Step::Go(super::Go { back_to: None, .. }))).collect(),
            asks: steps.map(|step| matches!(step, Step::Do(_) | Step::Choose(_) | Step::Enter(_) | Step::Show(_) | Step::Go(_))).collect(),
            start: index(&flow.start),
            names,
        }
    }

    /// Steps that no path from the start reaches.
    pub fn unreachable(&self) -> Vec<&'f str> {
        let mut reached = vec![false; self.names.len()];
        let mut open: Vec<usize> = self.start.into_iter().collect();
        while let Some(step) = open.pop() {
            if let Some(seen) = reached.get_mut(step).filter(|seen| !**seen) {
                *seen = true;
                open.extend(self.edges.get(step).into_iter().flatten());
            }
        }
        self.named(&reached, false)
    }

    /// Steps from which no path leads to an end.
    pub fn without_end(&self) -> Vec<&'f str> {
        let mut ends = self.is_end.clone();
        loop {
            let before = ends.iter().filter(|end| **end).count();
            for (step, edges) in self.edges.iter().enumerate() {
                let leads_to_end = edges.iter().any(|target| ends.get(*target) == Some(&true));
                if let Some(end) = ends.get_mut(step).filter(|_| leads_to_end) {
                    *end = true;
                }
            }
            if ends.iter().filter(|end| **end).count() == before {
                return self.named(&ends, false);
            }
        }
    }

    /// Steps that ask nothing and lead back to themselves through others that ask nothing: no answer breaks the circle.
    pub fn unseen_circles(&self) -> Vec<&'f str> {
        let is_unseen = |step: usize| self.asks.get(step) == Some(&false) && self.is_end.get(step) == Some(&false);
        let mut circles = vec![false; self.names.len()];
        for (step, circle) in circles.iter_mut().enumerate().filter(|(step, _)| is_unseen(*step)) {
            let mut seen = vec![false; self.names.len()];
            let mut open: Vec<usize> = vec![step];
            while let Some(at) = open.pop() {
                for target in self.edges.get(at).into_iter().flatten().copied().filter(|target| is_unseen(*target)) {
                    *circle |= target == step;
                    if let Some(seen) = seen.get_mut(target).filter(|seen| !**seen) {
                        *seen = true;
                        open.push(target);
                    }
                }
            }
        }
        let ends = self.without_end();
        self.named(&circles, true).into_iter().filter(|step| !ends.contains(step)).collect()
    }

    /// The most questions that any path without a loop asks.
    pub fn longest_path(&self) -> usize {
        let mut search = Longest { on_path: vec![false; self.names.len()], known: vec![None; self.names.len()], budget: 100_000 };
        self.start.map_or(0, |start| self.longest_from(start, &mut search).0)
    }

    /// The most questions from a step on, and whether a loop was cut short: then it is true of this way to it only.
    fn longest_from(&self, step: usize, search: &mut Longest) -> (usize, bool) {
        if let Some(Some(known)) = search.known.get(step) {
            return (*known, false);
        }
        let Some(seen) = search.on_path.get_mut(step) else { return (0, false) };
        if *seen || search.budget == 0 {
            return (0, true);
        }
        *seen = true;
        search.budget -= 1;
        let edges = self.edges.get(step).map_or(&[][..], Vec::as_slice);
        let ways = edges.iter().map(|target| self.longest_from(*target, search));
        let (rest, is_cut) = ways.fold((0, false), |(most, any), (questions, is_cut)| (most.max(questions), any | is_cut));
        if let Some(seen) = search.on_path.get_mut(step) {
            *seen = false;
        }
        let questions = rest + usize::from(self.asks.get(step) == Some(&true));
        if let Some(known) = search.known.get_mut(step).filter(|_| !is_cut) {
            *known = Some(questions);
        }
        (questions, is_cut)
    }

    fn named(&self, marks: &[bool], mark: bool) -> Vec<&'f str> {
        self.names.iter().zip(marks).filter(|(_, is)| **is == mark).map(|(name, _)| *name).collect()
    }
}

/// The search for the longest path.
struct Longest {
    on_path: Vec<bool>,
    /// What is known of steps that lead into no loop.
    known: Vec<Option<usize>>,
    /// Flows are short; this keeps a hostile file from costing more than a moment.
    budget: u32,
}
