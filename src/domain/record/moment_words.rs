//! Moments of the past as people write them: `3h`, `14:00`, `yesterday 9`, `mon`, `2026-11-24 17:00`, RFC 3339.

use super::Second;
use super::days::day_of;
use crate::domain::time::{Date, Moment, TimeOfDay, Weekday, Zone, parse_date, parse_rfc3339, plus_days, weekday};

/// From where a moment is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewpoint {
    /// What the clock shows. No moment is later.
    pub now: Moment,
    /// Whose clock.
    pub zone: Zone,
    /// The day in view: a time without a day is one of it.
    pub day: Date,
}

impl Viewpoint {
    /// With today in view.
    pub fn today(now: Moment, zone: Zone) -> Self {
        Self { now, zone, day: zone.today(now) }
    }

    /// The moment that is meant. A day is its beginning, a weekday the latest that has come. Where clocks show a time
    /// twice, it is the first; where they leap over it, what they leap to.
    ///
    /// # Errors
    /// None is meant, or one to come: a clause for people.
    pub fn read(self, text: &str) -> Result<Moment, String> {
        let shown = text.trim();
        let moment = parse_rfc3339(shown).or_else(|| self.said(&shown.to_lowercase()));
        let moment = moment.ok_or_else(|| {
            format!(
                "{shown:?} is no moment: write it as 3h, 14:00, 'yesterday 9:00', mon, 2026-11-24, '2026-11-24 17:00' or \
                 2026-11-24T17:00:00Z"
            )
        })?;
        if moment > self.now {
            return Err(format!("{shown:?} is yet to come"));
        }
        Ok(moment)
    }

    /// The moment so many days later at which clocks show the same time, or the next that they do show.
    pub fn days_from(self, moment: Moment, days: i64) -> Option<Moment> {
        let local = self.zone.local(moment);
        let minute = self.at(plus_days(local.date, days)?, local.time)?;
        Second::of(minute).plus(local.second.into()).moment()
    }

    fn said(self, text: &str) -> Option<Moment> {
        if text == "now" {
            return Some(self.now);
        }
        if let Some(ago) = length(text.strip_suffix("ago").unwrap_or(text)) {
            return Second::of(self.now).plus(ago.checked_neg()?).moment();
        }
        // RFC 3339 without its offset is a day and a time.
        if let Some((day, time)) = text.split_once('t')
            && let (Some(day), Some(time)) = (parse_date(day), clock(time))
        {
            return self.at(day, time);
        }
        match *text.split_whitespace().collect::<Vec<_>>().as_slice() {
            // A bare number could be hours just as well.
            [time] if time.parse::<u64>().is_err() && clock(time).is_some() => self.at(self.day, clock(time)?),
            [day] => self.start(self.day_named(day, None)?),
            [one, other] => {
                let (day, time) = clock(other).map_or((other, clock(one)), |time| (one, Some(time)));
                self.at(self.day_named(day, time)?, time?)
            }
            _ => None,
        }
    }

    /// The latest day of that name which has begun, and has come to that time.
    fn day_named(self, name: &str, time: Option<TimeOfDay>) -> Option<Date> {
        let today = self.zone.today(self.now);
        match name {
            "today" => return Some(today),
            "yesterday" => return plus_days(today, -1),
            _ => {}
        }
        let Some(wanted) = named(name) else { return parse_date(name) };
        let days = (0..=7).filter_map(|back| plus_days(today, -back));
        let come = |day: &Date| match time {
            Some(time) => self.at(*day, time).is_some_and(|moment| moment <= self.now),
            None => true,
        };
        days.filter(|day| weekday(*day) == wanted).find(come)
    }

    fn start(self, day: Date) -> Option<Moment> {
        let noon = self.zone.moment(day, TimeOfDay::from_hm(12, 0)?)?;
        day_of(Second::of(noon), self.zone).from.moment()
    }

