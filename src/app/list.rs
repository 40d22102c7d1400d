//! View state of the table: the cursor, the window on the rows, the filter being typed, the order.
//!
//! The lines themselves are the [`Store`]'s. The cursor is held by key, so a refresh never moves it to another campaign
//! or group.

use std::time::Duration;

use super::action::Movement;
use super::columns::Columns;
use super::filter::Filter;
use super::marks::Marks;
use super::preview::Preview;
use crate::domain::grouping::GroupBy;
use crate::domain::memory::Baseline;
use crate::domain::order::{Column, Kind, Order};
use crate::domain::store::{GroupKey, Line, LineKey, RowKey, Store};

#[derive(Debug, Clone, Default)]
pub struct List {
    /// The line the user chose; kept while a filter or a closed group hides it.
    anchor: Option<LineKey>,
    /// Whether the user moved there; else it is where the program began.
    chosen: bool,
    position: usize,
    /// The first visible line, as last drawn.
    offset: usize,
    /// How many lines were visible when last drawn.
    page: usize,
    pub filter: Filter,
    pub order: Order,
    /// What rows are gathered by, the outer level first.
    pub grouping: Vec<GroupBy>,
    /// What changes are compared with, where the query does not say so itself.
    pub baseline: Baseline,
    /// What the user wants of the preview.
    pub preview: Preview,
    /// Which columns, and how far they are scrolled.
    pub columns: Columns,
    pub marks: Marks,
    /// When a key was pressed last, since the start of the program.
    touched: Option<Duration>,
    /// Whether a line that is not there is held on to: it may be at another time.
    patient: bool,
}

/// How long after a key the table counts as in use.
const IN_USE: Duration = Duration::from_secs(20);

impl List {
    /// The same without what may name somebody: the filter's text, and the marked rows.
    pub(super) fn redacted(&self) -> Self {
        Self { anchor: None, marks: Marks::default(), filter: self.filter.redacted(), ..self.clone() }
    }

    pub fn position(&self) -> usize {
        self.position
    }

    /// The first visible line when `height` of all `lines` fit: the one last drawn, moved no further than the cursor
    /// needs.
    pub fn first_visible(&self, height: usize, lines: usize) -> usize {
        let most = lines.saturating_sub(height);
        let least = (self.position + 1).saturating_sub(height);
        self.offset.clamp(least, self.position.max(least)).min(most.max(least))
    }

    /// Remembers the window that was drawn.
    pub fn settle(&mut self, offset: usize, page: usize) {
        (self.offset, self.page) = (offset, page);
    }

    pub fn step(&mut self, movement: Movement, store: &Store) {
        self.position = movement.apply(self.position, store.lines(), self.page);
        self.hold(store);
        // At the top is where the program began: what comes first is what the user wants to see.
        self.chosen = movement != Movement::First;
    }

    /// Moves the window by `rows`, and the cursor as far as it must go along to stay in it.
    pub fn scroll(&mut self, movement: Movement, rows: usize, store: &Store) {
        let end = store.lines().saturating_sub(self.page);
        self.offset = (0..rows).fold(self.offset, |offset, _| movement.apply(offset, end + 1, self.page));
        let last = (self.offset + self.page.max(1) - 1).min(store.lines().saturating_sub(1));
        self.position = self.position.clamp(self.offset.min(last), last);
        self.hold(store);
    }

    /// Puts the cursor on a line and says which it is; `None` when there is none at this position.
    pub fn select(&mut self, position: usize, store: &Store) -> Option<LineKey> {
        let key = store.line(position)?.key();
        (self.position, self.anchor, self.chosen) = (position, Some(key.clone()), true);
        Some(key)
    }

    /// Puts the cursor on a campaign, opening the groups that it stands in; false when the filter hides it.
    pub(super) fn go_to(&mut self, key: RowKey, store: &mut Store) -> bool {
        store.reveal(key);
        store.position(&key.into()).and_then(|at| self.select(at, store)).is_some()
    }

    /// The nearest campaign beyond the cursor that way which has a line of its own, and its position.
    pub(super) fn row_beyond(&self, forward: bool, store: &Store) -> Option<(usize, RowKey)> {
        let row = |at: usize| Some((at, store.row(at)?.key()));
        if forward {
            (self.position + 1..store.lines()).find_map(row)
        } else {
            (0..self.position.min(store.lines())).rev().find_map(row)
        }
    }

    /// Finds the cursor's line again after the lines changed. A line that is gone leaves the cursor at its place; a row
    /// in a closed group leaves it on the group.
    pub fn follow(&mut self, store: &Store) {
        let last = store.lines().saturating_sub(1);
        let place = self.anchor.as_ref().and_then(|key| store.place(key, self.position));
        self.position = place.unwrap_or(self.position.min(last));
        if self.anchor.as_ref().is_none_or(|key| !self.patient && !store.knows(key)) {
            self.hold(store);
        }
    }

    /// Finds the cursor's line in rows of another time. In the past (`patient`), one that is not there is not given up.
    pub(super) fn travel(&mut self, patient: bool, store: &Store) {
        self.patient = patient;
        self.follow(store);
        self.marks.recount(store);
    }

    /// After a change of order: a row that the user chose is followed, else what comes first is what they want to see.
    fn reorder(&mut self, store: &Store) {
        if self.chosen {
            self.follow(store);
        } else {
            self.position = 0;
            self.hold(store);
        }
    }

