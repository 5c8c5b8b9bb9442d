//! The product as a pure function: what the customer did goes in, what is shown and what is to be done comes out.
//!
//! ```text
//! Msg ─▶ Session::update(&Engine) ─▶ Session ─▶ view
//!                  └─▶ Vec<Effect> ─▶ host (fetch, storage, clock, focus) ─▶ Msg
//! ```
//!
//! An [`Engine`] is the knowledge with its index, shared by all elements of a page; a [`Session`] is one customer's
//! state in one element. Messages are past-tense facts; effects are values that the shell carries out.
//!
//! The widget's code comes in two parts. [`Session::first`] is what the first has: searching, and the home screen. What it
//! cannot do it keeps, and [`rest::handle`] does it once the second part is there.

mod contact;
mod engine;
mod files;
mod form;
mod guide;
mod history;
mod locale;
mod navigation;
mod outbox;
mod outcome;
pub mod rest;
mod session;
mod steps;
mod strings;
mod suggest;
#[cfg(test)]
mod tests;
mod why;

pub use contact::{Way, known, open_phone, ways};
pub use engine::{Engine, Progress, Results, Row, RowKind};
pub use files::{FileOrder, Picked};
pub use form::{KEEP_DAYS, SendFailure, Sending, input_mode, is_fresh};
pub use guide::{Asking, Pending, asked_in_short, shown_answer};
pub use history::{Entry, History, Move};
pub use locale::choose_locale;
pub use navigation::Screen;
pub use outbox::{Order, OutboxRead, Wish};
pub use outcome::{Outcome, RATINGS, REASONS};
pub use session::{Config, Filter, Mode, Session};
pub use steps::{answered, described};
pub use strings::{Strings, fill};
pub use suggest::Offer;
pub use why::why;

use crate::calendar::DateTime;
use crate::condition::Value;
use crate::entry::EntryFault;
use crate::ticket::{Answer, Attachment};
use serde_json::Value as Json;
use std::rc::Rc;

