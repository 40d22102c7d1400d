//! Rates on an axis: each a point in the range where it probably lies, beside the line of the pool.
//!
//! ```text
//! ──├━━●━━┤───────────│────────────────────   │ the pool, 60 %
//! ────────────────────│─├━━━━━━━●━━━━━━━┤──
//! 40%      50%       60%       70%      80%
//! ```

use ratatui::text::Span;

use super::text;
use super::theme::{Role, Theme};
use crate::domain::confidence::Range;
use crate::domain::measure::Measure;

/// Between two ticks there is at least room for a label and a blank on either side.
const APART: usize = 8;

/// From tick to tick, in points.
const STEPS: [f64; 12] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];

/// A part of 0–100 %, over some cells of a line. Its ends are round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    low: f64,
    high: f64,
    step: f64,
    cells: usize,
}

/// What is shown of one rate; what is unknown is not drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mark {
    /// The rate, in percent.
    pub rate: Option<f64>,
    /// Where it probably lies.
    pub range: Option<Range>,
    /// The rate that it stands beside.
    pub pool: Option<f64>,
}

impl Mark {
    fn values(self) -> impl Iterator<Item = f64> {
        [self.rate, self.range.map(|range| range.low), self.range.map(|range| range.high), self.pool]
            .into_iter()
            .flatten()
    }
}

impl Axis {
    /// The smallest axis with round ends that all the marks stand on.
    pub fn around(marks: impl IntoIterator<Item = Mark>, cells: usize) -> Self {
        let known = marks.into_iter().flat_map(Mark::values).map(|value| value.clamp(0.0, 100.0));
        let (mut low, mut high) =
            known.fold((100.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            (low, high) = (0.0, 100.0);
        }
        let most = (cells / APART).max(1) as f64;
        for step in STEPS {
            let (from, to) = ((low / step).floor() * step, ((high / step).ceil() * step).min(100.0));
            // Values that are all the same stand in the middle.
            let (from, to) = if from < to { (from, to) } else { ((from - step).max(0.0), (to + step).min(100.0)) };
            if ((to - from) / step).round() <= most {
                return Self { low: from, high: to, step, cells };
            }
        }
        Self { low: 0.0, high: 100.0, step: 100.0, cells }
    }

    /// An axis from and to these, without ticks.
    pub fn between(low: f64, high: f64, cells: usize) -> Self {
        Self { low, high, step: high - low, cells }
    }

    /// Where a value stands.
    fn cell(self, value: f64) -> usize {
        let last = self.cells.saturating_sub(1);
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        ((share * last as f64).round() as usize).min(last)
    }

    /// The line of one rate, which looks as `role` says: as many columns as the axis has cells.
    pub fn line(self, mark: Mark, role: Role, theme: Theme) -> Vec<Span<'static>> {
        self.on(("─", Role::Faint), Role::Text, mark, role, theme)
    }

