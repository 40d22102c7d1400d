//! Days and hours together: when calls may be made, where two times of calls overlap, and what several come to.
//!
//! One reading of "overlap" for every rule, note and total: two times of calls overlap when they share a day *and* time of
//! it. Touching is not sharing, and what is shared is counted once.

use std::collections::BTreeSet;

use super::hours::{Hours, Slot};
use super::time::{Date, days_between};

/// Days: spans from a first to a last day, in order and apart from each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days(Vec<(Date, Date)>);

/// When calls may be made: on each of the days, in the hours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    /// The days.
    pub days: Days,
    /// The hours of each.
    pub hours: Hours,
}

/// What times of calls come to together, what they share counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallTotals {
    /// On how many days.
    pub days: i64,
    /// How many minutes in all.
    pub minutes: i64,
}

impl Days {
    /// Every day from `first` to `last`; none when they are reversed.
    pub fn span(first: Date, last: Date) -> Self {
        Self(if first <= last { vec![(first, last)] } else { Vec::new() })
    }

    /// These days, each once.
    pub fn of(days: impl IntoIterator<Item = Date>) -> Self {
        Self::union(days.into_iter().map(|day| (day, day)))
    }

    /// Every day of spans from a first to a last day, each once.
    pub fn union(spans: impl IntoIterator<Item = (Date, Date)>) -> Self {
        let mut spans: Vec<(Date, Date)> = spans.into_iter().filter(|(first, last)| first <= last).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, kept| {
            let joined = days_between(kept.1, next.0) <= 1;
            if joined {
                kept.1 = kept.1.max(next.1);
            }
            joined
        });
        Self(spans)
    }

    /// The spans, in order.
    pub fn spans(&self) -> &[(Date, Date)] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `day` is one of them.
    pub fn contains(&self, day: Date) -> bool {
        self.0.iter().any(|(first, last)| (first..=last).contains(&&day))
    }

    /// How many they are.
    pub fn count(&self) -> i64 {
        self.0.iter().map(|&(first, last)| days_between(first, last) + 1).sum()
    }

    /// The first and the last.
    pub fn ends(&self) -> Option<(Date, Date)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }

    /// The days that both have.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Self {
        Self(shared(&self.0, &other.0, |&(a, b), &(c, d)| {
            let (first, last) = (a.max(c), b.min(d));
            ((first <= last).then_some((first, last)), b <= d)
        }))
    }
}

impl Calls {
    /// The days and hours in which both may call; nothing where they share no day or no time.
    pub fn overlap(&self, other: &Self) -> Option<Self> {
        let hours = self.hours.shared(&other.hours);
        if hours.is_empty() {
            return None;
        }
        let days = self.days.shared(&other.days);
        (!days.is_empty()).then_some(Self { days, hours })
    }
}

impl Hours {
    /// The time that both have.
    #[must_use]
    pub fn shared(&self, other: &Self) -> Self {
        Self::new(shared(self.slots(), other.slots(), |a, b| (a.clip(*b), a.end <= b.end)))
    }
}

/// What two lists of spans share; `meet` answers with what a pair shares, and whether the first of it ends first.
fn shared<T>(one: &[T], other: &[T], meet: impl Fn(&T, &T) -> (Option<T>, bool)) -> Vec<T> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut both = Vec::new();
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let (meeting, first_ends) = meet(a, b);
        both.extend(meeting);
        if first_ends {
            one.next()
        } else {
            other.next()
        };
    }
    both
}

