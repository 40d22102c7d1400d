//! How many calls a campaign makes on its next open days, and when they reach the number of cases of its list: as ranges
//! that hold half of what can happen, and 85 % of it.
//!
//! Start with [`forecast`]. `observed` makes open days of a course of readings, `resample` makes futures of those days,
//! `words` says what came out. The same data give the same forecast. It keeps its own score: each day that is over is
//! forecast from the days before it, and counted.

mod observed;
mod resample;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::memory::{OpenTime, Workdays};
use super::record::days::Span;
use super::record::{Figures, Second};
use super::settings::CompanyHours;
use super::time::{Date, Zone};
use super::verdict::OVER_AFTER;

use self::observed::{Day, Days, coming, observed};
use self::resample::Futures;

/// Of fewer open days nothing is forecast.
pub const LEAST_DAYS: usize = 5;
/// Not more of the last open days: a campaign is not what it was a month ago.
const MOST_DAYS: usize = 10;
/// A finish is looked for within so many open days.
const HORIZON: usize = 60;
/// Readings of so many seconds before are looked at: six weeks.
pub const BEFORE: i64 = 42 * 86_400;

/// When calls may be made, and how many there are to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Calling {
    /// The company's hours.
    pub hours: CompanyHours,
    /// Where clients are called, first where calling begins: days are its.
    pub zones: Arc<[Zone]>,
    /// On which weekdays: of slow ones nothing is forecast.
    pub workdays: Workdays,
    /// How many cases the campaign's list holds, where that is known.
    pub cases: Option<i64>,
}

/// What can be said of the days that come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forecast {
    /// Too few open days were seen whole.
    TooFew {
        /// How many were.
        days: usize,
    },
    /// The last open days had no call.
    Silent,
    /// How it goes on.
    Given(Box<Outlook>),
}

/// How a campaign goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The next open day that has not begun.
    pub next: Ahead,
    /// Up to the fifth such day, with the rest of the one that has begun.
    pub five: Ahead,
    /// When its calls reach the number of its cases, where that is known.
    pub finish: Option<Finish>,
    /// How its earlier forecasts came out.
    pub score: Score,
}

/// New calls until the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// The day.
    pub until: Date,
    /// Half of what can happen.
    pub half: Range,
    /// 85 % of it.
    pub most: Range,
}

/// From so many calls to so many, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The fewest.
    pub low: i64,
    /// The most.
    pub high: i64,
}

/// When calls reach the number of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// They have.
    Reached {
        /// How many cases there are.
        cases: i64,
    },
    /// On days of these ranges; an end is unknown where it lies beyond all that is looked at.
    On {
        /// How many cases there are.
        cases: i64,
        /// Half of what can happen.
        half: [Option<Date>; 2],
        /// 85 % of it.
        most: [Option<Date>; 2],
        /// The last day that is looked at.
        last: Date,
    },
}

/// How many past days were forecast, and how many of them fell into the ranges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Days that were forecast from the days before them.
    pub days: usize,
    /// In the range of 50 %.
    pub half: usize,
    /// In the range of 85 %.
    pub most: usize,
}

/// Forecasts as of a moment, from a course that ends there; of the times in `gaps` nobody knows what happened.
pub fn forecast(course: &[(Second, Figures)], at: Second, gaps: &[Span], calling: &Calling) -> Forecast {
    let Days { over, today } = observed(course, at, gaps, calling);
    let last = over.len().saturating_sub(MOST_DAYS);
    let recent = over.get(last..).unwrap_or_default();
    if recent.len() < LEAST_DAYS {
        return Forecast::TooFew { days: recent.len() };
    }
    let newest = recent.iter().rev().take(OVER_AFTER).map(Day::calls).chain(today.as_ref().map(|day| day.calls));
    if newest.sum::<i64>() == 0 {
        return Forecast::Silent;
    }
    let ahead = coming(at, HORIZON, calling);
    let begun = today.map(|today| today.elapsed);
    let futures = Futures::of(recent, begun, &ahead);
    let (Some(next), Some(five)) = (futures.next_day(), futures.until(5)) else {
        return Forecast::TooFew { days: recent.len() };
    };
    let calls = course.last().and_then(|(_, figures)| figures.calls);
    let finish = to_call(calling.cases, calls).map(|(cases, left)| futures.finish(cases, left));
    Forecast::Given(Box::new(Outlook { next, five, finish, score: score(&over) }))
}

/// How many cases there are, and how many of them are left to be called.
fn to_call(cases: Option<i64>, calls: Option<i64>) -> Option<(i64, i64)> {
    let (cases, calls) = (cases.filter(|cases| *cases > 0)?, calls?);
    Some((cases, cases - calls))
}

/// Forecasts each day that is over from those before it.
fn score(over: &[Day]) -> Score {
    let mut score = Score::default();
    for (place, day) in over.iter().enumerate().skip(LEAST_DAYS) {
        let before = over.get(place.saturating_sub(MOST_DAYS)..place).unwrap_or_default();
        let Some(ahead) = Futures::of(before, None, &[(day.date, day.open)]).next_day() else { continue };
        let fell = |range: Range| usize::from((range.low..=range.high).contains(&day.calls()));
        score.days += 1;
        score.half += fell(ahead.half);
        score.most += fell(ahead.most);
    }
    score
}

/// The open time of a span.
fn open_time(calling: &Calling, span: Span) -> OpenTime {
    OpenTime::new(&calling.hours, &calling.zones, calling.workdays, span)
}
