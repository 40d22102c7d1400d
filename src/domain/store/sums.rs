//! Adds rows up, each campaign once.

use super::row_set::RowSet;
use super::snapshot::Snapshot;
use super::totals::Totals;

/// What rows come to, by number.
pub(super) fn of(data: &Snapshot, rows: impl IntoIterator<Item = usize>) -> Totals {
    let mut totals = Totals::default();
    rows.into_iter().for_each(|row| add(&mut totals, data, row));
    totals
}

/// Adds a row, by number.
pub(super) fn add(totals: &mut Totals, data: &Snapshot, row: usize) {
    if let Some(campaign) = data.rows.get(row) {
        totals.count(&campaign.stats, data.remembered.before(row), data.remembered.pace(row));
    }
}

/// Of rows in order of their numbers the first of each id. Rows of one id stand together: the first counts for all.
pub(super) fn once(data: &Snapshot, rows: impl Iterator<Item = usize>) -> impl Iterator<Item = usize> {
    let mut last = None;
    rows.filter(move |row| {
        let id = data.rows.get(*row).map(|campaign| campaign.id);
        std::mem::replace(&mut last, id) != id
    })
}

/// Whether a row is in the set, and no row of its id before it is.
pub(super) fn is_first(data: &Snapshot, row: usize, of: &RowSet) -> bool {
    let id = data.rows.get(row).map(|campaign| campaign.id);
    let before = (0..row).rev().take_while(|&other| data.rows.get(other).map(|campaign| campaign.id) == id);
    of.contains(row) && before.into_iter().all(|other| !of.contains(other))
}