    /// The first moment of that day at which clocks show that time, or the next that they do show.
    fn at(self, day: Date, time: TimeOfDay) -> Option<Moment> {
        let minutes = (time.minutes()..).take_while(|minute| *minute < 24 * 60);
        let mut times = minutes.filter_map(|minute| TimeOfDay::from_hm(minute / 60, minute % 60));
        times.find_map(|time| self.zone.moment(day, time))
    }
}

/// The seconds of `3h`, `90 min`, `2 days`.
fn length(text: &str) -> Option<i64> {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let amount: i64 = text.strip_suffix(unit)?.parse().ok()?;
    let seconds = match unit.trim() {
        "s" | "sec" | "second" | "seconds" => 1,
        "m" | "min" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3600,
        "d" | "day" | "days" => 86_400,
        "w" | "week" | "weeks" => 7 * 86_400,
        _ => return None,
    };
    amount.checked_mul(seconds)
}

/// `14:00`, `9`, `9:30`, `9am`, `2:30pm`, `noon`.
fn clock(text: &str) -> Option<TimeOfDay> {
    if text == "noon" {
        return TimeOfDay::from_hm(12, 0);
    }
    let half = [("am", 0), ("pm", 12)].into_iter().find_map(|(end, hours)| Some((text.strip_suffix(end)?, hours)));
    let digits = half.map_or(text, |(digits, _)| digits);
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, "00"));
    let number = |text: &str, most: usize| {
        let plain = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (number(hour, 2)?, number(minute, 2).filter(|_| minute.len() == 2)?);
    match half {
        None => TimeOfDay::from_hm(hour, minute),
        Some((_, after)) if (1..=12).contains(&hour) => TimeOfDay::from_hm(hour % 12 + after, minute),
        Some(_) => None,
    }
}

