//! The totals of the shown rows: sums, rates of sums, and how many rows did not know their part.
//!
//! A rate of several campaigns is never the mean of their rates: it is what their calls come to. Where only rates are
//! known (conversion, sentiment) they are weighted by finished calls, which is an estimate and to be marked `≈`.

use super::remembered::Then;
use crate::domain::campaign::{Stats, share_of_sums};
use crate::domain::confidence::Range;
use crate::domain::order::{Column, Value};
use crate::domain::significance::Proportion;

/// The totals of some rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Totals {
    /// How many rows.
    pub rows: usize,
    /// Calls in all.
    pub calls: Sum,
    /// Calls that succeeded.
    pub ok: Sum,
    /// Calls that failed.
    pub failed: Sum,
    /// Calls without an outcome yet.
    pub pending: Sum,
    /// Calls with an outcome.
    pub finished: Sum,
    /// Success of finished calls, over the rows that know both.
    pub success: Rate,
    /// Vendor's conversion, weighted by finished calls. Rows outside 0–100 are left out, since a single one would
    /// outweigh all others.
    pub conversion: Mean,
    /// Vendor's sentiment, weighted by finished calls.
    pub sentiment: Mean,
    /// New calls since the baseline.
    pub new_calls: Sum,
    /// New calls that succeeded since the baseline.
    pub new_ok: Sum,
    /// Success at the baseline, over the rows that were there and know both.
    pub success_before: Rate,
    /// Conversion at the baseline, weighted by the finished calls of then.
    pub conversion_before: Mean,
    /// Calls in an open hour, of the rows that know it; nothing where none does.
    pub pace: Option<f64>,
    /// How many rows moved with the last read.
    pub moved: usize,
    /// By how many calls those rows moved together.
    pub calls_moved: i64,
    /// How many rows contradict themselves. They are in the sums, as they are in the table.
    pub impossible: usize,
    /// In how many rows the vendor's own success rate differs from ours.
    pub disagreeing: usize,
}

impl Totals {
    /// Adds a row: its figures, what they were at the baseline, and its pace.
    pub(super) fn count(&mut self, now: &Stats, then: Option<Then>, pace: Option<f64>) {
        self.add(now);
        if let Some(then) = then {
            let Stats { ok, conversion, .. } = then.stats;
            let finished = then.stats.finished();
            self.new_calls.add(then.count(now, |stats| stats.calls));
            self.new_ok.add(then.count(now, |stats| stats.ok));
            self.success_before.add(ok, finished);
            self.conversion_before.add(conversion.filter(|rate| (0.0..=100.0).contains(rate)), finished);
        }
        if let Some(pace) = pace {
            self.pace = Some(self.pace.unwrap_or_default() + pace);
        }
    }

    /// Adds that the calls of a row moved.
    pub(super) fn moved(&mut self, calls: i64) {
        self.moved += usize::from(calls != 0);
        self.calls_moved = self.calls_moved.saturating_add(calls);
    }