    /// Holds on to the line under the cursor.
    fn hold(&mut self, store: &Store) {
        self.anchor = store.line(self.position).map(|line| line.key());
    }

    /// Holds on to the first campaign of the group under the cursor: it outlives another grouping.
    fn hold_row(&mut self, store: &Store) {
        if let Some(LineKey::Group(key)) = &self.anchor {
            self.anchor = store.group(key).and_then(|group| group.rows().next()).map(|row| row.key().into());
        }
    }

    /// Gathers rows by what the list is to be grouped by; the filter's own `group:` outweighs it while it stands.
    pub fn set_grouping(&mut self, grouping: Vec<GroupBy>, store: &mut Store) {
        self.hold_row(store);
        self.grouping.clone_from(&grouping);
        store.set_grouping(grouping);
        self.reorder(store);
    }

    /// Groups by the next of what rows can be gathered by, and by nothing after the last. Answers with what to say of
    /// it, or why it has no effect yet.
    pub(super) fn group_next(&mut self, store: &mut Store) -> Result<String, &'static str> {
        if !self.filter.query.groups().is_empty() {
            return Err("The filter's own group: holds; edit it with /.");
        }
        let at = self.grouping.last().and_then(|last| GroupBy::ALL.iter().position(|by| by == last));
        let next = GroupBy::ALL.get(at.map_or(0, |at| at + 1)).filter(|_| self.grouping.len() < 2).copied();
        self.set_grouping(next.into_iter().collect(), store);
        Ok(match next {
            Some(by) => format!("Grouped by {}: Enter opens a group, Z opens all.", by.name()),
            None => "Not grouped any more.".to_owned(),
        })
    }

    /// Opens or closes the group; the cursor stays on it.
    pub(super) fn toggle_group(&mut self, key: &GroupKey, store: &mut Store) {
        store.toggle(key);
        self.follow(store);
    }

    /// Closes every group, or opens them where none is open.
    pub(super) fn toggle_groups(&mut self, store: &mut Store) {
        store.open_all(!store.any_open());
        self.follow(store);
    }

    /// The line under the cursor.
    pub fn line<'s>(&self, store: &'s Store) -> Option<Line<'s>> {
        store.line(self.position)
    }

    /// Applies the filter's text; where that has a mistake, what was understood last stays in force.
    pub fn apply_filter(&mut self, store: &mut Store) {
        let former = (store.query().orders().to_vec(), store.groups_by().to_vec());
        self.filter.read();
        if *self.filter.query.groups() != *store.query().groups() {
            self.hold_row(store);
        }
        store.set_query(self.filter.query.clone());
        if (store.query().orders(), store.groups_by()) == (former.0.as_slice(), former.1.as_slice()) {
            self.follow(store);
        } else {
            self.columns.show_sorted();
            self.reorder(store);
        }
    }

    /// Lets a filter that asks for marks see those that were set or taken away, and offers what can be typed next.
    pub(super) fn attend(&mut self, store: &mut Store) {
        if self.marks.tell(store) {
            self.follow(store);
        }
        self.filter.offer(store, self.marks.count());
    }

    /// Notes that the user did something at `now`, since the start of the program.
    pub fn touch(&mut self, now: Duration) {
        self.touched = Some(now);
    }

    /// Whether somebody is at work in the table, so that a refresh had better not move rows about. They stay until the
    /// first refresh after a rest: one movement for one cause.
    pub fn in_use(&self, now: Duration) -> bool {
        self.touched.is_some_and(|at| now.saturating_sub(at) < IN_USE)
    }

    /// Puts held rows where the order says, and lets them move until the next key; false when they stood there already.
    pub fn rerank(&mut self, store: &mut Store) -> bool {
        self.touched = None;
        let moved = store.rank();
        self.follow(store);
        moved
    }

    pub fn set_filter(&mut self, text: &str, store: &mut Store) {
        self.filter.set(text);
        self.apply_filter(store);
    }

    /// Sorts by `order`; the filter's own `sort:` outweighs it while it stands.
    pub fn set_order(&mut self, order: Order, store: &mut Store) {
        self.order = order;
        store.set_order(order);
        self.columns.show_sorted();
        self.reorder(store);
    }

    /// Sorts by a column, in its natural direction; the same column again turns the order round. Answers with what to
    /// say of it, or why it has no effect yet.
    pub(super) fn sort_by(&mut self, column: Column, store: &mut Store) -> Result<Option<String>, &'static str> {
        let order = match column.kind() {
            _ if self.order.column == column => self.order.reversed(),
            Kind::Text => Order::ascending(column),
            _ => Order::descending(column),
        };
        self.set_order(order, store);
        if self.filter.query.order().is_some() {
            return Err("The filter's own sort: holds; edit it with /.");
        }
        let way = if store.query().columns().is_empty() { "C shows it" } else { "the filter's cols: leaves it out" };
        let hidden = self.hides_order(store);
        Ok(hidden.then(|| format!("Sorted by {}, whose column is hidden: {way}.", column.name())))
    }

    /// Whether the rows are sorted by a column that is not shown.
    pub fn hides_order(&self, store: &Store) -> bool {
        !self.columns.chosen(store.query().columns()).shows(store.order().column)
    }
}
