//! All campaigns: found, ordered, counted and compared with the read before.
//!
//! [`Snapshot::build`] does the heavy part off the thread that draws; [`Store::apply`] takes its result. A [`Query`]
//! and an [`Order`] then decide which rows are shown and where. Whatever follows from them is computed once per
//! change, so that drawing only looks up: [`Store::line`] by position, [`Store::position`] by [`LineKey`]. A line is a
//! row or, where rows are gathered ([`Store::set_grouping`], the query's `group:`), a group.
//!
//! A listing goes in and never comes out again: a [`Row`] is asked for its values, the store for what its rows come
//! to. How rows are kept may change without anybody outside noticing.
//!
//! Inside: `snapshot` holds the rows and what makes them fast to find, `filter` and `sort` choose and order them,
//! `known` says what a query may ask of them besides, `seen` which values occur, `held` keeps them in place, `gather`
//! brings them together in groups, `lines` are what the table shows of these. `changes`, `counting`, `totals` and `uses`
//! count, `sums` adds up, `remembered` and `memory` say what the record knows besides, `pool` compares,
//! `judge` says what stands out from its `peers`, `verdicts` who `needs` a person; `agents`, `ranks` and `siblings` say
//! how rows stand among others. `excerpt` hands them on, `recorded` stands between them and the record, and `redacted`
//! takes their names away. A row's *number* is its index in the snapshot, its *position* that of its line. All of it
//! must agree with `Query::matches` and `Order::compare`; `tests` compares them, and `naive` with what the language says.

mod agents;
mod changes;
mod counting;
mod events;
mod excerpt;
mod filter;
mod gather;
mod group;
mod group_keys;
mod held;
mod hourly;
mod judge;
mod known;
mod lines;
mod memory;
#[cfg(test)]
mod naive;
mod needs;
mod peers;
mod pool;
mod ranks;
mod recorded;
mod redacted;
mod remembered;
mod row;
mod row_set;
mod seen;
mod siblings;
mod snapshot;
mod sort;
mod sums;
#[cfg(test)]
mod tests;
mod totals;
mod uses;
mod verdicts;

pub use agents::AgentScore;
pub use changes::{Change, Changes};
pub use events::{Event, events};
pub use excerpt::Excerpt;
pub use group::{Alone, Common, Group, GroupKey, Line, LineKey};
pub use hourly::Hourly;
pub use ranks::Rank;
pub use recorded::WholeRead;
pub use row::{Row, RowKey, Text};
pub use siblings::Siblings;
pub use snapshot::Snapshot;
pub use totals::{Mean, Rate, Sum, Totals};
pub use uses::Use;

use std::sync::{Arc, OnceLock};

use self::counting::Asked;
use self::gather::Pool;
use self::known::Known;
use self::lines::{Entry, Opened};
use self::remembered::Remembered;
use self::row_set::RowSet;
use super::grouping::GroupBy;
use super::judgement::Grade;
use super::measure::Measures;
use super::memory::Memory;
use super::order::{Column, Order};
use super::query::{Flag, Query};

/// The campaigns of the last good read, and which of them are shown where.
#[derive(Debug, Default)]
pub struct Store {
    data: Arc<Snapshot>,
    loaded: bool,
    reads: u64,
    tellings: u64,
    changes: Changes,
    /// Whether the last read was compared with the one before.
    compares: bool,
    /// The rows that the last read changed, by number.
    changed: Vec<(usize, Change)>,
    /// The rows marked on the screen, as far as they were told.
    marked: Vec<RowKey>,
    query: Query,
    order: Order,
    /// What rows are gathered by where the query does not say.
    grouping: Vec<GroupBy>,
    opened: Opened,
    measures: Measures,
    /// What is said of the success of every row, judged where a filter first asks for it.
    grades: OnceLock<Vec<Grade>>,
    /// The numbers of all rows, in order.
    sorted: Vec<u32>,
    /// The rows that pass the filter, before a limit.
    matched: RowSet,
    /// The numbers of the shown rows as they stand, those of closed groups too.
    shown: Vec<u32>,
    /// What they are gathered in, each group followed by those within it.
    gathered: Vec<Pool>,
    /// The lines, where rows are gathered.
    entries: Vec<Entry>,
    /// Whether they stand in another order than the one set.
    held: bool,
    totals: Totals,
    asked: Asked,
}

impl Store {
    /// Replaces the last read with a new one and says what changed. Query and order stay.
    pub fn apply(&mut self, snapshot: Snapshot) -> Changes {
        self.renew(snapshot);
        self.changes
    }

