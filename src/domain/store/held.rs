//! Keeping rows in place when a new read would order them otherwise.

use super::row_set::RowSet;
use super::snapshot::Snapshot;
use crate::domain::campaign::Campaign;
use crate::domain::grouping::GroupBy;

/// For each row of the former read, in order: its number in the latter. Rows of one id pair up in their order.
pub(super) fn successors(former: &Snapshot, latter: &Snapshot) -> Vec<Option<u32>> {
    let mut new = (0..).zip(&latter.rows).peekable();
    let successor = |old: &Campaign| {
        while new.next_if(|(_, row)| row.id > old.id).is_some() {}
        new.next_if(|(_, row)| row.id == old.id).map(|(number, _)| number)
    };
    former.rows.iter().map(successor).collect()
}

/// The rows of `ranked` in the order of `former`; those that are new to it come last, as ranked. `of` is the number of
/// all rows.
pub(super) fn in_former_order(former: &[u32], successors: &[Option<u32>], ranked: &[u32], of: usize) -> Vec<u32> {
    let wanted = RowSet::collect(of, ranked.iter().map(|&row| row as usize));
    let stayed = former.iter().filter_map(|&row| *successors.get(row as usize)?);
    let mut held: Vec<u32> = stayed.filter(|&row| wanted.contains(row as usize)).collect();
    let placed = RowSet::collect(of, held.iter().map(|&row| row as usize));
    held.extend(ranked.iter().filter(|&&row| !placed.contains(row as usize)));
    held
}

/// Of the rows shown of the former read, those that are in the same groups of the latter: their numbers there.
pub(super) fn stayed(
    former: (&Snapshot, &[u32]),
    latter: &Snapshot,
    successors: &[Option<u32>],
    by: &[GroupBy],
) -> RowSet {
    let (former, shown) = former;
    let same = |old: &Campaign, row: &Campaign| {
        by.iter().all(|by| match by {
            GroupBy::Agent => old.agent == row.agent,
            GroupBy::List => old.list == row.list,
            GroupBy::Origin => old.origin == row.origin,
        })
    };
    let stayed = shown.iter().filter_map(|&number| {
        let row = (*successors.get(number as usize)?)? as usize;
        same(former.rows.get(number as usize)?, latter.rows.get(row)?).then_some(row)
    });
    RowSet::collect(latter.rows.len(), stayed)
}
