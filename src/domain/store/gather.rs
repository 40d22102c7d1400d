//! Rows gathered by what they have in common: pooled in one pass, and the groups put in order.
//!
//! A group stands where its pooled value of the sorted column belongs. By success that holds for groups with enough
//! data; those with too few come after them whichever way the order goes, as unknown values do, so that 3 of 3 never
//! stands before 850 of 1,000. Columns of text and the case list order groups by their names, the id by the newest
//! campaign (ascending: the oldest); what ties, and what cannot be pooled, goes by name.

use std::ops::Range;

use super::row_set::RowSet;
use super::snapshot::{Snapshot, ordered_bits};
use super::sums;
use super::totals::Totals;
use crate::domain::grouping::GroupBy;
use crate::domain::order::{Column, Order, Value};

/// How many of a group's campaigns are kept as its largest.
const LARGEST: usize = 5;

/// What the rows of one group come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    /// The number of its value.
    pub(super) number: u32,
    /// The index of the group it stands in.
    pub(super) outer: Option<u32>,
    /// Where its rows stand among the rows shown.
    pub(super) rows: Range<usize>,
    pub(super) totals: Totals,
    pub(super) largest: Largest,
}

/// The campaigns with the most calls, the first being the largest: calls and number of the row.
#[derive(Debug, Clone, Default)]
pub(super) struct Largest(Vec<(i64, u32)>);

impl Largest {
    fn add(&mut self, calls: Option<i64>, row: u32) {
        let Some(calls) = calls else { return };
        if self.0.len() == LARGEST && self.0.last().is_some_and(|&(least, _)| calls <= least) {
            return;
        }
        let place = self.0.partition_point(|&(more, _)| more >= calls);
        self.0.insert(place, (calls, row));
        self.0.truncate(LARGEST);
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|&(_, row)| row as usize)
    }
}

/// Groups, each followed by those within it, and the rows as they stand in them.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) pools: Vec<Pool>,
    pub(super) rows: Vec<u32>,
}

/// What decides about the groups of some rows.
pub(super) struct Gatherer<'d> {
    pub(super) data: &'d Snapshot,
    /// One or two levels.
    pub(super) by: &'d [GroupBy],
    pub(super) orders: &'d [Order],
    /// How many groups of the outer level there may be.
    pub(super) limit: Option<usize>,
    /// Rows whose groups stand as these stand, before all others: where rows are held.
    pub(super) stayed: Option<&'d RowSet>,
}

/// A group before it has its place.
struct Node {
    pool: Pool,
    inner: Vec<Node>,
}

