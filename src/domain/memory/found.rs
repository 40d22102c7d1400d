//! What courses say beyond their numbers: a silence that is no chance, a day unlike those before it, a count that went
//! down.

use std::collections::HashMap;

use super::course::Course;
use super::{HOUR, OpenTime, Remembered};
use crate::domain::record::coverage::{Coverage, readings_after};
use crate::domain::record::days::Span;
use crate::domain::record::{Figures, Second};
use crate::domain::significance::Proportion;
use crate::domain::verdict::{
    FINISHED, Fall, Habit, OVER_AFTER, PACED_DAYS, READINGS, Shift, Silence, beyond_chance, looks,
};

/// What is found of a campaign.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Found {
    /// A silence that is no chance.
    pub silence: Option<Silence>,
    /// A day's success that differs from the days before by more than chance.
    pub shift: Option<Shift>,
    /// A count that went down on the newest open day.
    pub fall: Option<Fall>,
}

/// As of when, and by which open times, it is looked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked<'o> {
    pub(super) at: Second,
    pub(super) open: &'o OpenTime,
    pub(super) covered: &'o [Coverage],
    /// Whether campaigns are switched off for the company, which is why they are silent.
    pub(super) off: bool,
}

/// What is found of all campaigns: of those of which there is anything to say, and of the company, whose campaigns are all
/// silent together.
#[derive(Debug, Default)]
pub(super) struct FoundOfAll {
    pub(super) campaigns: HashMap<i64, Found>,
    /// Calls in an open hour of those that call.
    pub(super) usual: HashMap<i64, f64>,
    pub(super) silence: Option<Silence>,
    /// Whoever had its last call before that is over.
    pub(super) over_before: Option<Second>,
}

impl FoundOfAll {
    /// What is remembered of a campaign, with what is found of it.
    pub(super) fn complete(&self, id: i64, course: &Course, remembered: Remembered) -> Remembered {
        let since = course.rises().next().or_else(|| course.first());
        Remembered {
            usual: self.usual.get(&id).copied(),
            over: since.is_some_and(|since| self.over_before.is_some_and(|over| since <= over)),
            found: self.campaigns.get(&id).copied().map(Box::new),
            ..remembered
        }
    }
}

/// Looks at all courses.
pub(super) fn found(courses: &HashMap<i64, Course>, looked: Looked<'_>) -> FoundOfAll {
    let open_days = looked.open.days();
    let open_days = open_days.get(..open_days.partition_point(|day| day.from < looked.at)).unwrap_or_default();
    let complete = open_days.partition_point(|day| day.to <= looked.at);
    let over_before = complete.checked_sub(OVER_AFTER).and_then(|day| open_days.get(day)).map(|day| day.from);
    let calling: Vec<Calling<'_>> = courses
        .iter()
        .filter_map(|(id, course)| Calling::of(*id, course, open_days, looked.open))
        .filter(|calling| over_before.is_none_or(|over| calling.last > over))
        .collect();

    let mut all: HashMap<i64, Found> = HashMap::new();
    let silence = if looked.off { None } else { of_company(&calling, &looked) };
    // While nobody calls, that is said once, and each campaign's own silence ends where the company's begins.
    let until = silence.map_or(looked.at, |silence| silence.since);
    for one in calling.iter().filter(|_| !looked.off) {
        if let Some(silence) = one.silence(until, calling.len(), open_days, &looked) {
            all.entry(one.id).or_default().silence = Some(silence);
        }
    }
    let shifts: Vec<(i64, Shift)> =
        calling.iter().filter_map(|one| Some((one.id, shift(one.course, open_days, looked.at)?))).collect();
    let differ = beyond_chance(&shifts.iter().map(|(_, shift)| *shift).collect::<Vec<_>>());
    for ((id, shift), _) in shifts.into_iter().zip(differ).filter(|(_, differs)| *differs) {
        all.entry(id).or_default().shift = Some(shift);
    }
    if let Some(today) = open_days.last() {
        for (id, course) in courses {
            if let Some(fall) = fall(course.since(today.from)) {
                all.entry(*id).or_default().fall = Some(fall);
            }
        }
    }
    let usual = calling.iter().map(|one| (one.id, one.habit.pace())).collect();
    FoundOfAll { campaigns: all, usual, silence, over_before }
}

/// A campaign that called.
struct Calling<'c> {
    id: i64,
    course: &'c Course,
    last: Second,
    /// How it called until its last call.
    habit: Habit,
    /// The days of that before the day of its last call.
    before: &'c [Span],
}

impl<'c> Calling<'c> {
    fn of(id: i64, course: &'c Course, open_days: &'c [Span], open: &OpenTime) -> Option<Self> {
        let last = course.rises().next()?;
        let end = open_days.partition_point(|day| day.from < last);
        let days = open_days.get(end.saturating_sub(PACED_DAYS)..end)?;
        let (first, before) = (days.first()?, days.get(..days.len() - 1)?);
        let (began, figures) = course.from(first.from)?;
        let calls = course.at(last)?.calls?.checked_sub(figures.calls?)?;
        let days = days.iter().filter(|day| day.to > began).count();
        Some(Self { id, course, last, habit: Habit { calls, open: open.between(began, last), days }, before })
    }

