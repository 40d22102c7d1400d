//! Which rows have a value in common, made ready with a read: each distinct value of a column is a number, so that
//! gathering rows compares no text.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::OnceLock;

use crate::domain::campaign::Campaign;
use crate::domain::grouping::GroupBy;
use crate::domain::shown::Shown;

/// The values of one column that rows can be gathered by.
#[derive(Debug, Clone, Default)]
pub(super) struct GroupKeys {
    /// The number of each row's value; of an unknown one [`GroupKeys::unknown`].
    pub(super) of_row: Vec<u32>,
    /// A row that has the value, for each value: texts in the order of their bytes as received, numbers by size.
    pub(super) examples: Vec<u32>,
    /// Which rows have it, looked up where it is first asked for.
    members: OnceLock<Members>,
}

/// The campaigns of each value, each by its first row.
#[derive(Debug, Clone, Default)]
struct Members {
    /// The numbers of the rows, value after value; of one value those with the most calls first.
    rows: Vec<u32>,
    /// Where the rows of each value end.
    ends: Vec<usize>,
}

impl GroupKeys {
    pub(super) fn new(rows: &[Campaign], by: GroupBy) -> Self {
        match by {
            GroupBy::Agent => interned(rows, |row| row.agent.as_ref().map(Shown::raw)),
            GroupBy::List => interned(rows, |row| row.list),
            GroupBy::Origin => interned(rows, |row| row.origin.as_ref().map(Shown::raw)),
        }
    }

    /// The number that stands for an unknown value: the one after all known ones.
    pub(super) fn unknown(&self) -> u32 {
        self.examples.len() as u32
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.examples.len() + 1
    }

    /// The number of a row's value.
    pub(super) fn number(&self, row: usize) -> u32 {
        self.of_row.get(row).copied().unwrap_or(self.unknown())
    }

    /// The campaigns that have a value, those with the most calls first, by the first row of each. `rows` are those that
    /// the keys were made of: the first look sorts them.
    pub(super) fn members(&self, number: u32, rows: &[Campaign]) -> &[u32] {
        let members = self.members.get_or_init(|| {
            let calls = |row: u32| rows.get(row as usize).and_then(|row| row.stats.calls);
            let same_id = rows.chunk_by(|a, b| a.id == b.id).map(<[Campaign]>::len);
            let firsts = same_id.scan(0, |next, same| Some(std::mem::replace(next, *next + same as u32)));
            let mut firsts: Vec<u32> = firsts.collect();
            firsts.sort_unstable_by_key(|&row| (self.number(row as usize), Reverse(calls(row)), row));
            let end = |number: usize| firsts.partition_point(|&row| self.number(row as usize) as usize <= number);
            let ends = (0..self.len()).map(end).collect();
            Members { rows: firsts, ends }
        });
        let end = |number: usize| members.ends.get(number).copied().unwrap_or_default();
        let from = (number as usize).checked_sub(1).map_or(0, end);
        members.rows.get(from..end(number as usize)).unwrap_or_default()
    }
}

fn interned<'r, V: Ord + Hash + Copy>(rows: &'r [Campaign], value: impl Fn(&'r Campaign) -> Option<V>) -> GroupKeys {
    let mut seen: HashMap<V, u32> = HashMap::new();
    let mut found: Vec<(V, u32)> = Vec::new();
    let mut of_row: Vec<Option<u32>> = Vec::with_capacity(rows.len());
    for (number, row) in (0..).zip(rows) {
        of_row.push(value(row).map(|value| {
            *seen.entry(value).or_insert_with(|| {
                found.push((value, number));
                found.len() as u32 - 1
            })
        }));
    }
    let mut ordered: Vec<u32> = (0..found.len() as u32).collect();
    ordered.sort_unstable_by_key(|&slot| found.get(slot as usize).map(|(value, _)| *value));
    let mut places = vec![0; found.len()];
    for (place, &slot) in (0..).zip(&ordered) {
        if let Some(known) = places.get_mut(slot as usize) {
            *known = place;
        }
    }
    let place = |slot: Option<u32>| slot.and_then(|slot| places.get(slot as usize).copied());
    let unknown = found.len() as u32;
    GroupKeys {
        of_row: of_row.into_iter().map(|slot| place(slot).unwrap_or(unknown)).collect(),
        examples: ordered.iter().filter_map(|&slot| found.get(slot as usize).map(|(_, row)| *row)).collect(),
        members: OnceLock::new(),
    }
}
