//! What the shown rows came to over the last 24 hours.

use super::remembered::stats;
use super::totals::{Mean, Rate};
use super::{Store, sums};
use crate::domain::campaign::Stats;
use crate::domain::memory::HOURS;
use crate::domain::record::Second;

/// What some campaigns came to, hour by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct Hourly {
    /// Full hours of the clock, and the last reading.
    pub marks: [Second; HOURS + 1],
    /// New calls in each hour; unknown where nobody looked.
    pub calls: [Option<i64>; HOURS],
    /// Success of the finished calls, in percent, at each mark.
    pub success: [Option<f64>; HOURS + 1],
    /// Conversion, weighted by finished calls, at each mark.
    pub conversion: [Option<f64>; HOURS + 1],
}

/// Rates as they are pooled.
#[derive(Debug, Clone, Copy, Default)]
struct Rates {
    success: Rate,
    conversion: Mean,
}

impl Rates {
    fn add(&mut self, stats: &Stats) {
        let finished = stats.finished();
        self.success.add(stats.ok, finished);
        self.conversion.add(stats.conversion.filter(|rate| (0.0..=100.0).contains(rate)), finished);
    }
}

impl Store {
    /// The last hours of the shown rows; nothing while nothing is remembered. The first look after a change walks the
    /// rows that changed meanwhile.
    pub fn hourly(&self) -> Option<&Hourly> {
        self.asked.hourly.get_or_init(|| self.gather_hours()).as_ref()
    }

    fn gather_hours(&self) -> Option<Hourly> {
        let memory = self.memory()?;
        let limited = self.limited();
        let counted = limited.as_ref().unwrap_or(&self.matched);
        let mut calls = [0; HOURS];
        // Rows that did not change are in the totals as they were at every mark.
        let (mut now, mut then) = (Rates::default(), [Rates::default(); HOURS + 1]);
        for (number, hours) in self.data.remembered.changing() {
            let Some(row) = self.data.rows.get(number).filter(|_| sums::is_first(&self.data, number, counted)) else {
                continue;
            };
            now.add(&row.stats);
            for (figures, rates) in hours.iter().zip(&mut then) {
                if let Some(figures) = figures {
                    rates.add(&stats(*figures));
                }
            }
            let trend = self.data.remembered.trend(number).unwrap_or([None; HOURS]);
            trend.iter().zip(&mut calls).for_each(|(own, calls)| *calls += own.unwrap_or_default());
        }
        let known = |mark: usize| memory.known.get(mark).copied().unwrap_or(false);
        let at = |mark: usize| then.get(mark).filter(|_| known(mark));
        let success = |mark: usize| {
            let mut rate = self.totals.success.without(now.success);
            rate.merge(at(mark)?.success);
            rate.percent()
        };
        let conversion = |mark: usize| {
            let mut mean = self.totals.conversion.without(now.conversion);
            mean.merge(at(mark)?.conversion);
            mean.value()
        };
        Some(Hourly {
            marks: memory.marks,
            calls: std::array::from_fn(|hour| calls.get(hour).copied().filter(|_| known(hour) && known(hour + 1))),
            success: std::array::from_fn(success),
            conversion: std::array::from_fn(conversion),
        })
    }
}
