//! What is handed on: rows, columns, and the words about them.

use super::caption::Caption;
use super::field::levels;
use crate::domain::count::{count, counted};
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
    /// How many campaigns of how many and, where they are gathered, in how many groups: `17 of 143 campaigns`,
    /// `143 campaigns in 6 groups (agent)`.
    pub fn extent(&self) -> String {
        let (shown, total) = (count(self.rows.len() as i64), counted(self.rows.total(), "campaign"));
        let campaigns = if total.starts_with(&format!("{shown} ")) { total } else { format!("{shown} of {total}") };
        match self.rows.groups_by() {
            [] => campaigns,
            by => format!("{campaigns} in {} ({})", counted(self.rows.groups().count(), "group"), levels(by)),
        }
    }

    /// The same without what tells whose figures they are: names, agents, numbers, and the filter, which may hold them.
    #[must_use]
    pub fn redacted(self) -> Self {
        Self { rows: self.rows.redacted(), caption: self.caption.redacted(), ..self }
    }
}
