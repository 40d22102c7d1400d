//! The columns of a table for people, and what stands in each on a line: of a campaign, or of a group of them.

use std::borrow::Cow;

use super::figures::{self, UNKNOWN};
use crate::domain::count::count;
use crate::domain::grouping::GroupBy;
use crate::domain::measure::{Measure, Measures};
use crate::domain::order::Column;
use crate::domain::store::{Excerpt, Group, Line, Totals};

/// A column of a table for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Value(Column),
    /// What the campaigns of a group have in common; of a campaign its name.
    Title,
    /// How many campaigns a group has.
    Campaigns,
    /// Which part of all calls are a group's.
    Share,
}

/// What a table of these rows has: the columns chosen or, where rows are gathered, the groups' own before those in which
/// any line has a value.
pub(super) fn fields(rows: &Excerpt, columns: &[Column]) -> Vec<Field> {
    let by = rows.groups_by();
    if by.is_empty() {
        return columns.iter().copied().map(Field::Value).collect();
    }
    let of_rows = rows.has_row_lines();
    let mut fields = vec![Field::Title, Field::Campaigns, Field::Share];
    for &column in columns {
        let in_title = column == Column::Name || by.iter().any(|by| by.column() == column);
        if !in_title && (of_rows || column.can_be_pooled()) {
            fields.push(Field::Value(column));
        }
        if column == Column::SuccessRate && !columns.contains(&Column::SuccessRange) {
            fields.push(Field::Value(Column::SuccessRange));
        }
    }
    fields
}

impl Field {
    pub(super) fn heading(self, rows: &Excerpt) -> Cow<'static, str> {
        match self {
            Self::Value(column) => figures::heading(column).into(),
            Self::Title => {
                let levels = rows.groups_by().iter().map(|by| figures::heading(by.column()));
                let names: Vec<&str> = levels.chain(rows.has_row_lines().then_some("Campaign")).collect();
                names.join(" / ").into()
            }
            Self::Campaigns => "Campaigns".into(),
            Self::Share => "Share of calls".into(),
        }
    }

    /// Whether its values stand at the right.
    pub(super) fn is_number(self) -> bool {
        match self {
            Self::Value(column) => figures::is_number(column),
            Self::Title => false,
            Self::Campaigns | Self::Share => true,
        }
    }

    pub(super) fn cell<'s>(self, line: Line<'s>, measures: &Measures) -> Cow<'s, str> {
        match (self, line) {
            (Self::Value(column), Line::Row(row)) => figures::cell(row, column, measures),
            (Self::Value(column), Line::Group(group)) => pooled(group.totals(), column, measures).into(),
            (Self::Title, Line::Row(row)) => figures::cell(row, Column::Name, measures),
            (Self::Title, Line::Group(group)) => path(&group).into(),
            (Self::Campaigns, Line::Group(group)) => count(group.totals().rows as i64).into(),
            (Self::Share, Line::Group(group)) => {
                group.share().map_or(UNKNOWN.into(), |share| Measure::RATE.write(share).into())
            }
            (Self::Campaigns | Self::Share, Line::Row(_)) => "".into(),
        }
    }

    /// What it comes to over all lines; empty where that would mean nothing.
    pub(super) fn total(self, totals: &Totals, measures: &Measures) -> String {
        match self {
            Self::Value(column) => figures::total(totals, column, measures),
            Self::Title => "All".to_owned(),
            Self::Campaigns => count(totals.rows as i64),
            Self::Share => String::new(),
        }
    }
}

/// By what rows are gathered, in words: `agent, list`.
pub(super) fn levels(by: &[GroupBy]) -> String {
    by.iter().map(|by| by.name()).collect::<Vec<_>>().join(", ")
}

/// The value of a group in a column, as the screen says it.
fn pooled(totals: &Totals, column: Column, measures: &Measures) -> String {
    match totals.value(column) {
        Some(_) if totals.rests_on_too_few(column) => "too few".to_owned(),
        _ if column.can_be_pooled() => figures::total(totals, column, measures),
        _ => String::new(),
    }
}

/// The name of a group behind that of the one it stands in: `Intake-EN › list 318`.
fn path(group: &Group<'_>) -> String {
    let outer = group.outer().map(|outer| outer.title() + " › ");
    outer.unwrap_or_default() + &group.title()
}
