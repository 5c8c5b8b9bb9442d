//! The outbox's store: an `IndexedDB` of its own for each knowledge file.
//!
//! Every change is one transaction, which reads all, decides and writes; that is all that keeps tabs from each other. The
//! browser is asked to have it on the disk before it says so.

use super::browser;
use crate::json::{read, write};
use crate::outbox::Entry;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// The one object store of a database.
const STORE: &str = "outbox";
/// How long a browser may take to open a database before it counts as having none, in milliseconds: some never answer.
const OPEN_MS: i32 = 3_000;

/// What becomes of an entry.
pub(super) type With = Box<dyn FnOnce(Option<Entry>) -> Option<Entry>>;

/// Changes the entry of a key, if there is one to be changed, and answers all entries as they are stored then.
///
/// # Errors
/// The device keeps nothing: storage is blocked, full or private. Nothing was changed.
pub(super) async fn transact(name: &str, change: Option<(String, With)>) -> Result<Vec<Entry>, JsValue> {
    let database = open(name).await?;
    let entries = all(&database, change).await;
    database.close();
    entries
}

async fn all(database: &IdbDatabase, change: Option<(String, With)>) -> Result<Vec<Entry>, JsValue> {
    let (transaction, store) = begin(database, if change.is_some() { "readwrite" } else { "readonly" })?;
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let request = store.get_all()?;
    JsFuture::from(promise(&request)).await?;
    let mut entries: Vec<Entry> = Array::from(&request.result()?).iter().filter_map(|value| entry(&value)).collect();
    if let Some((key, with)) = change {
        let before = entries.iter().position(|entry| entry.key == key).map(|at| entries.remove(at));
        let name = JsValue::from(&key);
        match with(before) {
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
