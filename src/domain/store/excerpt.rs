//! What is shown at one moment, apart from the store: it is written elsewhere while the store goes on.

use std::sync::Arc;

use super::counting::Asked;
use super::gather::Pool;
use super::lines::{Entry, Opened};
use super::{Group, Line, Row, RowKey, Snapshot, Store, Totals, sums};
use crate::domain::grouping::GroupBy;
use crate::domain::query::Query;

/// What is shown, as it was when it was taken. Shares the rows with the store, so that taking one copies only their
/// order.
#[derive(Debug, Clone)]
pub struct Excerpt {
    data: Arc<Snapshot>,
    /// The numbers of the rows, from the top.
    shown: Vec<u32>,
    /// What they are gathered by, and in which groups; nothing where rows stand alone.
    by: Vec<GroupBy>,
    gathered: Vec<Pool>,
    /// The lines, where rows are gathered.
    entries: Vec<Entry>,
    totals: Totals,
    total: usize,
}

impl Store {
    /// The lines that are shown, in their order.
    pub fn excerpt(&self) -> Excerpt {
        Excerpt {
            data: Arc::clone(&self.data),
            shown: self.shown.clone(),
            by: self.groups_by().to_vec(),
            gathered: self.gathered.clone(),
            entries: self.entries.clone(),
            totals: self.totals.clone(),
            total: self.total(),
        }
    }

    /// The same where every group shows the groups within it and none its rows, whichever are open here.
    pub fn excerpt_of_groups(&self) -> Excerpt {
        let deep = self.groups_by().len() > 1;
        let entry = |(at, pool): (u32, &Pool)| Entry::Group { at, open: deep && pool.outer.is_none() };
        Excerpt { entries: (0..).zip(&self.gathered).map(entry).collect(), ..self.excerpt() }
    }

    /// One row alone, shown or not; without any where it is gone.
    pub fn excerpt_of(&self, key: RowKey) -> Excerpt {
        let number = self.data.number(key);
        Excerpt {
            data: Arc::clone(&self.data),
            shown: number.map(|number| number as u32).into_iter().collect(),
            by: Vec::new(),
            gathered: Vec::new(),
            entries: Vec::new(),
            totals: sums::of(&self.data, number),
            total: self.total(),
        }
    }

    /// The same rows in the same places without what tells whose they are; see [`Snapshot::redacted`]. The query, which
    /// may hold a name, is gone: whatever is asked of this store next is asked of other words.
    #[must_use]
    pub fn redacted(&self) -> Self {
        Self {
            data: Arc::new(self.data.redacted()),
            loaded: self.loaded,
            reads: self.reads,
            tellings: self.tellings,
            changes: self.changes,
            compares: self.compares,
            changed: self.changed.clone(),
            query: Query::default(),
            order: self.order(),
            grouping: self.groups_by().to_vec(),
            opened: Opened::default(),
            measures: self.measures,
            grades: self.grades.clone(),
            marked: Vec::new(),
            sorted: self.sorted.clone(),
            // Without the query there is no limit: what it left is what matched.
            matched: self.limited().unwrap_or_else(|| self.matched.clone()),
            shown: self.shown.clone(),
            gathered: self.gathered.clone(),
            entries: self.entries.clone(),
            held: self.held,
            totals: self.totals.clone(),
            asked: Asked::default(),
        }
    }
}

impl Excerpt {
    /// The rows, from the top, those of closed groups too.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.shown.iter().filter_map(|&row| self.data.row(row as usize))
    }

    /// What rows are gathered by, the outer level first; nothing where they stand alone.
    pub fn groups_by(&self) -> &[GroupBy] {
        &self.by
    }

    /// The groups of the outer level, in order.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let outer = self.gathered.iter().enumerate().filter(|(_, pool)| pool.outer.is_none());
        outer.filter_map(|(at, _)| self.group_at(at, false))
    }

    /// The lines, from the top: rows alone, or groups and below each that is open what is in it.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let alone = self.by.is_empty().then(|| self.rows().map(Line::Row));
        let gathered = self.entries.iter().filter_map(|entry| match *entry {
            Entry::Row(row) => self.data.row(row as usize).map(Line::Row),
            Entry::Group { at, open } => self.group_at(at as usize, open).map(Line::Group),
        });
        alone.into_iter().flatten().chain(gathered)
    }

    /// Whether any line is a row.
    pub fn has_row_lines(&self) -> bool {
        if self.by.is_empty() {
            !self.is_empty()
        } else {
            self.entries.iter().any(|entry| matches!(entry, Entry::Row(_)))
        }
    }

    fn group_at(&self, at: usize, open: bool) -> Option<Group<'_>> {
        Some(Group {
            data: &self.data,
            by: &self.by,
            pools: &self.gathered,
            rows: &self.shown,
            all: &self.totals,
            pool: self.gathered.get(at)?,
            at,
            open,
        })
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

    /// The same lines without what tells whose they are; see [`Snapshot::redacted`].
    #[must_use]
    pub fn redacted(self) -> Self {
        Self { data: Arc::new(self.data.redacted()), ..self }
    }
}

/// Excerpts are equal when they show the same lines of one read.
impl PartialEq for Excerpt {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.data, &other.data)
            && self.shown == other.shown
            && self.by == other.by
            && self.entries == other.entries
    }
}
