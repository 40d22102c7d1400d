//! The rows shown at one moment, apart from the store: they are written elsewhere while the store goes on.

use std::sync::Arc;

use super::lines::Opened;
use super::{Row, RowKey, Snapshot, Store, Totals};
use crate::domain::query::Query;

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

    /// One row alone, shown or not; without any where it is gone.
    pub fn excerpt_of(&self, key: RowKey) -> Excerpt {
        let number = self.data.number(key);
        Excerpt {
            data: Arc::clone(&self.data),
            shown: number.map(|number| number as u32).into_iter().collect(),
            totals: Totals::of(number.and_then(|number| self.data.rows.get(number)).into_iter()),
            total: self.total(),
        }
    }

    /// The same rows in the same places without what tells whose they are; see [`Snapshot::redacted`]. The query, which
    /// may hold a name, is gone: whatever is asked of this store next is asked of other words.
    #[must_use]
    pub fn redacted(&self) -> Self {
        Self {
            data: Arc::new(self.data.redacted().grouped_as(&self.data)),
            loaded: self.loaded,
            reads: self.reads,
            changes: self.changes,
            changed: self.changed.clone(),
            query: Query::default(),
            order: self.order(),
            grouping: self.groups_by().to_vec(),
            opened: Opened::default(),
            measures: self.measures,
            marked: Vec::new(),
            sorted: self.sorted.clone(),
            matched: self.matched.clone(),
            shown: self.shown.clone(),
            gathered: self.gathered.clone(),
            entries: self.entries.clone(),
            held: self.held,
            totals: self.totals.clone(),
        }
    }
}

impl Excerpt {
    /// The rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.shown.iter().filter_map(|&row| self.data.row(row as usize))
    }

    /// Whether the list had a campaign of this id, shown or not.
    pub(super) fn knows(&self, id: i64) -> bool {
        self.data.number(RowKey::first(id)).is_some()
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