/// Something that happened. What comes from outside is shared, since a view clones its messages and their code with them.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The panel came into sight.
    Opened,
    /// The customer asked for the panel to go.
    CloseRequested,
    /// The customer left the page.
    Left,
    /// The clock, in the shop's time zone.
    Ticked(DateTime),
    /// The search field has this text now, also while an IME composes.
    Typed(String),
    /// No key was hit for a while since the search of this number; 0: in the form.
    Settled(u32),
    /// The bodies of more articles can be searched now.
    Indexed,
    /// A screen was asked for, by a link, a result or the host page.
    ScreenAsked(Screen),
    /// The results of this category alone were asked for; or of all again, if they were already.
    CategoryPicked(String),
    /// The search result at this place was chosen; it leads to this screen.
    ResultChosen(usize, Screen),
    /// The back button.
    WentBack,
    /// Home was asked for.
    WentHome,
    /// The browser's own buttons led to a place in its history.
    Travelled {
        /// How many times one can go back from there.
        depth: usize,
        /// The [`Screen::link`] of it.
        link: String,
    },
    /// "Did it help?" was answered.
    Judged(bool),
    /// The visit was rated, with one of [`RATINGS`].
    Rated(&'static str),
    /// What was not good about it was said, with one of [`REASONS`].
    RatingExplained(&'static str),
    /// An option of a `choose` step was marked; with `many`, marked or unmarked.
    OptionMarked(String),
    /// The field of an `enter` step has this text now.
    EntryTyped(String),
    /// A step was answered: with these words for `do`, with what is marked or typed otherwise.
    StepAnswered(Option<&'static str>),
    /// An earlier answer is to be changed.
    AnswerReopened(String),
    /// A look-up's endpoint answered with a status and a text; nothing is no answer in time.
    LookedUp(Rc<(Asking, Option<(u16, String)>)>),
    /// A look-up that failed is to be tried again.
    LookupRetried,
    /// The flow is to begin afresh.
    FlowRestarted,
    /// The form was asked for out of a flow's end.
    TicketAsked,
    /// The form was asked for by a link in a text; with a topic, or an empty one.
    FormAsked(String),
    /// A topic was chosen.
    TopicChosen(String),
    /// A form field has this text now.
    FieldTyped(String, String),
    /// A field was asked for, from the error summary.
    FieldAsked(String),
    /// No more answers are wanted for this draft.
    OfferDeclined,
    /// The form was open for a while.
    Ripened,
    /// The story is to go along, or not.
    StoryToggled(bool),
    /// A piece of the story is to stay here, by key; or to go along again.
    PieceToggled(String),
    /// The box of consent was ticked or not.
    ConsentToggled(bool),
    /// A secret in a field is to go out as typed, or no longer.
    CoverToggled(String, String),
    /// Files were chosen, dropped or pasted: id and name of each.
    FilesChosen(Rc<[(String, String)]>),
    /// A file is ready to be sent, and kept.
    FileReady(Rc<Attachment>),
    /// A file, by its id, cannot be sent.
    FileFailed(String, EntryFault),
    /// A file is not to be sent, by its id.
    FileRemoved(String),
    /// A file that failed is to be tried again, by its id.
    FileRetried(String),
    /// So much of the files of a ticket has been sent, by its key, in percent.
    Uploaded(String, u32),
    /// The form was sent off; with an idempotency key for a draft that has none yet.
    Submitted(String),
    /// The endpoint answered.
    Answered(Rc<Answer>),
    /// The device does not keep tickets: storage is full, blocked or private. The ticket is sent from here alone.
    Unkept,
    /// The outbox was read.
    OutboxRead(Rc<OutboxRead>),
    /// The customer wishes something for an entry of the outbox, by its key.
    Wished(String, Wish),
    /// The text of what was just sent is to be copied, or of what to have at hand.
    CopyAsked,
    /// The text is on the clipboard, or could not be put there.
    Copied(bool),
    /// The ticket stands in another program now; whether it is sent there, nobody knows.
    HandedOver,
    /// A way to a person was taken, by its place in the file.
    ChannelTaken(usize),
    /// What was kept on the device, fresh or not.
    Restored(Rc<Json>),
    /// The host page told facts.
    FactsTold(Rc<[(String, Value)]>),
    /// The host page told who is there: prefills form fields, nothing else.
    Identified(Rc<[(String, String)]>),
    /// The host page would like these ids suggested before anything is typed.
    Suggested(Rc<[String]>),
    /// Everything typed and answered is to be forgotten.
    Reset,
}

/// Something for the shell to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Move the focus, once the view is drawn.
    Focus(Focus),
    /// Send [`Msg::Settled`] with this number after a pause: 0 for the form, else a search's.
    Settle(u32),
    /// Keep this on the device.
    Save(Json),
    /// Forget what is kept on the device.
    Forget,
    /// Fetch the rest of the code: something waits for it.
    Rest {
        /// Whether the customer does.
        asked: bool,
    },
    /// Send [`Msg::Ripened`] after this many milliseconds.
    Ripen(u32),
    /// Put this ticket into the outbox, and send it from there; where the device keeps nothing, [`Msg::Unkept`], and send
    /// it at once.
    Send {
        /// The endpoint.
        url: String,
        /// The idempotency key.
        key: String,
        /// The body.
        body: Json,
        /// For how many days it is kept.
        keep_days: u32,
        /// How long it is held before it is sent, in milliseconds.
        wait: u32,
    },
    /// Do this with the outbox.
    Outbox(Order),
    /// Do this with files.
    Files(FileOrder),
    /// POST this to a look-up's endpoint instead of what is being asked there; nothing only stops that.
    LookUp(Option<Asking>),
    /// Tell the host page; on `close` the loader hides the panel.
    Emit(&'static str, Json),
}

/// What gets the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The heading of the screen or step.
    Heading,
    /// The search field.
    Search,
    /// The error summary.
    Errors,
    /// A field of the form, by name.
    Field(String),
    /// The row of a list that leads to this id, where the customer came from.
    Row(String),
    /// What came of "did it help?".
    Verdict,
    /// What came of "how was it?".
    Rating,
}
