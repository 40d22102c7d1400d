//! Columns and their values as people read them.

use std::borrow::Cow;

use crate::domain::confidence::Range;
use crate::domain::count::{count, plural};
use crate::domain::interval;
use crate::domain::measure::Measures;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::store::{Row, Totals};

/// What is not known.
pub(super) const UNKNOWN: &str = "–";

/// The head of a column.
pub(super) fn heading(column: Column) -> &'static str {
    match column {
        Column::Id => "ID",
        Column::Name => "Name",
        Column::Agent => "Agent",
        Column::List => "List",
        Column::Origin => "Origin",
        Column::Updated => "Updated by",
        Column::Calls => "Calls",
        Column::Ok => "OK",
        Column::Failed => "Failed",
        Column::Pending => "Pending",
        Column::Finished => "Finished",
        Column::SuccessRate => "Success of finished",
        Column::FailedRate => "Failed of finished",
        Column::VendorRate => "Success (vendor)",
        Column::Sentiment => "Sentiment",
        Column::Conversion => "Conversion",
        Column::SuccessRange => "95 % range",
        Column::CallsChange => "New calls",
        Column::OkChange => "New OK",
        Column::SuccessChange => "Success, points",
        Column::ConversionChange => "Conversion, points",
        Column::Pace => "Calls per open hour",
        Column::Quiet => "Quiet, open time",
        Column::Age => "Age",
        Column::Need => "Needs you",
        Column::Trend => "Calls by the hour",
    }
}

/// Whether its values stand at the right.
pub(super) fn is_number(column: Column) -> bool {
    !matches!(column.kind(), Kind::Text | Kind::Place)
}

/// A row's value.
pub fn cell<'s>(row: Row<'s>, column: Column, measures: &Measures) -> Cow<'s, str> {
    match row.value(column) {
        // Nothing is said of most, which is not to say that it is unknown.
        _ if column == Column::Need => row.need_words().unwrap_or_default().into(),
        None => UNKNOWN.into(),
        Some(Value::Text(text)) => text.into(),
        Some(Value::Whole(name)) if column.kind() == Kind::Number => name.to_string().into(),
        Some(Value::Whole(seconds)) if column.kind() == Kind::Span => {
            let written = if column == Column::Quiet { interval::open_time } else { interval::short };
            written(seconds).into()
        }
        Some(Value::Whole(change)) if column.kind() == Kind::Change => signed(change).into(),
        Some(Value::Whole(number)) => count(number).into(),
        Some(Value::Real(points)) if column.kind() == Kind::Points => {
            let sign = if points > 0.0 { "+" } else { "" };
            format!("{sign}{}", measures.of(column).write(points)).into()
        }
        Some(Value::Real(rate)) => {
            let differs = column == Column::VendorRate && row.vendor_agrees() == Some(false);
            format!("{}{}", if differs { "≠" } else { "" }, measures.of(column).write(rate)).into()
        }
        Some(Value::Range(range)) => measures.of(column).write_range(range.low, range.high).into(),
    }
}

/// `+310`, `-3`, `0`.
fn signed(change: i64) -> String {
    format!("{}{}", if change > 0 { "+" } else { "" }, count(change))
}

/// What a column comes to over all rows; empty where that would mean nothing.
pub(super) fn total(totals: &Totals, column: Column, measures: &Measures) -> String {
    let sum = |sum: Option<i64>| sum.map_or_else(|| UNKNOWN.to_owned(), count);
    let rate = |mark: &str, rate: Option<f64>| {
        rate.map_or_else(|| UNKNOWN.to_owned(), |rate| format!("{mark}{}", measures.of(column).write(rate)))
    };
    match column {
        Column::Name => plural(totals.rows, "campaign", "campaigns"),
        Column::Calls => sum(totals.calls.total()),
        Column::Ok => sum(totals.ok.total()),
        Column::Failed => sum(totals.failed.total()),
        Column::Pending => sum(totals.pending.total()),
        Column::Finished => sum(totals.finished.total()),
        Column::SuccessRate => rate("", totals.success.percent()),
        Column::SuccessRange => {
            let written = |range: Range| measures.of(column).write_range(range.low, range.high);
            totals.success.range().map_or_else(|| UNKNOWN.to_owned(), written)
        }
        Column::Sentiment => rate("≈ ", totals.sentiment.value()),
        Column::Conversion => rate("≈ ", totals.conversion.value()),
        // Over the same rows, so that both make 100.
        Column::FailedRate => rate("", totals.success.percent().map(|ok| 100.0 - ok)),
        Column::CallsChange | Column::OkChange => match totals.value(column) {
            Some(Value::Whole(change)) => signed(change),
            _ => UNKNOWN.to_owned(),
        },
        Column::SuccessChange | Column::ConversionChange | Column::Pace => match totals.value(column) {
            Some(Value::Real(value)) => {
                let sign = if column != Column::Pace && value > 0.0 { "+" } else { "" };
                format!("{sign}{}", measures.of(column).write(value))
            }
            _ => UNKNOWN.to_owned(),
        },
        // How the vendor would pool its own rates is not known.
        Column::VendorRate
        | Column::Id
        | Column::Agent
        | Column::List
        | Column::Origin
        | Column::Updated
        | Column::Quiet
        | Column::Age
        | Column::Need
        | Column::Trend => String::new(),
    }
}
