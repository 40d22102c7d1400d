//! Dates and times as the contract writes them: `YYYY-MM-DD` and `HH:mm`, and nothing looser.

use crate::domain::time::Date;

/// Minutes since midnight of `HH:mm`, 00:00–23:59; both numbers have two digits.
pub(super) fn minutes(text: &str) -> Option<u16> {
    let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return None };
    let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// `HH:mm` of minutes since midnight.
pub(super) fn hh_mm(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The date of `YYYY-MM-DD`, if the calendar has it. There is no year 0.
pub(in crate::domain) fn date(text: &str) -> Option<Date> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let year = number(&[y1, y2, y3, y4]).filter(|&year| year > 0)?;
    Date::from_ymd_opt(year.into(), number(&[m1, m2])?.into(), number(&[d1, d2])?.into())
}

/// The number that up to four decimal digits write.
fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_two_digits_a_colon_and_two_digits() {
        for (text, expected) in [
            ("00:00", Some(0)),
            ("08:00", Some(480)),
            ("21:00", Some(1260)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("12:60", None),
            ("9:00", None),
            ("09:0", None),
            ("09:00:00", None),
            (" 09:00", None),
            ("09.00", None),
            ("+9:00", None),
            ("-1:00", None),
            ("٠٩:٠٠", None),
            ("9:00 ", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_minute_of_the_day_reads_back() {
        for minute in 0..24 * 60 {
            assert_eq!(minutes(&hh_mm(minute)), Some(minute));
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
            assert_eq!(date(text).map(|date| date.to_string()), real.then(|| text.to_owned()), "{text:?}");
        }
    }
}
