//! The rows that a row stands beside: those that are shown.

use super::{Row, Store};
use crate::domain::significance::{Comparison, Proportion};

impl Store {
    /// Whether a row is in the totals of the shown rows.
    pub fn is_shown(&self, row: Row<'_>) -> bool {
        let matched = self.matched.contains(row.number());
        matched && (self.query.limit().is_none() || self.shown.iter().any(|&shown| shown as usize == row.number()))
    }

    /// How the success of a row stands beside the other shown rows, pooled: without itself, where it is one of them. `None`
    /// while either is unknown.
    pub fn beside_shown(&self, row: Row<'_>) -> Option<Comparison> {
        let own = row.success()?;
        let pool = self.totals().success.proportion()?;
        let others: Proportion = if self.is_shown(row) { pool.without(own)? } else { pool };
        Some(own.against(others))
    }
}
