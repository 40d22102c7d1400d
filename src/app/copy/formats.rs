//! Rows as text for other programs. Unknown is empty for programs and `–` for people.

use std::borrow::Cow;

use crate::app::export;
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::shown;
use crate::domain::store::Row;

/// What a copied row holds, in this order.
const COLUMNS: [Column; 12] = [
    Column::Id,
    Column::Name,
    Column::Agent,
    Column::List,
    Column::Calls,
    Column::Ok,
    Column::Failed,
    Column::Pending,
    Column::SuccessRate,
    Column::VendorRate,
    Column::Sentiment,
    Column::Conversion,
];

pub(super) fn ids(rows: &[Row<'_>]) -> String {
    lines(rows, |row| row.id().to_string())
}

pub(super) fn names(rows: &[Row<'_>]) -> String {
    cells(rows, Column::Name, &Measures::default())
}

/// The values of one column, one a line.
pub(super) fn cells(rows: &[Row<'_>], column: Column, measures: &Measures) -> String {
    lines(rows, |row| cell(row, column, measures).unwrap_or_default().into_owned())
}

/// The rows with tabs between, for a spreadsheet (P22).
pub(super) fn tsv(rows: &[Row<'_>], measures: &Measures) -> String {
    lines(rows, |row| {
        let cells = COLUMNS.map(|column| match cell(row, column, measures) {
            Some(text) if column.kind() == Kind::Text => shown::spreadsheet_cell(&text).into_owned(),
            text => text.unwrap_or_default().into_owned(),
        });
        cells.join("\t")
    })
}

/// The rows as a table of GitHub's Markdown, written as people read them.
pub(super) fn markdown(rows: &[Row<'_>], measures: &Measures) -> String {
    let mut table = Vec::new();
    // Writing into a vector cannot fail.
    let _ = export::markdown::table(rows.iter().copied(), &COLUMNS, measures, &mut table);
    String::from_utf8_lossy(&table).trim_end().to_owned()
}

/// The API's own objects: one as it is, several as an array. Control and format characters are escaped.
pub fn json(rows: &[Row<'_>]) -> String {
    let written = match rows {
        [one] => serde_json::to_string_pretty(one),
        all => serde_json::to_string_pretty(all),
    };
    // Writing such objects into a String cannot fail.
    shown::escape_json(&written.unwrap_or_default()).into_owned()
}

fn lines(rows: &[Row<'_>], line: impl Fn(&Row<'_>) -> String) -> String {
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A cell as the table shows it, without separators; `None` when it is unknown.
fn cell<'s>(row: &Row<'s>, column: Column, measures: &Measures) -> Option<Cow<'s, str>> {
    Some(match row.value(column)? {
        Value::Text(text) => text.into(),
        Value::Whole(n) => n.to_string().into(),
        Value::Real(n) => measures.of(column).write(n).into(),
        Value::Range(range) => measures.of(column).write_range(range.low, range.high).into(),
    })
}
