//! The other campaigns that have a value in common with a row: its agent's, its case list's.

use super::group::Common;
use super::sums::once;
use super::{Row, Store};
use crate::domain::grouping::GroupBy;

/// The other campaigns that have a value in common with a row, shown or not.
#[derive(Debug, Clone, Copy)]
pub struct Siblings<'s> {
    store: &'s Store,
    id: i64,
    by: GroupBy,
    number: u32,
    /// What they have in common.
    pub common: Common<'s>,
    members: &'s [u32],
    /// How many of the members are others.
    others: usize,
}

impl<'s> Siblings<'s> {
    /// How many others there are.
    pub fn others(&self) -> usize {
        self.others
    }

    /// The others with the most calls first.
    pub fn largest(&self) -> impl Iterator<Item = Row<'s>> + use<'s> {
        let Self { store, id, members, .. } = *self;
        members.iter().filter_map(|&row| store.data.row(row as usize)).filter(move |row| row.id() != id)
    }

    /// In how many campaigns of the case list, this one among them, the last read moved calls; `None` for what is no list.
    pub fn moving(&self) -> Option<usize> {
        let moving = self.store.asked.moving.get_or_init(|| self.store.moving_by_list());
        moving.get(self.number as usize).filter(|_| self.by == GroupBy::List).map(|&count| count as usize)
    }
}

impl Store {
    /// The campaigns that have a row's agent, list or origin; `None` where that is unknown. The first look after a read
    /// sorts all rows.
    pub fn siblings(&self, row: Row<'_>, by: GroupBy) -> Option<Siblings<'_>> {
        let row = self.data.row(row.number())?;
        let common = match by {
            GroupBy::Agent => row.agent().map(Common::Text),
            GroupBy::List => row.list().map(Common::Number),
            GroupBy::Origin => row.origin().map(Common::Text),
        }?;
        let keys = self.data.keys(by);
        let number = keys.number(row.number());
        let members = keys.members(number, &self.data.rows);
        let own = keys.number(self.data.first(row.id())) == number;
        let others = members.len() - usize::from(own);
        Some(Siblings { store: self, id: row.id(), by, number, common, members, others })
    }

    fn moving_by_list(&self) -> Vec<u32> {
        let keys = self.data.keys(GroupBy::List);
        let mut moving = vec![0; keys.len()];
        let moved = self.changed.iter().filter(|(_, change)| change.moves()).map(|&(row, _)| row);
        for row in once(&self.data, moved) {
            if let Some(count) = moving.get_mut(keys.number(row) as usize) {
                *count += 1;
            }
        }
        moving
    }
}
