//! What day it is for a plan.
//!
//! Two clocks matter to it: the reader's, for words such as `today`, and that of the clients where a day ends last, for
//! what is past. A run of today is not over because it is tomorrow already where its author sits.

use super::time::{Date, LocalTime, Moment, TimeOfDay, Zone};
use super::zones::{self, LAST};

/// The day at one moment. Made anew for every moment: it goes stale at midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    here: Date,
    zone: Zone,
    /// The date and time of day where the clients' day ends last.
    last: (Date, TimeOfDay),
}

impl Today {
    /// The day at `moment`, for a reader in `zone`.
    pub fn at(moment: Moment, zone: Zone) -> Self {
        let LocalTime { date, time, .. } = LAST.zone.local(moment);
        Self { here: zone.today(moment), zone, last: (date, time) }
    }

    /// The day at its beginning in Hawaii, for a reader there: the same day for everybody.
    #[cfg(test)]
    pub(in crate::domain) fn of(date: &str) -> Self {
        let last = (date.parse().unwrap(), TimeOfDay::from_hm(0, 0).unwrap());
        Self { here: last.0, zone: LAST.zone, last }
    }

    /// The reader's date: what `today` means, and what other words are counted from.
    pub fn date(self) -> Date {
        self.here
    }

    /// What people call the reader's zone, such as `Manila`.
    pub fn place(self) -> String {
        let noon = TimeOfDay::from_hm(12, 0).and_then(|noon| self.zone.moment(self.here, noon));
        zones::place(self.zone, noon.unwrap_or_default())
    }

    /// The date where a client's day ends last: the first that is not past.
    pub fn last(self) -> Date {
        self.last.0
    }

    /// Whether `day` is over for every client.
    pub fn is_past(self, day: Date) -> bool {
        day < self.last.0
    }

    /// Whether the time up to `end` of `day` is over for every client.
    pub fn is_over(self, day: Date, end: TimeOfDay) -> bool {
        (day, end) <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today(utc: &str, zone: &str) -> Today {
        Today::at(utc.parse().unwrap(), Zone::named(zone).unwrap())
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_past_when_it_is_over_in_hawaii_wherever_its_reader_sits() {
        // 2 March is over in Hawaii at 10:00 UTC of the 3rd; New York's clocks leap on the 8th and change nothing.
        for (utc, first) in [
            ("2026-03-03T09:59:59Z", "2026-03-02"),
            ("2026-03-03T10:00:00Z", "2026-03-03"),
            ("2026-03-09T09:59:59Z", "2026-03-08"),
            ("2026-11-02T10:00:00Z", "2026-11-02"),
        ] {
            for zone in ["Asia/Manila", "UTC", "America/New_York", "Pacific/Honolulu", "Pacific/Pago_Pago"] {
                let today = today(utc, zone);
                let before = super::super::time::plus_days(date(first), -1).unwrap();
                assert!(today.is_past(before) && !today.is_past(date(first)), "{utc} in {zone}");
                assert_eq!(today.last(), date(first));
            }
        }
    }

    #[test]
    fn a_time_of_today_is_over_when_it_is_over_in_hawaii() {
        let nine = TimeOfDay::parse("09:00").unwrap();
        let over = |utc| today(utc, "Asia/Manila").is_over(date("2026-03-02"), nine);
        assert_eq!([over("2026-03-02T18:59:59Z"), over("2026-03-02T19:00:00Z")], [false, true]);
        assert!(over("2026-03-04T10:00:00Z"), "with the day");
    }

    #[test]
    fn words_are_counted_from_the_readers_day() {
        let date = |zone| today("2026-03-02T16:30:00Z", zone).date().to_string();
        assert_eq!(["Asia/Manila", "UTC", "Pacific/Honolulu"].map(date), ["2026-03-03", "2026-03-02", "2026-03-02"]);
        // In the night in which New York's clocks fall back, the day turns once.
        let date = |utc| today(utc, "America/New_York").date().to_string();
        assert_eq!(["2026-11-01T03:59:59Z", "2026-11-01T04:00:00Z"].map(date), ["2026-10-31", "2026-11-01"]);
    }
}
