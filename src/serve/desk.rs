//! What every request needs: the knowledge, the store, and who may do what.

use super::faults::Faults;
use super::limit::Limit;
use super::orders::Order;
use super::store::Store;
use super::token::Token;
use crate::calendar::{Date, DateTime};
use crate::cli::{self, Lang};
use crate::knowledge::Knowledge;
use crate::publish::policy;
use axum::http::HeaderValue;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// For how long files wait for their ticket.
const ORPHAN: Duration = Duration::from_secs(24 * 3_600);

/// How the server is set up.
pub(super) struct Setup {
    pub(super) knowledge: Knowledge,
    pub(super) store: Store,
    pub(super) orders: Vec<Order>,
    pub(super) bound: SocketAddr,
    pub(super) folder: PathBuf,
    pub(super) shop: PathBuf,
    pub(super) token: Option<String>,
    pub(super) rate: u32,
    pub(super) origins: Vec<HeaderValue>,
    pub(super) keep_days: u32,
    pub(super) faults: bool,
    pub(super) today: Option<Date>,
    pub(super) lang: Lang,
}

/// The running server's state.
pub(super) struct Desk {
    pub(super) knowledge: Knowledge,
    pub(super) store: Store,
    pub(super) orders: Vec<Order>,
    pub(super) bound: SocketAddr,
    pub(super) folder: PathBuf,
    pub(super) shop: PathBuf,
    pub(super) token: Option<Token>,
    pub(super) limit: Limit,
    pub(super) uploads: Limit,
    pub(super) lookups: Limit,
    /// The sites elsewhere whose pages may send tickets.
    pub(super) origins: Vec<HeaderValue>,
    keep_days: u32,
    /// Faults that tests order; none outside tests.
    pub(super) faults: Option<Faults>,
    /// The policy of the shop's pages.
    pub(super) policy: String,
    pub(super) lang: Lang,
    today: Option<Date>,
}

fn most_files(knowledge: &Knowledge) -> u32 {
    knowledge.ticket.as_ref().and_then(|format| Some(format.attachments.as_ref()?.max_files)).unwrap_or(1)
}

impl Desk {
    pub(super) fn new(setup: Setup) -> Self {
        Self {
            policy: policy(&setup.knowledge),
            store: setup.store,
            orders: setup.orders,
            bound: setup.bound,
            folder: setup.folder,
            shop: setup.shop,
            token: setup.token.as_deref().map(Token::new),
            limit: Limit::new(setup.rate),
            // As many files as so many tickets may have.
            uploads: Limit::new(setup.rate.saturating_mul(most_files(&setup.knowledge))),
            lookups: Limit::new(setup.rate),
            origins: setup.origins,
            keep_days: setup.keep_days,
            faults: setup.faults.then(Faults::default),
            lang: setup.lang,
            today: setup.today,
            knowledge: setup.knowledge,
        }
    }

    /// Deletes what has been kept for as long as was stated, and files that no ticket came for; answers how many tickets.
    pub(super) fn purge(&self) -> rusqlite::Result<usize> {
        let days = i32::try_from(self.keep_days).unwrap_or(i32::MAX);
        let purged = self.store.purge(&self.now().date.add_days(-days).to_string())?;
        // What cannot be deleted now is tried again.
        let _ = self.store.sweep(SystemTime::now() - ORPHAN);
        Ok(purged)
    }

    /// Now, in the shop's time zone.
    pub(super) fn now(&self) -> DateTime {
        let now = cli::now(self.knowledge.site.time_zone.as_deref());
        DateTime { date: self.today.unwrap_or(now.date), ..now }
    }
}
