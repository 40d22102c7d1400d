//! What the model asks to be kept on this machine between runs, to be given back from there, or to be written for the
//! person.

use super::alerts::CommandFailed;
use super::compare::Page;
use super::export::{Rows, Sheet};
use super::happened;
use super::recall::Recall;
use super::record::Recording;
use super::write::WriteView;
use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use crate::domain::time::Moment;
use crate::domain::verdict::Acknowledged;
use crate::domain::view::ViewChange;
use crate::domain::view_state::ViewState;

/// One such request. They are performed one after another, in the order of asking.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    /// [`super::msg::Msg::ViewNotSaved`] answers where that fails.
    SaveView(Box<ViewState>),
    /// When somebody looked; [`super::msg::Msg::LookNotKept`] answers where that fails.
    SaveLook(Moment),
    /// [`super::msg::Msg::ViewsChanged`] answers.
    ChangeViews(Box<ViewChange>),
    /// [`super::msg::Msg::ViewsRead`] answers.
    ReadViews,
    /// Put a filter first among the recent ones; [`super::msg::Msg::FilterNotKept`] answers where that fails.
    AddFilter(String),
    /// Over what was saved under its id; [`super::msg::Msg::DraftSaved`] answers.
    SaveDraft(Box<SavedDraft>),
    /// [`super::msg::Msg::DraftsListed`] answers.
    ListDrafts,
    /// Open the draft that a line of the list shows, or a copy of it where another window has it open;
    /// [`super::msg::Msg::DraftLoaded`] answers.
    LoadDraft(Box<DraftSummary>),
    /// [`super::msg::Msg::DraftRemoved`] answers.
    RemoveDraft(DraftId),
    /// Add to the record; [`super::msg::Msg::Recorded`] answers.
    Record(Box<Recording>),
    /// Ask the record; [`super::msg::Msg::Recalled`] answers.
    Recall(Recall),
    /// Add what a person said of a verdict to the record; [`super::msg::Msg::Recorded`] answers where that fails.
    Say(Box<Said>),
    /// Add to the log of alerts that a command failed.
    CommandFailed(Box<CommandFailed>),
    /// Write a file for the person; [`super::msg::Msg::FileWritten`] answers.
    WriteFile(Box<FileToWrite>),
}

impl Keep {
    /// Whether it is about alerts, or what was read: where there is no record, who watches for alerts has it.
    pub fn is_for_watcher(&self) -> bool {
        matches!(self, Self::Record(_) | Self::Recall(Recall::Alerts) | Self::CommandFailed(_))
    }
}

/// What a person says of verdicts.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    Seen(Acknowledged),
    /// What was said of this campaign holds no more.
    AskAgain(i64),
}

/// A file for the person, where the person works.
#[derive(Debug, Clone, PartialEq)]
pub struct FileToWrite {
    pub purpose: Purpose,
    /// As seen from the folder kaytop was started in.
    pub name: String,
    pub content: Content,
    pub there: IfThere,
}

/// What a file is for, so that its answer finds who asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// A plan for `kaytop create`.
    Plan,
    /// What the screen shows, as the sheet had it.
    Shown(WriteView),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Text(String),
    /// Rows, which become text where they are written: 100,000 of them take longer than a frame.
    Sheet {
        sheet: Box<Sheet>,
        format: Rows,
        redacted: bool,
    },
    Comparison {
        page: Box<Page>,
        format: Rows,
    },
    Events {
        page: Box<happened::Page>,
        format: Rows,
    },
}

/// What happens where a file of the name is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfThere {
    /// A name beside it is taken.
    TakeAnother,
    /// Nothing is written, and a free name is told.
    Ask,
    /// It is replaced.
    Replace,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileWritten {
    /// Where, as a whole path.
    pub path: String,
    /// What is in it, as the notice names it: `17 of 143 campaigns`.
    pub holds: String,
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotWritten {
    /// One of that name is there.
    Taken {
        /// A name beside it that is free.
        free: String,
    },
    /// Why, as a clause.
    Failed(String),
}
