//! Open days: those that were seen whole, with their calls by open hour; what has passed of today; and those that come.

use super::{BEFORE, Calling, open_time};
use crate::domain::memory::calling_day;
use crate::domain::record::days::Span;
use crate::domain::record::{Figures, Second};
use crate::domain::time::{Date, Zone};

const HOUR: i64 = 3600;
/// A day was seen whole where somebody saw nine of ten parts of its open time.
const SEEN: (i64, i64) = (9, 10);

/// A day that is over and was seen whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    pub(super) date: Date,
    /// Its open seconds.
    pub(super) open: i64,
    /// The calls of each of its open hours.
    pub(super) hours: Vec<i64>,
}

/// What has passed of the day that has begun.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Today {
    pub(super) date: Date,
    /// How many of its open seconds have passed, and how many there are.
    pub(super) elapsed: (Date, i64, i64),
    pub(super) calls: i64,
}

/// Open days, the oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Days {
    /// From the first with a call on.
    pub(super) over: Vec<Day>,
    /// Where it is an open one.
    pub(super) today: Option<Today>,
}

impl Day {
    /// All its calls.
    pub(super) fn calls(&self) -> i64 {
        self.hours.iter().sum()
    }

    /// Calls after so many of its open seconds: of the hour that has begun, as large a part as is left of it.
    pub(super) fn after(&self, elapsed: i64) -> f64 {
        let left = |(hour, calls): (i64, &i64)| {
            let passed = (elapsed - hour * HOUR).clamp(0, HOUR) as f64 / HOUR as f64;
            *calls as f64 * (1.0 - passed)
        };
        (0..).zip(&self.hours).map(left).sum()
    }
}

fn date(day: Span, zones: &[Zone]) -> Option<Date> {
    Some(zones.first().copied().unwrap_or(Zone::UTC).today(day.from.moment()?))
}

/// The days of a course that ends at a moment.
pub(super) fn observed(course: &[(Second, Figures)], at: Second, gaps: &[Span], calling: &Calling) -> Days {
    let Some((first, _)) = course.first() else { return Days::default() };
    let from = (*first).max(at.plus(-BEFORE));
    let now = calling_day(at, &calling.zones);
    let open = open_time(calling, Span { from: calling_day(from, &calling.zones).from, to: now.to });
    let seen = open.without(gaps);
    let rises: Vec<(Second, i64)> = course
        .iter()
        .zip(course.iter().skip(1))
        .filter_map(|((_, before), (at, after))| Some((*at, after.calls?.saturating_sub(before.calls?))))
        .filter(|(_, rise)| *rise > 0)
        .collect();
    let mut days = Days::default();
    let mut day = calling_day(from, &calling.zones);
    while day.from < now.to {
        let whole = open.between(day.from, day.to);
        let of_day = || {
            let begin = rises.partition_point(|(at, _)| *at <= day.from);
            rises.iter().skip(begin).take_while(|(at, _)| *at <= day.to)
        };
        let is_seen = from <= day.from && seen.between(day.from, day.to) * SEEN.1 >= whole * SEEN.0;
        match date(day, &calling.zones) {
            Some(date) if whole >= HOUR && day == now => {
                let elapsed = (date, open.between(day.from, at), whole);
                days.today = Some(Today { date, elapsed, calls: of_day().map(|(_, rise)| rise).sum() });
            }
            Some(date) if whole >= HOUR && is_seen => {
                let mut hours = vec![0; usize::try_from((whole + HOUR - 1) / HOUR).unwrap_or_default()];
                let last = hours.len().saturating_sub(1);
                for (at, rise) in of_day() {
                    // What is read at the end of an hour was called in it.
                    let hour = (open.between(day.from, *at) - 1).max(0) / HOUR;
                    if let Some(calls) = hours.get_mut(usize::try_from(hour).unwrap_or_default().min(last)) {
                        *calls += rise;
                    }
                }
                let is_called = hours.iter().any(|calls| *calls > 0);
                if is_called || !days.over.is_empty() {
                    days.over.push(Day { date, open: whole, hours });
                }
            }
            _ => {}
        }
        day = calling_day(day.to, &calling.zones);
    }
    days
}

/// So many open days that have not begun, each with its open seconds.
pub(super) fn coming(at: Second, count: usize, calling: &Calling) -> Vec<(Date, i64)> {
    let mut day = calling_day(calling_day(at, &calling.zones).to, &calling.zones);
    // Of a week at least one day is open, unless none ever is.
    let end = at.plus((count as i64 + 2) * 7 * 24 * HOUR);
    let open = open_time(calling, Span { from: day.from, to: end });
    let mut days = Vec::with_capacity(count);
    while days.len() < count && day.to < end {
        let whole = open.between(day.from, day.to);
        if let (HOUR.., Some(date)) = (whole, date(day, &calling.zones)) {
            days.push((date, whole));
        }
        day = calling_day(day.to, &calling.zones);
    }
    days
}
