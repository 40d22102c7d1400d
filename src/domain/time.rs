//! Dates, times, zones and the words for them. The one module that names chrono, so that it can be replaced by its
//! successor.
//!
//! A [`Moment`] is turned into local time by a [`Zone`], which always has exactly one answer. Hours are compared as wall
//! time where the client is (S12), so that the way back, which has gaps and overlaps when clocks change, is needed only
//! to tell people when something comes: [`Zone::moment`].

use std::fmt;
use std::time::Duration;

use chrono::{Datelike, NaiveDateTime, Offset as _, TimeZone as _, Timelike, Utc};
use chrono_tz::Tz;

/// A point of time in UTC.
pub type Moment = chrono::DateTime<chrono::Utc>;

/// A calendar date without a zone.
pub type Date = chrono::NaiveDate;

/// A day of the week; shown as `Mon`.
pub type Weekday = chrono::Weekday;

/// What time it is, as the loop hands it to everything that must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Time since the program started; never goes back. All waiting is measured with it.
    pub mono: Duration,
    /// The machine's clock. Only for what people read.
    pub wall: Moment,
}

/// A clock time without date and zone, to the minute: 00:00 to 23:59. Shown as `HH:mm`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// 23:59, the last minute of a day.
    pub const LAST: Self = Self(24 * 60 - 1);

    /// `hour` 0–23 and `minute` 0–59, else nothing.
    pub const fn from_hm(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self(hour * 60 + minute)) } else { None }
    }

    /// Reads the contract's `HH:mm` (R8, R16, R26): two digits, a colon, two digits and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let [h1, h2, b':', m1, m2] = *text.as_bytes() else { return None };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
        Self::from_hm(digit(h1)? * 10 + digit(h2)?, digit(m1)? * 10 + digit(m2)?)
    }

    /// Minutes since midnight, 0–1439.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// The hour, 0–23.
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }

    /// The minute of the hour, 0–59.
    pub const fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// A time zone with its daylight-saving rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);
    /// US eastern time.
    pub const NEW_YORK: Self = Self(Tz::America__New_York);
    /// US central time.
    pub const CHICAGO: Self = Self(Tz::America__Chicago);
    /// US mountain time.
    pub const DENVER: Self = Self(Tz::America__Denver);
    /// Arizona, which keeps no daylight-saving time.
    pub const PHOENIX: Self = Self(Tz::America__Phoenix);
    /// US Pacific time.
    pub const LOS_ANGELES: Self = Self(Tz::America__Los_Angeles);
    /// Alaska.
    pub const ANCHORAGE: Self = Self(Tz::America__Anchorage);
    /// Hawaii, which keeps no daylight-saving time.
    pub const HONOLULU: Self = Self(Tz::Pacific__Honolulu);

    /// The zone with this IANA name, such as `America/Denver`; letter case matters.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// What calendar and clock show in this zone at `moment`.
    pub fn local(self, moment: Moment) -> LocalTime {
        let local = moment.with_timezone(&self.0);
        LocalTime {
            date: local.date_naive(),
            time: TimeOfDay((local.hour() * 60 + local.minute()) as u16),
            second: local.second() as u8,
        }
    }

    /// The moment at which a clock of this zone shows that date and time: the first of two where clocks fall back, and
    /// nothing for a time that they leap over.
    pub fn moment(self, date: Date, time: TimeOfDay) -> Option<Moment> {
        let local = date.and_hms_opt(time.hour().into(), (time.minutes() % 60).into(), 0)?;
        self.0.from_local_datetime(&local).earliest().map(|at| at.with_timezone(&Utc))
    }

    /// The date in this zone at `moment`.
    pub fn today(self, moment: Moment) -> Date {
        self.local(moment).date
    }
}

impl Zone {
    /// By how many seconds its clocks are ahead of UTC at that moment.
    pub fn utc_offset(self, moment: Moment) -> i32 {
        moment.with_timezone(&self.0).offset().fix().local_minus_utc()
    }
}

/// What calendar and clock show at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// The calendar date.
    pub date: Date,
    /// The clock's hour and minute.
    pub time: TimeOfDay,
    /// The clock's second, 0–59.
    pub second: u8,
}

impl LocalTime {
    /// The day of the week.
    pub fn weekday(&self) -> Weekday {
        self.date.weekday()
    }
}

/// The day of the week.
pub fn weekday(date: Date) -> Weekday {
    date.weekday()
}

