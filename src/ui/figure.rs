//! Numbers in a column: exact where they fit, else short, never cut. A cut number would be another number.

use super::text;

/// What the short forms count in, the largest first.
const UNITS: [(f64, &str); 4] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
/// From here on powers of ten say it shorter than units do.
const BEYOND_UNITS: f64 = 999.5e12;

/// A count in at most `room` columns: `17,617`, else `17.6k`; unknown is a dash.
pub fn count(n: Option<i64>, room: usize) -> String {
    n.map_or_else(|| text::UNKNOWN.to_owned(), |n| within(text::count(n), n as f64, "", room))
}

/// A rate in at most `room` columns: `70.8%`, else `12k%`.
pub fn percent(rate: Option<f64>, room: usize) -> String {
    rate.map_or_else(|| text::UNKNOWN.to_owned(), |rate| within(text::percent(Some(rate)), rate, "%", room))
}

/// A score in at most `room` columns: `0.76`, else `12k`.
pub fn score(score: Option<f64>, room: usize) -> String {
    score.map_or_else(|| text::UNKNOWN.to_owned(), |score| within(text::score(Some(score)), score, "", room))
}

fn within(exact: String, value: f64, unit: &str, room: usize) -> String {
    if text::width(&exact) <= room { exact } else { format!("{}{unit}", short(value)) }
}

fn short(value: f64) -> String {
    let size = value.abs();
    let step = UNITS.iter().find(|(unit, _)| size >= unit * 0.9995 && size < BEYOND_UNITS);
    match step {
        Some((unit, sign)) if size < unit * 99.95 => format!("{:.1}{sign}", value / unit),
        Some((unit, sign)) => format!("{:.0}{sign}", value / unit),
        None if size < BEYOND_UNITS => format!("{value:.0}"),
        None => format!("{value:.0e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_shortened_and_never_cut() {
        for (n, room, written) in [
            (9_999, 6, "9,999"),
            (999_999, 6, "1.0M"),
            (123_456, 7, "123,456"),
            (123_456, 6, "123k"),
            (1_234_567, 7, "1.2M"),
            (-1_234_567, 7, "-1.2M"),
            (-17_617, 6, "-17.6k"),
            (i64::MAX, 6, "9e18"),
            (i64::MIN, 6, "-9e18"),
        ] {
            assert_eq!(count(Some(n), room), written);
        }
        assert_eq!(count(None, 6), "–");
        assert_eq!(percent(Some(123_456.7), 7), "123k%");
        assert_eq!(score(Some(-0.76), 6), "-0.76");
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
            let rate = percent(Some(-9.996 * 10_f64.powi(power)), 7);
            assert!(text::width(&rate) <= 7, "{rate}");
        }
    }
}
