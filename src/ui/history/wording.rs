//! The words of the history.

use crate::app::history::Told;
use crate::app::model::Model;
use crate::app::record::Record;
use crate::domain::measure::Measure;
use crate::domain::record::Second;
use crate::domain::time::Zone;
use crate::ui::figure;

/// `Fri 20 13:40`, in the zone.
pub(super) fn day_and_time(at: Second, zone: Zone) -> String {
    let Some(moment) = at.moment() else { return String::new() };
    let local = zone.local(moment);
    format!("{} {}", local.date.format("%a %-d"), local.time)
}

/// `▲18`, `▼0.4`, `·` for no change; points are written as `by` says.
pub(super) fn moved(change: f64, by: Option<Measure>) -> String {
    let arrow = if change < 0.0 { '▼' } else { '▲' };
    match by {
        _ if change.abs() < 1e-9 => "·".to_owned(),
        None => figure::change(change as i64, 9),
        Some(by) => format!("{arrow}{}", by.write(change.abs())),
    }
}

/// Why there is no history, and what to do.
pub(super) fn missing(model: &Model, told: Option<&Told>) -> [String; 2] {
    let grows = "It grows from here, for as long as kaytop, `kaytop watch` or `kaytop record` reads.";
    match (&model.context.record, told) {
        (Record::Off(why), _) => [
            format!("No history is kept: {why}."),
            "Without that, each reading is recorded on this machine.".to_owned(),
        ],
        (Record::Failing(why), _) => {
            [format!("Nothing is recorded now: {why}."), "The next reading tries again.".to_owned()]
        }
        (_, Some(Told::Failed(why))) => {
            [format!("The record could not be read: {why}."), "It is asked again at the next refresh.".to_owned()]
        }
        (_, Some(Told::Nothing | Told::History(_))) => {
            ["Nothing is recorded of this campaign yet.".to_owned(), grows.to_owned()]
        }
        (Record::Unwanted, None) => ["No history is kept here.".to_owned(), String::new()],
        (Record::On, None) => [String::new(), "The record is being read …".to_owned()],
    }
}
