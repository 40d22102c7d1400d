//! The operations on runs, slots and dates.

use super::field::Field;
use super::object::Object;
use super::table::{BodyField, RunField, SlotField};
use super::value::Kind;
use super::{Draft, ON};
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::{Date, days_between, parse_date, plus_days};

/// How the company's hours came into the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiedHours {
    /// They are the slots now.
    Slots {
        /// How many.
        slots: usize,
        /// How many more the settings have that could not be read.
        unreadable: usize,
    },
    /// The company has none configured; the draft is unchanged.
    NotConfigured,
    /// They are not known; the draft is unchanged.
    Unknown,
}

impl Draft {
    /// Adds a run at the end, with a name of its own. Answers its index.
    pub fn add_run(&mut self) -> usize {
        let index = self.run_count();
        let id = self.free_run_id("run", index + 1);
        let index = self.runs.insert(index, Object::default());
        self.set_text(Field::InRun(index, RunField::Id), &id);
        index
    }

    /// Takes a run out; whether there was one. A report about it keeps its name, for the rules to point at (R22).
    pub fn remove_run(&mut self, index: usize) -> bool {
        self.runs.remove(index)
    }

    /// Copies a run to the place after it, with a name of its own where it has one. Answers the index of the copy.
    pub fn duplicate_run(&mut self, index: usize) -> Option<usize> {
        let copy = self.runs.items.get(index)?.clone();
        let id = self.text(Field::InRun(index, RunField::Id)).to_owned();
        let at = self.runs.insert(index + 1, copy);
        if !id.is_empty() {
            let (stem, number) = numbered(&id);
            let id = self.free_run_id(stem, number + 1);
            self.set_text(Field::InRun(at, RunField::Id), &id);
        }
        Some(at)
    }

    /// Moves a run to another place, at most to the end; whether there is one.
    pub fn move_run(&mut self, from: usize, to: usize) -> bool {
        self.runs.shift(from, to)
    }

    /// Copies a run to the place after it, a week later. Answers the index of the copy; nothing when the run has no
    /// readable date.
    pub fn repeat_run_weekly(&mut self, index: usize) -> Option<usize> {
        let dates = [RunField::StartDate, RunField::EndDate];
        let readable = dates.iter().any(|date| parse_date(self.text(Field::InRun(index, *date))).is_some());
        let copy = readable.then(|| self.duplicate_run(index))??;
        self.shift_run(copy, 7);
        Some(copy)
    }

    /// Adds an empty slot at the end. Answers its index.
    pub fn add_slot(&mut self) -> usize {
        self.slots.insert(self.slot_count(), Object::default())
    }

    /// Takes a slot out; whether there was one.
    pub fn remove_slot(&mut self, index: usize) -> bool {
        self.slots.remove(index)
    }

    /// Copies a slot to the place after it. Answers the index of the copy.
    pub fn duplicate_slot(&mut self, index: usize) -> Option<usize> {
        let copy = self.slots.items.get(index)?.clone();
        Some(self.slots.insert(index + 1, copy))
    }

    /// Moves a slot to another place, at most to the end; whether there is one.
    pub fn move_slot(&mut self, from: usize, to: usize) -> bool {
        self.slots.shift(from, to)
    }

    /// Makes the company's default slots those of the campaign and switches `use_company_hours` on.
    pub fn use_company_hours(&mut self, settings: &Settings) -> CopiedHours {
        let (slots, unreadable) = match &settings.hours {
            CompanyHours::Unknown => return CopiedHours::Unknown,
            CompanyHours::NotConfigured => return CopiedHours::NotConfigured,
            CompanyHours::Slots { slots, unreadable } => (slots, *unreadable),
        };
        self.slots.clear();
        for slot in slots {
            let index = self.add_slot();
            self.set_text(Field::InSlot(index, SlotField::Start), &slot.start.to_string());
            self.set_text(Field::InSlot(index, SlotField::End), &slot.end.to_string());
        }
        self.set_text(Field::Body(BodyField::UseCompanyHours), ON);
        CopiedHours::Slots { slots: slots.len(), unreadable }
    }

    /// Moves all dates by whole weeks, so that weekdays stay, to where the first run starts on `first` or within the
    /// six days after it. Answers by how many days; nothing when no run has a readable start. A date that cannot be
    /// read stays as typed.
    pub fn shift_to(&mut self, first: Date) -> Option<i64> {
        let weeks = (days_between(self.first_start()?, first) + 6).div_euclid(7);
        self.shift_weeks(weeks);
        Some(7 * weeks)
    }

    /// Moves all dates by so many weeks, so that weekdays stay. A date that cannot be read stays as typed.
    pub fn shift_weeks(&mut self, weeks: i64) {
        for index in 0..self.run_count() {
            self.shift_run(index, 7 * weeks);
        }
    }

    /// The earliest start of a run; nothing when no run has a readable one.
    pub fn first_start(&self) -> Option<Date> {
        let starts = (0..self.run_count()).map(|index| self.text(Field::InRun(index, RunField::StartDate)));
        starts.filter_map(parse_date).min()
    }

    /// A name that no run has: `stem-number`, or with the next number that is free.
    pub(super) fn free_run_id(&self, stem: &str, number: usize) -> String {
        let taken = |id: &String| {
            (0..self.run_count()).any(|index| self.text(Field::InRun(index, RunField::Id)) == id.as_str())
        };
        let mut ids = (number..).map(|number| format!("{stem}-{number}"));
        ids.find(|id| !taken(id)).unwrap_or_default()
    }

    fn shift_run(&mut self, index: usize, days: i64) {
        for field in [RunField::StartDate, RunField::EndDate, RunField::SelectedDays] {
            let field = Field::InRun(index, field);
            if field.kind() == Some(Kind::Date) {
                self.set_text(field, &shifted(self.text(field), days));
            } else if let Some(value) = self.value(field)
                && let Some(dates) = value.as_array()
                && dates.iter().any(|date| date.as_str().is_some_and(|date| shifted(date, days) != date))
            {
                let dates = dates.iter().filter_map(|date| Some(shifted(date.as_str()?, days)));
                self.set_text(field, &dates.collect::<Vec<_>>().join(", "));
            }
        }
    }
}

/// A date so many days later; what is no date as it is.
fn shifted(text: &str, days: i64) -> String {
    let date = parse_date(text).and_then(|date| plus_days(date, days));
    date.map_or_else(|| text.to_owned(), |date| date.to_string())
}

/// A name taken apart: `run-7` is `run` and 7, and one without a number counts as the first.
fn numbered(id: &str) -> (&str, usize) {
    let parts = id.rsplit_once('-').and_then(|(stem, number)| Some((stem, number.parse::<u32>().ok()? as usize)));
    parts.unwrap_or((id, 1))
}
