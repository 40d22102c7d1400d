//! Where something stands, in words: `run-2, end date`.

use super::table::RunField;
use super::{Draft, Field};
use crate::domain::shown::Shown;

impl Draft {
    /// Where a field stands, in words and safe to print: `name`, `slot 2, from`, `run-2, end date`.
    pub fn whereabouts(&self, field: Field) -> String {
        let label = field.label().to_lowercase();
        match field {
            Field::Slot(index) => format!("slot {}", index + 1),
            Field::InSlot(index, _) => format!("slot {}, {label}", index + 1),
            Field::Run(index) => self.run_name(index),
            Field::InRun(index, _) => format!("{}, {label}", self.run_name(index)),
            Field::InReport(_) if !label.contains("report") => format!("report, {label}"),
            Field::Report => "report".to_owned(),
            Field::Plan | Field::Body(_) | Field::Slots | Field::Runs | Field::InReport(_) => label,
        }
    }

    /// What a run is called: its id, or `run 2` while it has none; safe to print.
    pub fn run_name(&self, index: usize) -> String {
        let id = self.text(Field::InRun(index, RunField::Id)).trim();
        if id.is_empty() { format!("run {}", index + 1) } else { Shown::new(id).as_str().to_owned() }
    }
}