    /// What the rows come to in a column; `None` where that is unknown, and in a column that has no total.
    pub fn value(&self, column: Column) -> Option<Value<'static>> {
        match column {
            Column::Calls => self.calls.total().map(Value::Whole),
            Column::Ok => self.ok.total().map(Value::Whole),
            Column::Failed => self.failed.total().map(Value::Whole),
            Column::Pending => self.pending.total().map(Value::Whole),
            Column::Finished => self.finished.total().map(Value::Whole),
            Column::SuccessRate => self.success.percent().map(Value::Real),
            Column::FailedRate => self.success.rest().percent().map(Value::Real),
            Column::SuccessRange => self.success.range().map(Value::Range),
            Column::Sentiment => self.sentiment.value().map(Value::Real),
            Column::Conversion => self.conversion.value().map(Value::Real),
            Column::CallsChange if self.new_calls.known == 0 && self.moved > 0 => Some(Value::Whole(self.calls_moved)),
            Column::CallsChange => self.new_calls.total().map(Value::Whole),
            Column::OkChange => self.new_ok.total().map(Value::Whole),
            Column::SuccessChange => points(self.success.percent(), self.success_before.percent()),
            Column::ConversionChange => points(self.conversion.value(), self.conversion_before.value()),
            Column::Pace => self.pace.map(Value::Real),
            _ => None,
        }
    }

    /// Whether the value of a column is a share of too few calls to say much; see [`Rate::is_of_too_few`].
    pub fn rests_on_too_few(&self, column: Column) -> bool {
        matches!(column, Column::SuccessRate | Column::FailedRate) && self.success.is_of_too_few()
    }

    /// Adds what other rows come to.
    pub(super) fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        for (sum, other) in [
            (&mut self.calls, other.calls),
            (&mut self.ok, other.ok),
            (&mut self.failed, other.failed),
            (&mut self.pending, other.pending),
            (&mut self.finished, other.finished),
            (&mut self.new_calls, other.new_calls),
            (&mut self.new_ok, other.new_ok),
        ] {
            sum.merge(other);
        }
        self.success.merge(other.success);
        self.conversion.merge(other.conversion);
        self.sentiment.merge(other.sentiment);
        self.success_before.merge(other.success_before);
        self.conversion_before.merge(other.conversion_before);
        self.pace = self.pace.map_or(other.pace, |pace| Some(pace + other.pace.unwrap_or_default()));
        self.moved += other.moved;
        self.calls_moved = self.calls_moved.saturating_add(other.calls_moved);
        self.impossible += other.impossible;
        self.disagreeing += other.disagreeing;
    }

    fn add(&mut self, stats: &Stats) {
        let finished = stats.finished();
        self.rows += 1;
        self.calls.add(stats.calls);
        self.ok.add(stats.ok);
        self.failed.add(stats.failed);
        self.pending.add(stats.pending());
        self.finished.add(finished);
        self.success.add(stats.ok, finished);
        self.conversion.add(stats.conversion.filter(|rate| (0.0..=100.0).contains(rate)), finished);
        self.sentiment.add(stats.sentiment, finished);
        self.impossible += usize::from(stats.impossible());
        self.disagreeing += usize::from(stats.vendor_agrees() == Some(false));
    }
}

/// By how many points a rate changed; without what computing adds or takes.
fn points(now: Option<f64>, before: Option<f64>) -> Option<Value<'static>> {
    Some(Value::Real(((now? - before?) * 1e9).round() / 1e9 + 0.0))
}

/// A count, summed over the rows that know it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    counted: i128,
    /// How many rows know it.
    pub known: usize,
    /// How many do not, so that the true sum is probably larger.
    pub unknown: usize,
}

impl Sum {
    /// The sum over the rows that know it; `None` when none does. Sums beyond `i64` stay at its end.
    pub fn total(&self) -> Option<i64> {
        (self.known > 0).then(|| self.counted.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    }

    fn merge(&mut self, other: Self) {
        self.counted += other.counted;
        self.known += other.known;
        self.unknown += other.unknown;
    }

    pub(super) fn add(&mut self, count: Option<i64>) {
        match count {
            Some(count) => {
                self.counted += i128::from(count);
                self.known += 1;
            }
            None => self.unknown += 1,
        }
    }
}

/// A share of summed counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rate {
    part: i128,
    whole: i128,
    /// How many rows went into it.
    pub rows: usize,
}

impl Rate {
    /// In percent; `None` while there is no whole.
    pub fn percent(&self) -> Option<f64> {
        share_of_sums(self.part, self.whole)
    }

    /// The counts, to be compared; `None` while there is no whole, and where they contradict each other.
    pub fn proportion(&self) -> Option<Proportion> {
        Proportion::new(self.part, self.whole)
    }

    /// What the share is of. Sums beyond `i64` stay at its end.
    pub fn whole(&self) -> i64 {
        self.whole.clamp(i64::MIN.into(), i64::MAX.into()) as i64
    }

    /// Where the true share probably lies (95 %); `None` while there is no whole, and where the counts contradict each
    /// other.
    pub fn range(&self) -> Option<Range> {
        self.proportion()?.range()
    }

    /// Whether it is counted on too few to say much: it is then never ranked among those that say something.
    pub fn is_of_too_few(&self) -> bool {
        self.proportion().is_none_or(Proportion::is_of_few)
    }

    /// The share of all the others.
    fn rest(self) -> Self {
        Self { part: self.whole - self.part, ..self }
    }

    /// What is left of it without the share of some of its rows.
    pub(super) fn without(self, part: Self) -> Self {
        Self { part: self.part - part.part, whole: self.whole - part.whole, rows: self.rows.saturating_sub(part.rows) }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
        self.rows += other.rows;
    }

