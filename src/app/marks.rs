//! The campaigns and groups the user marked, by key: they stay marked through refreshes, filters and orders.
//!
//! A mark outlives a read that does not bring its row, such as one narrowed by the server's search, and counts again
//! when the row is back.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::domain::query::Flag;
use crate::domain::store::{Group, GroupKey, LineKey, Row, RowKey, Store};

/// The marked rows and groups, and the range being marked.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    keys: HashSet<RowKey>,
    /// How many of them the last read brought.
    present: usize,
    groups: HashSet<GroupKey>,
    start: Option<LineKey>,
    /// Whether they changed since the store was told which they are.
    untold: bool,
}

impl Marks {
    pub fn contains(&self, key: RowKey) -> bool {
        self.keys.contains(&key)
    }

    pub fn contains_group(&self, key: &GroupKey) -> bool {
        self.groups.contains(key)
    }

    /// How many groups are marked, shown or not, of those that rows are gathered in now.
    pub fn group_count(&self, store: &Store) -> usize {
        self.groups.iter().filter(|key| store.knows(&LineKey::Group((*key).clone()))).count()
    }

    /// The marked groups that are shown, in the table's order.
    pub fn groups<'s>(&self, store: &'s Store) -> Vec<Group<'s>> {
        if self.groups.is_empty() {
            return Vec::new();
        }
        let all = store.groups().flat_map(|group| std::iter::once(group).chain(group.inner()));
        all.filter(|group| self.contains_group(&group.key())).collect()
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
        let start = store.position(self.start.as_ref()?)?;
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

    pub fn toggle(&mut self, key: LineKey) {
        match key {
            LineKey::Row(key) if self.keys.remove(&key) => {
                self.present -= 1;
                self.untold = true;
            }
            LineKey::Row(key) => _ = self.add(std::iter::once(key)),
            LineKey::Group(key) => {
                if !self.groups.remove(&key) {
                    self.groups.insert(key);
                }
            }
        }
    }

    /// Begins a range at the cursor, or marks the range that was begun: its campaigns or, where none has a line in it, its
    /// groups. Answers with what to say of it; nothing where no line is under the cursor.
    pub fn mark_range(&mut self, store: &Store, position: usize) -> Option<String> {
        if let Some(range) = self.range(store, position) {
            self.end_range();
            let lines = || range.clone().filter_map(|at| store.line(at));
            let added = if lines().any(|line| line.row().is_some()) {
                self.add(lines().filter_map(|line| Some(line.row()?.key())))
            } else {
                lines().filter_map(|line| self.groups.insert(line.group()?.key()).then_some(())).count()
            };
            return Some(format!("Marked {added} more."));
        }
        self.start = Some(store.line(position)?.key());
        Some("A range begins here: move, v marks it, Esc gives it up.".to_owned())
    }

    /// Marks all that the filter shows; when they are marked already, unmarks every row, hidden ones too. Answers with
    /// what to say of it.
    pub fn mark_all(&mut self, store: &Store) -> String {
        if self.add(store.shown_rows().map(|row| row.key())) > 0 {
            return format!("Marked all {} in the filter; a again unmarks every row.", store.shown());
        }
        let before = std::mem::take(self);
        self.untold = true;
        let groups = before.group_count(store);
        format!("Unmarked all {}.", before.present + groups)
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
        marks.toggle(RowKey::first(1).into());
        assert_eq!((marks.count(), marks.contains(RowKey::first(1))), (1, false));
        marks.toggle(RowKey::first(1).into());
        assert_eq!(marks.count(), 2);
    }

    #[test]
    fn groups_are_marked_beside_campaigns_and_a_range_takes_the_campaigns_in_it() {
        let rows = [(1, 7), (2, 7), (3, 8)].map(|(id, list)| Campaign { list: Some(list), ..Campaign::unknown(id) });
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows: rows.into(), unreadable: 0 }));
        store.set_query(Query::parse("group:list sort:list").unwrap());
        let mut marks = Marks::default();
        marks.mark_range(&store, 0).unwrap();
        marks.mark_range(&store, 1).unwrap();
        assert_eq!((marks.count(), marks.group_count(&store), marks.groups(&store).len()), (0, 2, 2));
        marks.toggle(store.line(0).unwrap().key());
        assert_eq!(marks.groups(&store).iter().map(|group| group.totals().rows).collect::<Vec<_>>(), [1]);
        store.open_all(true);
        marks.mark_range(&store, 0).unwrap();
        marks.mark_range(&store, 2).unwrap();
        assert_eq!((marks.count(), marks.group_count(&store)), (2, 1), "the group's own line is not in it");
        store.set_query(Query::default());
        assert_eq!((marks.count(), marks.group_count(&store)), (2, 0), "what is not grouped has no marked groups");
        assert_eq!(Marks::clone(&marks).mark_all(&store), "Marked all 3 in the filter; a again unmarks every row.");
    }

    #[test]
    fn a_range_reaches_both_ways_and_ends_when_its_start_is_gone() {
        let mut store = Store::default();
        store.apply(read(1..=5));
        let mut marks = Marks { start: Some(RowKey::first(3).into()), ..Marks::default() };
        assert_eq!(marks.range(&store, 0), Some(0..=2));
        assert_eq!(marks.range(&store, 4), Some(2..=4));
        store.apply(read([1, 2, 4]));
        assert_eq!(marks.range(&store, 1), None);
        assert!(marks.end_range() && !marks.end_range());
    }
}
