//! The lines of the table: the shown rows, or groups and, below each that is open, what is in it.

use std::collections::HashSet;

use super::gather::{Gathered, Gatherer};
use super::group::{Group, GroupKey, Line, LineKey};
use super::row_set::RowSet;
use super::sums::{is_first, once};
use super::{Row, RowKey, Store};
use crate::domain::grouping::GroupBy;

/// Which groups are open.
#[derive(Debug, Clone, Default)]
pub(super) struct Opened {
    /// Whether all are, but for [`Opened::but`].
    all: bool,
    but: HashSet<GroupKey>,
}

/// A line, where rows are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// A group, by its index.
    Group { at: u32, open: bool },
    /// A row, by its number.
    Row(u32),
}

impl Store {
    /// Gathers rows by one or two values where the query does not say; by none shows the rows alone. All groups are
    /// closed then.
    pub fn set_grouping(&mut self, grouping: Vec<GroupBy>) {
        let before = self.groups_by().to_vec();
        self.grouping = grouping;
        self.grouping.truncate(GroupBy::DEEPEST);
        if self.groups_by() != before {
            self.opened = Opened::default();
            self.arrange();
            self.count();
        }
    }

    /// What rows are gathered by, the outer level first: the query's `group:`, else the grouping set.
    pub fn groups_by(&self) -> &[GroupBy] {
        match self.query.groups() {
            [] => &self.grouping,
            groups => groups,
        }
    }

    /// Whether rows are gathered.
    pub fn is_grouped(&self) -> bool {
        !self.groups_by().is_empty()
    }

    /// How many lines there are: rows alone, or groups and the rows of open ones.
    pub fn lines(&self) -> usize {
        if self.is_grouped() { self.entries.len() } else { self.shown.len() }
    }