/// Year, month 1–12 and day 1–31.
pub fn ymd(date: Date) -> (i32, u32, u32) {
    (date.year(), date.month(), date.day())
}

/// The date so many days later, or earlier when negative; nothing outside the years 1 to 9999.
pub fn plus_days(date: Date, days: i64) -> Option<Date> {
    let later = date.checked_add_signed(chrono::TimeDelta::try_days(days)?)?;
    (1..=9999).contains(&later.year()).then_some(later)
}

/// How many days after `from` the day `to` is; negative when it is before.
pub fn days_between(from: Date, to: Date) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// The clock in `zone` to the second: `14:02:05`.
pub fn format_clock(moment: Moment, zone: Zone) -> String {
    let local = zone.local(moment);
    format!("{}:{:02}", local.time, local.second)
}

/// The clock in `zone` to the minute: `14:02`.
pub fn format_clock_minute(moment: Moment, zone: Zone) -> String {
    zone.local(moment).time.to_string()
}

/// A moment as programs read it (RFC 3339, UTC, to the second): `2026-11-23T14:02:05Z`.
pub fn iso(moment: Moment) -> String {
    moment.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The HTTP form of a date, RFC 9110 §5.6.7 IMF-fixdate.
const IMF_FIXDATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110 §5.6.7), exactly so and with the right weekday.
pub fn parse_http_date(text: &str) -> Option<Moment> {
    let date = NaiveDateTime::parse_from_str(text, IMF_FIXDATE).ok()?;
    (date.format(IMF_FIXDATE).to_string() == text).then(|| date.and_utc())
}

/// The moment this many seconds after 1970-01-01 00:00 UTC; nothing where the calendar ends.
pub fn from_unix(seconds: i64) -> Option<Moment> {
    Moment::from_timestamp(seconds, 0)
}

/// From `moment` to the next whole minute: more than nothing, at most a minute. No zone of today is offset by part of a
/// minute, so every clock that shows minutes changes then.
pub fn until_next_minute(moment: Moment) -> Duration {
    let into_second = u64::from(moment.timestamp_subsec_nanos().min(999_999_999));
    let into_minute = moment.timestamp().rem_euclid(60).unsigned_abs() * 1_000_000_000 + into_second;
    Duration::from_nanos(60_000_000_000 - into_minute)
}

/// An age in words that change seldom, so that a screen at rest stays at rest: `under a minute`, `1 min old`, then in
/// steps of five minutes, of hours and of days. Rounded down.
pub fn coarse_age(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match minutes {
        0 => "under a minute".into(),
        1..5 => format!("{minutes} min old"),
        5..60 => format!("{} min old", minutes / 5 * 5),
        60..2880 => format!("{} h old", minutes / 60),
        _ => format!("{} days old", minutes / 1440),
    }
}

