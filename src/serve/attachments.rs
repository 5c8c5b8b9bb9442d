//! Attached files on disk: beside the tickets, in a folder for each key, named by its hash.
//!
//! A file is there whole or not at all: it is written under another name, forced to the disk and then renamed.

use crate::entry::EntryFault;
use crate::ticket::{Attachment, HEAD, media_type};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use tokio::io::AsyncWriteExt;

/// The ending of what is still arriving; no id has a full stop.
const ARRIVING: &str = "part";

/// So much of two files is compared at a time, in bytes.
const BLOCK: usize = 64 * 1024;

/// The attached files of a store.
pub(super) struct Attachments {
    root: PathBuf,
    lock: Mutex<()>,
}

/// A file on its way in; gone again unless it is kept.
pub(super) struct Arriving {
    file: tokio::fs::File,
    temporary: PathBuf,
    path: PathBuf,
    /// How many bytes there are.
    pub(super) size: u64,
    /// The first of them.
    pub(super) head: Vec<u8>,
}

/// What became of a file that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is there now.
    New,
    /// It was there before.
    Same,
    /// Other bytes are there under its id.
    Other,
}

impl Attachments {
    /// The files that belong to the tickets in this file.
    pub(super) fn beside(store: &Path) -> Self {
        let mut root = store.as_os_str().to_owned();
        root.push(".files");
        Self { root: root.into(), lock: Mutex::default() }
    }

    /// Where a file is or will be; the id has been checked.
    pub(super) fn path(&self, key: &str, id: &str) -> PathBuf {
        self.folder(key).join(id)
    }

    /// Keeps others from changing what is there while a ticket is checked against it.
    pub(super) fn hold(&self) -> MutexGuard<'_, ()> {
        self.lock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to take a file in.
    pub(super) async fn begin(&self, key: &str, id: &str) -> io::Result<Arriving> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let path = self.path(key, id);
        tokio::fs::create_dir_all(self.folder(key)).await?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let temporary = path.with_extension(format!("{}-{number}.{ARRIVING}", std::process::id()));
        let file = tokio::fs::File::create_new(&temporary).await?;
        Ok(Arriving { file, temporary, path, size: 0, head: Vec::new() })
    }

    /// Puts a file that arrived whole where it belongs. Of more than `most` under one key the oldest go: a customer may have
    /// exchanged them before the ticket was sent.
    pub(super) fn keep(&self, arrived: &Arriving, most: usize) -> io::Result<Kept> {
        let _held = self.hold();
        if arrived.path.exists() {
            return Ok(if is_same(&arrived.path, &arrived.temporary)? { Kept::Same } else { Kept::Other });
        }
        let folder = arrived.path.parent().unwrap_or(&self.root);
        let mut others = self::whole(folder)?;
        others.sort_by_key(|path| std::cmp::Reverse(changed(path)));
        others.into_iter().skip(most.saturating_sub(1)).try_for_each(fs::remove_file)?;
        fs::rename(&arrived.temporary, &arrived.path)?;
        sync(folder)?;
        Ok(Kept::New)
    }

    /// What is wrong with a ticket's files, if anything: each must be there as the ticket says.
    pub(super) fn fault(&self, key: &str, files: &[Attachment]) -> Option<EntryFault> {
        files.iter().find_map(|file| match head(&self.path(key, &file.id)) {
            Ok((_, size)) if size != file.size => Some(EntryFault::FileGone),
            Ok((head, _)) => (media_type(&head) != Some(&file.media)).then_some(EntryFault::FileKind),
            Err(_) => Some(EntryFault::FileGone),
        })
    }

    /// Deletes what lies under a key beside a ticket's own files.
    pub(super) fn trim(&self, key: &str, files: &[Attachment]) -> io::Result<()> {
        let is_own = |path: &Path| path.file_name().is_some_and(|name| files.iter().any(|file| name == file.id.as_str()));
        match self::whole(&self.folder(key)) {
            Ok(all) => all.into_iter().filter(|path| !is_own(path)).try_for_each(fs::remove_file),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Deletes all files under these keys.
    pub(super) fn forget<'k>(&self, keys: impl IntoIterator<Item = &'k String>) -> io::Result<()> {
        let _held = self.hold();
        keys.into_iter().try_for_each(|key| remove(&self.folder(key)))
    }

    /// Deletes what nobody sent a ticket for: folders that did not change since `before` and whose key no ticket has.
    pub(super) fn sweep(&self, before: SystemTime, keys: impl FnOnce() -> io::Result<Vec<String>>) -> io::Result<()> {
        let _held = self.hold();
        let folders = match fs::read_dir(&self.root) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            folders => folders?,
        };
        let old: Vec<PathBuf> =
            folders.filter_map(|folder| folder.ok().map(|folder| folder.path())).filter(|path| changed(path) < before).collect();
        if old.is_empty() {
            return Ok(());
        }
        let kept: Vec<PathBuf> = keys()?.iter().map(|key| self.folder(key)).collect();
        old.iter().filter(|folder| !kept.contains(folder)).try_for_each(|folder| remove(folder))
    }

    fn folder(&self, key: &str) -> PathBuf {
        let digest = Sha256::digest(key);
        self.root.join(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
    }
}

impl Arriving {
    /// Takes in the next bytes.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(bytes.iter().take(missing));
        self.size += bytes.len() as u64;
        self.file.write_all(bytes).await
    }

    /// Waits until every byte is on the disk.
    pub(super) async fn finish(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        self.file.sync_all().await
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        // It is not there any more if it was kept.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// The first bytes of a file, and its size in bytes.
pub(super) fn head(path: &Path) -> io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head, size))
}

/// The files of a folder that arrived whole.
fn whole(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let files = fs::read_dir(folder)?.map(|file| file.map(|file| file.path()));
    files.filter(|path| path.as_ref().is_ok_and(|path| path.extension().is_none())).collect()
}

/// When a file or a folder changed last; what cannot be read is as old as can be.
fn changed(path: &Path) -> SystemTime {
    fs::metadata(path).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut here, mut there) = (Vec::new(), Vec::new());
    loop {
        here.clear();
        there.clear();
        one.by_ref().take(BLOCK as u64).read_to_end(&mut here)?;
        other.by_ref().take(BLOCK as u64).read_to_end(&mut there)?;
        if here != there || here.is_empty() {
            return Ok(here == there);
        }
    }
}

/// That a name is in a folder is on the disk, too; where folders can be opened.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder).map_or(Ok(()), |folder| folder.sync_all())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
