//! The columns of the table: title, meaning, width, and how soon each gives way on a narrower screen.
//!
//! [`crate::app::columns`] knows which of them the user wants, [`super::window`] which of those fit.

use std::borrow::Cow;

use super::sparkline::Ground;
use super::theme::Role;
use super::{figure, grade, sparkline, text};
use crate::app::prefs::Prefs;
use crate::domain::interval;
use crate::domain::judgement::Grade;
use crate::domain::order::{Column, Kind, Order, Value};
use crate::domain::store::{Change, Row, Store};

#[derive(Debug)]
pub struct ColumnSpec {
    pub column: Column,
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
        value(facts, self.column, room)
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

pub const ID: Column = Column::Id;
pub const NAME: Column = Column::Name;
pub const RANGE: Column = Column::SuccessRange;

const fn spec(
    column: Column,
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
    spec(Column::Agent, "AGENT", "the AI agent that calls", left(13), 7),
    spec(Column::List, "LIST", "the case list that is called", right(6), 12),
    spec(Column::Calls, "CALLS", "calls in all", right(7), 1),
    spec(Column::Trend, "TREND 24 h", "new calls by the hour, over 24 h", left(12), 8),
    spec(Column::CallsChange, "Δ", "new calls since the baseline", right(7), 5),
    spec(Column::Pace, "PACE", "calls in an open hour, over the last five", right(6), 11),
    spec(Column::Quiet, "QUIET", "open time since the last new call", right(6), 10),
    spec(Column::Ok, "OK", "calls that succeeded", right(6), 14),
    spec(Column::Failed, "FAIL", "calls that failed", right(6), 15),
    spec(Column::Pending, "PEND", "calls without an outcome yet", right(6), 6),
    spec(Column::Finished, "FINISHED", "ok + failed", right(9), 20),
    spec(Column::SuccessRate, "SUCC%", "ok of finished", right(7), 2),
    spec(RANGE, "RANGE", "where the true success probably lies", left(16), 13),
    spec(Column::FailedRate, "FAIL%", "failed of finished", right(6), 18),
    spec(Column::VendorRate, "VENDOR%", "the vendor's own success rate", right(8), 16),
    spec(Column::Sentiment, "SENT", "sentiment; its scale is unknown", right(6), 9),
    spec(Column::Conversion, "CONV", "converted of clients called", right(7), 4),
    spec(Column::OkChange, "ΔOK", "new calls that succeeded", right(6), 21),
    spec(Column::SuccessChange, "ΔSUCC%", "points of success since the baseline", right(7), 22),
    spec(Column::ConversionChange, "ΔCONV", "points of conversion since the baseline", right(6), 23),
    spec(Column::Age, "AGE", "since it was first seen", right(5), 24),
    spec(Column::Need, "NEEDS YOU", "why it needs a person", left(44), 25),
    spec(Column::Origin, "ORIGIN", "what created it", left(11), 17),
    spec(Column::Updated, "UPDATED BY", "what edited it last", left(11), 19),
];

/// The short head of a column, for the sort mark and the sort menu.
pub fn title(column: Column) -> &'static str {
    COLUMNS.iter().find(|spec| spec.column == column).map_or("", |spec| spec.title)
}

/// The head as the table shows it, which says what changes are compared with: `Δday`.
pub fn head(spec: &ColumnSpec, store: &Store) -> Cow<'static, str> {
    match (spec.column, store.compared()) {
        (Column::CallsChange, Some(compared)) => format!("{}{}", spec.title, compared.baseline.short()).into(),
        _ => spec.title.into(),
    }
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
        _ if column == Column::CallsChange => new_calls(facts, room),
        _ if column == Column::Trend => trend(facts, room),
        _ if column == Column::Need => plain(facts.row.need_words().unwrap_or_default()),
        None => plain(text::UNKNOWN.to_owned()),
        Some(Value::Text(text)) => plain(text.to_owned()),
        Some(Value::Whole(id)) if column.kind() == Kind::Number => plain(id.to_string()),
        Some(Value::Whole(seconds)) if column.kind() == Kind::Span => {
            let more = column == Column::Quiet && facts.row.quiet().is_some_and(|quiet| quiet.at_least);
            let written = if column == Column::Quiet { interval::open_time } else { interval::short };
            plain(format!("{}{}", if more { "≥" } else { "" }, written(seconds)))
        }
        Some(Value::Whole(count)) if column.kind() == Kind::Change => changed(figure::change(count, room)),
        Some(Value::Whole(count)) => plain(figure::count(Some(count), room)),
        Some(Value::Real(points)) if column.kind() == Kind::Points => changed(figure::points(points, room)),
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

/// New calls by the hour; blank where nobody knows.
fn trend(facts: &Facts<'_>, room: usize) -> Cell {
    let hours = facts.row.trend().unwrap_or_default().map(|calls| calls.map(|calls| calls as f64));
    Cell::new(sparkline::line(&hours, Ground::Zero, room), sparkline::role(&hours, Ground::Zero))
}

/// What did not change is quiet.
fn changed(text: String) -> Cell {
    let role = if text == figure::UNCHANGED { Role::Dim } else { Role::Text };
    Cell::new(text, role)
}

/// New calls since the baseline, marked for as long as the last refresh is the one that brought some; `~` where that
/// changed something else.
fn new_calls(facts: &Facts<'_>, room: usize) -> Cell {
    let since = match facts.row.value(Column::CallsChange) {
        Some(Value::Whole(calls)) => Some(calls),
        _ => None,
    };
    match (since, facts.change) {
        (None, Some(Change::New)) => Cell::new("new".to_owned(), Role::Changed),
        (None | Some(0), Some(Change::Changed { .. })) => Cell::new("~".to_owned(), Role::Changed),
        (None, None) => plain(text::UNKNOWN.to_owned()),
        (Some(calls), Some(_)) => Cell::new(figure::change(calls, room), Role::Changed),
        (Some(calls), None) => changed(figure::change(calls, room)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_key_has_a_title_of_its_own_and_room_for_its_arrow() {
        let mut titles: Vec<_> = Column::ALL.iter().map(|column| title(*column)).collect();
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), Column::ALL.len());
        assert!(COLUMNS.iter().all(|spec| text::width(spec.title) < usize::from(spec.width)));
    }
}
