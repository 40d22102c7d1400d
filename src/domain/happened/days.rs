//! What a campaign did on its last days of calling: whether a day's success differs from the others', and whether a
//! silence is longer than its pace explains.

use std::collections::VecDeque;

use super::calling::Calling;
use crate::domain::record::Second;
use crate::domain::record::days::Span;
use crate::domain::significance::Proportion;
use crate::domain::verdict::{FINISHED, Shift, looks};

/// A day is judged by at most so many days of calling before it.
const DAYS: usize = 5;
/// A silence is told from so many open seconds on.
const SILENCE: i64 = 2 * 3600;
/// At its pace, a campaign would have made so many calls in a silence that is told. Of calls that come as a Poisson
/// stream, one in a thousand such times is silent.
const EXPECTED: f64 = 7.0;
/// Before there is an hour of pace, so many calls stand for one.
const CALLS: i64 = 10;

/// The last days on which a campaign called.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    newest: Option<Day>,
    /// The oldest first.
    before: VecDeque<Day>,
}

#[derive(Debug, Clone, Copy)]
struct Day {
    span: Span,
    calls: i64,
    ok: i64,
    failed: i64,
    /// When something changed last.
    last: Second,
    /// Whether a count went down, so that nothing can be said of it.
    odd: bool,
}

impl Days {
    /// Something rose, by so much, on that day of calling.
    pub(super) fn add(&mut self, at: Second, on: Span, calls: i64, ok: i64, failed: i64) {
        let day = self.day(at, on);
        (day.calls, day.ok, day.failed, day.last) = (day.calls + calls, day.ok + ok, day.failed + failed, at);
    }

    /// A count went down.
    pub(super) fn spoil(&mut self, at: Second, on: Span) {
        self.day(at, on).odd = true;
    }

    fn day(&mut self, at: Second, on: Span) -> &mut Day {
        if let Some(over) = self.newest.take_if(|day| day.span.to <= at) {
            self.before.push_back(over);
            if self.before.len() > DAYS {
                self.before.pop_front();
            }
        }
        let new = || Day { span: on, calls: 0, ok: 0, failed: 0, last: at, odd: false };
        self.newest.get_or_insert_with(new)
    }

    /// The newest day's success against that of the days before, if it is the day that began then and there are calls
    /// enough; and when something changed last.
    pub(super) fn compared(&self, day: Span) -> Option<(Second, Shift)> {
        let newest = self.newest.filter(|newest| newest.span == day && !newest.odd)?;
        let mut sums = (0, 0);
        for day in self.before.iter().filter(|day| !day.odd) {
            sums = (sums.0 + day.ok, sums.1 + day.ok + day.failed);
        }
        let finished = newest.ok + newest.failed;
        if finished < FINISHED || sums.1 < FINISHED {
            return None;
        }
        let (now, before) = (Proportion::new(newest.ok, finished)?, Proportion::new(sums.0, sums.1)?);
        Some((newest.last, Shift { day: newest.span.from, now, before, looks: looks(finished) }))
    }

    /// From the newest day on, all is judged by that.
    pub(super) fn turn(&mut self) {
        self.before.clear();
    }

    /// Of the time from its last call until a moment, but no longer than that day: how much was open and seen, if that is
    /// too long for its pace.
    pub(super) fn silence(&self, called: Second, until: Second, open: &Calling) -> Option<i64> {
        if until.0 - called.0 < SILENCE {
            return None;
        }
        let silent = open.time(called, until.min(open.day(called).to));
        if silent < SILENCE {
            return None;
        }
        let (mut calls, mut time) = (0, 0);
        for day in self.before.iter().chain(&self.newest).filter(|day| day.span.from <= called) {
            calls += day.calls;
            time += open.time(day.span.from, day.span.to.min(called));
        }
        let expected = match time {
            ..3600 if calls >= CALLS => EXPECTED,
            ..3600 => 0.0,
            _ => calls as f64 * silent as f64 / time as f64,
        };
        (expected >= EXPECTED).then_some(silent)
    }
}
