//! The moment that changes are compared with.

use crate::domain::record::Second;
use crate::domain::record::days::day_of;
use crate::domain::record::moment_said;
use crate::domain::record::moment_words::Viewpoint;
use crate::domain::time::{self, Weekday, Zone};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// What changes are compared with, as people choose it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Baseline {
    /// The reading before.
    Refresh,
    /// An hour before.
    Hour,
    /// When the day began.
    #[default]
    Today,
    /// When Monday began.
    Monday,
    /// Seven days before.
    Week,
    /// When somebody last looked before looking now; `None` until [`Baseline::looked`] says when, and where nobody did.
    Look(Option<Second>),
    /// A moment.
    Moment(Second),
}

impl Baseline {
    /// Those that need no moment, the nearest first.
    pub const NAMED: [Self; 6] = [Self::Refresh, Self::Look(None), Self::Hour, Self::Today, Self::Monday, Self::Week];

    /// Reads the name of one, or a moment as a person at that place in time writes it.
    ///
    /// # Errors
    /// It is neither: a clause for people.
    pub fn read(text: &str, seen: Viewpoint) -> Result<Self, String> {
        match Self::NAMED.into_iter().find(|named| named.name() == text.trim().to_lowercase()) {
            Some(named) => Ok(named),
            None => seen.read(text).map(|moment| Self::Moment(Second::of(moment))),
        }
    }

    /// The same, where somebody last looked then.
    #[must_use]
    pub fn looked(self, last: Option<Second>) -> Self {
        if matches!(self, Self::Look(_)) { Self::Look(last) } else { self }
    }

    /// How it is written, where it needs no moment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Hour => "hour",
            Self::Today => "day",
            Self::Monday => "monday",
            Self::Week => "week",
            Self::Look(_) => "look",
            Self::Moment(_) => "moment",
        }
    }

    /// What stands behind the Δ in the head of a column.
    pub fn short(self) -> &'static str {
        match self {
            Self::Refresh => "",
            Self::Hour => "1h",
            Self::Today => "day",
            Self::Monday => "mon",
            Self::Week => "7d",
            Self::Look(_) => "look",
            Self::Moment(_) => "@",
        }
    }

    /// The moment that it means, seen from another: `00:00`, `Mon 23 Nov 00:00`, and `nobody yet` of a look.
    pub fn when(self, at: Second, zone: Zone) -> String {
        if self == Self::Look(None) {
            return "nobody yet".to_owned();
        }
        dated(self.moment(at, zone), at, zone)
    }

    /// What it is, in words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Refresh => "the refresh before",
            Self::Hour => "an hour ago",
            Self::Today => "the start of today",
            Self::Monday => "the start of Monday",
            Self::Week => "seven days ago",
            Self::Look(_) => "the last look",
            Self::Moment(_) => "a moment",
        }
    }
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

    /// Since when changes are told, seen from a moment: `since 00:00`, `since Mon 23 Nov 00:00`, and `at least since 09:40`
    /// where nobody had looked before.
    pub fn words(self, at: Second, zone: Zone) -> String {
        let from = if self.is_inexact() { self.from } else { self.meant };
        format!("{}since {}", if self.begins_late() { "at least " } else { "" }, dated(from, at, zone))
    }

    /// The moment as of which the figures are: what changed last before it counts, be it after [`Compared::from`], which
    /// is not written at every reading.
    pub(in crate::domain) fn moment(self) -> Second {
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
            // Nothing is compared with it then.
            Self::Look(None) => at,
            Self::Look(Some(moment)) | Self::Moment(moment) => moment.min(at),
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
    pub(in crate::domain) fn compared(
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

/// The clock, behind the day where that is another.
fn dated(moment: Second, at: Second, zone: Zone) -> String {
    let Some((moment, at)) = moment.moment().zip(at.moment()) else { return String::new() };
    let (clock, day) = (time::format_clock_minute(moment, zone), zone.today(moment));
    if day == zone.today(at) { clock } else { format!("{} {clock}", moment_said::day(day)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::parse_rfc3339;

    fn second(text: &str) -> Second {
        Second::of(parse_rfc3339(text).unwrap())
    }

    #[test]
    fn a_baseline_is_a_moment_of_the_users_calendar() {
        // A Saturday, 10:30 in New York, after clocks fell back on Sunday the 1st.
        let at = second("2026-11-07T15:30:00Z");
        for (baseline, moment) in [
            (Baseline::Refresh, "2026-11-07T15:29:59Z"),
            (Baseline::Hour, "2026-11-07T14:30:00Z"),
            (Baseline::Today, "2026-11-07T05:00:00Z"),
            (Baseline::Monday, "2026-11-02T05:00:00Z"),
            (Baseline::Week, "2026-10-31T15:30:00Z"),
            (Baseline::Look(Some(second("2026-11-06T22:10:00Z"))), "2026-11-06T22:10:00Z"),
            (Baseline::Moment(second("2026-11-01T12:00:00Z")), "2026-11-01T12:00:00Z"),
        ] {
            assert_eq!(baseline.moment(at, Zone::NEW_YORK), second(moment), "{}", baseline.about());
        }
    }

    #[test]
    fn it_says_since_when_and_what_it_does_not_know() {
        let at = second("2026-11-28T19:00:00Z");
        let words = |baseline: Baseline, looked: Option<&str>| {
            let first = second("2026-11-28T14:40:00Z");
            baseline.compared(at, Zone::NEW_YORK, first, |_| looked.map(second)).words(at, Zone::NEW_YORK)
        };
        assert_eq!(words(Baseline::Today, Some("2026-11-28T05:00:00Z")), "since 00:00");
        assert_eq!(words(Baseline::Monday, Some("2026-11-23T05:00:00Z")), "since Mon 23 Nov 00:00");
        assert_eq!(
            words(Baseline::Today, Some("2026-11-27T23:02:00Z")),
            "since Fri 27 Nov 18:02",
            "nobody looked later"
        );
        assert_eq!(words(Baseline::Today, None), "at least since 09:40", "the record begins then");
    }

    #[test]
    fn it_is_read_by_its_name_or_as_a_moment() {
        let seen = Viewpoint::today(parse_rfc3339("2026-11-28T19:00:00Z").unwrap(), Zone::NEW_YORK);
        for named in Baseline::NAMED {
            assert_eq!(Baseline::read(named.name(), seen), Ok(named));
        }
        assert_eq!(Baseline::read("yesterday 17:00", seen), Ok(Baseline::Moment(second("2026-11-27T22:00:00Z"))));
        assert_eq!(Baseline::read("2h", seen), Ok(Baseline::Moment(second("2026-11-28T17:00:00Z"))));
        assert!(Baseline::read("soon", seen).is_err());
    }
}
