//! When calls could be made: the company's slots of then, in any of its clients' zones, from Monday to Friday.

use crate::domain::memory::open_on;
use crate::domain::record::Second;
use crate::domain::record::days::{Span, day_of, joined};
use crate::domain::settings::{CompanyHours, Settings};
use crate::domain::time::{Weekday, Zone, weekday};
use crate::domain::zones::CLIENTS;

/// The zone by whose days calls are counted: the one where they begin.
const HOME: Zone = Zone::NEW_YORK;

/// The open times of a span.
#[derive(Debug, Default)]
pub(super) struct OpenHours {
    /// In order, apart from each other.
    times: Vec<Span>,
    /// The same without the times in which nobody looked.
    seen: Vec<Span>,
}

impl OpenHours {
    /// Those of a span under settings that hold since a moment each, oldest first; `unseen` are the times in which nobody
    /// looked.
    pub(super) fn new(span: Span, settings: &[(Second, Settings)], unseen: &[Span]) -> Self {
        let mut times = Vec::new();
        let mut at = span.from;
        while at < span.to {
            let day = Self::day(at);
            times.extend(of_day(day, in_force(settings, day.to)));
            at = day.to;
        }
        let seen = times.iter().flat_map(|open| without(*open, unseen)).collect();
        Self { times, seen }
    }

    /// The day of calling that holds a moment.
    pub(super) fn day(at: Second) -> Span {
        day_of(at, HOME)
    }

    /// How many seconds between two moments were open.
    pub(super) fn whole_time(&self, from: Second, to: Second) -> i64 {
        overlap(&self.times, from, to)
    }

    /// How many of them somebody saw.
    pub(super) fn time(&self, from: Second, to: Second) -> i64 {
        overlap(&self.seen, from, to)
    }
}

fn overlap(times: &[Span], from: Second, to: Second) -> i64 {
    let first = times.partition_point(|open| open.to <= from);
    let within = times.iter().skip(first).take_while(|open| open.from < to);
    within.map(|open| open.to.min(to).0 - open.from.max(from).0).sum()
}

/// The settings at a moment; those that follow first where none were read before.
fn in_force(settings: &[(Second, Settings)], at: Second) -> Option<&Settings> {
    let known = settings.iter().rev().find(|(since, _)| *since < at);
    known.or(settings.first()).map(|(_, settings)| settings)
}

fn of_day(day: Span, settings: Option<&Settings>) -> Vec<Span> {
    let Some(date) = day.from.moment().map(|moment| HOME.today(moment)) else { return Vec::new() };
    if matches!(weekday(date), Weekday::Sat | Weekday::Sun) {
        return Vec::new();
    }
    let hours = settings.map_or(&CompanyHours::Unknown, |settings| &settings.hours);
    joined(CLIENTS.into_iter().flat_map(|zone| open_on(hours, zone, date)).collect())
}

/// What is left of a time without others, which are in order.
fn without(open: Span, others: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut from = open.from;
    for other in others.iter().filter(|other| other.from < open.to && open.from < other.to) {
        left.push(Span { from, to: other.from.max(from) });
        from = other.to.max(from);
    }
    left.push(Span { from, to: open.to });
    left.retain(|span| span.from < span.to);
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::Slot;
    use crate::domain::time::TimeOfDay;

    fn at(text: &str) -> Second {
        Second::of(text.parse().unwrap())
    }

    fn settings(slots: &[(u16, u16)]) -> Settings {
        let time = |hour| TimeOfDay::from_hm(hour, 0).unwrap();
        let slots = slots.iter().map(|(start, end)| Slot::new(time(*start), time(*end)).unwrap()).collect();
        Settings { hours: CompanyHours::Slots { slots, unreadable: 0 }, ..Settings::default() }
    }

    #[test]
    fn a_day_is_open_from_the_first_zones_morning_to_the_last_ones_evening() {
        let week = Span { from: at("2026-11-23T05:00:00Z"), to: at("2026-11-30T05:00:00Z") };
        let known = [(week.from, settings(&[(9, 12), (13, 17)]))];
        let gap = Span { from: at("2026-11-24T15:00:00Z"), to: at("2026-11-24T17:30:00Z") };
        let open = OpenHours::new(week, &known, &[gap]);
        assert_eq!(open.whole_time(week.from, week.to), 5 * 11 * 3600, "no weekend");
        assert_eq!(open.time(week.from, week.to), 5 * 11 * 3600 - 9000);
        assert_eq!(open.time(at("2026-11-24T14:30:00Z"), at("2026-11-24T18:00:00Z")), 3600);
        assert_eq!(open.time(at("2026-11-25T02:00:00Z"), at("2026-11-25T13:00:00Z")), 0);
    }

    #[test]
    fn settings_hold_from_the_day_on_which_they_were_read() {
        let week = Span { from: at("2026-11-23T05:00:00Z"), to: at("2026-11-25T05:00:00Z") };
        let known = [(week.from, settings(&[(9, 17)])), (at("2026-11-24T15:00:00Z"), settings(&[(9, 10)]))];
        let open = OpenHours::new(week, &known, &[]);
        assert_eq!(open.whole_time(week.from, at("2026-11-24T05:00:00Z")), 11 * 3600);
        assert_eq!(open.whole_time(at("2026-11-24T05:00:00Z"), week.to), 4 * 3600);
        assert_eq!(OpenHours::new(week, &[], &[]).whole_time(week.from, week.to), 2 * 16 * 3600, "the vendor's frame");
    }
}
