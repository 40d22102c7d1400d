//! Which rows count: of the shown ones each campaign once. Their totals, and what else follows from them where it is
//! asked for.

use std::sync::OnceLock;

use super::Store;
use super::agents::Score;
use super::hourly::Hourly;
use super::ranks::Ranking;
use super::row_set::RowSet;
use super::sums;
use super::totals::Totals;

/// What follows from the shown rows and is computed where it is first asked for: not every screen has room for it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) agents: OnceLock<Vec<Score>>,
    pub(super) ranking: OnceLock<Ranking>,
    pub(super) hourly: OnceLock<Option<Hourly>>,
    /// How many campaigns of each case list the last read moved, by the number of the list.
    pub(super) moving: OnceLock<Vec<u32>>,
}

impl Store {
    /// Adds up what is shown: all that matched, or what a limit leaves of it. Rows of one id count once.
    pub(super) fn count(&mut self) {
        self.asked = Asked::default();
        if self.is_grouped() {
            let outer = self.gathered.iter().filter(|pool| pool.outer.is_none());
            self.totals = outer.fold(Totals::default(), |mut totals, pool| {
                totals.merge(&pool.totals);
                totals
            });
            return;
        }
        let limited = self.limited();
        let counted = limited.as_ref().unwrap_or(&self.matched);
        self.totals = sums::of(&self.data, sums::once(&self.data, counted.iter()));
        let moved = self.changed.iter().filter(|(row, _)| sums::is_first(&self.data, *row, counted));
        moved.filter_map(|(_, change)| change.calls()).for_each(|calls| self.totals.moved(calls));
    }

    /// What a limit leaves of the rows that matched; `None` without one.
    pub(super) fn limited(&self) -> Option<RowSet> {
        self.query.limit().map(|_| RowSet::collect(self.total(), self.shown.iter().map(|&row| row as usize)))
    }

    /// The rows that the totals are made of, by number: of the shown ones the first of each id.
    pub(super) fn counted(&self) -> Vec<usize> {
        match self.limited() {
            None => sums::once(&self.data, self.matched.iter()).collect(),
            // Groups count an id with its first row, also where that stands in a group that the limit cut off.
            Some(limited) if self.is_grouped() => {
                sums::once(&self.data, self.matched.iter()).filter(|&row| limited.contains(row)).collect()
            }
            Some(limited) => sums::once(&self.data, limited.iter()).collect(),
        }
    }
}
