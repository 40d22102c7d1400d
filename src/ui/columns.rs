//! The columns of the table: title, meaning, width, and how soon each gives way on a narrower screen.
//!
//! [`crate::app::columns`] knows which of them the user wants, [`super::window`] which of those fit.

use super::theme::Role;
use super::{figure, grade, text};
use crate::app::columns::TableColumn;
use crate::app::prefs::Prefs;
use crate::domain::judgement::Grade;
use crate::domain::order::{Column, Kind, Order, Value};
use crate::domain::store::{Change, Row, Store};

#[derive(Debug)]
pub struct ColumnSpec {
    pub column: TableColumn,
    pub title: &'static str,
    /// What its cells mean; shown in the columns sheet.
    pub about: &'static str,
    /// The name also takes what the others leave over.
    pub width: u16,
    /// Whether its cells are aligned to the right.
    pub right: bool,
    /// On a narrow screen the column with the highest number goes first.
    pub priority: u8,
}

impl ColumnSpec {
    /// The cell of a row; a number takes at most `room` columns.
    pub fn cell(&self, facts: &Facts<'_>, room: usize) -> Cell {
        match self.column {
            TableColumn::Value(column) => value(facts, column, room),
            TableColumn::Delta => change(facts.change, room),
        }
    }
}

#[derive(Debug)]
pub struct Facts<'a> {
    pub row: Row<'a>,
    pub store: &'a Store,
    /// How the last refresh changed it.
    pub change: Option<Change>,
    pub prefs: &'a Prefs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub role: Role,
    /// Whether its number stands out.
    pub grade: Grade,
}

impl Cell {
    /// Of a value that has no grade.
    pub fn new(text: String, role: Role) -> Self {
        Self { text, role, grade: Grade::Plain }
    }

    /// Of a number, as its grade looks.
    pub fn graded(text: String, grade: Grade) -> Self {
        Self { text, role: grade::role(grade), grade }
    }
}

pub const ID: TableColumn = TableColumn::Value(Column::Id);
pub const NAME: TableColumn = TableColumn::Value(Column::Name);
pub const RANGE: TableColumn = TableColumn::Value(Column::SuccessRange);

const fn spec(
    column: TableColumn,
    title: &'static str,
    about: &'static str,
    shape: (u16, bool),
    priority: u8,
) -> ColumnSpec {
    ColumnSpec { column, title, about, width: shape.0, right: shape.1, priority }
}

const fn left(width: u16) -> (u16, bool) {
    (width, false)
}

const fn right(width: u16) -> (u16, bool) {
    (width, true)
}

pub const COLUMNS: &[ColumnSpec] = &[
    spec(ID, "ID", "the vendor's number", right(4), 3),
    spec(NAME, "NAME", "the campaign's name", left(18), 0),
    spec(TableColumn::Value(Column::Agent), "AGENT", "the AI agent that calls", left(13), 7),
    spec(TableColumn::Value(Column::List), "LIST", "the case list that is called", right(6), 9),
    spec(TableColumn::Value(Column::Calls), "CALLS", "calls in all", right(7), 1),
    spec(TableColumn::Delta, "Δ", "calls since the refresh before", right(6), 5),
    spec(TableColumn::Value(Column::Ok), "OK", "calls that succeeded", right(6), 10),
    spec(TableColumn::Value(Column::Failed), "FAIL", "calls that failed", right(6), 11),
    spec(TableColumn::Value(Column::Pending), "PEND", "calls without an outcome yet", right(6), 6),
    spec(TableColumn::Value(Column::Finished), "FINISHED", "ok + failed", right(9), 17),
    spec(TableColumn::Value(Column::SuccessRate), "SUCC%", "ok of finished", right(7), 2),
    spec(RANGE, "RANGE", "where the true success probably lies", left(16), 12),
    spec(TableColumn::Value(Column::FailedRate), "FAIL%", "failed of finished", right(6), 15),
    spec(TableColumn::Value(Column::VendorRate), "VENDOR%", "the vendor's own success rate", right(8), 13),
    spec(TableColumn::Value(Column::Sentiment), "SENT", "sentiment; its scale is unknown", right(6), 8),
    spec(TableColumn::Value(Column::Conversion), "CONV", "converted of clients called", right(7), 4),
    spec(TableColumn::Value(Column::Origin), "ORIGIN", "what created it", left(11), 14),
    spec(TableColumn::Value(Column::Updated), "UPDATED BY", "what edited it last", left(11), 16),
];

/// The short head of a column, for the sort mark and the sort menu.
pub fn title(column: Column) -> &'static str {
    COLUMNS.iter().find(|spec| spec.column == TableColumn::Value(column)).map_or("", |spec| spec.title)
}

pub fn arrow(order: Order) -> &'static str {
    if order.descending { "↓" } else { "↑" }
}

fn plain(text: String) -> Cell {
    let role = if text == text::UNKNOWN { Role::Dim } else { Role::Text };
    Cell::new(text, role)
}

/// What a row holds in a column.
fn value(facts: &Facts<'_>, column: Column, room: usize) -> Cell {
    let measure = facts.prefs.measures.of(column);
    match facts.row.value(column) {
        None => plain(text::UNKNOWN.to_owned()),
        Some(Value::Text(text)) => plain(text.to_owned()),
        Some(Value::Whole(id)) if column.kind() == Kind::Number => plain(id.to_string()),
        Some(Value::Whole(count)) => plain(figure::count(Some(count), room)),
        Some(Value::Real(rate)) if column == Column::VendorRate && facts.row.vendor_agrees() == Some(false) => {
            let text = figure::measured(Some(rate), measure, room.saturating_sub(1));
            Cell::new(format!("≠{text}"), Role::Warning)
        }
        Some(Value::Real(rate)) => {
            let text = figure::measured(Some(rate), measure, room);
            Cell::graded(text, facts.store.judge(facts.row, column).grade)
        }
        // It is drawn.
        Some(Value::Range(_)) => plain(String::new()),
    }
}

/// How calls moved; `~` where something else changed.
fn change(change: Option<Change>, room: usize) -> Cell {
    let moved = match change {
        None => return Cell::new("·".to_owned(), Role::Dim),
        Some(Change::New) => "new".to_owned(),
        Some(Change::Changed { calls: None | Some(0) }) => "~".to_owned(),
        Some(Change::Changed { calls: Some(calls) }) => self::moved(calls, room),
    };
    Cell::new(moved, Role::Changed)
}

/// `▲12`, `▼3`.
pub fn moved(calls: i64, room: usize) -> String {
    let arrow = if calls < 0 { '▼' } else { '▲' };
    format!("{arrow}{}", figure::count(Some(calls.saturating_abs()), room.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_its_sign() {
        for (told, written) in [
            (None, "·"),
            (Some(Change::New), "new"),
            (Some(Change::Changed { calls: None }), "~"),
            (Some(Change::Changed { calls: Some(0) }), "~"),
            (Some(Change::Changed { calls: Some(12) }), "▲12"),
            (Some(Change::Changed { calls: Some(-3) }), "▼3"),
            (Some(Change::Changed { calls: Some(i64::MIN) }), "▼9e18"),
            (Some(Change::Changed { calls: Some(12_345) }), "▲12.3k"),
        ] {
            assert_eq!(change(told, 6).text, written);
        }
    }

    #[test]
    fn every_sort_key_has_a_title_of_its_own_and_room_for_its_arrow() {
        let mut titles: Vec<_> = Column::ALL.iter().map(|column| title(*column)).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), Column::ALL.len());
        assert!(COLUMNS.iter().all(|spec| text::width(spec.title) < usize::from(spec.width)));
    }
}
