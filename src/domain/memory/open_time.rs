//! Open time: when the company's slots are open in any zone of the clients, on the weekdays on which they are called.
//!
//! The API names no weekdays. Those without a call in four weeks are closed; a record of less than two weeks cannot
//! tell, and then weekends are. Days and weekdays are those of the clients' first zone, where calling begins.

use std::collections::BTreeMap;

use crate::domain::hours::{FRAME, Hours};
use std::collections::HashMap;

use super::WORKDAYS;
use crate::domain::record::Second;
use crate::domain::record::days::{Span, day_of, joined, start_of};
use crate::domain::record::engine::Engine;
use crate::domain::settings::CompanyHours;
use crate::domain::time::{Date, TimeOfDay, Weekday, Zone, plus_days, weekday};

/// A record of fewer seconds does not know the weekdays.
const LEARNT: i64 = 14 * 24 * 3600;

/// Usual are days with so many parts of the calls of the busiest.
const USUAL: i64 = 3;

/// The days of the week on which clients are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workdays([bool; 7]);

impl Workdays {
    /// From when calls were seen; the record begins at `first`.
    pub(super) fn learnt(first: Second, at: Second, called: impl Iterator<Item = Second>, zones: &[Zone]) -> Self {
        if at.0 - first.0 < LEARNT {
            return Self::default();
        }
        let mut days = [false; 7];
        for moment in called.filter_map(Second::moment) {
            if let Some(day) = days.get_mut(place(home(zones).local(moment).weekday())) {
                *day = true;
            }
        }
        // Where nobody is called on any day, it says nothing of one.
        if days.contains(&true) { Self(days) } else { Self::default() }
    }

    /// Those on which campaigns usually call, from the weeks before a moment in a record that begins at `first`: on a
    /// slower day silence says nothing.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn usual(engine: &mut dyn Engine, first: Second, at: Second, zones: &[Zone]) -> Result<Self, String> {
        if at.0 - first.0 < LEARNT {
            return Ok(Self::default());
        }
        let (mut before, mut rises) = (HashMap::new(), Vec::new());
        let end = at.plus(1);
        engine.tell(Span { from: at.plus(-WORKDAYS), to: end }, end, &mut |id, at, figures| {
            let rose = before.insert(id, figures.calls).flatten().zip(figures.calls).map(|(from, to)| to - from);
            rises.extend(rose.map(|rose| (at, rose)));
        })?;
        Ok(Self::busy(first, at, rises.into_iter(), zones))
    }

    /// The same from when how many new calls were seen.
    pub(super) fn busy(first: Second, at: Second, rises: impl Iterator<Item = (Second, i64)>, zones: &[Zone]) -> Self {
        let mut calls = [0_i64; 7];
        for (at, rose) in rises.filter(|(_, rose)| *rose > 0) {
            let day = at.moment().map(|moment| place(home(zones).local(moment).weekday()));
            if let Some(day) = day.and_then(|day| calls.get_mut(day)) {
                *day = day.saturating_add(rose);
            }
        }
        let most = calls.iter().copied().max().unwrap_or_default();
        let known = most > 0 && at.0 - first.0 >= LEARNT;
        if known { Self(calls.map(|calls| calls.saturating_mul(USUAL) >= most)) } else { Self::default() }
    }

    fn has(self, date: Date) -> bool {
        self.0.get(place(weekday(date))).copied().unwrap_or(true)
    }
}

/// Monday to Friday.
impl Default for Workdays {
    fn default() -> Self {
        Self([true, true, true, true, true, false, false])
    }
}

/// The clients' first zone.
fn home(zones: &[Zone]) -> Zone {
    zones.first().copied().unwrap_or(Zone::UTC)
}

/// The day of calling that holds a moment.
pub fn calling_day(at: Second, zones: &[Zone]) -> Span {
    day_of(at, home(zones))
}

fn place(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

/// When calls may be made on a date in a zone: the company's slots within the vendor's frame (R8), or all of that where
/// there are none.
fn open_on(hours: &CompanyHours, zone: Zone, date: Date) -> Vec<Span> {
    let hours = match hours {
        CompanyHours::Slots { slots, .. } if !slots.is_empty() => Hours::new(slots.iter().copied()).within(FRAME),
        _ => Hours::new([FRAME]),
    };
    let second = |time: TimeOfDay| zone.moment(date, time).map(Second::of);
    let open = hours.slots().iter().map(|slot| Some(Span { from: second(slot.start)?, to: second(slot.end)? }));
    open.flatten().collect()
}

/// The open times of a span.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenTime {
    /// In order, apart from each other.
    spans: Vec<Span>,
    /// The open days, in order: each from its first zone's opening to its last one's end.
    days: Vec<Span>,
}

