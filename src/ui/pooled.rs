//! What several campaigns come to in a column: sums, rates of sums, and estimates marked `≈`.

use super::figure;
use super::text;
use crate::app::prefs::Prefs;
use crate::domain::order::{Column, Kind, Value};
use crate::domain::store::Totals;

/// The total of a column in at most `room` columns; blank for columns without one.
pub fn cell(totals: &Totals, column: Column, prefs: &Prefs, room: usize) -> String {
    let measure = prefs.measures.of(column);
    match totals.value(column) {
        Some(Value::Real(mean)) if matches!(column, Column::Sentiment | Column::Conversion) => {
            format!("≈{}", figure::measured(Some(mean), measure, room.saturating_sub(1)))
        }
        Some(Value::Real(points)) if column.kind() == Kind::Points => figure::points(points, room),
        Some(Value::Real(rate)) => figure::measured(Some(rate), measure, room),
        Some(Value::Whole(change)) if column.kind() == Kind::Change => figure::change(change, room),
        Some(Value::Whole(count)) => figure::count(Some(count), room),
        Some(Value::Range(range)) => measure.write_range(range.low, range.high),
        None if column.is_derived() || matches!(column, Column::Calls | Column::Ok | Column::Failed) => {
            text::UNKNOWN.to_owned()
        }
        Some(Value::Text(_)) | None => String::new(),
    }
}
