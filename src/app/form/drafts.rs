//! The drafts that are kept on this machine, and their list.

use crate::domain::draft::saved::{DraftId, DraftSummary};

/// The drafts as last listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// The drafts, the latest first; none before they were listed.
    pub known: Vec<DraftSummary>,
    /// What a person must know of: files that could not be read, or why there is no list.
    pub notes: Vec<String>,
    /// Whether they were listed.
    pub listed: bool,
}

/// The open list of drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftsView {
    /// The chosen line.
    pub choice: usize,
    /// The draft that a second press removes.
    pub removing: Option<DraftId>,
}