    /// The line at a position from the top.
    pub fn line(&self, position: usize) -> Option<Line<'_>> {
        if !self.is_grouped() {
            return self.data.row(*self.shown.get(position)? as usize).map(Line::Row);
        }
        match *self.entries.get(position)? {
            Entry::Row(row) => self.data.row(row as usize).map(Line::Row),
            Entry::Group { at, open } => self.group_at(at as usize, open).map(Line::Group),
        }
    }

    /// The campaign at a position from the top; `None` where a group stands there.
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        self.line(position)?.row()
    }

    /// The groups of the outer level, in order; none where rows stand alone.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let outer = self.gathered.iter().enumerate().filter(|(_, pool)| pool.outer.is_none());
        outer.filter_map(|(at, _)| self.group_at(at, false))
    }

    /// A group by its key, wherever it stands. Takes time that grows with the groups.
    pub fn group(&self, key: &GroupKey) -> Option<Group<'_>> {
        let at = self.pool_of(key)?;
        self.group_at(at, self.opened.but.contains(key) != self.opened.all)
    }

    /// How many groups the row of a key stands in, or the group of a key: by as much a line is set in.
    pub fn depth(&self, line: &Line<'_>) -> usize {
        match line {
            Line::Row(_) => self.groups_by().len(),
            Line::Group(group) => group.depth(),
        }
    }

    /// Whether the last read has what a line shows, be it hidden, and groups are made as this one is.
    pub fn knows(&self, key: &LineKey) -> bool {
        match key {
            LineKey::Row(key) => self.get(*key).is_some(),
            LineKey::Group(key) => self.data.group_numbers(key, self.groups_by()).is_some(),
        }
    }

    /// The position of a line. Takes time that grows with the lines.
    pub fn position(&self, key: &LineKey) -> Option<usize> {
        match key {
            LineKey::Row(key) => self.row_position(*key),
            LineKey::Group(key) => {
                let sought = self.pool_of(key)? as u32;
                self.entries.iter().position(|entry| matches!(entry, Entry::Group { at, .. } if *at == sought))
            }
        }
    }

    /// Where a cursor belongs that stood on this line at position `former`: on the line, else on the closed group that
    /// holds it, else on what took its place, else on the last line. `None` when nothing is shown.
    pub fn place(&self, key: &LineKey, former: usize) -> Option<usize> {
        let around = || self.around(key).into_iter().flatten().find_map(|at| self.position_of_pool(at));
        self.position(key).or_else(around).or_else(|| Some(former.min(self.lines().checked_sub(1)?)))
    }

    /// Opens a closed group, closes an open one.
    pub fn toggle(&mut self, key: &GroupKey) {
        if !self.opened.but.remove(key) {
            self.opened.but.insert(key.clone());
        }
        self.lay_out();
    }

    /// Opens every group, or closes them.
    pub fn open_all(&mut self, open: bool) {
        self.opened = Opened { all: open, but: HashSet::new() };
        self.lay_out();
    }

    /// Whether any group is open.
    pub fn any_open(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry, Entry::Group { open: true, .. }))
    }

    /// Opens the groups that a shown row stands in, so that it has a position.
    pub fn reveal(&mut self, key: RowKey) {
        let around: Vec<GroupKey> = self
            .around(&LineKey::Row(key))
            .into_iter()
            .flatten()
            .rev()
            .filter_map(|at| self.group_at(at, false).map(|group| group.key()))
            .collect();
        for key in around {
            if self.group(&key).is_some_and(|group| !group.is_open()) {
                self.toggle(&key);
            }
        }
    }

    /// Gathers rows that are in order; those that stayed in their groups keep these in place.
    pub(super) fn gather(&self, rows: Vec<u32>, limit: Option<usize>, stayed: Option<&RowSet>) -> Gathered {
        let orders = self.orders();
        let gatherer = Gatherer { data: &self.data, by: self.groups_by(), orders: &orders, limit, stayed };
        let counted = once(&self.data, self.matched.iter());
        let moved = self.changed.iter().filter_map(|(row, change)| Some((*row, change.calls()?)));
        let firsts = moved.filter(|(row, _)| is_first(&self.data, *row, &self.matched));
        gatherer.gather(rows, counted, firsts)
    }

    /// Makes the lines anew from the groups.
    pub(super) fn lay_out(&mut self) {
        let but: HashSet<usize> = self.opened.but.iter().filter_map(|key| self.pool_of(key)).collect();
        self.entries.clear();
        let mut at = 0;
        while let Some(pool) = self.gathered.get(at) {
            let open = but.contains(&at) != self.opened.all;
            self.entries.push(Entry::Group { at: at as u32, open });
            let inner = self.gathered.get(at + 1..).unwrap_or_default();
            let inner = inner.iter().take_while(|inner| inner.outer == Some(at as u32)).count();
            if !open {
                at += inner;
            } else if inner == 0 {
                let rows = self.shown.get(pool.rows.clone()).unwrap_or_default();
                self.entries.extend(rows.iter().map(|&row| Entry::Row(row)));
            }
            at += 1;
        }
    }

    /// What the lines show, to be compared after groups have changed their places.
    pub(super) fn told_lines(&self) -> Vec<(Option<u32>, u32)> {
        let told = |entry: &Entry| match entry {
            Entry::Row(row) => (None, *row),
            Entry::Group { at, .. } => (Some(0), self.gathered.get(*at as usize).map_or(0, |pool| pool.number)),
        };
        self.entries.iter().map(told).collect()
    }

    pub(super) fn group_at(&self, at: usize, open: bool) -> Option<Group<'_>> {
        Some(Group {
            data: &self.data,
            by: self.groups_by(),
            pools: &self.gathered,
            rows: &self.shown,
            all: &self.totals,
            pool: self.gathered.get(at)?,
            at,
            open,
        })
    }

    fn row_position(&self, key: RowKey) -> Option<usize> {
        let row = self.data.number(key)?;
        if !self.matched.contains(row) {
            None
        } else if self.is_grouped() {
            self.entries.iter().position(|entry| *entry == Entry::Row(row as u32))
        } else {
            self.shown.iter().position(|&shown| shown as usize == row)
        }
    }

    fn position_of_pool(&self, sought: usize) -> Option<usize> {
        self.entries.iter().position(|entry| matches!(entry, Entry::Group { at, .. } if *at as usize == sought))
    }

    /// The index of a group.
    pub(super) fn pool_of(&self, key: &GroupKey) -> Option<usize> {
        self.pool_of_numbers(&self.data.group_numbers(key, self.groups_by())?)
    }

    /// The index of the group of these values, the outer level first.
    fn pool_of_numbers(&self, numbers: &[u32]) -> Option<usize> {
        numbers.iter().try_fold(None, |outer: Option<usize>, number| {
            let wanted = outer.map(|outer| outer as u32);
            let from = outer.map_or(0, |outer| outer + 1);
            let mut pools = self.gathered.iter().enumerate().skip(from);
            let found = pools.find(|(_, pool)| pool.number == *number && pool.outer == wanted);
            found.map(|(at, _)| Some(at))
        })?
    }

    /// The groups that a line stands in, the inner one first; of a group also itself.
    fn around(&self, key: &LineKey) -> Option<Vec<usize>> {
        let numbers = match key {
            LineKey::Row(key) => {
                let row = self.data.number(*key).filter(|row| self.matched.contains(*row))?;
                self.groups_by().iter().map(|&by| self.data.keys(by).number(row)).collect()
            }
            LineKey::Group(key) => self.data.group_numbers(key, self.groups_by())?,
        };
        let levels = (1..=numbers.len()).rev();
        Some(levels.filter_map(|level| self.pool_of_numbers(numbers.get(..level)?)).collect())
    }
}
