//! One line a campaign, under the names that programs know, values exact.

use std::io::{self, Write};

use super::json::RANGE_ENDS;
use crate::domain::confidence::Range;
use crate::domain::order::{Column, Value};
use crate::domain::shown::spreadsheet_cell;
use crate::domain::store::Row;

/// What tells Excel that a file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// For whom the lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A program: text as it is.
    Program,
    /// Excel and its like: with a byte-order mark, and an apostrophe before whatever would run as a formula.
    Spreadsheet,
}

/// Writes lines that are text already.
///
/// # Errors
/// The writer's own, of its own kind.
pub fn records(mut lines: impl Iterator<Item = Vec<String>>, reader: Reader, out: &mut dyn Write) -> io::Result<()> {
    if reader == Reader::Spreadsheet {
        out.write_all(BYTE_ORDER_MARK)?;
    }
    let mut writer = csv::Writer::from_writer(out);
    lines.try_for_each(|line| writer.write_record(line).map_err(own))?;
    writer.flush()
}

/// Writes the heads and the rows. What is unknown is empty.
///
/// # Errors
/// The writer's own, of its own kind.
pub fn write<'s>(
    rows: impl Iterator<Item = Row<'s>>,
    columns: &[Column],
    reader: Reader,
    out: &mut dyn Write,
) -> io::Result<()> {
    let heads = columns.iter().flat_map(|column| names(*column));
    table(heads, rows.map(|row| columns.iter().flat_map(move |column| values(row, *column))), reader, out)
}

/// Writes heads and lines of values.
///
/// # Errors
/// The writer's own, of its own kind.
pub fn table<'s, L: Iterator<Item = Option<Value<'s>>>>(
    heads: impl Iterator<Item = &'static str>,
    lines: impl Iterator<Item = L>,
    reader: Reader,
    out: &mut dyn Write,
) -> io::Result<()> {
    if reader == Reader::Spreadsheet {
        out.write_all(BYTE_ORDER_MARK)?;
    }
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(heads).map_err(own)?;
    for line in lines {
        for value in line {
            match value {
                Some(Value::Text(text)) if reader == Reader::Spreadsheet => {
                    writer.write_field(spreadsheet_cell(text).as_bytes())
                }
                Some(Value::Text(text)) => writer.write_field(text),
                Some(Value::Whole(whole)) => writer.write_field(whole.to_string()),
                Some(Value::Real(real)) => writer.write_field(real.to_string()),
                Some(Value::Range(Range { low, high })) => writer.write_field(format!("{low}..{high}")),
                None => writer.write_field(""),
            }
            .map_err(own)?;
        }
        writer.write_record(None::<&[u8]>).map_err(own)?;
    }
    writer.flush()
}

/// The names and the values of a column: a range is two numbers.
fn names(column: Column) -> Vec<&'static str> {
    if column == Column::SuccessRange { RANGE_ENDS.to_vec() } else { vec![column.member()] }
}

fn values(row: Row<'_>, column: Column) -> Vec<Option<Value<'_>>> {
    if column != Column::SuccessRange {
        return vec![row.value(column)];
    }
    let range = row.success_range();
    [range.map(|range| range.low), range.map(|range| range.high)].map(|end| end.map(Value::Real)).to_vec()
}

/// The writer's own error, whose kind tells a closed pipe from a full disk; csv's conversion hides it.
fn own(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("the rows could not be written as CSV"),
    }
}