/// A duration to the second: `45 s`, `2 min 05 s`, `1 h 02 min 05 s`. Rounded down.
pub fn exact(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min {seconds:02} s"),
        _ => format!("{hours} h {minutes:02} min {seconds:02} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utc(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn the_way_back_takes_the_first_of_two_and_none_of_a_gap() {
        let at = |zone: Zone, date: &str, time: &str| {
            zone.moment(date.parse().unwrap(), TimeOfDay::parse(time).unwrap()).map(iso)
        };
        assert_eq!(at(Zone::CHICAGO, "2026-03-02", "09:00").as_deref(), Some("2026-03-02T15:00:00Z"));
        assert_eq!(at(Zone::CHICAGO, "2026-03-09", "09:00").as_deref(), Some("2026-03-09T14:00:00Z"));
        assert_eq!(at(Zone::CHICAGO, "2026-11-01", "01:30").as_deref(), Some("2026-11-01T06:30:00Z"));
        assert_eq!(at(Zone::CHICAGO, "2026-03-08", "02:30"), None);
    }

    #[test]
    fn a_time_of_day_is_two_digits_a_colon_and_two_digits() {
        for (text, minutes) in [("00:00", 0), ("08:05", 485), ("21:00", 1260), ("23:59", 1439)] {
            let time = TimeOfDay::parse(text).unwrap();
            assert_eq!((time.minutes(), time.to_string().as_str()), (minutes, text));
        }
        let wrong =
            ["", "8:00", "08:0", "08:000", "24:00", "08:60", "08.00", "08:00 ", "+8:00", "0８:00", "08:00:00", "ab:cd"];
        for text in wrong {
            assert_eq!(TimeOfDay::parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_time_of_day_reads_back(hour in 0u16..30, minute in 0u16..70) {
            let time = TimeOfDay::from_hm(hour, minute);
            prop_assert_eq!(time.is_some(), hour < 24 && minute < 60);
            if let Some(time) = time {
                prop_assert_eq!(TimeOfDay::parse(&time.to_string()), Some(time));
                prop_assert_eq!((time.hour(), time.minute()), (hour, minute));
            }
        }

        #[test]
        fn the_next_minute_is_whole_and_near(seconds in -4_000_000_000i64..4_000_000_000, nanos in 0u32..1_000_000_000) {
            let moment = Moment::from_timestamp(seconds, nanos).unwrap();
            let wait = until_next_minute(moment);
            prop_assert!(wait > Duration::ZERO && wait <= Duration::from_secs(60));
            let then = moment + wait;
            prop_assert_eq!((then.timestamp().rem_euclid(60), then.timestamp_subsec_nanos()), (0, 0));
        }

        #[test]
        fn http_dates_read_back(seconds in 0i64..200_000_000_000) {
            let moment = from_unix(seconds).unwrap();
            prop_assert_eq!(parse_http_date(&moment.format(IMF_FIXDATE).to_string()), Some(moment));
        }
    }

    #[test]
    fn http_dates_are_imf_fixdates_only() {
        assert_eq!(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(utc("1994-11-06T08:49:37Z")));
        let wrong = [
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 +0100",
            "Sun, 06 Nov 1994 08:49:37",
            "120",
            "",
        ];
        for text in wrong {
            assert_eq!(parse_http_date(text), None, "{text:?}");
        }
    }

    #[test]
    fn zones_are_known_by_their_iana_names() {
        assert_eq!(Zone::named("America/Phoenix"), Some(Zone::PHOENIX));
        assert_eq!(Zone::NEW_YORK.name(), "America/New_York");
        assert_eq!((Zone::named("Mars/Olympus"), Zone::named("")), (None, None));
    }

    #[test]
    fn local_time_has_date_weekday_and_clock() {
        let local = Zone::HONOLULU.local(utc("2028-03-01T09:59:58Z"));
        assert_eq!((local.date.to_string().as_str(), local.weekday(), local.second), ("2028-02-29", Weekday::Tue, 58));
        assert_eq!(local.time.to_string(), "23:59");
        assert_eq!(Zone::UTC.today(utc("2028-03-01T09:59:58Z")).to_string(), "2028-03-01");
        assert_eq!(format_clock(utc("2026-02-20T19:02:05Z"), Zone::NEW_YORK), "14:02:05");
        assert_eq!(format_clock_minute(utc("2026-02-20T19:02:05Z"), Zone::NEW_YORK), "14:02");
    }

    #[test]
    fn days_are_counted_within_the_years_1_to_9999() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(plus_days(date("2028-02-28"), 2), Some(date("2028-03-01")));
        assert_eq!(days_between(date("2028-03-01"), date("2028-02-28")), -2);
        assert_eq!((plus_days(date("9999-12-31"), 1), plus_days(date("0001-01-01"), -1)), (None, None));
        assert_eq!(plus_days(date("2026-02-20"), i64::MAX), None);
        assert_eq!((weekday(date("2026-02-20")), ymd(date("2026-02-20"))), (Weekday::Fri, (2026, 2, 20)));
    }

    #[test]
    fn unix_seconds_are_checked() {
        assert_eq!(from_unix(1_771_614_125), Some(utc("2026-02-20T19:02:05Z")));
        assert_eq!((from_unix(i64::MAX), from_unix(i64::MIN)), (None, None));
    }

    #[test]
    fn ages_are_coarse_and_durations_exact() {
        let cases = [
            (0, "under a minute", "0 s"),
            (59, "under a minute", "59 s"),
            (60, "1 min old", "1 min 00 s"),
            (125, "2 min old", "2 min 05 s"),
            (599, "5 min old", "9 min 59 s"),
            (3599, "55 min old", "59 min 59 s"),
            (3725, "1 h old", "1 h 02 min 05 s"),
            (3 * 3600, "3 h old", "3 h 00 min 00 s"),
            (47 * 3600, "47 h old", "47 h 00 min 00 s"),
            (48 * 3600, "2 days old", "48 h 00 min 00 s"),
        ];
        for (seconds, coarse, to_the_second) in cases {
            let age = Duration::from_secs(seconds);
            assert_eq!((coarse_age(age).as_str(), exact(age).as_str()), (coarse, to_the_second));
        }
    }
}