    /// Like [`Store::apply`], but rows that were shown keep their relative order, and rows that were not come last:
    /// until [`Store::rank`], a new query or order, or the next `apply`. After [`Store::reset_comparison`] there is
    /// nothing to hold.
    pub fn apply_held(&mut self, snapshot: Snapshot) -> Changes {
        if !self.loaded {
            return self.apply(snapshot);
        }
        let shown = std::mem::take(&mut self.shown);
        let former = self.renew(snapshot);
        let successors = held::successors(&former, &self.data);
        let held = held::in_former_order(&shown, &successors, &self.shown, self.total());
        if self.is_grouped() {
            let stayed = held::stayed((&former, &shown), &self.data, &successors, self.groups_by());
            let ranked = self.told_lines();
            let gathered = self.gather(held, None, Some(&stayed));
            (self.shown, self.gathered) = (gathered.rows, gathered.pools);
            self.lay_out();
            self.held = self.told_lines() != ranked;
        } else {
            self.held = held != self.shown;
            self.shown = held;
        }
        self.changes
    }

    /// Moves held rows to where the order puts them; false when they are there already.
    pub fn rank(&mut self) -> bool {
        let held = self.held;
        if held {
            self.arrange();
        }
        held
    }

    /// Whether rows are held where the order would not put them.
    pub fn held(&self) -> bool {
        self.held
    }

    /// The next read will not be compared with the last one, because it answers another question.
    pub fn reset_comparison(&mut self) {
        self.loaded = false;
    }

    /// Replaces the last read with the next, of which the same is remembered, and returns it.
    fn renew(&mut self, snapshot: Snapshot) -> Arc<Snapshot> {
        let memory = self.memory().cloned();
        self.replace(snapshot, memory)
    }

    /// Replaces the last read, and returns it.
    fn replace(&mut self, snapshot: Snapshot, memory: Option<Arc<Memory>>) -> Arc<Snapshot> {
        let former = Arc::clone(&self.data);
        (self.changes, self.changed) =
            if self.loaded { changes::between(&former, &snapshot) } else { Default::default() };
        let changed = || self.changed.iter().map(|(row, change)| (*row, change.calls())).collect();
        let changed = self.loaded.then(changed);
        let remembered = Remembered::new(memory, &snapshot.rows, changed);
        self.data = Arc::new(verdicts::weighed(snapshot.remembering(remembered), self.measures.success));
        self.grades = OnceLock::new();
        self.compares = std::mem::replace(&mut self.loaded, true);
        self.reads += 1;
        self.sort();
        self.filter(&RowSet::all(self.total()));
        self.arrange();
        self.count();
        former
    }

    /// Shows what a query asks for. Its `sort:` takes precedence over [`Store::set_order`].
    pub fn set_query(&mut self, query: Query) {
        let former = std::mem::replace(&mut self.query, query);
        if self.query == former {
            return;
        }
        if self.query.orders() != former.orders() {
            self.sort();
        }
        if self.query.groups() != former.groups() {
            self.opened = Opened::default();
        }
        let narrower = filter::narrows(&self.query, &former);
        let within = if narrower { self.matched.clone() } else { RowSet::all(self.total()) };
        self.filter(&within);
        self.arrange();
        self.count();
    }

    /// Which rows are marked, for a query that asks. Rows that are held stay where they are.
    pub fn set_marked(&mut self, keys: impl IntoIterator<Item = RowKey>) {
        self.marked = keys.into_iter().collect();
        if !self.query.asks(Flag::Marked) {
            return;
        }
        self.rearrange(self.held);
        self.count();
    }

    /// Filters anew what is in order; where `hold`, rows that stay shown keep their places.
    fn rearrange(&mut self, hold: bool) {
        let shown = std::mem::take(&mut self.shown);
        self.filter(&RowSet::all(self.total()));
        self.arrange();
        if hold {
            let same: Vec<Option<u32>> = (0..).take(self.total()).map(Some).collect();
            let stayed = held::in_former_order(&shown, &same, &self.shown, self.total());
            self.held = stayed != self.shown;
            self.shown = stayed;
        }
    }

    /// The order of the rows where the query does not set one.
    pub fn set_order(&mut self, order: Order) {
        if std::mem::replace(&mut self.order, order) != order && self.query.orders().is_empty() {
            self.sort();
            self.arrange();
            if self.query.limit().is_some() {
                self.count();
            }
        }
    }

    /// With which limits rates and scores are shown and judged, and so asked for. To be set before the first query.
    pub fn set_measures(&mut self, measures: Measures) {
        self.measures = measures;
        self.grades = OnceLock::new();
    }

