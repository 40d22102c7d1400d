//! What happened, as the model hears of it.

use super::alerts::CommandFailed;
use super::copy::Sent;
use super::form::launch::{LaunchEnd, Prepared, RefusalWords};
use super::keep::{FileWritten, NotWritten, Purpose};
use super::key::Key;
use super::launches::LaunchesRead;
use super::mouse::Mouse;
use super::poll::Ticket;
use super::recall::{Recall, Recalled};
use crate::domain::alert::Telling;
use crate::domain::budget::RateLimit;
use crate::domain::case_list::Page;
use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use crate::domain::failure::Failure;
use crate::domain::launch::progress::Progress;
use crate::domain::launch::{Launch, LaunchId};
use crate::domain::settings::Settings;
use crate::domain::store::Snapshot;
use crate::domain::time::Moment;
use crate::domain::view::{View, ViewChange};

/// A message to [`super::update::update`].
#[derive(Debug)]
pub enum Msg {
    Key(Key),
    /// ESC and a key came as one: Alt with the key, or Esc and the key in quick succession.
    Chord(Key),
    Mouse(Mouse),
    /// Text was pasted; it is never read as keys.
    Pasted(String),
    /// A paste began and did not end: nothing of it was taken.
    PasteLost,
    Resized,
    /// The terminal shows itself again, after however long.
    Focused,
    /// The deadline asked for has come, or the program just started.
    Woke,
    /// The machine slept and is awake again.
    Awoke {
        /// A random number in 0..1, to spread the windows that woke with it.
        jitter: f64,
    },
    /// The program was stopped and continued.
    Resumed,
    /// A text was passed to the clipboard: what it is, as the notice names it, and where it went.
    Copied(String, Sent),
    /// The list endpoint's flight ended.
    CampaignsLoaded(Flight<Box<Snapshot>>),
    /// The settings endpoint's flight ended.
    SettingsLoaded(Flight<Settings>),
    /// The case list endpoint's flight ended.
    CaseListsLoaded(Flight<Page>),
    /// The journal of launches was read: at the start, and whenever it changed.
    LaunchesRead(LaunchesRead),
    /// When a draft was saved, or why it was not, in words for people.
    DraftSaved(DraftId, Result<Moment, String>),
    /// The draft with the first id was written elsewhere in the meantime: from here on, what is typed here is a copy of
    /// it, under the second id.
    DraftCopied(DraftId, DraftId),
    /// Another window has opened the draft that is open here, and got a copy of it.
    DraftSought(DraftId),
    /// The drafts, the latest first, with notes on what could not be read; or why they could not be listed.
    DraftsListed(Result<(Vec<DraftSummary>, Vec<String>), String>),
    /// A draft, or why it could not be read.
    DraftLoaded(Result<Box<SavedDraft>, String>),
    /// A draft was removed, or why it was not.
    DraftRemoved(DraftId, Result<(), String>),
    /// A file for the person was written, or was not.
    FileWritten(Purpose, Result<FileWritten, NotWritten>),
    /// Why the view could not be saved.
    ViewNotSaved(String),
    /// Why it could not be kept when somebody looked: a clause for people.
    LookNotKept(String),
    /// The views were changed so: as they are then, or why they were not.
    ViewsChanged(Box<ViewChange>, Result<Vec<View>, String>),
    /// The views as their file has them, and what a person should know of it.
    ViewsRead(Vec<View>, Option<String>),
    /// A filter could not be kept among the recent ones: a clause for people.
    FilterNotKept(String),
    /// Something was added to the record, or why it was not; and what a person should know of the record besides.
    Recorded(Result<(), String>, Option<String>),
    /// This window is to tell of alerts.
    Alerted(Vec<Telling>),
    /// The command of an alert failed.
    CommandFailed(CommandFailed),
    /// What the record answered, or why it did not: a clause.
    Recalled(Recall, Result<Recalled, String>),
    /// A launch is ready to be confirmed, or is refused; with the ticket of its preparation.
    LaunchPrepared(u64, Result<Prepared, RefusalWords>),
    /// A confirmed launch moved on: as the journal then held it, and what is being done.
    LaunchMoved(Box<Launch>, Progress),
    /// A statement about a launch was judged: the launch as it is then, or why the statement is not taken.
    StatementJudged(LaunchId, Result<Box<Launch>, String>),
    /// A launch came to its outcome, or was refused before anything was sent.
    LaunchEnded(Result<LaunchEnd, RefusalWords>),
}

/// How a request ended.
#[derive(Debug)]
pub struct Flight<T> {
    pub ticket: Ticket,
    /// The data, or why there is none.
    pub result: Result<T, Failure>,
    /// What the answer said about the rate limit.
    pub limits: RateLimit,
    /// A random number in 0..1 for the back-off.
    pub jitter: f64,
}
