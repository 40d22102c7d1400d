//! What one read of the list brought that the read before it did not have.

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
}

/// How many rows a read changed. After the first read nothing counts as changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rows that were not there before.
    pub new: usize,
    /// Rows that are there no longer.
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

    fn count(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Changed { calls } => {
                self.changed += 1;
                self.moved += usize::from(calls.is_some_and(|calls| calls != 0));
                self.calls = self.calls.saturating_add(calls.unwrap_or(0));
            }
        }
    }
}

/// Compares two reads: the counts, and the rows of the later one that differ, as (row, change) in order of rows. Both
/// stand by id descending, so one walk along both finds what belongs together; rows of one id pair up in their order.
pub(super) fn between(former: &Snapshot, latter: &Snapshot) -> (Changes, Vec<(usize, Change)>) {
    let mut counts = Changes::default();
    let mut changed = Vec::new();
    let mut old = former.rows.iter().peekable();
    for (number, row) in latter.rows.iter().enumerate() {
        while old.next_if(|old| old.id > row.id).is_some() {
            counts.gone += 1;
        }
        let change = match old.next_if(|old| old.id == row.id) {
            None => Some(Change::New),
            Some(old) => changed_row(old, row),
        };
        if let Some(change) = change {
            counts.count(change);
            changed.push((number, change));
        }
    }
    counts.gone += old.count();
    (counts, changed)
}

fn changed_row(old: &Campaign, row: &Campaign) -> Option<Change> {
    let calls = || row.stats.calls?.checked_sub(old.stats.calls?);
    (old != row).then(|| Change::Changed { calls: calls() })
}
