//! Adds rows up.

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
