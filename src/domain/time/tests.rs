//! Tests of dates, times and zones.

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
    let rule = Zone::of_rule("EST5EDT,M3.2.0,M11.1.0").unwrap();
    for at in ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-03-08T06:59:59Z", "2026-03-08T07:00:00Z"] {
        let (moment, local) = (utc(at), Zone::NEW_YORK.local(utc(at)));
        assert_eq!(rule.local(moment), local);
        assert_eq!(rule.moment(local.date, local.time), Zone::NEW_YORK.moment(local.date, local.time));
    }
    assert_eq!(rule.moment("2026-03-08".parse().unwrap(), TimeOfDay::parse("02:30").unwrap()), None);
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

#[test]
fn dates_are_real_and_written_in_full() {
    for (text, real) in [
        ("2026-03-02", true),
        ("2024-02-29", true),
        ("2000-02-29", true),
        ("0001-01-01", true),
        ("9999-12-31", true),
        ("2026-02-29", false),
        ("1900-02-29", false),
        ("2026-13-01", false),
        ("2026-00-01", false),
        ("2026-01-00", false),
        ("2026-04-31", false),
        ("0000-01-01", false),
        ("2026-3-2", false),
        ("26-03-02", false),
        ("2026/03/02", false),
        ("2026-03-02T00:00", false),
        ("+026-03-02", false),
        ("", false),
    ] {
        assert_eq!(parse_date(text).map(|date| date.to_string()), real.then(|| text.to_owned()), "{text:?}");
    }
}
