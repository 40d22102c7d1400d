//! How the dashboard was left: what is there again at the next start.

use serde::{Deserialize, Serialize};

/// The view of one host, in words that a later version can still read; what it does not know it leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewState {
    /// The open view, by its name; empty when none is.
    pub view: String,
    /// The filter, as typed.
    pub filter: String,
    /// The column of the order, by its name.
    pub sort: String,
    /// Whether the order is from high to low.
    pub descending: bool,
    /// What rows are grouped by, by their columns' names.
    pub group: Vec<String>,
    /// The columns that can be moved, from left to right.
    pub columns: Vec<String>,
    /// Those that are hidden.
    pub hidden: Vec<String>,
    /// While the open view has columns of its own: the other views', as in `columns`.
    pub usual_columns: Vec<String>,
    /// Those of them that are hidden.
    pub usual_hidden: Vec<String>,
    /// Whether every column is shown and no preview.
    pub wide: bool,
    /// Where the preview is wanted: `auto`, `right` or `below`.
    pub preview: String,
    /// Whether the preview is hidden.
    pub preview_hidden: bool,
}
