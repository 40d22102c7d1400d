//! The moment that changes are compared with.

use crate::domain::record::Second;
use crate::domain::record::days::day_of;
use crate::domain::time::{Weekday, Zone};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// What changes are compared with, as people choose it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Baseline {
    /// The reading before.
    Refresh,
    /// When a person last looked.
    LastLook(Second),
    /// An hour before.
    Hour,
    /// When the day began.
    #[default]
    Today,
    /// When Monday began.
    Monday,
    /// Seven days before.
    Week,
    /// A moment.
    Moment(Second),
}

/// What the figures of the baseline are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// The baseline as it was chosen.
    pub baseline: Baseline,
    /// The moment that it means.
    pub meant: Second,
    /// The reading that speaks for it: the last one before, or the record's first.
    pub from: Second,
}

impl Compared {
    /// Whether nobody looked when the baseline was: then it is compared with an earlier reading, or with the record's
    /// first.
    pub fn is_inexact(self) -> bool {
        // A rhythm of readings, and the one that was missed.
        (self.meant.0 - self.from.0).abs() > HOUR / 4
    }

    /// The moment as of which the figures are: what changed last before it counts, be it after [`Compared::from`], which
    /// is not written at every reading.
    pub(super) fn moment(self) -> Second {
        self.meant.max(self.from)
    }

    /// Whether the record begins after the baseline, so that what happened between is in no figure.
    pub fn begins_late(self) -> bool {
        self.from > self.meant
    }
}

impl Baseline {
    /// The moment that it means, seen from another.
    fn moment(self, at: Second, zone: Zone) -> Second {
        match self {
            Self::Refresh => at.plus(-1),
            Self::LastLook(moment) | Self::Moment(moment) => moment.min(at),
            Self::Hour => at.plus(-HOUR),
            Self::Today => day_of(at, zone).from,
            Self::Monday => {
                let mut day = day_of(at, zone);
                while day.from.moment().is_some_and(|begin| zone.local(begin).weekday() != Weekday::Mon) {
                    day = day_of(day.from.plus(-1), zone);
                }
                day.from
            }
            Self::Week => at.plus(-7 * DAY),
        }
    }

    /// What it is compared with, where the record begins at `first`; `looked` says which reading speaks for a moment.
    pub(super) fn compared(
        self,
        at: Second,
        zone: Zone,
        first: Second,
        looked: impl Fn(Second) -> Option<Second>,
    ) -> Compared {
        let meant = self.moment(at, zone);
        Compared { baseline: self, meant, from: looked(meant).unwrap_or(first) }
    }
}
