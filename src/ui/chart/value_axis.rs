//! The upright axis of a chart: round ends, round steps, and how its numbers are written.

use super::dots::DOWN;
use crate::domain::count::count;

/// What the numbers of an axis are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// How many of something.
    Count,
    /// Parts of a hundred.
    Percent,
}

impl Unit {
    /// The finest step between two ticks.
    fn finest(self) -> f64 {
        match self {
            Unit::Count => 1.0,
            Unit::Percent => 0.1,
        }
    }
}

/// Thousands and more, with the letters that stand for them.
const LARGE: [(f64, &str); 6] = [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueAxis {
    low: f64,
    high: f64,
    step: f64,
    /// How many steps there are from the lower end.
    steps: usize,
    unit: Unit,
}

/// Lines from tick to tick, at least, and the most steps of an axis.
const LINES_APART: usize = 2;
/// Of fewer lines than these none is given up to make the ticks even.
const EVEN: usize = 8;
const MOST_STEPS: usize = 6;

impl ValueAxis {
    /// The axis on which the values fill most of so many lines: all of them stand on it, its ticks are round and, unless
    /// there are few lines, evenly apart.
    pub(super) fn on_lines(values: &[f64], unit: Unit, lines: usize) -> Self {
        if lines < EVEN {
            return Self::around(values, unit, 2);
        }
        let last = lines.saturating_sub(1);
        let most = (last / LINES_APART).clamp(1, MOST_STEPS);
        let axes = (1..=most).rev().map(|steps| {
            let axis = Self::around(values, unit, steps);
            let apart = (last / axis.steps.max(1)).max(1);
            // The lines above the last tick are of the axis as well.
            let shown = (lines * DOWN).saturating_sub(1).max(1) as f64 / (apart * DOWN) as f64;
            Self { high: axis.high.max(axis.low + axis.step * shown), ..axis }
        });
        let best = axes.min_by(|a, b| (a.high - a.low).total_cmp(&(b.high - b.low)));
        best.unwrap_or_else(|| Self::around(values, unit, 1))
    }

    /// The smallest axis with round ends that all the values stand on, in at most so many steps, or two where one step
    /// cannot hold them.
    fn around(values: &[f64], unit: Unit, steps: usize) -> Self {
        let values = values.iter().copied().filter(|value| value.is_finite());
        let ends = values.fold(None, |ends: Option<(f64, f64)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (low, high) = ends.unwrap_or((0.0, if unit == Unit::Percent { 100.0 } else { 0.0 }));
        let most = steps.max(1) as f64;
        // Numbers that are too large have no finer steps.
        let least = unit.finest().max(low.abs().max(high.abs()) * 1e-12);
        let finest = ((high - low) / most).max(least);
        let power = 10_f64.powf(finest.log10().floor() - 1.0);
        let mut sizes = (0..4).flat_map(|tens| [1.0, 2.0, 5.0].map(|digit| digit * power * 10_f64.powi(tens)));
        let fitting = sizes.find_map(|step| {
            let (from, to) = ((low / step).floor() * step, (high / step).ceil() * step);
            let fits = step >= least * 0.999 && (to - from) / step <= most + 0.001;
            fits.then_some((from, to, step))
        });
        let (from, to, step) = fitting.unwrap_or((low, high, high - low));
        // A value that never changes stands in the middle, but on the ground where it is nothing.
        let (from, to) = if from < to { (from, to) } else { (if from > 0.0 { from - step } else { from }, to + step) };
        let steps = ((to - from) / step).round().clamp(1.0, 50.0) as usize;
        Self { low: from, high: to, step, steps, unit }
    }

    /// Where a value stands: 0 at the lower end, 1 at the upper.
    pub(super) fn share(self, value: f64) -> f64 {
        if self.high > self.low { ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) } else { 0.5 }
    }

    /// Whether a value stands on it.
    pub(super) fn holds(self, value: f64) -> bool {
        let slack = self.step * 1e-6;
        (self.low - slack..=self.high + slack).contains(&value)
    }

    /// The values at the ticks, from below; no rate is above 100 %.
    pub(super) fn ticks(self) -> impl Iterator<Item = f64> {
        let ticks = (0..=self.steps).map(move |tick| self.low + tick as f64 * self.step);
        ticks.filter(move |tick| self.unit == Unit::Count || *tick <= 100.0 + self.step * 1e-6)
    }

    /// How a tick is written: `2.5k`, `64.5%`.
    pub(super) fn label(self, value: f64) -> String {
        if self.unit == Unit::Percent {
            let places = usize::from(self.step < 0.999);
            return format!("{value:.places$}%");
        }
        let largest = self.low.abs().max(self.high.abs());
        let short = LARGE.into_iter().filter(|(of, _)| largest >= *of).find_map(|(of, letter)| {
            let places = [0, 1].into_iter().find(|&places| {
                let steps = self.step / of * 10_f64.powi(places);
                (steps - steps.round()).abs() < 1e-6 && steps > 0.5
            })?;
            Some(format!("{:.*}{letter}", places as usize, value / of))
        });
        match short {
            Some(_) if value == 0.0 => "0".to_owned(),
            Some(short) => short,
            None => count(value.round() as i64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn labels(values: &[f64], unit: Unit, steps: usize) -> Vec<String> {
        let axis = ValueAxis::around(values, unit, steps);
        axis.ticks().map(|tick| axis.label(tick)).collect()
    }

    #[test]
    fn ticks_are_round() {
        for (values, steps, expected) in [
            (vec![530.0, 2_410.0], 5, vec!["0.5k", "1.0k", "1.5k", "2.0k", "2.5k"]),
            (vec![0.0, 8_512.0], 3, vec!["0", "5k", "10k"]),
            (vec![12_341.0, 12_359.0], 4, vec!["12,340", "12,345", "12,350", "12,355", "12,360"]),
            (vec![0.0, 3.0], 8, vec!["0", "1", "2", "3"]),
            (vec![7.0], 4, vec!["6", "7", "8"]),
            (vec![0.0], 4, vec!["0", "1"]),
            (vec![], 4, vec!["0", "1"]),
            (vec![1.2e6, 3.4e6], 3, vec!["1M", "2M", "3M", "4M"]),
            (vec![f64::NAN, f64::INFINITY, 4.0], 2, vec!["3", "4", "5"]),
        ] {
            assert_eq!(labels(&values, Unit::Count, steps), expected, "{values:?}");
        }
        assert_eq!(labels(&[63.8, 65.4], Unit::Percent, 4), ["63.5%", "64.0%", "64.5%", "65.0%", "65.5%"]);
        assert_eq!(labels(&[0.0, 100.0], Unit::Percent, 4), ["0%", "50%", "100%"]);
        assert_eq!(labels(&[100.0], Unit::Percent, 4), ["99.9%", "100.0%"]);
        assert_eq!(labels(&[64.6], Unit::Percent, 4), ["64.5%", "64.6%"]);
    }

    #[test]
    fn values_fill_the_lines_and_ticks_are_even() {
        for (values, lines, ticks, highest) in
            [([0.0, 2_807.0], 18, 3, 3_000.0), ([0.0, 150.0], 17, 3, 150.0), ([60.0, 74.0], 9, 3, 75.0)]
        {
            let axis = ValueAxis::on_lines(&values, Unit::Count, lines);
            let last = (lines * DOWN - 1) as f64;
            let at: Vec<usize> = axis.ticks().map(|tick| ((1.0 - axis.share(tick)) * last).round() as usize).collect();
            let apart: Vec<usize> = at.windows(2).map(|pair| pair[0] - pair[1]).collect();
            assert!(apart.iter().all(|dots| *dots == apart[0] && dots.is_multiple_of(DOWN)), "{axis:?} {at:?}");
            assert_eq!((axis.steps, axis.ticks().last()), (ticks, Some(highest)), "{axis:?}");
        }
    }

    proptest! {
        #[test]
        fn every_value_stands_between_the_ends(
            values in proptest::collection::vec(prop_oneof![0.0..1e4_f64, -1e3..1e19_f64, 9.0e18..9.2e18_f64], 0..6),
            steps in 0_usize..12,
            percent: bool,
        ) {
            let unit = if percent { Unit::Percent } else { Unit::Count };
            for axis in [ValueAxis::around(&values, unit, steps), ValueAxis::on_lines(&values, unit, steps)] {
                for &value in &values {
                    let share = axis.share(value);
                    prop_assert!((0.0..=1.0).contains(&share), "{value} on {axis:?}");
                    prop_assert!(value.abs() > 1e12 || axis.holds(value), "{value} on {axis:?}");
                }
                prop_assert!(axis.low < axis.high, "{axis:?}");
                prop_assert!(axis.ticks().count() <= steps.max(2) + 1, "{axis:?}");
                prop_assert!(axis.ticks().all(|tick| axis.label(tick).is_ascii()));
            }
        }
    }
}
