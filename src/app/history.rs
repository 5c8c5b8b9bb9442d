//! Where the browser's history stands beside the desk: what to do so that its back button goes where the desk's leads.
//!
//! ```text
//! the desk went on by two   ─▶ Push, Push
//! the desk went back by one ─▶ Go(1); the browser's own event for it is ours and changes nothing
//! the customer went back    ─▶ arrived(depth): the desk follows
//! ```

#[cfg(test)]
mod tests;

/// The entries of one desk in the browser's history, each numbered by its depth: how many lie before it.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The depth of the entry that the browser stands on.
    at: usize,
    /// The first entry that is ours: below it lies the page that the customer came from.
    lowest: usize,
    is_travelling: bool,
}

/// The entry that the browser stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// One of ours.
    Ours,
    /// Made by a link to the screen shown.
    Linked,
    /// Made by the page.
    Foreign,
}

/// What the browser is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Nothing.
    Stay,
    /// Make this many entries on top, up to the desk's depth. The entry it stands on may have got another link meanwhile.
    Push(usize),
    /// Write depth and link of the desk into the entry it stands on.
    Replace,
    /// Go back by this many entries.
    Back(usize),
}

impl History {
    /// A history whose first entry, of this depth, is the one that the browser stands on.
    pub fn new(depth: usize) -> Self {
        Self { at: depth, lowest: depth, is_travelling: false }
    }

    /// What is to be done now that the desk is at `depth`.
    pub fn follow(&mut self, depth: usize, entry: Entry) -> Move {
        if self.is_travelling {
            return Move::Stay;
        }
        let before = std::mem::replace(&mut self.at, depth);
        match entry {
            Entry::Linked if depth > before => Move::Replace,
            _ if depth > before => Move::Push(depth - before),
            // What the page made on top is the page's.
            Entry::Linked | Entry::Foreign => Move::Stay,
            Entry::Ours if depth == before => Move::Replace,
            Entry::Ours if depth >= self.lowest => {
                self.is_travelling = true;
                Move::Back(before - depth)
            }
            Entry::Ours => {
                // Below lies what the customer came from: leaving the page is not what the desk's button does.
                self.lowest = depth;
                Move::Replace
            }
        }
    }

    /// The depth of the entry that the browser stands on.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether the browser is on its way back by our own order.
    pub fn is_travelling(&self) -> bool {
        self.is_travelling
    }

    /// The browser arrived at an entry of this depth; says whether the desk is to follow, or has been there before it.
    pub fn arrived(&mut self, depth: usize) -> bool {
        self.at = depth;
        !std::mem::take(&mut self.is_travelling)
    }
}
