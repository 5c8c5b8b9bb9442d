//! What customers may ask for: everything that they sent, and that it is deleted.

use super::desk::Desk;
use super::store::Store;
use crate::cli::{self, Common, Exit, Report, Say};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// How often tickets are looked through for those that were kept long enough.
const PERIOD: Duration = Duration::from_secs(3_600);

/// `tasuke tickets`: prints what was sent from an address, a JSON object a line, and deletes it if wanted.
pub fn tickets(common: &Common, args: &cli::Tickets) -> Report {
    let unable = |why: &str| Report::unable(&Say::CannotRead { path: &args.store, why }, common.lang());
    if !args.store.is_file() {
        return unable(common.lang().pick("ファイルがありません", "there is no such file"));
    }
    let found = Store::open(&args.store).and_then(|store| {
        let tickets = store.of(&args.email)?;
        let deleted = if args.delete { Some(store.forget(&args.email)?) } else { None };
        Ok((tickets, deleted))
    });
    let (tickets, deleted) = match found {
        Ok(found) => found,
        Err(error) => return unable(&error.to_string()),
    };
    let lines = tickets.iter().map(|ticket| {
        let number = ticket.number();
        json!({"number": number, "received": ticket.received, "reply_by": ticket.reply_by, "team": ticket.team, "ticket": ticket.body})
            .to_string()
    });
    let errors = deleted.map(|count| Say::Deleted { count }.text(common.lang()));
    Report { lines: lines.collect(), errors: errors.into_iter().collect(), exit: Exit::Fine, ..Report::default() }
}

/// Deletes old tickets now and from time to time.
pub(super) fn keep_purging(desk: &Arc<Desk>) {
    let desk = Arc::downgrade(desk);
    tokio::spawn(async move {
        let mut clock = tokio::time::interval(PERIOD);
        loop {
            clock.tick().await;
            let Some(desk) = desk.upgrade() else { return };
            // SQLite waits for the disk. What cannot be deleted now is tried again.
            let _ = tokio::task::spawn_blocking(move || desk.purge()).await;
        }
    });
}
