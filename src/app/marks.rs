//! The rows the user marked, by key: they stay marked through refreshes, filters and orders.
//!
//! A mark outlives a read that does not bring its row, such as one narrowed by the server's search, and counts again
//! when the row is back.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::domain::query::Flag;
use crate::domain::store::{Row, RowKey, Store};

/// The marked rows, and the range being marked.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    keys: HashSet<RowKey>,
    /// How many of them the last read brought.
    present: usize,
    start: Option<RowKey>,
    /// Whether they changed since the store was told which they are.
    untold: bool,
}

impl Marks {
    pub fn contains(&self, key: RowKey) -> bool {
        self.keys.contains(&key)
    }

    /// How many rows of the last read are marked, shown or not.
    pub fn count(&self) -> usize {
        self.present
    }

    /// The marked rows of the last read, newest first.
    pub fn keys(&self, store: &Store) -> Vec<RowKey> {
        let mut keys: Vec<RowKey> = self.keys.iter().copied().filter(|&key| store.get(key).is_some()).collect();
        keys.sort_by_key(|key| (Reverse(key.id), key.occurrence));
        keys
    }

    /// The same as rows, those that are shown first and in the table's order.
    pub fn rows<'s>(&self, store: &'s Store) -> Vec<Row<'s>> {
        let mut rows: Vec<Row<'_>> = store.shown_rows().filter(|row| self.contains(row.key())).collect();
        if rows.len() < self.present {
            let shown: HashSet<RowKey> = rows.iter().map(Row::key).collect();
            let hidden = self.keys(store).into_iter().filter(|key| !shown.contains(key));
            rows.extend(hidden.filter_map(|key| store.get(key)));
        }
        rows
    }

    /// The positions that the range being marked covers while the cursor stands at `position`.
    pub fn range(&self, store: &Store, position: usize) -> Option<RangeInclusive<usize>> {
        let start = store.position(self.start?)?;
        Some(start.min(position)..=start.max(position))
    }

    /// Counts the marked rows of a new read.
    pub fn recount(&mut self, store: &Store) {
        self.present = self.keys.iter().filter(|&&key| store.get(key).is_some()).count();
    }

    /// Tells the store which rows are marked, where its query asks for them and does not know yet; false when nothing was
    /// to be told.
    pub(super) fn tell(&mut self, store: &mut Store) -> bool {
        let tells = self.untold && store.query().asks(Flag::Marked);
        if tells {
            self.untold = false;
            store.set_marked(self.keys.iter().copied());
        }
        tells
    }

    /// Gives the range up; false when none was begun.
    pub fn end_range(&mut self) -> bool {
        self.start.take().is_some()
    }

    /// Marks rows of the last read; returns how many of them were not marked yet.
    fn add(&mut self, keys: impl Iterator<Item = RowKey>) -> usize {
        let added = keys.filter(|&key| self.keys.insert(key)).count();
        self.present += added;
        self.untold |= added > 0;
        added
    }

    pub fn toggle(&mut self, key: RowKey) {
        if self.keys.remove(&key) {
            self.present -= 1;
            self.untold = true;
        } else {
            self.add(std::iter::once(key));
        }
    }

    /// Begins a range at the cursor, or marks the range that was begun. Answers with what to say of it; nothing where no
    /// row is under the cursor.
    pub fn mark_range(&mut self, store: &Store, position: usize) -> Option<String> {
        if let Some(range) = self.range(store, position) {
            self.end_range();
            let added = self.add(range.filter_map(|at| store.row(at)).map(|row| row.key()));
            return Some(format!("Marked {added} more."));
        }
        self.start = Some(store.row(position)?.key());
        Some("A range begins here: move, v marks it, Esc gives it up.".to_owned())
    }

    /// Marks all that the filter shows; when they are marked already, unmarks every row, hidden ones too. Answers with
    /// what to say of it.
    pub fn mark_all(&mut self, store: &Store) -> String {
        if self.add(store.shown_rows().map(|row| row.key())) > 0 {
            return format!("Marked all {} in the filter; a again unmarks every row.", store.shown());
        }
        let before = std::mem::take(self).present;
        self.untold = true;
        format!("Unmarked all {before}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Campaign, Listing};
    use crate::domain::query::Query;
    use crate::domain::store::Snapshot;

    fn read(ids: impl IntoIterator<Item = i64>) -> Snapshot {
        Snapshot::build(Listing { rows: ids.into_iter().map(Campaign::unknown).collect(), unreadable: 0 })
    }

    #[test]
    fn a_mark_outlives_a_read_without_its_row() {
        let mut store = Store::default();
        let mut marks = Marks::default();
        store.apply(read(1..=3));
        marks.add([1, 2].map(RowKey::first).into_iter());
        store.apply(read([1]));
        marks.recount(&store);
        assert_eq!((marks.count(), marks.contains(RowKey::first(2))), (1, true));
        store.apply(read(1..=3));
        marks.recount(&store);
        assert_eq!(marks.count(), 2);
    }

    #[test]
    fn what_is_shown_comes_first_and_what_the_filter_hides_is_marked_too() {
        let mut store = Store::default();
        let mut marks = Marks::default();
        store.apply(read(1..=4));
        marks.add([4, 2].map(RowKey::first).into_iter());
        let ids = |store: &Store| marks.rows(store).iter().map(|row| row.key().id).collect::<Vec<_>>();
        assert_eq!(ids(&store), [4, 2]);
        store.set_query(Query::parse("id:<3").unwrap());
        assert_eq!(ids(&store), [2, 4], "what is shown comes first");
        store.set_query(Query::parse("id:1").unwrap());
        assert_eq!(ids(&store), [4, 2]);
    }

    #[test]
    fn marking_twice_is_marking_once_and_toggling_twice_is_nothing() {
        let mut marks = Marks::default();
        assert_eq!((marks.add([1, 1, 2].map(RowKey::first).into_iter()), marks.count()), (2, 2));
        marks.toggle(RowKey::first(1));
        assert_eq!((marks.count(), marks.contains(RowKey::first(1))), (1, false));
        marks.toggle(RowKey::first(1));
        assert_eq!(marks.count(), 2);
    }

    #[test]
    fn a_range_reaches_both_ways_and_ends_when_its_start_is_gone() {
        let mut store = Store::default();
        store.apply(read(1..=5));
        let mut marks = Marks { start: Some(RowKey::first(3)), ..Marks::default() };
        assert_eq!(marks.range(&store, 0), Some(0..=2));
        assert_eq!(marks.range(&store, 4), Some(2..=4));
        store.apply(read([1, 2, 4]));
        assert_eq!(marks.range(&store, 1), None);
        assert!(marks.end_range() && !marks.end_range());
    }
}