impl OpenTime {
    /// Those of a span that is at most a few weeks long.
    pub fn new(hours: &CompanyHours, zones: &[Zone], workdays: Workdays, within: Span) -> Self {
        Self::under(&[(within.from, hours)], zones, workdays, within)
    }

    /// The same under hours that were read at a moment each, oldest first: they hold from that day on, the first of them
    /// before it too.
    pub fn under(hours: &[(Second, &CompanyHours)], zones: &[Zone], workdays: Workdays, within: Span) -> Self {
        let mut spans: Vec<Span> = Vec::new();
        let mut days: BTreeMap<Date, Span> = BTreeMap::new();
        for zone in zones {
            let Some((begin, end)) = within.from.moment().zip(within.to.moment()) else { continue };
            let last = zone.today(end);
            let dates = std::iter::successors(Some(zone.today(begin)), |date| plus_days(*date, 1));
            for date in dates.take_while(|date| *date <= last).filter(|date| workdays.has(*date)) {
                let end = plus_days(date, 1).and_then(|next| start_of(next, *zone));
                let known = hours.iter().rev().find(|(since, _)| end.is_none_or(|end| *since < end));
                let hours = known.or(hours.first()).map_or(&CompanyHours::Unknown, |(_, hours)| hours);
                for open in open_on(hours, *zone, date) {
                    let day = days.entry(date).or_insert(open);
                    (day.from, day.to) = (day.from.min(open.from), day.to.max(open.to));
                    spans.extend(open.clip(within));
                }
            }
        }
        Self { spans: joined(spans), days: days.into_values().collect() }
    }

    /// The open days, in order: each from its first zone's opening to its last one's end, be that outside
    /// the span.
    pub fn days(&self) -> &[Span] {
        &self.days
    }

    /// What is left of it without other times, which are in order and apart from each other.
    #[must_use]
    pub fn without(&self, others: &[Span]) -> Self {
        let mut left = Vec::with_capacity(self.spans.len());
        for open in &self.spans {
            let mut from = open.from;
            for other in others.iter().filter_map(|other| other.clip(*open)) {
                left.push(Span { from, to: other.from });
                from = other.to;
            }
            left.push(Span { from, to: open.to });
        }
        left.retain(|span| span.from < span.to);
        Self { spans: left, days: self.days.clone() }
    }

    /// The open times, in order, apart from each other.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Open seconds between two moments.
    pub fn between(&self, from: Second, to: Second) -> i64 {
        let first = self.spans.partition_point(|span| span.to <= from);
        let within = self.spans.iter().skip(first).take_while(|span| span.from < to);
        within.map(|span| span.to.min(to).0 - span.from.max(from).0).sum()
    }

