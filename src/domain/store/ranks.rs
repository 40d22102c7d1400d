//! Where a row stands among those that are shown.

use super::{Row, Store};
use crate::domain::significance::Proportion;

/// A place among others: those that are as good share theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// From 1.
    pub place: usize,
    /// Among how many.
    pub of: usize,
}

/// The values of the shown rows, the largest first.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    /// Success in percent, of rows with enough finished calls.
    success: Vec<f64>,
    calls: Vec<i64>,
}

impl Store {
    /// Its place among the shown rows by success, among those with enough finished calls to be ranked. `None` for a row
    /// that is not one of these. The first look after a change sorts the shown rows.
    pub fn rank_by_success(&self, row: Row<'_>) -> Option<Rank> {
        let own = enough(row).filter(|_| self.is_shown(row))?;
        Some(rank(&self.ranking().success, |value| value > own))
    }

    /// Its place among the shown rows by calls; `None` where these are unknown, and for a row that is not shown.
    pub fn rank_by_calls(&self, row: Row<'_>) -> Option<Rank> {
        let own = row.calls().filter(|_| self.is_shown(row))?;
        Some(rank(&self.ranking().calls, |value| value > own))
    }

    fn ranking(&self) -> &Ranking {
        self.asked.ranking.get_or_init(|| {
            let rows = || self.counted().into_iter().filter_map(|row| self.data.row(row));
            let mut success: Vec<f64> = rows().filter_map(enough).collect();
            let mut calls: Vec<i64> = rows().filter_map(|row| row.calls()).collect();
            success.sort_unstable_by(|a, b| b.total_cmp(a));
            calls.sort_unstable_by(|a, b| b.cmp(a));
            Ranking { success, calls }
        })
    }
}

/// The success of a row that has enough finished calls to say something.
fn enough(row: Row<'_>) -> Option<f64> {
    let told = row.success().is_some_and(|success| !Proportion::is_of_few(success));
    row.success_rate().filter(|_| told)
}

fn rank<V: Copy>(values: &[V], is_better: impl Fn(V) -> bool) -> Rank {
    Rank { place: 1 + values.partition_point(|&value| is_better(value)), of: values.len() }
}
