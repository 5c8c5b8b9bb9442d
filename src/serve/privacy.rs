//! What customers may ask for: everything that they sent, and that it is deleted.

use super::desk::Desk;
use super::store::{Store, Stored};
use crate::cli::{self, Common, Exit, Report, Say};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

/// How often tickets are looked through for those that were kept long enough.
const PERIOD: Duration = Duration::from_secs(3_600);

/// `tasuke tickets`: prints what was sent from an address, a JSON object a line, copies what is attached and deletes it if
/// wanted.
pub fn tickets(common: &Common, args: &cli::Tickets) -> Report {
    let unable = |why: &str| Report::unable(&Say::CannotRead { path: &args.store, why }, common.lang());
    if !args.store.is_file() {
        return unable(common.lang().pick("ファイルがありません", "there is no such file"));
    }
    let found = Store::open(&args.store).and_then(|store| Ok((store.of(&args.email)?, store)));
    let (tickets, store) = match found {
        Ok(found) => found,
        Err(error) => return unable(&error.to_string()),
    };
    // Before anything is deleted.
    if let Some(folder) = &args.files
        && let Err(error) = tickets.iter().try_for_each(|ticket| copy(&store, ticket, &folder.join(ticket.number())))
    {
        return Report::unable(&Say::CannotWrite { path: folder, why: &common.lang().why(&error) }, common.lang());
    }
    let deleted = match args.delete.then(|| store.forget(&args.email)).transpose() {
        Ok(deleted) => deleted,
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

/// Copies a ticket's files, numbered: two may have one name, and some systems take no file of certain names.
fn copy(store: &Store, ticket: &Stored, folder: &Path) -> io::Result<()> {
    for (at, file) in ticket.files().iter().enumerate() {
        let path = store.files.path(&ticket.key, &file.id);
        // What is lost is no reason to keep the rest.
        if path.exists() {
            fs::create_dir_all(folder)?;
            fs::copy(path, folder.join(format!("{}-{}", at + 1, file.name)))?;
        }
    }
    Ok(())
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
