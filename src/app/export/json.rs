//! Rows as JSON, control and format characters escaped; texts are as received, what is unknown is null.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::domain::order::{Column, Value};
use crate::domain::shown::escape_json;
use crate::domain::store::{Row, Text};

/// The names of a range's ends.
pub(super) const RANGE_ENDS: [&str; 2] = ["success_low", "success_high"];

/// The API's own object and, each under its name for programs, those of `columns` that it does not have as its own
/// members.
pub fn object(row: Row<'_>, columns: &[Column]) -> io::Result<String> {
    let added = |column: Column| column.is_of_stats() || column.is_derived() || column.is_remembered();
    let added: Vec<Column> = columns.iter().copied().filter(|column| added(*column)).collect();
    line(&Object { own: row, added: Members { row, columns: &added } })
}

/// An array of [`object`]s, one a line.
pub fn array<'s>(rows: impl Iterator<Item = Row<'s>>, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = rows.peekable();
    writeln!(out, "[")?;
    while let Some(row) = rows.next() {
        let comma = if rows.peek().is_some() { "," } else { "" };
        writeln!(out, "{}{comma}", object(row, columns)?)?;
    }
    writeln!(out, "]")
}

/// [`object`]s, one a line.
pub fn objects<'s>(mut rows: impl Iterator<Item = Row<'s>>, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    rows.try_for_each(|row| writeln!(out, "{}", object(row, columns)?))
}

/// `columns` and nothing else, flat and in their order, one object a line.
pub fn records<'s>(mut rows: impl Iterator<Item = Row<'s>>, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    rows.try_for_each(|row| writeln!(out, "{}", line(&Members { row, columns })?))
}

/// An object on a line, control and format characters escaped.
pub fn line(value: &impl Serialize) -> io::Result<String> {
    Ok(escape_json(&serde_json::to_string(value)?).into_owned())
}

#[derive(Serialize)]
struct Object<'c> {
    #[serde(flatten)]
    own: Row<'c>,
    #[serde(flatten)]
    added: Members<'c>,
}

/// Values of a row under their names for programs.
pub(super) struct Members<'c> {
    pub(super) row: Row<'c>,
    pub(super) columns: &'c [Column],
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().flat_map(|column| members(self.row, *column)))
    }
}

/// A column under its names for programs: a range is two numbers.
fn members(row: Row<'_>, column: Column) -> Vec<(&'static str, serde_json::Value)> {
    if column != Column::SuccessRange {
        return vec![(column.member(), value(row, column))];
    }
    let range = row.success_range();
    let ends = [range.map(|range| range.low), range.map(|range| range.high)];
    RANGE_ENDS.into_iter().zip(ends.map(serde_json::Value::from)).collect()
}

/// The value of a row in a column: texts as received, what is unknown is null.
pub fn value(row: Row<'_>, column: Column) -> serde_json::Value {
    let received = match column {
        Column::Name => row.name(),
        Column::Agent => row.agent(),
        Column::Origin => row.origin(),
        Column::Updated => row.updated(),
        _ => None,
    };
    if column == Column::Trend {
        return row.trend().map_or(serde_json::Value::Null, |trend| trend.to_vec().into());
    }
    match (received.map(Text::raw), row.value(column)) {
        (Some(text), _) | (None, Some(Value::Text(text))) => text.into(),
        (None, Some(Value::Whole(whole))) => whole.into(),
        (None, Some(Value::Real(real))) => real.into(),
        (None, Some(Value::Range(range))) => vec![range.low, range.high].into(),
        (None, None) => serde_json::Value::Null,
    }
}
