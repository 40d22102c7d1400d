//! Open time: when the company's slots are open in any zone of the clients, on the weekdays on which they are called.
//!
//! The API names no weekdays. Those without a call in four weeks are closed; a record of less than two weeks cannot
//! tell, and then weekends are.

use crate::domain::hours::{FRAME, Hours};
use crate::domain::record::Second;
use crate::domain::record::days::{Span, joined};
use crate::domain::settings::CompanyHours;
use crate::domain::time::{Date, TimeOfDay, Weekday, Zone, plus_days, weekday};

/// A record of fewer seconds does not know the weekdays.
const LEARNT: i64 = 14 * 24 * 3600;

/// The days of the week on which clients are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workdays([bool; 7]);

impl Workdays {
    /// From when calls were seen; the record begins at `first`.
    pub(super) fn learnt(first: Second, at: Second, called: impl Iterator<Item = Second>, zone: Zone) -> Self {
        if at.0 - first.0 < LEARNT {
            return Self::default();
        }
        let mut days = [false; 7];
        for moment in called.filter_map(Second::moment) {
            if let Some(day) = days.get_mut(place(zone.local(moment).weekday())) {
                *day = true;
            }
        }
        // Where nobody is called on any day, it says nothing of one.
        if days.contains(&true) { Self(days) } else { Self::default() }
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

fn place(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

/// When calls may be made on a date in a zone: the company's slots within the vendor's frame (R8), or all of that where
/// there are none.
pub(in crate::domain) fn open_on(hours: &CompanyHours, zone: Zone, date: Date) -> Vec<Span> {
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
}

impl OpenTime {
    /// Those of a span that is at most a few weeks long.
    pub fn new(hours: &CompanyHours, zones: &[Zone], workdays: Workdays, within: Span) -> Self {
        let mut spans: Vec<Span> = Vec::new();
        for zone in zones {
            let Some((begin, end)) = within.from.moment().zip(within.to.moment()) else { continue };
            let last = zone.today(end);
            let dates = std::iter::successors(Some(zone.today(begin)), |date| plus_days(*date, 1));
            for date in dates.take_while(|date| *date <= last).filter(|date| workdays.has(*date)) {
                let clipped = |open: Span| Span { from: open.from.max(within.from), to: open.to.min(within.to) };
                spans.extend(open_on(hours, *zone, date).into_iter().map(clipped).filter(|open| open.from < open.to));
            }
        }
        Self { spans: joined(spans) }
    }

    /// The open times, in order, apart from each other.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Open seconds between two moments.
    pub fn between(&self, from: Second, to: Second) -> i64 {
        self.spans.iter().map(|span| (span.to.min(to).0 - span.from.max(from).0).max(0)).sum()
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
        let learnt = Workdays::learnt(first, at, [saturday].into_iter(), Zone::NEW_YORK);
        assert_eq!(learnt, Workdays([false, false, false, false, false, true, false]));
        let young = Workdays::learnt(at.plus(-86_400), at, [saturday].into_iter(), Zone::NEW_YORK);
        assert_eq!((young, Workdays::learnt(first, at, [].into_iter(), Zone::NEW_YORK)), Default::default());
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
