//! Dates as the contract writes them: `YYYY-MM-DD`, and nothing looser.

use crate::domain::time::Date;

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
