//! How one read of the list differs from the read before.

use super::snapshot::Snapshot;
use crate::domain::campaign::Campaign;

/// How a row differs from the read before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// Something about it changed.
    Changed {
        /// By how much its calls moved, up or down; unknown when either read did not know them.
        calls: Option<i64>,
    },
}

impl Change {
    /// By how much the row's calls moved, where that is known.
    pub fn calls(self) -> Option<i64> {
        match self {
            Self::New => None,
            Self::Changed { calls } => calls,
        }
    }

    /// Whether the row's calls moved.
    pub fn moves(self) -> bool {
        self.calls().is_some_and(|calls| calls != 0)
    }
}

/// How many rows a read changed. After the first read nothing counts as changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rows that were not there before.
    pub new: usize,
    /// Rows that are gone.
    pub gone: usize,
    /// Rows of which anything changed.
    pub changed: usize,
    /// Those of them whose calls moved.
    pub moved: usize,
    /// By how much their calls moved together.
    pub calls: i64,
}

impl Changes {
    /// Whether the read brought the very same rows.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Counts a row that is gone, unless its id is still there or was counted already.
    fn lose(&mut self, id: i64, there: Option<i64>, gone: &mut Option<i64>) {
        if there != Some(id) && gone.replace(id) != Some(id) {
            self.gone += 1;
        }
    }

    fn count(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Changed { calls } => {
                self.changed += 1;
                self.moved += usize::from(change.moves());
                self.calls = self.calls.saturating_add(calls.unwrap_or(0));
            }
        }
    }
}

/// Compares two reads: the counts, and the number and change of each row of the later one that differs, by number. Both
/// are ordered by id, so one walk along both finds what belongs together; rows of one id pair up in their order.
pub(super) fn between(former: &Snapshot, latter: &Snapshot) -> (Changes, Vec<(usize, Change)>) {
    let mut counts = Changes::default();
    let mut changed = Vec::new();
    let mut old = former.rows.iter().peekable();
    // Rows of one id are one campaign: the first of them counts.
    let (mut there, mut gone) = (None, None);
    for (number, row) in latter.rows.iter().enumerate() {
        while let Some(old) = old.next_if(|old| old.id > row.id) {
            counts.lose(old.id, there, &mut gone);
        }
        let again = there.replace(row.id) == Some(row.id);
        let change = match old.next_if(|old| old.id == row.id) {
            None => Some(Change::New),
            Some(old) => changed_row(old, row),
        };
        if let Some(change) = change {
            if !again {
                counts.count(change);
            }
            changed.push((number, change));
        }
    }
    old.for_each(|old| counts.lose(old.id, there, &mut gone));
    (counts, changed)
}

fn changed_row(old: &Campaign, row: &Campaign) -> Option<Change> {
    let calls = || row.stats.calls?.checked_sub(old.stats.calls?);
    (old != row).then(|| Change::Changed { calls: calls() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::campaign::{Listing, Stats};

    #[test]
    fn rows_of_one_id_change_each_for_itself_and_the_first_speaks_for_the_campaign() {
        let snapshot = |calls: &[i64]| {
            let stats = |calls| Stats { calls: Some(calls), ..Stats::default() };
            let rows = calls.iter().map(|&calls| Campaign { stats: stats(calls), ..Campaign::unknown(7) }).collect();
            Snapshot::build(Listing { rows, unreadable: 0 })
        };
        let (counts, changed) = between(&snapshot(&[1, 2]), &snapshot(&[1, 5, 9]));
        assert_eq!(counts, Changes::default());
        assert_eq!(changed, [(1, Change::Changed { calls: Some(3) }), (2, Change::New)]);
    }
}
