//! Files that the customer attaches: taken in, drawn anew, kept on the device and shown small.
//!
//! The bytes of a file never stand in the session; it knows their id. Pictures are decoded small and one after the other: a
//! telephone has little memory.

use super::root::{Event, Root};
use super::{browser, store};
use crate::app::{FileOrder, Msg};
use crate::entry::EntryFault;
use crate::knowledge::{Attachments, Knowledge};
use crate::outbox::DAY;
use crate::ticket::{Attachment, HEAD, check_file, file_name, fit, is_heic, plan};
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, Element, File, FileList, HtmlCanvasElement, HtmlInputElement, ImageBitmap};
use yew::html::Scope;

/// How much of a picture's quality is kept, of 1: more doubles the bytes and shows nothing more.
const QUALITY: f64 = 0.85;
/// The sides of a picture in the list, in pixels of the device.
const SMALL: u32 = 112;
/// Which of a customer's doings bring files.
const EVENTS: [&str; 4] = ["change", "paste", "drop", "dragover"];

/// One desk's files.
pub(super) struct Files {
    work: Rc<Work>,
    _listeners: Vec<EventListener>,
}

struct Work {
    /// Names the store.
    name: String,
    link: Scope<Root>,
    knowledge: Rc<Knowledge>,
    /// As they were chosen, until they are ready or taken out.
    chosen: RefCell<Vec<(String, File)>>,
    /// Ready, of a device that keeps nothing.
    unkept: RefCell<Vec<(String, Blob)>>,
    /// To be made ready, in order.
    todo: RefCell<Vec<String>>,
    is_busy: Cell<bool>,
}

impl Files {
    /// Begins to take what is chosen, dropped or pasted within the container.
    pub(super) fn new(container: &Element, name: String, link: Scope<Root>, knowledge: Rc<Knowledge>) -> Self {
        let work = Rc::new(Work {
            name,
            link,
            knowledge,
            chosen: RefCell::default(),
            unkept: RefCell::default(),
            todo: RefCell::default(),
            is_busy: Cell::new(false),
        });
        let listeners = EVENTS.into_iter().map(|event| {
            let (work, container) = (Rc::clone(&work), container.clone());
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&container.clone(), event, options, move |event| work.hear(&container, event))
        });
        Self { _listeners: listeners.collect(), work }
    }

    /// Carries out an order.
    pub(super) fn obey(&self, order: FileOrder) {
        let work = Rc::clone(&self.work);
        match order {
            FileOrder::Prepare(id) => {
                work.todo.borrow_mut().push(id);
                if !work.is_busy.replace(true) {
                    spawn_local(async move { work.prepare_all().await });
                }
            }
            FileOrder::Discard(ids) => {
                let is_other = |id: &str| ids.iter().all(|gone| gone != id);
                work.chosen.borrow_mut().retain(|(id, _)| is_other(id));
                work.unkept.borrow_mut().retain(|(id, _)| is_other(id));
                spawn_local(async move { _ = store::delete_files(&work.name, ids).await });
            }
        }
    }

    /// The bytes of a file, if the device still has them.
    ///
    /// # Errors
    /// The device does not say.
    pub(super) async fn blob(&self, id: &str) -> Result<Option<Blob>, JsValue> {
        self.work.blob(id).await
    }

    /// Draws the small pictures that stand empty.
    pub(super) fn show(&self, container: &Element) {
        let Ok(found) = container.query_selector_all("canvas[data-file]:empty") else { return };
        for at in 0..found.length() {
            let Some(canvas) = found.item(at).and_then(|node| node.dyn_into::<HtmlCanvasElement>().ok()) else { continue };
            // What an element holds is never shown where it can be drawn on: it marks the ones that are done.
            canvas.set_text_content(Some(" "));
            let work = Rc::clone(&self.work);
            spawn_local(async move {
                let id = canvas.get_attribute("data-file").unwrap_or_default();
                if let Ok(Some(blob)) = work.blob(&id).await {
                    let _ = show(&canvas, &blob).await;
                }
            });
        }
    }
}

impl Work {
    fn tell(&self, msg: Msg) {
        self.link.send_message(Event::App(msg));
    }

    /// Something happened that may bring files: only where there is a field for them.
    fn hear(&self, container: &Element, event: &web_sys::Event) {
        let Ok(Some(_)) = container.query_selector("[data-files]") else { return };
        let get = |target: &JsValue, key: &str| Reflect::get(target, &key.into()).unwrap_or(JsValue::UNDEFINED);
        let source = match event.type_().as_str() {
            "change" => event.composed_path().get(0),
            "paste" => get(event, "clipboardData"),
            _ => get(event, "dataTransfer"),
        };
        if event.type_() == "dragover" {
            // Without this the browser would leave the page for a dropped file.
            let types = get(&source, "types");
            if js_sys::Array::from(&types).includes(&"Files".into(), 0) {
                event.prevent_default();
            }
            return;
        }
        // Words that were copied with their picture, as from a spreadsheet, are pasted as words.
        let has_words = event.type_() == "paste" && js_sys::Array::from(&get(&source, "types")).includes(&"text/plain".into(), 0);
        if has_words {
            return;
        }
        let Ok(files) = get(&source, "files").dyn_into::<FileList>() else { return };
        if files.length() == 0 {
            return;
        }
        event.prevent_default();
        let day = browser::wall_millis() / DAY;
        let chosen: Vec<(String, File)> = (0..files.length()).filter_map(|at| Some((store::file_id(day), files.get(at)?))).collect();
        let names = chosen.iter().map(|(id, file)| (id.clone(), file.name())).collect();
        self.chosen.borrow_mut().extend(chosen);
        if let Some(input) = source.dyn_ref::<HtmlInputElement>() {
            // The same file may be chosen again.
            input.set_value("");
        }
        self.tell(Msg::FilesChosen(names));
    }