    /// The moment so many open seconds before another; nothing where there are not so many.
    pub fn back(&self, at: Second, open: i64) -> Option<Second> {
        let mut left = open;
        for span in self.spans.iter().rev() {
            let end = span.to.min(at);
            let length = (end.0 - span.from.0).max(0);
            if length >= left {
                return Some(end.plus(-left));
            }
            left -= length;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::Slot;
    use crate::domain::time::parse_rfc3339;
    use proptest::prelude::*;

    fn second(text: &str) -> Second {
        Second::of(parse_rfc3339(text).unwrap())
    }

    fn office(zones: &[Zone], from: &str, to: &str) -> OpenTime {
        let slot = |start, end| Slot { start: TimeOfDay::parse(start).unwrap(), end: TimeOfDay::parse(end).unwrap() };
        let hours = CompanyHours::Slots { slots: vec![slot("09:00", "12:00"), slot("13:00", "17:00")], unreadable: 0 };
        OpenTime::new(&hours, zones, Workdays::default(), Span { from: second(from), to: second(to) })
    }

    fn hours(open: &OpenTime) -> i64 {
        open.between(Second(i64::MIN), Second(i64::MAX)) / 3600
    }

    #[test]
    fn an_hour_is_open_where_it_is_in_any_zone() {
        // A Friday, in New York.
        let (from, to) = ("2026-11-20T05:00:00Z", "2026-11-21T05:00:00Z");
        assert_eq!(hours(&office(&[Zone::NEW_YORK], from, to)), 7);
        let coasts = office(&[Zone::NEW_YORK, Zone::LOS_ANGELES], from, to);
        assert_eq!(hours(&coasts), 11, "the west calls while the east has lunch");
        assert_eq!(coasts.spans().len(), 1);
        let frame = OpenTime::new(
            &CompanyHours::NotConfigured,
            &[Zone::NEW_YORK],
            Workdays::default(),
            Span { from: second(from), to: second(to) },
        );
        assert_eq!(hours(&frame), 13);
    }

    #[test]
    fn weekends_are_closed_until_two_weeks_say_otherwise() {
        let (from, to) = ("2026-11-16T05:00:00Z", "2026-11-30T05:00:00Z");
        assert_eq!(hours(&office(&[Zone::NEW_YORK], from, to)), 10 * 7);
        let (first, at) = (second("2026-11-01T05:00:00Z"), second("2026-11-16T05:00:00Z"));
        let saturday = second("2026-11-14T16:00:00Z");
        let learnt = Workdays::learnt(first, at, [saturday].into_iter(), &[Zone::NEW_YORK]);
        assert_eq!(learnt, Workdays([false, false, false, false, false, true, false]));
        let young = Workdays::learnt(at.plus(-86_400), at, [saturday].into_iter(), &[Zone::NEW_YORK]);
        assert_eq!((young, Workdays::learnt(first, at, [].into_iter(), &[Zone::NEW_YORK])), Default::default());
        let late = second("2026-11-15T00:30:00Z");
        let west = Workdays::learnt(first, at, [late].into_iter(), &[Zone::LOS_ANGELES, Zone::UTC]);
        assert_eq!(west, learnt, "it is Saturday where calling begins");
    }

    #[test]
    fn hours_hold_from_the_day_on_which_they_were_read() {
        let slot = |start, end| Slot { start: TimeOfDay::parse(start).unwrap(), end: TimeOfDay::parse(end).unwrap() };
        let slots = |start, end| CompanyHours::Slots { slots: vec![slot(start, end)], unreadable: 0 };
        let (long, short) = (slots("09:00", "17:00"), slots("09:00", "10:00"));
        let (monday, tuesday) = (second("2026-11-23T05:00:00Z"), second("2026-11-24T05:00:00Z"));
        let both = Span { from: monday, to: tuesday.plus(86_400) };
        let known = [(tuesday.plus(-7200), &long), (tuesday.plus(36_000), &short)];
        let zones = [Zone::NEW_YORK, Zone::LOS_ANGELES];
        let open = OpenTime::under(&known, &zones, Workdays::default(), both);
        assert_eq!(open.between(monday, tuesday), 11 * 3600, "the first are those of before too");
        assert_eq!(open.between(tuesday, both.to), 2 * 3600, "an hour in each zone");
        assert_eq!(OpenTime::under(&[], &zones, Workdays::default(), both).between(monday, tuesday), 16 * 3600);
    }

    #[test]
    fn what_nobody_saw_is_taken_out() {
        let open = office(&[Zone::NEW_YORK], "2026-11-23T05:00:00Z", "2026-11-25T05:00:00Z");
        let span = |from, to| Span { from: second(from), to: second(to) };
        let unseen = [
            span("2026-11-23T13:00:00Z", "2026-11-23T15:00:00Z"),
            span("2026-11-23T16:00:00Z", "2026-11-23T16:30:00Z"),
            span("2026-11-24T00:00:00Z", "2026-11-24T23:00:00Z"),
        ];
        let seen = open.without(&unseen);
        assert_eq!((hours(&seen), seen.spans().len()), (5, 3), "{seen:?}");
        assert_eq!(open.without(&[]), open);
    }

    #[test]
    fn clocks_that_change_change_no_open_hour() {
        let open = office(&[Zone::NEW_YORK], "2026-10-26T04:00:00Z", "2026-11-09T05:00:00Z");
        assert_eq!(hours(&open), 10 * 7);
        let monday = second("2026-11-02T15:00:00Z");
        assert_eq!(open.back(monday, 2 * 3600), Some(second("2026-10-30T20:00:00Z")));
    }

    proptest! {
        #[test]
        fn going_back_is_the_way_that_lies_between(at in 0_i64..14 * 86_400, open in 1_i64..70 * 3600) {
            let begin = second("2026-10-26T04:00:00Z");
            let times = office(&[Zone::NEW_YORK, Zone::DENVER], "2026-10-26T04:00:00Z", "2026-11-09T05:00:00Z");
            let at = begin.plus(at);
            match times.back(at, open) {
                Some(then) => prop_assert_eq!(times.between(then, at), open),
                None => prop_assert!(times.between(begin, at) < open),
            }
        }
    }
}
