//! Numbers in a column: exact where they fit, shortened where they do not, never cut. A cut number is a different number.

use super::text;
use crate::domain::measure::Measure;

const UNITS: [(f64, &str); 4] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
/// From here on, powers of ten are shorter than units.
const BEYOND_UNITS: f64 = 1e15;

/// A count in at most `room` columns: `17,617`, else `17.6k`; unknown is a dash.
pub fn count(n: Option<i64>, room: usize) -> String {
    n.map_or_else(|| text::UNKNOWN.to_owned(), |n| within(text::count(n), n as f64, "", room))
}

/// A rate or score in at most `room` columns: `70.8%`, else `12k%`.
pub fn measured(value: Option<f64>, by: Measure, room: usize) -> String {
    value.map_or_else(|| text::UNKNOWN.to_owned(), |value| within(by.write(value), value, by.unit(), room))
}

/// What did not change.
pub const UNCHANGED: &str = "·";

/// By how much a count changed: `▲12`, `▼3`.
pub fn change(by: i64, room: usize) -> String {
    let arrow = match by {
        0 => return UNCHANGED.to_owned(),
        ..0 => '▼',
        _ => '▲',
    };
    format!("{arrow}{}", count(Some(by.saturating_abs()), room.saturating_sub(1)))
}

/// By how many points a rate changed: `▲0.4`, `▼12.0`.
pub fn points(by: f64, room: usize) -> String {
    if by == 0.0 {
        return UNCHANGED.to_owned();
    }
    let arrow = if by < 0.0 { '▼' } else { '▲' };
    format!("{arrow}{}", measured(Some(by.abs()), Measure::POINTS, room.saturating_sub(1)))
}

fn within(exact: String, value: f64, unit: &str, room: usize) -> String {
    if text::width(&exact) <= room { exact } else { format!("{}{unit}", short(value)) }
}

/// Cut, not rounded: 999,999 is no million.
fn short(value: f64) -> String {
    let size = value.abs();
    let step = UNITS.iter().find(|(unit, _)| size >= *unit && size < BEYOND_UNITS);
    match step {
        Some((unit, sign)) if size < unit * 100.0 => format!("{:.1}{sign}", (value / (unit / 10.0)).trunc() / 10.0),
        Some((unit, sign)) => format!("{:.0}{sign}", (value / unit).trunc()),
        None if size < BEYOND_UNITS => format!("{:.0}", value.trunc()),
        None => {
            let power = size.log10().floor();
            format!("{:.0}e{power:.0}", (value / 10_f64.powf(power)).trunc())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_its_sign() {
        for (by, written) in [(0, "·"), (12, "▲12"), (-3, "▼3"), (i64::MIN, "▼9e18"), (12_345, "▲12.3k")] {
            assert_eq!(change(by, 6), written);
        }
        for (by, written) in [(0.0, "·"), (0.42, "▲0.4"), (-12.0, "▼12.0"), (0.004, "▲<0.01")] {
            assert_eq!(points(by, 7), written);
        }
    }

    #[test]
    fn what_does_not_fit_is_shortened_and_never_cut() {
        for (n, room, written) in [
            (9_999, 6, "9,999"),
            (999_999, 6, "999k"),
            (1_000_000, 6, "1.0M"),
            (1_999_999, 6, "1.9M"),
            (8_200_000, 6, "8.2M"),
            (99_999_999, 6, "99.9M"),
            (123_456, 7, "123,456"),
            (123_456, 6, "123k"),
            (1_234_567, 7, "1.2M"),
            (-1_234_567, 7, "-1.2M"),
            (-17_617, 6, "-17.6k"),
            (i64::MAX, 6, "9e18"),
            (i64::MIN, 6, "-9e18"),
            (1_999_999_999_999_999, 6, "1e15"),
        ] {
            assert_eq!(count(Some(n), room), written);
        }
        assert_eq!(count(None, 6), "–");
        assert_eq!(measured(Some(123_456.7), Measure::RATE, 7), "123k%");
        assert_eq!(measured(Some(-0.76), Measure::SCORE, 6), "-0.76");
    }

    #[test]
    fn every_number_fits_into_seven_columns() {
        for power in 0..=18 {
            for n in [1, 5, 9].map(|digit| digit * 10_i64.pow(power)) {
                for n in [n - 1, n, -n, 1 - n] {
                    let written = count(Some(n), 6);
                    assert!(text::width(&written) <= 6, "{written}");
                }
            }
        }
        for power in [-300, -3, 0, 3, 4, 5, 6, 9, 12, 15, 18, 99, 300] {
            let rate = measured(Some(-9.996 * 10_f64.powi(power)), Measure::RATE, 7);
            assert!(text::width(&rate) <= 7, "{rate}");
        }
    }
}