    async fn prepare_all(&self) {
        loop {
            let next = {
                let mut todo = self.todo.borrow_mut();
                if todo.is_empty() { None } else { Some(todo.remove(0)) }
            };
            let Some(id) = next else { break };
            let file = self.chosen.borrow().iter().find(|(known, _)| *known == id).map(|(_, file)| file.clone());
            let Some(file) = file else { continue };
            match self.prepare(&id, &file).await {
                Ok(attachment) => {
                    self.chosen.borrow_mut().retain(|(known, _)| *known != id);
                    self.tell(Msg::FileReady(attachment.into()));
                }
                Err(fault) => self.tell(Msg::FileFailed(id, fault)),
            }
        }
        self.is_busy.set(false);
    }

    async fn prepare(&self, id: &str, file: &File) -> Result<Attachment, EntryFault> {
        let limits = self.limits().ok_or(EntryFault::FileKind)?;
        let head = head(file).await.map_err(|_| EntryFault::FileBroken)?;
        let plan = plan(&head, file.size() as u64, limits)?;
        let blob = if plan.is_drawn {
            let fault = if is_heic(&head) { EntryFault::FileHeic } else { EntryFault::FileBroken };
            drawn(file, plan.media, plan.width).await.map_err(|_| fault)?
        } else {
            file.slice_with_f64_and_f64_and_content_type(0.0, file.size(), plan.media).map_err(|_| EntryFault::FileBroken)?
        };
        let size = blob.size() as u64;
        check_file(plan.media, size, limits)?;
        if store::put_file(&self.name, id, &blob).await.is_err() {
            self.unkept.borrow_mut().push((id.to_string(), blob));
        }
        Ok(Attachment { id: id.to_string(), name: file_name(&file.name(), plan.media), media: plan.media.to_string(), size })
    }

    fn limits(&self) -> Option<&Attachments> {
        self.knowledge.ticket.as_ref()?.attachments.as_ref()
    }

    async fn blob(&self, id: &str) -> Result<Option<Blob>, JsValue> {
        let unkept = self.unkept.borrow().iter().find(|(known, _)| known == id).map(|(_, blob)| blob.clone());
        match unkept {
            None => store::file(&self.name, id).await,
            known => Ok(known),
        }
    }
}

async fn head(file: &File) -> Result<Vec<u8>, JsValue> {
    let bytes = JsFuture::from(file.slice_with_f64_and_f64(0.0, HEAD as f64)?.array_buffer()).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Decodes a picture, turned as the camera was held, and no wider than asked where the browser can do that.
async fn decoded(blob: &Blob, width: Option<u32>) -> Result<ImageBitmap, JsValue> {
    let options = Object::new();
    let set = |key: &str, value: JsValue| Reflect::set(&options, &key.into(), &value);
    set("imageOrientation", "from-image".into())?;
    if let Some(width) = width {
        set("resizeWidth", width.into())?;
        set("resizeQuality", "high".into())?;
    }
    let window = browser::window();
    let decode: Function = Reflect::get(&window, &"createImageBitmap".into())?.dyn_into()?;
    let decoding: Promise = decode.call2(&window, blob, &options)?.dyn_into()?;
    Ok(JsFuture::from(decoding).await?.unchecked_into())
}

/// A picture drawn anew: nothing of what the camera wrote beside the pixels is left.
async fn drawn(file: &Blob, media: &str, width: Option<u32>) -> Result<Blob, JsValue> {
    let bitmap = decoded(file, width).await?;
    let (wide, high) = fit(bitmap.width(), bitmap.height());
    let document = browser::window().document().ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    let context = sized(&canvas, wide, high)?;
    if media == "image/jpeg" {
        // It knows no transparency, which would turn out black.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, wide.into(), high.into());
    }
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, wide.into(), high.into())?;
    bitmap.close();
    let written = Promise::new(&mut |resolve, reject| {
        if canvas.to_blob_with_type_and_encoder_options(&resolve, media, &QUALITY.into()).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(written).await?.dyn_into()?;
    // Some browsers keep the memory of a canvas until it is small.
    canvas.set_width(0);
    // A browser that cannot write a type writes another.
    if blob.type_() == media { Ok(blob) } else { Err(JsValue::NULL) }
}

/// Draws the middle of a picture.
async fn show(canvas: &HtmlCanvasElement, blob: &Blob) -> Result<(), JsValue> {
    let bitmap = decoded(blob, Some(SMALL * 2)).await?;
    let context = sized(canvas, SMALL, SMALL)?;
    let (wide, high) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let (side, small) = (wide.min(high), f64::from(SMALL));
    let (left, top) = ((wide - side) / 2.0, (high - side) / 2.0);
    context
        .draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(&bitmap, left, top, side, side, 0.0, 0.0, small, small)?;
    bitmap.close();
    Ok(())
}

fn sized(canvas: &HtmlCanvasElement, wide: u32, high: u32) -> Result<CanvasRenderingContext2d, JsValue> {
    canvas.set_width(wide);
    canvas.set_height(high);
    canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into().map_err(JsValue::from)
}
