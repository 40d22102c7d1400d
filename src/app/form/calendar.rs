//! The calendar over the form: one day for a date, any number of them for the selected days of a run.

use std::collections::BTreeSet;

use crate::app::action::Movement;
use crate::domain::draft::Field;
use crate::domain::draft::dates::written;
use crate::domain::draft::days;
use crate::domain::draft::month::Month;
use crate::domain::time::{Date, plus_days, weekday};

/// A month to pick from; [`Month::of`] lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub field: Field,
    pub day: Date,
    /// The picked days of a field that takes several; `None` for a single date.
    pub picked: Option<BTreeSet<Date>>,
    /// The first and the last day that can be picked, as far as the run has them (R18).
    pub bounds: (Option<Date>, Option<Date>),
}

impl Calendar {
    pub fn allows(&self, day: Date) -> bool {
        let (first, last) = self.bounds;
        first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
    }

    pub fn has(&self, day: Date) -> bool {
        self.picked.as_ref().is_some_and(|picked| picked.contains(&day))
    }

    /// Moves the cursor by `days`; it stays where the calendar ends.
    pub(super) fn shift(&mut self, days: i64) {
        self.day = plus_days(self.day, days).unwrap_or(self.day);
    }

    /// Moves the cursor by a week, a month, or to an end of the month.
    pub(super) fn turn(&mut self, step: Movement) {
        let month = Month::of(self.day);
        match step {
            Movement::Up => self.shift(-7),
            Movement::Down => self.shift(7),
            Movement::PageUp | Movement::HalfUp => self.go_to_month(month.previous()),
            Movement::PageDown | Movement::HalfDown => self.go_to_month(month.next()),
            Movement::First => self.day = month.days().next().unwrap_or(self.day),
            Movement::Last => self.day = month.days().last().unwrap_or(self.day),
        }
    }

    /// Goes to the same day of another month, or to its last one.
    fn go_to_month(&mut self, month: Month) {
        let place = Month::of(self.day).days().position(|day| day == self.day).unwrap_or_default();
        self.day = month.days().take(place + 1).last().unwrap_or(self.day);
    }

    /// Picks the day under the cursor, or drops it.
    pub(super) fn pick(&mut self) {
        let day = self.day;
        if let Some(picked) = &mut self.picked
            && !picked.remove(&day)
        {
            picked.insert(day);
        }
    }

    /// Picks every such weekday that can be picked, or drops them where all of them are picked. Without a last day that
    /// is the day under the cursor alone.
    pub(super) fn pick_weekdays(&mut self) {
        let days = self.weekdays();
        let Some(picked) = &mut self.picked else { return };
        if days.iter().all(|day| picked.contains(day)) {
            picked.retain(|day| !days.contains(day));
        } else {
            picked.extend(days);
        }
    }

    /// The days of the run that fall on the weekday of the cursor, from its first day on.
    fn weekdays(&self) -> Vec<Date> {
        let first = self.bounds.0.unwrap_or(self.day);
        let all = days::between(first, self.bounds.1.unwrap_or(self.day)).unwrap_or_else(|| vec![self.day]);
        all.into_iter().filter(|day| weekday(*day) == weekday(self.day)).collect()
    }

    /// Why the day under the cursor cannot be picked.
    pub(super) fn why_not(&self) -> Option<String> {
        let outside = !self.allows(self.day) && !self.has(self.day);
        match (&self.picked, self.bounds) {
            (None, _) => Some("This is one date: Enter takes the day.".to_owned()),
            (Some(_), (Some(first), Some(last))) if outside => {
                Some(format!("The run is from {} to {}: other days cannot be selected.", written(first), written(last)))
            }
            (Some(_), (Some(first), None)) if outside => Some(format!("The run starts on {}.", written(first))),
            (Some(_), (None, Some(last))) if outside => Some(format!("The run ends on {}.", written(last))),
            _ => None,
        }
    }

    /// What the field then holds: the day, or the picked days in order.
    pub(super) fn text(&self) -> String {
        match &self.picked {
            None => self.day.to_string(),
            Some(picked) => picked.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        }
    }
}
