//! When the campaigns called before the world began: in the company's hours of any client's zone, as many calls as zones
//! are open then, more at the beginning of the week and few at weekends.

use crate::domain::record::Second;
use crate::domain::time::{Date, TimeOfDay, Weekday, Zone, plus_days, weekday};

/// The zones of the clients, each with its share of them.
const ZONES: [(Zone, f64); 4] =
    [(Zone::NEW_YORK, 0.45), (Zone::CHICAGO, 0.25), (Zone::DENVER, 0.1), (Zone::LOS_ANGELES, 0.2)];
/// The company's hours, as hours of the client's day.
const SLOTS: [(u16, u16); 2] = [(9, 12), (13, 17)];
/// The zone of the company itself.
const HOME: Zone = Zone::NEW_YORK;

/// How much calling is done up to each moment, in hours with all lines busy.
#[derive(Debug, Default)]
pub(super) struct Workdays {
    /// Where the share of busy lines changes, by time.
    turns: Vec<Turn>,
}

#[derive(Debug, Clone, Copy)]
struct Turn {
    at: i64,
    /// The hours up to here.
    done: f64,
    /// The share of busy lines from here on.
    busy: f64,
}

impl Workdays {
    /// Those from one date to another, both included, as the company dates them.
    pub(super) fn new(first: Date, last: Date) -> Self {
        let mut steps: Vec<(i64, f64)> = Vec::new();
        let mut day = Some(first);
        while let Some(date) = day.filter(|date| *date <= last) {
            for (zone, share) in ZONES {
                for (start, end) in SLOTS {
                    let at = |hour| zone.moment(date, TimeOfDay::from_hm(hour, 0)?).map(Second::of);
                    if let (Some(start), Some(end)) = (at(start), at(end)) {
                        let busy = share * liveliness(weekday(date));
                        steps.extend([(start.0, busy), (end.0, -busy)]);
                    }
                }
            }
            day = plus_days(date, 1);
        }
        steps.sort_by_key(|(at, _)| *at);
        let mut turns: Vec<Turn> = Vec::with_capacity(steps.len());
        for same in steps.chunk_by(|a, b| a.0 == b.0) {
            let Some((at, _)) = same.first() else { continue };
            let before = turns.last().copied();
            let step: f64 = same.iter().map(|(_, step)| step).sum();
            // Sums of fractions: what is all but nothing is nothing.
            let busy = before.map_or(0.0, |turn| turn.busy) + step;
            let busy = if busy < 1e-9 { 0.0 } else { busy };
            turns.push(Turn { at: *at, done: before.map_or(0.0, |turn| turn.until(*at)), busy });
        }
        Self { turns }
    }

    /// The hours done by that moment.
    pub(super) fn done(&self, at: Second) -> f64 {
        self.turn(at).map_or(0.0, |turn| turn.until(at.0))
    }

    /// Whether anybody can be called at that moment.
    pub(super) fn is_open(&self, at: Second) -> bool {
        self.turn(at).is_some_and(|turn| turn.busy > 0.0)
    }

    fn turn(&self, at: Second) -> Option<&Turn> {
        let after = self.turns.partition_point(|turn| turn.at <= at.0);
        self.turns.get(after.checked_sub(1)?)
    }
}

impl Turn {
    fn until(&self, at: i64) -> f64 {
        self.done + self.busy * (at - self.at) as f64 / 3600.0
    }
}

/// The share of the lines that a day keeps busy.
fn liveliness(day: Weekday) -> f64 {
    match day {
        Weekday::Mon => 1.1,
        Weekday::Tue => 1.05,
        Weekday::Wed => 1.0,
        Weekday::Thu => 0.95,
        Weekday::Fri => 0.85,
        Weekday::Sat => 0.2,
        Weekday::Sun => 0.12,
    }
}

/// A time of the company's day, so many working days before `at`.
pub(super) fn working_time(at: Second, days: u32, (hour, minute): (u16, u16)) -> Option<Second> {
    let mut date = HOME.today(at.moment()?);
    let mut left = days;
    while left > 0 {
        date = plus_days(date, -1)?;
        if !matches!(weekday(date), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    HOME.moment(date, TimeOfDay::from_hm(hour, minute)?).map(Second::of)
}

/// The company's date at a moment, so many days on.
pub(super) fn date(at: Second, days: i64) -> Option<Date> {
    plus_days(HOME.today(at.moment()?), days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(text: &str) -> Second {
        Second::of(text.parse().unwrap())
    }

    fn date_of(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn done(from: &str, to: &str) -> f64 {
        let days = Workdays::new(date_of("2026-10-20"), date_of("2026-12-01"));
        days.done(second(to)) - days.done(second(from))
    }

    #[test]
    fn a_day_has_the_hours_of_its_slots_a_weekend_few_and_a_night_none() {
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-6, "{left} is not {right}");
        near(done("2026-11-25T05:00:00Z", "2026-11-26T05:00:00Z"), 7.0);
        near(done("2026-11-23T05:00:00Z", "2026-11-24T05:00:00Z"), 7.7);
        near(done("2026-11-21T05:00:00Z", "2026-11-23T05:00:00Z"), 7.0 * 0.32);
        near(done("2026-11-25T01:00:00Z", "2026-11-25T14:00:00Z"), 0.0);
        near(done("2026-11-25T17:00:00Z", "2026-11-25T18:00:00Z"), 0.55);
    }

    #[test]
    fn the_clients_clocks_count_whatever_they_do() {
        let days = Workdays::new(date_of("2026-10-20"), date_of("2026-12-01"));
        // Clocks fall back on 1 November.
        for (at, open) in [
            ("2026-10-30T12:59:59Z", false),
            ("2026-10-30T13:00:00Z", true),
            ("2026-10-30T23:59:59Z", true),
            ("2026-10-31T00:00:00Z", false),
            ("2026-11-02T13:59:59Z", false),
            ("2026-11-02T14:00:00Z", true),
            ("2026-11-03T00:59:59Z", true),
            ("2026-11-03T01:00:00Z", false),
        ] {
            assert_eq!(days.is_open(second(at)), open, "{at}");
        }
        assert!(days.done(second("2026-01-01T00:00:00Z")) < 1e-9);
    }

    #[test]
    fn working_days_are_counted_back_over_weekends() {
        let sunday = second("2026-11-29T10:00:00Z");
        assert_eq!(working_time(sunday, 1, (14, 20)), Some(second("2026-11-27T19:20:00Z")));
        assert_eq!(working_time(sunday, 6, (9, 0)), Some(second("2026-11-20T14:00:00Z")));
    }
}
