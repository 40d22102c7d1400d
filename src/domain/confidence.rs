//! How sure a rate is that was counted on few or many calls.

/// How many standard deviations hold 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A range of more points than these is wide: its rate rests on too few calls to be ranked among others.
const WIDE: f64 = 20.0;

/// A range of rates in percent, both ends within 0–100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Range {
    /// Whether `percent` lies in the range, its ends included.
    pub fn contains(self, percent: f64) -> bool {
        (self.low..=self.high).contains(&percent)
    }

    /// Whether it is so wide that the rate says little: few calls are finished.
    pub fn is_wide(self) -> bool {
        self.width() > WIDE
    }

    /// In percentage points.
    fn width(self) -> f64 {
        self.high - self.low
    }
}

/// The Wilson score interval at 95 %: where the true rate probably lies when `part` of `whole` were counted. Unlike the
/// textbook's plus-or-minus it stays honest for few calls and for rates near 0 and 100 %. `None` where there is nothing
/// to divide by and where the counts contradict each other.
pub fn wilson(part: impl Into<i128>, whole: impl Into<i128>) -> Option<Range> {
    let (part, whole) = (part.into(), whole.into());
    if whole <= 0 || !(0..=whole).contains(&part) {
        return None;
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let z2 = Z * Z;
    let centre = p + z2 / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let percent = |share: f64| (100.0 * share / (1.0 + z2 / n)).clamp(0.0, 100.0);
    // At the ends the interval reaches them exactly, which computing misses by a hair.
    let low = if part == 0 { 0.0 } else { percent(centre - spread) };
    let high = if part == whole { 100.0 } else { percent(centre + spread) };
    Some(Range { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The published values are those of Newcombe (1998), method 3.
    #[test]
    fn ranges_agree_with_published_ones() {
        for (part, whole, low, high) in [
            (81, 263, 25.53, 36.62),
            (15, 148, 6.24, 16.05),
            (0, 20, 0.0, 16.11),
            (1, 29, 0.61, 17.18),
            (29, 29, 88.30, 100.0),
            (1402, 2013, 67.60, 71.62),
        ] {
            let range = wilson(part, whole).unwrap();
            let off = (range.low - low).abs().max((range.high - high).abs());
            assert!(off < 0.006, "{part}/{whole}: {range:?}");
        }
    }

    #[test]
    fn a_range_is_wide_where_few_calls_are_finished() {
        assert!(!wilson(1402, 2013).unwrap().is_wide() && wilson(8, 10).unwrap().is_wide());
    }

    #[test]
    fn nothing_is_said_about_nothing() {
        for (part, whole) in [(0, 0), (1, 0), (-1, 5), (6, 5), (0, -1)] {
            assert_eq!(wilson(part, whole), None, "{part}/{whole}");
        }
    }

    proptest! {
        #[test]
        fn a_range_holds_its_rate_and_narrows_with_more_calls(whole in 1i64..1_000_000, share in 0.0f64..=1.0) {
            let part = (whole as f64 * share) as i64;
            let range = wilson(part, whole).unwrap();
            let rate = 100.0 * part as f64 / whole as f64;
            prop_assert!(range.low <= rate + 1e-9 && rate <= range.high + 1e-9, "{range:?} {rate}");
            prop_assert!(wilson(part * 4, whole * 4).unwrap().width() < range.width());
        }
    }
}
