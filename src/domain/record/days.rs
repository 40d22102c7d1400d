//! Days of a person's zone as spans of seconds, whatever their clocks do.

use super::Second;
use crate::domain::time::{Date, TimeOfDay, Zone, plus_days};

/// From a moment up to, not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first second.
    pub from: Second,
    /// The second after its last.
    pub to: Second,
}

impl Span {
    /// The time that both have, if any.
    pub fn clip(self, other: Self) -> Option<Self> {
        let both = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        (both.from < both.to).then_some(both)
    }

    /// In which of so many equal parts a moment lies; before the first it is the first, after the last the last.
    pub fn part(self, at: Second, parts: usize) -> usize {
        let length = i128::from(self.to.0.saturating_sub(self.from.0)).max(1);
        let along = (i128::from(at.0) - i128::from(self.from.0)) * parts as i128 / length;
        usize::try_from(along).unwrap_or(0).min(parts.saturating_sub(1))
    }

    /// One of so many equal parts.
    #[must_use]
    pub fn nth(self, part: usize, parts: usize) -> Self {
        let length = i128::from(self.to.0) - i128::from(self.from.0);
        let edge = |part: usize| {
            let along = length * part as i128 / (parts as i128).max(1);
            self.from.plus(i64::try_from(along).unwrap_or_default())
        };
        Self { from: edge(part), to: edge(part + 1) }
    }

    /// The moment in its middle.
    pub fn middle(self) -> Second {
        self.from.plus(self.to.0.saturating_sub(self.from.0) / 2)
    }
}

/// When a day begins in a zone. Where midnight is leapt over that is the first half hour that is not.
pub fn start_of(date: Date, zone: Zone) -> Option<Second> {
    let mut times = (0..4).filter_map(|half| TimeOfDay::from_hm(half / 2, half % 2 * 30));
    times.find_map(|time| zone.moment(date, time)).map(Second::of)
}

/// The day that holds a moment, in a zone: 23 to 25 hours where clocks change.
pub fn day_of(at: Second, zone: Zone) -> Span {
    let begins = |days: i64| start_of(plus_days(zone.today(at.moment()?), days)?, zone);
    let utc = Second(at.0 - at.0.rem_euclid(86_400));
    let (from, to) = (begins(0).unwrap_or(utc), begins(1).unwrap_or(utc.plus(86_400)));
    if from <= at && at < to { Span { from, to } } else { Span { from: utc, to: utc.plus(86_400) } }
}

/// The same times in order and apart from each other: those that overlap or touch are one.
pub fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.from, span.to));
    spans.dedup_by(|next, kept| {
        let joined = next.from <= kept.to;
        if joined {
            kept.to = kept.to.max(next.to);
        }
        joined
    });
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hours(at: i64, zone: &str) -> i64 {
        let span = day_of(Second(at), Zone::named(zone).unwrap());
        assert!(span.from <= Second(at) && Second(at) < span.to);
        (span.to.0 - span.from.0) / 3600
    }

    #[test]
    fn days_have_the_hours_that_their_clocks_show() {
        assert_eq!(hours(1_772_900_000, "America/New_York"), 24); // 7 March 2026
        assert_eq!(hours(1_772_960_000, "America/New_York"), 23); // 8 March 2026
        assert_eq!(hours(1_793_520_000, "America/New_York"), 25); // 1 November 2026
        assert_eq!(hours(1_835_400_000, "UTC"), 24); // 29 February 2028
        assert_eq!(hours(1_788_670_000, "America/Santiago"), 23, "clocks leap over midnight"); // 6 September 2026
    }

    proptest! {
        #[test]
        fn every_moment_lies_in_its_part(from in -9_i64..9, length in 600_i64..5_000, at in 0_i64..5_000, parts in 1_usize..300) {
            let span = Span { from: Second(from), to: Second(from + length) };
            let part = span.part(span.from.plus(at), parts);
            prop_assert!(part < parts);
            prop_assert_eq!(span.part(span.nth(part, parts).middle(), parts), part);
            let told = span.nth(part, parts);
            prop_assert!(at >= length || told.from.0 <= from + at && from + at <= told.to.0, "{told:?}");
        }

        #[test]
        fn days_follow_each_other(at in 1_700_000_000..1_900_000_000_i64) {
            for zone in [Zone::NEW_YORK, Zone::HONOLULU, Zone::named("Europe/Berlin").unwrap()] {
                let day = day_of(Second(at), zone);
                prop_assert!(day.from <= Second(at) && Second(at) < day.to);
                prop_assert_eq!(day_of(day.to, zone).from, day.to);
            }
        }
    }
}
