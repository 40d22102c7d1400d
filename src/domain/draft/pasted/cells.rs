//! What the cells of a row mean: dates and times as the contract writes them, and what had to be guessed for that.

use super::Reading;
use super::records::Record;
use crate::domain::draft::dates::{self, Order};
use crate::domain::draft::table::{RunField, SlotField};
use crate::domain::draft::{Draft, Field, Object};
use crate::domain::shown::Shown;
use crate::domain::time::days_between;
use crate::domain::today::Today;

/// How the dates of a text that have slashes or dashes are written, as far as its own dates tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayOrder {
    MonthFirst,
    /// One date can only have the day first, and none only the month.
    DayFirst,
    /// Some have the day first and some the month: a date that can be both is neither.
    Mixed,
}

impl DayOrder {
    pub(super) fn of(records: &[Record]) -> Self {
        let has = |order| records.iter().flat_map(|record| &record.cells).any(|cell| dates::order(cell) == Some(order));
        match (has(Order::DayFirst), has(Order::MonthFirst)) {
            (true, true) => Self::Mixed,
            (true, false) => Self::DayFirst,
            (false, _) => Self::MonthFirst,
        }
    }
}

/// What is found in one row, beside its reading.
#[derive(Default)]
pub(super) struct Said {
    /// Why it cannot be taken.
    pub(super) faults: Vec<String>,
    /// What had to be guessed.
    pub(super) notes: Vec<String>,
}

/// A run of these cells, its dates and times as the contract writes them, and what was guessed of them. Without an end it
/// ends on the day it starts.
pub(super) fn run(cells: &[(RunField, String)], today: Today, days: DayOrder, said: &mut Said) -> Reading {
    let mut scratch = Draft::default();
    scratch.runs.insert(0, Object::default());
    let field = |field| Field::InRun(0, field);
    for (name, text) in cells {
        scratch.set_text(field(*name), text);
    }
    for name in [RunField::StartDate, RunField::EndDate] {
        read_date(&mut scratch, field(name), today, days, said);
    }
    if scratch.text(field(RunField::EndDate)).is_empty() {
        let start = scratch.text(field(RunField::StartDate)).to_owned();
        scratch.set_text(field(RunField::EndDate), &start);
    }
    let selected = field(RunField::SelectedDays);
    said.notes.extend(scratch.days_read(selected, today).map_or_else(Vec::new, |read| read.notes));
    for field in [field(RunField::MessagingOnly), selected] {
        if let Some(meant) = scratch.suggestion(field, today) {
            scratch.set_text(field, &meant.text);
        }
    }
    read_times(&mut scratch, [RunField::StartTime, RunField::EndTime].map(field), said);
    let fields = RunField::ALL.map(|name| (name, scratch.text(field(name)).to_owned()));
    Reading::Run(fields.into_iter().filter(|(_, text)| !text.is_empty()).collect())
}

/// Types the date that a loose one says plainly. One of numbers says which of them was taken for the month.
fn read_date(scratch: &mut Draft, field: Field, today: Today, days: DayOrder, said: &mut Said) {
    let typed = scratch.text(field).to_owned();
    let order = dates::order(&typed);
    let (day_first, unclear) = match (order, days) {
        (Some(Order::DayFirst | Order::Dotted), _) | (Some(Order::Either), DayOrder::DayFirst) => (true, false),
        (Some(Order::Either), DayOrder::Mixed) => (false, true),
        _ => (false, false),
    };
    if unclear {
        said.faults.push(format!(
            "{} can be two dates, as other rows have the day first and others the month",
            Shown::new(&typed)
        ));
        return;
    }
    if day_first {
        scratch.set_text(field, &typed.replace(['/', '-', ' '], "."));
    }
    let from = scratch.anchor(field, today).from;
    // With its order said, a short year is told along.
    let is_short = |meant: &dates::Meant| order.is_some() && dates::is_short(meant);
    let is_plain = |meant: &dates::Meant| {
        is_short(meant)
            || meant.note.is_empty() && (dates::says_year(&typed) || days_between(from, meant.date) <= dates::FAR)
    };
    match scratch.date_meant(field, today).filter(is_plain) {
        Some(meant) => {
            scratch.set_text(field, &meant.date.to_string());
            if matches!(order, Some(Order::Either | Order::DayFirst | Order::Dotted)) || is_short(&meant) {
                let first = if day_first { "day" } else { "month" };
                let date = dates::written(meant.date);
                said.notes.push(format!("{} is read as {date}, the {first} first", Shown::new(&typed)));
            }
        }
        None => scratch.set_text(field, &typed),
    }
}

/// A slot of these cells, its times as the contract writes them.
pub(super) fn slot(cells: &[(SlotField, String)], said: &mut Said) -> Reading {
    let mut scratch = Draft::default();
    scratch.add_slot();
    let field = |field| Field::InSlot(0, field);
    for (name, text) in cells {
        scratch.set_text(field(*name), text);
    }
    read_times(&mut scratch, SlotField::ALL.map(field), said);
    let fields = SlotField::ALL.map(|name| (name, scratch.text(field(name)).to_owned()));
    Reading::Slot(fields.into_iter().filter(|(_, text)| !text.is_empty()).collect())
}

/// Types the times that loose ones mean, the end after the start, and says which of them are a guess: `5 is read as
/// 17:00`.
fn read_times(scratch: &mut Draft, times: [Field; 2], said: &mut Said) {
    for field in times {
        let guess = scratch.afternoon_meant(field);
        if let Some(guess) = guess {
            said.notes.push(format!("{} is read as {guess}", scratch.text(field).trim()));
        }
        if let Some(time) = guess.or_else(|| scratch.time_said(field)) {
            scratch.set_text(field, &time.to_string());
        }
    }
}
