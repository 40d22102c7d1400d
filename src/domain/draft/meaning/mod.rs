//! What a plan comes to: its days, their open hours, and what is worth knowing before it is sent.
//!
//! Start with [`Meaning::of`]. Hours are the clients' local time, so a day is a calendar day wherever the client is. A
//! run that cannot be read yet has no days. `notes` holds the sentences, `neighbours` those about what else exists.

mod neighbours;
mod note;
mod notes;

use super::table::{BodyField, RunField, SlotField};
use super::{Draft, Field};
use crate::domain::case_list::CaseLists;
use crate::domain::count::counted;
use crate::domain::hours::{FRAME, Hours, Slot};
use crate::domain::rules::Verdict;
use crate::domain::schedule::{self, Calls, Days};
use crate::domain::settings::Settings;
use crate::domain::store::Store;
use crate::domain::time::{Date, TimeOfDay, days_between, parse_date, plus_days, weekday};
use crate::domain::today::Today;

pub use self::neighbours::Names;
pub use self::note::{Note, Severity};

/// A calendar of more weeks than this is cut; [`Meaning::more_weeks`] counts the rest.
const MOST_WEEKS: usize = 60;

/// What is known beside the plan.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The day.
    pub today: Today,
    /// The company's settings, once they are known.
    pub settings: Option<&'a Settings>,
    /// Why the company may be set otherwise than they say, as a clause; nothing where they are fresh.
    pub settings_unread: Option<&'a str>,
    /// The campaigns that exist, as last listed, and what the last refresh changed of them.
    pub store: &'a Store,
    /// Why that may not be all of them, or not how they are, as a clause; nothing where it is.
    pub unread: Option<&'a str>,
    /// What their names look like.
    pub names: &'a Names,
    /// The case lists, as far as they were read.
    pub case_lists: Option<&'a CaseLists>,
}

/// What a plan comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Each run, in the order of the plan.
    pub runs: Vec<RunMeaning>,
    /// The weeks from the first to the last day of all runs, without those that have no day.
    pub weeks: Vec<Week>,
    /// How many weeks more there are than are told.
    pub more_weeks: usize,
    /// What is worth knowing, the gravest first.
    pub notes: Vec<Note>,
}

/// What a run comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunMeaning {
    /// Its dates or times cannot be read yet.
    NotValid,
    /// It runs.
    Days {
        /// Its days.
        days: RunDays,
        /// When calls may be made on each of them; empty for messages only.
        hours: Hours,
        /// Whether messages are sent on them.
        messages: bool,
    },
}

/// The days of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunDays {
    /// The first.
    pub first: Date,
    /// The last; not before the first.
    pub last: Date,
    /// The days in between that are meant, in order; empty for all.
    pub selected: Vec<Date>,
}

/// When a plan calls for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstCall<'m> {
    /// The day.
    pub date: Date,
    /// The hour, by each client's own clock.
    pub time: TimeOfDay,
    /// When its run may call on each of its days.
    pub hours: &'m Hours,
}

/// A week of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Monday to Sunday.
    pub days: [Day; 7],
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// The runs that have it, by index; none for a day without.
    pub runs: Vec<usize>,
    /// When calls may be made.
    pub hours: Hours,
    /// Whether it is over for every client, or its hours are.
    pub past: bool,
}

impl RunDays {
    /// Whether the run has this day.
    pub fn contains(&self, date: Date) -> bool {
        (self.first..=self.last).contains(&date) && (self.selected.is_empty() || self.selected.contains(&date))
    }

    /// How many they are.
    pub fn count(&self) -> i64 {
        if self.selected.is_empty() { days_between(self.first, self.last) + 1 } else { self.selected.len() as i64 }
    }

    fn all(&self) -> Days {
        if self.selected.is_empty() {
            Days::span(self.first, self.last)
        } else {
            Days::of(self.selected.iter().copied())
        }
    }

    /// The first day on or after `from`.
    fn next(&self, from: Date) -> Option<Date> {
        match self.selected.as_slice() {
            [] => (self.last >= from).then(|| self.first.max(from)),
            selected => selected.iter().copied().find(|day| *day >= from),
        }
    }

