//! What loosely typed dates mean.

use super::*;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Wednesday 18 February 2026.
fn anchor() -> Anchor {
    Anchor { today: date("2026-02-18"), from: date("2026-02-18") }
}

#[test]
fn typed_dates_are_read() {
    for (text, expected, note) in [
        ("2026-03-06", "2026-03-06", ""),
        (" 2026-03-06 ", "2026-03-06", ""),
        ("2026-3-6", "2026-03-06", ""),
        ("2026/03/06", "2026-03-06", ""),
        ("20260306", "2026-03-06", ""),
        ("26-03-06", "2026-03-06", TWO_DIGITS),
        ("3/6", "2026-03-06", ""),
        ("3/6/2027", "2027-03-06", ""),
        ("3/6/26", "2026-03-06", TWO_DIGITS),
        ("6.3.", "2026-03-06", ""),
        ("6.3.2027", "2027-03-06", ""),
        ("6 mar", "2026-03-06", ""),
        ("6mar", "2026-03-06", ""),
        ("mar 6", "2026-03-06", ""),
        ("March 6th, 2027", "2027-03-06", ""),
        ("17 feb", "2027-02-17", ""),
        ("18 feb", "2026-02-18", ""),
        ("wed", "2026-02-18", ""),
        ("fri", "2026-02-20", ""),
        ("tuesday", "2026-02-24", ""),
        ("next wed", "2026-02-25", ""),
        ("next fri", "2026-02-27", ""),
        ("next mon", "2026-02-23", ""),
        ("+4d", "2026-02-22", ""),
        ("+2w", "2026-03-04", ""),
        ("+3", "2026-02-21", ""),
        ("-1d", "2026-02-17", ""),
        ("+ 4 d", "2026-02-22", ""),
        ("in 2 weeks", "2026-03-04", ""),
        ("2 Weeks", "2026-03-04", ""),
        ("1 week", "2026-02-25", ""),
        ("in 3 days", "2026-02-21", ""),
        ("in 1 day", "2026-02-19", ""),
        ("in 2w", "2026-03-04", ""),
        ("today", "2026-02-18", ""),
        ("Tomorrow", "2026-02-19", ""),
        ("eow", "2026-02-20", ""),
        ("eom", "2026-02-28", ""),
        ("2026-02-30", "2026-02-28", NO_SUCH_DAY),
        ("2028-02-30", "2028-02-29", NO_SUCH_DAY),
        ("31 apr", "2026-04-30", NO_SUCH_DAY),
        ("2026-20-03", "2026-03-20", SWAPPED),
        ("20/3", "2026-03-20", SWAPPED),
        ("29 feb", "2026-02-28", NO_SUCH_DAY),
        ("fri 6 mar", "2026-03-06", ""),
        ("Friday, March 6, 2026", "2026-03-06", ""),
        ("thu 6 mar 2026", "2026-03-06", OTHER_WEEKDAY),
        ("2030-03-04 00:00:00", "2030-03-04", ""),
        ("2030-03-04T00:00:00.000Z", "2030-03-04", ""),
        ("2030-03-04T00:00+08:00", "2030-03-04", ""),
        ("3/4/2030 12:00:00 AM", "2030-03-04", ""),
        ("2030-03-04 09:00:00", "2030-03-04", TIME_LEFT_OUT),
        ("2030-03-03T16:00:00Z", "2030-03-03", TIME_LEFT_OUT),
    ] {
        assert_eq!(read(text, anchor()), Some(Meant { date: date(expected), note }), "{text}");
    }
    for text in [
        "",
        " ",
        "m",
        "ma",
        "xyz",
        "6",
        "6 7",
        "mar mar",
        "mar",
        "32 mar",
        "0 mar",
        "2026-13-32",
        "2026-00-10",
        "0000-01-01",
        "+",
        "+d",
        "+99999d",
        "2w",
        "3d",
        "in 2",
        "weeks",
        "in weeks",
        "2 months",
        "next",
        "next x",
        "1 2 3 4",
        "12345678901",
        "6 mar 2027 9",
        "٦ mar",
    ] {
        assert_eq!(read(text, anchor()), None, "{text}");
    }
}

#[test]
fn the_end_of_a_run_is_counted_from_its_start() {
    let anchor = Anchor { today: date("2026-02-18"), from: date("2026-03-02") };
    for (text, expected) in [
        ("fri", "2026-03-06"),
        ("mon", "2026-03-02"),
        ("+4d", "2026-03-06"),
        ("eow", "2026-03-06"),
        ("eom", "2026-03-31"),
        ("tomorrow", "2026-02-19"),
    ] {
        assert_eq!(read(text, anchor).unwrap().date, date(expected), "{text}");
    }
}

#[test]
fn an_end_before_its_start_is_offered_a_date_after_it() {
    for (start, end, expected) in [
        ("2026-03-02", "2026-03-01", "2026-03-06"),
        ("2026-03-06", "2026-03-01", "2026-03-06"),
        ("2026-03-07", "2026-03-01", "2026-03-13"),
        ("2026-12-28", "2026-01-08", "2027-01-08"),
        ("2026-03-02", "2025-03-09", "2026-03-09"),
        ("2026-03-30", "2026-02-04", "2026-04-02"),
    ] {
        assert_eq!(end_after(date(start), date(end)).unwrap().date, date(expected), "{start} {end}");
    }
}

#[test]
fn a_date_is_written_with_its_weekday() {
    assert_eq!(written(date("2026-03-06")), "Fri 6 Mar 2026");
}

proptest! {
    #[test]
    fn any_text_is_a_date_of_the_contract_or_none(text in "[0-9a-z+./ -]{0,12}|.{0,12}") {
        if let Some(meant) = read(&text, anchor()) {
            prop_assert_eq!(parse_date(&meant.date.to_string()), Some(meant.date));
        }
    }

    #[test]
    fn every_day_reads_back_in_each_form(days in 0i64..3000) {
        let day = plus_days(anchor().today, days).unwrap();
        for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%-d %b %Y", "%B %-d, %Y", "%-m/%-d/%Y", "%-d.%-m.%Y", "%Y%m%d", "%a %-d %b %Y"] {
            let text = day.format(form).to_string();
            prop_assert_eq!(read(&text, anchor()), Some(Meant { date: day, note: "" }), "{}", text);
        }
    }

    #[test]
    fn an_offered_end_is_not_before_its_start(start in -400i64..400, back in 1i64..800) {
        let start = plus_days(anchor().today, start).unwrap();
        prop_assert!(end_after(start, plus_days(start, -back).unwrap()).unwrap().date >= start);
    }
}
