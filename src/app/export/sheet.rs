//! What is handed on: rows, columns, and the words about them.

use super::caption::Caption;
use crate::domain::measure::Measures;
use crate::domain::order::Column;
use crate::domain::store::Excerpt;

/// What the table shows at one moment. Takes no more than a copy of the rows' order to make, and may cross threads.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub rows: Excerpt,
    /// From left to right.
    pub columns: Vec<Column>,
    /// How rates and scores are written for people.
    pub measures: Measures,
    pub caption: Caption,
}

impl Sheet {
    /// The same without what tells whose figures they are: names, agents, numbers, and the filter, which may hold them.
    #[must_use]
    pub fn redacted(self) -> Self {
        Self { rows: self.rows.redacted(), caption: self.caption.redacted(), ..self }
    }
}