impl Gatherer<'_> {
    /// Gathers rows that are in order. Of `counted`, which are in order of their numbers, a campaign that occurs twice
    /// is counted in the group of the first; `moved` are the rows whose calls moved with the last read, and by how many.
    pub(super) fn gather(
        &self,
        rows: Vec<u32>,
        counted: impl Iterator<Item = usize>,
        moved: impl Iterator<Item = (usize, i64)>,
    ) -> Gathered {
        let places = self.stayed.map(|_| self.places(&rows));
        let mut rows = rows;
        let mut nodes = self.nodes(&mut rows);
        self.pool(&mut nodes, &rows, counted, moved);
        self.rank(&mut nodes, 0, &rows, places.as_deref());
        nodes.truncate(self.limit.unwrap_or(usize::MAX));
        flattened(nodes, &rows)
    }

    /// The place of each row in the order given.
    fn places(&self, rows: &[u32]) -> Vec<u32> {
        let mut places = vec![u32::MAX; self.data.rows.len()];
        for (place, &row) in (0..).zip(rows) {
            if let Some(slot) = places.get_mut(row as usize) {
                *slot = place;
            }
        }
        places
    }

    /// The groups in order of their first rows; `rows` are brought together by group.
    fn nodes(&self, rows: &mut [u32]) -> Vec<Node> {
        let of = |level: usize, rows: &mut [u32], from: usize, scratch: &mut Scratch| {
            let keys = self.by.get(level).map(|&by| self.data.keys(by));
            let split = keys.map(|keys| scratch.split(rows, &keys.of_row, keys.len())).unwrap_or_default();
            let node = move |(number, range): (u32, Range<usize>)| Node {
                pool: Pool { number, rows: from + range.start..from + range.end, ..Pool::default() },
                inner: Vec::new(),
            };
            split.into_iter().map(node).collect::<Vec<_>>()
        };
        let mut scratch = Scratch::default();
        let mut nodes = of(0, rows, 0, &mut scratch);
        if self.by.len() > 1 {
            for node in &mut nodes {
                let range = node.pool.rows.clone();
                if let Some(rows) = rows.get_mut(range.clone()) {
                    node.inner = of(1, rows, range.start, &mut scratch);
                }
            }
        }
        nodes
    }

    /// Adds each row up in the innermost group that it is in, and those in the groups they are in.
    fn pool(
        &self,
        nodes: &mut [Node],
        rows: &[u32],
        counted: impl Iterator<Item = usize>,
        moved: impl Iterator<Item = (usize, i64)>,
    ) {
        let mut leaves: Vec<&mut Pool> = Vec::new();
        let mut leaf_of = vec![u32::MAX; self.data.rows.len()];
        for node in nodes.iter_mut() {
            let within: Vec<&mut Pool> = match node.inner.as_mut_slice() {
                [] => vec![&mut node.pool],
                inner => inner.iter_mut().map(|node| &mut node.pool).collect(),
            };
            for pool in within {
                for &row in rows.get(pool.rows.clone()).unwrap_or_default() {
                    if let Some(leaf) = leaf_of.get_mut(row as usize) {
                        *leaf = leaves.len() as u32;
                    }
                }
                leaves.push(pool);
            }
        }
        let leaf = |row: usize| leaf_of.get(row).map_or(usize::MAX, |&leaf| leaf as usize);
        for row in counted {
            if let (Some(pool), Some(campaign)) = (leaves.get_mut(leaf(row)), self.data.rows.get(row)) {
                sums::add(&mut pool.totals, self.data, row);
                pool.largest.add(campaign.stats.calls, row as u32);
            }
        }
        for (row, calls) in moved {
            if let Some(pool) = leaves.get_mut(leaf(row)) {
                pool.totals.moved(calls);
            }
        }
        for node in nodes {
            for inner in &node.inner {
                node.pool.totals.merge(&inner.pool.totals);
                inner.pool.largest.0.iter().for_each(|&(calls, row)| node.pool.largest.add(Some(calls), row));
            }
        }
    }

    fn rank(&self, nodes: &mut [Node], level: usize, rows: &[u32], places: Option<&[u32]>) {
        let Some(&by) = self.by.get(level) else { return };
        // Names that read the same still differ.
        nodes.sort_by_cached_key(|node| (self.data.name_key(by, node.pool.number), node.pool.number));
        for order in self.orders.iter().rev() {
            nodes.sort_by_cached_key(|node| self.key(node, by, *order, rows));
        }
        if let (Some(stayed), Some(places)) = (self.stayed, places) {
            let first = |node: &Node| {
                let own = rows.get(node.pool.rows.clone()).unwrap_or_default();
                let row = own.iter().find(|&&row| stayed.contains(row as usize))?;
                places.get(*row as usize).copied()
            };
            nodes.sort_by_cached_key(|node| first(node).unwrap_or(u32::MAX));
        }
        for node in nodes {
            self.rank(&mut node.inner, level + 1, rows, places);
        }
    }

    /// Numbers that compare as the groups stand by one key of the order.
    fn key(&self, node: &Node, by: GroupBy, order: Order, rows: &[u32]) -> (u8, u64) {
        let (class, bits) = match order.column {
            Column::Name | Column::Agent | Column::List | Column::Origin | Column::Updated => {
                self.data.name_key(by, node.pool.number)
            }
            Column::Id => {
                // The rows of a read are numbered by id, from the largest down.
                let own = || rows.get(node.pool.rows.clone()).unwrap_or_default().iter().copied();
                let row = if order.descending { own().min() } else { own().max() };
                let id = row.and_then(|row| self.data.rows.get(row as usize)).map(|row| row.id);
                known(id.map(Value::Whole))
            }
            column => {
                let (class, bits) = known(node.pool.totals.value(column));
                (class.max(node.pool.totals.rests_on_too_few(column).into()), bits)
            }
        };
        (class, if order.descending { !bits } else { bits })
    }
}

