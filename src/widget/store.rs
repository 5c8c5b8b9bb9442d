//! The outbox's store: an `IndexedDB` of its own for each knowledge file, attached files included.
//!
//! Every change is one transaction, which reads all, decides and writes; that is all that keeps tabs from each other. The
//! browser is asked to have it on the disk before it says so.

use super::browser;
use crate::json::{read, write};
use crate::outbox::Entry;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// The one object store of a database.
const STORE: &str = "outbox";
/// Begins the names of files; those of tickets, hexadecimal numbers, stand before all of them.
const FILES: &str = "~";
/// How long a browser may take to open a database before it counts as having none, in milliseconds: some never answer.
const OPEN_MS: i32 = 3_000;

/// What becomes of an entry.
pub(super) type With = Box<dyn FnOnce(Option<Entry>) -> Option<Entry>>;

/// A change of one entry.
pub(super) struct Change {
    /// Its key.
    pub(super) key: String,
    /// What becomes of it.
    pub(super) with: With,
    /// Whether files that go with it stay when it ends: its text is in the form again.
    pub(super) keeps_files: bool,
}

/// Changes the entry of a key, if there is one to be changed, and answers all entries as they are stored then.
///
/// # Errors
/// The device keeps nothing: storage is blocked, full or private. Nothing was changed.
pub(super) async fn transact(name: &str, change: Option<Change>) -> Result<Vec<Entry>, JsValue> {
    let database = open(name).await?;
    let entries = all(&database, change).await;
    database.close();
    entries
}

async fn all(database: &IdbDatabase, change: Option<Change>) -> Result<Vec<Entry>, JsValue> {
    let (transaction, store) = begin(database, if change.is_some() { "readwrite" } else { "readonly" })?;
    let done = done(&transaction);
    let request = store.get_all_with_key(&IdbKeyRange::upper_bound(&FILES.into())?.into())?;
    JsFuture::from(promise(&request)).await?;
    let mut entries: Vec<Entry> = Array::from(&request.result()?).iter().filter_map(|value| entry(&value)).collect();
    if let Some(Change { key, with, keeps_files }) = change {
        let before = entries.iter().position(|entry| entry.key == key).map(|at| entries.remove(at));
        let name = JsValue::from(&key);
        let files = before.as_ref().map_or_else(Vec::new, Entry::files);
        let after = with(before);
        let is_over = after.as_ref().is_none_or(|entry| entry.ticket.is_null());
        for file in files.iter().filter(|_| is_over && !keeps_files) {
            store.delete(&file_key(file))?;
        }
        match after {
            Some(after) => {
                store.put_with_key(&write(&after.to_json()).into(), &name)?;
                entries.push(after);
            }
            None => drop(store.delete(&name)?),
        }
    }
    JsFuture::from(done).await?;
    Ok(entries)
}

/// Names a file of this day, in days since 1970: what nobody sends is found by its age.
pub(super) fn file_id(day: u64) -> String {
    [&written(day), "-", &browser::random_key()].concat()
}

/// Days with as many digits as all of this century's.
fn written(day: u64) -> String {
    let day = day.to_string();
    ["0".repeat(5_usize.saturating_sub(day.len())), day].concat()
}

fn file_key(id: &str) -> JsValue {
    [FILES, id].concat().into()
}

/// Keeps a file.
///
/// # Errors
/// The device keeps nothing, or not as much.
pub(super) async fn put_file(name: &str, id: &str, blob: &Blob) -> Result<(), JsValue> {
    at_files(name, "readwrite", |store| store.put_with_key(blob, &file_key(id))).await.map(drop)
}

/// A file, if it is kept.
///
/// # Errors
/// The store cannot be read.
pub(super) async fn file(name: &str, id: &str) -> Result<Option<Blob>, JsValue> {
    let found = at_files(name, "readonly", |store| store.get(&file_key(id))).await?;
    Ok(found.dyn_into().ok())
}

/// Deletes files.
///
/// # Errors
/// The store cannot be changed.
pub(super) async fn delete_files(name: &str, ids: Vec<String>) -> Result<(), JsValue> {
    for id in ids {
        at_files(name, "readwrite", |store| store.delete(&file_key(&id))).await?;
    }
    Ok(())
}

/// Deletes the files of days before this one that go with none of these tickets.
///
/// # Errors
/// The store cannot be changed.
pub(super) async fn sweep(name: &str, day: u64, entries: &[Entry]) -> Result<(), JsValue> {
    let range = IdbKeyRange::bound(&FILES.into(), &file_key(&written(day)))?;
    let keys = at_files(name, "readonly", |store| store.get_all_keys_with_key(&range)).await?;
    let kept: Vec<String> = entries.iter().flat_map(Entry::files).collect();
    let keys = Array::from(&keys);
    let ids = keys.iter().filter_map(|key| Some(key.as_string()?.strip_prefix(FILES)?.to_string()));
    delete_files(name, ids.filter(|id| !kept.contains(id)).collect()).await
}

/// One request for files, and its result once it is on the disk.
async fn at_files(name: &str, mode: &str, ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<JsValue, JsValue> {
    let database = open(name).await?;
    let answer = async {
        let (transaction, store) = begin(&database, mode)?;
        let done = done(&transaction);
        let request = ask(&store)?;
        JsFuture::from(done).await?;
        request.result()
    };
    let answer = answer.await;
    database.close();
    answer
}

fn done(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    })
}

fn entry(value: &JsValue) -> Option<Entry> {
    Entry::read(&read(&value.as_string()?).ok()?)
}

async fn open(name: &str) -> Result<IdbDatabase, JsValue> {
    let window = browser::window();
    let request: IdbOpenDbRequest = window.indexed_db()?.ok_or(JsValue::NULL)?.open(name)?;
    let opened = promise(&request);
    let is_new = Promise::new(&mut |resolve, _| request.set_onupgradeneeded(Some(&resolve)));
    let late = Promise::new(&mut |_, reject| _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, OPEN_MS));
    JsFuture::from(Promise::race(&Array::of3(&is_new, &opened, &late))).await?;
    let database: IdbDatabase = request.result()?.unchecked_into();
    // Only a database that is being made has a transaction of its own.
    if request.transaction().is_some() {
        database.create_object_store(STORE)?;
        JsFuture::from(opened).await?;
    }
    Ok(database)
}

fn begin(database: &IdbDatabase, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
    // A browser that knows no durability leaves the third argument alone.
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let method: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let transaction: IdbTransaction = method.call3(database, &STORE.into(), &mode.into(), &options)?.unchecked_into();
    let store = transaction.object_store(STORE)?;
    Ok((transaction, store))
}

fn promise(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}
