//! When somebody looked, and when nobody did.

use super::Second;
use super::days::Span;

/// A reading may come this much later than its rhythm says, beside a rhythm that it may miss, before nobody looked.
const LATE: i64 = 60;

/// A reading may have taken so long to come here, in seconds, before it says that the clock was set back.
pub const SLOW: i64 = 120;

/// How many seconds after a reading of that rhythm the next still follows it.
pub fn reach(every: u32) -> i64 {
    2 * i64::from(every) + LATE
}

/// A time in which somebody read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// The first reading.
    pub from: Second,
    /// The last reading, or one shortly before it: it is not written at every one.
    pub to: Second,
    /// The rhythm of the readings, in seconds; 0 for one that nobody meant to repeat.
    pub every: u32,
}

impl Coverage {
    /// One reading.
    pub const fn at(at: Second, every: u32) -> Self {
        Self { from: at, to: at, every }
    }

    /// With one more reading; nothing where that is not close enough to be of the same time.
    pub fn with(self, at: Second, every: u32) -> Option<Self> {
        let every = self.every.max(every);
        let apart = (at.0 - self.to.0).max(self.from.0 - at.0);
        (apart <= reach(every)).then(|| Self { from: self.from.min(at), to: self.to.max(at), every })
    }

    /// Whether somebody was looking at that moment.
    pub fn holds(self, at: Second) -> bool {
        self.from <= at && at <= self.to
    }
}

/// The same times, each moment in one of them only. `covered` are by their beginnings.
pub fn merged(covered: Vec<Coverage>) -> Vec<Coverage> {
    let mut merged: Vec<Coverage> = Vec::with_capacity(covered.len());
    for looked in covered {
        match merged.last_mut() {
            Some(last) if looked.from <= last.to => {
                (last.to, last.every) = (last.to.max(looked.to), last.every.max(looked.every));
            }
            _ => merged.push(looked),
        }
    }
    merged
}

/// How many readings there were after a moment, as far as their rhythm says.
pub fn readings_after(covered: &[Coverage], at: Second) -> i64 {
    let after = covered.iter().rev().take_while(|looked| looked.to > at);
    let readings = after.map(|looked| match i64::from(looked.every) {
        0 => 1,
        every => i64::from(looked.from > at) + (looked.to.0 - looked.from.max(at).0) / every,
    });
    readings.sum()
}

/// The times between, in which nobody looked. `covered` are as [`merged`] makes them.
pub fn gaps(covered: &[Coverage]) -> Vec<Span> {
    let times = covered.iter().zip(covered.iter().skip(1));
    times.map(|(before, after)| Span { from: before.to, to: after.from }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_counted_by_their_rhythm() {
        let covered = [
            Coverage { from: Second(0), to: Second(100), every: 10 },
            Coverage::at(Second(300), 0),
            Coverage { from: Second(500), to: Second(560), every: 30 },
        ];
        for (at, readings) in [(80, 2 + 1 + 3), (100, 4), (299, 4), (300, 3), (500, 2), (530, 1), (560, 0)] {
            assert_eq!(readings_after(&covered, Second(at)), readings, "after {at}");
        }
    }

    #[test]
    fn two_windows_look_as_one() {
        let looked = |from, to| Coverage { from: Second(from), to: Second(to), every: 30 };
        assert_eq!(
            merged(vec![looked(0, 50), looked(40, 45), looked(50, 90), looked(95, 99)]),
            [looked(0, 90), looked(95, 99)]
        );
        assert_eq!(gaps(&[looked(0, 90), looked(95, 99)]), [Span { from: Second(90), to: Second(95) }]);
        assert!(gaps(&[looked(0, 90)]).is_empty() && gaps(&[]).is_empty());
    }

    #[test]
    fn a_rhythm_may_be_missed_once_before_nobody_looked() {
        let looked = Coverage::at(Second(1000), 30);
        let longer = looked.with(Second(1120), 30).unwrap();
        assert_eq!((longer.from, longer.to), (Second(1000), Second(1120)));
        assert_eq!(longer.with(Second(1241), 30), None);
        assert_eq!(longer.with(Second(1060), 30), Some(longer), "an older reading is within");
        assert!(longer.holds(Second(1060)) && !longer.holds(Second(1121)));
        assert_eq!(looked.with(Second(1241), 300).unwrap().every, 300, "a slower window's rhythm counts");
    }
}
