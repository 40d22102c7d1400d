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

use super::posix_zone::PosixZone;

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
        Self::from_hm(number(&[h1, h2])?, number(&[m1, m2])?)
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

/// The date of the contract's `YYYY-MM-DD` and nothing looser, if the calendar has it. There is no year 0.
pub fn parse_date(text: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let year = number(&[y1, y2, y3, y4]).filter(|&year| year > 0)?;
    Date::from_ymd_opt(year.into(), number(&[m1, m2])?.into(), number(&[d1, d2])?.into())
}

/// The number that up to four decimal digits write.
fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0')))
}

/// A time zone with its daylight-saving rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Rules);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Rules {
    /// Those of the database of zones.
    Named(Tz),
    /// Its own, kept as long as the program runs.
    Own(&'static PosixZone),
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Rules::Named(Tz::UTC));
    /// US eastern time.
    pub const NEW_YORK: Self = Self(Rules::Named(Tz::America__New_York));
    /// US central time.
    pub const CHICAGO: Self = Self(Rules::Named(Tz::America__Chicago));
    /// US mountain time.
    pub const DENVER: Self = Self(Rules::Named(Tz::America__Denver));
    /// Arizona, which keeps no daylight-saving time.
    pub const PHOENIX: Self = Self(Rules::Named(Tz::America__Phoenix));
    /// US Pacific time.
    pub const LOS_ANGELES: Self = Self(Rules::Named(Tz::America__Los_Angeles));
    /// Alaska.
    pub const ANCHORAGE: Self = Self(Rules::Named(Tz::America__Anchorage));
    /// Hawaii, which keeps no daylight-saving time.
    pub const HONOLULU: Self = Self(Rules::Named(Tz::Pacific__Honolulu));

    /// The zone with this IANA name, such as `America/Denver`; letter case matters.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(|zone| Self(Rules::Named(zone)))
    }

    /// The zone of a POSIX rule, such as `EST5EDT,M3.2.0,M11.1.0`. Meant for the few that a program reads at its start:
    /// the rule is kept for good.
    pub fn of_rule(rule: &str) -> Option<Self> {
        PosixZone::parse(rule).map(|zone| Self(Rules::Own(Box::leak(Box::new(zone)))))
    }

    /// The IANA name, or the beginning of the rule.
    pub fn name(self) -> &'static str {
        match self.0 {
            Rules::Named(zone) => zone.name(),
            Rules::Own(zone) => zone.name(),
        }
    }

    /// What calendar and clock show in this zone at `moment`.
    pub fn local(self, moment: Moment) -> LocalTime {
        let ahead = chrono::TimeDelta::seconds(self.utc_offset(moment).into());
        let utc = moment.naive_utc();
        let local = utc.checked_add_signed(ahead).unwrap_or(utc);
        LocalTime {
            date: local.date(),
            time: TimeOfDay((local.hour() * 60 + local.minute()) as u16),
            second: local.second() as u8,
        }
    }

    /// The moment at which a clock of this zone shows that date and time: the first of two where clocks fall back, and
    /// nothing for a time that they leap over.
    pub fn moment(self, date: Date, time: TimeOfDay) -> Option<Moment> {
        let local = date.and_hms_opt(time.hour().into(), (time.minutes() % 60).into(), 0)?;
        match self.0 {
            Rules::Named(zone) => zone.from_local_datetime(&local).earliest().map(|at| at.with_timezone(&Utc)),
            Rules::Own(zone) => zone.offsets().into_iter().find_map(|ahead| {
                let seconds = local.and_utc().timestamp() - i64::from(ahead);
                from_unix(seconds).filter(|_| zone.offset_at(seconds) == ahead)
            }),
        }
    }

    /// The date in this zone at `moment`.
    pub fn today(self, moment: Moment) -> Date {
        self.local(moment).date
    }
}

impl Zone {
    /// By how many seconds its clocks are ahead of UTC at that moment.
    pub fn utc_offset(self, moment: Moment) -> i32 {
        match self.0 {
            Rules::Named(zone) => moment.with_timezone(&zone).offset().fix().local_minus_utc(),
            Rules::Own(zone) => zone.offset_at(moment.timestamp()),
        }
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

/// Reads a moment of RFC 3339 with its offset: `2026-11-23T14:02:05Z`, `2026-11-23T15:02:05.5+01:00`.
pub fn parse_rfc3339(text: &str) -> Option<Moment> {
    chrono::DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.with_timezone(&Utc))
}

/// The HTTP form of a date, RFC 9110 §5.6.7 IMF-fixdate.
const IMF_FIXDATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110 §5.6.7), exactly so and with the right weekday.
pub fn parse_http_date(text: &str) -> Option<Moment> {
    let date = NaiveDateTime::parse_from_str(text, IMF_FIXDATE).ok()?;
    (date.format(IMF_FIXDATE).to_string() == text).then(|| date.and_utc())
}

/// The second of the minute, 0–59.
pub fn second(moment: Moment) -> u32 {
    moment.second()
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
mod tests;
