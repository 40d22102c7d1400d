//! What the model asks to be kept on this machine between runs, to be given back from there, or to be written for the
//! person.

use crate::domain::draft::saved::{DraftId, DraftSummary, SavedDraft};
use crate::domain::view::ViewChange;
use crate::domain::view_state::ViewState;

/// One such request. They are performed one after another, in the order of asking.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    /// [`super::msg::Msg::ViewNotSaved`] answers where that fails.
    SaveView(Box<ViewState>),
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
    /// Write a plan as a file that is not there yet; [`super::msg::Msg::PlanWritten`] answers.
    WritePlan {
        /// The name it should have, without a folder; a plain name with an ending.
        name: String,
        text: String,
    },
}
