//! The shop's own endpoint: each file by itself, then the ticket. It knows keys and files again, so that any number of tries
//! are one ticket.

use super::{Body, Reply, Request, Turn, attached, wrong_file};
use crate::entry::EntryFault;
use crate::json::{Json, write};
use crate::ticket::{Answer, Attachment, FieldProblem, read_answer};

/// Stands among what was got once the files went a second time; no file has this id.
const AGAIN: &str = "";

/// A ticket on its way to the shop's own endpoint: as it was stored, whatever the form looks like by now.
#[derive(Clone, Copy, Debug)]
pub struct Http<'t> {
    /// The endpoint.
    pub url: &'t str,
    /// The idempotency key.
    pub key: &'t str,
    /// The ticket on the wire.
    pub wire: &'t Json,
    /// The form's field of files.
    pub field: &'t str,
}

impl Http<'_> {
    /// What comes next, as [`Exchange::turn`](super::Exchange::turn); `got` holds the ids of the files that are there.
    pub fn turn(&self, got: &mut Vec<String>, reply: Option<Reply<'_>>) -> Turn {
        let files = attached(self.wire);
        let next = |got: &[String]| files.iter().position(|file| !got.contains(&file.id)).and_then(|at| Some((at, files.get(at)?)));
        match (reply, next(got)) {
            (Some(reply), Some((_, file))) => match self.refused(reply, file) {
                Some(answer) => return Turn::Done(answer),
                None => got.push(file.id.clone()),
            },
            (Some((status, body)), None) => {
                let answer = read_answer(status, body);
                // The endpoint keeps files for a while only: those that waited too long for their ticket go once more.
                if files.is_empty() || got.first().is_some_and(|first| first == AGAIN) || !is_gone(&answer) {
                    return Turn::Done(answer);
                }
                *got = vec![AGAIN.to_string()];
            }
            (None, _) => {}
        }
        Turn::Ask(match next(got) {
            Some((at, file)) => self.upload(at, file),
            None => self.request(self.url.to_string(), Body::Json(write(self.wire))),
        })
    }

    /// The file's id goes into the path, before what the endpoint wants to be asked with.
    fn upload(&self, at: usize, file: &Attachment) -> Request {
        let (path, query) = self.url.split_at(self.url.find('?').unwrap_or(self.url.len()));
        let url = [path.trim_end_matches('/'), "/files/", &file.id, query].concat();
        self.request(url, Body::File { at, media: file.media.clone() })
    }

    fn request(&self, url: String, body: Body) -> Request {
        Request { url, headers: vec![("Idempotency-Key", self.key.to_string())], body }
    }

    /// What it means that a file was not kept; nothing if it was.
    fn refused(&self, (status, body): Reply<'_>, file: &Attachment) -> Option<Answer> {
        let wrong = |fault| wrong_file(self.field, fault, &file.name);
        Some(match status {
            200..=299 => return None,
            413 => wrong(EntryFault::FileLarge),
            415 => wrong(EntryFault::FileKind),
            // No file is a ticket yet.
            0 => Answer::Later,
            _ => match read_answer(status, body) {
                // Other bytes are there under this id: attached again, it gets another.
                Answer::Refused if status == 409 => wrong(EntryFault::FileGone),
                other => other,
            },
        })
    }
}

/// Whether the endpoint misses files of the ticket.
fn is_gone(answer: &Answer) -> bool {
    let is_gone = |(problem, _): &(FieldProblem, String)| problem.fault == EntryFault::FileGone;
    matches!(answer, Answer::FieldErrors(problems) if problems.iter().any(is_gone))
}