    /// A silence until then that is no chance.
    fn silence(&self, until: Second, among: usize, open_days: &[Span], looked: &Looked<'_>) -> Option<Silence> {
        let silent = looked.open.between(self.last, until);
        let expected = self.habit.expected(silent);
        if !self.habit.is_broken(silent, expected, among) || readings_after(looked.covered, self.last) < READINGS {
            return None;
        }
        // Nor by the clock: who calls only in the morning is not missed in the afternoon.
        let missed = expected.min(self.usual(Span { from: self.last, to: until }, open_days).unwrap_or(expected));
        let silence = Silence { since: self.last, open: silent, usual: self.habit.pace(), missed };
        self.habit.is_broken(silent, missed, among).then_some(silence)
    }

    /// How many calls came at the same time of the days before, on average; nothing where there is no such day.
    fn usual(&self, silent: Span, open_days: &[Span]) -> Option<f64> {
        let known = self.course.first()?;
        let before: Vec<&Span> = self.before.iter().filter(|day| day.from >= known).collect();
        let parts = open_days.iter().filter_map(|day| Some((day.from, day.clip(silent)?)));
        let calls = parts.map(|(began, part)| {
            let (from, to) = (part.from.0 - began.0, part.to.0 - began.0);
            let then = before.iter().filter_map(|day| {
                let calls = |at: i64| self.course.at(day.from.plus(at))?.calls;
                Some((calls(to)? - calls(from)?).max(0))
            });
            then.sum::<i64>()
        });
        (!before.is_empty()).then(|| calls.sum::<i64>() as f64 / before.len() as f64)
    }
}

/// The silence of all campaigns together, where more than one calls.
fn of_company(calling: &[Calling<'_>], looked: &Looked<'_>) -> Option<Silence> {
    let last = calling.iter().map(|one| one.last).max()?;
    let longest = calling.iter().map(|one| one.habit).max_by_key(|habit| habit.open)?;
    let calls = calling.iter().map(|one| one.habit.expected(longest.open)).sum::<f64>().round() as i64;
    let habit = Habit { calls, ..longest };
    let open = looked.open.between(last, looked.at);
    let missed = habit.expected(open);
    let broken = calling.len() > 1 && open >= HOUR && habit.is_broken(open, missed, 1);
    let seen = readings_after(looked.covered, last) >= READINGS;
    (broken && seen).then(|| Silence { since: last, open, usual: habit.pace(), missed })
}

/// The newest open day on which enough calls finished, today or the open day before, beside the days before it.
fn shift(course: &Course, open_days: &[Span], at: Second) -> Option<Shift> {
    let last = open_days.len().checked_sub(1)?;
    let ends = |place: usize| open_days.get(place + 1).map_or(at, |next| next.from);
    [last, last.saturating_sub(1)]
        .into_iter()
        .find_map(|place| {
            let day = open_days.get(place)?.from;
            let base = course.at(day)?;
            let finished = Done::of(&course.at(ends(place))?)?.since(Done::of(&base)?);
            (finished.whole() >= FINISHED).then_some((place, day, base))
        })
        .and_then(|(place, day, base)| {
            let first = open_days.get(place.saturating_sub(PACED_DAYS))?;
            let (began, start) = course.from(first.from)?;
            let (base, start, end) = (Done::of(&base)?, Done::of(&start)?, ends(place));
            if fall(course.since(began).take_while(|(at, _)| *at <= end)).is_some() {
                return None;
            }
            let looks = looks(Done::of(&course.at(end)?)?.since(base).whole());
            let mut today = course.since(day).skip(1).take_while(|(at, _)| *at <= end);
            let judged = today.find_map(|(_, figures)| {
                Done::of(&figures).map(|done| done.since(base)).filter(|done| done.whole() >= looks * FINISHED)
            })?;
            let before = base.since(start);
            let enough = before.whole() >= FINISHED;
            enough.then_some(Shift { day, now: judged.share()?, before: before.share()?, looks })
        })
}

/// Calls with an outcome.
#[derive(Debug, Clone, Copy)]
struct Done {
    ok: i64,
    failed: i64,
}

impl Done {
    fn of(figures: &Figures) -> Option<Self> {
        Some(Self { ok: figures.ok?, failed: figures.failed? })
    }

    fn since(self, before: Self) -> Self {
        Self { ok: self.ok.saturating_sub(before.ok), failed: self.failed.saturating_sub(before.failed) }
    }

    fn whole(self) -> i64 {
        self.ok.saturating_add(self.failed)
    }

    fn share(self) -> Option<Proportion> {
        Proportion::new(self.ok, i128::from(self.ok) + i128::from(self.failed))
    }
}

/// The last time that a count went down from one of these to the next.
fn fall(steps: impl Iterator<Item = (Second, Figures)>) -> Option<Fall> {
    let mut before: Option<Figures> = None;
    let mut found = None;
    for (at, figures) in steps {
        if let Some(before) = before.replace(figures) {
            found = Fall::between(at, &before, &figures).or(found);
        }
    }
    found
}

#[cfg(test)]
mod tests;