fn named(text: &str) -> Option<Weekday> {
    /// So many letters tell two weekdays apart.
    const LEAST: usize = 3;
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    let found = NAMES.into_iter().find(|(name, _)| text.len() >= LEAST && name.starts_with(text));
    found.map(|(_, day)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::iso;
    use proptest::prelude::*;

    fn seen(now: &str, zone: Zone) -> Viewpoint {
        Viewpoint::today(now.parse().unwrap(), zone)
    }

    /// Seen from Saturday, 28 November 2026, 10:30 in New York.
    fn read(text: &str) -> Result<String, String> {
        seen("2026-11-28T15:30:20Z", Zone::NEW_YORK).read(text).map(iso)
    }

    #[test]
    fn moments_are_read_as_people_write_them() {
        for (text, expected) in [
            ("now", "2026-11-28T15:30:20Z"),
            ("3h", "2026-11-28T12:30:20Z"),
            ("90 min ago", "2026-11-28T14:00:20Z"),
            ("2d", "2026-11-26T15:30:20Z"),
            ("1 week", "2026-11-21T15:30:20Z"),
            ("9:00", "2026-11-28T14:00:00Z"),
            ("10AM", "2026-11-28T15:00:00Z"),
            ("12am", "2026-11-28T05:00:00Z"),
            ("today", "2026-11-28T05:00:00Z"),
            ("yesterday", "2026-11-27T05:00:00Z"),
            ("Yesterday 9", "2026-11-27T14:00:00Z"),
            ("17:00 yesterday", "2026-11-27T22:00:00Z"),
            ("yesterday noon", "2026-11-27T17:00:00Z"),
            ("mon", "2026-11-23T05:00:00Z"),
            ("Monday 2:30pm", "2026-11-23T19:30:00Z"),
            ("sat", "2026-11-28T05:00:00Z"),
            ("sat 11:00", "2026-11-21T16:00:00Z"),
            ("2026-11-24", "2026-11-24T05:00:00Z"),
            ("2026-11-24 17:00", "2026-11-24T22:00:00Z"),
            ("2026-07-24t17:00", "2026-07-24T21:00:00Z"),
            ("2026-11-24T17:00:05Z", "2026-11-24T17:00:05Z"),
            ("2026-11-24T17:00:00+01:00", "2026-11-24T16:00:00Z"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_none_or_lies_ahead_is_refused() {
        for text in
            ["", "9", "25:00", "9:5", "13pm", "0am", "mo", "tomorrow", "2026-02-30", "yesterday soon", "-3h", "a b c"]
        {
            assert!(read(text).is_err_and(|why| why.contains("is no moment: write it as 3h")), "{text}");
        }
        for text in ["11:00", "today 23:59", "2026-11-29", "2027-01-01T00:00:00Z"] {
            assert!(read(text).is_err_and(|why| why.contains("is yet to come")), "{text}");
        }
        assert!(read("99999999999999w").is_err() && read("9999999999999999999h").is_err());
    }

    #[test]
    fn a_time_without_a_day_is_one_of_the_day_in_view() {
        let view = Viewpoint { day: "2026-11-24".parse().unwrap(), ..seen("2026-11-28T15:30:20Z", Zone::NEW_YORK) };
        assert_eq!(view.read("14:00").map(iso).as_deref(), Ok("2026-11-24T19:00:00Z"));
        assert_eq!(view.read("yesterday 14:00").map(iso).as_deref(), Ok("2026-11-27T19:00:00Z"));
    }

    #[test]
    fn a_time_shown_twice_is_the_first_and_one_leapt_over_is_what_is_leapt_to() {
        let view = seen("2026-12-01T12:00:00Z", Zone::NEW_YORK);
        assert_eq!(view.read("2026-11-01 1:30").map(iso).as_deref(), Ok("2026-11-01T05:30:00Z"));
        assert_eq!(view.read("2026-03-08 2:30").map(iso).as_deref(), Ok("2026-03-08T07:00:00Z"));
        let chile = seen("2026-12-01T12:00:00Z", Zone::named("America/Santiago").unwrap());
        assert_eq!(chile.read("2026-09-06").map(iso).as_deref(), Ok("2026-09-06T04:00:00Z"));
    }

    #[test]
    fn a_day_before_the_clock_showed_the_same() {
        let beside = |at: &str, days| {
            let at = at.parse().unwrap();
            Viewpoint::today(at, Zone::NEW_YORK).days_from(at, days).map(iso).unwrap()
        };
        assert_eq!(beside("2026-11-28T15:30:20Z", -1), "2026-11-27T15:30:20Z");
        assert_eq!(beside("2026-11-01T17:00:00Z", -1), "2026-10-31T16:00:00Z", "an hour more than a day");
        assert_eq!(beside("2026-03-09T06:30:00Z", -1), "2026-03-08T07:00:00Z", "02:30 was leapt over");
        assert_eq!(beside("2026-03-07T07:30:00Z", 1), "2026-03-08T07:00:00Z");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// What calendar and clock show is read back as the first moment of that minute, or an hour and less before it
        /// where clocks show it twice.
        #[test]
        fn what_a_clock_shows_is_found_again(at in 1_700_000_000..1_900_000_000_i64, now in 0..100_000_000_i64) {
            for zone in [Zone::NEW_YORK, Zone::HONOLULU, Zone::named("Europe/Berlin").unwrap()] {
                let moment = Second(at).moment().unwrap();
                let shown = zone.local(moment);
                let view = Viewpoint::today(Second(at + now).moment().unwrap(), zone);
                let found = Second::of(view.read(&format!("{} {}", shown.date, shown.time)).unwrap());
                let before = at - found.0;
                prop_assert!((0..60).contains(&before) || (3600..3660).contains(&before), "{}", before);
            }
        }

        #[test]
        fn nothing_read_lies_ahead(text in "[a-z0-9: -]{0,16}", at in 1_700_000_000..1_900_000_000_i64) {
            let now = Second(at).moment().unwrap();
            if let Ok(moment) = Viewpoint::today(now, Zone::NEW_YORK).read(&text) {
                prop_assert!(moment <= now);
            }
        }
    }
}