    /// The last day that is meant.
    fn end(&self) -> Date {
        *self.selected.last().unwrap_or(&self.last)
    }
}

impl RunMeaning {
    /// How many minutes calls may be made in all.
    pub fn minutes(&self) -> i64 {
        match self {
            Self::NotValid => 0,
            Self::Days { days, hours, .. } => days.count() * i64::from(hours.minutes()),
        }
    }

    /// When it calls; nothing where it calls nobody.
    fn calls(&self) -> Option<Calls> {
        match self {
            Self::Days { days, hours, .. } if !hours.is_empty() => {
                Some(Calls { days: days.all(), hours: hours.clone() })
            }
            _ => None,
        }
    }

    fn days(&self) -> Option<&RunDays> {
        match self {
            Self::NotValid => None,
            Self::Days { days, .. } => Some(days),
        }
    }
}

impl Meaning {
    /// What `draft` comes to, of which the rules say `check`.
    pub fn of(draft: &Draft, check: &Verdict, around: Around<'_>) -> Self {
        let runs: Vec<RunMeaning> = (0..draft.run_count()).map(|index| run(draft, index)).collect();
        let (weeks, more_weeks) = weeks(&runs, around.today);
        let mut meaning = Self { runs, weeks, more_weeks, notes: Vec::new() };
        meaning.notes = notes::of(draft, check, &meaning, around);
        meaning
    }

    /// How many minutes calls may be made in all, each minute of a day once.
    pub fn minutes(&self) -> i64 {
        let calls: Vec<Calls> = self.runs.iter().filter_map(RunMeaning::calls).collect();
        schedule::sum(&calls).minutes
    }