    /// How rates and scores are shown, and the user's limits for them.
    pub fn measures(&self) -> Measures {
        self.measures
    }

    /// The query in force.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The first sort key in force: the query's, else the one set.
    pub fn order(&self) -> Order {
        self.query.order().unwrap_or(self.order)
    }

    /// All sort keys in force, the weightiest first.
    pub fn orders(&self) -> Vec<Order> {
        match self.query.orders() {
            [] => vec![self.order],
            orders => orders.to_vec(),
        }
    }

    /// How many rows are shown, those of closed groups too.
    pub fn shown(&self) -> usize {
        self.shown.len()
    }

    /// How many rows there are.
    pub fn total(&self) -> usize {
        self.data.rows.len()
    }

    /// How many columns of a terminal the longest value of a column takes in any row; 0 for columns of counts and rates.
    pub fn widest(&self, column: Column) -> usize {
        self.data.widest(column)
    }

    /// How many campaigns a query asks for, whatever is shown. Takes time that grows with the rows.
    pub fn count_of(&self, query: &Query) -> usize {
        let known = Known::new(&self.data, query, &self.marked, || self.grades());
        let found = filter::select(&self.data, &known, query, self.measures, &RowSet::all(self.total()));
        // Rows of one id stand together and are one campaign.
        let ids = found.iter().filter_map(|row| self.data.rows.get(row)).map(|campaign| campaign.id);
        let (distinct, _) = ids.fold((0, None), |(count, last), id| (count + usize::from(last != Some(id)), Some(id)));
        query.limit().map_or(distinct, |limit| limit.min(distinct))
    }

    /// How many elements of the list could not be read at all.
    pub fn unreadable(&self) -> usize {
        self.data.unreadable
    }

    /// How many ids occur more than once (P6).
    pub fn repeated(&self) -> usize {
        self.data.repeated
    }

    /// How many campaigns there are: rows of one id are one.
    pub fn distinct(&self) -> usize {
        self.data.distinct
    }

    /// The shown rows as they stand, those of closed groups too.
    pub fn shown_rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.shown.iter().filter_map(|&row| self.data.row(row as usize))
    }

    /// Every row, shown or not, by id descending.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.total()).filter_map(|row| self.data.row(row))
    }

    /// How many reads there were: what was computed from the rows is valid until this changes.
    pub fn reads(&self) -> u64 {
        self.reads
    }

    /// A row by its key, shown or not.
    pub fn get(&self, key: RowKey) -> Option<Row<'_>> {
        self.data.row(self.data.number(key)?)
    }

    /// Whether a row is among those shown, be it in a closed group.
    pub fn shows(&self, key: RowKey) -> bool {
        self.rank_of(key).is_some()
    }

    /// Which of the shown rows this is, counted from 0 and from the top, closed groups included. Takes time that grows
    /// with the rows shown.
    pub fn rank_of(&self, key: RowKey) -> Option<usize> {
        let row = self.data.number(key)?;
        self.matched.contains(row).then(|| self.shown.iter().position(|&shown| shown as usize == row))?
    }

    /// The totals of the shown rows.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What the last read changed.
    pub fn changes(&self) -> Changes {
        self.changes
    }

    /// Whether the last read was compared with the one before, so that what moved is known.
    pub fn compares(&self) -> bool {
        self.compares
    }

    /// How the last read changed this row; `None` when it did not.
    pub fn change_of(&self, key: RowKey) -> Option<Change> {
        let row = self.data.number(key)?;
        let at = self.changed.binary_search_by_key(&row, |&(row, _)| row).ok()?;
        self.changed.get(at).map(|&(_, change)| change)
    }

    fn sort(&mut self) {
        self.sorted = sort::sorted(&self.data, &self.orders());
    }

    fn filter(&mut self, within: &RowSet) {
        let known = Known::new(&self.data, &self.query, &self.marked, || self.grades());
        self.matched = filter::select(&self.data, &known, &self.query, self.measures, within);
    }

    /// Walks all rows in order and keeps those that matched, as far as the limit allows: so many rows or, where they are
    /// gathered, groups.
    fn arrange(&mut self) {
        let matched = self.sorted.iter().copied().filter(|&row| self.matched.contains(row as usize));
        self.held = false;
        if self.is_grouped() {
            let gathered = self.gather(matched.collect(), self.query.limit(), None);
            (self.shown, self.gathered) = (gathered.rows, gathered.pools);
        } else {
            self.gathered.clear();
            self.shown.clear();
            self.shown.extend(matched.take(self.query.limit().unwrap_or(usize::MAX)));
        }
        self.lay_out();
    }
}