    /// The same without the axis itself, for lines that stand one under the other as a table's do.
    pub fn bare(self, mark: Mark, role: Role, theme: Theme) -> Vec<Span<'static>> {
        self.on((" ", Role::Text), Role::Faint, mark, role, theme)
    }

    fn on(self, ground: (&'static str, Role), pool: Role, mark: Mark, role: Role, theme: Theme) -> Vec<Span<'static>> {
        let mut cells = vec![ground; self.cells];
        let mut put = |at: usize, sign: (&'static str, Role)| {
            if let Some(cell) = cells.get_mut(at) {
                *cell = sign;
            }
        };
        let ends = mark.range.map(|range| (self.cell(range.low), self.cell(range.high)));
        if let Some((from, to)) = ends {
            (from..=to).for_each(|at| put(at, ("━", role)));
            put(from, ("├", role));
            put(to, ("┤", role));
        }
        if let Some(at) = mark.pool {
            put(self.cell(at), ("│", pool));
        }
        if let Some(rate) = mark.rate {
            put(self.cell(rate), ("●", role));
        }
        let alike = cells.chunk_by(|a, b| a.1 == b.1);
        alike
            .filter_map(|part| Some((part.iter().map(|(sign, _)| *sign).collect::<String>(), part.first()?.1)))
            .map(|(signs, role)| theme.span(signs, role))
            .collect()
    }

    /// The numbers below the axis, each under its place.
    pub fn ticks(self) -> String {
        let mut line = String::new();
        let count = ((self.high - self.low) / self.step).round() as usize;
        for tick in 0..=count {
            let value = self.low + tick as f64 * self.step;
            let label = self.label(value);
            let wide = text::width(&label);
            let from = self.cell(value).saturating_sub(wide / 2).min(self.cells.saturating_sub(wide));
            let taken = text::width(&line);
            if (taken == 0 || taken < from) && from + wide <= self.cells {
                line = format!("{line:<from$}{label}");
            }
        }
        line
    }

    fn label(self, value: f64) -> String {
        let places = if self.step < 0.1 { 2 } else { usize::from(self.step < 1.0) };
        format!("{value:.places$}{}", Measure::RATE.unit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(rate: f64, low: f64, high: f64, pool: f64) -> Mark {
        Mark { rate: Some(rate), range: Some(Range { low, high }), pool: Some(pool) }
    }

    fn drawn(axis: Axis, mark: Mark) -> String {
        axis.line(mark, Role::Text, Theme::default()).into_iter().map(|span| span.content.into_owned()).collect()
    }

    #[test]
    fn a_rate_stands_where_the_ticks_say() {
        let marks = [mark(45.0, 42.0, 48.0, 60.0), mark(70.0, 62.0, 78.0, 60.0)];
        let axis = Axis::around(marks, 41);
        assert_eq!(axis.ticks(), "40%      50%       60%       70%      80%");
        assert_eq!(drawn(axis, marks[0]), "──├━━●━━┤───────────│────────────────────");
        assert_eq!(drawn(axis, marks[1]), "────────────────────│─├━━━━━━━●━━━━━━━┤──");
        assert_eq!(drawn(axis, Mark { pool: Some(60.0), ..Mark::default() }).trim_matches('─'), "│");
    }

    #[test]
    fn what_falls_together_shows_the_rate() {
        let narrow = mark(50.0, 49.99, 50.01, 50.0);
        assert_eq!(drawn(Axis::around([narrow, mark(0.0, 0.0, 0.0, 100.0)], 11), narrow), "─────●─────");
        assert_eq!(
            drawn(Axis::around([mark(100.0, 30.0, 100.0, 100.0)], 9), mark(100.0, 30.0, 100.0, 100.0)).chars().last(),
            Some('●')
        );
    }

    #[test]
    fn values_that_are_all_the_same_have_an_axis_too() {
        for rate in [0.0, 50.0, 64.6, 100.0] {
            let same = mark(rate, rate, rate, rate);
            let axis = Axis::around([same], 40);
            assert!(axis.low <= rate && rate <= axis.high && axis.low < axis.high, "{axis:?}");
            assert!(axis.ticks().contains('%'), "{rate}");
        }
        assert_eq!(Axis::around([], 40).ticks().split_whitespace().next_back(), Some("100%"));
    }

    #[test]
    fn it_is_drawn_in_ascii_too() {
        let one = mark(45.0, 42.0, 48.0, 60.0);
        let line = drawn(Axis::around([one], 21), one);
        assert_eq!(super::super::ascii::text(&line), "--+==*==+-----------|");
    }

    proptest! {
        #[test]
        fn every_line_is_as_wide_as_the_axis(
            cells in 0_usize..120,
            values in proptest::collection::vec((-10.0..110.0_f64, -10.0..110.0_f64, -10.0..110.0_f64, -10.0..110.0_f64), 0..4),
        ) {
            let marks: Vec<Mark> = values.iter().map(|&(rate, low, high, pool)| mark(rate, low.min(high), low.max(high), pool)).collect();
            let axis = Axis::around(marks.iter().copied(), cells);
            prop_assert!(text::width(&axis.ticks()) <= cells);
            for mark in marks {
                prop_assert_eq!(text::width(&drawn(axis, mark)), cells);
            }
        }
    }
}
