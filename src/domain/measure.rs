//! Rates and scores: how one is written, and the limits that the user set for it.
//!
//! A number with decimals is written shorter than it is, and the short form may stand on the far side of a line that
//! means something: 99.995 is not all, 0.004 is not nothing, 59.96 is not yet the 60 that somebody calls good. So a
//! [`Measure`] knows its lines, and [`Measure::write`] adds a digit, or rounds the other way, where the usual form would
//! reach one that the value does not. Whatever prints a rate or asks for it in a filter asks here.

use std::cmp::Ordering;

use super::order::{Column, Kind};

/// What computing may add or take.
const NOISE: f64 = 1e-9;

/// Whether two values differ by no more than computing adds or takes.
pub fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= NOISE
}

/// The user's limits: at or above `good` is good, below `poor` is poor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// The lower edge of good.
    pub good: f64,
    /// The upper edge of poor.
    pub poor: f64,
}

/// What is measured, each with the user's limits; none are set unless the user sets them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Where success rates turn good or poor, in percent.
    pub success: Option<Thresholds>,
    /// Where conversion rates turn good or poor, in percent.
    pub conversion: Option<Thresholds>,
    /// Where sentiment turns good or poor, on the vendor's scale, which is not documented.
    pub sentiment: Option<Thresholds>,
}

impl Measures {
    /// How the values of a column are written.
    pub fn of(&self, column: Column) -> Measure {
        match column {
            // Read beside our own rate.
            Column::VendorRate | Column::SuccessRange => Measure { lines: self.success, ..Measure::RATE },
            column if column.kind() == Kind::Points => Measure::POINTS,
            column if column.kind() == Kind::Pace => Measure::PACE,
            column if column.kind() == Kind::Score => Measure { lines: self.limits(column), ..Measure::SCORE },
            column => Measure { lines: self.limits(column), ..Measure::RATE },
        }
    }

    /// The limits that the user set for the values of a column.
    pub fn limits(&self, column: Column) -> Option<Thresholds> {
        match column {
            Column::SuccessRate => self.success,
            Column::Conversion => self.conversion,
            Column::Sentiment => self.sentiment,
            _ => None,
        }
    }
}

/// How one kind of number is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// How many decimals it usually has.
    places: usize,
    /// Written after the number.
    unit: &'static str,
    /// Numbers that only a value equal to them is shown as: 0, 100.
    ends: &'static [f64],
    /// Limits that no value below them is shown to reach.
    lines: Option<Thresholds>,
}

impl Measure {
    /// A rate in percent, without limits.
    pub const RATE: Self = Self { places: 1, unit: "%", ends: &[0.0, 100.0], lines: None };
    /// A score, without limits.
    pub const SCORE: Self = Self { places: 2, unit: "", ends: &[0.0], lines: None };
    /// Calls in an hour.
    pub const PACE: Self = Self { unit: "", ends: &[0.0], ..Self::RATE };
    /// The difference of two rates, in points.
    pub const POINTS: Self = Self { unit: "", ends: &[0.0], ..Self::RATE };

    /// What is written after a value: `%`, or nothing.
    pub fn unit(self) -> &'static str {
        self.unit
    }

    /// The value as it is shown: `70.8%`; `59.96%` where `60.0%` would not be true; `99.99%` for whatever is still
    /// nearer to all; `<0.01%` for next to nothing. One too large for a column in powers of ten.
    pub fn write(self, value: f64) -> String {
        // −0 is 0.
        let (number, _) = self.shown(value + 0.0);
        number + self.unit
    }

    /// A range of values: `62.1–78.2%`.
    pub fn write_range(self, low: f64, high: f64) -> String {
        format!("{}–{}", self.write(low).trim_end_matches(self.unit), self.write(high))
    }

    /// Whether a value is `number` as it is shown: to the decimals shown, or to those asked for when they are more.
    pub fn is_shown_as(self, value: f64, number: f64, decimals: usize) -> bool {
        // Far off whatever is shown: most values of a list, and cheap to tell.
        if (value - number).abs() > 0.51 * power(self.places) {
            return false;
        }
        let (text, shown) = self.shown(value + 0.0);
        match shown {
            Some(shown) if decimals <= text.split('.').nth(1).map_or(0, str::len) => {
                shown.partial_cmp(&number).is_some_and(Ordering::is_eq)
            }
            _ => {
                let half = 0.5 * power(decimals.max(self.places));
                (value - number).abs() <= half + 1e-9 * half && self.same_side(value, number)
            }
        }
    }

    /// What is shown of a value, and the number that this is; none where it is only near one.
    fn shown(self, value: f64) -> (String, Option<f64>) {
        if value.abs() >= 1e6 {
            return (format!("{value:.1e}"), None);
        }
        let finest = self.places + 1;
        let step = power(finest);
        let true_to = |text: String| {
            let number = text.parse().ok()?;
            self.same_side(value, number).then_some((text, Some(number)))
        };
        let rounded = [self.places, finest].into_iter().find_map(|places| true_to(format!("{value:.places$}")));
        if let Some(shown) = rounded {
            return shown;
        }
        if value.abs() < step {
            return (if value > 0.0 { format!("<{step}") } else { format!(">-{step}") }, None);
        }
        let cut = [(value / step).floor(), (value / step).ceil()];
        let cut = cut.into_iter().find_map(|steps| true_to(format!("{:.finest$}", steps * step)));
        cut.unwrap_or_else(|| (value.to_string(), Some(value)))
    }

    /// Whether no limit and no end lies between two numbers.
    fn same_side(self, value: f64, number: f64) -> bool {
        let beyond = |line: f64| (value >= line) == (number >= line);
        let at_ends = self.ends.iter().all(|&end| value.partial_cmp(&end) == number.partial_cmp(&end));
        at_ends && self.lines.is_none_or(|lines| beyond(lines.good) && beyond(lines.poor))
    }
}