    pub(super) fn add(&mut self, part: Option<i64>, whole: Option<i64>) {
        if let (Some(part), Some(whole)) = (part, whole) {
            self.part += i128::from(part);
            self.whole += i128::from(whole);
            self.rows += 1;
        }
    }
}

/// A mean weighted by finished calls.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mean {
    value: f64,
    weight: f64,
    /// How many rows went into it: those that know the value and have finished calls.
    pub rows: usize,
}

impl Mean {
    /// The mean; `None` when no row went into it. Without what computing adds or takes: a mean of 60 is no 59.999….
    pub fn value(&self) -> Option<f64> {
        let settled = if self.value.abs() < 1e6 { (self.value * 1e9).round() / 1e9 } else { self.value };
        (self.rows > 0 && self.value.is_finite()).then_some(settled)
    }

    /// What is left of it without the mean of some of its rows.
    pub(super) fn without(self, part: Self) -> Self {
        let (weight, rows) = (self.weight - part.weight, self.rows.saturating_sub(part.rows));
        if rows == 0 || weight <= 0.0 {
            return Self::default();
        }
        Self { value: (self.value * self.weight - part.value * part.weight) / weight, weight, rows }
    }

    pub(super) fn merge(&mut self, other: Self) {
        if other.rows > 0 {
            self.weight += other.weight;
            self.value += (other.value - self.value) * (other.weight / self.weight);
            self.rows += other.rows;
        }
    }

    pub(super) fn add(&mut self, value: Option<f64>, finished: Option<i64>) {
        if let (Some(value), Some(weight @ 1..)) = (value.filter(|value| value.is_finite()), finished) {
            let weight = weight as f64;
            self.weight += weight;
            self.value += (value - self.value) * (weight / self.weight);
            self.rows += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(calls: i64, ok: i64, failed: i64) -> Stats {
        Stats { calls: Some(calls), ok: Some(ok), failed: Some(failed), ..Stats::default() }
    }

    fn totals(stats: impl IntoIterator<Item = Stats>) -> Totals {
        let mut totals = Totals::default();
        stats.into_iter().for_each(|stats| totals.add(&stats));
        totals
    }

    #[test]
    fn rates_are_pooled_by_sums() {
        let totals = totals([row(3, 3, 0), row(1000, 500, 500)]);
        assert_eq!(totals.calls.total(), Some(1003));
        assert_eq!(totals.success.percent(), Some(100.0 * 503.0 / 1003.0));
        assert_eq!(totals.success.rows, 2);
    }

    #[test]
    fn unknown_is_counted_and_never_zero() {
        let totals = totals([row(10, 5, 3), Stats { ok: Some(7), ..Stats::default() }]);
        assert_eq!(totals.ok.total(), Some(12));
        assert_eq!((totals.calls.total(), totals.calls.known, totals.calls.unknown), (Some(10), 1, 1));
        assert_eq!(
            (totals.success.percent(), totals.success.rows),
            (Some(62.5), 1),
            "7 of an unknown number says nothing"
        );
        assert_eq!(totals.conversion.value(), None);
        assert_eq!(Totals::default().calls.total(), None);
    }

    #[test]
    fn means_are_weighted_by_finished_calls() {
        let with =
            |conversion, stats| Stats { conversion: Some(conversion), sentiment: Some(conversion / 100.0), ..stats };
        let totals = totals([
            with(10.0, row(10, 5, 5)),
            with(40.0, row(40, 10, 20)),
            with(99.0, row(5, 0, 0)),
            with(1e6, row(9, 5, 4)),
        ]);
        assert!((totals.conversion.value().unwrap() - 32.5).abs() < 1e-9);
        assert_eq!((totals.conversion.rows, totals.sentiment.rows, totals.impossible), (2, 3, 1));
    }

    #[test]
    fn sums_do_not_overflow() {
        let many = totals(std::iter::repeat_n(row(i64::MAX, i64::MAX, 0), 3));
        assert_eq!((many.calls.total(), many.success.percent()), (Some(i64::MAX), Some(100.0)));
        let vast = Stats { sentiment: Some(f64::MAX), ..row(2, 1, 1) };
        let vast = totals([vast, Stats { sentiment: Some(f64::MIN), ..vast }]);
        assert_eq!(vast.sentiment.value(), None, "what cannot be computed is unknown");
    }
}
