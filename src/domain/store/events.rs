//! What came, went and changed among the rows that a query finds, from one reading to the next.

use super::{Excerpt, Row};

/// How one campaign fared.
#[derive(Debug, Clone, Copy)]
pub enum Event<'s> {
    /// It is found now; where `new`, it was not in the list at all before.
    Entered {
        /// As it is.
        row: Row<'s>,
        /// Whether the list did not have it before.
        new: bool,
    },
    /// It is not found any more; where `gone`, the list does not have it any more.
    Left {
        /// As it was.
        row: Row<'s>,
        /// Whether the list lost it.
        gone: bool,
    },
    /// It is found as before, and something about it changed.
    Changed {
        /// As it was.
        from: Row<'s>,
        /// As it is.
        to: Row<'s>,
    },
}

/// The differences of two readings, the largest id first. Rows of one id are one campaign: the first speaks for it.
pub fn events<'s>(former: &'s Excerpt, latter: &'s Excerpt) -> Vec<Event<'s>> {
    let (old, new) = (by_id(former), by_id(latter));
    let mut events = Vec::new();
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    loop {
        let event = match (old.peek().map(Row::id), new.peek().map(Row::id)) {
            (None, None) => return events,
            (Some(was), Some(is)) if was == is => match (old.next(), new.next()) {
                (Some(from), Some(to)) if from.campaign != to.campaign => Some(Event::Changed { from, to }),
                _ => None,
            },
            (Some(was), is) if is.is_none_or(|is| was > is) => {
                old.next().map(|row| Event::Left { row, gone: !latter.knows(row.id()) })
            }
            _ => new.next().map(|row| Event::Entered { row, new: !former.knows(row.id()) }),
        };
        events.extend(event);
    }
}

fn by_id(excerpt: &Excerpt) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = excerpt.rows().collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.id(), std::cmp::Reverse(row.key().occurrence))));
    rows.dedup_by_key(|row| row.id());
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Campaign, Listing, Stats};
    use crate::domain::query::Query;
    use crate::domain::store::{Snapshot, Store};
    use proptest::prelude::*;

    fn excerpt(rows: &[(i64, i64)], query: &str) -> Excerpt {
        let stats = |calls| Stats { calls: Some(calls), ..Stats::default() };
        let rows = rows.iter().map(|&(id, calls)| Campaign { stats: stats(calls), ..Campaign::unknown(id) }).collect();
        let mut store = Store::default();
        store.apply(Snapshot::build(Listing { rows, unreadable: 0 }));
        store.set_query(Query::parse(query).unwrap());
        store.excerpt()
    }

    fn told(former: &[(i64, i64)], latter: &[(i64, i64)]) -> Vec<(i64, &'static str)> {
        let (former, latter) = (excerpt(former, "calls:>=100 sort:calls"), excerpt(latter, "calls:>=100 sort:calls"));
        let told = |event| match event {
            Event::Entered { row, new } => (row.id(), if new { "new" } else { "entered" }),
            Event::Left { row, gone } => (row.id(), if gone { "gone" } else { "left" }),
            Event::Changed { to, .. } => (to.id(), "changed"),
        };
        events(&former, &latter).into_iter().map(told).collect()
    }

    #[test]
    fn each_way_to_come_and_to_go_is_told_apart() {
        let former = [(1, 100), (2, 100), (3, 50), (4, 400), (5, 100), (5, 7)];
        let latter = [(1, 118), (2, 99), (3, 100), (5, 100), (5, 300), (6, 600), (7, 1)];
        let expected = [(6, "new"), (4, "gone"), (3, "entered"), (2, "left"), (1, "changed")];
        assert_eq!(told(&former, &latter), expected);
        assert_eq!(told(&latter, &latter), []);
    }

    proptest! {
        #[test]
        fn from_nothing_all_enter_and_to_nothing_all_leave(ids in prop::collection::btree_set(0_i64..40, 0..20)) {
            let rows: Vec<(i64, i64)> = ids.iter().map(|id| (*id, 100)).collect();
            let largest_first: Vec<i64> = ids.into_iter().rev().collect();
            let told_as = |word| largest_first.iter().map(|id| (*id, word)).collect::<Vec<_>>();
            prop_assert_eq!(told(&[], &rows), told_as("new"));
            prop_assert_eq!(told(&rows, &[]), told_as("gone"));
        }
    }
}