/// One at so many decimals.
fn power(places: usize) -> f64 {
    1.0 / 10_f64.powi(places.min(300) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: Thresholds = Thresholds { good: 60.0, poor: 45.0 };

    fn limited() -> Measures {
        Measures { success: Some(LIMITS), ..Measures::default() }
    }

    fn success() -> Measure {
        limited().of(Column::SuccessRate)
    }

    #[test]
    fn rounding_reaches_no_line_that_the_value_does_not() {
        for (value, written) in [
            (70.833, "70.8%"),
            (100.0, "100.0%"),
            (0.0, "0.0%"),
            (-0.0, "0.0%"),
            (60.0, "60.0%"),
            (100.0 * 19_999.0 / 20_000.0, "99.99%"),
            (100.0 / 20_000.0, "0.01%"),
            (100.0 / 30_000.0, "<0.01%"),
            (99.96, "99.96%"),
            (99.999_999, "99.99%"),
            (0.04, "0.04%"),
            (59.96, "59.96%"),
            (59.999_9, "59.99%"),
            (60.04, "60.0%"),
            (44.95, "44.95%"),
            (44.999, "44.99%"),
            (45.01, "45.0%"),
            // Impossible ones keep their side as well.
            (100.04, "100.04%"),
            (100.001, "100.01%"),
            (-0.04, "-0.04%"),
            (-0.001, ">-0.01%"),
            (1e30, "1.0e30%"),
        ] {
            assert_eq!(success().write(value), written, "{value}");
        }
        assert_eq!(Measure::RATE.write(59.96), "60.0%", "no line lies there");
        assert_eq!(Measures::default().of(Column::SuccessRate), Measure::RATE);
        assert_eq!(limited().of(Column::VendorRate).write(59.96), "59.96%", "read beside our own");
    }

    #[test]
    fn every_limit_of_the_user_holds() {
        let odd = Measures { success: Some(Thresholds { good: 59.955, poor: 45.003 }), ..Measures::default() };
        let odd = odd.of(Column::SuccessRate);
        assert_eq!(
            [59.95, 59.954, 59.96, 45.0, 45.002].map(|value| odd.write(value)),
            ["59.95%", "59.95%", "60.0%", "45.0%", "45.0%"]
        );
        assert_eq!(odd.write(45.004), "45.01%");
        let score = Measures { sentiment: Some(Thresholds { good: 0.6, poor: 0.4 }), ..Measures::default() };
        let score = score.of(Column::Sentiment);
        assert_eq!(
            [0.76, 0.596, 0.5999, 0.004, 0.0001].map(|value| score.write(value)),
            ["0.76", "0.596", "0.599", "0.004", "<0.001"]
        );
    }

    #[test]
    fn equal_means_equal_as_shown() {
        for (value, number, decimals, equal) in [
            (70.833, 70.8, 1, true),
            (70.833, 70.83, 2, true),
            (70.8, 70.83, 2, false),
            (50.04, 50.0, 0, true),
            (50.1, 50.0, 0, false),
            (99.995, 100.0, 0, false),
            (99.995, 99.99, 2, true),
            (99.995, 99.995, 3, true),
            (100.0, 100.0, 0, true),
            (0.005, 0.0, 0, false),
            (0.003, 0.0, 0, false),
            (59.96, 60.0, 0, false),
            (59.96, 60.0, 1, false),
            (59.96, 59.96, 2, true),
            (60.04, 60.0, 0, true),
            (1e7, 1e7, 0, true),
        ] {
            assert_eq!(success().is_shown_as(value, number, decimals), equal, "{value} as {number}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_on_the_side_of_what_is(
            value in prop_oneof![0.0..=100.0, 44.9..45.1, 59.9..60.1, 99.9..=100.0, 0.0..0.1_f64],
            good in 46.0..99.0_f64,
            poor in 1.0..46.0_f64,
        ) {
            for limits in [Thresholds { good, poor }, LIMITS] {
                let measure = Measure { lines: Some(limits), ..Measure::RATE };
                let sides = |value: f64| (value >= limits.good, value < limits.poor);
                let text = measure.write(value);
                prop_assert!(text.len() <= 7, "{text}");
                let number: f64 = match text.trim_end_matches('%').strip_prefix('<') {
                    Some(below) => below.parse::<f64>().unwrap() / 2.0,
                    None => text.trim_end_matches('%').parse().unwrap(),
                };
                prop_assert!((number - value).abs() <= 0.0501, "{value} as {text}");
                prop_assert_eq!(sides(number), sides(value), "{} as {}", value, text);
                prop_assert_eq!(number.partial_cmp(&0.0), value.partial_cmp(&0.0), "{} as {}", value, text);
                prop_assert_eq!(number.partial_cmp(&100.0), value.partial_cmp(&100.0), "{} as {}", value, text);
                let decimals = text.trim_end_matches('%').split('.').nth(1).map_or(0, str::len);
                prop_assert!(text.starts_with('<') || measure.is_shown_as(value, number, decimals), "{value} as {text}");
            }
        }
    }
}
