//! Tickets on disk, and their files beside them.
//!
//! `synchronous=FULL` in WAL mode: a number is given only for what survives a power cut.

use super::attachments::Attachments;
use crate::knowledge::Priority;
use crate::ticket::Attachment;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde_json::Value as Json;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Numbers begin above this, so that a shop's first customer is not told to be the first.
const FIRST: i64 = 1000;

/// The team of a ticket that no route takes.
pub(super) const UNROUTED: &str = "unrouted";

/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(5);

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS tickets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        digest TEXT NOT NULL,
        received TEXT NOT NULL,
        reply_by TEXT NOT NULL,
        team TEXT NOT NULL,
        priority TEXT NOT NULL,
        tags TEXT NOT NULL,
        topic TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS tickets_by_team ON tickets (team, id);
";

const COLUMNS: &str = "id, received, reply_by, team, priority, tags, topic, body, key";

/// Whether an address is in any field of a ticket.
const FROM: &str = "EXISTS (SELECT 1 FROM json_each(body, '$.fields') WHERE lower(value) = lower(?1))";

/// The store of tickets.
pub(super) struct Store {
    connection: Mutex<Connection>,
    /// What is attached to them.
    pub(super) files: Attachments,
}

/// A ticket as it arrives.
pub(super) struct New<'n> {
    pub(super) key: &'n str,
    /// Names the body, so that the same key with another body is noticed.
    pub(super) digest: &'n str,
    pub(super) received: String,
    pub(super) reply_by: String,
    pub(super) team: &'n str,
    pub(super) priority: Priority,
    pub(super) tags: &'n [String],
    pub(super) topic: &'n str,
    pub(super) body: &'n Json,
}

/// What the customer was told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Receipt {
    pub(super) number: String,
    pub(super) reply_by: String,
    pub(super) digest: String,
}

/// A ticket as an agent sees it.
pub(super) struct Stored {
    pub(super) id: i64,
    pub(super) received: String,
    pub(super) reply_by: String,
    pub(super) team: String,
    pub(super) priority: String,
    pub(super) tags: Vec<String>,
    pub(super) topic: String,
    pub(super) body: Json,
    pub(super) key: String,
}

impl Store {
    /// Opens the file, which is made if it is not there.
    pub(super) fn open(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self { connection: Mutex::new(connection), files: Attachments::beside(path) })
    }

    /// What was answered to this key.
    pub(super) fn receipt(&self, key: &str) -> rusqlite::Result<Option<Receipt>> {
        receipt(&self.lock(), key)
    }

    /// Keeps a ticket; of two with one key the first stays. Answers what is kept.
    pub(super) fn keep(&self, new: &New<'_>) -> rusqlite::Result<Option<Receipt>> {
        let connection = self.lock();
        connection.execute(
            "INSERT INTO tickets (key, digest, received, reply_by, team, priority, tags, topic, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (key) DO NOTHING",
            params![
                new.key,
                new.digest,
                new.received,
                new.reply_by,
                new.team,
                new.priority.word(),
                Json::from(new.tags).to_string(),
                new.topic,
                new.body.to_string(),
            ],
        )?;
        receipt(&connection, new.key)
    }

    /// The newest tickets before one of them, of one team or all.
    pub(super) fn list(&self, team: Option<&str>, before: Option<i64>, limit: usize) -> rusqlite::Result<Vec<Stored>> {
        let connection = self.lock();
        let query = format!("SELECT {COLUMNS} FROM tickets WHERE (?1 IS NULL OR team = ?1) AND id < ?2 ORDER BY id DESC LIMIT ?3");
        let mut statement = connection.prepare(&query)?;
        let rows = statement.query_map(params![team, before.unwrap_or(i64::MAX), limit as i64], read)?;
        rows.collect()
    }

    /// One ticket.
    pub(super) fn one(&self, number: &str) -> rusqlite::Result<Option<Stored>> {
        let Some(id) = id_of(number) else { return Ok(None) };
        let query = format!("SELECT {COLUMNS} FROM tickets WHERE id = ?1");
        self.lock().query_row(&query, [id], read).optional()
    }

    /// Deletes what was received before a day, `YYYY-MM-DD`; answers how many.
    pub(super) fn purge(&self, day: &str) -> rusqlite::Result<usize> {
        self.delete("received < ?1", day)
    }

    /// Deletes files that nobody sent a ticket for since this time.
    pub(super) fn sweep(&self, before: SystemTime) -> io::Result<()> {
        self.files.sweep(before, || self.keys("SELECT key FROM tickets", &[]).map_err(io::Error::other))
    }

    /// What was sent with this address in any field, oldest first.
    pub(super) fn of(&self, email: &str) -> rusqlite::Result<Vec<Stored>> {
        let connection = self.lock();
        let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM tickets WHERE {FROM} ORDER BY id"))?;
        let rows = statement.query_map([email], read)?;
        rows.collect()
    }

    /// Deletes what was sent with this address in any field; answers how many.
    pub(super) fn forget(&self, email: &str) -> rusqlite::Result<usize> {
        self.delete(FROM, email)
    }

    /// Deletes the tickets for which a condition holds, and what is attached to them; answers how many.
    fn delete(&self, condition: &str, value: &str) -> rusqlite::Result<usize> {
        let keys = self.keys(&format!("DELETE FROM tickets WHERE {condition} RETURNING key"), &[&value])?;
        // What is left of the files is deleted with those that never had a ticket.
        let _ = self.files.forget(&keys);
        Ok(keys.len())
    }

    fn keys(&self, query: &str, values: &[&dyn ToSql]) -> rusqlite::Result<Vec<String>> {
        let connection = self.lock();
        let mut statement = connection.prepare(query)?;
        statement.query_map(values, |row| row.get(0))?.collect()
    }

    /// The teams that have tickets, with how many.
    pub(super) fn teams(&self) -> rusqlite::Result<Vec<(String, i64)>> {
        let connection = self.lock();
        let mut statement = connection.prepare("SELECT team, count(*) FROM tickets GROUP BY team ORDER BY team")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }

    /// A panic while the lock was held cannot have left half a ticket: the store takes it back.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stored {
    /// The number that the customer quotes.
    pub(super) fn number(&self) -> String {
        number(self.id)
    }

    /// What is attached.
    pub(super) fn files(&self) -> Vec<Attachment> {
        let files = self.body.get("files").and_then(Json::as_array);
        files.into_iter().flatten().filter_map(Attachment::read).collect()
    }
}

fn receipt(connection: &Connection, key: &str) -> rusqlite::Result<Option<Receipt>> {
    let query = "SELECT id, reply_by, digest FROM tickets WHERE key = ?1";
    let read = |row: &Row<'_>| Ok(Receipt { number: number(row.get(0)?), reply_by: row.get(1)?, digest: row.get(2)? });
    connection.query_row(query, [key], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let json = |index| row.get::<_, String>(index).map(|text| serde_json::from_str::<Json>(&text).unwrap_or_default());
    let tags = json(5)?;
    Ok(Stored {
        id: row.get(0)?,
        received: row.get(1)?,
        reply_by: row.get(2)?,
        team: row.get(3)?,
        priority: row.get(4)?,
        tags: tags.as_array().into_iter().flatten().filter_map(|tag| tag.as_str().map(str::to_string)).collect(),
        topic: row.get(6)?,
        body: json(7)?,
        key: row.get(8)?,
    })
}

fn number(id: i64) -> String {
    format!("T-{}", FIRST + id)
}

fn id_of(number: &str) -> Option<i64> {
    let digits = number.strip_prefix("T-")?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse::<i64>().ok()).flatten()?.checked_sub(FIRST)
}
