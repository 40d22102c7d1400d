//! The upright axis of a chart: round ends, round steps, and how its numbers are written.

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
const LARGE: [(f64, &str); 6] = [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ValueAxis {
    low: f64,
    high: f64,
    step: f64,
    unit: Unit,
}

impl ValueAxis {
    /// The smallest axis with round ends that all the values stand on, in at most so many steps.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, unit: Unit, steps: usize) -> Self {
        let values = values.into_iter().filter(|value| value.is_finite());
        let ends = values.fold(None, |ends: Option<(f64, f64)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (low, high) = ends.unwrap_or_default();
        let most = steps.max(1) as f64;
        // Numbers that are too large have no finer steps.
        let least = unit.finest().max(low.abs().max(high.abs()) * 1e-12);
        let finest = ((high - low) / most).max(least);
        let power = 10_f64.powf(finest.log10().floor() - 1.0);
        let mut steps = (0..4).flat_map(|tens| [1.0, 2.0, 5.0].map(|digit| digit * power * 10_f64.powi(tens)));
        let fitting = steps.find_map(|step| {
            let (from, to) = ((low / step).floor() * step, (high / step).ceil() * step);
            let fits = step >= least * 0.999 && (to - from) / step <= most + 0.001;
            fits.then_some((from, to, step))
        });
        let (from, to, step) = fitting.unwrap_or((low, high, high - low));
        // A value that never changes stands in the middle, but on the ground where it is nothing.
        let (from, to) = if from < to { (from, to) } else { (if from > 0.0 { from - step } else { from }, to + step) };
        let axis = Self { low: from, high: to, step, unit };
        if unit == Unit::Percent && low >= 0.0 && high <= 100.0 {
            return Self { low: from.max(0.0), high: to.min(100.0), ..axis };
        }
        axis
    }

    /// Where a value stands: 0 at the lower end, 1 at the upper.
    pub(super) fn share(self, value: f64) -> f64 {
        if self.high > self.low { ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0) } else { 0.5 }
    }

    /// The values at the ticks, from below.
    pub(super) fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(0.0, 50.0) as u32;
        (0..=count).map(move |tick| self.low + f64::from(tick) * self.step)
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
        let axis = ValueAxis::around(values.iter().copied(), unit, steps);
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

    proptest! {
        #[test]
        fn every_value_stands_between_the_ends(
            values in proptest::collection::vec(prop_oneof![0.0..1e4_f64, -1e3..1e19_f64, 9.0e18..9.2e18_f64], 0..6),
            steps in 0_usize..12,
            percent: bool,
        ) {
            let unit = if percent { Unit::Percent } else { Unit::Count };
            let axis = ValueAxis::around(values.iter().copied(), unit, steps);
            for value in values {
                let share = axis.share(value);
                prop_assert!((0.0..=1.0).contains(&share), "{value} on {axis:?}");
                prop_assert!(value.abs() > 1e12 || axis.low <= value && value <= axis.high, "{value} on {axis:?}");
            }
            prop_assert!(axis.low < axis.high, "{axis:?}");
            prop_assert!(axis.ticks().count() <= steps.max(2) + 1, "{axis:?}");
            for tick in axis.ticks() {
                prop_assert!(axis.label(tick).is_ascii());
            }
        }
    }
}