    /// The day and hour of the first call that is not over yet, by the clients' own clocks, with the run that makes it.
    /// Where all of them are over, nothing.
    pub fn first_call(&self, today: Today) -> Option<FirstCall<'_>> {
        let calls = self.runs.iter().filter_map(|run| match run {
            RunMeaning::Days { days, hours, .. } => {
                let (start, end) = (hours.slots().first()?.start, hours.slots().last()?.end);
                let next = days.next(today.last())?;
                let date = if today.is_over(next, end) { days.next(plus_days(next, 1)?)? } else { next };
                Some(FirstCall { date, time: start, hours })
            }
            RunMeaning::NotValid => None,
        });
        calls.min_by_key(|call| (call.date, call.time))
    }

    /// How many runs call, and on how many days in all, each counted once; a run that is not right yet is none.
    pub fn calling(&self) -> (usize, i64) {
        let calls: Vec<Calls> = self.runs.iter().filter_map(RunMeaning::calls).collect();
        (calls.len(), schedule::sum(&calls).days)
    }

    /// On how many days messages are sent, each counted once.
    pub fn message_days(&self) -> i64 {
        let days = self.runs.iter().filter_map(|run| match run {
            RunMeaning::Days { days, messages: true, .. } => Some(days.all()),
            _ => None,
        });
        Days::union(days.flat_map(|days| days.spans().to_vec())).count()
    }

    /// What the hours and days come to, hours as `in_hours` says them; nothing where nothing happens:
    /// `21 h of calling hours on 3 days in 1 run · messages on 3 days`.
    pub fn sum(&self, in_hours: impl Fn(i64) -> String) -> Option<String> {
        let ((runs, days), message_days) = (self.calling(), self.message_days());
        let calls = (runs > 0).then(|| {
            let hours = in_hours(self.minutes());
            format!("{hours} of calling hours on {} in {}", counted(days, "day"), counted(runs, "run"))
        });
        let messages = (message_days > 0).then(|| format!("messages on {}", counted(message_days, "day")));
        let parts: Vec<String> = calls.into_iter().chain(messages).collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

fn run(draft: &Draft, index: usize) -> RunMeaning {
    let text = |field| draft.text(Field::InRun(index, field));
    let read = || {
        let (first, last) = (parse_date(text(RunField::StartDate))?, parse_date(text(RunField::EndDate))?);
        let mut selected = selected_days(draft, index)?;
        selected.sort_unstable();
        selected.dedup();
        let inside = selected.iter().all(|day| (first..=last).contains(day));
        (first <= last && inside).then_some(RunDays { first, last, selected })
    };
    match read().zip(hours(draft, index)) {
        Some((days, hours)) => {
            let listed = draft.value(Field::InRun(index, RunField::Messages));
            let some = listed.and_then(|messages| messages.as_array().map(|messages| !messages.is_empty()));
            let messages = some == Some(true) || draft.is_on(Field::InRun(index, RunField::MessagingOnly));
            RunMeaning::Days { days, hours, messages }
        }
        None => RunMeaning::NotValid,
    }
}

/// The selected days; nothing when one cannot be read.
fn selected_days(draft: &Draft, index: usize) -> Option<Vec<Date>> {
    let Some(days) = draft.value(Field::InRun(index, RunField::SelectedDays)) else { return Some(Vec::new()) };
    if days.is_null() {
        return Some(Vec::new());
    }
    days.as_array()?.iter().map(|day| parse_date(day.as_str()?)).collect()
}

/// When a run may call: never for messages only, in the campaign's slots where those are used (R7), else in its own
/// times (R15); always within the frame. Nothing when that cannot be read.
fn hours(draft: &Draft, index: usize) -> Option<Hours> {
    let time = |field| TimeOfDay::parse(draft.text(field));
    if draft.is_on(Field::InRun(index, RunField::MessagingOnly)) {
        return Some(Hours::default());
    }
    if !draft.is_on(Field::Body(BodyField::UseCompanyHours)) {
        let start = time(Field::InRun(index, RunField::StartTime))?;
        let slot = Slot::new(start, time(Field::InRun(index, RunField::EndTime))?)?;
        return Some(Hours::new([slot]).within(FRAME));
    }
    campaign_hours(draft).map(|hours| hours.within(FRAME))
}

/// The slots of the campaign; nothing when there are none or one cannot be read.
fn campaign_hours(draft: &Draft) -> Option<Hours> {
    let slot = |index| {
        let time = |field| TimeOfDay::parse(draft.text(Field::InSlot(index, field)));
        Slot::new(time(SlotField::Start)?, time(SlotField::End)?)
    };
    let slots: Vec<Slot> = (0..draft.slot_count()).map(slot).collect::<Option<_>>()?;
    (!slots.is_empty()).then(|| Hours::new(slots))
}

/// The weeks that have a day of a run, and how many more weeks the calendar has than are told.
fn weeks(runs: &[RunMeaning], today: Today) -> (Vec<Week>, usize) {
    let Some(last) = runs.iter().filter_map(RunMeaning::days).map(RunDays::end).max() else { return (Vec::new(), 0) };
    let mut weeks = Vec::new();
    let mut next = next_day(runs, Date::MIN);
    while let Some(monday) = next.filter(|_| weeks.len() < MOST_WEEKS).and_then(monday) {
        let days = [0, 1, 2, 3, 4, 5, 6].map(|day| day_of(runs, plus_days(monday, day).unwrap_or(monday), today));
        weeks.push(Week { days });
        next = plus_days(monday, 7).and_then(|from| next_day(runs, from));
    }
    let rest = next.map_or(0, |day| days_between(monday(day).unwrap_or(day), last) / 7 + 1);
    (weeks, rest as usize)
}

fn monday(date: Date) -> Option<Date> {
    plus_days(date, -i64::from(weekday(date).num_days_from_monday()))
}

/// The first day of any run on or after `from`.
fn next_day(runs: &[RunMeaning], from: Date) -> Option<Date> {
    runs.iter().filter_map(RunMeaning::days).filter_map(|days| days.next(from)).min()
}

fn day_of(runs: &[RunMeaning], date: Date, today: Today) -> Day {
    let mut of_day = Vec::new();
    let mut slots = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if let RunMeaning::Days { days, hours, .. } = run
            && days.contains(date)
        {
            of_day.push(index);
            slots.extend_from_slice(hours.slots());
        }
    }
    let hours = Hours::new(slots);
    let past = today.is_past(date) || hours.slots().last().is_some_and(|slot| today.is_over(date, slot.end));
    Day { date, runs: of_day, hours, past }
}

#[cfg(test)]
mod tests;
