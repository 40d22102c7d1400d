//! When a campaign calls, and how much calling a stretch of time holds.
//!
//! Time here is *local seconds*: seconds since 1970-01-01 00:00 on the clock of the sandbox's clients. An hour within
//! the calling slots counts as one hour of effort; outside them calls only slow down (the sandbox must never look dead).

use crate::domain::time::Date;

pub(super) const DAY: f64 = 86_400.0;
/// The share of the full rate outside the slots.
const OUTSIDE: f64 = 0.2;

/// The slots of a day, in minutes since midnight; they do not overlap.
#[derive(Debug, Clone)]
pub(super) struct Slots(Vec<(f64, f64)>);

impl Slots {
    /// Slots that begin and end at these minutes of the day.
    pub(super) fn new(minutes: impl IntoIterator<Item = (u32, u32)>) -> Self {
        Self(minutes.into_iter().map(|(start, end)| (f64::from(start) * 60.0, f64::from(end) * 60.0)).collect())
    }

    /// The company's default hours, as the settings endpoint answers them.
    pub(super) fn company() -> Self {
        Self::new([(9 * 60, 12 * 60), (13 * 60, 17 * 60)])
    }

    /// Hours of effort from midnight to `second` of the day.
    fn until(&self, second: f64) -> f64 {
        let inside: f64 = self.0.iter().map(|(start, end)| (second.min(*end) - start).max(0.0)).sum();
        (OUTSIDE * second + (1.0 - OUTSIDE) * inside) / 3600.0
    }

    /// Hours of effort from 1970 to local second `at`.
    fn since_1970(&self, at: f64) -> f64 {
        let days = (at / DAY).floor();
        days * self.until(DAY) + self.until(at - days * DAY)
    }
}

/// A time in which a campaign calls, day after day in the same slots.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    from: f64,
    to: f64,
    slots: Slots,
}

impl Stretch {
    /// All days.
    pub(super) fn always(slots: Slots) -> Self {
        Self { from: f64::NEG_INFINITY, to: f64::INFINITY, slots }
    }

    /// The days from `first` to `last`, both included.
    pub(super) fn days(first: Date, last: Date, slots: Slots) -> Self {
        Self { from: midnight(first), to: midnight(last) + DAY, slots }
    }

    /// Hours of effort between two local seconds.
    pub(super) fn effort(&self, from: f64, to: f64) -> f64 {
        let (from, to) = (from.max(self.from), to.min(self.to));
        if from < to { self.slots.since_1970(to) - self.slots.since_1970(from) } else { 0.0 }
    }
}

/// The local second in which `date` begins.
fn midnight(date: Date) -> f64 {
    (date - Date::default()).num_days() as f64 * DAY
}

/// The date of a local second.
#[cfg(test)]
pub(super) fn date_of(local: f64) -> Date {
    crate::domain::time::plus_days(Date::default(), (local / DAY).floor() as i64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn at(day: &str, hour: f64) -> f64 {
        midnight(date(day)) + hour * 3600.0
    }

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-6, "{left} is not {right}");
    }

    #[test]
    fn slots_count_in_full_and_the_rest_a_little() {
        let always = Stretch::always(Slots::company());
        near(always.effort(at("2026-11-23", 9.0), at("2026-11-23", 12.0)), 3.0);
        near(always.effort(at("2026-11-23", 12.0), at("2026-11-23", 13.0)), OUTSIDE);
        near(always.effort(at("2026-11-23", 16.0), at("2026-11-23", 18.0)), 1.0 + OUTSIDE);
        near(always.effort(at("2026-11-22", 0.0), at("2026-11-24", 0.0)), 2.0 * (7.0 + 17.0 * OUTSIDE));
    }

    #[test]
    fn no_calls_outside_the_days_of_a_run() {
        let run = Stretch::days(date("2026-11-23"), date("2026-11-23"), Slots::new([(540, 1020)]));
        near(run.effort(at("2026-11-22", 9.0), at("2026-11-22", 24.0)), 0.0);
        near(run.effort(at("2026-11-24", 0.0), at("2026-11-24", 12.0)), 0.0);
        near(run.effort(at("2026-11-01", 0.0), at("2026-11-30", 0.0)), 8.0 + 16.0 * OUTSIDE);
    }

    #[test]
    fn dates_and_local_seconds_agree() {
        for day in ["1970-01-01", "2026-11-23", "2028-02-29"] {
            assert_eq!(date_of(at(day, 0.0)), date(day));
            assert_eq!(date_of(at(day, 23.99)), date(day));
        }
    }
}