/// What `calls` come to together. A day that several have is one day, and an hour that several have is one hour.
pub fn sum<'a>(calls: impl IntoIterator<Item = &'a Calls>) -> CallTotals {
    let calls: Vec<&Calls> = calls.into_iter().collect();
    let number = |day: Date| days_between(Date::default(), day);
    let mut turns: Vec<(i64, bool, usize)> = Vec::new();
    for (index, calls) in calls.iter().enumerate() {
        for &(first, last) in calls.days.spans() {
            turns.extend([(number(first), true, index), (number(last) + 1, false, index)]);
        }
    }
    turns.sort_unstable();
    let (mut sum, mut active, mut since) = (CallTotals::default(), BTreeSet::new(), 0);
    for (day, begins, index) in turns {
        if !active.is_empty() && day > since {
            let of = |index: &usize| calls.get(*index).map_or(&[][..], |calls| calls.hours.slots());
            let slots: Vec<Slot> = active.iter().flat_map(of).copied().collect();
            sum.days += day - since;
            sum.minutes += (day - since) * i64::from(Hours::new(slots).minutes());
        }
        since = day;
        if begins {
            active.insert(index)
        } else {
            active.remove(&index)
        };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{TimeOfDay, plus_days};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn hours(slots: &[(&str, &str)]) -> Hours {
        let time = |text| TimeOfDay::parse(text).unwrap();
        Hours::new(slots.iter().map(|(start, end)| Slot { start: time(start), end: time(end) }))
    }

    fn calls(first: &str, last: &str, slots: &[(&str, &str)]) -> Calls {
        Calls { days: Days::span(date(first), date(last)), hours: hours(slots) }
    }

    #[test]
    fn days_that_follow_each_other_are_one_span() {
        let days = Days::of(["2026-03-04", "2026-03-02", "2026-02-28", "2026-03-03", "2026-03-02"].map(date));
        let spans = [("2026-02-28", "2026-02-28"), ("2026-03-02", "2026-03-04")].map(|(a, b)| (date(a), date(b)));
        assert_eq!((days.spans(), days.count()), (&spans[..], 4));
        assert_eq!(days.ends(), Some((date("2026-02-28"), date("2026-03-04"))));
        assert!(Days::span(date("2026-03-02"), date("2026-03-01")).is_empty());
    }

    #[test]
    fn calls_overlap_when_they_share_a_day_and_time() {
        let week = calls("2026-03-02", "2026-03-06", &[("09:00", "12:00")]);
        for (other, shared) in [
            (calls("2026-03-02", "2026-03-06", &[("12:00", "17:00")]), None),
            (calls("2026-03-07", "2026-03-08", &[("09:00", "12:00")]), None),
            (calls("2026-03-02", "2026-03-06", &[]), None),
            (
                calls("2026-03-06", "2026-03-20", &[("08:00", "09:30"), ("11:00", "17:00")]),
                Some(calls("2026-03-06", "2026-03-06", &[("09:00", "09:30"), ("11:00", "12:00")])),
            ),
        ] {
            assert_eq!(week.overlap(&other), shared);
            assert_eq!(other.overlap(&week), shared);
        }
    }

    #[test]
    fn a_day_is_counted_once_and_so_is_an_hour() {
        let morning = calls("2026-03-02", "2026-03-06", &[("09:00", "12:00")]);
        let afternoon = calls("2026-03-02", "2026-03-06", &[("13:00", "17:00")]);
        assert_eq!(sum([&morning, &afternoon]), CallTotals { days: 5, minutes: 5 * 7 * 60 });
        assert_eq!(sum([&morning, &morning]), CallTotals { days: 5, minutes: 5 * 3 * 60 });
        let later = calls("2026-03-06", "2026-03-07", &[("11:00", "13:00")]);
        assert_eq!(sum([&later, &morning]), CallTotals { days: 6, minutes: (5 * 3 + 1 + 2) * 60 });
        assert_eq!(sum([]), CallTotals::default());
    }

    fn any_calls() -> impl Strategy<Value = Calls> {
        let day = |at| plus_days(date("2026-02-25"), at).unwrap();
        let slot = (0u16..24, 0u16..24).prop_map(|(a, b)| {
            let time = |hour| TimeOfDay::from_hm(hour, 0).unwrap();
            Slot { start: time(a), end: time(b) }
        });
        (prop::collection::btree_set(0i64..12, 0..8), prop::collection::vec(slot, 0..4)).prop_map(
            move |(days, slots)| Calls { days: Days::of(days.into_iter().map(day)), hours: Hours::new(slots) },
        )
    }

    /// Every hour of every day in which calls may be made.
    fn cells(calls: &Calls) -> BTreeSet<(i64, u16)> {
        let day = |date| days_between(super::tests::date("2026-02-25"), date);
        let days = calls.days.spans().iter().flat_map(|&(first, last)| day(first)..=day(last));
        let open = |hour: &u16| calls.hours.is_open(TimeOfDay::from_hm(*hour, 0).unwrap());
        days.flat_map(|day| (0u16..24).filter(open).map(move |hour| (day, hour))).collect()
    }

    proptest! {
        #[test]
        fn overlap_and_sum_are_those_of_the_single_hours(of in prop::collection::vec(any_calls(), 2..5)) {
            let shared: BTreeSet<_> = cells(&of[0]).intersection(&cells(&of[1])).copied().collect();
            prop_assert_eq!(of[0].overlap(&of[1]).map_or_else(BTreeSet::new, |both| cells(&both)), shared);
            let all: BTreeSet<_> = of.iter().flat_map(cells).collect();
            prop_assert_eq!(sum(&of).minutes, all.len() as i64 * 60);
        }
    }
}
