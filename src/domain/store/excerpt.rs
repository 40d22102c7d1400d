//! The rows shown at one moment, apart from the store: they are written elsewhere while the store goes on.

use std::sync::Arc;

use super::{Row, Snapshot, Store, Totals};

/// What is shown, as it was when it was taken. Shares the rows with the store, so that taking one copies only their
/// order.
#[derive(Debug, Clone)]
pub struct Excerpt {
    data: Arc<Snapshot>,
    /// The numbers of the rows, from the top.
    shown: Vec<u32>,
    totals: Totals,
    total: usize,
}

impl Store {
    /// The rows that are shown, in their order.
    pub fn excerpt(&self) -> Excerpt {
        Excerpt {
            data: Arc::clone(&self.data),
            shown: self.shown.clone(),
            totals: self.totals.clone(),
            total: self.total(),
        }
    }
}

impl Excerpt {
    /// The rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.shown.iter().filter_map(|&row| self.data.row(row as usize))
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// How many rows there were to choose from.
    pub fn total(&self) -> usize {
        self.total
    }

    /// What the rows come to.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The same rows without what tells whose they are; see [`Snapshot::redacted`].
    #[must_use]
    pub fn redacted(self) -> Self {
        Self { data: Arc::new(self.data.redacted()), ..self }
    }
}

/// Excerpts are equal when they show the same rows of one read.
impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.data, &other.data) && self.shown == other.shown
    }
}