/// What is known comes first: class 0, before 1 (too few data) and 2.
fn known(value: Option<Value<'_>>) -> (u8, u64) {
    value.map_or((2, 0), |value| (0, ordered_bits(value)))
}

impl Snapshot {
    /// Numbers that compare as the names of groups do; what is unknown comes last.
    fn name_key(&self, by: GroupBy, number: u32) -> (u8, u64) {
        let keys = self.keys(by);
        match keys.examples.get(number as usize).and_then(|&row| self.sort_key(by.column(), row as usize)) {
            Some(key) => (0, key),
            None => (2, 0),
        }
    }
}

/// Groups in their order, each before those within it, and their rows.
fn flattened(nodes: Vec<Node>, gathered: &[u32]) -> Gathered {
    fn put(node: Node, outer: Option<u32>, gathered: &[u32], into: &mut Gathered) {
        let (at, from) = (into.pools.len(), into.rows.len());
        let own = node.pool.rows.clone();
        into.pools.push(Pool { outer, ..node.pool });
        if node.inner.is_empty() {
            into.rows.extend(gathered.get(own).unwrap_or_default());
        }
        for inner in node.inner {
            put(inner, Some(at as u32), gathered, into);
        }
        let end = into.rows.len();
        if let Some(pool) = into.pools.get_mut(at) {
            pool.rows = from..end;
        }
    }
    let mut into = Gathered { pools: Vec::with_capacity(nodes.len()), rows: Vec::with_capacity(gathered.len()) };
    for node in nodes {
        put(node, None, gathered, &mut into);
    }
    into
}

/// Room to work in.
#[derive(Default)]
struct Scratch {
    slots: Vec<u32>,
    rows: Vec<u32>,
}

impl Scratch {
    /// Brings rows of one number together, the groups in order of their first rows and the rows in theirs. `of_row` are
    /// the numbers, below `numbers`.
    fn split(&mut self, rows: &mut [u32], of_row: &[u32], numbers: usize) -> Vec<(u32, Range<usize>)> {
        const NONE: u32 = u32::MAX;
        self.slots.resize(self.slots.len().max(numbers), NONE);
        let number_of = |row: u32| of_row.get(row as usize).copied().unwrap_or(0);
        let mut found: Vec<(u32, Range<usize>)> = Vec::new();
        for &row in rows.iter() {
            let number = number_of(row);
            let Some(slot) = self.slots.get_mut(number as usize) else { continue };
            if *slot == NONE {
                *slot = found.len() as u32;
                found.push((number, 0..0));
            }
            if let Some((_, range)) = found.get_mut(*slot as usize) {
                range.end += 1;
            }
        }
        let mut from = 0;
        for (_, range) in &mut found {
            let count = range.end;
            *range = from..from;
            from += count;
        }
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        for &row in &self.rows {
            let slot = self.slots.get(number_of(row) as usize).copied().unwrap_or(NONE);
            if let Some((_, range)) = found.get_mut(slot as usize)
                && let Some(place) = rows.get_mut(range.end)
            {
                *place = row;
                range.end += 1;
            }
        }
        for (number, _) in &found {
            if let Some(slot) = self.slots.get_mut(*number as usize) {
                *slot = NONE;
            }
        }
        found
    }
}
